"""How the published roll calls of the General Assembly write states and votes."""

from ..measures.votes import SHARE_OF_A_YES

VOTE_WORDS = {1: "yes", 2: "abstain", 3: "no", 8: "absent", 9: "not a member"}
SHARE_OF_YES = {code: SHARE_OF_A_YES[word] for code, word in VOTE_WORDS.items() if word in SHARE_OF_A_YES}

# The codes of the Correlates of War project (State System Membership, 2016) for the actors that are UN members.
# 365 is Russia and before it the Soviet Union, 345 Serbia and before it Yugoslavia.
_CODED_STATES = (
    "CHN 710 RUS 365 PRK 731 USA 2 JPN 740 KOR 732 AGO 540 ARM 371 BDI 516 BFA 439 BHS 31 BLR 370 BOL 145 CAF 482 "
    "COD 490 COG 484 COM 581 CUB 40 DZA 615 ECU 130 EGY 651 ERI 531 ETH 530 FRA 220 GAB 481 GBR 200 GIN 438 GMB 420 "
    "GNQ 411 HTI 41 HUN 310 IDN 850 IND 750 IRN 630 IRQ 645 ISR 666 KAZ 705 KGZ 703 KHM 811 LAO 812 LBY 620 LKA 780 "
    "MHL 983 MLI 432 MMR 775 MYS 820 NAM 565 NER 436 NIC 93 OMN 698 PAK 770 PHL 840 PLW 986 SDN 625 SOM 520 SRB 345 "
    "SSD 626 SYR 652 TCD 483 TJK 702 TKM 701 UGA 500 UKR 369 UZB 704 VEN 101 VNM 816 ZAF 560 ZWE 552 ARE 696 ARG 160 "
    "BEL 211 BRA 140 CHE 225 PER 135 ROU 360 SGP 830 THA 800"
)
_WORDS = _CODED_STATES.split()
COW_CODES: dict[str, int] = {state: int(code) for state, code in zip(_WORDS[::2], _WORDS[1::2], strict=True)}
