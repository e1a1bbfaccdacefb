import { Button } from "@mantine/core";
import { specialties, type OutsideProvider, type Specialty } from "@practicum/contracts/charting/referrals";
import { formatPhone } from "@practicum/ui/format.ts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../../api/trpc.ts";
import { answer, type SearchAnswer } from "../../../chart/search-answer.ts";
import { SearchPicker } from "../../../chart/search-picker.tsx";
import { OfficeForm } from "../../../chart/referrals/office-form.tsx";
import { officeWords } from "../../../chart/referrals/referral-words.ts";

const LIMIT = 20;

function OfficeLine(office: OutsideProvider) {
  return (
    <span>
      <b>{office.name}</b> <span className="rf-dim">{lineOf(office)}</span>
    </span>
  );
}

function lineOf({ specialty, practice, phone }: OutsideProvider): string {
  return [specialties[specialty], practice, phone === null ? "" : formatPhone(phone)]
    .filter((part) => part)
    .join(" · ");
}

function useOfficeSearch(text: string): SearchAnswer<OutsideProvider> {
  const trpc = useTRPC();
  const found = useQuery({
    // limit: the best that fit; more of the name finds others.
    ...trpc.charting.outsideProviders.queryOptions({
      text,
      specialty: null,
      show: "in-use",
      before: null,
      limit: LIMIT,
    }),
    enabled: text !== "",
    placeholderData: keepPreviousData,
  });
  return answer({ ...found, data: found.data?.providers }, text, (one) => one.outsideProviderId, OfficeLine);
}

interface Props {
  readonly chosen: OutsideProvider | null;
  readonly onChoose: (office: OutsideProvider | null) => void;
  readonly specialty: Specialty;
}

/** To whom: typed and chosen from the practice's directory, or added to it in place. */
export function OfficePicker({ chosen, onChoose, specialty }: Props) {
  const [adding, setAdding] = useState<string | null>(null);
  if (chosen !== null)
    return (
      <div className="rf-row">
        <span>
          To <b>{officeWords(chosen)}</b>
        </span>
        <Button size="compact-xs" variant="default" onClick={() => onChoose(null)}>
          Choose another office
        </Button>
      </div>
    );
  if (adding !== null)
    return (
      <OfficeForm
        shown={{ name: adding, specialty }}
        onLeave={() => setAdding(null)}
        onSaved={(office) => {
          setAdding(null);
          onChoose(office);
        }}
      />
    );
  return (
    <SearchPicker
      label="To whom (office, person or NPI)"
      placeholder="Type two letters of the name"
      useSearch={useOfficeSearch}
      onPick={onChoose}
      onFreeText={setAdding}
      freeTextWord="Add to the directory:"
    />
  );
}
