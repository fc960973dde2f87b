// node contract.mjs OPENAPI PROXY_URL KEY: asks every read operation of the document, every page of it, through the
// validating proxy, and prints each answer that is not a 200. The proxy answers 422 to a request and 500 to a response
// that breaks the document. Exit code 1 when there was any.
import fs from 'node:fs';

const [, , specification, origin, key] = process.argv;
const document = JSON.parse(fs.readFileSync(specification));
const headers = {Authorization: `Klaviyo-API-Key ${key}`, revision: '2026-07-15', Accept: 'application/vnd.api+json'};
const kObjectsPerPath = 12;  // single objects and their relations are asked for this many ids

let requests = 0;
const failures = [];
const ids = {};  // of the objects seen, by the name of their collection
const pages = {};

async function ask(path, url, options = {}) {
  ++requests;
  const response = await fetch(url, {...options, headers: {...headers, ...options.headers}});
  const text = await response.text();
  if (response.status !== 200) {
    let detail = text;
    try {
      const body = JSON.parse(text);
      detail = JSON.stringify(body.validation ?? body.errors ?? body);
    } catch {}
    failures.push(`${response.status} ${path} ${url.replace(origin, '')} ${detail.slice(0, 600)}`);
    return null;
  }
  pages[path] = (pages[path] ?? 0) + 1;
  return JSON.parse(text);
}

const deref = (value) => {
  while (value && value.$ref) value = value.$ref.slice(2).split('/').reduce((node, part) => node[part], document);
  return value;
};
const encode = (parameters) => Object.entries(parameters).map(([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(v)}`).join('&');

// Filters that the document requires, one request each.
const required = {
  '/api/campaigns': ['email', 'sms', 'mobile_push'].flatMap((channel) =>
      [true, false].map((archived) => `and(equals(messages.channel,"${channel}"),equals(archived,${archived}))`)),
  '/api/coupon-codes': () => [...ids.coupons ?? []].slice(0, 3).map((id) => `equals(coupon.id,"${id}")`),
};

async function crawl(path, url) {
  for (let next = url; next;) {
    const body = await ask(path, next);
    if (!body) return;
    for (const item of [...[].concat(body.data), ...body.included ?? []]) (ids[`${item.type}s`] ??= new Set()).add(item.id);
    next = body.links?.next;
    if (next && !next.startsWith(origin)) throw new Error(`a link leaves the proxy: ${next}`);
  }
}

async function get(path, operation) {
  const parameters = (operation.parameters ?? []).map(deref);
  const values = {};
  for (const parameter of parameters) {
    if (parameter.name === 'page[size]') values['page[size]'] = parameter.schema.maximum;
    if (parameter.name === 'include' || parameter.name.startsWith('additional-fields'))
      values[parameter.name] = parameter.schema.items.enum.join(',');
  }
  const filters = typeof required[path] === 'function' ? required[path]() : required[path] ?? [null];
  // Estimations are asked by the ids of campaigns, 
  const collection = {'campaign-recipient-estimations': 'campaigns'}[path.split('/')[2]] ?? path.split('/')[2];
  const targets = path.includes('{id}') ? [...ids[collection] ?? []].slice(0, kObjectsPerPath).map((id) => path.replace('{id}', id)) : [path];
  if (targets.length === 0) failures.push(`no id to ask ${path} with`);
  for (const target of targets)
    for (const filter of filters) {
      const wanted = filter ? {filter} : {};
      await crawl(path, `${origin}${target}?${encode({...wanted, ...values})}`);
      // The plain form too, with the page size left to the server; for events every page of that would take long.
      if (path === '/api/events') continue;
      await crawl(path, `${origin}${target}${filter ? '?' + encode(wanted) : ''}`);
    }
}

function post(path, body) {
  return ask(path, origin + path, {method: 'POST', body: JSON.stringify(body), headers: {'Content-Type': 'application/vnd.api+json'}});
}

async function reports() {
  const metrics = (await ask('/api/metrics', `${origin}/api/metrics`)).data;
  const metric = metrics.find((item) => item.attributes.name === 'Placed Order').id;
  const statistics = (path) => deref(deref(document.paths[path].post.requestBody.content['application/vnd.api+json'].schema).properties.data)
      .properties.attributes.properties.statistics.items.enum;
  const day = 86400000;
  const end = new Date(Math.floor(Date.now() / day) * day);
  const iso = (daysAgo) => new Date(end - daysAgo * day).toISOString().slice(0, 19);
  for (const by of [[], ['$message'], ['$attributed_flow', '$attributed_message']])
    for (const interval of ['hour', 'day', 'week', 'month'])
      await post('/api/metric-aggregates', {data: {type: 'metric-aggregate', attributes: {
        metric_id: metric, measurements: ['count', 'sum_value', 'unique'], interval, by, page_size: 500, timezone: 'America/New_York',
        filter: [`greater-or-equal(datetime,${iso(20)})`, `less-than(datetime,${iso(0)})`]}}});
  for (const subject of ['campaign', 'flow', 'form', 'segment'])
    for (const form of ['values', 'series']) {
      const path = `/api/${subject}-${form}-reports`;
      if (!document.paths[path]) continue;
      for (const timeframe of [{key: 'last_30_days'}, {start: iso(20) + '+00:00', end: iso(1) + '+00:00'}]) {
        const attributes = {statistics: statistics(path), timeframe};
        if (subject === 'campaign' || subject === 'flow') attributes.conversion_metric_id = metric;
        if (form === 'series') attributes.interval = 'daily';
        await post(path, {data: {type: `${subject}-${form}-report`, attributes}});
      }
    }
}

const operations = Object.entries(document.paths).filter(([, methods]) => methods.get);
// Collections first, then what belongs to one object, then the objects that only those show.
const depth = ([path]) => (!path.includes('{id}') ? 0 : path.split('/').length > 4 ? 1 : 2) + (path === '/api/coupon-codes' ? 0.5 : 0);
operations.sort((a, b) => depth(a) - depth(b));
for (const [path, methods] of operations) await get(path, methods.get);
await reports();

for (const [path, count] of Object.entries(pages)) console.log(`${String(count).padStart(6)}  ${path}`);
for (const failure of failures) console.log(`VIOLATION ${failure}`);
console.log(`${requests} requests, ${failures.length} violations`);
process.exit(failures.length > 0 ? 1 : 0);
