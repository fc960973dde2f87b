// Writes signatures.tsv: requests signed by npm's aws4, as the reference for aws_signature_test.cpp.
//   npm install aws4@1.13.2 && node make_vectors.mjs >signatures.tsv
// One request a line: method, host, path as sent, query, region, time, session token, further headers (name:value joined
// by |), body, authorization (with the commas of the specification, without spaces after them).
import aws4 from 'aws4'
import { createHash } from 'crypto'

const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }
const requests = [
  ['GET', 'bucket.s3.us-east-1.amazonaws.com', '/manifest.json', '', 'us-east-1', '20260131T020000Z', '', '', ''],
  ['PUT', '127.0.0.1:4568', '/bucket/shop/api/overview', '', 'us-east-1', '20260131T020001Z', '',
    'cache-control:no-cache|content-type:application/json', '{"revenue":1}'],
  ['PUT', 's3.eu-west-1.amazonaws.com', '/bu.cket/ranges/2026-01-01%2C2026-01-31/charts/revenue', '', 'eu-west-1',
    '20261231T235959Z', 'token/with+signs==', 'content-encoding:gzip|content-type:application/json', 'packed'],
  ['GET', 'store.example', '/bucket', 'list-type=2&prefix=shop%2F', 'auto', '20260228T000000Z', '', '', ''],
  ['GET', 'store.example', '/bucket', 'continuation-token=a%2Bb%3D%2F&list-type=2&prefix=', 'auto', '20260228T000000Z', '',
    '', ''],
  ['DELETE', 'store.example:8443', '/bucket/a%20b/%C3%A9', '', 'us-west-2', '20260301T120000Z', '', '', ''],
]
for (const [method, host, path, query, region, time, token, headers, body] of requests) {
  const request = { service: 's3', region, method, host, path: path + (query ? '?' + query : ''), body,
    headers: { 'X-Amz-Date': time, 'X-Amz-Content-Sha256': createHash('sha256').update(body).digest('hex') } }
  for (const header of headers ? headers.split('|') : []) {
    const colon = header.indexOf(':')
    request.headers[header.slice(0, colon)] = header.slice(colon + 1)
  }
  const { Authorization } = aws4.sign(request, { ...keys, ...(token ? { sessionToken: token } : {}) }).headers
  console.log([method, host, path, query, region, time, token, [headers, ...(body ? ['content-length:' + body.length] : [])].join('|'), body,
    Authorization.replace(/, /g, ',')].join('\t'))
}
