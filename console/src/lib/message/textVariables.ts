/** A text with its variables, which stand between two pairs of braces, filled in; what is none of them stays as it is written. */
export function fillVariables(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{\{\s*([^{}]*?)\s*\}\}/g, (written, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? '') : written,
  );
}

/** How a variable is written. */
export function variableText(variable: string): string {
  return `{{${variable}}}`;
}
