/** Stands in the prerendered pages for the public address, which only the running house knows; it fills it in. */
export const ORIGIN = 'https://plantao.invalid'
/** Stand for the payment page and for a refusal's sentence, in the answers to a form that was posted without script. */
export const PAYMENT_URL = '__PAYMENT_URL__'
export const REFUSAL = '__REFUSAL__'
