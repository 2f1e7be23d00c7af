"""Small lists in each form, written for the tests: nobody and nothing in them exists.

All hold the same firm, office-holder and vessel, a firm that is listed no more, and a private person. With them the oddities that
real files are known for: byte order marks, CRLF, empty cells and elements, weak aliases, other scripts, dates in part, huge remarks.
"""

# ruff: noqa: E501  # lines as list files have them

import json
from collections.abc import Callable
from pathlib import Path

HUGE = "Remarks without end. " * 20_000

FIRM = "JSC Korlan Drone Works"
CYRILLIC = "АО «Корлан»"
FORMER = "Korlan Tractor Plant"
ABBREVIATION = "KDW"
HOLDER = "Pak Chong Mok"
VESSEL = "Test Star"
IMO = "9123456"
ENDED = "Gone Trading Co., Ltd."
ADDRESS = "Street 1, Alabuga Special Economic Zone, Yelabuga"

SIMPLE = (
    "﻿"
    '"id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails","program_ids",'
    '"dataset","first_seen","last_seen","last_change"\r\n'
    f'"T-1","Organization","{FIRM}","{CYRILLIC};""Korlan; Drones"";{ABBREVIATION};","","ru","""{ADDRESS}, Russia"";Moscow","1021600000000",'
    '"Block","","","EU-RUS;US-RUSSIA","Test Set","2023-12-18T00:00:00","2026-11-20T06:00:00","2026-11-01T00:00:00"\r\n'
    f'"T-2","Person","{HOLDER}","","1955","kp","","","","","","","Test Set","2020-01-01","2026-11-20","2026-11-01"\r\n'
    f'"T-3","Vessel","{VESSEL}","","","kp;ru","","IMO{IMO}","{HUGE}","","","","Test Set","2020-01-01","2026-11-20","2026-11-01"\r\n'
    '"T-4","Person","Jane Example","","1980-01-01","ru","","","","","","","Test Set","2020-01-01","2026-11-20","2026-11-01"\r\n'
    '"T-5","LegalEntity","Unclear Name","","","","","","","","","","Test Set","2020-01-01","2026-11-19","2026-11-01"\r\n'
    f'"T-6","LegalEntity","{ENDED}","","","","","","","","","","Test Set","2020-01-01","2026-11-19","2026-11-01"\r\n'
    '"T-7","CryptoWallet","x123","","","","","","","","","","Test Set","2020-01-01","2026-11-19","2026-11-01"\r\n'
    "\r\n"
)


def _ftm(key: str, schema: str, *, target: bool = False, **properties: list[object]) -> str:
    line = {
        "id": key,
        "schema": schema,
        "properties": properties,
        "target": target,
        "datasets": ["test"],
        "last_seen": "2026-11-20T06:00:00",
    }
    return json.dumps(line, ensure_ascii=False)


FTM = "\n".join(
    (
        _ftm(
            "T-1",
            "Company",
            target=True,
            name=[FIRM],
            alias=[CYRILLIC],
            previousName=[FORMER],
            weakAlias=[ABBREVIATION],
            country=["ru"],
            ogrnCode=["1021600000000"],
            addressEntity=["A-1"],
            notes=[HUGE],
        ),
        _ftm("A-1", "Address", full=[f"{ADDRESS}, Russia"]),
        _ftm("S-1", "Sanction", entity=["T-1"], program=["EU-RUS"], startDate=["2023-12-18"], endDate=[]),
        _ftm("S-2", "Sanction", entity=["T-1"], program=["US-RUSSIA"], startDate=["2024-02"], endDate=["2025-01-01"]),
        _ftm("T-2", "Person", target=True, name=[HOLDER], birthDate=["1955"], nationality=["kp"], passportNumber=["123456789"]),
        _ftm("O-1", "Occupancy", holder=["T-2"], post=["P-1"]),
        _ftm("P-1", "Position", name=["Minister of Tests"]),
        _ftm("T-3", "Vessel", target=True, name=[VESSEL], imoNumber=[f"IMO{IMO}"], flag=["kp"]),
        _ftm("T-4", "Person", target=True, name=["Jane Example"], position=["Chair of a holding company"], country=["ru"]),
        _ftm("T-5", "LegalEntity", target=True, name=["Unclear Name"]),
        _ftm("T-6", "LegalEntity", target=True, name=[ENDED]),
        _ftm("S-6", "Sanction", entity=["T-6"], program=["US-OLD"], listingDate=["2019-03-01"], endDate=["2021-05-05"]),
        _ftm("T-8", "Address", target=True, full=["Alabuga Special Economic Zone"], country=["ru"]),
        _ftm("N-1", "Company", name=["Owned by somebody and not listed"]),
        "",
    )
)

