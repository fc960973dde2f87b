// Tooltips, sorting and the choice of light or dark. Everything can be read without it.
'use strict'

for (const plot of document.querySelectorAll('.plot')) {
  const svg = plot.querySelector('svg')
  const cursor = plot.querySelector('.cursor')
  const table = document.getElementById(plot.dataset.table)
  const names = [...table.tHead.rows[0].cells].map((cell) => cell.textContent)
  const colours = [...table.tHead.rows[0].cells].map((cell) => cell.dataset.colour || '')
  const rows = [...table.tBodies[0].rows]
  const [left, width] = plot.dataset.area.split(' ').map(Number)
  const step = width / rows.length
  const tip = document.createElement('div')
  tip.className = 'tip'
  tip.hidden = true
  tip.setAttribute('role', 'status')
  plot.append(tip)
  let shown = -1

  const show = (index) => {
    shown = Math.max(0, Math.min(rows.length - 1, index))
    const lines = document.createElement('table')
    lines.setAttribute('role', 'presentation')
    names.slice(1).forEach((name, i) => {
      const value = rows[shown].cells[i + 1].textContent
      if (!value) return
      const line = lines.insertRow()
      const label = line.insertCell()
      if (colours[i + 1]) {
        const mark = document.createElement('i')
        mark.className = colours[i + 1]
        label.append(mark)
      }
      label.append(name)
      line.insertCell().textContent = value
    })
    const title = document.createElement('strong')
    title.textContent = rows[shown].cells[0].textContent
    tip.replaceChildren(title, lines)
    tip.hidden = false
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
    const middle = (left + step * (shown + 0.5)) * scale
    const room = plot.clientWidth - tip.offsetWidth
    tip.style.left = Math.max(0, Math.min(room, middle > plot.clientWidth / 2 ? middle - tip.offsetWidth - 14 : middle + 14)) + 'px'
    cursor.setAttribute('x', left + step * shown)
    cursor.setAttribute('width', step)
    plot.classList.add('active')
  }
  const hide = () => {
    tip.hidden = true
    plot.classList.remove('active')
  }
  plot.addEventListener('pointermove', (event) => {
    const box = svg.getBoundingClientRect()
    const x = ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width
    if (x >= left && x <= left + width) show(Math.floor((x - left) / step))
    else hide()
  })
  plot.addEventListener('pointerleave', hide)
  plot.addEventListener('blur', hide)
  plot.addEventListener('keydown', (event) => {
    const to = { ArrowRight: shown + 1, ArrowLeft: shown - 1, Home: 0, End: rows.length - 1 }[event.key]
    if (event.key === 'Escape') hide()
    if (to === undefined) return
    event.preventDefault()
    show(to)
  })
}

for (const table of document.querySelectorAll('table.sorts')) {
  const heads = [...table.tHead.rows[0].cells]
  heads.forEach((head, column) => {
    head.querySelector('button').addEventListener('click', () => {
      const numbers = column > 0
      const now = head.getAttribute('aria-sort')
      const descending = now ? now === 'ascending' : numbers
      for (const other of heads) other.removeAttribute('aria-sort')
      head.setAttribute('aria-sort', descending ? 'descending' : 'ascending')
      const key = (row) => (numbers ? Number(row.cells[column].dataset.value) : row.cells[column].textContent)
      const order = (a, b) => (numbers ? key(a) - key(b) : key(a).localeCompare(key(b)))
      const rows = [...table.tBodies[0].rows].sort((a, b) => (descending ? order(b, a) : order(a, b)))
      table.tBodies[0].append(...rows)
    })
  })
}

const theme = document.getElementById('theme')
const isDark = () =>
  (document.documentElement.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark'
const label = () => { theme.textContent = isDark() ? 'Light' : 'Dark' }
theme.hidden = false
theme.addEventListener('click', () => {
  document.documentElement.dataset.theme = isDark() ? 'light' : 'dark'
  label()
})
label()
