import type { ProgramInfo } from "@pulumi/pulumi/proto/language_pb";

/** What a project or policy pack asks of its runtime (`runtime.options` in Pulumi.yaml and PulumiPolicy.yaml). */
export interface RuntimeOptions {
  /** Let the SDK compile TypeScript at run time. @default true, as in the official language host */
  readonly typescript: boolean;
  /** Another tsconfig.json for that. */
  readonly tsconfig?: string;
  /** Arguments for Node itself, before the program. */
  readonly nodeArguments: readonly string[];
}

/**
 * Reads the options of a program. `packagemanager` is accepted and has no effect: dependencies are npm's.
 *
 * @throws {Error} where an option has a value that it cannot have
 */
export function runtimeOptionsOf(info: ProgramInfo | undefined): RuntimeOptions {
  const options: Record<string, unknown> = info?.getOptions()?.toJavaScript() ?? {};
  const tsconfig = textOf(options, "tsconfig");
  return {
    typescript: truthOf(options, "typescript"),
    nodeArguments: splitArguments(textOf(options, "nodeargs") ?? ""),
    ...(tsconfig !== undefined && { tsconfig }),
  };
}

function truthOf(options: Record<string, unknown>, key: string): boolean {
  const value = options[key] ?? true;
  if (typeof value === "boolean" || value === "true" || value === "false") {
    return value === true || value === "true";
  }
  throw new Error(`runtime option "${key}" is ${JSON.stringify(value)}; it can be true or false`);
}

function textOf(options: Record<string, unknown>, key: string): string | undefined {
  const value = options[key];
  if (value === undefined || typeof value === "string") {
    return value;
  }
  throw new Error(`runtime option "${key}" is ${JSON.stringify(value)}; it has to be text`);
}

/** Splits a line into words as a shell does: by blanks, with single or double quotes around words that contain them. */
export function splitArguments(line: string): string[] {
  const word = /(?:[^\s"']+|"[^"]*"|'[^']*')+/g;
  const quoted = /"([^"]*)"|'([^']*)'/g;
  return (line.match(word) ?? []).map((text) =>
    text.replace(quoted, (_, double?: string, single?: string) => double ?? single ?? ""),
  );
}
