import { invalid, when, type ObjectProblem } from "../cluster/api-problem";

/** How an object may be called (kubernetes.io, "Object Names and IDs", and the API server's validation). */
export type NameForm = "subdomain" | "label" | "dns1035" | "segment";

const label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const forms: Readonly<Record<NameForm, { readonly pattern: RegExp; readonly most: number; readonly what: string }>> = {
  subdomain: {
    pattern: new RegExp(`^${label}(\\.${label})*$`),
    most: 253,
    what: "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  },
  label: {
    pattern: new RegExp(`^${label}$`),
    most: 63,
    what: "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  },
  dns1035: {
    pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
    most: 63,
    what: "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  },
  segment: {
    pattern: /^(?!\.\.?$)[^/%]+$/,
    most: Number.POSITIVE_INFINITY,
    what: "may not be '.' or '..', nor contain '/' or '%'",
  },
};

const keyName = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const longestKeyName = 63;
const longestAnnotations = 256 * 1024;

/** Refusals of a name. */
export function nameProblems(form: NameForm, name: string, field: string): readonly ObjectProblem[] {
  const { pattern, most, what } = forms[form];
  return [
    ...when(!pattern.test(name), () => invalid(field, name, what)),
    ...when(name.length > most, () => invalid(field, name, `must be no more than ${most} characters`)),
  ];
}

/** Refusals of the key of a label or annotation, or of the name of an extended resource. */
export function keyProblems(key: string, field: string): readonly ObjectProblem[] {
  const [prefix, name = ""] = key.includes("/")
    ? [key.slice(0, key.indexOf("/")), key.slice(key.indexOf("/") + 1)]
    : ["", key];
  return [
    ...when(key.includes("/") && !forms.subdomain.pattern.test(prefix), () =>
      invalid(field, key, "prefix part " + forms.subdomain.what),
    ),
    ...when(!keyName.test(name) || name.length > longestKeyName, () =>
      invalid(
        field,
        key,
        "name part must consist of at most 63 alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
      ),
    ),
  ];
}

/** Refusals of labels. */
export function labelProblems(labels: Readonly<Record<string, string>>, field: string): readonly ObjectProblem[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...keyProblems(key, field),
    ...labelValueProblems(value, field),
  ]);
}

export function labelValueProblems(value: string, field: string): readonly ObjectProblem[] {
  return when(value !== "" && (!keyName.test(value) || value.length > longestKeyName), () =>
    invalid(
      field,
      value,
      "a valid label must be an empty string or consist of at most 63 alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
    ),
  );
}

/** Refusals of annotations, whose values are free but whose size is not. */
export function annotationProblems(
  annotations: Readonly<Record<string, string>>,
  field: string,
): readonly ObjectProblem[] {
  const size = Object.entries(annotations).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  return [
    ...Object.keys(annotations).flatMap((key) => keyProblems(key.toLowerCase(), field)),
    ...when(size > longestAnnotations, () => invalid(field, "", `must have at most ${longestAnnotations} bytes`)),
  ];
}
