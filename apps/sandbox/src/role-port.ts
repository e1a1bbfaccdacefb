/** Which of the practice's people the trainee is. Kept for this tab alone. */
export interface RolePort {
  current(): string | null;
  choose(staffId: string | null): void;
  onChange(listener: () => void): () => void;
}

const key = "practicum-role";

export function rolePort(storage: Pick<Storage, "getItem" | "setItem" | "removeItem">): RolePort {
  const listeners = new Set<() => void>();
  return {
    current: () => storage.getItem(key),
    choose(staffId) {
      if (staffId === null) storage.removeItem(key);
      else storage.setItem(key, staffId);
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
