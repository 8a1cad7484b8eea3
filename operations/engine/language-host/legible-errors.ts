/**
 * Loaded into every program before the SDK: an error that a program throws is shown at once.
 *
 * The SDK prints errors with `util.inspect(error, { colors: true })`. Node 20 then searches stack lines for
 * `node_modules/@scope/package/` and, where nothing follows the scope but a file, as in the SDK's own source maps
 * (`node_modules/@pulumi/resource.ts`), goes round in circles until it runs out of string: half a minute and
 * gigabytes for every error. Such errors are shown without colours.
 */
import util from "node:util";

const scopeWithoutPackage = /node_modules[/\\]@[^/\\\n]+[/\\][^/\\\n]*$/m;

const inspect = util.inspect;

function legibleInspect(...[value, options, ...rest]: Parameters<typeof inspect>): string {
  const hangs = value instanceof Error && scopeWithoutPackage.test(value.stack ?? "");
  return hangs && typeof options === "object"
    ? inspect(value, { ...options, colors: false })
    : (inspect as (...given: unknown[]) => string)(value, options, ...rest);
}

util.inspect = Object.assign(legibleInspect, inspect);
