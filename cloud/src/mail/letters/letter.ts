import type { Language } from '@plantao/shared/accounts'

/** What a mail says, before it becomes text and HTML. Plain words everywhere: escaping is the renderer's. */
export type Letter = {
  subject: string
  heading: string
  paragraphs: string[]
  /** Label and value, shown as a small table: a login, a password, a date. */
  facts?: [label: string, value: string][]
  action?: { label: string; url: string }
  /** Smaller, under the button. */
  notes?: string[]
}

const FOOTER: Record<Language, string> = {
  pt: 'Plantão · o atendente que sabe quando chamar você. Este e-mail foi enviado por um sistema.',
  en: 'Plantão · the attendant that knows when to call you. This mail was sent by a system.',
}

/** Both bodies of a letter. */
export function renderLetter(letter: Letter, language: Language): { text: string; html: string } {
  return { text: textOf(letter, language), html: htmlOf(letter, language) }
}

function textOf({ heading, paragraphs, facts = [], action, notes = [] }: Letter, language: Language): string {
  const blocks = [
    heading,
    ...paragraphs,
    facts.map(([label, value]) => `${label}: ${value}`).join('\n'),
    action ? `${action.label}:\n${action.url}` : '',
    ...notes,
    `--\n${FOOTER[language]}`,
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

// Tables and inline styles: what mail programs of every age show alike. Ink blue on paper, one amber button.
function htmlOf(
  { subject, heading, paragraphs, facts = [], action, notes = [] }: Letter,
  language: Language,
): string {
  const font = "font-family:Inter,'Segoe UI',Helvetica,Arial,sans-serif"
  const paragraph = (text: string) =>
    `<p style="margin:0 0 16px;font-size:16px;line-height:1.5;color:#232c42">${escapeHtml(text)}</p>`
  const fact = ([label, value]: [string, string]) =>
    `<tr><td style="padding:8px 16px 8px 0;font-size:14px;color:#5b6478;vertical-align:top">${escapeHtml(label)}</td>` +
    `<td style="padding:8px 0;font-size:16px;font-weight:600;color:#232c42;word-break:break-word">${escapeHtml(value)}</td></tr>`
  const table = facts.length
    ? `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 24px;padding:8px 16px;background:#f7f3ea;border-radius:6px;width:100%">${facts.map(fact).join('')}</table>`
    : ''
  const button = action
    ? `<p style="margin:8px 0 24px"><a href="${escapeHtml(action.url)}" style="display:inline-block;background:#e8a33d;color:#1b2338;font-weight:600;font-size:16px;text-decoration:none;padding:12px 24px;border-radius:6px">${escapeHtml(action.label)}</a></p>` +
      `<p style="margin:0 0 16px;font-size:13px;line-height:1.5;color:#5b6478;word-break:break-all">${escapeHtml(action.url)}</p>`
    : ''
  const small = notes
    .map(
      (note) =>
        `<p style="margin:0 0 8px;font-size:14px;line-height:1.5;color:#5b6478">${escapeHtml(note)}</p>`,
    )
    .join('')
  return `<!doctype html>
<html lang="${language === 'pt' ? 'pt-BR' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;background:#f1ece1;${font}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#fffdf9;border:1px solid #e2dac9;border-radius:12px"><tr><td style="padding:32px">
<p style="margin:0 0 24px;font-size:15px;font-weight:600;color:#232c42"><span style="display:inline-block;width:10px;height:10px;border-radius:5px;background:#e8a33d;margin-right:8px"></span>Plantão</p>
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.25;color:#1b2338">${escapeHtml(heading)}</h1>
${paragraphs.map(paragraph).join('\n')}
${table}${button}${small}
</td></tr></table>
<p style="margin:16px 0 0;font-size:12px;color:#5b6478">${escapeHtml(FOOTER[language])}</p>
</td></tr></table>
</body>
</html>
`
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
