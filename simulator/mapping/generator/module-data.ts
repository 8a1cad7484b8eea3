import type { ModuleData, PropertyData, ResourceData, TypeData } from "../wire-types";
import type { ClassicPackage, Mapper } from "./classic-mappers";
import { constraintsOf } from "./constraints";
import type { InventoryEntry } from "./inventory";
import type { SdkModule, SdkObject, SdkProperty, SdkResource, SdkType } from "./sdk-declarations";
import { locate } from "./wire-location";
import { SDK_ENUM_MISTAKES } from "./sdk-enum-mistakes";

/** One object of the SDK with the mapper of the same Azure object, waiting to be described. */
interface Pending {
  readonly name: string;
  readonly composite: Mapper | undefined;
  readonly source: ClassicPackage | undefined;
  /** Whether what no mapper knows stands inside of `properties`. */
  readonly flattened: boolean;
}

type Both = { readonly input: SdkObject | undefined; readonly output: SdkObject | undefined };

/** Values that Azure answers for any resource and that the SDK adds itself; nothing to map. */
const notOnTheWire = new Set(["azureApiVersion", "urn"]);

function isIdentitySet(type: SdkType, mapper: Mapper | undefined, name: string): boolean {
  const listOfText = type.kind === "list" && type.element.kind === "string";
  return listOfText && (mapper?.type.name === "Dictionary" || name === "userAssignedIdentities");
}

class ModuleDescription {
  private readonly types = new Map<string, TypeData>();
  private readonly enums = new Map<string, readonly string[]>();
  private readonly pending: Pending[] = [];
  private readonly seen = new Set<string>();

  constructor(private readonly sdk: SdkModule) {}

  resource(sdk: SdkResource, entry: InventoryEntry, open: (name: string) => ClassicPackage): ResourceData {
    const source = "package" in entry.source ? open(entry.source.package) : undefined;
    const operation =
      "package" in entry.source ? source?.operation(entry.source.operations, entry.source.operation) : undefined;
    const path = canonical(entry.source.path ?? operation?.path ?? "");
    const names = pathNames(path, sdk);
    const inPath = new Set(names.values());
    const composite = operation && (source?.composite(operation.body.type.className ?? "") ?? operation.body);
    const parameters = Object.fromEntries(
      [...names].map(([wire, name]) => [name, this.parameter(sdk.inputs.get(name), operation?.parameters[wire])]),
    );
    const last = [...names.values()].at(-1);
    const resource: ResourceData = {
      armType: armTypeOf(path),
      apiVersion: sdk.apiVersion,
      path: [...names].reduce((text, [wire, name]) => text.replace(`{${wire}}`, `{${name}}`), path),
      ...(last !== undefined && sdk.inputs.get(last)?.required === false && { autonamed: last }),
      parameters,
      properties: moved(
        this.object(
          {
            input: without(sdk.inputs, new Set([...inPath, ...(operation?.query ?? [])])),
            output: without(sdk.outputs, notOnTheWire),
          },
          composite,
          source,
          composite === undefined && !sdk.inputs.has("properties"),
        ),
        "wire" in entry.source ? entry.source.wire : undefined,
      ),
    };
    this.drain();
    return resource;
  }

  data(resources: Readonly<Record<string, ResourceData>>): ModuleData {
    return { resources, types: sorted(this.types), enums: sorted(this.enums) };
  }

  private parameter(sdk: SdkProperty | undefined, mapper: Mapper | undefined): PropertyData {
    const type = sdk === undefined ? "string" : this.typeText(sdk.type, mapper, undefined);
    return { type, ...(sdk?.required === true && { required: true as const }), ...constraintsOf(mapper) };
  }

  private object(
    both: Both,
    composite: Mapper | undefined,
    source: ClassicPackage | undefined,
    flattened: boolean,
  ): TypeData {
    const names = new Set([...(both.input?.keys() ?? []), ...(both.output?.keys() ?? [])]);
    const entries = [...names].sort().map((name): [string, PropertyData] => {
      const { wire, mapper } = locate(name, composite, source, both.input?.has(name) ?? false, flattened);
      return [name, this.property(name, both, wire, mapper, source)];
    });
    return Object.fromEntries(entries);
  }

  private property(
    name: string,
    both: Both,
    wire: string,
    mapper: Mapper | undefined,
    source: ClassicPackage | undefined,
  ): PropertyData {
    const input = both.input?.get(name);
    const output = both.output?.get(name);
    const sdk = input ?? output;
    const ids = input !== undefined && isIdentitySet(input.type, mapper, name);
    if (ids && output !== undefined) this.typeText(output.type, mapper, source);
    const only = both.input !== undefined && both.output !== undefined ? onlyOf(input, output) : undefined;
    return {
      ...(wire !== name && { wire }),
      type: ids || sdk === undefined ? "ids" : this.typeText(sdk.type, mapper, source),
      ...(input?.required === true && { required: true as const }),
      ...(only !== undefined && { only }),
      ...(input !== undefined && constraintsOf(mapper)),
    };
  }

