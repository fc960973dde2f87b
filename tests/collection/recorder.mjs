// node recorder.mjs PORT UPSTREAM LOG: passes every request on and writes one line for each to LOG: the status, the method,
// the target with the body of a POST and, where the status is not 200, the beginning of the answer. Prints "ready" when it listens.
import fs from 'node:fs';
import http from 'node:http';

const [, , port, upstream, log] = process.argv;
const to = new URL(upstream);
// A connection for each request: one that is kept may be closed by the other side just when it is used again.
const agent = new http.Agent({keepAlive: false});

http.createServer((request, response) => {
  let asked = '';
  request.on('data', (chunk) => (asked += chunk));
  const headers = {...request.headers, host: to.host, 'accept-encoding': 'identity', connection: 'close'};
  const forward = http.request({agent, host: to.hostname, port: to.port, path: request.url, method: request.method, headers}, (answer) => {
    const chunks = [];
    answer.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
      const body = Buffer.concat(chunks);
      const words = answer.statusCode === 200 ? '' : ' ' + body.toString().replaceAll('\n', ' ').slice(0, 600);
      fs.appendFileSync(log, `${answer.statusCode} ${request.method} ${request.url}${asked && ' ' + asked}${words}\n`);
      const passed = {...answer.headers, 'content-length': body.length};
      delete passed['transfer-encoding'];
      delete passed.connection;
      response.writeHead(answer.statusCode, passed).end(body);
    });
  });
  forward.on('error', (error) => {
    fs.appendFileSync(log, `502 ${request.method} ${request.url} ${error}\n`);
    response.writeHead(502).end(String(error));
  });
  request.pipe(forward);
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));
