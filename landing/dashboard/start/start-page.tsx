import { ApiError } from '@plantao/shared/http/api'
import { useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { Link } from 'wouter'
import { api } from '../api.ts'
import { FailedMails } from '../mails/failed-mails.tsx'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { Bones, Show } from '../ui/loaded.tsx'
import { Page, Panel } from '../ui/page.tsx'
import { type Steps, stepsOf } from './steps.ts'

const PATHS = {
  knowledge: '/dashboard/knowledge',
  whatsapp: '/dashboard/whatsapp',
  test: '/dashboard/knowledge/try',
  team: '/dashboard/team',
}
const NAMES = ['knowledge', 'whatsapp', 'test', 'team'] as const
const SHOWN = 50

async function look() {
  const [knowledge, status, members, config, waiting, conversations] = await Promise.all([
    api.getKnowledge({}),
    api.whatsappStatus({}).catch((error) => {
      if (error instanceof ApiError && error.code === 'whatsapp.no_instance') return null
      throw error
    }),
    api.team({ query: { limit: 2 } }),
    api.getConfig({}),
    api.conversations({ query: { state: 'awaiting_human', limit: SHOWN } }),
    api.conversations({ query: { limit: 1 } }),
  ])
  return {
    steps: stepsOf({ knowledge, status, members: members.items, answered: conversations.items.length > 0 }),
    isOn: config.enabled,
    waiting: waiting.items.length,
    waitingMore: waiting.nextCursor !== undefined,
  }
}

/** The first page: what is left to do, and once all is done, how things stand. */
export function StartPage() {
  const text = useText()
  const me = useMe()
  const state = useQuery({ queryKey: ['start'], queryFn: look, refetchInterval: 15_000 })
  const finished = state.data && NAMES.every((name) => state.data?.steps[name])
  return (
    <Page title={text.start.title(me.member.name)} lead={finished ? text.start.doneLead : text.start.lead}>
      <Show
        of={state}
        bones={
          <div className="panel">
            <Bones lines={8} />
          </div>
        }
      >
        {({ steps, isOn, waiting, waitingMore }) => (
          <>
            {!isOn && (
              <div className="note note-waiting">
                <p>{text.start.botOff}</p>
                <Link className="button" href="/dashboard/bot">
                  {text.start.botOffGo}
                </Link>
              </div>
            )}
            <div className={waiting > 0 ? 'note note-waiting' : 'note'}>
              <p>
                {waitingMore && text.start.waitingMany}
                {!waitingMore && (waiting > 0 ? text.start.waiting(waiting) : text.start.noneWaiting)}
              </p>
              <a className="button" href="/console">
                {text.start.console}
              </a>
            </div>
            <FailedMails />
            <Checklist steps={steps} />
          </>
        )}
      </Show>
    </Page>
  )
}

function Checklist({ steps }: { steps: Steps }) {
  const text = useText()
  const done = NAMES.filter((name) => steps[name]).length
  const next = NAMES.find((name) => !steps[name])
  return (
    <Panel>
      <div className="progress">
        <progress max={NAMES.length} value={done} aria-label={text.start.progress(done, NAMES.length)} />
        <span className="muted small">{text.start.progress(done, NAMES.length)}</span>
      </div>
      <ol className="checklist">
        {NAMES.map((name, i) => (
          <li key={name} className={steps[name] ? 'step step-done' : 'step'}>
            <span className="step-mark" aria-hidden="true">
              {steps[name] ? <Check size={18} /> : i + 1}
            </span>
            <div>
              <h2>
                {text.start.steps[name].name}
                <span className="unseen">: {steps[name] ? text.start.done : text.start.todo}</span>
              </h2>
              <p className="muted">
                {steps[name] ? text.start.steps[name].done : text.start.steps[name].todo}
              </p>
            </div>
            <Link className={name === next ? 'button button-main' : 'button'} href={PATHS[name]}>
              {steps[name] ? text.start.open : text.start.steps[name].go}
              <span className="unseen"> {text.start.steps[name].name}</span>
            </Link>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
