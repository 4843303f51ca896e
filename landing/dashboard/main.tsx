import '@plantao/ui/style/tokens.css'
import '@plantao/ui/style/base.css'
import '@plantao/ui/style/controls.css'
import '@plantao/ui/style/choices.css'
import '@plantao/ui/style/dialog.css'
import '@plantao/ui/style/door.css'
import '@plantao/ui/style/lamp.css'
import './ui/base.css'
import './ui/tags.css'
import './ui/frame.css'
import './ui/page.css'
import './ui/meters.css'
import './ui/prose.css'
import './ui/switch.css'
import './ui/facts.css'
import './knowledge/knowledge.css'
import './knowledge/answers.css'
import './knowledge/rehearsal.css'
import './whatsapp/whatsapp.css'
import './bot/bot.css'
import './team/team.css'
import './subscription/subscription.css'
import './results/results.css'
import './start/start.css'
import './tutorials/tutorials.css'
import './support/support.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { startPreferences } from './preferences.ts'
import { queries } from './queries.ts'
import { startSession } from './session/session.store.ts'

const root = document.getElementById('dashboard')
if (root) {
  startPreferences()
  void startSession()
  createRoot(root).render(
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>,
  )
}
