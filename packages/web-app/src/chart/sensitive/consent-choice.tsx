import { formatDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ComponentProps } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { useSession } from "../../session/session-context.ts";

type Props = Omit<ComponentProps<typeof ChoiceList>, "data"> & {
  readonly patientId: string;
  /** What goes out: the letter, or the referral with its letter. */
  readonly factIds: readonly string[];
};

/** Where what goes out is under 42 CFR Part 2: the consent that it goes out under. Nothing where it is not. */
export function ConsentChoice({ patientId, factIds, ...input }: Props) {
  const trpc = useTRPC();
  const may = useSession().can("chart.read");
  const parts = useQuery({ ...trpc.charting.sensitiveParts.queryOptions({ patientId }), enabled: may });
  const classes = parts.data?.facts.filter((one) => factIds.includes(one.factId)).flatMap((one) => one.classes) ?? [];
  const isPart2 = classes.some((one) => one.class === "substance-use");
  const list = useQuery({ ...trpc.charting.part2Consents.queryOptions({ patientId }), enabled: isPart2 });
  if (!isPart2) return null;
  const standing = list.data?.consents.filter((one) => one.revokedOn === null) ?? [];
  return (
    <>
      <ChoiceList
        {...input}
        size="xs"
        label="Under which consent (42 CFR Part 2)"
        data={[
          { value: "", label: standing.length === 0 ? "None is on record" : "Choose the consent" },
          ...standing.map((one) => ({ value: one.consentId, label: `${one.to}, signed ${formatDate(one.signedOn)}` })),
        ]}
      />
      <Link to={`/p/${patientId}/access`} className="p-anchor">
        Record a consent
      </Link>
    </>
  );
}
