/** How npm and Node name a network that is not there. */
const NO_NETWORK =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENETDOWN|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT|FETCH_ERROR|ENOTCACHED)\b/

/** @param {string} words what npm said */
export function isNoNetwork(words) {
  return NO_NETWORK.test(words)
}

/**
 * What went wrong and what to do, for what npm said when it failed.
 * @param {string} words what npm said
 * @param {string} folder where it was to install
 * @returns {{ en: string, pt: string } | undefined} undefined when we know no better words than npm's own
 */
export function explainNpm(words, folder) {
  const path = /npm (?:error|ERR!) path (.+)/.exec(words)?.[1] ?? folder
  if (/\bENOSPC\b|no space left/i.test(words)) {
    return {
      en: `The disk of ${folder} (or npm's cache, "npm config get cache") is full; about 2 GB are needed. Make room and start again.`,
      pt: `O disco de ${folder} (ou do cache do npm, "npm config get cache") está cheio; são precisos cerca de 2 GB. Libere espaço e comece de novo.`,
    }
  }
  if (/\bEROFS\b|read-only file system/i.test(words)) {
    return {
      en: `${path} lies on a disk that is read-only. Copy the folder to where you may write and start there.`,
      pt: `${path} está em um disco só de leitura. Copie a pasta para onde você possa escrever e comece lá.`,
    }
  }
  if (/\b(EACCES|EPERM)\b/.test(words)) {
    return {
      en: `No right to write ${path}. Did another user (root, with sudo) install here? Then: sudo chown -R "$(id -un)" "${folder}"`,
      pt: `Sem permissão para escrever em ${path}. Outro usuário (root, com sudo) instalou aqui? Então: sudo chown -R "$(id -un)" "${folder}"`,
    }
  }
  if (/\bEINTEGRITY\b|\bTAR_BAD_ARCHIVE\b|Z_BUF_ERROR|Z_DATA_ERROR/.test(words)) {
    return {
      en: 'A download arrived damaged (its checksum differs). Start again; if it repeats, run "npm cache clean --force", or look at the proxy in between.',
      pt: 'Um download chegou danificado (a soma de verificação difere). Comece de novo; se repetir, rode "npm cache clean --force" ou verifique o proxy no caminho.',
    }
  }
  if (/SELF_SIGNED_CERT|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_/.test(words)) {
    return {
      en: 'The registry\'s certificate is not trusted here (a company proxy?). Name its authority: NODE_EXTRA_CA_CERTS=/path/to/ca.pem, or "npm config set cafile /path/to/ca.pem".',
      pt: 'O certificado do registro não é confiável aqui (proxy da empresa?). Informe a autoridade: NODE_EXTRA_CA_CERTS=/caminho/ca.pem, ou "npm config set cafile /caminho/ca.pem".',
    }
  }
  if (/\bE40[137]\b/.test(words)) {
    return {
      en: 'The registry asks for a sign-in. Look at "npm config get registry" and at the tokens and proxy in your .npmrc.',
      pt: 'O registro pede login. Verifique "npm config get registry" e os tokens e o proxy no seu .npmrc.',
    }
  }
  if (/\b(E404|ETARGET)\b/.test(words)) {
    return {
      en: 'The registry ("npm config get registry") does not have a package that is needed; a mirror may be behind. Its name stands above.',
      pt: 'O registro ("npm config get registry") não tem um pacote necessário; um espelho pode estar atrasado. O nome está acima.',
    }
  }
  if (/\bEUSAGE\b/.test(words)) {
    return {
      en: 'package.json and package-lock.json do not fit each other. Take both back: git checkout -- package.json package-lock.json',
      pt: 'package.json e package-lock.json não combinam. Volte os dois: git checkout -- package.json package-lock.json',
    }
  }
  return isNoNetwork(words) ? noNetwork(words) : undefined
}

/**
 * @param {string} words what npm said
 */
export function noNetwork(words) {
  const host = /https?:\/\/([^\s/:]+)/.exec(words)?.[1] ?? 'npm'
  const code = NO_NETWORK.exec(words)?.[0] ?? 'no answer'
  return {
    en: `The first start downloads packages, and the registry (${host}) cannot be reached: ${code}. Connect to the network, or behind a proxy set HTTPS_PROXY, and start again. Later starts need no network.`,
    pt: `A primeira vez baixa pacotes, e o registro (${host}) não pôde ser alcançado: ${code}. Conecte-se à rede, ou atrás de um proxy defina HTTPS_PROXY, e comece de novo. Depois disso a rede não é necessária.`,
  }
}