UN = f"""<?xml version="1.0" encoding="utf-8"?>
<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" dateGenerated="2026-11-20T02:00:03.123Z">
<INDIVIDUALS>
<INDIVIDUAL><DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>PAK</FIRST_NAME><SECOND_NAME>CHONG</SECOND_NAME>
<THIRD_NAME>MOK</THIRD_NAME><FOURTH_NAME/><UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.901</REFERENCE_NUMBER>
<LISTED_ON>2016-03-02</LISTED_ON><NAME_ORIGINAL_SCRIPT>박종시</NAME_ORIGINAL_SCRIPT><COMMENTS1></COMMENTS1>
<TITLE><VALUE/></TITLE><DESIGNATION><VALUE>Minister of Tests</VALUE><VALUE/></DESIGNATION>
<NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE></NATIONALITY>
<LAST_DAY_UPDATED><VALUE>2017-01-01</VALUE><VALUE>2020-01-01</VALUE></LAST_DAY_UPDATED>
<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Chong</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ADDRESS><COUNTRY/></INDIVIDUAL_ADDRESS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1955</FROM_YEAR><TO_YEAR>1957</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1955-05-05</DATE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>123456789</NUMBER></INDIVIDUAL_DOCUMENT></INDIVIDUAL>
<INDIVIDUAL><DATAID>2</DATAID><FIRST_NAME>Jane</FIRST_NAME><SECOND_NAME>Example</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
<REFERENCE_NUMBER>KPi.902</REFERENCE_NUMBER><LISTED_ON>2016-03-02</LISTED_ON></INDIVIDUAL>
</INDIVIDUALS>
<ENTITIES>
<ENTITY><DATAID>3</DATAID><FIRST_NAME>{FIRM.upper()}</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
<REFERENCE_NUMBER>KPe.901</REFERENCE_NUMBER><LISTED_ON>2023-12-18</LISTED_ON><COMMENTS1>{HUGE}</COMMENTS1>
<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>{CYRILLIC}</ALIAS_NAME></ENTITY_ALIAS>
<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>{FORMER}</ALIAS_NAME></ENTITY_ALIAS>
<ENTITY_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>{ABBREVIATION}</ALIAS_NAME></ENTITY_ALIAS>
<ENTITY_ADDRESS><STREET>Street 1, Alabuga Special Economic Zone</STREET><CITY>Yelabuga</CITY><COUNTRY>Russian Federation</COUNTRY></ENTITY_ADDRESS>
</ENTITY>
<ENTITY><DATAID>4</DATAID><FIRST_NAME>M/V {VESSEL}</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPe.902</REFERENCE_NUMBER>
<COMMENTS1>IMO number: {IMO}.</COMMENTS1><ENTITY_ALIAS/></ENTITY>
<ENTITY><DATAID>5</DATAID><FIRST_NAME>{ENDED}</FIRST_NAME><UN_LIST_TYPE>IRAQ</UN_LIST_TYPE><REFERENCE_NUMBER>IQe.901</REFERENCE_NUMBER>
<LISTED_ON>2019-03-01</LISTED_ON><DELISTED_ON>2021-05-05</DELISTED_ON></ENTITY>
</ENTITIES>
</CONSOLIDATED_LIST>
"""

SDN = (
    f'901,"{FIRM.upper()}",-0- ,"RUSSIA-EO14024] [UKRAINE",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    f"\"Registration Number 1021600000000 (Russia); a.k.a. '{ABBREVIATION}'; Linked To: SOMEBODY.\"\r\n"
    '902,"PAK, Chong Mok","individual","DPRK",'
    '"Minister of Tests",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1955; alt. DOB 05 May 1957; nationality Korea, North; Passport 123456789."\r\n'
    f'903,"{VESSEL.upper()}","vessel","DPRK",-0- ,"HMZZ9","Cargo","5,000","3,000","Korea, North","TEST OWNER",'
    f'"Vessel Registration Identification IMO {IMO}."\r\n'
    '904,"EXAMPLE, Jane","individual","RUSSIA-EO14024",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 01 Jan 1980; Chief Executive Officer."\r\n'
    "\x1a"
)
ALT = f'901,1,"aka","KORLAN DRONES",-0- \r\n901,2,"fka","{FORMER.upper()}",-0- \r\n\x1a'
ADD = '901,1,"Street 1, Alabuga Special Economic Zone","Yelabuga 423600","Russia",-0- \r\n903,2,-0- ,-0- ,"Korea, North",-0- \r\n\x1a'
COMMENTS = f'901,"{HUGE}"\r\n\x1a'

