/** Which secrets a plan or an action names. */

/** The references, such as `hash:alice`, in the order in which they appear; each once. */
export function materialRefs(planned: unknown): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if ((key === 'material' || key === 'ref') && typeof inner === 'string') found.push(inner);
      else visit(inner);
    }
  };
  visit(planned);
  return [...new Set(found)];
}
