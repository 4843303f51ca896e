import type { Insights } from '@plantao/shared/insights'
import { downloadBlob } from '@plantao/ui/download'
import { useAct } from '@plantao/ui/use-act'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { endpointQuery } from '../queries.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { percentText } from '../ui/format.ts'
import { Bones, Show } from '../ui/loaded.tsx'
import { Empty, Page, Panel } from '../ui/page.tsx'
import { DayChart } from './day-chart.tsx'
import { daysBack } from './range.ts'
import { Reasons } from './reasons.tsx'
import { durationText, moneyText } from './units.ts'

const RANGES = [7, 30, 90] as const

/** What the AI settled, what went to people, how long both took, what an answer costs. */
export function ResultsPage() {
  const text = useText()
  const [days, setDays] = useState<(typeof RANGES)[number]>(30)
  const insights = useQuery({
    ...endpointQuery('insights', { query: daysBack(days, new Date()) }),
    // Another range takes the place of this one when it is there.
    placeholderData: keepPreviousData,
  })
  const exported = useAct(async () => {
    const file = (await api.exportInsights({ query: daysBack(days, new Date()) })) as Blob
    downloadBlob(file, `plantao-resultados-${days}d.csv`)
  })
  return (
    <Page
      title={text.menu.results}
      lead={text.results.lead}
      aside={
        <div className="buttons">
          <select
            className="input input-small"
            aria-label={text.results.range}
            value={days}
            onChange={(event) => setDays(Number(event.target.value) as (typeof RANGES)[number])}
          >
            {RANGES.map((range) => (
              <option key={range} value={range}>
                {text.results.lastDays(range)}
              </option>
            ))}
          </select>
          <button
            type="button"
            className="button"
            aria-disabled={exported.busy}
            onClick={() => void exported.run()}
          >
            {text.results.csv}
          </button>
        </div>
      }
    >
      <FailureNote failure={exported.failure} />
      <Show
        of={insights}
        bones={
          <div className="panel">
            <Bones lines={10} />
          </div>
        }
      >
        {(found) => <Figures found={found} />}
      </Show>
    </Page>
  )
}

function Figures({ found }: { found: Insights }) {
  const text = useText()
  const number = (value: number) => value.toLocaleString(text.locale)
  const share = (value: number | null) => (value === null ? '–' : percentText(value, text.locale))
  const slowest = (ms: number | null) =>
    ms === null ? text.results.noneYet : text.results.slowest(durationText(ms, text.locale))
  const { totals, durable, responseTimes } = found
  if (totals.received === 0 && totals.questions === 0) {
    return (
      <Panel>
        <Empty>
          <p>{text.results.empty}</p>
        </Empty>
      </Panel>
    )
  }
  return (
    <>
      <dl className="figures">
        <Figure name={text.results.received} value={number(totals.received)} />
        <Figure
          name={text.results.answered}
          value={share(found.answeredShare)}
          note={text.results.answeredNote(number(totals.answeredByAi), number(totals.questions))}
        />
        <Figure
          name={text.results.durable}
          value={share(durable.share)}
          note={
            durable.judged === 0
              ? text.results.durableLater
              : text.results.durableNote(number(durable.held), number(durable.judged))
          }
        />
        <Figure
          name={text.results.botTime}
          value={durationText(responseTimes.bot.p50Ms, text.locale)}
          note={slowest(responseTimes.bot.p95Ms)}
        />
        <Figure
          name={text.results.humanTime}
          value={durationText(responseTimes.human.p50Ms, text.locale)}
          note={slowest(responseTimes.human.p95Ms)}
        />
        <Figure
          name={text.results.cost}
          value={moneyText(found.costPerAnswerUsdMicro, text.locale)}
          note={text.results.costNote}
        />
      </dl>
      <Panel id="by-day" title={text.results.byDay}>
        <DayChart days={found.days} />
      </Panel>
      <Panel id="reasons" title={text.results.reasons} lead={text.results.reasonsLead}>
        <Reasons reasons={found.handoffReasons} />
      </Panel>
    </>
  )
}

function Figure({ name, value, note }: { name: string; value: string; note?: string }) {
  return (
    <div className="panel figure">
      <dt>{name}</dt>
      <dd>
        <b>{value}</b>
        {note && <span className="muted small">{note}</span>}
      </dd>
    </div>
  )
}