ADVANCED = f"""<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="http://example.org/ADVANCED_XML">
<DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>11</Month><Day>20</Day></DateOfIssue>
<ReferenceValueSets>
<AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1401">F.K.A.</AliasType><AliasType ID="1403">Name</AliasType></AliasTypeValues>
<AreaCodeValues><AreaCode ID="1" CountryID="1" Description="Korea, North">KP</AreaCode></AreaCodeValues>
<CountryValues><Country ID="11" ISO2="RU">Russia</Country></CountryValues>
<FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="10">Nationality Country</FeatureType>
<FeatureType ID="25">Location</FeatureType><FeatureType ID="26">Title</FeatureType><FeatureType ID="1">Vessel Call Sign</FeatureType>
</FeatureTypeValues>
<IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType><IDRegDocType ID="1626">Vessel Registration Identification</IDRegDocType>
</IDRegDocTypeValues>
<ListValues><List ID="1550">SDN List</List></ListValues>
<LocPartTypeValues><LocPartType ID="1451">ADDRESS1</LocPartType><LocPartType ID="1454">CITY</LocPartType></LocPartTypeValues>
<NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType>
<NamePartType ID="1525">Entity Name</NamePartType><NamePartType ID="1526">Vessel Name</NamePartType></NamePartTypeValues>
<PartySubTypeValues><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType><PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType>
<PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
<PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType><PartyType ID="4">Transport</PartyType></PartyTypeValues>
</ReferenceValueSets>
<Locations>
<Location ID="500"><LocationAreaCode AreaCodeID="1"/></Location>
<Location ID="501"><LocationCountry CountryID="11"/>
<LocationPart LocPartTypeID="1451"><LocationPartValue Primary="true"><Value>Street 1, Alabuga Special Economic Zone</Value></LocationPartValue></LocationPart>
<LocationPart LocPartTypeID="1454"><LocationPartValue Primary="true"><Value>Yelabuga</Value></LocationPartValue></LocationPart></Location>
</Locations>
<IDRegDocuments>
<IDRegDocument ID="700" IDRegDocTypeID="1571" IdentityID="602"><IDRegistrationNo>123456789</IDRegistrationNo></IDRegDocument>
<IDRegDocument ID="701" IDRegDocTypeID="1626" IdentityID="603"><IDRegistrationNo>IMO {IMO}</IDRegistrationNo></IDRegDocument>
</IDRegDocuments>
<DistinctParties>
<DistinctParty FixedRef="901"><Comment>{HUGE}</Comment><Profile ID="901" PartySubTypeID="3"><Identity ID="601" Primary="true">
<Alias AliasTypeID="1400" Primary="false" LowQuality="true"><DocumentedName ID="1"><DocumentedNamePart>
<NamePartValue NamePartGroupID="61">{ABBREVIATION}</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<Alias AliasTypeID="1403" Primary="true" LowQuality="false">
<DocumentedName ID="2"><DocumentedNamePart><NamePartValue NamePartGroupID="61">{FIRM}</NamePartValue></DocumentedNamePart></DocumentedName>
<DocumentedName ID="3"><DocumentedNamePart><NamePartValue NamePartGroupID="61" ScriptID="220">{CYRILLIC}</NamePartValue></DocumentedNamePart>
</DocumentedName></Alias>
<Alias AliasTypeID="1401" Primary="false" LowQuality="false"><DocumentedName ID="4"><DocumentedNamePart>
<NamePartValue NamePartGroupID="61">{FORMER}</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="61" NamePartTypeID="1525"/></MasterNamePartGroup></NamePartGroups></Identity>
<Feature ID="801" FeatureTypeID="25"><FeatureVersion><VersionLocation LocationID="501"/></FeatureVersion></Feature></Profile></DistinctParty>
<DistinctParty FixedRef="902"><Profile ID="902" PartySubTypeID="4"><Identity ID="602" Primary="true">
<Alias AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName ID="5">
<DocumentedNamePart><NamePartValue NamePartGroupID="62">Mok</NamePartValue></DocumentedNamePart>
<DocumentedNamePart><NamePartValue NamePartGroupID="63">Pak Chong</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="62" NamePartTypeID="1520"/></MasterNamePartGroup>
<MasterNamePartGroup><NamePartGroup ID="63" NamePartTypeID="1521"/></MasterNamePartGroup></NamePartGroups></Identity>
<Feature ID="802" FeatureTypeID="8"><FeatureVersion><DatePeriod><Start><From><Year>1955</Year></From><To><Year>1955</Year></To></Start></DatePeriod>
</FeatureVersion></Feature>
<Feature ID="803" FeatureTypeID="10"><FeatureVersion><VersionLocation LocationID="500"/></FeatureVersion></Feature>
<Feature ID="804" FeatureTypeID="26"><FeatureVersion><VersionDetail DetailTypeID="1432">Minister of Tests</VersionDetail></FeatureVersion></Feature>
</Profile></DistinctParty>
<DistinctParty FixedRef="903"><Profile ID="903" PartySubTypeID="1"><Identity ID="603" Primary="true">
<Alias AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName ID="6"><DocumentedNamePart>
<NamePartValue NamePartGroupID="64">{VESSEL}</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="64" NamePartTypeID="1526"/></MasterNamePartGroup></NamePartGroups></Identity></Profile></DistinctParty>
<DistinctParty FixedRef="904"><Profile ID="904" PartySubTypeID="4"><Identity ID="604" Primary="true">
<Alias AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName ID="7"><DocumentedNamePart>
<NamePartValue NamePartGroupID="65">Jane Example</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<NamePartGroups/></Identity></Profile></DistinctParty>
</DistinctParties>
<SanctionsEntries>
<SanctionsEntry ID="1" ProfileID="901" ListID="1550"><EntryEvent><Date><Year>2023</Year><Month>12</Month><Day>18</Day></Date></EntryEvent>
<SanctionsMeasure SanctionsTypeID="1"><Comment>RUSSIA-EO14024</Comment></SanctionsMeasure></SanctionsEntry>
<SanctionsEntry ID="2" ProfileID="902" ListID="1550"><EntryEvent><Date><Year>2016</Year></Date></EntryEvent></SanctionsEntry>
</SanctionsEntries>
</Sanctions>
"""

