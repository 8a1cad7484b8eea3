import { parse, stringify } from "yaml";
import type { DocumentSource } from "../agreement/load-platform";

/** An agreement as its document says it, as far as an option changes it. */
export interface AgreementDocument {
  readonly recovery: { readonly twin?: { on: boolean } };
}

/** Something that an agreement offers and that is off, which a drill switches on for itself. */
export interface AgreementOption {
  /** For names of folders. */
  readonly name: string;
  /** Changes the document; one that does not offer it stays as it is. */
  readonly switchOn: (agreement: AgreementDocument) => void;
}

/** The two stamps of a twin data centre, each in a zone of its own. */
export const twinStamps: AgreementOption = {
  name: "stamps",
  switchOn: ({ recovery }) => {
    if (recovery.twin !== undefined) recovery.twin.on = true;
  },
};

/** Documents that an option changes, by their paths. */
export function optionTexts(
  source: DocumentSource,
  platform: string,
  option: AgreementOption | undefined,
): Readonly<Record<string, string>> {
  if (option === undefined) return {};
  const file = `stacks/agreements/${platform}.yaml`;
  const agreement = parse(source.read(file) ?? "") as AgreementDocument;
  option.switchOn(agreement);
  return { [file]: stringify(agreement) };
}

/** The documents of a platform with an option switched on. */
export function withOption(
  source: DocumentSource,
  platform: string,
  option: AgreementOption | undefined,
): DocumentSource {
  const texts = optionTexts(source, platform, option);
  return { ...source, read: (file) => texts[file] ?? source.read(file) };
}
