// A page of another origin that reads the dashboard's API as the dashboard does, in a real browser:
//   node dashboard_page.mjs NODE_MODULES CHROMIUM CUSTOM_STATUS BASE
// It fetches every endpoint of every range, of metrics those of revenue and of one of Klaviyo, with the header that makes a
// browser ask first. CUSTOM_STATUS is what a range of two dates has to answer.
import { createRequire } from 'module'
import { createServer } from 'http'
import { mkdtempSync } from 'fs'
import { tmpdir } from 'os'
import { resolve } from 'path'

const [modules, executablePath, customStatus, base] = process.argv.slice(2)
const { chromium } = createRequire(resolve(modules) + '/')('playwright-core')
const server = createServer((_, response) => response.end('<!DOCTYPE html><title>Dashboard</title>'))
await new Promise((done) => server.listen(0, '127.0.0.1', done))
const browser = await chromium.launchPersistentContext(mkdtempSync(tmpdir() + '/klytics-chromium-'), { executablePath,
  headless: true, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
const page = await browser.newPage()
await page.goto(`http://localhost:${server.address().port}/`)
const result = await page.evaluate(async ({ base, customStatus }) => {
  const ranges = ['', 'last-7-days', 'last-30-days', 'last-90-days', 'this-month', 'last-month', 'this-year']
  const fixed = ['overview', 'campaigns', 'flows', 'forms', 'segments', 'charts/revenue', 'charts/distribution',
    'charts/top-segments', 'charts/top-flows', 'charts/top-forms', 'health']
  const get = (endpoint, range) => fetch(`${base}/${endpoint}${range ? `${endpoint.includes('?') ? '&' : '?'}dateRange=${
    range}&_t=${Date.now()}` : ''}`, { headers: { 'Content-Type': 'application/json' } })
  const matrix = await (await get('analytics/correlations')).json()
  const metrics = ['revenue', matrix.metrics.at(-1).metricId]
  const kinds = ['timeseries', 'decomposition', 'anomalies', 'forecast', 'entropy']
  const analytics = metrics.flatMap((metric) => [...kinds.map((kind) => `analytics/${kind}/${metric}`),
    `analytics/correlation?metric1Id=revenue&metric2Id=${metric}`, `analytics/correlation?metric1Id=${metric}&metric2Id=orders`])
  const endpoints = [...fixed, ...analytics]
  let read = 0
  const wrong = []
  for (const range of ranges)
    for (const endpoint of endpoints)
      try {
        const answer = await get(endpoint, range)
        const body = await answer.json()
        const asked = new URLSearchParams(endpoint.split('?')[1])
        if (answer.ok && typeof body === 'object' && (!asked.has('metric1Id') || body.metric1Id === asked.get('metric1Id') &&
            body.metric2Id === asked.get('metric2Id'))) read++
        else wrong.push([endpoint, range, answer.status])
      } catch (error) {
        wrong.push([endpoint, range, String(error)])
      }
  const revenue = (await (await get('overview', 'last-90-days')).json()).revenue.current
  const days = await (await get('charts/revenue', 'last-90-days')).json()
  const sum = days.reduce((total, day) => total + day.campaigns + day.flows + day.forms + day.other, 0)
  const custom = await get('overview', '2026-01-01,2026-01-31')
  return { read, wrong, revenue, adds: Math.abs(sum - revenue) < 0.005 * days.length, custom: custom.status }
}, { base, customStatus })
console.log(`${result.read} bodies were read by a page of another origin`)
for (const wrong of result.wrong) console.log('FAILED:', JSON.stringify(wrong))
console.log(result.revenue > 0 && result.adds ? 'the days add up to the revenue' : `FAILED: ${JSON.stringify(result)}`)
console.log(`a range of two dates: ${result.custom}`)
await browser.close()
server.close()
process.exit(result.wrong.length || result.custom !== Number(customStatus) ? 1 : 0)
