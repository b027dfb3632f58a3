// Reads a feed's file with rss-parser (npm).

import { readFileSync } from 'node:fs'
import Parser from 'rss-parser'

// By itself rss-parser keeps the first author of an Atom entry, and neither its
// categories nor its links; these are its own means to ask for them.
const parser = new Parser({
  customFields: {
    item: [
      ['author', 'atomAuthors', { keepArray: true }],
      ['category', 'atomCategories', { keepArray: true }],
      ['link', 'atomLinks', { keepArray: true }],
    ],
  },
})

const feed = await parser.parseString(readFileSync(process.argv[2], 'utf8'))
const isAtom = feed.items.every((entry) => entry.id)
const items = feed.items.map(isAtom ? fromAtom : fromRSS)
console.log(JSON.stringify({ title: feed.title, items }))

function fromRSS(entry) {
  return item(entry, {
    id: entry.guid,
    author: entry.creator.replace(/^\S+@\S+ \((.+)\)$/, '$1'), // "address (name)"
    categories: entry.categories.map((c) => c._ ?? c), // with attributes, text is in _
    enclosure: entry.enclosure,
    content: entry['content:encoded'] ?? entry.content,
  })
}

function fromAtom(entry) {
  const link = entry.atomLinks.map((l) => l.$).find((l) => l.rel === 'enclosure')
  return item(entry, {
    id: entry.id,
    author: entry.atomAuthors.map((a) => a.name[0]).join(', '),
    categories: entry.atomCategories.map((c) => c.$.term),
    enclosure: link && { url: link.href, type: link.type, length: link.length },
    content: entry.content,
  })
}

function item(entry, { id, author, categories, enclosure, content }) {
  return {
    id,
    title: entry.title,
    link: entry.link,
    date: entry.isoDate.replace('.000Z', 'Z'),
    author,
    categories,
    enclosure: enclosure?.url ?? null,
    enclosure_type: enclosure?.type ?? null,
    enclosure_length: enclosure?.length ? Number(enclosure.length) : null,
    content,
  }
}