  private typeText(type: SdkType, mapper: Mapper | undefined, source: ClassicPackage | undefined): string {
    switch (type.kind) {
      case "literal":
        return `'${type.text}'`;
      case "enum":
        this.enums.set(type.name, SDK_ENUM_MISTAKES[type.name] ?? this.sdk.enums.get(type.name) ?? []);
        return `%${type.name}`;
      case "object":
        this.expect(type.name, compositeOf(mapper, source), source);
        return `#${type.name}`;
      case "list":
        return `${this.grouped(type.element, mapper?.type.element, source)}[]`;
      case "dictionary":
        return `${this.grouped(type.element, mapper?.type.value, source)}{}`;
      case "choice":
        return type.members.map((member) => this.member(member, mapper, source)).join("|");
      case "string":
      case "number":
      case "boolean":
      case "any":
        return type.kind;
    }
  }

  private grouped(element: SdkType, mapper: Mapper | undefined, source: ClassicPackage | undefined): string {
    const text = this.typeText(element, mapper, source);
    return text.includes("|") ? `(${text})` : text;
  }

  /** A member of a discriminated union has the mapper that its discriminator names. */
  private member(type: SdkType, mapper: Mapper | undefined, source: ClassicPackage | undefined): string {
    if (type.kind !== "object") return this.typeText(type, mapper, source);
    const declared = this.sdk.inputs.get(type.name) ?? this.sdk.outputs.get(type.name);
    const parent = mapper?.type.uberParent ?? mapper?.type.className ?? "";
    const literals = [...(declared?.values() ?? [])].flatMap(({ type: { kind, ...rest } }) =>
      kind === "literal" && "text" in rest ? [rest.text] : [],
    );
    const variant = literals.map((value) => source?.variant(parent, value)).find((found) => found !== undefined);
    // A member that the package does not know yet is built like those that it knows.
    const flattened = variant === undefined && (source?.variants(parent) ?? []).some(isFlattened);
    this.expect(type.name, variant ?? compositeOf(mapper, source), source, flattened);
    return `#${type.name}`;
  }

  private expect(
    name: string,
    composite: Mapper | undefined,
    source: ClassicPackage | undefined,
    flattened = false,
  ): void {
    if (this.seen.has(name)) return;
    this.seen.add(name);
    this.pending.push({ name, composite, source, flattened });
  }

  private drain(): void {
    for (let next = this.pending.shift(); next !== undefined; next = this.pending.shift()) {
      const both = { input: this.sdk.inputs.get(next.name), output: this.sdk.outputs.get(next.name) };
      this.types.set(next.name, this.object(both, next.composite, next.source, next.flattened));
    }
  }
}

function isFlattened({ type }: Mapper): boolean {
  return Object.values(type.modelProperties ?? {}).some(({ serializedName }) =>
    serializedName?.startsWith("properties."),
  );
}

/** The properties, with the places that the inventory itself gives. */
function moved(properties: TypeData, places: Readonly<Record<string, string>> = {}): TypeData {
  return Object.fromEntries(
    Object.entries(properties).map(([name, data]) => {
      const wire = places[name];
      return [name, wire === undefined ? data : { ...data, wire }];
    }),
  );
}

function onlyOf(input: SdkProperty | undefined, output: SdkProperty | undefined): "input" | "output" | undefined {
  if (input === undefined) return "output";
  return output === undefined ? "input" : undefined;
}

function compositeOf(mapper: Mapper | undefined, source: ClassicPackage | undefined): Mapper | undefined {
  if (mapper?.type.modelProperties !== undefined) return mapper;
  const className = mapper?.type.className;
  return className === undefined ? undefined : source?.composite(className);
}

/** Older specifications differ in the case of two constant parts, which Azure's answers do not. */
function canonical(path: string): string {
  return path.replace("/resourcegroups/", "/resourceGroups/").replace("/microsoft.insights/", "/Microsoft.Insights/");
}

function without(properties: SdkObject, names: ReadonlySet<string>): SdkObject {
  return new Map([...properties].filter(([name]) => !names.has(name)));
}

/** The SDK's name of every parameter in the path; they differ at most in upper and lower case. */
function pathNames(path: string, sdk: SdkResource): Map<string, string> {
  const wanted = [...path.matchAll(/\{(\w+)\}/g)]
    .map(([, name]) => name ?? "")
    .filter((name) => name !== "subscriptionId");
  return new Map(
    wanted.map((wire) => {
      const name = [...sdk.inputs.keys()].find((input) => input.toLowerCase() === wire.toLowerCase());
      if (name === undefined) throw new Error(`${sdk.token}: the SDK has no input for {${wire}} of ${path}`);
      return [wire, name];
    }),
  );
}

function armTypeOf(path: string): string {
  const [, provider] = path.split(/.*\/providers\//);
  if (provider === undefined) return "Microsoft.Resources/resourceGroups";
  const [namespace, ...rest] = provider.split("/");
  return [namespace, ...rest.filter((_, index) => index % 2 === 0)].join("/");
}

function sorted<T>(map: ReadonlyMap<string, T>): Record<string, T> {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Describes the resources of one SDK module, with every type and enum that they reach. */
export function describeModule(
  sdk: SdkModule,
  entries: readonly InventoryEntry[],
  open: (name: string) => ClassicPackage,
): ModuleData {
  const description = new ModuleDescription(sdk);
  const resources = entries.map((entry): [string, ResourceData] => {
    const resource = sdk.resource(entry.resource);
    return [resource.token, description.resource(resource, entry, open)];
  });
  return description.data(Object.fromEntries(resources));
}
