/** How many more there are of whom nobody is named here. */
export function Restricted({ of }: { readonly of: number | undefined }) {
  if (of === undefined || of === 0) return null;
  return (
    <p className="or-dim">
      {of === 1 ? "1 more patient has a restricted chart" : `${of} more patients have restricted charts`}: counted, and
      not named here.
    </p>
  );
}
