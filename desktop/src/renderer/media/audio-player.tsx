import { Pause, Play } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { clockText } from '../text/format.ts'
import { useText } from '../text/use-text.ts'
import { focusOnMount } from '../ui/focus-on-mount.ts'
import './media.css'

const SPEEDS = [1, 1.5, 2]
/** Only one sound at a time on the whole page. */
let playing: HTMLAudioElement | null = null

type Props = {
  /** Absent until somebody wants to hear it. */
  src: string | null
  /** Known length; recordings of a browser do not always tell their own. */
  seconds?: number | undefined
  /** Asks for `src`; it is played as soon as it is there. */
  onWanted?: () => void
  /** The keyboard stands on it from the beginning. */
  focused?: boolean
}

/** A small player: play, position, speed. */
export function AudioPlayer({ src, seconds, onWanted, focused }: Props) {
  const text = useText()
  const audio = useRef<HTMLAudioElement>(null)
  const [running, setRunning] = useState(false)
  const [at, setAt] = useState(0)
  const [length, setLength] = useState(seconds ?? 0)
  const [speed, setSpeed] = useState(0)
  const wanted = useRef(false)

  function play(): void {
    const element = audio.current
    if (!element) return
    if (playing !== element) playing?.pause()
    playing = element
    element.playbackRate = SPEEDS[speed] ?? 1
    void element.play().catch(() => setRunning(false))
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the arrival of the bytes starts it.
  useEffect(() => {
    if (src && wanted.current) play()
    wanted.current = false
  }, [src])

  const rate = SPEEDS[speed] ?? 1
  return (
    <span className="player">
      {/* biome-ignore lint/a11y/useMediaCaption: the transcript stands under the player. */}
      <audio
        ref={audio}
        src={src ?? undefined}
        preload="metadata"
        onPlay={() => setRunning(true)}
        onPause={() => setRunning(false)}
        onEnded={() => setAt(0)}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onLoadedMetadata={(event) => {
          const { duration } = event.currentTarget
          if (Number.isFinite(duration)) setLength(duration)
        }}
      />
      <button
        type="button"
        className="player-button"
        ref={focused ? focusOnMount : undefined}
        aria-label={running ? text.desk.media.pause : text.desk.media.play}
        onClick={() => {
          if (running) audio.current?.pause()
          else if (src) play()
          else {
            wanted.current = true
            onWanted?.()
          }
        }}
      >
        {running ? <Pause size={18} aria-hidden="true" /> : <Play size={18} aria-hidden="true" />}
      </button>
      <input
        type="range"
        className="player-track"
        aria-label={text.desk.media.seek}
        aria-valuetext={`${clockText(at)} / ${clockText(length)}`}
        min={0}
        max={Math.max(length, 0.1)}
        step={0.1}
        value={Math.min(at, length)}
        onChange={(event) => {
          const next = Number(event.target.value)
          setAt(next)
          if (audio.current && src) audio.current.currentTime = next
        }}
      />
      <span className="figures player-time">{clockText(running || at > 0 ? at : length)}</span>
      <button
        type="button"
        className="player-speed figures"
        aria-label={text.desk.media.speed(rate.toLocaleString(text.locale))}
        onClick={() => {
          const next = (speed + 1) % SPEEDS.length
          setSpeed(next)
          if (audio.current) audio.current.playbackRate = SPEEDS[next] ?? 1
        }}
      >
        {rate.toLocaleString(text.locale)}×
      </button>
    </span>
  )
}
