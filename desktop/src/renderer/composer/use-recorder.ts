import { useEffect, useRef, useState } from 'react'
import { textNow } from '../text/use-text.ts'
import { sayWarning } from '../ui/ui-store.ts'

export type Recording =
  | { phase: 'idle' }
  | { phase: 'recording'; since: number; level: number }
  | { phase: 'ready'; blob: Blob; url: string; seconds: number }

/** Shorter than this is a slip of the finger; milliseconds. */
const SHORTEST = 500
/** The loudness is read this often; milliseconds. */
const READ_EVERY = 100
const TYPES = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4']

type Session = { recorder: MediaRecorder; stream: MediaStream; context: AudioContext; timer: number }

function loudness(analyser: AnalyserNode): number {
  const samples = new Float32Array(analyser.fftSize)
  analyser.getFloatTimeDomainData(samples)
  const power = samples.reduce((sum, each) => sum + each * each, 0) / samples.length
  return Math.min(1, Math.sqrt(power) * 5)
}

/** A voice recording from the microphone: its level while it runs, the whole when it ends. The microphone is let go at once. */
export function useRecorder() {
  const [recording, setRecording] = useState<Recording>({ phase: 'idle' })
  const session = useRef<Session | null>(null)
  const url = useRef<string | null>(null)

  function release(): void {
    const now = session.current
    session.current = null
    if (!now) return
    clearInterval(now.timer)
    for (const track of now.stream.getTracks()) track.stop()
    void now.context.close()
  }
  function forget(): void {
    if (url.current) URL.revokeObjectURL(url.current)
    url.current = null
    setRecording({ phase: 'idle' })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the composer goes away.
  useEffect(
    () => () => {
      session.current?.recorder.stop()
      release()
      if (url.current) URL.revokeObjectURL(url.current)
    },
    [],
  )

  async function start(): Promise<void> {
    if (session.current || recording.phase !== 'idle') return
    let stream: MediaStream
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    } catch (error) {
      const { denied, missing } = textNow().desk.voice
      return sayWarning((error as Error).name === 'NotFoundError' ? missing : denied)
    }
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? ''
    const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {})
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    context.createMediaStreamSource(stream).connect(analyser)
    const since = Date.now()
    const parts: Blob[] = []
    recorder.ondataavailable = ({ data }) => parts.push(data)
    recorder.onstop = () => {
      const kept = session.current?.recorder === recorder
      release()
      if (!kept) return
      const ms = Date.now() - since
      if (ms < SHORTEST) {
        sayWarning(textNow().desk.voice.tooShort)
        return forget()
      }
      const blob = new Blob(parts, { type: recorder.mimeType.split(';')[0] ?? 'audio/webm' })
      url.current = URL.createObjectURL(blob)
      setRecording({ phase: 'ready', blob, url: url.current, seconds: ms / 1000 })
    }
    const read = () => setRecording({ phase: 'recording', since, level: loudness(analyser) })
    session.current = { recorder, stream, context, timer: window.setInterval(read, READ_EVERY) }
    recorder.start()
    read()
  }

  return {
    recording,
    start,
    stop: () => session.current?.recorder.stop(),
    /** Throws away what was or is being recorded. */
    cancel: () => {
      const now = session.current
      release()
      now?.recorder.stop()
      forget()
    },
  }
}
