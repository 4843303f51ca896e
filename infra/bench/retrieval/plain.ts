import { readdirSync, readFileSync } from 'node:fs'
import { loadTenants, type Question, type Span, type Tenant } from './data.ts'

const folder = new URL('../data/plain/', import.meta.url)
type Wordings = Readonly<Record<string, { fit: string[]; test: string[] }>>

/** A house with plain questions. `of`: the company whose text it labels. */
export type PlainHouse = { tenant: Tenant; split: 'fit' | 'test'; of: string | undefined }

/**
 * Reads the plain questions (see data/plain/README.md). In: which wordings of the topics; a house's own questions come with both.
 * Throws when a place that is said to answer does not stand in the text.
 */
export function loadPlain(wording: 'fit' | 'test'): PlainHouse[] {
  const topics = JSON.parse(readFileSync(new URL('topics.json', folder), 'utf8')) as Wordings
  const companies = loadTenants('companies')
  const files = readdirSync(folder).filter((file) => file.endsWith('.txt'))
  return files.sort().map((file) => {
    const parts = readFileSync(new URL(file, folder), 'utf8').split(/^===\n/m)
    const head = new Map(
      parts[0]!
        .trim()
        .split('\n')
        .map((line) => line.split(': ') as [string, string]),
    )
    const of = head.get('of')
    const company = companies.find(({ id }) => id === of)
    const text = company?.text ?? parts[1]!.trim()
    const id = file.replace('.txt', '')
    const questions = parts
      .at(-1)!
      .trim()
      .split('\n')
      .flatMap((line) => questionsOf(id, text, line, topics, wording))
    const name = head.get('company') ?? company!.name
    return {
      tenant: { set: 'plain', id, name, text, questions },
      split: head.get('split') as 'fit' | 'test',
      of,
    }
  })
}

function questionsOf(
  house: string,
  text: string,
  line: string,
  topics: Wordings,
  wording: 'fit' | 'test',
): Question[] {
  const [asked, places] = line.split(' = ') as [string, string]
  const texts = asked.startsWith('? ') ? [asked.slice(2)] : topics[asked]![wording]
  const spans = places === '-' ? [] : places.split(' || ').map((place) => spanOf(house, text, place))
  return texts.map((question) => ({
    id: `${house}: ${question}`,
    text: question,
    kind: spans.length > 0 ? 'answerable' : 'near',
    spans,
  }))
}

function spanOf(house: string, text: string, place: string): Span {
  const at = text.indexOf(place)
  if (at < 0) throw new Error(`${house}: "${place}" does not stand in its text`)
  return [at, at + place.length]
}
