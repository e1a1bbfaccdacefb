import { useDebouncedValue } from "@mantine/hooks";
import { describeError } from "@practicum/contracts/error";
import type { OwnRoleInput } from "@practicum/contracts/identity/own-roles";
import { useQuery } from "@tanstack/react-query";
import { toDomainError } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { differenceLines } from "./own-role-words.ts";

/** What saving would give to whom, and take from whom, as the service says it. */
export function Difference({ input }: { readonly input: OwnRoleInput }) {
  const trpc = useTRPC();
  const [asked] = useDebouncedValue(JSON.stringify(input), 300);
  // The name changes nobody's rights: without one there is a difference too.
  const wanted = JSON.parse(asked) as OwnRoleInput;
  const preview = useQuery({
    ...trpc.identity.previewOwnRole.queryOptions({
      ...wanted,
      name: wanted.name.trim() || `New role ${wanted.roleId.slice(-6)}`,
    }),
    placeholderData: (before) => before,
    retry: false,
  });
  const staff = useQuery({ ...trpc.identity.listStaff.queryOptions({}), staleTime: 10 * 60_000 });
  const nameOf = (staffId: string) => {
    const person = staff.data?.find((one) => one.staffId === staffId);
    return person ? `${person.given} ${person.family}` : "?";
  };
  const lines = preview.data ? differenceLines(preview.data, nameOf) : [];
  return (
    <section aria-label="The difference" className="a-difference" aria-live="polite">
      <h2 className="a-heading">The difference</h2>
      {preview.isError && <p className="a-denied">{describeError(toDomainError(preview.error))}</p>}
      {preview.isPending && <p className="a-dim">…</p>}
      {preview.isSuccess && lines.length === 0 && <p className="a-dim">Nobody gains or loses anything by this.</p>}
      {lines.length > 0 && (
        <ul>
          {lines.map((one) => (
            <li key={one.key} data-gains={one.gains}>
              {one.text} <span className="a-dim">({one.who})</span>
            </li>
          ))}
        </ul>
      )}
      {preview.data?.twoPersons === true && (
        <p className="a-dim">This opens charts or accounts to somebody: a second person agrees before it acts.</p>
      )}
    </section>
  );
}
