/** Addresses that nobody has on the internet. Source: RFC 1918, section 3. */
const PRIVATE = /^(10\.|172\.(1[6-9]|2\d|3[01])\.|192\.168\.)/;

/** Whether all of some prefixes are out of the internet's reach; false where there are none. */
export function arePrivate(prefixes: readonly string[]): boolean {
  return prefixes.length > 0 && prefixes.every((prefix) => PRIVATE.test(prefix));
}
