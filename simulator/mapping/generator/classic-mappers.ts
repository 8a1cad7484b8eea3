import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { runInThisContext } from "node:vm";
import { transformSync } from "esbuild";

/** The part of a classic mapper (`@azure/core-client`) that the generator reads. */
export interface Mapper {
  readonly serializedName?: string;
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly constraints?: Readonly<Record<string, unknown>>;
  readonly type: MapperType;
}

export interface MapperType {
  readonly name: string;
  readonly className?: string;
  readonly uberParent?: string;
  readonly modelProperties?: Readonly<Record<string, Mapper>>;
  readonly polymorphicDiscriminator?: { readonly serializedName: string };
  readonly element?: Mapper;
  readonly value?: Mapper;
  readonly allowedValues?: readonly string[];
}

/** How one operation is called. */
export interface Operation {
  readonly path: string;
  readonly body: Mapper;
  /** Mappers of the path's parameters, by the name in the path. */
  readonly parameters: Readonly<Record<string, Mapper>>;
  /** Names that go into the query, not into the body. */
  readonly query: readonly string[];
}

export interface ClassicPackage {
  /** The composite mapper of a class, or nothing if the package has none of that name. */
  composite(className: string): Mapper | undefined;
  /** The class of a discriminated union's member. */
  variant(parent: string, value: string): Mapper | undefined;
  /** All members of a discriminated union. */
  variants(parent: string): readonly Mapper[];
  operation(group: string, name: string): Operation;
}

/** The two places where published packages keep their modules. */
const layouts = [path.join("dist-esm", "src"), path.join("dist", "esm")];

type ModuleBody = (module: object, exports: object, require: (name: string) => unknown) => void;

/** The package's own entry does not export its mappers, and its modules are in a form that cannot be required. */
function evaluate(file: string, modules: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { code } = transformSync(fs.readFileSync(file, "utf8"), { format: "cjs", loader: "js" });
  const module = { exports: {} as Record<string, unknown> };
  const from = createRequire(file);
  const load = (name: string): unknown => modules[name] ?? from(name);
  const run = runInThisContext(`(function (module, exports, require) {${code}\n})`, file) as ModuleBody;
  run(module, module.exports, load);
  return module.exports;
}

function specification(text: string, name: string, file: string): string {
  const start = text.indexOf(`const ${name}OperationSpec = {`);
  const end = text.indexOf("\n};", start);
  if (start < 0 || end < 0) throw new Error(`${file} has no operation ${name}`);
  return text.slice(start, end);
}

interface Parameter {
  readonly mapper: Mapper;
}

/** Opens a classic management package installed in a folder of `node_modules`. */
export function openPackage(folder: string): ClassicPackage {
  const root = layouts.map((layout) => path.join(folder, layout)).find((candidate) => fs.existsSync(candidate));
  if (root === undefined) throw new Error(`${folder} has no modules where a classic package keeps them`);
  const mappers = evaluate(path.join(root, "models", "mappers.js"), {}) as Record<string, Mapper | undefined>;
  const parameters = evaluate(path.join(root, "models", "parameters.js"), {
    "../models/mappers": mappers,
    "../models/mappers.js": mappers,
  }) as Record<string, Parameter | undefined>;
  const variants = mappers["discriminators"] as unknown as Record<string, Mapper | undefined> | undefined;

  return {
    composite: (className) => mappers[className],
    variant: (parent, value) => variants?.[`${parent}.${value}`],
    variants: (parent) =>
      Object.entries(variants ?? {}).flatMap(([name, mapper]) =>
        mapper !== undefined && name.startsWith(`${parent}.`) ? [mapper] : [],
      ),
    operation: (group, name) => {
      const file = path.join(root, "operations", `${group}.js`);
      const text = specification(fs.readFileSync(file, "utf8"), name, file);
      const route = /path: "([^"]+)"/.exec(text.replace(/path:\s*\n\s*/, "path: "))?.[1];
      const body = parameters[/requestBody: Parameters\.(\w+)/.exec(text)?.[1] ?? ""]?.mapper;
      if (route === undefined || body === undefined) throw new Error(`${file}: ${name} has no path or no body`);
      const listed = (kind: string): Mapper[] =>
        [...(new RegExp(`${kind}: \\[([^\\]]*)\\]`).exec(text)?.[1] ?? "").matchAll(/Parameters\.(\w+)/g)].flatMap(
          ([, key]) => parameters[key ?? ""]?.mapper ?? [],
        );
      return {
        path: route,
        body,
        parameters: Object.fromEntries(listed("urlParameters").map((mapper) => [mapper.serializedName ?? "", mapper])),
        query: listed("queryParameters").map((mapper) => mapper.serializedName ?? ""),
      };
    },
  };
}
