/** Gives the file of kube-apiserver in the user's cache, building it and etcd, which stands beside it, where they are missing. */
export function build(): Promise<string>;
export function file(cache?: string, name?: string): string;
/** For example `1.36.3`. */
export const version: string;
