import { one } from './dom.js'
import { duration } from './format.js'

const bar = one('#recording')
const button = one('#record')
const words = one('#words')
const seconds = one('#seconds')

let recorder
let chunks = []
let startedAt = 0
let ticking

/** True while the bar is open. */
export const isRecording = () => !bar.hidden

async function start() {
  bar.hidden = false
  startedAt = Date.now()
  seconds.value = '0:00'
  ticking = setInterval(() => {
    seconds.value = duration(Math.round((Date.now() - startedAt) / 1000))
  }, 500)
  words.focus()
  chunks = []
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    recorder = new MediaRecorder(stream)
    recorder.ondataavailable = ({ data }) => chunks.push(data)
    recorder.start()
  } catch {
    // No microphone: the words alone make a voice note.
    recorder = undefined
  }
}

async function stop() {
  clearInterval(ticking)
  bar.hidden = true
  if (!recorder) return
  const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }))
  recorder.stop()
  for (const track of recorder.stream.getTracks()) track.stop()
  await stopped
}

/** A file as a data: address. */
export const dataUrl = (blob) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result)
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })

/** Ends the recording; answers the fields of the message. */
export async function takeRecording() {
  const text = words.value.trim()
  const length = Math.max(1, Math.round((Date.now() - startedAt) / 1000))
  const type = recorder?.mimeType
  await stop()
  words.value = ''
  const recorded =
    chunks.length > 0 ? { media: await dataUrl(new Blob(chunks, { type })), mimetype: type } : {}
  return { kind: 'audio', text, seconds: length, ...recorded }
}

/** Wires the microphone button and the one that throws a recording away. */
export function startVoice() {
  button.addEventListener('click', () => (isRecording() ? undefined : start()))
  one('#cancel-recording').addEventListener('click', async () => {
    await stop()
    words.value = ''
    button.focus()
  })
}
