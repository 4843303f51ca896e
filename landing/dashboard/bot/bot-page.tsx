import { BotSettings } from '@plantao/shared/bot-settings'
import { wordsAtField } from '@plantao/shared/errors'
import { faultsBy } from '@plantao/shared/fields/fault'
import { timeText } from '@plantao/ui/format'
import { useAct } from '@plantao/ui/use-act'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { api } from '../api.ts'
import { endpointQuery, reread } from '../queries.ts'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { Bones, Show } from '../ui/loaded.tsx'
import { Page, Panel } from '../ui/page.tsx'
import { Switch } from '../ui/switch.tsx'
import { useLeaveGuard } from '../ui/use-leave-guard.ts'
import { edit, isChanged, openSettings, useBot } from './bot.store.ts'
import { Hours } from './hours.tsx'
import { Messages } from './messages.tsx'
import { Threshold } from './threshold.tsx'

/** How the bot speaks, when, and how sure it must be. */
export function BotPage() {
  const text = useText()
  const me = useMe()
  const loaded = useQuery(endpointQuery('getConfig', {}))
  useEffect(() => {
    if (loaded.data) openSettings(me.member.id, loaded.data)
  }, [loaded.data, me.member.id])
  const bones = (
    <div className="panel">
      <Bones lines={10} />
    </div>
  )
  return (
    <Page title={text.menu.bot} lead={text.bot.lead}>
      <Show of={loaded} bones={bones}>
        {() => <Settings />}
      </Show>
    </Page>
  )
}

function Settings() {
  const text = useText()
  const me = useMe()
  const state = useBot()
  const changed = isChanged(state)
  useLeaveGuard(changed)
  const wrong = useMemo(() => {
    const faults = state.draft ? faultsBy(BotSettings, state.draft) : []
    return new Map(faults.map((fault) => [fault.field, wordsAtField(fault, text.short)]))
  }, [state.draft, text])
  const save = useAct(async () => {
    if (!state.draft) return
    const saved = await api.putConfig({ body: state.draft })
    useBot.setState({ saved, draft: saved, savedAt: Date.now() })
    await reread('getConfig')
  })
  const { draft } = state
  if (!draft) return null
  return (
    <form
      className="page"
      onSubmit={(event) => {
        event.preventDefault()
        if (wrong.size === 0) void save.run()
      }}
    >
      <Panel id="bot-on" title={text.bot.on} lead={text.bot.onLead}>
        <Switch
          on={draft.enabled}
          label={draft.enabled ? text.bot.isOn : text.bot.isOff}
          onChange={(enabled) => edit({ enabled })}
        />
      </Panel>
      <Messages draft={draft} wrong={wrong} />
      <Threshold threshold={draft.threshold} />
      <Hours draft={draft} wrong={wrong} />
      <Panel id="bot-images" title={text.bot.images} lead={text.bot.imagesLead}>
        <Switch
          on={draft.readsImages}
          label={text.bot.imagesOn}
          onChange={(readsImages) => edit({ readsImages })}
        />
      </Panel>
      <div className="save-bar">
        <FailureNote failure={save.failure} />
        {wrong.size > 0 && <p className="danger small">{text.bot.wrong}</p>}
        <p className="muted small" role="status">
          {saveState()}
        </p>
        {changed && (
          <button
            type="button"
            className="button button-plain"
            onClick={() => useBot.setState({ draft: state.saved })}
          >
            {text.ui.discard}
          </button>
        )}
        <button
          type="submit"
          className="button button-main"
          disabled={!changed || wrong.size > 0}
          aria-disabled={save.busy}
        >
          {save.busy ? text.ui.saving : text.ui.save}
        </button>
      </div>
    </form>
  )

  function saveState(): string {
    if (changed) return text.ui.unsaved
    if (state.savedAt === null) return text.ui.allSaved
    return text.ui.saved(timeText(state.savedAt, text.locale, me.tenant.timeZone))
  }
}