EU_XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://example.org/fsd/export" generationDate="2026-11-20T12:00:00.000+01:00" globalFileId="160001">
<sanctionEntity designationDate="2023-12-18" designationDetails="" unitedNationId="" euReferenceNumber="EU.9001.1" logicalId="9001">
<remark>{HUGE}</remark>
<regulation regulationType="amendment" publicationDate="2024-02-23" programme="UKR"><publicationUrl/></regulation>
<subjectType code="enterprise" classificationCode="E"/>
<nameAlias firstName="" middleName="" lastName="" wholeName="{ABBREVIATION}" function="" strong="false"/>
<nameAlias firstName="" middleName="" lastName="" wholeName="{FIRM}" function="" strong="true"/>
<nameAlias firstName="" middleName="" lastName="" wholeName="{CYRILLIC}" function="" nameLanguage="RU" strong="true"/>
<identification number="1021600000000" identificationTypeCode="regnumber" countryIso2Code="RU"/>
<address city="Yelabuga" street="Street 1, Alabuga Special Economic Zone" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION"/>
</sanctionEntity>
<sanctionEntity designationDate="" euReferenceNumber="EU.9002.2" logicalId="9002">
<subjectType code="person" classificationCode="P"/>
<nameAlias firstName="Pak" middleName="Chong" lastName="Mok" wholeName="" function="Minister of Tests" strong="true"/>
<birthdate circa="false" birthdate="" dayOfMonth="" monthOfYear="5" year="1955"/>
<citizenship countryIso2Code="KP"/><identification number="123456789" identificationTypeCode="passport"/>
</sanctionEntity>
<sanctionEntity euReferenceNumber="EU.9004.4" logicalId="9004"><subjectType code="person"/>
<nameAlias wholeName="Jane Example" function="Businesswoman" strong="true"/></sanctionEntity>
</export>
"""

_EU_COLUMNS = (
    "fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_UnitedNationId;Entity_DesignationDate;Entity_DesignationDetails;"
    "Entity_Remark;Entity_SubjectType;Entity_SubjectType_ClassificationCode;Entity_Regulation_Programme;NameAlias_LastName;"
    "NameAlias_FirstName;NameAlias_MiddleName;NameAlias_WholeName;NameAlias_Function;Address_City;Address_Street;Address_CountryIso2Code;"
    "BirthDate_BirthDate;BirthDate_Year;Identification_Number;Identification_TypeCode;Citizenship_CountryIso2Code"
)


def _eu_row(**cells: str) -> str:
    values = {"fileGenerationDate": "20/11/2026"} | cells
    return ";".join(values.get(column, "") for column in _EU_COLUMNS.split(";"))


_EU_FIRM = {
    "Entity_LogicalId": "9001",
    "Entity_EU_ReferenceNumber": "EU.9001.1",
    "Entity_DesignationDate": "18/12/2023",
    "Entity_SubjectType": "enterprise",
    "Entity_SubjectType_ClassificationCode": "E",
    "Entity_Regulation_Programme": "UKR",
}
_EU_HOLDER = {
    "Entity_LogicalId": "9002",
    "Entity_EU_ReferenceNumber": "EU.9002.2",
    "Entity_SubjectType": "person",
    "Entity_SubjectType_ClassificationCode": "P",
}
EU_CSV = "﻿" + "\r\n".join(
    (
        _EU_COLUMNS,
        _eu_row(**_EU_FIRM, NameAlias_WholeName=FIRM, Entity_Remark=f'"{HUGE}"'),
        _eu_row(
            **_EU_HOLDER,
            NameAlias_FirstName="Pak",
            NameAlias_MiddleName="Chong",
            NameAlias_LastName="Mok",
            NameAlias_Function="Minister of Tests",
        ),
        _eu_row(**_EU_FIRM, NameAlias_WholeName=CYRILLIC),
        _eu_row(**_EU_FIRM, Address_City="Yelabuga", Address_Street="Alabuga Special Economic Zone", Address_CountryIso2Code="RU"),
        _eu_row(**_EU_FIRM, Identification_Number="1021600000000", Identification_TypeCode="regnumber"),
        _eu_row(**_EU_HOLDER, BirthDate_Year="1955", Citizenship_CountryIso2Code="KP"),
        _eu_row(
            **(_EU_HOLDER | {"Entity_LogicalId": "9004", "Entity_EU_ReferenceNumber": "EU.9004.4"}), NameAlias_WholeName="Jane Example"
        ),
        "",
    )
)

UK_XML = f"""<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>20/11/2026</DateGenerated>
<Designation><LastUpdated>01/11/2026</LastUpdated><DateDesignated>18/12/2023</DateDesignated><UniqueID>RUS9001</UniqueID><OFSIGroupID/>
<UNReferenceNumber/>
<Names><Name><Name6>{FIRM}</Name6><NameType>Primary Name</NameType></Name>
<Name><Name6>Korlan Drones</Name6><NameType>Alias</NameType><AliasStrength>Good quality a.k.a</AliasStrength></Name>
<Name><Name6>{ABBREVIATION}</Name6><NameType>Alias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name></Names>
<NonLatinNames><NonLatinName><NameNonLatinScript>{CYRILLIC}</NameNonLatinScript><NonLatinScriptType>Cyrillic</NonLatinScriptType></NonLatinName></NonLatinNames>
<RegimeName>The Russia Regulations</RegimeName><IndividualEntityShip>Entity</IndividualEntityShip><OtherInformation>{HUGE}</OtherInformation>
<Addresses><Address><AddressLine1>Alabuga Special Economic Zone</AddressLine1><AddressLine6>Yelabuga</AddressLine6><AddressCountry>Russia</AddressCountry></Address></Addresses>
<EntityDetails><Entity><BusinessRegistrationNumbers><BusinessRegistrationNumber>1021600000000</BusinessRegistrationNumber></BusinessRegistrationNumbers></Entity></EntityDetails>
</Designation>
<Designation><DateDesignated>01/01/2020</DateDesignated><UniqueID>DPR9002</UniqueID>
<Names><Name><Name1>Pak</Name1><Name2>Chong</Name2><Name6>Mok</Name6><NameType>Primary Name</NameType></Name></Names>
<RegimeName>DPRK</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip>
<IndividualDetails><Individual><DOBs><DOB>dd/mm/1955</DOB></DOBs><Nationalities><Nationality>(1) North Korea</Nationality></Nationalities>
<Positions><Position>Minister of Tests</Position></Positions></Individual></IndividualDetails></Designation>
<Designation><DateDesignated>01/01/2020</DateDesignated><UniqueID>DPR9003</UniqueID>
<Names><Name><Name6>{VESSEL}</Name6><NameType>Primary Name</NameType></Name></Names>
<RegimeName>DPRK</RegimeName><IndividualEntityShip>Ship</IndividualEntityShip><ShipDetails><Ship>
<IMONumbers><IMONumber>{IMO}</IMONumber></IMONumbers></Ship></ShipDetails></Designation>
<Designation><UniqueID>RUS9004</UniqueID><Names><Name><Name1>Jane</Name1><Name6>Example</Name6><NameType>Primary Name</NameType></Name></Names>
<IndividualEntityShip>Individual</IndividualEntityShip></Designation>
</Designations>
"""

_UK_COLUMNS = (
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Name type,Alias strength,Title,"
    "Name non-latin script,Regime Name,Designation Type,Other Information,Address Line 1,Address Country,Date Designated,D.O.B,"
    "Nationality(/ies),Position,Business registration number (s),IMO number,Current believed flag of ship"
)


def _uk_row(**cells: str) -> str:
    values = {name.replace("_", " "): value for name, value in cells.items()}
    return ",".join(values.get(column.replace("(/ies)", "").replace(" (s)", "").replace(".", ""), "") for column in _UK_COLUMNS.split(","))


UK_CSV = "\r\n".join(
    (
        "Report Date: 20-Nov-2026",
        _UK_COLUMNS,
        _uk_row(
            Unique_ID="RUS9001",
            Name_6=FIRM,
            Name_type="Primary Name",
            Designation_Type="Entity",
            Other_Information=f'"{HUGE}"',
            Date_Designated="18/12/2023",
            Business_registration_number="1021600000000",
            **{"Name_non-latin_script": CYRILLIC},
        ),
        _uk_row(Unique_ID="DPR9003", Name_6=VESSEL, Name_type="Primary Name", Designation_Type="Ship", IMO_number=IMO),
        _uk_row(
            Unique_ID="RUS9001",
            Name_6=ABBREVIATION,
            Name_type="Alias",
            Alias_strength="Low quality",
            Designation_Type="Entity",
            Address_Line_1="Alabuga Special Economic Zone",
            Address_Country="Russia",
        ),
        _uk_row(
            Unique_ID="DPR9002",
            Name_1="Pak",
            Name_2="Chong",
            Name_6="Mok",
            Name_type="Primary Name",
            Designation_Type="Individual",
            DOB="00/00/1955",
            Nationality="North Korea",
            Position="Minister of Tests",
        ),
        _uk_row(Unique_ID="RUS9004", Name_1="Jane", Name_6="Example", Designation_Type="Individual"),
        "",
    )
)


def _write(name: str, content: str, encoding: str = "utf-8") -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode(encoding))
        return path

    return write


def _write_ofac(folder: Path) -> Path:
    for name, content in (("alt.csv", ALT), ("ADD.CSV", ADD), ("sdn_comments.csv", COMMENTS)):
        (folder / name).write_bytes(content.encode("cp1252"))
    path = folder / "SDN.CSV"
    path.write_bytes(SDN.encode("cp1252"))
    return path


# how each form is written into a folder, by its name
LISTS: dict[str, Callable[[Path], Path]] = {
    "targets.simple.csv": _write("targets.simple.csv", SIMPLE),
    "ftm.json": _write("entities.ftm.json", FTM),
    "un.xml": _write("consolidated.xml", UN),
    "ofac.csv": _write_ofac,
    "ofac-advanced.xml": _write("sdn_advanced.xml", ADVANCED),
    "eu-fsf.xml": _write("fsf.xml", EU_XML.replace('encoding="UTF-8"', 'encoding="UTF-16"'), "utf-16"),
    "eu-fsf.csv": _write("fsf.csv", EU_CSV),
    "uk.xml": _write("uk.xml", UK_XML),
    "uk.csv": _write("uk.csv", UK_CSV),
}
