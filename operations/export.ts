import { armTemplates, type ExportedFile } from "../evidence/export/arm-templates";
import { kubernetesManifests } from "../evidence/export/kubernetes-manifests";
import { azureBodyOf } from "../simulator/mapping/azure-body";
import { CommandFailure } from "./command-failure";
import type { Context } from "./context";
import { exitStatus, type ExitStatus } from "./exit-status";
import { deployedResources } from "./deployed-resources";
import type { PlatformTarget } from "./plan-for";
import { writeFiles } from "./write-files";

export const exportFormats = ["arm", "kubernetes"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportOptions extends PlatformTarget {
  readonly format: readonly ExportFormat[];
  /** Folder, absolute or below the current one. */
  readonly out: string;
}

/** `deltawerk export`: the resources of a platform's stacks in forms that other scanners read. */
export async function exportResources(context: Context, options: ExportOptions): Promise<ExitStatus> {
  const { resources } = await deployedResources(context, options);
  const files: ExportedFile[] = [];
  if (options.format.includes("arm")) {
    const { files: templates, left } = armTemplates(resources, azureBodyOf);
    files.push(...templates);
    if (left.length > 0) {
      throw new CommandFailure(
        `Not everything can be written as templates, so nothing was:\n${left.map((line) => `  ${line}`).join("\n")}`,
      );
    }
  }
  if (options.format.includes("kubernetes")) files.push(...kubernetesManifests(resources));
  writeFiles(options.out, files);
  context.print(`${files.length} files in ${options.out}: ${resources.length} resources of ${options.platform}`);
  return exitStatus.done;
}
