// Filters and regroups the findings of the HTML report. Without it the page is the plain, complete list.
const form = document.querySelector('#filters')
const list = document.querySelector('#finding-list')

if (form !== null && list !== null) start(form, list)

function start(form, list) {
  const items = [...list.querySelectorAll('.finding')].map((element) => ({
    element,
    home: element.parentElement,
    text: `${element.textContent} ${element.closest('.group').querySelector('summary').textContent}`.toLowerCase(),
  }))
  const byControl = [...list.children]
  const byAsset = assetGroups(items)
  const apply = () => {
    const wanted = Object.fromEntries(new FormData(form))
    regroup(wanted.group === 'asset' ? byAsset : byControl, wanted.group, items)
    show(items, wanted)
    remember(wanted)
  }
  const regroup = (groups, kind, items) => {
    if (list.firstElementChild === groups[0]) return
    list.className = kind === 'asset' ? 'by-asset' : ''
    for (const { element, home } of items) {
      const target =
        kind === 'asset' ? groups.find((group) => group.dataset.asset === element.dataset.asset) : home
      if (kind === 'asset') target.querySelector('.items').append(element)
      else home.append(element)
    }
    list.replaceChildren(...groups)
  }
  restore(form)
  form.hidden = false
  form.addEventListener('input', apply)
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('reset', () => setTimeout(apply))
  document.querySelector('#open-all').addEventListener('click', () => openAll(list, true))
  document.querySelector('#close-all').addEventListener('click', () => openAll(list, false))
  apply()
}

function assetGroups(items) {
  const groups = new Map()
  for (const { element } of items) {
    const { asset } = element.dataset
    if (!groups.has(asset)) groups.set(asset, assetGroup(asset))
  }
  return [...groups.values()]
}

function assetGroup(asset) {
  const group = document.createElement('details')
  group.className = 'group'
  group.dataset.asset = asset
  const summary = document.createElement('summary')
  const title = document.createElement('h3')
  title.textContent = asset
  const count = document.createElement('span')
  count.className = 'count'
  const content = document.createElement('div')
  content.className = 'items'
  summary.append(title, ' ', count)
  group.append(summary, content)
  return group
}

function show(items, wanted) {
  const words = wanted.query.toLowerCase().split(/\s+/)
  const names = ['severity', 'layer', 'guarantee', 'trust', 'verdict']
  let visible = 0
  for (const { element, text } of items) {
    const fits = names.every(
      (name) => wanted[name] === '' || element.dataset[name].split(' ').includes(wanted[name]),
    )
    element.hidden = !fits || !words.every((word) => text.includes(word))
    if (!element.hidden) visible += 1
  }
  for (const group of document.querySelectorAll('#finding-list > .group')) countGroup(group)
  document.querySelector('#filter-status').textContent = `${visible} of ${items.length} findings shown`
  document.querySelector('#nothing-found').hidden = visible > 0
}

function countGroup(group) {
  const all = group.querySelectorAll('.finding').length
  const visible = group.querySelectorAll('.finding:not([hidden])').length
  const count = group.querySelector('summary .count')
  count.dataset.told ??= count.textContent
  const whole = count.dataset.told === '' ? `${all} finding${all === 1 ? '' : 's'}` : count.dataset.told
  count.textContent = visible === all ? whole : `${visible} of ${all} shown`
  group.hidden = visible === 0
}

function openAll(list, isOpen) {
  for (const group of list.querySelectorAll('details')) group.open = isOpen
}

/** The address holds the state: a filtered view can be sent to somebody. */
function remember(wanted) {
  const changed = Object.entries(wanted).filter(
    ([name, value]) => value !== '' && !(name === 'group' && value === 'control'),
  )
  const isOurs = location.hash.includes('=')
  if (changed.length > 0) history.replaceState(null, '', `#${new URLSearchParams(changed)}`)
  else if (isOurs) history.replaceState(null, '', '#findings')
}

function restore(form) {
  if (!location.hash.includes('=')) return
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    const field = form.elements.namedItem(name)
    if (field !== null) field.value = value
  }
}
