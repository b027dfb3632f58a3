// Reads a feed's file with feedsmith (npm), each format by the words of its own.

import { readFileSync } from 'node:fs'
import { parseFeed } from 'feedsmith'

const { format, feed } = parseFeed(readFileSync(process.argv[2], 'utf8'))
const read = { rss: fromRSS, atom: fromAtom, json: fromJSON }[format]
console.log(JSON.stringify(read(feed)))

function fromRSS(feed) {
  return {
    title: feed.title,
    items: feed.items.map((entry) => ({
      id: entry.guid.value,
      title: entry.title,
      link: entry.link,
      date: utc(entry.pubDate),
      author: (entry.authors?.map((a) => a.name) ?? entry.dc.creators).join(', '),
      categories: entry.categories.map((c) => c.name),
      ...enclosure(entry.enclosures?.[0]),
      content: entry.content?.encoded ?? entry.description,
    })),
  }
}

function fromAtom(feed) {
  return {
    title: feed.title.value,
    items: feed.entries.map((entry) => {
      const attached = entry.links.find((l) => l.rel === 'enclosure')
      return {
        id: entry.id,
        title: entry.title.value,
        link: entry.links.find((l) => l.rel === 'alternate').href,
        date: utc(entry.published),
        author: entry.authors.map((a) => a.name).join(', '),
        categories: entry.categories.map((c) => c.term),
        ...enclosure(attached && { ...attached, url: attached.href }),
        content: entry.content.value,
      }
    }),
  }
}

function fromJSON(feed) {
  return {
    title: feed.title,
    items: feed.items.map((entry) => {
      const attached = entry.attachments?.[0]
      return {
        id: entry.id,
        title: entry.title,
        link: entry.url,
        date: utc(entry.date_published),
        author: entry.authors.map((a) => a.name).join(', '),
        categories: entry.tags,
        ...enclosure(attached && { url: attached.url, type: attached.mime_type, length: attached.size_in_bytes }),
        content: entry.content_html,
      }
    }),
  }
}

function enclosure(of) {
  return {
    enclosure: of?.url ?? null,
    enclosure_type: of?.type ?? null,
    enclosure_length: of?.length ?? null,
  }
}

function utc(date) {
  return new Date(date).toISOString().replace('.000Z', 'Z')
}
