import type { ConsoleApi } from '../ipc/console-api.ts'
import { consoleBehind } from './console-behind.ts'
import { desktopShell } from './desktop-shell.ts'
import { mount } from './mount.tsx'

// The page of the desktop application; the browser's is src/browser/main.tsx.
const { console: engine, shell } = (window as unknown as { plantao: ConsoleApi }).plantao
// Whoever opens the application is signed in, almost always: the desk is read while the engine opens its file.
void import('./desk.tsx')
const root = document.getElementById('console')
const begun = await shell.begin()
if (root) await mount(root, { console: consoleBehind(engine), shell: desktopShell(shell, begun) })
