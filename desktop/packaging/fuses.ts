import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'

/**
 * What the packaged program can no longer be talked into: running as plain Node, taking NODE_OPTIONS or a debugger from
 * the command line, loading code from anywhere but its own archive. Only macOS and Windows can check the archive itself.
 */
export function fusesFor(platform: string): Record<number, boolean> {
  return {
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: platform !== 'linux',
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  }
}

/** Flips the fuses of one program file, before it is signed. */
export async function flip(program: string, platform: string, arch: string): Promise<void> {
  await flipFuses(program, {
    version: FuseVersion.V1,
    // Flipping breaks the signature Electron came with, and Apple silicon runs nothing unsigned.
    resetAdHocDarwinSignature: platform === 'darwin' && arch === 'arm64',
    ...fusesFor(platform),
  })
}
