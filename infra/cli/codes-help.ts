/**
 * What `practicum codes import --help` says of each kind: the publisher's file that is read, and what to save where the
 * publisher has a workbook alone. Workbooks and archives themselves are not read.
 */
export const IMPORT_HELP = `
Files, as their publishers lay them out (unpack the archive; in a spreadsheet choose "CSV UTF-8"):
  icd10cm           CMS "icd10cm_order_2024.txt" (not the addenda, nor the codes file)
  hcpcs             CMS "HCPC2024_JUL_ANWEB.txt", or its .xlsx saved as CSV; or a table of descriptions and one of attributes
  modifier          the same CMS file (ends no CPT modifier), or a table of modifier and description
  cpt               licensed: AMA "ConsolidatedCodeList.txt", "LONGULT.txt", "MEDU.txt"; or CSV with code, label, from, to
  pos               CMS publishes a web page: put its table into a sheet and save that as CSV
  carc, rarc        X12's list saved as CSV: Code, Description, Start Date, Last Modified, Stop Date
  cvx               CDC "cvx.txt", or its .xlsx saved as CSV
  taxonomy          NUCC "nucc_taxonomy_240.csv"
  ptp               CMS NCCI "ccipra-v302r0-f1.txt" to "f4": all four at once, else the pairs of the others end
  mue               CMS "MCR_MUE_PractitionerServices_Eff_07-01-2024.csv"
  add-on            CMS "AOC_V2024Q3-MCR.txt", or its .xlsx saved as CSV
  rvu               CMS "PPRRVU24_JUL.csv" or .txt; from 2026 the nonQPP file, unless you take part in an alternative model
  fee-indicators    the same file as rvu
  gpci              CMS "GPCI2024.csv" or .txt, out of the archive of rvu
  locality          CMS "24LOCCO.csv", out of the archive of rvu
  growth            CDC 2000 "wtageinf.csv", "lenageinf.csv", "statage.csv", "wtage.csv", "bmiagerev.csv" ... with --from 2000-05-30;
                    WHO 2006 and 2007 saved as CSV with Day or Month, L, M, S: "wfa-boys.csv", "lhfa-girls.csv", "bfa-boys.csv" ...
  cdsi              CDC CDSi supporting data of one release: the folder or the zip, JSON or XML, as published; see what is due by it
                    in the chart. In force at once, or from --from
  diagnosis-limits  CMS Medicare Code Editor has a manual: a table of "icd code" and "icd conflict rule", as CSV

The first day is read from such names; with any other name say --from. A file of a new year ends, on the day before, what it
lacks; what was in force on earlier days stays. Lines that cannot be read are listed with the reason, the others are loaded.`;
