import type { SiteText } from './text/pt-br.ts'

export function Prices(_: { text: SiteText }) {
  return null
}
export function PlanChoice(_: { text: SiteText }) {
  return null
}
