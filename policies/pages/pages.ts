import { documentsIn, loadPlatform, platformNames } from "../../agreement/load-platform";
import { allControls } from "../controls/controls-of-rule";
import { allRules } from "../rules/all-rules";
import { cloudFacts } from "../yardstick/cloud-facts";
import { controlsPage, controlStates } from "./controls-page";
import { rulePage, rulesPage, type PageSources } from "./rule-page";

function sourcesIn(projectFolder: string): PageSources {
  const documents = documentsIn(projectFolder);
  const platforms = platformNames(documents).map((name) => {
    const loaded = loadPlatform(name, documents, cloudFacts);
    if (!loaded.ok) throw new Error(`the documents of ${name} have problems`);
    return loaded.value;
  });
  return { rules: allRules, controls: allControls(projectFolder), platforms };
}

/** Every generated page by its path below the project. */
export function pagesIn(projectFolder: string): ReadonlyMap<string, string> {
  const sources = sourcesIn(projectFolder);
  return new Map([
    ["docs/rules/README.md", rulesPage(sources)],
    ...sources.rules.map((rule) => [`docs/rules/${rule.id}.md`, rulePage(rule, sources)] as const),
    ...controlStates.map((state) => [`docs/controls/${state}.md`, controlsPage(state, sources)] as const),
  ]);
}
