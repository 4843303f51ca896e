import { useLayoutEffect } from 'react'
import { bridge, type OutboxItem } from '../bridge.ts'
import { otherHolder, reply, tell } from '../conversation/acts.ts'
import { Others } from '../conversation/others.tsx'
import { FollowUpCard } from '../learn/follow-up-card.tsx'
import { useConsole, useMyId } from '../store.ts'
import { useText } from '../text/use-text.ts'
import { caretIfFree, focusReply } from '../ui/caret.ts'
import { press } from '../ui/handles.ts'
import { useUi } from '../ui/ui-store.ts'
import { ComposerField } from './composer-field.tsx'
import { ComposerTools } from './composer-tools.tsx'
import { SuggestionCard } from './suggestion-card.tsx'
import { attach, sendFile, sendTray, useTray } from './tray.ts'
import { TrayView } from './tray-view.tsx'
import { useDraft } from './use-draft.ts'
import { useDrop } from './use-drop.ts'
import { useRecorder } from './use-recorder.ts'
import { VoiceBar } from './voice-bar.tsx'
import './composer.css'
import './tray.css'
import './slash.css'
import './voice.css'
import './suggestion.css'

const NO_FILES: never[] = []

/** Whoever sends takes over, whoever is told first cannot answer by accident: what sending would mean right now. */
function useHint(conversationId: string, kind: OutboxItem['kind']) {
  const text = useText()
  const myId = useMyId()
  const conversation = useConsole((state) => state.conversations[conversationId])
  const holder = otherHolder(conversation, myId)
  if (kind === 'note') return { words: text.desk.note.hint, look: 'composer-noting' }
  if (holder) return { words: text.composer.heldBy(holder), look: 'composer-held' }
  const mine = conversation?.state !== 'ai_active' && conversation?.assignee?.id === myId
  return mine
    ? { words: text.composer.you, look: 'composer-mine' }
    : { words: text.composer.takesOver, look: 'muted' }
}

/**
 * Where a reply or a note is written. Mounted anew for every conversation (`key`), and `conversationId` is the one it
 * was mounted for: words and files put here can only go there, whatever opens meanwhile.
 */
export function Composer({ conversationId, name }: { conversationId: string; name: string }) {
  const kind = useUi((ui) => (ui.noting === conversationId ? 'note' : 'text'))
  const hint = useHint(conversationId, kind)
  const draft = useDraft(conversationId, 'text')
  const note = useDraft(conversationId, 'note')
  const files = useTray((trays) => trays[conversationId] ?? NO_FILES)
  const recorder = useRecorder()
  const text = useText()
  const dropping = useDrop(conversationId)
  const writing = kind === 'note' ? note : draft
  useLayoutEffect(caretIfFree, [])

  async function send(): Promise<void> {
    const words = writing.current().trim()
    if (kind === 'note') {
      if (!words || !tell(await bridge().console.note(conversationId, words))) return
      note.write('')
      // One note is written, then the customer is answered again.
      if (useUi.getState().noting === conversationId) focusReply()
      return
    }
    if (files.length > 0) {
      if (await sendTray(conversationId, words)) draft.write('')
      return
    }
    if (!words) return
    const kept = draft.current()
    draft.write('')
    // Not accepted after all, and nothing else was typed since: the words come back.
    if (!(await reply(conversationId, words)) && draft.current() === '') draft.write(kept)
  }

  async function sendVoice(blob: Blob): Promise<void> {
    const file = { kind: 'audio' as const, name: 'audio', mime: blob.type, blob, caption: '' }
    if (!(await sendFile(conversationId, file))) return
    recorder.cancel()
    press('reply')
  }

  const { recording } = recorder
  return (
    <form
      className={kind === 'note' ? 'composer composer-note-mode' : 'composer'}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {kind === 'text' && <FollowUpCard conversationId={conversationId} />}
      {kind === 'text' && (
        <SuggestionCard
          conversationId={conversationId}
          onEdit={(text) => {
            draft.write(text)
            press('reply')
          }}
        />
      )}
      {dropping && (
        <p className="drop" role="status">
          {text.desk.file.drop}
        </p>
      )}
      <div className="composer-top">
        <p className={`composer-note ${hint.look}`} id="composer-note">
          {hint.words}
        </p>
        <Others id={conversationId} />
      </div>
      {kind === 'text' && files.length > 0 && <TrayView conversationId={conversationId} files={files} />}
      {recording.phase !== 'idle' && (
        <VoiceBar
          recording={recording}
          onStop={recorder.stop}
          onCancel={() => {
            recorder.cancel()
            press('reply')
          }}
          onSend={(blob) => void sendVoice(blob)}
        />
      )}
      <ComposerField
        key={kind}
        conversationId={conversationId}
        name={name}
        kind={kind}
        words={writing.words}
        files={kind === 'text' ? files.length : 0}
        write={writing.write}
        onFiles={(given) => attach(conversationId, given)}
        onSend={() => void send()}
      />
      <ComposerTools
        conversationId={conversationId}
        kind={kind}
        length={writing.words.trim().length}
        onFiles={(given) => attach(conversationId, given)}
        onRecord={() => void recorder.start()}
      />
    </form>
  )
}
