import { appendFileSync } from "node:fs";
import path from "node:path";

/** What tells which system runs this, and how that is told. */
export interface Pipeline {
  readonly print: (line: string) => void;
  /** @default the process's */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Shows a Markdown file on the page of a pipeline's run, where no comment can be written: for pull requests from forks, and
 * in Azure Repos. Nothing outside of a pipeline.
 *
 * Sources: GitHub docs, workflow-commands-for-github-actions (job summaries); Microsoft Learn,
 * azure/devops/pipelines/scripts/logging-commands (UploadSummary), 2026.
 */
export function tellSummary(file: string, text: string, { print, environment = process.env }: Pipeline): void {
  const summary = environment["GITHUB_STEP_SUMMARY"];
  if (summary !== undefined && summary !== "") appendFileSync(summary, `${text}\n`);
  if (environment["TF_BUILD"] !== undefined) print(`##vso[task.uploadsummary]${path.resolve(file)}`);
}
