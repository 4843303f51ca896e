import { SendHorizontal, Square, Trash2 } from 'lucide-react'
import { AudioPlayer } from '../media/audio-player.tsx'
import { clockText } from '../text/format.ts'
import { useText } from '../text/use-text.ts'
import { focusOnMount } from '../ui/focus-on-mount.ts'
import type { Recording } from './use-recorder.ts'

type Props = {
  recording: Exclude<Recording, { phase: 'idle' }>
  onStop: () => void
  onCancel: () => void
  onSend: (blob: Blob) => void
}

/**
 * Above the field while a voice message is recorded, then heard before it goes. The keyboard stands on what does no harm
 * (stop, play): a space pressed while writing must not send a recording.
 */
export function VoiceBar({ recording, onStop, onCancel, onSend }: Props) {
  const text = useText()
  const cancel = (
    <button
      type="button"
      className="button button-plain button-icon"
      aria-label={text.desk.voice.cancel}
      title={`${text.desk.voice.cancel} (Esc)`}
      onClick={onCancel}
    >
      <Trash2 size={18} aria-hidden="true" />
    </button>
  )
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onCancel()
  }
  if (recording.phase === 'recording') {
    const percent = Math.round(recording.level * 100)
    return (
      <fieldset className="composer-row voice" aria-label={text.desk.voice.recording} onKeyDown={onKeyDown}>
        {cancel}
        <span className="voice-dot" aria-hidden="true" />
        <span className="voice-time figures">{clockText((Date.now() - recording.since) / 1000)}</span>
        <meter className="voice-level" min={0} max={100} value={percent} aria-label={text.desk.voice.level} />
        <span className="muted">{text.desk.voice.recording}</span>
        <button type="button" className="button button-main" ref={focusOnMount} onClick={onStop}>
          <Square size={14} aria-hidden="true" /> {text.desk.voice.stop}
        </button>
      </fieldset>
    )
  }
  return (
    <fieldset className="composer-row voice" aria-label={text.desk.voice.preview} onKeyDown={onKeyDown}>
      {cancel}
      <AudioPlayer src={recording.url} seconds={recording.seconds} focused />
      <button type="button" className="button button-main" onClick={() => onSend(recording.blob)}>
        <SendHorizontal size={16} aria-hidden="true" /> {text.desk.voice.send}
      </button>
    </fieldset>
  )
}
