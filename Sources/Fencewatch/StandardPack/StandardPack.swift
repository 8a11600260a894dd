// Made from Rules/ by `make rules`; do not edit.
// swift-format-ignore-file

public import FenceModel

extension RulePack {
    /// The pack that the program carries.
    public static let standard = RulePack(
        name: "default", version: "1", rules: StandardPack.rules(),
        signals: StandardPack.signals(), scoring: StandardPack.scoring(),
        wording: StandardPack.wording())
}

enum StandardPack {
    static func rules() -> [Rule] {
        [rule_qq_number(), rule_qq_mail_number(), rule_wechat_wxid(), rule_wechat_id(), rule_wechat_id_before(), rule_telegram_link(), rule_telegram_name(), rule_telegram_label(), rule_chat_handle(), rule_credential_labelled(), rule_credential_dashes(), rule_credential_list(), rule_credential_mail_combo(), rule_credential_stealer_log(), rule_credential_hash(), rule_credential_url(), rule_credential_joint_label(), rule_bank_card(), rule_bank_card_grouped(), rule_bank_card_grouped_long(), rule_bank_card_spaced(), rule_crypto_wallet_ethereum(), rule_crypto_wallet_bech32(), rule_crypto_wallet_base58(), rule_cn_resident_id(), rule_cn_resident_id_15(), rule_cn_permanent_residence(), rule_hk_id(), rule_hk_id_plain(), rule_mo_id(), rule_mo_id_plain(), rule_tw_id(), rule_hk_mo_permit(), rule_tw_permit(), rule_cn_passport(), rule_cn_passport_bare(), rule_cn_license_plate(), rule_cn_license_plate_letters(), rule_cn_license_plate_special(), rule_cn_license_plate_military(), rule_email_address(), rule_email_address_disguised(), rule_email_address_disguised_labelled(), rule_ipv4_address(), rule_ipv6_address(), rule_imei(), rule_cn_mobile(), rule_cn_mobile_scattered(), rule_cn_landline(), rule_cn_service_number(), rule_hk_phone(), rule_hk_phone_local(), rule_mo_phone(), rule_mo_phone_local(), rule_tw_phone(), rule_tw_phone_landline(), rule_address_from_province(), rule_address_from_city(), rule_address_from_known_city(), rule_address_labelled(), rule_person_labelled(), rule_person_titled(), rule_person_in_record(), rule_person_in_json(), rule_cn_uscc(), rule_cn_business_license(), rule_cn_driving_license(), rule_cn_social_security(), rule_cn_provident_fund(), rule_pem_private_key(), rule_cloud_key(), rule_service_token(), rule_secret_assigned()]
    }

    static func signals() -> [SignalTerm] {
        [signal_sell_telling(), signal_sell_plain(), signal_sell_common(), signal_sell_delivery(), signal_sell_bare(), signal_sell_english(), signal_buy_telling(), signal_buy_plain(), signal_buy_bare(), signal_buy_english(), signal_sell_english_common(), signal_buy_english_common(), signal_recruit(), signal_verbs_in_other_words(), signal_news(), signal_news_outlet(), signal_warning(), signal_asking(), signal_shop(), signal_job(), signal_errands(), signal_study(), signal_own_loss(), signal_security(), signal_neighbour_laundering(), signal_neighbour_tasks(), signal_neighbour_accounts(), signal_neighbour_traffic(), signal_neighbour_gambling(), signal_neighbour_loans(), signal_joke(), signal_own(), signal_statistics(), signal_goods_trade_slang(), signal_goods_databases(), signal_goods_databases_plain(), signal_goods_identity_kits(), signal_goods_bank_kits(), signal_goods_cards(), signal_goods_waybills(), signal_goods_lodging(), signal_goods_english(), signal_goods_english_plain(), signal_goods_phone_lists(), signal_goods_kits_tight(), signal_noun_data(), signal_noun_data_short(), signal_noun_weak(), signal_fields_chinese(), signal_fields_english(), signal_nouns_in_other_words(), signal_neutral_kits(), signal_people_in_other_words(), signal_lookup_service(), signal_lookup_service_plain(), signal_lookup_each(), signal_lookup_household(), signal_lookup_household_plain(), signal_lookup_civil(), signal_lookup_subscriber(), signal_lookup_subscriber_plain(), signal_lookup_assets(), signal_lookup_named_assets(), signal_lookup_tracks(), signal_lookup_tracks_plain(), signal_lookup_lodging(), signal_lookup_lodging_plain(), signal_lookup_parcels(), signal_lookup_in_other_words(), signal_freshness(), signal_freshness_rare(), signal_freshness_weak(), signal_source_claim(), signal_source_claim_plain(), signal_source_in_other_words(), signal_assurance(), signal_pitch(), signal_pitch_weak(), signal_sample_word(), signal_price_word(), signal_contact_word(), signal_contact_in_other_words(), signal_quantity_bare(), signal_quantity_units(), signal_waking_english(), signal_subject_transportation(), signal_people_transportation(), signal_subject_logistics(), signal_people_logistics(), signal_subject_medical(), signal_people_medical(), signal_subject_social(), signal_people_social(), signal_subject_banking(), signal_people_banking(), signal_subject_gambling(), signal_people_gambling(), signal_subject_education(), signal_people_education(), signal_subject_property(), signal_people_property(), signal_subject_government(), signal_people_government(), signal_subject_telecom(), signal_people_telecom(), signal_subject_ecommerce(), signal_people_ecommerce(), signal_subject_hotel(), signal_people_hotel(), signal_subject_people(), signal_people_general(), signal_variant_data_noun_1(), signal_variant_field_2(), signal_variant_goods_3(), signal_variant_goods_4(), signal_variant_people_5(), signal_variant_people_6(), signal_variant_people_7(), signal_variant_people_8(), signal_variant_people_9(), signal_variant_people_10(), signal_variant_subject_11(), signal_variant_subject_12(), signal_variant_subject_13(), signal_variant_subject_14(), signal_variant_lookup_15(), signal_variant_lookup_16(), signal_variant_lookup_17(), signal_variant_lookup_18(), signal_variant_sell_19(), signal_variant_buy_20(), signal_variant_freshness_21(), signal_leet_sell(), signal_leet_goods(), signal_leet_data_noun(), signal_leet_freshness(), signal_leet_assurance(), signal_waking_sequences()]
    }

    static func scoring() -> Scoring {
        Scoring(prior: 0.38, weights: ["act-with-contact": 0.15, "asking": 0.7, "assurance": 0.15, "buy": 0.16, "contact": 0.15, "contact-word": 0.15, "decoration": 0.48, "dump": 1.17, "freshness": 0.15, "goods": 0.15, "job": 0.7, "lookup": 0.17, "menu": 0.68, "neighbour": 0.7, "news": 0.7, "own-loss": 0.7, "pitch": 0.16, "price": 0.15, "price-ladder": 1.08, "price-per-record": 0.15, "price-word": 0.78, "priced-volume": 0.35, "prose": 0.15, "question": 0.44, "quotation": 1.38, "recruit": 0.97, "sample": 0.26, "sample-word": 0.24, "security": 0.7, "sell": 0.15, "shop": 0.7, "source-claim": 0.42, "study": 0.7, "subject": 0.72, "terse": 0.15, "title": 0.19, "volume": 0.15, "warning": 0.7, "wording": 0.63])
    }

    static func wording() -> Wording? {
        let glance = Wording.Glance.sequences(
            from: """
                AAEhfAAE0oAAGqcAAGzeAAHyYAAK4rAAWCVAAf4aAAgqgAAj0dAA25eABA0gABJafABQpcABVsZABrIeABrRZABtAXACAriACA/pACBKrACCXbACGPiACGTbACHAnA
                CMpdACSKnACciZACd/fACs1qACtYgACyZpAC2rlADCcmADLmoADYZiADkhbAD12cAD9ziAEAyWAEGthAEWlaAEg3fAEmspAExGgAExVdAEzgVAFCLvAFD+jAFKKSAF
                PQgAFP8hAFQ8hAFW0cAFaakAFbAhAFj7gAFq8cAFsHgAFu9lAF6MZAF/QtAGK6dAGLKyAGORqAGRukAGgrfAGofbAGo7lAG6lcAHMneAHRoaAHfPgAHiFtAHkafAHm
                J4AHxdeAICigAIEAcAIIsfAIOZaAISxtAIeJhAIkTqAIpWfAIqpsAI8MfAI/2cAJFNZAJFPgAJGJeAJLmeAJcEaAJg9gAJyEwAJylYAJ5riAJ5yjAJ65iAJ7smAJ9t
                oAKLVfAKPTdAKQqkAKYlmAKZlpAKqglAKxsiAK5aVAK6QpAK/jfALDIiALDUnALSbsALbNhALbO6ALixhALlYWAL5TcAL8odAMAXZAMDWcAMJcbAMMNkAMTHeAMUym
                AMXKcAMdLVAMeEWAMxprAMx4dAM3geAM9kXANWemANZTsANg1dANyKnAN5fdAOHJcAOSBtAOXzgAObKaAOhDhAOtATAOtKmAOvohAO6IjAO6vmAPESlAPFClAPci1A
                PfanAPfhgAQAdjAQAlmAQKPZAQMEgAQNQZAQVApAQYXbAQreZAQ5cRAQ9DdARD7tARMQeARYqiARcZxARcvdARpCmARredARuPaAR/XeASENlASHqYASJpqASNydAS
                QleASUQhASYxeASd9fASspdASxacAS3WYAS3XcAS7niATEEaATFcbATFudATIXfATO0eATPFiATVZeATZhiATcngATf1uAToPeAT2XjAUKXcAUY7jAUettAUg2xAUj
                brAUosUAUuAcAU1lgAU8ikAU/VaAVBUhAVPXWAVVbpAVgIjAVgYkAVg8SAVl+gAVoAgAVoKiAVo3nAVqGWAV3TlAWhwqAWqDaAWsQfAWx+fAW08bAW4t7AW/HXAXHy
                iAXQPcAXQXrAXWKkAXcUxAXqgcAXvGeAX20nAX3TgAYAHnAYJWlAYPVeAYPwdAYXMXAYfwjAYgdcAYpvZAYsqrAY1VUAY7DeAY9LXAZDIdAZOnkAZPqfAZVnjAZX1p
                AZa5eAZhNxAZnsZAZwbWAZw+dAZyhSAZ6BmAaA/iAaZyfAab5dAaerfAagKTAajb/Aa5EcAa51jAbAqlAbEoeAbK0kAbMZnAbPkgAbWdhAbc8cAbkHnAbkbmAbzzjA
                b4vWAcDJdAcIYgAcPbfAcQ3gAcYPcAcqceAcszYAcxYfAc0soAc48pAc6OrAc88iAdCniAdHtrAdNFcAdV2jAdkIgAd1yZAeLh/AeYuXAebLbAecyqAeeGgAenSlAe
                ndmAexveAe3blAe6neAfIxcAfMnfAfVtgAfXbgAfkKlAfwvYAfzlUAf+swAgJckAgmRfAgqYgAg6FcAhHXeAhKQlAhNPgAhQJbAhdcdAhddaAhfAhAhvSbAh5wkAiC
                rjAiNDiAiOYdAiSJiAiqyoAi2WjAi3/bAjUVxAjZbmAjc8dAjc+bAjf8nAjgCXAjmfkAjsccAjtsmAjzffAj0RfAkHplAkPGjAkWrkAkY3hAkogkAko8hAkrajAkvo
                aAkxdkAkyAeAk09sAk50jAk/LkAk/ffAk/tnAk/8WAlDzrAlYcdAlcVgAle/iAlsCgAl9MrAl/zlAmChhAmFfVAmZhaAmb2pAmskmAmt0hAm7LbAm+L0Am/EcAnF4b
                AnOIiAnOJbAnWpfAnW2jAnY4qAniyeAnvRiAn4OeAn4PaAn55cAn7ScAn+FpAoIbhAoMxdAoRthAoZdeAoaebAob4iAo3jWAo4KkAo6+hApDMcApQHbApRsfApYAhA
                pY24ApsWjAp5DgAqBzkAqDEbAqJxhAqgzTAqlosAqvNnAqyLoAq75gArBdiArGSeArLPqArNplArQtmArWklArh7bArsokAsAObAsNRhAsOpqAsVBmAsXMeAsbBnAs
                f4gAsiefAsnahAs8yiAs/adAtCwkAtDxeAtFgXAtJvZAtLkkAtUQdAtYvgAtekkAtn3bAttIfAtzXiAt4emAt5+nAt/tgAuFqoAuG6dAuHLiAuLiwAuQ7jAuTudAuV
                4XAue8qAui2mAujIrAupshAuy8bAu55pAu7wgAu9ncAvAhhAvCmdAvDZaAvGpmAvJraAvWmgAvY8fAvkCeAvtcmAv27YAv7tfAv7ygAwQIeAwnkjAwrCbAwsQbAwx8
                cAw48dAxHjmAxIAXAxS1fAxWXYAxYJgAx0bfAx3PfAx3tuAyJBkAySsdAyUZeAyVnqAylPcAy21kAzBYiAzGTgAzJ/hAzLvxAzOugAzTelAzaefAzh9oAzokeAz8Ne
                A0GYjA0hZnA0iBpA0qUnA06suA0+waA1GufA1JtlA1YsfA1grtA1jvfA1q3pA1tnbA1uMdA10DbA104eA15qiA2GsjA2KXkA2VtgA2cHeA2nugA2oslA2y+jA2+lhA
                3ColA3NrwA3PrfA3UHkA3WdiA3jWkA3nGnA37AeA4EHhA4GefA4JWiA4JipA4OCkA4QNsA4aq9A4g5hA4g6hA4kWiA4mHfA4z9uA5JLwA5S9nA5sYoA5t0gA5vIZA5
                zrgA53ZcA6SVfA6VYaA6bKeA6fYnA6n5dA6rcgA651hA66muA7RuXA7cuiA7n8dA7sQkA722cA76QgA8A0eA8OYeA8QkhA8RAbA8XHcA8n5qA8zNMA88bnA8/caA9E
                2dA9WeiA9tFaA91IcA+EUjA+HFfA+OufA+pVlA+uKaA+vYiA+11cA/JepA/LWbA/MkfA/MmkA/OIrA/SUgA/qOXA/rqcA/wxhA/1OWBAETeBAPChBAp1pBA1xnBA+K
                lBA+ZeBA/IiBBLedBBNIiBBV6gBBkufBBmZgBByMVBCGJoBCRmfBCfzdBCnpgBCwNsBCyV4BC3ohBC5OfBC53ZBC9ziBC+AaBDGDyBDMOuBDcSaBDf8jBDhVfBDnvX
                BDt8fBDyHkBD0FnBD6YaBEMWeBEVMmBEYFeBEbtnBEjtYBEkfiBElIoBEoEdBEpioBEs8iBEw0eBEyqeBE5vwBFWviBFiVnBFmmbBFtoiBF5FjBGP1cBGQ4nBGYWjB
                GdOrBGg7jBGj4bBGnInBGoXfBGuZZBG9sdBG/EgBHRnpBHeStBHj9gBHlTnBHq+rBHy3iBH+njBIJcaBIN1ZBIQmaBIUtnBIiCjBIqKsBI2ReBI8foBI/liBJBqdBJ
                JCVBJJ4bBJL9mBJOvrBJT4hBJXKkBJdNkBJf+pBJ0xpBJ22hBJ6jsBJ7ffBJ9nlBKBLqBKFddBKMEdBKO7vBKfqjBK0DgBK4LbBLJqmBLND1BLQiiBLUIeBLZ4nBLa
                2gBLiHtBLkxfBLqWhBL41jBMIEfBMJ7tBMOvQBMU4fBMVFPBMdy/BMiUXBMpihBMsJcBMy3iBMz2hBM5feBM9rnBNQWiBNZYaBNcYeBNd6gBNflxBNmGoBNtMcBOIJ
                eBOKAcBOV4pBOahfBOtDeBO26dBPEShBPE1jBPJExBPSpmBPTupBPYsuBPwcmBP1B+BP1HbBP3idBP33iBQaEsBQaNcBQgsjBQpKiBQtCfBQyKeBQ+pfBRDH2BRLig
                BRQXeBRZwhBRg7fBRrvuBRtVcBR4vlBR6LeBSItrBSWglBSZDhBSbXnBSfyoBSzEcBS1ngBTImqBTU/nBTj5iBUiRfBUitqBUi/bBUmQkBUynbBVI+kBVSGuBVVtzB
                VWHmBVXfbBVgqmBVkwcBVlufBVuxjBVw/cBV4EaBV6XbBV/IuBWHJoBWYTeBWYreBWZCkBWcYnBWkDbBWkHxBWkldBWnihBWpyiBWu0hBWxilBW2WcBW9cgBXAFhBX
                d0mBXiMjBXywgBX0egBX1UXBX4UwBYApeBYDLeBYHtnBYe4ZBYip0BYrhfBYtibBYzqiBY57lBY/HfBZAkjBZC4cBZFGcBZF+eBZMChBZSYaBZZjoBZcgvBZfXpBZo
                QkBZvXoBZ0EqBaCjhBaerdBatFgBa0IfBa+udBbAmnBbEcbBbF+fBbKBkBbSDnBbYbkBbeBZBbmUgBbxilBbzZtBbz4dBb0NjBb54jBcHReBcMbZBcUCvBcVCpBcsK
                fBcueeBcxinBc5skBdCFjBdGPbBdJ/fBdKgmBdOgiBdRYhBdcyNBdlaiBdnBfBd4/jBd9GkBd/vhBeAzjBeOBcBePvnBeSSfBeWNfBeZNbBeq5fBe3LPBe7CeBe/Gf
                BfDTgBfJKbBfUXaBfZTfBfrEjBfvnWBf7JoBgIykBgKbqBgLXdBgdfjBgdsiBggWmBggiYBghoaBguMhBg0RiBg33iBg5LjBhCtfBhMHrBhNVfBhW6fBhokgBhpdfB
                h5SdBh5hnBh6doBiPVaBiULiBii8bBikMkBikxbBimLjBiraqBi3mfBjDAlBjPAsBjQnbBjTqYBjUdrBjWUtBjXflBjk1iBjlxhBjtrrBjxCcBj2KeBj6DmBkMfWBk
                R1dBkUcpBkvSfBkxGcBk2XcBk3RdBk5FbBk7PpBk8XjBk9BwBk+UfBk/+fBlFAhBlKNeBlMDoBlNbaBlNebBldbxBlkBhBlqMgBltZnBlydfBl1SnBl/9kBmFdcBmI
                hSBmJJkBmeDhBmfObBmn7fBmoXvBmxVfBmxsfBnCnbBnGwaBnG5nBnQ3dBnUifBnglqBnixnBnxQmBnzxkBn37kBoEnfBoHFcBoMDrBobCqBogsmBom0lBorIjBowV
                gBo41kBo8ygBo9peBpIDaBpYkkBpZ+fBphicBppceBptOfBpxmiBp1wkBp11dBp2EjBp7EqBp7tkBp+oZBqDCdBqGudBqa+iBqhrfBqu6eBqxMuBrAnRBrEgbBrF1i
                BrSehBrWOmBrZdnBrcgqBrkVnBr4FfBr41pBr7sgBsDqYBsJGlBsW1fBsdhcBshOmBsj+mBsn4fBsoUuBs2IlBs326Bs6DmBtDfeBtD5cBte6xBthviBtnpiBtqbXB
                t6BeBuLHiBuM7rBuM+lBuZahBubFhBuklcBukpYBuuMXBuuPdBuyMfBvJPiBvKgoBvOAcBvSCeBvWbfBvWwbBvZmrBvqYdBvrwgBvs9pBv5QeBwBFeBwKUhBwRXiBw
                gjfBwiXiBw3tcBw4OaBw8hhBxBzfBxFzcBxLkhBxd/bBxscjBx6wlByGaoByW7dBylKeBylhxBypAkByp+SBysZbByx4oBy1BjBy6SjBy6mbBy+BiBzGoxBzIvhBzO
                LjBzUPeBzWSfBzXHYBzXnlBzZdkBzZvfBzl9mBzoQjBzpwvBzyrdBzzWnBz4+gBz+UtB0IZhB0PqZB0UQiB0UpbB0ZjoB0dYhB0rxmB0zSpB07SkB071fB1JZiB1Qi
                lB1TAmB1ZDhB1eBjB1kqcB1pxgB1rljB1t3sB10BcB11ogB13LhB17JmB189aB1/bYB2AxfB2KDcB2KGiB2WLcB2XllB2YVfB2ekeB2hxtB2qevB2tx/B3AoXB3E3V
                B3FMcB3JliB3NinB3QJqB3YVdB3YkgB3eEmB3f6cB31qcB37QcB3+9kB4JgsB4L+cB4UamB4cSdB4fEYB4fWdB4kkZB4oWjB4r2fB4tTfB40bsB47fiB49HgB49oaB
                5BGeB5KokB5SsfB5XFoB5hDhB6ESgB6X3gB6eXZB6exeB6fAoB6fBqB6kVrB602rB64IhB7CEiB7K3oB7PMWB7TTgB7WeqB7XqWB7Z7nB7mEmB7oqfB70RlB73OkB7
                4xdB795vB7+RfB7/wmB8MChB8OheB8WbfB8q8hB8vCdB8y9oB82FlB84VjB85riB9KSmB9ohcB9uqcB9z8kB90ZbB966qB995ZB+AdYB+OHjB+QfgB+Uq5B+XmdB+a
                sjB+bTgB+gydB+iFiB+jKjB+jLfB+j4SB+obpB+rZjB+tDoB+9HeB+9peB/GdWB/LubB/PJiB/SFeB/arpB/bVnB/hWfB/lCgB/lNhB/2fvB/5hfB/7WhCAL9hCAMp
                cCARvmCASFbCAUsvCAbyiCAdEbCAdbeCApolCA5fcCBEceCBE0YCBFDZCBHVZCBK0dCBOafCBQjsCBXQlCBavhCBh9aCBrXmCBxnrCB2aiCB2ofCCALlCCAYaCCC4j
                CCIxfCCJwbCCP0uCCVjyCCWFhCCa9dCCgEgCCkwjCCoSlCCqIkCC93vCC/ejCDI4hCDMvhCDQsiCDdCnCDdwkCDy1gCD4ljCD7BfCEIRdCENgjCEZYiCEb6mCEfOeC
                EgXTCEi5hCEpUmCE2MmCFCKhCFCPdCFERnCFFjmCFdsZCFivjCFzzoCF0ngCF64XCF+pjCF/uZCGCheCGEDWCGFGaCGJclCGPcpCGQHeCGpvaCGsWhCGyFlCGzQkCG
                zniCHAcnCHJ2vCHYGjCHdhjCHr3cCH/HbCIAjiCIDMkCIJ9gCIPnvCIupbCIvWeCI31aCI6wlCI+IXCJBWmCJNxYCJP4jCJQmiCJSbkCJY0hCJaORCJaheCJexeCJj
                DbCJkNhCJt2nCKGAbCKGioCKexmCKn0iCKqyiCKtPiCKyG2CK7tlCK+OcCLAcYCLDeuCLS8gCLTqrCLkrgCLnndCLrwgCLtDdCL2HdCL3PlCL3unCMBocCMGMUCMLN
                pCMZZnCMdKgCMgAfCMkIfCM3ffCNUpaCNZ5dCNaBfCNdMBCNelaCNqnbCNvLkCNyM1CN11dCN+GhCOJsoCOeYoCOhKoCOhLYCOjScCOmWYCOn+hCOyBjCO13gCPHAR
                CPbGdCPk1qCPq9NCPtSnCPuEqCPzTsCP3ilCP4meCP+UhCQEsiCQGxmCQTygCQjxlCQp1cCQyFeCQ0/bCQ1GeCRG1nCRMCsCRUfiCRZvfCRc7bCReBfCRjfvCRmfQC
                RqEgCRtSoCRxofCSBGcCSKjpCSOsjCSQfZCScIcCSqiqCSuSgCSxDbCSzDsCSz1dCS6jsCTDojCTEleCTSXqCTYQ5CTlioCTqJ0CTroeCTz/oCUSefCU72jCVV3jCV
                lNcCVmkqCVxHlCVxvtCV1tXCV9uVCWA6uCWQGgCWSRnCWjQhCWqEoCWqQpCWrH0CWvUSCWy8eCW/NeCXEBcCXJygCXMUeCXQQiCXXBjCXZJdCXcKgCXobhCXomkCXr
                xmCX84ZCX+1XCYC2lCYNJfCYNygCYU7fCYVcdCYV0iCYWRvCYa8eCYctnCYhwiCYopeCYpvnCYvGbCYwuiCY8ohCY+/ZCZKHlCZP0eCZP9kCZZwhCZjHhCZjSfCZxL
                dCZxZaCZ4oZCaR0iCaZQwCaeqWCaiohCamjpCaq6hCa1XzCa3ojCbDjjCbH4fCbImgCbIurCbOCeCba/cCbc8bCbkIWCbk0oCbp5gCbxWkCb002Cb5NxCcFAaCcGfg
                CcL+cCcQRdCcQZoCcU6pCcVN4CcVTgCcfaoCcyDeCc66bCdBbgCdQklCdgkgCdm7ZCdubjCdxQhCdyVqCdz5hCd/vjCeFwkCeLOcCeL7iCecTrCegzdCejvmCej7kC
                elFzCelumCeowdCepttCe3wdCfCZsCfOxhCfbphCf4ZeCf41eCf/rhCgF4hCgMNpCgSTmCgWVmCgcYfCgfvcCggNiCggtrCglOYCg1YlCg4LoCg+XeChHkdChUveCh
                zPhCiAfiCiCdfCiEdiCiF1jCiIXkCiM/dCiTyfCifKaCiysqCi7mgCi7urCi9LeCjK0wCjWQQCjWjjCjfkkCji2sCjkDaCjnShCjqxVCjxejCj4pgCj8ufCkKOhCkN
                0zCkOEhCkQemCkYrgCkdylCkhQkCkqejCk2gjCk7NpClAEgClLTnClMsgClgFUCljsiClndgCluplClygbCmGtfCmGzgCmRKrCmUG0CmXBqCmd9VCmjHfCmlX+CmwG
                aCmxMgCm3cjCm36iCm62fCnDWeCnIhjCnLldCnO3bCnO5mCnfffCn2hbCoVckCoW+jColMhCo5XcCo8AiCpDRaCpHJxCpKt1CpRffCpRpjCpcGhCpkSgCpngeCppts
                CpqltCpv7mCpwthCpz2ZCp2TnCp35lCp8riCqP9dCqZilCqaTYCqoooCqoqgCqs5aCq2jeCrEvdCrHgrCrM3oCrVlgCrdEeCrm8eCrqYWCr1TpCr53fCsEXgCsRZnC
                sl7fCsmmeCsqfYCsxrkCsyzcCs3HmCs6wYCs6xbCtTqeCtikgCtvNkCtz2hCt17oCt9RhCuB6bCuXpmCufynCuoidCuuhlCuvMnCuvwqCu3JjCvIUdCvI+fCvTIZCv
                U1pCvVTmCvf+aCvxOgCv/NhCwBZkCwBa6CwB8iCwCncCwFfZCwHzZCwZRkCwnEgCw7GeCw+7jCxHiYCxUfWCxVhgCxW6WCxkijCxqgkCxqsdCx4OoCycTgCygXcCyh
                JTCyv8jCywtjCy0QZCy1TjCy6jsCy6yhCzG8iCzH1ZCzJ/lCzMNeCzP3rCzYUfCzhBnCzoifCz3QfCz5pfCz8rjCz9/fC0ARbC0AgbC0D2sC0MMlC0UWuC0UaiC0V6
                kC0XGoC0aDiC0jWeC0vggC0wRlC01uiC033bC08SkC0/AeC1lgaC1ridC1vpjC1xZeC1z+iC178zC18UaC194bC1+ahC2ANiC2L+gC2MhdC2QfeC2S2uC2YOiC2ibl
                C2i6oC2z5cC23oRC241lC25ZhC26sfC3MpkC3MtlC3NMhC3SidC3TugC3a2lC3iwmC3kxcC3mFhC33JeC4JNkC4V1kC4fleC4gQfC4hcaC4jamC4xNaC464YC5CfpC
                5ECgC5KVXC5MILC5Os4C5SsZC5ZDhC5dXUC5k2cC5liqC5veXC5vhfC50kWC539jC59eeC6F9fC6G6kC6QjcC6ZQZC6fUfC6qQfC68XbC7F6bC7GdfC7KfjC7LmXC7
                MHfC7gScC7gZgC7pViC8FujC8IYhC8OHpC8cZjC8fTdC8gntC8j0eC8t5eC8uVjC8xgYC893jC9AJTC9JAWC9LOfC9M5oC9RveC9R0dC9R2mC9TdnC9UtmC9ergC9s
                8iC9wveC90XjC909fC95sgC976gC9/WiC+HNjC+PDSC+Z2eC+qxkC+r0kC+xWnC+xwhC/OhtC/PMhC/USgC/kQdC/kysC/m5rC/nAcC/yXgC/5PZC/5smC//1cDACR
                lDAUejDAVhhDAgsbDAm6lDA+ygDBBihDBDJeDBER4DBFhfDBJPcDBZimDBclvDBg1iDBiyhDBjJZDBskmDBtddDB1DaDB2ubDB3AUDB+ceDCDDrDCD8uDCT+bDCU0X
                DCdq1DCdxSDCf+lDCi3jDCmhiDCrAmDCrrhDC7jWDDCfeDDIlhDDJQZDDZxpDDeKgDDqPbDDzVeDD5frDEHrTDEH1VDEMibDEQneDEXGdDEZ3cDEcDaDEdFnDEmjYD
                EnksDEq5iDEv5yDE34cDFGZjDFI+dDFOXTDFRMcDFTlcDFXBlDFbsmDFc1eDFhrjDFiiYDFrkkDGJPfDGJ7aDGRNhDGWyhDGX8kDGagsDGxaeDHC9vDHDtfDHYUVDH
                gaxDHlvdDHsgiDHuWeDHvQjDH2OeDH3qUDH8EkDH+VaDH+qmDICCZDINglDIVJZDIVOhDIXrgDIralDItuXDIy4cDI1jaDI3kfDJBLqDJCndDJFvnDJUSyDJYumDJZ
                4eDJaqcDJczlDJvrqDJv0YDJ0ngDJ2LiDJ5VcDJ6dnDKAKYDKXcnDKZdoDKarfDKmaoDKruaDKvtnDLUn7DLdjiDL7NcDL+FeDMFxZDMOmdDMOxvDMVidDMb5dDMkY
                ODMkokDMpJrDMqseDMrreDMyGqDM8seDM9heDNP13DNVNmDNheZDNjgmDNl+WDNmMnDNnDXDNtyoDNvqmDN6CgDN6keDOBrbDOHUiDONdgDON5hDOPBjDORPwDOV1m
                DOaLfDOgwmDOhEfDOiNcDOiyVDOpSnDO8MaDPL5eDPNZjDPXEdDPY2nDPj8ZDPpCcDPwptDP/tcDQFCmDQFMZDQNDfDQSakDQTLvDQVdgDQbAgDQdtdDQyUjDQ2jZD
                Q28bDQ4lZDRIphDRTprDRWkiDRYDkDRoCfDRvPeDR3AeDR6pjDR+HdDSC9bDSEzwDSGjhDSIDfDSQvnDSfoeDShqhDSiMrDSjLmDSjQYDSrbYDSrhvDSyLcDS51ZDS
                +MnDTD/eDTFudDTKghDTLEhDTV6eDUD3WDUE9cDUKZnDUT0fDUXnvDUZqoDUfVYDUnCfDUqtpDUr4aDUwbrDUwihDU69qDU+aXDU/UcDVJhlDVNeiDVOfdDVUDoDVX
                kfDVhZgDVm9gDVo2ZDV02fDV1cfDV3jdDWFcjDWIapDWQpgDWRFbDWVhhDWZSyDWbEsDWdNlDWfUZDWfklDWflhDWqRTDWrklDW18eDW7DtDW78fDXCDrDXaGdDXdx
                mDXf9hDXwJqDXxvfDXzDsDX4elDX6ZlDX9tbDYCCjDYCliDYDJeDYVcaDYYLbDYetbDYq3XDY22kDY7rZDZCQfDZDppDZD0eDZLawDZQEwDZTVrDZYBYDZfHdDZf4g
                DZv4lDZxCnDZzliDZz0XDaDnZDaFPnDaKpeDaMhnDaR+mDaWJfDaeudDan4gDatpYDa2cqDa+7dDbByiDbF5bDba4oDbgVfDbiWdDbjCiDbp8eDbsVcDbyuiDb3UkD
                b7dhDcS1pDcT9fDcU1hDcbfeDcclpDcdVjDcpRmDcwRaDcxluDc0OhDc41kDdZbtDdwFnDd0feDeCseDeeobDeg/lDelqsDemadDepgqDer7jDe1ofDe1srDe7wiDf
                FSjDfImhDfO/kDfPcbDfQFgDfTNkDfbnfDfehdDfkaiDf4UfDf5JnDf9ffDgR3gDgYzlDgr3kDgzDmDhBWaDhDpdDhLNnDhNxeDhS6zDhcnfDheekDhm5dDh47dDh6
                psDiHgfDiKNcDiQndDijnjDilwnDixdfDiyofDi2diDi3SdDjAMaDjBZpDjBblDjHouDjTLfDjU8kDjWqgDjb3fDjiRfDjjHmDjjSmDjrCZDjtNXDjwwjDjxIuDjzu
                iDj9mnDj94lDkOPwDkekjDkiOgDkpapDkvpiDk1geDk2BdDk4wbDk6woDlDvgDlErkDlPZcDlX0nDlakZDlkugDllObDlmHnDlsbeDltneDl+edDmA8iDmYzkDmhvp
                DmmCeDnFgbDnSgfDnSsZDnqljDnsLaDn3MsDn6BiDn9qkDoBziDoDZrDoP+gDoXrhDohZmDomnqDo/spDpIMpDpIUyDpQFrDpRYXDpZRdDpZqmDpcCfDpfudDpjjgD
                pyjpDpy/dDqKnkDqNHlDqXieDqckTDqdiiDqgMnDqlDiDqn+bDq0egDq1QfDq2CtDq6EZDq8OVDrC9gDrGkjDrHXhDrMhfDrORbDrQHRDrRZuDrSz8Dra5iDrbHoDr
                mWgDrukcDrwGTDr/8UDsBHbDsGneDsLSlDsVndDsZ/pDsczjDse/gDsiPhDsk/wDsl5ODsvWjDs21mDtP0ZDtSEfDtepSDtnnVDtpSwDtuQkDt1FXDt3raDt6yfDuM
                8hDuUAhDugLlDujFmDuozcDuzQnDu3msDu48eDu6SeDvUGkDveqfDvfmhDvlXgDvmQjDvuecDvvhVDv47YDv8/lDv9zlDwT/eDwVOnDwY2yDwp5eDwxieDw73kDw/h
                jDxFZkDxQDgDxS+jDxV3mDxW7eDxmKlDx2FhDx90fDx/jhDyB3eDyIUeDyR9pDyUKbDyabpDyhqoDymViDyuIjDyzZkDzE7rDzK/iDzPUlDzQSfDzcEaDzeTqDzhJe
                Dzk8hDztEeDzt/hDzuhZDzw1cDzyjpDzzvYDz9rfD0AwjD0BHfD0KzbD0VEeD0n7iD0tdeD015cD02HfD05EZD08CYD1FnhD1FwkD1JLkD1LWdD1LtlD1NVXD1WngD
                1W+aD1hggD1hjvD16wiD19mhD1+MZD2OfgD2XrjD2kvpD2oVkD2psnD20qiD22OeD3IweD3IymD3N6fD3QanD3X13D3dyfD3fbdD3jXjD3q0iD3rqgD3yEiD3y2sD3
                4PeD36wZD38OeD4SOqD4UZcD4XrxD4X/dD4vGgD43aiD5COTD5RdeD5YitD5aVcD5s/bD527dD53usD6BCgD6DkfD6PBmD6TZcD6iDfD6lkiD6mkYD6tWeD6vAgD60
                ceD60mvD62FaD7KRkD7TwgD7boeD7cPfD7ftxD7mZkD7qeiD7rBmD763iD78tpD79BfD8ZheD8a7iD8gekD8pOgD8tRnD86ycD9CVdD9GodD9L4XD9XfVD9eBRD9kn
                dD9pTlD9uFfD+vWYD/IcmD/UFZD/d+ZD/jGkD/mfnD/oEcD/wzhD/14jD/9ZkEADTUEAKndEAUEfEAZSgEAaejEAameEAcUiEAd7jEAhMhEApncEAqfpEA05nEBPDY
                EBQmiEBSDmEBWegEB3vrECENpECHleECLvfECNCkECeejECmZbEC3yhEC5/bEC/1eEDS9vEDbWeEDb0gEDtEqEDzOWEELsdEEUIlEEYlgEEaKcEEeccEEidqEEj/iE
                EkPrEEkwmEElvrEErBcEE6jZEE/ugEFHKjEFWoiEFaecEFlqiEFnCmEFvcfEFvzVEF18kEF4pXEF65eEGDcfEGZwbEGfQYEGhwkEGugmEG0o1EG4ngEG8foEG+cnEH
                EfuEHKcMEHMNjEHexhEHgOiEHhQjEHkKXEHmCeEHqMhEH42jEICKuEIGmqEIahaEIedZEIq3tEIs1oEIuXdEI3xoEJEbjEJM7gEJNrhEJOOlEJX2jEJsuhEJyCvEJ7
                IfEJ8hjEJ+5hEKG9YEKR4tEKWHfEKiKaEKqjoEKyjVEK0EfEK9odELBtbELCMeELF1jELHOsELJHcELRafELUhfELZLjELaXfELhgmELhnkELl7gELqccELq/eELu3
                cEL0JWEMHrnEMPFcEMjQsEMmpuEMwOYEMxclEM6dlENDjfENFqeENI1gENKneENQWmENSafENUIhENVRaENYWfENcCgENkCbENmtYEN7JhEOFhrEONMjEOT3fEOfpm
                EOh3gEOh7eEOs8lEO5WcEO6PlEO6fcEO7ggEO9sQEPIviEPUfjEParfEPlsiEPqcwEQKCgEQKSeEQUYbEQWLbEQY5jEQdsXEQkRfEQlWZEQnKfEQssfEQ4AYEQ9ZcE
                RF6YERJMdERYAXERg2nERkvXERnYbERqkiER2VdER6RpESDXnESIqiESJtUESP6eESUmeESkbsESm1dESwLfESxThES0lhES37jES4ydES5rfES/TmETAlUETB4nET
                GuiETLyhETWegETXPgETX+fETb/fETiokETvTUETwAdET1lfET3OhET8NpEUARiEUSfjEUWRfEUfMeEUqMnEUuwjEU1sjEU2VgEVAqfEVF8SEVG+aEVMgVEVUYdEVU
                ylEVXGkEVmEgEVoFbEVopiEVqhlEVsRdEV16cEV3OgEV42eEWH3oEWJFeEWLrXEWQ/oEWmsfEWoTtEWrsiEWvPgEWwPbEWxk0EW3rkEW5KWEW9xjEXAsmEXBzhEXVv
                eEXZLhEXc/YEXlnmEYBkbEYIUgEYI1tEYSIpEY4fmEZAbdEZGNdEZH4fEZJEiEZKMpEZMhfEZb9fEZdZeEZeLaEZfWgEZ0wgEZ/AWEaBmjEaDZeEaRBZEaSZhEaf3n
                Eag2gEamWdEaxOfEbCyeEbO+cEbVMbEbVxcEbdBkEbefWEbf7cEbk5bEboboEb8fiEb+CgEcHfmEcIjdEcR8fEcW5XEcZyhEcuMYEc7xrEdAIaEdDSkEdR2YEdUxhE
                dVGhEdZ+eEdiUkEdpxiEdsBjEdvwuEd2BkEd20eEd3bhEd4kgEeDcfEeXPtEec6lEefBoEelWdEexVbEe7veEfDUqEfOxhEfi4cEfqeSEf0JgEf2kXEf6rjEgMfiEg
                SOjEgUHiEgZ1eEgfSUEgrtiEgx2gEgzeaEg4ftEhIPgEhV1jEhZmtEhexdEhpDeEhqigEhq90EhsbfEhtxeEhuVsEhwPkEh0omEh7+xEh8VjEh8fpEiFFfEiIplEiK
                XbEiObdEiTOcEipalEiuzgEi7QpEi8VeEjBAmEjGIeEjIUgEjNp4EjN2cEjTAmEjjLiEjoacEjpPdEj1RmEj5ZcEkCedEkEXfEkG7pEkJ6bEkTIcEkZmdEkdDdEkdU
                lEki4cEkjqqEkpCtEk75bElHrdElPIdElWOnElpneEl/DfEl/rfEmGibEmG2dEmJBrEmPVoEmbJiEme3bEmwPXEm0KjEm64hEnOLbEn0elEn0klEoA1jEoFCeEoMJi
                EoOVdEoSjdEoWXlEoqJdEox1aEo4XjEo5eeEpHDfEpJAdEpKYeEpPriEpVtdEpebiEpg4hEpiWcEpuufEpv/kEp7BYEp+vsEqG8eEqIJbEqIUoEqKOhEqPejEqQAmE
                qX7jEqYndEqZCfEqx7gErEl1ErPWkEra0eErgPVEsUFjEsZscEsajgEscefEslMkEsoSjEswJoEs7ZaEtBKcEtGxaEtI3aEtTClEtYilEtb0gEtdTeEtfceEt+HiEu
                M8gEukmqEu2FfEu/PdEvIGiEvKbfEvK2gEvRE1EvW9aEvpPfEvqYYEv6fmEv8GiEwFlZEwO9nEwUHgEwnbaEwyBeEw1raEw9lYEw+ZkEw/MwExMojExYOdExjQrExs
                dkExxfjExznaEx4YkEx68YEx8LrEyCUVEyEMcEyQlgEyiniEyjB0EytCeEytqbEyt3aEy2QkEy+TlEzA7fEzEWnEzRvnEzTHgEzcFrEzj3gEzk8hEzltlEzwIUEzxB
                uEz0VfEz2ioE0ZMeE0cseE0gvhE0p4iE00meE05xeE0/jYE1EApE1LotE1ZnkE1oDsE1rmbE10XkE2AHkE2B5jE2JthE2KLdE2VWfE2VejE2fGsE2lMlE2x7kE2zlg
                E22vhE25+eE28nwE3HRgE3KSiE3Y7lE3b6kE3kCgE34wuE35UmE38ukE3/PWE4AwoE4MWlE4MafE4MmiE4MsuE4OGkE4V9hE4YdcE4fWcE4uimE4zNmE41FfE5LNqE
                5PDsE5bJeE5ipnE5mEWE5mmcE5qWeE5r0bE6AfXE6HFvE6HRTE6H6mE6LS6E6NGkE6NifE6N+rE6QHXE6pfdE6torE6upgE67deE6/SvE7IrgE7LYfE7NknE7eQYE7
                fbrE7imkE7rMdE77NqE8IhaE8NgXE8TclE8fpgE8nxdE8s8tE87MQE88fiE9ElkE9ZUhE9gacE9vScE9yChE91brE9+NdE9/+eE+AbcE+fopE+jlgE+qUdE+wbtE+z
                coE+5e/E+9unE++EeE/FgtE/F8aE/Kh/E/N0kE/P+hE/b3aE/jqeE/mLWE/mteE/qKcFACpaFATRwFAawhFAgB/FAh3eFAo0fFAqBcFArEeFBNWiFBPhmFBRWdFBUJ
                nFBWtUFBcZcFBfFgFBpjbFBsBgFBxWdFBy3eFBzdlFB5JdFB6MgFB+NgFCBhdFCcLoFChkiFC1CqFC4IgFDOllFDXPgFDj7gFEHchFEM0uFEQ3gFEUHeFEZHdFEgJg
                FEp4hFEqaeFEyMcFE/EhFFFmdFFV+gFFY+uFFhmbFFuWoFF8/eFGNFeFGY8fFGq5bFGtrrFGzmeFG+ijFHBdeFHCspFHNQhFHZEeFHZTfFHdHkFHdanFHhjXFHishF
                HtHbFH1LiFH22ZFH+FiFH+9aFH/UkFILniFIOEmFIaPdFIkDQFIn4qFIrVmFI0gcFI18qFI1/bFI+9hFJGQbFJJfVFJLRfFJkcpFJoIgFJv6hFJw1eFJ2VhFJ6HZFJ
                7lnFJ9AeFKP7gFKTRiFKeYeFKjedFKl8bFKoifFK0NfFK0ckFK3onFK6ArFLX3nFLjMhFLpckFLv/dFLw2hFL9LnFMA/eFMEIZFMVlrFMgZzFMyegFM4LbFM4dbFM5
                NlFNAk5FNDbkFNKvdFNLYmFNPTkFNPnfFNRsnFNUHgFNrKsFOACoFODthFOPYcFOSAdFOSXnFOWvkFOf5eFOjGcFOj/gFOlEgFOoBnFOoxPFOpPjFOqRkFO4YmFO7t
                zFPAnbFPI8hFPJccFPSpZFPWqiFPYntFPhJkFPlIdFPpvhFPuInFQJafFQJ8aFQTYtFQUwZFQVpaFQY8jFQb0pFQjuZFQyRTFQ2dcFRKIiFRPCkFRWilFRaiYFRigl
                FRs+fFR0tkFSFLrFSQNZFSW3lFSeMaFSeddFSh8aFSlSVFS85pFTOpjFTQ4hFTXzdFTjUgFTj7fFTlgjFTyKYFT5XiFT/IfFT/XRFULJfFUNDaFUR1jFUVrhFUdSmF
                Uf/hFUlZgFUnuYFU0kkFVBK0FVPJgFVV9gFVXjlFVc3iFVkBhFVsFeFVtyfFWBIhFWjCzFWoroFWtSjFWtqhFWvojFWxHoFW30wFW9UhFXI1jFXL2kFXNqbFXTCmFX
                T4cFXV0kFXYMoFXn2fFX9mdFYBhmFYE6jFYHvhFYNxfFYO6eFYTkeFYV9bFYWlgFYXNpFYZ1fFYrUgFYymgFYzggFY3ZiFZCbhFZEfmFZJpVFZNblFZR2fFZTNbFZV
                lZFZfXfFZkEYFZ3HaFaA8jFaFokFaFvaFaGHdFaOamFaP6pFaZqoFabhrFapygFatVdFa1XpFbFIhFbTSuFbbEbFbf5qFbhkmFbigfFbnFdFbr6UFbsjgFbynUFb/X
                aFcDV/FcNShFcP7gFcU2VFcVJbFcm1hFcvTgFc0ilFc0mgFc6zZFdA9fFdGUhFdIefFdO0eFdyWuFd1heFd3NlFd8DpFd93bFeAglFeDuMFeEsbFeNVhFeT1hFeWVe
                Fe1sfFfJPfFfRq9FfRtbFfXTbFfaMTFfc+dFfdjXFfefqFffGiFfwwiFf4efFf/5jFgHigFgJmaFgKihFgNOeFgSKbFgiYZFgnnoFguMkFg+uiFhJreFhSDrFhdrZF
                h1/hFh4zsFh6FfFiMHoFifcyFiiGaFiqHgFixidFi8DhFi9BdFi9CgFjGJhFjfMbFjq5gFjrmoFj16mFj7PmFj/WdFkEImFkFTcFkH6jFkN1nFkVjlFkZ4eFkdcpFk
                gGaFkg4dFkjStFkj0bFkpDdFk3OiFk5FfFk9njFlUgoFlkKkFmLOfFmMBdFmWXlFmXchFmdkfFmhElFmjOjFmrpdFms1pFm3ocFm5xfFm7VYFm77jFm9reFnCamFnS
                BbFnb1fFn3GrFn4faFn69vFn7DlFoA3nFoEgkFoLNdFokUcFok9aFos8aFoxxfFo/TaFpIupFpOogFpVeuFpjFhFppamFpwYeFpzSnFqIvhFqNwbFqO5aFqR6kFqWj
                rFqZNXFqcTyFqjWSFqnpfFqtzgFrGTiFrK8hFrQojFrRSfFrofgFrp6jFr18jFr4mnFsEigFsHDmFsHkfFsMPNFsOakFsUCfFsXceFsX9eFsa4kFsdMgFsovVFsp1p
                FsrZfFs1pgFtBbdFtGLcFtJtrFtO2oFtPMeFtXtXFthoXFtiwlFtkeiFtpZYFtpcrFtvAkFty1pFt5nnFt8jaFt+HcFt+nlFuAUhFuGXeFuGweFuSHsFuWmiFuX0iF
                utidFu+VpFvCgdFvEj5FvJwoFvLFwFvVReFvYyeFvcyiFve9gFvgfxFvhyhFvjQmFvqoaFvuUVFwK2cFwK3dFwXikFwcfYFweuhFwiafFwl6ZFwnNiFwp8fFwrNYFw
                4YcFw5PoFxDPTFxLjeFxMIRFxiCjFxo+WFxukrFxu6aFxyGdFx0tdFx1bdFx4alFx9mIFyFVeFyOftFyS6lFyc+cFyramFyuFdFy6qXFy/1YFzGwmFzG/fFzKNfFzK
                nfFzPogFzQisFzQ8rFzU6gFzZorFzZ+XFzawpFzh3kFzwBeFzyaZFzz9tFz4FgFz44kFz8WhF0CxhF0G6fF0ImaF0I8gF0TYTF0Z5pF0jmhF0uLoF0yVkF03HpF03M
                qF042cF052FF084fF094hF1MGfF1StvF1j+aF1sceF1yPYF2FmhF2OhiF2PMaF2UYiF2c1qF2hWeF2lTZF2yvwF23gvF29GjF3J6jF3KYhF3WkWF3iDjF3mjVF3rPf
                F3xmzF318fF4ANbF4DnhF4HDwF4S9bF4fZTF4lPnF4r5fF43KhF5DubF5FKkF5LckF5ZKNF5bLbF5c0cF5ddpF5eInF6aucF622gF65pdF66wXF67CjF7MrjF7ONfF
                7RUfF7aDrF7dgkF7eOdF7h4fF7q4pF7rDcF7wvvF71LfF8UFfF8UuhF8WdkF8dVhF8eZiF8gqeF8s1jF8uhvF9AWZF9R4jF9SZcF9UvbF9ZegF9hDeF9wVeF9y7oF9
                1clF9/8fF+C4eF+UhgF+VflF+cpcF+xghF+6ugF/A2hF/NunF/V3gF/aZdF/efcF/hseF/oEiF/pPoF/3GSF/6pdGACElGAX6aGAeeXGAe/aGAhKZGAy/nGA0WpGA3
                +YGBASdGBDarGBWOlGBuNeGB8UcGB/UeGCA8dGCD/fGCPWhGCQmZGCdaVGCgyRGClpgGCovjGCuboGC2dcGC/2UGDBOeGDBckGDOFOGDPrTGDUUeGDfqdGDjNkGDkS
                aGDqofGD8XiGD+sjGEFFmGEGQaGEKLgGELO5GESGxGESMQGES/jGEXaiGEcmuGEiOjGElEeGEsAbGE07hGE1LwGE5XYGFBUgGFTxjGFgIpGFiRyGFlJZGFzpfGF2am
                GF6oaGGAxiGGY0gGGZ2pGGh1hGGm7cGGt2gGGvYgGG7OkGG82iGHLYjGHO/ZGHTVrGHYwhGHkvgGHsbbGH17iGH3SuGH9pfGIIdeGIPm1GIQJcGIylhGI3scGI6acG
                JIVgGJIxeGJI5hGJMnjGJQghGJR3gGJUmfGJhahGJojaGJzUQGJ6cdGJ+FcGKA7hGKBFjGKJihGKJ4bGKi4fGKpejGKwuoGKx7fGKy4aGK72dGK7/aGK82yGLDjZGL
                JIqGLM/VGLZ3iGLfeXGLt4hGL21gGMAEfGME4dGMLRtGMQSZGMRScGMTndGMmoiGMnJgGMutgGMzJqGM0wjGM3FjGM4hmGNCmYGNH9hGNJQdGNKwjGNM8hGNQSbGNU
                2lGNeygGNm4tGNy0nGN2IgGN6aZGOKpdGOPneGOYBeGObFbGOrzaGOwbXGOxgfGOzJhGO2sUGO5rmGO7ZmGO7plGPPhrGPU5WGPV1fGPXMjGPoVoGPoxhGPtUuGPuc
                eGP6jpGP/xlGQMlhGQPNcGQYxXGQa+hGQceUGQcjgGQclaGQlpeGQmIrGQrBrGQtmdGQ0tcGRJvgGRMDgGRSWpGRTsaGRUpaGRXBfGRaCgGRjLjGRnEnGRo3eGRqDd
                GR5bjGR5laGR8VeGR/7YGSA8oGSFJbGSKEuGSLqnGSM6nGSPfqGSRAtGSVi2GSZ8cGSeyiGS7LcGTDIaGTMBkGTThkGTWjiGTa0nGTd7dGTlsUGTqRbGTqeqGUBelG
                UHLcGUK2nGUdtpGUlD0GUmwXGUm5dGUnzdGU5btGVABoGVUNmGVcVeGVe0aGVzyoGV5znGWBfgGWDF0GWI2mGWLkaGWSPfGWUCbGWVpgGWgfXGWxrdGW7CpGW9QbGX
                A0bGXQRkGXSHiGXrrgGX2RTGYAAaGYEePGYPzkGYa/cGYc4lGYc+aGYoC1GYoVaGYtL0GY9HoGZSmgGZW7eGZuumGZw1aGZzEqGaCZhGaGCqGaPKmGaWkeGaYnfGaf
                HXGaf4eGaoWhGap8cGazmfGa2bZGa4TeGa49lGa6soGa+hZGa+8cGbBEcGbOxbGbRcqGbW4iGbXwcGbaibGbbRVGbkmiGbnCiGb25kGcR7dGcV3dGcdrjGc6kcGc+z
                eGc/wVGdP8oGdatpGdhafGdiinGdxRjGd13nGd32gGd5kfGd/zjGeAolGeGpfGeO0dGeQBtGeQfcGeQsbGeR0kGeTUKGeW7oGea6eGefVXGefdiGejElGe2GlGe6At
                Ge8AkGe8LuGfHSgGfPFlGfcmgGfdsdGfgVdGflikGfsyiGf6YNGf7GrGgFqXGgHzeGgL3iGgPU5GgQDmGgjqhGgkVYGgkzlGgovbGgtFgGg86oGg+yfGhPMgGhlKaG
                hocaGhqUhGhq1YGhrkfGh0dhGh2agGh8TrGh9SnGiCjnGiFSZGiHMhGiVjkGiVonGiWhfGiaNoGinsnGiqfcGisodGis9gGiw3PGi75cGi+RZGi+6gGjC0jGje2nGj
                fdiGjflWGjqHoGjrHaGkWulGkY5kGkZKaGkaEfGkg1kGkhYmGkx8fGk9PlGk97hGlOkcGlQamGlRBjGla2aGla4XGlkdqGlklZGllWzGlvAhGl2xaGl6DcGmJahGmU
                djGmW1TGmW5bGmZMmGmfT2GmgkWGm3uhGm9GvGm+UkGm/wmGnCRiGnJfbGnJpbGnUriGnjwWGnnSlGnsXcGnxXgGn4qfGn5v9Gn+KpGn+oaGn+vkGoDomGoJhkGoT6
                hGoVufGoVxfGoXDpGoXPcGoYJfGob1iGojkeGokBkGomFgGopZiGo3RNGpAYWGpJBcGpKqbGpMvfGpfniGpg9gGpqKqGp00gGp6ObGp60xGqBhZGqWbgGqf4lGqhjt
                GqjBsGqnxqGqo7mGqsGeGqx+gGq70jGq9QeGrBifGrFITGrI7bGrOjYGrPgkGrVSiGroqfGru3lGrxKmGr63sGsFudGsHWdGsHakGsJWmGsJrTGsUqZGsVpfGsWIbG
                sZUfGscViGskYgGslfZGs8PZGtAsaGtBevGtMMeGtOsiGtQ6rGtQ/bGtUVbGtUoZGtWgiGtZrcGtdilGthtfGtpQgGt0BfGt9KiGuDXYGuEIlGumveGunwlGuvVdGu
                wmrGu7MlGvAqdGvCfdGvJUgGvNqXGvPXfGvRO/GvZg1GvbBvGvesfGvrzlGvy7jGwGziGwPkjGwjVfGwmbpGwnKiGwpuaGwq8uGw0jgGw8elGw/9dGxARXGxAVYGxB
                7SGxRVtGxbJtGxewaGxgVeGxg9gGxxMeGx97hGybZpGybobGybvtGyl7iGytgwGyuHeGzDeTGzKFdGzKqeGzNEaGzPDgGzQefGzXMgGzczeGzfDUGzmkdGzp+1GzqW
                QGzwCyGz6ybG0NC0G0NoZG0WA2G0cBhG0eRtG0oLuG019dG1GefG1IVhG1UnmG1dLtG1kUfG1stbG1ypdG19SfG1/LnG2DReG2KWgG2QMiG2SWjG2ZzbG2dc7G23Zi
                G243hG3IKkG3I/fG3LIyG3LlWG3OPdG3jifG3oAtG3oOZG319cG4FzcG4GqdG4HdcG4JhaG4UJgG4YLdG4YghG4Y5hG4aYrG4bAnG4kCZG4otsG4wskG5BZpG5DFiG
                5P4eG5S+eG5ZDaG5lwoG5pf/G50PiG507lG53jiG59DZG59ToG5+zwG6CnmG6HnsG6KOlG6XHaG6oneG6swaG6u7ZG6xkmG7BCpG7FihG7W1TG7X8nG7YXZG7cvmG7
                emeG7gelG7l2kG7pheG7qKmG7shbG74KdG76HZG8J2lG8LCgG8PghG8PsgG8TEbG8WBdG8ZNWG8mTfG8rR8G8sekG8u+pG80ZZG839pG84WPG85RdG9AadG9DvaG9M
                nZG9cUgG9ePcG9mEfG9oqpG9tLbG9vlaG9wltG9xYfG92XXG99SdG+EqgG+GqqG+jFXG+mGdG+rIoG+rruG+tPfG+usfG+7OjG/AHdG/BdjG/DyhG/IEiG/M8hG/NG
                sG/RFcG/UkjG/ZXhG/akmG/bRpG/fhkG/sOmG/uVpG/2tqG/6njHABrhHAD5fHAEmZHANtdHAR2nHAUBiHAjUkHAlepHAu0eHBE4iHBNAsHBSNuHBW/lHBeDmHBeIf
                HBhjcHBlHjHBqiaHBuTpHBxUfHCAdiHCC+hHCFkmHCKrlHCOO2HCQhjHCTdjHCXQqHCbKjHCgMjHCoVcHCvsxHDBDjHDBdhHDNzlHDVLRHDVv5HDXYpHDYbmHDaRoH
                DljeHDrNqHDwybHD5ejHEDYgHEIByHEJyXHEJ+sHEOOmHEX2iHEdGWHEhHYHEqY3HEsjaHExifHEx7dHE2MmHE3xpHFDukHFFldHFKGjHFQBhHFREiHFTAqHFTRsHF
                WxjHFaleHFmSdHFpowHF5pnHF+NiHF+cpHGL6nHGN2eHGTplHGUKiHGVycHGdcdHGdewHGqzhHGuVlHGy8ZHHCSpHHErbHHF+sHHO/jHHatiHHcPrHHfb0HHkIaHHl
                RyHHsRjHHudsHIDBdHIH/UHIMjjHIVgaHIZcXHIbvfHIdmhHIf5dHIiLaHIlhbHIwPjHIxUbHIxXfHIzFjHI1rtHI46dHI5UXHJISjHJXVYHJXiUHJYCnHJZcYHJZx
                aHJdJwHJmffHJojgHJtpkHJypjHJzzmHKFb/HKF8jHKL/gHKOgfHKqYeHKtzkHKu+yHKwtiHK/bdHLArhHLCqiHLRZjHLWWfHLZyoHLcHkHLn9kHLtAgHMCsVHMHCl
                HMmZeHMntcHMoBgHMqxdHMwNkHM03fHM7KhHM8/aHNKynHNNlcHNX+jHNgHdHNrzdHNtchHNvzhHN1cfHN4ZjHOSG1HOTwjHOZBhHOx4mHOyfaHO4aWHPDUgHPEagH
                PJocHPddeHPe+fHPhsgHPkXoHPoFiHPzpgHP5WiHP7DlHP7adHQQ4fHQXVnHQdWiHQjweHQ0ocHQ79dHRDrmHRQFfHRYsfHRr3sHRr6zHRsjeHRwOmHRzQjHR1jkHR
                2bZHSEklHSKflHSKxaHSmFlHSrIdHS0ihHS64gHS9AhHS+NbHTB5oHTLimHTVmfHTeaiHTgoiHTiMjHTnPyHTxYmHTxv5HT4aeHT+nfHUAjqHUBWvHUEVjHUHHkHUK
                3hHUTJgHUTlkHUUkbHUa03HUbhXHUcHdHUdudHUiscHUrFtHUr0vHUzmlHU3SeHU4XdHU8OcHVBBhHVJkYHVQBcHVW4uHVaqWHVbP/HVb5hHVfXfHVgDlHVqaqHVyh
                eHV0ToHWKfpHWMR7HWUnhHWe0fHWl8XHWotYHWpMgHWv0nHWx4fHW2+rHW+AjHXV6yHXW7cHXZspHXoEuHXp/eHXspmHXxscHXyRfHX5QnHX7ZaHX8nhHYDopHYESZ
                HYEnfHYQpbHYUWYHYXGgHYZzgHYnPbHYnadHYrEjHY01jHY4FfHY9BvHY95lHY+fnHZBJuHZFZWHZJycHZPMeHZPPhHZRUbHZTCfHZYijHZaGcHZmQjHZuKhHZvfdH
                ZxvgHZzQgHaH9rHaJChHaQofHaWeXHabnaHajGmHan9cHas7tHbCeiHbRhjHbUU/HbXRkHbYJXHbYUeHbe/pHbtliHbxebHcFGiHcJQhHcK8cHcQPeHcaXaHcd9gHc
                fHYHch5bHckbfHcwegHc75eHdFolHdGVoHdLQgHdLgkHdcwgHdtAhHd/6aHeGMdHeKPdHeSvfHebPjHeeAqHei2aHerMvHeuccHe0RgHe3JcHe7akHfGThHfIjhHfj
                CiHfrHiHfsZcHfyGeHfzgjHf3KxHf+xeHgHxbHgKjcHgM3bHgP7eHgXasHgXgiHgiLmHgqJfHgrecHguCjHgy5dHg1OcHg6FkHg7qkHhB/jHhF+fHhGIgHhMBgHhYu
                hHhbIsHhdojHhftdHhjtjHhlbgHhtUdHhy6jHiIabHiLfbHiOAnHiP6lHiVIXHiaqeHib2YHicAeHiiycHijsfHilpqHioRhHi1tnHi76eHjEumHjYDnHjhSfHjiuj
                HjknmHjlFiHjmXfHjsXkHj10dHj5OsHj+2iHkO6YHkgMgHkhDfHkjWgHkxAoHk/MWHlHibHlR3gHlbOaHlgdnHliDiHlrisHltWbHmR7pHmbXWHmghrHmljmHmmSmH
                moVeHmsfmHm1yjHm4WmHnFOcHnIcrHnKzbHnOUhHnXSnHncseHni1hHnjtXHnt2mHoAZcHoFecHoT6OHolDfHonzgHopThHozhiHo1EmHo5AnHpQjsHpgFgHph1VHp
                oFgHp54rHqD3kHqFRlHqP9aHqVvhHqnsgHqrHYHqrawHqswfHqtqjHqwqkHqzJUHq3NqHq3blHq5cbHrG4fHrMYaHrVchHrV4mHre2XHrqqfHrvnaHr3JjHr/UcHsH
                GfHsqbiHsqtcHsrxhHsyRhHs6OfHtMudHtRhaHtXMhHtf6eHtgNiHt2onHt8reHuCJjHuDGfHuMUcHul5tHun9iHuqIdHur8fHuwffHu8ZuHu/RoHvNjgHvN4kHvPa
                mHvgvhHvjueHvmKfHvnwfHvn5uHvvWvHvwHhHvyZiHv4TlHv7rfHv8LjHv9UnHwEVdHwE5tHwJzjHweJeHwnOhHxBZmHxKrcHxVJcHxfefHxjLgHxkBbHxlQmHxs+o
                HxuqhHxu9hHydPiHyeIcHyiEnHyspeHyt7jHyxfeHy0UWHy12wHy2FcHy2NgHy7xmHy9jdHzFMnHzJOjHzMGkHzMkpHzRWcHzXGjHzbAjHzfnbHzjLcHzpeiHzqcmH
                zxgdHzxwcHz0akHz2DmHz6laH0NBdH0OEcH0QXlH0ZDnH0nUeH0rmdH0uYfH0vBnH0yBhH03olH1ERtH1IAmH1JMpH1KeVH1N1iH1k4gH1tDoH1uMiH137nH1/KlH2
                ABrH2AkgH2FNuH2FjcH2J8eH2P4qH2TdtH2T+xH2ithH2kJeH2nBZH2oskH2p5kH2yteH213iH28KlH299bH2+saH3DMiH3JQbH3VVbH3h+eH3k5iH3oigH3wGeH3y
                yiH31foH4C8vH4FAjH4GTSH4P/gH4YroH4bveH4fwfH4xcyH4zfeH46ugH4+WiH5AkgH5SilH5fAoH5fOiH5p8sH565YH6UOdH6YohH6bsmH6ckgH6kwhH6p+cH6sS
                iH6u2nH6wTiH62HhH6/xtH7AfdH7GnlH7R3gH7VLrH7hnsH7i2jH7niZH7v0hH7xgjH7xwbH70ZaH720hH73QfH8BbqH8D0eH8K7XH8LvdH8MUhH8OFbH8PrjH8Qng
                H8SDjH8iCcH8l7cH8v3iH8zbhH84RjH848hH87kjH9M5kH9QyhH9e8oH9lvgH9mfdH9ncrH9sRbH9ygdH91NRH939mH97kgH+HXhH+KAcH+Ko1H+P2pH+X7bH+aOoH
                +dyYH+nmgH+ogfH+xpjH+2MrH+3cgH+9q5H+/tZH/B+jH/HxgH/OqpH/W6yH/gEQH/hRlH/kUdH/u5eH/4OwH/4wlH/5buIAKEfIAKZgIAOQkIAQ8kIAUiiIAV3hIA
                jtwIAyUiIAzigIA4fYIA/GnIBQOdIBRhTIBUkaIBWtfIBazxIBhqwIBl4gIBtTiIB1veIB4pbIB9PWIB/BaICACiICManICPRdICordICs5jIDgXeIDpuaIDx9hID3
                4aID7kiID/FuIEJTeIEMPlIEPidIEPmgIEhvpIEyzWIEzTnIE9pjIFNAaIFOndIFPVbIFTQnIFVPmIFWomIFXVoIFZYfIFZ2ZIFgClIFhdgIFp5gIFp+fIGBSmIGGA
                eIGHrfIGM7kIGNEnIGP8hIGSNiIGU/eIGc3cIGprhIGwpjIGwqjIGwugIG3DtIG6NcIG+gfIHChdIHFLuIHGHlIHMtiIHkOiIHtMiIH1ocIH2zoIH8DgIH8YqIIAlg
                IICKgIIICgIIMFhIIU5dIIk2qIIlygIIl9gIIwNnIIwjhII6PdII+deIJQMpIJSFzIJSyjIJUidIJU3bIJZXcIJbRfIJefbIJjwRIJkZpIJwxXIJzSVIKTMpIKVHmI
                KhWiIKmuhIKnjZIKsbbIKykvIK2GdIK3VqIK6tfILFYvILLYdILMSwILPJkILWRhILcceILcdnILi6eILuFeIL3tiIL9faIMO1dIMXHbIM7muINHmeINLAbINSeiIN
                UiqINutaIN7klIN9MkIN9QjIOHLkIObLnIOcnnIOd9gIOi3bIOlwhIO3FhIO3agIO7twIPBDhIPIDcIPIRZIPJaiIPRVlIPZidIPaQrIPjPfIPnSdIPnXiIPs4cIP5
                ReIP9jeIQQLdIQQRjIQR+jIQSpjIQaPgIQbDwIQbKcIQkzeIQzgqIQ46eIQ6AaIQ+6iIRBDVIRFOdIRGDgIRGPnIRY7kIRZqrIRb7hIR+DjIR/+dISAujISN8iISVy
                kISZFfISa7nISdFmISi/eISsJcIS5kYITCHhITIDSITKQuITR0kITb6mITsLhIUBCZIUCaaIUNxhIUPahIUTApIUgleIUh1dIUicfIUlapIU/AoIVB/hIVMbfIVWve
                IVeFrIVmFlIVs9cIV3oiIV6DhIWDkgIWMHcIWZzhIWbtiIWd/gIWg8bIWxzhIWyTiIW43mIXErlIXJHeIXNRiIXSvcIXt8kIX0WfIYFEjIYpOeIY2MkIY9/gIZD7sI
                ZG8hIZIEfIZPfjIZbCjIZcyeIZdykIZfncIZlRlIZm9oIZn2gIZw5iIZ5ZdIaIxfIaWibIafzjIaocdIapvkIatygIax87Ia+hkIa/dWIbAhqIbCggIbDklIbDwaIb
                LzqIbeAdIbvSgIb03WIb5quIcHflIcNglIcaOjIcsOqIcvsgIdEVeIdGsjIdOCiIdSieIdT6fIdVCkIdbLZIdeBrIde/iIduufIdvhaId9dlId/lhIeH8pIeKTmIeL
                NoIeOMnIePWsIeWUeIeZckIeaInIeh8bIenHnIetdoIe22uIfQxaIfRUkIfehhIfmKdIfxgnIfyFUIfy6fIgMkgIgRvgIgW2gIgtIeIg0JeIg2ZlIhG2oIhHrpIheR
                gIhkIcIhmffIhrOoIhr60IhwfqIhxNdIhx8aIh6lUIikbgIinybIirkjIisUeIis6nIi5neIjJheIjJskIjL7jIjUHhIjZxhIjekjIje4RIjfjbIjl5iIjyDgIj0rj
                Ij1ujIj+mfIkBzfIkKdbIkWPeIkdegIkeZYIklKeIkmlYIkrogIk7LdIlFjbIlJ0cIlNxxIlQFjIlU9fIlaXkIloTpIlsKfIl89eImKSnImNYaImWeeImcfxImghgI
                mswgIm1TjIm6AVIm+DcInAcjInG0iInJSWInNsdInQHaInSAlInUAqInb2kIniJZInk3gInoCsInpHrIntMgIntNiInzUYIoHegIoIs3IoRASIoV8lIoZulIocgdIo
                dvfIovHiIo4YdIpCZqIpM+VIpUsdIpynZIqAIhIqDfeIqRRcIqd4aIqfRiIqlfbIqmyZIqsegIqt8rIqw0oIqxCgIrdneIrhklIrtmeIrttnIrxlbIr4qZIsIAnIsO
                PmIsRefIsjXzIsj4iIszvZItHxfItIfjItLcfItRCmItXejItZGjItc6pItdkhItg7iItiZqItnMmItnQgItoaiItphdIttCpIuCqcIuMQqIudxgIunqeIuogrIuvf
                mIu5xfIvKvlIvi8xIvsIfIvw6eIvzZgIv3khIv37oIv+hcIv+rdIwEMjIwMlrIwUelIwbxhIwdMiIweSdIwgunIwiSoIwlvnIwxFgIw7QdIw7xdIw8LUIxETfIxHKa
                IxIDdIxJibIxOmhIxPNjIxTBrIxf8eIxlzdIxobnIxpBbIxx2jIxzRrIx5JcIx6/kIx/VsIyD5YIyJodIyJx0IyLJnIyOUaIyRPuIyYinIyh37IyldkIyw5jIyznlI
                y0MlIy19bIy+5XIzEQbIzL4dIzM0yIzUKeIzUvkIzXAdIzfCjIzgObIzkHeIzowlIztYnIzxelIzz5oIz3ZiI0KjgI0LxeI0RzeI0YOkI0idhI0speI0uPoI1JU3I1
                JkZI1J6rI1LlcI1VSfI1ajpI1claI12EZI13EgI177aI2I0/I2NZiI2eveI2gNkI2hVlI2idfI2l1cI20pgI24UiI28+sI3EagI3NVmI3PZoI3ROgI3avlI3bvpI3p
                yhI3tqdI3v4qI302aI3/jYI4KmkI4NLgI4ZGlI4lfmI4l7gI44PXI5EwZI5M5dI5NPdI5UIiI5VWrI5uCxI6BJfI6ECjI6EjsI6FCnI6H3fI6M0gI6YrfI6gzhI6oz
                XI6y/gI65+YI687oI6/ZeI7CAiI7EdrI7TNYI7a8oI7i/oI73fkI7+wgI8JWsI8POgI8WygI8oQgI86weI9LYcI9hYnI9rzgI9uJhI95ydI+AQdI+IOiI+ZhgI+dKg
                I+epiI+gpjI+uXpI+y/cI+9bdI/F7eI/PMlI/XeSI/dSmI/kZgI/pLjI/vPVI/wVuI/1JcI/46dJAG3oJAIn0JAMfZJAmrcJAwmuJA4waJA85gJA+ljJBFArJBIuhJ
                BI3eJBKGqJBNeiJBOUlJBRVeJBXVdJB1EcJCD/pJCH0lJCJwgJCKQkJCNhdJCQdmJCXtnJCYUhJCuIqJCu7UJC0ogJC5OsJC9lwJDT+cJDjsdJDkhlJDssrJEEwoJE
                eXgJEoecJErvXJE2vhJE6QWJE+siJFASeJFG1fJFZIbJFZzYJFcpjJFe3lJFiwKJFoGlJFogYJFohpJGBzqJGCXfJGI3hJGTBhJGgraJGjWrJGpsjJGrPRJGzWrJGz
                ujJG9iXJG/ElJHCYiJHDBeJHMnlJHNKdJHVewJHg4fJHyNzJH0jbJH6xjJH9UgJIDNtJIHjaJIMjqJIR5gJIV9tJIg7oJIhOdJIv+eJI+5uJJDpwJJH2qJJS3fJJVz
                jJJZ5hJJhNfJJilfJJjkgJJlZiJJn4bJJ0dbJKMtxJKM4cJKUQiJKbygJKcPrJKkmkJKlYfJKoQpJKsFcJKxfgJK5YhJK5rYJK9DXJLG4bJLG/fJLWahJLc8fJLheg
                JLlsnJLsNbJLuScJMB8cJMIVeJMLftJMO+gJMT4qJMVgiJMYNkJMnyZJMsWoJMtmjJM+biJNF7oJNGreJNGswJNIXkJNLZlJNUSiJNVpvJNWRUJNZ6eJNafjJNiAfJ
                NrOpJN8tqJODqgJONxgJOVEmJOdIbJOgIbJOkAmJOsmcJOucrJO9NqJO9tUJPDadJPDwlJPKkmJPP2YJPcCdJPhrgJPiqoJQAnmJQI2fJQSRhJQZ5lJQzKVJQ5bbJQ
                5ocJQ8BSJQ86rJREBiJRFKkJRIycJRJGfJRK7YJROXyJRQPiJRUslJRXDgJRgKeJRj9sJRs/qJR0aZJR5HbJSFPZJSF2ZJSLueJSN6RJSPTeJSTEfJSUUZJSVbbJSc
                MhJSgVdJSgXvJSlnbJSrLoJSzDjJTBmnJTDnZJTNP5JTQ0vJTTmeJThXaJTkVtJTrNYJTwIiJT3AaJUHQxJULQjJUOXqJUTpiJUZNkJUhekJUkbuJUnXcJUuY/JUvz
                fJU6vPJU7seJVEOkJVGbuJVTbkJVUtkJVVskJVXrrJVktxJVukhJV44jJWAmeJWM/bJWN4lJWavVJWbVeJWc5cJWdfhJWrqUJWvIxJXB8/JXPujJXU8dJXfSrJXhjd
                JXtHlJXy7bJX0ZcJX5zZJX7ckJYAyuJYBfbJYdNhJYpacJYyLjJY4TeJY7rrJZAniJZF0RJZRLuJZYheJZcYlJZif5JZybhJZ7UYJaANyJaB7oJaDeqJaUNgJaVLbJ
                acXdJakDaJbGMeJbG/aJbLlgJbTRiJbT8lJbVhhJbasiJbftsJblw1JbnkYJbxWcJb16gJb4/wJb5EbJcCOfJcCeiJcJHfJcMMdJcSNmJceCkJclYeJczDgJc9ciJd
                A2YJdBFgJdCpmJdLusJdSJcJdZTiJdcFgJdiAfJdk4iJdvtuJd2MfJd4xZJd8p6Jd+/eJeKBfJeSTdJeTWZJeZtjJecBaJemwbJezNfJe4sfJe5U5Je/eZJfAxaJfI
                yoJfLoiJfPFdJfX9dJfaUmJfaiYJfapjJfcfmJfgchJfnQmJgJIeJgRZVJgasnJgd8bJgf6vJglmmJgp2kJgsFgJgxabJgy7fJg0GdJg4dYJg5WhJg6keJg7DkJhAU
                gJhCzmJhEveJhFHbJhGLqJhMtfJhYYdJhYdgJhkTjJh4MeJiADlJiFxbJiH7nJiI/eJiVrSJic4iJihrdJinajJiniXJirOdJirqjJi19cJi2xyJjGETJjHAdJjOxl
                JjXtdJjnkcJjpijJjw1YJjxWfJjxt+Jj2geJj58xJj8j6Jj9bgJkMivJkOgfJkSHqJkWoeJkj7dJk1ykJlPxkJlW+gJla7vJlfGjJloReJlsjbJlvCeJlvbSJl0rVJ
                l3mOJmJ7cJmSVcJmYzxJmeYyJmjZkJmmluJmptjJm3cfJnGFjJnNOhJnQggJnRAmJnTNYJnVNWJneFmJns6iJnvtlJn8wvJn/hgJoQveJoVYkJofucJomYhJonzbJo
                ugnJovoiJo2QdJo8TZJpAceJpOvVJpWLfJpnMhJpn+cJpw6yJp7GeJqCMeJqEBiJqIkiJqKFVJqKN/JqQZfJqcqgJqgciJqmJhJqwqgJqzYeJq5ReJrHPoJrjvmJrp
                XjJsBQbJsSKkJsVLeJsY4iJsd/oJsr6eJssikJszycJsz5wJs0kjJs2CiJs36fJs/+hJtBBgJtOTeJtPFhJtQOdJta3qJtckhJtwXUJt0DpJt8gkJuKChJuoGhJuoe
                gJvJquJvTFdJvYlgJvc3fJvhMiJvifjJvs0cJv8DkJwAjlJwCjoJwSsjJwUrgJwVLlJwdRfJwewlJwnTfJwwjYJwzkrJw/6oJxFLhJxGeiJxa9eJxd9qJxs3jJxxpb
                Jx3ygJyBxhJyangJybvhJyilmJyu9bJy2MqJy3+jJzEZcJzKNZJzSWVJzT6gJzcsbJze6qJzoQtJztthJz6tqJz+inJ0AWeJ0AlmJ0DzPJ0HAhJ0LpZJ0NChJ0U3lJ
                0dCdJ1GzqJ1YnhJ1eGXJ1hTeJ1mVjJ1tvdJ1ygwJ11MkJ11OhJ13haJ16kmJ2EFoJ2EGXJ2IUfJ2RhfJ2xL1J2xviJ3CAoJ3M3hJ3YWfJ3pDpJ3pSmJ3q0lJ4CVkJ4
                CrrJ4EcgJ4FquJ4HvdJ4RuiJ4gshJ4iXfJ4ibZJ4lWjJ4mceJ4smeJ4s/gJ4tKgJ4vktJ40mmJ5LGiJ5Q7bJ5TYhJ5ZGkJ5ZQeJ5Z+bJ5gLfJ5iEYJ5q6eJ52ghJ53
                MhJ54ibJ596hJ6CpgJ6DHsJ6I/kJ6MmlJ6WxiJ6ZbrJ6bZZJ6kvkJ6nzrJ6xulJ6zHgJ65EdJ7A/xJ7BClJ7IZqJ7Jc0J7MroJ7YngJ7l/pJ7mK0J7uSjJ73afJ8Ep
                pJ8NbeJ8URhJ8jlkJ8lLeJ8nhdJ8n5fJ8rWeJ8vcrJ87KvJ9WWcJ9iDuJ9l1sJ9nydJ9yghJ+CSjJ+CpbJ+DYsJ+JKeJ+JzkJ+KcfJ+M9nJ+WyeJ+W/lJ+Y3fJ+Zqf
                J+fVfJ+g+nJ+oXfJ+zqiJ+0nrJ/CXgJ/YbbJ/aviJ/ipmJ/iymJ/pRhJ/yFUJ/zrhJ/4ihJ//NjKABomKAKJcKAKjgKAN3xKAT7jKAepNKAj0eKAknZKAzCdKBBTiK
                BIbfKBI4hKBJFiKBODrKBRYfKBSUZKBSadKBWRdKBfinKBfjjKBixeKBmXZKBwvoKB8BoKB8OhKCBThKCCxfKCOHdKCRDkKCWJbKCbvbKCg7rKCjmfKCp9aKCvdzKC
                +JbKDMwnKDO6XKDTviKDWUbKDXyfKDc8/KDntcKDqkkKDwifKDx5oKDyqcKEYYdKEZsgKEfidKE/CfKFVYjKFV/qKFW2fKFjvfKFkamKFwsdKFyhlKFzxVKF2tdKF4
                ybKGKojKGfEdKGgmkKGhrjKGtzjKGvJfKGwVcKG6QrKG8/mKG/8bKHL0hKHQSlKHQumKHUafKHU9hKHVBnKHi1ZKHjvgKHpSeKHzpqKHz2mKH0UhKILfgKIaegKIjm
                kKIv8fKIwPbKIyOiKI1JlKI2miKJAQgKJBckKJFJiKJI7nKJPQiKJPjkKJSMiKJb0mKJchqKJwdiKJ94pKKEogKKS8kKKWHhKKY+oKKnYsKKptmKKq7jKKyNuKK4Gn
                KK9ydKK+wZKLAphKLNEgKLaVVKLmFiKLuciKLv1RKL0AbKMBGkKMFacKMXjjKMYFyKMoCeKMp1nKMvZwKMvniKMwPeKM0btKM2RVKM2rzKNDcYKNLCrKNRCgKNUNfK
                NcFaKNe1uKNfmgKNqlhKNztzKOSPTKOflZKO7ZiKPQAfKPTngKPZLhKPevrKPjxuKPzbeKP51ZKP+rfKQK3hKQPnYKQSRfKQfRfKQkubKQnHdKQybdKQzsZKQ3geKR
                D6kKRGudKRHPhKRL+nKROKhKRUbgKRgRjKRntbKRpRoKRuGjKSC1+KSHYaKSJZvKSUTkKSdMfKSeDbKSe4eKSjYpKS3yiKS8hlKS8/fKTA9lKTG2uKTIddKTNooKTe
                XfKTiDdKTkodKTtzYKT59bKUEYlKUQEnKUSEfKUTxcKUW2hKUgOrKUiKhKUpCmKUtWXKUxXgKUy/rKU1ajKU6BhKVFYjKVHKdKVI0aKVNFmKVS6bKVdlmKVd+hKVhq
                yKVrMXKV/UdKWDWiKWGmmKWXoeKWeogKWg/dKWjwiKWsecKWxWiKW7xgKW+mhKXChjKXLzvKXZteKXfvaKXhEhKXi7jKXrnVKX1DiKX1EfKX5/cKX/JoKYC0mKYDnx
                KYEmbKYTfeKYUCcKY0GfKY22jKY5JwKY6cjKZE2eKZQDgKZbTaKZdajKZfSrKZmBlKZmcmKZtuXKZ6AcKZ7AbKaIfgKaKolKaLWgKaMeYKaNBiKaZPiKadYfKafilK
                agYlKa/HeKbCMbKbMwcKbNGfKbOUiKbRoiKbX5mKbndVKb1MdKb6PgKcM6nKcX3iKcYpqKccaoKciPiKclqeKcx/fKc1ufKc/NcKc/ebKdDmgKdH8fKdJncKdRIgKd
                XtjKdX5qKdcbmKdf/lKdlygKdqZpKdwUfKdx5RKd3PmKd81nKeZRZKeb0nKehvlKenRfKenytKe11iKe2SeKfEGlKfF9dKfJAXKfMkYKfmkeKfwroKf3PdKf3UjKf7
                FmKgQhgKgXCgKgXriKgh4kKglEgKgrsiKgsNdKgwEdKgwGfKg5gkKg/2mKhKtnKhjspKhkkyKhnkgKhoffKhqBhKhrxpKhxogKhzYwKiE/iKiLbiKiQr/KiXpWKiZF
                sKicLfKijSxKipDiKisThKivLhKiwEdKi04lKi1dpKi/PeKjBxiKjJJiKjW4hKjhfZKjiMoKjlwcKjmjeKjwNbKj7QgKkE5eKkJypKkNuhKkOUWKkZ5fKkassKklge
                Kk9FuKlBbaKlDxvKlITaKlSPbKlTHdKlWDfKlZfgKliAfKlqITKlrVVKlzMdKlzWlKl3SxKl4wkKl6reKmLEdKmMGdKmUZpKmXCeKmXhkKmfEjKmhhrKmwxcKmyAdK
                myosKmysbKm7vgKnTlhKniSpKnoWkKoDAiKoDQTKoHQYKoP4nKob5iKoiFeKolRnKoqAxKovOvKozSpKo3DdKo3hkKo5VbKo68jKo9ChKpaPgKpdIgKpfnhKpkdXKp
                pyhKpx9kKpyIiKpzzjKp3FjKp90VKp+RiKqAyjKqFbiKqKIfKqKgkKqZQnKqnaqKq+GmKrDGiKrH0eKrPIhKrUvaKrXjdKraPdKreYfKryaiKr5xmKr64sKr7ogKr8
                YeKr9CeKr95gKsDuiKsGHgKsK8nKsRZhKsR2mKsa4pKsfHeKso9aKsuykKs4UgKs6HmKs7giKtHzvKtPtZKtPvbKtTtfKtW1lKtYTpKtd7fKtoEkKto5iKtsucKtt3
                gKtvMjKtzKhKt75iKt9FgKuFFlKuY+lKud0fKufjjKul3jKuxPiKuzAfKu0UjKu7SWKvD6jKvJ4sKvQkcKvbDiKvbJhKvmtWKvpfiKvuGfKv5XhKv63kKv+VdKv+dY
                KwACgKwArpKwGVpKwGzeKwLUeKwPMsKwSgjKwXmiKwZ8fKwhwXKwrWeKw85nKw/8cKxDxYKxQebKxRqwKxWDeKxvwiKxyrjKx1KuKx2CvKx6GdKx+ZjKyBzwKyCbfK
                yMDhKyOzcKyTMiKygbaKyjyZKyvOvKy1PfKy2FiKy3peKy9tuKzN8fKzRJbKzX1fKzYLhKzdPhKztFZKz6lxKz7PhK0IvoK0LleK0M2eK0NAlK0OAdK0RxkK0YhwK0
                iOnK0l5yK0njlK0t3sK0+IiK0/WtK1A8VK1MZbK1OuUK1PZZK1h1kK153XK19jXK2BcrK2OOtK2ShiK2WHfK2W7mK2rNjK2svqK2v4fK29QeK3AEcK3EZkK3GBrK3M
                UpK3c0fK3kOhK3p4dK3yxvK31zqK4BscK4ESbK4NWgK4VSgK4X6eK4oMZK4pSYK4r5nK4uffK47wgK5EMhK5HwlK5H3qK5KCgK5L9dK5oaaK5xDZK5/TeK6DfdK6Q9
                rK6UzeK6VKWK6ZUbK6Z2sK6aRgK6b/lK62tiK64s4K7BrjK7CIbK7LplK7RxWK7TobK7UjTK7VUbK7ktgK7lZ2K7r1iK8L7lK8PNeK8YXFK85bdK9GhcK9HWeK9OAc
                K9WrdK9dxxK9jrYK9siqK95DiK97PfK+BiiK+DYoK+UoeK+Z2TK+bHkK+bfeK+hN1K+1bkK/CqgK/DMqK/NMlK/OedK/O+gK/kocK/qdeK/uvXK/3BbK/7ZdK/9PjK
                //ymLAHynLAH1gLAPZkLAREkLASmbLAWMdLAbzkLAdfiLAdmgLAxWjLAyYpLBTznLBUOqLBYUYLBZUVLBnWjLBtxjLBt9kLB6sqLB7IdLCALhLCEMkLCU4gLCWjeLC
                iilLCjRYLCk+hLCngcLCvSfLCwglLCxgjLDFecLDIQlLDOihLDXQoLDb9cLDrleLD+zfLEIBiLEJEjLEJvlLEY0kLElZeLEmAtLEqwiLEs8cLE8cyLE+OhLE+6eLFC
                qjLFE6oLFRzfLFXdlLFaMnLFncdLFrd/LFvNhLFvOeLFy5sLF8EeLF+iZLGH8gLGLibLGMLkLGgFkLGuIfLGxz+LGydgLGz+bLG8xfLG/wkLHWknLHkLeLHk3iLHwV
                jLHyVrLHy3cLH7BdLH/rbLIAicLIHrwLIj/lLIqAiLIsbfLI2SfLI3LbLI3jrLJBflLJCTkLJDFWLJIjjLJP3uLJmoeLJ1liLJ/EfLKIzhLKOjeLKTXaLKasjLKhtj
                LKiNaLKm2aLKzAfLK6FbLK7lqLK9ngLLA7XLLCQrLLJbfLLMndLLTPeLLVEdLLWHbLLWslLLZeZLLpWXLLsjkLMEUiLMFnhLMSv0LMnDmLMp0ULMsLVLM0vkLM2joL
                M49nLM5SvLNFobLNJLfLNSEcLNTCcLNYLjLNb3eLNjLeLN1ikLN7OiLN7VhLOBgeLOGmiLOL3kLOMPnLOPOtLOS7rLOXNjLOX5eLObZfLOk8dLOoqWLOyyiLO2TbLO
                3IfLO42nLPAOhLPBPgLPCQaLPEkdLPWplLPYHVLPoQiLP6EdLQBKhLQEQjLQK0wLQOJeLQZTgLQikhLQoJeLQuEdLQ29gLQ6heLQ8arLRBnmLRNDhLRYXvLRZ2mLRa
                KuLRcjaLRtSeLRuIvLRvmdLR44bLR6xfLR7GiLR/CWLSW4hLSqHeLSqSsLS1poLS3HfLS6MdLTBIlLTPxsLTdsfLTgTgLTh2hLTsGkLTtnmLT4fuLUIaeLUN7dLUYE
                nLUaLpLUvyaLUwJiLU7kcLU98fLU+NmLU+gbLU/IbLVAifLVNutLVT0mLVezlLVpyeLV2feLWDNcLWDRlLWOisLWSecLWWZhLWXUYLWdXmLWmfTLWmjWLWpwyLWsiX
                LW17pLW8xcLXP2pLXjkiLXlriLXmmhLXmtZLXyeaLXz+fLX6roLX7MiLX8TWLX8nkLYFQgLYNVdLYPCaLYSDfLYS9XLYb2YLYzCeLYzgjLY+RhLY/iRLZBBjLZE1cL
                ZGpiLZKaqLZq0fLZscjLZvQmLZ7TkLaDMmLaFXdLaH+hLaSkeLa0TlLa6efLa6iSLa/hlLbH3pLbbviLbdLiLbhPpLbikgLbvKZLbwRRLcBtpLcFrlLcjqdLco6lLc
                8SrLc+ngLc/BqLdD3ZLdE0lLdJWcLdQIjLdSypLdS6gLdXieLdnjvLdu3iLdwEnLdztrLd7qkLd/YfLeCfiLeGhgLeLhiLeO0aLeQjsLeXTeLectaLedyfLemKjLer
                hYLetJaLe2ZbLe+SoLfDecLfGVmLfg9iLfmyaLfr9eLfwigLf8icLhOadLhR5hLhSRuLhV9bLhaEqLhvoeLhxUeLh5ZdLiDEkLiNgvLiPcfLiP9hLiR8dLiWjpLifN
                aLijiWLimXZLimydLin/jLisQhLitzeLiu8eLiyAqLi0VgLjPGkLjUMeLjYQgLjjMgLjkqjLjmUjLjvIgLjwxYLj1lcLkdTbLkiR0LkuPgLk+TnLlInZLlWLmLlW1b
                Llf8bLliigLlj8tLlohfLlvLsLlzpULl3vdLl5/fLl9QfLmKejLmX1jLmaQyLmjrxLms+mLmzHeLnKPaLnOrcLnVsmLnYVeLneaqLnpVdLntshLnxznLoAgdLoBOeL
                oDxRLoUWeLoaSdLodjtLoixoLomTgLos5pLos/eLothoLowNaLoxegLo4EpLpMDkLpRuiLpTwqLpUNfLpYfiLpaEpLpmsqLpm1cLppinLppliLpr0eLpy9fLp8QrLp
                /KiLqBAfLqCJpLqGFcLqIgfLqWhfLqwObLq+HkLrDo2LrI8mLrKRjLrLwXLrMKeLrPvVLrSvfLrl3lLrqSqLrqTnLrtSwLr6PULr/nqLsR5dLsTrgLsWJZLshWfLsp
                +eLstmiLs3EhLs3YaLtC/rLtJkaLtd9lLtk5jLtv9fLt1OoLt1kmLt2foLuAqZLuSCpLuY3pLubIfLubunLueWgLuh1mLumTrLunpeLu7gnLvPqhLvT/lLvZjgLvfS
                bLvpmiLv05fLv14uLwDTsLwJkWLwOYbLwP/gLwWdhLwvadLww9dLwyagLxXYhLxr6ZLxtRVLxv9jLx/GfLyDxXLyKTkLyKYkLySYdLyXXnLyZWfLyZ7SLyeHeLygAt
                LygEcLyiSlLymXeLytOdLy7biLy/MdLzCSfLzaRdLzlJhLzlqWLz1NhLz9CpL0AWYL0E8TL0OMjL0SOhL0TddL0T+fL0UNkL0YifL0dXcL08XfL1DIcL1OVbL1PamL
                1W6cL1gNgL1hbcL1jNkL1o1dL1qZWL1voiL1xXaL17lhL19BZL1+OrL2CpaL2R0eL2VThL2aajL2daeL2m0jL2thaL2ysfL22KfL27lvL2/XgL3FdnL3FlgL3K8nL3
                MynL3QQhL3VSfL3ZVmL3ctoL3cxgL3hSrL3hnpL3nPmL3q0kL3uZcL3vAdL34BhL4DkrL4KxkL4NchL4P5mL4SqjL4UAeL4WSsL4fchL4htrL4oDYL4sYgL4vvaL4v
                8VL45elL4/DfL5I4vL5JqfL5NVeL5QQYL5QdaL5UyfL5a0fL5baUL5d8wL5vOiL59PjL6MqhL6Y7qL6Z4iL6cBgL6pZsL6qZjL61etL64MlL666cL683ZL6/7bL7Li
                mL7L3RL7OzsL7YomL7nzmL7pAlL7pu0L75uaL78ZgL79WnL8MKfL8VmfL8YhhL8bRvL8dFjL8thaL8zKeL9JYbL9LlfL9h1bL9p0jL9xIZL9z9fL91fZL999dL+FPR
                L+FxgL+v/jL/IdZL/JvpL/KdZL/K4cL/STrL/WvkL/aLcL/bC0L/leiL/sSgL/s0ZL/uVdL/u/qL/0g3L/9nuMAKDbMAMfrMAPQhMAQ1ZMAQ+fMAVWcMAXVaMAX7gM
                AaIvMAj61MAka3MAvMhMBAYgMBRQ/MBYeWMBcbmMBktiMBpgeMBsDiMB0teMB1VfMB3DjMCI2hMCI8fMCKFYMCLKeMCSMiMCZlfMCaGqMCeMmMCkMeMCwpjMC5afMC
                +8aMDE0SMDRXcMDXnZMDd3fMDkSrMDmZmMDnEeMDuyeMDxbdMD07dMD/ujMEDMxMERiqMEU4lMEWinMEceZMEy4aME6UdME+aaMFAVfMFGp3MFScZMFTcyMFXZjMFc
                +fMFy5fMFz7lMF2PcMF5XeMGEnkMGOtaMGPvgMGX7bMGeefMGqZlMGxSgMGyNjMG7SaMG+WfMHDnZMHQcfMHWuhMHX9gMHcaeMHeOoMHyEcMHzKhMHzVeMH7LjMIFh
                cMIMOcMIMebMIV5cMInMzMIpHdMIqBiMJESaMJIzcMJTxkMJX6UMJcCbMJeHeMJy5nMKPUgMKPfgMKXmdMKYzZMKppeMKq8dMKuniMK44cMLDrnMLPWiMLPXnMLQnk
                MLVUvMLVXcMLXBxMLb2fMLdBeMLnsgMLqXbMLsyeML75jML/jhMMBrkMMDliMMH9WMMNywMMXLfMMeCcMM07gMM7VwMNINnMNd3cMNhbdMNotxMNvfeMN1lnMN6wSM
                OLUuMOSSgMOX/nMOoIkMOr0dMO3EmMO/nhMPAToMPXb2MPbjnMPg7UMPiSbMPuQtMPxxqMP1OeMP78YMP+laMQAjvMQF/tMQJJ7MQf9mMRBsiMRXXbMRcRdMRdBdMR
                lOZMRnmkMRuVlMSLsbMSUAhMSkGcMSw8hMTPdiMTP7UMTVagMTtchMT0qdMT+UlMUWNkMUYwgMUbSSMUeNaMUlvjMUpHhMUqUcMUxYpMVOicMVP9bMVQ5bMVYVrMVc
                ccMVszeMV+SiMWQ8fMWRvcMWbfnMWcZcMWqHgMWzgeMXWwYMXeibMXg1cMXoHsMX3JfMX3ueMX6OkMX71rMX+3jMYABdMYDbqMYFOaMYL0VMYOGlMYQ+sMYUalMYZd
                bMYgTkMYmXmMY78lMY8wfMY9KcMZMMzMZOHYMZPhVMZeJfMZguhMZjugMZ3MeMZ7sfMaVvpMaYVjMaeLaMaixaMar/fMat7bMavffMaxcbMa79xMa9GfMa9svMbJ6X
                MbPwYMbRKgMbWCbMbswZMbxWiMbyYfMcN5aMcSBpMcTFgMcZEfMcc8gMcehjMcgPMMcipgMck0kMcmqpMc2plMdKBhMdTSgMdbujMdniXMdpzeMdqpoMd2bcMeAtjM
                ehIeMenKdMepGkMe9/gMfBDVMfEL3MfczlMfkMsMfzKrMf4AqMf4CiMf+grMf+saMgJZlMgNAdMgNHjMgZYfMgu1fMg0AjMg3UmMg5BpMg7AYMhDUfMhILXMhOTdMh
                gQuMhhAnMhjXiMhuhzMhwdmMh08bMh9omMiQXWMiTijMidFnMinceMiuLcMiunjMiySiMjJejMjKvmMjLRZMjTykMjaOYMjf2dMjovbMju/gMkDKcMkH6jMkmCTMk0
                /lMk3ycMk6AnMk94YMlBrhMlD/kMlH5XMlIxlMlPdUMlZKdMlaOaMlpieMlxajMl1sjMl58zMl7afMmIdYMmSyZMmiNrMmp/nMmsadMmuFkMnCiqMnHojMnK5eMnQS
                fMnUQiMnXQeMnaJlMnb6YMnhjcMnrWbMn1scMn3MqMoArmMoDSeMoMspMoZafMoclXMomHdMomMiMosgfMovmfMoxNdMozxnMo3LkMo75dMpACmMpiVyMpqNfMp/Vi
                MqQCaMqbUZMqkAhMqshhMqtpdMq3daMq/4hMrKhqMrVigMrY0iMreenMrfffMrtstMsJVvMsMZjMsWurMsXubMsajdMsbgkMsj4TMs0enMtGjfMtIviMtPmqMtTRgM
                tXnjMtdrlMthtZMttBnMt0XhMt0sjMt1ZhMt6xiMt8w0Mt9bfMuAhgMuCVFMuCXYMuGegMuGvlMuJakMuLBcMucKgMuviiMu8khMu/+aMvL1eMvMnsMvQgxMvVSbMv
                VVeMvYdnMvjKgMvpGhMv4zvMwElNMwRpZMwSmfMwnolMwwDlMwxJdMwxjaMw7BXMxH4nMxIdfMxJBqMxPWnMxRJnMxtYgMx6PbMx/fmMyQTgMyWNiMyhYgMyoZXMyq
                leMyutpMy14gMy3meMzKpnMzPOlMzQOjMzQ1dMzVJgMzh9QMzm3aMzxEiMz6+hM0FnaM0KymM0RuhM069jM0/NaM1D+iM1IRaM1ISnM1U/iM1WVoM1cboM1ixpM1i1
                hM1lLcM1lOoM17kkM1+llM2HFiM2SZgM2bsaM2gMnM2g9pM2ineM2j34M2nDlM2o/hM2vSjM3XlgM3YVgM32VcM325kM33wYM4BFuM4IMdM4O0ZM4T3fM4opgM4ovi
                M5bsdM5eKbM5txjM5uJfM57TYM6CZZM6EVTM6E1fM6FflM6NteM6OttM6RndM6YFkM6ceSM6h2jM6qNxM6q/kM69UZM7IEuM7RgmM7brfM7c0mM7lHeM7mXfM7oUiM
                7rbeM7sT4M74MbM75GrM75gjM776dM8M4dM8QKeM8hTiM8reiM8sZuM9BTiM9ClsM9DtnM9T3XM9XceM9qRtM9wbbM93VpM99WmM9+2eM+LJfM+MuoM+T7eM+WVmM+
                a+bM+bgsM+hdgM+iHnM+lMgM+mCmM+tsbM+w+eM+2AdM+2ucM/J1jM/R1jM/U8cM/VHXM/V9eM/YEaM/cyfM/xmeM/74dM/9WuNAQPcNAXPsNAeYhNAergNAhcnNAy
                MVNBEGYNBOSlNBQpYNBT1kNBXKdNBbigNBgsfNBnOoNBoqZNBqBqNBrlkNB7JjNB9ggNB/HhNB/vkNCPUjNCb/fNCldyNCqEhNDB3kNDE3cNDLNlNDMecNDM6dNDPa
                jNDSpcNDW+aNDhPhNDofcNDpGrNDrgnNDz1eND5lmND93oNEBnuNEPlbNEfusNEh/lNE2PnNE4reNE7jmNFGWeNFHNdNFPGYNFRUnNFWGKNFdZlNFvPfNFvqdNF21i
                NGEpYNGMRfNGO1nNGUAyNGcwqNGjGWNGtqhNGtxhNGzLkNG1zeNG8giNG/XdNHJzXNHKZgNHLChNHLtWNHN9bNHXvgNHheUNHjzdNHlNpNHtyaNH7qhNH9YiNH/shN
                IL5hNIWdbNIXigNIrRfNIv0jNIzziNI+PgNI+tlNJJErNJJPjNJO4dNJeBdNJeMjNJhnoNJlUcNJnllNJ5hgNKI2bNKOkgNKa9jNKrKkNKs4eNLEJsNLIfhNLL7fNL
                MOzNLMRrNLVcYNLVjiNLbRYNLihuNL2AqNL3sVNL4KsNL7dfNMTlxNMVZfNMX/qNMaEmNM0+mNM7SmNM85fNNE8lNNOPgNNR0jNNTXsNNZylNNaFdNNcriNN+xhNN/
                NYNN/drNOW3eNOgleNOo6oNOqdrNOzCqNO76eNO+dnNPAShNPCPmNPE/nNPPfmNPQ/kNPc6lNPe0XNPfCXNPgorNPg/jNPjbjNPmOwNPngqNPyGgNPzhjNP/lkNQFd
                lNQWd5NQXgmNQgYaNQjPiNQm7jNQnLoNQt1oNQ1/jNQ8WlNRBpSNRQ9bNRT6bNRYYgNRhwgNRnfjNRpPfNRxwYNRyFeNR2bxNR7HfNR7OUNSCBgNSKiiNSKlkNSMYq
                NSTF4NSZWbNScJeNSc2bNSlTXNSm7iNS0GiNS0tgNTBTYNTHCdNTHumNTN3bNTcZbNTlTaNT3LsNT/GgNUDdgNUEBfNUO4oNUYfoNUZccNUkUhNUosbNUtVnNUytaN
                U0svNU61eNVEfdNVKbfNVSDiNVYrTNVZjpNVi/dNVsWiNVx0fNV4VzNWGBtNWJQfNWKofNWc+dNWgAfNWiOpNWlVhNWoNXNWyUaNW7FgNXKunNXTXdNXddbNXgHgNX
                ip1NXlRiNXwdiNYXmfNYcfdNYc0jNYgGjNYmhfNYtOWNYvanNYyWeNY+BeNZRHmNZS6pNZgAkNZj8nNZu9oNZyaeNZzajNZ3oeNaAHoNaCImNaFNcNaPUeNaUorNaV
                e2Nag5hNapzbNar0ZNatslNavwdNay7iNa2JZNa30iNa9KtNa/FZNbWkkNblGcNboVmNbqgeNbxkWNcKrtNcK7oNccXYNcvUcNcvaZNczhWNc14cNdDZfNdRPgNdb9
                ZNddtdNdoCpNdtFlNdtJYNdv5eNd/Y7NeDtoNeJKpNeK3mNedhcNedviNehodNejpfNej3jNepwlNe5TfNfHDYNfYQeNfZXpNfaJUNfgAcNflsnNfpenNfqJkNfzQm
                NfzddNf2tgNf3JhNf7EeNgD+kNgRJcNgShkNgXegNgd8fNgkXjNgk2jNgnzdNgqFgNgyYeNg3InNhEBbNhTlcNhUtYNhVPoNhcukNheasNhhMdNhkGaNhljhNhm6rN
                hsnhNh/3cNiBIoNiEMoNiShcNiUPkNibekNidLbNifvuNinqdNizQgNi0fiNjFIfNjHbcNjKMdNjMNnNjaWZNjiJpNjltgNjpjlNju/kNjvmzNj4KfNj6ejNkKmjNk
                VDgNkjhmNkpJaNkqrlNkxGcNk8qfNk92kNlHQoNlKQeNlMZfNlRKaNlX9rNlaMgNlnCnNlr1YNl04nNl8ThNmMIgNmdNYNmgNiNmjxdNnG5gNnJjfNnRgeNnaZhNnb
                ciNncGhNngSiNnnKwNnxkYNnx/gNn73gNn+qfNoJggNoQSnNoRCfNoWwfNobSwNohacNow5fNo5TlNpENbNpFjaNpFkqNpKZgNpLxpNpT2iNpWaXNpejeNpe8nNplJ
                fNpmsSNpqWeNpvVhNp98gNqDtfNqEgnNqNPiNqwPbNq5/fNrCTYNrFFhNrO2kNrYChNrp/dNrqqmNrsVkNr11hNr+GhNsCNmNsEiuNsFEfNsOmrNsTadNsWAfNsXFa
                NsYSbNsa/hNsfJtNskHkNs6qqNs7/aNs8WeNtB4ZNtRGeNtS0wNtTbrNtU1dNtgGeNthEbNtixsNtv+gNtyVbNt4okNt7EnNuBPbNuKSmNuK2dNuOYhNuYRjNuZvgN
                uaznNumiYNuyRgNu9YxNvCMkNvExcNvLGVNvUDiNvU+VNvYQUNvkQiNvm8YNvqLgNvrMtNvxiZNv2/fNv5qiNwBT/NwFldNwHwlNwkbiNw5PkNw77hNw9rbNxMyqNx
                XdnNxYoaNxYwpNxjEaNxn3ZNxqnuNx81gNyO+lNyP9ZNyQPhNyVXfNyZIjNyZ8bNycJbNykTeNyrsmNywZZNzc6iNz/aoN0AzlN0B5oN0ENeN0J5fN0QjgN0SMxN0Z
                gqN0bVjN0cIcN0c0cN0lOgN0pN2N0qThN006eN03VdN05YvN09hgN0+2bN0/5dN1F7hN1HMgN1KBkN1QmnN1SCUN1WNiN1jciN1mgeN1qCgN1ueXN1zvlN18NdN2H/
                iN2JntN2NxlN2SYfN2YGiN2cTjN2lMhN2vwkN243lN261kN27fdN3DkrN3DqdN3GpjN3NDjN3XRYN3iVYN3roeN3sLWN3tzeN31ClN36xiN4cleN4ojoN4r5rN40vi
                N4+eeN5C7fN5FtdN5H+hN5JukN5KcbN5KifN5SKiN5aXjN5jHdN5plkN5y4eN6WybN6YreN6hNkN6vXZN64blN6/0hN7AckN7CxkN7KKXN7dLXN7dyeN7grjN7lndN
                7m1mN7utpN79KbN792zN794fN8BCbN8EplN8HJhN8YXuN8hGoN8jCdN81fkN82zeN9ICXN9JvvN9PGfN9VDiN9jETN9qDlN9qveN9tIeN9ujgN9u/fN92HhN94czN9
                /ahN+KpyN+QQhN+TkqN+U6mN+eikN+hXeN+qjfN+rvgN+t1fN+wPrN+zXkN+0PhN+3lhN+8DuN/IMqN/RSfN/SkaN/eliN/kCdN/rtkN/vngN/xIwOAC5mOAEGeOAF
                yfOALwgOARwfOAZXbOAuofOA8qpOBGJQOBLVtOBM6mOBO6rOBQscOBUnZOBfeeOBhooOBoFiOBo0dOB0XhOB4yuOCJzhOCNGgOCOPgOCWodOCZ5hOCcuhOCqJhOCuB
                ZOC1VkOC7zmODD4bODMPtODXXhODYGgODdiaODnBeODwRjOD0xfOD9AeOEGgiOEO4cOEZ1pOEeEgOEgAfOEkmaOE8muOFGEdOFLPdOFUijOFbzgOFpBdOFpKnOFqup
                OF1hdOF2LwOGAPbOGCiTOGEPsOGEZeOGEj2OGF2hOGccfOGjXlOGqPhOGqZhOGujdOG24gOG/uoOHKOgOHMaiOHYZkOHekmOHfdcOHggvOHixgOHoDhOHsFfOH6VuO
                H8qcOIC9iOINpdOIU5ZOIkPnOIppsOIwqXOIxAeOI2xZOJDifOJLVdOJNinOJVKcOJW4aOJg5YOKOCeOKQdwOKRraOKShyOKt7bOKvHdOKy+bOK9XXOK/RcOLDGaOL
                GXbOLfPrOLf5mOLmTaOLmWhOLv/pOL1ioOL5xVOMM2kOMU8gOMY4vOMbhiOMhTfOMlYcOMmcmOMp0lOMx5rOND+gONLDdONLZcONOgdONTQfONV4qONZCrONbf0ONd
                ZjONkQlONqveONutUOOLxjOOOLqOORTgOOVJZOOkbnOOlwcOOmtmOOpZaOOu8rOO2MaOO3WYOO4ZdOO74bOO9foOPIL0OPOwlOPO/eOPPUjOPbGWOPcmfOPdMeOPhT
                YOP81fOQPGkOQQ6bOQTmZOQV/eOQa+oOQqWgOQ0QnORFMSORT4dORVhsORY1lORgLhORiqiORkkmOR/YeOSAOiOSA3VOSBarOSKroOSbHZOSeydOSmFjOSxFjOS2Bg
                OS22hOS7HsOS+8hOTNgSOTNrmOTYOfOTeVmOT0FvOT88dOUATmOUIVhOUKCUOULciOUdAtOUhYkOUijgOUlOpOUlhXOUonbOU4ejOVAJjOVEClOVI+XOVc1jOVdYjO
                Vjb0OVshdOV3vlOV+seOWA0gOWNzhOW2deOXL4lOXPQuOXQktOXSShOXShhOXbFcOXdFjOXhNbOXxVpOX0XjOX+miOYJWqOYMOfOYNc/OYVThOYZaiOYctYOYmiiOY
                tJjOYt5bOZCToOZIWtOZL4dOZylSOZ/kjOaNpfOaQ5fOaUomOagRfOatPdOawRbOa00nOa18gOa2wgOa5BdObBybObDkiObOddObTMeObUAoObfSfObgddOb4rdOb6
                GeOb7LYOb8/lOb+ufOb/NUOcCGZOcSAcOca2jOcpQXOcsYYOc4xkOdFgkOdsRhOds0eOdt8pOdxPbOeMTeOeQ0iOeQ1eOerhgOesIxOetVhOetheOe+zkOfA+gOfN/
                fOfV2jOfaNfOfhueOfkteOfl2fOfuchOgDrfOgE0zOgN0fOgRGcOgRtWOgUDXOgZQhOgcKlOge0kOgfIzOghefOgluaOgnubOg3XfOg9ieOg97XOg/GgOg/hhOhJHa
                OhLDsOhL8rOhO5eOhXbdOhdhZOhd6sOh/qaOiETmOiHigOinzcOin7jOivMhOi3PbOi7LpOi7tcOi9ZYOjCyjOjSnnOjUIjOjdeZOju+jOjvgcOj29aOj3GcOj4XZO
                kACiOkBfnOkHNfOkL9dOkR2eOkhWlOkkbdOkmtdOknWeOk0ddOk89kOlF2eOlNYgOlZoVOljGgOlq/gOl2QcOl6NeOl9xZOmDWeOmJ4qOmKqgOmNeeOmfClOmh3gOm
                oseOmqrrOmsaoOmuqrOmx7fOnItjOnI8oOnNJtOnOUiOnYeSOnbAiOnxhhOny+hOnz7WOoELdOoKmpOoOgcOoW+dOoiXbOosOeOoxOcOo4HhOpMYcOpN1sOpU+TOpW
                1eOpZufOpbbeOpeHqOpiQgOpjHoOpkcXOpscfOpwKgOqHjjOqP2gOqaIsOqoIoOquzeOqvVgOqyjjOqztmOrU7NOrVYeOrXinOra3mOrdteOreauOrkEeOr2vbOr4N
                cOsK/dOse6gOsx4kOs2UbOs+3eOtLjqOtTogOtbwtOtj0nOt1xfOt3CkOt7CjOt9ihOt+aaOuCZYOuJKvOuVggOuusfOuveaOu4rtOu95aOvBwdOvCxYOvD7lOvJKe
                OvL5dOvTZeOvYKfOvcllOve9rOviqjOv/zfOwB/mOwJIfOwP6iOwQyWOwXFmOwcYfOw4ScOw9JhOw/knOxBCZOxZneOxcxnOxd3YOxeYcOxgZdOxlIjOxlkaOxuGdO
                x3ktOx6NtOyRNdOyheUOyjhoOynqdOyp5hOy61eOzaEYOzavfOzbLWOzejbOziyfO0C1iO0FGkO0GPYO0ILiO0TUgO0rftO0r3iO0vWbO0vZZO03+gO07K0O0+icO0
                +/XO1EhjO1NapO1hbiO1qIfO1yVdO2IdiO2LUiO2Q8rO2WweO2bFnO2dBbO2dUdO2iHsO2jVjO2ovdO2yHZO26wWO3CCkO3FUWO3KHfO3KcqO3NyeO3XgjO3cGjO3f
                D0O3fYhO3nynO3oWkO3sYgO3vDmO332VO3/RZO4MujO4Y1qO4fllO4jXdO4lcSO4meWO4vgfO40OnO5DnzO5U3qO5YthO5Y5pO5atvO5e+pO5oAvO5u7kO51GYO6GB
                aO6LRhO6MCjO6RtqO6XtfO6aqaO6gffO6hVdO6t5fO62XaO66ziO69xsO7D1hO7EJUO7LRdO7MnlO7bqdO7cflO7fgiO7kNkO7mMgO78OmO8UDjO8UeWO8jefO8t+n
                O8uyYO8vqaO8yUvO83HfO84ZjO849fO85goO9EAtO9GvXO9YcgO9d2gO9kyiO9lOmO9nalO9omqO9zieO91ngO95KZO9+vbO9/ATO+A/cO+BYqO+DlfO+FxiO+PfoO
                +YFeO+fulO+jWiO+k9WO+twbO+1crO+7YpO/AxjO/CHZO/LNlO/nifO/nyeO/vPbO/z+pPAAxaPAUIhPAZnkPAfTgPAoKiPApWdPAvhkPA2ufPA9LfPBByaPBGDhPB
                jfjPBjpiPBo8cPBp0jPBsPdPB54jPCH5jPCPVePClZcPCwrgPC9RkPC+ucPDL3YPDU5mPDWQgPDhPxPDyJXPEHObPEIdmPELYbPEYF6PEZ9lPEbzcPEmWiPE0TlPE0
                tgPE8PjPE80iPFBGdPFO7lPFRkePFYolPFZegPFesXPFmXmPFuLePFu0jPF0JkPF5mePGCOfPGCrbPGE+iPGIOnPGJ/iPGNyVPGQQkPGRWwPGRjlPGTLcPGcidPGeO
                mPGepmPGmGgPGq6VPG01iPG1vgPG3vjPG7RdPG9VWPHE4dPHFfiPHMrhPHNObPHS7fPHWikPHapoPHdMbPHpvcPHqDdPH6DPPIEEjPINEZPIPSlPIXHlPIX/gPIceb
                PIdbTPIeXVPIsnnPIxkgPI0QfPJTTgPJUKePJX5kPJfPtPJlq4PJlrfPJrWTPJtzkPJ6GdPKEo/PKLNdPKLicPKPErPKYkfPKcnmPKjYRPK0FlPK/3hPLVAdPLhJaP
                LvanPLx+fPL2yePL8qePMH8pPMUZfPMV8ePMjtnPMzsnPM3kSPNCIgPNJYgPNM8kPNNsgPNejhPNswoPNzSfPN32YPN/2mPOFgaPOMrePOQTjPOdltPOgHkPOhXqPO
                kocPOszVPOvRpPPFIfPPH2mPPLKdPPOnyPPO2rPPYCnPPYVxPPpfjPP31kPQN/cPQPT3PQQKfPQb/rPQxsaPQzfdPQ0wnPQ7/hPQ9qcPQ/odPRAOmPRBZtPRD+dPRE
                bbPRVefPRYZiPRj7dPR2nfPR/qgPSIHcPSfUgPSlOsPSn/hPSqljPSsEkPS8rsPTDedPTNpiPTUnePTVajPTja3PTkKhPTk9aPTw7aPUC7iPUEDxPULddPURzcPUlS
                mPUo5ePUuBkPUx1aPVF9qPVNEtPVOYaPVWbgPVfr7PViRePVmSiPVsncPVu0kPVv0gPV1glPV8CbPV/LuPWL9qPWQBXPWUsdPWWjzPWlM0PW01cPW9FxPXE7sPXKhq
                PXVVSPXWRfPXe3cPXhTZPXkPhPXqbdPX2tjPX3TiPX6RlPYLrXPYRQlPYfOoPYmWePYtOfPY5ajPY/nQPY/8fPZCplPZHbrPZMUkPZPGfPZTggPZdmaPZt1hPZ0YhP
                Z3PdPZ76nPaBCgPaJBcPaPVnPaQvgPaWagPaZRXPacziPaeufPag/ePalZhPaqBoPav6dPa06YPa19aPa4uhPa8CfPbBNkPbOawPbRsZPbWklPbcHePbcxePbtejPb
                uNiPbv3gPby/nPbzukPcGoePcIBZPcLQjPcOmfPcO4nPcz/iPdEwjPdGhjPdPpgPdRYuPdUEePdcOpPdeThPdfPlPdiFdPdkaxPdxlhPdywRPd8HZPeBwkPeDmhPeV
                uuPecGuPfEVRPfS/mPfXpcPfZmbPfcUePfwNhPf7goPf733PgEpsPgHxfPgOjdPgS8dPgdBhPgrZdPg3OgPg3mhPg7IfPg85lPhJEfPhJclPhOXoPhUDhPhYRnPhbN
                mPhehhPhiLhPhl4hPhoJXPhpdcPhz+iPh01wPh04fPh+EoPh/y5PiGOePiKMRPiOglPiRgjPiWvlPiqehPjYwfPjaFiPjc7gPjiLiPjyVePj0chPj9pkPkB5hPkKcf
                PkVFdPkXGdPkZejPkjMhPklIyPkm2iPkz2YPk8QdPlFFjPlKLVPlL5lPlNkgPlVYdPlbRkPlcfsPlcghPleNkPlggmPlp7lPlvImPlwRgPl2BbPl7LlPl86ZPmDyvP
                mGFhPmKJnPmPwaPmRWjPmSLcPmfQbPmwLdPmw2gPmx6dPm5NjPnGpsPnM9gPnYGlPnYJnPnachPnligPnmUfPn0pjPn1VYPn+xdPoGTdPoJ0fPoN48PoSVWPoZccPo
                fziPondoPotSuPo4BcPpBFePpGVcPpVufPpW8NPpq7nPprjrPpxBaPp0IePp1ccPqJHjPqUlwPqW/cPqZx9PqcykPqoscPq0UqPrFlePrJqhPrK4oPrOWcPrqCjPrw
                5jPr6PyPsFKhPsG5jPsTPlPsXEiPsrIZPs8mlPtC2nPtMFjPtgBkPtjo1PuA8gPuCwgPuJCdPuMPqPuQQoPuRAoPuWsZPuYBtPud0iPugHnPus5cPut9fPu4aePu/m
                nPvBriPvGIqPvGehPvJ6nPvYEuPvhPpPvhgYPvnfrPvxifPvy9ZPv6mfPwIFhPwTedPwYikPwnCYPwqlqPw5riPw5+jPxEjmPxE9uPxPHiPxWyiPxXwePxwSfPxwzg
                Px88iPyFamPyHchPyHsfPyUGmPyamgPyfxVPygykPyuGkPyuqXPzBGkPzGZQPzGnhPzTeoPzThYPzXgdPzYS7PzedgPzl1MPz28YP0VgdP0Z2iP0ageP0hlSP0m1gP
                0sgkP0tAlP0txhP1L9gP1MFpP1OZdP1PRfP1W8gP1XcjP1kEdP1mPnP1xQbP1zprP19pYP2HSqP2Q0iP2V0kP2X2tP2YlUP2h2iP2pybP2rDxP22udP23bXP3HVhP3
                NGhP3RzRP3SifP3a/aP3d5eP3m+sP3vrsP3xsjP36fnP4F3lP4G1bP4Q2jP4kPYP41UUP44tkP49/kP5DQnP5GviP5HKkP5OpbP5c6jP5eOgP5i3xP5nkfP5sZgP5u
                hiP6RFbP6qXkP63VfP63zqP7JObP7MEgP7MggP7QApP7URfP7bcfP7hSnP7pkYP7p91P78ifP7/VcP8BIfP8CH/P8E6jP8GUrP8HwfP8IOpP8IzjP8S/jP8TzbP8bb
                gP8hMdP8hfYP8iLTP8mweP8peiP8t7cP8yBgP85AqP86crP9LFdP9S7aP9UyfP9j7cP9p/jP9swdP9s+aP91vkP995aP9+anP+B4gP+CheP+FWaP+FgaP+OMxP+Wce
                P+bgeP+fKoP+ijwP+l/bP+nufP+pkgP+uVhP+xH/P+2hjP/EeeP/JafP/PusP/TpYP/UEdP/X8iP/aLdP/ksjP/01eP/2giP/2/gP/8riP//ndP//7iQAEgjQAFQgQ
                AGtmQAP5iQAVEcQAXdaQAeBhQAidoQAivaQAmEnQAx7cQA3OdQBD6fQBEVfQBJckQBh6fQBtdWQB3EhQCAJeQCIVrQCiFWQCiHiQCoOrQCospQC5MdQC9vlQDc3aQD
                dZQQDzCsQD0qgQD8afQECtdQEDerQEDwnQEKziQEPDcQEPUsQEU9bQEYyjQEekDQEhdXQEo/sQEuCiQEukYQE0IpQE9efQFAzgQFBZbQFDFjQFDWYQFEXaQFHRmQFo
                QjQF1EkQF2/vQF85eQGLeiQGf1pQGkgQQGm1fQG0hgQG5IcQHFHeQHFYfQHFvcQHIotQHUacQHazdQHoShQHrDtQH4wdQH4/gQIFceQIH1ZQISTkQIfPbQIqNcQIu1
                lQIzMvQI0DcQI0riQI7kcQI+waQJFfiQJIDUQJYSjQJYlcQJaMfQJrBjQJrQaQJwCgQKDQnQKEGgQKFbiQKFinQKGLlQKL5qQKMUeQKZ1dQKm8dQKpUZQKwHcQK02k
                QK/xfQLQYdQLRVdQLjjiQLlKfQLo0oQLqNjQLr+pQLwhaQLxjbQL52fQL9DYQL9bhQMGleQMaSiQMdHcQMwSnQNIUlQNQOdQNcBkQNhBtQNpccQNqchQNqrmQNq5gQ
                N28bQN9TbQODltQONWiQOR2hQOVAkQOdoiQOfkfQOj1oQOlZpQOyIhQO8zeQO/FvQO/LoQPKRkQPOFbQPV1gQPWScQPaThQPbUgQPmJjQPpLfQPsaeQP64iQQQQgQQ
                dBlQQrB9QQrdiQQyyfQQ3UcQQ6QbQRTtgQRcb1QRcteQRh+mQRkdwQRnAYQRtUgQRuokQRwFdQR3U0QSGhlQSKFeQSX2jQSicmQStJeQSyhgQTA4uQTHDgQTLNiQTL
                5eQTTRkQTeWfQTmutQTnHYQTtISQTt7wQT3WeQT6MoQT8lkQUANcQUIGqQUI1fQUI8WQUV1fQUW9nQUXjhQUYliQUdIfQUhaWQUsDrQUsddQU4SoQU4/fQVLheQVf3
                sQVla0QVmsqQVpmqQVyamQV8HfQWDngQWI5mQWcDcQWhXuQWtVrQWxnmQWzXuQW6koQXA2gQXCAiQXMdaQXMitQXPMqQXXigQXlzVQXsxYQXwbnQX37lQYCRkQYKjo
                QYR1fQYZ6mQYd7bQYelZQYiFZQYlVfQY2MfQZQetQZV0qQZp5nQZw+rQZ6LtQaQDgQaj+yQasfhQawifQa6WgQa9HgQbDcWQbHEdQbTPjQbYhqQbdPvQbgJaQbj1kQ
                boZlQbpMgQbsXwQb9miQcAebQcHjjQcJRtQcLnYQcYedQcY2kQcj9fQckmnQcnZZQcuLjQc0rwQc7DUQc9IeQdIodQdZ+XQdkFgQdkVoQdlpaQdtGjQdtjgQeBxfQe
                EXeQeI8hQeKEeQeRRfQeeHTQe2ZYQfCqkQfEVdQfG3cQfSfcQfV+hQfsmXQgAMmQgA0WQgGlZQgiYoQgmqjQgtxkQg13fQg7FxQg9mWQhBXfQhLciQhMeXQhRLiQhY
                yeQhhmkQiAAhQiGqlQiKkiQiWMoQiYheQiefuQiekkQir/fQiwXgQiwkbQi/niQjIuaQjWRdQjlfcQj1UlQj4MZQj6ncQkHWgQkHfeQkMjcQkNSkQkPKfQkRqgQkT3
                fQkV0qQkdZlQkhjoQkloyQkvMhQk3JyQk69zQlEUsQlIBkQlNwcQldoeQld4iQlkvmQlsZeQlsjcQltraQly+pQl07mQmjoQQmplrQm0hrQm82oQnApeQnDCdQnH5l
                QnmYsQns9fQnxUmQnzBeQn0IlQoABhQoB6gQoONlQoOilQoW7dQobHvQoxscQpAlgQpGOYQpUuPQpY52QpbDdQpdphQpiqfQpjIvQpoSpQp2zcQqheeQqo1hQrAPvQ
                rJHYQrQTgQrZUiQreLmQr6veQr84cQsAPlQsDkcQsF7fQsMQgQsYRlQsZfgQslpiQswpjQs0yeQtFDkQtHMpQtHnhQtImdQtRaeQtWjoQtYRlQtbCgQtcsqQtkrlQt
                tPeQtuheQtuvYQtysbQt0LgQuCXlQuIZsQuT64QunQsQupQgQuvYdQu6FfQu88rQvAhkQvDcgQvHPbQvJ3lQvOfnQvOmqQvTglQvWmkQvXhhQva0gQvcieQvrleQvs
                /uQv09wQv7wjQv/gbQwJjeQwK1oQwNedQwrNhQwrzvQwt7mQwxseQwzeVQxPVhQxVcaQxgEbQxswXQxuVaQx/7pQyCyhQyLteQyQZdQyS3iQybPhQyoVqQyvuZQy7V
                bQy8uUQy9OhQzCudQzJLkQzRfaQzUlrQzU4rQzhcmQz0SdQz4rcQ0FCiQ0FqiQ0RXeQ0WflQ0XSmQ0YraQ0ZJlQ0uNjQ016lQ05QkQ0/prQ1ATgQ1BitQ1R5qQ1kYi
                Q1vJnQ1wcaQ143gQ1+KdQ1/OzQ2ANfQ2NYfQ2fIcQ2gLZQ2gvkQ2gwgQ2jfkQ2mfpQ2pCmQ2pHrQ2qfmQ2xReQ21kcQ3F4kQ3InbQ3LBkQ3LMlQ3TVoQ3dRoQ3jcaQ
                3kNfQ3u9eQ3w3tQ3xBgQ3yDhQ30ulQ38/fQ4dPgQ4f1dQ4gNeQ4gRhQ4oakQ4vUqQ41MnQ5EcfQ5I9sQ5K3jQ5NkcQ5R6dQ5WZfQ5XiaQ5diVQ5ijeQ5iwjQ5kSqQ5
                kZrQ5yWaQ6CWYQ6EBfQ6ERaQ6F7iQ6HvaQ6IEfQ6MJjQ6RtjQ6Y3dQ6Z6kQ6rBlQ6u6ZQ6+MjQ6+voQ6+9uQ7MPTQ7UWtQ7ZicQ7aIgQ7jujQ7kypQ7k/eQ7mcbQ7p
                MkQ7pzgQ7sRuQ7uPiQ7zfaQ76GfQ7/hlQ8DIgQ8LLhQ8PHoQ8WUjQ8XxpQ8ZtiQ8bbjQ8g6VQ8nMgQ83AkQ835YQ8+phQ9s3gQ92rjQ94xdQ+AWtQ+CrcQ+E4aQ+Kw
                dQ+OCgQ+PjiQ+WIlQ+bYkQ+gpfQ+w/nQ+zPjQ/E+nQ/UnpQ/YYvQ/bAeQ/cchQ/gWgQ/nkgQ/p6eQ/2CXQ/5/eQ/7ycRADqbRAIsXRAJlgRANgyRAahYRAatURAb4g
                RAdRsRAh/gRApeURAyzfRA2mWRBHEfRBULoRBUkdRBqWgRBuyeRBzGjRB1CaRB3nhRB4rbRB/AWRCHLhRCNGaRCTRfRCUS3RCYIdRCauZRCa3iRCgcaRCmeiRCnagR
                CqQeRCu8dRCxieRC0uhRC1BaRC1MlRC7ehRC/LfRC//gRDA7rRDCLgRDIUeRDOUZRDT00RDV/cRDW0hRDi1cRDrqbRDt1cREJ4pREMdjREl3lREs7uREwWfREyafRE
                8OdRE9ImRFEeqRFFNfRFTCeRFTPaRFXUfRFejhRFgmjRFiBoRFmDjRFn4hRFyGiRFyljRGB6lRGGuxRGHxRRGJYlRGPgmRGSYcRGlsoRGvOmRG0dnRHJCmRHdibRHe
                mgRHoApRHsVVRHskhRHtusRHx+gRHyvmRHz1mRH8ZcRH+YfRIHJeRINqYRIOynRIRCgRIStdRItOhRIxNdRIyBfRI36WRI7TmRJINiRJLMcRJR5kRJTVlRJUPZRJdr
                sRJfVeRJgMaRJkLRRJkzXRJnTkRJoThRJrrhRJ1feRJ3ecRJ3ufRJ38URKC9cRKHp/RKMwqRKTwWRKgNaRK56fRLMEgRLPycRLWMdRLiulRL0YjRMAQcRMASfRME1g
                RMJIvRMKfhRMMvfRMOIgRMPEYRMZQfRMcKkRMeRaRMiwcRMjFgRMm/jRMu7dRMzJhRM1flRM8LZRNFEZRNSzhRNaUsRNbTURNiGeRNiTeRNuTfRNujhRN5weRN92UR
                OBRfROBumROMPlRONCcROTYnROXygROZ9tROjFkROxOrROxfkRO3AgRPWzqRPYwkRPh9nRPstiRPvhlRP+FaRQD6fRQLFnRQPVpRQQEhRQUUVRQYhlRQkkRRQpBYRQ
                zOoRQz0dRQ0N2RQ8/jRQ9/fRRAfdRRCBeRRIyWRRPZgRRU1/RRjedRRobqRRuTlRR6ndRSA0cRSE8fRSQygRSRBZRSUZVRSs1fRS0/pRS5NlRS9WgRS/2cRTEBVRTH
                ydRTKDkRTS53RTZlfRTc0fRTp5eRTq+gRTvzkRT2VjRUItfRUKFoRUQZdRUd8jRUer1RUi9kRUr1dRUsdiRU0SiRU1mYRU7N0RU8QrRU9CfRU/zfRVIKhRVJSnRVJy
                YRVK6kRVe8nRVgkbRVl8cRVnBkRV1+dRV4XfRV+MzRWXEfRWxRkRW08lRW+hZRXJ62RXUJeRXVUjRXVrgRXmrfRXn/gRXujfRX7WnRX8ClRX+NdRX+0jRYCanRYIXn
                RYOMfRYRunRYR+jRYV6fRYb3lRYkmfRYlfnRYo+YRYz6lRZSBhRZZQjRZZdhRZg5oRZqgiRZr2uRZ3KaRZ9fgRZ+FERaIZoRaLznRaMyeRaRebRaVvZRakAlRamfmR
                aqnfRawTiRa5NcRbMOaRbOSmRbbbiRbeqYRbfqQRbgdiRbnAhRbp5dRbrohRbxWeRb07dRcBfhRcDflRcW7gRcZKiRca40RckugRcw1gRczRfRdQ2eRdcXeRdiRgRd
                mqbRdo5pRdprgRdw6aRd06cReQboRelwdRemXoRem3kRe0kdRe25fRfBahRfDEdRfHClRfaMfRfcvdRfeGSRfoArRfxgXRf5YgRf6eXRf9cfRf+zYRgQEVRgU6tRgY
                JyRgZbeRgbRzRgdzlRgg9bRgnHhRgvWaRgwEpRgw11RgyrcRg+KgRg/ZaRhDekRhGwbRhh8dRhlijRhltnRh9PgRiQfhRiSnwRicgiRiocWRipVURjElgRjITTRjJx
                fRjTscRjjAcRjpxyRj/oiRkgHhRkvQXRk3mYRk71eRk99eRlGCeRlLLdRlM9hRlbSrRlcYbRldHkRlnl3RlwOoRlyKmRl8DtRl8LgRmGIlRmJxfRmNOfRmO4bRmflg
                RmfyiRmiymRmjFQRmnRYRmpodRnBDlRnCmmRnF1gRnGAfRnNAkRnNpmRnSmhRnaZbRndHqRnn4gRntvaRnznhRoIMeRoIXfRoJ7hRoh6cRpGElRpGJgRpJXfRpRQbR
                pWyoRpohbRpvmhRp+UbRqBreRqNCiRqWRkRqZAcRqbchRqcHeRqhohRqtcpRqvgqRqwptRrG1kRrWukRre0tRriRfRrnsiRr1joRr7fnRsFIlRsF4oRsRQgRsS3bRs
                WJfRsXKfRshMeRsj0hRsl+aRsp5jRsr3hRsuUpRsxBcRs9QeRtNLYRtNjdRtQrYRtVjgRtbcnRtcW/RtrqjRtvysRtv0lRtx4dRt4BiRt+zlRuMHjRuPDcRuVViRud
                pQRud6cRuo3eRuy0iRu00nRu1EcRvFUgRvJHcRvSklRvWpcRvbbdRvjZsRvk0hRvnQcRvrIfRvyFZRv7BoRv/TfRwFgbRwYIjRwgHuRwn2fRwoKSRwp6hRw2bcRw6C
                cRxFZaRxKBbRxN8fRxQwaRxZdfRxdFhRxdScRxhbhRxscgRyG8XRyOBnRyXnnRyhUkRyhZkRyoxTRyqyiRyrHhRy/HgRzFSmRzKIfRzRRdRzRtoRzd1lRzeLeRzfGp
                RzipkRzlApRzrrPRz1+vRz9MkR0AUjR0DFYR0UNeR0XyhR0YAWR0eKlR0m4cR0pZkR0zQeR1LuqR1SPbR1X6dR1aBgR1pZlR11FQR2C44R2EefR2H8kR2IThR2MBgR
                2MyZR2sBbR2vDoR20+cR26NrR27RbR3GCxR3HEiR3PnYR3WIkR3WzZR3ZLlR3ZOdR3cPrR3dHnR3d+iR3fecR3jIdR3molR3uQjR3ufkR30BhR33hiR354mR38kdR4
                IImR4RMgR4aLbR4kLhR4lGmR4qHfR46POR49hOR5dQVR5f2YR5m5lR5o/fR5txgR5uAfR5vOkR50QjR59KhR594eR5+hkR6C1TR6JMuR6KZbR6gJTR6jdjR6oymR6r
                edR601kR66KgR67hkR6/8fR7JFfR7PNnR7UhjR7UojR7ZvhR7wBhR74ViR76dgR7/HjR8ASdR8CdhR8DvlR8KDyR8M1qR8RpiR8c5pR8fIaR8moZR8vieR80lbR89F
                cR8+9gR8/vgR9RbjR9TR6R9UtjR9VceR9WclR9YkgR9bCeR9bbiR9hWiR9kOeR9nQnR9sghR9vYWR+LDSR+R4fR+dtlR+fEeR+fkmR+h1rR+jamR+kqsR+o8oR+5Pc
                R/I9fR/JqhR/OGbR/Q0lR/SxpR/ZgXR/hfbR/8CeR//pdSADjgSAIkdSAJUeSALJhSAXJlSAdrbSAl5oSAqviSAtRbSAw6sSA1QdSBFqsSBMrdSBRPjSBXpoSBnMgS
                ByQhSBzFjSB3ikSB6OgSB8ScSB8vhSCL5cSCNtjSCZohSCfmdSCgBhSCnVdSCpBmSCrdpSCvHeSCxCoSC0ggSC2XsSDHPsSDKGbSDKLtSDVybSDXS8SDdHaSDdqiSD
                oueSDpegSDvMaSDwIrSDxJcSD31dSEAxbSED5mSEFoeSEH0cSEKYfSERdkSESgqSEVuqSEchbSEzObSE7jcSFPtfSFSPhSFTHhSFXfgSFfKgSF4S1SF/ZkSGCiiSGC
                4ZSGHgjSGXKbSGXxjSGbMQSGmLsSGyGeSGyQpSGzBuSG5ZjSG+/aSG/HmSHDvgSHGpmSHNYfSHUenSHUidSHZnqSHmPqSHvmhSH+CbSIEMZSIOiqSIS9hSITZkSIZe
                tSIhnhSIhz/SIh9sSI3fkSI9AlSJAk3SJHsjSJOTxSJT+kSJZBcSJdwdSJpIjSJx5kSJytgSJ65jSJ8aYSKCdpSKFvcSKF8ySKUUcSKZfcSKhDaSKhtjSKo3lSKptn
                SKtDaSKuSrSK2TkSLQAeSLmfsSL68qSL+9aSMGRjSMR5eSMT6dSMbfoSMdgsSMgGkSMnfjSMpplSMzagSM3/kSM+ZeSNGebSNIRjSNLyiSNOARSNStOSNffiSNllsS
                ODMcSOEVjSOQIYSOQ/mSOdTnSOfteSOzDgSO6zdSO76mSO8FeSPB2aSPHbmSPL3gSPZdYSPZkpSPaTwSPl4aSP5JfSP+voSQDxmSQT0hSQVplSQWIUSQYWdSQnkSSQ
                vxwSQ3DZSQ/nuSRHFrSRKgeSRO5mSRlSoSRmfmSRoOjSRtyuSR5FbSR5PdSR7+hSR8ljSR9ciSSCffSSJimSSVqjSSWBeSSePiSSnVVSSqohSStCfSSuyjSSvqkSSw
                UcSSzqeSS75QSTBYlSTqFoST7MdST7WbST7hhSUAJYSURXhSUrzgSUsNiSUtzjSUwuhSU1KkSU80dSVH8wSVJjcSVLkaSVUhlSVU1nSVc5rSVqZmSWEMgSWOWxSWOm
                kSWQOcSWVfgSWaTXSWe5bSWh66SWiPaSWuNhSWxifSW8gjSXJPfSXSEcSXTklSXo/fSYD9bSYEamSYQjrSYTUjSYXJdSYkspSYy9gSY0cYSY+gjSZE3sSZIrgSZKyo
                SZMwmSZU8fSZaonSZoFcSZqrySZuLmSZw0eSZzMnSZ6IeSZ6LcSZ91hSaCyhSaHSfSaHdgSaKdoSaR4gSaVozSaZGaSaZk4Sa3CfSa7I1SbANnSbTduSbhtdSbqfoS
                b9dgSb+djScE8mScGeZScJTlScMUiScR2mSchtgSciMcScj4hSckMjScljkSco7bSco/qScq1dSctWpScxrgSc8MfSdHJcSdNZqSdQNjSdY2qSddSYSdeKXSdfHgSd
                kp2SdshaSdtYlSdvmhSdyxpSeHHoSeKHiSeUebSessdSex1eSfAgcSfHvbSfJNrSfVChSfcYrSfkXeSfnhySfw1sSfzxjSf/4eSgLlbSgSgiSgdyfSgxQfSg3sLSg5
                HjSg8yUShAajShAlhShDJdShFXdShNQaShRGUShVCfShhqaShpcdSh1LVSh8ZUSiA0sSiBAeSiBmhSiCpsSiIJYSiOrhSiV9kSiZNgSidyiSikueSisfmSi2EaSi/g
                bSjEtYSjIZkSjLOdSjV+XSjWZkSjYeYSjohaSjuieSjy3jSkH3bSkRgkSkVPhSkXJhSkkzfSk4rmSlDgfSlD2mSlG4lSlSEXSlXOqSlxYcSl0MjSl6ltSmRz1SmaJl
                Smj2eSmmAkSmmafSm3WgSnH3lSnURoSnv7lSnxAfSn0YiSn+7bSoDtZSoRfhSoVEiSoWVbSoX5fSoYEhSobxfSooPnSoyFcSo+NkSpCjcSpE3dSpE7kSpFsfSpIyeS
                pQslSpXVqSpbhgSpbofSpqNmSptblSp8UeSp9SbSp+OnSqDPbSqG/dSqIYZSqKycSqO9iSqVEvSqWboSqgdoSqkYfSqqjgSq0KpSq2rfSq6RqSrE6aSrE8oSrHEsSr
                ILeSrRWfSrRlKSrdFqSr4ZZSr9+cSsDsjSsQ1kSsT5oSscBkSscucSsiKcSs4uhSs7lZSs7/cSs8MdStPKlStQVmStbWbStq5lStq7hStwggSt2scSuIDYSuP+RSuV
                MrSuVlsSuWIiSugoUSunEcSunJeSu3jmSu9RfSu+nbSvC+fSvDZfSvEJbSvE1dSvM6jSvR8iSvUYeSvW5XSvdkeSveAbSvjejSvpVaSvsqdSvxjaSv+6hSwClaSwq4
                oSwrPpSwzcnSw1buSw2IiSw21lSxCpfSxIraSxS2dSxWGfSxwijSx3CdSx4YhSx7ycSx8RiSyEwmSyQQmSyRLbSyX4dSye+fSykLcSyk3eSzBhfSzJvkSzQnbSzSQk
                Sz3JeS0IpdS0KKpS0PZnS0hVkS0lohS0qAgS0r3hS1H3dS1PTlS1PYsS1SnfS1fsaS1iKnS1qbfS1t5hS14+lS15lfS18NcS2E5aS2JFgS2K8cS2TLhS2cSfS2eGbS
                21LuS22idS22wdS3BCjS3MqjS3NBfS3OopS3RIlS3SkoS3TuxS3WEeS3augS3ccdS3gGgS3upqS33VhS38giS4QAkS4RWZS4sjoS403jS5EhuS5EqbS5MQjS5OcYS5
                QlzS5RAyS5RwcS5U3lS5fleS5rZiS59qbS6ATeS6JZnS6OCuS6PAbS6PogS6XChS6cYoS6gnlS6o5fS6qqcS7N6iS7dD1S7d1tS7xUrS7ymcS7z+eS726eS8RFfS8S
                ImS8dhcS8+LfS9H4eS9IFYS9KNjS9TreS9V4fS9jeiS9odjS9sVkS92ImS94lSS97aeS9+KhS+KvdS+gNnS+nKsS+qJjS+tsvS+0ZfS+26fS/EtsS/K9TS/btYS/iY
                dS/opiS/uihS/2OgS/5lgS/5thTAMfbTASkeTAUwsTAVhqTAnIpTBFAgTBFrnTBHfjTBS7lTBTmvTBU3yTBVKvTBVLaTBfLnTB6WpTB85jTCHvlTCQkmTCSNaTCm4l
                TCoceTCvrfTCwNrTC8TfTC8deTC8kjTC+CWTDYReTDoMnTDrMjTDrZeTDvzcTDyLkTD/4QTEIfhTEJI1TELhgTENHtTEOOdTEdXrTEnHbTEuzeTEyAjTE0TqTE5MeT
                FKRdTFMAlTFOjgTFPWhTFValTFYwSTFaVZTFesnTF2XcTF/vPTGQNeTGXgfTGcSmTGm8bTGwJkTG11mTG5TkTG+KjTHB+VTHJtjTHNdkTHQ1bTHTChTHbWdTHi5iTH
                5pdTIEHpTIFCcTIGUpTIKagTILabTIMWgTIN/mTIRxfTITzeTIVEwTIV3jTIdi2TIeojTI7bXTJP4hTJRjbTJZrmTJnRgTJn/gTJqhgTJwBaTJ1ukTKF1hTKHEdTKb
                SWTKqvrTKvegTKv3hTK2pfTK5QYTK8KlTK+klTLZ8aTLcsXTLdJhTLj6lTLoSkTLyXiTMBedTML0fTMNXiTMRGcTMTUeTMg0hTMidjTMrAfTMsmmTNV5dTNWHgTNws
                fTOKueTOLahTOThoTOiLsTOoedTO1jjTO2GcTPFOiTPUjiTPa+iTPjCsTPygqTP/ShTQFNjTQIojTQJkkTQKGXTQLVeTQOChTQdbfTQdsYTQePaTQgElTQhrmTQv8i
                TRSmcTRTDYTRTvkTRVarTRY1cTRa/bTRdMoTRd/cTRhCeTRh5cTRn8aTRqRqTRudsTSK+fTSLsjTSRfpTSXBiTSXGdTSe7lTSgf4TSi6sTSskkTSs5jTS7UcTS+MbT
                TFqdTTF9eTTSkfTTdneTTtYcTT9FiTUAheTUfxpTUrGiTUridTUv2dTUxKdTU36eTU/hiTVBQkTVIzaTVKdXTVKqjTVRYbTVWBhTVaUiTVcbkTVhbdTVpYmTVrwsTV
                s2jTV3AhTV7rcTWB7jTWB9dTWDlgTWEOiTWK1oTWWfjTWa4nTWecrTWhGeTWk+uTWtIXTWxwjTW0VlTW5DgTXBzpTXC9kTXF1kTXPdgTXUshTXXepTXnw6TXrNtTXv
                XgTX05jTX9lXTYEWeTYyOjTY8tdTZEzfTZE4hTZWmlTZiteTZjkaTZmUqTZmYiTZrYcTaJEjTaRGfTaRbxTaYNlTagUcTak9YTaqkfTaspjTawPSTa5tvTa9LhTbBn
                qTbCDgTbG4rTbLrrTbOapTbQIhTbTPhTbVw2TbaTkTbhXbTbh0eTb1laTb5GgTb8UcTb85wTcBilTcDQkTcG9gTcJ/iTcPdhTcXefTcafdTcuijTcyZlTdAWiTdAXt
                TdDnqTdI2gTdMNlTdN9fTdRfhTdeaZTdhflTdo1dTduwjTdxXcTeNivTeTUfTeY/pTenwcTepznTessrTetriTeyVeTe3BoTe+3eTfCrmTfVPlTfXckTf+cnTf/0lT
                gDrgTgEdiTgGZgTgK8eTgRpaTgUwiTgdAcTggHvTghNjTgoXbTgr/fTgx7dTg4YgThIOfThJLeThKCcThXKaThqcoTh3QeTiGQcTiHlgTiOjjTiUxWTiXidTiltkTi
                v1mTi2lmTi2/fTjLBrTjLEhTjNBgTjXSUTjahiTjeSgTjzcqTj6rmTj/khTkCTnTkK+bTkUmmTkYxfTkbZcTkd6dTkg/gTkjWsTkleUTkn3kTkwscTk2JfTlODkTlT
                XpTlV9VTlZRqTlZ3nTllLrTlltgTlm7wTlqSQTlwYbTmArjTmHrxTmMGbTmSmdTmSqpTmUqaTmVPiTmWsiTmXhbTmc7kTmfwkTmsgjTmwDiTmzDmTm5CnTm8HiTnF2
                gTnHNhTnMcsTnNpmTnRdgTnTDkTnX+gTnaXzTna3sTnfUgTnjVXTnjvjTnmqTTnvGdTn0QoToGJtToLTwToLYcTodZtTod9VTohouTou+WTo33fTo5efTo7izTpBJe
                TpBmfTpD1ZTpJkYTpNAfTpWJxTpdqoTqATfTqFyiTqVzYTqi5STqrKdTqsHkTqugqTq0JaTq3UeTq/niTrmHjTrslqTrtUgTr4BmTr8kmTsn6eTszIvTszijTs2FeT
                s4omTs8+hTtHZcTtPCiTtPMrTtTmoTtUHlTtqFiTtrfjTtt8wTtxHaTuCmaTuEGaTuTXxTucbjTukCaTurcfTuwBeTu0HoTu8klTvGQjTvPbXTvRcdTvYnyTvY8cTv
                dI2TviMhTvl3gTvmqeTvvWYTv4RkTv+9lTwOCfTwPeRTwQqbTwQzXTwRVjTwSycTwazfTwd3oTwf3eTwn2gTwpukTwp+fTwsTeTwwisTwzuoTw1okTw4cuTw8qmTxA
                UiTxB1gTxK3YTxMyYTxTqtTxYReTxsKlTxsSiTxsnbTxuOgTx1JbTx2QqTyD2tTyJifTyPrdTyRZkTyUcaTynCcTy6SoTzExWTzGMdTzMoeTzThgTza8iTzgjyTzoB
                oTzqsmTzsvfTzySwT0GMXT0GSaT0G6iT0HRlT0N0hT0O6YT0T9fT0U6lT0ZXmT0gRzT0mcRT0upuT00thT06ZhT1FTjT1OJiT1PkvT1X0pT1kwcT1lfZT1oymT1zZo
                T11vQT12+UT15UmT19MkT2CrjT2N+fT2TQ/T2YZlT2ZZlT2c3dT2dLhT2phiT2puaT208lT2+OhT3BMgT3EMkT3NEvT3TroT3kpjT381tT4BLgT4NchT4W8sT4ZWpT
                4ZteT4imdT4jXfT4//mT5CQeT5E8iT5X6hT5cZZT5kQ1T5lFST5mmbT59kkT5+vaT6H3jT6fRcT6i4xT6jDfT6jKsT6sckT60JrT68fmT7CpxT7ROdT7TjbT7YSiT7
                YbdT7YvdT7ihkT7s30T7s7XT7v2GT7/UgT8HZnT8OrYT8YCYT8YYjT8ZBkT8eMiT8imUT9AtbT9ErhT9X6cT9demT9nlST9p4hT9t1kT93beT97vhT+CBhT+GkkT+R
                rtT+S3rT+T/pT+UelT+aylT+f8gT+uqoT+wknT+w7kT+1CbT+4EfT+/IcT/CcpT/EncT/PToT/TZcT/TmfT/ZxhT/ewaT/fffT/gocT/hyvT/mpeT/pWeT/zxjT/0a
                mT/4pfT/+FgT/+YbT/+vlUAAKZUAGUgUAJJUUAKheUAMufUAOKbUAXjfUAb4dUAfNYUAks3UAmGXUArubUA0IjUA3ViUBMArUBnehUBqTfUB04iUCGGbUCO4dUCQtn
                UCdagUCdffUCwDeUC26jUC29aUC/HhUC/ujUDBvPUDIGsUDVwgUDhtkUDkBoUDrkdUDsZ8UDt2qUDxEiUD31fUEJ5eUEQXhUEb+iUEcXnUEeMdUEgkeUEkbgUEnMmU
                EpoiUEqa0UE1GXUE24eUE3NxUE8EeUFDojUFJ2qUFKMqUFNfkUFXkgUFg9ZUFkEtUFkLqUFtpdUFuUgUFvmkUFwxnUF/abUGCBsUGKBnUGKcYUGKqaUGRGeUGSNaUG
                SwYUGT+cUGYihUGbHkUGsJtUHBhZUHBsjUHPviUHYBUUHhvpUHkYeUHp0bUHtHoUH7DxUICgfUIDJeUIEGiUIEHgUIIIhUIJejUIKXUUIMQjUIU8fUIZ6tUI5/cUJY
                ojUJecaUJi6gUJs4lUJtyfUJ89eUKAqdUKBwjUKCBjUKD1mUKGKdUKKweUKM1OUKUcjUKfgUUKfxlUKo7mUKtIeUKyUbUKz3kUK1iiUK3qvULLPqULPAbULV5nULhe
                OULlxfULqDzULuXVULvOkULyJrUL2jZUL6/eUL+DcUL/UqUMDElUMLMlUMTvgUMUIhUMYfdUMimbUMnZlUMxCiUMz/iUM3fbUM4eeUNSziUNZUkUNeVaUNhrsUNiDp
                UNlLfUNp6pUNqgaUNwckUNxXYUN7efUOFUpUOLomUONBiUONDeUOOsfUOUsfUOVlsUOgbfUOnKjUOu4iUO2MiUO3gXUO6ldUPHsnUPM7dUPOFgUPQ2cUPT6rUPVykU
                PXPgUPdEZUPjDVUPp+eUPtXfUPuChUP56gUP+olUQGsVUQmZeUQnvgUQqIYUQqlqUQ1MrUQ10qURANXURCTnURGVkURH0gURJObURQDlURW4nURYClURi8oURpraUR
                sceURurYUR0jZUR33nUSLRbUShSiUSp2gUSwkgUSxMaUS2FnUTBAdUTBgyUTVRgUTfPfUThBkUTjkmUTlBkUT0NpUT0xkUT4EkUUDTfUUEbmUUQSfUUU0TUUWQbUUk
                GgUUmgcUUpTmUU6thUU/HbUVEEiUVGIrUVWnoUVW5eUVabjUVcHjUVhAeUVtKnUVugtUVvNoUWB0eUWF1TUWJxgUWSagUWVTpUWZMaUWcVoUWgPhUWsjrUWtqiUW0z
                oUW23cUW+umUXADVUXAGaUXDtjUXN0aUXSCkUXfbrUXfusUXmPcUXxomUXz6uUX4PgUX7OsUYDSbUYISZUYNRTUYdgaUYirdUYlOlUYmBhUY9sXUZGQlUZJVvUZKeq
                UZP6gUZRdlUZUKcUZYpeUZcZfUZc1bUZndnUZqrdUZrnbUaGPlUaHFbUaHsiUaLvgUaTZgUaaLqUal3bUaqmjUa0SqUa43mUa92hUbIofUbKxhUbjCwUblGYUboZeU
                b18pUb2qeUb4YnUb6ivUb9TpUcPKcUcPp2UcRPeUcTnnUcUdrUcZocUcbKkUcbkfUcb8eUcwukUcxGeUc3GmUdFrZUdG9dUdI7eUdMadUdMkbUdTLdUdc/iUdiepUd
                jscUdkHeUdnbaUdo/vUdqBdUd1YpUd2lhUd+keUeGNfUeG/nUeN4lUeP/gUeRUgUeWpkUedS8Ueg8dUep8eUesHuUewNfUezRpUe5hbUe6sqUe+8dUfITdUfLPeUfM
                YkUfQkhUfsjkUf38hUf96kUgBxlUgDmcUgDvmUgFFlUgFzoUgLEmUgQ3gUgRXgUgVziUgYkhUgf/dUgo1nUgqRrUguTbUg+miUhFOlUhRsgUhTNkUhUDhUha5kUhfs
                gUhgOnUhm5fUhxGkUh3NNUh4ekUh+wuUh/sfUiA+iUiA/hUiFTiUiO/iUibmnUibunUizigUiz9nUi9eWUi9irUjBlfUjLdiUjNdbUjOqXUjRkiUjRzeUjUadUjcBp
                Ujl5jUjwOhUjyWeUj0hiUj3elUkGbuUkOIjUkR4eUkbzqUkb/ZUkiNhUkj8pUkmzkUkqApUkq7kUkxgjUky9uUk4UgUlCwbUlEijUlFifUlJ0iUlNYpUlSjZUleygU
                lhTbUloc3Ul61dUmD/nUmMjZUmMrjUmOXgUmQw/UmS5kUmlstUmn0jUmtWvUmu2dUm56bUm9MrUm9jeUnQOhUnYZgUnm3ZUn9UkUoAimUoBhdUoFacUoH3fUoVyXUo
                hdfUoqQjUor7iUouiXUowalUo1IhUo3CaUpGOaUpMRfUpNFvUpN/iUpOjiUpSSaUpUfbUpYhtUpgjqUpkJcUpnTgUpoQwUptofUp1LUUp44oUp8teUqCaaUqMYcUqN
                xoUqcRnUqf0dUq00fUrF2fUrHujUrYOfUreDVUsXggUsg5oUsiaiUsk3iUsmWnUsm5dUsvkoUswVqUs9NhUtVPTUtWIhUtW1dUtikeUtlNfUt2xgUt5AdUt5BbUt5L
                dUt8TbUt+WaUuFeeUuSxiUuYlbUuevuUuqSdUurEoUutDbUuzCQUu0FhUu0qcUu03dUvDalUvFKeUvFTfUvK3aUvhEYUvqyqUvwpgUv76kUwBebUwFHfUwNdhUwQcd
                UwQ4kUwboaUwb/lUwjZbUwoJ4Uwv1jUw66ZUw/KiUxHR1UxRdgUxToiUxgKhUxhIdUxlGqUxnekUx4qWUx6/hUx9MdUyExWUyW8gUyZrfUybyjUyk2mUyw1lUyz9eU
                y1JYUy6niUy7ZeUy7ipUzE3lUzHbkUzH+jUzLdtUzLrgUzQifUzXFvUzZGxUzigiUzq6UUzv+gU0H9aU0MfoU0NBZU0NonU0Y4gU0dscU0fGfU0xnfU04CkU081mU1
                AbWU1mafU1tXbU13ZZU13yfU2A1aU2HonU2JGkU2JTSU2OjkU2ZFXU2pifU2sMnU26WcU2+QdU2/7jU3HSvU3KfeU3jeiU3nweU3oUoU32PdU34UiU346eU4JzmU4M
                GoU4NSlU4ZhqU4aKYU4lEpU4nvkU43+eU5CmhU5FVfU5LnhU5P4cU5bReU5gxXU5laaU5wdkU52BfU59aaU6FKiU6FXfU6GZgU6HhqU6PSeU6ZChU6jgcU6uftU6ui
                nU60niU7GrkU7JXbU7O9YU7VmpU7aDeU7jAjU7k4dU7otqU7qxcU73YhU779oU8AKiU8BMnU8XrfU8X9oU8YgbU8f1lU8jIhU8kHdU8sabU8skmU8wfpU8xdZU81yb
                U9MlcU9PydU9YCfU9mCeU9pOdU91DnU99a/U+zmgU+2IfU+50fU+61iU/GmrU/OakU/OsjU/SBcU/cceU/gvYU/pQdU/8/lU//PZVAAYgVAEkbVAF+iVAH0gVANInV
                AOcgVAb91VAgIbVApjgVAsMnVA4tjVA+rpVBAbaVBKCnVBKVgVBNtNVBOhaVBPFpVBQ6sVBRsXVBYleVBd6jVBjjqVBoskVBz1fVB3+nVB7IeVCBshVCB7jVCEYjVC
                InjVCJSfVCJvfVCLffVCRqbVCS5rVCUVeVCWaeVCqTiVCybUVC13bVC65sVDECfVDK3hVDV4bVDV7YVDWpbVDgcfVDlJeVDlNSVDtutVDvrlVEC8iVEH7WVENCuVEl
                3lVEm5fVErTbVEzPjVE+NeVFIwcVFW7iVFv3fVFyinVF0rhVF19gVF6hjVF7gnVGEUhVGLKiVGWQqVGXGgVGt1lVG2wZVG/SjVHMagVHPHfVHSKdVHVPfVHbxrVHdw
                dVHhvpVHjsiVHtmjVHvZgVHyXgVH8XlVIGKhVIL8iVIOklVIVIlVIW1hVIY6fVIZDfVIc7aVIc83VIhAYVIjohVI42aVJEJjVJGr1VJNTfVJTGdVJUHlVJaMiVJgbc
                VJrvpVJ+GiVKBhcVKK3jVKLqfVKMiqVKVtoVKbqiVKqjgVK23fVK4olVK76bVK8AmVLEMdVLFZZVLQp0VLW3iVLXgaVLb0jVLfBjVLrAcVL/YrVMCI/VMKB0VML/bV
                MOKdVMRQsVMSpjVMTjhVMaUdVMdlgVMmalVMqclVMuafVMvNjVM9JfVM/WZVNHgtVNIpgVNMWqVNM9jVNO6fVNXVaVNjQ0VNmcfVN1bjVOBbdVOGIiVOL1iVOWNfVO
                YAaVOYcgVOhHkVOi2jVOjngVOlugVOuHjVOy+aVO50iVPQNeVPTvZVPZyrVPfuUVPiAbVPqJeVPutdVP2BcVP3hhVP7teVP8rbVP/OfVQA0jVQDzdVQI6fVQKUbVQO
                0dVQVWhVQgFdVQjgXVQk2dVQyfbVQ4xdVQ/ufVREJhVRHVgVRPPbVRaMrVRhBYVRhVhVRhXjVRqLiVRsqkVRwusVR0maVSKVpVSR3fVSZWbVSoXcVSsvcVSzceVS8o
                fVS++kVS/hoVTALoVTDxYVTENeVTGu2VTG7iVTTLjVTUjbVTkdgVTnjfVT2ebVT2/dVT8XnVUBYjVUF3gVUGwmVUHVhVUPRfVUQBoVUS6XVUcpcVUmAgVU1//VU7De
                VU/SlVVMeeVVQ0mVVRrwVVXZYVVcPhVVtbjVVyLjVV0YcVV1ngVV5pfVWDxxVWLupVWTuXVWWmgVWcZZVWceZVWfPuVWhicVWk5rVWli0VWtwrVWwFrVW2ScVW4chV
                W9wlVXDDuVXD0xVXIzmVXPdfVXYqlVXa8mVXfznVXl6mVXuthVXu1jVXu9tVX4SbVX7IeVYHfcVYNGjVYW6tVYZLrVYZnaVYakgVYqtmVYsTJVYzDfVYz3dVY1KfVY
                1XkVY5hfVY7YdVZI6gVZLzdVZOEkVZdRfVZnQtVZxndVZyPhVZ5oeVaN+dVaSutVaVZmVao7uVaq0qVazGhVaz8nVa16fVa8DdVbHweVbP+rVbQtiVbYacVblMtVbn
                XdVbpljVbssUVbtzaVcDyOVcN0dVcUxZVclcnVc4t1Vc6jcVc6slVdC4yVdG3bVdI8fVdStmVdWsiVdaR/VdkVoVdtIkVdyThVdzyoVd0TeVeF2fVeJ2oVeRzNVeT0
                dVee4VVeohkVeonVVeopcVeucjVe03aVe4koVfAkiVfJgbVfMgpVfRXeVfYiZVfbwnVfcScVfdWfVfnXgVfpArVfsLbVfztZVf3VgVf6+fVf+ieVgZWbVguDiVgw0h
                Vg53eVhAReVhemfVhfvqVhnTXVhn/lVh6feVh9pcViBlTViQbeVif6iVinvfVixIqVjGOdVjRabVjVBmVjWqYVjxOZVjybpVjzGcVj2OeVkGxfVkPjiVkWreVkZFeV
                kbqeVkb+iVkdXkVkgveVkh6cVkozUVkqjdVkvYrVk09iVlBuqVlGUkVlRkdVlY3nVldvbVldxnVlovmVlqgaVlrEmVltbgVl6GeVl6zzVl8YeVl9vhVmDszVmOvgVm
                Z3dVmaehVmgkgVmrFbVmvXiVmxmvVnELoVnLbcVnpDbVn1F/Vn2EbVoApjVoGHyVoLLhVoLjoVoRyjVo23fVo3HqVo8sdVpERgVpF/XVpJXdVpJ1fVpS3iVpS5kVpe
                BcVpnUjVpsVcVp8thVp9ZgVp/hoVp/7ZVqDbjVqORgVqPceVqPpkVqP3gVqbqkVqgonVqiHjVqsXeVqzKgVq2kiVq3ahVq8ebVrASVVrM4hVrVkfVreBXVriTdVr+l
                cVsEpmVsLhdVsOYvVsQ+fVswYiVs3RbVtMJbVtYYUVteagVt1aZVt7NbVue2eVukMqVuxwjVu8nZVvLgfVvMAaVvWicVvXpdVvhufVvwuaVv5ggVv/tmVwDpgVwGkd
                VwYDtVwa4hVwfdoVwgsiVwhVfVwhyUVwj5dVwl0mVwoQiVwyoiVw1njVw4KdVw5mbVw5nlVxOtaVxQDmVxTGeVxcxgVxeuuVxkPeVyLYgVyPkfVyWufVyZYhVyZyNV
                ycekVyuYfVyuklVywjfVy20fVy5bgVzBxkVzCOZVzG1kVzHshVzPTlVzQ0gVzRFaVzXGgVzoOhVzqsVVzsnhVzuXaVz4cmV0E2ZV0FmvV0LoUV0NOoV0O1hV0YFhV0
                aUnV0adfV0lHhV09BoV0/cdV1HdjV1ONtV1VRVV1ZT0V1aYjV1klhV1lraV1ptcV1rUcV1u8nV12grV17VgV2EGcV2HZyV2StjV2hRjV2oZfV2xUhV2x+sV23ckV27
                NlV3BWlV3JvjV3PTeV3ZCYV3hnbV3kmnV3k1tV3o0dV3sfXV3zjfV34ZmV4JokV4QhlV4Q6dV4b2fV44GcV4+ojV5BJiV5UZdV5mbgV5xpjV5x9oV6N+nV6OGeV6Ry
                lV6UJhV6htdV6kvjV63meV7EGhV7IpcV7KyZV7K2nV7NnfV7V9eV7XdeV7YnfV7Y1XV7ZS8V7j9hV7nInV7wgdV7zjbV72WfV78RYV8AapV8LjhV8LtUV8XvlV8fej
                V8ivjV8jTgV8o9fV82vZV87AnV87SqV9DuyV9ETUV9SwjV9X9hV9cQgV9haUV92XeV940aV99tfV99uiV+JqsV+R7gV+TDcV+eihV+rglV+ukpV+0weV/DGkV/DMiV
                /GIfV/S7fV/grlV/kVaV/nUYV/qkiV/swfV/tSiV/t5fV/69mWAH4rWAQqlWAiViWAn/hWAuseWA8LqWBDpgWBJxvWBOIiWBUZkWBU8eWBVjhWBsGgWBvSlWBvhXWB
                3+TWB4vfWCFQmWCPuZWCP4VWCRnnWCb2SWCe7eWCkybWCy3nWC1gaWDPHZWDTRhWDX6lWDragWD5ViWD9DgWEJiZWEOPfWEXefWEdbnWEmjdWE86jWFA1oWFFsgWFR
                0lWFVOiWFh9TWFligWFpaaWFvTiWFxvcWFzAiWF2NcWF2ldWF6qkWGGGfWGG+eWGH0cWGQrrWGTLjWGbBkWGcwkWGjQfWGn3dWGqKgWG2MiWG5TYWG9sgWHMaaWHU/
                cWHVPmWHWbdWHXNrWHXmiWHYGhWHhniWHjS5WHlgnWHnVfWHrfZWHu/fWHxbwWH7BeWH7NkWIH7cWINAfWIqSQWIz7lWI5ylWI8LmWJG5fWJLaaWJXlnWJyjdWJ9qe
                WKGgeWKIAiWKNBfWKPIiWKQzhWKS7YWKsHZWKzbZWK4boWK5nmWK7PfWLGJoWLI4ZWLMSbWLZ2kWLjUiWLkveWLmocWLpfbWL5VdWMMEeWMPqeWMRVeWMSNcWMjegW
                MlcqWMmUdWMqpYWM9aaWNK7hWNMenWNVfeWNibbWNlEcWNtOeWN1EbWN6NjWN8TuWOUxfWOb4pWOl+mWO5eeWPAAsWPAQaWPByVWPI0fWPN+gWPmJjWPvafWPvhsWQ
                LAmWQNfhWQbnnWQcScWQeUoWQfohWQkzeWQtXfWQuCmWQuRgWQ4bcWRFAjWRGsaWRIldWRMbbWRSCsWRWJgWRZVnWRhHiWRwAeWR0GpWR2YgWR3ziWR8hkWSAjvWSB
                qaWSEMbWSJGmWSNmpWSOBiWSSYjWSisnWSlJjWSuyrWSwTdWSx+lWS12dWS33fWS44kWS5faWS7rrWTDmmWTVYfWTcOmWTdteWTqBjWTuZjWTytfWT6hgWT+FoWUPq
                eWUi7ZWUoBtWUpjfWUxzhWVCedWVL5aWVMTnWVNJmWVRRWWVT4kWVnbpWVoyeWVo1cWVxPcWVzCeWVzMiWV+bbWWDJdWWLflWWPNfWWSboWWWreWWZmhWWguiWWhOd
                WW0UkWW+auWXAFXWXLyeWXTuhWXXupWXanaWXjFnWXjSjWXjWYWXp3oWXvqZWX3ugWX99ZWX+MkWYCPlWYQ7yWYgVlWYikmWYx/cWZF6vWZIEtWZWReWZWaeWZbngW
                ZcxkWZfkkWZiJeWZjLoWZqmbWZ+fgWaDCZWaGUjWaJMgWaPEYWaa1XWabXwWaf7bWagVeWag9dWamOgWarngWbBPeWbGEbWbPVfWbdMeWbmsfWboQcWbsTUWbvagWb
                wcnWbxteWb6HfWcKLdWcaXhWcczhWchdfWcj1hWcn3cWco9SWctmfWcyBxWc5jWWdDdeWdONeWdPivWdRBnWdV/aWdavvWdcdnWdgSlWdkkdWd/ViWeEtWWeE1vWeM
                tgWeWxfWesBiWezyeWe6pgWe8xiWe+vcWfK/fWfVqnWffnnWflNaWfy1rWfzryWgGLgWgM3tWgORqWgOchWgOvkWgShjWgYDgWgaYoWgcHfWgl8nWgmSxWgm1YWgoB
                aWgt3lWg4koWhDAKWhDxgWhqoiWhslkWh1EiWh2iiWh2nqWiE2aWiMZmWiNbfWi4bdWi96jWi+9qWjBseWjCKrWjE1vWjG9iWjJqgWjTE3WjaJgWjeBZWjqtfWjr5Z
                WkKdjWkRpgWkUJpWkYxlWkZhgWklclWkl7uWkmTfWkmcZWkv+wWk0tnWk9gfWlH1UWlRcfWlfCiWlh5fWljDfWlj7dWllcfWll8lWlmPbWlwbWWl8JfWmA+hWmJDXW
                mPgjWmRkeWmdJtWmgTjWmj1gWmk9nWmxJkWm1+tWm3xVWnMtlWnQbjWnbDSWndQsWnnAaWnqBiWn41nWn+AeWoBBnWoIdeWoOKmWoV2aWoWPlWofPfWorUdWo03dWo
                6dpWpMAtWpQlhWpXtfWpknaWpmghWpqefWqEEpWqEMeWqFARWqO0gWqV8iWqXIOWqaBlWqksgWqlgeWquYaWqzzhWrAKfWrCndWrHneWrMCgWrUoXWrYeiWrgUlWrl
                mvWrxPcWr1pdWr7SkWr+vgWsG8UWsRMYWsRzcWsWwfWsX2fWsa9TWsd+sWshOqWspIiWsstYWstDhWsxmwWsyEpWszraWs2XcWs+KpWtHccWtHukWtKJpWtQ4VWtRo
                WWtUTiWtWIdWtaXmWtaclWtiNjWtikeWt/YjWuFwoWuLHmWuOeqWubJdWud3pWuhcuWumBoWupKiWu5KjWvBjfWveOrWvf+iWvmmiWvpHoWv7JdWwCOaWwM47WwTfu
                WwWTlWwWYfWwcxpWwe1gWwfFmWwnmTWwphfWwrDoWwtGzWw01kWw3hjWxAVfWxEYhWxUOiWxWiTWxajxWxo4aWxpoZWxw+WWyGEdWyIodWyKfZWyPiaWyWtgWyYXdW
                ydRfWyuHgWzACdWzB7bWzDMfWzF8hWzJmrWzPsuWzRdkWzTbkWzUEkWzYxkWzY2ZWzeufWzmAZWztWdWz+CgW0WNkW0bdgW0eMkW0h7iW0plhW07OgW0/weW1DMpW1
                LKuW1MXaW1UHgW1WYpW1ZlgW1q0fW1r0lW1urgW16gdW1/1dW2AyeW2B6oW2C4dW2GIyW2MGgW2YlfW2frbW2grmW2kSrW2ulfW24ZfW26tnW3GGiW3JAWW3JjYW3J
                pkW3OXiW3caiW3dzpW3iBhW3sRgW3uyaW3yVeW39PjW3+1XW3/0lW4DCfW4J6gW4XN/W4YydW4jQmW4rqYW4vHaW43LrW5EDhW5PheW5VqeW5WvuW5YZgW5dhcW54A
                nW55egW6DFhW6DefW6EGiW6F+iW6G+SW6PmSW6V2bW6XhdW6Z/xW6oYiW61ViW63/YW7JqfW7c5iW7dyhW7khlW7tkrW7vehW7x8pW73fiW785YW78+pW8CVdW8H6e
                W8H7WW8P+WW8TthW8UwfW8XuqW8bCqW8iykW8j0jW8mPUW8mqmW8qsfW8yBmW85DqW9CuqW9DFWW9JTpW9MFhW9XNdW9d1vW9fS8W9jNdW9jbZW9rnnW9wxfW95YnW
                98ihW+E0cW+GygW+NtcW+OkhW+c0kW+c7cW+oGkW+ymfW+5GnW+8maW/HdnW/H7fW/MJcW/MofW/PakW/fVcW/lvUW/1khW/41mXAJ8UXAPonXAjYeXAkljXAxpjXA
                3VhXBAuZXBDlzXBGDoXBL4fXBSmkXBURXXBmMiXBoDfXBrfgXBrkhXB38gXB/8eXCBTeXCFGgXCXdoXCvriXCzmfXDGPcXDO2cXDQ4fXDXucXDZ0kXDbZoXDcxbXDh
                7fXDiqqXDkMpXDmXnXDvflXEEjVXEOrjXEROkXEb2hXEb7kXEtucXEvAjXEzGrXE38cXFNZdXFO0ZXFWxwXFbSjXFe8cXFkelXFrUgXF4TcXF7ofXGBqjXGMAcXGSs
                pXGUCcXGU/nXGZCiXGvGsXGwBeXHemXXHgTbXHihPXHlsnXHuIbXH8xsXIBheXIDElXIGyfXIP6XXITEqXIg9mXIhDZXIkgkXJM/jXJUpaXJdhgXJ19XXJ5fcXJ9Gf
                XKNmiXKOoZXKXkgXKcWfXKgIjXK11cXK2+iXK3ahXK+RaXLCgfXLWDUXLaRfXLg/NXLkpgXLywhXL6GeXL6wlXL7+jXMA4nXMF56XMKsjXMLtdXMODnXMObgXMfuaX
                M2ZoXNIYgXNIwnXNKraXNoHTXN5gwXOANbXOC4mXOWOkXOdCrXOlrlXOpodXOtjfXO0egXO+hqXPAYgXPFMjXPUKeXPZjfXPaumXPeydXPkSbXPlBdXPzvgXP3TwXP
                4SZXP57fXP6hdXP8+bXQBgfXQCPUXQHpsXQKprXQY1fXQpJlXQ2EnXREslXRFgjXRHgjXRNihXRaPeXRr7eXRukeXR10lXR2CcXSEmvXSI/cXSP2kXSSziXSbHpXSd
                IkXSeMeXSlImXSm9pXSpEaXSytfXS2OhXS4VnXTHCaXTKRcXTTNcXToFfXToTkXTpXkXTqlpXT+avXUBOdXUDolXUEzhXUMhhXUUWpXUjUYXUyKkXVFSiXVFxkXVIx
                cXVMWiXVQkaXVUnmXVd4fXVlhdXVoGgXVzRfXV7cmXWHUsXWMopXWW3aXWXMfXWbhdXWeMgXWitqXWmWkXWoohXWsIZXWxuqXW04kXW1JpXW5edXXGcvXXKbnXXMpi
                XXX1hXXcSrXXdZdXXf/iXXk5xXXpugXX8NlXX8jiXYSTmXYTRhXYWejXYjljXYlXjXYoTdXYsCtXYuApXYv8aXY4NoXY40gXZENiXZEuiXZHsmXZISTXZIchXZNRkX
                ZOoiXZPqhXZVTUXZYolXZbBiXZl4WXZmumXZq0gXZtJgXZt6ZXZvNfXZwboXZxxtXZ6alXZ6ogXZ7YcXaIMYXaIkjXaTtnXaXceXaX9hXafisXasXbXbIqmXbMApXb
                NlbXbW7pXbcZgXbs9cXcQ6eXcYYdXcYccXcayiXccyaXceqkXcfQgXclIVXclLEXcsXfXcxqeXcywkXc3ZfXc3acXc+KkXdHTfXdViZXdZOfXdgCgXdl4iXdmIYXdz
                SpXd4IfXd/ccXeAkyXeDboXeEQfXeImgXeOOwXeOUxXeRFhXeXofXejMqXesvnXeuedXezEgXfAKcXfGkjXfewnXffLmXfqldXfyRSXf1OrXf17pXf5tfXf9fzXgAa
                kXgdlfXgjamXhJXpXhX/eXhd0XXhekXXhhrqXhjmlXhwHsXh5pqXiGzrXiQvlXiW3dXiXFfXibMdXijjpXisNbXi1ceXjO3qXjYXaXjZ/gXjeKeXjy2hXjzbdXj3ia
                Xj31QXkEamXkW2mXkiDjXkinYXkqzfXkrFmXkz+rXk3EeXk45jXk8jfXk8qgXlIorXlJzxXlNJYXlSMaXlcafXlvpRXl59gXl8NjXmXphXmY1WXmdBeXmlbpXmnseX
                mxofXm5jlXm52qXnENXXnGceXnHukXndngXnqNlXnqfZXnrgmXnvIaXnv6bXnxVbXn1yeXn5zfXoDieXoEVgXoLHaXoMTlXoSwcXoYf0XobHgXojQXXonCVXoondXo
                vEeXo0OWXo+NhXpFAgXpNGrXpUrXXpgpoXptshXqO4dXqQagXqdliXqeSbXqfzlXqlFcXqzfqXq8VWXq+CiXq/KpXrFvkXrG/gXrKQcXrKfeXrcgaXrdNdXrhlfXri
                7bXrm6gXrtgcXrt5dXr5DgXr+plXr+zdXsMoVXsT9lXsdWgXsiqlXslHmXsoSeXstlUXsyfnXs8afXtM6VXtNgpXtZJdXte8sXt6UfXt7kgXt9/gXt+egXuJ6hXuUe
                mXuU0hXui8eXurBdXurHfXut+dXuuhVXuujlXuwldXu2TnXu37eXu5xhXu6uXXvKsqXvO2oXvO7gXvPxkXvfOeXvfYlXvnrgXvrueXv/GbXwCacXwDSnXwEJoXwICm
                XwJ1pXwZdeXwdMbXwo5bXxD0eXxIHdXxTuRXxd3kXxewaXxf9pXxiriXxj/nXxkaiXxoZeXxr4hXxzzfXx+nZXyCQeXyEjqXyLWjXyWEXXybf1XyfJaXypcvXzKPeX
                zVfmXzgJmXzj/pXzoPgXzpUgXzqnaXz2KkXz4NWXz+vfX0CDrX0G5dX0L/lX0M+oX0RnZX0agfX0dFlX0eCeX0ibtX0zXcX02TjX0//pX1QmqX1aijX1g5iX1iClX1
                soiX1t5vX1u6nX13ddX2MPgX21RgX23GdX26oZX3AEjX3GmbX3J0mX3KGdX3LaiX3bviX36FnX36RfX38CiX4DbmX4EepX4FfjX4OkoX4RshX4dlsX4g4hX4oShX4r
                DiX5PRmX5X0ZX5cEhX5qFkX52hfX6BwkX6PjiX6WkbX6YZrX6iIfX6sXgX63BnX7TwjX7aolX7cpfX7iUeX7q7kX73ZfX76JUX7/BfX8BFiX8BWlX8IDkX8LdeX8Ur
                hX8U9iX8XFcX8XqdX8guiX8iXlX8oicX8t1aX828cX85KjX9LXvX9NXzX9UquX9j5cX9ntzX9oYbX9wQhX97OkX+CViX+J/nX+MWiX+d1mX+mveX+1zZX+2PhX+5qp
                X/Ap4X/IZbX/Y8kX/aMdX/zWkX/1QsX/6hWYAC6uYAMPdYAc2dYAomiYAvVjYAxFdYAxXnYAzfWYA19WYA5TjYBGZiYBM0eYBQYaYBTcdYBZofYBfbkYBwMPYCAmqY
                CEHXYCFmbYCVfgYCZAbYCenoYCf5fYChZbYCjAjYCj4dYCm8iYCrxdYDbOiYDhvgYDi2kYDm+bYDokhYDwKaYD3ymYENjjYEURfYEZChYEjXZYEp9aYEu7fYE5VoYF
                CfbYFM9hYFR+fYFUpaYFV/pYFZQcYFareYFl4qYF1xfYF8ukYGIufYGLmrYGYZoYGcoeYGr5fYGvtfYG3vcYHKkfYHLDaYHPKkYHlGdYHmWUYHssWYHvlnYIFCuYIK
                moYINlYYIOCdYIVyfYIW1tYIp1WYIsguYI8PbYJSZeYJXtnYJXxkYJcsdYJg4kYJo+fYKFdeYKHHfYKH3eYKKZgYKNRjYKOhhYKRQdYKtvlYKxn9YK3vfYK+GjYLXk
                gYLY+lYLcCpYLgUfYLtYcYLu+hYLx4fYLyLmYL3LbYL49hYL5SeYMHwmYMI2mYMWOdYMg5bYMxouYMy+gYM31bYNBLoYNDLhYNHfdYNLmcYNLsgYNM3iYNUQjYNcLb
                YNwDfYN65VYN9BeYN+9eYOAqfYOEFpYONvdYObWVYOitbYOjxdYOmTgYPBOjYPHccYPJ1kYPPDhYPXVdYPaEeYPdIeYPgbxYPixlYPmgfYPvfjYP0BiYP3sfYQBHfY
                QGWdYQVBZYQYPlYQZqeYQaA6YQbWWYQciXYQgfWYQgzhYQn9gYQtpbYQzpdYQ0hgYRFhcYRKsdYRMnWYROQfYRRQfYRdXxYR0tiYSQThYSXVdYS1YYYS8HbYTABiYT
                CGmYTEl1YTJ3iYTJ/dYTOfeYTWUmYTeWhYTjOeYTxCfYT4uVYUGNlYUQekYUXueYUjAkYUxIiYU2jdYU6qeYU8yPYVCLdYVHSjYVUUgYVV5kYVrKkYVvyiYWEUbYWX
                1cYWiEkYW32cYW6ciYW/flYXMQYYXSfhYXfTeYXldfYXnCcYXtVeYXwtfYX0FcYX2iqYYG8mYYHDfYYNPiYYeSbYYnBkYYtjrYZJouYZLthYZTKjYZYGhYZbQlYZeP
                nYZeTcYZeUkYZiLfYZr9lYZyMrYZ+yeYaFQkYaI9mYaKefYaK27YaLqnYaVdiYacqjYahjlYak2hYanfmYapjcYavjgYa4VqYa+SfYa+fnYbAMgYbU0gYblAhYbtsm
                YbzWZYb01dYb+baYcI1iYcNhgYckpiYcnarYcollYctyaYdFnYYdMefYdM4WYdRI3YdTtiYdWYoYdW7lYdYBeYde1aYdgThYdxgrYeSbbYeeYqYehmhYe1ldYe4I3Y
                e46iYfaYlYfkolYfpagYftveYf3iiYf6t6Yf+ecYf/nlYgBtnYgOtkYgSuaYgdxqYgoTpYgpXaYgx0fYg75bYhHUgYhMSlYhWWfYholdYhzJlYh7M4YiJyhYiM+eYi
                VAcYiWskYiYhgYir+gYisrcYivwaYiwAtYiwjfYizWmYi2ajYi5fpYi9XoYi/vwYjHugYjJGjYjNrjYjQ9eYjWZgYjZacYjctdYj6IdYj8odYkD5fYkEJhYkUsjYkn
                ilYkofeYksDjYk6lfYk7NcYk79ZYk+GZYlA2sYlHbkYlL5dYlYVfYla+gYldMlYleHoYli/gYl7yfYmFjaYmRIfYmSfkYmUPbYmVJoYmW7wYmYvjYmcgYYmeBcYmmP
                lYmm3dYmnHjYmsmcYm1klYm2EmYm2ydYm4ygYm45rYnFxdYnHMlYnYviYnZWrYnkOxYnpydYnuRtYn4UgYoDI0YoTdjYoTnnYoWPqYofvfYofzkYomQkYo8CmYo9bg
                Yo96hYpGdbYpJChYpLWeYpMkpYpbxoYplSiYpmCoYpmFbYptemYqIgZYqNOiYqN8mYqPIoYqPRgYqlEbYqmHeYqnBiYqyLbYqzqgYq0LaYrBIkYrCUcYrD+cYrELdY
                rNJYYrdwmYrhcmYrxbfYr0XrYr1/dYr3GPYsgngYskjdYssEaYs+6dYtHetYtOJdYtY8fYt6mdYt97gYuCMWYuEyiYuFTmYuYwZYukJgYumchYusxeYutbdYuythYu
                39eYu8IfYvIUnYvMTXYvaDlYvcWcYvkueYvufhYvvDWYv2EpYv29XYv6dbYv/paYwALqYwLUqYwM4fYwRimYwTdsYwchjYwl7lYww8gYwzadYwzvmYw45eYw7+hYw+
                BoYxjUdYxqGjYxyBeYx7WeYx8llYyEfhYyTOjYyt0kYyt3gYy/KwYzJ4iYzK1kYzOyeYzWqkYzZPiYzbMhYzcYsYzf0XY0EghY0OsxY0ZnYY0e+eY0otkY0pvtY0q7
                qY0w6gY0zqwY00jkY0+OwY1LxfY1PHfY1TbnY1YrqY1ZoZY1iabY1utqY1w3lY1xcXY1yWjY11fuY14BoY15YeY178eY19nbY1+9pY2FweY2IwfY2LpeY2ihiY2wPa
                Y2xweY2zQhY3EckY3G8XY3HAcY3M2VY3YaiY3eTcY3evjY3fWtY3hefY3mnhY3mzfY3pqjY3qwdY33IaY376fY3+jbY4C6cY4IJbY4KxVY4ctdY4kbpY4lhiY4m6iY
                4qHiY4quoY4q1eY4rfZY4swbY44adY46eyY5MAYY5VbeY5YAaY5ZvkY5arfY5qLkY52jiY559kY6CvXY6F0kY6lmhY60fZY619XY64xkY7Fd2Y7JtnY7KVXY7MWZY7
                YrwY7aPjY7cNiY7mIjY7oZuY7wnfY72elY72xgY8O1fY8ZJmY8lygY8nadY8sE8Y8x8kY80phY84heY88fhY8/maY9AYfY9CRYY9EzfY9HldY9KybY9NcfY9ScVY9X
                8mY9qEqY9tOlY98doY+DsiY+QffY+SbfY+W9gY+yscY+2+mY+5EfY+5quY+/UkY/FojY/OObY/djaY/hggY/l+fY/zwVZADPuZAFOgZAXr2ZAY7aZAZnfZActXZAiP
                qZAjWgZApUhZAxQgZAxvoZA4smZBAraZBHXhZBKWfZBPkdZBkmdZBlThZBslkZCI8hZCTWkZCdUmZCx8fZDDdWZDGFoZDLBiZDOYmZDQUbZDSCfZDU5lZDffeZDg0l
                ZDmidZD7BkZD/NPZEXlgZEaDeZEmtgZEyRkZFCgdZFG3cZFHidZFTOlZFwXkZF3bSZF5ikZGE3jZGOnoZGPidZGQAiZGXgXZGYlTZGe4hZGfQjZGz9YZG4ufZG7seZ
                G8ovZHBrZZHKugZHNobZHP4lZHQhpZHRJoZHXAeZHcviZHgbfZHhjgZHvHkZH11hZH84lZIJviZIM/fZISYnZIU4yZIYYhZIYndZIjTMZIpGaZIwMxZI7AlZJAFmZJ
                BCdZJNNWZJOEiZJO4eZJTibZJU4qZJV2bZJX3cZJaugZJg2gZJqIoZKHujZKICjZKJohZKQeaZKdNbZKz2ZZK2SpZK28lZLLegZLNpfZLOuXZLyRhZL5zaZMIihZMP
                GjZMWEfZMe6VZMh7kZMh+cZMshfZMxOpZMxsyZM2TgZM8pcZNKBNZNOpUZNV42ZNXEhZNYceZNZojZNarhZNhKdZNsueZNyTYZN4IoZN4JnZN8ydZN9tcZOBxeZOE7
                6ZOTBiZOhjgZOxljZPY+aZPePlZPuPkZPuVhZP3KiZQRJiZQX1oZQhtSZQsMfZQ1+iZQ6nlZQ93ZZRIIoZRWrjZRXNnZRYGZZRp6lZR8zqZSCcdZSI6yZSSHxZSfUi
                ZSrigZS1ycZS92cZTRQhZTWNRZTm7ZZTqAjZTrJdZTx1mZT2DiZT2weZT30mZT5XeZUI6hZUgejZUiZeZUi7eZUkjeZUmQiZUqQeZUz9jZU3qhZU4KhZU7dgZVIOkZ
                VMcoZVOIkZVO/0ZVoooZVvYbZV5PeZV9QiZWDraZWEHYZWHUhZWemiZWhdvZWi9gZWjJjZWjckZWnfdZWp5jZWvLhZWwclZW6xgZW7jbZW+QcZXCchZXOEaZXQ3wZX
                ScYZXUTfZXX2rZXpPgZXsirZX7NmZX7miZX89nZX96gZX+deZYNSgZYQUwZYj1lZYmxpZYtMkZYtijZYvJwZY1AgZZIEfZZOHrZZPQjZZR9aZZennZZjzeZZkryZZn
                ZdZZnbgZZrRfZZsjgZZs1sZZxapZZy3jZZ3gUZZ9feZaFfiZaGMlZaHIfZaXtdZaaynZacPwZa43nZa9ZfZbEKlZbKaiZbRnfZbURfZbg0pZbrJdZbz2iZcGHkZcP5
                dZccYvZcc3aZcz+nZc14hZc4GkZc4ceZc+tZZdJyoZdK+fZdPqcZdYwqZda7nZdgvmZdnshZd0jeZd6utZd+slZeBPdZeQodZeWkeZeluXZen/fZewIaZewMrZezYw
                ZfTbcZfeWbZfivnZfj3gZfnUjZfpRVZf1HmZf1QvZf3SpZgUwLZgWdeZgW/uZgh6gZglofZgndgZgoIfZgqCgZguQXZgusbZg7CgZg+MjZhAeeZhBioZhS2mZhTpqZ
                hcriZhhDaZh3hiZh4EgZh6ZxZh/M0ZiHFcZiMDeZiW5mZiW9iZiXEcZiewpZivSiZiw6eZi15iZi6ofZjVNrZjkijZjpFoZjw2jZj7PdZkOXeZkdKhZkwtjZk2bkZk
                3AfZlF9gZli7TZlvGgZlw1gZlxMkZl3OgZmT6eZmbtfZmk1aZmwRqZm0wpZm1iUZm3eyZm3luZnL9qZnXkeZnbQgZnyZiZn1rfZn+bmZoHHgZoQafZoTHfZoaHWZof
                7oZonTtZoppkZoqXeZozIyZpBUgZpDmhZpVdTZpi7hZprbdZp4FUZp5uqZp9nwZp9ufZqB+nZqG4iZqJShZqKkkZqODbZqQzcZqcudZqpIfZq5vkZq9xWZrB/dZrRb
                eZrckjZrnmfZrn9oZrrRcZrrsiZryjiZr4aaZsATeZsJ5cZsOXbZsO4iZsQPpZsc9ZZspQXZsqhaZsrzfZssWcZswJlZs0PkZs3IeZtD/tZtFVmZtG5ZZtHofZtH4q
                ZtIIZZtL9cZtNKtZtYXhZtd4bZtjlhZto+eZttPnZtxzgZuFQcZuIGgZuOynZuQ4fZuTweZuWudZubOjZucRlZufMjZugohZvTCgZvTUdZvVSjZvqVZZvtueZvyWfZ
                vyvfZv2yjZv5EiZv/vsZwF2hZwcYbZwdMrZwqvmZxHaaZxOKVZxTOrZxXThZxjwhZxphhZxpjfZx6NcZx+DkZx/ugZyJpbZyLykZyL9gZyTFmZyUNcZyawjZybPqZy
                cxeZyqWRZyrAdZyskZZyuBjZy4AfZzArjZzCudZzGAbZzH+/ZzP5iZzTRoZzU0dZzV1cZzZ9eZzfIaZzhfbZzkBlZzlXhZznthZzwUeZzwWeZz54UZ0LAgZ0ONZZ0e
                IfZ0incZ0kWZZ0rHsZ0yR/Z07WoZ0/HvZ1QYZZ1XGeZ1vyZZ1x1bZ11heZ19CWZ2DdYZ2EWpZ2FxtZ2cKiZ2gfrZ2sXhZ20WlZ3NWZZ3PstZ3SLVZ3fDrZ3tpfZ303
                XZ38WvZ3+IVZ3+ZpZ3+olZ3+8XZ4AIgZ4Mk0Z4M2aZ4P5fZ4XZhZ4behZ4kfbZ4qffZ4rUeZ4sheZ4tFgZ4+xmZ5VaiZ5YPcZ5aUiZ5iAeZ5lfdZ5/zpZ6AHiZ6DDg
                Z6VjaZ6f8aZ6qYoZ6tabZ617fZ63ucZ6+ofZ6+vdZ7A8eZ7LQyZ7WwfZ7XpnZ7jPZZ76blZ8AOfZ8A1xZ8KxjZ8OofZ8Q0tZ8TsgZ8cvhZ8dUbZ8d6bZ8negZ8sliZ
                83VfZ86ZuZ9DkhZ9E4pZ9KBgZ9RxTZ9TPuZ9knjZ9kskZ9n0sZ9q9sZ9rWsZ9sHmZ96KdZ96PeZ96vfZ968gZ97nZZ+BjgZ+FhhZ+GjjZ+MMyZ+PYZZ+SWgZ+W2hZ+
                dGXZ+dKWZ+gNpZ+gcgZ+iokZ+k1fZ+yXmZ+43eZ+48lZ+5NaZ+62kZ+7PXZ/DcoZ/MOnZ/PJdZ/PngZ/gBgZ/kFYZ/m4kZ/s0hZ/tXkZ/yGjZ/7eiZ/8WkaAMioaAM
                tmaAQAkaATIsaAdBgaAehcaAeyfaAgUiaAukfaAwjfaA46WaBABjaBCZcaBX2eaBbVjaBvWraBvdbaBydcaB6KeaB6cdaB6qaaCDVcaCEIlaCGucaCThaaCaakaCeQ
                daCglpaCmSfaCzHfaDAXiaDFFgaDJVZaDJgaaDNm5aDVzjaDWtkaDbieaDdYtaDgllaDoFjaDq+uaD4QcaD7sqaEAehaEHYcaEJgeaEPQ/aEbddaEgejaEooSaEsdp
                aEu4aaFNigaFR3jaFjvfaFkOjaF1wuaF4HxaF5ZmaGAPjaGJGbaGKMdaGcfgaGc6gaGeXIaGgWeaGifeaGtEpaGx6xaG1nqaHIFcaHM6faHNmnaHjrnaHxrjaH1Rfa
                H9fpaIAweaICudaIDohaIEgjaIMXfaIedhaIg7oaIqbeaIqnTaIrojaItUgaI3XZaI6cmaI9IfaJATcaJT1kaJXsaaJYbfaJZQdaJbymaJgTfaJtefaJ0BuaJ4x8aJ
                7BfaJ9wdaKC7gaKFffaKOrSaKRvTaKqOZaKu1iaK8cSaK/ZgaLE0naLJthaLT1baLaLoaLkgeaLm/gaLn8paLqziaL0qZaL11laL3riaMNvjaMk3aaMoGiaMptgaMy
                2raM1SiaM27WaM3xbaM4TxaNELfaNGEiaNI7naNKXqaNKtZaNOSfaNYsZaNgdkaNqBjaNr3jaN0ycaN+5baOAVoaOB/baOC8gaODUjaOQjbaOSgeaOaiZaObecaOib
                zaOmbZaOpnfaPCQnaPFDsaPHelaPLiqaPMebaPNNeaPSvgaPglcaPphMaPvffaPw0gaP4mxaP7ygaQBQaaQCQpaQLuraQb1daQhDbaQno2aQ5slaQ6JeaRQCeaRUqf
                aRXjpaRr9eaRt5baRv+oaSGGfaSMplaSUjmaSlLgaSumhaSxltaTDhlaTN0iaTaZmaT0ueaT6beaT84daT9UlaUDsbaUMHmaUNefaUZngaUlYcaUmvUaUqmbaUxaja
                VENgaVHFfaVM/iaVQHbaVYrjaVdZhaVmoeaV1QaaV2odaV95baV+HhaWCkYaWFcZaWOofaWuyiaWv8maW6rfaW8odaXThdaXhZeaXj0UaXpfoaXtcfaX4RjaYCjeaY
                GIiaYMgfaYPH7aYTwXaYWQdaYg7gaYiimaYs5faYwWoaYz4jaY0nhaY/RYaZD3faZeKcaZvsbaZ3DdaZ3NmaZ6F7aZ+PfaZ/cfaaHOeaaHPiaaNuoaaROZaaa9eaag
                Acaajkaaasyjaawdoaa0ahaa0udabCTqabFgoabGhiabMQhabPheabTugabV2eabcTbabkfnabk5iabpNbabwU8abxxiabzArab1tcab6DgacCFgacI1eacI3YaccD
                gachKgacjyyacnSjacrAqacwRaac4Ehac6DVac90nadDAoadK2fadR0eadrefaeRGeaebloaeiljaeqFeae++jafBGjafI0dafPbjafR0lafSzWaflkhaftKeafuPk
                af5iaaf++gagG/magK0nagK9dagXKhagi0UagjJbahCvfahMBqahPXUahVJfahYWWahbUjahcebahghZahho5ahoQeahobfahwUlahwchahwvlahxHiahy4iah3ada
                iBCmaiF3hajBjfajCEgajKliajLdeajValajWcgaja2bajgqhajikqajjofaj87nakE4fakFxhakWTbaki3laklJcak8+cak//ialACdalAhealUCkalYWhalaYkal
                a2jalcWkallLZalrYoalv+yalxOlalx+dal0Okal3/famMhiamO1lamV4oam2Vpam2jfam26bam7JdanVtpanZNqangSpanh2gankSdanmEtanwOean9xoaoEXpaoL
                SSaoSaYaoUebaocC/aoeHmaooGkaovvjapHMfapPKaapVN/apb8papejlapekeaphsbapu4XaqJhdaqO4jaqSj3aqSyqaqS/paqbaaaqf6faqufdaq6/jarJujarL7
                iarSDgarafvarhxharkIaar43ear6Ejar/AYasBFYasBghasBtbasQVjasg+dasskcasuAjaszifas38das6GlatVWfatYUoatpBuat8elauD3iauLSbauLjhauXNe
                auYSiauePdauyBeavEnnavFHdavGghavLmYavUpmavVXcavWpyavamuavfV1avkelavoPqav0qVawMSbawV+eawkvhawyEraw1IXaw8mnaw8uYaw9Igaw/+kaxF+oa
                xSNkaxU9gaxculaxk0kax5lpayPdbayP8kayW6gayXqkayfNYaygupayjKjayj2fayyymay2Fday4igay7VeazAAUazIKgazSAaazV4iazWndazZBaazcJlazkUdaz
                v2pazz4la0EYea0Ekra0G8ba0I3ga0Lxfa0WJsa0fOYa0gTVa0nxma0vNUa09sca1Jdoa1Weva1gqia1nMha1ooma14Kma18Tha2DPea2Hfha2Higa2QLga2TEda2t
                vla2+6ca3Ewta3Tqja3boja3fAga3jVca3oBea3upla3vbaa36Tca38Iha4E5ea4lGka41afa5AZea5Elda5Iuha5KIea5OCda5Ucoa5VpYa5pBZa5pzda5qGea5vJ
                ga5vWma529fa53xla55Mka5//oa6CUpa6dAma6lQba6m7ea6scia6xCka60/ha697ca7CZma7JRna7MbZa7azha7ehYa7pAfa7uWZa74zoa8Ejwa8Esla8Jzga8kth
                a82sda8/+ga9D5fa9OUna9Slia9XAka9YRma9p1sa9vcea9zVca95wga+Bina+HcSa+RDca+aQha+dsha+exfa+gSca+mIda+vSia+wHsa+xvma+3hga++wia++xla
                /ENja/Npca/Orla/Rwka/WcYa/W8Va/XWha/Xnfa/cLga/c5fa/0njbABurbAEipbAEkibAY9fbAaXibAgOObAgtZbAh6qbAtzvbAv2rbBICabBSOZbBSefbBdAcbB
                flabBjIjbBjpdbBx5hbB4LlbB7MqbCZNubCiMobC3QubDDGebDEZfbDHfibDcndbDl+gbDoerbDrAgbDrGrbDtxsbD2iebD4OwbD7rnbEDCfbERsXbETSdbEU+dbEa
                srbEiJmbEsrdbEv1YbE8DhbFEzfbFFMYbFSFibFX4hbFbufbFoz1bFtudbFu/ebF2uXbF/DhbGQxhbGScYbGdLlbGfeqbGiYtbGiigbGmlmbGxFfbG0ZfbHQJkbHW0
                gbHeAzbHgMgbHuJpbIEccbINalbISngbIcFfbIgNqbIh5obIlbbbIpZqbIwFnbIxdubIzHrbIzJfbIzycbI2PkbI3i3bI4XdbI5ocbJCHcbJGPjbJNTgbJPWgbJPcn
                bJYDcbJl2pbJnxabJvtpbJ4MfbJ62dbKGMibKLpibKRYebKUPnbKdHfbKddgbKeDebKi7jbKrCtbKrVgbKtSmbKzFgbLJUlbLN1ZbLgafbLgxfbLtPUbL5qfbL8Xbb
                MGcdbMJAjbMM1cbMUtcbMWpkbNACobNBFebNDffbNLzhbNRzfbNUgjbNj0ZbNqznbNrEYbN1YebOAcbbOb5wbOeucbOfTmbOihgbOoalbOyNdbO17ebO+bmbPEimbP
                N6ubPV+cbPjetbPqNgbPyrjbP2xjbP7ZdbQBRkbQDNZbQSBZbQT8fbQcOgbQoShbQyyZbRI1kbRRYlbRRfjbRRlebRVnibRmHbbRu0abRzDlbR5/rbR7VubR8FbbR8
                5jbR+8bbSP7gbSRnebSTjibSXxcbSZKibSclsbSkHSbSztjbTC4hbTLZ8bTRtdbTYekbTtNgbTvnkbTwEYbTykkbUKLbbUP7abUXUibUYJcbUuylbUyDZbU1eobU3C
                hbU44hbVAHfbVEvebVTUobVkzfbV0ZjbV1VfbV70fbWE3hbWWfabWfNvbWh4mbWlwbbWpVebWx3UbW7AgbXAUabXB9sbXJEcbXVLfbXiRgbX0cjbX6FibX6enbX8xd
                bYDEgbYWsgbYhXibYjSVbY+DgbZBSibZEPhbZPMfbZXbXbZXeMbZlBpbZlwsbZoWcbZp5ibZx0VbaBnsbaVoRbaWYfbaWegbaXEZbacHkbaf3eba8Ylba8+gba97gb
                bHAlbbJ0obbQVfbbWlYbbX/bbbZ3lbba0UbbbHmbbcLbbbhDhbbiOnbbjmibbm9dbb11UbcFKebcNzYbcOpkbcTyhbcr9zbcy0fbc4nrbc+KcbdECXbdTfqbdYTgbd
                uacbdwBabeGoebeNFpbeNWibeSQcbeZNTbebSdbedefbefrobeh8dbek2fberihbe6Ogbe7fmbe8+hbfBncbfD/cbfGhkbfIzebfOoYbfQzebfSzdbfXnfbfXqdbfc
                ojbfdKWbfrRhbfrWpbfuuubfzXgbf29ebf5lmbf/GibgNQ/bgOJkbgOcibgPxcbgRJgbgwDobgykcbgzmfbg2Y2bg24fbg9CjbhAVvbhKDebhLnlbhQZgbhWldbhd2
                nbhjdbbhodpbh4gbbh5UibiDAobiE9ibiPLcbifylbin/kbiq6jbisBgbisqgbiyDhbiyimbi4wubi7GfbjIaebjSudbjT/dbjUUgbjU8kbjh1sbjjxqbjpFmbjtBl
                bjtkrbkC2WbkEmobkJzXbkNtwbkPHhbkYDcbkYgibkaBcbkdmgbkjNmbks3dbky9ibk1Iabk1YfblFJmblFjfblcOebldijblhCqbljnPblp7hblyafblz/hbl2Dfb
                l5vnbl/1fbmBHebmJIibmM7ibmR4ubmS2lbmVvkbmZ0jbmmfbbmmgebmnYcbnAXcbnUCebnUzgbnW6jbnbKkbnjXvbnpgnbnqOcbn75qbn/dwboJ2cboMBdboNt/bo
                PdcbodoabojaRbo5vdbo6Ijbo8cibpBHabpBKlbpBqcbpFNfbpGXfbpWugbpgCkbpkNmbptNqbpxFebqGjTbqOZvbqQlbbqYyhbqY+gbqhAebqlcdbqv7Ebqxuibq9
                6gbrPvybrQnibrXrcbrZ0jbrfzrbrhkibrh2ibrkQfbrraUbr1isbr5hfbr/ygbsLyebsO4WbssZdbssmlbs1gobs4+jbtAxpbtDXkbtEzfbtJfcbtJ0hbtLAobtmx
                cbtrmlbtwDdbtxzjbt6SXbuAUobuCXlbuDalbuIxmbuJtYbui7ebui9fbuqUqburE1bu/YgbvIC2bvI4jbvMXsbvNUgbvVVYbvZKjbvZRfbvaFgbvk6lbvlekbvsck
                bvuLcbvxmubvxvdbv1MfbwD1cbwEiobwFdebwPQTbwPjkbwSRbbwV5jbwbpbbwhqfbwkdobwoPnbww/gbw0Aebw3OabxL4gbxiSebxlkbbxo0ebxw9sbxxlfbxy3db
                x1Jlbx+4pbx/WbbyGhabyJIubyWGfbyXx4bya+bbyb5ibyhYfbyqyybyurbbyyOkbzGWlbzGhsbzT8gbzWzYbzcthbzhQfbzhSgbzhabbz2ogb0CChb0aJcb0nPgb0
                uLeb08Sib0/Frb1Bwjb1Guub1JWYb1MTrb1U5sb1W2qb1g8kb11XYb14xfb17Ghb2K9Zb2S+ob2aFab2exnb2iYeb2xzUb23Fzb240cb3Mylb3Pqdb3Q3nb3gXjb3k
                cfb3qmgb3xeVb3z9lb4BCmb4MJgb4TJhb4Y/ub4jddb4l5lb4qFab4tLmb4v1Yb4wKnb5Esgb5Fwmb5Iswb5J3cb5RI2b5UYqb5kNWb5mOXb5s0cb5vsgb5zUhb6H4
                hb6KXhb6SGdb6VBgb6appb6dReb6jYYb6qPob61Grb633ib635bb66Dgb669ob7CQub7Hidb7I3bb7KIlb7OZnb7Qcfb7S6ib7UMub7UThb7VVVb7ZBjb7Zvlb7Z3b
                b7fjob7jmhb7wsgb7zKeb78uhb8Ilbb8OZgb8qoWb80+kb81Yob9DReb9Kdib9Wesb9babb9yCeb90pSb965Vb+HPib+OKfb+TKib+Vehb+h7fb+mXcb+t5qb+wdYb
                +y/bb+1oqb/HHfb/Y8jb/c2gb/g7fb/pYdb/vTfb/wdTb/9dmcAFfjcAPCbcARglcAT+UcAUCdcAUzicAZtgcAfsicA1pbcA39hcA4OXcBD0YcBHp1cBM2ncBXPdcB
                iYhcBjSkcBojfcBsklcBsshcB2vfcB3hkcB8adcB8kdcCDUqcCFNrcCQNwcCVHdcCjGWcCymTcC0VzcC6mdcC7CkcDB4fcDFricDLwccDSzwcDZqhcDcmccEFEYcEH
                7TcEKTfcEMGbcEX7rcEndhcE1fgcFT0YcFXTpcFX8bcFY/XcFcL1cFcZkcFsLqcGGHecGI9acGKXfcGO5ccGupqcGvXYcGwcfcG7pgcG7tecG+cfcG/hjcHA8lcHGO
                ecHKIccHXnbcHbDncHfPicHoPWcHsYgcHy3hcH32UcH4QccH7HbcH8LdcH/mocIGAmcIGHdcIUogcIV+bcIdxhcIgAlcIlTbcI0QmcI2ZecJC7jcJNdqcJaOkcJksh
                cJtAqcJ5shcKBnfcKNWhcKUUncKaPhcKdmgcKi0bcLA6icLJkjcLMjhcLRPncLV3acLXrRcLiwecLuMgcLuyhcL2PncL3vkcL7wicMEOncMJ5kcMNMlcMPUhcMgQic
                Ml9gcMyAkcMyqZcMzoscM1necM16icNAVhcNEfdcNGmgcNJlfcNLLfcNPtecNirhcNiyfcNj0fcNnaqcNulgcNywkcN/GkcOAuccOIJdcOPqicOVRecObZbcOb6fcO
                cnZcOf1dcOqQQcOsFlcOzYYcO+hacPAulcPOYbcPW3lcPd2xcPi9ncPljdcPqPicPy+bcP2TkcQJUocQPNicQR9wcQZIecQbigcQlPbcQrr1cQ2ukcQ4UacQ5cjcQ+
                afcRVwkcRWzgcRe/hcRgqacRxsicRzXfcR3TjcSFqZcSOrecSPLfcSSTdcSXAacSfe1cS0UbcS5HecS5udcS/cccTPIocT7WecUPDYcUPKccUSGocUS1mcUg7ecUhY
                VcUhz5cUqlecUvSacVEmgcVF/dcVQ6bcVoCgcVp6dcV0khcV6nZcWEsscWUgecWa5scWbEjcWjKacWw2ccW3fdcW3wfcW8IkcXBLqcXBWecXEsecXKOdcXPfccXQYk
                cXSzocXWVocXavecXbGecXf5bcXpeucXq5icXt1kcXw5mcX5PecX7zgcX8xncX92ccYGNhcYIgWcYMxccYOblcYUlYcYXfdcYYpbcYb3jcYepdcYoHicYojXcYpqjc
                YsvkcYuSfcY5uscZAQScZHeocZNUccZT4ecZdWjcZnikcZpHjcZuplcZveccaCkhcaCpmcaSYecabAicadMgcad2hcaqZgcaq8ccazuQcbBM0cbR0WcbUfecbcJocb
                mUicbmhYcbnoecbtzncbvYYcb1gZcb7Pccb89eccIDpccNPhcccrpcc0gkcc40ccc6oocc9vTcdA3ecdHX/cdTl7cdY2kcdZCccdZNpcdc6bcdqceceAalceC6dceE
                2VceGPiceOXoceYpaceglYcepNcce0scce2hece6Cgce70ycfAjUcfFHZcfNWTcfOnccfOqncfWYfcfXLjcfcMgcfmhfcfqgfcfsnecfuZgcfvOecf47kcf7becgER
                ZcgHhtcgHmkcgOGecgg3ecgh3qcgjNhcgv+ocgzSxcg+Imcg/mecheMechvOechylhch2Umch/xfciA6lciBueciFyfciJngciUSgciW1ociXcscicteciselci2Ee
                ci9ZccjCPgcjQapcjd8hcjgXlcjl+ccj2Gfcj3dccj+/kckBwzckEyfckGXeckbGfckkGdckn0hckvsgck3Odck6wjclIukclJucclKzkclN9jclSFfclTLgclb2fc
                lh5iclwBjcl1iacmHJWcmJWjcmU1fcmfsZcmkWncmmhgcmyn2cm2bjcm8uecm9ndcnDHhcnMFecnQFQcnUSZcnbMlcnehhcng1fcnooecn13ncoK/jcoXedcoYYhco
                f7fcon0icouKfcox7dcoyCccpHAgcpQzccpUAccp0nccp6LhcqFDdcqIFicqPIocqfBncqnipcqqpfcqukecq2fjcrBSpcrCZkcrDsecrS8hcrWDgcrbxecrfcacrp
                oncrr7icrx3acr0hccr1udcr53ecsFhgcsFoUcsNwOcsOThcsYTkcseagcslEacsmihcsmpycsqIocsrYicsunhcs2Tkcs2yhcs5sdctIFgctT9dcte8Uctt1kct4E
                mct4crcuNFacuOwecuWojcuZFbcucrccufFicuxufcu03icu36dcu9f2cvG2dcvV4hcvXuicvditcvedwcve9fcvgolcvnNZcvspfcvzPgcvzwfcvz1acv2lfcv79l
                cv8opcwDfpcwFumcwF7ecwH1gcwWSkcwcljcwj1fcwloecxCyncxC/hcxEpqcxUcpcxYpicx0necx2Mmcx7mmcx/KgcyCZicyMjRcyuhYczK2gczWtfczXbbczX7hc
                zY2gczZsuczlTccznZZczwllczyqmczzzdcz1becz1/kcz7ymcz+7ic0Bdfc0DYgc0Etgc0Q8Gc0W7jc0Y9bc0fJgc0i/sc0t0qc0uh3c0vfjc01Wfc0+ihc1EJgc1
                Sxrc1aUgc1fAfc1kyhc1nuhc1qkbc1uuac12dic1+Fcc2Eoec2H+gc2JlZc2QCfc2Zwmc2ixoc2jIhc2lTdc2mXec20pgc29bec3FRec3F3xc3JGhc3Othc3TLRc3Z
                ufc3cCtc3kxbc3rNfc3whbc305fc31jfc33Ucc37ngc4Asbc4Bdjc4OKhc4Oqnc4PPhc4Wfgc4Xljc4omrc4ssmc4zhac46xXc49+Vc5Bzdc5F9fc5LPgc5NYmc5Oe
                ec5O4hc5Pugc5RcPc5S/dc5VEpc5gJpc5oZmc5yIec50Woc52Jfc5+WWc6HAmc6Hiec6PAbc6XLoc6bdcc6gZhc6hjjc6oGWc6qEfc63Nqc7JLfc7SL4c7XBXc7fzp
                c7f+kc7ofoc7v1mc7yKpc75phc79ggc7/Jpc8RFfc8U2ic8Zgic8Zzpc8bYic8iBbc8j7hc8lijc8njgc8oNnc824fc9Pygc9QUrc9dEfc9dqbc9hRkc9hWmc9iNdc
                91Vdc91igc+Jkcc+TUYc+UBoc+ZGtc+bekc+bjac+dwkc+eqvc+puhc+uckc+xzSc+yddc+ysgc+2Bpc+3DZc+6eec/Iyfc/I2sc/LIYc/VHZc/jUZc/5Vmc/+LhdA
                IQfdAMAedAPUcdAP9pdAT6idAU0edAijkdA6LzdBGwVdBQ4qdBTUsdBotcdBszjdCCpqdCGZpdCXzbdCchudCcildCq2fdCrrodCx6fdCydcdC1BfdC7jndDD2kdDE
                mldDFXddDFssdDPCbdDUgvdDf5hdDr+jdDtR5dDxrbdDzLgdD1/hdD75mdECVfdEIzYdER+jdEdDadElzgdE5mpdE6nndFAOidFEXrdFO0fdFO6hdFTBsdFY0idFh6
                idFjbKdFk8sdFlHkdFm6fdFphfdF3AXdF4ucdF7YgdGDrpdGFSldGFfedGKuedGQkZdGSRodGWTkdGmO0dGtuhdG3fjdG7agdG8jgdHQIgdHb5cdHfgedHihodH8Zj
                dH9bjdH95kdH/2edIGtodIJ+bdIV6mdIeXjdIfkcdIjtqdIkmcdIscqdIysedI1yqdJJbmdJTlgdJVzedJcZhdJfEndJkyndJujbdJxSpdJ16odJ2rZdJ37fdJ4ohd
                KIFgdKNvfdKUU0dKxwfdK0endK+NZdLbqbdLc8gdLkfndLoMxdL9JhdL9WjdL+hddL+wgdMHnidMIDndMJMmdMK5fdMMPcdMMUZdMPefdMQdedMRoVdMTJidMmPqdM
                r0fdMufqdMxwndM5eedNE3idNUXYdNtpddNuakdNwJWdN3sodOBSkdObykdOdMmdOkpodOnfbdOrpddOvaidO5PpdPAXidPAxfdPGAgdPK0sdPMTodPUUrdPcNadPh
                sXdP0WmdP04ddP6kidQBFcdQIEddQSxvdQWucdQZYpdQkDhdQutndQ3JndQ7MxdRGmgdRHuidRKebdRdEedRd7jdRd8cdRf1fdRg5rdRkifdRnlqdRpQldRvgbdR1u
                YdR2SfdSHPtdSLDgdSQvtdSS7kdSdZUdSmCedSokfdSvjYdSwz0dS2cadS2zwdS4NkdS4UedS8lydTAngdTasgdTgOidThqhdTj8idTn9XdTq4TdTrVudT9PddUDig
                dUH7hdUK7hdUNhWdURJpdUTAfdUUFjdUZ8fdUlSWdUo4bdU0WedU2undVJ+ddVNqidVOQddVQDfdVZhkdVh+ddVingdVwLldVwgYdV14kdV2PYdV9+WdV+mndV/sfd
                WBIidWDPfdWFEfdWtcEdW5rXdW75bdW76mdW8IkdXGdfdXI+udXLoadXPSfdXSwcdXZMddXkFedXqbndX36bdX38adX9/gdYACcdYDnidYgOjdYnXpdYpRfdY0rddZ
                OFYdZPeodZUundZWbfdZqjYdZ0NhdZ+3ldaCu/daJindaMBwdaTsWdaZvfdahsgdarVgdauRtdavQbdazNSda8LidbBqmdbKLddbPZjdbYesdbY7ldba2hdbdfgdbh
                sZdbifcdbk0vdbowhdbuXndbwSjdb4iqdb9LfdcADidcCTjdcHQfdcLQcdcMzodcM/hdcNAfdcOQidcRVhdcafgdccaddcezwdcpsgdcqqddcrevdcsEfdc3gzddFp
                nddJjdddWihddiMnddiqqddmTnddrngddwnlddzgddd4Ohdd7UXdeAundeDgndeFUfdeJ2kdeQZedeSIhdeSgddeT0rdeV8kdeYaedeYgedeb9fdedBgdee9gdekLj
                de1mhde2XidfHbjdfOyddfUfxdfZSodfa/mdfdufdff/gdfjvZdfjzudfsHfdftuidfxOodfxUddf5Hldf6chdf9fldgEFfdgGEYdgP9kdgXModgXwgdgaxgdg23fd
                g4wcdg8VZdg8bpdg9hvdhBYddhJgldhP5YdhVFedhbgjdhktgdhochdhvKkdh5Ajdh6Xddh7Gbdh/ikdiKZcdiVGhdidOcdihWldil6gdirScditoidi+ZfdjFXedj
                FojdjJKidjJyedjRbndjftkdj5Kqdj/7edkB4VdkHsedkJwhdkTFidkTkkdkZBfdkZGgdkZUbdkeiXdkjcZdktBSdkuSRdk2Pmdk3cqdk3phdk8kYdlHxudlJKedld
                efdlf1odlmwedltLjdlyefdlz/idmFdXdmOJidmSkddmTYedmgxedmzvfdm0sWdm3Pwdm5Dddm77kdm9qbdnAcfdnDXZdnD3ndnZXednlqbdnqpkdnyZfdn0KZdoOV
                edoaBedoaJfdoh7cdolNwdonaqdonzmdoq7idouBadowUddow6cdow9ldoyltdo/UfdpJcjdpYOedpZCidpc1/dpxfhdp0Rudp34idp4Tjdp7hydqBzfdqCmhdqF5e
                dqelZdqrjndqvQzdqw0fdrETidrLLldrR5edrV0kdrXCidrcLZdrgnwdrwqtdr9LqdsAjqdsBTfdsDyedsEjfdsMMhdsR4kdsV2jdsjIddsrjods2/Pds4Ogds6ykd
                tRzbdtZKYdthObdtkgfdtsFmdtuyndt14fdt2Xjdt/+fduG+dduJwiduVqpdugvXdui1hdujXcdulDfdup9ddussmdu36jdu4addvDrUdvT2idvbtmdvjqddvoDldv
                ubodv17Tdv4Kgdv60mdv9zhdwBdfdwD2gdwKgedwiKfdwjskdwn0YdwoIYdwzoddw1kadxByedxKyVdxUWWdxcfbdxdJhdxgGtdxtlSdxz5Tdx+DgdyE5ZdyFOfdyG
                ifdyL4/dyOYbdyV9gdygMddygzVdyrUadyrwrdy00idy8yndzKGcdzQIkdzRsfdzSBidzUDZdzXXidzaSqdzltzdz22wdz61gd0Bsod0U7hd0Vemd0Vjjd0WMbd0dM
                gd0gIcd0qCXd0rGkd01j6d05Zid09Psd0+9cd1NUqd1Otsd1PDnd1fmid1hobd1lCWd1mCkd1ubld12jld15+nd167kd17Mld1/+jd2Aied2FAjd2JDcd2U+bd2YYk
                d2ZZfd2ecid2fjpd2oEfd2wVmd2xTcd2zYbd23Hfd29zfd3Bkdd3IQrd3NLId3Q3dd3SYWd3m9md3n+id3qfed3r5fd3xzgd37Xhd39lgd4ACkd4Cgld4IPZd4L/dd
                4N+fd4PHfd4R0kd4ZVdd4bAVd4dq5d4oNbd49vjd5G4ud5OZmd5U8fd5lWgd5qojd5+2ld6CKtd6IJhd6XCqd6lRZd6pKfd6rB0d6zihd60Qbd61mdd61vld69+ld7
                Iafd7UzQd7XOgd7gvid7idRd7v7dd74DXd74GWd78qfd8Kjld8P+jd8Wxcd8aNYd8dPxd8dYid8gwfd8hbed8k1kd8myZd8zKpd83lnd85LWd85bcd851cd8+gmd9A
                Zod9Bjed9GXZd9c7cd9d6jd9f+Sd9qoid9sXsd+FGTd+MTqd+ZWld+oofd+1Ygd++bkd/Beed/Dpmd/URbd/Usjd/V/dd/aVid/a+gd/rOhd/x3dd/5Bgd/7xbeAB+
                geAKSeeANRfeAQMmeAQ4eeAobpeA0gWeA1gVeA8sheBC4ZeBPWveBU77eBbJaeBlgfeBm1deBwkheB6+ceCD4jeCKYfeCNFoeCTXdeCY8heCp0heC68leC+uYeDM/c
                eDOyWeDPiYeDhPleDhRheDjLYeDkpseDkzYeDmKfeD0ReeD1myeEIBZeEnjeeEqSdeEuSleEuVeeE2QZeE3gueFAfheFHCieFJiheFK9heFOedeFP8ceFi2ueFmTge
                FpBbeFwomeFzRjeF0DkeF1aeeF3sYeF8ideGAtceGA0leGJfeeGKIfeGL4oeGMMieGNHyeGRQmeGYPfeGvCieGv6jeGxrfeHCQjeHI+UeHPikeHR4feHYwdeHmvieH
                riceH4XleIMIleIMzjeIOBjeIR/seIWareIYfoeIbTleIbXqeIcMseId0eeIhqmeIqNfeIsCbeI9lxeJFXjeJF+feJONheJTgieJXTneJeMheJplfeJyhqeJysceKM
                JceKNVdeKVHoeKY1geKZejeKdYWeKgNkeKo1jeKsKYeKwEfeLNWpeLbwjeLeKheLgbheLi+leL5RqeMLzleMPyeeMVXeeMdUfeMssdeMy4jeM2aheM7neeM8KjeNHm
                VeNIkdeNbTdeNkrpeNtCgeNutdeN2xqeN51beN/CfeOCmmeOPBbeOWGfeOWJeeOcifeOiefeOmsbeOopueOtJbeOwhfeOxMqeOziheO2KeeO/0lePAyxePB6lePG0u
                ePM3hePOfWePgZvePnIfePrRkePspfeP2IheP6RteQBNgeQDGneQVkteQxakeQ0MTeRJCkeRJZZeRe7geRfHneRjifeRl5peRnigeRoBmeRozieRu+deRvOeeRx6ce
                RyyteR+EfeR+6ReSQMleSromeSrqieSwgkeS6yeeS9PqeTG9meTNtdeTVITeTYdgeTZyqeTaSkeTbykeTd/feTeOmeTlPleUGrgeUHIeeUKrieUM2geUN0eeUTNpeU
                j8neVGTaeVUgfeVg0ueVsuveVwXaeWBfeeWLrkeWPBleWTkfeWXfheWeufeWiW8eWqhoeW0EZeW4XleW4lieW5feeW9RceXB9feXI9leXLXfeXNkkeXURneXaMfeXb
                AQeXjKmeXmkleXoTeeXrBeeXzpeeX7ikeX/lieYMSpeYOzleYVOweYlJdeYvPfeYwtfeYy5meYzOPeY3KdeY3RreY5RZeY5yZeY8oqeY+ZqeZPzmeZUwdeZacxeZjY
                peZm1seZsHleZyFieZyxjeZzPbeaeKZeaeXheatLfea0awea7fkebFjkebjaiebzzjeb6RZecGwfecUfdecctvecn0becuAvecu3hec59nec6fledDeaedFxcedGvk
                edHIdedQ+fedTCqedbefedbjcedfItedkLhedoCSedrbdedt1fed2zreeHhgeeNRpeeXGoeebMdefB3refD8cefD+qefQIdefQ9hefR4uefZMhefo7XefrNeefrPee
                fvHxefwV3efzCoef4MregCRbegGXmegGffegG1degNUeegSfmegY8degcKcegqfWeguQsegx1aeg10deg4aXehHPfehHQjehHzhehQ/zehR3dehxVheh8sheiFzfei
                LIpeiUJgeiUXieid/beiiLseilUxeinM0ei1/hei6Umei7tjejRXcejU/PejYWmejljfejmgiejuuhej/8eekDZfekFcpekVJZekYshekbObekefeekjNheklfpekp
                FeekqUlekwYeekw7hek0reelLShelP2TelUquelYrdelbBheldZkelezbellteelpflelqxhelr0ielu9lel2Tgel/VdemAhdemBxjemHeWemRnaemlVdemyzuenGx
                oenHphenNWjenQbbenYInenhOfennjZenowoenvsten4zfen6Nmen8HfeoF1ceoRbieoeqPeomVQeo2Wkeo4Weeo4feepC9eepEPaepHAcepKfoepNahepO1fepRLa
                epYceepeCiepjVhep8Qfep+BjeqIjheqPZgeqXoseqczfeqeLmeqnugeqyCceq/3berDXferGYoerIbierPmberSTmerd6nereDnerjGfern+heruFger7UiesBxfe
                sIp4esNgYesQ4lesYRqesdNZesoqpesq3fessBgesxAeesz3aes3OXetIbhetMajetQ5metSAdeta+ietc/qethBdet02eet3uUet5Quet8LeeuM2jeuUAaeuUeleu
                YTaeuY+heuZKgeuZ3oeudegeug3meuoQkeupwreuxgqeu1jzeu3Efeu8HjevAUcevB8ievGggevHZbevMXuevU8kevVifevWceevY1levcXpevc2bevekievnQjevx
                Asev0Cjev3pjev8EhewFleewLpjewMtfewRogewVEbewZBgewZ8gewblcewmadewthoewxcZewyAiew3Ofew8ndexGkdexIzuexMWhexObcexQHcexQIZexRMeexWy
                jexnAdexy8oex2FXex5dfex6DneyGTheyL+jeyPNpeyTtdeyYseeyY1geybHreycsPeydbieyf2eeygIieyozbeypniey3knezBRpezCLYezC6bezDEfezIdlezLtu
                ezMycezTvjezVbwezXquezcb1ezcudezlwsezv/eezyqcez3dhez/Lhe0LfVe0Pqle0P+se0Q8se0Tjse0UBje0VLle0gDVe0pabe0p/me0xbke01ane01vTe1B3be
                1DZfe1Ngqe1Qnwe1ROXe1SAke1S2qe1TLle1anse1hsXe1jeke1nife1o3ee1pwke1sace19dbe19m1e2Guve2Rhde2ViTe2cBWe2gYke2mXee2wSge2y8de29Uce2
                /efe3Bcme3DPce3KMee3Qebe3YBke3Y/fe3rIfe34zae3+cie3+yje4G0me4Hree4JsZe4Kcge4VLge4a2ae4bBVe4cXme4i4Ve4kHoe4uAne4v6ke40Nre48Qbe5A
                mde5Bcae5Dlge5Jspe5MHse5OCbe5OJee5PKhe5Xkpe5uLqe530te6FWge6Fnoe6NDqe6P6ce6bMZe6lSle6lwWe6tvoe6x/Ze60Dde63EVe63lWe64dre66nce7B9
                se7Gvje7M5ee7OBie7Uqre7a3de7bzce7b7ce7iIhe7kPse7lDke7sfie7t0ie722ee723ee7/Ife8NCoe8P/se8ZTue8paje8skhe8tVee8w0xe82kie8+/ee9KSe
                e9iFue9pYje9qWme999me+e0me+l+ne+xgxe+2Bhe+3Hme++2Ye/P/ce/aMZe/07ufAMNlfAUMgfAV/dfAbYkfAbmofAltVfAuSnfAvEmfAx1efA1YlfA2oefBQIhf
                BQRdfBXgafBdJkfBdihfBjWmfBoWhfB7QffB/McfCEOffCEjcfCE5XfCHYrfCTTufCV+nfCY1ffChPqfCjhrfCmKqfCmrafCnZgfCuGafCuWefDObffDnBofDnOifD
                rVifDtulfDuzifD0MdfEDgefELQnfEOKgfEOQ0fEeydfEzvkfE7+TfE9DffFKLZfFV+mfFXJxfFY8efFvdlfFyfffF3KafF5DwfF9jdfF94lfGFohfGItzfGURifGl
                cjfGpCdfGrwgfG0AefG3OefG7TcfHETifHFMlfHWpbfHYcmfHbSffHbYifHqKcfHrXvfH03bfH2PbfH6NpfH86efH+aZfIcjxfIhUffIvIjfI2ncfI85ifJA6efJBc
                kfJOj8fJO3sfJU/efJeZXfJg1cfJlfgfJmtlfJowVfJpsofJrGnfJrLffJtJZfJubcfKEAqfKJYdfKL8mfKMLbfKUgbfKaHtfKwNlfK0acfLJpofLkWffLxFdfL0Gb
                fL6XlfL8UmfMBKxfMFdkfMI8ffMOIcfMkKffM5YgfM7ybfM/6ofNE0jfNFYmfNIddfNKpTfNLGcfNUOffNsgZfN67/fN69lfN9ejfOGqhfOajZfOernfOkRifOl0Tf
                Oq/gfO4ORfO6NrfO7pcfPBXefPE2ffPGwvfPIpefPMfWfPP8ifPZFkfPnLlfPsssfP6MofQDXffQF/cfQKYcfQKllfQSXffQULgfQUlsfQa2ZfQjtNfQm/ZfQntefQ
                rLjfQsmnfQ4InfQ/ZjfRDagfRE2rfRHAdfRHaVfRIxlfRMlqfRNkkfRTU3fRVsXfRWtifRrB0fRv8mfR1UffR7IgfSSaffSWecfSbGcfSdIofShldfSkmafStwofSw
                eefSxtgfTKaufTXYjfTcwffTnWffTomgfT9NefT/bjfUAtjfUMxgfUNXifUYITfUl7rfUqmbfU24afVAeffVCEcfVH0ofVV9mfVf1ifVwRffVyebfV7XpfWDypfWaZ
                cfWefffWhJgfWuDifWxWXfWz1tfW1obfW8SgfXIqjfXMLefXVydfXjEtfXlRjfXn0hfXqBefXrkgfXx6ffXyKZfX4qmfX+UbfYA/lfYJAbfYQ+sfYWBcfYaZhfYfJh
                fYnLmfYtG/fYymffZJeZfZRTlfZRVhfZT2dfZhRgfZnc1fZoNhfZqjefZsqlfZ0PofZ5GkfZ8tcfaQ+lfaSBcfaiedfanbYfap3efa0Opfa/qhfa/0efbEXefbK1Mf
                bf8lfboJkfbosffbzOufb8UgfcY/lfciDifcmZbfcoYefcqdZfcy6qfczwbfc4Hpfc8UhfdA7+fdGrffdJqWfdN1dfdPwffdSWnfdWHefdZHgfdawgfdcDdfdu6gfd
                yHbfdzybfd1Defd9itfeF0vfeGDdfeOIlfePucfemfgfepPifes/ffet9ffeuDcfezF/fe5zafe9BbffAodffVTjffZ1ffffWqffiQkffoRdfgXWhfgY9jfgzNifgz
                7jfg2vafhCgcfhDJefhG8efhY2KfhgUmfhmk3fhy1kfh15efh8OqfiCGgfiJCffiTNofii7afijadfinehfit1Xfi1Effi16Xfi32ffi6mgfjMpgfjO0hfjUXbfjUy
                dfjz0ufj9iefkGIhfkGdbfkNFXfkNwbfkW1pfkfpifkhssfkqxifkzekflDNnflJEgflKefflP8MflWQRfldTcflpjifludbfl8+mfmFbZfmd+ffmhr2fmnATfmnSh
                fmwUofm4VWfnC2lfnHvufngalfnkl0fnleffnpkkfnqhofnvgmfn4CafoaZjfocAefouLqfo2thfpG1pfpKVjfpRPafpXKrfpaImfppmffpsLhfpsYcfp6zhfp72ff
                qEVZfqEoffqI/lfqR0ifqmbffqqTffq1Ysfq66YfrCTcfrD/qfrE1XfrJSifrRGafrZCgfrghwfrmqpfrqocfruGgfruSYfrwCVfr1VffscScfsgNcfsqXaftIIhft
                NllftPvcftT/dftYsnftaGoftbstftn4eftq5lftsDfft+1jfuAjhfuCenfuJKqfuPDjfuadgfuajbfudFffuhfYfujVgfuo7gfuu3ofvRHsfvWLhfvYpcfvr3dfvt
                Hkfvtogfvz0lfv3Znfv37gfv5Dffv8Icfv+AhfwBjjfwRXYfwTKbfwWJ2fwWY3fwihufwp0kfwxQ2fwyMcfw3Nmfw3pffxA9ffxBbofxHmsfxJhdfxKXsfxUGkfxaX
                VfxfEzfxguZfxjWdfxvMZfx21lfx5cdfx/7ofyLZffyPhdfydBdfyeGdfyiPZfyiVefy9Ukfy9pcfzAJkfzDjcfzEadfzFwnfzaBjfzf8gfzf9afznEmfzvChf0Kdc
                f0O4df0Qojf0YRcf0cCif0jNbf0mRuf0oGkf0qpjf0w3nf1Imof1M7Xf1RWff1UQtf1oiof2Dvif2Q8hf2Xugf2fclf2hScf2najf2sfnf2u7cf2x/of2y8pf24UVf
                243df25Wdf3YBjf3jUif3j5jf3lnhf3taZf3vikf30qdf31iif4Dhif4Egdf4Zeff4Zzwf4b7cf4wBcf47kWf5Njnf5TZbf5YXnf5afif5dmdf5g6pf5kvuf5uDmf5
                3pdf55ddf6QQhf6aAof6kRdf6lgnf6uYmf65Lhf7HMof7Jqhf7clff7h4sf7iXYf7oivf73Gff7+8of8HOgf8Kdvf8Xupf8eaef8qfhf83DUf85Yqf8+Mff9BDif9D
                slf9IRgf9Koff9Ouof9Wqff9Y1kf9hjkf9qoYf97Kjf+Erjf+Sfhf+hojf+h9jf+sKxf/Asdf/Dsef/KOmf/h8lf/kKhf/rRff/ylkf/0Yuf/2XWf/8oif//4hgAK1
                igAMddgAXXqgAYOhgAakmgAdsogAopfgAtAlgAzGhgA4glgA5hcgBA4hgBEPggBKWngBP3jgBkYegBxCqgB15fgB63jgB8TrgCTUogCVFagCWBjgCWVOgCWungCYkm
                gCqHkgC1AfgC2umgC4DbgC4kjgDDpfgDE0hgDKTfgDYCbgDY7jgDg7dgDn+kgDq7agDtrdgDw/egDzBggD3segD7tigEH9fgEI8cgEdLigEx4igEzNmgE2GfgE38gg
                E8IlgE9nfgFKt6gFMFmgFUzpgFfAegFrUggFuUfgFwqggFzBkgF5bigGCQmgGLejgGQIggGSrcgGoYggGvjmgGzBagG36bgG4NqgG+JsgHHprgHMHjgHOtkgHaaigH
                fcjgHfd/gHi1egHjWlgHnShgHz7mgH4/hgH5pkgIAhkgICobgIQqZgIYJYgIY2fgIwgegI3IdgI45ggJCtfgJMnegJNxYgJUIdgJirpgJitbgJrwmgJ7bigJ/lhgKL
                WZgKMvjgKQZdgKarhgKjHggKsDigKt3jgKx8bgKzgegK8kngK+CcgK/XdgLHTbgLM8YgLU0bgLVfXgLajbgLdcfgLrJhgLtEmgLtpkgL4/dgL+UigMDJogMD1hgMOL
                ggMRUkgMoDhgMwhggM6LfgM6bfgNDAcgNLxhgNTiigNXPpgNXZdgNacigNx7egN8KTgOWfqgOjGlgOkpggOnNjgOnUqgO5LbgPC3hgPOUvgPOgcgPRijgPSRkgPUM0
                gPWCYgPXbkgPYoigPgRhgPiXggPjFhgPmgigPvfggP14bgP78hgQQ0ngQRU9gQShfgQc0kgQi1egQnpigQr+ZgQwAagQyQagRDqZgREWVgREndgRHnigRMYugRR0sg
                Rx9kgR1JtgR4hmgSBSggST5jgSYkjgSeRggSffagSjFYgSnGigSoXigSqHigSsDegSuAggSwingSyQjgS2LegS33lgS3/hgS8slgTFaggTNHdgTOakgTa+kgTmtZgT
                wbigTwoZgTwpagT8QdgT9HhgT+ojgUDWdgUQwegUifhgUpAVgUu7jgU6rggU9vegVCgcgVGRggVVbggVbycgVekkgVhGqgVpLmgVtCegVuJhgVwRpgV2ydgV6cPgV9
                rhgV/1kgWDKwgWEJqgWGpmgWG/agWHHbgWYSagWfchgWkXfgWvRbgWxFhgW23jgW9nbgW+zdgXDmpgXLRdgXS4mgXbFkgXrgggXsnfgXuZdgXurWgX9TfgYQ8kgYTN
                ggYaidgYbZpgYgGggY1EdgY2MkgZMFigZObngZSPjgZamjgZartgZbOggZeAUgZn2pgZtOcgaCfggacbjgagxxgamyegbErugbGuhgbIubgbJ+fgbS0egbXrhgbZFa
                gbg9kgbmozgbqVZgbr9mgb+9ogcXbdgchelgck2dgcmqegcoRZgcpKjgc3Xpgc4wZgc6YbgdAAcgdHXcgdJIjgdWSkgdc1dgdd6sgdg0ggdiK0gdqpjgdr5igdsRkg
                dscZgdt0dgdxKjgdyhjgd1Lggd6x1gd+eegeMkfgeOvUgegFygenLfgen4ugetJtgfGOggfIUqgfP/igflSjgfmCrgfuAjgf05dggLohggMqVggQReggsIeggtxegg
                zfcgg2Xagg4dggg5Qogg8d0ghAFeghHllghKIughLRfghOJighQVughShwghXReghfqqghliVghrwYghtTvghxvcgiBejgiEJrgilcggiv4lgi0Tfgi7gdgi+xogjB
                AqgjFcfgjH6fgjcmagjw/Ygj/2UgkAYlgkIW2gkLzjgkhBdgkoRagkx6fgk/UjglFfVglOmcglQydglaMfglcHigldojglhGfglhJeglmUdglmZkglvGkgl48Zgl7q
                fgl9Cdgl9Jagl/XhgmEJggmGkpgmJvpgmPalgmT+hgmXuigmambgmlzkgm4Vegm58mgnEBZgnKrfgnPesgnUGognXCbgntbdgnxSggn2pOgn9+ogoAZkgoDipgoDzn
                goERfgoJudgoKMZgoRrigoWykgokQZgoqhbgoqkmgowMagoy0Tgo4Wego6VjgpDwegpFSngpQzigpRuZgpTttgpXuegpg+egpibegpipggpxtggpzudgp1Fqgp8Sfg
                qLiogqTppgqWfcgqXwggqlfZgqn5dgq4Rcgq9ChgrE+agrJJcgrNulgrT/sgrY4bgri3hgryjZgrzeigr6JpgskuWgsrOigsy4egs0ecgtLJfgtU2fgtcNggtc5egt
                iCvgtnmbgtwQhgty9Xgt2QeguKldguKnhguOZfguP7xguanoguazaguekagu2Hxgu6qpgu9dmgvFphgvK/jgvOdjgvQzdgvTIkgvUBjgvdGcgvd+hgvlBkgvlkigvm
                ptgvnTRgvnUtgvnykgvvlhgv5cegwNAlgwXzngwbwpgwkZqgwu2Wgwzqjgw1hpgw1iOgw9qggw9xUgxJ5ggxdqngxkGngxmNjgxqrggxyRbgyJZhgyXxbgyX5dgybc
                jgyfzhgymdkgyqEsgytzpgy+iggzEAagzE1egzGjigzIebgzKNhgzL7bgzO8dgznQfgzwJfg0Bofg0CZbg0FY1g0R8gg0awkg0bggg0cXdg0kbjg0lPng0lShg0nyn
                g0s7dg0yPZg1D9jg1R1sg1SMeg1UFbg1byog1b+Xg1mKmg1mQjg1w2fg1zBTg1zsig10Ygg13Zyg14Okg2Lagg2VqBg2WDdg2YSag2p1Sg2twgg2w4Vg2xujg21Spg
                28Xug3hBcg3yvgg38iXg4DGng4D0eg4Fa0g4MLmg4Nckg4Szhg4S3mg4bZhg438fg445kg5Hncg5Ijig5MHdg5NUig5Pzeg5geig5jOjg5wLng5xQmg573kg6Javg6
                NOag6OEkg6TXpg6Xmdg6ZPcg6jsng6q5fg6rTmg6tCeg6w1lg65pfg7BE1g7EGag7EYgg7L7cg7i1fg7nOgg7q9hg7yjYg78Pqg78Xag8AUgg8GJjg8M1lg8NBsg8P
                hmg8QTXg8RQcg8SAmg8SGlg8Uwgg8W3hg8Xhfg8gFlg8nbfg8t5Yg8zHyg80Lfg83qXg9GNig9I/Xg9bepg9whng9yHcg94Mgg+BEgg+Glgg+Msag+Nmkg+d/jg+gN
                cg+kagg+wAkg+22gg+7jUg/Ilcg/Ivfg/U2hg/V9rg/adhg/lndg/ltug/mBfg/uXtg/yNng/zFjg/08ZhAEuchAHhrhAKKrhAL7lhANPdhAZ6ghAjzkhA+jZhA/ad
                hBKlvhBm1vhBnWnhB2nhhB5ghhCG8qhCModhCbOahComWhCqjehCrIphCwzghCxFzhC6qNhC8VdhC8fshDIojhDJighDUpYhDg3rhD3RfhD8IWhD+zhhEAUehEBYYh
                EB+fhEKpghEXZehEf0phEoKrhEtLkhEuWZhEycjhE9LghFChZhFW3jhFeOehFpQshFw6ihF0IfhF3LYhF3hkhGBVghGHSehGLGdhGMkehGOLjhGT/lhGW9hhGfYphG
                hwZhGnvohGpCohGqephGuhmhGxUkhGypihG1zkhHGefhHLXkhHP8lhHRKehHRMbhHc4ghHdaghHgIdhHmJkhHmhghHquxhHumphH5ovhH8zjhILYfhITLphIUNhhIY
                OXhIZPehIaFyhIdmahIgjZhIudlhIuxqhI28PhI3lfhJCrfhJJ1jhJLYfhJZlkhJh/ZhJivihJlbnhJrodhJxolhJ4BfhJ65ghKAEchKFVmhKQ4chKRgjhKVAnhKX+
                phKZuohKdFvhKjpdhKlZfhKplmhK6qahK+0jhLFKthLHHuhLNiihLPcrhLdMhhL7cmhMBhphMCDghMFRfhMhtnhMlxghMuVlhM1rfhM3/rhNdMohNeOmhNkwUhNpBa
                hNpyjhNxWchN3nnhOIfehOJjjhONhihOTbmhOUfmhOZgkhOnTphOw9mhOyRchO5NohO7XjhPRighPZcZhPaqahPybghPyqkhP3YchQNnehQYKdhQfdhhQhlqhQj7ph
                Qp9fhQvGnhQwywhQzUohQzXihQ4ekhQ6dghRCMWhREUchRJ3lhRU7ghRXfehRaykhReJchRnFohR2QehR84XhR/dmhSCWvhSDqehSKlfhSN/ehSONhhSd9shSlCjhS
                04XhTL5qhTO9XhTSVchTcfZhTlmmhTpLkhTtvihTyGkhUCIdhUFAVhUOiWhUSIfhUcumhUdAihUdCdhUkughUqCdhU0wehU+YhhVBTlhVWrchVkrhhVo0ghVwvchVz
                ychWEQmhWGVshWHQihWSsihWURfhWVbbhWjkhhWnnnhW3lbhW6shhXBxnhXH9ihXT6jhXVPZhXWOdhXcaehXd7lhXwMkhXxBxhX14ghX1/fhX5KchX9shhYpDnhYue
                bhYwumhYyWqhY8OehZEYbhZFPvhZGthhZcZfhZigfhZqPfhZswihZvabhZv8nhZzWdhZ3GchZ61YhaE/fhaS8ghaVLehaZjbhaiGhhap5ihbCVphbKdehbLOkhbQ6p
                hbT2ghbZAdhba1ghbdbbhbesrhbg1chbiYghbmmkhbrXghb+Pnhb/GkhcK8khcQonhcXSihcvGfhcycihc3WXhc+ikhc/hdhdBfihdE3ehdN2fhdPbhhdRgihdR2lh
                dVphhdcpmhdhckhdqAnhd9jdheC0uheECeheEoZheGOkheLkqheRleheRscheSooheTGaheUpZheWGiheW8ihee4mhegHvhej6ZherrXhetJZhe5tohfFCghfJihhf
                JtehfSErhfXXdhfX7fhff/dhfxpjhf0Rdhf6rlhf9jghf/ZkhgDohhgHuWhgKiohgZ8ohgbbZhghPbhgl8bhgp3hhgrfchgzEahg2rehg8/ghg9pfhhIhehhXgchhX
                2lhhdYghhk0Whhk6ihhrQihh0Jahh2mdhh7Sahh8Akhh8XshiG0dhiInbhiJNjhicOuhie0fhihzqhipshhiwCghiyY3hi/ukhjAwjhjRfwhjnvkhjuDnhj37ohkCC
                lhkIsmhke2lhkf+ohkoeZhkt9jhk4ljhk/Qlhk/VhhlHadhlcHehle/ehlgkehlgxehl84ZhmKCihmQPmhmvXYhmzFuhm99fhnGtahnS3bhoDwjhoHNehoPUnhoTsl
                hoXFfhoq//hosIfho5Bdho6hehpIHvhpQUehpRzjhpW/rhpe7YhpmRghpu+jhpxbchp1nXhp6WnhqA9ghqBFZhqNRrhqXxhhqalihqbpzhqfkehqpFmhqypghqzQrh
                q+adhrCZrhrGpphrQqlhrRaZhrYxahrndchru+qhryyrhr9dehsAtghsFlqhsNWnhsQelhsbmihspYohsp/XhsvwghsxXdhs2Bghs45nhs/xmhtAnfhtA9fhtBxkht
                KwphtWhVhtbQehtdBfhtfLZhtoRihtvfXht2Dght7Vhht+3dht/TlhuCJehuK+khuU6fhucXphucxjhukJfhumpbhunpkhut7fhuydahuymkhvB0ghvIBdhvQmghvY
                BVhvaUuhvaVehvd8chv5pahwDvkhwQ0lhwRlghwlhjhwrzVhwwvdhwxHehw9YghxBNghxYslhxZykhxiwjhxnAphxr9KhxuVchx25rhx49fhx5Plhx8xihyJVehyOO
                chyO8WhyPgehyXibhyYslhyZVjhy3Tghy6HbhzC2ahzFFfhzIjjhzIrhhzLgThzPddhzVqghzZqihzfrghzisphzqwyhzreuh0BYvh0dThh1Gwqh1Kbfh1Pkih1Vpg
                h1pkgh1rejh1tNmh2J2hh2XTUh2Xigh2YYch2iGeh2kpfh2r6hh2xwgh25Peh3Bfkh3E9ih3H0fh3P3Yh3QcXh3Wtch3Z8qh3cchh3iGvh3kkhh3llbh3l+dh3ppqh
                3sNch4C2sh4Dokh4GVfh4Gkih4Klnh4OKbh4c0kh4mIqh424hh46Ueh47MUh5Brgh5DUgh5Vkhh5gykh5vQeh531ih6Qakh6U8lh6W5oh6Xumh6c9dh6nzhh6qSah6
                2Nbh66Ndh66Thh6+rlh7CHlh7Cqfh7Hyfh7Mxfh7QGfh7TGnh7jQfh7k4fh7nKmh7sBdh7ysfh77bYh8GBsh8uagh8zLVh80ech9MBfh9PIhh9Rtih9TLnh9Tueh9W
                Kqh9d8gh9faph9i/ch9jceh9tFeh9wHvh9z4th90Pbh94ych972ch+ApYh+Jmlh+N/fh+Sqmh+Wiah+cnch+uxjh+9zgh+/XQh/Bufh/Mdfh/i5dh/mRih/zIrh/0D
                oh/23gh/28miAA0UiACWaiANejiAZQviAcNciAiEeiAkupiAoDmiA5EZiBD8ZiBJbqiBR0niBtbhiBxBciBxQjiBz2iiB4XpiCHAiiCKptiCO8siCaNfiC4SmiDC3e
                iDNZfiD6gmiEWafiEmcniEocXiEtSiiEuEyiE1rdiE3YjiE5leiE6IeiE9fUiFCNbiFT5liFYPgiFhdjiFosJiFo8biFqRYiF1MniGBsaiGI6eiGPGeiGQsriGTppi
                GW3fiGoITiGzVniG8KniG95eiG+8kiG/4diHDYgiHPdhiHR0giHUgmiHXEXiHXJziHYQliHiwriHpEmiHxumiH+GZiH/VciIB7biIMMeiIUdniIVYeiIYmgiIZFyiI
                f4niIlEmiIqQjiIypgiJBRhiJBueiJR1hiJoudiJ54giJ6FgiKHPmiKK4riKK8miKM3eiKPseiKQ5WiKV9YiKYHpiKaLwiKf8fiKhyeiKqDgiKuMliK2EaiLHDiiLh
                5miLk4riL1OtiL2JeiL47giMBtdiMFyniMPfjiMSugiMUTbiMXsfiMlaciMl7iiMtadiMxDciM2SViM3MmiNGngiNOFjiNTBdiNdVTiNfLfiNhnfiNtHmiNwSniN0/
                kiN23iiN4hsiN+6diOFtqiOGPliOG7ciONxniOWqhiOZ/RiOe2YiOjAdiO4KfiO5DkiPCxaiPEediPHybiPNjkiPP0fiPYfYiPYgjiPfqYiPkYiiPlzgiPmNeiPpQY
                iPptmiPq0oiPq7niPrOPiPu1giP0FdiP5mbiP/+uiQDQmiQLZoiQblgiQ7uoiQ+QSiRGtkiRIagiRVSfiRYPXiRdljiRmrliRrJpiRuvgiR34oiSJ7iiSK6piSdJfi
                SpgdiSqEgiStARiSvebiSwsjiTJPfiTKmtiTK4diTRQniTT1eiTVJliTr6hiTsnviTwHfiUI5ZiUKXgiULFdiUO/giUUfsiUnmpiU19biVPpgiVS3biVZmmiVrdjiV
                44fiV5HeiWDUZiWXQoiWdRyiWv0aiXF8iiXYlhiXcBgiXeQaiXnQfiXnntiXo3oiXztfiX5MniX6+jiX9cpiYI5diYMhciYRJfiYSKiiYUMeiYW/yiYXOfiYhObiYl
                VTiYlsfiYn1fiYrAliYwPZiYyRmiZAKaiZAosiZFVgiZIskiZQujiZXigiZfWpiZjIZiZnvciZpQgiZzIuiZ1TriZ26diaC/riaDHhiaMEdiaOsRiaQJhiaT6ViaUp
                riaZ8wiab3oiaj6kiamrmia7Jkia/6dibDneibJZqibR/XibS7liba9fiboVgibo3oibySeibyaaicLUnicNunicPflicP9uicfasiclikicwYYicx5jic7WfidGJv
                idQqlidfLQidlLjidp4kieAibieGkaieOLsieT4uieUfjieYPciebjgiermjie1Urie7AeifHnuifMcdifS3hifXpoifb0difcQXifk+oifmMfifpjtifyqYifzOqi
                f2mjif/ehigUdbigdqdigq7figsOdiguSiigxMcihJvYihOquihPZnihUDkihYRYihd0XiheSiihp8dihtfnihz+uih6JciiTjciiVwZiiaBeiidweiif/oiikTjij
                Fe4ijlRqij2Vpij29fij3Igij4mmij8qdikFvYikZUlikdWfik+6XilCyiilE8YilMXeilQkpilauhilj2ailtinilu0iimAn4imNZeimzRpim85iinL8minRFginY
                /minjGeinsHbinxCeioIGgioTfiioW8aioZT9ioeXuiouLiio7vuipGJjipJgjipSkcipXlgiphduipqmmip3/giqARbiqBuXiqH4UiqIuhiqQiniqVOiiqdIoiqjF
                jiqyEuiq1Ygiq48miq7tgirDbeirEtjirJ8hirXRgirfMrirh4VirppfirtQfirx+fir30bir67iir8jhisGXkisPtpisS6sisaXdisg3eis/3iitAYbitEUaitGxq
                itHWritKAkitQwkitWkfityVjit0Kkit2Srit5GZit59ait7yiiuMUfiuM3XiuV/tiubviiufnpiuikiiuivkius3diu1T+iu1/giu9bgivD6kivMNkivU+divWWci
                vY0givofgivsQeivsvpiv0wZiv3sxiv9ekiwMrWiwN9ziwO8piwRDbiwVlgiwYJriwa2YiwhLsiwqzeiwsqZiw4jsixDPsixd9dixeOkixfyfixhldixm2hixoBkix
                obrixyffix5Biix6Iiix7Ynix8UNiyBYtiyPvMiyhbciyr+eiys5kiytMjiywfgiy4iVizM2gizNBjizUtXizWciizZ0QizbpgiziFYizkNsizl8Riznnbizqlbizt
                RfizxAyiz+sei0ADqi0G/ai0MPji0Ttni0bSki0eGai0whdi0yRxi0zEci08kii1Psei1Scfi1UGgi1rhri1vzRi1z7di10Jli14Zdi1/2li2GRai2M8mi2RDai2f9
                Ri2jdYi2qIni28Hbi3COoi3Indi3gRSi3yAhi3ydni30fii33Mqi39eVi4OFhi4fxWi4nYri4rbni4wU/i4xdei4yJai42oii46Zhi5Ijji5J0mi5LMki5OWni5QUj
                i5lJVi5nBdi5wDdi55Zui56Uoi6GSdi6hQgi6nsfi6zqyi7EJmi7GKfi7KFii7VBii7kxti7rnai709di732hi761hi8AMUi8G8fi8ISgi8OAbi8OHfi8Xogi8X3ki
                8Ztdi8a/ji8o0gi8tkii8uOhi81Dei879gi9IRri9OJei9Ymxi9e7di9lBki9uXyi9wjoi90hci98/si+BOvi+Ccbi+Eqqi+IBqi+Ieui+Jwhi+LJei+lMdi+vBmi+
                4aai+65mi+8Jfi+9dii/F5ei/HSdi/Ipmi/Keoi/Qtgi/gcqi/jFYi/kNhi/ox3i/uJhi/v2si/6vsjAPJqjAX0fjAd3mjAf1ejAoBxjAvDdjA5fjjA+mrjA/abjBO
                4hjBRBwjBa7ajBcAejBukijBxxhjByAjjB/QqjCLdjjCUFfjCV9sjCYwdjCbXpjCdfljCe3djCjHcjCkAnjCqbgjDIpgjDIzmjDJMrjDRiejDWhmjDW/hjDZmfjDky
                djDk7jjDlbgjDneejDnsgjDxlWjDx/fjD2MRjD/wijENTajEr8ajFBXljFH7rjFQkfjFZlQjFcXgjFeYmjFhHajFiakjFi2gjFsMYjF3BejF+xjjGAmgjGEGtjGMqs
                jGQofjGTSfjGaIajGedgjGjLmjG4aljHB7hjHFXjjHKOmjHQqtjHSdgjHcSkjHeoejHpqgjH0EfjH7KkjH+4jjIAJXjICncjIGEgjIQYjjIY+jjIdVmjIhgcjIjdbj
                InTajIn3pjIt7jjIzihjI1AdjI4AdjJA0fjJC+VjJHqpjJPsgjJhxmjJrDfjJs5djJ0HkjJ3eijJ4EojJ6pejKKtfjKZocjKc6cjKsOjjK8vSjLLhqjLRPgjLSdljL
                TEejLc+ljLe+xjLgrkjLkAZjLmUgjLtzbjLyAYjMCZgjMVMejMYVkjMg7kjMiMfjM5mejNIpljNTNYjNU4bjNe1qjNkrkjNovVjNqVgjN3rbjN8VbjN/AejOB9gjOL
                zkjORdajOgrmjOjjfjOqShjOwQqjO3jhjO5agjO7BcjO/lljPEbbjPOSejPPshjPR2ijPTjkjPVtojPlMejPozcjPp1cjP1hejP+kgjP/9djQJlijQKKwjQP5cjQYt
                hjQg6ejQpIjjQp0jjQqIcjQsAgjRGVYjRUrqjRaTqjRiYSjRicojR0QejR8EfjSLSvjSVejjSaDsjSjDgjSlUhjSqmnjSwIljTD8tjTEDbjTICpjTRibjTUojjTYsZ
                jTZyYjTaYjjTeoejTfEdjToqjjTrRcjTsrejTtbhjTuLxjTy9mjT/IkjT/PfjUBwWjUPsQjUZvojUdvcjUhgljUixhjUppejUxHfjU2ugjVJokjVPRkjVTqjjVg/nj
                ViWfjVlZUjVsadjVw6jjWDgjjWE7ajWQrWjW5OjjW6OkjW7MnjW9gcjXhkojXkQgjXl3gjXsFmjXv2qjX7NPjYDVhjYHKijYKrVjYUqhjYXSojYaRhjYa2qjYpMgjY
                21ujY5drjZAefjZDJbjZH/hjZRFnjZUrhjZVCojZkRZjZlGnjZnjqjZwDjjZ0+kjZ24cjZ7srjaBFujaEskjaGskjaU9ujaX/ejanZujan+/jauWejavzXja7+VjbK
                2rjbQkfjbSYnjbdAbjbpycjb3bdjb8gdjb9+kjcIpgjcWeejcdKkjcgyhjcl6WjcprrjcqMpjcsLpjcs1Sjcuuejc3ykjc8dijdagdjddFijdgWejdxJqjdxtbjd20
                WjeFekjeGPmjeQcgjeTuljeY2gjeZKfjeZrfjeehdjeiDijewfrjexMtje5/eje7enje8mejfBTgjfOnljffydjfiSjjfsjkjfudijfzzejgBbdjgLoajgMHXjgSke
                jgZKRjgbYfjgpKjjg1Rfjg2Rqjg7Dujg7upjhAhrjhMFXjhMfgjhPFYjhPTcjhSGujhbwgjhi2cjhtUbjhuYZjhwJejhy5kjh1vgjh+s2jiOGljiOegjiXzfjic5pj
                ivcgji0fdji2FWji4wljjGVgjjHahjjJAmjjSbijjTBhjjVLgjjatijjgNZjjkOhjjszejjwxgjj0kijkEgdjkKtrjkS1sjkT6cjkj/mjkkCojkrjkjkxofjk0rejl
                AkejlEPfjlMk8jlRxejlbfejlnQejlntdjlpYbjl16kjl5hkjmBpsjmFBijm1Ofjm+kXjnDjhjnPNjjnS0xjnTwmjnagxjnwLfjn2tgjoK3kjoa+djod+djofwfjoz
                Fgjo+wmjpCNdjpLUujpMPYjpRMbjpTvZjppXcjpsv1jpuidjpy6fjp3wejqDffjqFecjqIAhjqKMYjqW2djqbUgjqshVjrCHgjrNwZjrcZjjrczbjrdaijreEQjrs2
                ejrvedjrwXhjr5fljr+64jsB0gjsG+gjsSOsjsTijjsY9fjshmmjskxqjsn/ejstFbjsz1ijsz3ajs60cjs74qjtIqfjtJPhjtKhVjtL5gjtsMejtufgjt6XhjuCDo
                juDHkjuQdnjuSNkjuZSdjuc9pjufQTjuh0hjuiSgjujbaju4Ifju4Moju/ybjvDjgjvJu2jvNvkjvS7Yjvkzcjvnuejvsajjvxzfjv6nbjv71jjwS7kjwT9ejwZ3sj
                wb9kjwsOcjwvXbjwwetjwyx5jxGRijxGzhjxHHmjxL5djxaSWjxbLhjxe1pjxhHgjx7LTjx+YljyBUljyalpjye7kjyishjynNkjzHAmjzIhBjzfmfjzpc9jzq2ejz
                sKpjz1zhj0I8yj0MKnj0Srij0V3bj0dhgj0fBjj0gelj0weZj0zThj06Nej1FrWj1HZjj1Hgfj1I+hj1Ljfj1Ltej1S3fj1b8lj1eafj1j1mj1nZpj1qHdj1qRgj1y
                9gj19thj1+Mkj1+0kj2DQsj2Rjej2Rkbj2Uhoj2Wrfj2Wtsj2a6fj2pHej2uevj2yBnj20t6j26Gfj2+1jj3Hmpj3Iqij3RRYj3Sjcj3bvfj3folj3jlij3lWlj3l1
                Zj3rvcj3sEgj3s1hj3y+dj389dj4BEXj4GFkj4I9aj4OLfj4Y/dj4kJaj4sZoj40UYj406dj44+jj48mqj5Hiaj5KStj5Vygj5avXj5e1gj5jrnj5kldj5nkjj5uFm
                j5/ngj6Rnhj6aQaj6exoj6i/lj6lJnj6mebj6r/ij6sTxj6y1lj61Fij65nbj7Fcmj7LAbj7Yxcj7eqdj7rpTj7uZdj7vZyj7v5jj7xHfj72Emj8A4jj8HQgj8X6wj
                8X+mj8kinj8tOmj8vSej80ekj83XQj84uXj9EFcj9ITbj9KPWj9M0Xj9Vmnj9V8hj9XZkj9dZhj938hj+ACtj+DUkj+Fomj+G0aj+Iwhj+ZQ9j+mjcj+0vYj+4abj+
                4xbj+8Tcj/DJhj/Eojj/OVpj/ZBXj/pAbj/2zoj/4wcj/9IgkAJRbkAbdZkAihfkAnJlkA4qgkA5LtkA6ZqkBAydkBA3ekBF/gkBHnlkBPvckBQKhkBXzikBY5kkBl
                hikBvrjkBzClkB2VkkB+aZkCBZfkCBfikCElfkCM9WkCNShkCYWpkCZ7ekCamakCaxkkCmTUkCqkkkCqplkC4HhkDBqnkDJ2ZkDJ/akDKZekDZ3gkDb3wkDcwekD9s
                nkEBbckEJydkETrikEWBckEXtkkEZcXkEoCpkEtsZkEuSikEvldkE5VjkE/EwkFEOjkFMlikFSvnkFVJfkFclfkFcqgkFiddkFk/gkFtMUkFtPgkFu7bkF5AdkF6Zu
                kF/ZYkGmkpkGyrgkGzGikG4cakG/QlkG/6fkHGFdkHGlpkHNRmkHN/hkHPlgkHSyekHa0nkHgYnkHnmakHyTkkIHJqkIPWlkIV6dkIsJgkIthdkI6bnkI+hnkI/Rpk
                JGAikJLKZkJNOhkJOackJOnfkJPFtkJeyhkJjJekJmOckJorfkJw6dkKABakKCGYkKEwdkKE3lkKIUfkKI3gkKKvikKPjpkKQdhkKT3mkKYtjkKeHjkKnMokKrjfkK
                s2ikKvnkkK0uekK84mkK9UUkLAmrkLBcfkLBenkLCYakLFvikLJ+ekLO1ikLRemkLfXUkLndjkLp+jkL19nkL6fZkL9VkkL+4jkMCOmkMJQikMNrjkMadhkMa1ekMj
                EekMkrekMk4gkMm5gkMpLXkNCaikNIjekNOTbkNdNikNlCZkNo9tkN2/ckN33ikN/v0kN/5dkOB8ckOL0YkOPnVkOTCbkOTemkOlPfkOnYkkOuCskO2ygkO6IrkO7h
                wkO9JfkPFXokPNTZkPOZlkPTBikPVDqkPX9ckPekikPgcdkPtXjkPwglkP0TfkP2jekP56bkQGBekQKBUkQM7gkQTcgkQWofkQd5akQ+yYkREvtkRWagkRWhdkRc9j
                kRjerkRqRikSB0dkSeebkSf4fkTGJZkTSRjkTVonkTh8akTirlkTjxpkTp9dkTwVekT8hekUJ/dkUKEckUSPfkUZVfkUuuekUxkckU3rjkU7R3kVECfkVJvfkVSVok
                VXBgkVfdZkVg2ckVn0hkVrsqkVtWkkVw9skVxMfkV5JkkV+pkkWDWSkWSRykWZ7qkWamdkWeMhkWgQfkWh5dkWq0gkW1ThkXIpfkXJqOkXKHfkXRWZkXcD1kXiKbkX
                m9vkXptgkX1qpkX2jYkYBQakYIOfkYYMkkYYrYkYb/dkY31hkY8JqkY+kekY+yikZArXkZc5pkZdJbkZtkfkZxvjkZ2LhkaHwXkaOndkaZkmkacNjkas6kkaxPgkbJ
                /vkbYFZkbqNckbvDhkcRvZkcWmgkcawkkchTukcjMqkcu3gkc39hkdIRskdcEkkdk1skdmbikdoNlkdx1ekeQXZkeSPZkebkckelwike0AhkfCkhkfZ9zkfZ+nkfaY
                ikfn5hkfu+ikfx6bkf8Srkf8nfkgCEckgDAkkgItbkgLiXkgO8jkgeddkgizokgwoYkg1Egkg6iRkg/KckhAwpkhBCfkhD7vkhQNhkhWLvkhXMikhk5fkiOIlkiTPk
                kiT9TkiVbhkiayukiginkihRnkijqXkilQfkivFdkivLiki2jhkjEenkjJCbkjRcekjUhmkjxaikj6/gkkJPgkkNrNkkVBnkkgUfkkg/bkkjLjkkpJrkkrCukkrvdk
                kudhkku2dkkvsekk1+fkk5Jmkk7PeklK7oklpsoklrVzklrzhkl0/ikl/xekmHedkmolvkm8MdknJ4wknNFjknvArkn3rnkoDTmkoQZgkoQljkoUrmkogU1kok3Xko
                vRUkowEcko1FikpDSmkpF4fkpIeikpIsgkpUF/kpU7kkpbWrkpxVgkpxifkp1Yckp3Mtkp4Zikp+ofkqF2ckqKNbkqXaXkqawrkqknokqr0tkqxrikq0Edkq2BXkq2
                RdkrSEdkraxikrbtgkrdhekrh5rkrq3okrwHXkrxKgkr6OvksE+bksIHkksXiekso+oktRdjktWhgktY9YktaDiktkfrkt1Ovkt9cckt+TikuThqkuhqfku3Chku9N
                fku9iZkvHDjkvKWbkvMJrkvQBbkvSCgkvr3kkvsOckvtOXkv9gYkv+sckwInmkwKnukwNChkwi/fkwkaVkwp4ckwtHfkwyPmkw6dVkw8Zbkw9/ekxHRmkxgxkkxqHj
                kxtafkx5EYkx7TikyBAmkyMkXky2tjky5Ieky+Ofky+UtkzETdkzFgckzYRokzcaekziSdkzijjkzkvikz6Ikkz/Htk0M4nk0P8Vk0RMck0Wpck0e2ik0ibZk0niWk
                0qgjk0x7Wk05rgk1AJUk1G2nk1g9ik1o3kk1y5hk133pk19Zmk2E5fk2N+kk2SHmk2UNbk2nylk21Jik24Snk27fqk28qik3D0mk3KBhk3V/mk3dpgk3iTWk3rUnk3
                xIek30zfk376gk37+bk4Hwok4Mnkk4Q7hk4Wrwk4W3kk4grek46Vok49Cxk49Dek4/Imk5Dppk5Wzgk5cFik5c5gk5hPhk5njlk5sikk5yLgk6CXik6EOek6I8pk6X
                fgk6gApk6vVlk6vhlk62ybk67bdk7MFok7UUbk7g7ik7nIgk7rZsk7vkjk75Ylk77flk79Kpk8FLok8Oemk8P/ek8Vjek8b8hk8cwpk8c5Wk8j2jk83qik86Pkk9HL
                kk9S9ak9YOek9vMzk9vdkk96HZk97Ftk+BLfk+LVrk+NEdk+X1ck+hhok+h9ek+lkck+ndik+s5ik+uFmk+0Mdk+1kdk/Gybk/Kink/Vkgk/Wvtk/dp0k/g6mk/qDl
                k/u1jk/v8ek/zrlk/5zelAIollAQCelAUNnlAVoilAVumlAWjilAhnjlAn+UlAu9glA4adlBA6hlBBVnlBM3ilBVPdlBa5hlBcOflBdcjlBgqXlBluZlBvBflB2Xel
                B51VlB8WjlCGCblCMVilCMWglCRlklCYLdlCbKdlCo+ilCtPdlC1rklC4HjlC7mmlC7/flDe/klD0QclD6HhlD7bplECKflEX3alEbZdlEc0llErEflEt4nlEyEplE
                2bylFCpSlFG7dlFXCjlFa7TlFlImlFlcjlFlyelFrsdlFxWflFzqflGCyilGRNelGWIrlGXTplGX2glG6ZolG8IalHEEelHKcelHOPmlHWm1lHXbklHZEUlHZodlHf
                JllHffZlHgCZlHkVllHldXlHlidlHpHflHpNelHqOrlHt6flHvyflHxLflH1iUlIBsblIC6olIDCalIEWnlIFVglIOuilIPAqlIPKZlIQMflIaXilIcUglIfMblIf2
                slIh/glIlJrlIpMclIr+llIsDUlIthilIwdflI+sdlI/qdlJJMmlJMPslJR6ilJVjhlJpwklJuirlKA9blKGtdlKYjrlKk9elKl2elKrHhlKusclKuyhlKvPklKx4Z
                lKzKelK4eolK4gqlK4pflK6PglLDlqlLLYylLabklLfQqlLgi8lLjailLl9dlLpoVlLppjlLwgnlMDLelMFbhlMGVjlMG1mlMQailMRAmlMSPjlMTgdlMginlMiGgl
                MiYglMpSPlMwCllMweolM09klM4ColNBzmlNFdhlNIgelNYiglNbgblNn3UlN0+llN46dlN+iklOFkvlOfXglOniklOosZlOwtflO2odlPBvdlPEzalPQVhlPRftlP
                R2glPTohlPUgglPX9glPcQhlP1melP1trlP2HplQKZklQL9ZlQMVplQd3dlQecllQh0WlQlailQpSmlQsPYlQ2QnlQ+2dlRDoflRMcplRP5jlRQ1clRSQalRZfYlRa
                pZlRbiflRl2jlRmZolRoVclRsIqlRtwilRvSelR0CblR0eglR+2mlSRxolSYY3lSaGnlSgRflStNflSwDklTDoqlTR2tlTZzolThNllTmpllTn3mlTzoTlT1+elUA/
                flUF/flUNuklUVymlUd5blUedklUsihlU8c4lU9GalVHXklVHfplVUculVWdklVccglVj+alVlrrlVm2glVwvclV4RglV59dlWU9ilWXLblWXOmlWZ5VlWZ/blWedp
                lWjyhlWlSclWqeXlWwaelWytnlW25VlW75ulXWXmlXkBelXo9nlXtielX/rllYBKmlYPyclYQ3ilY5WilY91nlZBJalZCLdlZN+glZRnklZTMqlZYNnlZdWllZeMVl
                ZoTglZp1clZsYflZ2gglaI9jlaazmlafbflahrplapOhlaqlSlaqnllarGdlayZTla0+nla30gla//rlbExflbIcslbQ9jlbSielbY/flbelzlbkiqlbtTblbwtelb
                0bblb6fulcACulcKZhlcKhplcUcblcfLclckiilckoilcsuelcubaldEIkldIqmldLbWldUPTldUfzldYffldbDgldcrcldkLgldk/eldxs9ldzVildzdlleD1dleP
                MfleVDeleh4hleizlleoWeleuccle0+hle2ysle3afle4Hele+KslfKgklfRiblfdColfg9hlfihplflTflfshllfxwglfzPZlf03elf7Fclf+Folf+wWlgDedlgHE
                hlgJnYlgX1dlgZEdlgjYelgp6jlgsXglg3Ielg68clg78nlhC7hlhDxmlhKSWlhK7klhLYelhTQblhTZjlhUBvlhURclhWihlhaSTlhbEklhgbilhmCllh08flh4ch
                liNpiliW8eliXIslibBhlic3YliqEjlir2eli1pjli8jbljBToljF/eljNNdljZ9lljjmdljj7nljwwdljyfhljzUslj9nflkFfhlkGFflkKgYlkahilkdAXlklTcl
                kndmlkvEZllZaelln6Tlltffll05vlmDMilmLOZlmNealmUEelmWellmaxelmg8nlmlnclmm3jlmwAqlmzzjlm08glm5Mhlm6EelnDXelnQ/glnUwllna1elnkhaln
                rtnlnr6mlnt8jlnvPllnwiXlnwnvlnxHjlnxTylnx/dln9rcln/olloJUgloL1cloNXjloOEbloU7bloagjloj+rlolKglooGeloqeoloqxdloxQclo/FplpP2glpp
                Qglp3AclqTudlqX3mlqcnclqf5ilqwfZlqy7hlq625lq+itlrL3plrczllrm+xlrrbelrrrvlrtTdlrweglrwtklr44klsFDslsQcklsUmhlsVrflszojls36hls42
                Wls8zaltFXbltFdfltKOkltK4eltMxWltOznltYxlltcbVltxFmltzdglt0bYlt76fluCpeluHTcluKb6luM+dluQLnluVMhluaqYlubkgluhReluiXelusCiluwck
                lu0nglu2nmlvTQmlvThhlvWRhlvYtplvkqhlvvemlv/BclwEf0lwHDhlwIIwlwKAclwodflwtnllwu7alw0Yblw3ujlw6lilxBYelxClmlxEQjlxRJklxTVllxThil
                xYmklxb5mlxhUblxjablxnIglxqmklxwQklxwiglx0lJlx4wZlx4/ilyCn3lyEAtlyEYclyE+klyLPYlyZ7wlyfR4lyhUelyoDmlyxQdly3gklzIWylzMHjlzNHglz
                TWdlzWwslzdoelzgDTlzsRdlzuedl0GZel0LAZl0MHsl0Oebl0QJQl0Xiel0c5il0dLhl0pygl0vYol0yofl09Ldl1BQjl1B3ml1bnYl1g9al1qjgl15OZl16dgl2A
                7bl2EFkl2EXcl2Sjtl2fwcl2uEbl2zHul29Tfl2+Qbl2/Pjl3A8fl3Etcl3OQUl3QPTl3WNZl3WVfl3X9ol3YOjl3cTwl3ivll3lVnl3vFcl3zxgl314ol37oll37p
                hl4A3al4Gjkl4Jrel4Mmll4PMfl4SOUl4TM3l4Yskl4bPil4gXfl4i8ml4jxZl4m8ll4nohl4utal44hel5D8el5j3kl51vil6EPkl6dWcl6kQfl60Kll7BJfl7Dol
                l7Lval7Xyjl7cagl7jQXl7sehl7yjbl7zXhl70afl8Dhel8mjgl8q0dl81qcl888Zl8+2il9HBYl9JWhl9cTbl90jwl97Afl+CYUl+C+fl+Uqdl+pKol+5Chl++Upl
                /JWQl/LF2l/O0gl/Rpkl/R5dl/Xenl/dDnl/exll/hajl/htul/isdl/rhel/59cl/+jlmAAhcmAHffmAKDgmAS+cmAcFgmAdyimAjvjmAkmhmAmmgmAnzcmA2QemA
                2SmmBNlgmBRcYmBZZcmBksomBlMZmBzGSmB0HbmB6G1mCMMbmCM5hmCNQmmCWi0mCbqamCcmkmCdPcmCgJemCgfemClBjmC26amDIAamDJbYmDJprmDQ6fmDXGbmDa
                0smDirpmDqIhmDuNpmDvdmmD8/emESLcmEWUcmEgogmEwyhmFF4imFMYbmFNRfmFUIamFUnpmFWvbmFpobmF/lomGANwmGBojmGE/kmGUIomGbcjmGdwhmGm9fmGqU
                cmGtQlmG5IfmG8ckmHGhYmHJwcmHKIdmHY4bmHeBXmHftamHgMemHhqjmHsVimH0UsmH8UmmH9memIANamICsdmIEgdmIGOkmIQVVmIRMlmIdrhmIkSnmIsVtmIwEy
                mI+0emJDzYmJR4mmJUOlmJWldmJhDimJozcmJ6mfmJ/EemKANjmKC7bmKbWomKgaemKmclmK3ivmLBUdmLEyomLIscmLJDjmLUkXmLcTamLiBkmLmVnmLtsbmL/ecm
                MNxXmMPAbmMS/emMd9bmMkvgmMqgfmMrvcmMzAmmM1jbmM2hpmM+ibmNB7nmNNChmNR8WmNSYxmNTZhmNVUemNXbtmNYsZmNY2imNcSbmNjCwmNqlgmNt6ZmN1qimO
                AAkmOSglmOU4fmOYuimObGdmOdzemOebamOhnomO48emO/1cmPPKcmPYNmmPgrcmPjSmmPnpimPu1fmP3ZlmP3ogmQCBmmQG6fmQHujmQLqimQOojmQSAkmQfRdmQg
                vcmQz9dmQ5MfmRAcbmRFQmmRISimRbhrmRhMkmRqykmRs5emRyFhmSAxsmSH1qmSUBmmSbSumSb0bmScGhmSletmSvBkmS2yimTHiTmTLnlmTO/gmTV9mmTXmkmTaj
                jmTbC/mTd2amTnvtmTpwcmTqGemTrgZmTyTfmT10emT6dpmUVncmUXxvmUhFbmUkXemUw8jmUzGumU1cTmU4ufmU8BdmU+rimU/oamU/vgmVCLdmVD8gmVM6imVapZ
                mVfFdmVu3gmVvFhmVvntmVzedmV2PgmV8mrmWJrkmWWxWmWxBjmXCMlmXKYimXPwhmXf0cmXgQdmXn8rmXyeZmX9ukmX/ymmYHXcmYJMbmYVIamYedemYztjmY2Gmm
                Y23lmY7iemZZsgmZZzjmZhoVmZqjemZyIfmaBShmaBkimaDPnmaJammaVzqmaYafmaabfmaj60marRWmas/cmavsXmaxQtma3qhma48ama4+4ma9MgmbAsimbEgqmb
                G0mmbHCmmbHidmbK6ambNwbmbY7tmbZNombb8lmbfXimbiJfmbirlmbjEcmbkS/mbl+gmbtzembwjkmbwsamb2Qgmb2shmb8Qemb/nvmcAgZmcCbamcG36mcPubmcP
                4nmcdzimcj2bmcqAlmcqktmc2xomc6rimdHIfmdIZjmdKqqmdTdcmdXskmdgsYmdl5nmdpJwmeWTSmeYIomeZpgmeatbmegPfmej/ames9pme0Gtme6Ubme7UYme9l
                dmfU5dmfWKgmfXZImfaGdmfksqmfnYfmfpfcmfwfcmf0Zhmf34cmf4kbmf/ofmgFuZmgGeYmgYGdmgfwdmglmcmgmHkmgqLmmgxsemgx5Ymgy5wmg2Qomg3Ojmg3a5
                mhBWlmhCwdmhC+fmhHLqmhOqVmhZkimha0kmhcThmhcXmmhgSgmhrDmmh0Kemh7Eymh96cmiImcmiLzemiSFxmieAlmilRTmiswemiw5hmjBnjmjGUgmjHCnmjLJvm
                jbVWmji2gmjrQWmjyEXmj0WemkDivmkJvlmkX2lmkYFWmkbWgmkernmkuRkmk6Efmk62dmlDofmlG+hmlHydmlLanmlMXpmleUgmlm1fmlwXgmlzshmmQ8mmmSDtmm
                UMnmmUPgmmW7immpRimmuMjmm4hemm5uvmm7igmm/kumnYAgmntdmmnuIUmn9rTmn+/omoS9XmoYnfmodHfmoz5fmo23omo4mdmpAbdmpDiompMttmpORvmpOygmpT
                MlmpVhbmpWWhmpY/mmpZqimpa6hmplExmpoK3mqEbhmqQVmmqUWXmqXRomqX2hmqangmqh1gmqlKemqlN2mqojcmqvmYmq1Bimq1igmq5wjmrAvdmrZLhmrnaemrtK
                gmrxeimr1cfmr8shmsDSZmsJrymsOarmsXDfmsXNfmseqlmsf3Zmsr7imsvCims3clms+RamtFIfmtGddmtKObmtP7kmtVodmtaVcmtiVcmtm/fmtttgmtxVXmt0Rc
                mt5yimt91amuFRlmuF4fmuPBfmubxfmuyJfmu0Pfmu/RjmvLRmmvNNcmvScomvTZgmvbEnmvfBhmvjPcmvwYgmv9MemwSQRmwTxjmwbOkmwnfimw2tamw5edmxA7jm
                xNagmxTXhmxUNnmxnUgmxoFhmxtLcmxvbemx3YdmyGCfmyGtXmyJcgmyKAgmyLGxmyTGnmyUEmmyaXimydgZmyghZmyhhfmyknjmymXhmyz3Xmy0demy3mhmy5edmy
                5ohmzCRcmzC0imzK5VmzPgemzPtdmzQVhmzSJZmzTsxmzWuemzevrmzobcmzrbgmz4Shmz8Dbm0MDgm0acjm0eifm0hIhm0oamm0xznm02hqm0+umm1Efem1Rztm1x
                Zmm2HEam2OEim2Ocbm2Rotm2XWjm2Xobm2X2fm2f3lm2gqgm2kerm2obim2ymcm21bhm3Ekgm3ZXgm3jybm3pqdm3p7km35Qfm3/tem4B6um4DFmm4H6im4LHfm4ML
                hm4Yvem4Ywem4Zewm4bIYm4d4pm4lcim4nbcm40xam404fm5A6hm5EEfm5G1dm5JMim5JiWm5PHqm5U5cm5j7hm5wgkm50Ymm56kWm57xgm5/ZZm6nFbm6ouim60zd
                m62Bsm6/HYm6/ZZm7AHhm7EHhm7Udjm7Uepm7U5Ym7aLXm7hQvm7zvfm78hYm8FNnm8Swfm8TAfm8Tjfm8Zrom8g0qm8hbem8ifdm8kxem8n2gm9FVmm9GZZm9LNWm
                9PRpm9SAfm9Stim9Xswm9dflm9etam9kUjm9x8hm93Kom98GWm+MUim+NLKm+PPkm+j3pm+sybm+wbhm/MPam/aOqm/o7im/rwtm/2Mdm/4QWnADApnAD/cnAK2qnA
                NlYnAVytnAoQnnAsxenA6zgnA7hdnBBRlnBCxqnBGkrnBfcXnBiInnB1OfnB4NonB7WgnCJ3onCPmlnCP5enCRXgnCVdjnCWofnCdnmnCkBwnCrucnCsHunC1BfnC8
                bknC9WbnDBeonDHgknDMFnnDOAnnDQ0XnDaOhnDb/mnDiPjnDjednDlWrnDlwRnDp5fnDqijnDr5knDyPonD44WnEqqenEtWenFB5cnFFnjnFKFqnFTVenFjdYnFlB
                fnFmtrnFoZwnF4LlnF4/onGElanGWyhnGqzpnG7hgnG9hfnHQRlnHYianHeBgnHu1cnH0zdnH2thnIBzenICadnIb+YnIh3inIkRlnIrHtnIsHinIy3knI0l5nI2oj
                nJFqfnJIbanJImQnJebSnJr+onJ6ccnKBBfnKopsnKu+pnK5McnK6omnK/omnLDjhnLJ9hnLSzZnLVyenLaPmnLoHenLpfenLubonLwBmnL1V7nL5EjnL68vnMNujn
                MbpXnMc82nMfUgnMieinMoNunMtWknM+hjnNEKinNIsknNMidnNPsbnNeClnNfFcnNiZknNjbknNkSdnNnOvnNpcknNt/UnNxhgnNy9hnOKylnOM8lnOPohnOU8bnO
                YglnOY0YnOfcdnOhQinOrvanOt9hnO5jdnPFjfnPTggnPVCmnPf8inQFjenQJSpnQSBcnQWQfnQcGbnQj9anQpCenQsXenQ+tgnRV8cnRbMonReGlnRmprnR8wgnR9
                whnSCNhnSNwgnSTZhnSaagnS7EXnTG3rnTJCenTcAinTnegnTs4enT/PenUPCenUV1dnUcsinUdUenUdrenUfTunUhYgnUuHanU75tnVB2bnVCJgnVQJgnVTOenVUB
                tnVcqZnVp2knV8ElnWFSbnWJkbnWKGgnWRUcnWaJOnWqDbnWrEinXBVYnXJ4unXRIgnXSsbnXUJfnXjlSnXxUknX02fnX/danYMionYUZ6nYUwUnYeBgnYk4enY0Ch
                nY0ftnY/vvnZSDdnZUianZVXenZcxwnZn9dnZpdfnZrVbnZychnZ2IknZ4zanaJdfnaO/onaSldnaZOnnaZkunafVdnakBhna2HjnbCIgnbIHinbJPonbShcnbaAon
                bbjbnbbmfnbeLxnbi8knbqSmnbqy4nbwHgnb2PgncBaancRaWncbQcncjPVnckaendBmindCHkndS8fndZ7gndhofndjbbndw4dndzInnd6wfneIJineIjeneNcene
                ULonebtunec7hnehcgnehqcne3Qbne4OinfGosnfRSlnfXVdnfllmnfn/gnfotnnfw2rnf3afnf3plnf8dtngHIZngJAjngLhpngOOrngQprngaGdngdzunghefngk
                qgnguFpngzKenhGemnhOWjnhc2RnheRnnho1mnho8gnhszmnhwdgnh01gnh5dfnh+6gniE0cniLwWniR8kniiadnii2pnii9onijdZniqyeniu5eni0zmni4acni8q
                oni+9gnjAZYnjKsfnjXCenjZbZnjalbnjbblnj4TXnj54gnj9NVnkCFsnkJjXnkPQgnkQtWnkXJgnkadcnkj3dnkmYknknugnko6Xnk6pink9hfnk+dsnlDPlnlUYr
                nlYHanlwYhnl2pqnl4ulnl5xcnl9afnmIDdnmJgXnmPSbnmSpdnmXwlnmbIlnmznUnm5Kdnm6lhnm/Rnnm/dbnnQlknnWRjnnY7qnnZOinnaAcnna/gnnhJhnniBhn
                nwBbnn4janoCndnoEltnoGstnoNhznoplUnosncnow7fnpEdjnpE5mnpGWhnpPOYnpWxhnpW/fnpncfnptRqnpwmhnpxFenp0pgnp4Mdnp9pVnqD9enqGbpnqGrcnq
                KXYnqMjfnqR3tnqXvUnqeTfnqfOWnqpYbnqpzfnq10Vnq5Kfnq7Ubnq82qnrJTdnrKHcnrNSYnrP1inrSHlnrY7pnrouenrrKcnrruknr2Dfnr8UonsCpmnsKkgnsS
                JgnsSThnskVrnskXnnswJrnswpons1BfntA5antDblntKhhntYYbntbpontpEfntsOgntuIcntzaent4BTnt7FgnuLjhnuQvmnuSGjnuSmsnuWinnunTlnurvlnuuU
                cnuxepnuzDgnu0lanu7ginvCJknvRuYnvXcpnvccvnvgDsnvktfnvrFmnv5Khnv50knv7fenwAxZnwS+YnwWIjnwjllnwuhknw4Finw99inxCUlnxH5dnxI6bnxJdh
                nxYJfnxZIlnxmSmnxqAcnx61anx9vnnx+mbnyAegnyC/snyDNfnyKVgnyOVnnyPfgnyRnknySKZnyYoinygMdnylGcnytjmnywijny3rhny5GZny8ggnzHzlnzIIan
                zOBfnzTD1nzeycnzhecnziWZnzj9fnzkeknzl7snzxJSnz6brnz7Mlnz86fn0Aogn0Eswn0KjRn0K5qn0MJbn0f0mn0jwin0vyjn01Ean0+ben1DLun1Gfjn1TRcn1
                fqgn1g3hn1pTfn1rEan1vssn1ymvn12Jen15Ubn19kcn2AQjn2BAYn2CGon2Mvkn2PEen2Q1dn2Q6hn2Rchn2gXrn2pVen2uOvn2zpcn2z7Xn3CDbn3Emkn3GGsn3M
                mun3Ou1n3VbMn3XBin3avon3g2fn3iypn3qucn3sHmn38Ffn3+x4n3/Hhn4Isjn4NWjn4Qpen4Tbgn4eGqn4jOhn4lTcn4l/in4nCln4pVhn4zVfn5ASan5IUin5Jo
                qn5Lghn5bjZn5nnon5pnYn5qAbn5wKcn5yrhn58YQn59vXn5/Mjn6D/hn6JOjn6UFln6U2ln6zCen6/chn7NZan7OPgn7bHin7dBbn7ehXn7tznn7+xtn7/egn8Bdp
                n8FLnn8Objn85YYn86Rhn9YFln9a6jn9gUon9hphn9iuon9mCjn9oyen90Jgn91Een+Cdln+H3cn+L9Pn+QZen+SPhn+WSnn+WTkn+mY/n+3xgn+6nZn/Cuhn/DXln
                /EvYn/Lkgn/Txjn/Yeon/bJdn/dtmn/hHbn/rmcn/7Dgn/7QzoAECYoAKgioALzloAPdnoATzxoAWBmoAn/WoAv7eoA4MboA8TeoA87doBDfhoBRPZoBldooBv6moB
                zDaoB2SjoCLGjoCgZkoCt5ooCv/goC4OeoDLifoDVyhoDWgXoDbeooDbzgoDfkZoDl8ioDneaoDtUgoDtvvoDvcloD3lfoD9FaoEABfoEBkfoEODkoEPosoEbZfoEg
                KnoEi4foE/qZoFkfloFxofoF26moF81roF/IcoGDOdoGI+soGKWtoGeieoGqgfoGtDkoGuYboGyGdoG8AioG+vqoG/PhoHVJkoHYZboHgCdoHlTmoHnIkoHp/hoHth
                doHx/loH4JfoH4XdoIGEhoIPaeoIQjaoITuhoIffgoIjsWoIqMdoIrugoIt+2oIzBeoI8jZoI/kgoJFOpoJTVdoJXtToJZ2roJdvgoJuokoJ3cXoKDdjoKDgeoKXvi
                oKebgoK6/goLFCcoLJCboLa3doLofeoL18coMBGhoMSbeoMXVcoMfnwoMlyeoMsbYoMwyyoM6htoNIBdoNJaooNcncoNj9hoNtajoNviloN4ImoN4vgoN8lhoOMkmo
                ONTeoONpioOTlmoOVfroOalooOn8ZoO0XqoO4bgoPAitoPBTvoPH6UoPO4poPPpioPZKgoPnPqoPtIdoPzdkoP70roQCseoQGOfoQblboQ1ieoRLlZoRUxqoRY/goR
                m6poRrBmoRr6coR8YroSRfmoSr+ioSt6foSvMYoSv+foSweUoS/FgoTEfjoTEjdoTJpmoTLocoTQikoTdVgoTjtioTrrkoTwOjoUGCgoUajpoUndkoUrWcoUrkboUv
                9qoU0JmoU0XqoU7JioU8JioVBueoVHJuoVLWVoVPcioVRWgoVW7WoVZ4ZoVsDkoVwbgoVxWsoVx7roV1FgoV2zmoWLpjoWpCkoWsUcoWsdgoWuIhoWyGjoW2RXoW72
                doXAmdoXAteoXCZcoXC9joXHGgoXIUdoXKYnoXS8moXTejoXWtloXXgqoXtXpoXtqloXy0loYKCvoYSMgoYa5qoYitboYm4boY2imoY3cmoZAlcoZXFioZZDfoZgId
                oZusXoZuvfoZvLjoZ2xjoZ21foaCIdoaC7hoaKoioaMoaoaM5goaSsmoahDioawQYoa2oboa/lkobBQfobOUlobQDnobYgeobcekobgafobjedobokiobwIdobwceo
                b4Akob97qocCnVocFmiocGJiocJUfocKqbocPumocTAdocjbiocjcnocnfqocpjgocudloc46qoc7tiodBQeodERsodPknodiipodjaaodpdmodtRtodwJjod+/tod
                /PhoeKzioeN2hoeWShoeW/zoeZjioedwfoed0goelVZoelshoewCeoewrcoeyVcoe2+roe3Xcoe3ieoe51hoe7Wdoe71nofKqdofLDbofLZmofN4vofZ0Yofjhiofr
                sWof4Fsof7ckogA4logDjaognkZogt/iog35aohAObohMkhohVsgohamlohomgohoxqohpGgohtTUohwdcohzVkohzbjoh0mfoiM7doiVBdoiWYioiXtZoigFVoih3
                Poiv/Yoiyiboi6Uhoi8XfojEHgojJfmojO/aojb+mojnAfojs5iojwFlojyZookUNlokc3jokl3gokndlolMOgolSlfolU5uolqzeoluSfolyNcol62fomA3komDHg
                omIfoomP7homTIaomg9homqReomzIgom5Tjom6fTom7ekonE8ronMJjonN+conYDZonbironc8gonfBdonjBjonkiionqwUont5konutfonvGhon17oon3Xcon6Cqo
                n79cooRTboomuroooiaoo3aeoo7yYopH6mopIgoopUblopvhaopvinop5Qiop/nXoqColoqIIeoqLTdoqLWaoqNVhoqNikoqPGboqUKooqdKmoqdlioqgMnoqj3boq
                ycgoq3Rooq+rforDfZorEhdorGleorQa3orfRMornRiorsVborzufor1ehosCnbosDlfosMHtosS6hosdZdosfoqoshpjosiwfosmsYosodgosqMposr5tosssZost
                1goswGlosyEeos2Oeos6eeotJmgotKKgotKcnotMmjotNlhotOcsotW5hotXeWotYUrotYplotdq/otjviotuMgotvkfot19oot4Sgot4cgot6Zdot+heouEmsouKF
                louMZcouPJpouRMeovBProvPxhovUYgovW6iovm9uovoCUovo+bovvVlov+Dkov+yhowC5aowDPeowDqjowKmpowTKdowVjfowd4sowlOnowl80owmNZowrHkowzLh
                owzoioxDmloxFnkoxJw0oxNgroxPoboxRIhoxfgloxokXoxvLeoxzIfoyCVjoyFKcoyM8goyYLfoyZMioycIZoyceooyg6goyg/eoysIXoysSfoyy1eoy+jhozARoo
                zFcgozMFiozNpnozS0jozS9cozgQdoz20qo0Blmo0CBdo0FEeo0F7go0KCgo0Ljeo0Plgo0VSfo0Vsfo0h3uo0kGko0nndo0oXWo0r8jo0sSio01XXo039fo04emo0
                5S0o061go1AEpo1BFxo1GRdo1G8jo1Ikgo1M3lo1NWfo1QXuo1Zpgo1demo13udo2aieo2b3ko2hQpo2r/eo2zvdo26OXo2+Vbo3E0fo3FOko3IZho3Q4bo3Tevo3T
                +eo3cxfo3qmyo3yvno4Igmo4Mtmo4O2fo4Wyto4kNzo4tr0o4uleo4/aeo4/uco5L2eo5a1eo5d8Xo5eLho5e6eo5nifo5ojfo5oreo52Kgo53mgo530do592oo6BP
                0o6Hogo6KjWo6dDoo6j+io6knvo6lQeo6nCgo6rifo6wLuo6+apo7CQao7IJco7iEfo8Eeko8STfo8Sbeo8Xbpo8e3oo8jeho8mMho8pKjo8q/io8tNjo8uxmo8zJS
                o84pho87yio9Caio9GTho9GXVo9Gmfo9JSno9Mfdo9Rdco9YPho9jpoo9j1ko9ldao9nLeo9thio91dgo93sho+Gcdo+Lgeo+YTWo+cjgo+e7qo+ibao+mLqo+oZmo
                +vVxo+yLno+2Ydo+32so++ujo+/5ko/EzUo/FBeo/F1qo/K2ko/L4Zo/NYPo/PMwo/dbUo/hBSo/pUfo/wrmo/3fnpAEjfpAIpipAJ7cpAYsfpAZrgpApjipAxHepA
                zXcpBD9dpBPYfpBPtjpBTokpBWQepBZ8dpBagfpBg8TpBlXgpBn3WpBvBepBzGnpB42fpB/rWpB/1jpCDubpCPkipCYKkpCe/jpCfycpCpmSpC1tlpC6nfpDBnmpDD
                IipDJxgpDU3opDYgkpDZAkpDajapDccipDnsdpD0LapD4kkpD72cpD9enpEDQopEF9YpEIwcpEUPgpEe0hpEjDapEjmcpEn/dpEpORpErAepE5McpE/kMpFARhpFCX
                xpFCqdpFOldpFaykpFmWbpF0bkpF26bpF79ipF/BppGT1fpGUufpGWVdpGbzopGplkpGv0mpG00dpHFbcpHSAdpHWgmpHdrSpHmFkpHmefpHxIipH03gpH49kpIF7l
                pIHfopIgVhpIg2fpIpEjpIt5fpIwPjpI9bopJRLkpJY6+pJdHZpJlhjpJneJpJy9epJ0cepJ1CepJ4zZpJ7WppJ7aepJ89dpJ9ogpKMEcpKMhcpKf4/pKgqfpKnAbp
                KpCapKr2fpK2AcpK3pfpK67opK6+YpK+0ipLBnjpLO6epLRNfpLY+epLxbgpL1IfpL1shpL5JspL+7bpMFVfpMbwhpMglzpMjLapMoKgpMvbypMxPrpM23hpM9xfpN
                BQ0pNUchpNVjepNZjepNcPbpNmDipNnAXpNyynpNz7fpN8BppN/KkpOGnjpOHSbpOHoopOPofpOTqdpOXIopObshpOffdpOpAzpOr+fpO2+fpO7kqpPMfepPkpYpPl
                wqpPxSfpQDwlpQZ2rpQbefpQkCnpQqGZpQtHopQvEapRBpgpRCFbpRJRapRPi/pRXaepRXrfpRbIipRdFhpRmNipRpgkpR8UfpR+hcpSKRdpSM5bpSRRjpSVofpShL
                epSnlgpSuGkpS1ZVpS97ppS+QlpTMGgpTTWrpTbEdpTccepTgNhpThSWpTmigpTntnpToJdpTrPopTstepTxFZpTzcnpT07bpT5HZpUCXtpUIPhpUoKkpU1ygpU27m
                pU4xfpU6ohpU7sgpU/SlpVNxhpVm1ipV1sqpWEGgpWGNfpWO5epWZxgpWbSopWjwepW7cdpW+dapXJFipXQ3spX0tgpYQZepYRkgpYidkpYvAnpYwAepZBGlpZDKfp
                ZDRcpZEsjpZHbhpZJHrpZKhZpZKkrpZRKWpZbHipZh2jpZ4nkpZ89hpaBiipaCKepaMicpaYQlpac4ipanudpashbpax7jpa0Qjpa4mspa+shpbBnbpbC5fpbLKfpb
                P1mpbRDppbRMupbSlppbcCcpbzFppb01apb4hepcEEmpcRekpcU7gpcaqcpcb4gpcivcpcqaapcsWfpcyekpczmTpc39cpc9PdpdIplpdKQgpdPWdpddpnpdiHjpdy
                5hpd6Ubpd6qmpeDZmpeGldpeKVepeK0tpeR4jpeSAbpeWLnpeXZxpeoUgpeuYepexJbpe2Oape9KcpfAEbpfIfZpfIrcpfKeapfeTjpfmzppfqHhpfy0ppfznfpf7x
                Xpf9hfpgBFapgGYfpgaetpgcnopgfLipgotfpgrDSpgz6bpg/OjphE3jphT+bphWkrphiDaphlAkphsycphvjjph5JfpiENfpiM4YpiZjspi4YjpjJKdpjL7dpjMza
                pjcEmpjdOmpjr3apjuTspjxKcpj9KcpkCQZpkOqgpkcFspkcpepkgeppkkyipkl0ipkqbtpkxRlpk0krpk16epk9wcplBZkplCilplOtbplTFjplbXjplmgdplmwdp
                l3cjpl72gpmAd4pmKajpmOkapmU/lpmaktpmeagpmnylpmyOZpm1Kipm4kVpm7lQpm9CnpnDVhpnTMkpnV+hpnekhpnhvtpnnhapn0Lypn2ilpn4Hipn6Aepn7qfpn
                8pjpoAfepoMQhpoRGspoamdpofIspogEypolGfpoyQdpo0/Zpo2Bgpo+JdppGzippLugppoWcppt0kppyuXpp8Ripp/jcpqFCcpqHLrpqSrZpqYZepqa6mpqcKSpqf
                qepqh1mpquaopqvsqpq7akpq9cqprAPkprNHlprOmeprVInprXmaprZohprj+jprwFlpsJnopsSripsXZTpsZmlpsa+gpsbmUpse6Zpshr7pspLlpswxipszKeps7D
                gptGeZptHqpptNpcptcefpteVZptgvUptpblptxleptyJaptzplpt8HcpuK4wpuPfkpuVjdpuZqmpua5npub9ZpucPdpul+epuqXiputOkpuxycpu4wapu7DopvJbk
                pvMBqpvQmipvR2epvS+rpvfYfpvhjkpvjwkpvoakpvqaepwjFopwq7hpwrCqpw0Gfpw0mlpw39epxGGkpxHzfpxH0dpxJIfpxlZPpx0hkpx46mpyAbfpyAuupyEmop
                yFEfpyLMkpyUZgpyfBcpymLwpysAppy6Ympy78cpzUGPpzX8kpzZiapzaAdpzhUWpzhXepzpHipzqTUpz1Sopz4Qkpz5Sapz8ntp0EAop0GvNp0Mkqp0NAmp0cGgp1
                Fllp1HOep1L1sp1Uoqp1W3bp1irkp19esp1/Wfp2DAhp2FIap2F+op2YNnp2qZip28wap3DPbp3HJhp3M1jp3Obrp3TEdp3U2kp3WPqp3Z8ap3hinp3m0ap4Coip4G
                +dp4NRmp4Xrmp4lHqp4pnup4qFsp4qugp4rmkp40dop47shp481dp49P/p49qtp4/ufp5Csjp5GCkp5Ipop5nPsp5njkp6IIcp6UEnp6Xdap6cadp6mqip6vRdp62Z
                fp6+rgp7OPbp7Sxjp7U4sp7qtcp7reep7t5qp70ugp78xap8JTdp8QQbp8Rokp8cMnp8e+hp8y1op8/Aop9JpVp9TDjp9pAlp9topp91Ump+Gssp+Ixhp+KLrp+Ybe
                p+bldp+fhep+mYOp+paop+pocp+p2np+tWgp+zVYp+1yap+5pZp+54bp+7klp/K5jp/LSbp/Lnjp/MYep/Ozcp/pvgp/6QVp/9FdqAKGrqAMwgqANBrqATXcqAc1lq
                AmMZqA4mmqA8TuqA9BXqBJWgqBJphqBO9sqBPbgqBWVhqBYKfqBaUjqBdVgqBd9iqBkMjqBw2kqB1UfqB6XfqCBZeqCG9kqCI0fqCTuTqClwnqC2voqC31rqC5lhqC
                8egqDDZeqDPaoqDTkgqDVefqDXcpqDXwaqDaQhqDe5kqDiHbqDphjqDt5fqD0tmqD7dYqEAQtqEDWVqEEwbqEkYdqEmYbqEmngqEt+eqExMdqEyHjqFAReqFFbfqFF
                tbqFGFfqFMooqFQ2hqFc9bqFdfeqFdpdqFe+mqFiEqqFyUeqF4deqGAEfqGCZvqGEEiqGJgoqGSseqGf7oqGpTaqGpkqqGxKgqG5fgqG7EZqG/eiqHCNaqHD8nqHk1
                fqHlqcqH5+dqH66aqH/fnqIFrgqIMpxqIXCcqIXmeqIZQdqIhkcqIlfhqImkXqIyifqIz5lqI0VfqI9FZqJLkfqJV+iqJYMhqJhYeqJtSiqJ3EiqJ90gqJ96mqKCjo
                qKDyfqKIrfqKTpaqKWbYqKq0dqK04mqK/NiqLAmfqLP9eqLQRaqLYbgqLYxjqLeBnqLoPeqLqpVqL1teqL6ulqL7b1qL97pqL+DoqMLueqMMMhqMMqnqMNHqqMPAfq
                MU8hqMbSaqMdAWqMu8jqMzqYqM0ugqM2CdqM2KVqNBRdqNMz5qNSrZqNTTcqNUwsqNdhXqNhstqNkmaqNpAfqNylfqN3BTqN5IpqN+EhqOQpiqOUgdqOiXfqOsNoqO
                y5YqO2QgqO4gtqO5JrqO7cgqO9ScqPCGWqPVWfqPWpkqPZKaqPZNeqPl2/qP4ZfqQAJWqQJJhqQSatqQapaqQgRWqQlooqQrsaqQ1JnqQ9urqRHRdqROoeqRS7jqRV
                8cqRWhkqRYJUqRZhjqRyNlqRy2fqSEYiqSXNrqSXlVqSbVbqSlRiqSnBiqSqMfqSw1dqSz4bqS0xhqS5oYqS+/gqTHhfqTRzfqTWEkqTWvaqTdohqTnagqTsGgqUBP
                dqUCKXqUSnkqUTUeqUYjYqUw7dqUxBkqUx9eqU6shqU8hhqVLyeqVNqUqVdTcqVkrXqVlQcqVsKlqV9lcqWBReqWDHOqWELnqWO8iqWPInqWP1dqWe9fqWmyfqXFAk
                qXWhnqXzVvqYCplqYEvkqYN1fqYREZqYkalqYonbqYwSqqY30sqY6ScqZNRlqZPgmqZWceqZZTbqZblkqZfKvqZjEqqZsjfqaBDmqaFgRqaWn4qabWcqacIeqaeFcq
                afvhqag1fqahHgqat0eqawBfqa0Diqa8lnqbAdhqbBwhqbDGxqbDMdqbOMvqbPFcqbTMkqba1iqbdmdqbj9oqbmhdqbogWqbqnoqbtarqb0mlqb/KiqcBtjqcTvhqc
                cfhqc2zsqc6GgqdFUZqdGEgqdLyeqdN2eqdRjoqdYNfqdbrgqdn0hqdt3oqdxieqd1diqd4YgqeJyeqeLygqeM7eqePLcqePUnqeZVdqehIfqehigqetogqewUbqe/
                5kqfDbgqfU7bqfVveqfaJfqffDmqfhFdqfkIhqfwEcqfxAiqf7lnqgC9bqgDcjqgI3aqgKRgqgLviqgNgvqgOZTqgSOqqgbCWqgk4cqgmkfqgrpkqgsihqg1Jpqg5L
                jqg6nqqg8aXqg9MaqhIQfqhP2lqheCdqhm2mqhtHYqiDpmqiL1fqiPUgqiQgcqiQ7YqiaufqibfWqienfqifKdqijxkqi8QaqjHOtqjQEZqjRSjqjU5hqji3bqjowk
                qjpKeqjuPmqkCxkqkGOeqkgrfqkwiYqk87iqlEzbqlTsmqledbqlg/eqli+Zqljzkqlwolql0Umql2UYql4Sdql7khqmDrpqmPTeqmT8eqmVOoqmYBeqmZNeqmanZq
                mcaUqmzjeqm1IeqnFElqnMebqndiiqnd7hqnfcgqnhwhqnnNaqn0Gdqn7Wcqn+pbqoBHYqoSOZqonGnqoqESqot/gqov1mqozTiqo6qfqpIa2qpNfYqpVAfqpWHhqp
                e9pqpphfqpsYcqpvfkqpvtxqpxNjqpxeeqpyHrqqDfhqqHLuqqHxdqqPKiqqS7aqqeNdqqxgfqq85nqq+phqrHLeqrJOhqrMkvqrPKaqrRLkqrU3dqrYIYqrctgqrj
                OdqrlmRqrnWeqrokhqrqHgqrt3oqrwyjqrzJjqr3lrqsCNSqsF8oqsSJNqsT9iqsfTkqsl7mqspxeqs0yjqs1O9qs1qgqs5ylqs60dqs65Yqs7afqs9Lvqs9+cqs/Y
                ZqtKifqtdhUqtekXqtqsdqtvwfquDzoquJxequM6hquOibquRFiquUMgquZMkquc0fqujLlquqlfqu0rfqu5tdqu6aiqu6cbqvC8fqvGWcqvIVZqvQ6RqvRQiqvVKc
                qvZMhqvuQkqweKkqwkGlqwkHiqwq2gqwwaRqw1/jqw9+fqxFlbqxIMmqxNjnqxOphqxQmqqxQ5jqxW4rqxdKnqxjeXqxpJeqxpbXqxybbqx1ffqx/GcqyMMiqyQyTq
                yRtbqyYWmqyf/bqysPtqyzpfqy2Ygqy8Jhqy/hfqzF+8qzGxeqzchbqze5bqzleeqzt9jqzuQdqz0Tjqz1Qnqz8liqz81qq0JXYq0K7Rq0Wrfq0W8kq0daZq0eSkq0
                gJfq0l+Vq0pGhq0x1dq07Whq0/Bfq1R2bq1T3bq1XLtq1Xqxq1f6pq1oqlq1qAUq12tmq2MGeq2Nucq2Qcgq2mpdq2rieq2uEhq2v5rq2xkjq23JWq28siq3Eaoq3E
                xjq3uOhq3w9Zq4Gbeq4Ngmq4OCcq4d7nq4lXcq4nUaq4svhq42Yfq49ufq4+GZq5Eeoq5GFeq5O4xq5gRdq5kofq5lJWq5nxkq5tDaq506Xq56hbq5+mtq6D9gq6Mn
                oq6QkYq6lFcq6rhfq6xsgq6yzoq60ipq6+Zrq7A0cq7EDnq7Faeq7MOkq7WL3q7edpq7h0bq7pJbq7zKiq70Noq8CMpq8GWeq8Nicq8mxhq8rWnq8tmuq8uNeq84Ni
                q88Ttq8/PYq9AXrq9CWmq9N8cq9Rvfq9SFeq9c9fq9eciq9g3pq9iovq9kcgq9v2cq93koq995gq+APjq+eiwq+m1gq+6mfq+77eq/Jvcq/YNYq/eYeq/i8gq/rrcq
                /02kq/4ocq/6wVq/7vmq/9qdrABierAGKfrAM1irAPXprARyhrASxhrAY8hrAfpmrAiYerAl4frArMbrA77irA/darBCZarBChtrBEgsrBHjTrBa+jrBbFfrBeEgrB
                qhfrB08orB4OerB7qgrCFEerCNTrrCXDorCZKcrCh5grCmHmrCrlmrCw6jrC7ecrC8xorDD1arDEvqrDGifrDPhnrDVqWrDjPgrDsIerD0cmrD4tfrD4ubrD94drEW
                1orEisjrEjUhrEoThrEyCkrE/pfrFIzWrFUimrFXxdrFeAerFfAurFhccrFm/jrFnrarFtucrFwtbrF7WbrGBmerGL9jrGNakrGlxlrGnOgrGnZerG1NerG3GqrHAM
                irHAQrrHLkerHYCprHYQvrHYoirHbhlrHmIirH2/grH90erIGRlrIRPerIT9hrIaAlrInpvrIn6grIrXWrIv5frIzoUrI1sfrJLHgrJgFfrJj9orJkLkrJo6hrJp2o
                rJuKarJuTerJu2wrJx7erJz1lrJ6rurJ62nrKD+lrKEbmrKKhfrKMQirKXrirKZyZrKZ6erKclhrKitfrKm/lrKnVirLFQrrLHq9rLJKirLKMVrLnYnrLzQVrMDhcr
                MUxerMm+grMsZgrM0zorM3UirM9GdrNAjkrNFmVrNOOdrNbMdrNyzrrN+ogrN/AerOCOirOHBfrOKWfrOMLfrOR3erOV+brOoRmrO1jbrPYihrPk+jrPm8trPuMfrP
                wpdrPzkarP4cgrQDDkrQKIhrQL64rQc+crQhyhrQwTprQ16hrQ5EnrQ/YerRJdfrRPljrRp1qrRuH3rRvJPrR28YrR8AnrSHIOrSRVhrSXfirSXwdrSuJhrSwiirS3
                dnrS4RkrS+oerTPDhrTPzZrTX/frTZyirTaHorTbLgrTjSZrT46krT7XcrUEjcrUMSgrUPWSrUPrcrUWtcrUdjbrUorcrUswurU26orVBMgrVFkrrVKPgrVL1grVU9
                lrVXutrVdQjrVdcfrVfRfrVirWrVjlsrVksnrVwsprVyaarWGDfrWUDUrWUXfrWU2frWg2mrWowZrWqaerWt/frWuCjrW91frXAHbrXK4krXU9mrXaLqrXmDqrXtll
                rX5fOrX6pfrX9ehrYEGfrYK1frYP/brYZPerYkUhrYoVprY2MnrZHXVrZHcVrZIYnrZXNUrZmQgrZuUgrZ7VeraI8fraJHhraa2ZrabgkrafDgran7hrarfVrau8fr
                awPlra1efra1sfrbJmgrbQUgrbaKgrbbLjrbf52rbjwgrbsbercE6hrcGdjrcI4jrcKeZrcT1crcYDsrcZClrcZqjrcaGcrch9krc2/grc85TrdGGUrdidhrdjPxrd
                kSdrdnEhrds7grd7Jurd+LVreJEbreK5rreQXjreXtirecFjrecvirec9crem0lrenunre6iXrfGKbrfJTVrfKAprfP/XrfQMgrfQNWrfVegrfhcnrfmrhrfmxgrfq
                pfrfqzhrfwzdrfx6hrfyBwrf28Trf3KprgTlnrgZphrgaalrgbLcrgsTergzsdrg53nrhFpdrhGchrhHHUrhP85rhVfjrhWFcrhdnkrhiKfrhkNYrhnLirhoRbrhrS
                Zrhw9grhxQMrh6Hkrh6shrh+rvriCKfriPBhriVIXriV4rriWDfribmgrinqsrioqjrit7crixdYri8fkrjD/arjH8krjMsdrjOvcrjQGfrjdEfrjkdYrjnVhrjttk
                rjxGdrj4YYrj4ZrrkEQcrkLgerkWOfrkXIsrkXxmrkddbrklBfrkrnfrkr2mrkuScrk3vjrk+nkrlHrorlNZYrlNeerlSYerlSecrlZOfrlc0jrli7mrljCfrlmjbr
                lqi0rl3Dfrl7pfrmCpfrmOldrmOwdrmXYTrmbbhrmegZrmp6lrnMzcrnSugrnZ2grnbnfrnc1xrndlurne1XrnjnnrnrTern83oroPMVroQclroQvfrobjYrogBiro
                hLcrolfYros/nrowuproyVfroyqfro3Kkro92irpCjwrpHklrpOCirpREtrpUTdrpZ5brpfyfrpk2Yrp0lUrqCtfrqRmYrqY7drqZ7irqceZrqdfkrqolrrqpYXrqx
                hkrqzHgrq8IirrCFerrGnXrrHvbrrKldrrROfrrT8errg5brrkKcrrvxkrr0ecrr7Lgrr+0irsBWhrsTTarsVEprsczmrs+FdrtFnYrtIZlrtJKdrtKPortMhhrtas
                irtvHYrt9PeruECjruFY6ruKOlruM7fruYYfruengrui+grusIpruswfru3phru5wjrvZZirvhZervsTvrvtHhrvvNgrv9BfrwDIirwEMprwGywrwIehrwmAhrxD0h
                rxIQYrxKUkrxK7drxSUnrxeDfrxqqVrxtVfrxzjerx2klrx4zkrx5fnrx8OjryAvdryJlRryZHeryb5bryerjryptjryvffryxEery4gkrzCCZrzD+vrzEiarzlVnr
                zmqdrzvwkrzy8hrz0Znrz1serz7yirz791rz9xfr0Dper0GWer0Tzgr0VDXr0bcar0b7sr0e2cr0oeWr0ohmr0p/dr0r/lr0w8lr0zGtr07Vfr072mr0+Ohr0+ltr1
                HHgr1JHkr1Nihr1RQqr1cZhr1mLgr1nmhr1o0qr1xNhr1xvjr1zXpr12Xgr12ukr16zcr19jrr2AfZr2KOer2LRdr2aChr2dcmr2oUhr2pJkr2vTdr2xdfr2yvnr25
                jtr3RHSr3WG6r3WR3r3ZLar3Zgur3dXdr3exjr3g5er3iDUr3kQcr30Tgr4Dofr4OBfr4Pner4X/er4iBdr4kSkr480er5GCkr5IVer5QUcr5eNir5qVnr5rXlr5tN
                nr51zZr53Rhr53eor55hbr6InUr6LPcr6hXar6oPhr6pZzr66Nkr67bwr7FGqr7IZSr7Kiqr7PQpr7axPr7fKjr7u1Xr7vzPr7wTir76tor8MMgr8VYhr8Zcnr8gjj
                r8j4ar80Shr857cr87tnr8+Wor9ARfr9N1pr9QuVr9aVdr9gAgr9nggr90dar+AIcr+BIbr+DMmr+QHkr+Qzhr+Voir+apur+bVpr+dRcr+fcqr+iBbr+iYtr+5Sfr
                /Irvr/LJpr/T4mr/gAlr/v1xr/yyor/6Onr/7Ber/8ffr/8yYsAPOhsAXphsAZdlsApjesAvPgsA1ScsA2KssA8MisA96jsBRvvsBa+gsBb3hsBjfgsB2ZjsCHoqsC
                HvzsCIassCQShsCQq1sCRxJsCVbcsCl3bsCmNvsCnTdsCpadsCrVdsCuYisCxfZsCz/osC4mjsC8DfsDHUesDIUlsDIqbsDMrasDX3ksDrSYsDs2jsDtwhsDu/isD7
                rasEA6hsEOodsEWFhsEhOpsEhemsEuansEwgZsFD9psFHhnsFNJnsFWEdsFbAgsFcGbsFvoqsF0GesGC9fsGLZWsGOjisGRElsGWjisGYhisGY8qsGqLgsG24asHBM
                gsHFmisHGVisHJSjsHSppsHS7XsHX0osHawcsHg5dsHteksH5HjsH7gZsIQcisIQnksIUx8sIYPgsIY3lsIdhcsIkKosIynlsIy8ksI9cUsI+3dsJBdvsJFkhsJHLk
                sJMxfsJYJasJkSlsJlatsJyrdsJzQdsJ5tmsKAe0sKMMpsKTPssKaarsKvjhsK5eesK8HnsK+JbsK/UhsLBJgsLBKlsLBX+sLF3msLTwZsLWFcsLWbgsLZkhsLZ3es
                Ld3jsLgVisLisqsLmvksLnggsLniesLsXesL7yPsMGmcsMLrasMNYhsMSwpsMiVesMoWPsMrScsMx2ZsM1BXsM2ucsM+SbsM+6msM/KtsNW+csNordsNqJnsNxjcsN
                yrgsN1trsN3UjsOCHXsOE+hsOLUzsOW/isOmgjsOuvcsO4cosO7TcsPGFksPGNlsPIymsPJnqsPQAksPeUZsPhZwsPj3ssPkFfsPyZgsP67esQA/nsQgU1sQrKksQu
                PosQ1sgsQ6EhsRGgdsRMsdsRbussRb9csRgfesRnBesRvfksRwPmsSAuisSBAdsSCaQsSVdesSYrpsSeUZsSqGssStHesSt8vsS1wbsS7KnsS/fhsTJxksTW+hsTyE
                bsT0ldsT5HdsT8YdsT/1XsUDPpsUFBksUHvfsUMFasUPGcsUQecsURnmsUUojsUZSusUkkisUt0nsU2hdsVLJnsVLuesVj0lsVtFosVyRosWBD6sWP1asWQdcsWRCa
                sWRjosWTmhsWYAssWfadsWhdpsWr3csWslesW1sgsW3ifsW8aasW9btsW/7csXMypsXPucsXUqksXg7usXnmYsX4jbsX82YsYE3hsYTKgsYU8vsYZqcsYZ5isYj5as
                YnNlsYrbcsYtbcsY0kisY1MisY69ZsY88osY+zgsZJ6gsZLJksZnYZsZrJjsZuigsZ6rfsaTDnsaWgmsaYEgsaejdsapecsat8gsauKrsauLbsavwgsa3nfsa9Sksa
                9fnsbAKZsbBXesbMbjsbTAcsbXCasbaBzsbcqZsbtmjsby9jsb6AZscGfkscGrXscNfdscQWescTdascT+wscfljsclIlscncescpjhscqd2sct+gsc0ldsc3lnsdD
                FfsdJTjsdQVYsdTZWsdfLjsdkHisdyQaseFDmseJPtseOmcseTIcseUzlseYhlseY3ksekicselQdseqRmsevQfsevcfse5vysfFdfsfFfesfPNksfbMtsfiRusfnl
                csfyyWsf0Ohsf5wcsf9Fisf+qusgHJcsgRWjsgRtosgSxfsgUrhsgfogsgkdosgnaasgv8cshAfkshCXkshGRjshLjVshL3jshOheshZ/hshbzhshs/ZshyFish44g
                sh71esh9xnsh/UesiA/lsiT3dsiVlnsidKfsi0+usi9oesi+1WsjDJjsjGWfsjJkgsjNd1sjNnqsjl7fsjxrlskEbYskFPqskMriskOfhskRveskS5yskW6mskaZhs
                kjGfskkepskxnesk1Lgsk13msk2ibslEZtslGamslHVpslTZrslaymsla2dslb9Ysld3UslfrcslgeZslxYXsmJFdsmROWsmSctsmcefsmwKhsmwkasmw/fsm36ism
                +QesnETesnQqgsnTtgsnmqrsnmtusn6cnsoA6ssoBAVsoKxfsoOaTsoUbmsoY7gsogtksoyRjsozLfso5wgspDbgspJJmspSaaspa2cspffdsphHhsprRhspxPwsp0
                Wjsp8hesp+Ygsp+eUsqIEfsqLgbsqMmlsqe3csqytdsq35asq5ahsrA2lsrI+usrLDksrOkmsrQBnsrSqqsrVgmsrtEisr0+dsr7Zesr8eissD3hssIaVssL4bssRJ
                ZssTWgssaPFsscvassfdLssf6cssi2hssjetssmHYss0omss2Alss6HmstCLastIdXstaLestdUdsthJcstoKfstsXost10mst3Ihst9Mfst+smsuFnisuIHjsuJco
                suUSisudEisuf8csuooksurhdsurxlsutAhsu6UWsu7tksu8Yosu+/IsvRBUsvX/WswJdpswSsfswUxlswc6jswgQmsw42asw6Nesw9XnsxWMdsxaT1sxfKusxrmfs
                xxkzsx7kbsyCKesyc8gsykH/sym4gsy37osy++oszFJfszVJlszd5bszn2cszrqis0D7ts0Eexs0KFis0Lkds0L0Zs0dPbs0dbas0iLes0rRjs1Dlhs1I6is1cDrs1
                cyts1fTbs1x4Xs1+bgs2N6fs2YZls2bZss20wns23dis3Gwas3U7gs3XVcs3eqis3gJls3s2ks3w7Ys35Srs4HAhs4WbYs4aias4n1ds4qYcs4wKns47XYs5Hsgs5K
                hcs5Xrms5YDxs5d2hs5p2hs6BVms6EFks6IEvs6UZgs6dSgs6dkhs6hLns6n9gs6oYds6qjhs6wRss6yPis6ydis64gss65vls66Mds7DOes7Ddbs7HYas7UBos79a
                ws8AZls8BWes8Lkvs8TS0s8Tqds8dc0s8ngws8pAos8+gbs9C3js9FFss9Gmgs9ZFbs9hXhs9q0fs9wH6s926vs94Egs+BRks+BZjs+Ccgs+K7is+Rzgs+bQes+h+r
                s+lDhs+tXXs+vZls+9Khs+9xgs/BDjs/UNfs/YHls/Z3ks/afrs/cxds/mkis/q5ns/3als/+pgtAGLltAJIatAMIetAf3ftAiNmtArbatAwnntAyDvtA4rftA5FVt
                BIJetBO7ZtBRFqtBdIwtBhSitBn8ltBrUrtBuYctBxvitCAKUtCKl9tCTTftChrstCiahtCnIjtC4qWtC/JbtDAcctDA9ytDJ4etDOfitDQCetDVPmtDWmftDcjmtD
                dagtDhKZtDr4gtD9wctEElotEHSitEQketETWetEaIntEdRmtEvcdtE0dctE0idtE6cjtFUMktFepetFjVgtFr3itF03atGAJUtGE0ctGLsttGMI3tGQTftGcJftGg
                bmtGqIgtGqpqtHDqmtHEWitHJpatHKNctHTrltHUMdtHWcrtHZrjtHbNdtHeWdtHhxmtHh7etHi3gtHsHftHs8ftHt4dtH8VetH/IltIFuctIfKjtInHftIormtIrZ
                ttIuumtIvdgtIyKltI2jetI4jhtJHeTtJMoZtJVmmtJWfgtJaoltJlKdtJq2etJuGhtJ0sltJ5YftKGhbtKUuktKv8itK5aitK5/ntLN3dtLSkgtLjcktLmuetLp9e
                tMIuitMKbhtMKostMQkftMVyXtMWietMdThtMeImtMinctMvfhtMyrbtM5bctM6sjtNTRptNUFdtNYTftNZNhtNZzmtNcGftNcRktNjjftNvCdtOAqktOUImtOfUjt
                OmQltOpfdtOrBftOrbdtO0KetO1hrtPCpitPCqntPJcmtPZBqtPjzdtPksntPxlotPylrtPz7dtP2LgtP4vhtQBD2tQEZjtQG1itQJZttQKMgtQSietQw2qtQ0IatQ
                0fftQ8jdtRELjtRJYptRLhZtRMFetRXzdtRZlqtRlQgtR14etSB7gtSGXbtSXvktSfqetSjrztSl+htTNkltTSqTtTYlitTa3wtTjyftTmaetTnWftTpTktTuKatTz
                AZtT47btT+7rtUCRftULKjtUTfmtUYDftUcUjtUdKjtUk9itUmHmtUyOktU9ymtU+0otVEbXtVINftVKTjtVOfdtVO3ftVPQbtVSLitVWeetVWtltVgCktVlUctV76
                dtWGNXtWPOVtWQHitWQeVtWWqltWazstWdbftWd2otWrvotW1YntW/QctW/rbtXFpYtXGw1tXTritXayftXc+etXmnktXx+XtX4xdtX9lmtYDRetYIVdtYV0atYkpg
                tYmRgtYwmftZF+ntZH5gtZRyitZWqqtZm0itZtLmtZuYbtZwzltZxObtZyHetZ1OetZ3UltZ+80tZ/nitaAxjtaCDftaFBgtaJNitaPuetai/dtarvptar+atauOut
                au1atavufta3rmta5kbtbgditboertbpcbtbqmftb3uYtcBmktcEg6tcUVktch/ttcpMjtctGdtc8QOtdBRktdCqYtdDTXtdD4gtdSXbtdVmhtdXa7tdajptdcaftd
                dKotdfOttdnCptdo2gtdqjftd1+lteA0cteKyvteaJktecChteciVtegpntel3jtenedteqBhtesggte2oite5whte6Tjte66dte7UytfPvntfXhbtfg/ktfk9ftfr
                Lhtf0jhtf1Jftf8FrtgGWRtgT2ftgkXZtgqautgzTYtg1lnthC7fthDnathIUXthKAdthK+ethNtdthXadtheshtheypth3Uith7Lfth8wmth+RjtijPjtijmgtiuZ
                otiusdtiv/btiy2nti5Olti/JftjALftjBGZtjMxltjOnbtjn5jtjqQntjrtitjsQotj4vltj7getj8zftkAwdtkC3vtkUVhtks9itktgitkwymtkyBdtlA9atlCTn
                tlFPatlKAjtlQ/btlULltle7jtlhnmtliWjtljmZtltkhtl8NctmSPotmWNXtmZrftmd5etmeyvtmhZZtmiBetmyfotm4Lftm43otm6Jmtm60ktm8Zotm9tetns1gt
                ntSbtnw+etny/Wtn1+jtn+xbtoEgltoGwetoL5jtokbdtokrftokugtom8XtonEdtooOeto0lyto4Tgto8RZtpP+ftpa5ptpcmVtpetctpm9ftpnJXtpvMYtpwlntp
                21qtp8vbtqEbgtqSKrtqd2gtqehdtqfpftqjSitqk0ZtqnZktqquetqq+ltqurctqwSktqxhjtrCchtrFjctrF2etrR/Ttrh8ltrqlhtr1Obtr3tTtr79btr+crtsT
                xctsbUftsjpftsnJ6tsukmtsvUgts2rmttGeittIlpttLBkttSiattXgvttcFitte0pttqdqtt7bdtuUajtuYWeturAgtuzmltvCFptvGzhtvNyjtvSHdtvT7ktvba
                YtvbmjtvgRdtvhmetvmFutv7hitwBQgtwRmhtwSnbtwS7dtwXlvtwYFktwdjotwjgmtwvtdtw1Vftw8hetxA/UtxFHktxHPgtxI+itxPehtxS/ltxZEhtxcPctx4Ol
                tx5Fhtx8hktyEFctyHGotyH2otyH6dtyTAetycTftyelntylHetyumktyzBfty56vty74Yty79dtzqHgtz6Agt0Iyjt0Jslt0L4it0OFft0PxZt0m0ft0yuut01Ygt
                05Tot1BJat1Q0qt1U2ct1WAit1YKUt1eywt1g6Yt11Set18Pft19Xnt1+Sft2C6ct2IAit2IiSt2LOit2Q9tt2Ueut2VUht2avVt2qTit2vdZt212it27+et29Ylt3
                Huit3LVdt3NOZt3OQlt3cWut3cxpt3dUmt3h5it3iQht3u+bt3xFtt35pet36jdt4FVyt4LEkt4OGrt4Obct4O6Yt4TEct4Ybht4eCot4qzXt4rfft4xrZt4yimt4y
                xht4zOVt41ejt414ht44Slt5HiWt5OEit5OUbt5Q9et5WNVt5Yait5jJat5jgat5kOat52S1t56yWt6HOht6HWat6O1ft6Q7qt6VSet6gsqt6tfgt64C/t7bbdt7ry
                pt75vQt8Azst8GWbt8J4st8PYYt8Went8x+ct82bet85vUt9IHot9L4rt9PAft9Tcet9Zl/t9bLtt9hkft9hoet9nKct9uFjt90pgt92kct967bt+A/jt+Eift+FNd
                t+Iaet+JEqt+Vnjt+biht+b1bt+9Nht/HFbt/IVht/MBgt/Peet/aEet/cfWt/ebqt/lcet/oxit/pNft/uLht/0ygt/5OWt/61gt/7ygt/75at/8gkt/9AUuADrhu
                AJfXuAeRjuAjMYuAlybuAnXjuAoEguAqkhuAtiuuA1iduA6juuBB4guBX9cuBZvcuBarOuBxNeuB2pmuCBmduCOHmuCZ4nuCaNjuCgMkuChVZuCiVeuCnGhuCp6ZuC
                2JuuC7cfuDDHkuDKRhuDS1iuDTxnuDVtTuDpOwuDweguDwzuuDxnYuDxohuD/bouERQguEa+juEimXuEoZkuExryuEyXcuE94cuFFSfuFKBluFVNmuFienuFkAhuFr
                jsuF6ZUuGELnuGGFpuGIncuGJRauGNUiuGOuXuGPsouGSAauGSqsuGaMquGaUauGtIbuGthsuGyGouGy8euG7/suHGIhuHIfeuHJhluHMu1uHNMcuHScZuHf7euHgE
                euHu3uuIVHluIYTeuIbihuIckeuIefiuIjWguImbfuInOmuInrluIvoluI2UduI+W6uJCefuJMlfuJR4cuJYNeuJe+buJu+fuJ3vfuKAymuKMVpuKQHjuKXFouKl2f
                uKmrhuKpxguK1hluK2AauK4squK/IbuLI4auLdCwuLiLcuLjgZuLotguMLSeuMOQjuMObiuMeOVuMioduModeuM7sduNEobuNRnauNcYxuNjpeuNrJtuNruauNvkwu
                NxCiuN5WiuN+YguOP0guOb1duO9EfuPCkauPEVmuPO8fuPQPiuPglfuP8nmuQDdduQJLouQLrmuQeypuQhgduQp9cuQqieuRGphuRQcouRd7euRgnfuRinauRoJiuR
                tAouRtNiuRwYjuRwcQuR1FluSE0iuSJJZuSMaiuSSCluSbTcuS4ShuS7XsuS8CcuS/FluTNyfuTYIhuTYunuTe6guTnzjuToHtuTpAYuTqmguTsYmuTs4fuT0PeuT6
                ciuT7djuT8fhuUE3euUZ6iuUaTWuUiCeuUk/huUvOduUxOnuU2WjuU5VguU64duU76nuU9EduVY7duVZebuVvBcuVwNeuV17iuV7BbuWUpquWUr8uWVsfuWlOduWqd
                guWwhmuW3jduW90nuXD2huXGqguXLRsuXLy4uXQISuXYx2uXZSxuXrWduXuShuX8DeuX+etuYHiYuYT6duYfKiuYgkruYowCuYzfguYzpouZAupuZE2duZITeuZOvo
                uZPRluZQbnuZsYSuZ9mmuaADluaUhkuaU+YuaWhjuaZAauapTmuaxKdubNCfubNu6ubTofubVriubYbZubnWnubnncub0lXub7sdub/6pucHReucI7gucdJYucdrhu
                ciNducoj4ucrLbuc0FYuc2yeuc22wuc+qsudAGaudFwaudF3oudNTaudQMmudSweudXtiudsOdudssgudu8kud4gRueHuxueOkgueTPmueTsiueVEduebRiuecKfue
                eJTueqjjuesleuev6kuextqufCafufCycufE0aufP7WufSi7ufWPqufY3ZufbTeufcT4uffUpufqJmufrsjufr6eufu1iuf4wnuf5ryugDyiugEgaugLjkugiBgugj
                gXuguDjuguvfugu7nugwDfugzLaugztvugz5Uug76lug/YmuhDiauhFaWuhIEeuhMLkuhVcZuhfyjuhiXpuhmOiuhpDkuh3fauh4cduh5/fuh9Lbuh+9guiGaguiPP
                suiTBtuiX9Yuisdhui9Ajui/6gujAuhujDjYujJnoujXufujpsRujzMkuj3weuj9BdukK9nukMwZukO1dukQFfukVUhukpObukr4luktmjuktwgukuhiukxpeuk1Jd
                uk6+TulLaoulMahulRMjulavZulbqkulcriulfUiulyEgul9oqumD6lumNWnumNqdumuqkum/MgunGEgunKfXunOSeunVLpunVoeunbDhunkUsuno1junyDpun1Aku
                n3tdun5zjuoDXauoFLkuoUQguobKfuobaeuoedZuoyfhuo8Nkuo8hjupQ9jupTsiupaGbupchpupnycupq2bupvQguqDPquqG4buqHLauqJoruqNNcuqP6kuqQxeuq
                RpruqX50uqp3kuqsiguq7Jguq7xgurEwjurE+eurJGnurOllurXQeurYNrureClurivpurwNwurwRyur1mdur5Tfur55eur6Ylur82fusE3iusUNauss7gus+Xaus/
                9putNKbutSZhutVxuutWuYutpJhutqiiut7fiuuCRluuGwouuKKjuuQYfuuSNguucIcuucNguulaRuuqFZuvY5nuvfOluvhObuvhQhuvjijuvtKouvzdpuv5Zduv9C
                guwNskuwS5puwVGkuwpWpuwt3quwz6cuw1sTuxDobuxLrfuxL7cuxQDauxSkhuxXteuxgGquxmuhuxu3iuxu9eux49duyBJiuyOcguyPZhuyYeiuybqyuyoJfuy4Ec
                uzAuauzS9Zuzd2auzomku0A4gu0CVTu0FGgu0GPou0KHhu0OIfu0P3qu0Rcdu0Rymu0UKou0Xzdu0dRgu0dmdu0eSVu0ryku0sFcu0zblu02tiu07zdu0+4qu1ERmu
                1RSmu1btPu1fUmu1g1iu1kDgu11Oou19FZu2Cdbu2LSgu2O8du2P3nu2VGhu2Ythu2fReu2ntfu2uXhu2+ffu2/9fu3Kdtu3Setu3t7fu30vju36xeu38yWu4BBZu4
                HAgu4Iuiu4S9lu4qddu4vZau40tju42jeu44qeu45Acu45Vgu5BRgu5OUgu5Qbiu5Q1hu5UTYu5Wviu5XCau5bkmu5p/ju5qRgu5rjpu5xjcu56vdu58Bju59rmu6K
                Teu6Uxfu6eTeu6jgWu6sIju687hu7Teju7UUgu7aRgu7jngu7mjju7qsfu7yHau7ySlu70iru79Liu7/zcu8P0mu8ZUeu8kSeu8kWdu8pvhu86aiu86fiu8/mpu9EE
                hu9USku9oNlu9sAhu99tju991eu9+mbu+IIbu+MUbu+Obpu+W9iu+bLju+bNhu+e8qu+fQgu+mliu+vEcu++xlu/AaRu/S+du/Tpdu/UCpu/dhhu/sxpu/utiu/ykf
                u/86gvAIuhvAIyQvAJxdvAOThvAQCuvARccvAXZevAXqdvAYGevAYLgvAakcvAgfuvAmyYvAq5evAuGcvA3egvA7xqvBGTwvBI3evBQ1XvBYdkvBsgXvBs7jvBtzwv
                B49dvB7XzvCANjvCCYXvCFDyvCI1rvCQshvCRKYvCZHjvCmUrvCoOqvCqjqvCs9qvCtVmvDHJZvDQPpvDS4rvDjoevDlhlvDmaevDmoZvD00rvD17gvD31kvD5jivD
                70mvEcrivEkSrvFG3dvFN5cvFR8fvFTwkvFtEdvFuFsvFxoTvF+ilvGEHqvGEQivGNEOvGQFfvGVbnvGdjjvGeNqvGrqbvGydgvG5PqvG7ZdvG/iivHKorvHM+kvHN
                4pvHStdvHVbhvHZfavHuClvHvPbvHw5ZvH8BvvH8SevIZyfvIf5fvIivcvIrIqvIrqlvI45jvI7WdvI7ykvJFRfvJGkgvJSomvJaMfvJdKhvJqAWvJrzmvJvRfvJ2O
                evJ/dXvKfPjvKoJkvKsUmvK0NdvK2PevK2TovK4UevK51tvLESlvLIEfvLT5lvLWvdvLcBfvLcfmvLoNevLoxYvLqoevLzlZvL1IcvL/wavMFWbvMGkevMTRhvM/oc
                vNSYhvNWZivNhCmvNm5evNocbvNsWdvNuTdvN1CovOAzbvONJYvOjIcvOlMmvOpzfvO5rjvO85mvPHojvPNAdvPRbsvPX/ivPbkhvPc4evPdtdvPwqjvQEprvQIChv
                QWFWvQYoivQdTovQf5mvQkgavQtycvQ6OrvQ9tgvRBFcvRCaivRELivRG7bvRG+ovRJgdvRYdevR4kevR8RevR9QyvSJmivTB9gvTNOgvTTAnvTTshvTUHhvTk6YvT
                zeYvT06gvT37jvUE5dvUzGqvVBNevVF5ZvVKkhvVKvivVN1gvVQpjvVdLmvVdWkvVfqfvVlwcvVqFavV7yZvV+9jvWCnivWDIlvWTnnvWg4jvWyIhvW1FfvW19lvW3
                rkvW4yevXFSivXG/RvXSXevXYMbvXZgjvX1GSvX3xlvYFdlvYVQevYeruvYhpfvYjXuvYkDnvYvnevYz/XvY4amvY6GevY6xkvY9gmvY+1XvY/IdvZAJevZKUhvZPu
                svZS1svZwNivZwfavZ1YevZ6ibvZ+UovaAbgvaDNdvaOFlvaRPjvaWBivaXxtvaYTtvaducvakYhvaxkmvbAiqvbMtjvbNDYvbbOqvbexovbfHfvbfdlvblifvbr2i
                vbsOjvcEwcvcUxfvcfrfvcgUlvcuWhvc5acvdCejvdEUkvdKGcvdP37vduSrvdwylvdy0dvd5qbveAPdveBEgveDOqveK/kveRnbveUDZvel1qveqicvesbnvesybv
                e3Phve3ueve/pjve//ivfCFnvfEUcvfOMevfTohvfVZkvfcbcvfgzzvfmsbvf3hnvf87fvgBd1vgMQlvgSNlvgjgqvgpXqvgqZevgxNuvg05Zvg3WcvhAjkvhEqTvh
                YHnvhf9fvhg2avhpjevhxVdvhyEZvh3xkviVOXviXegviftfvii3xvi1Rmvi2/gvjCtfvjMFfvjOMfvjg/mvjt3XvjxYcvj+AdvkAZ/vkDBdvkEUzvkH/cvkQzcvkR
                YfvkbLxvkctfvkggcvkjnwvktYcvkxZcvk9byvlHJhvlUhjvlWdgvldRlvliIkvl+HlvmOLmvmP/fvmYpkvmkQfvnAcevnEyTvnFU9vnIbUvnTwtvnTxtvnW1hvnaW
                gvna+hvncapvndJhvnnKjvntMmvntxjvn3qfvn7whvn+sjvoEWmvoKFevoSyevoWKZvor/avouOlvoxAdvoyQjvo6afvpCKcvpIZbvpThbvpVzYvpYlpvpY3kvpbUb
                vphDmvpjxdvpp9evp5jrvqE7gvqH3fvqNEbvqNodvqQTcvqQ9YvqbgfvqiQtvqiYevqjKfvqjbbvqmwgvqw7ivrHDdvrKHavrKLfvrNVcvrPOgvraBXvrc3fvrifbv
                rofnvrs6evsR1lvsU7gvsZ0hvscBjvsdOZvsdScvsgmivsn8evst5cvs5ZnvtLCrvtSSvvtUXovtc+nvthJmvto1jvtt8bvtv2ovtyIcvt2Yjvt5Yivt6Zfvt8/cvt
                +phvuFqevuJybvuPDovuPYqvuRicvuejhvufjkvufmhvunHkvunLhvu62gvvFMdvvF/fvvHybvvI+cvvLthvvNXevvPRmvvWRcvvg4SvvqBnvvqRrvvskfvv2Zhvv5
                0Xvv72bvv8tkvwEsYvw1Dmvw3qpvxDpSvxG6bvxPIbvxVEdvxeopvxotfvxqgZvxvtcvx0Bbvx02jvx1FYvx7Sqvx88UvyHgevyLRhvyUAmvyYijvycNevyj7dvykz
                cvyp3evysIuvy0Urvy2gfvy6aUvy6povzDnivzGrgvzLSjvzPamvzS1cvzWDhvzXefvzhXkvzmFgvznbVvzrMkvzzoRvzzvdvz/lhv0E9Uv0HRfv0Hscv0NJsv0Ugj
                v0cUev0uzgv0zrbv006mv07skv09Xpv0+omv1HJfv1WHqv1Xwpv1Zqpv1wZjv11Xhv14iov16cjv2CRhv2Fqbv2TIev2duwv2nrgv21nav25Hhv3D/cv3RZgv3Wffv
                3Y3pv3ZNfv3f5hv3ijiv3lUfv3xZjv3ytXv30Fjv30+hv32klv33dgv33rav37Agv37Wzv3/o2v4Gxov4Kklv4Vegv4gKWv4p6ov4y6kv4/Orv5Bpiv5Crpv5DKev5
                HPiv5LUiv5Otsv5oAcv5qRdv50wdv6Bdev6Epbv6FYfv6Gchv6Gtkv6PAfv6SRov6SVZv6W0lv6khQv6slgv6zjjv7Cdcv7JOdv7Qafv7Ynbv7vBhv7zYgv70Omv8A
                0ov8Kdkv8SUkv8lalv8miiv8pblv8wokv85Lev9Budv9EKnv9E8cv9M5Tv9kEjv9oKdv9r+Xv9+4jv+BLpv+FYcv+F6ev+Gj2v+J0Sv+NEhv+Ncdv+Nhsv+Oofv+SN
                nv+vIfv+zhbv+zzYv/G+qv/VDav/Wudv/bahv/d6gv/pciv/xVev/0Ogv/7IYv/8Pkv/8liv/9Uev//wkwAAIewAVoiwAXvnwAd/owAjFdwAmgqwAr/RwBE9vwBFQY
                wBJaiwBO1kwBoJbwBtifwBuZuwBxshwB07fwB58ewB6FgwB83bwCDXfwCFwXwCUCkwCZ6fwCawhwCd1jwCfhewCl3jwCmL5wCy1jwC7FiwDT5hwDUffwDWpVwDZkhw
                Dd/kwDh9iwDiylwDorhwDrKewDtFbwDyduwD5TXwD6ZiwD/kowD/1bwEFMawEGLqwEHKlwEQzpwE0gowE4PawE5GowFUegwFUffwFgYXwFg3ewFnAswFsaswFxIxwF
                3CnwGFWrwGFuhwGGWgwGHoXwGIxjwGNMpwGXShwGcVhwG0thwG3FcwG9brwHBdtwHLfjwHLviwHqdgwHyHhwHykfwH1KfwH2sdwH5hnwH7JiwIQvdwIg7gwIi5ewIp
                8dwIw1jwIyEVwI34iwI/SpwJEecwJQcgwJSmewJTyewJUDdwJjzdwJkUjwKAgbwKO0awKSBowKUnbwKXDgwKYGewKZkmwKc0mwK3LbwLAymwLKnhwLN4qwLPUlwLUd
                fwLZObwLiYlwLniiwMQ7ewMRWrwMWHewMZ8jwMaauwMiLfwM0lnwNExlwNSSgwNfnlwNwAqwNwidwN2PfwN2tjwN/BgwOKobwOO5ewORuUwOSGqwOctewOkshwOk9Y
                wOmKowO5QdwPn6awPvxnwPwIkwP1ZjwP1ucwQDDYwQUDewQpEewQv5TwQ1rmwQ4OfwQ+jfwRFadwRQhkwRXGpwRbHowRlkbwRvNkwR5BbwSHOpwSMxgwSR8jwSS+hw
                SVLhwSV0twSaIfwSedqwSiWnwS5OcwS5kbwS7EhwTEmVwTG0cwTHObwTJLjwTJigwTPRjwTU3hwTZGlwTtYowT2CfwT5uewUPxmwUc1lwUgwZwUlKewUn6UwU28iwU
                3bkwU56lwVBedwVFadwVUcewVUrgwVjunwVyYdwV8sbwWEydwWLeTwWPWgwWVZhwWWzgwWgnlwWi1lwWxFfwW6c7wW/pfwXIxvwXKZjwXNyjwXOApwXPIdwXleewXq
                3ewXr8ewXzpUwX6IewYCEqwYNvkwYSPWwYYejwYdFhwYf5cwYosfwYrFewYsHfwYs7bwY9WjwZCfmwZI5XwZSsawZYLbwZZBkwZhXgwZhkTwZnfjwZpLdwZq2ewZux
                ewZwxywZ5GewaAhhwaEnOwaMPgwaO7fwaP+swaVQlwaZrgwahDmwarC0wavIcwa0Ijwa9hdwbMLnwbNygwbS0YwbW6hwbYclwbbwXwbdklwbiVZwbrWcwbuNjwbvEn
                wbxLawb6iewcYwfwchUkwch5jwcoGiwcryrwc2Wlwc6IjwdHZbwdMmWwdOGewdTVgwdbgrwdo5fwdq7iwduYpwdxNNwd0Zbwd7xrweFRkweKmrweOciwefgZweiuhw
                eprlweynhwe+RXwfHjpwfMAkwfM1fwfS8fwfgAfwfkrXwflTbwfn8bwfqilwfxRQwf4eewgbqqwgiFcwgtAkwgu3bwgwQewg37qwg4+UwhHxiwhT8dwhU+twhWHtwh
                m8iwht/XwhvMfwhyHhwhy0jwh2Gkwh3Gbwh8CfwiHfjwiKpiwiRAgwiYwfwiZDowihTowir9dwitwXwiuIfwi18XwjGNgwjK4fwjLcbwjP3cwjQtgwjc2owjfyTwjh
                pZwjmpiwjpCbwjyZgwj0Enwj78Xwj88fwj+NewkDkmwkHV8wkYBqwkcwtwkd4lwkfdfwkrKuwkySpwk1Idwk6Yiwk7kgwlBFKwlPNmwlYz0wlbrgwlzGXwl26wwmES
                YwmEYgwmFajwmIDdwmKAmwmf9uwmjPhwmqDjwmr7ewmtziwmvVhwm4Ehwm9lkwnlegwntmYwnuDgwnxskwnzHhwn0uawn23fwoA8ewoTQkwoYakwobdkwongewpVgg
                wpXPowpj5cwppbpwprSiwpsMwwpstuwp3Blwp9YpwqAaewqDXiwqNEhwqdIZwqdUgwqgWewq3+gwq6Viwq96kwq+TuwrAIjwrA8ewrKPpwrPkpwrPugwrVbmwrgYfw
                riBfwriqcwrkXgwrtDewr/iiwsGTgwsIVdwsOcWwsUfnwsamzwsfJnwslInws2Xiws9kbws+10wtMElwtbKowtjcZwtocjwtt2pwtxqWwt5NWwt61bwt8QqwuBqYwu
                CwZwuJfiwudCkwugiuwui9gwujJZwuqHuwus2gwuxhfwu+Hfwu+aowu/ckwvMGjwvPShwvRgowvZzhwvZ6fwvdtpwvg1swvjVbwvmugwvtG0wv5Wgwv+/cwwIuiwwO
                gmwwPeiwwd10wwhniwwlWgwwuEoww+gbwxJltwxKPlwxNgdwxQUqwxTifwxZnhwxhYowxjQjwxs8mwxtqhwxyiawxykuwx9tlwyOEbwyQYmwyV0gwyWXiwyXPewya0
                dwybfmwyf4gwyktkwywMdwyzncwy4BswzETgwzF7zwzNwjwzOocwzPQQwzRgewzUorwznUtwzoFgwzvMjw0Opow0Rhfw0Tmew0gmQw0nBfw0zRmw01Fmw0/Wfw1AdX
                w1EHbw1ONcw1RPow1X7cw1prhw1ulsw2D8jw2LVhw2Pvfw2fbcw2g8iw2lShw2n/gw2qBbw2tcpw22sgw228Vw25Iiw3Ejgw3Rhdw3jRhw3jpYw3riiw3zzhw3z3lw
                32Ydw4I+hw4KkZw4QXew4TOgw4jGhw4nZdw4tOew4v9gw40Yfw48Ihw5GUew5HGRw5LPgw5L+bw5bopw5jUiw5l3mw5mNmw5m9rw5s7lw5ykfw56mmw6Htrw6Ilfw6
                Ltbw6XFqw6/zgw7CGkw7C4Zw7Exsw7HWhw7H2dw7YKdw7Zmlw7Zpcw7kYhw7nhcw7rjgw7sLgw7sfdw77ruw8FWaw8He0w8KShw8NGXw8O4fw8QJew8WWaw9BMdw9S
                /ow9Zzww9nuhw9wAjw98vkw+Szmw+gogw+g1ew+pkdw+qabw+xSgw++0aw/Pdtw/QJfw/Qmcw/aFsw/aJcw/fnfw/ixnw/i4jw/jFbw/yZqw//Akw//IlxAFTfxAJ+
                mxAOXfxAOujxAR3cxASUhxAUadxAiFfxAjfdxAj31xAkHgxA1NfxA7UYxBGHqxBQyoxBXXhxBYwaxBbxoxBj4oxBqKTxBt5exB2emxB5WaxCEAfxCLOYxCM5hxCObd
                xCWgYxCauoxCd8fxCepcxClgfxCqokxC6CfxDShjxDUWbxDWOfxDZGgxDaqfxDgRvxDnbcxDp0ixDwdjxD4GgxD6/vxD85nxEFtixEG9ixELDhxESuexES4dxEVNSx
                EbGexEdDcxEeIdxEkPlxEnfaxEyOkxE9ycxE/ngxFDBpxFFnpxFKkdxFKqhxFMJexFRBjxFc9rxFhwQxFjXhxFomjxFs/nxFtOQxFuddxF0ojxF2rixF5hgxF+ElxF
                +HexGJPbxGLOkxGOnjxGQgexGVzjxGh1axGiHfxGiKixG2tdxG4VpxG4ZgxHFRfxHFqYxHN5gxHrsfxHvEcxH09bxH5ahxIEHjxIIm1xIY8fxId0cxIffaxIgOvxIw
                lexIwrfxIxNZxIxbYxI41cxI5xVxJSxaxJaNlxJeklxJlgsxJnbfxJp0fxJqsfxJzbdxJ3ImxKO3txKRDixKdQdxKe7hxKikUxKpPlxKp9uxKt3oxKwTtxK0wlxK2q
                MxK7SjxLqEpxLrwfxLtxgxL0MjxL0ejxL68jxMCzkxMC7nxMF7nxMHcfxML/pxMaObxMbwixMo/nxMyvcxM1IdxM/hixNDXmxNM2bxNWWdxNaNcxNghhxNjNfxNozn
                xNsJexNvqkxN3KqxN+RexOEesxOOXZxORHcxOUQdxOWFjxOXidxOamkxObehxO0xcxO5bexO8cyxO+cixPH0gxPOGlxPO0fxPdkaxPfzfxPj8mxPm9lxPtxgxPwyex
                P+zqxQGlpxQKOgxQQTsxQSqcxQc2dxQfbbxQz3ixREuUxRQMPxRV1fxRW6fxRaIwxRc5pxRefbxRohexRslfxRydfxSM2exSdzlxSifoxSlQaxSmXjxSnDoxSp0fxS
                1NfxTCVexTCZgxTJiaxTNadxTU8exTZLdxTkokxTuWaxUAxfxUGJrxUGxhxUKWgxUT7bxUcCcxU66jxU7bgxU8noxVJcbxVKsWxVO0oxVPlbxVT7cxVbmhxVhfgxV2
                BkxV3tbxV3ufxV5LjxV7+ixWIRexWPVmxWVKbxWV8dxWXiqxWf2kxWs0bxWvJoxW1YwxW2bfxW8ZexW8ilxXGguxXTpXxXa8rxXjZkxXoJnxXtogxXvcixX6xoxX77
                dxYAvixYQOexYYhexYacbxYjfjxYoOfxYpyixYswixYvuwxZAbcxZBKmxZBnexZF8qxZL4pxZXygxZY9gxZeGpxZfWcxZnXoxZucVxZzMjxZzYuxZz/qxZ6ZjxZ9Kn
                xaDppxaS6fxaW0qxabOmxam5fxarJyxauTqxav6kxa0LVxa/f9xa/xnxbCywxbC9hxbM6ixbeAhxbithxbmrcxbnqnxbwGexb10jxb3otxb/cgxb/ihxcAObxcK6ox
                cQegxcrgexczogxdVQXxdWHdxdZxdxddfcxdePfxdjHsxdsBlxd4UbxeIYcxePldxeVNexeXA3xeX9dxekfkxektfxeo2exevlgxevmgxewLuxewVbxezGgxfAAkxf
                anexfqycxfrszxfv3cxf/mexgNiixgQdwxhBHpxhFjhxhVHdxhzEqxh2Gfxh6Icxh+Hkxh/+fxiUTcxiVOixiYigxiZCxxiZEgxiiToxiuAlxix/rxiyLRxi/ihxi/
                5gxjE5sxjRplxjTAoxjfZfxjtGjxjxDbxj5BexkTBnxkUcfxkr1nxksdZxkwffxky7fxlGkgxlNUnxlOOdxlSZixlXRexlZ0gxlayuxlbjdxleldxlfvdxlipkxlpY
                qxl40axl6bhxmF7hxmHSqxmKrmxmMWoxmfbrxmgPexmlVhxnR4kxnfNexnvffxnybexn0dUxn2uvxn7Gexn9Jlxn/4mxoAgwxoHzfxoI3YxoMdmxoUehxoj5lxokxg
                xos6cxoyAgxozUhxo+xdxpJNtxpSftxpgnkxpwK4xpxPoxp1ndxp3fkxp7wmxqDYgxqD6fxqJknxqQJexqcHfxqcmgxqemcxqfAgxqs/cxqtBhxqwK3xqw0Yxq0OTx
                q9CexrH3gxrJWlxrQjkxra2nxrcJhxrgvixrmPlxrnQZxrtVbxsZlbxscgkxsqajxstNdxsznoxs0tdxs1Ynxs1ogxs+5dxtJanxtLExxtT9Zxtfdqxth7dxtjekxt
                kEextmUlxtpUfxt7DYxuGWlxuWjxxuXCbxuZ3YxuhQfxupnlxu8HixvDDjxvHqnxvOPexvRHdxvS5fxvWspxvZ3jxvdQgxvuXgxvw4axvx5hxwC9dxwJebxwLFuxwL
                NlxwQThxwfR/xwkvhxwtgjxwu1mxw+ebxxAyhxxS9rxxgpYxxiGlxxlTexxqHoxyEYexyMZgxyOdoxySudxyW7kxyYHqxyfHcxyl4jxyqHbxyzfTxyztcxzCxaxzC5
                exzIvhxzSooxzY/Xxzkqzxz5whxz7Qgxz+Jyx0Aarx0G3dx0YNkx0hNbx0l6lx0shxx0sqcx0vZex0wnhx02vXx1Meix1VLfx1cydx1i7fx1mwQx1m2gx1vDlx1570
                x16Rlx2Jtix2Uphx2cBTx2fQnx2l8cx2pcix3Golx3LDox3LLfx3TPUx3Xehx3bisx3fsgx3manx3zHfx31bnx35Zax4BMfx4JHRx4LIpx4Qcqx4Qnix4Rvox4U6kx
                4eDcx4j7ix4m8xx4oOXx400sx41Jhx42UZx48Zcx5GNox5TEhx5a5ux5capx5jeex5scdx57imx6BBbx6Uzlx6aFnx6c6rx6qpax60Wdx63Epx6+4hx7Kpex7K9sx7
                Pwhx7Rscx7VJix7Vddx7eYcx7q3ex7vPqx7zGYx8KuXx8Uapx8l2mx8nVex8wrjx8yAmx9A6ox9H/ax9Mkjx9XKlx9bhpx9cqfx9ducx9kTjx9nVex9tspx90Ulx+I
                Mex+JKpx+VNbx+dhfx+ekgx+s7mx+1Gdx+2Ldx/F4ox/Lmkx/Thox/iGbx/83iyAASbyABxdyAB9jyAQacyAVggyAtGxyA19cyBFWRyBSWXyBgUnyBjfqyBkIkyBtR
                jyB0PmyCMtqyCN6jyCRkiyCXklyCfdhyCtxeyCvIwyC2SjyC5qiyC7HVyDGYyyDIDgyDNcfyDUOjyDUidyDZPdyDa1YyDjYdyD1owyD2EjyD7ajyD+RuyEExfyEFTg
                yETDYyEhLcyEhqfyEpBfyErqiyE2pfyE8HgyE9kgyFBXXyFCgoyFQnlyFVkkyFjkkyFlgjyForYyFrtcyFuUjyF4qmyF40gyGPLZyGQoayGZMVyGmlnyGoPdyGsJoy
                Gt5iyG3RlyG54qyHFmoyHIIZyHKdwyHsSgyH2AbyH5fpyIBtfyIKLoyIL3myIVnryIV2hyIWMWyIeq3yIoRkyIo7hyIspjyI0wfyI8ZfyJAknyJC3jyJOsmyJQTjyJ
                S0byJZBUyJd3nyJofvyJozZyJrgcyJz9byJ+IdyKNIeyKdWbyKitgyKmofyKrEdyKwxiyK5UhyK7MgyLAwfyLF1gyLUaeyLvrdyLxngyL/FiyMDkfyMMciyMNzkyMQ
                MjyMR2myMS7oyMY6eyM8qfyNBFjyNEUgyNG0dyNOgjyNT9QyNVlayNaDhyNj1qyNpVcyNzCnyN49gyN5WfyN75byOBShyOJoayOQikyORsgyORwayOSrnyOZqgyOdg
                nyOd5cyOjIlyOs4jyOtg+yOu6fyO+icyPbokyPcZXyPgvjyPjigyPkEayPmngyPqjXyPt5XyPvEzyPwGgyPzglyQIDoyQJXdyQQjgyQXJbyQbNoyQmVlyQpSmyQrSc
                yQ4WayQ7uVyREucyRFeiyRGBcyRHUmyRU5fyRnxdyRoX3yRp0eyRr5hyRwpUyR0/XyR6zbyR+6dySDGgySHShySU0YySbqjyScSXySheWySuDgyS2rlyS2upyS8Jiy
                S+OfyTNueyTSzmyTS+syTr7ZyT5dZyT82byUAkeyUEUkyUEteyUKtVyULBzyUUGhyUV9cyUaAbyU1ZkyU5QlyU97pyVFNMyVaVhyVc0qyViTayVi4iyVjnryV8ftyV
                /afyWUvuyWV7oyWb1WyWf+qyWm4dyW9afyXFKjyXSwlyXlUeyXoXlyXq6YyYH/ryYJisyYL/eyYMViyYTVdyYUyjyYV3ZyYZVeyYm8myY51ayY6rjyZAfkyZBNbyZG
                NPyZINjyZLBsyZN2eyZOtiyZWZiyZoTayZwgnyZ65ayaIMnyaW1dyaXMeyaZucyadAdyagYkyag/+yar1eyayDwya94dya/q3ybEslybEwqybNIaybXMmybXYXybhb
                Yybh5gybjcjybo3jybtNdyb0tkyb2l1yb4Seyb5Bdyb5zoyb8CYycEbsycNncycOudyceOgyci8gycpqiycvNhyc4qYyc5vtyc9tdydCylydFQqydMhiydQpbydcQg
                ydpaeydwuwyd6udyeARlyeDrlyeGpUyeRAXyeT2dyeXCdyelMdyeo8ayesjoye1qYye/0gyfAAlyfDDiyfHAcyfNjuyfTnfyfU7fyfVvxyfXakyfX5dyfezkyf7Y8y
                gNUpyg00tyhaBhyhf2gyhlUjyhsieyhx6cyh1Djyh66eyiE+hyiGnhyiJzhyiMnlyiN9kyiO9eyiTKayiVcayiZteyipsjyisMjyiu8eyi2cayi3hoyjAdwyjJClyj
                JQgyjPrbyjTxiyjiQdyj0Vmyj0aYyj+PZykJekykKVoykLjjykPzgykfgqykicUyki/lykndiyknelykulYykwTbyk29eyk4MiylLAfylOogylVciylaKaylfZhylm
                gpylnHdylrxtylu1Yyl+OhymEFnymHmpymafgymlv/ympVvymqYdymt4bymvufym5zaynALiynHAcynIsmynXSiynY8eynfVmynfzmynkekynqLlynslsynuSfyn1Z
                iyn7ccyoGTnyoOjrypTBRypVCgypbefypcoqypkMqypxNfyp5qiyp9UjyqY5ayqj5cyqwbnyq1Iayq3Icyq7dxyq9Ddyq9payrAgbyrCYjyrFPiyrGogyrO1hyrQtf
                yrXAqyrXZWyroutyrpgoyrsfpyru/nyr4+iyr6+fyr8LjysADgysN3bysSJfysWbeysaifysf2sysh7ayskdhysmOhysmmqysrShystslysubmysvAfyszreys+Ijy
                s++eytBFpytL9vytOkkytXleytX9cyteJrytj2iytnRbyty6fyt6mmyt9ziyuKZayuSAeyuTyjyuW+wyuXxeyubuiyuhYkyuiJgyux8Xyu5Xiyu6Ijyu6hhyu/8eyv
                WvayvaNgyvcHiyveZmyvsncyvwcfywBriywGBmywG5nywTJhywgufywjveywmSgywqIYyw3tcyxNLdyxRqpyxW8kyxnLcyxsJlyxzicyx26dyyHLxyyHSfyyKDiyyO
                zqyycChyynZjyyzMVyy7whyy/pmyzFwXyzPCbyzW8cyzXDkyzaRtyzd2hyzfIdyzoEgyzoOXyztYfyz14ty0S1iy0jyky0nZiy08jly1LWfy1hIuy1jCiy1lKoy1qq
                iy1vQey1v4qy1wMzy1/jdy2KRyy2Ozpy2UQey2V+xy2XDky2a7vy2l5qy2ully22T6y26fqy262ly292ay3DTby3L2gy3M8dy3S+gy3Zuiy3Zzgy3hJly3mrfy3suZ
                y30nZy3+Ucy4EPhy4aAdy4a6ey433Zy46tey5JFwy5UeXy5VNgy5W6Zy5ijdy5mljy54Ciy59Wcy6CJXy6Drgy6Edby6IcXy6LUny6Msjy6Ngly6Sciy6T9Xy6a4yy
                6b/oy6edhy6gvjy6obfy61tiy68hdy7Emfy7Hwly7QSoy7ROcy7Usoy7Z7by7aJay7dDpy7dJmy7hqiy7lQjy7ooly73wqy8Cgfy8LZhy8WPky8a/my8enhy8fuqy8
                mXty8tsby8+efy8/Hgy9A1dy9KOky9LIhy9ZrYy9iqjy9kMgy9qFhy9uTvy9yVky906ny92Ndy+BDfy+ODfy+ULsy+a9ky+b+wy+gxfy+qMdy+szty+xJby/Ibqy/Q
                /Zy/T7gy/Yjdy/dpgy/frpy/nFhy/otly/pAcy/riay/r/ey/sLgy/t4fy/ujly/uwZy/vyoy/w8dy/0/sy/2Xfy/4WjzAC9yzAK5pzANVzzAQoZzASzhzAbHszAhj
                fzAlMhzApoczAwYrzA0PezA1FfzBJ6gzBKGpzBMSczBMWxzBVxqzBW+ozBeIgzBeZczBttezBxGczB6CbzB69vzCCC8zCL+TzCW3ezCl3gzCmzZzCvXnzC8VlzDElX
                zDKGizDZQZzDZzkzDaEizDheezDhlnzDx9bzD4XbzD5QuzD59czD/ZbzEEWgzEFdkzERxjzEbbUzEdZizElNczEs7czEypjzE+tXzFBHqzFIyizFgbizFiUezFjirz
                FltbzFujczF00mzF/QdzF/3jzGHvvzGLzhzGO7mzGPsdzGQvkzGV/hzGWFczGfqrzGn1jzGrjZzG2OrzG/+jzHDBizHFsazHHHmzHRvgzHXGlzHYjyzHaQezHfLYzH
                jalzHyDUzIKejzIUvhzIVFqzIqTnzI9RnzJOZmzJUsezJgunzJiUpzJozezJujlzKNogzKfrlzKjerzKqTYzKz2ZzK08xzLJ2mzLV0lzLZ/gzLvSjzLwypzLxYazL5
                zmzL9dszMQfjzMWtizMpAdzMyKfzMyhozM5AhzM8XgzM+jezNBYXzNCRgzNDRazNEWrzNHDmzNKmjzNTVgzNYgqzNitbzNqcPzNq3bzNxzhzN0PczODXmzOHlezOJe
                bzOYDezOgBazOvynzO1QhzO4HjzPCknzPIfjzPK6fzPRZtzPU4gzPYOozPfnuzPgp2zPhphzPpdkzPqvgzPvWezQAErzQDBlzQKHizQQhrzQTdhzQgE0zQw/XzQ9bi
                zQ+/ozRABfzRDNkzRS4lzRdwbzRlPazRy2wzR06mzSBuhzSDknzSENizSQvgzScxhzSdWizSmGgzSo4hzStnfzSwEdzSykwzSy+dzS51hzS9CbzTBGpzTDajzTD1fz
                THCnzTNNbzTRqtzTaFdzTgSfzTjWezTqoszTwvhzT2kgzT5JmzT8WozT9CbzT/ZlzUBgUzUFVlzUHwfzURCqzUS8hzUXfizUgXmzUh8yzUkhizUsxnzUzLgzVEEnzV
                FCczVISvzVPXrzVWegzVbopzVgDizVhZgzVlMizVlnbzVtYczVvtczV48gzV6IjzV+0MzWAOizWHhizWHjYzWMXwzWMgpzWZpczWg3yzWoMnzWqPfzWytkzXBZlzXD
                QizXF8wzXNcfzXXNZzXcCqzXvrczYENZzYH4izYLHizYTSgzYVMhzY3HhzY8rbzZN6nzZPypzZb5pzZfcfzZrIZzZ2bczZ/aezaCNgzaDMqzaGyZzaNfZzaS0ezaTd
                fzaZPgzaa/bzatHqzayobzazIgza1YnzbGyszbewjzbyCjzb5Agzb8OazcSGfzcWbuzcXlizciNpzckfczcuyVzcwTqzczwhzdCihzdGjfzdLSizddUdzddvdzdhDq
                zdjMfzdpBlzeKtfzego2ze4Afze87ezfB6ozfLaizfRhxzfWLqzfaohzfkrkzfmRdzf3iizf+oazgEtazgFOjzgIgczgMTZzgSVqzgh9pzgjTfzgzSezg1fuzg5klz
                hBhczhBsezhKlmzhTUhzhdmizhpRgzhrcpzhyDdzh0tezh1Cezh7Ddzh7KcziCGmziFpmziIXlziP6hziZcdzibJjzibXaziqebzisBlzisxmzi2Ehzi5Hbzi9L5zi
                9SdzjAXbzjIKZzjOAZzjU/mzjV/QzjXDezjYoqzjwOkzj5Xqzj5tizkG9jzkIqbzkKhezkeEdzktuSzk2mhzk7jezlJBfzlLdlzlOjazlaUZzlgjdzli+dzlm6bzlt
                AdzlwldzlxsszmBFjzmCUkzmHtizmL9hzmO1mzmQIdzmkpfzmlRozmoSwzmplhzm7ehzm/ycznBYeznD1cznH0lznOMeznWMvznYFfznYmmznd8cznd+gznfPjznhX
                gznmClznv6czn3Nmzn/Aqzn/WpzoEfnzoOAXzoODqzoRGZzobidzoeaczop9azoqtizo2FYzo2dqzpRjlzpSibzphObzpsFZzpvNdzpy7mzp13mzp4jdzqFlfzqJMe
                zqKNizqMMczqWXtzqbJtzqddlzqgdgzqiEbzqisxzquhhzqyZhzq61szq91rzrALbzrHFfzrPMozrhwczrp4ZzrrRdzrriczsBDfzsQDazsTBpzsbMfzscBjzsrUfz
                sriezsttizsw+hzs1ebzs4Epzs/Ngzs/1dztJ5pztNTiztOffztbLbztkjwztoOrztyDizt+HfzuCwfzuDVqzuHUezuKeizuXHfzucYmzuc2kzueylzulBdzuqwdzu
                z0pzuz1izu3cizu7jlzu+LlzvGQPzvNafzvZzezvrXczv5xrzv/SezwCtmzwC4fzwEEizwGsrzwMtczwRejzwcTgzwfSdzwi3Xzwwlmzw2/czw+7WzxEVfzxF7ezxI
                zkzxN5dzxPrgzxa9fzxl3gzxsAczxwYZzx4eszyJ0jzyWIhzyWZlzyhgZzy7PwzzF4UzzGPpzzUIZzzVNhzzX+ZzzdjfzzmjhzzoAizzvNqzzxDizz5fmz0IIjz0Kd
                nz0UDjz0Vakz0oskz0qeoz0rc1z01kbz04YZz0+haz1KrUz1Pjjz1ZIgz1c7xz1hcjz1nVgz1t4lz18t/z2BUkz2DCoz2PUez2PeQz2Pzbz2WDdz2aDbz2gIwz2gfd
                z2gndz2kxkz2n7ez2qthz2zefz3CzVz3PDzz3U/bz3c3jz3rWcz3uqoz374az38kiz4J3ez4jmfz4lucz4wXdz4wtsz40Oyz40liz42Jgz5Adiz5Bgdz5QScz5abqz
                5dlcz5dwiz5l4Wz5oMfz5pzrz5ruaz53Mlz5+5lz5/wSz6Ajlz6MfSz6TEcz6TWoz6gygz6g67z6hPnz6lipz6t4dz6w1mz6yNhz6zHmz63Ezz7Efdz7GShz7KTbz7
                Nosz7Pygz7QAbz7gfdz7iriz7i7kz7wQgz7zvyz72Zmz8I2iz8ceYz8hH/z8oWiz8xtqz9Glez9p5ez9wwcz905fz95bez96RXz98M9z9+qgz+B6cz+RBfz+VCgz+b
                VUz+vedz+xGdz+5fhz+6mUz/D5rz/G0dz/G/fz/Idmz/Uwkz/d4qz/h+bz/j+ez/l1fz/nTe0AXib0Ajwm0Aj5j0A9Tn0BBVh0BCmd0BIKh0BTiZ0BW3y0BZHv0Bob
                n0BrGf0CM/a0CQuX0CXNm0CYOv0ClVe0CrMm0Cw9h0C2pf0C2rd0DL7j0Dcup0DeVj0DnJk0D4Kj0D5VX0D9of0EHrc0EMdf0EOfj0ETWr0EcFe0Ecpq0El8U0E4og
                0E+ii0FMyd0FShh0FYul0Fkzf0FmKc0F39e0F5Bn0F8IU0GB+j0GIYT0GKIg0Gecd0Gfwo0Grnf0GtDb0Gynj0G2gX0G5ks0G8Di0G/ug0HQ5o0HcIj0Hrmt0HuAm0
                IA3h0IBSe0IDLq0IDdp0IGHs0ILwi0IM4p0IR2i0Idwk0Ig5i0IrRl0Ivjl0Izcn0I2dl0JMWg0JR7g0JXHe0JyPc0KEdi0KEle0KH6f0KXYl0Ki6l0Ki+40Kn5l0K
                pZi0K0oZ0K7aY0LEFo0LKKk0LMws0LN4x0LSVw0LYOs0Ll7a0LoSj0LrXY0MNWs0MQSe0MeKm0Miwg0MjLv0MqIf0Myxb0MzYe0M23d0M9Dj0M+8l0NJNc0NXyh0Nd
                DX0NlBc0NtDf0Nyxg0Nzrf0OCje0OJ5i0OW6U0OjVi0Oltc0OnCh0OrFd0O0Ic0O24R0O/2X0PK8i0PNM00PSrg0PS7l0PXfg0PtUb0Pu3n0PzNw0P11k0P2Ke0QBm
                g0QPAk0QQuj0QR5f0QVeh0QVxq0QXhc0Qhdm0Qtfm0Qxpd0RJEl0RPje0RS5X0RUkd0RXNg0RkZa0SCyn0SI+n0SM3m0SRbe0SbnW0St+g0TCpW0TGaj0TQco0TXLZ
                0TaMl0Tizk0Tk3f0TmUe0T0Qh0T2Kl0T/BV0UHcc0UMGl0UVBc0UV7x0UWUe0UWdl0Uipe0Uwsl0U3Nf0U44p0U56g0U7gf0VGzt0VTnf0VVHl0VoAk0VsWe0Vswg0
                Vtxh0V48z0V+Tg0WS/f0WWEg0Wali0Werh0WhBh0WiPi0WqNV0Ww7e0W2Zc0W3dj0W5Za0W6pi0W/bV0XAmh0XQdd0XT5a0Xdsz0XeNe0Xpta0Xwyi0Xw+d0X+9c0Y
                Bkm0YPVb0YYYg0YZTe0YZ9k0YcHk0Yhnp0Yjnn0YkHg0Yldh0Yp6b0Yraj0Y5Gl0Y5li0Y5+g0Y8rd0Y8wW0Y9Zs0Y+qu0ZEzn0Zl5a0Zmpg0Z2LX0Z71d0Z8wm0aK
                ne0aP6c0aWYi0afqp0aumf0autf0avEd0axib0a0Ed0a2uf0a5Ed0bIup0bOgb0bQyg0baqX0b1Ff0b+5l0cAMe0cJHj0cKuY0cQMq0cRGZ0cTbj0cXCg0c6Bv0c+D
                l0dAzp0dIpR0dOdm0dR3j0dWUd0dbzi0dccd0dfJp0dk0a0dsYg0d0tZ0d/Co0eHCe0eQLj0eWGP0ecCm0eiUn0e1im0e4Hp0fCyr0fGNk0fGvi0fHLu0fH4p0fRNc
                0fSoh0fZ2e0fkyh0fn8q0fpMc0fyIo0f0+20f2Jt0f4kk0f4xn0f5Ni0f63Z0gMhc0gNve0gN+n0go/y0gx5c0g/ag0g/sd0hB1u0hJPb0hPIq0hShb0hXpp0hXvk0
                hafc0h6rh0iCRg0iK3k0iNkZ0iSJj0iZGb0iaPg0ipuf0iy1i0i+Lg0jCyi0jEQm0jRek0jW+f0j4Gc0j7hf0kEPd0kLPe0kVmf0kaFa0kgJh0kghf0kg5m0kljj0k
                ymj0k9zo0lLga0lPPk0lZlp0lcKa0le5l0ljCd0ltGl0l1ss0l3Nl0mCwl0mELp0mE3l0mG5n0mNQe0mZrb0maI20mbre0mq0c0mvgy0m1Bi0m+tk0nHgi0nSoo0nh
                ya0nlUb0nvfo0n0Ye0n1yl0n6Gf0oOWc0oerj0owHh0oxEt0o1Mk0o/kY0pAna0pCvk0pG3c0pHji0pJxk0pMVp0pMji0pMlY0pRGa0pVRi0paFh0pedz0pgeu0pk1
                g0pnf20pqrh0prtd0qd1c0qrxb0qveU0qxdm0qypZ0q1Ij0q4Sg0rAfk0rKSp0rM8n0rNFa0rPse0rWBe0rXOu0rbEf0reuj0rrJc0ruRi0rw5a0r5Lg0r9OZ0sTJb
                0sYho0seEi0sf6e0s8ds0tGtp0tIyr0tenx0tnR10tzgo0t8Yc0uE8f0uKSb0uWK/0uX1g0ubMg0udlf0ugCe0uh7k0uilq0uneX0upif0uzim0u2vc0vAYm0vEBg0
                vOeg0vQUt0vVJp0vqep0vqqb0vtrn0vxPe0v/Me0wAal0wEoe0wGwc0wKuu0wNXc0wjFc0wmjo0wnnz0wpTU0wzWn0w9Wm0xYsp0xerY0xg7h0xn4k0xrHp0x99e0x
                +Hf0yGZg0yHU40yTAs0yXNf0ypBo0yvoV0yyDq0y58r0y/mj0zA+a0zGFh0zLVe0zNZh0zaps0zfOh0zm8c0z7Kn0z+nk00B4d00Gai00QTh00b3d00cYl00d3h00y
                Me002Ia0027d009Mg01D9f01MAc01QHf01USd01Wlf01dHT01eA601fVf01jik01kyo01lsb01sch01uzZ01xQr02Ddj02UHi02g2W02sca02yVe02zgu03P7U03Q6
                R03RVs03cIa03g6h03m4j03r0z030Xr034DV036md04NAl04V2g04jJi04wLk046Me05HNf05Ljg05W8b05Ygt05fHd05ivg05t+g051zc054de057Ah05/lg06IDf
                06XYf06YRq06Z+o06zpX069ei06+wi07AGj07G0e07Jpg07Mdd07T/j07VDp07W9b07jAk07mNh07prr07q1h07ufm07vbe08CMe08C+v08EPg08God08KzO08Nom0
                8Qdg08SYi08Szg08hZZ08hij08jLe08pQh08pte09Czb09Qtm09Snc09S5d09Wzp09ZHl09Zlk09cuu09eum09jZb095/t09+Ph0+MSd0+UgU0+cYe0+dGk0+nNg0+
                pTu0+xtj0+9ra0/DEo0/Pyv0/T3Z0/VDe0/ZCu0/gLw0/jEm0/mci0/mod0/tJw0/2rY0/6ph1AAqf1AB0d1AF5k1AR6d1AW4j1AaTr1Aaxo1Aefd1Ak9Z1Awsa1A7
                Db1BEFS1BEGe1BHGd1BK0d1BUFf1Bt4g1Bwih1B+2d1CBNf1CIqe1CQSZ1CWEk1CXtf1CgJk1CkAU1Cyqf1C9Jb1DXAf1Dbhd1Dplq1Dsfv1DvEh1D0si1D5Lm1EDX
                f1EGRh1EOUf1EVrk1EZdc1Eeml1EnBn1EnHu1EwCa1EwGr1EyTk1Ezwi1E07j1E6sf1Fgrn1FiIX1FmeV1Fseb1Fsni1FvTd1FwwZ1F71g1F/qi1GBYa1GHae1GMYg
                1GRL41Ga2d1Gdnk1G3Td1HGEm1HNyS1HRKs1HVue1HXFk1Hsam1HtXe1HzXc1Hzge1H2Yg1H4Ob1IBoc1IB3l1ICXc1IRev1Igkj1IiVn1Ipnh1Itve1I8ee1I9+h1
                JEXS1JKYw1JLlf1JVoh1JnEg1Jnig1Jxqp1KJZg1KJoj1KOSf1KQ3d1KUBf1KVmi1KW6d1KZIl1Kpic1K4Hm1K+wf1LCKt1LEBc1LEeh1LQTm1LVEm1LYVd1Lmub1L
                nDd1Lu6g1L9eo1L+Vp1MBUj1MHXj1MI4f1MQKc1Mc3i1MdUs1MgTg1Mg3f1Mmvm1MwJY1M4/n1M5Wd1ND3m1NLdn1NUva1NWCg1NYqf1NZNd1Nezu1Nryl1N4+b1N7
                Aw1N8sn1OBes1OLpo1OTXj1OXin1Obqa1Obyo1Ox0s1O3gc1O4Cd1O6No1O7re1PBgj1PCYZ1PEPU1PYpi1Pf+R1PiAl1Psrb1Pt7c1PyIz1P+sZ1QTri1QXsr1Qrv
                V1Qz8o1Q1Ud1RItj1RMyr1ROxh1RRUj1RZ1m1Rfke1Rltq1RwVk1R8Sc1R/vb1SA7r1SGUf1Ssms1StRe1Sx8j1SzPm1S4uk1TK7e1TV6r1UFBl1UGVx1UUAj1UW6o
                1UbYz1UeLk1Urjh1Urrh1Usfb1Uxbb1VIZi1VoJc1Vora1VxXn1V7Yd1V95k1WI0Y1WX2i1WfBh1WqIr1Wr7j1Wv+b1WzJb1W8ii1W+df1W+2i1XGkr1XJWy1XPjf1
                XSaf1XWeb1XZHe1Xccw1Xkob1XwRh1YByu1YCMp1YE9Z1YSke1YUbd1YUtg1YVyo1YrEV1YrWh1Yu7c1Ywoc1YxNc1Y4tW1Y5yp1Y53k1Y6Ed1Y/yf1ZFDr1ZNOg1Z
                O+l1ZPLX1ZhXf1Zjjj1ZtLg1Ztkg1ZuHY1Zz1g1Z8Jh1aBUa1aHOe1aH6e1aRGd1aYsb1aZgc1aZpb1agLs1ajtn1a6qc1a+tZ1bSjd1bccy1bcjf1bdVp1bmYq1b9
                pk1b9xf1cGPh1cKTd1cNqf1ccAr1crbb1czuh1dF2k1dIOs1ddoc1dnUe1dpPt1dvTX1dwhh1d03i1d1yc1d2lf1eCbZ1eQvk1eTpk1eUPe1eZqk1ed7d1eg4d1eo1
                i1fCta1fPtg1fTDe1fdqo1fn1n1ft4e1fu8g1gAEd1gJqm1gJ5h1gLan1gZDf1gakm1gish1gjAl1grNc1hKih1hLvc1hRuf1hWzb1hXYW1hd4f1hviY1hz5h1h82o
                1h/Ug1iN3a1ikvg1io0g1ivYp1jAld1jAti1jA2g1jD2f1jMTc1jaRi1jhVg1jqlY1jwbf1jx6i1kFov1kPzn1kSvj1kVWj1kdPa1koPo1kyAc1k1+Z1k2hh1k6kX1
                lAVf1lEYn1lFpl1lI4f1lLAj1lObm1lkG21lm7g1ltOl1ltUo1lvWj1lwwY1l5Vw1mLIV1mOrk1mVVX1mYDk1mZPg1maRb1mnTl1mo0a1mtBm1nFUe1nIHj1nPBf1n
                Vkn1nb9a1noCe1n0Sb1n6oe1n8Hg1oGWg1oTgf1oXbe1ogOm1ojEq1otKd1pA/c1pBBb1pLKe1pTYk1pXbo1pgix1pu/N1px8Q1qMjk1qSxn1qTEf1qXfr1qcPg1qf
                Ce1qief1qm/h1qt8i1quPg1qyOh1rCPf1rTob1rVme1rWZa1rXmg1rdpp1rfAZ1rqJa1rxaa1rzIg1rz6a1r2Sh1sOCp1sRsu1skFe1squc1swQf1tDLl1tHOm1tWM
                e1taMd1taeo1tcxh1tj/f1toah1tw1d1t18i1t/uW1uAVm1uT3g1uc5d1ufUh1ugHm1uiWv1ujYY1ujsd1uw9Y1u0gn1u1Rm1u44i1u5Ug1vB9m1vDap1vDtY1vECe
                1vHvs1vYTf1vZUi1vd/g1vfEj1vryj1vwNh1v+UV1wSzo1wgLk1wtMb1xAjf1xBzp1xM2g1xZaT1xhIw1xtIh1xydh1x7Rf1x+Vf1yGsT1yJcd1yKCl1ydYd1yj/g1
                yoZd1yvag1yv6c1y3Ch1y4dc1y87i1y+rb1zIJm1zMJh1zjEk1zlke1zpEU1zqyS1zrds1z2+u1z8Ei1z8Fd10DOg10Osg10SZh10Szd10VQd10Z1g10skc10tHt10
                vPg11EQc11Ios11OaZ11Omv11VMb11Wld11XkY11aJg11aSi111Db118Ke12O7f12bZd12cL312gmf12zcm124eo12/pg13CBj13FNd13Njk13V0c13cDr13d8h13e
                dg13gIk13y5n137JZ14Caj14Ezl14GJm14G4i14MQh14T4d14l5a14r6p142Bj14+CW15BSU15D7l15FXf15WPl15fGl15pGe15pMt15tPm157bz159eg16DOn16OE
                j16TFk16dJv16zfl161ep17Dii17LFX17Ren17eLd17tjs171BZ176sn18B9c18Hlf18dxm18jth18xOi1856a18/Yl19FLm19Ysh19d6n19epc19f1n19iyf191Ne
                194Qw19+et1+Arf1+CRf1+Clb1+DDl1+PNf1+Tol1+cU11+dTl1+drq1+f7o1+f/f1+ijS1+r6e1+tzb1+yEe1/Hvi1/JqZ1/Tkk1/ZQf1/aiR1/hYh1/jbe1/m8r1
                /t0d1/xAe1/xqj1/9Na2AMch2ATNf2AWaf2AdVd2AnWj2Aqzp2AsJe2A21f2BEPt2BIJc2BL0X2BOP82Bgch2BkXe2Bp8f2B84p2CfAZ2CuQe2CzVf2C2fl2C6jj2C
                /So2DRGh2Dd8/2Dfpl2Do7d2DrL02DsRg2D+Jl2EKjl2EWAf2EZvh2Ec2m2Eh1j2EjDh2Epii2Eu8n2Eymc2E3ug2FHbf2FO7g2FQRh2FX7X2Felb2Fezm2FxNl2Fz
                Uf2F0cZ2F0+W2F3Vr2GKSx2GOzf2GPpi2GUze2Gkjb2GvQk2HHSh2HOiY2HO+h2HSTk2HShf2HhNm2HvGg2H9+j2ICco2IJ2h2Ibdh2IeFg2IpKc2Ipvg2IuTh2IyC
                j2Iywh2Iy0j2Iz0c2I0tb2I9Gb2JCad2JFQP2JHqe2JI9k2JNRj2JPZo2JZUh2JeYV2JfEj2JnVj2J/6f2KMTl2KQwZ2KdOt2Kyxk2K1tf2K6/v2K7Pd2LT2Z2LVJf
                2Lh4i2Ln0p2MDNe2MKdc2MLad2MOff2MTHg2MTLV2Ma/v2MgZ/2MleS2Mybb2M4ch2M6fm2M8Xu2M9Tc2NAtl2NAuo2NDkg2NFMc2NJWW2NM+d2NNij2Ncbc2Nkjq2
                Ntbp2Nt0m2Nt9V2NwWk2NxLe2ODSe2OQdd2ORMg2OXhd2Oeqm2OkUe2OpRt2Owlc2Oxdl2Oy3g2O4nf2O51t2O52m2O83k2PBFc2PCQc2PI2m2PKof2PPgk2PURm2P
                VXj2PiiV2Pm5n2Ponb2Pq+l2PzHl2QT2h2QbHY2QsPc2Qtie2Q3zd2Q+8i2RA8g2REol2RJld2ROLl2Rdmc2Rm5b2Rome2R9zr2SBah2SDmm2SFtp2SKZt2SWTn2Se
                Kh2Syed2TC4n2TFSa2TIDm2TNVg2TQml2TRcs2TSbo2TSdi2TrPr2TsBg2UDUv2UFog2UHHd2UJkb2UKoh2UKuS2UOOY2UY2g2UbKm2UbXl2Ud/h2UjTe2Uwid2U1C
                v2VCEi2VCbe2VFjo2VMmf2VQra2VZdg2VeWU2Vlzj2Vonc2VtRg2VxSk2V0el2V1Ce2V1Dy2V11v2V86j2WATj2WJI/2WMEi2WM1W2WSzh2WaIT2WjWi2WxgW2W5df
                2W5pe2W/uk2XGHl2XNCd2XO+f2XYmu2XgRr2XlOZ2XtAi2XtDi2Xxxe2X4Cj2X7yl2YLAe2YYqa2Ym8r2YqNe2YzFf2ZCoY2ZEpT2ZFVh2ZIwa2ZL0i2ZMsd2ZNdi2
                ZN7j2ZPFn2ZRpc2ZXIY2Zidn2Zlue2ZqZp2Z53h2aEMd2aQcg2aRNZ2aUMp2aa1f2ad1e2ahSj2ax4e2bEQh2bT8b2bd9b2b5Yi2cK8o2cMYy2caeZ2cbcm2ceYg2c
                vUn2c1Eg2c5Cp2dB4c2dDXu2dH5g2dJjf2dcwe2dm5Z2dx5g2dzDm2d7Bo2eOfP2eQSl2eQYY2eRAh2eRze2eV+j2ecue2ec9g2epLj2evls2ewBY2ewLq2exnp2e7
                8f2fBUa2fDaU2fFwp2fH5t2fRJc2fnDl2fnrf2fsal2fuFn2fwDc2f+pa2gAne2gI3p2gMBd2gNvj2gWog2geVg2gfQZ2gk/i2goxf2grAb2gr4q2g5vX2g6ae2g7c
                g2hSQc2hW3e2hhPj2hhgk2hjme2hrOb2h1sj2iDFg2iUNa2iVIg2iZOf2idch2ieyf2irdm2i1vf2i34R2i4cd2i5Hp2i8Ht2jO7h2jbUn2jbek2jf9h2jnVm2jrmm
                2j3ua2j4gY2kBYl2kVal2kdJf2kdTj2kida2kr7g2ksJW2ksad2ksir2k0Gf2k+Tf2lIcg2lbFa2ldPc2liRr2ljmx2lpSk2lq9g2lx8i2l1Ft2mDtd2mOSd2meWc2
                mzVX2m2Om2m+Of2nCJc2nHbu2nNJo2nNpq2nTIq2nUGn2nh6m2noog2noub2nxJW2nx3i2n39i2n68c2oHQf2oZel2oehQ2oymc2o6ce2pKEa2pRvc2pb7s2pfxf2p
                v9o2px3e2p1po2p3Ci2p6AY2qBHl2qZSh2qmRd2qox22qqmf2qvga2q0bf2q7cb2rEWk2rW4r2rXeg2rl4X2ryEn2r80f2r/Ag2sAmh2sDlS2sNSt2sTwd2suKe2s7
                nT2tPFi2tUQg2tdQi2tfMc2tiDf2tsZg2t/6a2uKul2uO9h2uXGt2udfi2udvf2uiTm2upFZ2u7Ic2u+Am2u/Lp2vQrg2vZ1a2vuyl2vvId2vwTd2vw8i2v1pm2v53
                p2v7th2wB8u2wP4j2wSdg2wTSd2wWAY2wcJf2wlmm2wlqg2wrNe2wvYq2wvyW2wxdj2w37p2w47n2xAwj2xFGV2xJac2xKaj2xQLZ2x1SY2yBXk2yCxe2yDHm2yEhj
                2yL0t2yUCh2yVxc2ykeh2yyIY2y+Sh2zD8i2zKug2zkud2zq+b2zt3g2z1fd2z2Kn2z+ge20Kjg20OQq20S3r20S8j20VOh20iua20pXk20sg420vRq20xWc204ja2
                08ce21Qrk21Rmk21a+o21dVX21dXh21eBi21jKf21ogZ21o1Z21u6n21wMh21yxk210yi21/sZ22BZl22GGf22Vaf22a2b22qWp22w1l22xbb22zoe23DSr23LCi23
                PPc23QMj23hGf23r/c23w2c231pY23/Ed24J+c24Shg24The24Vyc24W/b24c2l24iHl24mVs243Be24+Or25M9m25N4e25Vkl25Ymh25yDc254/b257ax26AlW26E
                yu26FUj26Tj/26WHe26jTc26oPk26rcj263gn26/3m27RZq27XDg27ezm27h4o27jfi27pJh27vxf27xui27yLf274dr27/bf28DDb28FCk28aIf28cWo28c7q28ee
                k28fzc28lTj28oph28v1e285yd29GXf29LCe29eci29ikk29mwm29rQi296Jd2+ODc2+RUo2+Zmj2+Znn2+nVg2+qdk2+1Jc2+3el2+4Il2++2k2/BDg2/Evn2/GJh
                2/Knu2/M4a2/fDj2/ldo2/2Kh2/4Aa2/4Zp2/+va3AA5X3ABIS3AR8b3AZFb3Ad3f3Afyi3AmDn3A2rZ3A/Ki3A//q3BGzm3BIec3BfBd3BoMf3Brmd3Bxcb3B0Re3
                CDjc3CPyi3CVwp3CWwc3CWzi3CwbZ3CyRu3C3ng3DC1T3DFHi3DHXn3DLkX3DL8W3DVaj3Dnph3DqLo3Dygl3D3rd3EAQm3ECZJ3EE6t3EGGg3EH+e3EXUg3Ehze3E
                vRb3E0zj3E7ih3E79q3FSOe3FVCg3FbGk3FhQe3FhRg3Fjzh3F4/g3F9RV3GJLh3GhTW3Gnif3G43k3G7uk3G/ig3HAwf3HOcb3HeJy3HgGr3Hj/d3HmUg3HoO33Hr
                nc3HvKc3H2bm3IQ2f3IRAl3IRCj3Ia6i3Icrd3Iebd3IekY3IgOT3ImPh3IuUm3Iy6h3I3hg3I5Mk3I6Pa3JB8d3JPKi3JXSs3JZAi3JeQW3JpIh3J51e3J+QZ3KGB
                c3KKVh3KLil3KTpb3KaNa3KgQf3Ksai3Kx+l3Kzdl3K9vr3LBMl3LJCj3LTkm3LXHo3Lcsc3LrEd3Lvyo3LyEw3MSJn3McVj3MvEg3M2qa3M61j3M8oh3M/Ok3NGGd
                3NGbn3NPSj3NQ5l3NRll3NZjj3NaYt3NeCs3Nihi3NmJI3NnQn3Nqgl3NxHc3N0qg3OEHe3OGjl3ONnZ3OQJk3OVIg3OYfh3OfUj3Osxf3O2mh3O6jc3O60m3PG9o3
                PMmm3PoEe3PqxV3PwHl3PwLd3PxTd3P1XT3P4wo3P5Jq3P5su3P6Rh3P6ym3QGZy3QJdj3QMVc3QQkc3QY6e3Qalh3QiYp3Qlcq3Qowa3QrEs3Qz4d3Q2zZ3Q7eq3Q
                /nf3REKe3RhGc3Rixj3R0iZ3R3Vd3R8Yq3SKZi3SOfc3SX9e3SyDq3S61f3S7Vg3Tniv3TpYe3TrZf3TsRi3Twlq3Txjg3T0Hq3UAWe3UKfa3URXa3UXll3UeFi3Uh
                or3Uy4c3Uy9j3U40h3VC6h3VG/k3VLIZ3VLUn3VVWy3VbtZ3Vdds3Vhxn3V+5a3WEwb3WGbg3WJCj3WNJg3WNuh3WOLn3Wa1r3WbEi3WdYf3Wg9s3W0Sd3XAjm3XCV
                g3XLKg3XQKh3XYJY3XbPf3XsIm3Xtwh3YANl3YLuf3YPHe3YQql3YRpc3YSEq3YYrR3YZQp3YgZg3YjHb3YoId3YrHf3Y7Wp3Y/ef3Y/gW3ZCEu3ZEce3ZFvi3ZYSp
                3ZZoa3Zngj3Zs2r3Z3Ch3aEgk3aMai3advZ3asuX3au+k3avFo3axDW3a8Od3a8fm3a9yu3bBZm3bGk53bKgf3bRDV3bXkl3bb4g3bdUq3bmYf3boek3bpFp3brCl3
                bt1Y3bvbg3bwDj3b4fc3b6jY3cAXt3cDde3cJ+d3cOOn3cRuh3cSTh3cZAf3cfvd3cpTd3cqCe3c1Z53c4Ve3c+9k3dEIh3dOIf3dOZe3dTbn3dc4c3dygc3eFm03e
                Pbd3eWsb3eeXf3eqdg3eruh3essf3et+e3e1Mm3e7Di3e+6o3fCXc3fMln3fXCy3fX8n3ffOg3ff5g3fmmq3fovn3fwCc3fxaa3f+Ql3gCod3gPpd3gbdc3gd1h3gf
                OZ3gnvi3gulf3g1Xl3g3Wd3hGjo3hL9n3hT2l3hcpq3hj8n3hkIf3h5Jm3iCRi3iFPY3iVff3iZia3iaRl3i8Re3i/Zd3jP+c3jSam3jVym3jWDi3jWUm3jXOf3jdJ
                d3jk/S3jw4e3j5Ww3j9eU3kDod3kJQX3kKRa3kKWh3kLlp3kUQg3kfze3kvXf3kwim3k0wf3lEab3lEci3lGFn3lGGi3lbmo3lgdd3livg3lrgf3lwaj3lwhc3lyTd
                3lzcj3lzeg3l85j3mHdr3mJoZ3mOwd3mRFh3mdOi3mfEf3mlbg3mmRj3moxh3mrbl3msgb3mujc3mxSd3mzPY3m51g3m7Yh3nMeQ3nOec3nPPk3nVNm3nkaj3nn6Q3
                nrxf3n80f3oR+T3od7X3oeer3oh3d3om/p3or8d3owXj3o2ne3o8HY3pU9g3pYbb3pZhn3pZqd3pk+k3prYX3qgRh3qnIg3qtfn3q6Dc3rDNq3rFxg3rVOZ3rj4q3r
                oYl3romX3rufk3r1Ha3r1Td3sKMh3sOmd3sT9b3soCp3soog3suPu3suaq3tCUj3tJr/3tJzf3tTIb3tYfi3tb1n3td6j3tgqj3txOh3t6ic3uKlh3uRol3uZxf3ul
                xf3uoEf3upyd3u0yp3vH4e3vH/e3vSch3vXrX3vbPj3vdoh3vl4g3vvhd3vwWm3v6lg3v7Kf3wGga3wH9d3wPae3wSrb3wV3u3wfnk3whAe3wpSV3wp9p3wsqf3wv/
                h3xHhf3xOcf3xSvd3xSzm3xlSr3x3se3x7Wf3yHEn3yMym3yQNk3yVMV3yVo33yZ0f3ybcm3yd2s3yoRo3ytlt3y0Nm3y06f3y7Hy3zCch3zCyk3zGXZ3zKRd3zNPe
                3zVJk3zXKw3zoLg3zrvi3ztkj3zw/y3z3ig30FUY30J6h30Uvf30h9a30mwc30qOf30s5b30znc31HGt31Hii31Rgb31Xgh31bIS31dUg31nOh31sEX312Et319y63
                1+Qn32GYm32LYv32R4g32gCb32rgd321jj328Aq329ki32/ji33CFa33Hsa33Lvf33S6c33ctm33cyk33eDd33efd33zXi330qv335ug34Aoj34Jpd34Wbi34XeZ34
                k0d34rAV34syj34zUx34+sZ35Glg35W2b35ZVd35eBg35fVg35lUh35s2f35x9r35+7k36FNd36OWk36W0e36pEg36sgb365J03669j37tuX37vtU37zGe373Nm37/
                Rb38DBf38Icl38KGl38Lnf38Mjg38SGg38ban38dy638i7y38koj38/Je39EZY39K0c39UCj39p/e39tjY398ni399Qz3+EMf3+I+g3+Lzo3+MNj3+N9b3+PAp3+Xq
                X3+rqe3+udq3/H2c3/LXl3/MIk3/Srp3/Yrg3/a3a3/hJa3/xEf3/5Oe4AR3f4AXBY4AYgk4AgAl4AjKr4Ap+j4A27c4A6wh4BBoh4BLio4BORc4BZAY4Beae4BfJq
                4CAyX4CB5o4CEsf4COgm4CSOd4CTYt4Cbla4CuDn4Cy+p4C3Ce4C6Fa4C+fm4DDoV4DFYd4DI3s4DTUj4DdQm4Dm+o4DqFj4Dwwo4D05d4D2Ep4D+Dh4EBMe4EITn4
                ENnm4EN/k4ETfo4EUCc4EV5o4EW3b4EZhh4Ehcg4E3vd4E/ed4FCbj4FGkg4FIQe4FKMr4FMTZ4Fm2n4FpSr4FqBf4F1ci4F3Vb4GEdW4GGWa4GUQg4GU014GWNb4G
                abi4GpMf4GsKa4Gsic4Gs8d4GyCd4G3Ua4G4Yj4G6bs4HKoi4HOUg4HWsi4Hbwc4Hc1h4HdKh4Hhaf4HlH44Hnbm4IYux4IZSd4IbWn4Ie+l4Imml4InwV4Itxi4I0
                Rq4I+3a4JIBf4JIng4JOHb4JO4d4Jcnd4JgKX4Jg8v4JtSi4Ju1b4J1kf4J75T4KBYl4KDBh4KHiY4KMtc4KQtr4KQ1c4KfVW4Khqc4KjUi4KuJn4K02e4LGJf4LVY
                a4LZlh4La8k4Lb9e4Lcwi4LrHd4Lspe4L1au4L3Qt4L4qd4L8Rx4L88h4MGRe4MJod4MKOZ4MSbi4McHj4Mgjh4MlAe4M3of4NDOu4NPyg4NVZY4Neqb4NktY4Nyjf
                4N5ce4N/zt4N/1h4OFV+4ONte4OTLi4OWws4OYOh4OZy34Ounn4Ovao4Ovbq4OyEk4O9ie4PKUj4PWFe4PW/i4PrDa4PvaU4PyOa4P3Fc4QEXd4QGTh4Qbwj4QksY4
                Qlcc4Ql0e4Qxvg4QzOf4Q8bX4RBk44REEq4RGTh4RIuj4RKYh4RNMi4RRAd4Reih4Ryrg4R0Yi4R94j4SqDf4S3Md4S85b4TMaf4TMkk4TRZb4TTkm4TpTh4TsMZ4T
                sNg4Tvgh4T4LU4UEys4UUyf4UXMe4UdWf4UmrY4UpMe4UqOw4UuMi4U/hh4VAkd4VH9f4VLVk4VOeb4VaGj4VeOo4VxOV4VzVg4Vzqf4V2Jh4V22e4V3Mr4V76i4WI
                ga4WJUY4WSmR4WWuk4WuBv4WzGf4W11i4W79h4XKaf4XOfg4XPRj4XSoh4XYC54XZ8f4Xc+g4XfL24XoSi4Xu3j4Xw1p4X1rl4YFIi4YGVh4YQuZ4Ymbd4YnLd4Ynq
                t4YwFf4Yw0i4Yx+e4Yz2h4ZI3O4ZJLg4ZMNg4ZQMs4ZSuf4ZVVf4ZXId4ZXjc4Z0Bl4Z05f4aEya4aPSg4aQCe4aXMm4abAj4agYg4atXb4aybj4bGvg4bIHq4bJng
                4bNaa4bO9p4bO+l4bRHf4bfSi4bkvb4bmme4bs2j4b1hj4b3Ha4b3Vf4b5Ad4b5Lk4b+Xg4cIfn4cJHh4cUZm4cfJk4cfok4cg3o4czse4dF2e4dI4k4dLVd4dZVd4
                dgFh4djAb4dmPv4dnpg4dzjf4eAg44eHBq4eH5X4eTDp4eTnc4eT0z4ekIs4eo2i4e56g4e9Xa4e/Ec4fGFJ4fNRm4fQoc4fSHY4fbKh4fbqg4fwZm4f54i4f9Ot4g
                FjZ4gLKK4gQye4gRAk4gSYg4gh7a4go+c4guR04gwLf4gw7b4gzVs4hsml4h7Zb4iRlf4iWrh4idaq4iiQj4inYp4i2Yg4i8nc4jBbm4jBne4jHPf4jKwe4jRzt4jU
                ck4jVbg4jXVk4jZPd4jbVX4jdej4jnAf4jwhj4j4gn4j/lX4j/ml4kFZV4kG8k4kHSn4kQKg4kUSy4kaVo4kjxh4km0s4kpiW4kq6j4k1Kd4k4Ih4k9wd4lICf4lKw
                k4lSKp4lTAb4lTqh4lTue4lWfn4labh4lawn4ljYf4lvTh4l8sX4mBGg4mBse4mGNh4mJua4mMcc4mO5h4mexe4mged4mzR24m35t4m90o4nD/f4nFBg4nQcj4nf0y
                4nk3f4npnf4n4xa4n+ll4oFPt4oFaY4oPKd4oTqX4oWBd4oWFi4obSd4obeY4og6d4ollf4omne4on0e4osVg4o0Hf4o0ee4o/xh4pHBt4pHNn4pMzd4pRmf4pZ7e4
                pbOn4pt4d4qEag4qHnh4qJNd4qTHb4qbwb4qc2c4qeTY4qhkc4quzc4qxPc4q7Wu4q86j4rEOc4rJnn4rOde4raMc4rmMr4rmoo4rzab4r8WP4sLJq4sjpn4suxp4s
                w+Y4s0Fi4s0Wm4s7wf4s+PX4tK3m4tYpm4ta0d4tmij4uBLm4uBZc4uCSk4uSBr4uV7d4ugCt4uhZf4ui3f4uwmg4uyBe4vE1p4vZQb4vajv4vhzi4vqzd4vq0h4vr
                Ci4vv0e4v0je4v4kf4v+Io4v+Si4wBwm4wJVr4wQ9k4wYym4wbKf4wgDb4wiqi4wnug4w4je4w6Ye4w73g4xCYk4xO6i4xQ6h4xXog4xYdv4xm2b4xuwq4yBla4yud
                R4yvvn4y0Hj4y4xe4y86b4zC3v4zD+c4zGNf4zJC04zS7j4zaaZ4zfJd4znSj4zzff4z17i4z/Qs40M4U40XJf40Zzi40bVr40faa40l8n40uWV40x8y408Tg40+Ge
                41KBg41Sui41Usd41Vbz41XHd41Xki41XzW41hmg41ryb41wcO41wdl41zSe41+ih42ISR42Pwd42TSl42Uug42YgX42jHk42lSc42r9f42xWe42yOp422fg427jd4
                3Cnf43FOm43Igv43Min43NdU43wFe431/e432sX434tu439ya44Jok44NZi44QAe44S+q44hEa44i/l44kjZ44p1w4445m445Df4479Z449Wp45CSd45G9e45nSf45
                olk45uKV45y7o459tl46BBg46Q6z46UMi46hAi46i9b46lMg46uSZ46ygg461Op47LLg47R4s470Id48PJj48cKd48c8d48fQ748wOc48xGu48zml49Dyn49FNu49T
                Gg49ZSc49gig49lEl49lfa49m0z4+P+Z4+dZV4+qRd4+q/i4+ubc4+0Kl4/Dpm4/GAl4/Iss4/KRR4/O7k4/Zww4/lTh4/l8n4/mte4/2gU4/6zm4/7ak4/+Pa5AA+
                j5ACrm5ADSr5AEPh5AF4q5AHim5AXih5AbVf5Ahki5Akod5BAGv5BEdi5BG/j5BIZx5Bihb5Bsiv5Bvtf5BwAl5CEcg5CFQc5CL8l5CQ9k5CSUe5CUms5CVvp5CbGZ
                5CobX5Co/f5C2Ed5C4wa5DESp5DPK+5DVic5DZQe5DaAh5Dcrt5Dd4r5DpHe5DvAh5EEJW5EQwn5EVxi5EaPf5EhHi5Elsf5EnDe5EwSe5EyEm5FCfo5FKdz5FKlk5
                FbPe5Fd9h5Fl+x5FmAd5FuJd5F1Th5F+uX5GC3l5GFrf5GL1h5Ga2h5GhZm5Gttf5GuWp5Gx105Gy4g5G0cn5G4+j5HCpq5HEFf5HJNo5HOQt5Hhbi5H0kj5H2Ib5H
                5Wj5IOkr5IS/k5IWBd5IYGc5Ihte5I8Tc5JBGl5JC0b5JTLb5Jdvo5Jnan5Jqpa5JzMj5J3kh5J4Lu5J+me5KHwf5KUVg5KXBg5KX9q5Kmul5KoZl5Kuvq5K1sd5K9
                wr5LKVr5LTyT5LlbX5Lugi5LwLm5Ly1i5L4zq5MAIe5MCCR5MFMX5MIjb5MMLq5MMXi5MVTn5Mc8Z5MgFj5M3yb5M4kc5M4tp5M6vm5M8te5NGtz5NRri5Nf0d5NiI
                Y5Nitj5Njhj5Non55NrBo5NtCe5N2Cg5N2Qh5N2Vc5N4Tn5N8Jp5ODOj5ORff5OV5m5OdJl5Ofch5OrVg5O1cq5O28g5O6cq5PNTh5PQth5PU+c5PXgZ5PX5b5PaRj
                5PlBe5PyZr5PzTe5P6ae5QBho5QC/f5QOFl5QjSX5QoNa5Qpaj5Qqrg5QxQe5Q0Lc5Q1Pa5Q9Cg5Q/Fb5Q/9l5RKDi5RL0l5RbAw5SPzc5Sdwg5Ssst5S6Bv5TD9c5
                TElw5TT9g5TWNh5TXHi5Tdpa5Teyd5Tf7p5Ts5h5T0im5T48e5UPde5UQEd5Uiyl5Uyih5Uzmg5U2Uo5U4Ud5U4zi5U5Ri5VLYq5VNJg5VRAg5Vefq5VfLy5VqEg5V
                0ec5WIre5WTog5WZPf5Wooe5WsUq5W//e5XL5i5XZkh5Xd9p5XyFb5X0xj5X21c5X38l5X65e5YH9o5YJTr5YVWn5YhQ/5Y3Vb5ZArq5ZDme5ZKcf5ZNLm5ZN+S5ZS
                Ih5ZU6g5ZX4a5ZeBy5Zf8U5ZgIa5ZjEd5Zkzg5ZnCd5Zoce5aClS5aLFe5aQqk5aSae5aURm5aqha5arDc5atxb5a6Oe5bHCc5bLig5baWg5bdnq5bkcv5blkk5bo3
                p5bysR5b0Dk5b2S/5b4Ok5b46U5cDXd5cY4s5clTn5cqsg5cv9l5dAyc5dL0w5dQii5dYZd5dezj5duac5d1Dm5d4Ze5d5uW5d7515d+7g5eEJn5eUGa5eVwp5eZcg
                5emDn5euxX5e5Rj5e7sf5e8SS5fBfl5fGfc5fLwZ5fL6d5fOZZ5fPMi5fROZ5fRxm5fZ4O5fitd5fw/L5f4Wi5f5ra5gB6q5gWSd5gdal5gktd5gpma5gx8h5gzHh5
                g4oq5hB4s5hGBf5hUgb5hgnm5hw/i5h2jb5h9Ih5h/Wk5iJno5iKE25iZsU5ifre5ij2l5iynr5i3Jh5i3TY5i4qj5i5zg5jJZe5jLtk5jT825jfya5jgRa5jqIp5j
                sJf5jvEQ5jweo5j0ue5j9qp5j/ke5kBxO5kC235kLYg5kRGc5kbpg5klZj5ktaf5lBlo5lIhf5lN5j5lYZf5liBg5ljbc5lpyP5lukd5lvBZ5l0El5mAnl5mHSi5mL
                sm5mRab5mUTt5mZTl5nAAe5nAsf5nKck5nNPa5nPBZ5nUCl5naej5nbvv5nb5Z5nelr5nhZo5nrTc5n21g5oBMi5oBbn5oQ3k5oRnc5oXPZ5pQ1b5pRgx5pYdb5pok
                a5pxYg5pxdq5p6bf5p8Vi5qRff5qWEc5qePh5qjOR5qrka5qvEi5qwwp5q0An5rMep5rP1f5rVog5rjfd5r9zm5r/fd5sDKf5sEzm5sG/g5sM6b5sOJj5sa9x5sgGZ
                5sgZd5sj+U5snbt5syCX5s8La5s95f5s/Bo5tCLn5tNPe5tPPp5tiDV5tpkV5tref5t1ea5uAOe5uPYo5uTBo5uVmg5ufak5ujMl5ukkd5umxl5uqHf5uqvT5u2Gu5
                u2qf5u78d5u85g5u9In5vByc5vOkf5vO5v5vTVe5vWzg5vZ+k5vfgy5vosZ5vyNe5vzEl5v0Ef5wAJe5wWwt5wa5f5whfb5whyn5wiHl5wq7f5wzUc5xBZh5xL/W5x
                PPh5xUXf5xXqb5xZ3g5xaCj5xvlr5xzfd5x5Kg5yFvf5yQiX5yYGU5yede5ykFm5ymje5yppf5yqih5yrUp5ytde5yuvv5y0Pg5y9te5zBgh5zDJi5zHcg5zKLg5zP
                Wq5zuVc5zvDe5zz5e5z6Ti5z+Wn50NDp50OOl50Wau50YHg50ZLo50ojn501bg502Cy504Xi50+hd51EZj51Fti51HtX51IFT51NZk51POg51TKd51daX51eso51mG
                m51pFq51q+m51tpe51zog512zi516bU52P1f52uQQ5201q524Ps53DCa53Ije53JHh53JSk53cFc53kSg53zUf533DS534Ks54FDt54MTj54O/f54XKg54imn54nw2
                54p1j54xza54yoe5469n547ce55Jjc55Mrd55Rju55YAe55ZBY55a1q55tEc5509g56PPc56SZi56Tkk56Tyn56VZe56hMf564Oe566sk57Ayn57Nxl57OUa57P4q5
                7Vwf57cHn57hJe57jWi57j7j57o+b570Mg570Vf570nn57+cl58Fyd58Jse58cZh58n0g58wOn5844i59J/e59csg59pjY59wod5+DZi5+EAg5+GZr5+H6f5+KBk5+
                Kge5+gTb5+91i5/Cdm5/Pzc5/kif5/mji5/opo6AJ7d6AMTg6AOxW6APhg6AajP6Abse6Acal6Acnl6Anql6AoTe6A+Dh6BTwm6BUbV6BVAo6BXee6BYyh6Bode6Bq
                Dm6BySe6CYbd6Caak6CbBw6Cj3w6Crej6CvBg6Cvpf6Cyee6DCVn6DFtj6DUxg6DWqY6Dibo6Do5m6D7tp6ENba6EYSe6EdKk6Eemi6E7Km6E7zo6E/Fn6FC7f6FFD
                h6FZHg6Fall6FkSZ6FxQp6FzLf6GIqf6GJCg6Gaha6Gjfg6GtMn6Gyya6G4wT6HCAg6HGtk6HHro6HJgc6HOLf6HgKd6Hwfw6H7Yi6IOQo6Ihpb6Ihxh6Iiyg6IvYr
                6I3tt6JAQj6JA4j6JEih6JFnl6JKfc6JTWf6JZ0m6Jbod6JfTc6Jiol6JrKf6JwKa6JzCl6KMur6KMwe6KM/e6KQlf6KaE56Kafo6Kdwn6KsMe6K4Yl6K+Vb6LBCj6
                LBbv6LIQZ6LP2i6LQJg6LS4n6Ld1i6L1cl6L22Y6L3Bj6L8qe6MJjd6MKxi6MQtf6Mj9k6Mrjh6MtDV6M83h6M+Ff6Nd1j6Nhei6NyIU6N5lv6N5zZ6N6Nv6N9iS6N
                /pf6OAKg6OB4e6OFGg6OJsh6ONVg6OSte6OcPs6Oghb6Ogzj6O3Ab6PC2f6PEUe6PHgj6PMeg6PODd6PX9k6Pb9j6Ptqg6QFwe6QLa/6QPDq6QTmw6Qlug6Qrcg6Qs
                oW6Qx5a6Q1Kn6Q+xi6RDJY6RE+26RfVd6RgAY6Rk0h6R4Ey6SaGN6Sbsf6SkAa6Sl9Y6SpFc6Sp2k6Srlm6StId6S2Tl6S51a6S8SV6S8hp6TOF46TOni6TP5t6TSl
                i6TXYt6TZff6TjFe6TjUp6TqJr6Tskd6T0rf6T16r6T2vj6T6Yl6T8ze6UCU66UXAp6UbKx6Ujcl6U6jk6VBFb6VFBk6VK+v6Vbkd6Vdii6Vl8g6Vmpo6VoP+6VsYj
                6VvId6VwVo6VyBe6V2Zn6WBon6WERT6WGbh6WObe6Wcjd6Wsyi6Wv1l6W2Oo6XA/m6XIak6XKOh6XOPh6XYQs6XpYe6Xzeh6X2Ic6YQ4g6YSqj6YUTn6YbKj6Yidf6
                Yl2f6Y3En6Y6+Y6ZALa6ZCgY6ZV5g6ZWYg6ZeMk6Zlbk6ZuOd6ZwBg6Z3xg6aF5c6aKel6ajAh6ayom6a0Zf6a0ra6a56k6bHFp6bI1Z6bNRa6bTSk6bW3j6bYbg6b
                ewj6bfig6bfsp6bmYu6bpif6byFb6bysq6cBFc6cC/x6cK2v6cRro6cVSV6cVlg6c6rf6dCZk6dXhm6dh0d6diDa6dkWj6du6f6dxRX6eALg6eLye6eb4h6edxi6em
                9b6fGYf6fI0h6fRUl6ffVh6f7Ae6f9aq6gmRl6gpDb6g1lp6hG6a6hOVn6hPlo6hlKe6hoDb6hpAj6h3xj6h4oc6h7On6h84i6iAiX6iDFi6iIYZ6iS6X6iWdZ6ipY
                s6irfr6iuEj6i16c6jAff6jHJq6jbXf6jgeV6jijv6jmxf6joSm6jwFZ6j4ef6j5tl6j+qc6kHAv6kL2l6kPJa6kRiW6kT6l6kWLh6kWbt6kXeh6kdDt6khtm6k0Ck
                6k6hi6lPeh6lRNd6la0f6le+f6lvNl6lxmZ6l4Ui6l7BW6mHVb6mHfd6mMQl6mPDh6mPke6mRj36meOd6meZf6mlQc6mmKf6mm3/6mpvl6m1Ij6m39n6nN6h6nPke6
                nvJj6nyrj6nzxd6n58c6oQMf6oU3n6obNd6oboj6olDr6olFi6owpc6oxat6o7Ls6pAXk6pIFg6pIMb6pSke6pXYc6pjsh6plQk6pr1p6p7/e6p8Nk6qC9c6qaOc6q
                f5k6qpkb6qt8e6qxCn6q1sj6rC+f6rTyf6rZFb6riza6rwBY6r0nY6sDji6sD1p6sTZS6sV0l6sj4e6sywg6sy5l6s2pp6s+fr6tAIc6tD5a6tGrj6tKrf6tWLZ6tZ
                sp6tbKe6tgzl6toDl6tyMk6uCll6uSgZ6uYtm6ua6P6ujcf6uk2P6upwg6uqxh6uwnc6u1wf6u7nu6u+rk6vOcf6vVXg6vYGp6vfFg6vgHU6vgbg6vhWY6vlri6vs5
                i6vtwq6vt2u6vu3i6vxzV6vyWs6vy5k6v2tl6v5us6v9tc6wUMu6wfWm6wghg6wjRe6wped6w0Xf6w15e6w2vk6xAed6xFZh6xJ0e6xOlj6xQ2g6xTPm6xX8c6xaJd
                6xdoY6xfle6xhgf6xldg6xxAg6xyuu6xzij6x1Cc6x/pf6yAOi6yFnx6yeUk6y2Wc6y22e6zA3d6zS3d6zVik6zihh6zlXk6znId6zvef6zzNg60FOm60J3f60ODn6
                0P8e60jwk60niw60ojg60sVn60yLb604gk605Fl60/w/61BSi61Bwi61E0a61Ieb61Jii61VEh61ZIj61ZTh61fmb61rpo61sCc61vja61x/r614Ng61/jk61/xa62
                Fuk62Zqc62jmd62jyv62kNq62yom620Oi626gX63A4a63eAh63q1q63s6e63yDh63yty635fg635ym639rc64Kge64O4e64Tok64VHq64Woj64XWf64aHu64cxe64p
                bp64zYh64+oc65AK865HwS65Nhc65Rhd65Uep65are65jzo65sci651pf653+d657Li65+Mb65+PU65/4f66CMq66Dkf66G3d66HTy66KLn66VCn66YXl66dqd66eh
                z66fYZ66iuo66vMe669pf66+pk66/xY67GLi67Y4s67bBg67hai67jyh67qDc677Qo68VKR68WlW68Ygh68Z1l68h6j687WY69Nj769ObT69bUn69ehZ69gJm69gih
                69iAd69k5h6+J+j6+Kro6+LHf6+L/f6+Xcb6+ich6+jOm6+kL06+lMi6+tim6+yTn6+67r6+7oP6/DYd6/G7h6/IYb6/NTi6/owd6/qmj6/rmy6/swg6/3Wj6/8pT6
                /8ss7ADOm7ADbd7AEji7ALDp7AMFf7APQm7AU3t7AdSk7Afij7AgFe7AiQm7Akkg7Aorh7Ay1q7Az2Y7A44f7BDBt7BDyp7BD2Z7BRFv7BSzq7BU3X7Bg1e7Bi4T7B
                vYd7Bz7c7CAMo7CDFs7CEuj7CGne7CRdk7CrFn7CuOq7Cx4e7CyHc7DLVY7DQPa7DcEf7DeMd7DsKY7D2tP7D4Jc7D8um7D+ed7EKxl7EOsf7EWJh7EWSa7EdSb7Ef
                pr7E2oo7E24c7FAXo7FL/h7FM/r7FZBf7Fcig7Fg6n7FxMZ7F2cr7F79l7GJDk7GKDo7GMUb7GTyf7GVte7Ga5k7GfRl7Gi4s7Gkkn7GmWi7GpFg7GrAu7G2Sg7G4S
                R7G7ne7G7/e7HLnr7HVSr7Hi5n7HjJd7HoB07Hpde7Htff7Hw7j7H/3Z7IDtg7IETj7IKSY7IXde7IiZl7IqIe7IvUt7Iwti7IxWg7I5Cf7I5Yi7I5ff7I64k7JABn
                7Jabc7JeLk7JnBd7Jqvi7Jybu7J4Rl7J48i7J54z7J/2Z7KC0b7KFHd7KN6f7KaLS7Kevb7Khdh7KmFe7KnTl7Kt5i7K27n7K5Ec7K81j7K/dj7K/5c7LE4t7LhSg7
                LkUc7L+4h7MGTd7MJej7MOhf7MRpr7MW1e7Mrcf7MwDo7Mw2j7MxGh7M2ng7NI0m7NMGb7NOan7NiFv7Nlbf7Nmgg7Noao7N5Ki7N8Nc7OARi7OIZm7OJzW7OPQo7O
                RUf7OSzV7OWtn7OjfW7Okmh7Ol4u7OyRp7O1vl7O35g7O8AR7O8sn7O8tf7PISh7Paie7PfKd7Pmth7PrZX7P4gj7P+ub7QSPe7QlSd7QqeY7Q44b7RCYn7RIQe7RO
                Bb7RWHm7Rbol7Reom7RtGi7Rugl7R1oh7R97r7SBdt7SNur7SPZc7SP7i7SP/e7SVUd7SdXe7TDTk7TN8X7TOFj7TP4h7TRzf7TSrj7Taqg7Tdbh7TeDs7Thcp7Tic
                f7TzHf7T2Cm7URPh7US1p7UaMd7Uasr7Udpk7UlBY7Urle7U0/h7U9lj7VKdg7VOdk7VTyc7VV7b7Vczg7Vibj7VmVb7V6Ru7WG+p7WI2j7WQuj7WUnV7WVWm7WkIj
                7WpeJ7Wpya7WsQf7W9sn7XARo7XChv7XD1n7XWgZ7XXCe7XYKd7XcGf7Xhlc7Xi6k7XjQn7XkGi7Xqsn7XreN7XyXd7YCGi7YNDf7YTMf7Yfke7YmRZ7Yofn7ZIEa7
                Zbfj7Zb2h7Zd517Zqqb7Zv0Y7Zzjt7aNWp7aSLg7aTEj7aTqm7aV0n7akgl7ao1l7axSn7aybU7a3uZ7a58f7a9/q7bUqo7bXjg7bf1k7bqzi7bsTd7bvpg7b41p7b
                5Hd7b6vb7cJFh7cOea7cQib7cUBh7cY3d7cbgd7chPc7cxRg7dVVe7diGp7djgk7dkoZ7drDb7d2Ue7d92S7eDUe7eKGl7eP/l7eRCd7eaYs7ef3l7em3b7esZf7et
                Sa7e/0g7fBHf7fLXi7fNt27fOLb7fVhj7fXyj7fYEj7fZkt7fkqb7gGHZ7gK7b7gLSm7gP/e7gQyg7gTtf7gUTg7gX8Z7gqSe7gv9n7gyYi7g2Cl7g7ko7g+hW7hA7
                Z7hTGe7hg+r7hjrf7hswm7hvrj7h2bd7h4tf7h8Cl7iGyr7iLMl7iMGn7iOpk7iT+n7ihJc7ih0s7inId7izWd7jEpZ7jKmo7jPTX7jQKb7jVGf7jZWv7jeYf7juen
                7j1Dk7j1rd7j5se7kJce7kJlu7kMiw7kR6f7kZ3j7kaEk7kidj7kmZe7k7Vq7lD/g7lf3k7loIh7l1hb7mAnq7mFGZ7mSVl7mW0f7mcCe7meRW7me6k7miOk7m3qi7
                nHqd7nOSi7nVfk7ncvh7nd8e7nipf7nkEh7n1Pf7n4Vp7n4ty7oEne7oUfn7oWKi7oWQr7oeEW7om6f7opgh7osbb7o7tb7o+JW7pHPb7pUkk7pYEm7piqN7p0IU7p
                0be7p2vS7qITr7qV+k7qZmb7qdmY7qeEe7qh+h7qj0w7qw2r7q2we7rDbg7rXkf7rrsf7rvRm7r1Xd7r7lX7sN2r7sWIe7sYli7saSd7sb/g7scW27sdU17siwi7sp
                HY7s0Xd7s2su7s3Pe7s9gp7tBph7tEbf7tGge7tHFb7tIVh7tLme7tQbd7tTig7tnGh7tsel7ttoi7t3oh7t5Wk7t7I57t/vk7uFEa7uKtq7uLTi7uPmm7uSXk7uXt
                c7udVf7uioW7ujOi7uyUn7uzZi7u31g7u6z77u+5d7u/jf7vHbh7vIdi7vJMe7vLjo7vSMf7vVTo7vb/e7vjHT7vlhd7vmof7vq1k7vv5j7v98p7wOsY7wXBc7wbJW
                7wh+X7wj8n7wqaR7wq907wxQd7wzXi7w0ce7w6ae7xNrZ7xckf7ximi7xuig7xutd7xxvc7x11Z7x30x7yA4h7yF5s7yMej7yMqc7yPq47yQHq7yQYl7yagt7ydph7
                ygUk7yjFj7yp4q7yr7l7yvVh7y1jf7y7Ii7y/GY7zGAZ7zj0k7zj3U7zoXb7zzYg7z1wg7z93i70Gee70IRe70a7j70ngn707Xj70/9e71B/i71I4b71KAY71MNg71
                YHk71cMZ71jEb711Rb7114g7136Y718Jj72COs72E8g72M8v72Nuf72XAf72quj721Fb7230Y7281b729Ur72/sY73HzY73PZo73Qgk73Qi273Rxf73hNe73qHj73t
                gZ73uJq73uvm737Rm74OZd74Qem74Rzd74VOi74dPc74uMh74zef741iX7452e75D0Z75ESp75Jom75Txd75V8e75sVf750Vf752pR758Ci75+Vi76Wti76W4g76jO
                e76jjd76mlZ76vfn761Ub763ng77vSe77zLq78CUe78NZp78UOf78WKd78dyf78iBr78zDl788le79BEp79G1e79HUj79LfZ79NCh79PSf79TWu79Y7h79ZVZ79pah
                7+EAr7+Gas7+Hyp7+QVe7+Urf7+dXg7+djg7+jHh7+lli7+rKl7+tlk7+vNq7/JuU7/jJi7/jTg7/z+Y7/0Yd7/9Vk7/+ye8AEre8APyk8AR/o8AS2u8Aazd8AeNc8
                Aghh8Aptj8A1VV8A8ja8BAAZ8BAjc8BFpk8BHJn8BX+W8Bcfe8Bf6i8Bkfd8Bkvh8BoGo8BqPf8BuQg8Bzxh8B3Oj8B4Kc8CYWe8CwUg8DCIh8DVGc8DcNk8DtDi8D
                wlf8Dw+e8D42n8D6Rg8EBUp8EC0d8EK4k8EMde8EP5s8ERoc8EV3v8Eb6k8EfsX8Ehee8EmDq8Ewug8ExuS8E2uZ8E2+g8E4yu8FDmn8FIaf8FNof8FfJ48FfhY8Ff
                us8Fgea8FoQc8FtUb8FxPl8F2nk8F7Ii8F7yi8GRfj8GVtg8GWBZ8Ghah8Gj1l8G1tk8G/Ah8HBSd8HH4i8HJ/c8HSDe8HXYm8Hdhd8Hedf8HnMe8HnOc8HnWf8Hn0
                p8Hpsk8HuJe8Hztf8H7Kj8H/Tu8IBOd8IE8a8IMah8IVXf8IWrU8Iqva8Is+U8I5sk8I8D38JE7f8JFF28JVCf8JV9d8JhGe8Jjse8Jj1w8Jkhf8JnEh8Jpjf8Js/c
                8J5QX8KB+h8KKxe8KMvm8KVoo8KiRi8KjYd8KyZb8K+eg8LCmq8LMef8LOkl8LVxi8Lbse8Lhte8LnNj8Lngk8Ls+o8LuOh8Lx7h8L0Pf8L2vh8MDMf8MFws8MHdj8
                MIGc8MMIf8MSHc8MeZc8MhMb8MlFf8Mlsj8MmFO8Mq8e8Mw548M+9d8NIQb8NO4W8NQ9Y8NYul8NeQc8NeYg8N0/g8N1Sg8N+5d8OJOb8OLKj8ObkY8OgSe8OhPd8O
                jEd8Oorg8OrQd8Owxg8O57b8O7ql8O9TY8PA/m8PIre8PebU8Pmno8P09j8P2sg8QHTb8QJEf8QTSX8QcIj8Qc9c8QsYY8REGi8RFhe8RWae8Ra8e8Rc2X8Rfyi8Rj
                Kg8Rtpc8R3Kj8SGxb8SH7j8SNee8SZhg8Sppd8SrDY8SuEW8SuRY8Szil8Szwn8S28q8TAhb8TA0k8TS2s8TW6e8Teoe8TiLd8Ts9g8TzPd8UDIn8UGkl8UNQz8UNq
                f8UiTn8Uqrk8UuHh8U0hk8U1yd8VCSe8VFyS8VMQg8VOQd8VfRe8VhBY8VoDh8VyPa8V7Bj8WPFh8WQkq8WSMj8WULo8WZIn8WyjY8WzQZ8W0Bb8XEBf8XSg28XVLZ
                8Xgje8Xh3k8Xxxa8X0Tf8X43h8X5Be8X/el8YSxc8YWEg8YlzT8Y8we8Y99i8ZYOj8Zj8h8ZrRq8ZzAi8Z4Ug8Z85e8aENV8aPPZ8aXjY8az8e8a9gj8bE/g8bG8f8
                bHnb8bTQz8bffg8bnjf8bnum8b6Ad8b72c8cC3c8cRTZ8cbje8cm9i8conf8cqfi8cvcc8c3Qi8c+WZ8dH1e8dUYf8ddea8difh8duMf8duig8d8BW8eDEg8eEmV8e
                Qgg8eUHh8eYyQ8eaQs8eeFl8emNo8ezUb8e0cf8e5ma8e6et8e8/s8e9Np8e9mi8fCVc8fEGl8fNxf8fWJg8fWdj8fgEZ8ftEg8fuFd8fvAj8f8gb8f/nv8gCAd8gF
                1h8gOtf8gRQk8ghmi8gtVZ8g1+Z8hChe8hDQz8hEoj8hHDc8hLdg8hSJW8hYYa8hwYm8h2gu8iNie8iOei8iXlY8i48f8jFOc8jHVe8jNLd8jOKg8jfvu8jo/h8jp9
                e8jqMf8jthr8jyOs8j8+n8kNkc8kT0c8kf4q8kf+e8krdm8k3Ey8k8de8lE/d8lHKc8lURi8lZNp8lbbh8lprv8lv4g8lwLq8lyff8l1cg8l7Di8l8bd8l/pc8mDkb
                8mF+e8mP9T8mRja8mSif8miav8mkNh8mtAi8m1Hc8nAta8nasR8ndCb8nevf8npnf8nrxm8nwGj8nwwR8ny6Z8n1zb8n3Jn8oCHZ8oMnU8oT5i8ocMl8ouZg8ozoU8
                pJwi8pPPt8phBi8phva8plSf8pnLb8pxtg8p+tc8qAmn8qDBr8qKbi8qUlv8qZuk8qbIf8qkGw8qsVf8qzcc8qz/W8q2El8q4cr8q/Rf8rAJm8rGhp8rLKd8rN5y8r
                P9c8rg3g8rjEc8rlcv8rxXp8r2/b8r+Mf8r/gh8sCqt8sOxf8sQng8sgul8shry8sq8t8ssil8suqd8s14k8s4Im8s+Bh8tDec8tG4e8tNtd8tT3p8tYMa8tkVu8tl
                Zh8tm9b8uIrc8uXZh8uYoj8uncj8uqzd8u+ul8vCZg8vIqd8vMOl8vMdi8vVRa8vbFr8viWT8vj/f8vkcg8vlhd8vnBj8vuTc8vy+i8v6dq8wA4h8wG+d8wMwx8wT4
                w8wUwg8wYUc8wdJt8wiTn8wmqb8wnRW8wxEa8wyek8w07k8w92f8xCpe8xNXt8xTGf8xUJi8xVqh8xYDf8xaPi8xdLc8xuYf8x4no8x5of8x6Pj8yBAl8yCAc8yG7T
                8yKWf8yVIj8yVgq8yZ2g8yg0i8yjFi8ylvn8yxDk8y2gP8y5Hg8y5Qe8y/4f8zDsl8zLbf8zZ8f8zyqe8z6Ie80MOW80Woq80bJr80dIf80dci801ol803ti80/5g8
                1J0h81XVb81Ysk81a4i81ctb81s2s81tmf817gn82BEn82Iie82Qbi82TJd82bkq82n4m82q7d82yqq821Pn824te82+kl83KPj83Mjq83Rpc83dJh83dOh83f1u83
                jhi83urW83wWm83xTn835Pa839wU84TLg84WSl84abj84jbc84rzi84t8e84yaa841Oe84+xi85BSn85Cyd85E5o85Ijm85YLl85gFR85lPg85vwj85xtm85yCa859
                Rd86CFf86CZ186QIh86Qae86VQk86bSk86pfo86qyl87IJa87M3g87NCf87Xwd87ZGd87djg87sOc87sof87w+n871mf8739j874Qk878tp879ce88DGj88Rgj88WB
                c88ZFh88bNm88klf88pej88zDg885oi885/s89bA389dck89hBc89loe89sTk89yUi89ydi891Xm891yc8+E1z8+Tac8+VUi8+V5e8+WwZ8+eqi8+rJg8+25d8+5nm
                8+6hf8/A0b8/eig8/7Jh8/9Gk9AE1Z9ASvf9AT+i9AYlk9Ar4c9AvUq9A2Aj9BOLx9BkEh9BndW9B7pg9CI9c9CNBc9CQ1c9CesX9Cg0h9Chsb9CvpV9Cv7j9C0Wm9
                C8pb9DHhj9DSNn9DZFf9Dctj9DfDZ9DiMg9DnEh9DpaZ9DqOe9Dxev9Dz1b9ERMn9EYie9EfBn9Egta9ErSh9Exwm9E4co9FFi/9FLHa9FnP39FpPl9F4Ow9GEsj9G
                Mhz9GSHj9GSzl9GVpe9GZMt9GcEc9Gfdc9GhWh9Gwng9GxcX9G0kg9G4cY9HVSb9Hjjp9Hnkf9HpMn9H44Z9H5di9H8Bn9IA+l9IQ+i9IjEl9Ij2V9Ilrq9Infq9JF
                ei9JJ7a9JKHh9JOBZ9JVIe9Jila9JvCb9Jy3i9J36e9J/Zi9J/5a9KNOh9Kays9KvmX9Kwwh9Kzxz9K1mf9K4oe9K9Ic9K/Gl9LEDi9LGhh9LWFm9LvKY9Lvfd9L2B
                d9MHIl9MHdk9MQ2p9Mpmg9Mr2f9M+Xg9NI9e9NK5v9NQSd9NXgf9NjWf9NmYq9NnKb9NoBn9Nprj9Nypr9Ny9e9N5pp9N9id9OCNf9OFBo9OmUa9Oqyl9OvCc9OwCi
                9O4Xf9PAtb9PL+i9PXLa9Pf+n9PlVd9PmYn9Pwao9QDxl9QFor9QRwj9Qdbn9Qj7e9QoQi9Qs2c9Q1Df9Q1ir9RI9i9RQ2z9RSBf9RXiq9Repw9Rggg9Rhbq9Rndg9
                RtAh9RyHr9R0jd9R1VS9R9zY9R+1q9SBmi9SPEx9SoLl9SwWZ9S8Yo9TGwg9TJod9TOfo9TjTZ9Tm3e9To2g9TwJp9TwRq9TwVa9T0fn9T4he9T6wk9T8fq9T91f9U
                Ozq9USnk9UUBb9UZ2e9Us/l9U6xj9U9Hr9U/+h9VLfQ9VOUh9VVce9VWEj9VXCs9VeUo9Vi8f9Vj7e9VkEp9VpPj9Vs7f9Vvwo9Vzaf9WBdf9WHyg9WITk9WJfe9WX
                rt9Wcjk9WgQl9Wgfj9WiXh9WwLs9XKFw9XOrg9XWni9Xccm9XdFd9XhMX9XleX9XqIf9Xy7v9X2vf9X5bc9X5zh9X+5l9YA1i9YECl9YH1b9YyGh9Y3gd9Y5Pk9Y+J
                h9ZOPe9ZQij9ZVie9ZYtl9Zcqe9ZeCj9ZhQh9Zidz9Zpvd9Zumi9ZxkZ9aCOf9aEhg9aJ/h9aPtX9anfY9aprr9avUt9bABm9bVTn9bf9T9bmIp9buXb9b3Lo9b57f
                9cDpl9cJHg9cJQb9cRyc9cYRh9cZiq9ctNq9c8hm9dDlX9dEXc9dJb59dLVg9dQ6c9disk9djYn9dlrh9d1Mm9d54j9eDyk9eb1l9eink9envj9eoqf9e4bd9fwjl9
                fyzf9gArZ9gDNi9gDle9gKVk9gQBs9gllS9gmtn9gmzj9gtmg9gyUh9g99T9hMOf9hQYo9hhac9hhoe9hp4i9hrRf9hyii9h4zl9iFep9ie2c9isfe9istt9ivao9j
                FHo9jLDq9jMbm9jVcg9jijh9jjxc9jmHa9jmMf9jolh9jore9jsZe9j7xd9kDjh9kFEd9kOYj9kTbh9kYYp9kp9j9k8OW9lFOk9lQFd9lQck9lRFl9lU4h9lkZn9l3
                eg9l/wj9mGCi9mXzl9mi3j9mqin9mrOe9m4NZ9nZjc9naju9niJc9nm2Z9n5Yh9oD4a9oQoe9oSLd9oVgo9oaqe9oy5e9o3Zg9o3cm9o+af9pG6n9pJKi9pJxd9pmV
                c9pwfj9pxSa9p0Lg9p7mY9qQwi9qWOc9qWbk9qvTc9qysh9q/9k9rFHk9rYJh9rZJa9rari9rkU09rmBf9rnen9ruVk9rvGg9r6Wh9sANh9sEXg9sIfk9sMz/9sUtf
                9sXgp9sfZl9sqsg9ssTa9s7Il9s8mc9tEzi9tLdj9tdgc9te7b9tkNZ9txoe9t5ul9uTI29uXij9ufoj9ukyO9ulTb9un9x9ut5m9uvft9uvxg9u4Pd9u9mb9vHqW9
                vJCz9vQEn9vTbk9vUkc9vdug9v2Nv9wE6m9wGRq9wL0e9wP8j9wVuc9wbwe9wi3j9w2tg9w3tY9w94Y9xC3g9xD0d9xEcn9xKdg9xUob9xWLn9xYkk9xgie9xqVa9y
                Fog9yGcZ9yIph9yeGs9yfos9yol19y47e9y8Bn9y9Zx9zGqi9zLYd9zMmk9zZEo9zhbj9zpnq9zqwh9zsrl9zuIm9z76o90Fln90G7a90daU90gMj90z4k903Sn906
                no907Us909le90+4f91Bjg91I7Y91PLg91jPe91kYh92B9f92KUe92S2m92fEg92wlj92yJb92yRn92zxj93NIg93OCZ93R9l93SKu93h4f93ide93qoi93thx94Hx
                m94a0h94sBn95Dao95GYf95N3d95cug95ikg95lle95l3G95l8f95nna95pAW95yBi96Eqs96SnT96UVw96Uij96Ukp96U5r96bck96bfj96vlY96yTK965be96+0c
                97B+g97IXU97KGf97Vlu97owg97t2m97uOk97xMh97x/e97zMj9713e976Zu978yf979nw98OMl98ONd98Wrq98eej98n+o98xvv98zCd98+lj98/9h99K/b99bfq9
                94vX99/rj9+Bdi9+Dvl9+T9e9+cog9+dke9+ipm9+m5i9+pap9+31i9+9qf9++8h9/Gzi9/Kre9/Lee9/W8b9/gEg9/qaq9/4Nf9/8Bf9//Xb+AFNd+AJ4r+AKjk+A
                LHl+AMfj+AYVe+Adqk+Aqvj+AwOi+BAZe+BBSj+BFIn+BOwl+BT/i+BU+k+Bdxy+BlNY+Blgt+Bp+m+BsWc+B2qy+B9Qb+B+ak+B+dd+CAab+CcIt+CmLc+CnCc+Cv
                mn+C3Np+C+gZ+DM/h+DN0f+DSIb+Dlba+DmWf+Doyr+Do/j+DsJl+D4fk+D5Do+EHSv+EJ5n+EQLX+ESxj+ErVs+E/iQ+FFTi+FIvw+FR1d+FZXe+Fchh+Fcqk+Fei
                q+Fgbj+Fmke+FnOZ+FsZa+F8Gm+F/Vd+GBBV+GOFb+Glve+Gokl+G0wf+G49R+G8Xp+G8bb+HEMZ+HFrr+HPDl+HQ0j+HSte+HWxb+Hr0c+Hv0v+HxAX+Hx5i+HzIn
                +H0Hh+H47f+IAwj+INZh+IUih+IUnh+IVMd+IXce+IYaq+IZum+IgQm+Ip3j+I5/h+JB5s+JIcd+JK9h+JMbf+JNjj+JSCc+Jhbp+JkDU+Jpgn+J0MZ+J5Gc+J5Pf+
                KJtY+KRRs+KT0V+KVgk+KZgY+KoKf+KpPr+Kqvm+K1cd+K1md+K5Mp+LKEu+LMMh+LPll+LRVt+LTmo+LbSx+Lfmp+Ls+j+LvCh+LwTe+LxCh+L9Sj+MBUj+MCLl+M
                GXd+MKEg+MKyg+MLOp+MPhg+Mcgc+Md2S+Mfuh+Mhda+MzSh+M9ek+M+/n+NBLg+NPJi+NWJb+NWyf+OAih+OFzk+OG8e+OJCf+OKLa+OODT+OcEm+OeYg+Oe5r+Ok
                pj+O0Pe+PINf+PK6o+POVe+PQEn+Phyh+Pi2Z+PjHc+Poze+PrYe+Psag+PxQf+Pzjg+Pzym+P4Ll+QA3f+QIjb+QI3f+QRse+QSxl+QYos+Qbm3+QmEd+QsZe+Qsc
                h+Q/0U+RDYZ+RJak+RRTl+RSsg+RbTd+Resa+RfZa+Rr2f+R50j+R6tk+SLEa+SU1j+SU5j+SlZe+Swck+SxGd+TB4c+THAa+TTHc+TVyf+TX6o+Tfcp+Trfg+T+Le
                +T+8r+UG5o+UHIk+ULor+UNbw+UOIf+UWEf+Unhf+U3Li+VBpe+VIEl+VMHt+VNXZ+VPOb+VdQp+VlOg+Vr2m+Vv3m+V4+g+WAGi+WGnn+WSbi+WS6b+WVwe+WWnb+
                WZkb+WbSg+WbYZ+Wcmj+WmTf+Wp0e+WsIg+Wyub+W5pd+XCFd+XNIr+XV3a+XZXd+Xahl+Xb5a+Xjqh+XpNh+X0hm+X1Rk+X6Fh+YCff+YDZt+YNXh+YO1i+YQks+Y
                UPd+YdDj+YfEb+Ygpg+Yjnb+YlAe+YnQk+YtAc+Y3sb+Y9IX+ZAgj+ZBfh+ZCKY+ZS5Y+ZTIo+ZWrf+Zcuf+ZgFg+ZpGh+Z1Pu+Z7Eh+aEmW+aHjc+adPg+aeIf+a6
                Kb+bE3g+bG8d+bM/W+bU2o+bcYj+beZV+bhdo+bibz+b2z0+b5vb+b/gh+cDwr+cIJU+cJ+d+cKVi+cLZd+cktg+coDi+csAt+cxeo+c8xc+c/uj+dIhl+dQHg+dRF
                d+dkRa+eGCj+eI6a+eRjS+eYqb+eZci+eZqj+eezW+ef7k+emLk+evIk+fAGf+fHqg+fMrj+fYjY+fbLf+fbsc+feZb+frjv+fw1r+f0Le+f4Ac+gWJo+ggGa+glmd
                +glra+gtyr+guy1+gwWc+gzeh+g0ri+g2Gh+g5Aq+g6Te+g+bl+hInf+hQFc+hS2k+hTDd+hcvs+hfwi+hfxn+htwq+hyZl+h4wq+h+cc+iEbg+iG6b+iOZf+iS4q+
                inpw+iuSe+i4ie+jJDk+jNxa+jQ5h+jTbj+jaSh+jiSg+jqEj+kCAg+kI8g+kJmo+kLCd+kOLb+kbhp+kfSb+kt3Q+kuwa+lCEe+lLSj+lOKj+lWGp+lXiZ+lqyX+l
                zhk+l4Gi+l6bg+l9jg+mEDY+mEYY+mIla+mLyg+mSUx+mXBg+mbqm+mwhn+m2+g+nAun+nEod+nFHh+nQCc+ncyg+ng8n+nlSj+nneg+n5Lh+n+Xh+oBxh+oLKl+oL
                Rl+oREh+oRqb+oUcb+omSq+om0p+ooVo+opVe+orWi+ovpa+oxtj+o4Oy+pLid+pLzf+pTFb+pbco+pltk+ptgm+p3Ta+p3g1+p6xi+p+Zf+qGvW+qRde+qTQj+qei
                f+qlIn+qvfj+qzdh+q4Ed+q41b+q7qf+rDgk+rI7j+rK3f+rPeg+rPkb+rdQt+rmsi+rs4d+ru+l+rwFe+rxac+rxxs+r4Tf+r5wd+r6ne+r92h+sBAc+sFGm+sF2l
                +sJw0+sNXh+sWUd+sY6m+sc4r+sokj+spgg+spwo+tAQu+tD0c+tF3R+tKSX+tQqc+tSVd+tVOg+tX8g+taDe+tvbh+twMf+t4fi+t8xg+uM2d+uRkn+uTOf+uded+
                uknl+umwX+uo4e+uvfd+uzjr+u1je+u28k+u6Zi+vPbn+vYOa+vjeo+vjsd+vkc1+vsfm+vt4e+vx9j+vyZa+v3Ph+wJGp+wJee+wOMi+wS1j+waWl+wpUh+wrJc+w
                rTU+wtOj+xC/f+xEss+xOzg+xe0b+xh1k+xppe+xuZh+x2Ui+x/Ya+yCRb+yD9h+yFgi+ySHd+yUSn+yUkg+yVEc+ymei+ysvf+y4sW+y6un+y+YX+y+/f+zC3i+zD
                xh+zF5g+zJAY+zJ5b+zO9f+zVYa+zaYt+zhRj+zlqa+zu9Y+z2Ss+0Ahb+0Bli+0Cfe+0EhU+0KWn+0OIZ+0TNp+0U/j+0XKn+02Rv+1Dqm+1G+h+1Rcr+1V1e+1cH
                f+1dEj+1eru+1wok+11Fd+15Zj+2Inl+2I4x+2J7k+2QBu+2RVe+2S3y+2ZQe+2jsd+25Rh+26Pm+2/oh+3Dqn+3LTt+3Tkd+3c6h+3fsc+3oDl+3rkg+4E00+4RDe
                +4R2e+4Ydd+4bad+4k1e+4npg+4o5d+4zSy+47eh+48Ih+4+zd+5IFm+5M4b+5N1v+5R5k+5V6d+5Wjh+5kPk+5uic+513f+56im+6MQh+6wrW+64rv+69Kc+69xm+
                7YTm+7cBi+79Yc+7+Tj+8Yfi+8dwp+8gUe+8jzl+8rQu+8t3R+80Dm+86Mp+87Om+87Ub+88Zm+9FQe+9Wrc+9rmd+9rnd+9x0c+99qf+99ra++Bxc++KiR++aTj++
                iRg++ozh++rif++zcf++0Ck++1Qd++5aY++8Qb++8ug+/JUe+/Kgg+/Tra+/UEb+/YSn+/e9R+/p8f+/std+/uVd+/81h/AFzi/AKEc/AVTp/AZux/AasX/AbeX/Ah
                ga/AlMk/AnpW/AoLe/AphZ/BCfq/BDrU/BQHh/BR5X/Bdzb/Bf7i/BrDq/Br+g/BvHj/Bxsp/Byuk/B1Cj/B5fg/CN+i/CUvd/CfNu/CmOo/CsMc/Cy6f/C3Yd/C6Y
                a/DN9n/Dcre/DdIh/Dnql/Dq7W/Dt0h/D0TY/D04h/D4Cd/D4Ek/D56f/EE4n/EUIl/EWPd/Ehzl/EyBf/E9de/FAji/FB8f/FHW0/FQqX/FYWe/Feli/FmUc/GDyp
                /GJDg/GMAn/GXDq/Gb2g/GeHd/Gk4i/GnFi/GvQe/Gxde/Gx2f/Gz9i/G0Ed/G3xe/G7Oj/G+Cc/HEOd/HNCh/HQBd/HbLe/Hd+g/HfYb/HgAk/Hwlf/Hy3e/H0so/
                H17T/H8ul/Irfr/Itse/Ivln/I4xe/I61i/I/uX/JJXe/JJue/JKAY/JNia/JaXi/Jcik/Jdym/JwXh/J3Es/KI0p/KL2i/KPof/KUNn/KVHl/KdlE/Kele/Krzf/K
                tdb/KzZg/LCfr/LCuj/LUg1/LVGd/LVnd/LW5i/LYAd/LaXa/LcI2/LiZh/LjVl/Lppi/Ltve/L22q/MEBc/MFJh/MLPX/MSjg/MS9Z/Mc2j/MnKg/MvCo/Mvfk/M0
                5b/NAtc/NIlf/NLij/NM0e/NXUk/NZdj/Navi/NhZc/Nhzi/Nklp/Nkwu/Nuye/Nxxa/OAqj/ODei/OdKe/OfSd/OioV/Oj/j/Onpe/Otjf/OuHe/O+qS/PHki/PJd
                b/PLQj/PTdh/PT9k/PVpY/PWyc/PiBg/P0bt/P24i/P8FT/QBih/QDSb/QEpf/QNjj/QPCm/QPNb/QPbi/QXFm/QePe/Qp9g/Q1Ym/Q+4c/RGMj/RMPe/RSmU/RfLj
                /Rhlp/RoPo/RpBn/Rr5e/RxBa/SB3c/SGYo/SI2c/SPLh/STui/SVnk/ScZg/Sd5e/StHp/St9s/S4Xj/TA8r/TO+o/TUZf/TVfe/Te6i/Te7d/TnSx/Ts/o/TtCo/
                TvK5/T4vq/T6Db/T6Ia/UJ5r/UN6Y/USNi/UhYW/Uhir/UpMc/Urpb/UzLd/U5xk/U6JS/U7Ch/VFke/VGjj/VRZh/VR+n/VS+i/VXJo/VXke/Vbzb/Vgce/Vh1d/V
                s0d/Vv/d/V32b/V9Lg/V/gY/WMAi/WR6d/WbAh/WcVg/Wfbk/Wtst/Wuhh/W35e/XBzY/XDDZ/XKAf/XKEj/XK1W/XW5g/XYiq/Xffh/Xolg/Xwdr/Xyli/X1Nb/X4
                Ga/X4sm/X7W0/YGEg/YH8f/YLXn/YSKs/YVed/YY4Z/Yfvb/YiRl/Ynye/YpPu/Y4mi/Y8xe/Y+Bh/ZDff/ZJJq/ZPPk/Zwud/ZzJt/Z3Jf/Z6n0/aE3i/aJGj/aLB
                c/aN+Y/aOFf/aOGd/aT1e/aaif/aiFb/avvg/a0Mf/a5df/a9hZ/a+kg/bHms/bJDd/bJbf/bTfh/bYfe/bYte/bY0a/be3y/bgzm/bhVq/bwqb/b4lo/chpa/ctji
                /cuIZ/cueU/cuvd/cxni/c5Cr/dD6y/dD8f/dJLf/dV3k/dcoe/d0se/d1Ei/eGEm/eTZf/eckn/ejil/ex1f/ezTv/e3Kh/e5Oe/fNIc/fP/q/fUjb/fXhY/fanf/
                fdfq/fp4e/fwpW/fxKl/gJIe/gMBc/gQKq/gXif/gf4j/giDa/gkGm/gkHp/gk7v/gn7r/gtWm/g0cc/hBpe/hFjp/hTgg/hVfg/hWXi/hY+i/hfLd/ht9e/hwYo/h
                4Yk/h7Ld/h9Oq/iQIq/iYdc/ifOi/ihLh/i0gs/i1Qc/i3Ib/i5mh/i8jo/jCqi/jMRZ/jU4y/jajn/jlUr/jmMX/jtpr/jxGV/kBdj/kKsi/kWCl/klUQ/kpEd/kp
                2d/kuCU/kuOd/kudb/k6po/k7zu/lA6c/lN9Z/lcIo/ldih/llZd/ltGg/ltdp/luGg/lu2F/l1Gf/l2cl/l3kl/l9Hg/mADa/mBWh/mTGo/mUDk/mU9k/mVNm/mW5
                f/mgDf/mhmq/mipk/mjqj/moji/mqWb/m4Pe/m8Eu/nF/a/nJZb/nPvx/nb2h/nejn/njph/nlSe/n0Kc/n8Zi/n8qb/oIml/oVif/oY0h/obJh/ocYl/ocol/ovab
                /owch/ow3h/o02f/o6Zh/pBec/pI1n/pJ7f/pKre/pLVu/pNCt/pYDg/pcGa/pdon/pshk/p5QZ/p7yh/p9hp/qDAm/qDUV/qWhr/qWxu/qarn/qd4d/qlht/qoCW/
                qpor/qztn/q7A//rC6i/rMsg/rW6k/rm7n/r2Am/sJna/sQ47/sTVh/sV5n/so8b/sqCt/s0bf/s1Tf/tQih/tRmh/tZjZ/thQg/tqOl/tqYi/t6Wf/t9Vg/uJGl/u
                h0o/upYb/usfa/u78i/u+Aa/vBsg/vG4d/vNmf/vSxm/vgLj/vhHX/vj2h/vm0N/wASg/wESc/wHQi/wP7b/wdUh/woIh/woTb/wvbh/wxdh/xAso/xHBk/xHMn/xO
                Yk/xReV/xYek/xZ5c/xkrn/xl6c/xpcd/xp7k/x09W/x10d/x30m/yAWm/yE9f/yFOZ/yJft/yNFm/yNzg/yN90/yS1e/yVyu/ycHf/ylri/yshw/yx5f/zCLR/zG9
                g/zPQl/zZVf/zcql/zgYp/zn6g/zxje/0DUf/0JDo/0NDh/0NYh/0Uxf/0Wgv/0ZQh/0ddt/0y5m/04bg/09Ef/0/Yk/1EQg/1Fqh/1Led/1L1g/1tBj/1uXh/1u0g
                /1vjk/1z6j/11oe/14Nl/1/DY/2BLY/2EUh/2Krl/2Lkc/2Pbd/2nxu/2vRc/2w4g/2+bi/3Bvf/3Nxb/3UHg/3lDa/3nCq/4nGf/4vwU/5Ndg/5QCl/5bWn/5jXj/
                5kQi/5uOc/5uYs/5wop/52mo/56bi/58Db/59OZ/6B3s/6Gjh/6I7l/6Orr/6asm/6fAY/6n3p/6ovq/6qgh/6tIk/7KHZ/7Sxj/7aFZ/7c6b/7nct/75jZ/76Gh/7
                6Of/780d/8DZr/8GJe/8L9f/8SYj/8cJg/8gQc/85CZ/9Cjk/9H5e/9Nfo/9R/g/9ZVp/9r4i/9tzc/9vhe/9yox/91A//93Bg/+Eni/+Hvm/+VAg/+Yzb/+iCc/+j
                Dl/+qka/+rId/+s3e/+uzU//DRe//U/c//V6e//YXe//aZe//eAc//kWi//knu//mSt//mTX//yjg
                """)
        let sequences = Wording.sequences(
            from: """
                AAD8efeAAFJYggAAJQhfiAATHXciAAVkgbeAAWeiblAAX8fzcAAZHkidAAbNeqTAAgUnffAAzCiehAA3DiddAA3ZgffAA6AoeTABCzlemABDkcggABHAmpeABIJXdg
                ABIhWggABPFgcgABPfdggABUJmfsABXdiffABZvllfABbwljjABh5dcfABkFbgjABk/dggABr8WhdAB36afcAB7gmgeACBUYemACCgbvXACEqjbtACONefcACUjmZd
                ACZhoggACZrgfaACaRndcACakiexACdulgdAChUadfACvximeACx+qqaAC3ejcdAC6chefAC+BdegAC+UiggADFgiegADFykcgADHwfitADQPfdaADSAiZWADSZwZf
                ADUHplnADXn/lcADjZeggADvQoeZADv6cggAD5jfcgAEL/cggAETYWnbAEXyxrrAEYgobmAEe4YdoAEk3nceAEqMkfgAEsLvimAEtUr3UAEw0gcfAEzGXclAEzKkde
                AE1dglfAE5OekgAE5PiZkAE9TXfgAFLhldtAFMujlhAFMzpbmAFNmfggAFScdMmAFmNZegAFopZedAFr6ccdAFvEkdfAFz7nmeAF3ljdeAF8hcggAF9rfkdAGBzYgg
                AGF2endAGJ9adfAGP6fdcAGSyhddAGWwgfqAGbybggAGb3fcfAGfXbggAGjqiceAGnucgfAGn7adcAG23hfpAG30adeAG4YbggAG7LgdjAG73ideAHQPbggAHQkkZg
                AHS1ekoAHYBkV1AHlLZggAHtfZjgAHxOiraAH0mfcfAH1geggAH4hkjeAH5ZkhYAH5kiZdAIHCjZrAIH7fa9AILregfAISaedfAIVyeggAIcigpoAIhspffAIphjie
                AIrlhggAI3nl5dAI9QhdhAI/CeedAJMghhlAJWWmflAJWXeghAJd9ZjbAJd/iciAJ1SidbAJ41hbfAJ5BfagAJ8BVfiAKAcbegAKC1SdqAKGBeegAKKicgaAKKwkce
                AKNpTiXAKOFWqcAKdKcfgAKjKbheAKk3cZdAKp1JggAKqRjcfAKvqogYAK1TkemAK4BkhhALKakbeALSOkegALXleggALdHhpdALewbdsALnhgggALppfgcALvageh
                ALxAgggALyedggAL4QljSAL5a0FhAMBthdgAMCRbfhAMGEbnUAMK+eldAMQSgkYAMVxaggAMV0fffAMhGjeuAMjgZeoAMooibgAMu+ifdAMvTfgkAM1XviZAM3Pagg
                ANCKfggANF/nchANGUmjvANKoiY1ANLEhfcANXZkggANp6dfgAN2nqaeAN9bmcmAOCOofSAOF1jcgAOHzeefAOITggeAOLxhkjAOLzbhgAON2ckdAOPNeggAOQoagg
                AOUjgceAOZnqdeAObmjfdAOfjgggAOmiiblAOtYdcgAOvtjggAO12kgrAO66fggAPAIXggAPF0hncAPMadggAPQ7gfeAPSgjdkAPTZmZYAPUWhfdAPZVcjfAPaYmOr
                APd8ceeAPgIjlfAPkoZkfAPlXnbgAPlbpZjAPttmdeAPvEgkeAPwTlghAPzSegfAQC5fggAQDyncrAQFkgefAQMuofbAQN0bffAQRmrheAQUL/edAQXzqgdAQY+gif
                AQhXcggAQj8hffAQqmlhZAQwWjteAQ5u3aaAQ8yegdARHIhghARN3fffARVfmefARWugggARYWkbbARb0iZfARezmeUARe+aggARhTkgbARiLrdbARjRefmARykhda
                AR1SjciASDKbggASPzfggASXcYffAScabfgASgugggASwfdgfAS8ytbiAS+elmiAS/0dkXATBRlZcATB5j1DATCUifeATGLeggATLAQdSATOdjgcATP8sgpATRiykh
                ATUqhcfATYZihZATbVgafATkdkenATqTWfnATwFhggAT1KbggAT1+ZioAT6hfeiAT7ebggAT8CnZiAUDDelfAUDXchfAUJypdgAUMXqjfAUOvZkgAUWNgbgAUXJngg
                AUmWwmdAUokaggAUpyiacAUuckfeAUvAghZAUw0gggAUyCaggAUzRfbdAU2hmdtAU4CffeAU7diooAU/0na3AVAGfggAVDPkbfAVNhldeAVW4rfgAVcBfgmAViieme
                AVmqZhgAVs7pXrAVv/kpdAVxYfggAV2DencAV6mflfAV+LkceAV/FgdjAV/QmXdAWHZyqUAWI6gggAWNetZfAWbzdbgAWc7aggAWeAgdwAWk8ZggAWlAbggAWtDbgg
                AWtRYdoAWwxsaxAW2mgegAW8vjcqAW+MTfgAW/OgcgAXAUb/fAXbLsWeAXcFaacAXd1lhdAXgWgcfAXifgdfAXqZpVnAXqbgefAX0uZncAX3rheuAX4YcgfAX6IyYt
                AX7njecAX/OghgAX/oiaZAYJlnXyAYJ0saxAYN/evcAYTgcegAYUhjlTAYb5UfgAYk3hbfAYuOierAYvqhdeAYw4bkfAYyOkkdAY7IocaAZByffgAZXbcdgAZY0egg
                AZbRhkmAZifXjaAZpUpZnAZp2kkeAZqWqmoAZsveefAZ4jpmfAaEAlhdAaGagxcAaKokgfAaThofbAadZhleAajTgefAalYhggAamVefmAap5lndAaz/eggAa0Rnfg
                Aa4uhgiAbFVigfAbH+fadAbNwjZeAbQLbggAbW7cmiAbhSlUhAbiuggnAbl+hieAbmOkhlAbnodeeAbpDkpgAcMXlcXAcPalllAcXvUggAcdnkerAce8dicAcw+Yie
                Ac0JjYyAc3HjadAc97cffAdEahedAdFVhfcAdLufhdAdQomlnAdVPjjfAdWalheAdcNkbdAdi5eefAdn5aggAdzudecAd8jhdgAd9alctAd+Acb0AeEriffAeFRhfg
                AeH6nftAeJDgggAeJepleAeNImoZAeRVecnAeTZledAeeLj0XAerjjiYAer1gcgAe+7kbtAe/2fkwAfAlcfgAfBxlgdAfB1jjeAfC6rZhAfJBhfpAfLrWbfAfOziei
                AfSOihlAflggfgAfp9bggAfuvhedAfylaSqAfzamfsAf6NYeeAgFtaggAgRItYeAgU2teuAgVrWe2AgVyYfnAgaJYggAgbXde6Agf+cfgAgmIfQdAgm6eUaAgrChag
                AgwdcggAg5jReiAhAqgclAhG3hfmAhRXeegAhSkUteAhc9kdnAhesjbmAhocdegAhwZemYAh1GghfAh2NcmbAh28oggAh6cikYAh6gdggAh+0TWgAiApocfAiBEqiV
                AiBzmVkAiDtcbfAiEqdggAiFejkdAiH+igeAiLThefAiL9kkcAiR1jfjAiTNdggAijBfggAin6wyIAi4CoXnAi/JhbfAi/3kcZAjECvRxAjH8iftAjLhhkdAjQFcid
                AjRVhaaAjT3fidAjbCZkYAjfWcfeAjfrumlAjqMfodAjsVlagAj0Y4kcAj1PfbeAj3OihfAj+AiboAkFqofeAkGpdffAkJIlfmAkT6/pdAkVcldeAkbhfobAkd4fgg
                AkhebggAkiYjgbAkiZeggAkj3pfjAkmsacfAknLicfAkqhbdeAkrlggaAkrzddeAks9ajgAkxDeggAkyQZZcAk11mcdAk3UXliAk56ikfAk+WdicAlMnYkeAlUrgiW
                AlZicggAlgfdjdAlpUkedAlqIgbeAlvZefeAlwLYggAl2GidjAl4rZggAl6qbjmAmGsfebAmI4heeAmLPcggAmOiZgcAmPJadfAmUljebAmc+eggAmfekrfAmn8egg
                AmseheeAmtr0crAmwWjxUAm2nVniAnDAtZkAnISnilAnQGdjgAnVtlieAnZZUggAndnjVtAniQdefAnpJfggAnpRmffAntYhcbAnv/obfAn4pheqAn6PeZWAoJbthj
                AoKabggAoSNcggAoSRpkcAoZTagjAojVjZnAor7jggAo37gemAo7ujfdApAmgggApFTWggApHkpbTApH0ccdApQOp3fApVcfggApYHdiaApZxilmApcLpecApiEfgg
                AplYhudApoCgggAp+w0hpAqItkqWAqL4WegAqMobeeAqMqytyAqPQedhAqdgadnAqhkqoaAqkvnikAquc1TlAqwdhhfAq9RghbAq+EfceArAYqhjArAkgpfArEUf2c
                ArKAfgfArLLgdWArL+liaArNkrmbArQDcebArQ5iqgArRLigjArR3evVArYOdggArcKXggArgYYfgArlhfggArtyheeAruSifxArwIgfdArwugkVAr6XuWoAsBwdgg
                AsCBdkaAsC2eggAsIYvydAsPlgYeAsZkjdeAsaZjabAseIgoaAsiSygtAslCfglAsr1lqfAs8jZjfAtHoheeAtKarXrAtKjfeNAtTe4YgAtbNpuTAtb5fggAtesbgi
                AthdjedAthkiQeAth7jigAtqKbdfAtvdhgeAt7tgdgAuFibedAuGggffAuJSeefAuJapijAuK8gfgAuLnpggAuWUeofAua4ogcAud0YfgAulchegAunehdfAutDmbb
                AuthldhAuuUkbgAuuxeteAu1oksaAu3lmZmAu3vfggAu4BtcfAu5KYnWAu7fgpcAu7qnedAu8FWcfAvDT4beAvKGfmdAvL9meeAvQFfeeAvQpkdeAvRseegAvSsplf
                AvTifbcAvTyhgeAvWqcggAvdXrbjAvgulgnAv3wkcgAv85dgfAwBvivZAwHWgglAwK+fajAwRrXpdAwVifZaAwWUgghAwX3iaqAwZXeggAwfLiggAwgjgdfAwhFbhi
                AwpthbbAwrxgggAwuvv6eAw0AgggAw9cdjfAw/XpdtAxCbefgAxCwbggAxDjZggAxHsmcbAxIRegdAxLVhfjAxRPfggAxV5mblAxX4YggAxcGaYfAxl6cggAxm5tdh
                Axoh/keAxqeexlAxrDliiAxxfgggAxzhafjAx5NdgfAyY6faeAydMghgAygEndcAymSxesAymVcffAywacggAy540hRAy5/gqfAy9mcggAy90dbdAzFUkfeAzKmfjf
                AzKwhNrAzPaijcAzPmdggAzRqlnfAzRtdggAz8NnVuAz+qdffA0BrkggA0GPdfnA0NXhffA0Y+igfA0aickdA0atbZjA0dVicgA0dbgefA0eyiqiA0iBkflA0mehdZ
                A0qLrYeA0tyoicA03UefgA09qhcgA1CidfgA1ECfnfA1IOnfXA1KlefgA1LyefcA1QveggA1U5eemA1Y7agaA1ZljfaA1bnafgA1b6rrZA1cQeggA1dBluaA1nPacq
                A1rSdZcA1r/ljjA1sLqZrA1sidYsA1yKvdjA17BpgYA18FmffA18VidbA19UWweA1/UTdzA1/ygvdA2EhidfA2G8kduA2MOZfcA2P2icjA2SgZggA2VxrdkA2V+gfg
                A2XgkvdA2cKmP/A2caZlbA2fbde1A2snadZA2vkaggA29FgfRA29cdggA2+kdbnA3JseggA3NtwShA3V/hjfA3dBefgA3jXnZQA3q/eggA31kfSOA33KdggA33Vbgg
                A38SgWaA3+MnYxA3+eUjXA4BGupeA4H9gggA4S5VjwA4TpjhaA4XDcjoA4XEcsZA4YJ9dxA4YNiaeA4YxgdpA4chlYbA4hOiyeA4vJfadA4wsgmeA45ZfggA45leZr
                A49KggdA4/3rmbA5BpmqbA5QJqpgA5R8kkfA5TUeggA5UkgdgA5X+hebA5abaldA5j/geeA5nIhegA5rMaVnA6BSiZbA6ENoueA6G6bggA6JCqgmA6NMefeA6TFnbx
                A6THoknA6bPkkhA6dFhddA6vQdoeA6wZdggA6wbhhfA6zOgggA60JecgA61uhdeA62WifdA7AMikaA7B8edcA7DQcegA7FIpmdA7FkopcA7KpcggA7RelvcA7Wemef
                A7W+qdaA7iXuetA7nSedeA7wSoScA70GhlfA79DtaZA8AifiiA8NliZjA8QjebdA8WheggA8cCiedA8kQaagA8mlpibA8myfggA8nZdqeA8qXbfmA8tJZehA84YgYf
                A85/fejA89GpjcA9I+ajcA9L9iadA9OLafeA9OvdggA9TnmRuA9UEgggA9aYcieA9fulYfA9gDdggA9hYjrWA9iuzgSA9l9fddA9uCeggA9vlhggA9y7gigA91zgcd
                A99EhZbA9+DejdA9/GjcfA+BaadfA+My/daA+SntVcA+VLeggA+WjhceA+XSeggA+YWhfmA+YgdggA+c6ZhiA+fybfiA+joisdA+koisZA+nUhffA+ocfuZA+tZoac
                A+wn/snA+xuhmcA+07hcgA+4l3P6A+98dYdA++EkqfA/EyakgA/ONdccA/WcredA/WygpdA/bEjlfA/czbeeA/eWefgA/hDhfdA/o9kgnA/wiiebA/xRgZXA/yjegg
                A/6MnjeBAMFcdgBAOtbjWBAV0swdBAfbfifBAhyhfiBAiZeecBAk1mdnBAlrZggBAl8edxBApodffBAqecgfBAsiZggBAzdedfBA6ubfgBA95UieBBFJffcBBMbsqe
                BBjbieeBBmUfggBBuZifeBB0uPblBB1AXtaBB2Lqd3BB5hnhcBB/GeYkBCHPeegBCTpmfcBCXdfggBCZBfggBCaLYnuBCejZcgBCewhkeBCe9ffdBCqWhgXBCsiaja
                BCwMmXcBCx5ijeBC0efnTBC6ymbfBC/DcggBDBumfhBDH7aebBDIdeggBDNrYlcBDnteZmBDxbgefBD5obgaBD+VlnUBD+zhadBD/ujaeBEFbnZfBEFycYfBEGLdef
                BEHLsTfBESAndbBEUOfemBEVBjfVBEW4fcbBEoeaggBEs3gdtBExphehBE0hobfBE9AeggBE9NqXdBE+dmgiBFG9klcBFbhggTBFfUgdgBFgiffkBFl2ffpBFmkrZe
                BFoyeggBFpQmefBF1kdcZBF5sehfBF53dfkBF9mfggBGKOxvdBGNCfdfBGQImdeBGd1mefBGjggYfBGrjmlbBGsvZgfBGv7ileBG98VXVBG+RdggBG+4mbpBHDAfgg
                BHEkdggBHHQcT1BHLJgrcBHTCeffBHXCdggBHbGxbxBHdcgacBHfiifgBHjMeTUBHlJpYmBHnabahBHpsgtaBHrCgijBHr2feuBH6tbcfBH+WiefBH/qwiRBH/2eep
                BICQjtWBIDqjfeBIIRd0cBIJDagfBIbLhscBIcWodbBIc3hbgBIfPcggBIfzlseBIlAhepBIp3dggBIuMdWdBI2MlXfBI2QidhBI3ZvibBI4PhbdBI4rbgcBI52qli
                BJAtnduBJG6eggBJHKgezBJHeWfYBJH2qegBJIdcggBJSkbggBJUFkerBJjLgrbBJlZgdZBJ5GfggBJ5jkdfBJ85/YWBKA5nkfBKGAfhcBKIKjfhBKTofdoBKZBbbe
                BKc5ejgBKgykViBKhhdgjBKjCitXBKjQnfkBKjWYohBKlYfggBKmIirWBKsceggBKvTj5MBKz3hddBK4HgihBK40fdlBK4/hcdBLBOhfgBLDjbghBLJBglaBLPobbf
                BLRyqdeBLWqeggBLauqYZBLhbkseBLiTawpBLk8cggBLpTcadBLyNuaSBLyUjeoBL6yqboBL7VjlfBL+zsacBMBIgfcBMGBeggBMLMefdBMblderBMdEahlBMdohfb
                BMf1ffgBMiXrevBMnHrhrBMwYgfgBMyrhleBM4agngBNAYfjgBNAqilfBNJigTtBNQUseTBNVqfjeBNZOfgeBNq/lveBNsxvWUBN6kiefBN+DkaiBOKpdnfBOV+mdc
                BOXbhSwBObtcggBOe4cXXBOghspeBOko3ZZBOmulgeBOu4eggBO1lffiBO2ccgfBO2tmhoBO41eecBO5ehgnBO75hheBO+4fddBPEwZgfBPGlmaeBPHnUggBPMThek
                BPPbxgaBPXIhfgBPZkifdBPc0ehfBPgddfeBPkhTggBPpKkduBPs5kdbBPvYdggBPyZXySBPyjffeBP6it6fBP7GZrfBP+SmsbBQPGggfBQPXhkeBQToegdBQnvlcu
                BQqNmffBQrTmggBQt8hmVBQvhklcBQxZjeZBQyDcedBQ1thfgBQ2TnfiBQ4UfghBQ5QenfBQ7gcvZBQ/ynmeBRBMgfhBRD6leeBRIvkgeBRJOhcuBRckdggBRvFgkc
                BR02uyiBR6booiBR+XpXlBSAhfggBSCTgeUBSJBeaZBSiBgggBSl3eggBSocigiBSpCSkfBSsfffgBStPglcBSxukegBSz/YdfBS3icggBS3qmkVBS//kraBTBBePp
                BTBXkepBTCbdggBTC1/xbBTJRqgdBTM2aeaBTPqXvVBTSNifgBTUShwaBTbqnhgBTcLlkjBTlEfdbBTu0ifeBTxzffgBT1VmefBT4ogggBUCrgbdBUGKdhgBUHSkf0
                BUHhgbdBUOIVggBUPwmmZBURUhecBUTQkegBUk2ePVBUnnldeBUpAjieBUpQsUaBUx1XggBUz5WXkBU7dfggBVCCjcgBVJRfggBVPisVfBVaZPmfBVadhpgBVnSdif
                BVr7khcBV1RiTdBV2gkeeBV5qihdBV8SfgeBWFOggmBWFoerbBWFtgfjBWIiehgBWQukdcBWW2lkYBWeSZlgBWgEjcYBWgrogfBWgtmelBWriklQBWyegcdBWzIaff
                BW6PcndBW+7dggBXCAzhaBXJcjjfBXTieggBXdWaffBXhxeggBXkibsaBX0HcgfBX0vZkfBX/6jceBYELkgcBYHTkkfBYIobZgBYKvigaBYLGkpYBYLeijdBYOYgfd
                BYS3hdfBYTQfkiBYZ5fgjBYfxfcgBYhSedpBYkffggBYoBjfmBYr8oofBYtlfmfBYxUccdBYyhaggBY1WcggBY2KpTgBY44ndZBY8LhxYBZD2ciiBZProUYBZTt3Yq
                BZUfhafBZflhegBZkQjfhBZm9cflBZpCjjYBZrxeggBaGlgYwBaJVcggBaLffZgBaN5nWdBaVQlUYBaXSjggBaaFidfBab7eggBafMfpmBaiSqfcBanvkhdBau2dgc
                Bav0gffBaxdnfjBa1fXekBa6fdffBa9lXfbBa+IoheBa+ifggBbI8fvYBbK5rZcBbTogbsBbT7rggBbc7XbiBbgWdofBbgn4Y5BbzOghgBbzzkceBb1DhWkBb2EZeo
                Bb4KgceBb6jipgBb9SnbfBcALidrBcFLeheBcQpsXmBcT+eggBcUveggBcU3jccBcjEfjmBcmBSfjBcmUhffBco7gbfBcpFbggBcpgeVdBcpydffBc1TbegBc1/ffg
                BdDihegBdD8bmcBdEMdggBdKfmZdBdLlYoYBdTLhafBdUb7emBdUriadBdXugdgBdgBdggBdggbggBdhcslcBdhwcbrBdlLigeBdmsgmhBdzZZZlBd3vrdfBeJqsdf
                BeKVhdjBeNvcggBeOXcggBeQ/cwYBeVDjgjBeVUnlgBeXYhYWBeiAdafBekGfddBeqQdjcBet+jaeBew/c6pBe4kZtfBfEFddgBfIggggBfRQfggBfYZhgfBfhBehg
                Bfn9jihBfvwiZiBfx+idfBfz46TTBf26ooeBf707aVBf+RbicBf+ThggBgD6gfgBgFzfXeBgKDlcfBgSsbfeBgVYeggBge5eggBgnFhhgBgrDsepBgsWifeBgsmkei
                BgtFbZfBgxnsO2BhJhpiYBhdKpfcBhdnYqdBheqeloBhwikicBh1GkghBh7hjqnBh9bcb0Bh9vigfBiI4ggfBiI9gggBiODjieBiSXblbBiTTWggBiV6fggBiZkjkf
                BicqgghBidHiffBihhkgiBijOdjlBiq6ZggBixsr/TBi0YkYeBi2+kyaBi5ZhfZBi7TjewBi95tVgBi+aXkfBjIDrfpBjOkcfgBjWxmjfBjakokcBjilcaqBjpjfgf
                BjxAqnhBj6EgfdBkHNoYlBkHRqcgBkJtXjcBkKmjakBkLaiheBkQ6fggBkSHgRhBkTNdfTBkVmedfBkdwiedBkeAgUgBkeiakeBkmuqYuBkobjlbBku1epdBkxktaq
                Bk4sffaBk5dZfhBk5tfjeBk7qcfpBk/ymggBlEPdggBlFEjhgBlGwqXdBlHqkffBlH4cggBlKpiggBlQ0affBlRvmM5BlR+dggBlT0bfeBlYefefBlYjfggBlZGgXd
                BlZ0XggBlobheeBltWefsBlvG0meBlyNpZeBlysgfpBl0RdnbBl8hqdeBl86iglBmBqmlaBmCnbggBmFfideBmJhjcbBmK4cgaBmLxYpMBmSZliZBmW4ffgBmXudfg
                BmZ0gdfBmd0YdeBmiejjXBmi9fffBmsqeegBmuCgldBm1obfjBm4bdmeBm8rfbsBm/ydoeBnADdglBnGddZnBnHllgpBnVkfedBnX4gggBnYUmjnBncneggBnhAibe
                BniljZrBnnxgggBnn5jqZBnqWTglBnslmffBntpeYoBnuRbzpBnv/qdeBny4keqBn0ipnfBn4RffdBn90xVaBoAsggfBoHjggeBoR/gemBoUGjcqBoYiVggBohOkaT
                BolmfxdBotpgedBoz2ZfbBo1JnrdBpACcggBpE+neiBpFBfggBpFTWhoBpIrhfgBpJmhegBpKrekiBpLT3dkBpOnppeBpQOfVmBpQWlkcBpVPfffBpblebkBpdOlPl
                Bpf7eggBplLnfeBpsKZgfBpxrbggBp2KbefBp+iZbaBqAtheoBqBigkeBqHejbfBqJYnxbBqMDaobBqNlnbtBqOYmfcBqQqhggBqRSqWsBqUxeggBqdmfhgBqkrfct
                Bq4NcggBq4PilaBq49lefBrCfcbWBrOrTjsBrTivR/BrXqnxgBrjCoZsBroxeggBrpUfggBrtqcefBruhYUfBrwgbggBr0KfekBr1AbqdBr8LigiBr/hdacBsH6kgg
                BsIJeccBsI31jrBsKzbggBsMQxgkBsMua2cBsMxdsdBsNPfggBsVCkcZBsVUjlgBsYVdggBsbidigBscHhgaBsgVgadBsn1lgcBsraeggBs6KhddBs7XlfvBtCDerg
                BtK8dkgBtNNicdBtOlUggBtZFibgBtf6pZ1BtvQegeBt8QhikBt98endBuAlghjBuGBdggBuKtkfgBuS7cggBuVExazBuVbdkeBuaHixfBucjZegBuepemaBummkpc
                Bu7reggBu/deefBvBGLidBvDOkccBvETlVoBvL2azdBvTObggBvdsffgBvjFdeeBvkNailBvkzfggBvpyehfBvuheWiBvw9gelBv1ucedBv51iaeBv7lcggBv+Cdgg
                Bv+IleeBwDHiggBwFjzabBwG/dlfBwOQYciBwYnXggBwZJmpeBwd2ldcBweHlgfBwjCZfWBwjhqidBwkguioBwvlfgeBwwNcXgBwwdbhWBxGByfUBxKScgfBxLjdkj
                BxSPgfiBxVlgfhBxYxnlbBxdBbjgBxhHfheBxlCcihBxpChbhBx4WslcBx8YcgfBx/ZjbfByDAcZrByE4kXfByHngjeByIlXeiByMpegeByODZgfByWvieLByahdfe
                ByiKia2ByjXWggBykHegqBykQgfeBymfgggByoTcggBywviacByxuneSBy0KilgBzE9ggfBzHywYmBzJ9fgcBzP1aggBzZnebkBzcqgggBzgLoceBzpAZggBz68bgg
                B0HYaggB0IEzZhB0LjnebB0OVdfhB0Zx2fcB0dZjcdB0dzXggB0sWfggB0ykWggB00rmacB05AXfgB06qbggB08VpphB1IRXXfB1LQfdeB1NbpZdB1VirdcB1Z7eee
                B1Z+aggB1gpxglB1g+lffB1sclYwB1s1ZggB1v5jifB16quiZB19ccggB2DGYggB2KqfggB2L9jgfB2SxeggB2VidgmB2XGokoB2XLnjjB2YWefmB2aCkcaB2bDhfb
                B2imjYUB2noghlB2u+gfeB29RlimB3H3lgfB3QIlweB3TAmibB3TeoeYB3UglecB3bXaSaB3iCfffB3lbfqXB3pEccgB3wqrbcB3yohecB39aajfB4CWeggB4Faifo
                B4H/dggB4YLhefB4qswfaB4xRkggB45naggB5BMgfnB5GlkkeB5GrlbaB5HZafiB5HuYggB5NMofhB5NScggB5WtpegB5W8gVcB5YMiZoB5bifffB5dRkifB5h4nwc
                B5mzejgB5oSdfjB5sNcedB555hfqB56JephB57JXfhB6CggggB6IkmZgB6KSc/ZB6LOlfeB6R1iooB6S5fnbB6dqheqB6eMmRtB6qhjglB6q6dggB6rFfffB6sJfgg
                B61UmkfB637cggB66jffhB7MtffjB7QAranB7TXmdfB7ZOunkB7ayajcB7eSffgB7g7hbfB7jjiZgB7qZfggB74XeffB8AcmoZB8EjkoeB8FitdpB8HlaggB8LrWgg
                B8N8bdsB8Olo0WB8PcdggB8P2fggB8UAgggB8q4eggB8sqfggB8ywddsB8+WedgB9AzfggB9GHSfeB9GnebbB9IxoefB9OXdlwB9PrxfnB9T9gegB9WAffgB9YAm5T
                B9bBhjfB9eoawbB9mHdggB9v+cfbB9y7nmZB90ariOB94qktgB+AXhdbB+CIgdfB+GVbggB+N/fchB+UmxxXB+VfcgfB+bVhdlB+eLgadB+l8gcfB+utbnbB+zTlfh
                B++IfggB/CjeggB/ECglcB/FQcqbB/LamhlB/MicggB/SOfffB/SflfbB/hoadgB/h4hesB/kelpYB/pbgkhB/tveimB/wogffB/ykcpdB/3RgamB/9DgggCABndgg
                CAGcbggCALHdgjCAM3fgeCAU4kbhCAcSfggCAd4iZeCAeenceCAfldkkCAidglfCAk7RggCAqnlepCAuXZdbCAzYebcCAztffmCA4JWkcCA6vgggCBNQiggCBOYifk
                CBRI3VbCBYbchXCBc0efbCB2HhgnCB/GgggCCAxcdeCCBStbWCCMlfhdCCOAfYcCCQZ/lxCCRMibgCCRQgpTCCUiXndCCcilcfCCfidfcCCgDcggCCg9gdgCChEaYq
                CCyNcnbCDEWfgsCDHUecgCDXipmmCDYSjggCDYYecaCDcCidfCDciiwbCDc2gefCDrTgbgCDtFafnCDu3ZggCDvIofnCDxtjjlCD1QfbfCD3UlofCEF+bggCEGQdgg
                CEGWWggCEGojagCEHclifCEIrolaCELyfgeCEN5jffCETjeggCEU4bggCEf2nicCEhCdggCEmxqqfCEoigcfCEqFjakCEvLiffCEzBlVcCE8LghgCE9wbggCE/ldgg
                CFGkhfoCFQlnfdCFXypceCFa3mgdCFcdaXcCFgTdjgCFjepcaCFtXocfCFuAsaoCFvKZllCF29jceCF94kfgCF//efdCGBEdggCGG8kdWCGJvoefCGVrofXCGZbcgf
                CGxSjaXCG5krefCG6chdeCG8WijbCHACheXCHE/crdCHOoggdCHXohhmCHpSaggCHvweigCHyQmjfCH6YWdfCIBhgfeCICkifjCILTfggCIMIdggCIPLfggCIXEeee
                CIZoZggCIgucggCIk5aggCIqneggCItrVggCI2eagfCI68gggCI+KbepCI+gbpfCJE7khcCJR/boeCJXXYecCJYdbakCJaPefgCJblicgCJdCZggCJhSjffCJhiegg
                CJlEpofCJrMbhjCJyqgggCJ03iR3CJ7ChmeCJ76iafCKEyfffCKF1jYeCKNMdggCKNmbggCKYzedfCKY1eggCKkchfgCKknffZCKxgYdgCK1teggCK3Uy+ZCK/Kncs
                CLKPikmCLL8hoZCLOLcqeCLfZgfgCLf0eohCL3aiafCL+QejgCL+RdggCL/MkiuCMD9hidCMUFhefCMWHgPXCMcEmbeCMnUfggCMp1efiCMuPklXCM5uoifCM84aed
                CM9IkefCM9vglhCNSWgdiCNTrkgxCNXybggCNbIghrCNhsfffCNp3EdtCN5JhigCN5ZgffCN85hirCOMGdhfCOOrhdiCOXXXajCOZhndbCObDmljCOdDaZlCOd5dgg
                COejSggCOhCmqaCOh9fegCOicmgeCOljdb2COmSSccCOnKxadCOwljegCO5oehhCO70hcZCPCOgffCPHNhfhCPODYggCPQPkggCPQrwZWCPUkdcgCPVZafrCPkBlYg
                CPmDbkbCPp9ggfCP4wdZkCP41UggCP6EgggCP6yhxXCQBLafgCQBQiggCQGpsgjCQQejadCQUydfnCQU3fieCQWZefjCQZNfggCQbybggCQdmfejCQkGfebCQwLnVa
                CQxrYbcCQ1ffedCQ2KcggCQ/ZfXXCRESbmdCRHMnggCROjdeiCRQGjYXCRU/rbaCRYhifiCRaAejfCRbZjcfCRcefggCRlpmfcCRoRhgcCRptdVdCRqygggCRyXdgg
                CR2HitcCR/AYfdCSAoehfCSA2sfbCSBplfdCSJ4dhkCSLlfshCSOYldhCSP/WnXCSQ6cggCSZMhhdCSdxdeiCSfHZggCSiOjerCSjpkmeCSxAdggCSywrblCS7Cpdc
                CS9qcgfCTCzZggCTEBfggCTFQpZaCTK4bggCTK7fegCTMlnjWCTQApmoCTUslefCTbMmjaCTgDcggCTl7kbqCTnphjeCTn7cVaCTwlhVjCTxCbggCT9leggCUACagg
                CUGbfggCUIbgggCUM9cfgCUNbVggCURCeggCUSjfggCUT/XagCUZEcggCUanfggCUojqjYCUqPgV6CUsUgfgCUz4uffCU6zrobCVKAmdeCVK0jdZCVNUjdeCVNjiar
                CVROefgCVU7dZrCVVimaVCVX2VZnCVaThfZCVdmkreCViIeggCVkWgdiCVoKgseCVqAfkkCV4fiUfCWDuhZeCWHenVoCWUVZggCWacfjdCWf5bngCWgOkZdCWlhlfd
                CWp+cghCWr7VffCWwOeffCWzBlaYCW6czYiCXEqbggCXNLgZuCXakeUcCXf9eggCXmJlccCXodeggCXsGcbcCXxfscdCXz6ibtCX1sgeiCX2pxRbCX37bggCX4uifs
                CYAjaddCYDqivPCYIwfggCYPvWggCYRXgggCYTRfYbCYTlpa0CYVdfggCYWMyYpCYWfcggCYW3gazCYgaeggCYgwevgCYh8fflCYjqZhgCYj6cfcCYnankYCYq5pZc
                CY0QhsgCY0dcggCZB2ifxCZGKhaiCZHkkZmCZH2ghfCZJ0dggCZKOkmcCZN4oYfCZhficeCZmqnmlCZm1mleCZsKdehCZsWpe2CZ4ZirbCZ9QhkfCZ+agfpCZ+ieid
                CaAmpkbCaDGkSfCaEWfZhCaPKrbcCaTafYfCarVg8XCar8ZggCa5gbpgCbAtieoCbDbdggCbMhbmfCbYQbjbCbd8mdaCbexeleCbj8ihgCbyflicCbzcigeCb34ddd
                CcCBhfdCcHVdoYCcX2codCcZknbeCcbDfwbCcdMeWiCcgugggCcjrbghCclynZbCcs6aggCcyUlffCc82rhdCc+eejeCdACebgCdDUeggCdJEidbCdMLlgeCdSzlfd
                CdbptfbCdcyiraCdgOpd9CdiWkgfCdmMedeCdpIhYhCdt0ljuCdyiedeCd6rgciCd7DkbmCd/XhgcCd/2eggCeCsViZCeDHzkiCeOvWfbCePMdioCeYOlpfCebSrNr
                Cec/fjdCeemoqYCekNjTeCeoeZieCesIejfCexPcggCe9YibgCfBSiYfCfDdfeYCfGcgcgCfHddxbCfIJflbCfPpugbCfQGdifCfQgZfgCfXmbkeCfgklkfCfoIbed
                Cf5PiefCf6nhfuCgBOcggCgBZhceCgGQkecCgIceadCgI1acfCgK5ekgCgMnruJCgTycceCgUHglfCgYLdfdCgfogfeCgh/hjzCglcadfCgt5crbCgwWncmCg1Egeg
                Cg5qjejCg6pgbfChF5cggChXfYggChjxaegChs0gifChv/ggnCh5lkfdCh8keggCiG2redCiQQdqgCiWBaggCiWkvhjCiXgsc2CiZ5fhaCibQhlcCifCgceCigJfec
                CigjfviCih+gflCinGpfiCin/kdzCio1hfgCir7XabCiuPfZQCiwHcaeCi2SYfeCi4ffggCi5MlbvCi5crhkCi5ddhlCi+SgggCjFlcggCjFthmaCjGQafeCjNebat
                CjNwsbjCjQMfegCjQ1engCjXBkjiCjZykbhCjeLaggCjioYhjCjlCfggCjnXdVwCjpu0ffCjqSgliCjtDedfCj5EZghCj6zafjCj/hZdnCkGogiWCkP+XofCkSZznI
                CkbceeiCkcucedCkiegfeCkk3ohhCkpuceoCk6JfhgCk8KneeClD3gxeClESplTClHHflfClPBUWkClQhmycClTjlvdClUufefClY4hfqCleAhfeClhldggCljAfqc
                CltprZbCl5spgeCl9dbceCl90oefCl+iUffCmC6fdiCmE/eggCmFPnseCmJUcggCmP0kjgCmSWqjdCmd2eggCmjqkdeCmmEZggCmsEhgoCm1BXlgCm1fXkeCm19agj
                Cm2KtmYCnA2hcdCnBigufCnEdrSuCnFkVgdCnJRXpnCnLfideCnQrhobCnbFUnbCnejgfeCngKicrCnhhgggCnj1kkiCnoZ0emCnpEdajCn8odbgCn/VdggCoCbgdn
                CoEhangCoEudvWCoKEYkmCoXyceqCocGnanCoeQbZuCoj1hibCou7eYfCo00nc/Co1RdffCo4VTseCo4gZggCo6ZrfcCo6kYigCo9RkdlCpBwbggCpCdokqCpUWpai
                CpUksasCpUvqZqCpWFYexCpYEeegCpaCdXiCpcrgaZCpdykjcCpe+dicCpgzldgCpmqhlfCpsHdfmCpx2midCp0wkakCp9nUgfCp/yfggCqAxdkiCqA1mgZCqBoihg
                CqCqeggCqJgcggCqJijelCqJkuhXCqKNsdkCqLUYabCqT/pidCqVOcgfCqeqiljCqg/lheCqj3fhfCqljdaeCqq7VfeCqsZbciCqwtiddCq12soeCq5YTggCq6Begk
                Cq6CXggCrDaXfdCrHcalfCrJTueiCrfjnduCrg4qdaCrh6jrbCrpme0eCrqShfhCr2AiffCr2ddjdCr5OksfCsAWhZtCsF3iejCsH8kldCsVaYkfCsbxixeCslTdgg
                CsmSSeiCsp/degCsxVhhaCs0EcYwCs0GapgCs2YngjCs32ejYCs/fna9Cs/njbkCs/wgglCtISUfkCtKzaaeCtN3eggCtX/rceCtcZkueCtf2qhWCtsBefgCtvldgg
                Ct2chggCt5ljlcCt7BiflCuAAdqbCuA3lZfCuI6khSCuOrbggCuPopwZCuQbijeCuTqfqcCuXQmvcCudMXhfCulycchCuqwfgiCu23kacCu5OfceCu5sdgfCu7Ggef
                Cu7fkglCu++gfbCu/8cfiCvChfbeCvDikbfCvF2bggCvP7cgfCvZKdsfCvgRjdeCvhFaZkCvlNdepCvnbcdcCvondcgCvu+mhjCvvTlggCv1uVjdCv47cpfCv48kib
                Cv5hgeVCv9DpudCwCNgprCwEKm4TCwMzqhfCwM2hhhCwNygfgCwVVdcpCwVuhmgCwixhacCwnwgggCwp6dgfCwqrlafCwsdbofCwySYbgCw4PlcXCw5VTeeCw/vnhq
                CxBYcegCxCQcTkCxJGejdCxNtnejCxOOXfgCxU2fchCxXsYggCxbNtUgCxgEj6ZCxjYflhCxj2ggkCxlBioaCxnicleCxp2ZggCx06cpXCx6KefcCx7McccCx/zeXc
                CyA8bngCyCDbggCyEujfeCyJ5VggCyY3cggCybOmWnCycjgggCydXcggCyd4jamCye4tgnCye5odzCyfmjbcCygmnifCyhgghiCyiKfggCyiqllbCymChfnCynOcgg
                Cyn2cefCyqggggCysmZggCzDxqtcCzKUgdeCzUNeufCzefidaCzh4dbfCzjkoxZCzn3alVCzogfggCzxXZoiCzy9XggCz5m3e9Cz6hdfjC0DTpZ2C0HahilC0JHQrf
                C0MGqedC0RMngfC0TqfefC0Vi0WeC0Z0huXC0aPiddC0fcYggC0jJldcC0rVnYtC0uDbpYC026nbUC06TgkeC0+HekoC1DHbehC1IBgghC1IfjggC1LpdggC1W2xbb
                C1awdnhC1bRhedC1fJfhgC1gFgfuC1iYcoeC1k1enYC1xSfggC1yWbggC1ykqY0C12XjffC168kbfC176odbC2AVeggC2AbfefC2AojVrC2HUZciC2JHfggC2JYifb
                C2L0nebC2Mj0XXC2QxXggC2ZqyrcC2Z1lXpC2dUcvdC2tEfflC2xbldiC2yJfgfC2/vfnfC3IKfggC3IzdcgC3MSeoiC3MzgggC3OQjgfC3XskhlC3bPpbaC3d0mZf
                C3feiiYC3figreC3nplffC3qkonYC3tZrlkC3uHkfhC3vpndnC39zdZdC4FSfYjC4INdfpC4J/ghfC4O5sjZC4TdgbdC4gEhfhC4iwgqcC4nNlhcC4qUhgmC4tuQVc
                C4wnfcgC4zDejgC4z9UrfC40WgglC5BeaffC5P7SPyC5aXffgC5bcfooC5jXgdcC5rllZwC52HmgiC56wdqcC6CibggC6CvadeC6VYgggC6Z9ZfgC6cwqYyC6g1sUW
                C6g/sjeC6sfWheC6z5kkrC640ngrC7DQgggC7G+bggC7JnhedC7MQaegC7NSjeWC7NvdmeC7RbgojC7RoabdC7UTidrC7UpgfgC7WdcggC7XqeggC7dQgbWC7kpfsc
                C7msfubC752dieC8JaohcC8SMxgaC8YIlffC8c4magC8upmYeC84JianC87bgggC87yYkcC88MndxC8+YdggC9AtTqdC9BgibiC9GhfggC9G3ffcC9IyqZdC9KJhch
                C9MXWggC9VKmZhC9WTlceC9shqggC92XjZeC931mjjC94uobuC9+0WigC+KZmcgC+LcaggC+QkbggC+bNYgfC+bSbggC+jIgggC+s2hebC+uiZvhC+vMddXC+xyffg
                C+4eqrbC+5neeeC+98engC++zbfgC/BRoemC/DTkctC/JbXggC/MKneeC/Y0emdC/bUdefC/eGfefC/fQeggC/f4ggcC/legfWC/mCoafC/mugbaC/qpijjC/q9ieg
                C/rcfggC/x6fffC/y2cggC/0VZggC/5RlfgC/8IfdjDAC6bQhDAEUpeXDAF5fegDAG+dggDALLdggDAYBe4eDAalmjVDAbZsefDAglegjDAj5cdjDAktkhfDArZegi
                DAsmfUcDAzXZyZDAzbcgdDA5LedpDBBHffeDBbfhhTDBdXdggDBpsefqDB1ecffDB2YljYDB3/lhbDB58eggDCGxgqbDCIOeleDCLUcggDCT+cfdDCY0fdiDCZ9abm
                DCe4ighDCnydggDCqShTyDCr9jecDC1RdVYDC4BifgDC7BgjbDDDmiVtDDJBXggDDLxdggDDR8fZuDDTNoddDDdSfeeDDlShmeDDmEdggDDpJjgdDDp8keYDDuNkdr
                DDuYiegDDuupnbDDwxgmbDD5hoTzDEIDjTsDEIeYggDEKbhdeDENbgfgDEaGjgfDEfReggDEiYmegDElutbdDEtmjsPDE22efgDE4MpdTDE7OwexDE8SkeXDE8ceef
                DE8mgdfDE9NLcdDFBfjhjDFCvgggDFDWkkiDFFlefgDFKGchfDFLMTggDFYBgeeDFhobfXDFmweVXDFppbggDFqZhjbDF4meqfDF5EXhlDF6VlggDF/gajfDGFHfgg
                DGOglrbDGUbfggDGWQdfkDGZigggDGpuWggDGy/fggDG3teljDG4JjaqDG7sfafDG+QUggDG/QcggDG/+npiDHAVgreDHAcskeDHEYYegDHJNkchDHc5/f5DHfqegd
                DHgjkhbDHkrifgDHmcjobDHzCrsaDH0XfggDIFtheZDIGedggDITDcZmDIXuubcDIfmhglDIjbseeDIqOpjlDIt2eggDIwAhefDIyvdigDI0iZfjDI4ceZaDJAWdil
                DJCbcfiDJC0hggDJF8ljgDJJvteVDJMDpfcDJiNgggDJkIhcdDJl4YefDJp/pggDJqNaikDJrIlefDJ28cffDKBpddeDKDEhghDKIrkeqDKLobpfDKPTcgfDKPkefg
                DKSwiidDKfcinbDKoKeggDKo0gffDK1dVggDK+WhdfDK/cfggDLJhdggDLLHcggDLNycqdDLOk2U0DLQOfqcDLRpcrdDLYEhcoDLczfggDLjbjcgDLnmcggDLuwfgg
                DL0HefmDL0apWhDL0hoelDMBOgffDMEreegDMFQjgdDMO0hbqDMXGlmaDMZSZggDMZouczDMrwiWfDMznkanDM7/aegDM/CmceDNCLjcrDNEglbbDNKngfdDNQhdgg
                DNWzj4dDNXBhfhDNluhffDNoYkwaDNtcbleDN1defgDN3GjlhDN3WisfDN4SfxfDN6/eggDOAZhefDONmglbDORqeggDOUenkjDOWyhhgDOYGmafDOgxjVWDOg5heg
                DOlUckfDOoZhboDOr4TZeDOy/kcnDO/vknfDPD8kjlDPEIfefDPKbdefDPLypfeDPTnapdDPeqkdcDPn6dfgDPoUoY1DP3CfhgDP9AcfeDQBzhhdDQCceYXDQGGvji
                DQH2gbgDQIWXdnDQPhjewDQYjXctDQfKxlbDQj9hebDQwncefDQxfwWdDQ2wRggDRDLZglDRLontcDRSmjbfDRlqmcbDRrjZggDR6HdiZDSAMehkDSAffggDSLEefg
                DSMVrWpDSUpkghDSVXfddDSWIhZjDScIvoaDSd6WauDSl/rgdDSvqkgfDS63hdiDTE8hheDTGXZgoDTW4cggDTX6rcZDTY/nZlDTwJswdDTxQcreDT4jeggDUD7iuQ
                DUEZdjhDUGemoVDUIClqdDUQkfggDUSGifcDUUyifhDUdSfcmDUe1dggDUg5RcmDUhffggDUmScYuDUq9ifdDUuEiTnDUyhcusDU1AffjDU4l/hVDU69pn3DU+Jqie
                DVCsganDVO0efeDVSVhdfDVS2hdfDVTWhceDVXohbmDVpWgghDVqEhgfDVtFgggDV2SgcdDV7ebfgDWIIlYfDWQOyXcDWgNfdfDWiqgofDWjCljmDWkobggDWmjfoc
                DWrJfggDWradjaDWvBnjfDWvqaccDW0KelcDW32ZggDW49defDW8WfftDW+NdgfDXVXdepDXYEchbDXZAmXaDXb3mkRDXeEgeZDXfQbcYDXiYhZeDXizbblDXjIhK6
                DXomYilDXo5oefDXpvafqDXrgdveDXrknZmDXwtWggDX2ejSmDX5abegDX8npbbDYACfbgDYEViiRDYIDeggDYJ8kfeDYKBdggDYTXcjXDYUBdgeDYWNbhbDYhNddj
                DYlafkiDYnRgfeDYnv/e/DYsovfrDY0EhoiDY5snYkDZMXcfjDZOliccDZO9bggDZPsgdbDZRUeggDZR7pjbDZZtdZVDZgigfgDZmFnerDZnlsfsDZtylggDZw5agg
                DZxgYchDZ3CgggDZ6/hglDZ8SlYcDaAgcddDaAteblDaC7xZtDaQefggDaXNzZvDaYMchSDacbmjdDag/fghDajwcZgDasrfggDa5rkjcDa7HlbeDa/yldjDbAKpef
                DbH3dggDbKxefaDbMmyiYDbRElgfDbUffggDbUolfcDbdcmwcDbe5hncDbmMjfeDbovfggDb0rwVcDb69wcvDcGRkacDcO7ZddDcT1ZmdDcUPWVdDcV4qedDcZYcei
                DcaEqa6Dcg1ehoDck+bZkDcw/dggDczNbrdDdAJeegDdDgkjfDdPjigoDdQ4jdeDdTJedaDdUlgeeDdWobfdDdenfggDdhPifcDdhZjihDdnBojeDdqEniaDdr1rbk
                DdtkkafDdvHblfDdw2rgjDd0+ekgDeBBZckDeCAmmcDeKneedDeSwgbxDeVTgggDeVyhghDeZ+dggDeaehdfDeciigiDeePmtdDepWgggDe2LdgfDe89jeeDfK9dcb
                DfO7tb4DfVCjkfDfkeojgDfplrlhDfrCjlaDfx4fdeDf5RZegDf8ihbvDf8reigDgBxeggDgKjbeeDgT0mmhDgj7pXXDgrsgbdDg4UhVlDg6m13bDhF5ZmeDhNsmil
                DhOreggDhO7ZioDhSxwR2DhdRhofDhl9eghDhmmfakDhoqalVDhziiSpDhz1gggDiFhicfDiIFoYoDiOleghDiU2n0YDiXkiehDiosidkDirTdfgDiwwfggDi2lcfd
                Di23kfeDi4IhffDi9qtceDjBfgihDjOwffkDjQLcggDjR9bagDjZ9bggDjgMludDjhcnaeDjjPmcgDjkDghfDjpZYgZDjtDideDj8He4bDj8rb/oDkAUffrDkH4vgf
                DkLWflgDkYQdfgDkZ9racDkeAsbdDkhQpftDkiysfgDklPYZcDkpEjgVDkugieeDkxhVggDky9ogeDk1ktgcDk51fdgDk+MgVaDk+/hYdDlAx/Y6DlF+iUaDlIXffk
                DlJ9ficDlKfgefDlL5hdeDlOodfmDlP6dcbDlVkjarDlWRkeuDlZDfqVDlZnhWoDlbmk0lDlqXifcDl1PbgeDl1xegfDl76txcDmBdgceDmGHfgfDmLbisfDmPYegg
                DmSIdmeDmXBegfDmb1lsjDmiOblfDmlMZggDmnXbggDmn4kbiDmocovfDmq8hcfDmrwlUqDmv2jhcDmwugTtDmxxeqjDmydhceDm33YgaDm9SoflDm+3rdjDnBUagg
                DnD1cgkDnFPhafDnLJdggDniRlgnDnyHXhfDn1NlLNDn2qkoiDn7qmnhDn8xdajDoAieggDoMHfodDoM/cffDoPogZgDoQBioeDoSgYdiDoUiwheDoVHoaZDobiegg
                DohrbgeDojhsihDorHgggDozSdggDo6PgfoDo/GdbgDo/TXccDpF0ilYDpHKageDpLZfbeDpahjceDpkGefgDpsoimeDptWdggDpu8lhYDp+zlmkDqAadggDqMWfcf
                DqQvceXDqRGdkaDqThgZXDqYYlZfDqa4hZWDqcWeggDqgpfcoDqhpzikDqlCiejDqmQpdfDqofgggDqqhcggDqrIdSeDq0EjfjDq2hhZfDq6oiodDq6yrVZDrAqgkc
                DrC3kacDrU5fjZDrX+ijdDrZ/dOqDrf+oddDrqQjdgDrs+XidDrvYaadDr1bdeaDsCNncZDsC9qldDsHLslbDsJvgrbDsNNfggDsNnienDsN2iXiDsPgQieDsebamW
                DssilleDstTmceDstohfaDsyPbffDsykiqdDs6ehldDs71ggjDs95hkcDs9+bffDtA6pacDtBxlkjDtFrhgpDtHcZeeDtLzgggDtPKqxcDtUxifoDtU+mclDtXQhjc
                DtZvnjhDtchmceDthTaegDth0grdDtiHffdDtomjfWDtsUnlsDtwmeieDtxMgggDtz5efgDt0UfggDt/RedhDt/thbgDuAIhogDuMhfdcDuhuhigDunGddhDunTjjc
                DuxBaefDuyHpYfDuyYhhbDu3mbVcDu58defDvJaigeDvQHtdfDvSVhgeDvbAYkbDvcUebfDvfNsXfDvp6ggXDvwEYteDvzYzkeDv0HqlaDv5IhiiDwG2dggDwPLafe
                DwPdYdVDwR3eggDwdFiTYDwguflgDwhMefpDwhUWggDwjnqiwDwn+ne7DwoFYggDwo0nfcDwv+hdeDw0EkseDw7BfggDw7icfjDw9afgfDw+TjfdDxGaeefDxGrfgg
                DxQXbbmDxfreggDxosoefDxpYrccDxymtb8Dx5YeldDyAkitcDyIqimdDyQogebDyb8ftcDycliggDyec0amDyglhggDyhFcweDy8FaggDzH5kigDzI9rYyDzNeYdj
                DzOefmdDzRdWghDzY0aggDza4fggDzcHffgDziVhbbDzjLaaeDznriXqDztIYfgDzybdelDzzElenDz1McihDz/QhdYD0BaaffD0CrfkdD0LMhgiD0MFelSD0QKieg
                D0T1eafD0W6fggD0bceggD0efeggD0kAfggD0pkieeD05/gggD06ZjegD0+1hcfD1KebjhD1QAgduD1SDaefD1aJmmbD1cDjrhD1jjfggD1kZtmbD1l9VZoD1rVlak
                D157bggD19ChkgD1/dfggD2ASifXD2B9vydD2IUYUfD2JpmmdD2KddggD2QVbggD2XdgdYD2aCjlRD2bbkddD2lrTqgD2pPlffD2tZfgmD2wofubD21hjfaD28Ghid
                D2/lgddD3CXYqeD3FbZggD3HijjfD3PdkcfD3TMcakD3WaaggD3XllfeD3iVmjmD3v/feqD3zXgpdD30hpgcD32LgpbD38boavD4SKidlD4fIgbcD4fSbamD4f6ggb
                D4gShieD4jdpf+D4lUYgcD4qimfmD4qtgasD4tHjeiD4t8ZnZD4uRhdqD415gjnD47maggD48QlelD5TifggD5VOi8ZD5XjmlgD5nIlZxD5ojjZbD5qankmD5vQXXd
                D53fvaeD6A7cggD6BThhnD6G4aggD6JnbdiD6KBdclD6Ktl6XD6OMYggD6QbchnD6TahleD6WqzQ7D6WzahgD6XRfbeD6b6ahfD6dGpaoD6nfhjgD6vJhirD6xneff
                D62rebhD627iodD664dggD66/gggD69clcdD6/Vd9dD6/ggdbD7AieegD7BGYmiD7BqfggD7RL5aeD7UHbdkD7dIebfD7dcijkD7l9cggD7oydggD7wZifgD73Fegg
                D73cdggD77pdhfD8JSbffD8VZhheD8fYcffD8nYkuaD8qPUbdD80mhbeD82IfoVD87UrZrD9WhmgfD9c8fidD9jyfecD9pplbaD9vQpgZD9ztagcD91HbggD91UdrW
                D93LiefD932jT3D97HgdZD+EIdggD+K6jekD+MweggD+NIafdD+PiYggD+W9lqZD+gabjhD+nk1iQD+pYkYWD+rGqgBD+s3x/ZD+t6hfYD+xhYekD+3MSegD+3dkiX
                D+5LcggD+5jkaoD+8PefgD/I5jZcD/PLYegD/RegggD/UQaxcD/VplfXD/XmjwbD/c4jYeD/dnijcD/d8bxWD/emenXD/gpfggD/3CrWgEAFifkZEALTgelEALnflf
                EAO2pkcEARQldcEAUxeggEAVygigEAW7ofmEAY/bggEAbWynjEAfqfgdEAiAglfEAnjkjfEBAXmafEBCrpZfEBGgmboEBMQfbjEBRAtkgEBeTXfgEBzKpmZEBzVdjb
                EB3yhydEB4kiegEB83oeqECChdcdECEHpVcECGfipcECHofeeECJCoXeECUsggcECVJxkcECVKpXlECVncflECakfraECcVdggECiReffECidjbsEClygcgECriVge
                ECvtVceECwxUggEC/BfcOEDEKeU/EDFPgkZEDGBbggEDIFjcaEDexScgEDnulfoEDvNZkdEDvikggEDwcjfjED1JdoeED27NjUED5zhggED6KYfhEEKalbXEEWfiff
                EEXAobhEEXegfgEEY5kgvEEiRdefEEpMgefEEr3odgEEr6eggEEsXbddEEtoihbEE1ZgdfEFD8laZEFKEkZeEFKdrlbEFPtXggEFRLpZeEFTbqucEFkabggEFmflgp
                EFu2RggEF2aeggEGBaaggEGLgcffEGNLqcjEGNkeggEGaKiiiEGi+jifEGqIjeeEGsOhduEG3NdXaEG5KTgfEHFateeEHGEiihEHGZWgfEHPGibtEHT/YXoEHZLhgf
                EHcgeggEHe1vZfEHgUmccEHh7jleEHjWkcgEHnvfpfEHuxafgEHzVVghEH0EfgjEH36goZEH5LeggEH9QfggEIAUZugEID0lndEIGFhrbEIGdpghEIKrjggEIN2ffh
                EIOsqddEISKdkaEIbkegfEIfWiWfEIjSkgfEIkQikdEImqeggEIpufdgEIqE1k3EIqNsL7EIrVeffEIuVdefEIw4kggEI45agdEI7KkggEJRXbacEJWNgggEJZBmee
                EJdcbfbEJeHgffEJfRcewEJkxgsiEJnDpcbEJpmkdtEJrleggEJ6CfggEKFtWggEKISdthEKIZdgnEKVNd2ZEKabadgEKcZhgmEKkZioYEKk3wieEKoNfggEKqtidj
                EKyDcfjEK3DdifEK5TlefEK8hrdmELAdeggELWNeggELXtgdeELbv4hfELqhbggELrodglELzugW2EL10joiEL2jaggEL3bhecEL86iW4EL/JaggEMCXtfcEMD0Ncg
                EMKUgfbEMLzfeeEMNOaanEMObgjfEMPKnlfEMdjjhrEMhGZggEMkxbUrEMmUdcgEMpcmggEMqKimfEMuWtbXEMvfhbeEMv6kXiEMx7fggEMyBeghEM4lideENMPfgg
                ENNkffbENPagceENR7ibkENSCdtcENW7dfeENagbnfENiXqcfENzscogEN4jZkcEN6/oihEN/CyiIEOFxgecEOJVdggEONFjpgEOOMtavEOP5ipfEOQTkcgEOQbbce
                EOShhfZEOh5akfEOvekiXEOzHfggEOzibjdEO4CkbcEPAGeedEPHcpjiEPJRjiwEPTLhjfEPcphlgEPh/maZEPkhcfgEPoFeowEPs/okeEPuuzToEP+UgggEP/oegg
                EQB2WrdEQFlaggEQLanfxEQL9gneEQSZhekEQUpspkEQbYkgeEQiRiocEQmEalgEQmXLggEQ36p3gEQ9/esaEQ+ngdbERBrThcEREGqfgERFYqieERHAfffERI0eny
                ERQjZdcERQ+hzcERVhpbpERXXXlcERa8WggERlpbWhERltrcZERvYekbER9eghgESE3gbhESFLRqjESFhnlaESHLZlfESJmmhlESM7bdcESQFafgESWMgdjESdHgfg
                ESlOlghESnRnggESpjnocESs3oehESyWUcgESzBZggES53edeES7+UejETDGhpfETEsbggETF2hYeETQugwXETQ8hggETRlfabETTbggfETbOfggETfNedgETnvnla
                ETnznepETpTgnYETuPjmbETwPVhbET1wVyZET5qwniET+DlgdET/0lbeEUANnskEUBVaglEUDChajEUFddggEUGkfggEUG5ZZgEUNoj+ZEUPebbfEURDeggEUctpXX
                EUf5uZeEUlYgneEUuEocpEUv/hveEU5idimEU+cfheEU/acagEU/nhegEVDPkffEVEqsukEVH4jtfEVImcefEVLEbfgEVPRaeeEVQPnlfEVRSbfbEVRoZfcEVT8lcf
                EVUAWggEVUUflpEVYAhhfEVacseeEVatkceEVcoaggEVimiggEV20ghiEWNAcggEWNzbggEWU9YegEWe5bgiEWfnXafEWoelgpEWzupdeEW2oeggEW4/ichEXBRmef
                EXFDfggEXKUo3cEXM9ffcEXO8gggEXStleeEXTgjlcEXX+lnbEXfDedfEXopkqZEXqqegaEXwWbcaEX0cphfEX1xihhEX5QmdfEX5ifggEX6qeifEYCkcciEYLNtbr
                EYOAqcZEYPuhcsEYQsYseEYQ6cggEYS1hZbEYT92f6EYXmegeEYYkhccEYfghgeEYvCUegEY2ananEY3CeYgEY9NkfhEY+RbggEZDZhlmEZPrZggEZP2eggEZSyhff
                EZUQmieEZV/gleEZZ6gdeEZcbxwUEZe/jgfEZgFggfEZhPkipEZj1heeEZlsshhEZqTjlgEZvMyzbEZ1FhggEZ5HebeEaBCnnbEaJlLqbEaLAmemEaLgiehEaRIobb
                EaSQbkfEaVbigfEaVnhhiEaaFaheEaawmbeEacQfffEaeDjlZEalYWleEa0kegfEbCmgkgEbLjWggEbMEkqeEbMYflbEbNEaffEbVFghfEbWMdggEbhyLvhEbmjbgg
                EbnviffEbn5fdgEbrNvZhEbwAdggEb7BkjfEb8LkbdEcDHeefEcFxflYEcHncpsEcNeighEcO3jglEcT5mliEcdEielEcd6fggEckekohEcllhggEcpxcggEc65imf
                EdDTgkeEdIPegnEdPsntYEdTJfcdEdVRdUjEdX7gdZEdg+oljEdigpfcEdkKleeEdq/adaEdx/lggEdy1fggEd2cdfiEd3NgdbEd7SvNyEeBqcfcEeJQiddEeKhbgg
                EeRDffkEeTHglfEeTudfgEeYOflcEebYngfEedrgfgEefhfdcEej0hcdEel0lTaEemYpmqEeq8od3EergkecEetyl/bEe55rzYEe6aqSdEfB/jfbEfHnrgmEfNUggg
                EfRfcgkEfUUdggEfWlebeEfX2ZqWEfcpZggEfcqZggEfdQfggEfmVckaEfqCiloEfqJbeuEfwNbfjEfwhfggEf0xffpEf3/icgEf+eXfhEgIsngbEgThuixEgYWpmZ
                EgcDfjZEgdIejfEggwidWEgh8kemEgpkfggEgryVggEgzDhdeEgzOfebEg5leheEhFobfeEhP7igmEhSpoljEhTLfkrEhXZlffEheAjfwEhlxeggEhv/cggEh1yhle
                Eh5zgxeEh8gggjEh9gefgEh+thefEh/algpEiJbfggEiQzmgzEiRVffhEiRessTEiShrcaEiTHjfeEiW9mfeEiXneggEiZrgolEij2fggEitUkgfEitdddXEiv4Ygg
                Ei6GjygEi9tiefEi9zlihEjDxbkgEjOEeeZEjRZocaEjfulikEjiWSvVEjihcpaEjwFkfeEjw7udwEjy3cckEj+7ffdEkBEhfeEkClcdfEkRxjdkEkZydggEkiOmbl
                EknaffaEkqggffEktqmefEkvDgflEk4neggEk9nbggElDDdcgElFLgggElHxioeElNedemElOsxrgElRcfggElVXqcZEladmhWElfPdWdElhssqeEliaeggElqGgdo
                ElsrgdfEls9flaElwpeeZEly7kPdEl0WdQeEl0pcfgEmANeggEmAyqdqEmGBWkkEmH5leXEmIYhggEmXCdefEmg2cghEmloghgEmoxoubEmrPfggEmsxgdfEmu/enU
                EmxKifoEm6afbeEm/uehoEnFrfegEnH8efgEnKQkjPEnSadggEncEgidEneFjCfEnnVdhfEnnydmbEnn6addEnwQblfEnwfjebEn0XcBLEn0fjblEn2bma2En5Idif
                EoHRgdYEodVddmEotNbgeEoyxYjfEoy1bifEo4bcflEo7fheoEo9/jdfEpAweghEpEsjXfEpJeXggEpK0gfgEpQOPgiEpXXffcEpknnyTEpqohhcEpyjSdiEp3Hdua
                Ep73keqEp76wgeEp9snaeEp944jwEp/AyXcEqHkeibEqLDraaEqTgejfEqU4ijeEqWjwc2EqYocegEqgPfieEqoUcggEqrXscoEq7wcolEq9SmidErDingYErEQbgg
                ErJUVTeErJ2jgmErKPegfErO0imeErSlqieErWggabErXyZggEra7gmfErdKfddErjsifgErlj5jOEr6gxtSEr6imjXEsSgichEsUOSggEsY6dolEsZHpdaEsdQdfg
                Esd7ZggEsh9osqEsjzhheEsppkogEsrVmeeEss8dqfEs2beffEs/NywZEtBGdggEtCQgfgEtIttnpEtIzgfnEtKumbdEtNpjniEtPPTelEta3fggEtd/fRrEtoSbcf
                EtqziirEtswdYuEtvxiofEt0BfkgEt2UfjgEt7kkkeEt8KXcvEt9QXkcEuAujjfEuBOjcfEuI+gheEuMFgggEuNv/oNEuPOWbhEuStgfeEuUTengEuVofggEuX5hgf
                EuhAgffEui0WkeEukqmrdEuottg0Euu8dggEu1AbckEu7RhefEu+GjmQEvDBnieEvEaeniEvFSZjgEvKrfcjEvP2pZ0EvTcXghEvUUgggEvWRcehEvXfhdmEvZoVgg
                Evc2bifEvjBmgvEv0KWbgEv2OjZhEv4afefEv8RgggEwIkefgEwNygrcEwN+pmcEwP5ddfEwQrhZdEwVackdEwW5ljiEwjslcXEwm1wdcEwuY5e9Ewv9oliEw2vqed
                Ew4rifeExAOffcExB0YfgExH+eggExI/gjhExOu4WXExQHufeExRVgenExXDeodExcylafExiogeaExo8agdExuWuehEx2+gggEx3NiihEx3taggEx5WobtEx51dYX
                Ex9FpZjEyAVgtlEyBzlbuEyNNbggEyN7bggEyQxjlgEySPZkiEyWygqeEyZPlflEyfnkicEyhEbggEyieSYeEyjPhhdEykEkefEynraggEyv+didEy5QhbcEy7Uddf
                EzBPfpgEzBVgdeEzJhbggEzOXcggEzQUeadEzYveggEzallfcEzf3ajbEzmgfZyEzp/jUdEzuLZidEzvNgefEz0eefgEz16idhEz3tcftEz5klfVEz/6arPE0MNgqj
                E0MlsgpE0VOhkXE0ZxxjbE0hibhkE0mAlofE0utUgkE00dgifE084ldfE09EYggE1BkZZdE1LMfggE1QAZggE1SfkqdE1aVeeeE1celifE1infgbE1nSgeeE1uYiii
                E1u/hbdE1z6ehgE13zVffE14gneqE15QfndE16oivcE1+ppacE2H6begE2KReggE2PfXggE2YSnekE2eRaggE2lTptZE2qoexcE2sgibfE2tuhffE25xwjcE3EJgjS
                E3FNhgeE3QndYuE3SSdmjE3TQeigE3Ux1dbE3aEniaE3eTofeE3fKYggE3gLfggE3mIhoeE3uJaefE3uahScE3v6grlE3yGUggE351cjeE360eceE39AjXfE4G7xil
                E4OE0WbE4PZOogE4RPeggE4SjjYaE4XUZggE4Z0hmdE4f2iggE4kmfllE4s8hcqE45VfcgE45+gWKE46EeggE47qgeoE5ChQcnE5DLeagE5FocfgE5J8kfdE5OKhqe
                E5XgdpdE5aKhegE5b2ZggE5coiicE5cpfggE5eRicbE5lbubsE5mVfhRE5pPnkqE5rpifaE50xsvZE57tgpfE6F1haaE6J3ikfE6OQoZuE6TvYpUE6WpodeE6XAdcW
                E6ctddbE6c4dgeE6e8qmfE6quhesE6uofYgE65yeggE6/LiZfE7A+fYiE7DbvVaE7HAdggE7MJggoE7gDNLrE7mKucZE7nqaegE7pvcbcE7rbierE7rohffE7xdfjf
                E7ydXdfE78t28eE7+feecE7/UkVeE8CyXdfE8IijdfE8J0efgE8OcpeiE8QMcV1E8TMdggE8WbaffE8ijgheE8oAogfE8sZjenE8uacggE85YYZgE87rWgZE896fge
                E9BcqkfE9J5jenE9NC6d/E9SlxggE9TzmOwE9VCdghE9WngggE9XTikeE9YyZigE9bEzfYE9e8gXYE9hXjcfE9iBfjfE9rudVgE9uWdcjE9x0XfWE91YrZhE94gZid
                E97cffgE98xgggE99zYffE+A9odcE+B3qdgE+CycfeE+EsqflE+HCYggE+LHjdcE+NykdZE+OQladE+T2sdjE+U1ddfE+j4dmfE+mXkiqE+plYggE/AdjofE/D3ggZ
                E/NbYfgE/SmnZzE/TVfYgE/UEeeiE/UTlneE/dsrgpE/sdgceE/wpcggE/zgdggE/7VoafE//fgvcFADBcggFAFHqpeFAFMXggFAF4yjZFAKZlcdFAN5bggFAO4Ygg
                FARRVfgFAV2UifFAbmbggFAcYfimFAgPWegFAjcqbfFAkCmdbFAn5dggFArQ1XhFAsgfeZFAxVjdnFAzxcYfFBAIcggFBE1egfFBFWncxFBIKbtmFBJyjkfFBNLfmV
                FBNvretFBO1eesFBQCbggFBmHoWuFB28kegFB3FfggFB327cXFB60kkgFB8qSchFB86qceFCB0apbFCB+ifWFCElhebFCE3cZfFCIAhegFCVxrpbFCcgcfgFCuHmYf
                FCwEqaXFC0qljcFC1xdggFC5HmebFC6BjgfFC+IdldFDARhmbFDBrbe3FDDuffuFDK7gbfFDMefqkFDRHgWQFDTsglhFDUTiknFDVopceFDYifflFDYliXqFDY7gdd
                FDcvdibFDiRXggFDo6gkdFDpAfTjFD4YfaaFD5mgacFEEIkffFEGvioeFEJSedfFEMCqonFEOvlafFEQc/0aFEWUbobFEegWggFEnHeggFEoYddlFE0dXmeFE0fpfd
                FE36cccFFGMiefFFMkeZeFFSldblFFT2gedFFgogkmFFhceggFFiUajcFFjZcggFFk+UdmFFntibdFFpqfggFFs0fggFF8HdggFF9NIZeFF9mdfdFGAhxadFGB5pae
                FGFGwflFGN4qlRFGT3bcfFGWZgneFGcBiedFGfVhdiFGkrYbgFGoGjfvFGqjcWdFGuil5fFGyGmZeFGyInaeFGyghmeFG511TUFG7ShfjFHDveffFHEFjliFHLGbgg
                FHRKgjgFHRRcgcFHU3okbFHU6bidFHWaRXzFHZvfbgFHZwheoFHc9heeFHeJWtdFHoAmefFHpDcggFHxpjugFIBSdhgFICQscgFIFJZrhFIGOhegFIGasagFIL4mbm
                FIQ5cggFIShghgFIhYiugFIqQgcdFIqsUfgFIs5eraFItFZggFItfaggFIw9jcfFI1AbggFI3bhdnFI4DiggFJCQqibFJIdseiFJJqeggFJKjhebFJKocdgFJWWegi
                FJfFgfdFJgFfggFJpnfegFJwJpfwFJzJgbkFJ2FjddFJ+EnnYFKKmYXmFKL1cgYFKOFifbFKP9epRFKQrnbfFKTOhZtFKbggZgFKcY0f4FKm9egfFKsQxdnFKwQmZi
                FK1ti0dFK3yVfUFK8UierFK+calhFLMBeggFLM5vXzFLQMliqFLUEbfiFLihfldFLx7eggFLyFaegFL5OinZFMCzYceFMNIkfeFMe2ibfFMhfdlcFMmsihcFMtcXcf
                FMtztdcFMvAgdgFM0vmnYFM1daggFM35dggFM7TdlbFM+HfggFNAWlggFNDWiffFNIngkjFNJMcfdFNKTrbpFNXZfggFNYYfrfFNchaggFNctffeFNhanfeFNpJied
                FNpSieXFNqQscdFNsqpcYFNx6iddFNzrSYZFN1KZggFOAEatcFOFuefgFOLAfedFORZoggFOcsTleFOhrbetFOnAVdfFOoZbggFPbjfhkFPikindFPlXinhFPpjgcg
                FPuSfdeFPuZWggFPuxliZFPyFybeFQB/jdfFQHBpzWFQJMgfjFQN4eeiFQOwZioFQY4ceeFQZDnfrFQhayaeFQh4eggFQkbVdfFQoCfdjFQ2zifeFQ8QgnbFQ9Mfih
                FQ96rcbFQ/kgdgFRCWgeoFRCcpYbFRE5rhfFRGxjfhFRPOfggFRhCYhZFRqlnfeFRrAcuaFRunidZFR06eghFR5YcggFR8eeuaFR87edeFR9deggFSArkcdFSBmdfj
                FSCEjrXFSHdhgfFSIhkjfFSJBdddFSXosPhFSfefggFSiUhceFSkcpdkFSrlhdxFSsPilcFSsRmafFSsZXghFSsygggFSs5eggFS1uLzdFS33acZFS4BjlhFS+iWgk
                FTJYgieFTMFZggFTSkdfaFTdcaegFTiCcefFTjAtabFTjUgmdFTjpgecFTj7cweFTsSneeFTwXffiFTyTbeYFT4fgglFT90jYeFUBBlifFUEXfceFUNZkfgFUPameg
                FUYEgfgFUaFfggFUfejffFUj6dldFUpYtdZFUuDkfoFUyJjdfFU1JddjFU20YggFU/VbceFVBH/kWFVBoiggFVI9jflFVK5enfFVOmzmXFVXPqZ2FVbhpfoFVczhik
                FVc0mgiFViyloYFVkJfecFVkKeggFV3pepcFWGOhofFWHRlieFWKXr0bFWNDbggFWN0ZdgFWTLbuZFWTZdpfFWUmgemFWfDictFWh/imeFWiUZggFWmYihoFWmglii
                FW0feT+FW2EcgfFW4TjYVFXCppapFXGweifFXIHZfgFXMkgdcFXQpjnfFXRQfedFXTchniFXWcfggFXXqfeaFXZ7dfeFXl5eggFXtbeffFXuXzVUFXvSbddFXwSgmf
                FX6JhatFX9GeggFX9QdnYFYIZfcdFYJrebhFYLcgadFYOmcggFYQOaefFYUTgfhFYgUsddFYhYabgFYkWcggFYnaoccFYqAyjdFYqDefgFYrAhjfFYv4ZZiFYzkcgg
                FY3ZjccFY4cfehFY8emleFY9rogZFY+v2YcFZC7elbFZILebfFZKFdggFZOE/WeFZPLhfhFZWllccFZaiwerFZh6ckeFZi/bbgFZm8kdeFZoJalbFZ0ddggFZ1HihU
                FZ1bgbgFZ1xcnbFaCpcheFaJIhpbFaKR4VZFaPEeggFaR9fddFaSHkmiFaWixecFaWweggFaXVibpFas2dsfFawhhggFa62eibFbGYnTYFbUNZfgFbcobpgFblRcZi
                FbrotS5FbsFdgaFb0yfhfFb1Zmd4Fb5qXiQFcCimdbFcI7alXFcLVrxeFcMhYxlFcQxifkFcVvieyFcWmjeoFcb/UdgFcjlpieFcnSggfFcq8psgFcvNjigFcvlcgg
                Fc0MineFc1prggFc2vnicFc4DegZFc5nfggFc/OaMfFdARlqdFdI/paaFdMehdgFdMnaggFdOuaqUFdQIggeFdRPZdfFdW+iZrFdY4qggFdhzhdpFdqufggFdxFXeb
                FdxIhefFd1jlkfFd9QhhdFeAKndfFeOXafeFeOieXcFeQ6jelFeRwfggFeR3iceFeWtdmcFeW6dggFedVfadFeiTdfeFe3y1ZqFe5MeggFe6VdggFe80lVcFfAJrm1
                FfE6UggFfaIVffFfbAaggFfl7neYFfoNkjdFfprjkaFfwAObfFfxjnduFf0/jebFgBZOvnFgCJiccFgQ1oeeFgaqflfFgc6daRFgd/hebFgeDabdFgjEhfbFgkapig
                FglNnweFgmCkffFgq+dcfFgyacggFg3PuqeFg4HfmfFg6bheeFg9YkggFg+HicdFhA9mgVFhD1nLxFhMHbggFhQWigcFhWLfggFhcVifgFhfSXZcFhtZhdeFhx1efg
                Fh0mmfoFh2IbggFiJmbggFiMcekeFiNndeeFiQoeYpFiZbffiFiZmaglFiwXlfqFiy7isdFi8AyNfFjSPiffFjX8jhkFjYLke4FjeWXggFjfMOZaFjifhfgFjoXjec
                FjwPoduFj1uifbFj4zfafFj7qeggFj8SlleFkDCldnFkD7gggFkH+fjfFkNjbhgFkPbktcFkSecmfFkSqdggFkUXahfFkbxzuZFkdscgkFkd8glaFkmShpcFks+cjc
                Fkv2eijFkxQuZcFkxSgZfFkyiilfFkz/hwSFk3PmldFlBXgefFlMneyeFlSnhebFlXcdggFlYXnbcFlZ4ahfFlbwdfwFlcfledFljrflZFlmKrbfFlycaYXFlykmbu
                FmAKmgjFmFuiccFmGbggkFmJRjidFmQ3nWZFmTHdpYFmUXfgfFmVuaggFmaAidfFmbgkUiFmbteggFmcrsmaFmgSmfdFmizldmFmj7WlfFmxAqfgFm0NdfaFm2Kgtr
                Fm9bZhaFm+CgVgFm+XlgeFnBlcggFnCNncfFnE9gecFnNMkbdFnQGfggFnTccggFnctYggFnmv/ZnFnoTYdgFnpvfYgFnqqiiqFnrvfgeFnsuSmeFnswcggFnuNbml
                FnwqjogFn0EhdrFn3ATgfFoCidtfFoEIbafFoEOYbXFoGYfgfFoJfiicFoJ8bggFoaZYfdFoapYfeFobncqdFoosifeFot7eggFow8ikeFoxxnkWFo20fWfFo4Tiic
                Fo5DpsgFpAFnddFpDccggFpGSjfjFpPTeYgFpaaUnbFpafeWeFpdFlfaFpdmkdVFphnVWnFpoIgcqFp1ZgkaFp2YladFp/8rbcFqDbQUgFqEneggFqJkZghFqJmoPi
                FqJyjfqFqTurpgFqU/UbaFqnFk6YFqoQgggFqs3ZkcFqzdoikFq3WcceFq79hfcFrEucpgFrMQZggFrQjhefFrRldggFrSXceoFrVzimfFrnOcnfFrnnVfoFrtshdh
                FrvGbggFryXhhjFryneggFsABoalFsAkgggFsDHcfeFsDbyTqFsF5mnfFsJXlvaFsOhjbdFsPlblfFsQASkgFsSdXZeFsT1eflFsZHgggFsarggcFsfzhmfFsjVmgf
                FsmLmdoFsnQcfdFspvhdfFsuHYhcFsxqfgeFs2EWggFs2KdggFs4zhefFs9ddlLFtAtnldFtEPhdWFtQSZbiFtU1nboFtVBgggFtXzoRvFtZfbggFtigjdiFttmlfk
                FtttnfbFtvSzYkFtwuffmFtw1sckFtyVPggFt5GageFt5WYYYFuHSnneFuZ6ieoFugicgfFuhudffFunzggfFurBgfjFutMhggFu7/cggFu9HokYFvAxq0VFvcidgg
                FvgJnpdFvqGjamFvuGgejFvx7YggFv3KdggFv6CkggFv8tkdeFwBUkmdFwWOhgfFwaIksfFwdJfggFweHcggFw6GiYmFw8HecfFw+obcgFxCklVaFxD3XfgFxEgoin
                FxKYldcFxSGejgFxdLge0FxmzneiFxq2eggFxyrVZrFxyveffFxzqecdFx4bkftFx6decfFyAoc0gFyDGgggFyDJaawFyJugfgFyQ9hfeFyRZWfgFyTffcZFycGegg
                FyeteefFyklhfhFyoiclbFypuYggFypzfgiFytTikoFy71fg2Fy/UgifFzAQlfiFzE/noWFzJMgdwFzL9bkfFzNNiekFzNjkevFzNtbggFzTbcggFzXPdpfFzYkiif
                FzbInNoFzc6eiiFzdZZggFzp5pplFzszkfaFzuhjfcF0FNUggF0FciTcF0J6ldoF0J93VdF0M8lkUF0RyuccF0a/ZtbF0dqgdbF0lehfZF0nLbggF0t8ryeF08RXSW
                F0+HmUYF1FsjfeF1LvteiF1NKiffF1VbcggF1bHjjdF1kAXeuF1kxYdgF1wylghF1x0jxUF115kqSF172fcdF2MphcsF2OfcibF2QqkjcF2RLfdgF2RupilF2Vihdg
                F2XIffbF2btikcF2j7dggF2rgZbfF2sLmgjF2203d1F23siibF25bjVnF26yy4sF28VqPjF2+CocpF2+KZmfF2+rXbYF3OquWbF3zwgpgF31BifgF31ogemF362jad
                F39LegeF4ETfggF4E3bggF4KOjibF4McjufF4M5hjfF4XsOggF4fLnfZF4mpeggF427gZfF45yXggF5GoeegF5MAhpjF5M1klnF5OIpnbF5WokWjF5aAaggF5akhgf
                F5kQffkF5yqkdeF504ehdF52jfekF52uddhF6AEigeF6CabggF6DPklfF6HOYgeF6JvefkF6MWeggF6OxpcwF6SbcggF6XUffwF6mVVkVF6oGsdoF6rNalfF6wLacd
                F60yfggF61cfdgF638eV2F658engF68ViedF7HXhRwF7IUXpcF7MPmghF7MWjgeF7NrcggF7P6cedF7SsaZeF7UpignF7XZcogF7a4mtbF7dahgbF7jekQsF7lrghf
                F7mVjghF7oicdWF7s5aggF7uOgNeF7vvVbeF7wGfggF7x0eggF7x/bffF77OfbjF8BGSggF8KigfrF8OxXdfF8SGfffF8TdnggF8XPdggF8YVfggF8g2igqF8lMbrb
                F8ttgbjF8t1cggF8uBbdcF8uHofeF82OnceF83/ddiF9ATYihF9FSeegF9MDfcZF9MSSgtF9NQkfgF9aeYaoF9k5ogeF9l8indF9mycUuF9nWjjgF9tpgjeF9w1nrX
                F9ycdehF9youfnF964jvbF97kghfF9+5cccF+FwfbnF+b6gZqF+f+ifjF+inhlbF+mJtdiF+pKm5XF+rGbgjF+rxefhF+3QZggF/BzndrF/FBkggF/KAfggF/RCfgg
                F/VnifgF/XjdbvF/a0jZdF/bGq2ZF/cukdgF/jUeekF/mwqdfF/pjgbgF/r3gXfF/xheZkF/yBbgaF/zweeeF/1Na+ZF/40XifF/7MhdxGABccfgGAEvpheGASJjcq
                GASpdggGAYqggjGAc2ccgGAipjegGAxvcggGA2JjbcGA62mk1GBEdlffGBHaeggGBJVeggGBLUilcGBTqnelGBZxogcGBcNdneGBcSyc6GBhQZbkGBk9kueGBnLbfg
                GBn3ihfGBvQinfGByjpYYGB5yXteGB8BgjfGB9BnffGCA1iZgGCIcfXbGCOAfefGCQoihcGCdghggGCeYcghGCiEhfkGCuppZXGC0tWggGC3TfuaGC5PmbZGC5Wegj
                GDAcnYbGDHVgejGDKvgfcGDPEtVcGDQqXggGDRseZjGDUtoVbGDWvdigGDYTicnGDeTgegGDiqfggGDyFeigGDyiweRGEJ4ZqfGELEicZGEOsXggGEQUkvTGEUglZd
                GEU8fefGEWYcfgGEXGjhlGEecieeGEf0nSjGEhDk/VGEiifggGElHjlgGEr2lb1GEsXkZiGEv1rnmGEwBnWfGEw4jfsGE0HrjaGFKzlmVGFRhjmaGFaQTgkGFcNigf
                GFgjhdhGFn2hvYGF9NmbpGGBalYrGGGqnqeGGN2tetGGlgjghGGmZdfiGGomejgGGppcgkGGyYXggGG5xqbxGHAfmdiGHGdYggGHGrfdeGHO8emgGHQ8hbfGHaljfh
                GHiXdggGHjCgccGHj/iggGHpMfaqGH0IkacGH8ziffGH+6ablGIJQlgqGIKFbggGIM2jjgGISUehWGIT9eggGIV5dgfGIYQrYeGIaBjcgGIcEcgaGIcGfasGIczldl
                GIdSefeGIspbggGIuYmfgGIxenfeGIxurbtGJF7qlfGJHwXgeGJJ+fggGJQ2bafGJUtdcdGJWcr4iGJWhoshGJXteggGJcbbggGJ24cYWGJ3MYggGKCeeggGKGfidd
                GKN4ZwSGKS+pfbGKXHkbeGKbZgggGKmIoZgGKtBdbeGKtqakYGKxRXclGKyQjlrGKzbkxgGK0JredGK5PcceGK7xajbGLAFyeWGLONcegGLUQbffGLVkmggGLbmncj
                GLdHcpgGLk5WggGLv9dgeGLzYgghGL42ndfGL7+VffGMEVdXgGMI0hdeGMKQieiGMNTfcgGMPtedfGMP/jiaGMRQeggGMqNYggGMxZZjfGM5t0dtGM61bggGM8ymen
                GNBkephGNEmhefGNHabgXGNIWVieGNJrjkeGNKmdggGNPsefeGNP8bkcGNSkfefGNTFOidGNTNtfjGNYxghgGNeZoaqGNfPdfbGNmAacgGN1TjddGN3eYggGN5Tcmf
                GN5XdggGN/FiajGOEqi/iGOE9eggGOFr/gcGOOpZchGOPAaggGOPJbfeGOQOelcGOQfhbgGOSbzuWGOUQuZXGOjXhcnGOl1heeGOqjcggGOrTiefGOtPjfdGOxoepc
                GO0iWfgGO+sbjeGPBLqdeGPErZigGPHUeggGPITmfrGPJmkfXGPJriljGPMbjdoGPNSfggGPY3nncGPa7fneGPf9kscGPsaeggGPzEZffGPzGtWgGPz4eggGP1Ggfe
                GP1YblgGP2FgffGP5+ekfGQFoggWGQLEQ8RGQPrfcpGQZidggGQc7elgGQdugggGQeokqeGQi8XbwGQygbimGQ1dXggGQ3ZoenGQ9MpggGRGFifoGRGvlWnGRHhwhe
                GRIhfgfGRI7gflGRJlieYGRUmbmfGRVJVggGRW5gfeGRc5gggGRl1mjZGRuNYggGRv8iaeGRz2aedGR4RdgdGR58bwZGSGZgiiGSMjgljGSQqlfhGScmfggGSd4npi
                GSqJfggGSuBVggGSvPbYfGSwDhaXGS7qimfGS+immbGTC3TggGTDhoihGTEojlfGTFFkejGTFKllfGTLSeRkGTMhiciGTOwgejGTRohqaGTig2U0GTuprYrGTwWukZ
                GT2/gfhGT9abbfGUATbjlGUHWdmJGUIVgfWGULDcgtGUSwljlGUU6hfqGUYxhgmGUaMbggGUc9ZseGUdleggGUh+gudGUl1dgcGUpfkifGUuZhcbGUxwfggGU0Lfgg
                GU9NbfgGU9hmaoGU/oGndGVWYkdqGVbyfleGVeleblGVgLgegGVisomZGVj2lheGVr2dfpGVsVeggGVx7qnhGVyTjfgGVy+bYlGV0cffvGV2fhifGV6hpc5GV8Okec
                GWA7bddGWBIhieGWB3dleGWIugfeGWKChdbGWXBgfdGWhpsaeGWiUkjYGWj/kVgGWn8gggGWsCgcfGWw2glgGWyf8cBGW3oeggGW8LjagGW8RfjfGXAIggeGXCYvtf
                GXRElefGXS3dggGXXJggoGXmMeggGXnFafgGXxTZpeGX2OuqaGX9XahcGYDojjZGYKDTfpGYNvgfhGYPidffGYQkhpdGYcufccGYfbpgcGYkOgZfGYl+gdjGYuNdgc
                GYwQcggGYwqjfmGYxMYhkGYzlSlfGY5SshRGZEudfcGZE2ehbGZG+khdGZPHhXiGZSLgeiGZUrafdGZVvdndGZfXkelGZhXeggGZmUjdhGZpQirXGZqFimgGZsGddf
                GZt3WggGZ4lmoiGZ55uXXGZ9SfffGaBIgigGaH9hicGaOqeecGaP1m0WGaS8hffGaXZcggGaaBeggGacZcggGaeumfeGajFifjGajJWggGaq2jkfGas3ZggGaxrcgg
                Ga0/SffGa24gbsGbBDrUxGbF8mgmGbG1efkGbI4ebUGbJ9fmdGbUuiocGbhLfggGbkzbcfGbvjserGbwdffhGb32aWZGb8FfggGb8rchgGb9AiaqGb9rgegGcDjbgi
                GcH/dggGcLNjeeGcLUwhfGcMalehGcPdbceGcP5tbbGcRvcggGcSKmcfGcaRdhgGceGjadGcfjiigGcr5tkkGcs2YccGcxxgciGczZegfGc1bhfjGc2keggGc5Pegg
                Gc7/aYXGdIMiVgGdKDgflGdR7fggGdSFwbdGdSzZekGdUKmXbGdb9kdbGdhNfdhGdo0algGdyL/YjGdztobrGdz5gieGd0DgZbGd1UZjfGd1lhaaGd1rikYGd/kjgc
                GeBXisXGeB4hjfGeJzicfGedMbmbGegSenjGehAnhbGeptcgdGeqHfggGer2UgZGesMdggGeuLkdTGevLkhnGexZelbGe2+jggGe4DadgGfFsefiGfQocamGfX6ege
                GfaSlfkGfjLdggGfq0gjcGfucWadGf0Qnc0Gf6wZbcGf8tkieGgCtgbjGgCufuaGgGJhidGgNQhsfGgUklenGgYqgggGgrpujiGgs7tUlGgupbLgGgypqZaGhEenjb
                GhKKcgfGhLajLjGhRaedvGhRzempGhTgtbeGhY7eifGhc2bggGhmAbegGhmgcggGhm9rYbGhzjathGh3rcghGh7wetbGh9zikfGh/zeheGiLQgmaGiNgjcfGiWlhic
                GihWaggGix6cggGi+9gcfGjLhihfGjMojfaGjOMeggGjT9ofjGjlzfXkGjnPbggGjoTnnbGj1TtgeGj55ncZGkFkffdGkRBffgGkRefafGkUEceeGkV9eggGklDcgd
                GkpURbaGkqkYggGkualgdGkybXbfGk8dsccGk+bdjjGlBneggGlEKjdgGlFDggeGlJGqfgGlLpaedGlMchaeGlNMeieGlTyodbGloKgffGlvdlceGlxzakfGlz9jtc
                Gl0mhebGl5RjflGl5/dYYGl7eddbGmG2kgyGmOnieaGmQpdggGmb0rXpGmcGlfhGmd4lffGmfEscdGmibageGmk8agXGmqMrQfGmrPjdeGmrXlgiGm4bdeeGm6whuU
                GnDkaggGnJBihiGnOejbcGnXgdfeGnXzsceGneIimfGnpOifnGnqVXdZGnvtdggGnytiX4Gn2ZkSlGn/qdggGoGvfggGoHdcdeGoHerfjGoKyeggGoPvdoVGoQnfZj
                GoQrkhcGoSNdggGoTrlocGoVhfggGoVjhefGoeRsZfGoeashaGom8genGoqahflGorNkuZGo4VeffGo/lofcGpAtZggGpBokggGpDoppfGpHqimeGpJxegeGpLPlif
                GpMAbddGpNBdghGpR6pggGpZIdggGpxRmggGp1cdldGp5HeggGp6AffdGp8xrXbGp/ojfrGqAGhfpGqDUrldGqEHcggGqR3nffGqSbgbcGqVnZggGqb6fdnGqfcnbe
                Gqm0ZggGqqffggGqr0dggGqtIdffGq0sshbGq4SbscGq9plpfGrPUfggGrPvdggGrRddggGrUtnabGrgXmhYGrhjfggGroufYnGro3eXdGrqlefkGrxegffGr6cgff
                Gr6qaggGr+pYeYGr/tgfgGsCpnUeGsECmgKGsLmajhGsM5emfGscVexbGsf1ncZGsi+mebGsl2glcGssOjffGszKafgGs8IgffGs/jhfeGtDQeffGtKhjbfGtZ7ohf
                GtbnfggGthfinfGtiMdggGtixafTGtoehcmGtrDgldGt/HfujGuNPXYoGuS3nftGuYXeggGuY/dggGuaQkaWGuedmfbGuoofigGus1flfGuukojeGu0hiebGu5fhXf
                Gu58dmpGu6raggGvDdiqdGvGog3fGvG4jiiGvKFeggGvLsigkGvLzkgaGvNuhsdGvQrfdhGvShkojGvTIcgjGvT9ifdGvYlfggGvageggGvb1affGvchaggGveldgg
                GvuFXgYGvywheiGv+pYfeGwDzcggGwIcuecGwSliZcGwVatV+GwWuaggGwbYjatGwftgXfGwgsrcnGwh/dhgGwkmargGwr7/oXGwsoeggGw79aofGw9KiadGxBSg1f
                GxEsfgmGxJFYefGxLficgGxUQedpGxcrnddGxehfggGxmHeggGxrUhdlGxrsheeGxt8hffGxuTfigGxxPjZjGx245wfGyOIke9GyP0kleGyTRt/XGyXhZkhGyf+Vgg
                GyhUinbGyiWTfeGymYZggGy0clacGzQUggdGzQafggGzRLUdeGzb7tjbGzi5dggGzkAdWrGzkxdggGzs+dctGzwUtlcGzykgdkGzz9kZhG0BJtkqG0FQfefG0Gpjjh
                G0LWbfaG0aplcgG0bkkbbG0ckhfiG0eoS2fG0hijgeG0kwd2XG0mUfcdG0rHaggG0wenZZG007kedG04pfggG1B8kT0G1CgfeeG1LPddfG1OBacgG1PkNkaG1Y5dca
                G1ZFgdiG1ez/LSG1f3mapG1pyagaG1w2irgG1zKfygG146YdeG15bhlfG1/QkffG1/noafG2FftffG2uwfkeG2w1opfG24ehedG25HogbG27VadtG3A7bbpG3Gwhmj
                G3PCfffG3aJw1WG3aUigeG3iPgieG3p0eegG3uXgffG38UhgeG3/RZcfG4FWgeeG4IaeggG4JcjfcG4NAjdeG4NeiXeG4PmtifG4TogbgG4UEmXfG4USjoeG4Vhhgf
                G4Z/acuG4i7ZggG4ppgofG4s3jagG4vIXghG4vUllbG42uaenG433eggG483ljhG5CleeeG5C+cggG5EofggG5E4//aG5Icx4aG5OeifdG5XQokeG5YgXXWG5YrijY
                G5idrjcG5l2chmG5oRcbiG5uHfegG5ufXdfG5vQiufG54DgggG58sWfgG6D7ZedG6EKcZcG6HNfggG6KDfggG6UriamG6j2gccG6lhfggG6tybYeG6uKkebG6zhXbf
                G62ycggG66xfodG66/ngjG69htiZG69sddfG6+YegfG7FCfggG7RDoidG7W/aYdG7XSfggG7Z5aggG7fafggG7gKjeWG7h/gggG7mkceeG7pafduG7rvqaaG7svjnm
                G7tBSggG7trjZbG7vMhfgG7xPiafG70SjnbG72XkTWG73PriXG8HAehgG8JYjpeG8K9eddG8NseffG8XbhcgG8byijRG8fshfiG8ijktfG8lCogeG8pwcndG8rWfgg
                G8re4eeG8xZieeG821hleG83wmocG870UgfG89NdggG9BZeggG9GHncqG9LIgidG9QohfgG9YTaggG9bhfpdG9lHibyG9rIdggG9sXzf0G94kcggG98mjiXG9+0eUV
                G9/xdggG+AjgggG+EApdbG+E5dggG+GYicfG+J6dggG+J8foeG+K0pg/G+Y5gefG+buxSpG+ccjeeG+cdnrfG+czcelG+hLeffG+iMlngG+kogZsG+lLfdfG+q7fgf
                G+uHfffG+32hhrG+4SfggG+6DfYfG+7WdhcG/EodjgG/F/afgG/G6YjcG/RHtlWG/hfdefG/kirbkG/nIZggG/pxyiYG/vKecbG/x9hbqG/zVgdfG/7pcdgG/85hel
                HAKxdigHASecglHAV5hleHAcwohTHAfdWfiHAmYbggHAtkhqeHAz3jefHA0efefHA5PediHA6QoioHBOMYikHBRiragHBTZkdgHBVIbggHBYJQgfHBjekpYHBknmbg
                HBk1uggHBmvjfqHBn/egPHB/XgieHCBzhrfHCVTjeaHCcTgfdHChImdmHCjsjenHCsOefcHC0DiggHC07cggHC18XggHC4ZffeHC/hZghHDGNbggHDGxedfHDItdgg
                HDJcfegHDSgSYrHDSl/dfHDURjdhHDU/kadHDX1iVrHDZGgncHDZSwjdHDZwnhdHDlNpeiHDsQeVdHDvUgelHDxfXhfHD0xdckHD2HhffHD39dfkHD4XhggHD8bWgg
                HEHwqdZHELSvdcHENbfafHERqlefHEWFiifHEgYhfeHEhhfggHEtqiXcHEvGbggHEvhWbeHE1pcqdHE24jhcHE5HeggHE8qeggHFDIfggHFHBejdHFH9gdiHFJKmce
                HFS0WggHFWbsgkHFYiuVWHFdrifgHFd3aegHFeMdggHFhegobHFt/YkbHFxwTkgHGB/depHGHMfebHGHagggHGL4dfdHGN0gjgHGPq34eHGe0hifHGfmUggHGk9ykY
                HGnfkoUHGn3mhdHGqhccZHG8vftfHG+7bfkHHDVnUwHHK2dheHHL2pafHHPLfdcHHSGeggHHWogjpHHh1geiHHllfeoHHxLhleHHypdegHH3hqbbHH7AfffHH8uXff
                HIBidegHIEPlcnHII4cggHIc3sjeHIdPfmbHIfBiddHIjina/HIo7iceHItlYcsHI0eomdHI5IijWHI+NeejHJHAfggHJMRhneHJPKceeHJXelfvHJYqkffHJeXZVh
                HJh8dhgHJviNggHJ3fjnfHJ9zjghHKIubdhHKPFZffHKQCjdrHKfwnreHK5vYfeHLFjVefHLJFfgcHLRaZgmHLR5nXcHLbemnhHLgRfieHLrihjgHLuefggHLvxdtd
                HLx/xcdHL2weggHL/iffdHMIdpcWHMX8+/OHMgjfXeHMi4fggHMk+kmeHMqqckdHMugieeHMvDdggHMvkhggHM0ueejHM1icbgHM2faegHM4rgaeHNJMdbeHNTdhmg
                HNe8cneHNmSsejHNoplecHNsEVawHN2miceHN59ehoHN7xqqdHN8ckWcHN9XoteHOEmjevHOGjbfhHOVPjkeHOWPedfHOc/jYcHOmZncnHOrWeglHO66elYHPDQnNl
                HPJ3sXdHPK6krgHPSb/dcHPUjbefHPXqeggHPZbfigHPgVmSgHPgySzeHPlBmeVHPmKZgfHPnvaggHPp1ZgfHPsceflHPwGgaeHPwqehhHPy5ivaHPz3dohHP06kbZ
                HP2umakHP6rSggHP7TidfHP7WdggHP9mSggHP+duaiHQBJiXdHQBdpabHQEMlncHQKYfrfHQLxohiHQXxrkXHQlVbedHQtNjdeHQ0SaggHRDfjZnHREVlifHRI8thb
                HRJRoieHRKKbfgHRNykZbHRREYRfHRVhTpfHRW2henHRYhhggHRZIfggHRdheffHRexpnYHRh3glgHRiDcdmHRtchfiHRursjfHR0ieehHR1bkeiHSBZcggHSFRrec
                HSF1agbHSG1gdbHSIPeggHSIvbdtHSM0geeHSRPoQaHSRZgkZHSTjgegHSW3mbeHSYTeacHSZygumHSboXalHSbpbdgHSc7dggHSpVqydHS2BideHS2KgepHTHgjgc
                HTIlXgfHTIvficHTJYdSlHTJ+krcHTNSgegHTOkgcgHTQSdggHTTGfggHTblugaHTeUdggHTfRdggHTitidfHTkadeRHTuYfsgHTuplneHTy+pckHT5aehgHUFTinb
                HUGdaakHUKjldhHUQZeggHUUEfggHUXMmcLHUksiicHUrUddiHUsqgvgHUwBcefHU03agiHU/mggbHVMjdgaHVOMfggHVQkhfcHVS0fggHVU1cffHVWgileHVZUXej
                HVuAfnfHVxxdYaHV35igcHV7OjgeHV/deggHWFBfggHWSQgggHWYEhPmHWf1heeHWkYneaHW3waidHW7caYkHW8qeggHW+0fggHW/mt/dHXCajavHXKhOggHXNsjfa
                HXONoYdHXs1qggHX3thdtHX5LgffHYCAivYHYDMekgHYM4ggfHYbFbnlHYfreggHYf2YdeHYgVdegHYkpuahHYn9gYjHYr1dggHY0AcgeHY4TpYVHY8VjavHY8cbjg
                HZEBcggHZESjkZHZITlbfHZIcafpHZL5o2RHZSneggHZTYcggHZmZZeqHZmdgecHZoTlehHZyNgjgHZ6jZggHZ9ucggHZ/dmdnHaA5figHaHKjglHaL5hxgHaarimX
                HafoYhgHaqtkhfHatujheHbEZUggHbJ9eggHbMQkofHbNbujqHbRceleHbSGhZkHbWKfggHbk1oagHbqujocHbqzUggHbrSOggHb4IoejHb9AdggHcLfhQpHcNUmff
                HcQEfagHcX8aegHccVhgjHccumegHcevgggHcqIYfeHcruaggHcyTahZHc18cggHc4+becHc82ldtHc+RpmdHc/ycfeHdHedsgHdKnegdHdN6defHdSteetHdTOfP0
                HdghefaHdojqcgHdsEhhsHduzVgeHdw5iahHd+mZqdHeAMSfgHeQmaegHeSWdhdHeTfhakHeV9dggHeYYZggHebTlYhHejiuicHeqteggHeylkfdHfBtcggHfHmogh
                HfIwirbHfRciYoHfZucggHfeKifiHfkjnTkHfrGeZjHfs7jxsHft4lhbHfu6cggHf5NmdfHf8IjkcHgMbfkkHgRLihaHgaHiefHgk+hgeHhDBZggHhQmnbcHhSWgig
                HhamPggHhfnbdeHhgxfdcHhm0fggHhnolgcHhyShdbHhzYfggHh2IbbfHh4MideHh4ghgeHiAtqdoHiHkfflHiIJzmfHiSzkilHiY1gYfHiZNVVTHig0jd6HitLfgg
                Hix/jfoHiyZelfHi+HfcfHi/TZggHjM0eggHjNBifmHjbDdplHjgJgegHjnMhoeHjnaaifHjp8fcYHjvXjafHjxRficHjymgckHj1nepfHj6daefHj8+qngHj9Tnfh
                HkBdUggHkFje3dHkL2gdfHkcodggHkhChcjHkmyVggHkqydhfHkrscdZHky+gffHk+7jnYHlA+uncHlEIfmgHlI+focHlNSipYHljgfcgHltAYrgHltxjefHl/icdd
                HmAqgjgHmBlig0HmG2RfwHmMPnbaHmPpfhfHmVi1duHmWrqbiHmW7hZdHmbShghHmjJbggHmq6YggHmr4dfgHmvJ/jUHm3AdefHm3TmlfHm6TXgiHnMmcsaHnO3gde
                HnR6bheHnU3gelHnZXTyZHniJmYcHnk3eheHnp5pYfHn43cffHn91ZdfHn+6fggHoHRXggHocQlVeHofuslrHohovbiHopudggHosuaggHo0IaggHo04hqfHo6+bjf
                Ho92ZldHpGyhffHpKOcffHpKWdggHpKdengHpOzYbgHpPEjjeHpbNkggHpe4kdbHpgOlfdHphlZggHpjkeSrHpn5bifHpvFfioHpwOUggHpytZggHp/OkZcHqCxhee
                HqDpggfHqQCefeHqU5cggHqVEYggHqXzhmaHqb5iedHqd0bZ/HqfniecHqkKjvZHqnKageHqnScmmHqn/haeHqoIdV0HqpyiidHqrrbbfHqzklbcHq8RhdiHq81Ngn
                HrCHipfHrIAmceHrKPRcgHrMibffHrOBeceHrS0jnfHrgJffhHriZnaYHrnmpdaHrvahehHrwFnagHr/CgffHsBfeofHsERhkbHsGrlxZHsHtqWeHsLARguHsPMgdp
                HsPmfggHsRnefgHsS2XdfHsS7cggHsb1xarHse0hcsHsgObffHslDkgdHsmdhggHstOgefHsuVldeHsu5xg2Hs0iq0ZHs7XpggHtALijfHtF5cggHtY0fdcHtcncUx
                Htf4MjaHtimdjfHtinbggHtq1kpcHtulfggHtz80QkHt9qgggHuCLmciHuFmitZHuLLmeeHuMbaffHuREdggHuR9pjqHuc0ldTHueyfidHugJdggHusaXrgHuuqzXQ
                Hu2IpcrHu3BmjaHu9akTgHvAdffeHvL7iktHvMUfdeHvMmfefHvNiZggHvTDVagHvUjnffHvVemcdHvVtqmcHvXWbogHvbpnkdHvcOcggHvkLareHvw2eggHv3qhYc
                Hv9BgbjHv+FqwSHwFheafHwOZwhbHwQpjmdHwR0mckHwXCdgeHwZCgggHwcggdkHwjffggHwqyhffHwt1mdfHw0mkefHw2RgdeHw35mZmHw+LgTdHxEgfggHxSebch
                HxThcggHxU+zgWHxhOteVHxjUpdbHxkkYggHxoFccdHxuCjgbHx+OVggHyFlkfeHyRjkZeHyRymggHycSgaeHygjbgiHyhxlneHypadbfHyrGjpdHyutcggHywOdgf
                HywZknlHyyAmXeHyzJfqeHy6cThgHy7llefHzK+XmwHzMUSigHzRwcdjHzWFgRcHzYvgggHznERggHzpJmgiHzu0odYHzx3iiaHz04kedHz1gmenHz8rhVfHz83ebW
                H0MXdgdH0RzbggH0bvleXH0kJmcjH0k9plgH0lLbgdH0ldfdeH0nzfefH0o5qccH0uiQseH00EaggH1ANgikH1CgfggH1CmltfH1GebggH1KOleiH1MxcggH1NgvZw
                H1NyxbjH1PChffH1TYdcgH1ZZwcwH1d1fVjH1jjhubH1pIffgH1pzbggH1q2nhfH1sqmdYH1wbdagH1xubjeH1y1l2dH10dcmbH119n1hH12YxgdH14jliqH19Yhat
                H2CzcdgH2JDuczH2JQkfbH2TandZH2ZpdggH2Z9m6XH2aHmmhH2aaehgH2e7ZmfH2iyZafH2qHjooH2yRYfhH21xm9XH26BndeH27ReggH2+RmdkH3BssjfH3HWfgg
                H3IdZfiH3ObkcgH3TlleeH3WJ/E/H3XrehdH3YIjldH3auhZ3H3d+ihgH3f1gsbH3n7mVdH3rEafjH3rnoihH3sBggfH30UgilH378dYeH38sffcH3/WdiiH4GCdgi
                H4GxbggH4IJfggH4NjeegH4a0ibfH4f6hOVH4rZeggH4txhfeH46lpeiH4/igjgH5NynnkH5PBfegH5VAgpfH5WlZkZH5bHlbfH5g9XXfH5hSfngH5mKfcaH5nfqlB
                H5rndggH5shfgeH5z9jgfH6OgmaqH6ThndgH6UJgblH6W6ZdfH6e8dggH6lmaUvH6mZrneH6pdqcoH6uApejH62saggH64nqelH7FQbqfH7MOfggH7S5fggH7Tbiff
                H7Y2gdfH7mEaggH70LhfgH71OnenH74GWokH755XZkH7+YjddH8AuYggH8I/dggH8KAkcgH8O3hcdH8RJZcYH8XqojbH8aNZbpH8bzbmcH8oidffH8ttWggH8v1oof
                H8wIkeeH8zOmklH81seggH86daleH89FxdnH9D4feeH9HLjeeH9PhaggH9TvhiWH9a5ndfH9bhcggH9c7bggH9ekVefH9exidaH9lqdweH9mPcggH9t3pdeH9xpXgg
                H90QZkhH91YdggH+FijbfH+HfYggH+PlXhfH+twVgeH+2wfdhH/DShleH/JMibZH/OWkekH/ZMaggH/ZVgbtH/cv4kiH/d8dggH/fmeggH/iHdgeH/ivadeH/i0efg
                H/rZbfgH/rafggH/rdf3WH/sXeggH/tkmhWH/19degIAFImncIAHpfggIALAjdfIAL5eWmIAQVefhIAQ8jejIAYMibZIAYSXggIAdPegeIAgKaggIAj1limIAj3otd
                IAt+eehIAxDpiiIA0zaihIA1xjkeIA4PfefIA61ZjgIA65geoIA9SfkgIBFQdgdIBM8fggIBQEpkUIBRqlfdIBUIbffIBWigbeIBiOjTvIBlYZggIBtEeggIBuzjYe
                IBxCjfeIBx/jefICLxUsTICaEigdIClJbggIClLhfeICoQiXxICqapWbICsUpbxIC0IeggIC7dejgIC/RdRhIDDJljcIDIQlgvIDK2aggIDOXDdeIDXDgT+IDYclRR
                IDeSm5cIDenqkeIDuFhfcIDxMfffID4TiacID+gsfdIEAtggiIEEudnbIELrssZIESKbffIETwXceIEXzdggIEZqffgIEb4gdgIEnTieeIE0kdSqIE6plfsIFAggae
                IFGpZgiIFNgldeIFYynkYIFlFgjgIF1SZggIF4NioeIF5mgYdIF8SXggIF8wqWkIGGOxoeIGG3gdfIGXNrefIGaqbggIGdYnfdIGgfzghIGrQeggIGuMhmcIGyNfed
                IG+nghjIHDjhafIHHGqdfIHL2zhYIHMUdlgIHcZqgfIHjzOggIHlLbZgIHrhkkeIHyhhcYIH9hlffIICgWjfIITwpceIIWXgaXIIavXigIIi0tWVIIo9hgqIIrSpqa
                IJHvageIJIScggIJLihhhIJN0efgIJY/qkZIJaonkcIJdBgffIJg6bggIJmHiccIJnvmoaIJqYfggIJqfXsYIJtcfggIJ6KaffIJ6edeeIJ6mddpIJ/mrjUIJ/pcae
                IJ/vYggIKIO1baIKNPhefIKSBbfXIKSCWggIKXQuZaIKawYghIKbsffkIKcdfchIKhby0cIKlTlYdIKpIwebIKt1tfcIKuE2gbIKxXdggIKycfegIK5yeggIK+Lefg
                ILAqfmTILJdcgoILNtdtcILPdigmILQRUggILR0nYaILXvlbwILYAecfILYtofaILaAlvdILglfnfILqWPfaILwCffgIL71jffIL+PfdeIMHcZffIMO5gggIMY7gUm
                IMrGZdWIMwemeZIMxVeoiINAzpckINB3gbbINEQr0iINFPhdeINHOrjbINHRmieINJbdifINKLgehINSXuicINS4dtYINXeflfINYHlocINYXhehINZDt6iINaNgfg
                INgdnYvINj+nhdINsygfgINvxpUmIN0HrWoIN5gppfIN5+dWgIOAEjbeIOFAfifIOGLhhZIOI9beiIOMikZqIONes3ZIOWZajfIOaNgciIObhmknIOcRVfbIOiQdff
                IOpLbbbIOpTiafIOsHnbfIOtijafIOxUmnfIO2YpbhIO4XyoaIPBOXYoIPNyjfhIPP8ieqIPRFfgcIPSakcXIPSljrbIPXRbffIPcGnXgIPg6mfkIPhBYffIPiNlef
                IPtHdfbIPtLeggIPz6VggIP4RjmbIQGOeggIQOyfggIQRdhleIQb6hmeIQcwubtIQfAbggIQjveZiIQrYZhhIQr5kggIQt4egjIQwOhmXIQz6tcaIQ0UgggIQ1glge
                IQ5SXarIQ6NefgIQ/reheIRGdnhfIRKwXiiIRK9chaIRNQcggIRPBcegIRU0hglIRXeeggIRahjadIRcvbolIRvkbfYIR1KkfmIR3MjbfIR3sggeIR8bxyjISDZcff
                ISGzcdmISNiiWqISSqfZeISYaedZISY9WggISemfheISgAgpfIShHeaeISjPfhgIS51kgfIS7iighIS/TldeITA+jduITEmgcfITLUnefITV7VggITXHjtgITZxakg
                IThOjccIToAmbdITowwd3IT0bYfhIT06mbeIT5BldBIUHjmeqIUKrgleIUOheggIUQbfggIUS5eggIUS/odeIUWambfIUXSgeaIUX3eggIUYcoifIUi6eggIUj5hes
                IUpShYgIUpbkmgIUqoigaIUrUeggIUv1lecIUwEgggIU21fYmIVGekbgIVG8fZmIVJOkffIVPqenlIVXveihIValnbZIVdcdggIVddavXIVnwbvrIVyzfggIV6+mhj
                IWAqpUaIWLmcggIWYzdegIWcDaggIWoOkijIWryXfoIWukhbpIW/OccfIXATlfeIXCBgffIXD0defIXFAiOqIXGFedgIXHcrecIXImbggIXMUgccIXOalsfIXP0fik
                IXTvicaIXWDhZfIXabegcIXcOfggIXdrgegIXiBhhfIXsDrOuIXsmeheIXyabggIXzOgcdIX/csdjIYCtfggIYDdmhkIYHucfYIYIUhgkIYLcWbfIYNYmgfIYRpkec
                IYWeeWrIYZhdggIYhynjYIYpYpmXIYvatcbIY2amagIY5/hgfIY6jgdgIY9QflgIZBZmdWIZC7desIZE7fceIZGMjeeIZM7ofcIZNWzsMIZQrZggIZRYdkaIZWSNhe
                IZWZaegIZaBkgkIZb/eZrIZcWeieIZhOgfbIZkGfgaIZlregTIZpsntYIZzsjomIZ5ZdhgIaJ7hheIaWGkniIaYzmkdIaZPjgcIaZQdhfIalvfadIapdsgcIa1Rmcf
                Ia2YnggIa+ILkfIbABodeIbAKciXIbFhlkYIbRfhbeIbVNgggIbVmkeeIbe0qXgIbtTTe/Ibt3gggIb2/fggIb5hbddIb/PbggIcBLRYYIcPFgdgIcSkelfIcU1Ygf
                IcbOdegIceYdggIcn7VggIcpOeggIcpgTfhIcwZbggIcyWderIcy1dbeIc3vmoXIc6eeTYIc9zl1dIc/JhfgIc/NebaIdCejteIdFVbUYIdMfYgeIdP4aggIdSTbcg
                IdSkflcIdTeZgcIdbppfqIdemffgIdesYcWIdingefIdkfbVlIdkqhjgIdmxqeeIdolkdgIdysdggId4giheIeBngggIeCUeenIeEflhcIeH4zrbIeIcaggIeIsjgm
                IeJUnidIeLyelgIeSOmjhIej1ceeIernlWZIevvkpjIe9dchfIfBZdjdIfD/fggIfItkacIfJqfmcIfJxfggIfPtinWIfQkcmbIfSAleaIfSbdggIfV+YYuIfWegZe
                IfdJmblIfeMm0RIfenojfIfjzddgIfluhidIfnJcggIfomgggIfsgVsSIfsxsvdIfthefiIf8iRffIgEZtioIgFBdodIgFCpecIgGlheeIgQ9ekgIgSxcWYIgTwgcs
                IghYPceIglX0meIgm7aggIgvvcedIg02bZcIg0+fggIhBYbehIhUSaggIhU/ZRfIhVKdksIhWoYbiIhWqpYoIhXWYggIhZmgebIhasekdIhdTpgjIhdpqZzIhgqagf
                IhnRcddIhvlflqIh0SqjcIiN0hfZIiT6folIigZcggIiiFgfdIioxTggIiqsneeIirnhgfIiwAjwZIiyJlcfIiyWNcrIizEOkhIi3gfggIi53hefIi+NjkfIjACjdg
                IjBwZgjIjGgndmIjG+bjbIjQjfdbIjWNiggIja8deZIjedgaTIjq4ZXlIjs8qfeIjy0dggIjy9kfUIjzmXfkIj5OfggIj6GcggIj7QheeIkDiangIkHtXffIkQBgag
                IkVwaggIkeeefgIkiRoeUIklDdatIktegffIkt2txaIkucneuIkwYqlcIk1vvf2Ik1wmdvIk3vZkUIk+AkefIlCewdrIlE6fcfIlKrbefIlSmlZoIlSxhaaIlUaibn
                IlVfcjoIlXqZeeIlX0deeIlcxpdhIlldfbzIll6fggIlsphpcIluXoYTIl0epZgIl6acggIl+AhcbImCJoagImHphcWImLCepkImPXlfhImPyaggImQ3npmImTIemo
                ImTMgfeImYimljImZbidfImhuZggImjFitgImpyjemImvrYggImxxkdeImyhgggIm7IgkjIm+fefcInBkwyaInRzkdlInXOvalInbnqqaIneJndmInfMmecInkBpcb
                InmjcofInm0cgdInnElibInpKhceInp+zfkInp/gggInxChYaInxYq/TInxkaefInzsghiIn0BifsIn0yjgmIn6alleIn/ZyYpIoE9cgeIoFbXvdIoQZffgIoSrcgg
                IoXAcfgIoaibggIojoijfIolFdggIonufggIon6iefIovLfggIo1cogeIo7PjZfIpH9cgaIpNWleoIpQWehcIpV03vkIpV2cenIpnXfYtIprgdggIp2a/qVIp7Wdfg
                Ip/EbffIqCXgggIqFOicdIqG8jfjIqIWjenIqIonufIqM1jfeIqSjedgIqSmfoeIqStZlaIqaGmbUIqjtaggIqp6faZIqqPSdaIqsgdggIqxqnawIqx1ecdIqzshrf
                Iqz8ljjIq6HlklIq7TlcqIq+zsetIrMYZggIrPAjocIrQScggIrRKvknIrVifjdIrXCZubIrXWbjeIrbnfggIrd4iffIreuteiIrgEicfIrhDoqZIrhNcggIrpFbgg
                IrpeeggIrq6dggIr/9bggIsAwaggIsBFpZvIsC9pqjIsDZdXwIsHubggIsJzgbbIsOnhpiIsOynggIsSngb6IsS6ebfIsXOdffIsXZgegIsa0edeIsiBkboIsp4ogd
                IssUhgdIs7WXkcIs8IqO0ItBJcfdItBtdefItJLddgItUddmhItivcfeItm2dfjItnVSbfItp8jggItqKeggItrgnbeItt4knYItufjbgIt7nZceIuCujiXIuMWldh
                IuO1ZedIuRSidfIuS2VggIuYiiggIuZJiwdIuZoioeIujgeggIupxfggIu0weggIu8LbgSIvGJXbZIvMDoqaIvOPh0cIvoecggIvzOphfIvzriliIv0DgffIv3tiPg
                Iv8BxrQIwB2XggIwJ/ffgIwTHggcIwTgcggIwYPiYYIwhCZggIwhSeggIwqZZmgIwsLeYgIw5SsmlIw5vdeiIw50ateIxJLhYfIxLYeggIxMsWggIxOCsggIxTakdd
                IxWcfdhIxbujfeIxe8YcfIxgBgftIxhyjdlIxovmhcIxrjaofIx6xhfqIx8idggIyDedggIyG2bggIyLlaggIyPw1VeIyqWZgdIyt1gefIywIaefIyz5mcbIy52bfb
                Iy7vsdgIy+xfefIzAUcggIzEbpaUIzFyjZvIzKpaegIzQvgelIzTclcfIzaklfbIzdhejhIzhLTffIzn2fegIzrNcggIzsdpcfIzvyneeIzy6bggIz4KgmdIz4iggf
                I0Boyf0I0ELafiI0F2kcaI0I+cgfI0QIefgI0QcXmiI0UtmocI0VSYggI0VoeggI0VzgegI0ZPmYeI0kJZegI0kdUagI0mXdggI0zTfefI06NidgI0+rdggI1ELggg
                I1HLmifI1RmipcI1R2ebaI1UurXaI1ZbNcbI1ckYhjI1fGbawI1jAgPnI1j2nhkI1lTibuI1mUdodI18hefeI2FMfchI2IT/WRI2JghfbI2NDfggI2RnmggI2baijd
                I2cCbggI2kTcocI2lterfI2s4fjdI2uFfggI2xpVbkI26lkvYI3QTrbcI3RTlxcI3TGkdeI3XnfdgI3Y9lSeI3bJhfeI3d7gffI3kYntgI3ttfdgI3uJfffI4BfkcW
                I4CWoduI4EPYfgI4GEnamI4HwmefI4JUdggI4ZljhaI4dMhgiI4mkhfXI4rIdggI4r4jjZI45stiaI482dkgI5B5jjZI5I2hhcI5O/efpI5PzaajI5P3bggI5Raddb
                I5S9hffI5ddcqcI5gL7hyI54vlgfI549gegI573eyaI58RglYI6Ecie8I6KtdggI6O3qYkI6f0ldnI6rZndeI658gffI7BhggnI7CSqhoI7JNjgfI7JhfmiI7TAagg
                I7VXgblI7V9jmxI7fbfggI7h8eggI7xHonZI74bmceI75CejbI79mjiTI8CVdYlI8G6gdfI8IfehcI8JplqeI8MelikI8NYewRI8SrideI8TUgagI8W+bghI8iFZid
                I8omobcI8pfbedI8q8cjeI83/kY+I87RkdhI8++fggI9KVefgI9RqZatI9S5dfjI9XKqfkI9bXcgcI9ddbeeI9gYdofI9ueffgI90+hdeI96sbggI9+QbggI9/5ecg
                I+EcZfgI+IcgggI+JIirdI+KIgeeI+LUgglI+L1cbaI+QEgdeI+RrWggI+ZGoloI+esagfI+ltjqYI+m/UkXI+nwZffI+rTfgdI+43iafI+6IteJI+6wfghI+/Xpeg
                I+/0jgfI/B4ifgI/DpcggI/EEejgI/IcgegI/M3qfYI/dKfrgI/gvejeI/h0jYbI/iNdlYI/jDbZiI/nOmf9I/sDhfUI/0gkYcI/4KefgI/+agplJAC+abgJAE0fji
                JAJ8oogJAQWhgeJAZVhpjJAc/ecgJAjfjcfJAk4eggJAlooalJAmhggbJAragUjJAsZfggJAtMkjbJAwgkaeJA1NncsJA4bjheJBBmkRtJBJAdggJBMxpZfJBPclcd
                JBStfggJBUmggfJBeruZWJBh3lWdJBl+ldZJBmebgbJBrgdeyJByfQhgJBzNjbvJB1NvhkJB2/mkvJB67pZeJB9FZofJB/RqiWJCCvfjfJCI+jfdJCL8bggJCMycsc
                JCOFcggJCOSgefJCQLlbdJCWwkgfJCXQjZfJCYMeggJCemfygJCivefgJCoqdjfJCxtZggJC+6sycJDESdgiJDHhhqnJDOleggJDOsfggJDUdmceJDclvldJDddcgg
                JDqBfemJDuhhjeJDvk1OzJDvrlfjJDxvojcJDylcggJD2EihnJD5bcqjJD/KfggJEDsmguJEEPeggJEMSeggJET2hldJEgAfigJEiKUmdJEqFaffJEwlgYpJE2IgiS
                JE2ZXdgJFAuggfJFBHhYoJFDso2fJFFRhagJFFqaggJFIVkefJFXUeggJFazmdsJFbjXggJFcJinXJFcWlcvJFdiXVeJFlCjhjJF94kasJGGBgggJGGLeggJGGmkgd
                JGI1kUqJGQ6OccJGUNkbkJGX/kneJGi8ojhJGjPbffJGnzcggJGpiclfJGtimgfJGuAeggJGv1WlbJG4WhjeJG5ZjjaJG6WrVbJG998Q/JG+hfggJG+ilggJG/EqXf
                JHBL6XaJHDWgffJHEiUekJHGFiggJHI10YrJHI2hdrJHK4UekJHLLjifJHYSimfJHcJqdaJHkFfigJHk6kbbJHvDVbeJHwFbggJH2Rx+WJH2TbggJH2+ledJH3QdjY
                JH4ufZRJH9LxkbJH+DinnJIClcfeJINofgfJIO1bggJIPGiofJISAXihJITMeggJIX+YceJIZQWndJIgXbkeJIljgoeJIohdieJIsIankJIwgwcjJIzYlacJI51hfY
                JJDlhjkJJOKcfeJJbflccJJccpseJJffdacJJgReggJJg9jvaJJljdhgJJrniglJJ4JgjgJJ7vedpJJ8HuQNJKB5laeJKEQefaJKHFjffJKKSjeeJKNFoyaJKaa0Zz
                JKnaYggJKtEjheJKyIdggJK353KXJK4dggeJK7FbggJK84imdJK+YbhfJLA4nieJLPQeggJLTXfggJLcgkfeJLdKedgJLnRkchJLpKcggJLrGhfeJLtrslcJLuubgg
                JL2fiofJL4+ZggJL5zkhcJL7JfXnJMFyxaYJMH6ffgJMM0fdeJMU9jfiJMXSgggJMdbcZjJMoItidJMvCgdlJNDBgheJNFItfcJNFvekgJNIWgenJNL+iicJNQ1nie
                JNQ3kffJNdAbegJNkHjgmJNlHggeJNq+necJNt0cggJNv1fhgJNw5hajJNy8ucbJN16lteJN7FifrJN9XggbJN/JcghJOHsjggJOMvgngJObadefJOksgYwJOpjghf
                JOpuZldJOtccdnJO1LicbJO2bexgJO3LqdcJO77ofWJO9gaggJO9kpWjJPCckdhJPCs1oZJPGGgegJPJLindJPW2eggJPbQcffJPfoldfJPi5dggJPoEfkeJPpBdge
                JPszfkdJPxrmafJPxvs2UJPylWfhJP0wdggJP37fggJP6fkhuJP6gkjeJQC3efgJQDVecfJQFC3eiJQJnidVJQLEsbbJQMMdggJQRxoYiJQWHWgjJQaT1f3JQahdgf
                JQdzleaJQeUgggJQh0YkgJQkHwisJQwmedWJQy3jfeJQ3zeghJRGHXggJRG/ndaJRTRUekJRbclRrJRcifggJRdGhebJRhBmheJRkTgbeJRx5obdJRyUegfJR7+zoe
                JSD3tpcJSVhqcbJSaTepeJSdTtX5JSdojfhJSe4ZcfJSfUaggJSssgZmJSwAggfJSxhmlsJSytgfgJS2HncfJS2rdaaJTI0hgoJTKaxefJTNkkVlJTN+mjcJTQ8ggg
                JTTEgbmJTXCjecJTXfbggJTh7iefJTiFfafJTi5dggJTtNajbJT1WZaZJT6IkfiJT8zbggJUGPtfsJUUhhffJUXkgggJUXwadfJUbmgheJUdpeZaJUl3mehJUupbmn
                JUxWaggJU1hfmgJU5OZhfJU6eefgJVEWnnYJVJHWggJVJfdejJVPuaecJVQqdYgJVUOqdfJVXCkreJVYQbggJVmpdkcJVphibxJV7hgggJV8DnmeJV9IbgkJWJDfkf
                JWNXZggJWOFmbSJWRFYcjJWSRiWkJWS5qevJWUuwceJWaucghJWcgorLJWe1fggJWl5gggJWozdggJWq3dggJWu/hgfJWv/eggJW3aenfJW3+jkeJW4plggJXEbegg
                JXRcaceJXbXemiJXc7cUgJXejjefJXg5eaiJXmbdegJXxETVhJYDbrdXJYMxdgZJYOGhhgJYXSigeJYbKVggJYbtnerJYd9fffJYe6uqXJYfheggJYhHdgjJYhUdgg
                JYhhbggJY4jhefJZDDgggJZH6/eQJZP3eggJZR9cX/JZUkipcJZWpeggJZYQmhbJZagZhdJZkahdeJZkkbffJZlsgabJZprukaJZp4cggJZ87dggJaGsjdeJaSxebb
                JaURvdfJaV8hYfJaW5pefJaa5cggJabCcffJaiQdTiJanMiogJa2xfdfJa4QgZgJa46mYxJa7klffJbEHeemJbEjaggJbEqgddJbG8hfgJbMCjefJbMHd4OJbNOeim
                JbXugfjJbeEmidJbeblfcJbhejfcJbjOZggJboOdZcJbpYtb6JbwsgZcJb7zeglJcKkkgiJcRaZggJcSbkieJcTceblJcU3ZfgJcXAihbJcZgcZhJcrBjYdJcvMhWu
                Jcx/fjgJc52bicJc82ggeJdAPffgJdD9jdbJdJ8hkgJdMTXggJdMwdggJdRwgqeJdWPcggJdfJgfgJd3ddggJeB+hefJeGJXggJeH9ZggJeL4lofJeMEbgfJeZTUfZ
                JeaEUaZJefFedeJenSqcrJetsideJetwXfeJewiYggJeycjdgJezIWggJe24gdlJe8PjskJe8XYfhJfB0hgrJfB1TegJfDcokcJfLzfncJfOZdZfJfSGmheJfXwnrd
                JffWcggJffegYlJfj3ejgJf1pgkgJf+thZnJf/XcffJgB/mdeJgLLdfhJgTQmffJgZ0dffJgbGkigJgdanUmJgitbggJgjWfeeJgs4ZggJgu7jdlJgvUjfsJg3kagg
                Jg6OoexJg9pdodJhEIkcZJhGghdbJhHngnfJhIEnegJhKMQggJhgxeggJhhsggfJhi9bccJhrsgciJhwfxdUJh3pZifJh5cdqbJh7cgmfJh7ofgcJh8QegjJiMbicY
                JiTecnYJiUxtkeJiWMpYcJibK2rfJinefggJivVdggJjD1mieJjIagXeJjMbqemJjOPjccJjSklakJjWUdjcJjZMhXmJjgBfffJjhcdkbJjm+VggJjpSfXdJjtNlme
                JjtcnWuJjubbffJj0CaggJj2eiepJkGRYfcJkKgofeJkLKoabJkL1pffJkRRUggJkSxpgbJkU+mZfJkVfbumJkcqjfkJkiAfiYJknmeggJkq8ejnJkuzhmcJk6fbdb
                Jk8RkgfJlFtickJlMHhbcJlOqdeeJlS+ZggJlTHfmgJlXJlflJlaXlmcJla9jggJlbXpaYJlfQhifJmD0YfeJmMmfZgJmQs/VcJmRshfcJmVzVggJmZIXfgJmdoegf
                JmgqZggJmh6epfJmiQcggJmsBnefJmxFaefJmz7cggJm0YafmJm2WmbsJm5hnXfJm+ZkvZJnD+XggJnEVdrgJnLHhfjJnMGbidJnOvufhJnQuvddJnRWmlgJnclhZd
                Jnj2rgcJnkafggJnk6/hVJnp73aYJnsGkggJn1vodjJn9bgeiJoLrdfjJoQhpggJoWBjgfJocMeejJooAmsgJo8LkhlJpBTkfeJpDFefgJpHVShgJppfXmiJppxXce
                Jp76ndaJqCCfggJqCYbheJqChguaJqH/fggJqMFcdTJqMKhfeJqSgVdeJqT5dgeJqY1oVfJqa/aggJqdSheeJqvtnQhJqy53+cJq3kgcfJq6NjheJq8ybdxJrAjncr
                JrBPgeeJrERRflJrRfnggJrcvZgeJrd5WgqJrqiWhiJrwoZggJr2JYghJr3TrupJr8zgheJr88ekfJsEIYggJsFzdbiJsTqfeaJsUTmgfJsaUlfdJsdJoheJseyofi
                JsgImcmJsjyfggJsmIgQZJsnrjfZJsy8egcJsz/kmmJs8SradJs/kgbgJtM7pc1JtUV0cSJtVhdggJtXCgggJtX4hddJtdnibpJtibeggJtosruZJtsMgjfJtsYjlg
                JtvffdfJtw3YZgJt1ecggJt4FcggJt8geefJuB6degJuLLlfgJuL0fggJuZ2ZggJuc0pjgJuhglZgJuoulhgJuo1wfqJuulgcdJuv2ocfJu09igaJu5zggfJu6xlib
                Ju8ccggJu8dbcdJu+vhdeJvOmfggJvP4jXbJvWsfggJvZYXcgJviThdcJvj1dggJvrhnghJvsHqxrJvsQheoJvuJcfeJvxDjhfJwEAWccJwEEilfJwGKlhnJwHXtfT
                JwJjla2JwJvkbZJwLYbggJwMyheqJwQJfchJwUZYXeJweemffJwoTkffJwzXdjfJwzflglJw5NXfjJw61eggJxHknT0JxMPkjbJxMznaeJxOvofTJxV9acfJxbsgep
                JxdmafeJxhvllXJxpllgdJxqQnUxJxrFnmcJxxebZvJxz9hdcJx04aggJx2BgggJx4cjafJyAmsQfJyDHegfJyGheggJyKZnfbJyKdixcJyKzfgbJyOabgfJyQVoaq
                JyVtifeJyYAdecJyhRmjpJyiBvsYJyxthZaJyySaeeJyzXjvVJyzprZeJy91iemJzCDWggJzGBVoeJzTmZggJzbVakhJzeynZdJzfLMggJzkEfhgJzxkeggJzyNdgg
                Jz6KekgJ0BWeplJ0JfdffJ0KAVggJ0PFmdsJ0RQbapJ0ZTeggJ0c5omdJ0fjsjYJ0iylTgJ0nscggJ0qchlfJ0x+pdXJ0y1epdJ01dfciJ04CYggJ1DdgfZJ1F1rig
                J1NgmkeJ1WQdYaJ1tuZfsJ1uOoicJ1vavwcJ13HeZWJ14zbXaJ18KlZcJ1/4hfnJ2AfndkJ2DMegfJ2PR1beJ2SXkegJ2TBZagJ2Y+ginJ2gthefJ2i/ibnJ2kQidi
                J2k8gcfJ2qscnkJ2svianJ2w7WggJ20TmkkJ22tjdZJ232kgfJ247iheJ25dcdkJ28EcZbJ3AfnteJ3BgmglJ3L4kZxJ3NvdYiJ3NyeggJ3PdfedJ3VQeehJ3V3qra
                J3aCherJ3bAmfqJ3d4kieJ3gfeX2J3m8fghJ3noYggJ3qaaggJ37Mm3XJ39GTT2J3/SWbdJ4FufdiJ4OhajnJ4QWneWJ4Z6ffeJ4ahebsJ4gCiceJ4gGkYmJ4uydte
                J42pdecJ454cgoJ5GTaggJ5H3iidJ5KjmsdJ5NjdggJ5QOmVdJ5RNlkTJ5SgadgJ5TQfggJ5WejkWJ5XGmZeJ5b9rggJ5lbdggJ5oEifcJ5s1dXgJ50sdgfJ53ngrZ
                J6A9dffJ6BujvXJ6DukrbJ6H1hieJ6OcsTtJ6aqgjdJ6eXegeJ6kKgdkJ6kXdfSJ6mggbjJ6rRnfhJ6t8pTdJ6zNcedJ61FgfeJ63NdddJ64YnbcJ65vljfJ66ksdt
                J69njVgJ6+HsiZJ6+ojgZJ7AwqVdJ7BjZegJ7CIvcfJ7C2dggJ7HHaggJ7H3dggJ7PxdggJ7XFgbjJ7blYggJ7cbmfiJ7kuhdXJ7n/cglJ7rGbhfJ7uXXgdJ7xkaee
                J78YgjcJ8AHhkqJ8ExdpfJ8KpbXhJ8ZBbggJ8qHxdcJ8yufaaJ8y0eeeJ8z1bbeJ87rOheJ88JnmeJ9BKnflJ9BweoWJ9EvfdgJ9I5iijJ9MZuiUJ9NbnhaJ9O8Ugh
                J9ZmbjfJ9agVTzJ9dLdfaJ9gfueVJ9jmWggJ9jqlwaJ9oocYdJ9rmphfJ9smprZJ9xHvabJ94keyjJ950ipZJ+ICdggJ+LkjbfJ+MVedeJ+OMaggJ+WTWggJ+XLecd
                J+bajgfJ+claggJ+czgjdJ+epZgpJ+fnYffJ+oLjdfJ+uggggJ+utaZcJ+xygggJ+10eggJ+3WgfiJ+6nfggJ+/vNkbJ/CTbggJ/OcfggJ/PbledJ/RFfggJ/k2klj
                J/n7cVZJ/rDkfgJ/xUgrpJ/z3klfJ/3rbZlJ/5nqffJ/8ughgKAF9ifoKANDkgfKATHceeKAUWmZeKAaJcggKAcTsmaKAjFbggKAsJkmdKAs7pmgKAtWieVKAtfeig
                KA2WdegKA5/fpfKA/JcggKBGegucKBJCYggKBNbeggKBNkdcdKBXJlbnKBdfgagKBjAYggKBlOkieKBrDgldKBvIvjzKBwYbffKBwxmjfKBy+ldgKB0PegYKB0yhgg
                KB1Vm5dKB11cgjKB4apggKB5qggcKB/BdggKCDDocfKCDXireKCH9cggKCKjjflKCPpXccKCRprggKCTklgiKCVapZaKCuEgkgKCu5qggKDArvfaKDDThYiKDIPhcd
                KDIlmmcKDMajdcKDS75XtKDbmfjfKDcilctKDcsfdgKDg+ljdKDnIbggKDpBhaeKD2LbgfKD2ucggKD5hgggKD8HiceKD+SaggKEAIaklKEBycggKEF1fggKEHFjef
                KESNeheKETSZibKETYaggKEZxmsgKEdYdllKEeLlheKEmTchoKEmjafeKErggggKE1QggdKE3XeggKE4jgfjKFHVicdKFKreggKFMGebfKFMXiZmKFM0lpdKFOQSje
                KFSHcceKFVofocKFWeefeKFcGojdKFdmvXRKFhcdggKFkLldiKFyCdLaKF6mkygKGCzobhKGK0ifoKGNLgeVKGPNWwbKGYtjfgKGazmhbKGbPksZKGf9hggKGh1kbg
                KGh2iffKGw0hefKGzCdfdKGz5iqgKHKlhneKHSbkgkKHSviecKHUOeagKHY9cZnKHaHfefKHcVignKHeLWbgKHeeebgKHiLYdfKHo8cffKHtCqweKHtZmefKHwEcgg
                KHwngYjKIBUdgeKIDHqukKIGkgdgKIUTrgbKIW2befKIXShfpKIYzqceKIhTjffKIx7obXKI1LdZaKI4wdggKI5eiewKJDuhhXKJIKureKJKQkfeKJL3kZgKJNWkmf
                KJVjnffKJZ4iflKJdYeggKJidbjZKJoxmffKJqEmybKJr0xWlKJsOflbKJt03efKJvLeceKJwFebjKJxppaZKJyhffdKJ0kZggKJ1AhncKJ13aieKJ/AhmeKKCamal
                KKEGkbhKKEp3eiKKGveefKKIaloeKKRqgjZKKTnbjeKKieccfKKodSbWKKvPhgrKKxy2bcKLC4VeiKLDGgdiKLFggidKLJ5hidKLLeWggKLL6eggKLM+gyhKLTVmUj
                KLV1VddKLbOlefKLdRmceKLfLmZvKLlcffhKLohjfgKLsvjffKL8mifqKL97gfpKMX+bggKMdVbkfKMd8hdiKMgHeacKMlieggKMuWgpPKMw/chgKMzRjegKM2Keef
                KM8hgggKNLxnbcKNMkkedKNQKcggKNaOlebKNaqrcIKNhb4cqKN0CZegKN04phXKN2IkfcKN62eVwKOTqyfgKOT9cjfKOcVcglKOjSldhKOmpaffKOwWdqfKOzwkqW
                KO1kjfvKO3nbUTKO4ofefKO6+gbeKO8ndkgKO+yhffKPAnojWKPHQZggKPH8fggKPYudffKPnkugfKPn+fmYKPtSmecKPxIcggKP2iXfkKQCpbggKQH9YgeKQIpXjg
                KQMToffKQOqmXeKQQ0chgKQaojgbKQdZpifKQjDfggKQlThyVKQpGfcpKQsWfhgKQ1TxzaKQ7CadkKQ+AefrKRFHod8KRQDbldKRWkeefKRXwtgeKRYsoghKRbSiXq
                KRh2gmeKRimebfKRpWdgkKRpqYggKRy5celKR43dmdKR+cnecKSB2jggKSC9ickKSDzlklKSJissUKSMRchfKSXdhifKSdReggKSh/kvYKSi0ncYKSmvbgWKSsoefg
                KSstmkZKSvfrZgKS1JdegKS+PsggKS+7fggKTDihcSKTIdfdgKTNacffKTPjfpdKTfhhfdKTfmcWgKTiypifKTjTsYgKTm1hscKTuKsdeKTxkgpgKT1SopeKT4whgf
                KT8sWigKUAkdggKUCzgjaKUN4WggKUPBlcnKUQfeggKURJpZYKURYiccKUTWaocKUjogegKUqEmkbKUskeffKUuqisdKU4YiffKU5pud3KU5ugccKU65ueIKU/Hifk
                KVFldggKVFnWrRKVGbefpKVIdihdKVQacszKVSPfggKVYEWomKVZfgfoKVaiimcKVcfadfKVeagggKVe8cfgKVoQblcKVrAeWqKVsZohcKV6XcegKV6nheoKV/aTfj
                KWEfgriKWFpeY7KWF4nabKWTaptcKWVsggjKWbQoecKWhTerkKWkBhmkKWmqgfeKWpMcggKWrxfgeKWzW2ZeKW0laggKW28jMpKW3OfflKXApaflKXDufddKXKedgg
                KXMtcgfKXPDXggKXRPbfgKXUkgqlKXYMiakKXbGgggKXb3ieeKXgDqfeKXhJmadKXoBlhgKXyblfmKYCcdhdKYKuZgeKYL7iglKYQ9pceKYRBeggKYZnfggKYbfjaf
                KYcAbigKYktpoeKYoXsqfKYpZhyTKYvMeZoKY1qnXtKY4Cub3KY4bgldKY9tSffKY+IpgdKY+m2wfKY/bkenKZAyYfhKZBfiagKZBvjWpKZCbnqcKZG6dfeKZJCcgg
                KZJ/ncdKZN1qXZKZPFdggKZPTgggKZRFhidKZb+lgQKZfqXfgKZgMffiKZofdkjKZq7lZnKZuZfbkKZxTioXKZ08iddKZ5djwaKaBcgjcKaDEghfKaGldggKaIv+BU
                KaNljfeKaRWgfqKaR1kgTKaT3krZKab2ekeKaiKfggKakJcggKanQrfdKan7ggiKar4fggKasIpdpKauPehdKa0HbgxKa0gjrgKbFdkbfKbOUjicKbSr/gcKbTGgoe
                KbUucudKbgokilKbkAdfgKbnBZegKbuIjZaKb1bzXZKb17uW9Kb/SrnVKcBUnrfKcB1fggKcH1uWZKcPHfUwKcR7peQKcTqocfKcWcidfKcbqwaqKchxhgrKcobagg
                KcqUhhiKcvZfjfKcwwifeKc+/dggKc/taggKdCzcjfKdHQgggKdRWhvcKdSpnpaKdWeebfKdWlXccKdXieagKdYNeggKdawhdeKdbvjrfKdb2medKdhAbbgKdrYdde
                KdwYhdfKd+4hgfKeCIjldKeCldggKeG5mfcKeKfZggKeRCndgKeRNkZgKeVzdWiKedEgidKegAgiYKegakojKek0fadKel5hpoKe1VhdfKe4zfefKfB4fggKfEabgg
                KfHenhUKfIveXdKfTsmhmKfosabfKfyepfcKf5ziefKf6rhafKf7DhevKgB8fgjKgORchhKgPDifgKgW6fggKgdWdggKgiFx+YKgmancbKgm0ncnKgtVUecKg5xeZO
                Kg+LbefKg+lioYKhCWdblKhJ5pnoKhTrcgdKhTyrdhKhUrillKhXIcefKhYoQggKhiXkefKhi0hcdKhqAefiKhqveniKhrmdWUKiEegggKiKhjmqKiLohjcKiL8Vgg
                KiO3cmlKiPLWffKiUXZjkKiVQnaeKiZzdpfKidxgkfKifakgiKijyZLiKim2frdKiuLssaKi5zmfnKjAIbhXKjFDefgKjF1ocZKjGtqZbKjOziZTKjZ8eknKjdxgdp
                KjeWmgXKjpIYhfKjpacdeKjtXZhgKjzoahhKj2vr3eKj3KbUnKj3qrnVKj3+maZKkCIoVmKkPUaggKkVorgsKkXEkfqKkapeehKkbOgaUKkiJbekKkreiRrKksvcae
                KkzUbcfKk15gggKk5YhifKk9ejeeKlNMeedKlQQbifKlRmZggKlbuoWxKld8WggKlejdqfKlfGmaoKlkYbbtKlkceggKlrLbgdKlyMeggKl3syjuKl6gefnKl7JXUW
                Kl7tdfeKmGqpedKmJHgafKmNPcefKmPrcggKmUMadgKmcycjdKmdafghKmiDmWqKmkLocjKmmfdfgKmtBqZdKmtLdefKmy+mjeKm0PzVaKm1xeggKnHigggKnTAZgg
                KnjUjflKnmidfbKntJbcbKnx8hifKn2mXggKn+emmbKoXccggKoXovldKoa6lffKoewpigKojyfefKolJbikKos9clfKot2TmbKouVdfgKoyIgehKo8echkKo9Ybdi
                Ko9uVggKo/GewfKpAGTeXKpWbWneKpZmhohKpdXiffKpfOgkgKp12YZmKqF7gghKqG2UagKqK7jVaKqRIpfaKqWgaemKqWuloYKqatdikKqikZieKqlTdggKqlieff
                KqnifgfKq4ZinlKq52jkfKq7fYggKq9iZgbKrMdWXbKrMufbgKrN+mpdKrOHprbKrSvwfxKrXnrpWKrXq1eeKrfLffgKrsAkmaKrteadiKruCfckKrzp/ZcKr7SZff
                KsFiXafKsGwaocKsIOixYKsPpjggKsR7vjgKsgsileKsg9WggKsn7gfgKsqZlrXKsqmeggKs8yfggKtA3idkKtGXdgfKtK9tVcKtLwcggKtMPgiYKtREeifKtV2acj
                KtYDcYuKtYSlbcKtY3dlkKtgshfgKtilfbqKtlsxqUKtsCiecKt6v9ZMKt8kdZtKuA8heoKuGheeiKuUtemdKuXIdwfKucpbjgKugridfKumnfbgKumtofeKuowZqd
                KusQheaKu0ddhcKu26VggKu2/UkdKu4vndeKu43oVuKu7NdicKu9SfenKu+RmbaKvANemfKvCgcggKvC/dcbKvDFdfgKvKfWeeKvNheggKvRYkfkKvV6ickKvYDjhW
                KvZ3leeKva3efgKvfQjcaKvjxeggKvmfchgKv3wneuKv8wjefKv+QlYmKwNmdggKwQlWtjKwWcgggKwabifbKwhifsdKwiEfggKwjvpbdKwnBoWfKwrjqieKwr/fgl
                KwsgjdgKwtWgjdKwwRexcKwx2fjfKw6DTgfKw6omgcKw7vtccKw8klipKxLNodxKxMcodqKxZlhfbKxa3fggKxmzcggKxvClhoKxzUWfVKx1LoggKx2OYliKx4hibs
                Kx8niflKx9PdggKyB7gdlKyG4gfeKyVHihZKyfzagiKyp3iYfKyqQcVgKyzRnXgKy2EqvbKy3FvchKy3UfbdKy/VgggKzHXjffKzIQjgcKzKRcggKzdVhggKzgVjbf
                KzlLhegK0BBeggK0QwohRK0YAilfK0ZUkZoK0eobggK0kouZkK0lgcggK0sWajgK02PhxdK02spZdK050hggK06WdjiK07V7ZcK0/pcggK1C8qYcK1HJccZK1H3wd2
                K1JZfbeK1J9jhgK1NnYmWK1TUafbK1YmlgcK1b6ileK1h0difK1kymjeK1m5ckeK1spqfcK1z2gXqK12sZggK19CjgfK1+9fkaK2HMT2SK2R4jafK2aBgegK2cPZad
                K2h1h2JK2k9bpnK2qqdeeK2uDbggK2vOwqbK2vUbggK2xpighK24IdecK3B8ofoK3RvkmhK3R3VVtK3SahfgK3aejeaK3bgnbdK3cQhhfK3j4ZbfK3miihgK3psilg
                K3tHcffK3xwgfgK37/gfeK38buenK4B7cgjK4DAkdeK4GcZfdK4GxshSK4HMgdcK4IrqmcK4TnmwVK4Z5cfgK4aHgkdK4hcajgK4mDkefK4o6jcYK4yiiueK4zV3mi
                K400aibK41olhgK42/fcfK465hwXK495digK4+cdggK5BddieK5GijvbK5WhhldK5f2mefK5jHbafK5pojjnK5qFfliK5tGabfK5yIZggK50bcggK59XcihK593lbf
                K5/cprdK6BJnTjK6DVXcgK6L7cggK6RIdidK6ZwgdaK6cumebK6e2ejmK6gLfggK6kzmYzK6mqnrcK6w9mheK6xojccK60uffcK61IjfrK7EvjiiK7FRWgfK7a7fjf
                K7bmnbdK7c4fYeK7ijZggK7nzcggK7oukedK7zkaggK73UidgK8CnZggK8ESla0K8GBcigK8I2fecK8XRgggK8YS/eeK8iZkYaK8jlWeeK8jpmrfK8mpYggK8oMfff
                K8oysZdK8pGgfgK8sRehgK8utnphK8xSgfhK8zDcgcK8zQ/BQK83ZdggK86haegK86pegYK875gU2K9CIdfdK9E1fYiK9JLgogK9NtgmbK9OtihfK9O3loIK9Xtdxe
                K9bPifjK9dYr1ZK9iTlafK9k8eieK9uegbgK9u0jdfK9xSqknK9xphafK9zjpcaK9z/dbhK98GgggK+BKnYfK+JQiboK+XDjqZK+YVlfkK+hSfggK+jbcgeK+lbobU
                K+pTfccK+r8jRmK+u7vfXK+wDkfhK+xNdpNK+zKjcpK+zXbggK+1llcqK+5OatdK++dhocK/I/7cTK/KBmqqK/MciR2K/N5lpZK/SBcgdK/TpZggK/T9eggK/WNdkf
                K/bUcggK/cWpveK/dbldiK/hhendK/ifZdjK/tkoWdK/vugkqK/zmjYkK/1hhjWK/2hojdK/7HZhgK/+8ZfeLAFnbdeLAPainfLApNpmdLAtLcfgLA0nbffLA+pehc
                LBE4wgjLBE8eZmLBI4iebLBZWgdeLBjFZlfLBoylmmLB0AjgmLCEEifiLCE/hmfLCFabigLCIKgtfLCMHeggLCOcaggLCUXeegLCVBnlfLCW0modLCXDXefLCXfgel
                LCdKgefLCeGhXdLCf3djdLChTeggLCiwfelLCjzogaLCkxfpfLCmwjgeLCoOhbdLCpRhfYLCqqVzbLCywiviLC0CWfpLC2ocggLC5JihbLDBidfgLDF+UrXLDNT2X6
                LDZblahLDdVcggLDiScefLDlEhizLDo7ehmLDs2uW4LDvbgggLDyqmZnLD5fgefLEADdlgLEEfdepLEGxSocLEHRhefLEHWfgdLEe3ffiLEe8vbjLEhJfgoLEkNhfj
                LEmifggLEnPefdLEoxdPdLE1tcgcLE15tacLE6PgddLE9ShfiLE99fggLFBfufoLFOWfgeLFQQijnLFW0lqeLFXnfggLFb+iecLFh/kefLFqonfqLFwNfggLFzKdgg
                LF48aiwLF9EcggLF+jjkfLGKRnbmLGOBfecLGQ/kdiLGVuoicLGb3kSvLGw7ebmLGxejcfLGyHbggLG16eefLG28dmgLG3cmmeLG+zngoLHA9kYZLHBDhdfLHFYicm
                LHKigggLHOxfegLHPzegeLHS9nndLHXT0mSLHY8gZbLHZMhjeLHZzdiZLHZ2efiLHbjmqdLHcgZggLHc3cdgLHf3bfbLHgnfggLHlcjadLHrhgeeLHv8fggLHxxhbb
                LH3PfggLIN4gheLIUygekLIWuaggLIbqgkgLIcTehhLIdjfllLIgLjbeLIm7gjdLIoYcggLI4isijLJAUhfeLJDbpmZLJKHkneLJNvnjeLJa8ZefLJbQWjfLJfkegg
                LJgAeggLJgtdifLJqgbghLJ4haejLJ/RmkaLKBtserLKHiTggLKIbkosLKOQiffLKPFbjfLKS7eekLKYpjxdLKbPgjgLKc7aggLKqtaggLK0BffgLK+/nhbLLDAide
                LLGdcggLLG8bgfLLMalpkLLO7jftLLPgYgfLLWlpdaLLbRXfcLLh+fegLLyljfXLL2tzXcLL9WhigLL+umimLMDthdeLMFblbWLMLrocdLMR+eebLMZ5lYmLMdpmgh
                LMh/cggLMim4B/LMucarZLMylhkfLM0pmpeLM02ggxLM56ejXLM8tWfeLNCNggiLNIuoZfLNKEbffLNK1cugLNXDgdgLNX7fdjLNZNgegLNalhegLN0JdeeLN7mfhf
                LN/difaLOA7rrVLOBNindLOIxfncLOQc//KLOVfcggLOX5nPXLOc9bdkLOgqnxdLOsdeamLOs8gfhLOwzulWLOz5geoLO0ElfqLO1OgkULO8GcthLO8SjbfLO9BraY
                LO+oZbjLPBiW6TLPJ4gagLPN0nYeLPOSnegLPTUrduLPd7bggLPj1feeLPk1ZhfLPmdajgLPsGWmeLPsydbdLQGRhlgLQHNhbyLQJfhekLQMx6rULQM2ZggLQOJkce
                LQXfnb4LQjGebeLQj+bbbLQnSlffLQznzgfLQ4blhbLREakfjLROKiXwLRT/bSbLRehecbLRf/igiLRkNpZXLRpRhgfLRsVYifLRwIeceLRzNjcfLR0ZhbsLR0/aef
                LR3QmbnLR5lecgLR6NpjdLSDfldjLSFEdfzLSG4wZiLSU9fegLSX5dahLSZYjabLSZyaofLSa3fpeLScaYggLSgHdggLShDiefLShYgggLSivinfLSmriefLSowifb
                LSrcqpYLStDufpLS1/WfhLS7ilbgLTDMoekLTMFRecLTPoZegLTR+dehLTSabghLTYScglLTZEddfLTeDfftLTgUcggLTkWhgbLTnugfdLTommdqLTrefggLTt+fgg
                LTudoeiLTv6hleLTwQkhhLTxnnhfLTyNeUeLTy/tfeLT06WegLT9tredLT+wjgeLUEubqgLULIiseLUS2feqLUUzXggLUWMkffLUZUhgZLUb1ncsLUhpldfLUi4Zgg
                LUnigefLUtidleLU4OffeLU7rcggLU+vlggLU+3jecLU/EacfLVCsfggLVN0jgcLVRggfgLVUykbbLVYVehgLVhnicmLVrEndeLVuOwyaLVwwWggLWFoZfrLWFtkYf
                LWGrfgiLWPK2hfLWQapnfLWSjaffLWT1fdcLWdseTgLWhkmgoLWiwfcdLWjapabLWlXkYeLWqifdpLWyCnefLW0PdggLW51fggLW9rZfbLW+2dbeLXA8ZbgLXBNfgg
                LXGqnfgLXIxeggLXIzgcfLXJQhigLXMe4RYLXMxifeLXNsdggLXSYejhLXXOfXmLXcbhkcLXd6gggLXo0cbfLXqkgecLXvFZggLXv6lglLXyyjwXLX14ffgLX7Nveb
                LYEJwccLYHrzwgLYIreggLYLAkffLYOsjcgLYUcgedLYV5dggLYdRbggLYjwhegLYm+hegLYrAgdfLYxtlghLY3AfggLZD2ecdLZKGiidLZLVhZgLZLzZggLZR3TRn
                LZVFqfnLZcfgfeLZfckdnLZh9dggLZkVzcbLZmVjifLZq0eceLZq+fggLZtjrZvLZ4ggfeLZ6FTlfLZ9aijZLaIlqgwLaQsefeLaVY/iKLaW6seaLaacjdpLabFbei
                Lag5aUsLai3eglLalHqefLamwgYdLanXPggLanvpheLanxpWxLatpdodLaubfkcLavg3eoLaw6fbgLa10euPLa7BglYLa79bggLbIukarLbSnckaLbTwkjaLbbRhkV
                LbgjXcZLbmFYggLbrCffeLbreeZsLbu5SlaLbwodmfLb2DngeLb4QdYtLb6OhleLb8kaofLcATjegLcCQmabLcLFhcgLcmeaggLcm3eZsLcsybjgLcwqhffLc6cvkT
                Lc80cggLdCBatPLdE6ngoLdcvlZdLdc9bgcLdhehlfLdkvbggLdlYhetLdrFgXqLdrajhfLdtngYcLdu4xXqLdwfNggLd1+YrYLd5FbggLd8aghiLeDxegfLeT5lde
                LeeegefLeg2ksdLejC2odLemweggLenWWffLerJpfpLeyPdbdLezneffLe1LcVrLe3SpZqLfAJjfdLfGNhfgLfW2idaLfXOhggLfYhiasLfiOfggLfnJfpeLfo0hcf
                Lfr6eBdLftlkdhLfxDxikLfycpknLf8CkfgLf/6lmiLgAIfggLgA7ijVLgFQcggLgHumikLgLOfkiLgMmdfeLgZ+gSrLgwyjhYLgzueggLg0/kjYLg+LbggLg/rjic
                LhHbckfLhIiZggLhK7mWdLhQxjffLhXteeeLhaGqggLhbHkjfLhhRjnaLhrFfggLhsUfggLhuBdggLhvNjmcLh0ghdpLh1efefLh1ndggLh/6jfeLiBfSeeLiH6ifj
                LiLLggcLiMJgfcLiU4moeLiVXdgfLifqjgdLigmsZzLimdgejLiwedocLixpfggLi7qYhfLjIdilgLjPzjdnLjULfggLjakYggLjfPddjLjkXilgLjngnWiLju0ffp
                LjyvkidLj7ncV0Lj73YfmLj+vlYdLkIaljrLkMqjfpLkUHgoeLkWFmjfLkWbsfdLkWffeeLkg1hidLkpBgliLkptdggLkuTeY1LkzrmWeLk1didgLk2HnggLk2Mdgg
                Lk5rZkeLlDFlccLlFPjd/LlFfjflLlKHifkLlVrhheLlZCdggLleBjgfLlfSflaLlieWggLlmHckeLlqgdggLlqifggLlsqdggLltrifiLlzDeggLl3bdgiLl3jffc
                LmBqeggLmV1gjkLmY9gffLmikmkoLmjugmfLmpEiobLmrIecaLm0elnZLm4QbagLm+NbleLnAwfagLnPxqbbLnSbh1aLnfbZYiLngLdbZLnkmgheLnmKZgeLnrdcgg
                LnuykedLnyigggLn58odfLn+tyd6LoCehdhLoL+nvaLoXoedxLoZ9qnbLocXbggLodtmlkLog4dfhLoi92nnLokahfhLouj4cYLo1+hgjLo72fkaLo/EjXYLo/vegg
                LpCXgclLpHsfggLpShpdeLpZjlugLpfAegaLpiZmVaLpjPbedLpl2Sa1LpqvTggLpxDWggLpxsmgkLpyDnnTLp19lUbLqbGXefLq2BTggLq7onaWLrB0lihLrEphac
                LrKrrefLrLmrckLrNDffbLreRfggLrhzfggLrikkeiLrjC1oTLrjjlefLrkOhmgLruMpdeLrudbceLrzzgedLr0yiedLr3KXggLr6cZcnLr62ghfLsCogffLsPkmef
                LsRZVkgLsS7fddLsU/rgcLsWWucbLsXmcdVLseY0VqLspeVfXLss6lqeLsuxnqeLsv9ktbLszuifgLs1IyzYLs1bkfgLtEYfggLtEbpqjLtGrikaLtZj59mLtnacgh
                Ltn4lhdLtrLfpaLtsRvcaLt6cjbjLt8XcggLuCugefLuGobggLuHOhfwLuHdegYLuMeUggLuXDcgZLuafmaaLuclbggLudImhfLudbqfdLug0cieLui0iZdLunbabn
                LuwfehhLuxudehLu35gRdLu+WZggLu/xqhcLvItohtLvRBeUxLveedifLvj+wMsLvnKegdLvnvfdgLvpZrmmLvsullbLv1MqnbLv4YTRnLv5NdggLwAPnYfLwClhff
                LwEAgfpLwGXrclLwIDejdLwKdhekLwNgjopLwOBdggLwW2ZeeLwZ0fecLwczdjfLwpHbggLwujggqLwvaeggLwwRm3aLw5i5VlLw7qlV/Lw+PfkoLxGqibmLxHmgeo
                LxHxnNzLxLEpfmLxOEjclLxQ0gtoLxUZgesLxYEgggLxZfjifLxdVfffLxfMlbsLxhlzigLxn1eggLxrjhfbLxzNgneLx4EzisLx/0pdbLyIhn0dLyMzffhLyPsqcb
                LyVYbggLygPsyaLyhKoeuLymWrlpLypjZaeLysekjnLy1KlkiLy46gfgLy5wqjeLy6bfbkLzA7idfLzFzXjfLzJYeggLzKMseaLzLtfidLzOZnohLzPtqbeLzS3asg
                LzWRfjmLzXnkdgLzcVcggLzicegdLzmtiaoLzrbeegLzs0fneLzwzPuqLz28mYgLz5RiXfL0C0hdkL0IojjdL0IprofL0SDYdgL0SxfbUL0VwkajL0WmcW2L0ZVolk
                L0gHXigL0qoZdfL0rcrfeL0tBkidL0vNnggL0zNekfL06VagqL079resL0+0ulaL1IegbxL1QWoYeL1SQjilL1VldhfL1X9ajhL1YtcdcL1Y3ifgL1b4fggL1noxXZ
                L1r/ehcL1yxbgfL10bkkfL14jnaeL19CcggL19HgskL199eicL2GsmefL2NhigoL2PBfmiL2PTgegL2YFdggL2ktWdeL2mRmesL2t4ldeL2z/ijeL20QaggL201nag
                L2+MgcjL3DebggL3D2eoeL3GEhawL3GOrffL3KdbegL3LQeghL3NVhgoL3OlqddL3RnjfhL3YFxRjL3lMaefL3ndqhcL3qylUqL3sygZbL32SkogL4Ef9ggL4JjsVh
                L4J9gfgL4PbhocL4SCjccL4hkhbeL4ibpddL4i6nRoL4k3SRlL4lDhfjL4ljgdcL4pocggL4z6fgfL45kfffL4+FhcyL5PnilPL5QMapdL5QdeggL5UyydWL5VeZci
                L5VhwiWL5ZDibcL5k9kcgL5qkiccL5u8odcL51IksXL53EjVkL53GhYsL59wgheL6GCgdkL6OShfZL6PYklcL6P6ZcoL6TUocYL6TldfTL6VWcjeL6ZxebfL6ficgg
                L6fpgggL6lifceL6qWiZuL6r3eggL60jeeUL7FqaggL7TCehfL7VkpidL7bBrbaL7iNfnfL7iRkdeL7mNdgfL7oEmbcL7p+chrL7qqcggL7r0gggL70ifggL76Zhme
                L79kjoeL8D7fggL8MeeggL8UciefL8gxhTjL8kDYggL8pNdggL8tWYghL80yloUL862dggL8+yXceL9FSfoeL9LtgnfL9OAYefL9PGybdL9Q6hegL9XuwkfL9dvwbe
                L9ksdkXL9lijamL9pYafdL9q5iejL9ui23WL9wxr3VL9x7lfoL+AsegfL+DZjcgL+RMhoeL+URpPYL+kWbigL+kZeZhL+lfWdfL+s8eebL+wIdWgL+yTfggL+2Yyec
                L+3JfegL+5MjdeL+6ItatL+9ggWfL+/xaggL/FmXgfL/IageeL/JMdZbL/JnfggL/KscjZL/N1VgfL/PBdYnL/QmpleL/VffffL/e5fglL/hOdheL/j+j0aL/kGwS5
                L/ntgafL/vMvgXL/+1fggMABjjbdMAGWUifMAP+xhuMAXKUecMAmKcghMAvqdfhMAzEcggMA1NgafMA9mtcbMBAPrKYMBA+fdcMBCFZggMBHTfdgMBJhjekMBMxkfZ
                MBRNgkcMBRslfeMBiNeggMBvdgefMB5btdZMB95heeMCFZfigMCF/WtdMCGjdncMCHYuccMCOOpjcMCTQigVMCbVffgMCcMebcMCeBZkcMCpjbecMCtfpYcMC5/Xax
                MDCBeggMDEBgjcMDN/kaiMDPkjdcMDUzqgjMDVEdefMDZqadeMDatamkMDcrndfMDhBuavMDqkkecMD3lhbkMD3ncfgMD4TamfMD58jtfMD+oZgfMD/mqbaMD/+jfl
                MEHzZgfMEJPdggMEM1iefMEQ4ljeMERPhhiMEftjV4MEnlSegMEptcbaMEtgdZgMEuMaggME1noZZME2dbkjMFGEkcfMFQRfjdMFRxflfMFVAcggMFfclbdMF3thde
                MF47gghMF5+biaMF/xZggMGBrffcMGHuehfMGKTecoMGRtnddMGTWndcMGUxjdpMGjRefgMGnngocMGqAgafMGqxjabMG4wWdgMHCCVggMHDRfigMHFhjkdMHJgaUi
                MHLRbcfMHSkfafMHVHeggMHZkefkMHcagggMHh+eYjMHivibeMHjNiejMHkJqfZMHtcoc1MH7JefWMH8ISfgMH9FZffMIGGhelMIMPbggMITihadMIUBejgMIU9egf
                MId1cggMIgmaifMInyfeeMI2uhftMI35befMJDUpYYMJIVeggMJJXtoXMJLzeggMJP3fcfMJSDifhMJXsearMJc5llYMJiJfadMJp+eggMJvkfggMJwqecgMJxFXfq
                MJ1PiffMJ7XoZgMJ9QhggMKAKgcgMKA5bcfMKEBghfMKFEgogMKIdZgkMKPijccMKidicgMKmqpggMKpXjehMKvoqkXMKv8rdeMK20lafMK4rgcpMLGzlqYMLPonsb
                MLQQjffMLTsXfiMLWVgjeMLi/hjfML9CiicMMAlbggMMB5nffMMDghegMMJ6uboMMU2fefMMZOmkeMMaimggMMnQiegMMtNeedMMtsfggMM3vimvMM8XcpYMM8bebd
                MM8+jhZMM+1ZggMM+4iggMNAFfngMNBxYggMNGFileMNKZtlWMNPxdggMNP/egeMNYRcarMNYcfggMNe3ngdMNhnelgMNmr/kXMNm+bXmMNrTYggMNtYfifMNwCfgf
                MN05hdeMN55netMN6cnkaMN8AgggMN9IindMODBcfhMOHkinaMOqDgdeMOxmdfkMO0GpXkMO/lgjrMO/pmdcMPAmjpfMPCseggMPEycegMPFBgbnMPIAdadMPLciea
                MPSKhifMPYulZgMPw0jedMP2GemVMP69UgeMP8AdigMQAcaqfMQA/pemMQCWmbxMQKagddMQWAZViMQYYpelMQYwgdeMQcqjcfMQkvdggMQmWkfgMQsHybgMQyDjfe
                MQ0eoYmMQ66fgjMQ9IflmMRFzjcgMRLRgepMRSKkWkMRXXmXtMRX2hpaMRZtTwbMRdnkklMRqMflgMRrjvXqMRx0GggMR3tfhgMR6GlggMR6ZojmMR7BwdqMR9qied
                MR94oZ/MSIJlfuMSS6fdiMSUfupgMSWMgqnMSnLaZdMSnUe3PMSygdggMS4BimhMTEhjcdMTJkgcmMTMhrgfMTMydggMTXVaggMTcHffgMTe8iXZMTfUkffMTf7eff
                MTnKUjdMToThggMT0ZZggMT+3fffMT/CZsYMUIHhedMUOBcnfMURXjZfMUekeepMUe7gsgMUo5ijgMUsnvggMUtRbWiMUxHqrYMU0YkclMU3mfglMU4umfeMU53agg
                MU7nbggMVFSrfjMVGIfifMVOcbidMVPfhcdMVWrdffMViEiflMVtnmhbMV1kqgcMV68hegMWBIjgcMWHpsagMWakdlrMWeZYdhMWixgegMWi7gocMWsOfefMWtxksf
                MWv5hmZMWv/mZzMWxDeggMWyIldqMWydigVMW4LklcMXBqUggMXBtcggMXEGjggMXERmlcMXMQchfMXPKlfnMXTXXgeMXVdqeqMXV4geeMXWdsiZMXXgcqcMXn1ebi
                MXpEdbeMXqFfemMXyobfeMX03fggMX47iSmMX7kimbMX73aopMYMHjcdMYMLkffMYWgggjMYfcjgeMYgU0xbMYvshjdMYyenadMYzomXiMY3DglbMY8HaggMZBlmrf
                MZThOeeMZbZpZVMZc4idfMZf4dhgMZtgjYWMZvScffMZ8IcgfMaBphafMaFGffdMaSn5kcMaZ6pbeMadgZvcMaiTdhdMaqGhfmMarfmggMa3bjfoMa5HeTwMa7Phnk
                MbG4dgfMbMpvUdMbdodgrMbfMZpeMbfTjedMbk3hfaMbnVcggMbtYcfkMbt6kfeMbxBeggMbxWccdMb6ZlddMb6ucegMb75ghdMcCMifeMcD/migMcGshpmMcKnegg
                McK9klfMcMN3ldMcXBhegMcXQegiMccAhhoMci9fgpMcqrgfmMctLbggMcxgeggMc7QfggMc/mjedMdIRpffMdM5hdaMdOSjeaMdO9iafMdP2feeMdSDhfTMdSYcgg
                Mdf7bYeMdn7gfgMdrqhdfMdtvYYsMdxQYfrMd3edkcMeDKYggMeF1poZMeK+jggMeUVksdMeUtdjfMeYDcfjMejefeeMelWdnfMerRjhjMe0KigcMe2bgfgMe4kifg
                Me5lpbeMfFAaggMfIHhdqMfI7dggMfOPkpZMfO4iejMfgBhjeMfhYhddMflvgjcMfrzgaUMftsgicMftwdggMfwQbghMfzchgfMf0YgegMf3agehMgG6enfMgQdehc
                MgQ0sazMgQ9idgMgTcZbgMgT7ljeMgbwSggMgeArygMgsUdagMguCYghMg08faqMg23jheMg3egleMg7mkggMhC/dcfMhDblfyMhPFkceMhUqaggMhWqhcfMha+hXq
                Mhd/XdjMhhCjefMhisifgMhnqTcbMhoTZidMhurWbcMh2vegfMh4gbieMh/TqjcMiFtavhMiGShpcMiGmigjMiKXccdMiLncehMiRaldjMiSyZheMicjtjVMikNsLr
                Mil0hefMiqSgaYMirjokdMi8JdmhMjHJnqiMjPjhZcMjSIeggMja7hfgMjfZsimMjo9sbfMjsQehgMjuqoqcMj5plbaMj5qfecMj7thsfMj8agpfMj/obidMkEvZgg
                MkE4iWcMkZLYggMkb/lYjMkcsmiiMkovfqeMkoxffgMkwFfggMkyYfnhMky0edfMk2QmYqMlBQoViMlDXgggMlFKgdeMlFzohbMlLbdleMlbUcodMlpLecaMlrzdke
                Mlx5lcUMl6LbufMmBWheuMmCxdnfMmC/nddMmI3cffMmKUfggMmKniZkMmdvaggMmqdeocMmvzwVkMmyU6bcMm4dfefMm+rgggMnACqdaMnL/mZdMnUYfgaMnX5hXc
                MnbAlnjMneJgfjMniPZfeMnnFdfdMnoKemeMoIyjqdMoMpkkfMoOSbmgMoXDgfiMoZZsebMoa8SfdMob2ojqMogrjmcMohxlreMom0cjgMonOeggMo77defMo9lXgg
                MpByateMpEUjgeMpHsddxMpLXgggMpQ7YggMpRpiggMpc6eggMpk1cfeMpmCiffMpoZkogMptinUfMpuvwc5MpyRhfiMp7mbqfMp7rhijMp+7ZggMqCxdccMqHJncr
                MqJWdggMqkPdggMqlxYleMq1nfWcMq1vffgMq3AgeeMq5WpccMq51fggMq9NjegMrILfnXMrMGgsLMrURdfgMrXvefdMrYReeUMrvncgfMr3CdggMr4xvgkMr8oeue
                MsBzoYdMsDFfifMsFOegrMsJ1keuMsLvksdMsMlezWMsPgibjMsR4YdeMsTwjfpMsT7qlbMsW1cjeMsXbgggMsYdikVMsYhWggMsjXtgeMskyldeMsk9mdkMssrw0f
                Mss4iidMsubkngMs1gdMfMs2SkeeMtD4dhcMtEDcggMtTQhfeMtcScggMtdd1ZwMte1vtcMti/jcnMtjccggMtqccggMtsQfggMtxCbgbMtxFhigMt2eZahMt5Yjka
                Mt7OuebMuAk1oYMuFdk/RMuRThagMuRyfdeMuTthgeMuW5fkhMuXUZfiMuaEfggMujifpfMulEbggMunymrjMurnoYfMuyKcecMu0hhgXMu1zeZyMu8QlggMu96dgp
                MvCgeggMvOneSwMvVieceMvXqjpdMvYggVgMvcigdgMvvFghgMv7kisrMv73vbaMv/CZfwMv/9frfMwRzhedMwV/UggMwYQXggMwbRWggMwbldggMwdVmdyMwgmebm
                MwmXZggMwpchheMwtKceeMwwakheMwycfffMw5YqggMxGxXefMxItqkZMxQ45kcMxRmVggMxSGna3MxW3mYbMxYEeggMxhZsYsMxmSeggMxvFcefMx4wefhMx5Jcig
                Mx5teedMyMGmecMyRwxSXMyXzhVdMyX0hegMyZzibfMyailfoMyedeggMyexjgiMykVhfdMymzeeiMyrGdggMys5mkYMywzdggMy7edhkMy8JcgeMy8PitcMy+Lkbh
                MzAwhggMzDdicaMzEUjY/MzFIodYMzHPYgeMzImndcMzKFdcbMzMJlxbMzOlegsMzPvfgnMzrhhrfMzvTXggMzxBdggMz36ibZMz6tifdMz+0knfM0ShpjkM0TZfgg
                M0WYeggM0WocbeM0XQgiWM0XnbggM0fkfggM0hNkXRM0j5hifM0yiejgM0yvffpM09rikkM1BFbfeM1F2fefM1GyadeM1JNgffM1KbccfM1N1fubM1OtjofM1YLfgf
                M1YTgZbM1bsgbfM1f8WdoM1nNmebM1nZxehM1qghegM1rPgbnM1wYfggM18jwZwM1/CgfdM2F2ctjM2IEicgM2MUfdjM2R2ccaM2TUrsuM2TajfWM2b7eafM2hfghf
                M2mTgprM2tKXgnM2wZyaqM2xEYvgM25yffgM26zqYpM29DptcM3LZkffM3NimggM3Q/rbXM3RAhnbM3TGgqcM3fViwWM3ivfggM3kvaVvM3nYhdfM3n6qfcM3yRcfg
                M30vggdM31huYdM34YoheM359gbkM37ZkjjM4AwrbcM4B+hggM4T0cdfM4kNdqfM4vHnbjM4vObkdM4yRhafM5DBlecM5GFidfM5ROpgjM5SGeWfM5WKjhbM5aaisd
                M5bEnecM5g4ogfM5ksglfM5s5nfhM6BPlciM6FXiggM6FkofiM6IZdggM6J9xoTM6L6XhgM6NKiffM6VsafmM6e54bhM6hcgffM6nNmeoM6ndafjM6rs1igM6tqegf
                M6xQeggM613VfhM7AUhmdM7BDaggM7BGjogM7SZeeiM7UaeumM7UtdefM7WMqdeM7W8madM7gFiebM7nviYlM7n1fmgM7zX3pdM73WlbgM78yfkcM7+RkgvM8Badfi
                M8GBv/RM8JEeggM8KNiffM8PvmggM8Q7mlcM8STeggM8eKiecM8h8mckM8kBhqeM8oQgkhM8sRgfeM8s0eggM8uTdggM8wdoeWM8wnhZoM81cidoM85JiffM89Mejf
                M9A+jccM9MOcvbM9RzgkhM9YjZcYM9bTkdhM9eSegeM9iUgbeM9jZfolM9lPiYcM9n1qUZM9n/j1dM9ubbggM91MsgcM98ZfXgM99spckM9+nfipM+AYdnfM+FOhgy
                M+L0ienM+PpiegM+R/amfM+ZkcsYM+aFhhgM+eqeoeM+hUbgfM+hveqcM+oBiegM+t2oenM+yUJccM+0fidkM+8zfggM+9QefbM/JhXffM/KpgegM/K3eggM/SalgT
                M/cehggM/jPhOfM/nrfkdM/wzdggM/2yqfeM/8ygggM/+4ZeyNAAYqbbNAGtfggNAU/fffNAanfggNAbyhheNAfhggeNApNbggNAsOgegNAtacneNAxLhfZNAxVxqu
                NAylefbNA9LghfNA+tSaqNA/xlmcNBE3egeNBHrdcgNBI6cfeNBKHcahNBKMifeNBbDkceNBbuekgNBd/cggNBekfeeNBhZfdfNBivtWnNBoyfofNB1nPfgNB34laX
                NB+RobdNB/QggfNCD6iphNCEHffeNCKKmZbNCR1dffNCU+cZcNCdSfYuNCj8jheNCv/YYnNC1KYgeNC1NaefNDDfeggNDD6eXeNDD9c3eNDEjiTsNDI6ddgNDRsilj
                NDSXdggNDfOcXvNDthekeNDuEjebND+SkfgNEX9bggNEdWcchNEegbhmNEgXZhiNEjVcfeNEjzgdeNEpZTjWNEqcidkNExcdglNE3NegcNE6kugdNE++ledNFBYhge
                NFLFbfeNFQ7dhgNFTCikfNFTniidNFbBfgaNFcNfdUNFereXhNFiWeeaNFjRjdYNFjwbmdNFobgabNFp6gmfNF5PdceNF61lqZNF7UfltNF9VggfNGIJoeoNGKIjce
                NGPfdggNGUDpggNGVZcgdNGeLaggNGeMqpmNGfHdggNGhesflNGo8mdfNGu7egzNGvyhfiNG/9bgfNHJ5iboNHPEamfNHh+ZggNHlQeggNHr9iefNHsufggNIRWcfd
                NIUFigtNIhucjfNIlXZfhNImTccsNI4/bggNI6XjjcNI7cfifNJHZqbgNJJ4WggNJKxsWbNJRzmebNJUssugNJfFfggNJhxocgNJijfdgNJjzgggNJmMeggNJzAnsa
                NJ8ReZTNKDJXggNKHBdUeNKJZdggNKUZgehNKVtcegNKYBfrfNKoflkfNKvL8zSNKyZjffNKzlnuTNLDAhwgNLDymfjNLEreggNLE9jdaNLJQaecNLM7gbfNLOlgkZ
                NLP9hfkNLRNXWZNLSxsZsNLWqbggNLXrecgNLfJdggNLg/cgiNLjTgfgNLlmgbpNLnhjPpNLpkhLgNLrlbhhNLuTxadNLvBfdaNL3BnefNL3edegNL4RffeNL+HoVZ
                NMCyZcdNMLWiufNMLycjeNMR0dhfNMVIokcNMVJiegNMmigbYNMpDpedNMpmznmNMsSmndNMtWZggNNHtkffNNIxiXnNNNErfgNNf8gfhNNgCillNNiPdggNNiUggn
                NNlgqiaNNuPiZoNNuZdaaNNubZgfNN1FVggNN5fiebNN8LUggNORLbhjNORzngqNOS7fkjNOUGwkmNOVIYckNOikfcgNOqOdggNOqTodbNO0kdnfNO1ZjedNO2Rhet
                NO3WWaiNPAybpaNPBthiaNPCStV/NPRybgfNPSodggNPV+feeNPZsapeNPalfmgNPffbigNPfsoewNPyQkifNPyVmZeNP0mXogNP3TabgNP8BbggNQNtmxRNQPNgnf
                NQRrg8UNQZBtibNQdRkceNQeBjdcNQgLcaeNQl+gefNQoLldnNQqyaddNQuDZqaNQxgZfgNQy6YggNQ2HmjbNQ9HbcgNRCgodaNRMwfggNRPsgenNRRMifcNRXQgjb
                NRb2dggNRdkt2cNRePifbNRfeZddNRz0UgdNR+nfofNSAiiggNSBQjjfNSCJflgNSJ9hcfNSNPjqcNSQkfgeNSegeggNSiufggNSjyeggNSnbicgNSvjsiaNSy0dgg
                NSz0eggNS2ckdfNS3KkfjNS5rfeeNS8XpboNS9wiccNS/mvddNTBJhgbNTE/WheNTODdZfNTOQmmWNTQ2bfqNTVukblNTa2bigNTggbggNTh3iZeNTmTfggNTnAjhj
                NTqYdndNTvpcggNUF/dT0NUGUcfgNUOXdggNUTfkd3NUUDgbbNUVHqfXNUVMfggNUW2dggNUdQZkcNUhCocdNUmMXWxNU8CbdsNU+IgjbNVASlfiNVEbZggNVIUjgd
                NVMzfdcNVTwiggNVggoTtNVjTlifNVmReefNVxkjghNVxr4ehNV2yooeNWAohegNWBifmfNWH3oUjNWIjvehNWKsjdfNWK+eliNWMrXdcNWOafggNWPxgdbNWQhngg
                NWU3qakNWYKkVmNWhseeiNWqcqeqNWsPQfiNWudZggNW6pdejNW64jmfNW7xebeNXA8gerNXDDmbeNXDEdcdNXE4wjUNXHVfggNXL0eggNXOfmafNXSqjXdNXXDVec
                NXZkfggNXeZieeNXg4uTsNXhJjjcNXidifgNXjIhQpNXlBdfgNXlnZggNXn1rdcNXovaV2NX2Ufb3NX3DvcbNX39g0dNX6iSmUNYAGkZdNYCuXieNYMMdabNYNPdjb
                NYXIkfdNYYiadeNYZ8rfcNYfKdggNYkLkdtNYrPibnNYsLdghNYvciYgNYvshiPNYv0hYnNYwsjtfNYw5gggNYxHHclNYxnsiVNY1TjknNY7HkfjNZGqeggNZK1ggg
                NZPngffNZUVgfeNZVCgafNZm0fjeNZpxeccNZvroddNZvveeZNZ6bgggNaFBckfNaQTgggNaQrfedNaUSbeqNaWrcTdNaeNiefNalxcegNamzedeNanXimZNaoumhe
                Naq9ddiNasrVdfNayHleeNa+UoxbNa/7jdfNbBGmXoNbCyfcgNbDfhatNbIpUlYNbSjinfNbTcfggNbbGefoNbie2laNbi5ndcNbjclkrNbpMSbfNbqOireNbrahgk
                NbyPniONb0xYfgNb27daeNb4xijfNcMu4eeNcT/gfgNcUdigfNcU2ihbNcgPckaNcs1VggNcu9abdNc9LigfNdF4tg6NdIrlniNdLIcfeNdTqYjfNdYgbYcNdY+agg
                NddfngdNdf5hkeNdglddfNdlAlReNdmGhdfNdnTkaeNdpBglWNdpsfmgNdsGoddNduninZNd4YifbNd4ngggNeDvcggNeEIcgfNePDehbNeS2jceNeYjWdeNep9dgg
                NeyUfieNezJeffNe3ucefNe4tjgaNe5lpVcNe64eggNe/GskjNfGQcfeNfQEieuNfQtXekNfRXXggNfRZhieNfhFgggNfhWkViNfkYcbeNfkuggeNfmLmgfNfyohef
                Nf0nbZmNf7yuZWNgCikdbNgFnicVNgMGhgeNgXckWfNggIfggNghbqYYNgjEhgfNgjMbggNgteYeeNg11fdfNg81nebNhDUfdeNhHljedNhH1amUNhJskZ2NhMfVeh
                NhPglXdNhVEhmeNhXitskNhhXojnNhkMjkgNhudcefNhwrdfgNhxhffdNh2hftgNh6FfjgNh6uefkNh7PjdyNiFRfgaNiLVdidNiQ9dggNicThbdNifRccgNiinfhg
                Nim5cYfNip2uhjNiw6ggfNi2eeccNi3erkjNi8UYdQNi9VncqNjBgbbYNjCwhfgNjGfrcdNjNRpbfNjQxnjeNjTmeemNjXNmqVNjb8jffNjuwPfgNjzzmggNj1yegg
                Nj5zZggNj/ngigNj/2bFoNkALffeNkARWeiNkAlhfdNkBknucNkIZnceNkWQefgNkXAdhdNkbReggNkj/iYmNknlbgeNkpUkekNkvYaigNk9dffhNlHkiieNlNiics
                NlQmieeNlcfcffNldhfYbNleFpocNleQlYfNlj7efpNlk8dggNlpAYraNlw6jffNl6qomcNl7dodfNl94BefNmGtiegNmJ8mgdNmKLuVgNmLPScfNmLhctfNmPBktb
                NmR6eleNmR8fleNmUVYeeNmg1mZuNmh8dggNml5btfNmuqYdQNm1qkgaNm3TbefNm3/fhfNnK6gnbNnNuehjNnQTZkdNnVjoggNndmibWNnhxlfhNnpGra/NnpLbfg
                NntranfNn6AfkXNn6kwpSNn/QljiNoCBfggNoIbfggNoMLeggNoX9UpaNodDgdmNodkeggNofLidjNof0cbfNoi6lbbNolKaggNoluihiNoolhegNoqfbggNowmieY
                NowqabcNowwhabNoxkfdoNozVkd0No69mlfNo8xptfNo88hknNpCxdebNpTvjfiNpT+jbhNpaUiffNpd8woTNpmTaggNpnweZhNppFbggNpqomkaNpronrfNpuyfgf
                Npv0pgwNpxyeggNpzBlbaNpzPobZNqADgfgNqDWaffNqKKQggNqOUaggNqQQlrgNqSLdbeNqU6YXdNqZ9hejNqanecyNqeTncrNqlleggNqmWcggNqmdfggNqmkigg
                NqomnceNqvieYyNqwshdlNqxpZggNq0LYVvNq0buvdNq0xherNq23mggNq4HmaeNq64hhfNq8CaigNrDXcdnNrMknfcNrM1gcfNrQoaggNrS0ZggNrcikVmNrgHjrd
                NrhzhaaNrlvfegNrmmhfhNroXYkjNrpZefeNrtsgfgNruwbggNr28ignNr3leXiNr7RkecNsAnaggNsCyfggNsFuYkcNsWEeggNsXRUggNsavjdeNshDhfgNsmAegk
                NsrsmXgNswPlfdNszErhVNs1EqheNs2ScggNs8kXggNs+TgpjNs+XXeZNtErgkeNtGAiWkNtIygigNtKzhYiNtLWwerNtMmffgNtPqqpcNtQBeefNtYYfggNtakUlj
                NtarWggNteKYaeNtm4pcxNtnlkasNtpCXggNtr7lTwNtvzfggNtwPogcNtzWifgNt0bcggNt2LbggNt8tpggNt+fWjfNuAiZggNuGimZTNuHqdpbNuLPiRfNuL7bgg
                NuQtelfNuTGunZNuadmcdNullicYNunvkqZNuqKcefNuxFbggNu5dlqZNu5pdggNu61xgdNu9ikdmNu+timeNvLtfigNvOsejeNvSVfedNvSZTvVNvVEmhdNvXZmpf
                NvgWkflNvjnfmYNvv5dkaNv0ptWUNv2EeeeNv4XffbNv45nZbNv5YodbNv6YhodNwI0eggNwR2bggNwZLhggNwZhifrNwc/fggNwfmdanNwf7XkgNwgVmlWNwh+cec
                NwrandmNwseqdrNwurmsXNwvtgmdNw2QfgbNw8OjkfNxAkZamNxDicggNxFrageNxF6seiNxHlbggNxKoZfvNxP6agWNxQIlecNxT+hQeNxbflhgNxhoZfdNxmChhV
                NxmSacfNxm7dLgNxrOZmfNxxrdjgNx5bGSXNx6QbfgNx93lpdNx+/hjfNyH6YfeNyI4feeNyNpsdiNyN0fggNyN4feeNyONeYcNyTLjggNyUcVggNyZQZggNyjKdbd
                NykviieNynKndfNyomcggNypohfYNytgShXNyvwaoSNy05efgNy+0dggNy/dhfYNzGJqfqNzOpbfgNzRcdeeNzVqeggNzX0affNznZmWoNzuueegNzv9gpdNzwvkdj
                Nz1VdkgNz/KbggN0BQfhkN0CDbcgN0JGgfeN0OycbdN0XCbffN0XDZnfN0fAeegN1EqgfjN1ErfekN1LOcggN1NPgfcN1TsgggN1bGUdcN1eqflbN1ixdZrN1mTbgg
                N12UfghN14HkfgN19YkedN2AtibfN2BheejN2JMfgjN2PGdetN2QyrggN2ZirefN2b4uijN2c3jZfN2fzjXbN2wHifgN20hddgN21SZgfN21uThdN26JiYnN3J+kfc
                N3LRffgN3PYaVXN3SpdggN3TKlfjN3TireiN3W/nsfN3d8udeN3j2ikgN3tvbjQN3uZdcZN3uhZhfN35LaoeN4BVpggN4MyjasN4kimbfN4rWfgfN4uRgicN44kjfs
                N45BZfyN46bcgfN47ycexN4+MehoN5JNaggN5LnWySN5NqfmeN5OLgYuN5RodgfN5UnhZfN5XxfggN5X6jgiN5ddeegN5k8fggN5mS13eN5pqkifN5qagfoN5t9hif
                N5vhRdgN51FghiN57KkefN6AXkhkN6KfgoeN6YzklfN6icffeN610eaoN632hneN66MoecN6/rteZN7BwbgiN7CAndeN7JQUfgN7MXfb0N7M0srdN7VXdfeN7Whqqc
                N7YuhvdN7bMmggN7eoaggN7gI3YvN7hUmVZN7kanZrN7k1orcN7tSnbiN7t6cddN71LoggN75mmXuN8MkkdlN8MwqdnN8RRbieN8RroVtN8TElflN8aBojdN8aUieo
                N8n2sfwN87ymVwN9A5ejbN9DffggN9HBicjN9PngggN9WAcfoN9nHkdgN9t7jifN9vMqdcN93qXgnN94TpbeN94qcggN9+KgcgN+GticgN+J9qcoN+T6dgbN+Vdfgo
                N+XLdqeN+YhhWaN+ewdggN+i9UgYN+miackN+nHkfiN+rLhsfN+ugpfbN+vjdefN+1OqpdN+/qhceN/A8sejN/GpmwTN/aYhgoN/dDdcaN/gYehgN/idhmdN/ijdac
                N/izbggN/n5ef0N/oQXggN/sAgbeN/1EltSN/6+bggN/+TXVxN//3icbOABJdggOAFVaggOAPhk4BOAbNhdeOAgMhqcOAgTbRsOAoFhlkOA8lfgfOBA5ljcOBQXefm
                OBVVefeOBVdhuWOBVredfOBmeojdOBvgdggOBx6hdgOBygjjiOB/OnydOCB2hShOCEPgbgOCJHeccOCJRgYeOCJuvlbOCSLagfOCl8XknOCpqSfeOC2gcggODDgmYi
                ODFVcggODM6mYcODNKaggODO9dggODYvgggODcpbggODhhfggODiqbZaODlxjifODl4TggODnygafODrzrZnODyVgfoOD+zgZZOEIlffhOEKXoldOEO4dpdOEYKhef
                OEcYiffOEijbggOEkGXggOEoJjhdOEtfmZeOEuUimnOEvheggOFHXfkeOFLlbggOFOacdfOFPKjkfOFRQfdeOFVdkesOFYPeggOFZUnbeOFpPbggOFwPgdgOFw/ide
                OF6okfdOGLHjqfOGLxlfcOGNmibqOGTNYfcOGZ3geROGiebjPOGp2oWbOG7KrmfOG74aggOG75dggOG9GlffOG+spflOHFjgggOHFsdggOHFvpjiOHGRgfkOHMydgg
                OHRvohhOHTgokoOHaNcggOHcFfegOHiEiffOHvhfggOHzBdggOH5SnecOIBqkjiOICGmbcOIKSgegOIK7fghOIP3hmfOISNccfOIWQfelOIWegaiOIh3dggOIuuYgg
                OIx+cggOIyrnlrOI5dxamOI5tccdOI+7lddOJBfYQeOJDWjbaOJJ/UggOJLEmaZOJOgkjgOJO5bggOJXHdggOJZVefiOJaQgkdOJpikekOJpqdhiOJzfbYeOJ9ZboQ
                OKbfbdfOKdrgdaOKeUZfeOKhCiYkOKhzeggOKtchfiOKwoobeOKx3kdaOK0VpjdOK9dubeOK/dneoOLIjYmUOLZlnZdOLlLrreOLl0effOLmXdggOLrdfggOLrijdr
                OLruacfOLuQefgOLusiihOLzNdggOL2NdggOL9YhleOMBDdggOMCdiiYOMCwXggOMQWfghOMWdbffOMXLoYdOMglhlgOMtEdhkOMwSkggOM78clbONJrtgdONNeggj
                ONUzdggONVJkafONV0goTONXZtYXONYMcggONhIgffONiVTeeONsTcekONu/bfjONxcbfgON4ngleON67s0VON+uelgOOD4jsUOOOdpvdOOQOspYOOVHfggOOjahYp
                OOl2iffOOvdrmXOOvqjfYOOxSgbgOOy/igdOO1bbggOO2XjaxOPC2rd3OPDUhfaOPEXgghOPKRednOPLhm6eOPQNnvUOPRScWgOPRwtXyOPR6bggOPV4iifOPerdkg
                OPfuhbfOPlKn/ZOPmbSggOPmkdcfOP3fujcOQBNmeeOQE0gggOQF5eefOQJz0gaOQLiZbeOQQkjggOQayffoOQw1fjaOQyvjgeOQ1sfmdOQ6miLrOQ7jgdgORIWekb
                ORLWjcYORLshegORSZgdeORSsicmORZJpfiORl8picORwsdeeORz3ZggOR1DaebOR22hfgOR9OgfiOSHqcbdOSPtbggOSVhafiOSaMekgOSdiiecOSgGfojOSmOocf
                OS8sgcfOTG8iggOTHapXeOTTgefgOTZ7gfcOTj8dglOTsroUdOTzGZjfOT2KeunOT7znqYOT9yjqaOUNghbaOUTXdggOUVMjfeOUYrZsfOUddXccOUgmchfOUiMj2V
                OUjciiaOUlqdceOUyQrhfOU/ajcfOVAjeggOVBZcbiOVB4jbYOVFLYkbOVH1fggOVKeeifOVN8xadOVQ8goeOVT5dxsOVUa1adOVanqYcOVcUiRpOVdkZbgOVjidgg
                OVppglfOVtGhjdOVwrLggOVwzhefOV14kffOV2tdggOV4SemoOV5fikhOWUreZiOWaUgffOWeepgeOWkjijcOWlziqjOWnEiZgOWqQeefOWtomfiOWuaihfOWwoqfb
                OWw5gbfOWyElecOWyHngfOWy5qrVOW0nifeOW5ckgdOW6bqWdOW/uiigOXHOgqdOXLaediOXT3mfmOXUBitfOXX7ZggOXjeeggOXoXfggOX0anpkOX37bfgOX4Pkle
                OX/GrZdOYADkWeOYBfgdmOYG3mffOYJHaggOYK4jaiOYT9degOYUbgggOYUqiXcOYkpindOYrfibyOY0WelbOY2nfheOY8RfflOY+RdgmOZCbnibOZK0cggOZLOndh
                OZXuaefOZjxLVaOZp/ZfeOZq9pmiOZspdggOZ3mgggOZ5eeegOaHsqR8OaI0jcfOabNjdeOabimanOacOYgdOacTcdeOadCedgOajkcPzOam4gofOaoEfegOapTrZd
                Oa1/jWsObBUZgfObDRikfObD7fefObGYifeObIbhXgObJjcefObKZaejObKvhZaObMHnjhObNkcedObTofleObWKgggObZqgyQObbCdggObbWabrObebkdcObhmoxY
                ObiToabObplroeObrBefjObtaletObw9lXpOb3nlbrOb6zXhmOcFslbfOcISfkbOcMXgduOcVzffgOcWjbmeOccbhezOci/fSsOclUchfOcpiYggOctRjcjOc6xnWi
                Oc9hkN6Oc+LgggOdBIgjcOdJLeggOdJckfeOdOaigiOdTirhiOdWbgdgOdYOglcOdYWVddOdasheeOda3VcfOdbaiXlOdbnirgOdcIfleOdeKhggOduVkdcOd7bdgg
                Od9TebqOd+SZkgOeMtRjaOePFehgOeZGeaiOemslggOepxmlkOevejfeOeydggfOe5KnkaOfDyXfgOfEdmilOfFXxuWOfUKmraOfZHfffOffCghdOffDoQcOfidudd
                Ofj5fhoOftzhabOfuGgggOfv4YecOfwa7bLOf1xkhaOf17dffOf4rjlaOf9RhgdOf/GfggOgJPaggOgLDjdhOgSQpqVOgVQchgOgXUhjbOgcVcdWOgf2cdfOglqbgg
                OgrJgdgOgrUfWlOgs9ggeOgyCkbvOg5/ifrOhBljkdOhGOajVOhPeeggOhbukggOhj6nfdOhrvgggOhs+mWeOhvOrelOh0nkjbOh44eigOh6xaggOh+/jebOiAIcKg
                OiKYgjdOiPYfggOiYcdggOiaglscOijhhfpOipmcfeOip7dfmOirU2P/Oi29WcZOi5OkgfOi6pgedOi7VbhfOi9sQfkOi9zhhoOi/TdfhOjGXuXQOjGpfggOjLDdbt
                OjL5fXoOjPRZmfOjUQcaeOjcOaWZOjcRikfOjh2jggOjz6kdgOj1SfdfOj2GXffOj2NlenOj2hdggOj6wofYOkBJfZfOkB8chgOkF3fggOkH1dggOkMKbggOkV4ihk
                OkYTufkOkaZaqfOkcFffgOkcsgcgOkdNnlfOkfTgfpOkkBcggOkoWjfeOk4ugjbOlEpcqbOlP6hgdOlQbcggOlWGgffOlWvdkpOlXIfggOlZlreiOlZ9hhiOlgEdgg
                OlkkhdqOlt2YeYOluqfceOlusshtOl2WfeeOl5chegOmAYqceOmE2llYOmIWgfdOmL4RacOmNZcggOmQlZggOmTuppcOmj/hffOmo4klfOmp+affOmsfghfOmvRgge
                OmwQadgOm1KfggOm1virhOm8zeggOm9agbrOm+bjueOnCGYfeOnFEhWxOnaOhfhOnf4hdgOniZYajOns1jcfOoR9pceOobL0ndOogqdggOoilefhOokeidkOouloce
                OovagnuOowiaggOo8pehfOpIFhibOpKumafOpOEeggOpO6dggOpP5ejcOpe1lbeOpgLgggOpiJVggOpoSZigOppsmcgOpr0ereOptnlbkOp3lfciOp4oXiqOp58aeg
                Op69ZggOqGSdggOqQ4hggOqTnmabOqVB+ebOqZYuiVOqZ4ffgOqe0ddfOqlqpbjOq3+eggOq6TiXeOq/CiegOrBLkdcOrJjhaeOrTLlcgOrT7ikcOrUVkffOrU9dce
                OrZPgffOrlRYgeOr0fmYgOr41dleOsCFjtcOsECYhaOsEdgfgOsHidggOsOBRciOsQU/gdOsQ3bjfOsTzgfgOsVggrNOsdzgffOskHgubOsmWfefOsxWdggOsyPfgg
                Os5teggOtA9qXgOtCqaggOtMCdggOtT3iwVOtULVYVOtVIfXVOtWLkemOtd0iciOtlGeggOtqNdggOtzLdXiOt9PmhZOuJlffgOuPSizmOuVGfggOuX5jdcOuc4ndf
                OudefggOuiSjneOujGkidOulenbeOullcdlOulmSTTOuluhudOuuEeggOuu9ingOuzAhfeOu2FfcpOu6IbjbOvHfhhgOvPGgbfOvQNbgcOvSSrR+OvapjedOvciefg
                OvkIberOvlaYbgOvwkfafOv4oahgOv7TgbeOv8bkgZOwA+gfgOwOEdfiOwZtbefOwa3dffOwbHhcrOwfjiceOwf5XhkOwkVdcqOwlNfggOw8tdkjOxBYqgdOxGYdjg
                OxJulffOxO/h/TOxT7tWfOxXMhjgOxZrgfgOxcmogbOxdDlbxOxfPkacOxgiptXOxh6eghOxl5hefOxojhgsOxqYbpgOxsviffOxsxdggOx2OcWYOx+4pfYOyArjef
                OyCkdieOyDtmTgOyD1eggOyIwhdfOyJQggfOyM/idhOyPgcggOyYqmflOyY7gdgOybkfggOyqdcdeOyrJf0gOytYgefOy0wqF3Oy4obcfOy4+gelOy5anpdOzB4laa
                OzJydggOzduihfOzlmcjfOzrHdrjOzr1ddfOzyoXggOzy3oVfOz0UrkfOz1tkdhOz6dkarOz7LgjVO0GobggO0OmpWYO0PldodO0PtgieO0TLfggO0UiuWlO0Uxjcf
                O0fhcgfO0f1nggO0gZZXpO0sJkehO0vXZd0O00OhefO1GujmdO1IOWfZO1JQgZeO1ZTmhmO1ZqeepO1czogmO1egiclO1tJlnYO13sfySO2GhkkfO2KmnkeO2YEged
                O2zgrjbO22TdXeO29hdvZO2/WZggO3HNdcgO3NseggO3cERefO3dUkafO3iilhcO3kqcggO3m6kifO3x9rcfO3yKZjfO4EGnZZO4G+ZfdO4LEcbcO4NteoXO4OMtTU
                O4lVllcO4tfibnO4vfjvgO4wDtZkO4ykihlO48YSbfO48vkhgO5VxhfdO5Y8cfeO5ZDXnXO5ctkelO5dRdefO5e1WggO5f1heaO5lUqfgO5rAiWZO5tKjfXO5vDfid
                O5yrhWeO514eVlO52YifeO56kdjdO6AxdgfO6DrdfcO6HmbebO6MWfUnO6QMpYxO6U/YidO6hRhdeO6opZggO6x3jXcO61mncsO65DYigO6+NndoO6+RkndO7OdclZ
                O7PKbggO7RqgggO7TUigfO7VTledO7XzajeO7YxfggO7aMfggO7a+gggO7fngefO7j2pc+O7m0eggO7rYgilO72NjbfO765gggO79NkVeO8KEceeO8LkoZdO8M6egg
                O8QFXkeO8SfdggO8VfqdoO8WzcgpO8asoveO8dKfgeO8yfdgfO81fdgfO85ahfpO9AAZggO9E+nWpO9SQdggO9V7ipgO9aJeepO9lgfcrO9mbgjdO9meedjO9mgeqb
                O9m3gggO9oZfggO9qcdggO94JcggO99oedgO99thdeO+BxneeO+B4ZfgO+KyneiO+PlffeO+RDrWeO+SWdggO+UBhfeO+c/eggO+oGeggO+olcngO+r7lbmO+ujnTt
                O+wMldsO+3UserO+5JhadO+6wlk1O+9oXggO++AafgO/AOqndO/HSbbdO/KJkdgO/RftgfO/gcdapO/hsnamO/p6dggO/snfdgO/tpjlcO/waifcO/wfoWgO/1Ahjf
                O/+tiggPADnqdePALkmmfPALpcidPAXZdkdPAZoiXfPAahdbhPAbtrhWPAcFtlTPAcpeggPAiTegfPAqSceiPAsMgeePAsReZaPAstagfPAtxeYnPAzLlRgPA4iiYv
                PBF9UtePBVCcggPBaHpdcPBdwckhPBfwYffPBgOgfePBh8ocZPBj6gfcPBsVgbVPBuTmxcPB0hfggPB1XealPB2XlafPB/UbqaPB/8cfhPCCzjaePCFQcefPCH2fhg
                PCISmgYPCOEWXvPCU2eggPCbdjcfPCgCbegPCoXeefPC1gktbPC6tceePC6vgidPDGxfggPDMphMXPDQDefgPDUQrfcPDUwbggPDWWdggPDXbacePDXxeggPDYmYSq
                PDaFbYfPDgfiiVPDhblVlPDiRoedPDpWeaYPDtWlfePD1BjhfPD5EhpdPEHdbadPELRoydPEOMedgPETT1qfPEVyfhgPEWRVfYPEiqgegPEizcgkPEl9XggPEm6iod
                PEnZhYePEqqmggPEt9BZZPEwwgdaPE5CWWwPE7i2RNPE76jggPE/liejPFH0irbPFMomVcPFOGlgYPFRlaggPFSZoZePFSkgdgPFT7gcfPFU2hoePFWPX0ePFZMfse
                PFcKdhgPFegiofPFeokgePFlacgfPFuydmfPFynbhePF1fgnfPF2AZjgPF6WsdfPGARhffPGIRlcePGKCgggPGWieggPGcOmkhPGglkhePGg1ZofPGkMdggPGntgdh
                PGpdMYcPGsobedPGwmjfcPG5+fggPG8HefgPG/GggiPHEtcgfPHFdidjPHFwgpaPHJ7jcePHOnXhfPHS8oiePHcyefgPHd+naZPHmThffPHrIcggPHukmbWPHzkbgf
                PH1LyxWPH2MZifPH4NhggPIIAokWPIOrbenPIQGZggPIQQqfqPIUrfggPIeRjefPIgUdggPIiNZgdPInVpedPIoYeofPIpPfhhPIvYZdfPIw6pjfPIxXZfePI8dorf
                PJEcmjaPJGNglcPJJIeggPJTPmffPJWfjgyPJYUkfnPJdhdggPJf3rgcPJhBdbfPJjVgefPJrTYfkPJtVeggPJvxebePJynoeYPJ07UggPJ2XiafPJ25eggPJ9wQUi
                PKArbfgPKDX8VuPKMcffrPKYKeYjPKb3bggPKl9XigPK59eggPLAaokiPLJeginPLmXhhZPLmYneaPLoicfsPLsbhfbPL0pfggPL+JfiePMBukFXPMMcafgPMOucie
                PMS7ZffPMYIsedPMbQbZePMy3nflPM2libaPM/JgfgPNExikePNHtbggPNJPgamPNK2XmmPNQ2eggPNVNshqPNWjdblPNg6fggPNwqbjfPN2uZbfPN5gbblPN5nbhk
                PN9hhbdPOHZUdqPOLVjicPOZabcZPOcAdggPOhKZncPOj8qhfPOnJodePOv7cglPO0mYjdPO9jeffPPGfehVPPOihrfPPUhYggPPU0qgpPPWsivnPPb7fggPPdNrzS
                PPjQXfcPPvadggPP1CaggPP4BfeePP8dgggPP9GpecPQAPbfjPQCUdggPQJkZhdPQMNeggPQQnXgmPQRUeggPQZIibdPQZagyaPQaXfigPQbYdcgPQtOgxePQxdien
                PQ0GdafPQ2YpcZPQ+KknePQ/MfggPRRXbc/PRXpfcbPRcQeggPRfwhggPRg0fegPRirhffPRjBqYTPRwnggdPRybdggPR2+dgfPR35rpZPR74aoZPSGpffgPSLPofb
                PSNJkimPSXuacoPSY+jgrPSZ/hkfPSd5jefPSmadcdPSonfgfPSrDeggPSvrUklPSz4ZggPS2vjkVPS66ffgPS7tjcaPTEqncdPTHbfhgPTJ/mgZPTNodfcPTUphcf
                PTVz0oXPTXjeggPTe6shjPTfhedePTgmkgbPThsNlWPTngya3PTpSiadPTtthflPTvUcfgPTzcnffPT1CeggPT1PflfPT5/gqZPT6EefvPT8/mpbPUF0wMWPUNroop
                PUPHoWyPUR7gegPUTQbbVPUZ7m6TPUbeaggPUcZqihPUfJocfPUhxneePUmZgffPUpSfZgPUrxgqYPUzUhfePU07fefPU5xlagPU+wipjPU/eiegPVAtfggPVB1bgg
                PVL7gqfPVN6bggPVPvfggPVQmfbfPVSktqVPVY+qhgPVa7hffPVbtfggPVcLfggPVdkeggPVfdjgqPVhOroUPVnehghPVo8nkePVukhfiPVxIoYQPVzGeggPV1Sgdg
                PV/V82gPV/lhfePWDepyVPWIZedePWIzkdkPWM0aqePWU/kdcPWb+fggPWnehifPWsqoucPWtqZftPW0ieggPW3HcZdPW4DjjfPW60rYVPW/ppiaPXA0hpyPXEIscd
                PXHfkkgPXLTelfPXdyfllPXeYiffPXjMkdhPXjcbggPXpQfjZPX3MVnfPX4uhftPYAZgghPYG3ogZPYHueicPYLgjjaPYOejVsPYWPhdfPYZjiddPYcAoeiPYgshig
                PYiqgedPYmwigcPYnMkggPYrtjnuPYsFecmPYutghaPYzobfgPY1RlndPY38eggPZBRfefPZFfjfgPZGuifgPZM1ifbPZPWlenPZQ1agePZXQjjdPZYOjmcPZvqffa
                PZy/ciYPZzHjbcPZ3fgigPZ8WeggPaBzrUpPaIBiggPaIElkdPaJ7XggPaKVYgmPabYcggPadqecgPaubdfgPa+SoVWPbA4okdPbGcgeePbLygckPbNkiaYPbSMibe
                PbapgfjPbfxj1YPbg0aelPblUfggPbmHfggPbqxcjgPb6qdhWPcA0aggPcHlYdpPcLhaegPcNhjggPcQgVfhPcZ4kVdPcbagffPcfpfgfPcgOnafPcjBYgePcnudbg
                PcvsfggPcwYffgPc0UcsdPc3ihagPc4LVggPc9ehdePdGvPfgPdKxjpfPdMCfccPdRZ36aPdSeiZ6PdVsYggPdfAigfPdqgbpfPd5UbggPd71aeaPeDMhmcPeJAggg
                PeJmXjcPeJ9mbcPeOLeffPeRveggPeUQilgPeflZggPejLajbPeoGXebPep2pkcPeqDhaePevCqggPe6hhegPe67bggPe8OZdgPe+UjcmPfG5gZhPfHaggePfPbgee
                Pfj3aqePflIohaPfnNhdcPfnpbcgPftbexgPf+VifgPf+3gbWPgLFkcbPgMCbggPgXohgkPgh+vXaPgjxdggPgj6fhgPglWggkPgqpbidPgvMeggPg0phcvPg06Vcd
                Pg1lgdgPg39hfePg98pjhPhEhVgfPhIZaggPhLoifpPhRVijlPhSIkdcPhfTgghPhi0ooLPhjTcpVPh10lhbPh2LiZdPh36kqnPiDLfggPiEndeePiE2nVaPiQESfe
                PiUNibfPifJk2gPihpQkdPiivZggPis4nhjPi9gnmPPjDQwdpPjE1lgfPjJcsoiPjQMdigPjYgeggPjczaggPjejVenPjgZjaePjlddmoPjnz0/hPjqeeggPjtqimZ
                PjvUfggPjz/dZiPj09oepPj3SoamPj4JZhdPj6uZfbPkANognPkFXcjcPkILhuYPkRvfjZPkVAeggPkVvheePkXgfggPkgYgjfPkiiefhPkpYgwePkpogXePk1zdgg
                Pk4InbnPk5R5mpPk9QdqUPlATjkYPlBokabPlCOfefPlQ4nqdPlY3nhgPlaAWfjPlaUgZgPlp7cncPlsjkfjPl1JjghPl4G5lUPl9DdcfPl+7nboPmAgvdnPmJ9pkX
                PmNibbZPmOGfdhPmRzjigPmR9dqnPmdakeYPmerkeaPmlMbefPmpmbfbPmt+iXePm1YgfgPm1ngwdPm8sigcPnC2ldfPnC8lBfPnIX8yPPnMKmfjPnMRiglPnTqUah
                PnXVlapPndZiipPnr1gefPntdiiePn0okYcPoDReagPoMxfpcPoNwwnbPoR/YggPoX3XaTPoZZisePoa0hfcPodmjcfPog7cggPohVoaQPorwkdePot6joePowlmif
                PoxPhhcPoy+jqiPozagdfPpHAcggPpKqgegPpQ9fmfPpRTuVcPpbSfggPpg6ZgePpl7rXXPpp0dggPpr4jkhPpsnbgePptOeebPpumjedPpxLiodPqCKnbdPqGvYue
                PqKzcgfPqQYgprPqQyaggPqWtlfbPqavikcPqeFoecPqqlskcPqsNiadPqtPkjgPqyCeggPq0rdggPq8SgepPrG3obZPrISkhfPrKPsjdPrMcaffPrOXlbcPrXdkeg
                PradimjPrb1aggPriliXfPrjhpbgPrlrWggPryCldmPr+oZnZPr/2hauPsHLeggPsMskfpPsc1xXQPsgIdkgPskOhedPslllbmPso6jXpPs0wggfPtF9hgfPtGGygb
                PtGnafgPtKEYYkPtNRZggPtTAlogPuKZeggPuMGkcePuVCeqePuVMpbcPuVmjldPuaPneyPuaujhhPuiaoZxPurCcegPuxCfggPu4dilfPvAjoedPvJoidbPvRBnae
                PvksnYkPvlV0lmPvotlmaPvteWggPvuEgdgPvucfegPvupbggPv8tbggPv9YnqcPwBSdenPwKxedcPwLGiafPwWrdefPwW/k5KPwdwdhlPwd3dghPwkthagPwnedfg
                PwnlkggPwqwaifPww7gfePwxQudoPw4KRdePw4RbhfPw7iYggPw/EiygPxHCdggPxNQkWcPxQilVqPxRwaejPxSWgjdPxVVfggPxV8dggPxXYldePxYTbggPxdRomc
                PxlzrjsPxnricfPxzPZjpPx08ggePx14heePx7schpPx9eeXvPyBxdegPyCeemaPyFVeffPyIyeggPyKqebrPyMvmpdPyNEdggPykeidfPypSfgePyrDpapPys3lkc
                Pyw2kpaPy4ygfdPy5DfgkPy5kgggPy+9rnoPzFWifhPzGVfihPzP0lioPzP+ThZPzebeeePzeyghdPzh0iibPzi1fgiPzs9YggPzymTedPz5+XegPz++iflP0LCWgg
                P0aGZggP0b3WWfP0difgiP0exjdeP0qlpUzP0u/amcP0wwXmhP013mffP03HclsP08IhcbP0++kkkP1Qmsb0P1V3hucP1ZyWweP1dBgggP1ianalP1jhgWqP1oIagg
                P1xFjmgP1ySlbcP13qXgVP141afoP2FhmPfP2K7gefP2MzhggP2SmmfhP2SosTmP2UOztYP2ejaYpP2imbvgP2tsxbOP2wCtnaP20CcrfP23xhghP25HhVgP27cfXf
                P3FzbrlP3HhbggP3NSgfgP3RHjifP3STWggP3ZJcggP3Z4raoP3gOXoeP3h3fggP3kgbYeP3lTondP3pvieqP3rlWliP3sHeayP3sPblaP3tCiggP3xedhgP327Zdj
                P34eYebP35RefeP36gqqZP38udggP3+fhggP4ILWggP4M3dggP4PplsZP4bscggP4eY8ipP4e0fggP4frubfP4hNX3gP4njchiP4oEocfP4t6gehP41CejdP473rjY
                P5AUktbP5E4ifeP5FFjcqP5H6hgdP5IBcWhP5ZigggP5hUeWfP5h/dfiP5kwsVcP5pore0P5rMfnWP5sAbggP5tNfheP51kgdnP53DndgP53djvgP6E4ZXgP6GGegm
                P6IijhcP6I+dYdP6i3fjfP6k3logP6lichhP6mYwjcP6wNcgfP6whdjbP62HcoZP65VegkP69QgdxP7DicggP7PEocgP7Q9pgfP7U9mbhP7beeggP7fJYgmP7iYfgf
                P7lVm1fP7sIaiZP7ubbjfP717afgP75IbggP7+j0oRP7/qZggP8BedfgP8DUtjbP8L0WbgP8NTfoaP8SKhgiP8eQbjgP8f+jreP8grjrZP8pgcgfP8wwZdeP80JraY
                P87KgrfP88mordP8/cP/TP9J9jWfP9K6feoP9TFeUrP9URoliP9eufggP9fCbfdP9ihdeeP9nzcgmP9t1defP9x8oedP9yUlcfP947qUaP98hgffP9+HdgfP+E9cef
                P+E+lgiP+IAfggP+JddggP+NJhZgP+UFbggP+VujffP+kynemP+ozchgP+pkkdgP+vQffjP+wxjggP+x2hmYP+x3fNRP+zVz4ZP+1XodfP/ChjrfP/E1RVdP/WLdgg
                P/W9eggP/hmtaaP/ijPijP/k1bdgP/mBeigP/zKkcuP/4IkfdP/4YojjQAOVfffQAVdfogQAfimzbQAfjZtfQAhfgY/QAh1hgWQAmQfcaQApbtmmQAtgNggQAyyifp
                QA2cSZrQA3CWPkQA7JlcvQBAtYgfQBA0fddQBFvhwbQBQaigiQBSKeggQBXGfggQBc4mcZQBeEfggQBjsjncQBvwnWbQB9rkVkQCCYfffQCCwgffQCDSkbfQCDlddn
                QCFxkYlQCI2ppMQCJxgpaQCLyfggQCM+mseQCShfggQCZ2jkeQCdBleXQCePcggQCoqdvfQCwzcggQC2HiddQC2wdefQC4xkmeQC7hlifQDDQsanQDDWnqcQDETdgg
                QDGJoehQDS8fZjQDWxlehQDfKXodQDhyegdQDpquhYQDrKgjgQDv7bffQDx/djdQDzDYggQD/1dubQEABielQEDQjnaQEK2eogQELXngeQEQ/lheQETTkbfQEaJeih
                QEcudfeQEeQaedQEk5eUtQEuEeggQEufiggQEwRloXQEzteggQE5BdggQE5hqqcQFAYocfQFAlqVfQFGpgicQFLFdegQFbwdngQFe9tbeQFlBdggQFsBXeZQFyudgg
                QF4hYccQF4xhfjQGABgggQGFynfeQGGxrefQGKeiggQGPglleQGVCflVQGgTlfcQGgoffgQGqWgffQGrrdggQGr0mghQG+QcggQHACeeyQHRWvjkQHV2hdhQHb+ded
                QHf2i0dQHiUYemQHkGlggQHnFjYbQHsgdeiQHxGXegQH0vgfgQH30dfeQH/aiekQIBveggQIGzmdjQIOudeaQIPZoYZQITwhydQIUAmjdQIUpfjeQIVNn6zQIXkZhe
                QIjJZggQIj9hfrQIlEqeeQIvqaXfQIwTjaeQI2YeigQI3+cggQI4bjfcQJE4ffdQJGAnfcQJOQgYiQJdkaehQJjYlefQJncgffQJrv1eYQJszWoaQJv8gefQJv+ekf
                QJyrgdkQJ6mfegQJ/yZecQKD6gggQKLuZagQKZtYffQKmKcggQKpPegeQKr4actQKt7egkQKvPdfkQKv2levQKwRfSQQKxDhteQKytjefQK7jrevQK7obfeQLC/jet
                QLDVodpQLHkgkdQLSef3eQLT3aZfQLdOkkfQLfWdliQLfepdeQLn5jffQLxMmalQL+FljdQL+JeggQL+KrnmQMAUYeeQMJ4kZeQMeQgjeQMf1degQMf5eggQMn8gel
                QMwskgfQM76kafQM/EyZ4QNDoepfQNIskbqQNTBjceQNW6icfQNXJ2ZlQNZFqqcQNkabgtQNkufV6QNptmgeQNzzdedQN1XibKQN8uqebQN9EticQOALdoeQOQdbee
                QOSqhfnQObcefmQOhfpdhQOiZdagQOkqfgeQOkzgYgQOphgggQOrQefnQOvCijfQOzxkpdQO3BfggQPFiXgfQPSwTgeQPUsgjaQPXacZgQPZ5fZdQPbfZXsQPd/vyY
                QPe9gegQPyGZikQP1tcggQP28UfgQP3dygVQP33ggeQP5mngmQQBehggQQD/cfjQQEPdkgQQV5fdhQQW4hlXQQcqpqbQQcrbggQQeQVQfQQkhqhaQQlMkreQQrdjjg
                QQsUemeQQupjdmQQ4GdcgQQ65qbhQQ8LeehQRP2baoQRYhWgcQRZg2cSQRaNcdeQRd8hZgQRgSgXgQRivdgfQRpngjcQRq5gggQRtJedqQRvIbetQRyJogjQRzbhjk
                QR11fggQR+lfggQSCYeghQSNqiodQSSPdggQSXseoaQSePbofQSfMqcYQSgKkqfQSlaheeQSpOdhcQSrmhXtQSwidiXQS08npdQS8VWggQTBbfdeQTIMfggQTSlYcn
                QTTxhejQTVPecfQTVVaggQTnMYmcQTn9XcfQTxkmdXQT6sXkfQT7PdtcQUDVjYZQUECkkgQUHikedQUK6mcZQUMWodfQUSJmhaQUU9gocQUW+d0YQUZSnoiQUfQafg
                QUjFTdmQUj9ghgQUualgjQU28eigQU9LggmQVJddggQVaLfffQVc1bkhQVnDjgkQVoHgYoQVyrafbQV4BwcrQV9u45XQWB0hWfQWDtgbeQWFmbgdQWF4vZcQWJVYZf
                QWKmijgQWNJfdeQWR8hsbQWWrYigQWW9xlZQWbRjodQWcMTffQWd/eigQWgKgggQWh7eggQWqkcggQW9OoOrQW/lnejQXDPdffQXDViZbQXDvmciQXSBeggQXgyXgg
                QXmXjZiQXxWkpeQX6YeggQX9QmfYQX+UefgQX/cjjyQYEsWglQYH7cggQYNQdWfQYQlgggQYaXhYRQYa4OecQYbbfggQYgLifgQYmUgSoQYnqfhXQYoyvbbQYqF0Wj
                QYsAfffQY53ThdQZFPhzbQZINYqhQZIxkdcQZMWaoeQZiBiieQZiFkcbQZi8jhiQZnBfggQZtgdfdQZtkefdQZt0icfQZ1rdggQZ6okcbQZ/gigeQaGPcdpQaKEfld
                QaNRjbnQaODffgQaSOjofQacssniQadwdfiQalfcaaQaxqhccQa0pdRtQa4tefgQa4wVhhQa6HdggQa70cggQa75seZQa9fxmxQa+XljbQbBrmYoQbIyecfQbNuanf
                QbU7dY6QbV7grhQbfuiieQbfyjggQbghfggQbhChfYQbkNpecQbkWnpZQbzSdndQb26emfQb6nlcVQb8/lkQQb+/dggQb/OkdcQcBCkiTQcPDiegQcQBbcqQcTPeve
                Qca6eYgQcfjXgjQch2dddQcnCghfQcqPpZzQctTcuhQcxNqmdQc0EjbbQc7ycggQdAhkfrQdCcmZiQdJ5cepQdNfdgfQdZQcggQdxvbkgQdzSfggQd3PWggQd6tTpe
                QeAgfgaQeE3qQlQeKKeggQePMgegQeSNjY5QeXBTggQebeflaQedPdjfQeh/efgQeigfggQek0kecQetkmfeQet4heiQezLnhpQezoiciQe7fjicQfASs3TQfEfhfm
                QfEombjQfOrhceQfaVbdhQfasgboQfk3fgfQflvjffQfl8phdQfoIXgRQfpXeggQfwXeggQf5sfceQf6lheeQgBHjUfQgB+bqdQgJ3YggQgKcgffQgNOvfXQgStgff
                QgZchbeQgfnmphQgf0hkfQghZklfQgiVa3EQgl7fggQguhmdZQgvrafmQg0/agfQg4Qu/VQhKlebfQhRPeggQhRedfmQhXUkafQhYMfggQhYWuauQhbNdggQhgAidf
                QhgphUoQhpHomeQhsyllbQhynjbfQh92dfeQiBbbgaQiCRfggQiLfiiaQiLildXQiPmhgfQiVniXcQiWMhbdQigCcrgQigKcggQip5dZfQiufnecQivgelhQi3wdgg
                Qi6DoQzQi/AmbZQi/khgnQjAvffgQjFurdXQjKwbggQjRIpheQjULfkaQjZKkfgQjftbcjQjiwefgQjpvjYuQjt3gekQj3odjfQj4ajfeQj75kcfQkDqfggQkHUfre
                QkJggZeQkbzjfgQkhUkiiQkidremQkjSfraQkj8jkbQklAffgQkvpjcfQkxqSjfQk1YeggQk2RYeoQk4tfhdQlJIveqQlKLidWQlKbkpdQlLIcggQlN2hbqQlTlbaf
                QlWsejZQljApaoQlpIhtbQlpOdlbQlsQgggQlzDeggQl81dkgQmEnaclQmFvlpdQmLKrSnQmLSoedQmS+gfeQmUPlZnQmX3YZnQmdYjhYQmdtfggQmk+eggQmn7wqe
                Qmp92ddQmqLfofQmtMkoeQmuTeebQmvbmlaQm0jggbQm1finZQm3hkagQm5SgggQnBTYdeQnB2kjeQnD7ZadQnJfeegQnXVfkdQnewlgfQnj+iamQnpopdgQnzKlid
                Qn1BhfjQn2kkehQn5gVggQoCGleuQoCSfggQoE+bggQoFRdWeQoOaigcQoOimcfQoT8jgrQoXneggQoYrhdfQoamZggQobqpecQoq5gufQowgjYeQoyxkgVQo1XoeZ
                QpBNgefQpCAdefQpHdpgcQpWLeegQpnrdggQpoCcsWQpxLdauQp1rfggQp1tdR/Qp4gibgQqAVaVmQqDmgWKQqG0ldjQqSYVggQqU+ieeQqYIedeQqhQdUdQqmDbbf
                QqwPqZuQqwXeggQqyrlngQqy2hpeQq0edggQq16iqbQrDrmgeQrFFhffQrHRjleQrSMcbsQrTsijfQrUppZuQrYFhdnQrbxdmYQrrLbipQsDxXchQsKwYdgQsL7kef
                QsZuigbQscQlflQsdyijfQsgKSggQshOXoUQsi0ZgfQsqEdmeQsrlZeeQsyFggfQszgdfdQs30dggQs3+jfdQs+YibXQtF+ghjQtKjwrcQtNxeggQtcKnS2Qtcjcgg
                QtpumhdQtrVrYWQtymeggQuEdhgeQuPiZggQuSTqjnQuZsdggQudeZjeQuedkgfQujdcZpQulWXhgQulajggQuwdnhdQuyLdWuQu5paieQvBttbaQvC6fbgQvDAcfg
                QvGgemdQvHgcfgQvHmgfgQvJrfggQvLuZffQvNUldZQvU2fSqQvWKsdqQvaVldlQvfSbfgQvvReggQv3yeggQv86gfeQv/wdoaQwEQeUcQwHAnQeQwTravfQwUhfni
                QwVFs9bQwfcafgQwhpZlfQwiCjmdQws+ofcQwuTg/1QwvzehmQw1mhffQw8IbfdQw9wnweQxE9dhhQxJNeggQxVuigkQxhESggQxnrTggQxqZnlaQxyaafdQx0mcgi
                Qx2VgggQx3/fggQx4LdggQx5gbbeQx9KtYNQx+UfpeQyDNfnjQyI4cggQyJTkcZQyZJiU/QyiDdggQykpegiQyqtpxTQytkfklQy14dggQy+KdggQzEWggeQzFWada
                QzYbbioQzfmgggQzjzdjfQzpQcbeQzqg+hWQzqiqVZQzsPgniQzxFbhgQz0reghQz2RmddQz4TbhbQz4aqbvQ0FQfjdQ0GYqdeQ0HWffgQ0X9lmeQ0b4pmlQ0jxlR7
                Q0mEbggQ0pdbggQ0p4ixaQ0rMYbhQ0rYoeVQ059jcgQ064ckhQ09lta/Q0+TbZfQ0+qPXfQ1GGcgiQ1GVz5eQ1HaHggQ1IlRafQ1IteZeQ1K+hegQ1NdgbgQ1Tmdgg
                Q1VsagfQ1cRefnQ1hljffQ1jgpdxQ1nHkkgQ1sJifnQ1umfjdQ13mfgnQ19WqWWQ19yggfQ2HPdefQ2bBgYwQ2b7ohfQ2cwqkkQ2dJbggQ2eRhTeQ2fsgjfQ2gDbic
                Q2mvdggQ2mzbafQ2tpacfQ2zWefgQ20BdhiQ21OgdaQ24IeggQ27XnfcQ28neggQ2+drcfQ3LDbggQ3N5khfQ3RfgggQ3WFefbQ3dWWgfQ3oZYkgQ3rOhZjQ3zXcgc
                Q325dggQ35KjcgQ357gffQ36CelhQ38clggQ4AxmgfQ4BZmgoQ4CrgheQ4FGigoQ4JAsgjQ4JyYggQ4LvaggQ4MTnfxQ4YRnodQ4arbfgQ4p0XitQ4sGaggQ4zNghf
                Q41JteiQ41QkieQ41naggQ41xkeZQ48MnaoQ4/fheYQ5CEffnQ5YacggQ5ZkkfgQ5rGhaYQ5supmeQ5vjegfQ5wBhefQ51+ZggQ54uWfmQ6AddbeQ6HobrfQ6Hsecg
                Q6LBcggQ6UMaggQ6VwgebQ6Z8o8ZQ6alhgrQ6bTckgQ6fxpcoQ6lGfPmQ6pVeggQ6pZcgiQ6rwkhfQ60legTQ62zdggQ63ojWYQ64wfddQ66t2aZQ67ukrhQ6/Qfgi
                Q7OzfggQ7RJaggQ7SBglgQ7S4WggQ7WNjmdQ7joilcQ7mzeggQ7qhceiQ7rInhkQ7rJjchQ7rYfggQ7rsfggQ7wolvbQ7yviloQ71lhdhQ73hmfgQ74DaefQ7+lffi
                Q7+0jjYQ8CDkadQ8CqiggQ8C0fldQ8KNcggQ8MhgfgQ8OxhkdQ8VYaggQ8ZZinbQ8gzYggQ8iujdaQ8lAhgfQ8m3sqfQ8sD0YiQ81veeeQ8/YhgeQ9FPdehQ9IphsU
                Q9L0zdcQ9O1kbeQ9WKpbmQ9ZofggQ9e/cTvQ9gifckQ9iUqepQ9mBifiQ9tujceQ94WZbgQ94ZdlfQ9/5YUlQ9/6ffgQ+BZfbeQ+BgjgfQ+HDZggQ+IdkWbQ+LCfnh
                Q+McVeeQ+NRlfdQ+PenZcQ+U5YjsQ+WvigZQ+ayeabQ+f/higQ+ikXqiQ+oldegQ+pjeidQ+1gdgjQ+1nVggQ/EHkdgQ/G2hofQ/Z3gdXQ/dgdfcQ/ijeggQ/kTc1e
                Q/zbbggQ/2GZggQ/3tZhgQ/6t3c3RAIchmfRAMLaofRANaheeRAb0ZfcRAsCZgeRBNPdjfRBQVofbRBSJZdiRBVxrfeRBarcigRBhBgneRBoIffgRBwulbuRBxlddi
                RB0FkmcRB3ieboRB7ThceRCI6igeRCMCnaqRCOCabfRCXKjbgRCXUXfdRCrCgekRCrKcwWRCrYqerRCsXdZXRCswcgfRCtGihgRCwxceeRC8xZSgRDCDjmeRDCMefd
                RDDseggRDEdbneRDGZffaRDJfgggRDU4iihRDWSlefRDY8cghRDjNSmkRDx/idkRD1RfggRD3iqbsRD5FiofREBwjmeREB2qbZREE6fggRELmfggRENzgleREQXZgg
                REROeggRERfohhRETnUeeREWzaggREZcpgdREnMmhVRErshjdRFBiedZRFDraaZRFHBgggRFIUgigRFLRfjgRFYMjZhRFf0eggRFg1ifbRFiJeRgRFikdigRFj2thY
                RFlQqXpRFoxiiuRFremdfRFsFYggRFxrkbfRF3godcRF4zemcRF5rllfRF7fdggRGAOqekRGIbagfRGIusnhRGOYfggRGRpaUiRGSYjjdRGUnegjRGUqwcaRGXjifg
                RGbgiexRGdGejeRGe6mtfRGfIefjRGn3eggRGt5uldRGvKfedRGzbjghRG1bQggRG4gsdeRG59eggRG/AYfgRHBOjgnRHBYhemRHDfdggRHEgcfgRHKQginRHNihfe
                RHN6qadRHSNdggRHVDf/aRHbxkldRHcVaWfRHgRhjVRHgvZipRHjslQyRHqwfggRIHWOggRIKWmclRIPRhieRIT5mggRIXRkhfRIXngafRIZMojmRIkHneeRIoVpjd
                RIzqlb0RI1vqciRI7EhjgRI9dZggRI+ombbRJEYshfRJJzbhkRJPVjrbRJZMbggRJbTchfRJcC2VTRJicfkiRJk5jecRJmNikiRJnwuqURJoLacfRJtocYpRJwjfgg
                RJzZgZiRJ4pjimRJ8vfjeRJ+wpXlRKAjhgbRKDmngfRKL5aegRKVBsggRKVlbggRKeoYfgRKsHdffRK0LgZeRK5IfjhRK82bfjRLB5hXqRLGmnSpRLH6hlaRLPmlfq
                RLob2ggRL0jgWeRL2cc4ZRL+ve1aRMHZloZRMJmdleRMKpgpeRMKwfblRMMlWelRMOgtyeRMSl6tcRMbZYffRMfJrfnRMjZhrfRMndlhiRMqmeggRMrcqXwRMyfre4
                RMzhjmbRM3tfggRNFikigRNFuaaeRNP+fbgRNYjpeaRNdPkecRNmVYbeRNmhgggRNrndbnRNtrhdeRNvk/XbRN4CiggRN5nicrRN8EkcfRN/EfggRN/fgggRN/8Zib
                ROCAndqROMIcfdRONJubXROUndrbROWifpeROYhhfhROf+jqeROmLefgROq4gieROxOfggROzOjdfRO0qfggRO2whpaRO+EagcRPAKvddRPAQjhoRPA3iegRPD2agf
                RPMTlogRPMsjhdRPPYeagRPXCSoeRPaohclRPgGodXRPlcldtRPmVjffRPpAfggRPqhrfgRPx7coeRP0Tqg0RP01eVtRP3ZhddRP3nkkhRP4deZfRP9tbfjRP/Tlgd
                RQDymakRQcogggRQlDrgfRQmStddRQnOcmhRQnoWggRQsZbggRQtBUggRQywcYdRQ26dedRQ83lSzRRHGYbeRRL4lcgRRL5fggRRSUYfbRRVniabRRW6gpeRRZzaTi
                RRbjigWRRbraZYRRfheggRRn+hZgRRqanfeRR35gggRR71fioRR9HqfZRSAVbcsRSCKgefRSQdijcRSScjnfRSVKfdlRSVUhjaRSWufggRScZafdRSdeYfeRSmSjlX
                RSrKcflRSs2VggRS43kaeRS5gm0dRS9UgVmRS9iaggRS9ogegRTEGeXeRTF5jdkRTPKfcrRTPfekgRTVJeggRTXfcrZRTf3ijkRTiddarRTlobggRToUfleRToxhfa
                RTsMhsZRTutbfmRT0qgcfRT4+lkiRT72chlRUBOTgdRUCiaghRUKojqgRUQ3mcfRUR4gZfRUTlVfgRUWaeffRUaEhYfRUd/aYgRUfQehfRUu4ZekRU72bggRU8ojbk
                RVCKgucRVLdndeRVVyfggRVcfVggRVioindRVjOgggRVmLficRVmPpTfRVpXeffRVwqbocRV5fvfXRWHilagRWQ5dcfRWQ/fggRWR3lYfRWSSlwaRWZ0fdbRWi2fgg
                RWn5ufeRW7vhjeRXF3djiRXN2dfZRXYTYaeRXYWbggRXb9bYtRXgflkdRXhnxQvRXiofeaRXt0egeRXud6cYRXzfsWfRX1SfbfRX38dggRX5lbggRX7CcggRX91Yfe
                RYElgefRYHOjZoRYK8qebRYNWiXlRYOqgtfRYRLjniRYSLscaRYTkggeRYbhjcfRYiyacdRYvkhWoRYxTabfRZDbjfiRZIqrlbRZJCSgiRZOrdggRZPheZzRZVkaaf
                RZZ4XlbRZahhimRZaqggdRZavcY0RZfNfkgRZfQnccRZkOeggRZq5bfgRZtTngoRZ1UbkeRZ5lbggRaAFYggRaEAddgRaG+belRaSqdggRaUeXceRaXyeggRaaSWdj
                RagoccdRak7YYgRaw7iatRazAaggRa2ElcfRa/KllgRbB7jbiRbEIaeeRbEjTdhRbFeYrhRbIwgdfRbhWfhmRblacggRbtebfeRbzejehRb2aifZRcDKmddRcGxWce
                RcMAfggRcM5fnfRcQ7lejRcV+mcbRciBgfoRci5XjfRckUgggRcmbfggRcm7ruSRcqc5b2RcwMXggRc7VpifRdL/iUjRdNdoeeRdNhhmcRdQxUklRdU0mbiRdVAnbZ
                RdW0lcgRdeWfceRdpnhldRduQdggRdu5dhfRdwKogcRd0UeeeReCafnaReGbdefReJrYceReLJfggReMifjeRehVshgReibmakRenAgggRenvolfReoWjgeResCfhf
                RetUzcxRe3EjfaRe4VgneRe65gghRfC0YdqRfGHhdbRfKYfieRfV1bjxRfWJaneRfXZhnfRfdykdjRfgzjZgRfjbeggRfpphchRfuIcegRf1RekeRf5PqggRgAIjgg
                RgCOeggRgGIeggRgKScffRgN4cefRgUFddoRgg2cggRgootTbRgqIfggRgqkThdRgzIdegRg0/fZdRg25bhcRg4SekfRg45hhkRg7vaggRhOHhdfRhV8cfdRhbdfbf
                RhjjafrRhlhjdgRhnocfeRhqWuSeRhtUo0bRhxjeZbRhzCbjgRh1PhlaRh5kmfnRh69eggRh70fggRiAwfifRiB3cYyRiH6eqeRiOfVhdRiQSfgfRiUdxbtRiWOfec
                RiXAfkgRiisjccRikcxpnRisTbggRitkYggRiu5ZggRiwlhhfRi4sabcRi5CeeiRi5WdggRjATmoeRjGCggZRjGNaggRjGqraWRjUhplfRjU7bXhRjZ5kfjRjeHile
                Rje2pcbRjmNfggRjpOZgnRjqVmgeRjuqcfgRjy+beWRj25tefRj8vpXeRj9xdejRkDqdkgRkEymggRkHafiTRkIMiheRkOpmjfRkPQVghRkSgdggRkWkmudRkaPjfd
                RkgHbefRkiziffRkkYggxRkowhZeRkskbdYRkxKkcrRk5SspdRlGijteRlJ4bheRlNceZeRlN7sjcRlO9dogRlPcWglRlVinacRlYNZggRlaIkejRlbHkkhRldzibg
                RljqeggRllBcffRlmdeggRlu2bbeRlwzdpfRlxKbieRlxMldfRl2LsdeRl4WiawRl/AkqfRl/BkgfRmBAkkWRmFwcggRmGicefRmHTfggRmICgfgRmLFRggRmSdZiY
                RmXFhgdRmebgZaRmiFedfRmj0cQYRmlvjqfRmoycggRmpajceRmpdcgcRm1geggRm5EWggRm6BjabRm73efeRm9MjieRm+jsfeRnJ5fffRnS9hglRnbvgeiRnj8gmV
                RnmicoeRn7BcggRn8BjffRn8fibmRoEGr1YRoE9hjTRoFyggeRoKMaggRoMKccsRoNCbggRoOuiW0RoPQgadRoT7ffdRoelbuQRoe+affRomDhkcRoy/ogdRoz7efg
                Ro0FtK6Ro0RUfeRo0akehRo03lbfRo7+eggRpJlhakRpWtndgRpbnmjiRpimqclRpnJjdfRppcdggRpvgfejRp1SuZkRp2XffdRp4lkjdRp9kVgdRp/DZggRqAIdid
                RqH3fggRqL5ZegRqMzlafRqOJbfeRqUNwdbRqWiuViRqdbdcsRqgwZggRqh3aggRqnYabnRqn+heNRqo0gggRqtYkeeRqv2xOXRq48TlfRq5aZjfRq6uhhgRq8Fode
                Rq8cfggRq+lWfdRq+5hXsRrCcjueRrDYZhgRrL6aefRrOJdhfRrRbhffRraSYgfRrgZ3htRrkOffgRro4eggRryxtgbRr2MUkfRr2adZcRr3DikhRr7UgggRr7xdgg
                RsAYyT0RsJKkkXRsKZhenRsMfkcdRsNJpVrRsPMgegRsSA3bZRsSOgdgRsToefZRsajamfRshmlddRso4hZjRssQeggRswZekgRsyTvkdRtSMkhfRtShiaeRtUmtpc
                RtehjkdRthNiYiRthcibtRtlehggRttxeoeRtx4rddRt3RkfgRuE1ecgRuHfXngRuHujfdRuLWg1fRuNAdggRuO1cggRuUjgdiRuVJcgiRuamfggRuatkdgRubNggf
                Ruf6bggRumskkdRuqksftRu19bggRu8I0glRu/CotlRvAEgYuRvBQZeaRvD6eggRvEXfgmRvHgkngRvTWgegRvY7gggRvdDeggRveBgiZRveMjieRvi1hafRvuTiff
                Rv2cdggRv77fcfRwK/efsRwNCjhfRwRwlmqRwoAfgkRwvXjggRwyHhggRw1/echRw7nvcaRw9dghaRxDbZhfRxHog0cRxKUlneRxQIfggRxQTlehRxQuhdfRxR2eef
                RxSjaddRxTxgnfRxgqnjeRxjJdifRxnHfevRx4tZggRx/YlZaRyJJomeRyTkeggRyaRfkeRyciYheRyd/afgRyhDfaeRyt4cgqRyvAjfsRyx7dgfRzE8okcRzF+Xde
                RzGgdggRzMAaggRzZ4dggRzhlhkqRzjsaftRzmfmndRznhidhRzqrcYgRzv+xOyRzxgbggRzyGdpdRz8PfggRz9FnkYRz9jdggRz+NhfgR0CxfjgR0FPmujR0PMugd
                R0bSmxVR0dQideR0ieiffR0itldhR0sQhrdR00igufR05RUYcR05ZdheR08jgggR1CFpWsR1KqgdfR1MklZlR1MzstdR1N8yyiR1OltmdR1RCideR1RDeggR1Rncef
                R1XWZggR1X6dkfR1Z1oxeR1aBkhnR1cWWYqR1nHmpcR1nlkffR1npifgR1oXXeoR1pieggR1vffefR1zshVfR11FjhSR13YkhcR15+gefR18SgefR2DciifR2EAggg
                R2EkifcR2FBkfmR2F+ykgR2KrcsbR2LuefkR2M5eifR2PceggR2QyYnWR2SyjafR2T1xfaR2dCjnhR2gdXglR2hBpxdR2liufrR2slcuYR2tLYflR24yeegR3Ajrff
                R3DSljdR3IdeedR3KZmddR3MBjfsR3NldieR3UHljbR3b+hkeR3m6TgfR3unaggR312bggR32RkfdR34KiggR34MeefR37QifgR4DlmeeR4Fhe4YR4HGiauR4Ofrfe
                R4QwmlpR4RHhkeR4TwiTaR4W2defR4Y7jXfR4i8aghR4mFqgoR4maifoR4yx64lR44zaXgR5OVZifR5RUdcoR5XzhfgR5YChfeR5hsoOjR5j0kgbR5kggXdR5r8XeW
                R6DyflfR6IVjYVR6IqZdgR6I33a+R6YwidmR6ZRcbmR6amindR6lftkmR62ieekR7DTZblR7JHsddR7NSgXcR7TYfggR7UWoleR7cQredR7hIfeeR7lPicfR7nXcgg
                R7rYrhbR7tgegfR7yGhiaR79ShbeR8B/bleR8JiidfR8N2offR8SejjbR8aZdZZR8eFlqYR8pWlieR8tktVtR8upggeR8wAlRbR8x6bggR80EhYiR83WmOfR8+klrd
                R9DPclYR9D+kheR9FARknR9HWVpeR9OWcggR9TZXegR9V6UieR9rneebR9stqmhR9vRShWR93yfZpR96KifeR99/hgsR+BAbgfR+PBdefR+V2efhR+YueggR+bMfff
                R+fKcfhR+k/oddR+lV3dYR+nCaofR+qcpYfR+rbdeiR+ucodaR+8hvbkR/BQsacR/FpfcdR/GjgcgR/PuVgWR/VscedR/XlgggR/nK/0aR/nRmdeR/qSmdnR/sVclg
                R/wWQggR/w4gdeR/1ypgfR/4TfggR/6VgffR/9soYhR/+xgdhSADVfffSAIUkocSAIxijoSAN/hdeSAU0elaSAVCZffSAaVnYdSAdDhedSAeZlceSAlFcggSAuVfgg
                SAzocggSA+thoSSBB+kaISBGLkmbSBPX0dhSBPiuc2SBgGgggSBr4fdcSBtIfegSBxRjncSB7+cggSCJmdggSCOPrhfSCRPXgfSCR9choSCfzsN9SCmkeggSCs7ghe
                SCtlfsTSCuKibgSCuhefgSC0MpedSDEbXggSDPTrhaSDSakceSDbcgdeSDeGggiSDllYggSDm2ffRSDqPgqeSDqmhemSDuVBcfSD7oddfSD+bobnSD/ViefSEGkihi
                SEGrUggSENXgeeSEXLhcXSEYSgkbSEY2UqlSEnacqgSEo+fZgSEskffgSE1vkffSE3UejdSE95afhSFFGjvfSFPLXffSFX32cXSFbXgfeSFmHfegSFo/ifgSFwtgkf
                SFyMffiSF25uftSF4EfdeSF5vcauSF7SgqdSGB2gfeSGOIfffSGXKjbwSGajebgSGctlcfSGgsdkgSGg/eggSGoBamfSGpwgpeSGsEhfdSGvxdfiSGwSqdqSGw3egg
                SGxGhffSG1rbfdSG6gcggSG+ulffSHEnejkSHJ6hdmSHN1lklSHZGerYSHb7lrcSHfJYWeSHkCWggSHo6imfSHsNtMvSH2AfbgSH7dqejSIGWhcfSIH0nadSII+nae
                SIMscaWSIX2fggSIcEnmfSIdVqW4SIjTthdSIlRhdiSImegfdSIrNdUxSIs1ubbSIt6gefSIw6pbeSIxgfgqSIxoUggSI12tafSJDbmjeSJH4bcWSJJhxaqSJUsOkb
                SJVehefSJc5qZeSJfsgffSJiSefdSJumdafSJu4aYbSJy4mceSJzwcfeSJ3gzcfSJ4poegSJ8KkggSJ/CbgVSKDvfiiSKEcsbpSKJQjocSKcPglgSKgHaggSKocceg
                SKqZgXhSKulYggSK0aaYfSK2AacfSK50zrmSK+bifeSK+3eggSK/QcggSLBlqdlSLGycjfSLTrfmgSLY3nYnSLpPbffSLqEdUiSLsefcoSLyflVsSLzSyjbSL0Xhap
                SL43nggSMHvjdfSMK8glfSMOcPggSMVGhdfSMrlkfmSMyGZhgSM1oZggSM6PgekSNBFgceSNDvhffSNJZoeWSNJmjoeSNKPktfSNQZbggSNYYfggSNrIgggSNt8lke
                SNwkjwiSNxUjfcSN53iffSN7XmddSN7sVeoSN8vfmdSOLBiWpSOLLehdSOTubggSOUdyYhSOWMafaSOWnfgfSOa5nfbSObRjceSOiUcdmSOi/fggSOlKedhSOmYkei
                SOr9SggSOyviybSO5hfndSO/edefSO/meggSO/0XbjSPCQgtfSPEyknfSPGNzlKSPLInTdSPMgijYSPWRidnSPWhighSPibhfhSPrTgggSPtufggSP5iZgeSP6menf
                SQQRWggSQQzgvbSQUoofgSQZBmelSQbPunkSQdnjieSQfhlYfSQkbkceSQmcggdSQysZgTSQ3uza0SQ4EjfmSQ49bfjSQ5JhyYSRBpjfmSREVeggSRN2di/SRVTlla
                SRV+dgdSRXUhaeSRXunfdSRZKddgSRZPuacSRdkhgdSReNUigSRlThbgSRrTkdeSRvIcgbSR4borcSR6shddSSOAwrQSSOPhhhSSS0odfSSUBcfgSSYNZggSSZBajg
                SSa8racSSqFjreSS0JedgSS0gfYgSS7pefgSS/ScggSTG/eibSTPldraSTUeVcZSTdokPcSTnOlYiSTxgXggST2kmffST3meheST4DYilST5EfieST5JbfgST6dhie
                SUJ8kgfSULHgggSUMGidbSUPbdfgSURhWhdSUTIimeSUW3jTeSUaKsUvSUfwxWxSUlClfcSUlrrWTSUl1hqcSUm/hgnSUnrgjdSUrRnceSUsHhcfSU1KscbSU3Ykbe
                SU76sndSU/azYfSVJ/uqeSVLTbwWSVSIfaeSVc+aggSVdsbfgSVtiagfSV0+dniSV3RcjfSV4DlfkSV9JfS0SV9zftWSV/OnWlSWCNaceSWJbbffSWaomfhSWcfbgg
                SWdQjbXSWe1mgnSWnHggfSWnUWggSWpchhdSXEpZdcSXH3bggSXTdbaeSXWLYgfSXW8jgeSXaErdbSXc/pbjSXg3khPSXh9ifeSXi8clcSXrVdggSX1mffgSX3onla
                SYC1fheSYDTfwfSYJilggSYQoYgZSYSGWdxSYf4pjcSYgslbeSYjcfldSYkFfggSYk6mddSYz1jfaSY0SUgfSY4rkhgSY88fqhSZZoghiSZolZdYSZoqgcYSZrBjcj
                SZsYklWSZ6ylhVSZ8UgolSaD9bghSaInjldSaMcYhfSaN3gjgSaQ+lcaSaVpjZeSaeNeibSaifdcbSaoAbS0SarNgkiSarVffkSasPVgiSayCeweSayRhgUSa3Lbek
                SbCwdggSbPycggSbUjdieSbb4/jZSboEgVvSbq6VjfSbsAwguSbs5hfkSbwahggSbyMgfhSb01ifbSb1vWggSb3BhqYSb4sexVSb5JsgeSb5vjjfSb5+dggScGigef
                ScGyqlOScLkoffScWVgkeSccthdeSckxRmnScrabejScyFucWSc5zWggSc81newSdMbsesSdXocnMSdYajpbSdaFedgSdejrcjSdfVdfoSdkXlekSdlTeggSdl+2yb
                SdovWgUSd4hYhtSeMwQfjSeOrpZUSePMaggSeVEjkfSegZeicSeoDwogSe5DltcSfCEiggSfJMdPcSfKlnbrSfWyYeqSfYWcggSfb2kYlSfdUqeiSfr+heXSfsLipf
                SfwGcdgSfw7g2XSfy5aYsSf5xnhoSf6vhfdSf9SbggSf+7imcSf/BeegSgC4plTSgETeggSgIrdeeSgLHgggSgMQdggSgNliccSgUBqafSgWPeggSgYBYggSgZBicd
                SggcbggSghjfSjSgmeTggSg0ZafdSg2zaggSg4fagdSg7amceSg+1oibShBthigShItigiShKNgcaShP4gliShWigffShWxcekShgvdcgShppcggShrKfggShrpnZa
                ShwtWggShyGfghSh0/cggSh2sdhfSiA/rZdSiD5kffSiJFhgmSifYTedSijF5pbSimPfZgSipso9cSiqueofSitJmveSix+WYiSi0QeeZSi1/jfiSi2OdahSi3thae
                Si5qmggSi6oqWdSi9jsecSjAqppaSjHnimdSjMydggSjNelZiSjNyhglSjR+jhnSjT6TggSjVYjgWSjc8fXgSjezmfeSjoKjcaSjrsfffSjs2UgeSjxBhfjSjxncfe
                SjxsexgSjyUiefSj1albdSj2womeSj8GjdfSj+gjaiSj/jcYhSj/9ooaSkBJfgeSkHJejdSkJmeqfSkNlkejSkS5RZZSkTmebgSkZBXfeSkcfefcSkfGigcSkfRegg
                SkigbggSkktdgkSkmMsfbSkpZodjSkqcoceSkrsimeSkz7gmbSk1rvbbSk/jgffSlBNmYsSlB/gdZSlFEddfSlIiakQSlJWglcSlJpfggSlK1ghbSlLShgiSlOffgg
                SlRTeetSlXixfnSlgDmebSlgtkcgSlhTjjcSlkTgeqSlwiWZdSlxlddiSl3vhkfSl33nbfSmKnohbSmO4qelSmR1eggSmW1gggSmZXWggSmaghdjSmbMiggSmeKdgg
                SmmjZelSmoLoYfSmwwdkfSm+8mcgSnCzlggSnGjhfdSnGltkbSnIWgejSnJ5cofSnLQhZgSnMmicjSnTtkX/SnT73icSnWZhepSndolfdSne3YrYSngOXcfSnmImee
                SnnUdggSnuhctYSnz2bgaSn3qXZeSn66dvdSn7/lgbSoAGeggSoJwglSSoSwkicSoTOj4bSoXUceoSoglugxSoojZeWSovUdRlSow7lZfSoxHnqeSo2HffkSo4Gjfm
                So5ydggSpLOffgSpL2YggSpPBmlcSpQyYggSpUTfggSpWFZhjSpaechfSpfbrXdSplAgudSpnliggSponqidSppDcggSpqqegfSpsoinfSptfjbsSpxJdfeSp+/fvb
                Sp/OYefSqIwVgpSqMLgugSqPGtaYSqREeefSqjkehjSqmNncrSqmzlcbSqncesfSqvcjgoSqv7cghSqzPeggSqzXmhcSq2fiYeSq9XfggSq+3neaSq/HdggSq/sfek
                SrGncfgSrORjmeSrTyehkSrU8heeSrWIffgSrWw2gfSrW5qXcSrW6WdgSrdBQggSrgtcejSrwIbgeSry7dfcSr05dffSr5BfdgSsA0cdfSsHck4dSsLVnjdSsMlcce
                SsdRncdSsh7mZeSsogkigSsvkgegSsz3nzWSs0EluZSs2goghSs4gpefSs6thcbSs7irfsSs9YYggSs95efYSs+prbuStImdceStMUheqStOpTgdStVbibeStXMTdm
                StaVZgeStjYxnaStkTpnfStmbeqRStoAthuSttrdbaStv4geeSt0+gpdSt+phcZSuC3cggSuJ3hegSuSVbggSuWTfjhSuXEffbSuX3bfYSuYIgeeSuZ6hffSueKhhm
                SugpeSbSuvttVmSu+7/fySvCNfggSvDkihsSvNVahdSvRYqdoSvTBucZSveOfgdSve+WggSvmgWieSvm4vufSvxPgfuSvxRf3dSv3G/gbSv6bgemSv7qgfcSv82aff
                SwH1gkeSwNVVggSwU8bgfSwVjZefSwZFndiSwb3mcaSweMeheSwiPhdeSwqKXgYSwqTcfgSwx7cggSw+0lUQSxFdfggSxj8eggSxvQijfSxwUeglSx/BYggSyCMggg
                SyRBZffSyRJkbbSyaniqhSycJdggSyf0ZggSyomjcdSy5FfffSy7HhgcSy/lofYSzK/gghSzTZhlfSzUgffeSzVNnggSzVcjchSzXLdhgSzm2nXlSzoIYfkSzrbbgg
                SzrfdggSzrhZkZSzvkddhSz1zhhpSz5xrOqSz8ahafS0RDidfS0aKedqS0s/ifbS027iggS05wefdS0+NcggS1ClaggS1KegWjS1PrhcfS1WddgeS1kihdfS1oednh
                S1pqwfgS1xSbfgS125fjdS15QeghS18ohebS2F/isfS2HGriPS2HTgfnS2N0ddeS2UqgedS2ZrvcdS2b+hYcS2c6idcS2eYfdhS2fqkgeS2ltjfkS2ovfggS2pFgde
                S2r1ZffS2wYcqfS2zphgkS22YpeYS23cddqS28TjfiS3A5hdfS3DJgaiS3IXdefS3JXfggS3KYjpiS3SpnTqS3T+kYfS3W/MkfS3X3iggS3dxefgS3grfdgS3ileYu
                S3kJcdbS3knafgS3kyOZfS3mdqpaS30McggS38fsmfS4B8kVWS4HhmpbS4IIkffS4VJgffS4dMqeeS4kreeeS4nXeggS4o0ibiS4uMffgS4yrebwS443ieiS45Rldh
                S461mdcS464famS5FagknS5GuKdfS5KGbmcS5LLfYfS5UIhcfS5iFwojS5o9ZdfS5qMeggS5uhhrcS596dggS5+GXknS5/fkhnS6EyOeZS6FrhWqS6Jici0S6K/fkj
                S6M8bggS6hS42bS6oQfggS6x4x4cS6x99/aS6ypjwZS60LXhWS63TcbpS65MfigS65cfbaS68shfBS7DjhwbS7EypXiS7IJldZS7LckarS7TOdfeS7TkgrdS7WKjcg
                S7eKcY8S7goeggS7htoWfS7pTvatS7sjamfS7wYbggS7yObhgS75MjakS795kuaS8ATnadS8FadpeS8JkmegS8LOkpdS8NpdggS8OjfffS8X7PdOS8Y0kmnS8aAs8Z
                S8cYbggS8gmdggS8jFhfgS8lvZfgS8sKjejS80VybkS9BirWlS9CMeleS9JDketS9Nv0fbS9R5pfdS9VaeggS9kSfggS9k2leXS9oVctfS9uBlbfS9x/dggS92Ihev
                S99NeegS+AXgmdS+MweggS+ODbogS+QajegS+cAdfeS+nYiggS+3CjyeS++bjdbS/CimghS/D5bceS/WLgbfS/bYefeS/bjlqcS/rXgV0S/urfehS/05rgdS/11hhW
                S/2WYggS/4ZZmdS/6nWgjS/9RcagTAMckmcTAXLtsaTAgolbeTAhjeegTAjbiqaTAwddcmTAw3egfTAy0khhTAzEefgTA0ldZeTA3IggYTBI6fhkTBLteggTBO4fgg
                TBi2iiZTBkpweZTBnnjffTBupgcsTBu3gqaTB2SdhbTB7fpggTCCNefgTCCQlaeTCJjf0cTCPsdpcTCQ8iWpTCWDdggTCi3kibTClXdcjTCrwYfhTCtIndYTCuXnbq
                TCvZYjfTCw0gdfTC2UdkgTDBG8bXTDJBojbTDLGZggTDPoleiTDRIhggTDRZeggTDUahehTDcZidoTDiIaegTDoAnefTDqnhdaTDvhccgTDv3mZdTD4AjibTD6avbi
                TD+ulggTEWlecYTEeadggTEnYolbTEr9gggTE56rkbTE6IjggTFAsrVoTFGJempTFGUcafTFMOXidTFOodiaTFV2bfgTFYpsnbTFcDiYoTFeEglbTFe7jnmTFjSilT
                TFkEVuYTFmPkbhTFm5XggTFq4kddTGAHWgdTGI4gefTGP7hbhTGa1eafTGecmamTGljeggTGoageoTGpCbggTGshrPdTGuXcjgTG0qbcfTG7cebqTG9zfYiTHG5fig
                THJBVDgTHeungfTHhcfifTHkeZbbTHkmimiTHr2VggTHztiofTH0Lp/bTH2AgeeTH2MogfTH97fggTH+FjegTIADqmbTICPgffTIDHiceTIKLgmYTISVdZfTIYHnuY
                TImckobTIn2ichTIp6mYjTIxWehZTI2gmfaTI5TidqTI5vhfgTI57lcfTI6SfvfTJGigbfTJG3caeTJIjqXfTJStcefTJV9eggTJXmjffTJoqltfTJuLfceTJvPzdb
                TKAzZedTKCulffTKC3fggTKGzffhTKIMp7bTKIOhWeTKUzbggTKZ8yYdTKb8gggTKctacfTKf9lfeTKiciigTKknsnWTKl+cjYTK0IUhdTK3pfkbTK6NjceTK9lhff
                TK92tufTLAOocbTLECgfqTLFNbggTLJ1khlTLM4jbfTLQapfbTLU7eggTLWMdggTLdPjXlTLftiegTLhSafdTLjVikeTLjuldrTLsrscPTLsthofTLwipWYTLwnhdf
                TLxlfffTLz+ZigTL/sejbTMAcsvaTMKWbpeTMLArV8TMS/aefTMTAefgTMW1dggTMccm7aTMd+qpbTMhAplZTMhn/4STMjschdTMkvvbbTMmngqZTMq5ifiTMvndgg
                TM2CkWaTNALmffTNA9ZfgTNEvVggTNGuxrmTNHSodmTNOHdggTNgQXggTNwkjefTN3ZfceTN8PbueTN+OVgdTOCkgedTODbkecTOOzbifTOSPjX5TOXQbhYTOjvZgg
                TOqxhekTO0heggTO+9jdeTPFJhgcTPSmjidTPUlVggTPWufgfTPWwfkeTPYgezfTPZ7eXkTPaohffTPeUZggTPxJdgfTPyZffcTP15fggTQOLfifTQPJ8R2TQPedgg
                TQQqhZdTQTPeggTQXBcggTQcdeelTQhhgggTQiPkmZTQ5ibjgTQ9ulZfTRGzsecTRMmpabTRUmhWfTRYkdffTRa0ob2TRc1fggTRd/jV0TRfjgfiTRicygaTRniXgg
                TRsjvggTRs3hhdTRxHeggTRyNmYZTR0TblhTR3hYggTR/QnteTSBQXYhTSMrdggTSOKcggTSO3eggTSVHffaTSVIpggTSX6ZggTSdJfggTSftXmeTSi4eekTSnBfgg
                TSxWeebTSzlbhfTS1SlXsTS6AaggTS9ahfgTTAPeggTTVtffjTTV/cjhTTaDgfeTTv4fhfTT22khZTT3idffTUAJqTlTUCUfggTUG60ubTUMFcdVTUQ0ocZTUR4ehf
                TUSkfggTUUJgajTUbEfheTUgIaefTUmJmgfTUu3mgfTU38defTVKUhRbTVKbqlaTVUPnjrTVWiTdgTVYreepTVmeekxTVpBfZgTVsrjfeTVvyz2OTVwTfadTVwpxkV
                TVxqcggTV3bfTkTV9pluXTV/1WhgTWQIbggTWTljcrTWV9WefTWWQZggTWexiceTWfahrVTWmhhghTWn1dggTWoJdcgTWsugdfTWxGeffTW5XoWeTW8RgggTW93Yjc
                TXDBljeTXFUkodTXF9ihfTXGBfggTXLBmibTXMFiXjTXR0chgTXVDjrfTXVYVXbTXZRganTXdqwniTXd8ejfTXhqdcdTXiCiikTXlthpcTXmdgqgTXoAfnoTXqddZc
                TXr1eojTX3HcjgTYASeXdTYCfejjTYOqejgTYQqgbfTYSYafeTYT0eedTYWogceTYbLgiiTYhcikZTYk8fggTYomkegTYrMlrbTYvUgqgTYznmriTY2uodaTY/4bgg
                TZENTgdTZHEpSbTZIbepTTZKRjaeTZMhekcTZQHjlcTZTidfiTZZTdgdTZb7gYbTZsTcmiTZzimfdTZ1bfeuTZ2EefgTZ3/ledTZ+QaggTaA2cXdTaIckzhTaPzfcf
                TaQwr/YTaWriYnTaYqimbTaaCddfTaglgaxTaoTsjeTaqRqmdTav6hbcTa3IZgsTa45locTa+shfeTbBDabdTbDDgefTbDundfTbKZdpeTbTmpgyTbdoYceTbecbgg
                TbfOdobTbgikdqTbgucggTbnIeggTbnMgggTbnPeggTbx+hffTby9lkkTb22fqmTb7VrTSTcDhThfTcL/hicTcMFbkeTcSoegmTceihgfTcemibcTcpqhggTcqafZt
                TctEhteTcuUWggTcvycggTc1WhffTc/0ovaTdDfw2bTdK2ghgTdQcgdfTdRVceiTdR2eguTdYdicmTda6leeTdbm0I6TdfWccfTdr+ayZTdwbckfTdznfZpTd4kdpg
                Td5+gggTd7fgfgTd80kuYTeBPkneTeD3eggTeLadpaTeM8jdkTeanfhaTeizYggTemzkdlTenclXiTeoEeggTfGKgf/TfT3gfeTfYOekYTfbekreTfdIqebTfjbXle
                TfqhcfcTfuAtLeTfvTndoTfv6jZgTf1f0aaTf5SkPpTgKdnadTgPQjsZTgRdjesTgTIdmgTgZhrfRTga1aifTgmJjYrTgqSfgfTgrxVjgTgwxiceTgyXedfTg3omaX
                Tg6+oOxTg9bgfeThAZhhdThDQmfgThN0QdgThQHcggThUQhahThX7r1fThkxbghThtDoagThtXoNhThuGkojThxLhagTiBYhahTiCVhcbTiDzwtXTiKndggTiLWVgj
                TiV3mdeTiXvfggTiYLbqeTijFdjgTilIbdsTiqqkscTitgilfTi1whT+Ti8xaTeTi8+nZdTjCCijfTjIAegdTjKBloXTjWHlgbTjc8facTjmfiddTjsWlqnTjwdkYf
                Tj3sdggTj7NtpcTj9OwgbTj9VWggTkFOhgdTkI/iqbTkMSdggTkOaemfTkVYgiqTkXynPwTkbQsfqTkfteggTklqeggTkuCrdeTkyiedfTk3F1ueTk3OafhTk6Ibee
                TlAmalcTlF9lhZTlOmZihTlQEgZeTlTkhiSTlX6poZTlX7YemTlZDlfcTlZ6ZmiTlfLsjpTlfSmW4Tlf7inYTlkigegTlo9htaTlpRZggTl2tbggTl4AhwYTl9Pluc
                Tl+SeggTmCQidnTmDElkcTmPOejfTmYMejgTmdwjcaTmd3incTmhRahoTmksoa0TmpLYjfTmwznfrTmxde0YTm2ruZmTnAmjpdTnAnukbTnDhzedTnGxbcaTnMYXfg
                TnRUndkTnWxdggTnjdgafTnk4lckTnrPaggTn6VareTn+PcggToBQYkqToHUaagToIodgfToL3fnhToNCllsToTYoddToZKbegToeEVdcToiiiXeTojWykoTotjoZf
                ToyJiddTozSfekTo2EgggTo4lbgfTo420yBTo5UqccTo+riesTpAkefgTpG5idtTpKYeagTpMNdggTpY/gggTpdTibUTpdvhjYTpfKtajTps7pkfTpx6ikeTpyXagg
                Tp3edggTqAciiZTqG8fgpTqQPbkgTqS4dhkTqUMlkqTqZzWdfTqbMhdVTqcNfggTqe1hXdTqgUdffTqhShqgTqhteggTqk6mhgTqnEaggTqpmekdTq2iyVgTq32dgg
                Tq9TffeTrCXjaeTrWLlceTrXyfggTrdLttcTrd0cggTrktgggTrk9kseTrlydngTrq/gefTrrPeifTrvWoaaTrzijepTrz7hhnTr7davUTr7npgeTsBAWgdTsHfafm
                TsO5bggTsRKfggTsWGcggTsWhofeTskQeegTsqBcldTssScggTst4ffhTsurkfdTsw8XgeTs0EaggTs8ZbggTs9ItdeTtGPcgdTtKVjkfTtU2mggTtcDqpdTtdHfgg
                TteaWYjTtjHiefTto8gggTtsifggTt0XfgeTt5uRtfTt9xnkeTuBogjfTuC7gVcTuJpheqTuSxkbfTuaSkndTuaoiepTudlmelTui2irdTujsjfeTukByYbTul4fbo
                Tu11haeTvAhcggTvChjofTvG/qogTvRlgggTvhncggTvhpoycTvkqXgmTvpXfggTvrYthZTvs0lfiTvzPdhgTvzUhdZTv2akfdTv34WigTv4tjZlTwH1lfeTwKaged
                TwNOhbgTwX+oefTwZ0qeuTwdFmZeTwgZkebTwggifkTwhFadpTwh2kubTwtgkhsTw0+tYjTw3HswdTw5kbefTw6BeggTw8CeigTw9qdggTxEgkhZTxNHmlbTxPTikc
                TxUMaggTxYMobXTxdIhadTxoFgggTx5HeicTx5PdggTx6omafTyCTgYfTyH4YggTyJfiYfTyM9eggTySCUggTyZ9netTymoSogTypcehfTyt1ndfTyt4edgTyyKTgg
                Ty77ZfkTzCwbffTzHBeefTzH2bghTzJZgffTzQJfdfTzQTegdTzTCffXTzWxcgfTzoSYggTzrkjeZTzsSlctTzstedqTzuoeggTzy3dbZTz95gcgT0CXkdhT0K7soq
                T0UCrffT0qiegdT0zTUgfT1BsmggT1MA3L4T1UAggcT1VajnfT1VfcfcT1bYdlST1g2efrT1i0ZfiT1sukfeT1zUhchT1zxcggT15gdeeT16qeggT17jaehT1/kgfe
                T2DdZddT2FplaeT2GFjceT2LvgggT2OscljT2SogdmT2XCedhT2ZmfmgT2jVgyfT2jrdfpT2pjVreT2q8efoT2rrdggT2u/pegT2xcicvT2x5YfdT2zPogdT28ehdp
                T3BUtYdT3C+lpbT3KbfggT3LHiefT3NTicfT3SWfimT3YXjfhT3aMcnfT3dWWggT3iJgqRT3y/fggT31HspYT32jjggT33QddgT36uffgT39RTqeT4BhheWT4CCrlf
                T4C0maeT4DNbflT4HqimiT4PClkZT4QymdhT4WkbfgT4ryeffT43dcUfT47VcggT475hgfT5BZmgcT5GwhekT5L2hjhT5O2/ejT5apodfT5hIdddT5o2cfwT5tIjeg
                T5viugfT5ymonfT5zNkxfT52T4waT6B5qaPT6EUpiyT6HmmggT6K1paeT6Mh4TaT6NBdggT6UleggT6UophaT6aWfeeT6hTlenT6ipcfgT6jzhehT6pimgfT6x7gff
                T62CnfwT7RzjicT7R2jgdT7W6aieT7bhWhgT7felleT7go/XbT7hznvbT7jacggT7lDcagT7lThheT74ElUwT74cejeT8CajcdT8EuiofT8GAohcT8PPdfjT8Q7fey
                T8auVggT8oRbghT8rJZieT8u4fgeT82+jdgT83WmdeT88HdjfT9CKlggT9ICkjRT9KncXgT9PyfkfT9QUpcrT9ScfgbT9Td8P/T9UndchT9VsfefT9Y7eegT9ZIggg
                T9ZWfggT9jQtmfT9rYcggT91IUkdT91wfnnT93XggfT946yifT+EzZieT+OVeicT+OodgrT+UimhlT+cFjenT+hHhbmT+hxilbT+lUdggT+rIfaaT+rneggT+4Vfgg
                T+4hdZgT+87dkeT/B5fbaT/CZggfT/DKamfT/FkgWfT/GNnseT/JLiegT/JNeffT/JRlfeT/LqccgT/OTfcgT/YPfgcT/aTkiiT/gcgffT/iQeggT/lpqwXT/mZged
                T/1mlfxT/5xebbT/7lbadT//BQggUACEkrbUAC5gcgUARgZZiUAVrefeUAXicggUAdTkcjUAgeheqUAgfkhfUAhcjVXUAhftgbUAjUdWcUAn8gcfUAoUZXdUAuVtef
                UAx1wfWUA3/cagUA4jajpUA8IjbXUA/GmebUBL0tdeUBRsfZdUBVgdggUBd2gjsUBjxlckUBlNuijUBoDfddUBo/omYUBtecggUBuXvdsUBxcccfUBz3fceUB3gsen
                UB5npfdUB8hkyZUB9FhekUCOhgofUCUXfmeUCbQijhUCf9ibyUCnxWjfUCtkc/bUC2HlafUC3JgXfUDEklddUDGngdXUDJEnamUDJGjmeUDJbfd0UDJcldfUDLvhkp
                UDOJgdgUDSjagcUDSqXehUDTIfOrUDZZghfUDZmsdtUDaYfegUDffcggUDfvfdfUDiWimfUDvgmfcUD0vdqbUD5vnofUD6nkhWUD6xfhgUD9OZdhUECMdfhUEFqkkg
                UEI5WXqUEMnlhdUEW0tagUEseglfUE1h/H/UE90hdqUFLcvbaUFWJgfgUFatfggUFbWddiUFbyadgUFdOaggUFelegeUFuiimcUF0MrenUF1RXggUF3FZenUF68hfi
                UF7QsbbUGBHhcfUGGq7iYUGLMebfUGNcdggUGSodafUGaPZkcUGcRfccUGdJjfeUGhkmplUGlnhggUGrXktmUG6Y+iVUG/RbekUHHZldeUHJxcjfUHM9lffUHTlfXe
                UHc9jigUHdtgobUHq+rHYUHuchdfUHwFicjUHwPpfmUHw+jtbUH2OdggUIIBdtgUII+daeUIK/ZgfUIMGeggUIMlcggUIOLemgUIR0jdlUIWThghUIbzeegUIeSned
                UImrZggUIpfgggUIq0aggUI51fiTUI7JpeqUI8FtctUJACqccUJBChZcUJC/acbUJFfZjfUJI6jZgUJJkjgZUJMpeggUJOwihfUJYzWffUJZTjccUJdEeemUJgJfgg
                UJg2pmbUJlukncUJl2efeUJnXlffUJqccgeUJrQhfjUJ3xVfhUJ+DJdgUKCEndrUKFdhddUKMspgtUKQLjdnUKQapggUKUmcggUKY5hjgUKdsophUKhKjcdUKkafeg
                UKqYcggUKtAcdgUK4idfeULBkeggULFdjfgULI/rqbULZRifgULclgkfULeLapgULh+fggULkYffhULnX/vXULtigfgULvEddWUL0HfcdUL08dieUL5tjflUL6GZgg
                UL/idedUMAWeggUMFbicUUMMcdlbUMO4eakUMP0ZggUMSjdgiUMWqfggUMpahfgUMsrlcxUMy4dggUM1TidnUM4EjlkUM9fnqfUNAxhggUNZxedcUNbzZjhUNb1Zfg
                UNgRjefUNhIbfgUNsqfggUNxdfggUN5jefbUN6gndeUN7FZXjUODkVecUOK7bcoUONGZceUObohadUOdyYYbUOfldgjUOnhraeUOsLdqfUOs6fefUOuKYggUO1cmhi
                UO8zgcUUPANcggUPElmgpUPGEkbnUPHjeeyUPJcckfUPLPdfzUPQImbfUPR+ihdUPVBreyUPXphfZUPZ4gcrUPdjfegUPeaaecUPgmgcuUPgvjeUUPn+ibuUPzAddr
                UPz1gbfUP9dgcfUQPoYdeUQULlYpUQVnmdfUQWJRhfUQnpYfgUQoHqyXUQv+dggUQ+ucgdUQ+veeZURBckgeURBxkggURJEeogURKXaggURN3a6cURQ0plfURVFqpc
                URW2XkbURZZdggURahhffURfIiclURjIjffURlCmVdURpYcffURqlmifURr3rcdURtzkmoUR2SiveUR9ndbkUSDSmgZUSGQWXkUSH5wWfUSQA8SdUSTRidcUSaNfgg
                USeieggUSe0geZUSe3rkjUSscdggUSy8hjlUS1ucegUS25YnbUS67oecUTCygfiUTHNnbbUTHYgqbUTHvtiiUTT/bggUTYDhrfUTZRihZUTamoqdUTgWfggUTlVkde
                UTtlZggUTuycdjUTwahobUT8mgfgUT/wgihUUDiegJUUHNtbeUUHPs1jUUSjXggUUU5gogUUV+ijeUUZReggUUlzWlfUUo9fcdUUpolcaUUybhXfUU0ubnjUU5hvhZ
                UU6UlhkUVD2efjUVZ4gfaUVd5cggUVgSigfUVjBedoUVz9fggUV3rgffUV6+hfeUV8KkldUV8UghoUV8bdYhUV87TggUV+3eieUV/WjjeUWD4lcjUWNrhehUWQfagg
                UWSbpcfUWbnhajUWc4efeUWlUcggUWlhqeeUWow1avUWvVhfgUXAbgggUXQKpneUXUSqbZUXVvuacUXaPiggUXdggggUXfiYfdUXn+WggUXojrfcUX3TnRsUX45cgf
                UX8krbgUX+DdsXUYFQj1gUYI8hlXUYJ9qmbUYKkcggUYMcdedUYM7VddUYNYmtcUYQzoebUYSPhfdUYUtoayUYb5ideUYdLileUYg0fZeUYiGeggUYi4gfeUYoculf
                UY0XamrUY4DqeuUY4EdlfUZGUnigUZJUaggUZLHbggUZRzlceUZYoicpUZqiYkfUZr8ekeUZt2mYmUZzslYlUZ2jfdfUZ32YbQUZ5u3UwUZ7TicfUaZqoggUaa8bgg
                UahxmmlUakAjcrUasAncfUawdghgUa0EpSkUa4amfhUbNuodkUbPXVZqUbRITYjUbRSgggUbVxMfgUbYvmqfUbgNaifUbgaqgfUbieZffUbs6ZXiUbvdsjeUbwDbje
                Ub1ZVddUb6DblaUcGNcggUcJCfdeUcMabibUcNOjbfUcYUhcfUcZ2hflUcfg1dhUciVgdYUcifaggUcxNlflUcz7hggUc2eiZeUc6IkefUc6c1ZiUc+bbdeUc/8gfa
                UdN0piYUdTfjmgUdbWhSrUde8dgpUdfzgscUdmLdlgUdo1aefUdppmeeUdrBbfnUduC1aaUdy6fcgUd1kheqUd2opfhUd5CfggUd83mfoUeDedggUeF7bggUeKgmba
                UeLZfggUeWcadeUeXgggbUeiuagcUekPmkYUeqsZggUeqykRbUevQecmUeyQeggUe1ijjaUe4AkgdUe9EocrUfRTiXiUfS6kggUfhRbfgUfi4bggUfi9dcOUf0NgZe
                Uf1ZcgfUf3VSigUf4njieUf8phoeUgDNerfUgHegarUgKdicaUgLgWggUgOkeefUgPSgVeUgZvhfaUgazdkcUgbnfhfUgcAikhUghWelfUghtjgbUgiDcggUgj3dpa
                UglSpqeUgnbqVwUguIgdeUgwVjZnUg4BdZnUg6hgtgUg9WlenUhDMfgpUhELnknUhPTglgUhSkdVuUhUqgleUhZcoddUhfAgqiUhp+fUdUhsffggUhvggggUhwtUbe
                Uh4PdigUiLVhdeUiMrhfdUiOZrbbUiiKcggUioNdggUip+lilUirDgdjUitBaggUiw0aggUi1KgheUi2XcSyUi20bggUjAHjeeUjGnlbZUjLhgggUjOeffgUjQyfgg
                UjS5kfnUjVoWnbUjegaggUjnhekZUjn/hWdUjoPYgeUjripeZUjtMgUfUjzKVfdUj03icmUkEEYfbUkWhoedUkbGddfUkdDbjhUke0fgfUkk2iglUksckYhUk8Tgje
                UlADeciUlA3aggUlHCfTsUlH8fggUlX32hqUlfPXdaUlfkjfcUlrqaelUluFghhUl1ArlcUl2hdgfUl4sjajUl8JjWkUl9mdciUl+bcklUmCIjVpUmDlhlaUmGYjxe
                UmGyffpUmHcmeaUmPphdiUmP4relUmQ5ggmUmRveggUmT3cggUmUVhgiUmZuegfUmdwYggUmd8degUmeufdiUmnwleeUmoojhcUmuecggUmwkcfeUmxpilbUmznhjp
                Um49ZcfUnCCkeeUnCEfggUnDzYddUnG9jSYUnHhdcjUnLrgpdUnMjbggUnPOnkYUnQujdXUnbHfggUnfHqhhUnmPbggUnpKkfpUnsbmduUnywldcUn23lefUn4ofnb
                Un/AcggUn/ogfhUn/qcggUoDthcnUoEFhdeUoHNdggUoKMiggUoKsXgiUoPAanfUoRGgtcUoT0stdUoWTgeaUoZDdggUoeCeggUomejjZUopthfgUot6rOaUpA0djg
                UpDTfggUpIJjdfUpMOgZmUpNVaefUpdFhdgUpd7oscUpemQefUph6itgUpyccejUpzJmtfUp8SiwbUp/+VrdUqGWuvYUqRrgggUqUuifgUqZ9kfbUqbFfbgUqedvei
                UqmCljfUqn5mfdUqsDmddUrAUedgUrE/ijbUrMZkcqUrTAgbfUraqdceUrbiZebUredlamUrgAfqfUrhYgcfUrj5rZcUrlWdYeUrpXdPXUr5KcggUr8BdggUr96rrk
                Ur9/qghUr/qjigUsDneffUsE4fffUsE+SaYUsHasfcUsHjdVeUsIniZbUsOArbWUsOsqelUsaQehiUsd9aggUsilfqaUskcbefUsmxlbfUs5GinfUs68agkUs91gng
                Us/NUkaUtOKdgnUtTSpeZUtbfibgUte6tdXUtfffffUth6jcbUtmDoYYUtr7iYfUtr+cfhUtxihdfUt7kdggUt++ifgUuAJdggUuBgXtVUuDwgecUuFshoXUuICgpe
                UuIOjdfUuNziimUuSIcggUuWcifeUuZ3qjeUucHigfUuq9YfiUusUgdaUuuPplTUu06gffUu7RejeUu7feggUu9yemXUvDOikaUvForewUvIJmefUvKFtceUvW+kdo
                UvoAgdpUvsOhgjUvu9hldUv3JjhgUwCyhdcUwJLQgbUwRwdkZUwT+wciUwVEhggUwV6gegUwW5qojUwavgfkUwdkkgiUwk9fggUwp5gffUwu4fggUw5njkfUxCUlvf
                UxJmeglUxKpiWZUxNIiegUxVLgnbUxX9zbbUxd5WBgUxmRlenUxn6bggUxp7aggUxycjmYUx2hVwTUx5uYbXUx7CaecUyFHelgUyK4kvYUymjeggUyoCa+bUysodfe
                UyuydcbUyvablcUy59afbUzB7qgdUzCHVgeUzD/rbfUzKyreUUzS3imfUzWCjhaUzXTdggUzY0lekUzaCmyaUzbtlZcUzeggefUzfVhYfUzjJhffUzjmagmUzt/qTi
                Uz5ZqUUUz6rfeiUz7QncqUz7geZoUz/VilbUz/dgfdU0AYkcgU0AcmqdU0GefhnU0JygYhU0KfggfU0LTgldU0a5bWeU0e/mfeU0f0gffU0nWkcwU0srxggU0uChdf
                U0ynaggU0z/hkfU00ukUdU03fdgaU09jtmdU0++eemU1D+frbU1ECcafU1I7cggU1QMbZgU1THgfeU1VDbkgU1cybggU1iwgggU1i7gcWU1puqbdU1pxdggU1xLwci
                U116dfhU18ehkaU1+gpdlU2RXkidU2TmdogU2k1jscU2lGqyiU2lhjcnU2vEmrgU2ybcdfU2ypbjcU24givXU28SlceU29/ihjU3J9ceeU3OSimcU3XfqabU3e9egg
                U3hItbiU3iHheiU3i/bfgU3n0bfgU3uIkeoU3y5herU4BMWggU4BoZceU4MlfgjU4NQhgeU4QGfiiU4h9mgeU4judhgU4ptdeeU4twmhfU40gqdaU403lgbU45JuYd
                U4/jadXU5JAskdU5SUhfYU5UUfSpU5X9WbaU5bnaggU5dbcggU5iXjggU5orjfdU5o9gaeU5vcdbdU50TgifU52XkacU5+8iY0U6BLZZpU6CjZggU6EiVfiU6G8heh
                U6KZsofU6L5ffkU6VhjtbU6W0hZUU6hHXfgU6q9gfdU6tZjmgU62njehU63B/YdU69ocggU7LKZgnU7Q8ageU7W0kehU7XIhhgU7eEnfdU7e2hfwU7g6jrbU7m+idm
                U7nkeccU7pUhUlU7zpZggU71rckkU73smkiU75YlefU8BBdcaU8EZeggU8VXmcfU8XqihfU8ZXdfbU8bxtfYU8dfjeeU8kfbcdU8mfmakU8q2jSrU8skeZvU8tTgev
                U80KdggU84eqceU86laalU89wYfkU9IkeqfU9JVYggU9LrcggU9NeiVYU9OagkgU9X7afhU9Z0nkZU9Z42dVU9e0fggU9kcqQcU9kdffeU9mmbbhU9o9aaeU9sFjen
                U9vrgagU97LrbzU+HvibgU+KEorcU+KkbigU+PYaggU+YCgegU+adqgjU+brsdpU+cNodeU+kYddgU+lUfdiU+woifvU+1LpoYU+62jgiU/IYhcdU/I2wTeU/TZhbe
                U/UrldiU/dFhgaU/dMjhWU/f9dfgU/i6UhlU/rhnfVU/tQjfeU/vSbffU/yjcggU/4PekgU/+UfcgU/+oZfdVACSehhVAE5nekVAOeZggVAO6ZYhVATUgdjVAT7dmh
                VAaXdkcVAg3aehVAk6hpgVApRjjgVAxChddVAyX0adVA1UdoeVA6ghdgVA+jfggVA+zeegVBGdZdcVBJWfgfVBJ6bggVBQdgbkVBRkahgVBbnXggVBkmldeVBp/Vdg
                VBqVaggVBtPhidVBtyeqbVBwhoppVB2WjffVB5WpbsVB6veobVB98cggVB+okkdVCBJjZcVCCGfamVCT+kjgVChDaggVCqhthiVCszffaVC7YrnXVDExckqVDGNhex
                VDJ+UhdVDPjbdfVDalXdjVDgvlhiVDkpkYcVDlKcgjVDqJrWaVDqOeggVDqZsfkVDqzjXdVDtfihfVDxIidgVD6kmpeVD+YggeVD/zkbaVD/1eggVEGsZxaVEIEw6a
                VELLgfgVEN1hgfVEP3fZfVEdQndoVEgShffVEg7eggVEsiUffVExrZcfVEx6UbkVE3ueggVFFflnfVFOJaggVFQvgcgVFYwfgcVFmhdggVF0mbggVGBMbggVGEAmWV
                VGL9iXlVGMAZggVGM1fklVGRScvdVGTLZggVGZKdtdVGdBofhVGf4bajVGmEdggVG/rgYdVHENcdgVHMGfceVHeQiigVHejikcVHe4hYeVHfbeigVHi2ikmVHnhbfv
                VHoXdggVHyd/vaVH5ldUfVH6afggVH6kibdVH+ieggVIAziggVIBOdggVIETpdTVIRojbfVITgclpVIYzimmVIoJqekVI1ofdoVI8HndfVI+7mbeVJEMbggVJGwkgg
                VJKhbegVJUamenVJWIhlcVJpXfggVJ42iegVJ51eveVJ+AfggVJ+ynpdVKGeogiVKGlb3eVKRFvUvVKWJeggVKWtfatVKasfggVKcVbhnVKvbcnoVKv3YggVKyqahe
                VK0xhdfVK60jdgVLGlffeVLLDeggVLSecgdVLTUlwZVLc3hhdVLedggdVLincggVLj9oxfVLkijegVLlDfefVLl4cggVLmfredVLuygfeVLyWkfiVLypdgfVLzJqcx
                VL4uhfgVL42bbfVMG4iggVMHc/ftVMPnahgVMbIleeVMc7beoVMh6vjcVMxYgffVM4hhghVM63mYWVNEzXcdVNInfggVNOgaemVNOwrzUVNO9bfcVNV0lgfVNXsaYf
                VNYSfoeVNYuemeVNg7gdfVNiBgmgVNwqXtcVN3dYggVN4ogUdVN91k/JVN+9kceVN/0eggVOHPcggVOQujazVOWOUpcVOZsUggVOb1gacVOhuchhVOozilkVOpEtfV
                VOsqYBgVOwOicXVOxWffgVOx3dXmVOyXbgkVPAseggVPDenieVPHzgclVPPvadkVPbgaggVPdtldeVPk4kheVPyCxdoVP5KhfaVP6jcdZVQGpiddVQJuiedVQK7fcl
                VQOIbggVQQmZegVQnSlerVQ6QOogVQ6+fggVRCXjckVRHydamVRIxrdnVRMKXfqVRNchggVRPiaYfVRRiujoVRSphaiVRUNegSVRVyZggVRWXeggVRYkhZpVRappea
                VRcOkc0VReCnacVRjAfggVRnihbmVRqReggVRvIZkbVRxMpWiVR1BZncVR6GceeVR7dbhhVR+GgldVR+wcZfVR+2giZVR/KpeeVSDSlbeVSJcXljVSKQkbdVSSVego
                VSSylalVSXJkezVSYapZVVSYyfffVSaXmkcVSbmgXnVShkiagVSqzgngVSuAnoeVSzWgrcVS6XjPuVS7hieeVTGugkfVTJotwiVTcmfggVTdFbggVTeDfndVTfRbjg
                VTn/egdVT00laYVT6XgafVT+lgedVUENfbgVUFjfWnVUL7oVdVUYwibtVUZJpZsVUbGcggVU+efggVVBnWkcVVEyZggVVOjfdeVVUZihXVVXCefaVVboeggVVgLaxe
                VVt/edWVVw2dggVVybYcnVVzCehgVV0/aggVWEQejhVWLdgffVWoymcaVWu4YfgVW0BeggVW6tdhYVXRAbWcVXV7qSUVXY5ffhVXcZineVXdZkaoVXmXnbeVXuQfcf
                VX1QddfVX3UmgbVX9ticeVYCkjdeVYIBdggVYTEeggVYWabojVYWrabmVYYZiggVYgeapjVYkVoPUVYzUkThVY02ifnVZBYlZgVZFmkgvVZKOgfiVZKchhlVZNjn/V
                VZRRLdfVZdUkpcVZdefggVZgTraNVZmxeWvVZsinidVZwndfeVZ1rdedVZ19eneVZ2Bl9dVZ+/ggYVaDRVggVaIShjfVaIqaggVaUNflfVaYUsdRVajkSfpVakKkfc
                VaqxXdfVawFfdZVaw1WggVayySjeVazzmggVaz7dffVa1SosiVa5xhbgVa7ErcyVbOkfqhVbPxhjgVbSGbfgVbW8inbVbf9abjVbuEhfeVb0KfggVcNJggiVcN3k2V
                VcOtkcfVcPhcfdVcShZggVcWChffVcYMhedVcbzfYmVcphkkcVcqRcegVctjeggVcy7Y2dVc2bBaaVc3uhmeVc+OooeVdBjngjVdG5pwmVdM6WafVdQrmgiVdYcjYm
                VdYihZaVdZWigfVdZdRggVdb/eggVdegjgeVdmBcgzVds1jakVd3VeYsVd55ZjtVeB5fggVeI1XggVeLpbddVeRQVfgVedquddVed0maeVejohmeVekHjegVekMdgf
                VemQacfVem0hfgVeszqmnVetkrbuVexFiezVeyogkgVeyufggVe1xffnVe6LfedVfEhxekVfF+ycoVfJ7bggVfK7kfnVfQiohcVfQmsdpVfSbiTeVfY2oTgVfjrhZh
                VfpChghVfvSeeWVfzVdhgVf3jeggVgAn0ddVgBFfZwVgKmdggVgN3hbdVgQSdceVgRxhffVgZofTeVgamjgaVgqXegYVgsEjdcVgsjhogVgwncblVgyyoYWVgzKjhe
                VgzaeggVg2zfggVg22dggVg3TofbVg42dcaVg5jgggVg6lXeeVg7hVubVg86jmnVg9PkgTVg/tgggVhCMgneVhH3dggVhPMjkdVhQ2ejkVhROfhcVhTxcdfVhU+ggg
                VhW/YooVhXcdfmVhZ7laVVhdTtcpVhincggVhr4gljVhwNbggVhxtqdaVh01YggVh5FcfkVh6tffaVh8+aekViEsgjeViHZoafViMPhggViP7ljbViRvfggViSLegg
                ViT/ifkViZWkbfVipFsdYVi17cqdVi8FbepVjBUZZfVjGfijeVjGheffVjHyOghVjOOcjeVjPenXWVjQFfggVjTzlcpVjcvfqkVjdXffqVjd3gggVjthlehVjvqeZf
                Vjv3difVj1KufvVj26y/UVj5xhghVj6OggjVkIKjffVkKOfYjVkSwpdlVkUchrhVkVtqbtVkX1igbVkaMpjdVkddXecVkeuegcVkudabbVkwaksXVk1yfggVk6Jfgg
                Vk7ijgjVk9iielVlKOfaiVlRZfggVlUEcrdVlf0jfdVlj2lceVlzAVoeVl0LidfVl3ccggVl/DcggVmARdpiVmE3phZVmL0otkVmL6afiVmTLefqVmUvjieVmW8jdd
                VmX1hadVmbzgggVme8gndVmg4kefVmh+hggVmjTbdgVmqqfgfVmv2mgiVmwAeggVm1nYhfVm3pbfgVm/fieoVnA7jdeVnBDYgbVnRiZggVnWkgtZVnYsjffVnZVmef
                Vna6fjfVnexZehVng1pdpVnl8kafVnp4affVnsRafjVnyAihcVnz+mjfVn2KhfgVn76TggVn88RXwVoDhkgeVoGBhkfVoGCXggVoGqXkfVoJneiBVoLghfjVoLiZfc
                Voa0fggVok1bbhVololoeVo0RwU5VpCGhegVpDicdcVpK5ZibVpUdcggVpWehfdVpYPmliVpZVhbqVpbih0gVpdybemVpfZulXVpoNihlVpolWhgVpzighcVp64mhi
                VqAgjbbVqBwhefVqCB0ggVqDBkhcVqHBmefVqLKeggVqaHifhVqlviedVqvXnlgVqwddggVqyNdggVq0UutaVq8icffVrGcdfgVrNEmheVrQWqdlVrR0amfVrVgjlg
                VrWdjoZVrbEjfcVrbQbfbVrbVjggVrhulfeVrsqfflVryBhnYVr4/ybrVr7qeedVr9tZjfVr/AfRWVsDSafgVsFjfXfVsTGYchVsUJclhVsbAfegVseIfltVsloufg
                VsmiiZoVs3Hp3XVs3RiYeVs+8hegVtCGdgfVtCPhleVtDmZgYVtEDcpfVtELjegVtdNhkeVtl5hfcVtoTeggVtrgfggVtv6gckVt00glXVt9CYkeVt/xgekVuGNcje
                VuNyXggVuPDnhfVuXEdffVucoeggVudvcbeVum4se5VusAZffVusOhffVu+YeqgVvFJgkdVvJIlhpVvNzflnVvPAlxfVvQChplVvSLkecVvVatldVvXqeXqVvgSnhc
                VviCeifVvjWuahVvn3bdfVvvdgggVvvhZfqVvzQjdfVv3UcggVwEafccVwEijdnVwPIhgmVwRkVggVwS0eggVwTYaggVwfDWkcVwuicggVwzEcgeVw8DWbeVw8Zqf3
                Vw9mdggVxAohffVxDBdkeVxE1gggVxFwdmeVxHJeZdVxHLfgfVxIhdhlVxN1jWlVxUoxZbVxUpqdcVxUwgggVxXgdggVxdDfboVxiOeleVxntahgVxqxeddVxxegee
                Vx1gfggVyGdqieVyJcfggVyLHZegVyQNkgvVyS2bggVyT6hSvVyVpbddVycrbcbVyfhbggVymBriVVynukjeVyuCcuZVywSnP1VyxlujWVyzmkZaVy0niilVy26mXu
                Vy3adfgVy8IcggVy9MfefVzHsgnfVzPrmjcVzRocdgVzR/iggVzSEifdVze2feeVz1napeVz2NlffV0Abh+dV0K4ifeV0PGdggV0XkeggV0bqijbV0hlbbUV0pXdce
                V0pnZjfV0q1dggV0rGfeeV0tphisV0ukcfgV09qeggV0/BdafV1B5dddV1I2gggV1NnheiV1OPnehV1RPYkdV1TYkifV1T+jegV1ZKpmfV1aGlekV1bN6auV1bQkld
                V1e8cfeV1i1eggV1rkcggV1xESgdV1xUidZV1zhfoeV11OedfV11qjXgV15CUceV18plggV188fggV2ANfaqV2EggeeV2LPjiTV2M6gkYV2Q0fZbV2TSojeV2Yegfe
                V2fYcnfV2jYefmV2lDdggV2lHeigV2n6cggV2tNgfhV2tfof3V2uwleeV2vUeqgV21VgfgV22dVmQV23KhfwV24joUdV28pdggV29vYheV3DUneeV3ExejeV3IKmfg
                V3MrhrkV3MyakgV3VbheoV3ZqdfiV3fLdceV3mnjZdV3nxjadV3rTgraV31OhffV31wceUV38TkzdV4HxdggV4IL6ggV4I7qidV4JidgUV4KMdggV4LzehgV4M2dae
                V4O1edgV4THgdfV4WAbggV4WrjeeV4YKZlhV4aigddV4c+eigV4hpjdgV4iyQggV4k/eggV4mXcggV4nDcpaV4nPdggV4tUnaaV4ylehdV4zyeibV5DveebV5Enfgd
                V5EyfbiV5FgkfZV5HBggfV5J5aefV5QuZfgV5cGefnV5nhegjV5oWhegV5tljflV5vObddV5wpNbdV5yDeecV5yuhefV53MhigV6GccclV6VUYggV6d13gdV6fbfkg
                V6i0mnfV6rLkhoV6rokibV6wJoa3V6x+cggV6zAfggV60+cggV68gidgV69dognV69+ZggV6+VbffV7BdZflV7CvffgV7DBugVV7NlfffV7OPcekV7RplfsV7TSpha
                V7WCchgV7XOcZpV7bIltVV7hjgegV7kugncV7k4fcbV7n5XdgV7p8ddgV7tVmglV7trsYbV74hnZeV75IpZqV78cnfZV7/FoidV7/7uUfV8AgeggV8AoemnV8BoSgg
                V8IuehdV8M1ZggV8RaicbV8YihjgV8n6jcuV8ohdggV8z4ZggV85KebqV9FkfggV9IndfgV9RWZhkV9RrcgsV9X2lfhV9hFubaV9ldWggV9qmiedV98lqgcV+B4cok
                V+ISbW5V+PYnfnV+SkhakV+UacegV+YHXfeV+aRfggV+h1dffV+m4depV+nXgfjV+rSjboV+rhbggV+1ufofV/AAllYV/CYfdgV/SfgggV/aNVdgV/azedbV/a6qZa
                V/l4gggV/pvdhdV/tzgaeV/vTjpdV/z1dggV/1/gUfV/3yigmV/54hnmV/8WeggV/+DfgeV/+EsYpV//pgfgWAETVecWAFdhTtWAMjtoaWAOYhbdWAQNjlfWASjdgg
                WAXlYZkWAbQeggWAcIkegWAiQabkWAoYeg0WApjebfWAqnYggWAyrgdiWAzIkeeWA1kdZfWA69njdWA9/eggWBAQhceWBCvw2aWBEM4R/WBK3icfWBNUjZnWBQGrcc
                WBSXkfhWBS+eedWBZ2abcWBc2cggWBooXlaWBz/sZcWCCXgWfWCI5gkhWCRyxhbWCYOcdtWCeLpffWCg4bfrWCwwgmlWCyNcbbWCzhdggWC+YRfeWDAenjgWDDgmdf
                WDEJpolWDE5eZeWDHQijbWDPZqojWDUggggWDVlfggWDWscduWDj3fffWDkrpwfWDzNYggWD2QVggWD3laggWD5ikfeWD6zmrdWELZadgWEMFhkhWEP8YggWESKuji
                WEU4cnaWEWDXigWEXqdffWEX9gedWEZCcggWEklXspWEsOqchWEsfeggWEwviecWEzxgggWE9JjefWFHfiaeWFTjx/aWFWsbsqWFc3fgkWFdpiddWFlBmifWFmimee
                WFsvgfgWFw7veeWF0sleeWF1RipaWF5fncVWF/RZggWGJYcgeWGLjhheWGMDognWGPwqjYWGRMZnfWGedwkcWGhRfrbWGn0qYbWGn9ydgWGtiaYjWGzWbggWG84egg
                WG+IfggWHCsdfgWHFBgdpWHFNdggWHL0ZoSWHSAqnZWHbMycgWHbxfggWHe0cggWHrMjccWHsAljXWHychdkWH2ooahWH21jecWH3PnhgWH5CndcWH6TriaWH7efgg
                WH8DblfWIDBagfWIDQuXfWINOcctWIWDgjgWIZakcoWIjGtdyWIqwefcWIrz0ffWIv00nYWIxGilrWIxahbZWI1cfggWI7eggfWI9lqcZWI+LnieWJDCadgWJKMchd
                WJMUfmGWJVyocnWJeJffgWJhocodWJowegfWJtNddgWJtOlgmWJvnlmlWJ0SYYgWJ0xefrWJ7MhdgWJ9jdggWKHOeggWKICtZbWKMVehfWKRtVjeWKhAbfgWKhjheg
                WKhwbggWKkGkYiWKmtecZWKo1eggWKuDOggWK3+vcdWK9ajeZWK98eggWLAbfaiWLJydggWLO5jhcWLR8kkdWLT/eekWLeunmcWLh9jdiWLwFcggWLxbkkdWLxvjba
                WL5ChnXWL9EdddWMAAfggWMHZcreWMRGcggWMSKkfYWMV2YffWMXNZggWMXlmVkWMd6hjgWMgeZnUWMohgbmWMuXXfjWM6DehUWM8GsfaWM9GuYeWM9kzbaWNBsgQf
                WNCPhY4WNC+dggWNJYXdwWNONgfeWNR6fekWNTeagtWNURkZcWNX9fggWNvUcggWNzSgggWN81iggWN83dtsWOACgeoWOCgiWnWOHZgaeWOKofcqWOMPiaeWOZGkjc
                WOgFlfgWOpbgfVWOtNnWwWO9akbiWPI9cgfWPJ/lfeWPRjagZWPVCogsWPWeiSxWPXMmhcWPdQhedWPokqtYWPp0fjfWPr9ZckWPscdjgWPwgiheWPwllteWP3pmid
                WP6AcggWP84hqbWQAlcodWQcvibnWQjdcfgWQqYbceWQq4fggWQuOetbWQz2mdiWRA1hbcWRA6lfiWREKckeWRE7kgdWRE8cXjWRSfeggWRYtighWRa6jpdWRiMefu
                WRlGnboWRpYgjjWRp/dggWRvPmZqWRyEqggWR0rbjgWR1vjhiWR8nhceWSC6epgWSEOiaeWSSEjhgWSSjbmfWSWNkscWSWueYfWSWvohmWSeCtpaWSeabfcWSffakg
                WSixaggWSl/agiWSmDfggWSrigpfWSs5zaaWStYhZdWSyIfggWS6OXefWTIpjhfWTWYaegWTgEdggWThFcedWThWcghWTiRZefWTjWgZXWTyBlVbWT6lehiWUATfgg
                WUHzvcUWUJ2gndWUMsidfWUVIgccWUa8jdeWUk/VmhWUpvfggWUp2gcwWUzCkfcWU5jdgiWU7shlbWU7zfiZWVBmnkdWVGMcggWVHxdhgWVKydcgWVPCgifWVWufgg
                WVX3begWVkJofkWVqrheoWVzAlfdWV+0iqUWWBrgjlWWDfgjdWWKrsoYWWKvgggWWdldwRWWfpjobWWkqijgWWkrjbaWWl2emeWWmWebdWWoLTUcWWo2dggWWvoagg
                WWwibggWW2ElvYWW8UdggWW9JsjoWXBbgjgWXCphgcWXCsbbdWXQdlgfWXS8jnbWXU6btYWXiWWegWXjMhsaWXjoiddWXlQgefWX5uafeWX6YjcdWX99dfkWX+/tTV
                WYBobggWYJNhhoWYK+iXnWYVQacvWYbhhfpWYcSdggWYijZdnWYwkjdfWY0XevYWZBjnmkWZDhidwWZPpddiWZVfmrSWZZLlVaWZdmsjdWZfyqlZWZj2efeWZndieo
                WZoiNfgWZuibggWZuudvgWZwTiggWZ8ddtcWZ9mqdqWZ+baggWZ/cpcfWaAebggWaBFUfuWaEwsanWaF7dggWaQocggWaSImlbWaiTgfmWavqZdeWaw3ffiWa0Eela
                Wa1NdfgWa1geggWa2chbjWa56eggWa6gfggWa9TfffWa/PivdWbAOfnfWbD7kgkWbNlgggWbPYweXWbWPzcfWbZulkeWbapdieWbbFqjbWbfNqgdWbhFZcgWbodlfc
                WbrfeYuWbzhdeeWb2wjenWb5HnCyWb7fhfgWb8UfdZWcCkcggWcDDhgaWcFWmkZWcPkeggWcS/iddWcWddgbWciBwaYWci1iLaWcmJpawWcpXfghWcsxaggWcxDZed
                WczdiYuWc1GbggWc6wcggWc9JflYWc+9gggWdFYhieWdGKQafWdG4cffWdJSfZgWdMphcgWdNNeiWWdRAjahWdS1gcbWdXohneWdZ+amdWdbqfjiWdj9cggWdmEbzp
                WdoLdddWdowqioWdpihffWdyGeggWeIjhbeWeOppfbWeSMdgfWeS5ifrWebLjkaWedJeciWefSldYWepFgggWetFeefWexgYggWeyueggWezKdcnWezhegjWe08efc
                WfA1dgeWfNGgcdWfRCYffWfV7idcWfWggglWfhPcggWfoAhgbWfpecorWfrydggWfwUeecWfzyZegWf5GohjWf5zbggWgCjf3UWgOWbclWgPKhkfWgW4hfdWgXaamd
                WgZSefeWgdTlfgWghYdRrWgmPffgWgmxrkgWgnHfrYWgo8jdmWgpclgfWgpfbggWgvoXZiWgycpbeWg0qdtiWg5pdggWg7FoWbWg7rpdgWhDsRggWhF1fggWhMLtYp
                WhPagheWhPclmjWhRmifgWhX8iZWWhgXdqKWht3gogWhv4defWhwdoeqWhxahgiWhz6rscWh32dpfWh4llmgWh4+WggWh/scafWiAnefeWiBXXhfWiEbccbWiIBcfi
                WiMQjfoWiPQhldWiQRod6WiUYbeeWiUmmcWWiaImfeWidjUcwWijedggWilDgffWiuageeWiwdmeZWix3egeWi7iiYcWi9FkfiWi+MfggWjM8lcfWjTigTrWjXJjgg
                WjZuffzWjZ9hgeWjdDiddWjdHqseWjg8gfjWjkNbggWjmygceWjqMefeWjtUqdpWjvqdggWjyRVhcWj0ffggWj9JdfgWj+IkfqWkIGWegWkJ2agfWkPHnWrWkRzeed
                WkS9klMWkVlcdyWkWqhgiWkYqeggWkexabfWkmxdggWkpGWefWkugeggWk0BhoZWk43igcWk7CNdcWk/XbihWlCrqoeWlDEjXVWlEyverWlHDmaeWlHqfgdWlOTSgg
                WlPEWggWlRMbegWlRufbfWlXtgfeWlYAbeeWlgdffcWlishdeWlmIaeeWloGefhWlrZgflWltjbbfWlvIZggWlvfgefWlv3dggWlzfvadWl26/WdWmBodfgWmBxaed
                WmHQbggWmJYbgnWmLsjwXWmMubdjWmSYqifWmaWYggWmeLgeqWmejegfWmg7iadWmg8ZhkWmi1nfeWmlFfedWmr1tZrWmsr6ZrWmuomjmWmv9klpWmznbggWm07aci
                Wm+edggWnTgqndWnVvwYdWnWYhoZWnXqjldWnXvglgWnaW7bYWnbTgjfWndKdghWnemahgWnrXoeeWnsJiVhWnvdmaiWn7YokeWn9RjdiWn+ehkhWoBriudWoF0gde
                WoGzekgWoHKZigWoMUaegWoN9egoWoPyggeWoSEgkfWoclbfgWogGZ0cWoiHgdgWotmkfeWo0VYgrWo0iradWo08seOWo2pcgmWo+chddWpEkifeWpKycggWpZGklg
                WpZ1aZeWphdfrSWpiLgggWpodlifWpsuoZpWp1tefpWqDrYggWqGaYggWqK9gVfWqOSgkfWqVkYgmWqXWZggWqaMaigWqbzhkeWqj2hffWqo+frhWqrKffiWqwHjmg
                WqwiaggWq00gegWq15bffWq5hhgZWq+vledWq/figVWrAGeggWrEgdqfWrFteggWrQ/ijcWrYTgebWrYYoihWrkPgqdWrsjfglWrxNcggWryajhfWr32dgfWr4Iedf
                Wr94dmYWsDvXdgWsEjxqpWsUYicoWshacefWsqYeleWstningWsz5gfeWs3WhbkWs5tjdfWs7uPXmWs8ojedWtLIhcgWtRFUflWtTDgjfWtVWdggWtYUhpjWtbIhmf
                WtcndYlWtiveeeWtjJchdWtm/dpcWtpIWggWtrTaegWtuqhnsWtvQcggWt3uqnbWt8ffdkWuCkcgtWuC2ibgWuDuhddWuHzdkbWuK7zefWuR5jodWuR7UigWuVlagg
                WuXZg/eWuXbYegWuZWpleWubFbggWueoihdWuhdbeeWui6XajWukubggWuo9ZdgWuscegjWusvcgeWuxQoWaWu0YefiWu52jleWu/1bggWvJugehWvMOdggWvRCpje
                WvUdkaXWvc9padWvfIsdfWvppieqWvwKTggWvw1sZgWv10kdfWv/NgaeWwKZ1giWwQGhXqWwQvoobWwTslhsWwVXbggWwaHpfaWwn3isgWww+nedWwzDignWw9Pdcf
                Ww+BmmlWxGJhcdWxQNXXcWxSwaVoWxc2cicWxdCjfcWxg2ebhWxg+XfcWxhydefWxiXjadWxmUodWWxq6eYdWx8xifgWx/WgbeWyGKcfiWyHQbggWyKJenfWyNo0sc
                WyN+haaWyOFfggWyOnfgdWyXUgZjWye3bdgWyfQeggWyhUjefWypQdkfWypyfggWytGkfpWy1VkebWy3pfggWy5R//cWzBFgbkWzHsfadWzHuknaWzINUjkWzInhfe
                WzMcTggWzTPdggWzUiwmqWzUzlazWzV4acdWzXzbdsWza7ibgWzblkdsWzikeghWzkteggWzpYcigWz15fggWz5rcdjWz9QjofWz9TdhfWz96hjdWz/DcggW0AJvZ/
                W0A3hdXW0BGldeW0CiYhNW0P9fggW0QlfggW0TNeiYW0ZuWneW0aXlbZW0dubWgW0f9gXiW0hadhiW0hmcggW0n/ZeoW0xYleaW0yafmgW0yfgelW0zRdSWW0z8oVj
                W017cggW02NmcnW05DbefW06dviqW0+kdgfW1BqaggW1JuhggW1SyaggW1TVhkdW1VCeeZW1XOkgeW1XhXYgW1lcjfeW1m2bggW1nyhrcW1tLnaeW1uMbfqW1ucdde
                W12jdggW13pqXbW14aanfW2IUUggW2JYdlcW2M8agiW2QCfggW2W+qggW2YOpagW2eQedhW2ndzYpW2sabggW2zwdcoW23pggfW29BZggW3CVjdfW3CxgfkW3Duefg
                W3n+btXW3r6ZggW3smlfgW3vLShfW3vdjiaW35RqeYW365hflW38NifgW3+CZhbW4AhidNW4GXdhbW4JVomXW4KVlgnW4PeoV/W4jAdhWW4msThfW4rLapbW4sqcVZ
                W4ydumaW43wheeW4+ZljaW4/OpZdW5B4XbaW5F5dhgW5JXohaW5R2cggW5X1cfeW5hTdbeW5rRrdnW5s5cogW5t1ibfW5yFZggW50afhpW6MWPtcW6R/fggW6SClbp
                W6XOYgfW6YViefW6jvnXdW6mwfggW6xNbggW6znoZjW604bXdW613sg0W68TjekW7RPfpcW7U6tWrW7W1cfdW7cbgflW7iukdrW7qqmffW7uUoanW7y5hvZW7z5amc
                W72+ahgW75hYlgW8QDkjgW8TDnffW8c3ozfW8dbhooW8gLdggW8hyhaoW8mxhqiW8o1qnjW8pGoXdW8rLdlbW8rbbggW8unkfeW8/OeZfW9J6heiW9QYkmZW9gYiYl
                W9j1lcoW9nBkdaW9nUbfeW9pneggW9uDjbfW9uznfmW91WWlgW92gsiYW92sjefW962nijW976ggaW98xddgW9/PdgkW+P4fegW+RethcW+SwdggW+dFeVhW+emmXp
                W+gefZbW+h6fbcW+nw3leW+osnVhW+ptZoeW+2hYhhW+7AdfgW/DQfefW/T/ZggW/VEOgiW/Y/jcdW/aRaggW/aXpteW/jmXggW/yQlheW/z2mg4W/05olUW/3Kddk
                W/8BikhXANznZcXAQmsdjXAXkccfXAYvgmfXAcifggXAfFgejXAf0cgpXAgGmaqXAizfcgXAlXccfXAw1diaXA4AdfgXBCuaerXBC7heeXBEAgcdXBFlibnXBKYgch
                XBPNfggXBTSdegXBtIecfXBwsogPXBx9egkXB3HeggXB9PeggXCDLgjpXCGRjgqXCHJnheXCPObcgXCSfgfgXCT4gfgXCexqffXCjBkobXCnJKnaXCq5lUzXCtHhbm
                XCtXzzVXCxIYggXC0SaqaXC5GZggXDAWdadXDC/gcoXDEwnjfXDNrdoaXDWTkZeXDXrkXlXDapieiXDazefgXDdEbggXDmBbrhXDoEjrVXDqVntZXD2tgbgXD8Alcb
                XEEQskzXEITinfXEOfjffXESdejdXEdNdggXEiZcafXEkfapdXEnQJmXXEomgbbXErahoeXEv9aggXE4ubmbXE/9VggXFBzggfXFJZaggXFKkjqcXFMQfeoXFNtqiX
                XFP0jaoXFSoVfhXFaCkbbXFjAfggXFkRdvbXFkgrfqXFoxtebXFo2kddXFrDnfaXFuDihbXFvQdhgXF8vgffXGAMdefXGCYccgXGJNkfgXGLUu/QXGRXaXfXGThlec
                XGT0VegXGVAkdbXGWme0rXGbkfgeXGd7YggXGjeOggXGjjloeXGk+eggXGqlqcZXGrLfdmXGvBdcfXHCrfffXHEynZfXHFPWggXHJOegeXHKybgfXHMzjebXHQQoml
                XHWregmXHWvgmXXHXMbfgXHgQbggXHhodffXHizhdhXHl0gkeXHl1gYZXHm8tkcXHnBfggXHp6lnfXHrirbtXHwEfenXH0OmbtXH19xc5XH3gjkkXIDFdggXIGWgxf
                XIKDoggXIMejffXISLeieXIXcbfXXIYzlmpXIoKjhRXIqyhXoXIq4eggXIuCfdgXIwrdsqXI3seggXI6gjjeXI/CpggXI/gfggXJTfcikXJVWkddXJWbctfXJY9Pfj
                XJhuiebXJlq2bZXJsTbcgXJuLegfXJy2gfjXKDbdggXKKvjeaXKQ/gwbXKRnoffXKXkgggXKlEgqYXKlPfdeXKmLfggXKoLeleXKuucggXKyUgfpXK2T3RTXK6xdVi
                XK7RkeWXLBKiZbXLIZcggXLNngeUXLaHhiTXLdkikYXLd9eggXLgQjfeXLlPcggXLlbfigXLs6ahfXLumVegXLycgffXMCgq50XMC1rmbXMGTq0VXMGfmcuXMKomet
                XMQKdZiXMhPmqYXMkacjeXMv5labXM8AmefXNAJdggXNCmijpXNLVdodXNMiiihXNtIjneXNxmkedXNybsiVXN1VcaeXN7qefnXN80SegXN/ZZXaXOAMlgiXOCXpli
                XOJXlweXOMXkefXOMeoscXOM0fggXOPihdfXOQSiYeXOjyfegXOmUgWsXOsLWggXO6NmdfXO74bghXPE6mqgXPF8reeXPF+bggXPJFeggXPNGoTmXPWrbhqXPYpfif
                XPmfiffXPo/ercXPsgeefXPuXdggXPvUXjhXPzSaffXP4NmmcXP4zgafXQA/nYeXQB1gfdXQDejmcXQESdggXQGDafsXQIxjecXQLMegmXQZbcfiXQcmqVXXQgYnI0
                XQnxifqXQzhWrcXQ+zhigXRGXhehXRHcegfXRMnfkeXRPNmgfXRTyrzSXRXYfggXRd/tdbXRgAkgmXRjQbggXRpH1hZXR0pkebXR+cganXSBQaggXSFvfddXSQWbed
                XSUjmdcXSaZlgsXSbBntkXSoMgelXSqighTXSymjefXS1DcfZXS4MggmXS/qYfiXTLNdgfXTLYZggXTTMqkWXTYBedfXTZjhfkXTZ2dggXTnvvahXTqZYejXTq1rae
                XTrMeevXTryhfgXTyweldXT4AuffXT7bkhgXT+RcehXT+SgdkXUC7dggXUHqiodXUHzfggXUIygggXUNLgdgXUOPjgbXUWCkggXUZBdfeXUdCnatXUejulRXUmmchh
                XUuolrbXUyvbgfXU8IfeqXU+9ifcXVBZfjdXVBvdggXVD7eggXVH0fecXVMXeggXVUHWggXVYVaggXVZslefXVahcggXVfomlZXVhKfehXVk/dggXVnpefgXVrRpZc
                XVtfohZXV4tdajXWGUlVbXWHkYdYXWPtXgoXWSWzkZXWZEldZXWcYnscXWf1kedXWhcimfXWmihWrXWmmaefXWsWhgdXWv4bggXWz9fggXW7FigfXXBLkfeXXJwggg
                XXLFgfgXXOgmceXXQilWkXXT1cxfXXaTdfgXXhCddgXXk6gckXXmnuTZXXmreghXXnDcmeXXpcXggXXqvggbXXyRhmrXX6WjbuXX9RaggXYFkalZXYF8fggXYGeick
                XYMFdmfXYWrhieXYZCgggXYgsfgeXYtacpgXY3gSfgXY7gUidXZDZdjdXZKnXggXZPciqeXZVJkbfXZWHighXZZihbeXZbYW2fXZc2XggXZe6affXZ8RYggXZ8legh
                XaAKkcfXaIQecfXaU1cYmXaXgeggXaYEmfZXaZWbsaXaZrmebXaZ6bubXabSfihXamnWrYXamvaegXaw0hedXazanmcXa0RraXXa9yofjXa/yhlfXbAumaYXbEacgg
                XbIMjfsXbM2nrdXbOUdfgXbSKjqgXbUOfggXba1XggXbb5fggXboLgpeXbvKhffXb0EdgnXb5RafcXcBudffXcFGoYeXcJ+gfeXcMTjegXcPYwe1XcQ+hacXcR9gea
                XcSxcleXcecxXYXch2iYmXcifasVXcmwjebXcrdhhjXc0GfggXc1ERggXc4emUoXdADjhjXdEyjfeXdHYjqeXdMfiifXdQojveXdRBbs3XdRXcggXdUUiggXdUbphe
                XdXjlgVXdbOcggXdb7cckXdi9ktbXdmEffdXd1jjedXd8OsYeXeBBifjXeEOcggXeFmhigXeFpegeXeIZcbmXeMWqSgXeNlZggXeQ1khcXeRephgXeUVgkeXeUWgef
                XeYrhadXeb9gpqXegkfjgXeiXhhdXeqVifgXes2kdfXeuRTggXevOTcjXeyzcigXe6UZjcXe6reebXe8kgelXfAvresXfA7ffcXfCRkggXfNBeggXfNvciaXff6egg
                XfrPhggXfxcflfXf0pzsgXf6oadfXf8AgenXf+kk0gXgGwikfXgMhjggXgQydagXgUWqgWXgXAgtaXggmhffXgiLQggXgpPhaeXg0UcoaXg41dekXhAGfefXhB5gje
                XhKHlgfXhb0kefXhdOhhfXhjHibeXhlzdggXhpHifeXhznkigXh4DlceXh4OgidXh8hfkgXh/QiYiXiEjptdXiRTeejXiYKdmfXiZEjffXiaFXggXid/fggXijulnf
                XioIofeXiovthqXioxobgXir+c2cXiuBiUgXivJdWcXix/fTeXi48aToXjCOhgkXjFdfggXjRjgggXjhNyfnXjoSfheXjstYufXjwYdcgXjyzdoeXjzAofbXjzZfdj
                Xj1bTggXj4geefXj5jgXdXj6BfggXkF5abeXkJPfggXkVYcZcXkXhcbfXkgxKggXko1ijfXkpChYnXktTuehXk4MdigXk47f2WXlA3abfXlB+bggXlEqeggXlGbjji
                XlHpdffXlJ3ghbXlMuchoXlR/YcgXlVZbekXlXTt/TXlXZfZgXleUlmRXlp5dkaXlw3jbcXl1RqldXl3NgfgXl5voacXl8BbdfXmEgbjfXmHoffgXmW+/a8XmXzSVr
                XmbAlfqXmdnfieXmpQnlaXmpshggXmtQigWXmwUabmXmy0jbjXnD8kUiXnI7kbeXnRweggXnTWjuaXnfacggXnfqhggXniGdebXnsKbfeXn4jilaXn8ldggXn/oinf
                XoABknKXoGpudhXoNTfcqXoQxleaXoQ3jeoXoWThfqXoZBilhXocThdYXof4oxcXouMkhoXoxJadgXoyOgceXozicggXo94dggXpBadggXpGWhfgXpPSdqhXpQgrbw
                XpRIcZdXpSFqvmXpSrhWcXpYpjvaXpZnZioXpZufddXpp5cggXprsgdnXpzjldkXp2gchdXp48icaXp9XbggXqTWgeeXqbOeggXqhBfYgXqoaeddXqwKggqXqzzgff
                Xq1HecgXq5fgldXrBJnceXrJijYVXrMIeggXrMjZenXrPKjnZXrPVbeRXrUokpmXrXogfgXrXuhgfXrZhXaXXrb+cggXri6falXrpRgmeXrskdefXrs3gkgXrtbdaj
                XrtffggXrwMtYdXrzHkfYXr0liXqXr4+nVgXr5NTZ8XsBddacXsLVgdgXsLXdggXsLvdggXsMLnZcXsMMeigXsMybhlXsPpaqSXsUKXggXsUagffXsW3jgfXsXEoie
                XsfcaebXsf8qmcXsgVingXsi8jbdXsmlleeXsq2aggXsq7i0dXsxqkckXsx6cfgXs1GzeWXs6ziXdXs+xkifXtMdpjbXtOfhgjXtWeobqXtj3XlaXtnnZggXuArZgg
                XuGfiflXuG9gghXuMmgggXuY/jllXub1lffXuhGhdjXumsuoiXuoyWggXupEklkXu6ZhggXu8TjqQXu8m0emXu9YfggXvGvkefXvMpfchXvN4aggXvOedahXvSYjbd
                XvWleY6XvXHdRuXvYIegZXvcdldfXveZmtcXvfHiciXvfeuaQXvf+jhYXvoMhfeXvyJbuiXv5uhhfXv53gkfXv/TfsUXwGJtghXwIvjnYXwLhpgdXwO0eggXwZdefg
                XwgdepeXwitngfXwj8cifXwqxxYXXwrfqfdXw0gfkeXw0nmkeXw5+OjgXw94gekXxAGpdfXxKCZ2eXxOIlYPXxdSihkXxhdqXqXxjAeidXxnceddXxrXkbeXx5+fcV
                XyM0ncjXyNXnlSXyTpidgXyVHmhbXyZpkhhXyabifcXynoeffXyoZeegXyozhegXyx7fjcXzG4ilbXzIpYdgXzI3fggXzMSfazXzhKddrXzuNcggXzvBcfmXzwcjid
                XzxTffkXz1reibXz6ngXfX0BijjvX0IseggX0IvtdsX0J7tkXX0KwdgdX0TihgfX0WLnimX0WzfmbX0XHjdgX04BldeX1AygggX1D8eggX1uUeggX1vWhdbX1v0Ycf
                X1wKdggX1xVpnjX12yddgX13WgqaX18rigfX2H8bedX2MhfhgX2QpkebX2TuzvfX2WIcnkX2ZfikfX2ZlgbdX2c+ecfX2dSYZaX2k/eafX2uqlccX2zefggX21Bhjj
                X24eiffX3CTXggX3XEfefX3qshffX3rDnhjX3ubhggX3xxdmcX3yEiWpX3+EdeiX3/ecmcX4F4eheX4I/odYX4JbbkcX4J0ZggX4LsdehX4MCmeRX4R/eggX4b4kfe
                X4d9lpiX4gfdbfX41wjfjX42MmmdX5CNeiYX5DCyddX5FLxeeX5HFjjaX5QyhhfX5TNhfwX5VmbggX5XypgZX5aNjaqX5avlfiX5eVcggX5gVgbgX5h0kbmX5i6cde
                X5kAhlfX5oEdefX5o5geeX55EfnhX565egfX6A3bggX6GrlhoX6HydffX6JzndYX6LGYceX6MO9vXX6XYfhgX6fVte2X6g4khTX6jBbfdX6jHleaX6oqcdqX6qJfde
                X6sgndYX6x7iegX6y5jefX69XeggX7BtipgX7IbjebX7IjeggX7KWTZjX7LzpcjX7O5dggX7PkgggX7XFjefX7YacdeX7fJlXcX7nckepX7xifffX7xjdjgX74refl
                X77sZggX7/RnenX8FmdggX8MArlGX8OFddfX8O2igeX8YjmcWX8k2eleX8mdWgiX8rWl1ZX8sHoegX8tzocYX80neeeX89tgggX8+Vf/gX9CAgggX9FlYcfX9Ieqcn
                X9S5ukvX9T4qffX9UETcgX9f5afgX9klbodX9mChqOX9p5gZfX9rMbpfX9yxjcgX91SjgfX975hcqX9+bxrcX+CXmufX+JWjqfX+M5XegX+PShjfX+R5pbbX+Uoejj
                X+XarjnX+YYiqfX+bPbggX+jgseuX+j8fcxX+k8aggX+m0tYeX+qxcZdX+wRgegX+0ceggX+8GfhgX/DYlfgX/FxYdfX/KJ3XiX/O5lllX/RyhoeX/XNlUWX/Yoria
                X/dCeZpX/jpSjZX/qnngpX/rmddcX/rsoWpX/sOXocX/xyyffX/yVjkeX/6elkaYAAZaxbYAA0dhfYAIQeggYANJcmdYAQQhbfYASchkeYAWQ0fdYAZjiqfYAigkXn
                YAihaggYAkpdmfYAl4gggYAoXZdPYAqHXggYAsRfggYA2xgjeYA9IhZgYBDpiukYBJKtkYYBKPkdeYBKdfgbYBOejbvYBTOfheYBbRixeYBedg7YYBfkgefYBg+jfi
                YBi6dkgYBl5fggYBnHZbiYBsOhhfYBu/agoYBvUeeiYBxGjghYB1MiYkYB25efeYB3geXdYB5alifYCBhkegYCDaglfYCEchhoYCFi/ZVYCGUklYYCI4YggYCJicgg
                YCLVeghYCOuYhcYCaZggjYCbaiefYCc0dfkYCmuhdfYCnidgYYCowifXYCwjvgpYCwlghfYCxZeggYC14gggYC2NahiYC60bggYC8ukfhYC9IggeYC/gpibYDRmeee
                YDSijfVYDS3gggYDa/hfcYDdtgggYDfNkdfYDmUfggYDrznZZYD7VmgvYD8vfhoYD9LcggYD/6gYSYED09ncYEFVoffYEG1bfbYEH2hhhYEK7jhdYEMHdggYEZegee
                YEcBkhfYEhqjZbYEidoajYEpJnpYYEqOcggYEtiajaYEvadcfYE0p6goYFA3mmhYFB7aegYFCqdefYFIxeggYFKcaggYFRmqjZYFWwfffYFb8hZbYFeLaggYFeUjmd
                YFfKbggYFhOvbjYFhTZggYFhlefgYFh1jgeYFj9sdYYFl4famYFmQbalYFpiupdYFrUhecYF1zXbkYF8yZZfYGAciecYGBMjjpYGFffseYGF/YflYGHmndbYGIklin
                YGNViabYGV6jpdYGbEkafYGewlwdYGfMgbdYGfejpjYGgVcggYGg0dfgYGhYbdjYGh2njfYG5KhddYG8KjoeYHHRcefYHKScofYHLIbggYHUJievYHaEhnfYHm5hfj
                YHoHdbgYHsFggoYHumgefYHvVcdkYHwhjfbYH7iedZYH9AlcvYICtldfYIDHehbYIDefggYID5hfdYIHaefgYIJtaanYINhkgfYIPkjpkYIWvdefYIYAgleYIyCdhf
                YI1tncfYI8opfdYJCmafhYJIxeieYJLJuZkYJMjaaeYJOBleaYJQMdldYJTciflYJZdcggYJfceggYJk/amXYJtYeggYJxQldgYJ1iidVYJ+KrmgYJ/XmRbYKANmck
                YKB1efiYKDTkyUYKHMhpdYKIojZnYKJYhdiYKOojgfYKUuheeYKWreefYKalughYKbEflgYKb5ieiYKgvhcfYKh5hfcYKpGggkYKrQfobYKr5sfbYKwNffeYK1chie
                YK+PglgYLAYhbWYLDbWggYLbPfeaYLexdggYLgzdggYLqdfggYLt0hteYLymRYkYL06bfdYL1+ipfYL5QlflYL52dggYL/DQgeYMCbleZYMJcecyYMRzYpdYMTOoZe
                YMUMlkfYMWqldeYMgfOggYMg5gUlYMn3aggYMrHeenYM2GUbbYM2/eggYM9hfggYNDoXefYNFOowWYNJ+aggYNKxejcYNOVeleYNRVffhYNj4bggYNkwqefYNxgffo
                YN0kgjTYN71mbYYOD4ZXyYOGwdggYOHCcegYOMapjYYOQ5fheYOWhfggYOX/qcfYOZdegcYObVgseYOclndeYOkpwecYOlpimiYOoqagaYOqdhWfYOy4fqbYOzupfc
                YO34hkNYO6teThYPAIZneYPJRgdgYPKVnkkYPV2ifeYPXgdobYPiblcfYPn3gflYPn7fgeYP0UhggYP5lcifYP/XfggYQPomncYQRZhefYQcekgbYQdmw3dYQeFcef
                YQlohflYQn7ifgYQqZcnfYQqttnmYQrCoQ/YQsQmudYQtDibeYQ1bZjdYQ3JfggYQ/GhcfYRFWdfhYRIohkgYRLNvggYRM/uVcYRNTmjqYRWcYbgYRcSflfYReQZjf
                YRj3mchYRpjgebYRrq3nOYRuXbegYR07iacYR3PcggYR6VbbnYSA+gggYSBf0puYSKHggoYSRlcfeYSTvdfeYSZSXgiYSh8jhfYSi3bRwYSm1qmcYSnFhpeYSnpmda
                YS4JaU0YTBKeggYTDJheeYTHtYigYTJnhkmYTM0abQYTWBsefYTa5agaYTi4fggYTshepcYT4LbggYT6OiejYT85dggYT/EljhYUDnaggYUD9mNsYUI/fiXYUK4uYp
                YUYZjtaYUapeWXYUgFeieYUjgdggYUpUegZYUrIjdpYU3/uWaYU6gffgYVL0ke4YVWrdifYVXybgfYVgCbjeYVgFqekYVhscagYVnQfigYV0ahYeYV1JpggYV1idgg
                YV2fnfnYV9PZffYWAMu3dYWGJgjZYWI5teiYWMnsteYWNIgUfYWYafoaYWdNicmYWdpfedYWgEchZYWjAfiiYWk9pnfYWuwekeYWu08baYWvAeaWYWyZiggYW66kda
                YW/wjggYXImlYcYXTlggfYXcdiggYXfsfdfYXg4gidYXl5ajfYXn2bffYXrjMhfYXt5iaeYX3fhZgYX9+fkdYYBNnZqYYKCtcnYYMDoWcYYNbSefYYOXdegYYOjbff
                YYPavocYYQLlzgYYQkfgjYYVVblgYYmjffdYYq3sefYY18lgkYY5qbifYY7rbdwYZCwhefYZI2pepYZTFxaeYZbCfggYZbyndtYZfIpdZYZh1erfYZh7jwbYZi+fjc
                YZmZkfnYZt9qbeYZu9eggYZvrehiYZ6UYggYZ7LiggYZ+7VhdYaAEgffYaLtfggYaStbclYaTLljgYaZZgbhYaZlfmaYablkVxYacZQdhYajsmaaYavtfucYayVdgg
                YayYnefYa0SgadYa13VggYa9LcggYa/xphaYbDyfctYbFHjOvYbGEZggYbJyjYbYbLAkbeYbRTVldYbZAeifYbbmbmfYbb2aalYbjZhecYbnRonRYbqEbflYbqgkfl
                YbrQVggYbxJecxYb0LpmXYb14neeYb2PiicYb2XfmgYb7McfgYb8OhmhYb9/VggYcBXfecYcCthggYcHTffgYcH+dgaYcIYjfdYcQnZgfYcUCfgSYcUigdgYcfJfgg
                YcineeZYcjieflYckBvYeYcpaidfYcr9adfYc8gkldYc+vYZpYdMNmfcYdNaWfqYdVbk6eYdZIghgYdbdaheYdgenggYdkVcgeYdpzXgeYd47kddYeB2aedYeJegod
                YeKProZYeKWffgYeNLkceYeR0eUsYeSxep0YeW5zXkYeXHgggYeY8iXxYeZ7lijYecRpc/YejDgkeYekKbggYekgaggYerwihpYeuDflfYew3sedYe1xlZdYe23jig
                Ye7AjggYe/FdddYfIReggYfJboyUYfJzgolYfT2jcjYfViXfhYfVkaggYfcfkmfYfjwYfkYfo5diaYfprgmXYfuTdggYf2/gggYf4KdggYf4RfnfYf8cWgkYf9akXf
                YgKmgaeYgU4UpdYglidggYgmIcggYgwTaVkYgxPgedYg1SchgYg6whhgYg+RceiYhFdmJfYhHRfdgYhMmOggYhNQhfiYhRWgqfYhVAeggYhV6hweYhXZffgYhcLfgg
                YhfkXgaYhhgWifYhjYjggYhjbhhdYhsjepeYht/XfgYhxrqXoYiCEidiYiC3fggYiM6ejdYiS1eggYihreliYih5nefYih+3hdYimYdljYivLqbmYivqqemYiwAseb
                YiwelXbYiwybmhYizGokcYjBAXVpYjCiffoYjGMvZUYjHHmjdYjM+hmRYjRsmbeYjSdjZcYjSulenYjXTZdkYjj+WfgYj22gggYkAopXoYkEveeeYkW+iWsYkYjteX
                YkcRiffYkfLgfeYkm3kafYkw2mpcYk2veZgYlHnWecYlQCcndYlnEeggYlrpcgfYlwJeggYlziombYmB6bdeYmF7gamYmH/lfVYmK5bggYmOxxejYmO1TcbYmPwgmd
                YmVKhffYme1bggYmhSggeYmjRrbeYmkDfihYmuUhfgYmxeokcYmyqiifYm1vedfYm24eggYm9BmbdYnKHYffYnKVjjhYnOVdfgYnTPVihYnWhmgeYnZ9nfhYnjFgYg
                YnjpgaeYnjvdggYnqodXjYnrfkgfYntLhmcYntjfclYnwMifsYn5wbggYn7ReefYn8IigdYoBgmffYoFkdafYoGwoiwYoHolbeYoKsnwdYoL9YggYoPDeggYoSBeZU
                YoTlggfYoa3eOjYorWeteYo1NXciYo6MbZfYo9xcggYpDCdYrYpJwfgjYpO+ZggYpR8YeeYpXOjWsYpYvdfeYpgwTfjYph5eZeYpiogfeYpxtiehYp6rkgdYqFUTgg
                YqIueZmYqJMldaYqM9h0bYqNngfeYqWddhgYqYmXseYqhTpraYqhkijeYqn6gccYqtQZdfYqzbbfgYq+5jcfYrB7hhiYrGSdbhYrJEnqkYrOplnbYrW6keaYrYtyrJ
                YrgskpkYrg9amgYrh1obeYriXrkfYrsBwdZYrvxogpYrzglgbYr0nelfYr6vgifYsACnlXYsD1femYsF+gpdYsS3mhdYsZ+ifrYshukkYYsphiaYYst/i/PYs2tefi
                Ys7WhaeYtGCejfYtY8fWaYtd8eggYte9jofYtjskseYtl+YggYtoRlckYttMaggYt9ZuXoYuAfdfgYuFQmYaYuFkVydYuRQTjeYuVyqiWYubTjfgYudogjXYufWqgr
                YukwhdmYuk7jpiYulXgghYunBvdjYuxbadgYuzlkcbYu1bZggYu38glhYu6coedYu8AjXfYvK5fioYvXpmpiYvYXiefYvaKjVYYvetgjgYvsbhfdYvy8fggYv36bgg
                Yv4ScfeYv7mcggYwF7cggYwI/nscYwJoieeYwQRdhtYwh9eleYwmBeffYw1hfffYw4ymckYw9OjflYxARelcYxIqfYjYxOPdafYxS/fagYxVegggYxcximdYxj5dZj
                Yxk+sejYxlFgckYxlnaeeYxpwicqYxx8jehYxyhbggYx1AkqkYx1h3bxYx2CddeYx8hdmeYx89ZSwYx9XeqcYyCDdggYyJrhggYyMLTbfYyPpXZcYyUEdfkYyU3gvd
                YyYDZe5YydJVdgYygfVngYyk0eiVYyuyfggYyxEcggYy2DZggYy3uigmYy5TdjjYy7jeggYy7sjcfYy+IluVYy+3jZdYzEJaefYzIFwkdYzQ8tMkYzV9VegYzYutgm
                YzZvfebYzaZlfjYzjfwYRYznXcggYzvIeggYzy/mXfYz6XvteYz+2i1dY0X6ilqY0YAklcY0ZohfgY0g7cggY0wTogfY0xCozeY02KjfaY059unZY083ldfY1BcTgg
                Y1CafggY1DieffY1IqmevY1JCgghY1V/YggY1r/ikZY1tEcecY1t0gkeY19ghggY1/wqU7Y2E7dggY2KzYjeY2hHdkgY2nWrhoY2p3nggY2syhccY2tTfhXY2tqdgg
                Y2z3fggY27EdfhY27/feiY2/dolmY3B/negY3D1idxY3ETYsdY3G4eggY3MHffbY3XwhhsY3ZyhieY3lGomoY3lPgefY3lo/Q1Y3r6gffY3u3hecY30HcggY30Iegg
                Y30YljgY300laeY34djfeY38NgXiY3+OdffY3+jTtfY4CsfcdY4JjSfgY4K4eefY4OCggiY4PYiloY4e8i/fY4i6XgcY4kVjamY4pOdggY4qEcggY48bhiaY4/Wfcb
                Y5F/ifnY5HTcgfY5I7ddgY5O7dgfY5TygiVY5UsibdY5XOdeaY5ZAXsSY5bXeiYY5ekoWfY5jvhZaY5piZjgY5uJpW5Y5vOrcfY5wrphhY6DOhpgY6FvkedY6J8rhW
                Y6SDdhYY6djjpdY6fcnhjY6g7efmY6liqbkY6w/QgeY6z6hatY65osggY6+jidmY6/ffffY7M3mmgY7PTXeeY7U4WfqY7VlbedY7ZBgZeY7aaefgY7etrdyY7fhkjc
                Y7iQkdcY7keireY7pLegiY7pweggY7t0liiY70DuekY73thidY76mdggY7+CfgfY8D9dggY8PwjfdY8TJikhY8TPiacY8TenZdY8W7mkgY8YOYndY8ftfafY8hZjfm
                Y8krtofY8oQXfbY8pjjmcY85SgWgY89GhkfY8+efghY9D5gfoY9IhgccY9ItldnY9JzkcZY9NqidlY9OWgffY9SpgggY9VrcwbY9l7eggY9obdflY9o1bchY9q5ead
                Y9r6ccfY9tbdaSY9wzkcfY9xxisqY9y8jbkY92wdgpY+FqiqgY+GAeggY+LgcfiY+O9hZdY+PbfhRY+WXhofY+ikmgfY+mFgfgY+nHq4dY+oTfggY+u4jhkY+yxhYu
                Y+1PbggY+5BhgfY+8njkdY++RgcgY/ArkkkY/JXeggY/KGefgY/UumiiY/W6jeeY/bslveY/cwcfeY/iImhhY/oVccqY/tIjlZY/u5llmY/x/saeY/03edbY/1gcig
                Y/2YgffY/37kfTY/5EqeYY/7ZpiiY/+8jfeZAJVeefZAKKueXZALmgggZAV7XXbZAV/begZAYghedZAZ7dmfZAaUkbfZAeRhcfZAg0ubkZAjHYggZAntffgZAn7fgg
                ZAs/ucdZAuzmcbZAwOxmXZAw2rVuZA5NpVcZBE+ZZkZBFOgggZBGBgggZBL9geiZBP5WggZBSdpdcZBXDZcWZBYvfehZBbRggeZBetghgZBnafeeZBpLdfkZBurief
                ZBxdmlfZB4qjgeZCDhhgfZCE2bggZCMqZkgZCPsggcZCTDkbgZCYYcbcZCZ7iliZCedfkfZCr8ogmZCxkmqXZC45ZebZC6SlXkZDAVljaZDD4igfZDFqndqZDQPedf
                ZDQxigdZDRLd5eZDXBPihZDg1bjeZDjlfVbZDrUnbhZDxNhdeZDyHgffZDy5eggZD0JjtiZD0lhcfZD4IYroZD96fggZEG9fefZEHCcggZEVkjbfZEXPiacZEa3lkf
                ZEbeqfjZEdLkdgZEhBfbfZEvWdggZEyAgflZE11jsbZE1/ggiZE3ZrbaZFKRiiiZFVIfggZFY5eggZFcugcfZFftgcXZFgsffbZFh+henZFi1dggZFjuWmdZFl9Tgg
                ZFuHfggZFuRgggZGCUswzZGCnbgjZGG0semZGH6kepZGOfme5ZGQksfcZGWAfffZGW6ebgZGpqXggZGqXoggZGvkggjZG3mhckZG+4gbmZHDtcdoZHGe9pjZHKjlag
                ZHOXefgZHOYileZHQ1fggZHV0VecZHoxeggZHpnlaWZHrkcfgZIAAjReZICKieeZIEDicfZIEauYSZIGEiZnZIHRkddZITklhcZIVjdbfZIfXeggZI0efbcZI4jqbv
                ZI5hklbZI8JgafZJASlkfZJAodggZJFHtXvZJI6tndZJJSgjgZJJoeYrZJQVefeZJQjoepZJQxgggZJZn//bZJbnYYgZJbrkfmZJdvbctZJhIiYdZJlzjldZJqEfke
                ZJqejegZJ0TgigZJ7teYeZJ80cXcZJ/PkbfZJ/9dggZKU1fggZKWzgggZKYUpheZKm0rcZZKxEbggZKylaWbZK0JxlUZK/AdggZLAebgUZLA7nlfZLCwdggZLGMkjc
                ZLUQpteZLYeojbZLd4menZLhKxhiZLsVjaeZL6qcfgZL60adfZL7bdtcZL73cfgZMOyejfZMVyokdZMaiYTcZMeXkqdZMg8sdTZMhAZbdZMpjXfeZMqAWlYZMruagg
                ZMsChWOZMwrhffZM0ltseZM7KjclZNBKfggZNBSsbWZNCakdfZNHgrbeZNKSVegZNQUefhZNV2eifZNYLfefZNpgXggZNv8fggZNwoilcZNzOifkZN6ChtbZN+2gld
                ZONxVdgZOkKXgjZOr4dgmZOtUaggZOz6qbWZO6MWggZPD4UfgZPIhafgZPJ3bggZPN2dfgZPTOp4eZPU/jbWZPZkvfZZPaAgkkZPaEnfdZPjWlcpZPjXjU/ZPkvfhg
                ZPmjvdjZPo+hemZP1vYggZP9gneqZQAWisfZQAedggZQC3mTkZQJBranZQRrubfZQUbdogZQcgzdbZQgKfgeZQhYddeZQmQagmZQq/icgZQzTbggZQ2nTWfZQ7/jic
                ZRBDhgmZRByhffZRB8UkfZRGbnuaZRHzjleZRI16gdZRQ7hjdZRW6rUbZRbjdkgZRjHaphZRvrctgZRyueggZSA6pZdZSCzcdwZSEkgggZSLLkXnZSNuifqZSYOfrg
                ZSaCl0eZScdgSsZShLlhbZSiBileZSi2gigZSmRncdZSqrrcfZSu+jYXZS07qZqZS6efdeZS6jZggZTA/lrcZTF+SjgZTJrscUZTOkkkYZTU8laeZTYzYggZTmLdif
                ZTs5ilbZTyjnSdZT0uaggZT3JcggZT3kdggZT7QrtaZT7nXffZT+FUjsZT+apjcZUApkdcZUFdgWiZUXXpTrZUZEeggZUbsbggZUdmxajZUewmOoZUm1mefZUnNcqd
                ZUs/eWbZUywdblZU5SeggZVDxjhiZVUBiveZVVVmdcZVbprbdZVcOhfjZVgghndZVlx3jiZVoTeggZVuRWlgZV1CnefZV1gqjhZWD+gtlZWFKjrfZWK4cdgZWLKkYn
                ZWh7igfZWmdYclZWrzefdZWusfbeZWvBZggZW6LiofZW7EgUuZW7zageZXJzfggZXxbleWZXz/cgfZX31ZggZX4IfWiZX+4mN0ZX+8VjnZYDogdaZYLSXYvZYU0hcg
                ZYXcfbeZYeyfffZYjjdggZYo7iVdZYqygejZYvUmndZY70bfdZY8aidbZY8yegfZY+4kgqZY/0YggZZMhuqbZZeIjldZZk6serZZqpPeqZZsPcggZZsxeggZZuxidf
                ZZvQduZZZ3YhhfZZ/MljdZaB5mfcZaFWdggZaHHdkaZaMyhggZaXiszcZaenYVdZajJjnhZaoNjddZarpgncZa+qqfrZbJinddZbOqZfgZbPHZbiZbWxd0MZbWyoje
                ZbaOmZmZbfLipfZbgGgkcZbhOeggZboolueZbswbggZbtgpnTZb0TedfZb0tfqkZcAtfecZcCmcZbZcGgjdVZcQ9gZfZcXuhfgZcYXjdmZcZvjmdZcaegggZccvhjg
                ZcfokihZcmaiidZcoQjxcZcrAeUZZcwZeddZcwsidfZczGfXhZc1NwZxZc1ScldZdHmPmcZdLOn8dZdXLiQNZdY6ffiZddutkbZdhHjjfZdhbcVmZd1LhddZd1regg
                Zd2EihqZeBhdO1ZeBkdggZeDYgVvZeFkWpfZeKhZggZeMHreaZeMzgfgZeONgehZebSjijZeedkXdZeniidlZewSodfZezFmjeZe3opafZe+xmneZe/ahqbZfB/fgg
                ZfCaWggZfSWnaaZfW9ucoZfhroqkZfiwk0fZfnEdggZfoalffZfwzocdZf2gckeZf58hcfZf8yggfZgG4fnfZgIBcZgZgLSnYhZgRnYSgZgSxdegZgW5iqdZgX8/Ny
                ZgZskdiZgcQbcWZgcReVaZgcbnXfZgjNfdbZgnLhieZgrCeieZgsAoyfZgsBeceZg10hpdZg4VefgZhAoegeZhFfhgdZhLZbggZhLtflZZhQ6/cXZhQ9mbeZhSRYnk
                ZhYugNpZhlclvdZhp3nsdZhusmgeZh4cZjbZh4maeZZh6nXggZiH3oZfZiIviilZiZrgffZidZbggZiiAmqYZiounglZiugdffZiygneZZi2OfefZi9nudpZjEbkfY
                ZjFYaggZjLsmdgZjMrdoZZjPPohMZjTChefZjf8tceZjkddddZjkrldYZjmTcceZjmxoceZjn3aemZjrTUnhZjrpedYZjy3dggZj0hVUXZj5PmddZkEHZfeZkOGbde
                ZkU8lZdZkXhhYgZkcSgfeZklAeagZknMfggZknsVYoZkqZhVjZkwaajdZk1DfggZk1LfjgZlAkkdfZlC2adfZlHGwiTZlTqjsbZlUcldtZlZZfjgZlcio0iZlikgff
                ZlpXigiZluLffgZl6Dj0bZl7oaduZmAjofbZmCIlXdZmD2YggZmIrshzZmJWkceZmKSXcfZmR0bjeZmTQdggZmTvogcZmYDrbdZmaMqqgZmjcXffZmlLeggZmpIkko
                ZmqUlbrZmxpbYcZm4KgjgZnDwpjZZnJUdafZnMKdgeZnO3jjaZnVmhifZnXahffZnYJYggZnbfrZgZnd3kifZnoagggZnuqfggZnzvcsfZn6ApknZn9gjeoZoaDgeo
                Zoi2lhgZoi6lpdZooHfggZoq9sbtZo78gOeZo+/gnfZpAubP+ZpDMqcnZpOtZidZpTZbagZpUQfghZpUaiegZpXketkZpe5hmfZplXfjaZpl4cggZps2cngZpwchco
                Zpx1UggZp2EphiZp2eZfgZp3VjY5Zp6njffZqIcdekZqJDfmeZqU6i9gZqXIqtbZqXVgggZqXikigZqeXYibZqxzgZZZq0fgggZq6PohfZq7tfggZrRsiZmZrVpibo
                ZreVjlbZrh8imiZrkDUriZruFiVoZruohgfZrwzfggZryQiYgZr0olafZr9EYnhZr9XgiaZr//cifZsAYbggZsJykekZsNwkreZsSoilXZshVejeZsjSkShZsk9fcf
                Zs0+XjfZs2zfggZs7EcgYZtCeOggZtGqjggZtPkhgpZtRFdghZtRQfjcZtRudggZtXtlodZtZ6wefZtcUWhqZthBocZZtjRhpgZtrMpcpZtwMjoeZtyfcldZtzofgl
                Zt1GdfdZuBfhbdZuIbdrdZuJ9mpfZuO5kudZuPZjcYZuSUgtYZuSiaggZuVQcgeZuW4jigZuW9VZeZudegegZujGofiZujcigfZukvefvZulxcggZuvYZafZu7ljdf
                Zu7vlcxZu/6gjfZvCigiZZvIzjodZvLAeggZvNYpgfZvOJddaZvPUjaeZvaqkdcZvkriufZvq4gdfZvvnbggZvv9hfhZv4YVWdZv6UdcpZv8sSfaZv+ccZeZv+vnVr
                Zv/PjdfZwL6sYcZwSNZggZwUApeaZwZSspfZwbNWdfZwkddggZwpZesZZwyCangZw0PpdbZw5yefjZw6odglZw7lptiZw+yjlfZxEshdcZxE0eheZxbphedZxf5Sgg
                ZxioYaiZxlyjceZxl8fmaZxqHWbiZxy9woUZyFPhfoZyGvgieZyK3bggZyZdhddZyfmegiZyjUdigZympYveZytQhaeZy2HbmbZy3pcggZy5DdggZy+YnlTZzCmjgh
                ZzDDengZzGahrVZzHkhyeZzNtgofZzNuqfWZzVGjedZzV9YggZzfyhgYZzgWpUXZzhReblZziGjdcZzixdhgZz4bgggZz46ideZz6blfhZ0FWoqZZ0GDYggZ0PjLvZ
                Z0dsogdZ0fkcfmZ0oXgfgZ0pUcggZ0s0iipZ0s+hffZ0wTdmfZ0xDnomZ1HliccZ1IOcgiZ1KHmefZ1KbaggZ1QVcgeZ1SolflZ1UsTdXZ1VXojbZ1VscgwZ1XWggg
                Z1khaggZ1x3qatZ13jqRXZ14AkfeZ14ghemZ16+hubZ2EGcegZ2SCjmbZ2U4aggZ2WRZabZ2asrH2Z2c+nidZ2lHgeeZ2mpnenZ2rhgddZ2udhhgZ20pgeiZ25Cjaf
                Z27lxsbZ3GkXegZ3KfobnZ3L8bZhZ3ZrggdZ3ardgdZ3cPdXgZ3dZcchZ3mUfcjZ3pQwkeZ3rxZggZ3sGobmZ3tsYedZ3zmqUuZ32EcmdZ33pcekZ36/mneZ3+vxoY
                Z4I+tacZ4NiphYZ4ZnhUfZ4eflhYZ4esjgdZ4xKkdfZ48UZggZ498rZrZ5JpflcZ5QDfggZ5SWZgfZ5aCmnUZ5ekrZqZ5lOgggZ5tumtaZ5upaigZ6A/edqZ6D5Wfr
                Z6QsqfeZ6WoedbZ6XzeggZ6YhrqWZ6cASgeZ6hUqdpZ6i+gbqZ6tAXofZ6tXaggZ63PllcZ65XcYgZ7FUedeZ7HcnXZZ7QqlecZ7ePsdqZ7esfgdZ7fucbXZ7kyjgg
                Z7qWjcjZ7vmZdfZ7xeydYZ701phaZ73oikhZ77TcazZ79ZefrZ8AlYhfZ8REjdeZ8gTcefZ8hhxrQZ8mEbfXZ8p/bpdZ8uTVmaZ85GocoZ8+WYbhZ9GZnceZ9ImZgg
                Z9QqkUwZ9RndefZ9TdnggZ9VlfeYZ9XKlfeZ9eifoYZ9oXjegZ9urofrZ9vwnfkZ9zZoehZ+OkkeeZ+TXVggZ+UoWfgZ+VzdfuZ+WcZbcZ+bwSfcZ+cjm/YZ+dlfcq
                Z+iefggZ+vWoRcZ+9ffbcZ+/HifdZ/EDeggZ/WZrmYZ/Y8ogVZ/bciffZ/cBjldZ/edkceZ/flfllZ/pSefeZ/rpgbiZ/uGmZwZ/0tggcZ/1+pleZ/3agekZ/7Ofgg
                aAD+uehaAEGnevaAFknggaAJQqOcaAJnjiWaAU1bdeaAZ+gfdaAdRixfaAj1fYnaAp2bdxaAxadggaAytyadaA3FpaxaA5SljuaA8JeggaA+efggaBAXgV0aBAZopl
                aBEjlefaBLEbfgaBL2jcfaBQYekeaBSqkeeaBS+hvuaBU2kffaBdNhivaBjhlkpaBnVlgoaBqAj1XaB1/fcdaB6hheiaB+6nsaaCM5qgbaCPzePzaCQVefgaCWcbgg
                aCY9cggaChDddpaCiUifjaCjYggYaCkndfbaCpsnmdaCtzhfjaC4ybbfaC7legfaC8miefaDAIiVWaDA1ncYaDMOjYfaDW5hd1aDrMmXeaDuLtveaD5ajjpaEExfeg
                aEFPfVeaEFTffeaEVQnteaEaOdggaEa/ikdaEcIjmoaEcPegpaEf+gggaEjLOjdaElkhffaErIgggaEy8jcZaEzRZfeaE84gekaFCJbgfaFCihdfaFCxbggaFDQcjb
                aFP7cggaFX4mZpaFYbgggaFZJklaaFhcgddaFpGlbZaFyMefgaFybcafaF/ocggaGBYhhhaGF9nfhaGHesemaGQVgeiaGRMnddaGU9rdfaGa8ebnaGcRmecaGdzhmc
                aGmelabaGq+phfaG2iWggaG3Mh/WaHHFdggaHLpgggaHNmiUZaHWwme3aHYHeegaHZwcknaHcomheaHfBisTaHlWiicaHnvklcaHxWfggaHzabggaH0XaZhaIEzkqZ
                aIJ8WafaIToldeaIZlbggaIZrJggaIeejfeaIiUcggaIoihe6aIqDkcbaIsanZeaIuIjpkaI4bcgfaI87iecaJBgYffaJBohceaJF4ihqaJMDmggaJaHqZzaJbytbb
                aJb3eggaJb8lrLaJeRbdfaJk5dMkaJ0loYhaJ3tgheaJ5JaqdaJ5QcggaJ7DmbYaJ8VWcgaJ8YopVaJ9TgibaKFBfggaKIgcheaKLanejaKR6osdaKTajepaKUGcdd
                aKVJecbaKcafegaKdLnZdaKdjlfaaKecaggaKrgcmfaKs+tnuaKxdhmeaKxghhhaK4ndhfaK+KlkdaK/ugggaLCBdZgaLIUgnaaLI/bhfaLNprlgaLWSl5eaLX/cef
                aLZ2bVeaLbahasaLtxhegaLv9iacaLxgegkaLxlghaaL1ndggaL2RjpdaL8FcghaL9vcggaMVDTgjaMWKdchaMdchifaMhrbjdaMpb+YxaMrFncaaMuwqmkaMvwdfe
                aMyfcahaM1LeZyaM6jwalaM74elfaNCfuhTaNHtkXdaNIFogVaNK3febaNLLkbgaNLXbhhaNSerVeaNSffbYaNWmgigaNXoakdaNYPoeeaNcpfggaNhXYdgaNjvnbe
                aNnb7ndaNofgggaNxtnraaN4ihcbaN5LpgWaOCokgdaOathicaOaxeggaOhWdfgaOqDwXqaO/xeggaPAhZefaPCTeggaPDpgcraPIlxZcaPKtPheaPVgcefaPZQjhg
                aPj+UggaPpOegqaPsToZeaPuMdgfaPywcggaP6pfadaP7IchfaP76krgaP+8OcfaQASnqbaQAVjbcaQJuiocaQOYfkfaQQCcggaQT/qggaQfvkedaQh6fefaQoYuje
                aQrmdefaQ2yljWaRAeWggaRAoZggaRIuXggaRLvWueaRPHhifaRP+okeaRScdbnaRYtjmfaRZTfzcaRbZhcoaRewggfaRh4lbiaRiQhsbaRkDcgdaRrHeggaRy7deg
                aR0GefgaR1pahfaSKzYndaSPYfggaSYLhWgaSbyvcZaSg9dheaShHaegaSi+ehgaSmNheeaSp9fdjaSwvhghaSz3cgeaS3ZfccaS7LZnXaS9ccfeaS/gnceaTABjhU
                aTB4YggaTChmVbaTFQqjnaTKHhelaTN1cehaTPPgg0aTVqZggaTfFkdcaTl1pjZaTnzgffaTpAjkhaTsMehgaTsPrhdaTuNgfaaTuYPggaT1YmlaaT2ZksdaT3Zknd
                aT7ofggaT+tXXgaUDjtxVaUPNk/maUPQYbfaURJjjdaUUTgggaUVkjfcaUYgZdgaUYubhgaUZumpdaUcqmflaUsvdmeaUtxljeaUwDgdnaU1GhsyaU2igdeaVCYmXe
                aVFIhfgaVF6gecaVLTRadaVLWdggaVN4pedaVfKedfaVhofliaVmhuenaVnXnPfaV9kcZsaWFrfcgaWFtgXqaWJ4aegaWQlfggaWTCipYaWZYfdeaWedjfcaWgLfge
                aWlvhfZaWrWjcsaWxddacaWx6hfaaW0fgggaW35cggaW5hTcfaW75dggaXAjckgaXCshseaXFJgceaXOygfdaXRkisfaXcmpbTaXdtyTpaXkOghgaXqNiffaXrjghd
                aXr5fggaXuAebcaXyRhhfaX0XcecaX9feggaX+0cfUaX/8pbbaYGoqbcaYGugefaYHUhidaYN1effaYPHeggaYPvfcgaYY2kpdaYZCecmaYdPcggaYdjbfgaYpelpV
                aYqMkgfaYvwqkaaY+5ahjaY/fgZsaY/kwidaZDAgmdaZDvbigaZEedggaZHOovbaZJDogpaZNrkazaZQipleaZVAhjiaZWTdffaZXrWecaZd4iffaZeyafeaZe9jek
                aZgzefeaZhJhtfaZi6eggaZkXejdaZl+hVjaZqCeggaZrWhkTaZr8imlaZsMienaZ1slrcaZ5XmaaaZ8wjfdaZ+0ueeaaAoeihaaEEsZhaaL9hhgaaVfnkhaabQlZk
                aagPZggaak/mpcaavjkncaavldhuaa74cfiaa+3ldZaa/GkY/aa/8fceabAUkdbabHUrpZabImoZgabL+kdvabRneggabTFhc4abZ/cgeabeAiebabfFobhabqIjdn
                abrLhhjabsanbcabzHmggab11jYcab9Podqab+SjndacEVfggacOvhdZacQvhglacQzfdoacSpihpacTckbmacTxnfmacXoYnpachHiYgacioklfacrfdggactamre
                acyQUeaac9hieqadCqfheadDbVdfadEVkXladFbqiVadRaiafadSksZeadUWeefadi7pQ5adk1lcZad8AdaiaeEQrfoaeN9ckeaeO5dggaeQ5uceaeREu3iaeT4rpi
                aebIpffaedxddfaemCjffaen4lfaaepeyWvaerDrecaevwgmaaexnihjae8qenWae93ggnafAgiceafEcheeafObcXaafPHfXgafSwkidafWoeZfafXJdefafXqYfg
                afa+Yjxafa/sWZafejcgfafntnblafsqieaafwGVfeaf2Tgghaf5omgeaf/Hhggaf/mkghagG2aggagIVXZWagJ1aggagVQeggagk0bggagucdggagwRXigag1eihY
                ahB+fggahCqgXgahCxgdgahLCdkcahN0eMYahOKfkaahO9hbeahP/lffahcMpafahjNe/eaht1VkgahuKvdcahwKkafahwhaggahx2lgfah1cjhbah2JfZgah87igg
                aiBfcifaiF2ZYgaiHBf0YaiMxjidaiSCaafaiUdggiaieSggraikIiieaikhaggaik7deeailhVggaiohzqaairefggaitIZggaiuEVWiaivwifmaiwKgekai0sakg
                ai4Xeleai9Xffeai/mjXpajUIhldajWPideajZEgedajaPkmgajbDhvbajlbkcfajoK1ULajpCafeajsjagfajwq3oZajzHhcdaj1H1Xcaj2Ahfhaj8Vbggaj8mbci
                aj/reZbakOrjeWakXOWggakb2nTuakd/fkdakeveigakisjdmakkxhfeakuisjfakwffocakyXpdmak7hvtXak9hifiak/KgYcalAwcccalFZgfcalF7ofgalMLbtV
                alSMpWjalTAlddalUgcggalV4jhgalaKtXfaldGqZcalfYajbalh6p4MallDeebalpVlqXalreelfal7WmdgamGucfsamIunZyamL8eggamOaYggamPKpP8amQCcbf
                amc2fggammKukdamqyeggamxiYngamzLfggam1+egbam5LffoanBbWglanBentfanHYmflanSVkghanWNYkdanYibljanYqihqanbQiceanc1pOgandzXgfanhZXej
                aniJbfdanljhdfanpXmefantIwfXan8cvqeaoBJZeeaoCfufbaoD7bggaoUclceaokxkdcaoq7waWaotliffaouyaggao8BmffapDohelapKhqfmapSIadrapW2egg
                apW3pXlapaEeidapfhmYaapkMXmdapq1fbhaprfmdoap4ydleap5Jeglap8nghhaqIqchjaqKYagbaqQvjYZaqSChpfaqTzdggaqmGhYgaqnKkgfaqpSeggaqsGijc
                aqsZhefaqstdjeaqzEYrYaq4EcYgaq92ljjaq+CtfsarDQsoYarFAcvearFgbggarGrmeiarQ9bcrarcVfggardhgffard2hfdarjkdggarv1gprar0nfeVar52egg
                ar9IkZoasCwoteasD1kboasKRgjlasLhrlTasMlmggasb8jepasd+sfease+pYdasitgffaskrgfgask6kfmasoNeefasqjgggassUcffasvadfeas6xfggas9hbec
                atFHccmatNGkhbatQUqhdatT4UggatmAna3atrceghatzydgmat4fhfnat+4WggauHbkfkauKflcdauMKojeauQOhhfauTLeggauTViedauUBcggauaDdggaufHagg
                aukfffgaukribeaur1hbfau0+pefau1Jiffau45cggavDZckeavS/hggavVtcffavqzghgavt9ahkavvunfravxmrfeav0IdhfawGwgedawJ5lhaawViacWawXOXeg
                awk1XZjawlvjgeawo7iccawtdxlaawvRceeawx7mWmaw0hXggaw2zogdaw24dggaw49XggaxMCpaeaxUTfigaxViidfaxlrnqbax7fbfeayBUXfhayBwfggayCvoRv
                ayOZXleayOccceayUtgljayZkkeqayeMmbfaykkqkcaynhhXkayn3egeayoscecaypHcggayqrbocayuJggday6dlmjay8StdoazJArSdazPRchgazZPYggazfjede
                azf4aafazjjdggazorefeazpQeggaztYcprazylpVfazzLkfcaz19ceda0EVqnaa0IVfbqa0LaWgga0Pdjpda0Rxocea0Sbdlda0Xzmqda0Znagga0cKlbaa0d6dYg
                a0mVkrfa0oabgga08fqiia0+soUda1BOnfca1EOfgga1EUfufa1Ezmeoa1E1fgga1GRekga1Gzjdea1RRtVea1Skieca1Uoqofa1Ushtda1WRXjga1Wuegga1aOegf
                a1a1pbfa1bNchga1cMmpla1dqXgga1euegga1lBkiXa1uZggga15Dhhga19xjela2JUWgga2Oecgfa2SLgnda2SQgeea2Tgidaa2evdeoa2foaofa2gRfgga2i2Wcj
                a2nVcgga2sZfqea2s8hlea2wygiga25Bekea3ASwbfa3Jebgga3K9plea3Sjddka3Y5heka3aTkica3waZgga367hmaa4CPXgga4K5gfia4Nnjkba4Nugcua4OIbgg
                a4STbeca4UplRca4V3Yjma4hMhpia4mtfdfa4+Uefea4/oggea5FTfgga5RJagga5TthWfa5Vdkfea5XVamga5ilqbfa5j3cgga5wqlawa5wzafea5yMbeYa53urof
                a5+efZma5/Rcgga6Siggja6b1fgga6nhfgga6nlpbea6n3fgga6vNqSma64LZbfa66cddha67Ajexa69Ljpaa6+Fdfga7Dvndea7Efenda7I/jQ3a7Ldocaa7budgg
                a7fqjbpa7q+gYla7wQahma7z2qSca70FVffa74hugga76sbgga7/Ligea8F+idea8Ghhfda8KGmTra8LUfgga8TCiZoa8bMfffa8bVebea8rhgdga8r1hcda8wTmcj
                a8x7ipTa8y8Wdga8ziagca854igka8+Ogaga9AQhfha9CkdLfa9EFfcfa9IWpjca9LSdgga9Z+kdba9fociha9hOjgka9jQfgga9mtlbia9nteefa9orpkca9qS0fz
                a9t5loba9vpgcga9zdngWa9ztZffa955ieka96hheca9+bkoea+J3bgga+Qiegga+RSqmha+R2afha+R4agga+UCkbda+Wtbnda+e/pdea+fcpqVa+i1jdfa+o4hir
                a+tjhcfa+22Tfka/Tkgaba/VjYgga/Z+Ypma/bGqlfa/dFfgga/i7nija/lUrZga/rkggga/uvnjea/wOeofa/2Fkila/2xefia/6ngbqbAAssXcbAFzfggbAKHggf
                bASNcggbAVYqgjbAZTffebAvXzfcbA8sildbA83gegbA9nklsbA/GSfdbA/IbggbBRIaedbBTwiidbBfljmebBgvgZfbBl9pjobBzgeggbB/MigdbB/dSeabCHrhdd
                bCKifggbCU6l5cbCaJfhgbCbWifgbCdGobcbCjmjc7bCqNaggbCuFbggbC4eclebC8AhmgbC9+nffbC+HdggbC/MffebDAhjhjbDCcffobDLewaebDgIhffbDiCbfd
                bDjnfdgbDoUobfbDqFfkfbDwcfgfbDw2udcbD63jcgbD9EeggbD/5gpdbEDpdgmbEELjgebEGzrjfbEI3cggbEMugehbEVHjeabEZ0hfcbEbhadgbEsXggfbEtgvUw
                bEwdhgibE8AkctbE+dehgbE+1gqibFGqjfjbFRuxXcbFTmYggbFbLjbgbFlEkdgbFykjgebFzYofjbF1XqrWbF9XdfgbGGKjpcbGI4liebGMjhffbGQhkqdbGTRmZU
                bGVYfuebGfDugxbGgHhffbGgSdXfbGqOdgibGuTiesbGx2eggbG1TgdhbHD5kgjbHE6esfbHGimdhbHG7fggbHKWjdgbHgtieebHiWifcbH1EnNabH2ObggbIInhpa
                bINXvhZbIQ4VggbITFhbbbIThfeqbIUBxccbIbqVfebIjrddgbImcndmbIngWfcbIr3njdbIsYaggbIvmZefbIxXdgebIxxqzcbI1wujebI2WirZbI6fjpfbI6huaf
                bJAEcggbJCCjdibJJPiflbJPCdffbJQ3lZhbJYrgigbJY8kkSbJbCincbJnBdkabJnSlndbJptgbcbJrvgggbJzhdgebJ4S7ZtbJ6IikcbJ7PZggbKDcnYfbKM9hfj
                bKRAqjfbKRwjeZbKXonegbKirfQ4bKmUshjbKmxpWebKoNaedbKr9bZbbK67fpfbK69s8abK9pjepbK/WVdgbLQjgdvbLRFhtcbLVJbggbLaahhdbLcLrggbLmbile
                bLqDigibLroVnmbLwSpefbLyYtcpbL3BhdfbL3HieabMS8XggbMaeihfbMn5hjdbMrmndtbM3FZifbM6FZggbNFKikgbNLEgQ9bNNAhhebNTacXibNZPkc1bNfNiax
                bNifgicbNkmcggbNm9khcbNnOqcYbNr9efpbNwLfgfbNxXgifbN2kiddbN8dThgbOdAfggbOe7gfgbOkQr4QbOntdmgbOv8gefbO4WhfcbO4+jcbbO6GZ5bbO9WoTw
                bPGzcsfbPHZcefbPVdkeebPXGdhfbPX2syJbPdFledbPkOlbabPnCYcgbPnydfgbPp3jcnbPraXggbP7CgffbQB9phfbQEyemebQIagc1bQOybkdbQPsVjhbQXMbke
                bQYtgfgbQY7adfbQZohfgbQgTeeebQkYgcibQlSfjgbQxpcejbQ2dqoebQ3PdggbQ7SdggbQ/ChedbRDShfebRXvmfdbRZyfgfbRf0dggbRkcffgbRufrggbRwdTgg
                bRxceggbRySgffbR0hjdebR3YjegbR89oObbR9/aijbSAkdoebSBtgdebSB/ghjbSD9doabSE9k/PbSGPcigbSR9krdbST+hgebSUAieZbSUIpcWbSXvnmfbSdYRjv
                bShUfeebSlBeggbSl6jfZbSpMfgnbSupfggbS0lrdmbS8JdggbS9agkbbS/VZggbTAPdfkbTAufggbTJGmf9bTKNifdbTQfihhbTcphfgbTdunkfbTi0dlfbTjEcbd
                bTmTrsmbTtlpqabTyoibfbT0/dcebT6isesbUBUjfxbUN7gggbUP9eegbUTPmf9bUakqdsbUpwZggbUwumfpbUyYgembU1YghgbU8riVgbU95XjebVCOngebVGKbgg
                bVNpjlhbVWgcfebVYcgasbVnFscVbVtGdwWbV0lkgfbV2hvcpbV4EqmgbV42mombWBucggbWDXiegbWDpchdbWFgfkebWINlesbWNwkdmbWOPfejbWPrkfebWS0ikg
                bWS8oqdbWT6hqfbWdqrdebWhRjffbWnClbrbWsJqcobWzjcbobW4piaYbW5xVdebW6xRggbXB3WbfbXCuafhbXNPSoebXQvbsdbXSteggbXeZiaZbXf+eegbXkQggh
                bXqRabibXu0kjabXxoeggbX4orgqbX9QdffbX+adbjbX+jelibX/5eefbYAJiggbYE+rQpbYHKSggbYMwrafbYP6inZbYSIehgbYaegfgbYe7bigbYgYibfbYgfckg
                bYncifbbYpoZkfbYp+fggbY8qhZhbY9HhWfbZDWbggbZJGcfgbZM/edfbZTiedgbZXRgdebZYVkezbZZYhdfbZcgggebZlsheobZn8gaYbZxkibSbZ5MXffbZ57idh
                baAjdggbaEikbfbaGseggbaO4cggbackghgbaoHfggbaowcmfbaq1hflbatGeboba19geeba7GfghbbCxhefbbK3ggfbbToebnbbZMWggbbZqqbhbbaQkfebbb4elb
                bbepiggbbiLeggbbjIbegbbjrbhfbbkqrldbbzyVggbb2Obggbb3Tigcbb4ckdYbb51cggbb9xqfUbcCBdaUbcDLeffbcEhz/XbcEmdkgbcG2jVebcMYhefbcNxlJy
                bcTajfYbcUcfggbcVekkbbcWjcglbcW5dekbch/lbgbcjYeggbcnbYhebcy2glQbc0uhT/bc4Gdggbc4Pcsdbc88rcnbdSeaggbdYcrhWbdY0elcbdY8ffgbdZdrxb
                bdjqlcfbdntfggbdsqjeebd5Vrxfbd5hfiibeAXYdebeGtadjbeRQdggbeV2obpbelRmcobemwhlebeuqdgebexUbggbezzhegbe4ueefbe7UpWubfARuaibfKgfgg
                bfLxhefbfMeeddbfSAcggbfYVbggbfbBhggbfg8lLabfhMeggbfsUchgbfysdfhbfyxmfybf/Bjdibf/YcfmbgCkfggbgDFqpgbgVDiefbgVefaZbgV0bfgbgYgoqb
                bgeleclbgfZjbdbggsghbbghEtbdbgjFgggbglzzSybgorjeebgp+kgdbgsKzebbgxVfcdbgyffhabg2Mbfpbg8YeggbhGknanbhN7hZcbhO4cggbhPadggbhVLpYW
                bhiRkefbhjfiibbhpAigkbhrTdenbhtUkd0bhv4deXbhwQZdubh52nhbbh/wfbkbiJXfggbiPxbggbiRCmkbbiUCfmTbiYAWehbiehhbgbimKdalbio1keebirkpes
                biuiZoUbixybeibiy30ZZbizyidcbiz7roabi8aicmbi8ldiebi+FbggbjCvkedbjC5cjcbjDRgcbbjE7lkbbjM2kicbjQ8nrUbjRbclTbjTngkTbjU4jcgbjX2PjT
                bjcXjeebjfiljhbjk2Xfubjn6egkbjzQZfdbj3HbXhbj+5Vfcbj/JhfgbkApveebkA+mlbbkELbghbkLT2UZbkRcowYbkYpdKubkbHpedbkb4hfebkefmfnbki1cbn
                bkjLfggbkoDmglbkp7afebktffmgbk5seejbk6/ebfbk9djffbk+chogblA5mpeblA+qjcblEmgggblFUOqgblLadfgblRRlibbld5jggble7eggblwUgbXbl1Ubgg
                bl5wfggbl7ucddbl+ZcggbmHFmfebmHfdffbmPLjfqbmQwgiwbmcjfggbmeSinebmlxehfbmqVXfobmstktibmtDnmbbmuZtcebmvLgffbm6Brndbm8qQggbnEUfbl
                bnGmYeebnJMiifbnO0eYsbnQkbggbnd71I/bnhKpnrbnirgfdbnrIhfqbn20Xembn4ughcbn9Ueqgbn+ucOtboJDageboJZbjoboQykgfboWGXggboc4hggbohocdi
                bolWcggbowehggboyGZifbpBxikfbpIaRYgbpWJeggbpe2egbbpf1cefbpgqhnabpnlcgfbprmjgabptL/S/bpuuagibpxlyYabp0gcjbbp5nXhbbp64lS0bp8hglb
                bp9CknkbqBvZggbqCJfggbqClnldbqHQhgbbqH1XggbqN7eapbqP6igfbqRJfggbqRxcggbqRzwdnbqTqkeabqWvccebqZNkwbbqh3dggbqk5cehbqnCidgbqnxggh
                bqr7fggbqyMhbebqychcYbqzTcefbq5Begfbq6iKkYbq7jdhfbrAudggbrKqYgfbrSgeefbrY6bihbrcntfrbrd+cgdbre4bwYbrg6Uggbrmgocfbroal3abrwFffg
                brwvhhebr1BOYcbr2Lhfgbr4AxWsbr4Vedhbr9ligfbsJ0gLdbsLAffgbsNvqacbscKgadbsh9lblbsi8eggbskKljobsmeYggbsoYjffbsxgfggbs5afggbs9Wffm
                btBEhggbtDcqgtbtIffggbtJtejfbtNTfggbtR3ugZbtWIjadbtqPcfgbtrTicdbtrjpfdbtzrehjbt13dggbt+lcYgbuG+aggbuIfXgmbuKeffgbuNufewbuOPqyd
                buSoqdbbuaZgggbueLhqYbugOcggbuhxmcfbumMdggbuuZpedbuyTpsebu6sfcsbu9mWggbu+rTdbbvDjhpebvHZfndbvLVtdibvQdohhbvQ4gjfbvZHtrebvb9hvb
                bvd2jifbvq/gcbbvrSaeibvxERggbv2jbggbv28hegbv3saibbv42ghjbv9ahoobwAptidbwGeuVabwIEchgbwRvobfbwT0kidbwYQieebwYSjehbweaeWXbwe0hje
                bwlPcjgbwqHXfhbwsRnujbww6dflbwxudggbwzgbggbw3khbfbw4ykhebw6Fhaibw8qoXbbw92XggbxBSZhbbxFiWlbbxNkeggbxO9nhcbxPyjcdbxUa/qUbxU+afe
                bxVJmZcbxasgjfbxjdgapbxj1gbebxnImdebxomgggbxuqlYfbxzAeggbx7Nldwbx8ifhebyDukhhbyDzlffbyK9YggbyLmolabyNNZggbyQHsYvbySLedfbySmfgi
                byTLfjgbyTRdggbyXLkaobybXgcibyg0befbyhebggbyygQjVbyzBiXjby7YQlfbzExflfbzE0qgdbzF5sggbzHEldcbzJogfobzLugsgbzN1egmbzODhicbzUrkhd
                bzYBpTZbzoEiumbzp6idnbzrnimgbzruogkbzukddnb0Ambigb0DNbdpb0Ozifgb0Pxfggb0QMaenb0RFbbZb0R2gcfb0Xxaigb0Y/tgfb0aPacfb0chbhcb0eheje
                b0jgZfgb0lifkcb0rQzfib03nilcb089Sggb0+Koffb0/Rbhtb1C/fjfb1D/fedb1ETfjdb1Ewhbdb1Hkkgib1K7eggb1Lhkicb1Njgkgb1P2ffeb1Ssecib1UaYfl
                b1c0tdfb1exjeZb1pUbggb1p6egfb1t1dggb1zQfieb11Nipab12bkepb15Ifggb1//WYab2BHkdfb2SWymXb2TFYggb2Ykgfdb2ZPiYkb2gOeggb2g3dgfb2jBgwV
                b2pdghab2zfUglb22xygdb23nhegb24/cctb3BXjkgb3Gyefab3JTeVlb3Ticfgb3V7ffMb3bOeggb3huidib3kRphab3k+ZZfb3qsbggb3vwlbvb3xLXYfb31Whkf
                b4AWdggb4GqSfdb4ILdqgb4IOfeib4MEeggb4Wlfggb4flledb4gyaafb4h2iebb4wYgYgb43gkZyb44iWggb5C8cbeb5Lwiggb5Pjcggb5Wdmefb5cxlffb5flhgk
                b5jFgfjb5j9bggb5rTWcjb56jeggb6Bcffdb6DzZfeb6Gqfggb6LLdb2b6Lieffb6OZhrfb6ZVcbgb6jiggib6k9gieb6mnlXdb6n2klkb6wjchlb63np0Wb652mpl
                b66kqbdb69aULfb7cQhfqb7eUjibb7gkqWXb7qlegfb7tdhkdb70Xeggb73/cdab79Gmreb79ekffb794iflb8Fvefkb8Gidjfb8JSiSgb8Spkmeb8VTjdfb8jZfeg
                b8jwfggb8ndmahb8nhdbrb8shvW+b8yMfkeb82Lpdhb8+CoZcb8+1nljb9DEZhab9HZpdhb9KSeafb9M1Zggb9YEfggb9fFgdfb9gvdjgb9ipe2db9jPbceb9mpggq
                b9nAgggb9xhhieb94Rsncb97Paggb+ADRkcb+DHdgfb+FDfggb+KXjyYb+Lzgbcb+d+desb+eZgdbb+i7keeb+lacgeb+nJqpab+n5tblb+q+mpdb+t8sqcb+xDgee
                b+1Nfsbb+7Zfmfb/BPimlb/GImZdb/Hnfkib/M+cfgb/TZhanb/Vkhefb/Y6gekb/Zeaeeb/a5jheb/s4cggb/wnZggb/xCXggb/yUvhXb/zWgkeb/1Yfegb/6Bdfg
                cACaZgfcAFPgencAHxZggcAI9dggcAOAqcfcAY+ifecAcCdlgcAepdchcAp0YghcAp1gfZcArGdeccArjmmecAupgZccAvwgddcAxf2dZcAy6dgfcA4msZNcA7Sleg
                cA88bcWcA9ZecgcA+mdezcA/thetcBBTfggcBD8gggcBIYZbecBJ6YUacBM7anacBPUkK1cBRCjHacBUf3X4cBdqjfgcBd3jjecBepvXYcBiSZggcBi/ighcBlSWqf
                cBmyfs0cBsDZdwcB0JlogcB3FZcfcB9AbegcCJHmSjcCSYledcCS7xSccCU+cggcCYJVgfcCdReggcCe7rTdcCiEhfecCjVifgcCtgsjbcCt+khdcCuHfghcCvgwig
                cC0lpcfcC72YfhcC9SuabcDEbcmfcDOHddfcDOzYggcDSgdgecDUlnXacDg0mexcDn1SgfcDrmjeZcDrpfggcDtLifkcDuEccjcDy5jfecDzPiYdcD08bggcD5Xhgc
                cD63bfjcD9OffgcEEIXggcEFBegecELWniecEOVfhacEQucggcEU2dggcEVY1ZzcEaFeoccEgwdZncEpHdaZcEvdelfcE0QWfgcE24hbfcE+PcfecFBvsipcFEOeef
                cFRzjaWcFSSificFa8gggcFc0jehcFfeeifcFl3xlbcFpdyeccFsFgefcFuJdggcF2EjdlcGCGUYxcGD1snmcGEkcggcGFZadgcGMNedecGNZfgicGW9zjVcGkyjfj
                cGlHXoecGnlhbfcGpkneZcGpqdfgcGscfggcGtWbfgcGt5ghfcGz3bffcG3kgiscG90jnbcG92kvecHJRZggcHRJerfcHXRMggcHi+jeYcHnNlhecHnTlgecHu/sdq
                cHwnldgcHxtgojcHznceecH5Sf3bcIA+ohfcICQgmfcIDQfkjcIEDgcfcIG1eggcIK8fggcINAgcgcISCjehcIS9nWYcIZ4cffcIc2eggcIugmgacI5LgfgcI5jg/W
                cI6FfggcI+efnfcJFBzeacJRlqSZcJT0cegcJXsniacJhaigdcJiAXbqcJjKlggcJkK3/ZcJouTcccJxVcggcJ5pcdgcJ8QeggcKKGZggcKVilcqcKgheeecKgjfgg
                cKk7cmXcKm7ndVcKnrZggcKnybfhcKsCmiicKwlleccKw4jafcKyJdcccK3emffcK9EonQcLLthgfcLNpjflcLNsZggcLdFZcfcLjYWhdcLsnncecLzreggcL17cgg
                cL24hZfcL8JVeccMCKfefcMD7effcMMEbhpcMSPjegcMWNkcscMfGcfgcMl7hcbcMn8ddscMqmpZacMxFickcND5jXacNGbbggcNLxkcecNNTYggcNVJgggcNV4ged
                cNXcYfgcNbmkXrcNb8cggcNhophccNuzlrdcN1mtlWcN68ifdcODkeggcOEYkfecOI+bfgcOLRdbgcOOLYhjcOOxvedcOcijgfcOc2knZcOnfoRkcOqscggcOrrgef
                cOyXRggcO2AeggcO6ogdecO7ZprgcO+cgejcO/okfdcPHdkffcPPhcggcPTlojdcPbhbfccPpkmdgcPzFafgcP0XcaecP0xhgecP5WmkecP89gffcQCZigkcQE9sfl
                cQIiifucQJMojdcQKnggfcQQZfggcQSAipecQSeXggcQXTpidcQZSfggcQaYbggcQcWilecQjlidncQzphhfcQ6QfffcQ9hcjrcRAHZodcRAgfggcRBiqtbcRR+ggg
                cRdBfmdcRlicpacRsPhqccRxWfefcR3gjegcR7LeggcSBWbimcSIQeggcSNKejgcSQRokccSSWgWecSUznZvcSWzicdcSZ4jbecSa3hegcSbuabZcScceggcSnUx1h
                cSn7cfgcSoVgqbcSqShfgcS3QjcycS5PbeecS6FaggcTDiomZcTD4fggcTKtjkbcTK5lggcTMRkomcTTahhhcTXxvgacTbfrVncTeWhjccTh4sdecTi1aggcTkufgg
                cTmqeakcToccggcTp3TcdcTr7jmScTuKnhecTxrcffcTz3cggcT6emrccT7jPggcT7/faecT/wmVfcUEuwodcUG1cfjcUM0hgecUPMcpecUSlfWccUTtkdmcUnWgig
                cUqmimfcUrDhWccU4EfoYcU54bggcU/giffcVIYmggcVRZcfhcVRdafgcVWUlZicVanblfcVaybggcViqZggcVkkVfgcVniwZ2cVn/ivccVphgUwcVqEhlbcVwPggg
                cVxSpklcV0ffdpcV34flecV4idbycV9oiejcWEohflcWPcxdacWQsbNKcWV/eggcWWJfggcWbfiefcWbncpecWg4gYbcWjiakdcWnhezXcWnrfdecWrjeggcWugicb
                cWwXmugcWwseaccWyRfggcW3gcYgcW81jtecW97dggcW+YhmicXDpeohcXPTbggcXWQmefcXeEMggcXlijRecXy9gggcX1QxYfcX6qZdgcX9JhfhcX/cbglcYFOgnc
                cYRxdgicYRybggcYVjgaacYWCiYocYbwRencYgBocbcYgZe/XcYnBbfjcYq8eggcYtBjhfcYtXnikcY3LlfgcY9wjafcZKbkZTcZRQndpcZRykhdcZXOdggcZbJmZw
                cZcQnjecZmwmdkcZqWekgcZrwjggcZ0IeggcZ3VcqfcZ4UibmcZ5+eggcZ/1oeYcaC9ldecaFeiggcaKGcZccabSimecafIdkZcah0gmacakwfggcamSicccanGixd
                canRkcfcaxyidpcayNdggca0+eghcbD1gmfcbEgratcbJqfggcbKngddcbKvfggcbK4uaecbM7bQ9cbd0fgecbhogcecbiocrecbljjfccbmXbhccbnXdggcbq1lWz
                cbxjwVgcbzankbcb0/krdcb1IxOycb6ahqacb8nXSfccAdeaiccI0eggccJCebeccQBdZRccRZlcoccWHrccccafbilccbVhjfcccAXggccgkkfeccgwiakccjlhco
                ccnlgfdccz/Waccc5Lmtdcc/bmarcdMiZhbcdf0UZkcdhklqecdoeisUcd51fggcd6esYXcd82eggceAIWggceAxlccceFjdggceGodkfceWZhbfceWhdggcei1lbd
                celjUcfcelsbggceskdggcezjfnfce0nffjce6sfsfce7ojpfce8HZsncfPUfegcfYkgogcfZrldocfdivpccfmifggcfsLkcmcfsSmfmcfsnq3lcfypYjkcf2aZgg
                cf8wrfkcgBVhjfcgIsdclcgJvfYecgLebggcgQccefcgSGcgecgYikjccgjonfbcgkXioicgk9nfZcglVieicgxcklbcg5slUccg8vgonchAhcgcchFqYjpchIcdYe
                chIlbggchRxRcjchYeiofchjNfmfchjsldZchlPglechlkafdchmylbbcholcfhchrJqldchssfggchyldfwchz1gfrciAragiciIKeggciL4fegciRBfggciSDfeo
                ciT5fYeciUZgjcciUlcetciVdfjhciXzgefciYbuyYcibWjdmcidCqbacieKbofcinGYqdcipobqacirWadfcit+kZncivTacnci0ubjWci7VoUhcjFljepcjHWegg
                cjO5rVgcjUefencjXZfggcjYXijdcjYpZfecjfwZfecjiYdmfcjsOcggcjsrabucjuClqbcj34cgfcj9lbifcj+1hggckMUkgeckNtbbhckN7gffckWKZqcckfXbef
                cksvYoeckvtVggcky2hfXckzhoZEck1+ijgck/dZggck/wetXclBukhjclEMhggclSsjVgclbCqbbclj1lnNclu4ggeclwuScjcl1Mfndcl3qjhlcl9bnuacl/fYeg
                cmCMdrgcmCteglcmTXkZzcmV4PfpcmXufddcmaRmepcmfBrcccmmjgZgcmmpiejcmnpfdicmpUjkfcmppkQecm0Ljefcm0ifgkcm3nUihcm97poqcnAHcegcnBzdgg
                cnClftecnLnobocnOWleccnW1eeicna9pfhcnhAcggcnhrcixcnkUffzcnnhYgfcnoBbgfcn2Cfggcn6moeucn/E46kcoCufggcoYRff1cooCepdcotbkjocowcXme
                coyhecfco/0eggcpAegggcpEkgnocpHZbggcpMUvWacpSLfggcpe7t/dcpe9eYecpi+nglcpnQecicpoxdggcpxqkfgcpy7fggcp1OZggcqECleqcqIYZgfcqNHhve
                cqNj1frcqQNdfecqmnqgqcqqIdggcqqZeggcqvCjffcqvxjedcq38Ycfcq8qkhncrAskkgcrOKjibcrUIcaecrbEopZcrbqfoccrcBiddcrenjjmcrevdggcrfojpf
                crnveabcro2fggcrqMiuZcrx1clfcrzadddcrzcedqcr07Xehcr6yZugcr65kggcr/DgigcsB2daccsNegedcsXOgggcsahkiccsgqcRpcslnndWcszFfadcs/ffal
                ctHlhZectKcWffctLmicfctNtdfgctPFwhcctPYvgectTAfjdctTmekXctXDhedctaUfggctcDgehctfMdcgctlxeggctmzifhctpnnhectqueggct16Xkbct+Xagg
                ct/0eggcuD3jcocuN+jfccuQxeggcuUrZkdcuXRpc0cuZAhaecug2iifcujOjcncuwPhihcuwZhdjcuwkklecuxfgcocu0oaggcu1wlZWcu6Hbhbcu7SoZdcvAPceZ
                cvDPgfqcvHWhkecvR+ldecvV5eggcvXXkhbcvYabgZcvgkYggcvl4dpfcvp7oWdcv2MXejcv/7pcncwIWgegcwJBkkccwRlZhccwVGWggcwXOjaecwZGcelcwicffq
                cwpVgfocwqgdYdcwq4nkccwq7ncocwtCjghcwwEihmcwwrZggcwx/kfZcw5UZggcxBPpbjcxB2xU/cxQSmfucxTAdYscxT2ffgcxdeZeicxeSfggcxkUjjecxoHqmX
                cxuiTzecxwQqpccxzNkogcx4fVgmcx47darcx64Tjncx7Afebcx7Gekdcx+vWggcyBnhbfcyDqYodcyGgdbecyPPfgkcyQSllXcyaWlldcycwfnecyf4hgkcytyjdg
                cyvt6T4cy3nglqcy56lihcy5+fggczBYcggczFueggczLZkcfczObYfnczVAffgczbmceccznLkggczpTbggczppefhczqmcfecz1Yihfc0KahfYc0Pvaocc0Qfhhc
                c0S8hbec0X9afZc0g2cggc0ijnndc0nllbnc0rDkfec02Qkcfc059mjbc06FYdac09Ifndc1Bmldcc1KoeLYc1VFalhc1Voafic1Xfkfoc1cnfgfc1e7gfcc1fKfgg
                c1i8midc1qphrcc135aggc2D6fkhc2PgZggc2Qahinc2aHleoc2iigfgc2jBocic2lakjhc2zQebmc265lcec3EUeggc3F/hpgc3Jbhhbc3J/nfec3NOXgbc3QTheg
                c3Tzhfcc3Xtlfjc3Zxredc3kjodhc3oQgoZc3ttkdfc3uAjgTc3xzaggc32mpekc37whdmc4MqhVlc4OSncXc4QEcgfc4UAiZgc4Wwgggc4iWeffc4kDeggc4pafft
                c4qGcggc4wIaggc4wSYbZc4+Hefjc4/tokfc5DNZenc5Imeggc5MYlfwc5O9dffc5THgefc5TIiYwc5Xvre0c5Zl6mUc5bfjegc5dGZxZc5jJxcjc5mzlhpc5o8des
                c5sRjlec5xbkcfc56Mcdic6A3Zgfc6Ezcmhc6JOdjgc6JUpgjc6KrpZcc6N8Tkfc6T6lZcc6afbggc6f1dfgc6gbYWXc6lxobcc6olbsgc6orqoac6u1jdXc6vpkeg
                c6zAhgjc60AmcUc60Rceec65xhgsc68scggc68/lboc7Affbbc7Gahbgc7Hqfggc7Kuifbc7Lnedfc7Sbfejc7kafggc7lrlhfc7nAkfoc7qAZaqc7tmjMfc7uDqbn
                c7ytrhdc7/8fSec8Akoccc8EUYhec8Izbggc8Xgqg/c8hPsjec8iWliac8n3cefc8y1aggc860qlkc87aefkc87gpB/c88clhfc8/fjmgc9Dxnudc9G1lpec9O5fch
                c9PPZigc9QTkgkc9RAndZc9VTifvc9W8mZfc9ctgfcc9ethefc9lrgqfc9ltdggc9t2voUc95woehc98ihcfc9+5cggc+E0qpUc+HokeXc+Jphhjc+Vfmgdc+Xbgkg
                c+bnbggc+gnmrbc+lrldhc+mBeggc+pTjbgc+ubjccc+36gggc+7Qqcmc/COecec/LIjXpc/XXlmkc/ZPaggc/drfffc/eUsZZc/fJofjc/gschgc/jJamec/obVbm
                c/tDcdhc/xKeggc/1ihayc/2Sjiqc/3Nfggc/6Ddivc/73iRpdAE8kfedAFQdbxdAFkfggdAICfnkdAKmglfdAPXgggdAQBgdZdAQkcggdAXOebfdAcaoTfdAdjfgg
                dAi7hegdAjxjcbdAmYsohdApyiffdAq6gcfdAuRgggdA4ymdedBEegcddBE8jfddBF8gigdBGRgggdBGndggdBHBmbndBKYjtcdBP6lifdBQKhredBYXkbgdBbC5cv
                dBh8idedBjevqYdBq2lqfdBrIffqdBzlobedB4ZhhadB9TlgUdCEzShedCGRfqQdCIpTgjdCKPaggdCLieabdCMNgdcdCR6pdfdCUphildCU/pgidCWngqjdCY/gfj
                dCjXgfedCqyYifdCr9qdcdCtwvqodCwrudcdCznlZpdC3XRL5dC5dlbcdC/MffedDAJdfidDJ1VShdDMNefedDR1rtddDSHidmdDTydhadDWSfdedDannlfdDu2ekg
                dD3CmdfdEAvjnddEBAgkgdEFhjtPdEFwfggdEHNfggdETSpledETrjnYdEXHtjfdEZojkhdEariefdEdk3jddEeRhfodEipZrcdEpwiYjdEr4mfkdEzUdnqdE1rmfe
                dFFjlcedFIEfiYdFKOgegdFMvdjgdFRUsefdFTMpkadFaMigodFe5eggdFooaggdFsGblfdFsUvacdFw3kZddF0qecgdF2BdjedF44imfdF6kfggdF6qYjgdF6rlmb
                dGIEZggdGIUekZdGI/iiedGNndggdGXGnhcdGhQcZldGlhbhedGmqWggdGwg3emdGxUiZddGxelendG4vfaedG6IjcedG+1hdgdG+51rfdHH+ibbdHKQkgadHREbjf
                dHTedYidHdpbfgdHjVmeZdHtGeggdHtpnfkdH3zbdgdH6bnagdH8QptZdIB9deddIIRggmdITHghgdIUVegedIUriocdIckfendIdDldkdIdmhUhdIgnhfcdIhqdff
                dIiAlggdIoadljdI0jfYgdI11mcddJdSeggdJessfrdJhRskcdJmdfggdJnSdjddJofoifdJzhkdfdJ+NjbadJ/JwqZdKCeqhUdKCuYggdKK/ceedKMkheedKZrjaf
                dKcMobrdKmXlfedKpPgffdKsTalcdKtVdeddKvQedpdKxUfUddK6MaggdK61gfedLGRbggdLL3nccdLN9mcsdLTrVehdLU7ooldLVVdfkdLYnuZtdLbQXtbdLcKWce
                dLfLgdadLp/ocddLxUgnfdLy8iggdL0jicddL1MgQqdL2ZhgfdL7eddgdMEEddgdMLtiiedMQzqlbdMVDmlldMV4ofgdMWqggfdMXZdggdMjpfcfdMldjacdMvJoeb
                dM2nbcgdM6LdggdM6OjfgdM6nfegdNNEgpddNRwmeedNVwjdmdNWRjfcdNWgdffdNYYnehdNY1ebgdNa7ekidNcYjakdNhzfqZdNiyfbfdNoiffkdN2xTfgdN5Fjih
                dN7TleedOBfdxzdOBilbgdOI/blgdOKXyjJdOLAecSdOP1icddOQxdlcdOVwhjldOct/hVdOq1ibedOrhfggdPMWbtfdPP7pjjdPiGkWhdPzdbggdPzwddidP4Agdc
                dP7DlefdP7wYdddP/9dffdQC+1gzdQFgsugdQHyafhdQH5pggdQKe0xbdQMwkmddQPBefddQPWoUndQXbgegdQYLdabdQYccbcdQodceddQq/jikdQ/9WfgdRGWlla
                dRHueggdRHyyfddRJLfggdRJpnfbdRLLhdedRMgdggdRUJeeidRaibggdRcEocfdRhQWeedRiKZgudRicbggdRk+odgdRl2bbedRmkUjgdRu2nffdRxZXdhdR3wbVU
                dR7HgdedSAFfggdSTJZggdSV5efgdSXWfggdSjTGeedSpswbjdStBgfgdSuqhchdS2VdggdS2jcggdTDPffddTG2jcddTJLjcedTKYdfpdTMZjlddTOtifrdTSVlbd
                dTWujoedTeylggdTh+dggdTlrdofdTm3dicdTu6dSkdTvBcegdTzAfoadT6DYfmdUPejcedUYneggdUcObggdUmlYafdUokl1HdUs+leddUvZcgfdUy1ZfhdU3Vcgg
                dU/AjifdVAlmkfdVJvbggdVKEmatdVfSieddVsGfqddVt9nsfdV24mZodV5KddfdWA/dggdWEwhgedWE4ibydWJRoeedWJZTffdWKWhondWPddejdWRSaggdWUtkfg
                dWZ4mxddWekdggdWl6jeedWs0lihdWtEvoodWtVhggdWukkYjdWvfhjedWw2cjgdWxrdYjdWyObjpdWzemffdW1BkTrdW3JdefdW6lfggdW8EcgfdXDnjiadXEUwcf
                dXE2mbWdXKmZggdXQkfggdXSyZggdXU9jmldXYywUldXcvqzVdXdfndpdXoBqtXdX1npYgdX5TccedX8NhffdX+GumfdX/dnXfdYBPdggdYG+fcedYJ6vfXdYKjhle
                dYMrgegdYUHnYedYeSimjdYjdaggdYnnfggdYs8ihfdYu/fjqdY3CjfZdZJGoZrdZSOmxedZUeegddZWakYkdZanrdsdZiRfjddZk5YfedZqFfSfdZwbhcfdZxXegg
                dZziocgdZ0JcgidZ0/ZYddaAZxdhdaCVcgfdaGBhledaH3idrdaIGugmdaKJgggdaRxZmZdaW2cggdaYbfpfdaZkcacdadmebfdajolffda0FVXXda8mmffda9ceZf
                dbEklebdbGlYdfdbLZYggdbTmqrbdbUtliZdbX6egbdbYojiddbh9qjidbmBszddbnfmtddbozaggdb2llgjdb+lWcRdb/BcZidcBancjdcDaefgdcDzidmdcFDnmd
                dcKroWddcOPrhddcR+idgdcYrdjbdcasfa2dcbybhddcl3gh3dcpTeZjdcv8pcbdc5Jflhdc+FefaddAkigeddEBbfgddGajepddHSmYqddTOeeeddTxjS0ddaxbgg
                ddcfideddfdqdmddg6dmsddiTkilddmnkieddqJfggddqTbXdddsVeeiddtSnofddvCfffddxneegddy8lcnddzsbfedd0Uccmdd6Zldddd9bxcedd+tffbdeLZPlf
                deLbmlcdeNyaiedePAafjdeSXYfgdeUgpqkdeZNpcddebriiedemLleddenxhiedeq5hofde0wgfade1Tfggde2Xhffde22eegde4Tcbfde+Gfdnde/Kigfde/ceZh
                dfJfmggdfMeTdcdfOFZlTdfc0lZfdfdIbbfdfdOnfddfpQfggdfp4mxbdfsFfmodfwhecbdfwzcgedfzipbedf2ccffdf7kkfWdgQxfjfdgT+ieddgWvjhZdgc+gcc
                dgm5eZmdgnCnevdgryekddgsalnhdgwoenedgyCdggdg1wvggdg2wggddhI0YncdhQ/gggdhWAagedhYpkofdhgidcedhl9cfgdh9veoddiAPdepdiCbhhhdiCfZZi
                diDKgegdiDNZdddiDqjrfdiIteggdiUUZfgdiU1bffdiYEfZfdiYpXggdicaldidii7cuXdikYblfdikjieidioakpddirhgjfdisqjgedis0bffdiwafggdi3edfc
                di59kfodi/ZfsbdjAvhjgdjFnbgfdjKLsdbdjScaZkdjSsaggdjaVmcedjamoe7djhojdgdjqtxlWdjtKcjfdjysfjgdj0xfbwdj4qhcfdj5/viddj6UbbXdj7nphd
                dj+8ZwgdkF/slfdkJTwdYdkMEgffdkPomkjdkR/fqidkaOdggdkaogiZdkdYjlgdkkegpgdkobaggdkuBgffdkwQiZodkzmdZfdk08eggdk9UceadlAndegdlIWisd
                dlSudaedlTBferdlVYlSldlXBooddlXOaggdlXmclgdlYUgicdlcSejgdlhyZdjdls2gdfdltMdTfdltOjbddlx5hngdlzIoe5dl0Ufggdl7Jgkadl7ogggdl97pVz
                dmALgdgdmEVimedmHHcggdmI2eggdmSrdbkdmVnggqdmcYhgedmgVeesdml2gdgdmqAhegdmtaighdmxlfeedmy5ffgdm0Oocedm7Ibegdm86dcednE0hgfdnM8dde
                dnRijhfdnUqXggdnaNdggdnzojgYdn2shlbdn3KYggdn7ehiidoBViqgdoDulYfdoGveggdoHwYggdoLrfcidoQAikgdoRShjhdoYsZggdoY1IefdoaMllpdohDgaf
                dotMgfedovBleedo6YleddpDhkdedpE+dggdpGKgXddpLIbggdpOZzZadpPHedidpS9edwdpggonedpplfyfdpsVlkedpt5gdgdpwVjyedpzjjfddp6Cigfdp7qjgb
                dqB7iafdqFKfggdqGdeggdqGukgfdqJj/X/dqSqjaedqWQkrYdqWmZdgdqc/n6UdqhwchgdqkqdxYdqo7WigdqsxdmbdqvKYbfdq1rdfidq59gecdrIUcXndraYZlf
                drkZbfldrzNjeTdr4pfggdr9Ilgkdr9feggdr9zbggdsAGeggdsCveffdsK2mdedsOWkeedsSXhfedshVgggdskHkfgdsoUZejdsq3gitdssFefgdsuIggidsvjkaj
                dsyAhfeds28eZ3ds99dggdtAycfcdtGMggedtSedifdtUjfhldtbvefedtlyuhkdtoLgcgdt+KfggduBUhgkduGPbzeduS+dgfduTWlfmduT3iYbduV7dggduY4jd6
                duoFdixduttYggduyHZggdu0LlXXdu0dggfdu3/sYhdu4Weggdu60dfhdu69mlgdvAgfnddvBQmffdvDtunkdvF6ghVdvGCmZedvHUkrVdvOtkfedvRFVqadvTbobd
                dvXvXggdvZgahedvaPdf0dvpdhejdvpekifdvqMjfhdvrdtVcdvtxfcfdvugbggdv4Gbggdv5PpYedv50vTodv9hadfdv94cggdwDKegodwK4gfgdwaPhdpdwhmtav
                dwjJgZWdwjioamdwj0kledwkvifodwwQrfZdw0xXggdw4Wcffdw6gjledxCUifedxFCikmdxFhiiZdxFkhendxGjeggdxNEbkfdxQeodedxRjjbedxdIekddxfpadf
                dxj3wvedxnJyixdxuygecdxyRhmddx7NqiTdx8khfudyDyhUpdyE7fyedyFvrkfdyTZofedyUnjzZdyWwmmpdyZakjedya8ZggdyeVYehdyffaggdylWtcjdynBjsj
                dynogXYdy3Cfggdy8oaggdy+FdfbdzCjladdzIkkbedzKTgrfdzQtiiRdzS9egfdzXiiebdzo+vfqdztMxdudzx9mejdz0bfgfdz5Ahmfdz6Mfghdz9+kofd0AsgZa
                d0DfVsbd0KNgiqd0LQg0gd0MEegdd0Qvgfcd0Vmjfud0q/Zkdd0tYibdd0vykpbd0yKfbWd00gafed08Wihad1RReicd1XafZid1fBffjd1jPickd1jzgfgd1kWggg
                d1mThfld1nnuaVd1onnpTd1vMlVud1xbfdfd11mghed125edgd1+Ukhcd1/wmdfd2AAeggd2CjTtjd2GUkedd2KQciad2TPqkad2XOjnUd2XoXgfd2g2jfZd2g7uXe
                d2omXgfd2piffgd27Liebd28Nbggd285cggd3FhlZed3HvjXrd3KFiged3MEjOad3amfggd3itlkXd3mdjWdd3nsffgd3yApead3zfodfd30veggd33bhggd33ycTf
                d35ljnfd366qYcd37miXjd4Didggd4FFhbed4O1ofkd4Q+eggd4TB/fzd4WJofrd4ZiWled4Znbpgd4bdgefd4c7eeed4lyobzd4nKrdnd41Vmggd5AEXnXd5BGmdm
                d5DmjYcd5Oxhfgd5Xgcfkd5fqkghd5hVgYed5rnbfgd5tnUldd6B6gkfd6Mecald6PRqibd6ZnZidd6nJdXed6oYgedd6qDVggd6xOjafd61Idhdd62dgfwd635ffj
                d65CVggd66YhOdd7Gkhffd7flbggd7gNbggd7lAgbed7lBried7zSfggd772ddkd7+Fhwbd8BHknQd8MDebmd8PQsfnd8U7eegd8adfekd8cgeekd8lDcghd8lnoed
                d8tMapZd8ufsZed8xbYjed85Gjidd85Rrund9DkgYed9Iddeed9QDXebd9SFbcod9bedgfd9kCcggd9pFggmd9poheed9qScmfd9qrkefd9tkcfgd+Amfffd+PBajf
                d+bDtmcd+mXgggd+oTgead+tUeggd+vjdjdd+xXYfid+2ilcfd+7vheXd/CEoSqd/WcZhgd/cReffd/gMocfd/gdegfd/l8rkdd/p0camd/rtbegd/uPddhd/0megn
                d/1Xebad/5Ogggd/8pfhceAAqcjqeAKObqgeAOrefgeAO/igheAYGRfbeAYYyeceAa1dfgeAcCYegeAlYrVmeAnFfbgeAzecggeA1+iofeA9phgfeA/LmgbeBA1kXc
                eBIygmbeBWgjhaeBZyebbeBbyfggeBd0kfVeBfJmneeBjCZVleBnSecdeBnrc0keBrscRneBzuhggeB77ljeeCFdgXbeCOkqWceCUZijmeCVXngqeCWtacceCaqhmd
                eCc6gggeCdMrYweCe9cggeChhodkeCiAzfgeCj2XfgeCkxkjheCl4YveeCnPoTZeCv/fggeCzcYhfeC+chbueC/ddZpeDDHZifeDISfXfeDQD0dleDhiiggeDiadgg
                eDmydggeDpqpsceDsZhjgeD3XgggeD6PdfgeD83ofjeD/QigdeD/5xjkeEFrgdeeEdJaggeEeRuaoeEtcfcseEwxaggeE36dggeE6mpgfeE9FmYbeFBQglgeFOsffe
                eFP8dYbeFSCndpeFShfggeFYLbggeFelufqeFfAfrheFg/hggeFhujgeeFiYwUbeFyVYggeFz3ffgeF4dhdfeF8adggeGEtrabeGHQhgieGNuoZjeGPvOjgeGTancY
                eGavcggeGghrufeGiOhiZeGs0eggeGx7jiYeG/HfmdeHLfjbheHNkYfgeHOaezYeHU5bfeeHWmjgVeHZHjhfeHfkbffeHliepceHnWqdeeHn8mjfeHp4pfreH1jnje
                eH2Ch8ReH5t0XkeH5xifbeIAAiPdeIBAndjeIBDoSweIHSfaeeIPJnSweIUqemceIWageeeIa4hhgeIcypffeIeffbjeIpikUfeIr0shbeIx7qjOeIyIhgheI31mde
                eI88pX1eI+krleeJDNgdgeJDdgefeJD3dceeJEFdggeJJ1ngjeJLToQleJanihceJpTofbeJqXhageJ0mggfeJ9foZheJ/dynleKCSed5eKFglkbeKGspkdeKKifgg
                eKMqldfeKNHjcceKf2yZceKjWffgeKkvaggeKlCggheKs+jggeKxwfekeK0eigaeK2fYZveK2kaf+eK5ZfffeK7MZbgeLFDgeleLItgdaeLNnggieLQZecdeLbIjhe
                eLkllgeeLmvvkYeLuufffeL2iSggeL6CfffeL7abXeeMDFarfeMEkffgeMLfggxeMOMhheeMRUhaieMUifgceMVTfsfeMbzhlleMdlgceeMe+mdfeMhikgfeMiIedd
                eMlKkdheMmJdggeMpXemieMqmkY3eMwjcggeMxBmtceM0Lib0eM6QjfoeM8difdeM9MdnfeM9beggeM/EfgZeM/NjfgeNCRieheNIDcrfeNKxWggeNPFgfgeNRTnde
                eNThcggeNbSdggeNdsgcieNjObjaeNk6lgceNmpqcgeNrSffieNx8kefeN07fieeN4wkezeN57eyeeOA/gfbeOJDcZneOJjUggeOOvkqdeORhfpeeOeqhgfeOe2mwb
                eOhsgggeOl2voXeOxsjUieO07ifbeO1yQicePQonbdePRliihePUIffmePfMidWePfsifkePkwgggeP1tpReeQBSlddeQDN8eeeQGOgfbeQH2dggeQIJbkkeQZ5Whf
                eQgeigmeQiNYggeQmmWggeQoRqgdeQrBhYoeQrKqfeeQx/UjaeQ7IibbeREpVggeRJRfggeRJljcdeRPKVmgeRUMndceRXGkideRYytmeeRbxiffeRbykZleRhHaff
                eRk7mhWeRpTdeeeRpudYeeRwXUdgeR3+ZggeR4FodgeR9bgZjeR+/gakeSFZhlgeSK6aegeSfaeggeSjlfggeSqtfggeS0gfgeeS4QdiheS5GhogeS+/ndeeTD5fgg
                eTHJdggeTJYdggeTOKafceTPDdodeTYyZjgeTbXXggeTmYpd/eTm9nbaeTpHWiqeT0djfieT1rcggeT49ikneT/IjnceUBAhfheUB+fcaeUTxeffeUZdkmgeUdOpbi
                eUmcZggeUo+gaaeUu4ebjeUzqYgfeU4bqUleU4tehgeU63paZeVIBeggeVITqobeVIkhfeeVJPtcbeVM/kfdeVOIZggeVQNmZleVbJokXeVdZaeeeVi+redeVovmde
                eVpobhbeVuHfjXeVxZTefeV6JgjgeV9GbggeWD2bcgeWTcSggeWUVZgfeWUtfggeWVilgmeWXVlcZeWcNmifeWh6kipeWnQieeeWwDcdceWxlitfeW04rhceW1bPfe
                eXDgZdmeXD0pqbeXFXpVweXHtqsdeXMJdudeXMZgggeXbbqaoeXd7hZoeXhabdceXl7YfeeXpokhfeXxpRggeXy/VgdeX1rgggeX2gegfeYHngifeYQBseeeYVmidb
                eYggdfgeYrGmrfeYvIdgeeYwhZvaeY0vigmeY4EfdfeZE4nlfeZM2ceeeZNiayceZRGefdeZVSeggeZYfudkeZa/pbieZc4hfeeZeHmdheZiSddfeZjkqeteZj5hYf
                eZkCcfXeZk2yVneZnTbggeZpkgfWeZ2HhfeeZ28hdjeZ5riZueaCbaggeaHCbcfeaIdjhfeaIvUnieaMrgdjeaO/aefeaPCjfieaRRfdeeaUCedfeaUPdrYea0Hkjc
                ea0vqapebLKrbaebV0fggebYqkleebgAajgebgFZcdeblIfffebnUjgfebtbmdfebzedgceb0jidfeb0uidSeb9blheeb/MZgsecDDhnbecOPXdfecOykdqecPyagg
                ecTEcgfecXWhaeecYmlaaecaCgggecb9kfgecdTgbgecg1eggeckBeebecoQlgbecrNkuaecroeggecs2dmdectihfeeczkcnfec4WhodedDBfffedFqdfhedK4eif
                edRFznVedTweghedXzjbdedY2flfedZ8gfeedaYfggedcSbceedfkngeedhyheeedh2jndedkdfggedrwcebedtTdfeedu/beeedwQbgeedwpfgged7/jtfeeMHgie
                eeRZemfeeYDhoceee+lggeefXgpceefYlaleehcgdceejJlmfeeu9edeeewjssXeeyBdfheeyZeggee27ggiee5Bbggee53efjee7pUiRefAwblgefExcofefF4lcX
                efPKggfefWHmacefZkeggeffDnggefjIqbgefkTfggeflpcTcefnsfggefqjfggefsUnceefuHkkYefvajpeef0qhhoef1kkepef9lheeef/8YjfegBIefgegDLhcj
                egNzbggegTdofoegXOdafegYbfjaegaJcoceggAaggeghRjd/eghtfdgegi3edcegoHkafegsNgafegtRgjYeg+SpUdehDMXWfehDkfggehLqqfdehPpfbaehS3agg
                eheAbggehe2cggehq9fdWehrXo2jeh1peggeh1sdggeh23qpYeh7xidceiBPdefeiTHjSveiV0cgceiaghheeiombggeis33hYei3sgggei6jcggei74aigei+Kgej
                ei+7dflejDcVghejDwlbfejExadeejFBneeejGLbggejKfncfejZncggejaAgpcejsYdpcejsodfgejuFhtiejvJhffej4Dfgcej+ZnweekUwcqeekngpdwekqudgg
                ekr4ivaekwQkhfek0rgfjek1JlgPek5Nj5bek6fqoXelMUacgelOBiZdelPgdggelTvhlbelVsfggelZhbggelb/igdelkGddfellLaggeloKiggeluegefelvtdkd
                elwofggel6OhdfemC7hheemKFbffemLifedemL3fndemMsgogemNRiuOemTntlfemUsfggemZQeagemaMehdemcBnmRemfVicYemwZcUsem07dggem1heggem15jci
                em2wgjienAnjzTenFqacdenMYqeXenMncggenPIgmeenRCdggenUfjfcenYWp3fenrdqZxenuFieeenznpafen60eggeoFFfdeeoHhigZeoQjTkTeoUsjnaeoV4edf
                eoV6TggeoWggreeoZcgmceolncggeoqf1eYeoq9gNleow8eggeo9OigpepAifggepAsmlfepGlgdfepJYbfsepK/jhfepLgkaZepOxinfepdsjgbepedkdgepjmgae
                epnjmggepn6ZggepsQn1Wepsfocgep5peegep6zgggep/RZggeqHrdgdeqKQjqceqOXmXbeqPLfdgeqUVncdeqWDWggeqb5YdieqiIfggeqkTZgbeqlRbfgeq1Ggif
                eq4Msiveq7OgtUeq7qlRberB/ceferG6meeerK9necerO0mfferP0gggeraxjfgerevjgferhdgmeerkkqZternEhdkeroqddherqpfUcesAPYggesAZdbjesAwYZi
                esLqrofesYPfccesaAgggesjYigdesmWbugessHoegeswtmUfes94hegetGEdhpetc7fehetihjdcetlEeZcetmObggetzwdoget5Kagget7lSP1euD2eggeuISWgg
                euLCYeeeuL2oafeuNFfggeuNajrXeuUOiQWeuZEeideuZ2gbveue8gfaeugtnY1eukXfggeunEhYWeunrengeuoHegfeuuYjokeuvFgfeeuvYqeceuwCdggeuxdMfh
                eu1gfffeu6Beefeu8LaoUeu/weUeevM5dbdevN0dggevP0ggkevUcnfgevWzaggevdjqqcevn+dggevqLnudevyUafgev0wieoewIkjndewKhiWkewLAkazewTNlge
                ewWbdggewb6dggewlDsgfewpe/nHewvwhedewyXlclewzCXhfew/EdrdexGqeegexHJkueexJ1saxexKdifeexONffgexPVeggexQGociexSYebfexZVnd5exkug7Y
                exmyaZgexqebikexwEZhfexyLfgjexzjdggex4jWdeex+Neihex/6ehoeyL7xdbeyM3bedeyOickkeyRecggeyTKheieyUxnbYeydcgfeeylllefeypVangeysZjqg
                eyvhkgoey0lglYey6mkdkey8neggey/sjhjezBCiibezCNkdeezMUjfeezN7TilezOQkoYezOtmjoezbWifnezdzmVbezgDuclezs8Zggezt0dSlezubdshezvDrdY
                ezw0dggezzpjvcez0Tndeez1ylnPez6wdSle0BZccce0Moegge0Wupmee0XIiige0Yxhibe0aPoece0bYmkae0e2hvce0kLWafe0n3gmge0rVxabe09tjiee0+skib
                e0+/iZie1EpVefe1UmcjWe1fThnbe1mZfgge1rLYgge16a7wce1/4befe2AQZffe2Bzoede2Jkhbje2RCnfee2aZdfge2a/9jte2cOgiie2ojjmde2o7ocae2quegk
                e2sGdX0e2t7fnce20oXfee23/Wdae24Fpofe27ykgge3LPedfe3NDftXe3O4lide3R9j5ee3dlfZze3nAceee3q5fgje3rycgge3twYgge3xElhae3xsh5de3x3ojc
                e3yOnane30EYexe3+Akjde4H6kece4Uxfgge4cjgeee4d4cdme4hzfege4h+lewe4irdfge4qkqcce4rfjfse4rsOefe4wAhode4werVde41qYgge414lgge446dgn
                e5Mdggme5UIeece5UJgeee5Yzggge5cPaffe5cvnkce5l4dyUe5q0wiYe6BfZfye6CZidge6DSdgfe6Dpgdne6HRhffe6KJtgee6LY8h+e6Nvfeye6cijc3e6j1XO0
                e6uHefle6usaile6w3dgge62Gegme62Mfgge63jagae66sfege668kcee7ERlafe7IXngde7M/dege7TQfgge7eaZgge7fOtibe7gpnjce7g7pjWe7mXnrie7m/dgg
                e7oQgcYe7uefbee7vemgle70Ebgge72TnpZe8B0jgge8GAhibe8JOmgce8Kcfkie8Swjdhe8eHXYge8eckXbe8gjjhqe8iJZUee8t/gkXe8xqkeqe8yufkfe86QWbi
                e87pname9J5ZVQe9LDdffe9LlqZWe9Lzdcee9Mooece9R5rnde9Scjcfe9ZAojbe9dtcgge9glbgge9ht6U0e9h8fdge9nbacee9n9fgfe9varfee9ycggge94Ukks
                e96Qhffe+ELdgge+H7dgge+K5haae+LliqLe+NDfele+N6dgge+aHfqbe+dAfgge+otZgge+7pkVje+78miee+8RhZje+9ofVje/AEpake/EAfffe/Hshgpe/Okido
                e/PAggge/Podgge/QClsae/Qgjhhe/Sskdfe/XkeTxe/cXgqke/mghgge/nNscae/oDchee/t4fSme/wddece/yrfafe/zIbkge/3refge/57YplfAGLjdmfAGpPXd
                fAPFbYcfAQdhlffAUadgbfAqVfggfArGegcfAzBXggfA4ifggfA9EpdcfBDyjarfBIfhcdfBJPVecfBMciggfBRKlcYfBSrYfnfBViddvfBcNpfjfBckXfdfBikeZk
                fBmKlbffBxdmbmfByUkbcfB1MlhdfB4IeggfCCgenefCGFkaefCKJlcvfCMBfasfCWEmwVfCY+mggfCayffefCqCleefCweocdfCxMphUfCzmkdgfC1ocggfC2odgg
                fC/1adgfDC6ShcfDE2cggfDJmgeifDRwmakfDR9ZggfDSiVfgfDWDifqfDWTcggfDX1plefDYYeggfDZQlfkfDeYcjZfDhVaclfDixdkgfDjigfcfDj6bdlfDwzgjg
                fDzalcjfD8qmdgfEDjkcefEIObggfEI5igffEKtXfefEUjfecfEh8fggfEjodhgfEtIjigfEvLbfkfEwp2clfE0KifsfE0vdiYfE2ucgdfE5RefefFQgbggfFRWcab
                fFRnegnfFbandafFeNjgbfFobfggfFxZZggfFy4gggfF6OgtffF7ElnffF7/hqefF99rgofGFKveefGFQcggfGKzjiefGOHhdefGRrqfnfGVBeYcfGXVnubfGbChej
                fGbWeggfGcijkefGoylbdfGsAeggfGsgZcffGuhgfgfGyIgesfG1umuZfG6zvhXfG82lkafG9bkeffHBIndofHHtgdffHU+ffefHW6hbdfHajkfffHh3fyafHh5llZ
                fHmoYftfHwuhadfHxr3VYfHyfgXefH1hqfpfH5kgdgfH6RfaYfH9CbXofIItTggfIJZfggfIQkyfmfISjhfdfIWuclbfIanppcfIjPffifIkddggfIzFmbpfIz+va1
                fI5OSggfI5gWbsfI7JrfbfJGKfhgfJHAYeffJN6ZggfJQhhhgfJStfWlfJT8ffgfJc0ndofJq8jrefJv5kfsfJzUknYfJ0OfgffJ3zhfhfJ+sdVqfJ//VmdfKFyZck
                fKIgpdrfKI6cgefKTUlrefKTkhdZfKUhflYfKd4mhcfKm7eggfKtGeZgfKxGmbxfKxikgbfK2AfqafK3gdhgfK9lYggfLBOkbafLD9fggfLV8zXafLYincdfLbrkdb
                fLe7cjpfLftpecfLkYdggfLlEeggfLl1afgfLn1feXfLuuhigfLu4pibfLyKfggfL1iphmfL2MbggfL2Q9fefL4XgggfL6VYjffL65WdefMC1vZhfMILZaifMMpuHf
                fMROkcefMRZikQfMVodggfMdhkmlfMjydggfMrCiYefMuKlhafM8+jbmfNAiaggfNAvzawfNFqceffNI1mlyfNNrs/YfNYCbmdfNr+gbxfNtBdggfN1TxedfN2ulff
                fN9BmvXfOBpdcbfOPjnYxfOTYdeZfOWakegfOYmcedfOZUqepfOxUcdefO3vpehfO38fggfO7UdgefO7+degfO/JdbgfPCreggfPE/hflfPG0gbhfPPGdeefPZ3cle
                fPjjcggfPonajSfPq+lgdfP5fUUsfP/WaggfP/3iecfQPCYhifQPpfflfQR2mgjfQXGZYTfQXtfggfQbGefnfQbSzdbfQdYfgffQfJflZfQk/ZenfQlKlfffQpJYqX
                fQrvkggfQwWtdffQxGeggfQyzjadfQ2efegfQ2ttS5fQ23feffREyXggfRZCeggfRdAdggfRrBcfkfR1efggfR3imfpfR5qhrcfR6HfjefSDugfcfSMkWddfSPGgfe
                fSQcmhafSRMtahfSSd0gafSUkaobfSd2dfffSiMpfYfSkLbmffSkOqbmfSqdgdpfSwLdggfSzK5O0fS2heavfS3JkcsfS6VbfifS9CfZcfS/4dggfTDuwOyfTMapdf
                fTUmeggfTfckglfTq8ilffTsomclfTuceggfTwVjmjfTxjhdcfT+ekgYfUGjkh2fUMHyZWfUl5WgdfUpLldgfUqEXXffUzRuk/fU2AegcfU7GdeffU/grfffVDPhee
                fVeahfhfVgSrvbfVhDhegfV2VcpgfV3CieefV7AmfcfWA5fggfWD/fghfWGbtTTfWOUdggfWQheggfWXVndffWZXsivfWkRibnfWrOlepfW0GjrefW4odgofW87hgf
                fW+TfggfXEHchgfXK9kwlfXPxbkffXUromsfXZJdgffXbiheafXqVXfffXq3cggfXxSqdafX3YjcofX5CdgcfX5KdfafX5qdggfYAzafgfYEzgggfYPnhecfYWpamg
                fYW3mnffYXTjZffYdCmZYfYmtegdfYtoafffY1TjfgfY+WdodfZDDTkkfZNSlkifZWaeggfZWxgiVfZgekdefZlpqUkfZnccegfZpicggfZwzdeffZzD0XbfZ48gdh
                faA5VWVfaQofggfaXWcfmfaXqefgfaakdfqfabHhkkfavLpaffazefgffa2N0iafa2edggfa7bcggfbEtYWffbFTpuffbHZfcRfbOYefgfbdAeggfbeuwbrfbgUUee
                fbieZcffbj4oTrfbk9adffblwoc2fbmNlfefboqvSrfbxVeggfb11hdefb24eggfcApvicfcRJgiafcRficjfcSEYeffcUfoecfcW5efgfcX2gidfca3ehkfcnrcfb
                fcq2cggfcvSfcefcv6ffmfcwerdffcwlkeffc79efffdBsGkgfdB7eeifdGKfcgfdHvpaefdPhdggfdUgkaZfdbIbfdfdbeZfffdbrwWdfddhuXWfdebTZZfdka0/s
                fdmaVogfdnWcfgfdnggfmfdpfbggfd3Pkdlfd3ujccfeBjXigfeDrSgbfeIPeggfeKorfdfeNBdggfeaWkbgfef1eggfesngdafewoffgfez/ecefe+dbggffJtkcf
                ffMCfepffPJdbsffiEgffffkkgphffl2pWeffnxiddffo3nehffq2aglffzAYkfffz+gggff8pepffgN9dggfgYhhhafgbrladfgctjcufgdPnobfgdygggfgi1gXX
                fgvhodefgwAdfffgwtllYfgx/fepfgyAicffg4NZggfg9MQggfhA0hogfhDjPggfhFwirYfhKjdXffhTuefjfhmp+YxfhrJlekfh0ecggfh13fggfiEjfggfiMYfkV
                fiTKmfnfiWVeYvfiXdkdcfif1jaffiggjiffilbnhqfiuncfgfiwDYgffiwEnknfi0lomVfi26pbefi7Ycggfi8ehcffjCOmfdfjDbcqcfjF4hsdfjJpcggfjOEqcZ
                fjPejscfjdZeghfjeAfjYfjkgbiffjodrmUfjqmoaafjrYrtjfj8Aefifj81UggfkA+OeffkD/ihkfkHPnkcfkI2nXxfkKaiiXfkPMj5ffkSVkdjfkWBhdffkXXiXf
                fka3fudfkfeeflfkh7aggfkibialfkj5dgcfkkcgXifkomcggfkzibggfk+OlRrflAigdgflD7fgfflEYhffflHtveeflMhcggflRFjdwflRH5bkflWSfggflWZggg
                flb7eegfleddkgflkWdggflkcgeeflngahifloPffgflogiZdfltEgiaflvKggffl3Dqqdfl7hgdjfmL7nbjfmMBhqefmNbxccfmVAWggfmiApbnfmjJheefmsNrcZ
                fmsOaggfmt4aggfmwIfiffm19geffnP7aggfnX1Xfmfnd7fgffnflbeffnn4UhufnrdXggfnumdcufnxUnmPfnzHgVcfn0Bifdfn4tdggfoAkkgKfoI7cgtfoJyhji
                foKSnggfoMyp4JfoVEekdfoVvZjffoYTqZbfoYpgodfoY/degfodbiaofohGefmfohweggfoh1adffopkegffovFbcffoysahgfo8AlhefpI1ggffpMvheifpO0hdp
                fpTveggfpVyioefpWPLtbfpY9dhkfpaXeggfpauZggfpe5XggfpgLaggfpt/ggXfpusZqkfp72SmWfqA4bggfqHOhvWfqJ6kZYfqRgjesfqX4pubfqYGedcfqbSolf
                fqdTcgZfqelfggfqlRdfgfqpcqaffquAZfefqu4pjdfq1Vnegfq86XfgfrFAidcfrLFSggfrXLfggfraFmggfrpvjfkfrrogedfrzjihgfr2Baecfr2JafffsBffgg
                fsEdgcgfsK/e+SfsMKhhhfsM1ajffsV9fdefs3xigeftEnineftFvheYftF1feaftLzcbhftMjaeaftOngjgftVWldfftY2fXeftd5eegfte5lhoftfZmYjftgDXde
                ftknxduftmRfpfftndeefftxKdffftxfXffft0QygVft12WrgfuFafggfuLUbegfuLdoXPfuNK3ZefuVSoeffuWnXggfuaoeqcfugveggfuihhfffunKfjcfuv6jjf
                fu4rajgfu7Bjuefu9rmfdfvQR2edfvW0ggpfvZccgdfvdg3Rxfvh1jplfvwLegffvzAgfefv1raggfwAJocOfwAcpTWfwRsjiffwSwxXcfwejhfffwf1Zmafwn4fpg
                fwpngcgfw0oqdpfw2mmmnfw6urSufw7ImtffxA0rfefxGbihcfxOksekfxOtheefx6TbhgfyBigcgfyIArgbfyVV7adfybC3bKfygKhjffygjdagfymMffgfynCZgg
                fyxfkndfy2fymWfy8vmabfy/ClxYfy/6jmmfzBWnYmfzEpgwhfzFbeggfzKxgngfzUGbggfzUpfggfzW2ijbfzXkfcXfzXrdigfzYRhZgfzf+fS0fzgAbgefzjCmmZ
                fzlGjW/fznWhgffzsBjW2fz0Kneefz8+Xggfz9cYggfz+cgggfz/vqamf0DrfZef0Kqjief0O4Xggf0Pkaggf0SLlfef0XLlgXf0onyWdf00QmTff04Xmsef05boii
                f06FddYf1C1oghf1QIfgdf1Rxtfsf1VWipif1gScggf1iCegff1iUkZef1mrnggf1oQlalf1wjKnff1wlqZef1w/TTcf2AXhfZf2DQmoef2GsXggf2Jnindf2JtgiX
                f2KLoamf2LWYfef2Owqgcf2P4fggf2XddXef2mahfdf2rhembf2tgffkf2wQgjmf20Ifeaf2781YKf3LThZgf3Rfdfff3Xnmdtf3X8dcbf3YJmecf3gElqQf3i5jYf
                f3+Emdif4A7seif4Hteayf4I9kaof4Jemdof4JjxbYf4J6iidf4L+hfUf4OUYmkf4PJfaZf4U+dnff4Wdehrf4jqonSf4pFidef4tSmZef4t5aqif4yUuWdf424fgg
                f488gcff5Rjngcf5a1leff5jkjfff5mjidhf5pkgfgf5qbuUPf5zRgfgf50unhff52Rfdhf6BVhcif6Crcbef6H6ghSf6K5Vggf6MLofaf6OIofVf6ONngef6Qeedg
                f6dvRfff6lRbmdf6xBmfff6zseXff64acnif66uZYYf679kgVf7CYgfff7Ielicf7Jzfeof7J8lidf7M0mtgf7NPjhef7R7gdff7Saj7af7dkneYf7hNobgf7hmeem
                f7jnajif7mCjqbf7mbjncf7oYfelf7qYfbjf7x5kewf7x7kecf7yjcggf8FGdggf8HOaggf8O7kenf8bEfggf8c6hbff8ifmncf8jfndff8kgdddf8tbzZZf8ujcdg
                f8wnfdvf86Jgjff9A3oWdf9Kpdggf9T6dncf9UUqVaf9Xygglf9YEXtgf9Y9jcyf9Zmffpf9atpfbf9q7Ufef9vbdSbf9vubndf9zLlhcf90Ugldf92Qhelf+BwZef
                f+CEgwff+EFsbnf+Jsdcjf+JuYWgf+SPgfff+WevYef+cnnbcf+cuqdgf+earZcf+hkeggf+u3Zfdf+zXXgcf/Hqcggf/PXabZf/Pvjanf/Wweggf/c8lbmf/eodgY
                f/fsfbif/khiejf/rFgdfgAC4qkXgAGmogggAJuegggATcebdgAUYcjlgAVrhoTgAXBhfggAYBddegAaVjlggAj5irXgAuJffggA3TeibgA7HYicgBDPpzbgBDmegh
                gBKXofhgBPpflhgBZwekegBbmbgggBgiracgBn5cXogB5BdgggB7ShbegB70eglgCKgkdjgCMxlSegCPwbgdgCQXggggCS8hgbgCTFbcdgCUPndjgCY3jefgCZWfgg
                gCaRgeegCbFdgogCbnmejgCe6dgggCfAk8agCf2ladgCoKigvgCo2vP5gCxChfngC2nnragC71efigC/JmfigDBJmZUgDGyhoVgDJ1jodgDNufgggDPmdfTgDSY12Z
                gDVoceegDejlfYgDfhfjfgDrMgakgDrpepcgDtNgeggD4vOVbgD8pggggD8rtffgEIVegggEJJbgggEKOxccgEK7cgggEPFcgigERDffogESElffgESngfngES0imh
                gEXMmmmgEYxdgggEa7pWvgEiUfcggEoinbXgErukZhgEuXfgggE1geddgE5wlpPgFIqggggFJ3lhegFKwjgfgFLFegggFOaldggFXOdjegFgizfbgFiTzhdgFiVdgg
                gFr2cZegFwKfgfgFxsYbbgFzPcfsgF10dgdgF6trdjgGAjYbfgGA8dgggGE3ZgggGI+hgggGapibbgGcboafgGcymlagGekdefgGjJgmfgGx/belgG5zfgggG+Cbgg
                gHD5egggHKtfXggHLQnoVgHPNdeegHWVZfigHXxcgggHYLegggHZVcZegHaDgglgHbeafigHktggggHqehdggHrveaigHvTWgggH16ksdgH4SpmZgH+rjgggH/fggf
                gIDbfffgIHzdgggIVOsbwgIYvdgggIgEujZgInMigggIpuffdgIws0Y/gIxdZgYgI2TlchgI+KegggI+PbgggJBKpkXgJFjhdfgJMqeZegJWvTXVgJYcidegJZ4jef
                gJdvukpgJuejdegJxrggggJzkffggJzyhddgJ0HgudgJ4esfbgJ68hdfgJ/sdkggKA0egggKEzlYcgKPecgggKVCej2gKc1kdfgKkObregKmweaogKp2bgggKs1dge
                gKygecggK5anYbgK7cegggK8jibegK/HkSagLKnnmdgLXKcgggLa4pidgLcHneygLinfeqgLnHjehgLsdgudgL82hfagMECkZfgMUkRffgMWoadggMZ8gdrgMf0ajf
                gM2GfgggM20gfigM8PbgggM8odgggM9dgxLgNDKhtRgNMyfefgNP1nqmgNQ5uUbgNt2ZaegNxjijlgN0ddgggN0/ZgggN2bdgggN27evVgN9iigmgOHbicmgOMmqQx
                gOUgsZqgOcIdpZgOkjgfVgOrlkqhgOsFmhZgOvVfoggPCkhfdgPDmkgmgPEOjfigPEugfYgPNlgfggPQ7ekegPRTieigPR+enmgPTZYfggPXxVkhgPaagccgPevnla
                gPucmfqgPz7hoegQIsgrfgQMUVgigQQOaeggQQgseegQS2fgggQYPofdgQYya2ggQcBcgggQdSkdfgQjMbrngQ0qfcXgQ2singgQ3SkhggQ5PqemgQ58iVtgRA/cen
                gRCGfgggRDaigjgRE7ejigRGYirbgRHiagggRIOhifgRMIgrggRQSagfgRWXfmegRXZjicgRXcijagRXkfpigR0KgeYgR1ucgggSJmgedgShnbdggSlRhkagSlXXdf
                gSunhlfgS1pgecgTBJZbbgTDYcfegTKXsXygTQZfgggTmKbbcgTsuhgcgT/zeefgUHaofwgUKhfvcgUVEhbfgUn+fgggUqTiyggUs5ZiggUyav0ggUzcrpdgU1Kw5Z
                gU5DfsggU92yibgU9+ggggVF0vZigVIxdWwgVJ0edggVLZjbfgVRdegggVSfkcbgVZKhiegVpEfXigVu7whbgV9IjcfgWAOqbwgWAtqnggWBEXdggWCEdgggWUiggo
                gWYvdamgWZFckigWZkUXZgWavnjcgWfVegmgWlvjefgWtRegggWt5tRggWxAdkfgW24eefgW7sdhhgXK8fcfgXPVrkSgXQ+WeXgXU8gcbgXdlgdhgXewodogXfhkha
                gXhJVafgXtikglgXuscZcgXvNfgggX4qNbcgX8QljYgYF+YcigYHdggggYLIYfegYO6gddgYSrmjUgYdnbqWgYhJVbigYl9eadgYmkfgegYuimmhgY6LafggY88fgg
                gY/1g6ggZBUpeagZKwjefgZXwokegZ6rgiegZ+qdjngaAynyKgaBnSedgaJHhpvgaK9egggaK/uafgaO7VdggaRodffgaaGbgggaeDffmgag0PfhgamQZggganNbgf
                gaqAfgggawCifega8tlYZgbU+kYggbVWiYegbVjdfmgbZSceegbZVhdfgbaSggggbd5ofbgbd9SeagbuVjexgb6Mhffgb+bhfbgb/feeggcDefgggcYjioYgcZxZed
                gcfxfgggdDxdgggdMI+ndgdPVcmdgdUKwuggdYjfgggdaellbgdbQecggdjplmegdmqgcggdnmcgggdpdsgmgdrcckjgdtQgeggdv4ZXggdwtthkgd70agggd99egg
                geE5dkdgeQLjmdgeS5YTkgeVDZgggeWesadgeZLcghgenshbege86Wggge+uYelgfAUrmegfH1kWkgfH3igbgfIilbigfOhfmegfTvifggfUKt5ZgfcGgpTgfl8dhi
                gfqcafTgftbVjagfw0cqggfz9ZggggJSnfoggMKmXWggQ0oXnggY0iejggZWgdkggbAoafggfpVggggigefgggmodWkggoNecdggqdfgfggqpldeggzfcqggg3zufd
                gg6ybagghESbggghHwmqcghK+ktfghLvggdghPtjfcghTnhffghXZehgghaPhgighfEnevghfX1alghrjafgghsIfgggh2owjbgh4zivfgiBZhfjgiB8egggiHpcfg
                giPZbeggiRVeiegiVtijbgiYoljegitwZbdgiwofgggizTnifgi4AYchgi83kffgi9ocgfgjFijcjgjHkieegjHsdbcgjJoqidgjK7fefgjL9igigjMMbbdgjMZegg
                gjN+enegjRUlhdgjXqhfigjXvakfgjYvibfgjanbkggjf3oYjgjn0pfegjqnfgggjsWagggjvxjcggj5mpXegkAyjfcgkD4ggjgkFUqaagkHXcgggkH3fgkgkIOdhp
                gkLMkZbgkPbshWgkd+rwcgkhlddzgkmynRsgkshmscgktxoflgkvSgdegk3HnbhglCPadfglC+gheglRTrqhglX9khggllceggglqWZggglt3Vdggl07jejgl2Aied
                gl34iffgl4EiYdgmGhzmbgmHbdWmgmSgXfggmStfgggmUkSiggmZ8YgggmcvubrgmdxfgggmhwXZmgmu6ggbgnD1mZcgnJ9jhXgnLJljggnRblehgnTexcegnTyWvd
                gnUXgedgnW6ZffgnY9jghgnlBceignsiqpdgnuHceggn0VVgggn5EieggoAnkYngoE4kbzgoFXmftgoK6eqdgoMDfjggoNetcegoPVgfcgoPndgggoVzkVcgobIagg
                gobMlUegocidtggoh5chfgojXkkfgokfbeegooUipcgouqegggo3Sladgo5plpbgo6Yfgggo/VZeggpAQqdbgpJqfYkgpUzcvcgpU3ggggpZLjyZgpdoegggpeTknd
                gpeWifhgpfXdghgpfnwlVgplccidgpmjfgggpnnTcdgpxl1jWgp6Ldgggp73hXigp78udqgp+JZfigqPwkfmgqdYcgggqeGolggqgIkkegqqZibfgqsqgTdgqxzegg
                gq5Oegggq8Rpdqgq8irgcgq9sgd1gq+HiiegrB+frPgrCJhhbgrCtmpdgrDPgmngrHljXegrUSXmdgrVVhhcgrm10pqgr3pkpbgr5MpdbgsATYdigsB1cdfgsYxXgg
                gshaUgggsk0gimgssy8pcgs5Rafegs+UZhegs/OeZ3gtAmmqdgtC9ffegtDDlbdgtJbcgggtWthffgtcSicfgtdZpgcgtjrZcdgtk1ZthgtwWlXmgtz7mhggt0Ginf
                gt1Dhcpgt/sipeguHjbffguKFnbeguQyYbfguRpjegguVJfkcguVxcniguWOjieguaHkYyguax5wWguhSdgugutcbdxguvdgddguwsYofguzbfufgu1Gyjfgu6CVmi
                gu9eedhgvDKYgggvEchqSgvE0QZbgvJOidngvJ+okngvL3eRegvRmoefgvTmafagvcEheogvd7jwjgviJkddgvkWfgggvoAlfmgvoggiegvpjZgggvudcfcgv0Efli
                gwIgpcegwULjhggwe1mefgwi9ircgwqzjfhgwrJbgggwsinkdgwyRhLfgwypjY0gw39Xcagw+ioedgw/tqepgxLndgggxMDiMfgxSnhbegxWgbikgxXZWefgxaAeoa
                gxc5eYkgxemheggxwIhgfgx1mlcfgx5yXYbgx6Cvejgx8EbodgyFwlepgyWYcaegyXLZeggyhjshdgyj7mmrgylzXgegymlhcegyo4rkngypcetfgysIdgggytMNeg
                gyungmlgyuwhiegyvAfaegy22ilagy5AghjgzCBggegzC/idegzFCcabgzQEdgggzRUcgggzTDogdgzUSgebgzWZidkgzXeljbgzZgZhggzZmjtggzbvkbfgzffXgg
                gzgafeggzo+hgggzs9mkhgzt0clcgzx4fkfgz09gfhgz1itYxgz3cdeggz6Vaffgz7Miffgz/6ljag0BYgggg0G+tWbg0LEkkgg0Qwbgig0TEcbYg0XIavbg0iahef
                g0kCJqdg0lifejg0nimckg0pwikfg0rqgaig00NYggg1ASwgjg1Axgeeg1CvgYZg1Magfgg1N9ebng1QLjgeg1TGieqg1TW1phg1Tubfcg1ZQWiyg1brceeg1fyfgg
                g1mBbUfg1vxUjlg1xZgggg1zxgeeg10mggeg12Cabbg15Beecg18fjekg18hcarg2Brfggg2Ekjdig2GJqeWg2HOdgbg2H4ghcg2Vscggg2Vyaggg2XfYggg2YCggg
                g2bLhkrg2c1kZbg2eVeggg2hk9gOg2lxfkdg2tSYggg2uPjlfg2vxhecg2wIwjmg20khVXg267rggg2+xnneg3Ixnqdg3NXbXpg3O2eggg3P7hkqg3TGcggg3TUrZc
                g3atWeeg345ieeg35Mjhfg3+jflag4AxVggg4BXsdtg4Bafggg4Gufapg4MfZbgg4RMaggg4S51dVg4WvYjgg4jmnflg4pNfepg4ushpcg4vCddfg418ghig42kiff
                g5F2VjXg5LDfggg5Sleggg5TVVfhg5VNdjag5VgYZjg5adkjkg5cGrqKg5jBegfg5jYggdg5k6aqag5lMjedg5s5deeg56kygmg6DFheeg6O5ggfg6Rzagbg6SymXM
                g6ZfZggg6eOocWg6pjXfhg6pthbfg6vKUccg6wmwdfg6z2hceg67Qhedg68Ejdmg686evfg6+Yhdbg7AeXggg7Biilhg7Czgfgg7Eeolfg7F4j0fg7GDrikg7I5dgg
                g7K+ofjg7TKbZdg7Ytdggg7dqhddg7dzWggg7hBoxkg7n4Yggg7xFjhdg7xvSgkg7zImuig72xeggg77Iqedg8CIVlZg8HPbggg8Koeggg8WM5Qjg8ZkYffg8feqec
                g8hqeggg8hsmufg8scfgcg8z3eggg80HeSdg82Cehgg87Ggegg87aichg87zcpeg8+gheng9DIqocg9Dkcugg9UovI9g9YKfjdg9f+jjlg9jMqrdg9zgbffg94ZVdc
                g95Qhadg96CkpOg98soRdg9+cgggg9+2hYfg9/adggg+A2awag+D4Yggg+Eyefgg+E+neng+GUeggg+Kxfggg+Lnicdg+Nufggg+QEhheg+Qegfig+Swdeng+dgrna
                g+gVebeg+iQckgg+iscefg+pWigkg+rGYZfg+sEpdeg+wxeefg+6cfYbg/H2eZdg/OLlZyg/UVcfgg/bXYgcg/dQdR+g/jNeggg/jaelbg/kimddg/mHiXwg/mUaef
                g/mXeggg/pCfefg/qSeggg/rfdddg/wAfhgg/wYhaxg/xqrdfg/zXfnfg/0ifggg/8PoZbg//LVgghAEDcgehAJRhhohAJkgefhAJvlkbhANFfgghAOk4d7hAUKZgg
                hAYPefhhAZqfgehAc8jhghA7ahe7hBETg5hhBHCdethBTsggghBZbecahBbPfgghB2FbhdhB6wivehB+ekedhCBUfghhCG6iafhCHpggfhCKpdddhCSxpfdhCTHX6f
                hCTlcgghCXVicfhCa7hodhCb2gfihCeaXachCl9hgfhCncltbhCqqphdhCviZrfhCvvjffhC08MjdhC9TeaZhDConjehDC7dgghDKFhhkhDO/cdlhDRUbgghDctZlg
                hDfgRkjhDhqamfhDiJfgfhDpOYgehDzXiffhD3lhQ+hD6pYgYhEAhncehEBYhbahEEtjgfhEWkWcqhEXjihahEYXVuehEbDiRmhErJiifhEsMhhehEx3bkghE6emgg
                hE7bgighFGmggghFG3cgghFH+nbohFOigdfhFVCheehFYJhmXhFYLgfehFb4gRuhFeDecehFgEfpWhFimedehFjwheehFlEZffhFpHkrfhFvJkamhF00kkmhF3megg
                hF50dsfhF7EfejhF9UdfghF9VgffhF+IpbhhGBnaeghGCDgfrhGCrdaghGHCbVvhGLDcgghGSIocYhGTJeafhGV1kljhGXQegnhGX2pdjhGZncgghGaWgjehGa9cbg
                hGbfpZXhGdkdiehGt/tkdhGvQiichG2RlfbhG3SigehG8FfffhHLqehdhHMrfWthHP6cfbhHS4dcdhHXsfdghHc9glYhHeXjfehHfPcgghHgdlhfhHiqegghHl+iZl
                hH3AcgghH9XfgghIAvgffhIDMemahIDUsfihIEpcgghIQ0khehIT7fgghIW+eadhIcmfdchInlRckhIpVbgdhIu4cjfhIvtidahIxYkebhI1fjachI3mqrehI4iegg
                hJFsihehJKIdgghJYfUkrhJcXcgghJeHhgfhJfFXgghJfWggohJlVgiehJnAYgghJqBfgghJs6hjchJwIkeahJx7igjhJ0ojibhJ1PjYvhJ2cgfghJ7PhfehJ8Yemf
                hKAwjechKFYgiYhKGwcgghKG0fgghKIdelfhKKgYffhKNqgemhKVCjcWhKVfbdghKX8fgghKenepghKiWgffhKuPegghKvfVXfhKzyWZthK7JkfXhLBQegdhLDMjfh
                hLNDifdhLNznXthLOZjmehLRClfhhLTexVbhLVehdVhLVudgghLXnhXmhLbkfgghLbnhffhLeGcoghLf7wjehLlPqfjhLngkdkhLp9ihfhLtKnkdhL2LfcehL+V9fh
                hMAjqdvhMHagehhMI2hYghML9qXbhMOwpdXhMXoekdhMeMnkchMe8jsahMgfvZchMjJikZhMkESdhhMlpdbkhMt2hVohMxtseZhMyVmfdhM1WWgghNLzWZjhNOmZgT
                hNPabgghNSOieghNSXrazhNS2ltShNV0fefhNdLioXhNeciejhNg8jbghNx2egghN3ZeYehN52XgghN+sXfihOIwegghOOqhkehOU8jmehOYQegghOfbTfehOhlqpg
                hOinjkbhOjaheehOmNZezhOpGfgghOpragghOq3hefhOvrfldhOy3bebhPCUr/UhPNXggghPRsmadhPShhhUhPW6YgghPX/YgghPZ8gfmhPbQhhXhPcqykchPgJmfe
                hPgqmRQhPhmcfkhPi3egghPl6qflhPmRltdhPrZkkghPu6ejchPx7egghP5WfgghQABdgghQDWd5ehQFqjkehQO0egjhQaPkglhQkAkbbhQmnokehQnOdgghQnfcgg
                hQszkhbhQwziXphQxwkbmhQxzffehQzsdjkhQ1XgefhQ62pdnhRD4rqehRLgSjfhRQufhthRRIbgghRUkjakhRcEjqZhRqbhdihRwzfQahRxBecghRxkieehRyEkef
                hRyJcfghR32edxhSAWbefhSAvpjchSDzvldhSF6vvfhSK4jXjhSLgilahScumgdhSeggighSlBieahSmPcgghSmlb7ehSn1hUWhSpuavfhSrOUaghSzAZgghSzuoiw
                hS8QmrdhTAShmchTIhneehTJnZgghTQSjlghTTIeYehTVJUgghTXojgWhTYkoZjhTbSZgghTd9klZhTeMfbghTewkbwhTitUgghTjshefhTk6gdehTmFgudhTo3agg
                hTwRfgghT3JYgghUBPajfhUEyozdhUJLmgghURwndihUTrfcghUbheadhUdTdddhUmvsbfhUokijhhUvoqbahUvqmhbhUwmblfhU9DodihU+OeJdhU/8mfbhVA2oZf
                hVBWivehVBqfophVIhYgghVLVo6ahVNQdgmhVOqwc1hVPjfgghVQ0glghVRiojYhVVTfYphVYAnfmhVZgfgfhVaJjnZhVaOgoghVeEenfhVemikkhVfefgghVljjZg
                hVpCYgghVrioephVsRhcehVtbgphhVuahhfhVy8okbhV3eaZehV4WcgghV7JcgghV8egXfhV+EglghWcJfnYhWfZlbZhWhnkUbhWlzmlbhWoBeemhWqDedVhWu1mkc
                hWv/hhghWwgcffhWzvkgfhW30gfghW86fgghW/QffghXBSfdbhXERlgghXEigechXKDkldhXZeidkhXjekjghXpLkpdhXxFlcohX4AahghX5hkzbhX5pjndhX8CiZZ
                hX80gcfhYBJhfchYHVgfghYJ8ijehYM3ggghYPcfaahYW4leThYW8kZxhYoudgghYpEcpXhYqKlldhY2RXgghY4NUgghY5VejghY8sawahY9CmrYhY/5kkbhZH+heb
                hZKXnaihZQudffhZXeskdhZaqnedhZkLehdhZqEva1hZybdjwhZznadrhZ0dsnZhZ1HgUthZ4XheuhZ5amXfhZ8Nr1mhZ+4pWshaAKdgghaIHcWhhaMFflehaNwgbf
                haRbcfghaTTvichabwggghaiS8X2han5ggehat9eggha5jihgha7tpcdhbF7ecghbIjefghbLxieihbOQud5hbO8UkShbUonfehbWNgdchbehkXohbe8aWghbmZofq
                hbogagkhbpUigzhb6Pgqqhb88XaohcUdkcghcWncghhcYibfghcb4oeVhcdEke2hchCegghciTXf0hclZjZfhcxGenghc0RYgdhc2PotThc8kbgghdERhcshdLnggj
                hdMBdrdhdMGYZdhdQ/egghddU6dhhdfudefhdg/eedhdjCZgehdkEagghdtDgffhdtZgidhd5hhkdhd50egghd/PZcgheBoefeheJT0BXheLZhffhePSjqjhePsRfe
                heSvaseheVvedghecTdgghecbgmhheiteochei1fiehelGirdheprgkeher1keehesDjfehexieefhe59qffhe6SlWrhe9tcgghfAockfhfFUjafhfIbxbehfNjgog
                hfPYjbfhfQZegghfUBmekhfaigjehfa2ihghfnfagghfrjgefhfuVifihfuYqwhhf01fflhf46skYhf6Mbfhhf7igedhf+Uefghf/8ggihgAQkfghgEHlgehgIifgg
                hgMghrfhgORme2hgObpeehgQQeXehgQtgxghgVBggghgYEhgbhglifedhgmljeghgnkiebhgpRaffhhJdibdhhKHgiihhVAfdehhafdgdhha1hgghhcuofrhhe7ajg
                hhgChochhjWZgghhmGlbdhhynogehh38gkwhh8QfachiBBggghiCOfpdhiD2mZihiWPhifhiXcWfghiaqjfehif4cgghig8oiYhiktgZehivThdehizXbgahi07jjZ
                hi2xehhhi3Ritchi83jhZhi/WegghjGLjUfhjJkddahjP0gcfhjSMffVhjWkegghjY6ffchjZcegghjgshcehjhVlzZhjhvRaqhjlwfbghjnEwhmhjrDolrhjxthbj
                hj9Hnddhj9Lieghj+xegghkFejcdhkLHfffhkPgjfqhkTlegghkcjfgghkfDnlahksudodhkughiehkuyibfhkvVcaghkyoqXchk0giodhk0/hichk1qkfehk9sfeg
                hk+FegghlJXgeehlYmkaghlsDPgghl2Gglfhl4nRfihl58Ueehl67sYnhl+ZfejhmDjceghmMsnechmTxscahmVHnWahmW+VeghmcyjafhmnwmZghmtfajkhmuwmWi
                hmxolobhm3Abcghm32cgghm7Lbfghm8IggfhnA8hhdhnBBXgghnBqjfghnH5cgghnVMicahnW2jpnhnXWfgghnj4ifghnoIwfchnp6ggqhnrSqhfhnszehchnw6hbe
                hn2Ycgghn6JdfohoFJoaphoNUolihoPDlhchoPmhfihoXHhefhoXWfibhocyeqUhodTZhghog2lcYhokNdgghorFoauhoxUrfehoyCnbmho0rjfeho9Bdbkho+Hjcv
                hpL4cbWhppRgufhprsdghhp0khlehp13hgfhp45mbdhp60leehqCnVfghqFRmephqHsgjfhqHtifehqQlUaxhqUQhcghqixhfghqmTbimhqqoZgghqzWiijhq41mdc
                hrC+YZyhrEVkZfhrFimfehrN4osXhrOYifkhrRAimhhrWYegghravpcchrm5beahrn1haghro+lO6hrqOncZhrwXwe8hrx3jcqhrzHimchr2Xhfohr5wndrhr+Qlen
                hr/SkZehsCSdpchsN5pgehsN8ggahsS7hdehsUSecfhsasagghsbBbgghslEgdehsrnrfmhst1Wfjhswwgiehs0ddYkhs41bgihs/Fduehs/cUgahtAUugfhtGSoce
                htLHocnhtONfeghtPHqiehtTHWgghtTmegghtW4cdehthrdgghtlYggghtpDhcghtq/chQhtwhifjht6Nfdeht60hfiht92egghuCKkifhuDFlcchuERfgehuJ9fcg
                huKAgbehuNYjiRhuPBwaehuTpklfhuU8ldchuaiVuWhufKighhuyWlUyhu0wydfhu/PYfghvEbbgghvM3ohfhvQthRrhvUolanhvVylYkhvgvcffhvh8egjhvjMtkb
                hvjRgddhvkEoiYhvsmhefhvvXgffhvvbqiahv1ZddYhv9UmYbhv+/kfdhwA2deohwH9hbkhwKDagghwROrejhwU+fefhwhxjfehwlzggghwtDagfhw3tbadhxEagde
                hxKTfibhxODogkhxP0agghxRHYfghxTEWcdhxVFcgghxW6linhxZQeefhxflegihxl5fqfhxqaecehxsIcafhxv/2e/hxxhVeYhx2Degghx+fecnhyMdhgghyM8pYo
                hyN/fgghyR/msXhyZlsenhyf0ckghyiCaoehyknmYdhylYkfZhyu/Xrchyv/fgghyzHXgghyz6ohshy91fvxhzOvfgghzcTicnhzjhneghzjnfa4hzkzbefhzpUgcd
                hzpwffkhzqPgeehz1Bme7hz5Mdgghz9Ybhbh0Agfeih0HSiedh0JDmemh0NfXjbh0Rskudh0T8caVh0Utkhbh0arbesh0gfeggh0jGxpLh0xEkeeh03trcdh094eif
                h1MIjYbh1Pvhefh1TReggh1TTlffh1YSfggh1ahedZh1bShkfh1hgsefh1ilgggh1jldfgh1lZfigh1uMdifh17+fggh19Xffdh2J9eggh2QTpqbh2Sqcbih2T7iof
                h2UUdggh2UbmZVh2fngvVh2hTcflh2l6gefh2mGcibh2wCZlgh2wnbggh2zajRXh3BYcgbh3HIlhXh3Hkhebh3JCfggh3J9Yfeh3MploZh3Z3hYgh3aWkhch3adkcg
                h3dVUggh3etfggh3kzcggh3paecfh3qUbcZh301lhfh36hfggh381gkYh4BiYfeh4Jscemh4T8Z0ah4g9mggh4h8bggh4urmggh4x8Xhfh40skZeh41Dhhgh46Bogf
                h48mbggh49ztUhh5LGZkch5Pjdgfh5Qrhgfh5R5Pueh5TbZddh5aWeggh5cOieeh5iT0bhh5pTWodh5rQgheh5uLreih5umdfmh5wigehh52Eigfh58Vyhdh58vikT
                h5/1qPjh6EOUfgh6VbcZnh6aFcffh6cDdggh6cejbfh6fTnefh6gykpmh6mJefjh6sjxhhh6u8kjgh6wusWdh6xmidwh63weggh63zhggh66Djceh7FWkjZh7UKdkd
                h7U8mhbh7j8heeh7kGtcbh7k0ireh7s2cgfh71fv/Uh72emidh8Evhddh8GIZfih8Iignbh8Jhikfh8J5ieqh8bEefeh8dKsdah8l7froh8rfvdXh8yDlfdh89Lkcg
                h89mghfh8+Zbedh8/Pkdfh9BBhcfh9FksRuh9Mtieuh9PRhdeh9PWffqh9RBbfeh9VVgZdh9Vraefh9fvgdeh9kWgcsh9rEgggh9tfdjbh935Zkgh95Rjath98yfed
                h9+Qcegh+Hrheeh+P0adoh+Qpllkh+SGiWdh+Vjvfah+nVsech+qWefgh+tOZggh+uxYggh+4vhZeh+5Gfggh+8bjefh++mfedh/FRijjh/HtWggh/LOiWyh/Lelfn
                h/Lfheph/Txaggh/V1Xggh/Zmcgnh/bKieeh/olfwdh/o1osch/tMfmjh/wChfhh/xziedh/7HWfjh/+akgfiAAfjqRiAGolXkiAWRkcjiAXKeefiAZdfggiAdvYgg
                iAfQfnXiAorifdiA/8cggiBA9eggiBBlihZiBGlnaniBJrifgiBLKgdfiBNIkSniBOMfefiBSpgffiBchbggiBnMkhkiBsaeggiBwPhieiB3GdggiB3lgggiB3wbej
                iB7IeggiB7jYggiCELlgiiCGvmfjiCI5affiCRfeteiCSAgajiCW6ZggiCaRieeiCdXmceiCeTeggiCmPkffiCmWgfhiCpIdggiCpufceiCqYiafiCt4heeiCvXede
                iCwNXaliCwhaggiCw0jddiC1idggiC6teYfiC8rcjgiC/NkggiDA1gggiDBpdggiDKTVleiDMChepiDSgmdjiDXe1qeiDY2begiDZThbfiDivdmYiDkCyfliDtwiV5
                iDvFWcfiDvtrddiD4qqociECljbfiEDxhliiEIEjeWiEJNgjgiELDdkdiERHdjfiESqhdliEWcieiiEYFfZgiEdldidiEfJgefiEgqighiEikSggiElZhZeiEphhcb
                iEq2bociEsdwWpiExvhfciE2irguiE8zodeiE83pneiE9DftbiFAenYpiFBVaZdiFDCnejiFFQcggiFKQoeZiFLXaggiFNddIgiFToYggiFV6QggiFWbgejiFc8TdW
                iFfVpqgiFfZciciFhxbggiFmEgdfiFoDbdaiFpvaggiFpyqmbiFvZfjdiF7mneziF9kcggiGBHWghiGDscagiGJCkfjiGM0ZggiGfYegiiGuabcdiGygjgciG4icgl
                iG5xgigiHAHffgiHEine0iHH6YfgiHH8pWsiHTnfggiHYegjfiHZujZgiHfjnbdiHvFbkfiH1mkffiH9BdggiH/dva2iIGIYaeiIH9XNkiIKsirhiISWfcfiIWafef
                iIZxYggiIapeaeiIbpeYmiIbwaggiIcczWfiIi3TWziI0jjhhiI2OfibiI8TfjbiI9wegbiI/r0qhiJAm4nYiJErdsfiJFObeeiJHypaiiJJeVjgiJOGfgeiJREmon
                iJU8fggiJdYncriJfQeZbiJgnebYiJlWegfiJqKggciJsSmZdiJ2ndhViJ7GrgfiJ+kfifiJ/TeggiJ/VfkgiKArkkfiKFMZgfiKMzUggiKWsfciiKeLicliKfucZ/
                iKseiteiKuzidfiKvhjjmiKvikZfiKxpmeoiK4pjfliK6cfggiK/bdggiLAjdN/iLDskRbiLECfdiiLExjceiLKcjejiLUCbfhiLUPsliiLVjZggiLXccfoiLfRdgg
                iLipcZiiLjTihgiLpNZkfiL0ijdeiL6vWdoiL7mfggiMB2+tTiMEApofiMQ+ceeiMVGkleiMaPdfriMhLdZxiMk2dpeiMlVbggiMn6knliMqwrkZiMsIjahiMwrYgg
                iMyJZUdiM7XiihiM/IddoiNEEjqXiNJ2nmdiNKZgffiNLdieiiNWAnkXiNartWViNelZggiNkademiNmtkefiNo7sXxiNpSbggiNubjbtiNxYgfkiN6higgiN9Hdge
                iN9gghaiN/LgdhiOEPghdiOMOleTiOTSheoiOWudcdiOXcelbiOZldnfiOaXjTmiObTeZfiOk1eimiOl3damiOomYqliOtZocaiOvBcdeiO7WXggiPG2iVciPIgicc
                iPKlhdgiPNBcnbiPOybimiPSwSlviPXJjeciPcalejiPl1bhaiPoCgXtiPoTfggiPogffiiPrVVUkiPs4upciPyAUffiPypaifiP5ibddiP6pjVhiP9nfggiQBxigf
                iQGemdsiQHVojgiQQTcgfiQV1cggiQYMkediQYdkYeiQcnnggiQhIfggiQi5UfliQjiqafiQn4eggiQpgjfeiQurrefiQ7xhdpiQ92ZgZiRH/nZtiRPwpgdiRZTien
                iRcdhgiiRfthbhiRh3efbiRk0kfeiRvkgggiR39fcdiR55fidiR+1ZggiSKNucZiSQGcftiSWQhgdiSWfhsYiSbyZqaiScGgegiSre5VmiSrvXggiSucnleiSzmkgc
                iS2HXlbiS5GjbfiS9X3iciS+XsgfiTAKdegiTBQiN3iTJpeeciTOPepZiTSpcZgiTVMXhfiTXDbggiTX0gggiTa6j2ciTdsgggiTemFefiTkgseniTmxidciTnVace
                iTvPgegiTw8cqfiT4rhffiT6SfggiT/WdkliUBNmapiUBuckfiUC6eggiUJHbggiUJVefhiULtiaciUOJxaMiUPjbffiUQFh/QiUTHnshiUT4famiUZblWgiUbTWgg
                iUcdkhciUdgeoaiUpickhiUxH0hUiUyQpVSiU2JgkdiU6MhkaiU6NrbjiU/NfggiVEqTggiVI1tdoiVMGkWqiVM6TdgiVVEogeiViOpbciVuAggpiVvgjdbiV5deSd
                iV+hjgfiWLIgbhiWVGedgiWX4gggiWcecggiWdgYfiiW1sdfjiW2MlnaiW7EiffiW79nvgiXF6mibiXNCbgeiXOlflciXgAheoiXkYifiiXsBsyqiXvdXgjiX11dRr
                iX4mideiX8ufefiYA6gebiYJsfggiYL/aggiYQXgfgiYRhodiiYULefgiYgslgfiYg3kkciYhbceeiYjkhXqiYriZaeiYtG6hSiYurodfiYwwfqYiYxHdcjiY1ujgg
                iY6+mlZiY8AefkiZDFPggiZFEpciiZGudefiZHVkfdiZW0XfgiZW+eafiZaLkcbiZbvedhiZnbjgniZrRxggiZtUhdeiZtbcfgiZt/eXqiZwXdefiZ01gjgiZ1Xekf
                iZ5QdggiZ+uemdiZ/JedgiaFtddpiaL4eZgiaPecfeiaQRSoliaRphgaiaTgfbliaVykSsiag9aggiahNuZfiakfdnmiamjcggiaqAgymiasSbgdias9eefiavdTje
                iawCfSmiaygjifia0UdggibG8re5ibJ3akcibMAcggibUVogdibXXb0eibaLjURibiaehdibkbdggibmvgfZibq+icqibsWfmsibt+dggiby+gdeicAdmgficDcmne
                icGudfgicJXfggicQFfngicQJpflicQuicjicfjlcdichGitViclraeficmTpgcicsznuUic2UZfiic8pgjfidAwheYidBodggidDzojgidJTlceidJ9nkeidKMike
                idM5ifgidNYieiidOPfelidW5nW9idZ9fggidcCbkaideWebfidoBhididv3bigidyLhjfidysgbfid0Tyadid37dggid8TcikieBNddfieCPbrgieDvuzXieFsifl
                ieG/kiXieIVfjgieOzpkdieT7pjYieVFlRuieY+lneieZ8fjmienXkffienZmfdier7iggie/sgabifCMcggifEYpheifFfjfiifH6bggifTffggifW+cpdifdBaed
                ifgIlycifl3a4bifnBcqfifnmgkeifrYlkZif09qfWif1yjljif3QeXxif3bkbeif3imnYif6lgdbif7TnedigGtnZdigOuhefigO3kiXigPSoeSigPcnffigS3fgg
                igdlffgigeQadfigogbggigqikcfigrhirdig7/heeihC+ibfihG1bggihMfklXihScjnfihUfhckihVOgafihWlaUeihZBZhfihbvkdgihiefheihlBYdgihyibdg
                ihzIjejih/4gffiiDjdggiiE0eggiiHpiebiiI8clsiiK8riciiiSiciiiioekdiijXfggiioqcggiip8pdmiiqrgTyiisWdggiiw2fxfiixsaggii0Raeiii0ikWc
                ijLWbfjijNQpeoijRmRfiijSfmYqijYfjgkijcjYggijd+hkeijeWmedijmgeggijpZhecijxgmnfijzEadeij9kbggikB9kcnikJTeggikKIgbfikMNofcikRleig
                ikV5ecgikWfgZpikX7fggikdngcrikzjkmeik1wddeilCnp+XilDCjXjilEphooilHxkofilJSgmbilYjfggilY7Gfdilcxjdcild3ifgilhUjclilpXheeilpfpUi
                ilrRXeeiltEVgkiltldZiilulhcnimDTcjlimEYhogimM3dgeimNrefiimUFkZnimcxhgdimfskdsimjBOgRimmdjUlimnfjchimqQfggimstigeimt2YiXimucfgg
                imyngggimzJfggim4Wgikim7JiefinFyggginGPeehinPTngginUtcheinqJcgginwLPdfinxXjodin06pYein3ffggin5jffmin5nbfjin8lWzZioBRbgiioJPdpf
                ioPxdggioScefeioUXZfeioWreggioYygggioa2ikdiobDkhfiobhbggiomVbgfiomfcfaiouKhPsiovsddXioxkdPSio15gfaio78Ydeio/akkfipBygggipDUxsZ
                ipIThheipO8eggipX/fhmipYSgXjipYqVggipcWcXfiprYeobip6fnfdiqEBZldiqILmWmiqIfodkiqLulghiqM/kdliqNofeoiqOljZdiqRrslfiqU7llfiqVCnpi
                iqW/eggiqfmlffiquOjediq09rjfirCehjhirCndggirEbfgsirEidqgirKeeebirKwdXdirUydlYirbjhffirg7gnbiri7debirlXpegirmsfggir6LdmeisFZfX/
                isGzyfoisHdcmpisHpblYisH8ZeeisJUeggisMhdggisPnjffisdHibXisfhhgfisiueggist8bffisvMnfjis28dgois3rgggitDoklcitFnfccitkvgmditm+neg
                itshXggitsqfeiitugcaeitvSmdcit20gelit3xkkcit7Zeefit8NZfkit8Vfbgit9siefiuEWkleiuE5eggiuJFjdjiuTsgggiufSssciupSbggiusGWfgiu1sdsc
                iu6Tsziiu8OuoeivKVmadivW9jdjivh/ildivj5VggivkfjebivoXdhfivo9peiivqzeggivrsdldivs8bdliv1jZggiv2fifdiv36keeiv53mahiwEddefiwF3tSh
                iwLIllaiwLknhgiwQYeYfiwQ1aagiwTcgggiwTtffniwXLhjdiwYrbggiwbEnmbiwfQfYqiwhZqneiwhgcggiwlJgffiwnoqiYiwtwgcYiwwSiYdiwyeSodiwzNjfq
                iw5Tomgiw54gWjiw+FeggixBTYoeixC8hrgixEiscbixGDwigixK2yfbixLKcscixYwgdgixbKghfixeWYhfixiyjYsixmEleXixnthaiixprVioixuxhfeixvKagg
                iyDWdddiyMGcggiyOXgggiyQPWmciyQvgcfiyhueggiyiUfcXiyqXbhjiyqrjffiyvvhpciywsmjciyxCkgniyxPhfeiyxzgkhiy2Fnbuiy3lrO5iy3zocbiy39qlc
                iy4ddemiy5Aeefiy7itemiy+KWcfizIxhfpizR2jYfizUskybizayidSizrbWgkiztihegizxidfgiz01fcfiz6qkbgiz+Njbei0AWeffi0EpWggi0VNdhgi0aDheg
                i0afdbci0dIefdi0d5tnai0eLkdji0jxbcsi0y7gggi00gjhei04Vtbei09xmhWi096Yggi1Czsdni1Jikcii1SWjxai1UtdXki1bTcggi1bhpjci1ichdfi1j3hXg
                i1mNUdgi1sPaggi1wKaefi1zxl/Yi12/dggi14IVhYi16/edii17xp+bi18ndffi19teggi2AZojni2C1hgki2DtVjgi2EYgeTi2Fsrebi2PPjeii2Pqdggi2cYngl
                i2mcffbi2rGhksi2uYgggi2ucieli2ykmjdi3Aznlhi3DLkbdi3ECdkci3IoYggi3OijvWi3PNeggi3WTgggi3Xxlpei3bvhmei3eRedqi3mfhfci3nwphgi3oBpYf
                i30AYcgi31sgaei349njji36kijhi36+newi3/Rdggi4Csoefi4HUcadi4H5lndi4MAmiTi4hBlXwi4hsckei4osgmfi43yigqi45fvdci48mslWi5BVdbfi5IQmbi
                i5Kvodli5Rjaggi5Wiaggi5corifi5gJaggi5m/cfci53RcYfi57Rxjki58Fpfbi5+Bgdxi5+/lefi6Ciegdi6Jcagpi6Onraxi6OrnZhi6V02ZYi6cmjUei6c7Ygg
                i6njnawi6qMeggi6sprsbi6v0eggi6wdhffi6z7hsbi60Binji60Rocdi60cfjfi60jTggi69PdXdi7KWdggi7Kiigfi7Ntfegi7OLgdei7Rqrbei7WpYebi7d7ffg
                i7eZecci7pGfggi7qXmjbi7rzkgli7wdqaci70bfdii72JcXmi74ocsbi75Iklwi781hegi79hsdqi792n0Gi7+Gehci8Epcdfi8HJl0Ri8LOmQzi8Mpfgfi8Ogjcg
                i8PJejai8TxXfei8iSfgii8tHkjVi8uLlTvi8yCnUdi86Rhffi9Btebfi9Ccleai9KSeoTi9MKXggi9NQkYOi9QDidoi9XnZedi9X9gqgi9YlpYoi9exigfi9hsfbd
                i9mYihfi9nWfcai9oIsfji9sWpZai9tfllbi9v8dddi+SIZggi+Sveggi+fCmfZi+i5ldei+q5pngi+vAWdbi++ujomi/I4kfmi/OCavei/ajigji/b6fggi/m3gfn
                i/ujbggi/0dhmei/5iffdi/78ZbfjACbqqdjAHBefcjAOvcjijAQMeegjASTZaojAdVjavjAlAlRsjAp4dddjA42hsfjA6lchKjA7/eggjA9NnhgjBCDjfbjBCUcVv
                jBODhafjBP8eefjBQ/ofsjBYhpecjBZUpdZjBdSfcdjBmddcgjBnLdadjB7PhfhjB94eokjB+FicfjCA8setjCFuWgnjCSodedjCUJhegjCXxhlfjCeeojpjCr0gff
                jCtLbggjCyMbggjC3PdggjC7A0lgjC8phddjC+7ecejDB5bqfjDHVYggjDIMmffjDJIifgjDJZfmcjDPugndjDaSdggjDcggdgjDjYdjjjDolZhajDp9gjejDrNeel
                jDxzdkgjDx7degjD4RkhhjD7kkkbjECUmmdjEDyfiejEHwdgfjEKjmfejEPUhgejEdikghjEkcbaxjEl+cffjE1ChsbjE9QqmajFEcgigjFEfZahjFI5cggjFI97bp
                jFMLTggjFNQmeSjFQtcggjFQ0hccjFSoaggjFU9egjjFU/kfdjFX0YdcjFY1cggjFjHmpdjFy6kbYjF0nfSZjF3keifjF/DkifjF/ubddjF/9fkZjGAFjfgjGDGlff
                jGDsajfjGJ4genjGKvVdrjGLQqYmjGMabibjGXCetejGYPmacjGefofejGr7igijGtOfiejGyldgejG0XhisjG67gpgjG9SwfpjG/zkrZjHGwbdrjHHIukajHJCfgg
                jHJVadejHU2fghjHXsobUjHX5jufjHc4iZfjHg7regjH3CgrajH8aVpejIAwhffjIP8hefjIYmuddjIZfiaejIfF8wSjIptklcjIzOowdjI0IbggjI6DgggjI7xXj1
                jI87rrWjI9beggjJLCfggjJN4lfejJZBjdejJgBfkgjJi+fggjJoCgcajJrunibjJvjTggjJyYjWZjJ88eggjJ+DZedjJ/VfdmjKBgpidjKD74ctjKGFYmTjKRVneg
                jKTepggjKbgXcfjKc8cfajKeYhffjKflrdhjKj5TggjKlnWggjKwHZgijKy2ifcjK1RgdgjK8pgdgjLECcggjLPhbggjLRJdffjLbTyT2jLl/dscjLuDeZgjLx5cag
                jLy9nafjL3CdggjL9cfdgjL+TgffjL+4yvQjMDgajejMEHgoejME5WgijMIxogjjMJkkWgjMQKfggjMV0efejMd9hiejMijfbUjMsKZjejM6JcegjNNaZmajNNpgke
                jNO8ibXjNScaYcjNTsjjfjNVgihcjNbAecdjNfGlcbjNiVjrbjNpGYYpjN3NgasjN3cnYtjN4lfSkjN47bggjN7PdggjOAknscjOB/YfijOCHdggjOEgjZejOFqekc
                jOHPlffjOIGdggjOJclhfjOJ9fggjOKHkmbjOOIZhYjOOLgggjOPRgegjOQ8ajejOYnagejOgNhlgjOiDicbjOkBhiejOpbumfjOy9hlgjOzKjddjOzqZkdjO1BZie
                jO5KfggjO8EefnjO8dggbjO9DdRljO+/gggjPEddgfjPHUWfgjPKabcgjPN+wjcjPWodggjPYpkgfjPZekfojPe3edXjPiUcfgjPlETggjPoxffkjPsajgfjP6ebec
                jP8HdggjP8JdfgjP93ffgjQA7zahjQBJgghjQBqgggjQD+tvWjQLLMlgjQSTgbejQT4gpZjQdIrehjQgadcljQm/fgbjQorifgjQvFkncjQveVghjQ7jifmjQ+3jjX
                jRGQikcjRRBkVhjRRkkfYjRdsXYdjRdxWfmjReEnfbjRepondjRi6jVvjRlhifgjRosgfjjRykhezjR7mkjfjR+0ZjbjSLWgggjSOOaggjSUtVdcjSe/XggjS8XidY
                jS/zhhZjTA+YedjTDraefjTL1aggjTReWemjTX0ihRjTaGffgjTppfdfjTq3kfdjTrmemcjT3HibgjT33fwMjT4tXbhjT/GhfgjUAdgdcjUHSdahjUNXnmejUTlfgg
                jUXYnUjjUcgZcejUfGeggjUwvhjfjUw+ggbjU1EdWbjU3rgfgjU5/heejU7x3fUjVEJgcrjVIUjkejVIkjdejVLCrckjVLzfbgjVOldggjVR9VggjVpfvwfjVrzegg
                jVr2fcfjV4Zc2VjV5GgdijWBnhggjWFkYdgjWFtigfjWU6UggjWa9dggjWfMlfVjWidmjgjWkocmcjWn7ZggjWpCdggjWrhfggjWsUqjdjWtociajWyEdggjWzfggf
                jW7LWagjW9zpaejXJbqrWjXLmfggjXOmfggjXQNiUtjXQVkdpjXQ+gatjXYFcTejXZzYagjXeQemcjXlAmrcjXnwcggjXopafgjX1piYmjYA5fggjYBqSerjYELkde
                jYP3gbljYXmYa7jYdRgffjYlBqrUjYocgbejYqShggjYqnlarjYtxiekjYwHYZzjY4iXdejY7lhgfjY+zgsZjZALhbejZBvluWjZC1VegjZFMa6WjZIXhgfjZOxdgg
                jZQkhgdjZRAUimjZT0zZpjZZ6seejZaWelejZfsXQTjZgQneljZncjffjZokifjjZsombnjZ0FhpfjZ00obYjZ07fZgjZ2DadTjZ2/ghfjZ85pZbjaKifbfjaQNagg
                jaRaacgjaReeggjaRibggjaTphegjabKoxejahHfmcjahxhesjanRkcbjaqNTgeja60ggeja9Vhbdja9sSggja+MakgjbCacggjbFOpdfjbFVfZejbL8sbkjbQRbff
                jbRlkaYjbS5lSvjbvacdhjb6Tkfljb+ocggjcAPadcjcDrirgjcIdgfljcMzknfjcQrobXjccPmckjcePPcajcg/qWcjckKbemjcmewqljcr4icgjcuHbggjc5Iend
                jc9Ydifjc//lVajdEwZaljdGtfiZjdG1ksTjdRZrT7jdYJcbdjdbgicdjdgifiejdkxjfgjdk8eggjdoRpbnjdrCgeljduOhgijd2Pfggjd5EfXejd5Hfggjd5dyiY
                jd7wkdljd8GhrijeUnbkTjeVghftjeX5flgjeY2miejenairfjepkcfejeqmcigjerNemfjevhharjezjqfZje0xhrbje18bpfje2Umddje6Nhgdje8Lfegje+5fgg
                jfHkogejfW/iagjfZifgcjfaUlnfjffOhfdjfmIjfejfp+pWqjf00agejf/YmZ3jgDMnamjgE2bffjgG5lmajgNkkggjgX3dggjgYhmhcjgguhbgjgkxkhdjgmLfde
                jgvzehejg0Zhbejg3Bdggjg6sccfjg7elejjhDwgggjhHcmZbjhJQhZfjhNYcggjhd5kehjhiFqlYjh2Riubjh3Ekgejh5Tnajjh8pcggjh/agnhjh/mbggjiBugfg
                jiLKjeajiMV2hGjiNXjggjiOkfbfjiP4cghjiiwdfPjilKgiajioEepfjizkbYdji5Pouaji6EbdfjjBdeWfjjDQeggjjF3dgijjHFZfhjjKGmggjjRTdscjjUwkfi
                jjbilfajjgXhggjjofqnfjjt1ffdjjvXZggjjwqjZojjxufgfjj1AbXmjj20Zrejj3FiU0jj5Qmpcjj5uffejkDPUhgjkF2elejkF+ddgjkHUpkXjkIacggjkKRggg
                jkZFKfijkZ0lnbjkcPlgijkdYXggjky5oecjlCghggjlGKWggjlLYoSajlSLawVjldkdP2jlnTiXejlpqYfejl1Vhffjl4/ifijl71kfgjmDBdedjmDzdhajmQ5igg
                jmUOdnkjmVIgYmjmeXfeujmi5hifjmpCcXejmv/jdijm1Qeggjm1/gnajnHccedjnH/hmbjnIIandjnIReqfjnKqUffjnSebfgjnaRmbnjnfGqgejngifasjnwoVgh
                jn04affjn+mcckjn/JbggjoEYdlajoGkdggjoNzifjjoV7lbgjoWwfggjobKbgejogKeggjonTvdYjoozYYxjosZhgcjo5Waggjo95SkcjpDhgdbjpGkecbjpHYnjf
                jpJwfkejpXnaggjpc7saVjpesdggjphgnenjphjgxfjpi4lfRjpkFpemjpkYhffjpnDbffjpnkeggjppEpcbjptRjhajpv6fifjpxTabejp5wggfjp6xefijp8Gjfg
                jp+1hdljqBfhfsjqEZefgjqFfaibjqTOmgejqXMbggjqnKehgjquaYkmjqveiawjqwlehhjqyZbfgjqzHlazjq8J0pYjq9Vbcfjq9YehfjrD5mbdjrECikdjrIxafg
                jrJPgjojrJ6laWjrOGmacjrPteafjrUPnaojra5meijrbavlkjrdYqejjriZfgfjrjOfekjrmZdggjrn4mccjrpSkXxjrqTeeejrukggojr0hdkbjr0ljhdjr9Necf
                jr9kheejsE4ndejsK/jmgjsLlTiVjsM+gggjsP/bfgjsQBieojsUumggjsZ5cgljsc1kYejseXZggjsh3rqcjsirhfljsi8caejsq6bggjssTmgejss0yvfjstornc
                jsxyhfgjszXhxVjs2ygkfjs4iflfjtCQbggjtHneggjtKwcggjtLEfggjtOmfggjtPjdsajtVAgdcjtZLbggjtdmgagjtgJmbWjtlTjofjtm/ng/jtq1ncfjt0Ocgg
                jt42eefjt+jkfgjt/Bdfdjt/5hZojuBQxWWjuGlkggjuLsgfvjuOqnWajuRYfdgjuSfocbjuU1kfejufabggjugOudcjuh+bdfjui3hgkjupVkcdju1Nhxcju24fdf
                jvIJagfjvQHfggjvSqeggjvcBfgejvnmgydjvpSoofjvxakkdjv83VgWjv+xbkgjv/BkfdjwAUefhjwD8limjwGdiddjwMwcdjjwQJahejwR0dPnjwWkPdejwX6gud
                jwbKjghjwbXdmfjwmdcggjwndwhhjwtjdfYjwuFdiXjwvMdgfjwwCtwWjwwhmeljw1Biiejw8eeecjxAIihgjxALfggjxDaghgjxEVnddjxEZhgljxEhgbqjxFNXgg
                jxMMqhijxPBjifjxWShrsjxZZehgjxeZbggjxejoZVjxewigejxfCffejxlxlggjxpRiffjx2Jcggjx+PphUjyAsjrdjyEpjgejyImhdbjyRreggjybslefjyjQdgg
                jykYieZjynEebdjyoDUdejyqOZfgjys/fccjy2xj6ajzI3ukYjzMHijajzNLVZejzOFYfgjzT1eggjzVmifdjzYjpadjzY62nhjztUieejzv+fggj0B4fcfj0CopcZ
                j0Gkffhj0G3gfhj0MJmcij0P1bThj0QAbggj0Sdcggj0VSjazj0X0eggj0Zbgjgj0i+ggcj0kdwcdj0p1bbhj0qVlmaj0sa3gfj0vxSfYj0y9bcej01tfggj06Ffgg
                j08Zfeej08mioej08qfggj1Ct/Kzj1Pfnlgj1RWdggj1V1fggj13Mcufj16Rsbqj16mddej17xgudj1973dej1+VwYej2CVijcj2JnXeej2LGodZj2Nskdjj2fVeff
                j2g5oTPj2oSkfhj2tcbfgj217hcgj25Upmdj27kijkj28nncej29odlfj3C8jpbj3Fsbfoj3Ivnqgj3MNdUfj3Naicgj3PdXggj3R4dggj3Tzfffj3UZhggj3YSgdd
                j3Y8Vhdj3cbcbcj3eofndj3pHhccj3rR8Yfj3uYchgj3vHkYfj372qWlj3+kkQ3j4Cqggdj4GPgifj4J5hbfj4LGheej4NSveUj4Wwjegj4dMffdj4lschgj4m/mdc
                j4ofhtaj4o+morj4phpggj4rZjlfj4uzefcj48xlagj5AekqYj5CVfeyj5M3bfgj5Qlfgmj5S1goVj5Zghewj5Zwhchj5a2fggj5fZipYj5jimtdj5kohedj5uwxYe
                j5y1bggj56mbYdj6Pgbfoj6RFlglj6SRfwbj6WoVglj6a2iebj6cLdgfj6eKddYj6gxkfcj6hJsdkj6hdhpdj6jUlglj6ktYggj6k/cnpj6m8aggj6oahfkj6quifd
                j6txidej6wLqggj6ycoegj61ycngj66Vfggj66jaYnj7QoUedj7RTgYdj7TAgggj7Vzebij7WVufXj7eNohcj7ihdffj7kzdlej7mrbcqj7tqXfdj7/ieggj8Etcgg
                j8TDielj8WAbggj8Y0efcj8jEhpfj8lFjlej8oucfbj8phejfj8xQprfj83olalj896ghjj9Hfifmj9WIjxZj9hWigkj9mAohbj9n7cggj9tGfOdj9vEigfj9ygcon
                j+CLmVXj+JAkomj+JwXhbj+Qfkbfj+UJpYej+YqYggj+eXgnZj+kUmxcj+o8lxVj+rVVfpj+s1Teqj+3Ihffj/ABXgij/Cccggj/FPlfcj/PCmeqj/azisej/kKscd
                j/lmeffj/pnmhfj/yYeffkAH6wB/kALUeggkAOadqokAO6uhYkAWvnfokAbynfbkAklhebkAzudggkA18eggkA3HjdjkA3YyhvkA52meekA/JhhfkBLSicVkBV2fgg
                kBWgkcokBYChhgkBbSgebkBdrkemkBd4eYfkBhmefjkBoRpakkBpBeZZkBx2/hXkBx5kbZkB95inekB+0lkckCCBfefkCDQgjekCDkYdhkCHgmXekCJbVZekCQQghl
                kCRecggkCVsegpkCYgkctkCYneggkCaBgjekCuRpZdkCvBjekkCyRmfikC0ehcfkDGPnackDPAbgikDYLhWokDb/gelkDeqlblkDlxfobkDtJmnbkDwCfeakD1Rgeg
                kD/VcffkEApvd2kEITgrfkELAdedkELShemkEOKtRdkEWzicmkEYvdfckEfHgifkEfpg8UkEh3dggkEjceggkElckbhkEl6lPckEzNboYkE1EiggkE1FndXkE7sadl
                kE79ndlkE/befekFERjcgkFEzfggkFGUnfekFIRlpdkFLhhcekFV0ZsckFZ7gobkFnhhgfkFvojehkF14ohYkF6BkhkkF6HTdckF8CnfkkF9idlakF+lkbakF+yxXf
                kGCCeibkGcyeggkGidgfgkGxRcggkG5ofggkG72uafkG9VlRikG9xefekHBvgggkHCWiggkHNhuMdkHQyhfckHR0kngkHUvdggkHZUgdVkHewiXMkHgAZggkHh6clo
                kHlpjmekHnrnrdkHt4clfkH0fmbckH1pdfekH54ZefkH6UmZgkH6mnaHkIBZjfekIBw8bZkIF9jYbkIJ4gggkITRhlckIXWYagkIdvgfgkIileggkImLpSdkIuVddn
                kIu8eggkIwtXYZkIxjZggkIyXiogkI3QfggkJESmflkJE8udekJIsbW5kJI5eeskJJ9YihkJKYefokJQbZffkJQkfggkJRqndnkJTajfekJgTlfikJgxdgfkJiwgUu
                kJp8hddkJw8ihkkJzXwfdkJzyhhekJ2fkpYkJ9LXghkKCGeedkKH1mijkKMsordkKYNhbgkKbhhebkKc2gghkKhqUjskKiBdcqkKiQjcjkKi8qkdkKjwidqkKmnrid
                kKrx/gXkK4TjgnkLAffffkLCsmdokLJdngekLNKkhckLUGghkkLk4lshkLluaggkLm3fggkLnarXekLtcgfekL4BefWkL/ocggkMKusa1kMK3flgkMYaeqdkMdhf/Y
                kMivVeekMlklkekMnnqoekMrTieckM5rhghkM5uilekNLshdfkNPldcfkNUskefkNXlzmUkNYWeggkNaBzhlkNhUZhfkNpbhdfkN2cmlekN/afddkOGnXgokOHVpid
                kOHpacdkOTvpagkOVluWckOc/hcdkOi8WggkOkFbdckOk8dggkOn1inekOookggkOptYZgkO9QckekPB4ekbkPCMjomkPEXoVdkPFAuMrkPISgjXkPONebtkPPbjce
                kPP1fggkPcRplfkPhtcdgkPk7cggkPmJsfgkPqOtldkPrakhhkPtdqefkPuDtetkPvuVegkP5qmbjkP5xVfgkP8tccikQQgYffkQSnckdkQTUidhkQVTdfnkQVmhgr
                kQeVbaukQqDXggkQzCeeckQ1TWqekQ2uuoWkQ3yfkfkQ5JjSpkQ52hmfkRB9gnZkRFMpeokRJcknckRKKbZbkRKdgggkRcXegikRl6bgikRq1ejdkRrXhefkRufdgg
                kRyTimfkR41ZdfkR5ZldokSB+affkSGRfggkSKThjvkSK7klekSOwafikSR+zaMkSYyiefkSgmdggkSg9gickSkXdgjkS20ldckS3+fhjkS9thujkTBjaggkTGAjdh
                kTIPpcbkTJ2lmfkTNIkijkTRghbfkTUpkmfkTVEfdfkThCiddkTnxXglkTn+gjgkT6sxndkUDKehfkUL0qadkURxudfkUR1fggkUV92tUkUc/dgckUeAgedkUg6Vde
                kUiOdkgkUkMeggkUnOhffkUpSdfkkUqEoYpkUrffggkUxGfggkU6sedfkU7knjekVDjeggkVIEikckVMJheekVTxgoikVjuhegkVmkdebkV75kqkkV8ZfggkV+VmdV
                kWBTlkekWBadggkWHM1a3kWHkbggkWJLbiekWW6iYgkWZzegfkWd5agrkWe5dgdkWiMpYdkWiRdfekWlgjXikWsYidekWuxWcgkWvpdcekWwfhqjkWwtmefkWyCife
                kW65lifkXEJrgfkXKkXggkXSXlcekXSamXgkXTgfggkXiGoc1kXljcggkXllfnekXnOgWlkXrjmrfkX2cubWkX70cgikX8HbmikX8VadekYBRp4ZkYKPjdkkYV2bfb
                kYcs/ZZkYi/4ZakY1HZoekY7OdjfkY8OmeikY8sijgkZOTdeYkZRLgbmkZbgaafkZguhTtkZsCjbdkZsxjockZw4lZZkZw8mdnkZ7OdggkZ93bjfkaOdcggkaTIgvX
                kaarZelkagEjdekakWldwkanPjUikaopeeZkaxMSjfkbEDghikbFGfaZkbJJjnakbMcajgkbN/ZefkbR1oZokbYFbefkbYgnejkbYsyXnkbZGgldkbkaecbkbmsjYq
                kbtYgffkbtwpcZkbt8jmXkbzvbggkb8ZlrgkcYHdggkcZqdfukcdCgefkcmSokakcntgqfkcppeggkcrWipdkcs6ncmkcvaagfkcx4fggkdBGhcmkdCGefgkdEtcgg
                kdFAcpfkdLAcggkdOFfcckdRMidfkdWTgcfkdXTcabkdhvrggkdi6icfkdqgedgkdskeggkd6RgggkePHeggkePzjegkeQInbbkeSZhfrkeZVdfgkedbeifkeo8llk
                kevJbgbke43cggke8VXggke8n3cZke9UfggkfABikZkfBgcgekfBthcekfN5kdnkfTkgjekfY1ndekfa/cggkfeYg6UkfjBkggkfj1ofwkfkglmYkfnbhegkfulide
                kfydgegkfzCjZdkf1+hQkkf3omgakf8PoP6kgCrnpckgTDgbkkgVEndbkgXCaegkgc6hkekgdsdVhkgiJbjdkgiLbggkgk0gZwkgqBfvckg0fmkdkg2Dijbkg2bjfg
                kg7onfjkg8xvbikhBzeggkhMcqidkhUDegqkhW4XkgkhajgggkhbQjZgkhcyetfkhn8le4khouhhlkhqQmggkhq/dmckhudppckhz8sXckh05fggkh2Pfffkh22bbe
                kh7tokjkh/jffekiBYcidkiE5gfgkiGViifkiLtcggkiOPelgkiPWgggkiUndghkiZniefkif0gbekirfeegkiuFghZki/XgffkjAVdffkjC3bggkjFqfggkjHtegg
                kjOfliYkjQ8cggkjTybgdkjUQb2kkjcPXodkjh4mggkjqQmefkjq7lodkjs/fggkjyKhjekjyeumVkj3Mjefkj3aenfkj7Vbggkj+QcfgkkH9ejYkkSjjbakkYSufa
                kkeIgggkkeLjeckkiWcghkkndoifkkn1gekkkuRYggkkwWeUmkkyBdlfkk0udbqkk+2igcklI6mbuklLGeiiklNZtYkklTSafeklTiaggklVsgmbklXqnefklaDwd2
                kliHdggklqanfgklvQqPlkl22mgVkmAIafgkmNjooekmQInkhkmYdcmfkmdiefakmflefnkmgCeegkmmf5amkm07fedkm2Ylaekm3Zcggkm4ldpfkm7+gdhknAvdgg
                knBrVZfknD9ZggknEtZfaknEujduknFfqdiknGgdUfknPYVZdknP+UggknQ9laaknUMedfknbNiokkngrkdfknhsdcgkniteebknpmkibknvjgfiknzHfgckn0Bgjt
                kn48bdjkn7hbefkoB3ojekoB8UggkoGRfrWkoVEnchkoYnkndkoitlsgkot7ldekoyEgZXkozogefko7tdldko+uofYkpC7ifekpFJolXkpNObhokpSnlfmkpTigWr
                kpXyfcdkpZihcikpbJbggkpbMbkgkpgdlekkppsbggkpymgfgkp8Dcafkp/ZfggkqJZdsdkqUJogpkqUvZjfkqZGfggkqhLpfkkqjgYggkqkGcbOkqt0sjdkqzIquc
                kqzpqpekq3yfthkq8Afdekq/bxgpkrAdmibkrBAbfmkrEKhfgkrJGagekrOSddkkrOWdbmkrRCfUckrcVhhckrhrjrfkrlMgegkruwYcckry/geikr2nWlYkr3Jhde
                kr7Ghpfkr+WjWfksFCnidksGzedeksUnjYnksY1khkksbOhafksdQdggkskBghgksrFcfrksvWfgfkswyaggktBCndmktEFeeiktL4XggktVLgfektlDdegkttJhfi
                kttpjWYkt5Qkcfkt6TmcekuDflfekuD6begkuEHchgkuIDZggkuaAgiekubcdhdkueHgeqkufPlQbkusCekgkuuZoeZku1Kkqbku7Ncetku9CYggku/LaggkvARche
                kvEOdfekvFElookvGzfgXkvKJpWekvS7kcdkvYUmZgkvYuYgukvY3jgfkvbEbdgkvhakqbkvl1fgdkvn0fidkv0jocdkv3UYggkv6hZtdkv6qajjkv8JjefkwCmjle
                kwDbspckwE7mfekwGKnuZkwMRcbakwRVldhkwUXdgfkwUyejgkwaUtdfkwhShbekwtSfggkww+fggkwyLYkfkw6midhkw7KxvYkw7Sedikw8Ljcdkw/ZVggkxEn9eV
                kxHIcYgkxMRfefkxMeefmkxNzhjdkxSYbggkxYwZefkxeBxfhkxg7relkxlFamikxnBaegkxzDjjfkx3iXggkyCsplgkyFvfoYkyHzrbekyLkfamkyMOkVXkyOviZe
                kyO0mO0kyQrnNdkySiajbkySjicfkyhGohfkyjkjgdkylUeggkymqifskynWdedkyq4UigkyuzhpakyvEfggky0zobjky1pbijky+melgkzAFbeWkzJeobdkzXIchg
                kzZhYcekzcNhcdkzdTfggkzgmniekzlymbekzl1oddkznsThakzn/figkzqjhcZkzw+effkz3eflgkz7KgUfk0Cieggk0PPdbfk0UYhpik0Zdfffk0ahkfgk0nJnZk
                k0oClmdk0qCcgYk0yVt9Zk04VijZk1AGelTk1Dveeck1I1aqgk1OOhfdk1Rodfgk1Sobggk1Tecggk1Toywak1dTZqgk1dfcggk1hPjdek1hveZfk1jyaelk1r0xqu
                k1sIcggk1/gdcZk2A/miZk2CkYhgk2CvZdWk2Dgfggk2OUdggk2VtTggk2Xfcggk2la/sTk2nkd4ek2ydbggk22Ccggk24kvetk27Scdck3CMdggk3IWdgek3KKolg
                k3bQrqlk3dQlekk3dzdggk3eQfwfk3hygffk3koedfk3laqnfk3tageek3xebggk36Jajfk373kifk3/Qhffk4AkXfgk4BcmlWk4Gmeefk4Rriefk4V7lYRk4cw/Up
                k4drlmdk4hZcpfk4higcXk4ljnbdk4o6shek4pNfggk4ssgekk4uridik4vScgfk42ditfk46Ogdmk46hZpek46qlgjk5SCfkjk5VRhefk5ZdqCfk5e2mybk5gZyhS
                k5hGZsbk5jvigdk5lFoZhk5oobggk5pDeggk5tXneYk5vyhbhk5wDaigk53Pblck56LiZak57Itcdk6IHfgfk6Ioqbok6Keikgk6ZJglfk6aDWggk6jcbcfk6qUiZn
                k6xcqmfk6/9ytbk7D9pfmk7I2hebk7YJfffk7ZNiqfk7jlfbak7pjmvYk70Kbggk73Jcdfk764mmYk79FdoYk79/lefk8Ainktk8CVgffk8Szfjck8U/jcdk8WMmai
                k8YNdffk8lixZdk80tckgk84ivadk85vdggk86hkafk8+aiegk9KIlmnk9KeYggk9Qvefek9RGpbuk9Rfmebk9Wldgfk9XYdgfk9Zmdcck9Zumdek9n3Xkak9z9ief
                k91olfjk95imcek9+AglXk9/XdhXk+Cjkfmk+FCdgfk+Oveggk+YAnmak+d2ilbk+hTiYkk+kGiYfk+n2lzik+w7pfck+1AquJk+3Kfggk+5+grak/EFqZgk/F2v7T
                k/Hcbggk/JDmZgk/KoSofk/QOubSk/QRZfck/bDkefk/e1qggk/j9gdek/lGkdqk/qFchfk/syhlek/wyoeYk/z6jhZk/2NjuXk/4Feefk/4Yghek/5sWdgk/9o4qc
                k//Pidck//idaZlAEsbgglAGkoqglASSckdlAXrficlAbugfflAfBbdelAg0fcmlAqvihflAq1idalAx9ydilA1EfgglA+GmlglA/KoYilBBGddclBEIxXXlBFanZ6
                lBHTdcWlBdjjZelBuLnpclBumeiglBxbfgglB1ygbqlB5rifclCJ3neWlCMcdwUlCX8gcelCb2pnPlCdjcfalCgnsprlCmKagglCmcakclCpDfXjlCpvchglC1mqnc
                lC2tfgglC4QqSdlC5YjujlC/gdcjlC/legglDIDcgglDUFfgglDUrbgglDXGZetlDbrimelDfXecglDmSdhdlDqWagglDqudaelDvvUfelD3YjeflD53gcflD89acf
                lEOIZfelEPpijflESXggglEandgflEa+bhflEbmmqglEfsqcwlEiAgkelEiUbcdlEpaYoelEqLsZglEsQZgclEuylgolEyyhedlE7YfbflE8Gd4ilE9qbkdlE/yife
                lE/4idflFCTYhglFEYpZelFQqqeelFSKxnalFWRdjilFgUSnilFgucgglFgyejflFhGjemlFzwhfklF0AkgdlF2zkhhlF+m3JjlF+rZgglGDYmenlGGMegglGHrmef
                lGKVRdnlGM3gjmlGS6ZgglGZsjmflGbSiYulGeUaumlGlumddlGnOdgolGpqnnZlGsmkdelG5STfflG8EmYclG8bdgelG+8ggglHKrkeZlHStheklHWSejdlHYnmdb
                lHsHghnlH8gmfglIFwfgglIPwtpclIRHWcglIV2uohlIXcocflIZDujclIaialdlIhIwbdlIi/dgglImZhrglIo9lknlIxmfgglI0iegglI1btaflI2kbYelJCbggg
                lJGsjfflJTslgllJY3igalJc/kcnlJi7icdlJk/ifelJqXgfflJ1ChfnlJ2ShjdlJ2epielJ3zmenlJ8qhdalJ/LcaYlJ/TdghlKBgjnflKDTdhplKetqhilKe0kce
                lKgGisglKhQkcZlKhmqzllKn7cgglK1/gjNlK4JfgglK4ynoblK8NmeflK84be5lLMBkqhlLMqjaVlLO8feflLVxY0VlLdreallLh9kX/lLjwegglLlUafclLw1hed
                lLw8ifglL05ibflL+chqblL/5hfnlMAsaaflMEupbmlMG8bfflMLhZgilMYOehjlMfpvYtlMgUhdflMhUihflMmkibelMqXggglMq9ffelMuWkZclMvjmbdlM07ooe
                lM2JjgolM63rpflM9HkfilNQcgdclNQntpelNU8WialNWmklplNcDrbclNfVotflNh4VlflNnLYiYlNsZefelNwTteblN05kkelN1OfgglODapcelOD82enlOKYhce
                lOSGigelOTsifelOWceeflO0TjiglO13feelO5gieflO50fgglPADscalPBsacdlPH1dfdlPOKbaelPPzkgSlPVzegelPXkZedlPgPheilPo2cgglPpUXgglPxBijb
                lPzIjbdlP1khcdlP7SoeclP7jfgolP/TegglQAtcgglQIAffflQLSkeclQQnfghlQRufgglQkKmgtlQn+nkflQtsdqglQvWcgglQv/Uh1lQ2TegglQ3LfhglQ3fXcn
                lQ5RgZclQ5qeeclQ77feilREfpkZlRGpekflRG7bmelRPtedmlRVMgaglRteZcZlR14afflR2bpdflSAEhbilSC/fZ2lSEJagglSHzf3blSJivcglSPGiidlSVellg
                lSnRgfclSqxgsblSy6ciflS/bfcglTHI/gblTHuXdflTPSdedlTVZagglTiegablTkTgghlTkWkdglTpGlZYlTrXjfclTtdigdlTwM/eXlTwdegglTy4jkglTz4jeb
                lT06hVflT4bdgglT7IiaglT9yRqflT94lmmlUABiddlUCnkZolUGKxjYlUIibgglUJeXgZlULXfgglUMllcalUM5ljalUelggglUhibdflUyAgkelU5VemclU7Fmgg
                lU92/jalVBFnaYlVGmTgglVI7gbelVMYigflVNrioglVUQegglVUojwclVVCUgklVZpagglVdublglVe4njdlVxXmeklVzihaslV3MgeolV51fjglV6fjaelV69ogf
                lV8tnfdlWFeZjflWM1tadlWRXgTclWZuggglWgwkUdlWiGjYhlWilwidlWlOobSlWqhqWulW2knkdlW4GfcflW/rcgglXGQbqtlXGuciglXG2ddllXIjgRtlXNUhcg
                lXSNfgglXWBfeflXZAmZjlXgzZfglXjucgglX5sifllYAohkclYBrfgflYD7hkglYHlcjelYIKnealYJjkgglYQLgehlYUOzhhlYUZYfglYe9gdTlYfKigglYiLeff
                lYjlle7lYn6fghlYqxeYllY1bdfklY4dnbflY51eealY8ZYgglY+nrVmlZBHaeqlZMMlsflZSUuvblZYtdgglZfeabflZfvgjclZiQfkZlZjTPgglZkedoflZuN1cf
                lZuYekxlZuedgglZ09mhdlZ1njeelaBCfgglaLIncelaN5cpflafqffglam0camlan/fdglatqfcklauvihflau/hffla1Xeggla29mjdla5hieTla7OnkZla8BpYk
                la9WkdZlbBHdgglbDDYdflbRxcgglbdufialbexindlbe7YlelbqBagglbyblwclbzxfbslb5zYfflb7PikYlcBAagglcBHoSnlcBpfeglcIDSiflcKjlxklcLRigt
                lcOhfTelcWmsWflcYkfcflcYumcalcbxbtYlcfHijglcnchdelcyDfgglc2cZgglc8Xbdglc+ZdggldEI2Y1ldEtRsbldJAvrWldLs3cgldPMcggldWFfggldWuiee
                ldfVeggld0fdhfld0vcghld1wWggld32gifleDhammleGsdfWleOVefcleOWoXcleOpfeeleTXtbjleUxhmgleXJlqdleZRladlebnihclefWoefleoDcggleoMfgg
                leoSleqlepuhkdlergs5Rle63odile65defle/oiijlfB6iiclfK+jcclfMWbYslfZ3mkdlfcxgmflfnBpsklftAhWrlf2ocgflf96tXelf/4fkclgBdmellgBqVgh
                lgGxddflgSHgkelgbVXZelgoYfaelgrZenelgwIfgglgw2hhglgxBffglg2Jegglg5Dfadlg7kboelg7tqfclg+ieqclhB5ZZilhKWjrUlhLUceflhMpgfhlhQT9ak
                lhQpkgXlhXgtfZlhYwdielhbsihhlhcCiVtlheheealhiQgdflhiTrodlhmqhfmlhoaefYlh2nokYlh2qcnclh+GfocliG6lrcliJYvbdliRMkgeliUOufhlib8rdo
                lidEhhdli8Sggfli97fggli/jmmdljCJmflljHhfseljHqoRvljIQjrfljOlbgdljULthdljb0gecljmXkfelj7Vqenlj7Ydgglj9omfalj96fkvlj+Dkmdlj/alsa
                lkGWklelkHdgfelkJ2ifflkRvjeelkTXkfmlkU1SgglkZvalulkak6KalkatgqflkgqfgglkkKbfglkkajhglkpVddelksqbgglkvKdctlkyRpjdlk49ecglk5ylbf
                lk8Zdgglk9OwgullIxdmgllZvmballclebdlljteggllkEeffllqiiigllsChqclluWlBZlly+lUTllzNlmgllz9mlgll0kmndll21Xggll73qeslmBHgfjlmEAWqf
                lmG/gfglmI0egflmK+cdclmTBifflmUwYiflmZtegflmgLbmflmg3egglmhyjdalm8Bhdclm8/oallnG/gZflnK+mcjlnMWf1MlnPteiglnWWqYXlnYnkaelnY7ggg
                lnbXljTlndlbdelnhbhfplniOclelnmzekglnwLmqelnw+mddln9Zfggln/0bdfloFYjboloRWibeloXHkanloaQZggloeyaghlogFagrlo2sgfplo5gncblpA9dgf
                lpHAjeflpHUebqlpHwlhhlpIwfYulpJAdgglpYjkfblpfDkablpj5jVolps3jtflp6sfgdlqHCujelqJ/dg0lqeKdedlqkbijflqlgaablqq/lbelq4igbflq6l5Uq
                lq64dgglq+pketlrF1YnglrKJieplrXPrwalrbQmcflrghbdblrnLzoZlr76bgglr8wdgklr+Xcfjlr/Bhfblr/Scqclr//ggglsB+bfflsCRpbflsIcjbqlsNZock
                lsYocfilsbvnZalsp+egglsyyjjbls4MfkYls4Xdggls8uWggltCejdnltP6cgeltSUdngltXBfggltYBmmZltkpllcltpYcieltpuakgltuyfggltxmahglt0Wchf
                lt1Vagglt2Bkeglt42dfflt8ZcebluEadggluEdirZluHiTdcluIScipluMxgekluPMcgiluWjjdYluWnhffluXtsnfluXykeZluYtgjflubMXgglufOnjfluhZhgd
                luoLlcpluo7tidluqKbgglu1YgVflu3Ilamlu4Hibklu4+egglu8sdgglvTelfplvbDoWhlvbNcfflvevefjlvhIrhclvm6deglvsgtdolvwUZgglv0AovLlv2PUgg
                lv26emclwIacdclwQ8gYelwVdZgglwWscoelwYUaealwYxggglwZeftilwekbZalwgb3qYlwiOdgglwlohidlwnqddflwqSfgglw0deYflxFAbgglxLXagglxL+gff
                lxN1TgglxagegglxlDcgllxlhYgglxnbggelxp1jpflxt4mnelxvydgglxxCrgWlx0viydlx+ZkXylyBfjkblyK/fgVlyMXrYrlyQ3jSilyWtdcglybKvjWlybVZgg
                lybmnotlyfCmYmlyf4flflygcmfdlyk4lcelym9sgflyrufgglyw6hlelyyTlmdly1ydbcly3Iolfly7Gfggly9hYdNlzBTlhflzEVfawlzLUfgglzL4XeglzMirX2
                lzOoclelzUBldZlzbYaeqlziVdhglzj1ggllzpaqZdlzqeYYTlzs2mkhlz1qf/clz1+mpolz5Ficdlz8fdgdlz+1iafl0F5vfkl0G7mfdl0Midggl0Pehdgl0Rcgxi
                l0SDUifl0Uddggl0YUfngl0aTWggl0azhgcl0hDYecl0lVcggl0oemdol0x5lggl007jkdl1BIeggl1DBjcVl1Dkmaal1J/Zeel1LMZidl1QSdPJl1Ueheol1Xpdgg
                l1ZKlegl1cJhfgl1eChpel1mBfecl1nSfffl1oHdfbl1wLanfl15Dggil17Iefvl18fhsel2Ekblgl2Gujcll2GvdWXl2Hiclcl2JLffil2O+nbZl2QHgjml2QwqYf
                l2STecel2byeffl2dIgggl2kOrkZl2psefkl24biafl28rgdll29Gcggl2/6iafl3CQpual3Ebkefl3H9fggl3LJdfdl3Ytcggl3bkdggl3eiksjl3hClcel3kTdhm
                l3mcwcXl3n5fggl39ongbl3/Pkegl4Cbicfl4Duidgl4Odgggl4TSdefl4Vmqall4c6cfdl4i5efdl4mycggl42ygggl44Uefel49ynYal5Iychfl5Jqngbl5MwXgg
                l5NRahgl5OSZgpl5dLaggl5ijhigl5mJlegl5rpeggl5vlhbel5ybieZl5zIeggl5zulYjl5+dWfdl6Cjqdel6EQaffl6E0jepl6FQdggl6ScUcml6Yudncl6ZMcgg
                l6ZRcggl6bcbdcl6b1mael6gnfbcl6jpcefl6l1jtgl6w1ecgl6yxpeal60Fcofl63Ikdel68peffl7CLbggl7HVq9ml7UUSZdl7U6ofel7Ypghel7Ywjckl7Z1cmf
                l7b/kdel7msqpfl7rEghdl7sgclYl7tNZgfl7v9YYfl7ymgldl7yzedfl77Adggl77YjWgl8L5ildl8OScggl8PJmfil8QStggl8YPnRvl8eIegal8sncjfl8zUgee
                l86Ncggl9A3eggl9OLkvel9O7ibsl9Rybfgl9UUdfel9Zxical9fHlcvl9t0nXal9votbcl9zjifdl91ibjfl92kfefl940nfgl98TgVgl+A5ffdl+Eyf2Wl+E/fgg
                l+FTrekl+GIeegl+RIgeel+U1kfel+WGbckl+aZmcXl+bThkSl+bnYYbl+b/hffl+dusbrl+d9Zggl+eJcgil+fucggl+tSabll+0xcvfl/Ajdhdl/Grjepl/JzRgp
                l/KTldgl/Pvfigl/SMVgel/X/lffl/Yqbrcl/ahiicl/bVjfjl/iqeigl/oVjhcl/spdggl/vqfbdl/0Gdggl/2Fecal/4XuoWl/4hcggl/68dgcl/8Ukmil//wWZf
                mAEzYZnmAFvfggmAHRhmfmAIdckbmAJRyjemALgdggmAXAmZtmAZeUggmAZ7pnjmAciikfmAcxhsZmAhWcggmAl+dggmAo3hiamA03dgfmA6QhefmBDtfeimBHoRgg
                mBVWbfdmBWmeggmBXMgcfmBhjeddmBh2fnZmBh6aegmBjMklbmBkSeggmBlqjgSmBq2chfmByNbggmB3M3aZmB5AkZbmB8NhYdmB+/dsfmCNKvdcmCRASfgmCVhbgg
                mCa9fgcmCbLfigmCbVjfjmCdbkoTmCdkjfmmChwhdemCowdggmCr6YggmCxuf2dmCyEcggmC0PiVgmC7hddgmC9rgfgmC++bggmDDTjkkmDIbesimDJMUeXmDLxdlj
                mDW/jetmDhWqZjmDnsodmmDwRYugmD3qkmcmD4LbgemEANeggmEHRbhdmEQShfgmEVWgfomEXxhicmEY8cdgmEdcbfemEdmtcbmEmsihgmEn5hffmEznhgWmE1Ksco
                mE11fhfmE47jZkmE7qjbbmFENddgmFE8tfSmFH2VgdmFIfgWemFPRgfgmFQcnmZmFUVehgmFWXeggmFalhdcmFhxkfemFnheggmFotjfkmFqaifmmFtBkpemF2+eee
                mF3ofggmF58iedmF/pcgemGSUdggmGUIcffmGcLgdamGhfjhxmGissdpmGj5qyZmGlicgVmG2ajsemHBpTllmHBvooimHLDladmHOYjmgmHQAoZmmHQlkgemHSBcgg
                mHTClpNmHWwegimHYwggnmHZ5gggmHf3lcbmHg0mtcmHjQgghmHkXefcmH1acggmIH0eggmIJkcggmIOkZirmIbFdggmId4hvcmIjkcqUmItCaqdmIybgfkmI2Jdgd
                mI38hegmJDZnfsmJDcfhjmJEpbqcmJHdadfmJMDfggmJTGvhYmJdWoUcmJpWiXvmJuudeimJ3yihamJ8LeigmKDYdUTmKSOfeemKeAfflmKf6ZggmKijdggmKnLplf
                mKwAfdgmK19UhemK6VizemK8YdjjmLCIebfmLDBgdnmLFtYgmmLPKmP3mLV5aggmLavzWWmLbooggmLkOkekmLqybZdmLucfggmMDCXdjmMDsiefmMG4hvdmMOmdgg
                mMQzohhmMTpeggmMW6ahgmMehbfamMwDdfjmM3H0temM3MddgmM3dioamM5DdhemNJVglfmNVRlhjmNacjepmNbFisXmNcwXffmNd5amkmNh5deemNligggmNmDhWn
                mNpZiegmNp5mqemN/HaggmOFjhfmmOKVeggmOLpmlTmOPultbmOW7ZhgmOZobgpmOecZbfmOeqlXsmOg8ffcmOlowhemOnSkUemOrjfdfmOzyfagmO3FiZcmO6Ycfg
                mO9HbdhmO9aNejmPAncpamPNztVumPPUc4WmPTFZggmPVUbflmPW6ledmPd2vkYmPfDeggmPgQefdmPgdofbmPmoobwmPn2fpdmPtmagjmPvYjfdmPxOfggmP0fQlg
                mP28ZfvmP6TjcgmP8nxcbmP/EuZwmQBqbggmQJFhfgmQOBmgfmQR6cfTmQTBnefmQY1hdjmQZNZggmQqcnivmQrlfggmQ7WcdgmRDcXgfmRDvddjmREqZXdmRJGafg
                mRK9efgmRSvZjjmRWddjgmRYxXggmRd3mXemReMkbemRj/aggmRrrhqZmRujngfmRwWcfgmRzufgimR5tSfgmR50fakmR6/degmSBGolbmSHqjfamSH9ggemSIWpgd
                mSJaWwUmSLYfafmSLjafamSMo2fYmSWUjcomSbqagfmSf6kstmSjvkggmSmlphnmSndptfmSnrepemSoUTdgmSvHjjkmSvIieemS0VlgdmS4reggmTFbajYmTGQefX
                mTGZbfcmTPEhYfmTbXogcmTqOjgdmTrmqocmTsLogqmTzggnfmT5eoL6mT+3pkhmUHmfggmUU9dbgmUV8gggmUa3gghmUbGbdfmUwTWgdmVBRfcgmVCXggfmVKpYgg
                mVNLfdgmVPJlcemVQedffmVZZimWmVmG0XemVm/dggmVstmmZmVtNgmimVwUfpcmVz2qfXmV2FaeemV3IdeUmV41klfmWFzodfmWIUZgfmWJjZwdmWMimmdmWgZXfg
                mWtOgarmW4DlfgmW9eUmXmXDTggdmXEjdehmXHFfpgmXQCfmdmXRpYhcmXWkkZlmXZFjhcmXciacgmXgpbgfmXhebegmXr8jocmXsHfbgmXsrdggmXumgfZmXxBbeb
                mXzLjrvmX15bkdmX7XrecmYDmcjgmYIqdflmYL2cZnmYMpgefmYU2geemYZbXdvmYcDggimYeafdpmYkBrcgmYzPdggmY0IeggmY8AaggmZFxnggmZMAaelmZNufYg
                mZOvfYimZaVmremZpbdggmZrQkYgmZyginXmZ5ceegmZ+/mTbmaD8ldYmaGRecemaI1ahfmaLPgYemaX5QiemaZ2YcpmafFigemajKrbZmaleffemaoErOfmap6hge
                maspjpema1aipgma8pkfmma9vkikma94ubdmbGngfdmbLVlddmbMckgembPnqofmbUNYlfmbdzdlbmbinfhfmbpplUpmbrdhlcmbtzhjembuZjYfmbvbgggmbwhkee
                mb6zjfwmb7AfcUmb/7odgmcA6eVdmcDfmnZmcFioxamcIGsdfmcLZdqcmcMBpZymcQFadgmcUfesfmcYWaggmcY9nccmcedikbmcfnRaymcksjocmcsIbcomczbjWk
                mc5xgdfmc50icfmdB5ifamdKkecamdRchkXmdXAeggmdsZgoemds93Zimd0Ibddmd3yeidmd5chcgmeMppVemeQ8maemeWMfbfmeW0hdjmeYxehgmeY8x8cmeaQgbd
                medJmVbmewffigmfCneggmfHLbgbmfJNWYemfXytgWmfY7ddpmf1xkfVmf7Ajvgmf88negmf+gUggmgLobkkmgMcndjmgjbcggmgkWfgsmg7jlchmg+Jfggmg+Rscf
                mg+2edgmhFhnafmhHrjghmhIUgdgmhKQZfmmhKnbfjmhMibgemhMkeggmhPMaZgmhaPfgfmhbxefgmhigipVmhk/leemh1wddimh81dffmiAkfWimiBPjadmiB5kee
                miFWddfmiF1lfdmiF+dggmiX7fsgmiZXvXnmicGjgimidencdmijJedemilShkgmirSZfgmirfigXmizxvyYmi4dcggmi+ojbXmjMWYnamjU23mXmjVlifhmjoNjge
                mjvyfggmj47kWumj5Cegemj5bdnfmkCFjhcmkIUpacmkQ4bggmkSYhefmkUrnvamkZShbcmkuIaVfmkvXfbamky3gbdmk6YbdpmlB8ZggmlGRQgemlO44fgmlVuhgb
                mlYZggfmlZsYvemlblndnmlgMnZpmljptW0mljwqgfmlj2lsVmltsdkbmmO4alfmmRJbfgmmSgarmmmVCfggmmVWhbkmmWLjrkmmWhodbmmdtcZcmmeidggmmgmigg
                mmo6gddmmpkfggmmzpidgmm1v/XYmm5ffbkmnG+dggmnJeaggmnJtbgdmnOwUYbmnQUdfimnSRrZjmnbvfggmnfhgggmnjIidfmnjxwggmnmodggmnmugggmnrFnef
                mnvPlqfmn1Ydodmn3robhmn9vdggmoIWheemoKIfggmoKVrjkmoORegtmoeZjSwmofldlbmo5lhpfmo7ogpempCidggmpJhptcmpbktjUmp15Xdimp7Lpfkmp9PYeu
                mp/WgjfmqAWfXamqHHUggmqKggifmqM8cYpmqNZZggmqOwhgcmqTXbggmqWygggmqXPRggmqX5fggmqX7bggmqghikfmqrIhcemqv7hpamq0upeemq3tjeqmq6H0dV
                mq7QtYomq7Vbefmq7Yefhmq7+fggmrNXigdmrQaiahmrTUeegmrUChYkmrbjVggmrchhZimreRfggmrjPdfhmrj1iczmrpTaWimrtfffjmrxCYggmr0UrWmmr6mVgg
                msNkdiamsRShbdmsTSjcZmsV2klbmsg4pmYmspDemdmspjdggmsujchgms1njdams2Xfkdms9KfXcmtGdjffmtLGagamtNtpfqmtVRfaMmtWBogdmtcsfcfmtdeqfs
                mthMgcnmtiXsmdmtk9lWomtxecidmtxubWfmt1fekfmt3Zbggmt8Lcffmt/3rhemuAngcfmuBRacmmuBdmZdmuE9hbomuFfYYhmuGVdtdmuMHk2TmuMkmfmmuYLlgg
                muaLbdZmuahfigmukkdgfmunbggpmuregqdmuvwjlemuydhllmu8Yfggmu+begfmvCnaggmvHbTcimvNGjefmvVXdggmvagjnfmveknZxmvv7gdemv8Hbggmv+Ygzd
                mwGcYggmwGnYggmwL0hkgmwMienWmwN6oZXmwQgehfmwVSgqemwX1gffmwmleggmwzUfffmwzungfmw3Jfkcmw3odUamw33uicmw6ancemw7RdfhmxA8ifcmxGkdgf
                mxJYxmUmxMJfahmxNhgdmmxVv7femxV4mifmxYbkjimxZdhXemxagekdmxbvWMqmxgpgdkmxlReggmxm3Vggmxu3aggmx0xmggmx/ASqgmx/3dggmyBwonhmyCpigc
                myOBjedmyO1ffjmyPHcghmya+bggmyiqhhgmylqpncmyqKegmmytiYhkmyx6iYfmyzGkfomy0udffmy1WrUomy44pRamy5pfYdmy84oinmy88lijmzCUmdfmzDZshj
                mzFsghgmzNLfYemzQOckfmzcPhremzkKeggmzrCwVmmzwRbggmzzHOfgmz38aggmz4bkhamz4/kwTmz5Obfgmz5yiknmz5+infmz+Rdhnm0Bdgbgm0Cucdkm0Euoma
                m0N9aggm0O3jbfm0cUcfgm0j8ceqm0oGfoem0pOeggm0pfZsPm0wQokmm0yHWggm04agexm06lpkhm07Efrfm1BNfcpm1CBjclm1CRfjgm1Gxfggm1L1gcgm1QEegg
                m1QOddfm1SIrpfm1Tpkjkm1UQZfgm1VNtqgm1Vaeggm1X3gggm1afYVjm1cVjlcm1fEhbfm1fekkam1nYsbUm1uJkZdm1uchdlm1w4fegm1zyfggm10Anaum10gZgg
                m10qiUcm11LJedm12vmbhm12xYggm13zefgm18keeum2ASegom2Agefim2HKid1m2N4jehm2UTpclm2VblYhm2Vzcbsm2mHbggm2pKbegm2vdaZam2v9jlbm2/hncf
                m3EaajQm3QCrkkm3Qpkbdm3RMcggm3VKkdgm3Ycffgm3bwnhbm3kNfqem3nHoasm3nnb5em3qhgfim3sdagdm3tIdkcm3zkgjSm30puZam36oYggm38Amedm4Cmjeq
                m4Kddggm4NjYggm4Pdgbdm4TGhgdm4c8odlm4lzbggm4l4nggm4m8ubmm4oDjdfm4t6fggm4xMWfYm455cggm45/Zkcm48Abfjm4+Padfm5DYejhm5FUegmm5H2qoc
                m5IJYjcm5JLkmpm5KIkhcm5Pamadm5b6redm5dufffm5eckfkm5gVrcam5htlghm5xdaggm5ypdldm52/fggm54Fihkm6Dnecmm6Hzldmm6Y8eggm6nnZfgm6rmkig
                m61Bgaim64+fggm7EDilgm7JXkWkm7J0jhdm7VRbbfm7YBsdem7cbivfm7ekchfm7gueggm7rbZmam7x0YZgm8DFkeim8FpXdbm8ICfefm8aFanfm8aykhdm8eBbfs
                m8fkwn4m8gxmggm8g7gjgm8iBdggm8iKeggm8jhdddm8nEfggm8obXYhm8sjmXgm81cOenm82+fggm86Vkuem8+Fifgm8+jwacm9Igmfcm9Qsjfgm9TCgdfm9TWegi
                m9UQfZlm9XElggm9czgnfm9fbdggm9ffokfm9myvpkm9v5dofm9zOhfdm95PhZgm96MfcQm97mjefm98rWram+GSnYgm+N6nmcm+T+jqom+WWbegm+ZSjhim+fejee
                m+fgnfem+ygeggm+/aOggm/Gzmhem/G8gehm/JEfggm/Mgfacm/N7dggm/RzWpfm/audegm/bbvYnm/gfdgfm/kgfgcm/pLtYfm/pgfpem/sUdggm/0fdkgm/3fikd
                nACvheinAC9hifnAIIhccnASmhfgnAUWfesnAUocggnAW0hwbnAbkgkgnAb9dggnAfgiffnAlwcggnApzjYonA5gYsanA/rgfdnBAoVggnBKYfefnBNxUYbnBVrncV
                nBZWrbfnBZdbienBdMafgnBhGegfnBoieghnByKbggnBztjYonB1QbehnB2IaggnB4ieffnB6vdggnB8knffnB9cjfjnCAfpUsnCHJrg3nCP2docnCc4fggnClpfdf
                nCm3cggnCspgmZnCw2kWenCzlvcenC5LhjfnDXcbmgnDZ5karnDaTelanDiCigenDo1kfbnDt7lpenDvhhldnDyXceenD174nOnD2xcclnD5MfflnD/VgefnEHKkim
                nEH+qlenENeZdgnEU+fcenEagmoZnEdbTaTnEkJbfXnEpufffnEs5gejnEtipbcnEv8dggnExpbdfnE3jUecnE4iXginE7zffdnE+SdggnFBFohcnFJCbfknFJhrXP
                nFNAhbfnFPIncZnFTgprfnFfVeldnFgridbnFhGkbpnFpLmjfnFqPhYenFridpdnFuzeV0nFx8iZfnGH1fggnGILffgnGNLZdjnGNcmfinGN1rbbnGO7ffgnGP4ice
                nGQChlenGaFeggnGbcqjanGb4fmgnGnetdqnGsrggZnGsxhZknGs0lddnGuItkfnG52hcgnG+EieenG+MhjenHXQndfnHaFshanHdpdjanHeXdhfnHgimXtnHhcgdl
                nHjDeggnHlVrcanHtqikhnH1BcggnH2rehYnH7PgafnH+TodknIDKcahnIDScggnIMfZggnIQDgdfnISYYggnIX6ttcnId9fggnIjHdhonIkdbggnIm2ggfnIrCenf
                nItDlucnItOhtanIwymsenIz3hcanI1wjXinI9mWemnJDaZfgnJI9adlnJPukefnJQLiignJVccefnJY/akenJelafhnJkLgvknJk7dggnJoldkgnJo0dscnJrSYfi
                nJrrggcnJtAkWfnJ0QkdenJ1HjtcnJ6cedgnJ/JRcdnKFzgecnKGgeggnKKVWmZnKNEidtnKRmqcVnKVvcoenKbgheknKo4cggnKrQeegnKseaggnKvydmjnKyT/3f
                nK64fnenK9HamenK+3bfgnLGGeffnLHApjdnLJ6pfgnLLFZnqnLN6aggnLOGgdhnLQ9gZgnLfxaffnLgmffenLoJfggnLoWgpenLobdggnLr6iafnLwqlggnMAhkVb
                nMBhfggnMN0ifgnMSydrbnMUefrlnMZFShZnMd8gfenMkugihnMq65eXnMsYimVnMyfbggnM/1vZynNCTZkenNGzilfnNMJZmdnNNpdZYnNOwggunNQObfcnNRRief
                nNTlafgnNVViggnNgsnfmnNkghisnNlTlgknNpRnggnNpYbggnNrleggnNuEj2RnNuXqYenNvRkyanNynchgnN3DdggnN9ghegnN/hQegnOBuffgnOJshfjnOJ2nUw
                nOJ3heenOR7irgnOSClfenOSMrvcnOcPghinOcaewgnOjOhkdnOjdndcnOpweggnOzMbffnO1IiednO22jbYnO7ceegnO8AdfgnO8UhgfnO90lcanO/RrX0nPD+iwZ
                nPEdkaynPGvgnXnPKsifenPWZiegnPXgfg0nPXieggnPXsdggnPkNubqnPvrfpgnPx2ncZnP3gWffnQEedfanQIs3eTnQQ8degnQSymfenQZAhednQdPgTvnQdpnfp
                nQj1gacnQj4hhenQocnhcnQpxlfenQqCkeinQtllggnQwcjZbnQycbggnQ0bZktnQ3ATggnQ5MhnknQ5lifnnQ5qXggnRIQhbcnRJGdodnRJQZffnRYafdenRY2ZfW
                nRaYUggnRcpfmXnRdslflnRiiUggnRkwfYXnRnXagcnRtofggnRuvXfinRwKdcgnRxkqdbnR00icenR2HfggnR8xcggnSI0hfbnSPZnhsnST1eggnSWclncnSZffgg
                nSabehZnSa4jZfnSbHnbgnShdgernSiTnednSl0mmdnS8WdelnS/AfgVnS/jnsfnTELlZhnTTngfpnTWGWhfnTX0gfgnTgDieYnThIedfnTiZidknTxWXggnTxxhWf
                nTx+tYbnT3/dggnT5OyienT/TWggnUGkkijnUMwjx1nUQYddqnUaefggnUer5mbnUgNhqUnUt9gXdnUwngihnUwucfgnU1xcggnU3hYngnU/HdggnVIDifgnVPcqfn
                nVUnWjknVYYefgnVZefggnVeyfggnVwdYnenV7nZlenV89ckfnV/ugaqnWCsYcfnWGfaggnWJnjaZnWRxvranWSSdgnnWTYbggnWT1ukYnWUBbegnWWglrTnWh3iYf
                nWzXiednW2YYeXnW6WkcbnW8WhdenW/1qdZnXLdrbanXLnfchnXQugZfnXRVnaenXRdjlhnXSLilgnXV3ddgnXWFcggnXXXhdfnXZ9efjnXa4eZMnXbockgnXr6fgg
                nX2ZfnfnX6uonXnX7jfgenX/rcggnYKU0xXnYRjnYfnYTniUdnYYPndtnYeFhggnYg/djrnYj4ambnYldqamnYltgefnYnPdgfnY6JdefnY+iqbxnZD1cdgnZEFhef
                nZFKcaknZHtXcenZIucggnZO/hmanZQvuhnnZSdrcpnZZgeegnZcfXdgnZgUgggnZhvsnXnZksgggnZqhgoVnZwnlsanZztjkanZ4HahfnZ5UuhdnZ65urknZ9GWgk
                naINaggnaTMoctnaZUdgenabDkbVnabUcggnadQjfenagFibina3IzhWna3phggna8UtiUnbEmkubnbGHkfcnbMGdahnbUPYddnbbHioknbcsglYnbd6puXnbyWhgn
                nb1vsefnb3amnanb4Safcnb6Ljmenb6lgffncAJcgencGEbkgncJleggncM5ghoncUWcggncWDdhgncemSggnchdmZ/nclKfdZnct4hZZncz6hVync39ffgnc4KvM/
                nc7GbggndJeXsdndKbfnfndLJfggndLnlhcndNGogcndXBjpdndZWQggndZlcfcndbPcnjndc6aggndenbggndg+dggndkRffendlLifvndsiZdjnduqlZendxkhlf
                ndx1ihind5Kghcnd60jfbnd65dfnneFmeggneJHggfneLHZrbneLUZdfneMLpdfneSVfggneVMrfxneWGccgnedRcYgnefedecnenyegcneqKlYdnes0gncnevVegh
                newCmpeneyGjgfne0qciane2NVggne6xbfgnfPIqblnfSpfldnfaodrgnfkjseenftMXefnftVgfgnftdtUznf2ljodnf2vZffnf5vXndnf6ZkWhnf69lcenf9Ujfo
                nf/AofjngD6acdngGljZcngHrpjdngIKbewngJLefgngKwhZdngN2oadngT7qevngUsl4WngVAbgbngX0bggnggrcfingkbTfgngp28bTngp5dedngrRhbyngrwgej
                ng2mdggng4ofagng4wtSong8DdggnhEjbggnhJwejUnhVSirenhW8fsTnhcxcggnhhslXdnhiskpfnhqThcenh3Tjkinh8EVbdniCGpftniCoVfqniEomfcniJ5rmM
                niLLiidniMsiYkniM1jldniM2tbmniS6cafniT7abhniVnwezniWGXggnidLkqgnifvhjfnigAVcfnikobefnit9gfgnix6eggni1Hkefni8Rlbeni9RocfnjCQtln
                njL2chenjOfadfnjaAgggnjeRmcnnjfSjgbnjncwYcnjpSgggnjrUdcbnjtkhcknjuQgggnj0YhyYnj5ApnZnj7Kbqcnj8mmWfnj/TahgnkCCieXnkCm/N/nkEWYgg
                nkIYofhnkWrjefnkX6kifnkbOdidnkbwbgbnkc4dggnkdIiabnkf3iahnkgAceenkkpjmgnklxadcnkmdfkfnkoCpgdnk27degnk7wu5cnlBWhefnlEvZffnlMPefi
                nlNGiffnlWoeefnloIieenlqBfbonlvkqbqnlwZeggnlyacsdnl6Khmpnl7uYegnl8vmcgnmCpffgnmDDjffnmIEdggnmLWdXdnmNelxcnmN2hZfnmOqeggnmXdifZ
                nmdLgfinmfKbfgnmo0dggnmvHfgfnmwpshanm2pcggnm39Tcgnm56iifnm+zdfgnm/xiqannIAbggnnKcXcfnnKkWhbnnfNpjdnnkjjdennktlS2nnnMeggnnp4fnZ
                nnqRqgfnnrXbevnnyIdggnoGOfkdnoLbcWmnoQTchgnoXfhoenodRXggno06gghno/7tfjnpAZdacnpHYsfunpQIhegnpQ0hpfnpYSZggnpjFfhdnplDUZhnpsvnYa
                npzpvYanp4HowbnqEohcinqhDitfnqjRlernqkHYgjnqkNkXinqqJWlfnqvWgdfnqy2eghnq7IbWanrJSpbYnrRfrgmnrTbaggnrYangZnrklxYenrkybggnrmfiid
                nrnIfggnrs6pZbnrvueggnrzsmfenr1vgepnr1+dggnr6Shfnnr6pibdnr/zgeknsB5fmensLzlljnsU1ekgnsgNdhensnNjdfnsvKuhdnsxGhodns02ujfns6Afbg
                ns90dggntBIkqcntCZkwmntGfwgkntJTYefntL/rqcntUrYggntUxcijntbSnrentdxhefntd3ieentgjmWlntimjeentjBjdjntjYl3fntmZZZsntnHdffntwMmie
                ntwobggnt2jelgnt3Ieggnt3wrUWnt9qwodnt+jwehnuCafeknuEkXffnuJEpZfnuNPhRbnuU9eernuVioggnuYenSbnuetkarnugQcelnuh5ofanuv9xfanuwIagg
                nuySVgcnu2Gytbnu3dQkgnu33jucnu6jloinvB+23anvENnZunvGPeeYnvGaffgnvRjdjjnvTiigenvfvffgnvjocgfnvkriehnvmJrednvxllrcnvzSXfinv18rkd
                nv8dclYnv+5hifnwEsdggnwRrdlenwUThdpnwUycggnwVjWndnwfahddnw6QeZknxDufggnxEEjggnxGHiefnxGimfXnxcvfgVnxelibcnxiCnUYnxiYnhYnxlfWdf
                nxoFZlXnxwslUpnxy27wXnx7UsffnyCPlYcnyEcfginyEumfmnyFbcggnyFlrelnyHDfflnyJliaenyOMekfnyR1dbfnyTZXffnyWufggnyWyisfnyfZYdcnyjDZof
                nytKldfnyvBkpRny3rnkgny+2ldjnzIwafmnzM0xlYnzNZfggnzRBcjenzRLcbknzTBfflnzWogfenzW2pcmnzW4ghgnzgUdkdnzh1idjnzjhcginzqlsednz12mbV
                n0DeoUsn0I/fetn0Thg6en0eabghn0swhegn0tpadpn0zu/kKn03vjfnn1BASfdn1BMkffn1Gpfggn1IGVjdn1Jpoddn1LPejen1cimcnn1dHnYon1h9cggn1kEhVi
                n1mGledn1qCgfgn1u3ejdn13Ndefn2KrlsZn2RMdggn2Tefjgn2XRhbcn2dIkcZn2mZggZn2pDZlen2snzfbn2wsjcfn21Ihdhn22fbdgn25bpjen26Kijdn287khj
                n3GBkf3n3INcfgn3NDm/Vn3RCZdkn3Sajjln3WXjfin3azeogn3cqmbbn3mljren3n5dggn3ofufdn3qCfggn3qSgdkn3vfgben3vgVfnn3wffoen3wvibfn3z6kjf
                n39cjhfn4C9ccYn4F9igfn4Ksaffn4V5mggn4WYdien4jnmpdn4nSjeqn4qVhvdn4swsean4t/lfnn4yIkqQn43Tmgdn43uclcn5Cjnben5Ighhfn5OHwbfn5Otfdo
                n5Uksann5U1qeen5YQc3en5YUffgn5gwcnWn5j5Teun5otZggn5rtdekn5teidbn5t7Ygfn5wPaggn53Oeggn59Kqkdn599cfen5+2hhpn6FiWggn6GajZcn6H5cgg
                n6Ipgcen6P0kfen6UAqnZn6UDeicn6YSddPn6YVieen6bWdffn6hJfgdn6nFdggn6npyVgn6oJhfdn6oNokbn6qsklgn6xBkjjn6yPcggn62hdggn63dndcn69unYj
                n7POgggn7QDgcln7RBhffn7aXfYgn7e3Wggn7e+ffgn7l0cggn7pDlcpn75jfggn79vaggn8G3Xgan8HLeifn8HZYffn8REcggn8XnZcpn8cjjtfn8iqhfbn8okegg
                n8xAioan9EcwnQn9GQebgn9NVlRun9N7dnen9P4lafn9QDYmdn9ROmcmn9iFYlfn9qFaghn9qShpfn9wUgdfn92O5rbn923fggn97KkZkn9/Vcqdn+Cuoten+F1lfg
                n+Ibejgn+Kmdggn+Qzlnan+SUhben+Tthgcn+Y3YXan+eSRggn+iCjcdn+khghWn+nLdfZn+ovefin+p6ygmn+sgdggn+8Emacn/ILlmhn/RMegrn/aSmcfn/hvfji
                n/olbbgn/p7dejn/rpYbin/scjcgn/yNfggn/zydogoAAQcggoAEVdWUoAWElngoAZpdbboAaVhifoAizgZgoAqWMbfoAr0gieoAwckXioA99dfgoBdrledoBd+nZg
                oBnEdggoBoOeggoBseafLoB0ripgoB1v2bfoCBkbmcoCCilSdoCKmfggoCLtgggoCMLnggoCQBghgoCUdrZuoCVEUdfoCWVtVeoCYXlnhoCffpicoCpfWakoCuObdf
                oCv/idvoCy2gecoC2aggmoDCxffgoDL0gffoDSJvdhoDUSgfgoDWvmYmoDcihdeoDj4cfjoDydbidoD0WtefoD0vlbhoD6UfdfoD/5fgYoEBiQjloED5necoEGplWT
                oETzbggoEl+ZkpoEmgl3QoEoTrmZoEreimgoEuDlafoExSjfeoExigfkoE19cghoE2bdddoFEjdggoFHnrggoFRqiinoFfaideoFlAkieoFp6dggoFrGkfgoF1Ddgg
                oF4pfggoF7JfggoF7VdggoGGLmbaoGH4dqfoGRvhZeoGSzceboGTcakyoGVXfYmoGX2ifeoGablbboGb7dkdoGe1dhZoGhVaaeoGjMlefoGmFcmgoGmfemcoGpP/ce
                oGtoajcoGvBdffoGwDlqaoGygdbkoG1NdgeoG89aggoG9od/soHJYeegoHLHgggoHMMsZaoHSFkfgoHUKaggoHgXiaeoH0EYbjoH7xOggoH72nlToH9zneeoH+fnnY
                oIBVedqoIGqabfoIKJgSjoITGhjWoITri2VoIV6dffoIhsnfkoIrzgfgoItPeggoItfmypoIxovfeoIx4tpdoIyapfjoJFpagqoJImeegoJIwjefoJOVfggoJSigif
                oJU2ZfgoJYrcfboJiFVgioJkQfggoJlVlfWoJmYtTdoJmkfggoJzwcggoJ0ofgioJ2XhXloJ5LlgfoJ6GgfloJ8viTnoJ+niggoKFnfehoKFxlbdoKQ6/KboKRqcgf
                oKcVildoKcigegoKc4bieoKdjieeoKhqfggoKhzjcroKifsZ5oK2ydpcoK3JppeoK6sigeoLGDffgoLHAeggoLHtgYhoLL2jhcoLN6hckoLP/ZbgoLUufggoLXItZl
                oLiofggoLi7nZ6oLlriieoLm6nbcoLwbVpfoL1BdnfoL7QdggoL8QkifoMHsigioMIYdhpoMQgVffoMS3eggoMeqdggoMjMgcooMn7bggoMo3goRoM05fanoM5Abee
                oNDojbgoNDteafoNGXdfdoNKfpidoNPQfgooNQtcYcoNnahjgoNokpseoNuvcfgoNyJQggoN2vhfhoN9thfgoOCTZsaoOCvcggoOE8fggoOJ7ucfoOLifggoOQg3Ya
                oOVXnfhoOWcZggoOZVnecoOa7afvoOkXrbaoOklgdcoOpXZgqoO4fggdoO8OfggoO97necoPAKledoPFIeggoPIjVggoPO/hfgoPa7ceaoPfhjmboPuAlfpoPufkab
                oPxtffgoP3lhdioP4NaggoP60dpdoQGwmXgoQOSpnmoQOjdggoQRUgctoQSgaggoQXKTggoQX4kfnoQd+khioQe3mbeoQfYkYfoQsQXggoQwsgneoQxuhffoQybjbr
                oQ0DZggoQ1iegjoQ4A3XioQ6PYTjoQ7WhfcoQ7dZdioRDt1WdoREyZgdoRRnkuboRgBgggoRminqcoRpaafeoRp1eeboSBCkfdoSbfcfgoScMYggoSdQeefoSoweYv
                oSu0ifeoS8NhggoS9um4foS/0kgsoTDEcjloTFlvnYoTGWmjboTHLvieoTInfggoTNkcfjoTNmfigoTVvcgfoTVwmehoTgDlYdoTqjZggoTt6kepoT2PenjoT+Crfd
                oUACsbeoUG9cbgoUNSkehoUNrVecoUN0d1ToUP/ZggoUQMfeooUfFeefoUnWeTeoUtgeggoUw6aefoUz2UggoU0iagfoU22hfooU4adjeoU8XggjoVHnggdoVK7nca
                oVOAdggoVU6effoVXudggoVZAdhuoVaDZigoVbzfgfoVdcbggoVeLfgpoVfhiceoVnQdggoVpJgz0oVszaeeoVvCsaooVv5ufeoWF5jnboWGRYeeoWHFdneoWY5ejv
                oWb9dcaoWqBflfoWwQdggoWx5nddoWyabefoW6JeeioXBglmfoXIokggoXKBleeoXNe2lpoXQCggdoXQTZjfoXQrfZpoXUdfffoXZmngloXuTrcYoXu6jcmoXu9cqc
                oXzOdhgoX0uVggoYEFTffoYEPagXoYMIfggoYMQjhYoYQGZdfoYSentZoYTBiffoYVaXhfoYV2dggoYaLhfhoYe4jydoYhrmfhoYh5ZggoYsKqaeoYumhggoYvVkbe
                oY4oifjoY5/gYpoZFhhadoZKjvffoZRaidgoZU1klboZXdlZcoZkJgeboZlafecoZmQrphoZpbneroZqkdmboZx/egqoZz8mapoZ3vhagoZ6FfbpoaAKeggoaIQiff
                oaIUgggoaKOhbToaNdrdeoaSdwjXoaa4gneoad/ofnoalseqaoar7jfeoatCddgoay6dekoazVbggoa4Qaggoa46siboa6Dkkboa7Kngeoa/TggcobEGfggobGlZgg
                obM+igeobUFmXXobX5gyaobgFehZobjncZvoboApYbobq2lefobrLphfobtTeifobxQehaobxvhegob6DWpsob8edjdocAvrqbocFcrdeocHobggocR+gggocleceo
                ocn7eggocpRhcpoctBhlcocukmggoc5woffodFZdomodLVmmdodT7eekodXvijgodZZfffodZccocoda2ZefoddZtmjodgfgfgodn+cggodsspvmodtVkROodv9fgg
                odwigggod2zbggod8IgjdoeOAXkeoeSXifgoeSbgfhoeUVdggoeWcnanoeW7ubqoeXlgicoeZNgefoeZjbggoeeSiefoeg7eggoejopbboeljeigoeqRTgcoereSaq
                oevc2deoexvcfgoe2mYggoe8Faggoe95mbkofEHuxeofESmtcofJUceiofOtdfgofR4nxXofcIfhfofdwfrgofrtejxoftUdggofuFoUzof2Kifgof66clfogA2mdf
                ogBRZVnogFyZcfogOpfggogP3afgogTLhhfoghPdhVogmJkjfogo7rccogsFbiPoguVcqeogzIegeogzRfggog1ppkgohAzimeohT1fRmohXtoggohYChaqohZAZgg
                ohcLhhgohiDoffohjnlhZohs5hflohtnkoWohxtYckoh5Efggoh6VYggoh+ncekoiAcincoiCGdggoiCyachoiOscfgoiTqcYfoiUvjhsoiUzkmdoiebbgkoifPgUv
                oihigodoih/aggoii0gigoilCoQboirDfWYoirJbggoiwikapoizuWggoi2obhgojDSZYZojYFgggojZsileojdWiihojmfoWnojpSaieoj8MeseokJ5eciokOXdgg
                oka7bh2okp7hfloksVemeokvpjeuokyDbZ0ok0lfXgok0+aggok8OiddolF1gggolG9ZggolJQdfgolK8cbholQoMhiolTodknolUNXfeolX6oefolaYakeolbDmgg
                olinuaeoljkhbaolqTgddolrnhpcolrxWggolvugcgol8EgcSomIkrpcomJTrkZomNwndvomNxfggomRVfgcomSxr/YomfykQPomgWcggomnKcsdomojgedompYgpd
                omqddcgom5Baggom/5eeZonHTbejonIGijfonaqgggonjaeigonmvgfgonpDnXdonu4gggonyPadfonzHiVjon20aboon3ZfdeooEHfueooGEedfooMBXggooQzegg
                ooTEhdcooVLmTYooeygteoofUXneooiKghcoojsbegoolYlUhoopTdfiooq4Lggootelkeootmqcvoov+aePoo2LhZdoo89OYzopJlacbopKtcfcopLHbdfopLacfc
                opRJk2iopWpgeaopbYeggopcheggophMgcjopidfggopjrZafopoqcggopsEkedoptjcggoputcldoqIUdggoqOUlWmoqRvleZoqSLuacoqV5gfcoqXmilooqYCcnf
                oqjPeYXoqu7hfdoqw9bggoq1ecggoq+Fkhgoq+7nhdorAtohdorCIidforKugegorX+ckgorbUlcfornOhegoroWgmforpEbejorrFrhborrOfggortAeggorzNnvd
                osEQkfgosGQkbWosGdhffosMaklgosNpfggosTghdbosX6fggosg0lafosjjsYYosmAXggosn0egdosoWbfgosojcegos0fogaos9JjqcotC5jigotGEsfeotSzZdw
                otVDdZfotXrpeootccmbxotdodaXotrihkdotrpqhfotwGngaot0GgkZot2Mjidot2imacot4ZgXcot7DdggouEzlRtouFxffeouX+cggoueGZXroueRcjgouhiVci
                ousyifgous5ekfouu/fekou2Kecbou23Uheou5Aifdou/RcjgovESSgeovElfYfovPx0gbovQ2vcZovYAbggovZZhcfovaPkfkovbacggovlUdhgovmETXjovq5fnZ
                ovt+XmfovzHgcgov12egkov+gwpXowH9gjiowW/bjfowfLTOdowkAfghowlpiegowmEfxcowskbffowwxfYvowx2gdjow1Ijefow35rhhow5Uizdow+Tjdeow+3hge
                ow+9idWoxAbUchoxDDfggoxHlWdgoxOlijnoxVfcigoxWOegioxXrfcdoxfsindoxjgefeoxp4gfgox4Lrgeox5Ydgmox7QZffox+1adcox+/ejZoyAzsdkoyNZh4W
                oyY0kecoygHhlmoyqFcXcoyxKojgoy3vkecoy9CfffozBBidkozCD92VozGjbedozGodefozJJghpozKCfmTozMxkdXozP1bggozRWecbozRXcdgozSPaehozW4jbd
                ozW+bggozZkeggozaCYggozaaaegozjPgZfozkgZggozlY1gRoznTggboznldggozsgabYozwgZggoz1PgYdoz16eggoz5Ehndo0Apmdqo0Awtllo0B7dklo0GiYgg
                o0KTTalo0LxZggo0QIicfo0fZfcgo0otefgo0rnpefo0u2bjfo0vukego0ycgRZo01Uhigo01rduPo1DD0Beo1Hmcggo1KOpedo1K1gbOo1PCkfeo1UznZeo1lRoXx
                o1mZhego1qITxeo1qVeggo1t5hVlo1zBgggo14kocfo16Mfido2ERibko2Fupdho2PBfRbo2UWlbfo2W0ebno2XjmZeo2enkgfo2eytxdo2fQmfeo2iqhelo2memWw
                o2pcoemo2qTWdco2qpfcpo2uDqzho2xTZeqo26JlYno3AMhffo3Ivgmco3ZPpago3fpmavo3jTfggo3kSXfbo3ocffeo3o7fggo3qHjbUo3socggo3uKoaho3yPaoc
                o30dffoo31rkdqo353fheo3+ldmYo4A7mdeo4Fetdfo4QVlddo4Q4nkbo4U2cfgo4Xlseio4Ythefo4cMafco4fmfrSo4minuio4qxfego4rvheco4sugfao41Kjlc
                o412Zkeo4+Ompdo5Erkffo5Gqgeeo5Srfggo5Xtghgo5cAlfco5e4dcfo5oEZYho5p8UVko5wrgeho543hggo551occo59Uiggo6BWcdeo6Chiflo6Sydpeo6Ubkfm
                o6V9eggo6Wehijo6Xalqho6YjjYoo6gzVfno6hiijfo6iIqeoo6lrgjco6njcreo6weeiho6w7cjZo6xQYYko623kufo64pYggo69Ycdco6/4gmfo7CPidmo7GYhqe
                o7KXfggo7Kriero7N4dggo7SVZggo7URaieo7ZG/eWo7gXlhYo7kiealo7svmfio7w6gjfo71+ahio77lYZgo8DThddo8RTdeYo8vSgggo80Fvgoo80OfXoo80Tbld
                o835ldfo84ascyo88NdsXo88xgfbo89Jfifo89+hWqo9C/Xggo9H+cggo9Mooogo9PsnUjo9QWdvgo9aFlggo9c9eggo9d6ibmo9iQeffo9iohdeo9mmfifo9oGcpf
                o9sumZyo9vRnpeo9vhomZo9wDtfeo9zdeggo91VSmgo91shrio935Ydfo96Mhifo+Hhlgfo+JOebdo+MNiiYo+Myndeo+Nrkkgo+Uggfdo+Wxeffo+argafo+c4hgg
                o+eydcfo+ghvldo+iIrqao+p3nafo+qGhaTo+3Nhdfo/Anfggo/A5iffo/Bnfggo/B7fgfo/FWTjeo/GDcfgo/IQjaco/S1kggo/TtZggo/V5ndeo/Whogbo/XfZYi
                o/YdTdao/aqofeo/bWggSo/f0fggo/gRbggo/yqlgko/1ddhgo/2/hleo/8Fxkdo/9Fkawo/9ffggpAD1gggpAGKfggpAJQcggpAOHigapAS6nffpAVYeggpAV0fgg
                pAWjjfipAWyVggpAsSgmapAw1egnpBJogfepBOSpnbpBTbegfpBTdvccpBZqgXfpBj0fggpBncniepBpYjedpBvJsvbpBxzUggpB12dggpB3gmampB50hfcpB7xgef
                pCGhlZdpCHVhigpCI4ihfpCOAahgpCZulgdpCZxmcdpCahbefpChDijkpCjSjmRpCm8hehpCt4fffpCwBrfcpCxsVggpCyzjcapC3UfggpC5Cfb0pC5ahggpC8Nfff
                pC9OTigpDDNglgpDJhlcgpDO3bggpDPfrqhpDQrhP/pDRYliZpDRuaegpDTulifpDVUbDopDpXjewpDuIffgpDvmehfpD+LkegpEG9clfpEHSgdgpEHdnqlpEJNprf
                pEMaaghpEdojggpEfvaggpEgSvdfpEhPlcdpEiRZggpEsSpfdpEsfktdpE1IpogpE7SlZapE9ZkefpE/fjkfpFEQmegpFHCafepFNadahpFTD/PVpFVAXqbpFVOib1
                pFWjbggpFXTbdipFXuWevpFetcigpFfYlfgpFnLbggpFoMfgepFtPWiVpFv3RsbpFxRfggpF1Dz/apF18dfdpF4zgggpF8drkbpF8kblgpF9/epepGDwjiipGIqeae
                pGQtchgpGVXgogpGYKuXdpGoQfggpGqKgbdpG4QpfppG4kifepG7UmgtpG9DzaypHCWalapHFkZfepHH0ecgpHJyndmpHK3ggfpHTxddfpHlNigZpHwTcidpH21Ugg
                pH4dtUmpH9rcecpIAybggpIBAhffpIPwhWxpIWFefepIW/dfgpIXDgeipIZibrepIpJffgpIrTfdgpIsRlacpIzdmgtpI6p5dbpI7XVfgpI+NidepJHzeegpJOOXeq
                pJP6YflpJTpbggpJU7ibdpJXIebfpJbZagapJh4alppJk8fbhpJlSgggpJm1jcepJnFjfapJqVdibpJr6keypJu8lYbpJ1FrggpJ6kemepJ67tlZpKAddggpKFdifq
                pKFrohipKG1eggpKIUUkcpKMjffepKOddggpKQsnehpKZBkdgpKkr6YtpKvchjfpK9UjbipK/egeepLD5gWbpLFvmffpLIWmifpLOrhbkpLQHqhXpLQmYbipLTcXgg
                pLVXhedpLaGfdfpLgNbhfpLododbpLpLbggpLsAfggpLxrgdepL2VgfkpMC0bjepMERaggpMIl+EXpMJnmrepMKofsgpMRuiegpMUoWggpMaGbefpMiWsUZpMnafcm
                pMuZgYhpM1C/bmpM1MYdfpM/9lbMpNFXihgpNGTkddpNPBuYUpNRQlQxpNa8zgnpNbnceqpNdXlgopNgwgscpNhNlUjpNpzofcpNq8UggpNvlgjfpN82gcfpODDolW
                pODwXdgpORcggfpOY4dfipObihgdpOgDllcpOmsfhnpOnLcoepO1CpcdpO1JOdfpO1zdggpO6cadgpPAJnfgpPEGeggpPG7inXpPHciekpPHjYggpPLHdggpPTUjfa
                pPgdkXdpPjodnZpPn5jejpPpagZgpPuYcggpP1dYfgpP5SqehpQA9dalpQBfj2ipQFleggpQU7ejepQXOpbrpQdupeipQd+mcnpQhvegbpQl6fWkpQmPhbepQstPef
                pQt0jfrpQ8Lqd0pQ9aicepQ98mcdpRNjfejpRXAeedpRZEbfQpRaK5/NpRcTleZpRdUdefpRfTefhpRhGdggpRjCfggpRy7fdipR4ZYdgpSBebsapSKIfrbpSc7lfn
                pSebhjfpSgPjndpShLZkfpSowegfpS+LWgepTEqdlcpTLImghpTL/hgfpTUafugpTXTjggpTdhgdfpThnfggpTk7ofepTn0jdfpTskkgdpTtWihnpTv8ddcpTwSift
                pT2zdhfpT3cegqpT47bggpT7difgpT84gbcpT8/pcfpT+cdXcpUEcXgfpUNthffpURnjegpUSOjejpUStimdpUUBlgjpUWTZZmpUWkdtTpUYAnVfpUZkgdtpUePolc
                pUkbgefpUonggbpUyWqobpUzScgepUzshegpU60hmdpU9GqZdpVDcgrYpVHOudupVQceggpVXIlffpVZP0XgpVh5godpVizdafpVmVdifpVonemfpVpbbhepVwOfgg
                pV4rlbYpV4tghfpV9LeggpWEFohfpWFemdspWN2hngpWdAgmfpWd+hmdpWeubdipWgDtXapWiObggpWlPfefpWosfYfpWyqdggpXICoefpXISoibpXTYhcepXYehXZ
                pXbRipLpXegcfqpXf/iNupXkumdrpXqSnhapXskdiZpX2bijZpX4gggcpX+/hedpYHG/a+pYHlfggpYIUdodpYPLZggpYQWgggpYSUnjhpYULceepYd5pdipYn4hgg
                pYuoifgpYy4cgfpY11jhkpY9/fjepZBOmecpZBvgigpZDJajZpZKaffepZSVmbapZT1ofbpZWdmadpZePlghpZfwbifpZq4dfepZrIcjnpZxffjcpZ2/ierpaEcegm
                paLUeggpaPXpyjpagmjWlpaoRshdparKdigpa1sghopa87pabpbTIechpbYChhspbcDSbppbdsoL6pbnvnadpbqtcZXpb3kedcpb/NifepcA1ocdpcLvcggpcPDefq
                pcSpiafpcYcdYdpcdeffepcglclqpcnstdbpctrrWgpcvbpjgpcxNdjgpc2jOYhpdGnUcgpdKCebupdWAklcpdX3cggpdaWfgppdgDijfpdlKgdbpdnYekmpdqsnYf
                pdw7mgdpdxPgfepd2pieopeBjkofpeCgobnpeIZkknpeQUhZepeS3XcepeanicgpeqDejqpesA2NYpe//ecgpfAnqifpfBPfhjpfB9igepfOafaepfRsfggpfTIgeg
                pfUdaZopfa1hgfpfdVfkepfjaejgpfl9eqdpfnphegpfzyfggpf7smsdpf9AgggpgBcrZppgF6VbYpgIyedopgNWjh0pgNyWeepgPvgeapgYPZffpgaGhflpgkE3qg
                pgoUpiRpgpGmbbpgpQjehpgsnhccpguqhaZpg1keegpg5Ekaapg5ihhfpg91ZggphBhUmdphB/bghphGfnfgphKGnkephTOiWaphUqwWcphXCUggphYWfdgphaypmg
                phcRlTaphdgpflphiBfedphkXgiqphnTjjtph2jkghph2n9YspiD9ZfhpiUnhjfpiXeeggpiaViffpieddejpigAamdpihnylZpipBdggpiq7ohgpisMiqipiySfgg
                pi2Vobqpi7bsWZpi8Lbhhpi9jjbXpi+redmpjA4fnepjCBfggpjEhdggpjGCZfcpjKcftepjKreggpjMnhUdpjNKgggpjNTcggpjRCxbgpjUNpecpjYImmfpjaHegg
                pjaUkpXpjuTbbnpj0Cibcpj8wklapj9GfjcpkGufqdpkJvoewpkOaVtZpkV2lcmpkWLedepkbSdjfpkboUggpksjqtkpkzJokgpk0nfbepk1qbocpk36vijpk4kegf
                pk5JZegpk96cggpk/UbfgplBrfagplCOxhbplQ8aggplWQjkaplbicmtpldzkgfpllsaggplm1XggpltqThfplvJkXipl0onzQpl02kyapl1raggpl2aehppl3pgfg
                pl5+dcspl68eijpl7/Zdgpl+tercpl/LgitpmIkUcvpmMabggpmRkmdSpmWSfggpmdDdggpmkuifnpmnJZappm5iUggpm53kjXpm9elkcpm+8fgmpnG7ffjpnHpejf
                pnH3j7ipnJ7ufjpnVQjX6pnYJXeepnaCnggpnbAgfgpnihgffpnnveegpnxCceepn2hmbcpn3ublgpn+xZggpoBvhcrpoRhYecpoYSigepocOkegpohKofcpohcpUh
                potkoaepo/diddppAXeleppD5jZdppF+ieeppGnaaeppTPcfgppUzacfppV9XgfppWjideppYElgfppYvZdeppbLYoeppbYdtapplTZnfppoyekQppphaggpppjfgd
                ppr5MfRppuegdfppv4dibppwFnjqppxThdcppy6hkipp56dglpp8elVipp8s/aSpp+GRggpqIudofpqJThffpqL9dggpqdoebfpqepmcfpqgWZimpqmWgcjpqo+hbd
                pqr3RlgpqwTefgpqxSibkpqyRfggprBdfljprEW3fsprNEhieprNLfdaprT0fibprfEZOhprf7lfnprkcma2prl2gggprqKgihprr2wocprwMmafprzyifbpsB1fig
                psEJgffpsEveshpsPYilcpsUrjempsWQlkcpsWblghpsbuhoepsbvnbdpshpiegpslIhbfpsnOkifpsoJjZbpsrGYegpsrtfefpsvZmffps6vgffps66bggps9TdaR
                ptABqeoptP9ikdptRApTbptV/ldfptaLkgfptadropptdMeggptfwnXapth1spnptkWaggptqPXdgpttYiYfptuGfeeptywhcvpt88ehjpuBDlofpuGJXggpuQ8fac
                puU5lUcpuV2dccpuXLxccpueZhVzpunojclpu2Sleepu4Vaggpu40emepvAoujapvHwgfgpvP7VggpvQYfbbpvR0ipZpvUQiefpvUlfggpvYBpanpvaKtcWpvd0paV
                pvereffpvlQdggpvl0fffpvo8efjpvuQhdXpvyugigpv3jxcZpv8Yi1Zpv8w1T3pv9oqeepwFofdgpwKcbqepwRlYggpwUadhcpwUvfggpwa+naypwbujfepwb8YYe
                pweZlXppwjVflfpwqCnVvpwrWimcpw1WgaepxFbjeupxGRmZapxGhZegpxHSfggpxKqcigpxNcdcZpxTJflfpxccYggpxlqiffpxlzhgfpxpLchbpxp0fvfpxqLjhe
                pxwDYdcpx0SXjgpx4nefkpyDLkefpyDqfaepyLtbbepyNIWkmpyW6bbgpygziwbpyrMeggpyt5nlhpzBEhkgpzGYagfpzLEomhpzLrfggpzQhdggpzU+nbgpzcTrde
                pzdaeggpzhphacpz3Qhggpz/0fVnp0BZefgp0Dbeggp0Dcelep0FOdsdp0KalJ2p0Ooilgp0Pmibap0RNihZp0h2rYbp0irUggp0ixidep0kXqWep0oLjdYp0qaded
                p0yReggp09Zgfgp1EIfggp1EfVgep1HPVgip1HmZggp1JLkbZp1PPUgqp1S6igcp1aNigep1igccgp1kghqdp1nibesp1r1lfep1r6hffp1s+fdip1zkgpip14tgef
                p19qcefp2B1mZZp2B2hfep2Ejbeep2F5qcbp2IIeggp2IlWudp2S+jeYp2Tzhkfp2atfffp2gPrbtp2ksjblp2zgfvlp2+Uklcp2/poVmp3BSlZdp3C/bhgp3DMdeg
                p3FKWggp3MOphfp3T4fffp3mOegip3pbgggp3sxehhp3uteggp30Edggp31gdggp34qaggp349bdep36ycmdp4BZdddp4DMfekp4L6bgip4Ptdofp4QNVefp4lcndf
                p42Mobep4+Uodzp5GWmegp5GmeZgp5ICfggp5MVkfep5Q4hdfp5SAohfp5WQmccp5Zkjggp5iPYggp5itVffp52OXggp5/sfflp6B0ldsp6DPYggp6JHkkfp6KnZef
                p6Pbjfnp6VJYggp6dDclYp6fYkdgp6mOeggp6pffeep6psqbdp6p+gcfp6vtolep6xPbggp6x7gYYp61Xaifp61pikhp63rpnbp68Ybamp68ejfgp69kkXkp7Dxfgg
                p7D1doNp7PXsafp7VogsWp7chhWfp7fnbhXp7jRrbep7mbZYap71ogagp78Micqp78Oeggp7+Gcdzp8E3mfip8FL2Trp8RhrjZp8XNadep8ckjbfp8c7gdfp8hOedf
                p8lenefp8lhefip8oTXfhp8o9mggp9Dveofp9OLhggp9YHWdcp9Z8s3Tp9ffaeep9ghdlcp9r2rffp92JpVbp96hgegp97fkcfp+AYrfUp+Klgeep+PXiqgp+RKlfh
                p+YWeggp+Z4sajp+iLmgbp+jHeggp+mtfcgp+s1mggp+tFcpYp+uUagip+zHhedp+3Ildgp+3RXeep+43kejp+9Qgglp/Dlchjp/EUmRop/Gjiflp/H0bggp/Jcbgd
                p/NIadep/V4srbp/muZigp/nMOycp/tqafgp/wWtfcp/w7ejcqAAjgaZqABRdcgqAEjwYhqATxwgZqAeValWqAl1WzfqAm9lilqAwPkafqA3RgglqA6McggqA7ydgg
                qBbcifiqBd9rggqBeanebqBhkfgeqBmbggbqBn8YggqBsVgnmqBzUbWrqB0JcaZqB0+jqdqB2lhabqB39phWqB+ildeqCA+kfiqCBXoclqCFrknjqCR1eegqCZPggg
                qCaapewqCbdehaqCcYiehqCirkceqCl6ZipqCr/bfgqCuLmgnqCzqaggqC1veZjqC6bkddqC8MmgpqDAlbggqDAnhdeqDB9ddfqDSRijfqDVQeggqDWBdggqDbJsfb
                qDg3ggeqDiGljoqDkBeleqDp+iYhqDqJghgqDrioddqDr+hbfqD2kbffqD7wYggqEFSjUsqENIYggqERFfepqER1jegqEhbeaaqEo+bf1qEyFejcqFCN0bzqFDSmee
                qFFadggqFTRijeqFaNZfnqFoaaeeqFojgasqF1arafqGO6jbiqGQjbiiqGQpaggqGSqcikqGUaibeqGVAfggqGYCifvqGafdebqGbSeggqGc+fgbqGjlcwNqGlUkan
                qGu9erkqG7ybggqG9qfggqG+vYfeqHABZbZqHDieqcqHEYkleqHGPdifqHLHeggqHONjjcqHUghkfqHX7UggqHaVddmqHf6gnbqHkPkfoqHmuiffqHsMvhbqHubegg
                qH1uegnqH4sejcqH6qcebqH97pedqH/frfcqIIVnbPqIPSlgnqIQVffmqIR4eeiqIUghgaqIYGfhoqIdKLmeqInVefdqIq1XdcqItGddcqIvAumoqIvIkclqIvLvYs
                qIwYidgqIydMggqI1vqeeqI5gaTnqI62qgeqI9dqggqJCnkcdqJD5aggqJJMefjqJKDncqqJP2gefqJShfaeqJWdlegqJaijUcqJaxbegqJb4cpbqJcUkfkqJfQ6ab
                qJhEbnYqJidfggqJqtaggqJ4FkmeqJ+ghfgqKGalUjqKJrqZfqKS4ebdqKUJkgeqKXEebeqKbyUfiqKd3gflqKfHfggqKyrhdgqK5GeggqK6eofpqK8JomdqK+tdhp
                qLCyjflqLTeefgqLU4RiWqLaqedmqLbhbkdqLfMgtaqLiuqtXqLleXggqLqLefgqLq5beoqLypfbfqLz0gbsqL2KiggqL2vaggqMOBcjcqMTvfggqMVdfe5qMWJpmf
                qMXvjncqMZqhnYqMcDdflqMdI8bZqMfFhgaqMj6ljaqMmMdggqMm6aceqMuubffqMvakmdqMxKbcgqMy+gekqM1CvthqNKukccqNPvaqfqNQGqgeqNbfnzYqNeodgg
                qNk3iifqNpWwuWqNuNWkdqNu/iidqNv7bgiqODJXdfqOMOneeqOSSncfqOU0kfaqOVRrklqOfspkcqOmrFedqOwcjdkqOw/gjfqO0oiWfqO5DblgqO6VjerqO+kheg
                qPA5feaqPB+cnZqPDCfggqPE2cggqPQuZpfqPS8dbhqPVKjZfqPVtaxfqPZ8kjdqPc0eggqPehdjiqPgeg0aqPosxabqPqJbcYqPq3lfhqPs7mWdqQBEcgcqQFelfr
                qQJUkdhqQXOggfqQZtdggqQcvfggqQuzVggqQzmhhfqQ0UbjgqQ2dledqQ2weggqQ4pl/kqQ6XjdcqQ8KMevqRAGiadqRC+fggqRIchYfqRMHZggqRZoZggqRm4ggg
                qSBbhZfqSD2VrgqSGNeggqSHeTenqSRjkdpqSVGjbmqSfqlefqSlFfskqSlrjgfqSmoncqqS4PgddqS5WhceqS74adaqS/peecqTBSffbqTEepkfqTMbebfqTNRneg
                qTiHWceqTxaeggqT1jgggqT3HgggqT63gceqUChgcbqUEceggqUGV/X2qUGxisgqUNJggeqUQ5ihfqURCgggqUazblfqUfVfggqUq0XffqUtxdlfqUxPgidqU2fgfd
                qU3EuWxqU6DlldqU+Y8wZqVA0pgoqVDPkhVqVEcicmqVM0gcsqVROgebqVTkZWgqVZMeggqVc6htcqVl8YcjqVrJleeqVsZfggqVwrdoaqVxNgafqVxoXfrqVyMhef
                qV8udceqV9PeegqWBpujoqWFSnnWqWJdhdeqWQ4qeeqWlqimdqWmhcggqWvfdgfqWyigcxqWy8ZggqWzyjdlqW0AvcVqW1R3bXqW32lZdqW5PbggqXJjegmqXLrcgf
                qXejfggqXewemaqXmXnWqqXr7oexqXuSalgqXzpeggqX0KjefqYAElf1qYBQWkiqYDFhheqYHCpdeqYHnmdeqYIFkcjqYOghYoqYQtcHYqYQxfggqYbKhVlqYbPmhb
                qYjdnXcqYkddeoqYmZeifqYnvOfeqYqKvhYqY2SxlfqY40odlqY7aehdqZDpRgcqZNmgejqZa1hggqZdsimgqZfAqifqZkNeggqZkliidqZnXlapqZnefggqZrDcgg
                qZw5oabqZ2jBghqZ6zYggqZ7/bggqZ+3nljqaJVdlWqaNFcfeqaPUkasqaS8ggjqaVGfpcqadYgggqamTggbqamxdbfqao9cgfqapYhejqav8eggqay5knaqa7Objh
                qa8FZggqa/KoZVqbD3jgaqbHbeddqbKYrfeqbLhnfeqbNPeggqbN7edmqbTcgoXqbaDqYhqbb7ffpqbgyiatqbk8gdgqbpOkYeqbsGhWeqbtC/XXqbxweibqb5oXgg
                qb6JxZgqb64aggqb8Hgigqb8Ngggqb8Ohffqb8eacaqb8qeggqcJPjkaqcJ+eggqcMScefqcVWdcvqcWDeggqcfpkkaqciwXoeqcpujhsqcwRYlcqcxTjScqc/hlnY
                qdGoXXkqdITXefqdMEccdqdaAkcfqdbJfggqdcMckfqdfjleeqdiVmieqdkgrbbqdlFikdqdl2gfeqdsLateqdsdVWZqd0dZfgqd9nhfeqeAugggqeGJocXqeO+dSl
                qeTWfcgqeVSjefqeZYfgfqeaEhdyqejXkcrqekGcXfqekxeecqe1+dekqe21Xkgqe2/gbcqe3Hcfhqe3Seegqe4kfieqfBScceqfJ7fcfqfKJehfqfLAsSnqfQ7egg
                qfUlfofqfWsioeqffwYggqfkosefqfp/olTqfvsegcqfwgZggqfw3Rggqfw9lbdqfyTbieqfznupcqf2VcewqgAMeggqgJjUdnqgRGfggqgSpgggqgVdfhfqgYeedg
                qgiBefgqgtafkfqgyuaifqgyvifeqg4hhgeqhDJjggqhHOglfqhHsqcfqhJXujwqhOHjcjqhPMdjgqhPfqclqhQolfXqhSjcXgqhTSZboqhY2kfdqhdhdggqhvHvid
                qh7jkafqh+4iedqh/rmpdqiLPcggqiNAZggqiNIfggqiNeZfRqiSghaeqii9dggqipRpZqqiqMjqgqi6ebggqi8Eqdmqi9Bgigqi9Yqdeqi+Hcgeqi+ifjfqjC0hig
                qjG7ieeqjOykmgqjXlbfgqjeJxauqjsglejqjxttzhqj6bVggqj7SfadqkCggkeqkCukpfqkDidZeqkJHfkfqkKedggqkOWhieqkUTZjZqkWWoXrqkWkbggqkhXaec
                qkhpftfqkkhffdqkkmfffqklFttYqkpHjfgqkx7bdeqk0Valjqk1icggqlS8gggqldjrscqleAqZhqlkDpalqlvkggiqlyxlhcql6ycfbqmAVozfqmGYjlcqmLytZs
                qmMWhUZqmP8hgcqmSLkZaqmhmpR0qmiMjjfqmi7efhqmlRnlZqmn+fggqmoCgjZqmqBjaYqmsSgheqm2jahfqm7VtcaqnSUqceqnU/agkqnY4wUVqnZ6gkgqnb6fee
                qneubgjqnkSkadqnq7kfeqnvamYfqn7yidnqn8YYjvqn/WfggqoLMeffqoOGgliqoPHlciqoPgbggqoVDjhfqoWOcggqoa9gjeqobPjUgqoc3fdgqoiIbgtqoinqec
                qooPkViqopYebgqoq2lhYqossnRbqo2Kbdfqo5Dijeqo5pbggqo+NeggqpB1gffqpEwgaxqpFTUekqpGnhckqpHzkaqqpIgbfgqpSdmcfqpWTYggqpjagheqpkaebZ
                qplecarqpwQfggqpwmgggqpwwcggqp39eZlqp6Ebggqp76afgqp8nrecqp9/mlnqp/ypb0qqP1jgbqqSuifgqqTThpdqqVFUggqqcgbbkqqgTudfqqhdenSqqjQdod
                qqoei/WqqotqfXqqrBcggqqr5tbdqqs2cggqq13Zchqq2xkiXqq5Ejdfqq6xpgZqq/rqwdqrG9gefqrNDfcdqrSbcfiqrazZffqrg+reWqrjqffgqrkphwWqrlkZme
                qrqcbkhqrsIfekqr23Zkiqr50kdrqr6ssT/qr8Vnbeqr9ibgfqsHGgejqsHhv4oqsIIhhiqsI/fegqsSAfleqsTqjhcqsnbadfqspGllgqsykWggqs47nmfqs8Zqha
                qs/ZfggqtDIndaqtGMhdgqtH4qbYqtTPfjhqtXUcggqtYTerbqth+kjdqtpcfggqtyUifgqt5Dnkbqt8FbcWqt9ooYVquEyjgmquGglcequNnbffquRZcfjquaXfof
                qufZfjdquj3hkgquq44kXquxTmnfquy2cdiqu1elffqu3ogmZqu5lYggqu+ZioZqvAthigqvD4mYpqvGojdaqvIUegfqvMoksZqvPVmdpqvThgfeqvWGeknqvt20hU
                qvv/lpcqvw4YjgqvxtifgqvzeoZqqv6GnYRqv64hfiqv87jjfqwB7fggqwCzgghqwFWhhlqwK4cggqwNqhteqwQMcggqwRAkffqwR3iesqwTTdcVqwaenVpqwcsgdo
                qwdGbggqwzRnefqw0NYggqw7HecnqxCVhsbqxWpq0gqxdfmYmqxgjeZ0qxh4qjeqxiwpecqxwijfrqxy3kekqx/AdgfqyQ/idtqyYsocfqyaBhgmqye5TSeqyfGpQ4
                qyfIoctqyiAlfdqykCpgdqyk1drbqyp3aZjqyqAeggqy2ohbgqy27ehgqzAFljfqzC2hYgqzDCbcbqzD+ibfqzLofYrqzU2sggqzVDfigqzVphhgqzcbjegqzcxihk
                qzdAgffqzgOldUqzjbprcqzuIkcgqz2fbhfqz5ejfdq0A3fggq0E2djbq0I5ekeq0Kwfheq0Mmcggq0OCaefq0RIZKwq0iZnidq0mrgggq0nlihqq0ouhegq0ujhcm
                q0uteeYq0wgvcdq03qcggq1WPeggq1WjkIdq1Ximegq1Zzngeq1cseggq1fveawq1kxfceq1oaZhgq1xycfkq18dgcgq1/hgcoq2G+jheq2HFYbbq2K+eZmq2McgtW
                q2R0pdfq2Vqlhmq2Wr0Vgq2bHcUlq2lYfgdq2rscggq2tdomeq2uHfheq22Meggq22Weadq23phgaq2+Oactq3Pkijgq3Qsogcq3VdWeiq3bUshjq3vrhffq3zmXgg
                q3+/nffq4ENaleq4J7dmeq4NBc1aq4NYcggq4W5amdq4ZWaegq4bUgweq4c5bggq4g+gerq4j7cecq4kQgmeq4n7eggq4qZdggq4s0mfkq4tJdhfq4u2fdgq42+hng
                q5CPdggq5JFnaeq5OQgggq5RAaggq5RSllbq5T/iWhq5bjidgq5eneggq5fxggfq5hyuITq50AocZq5272a3q6BRfggq6Dmcggq6E+hdnq6JUdVtq6JfykZq6J7hfd
                q6Kcfigq6MWZPgq6NFkiaq6Q5dmgq6SAfeuq6U4cggq6VJgggq6ahfgoq6mLwacq6m0chgq6m61gVq6oDfggq6oxcfeq6qjkldq6rSobcq6y2glcq6zDjclq61hcde
                q647gggq7DUeggq7Tuooaq7eJeffq7fbmlhq7gRZoYq7jUimeq7nDkdiq7p7mmuq7seWifq7zMeheq75BZgfq75Lqdaq75tzddq8GxqXeq8LIfdlq8Ngghfq8Uycme
                q8YFZuRq8bghhlq8fajlfq8fxjsXq8jekeSq8x7gggq89Khpfq9EZfggq9F9jbgq9Rrgggq9Xjhwcq9a7exdq9tibggq9w7efiq94Tbggq961aggq964foYq+F9kje
                q+Jpaqgq+W6cfeq+Xidggq+tOoqfq+4Znboq+6tmheq+9Ikauq/Btifdq/Eqcaeq/KNfwdq/Ntjgeq/Pifggq/QGkQQq/a7jgZq/hGirbq/kAsfeq/lMeggq/ogUef
                q/tmfggq/5maggrADvdffrAD6egfrAHPfggrAXkWngrAZ+htlrAeGgggrAghbmfrAjHmchrAmqghfrAr4iflrAxEdjfrAxqffhrBKgWjlrBOemggrBQ+eherBVzkVk
                rBXxheerBYvcggrBZSklfrBgVckerBosZffrBptejjrBugpoerB0b2barB1BbefrCHyZggrCO8eegrCYon0crCdLklYrCdUeggrCkYaggrCs4hffrCwlhdcrCxGqbo
                rCzodnfrC44nifrC7OfnfrDAHficrDChhZqrDDUhcirDMIiifrDMLfZerDRilaerDS2bggrDbKfidrDdRddcrDejo4arDh+srjrDs2JggrD0yofjrD5xgfkrD/YZ1a
                rEC0gggrEDzhegrEGMcggrEIQgggrEMdjelrEPZlvfrEQKfjcrETwmaYrEZMbXmrEaNeggrEePcsdrEpbbggrE06hznrE2XgefrE3xpkprE4yiVhrE/nbggrFOxede
                rFO0eoerFWjoPtrFXTcggrFiPcgirFlGgdgrFnbigfrFtKkojrF4OfggrF42iebrF620girF8cfigrF9NhffrGGApcZrGGPYcorGLjeggrGM9febrGPGggprGRbrqc
                rGWgkd+rGZKedPrGhgcyUrGiiejdrGqTbggrGv+lfcrG3jkgorG/ycddrHAMefgrHFrdVzrHJmocfrHLQffgrHSlspfrHWnadgrHkxffkrHlwoubrHo5cggrHz9XcY
                rH+G4gZrH+drYfrIGAzdfrIGISldrIMHoqfrIQ+hnfrITXigerIVabyYrIZXYgerJBvolTrJDajWfrJJSeffrJL8oggrJReMgmrJaIZpbrJdonamrJq0dggrJx3nXd
                rJ99YggrJ/ZknrrKAVjeerKBwaXgrKENhcerKJTYggrKK0eggrKOhihfrKR4dhdrKaeifkrKiOuifrKoLbggrKrxiderKvGfferK2ykmdrK3ZlgerK/JfigrLMTcXg
                rLM3bhgrLQsncdrLSqigfrLS65POrLVRVffrLbtnpfrLgzocrrLhMqvRrLi4aberLkNgefrLqMmXfrLuCeaZrL2negjrL31dhjrMKlqkbrMPpghfrMe4bdcrMe+fgg
                rMjxbffrMpceakrMrrcggrMtIaggrMtNpaZrMxTaoarMy0iberM31iZfrNFEfoerNFTthbrNIKggerNIjnggrNKfXggrNMfkbarNQ2hdirNU1aflrNWzlherNdasZP
                rNfTefgrNyQkgfrN0iemZrOAadafrOJOhkYrOJsfderONmfggrOOseggrOQkwO0rORGgpXrOaNkefrOeAqgcrOfRdnarOi+heerOtiR/VrOuVmYhrOw5hmbrOyZbhf
                rO4inffrO61dgfrO8MhfprO9rgfhrPB6jgfrPJukgerPL2paorPMvcagrPPetacrPR0sofrPSSgferPSVlberPS1aggrPWEdahrPfdeggrPfxsberPyGiYurP0Emdg
                rP2OsnarP3TekdrP4ksatrQI4kegrQacpefrQiImfdrQlDfYsrQqQgggrQvtlfgrQw2fphrQ0nfggrQ2takhrQ/4heTrRC8dgqrRHTtllrROvecdrRPAiewrRUJdfc
                rRWhcakrRbLcggrRcFfgirRm0gghrRopYcdrRqHcggrRuIigfrRunWYbrRv5jfgrR9qpfjrSM2fggrSX7fggrSYOfderSahXYurSascggrScgaggrSe5YggrSr3fof
                rSwksbirS3TlforS5jhjjrS+BhetrTGzgeerTKJgdgrTKekfprTOokfhrTQngdnrTQyjZfrTRBmqfrTSDdpZrTZkjjfrTfbZggrTfnlXtrTikiifrTiokcirTp4nec
                rTs7TeerTv+ZfgrTwAdggrTzlnkWrT3ckabrUALpherUBFgidrUPOgggrUQhhrfrUTKZrgrUWAYafrUcQfggrUdGlbjrUh+u7YrU9xfggrVDsvsWrVEJmZgrVElgbe
                rVFOslYrVGubcZrVJ+WggrVOEfggrVRU7ZxrVcGgcfrVf1UdjrVmiqaerVq2YmjrVthdajrV8/hggrWGOlkcrWIlicfrWJwgoerWS5qdqrWW0yggrWs9dggrWt7gbf
                rWx0ombrW3OlZqrXBYyterXCEaXqrXEPYggrXFQbghrXJmjtUrXiUdghrXwLjjjrXywj6erXy2difrX/hgffrYA5fggrYR0w/RrYTOckfrYlHfvNrYsTocUrYsijda
                rYuXYgirY4qdfdrZF8gffrZJ9eefrZKegigrZK3aggrZQ5kcfrZXWrehrZY6dggrZZ5ebfrZmiteurZ1ydggrZ12fkXrZ+EXserZ+zbggrZ/RgggrZ/skceraByZYg
                raD0gflraOv0gfraTskXsraU9fldraVFfggraZ8ZYgraaXaegraifUggrakgcZyraloiobranKsTfraobgdmrarxnparavKWifrayYggfra5MkfdrbHFZtdrbJBngn
                rbNPkegrbZ8vdcrbbTuierbhEkPwrblDfggrbxckcdrbzqgYurb0UhXgrb1e/wWrb1jihdrb69bggrb9PfidrcAOsdqrcG3iffrcLsnejrcdnakdrcwinTPrcxcecf
                rc4Ffborc4Prfcrc7Wigfrc7nkcZrc8jieprc+9kogrc/5macrdNLglgrdOk/8crdRRgggrdRpudhrdbvZghrdewz0PrdlSnawrdtKfedrdwnnubrdwrhofrdzRLfh
                rd5nodjrd+Cwmbrd/6jkdregqjfnreiIWgnrel0hdfreoleemretDcgfreyAchgre6Bedere8VcggrfIBcfprfItgggrfWfleerfZuVqfrfgVskdrfgzTmZrfjDqgg
                rfkZZfgrfqKvdRrfyCglhrf3Nefarf48egerf5tbifrf/qkfjrgBsvdjrgKeeggrgLgbkTrgQPanbrgQcleergR5ktYrgl8jpZrgnAbeergnQihfrg6abggrhFdgmj
                rhLNkderhOrhbfrhQFcefrhWicggrhWoimerhdReggrho/fYrrhqfbSurhrzdggriAq/f5riDYfgeriFdiWdriFxidjriMUjhXricEffgridqWucrih7kUfrirsfcb
                ri5jiewri8WoUnrjH+kedrjIAedgrjIahimrjJgZggrjLMiezrjRIalfrjYceggrjcVlffrjdRrkVrjirfggrjjhyggrjpTagcrjqFgggrjtMnXnrjwIlefrj0OXef
                rkM7hhkrkNWkqXrkRmfghrkRofeerkUPkdurkVNdggrkeblqgrkjCpnerknfeffrkwwdggrkw/hnerk0+bjkrk6rjngrk/ZhcbrlAcjedrlBjeferlGghgjrlItkko
                rlM5XggrlN7gZmrlPsifwrlR3cUqrlVrfggrlavfggrlnObvarlxhdggrl0oZjerl6wjdcrmEZaigrmYJdmdrmfDilYrmkjgggrmnafggrmqFdbirmzZZaWrnH4qio
                rnRjdhcrnW+ffdrneXgeernenaeernfcdfdrnq3kbern3Whhgrn4CgsYrn8dfggrn/GgimroCoVicroDZZggroSisdbroVjmjirohlcefroldddgroqOlYsroz+kde
                ro4KkWrro70eamrpAUkhfrpPjffgrpQdhNerpWuogerpXMeZjrpeAararpkNefgrpoTfggrpqlgfXrpsxaggrp6zieerp/VZjfrqCRfggrqCWfggrqLDrdfrqRjjck
                rqSFdggrqfmkXorqkJeggrqqhmdgrqxlZcsrq7Deggrq+AcXarq/erUWrrB4eghrrKFqiarrRzZUdrrZN0eerrhLZllrrkigaerro1tfhrrqEZfZrr4rjaqrr6KcUv
                rr9ncggrsDDlr1rsKugfgrsYTxjdrsaNgjfrsb8gZfrshhhkfrsncjtarsqFbggrsxYeggrsx9cggrs5EYbfrs5RWjbrtAfiogrtFCVpZrtFlagirtIZfghrtMibeg
                rtPFiedrtVtUidrtWlY0frtW1fibrtXTegertaeddcrtjhXpcrtoobacrts6ifmrt0/hiert83hqdruC9cddruJ4hddruNLlhkruahgddrulEdggrulJpberulYYXw
                rutEZdhruuQmT/ru0MdZnru1Taggru7yfggrvF3egfrvIgugprvQ4s3WrvSRackrvVnclgrvfOZggrvk3cfervk8iRprvqlibfrvvpgdervyYaggrvzNgdurv4CYgg
                rv4wZggrv5bnmhrv8ncydrv9DqkarwBAuoxrwBbaeYrwB9bggrwD5hcdrwbjYferwcDjferwe8jjerwfbeggrwfyogerwlscerrworcggrwvofkdrwxRgjfrwxhbgg
                rw1RWdprw1egifrw28nbbrw4kdkbrw8nekWrxB/wWvrxGDkpfrxGjqbbrxG4ggirxJZiZzrxMDjycrxRleeerxbAvjdrxb5cojrxcDVcSrxdDgnerxkfjekrxtPdhe
                rxuaefrrx4gnhwrx59lXfrx6MkkfryNPqWtryNvifhryQ7glfryYRbXgrycsZerryegefkryn8jdfryt3gifryvIWqaryvZgejryxgcggryz5egjry6Otmcry+kipY
                ry/yfefrzGJeoerzc7kggrzfLecerzmIjhcrzqhdggrzv5jegrz0Rkcgrz42jaerz5uikar0H1rklr0Lykegr0WZjbfr0YXcggr0adgffr0fjeZpr0g+ndYr0nbYef
                r0ovfggr0qkidgr0s9Xser0yPfggr01WhbUr02njvcr03EsrXr0+Lcggr1Bzmifr1FAfsdr1JkaS/r1XUebZr1Zzfdrr1hcegjr1htbvar1xIfUmr2Lrjjjr2NzaXs
                r2Vaqdlr2VhikYr2Ywhrfr2cXkgdr2dQgckr2hdiddr2lyVhfr2mMgacr2mvtqer25Elgbr3HMeiYr3JZcaRr3Odefmr3PGYipr3Zxmffr3gchUur3gfgeer3hBjce
                r3nrsber3sjdggr3wPfggr3w5iffr35KbQfr37oohtr4Cgaefr4DvfZXr4ImakYr4Jnccsr4MLoiar4Uvklir4Wehdlr4gnjggr43Ffggr4/9aeer5AUXfYr5CIjbd
                r5FvjmYr5Kjcggr5Ohpfvr5Pydggr5SAicjr5SOgujr5hpfggr5jBiuer5nbmohr5pphobr54Mycxr5+tcggr6GTbodr6LAriar6PYYXer6Stgfmr6V5ffdr6j6Sgg
                r6neeggr6qQuqfr6rhWegr6uqngpr6yYkeer6ychfgr61kdggr63Nfggr66gVdgr67ydggr68sZger698fggr7Cdrrbr7C1degr7GVdggr7NfZggr7N1Yggr7Q4hff
                r7U+hfjr7ZJgpdr7aphafr7edhcer7f8dhfr7iVjjyr7qPVb0r7tLgbUr7z6jubr70XtWdr74nuigr79cYfgr8B3eigr8HxpSsr8Thjclr8WCdggr8Znotfr8hOmhf
                r8jreggr8lwidor8s4gjer8w7jdYr9Gbljbr9P9dder9Wwhdfr9b6kaer9dqklir9iduhfr9pMhXrr9yBceer91qZ2br92EZggr92Gfcfr+Bvcghr+Ckembr+LNZdw
                r+Lhfeer+X2bpfr+YPfkdr+bDuthr+qZYdgr/BRjkbr/Mtafgr/PTfegr/SYZmdr/thjfhr/v+ggfr/+Ydigr/++caer/+/enmsAAFdfksACeeggsANGebjsASkcmd
                sAVIgbqsAhEqnasAsEeggsAskv5YsA3UfjfsA+LllbsBHwufhsBIybtWsBJSbdisBKYSdZsBS1zcxsBcvqhXsBeCmrfsBnOfdhsBomjjbsBp+dggsBrCldfsBsEqbu
                sBtOkihsBvGfctsB0BdsUsB09WkesB4nekgsB4upsgsB5IeggsCEdmfisCLveZfsCPQjdksCZNgmmsCesOfpsCfUiufsCiVihesCjGnX/sCnucggsCobYfgsCqFpeg
                sC4pfbysC8u7mXsC/qcagsDBGifgsDDidggsDEEkdhsDRQaghsDhVlbcsDwvflnsDxZeggsD3KdggsD4skfdsD84dgZsEEbmmbsEEzbpfsEPeuecsEbFeggsEdZeig
                sEeKZaisEeUceesEgGlgksEiRofasEp3ivZsEz2lfgsE8sllfsFCxkfgsFG6qbjsFH/ckdsFKDeXdsFLtcggsFPSjhdsFYphefsFi6aqgsFj5qsZsFmafedsFtexzU
                sFvSghisF1KkbssF1NWbgsF3IjfgsF99bdgsF+/adesGA+YggsGKhomesGNukfdsGPhVdgsGY0cggsGe2dggsGg4hjdsGitgggsGjCqgfsGpJsa2sGwehljsGzcrca
                sG1teggsG2hjcfsG/uqihsHEHVegsHad/mSsHcDaggsHccbffsHlDlarsHvjXffsHydncqsHz4begsH4BhcgsH6WbegsH7aeigsICmhebsICznqesID0ibfsIEaefd
                sIHdsgYsIMzgddsINtifisIUIecWsIY8XvfsIZIajfsIZqndgsIdohYrsIeBtdtsIg2WclsInDRhVsInpn0csIqYVggsIturaSsIwwqoesI0SildsI+ohggsJBcfgg
                sJDPfdfsJIlYfgsJPIdWasJWisgbsJWzeggsJYDoZdsJbjqdlsJeuaggsJq+bflsJrzmdasJv5hdhsKBJbggsKG7cafsKKodcgsKLKepUsKOkjegsKVekaesKZCjbW
                sKfIbbksKg2cnTsKhfPdbsKlLKggsKlfmdnsKpHcfgsKqUpYesKtsZgfsKv8tkosKxPadisK3GgefsK5HihqsK8JaghsK9RnfcsK/qdagsLBkkggsLGXnkbsLS4lde
                sLZAhbesLgXfggsLmlmaesL1wmsVsL4zbffsL/YhmesL/uhkisMAlafgsMQAlnesMSBtmesMjKkqesM1o1ejsM5lidmsM7BlrasM/2rmisNMqYggsNRJacesNR2lih
                sNTOcggsNazoecsNdrpTbsNg4jmesNnPrc/sNppilcsNqXdggsNqZdfdsNqzjfbsNuQhjcsN2tYddsOBr0U1sOJkicgsOR7avnsOfUleesOyBjdasO1MeggsO8Ongg
                sPFMdcgsPLScgfsPTEbggsPYQbvisPrvcgfsPsZdggsPuSemdsPveccfsP39mXcsQGRfggsQHkhcgsQMpgfqsQNEdggsQQSkfesQTtfggsQVxXhlsQeeblgsQfDqhY
                sQiMdggsQmznjfsQw1hogsQy5eggsQ1riglsQ4VmbfsQ7YjlfsQ8CXigsQ/kgjasRArmbesRGOmefsRJ5epfsRLfaggsRNdgcjsRPGf5esRPihmjsRTPecfsRWkhfg
                sRXVgacsRX/kdksRaJeigsRevlebsRo0gkgsRzuv1dsR2gffgsR3ReggsR4Nk0QsSDUlgdsSDnjYdsSHAffesSIIhcfsSIegggsSI1fghsSKVhcnsSWsXdcsSgiqem
                sSj7ebcsSkAfggsSqDdffsSvBjggsS6cgggsS7nkdZsTD+begsTGUjifsTGfhgdsTICakbsTJbcqusTP1fgesTV1eggsTjlWgesTlHkcesTtwbkesTxEcggsTzfhan
                sT2jipesUB0igjsUFrcadsUJDLqdsUPXbafsURmcaesUVEicksUWedggsUb6jhgsUdZajusUdvkefsUfhgggsUiAmhesUiNfYesUikpfgsUjBdifsUmPiYjsUr3flf
                sUs2bbfsUwecggsU9BbigsVG9edlsVbucZdsVgNgglsVm5vfosVzFhggsV4GeXdsV9xedksWDhcncsWGxhkdsWVVYOcsWZSfggsWZ+VggsWdAUefsWh5lmfsW1Xhdf
                sW53dkasXGzmofsXMEfggsXRPpWisXRdkhfsXS6uUasXWKfmjsXXBecfsXYndvesXa2YfrsXiVhjisXvA/TjsX2+iggsYAIcwUsYG7fsfsYHzffgsYROtpasYTkhnd
                sYTxjbfsYYajlcsYZNeggsYiomZnsYi7mfgsYtwbggsYygffgsY+GnjfsZWfkiesZdZgggsZedihVsZfFnibsZmifgfsZpojhesZr7bndsZ2sbggsZ3ggggsZ94mrf
                saAZkidsaAeqdasaAoaqisaAtcffsaJ1ufbsaYUlbfsaZ1gggsaaacggsaagcefsa0siaisa01decsa2qffgsa3Zjpfsa8Ve4fsa/BpidsbHSjedsbHjmefsbLQaje
                sbO6qfcsbWJkeosbZhmfesbi/cehsbnfqmesbq4kacsbxFrlYsbx5gegsb2VdggscCgdfmscLThYischscdlscl8ZjescsIccescu5jZescvnbfcscwIeggsc8kjgg
                sdImcaasdLLbmdsdLfgkYsdORfggsdRjVaasdb8hldsdmKobfsdmuXdgsdnKeeasds6qnYsdvOegksdv8gggsdwfifjseQIhtbseTFgggseggdaiseh+censekDkkc
                setrkeZset4mpVsevMaggse8bbqcse+AoaZse++UfgsfP/jdesfZ0eggsfbMycQsfcUleqsfkcgXisfsYihesfwAprksf7Tmdhsf/mepfsgFwkjnsgJcmclsgNpnby
                sgUEldrsgXPfggsgZFsolsgiagrisgnDlflsgpldggsgshhffsgugijvsgzTaYrsg1Gdggsg1Zkhnsg2Igensg30hcfsg5yieesg7phfdshEpzscshZXlpeshabgjg
                shbcfefshekbggshgidggshg/deeshhEgkYshh7fggshrVgeoshsDkcnshzZkbcsh6JldfsiCOmgvsiH+aggsiIaaidsiR2cffsiXveeXsit7hpesixfmXdsjCkaff
                sjSdgZhsjTuvggsjbmeggsjqSjeksjsvfggsjxglflsj0SgdfskDmdeeskEHheaskKedfeskLxleYskVOkfcskWeideska8ggjskg+kedski/jelskjdeieskmYafo
                skmkndeskn3dehskqvbuXsk10hhgsk/kdcpslWLcgkslckedesljDeggsluVbeeslv8oeesl3wXfesl/2fsbsmCicggsmKmgfismR1jqasmX5XdgsmevgdksmilVgg
                smxFgggsmzNgfosm4Lnbesm4zjyZsm6oWdmsm9OgggsnDSijesnGGuLQsnHYaefsnHgeggsnNSaghsnP/vacsnT+eeesng5ashsnmEafjsnsqllksnxHxeesn4mdkf
                soAlihfsoArggcsoLgZggsoMFdhssoNWiWgsoO6kZfsoTPbdesoXQccfsoYPlggsoZCfegsoZ7incsoaUcehsokEefhsormcddsov0cYcsowmcnaso2DhWcso6bkfm
                so+fgefspBhhhfspJMbggspKVkgZspVKjgbspXzffgspZ1mkkspb+pqespdhffisphlhfgspk7ZZmspq4aggsprZdggspvaVggspxKjjcsp5ishfsp9cmWssqAEidg
                sqAqkehsqCbkhfsqFcefZsqPBbfgsqPufdesqX3mfdsqbriefsqb9ZggsqdredZsqgKdggsqpcZggsqp7ddgsqtQcigsqyrhzbsq3Qkedsq/ywkYsrHMZghsrJ4gge
                srPdejXsrQmgggsrZBnhbsrZIfggsrhgdmfsrmdrW5srpBjcesrqSwYcsrqljebsrrdgggsr5Wjb7sr8mfejssBqbdfssOQiafssOohacssTDcUdssUuhifssZTegq
                ssaEgffssa2tncssflggfsswcqeusswultess8fjadstF8nfastGzgggstHzldfstIqhfjstNCeoestNEhjistZ8l2bstiaeVustmieefstqYWgcstydmrest39hbZ
                st5fkkkst6makhsuF5dggsuIsjZXsuNZmdfsubafggsupkeggsup0XncsuuQiYmsuvIikmsuzgfcdsu4Efgisu8EactsvB6igfsvDhjYfsvFPnfesvOGggjsvUEbkg
                svUyUggsvbQfgcsvgHddfsvgKfgfsvhTqYcsvmFfddsvouimWsvptifosvrXYggsvuhmdkswFaeobswK7SkfswMCzPxswNNffgswQKdkcswhXgfgswiBepmswiMeZo
                swm9eggsws3maoswuJfadsw01YZZsw15igcsw2Aidlsw7RaadsxGqdbqsxIUlcjsxLbcgfsxVFevRsxYtffZsxfGihbsxigXmdsxlSeensxmPhfisxp/bflsxqlbgg
                sxt3eggsxxwcdnsx1zYdgsx9cXdisx/aZidsyHCeggsyJQibZsyR9efcsySrdggsyVyaqPsybnXhtsyb/ZnlsygBagesy4HoZnsy/YkliszBZgpeszBxyfXszEDdha
                szKThZbszR7tUiszS2infszYLegfszgOmeZszoDbdcszqLXbuszsZkjgszv6ce0sz8+nclsz/FolZs0F9ivgs0Q7jfgs0RNlbes0Uavues0V2ddds0Wiffls0Znfbp
                s0Z2fggs0fmpiYs0j0dggs0q+poks09msdks1B+vXbs1DhZeis1GQfffs1Hnifes1Ldfens1Rycggs1TXfbfs1YrPfes1bpXTbs1dClecs1jMekks1rvijds1uyebq
                s1x8gfes11glXws2JNkgfs2N4qeds2Omgims2RNbggs2TSbfds2WyYggs2h1fggs2iokZgs2ixefgs2l2fcgs2pgqhZs2vJb5fs2xwgjgs21Opcgs3Aodggs3Dvlde
                s3Grdfgs3H7fggs3MZibes3RDdcjs3TPhees3Y0dggs3aTiXis3eQfdis3eTZnes3eYhhfs3h6Zfis3kfefgs3xEdggs3xhlffs3yHldds36rbifs4HsZfgs4aFkde
                s4bLkkfs4fUadas4lHnZds4uznSos4y8yeis40xfggs43omkds5EPhfrs5Ebngfs5H4jfVs5MVytbs5OGmcgs5P6meas5RebYgs5SGiffs5UCTfjs5ZKcims5i+jdb
                s5pkqZZs5r8dkgs55Fqags6Bdhggs6CCbmgs6C5cggs6k5hjfs67xfngs7Dadkds7Dvckgs7Jmcggs7TFpofs7c7dggs7dmfegs73Hhdds74Eaabs77Iajbs77NqWe
                s8AVeggs8JlZles8Kleegs8PNZggs8Pvccgs8VGkkgs8Xyebqs8YBdggs8bSjbbs8fWdZds8jIeggs8jbiezs8lNgsSs89Sfnds9KzriZs9Lneggs9Rimlcs9S+jod
                s9Tjjfis9ebjkVs9iHZafs9lCddds9o/gggs9rZwyps9vUhcfs9yfccls985peds+Nzebos+TvXegs+W4imgs+lKZdgs+u1eggs+67jlds+8Sgees/KFmncs/Kxora
                s/L0eigs/Xffggs/X5nfhs/ZLlens/aAeggs/amvxas/w/ehes/xiagfs/x0rdfs/5qaggs/6gfggs/7CYfcs/78cWms/83Ykks/++hffs//lmdgtAACZggtAAXh4N
                tAA4amctAB6xggtAZadbitAdYfbdtAimdbdtAnLcfttAwWcpWtAztllrtA2ZeggtBFsZkgtBHTrretBIqcgftBTFjYTtBWRXggtBctffjtBkDeietBm1fmetBnIWee
                tBqqscbtBuTdgftBvH6TQtCIfWfftCJtfcftCNXhdftCOhcggtCTRfggtCUIfZYtCZ7ejftCaqRggtCcfleftCcnp2ZtCfGXggtCfVqaetCgycuYtCjheUdtCjrpee
                tCvWcggtCw3gcetC5ZqbntC8NkiVtC/ZhjgtDJTfggtDR4abetDTNogZtDUGeiftDZqmggtDlKfchtDlShfjtDskVZvtDzIldetD63kbutD8vgdhtD9+fgftEC5dgX
                tEIncqctEKDn1itEMljgRtEUhdggtEXgnfhtEY5ZdVtEZ0RdftEa/rlXtEfylUjtEgdnqdtErmYggtE+GpfctFFPeaftFL3vcWtFX+indtFYbmaetFbGdggtFbNTdf
                tFbpUahtFdjbggtFgDhdYtFh7bWWtFzasiVtF/agggtGB4fsZtGG4ifhtGLBhlltGMyssgtGTihfktGVTdaitGXGnrmtGh6ffltGjWeeetGoucejtGsVmXetGtXnec
                tGxMggqtGyYhggtGzTeggtG8zYggtHMJdpctHQHmfetHRFVggtHRqfggtHWbfggtHXggedtHeGgXetHo4lcdtHuIcmetH2JnaWtH59qZhtIKwlfctILkindtIUOsbk
                tIVBdggtIVVidftIZ8aggtIccgdftIf1ieetItpkpetIv0fZLtIxEbdgtIxUhjgtIz/cfgtJGsfX0tJIFghetJTAefWtJVFfggtJXPdggtJeifgTtJfukoctJgWUkf
                tJhcQggtJj0XletJrfQdwtJsSafgtJtadLgtJ1EvdctJ7fcaftJ7qeqetKDYgqXtKDmhhftKGAifktKH7dfftKIlkeutKLFmcetKL3aggtKQMgggtKShjfctKVvhYb
                tKZOYmdtKZlkgftKw8cgctK6VvfgtK7miZhtK/dfcgtLDyeittLMGjggtLMZddktLM/WnctLPpZdotLQDidmtLSVfghtLWygiitLgBgggtLtdecntLttdgftL2Qdgg
                tL62ilbtMAHZfgtMJebegtMQMjkmtMSGqmdtMYMifjtMYqgaitMhGbdftMjvfbftMkcfiftMlvelqtMsVvmttMtbkZdtM2hfpatNAWhZvtNCffggtNCygfetNFCdef
                tNG9cgftNHhcXitNKfcjjtNNxchetNR8featNWUakdtNWsfgntNWweggtNcabgftNeDdggtNhlbjPtNk4nbptNpn2lXtNwudYktNyCgfjtN/apZctOD7ffdtOFfdnf
                tOKJdggtOM8ZdbtOUxohgtOXNXhftOYhcdetObQkijtOeRfgftOpwkZYtOrWrcXtOuIggftOx4fedtO0umP0tPCulgftPFVbggtPH6YahtPJZgemtPJdomntPPYchv
                tPVNfcgtPZ3cfwtPoEebitPqVgeetP2soYetP4EigetQCqafgtQYWhaetQiydhdtQp9oZdtQ6AcnotQ+iefetREPihetRFiaaetRKJrfZtRNHdggtRPTSuZtRS3rdf
                tRS9WejtRcjlldtRrFikltRr/hgftR7OkfftR7ZgoktSBafggtSHtdggtSIEgadtSJEbggtSJ7RzetSMtbedtSOkoZWtSR8reetSUNifftSW4leatSYGdeftSZIjdr
                tSdGlditSkqjbftSqCZ3etSqPrWWtSre4dntSrqcdftSwhfoctS4eujbtS9hefitS/IbigtTA7XdftTBYefctTCabggtTFaifftTHBhhctTI0eggtTLJlbetTVEjfm
                tTiRimetToJpe1tTp4gfdtTszgggtTw1oS5tTx/3YbtT26gggtT/IWietUBxiggtUM0fqbtUS9fXWtUT3zgZtUXajfbtUcRaggtUdifggtUimcfftUpxffltUqRcgg
                tUunaggtUwkdhetU1offftU3YhoctU8WadgtVRhfggtVVedggtVYOfggtVvyyabtWG3VfjtWNPgfgtWZ/ifftWbEjbVtWbYrdbtWlRcddtWpabddtWsTkuitWxsffg
                tXJhfggtXNXhfgtXUGjrctXUyhfgtXV2skhtXYNmqltXYSdggtXYbfjgtXd6bdgtXg2eggtXjtdmftXj8dfftXzmedftX1FfggtX3lpaltX48hactYExefftYGYkae
                tYJrdkftYQ8cadtYR1cjetYeCafltYfxkfXtYlxcfktYmzd0YtYsAmiptYvCvcwtYxxhhmtYyhWhhtY4vgggtY8MkdetY/hXeltZAEfehtZKcjhatZNSgZitZUdYgg
                tZWqtzXtZWtdkgtZbBiWltZdthnctZjdhfZtZmMefftZqimlatZrPLpbtZw7chftZzwtcatZ1GgebtZ1TuYOtZ2PeZ6tZ9TYhctaDDbegtaH1asWtaOLhogtaU8gdk
                tacbkdotajxjmftarBToetatmaggtauEhfctauOVgfta05gggta1rgWzta39dhfta6yzuWta7zeYbtbCafggtbGchgctbSHgggtbVXekftbWngdatbemfjftbe4hfx
                tbl3eggtbpvgjdtbvDra2tbx/lnitb6TRUrtb7SjoYtb9Igggtb/SfggtcD6gggtcJdVfhtcJpfigtcNwcfYtcP3geltcUVfedtcU+hyTtcYZjhWtcsyeggtcwGadf
                tczfcfgtc2vm3ftc8Figftc8YslhtdBhWggtdCqpcstdDgdbdtdFqmebtdLOw6itdM8gfftdkxjhmtdobcggtdsYrcmtdtEohetdwWvewtd1kcgitd4bmYgtd5ahgd
                td6tZZZtd7nZggteA0gfdteJVfkqteLSghfteSWefgteYUmodteamfcutefl2idtejGbggteqKimbteutbfgtevPsuSteyxkhbte5tZgfte8Qbggte+NgcktfGDjmd
                tfMQhattfQGiehtfVIgfWtfaReggtfjlhgptfj7zmctfl2WketfpftfhtfsskggtfsvafttfuNhgitfufqcatf/2dhjtgFQegdtgJ/fyatgYLdhitgdSacgtgjdefg
                tgkihqjtgksjkltgmsufftgn0rSetgvvjfgtgv7dggtgzVivetg0vcggthGhahgthG4j5XthKHlbXthOUYffthPVakXthXccgfthaYjrgthfGhgrthufnauthunemg
                thwkgddth26gfgth8gdggtiY+mcftiZ6hdhtifbZcftijHjldtivclddtiyTzugti1Cdefti3oglbtjAFceftjN3bggtjRApXttjhJlaktjntdaWtjrFgggtjsxcdo
                tjtMgdftj7Qmggtj+RvOytj/3hgctkUIqdbtka8mZxtkbWefftkdCYgntkd4aeotkiBoYftkkxgggtku0mcftlBwp7YtlCzffgtlH1kddtlL/eXVtlPdjWftlRFkas
                tlUhjgftlWpYhftld7eggtlkTZjetln0cggtlo0godtlu0lgctl5ybhdtl9rmlbtmADmmftmG5eggtmQ1gggtmUVfnctmWBinctmXufdetmYJfgjtmgHpbntmmcldl
                tmuHametmu+evctnDEnc2tnG+YndtnK0aggtnMpeggtnezfggtnhmjdZtnsNgpatnt+cggtnzQndhtn4JguetoA9QggtoB2edgtoFXfcetoNdbibtoP7dfYtoR4gfg
                toXqeggtoYardytoiAeggtonFefgtontmZstopJrZttotDnrbtoulZggtowSyVsto1Rheeto/5ba6tpJnbeXtpKPgfgtpSQfhOtpiKndotpkzjfctpmPUggtpqPgee
                tpsHochtps3hedtpz/qbqtp3fgdftp4Bfggtp8fnYftp/EccstqFCgrXtqHCfcgtqOgdggtqZWkfftqepjkhtqwVeggtqzFbdgtq3ljjhtq6ccWftrLUkihtrN+gef
                trWOjdltrXGcggtrbEqhctrdqiictrgUZeftrkFUggtrmlgggtrnk0YwtrpVehktruOilgtrzbefgtr0ckgetr1Nfbftr1baggtr64cfftsBLiketsFDjmctsFtjdq
                tsI8ffgtsPloXdtsXBnpdtsYphfdtsZ6giZtscfkhftsgYmdctsnT4ggtsneeghtsrCiegts75agittDqdinttIRkkhttIwjYfttJJhhgttL7gjgttNTdggttTzi6f
                ttUrXggttW+jagttZqte2ttbtkbuttbwieettcQafdttd2WffttfNfdTttsBjbXttvbXmVttw6imcttxVgghtt+hUegtt+7sddtuM0fgjtuOwohdtuQHeggtuRMZgg
                tuRdcggtuWdvvltuYJfggtuZDjsftubFrnbtubVgbptuc1jcXtugPhfjtuh9qdntui2hegtuouqlYtusAYggtuuEbjdtuvhdggtu2Eklftu+wfWntvExcYhtvKcmfc
                tvMvmmdtvPIxXctvP4ihctvUydettvf4VrdtvmJfggtvnzWaftvv1gdftv2LlcYtv3Rcggtv4bpiftv4hbfctv51sjetv+NYzbtwCGmvdtwCNdggtwEbkgXtwEzpS7
                twGAgQmtwUfgietwYHtjbtwYbeastwhMifetwsmbmctwxHfgqtw2xhlqtw33oggtw4UedZtw5Tgditw6ukeptw8klcptxHrXogtxT0higtxV+ifgtxW1cbgtxdZedf
                txdgfgftxgCdggtxm8ehetxwFdcgtx12euctx2Ojhhtx26dggtx8QjgYtx+Kidftx+ecgjtyAznfftyGrcggtyLsjghtyL5bggtyNEjcftyOlldftyQZeajtyTrhma
                tyXnrhftyd/fcjtynFfdxtywJcggty1HhbZty4Umpgty4dledty4itobty5djVdty7TlketzH5fbltzU6ggZtziYdedtztSXgftzvHkcetzvxafgtzxDcjetz4e9ae
                tz4lsmetz6Fhggtz7dbggtz8/ibft0B/eggt0DLbggt0Ejeggt0E8hgit0OGceft0OZVggt0Sahgpt0Z6bggt0yLgggt05NfxYt05nMggt1Dhcegt1HHfgot1Hxfgg
                t1OXrbct1RIbdot1ULggot1Urjhit1X8oYbt1eddfgt1ewuhYt1gOfggt1pkuiWt1sUkdUt1ytkVct11kcfbt2GLjhet2H7eTot2PfhaYt2RFbggt2ScXigt2Wufeo
                t2aSgaYt2cWTngt2cxlhZt2hwgset2k2mazt2rthSpt21Xqggt3DKqcft3Euibet3Igfhbt3KErTbt3O2hWdt3Tydggt3f3drgt3izmddt3lPopkt36xjXft4K9rdf
                t4PDcfgt4Urdggt4Vzdgpt4hCkfjt4qzdfgt44akUjt48ralft486kfft4/4hnet5BJledt5Gojbit5Hggfgt5c9ligt5xYdggt5z+Zbft50Voemt52zeggt54becd
                t55RWlgt6D1fcct6Jhhcnt6Kgnddt6Ljccit6Rv/aQt6R8jZdt6Y2dggt6ZZaddt6dZwoct6eUkfpt6iKfeet6inXeht6vabigt6xWjhmt64Ofggt6/5nqot7COntd
                t7C/ndet7HUdget7IjqWmt7J0fect7Knfggt7LthYbt7OpstYt7d6jggt7h7iddt7lXhVqt7oZiggt7vwahft7wHidgt7yeegft7ziWggt70hhgUt72mdckt77vjdf
                t7/qeglt8A0bggt8Evdmft8Jygdet8Ovcqet8RAkgot8THcggt8UtuTut8WKdkWt8Waqpbt8Y2vqXt8eqimft8fUkift8ivjbft8nQdeft8pvWgft8uIjgct8v2veT
                t81Xhfft83Koedt89nmWat8/Xgjft8/tdggt9Cxdfet9FYfggt9G+gcdt9Nrjfct9PuiWft9SSbget9W9jjgt9ZGmZrt9lSmVrt9sTgdjt9uBnlet9vZldlt909jgk
                t97eglbt9/Bpiit+FHtqat+LGbggt+M/debt+Q+enet+TGjgft+ZDefvt+eAYegt+v8vcdt+xgeggt+x3ivRt+1Tleft+6wTdct+/lhgdt/Aicggt/Gzgdft/HSkku
                t/Omedht/Orgfot/Pzeget/UMlxbt/YYeggt/ZEcfft/apfggt/dQrSmt/lmTegt/tDlnit/t1YSnt/u5gfgt/wLiegt/+kkScuAG8ekeuAIKcgguALlcgluAS4ilg
                uAcumfcuAjPUjduAomhcfuAwwagguA0HnbbuA2qlXauA36XgguA75baeuA9LcgfuBGKWgiuBR2jeguBVHegfuBd7neiuBiuuhduBsabefuBtindfuBu2jjmuB9Ofec
                uCX9ssduCpMgejuCuhbSXuCvdWjguC2/fdcuC9D1QkuC91fgguDCdhdfuDHValWuDIkiciuDNAbgduDOvfgfuDSjjahuDangehuDbxlhsuDrQmgeuDwWggguDzjnce
                uD1zhjeuD7iiecuD9OWiduD+PiWfuD/NxZtuEBMVgguEC7kbguEEadfluEF0qoeuEGJv6FuEGRghfuEKofgguEL3fgguEM7egguEahZgguEbgsrXuEftYgjuEiajZr
                uEoZdgguEteWfhuExmngquE7EYffuE9VilduFDKMgguFF4egauFI6gkeuFI8eqeuFQBhqfuFQXegguFYIdeduFeEegguFnpgbkuFwxkcduF9ktjauF/DodsuF/YkeY
                uF/8aifuGAPcnbuGE+XkduGJhirluGL8feduGUqdgguGcIagguGkruWZuGqJcgguGrBhnguGrYfgguGxxUceuG5ggleuG6wlseuHFykhfuHIHilcuHLycbnuHO6kff
                uHTgegguHX/hffuHf3gfeuHk5lapuHs/olZuH7FcgeuH/YeZfuIC9hzcuIEDegguIEPjgfuIEaZgguIUUpnUuIVQV0euIWahZguIY3TdguIacgbouIeHegguIkNegc
                uIlitSZuIl5hwYuIq0dffuIumagguIyRfaguI2JdgguI6cdnbuJDjdiguJLOdpauJLRnceuJPPgmauJRWjfYuJSJqiduJUxmdiuJdYjffuJi8WccuJl+egguJq8hel
                uJtjfYiuJxqegkuJ3yndmuJ4TxBYuJ68fgcuKB1fiduKEcdgguKFVrneuKHcggguKHugSpuKLJVgguKL+fefuKM/esZuKTKcgguKTQseduKcOgjguKeVfgguKq1fgh
                uKrPacauKvU1d5uKxyibZuLQUipguLQVddfuLRMdceuLVeiffuLY2aqnuLcilfquLe5bgguLhVmpauLpubgguLrwhefuLwdgdWuL0EgfguL1zh/cuL7+mgguL9fldc
                uMUXYfeuMZxhqbuMdXegguMg9olfuMhYgeiuMj9pgmuMpeggguMq/fbZuMxGjcfuMz8rZYuM35apjuM4CfWruNEubrnuNKCqVVuNSDefeuNYDheiuNg5fbfuNh9yao
                uNpViepuNqOcWauN6BgfguN7GcgluOHAXgguOMoYgguOTlmdiuOVpYfauOfUcceuOgFggfuOg1induOnFrcyuOs2jfkuOwafgguO8zmrUuPBumUkuPCzfnZuPE6hgg
                uPGEhXnuPQsagguPSzwXxuPTTbgguPTVicauPZBdffuPblagguPdNajfuPdZdfmuPfadgguPuqxkluPwQmdfuP0zdkguP6aqsquP8BcfeuQCejYauQE4cgguQF6uod
                uQG6mhWuQP/kjduQV1zbfuQZFafhuQddhecuQeqegguQgJhfduQjBUgguQmzgdquQnfegguQrHYhduQxNiWruQxWfgguQ+PmefuRGbdgguRHCr5TuRI4gdkuROvhrc
                uRPoUffuRS/jnfuRa3ZjauRbalikuRelclauRf1kaeuRkcgcWuRmtlfhuRnVjceuRtJjeauR8TdefuR+XbfkuSAceekuSHqgdmuSKpdffuSQgmmfuSXsWffuSgWraa
                uSkJnXfuSxShgeuS3afffuS3jheguS6ChqfuS81hbsuS+QahmuTD+ibfuTIasifuTO1yS/uTS+jiZuTTPojauTX9effuTa6mlbuTeWgiguTnOsjduTnUefeuTxz1aZ
                uT3GfcguT30UleuT7OedeuUCTgdduUE/ogguUGIaaiuUJHfljuUJlZfhuUOHodauUSEehouUSrcgfuUS0wquuUVwapguUn1ckfuUrsfecuU1RffjuVA3qYauVBiafg
                uVQwdgguVSrYqauVh9jdfuVkbXgguVnHfjauVsibffuVvxllguVx4w3wuVzSppauV0ofgguV8ZYjguV/7egouWCtleeuWD7dghuWEokazuWHxoZguWNSVgguWR/caZ
                uWaInW/uWbQanfuWcFrZguWevmdfuWhLsmduWi0ZeguWi2rejuWjSodguWnFmkfuWrvjaeuWsqfgguXA8seiuXDugcfuXJ2dghuXNCibeuXObhhhuXRIdkXuXWNneb
                uXaVYqWuXdKllguXeIXgguXgifghuXm7cfduXnXkocuXsGmniuXuhigguXxThjduXz9dcYuX+rldduYDjYvjuYLkfgguYNmZdduYPpnT0uYP+gkguYR5ijeuYUDofd
                uYWXeoduYW6WefuYcuehduYdXegguYr/YkbuY2oqStuY4+YfduY6IbdfuY6gqcguY9zSfguZAvhrjuZO+gifuZUmghfuZWpmeauZZifcquZdXkjfuZfAcfguZh6dsa
                uZlVtfeuZmngequZtKZfhuZuigfeuZusYdduZx9fgZuZ0RgqouZ5tkdquZ6HsgduZ6LjefuZ7lhoZuZ+nikduaL2jZauaOZjefuaS1hkduaUzeevuaV+WefuaXpmdc
                uabitjpuacfVgguadkhdfuaeImYsuapDlmfuaxffggua21ivcua7ffZfubB/vdjubDKflgubHyhpfubIUUflubJWnejubJ7rXdubVifegubWJpnjubW7hfjubYTdff
                ubbbiheube+fggubsOefkub3yYqdub4Gedfub78ntbucDjicducEKeceucG1dggucJXadfucXirmcucc6eggucfcnjnucisdaguckIVhguclyZfhucoojZmucx1ofP
                ucyudfeuc4onjfuc78nlduc7+1kiuc/3fggudDcXUjudEFfggudE9iifudR2idkudd1ltfudjqkedudkWgldudyXcsgudypSYhud2zgjgud4hegmud8Vdcyud84jfu
                ud9EjYdueCKkgZueDGjfeueDUepcueE6ZggueN3eggueVDjdsueVRlXtueXedggueXubgguea1TgguexEdgguezFflYue3kogmue4haggufSKancufWYqZjufWZjhg
                ufcqhdfufjMtccufqbbggufxlgifufx/cgguf3SaggugCnodjugCwfggugG9iegugILdhfugLjbggugPDfffugPwXqfugQXdgfugVVdggugZDtXhugpwnrnugqNckg
                ugtQfkfugyOUggug1Waggug4radcug9AUkeuhAXiayuhAtcgguhAvtzeuhGYinfuhIfoaauhOMhZfuhPNgaduhZ5gffuhbvlaeuhbwjbtuhfEiZfuhhNtlfuhh8mel
                uhi/krguhmuvbwuhneYmXuhnkenfuhtmmW1uh07hhiuiJijZiuiKjhnduiLVegguiNyhbouiRJegcuiXzWebuiY+cgguia+hekuicUkhYuigghoYuigkcihuigoiOh
                uipYcfmuip1tlduixBhgguixNagiui2OWggui3cppXui9ufdfui/bmcbujBNabgujDBfggujH7xmZujNKkaeujPeXfiujRgbekujVQqecuja/eggujd6QgkujiVghc
                ujpOmefuj6YosgukK1eeeukRTcggukRsgufukXehlaukblbggukoTaggukodm/buktEslZukwobfhukx5gajulIAsoRulLVcfjulZjbgguleEjgdulgEffeulioPfj
                uljeWgculyJeggul/ynkQumDmjikumFRgfnumFkeggumFtgYkumLLkqgumPrgcpumS6dggumVsffgumYcdogumjAlaXumjjgfeumlChekumscfheum2i0fuum5eeff
                um66cscunHEgepunKUzOkunTJidcunUWfggunV0dadundRkefuneJrgounfbhfgungHoVbungXhfhunickakunncihjunoqgfiunosgfdunxnhjVunzQ0YWun21kef
                un4bxgguoCkhleuoFnxheuoIPYkfuoKDfgguoNisfkuoTBehfuoaPhgguosNhpguotdeiduowridkuozCmeluo2cmevuo2iggiuo8Rmxbuo/IifgupLGffgupOObig
                upTAecfupX5Zggupagjujupdpdgfupdtafgupt6jfauqFNqdduqGpfgguqP6OgluqTtrPguqZfibnuqiBkibuqkFgjguqpEblduqrLkrZuqswlfquqvSfebuq4Edgg
                uq4Yfgguq51mifuq7qZXgurBzegfurFZMggurFwadgurUNgejurUYmfdurgJcggurhRlZlurtpaceuruMdgguryodggur0mZghusBnfjhusC3ZedusJroeousLrlcd
                usN6WcfusfEckcuspGgefusrdalfusrsfkcustTlceusvrqggusy3mepus2Yageus+phggutIfgfoutJ6bggutPDhdeutPsehgutQKudcutRthfiutV8ifeutg1leg
                utorqggut15bbZut8Hceaut8OkWsuuDnegnuuDtnbVuuKMqafuuLQeffuuLgmZuuuQJUjfuuT5geduuVWhcfuuYiodhuufzegguuhofhfuuvgbgguu5+Wehuu7Kojd
                uvAmQkguvBCgdjuvBWZgguvBhhiluvC8lequvG7ZgguvKdkeduvWHdanuvXnbgguvdEihguvgUlmfuvtUfmeuv4Pbfkuv8Oeaguv8XoZfuv/xXbbuwGAceguwGiihf
                uwG1gewuwLkXoWuwQDkffuwVzaoluwfPldjuwmBalWuwt2epXuwvughhuwxLfeguwyXnbcuw16dgguw4Wdffuw4Zrlluw57deluxBSigcuxGfgheuxGgWgguxHrleh
                uxJtegfuxMqikTuxPscgguxQgefXuxd9iffuxmTehguxoHigfuxtwrfeuxunosbuxwreXmux3fgfgux97rwkuyAIkifuyLnmcmuyMBpdjuyX8dgguybnbmbuyccffg
                uyimlb3uynIdfguyn8faeuyvmXiauyzLgdfuy3tlefuzHUgseuzS0Vdjuzc7UkYuziFgdquzlLegguzwZXhguzxZegguzy6dgguz3hmcfuz5WvYsuz76oodu0C1egg
                u0dEjedu0i/gifu0mrkncu0ndyfnu0pYiggu0rGmVku0wMjpeu1AAdbcu1Cglcgu1G3lXdu1L6eUmu1Yep1fu1iGdcdu1o4oasu1pEkfUu1rvoggu1wzufbu1xAmbh
                u13/YySu18wkalu2Ciqjcu2DLiueu2LxXgbu2Q4goCu2WcwaVu2Z8fefu2izVjcu2j7se2u2kMgffu2qXqlku2rAiZiu3Hdeggu3Ideehu3NkpXku3S0mfeu3UMkdi
                u3Wunabu3dKfieu3dQoxcu3fknhfu3iTiYcu3kHmbbu3l7bigu3l+pceu3mQhgmu3mheggu3nVffgu3uYbbdu4GHptfu4JZdgmu4L7Yggu4OQkbnu4kdpfnu4t+heq
                u4urYdgu4w2fbfu4x7edqu41Tlsiu49seXfu5Bd7U/u5FBsdYu5HiudYu5IYdggu5U+eggu5aJijcu5kAkemu5lyboUu5oXXbuu5rhZebu5sbjjdu56ikggu56usce
                u57zbhfu6HzeW/u6LCfcfu6T8hnfu6andfhu6eVclgu6giWggu6k+bglu6lnfggu6p4gdbu6yWdrbu7B2egku7L3bggu7WcdU6u7Znfggu7h8Zggu7lQcbcu7l8Xoi
                u7nUjahu7oBidvu7pjgggu7sXbagu7s/bbou7useffu7+rjZfu8L0t/Su8bSuZdu8dchggu8enahfu8juwkNu8vmgggu80Xckeu80fcbnu81ZfZVu842Tdiu9Egket
                u9K6Qeku9Qpjdfu9bSaggu9dBeggu9eitbeu9h8ihgu9v5eaWu9yagYku9yppadu95D0gdu95pqbwu9/Tdffu+AnZdeu+Etipdu+IcZifu+J2dsXu+J3ekfu+K2Ykg
                u+Wveffu+Ymghfu+b6sYfu+dggaYu+sweggu+vqfefu+1ZjZau+3Zfggu/BWaggu/CEgcgu/CIhfeu/ROihcu/aUcgcu/bOVhZu/fJ8fzu/q2ebku/uCVZnu/uhajf
                u/06/rnu/5ibehu//ObggvAJxidfvAN3xWfvAQVvijvATHif4vAVmgievAsHcfevAsOfggvAuVVggvAu3eggvA0XdfgvA10nfhvA7+djevBXthkfvBehrkgvBinpdf
                vBmZaievBoHqfcvBupsZcvBxfdkfvBy1iYsvB3AacevB3HccfvB3ghkcvB5zoUmvCJKsapvCJikogvCMjdfgvCOZgegvCRRgglvCWigggvCYjcXdvClMkbevCnClT/
                vCw8goivCyVirkvC0YcghvDBQYafvDCYlpdvDF7fggvDNPmcwvDSCefpvDSybdevDYCckpvDfQl/bvDwQclZvDwqgZjvED+hlevEFwXggvEKIaYevEKlegcvEMwdgg
                vEOZiStvESNZggvEUocggvEV/cggvEWhgfivEZsjfmvEgjPggvEhdiefvEp7bggvErZndivExgiihvFA0iYlvFQMfggvFQ1cggvFRfhcgvFZSffgvFZ0kfZvFggigg
                vFn6WggvFo5aggvFqcappvFuOgccvFzkgoevF3BpfqvF6/hftvF8peggvGAPfggvGArhgcvGJPgeZvGOjakYvGV9gkcvGd8gggvGrKmifvGu2lTmvGyBlefvGySnVq
                vG4wtehvG57bbgvHBPevdvHEvemevHNltgevHUijbyvHY3gdavHZQdjbvHgW8ddvHioVfgvHiwcggvHmZeggvHmumgjvHm1cmTvHtsmjfvH0WffgvH1rgdlvH2oacf
                vH6JkfhvIKDyf3vILvgggvIWkZggvIjcmjUvInEfggvIrmbgbvIuVjfevIuyeggvIwZgefvIyfholvIzihb1vI0nfggvI/r4cnvJBJsSXvJDS4/PvJEPenjvJFVrkr
                vJICjfbvJacnehvJkApcevJoSpZevJo6ghevJqLggbvJxhchfvJzdfggvJzlbdfvJ6QfkfvJ81ccSvKCIjcfvKDTpdcvKFfobuvKIyafdvKL2edevKONdnevKUCvZU
                vKYoeecvKbnYndvKb6locvKd9ZggvKiwfjhvKjvkY1vKmYpbevKrqiubvKsMsoevKvUhffvK6thdZvK+1TggvLClfhYvLN/UobvLVime5vLWEegnvLWqhfgvLbDdff
                vLetptivLjjcggvLmelfhvLrSfggvLujdfsvLz1egpvL1ZeefvL1rlXXvMAJfaevMEzVSuvMKMeefvMLLckfvMPMhdfvMPlaggvMQemievMQ3dggvMbinbwvMb5mdg
                vMpDlhgvMp2ofevMsbijyvM1cdggvM4uddfvM6xdlcvM7GefbvM9pWejvNATcggvNAyfggvNCPcghvNFpWpgvNb9vmfvNcToesvNcgmapvNgpqaYvNk2XwQvNr5eoe
                vNwRugovN1rohWvN66cnYvN/JnffvOD0YpSvOJ6keYvOPhiievOa/hdfvOcmaggvOf+hrdvOg8hffvOjGjhgvOmYZedvOm9mbcvOwahdhvOxCUddvOyviwdvO0Voeu
                vO0lkUlvO0wYigvO4FnXovO91TdfvO+wkrmvPIHfegvPKHfhevPVqgeevPWzikbvPhrhXovPqZahgvPwbfdkvPxNfffvPx6gmjvP1YkfmvP1agggvP9FdgfvQGjcgg
                vQKbZggvQNalgdvQOajWdvQXfehfvQq8efgvQtUcggvQy6SggvQ50pgavQ6jYdjvRAvcghvRCRp/KvRE1sejvRKHy4QvRKwerjvROKdffvRP9nehvRRdjh5vRSNhad
                vRXidfevRc3epivRghbggvRtYkgdvRyXkggvSHaffgvSOehvcvSWCghevSZeeghvSetbVnvSklfggvSnvcgdvSopfggvSxodggvSyNggevSyWafgvSzRdgfvS6okZm
                vS8fphcvS+httevS/6ZggvTA4jfjvTKgbdfvTSxeggvTcVfggvTdIfdevThFkkfvTjoahfvTyIyYgvTyeglnvTzXsqLvT0AndbvT1xgtevT2UNbgvT7edpWvUM2bgc
                vUPCadgvUTNrervUcWaxlvUgIkadvUndaYhvUv2rbdvUxAjgfvUx4iZfvU+3fggvVEcgflvVF9rYmvVRJfjfvVVpeggvVZ+khivVmRebVvVsSffhvV1AbefvV39Loj
                vV6ZipevV//icdvWC6WggvWErdggvWM0ffgvWUjsgdvWU+htevWdNasWvWgVmkXvWmqlgpvWoUdZ7vW5RhkfvW7CtdyvXAMPndvXH/gkpvXMZhdevXNPhbgvXSbZgg
                vXWmsZuvXbThkZvXmqlmhvXscnaZvXvPignvX08ieqvX1HZghvX3AfdbvX6TYiXvX8cYjgvX+WhefvYCnhfovYEajefvYIEhmevYP7lgZvYQokjevYXhcgjvYX3beg
                vYenmWbvYg4jfgvYi7eeYvYkmlYhvYknjlhvYnVnjcvYoLpelvYt8eggvYuUaecvY1KRggvY5nljYvY9QcggvY9sWacvZL1inavZN6iecvZTteglvZVpgbbvZdFffd
                vZk5higvZnRXjevZs4dggvZ/olcsvaC1fggvaEseggvaGfuYZvaJadggvaSceggvaSnhofvaUalflvaVAnebvaawfecvacdwccvapvyZVvap0eggva0hfggva32egg
                va4Bnhgva54gghvbBOhfdvbE3dmjvbdiaXhvbhkgfgvbrvjcqvbuimfzvbvwefgvb0IgiXvb0zkggvb6susZvcB6ggdvcOihfgvcQsjYfvcTsYfevcUNZlYvcW1hdn
                vcgdgggvckwagvvcyHnZpvc0Lgfivc3Olfdvc7Ngehvc7WbdgvdHEYegvdNGecfvdPOlfbvdW5xtWvdYZajgvdcTqbavdjZfdevdm2XggvdnGpvZvdnunmcvdpbmdd
                vdvVkjgvd3ybfevd+GcffveCMedgveHnphYveIpaqdveJ8kffveOQdggveRtjfTveX8SadveYchfwvejOaxbvejnhnevenweggveujgXWvewWjdiveyLfccve+Tmsf
                vfHEeggvfHRjfgvfO2mrSvfQuzqevfeIeggvgJMrfavgPdfggvgPfZbfvgSgdakvgS8kgevgTpdeevgUbcggvgaTpifvgiUfuWvgu3XrfvgvujWdvg3hsmtvg/occm
                vhG1emfvhX7dfevhbXijfvhkVrljvhmeeefvhp7ffevht5hjlvh3WnW4vh5hbggvh6xcrcvh9Aaggvh+Vggkvh/mnggvh/qgggviB7njnviEtdggviKFkedviQPbcb
                viRndggviSHcggviWydggviclmdjvilVfcdvilvgemviqraggvizcedgvi0tafgvjAfkdrvjC0oYevjC2hhgvjNLbcbvjRFgvfvjWWdggvja+cgfvjcsgpdvjgLipb
                vjuvimcvjyYbjfvkL5hpbvkMWhggvkPDcgfvkPddVcvkRCbaIvkXrilYvkXuhonvkY7VolvkdsedgvkeIghpvktUcBzvlGFdffvlbPqhcvlgofaYvljuTggvlknegg
                vlmbgdgvlp5mcdvlur3cjvlyEeggvmFCeggvmGyoccvmJGgYbvmWpefgvmhGkecvmk3ZggvmpMicevmqfhdbvmsLsYevmwPldlvm3pcefvm3sdlcvm4Vwguvm7Cqdc
                vm8Fbggvm8Wncfvm9Ccmfvm/BZYkvnAioaZvnAwzmnvnB8LidvnJokhbvnKMgdxvnMNfggvnYqhpgvncucfgvnnHrdVvnyGlhdvn0pecgvoGdreovoI9XdgvoNfbfe
                voRAnkavoTFifkvoVqcggvofCbgbvohMiczvooQmYovovGhdcvoyGcggvo14mfevpC7nlfvpDtjehvpRJlaevpS2uXYvpewlggvpgbeYfvphedcevppBcecvprWvZb
                vps3kdcvpwBaggvp9Gvlevp+Thggvp/fgjdvqEWaggvqJ+Vgevqp9mfhvqxuafkvqzBjfevq05okkvq26hfcvq5Serfvq99ydbvq++YfjvrDQdffvrHdhdvvrPngda
                vrQYjdkvrdFledvrfEgcfvrkMdggvrlzegbvrprgkevrx2bfevr4rfghvr8gZTdvr++eievsBLcggvsC8fdfvsDIjuXvsEGecavsISWgevsJngXgvsN3pegvsR6dgg
                vsUlcfevsXnYggvsaBiZrvscLdggvsiEZggvsnjbggvsoVghgvswYjdfvsztoQlvs2Alghvs3nfjfvtEBqbmvtIdZfgvtKckVlvtNo5/evtNzdghvtOKqcfvtUXprd
                vtbSiddvtj9ecgvtobXjnvtpJbjivttfTggvtzGmefvt0ilnevt7khefvuKQfsbvuLlgicvuO9ejcvuSlblYvuVHmbfvucNhmevuixjeavuoRcefvu2Vglbvu3Khbe
                vu3Pbggvu3XhhXvu3bjegvu7A0oNvu9XugbvvB1eekvvC+iievvE7WggvvJWcLjvvOrlhgvvPkcggvvRpUmbvvUFeigvvUgaigvvWwlyfvvb/rOxvvkWqffvvk9fgg
                vvqCpffvvqjhsdvvvyoodvvy9tfevvzzfjevv+fVggvwOReigvwUHgafvwcZgbfvw16bkevw84fggvw+b/ecvxFXgXpvxQVcbgvxSXefhvxUikgbvxVijnkvxY8dgg
                vxZ1edgvxbdqcbvxibdggvxklaggvxuElgqvxylcggvx33fgevyBjlgpvyDybfhvyGIrYkvyHbwkPvyKIicfvyM5ZjXvyNIVeYvyTErhcvya6lXhvyqMkggvyq1Xgg
                vysNmjdvyttibfvyvhYegvy0Vhffvy4fdafvy/IdfevzAoVggvzFPXmgvzGBeegvzLeiccvzS8BYjvzoCWggvzznmgev0BBbehv0LzZdwv0S0eggv0UJsdmv0WOcan
                v0WRgmbv0Y1dmgv0mbYggv0ntobjv0tbSygv05nbggv09+effv1KNphfv1N+gegv1Oofnbv1Pkkigv1RHWifv1Wufggv1gMjkev1gYamjv1sBhejv1zAfuPv10Adgg
                v12mogdv18rmrdv1+HZggv1+Qlrfv2Sfubdv2W3cgiv2ZBkchv2cHehgv2oRhggv2pFjfxv2unhkdv2zIeggv21ZgZdv236apev28BkUfv2+mbgev2/MiZrv2/bgfg
                v3GTbfbv3Kmiobv3VKkcgv3f7biYv3h8ebfv3k1eggv3yaplbv3zBldiv32xbdhv3/oVbXv4CuYggv4I2hfev4UIffdv4cfYggv4jsgffv4zaboav5DKcjcv5EIbgf
                v5Gby/Wv5Huldev5KBdggv5L5kegv5PKegcv5Rlfefv5ZOgggv5eUcWVv5jJykcv5juVYsv5l7qbiv5p2dWZv5p9YjYv5tzgggv5u8djUv5zxjpYv6Gvdffv6G3qZa
                v6Jpheev6Kzdbkv6Rfgcgv6Swpgev6ZJfaav6f6fggv6j9mefv6ndlhsv6odRgpv6uvmjcv6u7bpYv6vPjpfv6yWinhv693Ygev6/Bsgfv7Dincqv7GzqYzv7ICxQj
                v7KVakfv7OHqtbv7Q/bggv7ToxmVv7XQdggv7Y/nagv7mwl1Vv7qndfcv7rnofbv7+8ncev8H7eggv8IMbggv8Q+ifcv8eOcegv8jBeggv8qpmZdv8ybgdfv8z1khf
                v87UjSev89Ecmfv89kbgav8/Xgfgv9R0meUv9Urogbv9f5jctv9jIZigv9kAZbgv9wVfZfv93Zcggv9/hhjlv+F4mgiv+HGh5Yv+Jqhjhv+Q1hfev+StXrXv+XMfee
                v+edlitv+fPcnfv+kvgeiv+lxdggv+qtfsbv+tEvpgv+uhkafv+vZhsfv+ykefev+zDkfkv+1xkYbv+260kqv+55jnRv+8pjfev/BPhfkv/Bhlbcv/Bnedgv/SaiVh
                v/Y4gfgv/fkmeev/h3q/Wv/mUgjav/nTbggv/stgghv/zpfcfv/53fjgv/+wfggwAE8ZpewAJ2YocwAK1fggwALpbggwANyg3fwAQ7denwAbdjeewAbtrfowAf+gcf
                wAg/qddwAk7jggwAmJogswAp1efgwAqQuvdwAyOedkwBJKjmfwBK+psgwBQvefewBblYhdwBhtbffwBlpfafwBqLfggwBu5euewB0zjlfwCJdegwwCP5sbUwCRVZhV
                wCRhmmfwCV8cjgwCYmdghwCecjkgwCgycggwChIhgewCr9kigwCukeggwC5NjfgwC6QclfwC8WkrfwDGOfggwDH1pazwDK0eggwDLchfgwDPljhgwDWejijwDWgia2
                wDXhdfuwDX4ub3wDjypbuwDlnugtwDsQkpdwD8KjngwD+dfgfwD+vzK6wEFslefwEK/ffjwEREeqcwEShftfwEdshggwEgthngwEqhrjZwEwmjZowExHicfwEyehdp
                wEzZdfbwE7ehkgwFAYiddwFLPdggwFNzefewFPqpggwFP3WggwFRXeggwFSYfggwFWHfoiwFfCdffwFf6mrdwFhKcqewFjkgkewFjzhwawFj1vaowFkQdbiwFmqoac
                wFoCjegwFomYggwFpdtZkwFr+dOewFtIWggwGOwlsbwGP4ZmfwGTgdhfwGWezZhwGYBeggwGaSqetwGcbmlZwGfjdlewGm/UfgwGt/hhgwG8LogmwG+yhyawHBrild
                wHDMkbBwHENjlowHF/jggwHGafgRwHHwmofwHK4idfwHM4gjawHQvgfcwHSEewbwHbIeggwHiItxXwHlZbjjwHqtaggwHyhusQwHy4fffwH0jsblwH00hecwH6Lhjm
                wH7pkrewH8xhiewIAdegewICjjhfwIIYZggwIKhbgfwIL0qfpwIMQdffwIPffavwIdMYghwIeIgcgwIewbmgwIgofccwIrvggfwIv1lXcwIzlhhdwI6rndewI/phfo
                wI/1eicwJC0nefwJFakxYwJJvemdwJOrcggwJQjifewJShhdhwJc2hYdwJd1YaawJfWjbbwJkQaggwJnOeggwJzugecwJzvbggwJ4miffwJ4rWekwKCbfggwKFqhhc
                wKF7cfjwKKskfewKMZbggwKTvXdewKWrTggwKdDifgwKiRfggwKi/fyfwKps5ZlwKwdecbwKwebfhwK3KagiwK3NcggwK+OaggwLEehfjwLE1fggwLQxeaiwLUxajZ
                wLYbifgwLacggiwLo/ijdwL0FgffwL1nfggwL6ugqgwL7nZifwL+oeqawL+rgggwL/sVgvwMBhhfgwMGufefwMJrkgfwMLGenZwMQUjnnwMUmhagwMVnfnawMbozTh
                wMhzcghwMligggwMohZkhwMz9jciwM1RhedwM5VXghwM6rdfewM7nnmnwNGDgdgwNJQhdewNNTfcfwNNsfdqwNPibkewNP5jggwNXzjXswNYbeilwNbzcigwNl1kff
                wNoWjdgwNo3memwNo+peawNs1jdgwN4EhacwN6YjggwN6ziggwOZfjbfwOaWkocwOfuexcwOhdjakwOiCpffwOpoajgwOvGmdcwOxBblfwO0EjfgwO1bkZgwO7mhha
                wO/WmZtwPFLydmwPIEhaiwPIKqfYwPIiZeywPTHlkfwPUIpbfwPVntggwPbbhdewPe5gjdwPk5fflwPlqdffwPyKhhlwP7kcggwP+ZhfYwQCBjifwQRxoT+wQUMgog
                wQYdnaowQcvdghwQlClfewQsEQnbwQs7hggwQt5dYmwQ0dke9wQ4RYefwQ5jVdewQ5xcbfwQ86bggwRUKbeswRckebfwRevtejwRgxlfhwRmUZggwRnSfggwRqilfc
                wRridjewRr4jfrwSEbifcwSPQgohwSUSdggwSVbifdwSb9djfwSgBafgwSjjiefwSmfgnhwSnCmdcwSuoeggwS2+bggwS3wggewS4rqYfwS8wdggwS/GUilwTEoggg
                wTFqYhewTKvcggwTL9SkawTPIinawTQjldiwTSKdggwTaLrXlwTcUfegwTeTfRXwTgxljgwTiteejwTjvbggwTlvrcdwTrCdccwTuIgOdwTxWjbfwTyJdggwUMLfhe
                wUSSidawUTIUggwUVqfgkwUYGhodwUtHadbwU9sigfwU+KjdqwU/DjodwU/WedawVKZeemwVKeifNwVLNsdcwVPAhegwVPbffewVPcllfwVRiibfwVVYedewVXUjaj
                wVkMlgnwVmmhfcwVoGcqWwVqUcggwV7LhaewWBrp/YwWDgcmgwWDridrwWIKpefwWJKidgwWNOdflwWTrqlIwWflljdwWj7rZnwWmGnqZwWnoveewWn5mcgwWu9dgo
                wWxRlcgwWyYhYowW1ygfewW3ngdgwW+EnjpwXFLcecwXI7kgewXK5dggwXLxegcwXQXkkTwXTgbjgwXYBeQrwXh+skWwXm+bVgwXodtjcwXs4gafwXyueggwX2FqYg
                wX2MgdnwYFpZggwYG1hdcwYM+hgewYSYfifwYVYjflwYWdpV/wYYC+egwYcQvgkwYdsjggwYsPheewYtMrgzwYuGbfgwY4NjgTwZGTgalwZMfVggwZOEjgfwZQssfe
                wZXoqenwZX7iaxwZefhgfwZm3YggwZonyewwZredggwZtTfggwaCjdkfwaDLmZdwaKUfggwaKViegwaL6lepwaNFjZtwaN0octwaOeccdwaXHXeiwaXMcbfwaXUffg
                waXZefgwalLuhuwaoacmewa2Jhfkwa52fZewa6+hgewa9psgZwbCNcYewbIcZggwbLThrewbNBfklwbOHSggwbOunbdwbP+ijgwbQ1YbkwbSWbfgwbgAdggwbjCjhf
                wbshdbpwbstbcfwbvIhdfwb9MdggwcAmLokwcC4kggwcNCUwcwcPWdggwcV4njZwcZ0gggwcaBmedwcabhfgwcmLqjdwcn8dedwcoz7hcwcsIgeawcu4fZfwcwsggg
                wc4xhgcwc9qfgfwdBQeggwdDMgfgwdGwgZgwdUfdjYwdaRbfSwdadhbgwdjKkfXwdoI/d/wdqCeggwdrPdggwdttjkmwdwsdcfwdwwUgrwd4cjbcwd6prWeweBwjde
                weCXZggweI0qmcweJPhdgweR5dggweXShkwweZFgceweZdeggwebQaggwegBifmwegZlggwejTgsgwelfnlnweoAeggwe0Phjfwe7qiadwe/VeebwfB/UbmwfCOemZ
                wfCgmeZwfSRlehwfTJZmewfbGfrOwfbXbggwffpieiwfiamghwfu7qdewfwqiaiwfxdcggwf8jgjmwgGqufVwgHlrYrwgIcdhgwgK6uhgwgNTgggwgOhfmfwgO+fgg
                wgP/hifwgUsiggwgV9defwgecdfewgm6gghwgpUfchwgs+ifewgzJVZZwg2XilWwg+LZggwhBTkufwhBbbZjwhC6jejwhDadfgwhKKjfhwhNZagmwhWAdggwhh7Xgg
                whn9dbowhpIlXuwh8tuhawh9Zgiowh+vfggwiPTlgFwiR2eegwiXhqkfwigShggwiiKZggwiiMbWfwijEZggwij1jkfwikIeffwikbffgwimpjZfwin8egewioagff
                wi0xllewi3DXgWwi7Qfnowi8orVmwjBufggwjGpiidwjPYmrSwjU0dggwjZcgenwjfIkfhwjgFUedwjghZiYwjikZkhwjmFgfewjpqticwjqjYggwjtdjcbwjw0Wqd
                wj5HjdkwkEbgggwkE4fggwkKAgbdwkKEhofwkNiaffwkOobfgwkRDviWwkVnOfewklFfktwkl3ffkwkuYafgwkvmlalwkyjoggwky/mcbwk7sgahwk72eglwk+Zkjc
                wlD9dgfwlEKeggwlI2mlkwlJOgjgwlMFdggwlNNnpZwlS9vevwlUlhmkwlU5ikfwlkdfggwltXZemwltdkbewlvHjqgwlvhfggwlzJgefwl1Qcbfwl2jpabwl4JiYd
                wl+maefwmEscXdwmGQTgxwmLyfkewmTOpdhwmV/jfewmWDimbwmhSefgwmvHeggwmvimfewm02pdfwm34gefwm3/nhgwnENiYlwnIccvgwnTUjmgwnlVffowno/fft
                wnqgdgewnw+oUgwnzRggxwn0Uendwn4Kkkhwn86fziwn+DegdwoDkgudwoGBZhfwoGHdkewoHTdifwoLClfowoLUhdbwoYQWZawobuVliwofNWggwojIJffwolqZkY
                wop6ecuwos2igawo1Oeggwo1sScgwo6Mdggwo9rglewo+YcTbwpIngggwpKDlnewpRzhbdwpT7kYawpWmdgmwpgRildwpjZjsfwpk+tggwpmVyepwpuigcdwp1qejg
                wp9zpkjwp/HlhfwqGyusUwqHhnUgwqM2ggiwqVAbffwqWydjcwqb+elhwqdnfeqwqhKlgpwqkDkfpwqnUSobwqqQffgwqsGqwdwquyfggwqu9hffwqySefgwq4limf
                wq8eeggwrFKkWrwrIjfdcwrJHgggwrT2ZggwrT6mdfwrfqidfwrl7hhYwrr3hgewruExSYwryefkiwr7/lefwr8Kmpbwr9XSggwr+hieewsGb7eWwsMAdggwsSMfgg
                wsSyiecwscdgjewscifeewshMQggws1nmfdws13pZWws63wGfwtAufggwtBieimwtCWdfgwtKOkjcwtLmfjjwtN7edfwtWXZegwtbIfegwtdyXpcwthjapUwtitjel
                wtpXWeXwtvVgghwt0Lmorwt7Xjdgwt/OekmwuDogsewuEpenfwuGWjdYwuNqeggwuRjjfZwuUNZa2wueTpzTwufNelkwukVvXYwuu9sJYwuxKgdfwu0Rhfiwu0Vbgg
                wu1Uqfpwu9Aaggwu/kcdgwvFIysYwvNphdfwvQAZfjwvVikgnwvX1igfwva1fbewvdrWhgwvd0dohwvf9leowvkt/iswvmqdodwvo6Ykgwvqi1wdwv0geucwv7Fjeb
                wv81VfgwwIbhWhwwLdgggwwTjieewwTqneqwwaHaggwwbqhdgwwd42dbwwiFiffwwreVggww4kfdgww7nhhgwxAYhcfwxEUUhgwxGSnhbwxIAjfdwxJtddcwxPygfg
                wxQCZggwxTPXfewxkqiR/wxpcieiwxzOccpwx1Okgawx4wwbiwx81YddwyCIgWfwyHygffwyKrfggwyRgkgfwyTtncswyUNihhwygrkdqwymKdggwyuQc3UwzGSoYq
                wzLGqddwzOBbcfwzRApaywzU4nfuwzf6jefwzg1q9WwzjInYYwzkqmgewznMoYlwzuWdcewzxJamcwzyOrZswz6PheTw0LTlYdw0LUdeTw0L9xfew0P/qkmw0dBWhe
                w0eEjedw0gOaiaw0jIZebw0nrjldw0qXmfqw0tXjgZw0tgfggw0vVcggw015hccw04IhXew05+dgZw1D7egbw1Gihbfw1PWldgw1Rqmnhw1Vhhgiw1Xqldjw1ZzaYd
                w1a2bNpw1dzpeew1hkidkw1mVdegw1vM0chw1x7mqVw1yZdefw17vnehw18Hgepw2BIhWew2Bbnfew2Lkdeew2Uveggw2V9gjew2XKkcmw2i4ffgw2nclpew2s3jxY
                w26Wgdbw2/eibew3F9mhew3JBmWYw3M/ghgw3Nqeggw3Ntfhfw3T0cghw3XXRghw3YCWggw3YGpeiw3YSpmbw3b4Zadw3xlirSw3ydcggw3y+fggw30eZggw3+6gaf
                w4Aqeffw4A4XZfw4GN/frw4Jlfddw4KVcfgw4Lvj+ew4Venhrw4Wocggw4YEjcgw4YOWkTw4l5mfew4uIXggw4vUfecw4yRgkdw40Zdcbw41We1Ww45Villw48kgcf
                w4+Bgcew5BSvddw5FLZggw5HPpeaw5QDkmjw5Xldkfw5dJdebw5dzcnbw5feQZfw5hpfbew5j1gpZw5kFkmbw5nZchgw5p7Uaqw5tiffjw51aljkw561gpgw58Ygff
                w59Eirfw6CEdgfw6Jickcw6Jndgcw6Jyibew6Z1hjfw6aRdYdw6b2nnaw6dJmfdw6d+lrUw6eJeggw6lEhgdw6nwfggw6oveggw6rgejfw6rymbdw6vheggw6wMVgg
                w61seggw610kkcw69cmmaw7EWcdew7Glfggw7HRjiqw7JxXggw7MAeggw7QCeggw7TIdbew7UQlvbw7a1gdfw7kzdczw7mtfegw72Jfnaw72f1cYw76Nfggw78fldd
                w8Hjbkgw8NHfgew8SMefjw8eLfXZw8ljeggw8oEiqew8qJfZjw8turmfw8xZdjkw8x2jfjw8y6enbw83skmfw84QhdYw8+1mbqw8/leggw9I3jZrw9JXeYdw9Jlffe
                w9M8cfgw9Sxjarw9Vjiffw9adgfew9dneWrw9nigdjw9nyqdgw9o4ordw9u3cjgw90Xfihw92YXlgw945aggw96Yfggw98Mferw99kdggw+A4fcfw+BEgcbw+BNlbn
                w+INfggw+M3dcaw+OQjckw+SW29aw+UObggw+Xaiiiw+Yjifaw+dwddcw+jnjfkw+peZggw+qFhegw+rOeZlw+suxZmw+wkgcgw+35fbcw+7UjRww++Tkjvw/BZiij
                w/DCfYew/EXledw/KHahiw/Vwbefw/X1rtdw/eBgdZw/gEkmcw/iUpbdw/kQjZxw/kfifaw/k7khXw/l5heew/vOi6Ww/0Elclw/6jjfhxAGzaggxAJ7bggxANlahg
                xAnYdgdxAqxbffxAwLknkxA1dhdZxA3tkiixA+evuexA/mbggxBClnnaxBGvcbhxBOfnlfxBVNliZxBfpZggxBkNeggxBy14pOxB0kekdxCCmfffxCD3ggaxCI0mul
                xCJfpxaxCKiedYxCN2g0dxCSTgggxCTDmfkxCVyywexCW5cggxCbCgZexCbnkfexCcdXhgxCdUdgexCgCljexCiAfcixCi6kLdxCpVjYwxCwDgfexCzkkffxC1GeeS
                xC20dggxC8+ojqxDCreegxDEQohmxDFekoZxDGeVhbxDL8lfoxDPBiokxDWWhbkxDcEeZjxDiHZkexD1SZkgxD3vmdaxEFIZe5xEQLgggxEVuafexEWMYldxEbadbf
                xEeyoeexEkadjgxEu8ZhfxEwndggxEw2kbWxE1VdggxE1jidqxE3sjdpxE6NjedxE7EXggxFE7ggaxFFbficxFN0feexFdeobYxFpiffgxFq1nkixFrAdggxFu+gge
                xF4ZhcyxF7vdgmxGDAdggxGEKdgexGLucfexGQ3fggxGUohflxGUyefgxGaJXsfxGrIZucxGxPnfdxG4ehcfxHLkaggxHQziefxHUvffkxHqWfiexHusresxHvsckf
                xH06defxH+kpcaxIAwrgexIGGgggxIVnpnZxIWTifixIaFedgxIdPndVxIrOgfdxIsDgjfxJFgXggxJPkmchxJRrdnexJUkhegxJVuadsxJXQzocxJpoqogxJ3kgke
                xJ56dmcxKMfsZ5xKWbsvdxKW1dffxKj5hggxKlsgjZxKngiffxKnypecxKpHfgqxKsbXggxKxIipcxKyowiixK9XilcxLAvpdlxLFoebjxLF3fenxLKTmeexLS0tZ0
                xLTOhbfxLUOmffxLWueggxLjqubdxLuFffgxLvvhffxLxNfgfxLzQgegxL6CljgxL7+gdfxL9ViffxMA4YggxMHdpPexMT7gYtxMWMpOyxMZPdemxMaWdggxMf+ggg
                xMixhggxMnnkdfxMu9obkxMyHjncxM4QopoxM+4hafxNCneldxNFmeeoxNFqgagxNGGrbjxNT3hadxNVObefxNaOjfQxNjrgffxNkleVpxNpKgajxNrnrijxNsWdgg
                xNvaciexNxuOfoxN8BljfxOHgbggxOQojbtxOWVgiZxOdjlhxxOdrffixOk/hfgxOr0rkWxO0umdexO7gyUrxO8kZmfxPDebdcxPMOXfcxPNQiwdxPOCrjgxPO+tmd
                xPYNTggxPYRwctxPcAhWdxPfhiggxPuhhbkxP42hkdxP9ugfgxP+1eijxQCafqcxQEmbfgxQK/VigxQT6igdxQVCoVgxQaJacbxQeckwdxQehefjxQg5gggxQjregg
                xQkMffexQuyfggxQvGdgZxQv7vZfxQy+dggxQzGXggxQ3qtZdxQ32utdxQ7MjedxQ8/uenxQ99zhdxQ/RkmdxREwZgfxRTCjbfxRVWgcgxRXJQddxRhRifsxRhUaib
                xRh1h5cxRjBhbqxRox/aSxR3XhfexR4YaggxR7qflhxSGcodnxSKJkefxSPFfhfxSVMyecxSeGgggxSgMkhnxSmwgggxSsskobxSzFmmYxS41ildxS9AhpixS9rbhi
                xS94vjlxTA6dgexTImdggxTTIikexTYOlqZxTgEikfxTllmpcxTtFmfdxT4iviaxT6oiiexT65mXlxT9znhcxUM9fhgxUNdoalxUWympdxUdbfekxUfbhsZxUmYegg
                xUoWnabxUogcggxU3ReXyxU4tfggxU7FrecxU9PmcWxVB/xddxVK8ggixVPOgQlxVT9hgbxVUFbegxVa93mXxVdNVioxVsHelgxVtVejbxVuSj/bxVzWhglxVzkegg
                xV1/gfgxV+NzZexWColgcxWMtizcxWXJghexWYjgwfxWZxhVhxWi3g3fxWrlegfxWywhfixW1duagxW2xjglxW25dhhxW8FgshxXBbgekxXBegagxXPKdpgxXT6ffg
                xXYPqblxXcMofjxXtZmffxXy6nYlxX1DqdsxX1ileaxX5tccoxX7abncxX/riVsxYFTWggxYF+hauxYGPedbxYHZfggxYLOeggxYPPqhRxYaFigcxYcRfggxYqnshe
                xYsKdffxYtQhacxYtc0lfxY2kxajxY2rdekxY+6se2xZARfigxZBhYggxZJKjSgxZKWladxZKlWggxZM5UggxZaCYffxZa4ZhtxZfVgggxZlXmeexZmhnVlxZqCexf
                xZuahefxZxXjeixZx8TbdxZyJcaqxZ1JqdhxZ2CihfxZ3zcfgxZ5zognxZ6gSggxZ/BkeexZ/+biZxaAgmXdxaHdkpfxaXXekexaYDtggxaZlosdxae1qwexahnmXa
                xa2FdbaxbA9ifgxbBSkcfxbCGfhoxbELfefxbFdnmdxbKLpncxbPYeggxba5iikxbbsjhdxbfgYggxbhHcggxbh9hefxblIffhxblShsexbppaggxbq1dnfxb2hoje
                xb8QpTdxcEsh4axcIlef5xcK1tfbxcMixghxcacdgYxca2nfsxcbtdhgxccRehgxccYefdxcdFgifxcsS0oYxc0Yfgexc44Zilxc53cclxdAGodfxdBZiiexdIPYkc
                xdKAlcfxdNNlfxxdNgdggxdSWaggxdXMjmdxdZBhdhxdZUledxdfWkhVxdlvXggxdvxkfexdxRgagxeAorccxeIMehoxePlofgxeYegqfxefDfffxef/YXoxetPTfi
                xe1ehfhxe/e8oUxfAQdnSxfM5h5gxfM+ndlxfN2mdgxfOebggxfPorlcxfPwlaexfVeaggxfXjeggxffSmvcxfiwffgxflajeoxfnmcggxfydcgcxfyzcggxfz2gcf
                xf0gcoexf5jffzxf8dfefxgGudggxgI9agdxgPdYggxgQ/fnaxgXUiXhxgbIkmaxgfEgggxgkihjyxgmETbdxg0EWggxg1xaibxg7Aidexg9CheYxg/HumYxhFocgh
                xhM5VggxhRlnobxhTvjiexhUZddgxhWtdfhxhYbiclxhgjfggxhl0vbuxhtehfexhxLdfexiAcZfhxiR7hffxic2kXbxidjdcnxieaecfxiftfmgxigvjfexiiYaoP
                xijUhkZxijWkeexikGmbhxim0oVgxioXfggxisBfhaxiv2iegxi4MsZsxi4Vdggxi7puelxjNihfgxjTngggxjUweggxjakfggxjbVqfcxjbqllaxjfAVfhxjg+cff
                xj3Wrcqxj6/lddxkCJmfdxkCmkYcxkK0gbrxkNYhfexkRjboexkXzpdexkYlhggxkfzgbgxkjndggxkobdZexktnkiZxku/edexk0eecexk37TjWxk4/jagxlDfhoe
                xlK+hhUxlMC8XSxlMQodexlQvZggxlRDjdmxlbehWcxlcvgWvxlxLffaxl4Vgdbxl8eifgxl/ecggxmGxbjdxmVIaggxmXQieixmZtidfxmeEdffxmfdfegxmmqYhf
                xmnQfehxmuBbkgxm8Dhkexm8HX0fxm/VlfyxnA0dggxnBlgvjxnCzjjixnIkkjgxnPBffgxnTVfadxnbC5jOxnfOZfgxnhtfggxniujodxnnkdgexnyciZZxn2eUgg
                xn3Ukfgxn5Radexn8Reggxn86chbxn9fUdfxn/3fggxoD1gggxoQgmsdxoRgbggxoSqjnexoWeefexocVjfXxocWghgxof3lgZxokuogbxomgkljxosshffxov0rbc
                xoycnnbxo2kYtkxo7cfcsxo7neifxo9ifdhxo+QZatxpA4aggxpI5dfhxpJbhebxpKYjbcxpNgefjxpOBWggxpPVlddxpQOaWdxpW8hgdxpYRcggxpb7kdkxpcKcfg
                xpdjZggxpgShbdxphzgggxpoUgkhxpy0jeexp2Ybggxp5voghxp8Umjmxp+wkefxqNOemgxqO+gfcxqO/hcfxqRddggxqYAXggxqZrefhxqfpdggxqi/wfxxqlohhe
                xq3Xjdaxq/WnlpxrIHWggxrRYeggxrRdjlfxrUccbmxrVvhpexrWXZflxrWl4bTxrZugifxrpMycdxrsKkfgxrx8eggxrzCfggxr6+ifixr8soWxxr9AWgbxr9wgjc
                xr/7WgixsAdjjZxsEFgifxsIoVgdxsKnnggxsKohcexsLCtgjxsOEYexxsYEplexsYZffyxsaCdggxskuSggxsm9ZbgxsrwkZixsuFfoaxsu4bfcxsvVdkexswHmWa
                xsxpabgxs35jbdxs7gpcYxs7ppZfxtCJoWqxtHBbdfxtHuaocxtLblogxtOJifixtTbbggxte6jccxtlKhXtxtntjfgxtp6effxtruwaWxt08inixt6Ckjmxt+Fibg
                xuB5sfkxuIApeexuIUlggxuJ1jbexuL6nY3xuPApWkxuaqdfgxudMkfjxud+eoZxuerhffxuomoZgxuqdfhexurjSfgxuv6gffxu2ubefxu71WggxvCvjedxvHtvYa
                xvM9eaoxvNvmgfxvOSffkxvRogagxvRzecexvU9hghxvVCtiexvYMijkxvcbidmxviujcaxvm5o/UxvnsknWxvzofggxv2oilfxv3nfcbxv6XkjdxwDGsZgxwDJdfd
                xwF6gefxwThondxwVrhZaxwWyggfxwYyneWxwZDecjxwd4ifcxw6Bbggxw7CQdpxw9SejfxxD0qjfxxFVeeexxI5gggxxK4jcfxxMfeicxxSBZquxxZJseixxhampd
                xxh3jaVxxigmYhxxqTncmxxuddlgxxu8qpdxxz5bggxx03kXaxx4jmsfxyF1WgZxyF/kXgxyHnghhxyO+hadxyPgdggxyTGnlaxyXJdemxye8fggxygzcenxylUZfe
                xytocclxywJdhfxyztfggxy2Nhchxy/5eggxy/7ejgxzAegggxzKyeeixzLRkefxzOtbflxzQqgggxzSbfpaxzZ4tYixzgCdYlxzn/fggxz5cffgxz7mljexz+0iqc
                x0DOkgex0GCkqbx0Odifgx0PAeybx0X0Udgx0Y7gkgx0gVlhmx0j7Tggx0l6efhx0m3kqfx0n6Rfgx0uDfawx0y4bcgx01pnncx07eyaqx0+3obdx1CbvfWx1Dxidg
                x1G7rccx1IBjilx1Iqqofx1MVnnex1M1hWmx1Nlkdux1Tmucex1WgVggx1eMnTXx1eseggx1h2agex1jJdefx1nqmhbx1yVcgwx1zfXmox10egfex13XqZqx17Buli
                x17/hffx19Maddx2B7flgx2Fuagfx2F4ReQx2Nakegx2SaUkgx2Vbnijx2bvfggx2eHkwax2eQ4T/x2f5epfx2gFhcYx2hEaVkx2h6Xlcx2othgex2uwSgfx2xuqdX
                x27vgjex2+beOdx3Admcex3Cpjtax3KUhQhx3L4ighx3Vcublx3WGilcx3YGjeex3Yogdnx3danZfx3dyihdx3eFdfgx3lMlihx3qiemgx3rsqcqx3stVggx3u0ngd
                x3zkc2Xx33Ciecx38ivdux3+Ni0vx3/vxeax4MJgcmx4PQnxgx4W5cjex4aUegdx4iIbggx4jkpdZx4qlZggx4uvtdkx4u2cfhx41Veqex44jmZcx4/br5ax5ArmXf
                x5BAhgdx5Hnhggx5IHgaix5I4mccx5YWbggx5bVglhx5e9kdex5hSZlVx5hUgggx5pgfcgx5svXigx5tlldfx5ttfsbx50Gegkx52feeZx520bfgx590bfkx6Ylwic
                x6Y4eYex6aZggex6ixfqbx6lhedfx6lohZnx6vHbfcx628ifex7CGccgx7CXelex7HmjYcx7PGhefx7SHcRyx7V6eZbx7ZBdgjx7sshbcx8Iuslcx8Llocrx8QXkSx
                x8RXUggx8exmbex8fMthYx8jrbebx8kc2g3x8xOefmx808dggx82Jesfx9AiXwSx9BQYdqx9UfgWex9Znqacx9bGlcex9h6iffx9iXnrcx9ibgbvx9igfllx9jQfgg
                x9r4jYbx9vxdddx93DeYmx955gcex+Ocfggx+SIZ7Zx+Tdkfex+YWcggx+bo/WQx+cjgZgx+dFooVx+fVdfox+oiWrRx+qzgggx+tCmW1x+zseZmx/CldcVx/HBhhV
                x/Luefdx/Neffcx/PMkxcx/SPbhex/Tfahex/eQcdgx/gnkdex/kchakx/starex/wefggx/xtkfjx/40Zfgx/52dffx/77hafx/+1pmVyAEFdggyAJBmscyARIbfe
                yAUMdggyAX7iPayAgtafgyAj1rnbyAkVhfgyAoLffhyAvjdfgyA2olYcyA3b1dPyA4dmrdyA9ydfbyA+NfeayBACcbfyBRy5bqyBSgiefyBnBreXyBqNfhgyB09mgi
                yB5CqjoyB7ZdfdyCFzkfgyCLheizyCPLimeyCQclZzyCWRhkfyCXUbffyCZ6kXtyCdowhcyCd5oamyCilleUyCl6ijdyCmQmglyCmqhldyCtpqhbyCuvffiyC60qpe
                yDBqeZgyDFVehgyDGVklgyDGXhieyDJzcggyDL6edfyDPNbdfyDXyhekyDhafkhyDnWZfeyDnlfbeyDoidcgyD1HoZfyD3TkkpyD9chaiyD+Jm5cyEIDfggyEI7egg
                yEQVtWeyERnXgjyEVrfggyEW+yWvyEYJjiiyEY8gfdyEeblhcyEhghVlyEiObggyEl5qlfyEqCpZWyEr0WffyEsnegeyEuygcpyEvIdbcyE6CidfyFFvkZeyFGMdff
                yFIbhfhyFRyqemyFWurmvyFbfjddyFdnwbZyFdoYecyFh5XevyFiDggfyFi4ahgyFk9kvdyFqWheeyF1YegayF2VmfuyF42SnUyF8NeggyGJBllRyGJ0i0fyGL1gfg
                yGMujgmyGM8dhcyGYfateyGYhZqdyGZxZgjyGdfdfgyGeGVicyGjOfldyGkCgepyGmXhekyGpDbggyGp9dfvyGqUifiyGxOpfhyGyNfggyG4SebeyG7/sWgyG87Zfe
                yG9LdggyHG1nXsyHHTgggyHIHhjayHVgfggyHbWgggyHfqXdgyHj1bfeyHj5eggyHpgabyyHsPVgeyHsbaggyHuNaZgyHz0pdeyH/0fggyIDEeffyIRkqoxyISzikd
                yIUDkcfyIVYieeyIYDfmeyIiVPggyIjjjcfyIz6dffyI1HdefyJOHXggyJOqheeyJQXnocyJQecffyJSzjdfyJVbfegyJW3iddyJe6eggyJipfghyJkDiedyJngkfi
                yJoreggyJuvkblyJzMffdyJ1FeggyJ4VfcdyJ8qlcgyKQOdahyKQ/effyKSTcggyKVcjgeyKbEearyKm3abeyKoloZdyKqMbggyKtRbYbyKtmlaoyKuJnggyKvddZi
                yK1svpYyLEir7fyLHjaefyLNoqYtyLQ7jlfyLWlkhfyLdqZggyLfHgmfyLj+cfhyLoOnffyLqVhngyLsopgcyLy5fggyL8TaggyL8yjbfyL/jffnyL/pLggyMCBgfg
                yMC4ddcyME2gfiyMGJjZkyMITlgryMTcfggyMUClfcyMUfYggyMWEofgyMZHlfdyMbxiggyMeOegeyMf/fjiyMm+jfgyMq8oicyM43pjfyM/IsLXyM/sjWnyNI54hb
                yNJEZdlyNLinYdyNMgefeyNSAwquyNS1gdfyNV+hjiyNa7heYyNdalqbyNg3ggbyNpQmfkyNy+ehdyNzzke0yN05VegyN4HnfryN6hcggyOCkigdyODMfggyOTglnb
                yOXyaedyOecTggyOk1fcbyOyTdqgyOzdYcjyO3+jrZyO8uNggyPAFYdwyPBMhifyPBZnZeyPFGbggyPIjYihyPUraemyPWfrfhyPb3kfUyPfOeWfyPfqqwRyPh3ggU
                yPjCfQfyPllngcyPoihehyPyWpZfyPzbgieyP7MffdyQEzelfyQHgcggyQS9bgfyQW6hcfyQaukbeyQrYaggyQtUjWyyQvzkgfyQ0eanfyQ28acgyRBAgfeyRG9jke
                yRJ6cfeyRKSegiyRPWoYZyRWFddfyRbXbmbyRkNifgyRmBdYiyR0vdfeyR3leelyR6HaggyR8/fcfySEcfenySE7kidySQ4fggySRnfefySS1ekZySbbZggySbzbc/
                ySdqeggySmTeggySxykneyTBWTkfyTE4elWyTGFebgyTIHjgcyTQbiifyTjMigeyTkAdggyTkVggZyTqtmemyTwOYggyTwkdzayT0/reiyT6ujgpyUVHmgfyUWkfbd
                yUYQlkTyUYVfggyUZSdccyUZZeenyUaBbggyUbgjmdyUeUfigyUj6eggyUrHnghyUrjQXayUv3fggyUxBpuiyUy1fggyVAtwbfyVBpmXdyVHlcggyVH8hjayVI9hfl
                yVRVfkkyVXReggyVaVcefyVddemcyVh+VjdyVoJhbfyVuPkYnyVw/jfeyV1MuityV35ogmyV+HghcyWAzZggyWImgVoyWLHfggyWNNfacyWWYdnbyWWndggyWZRkZx
                yWgyofnyWh6XggyWialgbyWn9qibyWpmZagyW6xijfyW8MeegyW+EcifyXCEgoeyXHfeehyXJ+kf1yXTLlgWyXVGugmyXY2eucyXZZbjeyXaMdggyXhXjcfyXh3xhc
                yXnYhlgyX2QfggyX5TbUoyX6IQfgyX/5gieyYGo0mSyYKIjaeyYLXjfpyYN7aVdyYPLTgfyYPj5qXyYRzjfhyYXvkbryYY/gfgyYZNjmcyYbBgldyYcLlaXyYtPYgf
                yYz3bggyY1coiZyY9rmenyZATqdxyZAreggyZRfjdjyZVWeebyZjyhbsyZmAnZnyZzNfdeyZ0jaeqyZ2gYW2yZ4ohdeyZ7+kbnyZ87efjyaCAggfyaECcggyaH0gkf
                yaLfiigyaMRjfkyaOOfggyaXleacyaXubbvyacgVYmyaeamfjyaeei4Jyah+rXyyarIaggyasAhbhyat6qdfyawaddiyawseggyaw+afgya4Hgggya5EeggybCOkda
                ybGWgfmybJMfssybPLedcybPXodfybStcggybaDgghybbMpXnybeTetdyblmafhybmrjaqybyHeflybyYniayb2DmheycBRhijycDnlhbycHKfYhycHedggycJjdbd
                ycJ8mhhycSvbggycbieefycnS4dcyctXefyyc1Dgfmyc2Reofyc4sjiayc5eiagydBkXggydF+kgkydK4eggydROcceydSgeecydXsZbfydYTfggydegcnaydhqkUr
                ydkIgfbydlAonbydnEmdrydrsgkZydswhkgydvWgggydwEcggyeDedekyeDjjheyeERWWUyeIQhffyeKqifeyeSPjfdyeWqmhfyeYIlceyeZIhigyeaTeggye0TheY
                yfACkYgyfDoTcfyfD4jZeyfOTgegyfStalcyfT2cggyfhIgbdyfoJiYayfpjfggyfqThaXyfxgkWiyf0Sfgiyf4ehggyf5abbbyf/FrrbygKCgggygOefefygWUrrZ
                ygaTccVygqtgggygrGkggyg3XdmdyhBthlYyhLwlceyhMDbggyhNYgcryhQ/gnayhcFddjyhhHnefyhlvhYkyhyKafhyh0xfiTyh1Zugjyh4Mhlfyh4feggyh7Lfeh
                yiAVftRyiB1fffyiKfy9YyiLYqpeyiNJgkeyiOqbjdyiWWmwfyibZrcbyit6cffyiwyqnoyix2gghyi+AnddyjFjXggyjQgjjfyjTzdggyjZWhxWyjfQhasyjjYbgg
                yjlWbggyjn7pmfyjsZfVeyjtJfefyjxPS/cyjx2jgfyj16jpfyj+ErmhykBXfggykE0lefykKfibfykK/ehfykOenSpykOynajykSvrchykXJaggykc/Zeeykknxrb
                ykodgcgykwceggyk5dgfmyk9NofoylEpgdeylNQfigylOmfgfylPxigkylRcfThylV6plbylaEdefylaenerylb7lefylfMfggyllFceYylu6hweylwIXggyl6qcee
                yl9grYcymAldggymCdggdymKdkphymLLVfjymNqhefymQPjggymcIdjfymilZggymiziegymkEhgfymy5gmeym5nVifym8qcZiym+qhieynDojdeynH4NggynP5cgh
                ynS4cggynTqeZ/ynVOdggynaglVfynbmkcfynfXcpfynp8ofjynypeggyn05kgvyn3Faggyn6Sahdyn/IbggyoBKcfgyoDkffhyoTXjccyoU5gcRyoVvZfgyoXrlcf
                yod+edgyoh8YggyotSXggyothVgeyovjhegyoxykgayo8fmvdyo9Ojfpyo9rgeZyo/Yeggyo/x1fZypApeffypB1dggypB+hefypIPjmdypKwfYtypPRdggypUFeaf
                ypeRhlgypf9icdypjAffeypksdgdypm0fggyppMUggypscjkZyp27jbdyp3/aggyp63yadyp+mkeZyqDZefgyqGJmimyqIfjeqyqJfjgtyqLJhlfyqLOhefyqROjla
                yqRueghyqSZNggyqV5hffyqWRZggyqWXUibyqXwmfwyqbMegnyqc8tNuyqiubegyqiwiduyqzNjbgyq+WYggyq+erfdyrFIQgbyrGmkdjyrMGfkgyrUDkknyrUxlhh
                yreQgkoyrhFWojyrkSdggyrq/grgyruRemvyr0sfgfyr6yigdyr7LfffysOInhaysTOfjfyscaaggysdeadbysdwhgjyseogefyssXfcjysskgggystdrgYysxGJkh
                ys7Addeys9Cireys9VZddytARdefytC4ljgytDcaggytFgnijytROdggytRwbggytT8ZcWytVxkboytWRqfnyth9fefytiybggytoMmlZytv1nobytzSgofyt7Fspa
                yt+gnmdyt+9kasyuJuhdzyuP6ffgyuY27eayusvzjbyuvygdgyu1kefhyu46fedyu5NscayvCFp3TyvFAYggyvMNbggyvPSmVbyvSwiocyvaifliyva4ageyvdShgh
                yvn+hTkyvsgYgjyvuhYggyvz1hubyv3tVkbyv6GcggywCFsNrywFYnlfywP6gggywT0iggywVOeVXywXFfekywZVgfdywdyUggywliffdyw0bfjpyw8duabyw8ogld
                yxCjYgjyxHGdggyxI/gggyxPKmiayxR9eaeyxSbatgyxbbtiayxcmgggyxcosaeyxiJnccyxihpfdyxt+akoyxupgmfyx/XqhsyyJieceyyQBnoVyykDloYyyqQddY
                yyuSilcyy5Tjdfyy6Xiceyy99gsfyzBv1ZwyzGUgjfyzIoecfyzVlafgyzc9fblyzekfdfyzfAofmyzhrbggyz2Fehfyz2MnhZy0AMfggy0ESljcy0GYhogy0LFdgg
                y0Mhcgfy0T3nZey0YMhfey0ZAaggy0aKfggy0eZvoly0i4Wggy0lAocfy0qMhfiy0wbaggy02nfhgy04viiYy0+Dnely0+rgmey1I/qbty1Jejefy1Owlkly1O+jfc
                y1RFddgy1XPXify1Ztldcy1f5npfy1kthrZy1lLZngy1oecggy1xAkcry1zcjbey104hjiy143cely1/Iftey2CUZggy2Eljody2IrbUXy2JVnhcy2N6rkWy2Vzkgl
                y2YXhncy2akdcgy2hklmYy2jEeggy2lEbggy2lQdofy22ieggy26dQggy3CtmUfy3M3hZNy3R0mnfy3TVfggy3Xrkcfy3Xvridy3aNjgiy3cJhegy3cgfggy3djmif
                y3fefggy3fpakdy3pthlZy32ifecy35Xhgfy354/pvy4DEkdny4EBeggy4ICmcdy4MGuyay4YHprmy4oJcbey4s4liey4vGfhgy4v9Zgny43ckQey5ABesey5B5lje
                y5EVkdiy5E/ddhy5Ghihhy5G1gfgy5Lzggcy5PpZdiy5UXldey5i/kley5lmgihy5qbYggy5vVejfy5z1ggfy53bfefy546kfdy56Gaggy6C+bjgy6Gjk1Oy6Qigfl
                y6VLVgcy6VTgkfy6WjZlfy6eWjdey6tDfjgy6xXgjgy6yFYjXy61Cogcy66Qdggy7QicgYy7UIjagy7V2fggy7enZggy7h0jQ3y7h5rQry7kcYtjy7nIljfy7sqked
                y7tOkwgy7tVgdYy7wXpoWy7y2jbey7zCbggy72niody79Veley79Widcy8Bcogoy8MUhfcy8PjYggy8P0hcry8P3Zhby8TWLfdy8WGgggy8cXeggy8iTifZy8jZdfT
                y8lPiloy8mEhegy8u0eggy81pZmgy84ofgfy85Aagry85Jaggy87rgljy9IoUgYy9Qheggy9TjbuVy9VvYhqy9Wwmbby9X2gfcy9dGedey9flgbgy9hxhghy9h9cef
                y9l6mWfy9mqbfgy9tJusdy9vPmrey9xMjiZy900sWry93Isacy99eifey+C8eUly+Lgaggy+Mxfggy+RCekgy+ayYggy+fOlWdy+jMiiYy+l5dggy+oncggy+rJ1ln
                y+u8ledy+1LZggy+3owViy+66ihdy+8Woidy+/famdy/ACddgy/EOhihy/FWgdiy/IFlfpy/Q8ligy/RPccoy/d4ieby/hLfOfy/oWYecy/2wfndy/2/eefy/3Wdgg
                y/5KifgzAAar2VzAC2mVqzALzkphzARYpwXzAV3gffzAZ6gfgzAapYggzAg2eggzAtHfggzAyInofzA0ntcfzBCUgdfzBFyfujzBIemgdzBMyihfzBTrkctzBVzgei
                zBZ1fofzBh8UcezBkwnatzBxTVlczBzLiglzB7wenWzB9JZcyzB9uegizCD5hoezCIVoibzCiJcfjzCqPidrzC1fdggzC11jgrzC2regfzC/NeRozDIQcfdzDLIcXd
                zDM7lXizDNidggzDcAgoZzDfaYghzDhn1YQzDmJqogzDocgxdzDryhfgzDtzjXdzDxycggzDzeedgzD1neifzD6+oXdzD7HcZdzD8vgigzD+9jbfzEIcpqbzEY3iec
                zEeddpdzEnvldZzEn3cggzEoukwezEy0jkZzE1ccggzE5HngkzE/OegczFBsaggzFFncjdzFLlhdazFPReggzFYBkenzFbdmcczFfoPafzFhDef0zFkPheozFn2heh
                zFoWYtdzFtxrVizF0FcgdzF3NsxjzF3wicYzGBveggzGNnhZkzGPUeffzGQadghzGV7fZuzGabehgzGeFifezGgMbgfzGkxdggzGlogggzGl8egfzGmBbggzGxZifn
                zGxxkb0zG6ShYrzG7AWcezHNoYfjzHaXlrezHa0heezHcNceezHd6eggzHfWbcZzHjOhemzHk7jbnzH14bhgzIC1jZjzIDVsW4zIEPjefzIMCkalzIRUipgzITvbgg
                zIdZidgzIgRhgczIiUdggzIjPqlfzImcZpfzIxmSfgzI54bggzI7hZfVzI9aoenzI/YfUgzJHbx/VzJXNUggzJaNhggzJa4aggzJePYZczJi+mZfzJrFdegzJr0pql
                zJuGfbezJ2WfgezKCGRggzKKugfezKNtieszKUtdffzKbeeeVzKccijgzKhCmSmzKnHdXizKrGgigzKugcggzK0LigdzK6EgkdzK+5TbhzK/nechzLGAigmzLOPhbY
                zLOpeggzLRjhjfzLRujjkzLbai8RzLcsZffzLegYeezLi/isgzLozfffzLpghgdzLr3ncqzLuZdggzL32ggfzMB2mvdzMB6ecfzMKofggzMNpqQ5zMPGgbvzMPKqoV
                zMQZZehzMSiesKzMXojXezMe5ifgzMe9faezMgRjZnzMkPgeezMmEjefzMwLkfezM11goezM5AbpbzNBQffhzNEQgtVzNJwRfgzNNOidpzNQUZigzNVpbffzNYaXtf
                zNcUgaazNepmohzNeseggzNj3imbzNkhgfZzNrXgldzNxSekazNxtnadzN47beozN/WcggzOAginYzOFkeaxzOICZejzOI2oefzOI4ddgzOPMcelzORkiefzOR+0kX
                zOUxkkbzOf9gTrzOlCeddzOozbnizOqTiggzOyTokezOy/bgjzO0hgkdzO1phffzO8Zlg2zO95eggzO/nmtfzO/4bekzPDnfggzPFUeggzPJkXfgzPUdjZlzPV0obW
                zPjAhgdzPn9oqfzPubheZzPxXcggzPzehgfzP0EMjgzP2kiiczP+yOggzQORhhjzQRmZfgzQUDdggzQVZgZuzQaWcggzQdYjkdzQhIbifzQlhhkgzQpjQgizQwbgfg
                zQ0QjZczQ3jkZszQ6NhggzQ6WfigzRA3fnfzRBdhepzRDxfggzRERZefzRG3effzRN1cgdzRN3dbgzRUmgggzRWdfggzRXOjjdzRXSYeezRYWdggzRhqkfnzRoEagg
                zRq8oYdzRtocegzRyAdffzR0SYggzR3EjlZzSCCYaizSCYfggzSHDfffzShodggzSjegwbzSoNknezSvhjdezSvibggzS1icXczS5+eggzS6QcggzS85gkhzTCshce
                zTDQfggzTNhrugzTYRhcazTbIoabzTcojZfzTdPraxzTgtdgbzTnAoZlzTuwidwzTxXfzjzTxsmZfzTz0gggzT0MgeezT7HocZzUB6gWezUDYgfmzUH0qSfzUJygde
                zUN3iegzUehbgizVHUdfszVRPjY/zVRyopbzVdtqlgzVhCklZzVk8ZibzVltmxezWChkcfzWH2aggzWLSWdfzWLYeggzWUHmQqzWYtheezWhYWjczWlefffzWljdgg
                zW1kigezW25cdfzXC/bggzXVBcggzXYLkfgzXZaggUzXa4cjkzXdFcfgzXhLYggzXhNcggzXjeaakzXmQnakzXuvubfzX8BkbrzX9DkiazX+umkfzYJMdfizYJ5yUe
                zYNOsVczYQDdiozYcfhfizYkBdldzYk3dgfzYmMredzYpklbazYq3jmizYwFldizYxj1cezY4rfmRzY8KbgfzZPxhYlzZTGdfgzZUPhfczZfooYozZfxiqgzZiY2d7
                zZj5zchzZlWmlVzZnwfgezZpYlWgzZp7RfozZw5oYgzZ0ChbfzZ1aUfgzZ/eaffzaB/hwdzaDjdffzaO6ZggzaTddggzajHmafzal6zZSzatPnvNzaudneqza0Phmi
                za4XYfbza/wdggzbD+ndezbPyeggzbX3hddzbcbgfezbhYmbZzbiFZXszblGkgozbubfggzbvejehzb00gauzb7hafezb/+eTezcKwceuzcQibggzcQ7ccbzcZXfYf
                zcbEckczcihgXXzckcnYYzcmgdugzcpkcgizcq7hdfzcsLmZlzcwydfgzc8cncZzc9NfZdzc9VflizdEledmzdFsgdezdLziehzdTJvcrzdTXjfgzdVFkckzdkB1hk
                zdkWTpfzdkieggzdmKgkfzdsIhadzdtBsfazdvakNZzd6TlY2zd9toYdzeKNhfqzeLPmgazeM2YfhzeTLfggzecfjfgzefAeazzehhmjazerNgenzewFdggzexHWVq
                zextejdzezjcqgze0Vikdze1qevozfBJkZezfChffgzfEyrLVzfGDlcRzfGchgdzfIldVozfP+fkazfSWZdfzfT9vcbzfZVqXgzfargiszfb+ldjzfkzfggzfrrdgg
                zfzngggzf1amhfzf9Jsofzf98ZlhzgGakgdzgGsgggzgH6fYczgNzfZizgQuigozgi0bggzgsnYfhzguFdcnzgyiggfzgzvcWdzg54Yggzg77gfgzg/JeggzhAkcgg
                zhD2XggzhGqdcuzhImpqVzhSHpfYzhTgdggzhUuoL6zhWFieazhbmc2dzheBolfzhh7YggzhjGodpzht9ifkzhwrdeczh0Ffgnzh1Sgfkzh7peegzh8zheczh9Dfcd
                zh9xeggziBjjfeziFEglkziG1fUdziSEdfcziTZjUcziTdbggziTplkcziUOmYmziXSfefziY1idkziZoaggzifpgggzifyTRnzinkldczinrvqdzin+fceziqAegg
                ziuLpceziuxnbuziwcdhrziwxlUXzix/qbcziyQrxZziygbgjzi1mlsfzi3lfoazi3tdhezi9TkbdzjDimddzjE8kZlzjFY0+hzjKwifdzjMRiefzjOkdcazjRPeef
                zjVfgggzjWxhcfzjdhaigzjiWkhdzjk1deezjlcajYzjoGdggzjtxdkizj2OiYlzj+Fibdzj+qfgfzkBlmjgzkDiaffzkEvepczkIHeggzkIcfdgzkRFqsczkR5Ygg
                zkV8odezkZ6cggzkeeeXfzkiZwhezko0iZrzkrBsmazks/jcczkuLiidzk9UjpezlEWhUbzlI0bgfzlKpbggzlQzdZgzlcZdggzlkVkXdzll4fgjzloWhgdzlpulgo
                zlq8eggzl2PefgzmF0clezmSpeggzmXOhegzmYkegfzmY1iffzmiNoYezmiVphWzmjcnlizmm7bnfzmwpZggzm2zgmdzm3gXgdzm9amezzm9kgfgzm+0jbczm/hhZ7
                znBxqfnznHtmefznLhpelznMIklfznM0XodznRhbggznUhcfgzncJdcfzniWYduznj5kjjznpTdggznvLZtkznvMduWzn0Spagzn1Vogfzn/WffuzoFKfggzoIDqod
                zoUCdclzoYYhmbzobChbpzodAYljzokRfggzosJingzo0NpXhzo8glXgzpCwpTbzpH1dwOzpLfcdizpLyfmizpRVdggzpRlnlZzpWYgqdzpXZhsZzpYVbggzpYbmfW
                zpjfeggzpjyvcmzpoNrarzpqJXnfzpwbgfdzpyGYSwzp13oYnzqAFgP/zqCnbe6zqDDjYdzqI0VfgzqL5bgizqNIqbfzqQDsewzqQNkkgzqTKXfdzqXYhdazqYqoab
                zqa9kilzqbohYmzqkziedzqk/peczqpjhgjzqwsffgzrIKeagzrI2leezrMoofhzrOmaggzrQfsaazrYvheczraOfeczraxdfjzrdZggdzrestVczrifhdjzrjoldf
                zrnDjdvzrrZeggzrxShZazryRlcmzrzVgfezsDBjbfzsL6baYzsPnfanzsTQfbizsY3eggzsbAgdezsd6nclzsfrbgdzsi1bggzspshgfzsxkeiezsy2fggzs1rbgg
                zs39ogqztD6XleztN7klfztapfggzthGgidztoJftaztoUkcgztqmlelzts6gkcztuvimizt+RokdzuAJYfkzuJ0mdezudQjbczueWfgezuiRhrTzusWtdbzuxIdbX
                zu3hnwczu9bqhczvBebvWzvIcckhzvM1WnazvSbZggzvTTefdzvU9fgfzvWKhaTzvcBemfzvd1mflzvjSijczvnugahzv29YghzwGMilczwNphfdzwVndhfzwXQUgg
                zweAhhezweWnaYzwlplRfzwnYjcZzwobffuzwsihjdzwslmkmzwtBbggzw28bdszw4htcbzxJMeggzxLRpTszxLTQggzxTBpbXzxdMgeezxmRdggzxuCifczxwbejh
                zx2/glezx70jtgzx9PkahzyEHlavzyHincZzyMLnwqzyMeaggzyVYabdzybDfggzyc9feezydqcfizykKfmHzyoCjdezyxvlcqzy5Rpeyzy8Mpfgzy+LkoVzzDHfgg
                zzF3oeezzOQghgzzWokjbzzXylagzzYIggfzzc7ZggzziqiWrzzyhcrlzz7afU6zz7jgkgz0AAqqYz0JEQU0z0WYecdz0ZUbngz0hzeggz0jJOmSz0t4kcaz0u7VaY
                z02dfggz03Bfggz1A/egXz1Um/ORz1Xjgefz1h/gfcz1siQluz1ybaygz1zWWYez15Spggz15zgkdz17Nhfdz1/7iY4z2D+qpdz2Ncgldz2ZRijdz2Z2elcz2b2csZ
                z2dHYaxz2hqeggz2mGgnkz2o0bggz2pVlacz2rRsaez2u1Sggz23Wmbfz242avaz243htcz28goefz3Bxfamz3Mcgggz3Q7fjhz3R5gpfz3Yjfkdz3k1dYrz30+eqb
                z4CvjfYz4KAgZez4KUcggz4Lqlidz4WfXegz4Xygcdz4Z6msXz4d6nnfz4ephiez4fQigrz4h9hkez4lcYsYz4xcreez419mejz44EVfjz44jnajz46egoez47DteZ
                z496cggz5ADdggz5Smjjlz5VDiefz5WKegdz5k5khdz5m8eggz5n5ucez542gnUz55bcZZz6Efghiz6E2eggz6K8recz6LnoqYz6NEeggz6NGmuRz6NPrjez6ULdgg
                z6W7mdez6bwZhgz6cLbdfz6cPfggz6eMedfz6hKdfgz6tPZggz604dggz620jcfz63TwVcz6+dyvbz7AYgbbz7Gdqffz7QDdegz7YpTagz7bClhUz7eKZhmz7hxVeg
                z7s20dYz71Nhfhz73vfggz74yldhz8AJfggz8Dabggz8Hveggz8KHlgdz8Q7sZaz8RglWmz8Zzbmez8ldqiUz8rydciz8xtaggz82uPffz84ueffz89Yddgz9LOoje
                z9LqeZez9b+gYrz9gSlgbz9gyaggz9mDNfdz9n9fggz9tbhbhz92oibaz92+jSWz93xtdkz980gdez986eegz+E0asWz+HIglez+Ndiykz+Qaekdz+S0lqhz+UGfYi
                z+UHfggz+Xa0qWz+XmfZcz+mEhejz+sApdiz+s9vijz+txpmXz+yQVcZz+42jWez/GbjbYz/ITccqz/KFhggz/O3lfkz/QiiWbz/jggiez/j1SYjz/nBhgpz/zqofc
                z/3vigfz/6nZggz//Gdgg0AByned0ALPtdV0AL9Xgg0ANEfgg0AOCmcj0APrcgg0ARUcgg0AV1dgg0AZcacc0Ajw/pa0AnNdgg0ApYjdf0Aqtgfe0ArNodi0AxSoaf
                0AyWVnc0A0htSY0A5Ghgg0A8Hhgj0A/Tlkc0BJLefi0BM0fgd0BRCkid0BXnaeb0BYRhdf0Bl1dgg0BqThad0Bqqdnf0Bs9egg0B5KxWd0B5pfuY0B97Zgg0B/Iseq
                0CDyied0CKZwXf0CK1lhb0CQ7lde0CWwfgg0CZ5icd0Caxdpd0Cdf1Ph0ChZdgg0CkGlmb0Cnxc0X0Cv1ggg0CzJmZg0C2ktve0C223TY0C5Ojee0C+JWgg0C/Ghbg
                0DAvffe0DHWnXY0DISibe0DLZggg0DMOltb0DO6cdf0DPMkor0DUlifa0Dlcofi0Dsocfg0Ds1nue0Dtfpgg0DtorvU0D4ujac0ECglc80EHrnfh0EJ5Wef0EbOere
                0EbTjZk0Eskbgg0E0Fhfi0E2Wcgg0E5Olgk0E7kesn0FCGufs0FDffYc0FJjceo0FJmjcd0FQRjcZ0FRKfgg0FRNlgf0FRjigl0FZEdgg0Fdtlbf0FhRpei0FiSdgg
                0FpIjdZ0FqRbgg0FwBfgg0F1GZhe0F3tegg0F9DXcg0GDWfgi0GHMsTr0GOVXhg0GOkegg0GSEegg0GZgfbe0Gavegg0GiBxiP0Gjebfj0Gp2bfg0Gscodm0Gtfiid
                0G3akZh0G8zuhn0HAquqa0HDLidp0HMOiXc0HU+hVz0HZ40fp0Hfyegf0HyPfhh0H52jmc0H+4jbh0IC4lep0IETfgg0IK6agg0INgbgg0IVY3gg0IW8Wgg0IYAgee
                0Iapfgg0Ia0hoa0Ib3jpc0Idafdg0Iikgfh0Iirtdb0Iodfgg0Ipugfg0IunygX0Iu5fde0IxDfiY0Izdigf0JERmZm0JGoUeb0JJideg0JLlaWb0JUCnbY0JUPgjf
                0JWbebf0JXij2T0Jg9sdj0Jswidf0Jt/fid0J0Nhaq0J2jufe0J4ejXw0J8cgee0KHKglc0KIWfej0KIieff0KPVfWk0KQIeoe0KgiMpf0Khhoci0Khsmrd0KmGfsf
                0Kovlan0Kqmdfi0Ktkmte0Kv1t5c0KxliZe0K6jihn0K9faVf0K/7fgf0LDJZgg0LETSlf0LVCYgg0LVFjcd0LXgfgp0LmOtet0LqGjif0LrPlcl0Lt+igY0L9Ojhi
                0MSZbbe0MtLhpa0M0Ddgg0M22Tja0M9ooff0NDzhgd0NFBegg0NLllce0NTyeYb0NXqgfd0NZHfbf0NawhdZ0NgYjef0NhMsUj0NjEdUc0Nprifj0N1Xffg0N1rbfd
                0N5bVec0N/whfe0OJasgt0ON1lfg0ObT0ca0Ocommd0Ohjegg0Oh1mof0OiKfbc0OmhjYX0Onlijc0OqJelg0Orbmfe0Ouwilh0Owsapb0Ow7gte0O5Kejg0O6Hcef
                0PCyjff0PKNdim0PMSfdc0PPGlde0PTQkXb0PVfgff0PYcuar0PiIlhn0PnWqfl0PtWbjd0PwPvaW0P2elee0P7Lbff0P8zfsU0QAthWo0QCakfj0QI1cdp0QNlYkZ
                0QO9nXe0QPrjof0QWkkcf0QZ1nbe0QkbjiP0QoJlep0Qwmobd0QxPlgh0Q6emgg0Q9eiid0RIgdhf0RI5lbc0RKEegg0RXrbfg0Rakpbe0RfLjif0Rltgtj0RmtbYg
                0RnDYff0RqQgqa0Rsezcd0Rv+kcb0R9Zffg0SBFpdv0SDDldg0SKgnde0SLDnfZ0SOMqWc0SRTegg0STUkeW0STmhff0SgAegg0SgN6bc0SmUeid0SnovtT0SslXfm
                0SupoXo0S3Zkee0S6Rhef0S9Qoem0TNfklj0TOvegg0TVvpha0TW/ofk0Tdiigs0Temfgg0Tiledh0Ti0erh0TopWbe0Tp5tVt0Tviagg0Txrggg0T8Nlcg0UA0bdg
                0UDlYff0UIgohe0UQAepg0UT+jff0UbD2cZ0UbeZgg0UkDggg0Um8hee0UsuZdh0UwUcgg0U1jYbe0U4Beyd0U76cpr0U9Aqak0U96hhb0VANYkf0VB7hgg0VMQuYd
                0VOefgg0VRZjTp0VTEhkf0VYnmhe0VY7fgg0VbRmlb0VfPcgg0VgNhsd0Vjdegg0Vpj1Rj0VxAgab0V6Pgge0V7Megg0V+Ninf0V/Kcod0WB7ndy0WFtcgg0WF0ncf
                0WHGkef0WIQggg0WKLUjX0WLfjfd0WM/nff0WUIWfg0Wagkgg0WkjXbf0Wv1fgh0WxJZde0WxgjWb0Wxjegc0Wyjfef0WzyieZ0XFzjbl0XGJhbb0XJMcfc0XOdbau
                0XPYjOy0XYbfoa0XaMlan0XcMhle0Xe6gpf0XjStmI0XlpZgg0XmrwXs0XoBWcg0XzzieZ0X1Nmbh0X4Pknf0X5Sibl0X6kYed0X/Wleh0YDJ1nZ0YE2sfr0YKzhdi
                0YQqjyf0YZtpca0Yficcg0Ygzigi0Yhvcgg0YmqrXe0Ywuhog0Yxtoer0Y1Ierf0Y2nagh0Y31pda0Y5xiji0Y9Meik0ZBVxYe0ZD2i5l0ZJ8emg0ZSTfgh0ZYyjZs
                0Zh/ejd0Zitjee0Zkwfaa0Zk4Ybg0ZwRmfd0ZyGlff0Z1susk0Z8mggg0Z9Wlct0aCNeec0aFRdfg0aIA3cZ0aSMegg0aZJiof0ab1cme0ahmbvb0aqSfqa0av+rig
                0a55ckd0a6Ndgl0bEkegg0bKGvaX0bKHycm0bPGbgg0bQ6juW0bdafff0bd3egd0beciWp0bibnes0bjibee0bnusfd0bnyqgg0brAmad0bv6mka0bzxbgg0b7sjjd
                0cCUdpd0cOjflg0cQZagg0cRtkfj0cnTidh0coYjrd0cykdff0cy5kKY0c13lXd0c2Bhgj0c3rZgg0c36iee0dB+cpg0dCrhdg0dGBakf0dL7ggg0dNpctf0dVNmed
                0dhHgai0dmIZcg0doQfgf0dqhwgp0dsrefe0dzIWdo0d6SWdg0d9hmWz0eBximb0eLOfgh0eRViev0eS3fdd0eU1uig0eWnZgi0ejtWgl0elbhY50elnlkd0emSdgh
                0eydqae0ezYggk0e8Unlo0e9plfe0fBrTgf0fCZbRs0fHJinf0fJFskl0fQ/cff0fUCegg0fYJlXa0fkZcgg0fkcZie0flZlad0fuQfdf0fy4fgg0f3ofgg0f5dgjf
                0f9HecZ0gCofHk0gFDfif0gH2ggg0gLhbie0gMtfnd0gWIiZx0gXgbgg0gZLbgg0geYuuh0ghbaig0gluZdf0gnsgea0grQYgg0gtpdeg0guVeXd0gvumYg0g7Mlfd
                0g8sceg0hCPdef0hD1nan0hGJhce0hTQaTt0hWzYgd0hYYgoZ0heQglg0hmghfp0h17xec0h6tiee0h61egf0iILhgf0iNAymW0iULlXV0iaJgfd0ibBdfg0ij/egg
                0ioRbgg0itShag0iu7aqd0i0SdUY0i1ungd0jMpZgg0jRyfef0jYglfy0ja3Zgf0jf3afg0jiXeWo0jk9egg0jpviaf0j2Idfg0j8VZgg0j/0egg0kArcgg0kD5agt
                0kFQcdg0kF+gcd0kGpggg0kIIhdd0kKWjgf0kLAegg0kQmXgf0kReeeg0kbBXgg0kbEdcg0kbcgfe0kdHckp0knvffi0ktpkif0kujzmc0k0Kpok0lAjjjd0lBCejl
                0lC3tkb0lKrydi0lMKf4i0lWSigf0ld2fgg0ljZegc0lkqfaf0llrgga0lmgshS0lmkucp0lp4fcb0lqnlbe0l0Name0l5vdfg0mDirjr0mf5hfg0mjneoW0mmGZgg
                0mqtZgg0mtTcbf0nEXlbz0nKaYgW0nPEl0f0nTQdkX0nUbiZe0nV0fWf0nWVfZs0na/daa0nb9cgp0nepggg0niNdfg0nkmWgi0nldgfg0nw9hfd0n9wfgg0oOtefg
                0oTrmhi0oYkZca0oZDnea0oa7rle0oc5bgg0od0aee0oepumn0onmdMY0oubYhe0o42jbj0pBHijf0pC/fef0pDUpih0pQwbfr0pT8lgp0pU+fgg0pYJmZi0pYVfgg
                0pksagg0pmykVk0poEikd0pp9fgg0pz3hca0qFGffg0qI5lal0qJranP0qRTedn0qSsmkh0qWHxrb0qb5Xvd0qh3Qgk0qmEicg0qsJcgg0quCgcf0qxBsle0rAckhe
                0rB6gjf0rJDbag0rJXhub0rNXeao0rUreqg0rWfdgg0rc2Zgg0rdsjS00rtniff0r4wiae0sE1ggg0sFgoyW0sK8iil0sLvZgg0sMSbgq0sZFndj0sbRegg0skIjac
                0skkceg0sllgkf0svRffs0svjfgg0s6Orlg0s+xcbc0tAEhof0tEfldd0tEwdgg0tGBcgm0tICcgg0tUoXgf0tbTfrk0thejaz0tjIkif0tt7ffl0tv4aer0t88bUt
                0t+Pbfj0uPSZgg0uXIcgg0ujAlhf0uufXpd0uzwmgi0u0/agg0u2hfgg0u9Hklc0u/Ekbh0u/Jfgg0vOaidf0vXhvan0vZ9ZkX0veerza0ve0cgg0vi+jhU0vy5egg
                0vzkYgg0wAUghY0wBgdpa0wBnagg0wCUeWg0wFejWf0wGUaLf0wKrifa0wXLfaq0waBfXh0waOidc0wiVjil0wt7hgg0wvygbY0wxrrfc0w40egg0w6Msne0xA4nef
                0xEccZU0xFJiae0xFLagg0xJffUa0xJ9tke0xSTdgg0xYXobd0xgYcfd0xubkhn0x09Xgg0x3gedh0yB3ofg0yH/qZr0yJ9Ygg0yKfadg0yLGibf0yNBmwb0yN4ijd
                0yW0lfe0yeTYYe0yetfgg0ypzggg0ywkggb0yw+oec0y1Dagg0y1gcjc0y47cgg0y6pxkW0y+Voen0y+udef0zAdVYd0zFFrhw0zI7dhh0zJkgcv0zRtkdc0zTokbf
                0zU7gef0zYiggo0za8hmf0zcuZdw0zexmyZ0zicgiX0zi6bkY0zytnfs0zzjdjf0z2ydld0z54kdo00A1cgg00Fwded00Gngcc00Hudgg00N8hfg00QTdgg00Ympgb
                00ZfoQc00b+fgf00fRicf00feXjb00i1fgg00joocd00mIjdd00wmjfe001mbud007Zjcd007xtde009xasZ00+3ifh00+5bgg01E3ide01HUfgg01I+eZ101Tgrdb
                01aQiei01acRbe01cDdfs01fsddZ01hVwUX01iIjne01oZYgg01pOZgg01v4Ugg010Bjef012acZg013Fmjj016ijee016/nif01+Hnle02DylQe02Luikb02Mikjr
                02QWdgg02Ycmdg02dqfke02ekcgg02iYnbd02mUcYw02pIZvc02qBife02rVgde02szunc02uQofj02vSZic02+FhWg02/acog03Dffgg03O1nfl03RLudc03XeZig
                03XlZod03aIdgg03pml9Y03sphfp03swocf03wSgdg03zLdai03+Jegg04J3nbe04Kcbkg04RXfqe04R23yV04Y1jeg04i7nbo04sssZu04t6Tge04vVVgg040wkea
                043Fpma0442eeg046Tgfg05BfXgg05LHgff05SHjfl05Viegg05WImgc05aKldl05gTcdr05pjdlW05qftpc05uPaYe05wMZfg05xandh053Dtde054TnWZ057Hagg
                06ANpof06KdjPo06Ozjqf06Qwfei06Utpiu06gleeg06tpjtc06zcefi064WntQ067Xegg07Arddn07Vvheo07WBdff07Yvpgo07Y8hff07ZUegg07bifgg07bwggd
                077rgkg079Gahf08H1kde08J6ggc08N9geg08VccZd08gOcgg08kvfjg08l4gdf08p9dgg08q4tkh08wAiga08wrmes088ZhXt09GVdgg09GYigh09H7ilu09cUhdj
                09fJfdg09iRbbl09nLnbe092Sigg0+HDfj00+WXqbe0+Wqeqe0+Xkdgg0+e1hmg0+pAfeh0+wLbhk0/JHjMb0/Wyedi0/Yfbgg0/gHleg0/mbfcn0/qBhig0/spfgg
                0/tilfm0/tncgg0/upcgg0/wypQz0/2iXZj0/8lcbg0/+7egg1AD0rfZ1AF1lii1AUoqZ51AW8afg1AXUowb1AY5gXe1AbFagf1Abqhge1AeGhte1AlOird1Al2idf
                1Atxnee1BFomif1BP4jYf1Baocgg1Biedcg1BoHegg1Bozigg1BvuYde1Bxkigg1B0icbe1B2Qldn1B2Y0WY1B8nhWp1CE4hgb1CGZfgg1CWBkdi1CWFefj1CWGkag
                1CW/cgg1CbRhcv1Cd0gYt1Cd5cef1Ceicgg1CfAkah1CfTkke1CgAYgf1Clugke1CrGYgg1CwUjfj1CybliN1C0sfdd1C34mck1C7Difc1C7znyc1C8uZeg1DAXbff
                1DBbgdg1DRtjgg1DSbidt1DTzfsV1DY7cig1DbcleZ1DhYegh1Dnogfi1Dpcema1D31Zgg1D46knQ1D5yZjm1D/Lkbi1D/Shkd1EEsple1EFIZdd1EFOgrd1EOEefj
                1EQfghg1EUIpee1EUjmef1Earhgc1EmZajc1Eovgfc1EpPegg1E1ikmd1E2cubd1E/Aqff1FCfopo1FG2fgg1FVKogW1FWlcfg1FX+Vfg1FiHecl1F1HZgg1F1ilna
                1F30hco1F42bgg1F8Nqgp1F/2jhl1GCrgej1GMcide1GRnqad1GaPqUu1Ga3Zhf1GcDdel1GcaYfW1GezsWV1Ghmnea1Ghzmob1GkGgaf1GkPfge1GyQYih1G97dma
                1HBdeeg1HCQbaw1HEGgbo1HFmTpa1HKebpX1HKhfgg1HMfTgg1Hajafi1HfX/Z/1HgXjbi1Hg0qhd1HiXbcj1Hizgef1Hkblee1Hm0Xca1HnWdjf1HuMedf1Hw9lqt
                1H2kjff1H2qeee1H3JZig1H6megg1H8gifg1H98fgg1H+qUgg1H+tkZg1IA0jhf1IA5igk1IDuisQ1IFNegg1IHjfgg1IK7eih1IPVedj1ISXaYk1ITVqdb1IYPuOd
                1IYSm4W1IlgdS81Isomgo1IyUkgh1IzaYgg1I0AZek1I0ilhh1JFDrcm1JPmYng1JTakef1JU8fyg1JVvfjg1JXIbhi1JY+iej1JaYffg1Jfjuwa1JhEefb1Jh9irh
                1JoCl/d1Jywdle1J0vkhY1J2foZc1J4MdVb1J4ufgg1KEykhg1KFukfi1KNzhNg1KTAnof1KYFbZs1Kfekeo1Ki9ftR1KnIraY1KnQljk1KqHhgf1KrSfcg1KyXogh
                1K04fbY1K0+s1d1K+mUjk1LA+ege1LDhsVr1LD/fgg1LLSegg1LNZhgp1LOgmpX1LQevdq1LUQndu1LV+ghg1LWohib1LYChge1LY/joe1LZ1fdi1LlVagf1LmSibp
                1LyJdfs1L+Vcgg1MG4Ycg1MHVhjf1MPNbha1MP8fgg1MdgWef1Mmtsar1MnTiZW1Mpsbgi1MspReb1MtQeff1MuSgOc1Mw3Yop1M3jWfe1M53cgg1M6/VZg1M7kcmc
                1NLUdle1NPSsdf1NSCbff1Nawhgn1NdOdgg1NiQgdo1NiiqXZ1Niybgg1NrBigl1Nsdegi1Ntbieg1N77ggg1OFifgg1OJIruZ1OOGhne1OVkZgU1OWHmef1OaTtem
                1Ocrbdd1OdAggg1Ooyhfj1Oq2hme1OxPkZl1O2vlya1O6Hcaf1O9udkk1PCnffe1PG2eec1PIvjmq1PJIYgg1PJzdgg1PMJbgg1PRDiee1PWseve1Pe/r/T1Pmjfgg
                1PtShgh1PxQhbi1PzRjig1P0Dlie1P6clce1QFUkfc1QHiide1QIrfYm1QVnfie1Qfvicj1QgTkff1QtJdsc1Q0xXgg1Q19lpd1Q3Ilre1RMckfd1RQuWof1RRZfed
                1RUeJij1RV9hed1Rn2Xgg1RvagWl1RyiqZ21R0jdgg1R1Shff1R7Higg1SEhfNm1SJPccf1SNKcsf1SPobbf1SkZegg1Sygedg1S3nYdo1S3uddk1S5Vikb1TGdbfj
                1THhc661TObdbp1TQDmhU1Tc9dfa1Tdmbgg1Tg9joc1TqSrpk1TtOdTr1TxNgep1TxQbgg1TyUick1T08kcd1T6Yqca1T6cZdu1T83cgg1T/Ragg1UJAWgg1UMqhdd
                1UN3fff1UQrefg1Uiadff1UlZocl1UoYdij1Uy1hig1U3kder1U/iQTc1VDwcfT1VIEffg1VIwjdb1VJtgfh1VM+mek1VVBYbq1VWJd2g1VXCjli1VcLgjd1Vepfcj
                1Vf4chc1Vg2adg1VhTqkb1Vihehe1VmXspk1VvHhbg1VzGqld1V2Hmem1V8GhaW1V+Mkft1WAFcfZ1WBubgg1WDkfdc1WQKfak1WRsdde1WU5ceg1WV/nfW1WYrnia
                1WfvYpi1Wphcgg1WwifjX1WyZdgg1W4ALgg1W5kocc1W8ioff1XFWfei1XLDppd1XNBoXX1XOtiha1XSBkd11XYorgb1Xexger1XgVVUn1Xgjaee1Xg4uYa1XkHcgk
                1XlBbgg1Xn+Wgg1Xqqjbd1XsRgax1X3yfgh1X6soad1X8MYdg1X8fceY1X8rffh1X/ygcc1YOoagg1YVBgfc1YZoegd1YhngpY1Yiyruf1YlBhig1Yo0gfd1Ypudgg
                1Ys/shc1YuIgfg1Yxhhfg1Y0xffo1Y7rfgf1ZBsdgf1ZD5l4a1ZOFdem1ZO5Xgg1ZWs2NZ1ZZHcfq1Zcnfgg1Zi8mdV1Zjvnhk1Zj9jbS1Zqukir1ZvPiie1ZvYnfe
                1Zv0fhb1Z1qobb1Z/Dcff1aDxbhc1aGmjea1aI8mZs1acDunl1ag3eeg1ansojT1apohhe1asrmff1avWcgi1ay6sdq1azTfgf1a7HMfe1bBffdv1bBmhff1bDufhc
                1bIncmf1bNjgie1bSMice1bUfbgg1bbRfdg1bbmcgg1bhEcfg1bsabgg1bya0gc1bzAgef1b9ifgg1cI9jmb1cJjgzc1caoecy1ccLqYL1cf4vkc1csXtkm1csrsi2
                1cs0ief1cu8nbH1c4Aggg1c+Oldg1dDqkbl1dFEnid1dHLXgg1dL0bgg1dPgbjg1dR7kbb1dSdfgg1dbDiap1dckdnf1ddghof1dghkhk1dgwegg1dhLeek1diwXdg
                1dj1dek1doMiba1duZfge1dySpbc1d78hdi1eEHafk1eI1ngg1eLDjjl1eY6cgg1ec5pdf1ekAffg1emsjcn1eouiSh1ettZgg1exOefv1extjhh1e0Hvic1e2Ytla
                1fBvqTc1fCWngg1fG6iff1fQnegg1fRgTgg1feZegg1fengih1f6Emge1f9phkg1f93cfd1f+Wggg1gExekd1gIihld1gJBlcw1gKfrge1gLKlVl1gP7hfi1gUpiZe
                1ga5lWd1gl/neh1gp2kfm1gyTfgg1gy+khd1hCmkei1hGhqdf1hQjafl1hXBpwc1hZRqnb1heNZgg1hp3ceg1hqkigw1hrx1as1htigee1hxYXgg1h5TWle1h7Ahgg
                1iEBfgg1iFwZfg1iHtifr1iIbre/1iMOehg1iQtrdZ1iTHche1iUuhqj1iXBoai1iXzvyS1iYniei1iZgZgl1iafhef1igCXfg1imIhse1inUhfe1i/aldd1jQObgg
                1jRCjoe1jRxjko1jTFSeu1jTeecg1jWHteY1jW8lef1jcuWOu1jgmZgg1jlfjfn1jnzddg1jn5ghg1jr2ged1jsulYi1ju9dgg1jy9llh1j1Sfjg1j/+eft1kGXkbd
                1kXNlke1kXQbfi1kZ2fZf1kjZdgg1krpegg1kvmefg1kxicfc1kyrcgh1kzQdgg1kzlpfi1k0ghnV1lLucie1lPPheg1lR/gjf1lXCTig1lZbggg1lZwfde1lbigQi
                1lejgcg1lhpeeb1ljbmmc1ljlfoc1lmOcdk1lmsfgg1luToYc1lvtffe1lwXeec1mAe2tV1mHVkik1mIChhX1mMtbod1mTtmgf1mUmrSt1mYKnay1mZeidf1mZ+ngd
                1mcqddd1mf8Wjl1mkXggg1msXiqb1myMggg1nCQagg1nC8bga1nGLerO1nIWpdg1nNsggg1nShscw1nSznpc1nZcfnf1nallff1nfaifb1nz+cgg1oAkbkg1oBDnej
                1oBSjbb1oEKZeg1oElkif1oQOngd1oQRZfd1oQccgg1oSvihc1oTXeee1ofQjkb1ohSjlc1oillwe1oknkfq1okuakd1omKifk1ou9egg1o/0Vkx1pN8lbe1pXifgg
                1pcFjcf1pehjih1pgQegg1phSmfn1piBdgg1pmSbgg1pnpadi1prMegg1ptrkfj1p2tgcg1p5Vegg1qHsifb1qPsfXs1qQAhfj1qXDcdd1qcfldf1qc4dgg1qj3paU
                1qkdpfj1qpJgig1qpSSgg1qpTUgg1qtQlfV1qvIyjS1q7Kife1rGWk3X1rO/jrf1rRhfgf1rb+ibe1rkLagg1rzBgaf1r1tagZ1r8/cbf1sVDmfk1sWGidf1sXvggf
                1savceg1sjAhoY1smBued1sv4lqX1tAvbqQ1tGKelZ1tO5kdK1tcbggm1tzbfgg1t2Yegg1t6Dlae1uKbYpr1uQCgeZ1uRzcge1udXcdf1ueHlhd1uekgZf1ufbjea
                1uoxdfk1upXhdc1uuMZfe1u0Bwpf1u7HSgg1u9fhjf1vDUnkf1vDsfgg1vGbree1vM/egg1vPoYih1vRJgXX1vUZefg1vU2elf1vY1Xgg1vc3Ygg1vpGkgp1vrkeef
                1vtFicj1vuu0Mf1v02jhe1v3oejh1v8Zldf1v/jcbY1wBIcgm1wBhqid1wDfknf1wEmcjf1wQZfgg1wffdgg1windyZ1wlSode1wm6gcg1wnnegg1wtBfgf1wxHifd
                1w0clgb1w1/agg1w54fgh1w+/fZg1xEATge1xEgb3e1xOyggg1xPMiad1xS/cbj1xTjXgg1xWbgnf1xXNdgg1xbcefi1xemhif1xe8hbk1xf2rdm1xgLggg1xifbid
                1xikjdb1xuwife1x6Miof1x6bZgg1x7Vegg1x7Wlgi1x8edob1x+Hgsf1yBUcgg1yLQcbj1yR9heg1yZCjUv1ybssgq1yb/qbx1ypMlcr1yqOefj1yqTrSl1yvYcfg
                1y6gpjh1y/ZYZo1zARbfg1zF3hmT1zGilcf1zLHmad1zWWYgg1zmCWgg1zu/ihn1zwgdgg1zyQnlp1zzwibd1z7Ieof1z+1pgu10Amfgg10CHVcu10FHm8X10FphUu
                10Hdngg10KMgfe10LFfVs10PVibs10PamXi10cvafi10eqtZv10fpkkf10jLmci10lxedb10n9egg10o1fgg10pnpbf101jife103qbfg1048agg106wUmd107begg
                11Dfegg11EYfdm11Nzcoe11Ylfcf11dvica11gVnge11whgfg11y2fgu11zXlii117bbfg11+Zhwc12Gwgee12Ifoed12V3/rR12YCfgg12cIhes12djpgg12f6heg
                12hcowW12lGZgg12svpic12vZ8lR121Dfib125Zffg13AAk2W13Egfgg13Ggefh13HDWtY13KGqle13Q7oXa13SvjYo13Thajj13Y2hnf13Zeegg13Z3ggg13gVdgg
                13hDiie13kPbej13k2mhj13lQffg13sHgYk13x0sGy130wvta131Iigq135Vcgj136njpf137jlar13+vjde14FLfgg14FrlYo14F/rih14GTfqg14M6pdn14Nugdl
                14VPkff14XlPfg14fQdgg14gstkZ14i1Xce14kWage14lEagg14nkjbf14sngfo141qplb144jpoc146Sehg147Xhka14+ugll14/Mjca15IkniZ15Irfgg15UXtcb
                15WKfgg15hSqeb15iferf15kJedh15rOs3P15ricgg15tGycd15uPggg152Sihk152jlmg156Skpc15+Afhg15+sigg16AWrdf16Fvlfb16THbgg16W5fgg16acmbd
                16jLXef16ruher16wWchg16w3led165Xigc168zrdc16/efge17HQige17J5gie17VvlZQ17d+ggg17lPkXc17uTlQe171Nlgp1793Qhl17+0gqh18A/dgg18H6jgp
                18Prmac18Sgicg18pOcjg180AbZp1829YXs184ecgj185Cjga19GLgee19I4gce19PVipd19Uhntn19WhZgg19W/ucf19ZZoze19a1ccc19cNdgg19c4imf19jv1le
                19oLbnf19xQbgd19xycfj1913hhf197xmbm19/Ffok1+AMrjM1+LUmpd1+Ojegg1+Staeg1+aQhhf1+mVegg1+ovbig1+r9egg1+trggn1+wXXdf1/D7Vgg1/LCfkd
                1/TLZdi1/bjold1/dkYgg1/evVgn1/fVcfg1/kKgef1/lolyd1/ylehf1/3GZff2ACQiie2AGVggg2AHJgaf2AH3kee2AL1fgg2AQJjcc2AR7jmd2AY/kmh2AZNcgd
                2AZ/jdW2AkFegg2AlIggg2AtKehg2Atukoe2At/gmc2A3gpgm2A9tjap2BCevna2BG4egg2BPSmhh2BSkkef2BbDdXj2BdFmef2Bdigje2BjBbmc2Bnragg2Bn7dgg
                2Bokcef2B0Goia2B6wlek2CENggh2CFHvfZ2CHmwld2CJhhcg2CKvadj2CKx5i22CPJhmd2CSyhee2CV0jed2CV1Vdf2CWzbcc2CdBsQt2Cfxdgg2ClFggc2Crmnds
                2CzHilt2C0PhWo2C7xcvh2DJZncb2DJigcv2DKSgdq2DPBeeZ2DWIZne2DZclij2DaohTf2Dggdgg2DiZi4d2DmJfgg2Dp4dgj2DwShie2DwVbia2DzAggg2D4sXgf
                2D5sYje2D5xied2D6AYge2ED7fgg2EP0Ygg2EZpjff2EcHfgg2EgdkWe2EiNTfh2E2HyXY2E3vsuZ2E5Ncgg2E6vlld2E7Kcha2FAZiYl2FFlhgm2FFrx1d2FIGpdh
                2FRogbt2FVPnaf2FZJhdf2FZYuau2FhRdnr2FjszkL2Fmogee2Fnoegg2Fnwdgh2Fo4Teg2Fv4fgg2FzbrUz2F1kgce2F4FdhX2F/fhdf2GGomdo2GUvaff2Ghxlsh
                2Gjpgdg2Gnfbgg2Gpqffg2GtKfgj2G0ngff2G1bgYe2G1jhce2G42hO52G93fgg2G+kjad2G+5Zgg2HBhegg2Hb0dgg2Heaggg2HesZgg2HhFfld2Hy9jgg2H21iZg
                2H50bok2H7yden2H70ind2H+olbx2IEOyda2IL5fgf2ISWfgg2IT7pdb2Io0hfg2IpRimf2Iplbac2Irnmde2I6TpZa2I7GhXp2I9khfl2I9yigm2I/sbec2JF5fee
                2JH7Vfh2JWclbZ2Jehhea2JfIgji2Jl7gig2Jnugff2JtEfje2JtGcgg2JxHfgg2Jxcidh2JzReeg2J0tmcd2KEDebf2KI2sQy2KWIagg2Kapleb2KdHegg2KhRake
                2KjOeZa2KkpdYv2Krllae2KtaWgg2K00jYs2LBDgdc2LG6jdf2LJlfgg2LRgYgg2LVvlpe2LYgXd82Ldtdfg2Llzbgg2Lq8gfe2Lrwbgg2LxsZgg2LzAhec2L4QfjW
                2L5yegg2L8Efhl2L9eiWZ2MA6ifb2MDjblc2MGYahf2MJMnZo2MQWUgg2Mc8arZ2Md6kdl2Mhvlte2Mh5nUi2MoXibf2Mo+gdg2MpOVdc2Mv+noZ2MzLj2e2MzqkpZ
                2M29Vff2M4Hegg2NEgbfg2NJvjcc2NPuqgc2NQIlao2NTQcge2Ne5gde2Nl3qoZ2Npmhdf2Nvoheg2NxOsUr2N83ldZ2OB+fgg2OGkvqb2OL8klg2OMqrgd2Oiivgf
                2Ossadb2OxKfgg2PAGlpf2PIcXff2PLHegg2PTOmfk2PUligf2Phngaf2PiCopb2Ppcjem2PqMmod2Pzuont2P1Gfdd2P3/Pff2QGPaWN2QJUglc2QMPdgg2QRCheg
                2QV7cgg2Qhvbgg2QlLwYY2Qt4egg2Q1Pgfg2Q1flgg2Q3Nhak2Q/B0ey2RAvdlf2RCflPv2RKnVgg2RLNegg2RTymei2RWqhem2RYttle2Rbubgg2RhShYk2Rm1ijk
                2RqSidv2R6refd2R8Negf2SBmfjg2SCi0ih2SJdgte2SLApee2SLYcgg2SNxnfr2SRvchf2STBegg2Scykff2Sdxdag2SjMrpl2Sv5ifo2SwDlhe2S2vXdf2TCnscc
                2TGHegg2THndbi2TRAelX2TSCejg2Tg7dgg2Tl8lcb2TpPmgf2TxGkdo2TzRmYa2UEZXfg2UJQijM2UJkceg2UN5ZlZ2UYLlie2UfbmL42UhHgdf2Umifa12UqMhev
                2Ur7eoc2Uyvdhf2U0ogjb2U1hWgg2U1nikc2U8Cnem2U+AXgg2VFFgfg2VU9bgg2VZPn/Q2Vb+gge2VgRhil2Vgsok22Vlkjbd2VrYacg2V65flb2V77Ygf2WB+egg
                2WDPpYa2WDfibc2WG9egg2WL1fff2WMkkeW2WWrggg2WZeVgg2WaWkba2Wdyebk2WfWgcg2WfmyjZ2Whnagg2WnDViX2WnGagf2WnTlla2WwHYen2W7Mcfh2W8djfa
                2XAZixd2XDWsoZ2XJJnnc2XMLedq2XMNjiZ2XT9Vip2XVNcgg2XW7ifX2XcGgig2XeT1hY2XjSlip2XlpllZ2XsilZc2YCbYhl2YJ3hhd2YNReof2YXgjhb2Ygofnh
                2Yhicgg2Ylkkfq2YmFifb2Y5lmip2Y5nkpb2ZF3jfj2ZHzmjb2ZIDhYf2ZI3dgg2ZJVfad2ZPimZh2ZWivlW2Zagneq2Zc5iXn2ZfTidf2Zl4ehg2ZtylUg2Zz+lnM
                2Z7EThb2aPihnU2aYWcct2aaycgg2agdonh2ajWkdn2ajnjen2apGcdg2aqagfm2as9kUp2a7Ffef2bKGfgg2bMDmdk2bMcdpg2bQhnnb2bQjafg2bjBXgg2bkNkod
                2bmmggg2bnMegg2bnregg2bsumeb2b2KogV2b7zdld2cCVfef2cE2fif2cFeagg2cMoeiY2cM7fef2cOnced2cWzegg2cZugod2cbZfgg2cgBecb2chJbhY2crdpef
                2ctzbgg2cuFegi2cudYfg2cwxgqY2cyepcf2c0Phde2c26ldg2dEpigi2dG4ije2dRchng2dVebgg2dkSdfj2dnFgpa2dpFfgg2dyIehf2dyZcgg2dy0uvX2d4SYgg
                2d9Bkfg2eCjXfg2eE1jne2eFkpee2eGmggw2eKd2ie2eLzcgg2eMSldl2eMqnee2eN7cgg2ePHejg2ePZdgg2egilqd2ejscgg2eqKage2esKbgk2es1ffe2etRggg
                2eyAnYc2e5sgfi2e7pegg2e8UYfc2fHFdfb2fJjbef2fKIied2fKMbvc2fMusyp2fTqlil2fU3zeb2fqdehy2fwbbbg2gAQfff2gDzang2gECVgg2gFhgsf2gHjntd
                2gTuifa2gUyjog2gdxmfa2g6Qfgg2g/lcgg2hGzafe2hKQmlf2hT+hed2hoQjfo2hzocgg2h1nidd2h1weki2h2lhef2h7Mfhg2h+9tmn2iBHjfd2iB/gcc2iEyhee
                2iGsMgm2iMEjmh2iM2lpa2ibMfck2ibnmge2ie0dbd2ir2qcf2i4kgfe2i58afg2jAPegg2jGGYgg2jL6deg2jNEhUf2jO1lkc2jTneWf2jUEZXo2jUTifg2jZQoec
                2jjAQfo2jlFhgg2juodcs2jvefgg2j4eZfo2j72Yui2j95kdf2kDGfkV2kEndgg2kGwijZ2kKkkbl2kX3agg2kcYegg2kcoXjg2klpnqY2koKafg2ksHjoZ2k2G1bu
                2lALegi2lBljfb2lDYikZ2lLyfWn2lMmngd2lVldgc2lW/mdo2lYjugf2lbdmel2lkienf2lmXgdn2lmbdei2lpIgbs2lp6ogg2lrPYgi2lvicXf2lwikoc2l1anjg
                2l2+hfg2l3AXdl2l9Sagg2mDdggf2mWgdgg2mbjcgg2me9eof2mh3wgp2mnclde2mwmhck2mzOqqZ2m8fZWd2nFggfh2nJVbgg2nKHpdk2nKvdar2nQFiXg2nSZpbg
                2na1deg2netcdg2nuYfge2nzDqmi2nz1dgg2n/8hXf2oNvkfn2oUphgi2oY7ggg2obZgkf2ogGilc2oopoon2or2vjW2oz1egg2pCGgkj2pDHagf2pFDcdg2pHVodf
                2pMgxmX2pSSnme2pjTgdj2pjpgeq2pjqiRr2pn0mme2pthspc2pwLffe2p0lhef2p1Chaf2p2hmmk2p8Yphi2qESiqe2qM7gfg2qSTegg2qTNbgg2qWMksd2qakcff
                2qqylYh2qySkhf2qywdgg2q4xUgg2q7Gemd2q8Vfdf2q89fgg2q/Ihlh2rByjdd2rDMggg2rJuZgg2rM+jna2rOMrbj2rRKkYw2rS2gdc2rYjmfn2rgodje2rjlaga
                2rjtqfd2rokhdd2rpHhYr2rsRfgg2rwRjtc2sBmhel2sDQded2sDd0mh2sEXcif2sIaegg2sJUegg2sN6feg2sRWgef2sXBbfg2scNekd2sccedk2sgTpSf2stPjpc
                2swqo5O2s2fXhf2s6Oleq2s+0kih2tBNkdf2tGihml2tYqhhd2teUjjg2th5fgg2tq6itY2trAevZ2txqcgg2t3Bdgg2t35dkw2t9uncb2t+Hhgg2uF2kgg2uGYVgg
                2uKzfrd2uNJdgg2uPlfel2uaFkbf2ucChdg2ugEmPj2ugp0wj2uhlfgg2ulijhj2umLsjo2uoDWaT2utMbjc2uu8fgg2uxnfee2u1uedd2vIfges2vIiZaf2vLqhZe
                2vOkegg2vOzjjf2vPfewd2vU9feg2vatmgd2va5dea2vhggjf2vkrYgg2vo/sni2vqJdgh2vtEpfh2vySXjd2vzNVgg2v06jfg2v1Hidf2v2ybme2v6Hiar2v9hphf
                2wD7hgg2wN2ekd2wQwkog2wSafgg2wWyqmX2wZgWgg2wgtffe2whRecd2wh7jvY2wt5fgg2wwhlcc2w1Neeo2w2nhfg2w45pQx2xCGfTh2xI5Tgg2xOxeja2xSWcjf
                2xUDtgN2xUOkcg2xYcrpd2xd3ief2xksfgg2xo7egY2xpxbgg2xsscjg2xsvibd2xtPrbf2x3tfU02x4MZcT2x6Hgif2yA8bgg2yC9kgc2yDvigg2yEFmge2yIloee
                2yLThge2yLdXgg2yOTfgr2yXlkhd2ycAZge2ycxcgg2yegjpa2yn4fgg2yqETgg2y7lYgg2zMXuqj2zOwagg2zY4fgV2zdbhcZ2zgMkik2zhXopc2zh1idf2zkTifd
                2zmKibg2zrUUfg2zztncc2z01hhj2z05fZg2z4Fqjd2z5Iqht2z7SZZm20IOcgg20I9ggk20OFpcy20OIkgg20QVXgW20Usgbd20YA/gg20fbqtZ20g2dsf20hcdhm
                20kzbgg201kech202mmba203goke207Vcde208Cclj20+1xTh21AGdki21ErXgc21Hagff21N9Ugk21OXdgg21XxYgg21ZoXsZ21iZYgg21igifh21qudgg21vBdgg
                21ykeif212bgdZ215JngX22A9omZ22BBZic22Cregd22I9jdg22Jpifc22Oojfi22Uix5a22VTffc22WMedd22YBfgh22bGfWf22bXofa22fRmcd22j9edg22modgg
                22m2lcz22qjlVu22xmXRp22yVief220mfgg22/Nree23Crgaz23Ffcpg23F9fof23GNgfg23KUhfe23L5ggf23SBSGt23SGsbr23YJlpd23dInrd23dUdgg23gmcgg
                23iedgg23pZmgg23tggag23uBYcZ23xMegg23zdffv233adgg234ecfg24NhdUo24bHUdo24d4hmb24ocide24s8hdf24tGxYY24vXfge24yBTfd241Nhdu242ynfr
                246shWj25KYknX25O3ggh25T9hgf25WRagg25ZZbgg25dRofc25eligp25lJbgg25ndnge25pDige25wxibm2565neu2576mge25/xa5g26D8dgg26QzYkY26THeaa
                26Tsgbd26aijZe26awahl26fRegg26o+lde26qQfbf26uegje26ufgkg26xVmud26xgcke2601kgg262dmWe263vhqa264Hlgf266fcfd27G5Ygt27IIgle27OIWih
                27RXhjd27Sumff27XskU327aekdm27eoffe27hngpe27jQhfm27lNtZU27lfdgg27n1cgg27w+hge27zssnW27/gfgg28ASihl28Canes28FMise28MmWkf28Ojhje
                28SohYo28Ylegg28byoeh28ffggg28g5hdg28hhszR28lYtgj28m7ffh28s/hgb28wMelb28waoT328zRmgg29CFfgg29HUide29PXPgg29ppXgg29yaYbe290hpnd
                299mkdd2+IkgZh2+Jjlff2+Liuae2+QvmbZ2+Qxbgg2+REdgg2+Ucdhf2+V/ffi2+XBZtf2+dMbeb2+rUgho2+uvdge2+46glg2+6tbig2+/Rmal2/BKfgg2/Hjofh
                2/I6cgg2/LNdfd2/Oofgg2/RZqsa2/U0kka2/W1ccf2/b5cpg2/p8Ugg2/p9Wcf2/v2bgg2/00fgg2/06ldd2/3RYff3ABPegg3AD5odl3AEmgdp3AGnlO73AJjide
                3AW4dke3Ai0ffg3Ajuego3An7Xfr3As/heh3At9gaj3Ayrpbt3Azijbf3A0Atzd3A4QYgg3A5Mcil3A+gegg3BAKkYa3BMPgbm3BMUdid3BXKifg3BY+fmg3BZUjcu
                3BiVZib3Bj6TZf3Bpgbgg3Bsyagg3BuJjd03Bw1mYZ3B4QUdc3CP5hse3CQyZfg3CTfmbf3CTxZbd3CcBegg3Ce1fjg3Cjgcgh3Crldgg3C2wibe3C52emf3DJpWgg
                3DKwfdb3DVVflo3DXbddc3DeFmpZ3Dp4fff3DsGkgg3Dv+tdl3D4mc4g3D66fgX3D+2jpd3EDxpfe3ERyebd3EYGngg3EYRfgg3Ea9gff3EjAuml3Eo6kgl3EsSrrL
                3E8Dggg3E8Yegf3E9Xgjf3FB5fhf3FLVXef3FNTeZi3FPkkde3FRddfg3FTwsna3FUlhbb3FY5fad3FbQjeg3Fl6egg3FqYmbe3Fqr/jd3Fr8ggf3Fujhme3Fv3bad
                3FyJsaa3F3Yfgh3F4Tjfi3F46sft3F8jfgg3GA0fdk3GaKchg3Ga0moP3GlRnra3GlvZgg3Gtwjbh3Gvgfgg3G7Dqsf3G+vfmb3HAEhjg3HAUlgg3HBKdbf3HCdrdq
                3HGiUgg3HM4oTp3HO1iig3HT+dTs3HiAafe3HmkWZc3Hoareg3HtBqie3H5dhjf3INslWg3IOecbp3ITPfkg3IZxegg3IbZpUd3IiRjhf3IpVbng3IrJhgg3Irvgrf
                3IsNrdc3Isvged3I05egg3JCYfii3JFwXgg3JH/fkk3JJSoen3JMqmdh3JNWkez3JN+efb3JSDcdg3Je0imc3JhhmUc3Jm336d3Jsfdgg3Ju/fgg3JvOkeU3JyNwff
                3J2Tnif3J6bcgg3J8Qagg3J+9cgg3KBGafe3KB0f2c3KFYZjd3KLSegg3KLfggd3KW+bgg3Kadggg3KbVicr3KcDtba3KcQdkk3Krbiqg3KuxheZ3Kwlhaf3K1dhgg
                3K22mge3LA6bgh3LIVYgg3LJTTaf3LN4gca3LR0lac3LZojYY3Laecgg3Lt3Zgg3LxZchi3L0Jlaj3L0dnde3L4Nhfh3L5Ycgg3L5hekg3L+odgg3L+8Zke3L/Feli
                3MKQPcg3MM1fgg3MQeodc3McTZhr3MnXgmd3Mn9eee3Mxkeef3NFRamm3NGlZkf3NINmed3NMPVhl3NNBejb3NQBmfg3NQrdTr3NYJtse3NZxifs3NiRbrg3NkjrWz
                3Nm1beh3NuGsVW3NyKfgg3N1mfgg3N2/kZk3N8Lcgg3OGyZYg3OPedcp3OhPheg3OirjST3Ojbegg3OxCZXo3Oxyc1c3OzJxTn3O+udgg3O/EXgg3PTSbhm3PV5egg
                3PZhnlf3PbUhkg3PnBkha3Pq/ZpZ3Pto/Q/3Pxoaaa3P3Qhgc3P42egi3P8pkha3P+1jee3P/Ucqg3QDAiZf3QD4khm3QJGcne3QNoldm3QPEedz3QY6iha3QcduZu
                3Qfshmb3QilbWe3Qo4egg3Q4Lefg3Q58keg3Q7Cufm3RBMeef3RI/dbi3RKAeXe3RMtcgg3Rc0djg3Rj4dfg3RlChik3RlLjqh3RmqYUe3RrFZgg3RtDfgg3Rtifgg
                3Rtpedg3RtqjVe3Rt0raj3Rxzkid3R0Bhef3R32iif3R8QQdf3R95vcc3R/xmWs3SJfegg3SQAcdy3SR6hdg3SSXcgg3STmdfi3SYYmcq3SaYmdg3SgWjfh3SltaX1
                3SpvbyV3Srrgkb3StOcgg3St2dgg3SxEbjY3S8Aggg3S9hede3THkgcc3TH4ffi3TKKjZn3TUojcY3TU5ijb3TX0lke3TYMhgb3Tbgisc3ThJdfr3TloskX3To+gkN
                3T0Qefg3T7nfjf3T/oZgg3UFxldl3UHCpYe3UgVojd3Ug8dXt3UjXiYb3Uk7Vee3Uoanbl3Ursbfr3Usaegg3U8jZ5d3U/aogY3VAjlfc3VBShlf3VBsfkg3VEYcpf
                3VHPhfq3VJukab3VLdRgg3VV6efo3VgUjhg3Vhceff3Vprkcd3V2sZgc3V90kg23WE0kWg3WF6qbZ3WH+faV3WP+kae3WTGcnZ3WaNWgg3WcGegg3Wdhnet3Wd/xtW
                3W1YqKh3W2Fdgf3W4/meb3W/K90c3XB4fzn3XGZegf3XHIbbf3XOcbgg3XQubch3XU9Xgg3XfPhgf3Xkhkgm3Xsnjhc3Xu+iff3XvV1xY3Xxjfgg3X7eOgg3X9FYzb
                3X9zXke3YGEcgg3YPGe7W3YQJfgh3YQRlUi3YXedgg3Ybemcb3Ye1xpd3Ye/m0c3YrYuea3Yrzidi3YyadVp3Y3khgh3Y3nYff3Y33fgg3Y4nYde3ZBCggg3ZDXqea
                3ZH4ndf3ZLgYgg3ZQEiem3ZSSud33ZTZadc3ZXoXdf3ZZ+ngf3ZbsjhX3ZdRhhi3ZhSegg3Zhkkff3ZiSYir3ZiYkyf3ZkLodh3Zl+hid3ZmLiec3ZsQcff3Z3Edgg
                3Z7Xfbh3Z9T2cZ3Z/CxYU3aDXhlg3aLCoka3aUYsoe3aVbkmS3aVdTgg3adSfkf3aiQekn3aj+Ygg3akBnkk3aoWgrJ3arTaee3a2Yghd3a5vifg3bDtewd3bE/sem
                3bJMmuZ3bK6Zgg3bOgedb3bQumjd3bTTegg3biOiSp3bjofoj3by1kef3b08Uff3b3befg3b6Tfkg3b84jig3b86bnU3cA+ieg3ci3egg3cjtgZi3cnmagm3cn1jXa
                3coyhsb3crVdgg3cwrmqr3c12nep3dBPfbc3dO4kWY3dP4fgg3dS9zcR3dTGcgg3dX7daz3dkVede3dmmlne3drX0jU3dtggdf3d13dgg3d30f2g3d5Gggg3d6Cejg
                3eAMhfg3eCleqa3eEtdJV3ePdgef3eWDdcd3eWPfbe3efSggg3epHbfa3eyJedf3eznZig3fAkedb3fCDrkY3fDIjhf3fJDw1r3fJilcf3fKokff3fX3d0o3fZOlqa
                3faEfef3fdFagg3fi2egg3flvehi3fwchaf3f+Rcgg3gO4jfa3gRphip3gVtkmq3gWpigg3gbSele3gd6fgg3geIbgg3gfJifd3ggHagg3gglheg3giNifo3gjPlhf
                3glVkbR3gnGjhi3gqDTod3guQqbe3g2nchd3g6Gddt3g9Mfff3g9akXa3hJYfgg3hRsrng3hUtgff3hcTmff3hejsdf3hernfd3hpywgd3hqRhaj3hqkfhj3hsK0VZ
                3huLlfp3hw2W7Y3h0Xkka3h0cdfg3h21deZ3h3Zcdf3h6qgse3h7ritD3h+irnc3iACckV3iAidgg3iEpfgg3iMVlfY3iPIjZe3iRMfai3ieyggg3ifedgg3igefdY
                3it3ahc3iw4frl3ixuegf3i4dfgg3i8begi3i8kgfi3i9Vgeg3i+gbgg3i+uihe3i/Igfh3jC6fac3jEsefk3jG7Zun3jNdkff3jNulea3jUMfjb3jbyebg3jcHieb
                3jgnbeg3jx5alg3j16iXZ3j7DZgg3j/Kfge3kEvdgi3kHFbki3kHWegg3kMul2a3kN2ulc3kONgcv3kOjcee3kUNkhh3kaSebe3kfboV63kh9mad3kjwdgg3kkRbgg
                3knhWgg3ks3Ygg3ktiefi3kvFqXi3k/ojbf3lIetNo3lQLcfe3laoqfd3lf2qcb3lmCflm3lrdfgg3l3Walh3l4sffg3l7Gdgg3l9Ilfl3mCvhfl3mGRbgg3mJYese
                3mKm1wZ3mOBqZa3mZMRdj3maNjeg3mbpegg3mdKfgg3mdrcac3moyped3mqcleZ3msVggg3mvedle3myLnce3m3WYfe3nCcibe3nClg3f3nPTddd3nUtbgg3nVoidf
                3nWYcgg3nW9egi3nfxdeg3ngGmfs3ntrRgg3n8Jedo3oCPeof3oERrci3oEriX33oFugcb3oOtjhk3oPFmce3oXGndx3ogtagg3og94gc3ohSuja3ol4igf3oqSgmg
                3oqfvfb3owYgbb3owqcgg3o6BcWt3o7Gdgg3pQbjgg3pXlxnZ3pa8cfd3pf7mZT3pkImke3pk0m/R3p1rrbe3p3Jglc3p6ZmnX3p7pggg3qABgen3qA7ght3qBNwpa
                3qBTdei3qCBngg3qLXbgg3qPFffg3qZFYgg3qfXggf3qgSidm3qzmgfe3q0Hjda3rB6ZjS3rEzfgf3rR2aZj3rS0ggg3rdffgd3ri0fbg3rqMnic3ry8agg3r1Xhdi
                3r2vhge3sJ5jhg3sURevg3sWUqlw3sb3YuS3shVlib3slkcec3sq2Zgg3suTjhY3s9Gegg3s9pedh3s/Xgbg3tP5nme3tQFkfT3teCgYh3teUmdh3teWnld3trUfaf
                3t0Mowb3t9pZgg3uEcpZa3uF8ogg3uHZdgg3uK7wgg3uOWeZb3uYFtex3usjaee3utTi6W3uvapie3u59qlQ3vAAfgg3vBpVhj3vJbodj3vPLgkg3vYxbgg3vg2djg
                3vg4ahg3vi1kZc3vr6rD/3vujihb3vwDgcc3vx3kod3vy1nkh3v1Jjfi3v3jkgg3v4ngkc3wASqYc3wBUdde3wDYlyW3wN4egg3wPvfgg3wRjdgg3wVmfbl3wXRkgj
                3wcAZgg3wcceh33wgwbfY3wk7qgf3wlughp3woAjby3wsRjkd3wtNggl3wu9ggh3w14egg3xEabgg3xFDjfi3xF4dee3xJ0egf3xNqXfg3xSIefb3xTDcgg3xTVhcf
                3xVGflc3xZFfgg3xZ6hgg3xcangg3xf+cgf3xlUtaZ3xukvQc3x1Xhde3x6lgdf3yFuhgg3yJNjef3yLHbfg3yQvdgg3yR/jei3ySiigh3ySsegg3ybxmXd3ylNjmd
                3yl2hff3yvkhke3yxfpyl3yzeghZ3y2Mnfc3y4degg3y8hjfX3zAUegg3zFsjcd3zHHcgf3zLDhej3zMWjeg3zRIegg3zZlbgg3zbjajm3zg6agf3zrSjXw3z5xgfn
                30Ikgbf30Khfod30Mkdfk30PdkZe30Q4Xft30XHsXh30XKYgg30hzfgg30v4lhr30ztggg31Dhdgg31FKiYX31JoYbe31PEbgg31SOllb31Wvggg31bUikb31lvxPr
                31x7bgg31yfefg32A/bie32Dafgg32Joffh32K5ecf32bBogc32bSghf32ckhfm32jHkkd32qfjsi32t8Zhh321NUeg32+mjga33B+hdd33CMSfj33GRfgg33IDult
                33Idgeg33LUgff33PkuzW33Pregg33RexrX33UwtfZ33V8aai33X8bgg33bWcel33eAfYo33i9dff33nUeUn33quabf33q9Ufg33tRgdi33uEgdd336aYeu34Igfnl
                34Nldfb34Zhids34ghape34jBgfe34m8lig34rzieo35F4icm35Hbgff35Kuk3X35RKhek35fHjhX35fkdgg35flefe35jhjcb35mJaah35nRqZg35t8kff352Vggg
                355Usog36BOagg36Ehfgc36IAiVp36L6mZS36a/tfe36dreei36k0cas36vzZea36wXdde36w1Zgg3601dmc361Chlg366LWjn37EOmsf37FQkqp37FUfgg37KXkka
                37PVffP37QTfff37Qogne37ZRloa37i4dgg372edgg37+Tcgg37+Vknd38AAbgg38Cjjde38Mo6sh38XCqrd38X2iTp38Y1Uhm38ZIhce38ehemg38j8ebf38p8iep
                38qEjcg38sFegg38upcgg38v0lfc382Ckkt388Caif39AGibc39A6ffl39B1hga39Cnggg39Cxdgg39JJkdb39JTphk39Jtfgg39Jyhfd39LTpmd39UOtgj39Wekgk
                39iKigi39nzjca39ohifV39sjdei39tWnWb39xWYgn39yLbaf39yqpac39zkgfr396juic3+Cnldg3+Iffem3+OOegg3+UTfgg3+Vpjcd3+YEfbe3+j/kce3+q7ngh
                3+vsYhe3+1/bgg3/Jtcmq3/ZClUt3/lBmpV3/xIheh3/5eqgf3/9zpRn4AAlkuZ4AD6ggg4AVcdgg4AWScgg4AbCWcj4AcTbfg4AfTccm4Ahpffg4AiHegg4Akdcag
                4AkrlMe4AoJiUu4AqOjan4AwXghf4A0zcch4A1Xdgg4A76jkf4BAwfdg4BBXegg4BEukZg4BTFmXa4BXBhed4Bi/fgg4Bjeldc4Bkdbcj4Bufhed4BxUoge4Byblhe
                4B1cpod4B4Xffg4B6Kijd4CDqffg4CH0egf4CREhgg4CXtfgg4CcTbfd4ClVqde4CqJffi4CvImeV4CxBzjW4C4pefg4DCOcff4DObnhd4DT6Zgg4DY0Ugg4DY2bac
                4DayiU/4DbAisY4DdXfgg4Dj3swc4DuLffg4D0bXhf4D14ggg4D2rbeg4D5Jkcm4D6pcge4D9Tfgg4D99aeL4D+IYff4EGAhif4EGOpSd4EXKmbe4EgCkee4En7jZf
                4ErRjkh4Erdfam4Eycbgg4E4dkiW4E5kxZh4E6XinY4E+3Xmi4FCLfgg4FGWegg4FJlhdZ4FOWShf4FX9sYl4FYOfVc4FYckYl4FYhegg4FaGgfg4Ffxdkg4Ff/Yhb
                4FggYeb4Fg3dgg4FmZedl4FqFogg4Fq5Ybc4Ftaicg4Ftrbdf4Fyxmec4F0Xejf4F1Zicm4F9asWj4GEfefd4GI8laU4GRKegg4GTuYig4GflZke4Ggnfgg4Ghimbh
                4Gk8mge4GnHmds4GoQi+V4Gwwibf4Gy8aie4G/zfef4HJmeeg4HMSjYd4HNZceg4HO/jef4HPugna4Hhunkm4Hhxefe4Hh9ffg4HvwjZW4Hv7hdf4H4Xmef4H832yW
                4IBwdgf4INQhgn4INrfdg4IX/cwL4IYLkkd4Iabc+T4Iozkoe4I6lenf4I7Eizf4JNUhgg4JQFmog4JSeegg4JTXfgf4Jaciii4Jf3jed4Jj6ifl4Jnyggg4Jthagg
                4JvTfgg4J0Oggg4J2zcef4J4nUgg4J63mtk4J8Pcgg4KH9gfo4KJrcdf4KLufgg4KNBeif4KNtZjd4KVVecm4KWPTic4KcdiZf4KgHXsc4Kjqegg4Kwagde4Kznjgj
                4K1icfd4K4Yfgg4K4gmff4K4mbgg4K5/ggg4K9xfge4LREheg4LRJcce4LR1ebe4LYZoWV4LY/ldf4Le/nmr4LfDdgg4LkRfcf4Lrtupv4LtRege4LvVldf4Lvlfgg
                4LwMbXi4Lwjcgg4Lyghag4L0Egid4L0wegg4L2+fgc4L3HbwV4L3jdjg4L6Anme4MDWdgg4MEQfgg4MGujef4MJkgjf4MKOlgk4MNsQvd4MUmibx4MVOfgd4MbHdgg
                4MdOagg4MiZien4MldZej4MpmfZz4MrMhhd4MrZfbe4M2PXgf4M8aidd4M8ckfc4M+Fffk4NJzgXv4NMMidf4NMOhkf4NOcmfg4NU7mee4NdLlWZ4Ne9ghc4NhLVbp
                4NwNndc4Nxenec4Nxmn1W4N0RhYu4OEycgg4OGRXgh4OKmfpa4OLnfmb4OL9cgg4OO5ifk4OQphfg4ORDjfd4OZIbfe4Ogpkkn4OhMjcc4OjZefg4Ol/dae4OtGiee
                4O1Qjhf4O1Rbgg4O4bhef4O4ulgg4O7GXgg4O9AsdY4O9RmYp4O/Mvma4PQTgkb4PQdide4PQrlif4PVWfgg4PZ7gfp4PdCgdl4PgEghg4PhjjZs4PnJkfg4Pusfgc
                4PvQacj4P+Hpie4QKWegg4QP3nkg4QQFfgg4QVAbwV4QdWidb4QfTgcr4QhPdfg4Qjsigf4QvYjhp4Q6+agg4Q/Fgjf4RCj0le4RE+ahq4RSZrib4RUwmXe4RVpbgg
                4RWbhcc4Rj5cY04Rm21YX4RnPWdg4RtGeYk4RySxfS4R2dgfi4R/Ogfh4SUhm4g4Se6frf4Sgurfe4Sqhgef4S6Agda4S9Xjdh4TFOfdd4TGgkdg4TJ/mdc4TPQcge
                4TTThog4TYUomc4TcDtge4TdtZjk4Tf6fej4Th3jod4TqLYei4Tt+mae4T4IYff4T7qiZg4T9tqmh4UCCfjg4UDhecg4ULAnfe4UNdcef4UO0gkd4URSbeg4UTeodf
                4UW+nxT4UaGddZ4Ua+cgg4UcnYpb4UiRifg4UlEisg4UoYujq4Up8hdZ4U1sgfk4U2Yqid4U3Okfe4U79cdf4U9+vd94VDdlco4VMyfhe4VN4fqW4VTLWgh4VTvXgg
                4VUMafg4VZaeZf4VbLagg4Vfsaee4VgNmcf4VtGhXb4VvAegg4VwMggl4V2sife4V31igf4V+vjlc4WEsubs4WIIrgf4WKFknX4WL4VZZ4WPnmlc4WXpaoj4We4cZb
                4Wfjpeq4WkXhfd4WqRcdf4WqcXjf4W3vuef4W7zbgi4W8OfbT4XD4ggY4XUbZdp4Xb9ied4Xkaesc4Xmxnee4XnHjie4Xuuojf4Xwkghk4X2liiZ4X6Tgde4X6rirk
                4X7Qikc4X9hdbk4YFMgfb4YJufgh4YSncgd4YS5eZd4YTCggf4YXedgg4YZzrtX4YbHfmn4Yjeidf4Ykdlff4YmxWgj4YrEmbm4Yuagci4YxGgig4Y0Wdab4Y4FZgg
                4Y+cikf4ZFKici4ZIsced4ZJRrbe4ZNrdcW4ZXBffg4Za0tZp4ZhQvft4Zi7dgg4Zj+eeZ4Zpxeff4Zwlfef4Zxkire4Z6Yvfa4Z/2lci4Z/6ken4aH8gfg4aO6Ueb
                4aTffWj4aVjbjb4aeSXgg4aeqgcb4agbnnd4ai+aio4ajqbkf4ajvaam4anTegj4bFSdhf4bLpsvb4bMFggg4bUulhf4bWcfmg4bh3dgg4bmLdgg4bm2cWc4br5UXa
                4b1qdgg4b6Fcgg4b9ncgg4cAShae4cAsffg4cCZkcd4cG1die4cJFkuf4cLqegg4cXkjNh4cZTggg4cZ0yVm4casjgW4cq5heY4cu5fgf4c0zefe4c2uZgg4c7pfkg
                4c7rpSb4c8tbdg4c9QhYg4dMohar4dMxbgg4dNfdgd4dPccgg4dQiine4dQmZfc4dQugtd4daBYke4daycgg4dfudgh4dgwqca4dlxXha4dotggg4dozdhc4dsNqid
                4duEhbg4d1lifd4d2odgg4d5Vweg4d7Iigf4d93gce4eFCegg4eH1dgg4eK6egg4eLXQfg4eP+ldg4eSdpfe4eTuhYs4eYLXYf4eZLlZb4ecIgxV4edkggk4eiM4br
                4extgnf4e0Fejb4e3dcgi4fAQvUc4fBFqtR4fDvedf4fFeefg4fGOfqb4fKMgkg4fS0ola4fXHZpg4faUZeq4fb3cgg4fmzWgg4ftmjje4fvAXYb4fweegg4f6Ufgg
                4f/5iPc4gAkZgg4gC+odf4gF4dia4gKFkgg4gZcjgf4gbrcfi4gbxvag4ghPfgg4gjfhmf4gyLohg4g3igmf4g3sSgg4g6aYgg4g68Wgn4hVqbZb4hXHcgg4hZb6bd
                4haEpnS4hsMlWt4hsukqi4ht2fgh4hx9den4hz0pca4h5PuZg4h7ijgn4h/Ibeg4iDFhdq4iD6via4iFsdc74iKIbeX4iMvafg4iXAcZe4iZLfdb4ihNfZb4ip1NXi
                4i3Smff4jAZmgX4jCggfc4jC2jtd4jDSlY54jEjfgg4jEsfkd4jK0mkc4jREjgg4jRujiP4jYhkkf4jZLVdY4jZUpyc4jZ4ecf4jdaYgg4jfdeZf4jnefgj4jtyZgg
                4jwnegg4jxFjbj4j0rmZf4j8Vfjj4kI3aeg4kKafff4kMUinU4kNdgcd4kR0zOa4kVlick4kYKggg4km1gse4ktUfgg4kwopdl4k09gah4k1vdgf4k63Ydb4k7Hodh
                4k9Aote4lDlebg4lHqcgg4lQLkek4lRngdd4lVtYgg4lV0idd4ldQcgg4lhnfid4lrKmio4lz+egg4l0Gted4l5Jdfg4mD5llf4mEymVv4mKijef4mT8jtc4mZIeef
                4majbce4mfgkwo4mgR3kb4mjFlew4mrchne4mzsmfn4m0rkof4m70mua4nAQmfe4nE0pae4nJhjtf4nV3dgg4ndMmgf4ndlode4nyRcZZ4n4hlua4n58afh4n6Vmbf
                4oE8hff4oHAXee4oHVlak4oMWcgf4oNQgds4oUzfia4oVEpjh4ockomc4ooEhnd4opaYmd4opoeqf4osnSlf4otCgcU4o0ZZff4o1Jdsj4o/2foh4pApXgg4pCiddd
                4pDdfnU4pE2egg4pF+bve4pG8kib4pH+jic4pSlhgg4pbweqg4pfChme4pgtfbd4phQjkb4pjebgg4pmOhci4pnCYgh4pqaboc4pzI/ce4p1Sfec4p2Ljgg4p9wfdg
                4p9zfcb4p+Xjbl4p+3Ybj4qAEfif4qJDueb4qLAbgg4qLWgef4qNnfke4qPvgUm4qTzgel4qYuhhf4qcZcgh4qhtcfl4qm6dgg4qnAnbd4qoAqdZ4qrPggf4qsJbfg
                4q1oknd4q8kl0d4q+T4aY4rG/ncb4rIzcng4rOXtiT4rW6dfg4rXbcgg4rX/jbf4riRfgg4ri3igg4rqkjZf4rrtegg4rr/Wee4ru0egi4ryyjdY4r+ohjf4r/tehe
                4r/+kfi4sAilji4sIujbf4sJCljl4sQBZfd4sSTifa4sUtfgg4sY8kjo4saHqaa4scFfgg4sd1tib4sesegg4sfGbgg4sl5mfh4so/cei4sqVffg4sszzpe4svIfXf
                4sv+dif4sxEegg4s4Xcqc4tEkeUe4tMGfdf4tOZkff4tQRfgg4tfTmej4tl5rea4tmMcgg4tr7Wgg4tu8Vkg4tyxgmh4t/fcci4uHWfbf4uMzgrd4uPCPgg4ub4Sag
                4ucWphf4ueTkmg4ui0nam4ujzhfk4umGeff4uu0egg4uwTjec4u7cgyc4vDWdig4vGFpjq4vG8fcg4vILinf4vPrdee4vQqYpe4vnvsfb4voQiSt4vrwXgm4v+Ldll
                4wBhjde4wHBkaf4wHvqle4wTokaa4wUEjgz4wX6lhi4wnAfgg4wnPrfb4wsaieb4wvvcZi4wzAZhg4xHTiUs4xHZejf4xN2bgg4xQDnXt4xTjoY04xggnfg4xj9kff
                4xzQaeg4x5Pegg4x67WS64x9YiYf4x9vZtb4yD2ceg4yIHfdh4yPxyZR4yVWkmc4ygdjre4ylMrbp4yqnZuc4ywwaxg4yxMmsd4y2TXRq4y6aedf4y9Ecnh4zCbwev
                4zI5gge4zJTeYg4zLgltZ4zRKmtd4zjUbgg4zlSmxY4zqXbgg4zwZZlg4zxoWgg4zy4gaf4z2mZgg4z9Yegg4z90mdb40T4fel40eZgkc40mvoic40qWgje40tehvc
                40u1ffb406kadg407kdZg40+Rdgg40/lrhc41AgiWd41Crnpa41S4kef41Vxfgg41aQdef41frSge41ljrjq41pSfjf41vJqoY41w3agi41zsjYW410wknf415Mehf
                41+Lifg41/Mmci42C6hfe42Mdjgg42V/ufm42i6tZk42oKhgg42ppaui42rEfgU42rolvZ42tYpkV42ySdgf420TzOu429Jdgg43DcYgi43Jqod943Tbmlc43VXcgg
                43Wrld443aNcgg43ba2gg43cWfjg43fVagg43nyscj43pFlam431Vkee432aoui435nggg4392egg44EBeeZ44HRhdf44H8kgd44Jlggg44Lrggg44YmggJ44dEpkn
                44kRbgg44kgcjc44wejdk442FVgg443mhfe45BSerc45GXhpo45JAchv45LGahn45STsez45T1fgg45cTntf45lArbb45lDkie45owfgg45phqhd45tBglf45zkldc
                450Vbgg450pema452Ffgg459Iafo46CTejd46DtZgm46FCkgc46Gjcpa46Jqomd46MPsjb46OGhtk46SPjbg46S0cee46WtlWr46mEfhe46oqgff46qcnZc461Momk
                461XdXg466bffg468UYhg47KXcgg47LlZff47Mmjdc47Rlfgg47Xzgel47excVf47kVdkk47kXgfg47mUxcj47uZaqf47vjkeg47xwZgk48CRoYm48Edkce48GRkVt
                48G3egg48PHdYp48QReed48R9fdl48W9ieg48ZLmdh48b7gtf48mWiaU48o1dbg48xtTab480ukeW48+xwZj49Bxicm49DSdcg49V6hef49X7jja49Y9jff49Zcagg
                49aegae49ijdgg49sGdgg49vmdef49yJjcc490Ogao490zsYd497aWek4+Damkb4+H8jdh4+I2bmd4+Ngied4+Xdgeh4+b+mpd4+hdjfh4+lWfgg4+poefe4+rThcf
                4+7oica4+/Ijee4/Cptef4/FVUtj4/INbgg4/Lqjik4/Mpfhn4/TAykl4/Uahmc4/ZFokg4/ZegVv4/ebjme4/fLZgg4/gNdgg4/rAdgf4/udYli4/x0aUv4/13jrc
                4/2Ykcg4/9Jegg4/+TxzW5AFkLdf5AJbgfZ5AJnQfd5ASQnci5AUfjgf5AaWonh5AkNnfe5Akngpc5AyiniZ5A0qigh5A51egg5BCNc2e5BFTlhm5BGEiaW5BN+ihj
                5BR4bgg5BZ7kbi5Bbzhmf5BeCeXY5BeWwkX5BfNekf5Bh3jdb5Bozfgg5Btimfa5ByXhfo5CABdhf5CE6lfp5CLdglg5CWSgse5CXdlXg5CfCegg5Ch9gmd5Cjkdeh
                5C1Aenf5C5enfg5C5odgf5C9nfic5DBnyeg5DCkqkH5DHCdie5DHgqhj5DHyVlf5DMqhfo5DOVcgg5DSLfhb5DUsZgg5DUxhXX5DUyngf5DY/bgg5Dasffc5DbYkeb
                5DcW1ls5DjuXgg5Dq5fhd5Dy6lhy5Dzelgg5ECNfff5ES6rlb5EVZdfk5Eegewf5EoQkSg5ErCknb5EuiiXx5EwDchg5E7nmee5E7pdfh5E98bmf5FCZjke5FEYhne
                5FeSkek5FfKkhk5Ffdiig5FgZZgb5Fk1gbe5FmSfdb5FmwT0c5FsWkie5FsxggS5GACVfg5GEIegg5GQHegg5GaQbcv5Gaerch5GdKpoc5GoYgge5GtTZff5G0SXob
                5G1Agfi5G3AaZk5G942fx5HCmidg5HGfcXb5HIedfg5HKHfgg5HNsagg5Hfggde5Hmefgg5Hs+fN/5H2Vhcf5H7ifgg5H/8moc5IBJhec5IDtolf5ILVjde5ITWdgg
                5IYQcfg5IYVvbk5Ibyife5IdHdgg5IeHfXk5Inrggg5IsFgef5Iurfgg5I6Aqkg5JJXdgg5JLtpfl5JMuddh5JNOkaf5JNwfmg5JTTSYi5JVjZco5JjGfmf5Jz2ggg
                5KAsagg5KCHedb5KFGggg5KQvcxf5KWMegg5Ka4cej5Kcepph5KguZgf5KnYkkg5KnlqcW5Kn7pmc5KtKoaz5KtvopZ5Kv3jdf5K3GpZe5K4Tcot5LBpleV5LBvbgg
                5LFPuiQ5LLJosf5LM6hjd5LPcjbd5LSGhvg5Le9feY5LhJegg5Li8jsd5L64gkb5L+LZlq5L//ecr5MBdfgd5MF3fge5MMInbe5MYOcgg5Mp8Xfg5M1Vgph5M5gpbu
                5M9Zfig5M+oeac5NANgkg5NGqiqe5NIy9gd5NKuhef5NMnffg5NbZqci5NcBYfg5NdKagg5NdSXgg5NnQafg5Nswagg5NyYo6Z5Nyafgf5N5GWgi5OAwfgg5OB3fge
                5ODRlgg5OMIegg5OXqbgg5OZEgwY5OoPmuO5Ooqnfe5OzFmej5O1mahg5O6+hld5O7Xurd5O8Kskg5PDBfgg5PSXkei5PUmcfl5PZ4dY05Panfwa5PjdiZj5PkMicf
                5Ps0leh5Pzdr8f5P6Ko0a5P/0fen5QAGeat5QBihdc5QIqcgg5QPLOge5QQDgis5Qpisdk5QqKjkc5Q1Zfgg5Q1vini5Q3gbgg5Q4+Ygg5Q6bagg5Q7oWcf5RHsjef
                5RMigei5RMwcgk5ROnnan5RPgagg5RXObbf5RlzlXc5RmQdrZ5RnbTgf5Rsmegg5RtJaff5RyBqbd5SA1jvZ5SDrfgg5SL8ifd5SUDkff5SYUegg5SYXmcb5Sfdfeo
                5Sglf4Y5Skrfgg5Sqlghe5SrLhdf5Sywfhe5S1nihr5S9Ibfg5S+lnlk5TAYhsf5THBfjg5TIHvTk5TPLigg5TPPnko5TXCUje5TdHcij5TiVuef5TlQlbg5ToFYZg
                5Twvuac5Tzphkf5T4rlzX5T5UoV65UBfdef5UHLnYc5ULoloe5UUiibZ5UZjicm5UfBdgp5UhJSdh5UmLfef5Uodchc5Uo+jff5Urdmer5U4ujlj5U5Jfgg5U63kkd
                5U+tkft5VCzcee5VHWhkc5VNfgfT5VR6eeY5VVNhYi5VXHYdg5VXpZgg5VbCegm5Vlqegd5Vrpiei5VsVikf5Vswncg5VtdcqZ5VuZegg5VwIrSu5V4waWd5V+Dncb
                5WQkdjg5WUZcqa5WXEgbk5WaWhhe5WaqfXl5WddwrY5Werakg5WkMaad5WnKcqY5Wqbjfd5Wtc8cZ5Wwfjdf5Ww3oma5WxHbdo5WyoZgg5W53ofo5W+Hheo5XDGUch
                5XNVigg5XNhpWc5XOYcXc5XTthfj5XVIsqZ5Xaecfj5Xa6dif5Xbnhke5XiZikg5XlOdee5XmGegg5Xp1mYk5X/8oxZ5YBOsad5YDlmfd5YJSfud5YOUeoe5YSknkb
                5YYIfgg5YgLgeg5YmJuea5YoEdgg5Yp4dgg5Yqvdgg5Yt8mgb5YuLnff5Yvhtpc5Y4jcbj5Y7Krlg5ZAidfg5ZBgmjZ5ZESlhg5ZNregn5ZYkejb5Zc7ggd5ZgLgfp
                5ZhKfle5ZncekY5ZwEhde5Zx7Ygg5Z0yhfg5aF1gmg5aGDdgg5aGElcY5aMlghd5aPoncc5aQfnaY5aYIina5ai1gcg5amHfdo5aogfff5aqdq8b5arfdgg5bDZhgj
                5bGEfgg5bJlfgg5bToide5bUPbcg5bVcgsg5bYIohf5bjAdek5bj4Xcr5bmDggf5btvkjd5byjdgg5b5Vddg5b+Xjsd5b+lYdg5cFeugp5cGMlik5cJLjcr5cJ4bgg
                5cRFmec5cWEYsg5cXYefg5cXifgg5cYymbu5ciKdgf5cvxegg5c4Pjjn5c50eeg5c6Ragg5c8zZfg5dDJkfa5dEVXke5dEacgg5dE1ffd5dH5adh5dJrsmg5dM/cbb
                5dWJhfc5debnad5djmlld5dlfefg5dpCcek5dq8jee5dvFeuX5dvqmXY5dxGicl5dyMofv5d4Whee5d5Megf5d6Fadc5d8Vmne5d9Ekdf5d+YUgg5eJdevf5eJ7hnW
                5ePXfmg5ePzcgg5eScleY5eZkbfi5eeZtso5eillim5e3Nxdt5e4gqjn5fA4lik5fMlpkX5fO8pYb5fPmoed5fRskdi5fXHZgg5fXjjof5fapfYk5fbudgg5fcwcke
                5fecdgk5fftfgg5fkdnfn5fuCcfg5fvmbff5f5Xipc5f+4mXg5f+9pVm5gF8cdd5gJofgg5gZrjdk5gnyuWd5gz1heg5g0Siqf5g3fidh5g66fdf5g8Dfbm5hBOcan
                5hFVgjf5hIojct5hI+lff5hLXqd35hNkegg5hQukZV5hRHTbi5hSGefc5hTRbdd5hcigef5hqslva5hsEiiY5hvghgf5hy6bgg5h2Mfjc5h9Rlff5h9klmf5h+Lggf
                5h+Xdgg5iFJndX5iOlvdb5iPElZp5iTEXnd5ihBkfZ5iigili5inTgef5i3ecfg5i5Pggf5i6mgub5i9YhqZ5i/Siff5jDUcfe5jI2dgg5jNecfl5jW4egg5jXdile
                5jn0oQ45joNscY5jsjUbe5js0hhe5jtbglf5jzefgg5j+9oce5kBofip5kCViag5kF2ihd5kJoklc5kKGgog5kO+Ygg5kSqagg5kTLfhp5kTmspd5kY2jRs5kZNded
                5kaCdnf5kckjfg5kdHoZm5kdpfee5kkKcen5kp2cgg5krfmeb5ksAgmb5kx0gbf5kzaheg5k1Odgg5k18xmS5k2QjfV5k+Gidf5lA1TgX5lD5neb5lEFdgg5lIJggh
                5lM/iif5lVGfdf5lYVjya5lZogb05lZvifd5liiylc5ljta3c5llAcgm5loqdgb5lpXpZl5lqicTf5lr6kdz5lwkden5l2Wjif5l7Zbce5mAdhce5mFfbrZ5mKCjfe
                5mLodgg5mQagfj5mRRaek5mYriic5mmBcgf5mpaegg5mwlkie5mzJghg5m1ecmg5m++dfg5m/Zbgd5nCscbn5nEjbdo5nHGhgf5nSXpag5nVvdgg5njocgg5nmudgg
                5nvSpij5nx0nei5n3oTgh5oBCZgg5oL67as5oPDkYb5oS/dpe5oVRegb5oXhoee5oaBbgg5ocAebo5ocNhfe5oc7jXr5ohQfed5ol2hgg5ooFpfW5oqfgfc5osPusa
                5oxT/dW5oxoing5o15jhl5o2Sdrh5o6Iinn5o+bXgg5o/Lfgg5pB3few5pHZq5W5pLTmfd5pMDXZZ5pMJamY5pM5fgg5pRBdhf5pTcd/V5pV6egc5pXDmef5pYzmTh
                5pdVpig5pz9kde5p15bZc5p7Ufge5p8inge5p8kegZ5p80jgg5p86gdZ5p9Gffh5p9jfjn5p/Ccdg5qBIjSk5qVngnf5qWosiZ5qfblnc5qj6gfg5qqQdek5quAdgg
                5qufrST5q4WZgd5q45xdv5q7cgef5q8efig5rNdojg5rRufne5rXjSZb5rXlune5rdMPyZ5rd4kjW5rqdckg5rwOgee5rwVdgg5rywqfe5r2+kbd5r55hiX5r75ehg
                5r8hefj5sFJlal5sHDldx5sMwbgg5sT0gdf5sT2dff5sercie5sh6jcd5siufde5skxegg5smYgfg5smgehg5snwueg5sqcjdf5syV9bb5s4Wiuf5tGefle5tNjaiT
                5tRQYfe5tTQWgj5tW8ibf5tYmdWf5tcsjfe5t1Licb5t6Vkbf5uK2jci5uLWbhg5uMOpsO5uMVcgg5uftadt5uzOopb5u7icgg5vBMgil5vGFkdi5vOWYgg5vVpgeg
                5veLlZp5vgFiZx5vggkYd5viilfc5vj0Wmf5vnxirg5vo8efh5vrtfZf5vvhfat5vw+iff5v72ejg5v9Qlfi5v/bnan5wBcepY5wCrZgg5wKEaqg5wKvcgg5wL5jkc
                5wOKare5wVEbif5wYBegg5wZidXh5whniia5wkmjsc5woYjoe5wqddgg5wwfYhg5ww5ifd5w03hbe5w4BXWY5w4Rdfd5xEphXr5xE4bgg5xE9Ztk5xFVcgg5xG4pkr
                5xJ3Vgl5xLefgg5xQQOYp5xXlipb5xeeegg5xnhhmc5xqZmjc5xwcggg5xxwded5xyMqec5x6Ehff5x6qgif5x8Jvfa5x8ubff5x8vsUe5x+qege5yHbeau5yLGobe
                5yNLlpW5yTZfgg5yWEXgg5yeNdXm5ykzfgg5ynFsad5yr9nfX5ysAfgg5ytbeOf5y2Ahdc5y2QmYp5y2z2fv5y3Ycgg5y3hggg5y6rlei5zAxnel5zHSagg5zZtuja
                5zZ2gfg5zcUmbd5zjBjYW5zlJWgg5zqCfgg5zrbibd5zsaggc5zv9dgg5z+Qfgg50C5cig50EEkdo50EHi0a50HMUdk50Hzfgg50IIQgg50Rteeg50TQeff50e7mcu
                50fbqlf50rwegd50sFUgg50xyffe503ZWeY504uhfq508qMub509cegg50/cnZu50/viex51Fldad51HKeff51Khjch51MroO651V5Kgi51k8egg51rTgZl51tGkWf
                51vAZpb512affg516Hege52AKofd52AVatd52Szdgg52XHkih52ZCsji52jKpqb52kCfgg523Vbgg53DgeZe53GUugf53KVfgg53MWicj53Ochas53RRfbg53YKjfg
                53Ztlmc53nRq7Z53pMfac533rbpe536u8Bd5396Zda54F+cgg54Q/ffh54hvafj54qcegg54srgmY54txkWd5441cfa546idgg54+sZgg55APegg55F/wye55I3cgg
                55O9coY55TGrXW55XObbb55XzYgg55aonfa55eoXcf55fdigd55u2mjb5502eek551Pkaz554ylcV56Bmghf56Itm3Q56OOgkf56RDgkd56dZdgg56dolhg56ggfgi
                56humnb56kigZf56n9hgb56p7hgd56qAgja56wQnYz5651fgf567hhmd57BuZng57Lliff57VJghg57dCilf57hJhbf57hQsao57l0laY57nCfgg57pxkuc570Jgdm
                5770agn58E2Xhc58FCmcd58F7gqf58Uoo/a58iRcfv58iZgee58llile58qYgaj58zHkdg58z6fkj588Jfdd59A5gWs59MMfda59ObOgg59Ollcc59QEeqi59bpgdp
                59dLZgg59f8dfd59hecgg59kKccf59qQghd591Dmnb593yfiZ5959cgg599yfdi5+AZegi5+CRcfg5+C9gdt5+DDmTp5+Gmndc5+NYOff5+Odbeg5+hurrT5+jMegg
                5+kclji5+kzigh5+ldngl5+n6tWm5+pSnce5+xKdid5+xlZgg5+4Nifj5+5Vefp5+9Lehf5+9bcgg5/Drsdw5/GDxbe5/Jmfgg5/L/srk5/Nkqec5/OQfgl5/Vvcgg
                5/Ycebg5/ibffg5/srjfc5/tVkPj5/0ZsUv6AFpguh6AhFidd6AhuXgm6Ap5jdh6A0dddd6A2upfb6A9Gngf6A+Opgg6A+wegg6BLpnfh6BPSmcf6BQ3mqc6BTKekf
                6BYucbf6BhKhcc6BiXbgg6Bsdigk6BuGjff6Buhmcd6B0Iidu6B6ZaPw6CCWUgg6CE8ffe6CFaebo6CFzehf6CHIpge6CMJgoe6COeXgg6CQ6mWq6CWcbgg6CWjkfc
                6CbkcXe6CnFZfh6Cnpijd6Cscxgf6CuZgal6Cywgha6CzLekg6C2gwhi6C6Zgic6DA8ZRf6DDg6Xa6DF9egg6DIpfel6DJ7hhd6DMidhc6DNwXhd6DOLjeh6DPgfgg
                6DTYebj6DUtfgg6Da9cgg6Dqmadb6DsMmlW6DvHjgY6DwPegd6Dwdieg6Dwmaig6Dxhfkd6EBkndd6ECargg6EIdfga6ES7uba6EUtjcs6EVkegg6EW+idp6EZ6oee
                6EdWfWo6EiVdae6Eioffh6EmRlaf6Er2Ygg6EwldZT6E8biYe6FEZoVv6FMLnXb6FSRbgg6FVjcpd6Febfgg6FpZjXj6FxWndf6Fx0odk6Fzmgfe6F1sgja6GNOope
                6GTpfgg6Gatkic6GbxmWd6GopZkU6Gpincs6Gsfddg6GxKegg6G3Cfhg6HBCiou6HDMVoj6HPdjce6HSksjl6HWUoee6HZeqgb6Hbllhd6Hnxdff6HwKdbk6H0Nhdo
                6H4Ccld6H5Tuca6H7Jcjg6H7hhcc6H8Otdl6IInaff6IQIlpe6IRTodd6IXgflc6IgFjce6IoQWqb6IooYcf6I1FjfU6I2Begg6I2adaf6I5epdq6I6NqfZ6I8rcgg
                6JD8bWy6JFQldb6JF9eYc6JLAiho6JPDedc6JW0nrb6JZshgf6JgGnbj6Jldlfm6JnJgjg6Jn+mbn6Jshjei6J22Xgg6KA9rc26KBip3i6KJmZbf6KKdigv6KQFfef
                6Kcsgne6KkBdgg6Klucgg6KyVegg6K3ihdw6K3ukif6K5Bqmc6K5Wiee6K9Crja6LCVfre6LCbhwh6LEMOgg6LFWcgg6LNIdgg6LSEqrq6LStjfj6LY3egg6LfClgf
                6LnNZgg6Lt3qmX6Lvmagg6Lxsgtd6L/bfar6MT1egg6MgJeeb6MhxmUq6Mohhgi6MpTkbo6M38rjs6M/dbed6NAqdcf6NSkpfe6NXuigj6NapgRx6Nkrcep6Nmadkl
                6NpNafh6NuBggg6Nyzfgg6N66gga6OENgpa6OE7Yfe6OFCcfc6OMBhce6OPvjcq6OThlnf6Oa7aqq6OndXfj6Opcuce6OsQfgg6O1Mjee6O6Rhde6PAgcfs6PAkagg
                6PF2mZf6PNijje6PXlngt6Pc+sna6Pf4fkf6Pikegg6PpWjZp6PwompV6P2difg6P22Sgg6QCjVdg6QDsids6QMQfgg6QQJaec6QTsffe6Qdwmgf6QoQkgg6Qs8raf
                6Qzadah6Q15cef6Q3Xmjf6Q98hfo6ROShgg6RVWkld6RaGegg6Rbkgif6RuxlZe6RvBagg6Rxmbhg6R3Sekg6R/Xfgg6SBtqde6SHUggk6SNEgje6SNXegg6SQ/inf
                6SRUkZc6STedce6SaUegg6Sc3ecs6SdVXgg6Sigcjf6SxkLgg6SyFegg6S0uagh6S2Fncu6S2Hcsd6S54bmZ6S8Mbef6S/Yodd6TADico6TGQafg6TKSjkf6TWChbn
                6Tclggg6TiKtqv6Tm5gef6TnKgXc6T0/fXo6T7odah6T8I4V/6T8P4aR6T9hgfg6T+Qegg6T+xkeZ6UCIhfd6UToaed6UUBbgg6UWSfgg6UYLidf6UcAyee6UkBcog
                6Ul+fgg6UnUmfc6Unueaq6UpoZgg6UqDglq6UsYkgl6Utmh1b6UwJdgg6Uy+ifr6Uzmbdg6U6Gfgg6U6Kjed6U7Yijd6U9Dbgf6VCgodh6VDOffl6VJmcgg6VYkfWg
                6VZGfdr6Vk4rse6Vumjfi6VwVZgg6Vz3Xgg6V3Hhgl6V5jqmc6V+xegh6WCWeU/6WEgbdh6WK/gfg6WQ7fbg6WRzcgf6WeFgef6Wjsbgg6WrLdgg6W1/sbr6W6Qdgg
                6W8/bff6XCzieg6XH1fjd6XJFjbe6XJheee6XLRua16XMbfgg6XODqZe6XS6XXg6XZCbgg6Xavegg6Xb8htb6Xf/gfh6Xhlrjd6XiicnU6XnLtcb6XrlutU6XsAagg
                6XsBbkf6XxTicm6Xybbef6X3Buqa6X3jlff6X4Idgg6X5knnd6X6Jgec6X8ifgg6YDHfgg6YI7fgg6YLrcgg6YNDegg6YPdegg6YRUdaj6YTrojd6YTvcng6YVQngg
                6YZcdgg6YaIce06Yfpbgg6Yi7oZj6Yp8efk6Yxbgff6Yxdgff6Y0vvye6Y7+h4e6Y9SZgl6Y/1gZ16ZHwcfe6ZPFfgg6ZXsejg6ZYNfff6Zaksmm6Zbecis6ZgkxV9
                6Zlpcgg6Zm1gaf6ZnDmel6Zozifo6Z4Xbke6Z+zuob6aGyhgi6aHCbgg6aKzeck6aY/jjv6abZbqc6acPckj6ahp2di6akHlpa6aqjenf6arJnhd6aucYeb6ax4tdx
                6ay2dje6azHfdf6a8foVb6a9+oca6bE5dgg6bG0gcc6bRWeeh6bY9gjp6bmOmcf6buxZbb6bvSjfp6bvlpkY6bytcjf6b3ugfd6b44Yei6b92hqd6b+5ejf6cAwlcl
                6cEjfkd6cFJffc6cKVWgg6cLjkuf6cXnfdi6cYChfd6caOsgg6cbhjee6cgvfge6ciKlgl6cqLigh6crIugg6cr8ngs6cwregf6c4Vino6c4mehg6c89eec6dBFwaX
                6dEMfiZ6dEzUgg6dQ7jfx6dZbagg6dbIdfr6dcdbff6dimhff6dkGdpf6dm4xSY6eDchff6eKObgg6eOtVUo6eRxppb6eTefef6eTvkct6eVcjYn6eYqinp6eY8fYi
                6ebzicf6ec4bsj6efOiee6eiVmkd6emFdgg6en+dgo6e5dhed6e7uice6e/obZe6fFEfgg6fF7cge6fRrnfa6fTPgSe6fTakal6fWSbgd6fXOble6fwWjdd6f19ngg
                6f3Ldvg6f+Iidf6f+5qbq6gM5jge6gNpfgg6gXfgme6gYEdlV6gZPdfg6gZVmap6gbLjfg6gjhffg6glSkic6glomec6gmapfj6gm5cgg6gysjZj6g1Wadf6g2Xmbf
                6g42laZ6hGikrr6hMJdcd6hR+mX26hSucgg6hXzgfe6hZEodo6hiSpgd6hkDZgg6hn0Wgg6hq2ebj6hq3gec6hsWwax6hvSlcp6hyfgce6h12ioa6h2GdYd6h22Wgf
                6h5vegg6iBsjic6iETgda6iYphjf6iYvreb6iZYlSv6icKXdo6igRhef6ih4hbe6ijCfgg6incfej6i0Recb6i4Gglf6i/vfgg6jAjife6jA8gdq6jSnilb6jbSjgh
                6jdinae6jf9nsb6jlggem6jqIaan6jqegdU6junZfg6jvdNjb6j1Qbgg6j30nbl6j/JWgg6kDwmmk6kMVoge6kMgiek6kM9egg6kQCigg6kRexsX6kaTnjZ6kacheg
                6kcEofk6kfLggg6kgOfeo6kk0egg6kphggg6kxqkmf6k1Refe6k18egg6k5UZgm6lAsemc6lBoghf6lJceXi6lKtafg6lPJbgg6lXDhfe6ld6jce6lhmdgg6ljname
                6ljvdgg6lkWhgo6lpMhfg6lq8ghf6lyAfef6l6soZg6l9qhft6mG9kZf6mHalgf6mJokck6mJ7oao6mKpejg6mPrphf6mQbics6mSoide6mUlYbi6mUykff6mdLgdm
                6mdfpmd6mjpeeg6mv9ccb6m7kbdW6nBCger6nBziUi6nKPUff6nO4gyc6nXidjf6neZidc6nkcnug6nxLhgg6n5Qagg6oGSegf6oIlmqj6oYthle6oY5VfX6oa1mZX
                6ocbgee6ogCced6ol1cVd6oqpcbc6ou/aff6oybegg6oz1Zfe6o8fedy6pSXdfe6pUNYhj6pZGcgg6pblkdd6pcNggg6pegmgg6pnEeei6pnVrfg6pnhiae6ppOidr
                6pp4egg6prPXbf6ptmgbe6pyreke6pzQgaj6p36j/f6p7Dhff6p7Jnea6p9Nbfh6qCNjdf6qC6gbf6qFztUc6qGDfhY6qJJlew6qUBUgl6qWVegg6qXOkog6qX6ihc
                6qaohib6qcffob6qcxhYg6qeRWgg6qfjpdc6qkZSUe6qnQpwQ6qrHagg6qyJrZq6q1Xjdg6q68gfg6rBRkff6reregg6rlZlXh6rlrjqh6rs1jle6rv3lVe6rxCfgg
                6r3sagg6r5hyev6sMwidc6sOUorj6sR6VqX6sTBlcq6sTYgfk6sTsmef6sZVsac6scEagg6soVefg6sx8ilj6szFiff6s3Cgbg6s9toob6tBMZdg6tCSlkf6tDLeef
                6tFfgka6tLGtoe6tLKvix6tMmVfl6tQfaff6tRzlUi6tUXcfg6tVzgff6tWEYgg6tb4rpe6tdKhfs6tiQZgg6toJXcc6tq/jat6ts4kdW6tthTee6ttwodX6tt2egg
                6t9Fhdb6t+/kei6uPGkms6uQQuqb6uRKXek6uYvdlc6uafjif6uhtwia6ui8odh6ukzXgg6ulbZkg6us7Zfh6uzHfgf6u+Ujen6vFnhgf6vN6gle6vONqhg6vOcldj
                6vOrhfd6vVLkdm6vgEfff6vguffh6vgzioY6vuRiod6vzofgg6v1Xkco6wBIYgf6wBVbpX6wBxXfg6wSdeff6wTBbef6wWQ2rc6wWSjgp6wmHOgg6wnlfem6wpYflg
                6wwVgko6wx2egg6w8Kggg6w8Llhe6w8ignl6w+Ance6w/+okR6xCJkYd6xK+dff6xL2ggg6xWjghg6xZHgma6xjVfYu6xmYgfg6xrLVid6x/igig6yLofgg6yLypad
                6ySsjsf6yTxXgg6yZkZeg6yfpldj6yl4mef6yrPhif6yuAnhk6ywunmc6yyfgeg6yy2dnZ6zAhgqZ6zBFdff6zKMate6zP0jdd6zYDXhf6zasedc6zcKdgb6zobZgf
                6zrwjef60AXdgl60DlmgZ60ELclg60HUggb60L1jde60Yadef60Y+sdd60bbVed60gFdgg60h8eed60oudic60oyzjd600Rcfb60+8ffd61KJegg61LUiaf61Mgfgg
                61Ucagg61WCZfm61WmhZd61bPtbo61ibvgk6138hke618Ngdf61/2jep62AWnff62B7iub62EHggg62ENfgg62ceebf62iVgmb62rQgeZ62rcdgg62z/iYd620Ejea
                6237sha63Okcng63PMfgg63ZEkef63iOefk63l3gkh63s8ksb63vufnf63v7egh636lhji64Anjbe64C8fgg64DQqcw64D8jcf64O3jdg64P0pfk64RUdgg64Sdegf
                64Y6dgg64gHHdg64h2hpd64nrlff64uPUef64w4mgh64xYhjl642tled648yiSk65Dwdgg65Joidc65LOhgb65Lmegg65Qieef65QtYgg65VYfgg65Ynqxc65gjisb
                65jYhjb65mMkec65mUdad65qncgg65sufgg65tMUYh65yhgdX653kjdg656eegg6584aep659Fhdc659zncd65+2gmc66C4fgg66Hmoxe66K7iQc66LTpgj66N4cff
                66Vmmdk66XZepf66l4jZa66nOUgg66qeemd66rEn4d663MZke663Zrdf67CYlfk67Dlodh67D1heg67Erlfe67NLhej67P8ggg67W6mWc67Ybeeg67Zzdsf67dmTgg
                67gIfdg67gLna267gocgg67lWece67omVaf67ynfgg671fxrc671vXgh676gedg68BObXq68Bsrye68CDkeW68JcoUp68QUgf068TZQgg68Xwfgg68fRffg68iTVgg
                68ipVgg68iypsW68mSedf68w1jn068zioim6812mdd687tz2e6871Ykf68+Khdf68/Jefg69B+bkc69QWQ0c69S5vns69TOkge69YtoYe69fxdgg69hPmba69qEbgg
                69qRPTY69tEagg69uUdgp69wdfgg690Ggff691KhUd6938+ae698vdgg6+OHdgg6+SUdqc6+YVggg6+kRjff6+naacg6+r1jfo6+wRhaf6+y2ech6+3frik6+4Qece
                6+4vhhf6+7ymds6/GSi7Z6/GZagg6/IStfs6/LBeZd6/UPebl6/ZWbfp6/fQcgg6/jnfgg6/tYgef6/uaigk6/v8hdf6/70Yff7ADmtaR7AE9dgg7AFUcgt7AK9jbj
                7ALankf7AZwksf7AjowlX7Amjfrb7An1lZe7AowgXc7Ap7hjV7A0iaff7A4medg7BFhkge7BXGkjf7BbDjdf7BbUbgg7BcQuT/7Bc4TUe7Bjehel7Bn/cgb7Bqycgl
                7BwYfgg7Bzukad7B1Pide7B8Mbal7B9bYgg7CBqlje7CXXndo7Cfyagg7Cglcgg7Ch3djc7CjrZgg7Cj4iad7Cl7gcb7CwHdgg7CzSqam7C16kYd7C67efe7DHvwkf
                7DLUkep7DOxkaq7DPxVXo7DUafcp7DVKcfe7DXdfjk7DYxfgg7DaFkla7DlxiYa7DprnzU7Dp6Xmf7DvdqfU7D0vmle7D/Jbbg7EBXVeV7EFeeei7ETjgae7EV8dgg
                7EYebff7EZPube7EbbZgg7Efvdgg7EkpUtf7EuAcdi7E3Imar7E5qmZd7E7afme7FEnjeg7FNKZev7FOPllk7FRakTi7FXDied7Fb1Zfe7FweYef7GERkfo7GEcShi
                7GV9Wgg7Gfulfp7Gkfhqd7GmN6Zo7GwIffg7Gw/hff7G1kdff7G/Yiff7HBFYkh7HI0odW7HKwdgg7HNLtlX7HVYiYc7HX5dgd7HYqXfs7Hdsmff7HmChgd7H6sifl
                7IE0gqg7IOQlnb7ISQfeg7ITRfff7IYkife7IZBtcd7Itnfgg7Iy+lic7I0FiZf7I9Ugfb7I90Haq7JGldff7JJbUgg7JMffkg7JSfeme7JUUcgh7JkyUgg7Jmgkfc
                7JnBdgg7Jneicg7Jt5jfj7J2Vhdq7J58ehg7J6klft7KHtdke7KI5lhd7KQlaff7KRnZZS7KdOomd7KfCYwd7Klrktd7KnRefg7Kovamg7Kr9faj7Kufkcp7K1fegg
                7K6usrX7K6vofa7LFoehk7LMXfgg7LOhdgg7LR1Xgf7LfKjZg7LhCytb7Ligfgg7LzhvY/7L2yjed7L27sqw7L3+UUo7L+pjjh7L/zhfg7MAejco7MH7f5d7MS9eOc
                7MT5fgg7MURdgg7MY3cgg7MbWldd7Mmgeee7Ms0ua17Ms6gtg7Mwjeme7M0ugga7M5Zngg7M74iZo7NHHgdr7NJHwea7NJVmZq7NN+hde7NZyVld7NaHddf7Ndjmme
                7Nf2rXg7Ng+gee7Ni6bgg7NuNoqX7Nz8ngd7N1Hdfb7N2ufZg7N6Epme7N67hfm7OE2jel7OIledf7OQorhf7OU/deb7OYMaWm7Od+Wrd7OhTmab7OquYef7Os/hfq
                7O8ugig7O98maj7PNXhef7PRINga7PSoekc7Pbybdk7PckUgg7Pdfdjb7Pi2ifi7Pm5efd7Pnyahe7P7crgg7P9forf7P+6Ygg7QERegg7QIWYnd7QOwglc7QPWNgg
                7QVDegg7QnwVad7Qo5cdk7Qp3lfd7QuZcfm7QxlXdg7Q2KWge7RE0moe7RKkbjd7RRLhbf7RShird7RX8ecg7RZvdgg7RZ7Zad7Rcofqa7RdWWgg7RfCqdc7Rg+eoe
                7Rnheif7RoTceb7Roprbg7RpIppe7R33ib17R8blfd7R+Aaee7R+Wsfc7SERbgg7SL0fee7SOQloa7SSLlmZ7SSvhae7SVMrda7Spzbvj7SyHigm7S03fdg7TBpidm
                7TDRdgg7TFOdgn7TFYdei7TKfqki7TMcege7TM9deg7TOQawb7TQ8hQe7TSOgjc7TWqrli7TZwpdd7Tg1sfl7Tkumfb7Ty3dgg7T7Bfoa7T7ntdf7T7oZfZ7T9Jegg
                7UCjqqb7UIKheo7UI8plT7UJDZgg7UKzghj7ULTcgg7UMgfqc7UMtx+U7UNKcgf7UNZjpb7Ubucgg7Ufcccg7UiIzKi7UmooF77Uo0idf7UpSjle7Uy5aee7U0lscb
                7U7khdx7U9rUac7U+Hikh7VCFbgg7VCwWeo7VIJsih7VM0keT7VN7bbf7VPRhae7VRYgdq7VT8jfk7VbLmpb7Vd2xbf7VoFhfi7Vo00Wq7VueYjk7VzRdfb7V0mafe
                7V/Isca7WGuegg7WHLfef7WQycpf7WaJle27WdTdgg7Wj/idf7WqFhef7WuXabf7WuupfY7Wx2Vgg7W2/keZ7XA2hae7XCpafe7XMBgfg7XRcggf7XS3Vgf7XYqfgd
                7XfAade7XgcjfY7XhDmmf7XkYifg7Xpkegg7Xsbiej7XxSdlh7Xxvhhe7X4vyxT7YBTthY7YDobgg7YEEjfi7YFfieg7YJ7gef7YKqVhg7YPfhje7YWwZgg7YdMpnT
                7YhKdSd7YyEtab7Y4fiil7Y8xlfm7ZCMpcj7ZVPifh7ZXIjgi7ZXqoni7ZbKgfe7ZeXegg7Ziedgg7Zo+gfe7Zq1dgo7Zs/Wjd7ZtobeY7Zurnhc7Zz/mci7Z/elde
                7aEBenv7aE4alY7aGyipc7aHcghf7aLZkfe7aRyXfg7aSHgjf7aWnkdi7aqamii7asdoem7ay2dfh7a3Ygfh7a51ffc7a6xprd7a9FmqY7bABfjg7bBgjcg7bGEfRj
                7bHdrwe7bIQ3qe7bSveep7bTaemd7bVmhlc7bnCeXw7bnagqh7bwfdai7b63pMd7b/SiZf7b/kdgg7cJhfgg7cJ/kgd7cNuhei7cOGhae7cPYWhe7cUytjV7cnfhgg
                7cvIZjf7c2ohfd7c9hfbh7dAgYgg7dBFhgg7dBXdgg7dB6bgg7dHNngd7dIGnce7dOpuc37dOzcgg7dTZise7dT1Zgg7dT7xlQ7dZHfgg7dcTegg7di/bgg7djmiVb
                7dxFdef7d9Gfgg7d9/eif7d+Ykdr7eNLgek7eNSegg7eTOfif7ebii0f7edSgff7ejVjok7ekjfek7exVcnf7e4Pghj7e7Ibgg7e78igg7e8CnbV7e+oegg7fCdgea
                7fMwcgg7fSQdgg7fVXgis7feRegg7feWcef7ff8gpa7fjAYaf7fm/bff7foaigk7fyhgud7fzrdfd7f3yhem7gAjdgg7gJbffe7gL3gee7gZmcff7ghQcgg7gj5nlf
                7gkrffa7gztcfv7hAGche7hBBlee7hIEldb7hJwffm7hMUome7hX8kUu7hZKfrg7hcBbbj7hhmbgg7hjDgeq7hkEocT7hmzwnc7hpyZgg7hytjhe7h4Aegg7h4Yhgv
                7h8tdfj7iBJies7iFJkYa7iNRofg7iOuoXe7iTKecq7iTMfal7iXmocf7ioahfb7ivKbce7ivrlcg7i1hpbd7i4kjcb7jDphdj7jFrgej7jKBdgf7jNfife7jP7hde
                7jP+mjY7jWjgcf7jX1arZ7jdUdyb7jnOpgU7jt2pjq7jt6fee7jw8kcc7jzbage7j2Higi7j4dZef7j9tefi7kBGfbn7kBSpln7kDgpxb7kDkSgg7kUbfhd7kaHggb
                7kaJach7ke4ope7ko6egh7kpjZYd7ktShde7kz+hej7k3hiaq7k7Eobf7k8Abgg7k9okVl7k/tdjd7lACtld7lDy7ga7lHYduU7lPyede7lVMhng7ldNkdb7lgtpdn
                7lkjeof7lybdgg7l7ncbc7l7pdgg7l+rffd7l+/iYe7mAroUf7mH6edi7mIYlae7mLrgig7mMRloP7mPGkih7mSVrZh7mZgegg7maUkhZ7mikcgg7mrOfgg7msihgg
                7ms9dgg7mtCfkZ7mv0adg7mxRdgg7myBdfg7m4Bked7m4Wohj7m7zfef7m9wggg7nA2mra7nDkUgg7nMLcke7nTrdgg7nVHVdg7nbOaef7ncUhdY7nc9Wgg7niJve/
                7nnGZgg7ntPage7nzrigg7n7ZZtf7n9bmkd7n/qigu7oDYgrf7oD5pgf7oILjXh7oPqawi7oRWdbX7oSmlab7oT/ggg7oU1mfi7oU5jec7oVPjfX7ocukld7oeBhee
                7oeRhdf7ohWlfn7ohvkfc7opGdab7o7Wffe7o7tgfZ7pALhfg7pEkhsb7pIPfgg7pKYdgg7pK9naf7pLcWfg7pS9ffc7pefchg7pfMfic7plKgdg7pmLblf7pq/egn
                7pwOkae7pwPukZ7p89ajg7qB3jlr7qEPdgg7qJUxsd7qOSnhc7qTBfaX7qZtVdg7qaucfc7qbaefd7qghbgg7ql0egh7qmNphd7qm6fgg7quIggg7qx1tjZ7qx3ndi
                7q3Znff7rARodq7rTMUaY7rZhgYo7rZ4fjg7rbYjdg7ri5jcp7rkSoxe7rmQeff7rn0hif7rtbPuY7r0vagg7r4wjWe7r6bkWn7r68isY7sGvaie7sJCegg7sY+idf
                7sZzegg7sf5ima7sg7egi7sj6aWo7slzgee7snsZig7sqrcUd7su8ibd7s5eegg7s+U3ab7tLLhma7tWvaga7tavagg7thEpUb7tjhqPh7tlwjgg7tpDfbh7ts1Zfb
                7twndfZ7t2gpyd7t83fgg7t8/kan7t+2jmd7uIzjqe7uLlpas7uMkVfk7uNCdgg7uOecgg7uPTegg7uSEffl7uVqbml7uZPhcd7uaWp0a7ubNjnf7ujRbgg7ukrdio
                7uoNcde7uszhff7u/epbd7u/ighf7vGtlhZ7vHJgYl7vK6Zdg7vNMpoe7vQ6Wbf7vnBfgg7vpgejf7vqXlog7vtJaee7vtbfif7v2rfgg7v30hlc7v5cgnc7v77kpX
                7v9Gfrh7v/PfYe7wBajde7wF7hcg7wJIgfe7wJokmg7wJ27wc7wRpdie7wV9gee7weniln7wipeeg7wmEdZp7wpigfd7wtpdbg7wuUhef7wxKhhe7w3mjge7w6gbbg
                7w61ggg7xFBhac7xMahld7xMn2V/7xO2cdq7xP7cgg7xTqhec7xTuWgg7xUWfef7xVYaje7xglsbb7xiemvc7xjAWfm7xwUgfe7xxOelg7x1Fkgl7x4Yhme7x4uhhb
                7x5aaau7x9Dogg7yBGbia7yCw2W27yGslhh7yIhidU7yMPgnf7yMcxZq7yO7fff7yPaoaa7yWegbc7yqzQxc7yu/oke7ywdfZk7yxtlce7yyUjkf7yzQsqg7y0dhdm
                7y1AipY7y5Pgie7zCJgaa7zMmctd7zXAqfe7zc3Xdc7zejkkg7zftifg7zlMfgg7zmTYkf7zyt9/Q7z2aagg7z5pccg7z9Ygrc70Awggg70Ctdeg70EMdgg70KBfgg
                70Lwggg70Tr/Up70WAkek70fKllf70gicnm70kJagg70lubqk70l9gge70pbhhM70pqfdf70wUfZn703PZjM7053dYd70/oceY71Aneff71MYkih71Qvbig71Yiegg
                71Yqigh71ZSsXc71eLhie71kchce71tnrXk715thif7154cff71+3bgi71/jcgg72I6eig72PJhfg72Qqebf72R0iRo72TOegg72hRkWo72nlxoX72p2kqi72rligf
                72xches728xlhc73Idcgg73Lcdne73Nmrch73Nrrco73Q+kad73R9Vsa73drieb73hwudd73kZdhe73mzigo73tAWfl7311agg734Vqlb736NjWn738Nbgg74C4hng
                74GAsaa74Hq1dj74ILZjn74aPrpa74lKmgp74oLdje7496igg75F4fbh75GDlcd75JRcgg75TUlfv75YGkfc75cxhge75ofcfs75qnhej75q7pdj75remjU75xReld
                75zmcmg753tteR755ohhf75//dgg76BFhec76Psbef76j0Vgg76kFfgg76s3fgh76wAdfe76yIehf76zfcdf762QtXj762Yidg763aifZ76+bffm77GbwYe77G/Wcd
                77Hzufc77QEicf77Qibqg77VKfdj77gHpta77hFofv77rbaee773tubd776lggg778Zacu78Dtigg78Fcfii78JltY078NDdgg78RBhie78Xzhcd78gmegf78mcnfY
                78oIcgg78uhojf78wqugg78zZdge782wbgg787Pegm79A8iVk79Hziec79I4nkf79Jjdgg79Kpegg79Mxqde79Tyaaa79W4oaa79Zafhe79dBgbh79dvegg79egkei
                79f1idf79i6ifg79rQmhe7+CGmtd7+Grckj7+KPbgg7+LMlbe7+VMfYo7+V8ede7+XDmdb7+XZtcp7+nPfPh7+wjkff7+1xfmf7+35kjf7+39mhf7+5Xajg7/Cyidf
                7/Fmedg7/MTrZc7/NTujP7/OOffm7/Plbgg7/QbeZe7/dPngg7/f3qjn7/stsfs7/yofgg7/4Vgrc7/99scs8ABilVl8AEsafg8AFovlf8AMTgfd8ANHeej8AQdffg
                8ARfdgl8ATWfce8AVjmgg8AdRfgg8AjAdef8Apelcr8A7Dggg8BAjjbf8BC4Ygc8BJjjeW8BQIegg8BSYjhe8BZgand8Bancgf8Beoggg8Bm1gUx8Boqmfq8Bp2fgg
                8Bs0ebe8Budkm38Bvhdra8Bv6mYf8B2xhad8B7ikef8B8vohe8B+UcfV8CEzgqm8CLIdfh8CNtiid8Cbevla8CkErcd8ClWfgg8Cnbeif8CxXbnj8DDWcUW8DFvlde
                8DGngdf8DJfcgg8DLVaed8DM/jsU8DOqldd8DOznff8DXqjgg8DaHegf8DdDdhg8DdMiea8Dd8edo8Desnlg8DfjZgk8DkxlpX8DqQdUf8Dqyfgg8DzMhbf8D4Ojje
                8EA1lgg8EGykgk8EKImyY8EOnbii8ESrroX8ETdbhq8EjJxgg8EtVnef8Ez81pZ8E0befg8E2Dofh8E2/koZ8FEwjce8FHMfif8FMTXdf8FPjdla8FT0lcZ8FVcmsd
                8FZdegg8Faqodh8FcDcjc8FlNdgg8FluqqY8FqThbh8Fybngb8FzDikk8F6ugcf8GDmx2f8GG6y1b8GKrdcl8GQUdfb8GXFffh8GdOdek8GgMmW58Gj+emg8GtgaaU
                8G0xmwY8G2Gmmc8HNMfpe8HhfunT8Hjugef8Hlsjag8H4DoRO8IH6eZl8IIVdgg8IMYmZx8IOYegq8IRzrwk8IUlffk8IWdjfd8IYVgxg8IcAZiu8Ie5Sff8Il6mcc
                8InOYgg8Ixsncc8I0igeg8I1JYgg8I6huef8I7Pegg8I/sobh8JRUagg8JRet3d8JWRtcz8JYxxWt8JaEf2g8JbXdpi8Jh7hbg8JiAaee8Jicefm8JvPXff8JxAwdf
                8J6kofk8J69Xvk8J8Pggg8KBkiei8KEragg8KIOhgg8KNisdq8KRbifw8KUMbec8KYQkfr8KYWnYp8Kd9jdm8KeMidi8Km2iqi8Knocra8Knsikr8Knuies8Ko0nqb
                8KpAmcf8KpZsdw8Kq9ihe8Kt0feg8Kvnggg8Kzwgge8LBvdgg8LJjZgg8LLvxac8LMabnf8LRlske8LU1bgg8LX5dhe8LbSkmc8Lb2cpf8LiAlsV8LnKuXe8Lqaegg
                8LsphOf8LtBacp8L0pdgg8L1Q1ne8L7cfgf8L/Ykkp8ME3Vgg8MFccgg8MJEVcc8MVKbeb8Ma+oce8MnMfgg8MshXgg8Myuhae8M2+ydh8M51heg8M+bgeg8NJxlbf
                8Nb8hde8NhJdZk8NmqnXe8NpQljf8N1Yhnf8OJwefg8OJ8egg8OKBoYu8OMBmfg8OMPecj8OUsmZf8Oa/fgg8OeYYgg8OgOcgg8Ogbkpf8Ok4pgi8Owhbfj8O1Iobd
                8O5cddf8PAyjkb8PA6kod8PChjff8PGebgg8PKchhf8PT8nug8PWthwc8Pfuoef8PnEnmi8Pqphve8PsZbgg8PtKbbc8PvHWlY8PvJbae8P1rgek8P3yagg8P75des
                8QAcoeo8QAtfge8QEijee8QGFVgg8QLPgfg8QTbmde8QTwVff8QWzbgg8QbKdnd8Qfyjge8QkKjaj8Qxdhqd8QyGZge8Qykjcg8Qy+lle8QzYggg8Q5LdVf8Q6RkYc
                8Q9fYgg8Q+qlne8RA6iXq8RCZpfe8RGZifr8RProeX8RkLhcW8Rndjds8Rpjvhd8RqLieg8Ruqfdf8RwEcgg8R1Qeei8R2lZbk8R75b2c8R/9dmf8Savdle8SjNfgg
                8S4Xvhj8S/6hrf8TAxhSF8TEpkZd8TFzhjf8TGHcgn8TSBhZd8TVkmil8Td8eho8Tf3aff8Th2Vfg8TsTcge8TuGgdf8Tv4dQW8TxIfhW8T4YifS8UGeZgg8UHUlae
                8UJoije8UOXegg8UQtegf8Upnmkm8Uswgcg8UzLfgg8Uz0ggg8U3sgeY8VGqngc8VJLSlf8VL/qae8VN1fgg8VUn2Jt8Ve+ddh8VflZgg8Vjslma8Vlkeef8Vv2bve
                8Vzyefj8V3scYg8V34fgg8V5Ygic8V57t5X8V6vcgg8V+zhkb8WI/mYc8WJctTc8WJmYek8WKjcgg8WQIgfg8WVxfgg8WbEfYd8Whkkce8WlLdaf8Wn5fZe8Wojgsj
                8WrkqYa8Wszefx8WzoiXh8W9jgke8XF/bfe8XR+jii8XSIegg8XTCjhW8XUfggg8Xankcf8Xd1gqf8Xhrsei8Xi0gZn8XjYTiZ8XpFefm8Xxnmwd8X2hhcd8X2tpbk
                8X5Lrbh8X/dhkZ8YQTmdk8YR1ZYc8YWfehe8YYKggf8YgveTr8Y6Ieqf8Y7Ojlc8Y74Vgg8ZFeYrg8ZFkegg8ZHudkf8ZL+kmf8ZTwbhg8ZUEgcr8ZbGgeg8ZjWvdZ
                8ZkYQhg8ZnlXfg8ZpVbgf8ZvElYf8ZwZZgg8Zw1fgg8Z0qldd8Z+zvbp8aB/bgl8aIcbbk8aPxagZ8abOjbf8acVWgg8adzhji8agMdhc8ambvdc8aqsdfj8arRpsd
                8atEedw8bAJbdf8bBac1X8bJUafr8bMMepe8bPseig8bUeYgg8bXSmpe8bcFhdj8bgxegg8bhRfgg8blPmjv8bo3cgg8bqtsal8bwmmjb8bzKZff8bzemdc8b0Aiic
                8b/Segg8cBpZfo8cLQXch8cPPggg8cQ3ikf8ccxcqd8cehegj8cgggfd8ciHegg8crIhme8crveZp8cwJYih8c+Lpfo8dJQlqe8dN6j0M8dQyeed8dS4mif8dTgjfe
                8dUabgg8dVUcgg8dXsWgX8dghefg8dqYagg8drOtbb8dv5ckg8dyaiee8d8UYid8eF1ifb8eK6Xzd8eLvgdm8ePTbhT8eg4khm8eihgpe8ex7fgg8ezcjaf8e2Tegg
                8e3acgg8e6qkgg8e7Bhhf8fB9fgg8fCmdeg8fFV2af8fNQdpY8fZtkcf8fr6dff8fsdihf8fufjse8fxqfgg8f4JpkX8f40dke8f5Bogg8f/Aegg8gS6egg8ggGegg
                8gjgbbf8goRoqn8gocgff8gxegfa8gyAfbf8gyKdgn8g+uT1g8hE+cgg8hFkagg8hGQZne8hO4iff8hTtYen8hU4fdX8hXTbgg8hX5dce8hdCXgg8hggZgg8hg+bff
                8hl5bcn8hmAhch8hoHria8huCagg8hwlbgg8hyBejg8hyQddd8hyllgg8h3ccgh8h8Nigj8iAHhZl8iBIfgg8iDchte8iESmsX8iIdbeg8iJufgg8iQAhac8iTXffq
                8iT9ffg8iY8o/a8iZ2lbf8ihbidU8iwAdgg8i6obef8i+jecf8jKxegg8jVDfme8jVSgge8jZRbgg8jZfijh8jaYdgg8jcdspa8jeirsW8jfuplf8jf3ofo8jgsegg
                8jpridc8jz1ata8j5Ebef8j6Qhal8j8kcgg8kBMijf8kIpRfh8kLAhZe8kMsifX8kNWZmh8kROgYi8kXaZef8kbjjkf8kl/fib8kwjkee8k1oehf8k/Kxtk8lMhcgg
                8lT1jid8lT7fhm8lWBmej8lZ2fwa8ldMpdR8lh1fer8llCiYn8llVlao8mPYraf8mRmfgg8mSdmgg8mTlebo8mUZhei8mVgWfi8mVphfc8mdskgp8mhKhfm8mnljbg
                8mvSgXt8m1ievg8m6Rpfa8m7Vegd8m/Wbgg8nEmduf8nHaleg8nXChjn8nZZlfg8nd7fgf8nhleff8njkegg8nm1heb8nrdfmf8nr0fgg8nv7ode8nyEnYZ8n7zefi
                8oFpdjg8oLNenf8oSdjcf8oWtkrd8oljfgg8orLijf8oryfgg8osyjnW8ouAcgg8ow2Xgg8o6bcdf8pFshhc8pGyZlg8pIclap8pJ3nec8pKXmff8pQ3dfo8pWpfgg
                8paugff8phqggg8pn6jsd8pxbfgg8p1Qegg8p4AtzQ8p5Hmfm8qEPjkq8qKLZdh8qWDgtb8qXViad8qX4clZ8qgPVmX8qt8ipr8q+igVZ8rBkifj8rFRhff8rFWQoe
                8rNhfcg8rOIfpf8rRgaef8rW8Zaf8rXNcog8reImtb8rfgggj8rmkkpd8rtKagg8rziY0X8r44fdo8r9Pjnd8sH2efi8sT8bee8seynpb8sjiikf8slUegh8sppymc
                8sqedfs8ss+jed8szmmZm8s0gfgi8s6SVtm8s+DgVa8tA2egg8tEWemd8tGKggf8tIQtjc8tJEo2b8tSTbgg8tW7eeo8tcallh8td0cgf8teyiar8tudTch8t2MaSl
                8t6egef8t8pfXk8uBykZU8uQ3rXc8uVOgre8uVqdje8uXwgzZ8uZWfgg8ubDZWZ8ulHefm8umrgef8unSmbe8unpmud8utCijm8uv3lef8u3RnRi8u5Zegg8u7lpcc
                8u9Zgmd8vEipak8vIDxjZ8vNmifi8vUiuVv8vUyvcV8vVSagg8vamcmp8vyQaef8v0MWgg8v2Rhsc8v3Xiff8v3+vpe8v4Gagg8v6KhXd8wCxhje8wIBchf8wIujsX
                8wObYgg8wYPame8wZQYhp8waiWfe8wjBgbe8wmFpvZ8ww1jue8w0/gee8w1/ddm8w6lfeb8w/Fnfo8xAeagg8xAzhrd8xGpgig8xIFged8xYbdgg8xZTdgg8xcPgej
                8xcuccj8xdNqjv8xfybbX8xjhgYh8xjirdn8xmYhfe8xopggg8xw4oak8x4xhcf8x+Vlcd8x+0fgg8x/Xegg8yCxhfb8yHFgig8yHPgef8yImhef8yShphb8ySxijd
                8yX5kaz8yixXcd8yruncS8y5qofe8y7Lebd8y83qVx8zAWgjh8zApZgg8zEXbde8zJ0kkd8zWLr2q8zjledk8zkbbgg8zoOeec8zoqcgg8zpAYgg8zqyody8zuSjbq
                8zvtsZv8z3Goab8z4oWZe80BXhkf80FZjqf80Kohfa80Nldgg80Qlild80RNejl80Rjjeb80TQgid80VHksd80VSeec80Vnsbd80Xkffg80pXgfg80sXVgg80sprgc
                80ymfgg80zOgfg8020kei807qdne81Hilfc81Kkepe81QHhih81Ttipg81vDmaf812uggf814Sud582DtgVU82Gxcgg82Ijggg82N+q1d82TCfiv82WKmdc82W4cgg
                82c0vnm82gnehf82k0ffg82o2w1c82snkiZ82wucgg829Jdgg82/Yjgh83A2cff83ETkig83FAhZe83IPgfg83I9cgg83KbdZ283RZckg83mApZe83mwWse83rLwUS
                83sQsbc83tNhrn83z2fgf833gcek836enli84Fkhde84SVegg84V7egg84ZYdcg84bMRKm84bufgf84dhfgg84jHrff84rZglb84rydif84snihb84wgbof840Sbfg
                84+zoWg84/WmZq84/Zhge85AJpff85A2fje85FAhbf85F+bgg85Lakea85OUhce85RWmio85Zofgg85eOkfd85lbfgg85oQVfg85rcegg85tCiff85tDfff85xxdgg
                853Hhhf853+hfo859ueec86LLzud86OVZlb86Y6Xai86fXUgg86gdhUm86j1Ubh86mndcf86n/ioc86ocdeb869Jefg8691ifW86/Gcdy87BTZYl87Vkgmc87bsg7e
                87dzegg87nykca87oPgXc87qoegh87q6gig879jfeg87+Keds87+Lmbd87+Phgg87/ooeo88Aycgg88ELegg88G5egg88Incfg88Jbehf88KcYdg88LtbZg88MEhei
                88Mcegg88Ujfak88lDcgg88soWgg88yZcgg886/jhp89ESdhi89EnedY89HGhwX89LkYgg89L4chf89QSadg89SRegg89auihd89a2hdq89fSfea89g2dwc89jcjdd
                89mjhff89nkeek89pNfgY89xikdc890CnBf899ogof8+BInre8+Fwcgh8+JiiYi8+N0egY8+V4bdo8+WWmjb8+Wbdfg8+hvtkb8+nqbec8+olqev8+rFeZg8+tbnel
                8+vOrtJ8+vydeg8+xWRac8+xvcgg8+ynlgi8+3ykef8/Kuhia8/SQsdf8/S5cre8/bYYef8/j7nkd8/kuemi8/lsoVU8/met4W8/nIccg8/odZfg8/tfbbh8/xrdgg
                8/zHVgg8/0Dmil8/0Vhhe8/3oiee8/9qVij9ADQbVt9AEUWgg9AH2mef9ARysds9AVRleh9AYzsbj9Ab0cem9Ac8sVf9Ag/aef9AiDYdg9Ai4gcf9AlIrmi9AtFWgg
                9Aufggg9Awxmdb9AxSnYq9Ayzdgg9AzyeYf9A0zagg9A1xcfh9A2Uhgh9A2ukdz9BC2gke9BGgjqY9BNksla9BP8eed9BV4ggc9BWPhgb9Bk3edf9BpOmjc9Bsgbgg
                9Bs7jYi9BwNqfX9Bxmhgg9B2jfif9B3fkge9B4Ufif9B4dkef9B5Rfdf9B6Mgkf9CDkcgg9CDudbf9CN0pff9COzchg9CPvgmj9CRdipc9CXuZgg9Ce0bX39Cfzeoe
                9Chjofh9Chtidf9Ckkibg9Ck/lWf9Cmbgsb9CoGdfg9C1ncme9C7Iddi9C8McSm9DIIycf9DJajoc9DKAdad9DMyegg9DSobgg9DTJqli9DU4egg9DpFdhf9DsZdpe
                9Du5gef9Dx3bY49D02fgg9D7sYdi9EAggdf9EWiqbf9Ee0hgk9EfChfT9EhBcVq9Ek3hge9Epwifk9Epxagg9Ezvegh9E7cnUs9E+6cwe9FAGbgg9FAdfef9FG3knX
                9FHZpVd9FLcjgj9FVLhjg9FfYXkn9Fuyefg9FvXdfg9F3pcee9F7gmlf9GBnlme9GCIivc9GJMmcf9GMpcfp9GQNggk9GQqeed9GQ7Tdi9GWfjoc9Gficgg9GhZker
                9GlUgdZ9Gmojge9GsZkfl9GtNffg9Gtkffg9Gtrcen9GvFkee9Gwtlcu9Gxlchg9GxuQXj9Gy9jWX9GzouPx9G0ZhUg9G6ccgg9G/Aegg9HDfmjc9HKXmje9HLifWi
                9HOWocc9HO/nig9HP/cad9HUuffg9HoHgVo9HoieWg9Hwgghg9Hzwhef9H19ekf9H7Zgig9IBWdgg9INXpxa9ITvijj9IbPjcd9Ighdgb9IhCgjg9Ipbgef9Iw1ipc
                9I1/bhf9I80agg9JILgeg9JJ7lee9JK1ibg9JQpdqX9JSkRgg9JU+cgg9JYSegg9JZlkdf9JdCWZe9JeRdgg9JlXeig9J71fjg9J8OhXW9KBCfgg9KHNdYc9KJ3mUd
                9KOMeZo9Kf0dqd9Kgladp9Kgpjim9KkcZfh9KrRegg9KuPbgg9Kwrlhf9K3Ufdf9K+Degk9LAofes9LCZhmn9LDJeQ79LGRdgg9LHRlbk9LJzleY9LcVjbb9LnMqsX
                9Lntagg9LsBwYZ9Lslkif9LxXiye9MPFhhg9Mb3jhs9Mx5cig9M2NYdg9M5lcfd9M8vdgg9M9Bfdd9M/xaTd9NC4kof9NbXjf/9NeVZkf9Nh2lcw9Nr2faa9Nz5gof
                9N5Lehg9N87ecZ9OISdpf9OQphoZ9OeTnme9OrLddd9O3YfiT9O4Onbf9O9/fgg9PHdmqm9PIJhnf9PIpfde9PN0/Hm9PRHifp9PTmlfh9PWVfgg9PXncee9PYJtbe
                9PZAcfs9PdRldg9Piuiii9Ppsjef9PsAffl9Px7bgg9Pywehg9P0Kgae9P2KXgg9P9jm0a9QDShbe9QLmjao9QObcXd9QS4bip9QXMofe9Qc+fcg9QktnTp9QnInYb
                9Qn2Ypi9Qpqrdn9Qr9fyb9QtMhYk9Q5Glde9Q/ldgg9RDbbZ59REGccr9RJ9ldo9RM7hoi9RXtfka9RX/drf9Ra7BZd9Ro+tdY9Rvuonn9Rw2kXb9R1ohfj9SC3ggg
                9SIrgfe9SJJefk9SJ/kie9SMmecf9SWAebx9SXDgmi9SXknmZ9SYhbfe9ScFlgf9Slaifi9SmzaZb9SnYjch9Sp5edf9Suufeb9SxNegg9SyNgbd9S6lija9S6/odf
                9S8nqpY9S/WRch9TCRkfV9TC8pjd9TFjXgg9TPabec9TQrchd9Teelye9Tfyjcg9Tgjjdp9TjAigf9TmjZcb9TpChtZ9T5Ndji9T8seqS9T+kdhg9T/Efdf9T/dWgg
                9UAFkma9UEhdgg9UIWkdf9UMLfgg9UMTrXc9UNshie9UY2Ugg9UdAilf9UlSmfn9Ul2nfK9UoVdUx9UpXfhy9UsQfgg9U0kmZn9U2R/QQ9U5gkeu9U+Tdjg9VE5egg
                9VKRlfs9VLjaic9VN7ipY9VWycec9Vgmgge9Vi5def9Vjeegg9Vq2ilg9Vr7jfi9V4umob9V65ibe9WDibgg9WFfWgg9WTBiap9WUmfdh9WWJjxV9WgXlbe9WlVjfi
                9WwHnff9WyNhdU9W1sece9W4iggg9W76fgg9W8Qrld9W/Mcif9W/8jcj9XDtneb9XI/fbh9XNCemd9XSttft9XWyffl9XZHqcd9XZnmbe9XhNrfb9XpFZds9X0RYde
                9X7/eer9X9Tjgg9YCkddg9YEGeff9YFekgl9YGMfgg9YRrmga9YYBr2d9Yczhff9Yi1kog9Y6EZgg9Y/Gpra9Y/ZheT9ZFsegg9ZLvrhg9ZNpheg9ZaVffe9Zeogef
                9Zevlcg9Zn8dgg9ZvpZgg9Z9VcZf9aAjkte9aBTegg9aDjgbe9aSOhRg9aVblif9aYunde9amvhbp9a6rpnc9a+Adfg9bCvegg9bDGcXm9bFAfad9bWscfg9bYTeqe
                9bZ8kcf9bbedgf9bcdegg9beCktT9bqmbgg9bq7kfj9b0Bhch9b0Fsca9b7Jbfe9b7pfgg9cAQUdk9cFt0ak9cHbcij9cKDcfe9cNGhkg9cQUffg9cSiWe19cWbiWk
                9cWdefg9cXThel9cbLike9cjlnbk9cqYWgg9cvZXgg9cwJYfg9cz2egg9c/6uZV9dAwQpg9dB2aeZ9dduXYk9de3jiZ9dpofgY9du0spa9dwGfgg9dyQjXf9d8pZiW
                9d+zbie9eCchhe9eWTlYZ9ecYnge9em6Zfe9eq+fef9e6fqjg9e6home9e8Ybfg9e8zoef9fFOcbY9fGSgkf9fN9V4U9fUNfgg9fX3khf9faJieg9fbafgd9fmuggg
                9fnSdpe9fwvbfb9f0ddgg9f6uidh9gBUigf9gDBdgo9gHKd9U9gIyiwk9gJVegg9gL/iXb9gOBaeg9gU6mek9gd+efk9gnldgg9gsVtbc9gsqefd9gxLhsc9gyvgdd
                9g2ullb9g4Tfhf9hBiqbe9hHikmc9hW9Xld9hlVpde9hvhcgg9hyKnls9hzNViw9h1lka29h5Ahhb9iD/eYi9iF+jah9iHVXgg9iIcmek9iIykfc9iQiqWW9iRhebY
                9iVGcgg9ibegfe9ibqkhl9iecqeh9iikdih9ilHbWa9im2cgg9iqauVt9iqndgg9iz3qVb9i6Sned9jBCijg9jB3cgg9jCpgfk9jG2sif9jKzaeg9jL7mcc9jNgrwf
                9jPhzV19jXBfif9jcRjfe9jiSqce9jxCkng9jyjlYU9j3DybU9j5doeZ9j8iafV9j+vcgg9kBkbgg9kFVfgg9kNaitT9kbdfgg9kcregh9kf/Qff9kgKdee9kmGgld
                9kqpldk9kw1ece9kxTgff9k1abme9k35qke9k7Eerc9lFPskn9lNfdgg9lNyieh9lPnYhg9lbmgff9lfTffd9ljBcgc9lmPbhf9lnzllf9lzQibi9l4bXmh9ma1Zgg
                9mfIbgg9mkr/ee9mtMbgg9myTrdq9myfaaY9m4ujgw9m5gigg9m6/eaj9nKHllg9nKmrlb9nMBebo9nU8gab9nYOedf9nYlqdb9nbVpde9nfKojc9nh0pbb9niEokk
                9nk0rdf9nms0gg9nr6m0f9nv7uid9nwvdke9n0Xbge9n2Pggg9n4acgg9n7Sdgg9n92dgg9oA8ddd9oEhXgg9oFDhbf9oJtleb9oNcofm9oRYVde9oU+xXc9oW6odd
                9obElef9odOeZj9odp1jZ9ogMfgg9ojQfgg9ox6zja9o35hgh9o6Ojge9o7Cgbd9pHhhhj9pIsbgg9pOKdpf9pOSYfS9pOudgg9pO6ggg9pTNWac9pdt2h49pmSWbd
                9pmsgae9poPidf9ptzeef9pvwhgY9pwHdfl9pzSsac9p8vnij9p98e/c9qAPhef9qAirpd9qKpljc9qigffg9qn4hlb9qtWagg9qy1hZf9qzIQfg9qz2heg9q0TkUo
                9q3cdZU9rFMTgg9rLZcdf9rXVdcV9rYqmWe9rgXcje9rgjggg9rjfgff9rkDWgg9rlqlZx9rpIpgs9ruIfgo9rv7uZn9r0Lfge9r+Koen9r/04ih9sGkegg9sMJb1d
                9sMOhfg9sNGhgg9sQGdWU9sWDm1d9sl1dgg9smZvaf9snUeff9soP5na9srPq6V9syGpla9s38gcd9s43dgg9s/zktd9td4kjg9tgVecc9tj40di9tmDLjn9tp2faf
                9tqHegg9ttPoae9tuLefe9twRagg9t76chb9uHddcZ9uLtdjb9uORatZ9uO5icc9uZVvI/9uevmec9ufHjlX9urSknp9uzdimc9u3llfe9u7Fuic9u7nigj9vAhndc
                9vBYfkf9vDbiXc9vHLhmf9vN0kkc9vPQZgg9vVNfdj9vbrrdo9vddked9vfFoec9vqedne9vsSbch9vvWcgg9vxufZn9vzVhie9vzbfpf9vz3lcp9v7Qfgg9wELkef
                9wGxkTa9wIzdce9wJFhff9wN0iff9wZfbgg9wcNidW9wdqMkg9we8crW9wfUbgg9wkgffe9wwNjld9wyucgg9w1Mdgg9xCQmhd9xLPZgg9xMHjbr9xYMedj9xcpedr
                9xghfef9xjHhfd9xvtegi9xx1nji9x6Cbdf9x8Vidf9x98lke9x/Egwo9yApodk9yAykYf9yBimdm9yD8npc9yIcagg9yQgggj9yVzhZV9yWfieg9yXmlZp9yY9agg
                9ya3ceg9yfnmdd9ynEXgg9ynhmdj9ypAhdf9yuS2if9yvBjqd9ywamqe9yyiXko9y0qegg9zEUhhl9zHJbgg9zH/ihh9zIqgfd9zfKkec9zhAomf9zhgjde9zlFWgg
                9zlIido9zptodb9zrrice9zsXnfv9z9ehfj90B42/P90CXegg90DFwdc90N1ZOf90QXjfg90S4ggf90YBeeg90YCvia90iDaeg90iYmbs90megfc90rqmU290sFkfe
                902rtjj9092tYd91B8mbs91C0jfd91DFbei91Dvggg91GYagg91GqnTs91J3kYd91RjpXc91WUcie91YGgXf91qiobj91qpcgg91sYjlf91s1gdf912ofgg917Ehme
                9181epo918+ece92DJkf392DTjhg92GWkjZ92I6fVf92JFfkd92NOhef92RIdgg92Rwfab92W7egg92bhfgg92kDkoX92oxrXf92vYgho925Zma8928RWfg928aegg
                928xefe92/NqZd93AUmpb93Dsdde93HX27Y93Hkfff93Jrglk93L51iW93PUdgg93cGcZn93dTcgf93e8cgg93qFccr93wpmYX930obed932bfqg9382egj938/dgg
                94Adr/T94ByjZd94DTjbf94Jzc7c94M2efh94NZifr94TEhdg94Tffgg94XLiYi94XPdgg94Z7dhf94cWgpg94fikeo94f1jWr94hEgSo94jRWUd94n/cgg94oLPgg
                94uTcgg94wqgfi94xdnfk940HqZa9426jdk9498bgg94+wycV94/8aXh95JMkfa95Pqbcf95RTegg95cMggg95f8mXt95hDpYc95p5fff95qukuU95rJifc95xXfif
                95xsnja95zGauV953Pfif9532fef957mjfc95+Vjel95+imgi96CxjYn96EFaff96Guggh96LFuib96Laigg96NPwVK96VThce96Z2jbg96aYlbk96b5egf96k6ele
                96mvlge96pgsUy96pso4c96u5hct96yubtf96/ahoe97BRcgg97EzcqZ97GsbYx97OMVkg97X9grf9708nma975jaao977SuXS977bcjf979ocpd97+/ifc97/Rfle
                98Aeegg98Hdegg98MUcef98Wmkmf98YMjag98drdgg98hYrZi98opjgd98rMegf98tRUgg98tVfjZ98ufqeo98zykkc980ucfd984yjfj99DicZe99FJhfd99H3cex
                99PKhdf99T5vcp99WhkR399XAhck99XWecl99cPgcK99crnce99nkkee99sCkgg99ybojb990zenf9914edi992Icgg992Ycgg994ikal9+Aljmf9+I9fff9+SQ8ep
                9+aSbgg9+dqijg9+o5ggg9+qqbgg9+s4lnn9+s/fgg9+udlcn9+yhegg9+3Khwa9+65deg9++JfZY9/Edrdk9/Eobgg9/E8dgg9/N3ngf9/PR6kY9/Ydmif9/a2egg
                9/b9cfW9/tWkif9/x1fge9/zPnZv9/4Vrme9/5Tdgg9/9BwWb+ACnkde+AF+gee+AHoggh+AJYfhd+AK+hec+AUMlie+AW0kdd+AYSddf+Aabggg+AcAmeX+Ad+nee
                +AhLZkf+AkOiif+Aogbke+ArSokd+AsSegg+Ayjorb+Azjpeb+A4lchi+A5siff+A/yjd4+BA+gZe+BGqhqS+BIVcfg+BQUlge+BU+kgj+BWAfgg+Bhsieg+Bjudff
                +Bo1Zpe+Bqhqfa+ButZfe+BvZZZg+B2Hphe+B2Ubgg+CCxlrc+CSzmdi+CXqm7h+CYStll+CZ1jif+CbKZoe+Cf/csd+CgDqfh+CrGefe+Ctpkbl+Cukfdq+Cxmegg
                +C2iqsb+C4Ogeg+C6WZmf+DGEdgg+DJfUhg+DOCgcX+DSrhfd+DTCnql+DTFeiU+DWIgid+DY0fat+DZwagg+Dgvmdo+Dqeech+Dsknhf+Dz4gef+D0Hfeg+D1WVdg
                +D7afdf+D9Neom+D/Cjbd+EACwfr+EHNguk+EKzfgg+EWIdre+EXRusZ+EZHikh+EhosiV+Eq6geT+E89hhb+E9plcf+FGcfdg+FHiibc+FN6gdd+FQEjef+FQvgeg
                +FgJbld+Fknefg+Fl7fff+FmLTis+FsCtbf+FudpdZ+F0dagg+F1mWgg+F4kfgg+F8Yegg+F8xffg+GJxiec+GM8epb+GOVhie+GOllne+GQJgbk+GQUggg+GRbgff
                +GSZfgf+GUfocY+GVvked+GWUdgg+GWdcdf+GXkXgg+GZcVgd+Gb5egg+Gdofgg+GeXfhf+Gezded+Giregh+GkJbhm+Gl2wZh+Gpcmfa+Gpyjpb+Gwhggf+GxMXgg
                +G26mgb+G4vbfe+G63Tch+G/lmof+HD/kbl+HKUdie+HLYcXe+HNVgdf+HRNnZa+HRraac+HW6jnf+HZGegg+Hcxihf+Hhjgcf+HmfVgg+Hwlggg+Hzljle+H7Crgg
                +H78efg+H8LXge+H9isgk+H+tgfe+IELffg+IKxlkf+IRoeeg+ITIfgg+Igwden+IhxZgg+Ikpcgg+ImEiec+Inyhhg+ItqiZX+It7cgg+Iwdifh+Iwwphd+I5kgdf
                +JCebeu+JJQhge+JLqabf+JZMYgg+Jlb/sc+Jnahgg+Jq8egZ+JtAdgg+J0Hkff+J3ecjf+J3umfd+J4capa+J+mrbT+KEcaff+KH+ZOp+KIYfdg+KL+ofi+KQ7jjd
                +Ka0mef+KbQgfg+Kg02kw+KjISgg+KmBcef+KthTgg+K2xkap+K4zldf+K9CWOf+LC9fgg+LGucef+LYG0ZT+LbLhef+Lbxild+Lpnjef+LtQqeq+L0OQYb+L44ihi
                +L5pccl+L67Yxg+MN32lm+MV4hee+MXLYhb+MbYdgg+Mddiha+MmCeag+MpTXae+Mpmhga+Mqbiea+Mvaggg+M7pfgg+NDidlg+NFGeeg+NH+ged+NPvbgg+NpPXdf
                +ODNghe+OLGjbb+OM/i1c+OOTlbp+OOjegf+OPkv/j+ORbfga+OUnQdg+OpVWdf+Opqjoa+O3Jeab+O6Rghp+O/pegj+PFIcgo+PF4meW+PLmegf+PMgXgg+PPGeZf
                +PPQeri+Pigngf+Plkcfl+Pm+fgg+PzZlYn+P1Bkog+P4qjdf+QUAfgg+QUCngc+Qgirbd+Qn7ohM+QtTcjb+QyRcge+Q2/fcf+Q7vvdd+Q/Skmi+RHkgeh+RIK/a/
                +RKJcff+RMLhek+RNIing+RRQikx+RUVegg+Rganbf+RgvUgg+Rqlcfd+RtPhtf+RtnbWo+R4ohkb+R5Unge+SAMcgg+SAUmff+SFh/Yh+SNEXkW+SScpRc+SUIdjg
                +SiDegg+SlUfco+SnOdgV+Sr+fng+TIEfaY+TL3fgg+TPKZfg+TZNYee+TeZgpo+Tgpned+ThJguf+Thhida+Tnbcgg+TpCdgg+Tt6rbu+TwAifi+Tx9rah+Tz9nij
                +T2tljY+T+Zcgg+UCfggg+UGTegg+UHPggg+UHXggh+UJ5fbd+UMHcgg+UWTZgg+UkJgfl+UsESgg+UwIddg+U0Oggf+U9kcef+VAdnla+VE5rvk+VFffre+VIXdje
                +VYcdgg+Vhvmjc+VkpXod+Vl7dfS+Vvzhde+Vx9hmk+V3Dfgg+V3oakg+V35egg+V6/jfs+WENkyg+WF9kte+WLi2kZ+WL2fgg+WMXbbg+WT9jeb+WfQWqT+Whigeg
                +WpBPeb+Wsmide+Wsvkge+Wwabfg+WxRwaP+W0hefg+XA4fLY+XD8ked+XXIgfg+XdzcdZ+XegUig+Xphchf+XsXcgg+XtGooi+Xz9ico+X2vnwe+X4ogef+YBfjgc
                +YH6jhc+YKnkhc+YQ9ulU+YSpkgk+YTudgg+Yf/oeY+Yh1gde+Yisegg+YlVgfg+Yz2kpd+Y0Qkdc+Y1Rbgg+Y4Llfe+Y5Tggh+Y+6lZc+ZKhkgg+ZMWdqf+ZQXdgg
                +ZQnlmg+ZWyqdm+Zd0gbe+Zd5qgi+Zk1cgg+ZsLagg+Z5pgcd+Z/9bjd+aDthbr+aKbfgg+aL4gdm+aP+hac+aebXeg+ardehg+asPigm+asqdil+at7kZe+awNscc
                +bCPcgg+bGIggg+bGOegg+bHjxjg+bHymcn+bIBZdc+bI1bgg+bLKWkc+bOCnWc+bPQciW+bPWjgg+bYrblc+bbJoze+bblcgg+bxWfVu+b39ndv+cBsWdb+cCHqtX
                +cIfiff+cOYgvc+cPNdfe+cQMnfg+cUadgZ+cZscgg+caxggg+cbSedg+cc+hhd+ce4dnh+cifeef+crvirb+csgaOe+ctHeZm+cvzcgg+cv5chn+c5efce+c8NXgg
                +c9EZgg+dKXgce+dOLsdm+dZPrfb+daKhnb+de+mfm+diAfgg+dnYggg+duNfgg+d0xehc+d3fXgc+d5ashX+eQaTfg+eUVbgg+eW5jkp+ed/Xfe+ejLaka+ejMdgg
                +esxcgg+e3Wbpa+e3rmnf+fCrefp+fHbcgg+fJwjcg+fYDbnf+fbbiko+ffxffg+fgFffg+fgeeeg+fsBqtk+f0Wdgg+f1xtZf+f4oYeg+f41hZf+f/KTgf+gE0jee
                +gKsalc+gNNdgg+gN7ma7+gUKigj+gVy5jj+gXRmdb+gaOSif+gbSZgg+gbedgg+gcIlpf+gfYcfg+ghNggg+ghTpfg+gxqefe+g30nfc+g8lgdf+hBYehb+hBpmhZ
                +hB+fff+hF3fgi+hZXdgh+hZZonf+hlbgii+hqegge+hxRhff+hxWegg+h1Ragk+h5/afv+h6akcZ+iAjuca+iB9fei+iCWWgg+iCtffh+iDAQgg+iEhggV+iFmpfo
                +iIGceg+iKFXas+iKpiic+iMXejg+iNBndn+iWGW6T+ibVkUa+ioFlic+iophld+ipuugg+iuRmkd+iuwfan+ivqRpe+iwajag+ixSgoq+i0+4Xa+i4wpYx+i7Uhjf
                +i84gcq+jP4hjZ+jZKdli+jiGibf+jkTpbe+jlcnta+jt4cgg+jxoTgg+j2oggg+j8Ccgc+kBOvdc+kB5Zgg+kB+feb+kE1ggg+kIAjee+kMTujg+kN0egg+kObReh
                +kVhnfn+kXylcW+kYPigg+kcaecw+kc2hed+kc5gfg+kdVifh+klXggg+kn0mXo+kt5hjd+k19efg+k3URdg+k7Jjea+k/9qmi+lE0n2c+lTjgff+lUAihi+lXTngg
                +lboiXm+limVdg+lmSagg+loemZj+lp+fgg+ltLYgg+lu3nep+lwVicb+l35ide+l6RucW+l6Vkjh+mB5cgg+mJPjUZ+mPbhiq+mSCXgg+mS+hff+mWPkdc+mXDnea
                +mexdgh+mf1ldd+mlzqUb+mm6ach+mobgjg+mtxfgg+m3Ineo+m3lhid+m3+gfj+m92jef+nDCuXd+nFYobd+nGsndj+nLeifb+nOZhkg+nTGfgg+nbfdjh+ne/Tef
                +nhstip+njGcle+nnwhge+nrUkff+nw2hif+nyLiZb+n1yifh+n8Pieg+n+cjgf+oI0aZb+oO9jva+oPNnZa+oSIfef+oSvWho+oZXgus+ob/ejf+ogdgcj+oiscff
                +okkkcc+okydgg+oovcpr+ovXjas+o5Qjjb+pCwhog+pJDgfg+pKkl24+pMYegh+pO7fce+pZ5hdd+pZ+ihf+pdbkcc+peiild+piqfXe+purnie+pzwmef+pz1zWZ
                +p0Lfgg+p32efg+p5fXgu+p/Negg+qBfhTT+qGCgcc+qG6jee+qM4njf+qPNemd+qParYa+qYIffe+qa8egg+qcApeb+qgnpYX+qq2Pfb+qrXydd+q3mXgg+q4feee
                +q6Affk+q7Lpvd+q/1igg+rB0dgg+rRTZgg+rdmegf+rfylfd+rjfXlf+rpoalh+rqEggg+rxRcfg+r4jigf+sFQgdf+sMweig+sS6sbc+sW9ebc+sX7cgh+scyffk
                +sq2ufe+srrjge+swvmbe+s1Bmme+s2uefc+s4sjpd+tBZjhr+tB8egf+tHqedg+tUX0jY+tVOdgg+tWqldu+tXKXfb+tYhegg+tjJlee+tj1nnc+txTfgg+t2/hLq
                +t38edh+t9Zecf+uEOXgd+uMnjbp+uR8bwg+uW5tUu+uq9pfo+utCfck+uvnhef+u0WiYk+u8vejf+u+fhpa+u+ojee+vDgRvc+vEFhkq+vE3igf+vUkocf+vXGqdm
                +vX0mna+vmSmch+vnBXZk+vtscjo+vwdigf+vw5oeg+v1Gkhe+v1Jpig+v1frb4+v+OenW+wDjjdm+wEBndc+wHBUif+wYwkmi+whpdgg+wkSsgj+wrndgg+wrugdj
                +wu/jeY+wxiecg+w2Qpln+w3gfgo+w6Fhvb+xA5pM/+xF8dgg+xMYjel+xQ+bgg+xUObge+xWxjoe+xXydgg+xdGegg+xeHdgg+xfLYfg+xkQvfk+xqDjcc+xqcrjj
                +xuOgge+xwutgg+x0fcgg+x6ZfcV+x9mplf+yBvfgf+yILqbe+yUPlpc+yUdeji+yX5Zgg+yb4ofc+yi1iec+ysemfz+ysqwbe+ys4agg+ytQeoc+yzOcgg+zEqhfi
                +zJvefv+zO7Zhe+zPjhdk+zS+hgg+zVQihi+zWHcgg+zWuXgg+zZfuhm+zZ0tcZ+zcsegg+zcwffi+zemjXf+zpRiif+zuywjl+zwmnel+z08mbo+z2ZZfe+z4HVYf
                +z9pdam+0DFgYZ+0LBgWu+0LFeYz+0NUspW+0RQOkd+0S/fft+0Ubfdd+0dIhig+0e2fka+0fUdgf+0kWabf+0x8iee+0y4dgg+0zxjqc+045fqi+05pggg+071Xgf
                +0+4mWd+1HDcfh+1Wwsee+1XGnal+1dwjgg+1stpbd+14Jjjg+17Nedg+17Xcgg+17ibgg+1/MmtX+2Byrbb+2GHhfg+2VsXgR+2Yklfo+2ceeki+2hVibe+2i4geg
                +2wpnjm+21LoVV+3Moegg+3Npfmd+3Q/jff+3RNgge+3Xpfgg+3Y4cgg+3ceefg+3jCjlg+3k2ieg+3upnpo+3u5dgg+3xjhyb+3zPWki+38oYlY+3+7ghX+3/nibb
                +4Iicjd+4NaYdf+4OonXw+4Q+hef+4T/iYf+4UYlpf+4UjhvZ+4iMVfg+4jFglf+4y8egh+4zWcgg+42Qpdb+45Aikk+5Bqdgg+5Eekeb+5F1Xhi+5GJbZZ+5LN5Sd
                +5L6rkS+5M6wcY+5NIhbb+5RKggf+5SYfff+5TigyZ+5Wfeee+5XDhpi+5eTimg+5fgfae+5gjdff+5jManc+5lMQgg+5mSggg+5nWdWl+5pRaUv+5uUggg+59yfcc
                +594XcT+6A4ggg+6Jvdig+6MQggP+6QQhmg+6Rnejg+6Sakma+6S4die+6USbUw+6WShob+6Z96R/+6bVjfk+6i4dgg+6kAhQp+6wtfgg+66Abgg+68qgfd+7A1upb
                +7Bd6dc+7C4mT1+7Foegg+7K4ggg+7Rijme+7Sajge+7bEVgg+7eHdan+7nmeiZ+7pzkdY+7tOhnn+734egg+79Qjqb+8GRffd+8QRlkm+8XFieh+8hTihY+8tguPY
                +8t6odc+8w0Vja+88Bgpf+88tbfg+9DTjpg+9DjgZX+9Fikf3+9Igjkj+9Kfb6B+9PxVac+9S/ggf+9Wsgmf+9Xthef+9Y9gnc+9ZOhce+9f2ddg+9humee+9jGehe
                +9pfcdg+9qDfgg+9q+Uee+9rJhji+9r8fgg+93odee+96gqdw++J8nnc++MKrgk++W4agg++bdgeh++gudfg++tDodb+++Uefl+/AXagg+/BbYgg+/FgqXY+/LwrYs
                +/T5bjf+/U+hfi+/XGiqZ+/Yyige+/bwmjm+/cyciY+/e5hdn+/lqoad+/nQZcc+/ngNif+/q7efn+/tYddi+/udqdl+/yyifg+/1lVfg+//woma/ACVkei/AJuece
                /ALEhnf/AL0ifn/AUZVch/Aa4Tgg/Afxcgg/Af1cml/Amehif/AzbvVp/A29agi/A6fbcf/A7xcZf/A8aifg/BAPgpW/BQEfdf/BpThgf/B9megg/B/jZgg/CEbggc
                /CVGift/CWqkeh/CYwggf/Ccgjgn/CiObff/Cj5mdb/CoHocn/CpwtY+/Cp+Zgg/CqDegg/Czsnch/CzwnXs/DD9ggg/DI6Zgg/DLjgfk/DR5iZn/DUUlef/DVjaof
                /DiIbgg/Dmsdgg/DvmwzX/Dwlbgg/D1jfgg/EG/egh/EOSbgg/EUDgbm/EaPhca/Eaohgf/EkQgrf/Er2lvY/Ezbifa/FBigen/FFfigg/FJndhZ/FRtdgg/FX6eee
                /FfPdec/Ffgegg/Ffrhbd/Fq9jje/FsTYcb/F1lbge/F5JrSg/F6Bfep/F6KZse/F9ssak/GFlcic/GHQkeg/GIffeg/GPwagg/GSVlbm/GTApqb/GUsdgi/GZsgff
                /Gjqhgl/Gkpgoa/Gx4jam/G0kgjg/G5Tkjl/G8Mgcf/HB4bbg/HCQpdh/HD/ksc/HK7foe/HT8hfe/HUUpfe/HYiSgg/Hnecee/HpWldo/HsMljb/Hy1gfg/HzXigg
                /H1Fagg/H6enbk/H+bmti/IKdjhe/IOpTef/IRTdbl/IYxree/IZ/hfh/Ic0bbf/Ig0mgf/Ikvlcc/IpAeeo/Ixajfx/IycnYz/I0Mflf/I5AfSq/I6ntbe/JA+Zfg
                /JHReqf/JI/jhZ/JQ3eeg/JbIhog/JcafYl/JcuqdZ/JeQWpf/Jf0kdf/Jk0mef/Jptigg/JsJkag/JsScff/Jw5eer/Jx1dhf/J04fgg/J19hel/J4xbff/J40tYZ
                /J7Licc/J97Xdg/KC3ifo/KXXrfp/KX2dgg/KchiWt/KfBdgg/Kkvccu/KtFkef/K8uogh/K+kalb/LR6iVX/LSXjhd/LSbdhf/LTPdff/LT+rgd/LadZbb/Lg1Zcf
                /Likedf/LlRcgc/LswYgf/LuYZgg/Lwcdcl/L1rjgl/L4Zfmb/MFUdaf/MLumbe/MMQjzk/MN/fgg/MPEbgg/MVaijl/MXlgiX/MbVljc/MeLijb/Mftgff/MnVePb
                /Mzxchh/M0jSgg/NC4eig/NPLqee/NUVgef/NW+fgg/NZicgg/Nbbagg/Nb0jde/NhJnlf/NpboZe/NqAmjf/NqnmKf/NthsYl/NxOdkf/Nzzhfg/N2JSdd/N2Xggg
                /N2rggd/N4Tcgg/N6ydac/N/Dfgg/OC+xmg/OHkppq/OIWllh/OUZqdf/OXhgfg/OvMbgg/Ox0YYk/OzFhef/O0Ukef/O8Bfek/O8KmjZ/O83Tgg/PE7jgk/PHSqdm
                /PNmSgg/PQAgaf/PQVpdi/PV9vnX/Pizebe/PnM19V/Pz+kgg/P1dkhe/P4ZXhe/P7Dofe/P/6bff/QJKefd/QM/dgg/QSdZUu/QUkfgg/QXBcgg/QaEcce/Qa1itd
                /Qwbcgg/Q8udgg/Q+ofgg/Q/pcgg/RIfdgg/RLmmtc/RUHhme/RXSlfg/Rdcffg/Rifqdb/RvPm6H/R0yVgg/R1+hdf/R5O0ad/R7OgYi/R9Oohk/R/mdfe/SArohd
                /SBJcee/SOZZgh/SQ0ghc/SUThZk/SY/sYf/SgQdgg/SlTegg/SnVlaS/Soiegl/SrAXlb/SxEhgd/S1Qfee/S/tdgg/TCZfbf/TDphbr/TKviii/TQfYgg/TW5ffg
                /TbWdid/TiGefe/TrMegg/Tr1kee/Tsshkf/TuReke/TzKhVc/UAudjf/UAv/qP/UYGegg/Unqbbd/UzfYgd/U3Kegk/U8Lbik/VGzeWc/VMkhrg/VWlhif/VW0lfd
                /Vccfge/Vp3nSV/VsVdbj/Vxkhhf/VyIdfs/V2Ntmg/V8Ccgg/WCkkgg/WFFgjm/WFHnec/WJAhgi/WJGdec/WJunf7/WOyhgd/WQTvdZ/WU3hne/WYUccf/Wefgfj
                /Wmeggf/Wp4ord/WyVlac/XFYnsf/XF/cfd/XGvlfe/XO4ide/XS/egg/XZ4ien/Xbyhds/XdXcgg/XoUilj/XpNplZ/XpQcPp/Xpvcsd/X11nka/X6Sjdx/X7Zjke
                /X+fWee/YC9lfj/YGfktk/YTLbki/YWjcYd/Yocbfd/YsxkWe/YuZjR3/Yv7Ufg/Y08led/Y1zifb/Y3Dggm/Y5Cjhf/Y6Ekbu/Y9cmnY/Y+3efg/ZD3fek/ZKpZdf
                /ZLDjjf/ZN7/BU/ZPsdgg/ZbgYgg/Zc8heg/Zqilbh/Zqtdig/Zux+n//ZvWead/Z14WXa/Z2cdgg/Z6Kcef/Z6utgY/Z7Sdab/Z/Icgg/aArYod/aCKguZ/aEPg1e
                /aOVofb/aTQvqd/aU9gZr/aWyXcd/aXAgqg/aXcaYn/aj6egg/at4Zbh/a0EZdd/a3Cqex/a72icf/bCVpae/bFAifo/bHAhkg/bNbXgg/bR2ihW/bXXffi/ba0ibe
                /bdwbgg/becZkY/boajpf/bwNcch/b2HHgf/b2chgf/b/eggg/cGAeje/cHngcf/cK9jje/cL/jhY/cSOlld/cSgegg/cVCegm/cajeeg/ceUgff/clzsbf/cnuoif
                /cpadbd/cskbgg/czodef/c/tjng/dCZWgg/dHOfif/dHhagg/dMcecg/dTybff/dYRnWo/dYeidd/dcYihf/deaegg/dlbocW/dxzesd/d39Wdi/d7hiW//eHjfgg
                /eLllnb/eUEVgg/eXCxqW/eZ/fhf/efydgg/eh0igg/eo5kfi/epFjtl/e2Ribe/e5IZil/e9Vhfg/e/ygoc/fEtoff/fLYfbg/fOomge/fPWgdh/fRovge/flljfe
                /fp3iad/frIgee/fr0gfj/gNjjia/gTmjTn/gc1ede/ggJcgi/goPioe/grcegg/gt6igc/g1slqe/g6Uomc/g6hmcv/hBUfbh/hB4jnU/hC9ffd/hDKohn/hD8fgg
                /hHZjpd/hKLice/hK5jiq/hYuffe/haelde/hfSnge/hhcZob/hkjjkb/hozikY/hzrZvg/h5kgXj/iGaksf/iIsdff/iNNYhc/iNPhYc/iPobef/iSRfgg/iUouW/
                /igSuhm/ijLend/imVhsY/impldd/ipqWme/itUofo/i9uiek/jA2fgg/jH0nal/jInpjc/jPjlme/jRidgd/jSedgg/jYdfgg/jZTLna/jb6kjf/jcLpvd/jfynff
                /jgthcp/ji/ggg/jo3cib/jpykff/jszjjd/j32pmm/j6Cckg/j6Kale/j8pjde/j9iofb/kEdjdf/kGIhgl/kG9gec/kPcdgg/kQZjqW/kQ9aij/kRviag/kT7fed
                /kVdcbf/kW3doY/kXrWgg/kaqpHY/kjnifg/kjtdlg/kk8smn/kwsYeg/kxomen/k1dgfh/k4Rlbh/k51eeg/k/ifgg/k/6hUf/lJ4eqc/lk5bgg/llBgfg/lvVigg
                /lxn6ji/lyxbcf/l6Qice/mE4acp/mLRegg/mQsrlm/mcFden/metejY/mvSqUW/mx9kgc/myqaln/m4Dfef/m6QjfY/m69lbv/m9slfj/nABisg/nEzdgg/nE6gff
                /nH1idY/nM5ckg/nPxeeh/nTocdg/nXpikc/ndzcrf/njBbgg/nkomdl/nrcKaq/ntzdgg/nzpgdg/n4qrXZ/n73dgg/n/Bfgg/n/Xbgg/oI5jlu/oLAXfe/oQ4phS
                /oR3lci/oTWwZf/oVEhqY/oYFZfg/oaRoln/oengeb/onYlef/ouLhgP/ovqogg/o2Weda/o4zWef/o+FQog/pFyjbU/pHWndp/pJ/lTh/pUremh/pYJsfa/pcrdfe
                /pmdgeb/poWtgc/p66beX/p+1fod/qF1wW7/qLygff/qSnjdd/qXamrb/qX7cgg/qYuehf/qdFfik/qddfgg/qjNwdl/qkyYgg/qprfgg/qvNagg/qwMjkN/qxZhge
                /q5clcg/q+jhjk/rC4gfg/rOAgeg/rUBsdq/rYWdfg/rb4nij/rectbe/rk6kUf/rl0dkg/ruNfbs/ryidgg/r2+cfe/r7vnca/r9gRdf/r+vace/sDSfcg/sEqxje
                /sF7iZp/sIdgbe/sIpfef/sPebgg/sW1iif/saaoff/sfnslZ/skblhf/smXhSo/sxYheg/sz3deg/s1Aizk/s2Zkdh/s69jfX/s+Jahj/tA1hkd/tDdefl/tEphjg
                /tHP2Yv/tNjegg/tRmcde/tSbhec/tXYjbh/tZBjgr/taVkbe/tdimmZ/toHegg/tpzhev/tq1mff/trk4Ys/t2Ldie/t38nxe/t9JpgW/uBkYfe/uDIfce/uEocgg
                /uFJigg/uFmdce/uGCXwX/uLyoec/uP5dkZ/uW5ekf/uZ1cgg/uqOdfi/uxEodd/uyVcfg/u1Qegg/u4ym0i/u5Kqne/u9ngef/u+OZgg/vBkdgg/vB3pep/vFtgsp
                /vSOgjr/vccieo/vjeiod/vlGegg/voadgf/vrDcff/vwTrkf/v2nVpb/v4riqg/wB9mkr/wCfr0S/wEdoVb/wGPolc/wgCXdb/wptiof/wupsmk/wvJegg/wvhlfg
                /wyClcc/wz7dhg/w2Yggx/w8Dpgm/w+Dtdf/xB3Vel/xG2eng/xMTceg/xVlgfg/xcamVm/xeNgbh/xvYckg/x3uPfe/x5pjga/x69lae/x8tiat/yAWfkf/yC3hde
                /yFWcXz/yFvhjd/yJYfZd/yONkoW/yPilad/yTdcjf/yYPnjd/yeGnqf/ykrfgg/yn+fef/ytEfgg/y8fiel/zFaagg/zFpkea/zOEdgg/zWrtXl/zaylff/zhqlff
                /zlxgfg/zodh/H/zo1jeg/zzWkvc/zz6bgg/z2Gcfm/z4grnZ/z5+Sfi/z+Wdhn/0A2ibe/0LzaYk/0aMRgc/0ayhei/0hYqbh/0q9idg/02mges/06Jcgf/07phWg
                /0+/pla/1Atfgg/1Lwdgg/1Ryikc/1SQccg/1ZKenX/1bSoXg/1l0fgg/1mDdgg/1odgff/1vudgg/1w2ief/11Nuvd/19Uefg/2KUYec/2XSNTX/2bkeaY/2f6eZg
                /2gWqWj/2hfaYd/2vkRgg/2zjgav/29Skmb/3Bjegg/3IhQgg/3Wsfgg/3XBlZw/3Z4Tmf/3d0Rgg/3mnkZa/3rVnWu/3rgped/369ggY/37Ghfd/38HrYh/38ohel
                /3+Vegg/3/Jebf/4BXjgg/4Cufeq/4Jnkfo/4Kejlf/4MKceh/4N3oZc/4QPlet/4RxlWz/4cRkdc/4fwcgg/4kwmne/4tXnid/4vLljl/4v9Zgg/449Zdo/455bTg
                /5JLccg/5M/Rda/5PLWdl/5PRfja/5bJscg/5i7ffd/5keShk/5niYnj/54kgai/564nes/566irf/6ANdaU/6Lrfgg/6SVegg/6bDtet/6biiji/6dzikf/6e91WK
                /6fkhle/6g5wfa/6hzjef/6idjhe/6jBegl/6kYegg/6m7had/6m/Ygg/6qkggg/6uaXrX/6vndfh/65FLed/7Btbjj/7GMcgg/7SAhaf/7Ubcbl/7UroUm/7Vfhmf
                /7Ykbgg/7ZFVfg/7ZIhfZ/7grgff/7mnffg/7pInfc/7pxnae/7rjfng/7x8nkk/71Adud/73+dbi/8DWgfg/8E8lfl/8GZZgg/8Ladgg/8Rijje/8Uvndc/8chWkg
                /8dHjZj/8eLhfc/8lZbZn/8qLjmd/8u4icg/8u6kWe/8yNjhg/8y9ide/81+ecu/86Jlij/88Omck/8+4agg/9ABenf/9CIhS//9MASeg/9Spfqj/9i6ffd/9lHlas
                /9px0Yb/9r7chn/9r9Udg/9xgibe/91bcnf/94Bjjb/95Ceff/95SjUi/99rkgg/+Flocf/+Khffj/+TQchb/+Uqdif/+XSind/+dtggg/+gWdfg/+pLkbw/+sUtgg
                /+t9ncv/+uebbd/+xgbdg/+zqmvm//F7Sgg//GOpK///QsVdo//X6ofm//Zoief//bUZra//bjmTd//ifUfo//nOceo//oLlde//qgido//uAogk//uGegg//vFhje
                //zCgdm//89keS
                """)
        guard let glance, let sequences else { return nil }
        return Wording(
            glance: Wording.Glance(
                scale: Wording.Scale(prior: -7.7595, step: 0.448159), least: -4.99, sequences: glance),
            trade: Wording.Scale(prior: -8.4606, step: 0.339902), request: Wording.Scale(prior: -3.4317, step: 0.200578),
            lookup: Wording.Scale(prior: -2.9689, step: 0.167184), sequences: sequences)
    }

    private static func rule_qq_number() -> Rule {
        var rule = Rule(
            id: "qq-number", entity: .qq, description: "QQ number beside a word for it",
            trigger: Rule.Trigger(), pattern: "(?<![a-z])(?:q ?q|扣扣|企鹅|球球|叩叩|蔻蔻|寇寇|抠抠|丘丘|秋秋|🐧|(?<=加)扣|(?<=[加,.、 \\n])[扣口](?=:? ?[1-9][0-9]{6})|(?<=加)q|q(?=[号:])|q(?= ?[1-9][0-9]{6}))(?:号码?|[账帐]号|联系|咨询|客服|邮箱|[:=是为加~\\-,.|/\\n\"'\\]】)\\t]| ){0,4}[\\[(【\"']?(?<value>[1-9][0-9]{4,10}|[1-9](?:[ .\\-*_·][0-9]){4,10})(?![0-9])(?![ .\\-*_·][0-9](?![0-9]))(?!万|w|条|元|块|群)", confidence: 0.75)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("q[q:]\nq q\nq[1-9]\nq [1-9]\n扣扣\n企鹅号\n企鹅\n球球\n叩叩\n蔻蔻\n寇寇\n抠抠\n丘丘\n秋秋\n加[q]\nq号\n扣扣号\n扣[1-9:]\n[加扣]扣\n口[1-9]\ncc号")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("qq")
        rule.context = Rule.Context(
            near: 16, raise: lines("加q\n联系\n咨询\n好友\n扣扣"), lower: lines("群\n交流群\nqq群\n等级\n版本"),
            required: false)
        rule.mask = Rule.Mask(head: 2, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("QQ12345678\n加q:987654321\nqq号：123456789\n扣扣 55667788\n企鹅号：１２３４５６７８９\nQQ 4 4 5 5 6 6 7 7 8\n便宜出，扣324140462\nQ79291892"), reject: lines("Q3 2024\nQQ群123456789\nqq等级64\nQQ音乐2024\nqq100万条\niqq12345678"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_qq_mail_number() -> Rule {
        var rule = Rule(
            id: "qq-mail-number", entity: .qq, description: "QQ number before the word for it",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z])(?<value>[1-9][0-9]{5,10}|[1-9](?: [0-9]){5,10})(?: ?\\((?:加)?(?:qq|扣扣|企鹅)号?\\)| ?(?:qq|扣扣)|, ?(?:加)?(?:qq|扣扣|企鹅)号?|,? ?(?:这?是)?我的?(?:加)?(?:qq|扣扣|企鹅)号?)(?![0-9a-z.:=]|群|音乐|邮箱)", confidence: 0.55)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("[0-9]q[q]\n[0-9] q[q]\n[0-9](qq)\n[0-9] (qq)\n的q[q]\n我q[q]\n,q[q]\n[0-9]扣扣\n我的扣扣\n我扣扣\n我的q[q]\n(扣扣)\n(企鹅)\n,扣扣\n加q[q]\n(q[q]\n我的企鹅\n,企鹅\n加扣扣")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("qq")
        rule.context = Rule.Context(
            near: 16, raise: lines("联系\n加我\n咨询\n好友"), lower: lines("群\n等级"),
            required: false)
        rule.mask = Rule.Mask(head: 2, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("联系我 12345678(qq)\n987654321qq\n123456789 是我的QQ\n55667788（扣扣）"), reject: lines("12345678qq群\n123qq"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_wechat_wxid() -> Rule {
        var rule = Rule(
            id: "wechat-wxid", entity: .wechat, description: "WeChat account's internal name",
            trigger: Rule.Trigger(), pattern: "(?:(?<![0-9a-z_])|(?<=wx|vx|wechat|weixin))(?<value>wxid_[0-9a-z]{8,24})(?![0-9a-z_])", confidence: 0.8)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("[w]xid_[0-9a-z]")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("wechat")
        rule.context = Rule.Context(
            near: 24, raise: [], lower: [],
            required: false)
        rule.mask = Rule.Mask(head: 5, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("加我wxid_abcdef123456\nwxid_a1b2c3d4e5f622"), reject: lines("wxid_\nxwxid_abcdef123456"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_wechat_id() -> Rule {
        var rule = Rule(
            id: "wechat-id", entity: .wechat, description: "WeChat name beside a word for it or its disguise",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z])(?:微信|[薇威徽葳维蔚卫嶶微][信芯]|[vw]信|w[e3]chat|weixin|w ?x|v ?x|微号|[薇嶶葳]|[微维](?=[: ]{0,2}[a-z])|绿泡泡|卫星号?|加v|[加佳伽茄]?[微薇]|[加佳伽茄][喂巍韦魏维]|\\+ ?v|v(?=: ?[a-z]| [a-z]{1,14}[0-9_])|wei信|[薇威徽微]xin|微[❤♥]|微x)(?:号码?|[账帐]号|id|联系|咨询|客服|同步|[:=是为加~\\-,|/\\n(\\[\"'\\])】【\\t]| ){0,4}(?<value>(?!wxid)[a-z][0-9a-z_\\-]{5,19})(?![0-9a-z_\\-@]|\\.[a-z])", confidence: 0.65)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("微信\nv[x]\nw[x]\nw x\nv x\n薇信\n威信\n徽信\nv信\nwecha[t]\nweixin\n微号\n薇[:a-z]\n绿泡泡\n加薇\n卫星号\n加[v]\n加微\n+[v]\n[薇威徽微]xi[n]\n微❤\n微♥\n微x\n微[a-z:]\n微 [a-z]\n嶶[ :a-z]\n葳[ :a-z信]\n维[a-z:]\n薇 [a-z]\nv[:]\nv [a-z]\n维信\n葳信\n蔚信\n卫信\n嶶信\n微芯\n威芯\n卫星[: a-z]\nw信\n佳薇\n佳微\n伽薇\n茄微\n佳喂\n加喂\n茄喂\n加巍\n伽韦\n茄魏\n佳维\nw3cha[t]\n绿色软件号")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("wechat")
        rule.context = Rule.Context(
            near: 16, raise: lines("加我\n联系\n私聊\n咨询\n微信号\nvx\n加v\n备注"), lower: lines("小程序\n公众号\n支付\n视频号\n开发\n接口"),
            required: false)
        rule.mask = Rule.Mask(head: 2, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("微信：zhang_san88\nvx:abc12345\n加V data_seller\nWX号 qwer7788\n薇信 abcd1234\n葳信 lucky7795\n嶶 ziyuan398\n微data_king88\nV：boss2033\nV yun_boss49\n秒回 佳喂 shuju_fox7044\npay usdt, w3chat lucky_yun1684"), reject: lines("Roe v Wade\n微服务 spring\n微信小程序开发\n微信支付 alipay\nwx.config\n微信群聊\nvx"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_wechat_id_before() -> Rule {
        var rule = Rule(
            id: "wechat-id-before", entity: .wechat, description: "WeChat name before the word for it",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z_.@\\-])(?<value>[a-z][0-9a-z_\\-]{5,19})(?: ?\\((?:微信|v信|vx|wx|wechat)号?\\)|,? ?(?:这?就?是)?我的(?:微信|v信|vx|wx|wechat)号?|,微信号)(?![0-9a-z:=])", confidence: 0.55)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("(微信\n(v[x]\n(w[x]\n(v信\n(wecha[t]\n我的微信\n我的v[x]\n我的w[x]\n我的v信\n,微信号")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("wechat")
        rule.context = Rule.Context(
            near: 16, raise: lines("加我\n联系\n私聊\n咨询\n备注"), lower: lines("小程序\n公众号\n支付\n视频号\n开发\n接口"),
            required: false)
        rule.mask = Rule.Mask(head: 2, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("zhang_828784 (微信)\nabc65128这是我的vx\nqwe-0565，我的微信号"), reject: lines("wechat (微信)\niphone我的微信打不开"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_telegram_link() -> Rule {
        var rule = Rule(
            id: "telegram-link", entity: .telegram, description: "Telegram links",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z])(?<value>(?:https?://)?(?:t\\.me|telegram\\.(?:me|dog))/(?:s/)?(?:\\+[0-9a-z_\\-]{10,24}|[a-z][0-9a-z_]{3,31})|tg://(?:resolve\\?domain=[a-z][0-9a-z_]{3,31}|user\\?id=[0-9]{6,13}))(?![0-9a-z_])", confidence: 0.9)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("t.me/[0-9a-z+_]\ntelegram.me/[0-9a-z+_]\ntelegram.dog/[0-9a-z]\ntg://")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("telegram")
        rule.context = Rule.Context(
            near: 16, raise: lines("飞机\n电报\n频道\n联系\ntg[:]"), lower: [],
            required: false)
        rule.mask = Rule.Mask(head: 5, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("https://t.me/muying_data88\n联系 t.me/datashop\ntg://resolve?domain=datashop"), reject: lines("https://t.me/joinchat\nxt.me/abcdef\nt.me/ab"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_telegram_name() -> Rule {
        var rule = Rule(
            id: "telegram-name", entity: .telegram, description: "Telegram name with @, beside words for the service",
            trigger: Rule.Trigger(), pattern: "(?:(?<![0-9a-z._%+\\-@/])|(?<=telegram|[^a-z]tg)|(?<=^tg))(?<value>@[a-z][0-9a-z_]{4,31})(?![0-9a-z_@/]|\\.[a-z])", confidence: 0.3)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("@[a-z]")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("telegram")
        rule.context = Rule.Context(
            near: 24, raise: lines("飞机\n电报\ntg\n纸飞机\ntelegram\n联系\n私聊\n频道\n客服\n咨询\n担保\n双向\n机器人"), lower: lines("微博\ntwitter\n推特\ngithub\n小红书\n抖音\ndecorator"),
            required: false)
        rule.mask = Rule.Mask(head: 3, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("飞机 @muying_data88\n联系TG：@data_shop\n电报@some_name1\n有意私聊 @datashop"), reject: lines("zhang@qq.com\n微博 @人民日报\ngithub @octocat"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_telegram_label() -> Rule {
        var rule = Rule(
            id: "telegram-label", entity: .telegram, description: "Telegram name or id after a word for the service",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z])(?:tg|[纸小]?飞机|飞鸡|灰机|电报|✈|telegram|telegram id)(?:号码?|[账帐]号|id|联系|咨询|客服|频道|[:=是为~,|/\\n]| ){0,4}(?<value>[a-z][0-9a-z_]{4,31}|(?<=id|id:|id |id: )[0-9]{7,12})(?![0-9a-z_@]|\\.[a-z])", confidence: 0.6)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("t[g]\n飞机\n电报\n纸飞机\n飞鸡\n灰机\ntelegram\ntgi[d]\ntelegra[m]\ntel[e]:")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("telegram")
        rule.context = Rule.Context(
            near: 16, raise: lines("联系\n私聊\n咨询\n加我\n担保"), lower: lines("下载\n安装\n教程\n破解"),
            required: false)
        rule.mask = Rule.Mask(head: 2, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("飞机：muying_data88\nTG: datashop88\n电报号 data_shop\ntg id: 6123456789\n电报ID6123456789"), reject: lines("飞机票 beijing\ntg下载 android\n坐飞机 12345678"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_chat_handle() -> Rule {
        var rule = Rule(
            id: "chat-handle", entity: .chatHandle, description: "Name or number after a word for a chat service that sellers move to",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z])(?:蝙蝠|土豆|potato(?: ?chat)?|batchat|🦇|session(?: id)?|jabber|xmpp|wickr(?: me)?|icq|discord|skype)(?:号码?|[账帐]号|id|联系|[:=是为加~\\-,|/@]| ){0,4}(?<value>[0-9]{6,11}|[0-9a-f]{66}|[a-z](?=[a-z_.]{0,20}[0-9_#.])[0-9a-z_.#]{4,31}(?:@(?:[a-z0-9\\-]{1,30}\\.){1,3}[a-z]{2,10})?)(?![0-9a-z_@]|\\.[a-z])", confidence: 0.6)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("蝙蝠\n土豆号\n土豆[: a-z0-9]\npotat[o]\nbatcha[t]\nsessio[n]\njabbe[r]\nwick[r]\nic[q]\ndiscor[d]\nsky[p]e")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = []
        rule.context = Rule.Context(
            near: 16, raise: lines("联系\n私聊\n咨询\n加我\ncontac[t]\nadd"), lower: lines("timeout\ncookie\n过期\nstorage"),
            required: false)
        rule.mask = Rule.Mask(head: 2, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("蝙蝠 5307253032\n蝙蝠ID：88123456\n土豆号 data_king88\nwickr: fox_data9"), reject: lines("蝙蝠侠 2022\n土豆 5斤\nsession timeout\npotato chips"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_credential_labelled() -> Rule {
        var rule = Rule(
            id: "credential-labelled", entity: .credential, description: "Account and password with labels, in text, queries and JSON",
            trigger: Rule.Trigger(), pattern: "(?<![a-z])(?:[账帐]号|账户|用户名?|登[录陆]名|邮箱|手机号?|电话|卡号|学号|工号|qq号?|微信号?|user ?(?:name|id)?|login|account|acc|email|uid|uname|zh)[\"']?[ ]{0,2}(?:(?:[:=是为]| ){1,3}|(?<=[号户名机箱]))[\"']?(?<value>[0-9a-z@._+\\-]{2,64}[\"']?[ \\n,;|/&，；、\\-]{0,6}[\"']?(?:登[录陆])?(?:密码?|口令|pass(?:word|wd|code)?|pwd|psw|pw|mima|mm)[\"']?[ ]{0,2}(?:(?:[:=是为]| ){1,3}|(?<=密码|口令))(?:\"[^\"\\n]{3,64}(?=\")|'[^'\\n]{3,64}(?=')|(?<==)[!-%'-~]{3,64}(?=&)|[!-~]{3,64}))", confidence: 0.8)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("密码\n口令\n[a-z:\"&]passw[d]\npasswd\npas[s]\npassword\npw[d]\n密[:]\npsw\nmima")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("credential")
        rule.context = Rule.Context(
            near: 20, raise: lines("账号\n登录\n成品号\n邮箱"), lower: lines("请输入\n忘记密码\n修改密码\n初始密码\n重置\n示例\nexample"),
            required: false)
        rule.mask = Rule.Mask(head: 1, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("账号:zhang123 密码:Abc12345\nuser=root01 pass=Xy77889\n{\"username\":\"li_si\",\"password\":\"Qwe!2345\"}\nusername=abc123&password=def456\n帐号 test01 密码 zz778899\nqq:12345678 密码:abc123\n账号abc123密码def456\n手机号13800138000 密码 abc123"), reject: lines("忘记密码怎么办\n请输入账号和密码\n账号:zhang123 密码:******\nuser: root password: xxxx\n账号密码错误"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_credential_dashes() -> Rule {
        var rule = Rule(
            id: "credential-dashes", entity: .credential, description: "Account and password parted by dashes, as account shops list them",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z._%+@/\\-])(?![0-9.:]{1,5}-)(?<value>[0-9a-z][0-9a-z@._+]{2,63}-{3,6}[!-,.-~](?:(?!---)[!-~]){1,62}(?:(?!---)[!-(*+\\--:<-\\\\^-~]))(?=-{3}|[^!-~]|[,;)\\]\"](?![!-~])|$)", confidence: 0.7)
        rule.trigger.digits = 7...20
        rule.trigger.number = .none
        rule.trigger.keywords = lines("成品号\n小号\n账号\n密码\n白号\n[0-9a-z]---[-0-9a-z!@#$%&*+?=~(.]")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = [.emailAddress]
        rule.validators = lines("credential")
        rule.context = Rule.Context(
            near: 24, raise: lines("账号\n密码\n成品号\n小号\n邮箱\n白号"), lower: [],
            required: false)
        rule.mask = Rule.Mask(head: 1, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("账号 zhang123----abc12345\nzs@163.com----Pass778\n成品号 qwe778----zz8899aa----tokenabc\nu13800138000----abc12345"), reject: lines("--------\n7.25---7.30\nabc----\n2024-01-01 --- next"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_credential_list() -> Rule {
        var rule = Rule(
            id: "credential-list", entity: .credential, description: "Account and password in the lines of a list (combo list), without labels",
            trigger: Rule.Trigger(), pattern: "(?m)^(?![0-9.]{7,15}[:|;])(?!https?:)(?=[^\\n]*[0-9])(?<value>[0-9a-z][0-9a-z._@+\\-]{2,63}?(?:-{3,6}|[:|;])(?![0-9.:]{1,6}$)[!-~]{4,64})\\r?$", confidence: 0.55)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = true
        rule.trigger.beside = []
        rule.validators = lines("credential")
        rule.context = Rule.Context(
            near: 24, raise: lines("comb[o]\n撞库\n密码\n账号"), lower: [],
            required: false)
        rule.mask = Rule.Mask(head: 1, tail: 0)
        rule.examples = Rule.Examples(
            match: ["zhang123:abc12345\nli_si88:qwe!2345\nwangwu9:zz778899", "zhang123|abc12345\nlisi88|Qwe778899\nww_x7|1234qwer"], reject: ["zhang123:abc12345", "10:30:22\n10:31:00\n10:32:00", "1.2.3.4:8080\n1.2.3.5:3128\n10.0.0.1:80", "host:a.example\nuser:someone\nport:8080"],
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_credential_mail_combo() -> Rule {
        var rule = Rule(
            id: "credential-mail-combo", entity: .credential, description: "Mail address and password in one word, as combo lists hold them",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z._%+\\-])(?!git@)(?<value>[0-9a-z][0-9a-z._%+\\-]{0,63}@(?:[0-9a-z\\-]{1,62}\\.){1,4}[a-z]{2,12}[:|;](?!//|[0-9a-z._\\-]{1,40}/)[!-~]{4,64})(?![!-~])", confidence: 0.6)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("@[0-9a-z]")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("credential")
        rule.context = Rule.Context(
            near: 24, raise: lines("密码\ncomb[o]\n撞库\n邮箱"), lower: [],
            required: false)
        rule.mask = Rule.Mask(head: 1, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("zhangsan@163.com:Qwer1234\nuser88@gmail.com|zz778899\na.b@qq.com:5f4dcc3b5aa765d61d8327deb882cf99"), reject: lines("git@github.com:\nzhangsan@163.com: 你好\nzhangsan@163.com"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_credential_stealer_log() -> Rule {
        var rule = Rule(
            id: "credential-stealer-log", entity: .credential, description: "Address, login and password in one line, as stealer logs hold them",
            trigger: Rule.Trigger(), pattern: "(?<value>https?://[0-9a-z.\\-]{3,100}(?::[0-9]{2,5})?(?:/[!-9;-~]{0,120})?[:|][0-9a-z@._+\\-]{2,64}[:|](?!//)[!-~]{3,64})(?![!-~])", confidence: 0.6)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("http://\nhttps://")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("credential")
        rule.context = Rule.Context(
            near: 24, raise: lines("logs\n日志\n密码\nurl"), lower: [],
            required: false)
        rule.mask = Rule.Mask(head: 8, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("https://mail.example.com/login:zhang123:Abc778899\nhttps://example.com:8443/a:user88@qq.com:zz7788"), reject: lines("https://example.com/a/b\nhttps://example.com:8080/path\nhttp://a.com:80"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_credential_hash() -> Rule {
        var rule = Rule(
            id: "credential-hash", entity: .credential, description: "User name with a stored hash beside it",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z._%+\\-])(?!(?:sha|md5|commit|digest|image|layer|hash|checksum|etag|crc|blake)[0-9a-z\\-]{0,10}[ ]?[:|,;])(?<value>[0-9a-z][0-9a-z._@+\\-]{2,63}[ ]?[:|,;][ ]?(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|\\$(?:[156y]|2[abxy]|argon2(?:id|i|d)|p|h|s|apr1)\\$[0-9a-z./$,=+]{20,200}|pbkdf2[_:][!-~]{30,200}))(?![0-9a-z])", confidence: 0.15)
        rule.trigger.digits = nil
        rule.trigger.number = .none
        rule.trigger.keywords = lines("$6$[0-9a-z]\n$5$[0-9a-z]\n$1$[0-9a-z]\n$y$[0-9a-z]\n$2a$\n$2b$\n$2y$\n$argo[n]\n$p$[0-9a-z]\n$h$[0-9a-z]\n$apr1$\npbkdf[2]")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = 31
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("credential")
        rule.context = Rule.Context(
            near: 24, raise: lines("密码\npassword\nhas[h]\n脱库\n账号\n用户名\ndump"), lower: lines("md5sum\nsha256\ncommit\nchecksum\n校验\nimage"),
            required: false)
        rule.mask = Rule.Mask(head: 1, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("root:$6$saltsalt$abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmn:18000:0:99999\n密码表 zhang123:5f4dcc3b5aa765d61d8327deb882cf99\n脱库 li_si,5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8"), reject: lines("commit 5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8\nsha1:5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8\nmd5sum 5f4dcc3b5aa765d61d8327deb882cf99"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_credential_url() -> Rule {
        var rule = Rule(
            id: "credential-url", entity: .credential, description: "Account and password in a web or database address",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z])(?<value>[a-z][a-z0-9+.\\-]{1,15}://[^\\s:/@\"'<>]{1,64}:[^\\s/@\"'<>]{3,64})@[0-9a-z]", confidence: 0.75)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("@[0-9a-z]")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("credential")
        rule.context = Rule.Context(
            near: 24, raise: lines("密码\n数据库\n连接串\ndatabase\nur[l]"), lower: lines("example\n示例"),
            required: false)
        rule.mask = Rule.Mask(head: 8, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("mysql://root:Root1234@10.1.1.1:3306/db\nftp://user1:Passw0rd@ftp.site.cn"), reject: lines("https://a.cn:8080/@zhang\nhttps://medium.com/@user/a:b"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_credential_joint_label() -> Rule {
        var rule = Rule(
            id: "credential-joint-label", entity: .credential, description: "Account and password behind one label for both",
            trigger: Rule.Trigger(), pattern: "(?:账密|[账帐]号和?密码|账户密码|用户名和?密码|号密)(?:是|为|:|=| ){1,3}(?<value>[0-9a-z@._+\\-]{3,64}(?: ?[/|,;:] ?|-{2,6}| |\\n)[!-~]{4,64})(?![!-~])", confidence: 0.7)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("账密\n账号密码\n帐号密码\n账户密码\n用户名密码\n账号和密码\n号密")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("credential")
        rule.context = Rule.Context(
            near: 20, raise: lines("登录\n测试\n成品号"), lower: lines("请输入\n忘记\n修改\n错误"),
            required: false)
        rule.mask = Rule.Mask(head: 1, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("账密 abc123/def456\n账号密码：zhang01 Qwe7788"), reject: lines("账号密码错误\n请输入账号密码"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_bank_card() -> Rule {
        var rule = Rule(
            id: "bank-card", entity: .bankCard, description: "Bank card, unbroken digits",
            trigger: Rule.Trigger(), pattern: "(?:(?<![0-9a-z/])|(?<=card|visa|bank|no\\.)|(?<=yhk|num|kh))(?<![0-9]\\.)(?<value>[1-9][0-9]{11,18}|0604[0-9]{8})(?![0-9]|\\.[0-9]|[a-z][0-9a-z]{3})(?:[^0-9\\n]{1,10}(?<expiry>(?:0[1-9]|1[0-2])[ ]?[/\\-|][ ]?(?:20)?[2-4][0-9](?![0-9])|(?<=exp|exp:|exp |效期|效期:|效期 )(?:0[1-9]|1[0-2])(?:20)?[2-4][0-9](?![0-9])))?(?:(?:[^0-9\\n]{0,10}?(?:cv[vc]n?2?|安全码|后三位)[^0-9\\n]{0,4}|(?<=[/\\-|][0-9]{2}|[/\\-|][0-9]{4}|[/\\-| ][0-9]{4})[^0-9\\n]{1,10})(?<cvv>[0-9]{3,4})(?![0-9]))?", confidence: 0.35)
        rule.trigger.digits = 12...19
        rule.trigger.number = .whole
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("bank-card")
        rule.context = Rule.Context(
            near: 24, raise: lines("银行卡\n卡号\nyh[k]\n储蓄卡\n借记卡\n信用卡\n开户行\n持卡人\n收款\n打款\n转账\n账号\n户名\n银行\ncar[d]\ncvv\nvisa\n支行"), lower: lines("订单号\n流水号\n运单号\n快递单号\n单号\n交易号\nimei\n串号\n时间戳\n身份证\n证件号\nsf[z]\n公民身份\n一代证\n条码\nisbn\n会员卡号\n发票\n编号\n工单\n消息i[d]\n回执\n物流\n快递"),
            required: false)
        rule.mask = Rule.Mask(head: 6, tail: 4)
        rule.examples = Rule.Examples(
            match: lines("卡号6222021234567890128\n4111111111111111\n5500005555555559 12/27 123\n4111111111111111|12|2027|123\n4111111111111111 exp 12/27 cvv2:123\n银行卡号=4111111111111111\n储蓄卡 501800000009"), reject: lines("订单号4111111111111112\n1234567890123456\n圆通YT4519845776215\n0.4111111111111111\n9787111128069\n1700000000000\n41111111111111111111"),
            knownMiss: [])
        rule.references = lines("ISO/IEC 7812-1")
        return rule
    }

    private static func rule_bank_card_grouped() -> Rule {
        var rule = Rule(
            id: "bank-card-grouped", entity: .bankCard, description: "Bank card of 13 to 16 digits in the groups that are printed on cards",
            trigger: Rule.Trigger(), pattern: "(?<![0-9])(?<![0-9][ \\-])(?<value>[1-9][0-9]{3}(?:[ \\-.*_·\\n]{1,2}[0-9]{4}){3}|[1-3][0-9]{3}[ \\-.*_·\\n]{1,2}[0-9]{6}[ \\-.*_·\\n]{1,2}[0-9]{5}|3[0-9]{3}[ \\-.*_·\\n]{1,2}[0-9]{6}[ \\-.*_·\\n]{1,2}[0-9]{4})(?![0-9])(?:[^0-9\\n]{1,10}(?<expiry>(?:0[1-9]|1[0-2])[ ]?[/\\-|][ ]?(?:20)?[2-4][0-9](?![0-9])|(?<=exp|exp:|exp |效期|效期:|效期 )(?:0[1-9]|1[0-2])(?:20)?[2-4][0-9](?![0-9])))?(?:(?:[^0-9\\n]{0,10}?(?:cv[vc]n?2?|安全码|后三位)[^0-9\\n]{0,4}|(?<=[/\\-|][0-9]{2}|[/\\-|][0-9]{4}|[/\\-| ][0-9]{4})[^0-9\\n]{1,10})(?<cvv>[0-9]{3,4})(?![0-9]))?", confidence: 0.55)
        rule.trigger.digits = 13...19
        rule.trigger.number = .none
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("bank-card")
        rule.context = Rule.Context(
            near: 24, raise: lines("银行卡\n卡号\nyh[k]\n储蓄卡\n借记卡\n信用卡\n开户行\n持卡人\n收款\n打款\n转账\n账号\n户名\n银行\ncar[d]\ncvv\nvisa\n支行"), lower: lines("订单号\n流水号\n运单号\n快递单号\n单号\n交易号\nimei\n串号\n身份证\n证件号\nsf[z]\n公民身份"),
            required: false)
        rule.mask = Rule.Mask(head: 6, tail: 4)
        rule.examples = Rule.Examples(
            match: lines("4111 1111 1111 1111\n信用卡5500-0055-5555-5559\n3782 822463 10005"), reject: lines("4111 1111 1111 1112\n1234 5678 9012 3456"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_bank_card_grouped_long() -> Rule {
        var rule = Rule(
            id: "bank-card-grouped-long", entity: .bankCard, description: "Bank card of 17 to 19 digits in groups",
            trigger: Rule.Trigger(), pattern: "(?<![0-9])(?<![0-9][ \\-])(?<value>[4-69][0-9]{3}(?:[ \\-.*_·\\n]{1,2}[0-9]{4}){3}[ \\-.*_·\\n]{1,2}[0-9]{1,3}|[4-69][0-9]{5}[ \\-.*_·]{1,2}[0-9]{4,13}(?:[ \\-.*_·]{1,2}[0-9]{1,9}){0,3})(?![0-9])", confidence: 0.5)
        rule.trigger.digits = 17...19
        rule.trigger.number = .none
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("bank-card")
        rule.context = Rule.Context(
            near: 24, raise: lines("银行卡\n卡号\nyh[k]\n储蓄卡\n借记卡\n信用卡\n开户行\n持卡人\n收款\n打款\n转账\n账号\n户名\n银行\ncar[d]\n支行"), lower: lines("订单号\n流水号\n运单号\n快递单号\n单号\n交易号\n身份证\n证件号\nsf[z]\n公民身份"),
            required: false)
        rule.mask = Rule.Mask(head: 6, tail: 4)
        rule.examples = Rule.Examples(
            match: lines("卡号 6222 0212 3456 7890 128\n622202 1234567890128\n6222-0212-3456-7890-128"), reject: lines("6222 0212 3456 7890 129\n1222 0212 3456 7890 128"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_bank_card_spaced() -> Rule {
        var rule = Rule(
            id: "bank-card-spaced", entity: .bankCard, description: "Bank card with every digit on its own",
            trigger: Rule.Trigger(), pattern: "(?<![0-9])(?<![0-9][ \\-])(?<value>[2-69](?:[ .\\-*_·][0-9]){14,18})(?![0-9])(?![ .\\-*_·][0-9])", confidence: 0.35)
        rule.trigger.digits = 15...19
        rule.trigger.number = .none
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("bank-card")
        rule.context = Rule.Context(
            near: 24, raise: lines("银行卡\n卡号\n储蓄卡\n信用卡\n收款\n转账\n账号\n户名\n银行"), lower: lines("订单号\n单号\n身份证"),
            required: false)
        rule.mask = Rule.Mask(head: 6, tail: 4)
        rule.examples = Rule.Examples(
            match: lines("卡号 6 2 2 2 0 2 1 2 3 4 5 6 7 8 9 0 1 2 8"), reject: lines("6 2 2 2 0 2 1 2 3 4 5 6 7 8 9 0 1 2 9"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_crypto_wallet_ethereum() -> Rule {
        var rule = Rule(
            id: "crypto-wallet-ethereum", entity: .cryptoWallet, description: "Ethereum address (EIP-55)",
            trigger: Rule.Trigger(), pattern: "(?:(?<![0-9a-z])|(?<=eth|btc|usdt|erc20|bep20|bsc|bnb))(?<value>0x[0-9a-f]{40})(?![0-9a-z])", confidence: 0.85)
        rule.trigger.digits = nil
        rule.trigger.number = .none
        rule.trigger.keywords = lines("0x[0-9a-f]")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = 42
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("crypto-wallet")
        rule.context = Rule.Context(
            near: 24, raise: lines("钱包\n地址\neth\nerc20\nusdt\nbsc\nbep20\n收款"), lower: lines("合约\ncontract\n哈希\ncommit"),
            required: false)
        rule.mask = Rule.Mask(head: 4, tail: 4)
        rule.examples = Rule.Examples(
            match: lines("ETH 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\nusdt erc20: 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"), reject: lines("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed00\n0x0000000000000000000000000000000000000000"),
            knownMiss: [])
        rule.references = lines("EIP-55")
        return rule
    }

    private static func rule_crypto_wallet_bech32() -> Rule {
        var rule = Rule(
            id: "crypto-wallet-bech32", entity: .cryptoWallet, description: "Bitcoin and Litecoin segregated-witness addresses (BIP 173, BIP 350)",
            trigger: Rule.Trigger(), pattern: "(?:(?<![0-9a-z])|(?<=btc|usdt|ltc))(?<value>(?:bc|tb|ltc)1[02-9ac-hj-np-z]{38,71})(?![0-9a-z])", confidence: 0.6)
        rule.trigger.digits = nil
        rule.trigger.number = .none
        rule.trigger.keywords = lines("bc1[qp]\nltc1[qp]")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = 42
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("crypto-wallet")
        rule.context = Rule.Context(
            near: 24, raise: lines("钱包\n地址\nbtc\nbitcoin\n比特币\n收款"), lower: [],
            required: false)
        rule.mask = Rule.Mask(head: 4, tail: 4)
        rule.examples = Rule.Examples(
            match: lines("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4\nbtc: bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"), reject: lines("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5\nbc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4x"),
            knownMiss: [])
        rule.references = lines("BIP 173\nBIP 350")
        return rule
    }

    private static func rule_crypto_wallet_base58() -> Rule {
        var rule = Rule(
            id: "crypto-wallet-base58", entity: .cryptoWallet, description: "Bitcoin and TRON addresses (base58check)",
            trigger: Rule.Trigger(), pattern: "(?:(?<![0-9a-z])|(?<=btc|usdt|trc20|tron|trx))(?<value>[13][1-9a-z]{25,33}|t[1-9a-z]{33})(?![0-9a-z])", confidence: 0.4)
        rule.trigger.digits = nil
        rule.trigger.number = .whole
        rule.trigger.keywords = lines("钱包\n收款地址\ntrc2[0]\nusd[t]\n波场\n比特币\nbtc[:]\nbt[c]")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = 26
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("crypto-wallet")
        rule.context = Rule.Context(
            near: 24, raise: lines("钱包\n地址\nbtc\nbitcoin\n比特币\nusdt\ntrc20\ntron\n波场\n收款\n充值"), lower: lines("token\n秘钥\nmd5"),
            required: false)
        rule.mask = Rule.Mask(head: 4, tail: 4)
        rule.examples = Rule.Examples(
            match: lines("btc 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa\nTRC20: TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"), reject: lines("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNaXYZ123\nTR7NHqjeKQxGTCi8q8ZY4pL8otSzgjL"),
            knownMiss: [])
        rule.references = lines("https://en.bitcoin.it/wiki/Base58Check_encoding")
        return rule
    }

    private static func rule_cn_resident_id() -> Rule {
        var rule = Rule(
            id: "cn-resident-id", entity: .residentID, description: "Mainland resident identity number, 18 characters, permits of the same form included (GB 11643-1999)",
            trigger: Rule.Trigger(), pattern: "(?<![0-9])(?<value>[1-9](?:[ \\-.*_·\\n]{0,2}[0-9]){16}[ \\-.*_·\\n]{0,2}[0-9x])(?![0-9x])", confidence: 0.8)
        rule.trigger.digits = 17...18
        rule.trigger.number = .whole
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("resident-id")
        rule.context = Rule.Context(
            near: 24, raise: lines("身份证\n证件号\nsf[z]\n公民身份\n实名\n证号\n四大件\n户籍\nid[:]\nidcar[d]\n身份号\n居住证"), lower: lines("订单号\n流水号\n运单号\n交易号\n快递单号"),
            required: false)
        rule.mask = Rule.Mask(head: 6, tail: 4)
        rule.examples = Rule.Examples(
            match: lines("身份证110101199003074610\n张三 11010519491231002X 13800138000\nsfz１１０１０５１９４９１２３１００２Ｘ\n110105 19491231 002X\n440524-18800101-0014\n１ １０１０５１９４９１２３１００２x"), reject: lines("订单号110101199003074611\n110101199002304610\n1101011990030746101\n流水号 202401011234567890\n时间戳 20240101123456789"),
            knownMiss: [])
        rule.references = lines("GB 11643-1999\nISO 7064 MOD 11-2\nGB/T 2260")
        return rule
    }

    private static func rule_cn_resident_id_15() -> Rule {
        var rule = Rule(
            id: "cn-resident-id-15", entity: .residentID, description: "First-generation resident number, 15 digits, beside words for it",
            trigger: Rule.Trigger(), pattern: "(?:(?<![0-9a-z])|(?<=sfz|[^a-z]id)|(?<=^id))(?<value>[1-9](?:[ \\-.*_·\\n]{0,2}[0-9]){14})(?![0-9a-z])", confidence: 0.4)
        rule.trigger.digits = 15...15
        rule.trigger.number = .whole
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("resident-id-15")
        rule.context = Rule.Context(
            near: 24, raise: lines("身份证\n证件号\nsf[z]\n证号\n一代证\n身份号\n公民身份\n身份证明\ni[d]\nidcar[d]"), lower: lines("订单号\n单号\n流水号\nimei\n串号\n注册号\n设备\n营业执照\nuid\nuserid"),
            required: true)
        rule.mask = Rule.Mask(head: 6, tail: 3)
        rule.examples = Rule.Examples(
            match: lines("老身份证号110105491231002\n一代证 110105491231002\n身份证 110105 491231 002\nID：110105491231002"), reject: lines("110105491231002\n身份证 110105491331002\n订单号110105491231002"),
            knownMiss: [])
        rule.references = lines("GB 11643-1989")
        return rule
    }

    private static func rule_cn_permanent_residence() -> Rule {
        var rule = Rule(
            id: "cn-permanent-residence", entity: .permanentResidence, description: "Foreigners' permanent residence card of the old form, three letters and twelve digits",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z])(?<value>[a-z]{3}[ \\-]?[1-8][0-9]{5}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{2})(?![0-9a-z])", confidence: 0.12)
        rule.trigger.digits = 12...12
        rule.trigger.number = .behindLetter
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("permanent-residence")
        rule.context = Rule.Context(
            near: 24, raise: lines("永久居留\n永居\n绿卡\n居留证\n居留身份"), lower: lines("订单号\n单号\n运单"),
            required: false)
        rule.mask = Rule.Mask(head: 3, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("永久居留证 USA110080010112\n外国人永居证号：CAN310085123145"), reject: lines("运单 SFX123456789012\n永居 USA110080130112"),
            knownMiss: [])
        rule.references = lines("Regulations on foreigners' permanent residence identity cards")
        return rule
    }

    private static func rule_hk_id() -> Rule {
        var rule = Rule(
            id: "hk-id", entity: .hongKongID, description: "Hong Kong identity card with its check digit in brackets",
            trigger: Rule.Trigger(), pattern: "(?:(?<![0-9a-z])|(?<=hkid)|(?<=idno))(?<value>[a-z]{1,2} ?[0-9]{6} ?\\([0-9a]\\))(?![0-9a-z])", confidence: 0.5)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("[0-9]([0-9a])\n[0-9] ([0-9a])")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("hk-id")
        rule.context = Rule.Context(
            near: 24, raise: lines("香港身份证\n身份证\nhki[d]\n港籍\n证件号\n香港"), lower: [],
            required: false)
        rule.mask = Rule.Mask(head: 1, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("HKID: A123456(3)\nHKIDA123456(3)\n香港身份证 G123456（A）\nA123456(3)"), reject: lines("A123456(4)\nAA123456(x)\nXA123456(3)1"),
            knownMiss: [])
        rule.references = lines("Registration of Persons Ordinance (Cap. 177)")
        return rule
    }

    private static func rule_hk_id_plain() -> Rule {
        var rule = Rule(
            id: "hk-id-plain", entity: .hongKongID, description: "Hong Kong identity card without brackets, beside words for it",
            trigger: Rule.Trigger(), pattern: "(?:(?<![0-9a-z])|(?<=hkid))(?<value>[a-z]{1,2}[ \\-]?[0-9]{6}[ \\-]?[0-9a])(?![0-9a-z])", confidence: 0.3)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("香港身份证\nhki[d]\n港籍\n香港")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("hk-id")
        rule.context = Rule.Context(
            near: 24, raise: lines("香港身份证\nhki[d]\n港籍\n香港\n身份证"), lower: [],
            required: true)
        rule.mask = Rule.Mask(head: 1, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("香港身份证A1234563\nhkid g123456a"), reject: lines("A1234563\n香港身份证 A1234564"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_mo_id() -> Rule {
        var rule = Rule(
            id: "mo-id", entity: .macauID, description: "Macau resident identity card",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z])(?<value>[157](?:[0-9]{6} ?\\([0-9]\\)|/[0-9]{6}/[0-9]))(?![0-9a-z])", confidence: 0.2)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("[0-9]([0-9])\n澳门")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("mo-id")
        rule.context = Rule.Context(
            near: 24, raise: lines("澳门身份证\n澳门居民\n澳门\n身份证\nbir"), lower: [],
            required: false)
        rule.mask = Rule.Mask(head: 1, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("澳门身份证 1234567(8)\n澳门居民 5/123456/7\n1234567(8)"), reject: lines("2234567(8)\n11234567(8)"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_mo_id_plain() -> Rule {
        var rule = Rule(
            id: "mo-id-plain", entity: .macauID, description: "Macau resident identity card without brackets, beside words for it",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z])(?<value>[157][0-9]{7}|[157][0-9]{6}[/\\-][0-9])(?![0-9a-z])", confidence: 0.3)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("澳门")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("mo-id")
        rule.context = Rule.Context(
            near: 20, raise: lines("澳门身份证\n澳门居民\n澳门特区身份证\n澳门id\n澳门证件"), lower: lines("电话\n手机\n订单\n单号"),
            required: true)
        rule.mask = Rule.Mask(head: 1, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("澳门身份证12345678\n澳门居民身份证：5123456/7"), reject: lines("12345678\n澳门 12345678\n澳门身份证 22345678"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_tw_id() -> Rule {
        var rule = Rule(
            id: "tw-id", entity: .taiwanID, description: "Taiwan national and resident numbers",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z])(?<value>[a-z][ \\-]?[12789a-d][0-9]{8})(?![0-9a-z])", confidence: 0.25)
        rule.trigger.digits = 8...9
        rule.trigger.number = .behindLetter
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("tw-id")
        rule.context = Rule.Context(
            near: 24, raise: lines("台湾身份证\n身份证\n身分证\n统一编号\n统一证号\n居留证\n台湾\n台胞"), lower: lines("订单\n型号\n单号\n编号\n护照"),
            required: false)
        rule.mask = Rule.Mask(head: 2, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("身分證 A123456789\n台湾身份证A123456789\n居留证 A800000014"), reject: lines("A123456788\n型号 A123456789B\n台湾 A323456789"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_hk_mo_permit() -> Rule {
        var rule = Rule(
            id: "hk-mo-permit", entity: .hongKongMacauPermit, description: "Home-return permit and mainland permit for Hong Kong and Macau",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z])(?<value>[hm][ \\-]?[0-9]{8}(?:[0-9]{2})?|[cw][ \\-]?[0-9]{8}|c[a-hj-np-z][ \\-]?[0-9]{7})(?![0-9a-z])", confidence: 0.25)
        rule.trigger.digits = 7...10
        rule.trigger.number = .behindLetter
        rule.trigger.keywords = lines("回乡证\n通行证\n来往内地\n港澳居民")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("hk-mo-permit")
        rule.context = Rule.Context(
            near: 24, raise: lines("回乡证\n通行证\n来往内地\n港澳居民\n返乡证\n港澳证\n证件号"), lower: lines("型号\n订单\n单号\n编号\n货号"),
            required: false)
        rule.mask = Rule.Mask(head: 1, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("回乡证H12345678\n港澳通行证C12345678\n来往内地通行证 M1234567800\n港澳通行证CA1234567"), reject: lines("型号H12345678\nH12345678\nC123456789"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_tw_permit() -> Rule {
        var rule = Rule(
            id: "tw-permit", entity: .taiwanPermit, description: "Travel permit of Taiwan residents (8 digits) and of mainland residents for Taiwan, beside words",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z])(?<value>[0-9]{8}|[tl][0-9]{8}|[0-9]{10}(?:\\([a-z]\\)|[a-z])?)(?![0-9a-z])", confidence: 0.4)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("台胞证\n台湾居民来往\n台湾通行证\n大通证\n来往台湾")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("tw-permit")
        rule.context = Rule.Context(
            near: 20, raise: lines("台胞证\n台湾居民来往\n台湾通行证\n大通证\n来往台湾"), lower: lines("电话\n订单"),
            required: true)
        rule.mask = Rule.Mask(head: 1, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("台胞证 01234567\n台胞证号：0123456789(A)\n台湾通行证T12345678"), reject: lines("01234567\n台胞证办理 2024年"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_cn_passport() -> Rule {
        var rule = Rule(
            id: "cn-passport", entity: .passport, description: "Chinese passports beside words for them",
            trigger: Rule.Trigger(), pattern: "(?:(?<![0-9a-z])|(?<=passport|passportno|ppno))(?<value>(?:e[a-hj-np-z]|de|se|pe|ma|mb|kj|hj)[ \\-]?[0-9]{7}|[egdsphk][ \\-]?[0-9]{8}|[dsp][ \\-]?[0-9]{7}|1[45][0-9]{7})(?![0-9a-z])", confidence: 0.6)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("护照\npasspor[t]\nh[z]号\n证件号\n证照\n出入境\nppno\n旅行证件\n旅行证\n通行证件")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("passport")
        rule.context = Rule.Context(
            near: 32, raise: lines("护照\npasspor[t]\nh[z]号\n证件号\n证照\n出入境\nppn[o]\n旅行证件\n旅行证\n通行证件"), lower: lines("订单号\n型号"),
            required: true)
        rule.mask = Rule.Mask(head: 2, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("护照号E12345678\n护照：EA1234567\npassport no. G12345678\n护照 d1234567\nPASSPORT:PE1234567"), reject: lines("E12345678\n护照 EI1234567X\n护照办理 12345678"),
            knownMiss: [])
        rule.references = lines("Passport Law; National Immigration Administration notices on the E-letter series")
        return rule
    }

    private static func rule_cn_passport_bare() -> Rule {
        var rule = Rule(
            id: "cn-passport-bare", entity: .passport, description: "Chinese ordinary passport number by its form alone",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z])(?<value>e[a-hj-np-z][0-9]{7}|[eg][0-9]{8})(?![0-9a-z])", confidence: 0.2)
        rule.trigger.digits = 7...8
        rule.trigger.number = .behindLetter
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("passport")
        rule.context = Rule.Context(
            near: 24, raise: lines("护照\n证件\n旅客\n乘客\n出境\n签证\n国籍\n身份证"), lower: lines("型号\n订单号\n单号\n货号\n编号\n批号\n件号"),
            required: false)
        rule.mask = Rule.Mask(head: 2, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("旅客 张三 E12345678\n签证 EB1234567"), reject: lines("E12345678\n型号E12345678\nEA12345678"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_cn_license_plate() -> Rule {
        var rule = Rule(
            id: "cn-license-plate", entity: .licensePlate, description: "Mainland licence plates, civil, new energy, police, learner, Hong Kong and Macau, consulate",
            trigger: Rule.Trigger(), pattern: "(?<![最全更重刷创北](?=[新京]))(?<value>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼] ?[a-z][ ·.\\-]{0,2}(?=[0-9a-z]{0,5}[0-9])(?:[0-9a-z]{4}[警学港澳挂试超领使]|[0-9a-z]{5}[挂学警超应](?![\\x{4e00}-\\x{9fa5}])|[0-9a-z]{5,6}(?![0-9a-z])))", confidence: 0.6)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][abcdefghijklmnopqrstuvwxyz]")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("license-plate")
        rule.context = Rule.Context(
            near: 24, raise: lines("车牌\n车主\n号牌\n牌照\n车辆\n违章\n行驶证\n车管\n车架号\n挪车\n车型\n过户"), lower: lines("型号\n版本\n楼栋"),
            required: false)
        rule.mask = Rule.Mask(head: 2, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("车牌京A12345\n粤BD12345\n沪a·d12345\n粤Z1234港\n京A·1234警\n苏E 88888\n鲁B1234学\n川A12345D"), reject: lines("最新iphone14\n全新vip888\n京a1234567\n新款abcdef"),
            knownMiss: [])
        rule.references = lines("GA 36-2018")
        return rule
    }

    private static func rule_cn_license_plate_letters() -> Rule {
        var rule = Rule(
            id: "cn-license-plate-letters", entity: .licensePlate, description: "Plate whose serial has no digit, beside words for it",
            trigger: Rule.Trigger(), pattern: "(?<value>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][ ·.\\-]{0,2}[a-hj-np-z]{5})(?![0-9a-z])", confidence: 0.5)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("车牌\n号牌\n牌照\n车主\n违章\n挪车\n挪一下")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("license-plate")
        rule.context = Rule.Context(
            near: 12, raise: lines("车牌\n号牌\n牌照\n车主\n违章\n挪车\n挪一下"), lower: lines("型号\n版本"),
            required: true)
        rule.mask = Rule.Mask(head: 2, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("车牌京ABCDEF\n浙BXWADF违章"), reject: lines("京ABCDEF\n车牌京ABCDEFGH"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_cn_license_plate_special() -> Rule {
        var rule = Rule(
            id: "cn-license-plate-special", entity: .licensePlate, description: "Plates of embassies, of the armed police and, beside words for them, of the forces",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z])(?<value>[使领][ ·]?[0-9]{3}[ ·]?[0-9]{3}|[0-9]{6}使|wj[ ·]?(?:[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]|[0-3][0-9][ ·\\-]?)[ ·]?[0-9]{4}[0-9a-z])(?![0-9a-z])", confidence: 0.5)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("使[0-9]\n[0-9]使\n领[0-9]\n使 [0-9]\n使·[0-9]\nwj[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼0-9·]")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("license-plate")
        rule.context = Rule.Context(
            near: 24, raise: lines("车牌\n军牌\n军车\n武警\n使馆\n号牌\n外交"), lower: [],
            required: false)
        rule.mask = Rule.Mask(head: 2, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("使馆车 使014578\n武警WJ京12345\n车牌 wj01·1234x"), reject: lines("使用123456次\n行使12345678"),
            knownMiss: [])
        rule.references = lines("GA 36-2018")
        return rule
    }

    private static func rule_cn_license_plate_military() -> Rule {
        var rule = Rule(
            id: "cn-license-plate-military", entity: .licensePlate, description: "Plate of the forces (two letters and five digits since 2012), beside words for it",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z])(?<value>[vkhbsljngcez][a-z][ ·\\-]?[0-9]{5})(?![0-9a-z])", confidence: 0.4)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("军牌\n军车\n军用\n部队\n车牌\n号牌\n牌照\n军区")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("license-plate")
        rule.context = Rule.Context(
            near: 12, raise: lines("军牌\n军车\n军用车\n部队车\n车牌\n车牌号\n号牌\n牌照"), lower: lines("型号\n版本\n货号"),
            required: true)
        rule.mask = Rule.Mask(head: 2, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("军牌VA12345\n号牌号码：KA·12345\nVA12345 这是部队车牌"), reject: lines("VA12345\n军用型号 VA123456\n车牌 XA12345"),
            knownMiss: [])
        rule.references = lines("General Logistics Department notice on the 2012 plates")
        return rule
    }

    private static func rule_email_address() -> Rule {
        var rule = Rule(
            id: "email-address", entity: .emailAddress, description: "Mail address with a known public suffix",
            trigger: Rule.Trigger(), pattern: "://[^\\s:/@]{1,64}:[^\\s/@]{1,64}@(*SKIP)(*F)|(?<![0-9a-z._%+\\-@])(?!git@)(?<value>[0-9a-z_](?:[0-9a-z._%+\\-]{0,62}[0-9a-z_\\-+])?@(?:[0-9a-z](?:[0-9a-z\\-]{0,61}[0-9a-z])?\\.){1,5}(?:[a-z]{2,18}|xn--[0-9a-z\\-]{2,40}|中国|公司|网络))(?![0-9a-z]|-[0-9a-z]|\\.[a-z]{2,}|@)", confidence: 0.85)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("@[0-9a-z]")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("email")
        rule.context = Rule.Context(
            near: 16, raise: lines("邮箱\n邮件\nemai[l]\nmai[l]\n联系"), lower: lines("git\nssh\nnpm\nscp"),
            required: false)
        rule.mask = Rule.Mask(head: 1, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("邮箱zhang.san@example.com发我\nＡＢＣ＠ｑｑ．ｃｏｍ\n12345678@qq.com\na_b+c@mail.example.co.uk。"), reject: lines("@zhangsan 在吗\nlogo@2x.png\na@b\nuser@localhost\nnpm @types/node@18.0.0\nhttps://zhang:secret123@example.com/path"),
            knownMiss: [])
        rule.references = lines("RFC 5321\nhttps://publicsuffix.org")
        return rule
    }

    private static func rule_email_address_disguised() -> Rule {
        var rule = Rule(
            id: "email-address-disguised", entity: .emailAddress, description: "Mail address with another sign for @",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z._%+\\-@])(?<value>[0-9a-z_](?:[0-9a-z._%+\\-]{0,62}[0-9a-z_\\-+])?(?: ?[\\[({<]at[\\])}>] ?| ?艾特 ?(?=[0-9a-z])| @ ?(?=[0-9a-z\\-]{2,40}\\.[a-z])|(?:#| at | ?@ ?)(?=(?:vip[.])?(?:qq|163|126|gmail|foxmail|outlook|hotmail|sina|sohu|yeah|139|189|aliyun|yahoo|icloud|live|msn)(?: ?\\.|[\\[( ]dot))|@(?=[0-9a-z.]{1,40}[\\[(]dot))(?:[0-9a-z](?:[0-9a-z\\-]{0,61}[0-9a-z])?(?: ?\\. ?|[\\[(]dot[\\])]| dot )){1,4}[a-z]{2,12})(?![0-9a-z\\-])", confidence: 0.8)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("@ [0-9a-z]\nat q[q]\nat 16[3]\nat 12[6]\nat gmai[l]\nat vi[p]\nat 13[9]\nat 18[9]\nat sin[a]\nat soh[u]\nat foxmai[l]\nat outloo[k]\nat hotmai[l]\nat iclou[d]\nat yaho[o]\nat ali[y]\n#vi[p]\n#13[9]\n#18[9]\n#soh[u]\n#iclou[d]\n#yaho[o]\n#ali[y]\n[[]at]\n(at)\n{at}\n#q[q]\n#16[3]\n#12[6]\n#gmai[l]\n#foxmai[l]\n#outloo[k]\n#hotmai[l]\n#sin[a]\n艾特\n[[]dot]\n(dot)")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("email")
        rule.context = Rule.Context(
            near: 16, raise: lines("邮箱\n邮件\nemai[l]\nmai[l]\n联系"), lower: [],
            required: false)
        rule.mask = Rule.Mask(head: 1, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("zhangsan[at]qq.com\n邮箱 12345678#qq.com\nabc(at)gmail(dot)com\nabc at 163.com\n12345 @ qq.com\nlisi艾特163.com\nwang.wei @ company.com.cn\nzhao88#139.com\nli at vip.163.com"), reject: lines("look at 163 items\n#qq音乐\narray[at]"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_email_address_disguised_labelled() -> Rule {
        var rule = Rule(
            id: "email-address-disguised-labelled", entity: .emailAddress, description: "Mail address of any domain with another sign for @, behind a word for it",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z._%+\\-@/])(?<value>[0-9a-z_](?:[0-9a-z._%+\\-]{0,62}[0-9a-z_\\-+])?(?:#| at |_at_| # |\\*at\\*|-at-)(?:[0-9a-z](?:[0-9a-z\\-]{0,61}[0-9a-z])?(?:\\.|[\\[(]dot[\\])]| dot )){1,4}[a-z]{2,12})(?![0-9a-z\\-])", confidence: 0.6)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("邮箱\n邮件\nemai[l]\nmai[l]")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("email")
        rule.context = Rule.Context(
            near: 12, raise: lines("邮箱\n邮件\nemai[l]\ne-mai[l]\nmai[l]"), lower: lines("git\nssh\nnpm\nscp"),
            required: true)
        rule.mask = Rule.Mask(head: 1, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("邮箱 wang.wei905#xxgroup.cn\nE-mail: chen at company.com.cn"), reject: lines("look at github.com\n邮件 look at 3 items\npage#section.cn"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_ipv4_address() -> Rule {
        var rule = Rule(
            id: "ipv4-address", entity: .ipAddress, description: "IPv4 address",
            trigger: Rule.Trigger(), pattern: "(?:(?<![0-9a-z.\\-])|(?<=[^a-z]ip)|(?<=^ip)|(?<=ipv4))(?<value>(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9]))(?![0-9a-z]|\\.[0-9])(?::(?<port>[0-9]{2,5})(?![0-9]))?", confidence: 0.6)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("i[p]:\nipv4\nip地址\n登录ip\nip[0-9]")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("ip-address")
        rule.context = Rule.Context(
            near: 16, raise: lines("i[p]\n登录地\n服务器\n地址\n归属地\n代理\n内网"), lower: lines("版本\nversion\n固件\n内核\n更新\nver\n章节\n升级\nv[0-9]"),
            required: false)
        rule.mask = Rule.Mask(head: 3, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("登录IP 114.114.114.114\n客户IP52.103.117.155\n223.5.5.5:8080 服务器\nip:39.156.66.18"), reject: lines("版本 1.2.3.4\n256.1.1.1\n1.2.3.4.5\nv10.2.3.4"),
            knownMiss: [])
        rule.references = lines("RFC 1918\nRFC 5737\nRFC 6890")
        return rule
    }

    private static func rule_ipv6_address() -> Rule {
        var rule = Rule(
            id: "ipv6-address", entity: .ipAddress, description: "IPv6 address",
            trigger: Rule.Trigger(), pattern: "(?:(?<![0-9a-z])|(?<=[^a-z]ip)|(?<=^ip)|(?<=ipv6))(?<![0-9a-f]:)(?<value>(?:[0-9a-f]{1,4}:){1,7}(?::?[0-9a-f]{1,4}){1,7}|(?:[0-9a-f]{1,4}:){1,7}:)(?![0-9a-z:])", confidence: 0.4)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("2[4][0-9a-f][0-9a-f]:\n20[0-9a-f][0-9a-f]:\n2[6a][0-9a-f][0-9a-f]:\nfe80:\n2c0f:\nip\nipv6\nip2[0-9]")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("ip-address")
        rule.context = Rule.Context(
            near: 16, raise: lines("i[p]\nipv6\n登录地\n服务器\n地址"), lower: [],
            required: false)
        rule.mask = Rule.Mask(head: 4, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("ip 2001:4860:4860::8888\n登录IP2409:8a55:3b25:89cb:6162:ca86:dee5:db16\n2408:8207:1850:2a60:4c8:1a2b:3c4d:5e6f"), reject: lines("2001:45:30\nfe80::1"),
            knownMiss: [])
        rule.references = lines("RFC 4291")
        return rule
    }

    private static func rule_imei() -> Rule {
        var rule = Rule(
            id: "imei", entity: .imei, description: "IMEI beside words for it",
            trigger: Rule.Trigger(), pattern: "(?<![0-9])(?<value>[0-9]{2}[ \\-]?[0-9]{6}[ \\-]?[0-9]{6}[ \\-]?[0-9])(?![0-9])", confidence: 0.3)
        rule.trigger.digits = 15...15
        rule.trigger.number = .whole
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("imei")
        rule.context = Rule.Context(
            near: 24, raise: lines("ime[i]\nimei[12]\n串号\n设备号\n机身码\n设备码"), lower: lines("订单号"),
            required: true)
        rule.mask = Rule.Mask(head: 8, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("IMEI 490154203237518\n手机串号：49-015420-323751-8"), reject: lines("490154203237518\nimei 490154203237519"),
            knownMiss: [])
        rule.references = lines("3GPP TS 23.003 annex B")
        return rule
    }

    private static func rule_cn_mobile() -> Rule {
        var rule = Rule(
            id: "cn-mobile", entity: .phoneNumber, description: "Mainland mobile number in the usual groupings, with or without the country code",
            trigger: Rule.Trigger(), pattern: "(?<![0-9])(?<![0-9]{2}\\.)(?![0-9]{1,3}\\.[0-9]{5,}(?![0-9]))(?<value>(?:\\(?(?:\\+ ?|00)?86\\)?[ \\-_.]{0,2})?1(?:[3-9][0-9][ \\-.*_·\\n]{0,3}(?:[0-9]{4}[ \\-.*_·\\n]{0,3}[0-9]{4}|[0-9]{3}[ \\-.*_·\\n]{1,3}[0-9]{5})|(?<![0-9] 1)[3-9][0-9]{2}[ \\-.*_·\\n]{1,3}[0-9]{4}[ \\-.*_·\\n]{1,3}[0-9]{3}(?! [0-9])|(?<!(?<!8)[0-9][ .\\-*_·]1)(?:[ .\\-*_·][3-9])(?:[ .\\-*_·][0-9]){9}(?![ .\\-*_·][0-9](?![0-9]))))(?![0-9])(?![a-z][0-9a-f]{3})", confidence: 0.8)
        rule.trigger.digits = 11...15
        rule.trigger.number = .whole
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("mobile")
        rule.context = Rule.Context(
            near: 16, raise: lines("手机\n电话\n联系方式\nte[l]\nphon[e]\nmobile\n微信同号\n联系人\n机主\n收件人\n热线\n号码\nsj[h]"), lower: lines("订单号\n订单编号\n流水号\n运单号\n快递单号\n单号\n编号\n交易号\norde[r]\n时间戳\n工单\n发票\n发票代码\n贷款号\n尺寸\n规格\n分辨率\n像素\n会议号\n会议i[d]\n腾讯会议\nzoom\nui[d]\n商品i\n消息i[d]"),
            required: false)
        rule.mask = Rule.Mask(head: 3, tail: 4)
        rule.examples = Rule.Examples(
            match: ["手机13800138000", "联系：138-0013-8000", "+86 138 0013 8000", "0086-13800138000", "１３８００１３８０００", "①③⑧00①③⑧000", "一三八零零一三八零零零", "幺三八 零零幺三 八零零零", "138＊0013＊8000", "1 3 8 0 0 1 3 8 0 0 0", "138\n0013\n8000", "19912345678", "张三13800138000", "138.0013.8000", "1З8OO1З8OO0", "l3800l380OO", "手机 1B8OO13800O"], reject: lines("订单号13800138000\n1380013800012\n2138001380001\n12345678901\n时间戳1700000000000\nGPS 116.13800138000\n价格 138 元 0013 件\n133.62209270,41.98304033\n尺寸1852*1021*165\n会议ID：139 9632 9868"),
            knownMiss: [])
        rule.references = lines("MIIT numbering plan; ITU operational bulletins")
        return rule
    }

    private static func rule_cn_mobile_scattered() -> Rule {
        var rule = Rule(
            id: "cn-mobile-scattered", entity: .phoneNumber, description: "Mainland mobile number in unusual groupings",
            trigger: Rule.Trigger(), pattern: "(?<![0-9])(?<![0-9][ \\-.*_·])(?![0-9]{1,3}(?:\\.[0-9]{1,4}){3})(?![0-9]{1,3}\\.[0-9]{5,}(?![0-9]))(?<value>(?:\\+?86[ \\-]?)?(?![0-9]{11})1[ \\-.*_·]?[3-9](?:[ \\-.*_·\\n]{0,3}[0-9]){9})(?![0-9])(?![ \\-.*_·][0-9])", confidence: 0.35)
        rule.trigger.digits = 11...13
        rule.trigger.number = .none
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("mobile")
        rule.context = Rule.Context(
            near: 16, raise: lines("手机\n电话\n联系方式\nte[l]\nphon[e]\nmobile\n微信\n联系人\n机主\n收件人\n号码"), lower: lines("订单号\n流水号\n运单号\n快递单号\n单号\n编号\n评分\n比分\n尺寸\n规格\n版本\n经度\n纬度\n坐标\ni[p]"),
            required: false)
        rule.mask = Rule.Mask(head: 3, tail: 4)
        rule.examples = Rule.Examples(
            match: lines("电话 138 00 13 80 00\n手机 13 8001 38000\n138-001-380-00"), reject: lines("比分 1 3 8 0 0 1 3 8 0 0\n单号 138 00 13 80 00\n版本15.18.218.1084\n纬度18.441581359\n192.168.195.57"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_cn_landline() -> Rule {
        var rule = Rule(
            id: "cn-landline", entity: .phoneNumber, description: "Mainland landline with its area code",
            trigger: Rule.Trigger(), pattern: "(?<![0-9/#_])(?<![0-9][.\\-])(?<![?&][a-z]=)(?<value>(?:(?:\\+ ?|00)86[ \\-]{0,2}\\(?0?|86[ \\-]{1,2}\\(?0|\\(0|0)(?:10|2[0-57-9]|[3-9][0-9]{2})(?:\\)[ \\-]{0,2}|[ \\-_]{1,3}|[ \\-]{0,3})[2-8][0-9]{2,3}[ \\-]?[0-9]{4})(?:(?:[ ]?-[ ]?|转|ext\\.?[ ]?|[ ]?分机号?[ :]?|#)(?<extension>[0-9]{1,6}))?(?![0-9])", confidence: 0.55)
        rule.trigger.digits = 9...20
        rule.trigger.number = .whole
        rule.trigger.keywords = lines("[0-9])[2-8]\n[0-9]) [2-8]\n[0-9])-[2-8]")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("landline")
        rule.context = Rule.Context(
            near: 16, raise: lines("电话\n座机\n固话\nte[l]\n传真\n联系方式\n联系\n办公\n分机\nphon[e]\nfa[x]\n热线\n号码"), lower: lines("订单号\n流水号\n运单号\n单号\n编号\n日期\n发票\n发票代码\n会议号\n会议i[d]\n商品i[d]"),
            required: false)
        rule.mask = Rule.Mask(head: 4, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("电话010-66886688\n0755 26886688\n(021)66886688\n+86 10 6688 6688\n0311-86886688转801\n电话86-0571-88157858\n座机05322688668"), reject: lines("2024-01-0766886688\n订单号01066886688\n0100-66886\n01012345"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_cn_service_number() -> Rule {
        var rule = Rule(
            id: "cn-service-number", entity: .phoneNumber, description: "400 and 800 service numbers",
            trigger: Rule.Trigger(), pattern: "(?<![0-9])(?<![0-9][.\\-])(?<value>[48]00[ \\-][0-9]{3}[ \\-]?[0-9]{4}|[48]00[ \\-]?[0-9]{4}[ \\-][0-9]{3}|[48]00[0-9]{7})(?![0-9\\-])", confidence: 0.3)
        rule.trigger.digits = 10...10
        rule.trigger.number = .whole
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("landline")
        rule.context = Rule.Context(
            near: 16, raise: lines("电话\nte[l]\n客服\n热线\n拨打\n致电\n咨询\n座机\n固话\n传真\n联系\n服务\n预约\nphon[e]\n来电"), lower: lines("订单号\n流水号\n运单号\n单号\n编号"),
            required: false)
        rule.mask = Rule.Mask(head: 3, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("客服电话400-688-6688\n热线 4006886688\n致电800-820-8820"), reject: lines("4006886688\n订单号400-688-6688"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_hk_phone() -> Rule {
        var rule = Rule(
            id: "hk-phone", entity: .phoneNumber, description: "Hong Kong number with its country code",
            trigger: Rule.Trigger(), pattern: "(?<![0-9])(?<value>(?:\\+ ?|00)?\\(?852\\)?[ \\-]{0,2}[2-9][0-9]{3}[ \\-]?[0-9]{4})(?![0-9])", confidence: 0.4)
        rule.trigger.digits = 11...13
        rule.trigger.number = .whole
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("hk-phone")
        rule.context = Rule.Context(
            near: 16, raise: lines("电话\n手机\n香港\nte[l]\n联系\nwhatsapp\nphon[e]\n+852"), lower: lines("订单号\n流水号\n运单号\n单号\n编号"),
            required: false)
        rule.mask = Rule.Mask(head: 4, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("+852 6123 4567\n香港电话 852-91234567\n0085261234567"), reject: lines("85211234567\n运单号85261234567"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_hk_phone_local() -> Rule {
        var rule = Rule(
            id: "hk-phone-local", entity: .phoneNumber, description: "Hong Kong number without country code, beside words for it",
            trigger: Rule.Trigger(), pattern: "(?<![0-9])(?<value>[235679][0-9]{3}[ \\-]?[0-9]{4})(?![0-9])", confidence: 0.6)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("香港手机\n香港电话\n香港号码\n港号\n香港联系\n香港卡")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("hk-phone")
        rule.context = Rule.Context(
            near: 16, raise: lines("香港手机\n香港电话\n香港号码\n港号\n香港联系\n香港卡"), lower: [],
            required: true)
        rule.mask = Rule.Mask(head: 2, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("香港手机 6123 4567\n香港电话：23456789"), reject: lines("6123 4567\n香港手机 1123 4567"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_mo_phone() -> Rule {
        var rule = Rule(
            id: "mo-phone", entity: .phoneNumber, description: "Macau number with its country code",
            trigger: Rule.Trigger(), pattern: "(?<![0-9])(?<value>(?:\\+ ?|00)?\\(?853\\)?[ \\-]{0,2}(?:6[0-9]{3}|28[0-9]{2}|8[0-9]{3})[ \\-]?[0-9]{4})(?![0-9])", confidence: 0.4)
        rule.trigger.digits = 11...13
        rule.trigger.number = .whole
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("mo-phone")
        rule.context = Rule.Context(
            near: 16, raise: lines("电话\n手机\n澳门\nte[l]\n联系\n+853"), lower: lines("订单号\n流水号\n运单号\n单号\n编号"),
            required: false)
        rule.mask = Rule.Mask(head: 4, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("+853 6612 3456\n澳门电话 853-28123456"), reject: lines("85311234567\n订单号85366123456"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_mo_phone_local() -> Rule {
        var rule = Rule(
            id: "mo-phone-local", entity: .phoneNumber, description: "Macau number without country code, beside words for it",
            trigger: Rule.Trigger(), pattern: "(?<![0-9])(?<value>(?:6[0-9]{3}|28[0-9]{2}|8[0-9]{3})[ \\-]?[0-9]{4})(?![0-9])", confidence: 0.6)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("澳门手机\n澳门电话\n澳门号码\n澳门联系\n澳门卡")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("mo-phone")
        rule.context = Rule.Context(
            near: 16, raise: lines("澳门手机\n澳门电话\n澳门号码\n澳门联系\n澳门卡"), lower: [],
            required: true)
        rule.mask = Rule.Mask(head: 2, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("澳门电话 28123456\n澳门手机：6612 3456"), reject: lines("28123456\n澳门电话 38123456"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_tw_phone() -> Rule {
        var rule = Rule(
            id: "tw-phone", entity: .phoneNumber, description: "Taiwan number with its country code, or a mobile number in its national form",
            trigger: Rule.Trigger(), pattern: "(?<![0-9])(?<value>(?:\\+ ?|00)?\\(?886\\)?[ \\-]{0,2}0?(?:9[0-9]{2}[ \\-]?[0-9]{3}[ \\-]?[0-9]{3}|[2-8][ \\-]?[0-9]{3,4}[ \\-]?[0-9]{4})|09[0-9]{2}[ \\-]?[0-9]{3}[ \\-]?[0-9]{3})(?![0-9])", confidence: 0.4)
        rule.trigger.digits = 10...14
        rule.trigger.number = .whole
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("tw-phone")
        rule.context = Rule.Context(
            near: 16, raise: lines("电话\n手机\n台湾\nte[l]\n联系\n+886\nline\nphon[e]\n号码\n行动\n机主\n收件人\nmobile"), lower: lines("订单号\n流水号\n运单号\n单号\n编号"),
            required: false)
        rule.mask = Rule.Mask(head: 4, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("+886 912 345 678\n台湾手机 0912-345-678\n00886-2-2345-6789"), reject: lines("单号0912345678\n8861234"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_tw_phone_landline() -> Rule {
        var rule = Rule(
            id: "tw-phone-landline", entity: .phoneNumber, description: "Taiwan landline in its national form, beside words for it",
            trigger: Rule.Trigger(), pattern: "(?<![0-9+\\-/.])(?<value>\\(?0(?:[2-8]|37|49|82[0-9]?|89|836)\\)?[ \\-]{1,2}[0-9]{3,4}[ \\-]?[0-9]{3,4}|\\(0[2-8]\\)[0-9]{7,8})(?![0-9\\-/.:])", confidence: 0.3)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("0[2-8])[0-9]\n0[2-8]) [0-9]\n0[2-8]-[0-9]\n0[2-8] [0-9]\n08[29][-)]\n037[-)]\n049[-)]")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("tw-phone")
        rule.context = Rule.Context(
            near: 16, raise: lines("电话\n台湾\nte[l]\n联系\n手机\n座机\n传真\nphon[e]\n号码\n市话"), lower: lines("订单号\n单号\n编号\n日期\n时间\n比分"),
            required: true)
        rule.mask = Rule.Mask(head: 3, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("電話 (02) 2345-6789\n联系电话：07-3456789"), reject: lines("02-23456789\n时间 03-15 12:30\n单号 02-23456789"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_address_from_province() -> Rule {
        var rule = Rule(
            id: "address-from-province", entity: .address, description: "Mainland address that begins with its province",
            trigger: Rule.Trigger(), pattern: "(?<value>(?:北京|天津|上海|重庆|河北|山西|内蒙古?|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|(?:香港|澳门)(?=特)|台湾(?=省))(?:省|市|特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区)?[ ,、\\-]?(?:(?![的了是把被与已而但]|电话|手机|联系|收件|收货|姓名|身份|邮编|先生|女士|公司投|领导|有限|[0-9]{7})[\\x{4e00}-\\x{9fa5}0-9a-z\\-#() ·]|(?<=[省市区县州旗镇乡道路])[,、]){2,60}(?:[0-9a-z一二三四五六七八九十][号栋幢座室楼层户弄组院队房](?!线|口|文|令|公告|车)|单元|号楼|[0-9]-[0-9]{1,4}|[号栋幢楼座元层弄][ ]?[0-9]{2,4}(?=[^0-9]|$)|[路街道巷弄里][ ]?[0-9]{1,4}(?![0-9.年月日天万亿千百个条家辆名人公米元%次周届路]|号线)|(?<!农)[村庄屯](?![\\x{4e00}-\\x{9fa5}])))", confidence: 0.45)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("[路街道巷弄村庄屯里区镇乡园苑城府湾庭轩居院寓厦场坊都邸著郡馆墅宫校桥岛坪坝塘洲堡寨营岗社][0-9]\n[路街道巷弄村庄屯里区镇乡园苑城府湾庭轩居院寓厦场坊][一二三四五六七八九十]\n[0-9a-z]栋\n[0-9a-z]幢\n[0-9a-z]座\n[0-9]单元\n[0-9]弄\n[0-9]室\n号楼\n[一二三四五六七八九十]组\n[一二三四五六七八九十]栋\n[一二三四五六七八九十]单元")
        rule.trigger.isBare = true
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("address")
        rule.context = Rule.Context(
            near: 24, raise: lines("地址\n住址\n收货\n收件\n寄到\n家庭住址\n户籍\n户口\n住在\n快递\n门牌"), lower: lines("公司成立\n新闻\n法院\n召开"),
            required: false)
        rule.mask = Rule.Mask(head: 6, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("收件 广东省深圳市南山区科技园路1号2栋301室\n北京市朝阳区建国路88号\n四川成都武侯区天府大道中段100号5栋1单元1203\n江苏省苏州市吴中区木渎镇金山村8组"), reject: lines("广东省深圳市\n北京时间8点\n上海1号线\n北京 3号线 8号口见"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_address_from_city() -> Rule {
        var rule = Rule(
            id: "address-from-city", entity: .address, description: "Mainland address that begins with a city or county",
            trigger: Rule.Trigger(), pattern: "(?<![\\x{4e00}-\\x{9fa5}])(?<value>(?![\\x{4e00}-\\x{9fa5}]{1,8}(?:北京市|天津市|上海市|重庆市|省|自治区))[\\x{4e00}-\\x{9fa5}]{2,7}(?:市|县|区|州|盟|旗|镇|乡|街道)[ ,、\\-]?(?:(?![的了是把被与已而但]|电话|手机|联系|收件|收货|姓名|身份|邮编|先生|女士|公司投|领导|有限|[0-9]{7})[\\x{4e00}-\\x{9fa5}0-9a-z\\-#() ·]|(?<=[市区县州旗镇乡道路])[,、]){2,50}(?:[0-9a-z一二三四五六七八九十][号栋幢座室楼层户弄组院房](?!线|口|文|令|公告|车)|单元|号楼|[0-9]-[0-9]{1,4}|[号栋幢楼座元层弄][ ]?[0-9]{2,4}(?=[^0-9]|$)))", confidence: 0.3)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("[路街道巷弄村庄屯里区镇乡园苑城府湾庭轩居院寓厦场坊都邸著郡馆墅宫校桥岛坪坝塘洲堡寨营岗社][0-9]\n[路街道巷弄村庄屯里区镇乡园苑城府湾庭轩居院寓厦场坊][一二三四五六七八九十]\n[0-9a-z]栋\n[0-9a-z]幢\n[0-9a-z]座\n[0-9]单元\n[0-9]弄\n[0-9]室\n号楼\n[一二三四五六七八九十]组\n[一二三四五六七八九十]栋\n[一二三四五六七八九十]单元")
        rule.trigger.isBare = true
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("address")
        rule.context = Rule.Context(
            near: 24, raise: lines("地址\n住址\n收货\n收件\n寄到\n家庭住址\n户籍\n户口\n住在\n快递\n门牌"), lower: lines("公司成立\n新闻\n法院\n召开"),
            required: false)
        rule.mask = Rule.Mask(head: 4, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("深圳市南山区科技园路1号2栋301室\n寄 朝阳区建国路88号院3号楼\n快递 昆山市玉山镇前进路12号"), reject: lines("深圳市\n小区1号楼\n服务区2号"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_address_from_known_city() -> Rule {
        var rule = Rule(
            id: "address-from-known-city", entity: .address, description: "Mainland address that begins with a known city or county in the middle of a sentence",
            trigger: Rule.Trigger(), pattern: "(?<=[\\x{4e00}-\\x{9fa5}])(?<value>(?![\\x{4e00}-\\x{9fa5}]{1,8}(?:北京市|天津市|上海市|重庆市|省|自治区))[\\x{4e00}-\\x{9fa5}]{2,7}(?:市|县|区|州|盟|旗|镇|乡|街道)[ ,、\\-]?(?:(?![的了是把被与已而但]|电话|手机|联系|收件|收货|姓名|身份|邮编|先生|女士|公司投|领导|有限|[0-9]{7})[\\x{4e00}-\\x{9fa5}0-9a-z\\-#() ·]|(?<=[市区县州旗镇乡道路])[,、]){2,50}(?:[0-9a-z一二三四五六七八九十][号栋幢座室楼层户弄组院房](?!线|口|文|令|公告|车)|单元|号楼|[0-9]-[0-9]{1,4}|[号栋幢楼座元层弄][ ]?[0-9]{2,4}(?=[^0-9]|$)))", confidence: 0.3)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("[路街道巷弄村庄屯里区镇乡园苑城府湾庭轩居院寓厦场坊都邸著郡馆墅宫校桥岛坪坝塘洲堡寨营岗社][0-9]\n[路街道巷弄村庄屯里区镇乡园苑城府湾庭轩居院寓厦场坊][一二三四五六七八九十]\n[0-9a-z]栋\n[0-9a-z]幢\n[0-9a-z]座\n[0-9]单元\n[0-9]弄\n[0-9]室\n号楼\n[一二三四五六七八九十]组\n[一二三四五六七八九十]栋\n[一二三四五六七八九十]单元")
        rule.trigger.isBare = true
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("known-place\naddress")
        rule.context = Rule.Context(
            near: 24, raise: lines("地址\n住址\n收货\n收件\n寄到\n家庭住址\n户籍\n户口\n住在\n快递\n门牌"), lower: lines("公司成立\n新闻\n法院\n召开"),
            required: false)
        rule.mask = Rule.Mask(head: 4, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("就是南京市鼓楼区黄河西路686号\n我家在朝阳区建国路88号院3号楼"), reject: lines("这个小区1号楼\n高铁站服务区2号"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_address_labelled() -> Rule {
        var rule = Rule(
            id: "address-labelled", entity: .address, description: "Street and number after a word for an address",
            trigger: Rule.Trigger(), pattern: "(?:(?:收货|收件|家庭|户籍|现住)?(?:地址|住址)|收货地|家住|住在|寄到)(?:是|为|:| ){0,3}(?<value>(?:(?![的了是把被与已而但]|电话|手机|联系|收件|姓名|身份|邮编|[0-9]{7})[\\x{4e00}-\\x{9fa5}0-9a-z\\-#() ·]){3,50}(?:[0-9a-z一二三四五六七八九十][号栋幢座室楼层户弄组院房](?!线|口|文|令|公告|车)|单元|号楼|[0-9]-[0-9]{1,4}|[号栋幢楼座元层弄][ ]?[0-9]{2,4}(?=[^0-9]|$)))", confidence: 0.5)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("地址\n住址\n收货地\n家住\n住在\n寄到")
        rule.trigger.isBare = true
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("address")
        rule.context = Rule.Context(
            near: 24, raise: lines("收货地址\n收件地址\n家庭住址\n家庭地址\n地址\n住址"), lower: lines("ip地址\n网址\n邮箱地址\n钱包地址\n官网地址"),
            required: false)
        rule.mask = Rule.Mask(head: 2, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("收货地址：幸福路12号3单元501\n住址:阳光花园5栋1202室"), reject: lines("ip地址1号\n网址地址\n地址在哪"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_person_labelled() -> Rule {
        var rule = Rule(
            id: "person-labelled", entity: .person, description: "Name after a label",
            trigger: Rule.Trigger(), pattern: "(?:姓名|收件人|收货人|户名|联系人|持卡人|开户人|车主|户主|机主|患者|名字|法人|寄件人|业主|投保人|被保人|乘客|旅客|病人|学生|家长|客户|用户|员工|真名|我叫|借款人|法定代表人|本人|投诉人|当事人|申请人|经办人|负责人|开户名|住户|签收人|代理人|监护人|原告|被告|[甲乙丙]方(?:\\([^()\\n]{1,12}\\))?|出租方(?:\\([^()\\n]{1,12}\\))?|承租方(?:\\([^()\\n]{1,12}\\))?|出席(?:人员)?|参会(?:人员?)?|与会(?:人员)?|主持人|记录人|检查员|被保险人|受益人|预订人|入住人|候选人|求职者|应聘者|开票人|收款人|付款人|汇款人|签约人|领取人|取件人|保管人|承租人|出租人|房东|租客|乘机人|乘车人)(?:姓名|名称|名)?(?:(?:叫|是|为)?[ :=,|\\t\"'\\])}】>(\\[【]{1,4}|[是为叫]{1,2}|(?<=姓名|收件人|收货人|户名|持卡人|真名|我叫|联系人|寄件人|乘机人|乘车人|户主|车主|机主))(?<value>[\\x{4e00}-\\x{9fa5}]{1,8}(?:·[\\x{4e00}-\\x{9fa5}]{1,8}){1,2}|[\\x{4e00}-\\x{9fa5}] [\\x{4e00}-\\x{9fa5}](?: [\\x{4e00}-\\x{9fa5}])?(?=[^\\x{4e00}-\\x{9fa5}]|$|[已的在先女电手身地])|[\\x{4e00}-\\x{9fa5}]{2,4}?(?=[^\\x{4e00}-\\x{9fa5}]|$|电话|手机|身份证|性别|年龄|地址|住址|联系|生日|民族|先生|女士|男|女|的|在|已|卡号|证件|邮箱|微信|账号|银行|同意|签字|收|于|住|现))", confidence: 0.6)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("姓名\n收件人\n收货人\n户名\n持卡人\n开户人\n户主\n机主\n寄件人\n投保人\n被保人\n真名\n我叫\n借款人\n法定代表人\n联系人\n车主[ :=|\"]\n患者[ :=|\"]\n名字[ :=|\"是叫]\n法人[ :=|\"]\n业主[ :=|\"]\n乘客[ :=|\"]\n旅客[ :=|\"]\n病人[ :=|\"]\n学生[ :=|\"]\n家长[ :=|\"]\n客户[ :=|\"]\n用户[ :=|\"]\n员工[ :=|\"]\n乘机人\n乘车人\n开户名\n客户名\n用户名称\n户主\n监护人\n[人者主名客生长户工]姓名\n本人[:=|(\"是为叫]\n投诉人[:=|(\"是为叫]\n当事人[:=|(\"是为叫]\n申请人[:=|(\"是为叫]\n经办人[:=|(\"是为叫]\n负责人[:=|(\"是为叫]\n甲方[:=|(\"是为叫]\n乙方[:=|(\"是为叫]\n丙方[:=|(\"是为叫]\n出席[:=|(\"是为叫]\n参会[:=|(\"是为叫]\n与会[:=|(\"是为叫]\n记录人[:=|(\"是为叫]\n主持人[:=|(\"是为叫]\n检查员[:=|(\"是为叫]\n被保险人[:=|(\"是为叫]\n受益人[:=|(\"是为叫]\n预订人[:=|(\"是为叫]\n入住人[:=|(\"是为叫]\n候选人[:=|(\"是为叫]\n求职者[:=|(\"是为叫]\n应聘者[:=|(\"是为叫]\n开票人[:=|(\"是为叫]\n收款人[:=|(\"是为叫]\n付款人[:=|(\"是为叫]\n汇款人[:=|(\"是为叫]\n签约人[:=|(\"是为叫]\n领取人[:=|(\"是为叫]\n取件人[:=|(\"是为叫]\n保管人[:=|(\"是为叫]\n承租人[:=|(\"是为叫]\n出租人[:=|(\"是为叫]\n出租方[:=|(\"是为叫]\n承租方[:=|(\"是为叫]\n房东[:=|(\"是为叫]\n租客[:=|(\"是为叫]\n监护人[:=|(\"是为叫]\n原告[:=|(\"是为叫]\n被告[:=|(\"是为叫]\n代理人[:=|(\"是为叫]\n住户[:=|(\"是为叫]\n签收人[:=|(\"是为叫]")
        rule.trigger.isBare = true
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("person-name")
        rule.context = Rule.Context(
            near: 16, raise: lines("姓名\n收件人\n收货人\n户名\n持卡人\n真名\n我叫"), lower: [],
            required: false)
        rule.mask = Rule.Mask(head: 1, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("姓名：张伟 电话13800138000\n收件人:欧阳娜娜\n户名李小明卡号\n联系人 阿依古丽·买买提\n我叫王建国"), reject: lines("姓名：\n客户 资料\n联系人 高端\n用户 数据"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_person_titled() -> Rule {
        var rule = Rule(
            id: "person-titled", entity: .person, description: "Full name before a form of address or behind a salutation",
            trigger: Rule.Trigger(), pattern: "(?:(?<![\\x{4e00}-\\x{9fa5}·])|(?<=一位|一名|尊敬的|亲爱的|客户|乘客|旅客|患者|顾客|业主|户主|车主|学员|市民|居民|村民|员工|同事|司机|联系|致电|通知|失主|房东|租客|老师|医生|[由给是叫向请找为对和与、因将把]))(?<!老|这位)(?<value>[\\x{4e00}-\\x{9fa5}]{2,4}?(?<!老)(?=先生|女士|小姐)|(?<=尊敬的)[\\x{4e00}-\\x{9fa5}]{2,3}(?=[,:;!]))", confidence: 0.33)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("先生\n女士\n尊敬的")
        rule.trigger.isBare = true
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("person-name")
        rule.context = Rule.Context(
            near: 12, raise: lines("尊敬的\n客户\n一位\n一名\n联系\n预约\n预订\n业主\n您好"), lower: lines("总统\n主席\n部长\n记者\n教授"),
            required: false)
        rule.mask = Rule.Mask(head: 1, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("一位郑素远先生在车站遗失行李\n尊敬的王丽华女士，您好\n通知李建国先生"), reject: lines("这位先生\n女士们先生们\n小姐姐你好\n老先生"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_person_in_record() -> Rule {
        var rule = Rule(
            id: "person-in-record", entity: .person, description: "Name beside an identifier in a record",
            trigger: Rule.Trigger(), pattern: "(?|(?:(?<![\\x{4e00}-\\x{9fa5}·])|(?<=车主|患者|旅客|乘客|客户|业主|学员|学生|员工|会员|用户|机主|户主|病人|查下|查询|帮查|联系|姓名|名字|联系人|法人|老板|同事|朋友|本人|我叫|我是|户名|通知|打给|转给|寄给|发给|收件人|收货人|寄件人|持卡人|房东|租客|司机|师傅|老师|经理|家长|家属|乘机人|乘车人|失主|[查加找给叫请寄转是由收和与、]))(?!车主|患者|旅客|乘客|客户|业主|学员|学生|员工|会员|用户|机主|户主|病人|查下|查询|帮查|联系|姓名|名字|联系人|法人|老板|同事|朋友|本人|我叫|我是|户名|通知|打给|转给|寄给|发给|收件人|收货人|寄件人|持卡人|房东|租客|司机|师傅|老师|经理|家长|家属|乘机人|乘车人|失主|[查找给叫请寄转收下个一了你我他她您])(?<value>[\\x{4e00}-\\x{9fa5}]{1,8}·[\\x{4e00}-\\x{9fa5}]{1,8}|[\\x{4e00}-\\x{9fa5}]{2,4}?)(?=[ ,、|;:/\\t\\-\"'】\\])}>]{0,6}的?[\\[(【\"']?(?:(?:男|女|身份证号?码?|证件号?码?|联系电话|电话号?码?|手机号?码?|联系方式|tel|phone|mobile|银行卡号?|卡号|护照号?码?|车牌号?码?|微信号?|qq号?|邮箱|家庭住址|住址|地址|账号|sfz)[ :,|是为=\"']{0,4})?[\\[(\"']?(?:\\+?[0-9]{5}|[a-z]{1,2}[0-9]{6}|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][0-9a-z·.\\- ]|[0-9a-z._\\-]{2,40}@)|的(?:身份证号?码?|证件号?码?|联系电话|电话号?码?|手机号?码?|联系方式|tel|phone|mobile|银行卡号?|卡号|护照号?码?|车牌号?码?|微信号?|qq号?|邮箱|家庭住址|住址|地址|账号|sfz)|[ ,、|;/\\t\\-]{1,3}(?:男|女)(?![\\x{4e00}-\\x{9fa5}])|[ ,、|;/\\t\\-]{1,3}[\\x{4e00}-\\x{9fa5}]{2,8}[省市区县]|[ ,、|;/\\t]{1,3}(?:家长|家属|联系人|监护人|班主任|配偶|母亲|父亲|担保人)|[ (]{0,2}收(?![\\x{4e00}-\\x{9fa5}]))|(?:(?<=[0-9x])|(?<=[0-9x][ ,、|;/\\t\\-(【]))(?!车主|患者|旅客|乘客|客户|业主|学员|学生|员工|会员|用户|机主|户主|病人|查下|查询|帮查|联系|姓名|名字|联系人|法人|老板|同事|朋友|本人|我叫|我是|户名|通知|打给|转给|寄给|发给|收件人|收货人|寄件人|持卡人|房东|租客|司机|师傅|老师|经理)(?<value>[\\x{4e00}-\\x{9fa5}]{1,8}·[\\x{4e00}-\\x{9fa5}]{1,8}|[\\x{4e00}-\\x{9fa5}]{2,3})(?=[ ,、|;/\\t\\-\\n)】\\]]|收(?![\\x{4e00}-\\x{9fa5}])|$))", confidence: 0.4)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = [.residentID, .phoneNumber, .bankCard, .emailAddress, .address, .passport, .licensePlate]
        rule.validators = lines("person-name")
        rule.context = Rule.Context(
            near: 12, raise: lines("姓名\n先生\n女士\n收件\n收货\n户名\n车主\n患者\n旅客\n乘客\n联系人"), lower: lines("公司\n银行卡号\n热线\n客服"),
            required: false)
        rule.mask = Rule.Mask(head: 1, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("张伟,13800138000,北京市朝阳区建国路88号\n李小明 11010519491231002X\n13800138000 王建国\n王五----13800138000\n患者刘林，身份证号11010519491231002X\n李秀芳的身份证号是11010519491231002X\n帮我查下李涛11010519491231002X\n【王丽华】13800138000\n13800138000李建军\n学生王秀英 家长王伟 13800138000"), reject: lines("电话 13800138000\n手机:13800138000\n联系13800138000\n微信同号 13800138000\n我的手机13800138000"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_person_in_json() -> Rule {
        var rule = Rule(
            id: "person-in-json", entity: .person, description: "Chinese name behind a key for it, as programs write it",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z])(?:(?:real|full|user|true|cust|customer|contact|receiver|recipient|consignee|owner|holder|cardholder|patient|student|guest|payee|client|person|chinese|cn|id)?[_ \\-]?name)[\"']?[ ]{0,2}[:=][ ]{0,2}[\"']?(?<value>[\\x{4e00}-\\x{9fa5}]{1,8}·[\\x{4e00}-\\x{9fa5}]{1,8}|[\\x{4e00}-\\x{9fa5}]{2,4})(?![\\x{4e00}-\\x{9fa5}])", confidence: 0.5)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("[n]ame\":\n[n]ame:\n[n]ame=\n[n]ame':")
        rule.trigger.isBare = true
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("person-name")
        rule.context = Rule.Context(
            near: 12, raise: lines("realnam[e]\nfullnam[e]\ncustnam[e]\ncustomernam[e]\ncontactnam[e]"), lower: lines("商品\n产品\n城市\n公司"),
            required: false)
        rule.mask = Rule.Mask(head: 1, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("{\"name\":\"王东\",\"phone\":\"13800138000\"}\nrealName=李晓燕&id=1"), reject: lines("\"name\":\"高清\"\nfilename=测试"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_cn_uscc() -> Rule {
        var rule = Rule(
            id: "cn-uscc", entity: .unifiedSocialCreditCode, description: "Unified social credit code with its check character (GB 32100-2015)",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z])(?<value>[1-9any][1-9a-hj-np-rtuwxy](?=[0-9a-z]{0,15}[0-9])[0-9a-hj-np-rtuwxy]{16})(?![0-9a-z])", confidence: 0.4)
        rule.trigger.digits = nil
        rule.trigger.number = .whole
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = 18
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("uscc")
        rule.context = Rule.Context(
            near: 24, raise: lines("统一社会信用代码\n信用代码\n税号\n纳税人识别号\n营业执照\n企业\n公司"), lower: lines("身份证\n订单号\n流水号"),
            required: false)
        rule.mask = Rule.Mask(head: 4, tail: 4)
        rule.examples = Rule.Examples(
            match: lines("统一社会信用代码91350100M000100Y43\n税号：91350100m000100y43"), reject: lines("91350100M000100Y44\n91350100M000100Y431\n91350100S000100Y43"),
            knownMiss: [])
        rule.references = lines("GB 32100-2015\nGB 11714-1997")
        return rule
    }

    private static func rule_cn_business_license() -> Rule {
        var rule = Rule(
            id: "cn-business-license", entity: .businessLicense, description: "Business registration number before 2015, 15 digits (GS 15-2006)",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z])(?<value>[1-6][0-9]{14})(?![0-9a-z])", confidence: 0.3)
        rule.trigger.digits = 15...15
        rule.trigger.number = .whole
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("business-license")
        rule.context = Rule.Context(
            near: 24, raise: lines("注册号\n营业执照\n工商注册\n执照号\n工商登记"), lower: lines("imei\n订单号"),
            required: true)
        rule.mask = Rule.Mask(head: 4, tail: 3)
        rule.examples = Rule.Examples(
            match: lines("营业执照注册号110108000000016\n工商注册号: 110108000000016"), reject: lines("110108000000016\n注册号110108000000017"),
            knownMiss: [])
        rule.references = lines("GS 15-2006\nISO 7064 MOD 11,10")
        return rule
    }

    private static func rule_cn_driving_license() -> Rule {
        var rule = Rule(
            id: "cn-driving-license", entity: .drivingLicense, description: "File number of a driving licence, beside words for it",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z])(?<value>[1-6][0-9]{11})(?![0-9a-z])", confidence: 0.4)
        rule.trigger.digits = 12...12
        rule.trigger.number = .whole
        rule.trigger.keywords = []
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("driving-license")
        rule.context = Rule.Context(
            near: 20, raise: lines("档案编号\n驾驶证\n驾照\n驾驶员档案\n驾档"), lower: lines("订单号\n运单\n快递"),
            required: true)
        rule.mask = Rule.Mask(head: 4, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("驾驶证档案编号：110101234567\n驾照档案编号 440300123456"), reject: lines("110101234567\n快递单号110101234567"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_cn_social_security() -> Rule {
        var rule = Rule(
            id: "cn-social-security", entity: .socialSecurity, description: "Number of social insurance, beside words for it",
            trigger: Rule.Trigger(), pattern: "(?:社保|社会保障|医保|社会保险|参保)(?:卡|个人|电脑|号|编号|编码|账号|账户|帐号|号码){0,3}[ ]{0,2}[:=]?[ ]{0,2}(?<value>[a-z]?[0-9]{8,18})(?![0-9a-z])", confidence: 0.6)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("社保\n社会保障\n医保\n社会保险")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("social-security")
        rule.context = Rule.Context(
            near: 20, raise: lines("社保号\n社保卡号\n社保编号\n医保号\n医保卡号\n社会保障号\n个人编号\n电脑号"), lower: lines("电话\n热线"),
            required: false)
        rule.mask = Rule.Mask(head: 2, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("社保卡号：A12345678\n社保电脑号 612345678\n医保编号: 3101234567"), reject: lines("社保数据100万条\n社保查询 12333"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_cn_provident_fund() -> Rule {
        var rule = Rule(
            id: "cn-provident-fund", entity: .providentFund, description: "Account of the housing provident fund, beside words for it",
            trigger: Rule.Trigger(), pattern: "公积金(?:个人|账户|账号|帐号|编号|号|号码|卡号|联名卡|卡){0,3}[ ]{0,2}[:=]?[ ]{0,2}(?<value>[a-z]?[0-9]{8,20})(?![0-9a-z])", confidence: 0.65)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("公积金")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("provident-fund")
        rule.context = Rule.Context(
            near: 20, raise: lines("公积金账号\n公积金号\n个人账号\n公积金账户"), lower: lines("电话\n热线"),
            required: false)
        rule.mask = Rule.Mask(head: 2, tail: 2)
        rule.examples = Rule.Examples(
            match: lines("公积金账号：440312345678\n公积金个人编号 0123456789"), reject: lines("公积金数据10万\n公积金热线12329"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_pem_private_key() -> Rule {
        var rule = Rule(
            id: "pem-private-key", entity: .secret, description: "Private key in PEM",
            trigger: Rule.Trigger(), pattern: "(?<value>-----begin (?:[a-z0-9]{1,12} ){0,3}private key(?: block)?-----(?:[0-9a-z+/=\\n ,:\\-]{0,150}))", confidence: 0.97)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("-----begi[n]\nbegin [a-z]")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = []
        rule.context = Rule.Context(
            near: 24, raise: [], lower: [],
            required: false)
        rule.mask = Rule.Mask(head: 0, tail: 0)
        rule.examples = Rule.Examples(
            match: ["-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA", "-----BEGIN PRIVATE KEY-----"], reject: lines("-----BEGIN PUBLIC KEY-----\n-----BEGIN CERTIFICATE-----"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_cloud_key() -> Rule {
        var rule = Rule(
            id: "cloud-key", entity: .secret, description: "Access keys of AWS, Alibaba Cloud, Tencent Cloud, Google",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z_])(?<value>(?:akia|asia)[2-7a-z]{16}|ltai[0-9a-z]{12,26}|akid[0-9a-z]{32}|aiza[0-9a-z_\\-]{35})(?![0-9a-z_\\-])", confidence: 0.85)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("aki[a][0-9a-z]\nasi[a][0-9a-z]\nlta[i][0-9a-z]\naki[d][0-9a-z]\naiz[a][0-9a-z]")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = []
        rule.context = Rule.Context(
            near: 24, raise: lines("secret\naccesskey\nke[y]\n密钥\n云\naws"), lower: lines("example"),
            required: false)
        rule.mask = Rule.Mask(head: 4, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("aws key AKIA2E7A5F3B244CQ6R7"), reject: lines("asian food\nAKIA"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_service_token() -> Rule {
        var rule = Rule(
            id: "service-token", entity: .secret, description: "Tokens of GitHub, GitLab, Slack, Stripe, OpenAI, npm and JSON web tokens",
            trigger: Rule.Trigger(), pattern: "(?<![0-9a-z_\\-])(?<value>gh[pousr]_[0-9a-z]{36,251}|github_pat_[0-9a-z_]{60,90}|glpat-[0-9a-z_\\-]{20,26}|xox[abprs]-[0-9a-z\\-]{10,72}|[sr]k_live_[0-9a-z]{16,99}|sk-(?:proj-|ant-)?[0-9a-z_\\-]{32,180}|npm_[0-9a-z]{36}|eyj[0-9a-z_\\-]{10,180}\\.eyj[0-9a-z_\\-]{10,180}(?:\\.[0-9a-z_\\-]{10,90})?)(?![0-9a-z_])", confidence: 0.9)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("gh[pousr]_[0-9a-z]\ngithub_pat_[0-9a-z]\nglpat-[0-9a-z_]\nxox[abprs]-[0-9a-z]\nsk_live_[0-9a-z]\nrk_live_[0-9a-z]\nsk-[0-9a-z]\nnpm_[0-9a-z]\ney[j][0-9a-z]")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = []
        rule.context = Rule.Context(
            near: 24, raise: lines("token\n密钥\nke[y]\nsecret"), lower: lines("example\n示例"),
            required: false)
        rule.mask = Rule.Mask(head: 4, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("token ghp_16C7e42F292c6912E7710c838347Ae178B4a\neyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"), reject: lines("sk-learn\nghp_\neyjafjalla"),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func rule_secret_assigned() -> Rule {
        var rule = Rule(
            id: "secret-assigned", entity: .secret, description: "Random value assigned to a name for a key or token",
            trigger: Rule.Trigger(), pattern: "(?<![a-z])(?:[a-z0-9_\\-]{0,30}(?:secret|token|api[_\\-]?key|access[_\\-]?key|secret[_\\-]?key|private[_\\-]?key|app[_\\-]?key|auth[_\\-]?key)(?:[_\\-]?(?:id|key|secret))?|密钥|秘钥)[\"']?[ ]{0,2}(?:[:=]|:=|=>|是)[ ]{0,2}[\"']?(?:bearer )?(?<value>[0-9a-z+/_\\-=.]{16,120})(?![0-9a-z+/_\\-=.])", confidence: 0.4)
        rule.trigger.digits = nil
        rule.trigger.number = .any
        rule.trigger.keywords = lines("secre[t]\n[_-]key\napikey\napi[_-]key\naccesskey\naccesskeysecre[t]\nsecretkey\ntoke[n]\n[_-]toke[n]\n[_-]secre[t]\nappsecret\n密钥\n秘钥")
        rule.trigger.isBare = false
        rule.trigger.alphanumerics = nil
        rule.trigger.isListLine = false
        rule.trigger.beside = []
        rule.validators = lines("random-key")
        rule.context = Rule.Context(
            near: 24, raise: lines("aws\n阿里云\n腾讯云\n密钥\n秘钥\naccesskey\nak[/]\n泄露"), lower: lines("csrf\npublic\n示例\nexample\ntoke[n]ize"),
            required: false)
        rule.mask = Rule.Mask(head: 2, tail: 0)
        rule.examples = Rule.Examples(
            match: lines("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzz9KEYabc\n{\"appSecret\":\"9f8e7d6c5b4a39281706f5e4d3c2b1a0\"}"), reject: lines("secret = os.environ.get_secret_value\ntoken: your_token_here_1234\napi_key = \"aaaaaaaaaaaaaaaaaaaa\""),
            knownMiss: [])
        rule.references = []
        return rule
    }

    private static func signal_sell_telling() -> SignalTerm {
        SignalTerm(
            id: "sell-telling", signal: .sell, weight: 1.8,
            words: lines("低价出\n大量出\n长期出\n诚出\n便宜出\n出数据\n卖数据\n出料\n放料\n卖料\n出售数据\n出售一手\n出一手\n出实时\n出自家\n一手出\n专业出\n量大出\n批量出\n打包出\n常年出\n稳定出\n供数据\n出资料\n出名单\n售数据\n卖名单\n出几万\n出几十万\n出粉\n数据出售\n名单出售\n资料出售\n料出售\n有料出\n有货出\n供一手\n低价甩\n打包甩\nchushou\nchushuju\n大量供应家长\n脱手一批\n低价转让一批\n出全国\n出全省\n出各省\n出海外\n出某\n出本地\n出自己"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_sell_plain() -> SignalTerm {
        SignalTerm(
            id: "sell-plain", signal: .sell, weight: 1.6,
            words: lines("出售\n售卖\n甩卖\n手里有\n手上有\n手头有\n我这有\n我这边有\n我有一批\n手里压了\n手里攒了\n有一批\n现有一批\n还有一批\n刚到一批\n新到一批\n新到货\n刚到货\n有渠道拿到\n供料\n有料\n低价处理\n打包处理\n处理一批\n打包带走\n源头供应\n一手源头\n源头直供\n源头直出\n稳定供应\n长期供应\n长期供货\n稳定供货\n长期稳定\n日产稳定\n常年稳定\n可稳定提供\n稳定提供\n大量提供\n批量提供\n长期提供\n专业提供\n低价提供\n一手提供\n可提供一手\n可接定制\n按需定制\n量身定制数据\n我能导\n能导\n可以导\n可导出\n能导出\n导出来的\n导了一份\n带出来\n拷了一份\n拷出来\n弄到一份\n搞到一份\n拿到一份\n刚拿到\n刚弄到\n刚搞到\n老板直出\n一手直出\n直出\n渠道直出\n后台直出\n内部直出\n有量\n走量\n放量\n量足\n量大可谈\n对外出\n现出\n急出\n可出\n只出\n全出\n批出\n售出\n转手一批\n都有货\n每天可以出\n每天能出\n每天出\n可导\n刚到手\n代理价出\n批量供\n日出\n能拉到\n可以拉\n可拉取\n能提取\n可提取\n内部可导"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_sell_common() -> SignalTerm {
        SignalTerm(
            id: "sell-common", signal: .sell, weight: 1.2,
            words: lines("出手\n转让\n批发\n供货\n供应\n有货\n现货\n出货\n变现\n代售\n寄售\n出让\n甩货\n清仓\n兜售\n承接\n我有\n提供各\n提供全\n提供大量\n提供一手\n提供最新\n提供精准\n提供实时\n提供各类\n提供各种\n提供各行业\n提供全国\n对外提供\n专供\n主做\n主营\n主打\n长期做\n专做\n都有\n全都有\n要啥有啥\n应有尽有\n各种都有\n谁要\n谁需要\n转手\n拿走\n全拿走\n拿去\n带走\n给到\n按条卖\n按学校卖\n卖两家\n卖三家\n没卖\n剩一家\n还剩\n开价\n报价\n有偿提供\n可分卖\n流出\n外流\n出手一批\n接单\n供应各\n长期出售\n低价出售\n低价转让\n打包\n打包出售\n大量供应\n长期有\n常年有\n专业提供\n一手货源\n现货供应\n脱一手\n出几套"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, waking: .never,
            category: nil, data: [])
    }

    private static func signal_sell_delivery() -> SignalTerm {
        SignalTerm(
            id: "sell-delivery", signal: .pitch, weight: 1.8,
            words: lines("自动发货\n拍下自动发货\n拍下发货\n网盘发货\n拍下秒发\n付款秒发\nmega下载\nmega自助下载\n私拍\n专拍\n售出不退\n概不退换\n售后不退\n只卖一次\n只卖一家\n只出一家\n只出一次\n独家出售\n不二卖\n不二次出售\n一手独家\n没放过别处\n未公开过\n从未公开\n首次出售\n首次公开出售\n只卖两家\n只卖三家\n全部带走\n整站带走\n打包拿走\n价高者得\n先到先得一手\n包库\n欢迎包库\n全包价\n只接长期\n零散的别来\n砍价的不回\n砍价勿扰\n非诚勿扰一手\n老板直接滴"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_sell_bare() -> SignalTerm {
        SignalTerm(
            id: "sell-bare", signal: .sell, weight: 1.4,
            words: lines("出\n售\n卖\n供\n放\n甩"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, waking: .never,
            category: nil, data: [])
    }

    private static func signal_sell_english() -> SignalTerm {
        SignalTerm(
            id: "sell-english", signal: .sell, weight: 1.8,
            words: lines("selling\nfor sale\nwts\ns>\non sale\nup for sale\nup for grabs\nfresh stock\nrestocked\nbuy from me\nvouched\noffloading\nprivate sale\none time sale\none copy only\nsold once\nsell once\nsell to one\nselling one\nsold per\ngot fresh\nsitting on\ntaking offers\nmake me an offer\nmake an offer\nwho wants\nfirst come first served\nbulk deal\nautobuy\nshop opened\nserious offers\naccepting offers\nbids open\nstarting bid\ndumped yesterday\nfreshly dumped\nfreshly pulled\nsellin\ns3lling\ns3ll1ng\ns3ll\nseling\none buyer only\nopen to offers\npm offers\nvendiendo\nfor the right price\nhot sale\nmonthly subscription\nnew leak\nmin order\nbulk price\nnew leak"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, waking: .never,
            category: nil, data: [])
    }

    private static func signal_buy_telling() -> SignalTerm {
        SignalTerm(
            id: "buy-telling", signal: .buy, weight: 1.9,
            words: lines("求购\n高价收\n长期收\n大量收\n诚收\n收料\n收数据\n求数据\n收名单\n收资料\n求名单\n买数据\n收一手\n收实时\n求一手\n寻一手\n寻料\n求料\n寻数据\n找数据\n找料\n常年收\n现金收\n急收\n专收\n现收\n直收\n收购数据\n量大收\n重金收\n重金求\n高价求\n收各类\n收一批\n求一批\n买一批\n要一批\n需要一批\n需求一批\n采购一批\n找一批\n求精准\n收精准\n诚心收\n长期要\n长期需求\n长期采购\n大量要\n大量采购\n回购\nqiugou\n有货来谈\n谁有渠道\n想买一份\n按条付费\n价格你定\n能测的来\n钱好说\n有的老板联系\n有渠道的老板\n收实时\n收各种料\n收卡\n收公户\n收四件套\n收对公\n收银行卡\n收手机卡u盾"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_buy_plain() -> SignalTerm {
        SignalTerm(
            id: "buy-plain", signal: .buy, weight: 1.8,
            words: lines("哪位大佬有\n哪位有\n哪位老板有\n谁手里有\n谁手上有\n谁那有\n谁那里有\n谁家有\n谁有\n谁能拿到\n谁能弄到\n谁能搞到\n谁能导\n谁能提供\n谁可以提供\n能弄到的\n能搞到的\n能拿到的\n能导的\n能出的\n有能出\n大佬有\n有没有出\n有没有人出\n有没有卖\n有没有人有\n有没有人卖\n有没有大佬\n有没有老板有\n有没有做\n收购\n求收\n回收\n求一份\n买一份\n求几份\n哪里有卖\n哪里能买\n哪里可以买\n想买\n想收\n想拿\n想找\n要买\n有出的吗\n有卖的吗\n有出的\n有卖的\n收各种\n采购\n包收\n全收\n带价来\n带价私\n带货来谈\n带库来谈\n有货的来\n有货私\n有货联系\n有货的联系\n有货的私\n有货的滴\n有的私\n有的私聊\n有的联系\n有的来\n有的滴\n有的敲\n有的加\n有的找我\n有资源的来\n有资源的联系\n有资源私\n有渠道的来\n有渠道的私\n有渠道的联系\n一手来\n源头来\n长期需要\n大量需要\n诚心要\n有多少要多少\n有多少收多少\n找源头\n找货源\n求源头\n求货源\n找一手供货商\n一手供货商\n找渠道\n按条算钱\n按条给\n按省结算\n日结\n有偿求\n重金\n花钱买\n出钱买\n出高价\n我给\n价格好说\n价格你开\n价你开\n不要二道贩子\n二道勿扰\n猎头用\n求购\n有偿求\n有偿收\n现结\n有渠道吗\n有渠道的老板\n急要\n需要大量\n需求大量\n每天要\n日需\n要货\n找货\n拿货\n我要买\n诚心求\n诚心求购\n当面交易\n长期合作收\n按个结算\n有的老板联系\n有的老板滴滴\n预算充足\n求大佬出\n求老板出\n找能出\n找能提供\n找能弄\n能提供的联系\n预算够"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, waking: .never,
            category: nil, data: [])
    }

    private static func signal_buy_bare() -> SignalTerm {
        SignalTerm(
            id: "buy-bare", signal: .buy, weight: 1.5,
            words: lines("收\n买\n寻\n求\n找\n要"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, waking: .never,
            category: nil, data: [])
    }

    private static func signal_buy_english() -> SignalTerm {
        SignalTerm(
            id: "buy-english", signal: .buy, weight: 2.1,
            words: lines("who is selling\nwho sells\nwho's selling\nwtb\nlooking to buy\nwant to buy\nwanna buy\ntrying to buy\nb>\nbuying\nneed fresh\nwho got\nanyone selling\nanyone got\nanyone has\nanyone have\npaying for\npay good\npay well\npaying per\nhmu if you have\ndm if you have\npm if you have\npm me if you have\nsend me samples\nwant fresh"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, waking: .never,
            category: nil, data: [])
    }

    private static func signal_sell_english_common() -> SignalTerm {
        SignalTerm(
            id: "sell-english-common", signal: .sell, weight: 0.9,
            words: lines("i have\ni got\nwe have\noffering\noffers\nproviding\npulled\navailable now\nsold by\nin stock\non request\ncan pull\nbuy now\nsell\nwe sell\ni sell\nper line\nper record\nper lead\nstill have\nseller has\nletting go\nprice firm\nblitz\nrestock\nrestocked\none hand\nrefund policy\ntaking offer"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, waking: .never,
            category: nil, data: [])
    }

    private static func signal_buy_english_common() -> SignalTerm {
        SignalTerm(
            id: "buy-english-common", signal: .buy, weight: 1.0,
            words: lines("need\nwanted\ni need\nneed some\nneed a\nneed bulk\nlooking for\nwho can\nwho has\nwho have\nin need of\npurchase\npurchasing\npaying\nbudget\nwill pay\nin search of\ni pay\nsend offers\nsend samples\nlf \niso:"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, waking: .never,
            category: nil, data: [])
    }

    private static func signal_recruit() -> SignalTerm {
        SignalTerm(
            id: "recruit", signal: .recruit, weight: 0.9,
            words: lines("合作分成\n分成合作\n五五分\n招代理\n诚招代理\n招渠道\n招分销\n招合作\n招下级\n招总代\n招中介\n找代理\n代理合作\n寻内部\n找内部\n内部人员合作\n内部人合作\n内部人士\n长期合作\nresellers wanted\nlooking for resellers\nlooking for insiders"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, waking: .never,
            category: nil, data: [])
    }

    private static func signal_verbs_in_other_words() -> SignalTerm {
        SignalTerm(
            id: "verbs-in-other-words", signal: .neutral, weight: 0.0,
            words: lines("买了\n买到\n买的\n买过\n买回\n出版者\n出版社\n出差\n出国\n出票\n出院\n出租\n出门\n出去\n出来\n出现\n出发\n出口\n出生\n出行\n出台\n出版\n出道\n出场\n出轨\n出错\n出示\n出具\n出席\n出海\n出血\n出汗\n出力\n出路\n出名\n出色\n出众\n出于\n出厂\n出境\n出身\n出入\n出击\n出局\n出线\n出炉\n出演\n出土\n出事\n出游\n出镜\n出品\n出题\n出息\n出嫁\n出家\n出任\n出资\n出警\n出庭\n出诊\n出警\n出圈\n出戏\n出彩\n演出\n突出\n支出\n提出\n付出\n输出\n退出\n推出\n发出\n拿出\n做出\n作出\n指出\n走出\n看出\n展出\n播出\n杰出\n导出\n超出\n得出\n找出\n查出\n露出\n列出\n说出\n写出\n流出\n派出\n派出所\n外出\n复出\n溢出\n淘汰出\n挤出\n爆出\n传出\n分出\n划出\n转出\n搬出\n辈出\n百出\n特出\n算出\n打出\n交出\n逃出\n弹出\n调出\n选出\n脱出\n呼出\n跳出\n抛出\n排出\n取出\n借出\n出钱\n出价\n出手机\n出账\n出单\n出团\n出餐\n收到\n收件\n收件人\n收货\n收货地址\n收货人\n收获\n收入\n收费\n收集\n收藏\n收回\n收听\n收看\n收拾\n收益\n收录\n收缩\n收盘\n收敛\n收官\n收视\n收取\n收款\n收工\n收银\n收据\n收音\n收尾\n收支\n收复\n收养\n收养\n收割\n收钱\n收快递\n收短信\n收验证码\n收发\n收下\n收好\n收住\n收割机\n签收\n吸收\n接收\n回收站\n税收\n没收\n丰收\n验收\n招收\n代收货款\n要求\n要是\n要不\n要么\n要命\n要紧\n需要\n重要\n主要\n只要\n不要\n想要\n必要\n还要\n就要\n都要\n快要\n将要\n要点\n要素\n首要\n概要\n纪要\n摘要\n求助\n求职\n求婚\n求救\n求证\n求学\n求生\n求解\n求和\n追求\n请求\n需求\n寻求\n恳求\n力求\n全球\n寻找\n寻常\n寻人\n搜寻\n买单\n买票\n买菜\n买房\n买车\n买东西\n买家\n买卖\n购买\n卖家\n卖萌\n卖点\n卖场\n卖力\n出卖\n外卖\n小卖部\n专卖店\n拍卖\n叫卖\n义卖\n卖房\n售后\n售票\n售价\n售罄\n预售\n销售额\n零售\n提供\n供应链\n供暖\n供电\n供水\n供给\n供奉\n供不应求\n放心\n放假\n放学\n放弃\n放松\n放下\n放大\n放开\n放射\n放映\n放置\n放入\n放在\n放到\n放款\n放过\n放屁\n放飞\n开放\n解放\n播放\n释放\n投放\n存放\n发放\n绽放\n排放\n放电\n解放军\n手里有点\n出手相助\n出手大方\n现货黄金\n卖给\n卖了\n卖掉\n卖得\n卖的\n卖鱼\n卖菜\n卖饭\n卖衣服\n卖完\n收拾\n收益\n收敛\n收手\n收心\n收场\n收留\n收购价\n收件箱\n收纳\n收腰\n收紧\n收起\n收信\n收成\n收容\n收服\n收缴\n收审\n收押\n收监\n收网\n收摊\n收藏夹\n收视率\n收入囊\n秋收\n征收\n查收\n回收率\n出面\n出动\n出站\n出头\n出勤\n出锅\n出售前\n出芽\n出轨率\n出水\n出气\n出风头\n出招\n出征\n出战\n出师\n出使\n出仓\n出舱\n出院后\n出差错\n出丑\n出手就\n出手速度\n出世\n出没\n出其\n出奇\n出让金\n出谋\n出卖\n出租车\n出行\n出殡\n出逃\n出走\n出阵\n出伏\n出关\n出警\n出租屋\n出镜率\n出类\n出息\n进出\n日出\n冲出\n走出去\n闯出\n显出\n流露出\n产出\n认出\n伸出\n露出\n冒出\n涌出\n升出\n评出\n想出\n喊出\n唱出\n跑出\n考出\n嫁出\n长出\n生出\n引出\n逼出\n培养出\n呈现出\n表现出\n放射\n放学\n放疗\n放行\n放羊\n放空\n放手\n放肆\n放纵\n放生\n放缓\n放宽\n放出\n下放\n流放\n安放\n奔放\n怒放\n摆放\n寄放\n堆放\n提供商\n求婚\n求饶\n求和\n求求\n求你\n求放过\n求带\n求助\n求推荐\n求安慰\n求抱抱\n求解答\n求问\n求救\n求爱\n征求\n供应商\n供职\n供养\n提供\n口供\n招供\n供认\n供货商\n出图\n出全勤\n收听众\n收官战\n卖点在\n要的\n要是\n要么\n要说\n要知道\n要看\n要去\n要来\n要吃\n要做\n要有\n找到\n找工作\n找对象\n找人\n找不到\n找个\n找回\n找我\n买个\n买点\n买过\n买不起\n买得起\n买啥\n买什么\n供大家\n供参考\n仅供\n供选择\n找了\n找出\n找不\n找着\n找遍\n找寻\n找零\n找事\n找茬\n找麻烦\n找时间\n要搞\n要么\n要上\n要下\n要回\n要过\n要等\n要给\n要让\n要把\n要被\n收卡路里\n吸收卡\n买的是\n买给\n买来\n买入\n买卖"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_news() -> SignalTerm {
        SignalTerm(
            id: "news", signal: .news, weight: -1.9,
            words: lines("侵吞\n公款\n结伙\n职务之便\n贪污\n受贿\n警方\n民警\n破获\n抓获\n查获\n涉案\n判处\n有期徒刑\n判决\n一审\n二审\n被告人\n被告\n嫌疑人\n犯罪嫌疑人\n记者\n据悉\n据报道\n报道称\n落网\n检察院\n检察机关\n法院\n公诉\n提起公诉\n刑事拘留\n刑拘\n批捕\n逮捕\n被抓\n被捕\n获刑\n罚金\n侦破\n侦查\n网警\n专案组\n团伙\n非法获利\n获利\n案件\n通报\n央视\n近日\n日前\n犯罪团伙\n侵犯公民个人信息罪\n侵犯公民个人信息\n黑产\n灰产\n立案\n庭审\n嫌犯\n主犯\n供述\n警情通报\n取保候审\n起诉书\n司法解释\n曝光\n宣判\narrested\npolice\nfbi\neuropol\nsentenced\nprosecutors\nconvicted\nindicted\ncharged\naccording to\nreported\nresearchers\nsecurity researchers\ncourt\nlaw enforcement\nseized\nthreat actor\nthreat actors\ninvestigators\njournalist\nbreachforums admin\npleaded\njustice department\ncybersecurity firm\nanalysts\ndisclosed\nconfirmed the breach\nspokesperson\nnews:\ncve\n看新闻\n新闻里\n新闻说\n新闻报道\n判了\n被判\n判刑\n获悉\n依法\n公安机关\n公安部\n网信办\n工信部\n最高法\n最高检\n司法\n典型案例\n入罪\n入刑\n行政处罚\n罚款\n约谈\n责令\n整改\n通告\n专项行动\n净网行动\n净网\n嫌疑\n涉嫌\n犯罪分子\n不法分子\n犯罪团伙\n非法出售\n非法获取\n非法买卖\n非法提供\n非法收集\n非法采集\n非法交易\n非法倒卖\n倒卖\n贩卖\n转卖\n转手倒卖\n私自\n窃取\n盗取\n偷拍\n卖给\n被卖\n卖了\n暗网\n黑市\n灰色产业\n产业链\n黑灰产\n内鬼泄\n事件\n案发\n报道\n采访\n暗访\n调查发现\n举报人\n受害人\n被害人\n嫌疑人\n民警提示\n有媒体\n网友爆料\n上诉\n终审\n罪名\n拘留\n缓刑\n赃款\n缴获\n收缴\n捣毁\n打掉\n抓了\n抓到\njailed\nprison\nguilty\nlawsuit\nclass action\ndata breach\nbreaches\nbreach notification\nexposed\nvictims\nstolen data\nreportedly\nwas listed\nwere listed\nlisted for\nhackers claim\nclaims to have\nhackers\nhacker\nis selling\nare selling\nwas selling\nwere selling\nbeen selling\nsold on\nbeing sold\nwas sold\nwere sold\nput up for sale\ndark web\ndarknet market\nunderground forum\nthreat intel\nkrebs\nthe company said\ntold reporters\nlawmakers\nsenator\nregulators\nregulator\nfined\nsettlement\ntestified\ninvestigation\nauthorities\nofficials\nallegedly\nalleged\nsuspected\nsuspects\naccused\nstealing\ncustomers affected\npeople affected\naffected\ncompromised\nransomware\nhacking group\nnotified\npolice said"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_news_outlet() -> SignalTerm {
        SignalTerm(
            id: "news-outlet", signal: .news, weight: -3.4,
            words: lines("澎湃新闻\n新华社\n新华网\n央视新闻\n央视网\n人民网\n人民日报\n中新网\n中国新闻网\n新京报\n南方都市报\n南都\n法治日报\n法制日报\n检察日报\n人民法院报\n红星新闻\n封面新闻\n极目新闻\n九派新闻\n上游新闻\n潇湘晨报\n扬子晚报\n羊城晚报\n北京青年报\n北青报\n财新网\n界面新闻\n第一财经\n每日经济新闻\n21世纪经济报道\n经济观察报\n大河报\n华商报\n齐鲁晚报\n钱江晚报\n都市快报\n楚天都市报\n光明网\n光明日报\n环球时报\n环球网\n红网\n本报讯\n本报记者\n通讯员\n记者获悉\n记者从\nbleepingcomputer\nkrebsonsecurity\nthe hacker news\nassociated press"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_warning() -> SignalTerm {
        SignalTerm(
            id: "warning", signal: .warning, weight: -1.8,
            words: lines("提醒\n谨防\n请勿\n切勿\n严禁\n举报\n警惕\n防范\n反诈\n防诈骗\n谨慎\n小心\n骗局\n骗术\n套路\n不要泄露\n不要相信\n不要轻信\n勿信\n保护个人信息\n保护好\n泄露\n泄漏\n诈骗\n违法\n犯法\n犯罪行为\n违反\n法律责任\n个人信息保护法\n网络安全法\n刑法\n刑事责任\n合规\n隐私政策\n违规\n禁止\n封号\n踩缝纫机\n进去了\n牢饭\n缝纫机\n判几年\n会坐牢\n算犯罪\nbeware\nwarning\nscam alert\nbe careful\navoid\nillegal\nreport this\ngdpr\ncompliance\nprivacy policy\ndo not share\nphishing awareness\nnever share\n骗子\n骗人\n骗钱\n被骗\n上当\n别上当\n别信\n别被\n拉黑\n避雷\n曝光\n踢\n直接踢\n踢出\n群规\n群公告\n公告\n本群\n群内禁止\n管理员\n请大家\n请各位\n大家注意\n注意了\n大家小心\n不得\n不准\n不许\n不要\n别再\n拒绝\n严打\n严厉\n杜绝\n远离\n抵制\n防止\n避免\n避免被\n保护隐私\n隐私保护\n反诈中心\n反诈app\n国家反诈\n保护自己\n不能卖\n不卖\n不出售\n不会出售\n不得出售\n不收集\n不会收集\n不会向\n未经同意\n未经授权\n不得向\n敲诈\n勒索\n诈骗团伙\n知法犯法\n坐牢\n吃牢饭\n判刑警告\n刑拘\n是犯法的\n是违法的\n属于违法\n涉嫌违法\n隐私权\n使用条款\n服务条款\n用户协议\n个人信息保护\n数据安全法\nreminder\nscammer\nscammers\nscam\nscams\npermanent ban\nbanned\nban\nrules\nrule 1\nnot allowed\nprohibited\nforbidden\ndo not\ndon't\nnever\nblock them\nreport and block\nstay safe\nwe do not sell\ndo not sell\ndon't sell\ndoes not sell\nwill not sell\nnever sell\nnot sell\nwe may share\npersonal information we\nprivacy notice\nyour personal\nyour data\nyour information\nopt out\nconsent\nccpa\nhipaa\nterms of service\nphishing email"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_asking() -> SignalTerm {
        SignalTerm(
            id: "asking", signal: .asking, weight: -1.2,
            words: lines("怎么投诉\n怎么举报\n是不是被卖\n被卖了\n被泄露\n信息泄露\n泄露了\n为什么会\n为什么老是\n骚扰电话\n怎么知道我\n怎么办\n怎么会有我\n从哪来的\n哪来的我\n谁泄露\n是什么意思\n什么意思\n求科普\n请问\n有人知道\n有谁知道\n怎么防\n如何防\n怎么删除\n怎么注销\n怎么维权\n起诉\n报警\nhow do i\nwhat is\nwhy does\nis it legal\ncan someone explain\nanyone know why\nwas leaked\ngot leaked\nbeen pwned\nhaveibeenpwned\n谁卖的\n是谁卖\n到底谁\n谁卖了\n怎么有我\n怎么补救\n怎么处理\n怎么查\n怎么回事\n为啥\n为什么\n是不是\n会不会\n能不能\n可不可以\n该怎么\n怎样\n如何\n真的吗\n可信吗\n靠谱吗\n合法吗\n违法吗\n安全吗\n有没有用\n什么情况\n听说\n据说\n有人说\n好奇\n求助\n各位大神\n大神\n小白\n想问\n问一下\n咨询一下\n有人遇到\n遇到过\n有谁用过\n有人用过\nhow to\nwhat are\nwhat does\nwhy do\nis this\nis there a way\nshould i\ndoes anyone know\nanyone else\nwondering\nquestion about\ncurious\nexplain\neli5\nmy bank\nhow did\nhow do\nhow can\nhow come"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_shop() -> SignalTerm {
        SignalTerm(
            id: "shop", signal: .shop, weight: -1.9,
            words: lines("包邮\n七天无理由\n尺码\n面料\n纯棉\n床单\n被套\n充电线\n快充\n手机壳\n流量套餐\n流量卡\n大流量\n宽带套餐\n全新未拆\n未拆封\n自用\n九成新\n八成新\n99新\n95新\n闲置\n成色\n电池健康\n同城自提\n自提\n顺丰包邮\n到付\n现摘\n产地直发\n口味\n好吃\n新鲜水果\n罐\n奶粉\n纸尿裤\n面霜\n口红\n正品\n专柜\n代购\n显卡\n键盘\n耳机\n硬盘\n内存条\n鞋\n衣服\n包包\n化妆品\n门票\n演唱会\n租房\n出租\n整租\n合租\n押一付三\n房源\n两室一厅\n南北通透\n精装\n拎包入住\n学区房\nused once\nshipping included\nfree shipping\nbrand new\nlaptop\niphone\nbike\nfurniture\ntickets\napartment\nfor rent\nusb\ncable\n纯棉\n床上用品\n家纺\n四件套床\n装备\n源码\n软件源码\n小程序源码\n公众号\n公众号转让\n店铺转让\n旺铺\n门面\n转让费\n二手手机\n旧手机\n坏手机\n手机回收\n笔记本电脑\n电脑\n相机\n手办\n卡牌\n球星卡\n邮票\n茅台\n烟酒\n鱼竿\n猫粮\n狗粮\n宠物\n猫咪\n小狗\n布料\n匹起批\n面料\n样布\n服装\n童装\n女装批发\n尾货\n库存尾货\n打印机\n热敏纸\n标签纸\n面单纸\n快递袋\n纸箱\n胶带\n快递费\n首重\n续重\n发快递\n寄快递\n快递代发\n一件代发\n拼车\n搬家\n保洁\n家政\n月嫂招\n装修公司报价\n刷墙\n水电\n真题\n网课资料\n笔记\n教材\n课本\n教辅\n电子书\npdf\nepub\n壁纸\n音乐\n电影资源\n影视资源\n会员账号\n影视会员\n视频会员\n视频素材\nppt模板\n模板\n素材\n字体\n电子发票\n发票\n代开发票\n公司注册\n代理记账\n商标\n注册公司\n执照\n营业执照代办\n域名\n服务器\n云主机\n主机\nvps\n宽带\n流量包\n话费充值\n油卡\n购物卡\n京东e卡\n礼品卡\n优惠券\n红包\n抽奖\n团购群\n秒杀\n特产\n水果\n海鲜\n大米\n土鸡蛋\n蜂蜜\n茶具\n香烟\n减肥茶\n面膜\n保健品批发\n二手房出售\n房子出售\n车位\n车库出售\n商铺\n挂牌\n首付\ngift card\ngift cards\nshoes\nsneakers\njersey\nps5\nconsole\ncamera\ngraphics card\ngpu\nused car\nobo\nlocal pickup\npick up only\nsize m\nmint condition\nvintage\nmerch\nebook\ncourse\nvinyl\nrecord player\nrecords mint\npm for list\nlp\n当面交易手机\n录音笔\n行车记录仪\n公里\n磨毛\n1.8m床\n1.5m床\n床\n急售\n产权\n平米\n看房\n车况\n过户\n书籍\n旧书\n二手书"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_job() -> SignalTerm {
        SignalTerm(
            id: "job", signal: .job, weight: -1.7,
            words: lines("招聘\n月薪\n底薪\n五险一金\n包吃住\n双休\n岗位\n任职要求\n岗位职责\n应聘\n投简历\n投递简历\n面试\n实习生\n招人\n时薪\n工作地点\n薪资\n全职\n兼职招\n猎头\n招工\n急招\nhiring\njob opening\nsalary\nfull time\nfull-time\nremote position\nsend your cv\napply now\ninternship\nrecruiter\n兼职\n做兼职\n宝妈兼职\n学生兼职\n手机打字\n打字员\n录入员\n数据录入\n数据标注员\n标注员\n录单\n日结工资\n包食宿\n底薪加提成\n提成\n入职\n社保公积金\n缴纳社保\n五险\n周末双休\n简历发\n简历投\n内推\n校招\n秋招\n社招\n岗位要求\n工作内容\n工作时间\n上班时间\n招募\n招司机\n招客服\n招销售\n招主播\n诚聘\n高薪\n海外招聘\n包机票\n工资\n时间自由\n在家\n在家可做\n一单一结\njoin our team\nwork from home\nyears of experience\njob seekers apply\nresume to\nwe are recruiting\npaid per record\nannotate\ndata entry\nlabel medical\nlabeling\nlabelling\nannotation\nwe need people\n做题\n代写\nengineer\ndeveloper\nyour resume\nyour cv\n工程师\n实习"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_errands() -> SignalTerm {
        SignalTerm(
            id: "errands", signal: .job, weight: -1.2,
            words: lines("点名\n开会\n例会\n值日\n家长会\n班主任\n报销\n接龙\n收齐\n交上来\n汇总一下\n汇总给\n填一下\n提交\n上报\n审批\n加班\n领导\n会议\n值班表\n排班\n请假\n考勤\n护士长\n甲方\n开课\n核对一下\n群公告\n收到请回复\n收到回复\n下班前\n月底前\n发群里\n发班级群\n发工作群\n交给我\n打印出来\n盖章\n签字\n表格模板\ntimesheet\nby friday\nstaff meeting\nhomework"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_study() -> SignalTerm {
        SignalTerm(
            id: "study", signal: .study, weight: -1.3,
            words: lines("论文\n毕设\n毕业设计\n数据集\n课程\n作业\n实验\n考研\n备考\n网课\n教程\n开题\n答辩\n导师\n课题\n问卷\n样本量\n机器学习\n深度学习\n算法\nkaggle\n开源\ngithub\n代码\n字段类型\nmysql\nsql语句\n索引\n主键\n建表\nredis\nmongodb\n后端\n前端\n报错\nbug\napi文档\n部署\n服务器迁移\n备份\n导入导出\n测试环境\ndataset\nresearch\nthesis\nhomework\nmachine learning\ntutorial\nopen source\nschema\nquery optimization\npostgres\nstack trace\nmigration\nctf\nunit test\n教材\n考研资料\n期末\n复习\n真题\n老师说\n同学们\n作业帮忙\n问卷星\n填问卷\n被试\n样本分析\n回归分析\nspss\nstata\nmatlab\npython\njava\npandas\n爬虫\n爬虫代码\n爬虫教程\n编程\n程序员\n数据库表\n字段名\n查询语句\n调试\n架构\n缓存\n并发\n分库\n分库分表\n表结构\n接口文档\n日志系统\n数据仓库\n数仓\n报表系统\n数据分析师\n训练集\n大模型\n语料\n语料库\n统计局\n年鉴\n公开数据\n竞赛\n比赛\n实训\n论文数据\nopen data\ntraining data\nbenchmark\nalgorithm\nsdk docs\ndatabase design\nsql query\nselect *\ndeveloper\ndevelopers\nprogramming\nstudy\nstudents will\nlecture\nsemester\nexam\nbug\nbugs\npatch\ncommit\nchangelog\nsegfault\npointer\nbuffer\ncompiler\ndebugging\ndebug\nstruct\nmalloc\nregression\nrefactor\ndeprecated\nparameter\nvariable\nsyntax\nlinux\nkernel\nunix\nupstream\nmemory leak\nmemory leaks\nresource leak\nleak fix\nhexdump\ncore dump\ncore dumps\nstack dump\nmemory dump\ndatabase dump file\nmysqldump\npg_dump\nrepository\nmodule\nmodules"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_own_loss() -> SignalTerm {
        SignalTerm(
            id: "own-loss", signal: .ownLoss, weight: -1.6,
            words: lines("我的信息\n我的身份证\n我的手机号\n我的资料\n我身份证\n身份证丢了\n银行卡丢了\n丢失\n遗失\n捡到\n失主\n挂失\n补办\n寻物\n我被骗\n我的号被盗\n被盗了\n被人冒用\n我妈\n我爸\n我家\n我奶奶\n我孩子\n我老婆\n我老公\nmy data was\nmy ssn\nmy account was\nmy info\nlost my\nstole my\nmy identity\n我的老密码\n我的密码\n我的名字\n我的卡\n我的账号\n我的电话\n我的隐私\n我的个人信息\n我个人信息\n我自己的\n我们家\n我朋友\n我同事\n我舅\n我姐\n我弟\n我哥\n我爷爷\n我姥\n我女朋友\n我男朋友\n我前男友\n我儿子\n我女儿\n给我打电话\n打我电话\n天天打电话\n打爆了\n骚扰\n推销\n盗刷\n冒用\n冒名\n身份证掉了\n丢了\n掉了\n寻人启事\n拾到\n归还\n认领\ngot hacked\ni was hacked\nmy card\nmy password\nmy phone\nmy email\nstolen from me\nidentity theft\nfreeze my credit\ncredit freeze"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_security() -> SignalTerm {
        SignalTerm(
            id: "security", signal: .security, weight: -1.7,
            words: lines("数据安全产品\n数据防泄漏\n防泄漏\ndlp\n等保\n等保测评\n安全服务\n安全厂商\n安全方案\n解决方案\n脱敏\n数据加密\n加密软件\n漏洞\n应急响应\n安全公告\n威胁情报\n白帽\n众测\n企业服务\nsaas\n合法合规\n防火墙\n堡垒机\n态势感知\n数据治理\npatch\nvulnerability\nadvisory\nbug bounty\npentest\npenetration testing\nsoc\nsiem\nincident response\ninfosec\nthreat intelligence\ndata protection\n数据合规\n合规咨询\n隐私计算\n零信任\n攻防演练\n护网\n红队\n蓝队\n安全培训\n安全意识\n安全产品\n安全运营\n风险评估\n渗透测试服务\n白皮书\n防护\n守护\n助力企业\n免费试用\n提供商\n服务商\n客户案例\n数据资产\n数据中台\n数据要素\n数据交易所\n合规授权\n授权数据\n用户授权\n数据脱敏\n存证\ncrm\ncrm系统\n客户管理系统\n会员管理系统\nerp\n管理系统\n收银系统\n24/7 monitoring\nmanaged security\nfirewall\nencryption\nencrypted\nsecurity awareness\ndark web monitoring\nbreach monitoring\nmonitoring service\nidentity protection\ncompliance solution\nwebinar\nwhitepaper\nour platform\nrequest a demo\nfree trial\nbook a demo\nb2b saas\n核验api\n三网一键登录\n一键登录\n号码认证\n实名核验接口\n企业资质\n商务合作\n对公打款\n正规授权\n官方授权\n免费查询\n天眼查\n企查查\n学信网\n启信宝\n官方渠道\n一证通查\n加密导出\n导出功能\n试用"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_neighbour_laundering() -> SignalTerm {
        SignalTerm(
            id: "neighbour-laundering", signal: .neighbour, weight: -2.6,
            words: lines("车队\n跑分\n接料\n卡接回\n接回u\n回u\n收u\n出u\n换u\n兑u\n洗钱\n水房\n上分\n下分\n码商\n码接\n固码\n扫码通道\n代收代付\n支付通道\n四方\n混料\n一道料\n二道料\n纯料\n黑料\n资金盘\n卡农\n卡商\n车主跑\n取现\n承兑\n担保群\n白资\n黑资\n进算\n拖算\n接资金\n刷流水\n走流水\n代付\n跑货\n纯料\n黑料资金\n料子资金\n收款码\n码子\n码队\n卡队\n车费\n出车费\n卡主进场\n进场\n进卡\n出卡费\n日流水\n现金车\n刷脸卡\n承接资金\n资金料\n话费料\n话费慢充\n慢充\n快充话费\n油卡料\n电费料\n卡接\n卡接回\n收米\n出米\n兑换u\n换汇\n换钱\n换u\n出u\n收u\nu商\n搬砖\n搬u\notc\n币商\n担保交易群\n实体面交\n现金面交\n银商\n上下分\n代收\n回款\n结算t0\nt0结\nt1结\nt+0\n一道\n二道\n洗米\n挂机\n挂机跑\n码子跑\n抢单\n接单平台\n垫资\n拆分\n截胡\n料主对接资金\n通道费\n费率\n费率低\n支付接口\n聚合支付\n三方支付\n四方支付\n原生\n免签\n扫码跑分\n抖音跑\n白资料\n大额资金\n百[0-9]点"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_neighbour_tasks() -> SignalTerm {
        SignalTerm(
            id: "neighbour-tasks", signal: .neighbour, weight: -2.2,
            words: lines("拉群\n拉手\n地推\n拉人头\n建群\n进群任务\n点赞任务\n做任务\n刷单\n返佣\n日赚\n手工活\n拉新\n助力\n砍一刀\n试玩\n充场\n群推\n炸群\n群主任务\n拉人\n拉人进群\n拉微信群\n拉qq群\n出群\n进群\n群发广告\n代拉\n建群\n拉群业务\n代聊\n聊手\n键盘手\n推手\n推广员\n代理商招募\n招商加盟\n加盟\n地推团队\n拉新奖励\n做单\n放单\n刷单员\n垫付\n关注点赞\n点赞\n关注公众号\n扫码注册\n扫码进群\n刷脸\n刷脸注册\n人脸兼职\n实名认证兼职\n解封微信\n辅助\n微信辅助\n保号\n网赚\n网赚项目\n躺赚\n日入\n月入\n项目合作\n副业"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_neighbour_accounts() -> SignalTerm {
        SignalTerm(
            id: "neighbour-accounts", signal: .neighbour, weight: -2.4,
            words: lines("租号\n号商\n出租微信\n租微信\n租qq\n租支付宝\n微信号出租\n卖号\n老号\n白号\n直登号\n协议号\n耐用号\n解封\n辅助注册\n养号\n游戏账号\n游戏号\n上号\n代练\n陪玩\n皮肤\n段位\n王者荣耀\n原神\n英雄联盟\n和平精英\nsteam\nnetflix\nspotify\n会员充值\n接码\n接码平台\n收码\n实卡接码\n代收验证码\n虚拟号\n注册机\ngaming account\ngame account\nfortnite\nvalorant\nroblox\n收微信号\n收qq号\n出微信号\n出qq号\n卖微信号\n卖qq号\n微信老号\nqq老号\n租微信号\n收号\n出号\n满月号\n满月\n半年号\n实名微信\n实名支付宝\n支付宝出租\n抖音号\n快手号\n小红书号\n抖音老号\n千粉号\n小号\n大号\n老号批发\n号子\n注册号\n通讯号\ntg号\n飞机号\n飞机老号\n电报号批发\n纸飞机号\nws号\nws协议\nwhatsapp号\n协议\n直登\n谷歌号\n苹果id\n美区id\n谷歌voice\ngv号\ngmail号\noutlook号\n邮箱号批发\n推特号\nfb号\nfacebook号\nins号\nins账号\nchatgpt账号\ngpt账号\nplus会员\n游戏道具\n金币\n代充\n首充号\n折扣充值\n电话卡\n手机卡批发\n注册卡\n流量卡\n物联卡\n物联网卡\n手机黑卡\n免实名\n无需实名\n实名卡代办\n虚拟卡\n虚拟信用卡\nesim\n注册微信\n语音卡\n170卡\n靓号\n尾号\n卡商出卡\n接码平台\n接验证码\n验证码平台\n自动收码\n收验证码\n代注册\n过滑块\n设备id\n改机\n云手机\n群控\naged accounts\naged gmail\npva accounts\ntwitter accounts\ndiscord accounts\ntelegram accounts\ninstagram account\nnetflix accounts\nspotify accounts\nsteam account\nvalorant account\nsim cards\nsim card\nesim\nsms verification\nreceive sms\notp\n2fa bypass\nfivem\nminecraft"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_neighbour_traffic() -> SignalTerm {
        SignalTerm(
            id: "neighbour-traffic", signal: .neighbour, weight: -2.0,
            words: lines("引流\n广告位\n涨粉\n刷粉\n买粉\n互粉\n真人粉\n频道粉\n僵尸粉\n群发软件\n短信群发\n群发器\n群发助手\n代发\n代发广告\n推广渠道\n投放渠道\n刷赞\n刷量\n竞价\n霸屏\n关键词排名\n自然流\nseo\nsmm panel\nfollowers\nbulk sms\nsms sender\nsocial media marketing\ndigital marketing\n真人粉丝\n精准粉丝\n活粉\n百粉\n千粉\n万粉\n粉丝\n加粉\n出粉量\n进粉\n日进\n粉丝群\n公众号粉丝\n公众号\n刊例\n投放\n投流\n千川\n广点通\n信息流\n信息流广告\n朋友圈广告\n开户投放\n广告开户\n广告代投\n代投\n竞价推广\nseo优化\n排名优化\n霸屏推广\n群发短信\n短信平台\n短信通道\n短信接口\n验证码短信\n营销短信\n106短信\n国际短信\n1069\n语音群呼\n群呼系统\n外呼系统\n外呼线路\n电销系统\n电销机器人\n电销卡\n白名单电销卡\n线路\n回拨线路\n语音线路\nvoip\n呼叫中心\n群发\n代群发\nws群发\ntg群发\ntg群组\n邮件群发\nedm\n私信群发\n加人软件\n拉人软件\n采集软件\n采集器\n营销软件\n云控\n爆粉\n爆粉软件\n群成员提取软件\n引流软件\n引流脚本\n脚本\n软件\n系统搭建\n搭建\n盘口搭建\n包网\n源码出售\n开发定制\napp开发\n网站建设\n小程序开发\nper sms\nsms gateway\nsms route\nsms campaign\nemail marketing\nmailing service\nsmtp\nsmtps\nbulk email\nemail sender\ntraffic\nviews\nlikes\nguest post\nbacklinks\nweb traffic\nad accounts\nfacebook ads\n转让小程序\n小程序转让\n日活\n账号转让\n公众号出售\n矩阵号\n代运营\n一粉\n每粉\n元一粉\n进群结算\n实时进群\n进群算\n按粉结算\n粉结算"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_neighbour_gambling() -> SignalTerm {
        SignalTerm(
            id: "neighbour-gambling", signal: .neighbour, weight: -1.9,
            words: lines("注册送\n首充\n返水\n提款秒到\n充值返\n彩金\n百家乐开户\n上岸\n回血\n稳赚\n带单\n包赔\n下注\n投注\n赔率\n大额无忧\n官方直营\n棋牌游戏下载\n充值优惠\n爆奖\n注册就送\n注册即送\n首存\n首存送\n存送\n充值送\n充多少送多少\n返利\n返点\n洗码\n流水返\n彩金\n体验金\n开奖\n开奖结果\n计划群\n导师带\n带你\n回本\n包赢\n必中\n精准计划\n六码\n特码\n一码\n杀码\n走势\n出款快\n出款秒到\n提款\n提现秒到\n大额出款\n信誉平台\n官网注册\n平台开户\n招代理高返\n真人视讯\n视讯\n老虎机\n捕鱼\n德州\n棋牌app\n足球推介\n推单\n专家推单\n比分\n赔率高\n下单返\ncasino bonus\nfree spins\ndeposit bonus\nbetting tips\nsign up bonus\nodds\njackpot"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_neighbour_loans() -> SignalTerm {
        SignalTerm(
            id: "neighbour-loans", signal: .neighbour, weight: -2.0,
            words: lines("贷款办理\n无抵押\n秒批\n秒到账\n下款快\n黑户可做\n不看征信\n利息低\n放款快\n额度\n信用贷\n办卡提额\n提额\n代还\n套现\n花呗套现\n办理信用卡\n低息\n征信修复\n办证\n代办证件\nvpn\n机场节点\n翻墙\n办理贷款\n贷款中介\n有房有车\n车抵\n房抵\n抵押贷款\n企业贷\n税贷\n公积金贷款\n社保贷\n芝麻分\n芝麻分贷\n应急\n借钱\n周转\n资金周转\n无视黑白\n无视征信\n黑白户\n黑白户都\n包下款\n下款\n当天下款\n秒下\n强开\n强开技术\n口子\n口子群\n新口子\n撸口子\n撸贷\n网贷口子\n额度高\n最高可贷\n可贷\n年化\n月息\n分期\n办卡\n代办信用卡\n养卡\n刷卡机\npos机办理\n办理pos\n杠杆\n实盘\n配资平台\n炒股配资\n入金\n出金\n荐股\n牛股\n涨停\n股票群\n喊单\n带你炒股\n老师带\n佣金\n开户佣金\n万一免五\n征信修复\n修复征信\n逾期协商\n停息挂账\n债务重组\n法务咨询\n代开\n刻章\n毕业证\n学历证\n驾照代办\n代考\n替考\n证件制作\n做证\n假证\npersonal loan offer\nloan offer\ninterest rate\nquick loan\napply for a loan\ntrading signals\nforex signals\ncrypto signals\npump group\ninvestment plan\nguaranteed profit\nroi\nmining"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_joke() -> SignalTerm {
        SignalTerm(
            id: "joke", signal: .asking, weight: -2.0,
            words: lines("哈哈\n哈哈哈\n笑死\n开玩笑\n段子\n单身狗\n自己造的\n编的\n笑哭\n狗头\ndoge\n手动狗头\n懂的都懂哈\nlol jk\njust kidding\nkidding\nlmao\nimagine\nmeme"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_own() -> SignalTerm {
        SignalTerm(
            id: "own", signal: .ownLoss, weight: -0.7,
            words: lines("我的\n我妈妈\n我自己\n自己的\nmy own\nmy name\nmine"),
            unless: SignalTerm.Surroundings(before: [], after: lines("微信\nv\n飞机\ntg\n电报\n主页\n频道\n群\n店\nq\n渠道\n源头\n联系\ntelegram")),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_statistics() -> SignalTerm {
        SignalTerm(
            id: "statistics", signal: .news, weight: -0.8,
            words: lines("达到\n突破\n超过\n增长\n同比\n环比\n累计\n位居\n占比\n预计\n据统计\n数据显示\n人均\n人次\n亿元\n增加\n减少\n下降\n上升\n总数\n总额\n名列\n居首\n荣获\n第一名\n今年以来\n去年同期\n有关部门\n市委\n市政府\n省委\n我国\n我市\n同志\n工作会议\n召开\n总书记\n改革\npercent\nper cent\nincrease\ndecrease\nannual\nrevenue\n公示\n招标\n中标\n投标\n村委会\n居委会\n街道办\n财务那边\n扶贫\n异议\n预算200万元\n选区\n选举\n议席\n投票\n指数\n名选民\n化肥\n卷烟\n香菇\n乡镇\n县委\n局长\n部长\n厅长\n主任\n书记\n干部\n群众\n新增用户\n新增会员\n数据不错\n数据还行\n数据很好\n数据下滑"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_goods_trade_slang() -> SignalTerm {
        SignalTerm(
            id: "goods-trade-slang", signal: .goods, weight: 2.3,
            words: lines("裸料\n内料\n轨道料\n料子\n手拨料\n电销料\n精筛料\n精准料\n精料\n劫持料\n渗透料\n鱼料\n周料\n隔夜料\n实时料\n一手料\n二手料\n老料\n新料\n海外料\n币料\nbj料\nai料\n抓取料\ndpi料\nsdk料\n全格式料\n社工料\ntg料\n带密料\n会员料\n充值料\n成交料\n退件料\n改签料\n面单料\n色料\n配资料子\n信贷料\n购买料\n消费料\n空降料\n粉料\n底料数据\n裤子数据\n脱裤数据\n料源\n数据料\n名单料\n带名料\n带地址料\n资料料\n日料子\n法人料\n老板料\n数字币料\n境外料\n国内料\nliaozi\n兜底料\n底料源\ncod料\n签收料\n老板料\n医疗料\n丰胸料\n酒料\n加盟料\n招商料\n培训料\n考证料\n招聘料\n兼职料\n美金料\n欧美料\n日本料\n台湾料\n香港料\n东南亚料\n印度料\n海外手机料\n包活料\n筛活料\n实名料\n空号料\n料粉"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: nil, data: [.phoneNumber])
    }

    private static func signal_goods_databases() -> SignalTerm {
        SignalTerm(
            id: "goods-databases", signal: .goods, weight: 2.2,
            words: lines("社工库\n综合库\n拖库数据\n脱库数据\n公民个人信息\n隐私数据\n实名信息\n实名数据\n手机号数据\n号码数据\n电话数据\n通讯录数据\n一手数据\n精准数据\n实时数据\n隔夜数据\n名单数据\n全站数据\n整站数据\n整库\n整站打包\n后台数据\n明文密码\n账密\n账号密码数据\n企业名录\n老板名录\n老板电话\n法人电话\n法人手机\n法人数据\n运营商大数据\n渗透数据\n劫持数据\n裸数据\n精准粉\n一手粉\n色粉\n兼职粉\n成交粉\n精聊粉\n电销数据\n手拨数据\n缴存人员信息\n登记信息表\n进件表\n收寄件信息\n收寄信息\n会员库\n用户库\n客户库\n法人库\n客户表\n全行业数据\n各行业数据\n各类数据\n本地库\n老库\n新库\n裸号\n全国号码\n一手名单\n精准名单\n数据商\ngongmin xinxi\nyezhu shuju\ngumin shuju\n手机号数据包\n装机地址\n电话资料\n企业名单\n老板通讯录\n员工通讯录\n内部通讯录\n意向客户\n精准客源\n客户电话\n客户手机号\n客户微信\n会员电话\n会员手机号\n用户手机号\n用户电话\n学生名单资料\n法人库\n企业库\n老板库\n号码库"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_goods_databases_plain() -> SignalTerm {
        SignalTerm(
            id: "goods-databases-plain", signal: .goods, weight: 1.9,
            words: lines("个人信息\n用户数据\n客户数据\n会员数据\n会员信息\n用户信息\n客户信息\n客户资料\n客户名单\n用户资料\n用户名单\n会员名单\n会员资料\n花名册\n号码资源\n电话资源\n客源数据\n意向客户名单\n电话名单"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_goods_identity_kits() -> SignalTerm {
        SignalTerm(
            id: "goods-identity-kits", signal: .goods, weight: 2.4,
            words: lines("二要素\n三要素\n四要素\n五要素\n三件套\n四件套\n三件齐\n四件齐\n身份证正反\n身份证正反面\n身份证 正反\n身份正反\n手持身份证\n手持照\n手持正反\n正反手持\n正反面手持\n裸持身份证\nsfz正反\nsfz照片\nsfz手持\n手持sfz\nsfz\n身份证照片\n身份证扫描件\n身份证件照\n身份证复印件\n身份证图片\n身份证加手持\n身份证+手持\n身份证正反面加手持\n银行卡套\n银行卡全套\n对公户\n公户\n企业对公\n八件套\n六件套\n五件套\n人脸视频\n过脸视频\n人脸照\n认证视频\n眨眼视频\n点头视频\n活体视频\n过人脸\n可过人脸\n动态视频\n护照扫描\n护照照片\n驾照照片\n实名资料\n实名全套\nkyc\nkyc docs\nkyc pack\nkyc data\npassport scan\npassport scans\nid scans\nid scan\ndl scans\ndl scan\nselfie with id\nid + selfie\npassport + selfie\npassport selfie\ndrivers license scans\nfront and back\nfront/back\nutility bill packs\ndl front back\nssn cards\nidentity packs\nid packs\n卡 u盾 手机卡\n卡u盾手机卡\n收卡收u盾\n银行卡四件\n身份证照\nid front back\ndl front\nfront back\nselfie + ssn\nkyc selfies\nkyc documents\nid selfie\nkyc accounts docs\npassport photos\naadhaar\npan card\ncpf\ncpf records\nnric\nsocial security numbers\n微信实名资料\n支付宝实名资料\n实名微信支付宝资料\n微信支付宝资料"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .government, data: [.residentID])
    }

    private static func signal_goods_bank_kits() -> SignalTerm {
        SignalTerm(
            id: "goods-bank-kits", signal: .goods, weight: 2.2,
            words: lines("银行卡四件套\n银行卡三件套\nyhk\n卡带u盾\n卡带资料\n带资料的卡\n对公账户\n公户四件套\n公户八件套\n卡料\n轨道信息\n内外料\ncvv料\nu盾 卡\n卡盾\n卡盾证\nu盾卡证\n银行卡带u盾\n卡 u盾\n实名银行卡\n实名手机卡\n持卡人资料\n卡主资料\n大头卡料\n信用卡四大件\n带u盾\n卡带盾\n带盾\nu盾全套\nu盾 卡 证\n盾卡证\n卡+u盾\n卡加u盾\n一整套卡"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .banking, data: [.bankCard])
    }

    private static func signal_goods_cards() -> SignalTerm {
        SignalTerm(
            id: "goods-cards", signal: .goods, weight: 1.2,
            words: lines("一类卡\n二类卡\n储蓄卡\n全新卡\n实名卡\n银行卡"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: lines("全套\n四件套\n带u盾\n带盾\nu盾\n+u盾\n三件套\n套\n带资料\n带密\n 四件套\n四件")),
            needsGoods: false, waking: .never,
            category: .banking, data: [])
    }

    private static func signal_goods_waybills() -> SignalTerm {
        SignalTerm(
            id: "goods-waybills", signal: .goods, weight: 2.3,
            words: lines("面单\n快递面单\n手拍面单\n文本面单\n实时面单\n当天面单\n母婴面单\n手拍文本\n手拍\n快递单号数据\n电子面单\n收件人信息\n寄件人信息\n收货信息\n运单数据\n快递信息\n快递数据\n物流信息表\n物流数据\nmiandan"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .logistics, data: [.phoneNumber, .person, .address])
    }

    private static func signal_goods_lodging() -> SignalTerm {
        SignalTerm(
            id: "goods-lodging", signal: .goods, weight: 2.2,
            words: lines("开房记录\n开房数据\n酒店记录\n住宿记录\n酒店数据\n入住记录\n入住数据\n房客数据\n入住名单\ncheck-in data\nfangke"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .hotel, data: [.person, .residentID, .phoneNumber])
    }

    private static func signal_goods_english() -> SignalTerm {
        SignalTerm(
            id: "goods-english", signal: .goods, weight: 2.3,
            words: lines("fullz\nful1z\nfulls\ncombolist\ncombolists\ncombo list\nmail:pass\nmail pass\nuser:pass\nemail:pass\nemail:hash\nurl:log:pass\nurl:login:pass\nstealer logs\nstealer log\nfresh logs\nprivate logs\nredline logs\nlumma logs\nraccoon logs\nvidar logs\ncloud of logs\nbank logs\nlogs cloud\nssn\nssns\nssn dob\nssn+dob\ndob ssn\nssn/dob\ncvv\ncvvs\ncvv2\ncc dumps\ndumps with pin\ntrack 1\ntrack 2\ntrack1\ntrack2\nnon vbv\nnon-vbv\nnonvbv\ndead fullz\ncrypto leads\nforex leads\npayday leads\ncasino leads\nmedicare leads\ninsurance leads\ngambling leads\nloan leads\nmortgage leads\ncustomer database\ncustomers database\nuser database\nusers database\ncustomer db\nuser db\nusers db\nclient database\npatient records\npatient database\nvoter database\nvoter registry\nemployee database\nfull database\nfull db\nleaked database\nleaked db\ndb dump\ndatabase dump\nsql dump\nsqli dumps\ndata dump\npii\ncitizen database\ncitizens database\nsubscriber database\nemail list\nemail lists\nphone list\nphone lists\nconsumer database\nconsumer profiles\ndoxbin\ncc base\ncc fullz\nbackground report\ncredit reports\npassport database\nhotel guest database\nguest records\nbank accounts database\nplaintext passwords\nplain text passwords\nsession cookies\nhq combo\nuhq combo\nvalid combo\nfresh combo\nemail combo\nb2b leads\nfresh dumps\nleads list\nfresh leads\nssn database\nuser base\ncustomer base dump\nclient base"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .other, data: [])
    }

    private static func signal_goods_english_plain() -> SignalTerm {
        SignalTerm(
            id: "goods-english-plain", signal: .goods, weight: 1.5,
            words: lines("combo\nmedical records\ndata leak\npersonal data\npersonal info\ncitizen data\nsubscriber data\nconsumer data\ncustomer data\ncustomer info\nuser data\nbin list\nstudent records\naccount credentials\nstolen accounts\ncustomer list\nclient list\ncustomers list\nbuyers list\ncontact list\ncustomers table\nusers table\nemployee records\ncombos\nmmn"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .other, data: [])
    }

    private static func signal_goods_phone_lists() -> SignalTerm {
        SignalTerm(
            id: "goods-phone-lists", signal: .goods, weight: 2.0,
            words: lines("手机号名单\n手机号码库\n号码包\n手机号包\n电话号码库\n活跃号码\n精准号码\n空号检测数据\n通话记录\n短信记录\n聊天记录数据\n定位数据\n手机号带姓名\n带姓名电话\n带电话姓名\n带姓名身份证\n验证码接收记录\n访问记录\n号码归属"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .telecom, data: [.phoneNumber])
    }

    private static func signal_goods_kits_tight() -> SignalTerm {
        SignalTerm(
            id: "goods-kits-tight", signal: .goods, weight: 1.6,
            words: lines("姓名电话\n姓名手机号\n姓名身份证\n姓名加电话\n姓名+电话\n姓名+手机\n姓名+身份证\n电话+姓名\n手机+姓名\n姓名手机身份证\n姓名电话地址\n姓名身份证手机\n姓名身份证电话\n姓名手机地址"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: nil, data: [.phoneNumber, .person])
    }

    private static func signal_noun_data() -> SignalTerm {
        SignalTerm(
            id: "noun-data", signal: .dataNoun, weight: 2.0,
            words: lines("数据\n资料\n名单\n名录\n名册\n数据库\n底单\n登记表\n报名表\n通讯录\n底册\n信息表\nshuju\nshujuku\nmingdan\nziliao\ndatabase\ndatabases\nleads\nrecords\ndump\ndumps\nleak\nlogs\ndataset dump\n报名库\n订单库\n登记库\n用户库\n名单库\n号码库\n申请表\n缴费表\n体检表\n采集表"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_noun_data_short() -> SignalTerm {
        SignalTerm(
            id: "noun-data-short", signal: .dataNoun, weight: 2.0,
            words: lines("信息\n库\n料\n粉\ndata\ndb\ndbs\n裤子"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_noun_weak() -> SignalTerm {
        SignalTerm(
            id: "noun-weak", signal: .dataNoun, weight: 1.4,
            words: lines("报表\n档案\n记录\n详单\n明细\n通讯簿\n资源\n清单\n表\n底档\n客户表\n卡料\nlist\nlists\nleaks\naccounts\nrows\nlines\nentries\nprofiles\ninfo\ndetails\nbase\nregistry\nbreach\nscans\n流水单\n电子版\nexcel\n名片\n料单\n登记\n登记信息\n花名\n录取名单\n号码\n联系电话\n关系"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_fields_chinese() -> SignalTerm {
        SignalTerm(
            id: "fields-chinese", signal: .field, weight: 0.1,
            words: lines("姓名\n名字\n手机\n手机号\n手机号码\n电话\n电话号码\n联系方式\n联系电话\n座机\n身份证\n身份证号\n证件\n证件号\n住址\n地址\n家庭住址\n家庭地址\n详细地址\n收货地址\n省市区\n照片\n图片\n邮箱\n密码\n卡号\n银行卡号\n单位\n工作单位\n单位名称\n单位电话\n缴费基数\n车牌\n车架号\n车型\n提车日期\n生日\n出生日期\n性别\n年龄\n学号\n班级\n年级\n分数\n预留手机\n余额\n微信号\nqq号\n开户行\n诊断\n病历\n药名\n保单号\n护照号\n房号\n楼栋\n楼栋号\n户型\n面积\n消费记录\n订单号\n金额\n资产\n资金量\n收入\n学历\n昵称\n有效期\n安全码\n家长电话\n父母电话\n老公电话\n紧急联系人\n通讯录三个\n经营范围\n注册资本\nsfz\nsjh\nxingming\ndianhua\nshouji\n诊断结果\n检验报告\n指标\n积分\n预算\n带密\n登录密码\n支付密码\n监护人\n装机地址\n科目\n收件地址\n商品名\n微信\n病种\n家属电话\n预产期\n手机+姓名\n持卡\n联系人\n微信号码\n开户名\n带额度\n家长号码\n报考岗位\n号码\n工作单位\n现住址"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_fields_english() -> SignalTerm {
        SignalTerm(
            id: "fields-english", signal: .field, weight: 0.1,
            words: lines("name\nnames\nfull name\nfull names\nfirst name\nemail\nemails\ne-mail\nphone\nphones\nphone number\nphone numbers\naddress\naddresses\ndob\ndobs\ndate of birth\nbirthdate\nssn\nssns\npassword\npasswords\npassport\npassports\nzip\nip\nips\nip address\ndl\ndrivers license\nmbi\nnational id\nid number\nhash\nhashes\nmd5\nbcrypt\nsha1\nsalted sha1\nphoto\nphotos\ngender\ncredit score\norder history\norders\norder value\nincome\ndeposits\nbalance\nbalances\nemployer\nmmn\ngps\ncell\nethnicity\nloan amount\ndiagnosis\nmail\nmobile\npan\naadhaar\nnpi\nphysical address\nlocation\nfull info\ninsurance\nsex\ncard number\nexp\ncvv\natm pin\npin\nid\nids\nphone no\nwhatsapp\nrelatives"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_nouns_in_other_words() -> SignalTerm {
        SignalTerm(
            id: "nouns-in-other-words", signal: .neutral, weight: 0.0,
            words: lines("面单产\n面单位\n面单元\n方面单\n书面单\n饮料\n材料\n资料费\n料理\n料想\n料到\n不料\n预料\n意料\n照料\n原料\n塑料\n布料\n面料\n燃料\n香料\n调料\n佐料\n爆料\n史料\n肥料\n废料\n染料\n涂料\n颜料\n笑料\n猛料\n用料\n配料\n食料\n饲料\n酱料\n作料\n养料\n毛料\n衣料\n大料\n小料\n加料\n辅料\n底料\n木料\n石料\n药料\n涂料\n物料\n真材实料\n单一材料\n润滑料\n馅料\n腌料\n磨料\n料酒\n料峭\n料定\n料事\n料包\n学习资料\n复习资料\n考试资料\n备考资料\n考研资料\n参考资料\n教学资料\n网盘资料\n申请资料\n报名资料\n真题资料\n课程资料\n培训资料\n历史资料\n文献资料\n资料片\n资料库下载\n数据线\n数据结构\n数据分析\n数据集\n数据科学\n大数据专业\n数据标注\n数据处理\n数据安全\n数据中心\n数据恢复\n数据传输\n数据挖掘\n数据流量\n元数据\n销售数据\n财务数据\n运动数据\n数据备份\n数据统计\n数据显示\n测试数据\n统计数据\n实验数据\n比赛数据\n数据化\n数据类型\n数据源连接\n数据迁移\n数据模型\n数据表明\n数据可视化\n数据增长\n数据驱动\n信息技术\n信息工程\n信息学\n信息系统\n信息化\n信息安全\n信息量\n信息流\n信息差\n信息时代\n信息技术\n信息产业\n信息中心\n招聘信息\n天气信息\n航班信息显示\n粉丝\n粉色\n粉底\n粉末\n粉红\n粉条\n米粉\n面粉\n花粉\n粉嫩\n粉饼\n散粉\n蜜粉\n粉笔\n酸辣粉\n螺蛳粉\n蛋白粉\n藕粉\n洗衣粉\n痱子粉\n爽身粉\n淀粉\n辣椒粉\n胡椒粉\n粉刺\n路人粉\n黑粉\n脑残粉\n真爱粉\n活粉\n涨粉\n粉碎\n咖喱粉\n仓库\n车库\n水库\n库存\n库房\n题库\n曲库\n图库\n词库\n素材库\n代码库\n类库\n函数库\n库克\n国库\n酷库\n库里\n宝库\n金库\n知识库\n书库\n入库\n出库\n冰库\n冷库\n军火库\n库尔\n库布\n数据库软件\n数据库工程师\n数据库管理\n数据库设计\n数据库连接\n数据库表\n表示\n表现\n表达\n表演\n表面\n表情\n表白\n表扬\n代表\n手表\n发表\n外表\n课程表\n时间表\n一表\n列表\n图表\n仪表\n表弟\n表妹\n表哥\n表姐\n表态\n表格\n表决\n表彰\n表明\n钟表\n电表\n水表\n表述\n表单\n表率\n师表\n腕表\n表盘\n报表系统\n记录片\n纪录\n记录仪\n世界记录\n打破记录\n病毒库\n牛仔裤子\n短裤子\n条裤子\n裤子尺码\n穿裤子\n这裤子\n这条裤子\n买裤子\n裤子好看\n裤子太\n洗裤子\n新裤子\n裤子上\n脱裤子\n提裤子\n裤子都\n英语资料\n考研英语资料\n数学资料\n语文资料\n押题资料\n学习资料包\n裤子清仓\n运动裤子\n棉裤子"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_neutral_kits() -> SignalTerm {
        SignalTerm(
            id: "neutral-kits", signal: .neutral, weight: 0.0,
            words: lines("床上四件套\n四件套床\n床品四件套\n纯棉四件套\n全棉四件套\n磨毛四件套\n被套四件套\n婚庆四件套\n四件套被\n床单四件套\n水洗棉四件套\n真丝四件套\n夏季四件套\n冬季四件套\n贡缎四件套\n家纺四件套\n宿舍四件套\n三件套床\n西装三件套\n运动三件套\n三件套西装\n护肤三件套\n洗漱三件套\n沙发三件套\n四件套沙发\n四件套装备\n件套装备\n水乳三件套\n三件套水乳\n泳衣三件套\n餐具四件套\n高尔夫三件套\n刀具三件套"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_people_in_other_words() -> SignalTerm {
        SignalTerm(
            id: "people-in-other-words", signal: .neutral, weight: 0.0,
            words: lines("公交司机\n老司机\n老人家\n老人与海\n老人机\n妈妈群\n老师傅\n老师好\n老师们好\n会员日\n会员费\n会员卡\n会员中心\n开会员\n充会员\n会员充值\n用户体验\n用户协议\n用户界面\n用户名\n客户端\n客户经理\n客户服务\n大客户部\n家长会\n家长群\n家长里短\n学生会\n学生证\n学生党\n新生活\n研究生院\n教师节\n教师资格\n教师编\n法人代表\n独立法人\n投资人说\n玩家们\n打电话\n给我电话\n接电话\n电话响\n挂电话\n电话里\n回电话\n通电话\n电话卡\n手机壳\n手机膜\n玩手机\n手机屏\n看手机\n手机没电\n手机店\n手机支架\n买手机\n换手机\n手机贴膜\n手机游戏\n查岗电话\n骚扰电话\n电话费\n地址栏\n网络地址\n内存地址\nip地址\n照片墙\n拍照片\n密码锁\n摩斯密码\n单位换算\n面积公式\n事业单位考试\n高考数学\n高考英语\n高考作文"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_lookup_service() -> SignalTerm {
        SignalTerm(
            id: "lookup-service", signal: .lookup, weight: 2.4,
            words: lines("社工库\n社工库机器人\n社工机器人\n社工查询\n免费试查\n免费先试一次\n试查\n查车主\n查号主\n查住址\n查电话机主\n车牌查\n车牌查车主\n车牌出车主\n手机号查\n手机查名\n身份证查\n查车档\n查通话\n查通话记录\n查婚史\n查婚姻\n查名下房产\n查名下\n查老公\n查老婆\n只需手机号\n只要手机号\n只需对方号码\n只需姓名\n只要姓名\n提供手机号\n提供手机号即可\n提供姓名\n提供qq号\n输入车牌\n输入手机号\n查档\n察档\n猹档\n茶档\n查当\n代查\n代察\n代猹\n查人\n猹人\n察人\n查询个人信息\n人肉\n人肉搜索\n接人肉\n各种人肉\n开盒\n开盒接单\n开户籍\nsgk\n社工库查询\n查户籍\n查户口\n查开房\n查机主\n查定位\n查轨迹\n查流水\n查手机号机主\n查征信\n查档案服务\n查资料服务\n个人信息查询\n信息查询服务\n查身份证\n查银行卡\n查微信号\n查全家\n查个户\n查四大件\n各种查询\n全套查询\n各类查询\n猎魔\n猎魔搜索\n报单秒出\n报单\n查询接单\n接查询\n查档接单\n寻人定位\n手机定位查人\n手机定位找人\n定位找人\n婚外情调查取证\n清欠找人\n找债务人\n查债务人\n帮你查\n帮查\n帮你找出来\n可查任意\n能查任意\n可查全国\n全国可查\n均可查\n都能查\n都可以查\n都可查\n都能调\n能查对方\n可查对方\n查得到\n查对方\n查号\n能查的\n秒查\n一键查\n反查服务\n查绑定\n即可查\n微信号查手机号\nq绑\n微绑\n微博绑\n抖音绑\n查档案底\n查案底\n查快递\n查外卖\n查房产\n查资产\n查学历学籍\n学历学籍查询\n网图找人\n网图也能找到\n照片找人\n人脸找人\n人脸搜索\n查两年内\n查近一年\n恢复并导出任意\n任意微信聊天记录\n对方聊天记录\npeople lookup\nperson lookup\nssn lookup\ndob lookup\nssn lookups\nbackground check service\ndoxing service\ndoxxing service\ndox service\ndox anyone\ni can dox\ncan dox\nphone lookup\nphone lookups\nplate lookup\nplate lookups\ndl lookup\naddress lookup\nfind anyone\nfind anyones\nfind anybody\nlookup bot\nlookup service\nlookup services\nosint lookup\nosint service\nany us person\nreport pulls\ncredit report pulls\nnumber to name\nreverse lookup service\ninsider lookup\ndoxes\nfull dox\nchadang\ncharen\nkaihe\n就能出\n能出地址\n能出身份\n出地址\n出户籍\n查身份\n查手机\n查地址\n查财产\n查老赖\n查电话\n查信息\n查个人\n查他人\n查隐私\n查聊天记录\n查同住\n查快递收货\n查外卖地址\n查收货地址\n全部能查\n查询微信\n车牌号查\n微信号查\nqq查\n抖音号查\n快手号查\n微信查\n邮箱查\n姓名查\n名字查\n照片查人\n人脸查\n查姓名\n查名字\n查航班\n查高铁\n查行程\n查行踪\n查工作单位\n查社保\n查公积金\n查婚姻状况\n查婚姻登记\n查学历真假\n出轨取证\n开房记录查询\n上网记录代查\n代查轨迹\n征信代查\n代查征信\n全国个户\n全家户籍\n机器人查询\nfind owner\nowner by plate\nplate number any state\nreverse phone\nfull identity\nper query\nlookups\nssn/dob lookups\ndob lookups\nskip tracing\nskip trace\ndox\nget anyones\nanyones address\nany phone number\n找出本人\n告诉你本人\n能找到本人\n机器人自助\n给号码就行\n给个手机号就\n给手机号就\n给身份证就\n常去哪住哪\n给线索就行\n住过哪些宾馆\npeople search\nper search\nphone records and location\npull anyone\npull anyones\n反查手机\n反查手机号\n反查实名\n反查姓名\n反查身份\n快手号反查\n抖音号反查\nqq号反查\n微信号反查\n查前任\n查现住址\n查开户人\n银行卡号查\n工作单位全部出\n只要有身份证号\n只要身份证\n有身份证号就\n出图快\n户口底册\n三网话单\n半年话单\n机器人查"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .government, data: [])
    }

    private static func signal_lookup_service_plain() -> SignalTerm {
        SignalTerm(
            id: "lookup-service-plain", signal: .lookup, weight: 1.2,
            words: lines("反查\n社工\n查询\n可查\n能查\n查到\n秒出\n秒回\n出结果\n查到再给钱\n查到付款\n出结果付款\n结果先看\n不准不收钱\n不准退款\n查不到退\n不成不收费\nosint\n查一次\n单查\n五十一次\nper lookup\nresults first\n查"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, waking: .never,
            category: .government, data: [])
    }

    private static func signal_lookup_each() -> SignalTerm {
        SignalTerm(
            id: "lookup-each", signal: .lookup, weight: 0.9,
            words: lines("一份\n一单"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_lookup_household() -> SignalTerm {
        SignalTerm(
            id: "lookup-household", signal: .lookup, weight: 1.2,
            words: lines("个户\n全户\n全家户籍\n同户\n同户人\n户口底档\n身份证大头\n大头照\n十六头\n户籍照\n全户籍\n全家福照\n大头\n户籍大头\n户籍信息\n户籍查询\n全家信息\n户籍底卡\n常口\n二代证照片"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .government, data: [.residentID, .person, .address])
    }

    private static func signal_lookup_household_plain() -> SignalTerm {
        SignalTerm(
            id: "lookup-household-plain", signal: .lookup, weight: 1.0,
            words: lines("户籍\n全家福\n常住人口\n户口\n全家\n底档"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .government, data: [.residentID, .person, .address])
    }

    private static func signal_lookup_civil() -> SignalTerm {
        SignalTerm(
            id: "lookup-civil", signal: .lookup, weight: 0.9,
            words: lines("民政\n婚姻\n婚史\n子女\n前夫\n前妻\n案底\n犯罪\n在逃\n网逃\n前科\n取保\n学籍\n学历\n社保\n公积金\n出入境\n内部案情\n口供\n护照信息\n毕业院校\n犯罪记录\n违法记录\n户主\n股权\n诉讼\n住院病历\n就诊记录\n疫苗接种"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .government, data: [])
    }

    private static func signal_lookup_subscriber() -> SignalTerm {
        SignalTerm(
            id: "lookup-subscriber", signal: .lookup, weight: 1.3,
            words: lines("三网机主\n三网名下\n名下号\n手机反查\n微反\n抖反\nq反\n手机反\n抖音反\n抖音反手机\n微信反手机\n卡反\n银行卡反\n支付宝反\n快手反\n微信反\nqq反\n邮箱反\n支付宝机主\n微信机主\n手机号反查\n大关联\n半码\n半码补全\n同名排查\n手机补齐\n补齐\n反档\n打码补齐\n通话详单\n通话清单\n话单\n二手机主\n机主秒出\n机主+证件\n号查人\n机主信息查询\n开卡地\n同名查"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .telecom, data: [.phoneNumber, .person])
    }

    private static func signal_lookup_subscriber_plain() -> SignalTerm {
        SignalTerm(
            id: "lookup-subscriber-plain", signal: .lookup, weight: 1.2,
            words: lines("机主\n机主信息\n同名\n预留\n预留电话\n预留手机\n预留手机号\n开户预留"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .telecom, data: [.phoneNumber, .person])
    }

    private static func signal_lookup_assets() -> SignalTerm {
        SignalTerm(
            id: "lookup-assets", signal: .lookup, weight: 1.0,
            words: lines("名下资产\n名下车\n名下房\n名下卡\n名下银行卡\n名下车房\n名下车辆\n名下房产\n流水\n银行流水\n司法冻结\n卡冻原因\n冻结原因\n冻结查询\n征信\n余额\n开户行\n银行卡流水\n卡流水\n半年流水\n资产\n名下公司\n微信流水\n支付宝流水"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .banking, data: [.bankCard])
    }

    private static func signal_lookup_named_assets() -> SignalTerm {
        SignalTerm(
            id: "lookup-named-assets", signal: .lookup, weight: 1.1,
            words: lines("名下资产\n名下车\n名下房\n名下卡\n名下银行卡\n名下车房\n名下车辆\n名下房产\n名下公司\n名下手机号\n民政婚姻\n婚姻民政\n前夫前妻\n出结果付款\n卡冻原因\n银行卡流水查询\n微信流水\n支付宝流水\n查到再给钱\n不准不收钱\n查不到退\n不成不收费"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .banking, data: [.bankCard])
    }

    private static func signal_lookup_tracks() -> SignalTerm {
        SignalTerm(
            id: "lookup-tracks", signal: .lookup, weight: 1.1,
            words: lines("人员轨迹\n身份轨迹\n身份使用轨迹\n出行轨迹\n三网定位\n手机定位\n精准定位\n实时定位\n车辆轨迹\n行程轨迹\n航班轨迹\n飞机高铁轨迹\n基站定位\n号码定位\n活动轨迹查询\n轨迹查询\n常去哪\n高铁飞机轨迹\n网吧上网记录\n上网记录\n实时基站"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .transportation, data: [])
    }

    private static func signal_lookup_tracks_plain() -> SignalTerm {
        SignalTerm(
            id: "lookup-tracks-plain", signal: .lookup, weight: 1.0,
            words: lines("轨迹\n定位\n行踪\n行程\n火车轨迹"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .transportation, data: [])
    }

    private static func signal_lookup_lodging() -> SignalTerm {
        SignalTerm(
            id: "lookup-lodging", signal: .lookup, weight: 1.2,
            words: lines("开房记录查询\n同住\n开房同住\n同住人\n酒店入住记录\n近一年住过\n住过哪些宾馆\n住过哪些酒店\n宾馆记录"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .hotel, data: [])
    }

    private static func signal_lookup_lodging_plain() -> SignalTerm {
        SignalTerm(
            id: "lookup-lodging-plain", signal: .lookup, weight: 1.1,
            words: lines("开房\n开房记录\n同行\n同行人\n住宿记录\n酒店记录\n酒店入住\n宾馆入住"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .hotel, data: [])
    }

    private static func signal_lookup_parcels() -> SignalTerm {
        SignalTerm(
            id: "lookup-parcels", signal: .lookup, weight: 1.0,
            words: lines("快递地址\n外卖地址\n收货地址\n快递查询\n外卖收货\n网购地址\n好友提取\n微提\n人脸\n车主\n车档\n驾驶证\n预留手机\n疫苗\n物流地址\n现用手机号"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .logistics, data: [])
    }

    private static func signal_lookup_in_other_words() -> SignalTerm {
        SignalTerm(
            id: "lookup-in-other-words", signal: .neutral, weight: 0.0,
            words: lines("检查档\n调查档案\n检查档位\n调查人员\n检查人员\n侦查人员\n审查人员\n调查人\n审查人\n检查人\n排查人\n巡查人\n普查人\n手机主\n手机主屏\n手机主板\n手机主题\n飞机主\n相机主\n司机主\n社工证\n社工考试\n社工师\n初级社工\n中级社工\n高级社工\n社工站\n学校社工\n社工服务\n社工机构\n医务社工\n社工专业\n禁毒社工\n社工委\n户口本\n迁户口\n落户\n上户口\n户籍制度\n户籍改革\n户籍科\n户籍窗口\n户籍大厅\n户籍民警\n户籍人口\n户籍地\n户籍所在地\n全家人\n全家桶\n全家便利店\n全家都\n我们全家\n全家去\n全家一起\n祝全家\n全家福餐\n流水线\n流水账\n行云流水\n高山流水\n流水席\n小桥流水\n轨迹球\n运动轨迹\n函数轨迹\n人生轨迹\n运行轨迹\n轨迹方程\n定位球\n定位精准\n市场定位\n品牌定位\n定位系统\n定位器\n自身定位\n产品定位\n角色定位\n职业定位\n定位于\n抽查\n检查\n调查\n审查\n普查\n排查\n搜查\n侦查\n查看\n查找\n查阅\n查验\n查收\n查获\n查处\n查封\n查明\n查办\n巡查\n督查\n纪检监察\n查理\n查重\n查房\n查账\n查分\n查成绩\n查岗\n查漏\n查询系统\n查询入口\n成绩查询\n查询方式\n查询余额\n人脸识别门禁\n余额不足\n余额宝\n账户余额\n同行业\n同行评\n各位同行\n一路同行\n携手同行\n与你同行\n同行者\n学历提升\n学历教育\n高学历\n低学历\n学历要求\n社保卡\n社保局\n交社保\n有社保\n社保公积金\n缴社保\n公积金中心\n公积金贷款\n交公积金\n犯罪嫌疑\n犯罪分子\n打击犯罪\n网络犯罪\n违法犯罪\n婚姻生活\n婚姻法\n婚姻家庭\n美满婚姻\n婚姻登记\n婚姻观\n子女教育\n独生子女\n儿童疫苗\n打疫苗\n新冠疫苗\n接种疫苗\n一份工作\n一份心\n一份礼\n一份子\n一份爱\n一单元\n当面交易\n档案馆查档\n查档要\n查流水贷款\n要查流水\n同名转账\n同名账户\n同名卡\n同名小说"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_freshness() -> SignalTerm {
        SignalTerm(
            id: "freshness", signal: .freshness, weight: 0.9,
            words: lines("精准\n二手料\n实时\n当天\n昨日\n刚出\n第一手\n热乎\n热乎的\n新鲜出炉\n烫手\n持续更新\n24年\n25年\n26年\n高质\n已筛\n筛活\n实名\nshishi\nyishou\njingzhun\nfresh\nfr3sh\nnever leaked\nnever posted\nnot posted anywhere\nunpublished\nunreleased\nunsold\nfirst hand\nfirsthand\nhq\nuhq\ndaily update\nupdated daily\ndaily updates\nrealtime\nreal time\nscraped 2025\nb4se today"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_freshness_rare() -> SignalTerm {
        SignalTerm(
            id: "freshness-rare", signal: .freshness, weight: 0.9,
            words: lines("一手\n隔夜\n隔日\n周内\n月内\n刚脱\n刚拖\n新脱\n首发\n未使用过\n没打过\n未打过\n没用过的\n日更\n每日更新\n每天更新\n天天更新\n每周更新\n包更新\n小时级更新\n秒级回传\n次日回传\n注册即出\n每天新增\n天天新增\n日产\n周更\n当日单\n隔日单\n鲜料\n充提过\n充值过\n成交过\n三天内\n当天现货\n昨日料\n延迟五分钟\n延时10分钟\n日结数据"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_freshness_weak() -> SignalTerm {
        SignalTerm(
            id: "freshness-weak", signal: .assurance, weight: 0.4,
            words: lines("当日\n历史\n最新\n新鲜\n独家\n全新\n近三个月\n近半年\n内部\n原始\n全字段\n全量\n齐全\n去重后\n带姓名\n带电话\n带身份证\n带地址\n带住址\n带照片\n含姓名\n含身份证\n含电话\n含手机\n带手机\n有照片\n2024\n2025\n2026\n2024\n2025\n2026\nlatest\nrecent\nexclusive\nprivate\ntoday\nunique\ndeduped\ncleaned\nincludes\nincl\nincluding\nusa only\neu only\ntargeted"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_source_claim() -> SignalTerm {
        SignalTerm(
            id: "source-claim", signal: .sourceClaim, weight: 1.5,
            words: lines("dpi\nsdk\n短信劫持\n验证码劫持\n渗透组\n渗透数据\n脱库\n脱裤\n拖库\n洗库\n撞库\n碰库\n刚脱的库\n拿库\n拿站\n脱站\n内部渠道\n内部人员\n运营商抓取\n运营商渠道\n运营商劫持\n三网截流\n截流\n三网同步\n三网实时\n三网通吃\n电信抓包\n移动dpi\n联通sdk\n任意app\n任意网站\n任意站\n指定app\n指定网站\n指定网址\n指定url\n指定链接\n指定贷款app\n短信通道抓取\n后台导出\n后台提取\n后台直出\n内部导出\n库里直接导出\n系统导出\n后台权限\n前台系统直连\n网址抓\n网站抓取\napp抓取\n按网址\n按app\n访客抓取\n网站访客\n400抓取\n基站拿号\n从基站\n短信截流\n手机号抓取\n400电话建模\n基站建模\n运营商建模\n不脱不收\n带出来一份\n银行柜台\nexfiltrated\nfrom breach\nsql injection\nsqli\nstealer\ninfostealer\nmy guy inside\ninsider access\ninside the carrier"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_source_claim_plain() -> SignalTerm {
        SignalTerm(
            id: "source-claim-plain", signal: .sourceClaim, weight: 1.0,
            words: lines("劫持\n渗透\n内鬼\n可指定\n抓取\n爬取\n截取\n穿透\n导出\n直连\n院里朋友\n同事导\n后台\ninsider\nhacked\nbreached\nscraped\nphishing\nleaked\nstolen\nbreach\npulled"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_source_in_other_words() -> SignalTerm {
        SignalTerm(
            id: "source-in-other-words", signal: .neutral, weight: 0.0,
            words: lines("鼠标dpi\ndpi鼠标\ndpi调\n高dpi\n调dpi\n打印dpi\n300dpi\n600dpi\n1600dpi\n3200dpi\ndpi settings\nhigh dpi\ndpi scaling\ndpiaware\nandroid sdk\nios sdk\njava sdk\nsdk文档\nsdk接入\nsdk版本\nsdk开发\nsdk下载\nsdk集成\n集成sdk\n接入sdk\nthe sdk\nsdk for\nsdk version\nsdk.\naws sdk\nsdk tools\n劫持事件\n劫持飞机\n劫持人质\n劫持者\n劫持案\n被劫持\ndns劫持\n渗透测试\n渗透率\n渗透压\n渗透膜\n反渗透\n渗透到\n渗透着\n渗透进\n抓取网页\n网页抓取\n抓取机会\n抓取工具\n抓取力\n穿透力\n导出功能\n导出按钮\n直连航班"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_assurance() -> SignalTerm {
        SignalTerm(
            id: "assurance", signal: .assurance, weight: 1.0,
            words: lines("担保\n走担保\n可担保\n支持担保\n验货\n可验\n可测\n先测后款\n先测后付\n先测\n测试包\n免费测\n支持测试\n支持抽检\n支持先打\n包测\n试料\n测料\n包售后\n包真实\n保真\n假一赔\n质量保证\n匹配率\n命中率\n接通率\n接通七成\n准确率\n准确率98\n去重\n包换\n空号赔\n空号包赔\n空号包换\n死号包赔\n支持验证\n先验货\n上押\n直押\n公群交易\n先款公群\n中介担保\n走中介\n支持中间人\n支持中介\n可开票担保\n骗子勿扰\n口嗨勿扰\n嘴炮勿扰\n白嫖勿扰\n诚信合作\n长期合作\n实力老板\n认准\n唯一\n不准不要钱\n不准包退\nescrow\nmm accepted\nmiddleman\nmm ok\nmm\nguaranteed\nguarantee\nverified\nvalid\nvalid rate\nv4lid\nvalidity\nlegit\nno scam\nno time wasters\nno timewasters\nserious buyers\nserious buyers only\nvouches\ntrusted\nrefund\nreplacement\nguarantor\nhigh hit\nhit rate"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_pitch() -> SignalTerm {
        SignalTerm(
            id: "pitch", signal: .pitch, weight: 1.1,
            words: lines("需要的来\n需要的联系\n需要的私\n需要的滴滴\n需要滴滴\n需要私\n需要的加\n需要的老板\n要的私\n要的来\n要的加\n要的扣\n要的滴\n要的联系\n要的说话\n要就私\n要的留联系方式\n想要的带价\n想要的私\n有要的\n有需要的\n有需要的老板\n有需求的老板\n懂得来\n懂的来\n懂得滴滴\n懂的滴滴\n懂的私\n懂行的来\n老板来\n老板滴滴\n老板私\n欢迎老板\n欢迎各大\n各大盘口\n实力老板来\n免测勿扰\n不测勿扰\n不试勿扰\n同行勿扰\n同行感兴趣\n做这块的私\n做这行的\n的老板可以合作\n的老板来拿\n的来拿\n朋友可以来聊聊\n感兴趣的可以聊\n想做哪个行业\n要的抓紧\n老师抓紧\n量大从优\n量大优惠\n批量从优\n多拿多优惠\n要多便宜\n全拿再少\n欢迎包库\n打包带走\n要几条给几条\n一条起\n一套起\n一手资源\n一手渠道\n渠道稳定\n老客户优先\n长期稳定\n实力供应商\n支持测试\n先测后款\n带着价\n带价格私信\n价格看诚意\n开价吧\n价格合适就给\n按月谈\n别问哪来的\n别问公司名\n交个朋友\n电销专用\n改签专用\n赔付专用\n精聊专用\n精聊用\n电话销售用\n适合电销\n适合催收\n适合法务\n适合做会所\n打电话专用\n引流专用数据\ndm for price\ndm for sample\npm for price\npm for sample\nsample available\nsamples available\nsample free\nfree sample\ndm to buy\npm to buy\nescrow ok\nescrow only\nescrow accepted\nmm accepted\nvia escrow\nbtc only\nxmr only\ncrypto only\nxmr or btc\nbtc/xmr\nxmr/btc\ncontact through forum pm\ntox in profile\ntg in bio\nlink in bio\n要的老板\n要的滴\n需要的老板私\n老板飞机联系\n支持抽测\n接受抽测\n支持测试100条\n三天内\n接单中\n要的老板联系\n有意者加\n有意者联系\n有意者私\n有意加\n价格好谈\n价格你定\n价格美丽\n拿货价\n起拿\n起批\n实时推送\n推送api\n一手源头\n数据源头\n大数据获客\n建模获客\n访客手机号\n访客抓取\n按关键词抓取\n小程序访客\nper lead\nper record\nper line\nfull info\nfullinfo\none buyer only\nautoshop\npm offers\nhigh balance\nserious buyer\nserious buyers\nsample on request\nsamples on request\nprivate lines\nunsorted\nwill pay good\nwill pay well\nanyone got\nwho wants em\nbulk deal\nneed kyc\nhave btc\nmin order\nstock 500\noptin\nnew leak\nnot posted anywhere"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_pitch_weak() -> SignalTerm {
        SignalTerm(
            id: "pitch-weak", signal: .pitch, weight: 0.5,
            words: lines("秒出\n秒发\n价高\n不还价\n看价格\n合作愉快\n诚意来\n非诚勿扰\n老板们\n兄弟们\n各位老板\n金主\n料主\n接单\n接定制\n承接定制\n可定制\n任意定制\n想合作的\n可以合作\n谈合作\n合作私\n同行"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_sample_word() -> SignalTerm {
        SignalTerm(
            id: "sample-word", signal: .sampleWord, weight: 0.8,
            words: lines("样本\n样例\n样品\n送样\n看样\n样图\n看图\n截图验证\n可看样\n提供样本\n免费样本\n先看货\n附样本\n字段\n格式为\n测50\n测十条\nsample\nsamples\nproof\nproofs\nproof available\nfields\ndata includes\nformat:"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_price_word() -> SignalTerm {
        SignalTerm(
            id: "price-word", signal: .priceWord, weight: 0.7,
            words: lines("面议\n价格面议\n私聊报价\n价格私聊\n价格私\n私聊价格\n价格可谈\n价格好商量\n价格美丽\n私我报价\n白菜价\n低价\n便宜\n价低\n价优\n质优价优\n价格从优\n包月\n批发价\n打包价\n多要优惠\n价格实惠\n按量计费\n按条计费\n按条结算\n按库结算\n结算u\nu结\n费用看行\nprice negotiable\nnegotiable\nmake offer\noffers\nbulk discount\ncheap\nprice by size\nprice per\ndirt cheap\nbest price\ngood price"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_contact_word() -> SignalTerm {
        SignalTerm(
            id: "contact-word", signal: .contactWord, weight: 0.8,
            words: lines("私聊\n私我\n私信\n私\n私我拿\n联系我\n联系\n加我\n滴滴我\n滴我\nddd\ndd我\n飞机\n飞鸡\n灰机\n纸飞机\n电报\n电報\n小飞机\n薇\n薇信\n威信\n葳信\n徽信\n卫星\nv信\nvx\n加v\n微❤\u{fe0f}\n扣扣\n蝙蝠\n土豆\npotato\nbatchat\n看主页\n主页联系\n看签名\n看简介\n站内信\n站内信我\n进群\n进频道\n频道\n暗号\n有意\n有意者\n欢迎咨询\n咨询\n对接\n来聊\n敲我\n戳我\n找我\n联系方式见\n扣1\n私发\n滴滴\ndm\ndms\ndm me\npm\npm me\nhit me up\nhmu\nhit me\ncontact me\ncontact\nmessage me\ninbox me\ninbox\ntg\ntelegram\nsession\ntox\njabber\nwickr\nicq\ndiscord\nadd me\nxmpp\nkeybase\nreply here"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_contact_in_other_words() -> SignalTerm {
        SignalTerm(
            id: "contact-in-other-words", signal: .neutral, weight: 0.0,
            words: lines("坐飞机\n飞机票\n飞机晚点\n飞机延误\n飞机场\n飞机餐\n飞机杯\n打飞机\n开飞机\n飞机模型\n下飞机\n上飞机\n飞机上\n大飞机\n飞机起飞\n飞机降落\n飞机失事\n飞机落地\n赶飞机\n蔷薇\n卫星云图\n卫星电视\n卫星发射\n人造卫星\n卫星导航\n气象卫星\n通信卫星\n卫星城\n土豆丝\n土豆片\n炒土豆\n土豆泥\n烤土豆\n卖土豆\n土豆粉\n土豆条\n电报局\n回复率\ntraffic signal\nsignal processing\nsession timeout\nsession id\n滴滴打车\n滴滴出行\n打滴滴\n叫滴滴\n私人\n私立\n私下\n私自\n私家\n自私\n隐私\n走私\n私有\n私服\n私房\n私企\n公私\n私密\n私募\n私教\n私营\n私奔\n私生\n家私\n私心\n联系人\n联系实际\n联系在一起\n密切联系\n联系起来"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: nil, data: [])
    }

    private static func signal_quantity_bare() -> SignalTerm {
        SignalTerm(
            id: "quantity-bare", signal: .quantity, weight: 0.0,
            words: lines("[0-9]w"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_quantity_units() -> SignalTerm {
        SignalTerm(
            id: "quantity-units", signal: .quantity, weight: 0.0,
            words: lines("[0-9]w条\n[0-9]万条\n[0-9]亿条\n[0-9]k条\n[0-9]w组\n[0-9]万组\n[0-9]w份\n[0-9]万份\n万条\n亿条\n万组\n元/条\n块/条\n毛/条\nu/条\n元一条\n块一条\n毛一条\n角一条\nu一条\n元每条\n[0-9]/条\n块五一条\n块二一条\n[0-9]一条\n毛[0-9]一条\n0.[0-9]u\n分钱一条\n[0-9]毛\nk rows\nk lines\nk users\nk records\nm users\nm rows\nm lines\nm records\nmillion customers\nmillion users\nmillion rows\nmillion records\n[0-9]m rows\n[0-9]m lines\n[0-9]m users\n[0-9]m records\n[0-9]k rows\n[0-9]k lines\n[0-9]k users\n[0-9]k records\nsold per thousand\n[0-9]w会员\n[0-9]w用户\n[0-9]w客户\n[0-9]万会员\n[0-9]万用户\n[0-9]万客户\n[0-9]万考生\n[0-9]万学员\n[0-9]万业主\n[0-9]万车主\n[0-9]万股民\n万家长\n万学生\n万买家\n万车主\n万业主\n万股民\n万患者\n[0-9]k customers\n[0-9]m customers\n[0-9]k buyers\n[0-9]m buyers\n[0-9]k patients\n[0-9]m patients\n[0-9]k citizens\n[0-9]m citizens\n[0-9]m subscribers\n[0-9]k leads\n[0-9]m emails\n[0-9]k seniors\n[0-9]k crypto\n[0-9]k uk\n[0-9]k us\n[0-9]k usa\n[0-9]m usa\n[0-9]k mobiles\n[0-9]亿 \n亿条\n毛五一条\n毛二一条\n元一个\n块钱一条\n块钱一个\n元一套\n块一套\n百一套\n元一次\n块一次\n块一个\n[0-9]u/条\n[0-9]u一条\n几万条\n几十万条\n几百万条\n几千条\n上万条\n万骑手\n几千套\n几百套\n[0-9]元一条\n[0-9]块一条"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_waking_english() -> SignalTerm {
        SignalTerm(
            id: "waking-english", signal: .quantity, weight: 0.0,
            words: lines("wts\nwtb\nselling\nlooking to buy\nlooking to purchase\nwho sells\nanyone selling\nfor sale\nsitting on\nbuying any\nbuying fresh\na row\nper row\nper record\nper line\nper lead\na lead\nper k\nper set\n[0-9]k us\n[0-9]k uk\n[0-9]u\nusdt\nxmr\nmonero\nbtc\nbitcoin\nescrow\ndob\nssn\nmbi\niban\ncvv\nbins\npnr\nvin\nkyc\ncsv\njsonl\nfull name\nlast4\ndepositors\npolicyholders\ncardholders\ncard holders\naccount holders\nhomeowners\nclaimants\nvoters\ncitizens\napplicants\nsubscribers\npensioners\npatients\npupils\nnever contacted\nnever sold\nno resell\nnot resold\ninsider\ninsiders\nbank teller\ntellers\nworks at\nemployed at\npanel access\nportal access\ncredit header\nsim swap\nsms forward\nedr\nhlr\ngsm\ncpni\ncall detail\ncall records\nlicense scans\nlicense photos\nselfie\nulp\ncombos\nplaintext\ndehashed\ncracked\nbreached\nexfil\nlookup\nlookups\ndox\ndoxing\ndoxxing\nwhereabouts\nskip trace\nfind someone\nhis address\nher address\nhome address\nhome addresses\nnew address\nowner name\nnumber owner\nregistered owner\nrun a plate\nrun a name\nname and address\nname + address\nname+address\nname addr\nname phone\nname + phone\nphone numbers\nphone number\nwith phone\nw/ phone\nwith phones\nwith mobile\nw/ email\nemail + phone\nemail and phone\nmail and pass\nuser pass\nwith dob\nw dob\nfresh leads\ninvestor leads\ncrypto leads\nleads\nlatam\nshopify\nshopee\ncoinbase\nledger\ntrezor\nmetamask\nmedicare\ncash waiting\nmoney ready\nprice pls\nmin order\nsample on request\nsample first\nsend sample\nsamples first\ndm for\npm me price\nblitz\ntrc20\ncrm export\ncustomer export\ndatabase\nbreach\nrecords with"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_subject_transportation() -> SignalTerm {
        SignalTerm(
            id: "subject-transportation", signal: .subject, weight: 0.2,
            words: lines("12306\n铁路\n火车票\n车票\n航空\n机票\n航班\n高铁\n专车\n网约车\n打车\n滴滴\n滴滴打车\n神州专车\n车辆\n购车\n试驾\n车险\n车管所\n车管\n车架号\n4s店\n4s\n驾驶证\n驾照\n行驶证\n新能源\n新能源车\n二手车\n豪车\n车牌\n加油卡\netc\netc卡\n携程\n去哪儿\n航旅纵横\n同程\n飞猪\n货拉拉\n曹操出行\n驾校\n停车场\n租车\nairline\nairlines\nflight\nflights\nrailway\nuber\nlyft\ntaxi\ncar dealer\ncar dealership\nvehicle\nvehicles\ndmv\nvin"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .transportation, data: [])
    }

    private static func signal_people_transportation() -> SignalTerm {
        SignalTerm(
            id: "people-transportation", signal: .people, weight: 0.2,
            words: lines("车主\n司机\n乘客\n旅客\n乘机人\n常旅客\n新能源车主\n豪车车主\n二手车车主\n奔驰车主\n宝马车主\n特斯拉车主\n网约车司机\n货车司机\n卡车司机\n滴滴司机\n外卖骑手\n购车客户\n试驾客户\n驾校学员\n里程会员\n买车客户\netc车主\n车商客户\n续保客户\npassenger\npassengers\ncar owners\nvehicle owners\ndrivers\ntravelers\ntravellers\nfrequent flyers\n旅游下单客户\n机票客户\n出行客户"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .transportation, data: [])
    }

    private static func signal_subject_logistics() -> SignalTerm {
        SignalTerm(
            id: "subject-logistics", signal: .subject, weight: 0.2,
            words: lines("快递\n物流\n运单\n单号\n快递单\n寄件\n收件\n收货\n收货地址\n顺丰\n圆通\n中通\n申通\n韵达\n京东物流\nems\n邮政\n极兔\n菜鸟\n菜鸟驿站\n驿站\n德邦\n百世\n丰巢\n取件\n派件\n快递柜\n发件\n货到付款\ncourier\nparcel\nparcels\nshipping\nshipment\nshipments\ndelivery\nlogistics\nwaybill\nwaybills\nfedex\ndhl\nups\nusps"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .logistics, data: [])
    }

    private static func signal_people_logistics() -> SignalTerm {
        SignalTerm(
            id: "people-logistics", signal: .people, weight: 0.2,
            words: lines("收件人\n寄件人\n收货人\n发件人\n收寄件人\n收件客户\n寄件客户\n退件客户\n拒收客户\nrecipients\nsenders\n取件人"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .logistics, data: [])
    }

    private static func signal_subject_medical() -> SignalTerm {
        SignalTerm(
            id: "subject-medical", signal: .subject, weight: 0.2,
            words: lines("医院\n病历\n病例\n母婴\n母婴店\n孕婴\n孕婴店\n孕检\n产检\n产科\n儿科\n月子中心\n月嫂\n妇幼\n疫苗\n疫苗接种\n接种\n九价\n体检\n体检中心\n医美\n整形\n植发\n药房\n药店\n药品\n购药\n保健品\n壮阳\n减肥\n减肥药\n糖尿病\n高血压\n男科\n妇科\n肿瘤\n癌症\n化疗\n近视手术\n眼科\n口腔\n种牙\n牙科\n皮肤科\n心脑血管\n就诊\n门诊\n住院\n核酸\n健康码\n医保\n挂号\n出生证\n出生登记\n流产\n奶粉\n辅食\n早教\n预产期\n精神科\n艾滋\nhiv\nhospital\nhospitals\nmedical\nmedicare\nmedicaid\nhealthcare\nclinic\nclinics\npharmacy\nhealth\nprescription\nprescriptions\ndental\ncovid\nvaccination\nvaccine\nehr\ninsulin"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .medical, data: [])
    }

    private static func signal_people_medical() -> SignalTerm {
        SignalTerm(
            id: "people-medical", signal: .people, weight: 0.2,
            words: lines("患者\n病人\n医患\n孕妇\n孕妈\n宝妈\n宝宝妈妈\n产妇\n产后妈妈\n准妈妈\n待产妈妈\n二胎妈妈\n新手妈妈\n妈妈群体\n新生儿\n婴儿\n婴幼儿\n婴幼儿家长\n患者家属\n家属\n医生\n医师\n护士\n医护\n医护人员\n药师\n就诊人\n受种者\n老年人\n中老年\n中老年人\n老人\n老年客户\n老年保健品客户\n糖友\n献血者\n体检人\n医美客户\n整形客户\n保健品客户\n减肥客户\n男科患者\n妇科患者\npatient\npatients\ndoctors\nnurses\nseniors\nnew mothers\nexpecting mothers\n老年\n中老年客户\n建档孕妇\n住院患者\n老年人群\n慢病患者\n糖尿病患者\n高血压患者\n肿瘤患者\n癌症患者\n家属\n肿瘤科化疗"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .medical, data: [])
    }

    private static func signal_subject_social() -> SignalTerm {
        SignalTerm(
            id: "subject-social", signal: .subject, weight: 0.2,
            words: lines("qq群\n微信\n微信群\n朋友圈\n微博\n陌陌\n探探\nsoul\n抖音\n快手\n小红书\nfacebook\nfb\nlinkedin\n领英\nwhatsapp\nws\nline\ntelegram\ninstagram\ntwitter\n交友\n相亲\n婚恋\n婚介\n婚恋网\n世纪佳缘\n珍爱网\n百合网\n他趣\n伊对\n社交\n直播\n直播间\n打赏\n聊天\n聊天记录\n虎牙\n斗鱼\nb站\n哔哩哔哩\n知乎\n贴吧\ndiscord\ntinder\ndating\ndating site\ndating app\nsnapchat\ntiktok\nsocial media\nsocial app\nforum\nonlyfans\nvk\n约会软件\n交友软件\n同城交友\nkakao\nzalo\nviber"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .social, data: [])
    }

    private static func signal_people_social() -> SignalTerm {
        SignalTerm(
            id: "people-social", signal: .people, weight: 0.2,
            words: lines("好友\n主播\n网红\n博主\n单身\n单身会员\n单身男女\n女会员\n男会员\n交友会员\n相亲会员\n相亲男女\n婚恋会员\n群成员\n群友\n群员\n打赏大哥\n榜一大哥\n红娘会员\n剩女\n离异\n男粉\n女粉\n日本女粉\nsingles\ngroup members\nsubscribers\nfollowers"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .social, data: [])
    }

    private static func signal_subject_banking() -> SignalTerm {
        SignalTerm(
            id: "subject-banking", signal: .subject, weight: 0.2,
            words: lines("银行\n银行卡\n信用卡\n信用咔\n储蓄卡\n金卡\n白金卡\n贵宾\n大额\n存款\n流水\n网贷\nwd\n贷款\n借款\n借贷\n贷超\n高炮\n现金贷\n校园贷\n助贷\n下款\n放款\n借条\n逾期\n征信\n公积金\n公积金贷\npos机\npos\ngm\n证券\n券商\n炒股\n股票\n投顾\n期货\n配资\n外汇\n微盘\n微交易\np2p\n理财\n基金\n保险\n寿险\n投保\n保单\n续保\n车贷\n房贷\n抵押贷\n币圈\n虚拟币\n数字货币\n交易所\n欧易\n币安\n火币\n支付宝\n花呗\n借呗\n京东白条\n开户\n对公\n信托\n私募\n私行\n黄金积存\n贵金属\n邮币卡\n收藏品\nbank\nbanks\nbanking\ncredit card\ncredit cards\ncredit union\ncc\nloan\nloans\npayday\nforex\ncrypto\ncoinbase\nbinance\nkraken\nmetamask\nledger\npaypal\ncashapp\nvenmo\nzelle\ninsurance\nmortgage\ndebit\nchase\nwells fargo\nciti\ncapital one\nbarclays\nhsbc\nfintech\nbroker\ntrading platform\n炒股软件\n炒股app\n交易软件\n贷款软件\n贷款app\n证券软件\n理财app"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .banking, data: [])
    }

    private static func signal_people_banking() -> SignalTerm {
        SignalTerm(
            id: "people-banking", signal: .people, weight: 0.2,
            words: lines("股民\n储户\n持卡人\n卡主\n投资人\n投资者\n基民\n散户\n期民\n贷款人\n借款人\n白户\n信用卡白户\n征信白户\n逾期客户\n逾期用户\n贷款客户\n网贷客户\n网贷用户\n借款客户\n放款客户\n被拒客户\n下款客户\n配资客户\n理财客户\n信用卡客户\n私行客户\n贵宾客户\n大额客户\n大额储户\n存款大户\n存款客户\n高净值客户\n高净值\n高净值人群\n保险客户\n车险客户\n寿险客户\n投保人\n被保人\n开户股民\n币民\n炒币\n炒币客户\n币圈用户\n币圈大佬\n期货客户\n证券客户\n外汇客户\n开户客户\n资金盘会员\n公积金缴存人\n缴存人\n受害者\n被骗\n被骗客户\ninvestor\ninvestors\ncrypto investors\ncrypto users\ncardholders\ncard holders\nborrowers\nloan applicants\npolicyholders\ndepositors\ntraders\n贷款申请人\n企业主贷款\n账单逾期用户\n银行储户\n持仓股民\n大户\n受骗人\n被骗人\n受骗客户\n刷单受骗人\n贷款申请人\n配资客户\n股票客户\n股票配资客户\n出借人"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .banking, data: [])
    }

    private static func signal_subject_gambling() -> SignalTerm {
        SignalTerm(
            id: "subject-gambling", signal: .subject, weight: 0.2,
            words: lines("博彩\n菠菜\nbocai\nbc\n棋牌\nqp\n彩票\ncp\n六合\n六合彩\n6h\nlh\n体育\nty\n电子\ndz\n足球盘\n球盘\npk10\n综合盘\n盘口\n盘子\n百家乐\n时时彩\n快三\n加拿大28\n充提\ncasino\ncasinos\nbetting\ngambling\npoker\nsportsbook\nonline casino"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .gambling, data: [])
    }

    private static func signal_people_gambling() -> SignalTerm {
        SignalTerm(
            id: "people-gambling", signal: .people, weight: 0.2,
            words: lines("彩民\n赌客\n赌徒\n充值会员\n菠菜会员\n棋牌会员\n棋牌玩家\n菠菜玩家\n博彩会员\n博彩玩家\n充值玩家\n充值用户\n菠菜站访客\nvip会员\ncasino players\ngamblers\nbettors\nvip players\nplayers"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .gambling, data: [])
    }

    private static func signal_subject_education() -> SignalTerm {
        SignalTerm(
            id: "subject-education", signal: .subject, weight: 0.2,
            words: lines("学籍\n高三\n高考\n中考\n应届\n简历\n求职\n招聘网\n招聘网站\n前程无忧\n51job\n智联\nboss直聘\n58同城\n猎聘\n一建\n二建\n考研\nmba\n总裁班\n幼儿园\n小学\n初中\n高中\n高校\n大学\n校园\n国际学校\n培训机构\n网校\n网课\n网课平台\n在线教育\n教育\n自考\n成考\n专升本\n考公\n公考\n作业帮\n猿辅导\n学习通\n学而思\n小升初\n留学\n校友\nuniversity\nuniversities\ncollege\ncolleges\nschool\nschools\nalumni\nresume\nresumes\ncv\neducation\nedu\ntutoring site\ne-learning"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .education, data: [])
    }

    private static func signal_people_education() -> SignalTerm {
        SignalTerm(
            id: "people-education", signal: .people, weight: 0.2,
            words: lines("学生\n考生\n家长\n学生家长\n中小学生家长\n中小学生\n小学生家长\n初中生家长\n高三家长\n高三学生\n高考生\n高考考生\n中考生\n大学生\n毕业生\n应届生\n应届毕业生\n新生\n学员\n教师\n老师\n求职者\n求职人员\n应聘者\n留学生\n研究生\n考研学生\n小升初家长\n幼儿园家长\n国际学校家长\n培训学员\n退费学员\n网课学员\n校友会员\nstudent\nstudents\nteachers\nparents\napplicants\njob seekers\ngraduates"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .education, data: [])
    }

    private static func signal_subject_property() -> SignalTerm {
        SignalTerm(
            id: "subject-property", signal: .subject, weight: 0.2,
            words: lines("小区\n楼盘\n新盘\n购房\n买房\n房产\n物业\n置业\n新房\n二手房\n装修\n家装\n别墅\n豪宅\n交房\n租房平台\n链家\n贝壳\n售楼处\n案场\n花园\nreal estate\nrealtor\nproperty\nzillow"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .property, data: [])
    }

    private static func signal_people_property() -> SignalTerm {
        SignalTerm(
            id: "people-property", signal: .people, weight: 0.2,
            words: lines("业主\n小区业主\n楼盘业主\n豪宅业主\n别墅业主\n新盘业主\n交房业主\n房主\n房东\n租客\n住户\n购房者\n购房客户\n看房客户\n看房客\n到访客户\n来访客户\n装修客户\n家装客户\n拆迁户\nhomeowner\nhomeowners\ntenants\nlandlords\nrenters\nproperty owners"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .property, data: [])
    }

    private static func signal_subject_government() -> SignalTerm {
        SignalTerm(
            id: "subject-government", signal: .subject, weight: 0.2,
            words: lines("户籍\n身份\n身份证\n人口\n人口普查\n户口\n公安\n社保\n积分落户\n民政\n婚姻\n护照\n出入境\n事业单位\n税务\n个税\n人社\n退役\n低保\n残联\n法院\n工商\n政务\n健康码\n居住证\n港澳通行证\ngovernment\ngov\npassport\npassports\nid card\nid cards\ncensus\nvoter\npolice\nmilitary\ndmv\ntax\nirs\nnational id"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .government, data: [])
    }

    private static func signal_people_government() -> SignalTerm {
        SignalTerm(
            id: "people-government", signal: .people, weight: 0.2,
            words: lines("公民\n党员\n官员\n公务员\n居民\n村民\n选民\n退伍军人\n退役军人\n低保户\n残疾人\n残疾人低保户\n参保人\n社保参保人\n社保缴纳人\n纳税人\n常住人口\n军人\n现役军人\n干警\n公职人员\n体制内\n失信人\n公民信息人\ncitizen\ncitizens\nvoters\ntaxpayers\nresidents\nveterans\ngovernment employees\nofficers"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .government, data: [])
    }

    private static func signal_subject_telecom() -> SignalTerm {
        SignalTerm(
            id: "subject-telecom", signal: .subject, weight: 0.2,
            words: lines("三网\n手机\n电话卡\n移动\n联通\n电信\n广电\n运营商\n宽带\n话费\n服务密码\n手机卡\n通话\n短信\n号段\n基站\n流量用户\n访客\n网站访客\n访问过\napp\ntelecom\nmobile\nmobiles\ncarrier\nverizon\nt-mobile\ntmobile\nvodafone\nsprint\nsms\nvpn"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .telecom, data: [])
    }

    private static func signal_people_telecom() -> SignalTerm {
        SignalTerm(
            id: "people-telecom", signal: .people, weight: 0.2,
            words: lines("机主\n手机用户\n宽带用户\n移动用户\n联通用户\n电信用户\n话费大户\n靓号机主\n访客号码\nsubscriber\nsubscribers\nphone owners"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .telecom, data: [])
    }

    private static func signal_subject_ecommerce() -> SignalTerm {
        SignalTerm(
            id: "subject-ecommerce", signal: .subject, weight: 0.2,
            words: lines("淘宝\n京东\njd\n拼多多\npdd\n天猫\n网购\n订单\n电商\n跨境电商\n电视购物\n购物\n商城\n网店\n唯品会\n闲鱼\n得物\n外卖\n美团\n饿了么\n抖店\n抖音小店\n直播带货\n微商\n奢侈品\n茶叶\n白酒\n酒水\n鞋服\n女装\n团购\n退款\n售后\n某宝\n某东\n某团\n某饿\n某多多\ntaobao\nshopify\nshopping\necommerce\ne-commerce\namazon\nebay\nshop\nwebshop\nweb shop\nonline shop\nonline store\nstore\nretail\nwalmart\nwoocommerce\nmagento\nwordpress\ngrocery delivery\nfood delivery\nmarketplace\n记账app\n外贸\n退货\n小程序\n点评\n大众点评\n58\n转转\nshopping app\ntelemarketing\nonline shopping"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .ecommerce, data: [])
    }

    private static func signal_people_ecommerce() -> SignalTerm {
        SignalTerm(
            id: "people-ecommerce", signal: .people, weight: 0.2,
            words: lines("买家\n网购买家\n网店买家\n淘宝买家\n天猫买家\n京东买家\n拼多多买家\n网购客户\n网购用户\n消费者\n电视购物客户\n电视购物老年客户\n下单客户\n成交客户\n退款客户\n奢侈品客户\n白酒客户\n茶叶客户\n微商代理\n团长\n店主\n商家\n网店店主\nbuyers\nshoppers\namazon sellers\nshopify buyers\nsellers\n微商代理商\n会销客户"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .ecommerce, data: [])
    }

    private static func signal_subject_hotel() -> SignalTerm {
        SignalTerm(
            id: "subject-hotel", signal: .subject, weight: 0.2,
            words: lines("酒店\n开房\n住宿\n入住\n华住\n如家\n汉庭\n锦江\n民宿\n旅馆\n宾馆\n温泉酒店\n五星酒店\n会所\n足浴\nktv\n夜总会\n桑拿\nhotel\nhotels\nbooking\nresort\nmarriott\nhilton\nairbnb"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .hotel, data: [])
    }

    private static func signal_people_hotel() -> SignalTerm {
        SignalTerm(
            id: "people-hotel", signal: .people, weight: 0.2,
            words: lines("住客\n房客\n入住人\n入住客人\n酒店客人\n酒店会员\n会所会员\n会所客户\n足浴会员\nguest\nguests"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .hotel, data: [])
    }

    private static func signal_subject_people() -> SignalTerm {
        SignalTerm(
            id: "subject-people", signal: .subject, weight: 0.2,
            words: lines("企业\n公司\n实名\n全国\n各省\n全行业\n各行业\n行业\n后台\n整站\n全站\n官网\n保险公司\n猎头\n同行\n大厂\n互联网公司\n上市公司\nb2b\nb2c\ncorporate\nworldwide\nusa\nus\nuk\neu\ncanada\naustralia\ngermany\ngerman\nfrench\nfrance\nindia\nbrazil\nlatam\nwebsite\nsite\nadult site\ngaming\ngaming forum\nfitness app\ngame\nsteam"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .other, data: [])
    }

    private static func signal_people_general() -> SignalTerm {
        SignalTerm(
            id: "people-general", signal: .people, weight: 0.2,
            words: lines("客户\n老客户\n精准客户\n优质客户\n意向客户\n用户\n注册用户\n活跃用户\n付费用户\napp用户\n会员\n付费会员\nvip\n老板\n企业老板\n女老板\n法人\n企业法人\n公司法人\n注册法人\n新注册法人\n企业主\n董事长\n董监高\n高管\n企业高管\n董秘\n负责人\n个体户\n创业者\n经销商\n代理商\n加盟商\n员工\n职工\n在职员工\n女性\n男性\n女性用户\n富豪\n富婆\n白领\n单身女性\n华人\n海外华人\n游戏玩家\n传奇玩家\n手游玩家\n玩家\ncustomer\ncustomers\nclient\nclients\nusers\npeople\nperson\nemployee\nemployees\nstaff\npersonnel\nmembers\nmember\nconsumer\nconsumers\nb2c consumer\nceo\nceos\nexecutives\nbusiness owners\nindividuals\nvictims\ncontacts\n商户\n商户老板\n外贸老板\n工厂老板\n餐饮老板\n意向加盟商\n加盟客户\n招商客户\n团队长\n供应商\n采购\n采购负责人\nhr\n财务\n会计\n意向学员\n社群成员\n中介客户\nowners\nbuyer\nseller\naccounts holders\napplicants\ndonors\nattendees\n骑手\n外卖骑手\n餐饮老板\n美容院老板\n工厂老板\n团购客户\n失信人\n被执行人\n会员用户\n注册会员\n志愿者\n捐款人\n旅游客户\n出境游客户\n签证客户\n移民客户\n招商客户"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .never,
            category: .other, data: [])
    }

    private static func signal_variant_data_noun_1() -> SignalTerm {
        SignalTerm(
            id: "variant-data-noun-1", signal: .dataNoun, weight: 2.0,
            words: lines("shu据\n数ju\nzi料\n资liao\nziliao\nzi liao\nming单\n名dan\nmingdan\nming dan\nxin息\n信xi\nming录\n名lu\nminglu\nming lu\nliao子\n料zi\nliaozi\nliao zi\nshu据库\n数ju库\n数据ku\nshujuku"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_variant_field_2() -> SignalTerm {
        SignalTerm(
            id: "variant-field-2", signal: .field, weight: 0.1,
            words: lines("shen份证\n身fen证\n身份zheng\nshenfenzheng\nshou机号\n手ji号\n手机hao\nshoujihao\nxing名\n姓ming\nxingming\nxing ming\ndian话\n电hua\ndianhua\ndian hua\ndi址\n地zhi\nyin行卡\n银hang卡\n银行ka\nyinhangka"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_variant_goods_3() -> SignalTerm {
        SignalTerm(
            id: "variant-goods-3", signal: .goods, weight: 2.4,
            words: lines("si件套\n四jian套\n四件tao\nsijiantao\nsan件套\n三jian套\n三件tao\nsanjiantao\nsi要素\n四yao素\n四要su\nsiyaosu\nsan要素\n三yao素\n三要su\nsanyaosu\ngong户\n公hu\ngonghu\ngong hu\nshou持\n手chi\nshouchi\nshou chi\nzheng反\n正fan\nzhengfan\nzheng fan"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .government, data: [])
    }

    private static func signal_variant_goods_4() -> SignalTerm {
        SignalTerm(
            id: "variant-goods-4", signal: .goods, weight: 2.3,
            words: lines("mian单\n面dan\nmiandan\nmian dan"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .logistics, data: [])
    }

    private static func signal_variant_people_5() -> SignalTerm {
        SignalTerm(
            id: "variant-people-5", signal: .people, weight: 0.2,
            words: lines("che主\n车zhu\nchezhu\nche zhu"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .transportation, data: [])
    }

    private static func signal_variant_people_6() -> SignalTerm {
        SignalTerm(
            id: "variant-people-6", signal: .people, weight: 0.2,
            words: lines("ye主\n业zhu"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .property, data: [])
    }

    private static func signal_variant_people_7() -> SignalTerm {
        SignalTerm(
            id: "variant-people-7", signal: .people, weight: 0.2,
            words: lines("gu民\n股min"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .banking, data: [])
    }

    private static func signal_variant_people_8() -> SignalTerm {
        SignalTerm(
            id: "variant-people-8", signal: .people, weight: 0.2,
            words: lines("bao妈\n宝ma\nhuan者\n患zhe\nhuanzhe\nhuan zhe\nyun妇\n孕fu"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .medical, data: [])
    }

    private static func signal_variant_people_9() -> SignalTerm {
        SignalTerm(
            id: "variant-people-9", signal: .people, weight: 0.2,
            words: lines("xue生\n学sheng\nxuesheng\nxue sheng\njia长\n家zhang\njiazhang\njia zhang\nkao生\n考sheng\nkaosheng\nkao sheng"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .education, data: [])
    }

    private static func signal_variant_people_10() -> SignalTerm {
        SignalTerm(
            id: "variant-people-10", signal: .people, weight: 0.2,
            words: lines("cai民\n彩min\ncaimin\ncai min\nhui员\n会yuan\nhuiyuan\nhui yuan"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .gambling, data: [])
    }

    private static func signal_variant_subject_11() -> SignalTerm {
        SignalTerm(
            id: "variant-subject-11", signal: .subject, weight: 0.2,
            words: lines("bo彩\n博cai\nbo菜\n菠cai\nqi牌\n棋pai\ncai票\n彩piao\ncaipiao\ncai piao"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .gambling, data: [])
    }

    private static func signal_variant_subject_12() -> SignalTerm {
        SignalTerm(
            id: "variant-subject-12", signal: .subject, weight: 0.2,
            words: lines("wang贷\n网dai\nwangdai\nwang dai\ndai款\n贷kuan\ndaikuan\ndai kuan\nxin用卡\n信yong卡\n信用ka\nxinyongka\nyin行卡\n银hang卡\n银行ka\nyinhangka\nzheng券\n证quan\nzhengquan\nzheng quan"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .banking, data: [])
    }

    private static func signal_variant_subject_13() -> SignalTerm {
        SignalTerm(
            id: "variant-subject-13", signal: .subject, weight: 0.2,
            words: lines("shen份证\n身fen证\n身份zheng\nshenfenzheng\nhu籍\n户ji"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .government, data: [])
    }

    private static func signal_variant_subject_14() -> SignalTerm {
        SignalTerm(
            id: "variant-subject-14", signal: .subject, weight: 0.2,
            words: lines("kuai递\n快di\nkuaidi\nkuai di"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .logistics, data: [])
    }

    private static func signal_variant_lookup_15() -> SignalTerm {
        SignalTerm(
            id: "variant-lookup-15", signal: .lookup, weight: 1.2,
            words: lines("hu籍\n户ji\ncha档\n查dang\nchadang\ncha dang\nkai盒\n开he\nshe工库\n社gong库\n社工ku\nshegongku\ncha人\n查ren\ncharen\ncha ren"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .government, data: [])
    }

    private static func signal_variant_lookup_16() -> SignalTerm {
        SignalTerm(
            id: "variant-lookup-16", signal: .lookup, weight: 1.2,
            words: lines("ji主\n机zhu\nding位\n定wei"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .telecom, data: [])
    }

    private static func signal_variant_lookup_17() -> SignalTerm {
        SignalTerm(
            id: "variant-lookup-17", signal: .lookup, weight: 1.2,
            words: lines("kai房\n开fang\nkaifang\nkai fang"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .hotel, data: [])
    }

    private static func signal_variant_lookup_18() -> SignalTerm {
        SignalTerm(
            id: "variant-lookup-18", signal: .lookup, weight: 1.1,
            words: lines("gui迹\n轨ji"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: .transportation, data: [])
    }

    private static func signal_variant_sell_19() -> SignalTerm {
        SignalTerm(
            id: "variant-sell-19", signal: .sell, weight: 1.8,
            words: lines("chu售\n出shou\nchushou\nchu shou\nxian货\n现huo\nxianhuo\nxian huo\ndi价出\n低jia出\n低价chu\ndijiachu\nchang期出\n长qi出\n长期chu\nchangqichu"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_variant_buy_20() -> SignalTerm {
        SignalTerm(
            id: "variant-buy-20", signal: .buy, weight: 1.9,
            words: lines("qiu购\n求gou\nqiugou\nqiu gou\ngao价收\n高jia收\n高价shou\ngaojiashou\nchang期收\n长qi收\n长期shou\nchangqishou"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_variant_freshness_21() -> SignalTerm {
        SignalTerm(
            id: "variant-freshness-21", signal: .freshness, weight: 0.9,
            words: lines("yi手\n一shou\nyishou\nyi shou\nshi时\n实shi\nshishi\nshi shi\njing准\n精zhun\njingzhun\njing zhun\nge夜\n隔ye"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_leet_sell() -> SignalTerm {
        SignalTerm(
            id: "leet-sell", signal: .sell, weight: 1.8,
            words: lines("5elling\ns3lling\n53lling\nsell1ng\n5ell1ng\ns3ll1ng\n53ll1ng\n5eller\ns3ller\n53ller\nsell3r\n5ell3r\ns3ll3r\n53ll3r"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_leet_goods() -> SignalTerm {
        SignalTerm(
            id: "leet-goods", signal: .goods, weight: 2.2,
            words: lines("c0mbolist\ncomb0list\nc0mb0list\ncombol1st\nc0mbol1st\ncomb0l1st\nc0mb0l1st\ncomboli5t\nc0mboli5t\ncomb0li5t\nc0mb0li5t\ncombol15t\nc0mbol15t\ncomb0l15t\nc0mb0l15t"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_leet_data_noun() -> SignalTerm {
        SignalTerm(
            id: "leet-data-noun", signal: .dataNoun, weight: 2.0,
            words: lines("d4tabase\ndat4base\nd4t4base\ndatab4se\nd4tab4se\ndat4b4se\nd4t4b4se\ndataba5e\nd4taba5e\ndat4ba5e\nd4t4ba5e\ndatab45e\nd4tab45e\ndat4b45e\nd4t4b45e\ndatabas3\nd4tabas3\ndat4bas3\nd4t4bas3\ndatab4s3\nd4tab4s3\ndat4b4s3\nd4t4b4s3\ndataba53\nd4taba53\ndat4ba53\nd4t4ba53\ndatab453\nd4tab453\ndat4b453\nd4t4b453\nl3ads\nle4ds\nl34ds\nlead5\nl3ad5\nle4d5\nl34d5\nr3cords\nrec0rds\nr3c0rds\nrecord5\nr3cord5\nrec0rd5\nr3c0rd5\nd4ta\ndat4\nd4t4\nb4se\nba5e\nb45e\nbas3\nb4s3\nba53\nb453"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_leet_freshness() -> SignalTerm {
        SignalTerm(
            id: "leet-freshness", signal: .freshness, weight: 0.9,
            words: lines("fr3sh\nfre5h\nfr35h\npr1vate\npriv4te\npr1v4te\nprivat3\npr1vat3\npriv4t3\npr1v4t3"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_leet_assurance() -> SignalTerm {
        SignalTerm(
            id: "leet-assurance", signal: .assurance, weight: 1.0,
            words: lines("v4lid\nval1d\nv4l1d\n3scrow\ne5crow\n35crow\nescr0w\n3scr0w\ne5cr0w\n35cr0w\nl3git\nleg1t\nl3g1t"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .asPiece,
            category: nil, data: [])
    }

    private static func signal_waking_sequences() -> SignalTerm {
        SignalTerm(
            id: "waking-sequences", signal: .quantity, weight: 0.0,
            words: lines("acct\naddr\napplicants\nasia\nbalance\nbanks\nbilling\nbrazil\nbuyers\ncenter\ncha\nchu\ncitizens\ncod\ncountry\ncpf\ndating\ndepositors\ndiagnosis\ndob\ndox\nemployer\nforex\ngov\nhkid\nhmu\nholders\niban\ninsider\njia\nlandline\nlatam\nlazada\nlumma\nmbi\nmix\nmoney\nmortgage\nmsisdn\nokx\npayday\nplayers\npnr\npreferred\nrelatives\nresell\nresort\nscrape\nselfie\nserious\nsfz\nsgk\nshou\nshuju\nsitting\nsjh\nsorted\nspain\nstudents\ntax\ntel\nthai\nuhq\nusername\nvbv\nworkplace\nyhk\n一万条\n一千五\n一单\n一块一\n一建\n一百块\n一类卡\n七千\n万以\n万单\n万户\n万的\n三甲\n三网\n三高\n上市公司\n上广\n下几\n下单的\n下房\n下所有\n下款\n下车辆\n不准不收钱\n不单\n不拆\n不是问\n不议\n不讲\n不还\n不零\n专升本\n专车\n世纪佳缘\n业主\n业法\n业老\n两三\n个体户\n个县\n个名字\n个城\n个户\n个省\n个税\n中介客户\n中小学生\n中考\n中通\n丰巢\n主号\n主姓\n主播\n主表\n乘客\n乘机人\n九价\n九毛\n九百\n买家\n买房\n买车客户\n事业单位\n二卖\n二建\n二手房\n二手料\n二手车\n二百\n二类卡\n二胎妈妈\n二要\n云仓\n互联网公司\n五五\n五十一次\n五十万\n五星酒店\n交友\n交房\n交易所\n交易软件\n交的\n交过\n产后\n产妇\n产期\n产检\n产科\n京东物流\n京东白条\n亲网\n人全\n人口普查\n人名下\n人在哪\n人社\n人肉\n人能\n人脸\n人送\n亻言\n今年的\n他现\n他趣\n他身\n付一半\n付费会员\n付费用户\n代理合作\n代理商\n们谁\n价高\n任意定制\n份證\n伊对\n优质客户\n会员用户\n会所\n会销\n低保\n住哪\n住址\n住宿记录\n住户\n住院\n体制内\n体检\n余额\n作业帮\n你开\n你懂\n你要的\n供应商\n供货\n保人\n保健\n保单\n保户\n保险公司\n保险客户\n信托\n信用卡客户\n信用咔\n信贷\n借呗\n借条\n借款\n借贷\n债务\n值过\n值额\n做不\n做二\n做代\n做保\n做吗\n做墓\n做装\n健康码\n储户\n储蓄卡\n催收公\n儿科\n兄弟们\n充值会员\n充值用户\n充提\n充过\n先付\n先得\n先拿\n先给\n先说\n先验\n入住人\n入住客人\n入境\n入手机\n入金\n全家\n全库\n全户\n全拿\n全新卡\n全有\n全站\n全行业\n全量\n八毛\n公务员\n公寓\n公民\n公积金\n公考\n公职人员\n六合\n六年\n六毛\n内部人合作\n内部人员合作\n内部人士\n内部案情\n内部的\n内鬼\n册手\n册用\n军人\n冻结原因\n冻结查询\n净值\n准妈妈\n减肥\n出三\n出借人\n出入\n出境游客户\n出手\n出生日期\n出生登记\n出生证\n出结果\n出行客户\n出身\n出过\n分好\n分成合作\n分数\n分省\n分證\n刚出\n创业者\n别墅\n到不收\n到付款\n到期的\n券商\n前夫\n前妻\n前科\n前程无忧\n剩下的\n剩女\n加油卡\n加盟商\n加盟客户\n加钱\n助贷\n劫持\n包月\n化妆\n化疗\n北上\n北美\n医保\n医师\n医患\n医护\n医美\n十岁\n千个\n千以\n千户\n升初\n半年流水\n华住\n单位名称\n单位电话\n单号\n单客户\n单查\n单身\n卖三\n卖地\n博主\n博彩\n卡主\n卡人\n卡冻原因\n卡反\n卡口\n卡号\n卡料\n卡流水\n卡车司机\n卡逾\n历学\n去哪儿\n县城\n参保\n双眼\n反手\n反查\n反面\n发件\n取件\n取保\n受害者\n受种者\n受骗人\n受骗客户\n口价\n口供\n口腔\n只出\n只卖一\n可以合作\n可以来\n可先\n可出\n可定制\n可指\n可按\n可挑\n可查\n可筛\n台导\n台幣\n台灣\n台直\n号包\n号反\n号手\n号查\n号段\n号能\n司法冻结\n司用\n吃多\n各位老板\n各省\n各行\n合作分成\n合作愉快\n合作私\n合做\n同事导\n同住\n同程\n同行人\n同行的\n名下公司\n名下卡\n名下所\n名下资产\n名下车\n名冊\n名号\n名單\n名地址\n名字和\n名学\n名手\n名片\n名证\n名身\n后登\n向客\n含身\n员库\n员手\n和电话\n和老\n品名\n品类\n品老\n哔哩哔哩\n哪个区\n哪个小\n哪位大\n售楼处\n唯品会\n商城\n商家\n商户\n四大\n四毛\n四要\n团购\n团长\n团队长\n圆通\n在住\n在我这\n在线教育\n在职员工\n在逃\n地级\n块一条\n块二\n培训机构\n基数\n基民\n基站\n境记\n壮阳\n外华\n外卖\n外汇客户\n外贸老板\n多家\n多户\n夜总会\n大众点评\n大厂\n大头\n大户\n大行\n大额\n天数\n天新\n天猫\n天给你\n失信人\n头照\n奢侈品\n女会员\n女性用户\n女电\n女粉\n女老板\n女装\n奶粉\n好友\n好说\n妆品\n妇产\n妇幼\n妇科\n妈妈群体\n妈电\n姓名\n婚介\n婚史\n婚姻\n婚恋\n婚登\n婴儿\n婴幼儿\n婴类\n子女\n孕妇\n孕妈\n孕婴\n孕检\n存款\n学中\n学习通\n学历\n学号\n学员\n学籍\n学而思\n安全码\n定库\n定手\n定网\n宝妈\n宝账\n宝马\n实名\n实姓\n实时\n实身\n客单\n客户表\n客资\n家属\n家庭地址\n家户\n家政\n家装\n家长号码\n家长的\n容院\n宽带用户\n宾馆入住\n寄件\n富婆\n富豪\n对公\n对手\n寻内部\n导一\n导出来的\n寿险\n小区\n小升\n小程序\n小红书\n少儿\n少要\n尔夫\n就诊\n尿病\n居住证\n居多\n属电\n岁以上\n工作单位\n工厂老板\n己打\n已筛\n巴西\n币圈\n币安\n币民\n带出\n带地\n带姓\n带密\n带手\n带收\n带照\n带电话\n带车\n带额度\n常住人口\n常旅客\n干警\n平台的\n年客\n幼儿园家长\n广深\n广电\n库机\n应届\n应聘者\n底档\n店主\n店入\n座机\n庭成\n建二\n建模\n开户\n开房\n弄到\n当天的\n当日\n当月\n录取名单\n彩民\n彩票\n征信\n待产妈妈\n得上\n得物\n微交易\n微信\n微博\n微商\n微提\n微盘\n徵信\n德邦\n心脑血管\n快三\n快到\n快手\n快递单\n快递柜\n快递查询\n性别\n总裁班\n恋网\n患者\n想合作的\n想知\n意向\n慢病\n懂的\n成不\n成交客户\n成套\n成考\n我报价\n我都有\n截取\n戶籍\n户主\n户口\n户型\n户籍\n房业\n房东\n房主\n房产\n房号\n房客\n房贷\n手上\n手不\n手拍\n手持\n手机卡\n手机号\n手机用户\n手機\n手里有\n手里的\n打赏\n打通\n找代理\n找内部\n找我拿\n把他\n抓取\n抓紧\n投保\n投资人\n投顾\n抖店\n抖音\n护士\n护照\n报个\n报名的\n报考\n抵押贷\n拆迁户\n拒收客户\n拒的\n招下级\n招中介\n招代理\n招分销\n招合作\n招商客户\n招总代\n招渠道\n招聘网\n拼多多\n拿一\n拿大\n拿的\n拿走\n持仓\n持卡\n持续更新\n挂号\n按城\n按月\n按条\n探探\n接单\n接定制\n接种\n接通\n描件\n提车日期\n搞到\n支付宝\n支付密码\n收件\n收公司\n收同\n收四件\n收货\n收过\n放款\n政务\n教培\n散户\n数字货币\n整包\n整库\n整形\n整站\n斗鱼\n料主\n料单\n新交\n新房\n新手妈妈\n新注\n新生\n新盘\n新能源\n新鲜出炉\n旅游客户\n日更\n早教\n时出\n时抓\n时推\n时时彩\n时长\n明细\n昨日\n是网上\n是问题\n昵称\n智联\n曹操出行\n最近一\n會員\n月内\n月到期\n月嫂\n月子中心\n月更\n月给\n有人要\n有名字\n有姓\n有微\n有手机\n有效期\n有渠\n有能\n朋友圈\n服务密码\n期供\n期合\n期名\n期客\n期收\n期日\n期民\n期货\n未入\n未成\n本市\n本科\n机主\n机号出\n机地\n机定\n机票\n条不\n条给\n来聊\n板可\n板手\n极兔\n架号\n某东\n某人\n某团\n某多多\n某宝\n某市\n某省\n某连\n某饿\n查一个\n查一次\n查三\n查不到退\n查全\n查到\n查名\n查微\n查手\n查收\n查真\n查车\n栋房\n校友\n校园\n校班\n校的\n核酸\n格你\n格好\n案场\n案底\n桑拿\n检验报告\n棋牌\n植发\n業主\n楼栋\n楼盘\n概年\n榜一大哥\n欠债\n欠款\n次以\n次那\n欧易\n欧美\n款人\n款客\n款料\n款用\n正反\n残疾\n残联\n母婴\n毕业生\n毛一条\n毛五\n民宿\n求职\n汉庭\n江浙\n没成\n法人\n注册会员\n注册资本\n洗过\n活跃用户\n派件\n流产\n流出\n流水单\n流量用户\n浙沪\n消费记录\n淘宝\n清单\n渗透\n渠道的\n温泉酒店\n滴我\n滴滴\n火币\n炒币\n炒股\n烫手\n热乎\n照号\n熟人\n爬取\n爬的\n父母电话\n牌查\n牌车\n牙科\n物业\n物流地址\n犯罪记录\n独居\n猎头\n猎聘\n猎魔\n献血者\n猿辅导\n玉石\n玩家\n现住\n现金贷\n珍爱网\n珠宝\n班旅\n班级\n球盘\n理财\n生名\n生家\n用户手\n申通\n电信\n电商\n电子版\n电报\n电话卡\n电话号码\n电话我\n男会员\n男性\n男科\n男粉\n留学\n留着\n留过\n疫苗\n疾人\n病人\n病例\n病历\n病种\n癌症\n登录密码\n登记信息\n白嫖\n白户\n白酒\n白金\n白领\n百一\n百世\n百合网\n百家乐\n百条\n百来\n百起\n的业\n的也有\n的也行\n的同行\n的懂\n的报价\n的拿\n的最好\n的渠\n的滴\n的老人\n的都行\n皮肤科\n监护人\n盘口\n盘子\n直出\n直播\n直连\n相亲\n省份\n省市区\n看价格\n真名\n眼科\n知乎\n短信\n研究生\n社交\n社保\n社工\n离异\n私人手\n私募\n私行\n种植\n种牙\n科室\n科目\n秒出\n秒发\n秒回\n租客\n租房平台\n积分落户\n移动用户\n移民\n税务\n穿透\n站会\n站内\n竞品\n第一手\n筛活\n筛过\n签证客户\n简历\n箱密\n籍地\n籍照\n精准\n精神科\n糖友\n糖尿\n系方\n紀錄\n红娘会员\n约会软件\n约车\n级市\n纳税人\n线城\n经营范围\n经销商\n结果先看\n给三\n给两\n给个\n给到\n给名\n给我就\n给手\n给钱\n统里的\n续保\n综合盘\n缴存\n缴费\n网址\n网实\n网店\n网机\n网校\n网红\n网约\n网课\n网购\n网贷\n网逃\n网都\n置业\n美团\n美妆\n群友\n群员\n群成员\n老公电话\n老客户\n老年\n老库\n老板们\n老规\n考公\n考生\n考研\n聊天记录\n职务\n职带\n联系人\n联系电话\n联通\n股权\n股民\n股票客户\n肿瘤\n能导\n能弄\n能拉\n能拿到\n能搞\n能查\n能配\n自拍\n自考\n航旅纵横\n航班\n艾滋\n花名\n花呗\n苦费\n茶叶\n药名\n药品\n药师\n药店\n药房\n药的\n菜鸟\n菠菜\n萬筆\n落榜\n董事长\n董监高\n董秘\n藏品\n虎牙\n虚拟币\n號碼\n蝙蝠\n行内\n行踪\n行驶证\n被执行人\n被拒客户\n被骗\n装修客户\n装机\n裤子\n要哪\n要当\n要的话\n要真\n要车\n要近\n视手\n视购\n診所\n讲价\n访客\n访登\n证件\n证券客户\n证券软件\n诊断\n诊记\n试驾\n诚意\n话住\n话单\n话和\n话地\n话清\n话费\n话都有\n询过\n详单\n详细地址\n误差\n说个\n谁做\n谁手\n谁能\n谈合作\n豪宅\n豪车\n贝壳\n货到\n货拉拉\n货车司\n购房\n购药\n购车\n贴吧\n贵宾\n贵金属\n贷款申请人\n贷款软件\n贷申\n贷的\n贷超\n费基\n费金\n资金盘会员\n资金量\n赌客\n赌徒\n走量\n起飞\n越好\n足浴\n跟谁\n路子\n身份证\n身分\n車主\n車牌\n车主\n车商客户\n车型\n车架\n车档\n车牌\n车票\n车管\n车贷\n车险\n轨迹\n转转\n辅食\n边做\n过一遍\n过人\n过保\n过的都\n过钱\n运单\n运营商\n近一年\n近三\n近两\n近半\n近视\n还价\n还你\n这有\n违法记录\n连锁\n退件客户\n退役\n退改\n退款\n选民\n递地\n通行\n通讯录三个\n通讯簿\n通话\n逾期\n道一\n道贩\n那几\n那批\n邮币卡\n邮政\n邮箱\n都带\n都标\n都能看\n配偶\n配资\n酒店会员\n酒店客人\n酒店记录\n酒水\n酒的\n采购\n里程会员\n重金\n金主\n金卡\n金缴\n钱不是\n银行卡\n银行流水\n链家\n锁酒\n长名\n长手\n长期要\n长电\n长联\n门诊\n问来\n问过\n闲鱼\n间下\n际学\n陌陌\n院校\n院里朋友\n险到\n隔夜\n雇主\n非诚勿扰\n面那\n鞋服\n音号\n韵达\n顺丰\n预产\n预留手\n预留电话\n领英\n额存\n飛機\n飞猪\n餐饮老板\n饿了么\n马来\n驾校\n驾照\n驾驶证\n驿站\n骑手\n高三\n高净\n高尔\n高校\n高炮\n高管\n高考\n高血\n高质\n高铁\n黄金积存"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .byWording,
            category: nil, data: [])
    }
}
