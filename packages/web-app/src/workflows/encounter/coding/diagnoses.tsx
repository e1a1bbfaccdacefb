import { ActionIcon } from "@mantine/core";
import type { LocalDate } from "@practicum/kernel/local-date";
import { IconArrowDown, IconArrowUp, IconX } from "@tabler/icons-react";
import type { RefObject } from "react";
import { useDiagnosisSearch } from "../../../chart/code-searches.tsx";
import { SearchPicker } from "../../../chart/search-picker.tsx";
import { authorOfDiagnosis, ByAuthor, type CodedBy } from "./authors.tsx";
import { addDiagnosis, moveDiagnosis, removeDiagnosis, type Coding } from "./coding-model.ts";

interface Props {
  readonly coding: Coding;
  readonly onChange: (by: (old: Coding) => Coding) => void;
  readonly serviceDate: LocalDate;
  readonly editable: boolean;
  readonly codedBy: CodedBy;
  readonly providerId: string;
  readonly searchRef: RefObject<HTMLInputElement | null>;
}

/** The diagnoses of the visit in their order: the first is why the patient came. */
export function Diagnoses({ coding, onChange, serviceDate, editable, codedBy, providerId, searchRef }: Props) {
  const useSearch = useDiagnosisSearch(serviceDate);
  return (
    <section className="w-panel" data-field="diagnoses" aria-label="Diagnoses" style={{ marginBottom: 12 }}>
      <header>
        <h2>Diagnoses</h2>
      </header>
      {coding.diagnoses.length === 0 && <div className="c-dim">None yet.</div>}
      <ol className="c-list" aria-label="Diagnoses in their order">
        {coding.diagnoses.map((diagnosis, index) => (
          <li key={diagnosis.code}>
            <b style={{ width: 20 }}>{index + 1}</b>
            <b style={{ minWidth: 62 }}>{diagnosis.code}</b>
            <span style={{ flex: 1 }}>
              {diagnosis.label}
              <ByAuthor author={authorOfDiagnosis(codedBy, diagnosis)} providerId={providerId} />
            </span>
            {editable && (
              <>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Move ${diagnosis.code} up`}
                  disabled={index === 0}
                  onClick={() => onChange((old) => moveDiagnosis(old, index, -1))}
                >
                  <IconArrowUp size={16} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Move ${diagnosis.code} down`}
                  disabled={index === coding.diagnoses.length - 1}
                  onClick={() => onChange((old) => moveDiagnosis(old, index, 1))}
                >
                  <IconArrowDown size={16} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Remove ${diagnosis.code}`}
                  onClick={() => onChange((old) => removeDiagnosis(old, index))}
                >
                  <IconX size={16} />
                </ActionIcon>
              </>
            )}
          </li>
        ))}
      </ol>
      {editable && (
        <SearchPicker
          label="Add a diagnosis"
          placeholder="Words, abbreviation or ICD-10-CM code"
          useSearch={useSearch}
          inputRef={searchRef}
          onPick={(code) => onChange((old) => addDiagnosis(old, code))}
        />
      )}
    </section>
  );
}
