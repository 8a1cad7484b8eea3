/** How far a build is: `count` modules downloaded or packages compiled so far, `seconds` since it was asked for. */
export interface BuildProgress {
  readonly step: "waiting" | "downloading" | "compiling";
  readonly count: number;
  readonly seconds: number;
}

export class GoBuildError extends Error {}
export const version: string;
export const goVersion: string;
export function cacheFolder(environment?: NodeJS.ProcessEnv): string;
export function cliFile(cache?: string): string;
export function removeAbandoned(cache: string): void;
export function checkGo(environment?: NodeJS.ProcessEnv): {
  readonly usable: boolean;
  readonly found: string;
  readonly problem?: string;
};
export function progressText(progress: BuildProgress): string;
export function buildCli(options?: {
  readonly cache?: string;
  readonly onProgress?: (progress: BuildProgress) => void;
}): Promise<string>;
