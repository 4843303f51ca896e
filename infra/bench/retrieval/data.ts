import { readdirSync, readFileSync } from 'node:fs'

export type Span = readonly [start: number, end: number]
export type Question = {
  id: string
  text: string
  kind: 'answerable' | 'near' | 'far' | 'human' | 'smalltalk' | 'injection'
  /** where the answer stands in the text; any one of them is enough */
  spans: readonly Span[]
  /** the paragraph the question was written for, where the set knows it */
  paragraph?: Span
  /** the author's short answer, where the set has one */
  answer?: string
}
export type Tenant = { set: DataSet; id: string; name: string; text: string; questions: readonly Question[] }
export type DataSet = 'faquad' | 'squad-pt' | 'companies' | 'plain'

type RawTenant = {
  id: string
  text: string
  paras: { id: string; s: number; e: number }[]
  questions: { id: string; q: string; para: string; span: [number, number][] }[]
}
type RawCompany = {
  company: string
  knowledge: string
  questions: { id: string; text: string; kind: Question['kind']; answer_spans?: string[]; answer?: string }[]
}

const folder = new URL('../data/', import.meta.url)

/** Tenants whose questions are only reported on, never fitted on; the first ones of each set are for development. */
export function isDevelopment(tenant: Tenant): boolean {
  return ['faquad-0', 'faquad-1', 'squadpt-0', 'squadpt-1', 'squadpt-2', 'squadpt-3'].includes(tenant.id)
}

/** Reads a data set committed under infra/bench/data. */
export function loadTenants(set: Exclude<DataSet, 'plain'>): Tenant[] {
  if (set === 'companies') return companies()
  const raw = JSON.parse(readFileSync(new URL(`${set}/tenants.json`, folder), 'utf8')) as RawTenant[]
  return raw.map(({ id, text, paras, questions }) => {
    const paragraphs = new Map(paras.map(({ id: name, s, e }) => [name, [s, e] as Span]))
    return {
      set,
      id,
      name: id,
      text,
      questions: questions.map((question) => {
        const paragraph = paragraphs.get(question.para)!
        const spans = question.span.length > 0 ? question.span : [paragraph]
        return { id: question.id, text: question.q, kind: 'answerable', spans, paragraph }
      }),
    }
  })
}

function companies(): Tenant[] {
  const files = readdirSync(new URL('companies/', folder)).filter((file) => file.endsWith('.json'))
  return files.sort().map((file) => {
    const raw = JSON.parse(readFileSync(new URL(`companies/${file}`, folder), 'utf8')) as RawCompany
    return {
      set: 'companies',
      id: file.replace('.json', ''),
      name: raw.company,
      text: raw.knowledge,
      questions: raw.questions.map(({ id, text, kind, answer, answer_spans = [] }) => ({
        id,
        text,
        kind,
        ...(answer ? { answer } : {}),
        spans: answer_spans.map((span): Span => {
          const at = raw.knowledge.indexOf(span)
          return [at, at + span.length]
        }),
      })),
    }
  })
}
