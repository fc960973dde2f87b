// Looks at a report in a real browser: node report_browser.mjs NODE_MODULES CHROMIUM REPORT [SCREENSHOT_FOLDER]
// Prints one line for each thing that holds and "FAILED: ..." for each that does not; exit code 1 then.
import { createRequire } from 'module'
import { mkdtempSync } from 'fs'
import { tmpdir } from 'os'
import { resolve } from 'path'

const [modules, executablePath, report, screenshots] = process.argv.slice(2)
const require = createRequire(resolve(modules) + '/')
const { chromium } = require('playwright-core')
const axe = require('axe-core').source

let failed = false
const check = (what, holds, seen) => {
  console.log(holds ? what : `FAILED: ${what}${seen === undefined ? '' : `: ${JSON.stringify(seen)}`}`)
  failed ||= !holds
}

const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync']
const browser = await chromium.launchPersistentContext(mkdtempSync(tmpdir() + '/klytics-chromium-'),
  { executablePath, args, headless: true, viewport: { width: 1200, height: 900 } })
const page = await browser.newPage()
const complaints = [], requests = []
page.on('console', (message) => { if (message.type() !== 'log') complaints.push(message.text()) })
page.on('pageerror', (error) => complaints.push(String(error)))
page.on('request', (request) => { if (!request.url().startsWith('file:')) requests.push(request.url()) })
await page.emulateMedia({ colorScheme: 'light' })
await page.goto('file://' + resolve(report))

const bars = await page.locator('.stack rect').count()
check('the chart of revenue has bars', bars > 10, bars)
check('figures are shown', (await page.locator('.figures .value').allInnerTexts()).every((text) => /\d/.test(text)))

// What changed and what was unusual, each a sentence of a list under its heading.
for (const [id, sentence] of [['insights', /(higher|lower) than in the \d+ days before: .* \(p [<=] 0\.\d+\)/], ['anomalies', /(above|below) what is usual|rose|fell/]]) {
  const found = await page.locator(`section[aria-labelledby="${id}"] li`).allInnerTexts()
  check(`${id} are sentences`, found.length > 0 && found.length <= 12 && found.every((text) => text.endsWith('.')) && found.some((text) => sentence.test(text)), found)
}

// Tooltips by pointer and by keyboard.
const plot = page.locator('.plot').first()
const tip = plot.locator('.tip')
await plot.scrollIntoViewIfNeeded()
const box = await plot.boundingBox()
await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.4)
check('a tooltip follows the pointer', await tip.isVisible() && /Total\s*[\d,.]+/.test(await tip.innerText()))
if (screenshots) await page.screenshot({ path: screenshots + '/tooltip.png' })
await page.mouse.move(0, 0)
check('and goes with it', !(await tip.isVisible()))
await plot.focus()
await page.keyboard.press('End')
const rows = page.locator('#revenue-table tbody tr')
const lastDay = await rows.last().locator('th').textContent()
check('arrow keys read the values', (await tip.innerText()).startsWith(lastDay), await tip.innerText())
await page.keyboard.press('ArrowLeft')
check('one by one', !(await tip.innerText()).startsWith(lastDay))
await page.keyboard.press('Escape')
check('and Escape ends it', !(await tip.isVisible()))

// Sorting.
const table = page.locator('table.sorts').first()
const column = async () => (await table.locator('tbody td:last-child').evaluateAll((cells) => cells.map((cell) => Number(cell.dataset.value))))
const head = table.locator('th', { hasText: 'Revenue' })
await head.locator('button').click()
const descending = await column()
check('a table sorts by its column', descending.length > 1 && descending.every((value, i) => i === 0 || descending[i - 1] >= value), descending)
check('and says so', (await head.getAttribute('aria-sort')) === 'descending')
await head.locator('button').press('Enter')
check('the other way at the second time', (await column()).join() === [...descending].sort((a, b) => a - b).join())

// Light and dark.
const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
const light = await paper()
await page.emulateMedia({ colorScheme: 'dark' })
const dark = await paper()
check('dark mode follows the system', light !== dark)
await page.locator('#theme').click()
check('and the button overrides it', (await paper()) === light)
await page.evaluate(() => delete document.documentElement.dataset.theme)

// Accessibility in both, with every table open, then on a phone.
await page.evaluate(() => document.querySelectorAll('details').forEach((element) => (element.open = true)))
for (const [scheme, width] of [['light', 1200], ['dark', 1200], ['light', 375]]) {
  await page.emulateMedia({ colorScheme: scheme })
  await page.setViewportSize({ width, height: 900 })
  // The page's own policy lets no script in that it did not bring.
  await page.evaluate(axe)
  const found = await page.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
  check(`no accessibility violation, ${scheme}, ${width} wide`, found.violations.length === 0,
    found.violations.map((violation) => [violation.id, violation.nodes[0].html.slice(0, 200), violation.nodes[0].failureSummary]))
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  check(`the page is as wide as the window, ${width}`, overflow <= 0, overflow)
}
await page.evaluate(() => document.querySelectorAll('details').forEach((element) => (element.open = false)))
await page.setViewportSize({ width: 1200, height: 900 })
if (screenshots) {
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.screenshot({ path: `${screenshots}/${scheme}.png`, fullPage: true })
  }
  await page.setViewportSize({ width: 375, height: 800 })
  await page.screenshot({ path: `${screenshots}/phone.png`, fullPage: true })
}
await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
check('it prints on white', (await paper()) === 'rgb(255, 255, 255)')
check('without buttons', !(await page.locator('#theme').isVisible()))
const pdf = await page.pdf({ format: 'A4' })
check('on a few pages', pdf.length > 10000)
check('no console message', complaints.length === 0, complaints)
check('no request to any network', requests.length === 0, requests)
await browser.close()
process.exit(failed ? 1 : 0)
