/** Role, address and password of a person who may sign in. */
export type SignIn = readonly [role: string, email: string, password: string]

/** The demo tenant's sign-ins; they exist only while the sandbox plays WhatsApp. */
export const DEMO_SIGN_INS: readonly SignIn[] = [
  ['owner', 'dona@padaria.example', 'padaria-demo'],
  ['attendant', 'atendente@padaria.example', 'padaria-demo'],
]

/** Those of the company that `npm run dev -- --lively` fills. */
export const LIVELY_SIGN_INS: readonly SignIn[] = [
  ['lively', 'dona@confeitaria.example', 'confeitaria-demo'],
  ['', 'atendente@confeitaria.example', 'confeitaria-demo'],
]
