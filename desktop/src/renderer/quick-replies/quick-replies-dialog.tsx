import { type QuickReply, Shortcut, WriteQuickReply } from '@plantao/shared/quick-replies'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { bridge } from '../bridge.ts'
import { tell } from '../conversation/acts.ts'
import { useConsole } from '../store.ts'
import { useText } from '../text/use-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { focusOnMount } from '../ui/focus-on-mount.ts'
import { openDialog } from '../ui/ui-store.ts'
import { fill } from './fill.ts'
import './quick-replies.css'

type Editing = { id: string | null; shortcut: string; text: string }
const NEW: Editing = { id: null, shortcut: '', text: '' }

function Editor({ editing, onDone }: { editing: Editing; onDone: () => void }) {
  const text = useText()
  const empresa = useConsole((state) => state.session.me?.tenant.name ?? '')
  const atendente = useConsole((state) => state.session.me?.member.name ?? '')
  const [shortcut, setShortcut] = useState(editing.shortcut)
  const [words, setWords] = useState(editing.text)
  const [bad, setBad] = useState(false)

  async function save(): Promise<void> {
    const wrong = !Shortcut.safeParse(shortcut.replace(/^\//, '')).success
    setBad(wrong)
    const read = WriteQuickReply.safeParse({ shortcut: shortcut.replace(/^\//, ''), text: words })
    if (!read.success) return
    if (tell(await bridge().console.saveQuickReply(editing.id, read.data), text.desk.quick.saved)) onDone()
  }

  return (
    <form
      className="quick-editor"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <div className="field">
        <label htmlFor="quick-shortcut">{text.desk.quick.shortcut}</label>
        <input
          id="quick-shortcut"
          className="input"
          ref={focusOnMount}
          autoComplete="off"
          spellCheck={false}
          maxLength={31}
          value={shortcut}
          aria-invalid={bad}
          aria-describedby="quick-hint"
          onChange={(event) => setShortcut(event.target.value)}
        />
        <p id="quick-hint" className={bad ? 'quick-bad' : 'muted'} role={bad ? 'alert' : undefined}>
          {bad ? text.desk.quick.badShortcut : text.desk.quick.shortcutHint}
        </p>
      </div>
      <div className="field">
        <label htmlFor="quick-text">{text.desk.quick.text}</label>
        <textarea
          id="quick-text"
          className="input"
          rows={4}
          maxLength={4096}
          lang="pt-BR"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      {words.includes('{') && (
        <p className="quick-preview">
          <span className="muted">{text.desk.quick.preview}</span>
          <span>{fill(words, { nome: 'Maria', empresa, atendente })}</span>
        </p>
      )}
      <div className="sheet-foot">
        <button type="button" className="button" onClick={onDone}>
          {text.ui.cancel}
        </button>
        <button type="submit" className="button button-main" disabled={!shortcut.trim() || !words.trim()}>
          {text.desk.quick.save}
        </button>
      </div>
    </form>
  )
}

function Row({ reply, onChange }: { reply: QuickReply; onChange: () => void }) {
  const text = useText()
  const remove = async () => tell(await bridge().console.deleteQuickReply(reply.id), text.desk.quick.removed)
  return (
    <li className="quick-row">
      <span className="quick-words">
        <strong>/{reply.shortcut}</strong>
        <span className="muted">{reply.text}</span>
      </span>
      <button
        type="button"
        className="button button-plain button-icon"
        aria-label={text.desk.quick.change(reply.shortcut)}
        onClick={onChange}
      >
        <Pencil size={16} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="button button-plain button-icon"
        aria-label={text.desk.quick.remove(reply.shortcut)}
        onClick={() => void remove()}
      >
        <Trash2 size={16} aria-hidden="true" />
      </button>
    </li>
  )
}

/** The company's quick replies: write, change, delete. */
export function QuickRepliesDialog() {
  const text = useText()
  const replies = useConsole((state) => state.quickReplies)
  const [editing, setEditing] = useState<Editing | null>(null)
  return (
    <Dialog title={text.desk.quick.title} onClose={() => openDialog(null)}>
      {editing ? (
        <Editor editing={editing} onDone={() => setEditing(null)} />
      ) : (
        <>
          <p className="muted">{replies.length > 0 ? text.desk.quick.lead : text.desk.quick.empty}</p>
          <ul className="quick-list">
            {replies.map((reply) => (
              <Row key={reply.id} reply={reply} onChange={() => setEditing(reply)} />
            ))}
          </ul>
          <button type="button" className="button button-main" onClick={() => setEditing(NEW)}>
            <Plus size={16} aria-hidden="true" /> {text.desk.quick.add}
          </button>
        </>
      )}
    </Dialog>
  )
}
