import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { moduleFolder } from "../../simulator/kubernetes/schema/generator/go-module";
import { customSources } from "../../simulator/kubernetes/schema/generator/inventory";
import type { CustomDefinition } from "../../simulator/kubernetes/schema/custom-definition";
import type { RealApiServer } from "./real-api-server";

/** Defines the kinds that AKS's add-ons bring, as their sources publish them. */
export async function installDefinitions(server: RealApiServer, root: string): Promise<void> {
  for (const { module, file } of customSources) {
    const definition = parse(readFileSync(path.join(moduleFolder(root, module), file), "utf8")) as CustomDefinition;
    const { status, body } = await server.apply({ ...definition }, "add-on");
    if (status >= 300) throw new Error(`${file}: ${JSON.stringify(body)}`);
    for (const { name, served } of definition.spec.versions) {
      if (served) await server.untilServed(`${definition.spec.group}/${name}`, definition.spec.names.kind);
    }
  }
}
