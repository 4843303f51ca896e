import type { KnowledgeImport } from '@plantao/shared/knowledge'
import { Dialog } from '@plantao/ui/dialog'
import { useAct } from '@plantao/ui/use-act'
import { FileUp } from 'lucide-react'
import { useRef, useState } from 'react'
import { api } from '../api.ts'
import { useText } from '../text/use-text.ts'
import { failureText } from '../ui/failure.tsx'
import { replaceText, useKnowledge } from './knowledge.store.ts'

/** Brings the text of a file into the editor; the owner says where it goes. Nothing is published by it. */
export function ImportFile() {
  const text = useText()
  const field = useRef<HTMLInputElement>(null)
  const [read, setRead] = useState<{ name: string; found: KnowledgeImport } | null>(null)
  const take = useAct(async (file: File) => {
    const form = new FormData()
    form.append('file', file)
    const found = await api.importKnowledge({ form })
    if (useKnowledge.getState().text.trim() === '' && found.warnings.length === 0) replaceText(found.text)
    else setRead({ name: file.name, found })
  })
  const finish = (next: string) => {
    replaceText(next)
    setRead(null)
  }
  return (
    <div className="import">
      <input
        ref={field}
        className="unseen"
        type="file"
        tabIndex={-1}
        aria-label={text.knowledge.import}
        accept=".txt,.md,.pdf,.docx"
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void take.run(file)
        }}
      />
      <span className="muted small">{text.knowledge.importHint}</span>
      <button
        type="button"
        className="button"
        aria-disabled={take.busy}
        onClick={() => field.current?.click()}
      >
        <FileUp size={16} aria-hidden="true" />
        {take.busy ? text.knowledge.importing : text.knowledge.import}
      </button>
      {take.failure !== null && (
        <Dialog
          title={text.knowledge.importFailed}
          onClose={take.forget}
          foot={
            <button type="button" className="button button-main" onClick={take.forget}>
              {text.ui.close}
            </button>
          }
        >
          <p>{failureText(text, take.failure)}</p>
        </Dialog>
      )}
      {read && (
        <Dialog
          title={text.knowledge.importTitle}
          onClose={() => setRead(null)}
          foot={
            <>
              <button type="button" className="button" onClick={() => finish(read.found.text)}>
                {text.knowledge.importReplace}
              </button>
              <button
                type="button"
                className="button button-main"
                onClick={() =>
                  finish(`${useKnowledge.getState().text.trimEnd()}\n\n${read.found.text}`.trimStart())
                }
              >
                {text.knowledge.importEnd}
              </button>
            </>
          }
        >
          <p>{text.knowledge.imported(read.name, read.found.characters.toLocaleString(text.locale))}</p>
          <ul className="bulleted">
            {read.found.warnings.map((warning) => (
              <li key={warning} className="danger">
                {text.knowledge.importWarnings[warning]}
              </li>
            ))}
          </ul>
          <p className="muted small">{text.knowledge.importBack}</p>
        </Dialog>
      )}
    </div>
  )
}
