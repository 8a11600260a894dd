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
        Scoring(prior: 0.47, weights: ["act-with-contact": 0.15, "asking": 0.7, "assurance": 0.15, "buy": 0.15, "contact": 0.15, "contact-word": 0.15, "decoration": 0.39, "dump": 1.17, "freshness": 0.15, "goods": 0.15, "job": 0.7, "lookup": 0.16, "menu": 0.6, "neighbour": 0.7, "news": 0.7, "own-loss": 0.7, "pitch": 0.15, "price": 0.15, "price-ladder": 1.21, "price-per-record": 0.15, "price-word": 0.57, "priced-volume": 0.25, "prose": 0.15, "question": 0.45, "quotation": 1.37, "recruit": 0.91, "sample": 0.17, "sample-word": 0.16, "security": 0.71, "sell": 0.15, "shop": 0.7, "source-claim": 0.44, "study": 0.7, "subject": 0.46, "terse": 0.15, "title": 0.15, "volume": 0.15, "warning": 0.7, "wording": 0.68])
    }

    static func wording() -> Wording? {
        let glance = Wording.Glance.sequences(
            from: """
                AAEheAAE0oAAGqcAAGzeAAHyaAAK4pAAWCaAAf4aAAgqiAAj0eABA0gABJaeABVsZABrIgABrRaABtAXACArgACA/oACBKmACGPhACMpcACSKnACciYACs1oACtYjA
                CyZrAC2rjADCciADYZmADkhaAD12fAEAyWAEGtgAEWldAEg3fAEmsoAExGgAExVcAEzggAFCLvAFD+lAFKKUAFPQgAFP8iAFQ8hAFW0bAFaalAFbAiAFj7gAFq8cAF
                sHeAFu9pAF6MZAF/QiAGK6eAGLKzAGORsAGRulAGgrgAGofZAGo7oAHMndAHRobAHfPdAHiFtAHkaeAHmJ2AHxdfAICihAIEAbAIIsdAIOZbAISxyAIeJiAIpWgAIq
                poAI8MiAI/2bAJFNZAJFPgAJGJfAJcEaAJyEvAJylYAJ5rjAJ65lAJ7smAJ9tmAKPTgAKQqoAKZlnAKqgjAKxsiAK5aZAK6QqAK/jgALDIjALSbtALbNhALbO3ALix
                kALlYWAL8oeAMAXaAMDWeAMJccAMTHdAMUymAMXKdAMeEZAMxprAMx4dAM3gfAM9kVANWelANg1eANyKuAN5ffAOHJbAOSBnAOXzgAObKXAOhDgAOtASAOtKlAOvog
                AO6IjAO6vmAPESlAPFClAPci1APfapAPfhjAQAlnAQKPbAQNQZAQYXZAQreZAQ5cTAQ9DdARD7wARMQeARYqgARcZsARuPZAR/XeASENmASHqYASJppASNydASQleA
                SUQiASYxfASd9eASspbASxacAS3WZAS3XbAS7niATEEaATFugATIXhATPFfATVZeATZhiATcngATf1qAToPdAT2XkAUKXdAUY7lAUettAUg2sAUosSAUuAbAU1lgAU
                8ihAU/VZAVBUgAVVbpAVgIjAVgYjAVg8RAVl+hAVoAaAVo3oAVqGWAV3TmAWhwuAWqDbAWsQhAWx+lAW08aAW4t5AXHyhAXQPcAXWKkAXcUtAXqgeAXvGeAX20pAYA
                HmAYJWlAYPVdAYXMYAYfwkAYgdfAYpvZAYsqkAY1VVAY7DdAY9LbAZDIdAZOnjAZPqfAZVniAZX1pAZa5eAZnsbAZwbVAZw+eAZyhRAZ6BnAaA/kAaZyfAab5eAaer
                fAagKTAa5EgAbAqnAbEofAbK0hAbMZnAbPkkAbWdfAbc8dAbkHpAbkblAbzziAb4vWAcDJbAcIYgAcPbfAcQ3fAcYPaAcqceAcszaAc0spAc48pAc6OoAc88hAdCni
                AdHtrAdNFdAdV2gAdkIgAd1yaAeLh7AeYuYAebLbAenSkAendnAexvfAe3blAe6neAfIxdAfMnbAfVtgAfXbfAfkKtAfwvYAfzlXAf+swAgJcjAgmRfAgqYgAg6FdA
                hHXeAhKQnAhNPhAhQJbAhdccAhvSdAh5wjAiCrlAiNDjAiOYdAiSJeAiqymAi3/aAjUVzAjZbqAjc8eAjc+ZAjf8jAjgCZAjscdAjtsfAjzffAj0RfAkHpmAkWroAk
                Y3hAkogkAko8hAkralAkvoZAkxdmAkyAeAk09sAk50jAk/tqAk/8XAlDzqAlYccAle/iAlsCfAl9MrAl/zlAmChiAmFfVAmZhcAmb2fAmsklAmt0hAm7LcAm+LyAm/
                EdAnF4bAnOIjAnWpeAnW2kAnY4qAniyfAnvRiAn4OeAn4PaAn55cAn7SbAn+FsAoIbgAoMxeAoRthAoZddAo3jWAo4KrAo6+gApDMdApQHbApYAiApY25ApsWoAp5D
                fAqBzkAqJxhAqgzWAqlovAqvNoAqyLpAq75eArBdgArGSeArLPoArNpmArQtsArWkjArh7cArsopAsAOZAsNRhAsOpsAsVBmAsXMgAsbBmAsf4gAsiefAsnagAs8yh
                As/adAtCwlAtDxhAtFgXAtJvYAtLknAtUQeAtn3cAttIfAtzXiAt/tcAuFqoAuG6cAuHLgAuLiwAuQ7hAuTueAuV4UAue8pAui2oAujItAupsiAuy8bAu55oAu7wlA
                u9ncAvAhgAvDZZAvGpnAvJrZAvkCgAv7tgAv7yhAwQIfAwrCcAwsQZAwx8dAxHjkAxIAXAxS1eAxYJiAx0bgAx3PgAx3tsAyJBkAySsfAyVnnAylPdAy21lAzBYiAz
                GTfAzJ/lAzLvvAzOugAzTeoAzh9oAzokdAz8NbA0GYjA0hZoA0iBlA0qUoA06suA0+waA1GugA1JtmA1YsgA1gruA1jveA1q3qA1tnbA1uMdA104gA15qhA2GskA2K
                XiA2cHeA2nugA2y+lA2+ljA3CokA3NrsA3PriA3UHlA3WdjA3jWjA3nGoA37AbA4EHhA4GefA4JWmA4OCjA4QNtA4aq/A4g5iA4kWjA4mHhA5JLuA5S9uA5sYqA5t0
                hA5vIXA5zrhA53ZZA6SVeA6VYZA6bKdA6fYmA6rccA651jA66mxA7RuXA7cugA7n8fA722cA76QfA8A0fA8OYfA8QkfA8RAbA8XHcA8n5rA8zNPA88bnA8/caA9E2e
                A9WehA9tFaA91IeA+EUmA+HFeA+OudA+pVhA+vYiA+11dA/JeoA/LWeA/MkdA/MmlA/OIqA/SUfA/qOWA/rqcA/wxhA/1OVBAPCdBAp1oBA+KnBA+ZeBBLefBBNIiB
                BV6iBByMVBCGJmBCRmgBCwNrBCyVXBC3ogBC5OfBC53aBC9ziBC+AYBDGD4BDMOsBDcSjBDf8jBDhVgBDnvZBDt8fBDyHlBD0FoBD6YZBEMWgBEVMlBEYFfBEbtnBE
                jtaBEkfjBElIsBEoEgBEpipBEs8iBEw0eBEyqeBE5vnBFWvjBFiVmBFmmbBFtokBF5FlBGP1LBGYWkBGdOrBGg7lBGj4hBGnIoBGoXeBGuZaBG9sdBG/EgBHRnpBHe
                SsBHj9hBHlTnBHq+pBHy3jBH+nnBIJcaBIN1ZBIQmaBIiCiBIqKtBI2RdBI8fpBI/lgBJBqcBJJCVBJJ4WBJL9mBJOvsBJdNkBJ0xmBJ22hBJ6jpBJ7fgBJ9nlBKBL
                rBKFddBKMEcBKO7wBKfqiBK0DgBK4LZBLJqoBLND3BLQiiBLUIfBLa2eBLiHsBLkxfBL41hBMIEfBMJ7tBMOvSBMU4dBMVFVBMdy/BMiUXBMpihBMsJeBMy3iBMz2g
                BM5fdBM9roBNQWkBNZYfBNd6gBNflmBNmGjBNtMeBOIJcBOKAbBOV4vBOahfBPESgBPJErBPSpiBPTupBPwclBP1B/BP1HaBP33fBQaEqBQaNeBQgsiBQpKjBQyKfB
                RDH3BRLihBRZwhBRg7fBRrvxBRtVeBR4vnBR6LhBSItsBSWgkBSZDiBSbXoBSzEeBTImpBTU/nBTj5jBUiReBUitrBUi/aBUmQjBUyndBVI+jBVVt2BVWHlBVXfaBV
                gqkBVkwcBVlufBVuxlBVw/eBV4EbBV6XaBV/IvBWHJnBWYTdBWYrgBWZClBWcYoBWkHzBWkldBWnihBWpyiBWu0iBW2WeBW9cfBXAFhBXd0lBXiMiBXywfBX0egBX1
                UaBX4UvBYApeBYDLdBYe4aBYipzBYrhgBYtibBYzqmBY57nBY/HhBZAkkBZC4bBZFGaBZF+aBZMCgBZZjoBZcgvBZfXsBZoQjBZvXpBZ0ErBaerdBatFgBa0IeBa+u
                dBbAmmBbEccBbF+XBbKBlBbSDnBbeBaBbmUeBbximBbzZvBbz4bBb0NgBb54gBcHReBcMbaBcUCwBcVCpBcuekBcxinBc5slBdCFlBdKgmBdOgiBdRYiBdcySBdlah
                BdnBhBd4/lBd9GlBd/vhBeAzuBeOBcBeSShBeWNfBeZNaBeq5eBe3LRBe7CeBe/GgBfDTgBfJKbBfUXZBfZTeBfrEkBfvnWBf7JoBgIylBgKbrBgLXeBgdshBggWlB
                ggiZBghodBguMjBg0RiBhCteBhMHlBhNVfBhW6fBhokkBhpdgBh5SfBh5hnBh6doBiPVaBiULiBii8dBikxaBirasBi3mgBjQncBjTqYBjUdqBjWUqBjXfmBjk1kBj
                trqBjxCcBj2KeBj6DtBkMfWBkR1eBkUcqBkvSfBkxGeBk2XfBk3RfBk5FZBk7PlBk8XlBk9BuBk+UgBlKNcBlMDpBlNbbBlNeYBldbvBlkBgBlqMiBltZoBlydfBl1
                SpBl/9jBmFdcBmIhXBmJJpBmeDiBmfOaBmn7aBmoX2BmxVhBmxsgBnCnbBnGwbBnG5oBnQ3gBnUihBnixrBnxQlBn37lBoEndBoHFYBoMDsBobCrBogsqBom0oBorI
                hBowVhBo41lBo8yiBo9peBpIDaBpYklBpZ+fBphicBppccBptOfBpxmcBp1wkBp11eBp2EjBp7EuBp7tiBp+oZBqDCaBqGuYBqa+jBqhrhBqu6fBqxMvBrEgcBrSeh
                BrWOmBrZdpBrcgqBrkVnBr4FhBr41rBr7sjBsDqWBsW1fBsdhdBshOiBsj+mBsn4gBsoUrBs2ImBs326Bs6DmBtD5bBte6qBtnphBtqbbBt6BgBuLHjBuM7sBuM+nB
                uZahBuklbBukpZBuuMdBuuPcBuyMfBvJPeBvOAeBvSCeBvWwaBvZmrBvqYeBvrwgBvs9sBwBFeBwRXjBwgjeBwiXiBw3taBw4OZBw8hhBxBzfBxFzcBxd/aBxscjBy
                GaoByW7cBylKcBypAjBy1BjBy6SiBy6mdBy+BjBzGovBzIvgBzOLlBzUPaBzWSgBzXHWBzXnmBzZdkBzZvfBzl9lBzoQjBzpwwBzyrdBz4+dBz+UsB0IZfB0PqZB0U
                QiB0UpaB0ZjmB0dYjB0rxlB07SjB071fB1TAkB1ZDhB1eBjB1kqeB1pxhB1rljB1t3sB10BdB11ofB17JoB189XB1/bZB2KGlB2XlmB2ekeB2hxtB2qerB2tx+B3Ao
                kB3E3WB3FMdB3JllB3NilB3QJqB3YVdB3YkgB3eEpB3f6bB31qdB37QdB3+9jB4JgrB4L+cB4cSeB4fEcB4fWfB4kkcB4oWkB4r2fB4tTfB40brB49HgB49oaB5BGi
                B5KojB5SsgB5XFoB5hDjB6ESjB6X3hB6eXaB6fAmB6fBoB6kVtB602rB7CEhB7K3lB7PMXB7TTgB7WelB7XqWB7Z7mB7mElB7oqhB70RkB73OiB74xdB795vB7+RgB
                7/wmB8MChB8OhdB8WbeB8q8jB8vCcB8y9qB82FmB84VjB85riB9KSnB9ohdB9uqgB9z8oB90ZfB966qB995aB+AdZB+QfgB+Uq4B+XmiB+bTiB+gycB+iFmB+jKhB+
                jLfB+j4PB+obpB+rZmB+tDnB+9HeB+9pgB/GdbB/LuYB/PJiB/SFdB/artB/bVlB/hWfB/lChB/lNhB/2fuB/5hfB/7WhCAL9hCAMpfCARvnCASFaCAUsuCAbyiCAd
                EbCAdbeCApofCA5fdCBEcfCBE0aCBFDYCBHVWCBK0dCBOafCBXQmCBaviCBrXiCBxnrCB2aiCB2ogCCALoCCAYZCCC4lCCIxfCCJwbCCP0tCCVjsCCa9cCCgEgCCkw
                hCCoSmCCqIkCC93tCC/ejCDI4kCDMvnCDQsjCDdCmCDdwoCDy1jCEIRfCENgjCEb6oCEgXTCEi5gCEpUlCE2MmCFCKhCFCPeCFERnCFFjkCFdsaCFivlCFzzrCF0ng
                CF64XCF+pkCF/uZCGChdCGEDWCGFGYCGJcnCGpvfCGsWgCGyFjCGzQoCGznhCHAcoCHJ2vCHYGiCHdhjCHr3cCH/HbCIAjiCIDMkCIJ9gCIPnrCIupbCIvWfCI31bC
                I6wlCJBWnCJNxUCJP4jCJQmhCJSbkCJY0iCJaOUCJahfCJjDbCJkNhCJt2rCKGijCKexmCKn0jCKyG1CK7tlCK+OfCLAcYCLDevCLTqrCLkrcCLnndCLrwhCLtDdCL
                2HbCL3PnCL3uoCMBocCMGMWCMLNsCMdKhCMgAgCMkIfCNUpZCNZ5cCNaBfCNdMECNeldCNvLmCNyMrCN11bCN+GjCOJsjCOeYpCOhKpCOhLXCOjSdCOmWYCOn+oCOy
                BhCO13fCPHARCPbGeCPk1gCPq9mCPtSjCPuEuCPzTsCP3ipCP4meCP+UhCQGxnCQTyfCQjxnCQp1cCQyFfCQ0/ZCQ1GfCRG1nCRMCsCRc7bCReBfCRmfUCRqEgCRtS
                iCRxofCSBGcCSKjlCScIgCSqirCSuSfCSxDcCSz1fCS6jtCTDokCTEleCTSXqCTYQ6CTlijCTqJzCTrofCTz/nCU72hCVV3iCVlNbCVmknCVxHnCVxvtCV9uTCWA6w
                CWQGiCWSRoCWqEqCWqQtCWrH5CWy8eCW/NaCXEBcCXMUdCXQQgCXXBhCXZJiCXcKoCXobiCXomiCX84aCYC2lCYNJgCYU7iCYV0jCYWRqCYa8eCYctnCYhwiCYopgC
                YpvpCYvGUCY8ogCY+/ZCZKHkCZP0fCZP9lCZZwgCZjHhCZjSWCZxLbCZxZZCZ4oZCaR0jCaZQtCaeqYCaiojCamjsCaq6gCa1XvCa3oiCbDjjCbH4eCbImiCbIutCb
                OCeCba/cCbkIcCbk0nCbp5eCbxWlCb004CcFAZCcL+cCcQRbCcQZqCcU6pCcVN3CcVTgCcfalCcyDdCc66bCdBbfCdQkiCdgkgCdm7YCdubjCdxQhCdyVoCd/viCeF
                wmCeLOdCeL7jCecTtCegzgCej7mCelFyCeluoCeowcCeptuCe3weCfOxkCf4ZeCf41dCf/rhCgF4jCgMNpCgSTnCgWVmCggtkCglOZCg1YlCg4LnCg+XhChHkcChzP
                fCiCdgCiEdjCiF1jCiIXnCiM/cCiTyiCifKZCiysqCi7mgCi7unCi9LiCjK0iCjWQSCjWjjCjfkjCji2uCjkDmCjnSjCjqxUCjxelCj4piCj8ufCkKOhCkN03CkQel
                CkYriCkhQkCkqelCk2gjCk7NqClAEcClLTnClMsgClndhClupmClygbCmGtdCmGziCmRKrCmUG2Cmd9YCmjHfCmlX9CmwGaCmxMjCm3cmCm62eCnDWdCnIhiCnLldC
                nO3bCnO5mCn2haCoVcfCoW+jColMcCo5XdCo8AiCpDRbCpHJwCpKtvCpRffCpRpkCpcGiCpkSfCpngeCpptrCpqlsCpv7jCpwthCpz2bCp2TnCp35lCp8rkCqP9fCq
                ZilCqaTaCqoosCqs5bCrEvdCrHgrCrM3qCrVlgCrdEeCrm8fCrqYYCr1TtCr53fCsEXfCsRZoCsl7iCsmmeCsqfbCsxrmCsyzcCs3HrCs6wYCs6xaCtTqgCtvNmCtz
                2jCt17rCuB6bCuXpcCufyoCuoifCuuhlCuvMkCuvwpCu3JlCvI+fCvTIdCvU1oCvVTpCvf+cCvxOcCv/NgCwBaxCwB8hCwCnfCwFfaCwHzZCwZRlCwnEgCw+7jCxW6
                UCxqglCxqsfCx4OjCycTgCygXbCyhJUCyv8fCywtrCy0QfCy1TiCy6jwCy6ygCzG8fCzH1ZCzJ/kCzMNdCzP3oCzYUfCzhBnCzoieCz3QeCz5pgCz8rjCz9/hC0ARc
                C0AgeC0D2yC0MMnC0UWrC0UajC0V6jC0XGsC0jWgC0vghC0wRkC01uiC033bC08SjC0/AdC1lgaC1rijC1vpgC1xZfC178zC18UZC194eC1+aiC2L+gC2MhdC2QfdC
                2S2nC2YOiC2ibmC2i6pC2z5bC23oVC241oC25ZiC26shC3MpkC3MtkC3SigC3TugC3a2mC3iwpC3kxbC3mFkC33JdC4V1cC4fleC4gQfC4janC464YC5CfqC5KVZC5
                MIQC5Os4C5SsYC5ZDgC5dXbC5k2eC5lipC5veYC5vhgC50kWC539nC59efC6F9hC6G6kC6QjbC6ZQcC6qQeC68XcC7F6cC7GdgC7KfkC7LmYC7MHfC7gScC7gZfC7p
                VhC8FukC8IYjC8OHpC8cZkC8fTcC8gnuC8j0hC8t5gC8uVjC8xgXC893lC9AJUC9JAUC9LOgC9M5oC9RvfC9R0eC9TdoC9UtnC9s8gC9wvgC90XlC909gC95sgC976
                fC9/WjC+HNjC+PDVC+qxiC+r0lC+xWpC+xwkC/OhvC/PMhC/USgC/kQeC/kytC/m5sC/nAiC/5PZC/5sjC//1cDACRmDAVhgDAm6mDA+ygDBBilDBERxDBFhgDBJPd
                DBZilDBclsDBg1hDBiyhDBjJYDBsklDBtddDB1DbDB2uZDB3AUDCDDnDCD8tDCT+aDCU0XDCdqyDCdxRDCf+jDCi3lDCmhkDCrAmDCrriDC7jgDDCfeDDIllDDJQbD
                DZxkDDeKdDDqPaDDzVeDD5fmDEH1UDEMibDEQnfDEXGgDEZ3bDEcDZDEdFnDEmjZDEnkqDEq5kDEv5vDE34aDFGZjDFI+bDFOXUDFRMfDFTldDFXBlDFbsmDFhrlDF
                rkjDGJPfDGJ7bDGRNjDGWyeDGX8lDGaguDGxacDHC9wDHYUYDHga2DHlvbDHsgiDHuWdDHvQjDH2OfDH3qQDH8EqDH+VaDH+qoDICCaDINghDIVJYDIVOhDIXreDIr
                anDItuYDI3kfDJBLtDJCneDJFvmDJUSyDJYunDJZ4jDJaqZDJczkDJvroDJv0bDJ2LfDJ5VcDJ6dnDKAKWDKXcnDKarfDKmanDKruaDKvtnDLUn4DLdjhDL7NfDL+F
                eDMFxYDMOxwDMVieDMb5bDMkYNDMkojDMpJsDMqsfDMrrgDMyGqDM8sgDM9hdDNP14DNVNmDNhebDNjgoDNl+XDNmMnDNtysDNvqgDN6CgDN6keDOBraDOHUhDONdg
                DON5eDOPBiDORPsDOV1mDOaLhDOgwqDOhEeDOpSnDO8MaDPL5YDPNZjDPXEdDPY2nDPj8ZDPpCdDP/tbDQFCjDQFMXDQTLyDQVdbDQbAeDQdtgDQ2jZDQ4laDRIpfD
                RTpuDRoCdDR6pkDR+HdDSC9cDSEztDSGjjDSQvnDShqhDSiMpDSjQWDSrbZDSrhpDS51bDS+MoDTFufDTKgkDTLEiDUE9bDUKZnDUT0eDUXnvDUZqpDUfVXDUqtlDU
                r4hDUwbtDU69qDU+aYDU/UdDVNegDVOfbDVUDrDVXkfDVhZjDVm9hDVo2ZDV02gDV1cgDV3jdDWIaoDWQpiDWRFbDWZS0DWbEtDWdNnDWfUbDWfkpDWfliDWqRWDWr
                klDW18fDW7DuDW78eDXCDxDXaGcDXdxoDXf9dDXwJsDXxveDXzDsDX4elDX6ZhDX9taDYCCpDYClkDYDJdDYYLcDYetdDY22jDZD0dDZLavDZQE5DZTVpDZYBeDZfH
                fDZf4gDZv4jDZxCmDZzlgDZz0YDaDnaDaFPqDaKpfDaMhoDaR+oDaWJfDaeueDan4hDatpZDa2cpDbBylDba4pDbgViDbjClDbp8eDbsVcDbyugDb3UjDb7dcDcS1i
                DcT9aDcU1hDcbffDcclrDcdVlDcpRmDcwRZDcxluDc0OhDc41mDdZbtDdwFrDd0fjDeCseDeeoiDemadDepgpDer7gDe1ogDe1suDfO/kDfPcbDfQFiDfTNkDfbnfD
                fehdDfkagDf4UfDf5JoDf9fdDgR3fDgYzkDgzDkDhBWiDhDpeDhLNjDhNxdDhS6zDhcngDheehDhm5eDh47dDh6puDiHgeDiKNZDiQniDijnjDilwmDixdfDiyofDi
                2dhDi3SfDjAMbDjBZoDjBbjDjHoxDjTLeDjU8iDjWqiDjb3dDjiRdDjjHpDjjSnDjrCaDjtNRDjwwjDjzuiDj9mmDj94mDkOPyDkeklDkiOgDkpanDkvphDk1geDk4
                wcDk6woDlDvgDlPZaDlX0mDlakXDlkufDlmHnDlsbhDltneDl+ecDmA8hDmYziDmhvqDmmCeDnSgdDnSsZDnqliDnsLbDn3MsDn6BkDn9qlDoBziDoP+gDoXrhDohZ
                mDomnsDo/smDpIU1DpQFsDpZRdDpZqlDpcCgDpfudDpyjnDpy/eDqKnoDqNHiDqXieDqckUDqdiiDqgMmDqlDlDqn+gDq0ehDq1QfDq6EbDq8OYDrC9fDrHXiDrMhf
                DrORbDrRZtDrSz3Dra5hDrbHpDrmWlDrukbDrwGUDr/8VDsBHaDsGndDsLSpDsZ/sDsczmDse/jDsiPhDsk/gDsl5PDsvWjDs21nDtP0XDtnnUDtpSxDt1FVDt3rcD
                t6yeDuM8hDuUAgDugLmDujFlDuozdDuzQoDu3mtDu48hDu6SeDvUGkDveqgDvfmgDvlXhDvmQjDvuecDvvhUDv47bDv8/mDv9zlDwT/eDwVOnDwp5iDwxicDw73mDx
                FZoDxQDgDxS+jDxV3kDxW7fDxmKoDx2FhDx90gDx/jfDyB3dDyIUeDyR9pDyUKcDyhqpDymVhDyuIoDyzZmDzE7xDzPUjDzQSgDzcEcDzeTsDzk8gDzt/gDzuhaDzw
                1cDzyjoDzzvcDz9rgD0AwjD0BHeD0KzZD0VEgD0n7mD0tdeD015dD05EaD08CYD1FnhD1FwjD1JLkD1LtmD1NVZD1WngD1W+aD1hgfD16wiD19mhD1+MaD2OfiD2Xr
                jD2kvnD2oVlD2pskD20qhD22OfD3IwfD3IymD3N6hD3X1yD3dyeD3fbeD3jXjD3q0fD3rqjD3yEmD3y2rD34PdD36wbD38OdD4SOpD4UZbD4XryD4X/cD4vGgD43ai
                D5COUD5YitD5aVdD5s/bD527dD53usD6BCfD6DkgD6PBnD6TZcD6iDfD6lkiD6tWhD6vAgD60cgD60msD62FbD7KRkD7TwgD7cPeD7ft1D7qeeD7rBpD763qD78trD
                79BkD8ZhdD8a7iD8gemD8pOhD8tRnD86ycD9CVaD9GodD9L4XD9eBZD9kndD9pTnD9uFeD+vWbD/IcnD/UFcD/d+bD/jGnD/mfqD/oEbD/wzjD/14kD/9ZkEADTWEA
                UEdEAZSeEAaepEAameEAcUiEAd7jEAhMcEAqfqEA05mEBPDZEBQmiEBSDoEBWecEB3vnECENqECHleECLvfECNCmECeejECmZcEC3ykEC5/bEC/1dEDS9xEDbWgEDt
                EuEDzOVEELsgEEUIjEEaKeEEidvEEj/mEEkPxEEkwjEElvxEE/uhEFHKkEFWohEFaeeEFlqgEFnCmEFvciEF18kEF4paEF65fEGDcfEGZwdEGfQYEGhwlEGugnEG4n
                eEG8foEG+cnEHEfvEHKcKEHMNkEHgOkEHhQjEHkKbEHmCeEH42hEICKyEIGmqEIedZEIq3pEIs1oEIuXfEI3xpEJEbiEJM7iEJNriEJOOnEJX2kEJsuhEJyCwEJ7Ih
                EJ8hiEJ+5gEKR4wEKWHfEKqjoEKyjTEK0EeEK9odELBtaELF1kELHOvELJHdELRaeELUhbELZLmELaXeELhgnELhnjELl7gELqcWELq/eELu3cEL0JZEMHrmEMPFdE
                MjQtEMwOYEM6dkENDjgENFqgENI1eENKneENQWmENSafENUIgENVRbENYWgENcCcENkCeENmtYEOFhoEONMbEOT3fEOfpnEOh3gEOh7gEOs8nEO6PnEO7ggEO9sREP
                IvgEPUfiEPareEPlsiEPqcwEQUYaEQWLcEQY5mEQdsWEQkRiEQlWaEQnKeEQssfEQ9ZcERF6YERJMcERYAYERg2kERkvXERnYcERqkdER2VeER6RpESDXnESIqgESJ
                tVESUmcESkbtESm1eESxTjES37kES5rfES/TlETAlXETB4oETGuhETLymETWegETXPfETX+fETb/fETiolETvTTETwAdET1leET3OhET8NlEUSfjEUWReEUfMfEUuw
                jEU1slEU2ViEVAqfEVF8QEVG+bEVMgWEVUYdEVXGlEVmEfEVoFbEV16eEV3OhEV42eEWH3tEWJFhEWLrVEWmseEWoTrEWrsgEWvPgEWwPbEWxk1EW3riEW5KVEW9xj
                EXAsoEXBzhEXVvdEXZLfEXc/ZEXlnnEYBkeEYIUhEYI1nEYSIpEY4flEZAbeEZGNdEZH4dEZJEgEZKMoEZMheEZb9gEZeLbEZfWgEZ0wfEZ/AXEaBmhEaDZfEaSZjE
                ag2iEaxOgEbCyfEbO+dEbVMWEbVxcEbdBmEbefVEbf7cEbk5cEbobnEb8fiEb+CgEcHfjEcIjeEcR8gEcZyiEcuMZEdAIiEdDSjEdR2WEdUxgEdVGhEdZ+eEdiUmEd
                pxlEdsBjEdvwvEd20eEd3bjEd4kgEeDcgEeXPuEec6nEefBnEexVbEfDUsEfi4bEfqeSEf2kXEf6riEgMfjEgSOkEgUHiEgZ1eEgfSUEgrtjEgx2gEg4fuEhV1nEhZ
                muEhexfEhpDcEhqifEhq90EhsbfEhtxgEhuVxEhwPlEh0onEh7+0Eh8VkEh8fpEiFFfEiKXbEiObdEiTOcEipahEiuzjEi7QoEi8VfEjBAlEjGIeEjIUhEjNptEjN2
                bEjTAjEjoaZEjpPeEj1RkEj5ZbEkCegEkEXfEkG7oEkJ6bEkTIbEkZmcEkdDeEkdUjEki4eEkjqqEkpCuEk75dElHreElPIdElWOoElpndEl/DgEl/rfEmGicEmG2c
                EmJBqEmbJhEme3YEmwPWEm0KiEm64jEnOLaEn0eiEn0klEoA1kEoFCfEoMJiEoWXjEoqJeEox1ZEo4XmEo5eeEpHDfEpJAeEpKYeEpVtcEpebiEpg4iEpiWdEpuudE
                pv/lEp7BaEp+vwEqIJcEqIUoEqKOiEqPehEqQAlEqX7jEqYncEqx7fErEl3ErPWjEra0fErgPVEsUFkEsZscEsajfEslMjEsoSiEswJpEs7ZbEtBKcEtGxaEtI3bEt
                TClEtYimEtdTeEuM8fEukmrEu/PbEvIGhEvKbgEvK2gEvREoEvW9YEvpPfEvqYaEv6fnEv8GjEwFlbEwUHfEwnbbEwyBfEw9lYEw+ZlEw/MwExMojExYOeExjQqExs
                djExxflExznbEx4YnEx68eEx8LtEyEMcEyQlhEyiniEyjB0EytCdEytqaEyt3aEy2QiEzA7fEzEWoEzRvpEzTHhEzcFlEzj3kEzwIYEzxBvEz0VfEz2iqE0ZMfE0gv
                gE00mdE05xdE0/jaE1EAoE1LotE1ZneE1oDsE1rmaE10XlE2AHlE2B5iE2JthE2KLlE2fGwE2lMkE2x7lE2zlfE22vhE28nxE3KShE3Y7kE3b6kE34wvE35UnE38uk
                E3/PYE4AwtE4MWiE4MaeE4MmiE4MssE4OGjE4V9iE4YdcE4fWcE4zNhE41FeE5LNpE5PDsE5bJbE5ipoE5mEZE5mmbE5qWeE5r0aE6AfWE6HFzE6HRSE6H6kE6NGkE
                6N+qE6pfdE6tonE6upgE67deE6/StE7IriE7LYdE7NklE7eQbE7immE7rMcE77NtE8IhZE8NgeE8TcmE8fpfE8nxfE8s8tE87MWE88ffE9ZUiE9gacE9vScE9yCdE9
                1buE9+NcE9/+fE+fopE+jldE+qUdE+wbvE+zclE+5e9E+9umE/FguE/F8aE/Kh/E/N0lE/P+fE/b3bE/jqgE/mLWE/mthE/qKbFATRwFAawdFAgB/FAh3cFAo0dFAq
                BcFArEdFBNWgFBPhkFBUJlFBWtXFBcZcFBfFeFBpjbFBsBgFBxWfFBy3fFBzdoFB5JcFB6MjFB+NhFCBhdFCcLoFChkhFC1ClFC4IhFDOljFDXPeFDj7gFEM0wFEQ3
                eFEUHdFEZHeFEgJhFEp4hFEqadFEyMdFE/EhFFFmeFFY+sFFhmaFFuWoFF8/jFGNFdFGY8iFGtrrFGzmfFG+ihFHBdeFHCsoFHNQiFHZTfFHdHcFHdanFHhjYFHtHb
                FH1LiFH22YFH+FhFH+9dFIOEhFIaPdFIkDSFIn4qFIrViFI0gcFI18pFI1/aFI+9hFJGQfFJJfbFJLRdFJkcpFJoIkFJv6hFJw1fFJ6HYFJ7lnFJ9AfFKP7fFKTRjF
                KjecFKoigFK0NeFK3opFLX3oFLjMjFLpclFLv/cFLw2iFL9LnFMA/dFMEIbFMVlpFMgZ0FMyeeFM4LbFM4dbFM5NmFNAk4FNDbkFNKvdFNLYoFNPTmFNPnfFNRsnFN
                UHfFOACpFODtiFOPYdFOSAdFOSXlFOWviFOf5gFOjGeFOj/gFOlEgFOoBoFOpPgFOqRjFO7t0FPAncFPJceFPSpYFPWqkFPYnoFPhJlFPpvjFPuIpFQJafFQJ8YFQT
                YsFQUwYFQVpZFQb0rFQjubFQyRRFQ2ddFRPCjFRWinFRaiZFRigmFR0tlFSQNbFSW3nFSeMaFSeddFSh8cFSlSXFS85oFTOpjFTQ4fFTXzcFTjUiFTlglFTyKWFT5X
                jFT/XVFULJcFUNDbFUR1iFUVrjFUdSqFUf/gFUlZiFUnuYFU0kjFVBKxFVPJhFVV9gFVc3kFVkBeFVsFfFVtydFWBIiFWjC0FWorlFWtSlFWtqiFWxHqFW30xFW9Uh
                FXI1lFXL2cFXNqZFXTCjFXT4cFXV0lFXn2eFYE6iFYHvdFYNxgFYO6dFYTkcFYV9bFYWlgFYXNtFYZ1eFYrUfFYymgFYzggFY3ZkFZCbjFZEfmFZJpWFZNbhFZR2gF
                ZTNbFZVlbFZfXdFZ3HcFaA8gFaFohFaFvaFaGHiFaOanFaP6pFapyeFatVbFa1XnFbFIgFbTSxFbbEZFbf5nFbhknFbigfFbnFfFbr6UFbynbFb/XZFcDV/FcNShFc
                U2WFcVJbFcm1gFcvTiFc0ilFc0mhFc6zXFdIefFdO0dFdyWtFd3NmFd8DmFd93aFeAgjFeDuOFeEscFeNViFeT1jFeWVeFe1sfFfJPgFfRq8FfRtbFfXTZFfaMQFfc
                +dFfdjbFffGhFfwwkFf4eeFf/5jFgHimFgJmaFgKigFgNOgFgSKbFgiYaFguMlFg+uiFhJrfFhSDmFhdrZFh1/hFh4ztFh6FfFiMHmFifcwFixicFi8DhFi9CfFjGJ
                hFjfMcFjq5hFjrmrFj16lFj7PmFj/WcFkEImFkFTbFkH6jFkN1qFkVjmFkZ4cFkdcoFkgGbFkg4cFkjSqFkj0bFkpDcFk5FfFk9nlFlUgqFlkKlFmLOkFmMBcFmWXl
                FmXchFmdkeFmhEmFmjOjFmrpeFms1pFm3ofFm7VWFm77iFm9rdFnCamFnSBbFnb1fFn3GqFn4fcFn69xFn7DgFoA3oFoEgjFoLNfFokUcFok9aFos8hFoxxfFo/TaF
                pIuoFpOoiFpVesFpjFhFppajFpwYdFpzSnFqIvfFqNwbFqR6jFqWjuFqZNZFqcTxFqjWVFqnpfFqtzgFrGTiFrQoiFrRShFroffFrp6iFr18lFr4mlFsEiiFsHDkFs
                HkgFsMPLFsOakFsUCgFsX9eFsa4lFsdMgFsovXFsp1oFsrZgFs1pjFtBbcFtGLgFtJtuFtO2nFtPMdFtXtZFthoVFtiwkFtpZWFtpcoFtvAhFty1pFt8jaFt+HdFuG
                wdFuSHsFuWmlFuX0hFutieFu+VlFvCgfFvEj4FvJwpFvLFxFvVRfFvYyeFvcyiFve9fFvgfzFvhyhFvjQmFvqocFvuUXFwK3cFwXikFwcfYFweuiFwiafFwl6ZFwnN
                iFwp8gFw4YfFw5PqFxDPXFxLjeFxMITFxo+VFxukoFxu6bFx0teFx1bdFx4ajFx9mRFyFVeFyOfsFyS6kFyc+eFy6qZFy/1bFzGwmFzG/gFzKNhFzKncFzPogFzQip
                FzQ8qFzU6hFzZoqFzZ+UFzh3mFzwBeFzyaZFzz9uFz4FiFz44nF0CxfF0G6fF0ImeF0TYOF0Z5hF0jmhF0uLoF0yViF03HqF042dF052JF084fF094gF1MGfF1j+ZF
                1scfF1yPYF2FmlF2OhjF2PMaF2UYhF2c1pF2hWdF2lTWF2yvtF23gvF3J6lF3KYhF3iDkF3mjVF3rPfF3xmzF318eF4ANbF4HDyF4S9eF4fZSF4lPoF43KiF5DuZF5
                FKmF5LciF5ZKPF5bLbF5c0dF5ddoF6aueF622fF65pdF67CjF7MrkF7ONeF7aDmF7dgjF7eOhF7h4fF7q4nF7wv0F71LfF8UFhF8UuhF8WdbF8dVhF8gqdF8s1hF8u
                hvF9AWZF9R4jF9SZcF9ZedF9hDfF9wVhF9y7oF91ckF+C4hF+UhfF+VfmF+cpcF+xglF+6ugF/A2jF/NunF/V3gF/aZdF/efcF/hsfF/oEjF/pPnF/3GUF/6peGAX6
                ZGAeeVGAe/YGAhKYGAy/nGA0WqGA3+XGBASaGBDauGBWOoGBuNeGB8UfGB/UdGCA8eGCD/fGCPWhGCQmaGCdacGCgySGClpgGCovjGCubpGC2deGC/2UGDBOfGDBco
                GDOFQGDPrSGDUUeGDfqgGDjNjGDkSaGDqofGD8XjGD+skGEFFoGEGQbGEKLhGELO8GESGyGESMTGES/kGEXafGEcmpGEiOiGEsAeGE07hGE1LwGE5XYGFBUhGFTxiG
                FgIrGFiR1GFlJZGFzpgGF2amGF6oaGGAxiGGY0gGGZ2pGGh1gGGm7eGGt2fGGvYgGG7OjGG82jGHLYjGHO/YGHTVqGHYwlGHkvgGHsbaGH17lGH3SsGH9pfGIPm0GI
                QJbGIylhGI3scGI6acGJIViGJIxeGJI5gGJMnlGJQgfGJR3hGJUmhGJhahGJojcGJzUTGJ6cdGJ+FZGKBFjGKJijGKJ4aGKi4qGKpeiGKwurGKy4ZGK72fGK7/aGK8
                2tGLDjgGLJIrGLM/WGLZ3lGLfeYGL21kGMAEfGME4dGMLRuGMQSaGMRSdGMTndGMmoiGMnJeGMutgGMzJqGM0wkGM4hkGNCmNGNH9hGNJQeGNKwiGNM8hGNQSbGNU2
                gGNeygGNm4tGNy0nGN2IfGN6aZGOKpcGOPnkGOYBdGObFbGOrzbGOzJjGO2sXGO5rnGO7ZhGO7pnGPPhoGPU5WGPV1fGPXMlGPoVnGPoxhGPtU0GPucfGP6jlGP/xk
                GQMljGQPNfGQYxaGQa+bGQcjfGQclaGQlpfGQmInGQrBoGQtmcGQ0tiGRMDfGRSWoGRTsdGRUpnGRXBfGRaCgGRnEoGRo3fGR5bhGR5laGR8VgGR/7TGSA8nGSFJcG
                SKEtGSLqjGSRAtGSViwGSZ8eGSeyjGS7LdGTDIdGTMBmGTThkGTWjjGTa0lGTd7dGTlsdGTqRbGTqeqGUBekGUHLbGUK2mGUdtnGUlDxGUmwaGUm5eGUnzeGU5brGV
                ABlGVUNoGVcVfGVe0bGVzyoGV5znGWBfgGWDFwGWI2lGWLkeGWSPdGWUCeGWVpfGWgfVGW7ClGW9QaGXA0dGXQRmGXSHgGXrrgGX2RTGYAAkGYEeTGYPzlGYa/dGYc
                4gGYc+bGYoC1GYoVcGYtLzGZSmgGZW7fGZuuqGZw1aGZzEqGaCZiGaGCsGaWkfGaYndGafHYGaf4cGaoWhGap8fGazmfGa2baGa4TeGa49jGa6spGa+hZGa+8bGbBE
                fGbOxbGbRciGbW4kGbXwcGbbRPGbkmjGbnCjGb25kGcR7aGcV3gGcdrjGc6kZGc+zeGc/wWGdatoGdhafGdiiuGdxRjGd32hGd5kgGd/zoGeAokGeGpfGeO0dGeQBx
                GeQfeGeR0lGeTUNGeW7nGea6fGefVaGefdjGe2GkGe6AtGe8AkGe8LnGfHSfGfPFlGfcmeGfdsdGfgVdGflijGfsykGf6YRGf7GrGgFqYGgHzfGgL3jGgPU7GgQDmG
                gkVZGgkzlGgovZGgtFfGg86jGg+yfGhPMhGhlKUGhocbGhqUiGhq1YGhrkiGh2ajGh8TrGh9SoGiCjoGiFSZGiVjlGiVopGiaNnGinsnGiqfcGisodGis9hGiw3VGi
                75cGi+RaGi+6gGjC0kGje2oGjfdkGjflWGjqHmGjrHbGkZKbGkaEfGkg1kGkhYnGkx8cGk9PlGlQahGlRBjGlkdsGlklZGllWuGlvAiGl2xZGl6DfGmJadGmUdkGmW
                1RGmW5aGmZMoGmfT4GmgkZGm9GtGm+UkGm/wpGnJfbGnJpcGnUrjGnjwUGnsXaGnxXfGn4qjGn5v7Gn+KnGn+ocGn+vnGoDomGoJhjGoVucGoVxfGoXDpGoXPeGoYJ
                gGob1jGojkfGokBnGomFeGopZjGo3ROGpJBdGpKqbGpMvfGpg9iGpqKrGp00hGp6OdGp60tGqf4kGqhjsGqjBrGqnxqGqo7lGqsGhGqx+eGq70jGq9QeGrBieGrFIQ
                GrI7dGrOjcGrPgjGroqfGru3kGrxKkGr63pGsFudGsHWeGsHalGsJWlGsJrWGsUqeGsVpgGsWIfGsZUfGscVjGskYgGslfaGs8PZGtAsdGtBeuGtMMfGtOskGtQ6qG
                tQ/aGtUVaGtUoaGtWgjGtZrgGtdimGtpQcGt0BdGt9KgGuDXaGuEIlGumvhGunwkGuwmmGu7MnGvAqeGvCfdGvJUgGvNqeGvPXiGvRO/GvZgxGvbBuGvrznGvy7hGw
                GzhGwPkhGwjVfGwmbqGwnKpGwpuYGwq8uGw0jcGw8emGw/9dGxAVZGxB7UGxRVtGxbJsGxgVeGxg9hGxxMcGx97hGybZpGyboaGybvvGyl7kGytgvGyuHdGzDeUGzK
                FdGzKqdGzXMgGzczeGzfDaGzmkbGzp+3GzqWPGzwCxGz6ycG0NobG0WA3G0cBhG0eRsG0oLuG1GehG1IVhG1UnjG1dLnG1kUfG1staG1ypcG19SeG1/LoG2DRcG2KW
                gG2QMhG2SWjG2ZzaG2dc6G23ZjG243hG3IKmG3I/eG3LlXG3OPdG3jifG3oAuG3oOaG319dG4HddG4JhaG4UJhG4YLdG4YgiG4Y5hG4aYsG4bAmG4kCYG4otqG4wsm
                G5BZnG5DFkG5P4fG5S+hG5ZDYG5lwqG5pf/G50PjG507nG53jgG59DaG59TrG5+ztG6CnmG6HntG6KOlG6XHbG6oneG6swbG6u7ZG6xknG7BCoG7FifG7W1VG7X8nG
                7YXbG7cvoG7emdG7gekG7l2hG7pheG7qKnG7shcG74KcG76HYG8J2hG8LCgG8PgkG8PsjG8TEbG8WBjG8ZNWG8mTfG8rR/G8seiG8u+qG80ZZG839qG84WTG85RdG9
                AagG9DvaG9MnbG9cUiG9ePdG9mEeG9oqkG9tLfG9vlaG9wlwG9xYgG92XZG99SdG+EqgG+GqkG+jFfG+mGdG+rIqG+rrvG+tPeG+usgG+7OmG/AHcG/BdkG/DyoG/I
                EiG/M8gG/NGsG/RFeG/UkmG/aknG/bRmG/uVpG/2tsG/6nlHABriHAD5cHAEmbHANtfHAR2qHAUBkHAjUlHAleoHAu0eHBE4iHBNAuHBSNuHBhjcHBlHdHBqidHBxU
                eHCAdhHCC+iHCKriHCOO4HCTdhHCXQoHCbKmHCgMjHCoVcHCvsvHDBDiHDBdgHDNzoHDVLRHDVv5HDXYpHDYbkHDaRiHDljdHDrNsHD5ehHEDYhHEIBwHEJyXHEJ+s
                HEOOlHEX2jHEhHXHEqY7HEsjbHExifHEx7eHE2MnHE3xpHFDuhHFFleHFKGjHFQBfHFTRxHFWxjHFaldHFmSiHFposHF+NhHGL6lHGN2fHGTpkHGVydHGdccHGdexH
                GqzhHGuVlHGy8ZHHCSqHHErYHHF+sHHO/mHHatjHHcPrHHfbxHHkIcHHlR0HHudvHIDBeHIH/XHIMjiHIVgaHIZcdHIbvfHIdmiHIf5fHIlhdHIwPpHIxXfHIzFjHI
                1rqHI46dHJISkHJXVdHJXiUHJYCmHJZccHJZxZHJdJyHJojjHJtpjHJypiHJzzoHKFb7HKF8jHKL/gHKOgfHKqYfHKu+wHKwtmHK/bdHLArkHLRZjHLWWeHLZylHLc
                HlHLn9mHLtAhHMCsaHMHCjHMmZdHMntaHMoBhHMqxcHMwNfHM03gHM7KiHM8/ZHNKynHNNlcHNX+jHNgHdHNrzdHNtcfHN1cfHN4ZjHOSGzHOTwjHOZBhHOx4lHOyf
                aHO4aWHPDUgHPEafHPJocHPhshHPkXlHPoFhHP7DkHP7adHQQ4gHQXVmHQdWkHQjwcHQ0obHQ79eHRDrgHRQFhHRYsgHRr3wHRr6yHRsjeHR1jiHR2baHSEkkHSKxb
                HSmFkHSrIeHS0ihHS64gHS9AiHS+NeHTB5pHTLilHTVmeHTiMiHTnP0HTxYoHTxv3HT4aeHT+neHUAjpHUBWxHUHHmHUK3jHUTlmHUUkcHUa02HUbhXHUcHdHUdueH
                UisbHUrFsHUr0uHUzmlHU3SfHU4XfHU8OdHVQBeHVW4vHVaqWHVbP/HVb5kHVfXfHVgDkHVqaoHVyhaHV0TjHWKfpHWMR6HWe0gHWl8aHWotVHWpMjHWv0mHWx4fHW
                2+sHW+AgHXV6uHXW7aHXZspHXoEuHXp/eHXspmHXxsbHXyRfHX5QlHX7ZbHX8nhHYDonHYESaHYEnhHYQpbHYUWcHYXGhHYZziHYnPcHYnacHYrEkHY4FeHY9BvHY9
                5lHY+fmHZBJ0HZFZTHZPMcHZPPhHZRUeHZTCfHZYilHZaGeHZmQjHZuKgHZvfbHZxveHZzQfHaH9wHaJChHaQoeHaWeXHabnbHajGmHan9bHas7qHbCeiHbRhhHbUU
                /HbXRkHbYJaHbe/rHbtljHbxeaHcFGiHcJQhHcK8cHcQPdHcaXaHcd9gHcfHZHch5bHckbeHcwegHc75fHdFojHdGVrHdLQiHdLgiHdcwmHdtAlHd/6bHeGMeHeKPe
                HeSvfHebPiHeeAnHei2aHerMvHeucZHe0RfHe3JaHe7ajHfGThHfIjiHfjCjHfrHZHfsZdHfyGfHf3KyHf+xdHgHxcHgKjdHgM3bHgP7eHgXaxHgXgiHgiLqHgqJgH
                grecHguClHgy5dHg1OdHg6FlHg7qoHhB/kHhGIfHhMBgHhYuhHhbIxHhdomHhftdHhjtlHhlbgHhtUbHhy6kHiIaWHiLfdHiOAnHiP6lHiaqfHib2YHicAfHijsfHi
                lpnHioRiHi1tpHi76eHjYDpHjhSeHjiujHjknmHjlFjHjmXfHjsXjHj10dHj5OrHj+2jHkhDfHkjWgHkxAqHk/MbHlHibHlR3fHlbOaHlgdfHliDkHlrixHltWcHmR
                7pHmbXWHmghuHmljhHmoVcHmsfnHm1yiHm4WlHnFOcHnIcqHnKzcHnOUfHnXSmHncseHni1iHnjtaHnt2nHoFecHoT6OHonziHopThHo1EfHo5AjHpQjrHph1UHpoF
                hHqP9ZHqnsfHqrHYHqrasHqsweHqtqfHqwqoHqzJVHq3NrHq3bnHq5ceHrG4fHrMYbHrVcfHrV4nHre2YHrqqfHrvnaHr3JjHsHGeHsqbhHsqtcHsrxhHsyRhHtMuc
                HtRhbHtXMgHtf6fHt2odHt8rfHuCJlHuDGdHuMUcHul5tHun9gHuwfgHu8ZtHu/RmHvNjfHvN4hHvPalHvjufHvmKeHvnwfHvn5qHvwHjHvyZiHv4ToHv7rgHv8LlH
                v9UoHwEVgHwE5rHwJzmHweJhHxKrdHxfegHxjLmHxkBbHxlQkHxs+mHxu9mHydPiHyeIcHyspfHyt7lHyxfdHy0UWHy12tHy2FbHzFMmHzJOiHzMGiHzMkrHzRWaHz
                XGnHzbAkHzfnaHzjLcHzpeiHzxgfHzxwdHz0alHz6leH0NBeH0OEYH0ZDoH0nUbH0rmfH0uYhH0vBmH0yBgH03olH1ERvH1IAnH1JMrH1KeYH1N1iH1k4fH1uMiH13
                7oH1/KkH2ABpH2FNqH2FjfH2J8eH2P4rH2TdtH2T+wH2ithH2kJdH2nBcH2osnH2p5gH213hH28KoH299aH2+seH3DMlH3JQbH3VVaH3h+gH3k5kH3wGeH3yykH31f
                nH4C8vH4FAiH4GTRH4P/gH4YrpH4bvgH4fwdH4xcnH4zffH46ugH4+WlH5AkhH5SijH5fAmH5fOkH5p8rH565YH6UOcH6YojH6bsnH6ckfH6kwgH6sSeH6u2pH6wTi
                H62HiH6/xtH7AfdH7GnkH7R3hH7VLrH7hnuH7i2jH7niYH7v0kH7xgkH7xwlH70ZaH720iH73QfH8BbuH8D0hH8K7ZH8LveH8MUfH8OFcH8PrgH8QngH8SDkH8iCdH
                8l7cH8v3iH84RiH848gH87khH9M5lH9QyiH9e8nH9lvgH9mfdH9ncsH9sRcH9yghH91NSH97kfH+HXjH+KAdH+KoxH+P2oH+X7aH+aOoH+dyZH+nmhH+ogeH+xpjH+
                2MoH+9q9H+/tZH/B+iH/HxeH/OqoH/W6wH/gEPH/kUbH/u5eH/4OtH/4wlIAKEfIAQ8lIAUiiIAV3iIAjtxIAyUiIA4fVIA/GcIBQOeIBRhWIBUkcIBWtfIBazuIBh
                qoIBl4fIBtTnIB1vhIB9PWIB/BZICManICPRdICorbICs5jIDgXgIDpubIDx9gID34cID7kiID/FzIEJTfIEMPmIEPieIEPmgIEhvqIEyzYIEzTnIE9pkIFNAZIFOn
                fIFPVcIFTQoIFVPlIFWonIFXVoIFZYkIFZ2bIFgCqIFp5gIFp+kIGBSnIGGAhIGHrhIGM7oIGP8kIGSNhIGU/fIGc3bIGpriIGwpgIGwqjIGwugIG3DoIG6NcIHChc
                IHGHmIHMtjIHkOjIHtMiIH1oaIH2zpIH8DhIH8YpIIAlgIICKhIIICfIIMFhIIU5fIIk2rIIlyfIIl9hIIwNnIIwjfII6PdII+deIJQMlIJSFyIJSyjIJUihIJU3bI
                JZXdIJbRhIJefbIJjwTIJkZoIJwxWIJzSUIKTMrIKVHnIKhWjIKmuiIKnjZIKsbbIKykgIK2GeIK3VrILFYvILLYhILMSeILPJjILccfILcdpILi6eILuFeIMO1cIM
                XHbIM7mqINHmfINLAaINSefINUisINutbIN7kjIN9MlIOHLkIObLmIOcnlIOd9hIOi3aIOlwjIO3FgIO3ajIO7t0IPBDiIPIDdIPIRaIPJaiIPRVkIPZidIPaQqIPj
                PcIPnSfIPs4bIP5ReIP9jeIQQLdIQQRlIQR+hIQSplIQaPfIQbDxIQbKdIQkzgIQzgqIQ46dIQ6AbIQ+6iIRFOfIRGPpIRY7mIRZqrIRb7gIR+DiIR/+eISAulISN8
                hISZFgISa7nISdFoISi/bISsJdIS5kZITCHhITIDSITKQuITR0kITb6mITsLhIUBCXIUCaaIUNxgIUTAqIUgldIUh1cIUlaoIU/ApIVMbfIVWveIVeFrIVmFlIVs9f
                IV6DiIWDkcIWMHcIWZzgIWg8YIWxzhIWyTjIW43lIXErjIXJHeIXNRgIXSvbIXt8jIX0WeIYFEmIYpOiIY2MjIY9/gIZD7vIZG8hIZIEjIZPffIZbCkIZdykIZfndI
                ZlReIZm9nIZn2eIZw5hIZ5ZfIaIxfIaWibIaochIapvhIatyhIax89Ia/dXIbAhrIbCgbIbDkdIbDwZIbeAdIbvSgIb03TIb5qtIcHfmIcNgmIcaOlIcsOpIdEVcId
                GsmIdOCgIdSijIdT6gIdVCgIdbLZIdeBtIduufIdvhcId9dpIeH8qIeKTmIeLNqIePWtIeWUdIeZckIeaInIeh8aIenHnIetdqIe22wIfQxZIfRUjIfehiIfmKcIfx
                gqIfyFUIfy6eIgMkeIgtIeIg0JgIg2ZkIhG2oIhHrsIheRhIhkIcIhmffIhrOoIhr63IhwfoIhxNdIhx8ZIh6lUIikboIinycIirklIisUdIis6nIjJhfIjJslIjZx
                iIje4QIjfjcIjl5hIj0riIj1umIj+mfIkBzjIkKdbIkWPfIkdegIkeZWIklKfIkmlZIkrofIk7LeIlFjcIlJ0dIlNxwIlQFkIlU9eIlaXiIloTpIlsKgIl89dImKSp
                ImNYZImWedImcfqImghhImswgIm1TlIm6AVIm+DcInAcjInG0iInJSVInNscInQHbInUApInb2mIniJZInoCwInpHxIntMiInzUXIoHehIoIs5IoRAMIoV8nIoZumI
                ocgbIodvdIovHkIo4YdIpCZsIpM+VIpUsaIpynaIqAIhIqDfdIqRRdIqd4XIqfRiIqlfZIqmyaIqsehIqt8qIqw0nIqxCgIrdneIrhkmIrtmdIrttoIrxleIr4qaIs
                IAoIsOPkIsReeIsjXxIsj4gIszvXItLcfItRCnItXelItZGjItc6lItdkjItg7eItiZvItnMlItnQgItoahItphdIttCrIuCqdIuMQgIudxhIunqeIuogsIuvfiIvK
                voIvi8zIvsIfIvzZfIv3kiIv37oIv+hZIv+reIwEMjIwMluIwUelIwbxlIwdMhIweSeIwgukIwiShIwlvoIwxFiIw7QfIw7xeIw8LUIxHKbIxIDdIxJicIxOmjIxPN
                lIxTBrIxf8hIxlzbIxobqIxpBYIxzRtIx6/kIx/VqIyD5aIyJodIyJx4IyLJpIyOUcIyRPuIyYimIyldjIyw5lIyznkIy0MlIy19fIy+5YIzEQdIzL4eIzM0xIzUKe
                IzUvmIzXAfIzfChIzgOkIzkHfIzowlIztYnIzxenIzz5oIz3ZoI0KjgI0LxeI0RzhI0YOkI0idhI0spgI0uPoI1JU1I1JkfI1J6qI1LlfI1VSdI1ajqI1clfI177aI
                2I07I2NZgI2evdI2hVnI2idiI20pfI28+qI3EagI3NVpI3PZmI3ROgI3avnI3bvpI3pyiI3tqdI3v4uI302aI3/jbI4NLhI4ZGmI4lfnI4l7eI44PYI5EwYI5NPfI5
                VWyI5uCzI6BJfI6EClI6EjqI6FCnI6H3jI6M0gI6gziI6ozVI6y/gI65+aI687pI6/ZgI7CAiI7TNXI7a8nI7i/kI73fjI7+wgI8JWtI8POcI8WyhI8oQgI86weI9L
                YcI9hYpI9rzgI9uJiI+AQdI+IOiI+ZhgI+dKgI+epiI+uXqI+y/bI/F7dI/PMkI/XeRI/dSoI/pLlI/vPUI/1JcI/46dJAG3pJAInpJAMfaJAmrdJAwmuJA4weJA85
                gJBFAxJBIugJBKGmJBNehJBOUlJBRVfJBXVdJB1EdJCD/oJCH0kJCJwgJCKQmJCNhdJCQdqJCXtoJCYUgJCuIrJCu7WJC0ojJC9ltJDT+bJDjseJDkhoJEEwpJEeXh
                JEoecJErvWJE2vgJE6QVJE+siJFG1fJFZIaJFZzYJFcpkJFe3mJFiwMJFoGmJFohqJGBzqJGCXgJGI3gJGTBgJGgrZJGjWsJGpsjJGrPWJGzWtJGzulJG9iYJG/EmJ
                HDBeJHMnkJHNKbJHVe1JHg4bJHyNvJH0jbJH6xhJH9UgJIDNtJIHjfJIMjqJIR5eJIV9xJIg7oJIhOeJIv+eJI+5rJJDp4JJH2tJJS3hJJVzjJJZ5iJJilfJJjkiJJ
                lZhJJn4eJJ0dbJKMtxJKM4dJKUQnJKbygJKcPsJKkmoJKlYcJKoQoJKsFcJKxfjJK5YfJK9DdJLG/hJLWaiJLc8fJLlsnJLsNVJMB8dJMIVeJMLfpJMO+gJMT4rJMV
                gjJMYNiJMsWjJMtmkJM+bkJNF7lJNGssJNLZnJNUSiJNVpwJNWRSJNZ6dJNafkJNiAfJNrOlJN8trJODqhJONxfJOVEpJOdIbJOgIXJOkApJOsmcJO9NpJO9tSJPDa
                cJPKknJPP2ZJPcCcJPhrhJPiqnJQAnnJQI2jJQSRhJQzKVJQ5bcJQ5oaJQ8BQJREBhJRIydJRK7XJROXxJRQPnJRUslJRXDgJRgKdJRs/qJR0aXJR5HdJSF2ZJSN6R
                JSPTdJSTEfJSUUcJScMhJSgVdJSgXxJSlndJTBmlJTDnWJTNP8JTQ0sJTTmdJThXbJTkVsJTrNYJT3AZJUHQzJULQjJUOXsJUZNkJUhemJUnXcJUuY/JUvzgJU6vSJ
                U7sfJVEOnJVGbnJVTbjJVUtjJVVsjJVXrkJVktyJVukfJV44jJWAmhJWM/dJWN4lJWavYJWbVfJWc5gJWrqVJWvIpJXB88JXPujJXfSrJXhjeJXtHkJXy7eJX0ZdJX
                5zcJX7clJYAytJYBfbJYdNdJYpacJYyLjJY4TeJZAnkJZF0SJZRLuJZYhdJZif6JZybjJZ7UYJaANzJaB7qJaDepJaUNgJaVLaJacXiJakDbJbGMgJbG/aJbLlgJbT
                RjJbT8lJbVhhJbasgJbfttJblwmJbnkaJbxWcJb16iJcCOfJcCegJcJHdJcMMdJcSNnJceCiJclYdJczDgJc9ciJdA2YJdBFgJdCpjJdLuuJdSJaJdZTjJdcFhJdiA
                fJdk4kJd2MdJd4xbJd8p4JeKBgJeSTeJeTWdJeZtkJecBZJezNfJe4sgJe5UxJe/eZJfAxaJfIyjJfLohJfPFeJfX9aJfaUpJfaiXJfaphJfcfqJfgcjJfnQlJgJId
                JgRZVJgaspJgd8cJgf6wJglmnJgp2lJgsFiJgxabJgy7eJg0GdJg4dXJg5WiJg6keJg7DjJhAUgJhCzmJhEveJhFHcJhGLpJhMteJhYYgJhYdiJhkThJh4MdJiADmJ
                iFxbJiH7oJic4gJihrdJinahJiniWJirOdJirqkJi19cJi2xzJjGEUJjHAfJjOxkJjXtdJjnkbJjpimJjw1aJjxWeJjxt+Jj2geJj58vJj8j1Jj9bhJkMiwJkOgfJk
                SHqJkWofJkj7fJk1ylJlW+iJlfGjJloRdJlsjcJlvCdJlvbUJl0rWJl3mRJmJ7bJmSVcJmYzxJmeY0JmptiJnGFiJnRAoJnTNWJnVNTJneFlJns6iJnvthJn8w0Jn/
                hhJoQvdJoVYpJofuaJouglJovoiJo2QbJo8TZJpAccJpOvUJpnMhJpw6wJp7GdJqCMcJqIkhJqKFVJqKN/JqQZfJqcqgJqgcfJqmJsJqwqgJq5ReJrHPpJrjvkJsBQ
                dJsVLcJsY4iJsd/oJsr6eJssikJsz5uJs0kjJs2CkJs36hJtBBhJtPFhJtQOdJta3pJtwXTJuKCgJuoGjJuoegJvJqtJvTFdJvYlgJvc3fJvhMoJvifnJvs0cJv8Di
                JwAjiJwCjnJwSskJwUrgJwVLlJwdReJwnTdJwwjaJwzkqJw/6nJxFLkJxGeiJxa9dJxd9oJxs3kJxxpcJx3ygJyaniJybvjJyiloJyu9cJy2MuJy3+lJzKNZJzT6eJ
                ze6rJzoQvJzttgJz6tpJz+inJ0AWeJ0AlmJ0DzPJ0HAiJ0LpcJ0NCgJ0U3jJ1GztJ1YnhJ1eGXJ1hTeJ1mVnJ1tveJ1yguJ11MkJ2EFpJ2EGUJ2IUeJ2RhgJ2xL1J2
                xvlJ3CAnJ3M3kJ3YWhJ3pDqJ3pSnJ3q0oJ4CVlJ4EchJ4FqtJ4HvdJ4RujJ4gsnJ4iXeJ4ibbJ4lWjJ4mcdJ4smdJ4s/fJ4vkuJ40mmJ5LGhJ5TYlJ5ZQeJ5Z+aJ5g
                LfJ5iEUJ5q6jJ52giJ53MfJ54icJ6CpgJ6DHsJ6MmmJ6WxjJ6ZbxJ6bZZJ6nznJ6xukJ6zHgJ65EdJ7A/yJ7IZoJ7JcwJ7MrpJ7YnjJ7l/pJ7mK2J7uShJ73agJ8Ep
                tJ8URiJ8jlnJ8lLdJ8vcpJ87KrJ9WWcJ9l1wJ9nydJ9yghJ+CSlJ+CpaJ+DYpJ+JzkJ+KceJ+M9nJ+WyfJ+W/lJ+Y3iJ+ZqgJ+g+oJ+oXcJ+zqlJ+0nmJ/CXdJ/Ybc
                J/aviJ/ipkJ/iymJ/pRdJ/yFVJ/zrhJ/4iiKABomKAKJdKAKjhKAN3zKAT7iKAepOKAj0eKAknaKAzCeKBBThKBIbcKBI4mKBJFjKBODuKBSUZKBSacKBWRgKBfinK
                BfjnKBixeKBmXaKBwvpKB8BoKB8OgKCBTdKCCxhKCOHeKCRDiKCWJbKCbviKCjmiKCp9aKCvdzKC+JbKDMwmKDO6TKDTvjKDWUbKDc8/KDqkkKDwidKDyqeKEYYcKE
                ZsgKEfidKE/CfKFVYnKFV/qKFjvfKFkanKFwsiKFyhhKFzxWKF2tfKF4ybKGKolKGfEdKGgmjKGhrhKGtzjKG6QrKG8/qKG/8aKHL0gKHQSkKHQumKHUafKHU9iKHV
                BnKHi1bKHpScKHzpmKHz2mKIaefKIjmoKIv8eKIwPeKIyOhKI1JlKI2mjKJBckKJFJjKJI7pKJPQjKJPjeKJSMhKJb0mKJchpKJwdkKJ94sKKEofKKS8hKKWHeKKY+
                pKKnYtKKptmKKq7oKKyNrKK4GpKK+wYKLAphKLNEhKLaVYKLmFiKLuckKLv1PKL0AcKMBGmKMFadKMXjjKMYF0KMp1nKMvZyKMvnjKMwPeKM0btKM2RWKM2rvKNDca
                KNLCqKNRChKNcFYKNe1yKNfmgKNqlnKNzt1KOSPTKO7ZiKPQAeKPZLhKPjxsKP51bKP+rfKQPnbKQfRgKQkubKQnHfKQybdKRD6lKRGudKRL+tKROKhKRUbjKRgRjK
                RntaKRpRiKRuGkKSC1/KSHYcKSJZpKSUTjKSdMfKSeDbKSe4fKSjYqKS3yaKS8hmKS8/kKTA9jKTG2tKTIdeKTNoiKTiDcKTkoeKTtzZKT59bKUEYnKUQEmKUTxcKU
                W2gKUgOsKUiKoKUpCkKUtWZKUy/sKU1amKU6BgKVI0aKVNFkKVS6cKVdliKVd+lKVhquKVrMaKV/UdKWDWhKWGmmKWXoiKWg/bKWxWfKW7xfKW+mfKXChjKXLzpKXZ
                tiKXfvcKX1DmKX1EfKX5/fKX/JpKYC0pKYDnvKYEmZKYTfgKYUCZKY0GfKY22kKY5JpKY6clKZE2cKZQDhKZbTaKZdakKZfStKZmBkKZmclKZtuZKZ6AdKZ7AaKaIf
                hKaKonKaLWgKaMeZKaNBhKaZPiKadYgKafimKagYoKa/HfKbCMdKbMwfKbNGeKbOUiKbRoiKbX5oKbndYKb1MdKcM6oKcX3iKcYpqKccapKciPlKclqhKcx/fKc1uj
                Kc/eaKdDmgKdH8eKdJneKdXtkKdX5sKdcbmKdf/jKdlygKdqZqKdwUfKdx5RKd3PlKd81lKeZRZKeb0hKehvmKenRhKenysKe11iKe2SeKfEGkKfJAfKfwrmKf3PdK
                f3UlKf7FlKgQhhKgXChKgXriKgh4kKglEiKgrsjKgsNcKgwEcKgwGfKg5glKg/2oKhjslKhkkxKhnkgKhofdKhqBhKhrxoKhxoeKhzYwKiLbhKiQr/KiXpUKiZFeKi
                cLfKijSxKipDlKisThKivLeKiwEcKi04kKi1dqKi/PdKjBxjKjJJkKjW4iKjhfZKjiMpKjlwcKjwNdKj7QhKkJyoKkOUXKkasrKklgeKlBbeKlDxvKlITZKlSPZKlT
                HeKlZffKliAfKlqIUKlrVYKlzMbKlzWkKl3SrKl6rdKmLEeKmMGeKmXCgKmXhlKmfElKmhhsKmwxjKmyAZKmyokKmysbKm7veKniSsKnoWmKoDAjKoDQUKoHQYKoP4
                mKob5jKoiFhKolRkKoqAxKovOxKozSqKo3DhKo3hqKo5VZKo68iKpaPiKpdIhKpkdZKppyhKpx9nKpyIjKpzziKp3FlKp90YKp+RhKqAydKqFbiKqKIfKqKgkKqZQh
                KqnalKrDGkKrH0eKrPIkKrUvZKrXjdKraPcKreYfKr64yKr7ogKr8YeKr9CgKr95fKsK8oKsRZfKsR2kKsa4pKsfHgKso9bKsuyhKs6HpKs7gjKtHztKtPtbKtPvdK
                tW1lKtYTmKtd7fKtoEiKto5hKtsucKtt3jKtvMiKtzKiKt75hKt9FfKuFFpKuY+mKud0fKul3gKuxPiKuzAfKu0UjKu7STKvD6hKvJ4rKvQkcKvbDiKvbJhKvmtZKv
                pfhKvuGfKv5XgKv63kKv+VfKv+dZKwGVsKwGzdKwLUdKwPMvKwSglKwXmfKwZ8hKwhwYKwrWdKw85kKw/8cKxDxXKxQebKxWDeKx1KtKx6GdKx+ZeKyBzwKyCbgKyM
                DhKyOzdKyTMhKygbaKyvOqKy1PgKy2FmKy3pbKy9tuKzRJaKzX1fKzYLhKzdPhKztFWKz6luKz7PhK0IvtK0LldK0M2fK0NAkK0OAcK0RxrK0YhvK0iOpK0l5vK0nj
                kK0t3tK0+IiK0/WuK1A8VK1MZaK1OuYK1PZeK1h1jK153XK19jZK2OOsK2ShlK2WHfK2W7iK2rNjK2svsK2v4fK29QfK3AEhK3GBqK3MUpK3c0gK3kOkK3p4eK3yxt
                K31zrK4BscK4ESbK4NWeK4X6eK4oMYK4pSYK4ufdK47whK5EMkK5HwlK5H3qK5KChK5L9eK5oacK5xDaK6DfdK6Q9wK6UzeK6VKRK6ZUcK6aRfK6b/hK62tiK64s6K
                7BrkK7CIZK7LpmK7RxZK7UjUK7VUXK7ktgK7lZ7K7r1mK8L7rK8PNeK8YXHK85bcK9GhcK9HWdK9OAcK9dxwK9jrZK9siiK95DhK97PfK+BikK+DYmK+UojK+bHjK+
                bfgK+hNxK+1blK/CqlK/DMqK/NMfK/O+gK/kodK/uvbK/3BZK/7ZcK/9PkK//ynLAHylLAH1gLAPZjLAREkLASmbLAWMdLAbzkLAdfhLAxWkLAyYoLBYUXLBZUWLBn
                WkLBtxiLBt9oLB6spLB7IcLCALhLCU4gLCWjeLCiipLCjRaLCk+gLCvSfLCwglLCxgjLDFefLDIQlLDOiiLDXQnLDrldLD+zgLEIBgLEJEkLEJvlLEY0kLElZfLEmA
                oLEqwmLEs8aLE8c2LE+OiLE+6eLFCqlLFRzgLFXdjLFaMnLFncZLFrd/LFvNgLFvOeLFy5qLF8EeLF+idLGH8fLGLiaLGMLqLGgFoLGuIeLGxz/LGydgLGz+bLG8xg
                LG/wkLHWkkLHkLlLHk3jLHwVkLHyVrLHy3cLH7BdLH/raLIAicLIHrwLIj/nLIqAlLIsbfLI2SeLI3LbLI3jqLJBfoLJIjhLJP3rLJmoeLJ1liLJ/EfLKIzfLKOjdL
                KTXYLKashLKiNeLKm2aLKzAgLK6FbLK7lqLK9neLLA7VLLCQtLLJbfLLMngLLVEeLLWHcLLWsmLLZeaLLpWULLsjkLMEUlLMFnhLMSv0LMp0VLMsLVLM0vnLM2jlLM
                49oLM5SuLNFoeLNSEbLNTCdLNYLmLNjLeLN1ilLN7OiLN7ViLOBggLOGmiLOL3jLOMPiLOPOtLOS7rLOXNkLOX5eLObZdLOk8dLOoqVLOyykLO2TaLO3IdLPAOhLPB
                PgLPCQcLPEkeLPYHULPoQhLQBKjLQEQkLQK01LQOJZLQikcLQoJdLQuEeLQ29hLQ8auLRBnoLRYXxLRZ2kLRcjbLRtSeLRuIuLRvmcLR44cLR6xfLR7GjLR/CXLSW4
                iLSqHcLSqSvLS1phLS3HgLS6MdLTBIlLTPxsLTdseLTgTnLTh2gLTsGlLTtnpLT4ftLUIaeLUN7fLUYElLUaLpLUvyeLU7kdLU+NlLU+gcLU/IcLVAieLVNuqLVT0l
                LVezlLVpyeLV2feLWDNeLWDRlLWOiuLWWZiLWXUXLWdXmLWmfSLWmjRLWpwxLWsiYLW17jLW8xcLXP2pLXjkgLXmmnLXmtYLXyeYLXz+nLX6rpLX7MjLX8njLYFQiL
                YNVdLYPCaLYSDfLYS9ZLYzCbLYzgmLY+RgLY/iTLZBBkLZE1cLZGpkLZKarLZsckLZvQmLZ7TkLaDMnLaFXeLa0TnLa6edLa6iSLbH3nLbbvgLbdLcLbhPuLbikiLb
                vKbLbwRPLcBtpLcFrkLco6lLc8SiLc+nhLc/BqLdD3YLdE0lLdJWcLdQIjLdSynLdS6fLdnj0Ldu3gLdwEnLdzttLd7qiLd/YjLeCfhLeGhgLeLhkLeO0ZLeQjqLeX
                TfLectYLedygLemKlLerhZLetJbLe2ZaLe+SsLfDebLfGVlLfg9lLfmybLfwihLf8idLhOadLhSRuLhV9cLhaEqLhvoeLhxUgLh5ZgLiDEnLiNgzLiPcfLiP9kLiR8
                dLiWjqLifNcLimXZLimyhLisQhLitzlLiu8dLiyArLi0VgLjPGkLjUMeLjYQhLjjMdLjkqiLjmUoLjvIfLjwxZLj1leLkdTaLkiRuLkuPfLk+TnLlInZLlWLkLlf8Y
                LliijLlj8zLlohhLlvLqLlzpVLl5/gLl9QhLmKemLmX1kLmaQyLmjrxLms+mLmzHfLnKPaLnVslLneasLnpVcLntsgLnxzmLoAgeLoBOeLoDxSLoUWfLodjvLoixnL
                omTgLos5jLothnLowNbLoxedLo4EoLpMDlLpRuhLpTwvLpUNgLpYfhLpaEtLpmsnLppilLppllLpr0cLpy9hLp8QtLp/KjLqBAfLqCJpLqGFdLqIghLqWheLrDo0Lr
                I8mLrKRkLrLwWLrMKdLrPvXLrSvgLrqSrLrqToLrtSrLr6PWLr/nrLsR5cLsTrgLsWJaLshWZLsp+dLstmhLs3YbLtC/rLtd9jLtv9gLt1OoLt1koLt2fuLuAqdLuS
                ClLubuqLueWgLuh1sLumTuLu7gnLvPqjLvZjgLvpmnLv05fLv14pLwDTqLwJkWLwOYcLwP/hLwWdiLwvaaLww9cLwyaeLxr6bLxtRULxv9hLx/GcLyDxYLyKTlLyKY
                gLySYeLyXXmLyZWhLyZ7TLyeHdLygAsLyiSjLymXfLytOcLy7bjLy/MdLzCSfLzaRdLzlJhLzlqXLz9CpL0AWXL0E8XL0OMiL0SOiL0TdaL0T+gL0UNlL0YifL0dXd
                L08XeL1DIdL1OVcL1PakL1hbdL1jNlL1o1ZL1qZVL1vohL1xXaL17ljL19BWL2CpZL2R0hL2VTjL2aadL2dadL2m0jL2thaL2ysfL22KfL27lxL2/XgL3FdoL3FlgL
                3K8oL3MylL3QQhL3VSeL3ZVlL3ctrL3cxgL3hStL3q0eL3uZbL3vAdL34BjL4DksL4KxkL4NcfL4P5nL4SqeL4UAdL4WSuL4fciL4htqL4oDZL4v8YL45ejL5I4yL5
                JqgL5NVhL5QQZL5UyiL5a0fL5baUL5d8wL5vOiL59PfL6MqhL6Y7oL6Z4gL6pZsL6qZjL61esL64MkL666cL683bL7LilL7L3TL7OzuL7nzkL7pAoL7puzL75uZL78
                ZgL79WlL8MKcL8VmfL8YhgL8dFiL8thZL8zKfL9JYbL9LleL9h1bL9p0iL9xIZL91fZL999aL+FPSL+FxgL+v/gL/JvnL/KdZL/K4eL/WvfL/aLbL/bCvL/lehL/sS
                gL/s0YL/u/qL/0g2L/9nvMAKDhMAMfuMAQ1bMAVWbMAXVaMAX7gMAaIsMAj61MAka3MBAYhMBRQ/MBYeZMBcbmMBpgZMBsDiMB0teMB1VeMB3DhMCI2iMCI8eMCKFY
                MCLKeMCZlfMCaGqMCeMnMCkMfMCwpcMC5agMC+8dMDE0TMDRXcMDXnZMDd3dMDkSpMDmZjMDnEeMDuydMDxbcMD07fMD/ujMEDMkMERikMEU4lMEWikMEceYMEy4dM
                E+abMFAVfMFGp2MFScbMFTcyMFXZoMFc+eMFy5jMFz7lMF2PeMF5XfMGEnlMGOtZMGPvdMGX7ZMGeefMGyNpMG7SZMG+WfMHDnZMHQcfMHWujMHX9gMHcadMHeOoMH
                yEbMHzKjMHzVeMH7LiMIFhcMIMOcMIMecMIV5aMInMzMIpHdMIqBjMJESYMJIzdMJX6UMJcCcMJeHeMJy5rMKPUgMKPfgMKpphMKq8eMKunnMK44cMLDrmMLPWkMLP
                XmMLQnkMLVUsMLVXdMLXBvMLb2fMLdBeMLnsjMLqXcMLsyiML75kMMDlgMMH9WMMNyxMMXLgMMeCbMM7VxMNINmMNd3cMNhbcMNotzMNvffMN1lpMN6wZMOSSiMOX/
                nMOoIlMOr0eMO3EeMO/nhMPXb7MPbjlMPg7aMPiSbMPuQsMPxxrMP78bMP+lbMQAjrMQF/uMQJJ8MRBshMRXXcMRcRdMRdBgMRlOXMRnmmMSLscMSUAiMSkGfMSw8p
                MTPdjMTP7WMTVagMTtchMT0qeMT+UmMUWNnMUYwhMUbSVMUeNaMUlviMUpHiMUqUcMUxYpMVOicMVP9aMVQ5ZMVYVsMVcccMVszdMV+SgMWRvdMWbfkMWcZcMWzgeM
                XWwXMXg1dMXoHpMX3JgMX3ujMX71rMX+3fMYDbsMYFOeMYOGlMYQ+uMYUamMYZdZMYgTlMYmXlMY78lMY9KdMZMMyMZOHcMZeJeMZgujMZjugMZ3McMZ7sfMaVvoMa
                eLXMaixbMar/fMat7bMavfhMaxcbMa79xMa9GjMa9svMbPwcMbRKkMbWCcMbswYMbyYfMcSBqMcTFgMcZEjMcc8gMcehhMcgPVMcipgMck0kMcmqkMc2phMdTSeMdp
                zbMdqppMd2beMeAtgMenKdMepGhMe9/hMfBDXMfEL4MfczeMfkMrMfzKsMf4AoMf4CgMf+grMf+sYMgJZmMgNAgMgNHfMgu1dMg0AkMg3UkMg5BpMg7AXMhILYMhOT
                cMhhAoMhjXjMhuhvMhwdmMh08aMh9onMiQXVMiTihMidFnMinccMiuLbMiunkMiyShMjKvoMjTyoMjaOYMjf2dMjovZMju/gMkDKaMkH6iMkmCUMk0/lMk3ycMk6Av
                Mk94XMlD/pMlH5XMlIxoMlPdXMlZKiMlaObMlpidMl1smMl580Ml7ahMmIdbMmSyaMmp/qMmuFlMnCipMnHolMnK5eMnQSfMnUQdMnXQdMnaJiMnb6YMnhjcMnrWcM
                n1scMn3MgMoDSeMoMsrMoZafMomHeMomMhMosgiMovmjMoxNeMozxnMo3LlMo75dMpAClMpiVxMpqNfMp/VjMqQCbMqbUcMqkAkMqshiMqtpeMq3deMq/4iMrKhoMr
                VifMrY0jMreeoMrtsrMsJVvMsMZkMsWusMsbgkMsj4SMs0eoMtGjgMtPmrMtTReMtXnnMtdrlMthtbMttBpMt0XjMt0sjMt1ZgMt8w1MuAhfMuCVFMuCXYMuGegMuG
                vfMuJajMuvilMu/+eMvL1fMvMntMvQgyMvVVcMvYdnMvjKjMvpGiMv4zkMwElNMwRpWMwSmgMwnomMwwDkMwxJfMw7BbMxH4pMxIdjMxJBtMxPWmMxtYjMx6PdMx/f
                sMyQThMyWNlMyhYfMyoZUMyqleMyutrMy14hMy3mdMzKprMzPOmMzQOkMzQ1bMzh9PMzm3bMz6+hM0FnZM0KykM0RulM069lM0/NYM1D+iM1IRbM1ISoM1U/mM1WVp
                M1cboM1ixnM1i1iM1lLbM1lOlM17kjM1+lnM2HFiM2SZiM2bsbM2gMgM2g9rM2ineM2j35M2nDnM2o/gM2vSfM3XlgM3YVhM32VdM325jM33wZM4IMcM4O0XM4opfM
                4ovlM5bsdM5eKZM5uJoM57TYM6CZYM6EVUM6E1eM6FflM6OtpM6RnfM6YFkM6ceSM6h2iM6qNlM6q/eM69UfM7IEuM7RgmM7brgM7c0iM7lHcM7mXgM7oUgM7rbfM7
                sT7M74MbM75GpM75glM776eM8M4eM8QKeM8hTkM8rejM8sZvM9BThM9DtmM9T3YM9XceM9wbaM93VqM99WmM9+2dM+LJfM+MuoM+T7cM+WVnM+a+YM+bgsM+hdgM+i
                HlM+lMgM+mCnM+w+dM+2AcM/J1lM/R1iM/U8cM/VHTM/V9fM/YEgM/cynM/xmdM/74gM/9WtNAXPxNAeYhNAerfNAhcoNAyMVNBEGWNBOSpNBQpZNBT1jNBXKdNBbi
                iNBgsgNBnOnNBoqZNBqBsNBrljNB7JiNB9ggNB/HgNB/vnNCPUjNCb/cNCldyNCqEjNDB3kNDE3bNDM6cNDPaoNDSpcNDW+YNDofcNDpGrNDz1fND5llND93oNEBnx
                NEPlfNEfuoNEh/fNE2PoNE7jmNFGWeNFHNcNFPGZNFRUjNFWGLNFdZhNFvPfNFvqcNF21kNGEpZNGMReNGO1lNGUAxNGcwnNGjGVNGtqhNGzLjNG1zeNG/XdNHKZhN
                HLCiNHLtaNHN9bNHXvhNHheUNHjzeNHlNoNHtybNH9YjNH/sgNIL5gNIWdaNIXigNIv0mNI+PiNI+tkNJJEvNJJPnNJO4dNJeBcNJeMiNJhnfNJlUZNJnllNKa9oNK
                s4eNLEJsNLIfiNLL7gNLMO2NLMRtNLVcYNLbRYNLihrNL2ArNL3sbNL4KsNL7dgNMTl4NMVZfNMX/sNMaEoNM0+nNM7SnNM85eNNE8lNNOPgNNR0kNNTXwNNZyiNNa
                FfNNcrkNN+xgNN/NiNOW3eNOo6oNOqdtNOzCtNO76eNO+dqNPASiNPCPiNPE/oNPPfjNPQ/kNPc6lNPe0VNPgopNPg/lNPjbjNPmOzNPngkNPzhsNP/lkNQFdkNQWd
                4NQXgoNQgYaNQnLoNQt1qNQ1/mNQ8WnNRQ9bNRT6aNRYYgNRhwhNRnfmNRpPfNRxwcNRyFfNR2bxNR7OVNSKiiNSKljNSTF2NSZWbNScJeNSc2cNSlTYNS0GjNS0tj
                NTBTXNTHCcNTHuiNTN3bNTcZbNTlTcNT3LqNT/GeNUDdgNUEBfNUO4mNUYfrNUZceNUkUgNUoscNUtVnNU0svNVEffNVKbiNVSDlNVYrTNVZjnNVi/eNVsWlNV4V7N
                WGBrNWJQcNWKoeNWc+fNWgAgNWlViNWoNYNW7FhNXKulNXddcNXip1NXlRnNXwdcNYcfcNYc0iNYgGkNYmheNYtOWNYvanNYyWdNY+BfNZRHoNZS6qNZj8mNZzajNa
                AHpNaCIiNaFNcNaPUeNaVeuNapzeNar0XNatsnNavwdNa2JXNa30lNa9KrNa/FZNbWkkNblGdNboVnNbqgiNbxkdNcKrpNcK7oNccXYNcvUfNcvacNczhYNc14eNdD
                ZeNdb9bNddtcNdoCpNdtFnNdtJXNdv5eNd/Y7NeDtqNeK3kNedhdNedvhNehofNepwkNe5TfNfHDaNfYQaNfZXsNfaJUNfgAbNflslNfpemNfqJlNfzQiNfzddNf2t
                bNf3JiNf7EeNgD+kNgRJdNgXehNgd8eNgkXjNgk2kNgnziNgqFeNgyYeNhEBdNhUtXNhVPoNhcuiNhearNhhMdNhkGaNhljfNhm6rNhsnkNh/3cNiBInNiEMoNiShd
                NiUPkNibekNidLbNifvvNinqcNizQeNi0fjNjFIgNjKMcNjMNsNjaWaNjiJsNjltjNjpjkNjvmyNj4KeNj6eiNkKmfNkVDgNkjhqNkpJZNkqrnNkxGdNk8qgNk92lN
                lHQnNlKQdNlRKVNlX9uNlaMhNlnCnNl04nNmMIgNmdNZNmgNhNmjxfNnG5gNnJjfNnRgfNnaZhNnbciNncGgNngSiNnnKuNnxkYNnx/bNn73hNoQSoNoRCfNoWwiNo
                bS2NohaeNow5iNo5TnNpENmNpFjbNpFkrNpKZhNpLxqNpT2jNpejeNpe8nNpmsONpqWfNpvVkNp98jNqDteNqEglNqNPiNqwPaNq5/eNrCTgNrFFiNrO2lNrYCjNrq
                qnNrsVlNr11hNr+GiNsCNlNsEivNsFEjNsOmtNsTahNsWAfNsXFZNsYSZNsa/eNsfJvNskHlNs6qsNs8WeNtB4bNtRGeNtS0xNtTbrNtU1eNthEcNtixoNt4onNuBP
                WNuKSpNuK2dNuOYiNuYRlNuZvfNuazpNumiaNuyRgNu9YwNvCMkNvExdNvLGWNvUDkNvU+TNvYQSNvkQjNvm8cNvrMuNvxiZNv2/eNv5qjNwBTTNwFldNwHwlNwkbk
                Nw5PmNw77hNw9reNxMyvNxXdmNxYobNxYwqNxjEYNxn3ZNxqnnNx81fNyO+kNyP9aNyZ8bNycJbNykTdNyrslNywZYNzc6kNz/aoN0AzoN0B5pN0ENeN0J5gN0QjfN
                0SMvN0ZgpN0bVfN0cIcN0c0cN0lOgN0pNzN0qThN006fN05YuN09haN0+2dN0/5dN1F7fN1HMgN1KBhN1SCUN1WNjN1jcjN1mgeN1qCgN1uebN1zvlN18NeN2H/fN2
                JnpN2NxoN2SYfN2YGhN2cTjN2lMhN2vwhN243nN261nN27feN3DkvN3DqdN3GpmN3NDlN3XRSN3iVWN3rodN3sLWN3tzeN31CcN4clfN4ojlN4r5sN40vkN4+efN5C
                7eN5FtgN5H+gN5JujN5KccN5SKhN5aXjN5jHbN5pljN5y4fN6YrfN6hNmN6vXbN64bmN6/0hN7AcjN7CxjN7KKZN7dLcN7dyfN7grhN7lnbN7m1kN7utnN79KdN792
                zN794fN8BCdN8EplN8HJeN8YXvN8hGlN8jCcN81flN82zdN9ICXN9JvxN9PGgN9VDiN9jEUN9qDmN9qvcN9ujfN9u/jN94cpN+KpzN+QQfN+TkmN+U6mN+eilN+hXe
                N+qjeN+rvgN+t1fN+wPsN+zXlN+0PiN+3liN+8DrN/IMsN/RSfN/SkZN/eliN/kCdN/rtjN/vneN/xIvOAC5mOAFyZOARwgOAZXeOAuohOA8qrOBGJLOBLVsOBM6uO
                BO6oOBQseOBfeeOBholOB0XgOB4ywOCJziOCNGgOCOPiOCWoeOCZ5fOCcueOCqJgOCuBcOC1VhOC7zkODD4aODMPwODYGiODdiaODnBdODwRkOD0xeOD9AfOEGgjOE
                O4eOEZ1sOEgAeOEkmaOE8mvOFGEdOFUikOFpBdOFpKoOFqurOF2LwOGAPbOGCiWOGEPnOGEZdOGEj3OGF2gOGcceOGjXnOGqPhOGqZgOG24aOG/upOHMajOHYZiOHe
                koOHggtOHoDdOHsFdOH6VoOH8qcOINpeOIU5TOIkPoOIppqOIwqXOI2xZOJDidOJLVcOJNipOJVKbOJW4eOJg5WOKOCeOKQdwOKRrZOKShuOKt7bOKvHfOKy+bOK9X
                YOK/RaOLDGaOLGXcOLfPsOLf5mOLmTcOLmWhOLv/oOL1ioOL5xWOMM2nOMU8hOMbhkOMlYcOMmcoOMp0nOMx5gOND+gONLDeONLZdONOgeONTQgONV4oONZCqONbfy
                ONkQoOOLxkOOOLnOORTfOOVJZOOkbpOOlwcOOmtmOOpZdOOu8rOO2MZOO4ZeOO74YOPILcOPOwoOPO/dOPPUkOPbGWOPcmfOPhTYOQPGmOQQ6bOQTmaOQV/gOQa+oO
                QqWfOQ0QoORFMUORT4fORVhrORY1nORgLkORiqiORkkpOR/YeOSAOiOSA3ZOSBaqOSKriOSbHZOSeydOSmFlOSxFmOS2BgOS22jOS7HpOS+8kOTNgTOTNrnOTYOfOT
                eVjOT88ZOUATmOUIViOULckOUdAtOUhYoOUijiOUlOnOUlhXOUoncOU4ejOVAJiOVI+ZOVjb1OVshdOV3viOV+sdOWA0gOXL4oOXPQtOXQkpOXSSgOXShhOXbFdOXh
                NcOXxVpOX0XeOYJWqOYNc/OYVTiOYZajOYctYOYmiiOYtJkOYt5cOZCTpOZIWpOZL4dOZylSOZ/kgOaUonOagRfOatPcOawRZOa00sOa18gOa2wgObBydObDklObOd
                kObTMdObUAoObfSfObgdeOb7LXOb8/oOb+udOb/NWOcCGcOcSAeOca2jOcpQXOcsYbOc4xkOdFgmOdxPgOeMTfOeQ0jOeQ1eOerhjOesIzOetVhOethdOe+zlOfA+f
                OfN/eOfaNfOfhueOfktdOfl2gOgDriOgE0qOgRGbOgRtYOgUDUOgfIyOghegOgluZOgnubOg3XeOg9idOg97YOg/GeOg/hfOhJHhOhLDrOhL8uOhO5qOhXbdOhdhdO
                iHicOin7hOivMhOi7LrOi7tcOjCyiOjSnoOjUIkOjdeZOju+kOjvgdOj29eOj3GaOkACgOkBflOkHNgOkL9cOkR2iOkhWlOkkbcOkmteOknWgOk0deOk89nOlF2eOl
                NYiOlZoTOljGhOlq/gOl2QcOl9xbOmDWdOmJ4pOmKqgOmfCkOmh3gOmoshOmqroOmsaoOmuqqOnItlOnI8oOnOUiOnYeVOnbAkOnxhgOny+hOoELfOoKmsOosOeOox
                OcOo4HhOpN1wOpU+ROpW1dOpeHqOpiQeOpjHmOpkcWOpscfOpwKeOqHjkOqP2gOqaIrOquzeOqvVhOqyjjOqztmOrU7POrVYeOrXipOrdteOreaxOr2vcOr4NbOsK/
                eOse6eOsx4eOs2UcOs+3eOtLjnOtbwtOtj0lOt1xjOt3CjOt7CjOt9ijOt+abOuCZeOuJKtOuusiOuvecOu4rtOu95gOvBwdOvCxXOvD7nOvJKgOvTZfOvYKfOvclk
                Ove9rOviqlOv/zcOwJIgOwP6kOwQyXOwXFnOwcYfOw4SeOw9JgOw/knOxBCiOxZndOxcxkOxd3ZOxeYcOxgZdOxlIiOxlkbOx3ktOx6NsOyRNdOyjhmOyp5iOy61dO
                zaEaOzbLWOzejcOziyhO0C1gO0FGlO0GPZO0ILfO0TUdO0rfvO0r3bO0vWcO0vZaO03+gO07K4O0+idO0+/ZO1EhqO1NamO1hblO1qIfO1yVcO2IdgO2LUhO2Q8xO2
                WwfO2bFnO2dBbO2dUdO2iHsO2jVjO2ovfO2yHYO3CCkO3KHeO3KcqO3XgkO3cGkO3fD0O3fYhO3nydO3oWkO3sYdO3vDmO332YO3/RaO4Y1qO4fllO4jXeO4vgiO40
                OmO5Dn0O5U3pO5YtjO5Y5pO5atzO5e+nO5oAwO5u7iO51GbO6GBcO6LRkO6MCjO6RtqO6XtfO6aqcO6gfgO6hVdO62XbO66zjO69xxO7D1iO7EJUO7LRdO7MnlO7cf
                lO7kNkO7mMeO78OjO8UDmO8UeYO8jeeO8t+oO8uyVO8yUyO84ZhO849fO85goO9EArO9GvfO9YciO9d2hO9kyiO9lOcO9nalO9omwO9zidO91nhO95KXO9+vZO9/AX
                O+A/cO+BYpO+DlgO+FxjO+PfjO+YFfO+jWfO+twbO+1cqO+7YmO/AxiO/CHYO/LNnO/nifO/nycO/vPdO/z+pPAUIiPAZnkPAfThPAoKiPAvhjPA2ufPA9LhPBByZP
                BjfmPBjphPBo8bPBp0hPB54jPCPVcPClZePCwrgPC9RpPC+uePDL3ZPDU5hPDWQhPDhPvPEHObPEIdhPELYZPEYF4PEZ9lPEbzePEmWdPE0TnPE0thPE8PkPE80iPF
                BGePFRkhPFYojPFesZPFmXmPFuLfPFu0lPF0JlPF5mePGCOfPGCrcPGE+jPGIOmPGJ/jPGNyWPGQQnPGRWqPGcibPGeOqPGeppPGmGgPGq6WPG01iPG1viPG3vkPG7
                RfPG9VVPHE4dPHMrjPHS7fPHWinPHapmPHdMaPHpvcPHqDcPH6DRPIEElPINEcPIPSlPIXHlPIX/fPIcecPIdbTPIeXWPIsnePIxkdPI0QfPJTTfPJX5jPJfPtPJlq
                0PJrWTPJtzlPJ6GePKEo/PKLiZPKYkgPKcnqPKjYTPK0FnPK/3hPLVAePLhJZPLvakPLx+fPL2yfPL8qdPMH8pPMjtpPMzsoPNCIfPNJYkPNM8mPNNsfPNejgPNswo
                PN32bPN/2lPOFgcPOMrdPOQTjPOdluPOgHjPOhXrPOszUPOvRpPPFIePPH2jPPLKfPPOnzPPO2wPPYCmPPYVuPPpfiPP31jPQPTtPQQKgPQb/rPQxscPQzfdPQ0wmP
                Q7/fPQ9qdPQ/ocPRAOjPRBZqPRD+ePRVedPRj7dPR2niPR/qgPSIHdPSfUgPSlOpPSn/fPSsEkPS8rjPTNpiPTUncPTVaXPTja0PTkKhPTw7aPUC7oPUEDqPULdePU
                RzdPUlSpPUo5fPUuBhPUx1aPVF9sPVNErPVOYaPVWbhPVfr+PViRePVmSdPVsncPVu0gPVv0gPV1gjPV8CcPV/LwPWQBbPWUsdPWWj1PWlM3PW01cPW9FvPXE7tPXK
                hoPXVVXPXWRgPXe3bPXkPhPXqbbPX2tmPX3TgPX6RgPYLrZPYfOmPYmWfPYtObPY5ajPY/nTPY/8gPZCpkPZHbvPZMUiPZPGhPZTgfPZdmdPZt1hPZ0YhPZ3PcPZ76
                pPaBChPaJBcPaPVqPaQvfPaWahPaZRZPaczkPaeuePag/ePalZhPaqBvPav6ePa06WPa19ZPa4uiPbBNiPbOayPbRsZPbWklPbcHlPbcxcPbtehPbuNjPbv3gPby/o
                PbzunPcIBXPcLQcPcOmgPcO4nPcz/iPdEwjPdGhkPdPpgPdRYtPdcOqPdeTiPdfPmPdiFdPdkavPdxliPdywRPd8HYPeDmjPecGvPfEVSPfS/oPfZmbPfwNjPf7giP
                f737PgEptPgHxdPgOjdPgS8hPgdBgPgrZePg3OgPg85iPhJEhPhJckPhOXkPhUDhPhbNpPhehgPhiLhPhl4hPhoJWPh01vPh04hPh+EpPh/y2PiGOePiKMgPiOgmPi
                RgkPiWvnPiqehPjYwfPjaFiPjc7gPjiLfPjyVdPj9pjPkB5jPkKcgPkVFdPkXGePkZeYPkjMiPklIyPkm2jPkz2YPk8QbPlFFjPlKLaPlL5lPlNkgPlVYePlcfrPlc
                gjPleNjPlggpPlp7mPlvImPlwRjPl2BdPl86bPmDyqPmGFjPmKJnPmPwYPmRWiPmSLcPmfQcPmw2gPmx6fPm5NjPnGpuPnM9bPnYGpPnYJnPnachPnligPnmUgPn1V
                gPoGTdPoJ0iPoN4tPoSVXPoZcgPondkPotSwPo4BdPpBFePpGVdPpVuePpW8MPpq7nPprjsPpxBaPqJHjPqUlvPqZx+PqcymPqosfPq0UsPrFlgPrJqhPrK4sPrOWd
                PrqCmPr6PzPsG5kPsTPlPsXEkPsrIZPs8mdPtC2mPtMFkPtgBlPtjoxPuCwePuJCdPuQQmPuRAjPuWsaPuYBkPud0jPugHnPus5cPut9ePu4aePu/mmPvBrjPvGIsP
                vGehPvJ6mPvYEtPvhgZPvnftPvxiePvy9bPv6mgPwIFiPwTeePwYilPwnCYPwqlrPw5rkPw5+lPxEjlPxE9sPxPHjPxXwdPxwSePxwzhPx88iPyFapPyHchPyHsiPy
                UGpPyfxVPygykPyuGjPyuqWPzBGkPzGZOPzGnhPzTeqPzThYPzXgcPzYS/Pzl1OPz28YP0VgeP0Z2iP0ageP0hlRP0m1jP0sgiP0tAjP0txkP1L9hP1MFoP1OZeP1W
                8iP1XclP1mPnP1xQbP1zptP19pXP2HSpP2Q0lP2V0iP2X2tP2YlVP2h2kP2pyZP2rDyP22ugP23bTP3NGgP3RzRP3a/cP3d5cP3m+tP3vrnP36fsP4F3kP4G1cP4Q2
                jP4kPYP41UTP44tlP49/oP5DQjP5GvhP5HKkP5OpbP5c6jP5eOfP5i3vP6RFcP6qXmP63VgP63zpP7JObP7MEhP7MgdP7QAsP7URfP7hSpP7pkhP7p9wP78ifP7/Vd
                P8BIeP8CH8P8E6kP8GUsP8IOoP8IzkP8S/lP8TzfP8hMdP8hfXP8mweP8pehP8t7cP8yBfP85ArP86cqP9LFeP9S7bP9UyeP9j7dP9s+cP91vlP995dP9+alP+B4cP
                +FWbP+OMvP+WchP+bgeP+fKoP+ijxP+l/eP+nugP+uVgP+xH/P+2hiP/EeeP/PuuP/TpZP/UEdP/X8jP/kskP/2gjP/2/hP/8rjP//7iQAFQhQAP5jQAVEbQAXdcQA
                idqQAivZQAmEoQAx7cQA3OdQBD6gQBEVfQBh6gQBtdVQB3EhQCAJfQCIVsQCiFYQCiHiQCoOoQCosoQC5MeQDc3ZQDdZRQDzCkQD0qgQD8afQECtYQEDesQEDwiQEK
                zeQEPDcQEPUtQEU9cQEYykQEekUQEhdVQEo/rQEuCiQEukYQE0IlQE9egQFAzgQFBZdQFDFmQFDWbQFEXcQFHRjQF1EfQF2/zQF85hQGLeiQGf1pQGkgOQG0hjQG5I
                fQHFHbQHFYfQHFvdQHIovQHUaaQHrDrQH4weQIFceQIH1ZQISTnQIfPdQIqNbQIzMxQI0DdQI0rlQI7kcQI+wbQJFfiQJIDSQJYlfQJaMgQJrQeQJwCgQKDQhQKEGh
                QKFbjQKFinQKGLkQKL5pQKMUdQKZ1bQKm8eQKwHdQK/xeQLQYcQLRVgQLjjjQLlKiQLo0pQLqNjQLr+nQLwhaQLxjZQL52fQL9DXQL9bhQMGldQMaSiQMdHeQMwSmQ
                NIUlQNQOdQNcBiQNhBwQNpcdQNqciQNqrjQNq5gQN28bQN9TaQODluQONWhQOR2jQOVAnQOdogQOfkhQOj1gQOlZrQOyIgQO8zeQO/FsQO/LlQPKRiQPV1gQPbUgQP
                mJiQPsadQP64iQQQQdQQdBmQQrB/QQrdhQQyygQQ3UcQQ6QbQRTtgQRctgQRh+pQRkdvQRnAYQRuomQRwFcQR3UzQSGhqQSKFdQSX2hQSiclQStJfQSyhfQTA4uQTH
                DhQTLNjQTL5dQTTRmQTeWfQTmuwQTtIRQTt7uQT3WfQT6MpQT8ljQUANcQUIGsQUI1fQUV1fQUW9pQUXjgQUYlhQUdIdQUsDrQUsddQU4SpQU4/jQVf3tQVla2QVms
                qQVpmrQVyalQV8HhQWDnhQWI5lQWcDbQWhXuQWtVqQWxnnQWzXsQXCAiQXMdYQXPMrQXXieQXlzXQXsxZQXwbtQX37lQYCRlQYKjlQYR1fQYZ6gQYd7aQYelXQYlVf
                QZQeqQZV0rQZp5nQZw+qQZ6LlQaQDgQaj+3QasffQa6WdQbDcUQbHEcQbTPjQbYhyQbdPqQbgJaQbj1mQboZnQbpMhQbsXvQb9mjQcAebQcHjlQcJRuQcLnXQcYedQ
                cY2lQcj9fQckmkQcnZaQcuLkQc0rvQc7DVQc9IeQdIodQdZ+dQdkFgQdkVoQdlpbQdtGkQdtjiQeEXfQeI8hQeKEeQeRRfQeeHVQe2ZbQfCqkQfEVeQfG3aQfSfcQf
                V+jQfsmbQgAMjQgA0WQgGlcQgiYsQgmqhQg7FyQg9mWQhBXgQhLcnQhMebQhRLiQhYyeQhhmjQiGqjQiKkhQiWMqQiYhdQief0Qir/eQiwXgQiwkZQi/nkQjIuaQjW
                RdQjlfbQj1UlQj4MaQj6naQkHWgQkHffQkMjcQkNSfQkRqfQkT3gQkV0tQkdZlQkhjkQklotQkvMhQk3JxQk690QlEUxQlIBlQlNwbQldoeQld4iQlkvnQlsZfQlsj
                eQltrbQly+oQl07qQmjoRQmpltQm0hrQm82pQnApeQnDCdQnH5jQnmYqQns9eQnxUnQnzBeQn0IkQoABhQoB6hQoOikQoxsfQpAleQpGOYQpUuTQpY50QpbDeQpdpe
                QpiqgQpjIoQpoSoQp2zeQqo1iQrAPwQrJHYQrQTiQrZUhQreLnQr6vdQr84dQsAPjQsDkdQsF7gQsMQgQsYRkQsZfgQslpiQswpjQs0ygQtFDlQtHMuQtHniQtImeQ
                tRafQtWjnQtYRjQtbCgQtcsoQtkrkQttPdQtuvhQt0LgQuCXhQuIZrQuT62QunQoQupQgQuvYdQu88qQvDcgQvHPZQvJ3kQvOfsQvOmkQvTgjQvWmiQvXhfQva0gQv
                ciZQvrleQvs/rQv09lQv7whQv/gaQwJjjQwK1pQwNecQwrNmQwrztQwt7mQwxsfQwzeTQxPVhQxVcbQxgEbQxswZQxuVaQx/7nQyCyhQyLteQyQZeQyS3hQyoVvQyv
                uaQy7VaQy8uUQy9OkQzCudQzJLoQzRfZQzUlsQzU4sQzhciQz0SdQz4rfQ0FCiQ0FqlQ0WflQ0XSmQ0ZJmQ0uNjQ016nQ05QjQ0/prQ1BisQ1R5rQ1kYfQ1wcZQ143
                eQ1+KeQ1/OzQ2ANgQ2NYfQ2fIdQ2gLaQ2gvhQ2gwiQ2jflQ2mflQ2pCoQ2pHsQ2qfkQ2xRhQ21kcQ3F4jQ3InfQ3LBgQ3LMmQ3TVpQ3dRqQ3jceQ3kNfQ3u9iQ3w3v
                Q3xBcQ3yDfQ30ulQ38/fQ4dPgQ4f1dQ4gNdQ4gRhQ4oahQ4vUqQ41MoQ5EcfQ5I9tQ5K3jQ5NkdQ5R6dQ5WZfQ5XiVQ5ijdQ5iwlQ5kSsQ5kZrQ5yWbQ6CWaQ6EBfQ
                6ERYQ6F7iQ6HvZQ6IEgQ6Y3cQ6Z6lQ6rBlQ6u6ZQ6+MlQ6+vrQ6+9vQ7MPUQ7UWrQ7ZieQ7aIgQ7juiQ7k/fQ7mcbQ7pMkQ7pzgQ7sRvQ7uPlQ76GgQ7/hgQ8DIfQ8
                PHpQ8WUiQ8XxoQ8ZthQ8bblQ8nMgQ83AlQ835ZQ8+piQ9s3gQ92rhQ+AWtQ+CreQ+E4dQ+KwdQ+OCnQ+PjiQ+WIlQ+bYmQ+gpfQ+w/oQ/E+mQ/UnoQ/YYuQ/cciQ/g
                WgQ/nkhQ/p6eQ/2CZQ/7ycRADqYRAIsWRAJlfRANgxRAahbRAatWRAb4pRAdRtRApeSRAyzgRA2mYRBULlRBUkdRBuyeRBzGjRB1CWRB3njRB4rfRB/AYRCHLjRCNG
                cRCTReRCUS5RCYIdRCauZRCa3lRCgciRCmegRCnagRCu8fRCxieRC1MmRC7ehRC/LfRC//gRDA7sRDCLcRDOUaRDT04RDV/bRDW0jRDrqcRDt1bREJ4uREMdmREs7v
                REwWeREyafRE9IpRFEerRFFNfRFTCcRFTPbRFXUdRFejhRFgmjRFiBqRFmDjRFyljRGB6lRGGuwRGHxTRGJYpRGPgjRGSYcRGlspRGvOkRG0dlRHJCjRHdibRHemfR
                HoAkRHsVURHskfRHtuoRHx+eRHyvqRHz1nRH8ZeRH+YfRIHJcRINqXRIOylRIRCgRISteRItOhRIxNeRIyBfRI36XRI7TlRJINjRJLMdRJR5kRJTVlRJUPaRJdruRJ
                fVeRJgMXRJkLRRJkzZRJnTkRJrrdRJ1feRJ3ecRJ3ufRJ38WRKC9dRKHp/RKMwrRKTwWRKgNjRK56fRLMEfRLPybRLWMfRLiukRMAQaRMAShRME1hRMJIvRMKfiRMM
                veRMOIhRMPEbRMZQfRMcKlRMeRbRMjFiRMu7jRMzJgRM1flRM8LTRNFEXRNSzjRNaUvRNbTURNiGdRNiTfRNuThRNujiRN5weRN92TROBRfROBunROMPlRONCcROTY
                pROxOsROxflRO3AhRPYwmRPh9rRPsthRPvhnRP+FYRQD6fRQLFoRQPVnRQQEhRQUUURQkkSRQzOpRQz0dRQ0N3RQ9/fRRAfeRRIyVRRPZeRRU1+RRobrRRuTkRR6nl
                RSA0eRSE8fRSQymRSRBZRSUZIRSs1fRS0/qRS5NgRS/2fRTEBWRTHycRTS53RTZlfRTc0fRTq+eRTvzlRT2VkRUItfRUKFoRUQZeRUd8gRUer0RUi9mRUr1dRUsdlR
                U1maRU8QtRU9ChRU/zfRVIKgRVJSmRVJyYRVK6kRVe8mRVgkbRVl8dRVnBjRV1+dRV4XeRV+M2RWXEeRW08oRW+hXRXJ6vRXUJhRXVUkRXVrlRXmreRXn/gRXujgRX
                7WnRX8CoRX+NeRX+0kRYCaiRYIXmRYOMjRYR+lRYV6dRYb3oRYkmeRYlfnRYo+ZRYz6lRZZQhRZZddRZg5oRZqghRZr2tRZ3KZRZ9fhRZ+FJRaIZqRaMyfRaRecRaV
                vaRakAnRamfmRaqnhRawTjRbMOaRbOSnRbbbiRbeqaRbfqRRbgdgRbnAgRbp5ZRbrofRbxWhRb07cRcBfgRcDfmRcW7kRcZKjRckuhRczRfRdQ2eRdcXeRdiRgRdmq
                dRdo5jRdw6YRd06cReQbpRem3lRe0kdRe25cRfHCmRfcveRfeGTRfoApRfxgYRf5YgRf6eWRf+zWRgQEXRgU6yRgYJyRgZbdRgbR3RgdzmRgg9aRgnHkRgvWYRgwEo
                Rgw14RgyreRg+KgRg/ZaRhDejRhGwcRhh8cRhlikRhltkRh9PfRiQfhRiSnxRiocYRipVXRjElfRjITTRjJxfRjTsdRjjAbRjpxxRj/ohRkgHhRkvQVRk3mcRk71hR
                lGCfRlM9hRlbSrRlcYgRldHlRlnlyRlwOpRlyKoRl8DxRl8LhRmJxfRmO4cRmflfRmfykRmiynRmjFURmnRZRmpocRnBDmRnCmgRnF1hRnNAlRnSmhRnaZcRndHsRn
                n4kRntvbRnznhRoJ7iRoh6cRpGEqRpGJgRpJXeRpRQbRpWymRpohaRpvmlRp+UcRqBrhRqNCiRqZAcRqbcjRqcHdRqhoiRqtcqRqvgtRqwptRrG1lRrWujRre0qRri
                RbRrnsgRr1joRr7flRsFIlRsF4oRsRQkRsS3dRsWJiRsXKfRshMdRsj0iRsl+aRsp5kRsr3iRsuUuRsxBaRs9QeRtNLVRtNjfRtVjfRtbcsRtrqkRtvyqRtv0iRtx4
                dRt4BjRt+zlRuMHkRuPDgRuVVkRudpRRud6dRuo3eRuy0jRu00nRu1EcRvWpaRvbbcRvjZpRvnQeRvrIfRvyFaRv7BnRv/TfRwYIjRwgHxRwn2eRwoKSRwp6gRw2bb
                Rw6CdRxKBcRxQwZRxZddRxdFhRxdSbRxscfRyG8XRyOBlRyhUhRyhZkRyoxNRyqykRyrHjRy/HgRzFSlRzKIdRzRRaRzRttRzd1iRzeLeRzfGjRzipiRzlAoRz1+uR
                z9MiR0AUjR0XyjR0YAhR0eKhR0m4dR0pZkR1LuqR1SPeR1X6dR1aBfR1pZlR11FSR2C42R2EegR2H8kR2MBhR2MybR2sBeR2vDnR20+eR26NtR27RbR3GCyR3HEkR3
                PnZR3WIjR3WzZR3ZLqR3ZOfR3cPrR3dHlR3d+kR3momR3uQhR3ufnR30BhR33hgR354iR38keR4IIjR4RMjR4aLbR4kLfR4lGmR46PPR49hVR5dQWR5f2XR5m5lR5o
                /eR5txhR5uAfR5vOnR50QiR59KiR594hR5+hkR6C1WR6JMsR6KZbR6jdkR6oymR6redR601mR66KgR67hnR7JFjR7UhiR7UofR7ZvhR7wBgR74VkR76deR7/HkR8AS
                cR8CdjR8DvjR8KDwR8M1pR8RpjR8c5oR8fIWR8moYR8vieR80liR89FcR8+9hR8/vhR9RbhR9TR3R9UttR9VceR9WcjR9YkgR9bCeR9hWjR9kOcR9nQmR9sgiR9vYV
                R+LDTR+R4gR+dtiR+fEjR+fkkR+h1tR+jamR+kqlR+o8oR+5PcR/I9fR/JqiR/Q0mR/SxlR/ZgXR/hfcR/8CdR//peSADjgSALJgSAXJlSAl5pSAqvhSAtRaSAw6sS
                A1QdSBFquSBMrdSBRPiSBXpnSBnMhSBzFhSB3ioSB8ScSB8viSCL5hSCNtlSCZoiSCfmeSCgBgSCnVeSCpBmSCrdoSCvHdSCxCkSC0ggSC2XsSDHPsSDKGfSDKLvSD
                VydSDXS6SDdHZSDdqiSDoudSDpegSDvMUSDwIpSDxJbSD31dSEAxhSED5mSEFocSEH0eSEKYeSERdhSESgpSEVuqSEchcSEzObSE7jhSFSPiSFTHhSFXfgSFfKfSF4
                SsSF/ZjSGCigSGC4ZSGXKbSGXxjSGbMQSGmLtSGyGdSGyQoSG5ZiSG+/cSG/HnSHDvhSHGplSHNYeSHUigSHZnqSHmPuSHvmgSH+CbSIEMZSIOisSIS9iSITZkSIZe
                tSIhngSIhz/SI3fjSJAk0SJHskSJOTwSJZBaSJdwdSJpInSJx5fSJytdSJ8aZSKCdpSKFvcSKF8xSKUUbSKZfYSKhDaSKhtmSKo3jSKptmSKtDdSKuSrSK2TmSLQAi
                SLmfsSL68pSL+9aSMGRiSMR5dSMT6cSMbfnSMdgqSMgGlSMnfgSMppmSMzahSM3/lSM+ZeSNGebSNIRkSNLyjSNOATSNStPSNffgSNllrSODMfSOEViSOQIZSOQ/rS
                OdTqSOftdSOzDgSO6zeSO76mSO8FeSPB2aSPHbnSPL3fSPZdYSPZkzSPaTvSPl4aSP+voSQDxnSQT0kSQVpjSQWITSQYWeSQnkWSQvxtSQ3DaSQ/nvSRHFtSRKgfSR
                O5lSRlSqSRmfmSRoOlSR5PeSR7+iSR8llSR9cjSSJigSSWBiSSePcSSnVXSSqoiSSuyiSSvqkSSwUdSS75bSTBYkSTqFpST7MdST7WcST7hhSUAJYSURXcSUtziSUw
                uhSU1KjSU80dSVH8vSVUhgSVU1nSVc5uSVqZnSWEMfSWOW0SWOmkSWQOcSWVfgSWaTXSWe5bSWh61SWiPbSWuNjSW8ggSXJPhSXSEeSXTkpSXo/dSYD9cSYEaoSYQj
                qSYTUkSYXJdSYksoSYy9iSY0cYSY+ghSZE3vSZIrhSZKyrSZMwjSZaonSZoFcSZqroSZuLlSZw0fSZzMpSZ6IeSZ91iSaCygSaHSfSaHdgSaKdnSaR4gSaVozSaZGa
                SaZk9Sa3CeSa7I0SbANoSbTduSbhtiSbqfpSb+dkScE8mScGeZScJTjScMUiScR2qSchtkSciMdScj4bSckMlScljlSco7bScq1dSctWrSc8MfSdNZqSdQNjSdY2rS
                ddSXSdeKXSdfHgSdtYnSdvmhSeHHrSeKHiSesscSfHvbSfJNtSfVCkSfcYsSfnh7Sfw1mSfzxjSgLlbSgSgiSgdyfSgxQeSg3sHSg5HhSg8yXShAafShAlhShDJgSh
                FXdShNQdShRGWShVCeShhqZShpccSh1LVSh8ZVSiA0tSiBAeSiBmiSiCprSiIJXSiOrhSiV9kSiZNgSidyiSikueSi2EWSi/gVSjEtZSjIZiSjLOcSjWZiSjYeYSjo
                haSjuidSjy3gSkH3aSkRgkSkVPhSkXJkSkkzfSk4rjSlDggSlG4kSlSEXSlXOjSlxYaSl0MiSl6luSmRzySmaJlSmj2eSmmAjSmmafSm3WgSnH3lSnURoSnv7kSn0Y
                gSn+7cSoDtZSoRfiSoWVbSoX5gSoYEjSobxgSooPnSo+NkSpCjbSpE7jSpIyfSpQsjSpXVqSpbhhSpbobSpqNoSptbkSp8UcSp9SdSp+OnSqDPeSqG/hSqIYZSqKyc
                SqVExSqWbnSqqjkSq0KpSq2rfSq6RvSrE6cSrE8oSrHExSrILfSrRlJSr4ZZSr9+dSsDsgSsQ1nSsT5mSscBlSscubSs4uoSs7lYSs7/eSs8MfStPKpStQVnStbWcS
                tq5mStq7hStwghSt2scSuIDZSuP+USuVMjSuVlwSuWIiSugoVSunEcSunJfSu3jmSu9RfSvC+dSvDZfSvEJcSvE1cSvM6iSvR8gSvUYeSvW5XSvdkdSveAcSvjekSv
                pVcSvsqfSv+6cSwClbSwq4pSwrPtSwzcqSw1buSw2IhSw21hSxCpgSxIrZSxS2dSxWGhSxwilSx3CdSx4YgSx8RjSyQQkSyRLcSyX4cSye+fSykLdSzBhgSzJvkSzQ
                ncSzSQlSz3JdS0KKsS0PZoS0hVwS0loiS0qAhS0r3iS1H3bS1PTkS1PYuS1SnfS1fscS1iKnS1qbfS1t5jS14+jS15ljS18NcS2E5YS2JFgS2TLiS2cSgS2eGaS21L
                vS22wdS3BCiS3MqkS3NBgS3OorS3RIkS3SknS3TuwS3WE0S3auiS3cccS3gGgS3uppS33VjS38gkS4QAmS4sjmS403hS5EhvS5EqbS5MQnS5OcVS5QlzS5RAyS5U3o
                S5flcS5rZiS59qbS6ATdS6JZqS6OCwS6PAbS6PojS6XCkS6cYnS6o5fS6qqcS7N6kS7d1qS7ymcS726gS8RFeS8SInS8dhcS9IFbS9KNlS9TreS9V4fS9odkS9sVnS
                92IjS94lTS9+KiS+KvdS+gNnS+nK0S+qJkS+tsxS+0ZfS+26gS/EtsS/K9SS/btYS/iYcS/ophS/uigS/2OgS/5lgS/5thTAMfcTASkeTAUwpTAVhsTAnIpTBFAgTB
                HfkTBTmsTBU3sTBVKvTBVLcTBfLmTB6WrTB85iTCHvmTCQklTCSNbTCoccTCvrhTCwNoTC8TfTC8deTC8kmTC+CYTDYRdTDoMpTDrMjTDrZcTDvzdTD/4XTEIfhTEJ
                I1TELhhTENHtTEOOeTEdXqTEnHZTEuzfTE0TpTE5MeTFKRdTFMAjTFOjfTFPWgTFYwPTFaVZTFesoTF2XeTGQNfTGXgeTGcSoTGm8bTGwJkTG+KkTHB+UTHQ1aTHTC
                dTHbWdTHi5iTH5pdTIEHrTIFCdTIGUnTIKagTILajTIMWhTIN/kTITzeTIVEuTIV3jTIdi1TIeojTI7bbTJRjaTJZroTJn/hTJqhgTJwBbTJ1ujTKF1hTKqvnTKvej
                TKv3hTK2pfTK5QYTK8KrTK+klTLcsWTLdJhTLj6mTLoSkTLyXjTMBedTML0fTMNXjTMRGaTMTUeTMidoTMrAgTMsmlTNV5dTNWHhTNwsfTOKugTOLamTOiLrTOoefT
                O1jkTO2GcTPFOiTPUjiTPa+oTPygnTQFNlTQJkkTQKGVTQLVdTQOCfTQdbdTQdsZTQePaTQgEmTQhrlTQv8hTRTDaTRTvlTRVauTRY1dTRa/cTRdMqTRd/dTRhCdTR
                h5dTRn8aTRqRqTRudtTSK+hTSLsjTSRfrTSXBiTSXGeTSe7mTSgf6TSi6rTSsklTS7UcTS+MbTTFqeTTF9gTTdneTTtYbTUfxeTUrGkTUrieTUv2dTUxKhTU/hhTVB
                QkTVIzZTVKdXTVRYaTVWBhTVaUgTVcbjTVhbcTVpYlTVs2jTV3AhTWB7jTWB9eTWDlgTWEOiTWK1nTWWfkTWecqTWhGdTWk+sTWtIYTWxwiTW0VlTW5DfTXBzqTXC9
                pTXF1kTXPdeTXUshTXXegTXnw5TXrNxTXvXfTX05jTX9lWTYEWdTYyOnTY8tcTZEzfTZE4jTZWmlTZitfTZjkbTZmUmTZrYgTaJEgTaRGfTaRb0TaYNmTagUZTak9X
                TasplTawPSTa5txTa9LgTbBnsTbCDjTbG4nTbLrrTbOapTbQIkTbTPfTbaTkTbhXdTb1lbTb5GjTb8UdTb85wTcBilTcDQlTcG9eTcJ/iTcPdhTcXegTcafbTcuihT
                cyZlTdAXvTdDnpTdI2hTdMNmTdN9eTdRfhTdeaZTdhflTdo1dTduwoTdxXdTeNivTeTUeTeY/wTenweTepztTessqTetrkTeyVhTe3BpTe+3hTfVPnTfXcmTf+cpTf
                /0nTgDrfTgEdhTgGZjTgK8eTgRpaTgUwiTgdAdTggHrTghNjTgoXfTgr/fTgx7bTg4YgThIOgThJLeThKCdThXKcTh3QcTiGQcTiHlhTiOjiTiUxaTiXieTiltiTi2
                ldTi2/cTjLBsTjLEgTjNBgTjXSTTjeSgTjzcpTj6rjTj/kgTkK+fTkUmlTkYxfTkbZdTkd6dTkg/gTkjWrTkleWTkn3mTkwsaTk2JfTlODiTlTXnTlV9UTlZRtTlZ3
                mTllLnTlltgTlm7tTlqSSTlwYbTmArmTmHrxTmMGbTmSmcTmSqnTmUqaTmVPkTmWsiTmXhcTmc7jTmfwhTmsggTmwDiTmzDlTm5ClTm8HiTnF2hTnHNgTnNplTnRdi
                TnTDgTnX+gTnaX0Tna3vTnfUgTnjVXTnjvkTnvGeToLT2ToLYeTodZtTohouTou+TTo33fTo7ixTpBJdTpBmhTpD1cTpJkXTpNAfTpWJwTpdqpTqFyjTqVzWTqi5RT
                qrKiTqsHlTqugrTq0JdTq3UgTrmHnTrslqTrtUgTr4BlTr8kvTsn6dTszIuTsziiTs2FeTs4ooTs8+jTtHZcTtPCjTtPMqTtTmmTtUHlTtrfjTtt80TuCmZTuEGdTu
                TXtTucbpTukCbTurchTuwBeTu0HsTu8kiTvGQjTvRcbTvYnzTvY8eTvdIzTviMgTvl3iTvmqhTvvWaTv4RiTv+9mTwOCeTwPeOTwQqbTwQzWTwRVmTwSycTwazgTwd
                3lTwf3eTwn2gTwpuoTwp+hTwsTeTwwiuTwzurTw1okTw4cvTw8qlTxAUhTxB1iTxK3dTxMylTxTqtTxYReTxsKlTxsShTxsndTx1JeTyD2uTyJieTyPrgTyRZkTyUc
                bTynCcTy6SoTzExXTzGMdTzMoeTzThfTza8kTzgj3TzoBnTzqspTzsvgTzyStT0GMXT0GSbT0HRmT0N0iT0O6XT0T9gT0U6iT0ZXnT0gR1T0upuT00tjT06ZgT1FTk
                T1PkuT1X0oT1lfgT1oyoT1zZmT11vST12+UT15UoT19MjT2CrjT2N+fT2TQ8T2YZlT2ZZkT2c3cT2dLhT2phjT2puaT208mT3BMgT3EMlT3NE0T3TrrT3kpkT381sT
                4BLfT4NciT4W8rT4ZWoT4ZtfT4imfT4jXgT4//lT5CQdT5X6jT5cZZT5lFRT5mmbT59kfT5+vgT6H3iT6fRcT6i4qT6jDfT6jKqT6sclT60JuT68flT7CpyT7ROdT7
                TjcT7YSjT7YbdT7YvdT7ihhT7s33T7s7aT7v2HT7/UgT8HZnT8OraT8YCaT8YYkT8eMjT8imXT9AtbT9ErkT9X6dT9delT9nlRT9p4eT9t1lT93beT97vgT+CBhT+R
                rtT+S3tT+T/sT+UemT+ayeT+uqnT+wkoT+w7kT+4EeT+/IdT/CcoT/EnbT/PToT/TZfT/TmeT/ZxgT/fffT/gocT/hyyT/mpdT/zxiT/0apT/4pdT/+FhT/+YbT/+v
                jUAAKbUAJJRUAKhdUAMugUAOKaUAXjgUAb4eUAfNZUAks6UAmGaUAruaUA0IiUA3VmUBMAsUBnefUBqTdUB04jUCGGZUCO4eUCQtoUCdafUCdffUC26kUC29aUC/Hi
                UDBvSUDIGlUDVwgUDhtmUDkBkUDrkfUDsZ9UDt2nUD31fUEJ5eUEQXiUEb+kUEcXoUEeMdUEgkfUEkbgUEnMmUEpogUEqa1UE1GVUE24dUE8EaUFDokUFJ2nUFKMsU
                FNfmUFg9ZUFkEsUFtpdUFvmlUFwxmUF/abUGCBoUGKBpUGKcZUGKqaUGRGbUGSNgUGSwWUGT+cUGYiiUGbHjUGsJtUHBhYUHBslUHPviUHYBTUHkYeUHp0cUHtHoUH
                7DxUICgfUIDJcUIEGjUIIIhUIKXUUIMQiUIU8eUIZ6rUI5/eUJYohUJecZUJi6jUJtykUJ89gUKAqZUKBwlUKCBoUKD1oUKGKcUKKwcUKM1RUKUcnUKfgUUKfxlUKo
                7hUKtIhUKz3lUK3qvULPAbULV5lULlxgULqDwULuXUULvOjULyJoUL+DcUL/UoUMTvgUMUIhUMYfdUMimbUMnZkUMz/hUM3fZUM4eeUNSzgUNZUkUNeVeUNhroUNiD
                qUNlLfUNp6qUNqgbUNwcmUNxXYUN7ecUOFUrUOLonUONBkUONDfUOOsfUOUsfUOVlsUOgbgUOnKjUOu4iUO2MjUO3gXUO6lcUPHskUPM7hUPOFkUPQ2eUPT6rUPVyk
                UPjDVUPp+fUPtXeUPuCiUP56gUQGsZUQmZfUQnvlUQqIUUQqljUQ1MwUQ10qURANXURCTmURGVaURH0fURQDnURW4eURYCmURi8pURprXURsceURurZUR0jZUR33nU
                SLRcUShSkUSp2eUSwkhUSxMaUS2FoUTBAfUTVRgUTfPfUThBlUTjkjUTlBjUT0NqUT4ElUUDTgUUEbnUUQSeUUU0TUUWQaUUkGeUUmgbUUpTrUU6tiUU/HbUVEEiUV
                GIrUVWnnUVW5eUVabhUVcHjUVhAfUVtKnUVugvUVvNoUWJxgUWSaiUWVTrUWZMYUWcViUWgPkUWsjsUWtqhUW0znUW23bUW+ujUXADXUXAGZUXDtkUXN0eUXSCkUXf
                bsUXfuuUXmPcUXxomUXz6xUX4PZUX7OvUYISbUYNRVUYdgYUYirdUYlOgUY9sXUZGQnUZJVyUZKesUZP6gUZRdmUZUKdUZYpeUZcZfUZc1aUZndnUZqraUZrnXUaGP
                mUaHFcUaLviUaTZgUaaLrUal3bUaqmlUa0SrUa43jUa92iUbIobUbKxeUbjC0UblGdUboZdUb18qUb2qeUb4YoUb6ijUb9TpUcPKaUcPpyUcRPiUcTnlUcUdvUcZod
                UcbKjUcbkkUcwujUcxGcUdFrZUdG9gUdMkbUdTLdUdc/jUdieqUdjscUdkHgUdnbbUdo/uUdqBdUd1YpUd+kdUeGNfUeG/oUeP/jUeRUhUeWphUedS7Ueg8eUep8fU
                esHeUewNcUezRoUe5hbUe6ssUe+8cUfITdUfLPeUfMYkUfQkhUf38lUf96mUgBxfUgDmcUgDvnUgFFjUgFzoUgLEoUgQ3lUgRXiUgVziUgYkfUgf/dUgqRtUguTcUg
                +mkUhFOkUhRshUhTNkUhUDhUhfsjUhgOmUhm5hUhxGjUh3NTUh4eiUh+wsUh/sgUiA+lUiA/hUiFTiUibmrUibuoUizihUiz9iUi9eXUjBlfUjLdiUjOqXUjRkhUjR
                zdUjUafUjcBoUjl5iUjwOgUjyWfUj0hhUj3elUkGbnUkOImUkR4eUkbzpUkb/ZUkiNiUkj8pUkmznUkqAnUkq7lUky9rUk4UgUlCweUlEikUlJ0dUlNYqUleykUloc
                3Ul61gUmD/oUmMjiUmMrhUmOXgUmQw+UmS5gUmlstUmn0kUmtWuUmu2cUm56bUm9MsUm9jgUnYZhUnm3cUn9UfUoAikUoBhdUoFaaUoH3fUoVydUohdfUoqQhUor7k
                UouiWUowaoUo1IhUpGOdUpMRfUpOjiUpSSZUpUfZUpgjnUpkJcUpoQwUptofUp1LUUp44oUp8tnUqCaXUqMYcUqf0fUq00fUrF2gUrHuhUreDYUsXggUsg5oUsk3lU
                smWoUsvkkUswVqUs9NhUtVPSUtWIjUtW1dUtlNeUt2xgUt5AdUt5BcUt5LcUt8TeUuFedUuSxiUuYleUuevwUuqSeUurEqUutDdUuzCSUu0FcUu0qbUu03cUvFTfUv
                hEXUvqypUvwpgUv76kUwBebUwFHgUwNdkUwQccUwQ4hUwboYUwb/iUwjZbUwoJ9Uwv1kUw66aUw/KhUxHR4UxTofUxhIdUxlGsUxnejUx4qYUx6/hUx9MhUyExaUyW
                8gUyZrgUybygUyk2jUyw1kUyz9bUy7ZhUy7isUzE3kUzH+lUzLdtUzLriUzQihUzXFtUzZGxUzigiUzq6VUzv+hU0H9bU0MfqU0NBYU0NojU0Y4eU0dseU0fGfU0xn
                gU04ClU081nU1AbUU1mafU1tXbU13ZYU2A1ZU2HolU2JGiU2JTQU2OjjU2ZFXU2pifU2sMiU26WcU2+QaU2/7iU3HSsU3KfbU3nwgU3oUqU32PfU34UnU346gU4Jzl
                U4MGqU4NSnU4ZhnU4lEoU4nvlU43+cU5CmhU5FVhU5LniU5P4iU5bRfU5labU5wdlU52BfU59adU6FKjU6FXgU6GZiU6HhpU6PSfU6ZCkU6jgdU6uiqU60nlU7GrmU
                7JXcU7O9YU7VmrU7aDeU7jAkU7k4dU7otpU7qxeU73YgU779pU8AKhU8BMjU8XrgU8X9pU8YgYU8f1hU8jIhU8kHgU8skmU8wfrU8xdZU81ydU9MlbU9PycU9YCfU9
                mCdU99a/U+61hU/GmqU/OamU/OskU/SBcU/ccfU/gvXU/pQeU/8/jU//PaVAAYgVAEkaVAF+jVANIoVAOcgVAb9yVApjeVAsMqVA4tjVA+rlVBAbbVBKCiVBKVfVBN
                tMVBPFpVBQ6sVBRsXVBYleVBd6kVBjjpVBoslVBz1dVB3+mVB7IeVCBsjVCB7dVCEYkVCInlVCJSfVCJvgVCLffVCRqdVCS5qVCUVfVCWaZVCqTjVCybZVC13aVC65
                tVDECgVDK3iVDV4bVDV7WVDWpZVDlJeVDlNVVDtutVDvrkVEC8iVEH7WVENCuVEl3nVEm5dVErTYVEzPlVE+NfVFW7jVFv3gVFyipVF0rfVF19hVF6hhVF7gnVGEUh
                VGLKiVGt1mVG2waVG/SlVHManVHPHeVHSKeVHVPeVHbxuVHdwdVHhvqVHjsiVHtmjVHvZhVH8XnVIGKfVIL8jVIOkkVIW1jVIY6fVIZDhVIc7eVIc83VIhAVVIjogV
                I42cVJGr1VJNTeVJTGdVJUHrVJaMiVJrvoVJ+GiVKBhZVKK3jVKLqcVKMimVKVtoVKqjjVK23fVK4onVK76bVK8AmVLEMcVLFZZVLQp0VLW3kVLXgXVLb0mVLfBkVL
                rAbVL/YsVMKB2VML/cVMOKeVMRQvVMSpkVMTjkVMaUcVMdlgVMmajVMqcoVMuadVMvNiVM9JeVM/WZVNHguVNIpfVNO6dVNXVgVNjQ/VNmcgVN1bjVOGIjVOL1jVOY
                AYVOYcfVOhHlVOi2kVOlufVOuHlVOy+aVPQNfVPTvdVPZysVPfuUVPiAaVPqJfVP2BcVP3hgVP7teVP8rbVQA0jVQDzaVQI6dVQKUaVQO0bVQVWiVQgFeVQjgYVQk2
                dVQyfbVQ/ucVREJiVRHVhVRPPdVRaMqVRhBXVRhVgVRqLiVRsqhVR0mXVSKVpVSR3gVSZWfVSoXcVSsvbVS++oVS/hoVTALnVTDxZVTENgVTGu2VTG7kVTTLkVTUjf
                VTkdgVTnjeVT2ebVT2/cVT8XoVUBYkVUF3eVUGwkVUHVgVUPRfVUQBpVUS6UVUcpdVUmAgVU1//VU7DeVU/SlVVMeaVVQ0pVVRrwVVXZYVVtbhVVyLgVV1nfVV5pfV
                WDxwVWLupVWTuWVWcZXVWceYVWfP1VWhidVWk5rVWli5VWtwrVW2SbVW4chVW9wkVXDDsVXD0wVXIzmVXPdeVXYqmVXa8mVXfzjVXl6nVXutiVXu1jVXu9rVX4SfVX
                7IfVYHfeVYNGiVYW6uVYZLmVYakgVYqtlVYsTOVYzDeVYz3eVY1XpVY5hcVY7YdVZI6cVZLzfVZOElVZdRfVZnQrVZxndVZyPfVZ5ohVaN+bVaSupVaVZkVao7rVaq
                0rVazGfVaz8nVa8DdVbHwdVbP+nVbQtiVbYadVblMsVbnXdVbplkVbssbVbtzaVcDyNVcN0cVcUxdVclcoVc6jfVc6smVdC4xVdI8fVdStmVdWsgVdaR/VdkVqVdyT
                hVdzyqVd0TdVeF2eVeRzUVeT0dVee4XVeohkVeonSVe03bVe4koVfAkiVfMgoVfYiZVfbwqVfcSeVfdWgVfnXfVfpArVfsLcVfztYVf3ViVf6+fVgZWcVguDhVgw0i
                Vg53kVhARhVhemfVhnTYVhn/mVh6fdVh9pcViBlWViQbfVif6jVinvYVixIsVjGOcVjRabVjVBoVjWqZVjxOcVjyboVjzGbVj2OcVkGxeVkPjhVkWreVkZFeVkbqeV
                kb+lVkdXjVkgvdVkh6bVkozTVkqjeVkvYqVk09jVlBurVlGUmVlRkcVlY3kVldveVldxnVlovnVlqgYVlrElVltbjVl6GdVl6z3Vl9vhVmDs3VmZ3dVmaedVmgkgVm
                rFcVmvXkVmxmxVnLbbVnpDdVn1FgVn2EbVoGHyVoLLgVoLjkVoRyfVo23fVo3HrVo8scVpF/YVpJXbVpJ1fVpS3gVpS5iVpeBdVpnUmVpsVcVp9ZeVp/hrVp/7WVqO
                RgVqPplVqP3gVqbqkVqgolVqiHjVqsXcVqzKgVq2kgVq3aiVq8ebVrASWVrM4hVrVkgVriTcVr+lcVsEpjVsLhbVsQ+gVs3ReVtMJcVtYYXVt1aXVt7NcVukMqVuxw
                jVu8nbVvLgeVvMAbVvWibVvXpfVvhufVvwuaVv5ghVwDpgVwYDqVwa4iVwfdnVwhVgVwhyUVwj5gVwl0qVwoQjVwyohVw1nmVw4KeVw5mbVw5nnVxOtZVxTGdVxcxg
                VxeusVxkPeVyLYgVyPkdVyWueVyZYhVycekVyuknVywjhVy5bhVzBxiVzCOZVzG1kVzHsiVzPTlVzQ0kVzRFZVzoOiVzsngVz4ciV0E2gV0LoTV0NOqV0O1gV0YFhV
                0aUoV0adjV0lHkV09BoV0/ccV1HdjV1ONvV1VRWV1ZTzV1aYlV1kleV1lrcV1rUcV12guV17ViV2EGcV2HZuV2StlV2hRmV2xUhV2x+uV23cjV27NlV3BWnV3PTdV3
                ZCaV3hncV3kmnV3k1rV3sfYV3zjhV34ZlV4JogV4QhmV4Q6cV4b2fV44GdV4+okV5UZkV5mbiV5xpoV5x9rV6N+nV6OGdV6RymV6UJgV6hteV6kviV63mdV7EGhV7I
                pbV7KyYV7K2oV7NnfV7V9fV7XdbV7YnfV7Y1WV7ZS6V7j9iV7zjcV72WgV78RYV8AarV8LjhV8LtRV8XvmV8feiV8ivpV8jTgV8o9eV82vdV87ApV87SqV9Du1V9ET
                bV9X9lV9haTV92XfV940ZV99tgV99ujV+JqtV+TDaV+eigV+rgmV+uksV+0weV/DGkV/DMjV/GIgV/S7hV/grrV/nUXV/qkiV/swfV/tSiV/t5eV/69fWAH4oWAiVg
                WAusdWA8LuWBDpjWBJxwWBOIiWBUZjWBU8dWBsGfWBvhWWB3+XWB4vlWCFQmWCPuaWCP4cWCRnoWCb2UWCe7cWCkycWCy3rWC1gZWDPHaWDTRhWDX6mWDragWD9DhW
                EJiZWEOPhWEXeiWEdbnWEmjdWE86jWFA1pWFFsdWFR0kWFh9TWFlifWFpagWFvTfWFxvhWFzAjWF2NbWF2lfWF6qjWGG+fWGTLfWGbBiWGcwmWGjQgWGn3dWG2MhWG
                5TXWG9sfWHVPjWHXNsWHXmgWHYGjWHhnhWHjS2WHlgnWHnVgWHrfYWHu/fWHxbxWH7BdWH7NmWIH7cWINAeWIqSQWIz7nWI5ylWI8LoWJG5fWJLadWJXlnWJyjdWJ9
                qgWKGgeWKIAgWKNBeWKPIlWKQzjWKS7gWKsHhWKzbbWK4bkWK5nnWK7PeWLGJmWLI4bWLMScWLZ2kWLjUjWLkvfWLmofWLpffWMMEeWMRVfWMSNdWMjeiWMlcpWMmU
                dWMqpaWM9aZWNK7hWNMepWNVfeWNlEcWNtOeWN1EbWN6NlWOUxfWOb4nWOl+lWO5edWPAAmWPAQZWPByWWPI0fWPmJjWPvafWPvhrWQLAfWQNfbWQbnoWQcShWQeUo
                WQkzdWQtXeWQuClWQuRgWQ4bcWRFAhWRGsaWRIleWRMbeWRSCvWRWJjWRZVrWRhHhWRwAeWR0GnWR2YfWR3ziWR8hmWSAjuWSBqfWSJGjWSNmsWSOBlWSSYjWSisqW
                SlJhWSwTgWSx+mWS12eWS33fWS44lWS5fdWS7rqWTDmnWTVYfWTdtdWTuZjWTytgWT6hjWT+FmWUPqeWUi7ZWUoBvWUpjeWUxzcWVCedWVL5bWVMTmWVNJjWVRRWWV
                T4iWVnbqWVo1eWVxPcWVzCdWVzMiWV+bdWWDJfWWLfpWWPNfWWSbqWWWrfWWZmgWWgukWWhOdWW+auWXAFXWXLybWXTuhWXXusWXanZWXjFoWXjWcWXp3pWXvqZWX3
                ucWX99aWX+MjWYCPmWYQ70WYgVlWYiklWYx/dWZF6vWZIErWZWReWZbnfWZcxhWZjLlWZqmbWaDCaWaGUlWaPEfWabXvWaf7aWag9dWamOgWarnjWbGEhWbPVdWbdM
                eWbmsfWboQbWbsTUWbvabWbwcqWbxtgWb6HdWcKLeWcaXgWcczkWchdfWcj1hWcn3cWco9WWctmeWcyBsWc5jWWdONfWdPitWdRBoWdV/aWdavvWdcdoWdkkeWeEtY
                WeE1uWeMtgWeWxeWesBmWe6pfWe8xhWe+vdWfK/eWfVqrWffnnWflNaWfy1qWfzrtWgGLgWgM3uWgORrWgOvjWgShmWgaYpWgl8jWgmSvWgoBaWgt3nWg4knWhDAIW
                hDxiWhqoiWhslmWh1EmWh2nqWiE2aWiMZnWiNbfWi4bbWi96kWi+9qWjBsfWjCKtWjE1tWjG9hWjJqgWjTE3WjaJhWjeBZWjqteWkKdnWkRpgWkUJrWkYxmWkZhfWk
                lcjWkl7rWkmTdWkmcaWkv+wWk0tiWk9geWlH1VWlRcfWlfCjWljDhWlj7fWllceWll8jWlmPcWlwbYWl8JiWmA+hWmJDfWmPgjWmRkeWmdJsWmgTjWmj1gWmk9oWmx
                JlWm1+vWm3xSWnMtlWnQbkWnbDVWndQrWnnAaWnqBkWn41qWn+AeWoBBnWoIdfWoOKlWoV2YWoWPlWofPeWorUgWo03dWo6doWpMAsWpknbWpmgfWpqeeWqEErWqEM
                dWqFAWWqO0hWqXIRWqaBqWqkscWqlgbWquYZWrAKhWrCndWrHncWrMChWrUoXWrYekWrgUlWrlmtWrxPcWr1pbWr7SlWr+vjWsG8WWsRMXWsRzbWsWwgWsX2eWsa9b
                WshOmWspIiWsstaWstDiWsxmsWsyEaWszraWs2XfWtHceWtHumWtKJoWtQ4UWtRoYWtWIaWtaXlWtacmWtiNiWtikeWt/YlWuFwgWuLHmWuOesWubJbWud3lWuhcrW
                umBnWupKjWu5KlWveOlWvf+jWvmmiWvpHrWv7JdWwCOdWwM48WwTfkWwWTkWwWYeWwcxpWwe1dWwnmUWwphdWwrDnWwtGyWw01iWw3hjWxEYiWxUOeWxWiYWxajxWx
                o4ZWxpoZWxw+TWyGEeWyIodWyKfZWyPibWyWthWyYXeWydReWyuHmWzACbWzB7aWzDMgWzF8eWzPsuWzRdlWzTbnWzYxgWzY2eWzeueWzmAZWztWdWz+CgW0WNjW0b
                deW0eMlW0h7hW0plgW07OgW0/wbW1DMpW1LKvW1MXbW1UHjW1WYoW1ZlfW1q0fW1urgW1/1cW2AyeW2B6qW2C4hW2GIwW2MGfW2YleW2frcW2kSqW2ulhW24ZeW26t
                kW3JAYW3JpmW3OXiW3caiW3dz1W3iBgW3sRjW3uybW3yVeW39PkW3+1XW3/0mW4DCgW4J6dW4XN/W4YyeW4jQkW4rqbW4vHZW43LwW5EDiW5PheW5VqeW5WvwW5YZh
                W5dhfW54ApW55egW6DFhW6EGkW6G+TW6PmSW6V2cW6XhdW6Z/wW61ViW63/YW7c5mW7dyiW7khlW7tksW7veiW7x8oW73fiW785bW78+pW8CVdW8H6eW8H7WW8P+ZW
                8TtgW8UwfW8XupW8bCpW8iyjW8j0fW8mPXW8mqoW85DqW9CurW9DFZW9JTkW9MFfW9XNhW9d1wW9fS/W9jNcW9wxfW95YoW+E0eW+NtcW+OkiW+c0kW+c7dW+oGmW+
                ymeW+5GjW+8maW/HdpW/H7eW/MJbW/MogW/PakW/lvUW/1khW/41oXAPonXAjYfXAklhXA3VgXBAueXBDlwXBGDnXBL4hXBSmkXBURVXBoDeXBrfiXBrkeXB/8bXCB
                TdXCFGeXCXdqXCvrhXCzmeXDGPeXDO2bXDQ4fXDXubXDZ0mXDbZoXDcxeXDiqpXDkMqXDmXlXDvflXEEjZXEOrlXEb7lXEtucXEvAjXEzGuXE38eXFNZdXFO0WXFWx
                uXFbSkXFe8dXFkemXFrUgXF4TdXF7ocXGBqgXGMAdXGSssXGUCdXGU/oXGZCjXGvGvXHemYXHgTdXHihVXHlsqXHuIaXH8xnXIBhfXIDEkXIGyfXIP6XXITEnXIg9n
                XIhDZXIkgjXJM/jXJUpZXJdheXJ19YXJ5fbXJ9GfXKNmiXKOoVXKXkgXK2+jXK3ahXLCgfXLWDXXLaRfXLkphXLywiXL6GaXL6wlXL7+nXMA4pXMF59XMKshXMLtdX
                MODmXMObfXMfubXM2ZnXNIYgXNIwqXNoHSXN5g0XOANaXOC4kXOWOkXOdCsXOlrlXOpodXOtjdXO0ehXO+hnXPAYjXPFMlXPZjfXPauoXPeyfXPkSZXPlBbXP3TxXP
                4SYXP57gXP6hdXP8+aXQBgjXQCPWXQKpsXQY1jXQpJnXQ2EpXREslXRHghXRNiiXRaPeXRr7dXR10qXR2CdXSEmvXSI/cXSP2lXSSziXSbHnXSdIeXSeMdXSlIsXSm
                9kXSytgXS2OgXS4VoXTHCYXTKRdXTTNcXToFfXTpXjXTqlrXT+avXUBOdXUDonXUEzgXUMhiXUUWuXUjUZXVFSmXVIxcXVMWmXVQkbXVUnoXVlhdXVoGiXV7cpXWHU
                qXWMooXWW3XXWbhdXWittXWmWkXWooiXWsIYXWxuoXW04lXW1JpXXGcrXXKbnXXMpjXXX1iXXcSrXXdZbXXf/gXXk52XXpugXX8NlXYSTlXYWecXYjlhXYlXmXYoTY
                XYsCrXYuArXYv8cXY40fXZENkXZEuoXZHsmXZISTXZIchXZNRiXZOojXZPqiXZVTTXZYonXZbBiXZl4XXZmumXZq0gXZtJgXZt6aXZvNeXZwbnXZ6ajXZ6ogXZ7YdX
                aIMbXaIklXaTtoXaXcgXaX9iXafiuXasXaXbIqgXbMAoXbNlbXbcZgXbs9dXcYYeXcYccXcayiXccyfXceqhXcfQkXclITXclLKXcsXdXcxqdXcywjXc3ZgXc3aZXc
                +KjXdHTdXdVicXdZOfXdl4hXdmIXXdzSoXd4IiXd/ccXeAkxXeDbpXeEQgXeImgXeOO0XeOUyXeRFfXeXohXejMrXesvqXeuedXezEfXfAKdXfGkkXfewoXffLnXfq
                lcXfyRTXf1OqXf17qXf5teXf9fmXgAalXgdleXgjamXhJXpXhX/iXhd0XXhekaXhhrlXhjmkXhwHtXh5pjXiQvmXibMeXijjqXisNcXi1caXjO3pXjYXZXjZ/gXjeK
                gXjy2fXjzbeXj3iXXj31QXkEanXkW2mXkiDjXkinZXkqzdXkrFlXkz+sXk3EfXk45jXk8jfXk8qhXlIorXlNJXXlSMaXlcacXlvpSXl59gXl8NjXmXphXmY1VXmdBg
                XmlbrXmnsdXmxoaXm5jjXm52oXnENSXnGceXndnfXnqNgXnqfZXnrgmXnvIbXnxVcXn1yeXoDifXoEVgXoLHaXoSwbXoYfwXobHhXojQZXonCaXoondXovEfXo0OaX
                o+NgXpFAgXpNGsXpUrYXpgpoXptseXqQagXqdliXqeSYXqfzmXqlFaXq8VYXq+CiXq/KpXrFvlXrG/iXrKQcXrKfeXrcgaXrdNdXrhlfXri7cXrm6hXrtgcXrt5cXr
                5DgXr+zcXsMoZXsT9jXsiqgXslHhXsoScXstlRXsyfpXtM6WXtNgnXtZJfXte8vXt6UeXt9/hXt+efXuJ6hXuUeoXuU0iXui8jXurBcXut+dXuuhUXuujnXuwlhXu2
                TkXu37eXu6uZXvO2pXvO7kXvfOeXvfYlXv/GbXwCacXwDSmXwICnXwJ1oXwZdfXxD0eXxIHdXxTuOXxd3mXxewZXxf9qXxiriXxj/oXxkakXxr4hXxzzcXx+naXyCQ
                fXyEjrXyLWjXyWEXXybf3XyfJbXypcxXzKPfXzVfoXzj/kXzoPiXzpUjXzqncXz+viX0CDqX0L/jX0M+rX0RnbX0dFoX0ibsX0zXdX02TmX0//rX1QmnX1aiiX1g5i
                X1sogX1t5sX1u6nX13dhX2MPeX21RgX23GcX26oZX3AEjX3GmaX3J0qX3KGfX3LajX36FoX36RXX38CiX4DblX4EeoX4FfiX4OkoX4dlsX4g4kX4oShX5PRkX5X0XX
                5cEhX5qFhX6BwoX6PjiX6WkbX6sXhX63BlX7TwrX7aoiX7cpfX7iUiX7q7mX73ZhX76JSX7/BeX8BFlX8IDmX8LdeX8UroX8U9lX8XFdX8XqdX8iXlX8oicX8t1aX8
                5KjX9LXsX9NX4X9UquX9j5ZX9ntzX9wQhX97OmX+CViX+d1pX+1zZX+2PhX/Ap5X/IZbX/Y8kX/aMdX/zWcX/1QuX/6hWYAMPeYAc2eYAomkYAvVfYAxFeYAxXhYAz
                fZYA19ZYA5TgYBGZhYBM0eYBQYaYBTccYBZofYBfbjYBwMQYCAmqYCEHWYCVffYCZAbYCenpYCf5fYChZcYCjAhYCj4fYCm8lYCrxdYDbOmYDhviYDm+cYDokfYDwK
                bYD3yqYENjiYEURfYEZCgYEp9ZYEu7eYE5VnYFCfaYFM9hYFR+fYFUpeYFV/tYFZQeYFarfYFl4qYF1xfYF8ujYGIufYGYZoYGr5gYGvtjYG3veYHKkhYHLDdYHPKi
                YHlGcYHssYYHvlkYIFCsYINlYYIOCgYIVyiYIW1uYIp1WYIsgtYI8PWYJSZeYJXtoYJXxhYJcsdYJg4cYJo+hYKFdjYKHHbYKH3gYKKZeYKNRiYKOhiYKRQeYKtvkY
                Kxn5YK3vgYK+GkYLXkkYLcClYLtYcYLu+hYLx4fYLyLoYL3LeYL5SeYMHwpYMI2oYMWOfYMg5aYMxouYMy+fYM31cYNBLnYNDLiYNHfgYNLmbYNLshYNM3iYNUQjYN
                cLcYNwDfYN65XYN9BeYN+9eYOAqeYOEFsYONvbYObWTYOitcYOjxfYOmTgYPBOiYPHccYPJ1jYPXVdYPaEdYPgbyYPixoYPmghYPvfeYP0BjYQBHiYQGWeYQVBZYQY
                PmYQZqdYQaA+YQbWWYQciXYQgfXYQgzkYQn9hYQtpbYQzpcYQ0heYRFhcYRKsbYRMncYROQeYRRQgYRdXyYR0tmYSQThYSXVhYS1YYYS8HcYTCGmYTEl0YTJ3iYTOf
                eYTWUnYTeWdYTjOeYTxCbYT4uVYUGNmYUQemYUXuiYU8yPYVCLfYVHSfYVUUgYVrKlYWEUbYWX1ZYWiElYW32ZYW6cjYW/flYXSfgYXfTeYXldeYXnCdYXtVaYX0Fc
                YX2imYYG8hYYHDgYYNPhYYeSdYYnBjYYtjsYZJouYZLthYZbQnYZePlYZeTbYZeUgYZiLfYZr9kYZyMwYZ+ygYaFQkYaK25YaLqpYaVdiYahjnYak2fYapjdYavjiY
                a4VrYa+SeYa+fpYbAMgYblAhYbtsmYbzWZYb01dYb+bZYcNhgYckphYcnaqYcolrYctyaYdFnaYdMeeYdM4YYdRIwYdTtmYdWYtYdW7kYde1cYdgTeYdxguYeeYoYe
                hmiYe1ldYe4I4Ye46gYfaYmYfkokYfpafYftvfYf6t4Yf+eeYgBtoYgOtkYgSuZYgdxjYgoTtYgpXdYgx0fYg75bYhHUfYhWWdYholfYh7M1YiJygYiM+dYiVAcYiW
                sjYiYhfYir+hYisrcYiwAqYiwjfYizWoYi2ajYi5frYi9XqYi/v0YjHuhYjNrgYjQ9fYjWZhYjZaaYjctdYj6IiYj8ogYkD5fYkEJhYkUsmYksDjYk7NaYk79YYk+G
                XYlA2sYlHbkYlL5aYlYVdYla+iYldMoYli/gYl7yfYmFjaYmRIfYmUPaYmVJsYmW7yYmYvjYmcgXYmeBaYmmPmYmm3cYm1kmYm2EmYm2ydYm4yhYm45sYnFxcYnHMj
                YnYvhYnZWsYnkOuYnpyeYnuRtYoDI2YoTnqYoWPsYofvbYofzlYomQfYo8CmYo9bhYo96jYpGdaYpJChYpMkpYpbxpYplSjYpmCqYpteoYqIgaYqNOjYqN8oYqPIpY
                qPReYqlEcYqmHdYqyLbYqzqgYq0LaYrD+cYrELdYrNJYYrdwnYrhcmYrxbhYr0XpYr1/cYsgngYskjdYssEaYs+6dYtHeuYtOJcYtY8fYt6mdYt97hYuCMZYuFTmYu
                YwaYukJgYumcfYusxdYutbeYuytbYu39dYu8IfYvIUoYvMTaYvaDgYvkueYvufeYvvDUYv2EpYv6dWYv/paYwALlYwLUrYwM4fYwRijYwchkYwl7lYww8gYwzadYwz
                vjYw45dYw7+dYw+BoYxjUaYxqGjYx7WdYx8lmYyEfgYyTOhYyt0kYyt3fYy/KwYzJ4iYzK1jYzOyeYzWqhYzZPiYzbMiYzcYrYzf0YY0OsxY0ZnYY0e+hY0otlY0pv
                tY0q7sY0zqsY00jiY0+OvY1LxgY1PHfY1TbnY1YrnY1ZocY1iabY1utoY1w3kY1xcYY1yWjY14BnY178dY19nZY1+9oY2FwdY2IwaY2ihhY2wPVY2xwgY2zQhY3Ecn
                Y3HAeY3M2WY3YahY3eTdY3eviY3fWuY3hefY3mnhY3mzfY3pqkY3qwbY376eY3+jbY4C6cY4KxWY4ctfY4kboY4m6jY4qHiY4qumY4q1eY4rfZY4swbY44adY46ezY
                5MAXY5VbeY5YAcY5ZvlY5arfY5qLmY52jiY559jY60fWY619XY64xlY7Fd2Y7JtoY7KVWY7MWXY7YrtY7aPlY7cNgY7mIhY7oZvY7wnfY72emY72xgY8O1dY8ZJpY8
                nacY8sE5Y8x8lY80phY84hfY88fgY8/maY9AYgY9KycY9ScYY9qErY9tOmY98dsY+DskY+QffY+SbgY+ysaY+2+qY+5EdY+5qvY+/UkY/FokY/OOcY/djdY/hgiY/l
                +eY/zwVZADPvZAFOfZAXrzZAY7dZAZneZAiPnZApUfZAxQhZAxvlZA4smZBArjZBHXiZBKWfZBPkhZBkmdZBlTjZBslnZCI8jZCTWjZCdUoZCx8fZDDdVZDGFpZDOY
                lZDQUcZDSCiZDU5jZDfflZDmidZD7BnZD/NPZEXlhZEaDfZEmtgZEyRjZFCgfZFG3cZFHifZFwXlZF5ilZGE3jZGOnpZGPiaZGXgVZGYlTZGe4iZGfQkZGz9YZG7sd
                ZG8ouZHBrdZHKugZHNodZHP4lZHQhoZHXAeZHcvjZHgbfZHhjaZHvHkZH11jZIJvhZISYpZIU4xZIYYhZIYndZIjTMZIpGbZIwMvZI7AnZJAFjZJBCfZJNNWZJOEiZ
                JO4eZJTicZJU4rZJX3dZJg2oZJqIoZKHujZKICjZKJoiZKQebZKdNbZK2SrZK28nZLLehZLNpiZLOuaZLyRhZL5zcZMIicZMPGjZMWEiZMe6VZMh7gZMh+dZMshcZM
                xOnZMxszZM8pcZNKBUZNOpSZNV40ZNXEhZNYcfZNZokZNhKdZNsufZNyTaZN4IqZN4JlZN9tcZOBxeZOE7iZOTBlZOhjgZOxllZPePmZPuPlZPuViZP3KfZQX1lZQh
                tTZQ1+jZQ6nmZQ93ZZRIInZRXNoZRYGZZRp6nZR8zoZSI6qZSSHxZSfUiZSrigZS1ydZS92dZTRQgZTWNTZTm7aZTqAjZTrJeZTx1mZT2DhZT2wlZT30lZT5XdZUI6
                dZUgelZUiZgZUi7eZUkjdZUmQkZUqQeZUz9nZU3qiZU7dgZVIOjZVMcjZVOIhZVO/3ZVoosZVvYaZV5PeZV9QjZWDraZWEHaZWemnZWhdrZWi9gZWjJjZWjckZWnfd
                ZWp5hZWvLiZWwcoZW6xjZW+QgZXCcgZXOEcZXQ31ZXScWZXUTfZXX2wZXpPfZXsioZX7NqZX89nZX+deZYNSfZYQUvZYj1oZYmxnZYtMlZYtigZYvJwZY1AjZZIEiZ
                ZOHtZZPQjZZR9bZZenlZZjzeZZkr3ZZnZeZZnbfZZrRfZZs1sZZxanZZy3kZZ3gVZZ9feZaFfiZaGMlZaHIeZaXteZaayoZacPvZa43mZa9ZfZbKakZbURiZbg0tZb
                rJdZbz2mZcGHlZcP5bZccYnZcc3eZcz+pZc4cgZc+tcZdJynZdK+fZdPqcZdYwmZdgvmZdnsjZd0jdZd6uvZd+skZeBPdZeQodZeWkjZeluWZen/fZewIjZewMvZez
                YtZfTbeZfeWkZfivnZfj3fZfnUlZfpRVZf1HnZf1QxZf3SqZgUwLZgW/tZgh6fZglofZgndmZgoIgZgqCgZguQVZguscZg7CgZg+MoZhAehZhBinZhS2mZhTprZhcr
                jZhhDbZh3hiZh4EjZh6ZwZh/M1ZiHFcZiMDZZiW5mZiW9kZiXEdZiewpZivSkZiw6eZi15jZi6odZjVNuZjkikZjpFiZjw2iZj7PcZkOXfZkdKiZkwtmZk2blZk3Af
                ZlF9gZli7VZlvGgZlw1fZlxMkZl3OgZmbteZmk1ZZmwRqZm0woZm1iVZm3evZm3lvZnL9oZnXkiZnbQhZnyZgZn1rdZn+boZoHHfZoQafZoTHdZoaHWZof7pZonTtZ
                oppmZoqXgZozIxZpDmeZpVdUZpi7hZp4FWZp5urZp9nwZqB+oZqJSjZqKkhZqODcZqQzbZqcucZqpIfZq5vnZq9xZZrB/dZrRbfZrckiZrnmfZrn9mZrrRdZrrslZr
                yjgZr4abZsATcZsOXbZsO4gZsQPnZsc9YZspQZZsrzgZssWdZswJlZs0PjZs3IgZtD/tZtFVkZtG5ZZtHogZtH4rZtIIZZtL9dZtNKwZtYXhZtd4YZtjlcZto+eZtt
                PpZtxzgZuFQaZuIGfZuOypZuQ4fZuWudZubOhZucRhZufMjZugogZvTChZvTUgZvVSkZvqVaZvtuhZvyWeZvyvfZv2yjZv5EjZv/vnZwF2iZwcYYZwdMoZwqvkZxHa
                bZxOKWZxTOpZxXThZxjwhZxphlZxpjfZx6NbZyJpZZyLyjZyL9hZyTFjZyUNeZyawlZybPqZycxfZyskfZyuBkZy4AfZzArjZzGAbZzH+/ZzP5kZzTRpZzU0eZzV1d
                ZzfIYZzhfbZzkBjZzlXgZznthZzwUgZzwWgZz54UZ0ONbZ0eIfZ0indZ0kWZZ0rHsZ0yR/Z07WiZ0/HuZ1XGeZ1vyYZ11heZ19CVZ2DdZZ2EWrZ2FxsZ2cKiZ2gfoZ
                2sXgZ20WkZ3NWaZ3PstZ3SLWZ3fDqZ3tpdZ303XZ38WuZ3+IZZ3+ZyZ3+olZ3+8ZZ4AIfZ4MkzZ4M2aZ4P5fZ4XZiZ4bekZ4kfaZ4qfgZ4rUiZ4sheZ4tFfZ4+xjZ5
                VafZ5YPdZ5aUiZ5iAgZ5lfdZ5/zrZ6AHkZ6DDiZ6VjaZ6f8eZ6qYrZ6tadZ617dZ6+vdZ7A8gZ7LQ0Z7WwfZ7XplZ7jPcZ76bmZ8AOfZ8A1wZ8KxmZ8OoeZ8Q0tZ8T
                sfZ8cviZ8dUbZ8d6cZ8negZ8sleZ83VfZ86ZtZ9DkiZ9E4qZ9KBiZ9knfZ9kslZ9n0sZ9q9oZ9rWuZ9sHkZ96KdZ96PcZ96vfZ968iZ97nZZ+BjgZ+FhjZ+GjjZ+SW
                fZ+W2hZ+dGXZ+dKXZ+gNoZ+iokZ+k1iZ+yXjZ+43gZ+48mZ+5NaZ+62mZ+7PZZ/DcnZ/MOnZ/PJdZ/PngZ/kFaZ/m4kZ/s0dZ/tXlZ/7eiZ/8WjaAMioaAMtnaAQAm
                aAdBhaAehcaAeydaAgUeaAwjfaA46WaBABjaBCZdaBX2caBbVkaBvWsaBvdbaBydbaB6KdaB6cbaB6qYaCDVbaCEInaCGudaCThbaCaapaCeQgaCglpaCmSgaDAXja
                DFFfaDJVWaDJgdaDNm5aDVzhaDWthaDbieaDgllaDoFnaDq+waD4QkaD7sraEAehaEHYbaEJgfaEPQ/aEbdcaEsdqaEu4ZaFNieaFR3laFjvhaFkOhaF1wsaF4HwaF
                5ZlaGAPfaGJGbaGKMeaGcfgaGc6gaGeXLaGgWfaGtEoaGx6yaHM6daHNmmaHjrnaHxrjaH1ReaH9fpaIAweaICucaIDogaIEglaIMXfaIedhaIg7oaIqbeaIqnSaIr
                okaItUfaI3XZaI6claI9IeaJATfaJT1kaJZQcaJbynaJgTcaJteeaJ0BnaJ4x6aJ7BeaJ9wdaKFfdaKOrRaKRvVaKqOZaKu1jaK8cTaK/ZgaLJtiaLT1baLkgfaLqz
                iaL0qZaL11maL3riaMNviaMoGhaMptiaMy2saM27SaM3xbaNELfaNGEiaNI7paNKXfaNKtaaNOShaNYsbaNgdiaNqBlaNr3jaN0yaaN+5baOAVqaOB/caODUgaOQjc
                aOaiYaObegaOmbYaOpneaPCQoaPFDpaPLitaPMeeaPSviaPglbaPphOaPvffaPw0eaP4mwaP7yhaQBQbaQCQraQLuoaQb1ZaQnovaRQCeaRUqhaRXjmaRr9daRt5ba
                Rv+naSGGfaSMplaSUjmaSumhaSxlqaTDhmaTN0iaTaZmaT0udaT6beaUDsbaUMHmaUNefaUZnfaUlYdaUmvUaUqmcaVENgaVHFeaVM/iaVQHaaVYrjaVdZmaV1QeaV
                95aaV+HiaWCkXaWFcYaWOogaWuyhaWv8jaW6rfaW8ohaXTheaXhZgaXj0VaXpfraXtcdaYGIlaYPH4aYWQeaYiilaYs5haYwWsaYz4iaY/RYaZD3faZeKcaZvsbaZ3
                DdaZ3NoaZ6F8aZ+PfaZ/cfaaHOdaaNunaaROaaaa9eaagAeaajkaaasyjaawdpaa0udabCTtabFgpabGhnabMQfabPheabV2eabcTbabkfoabk5jabwU7abxxhabzA
                rab1tgab6DfacCFgacI1facI3XaccDfachKiacjyyacnSiacwRYac4Efac90oadDApadK2eadrefaeRGfaebllaeilnaeqFfae++kafBGjafI0dafPblafR0kafSza
                aftKeafuPjaf5idagG/oagK0oagK9eagXKiagi0QagjJcahCvfahMBqahVJgahYWaahbUiahcegahghYahho5ahoQfahobfahwUnahwciahwvjah3acaiBCkaiF3ha
                jBjgajCEhajKljajValajWcfaja2bajgqhajikuajjogaj87pakE4fakFxhakWTcaki3jak8+cak//halAhfalUCjalYWgalaYqala2qalcWnallLXalrYqalv+0al
                xOkalx+eal3/gamO1pamV4qam2Vram2jiam26cam7JfanVtoanZNnangSkanh2fankSdanmEwanwOdan9xnaoEX2aoLSUaoSaZaoUeeaocC/aoeHsaooGfaovvjapH
                MgapPKZapVN/apb8mapejkaphsaapu4aaqJheaqO4kaqSj0aqSysaqS/saqbaaaqf6faqufdaq6/larJujarL7jarSDiarafuarhxmarkIbar43dar6Ekar/AXasBF
                ZasBgcasBtgasQVjasg+casuAkaszifas38hatVWfatYUmatpBxat8ekauD3iauLScauLjiauYSiauePfauyBeavEnlavFHeavGgeavLmZavUplavVXcavWpzavam7
                avfVwavkelavoPsav0qWawMScawV+eawkvhawyEvaw8mkaw8ubaw9IiaxF+qaxU9gaxcupaxk0jax5lpayPdcayP8layW6gayXqlayfNaayguqayjKkayj2gayyyia
                y2Ffay4iiay7VfazAATazIKgazWncazZBfazcJlazv2eazz4qa0EYda0Ek0a0G8ca0WJqa0fOaa0gTda0nxna0vNVa09sca1Jdoa1Weta1gqia1nMla1ooea14Kma2
                DPfa2Hfja2Hida2QLfa2TEea2tvka2+6da3Ewta3Tqla3bola3jVca3upka3vbba36Tba38Iha4E5ga4lGma41afa5AZea5Elca5Iuia5OCca5Ucga5Vpaa5pBca5p
                zda5qGaa5vJga5vWka529fa53xpa55Mja5//pa6CUua6dAka6lQea6m7ea6scja6xCla60/ja7CZra7MbZa7azga7ehYa7pAfa7uWaa74zqa8Ejva8Eska8Jzga82s
                ca8/+fa9D5aa9OUma9Slia9XAna9YRta9p1qa9vcea9zVda95wha+Bioa+HcRa+RDaa+aQha+dsfa+exfa+gSda+mIba+vSia+wHsa+xvka+3hha++wha++xia/ENi
                a/Npda/Orma/Rwja/WcZa/W8Sa/XWga/Xnea/cLha/c5da/0ngbABusbAEiobAEknbAaXkbAgOObAgtabAh6tbAtzubAv2pbBICbbBSOebBSefbBdAbbBflcbBjIkb
                BjpdbBx5ibB4LmbB7MpbCZNpbCiMpbC3QwbDDGbbDEZfbDHfjbDcncbDoesbDrAebDrGnbDtxsbD2ifbD4OtbD7rnbEDChbERsabETSdbEastbEiJnbEsrdbEv1ZbE
                8DgbFEzfbFFMbbFSFibFX4gbFbufbFoz1bFtufbFu/abF/DibGScZbGdLnbGfeqbGiYrbGiigbGmlnbGxFfbG0ZfbHQJkbHW0gbHeA2bHgMhbHuJqbIEcebISngbIg
                NrbIh5pbIpZpbIwFnbIxdtbIzHrbIzydbI3i4bI4XbbI5odbJCHfbJGPkbJPWgbJPcobJYDdbJl2lbJnxabJvtobJ62fbKGMibKUPnbKdHebKddbbKeDebKi7hbKrC
                ubKrVhbKtSmbKzFnbLgafbLgxfbLtPXbL5qebMGccbMJAkbMM1ebMUtfbMWpmbNACobNBFebNDffbNLzebNRzfbN1YebOAcZbOb5wbOfTmbOihfbOoambO17dbPEik
                bPjevbPqNfbPyribP2xjbP7ZebQBRcbQDNabQSBdbQT8ebQcOfbQyycbRI1hbRRfjbRRlebRVnibRmHdbRu0abRzDibR5/wbR7VubR8FcbR85kbR+8cbSRngbSTjhb
                SXxfbSZKfbSclsbSkHNbSztibTC4hbTLZ4bTRtdbTYeibTtNfbTwEZbTykjbUKLYbUP7bbUYJdbUuylbUyDfbU1enbU3CibU44gbVEvfbVTUobVkzfbV1VgbV70lbW
                E3jbWWfbbWfNwbWh4kbWlwZbWpVdbWx3SbW7AfbXAUYbXB9nbXJEebXVLebXiRkbX0chbX6FhbX6eibX8xcbYhXgbYjSWbY+DebZBSkbZEPhbZPMhbZXbebZXeMbZl
                BrbZlwsbZoWcbZp5kbZx0WbaBnsbaVoRbaWYfbaXEZbacHjbaf3fba8Ymba8+gba97ebbHAjbbJ0nbbWlbbbX/YbbZ3lbba0TbbbHnbbcLgbbhDhbbiOmbbjmhbcFK
                dbcNzXbcOpkbcTyhbcr96bcy0fbc4nrbc+KcbdECXbdTfxbdYTgbduabbdwBbbeGoibeNFubeZNXbebScbedehbefrrbeh8fbek2fberiibe6Ofbe7fmbfD/bbfGhi
                bfIzdbfOoXbfQzfbfSzdbfXnfbfcolbfdKVbfrRgbfrWsbfuuubfzXhbf29dbgNQybgOJlbgOchbgPxcbgRJhbgwDnbgykdbgzmgbg2Y4bg24gbg9CibhAVsbhKDgb
                hLnjbhWlebhd2mbhjdcbhodrbh4gcbh5UhbiE9ibiPLbbifyobin/hbiq6ibisBhbisqfbiyDjbiyiobi4wubi7GfbjIadbjSudbjT/ebjUUhbjU8nbjh1rbjjxrbj
                pFubjtBkbjtkrbkC2VbkEmpbkJzabkNtvbkPHibkYDdbkYgebkaBcbkdmlbkjNmbks3cbky9kbk1IYblFJnblFjcblcOgblhCpbljnUblp7hblyafblz/gbl5vfbl/
                1hbmBHjbmJIibmM7jbmR4vbmS2kbmVvkbmZ0jbmmfdbmmgebmnYgbnAXdbnUCebnUzgbnW6hbnjXrbnpgobnqOebn75rbn/duboJ2dboNt8boPdcbodoabojaPbo5v
                dbpBHabpBKlbpBqebpFNgbpGXfbpWuhbpgCnbpkNpbptNpbpxFdbqGjMbqOZxbqQlebqY+dbqhAebqlcdbqv7Ebq96gbrPvxbrXrfbrZ0gbrfzrbrh2hbrraZbr1ir
                br5hfbr/yfbsLycbsO4YbssZdbssmlbs1gmbs4+gbtAxsbtDXjbtEzfbtJfbbtJ0hbtmxebtrmnbtwDcbtxzkbt6SXbuAUobuCXnbuDambuIxkbuJtabui9hbuqUob
                urE2bu/YgbvIC3bvI4hbvMXsbvVVcbvZKlbvaFebvk6lbvlelbvsckbvuLfbvxmwbv1MfbwD1YbwEiqbwFdjbwPQTbwPjkbwSRVbwV5mbwbpZbwoPmbww/gbw0Adbw
                3OabxL4ebxiSfbxlkZbxw9qbxxlhbxy3ebx1Jnbx+4nbyGhcbyJIxbyWGfbyXx6bya+bbyhYebyqyvbyurZbyyOlbzGWlbzGhubzT8gbzWzabzctibzhQfbzhabbz2
                ogb0CChb0aJbb0nPgb0uLgb08Sgb0/Fsb1Bwib1Guub1MTqb1U5tb1W2sb1g8jb11XZb14xjb17Gib2K9bb2S+qb2aFab2exmb2xzVb23Fvb240cb3Mymb3Pqbb3Q3
                ob3gXhb3kcfb3qmfb3xeXb3z9pb4BCdb4MJgb4Y/ub4jddb4l5kb4qFbb4tLnb4v1Wb4wKob5Eshb5Fwlb5J3bb5RI5b5UYtb5kNXb5mOYb5s0db5vsib5zUfb6H4g
                b6KXhb6SGdb6VBnb6apqb6dReb6qPnb61Grb635Zb66Deb669nb7CQrb7HiZb7I3eb7KIkb7OZpb7Qceb7S6kb7UMwb7VVVb7ZBeb7Zvnb7Z3bb7fjmb7wsfb7zKfb
                8Ildb8OZeb8qoYb80+mb81Yob9DRbb9Kdib9Wevb9baeb9yCeb90pTb965Vb+HPmb+OKeb+TKib+Vegb+mXdb+t5nb+wdZb+y/ab+1omb/HHfb/Y8gb/g7eb/pYfb/
                vTgb/wdUb/9dmcAFficAPCZcARgkcAT+TcAUCdcAfsgcA1pccA39hcA4OZcBD0YcBHp4cBXPccBiYmcBjSmcBojjcBsklcBssgcB2vfcB3hncB8afcB8kdcCDUpcCF
                NpcCQNxcCVHdcCjGUcCymWcC0VjcC6micC7CicDFrkcDLwgcDSzucDZqgcDcmccEH7TcEKTfcEX7ocEndicE1fgcFT0ZcFX8ecFY/VcFcL0cFcZkcFsLqcGGHecGI9
                dcGO5icGupscGvXacGwcecG7picG+cfcG/hqcHA8ocHGOgcHKIacHXnecHbDicHfPkcHoPXcHsYhcHy3icH32UcH4QfcH7HecH8LecH/mocIUogcIV+acIgAicI0Qo
                cI2ZecJNdqcJaOicJksicJtAscKBnfcKUUrcKaPjcKdmgcLA6jcLMjgcLV3YcLXrTcLiwZcLuyicL2PqcL3vlcL7wkcMEOmcMJ5lcMNMjcMPUgcMgQmcMl9gcMyAkc
                MyqccMzoocM16hcNEfccNGmdcNJlgcNLLfcNPtecNirgcNiyhcNj0fcNnapcNulgcNywlcN/GkcOIJdcOPqhcOVRecOb6fcOcnYcOf1fcOqQTcOsFmcOzYZcO+hZcP
                AulcPOYccPW3lcPd2vcPi9lcPljecPqPhcPy+hcP2TlcQJUmcQPNlcQR9wcQZIecQbidcQlPbcQrrycQ2ulcQ4UdcQ5cjcQ+afcRVwlcRe/fcRgqfcRxslcRzXfcR3
                TicSFqYcSOrfcSPLfcSSTbcSXAZcSfexcS0UdcS5HfcS5uccS/cccT7WfcUPDacUPKbcUS1kcUg7fcUhYZcUhz3cUqlbcUvSdcVEmfcVF/fcVQ6ZcVoCkcVp6dcV0k
                icV6nZcWEstcWUgecWa5ucWjKbcWw2YcW3ffcW3wfcW8IjcXBLocXBWicXEsccXKOdcXPffcXQYkcXSzbcXWVrcXavecXf5gcXpeycXq5icXt1kcXw5jcX5PfcX7zh
                cX8xfcYIgacYMxbcYObmcYUlacYYpZcYb3jcYoHfcYojWcYpqkcYsvkcYuSdcY5uvcZHekcZNUccZT4ecZnikcZupmcaCkicaCpkcadMicad2icaq8ccazuScbBM3c
                bR0VcbUficbcJqcbmUjcbmhacbnofcbtzmcbvYXcb1gbcb7PbccIDscccrqcc0gkcc40acc6oocc9vUcdHX/cdTl5cdY2kcdZCecdZNucdc6dcdqcdceAalceC6dce
                E2WceGPlceOXlceYpaceglXcepNcce0sdce6Chce70wcfAjTcfFHfcfNWTcfOndcfOqrcfXLjcfcMgcfmhfcfqgfcfuZfcfvOecf7becgERacgHhtcgHmlcgOGecgg
                3dcgh3ocgjNhcgv+ncgzSycg+Incg/mfcheMcchvOfchylfch2Unch/xfciA6gciFygciJnhciUSeciW1rciXcscicteciseoci2Efci9ZdcjCPicjQarcjd8gcjgX
                ncjl+ccj2Gecj3dccj+/nckBwwckEygckGXfckn0hckvsmck3Occk6wiclIujclJucclKzkclN9kclSFfclTLhclb2eclh5gclwBgcl1iacmHJZcmJWjcmU1hcmfsa
                cmkWpcmmhncmyn0cm2bacm8uecm9nccnDHgcnMFecnUSacnehhcng1fcnoofcn13pcoK/jcoXeecoYYjcof7fcon0hcouKgcox7bcoyCdcpHAhcpQzfcpUAccp0ncc
                p6LicqFDecqIFlcqPIncqfBlcqqpecqukdcq2ficrBSncrCZlcrDsecrS8hcrbxdcrfcbcrponcrr7hcr0hecr1uccr53fcsFhgcsFoWcsNwRcsYTmcslEZcsmihcs
                mpxcsqIpcsrYicsunhcs2Tkcs2yics5sdctT9ecte8Tctt1nct4Ekct4cicuNFbcuWojcuZFdcucracufFfcuxuecu03icu9fncvG2ecvV4jcvXukcvdiscvgofcvz
                wgcvz1ccv79ncv8oncwDfvcwFufcwF7gcwH1YcwWSkcwcllcwj1gcwloecxCyncxC/hcxEpucxUcocxYpicx2Mrcx/KgcyCZlcyMjScyuhaczK2jczXbaczX7hczY2
                hczZstczlTdcznZYczwljczyqqczzzbcz1becz1/jcz7ykc0DYgc0Etgc0Q8Jc0W7gc0Y9bc0fJic0i/uc0t0qc0uh0c0vfmc01Wfc0+iic1EJhc1Sxvc1aUfc1fAf
                c1kyhc1nuhc1qkZc1uubc12dhc1+Fdc2Eoec2H+gc2JlYc2Zwmc2ixoc2jIlc2mXfc20pfc29bgc3FRgc3F3pc3JGjc3Othc3TLPc3Zufc3cCqc3kxac3rNfc3whcc
                305fc31jec33Ucc37ngc4Ascc4Bdnc4OKgc4Oqoc4PPjc4Wfgc4omwc4ssmc46xYc49+Xc5Bzec5F9dc5LPgc5NYnc5Oeec5O4oc5Puhc5Rcac5S/dc5VEtc5gJpc5
                oZmc5yIgc50Wkc52Jgc5+WXc6HAoc6Hifc6bdcc6hjic6qEfc63Nrc7JLfc7SLzc7XBbc7fzvc7ofoc7v1lc7yKrc75pic79gic7/Jpc8U2hc8Zghc8Zzqc8bYkc8i
                Bbc8j7hc8lihc8njic8oNpc824hc9Pykc9QUrc9dEec9dqec9hRkc9hWkc9iNfc91Vfc+Jkdc+TUbc+ZGxc+belc+bjbc+dwoc+puhc+ucic+xzTc+ydcc+2Bpc+3D
                dc+6edc/I2sc/LIac/VHac/jUcc/5Vnc/+LidAMAhdAPUedAP9ndAT6idAU0edAijpdA6LtdBGwXdBQ4rdBotbdBszjdCCppdCGZpdCXzddCchvdCcikdCq2edCrrq
                dCx6edCydcdC1BfdC7jodDD2ldDEmldDFXbdDFspdDPCZdDUgvdDr+ldDtR3dDxradDzLhdD1/gdD75mdECVddEIzWdER+idEdDcdElzgdE5mmdE6nodFAOidFEXrd
                FO0gdFO6idFTBqdFY0hdFjbIdFk8sdFlHkdFm6fdFphcdF3AYdF4ubdF7YhdGDrpdGFSndGFfbdGKuedGQkZdGSRodGWTldGmOydGtuidG3fidG7agdG8jhdHQIadH
                b5cdHfgedHihjdH8ZkdH9bhdH/2edIGtrdIJ+adIV6jdIeXkdIfkddIjtndIkmbdIscodIysgdI1ytdJJbmdJTlcdJVzedJcZkdJfEndJkyqdJujZdJxSsdJ16ndJ2
                rbdJ37fdJ4ohdKIFgdKUUwdKxwfdK0endK+NadLbqbdLc8gdLkfmdLoMudL9JidL9WjdL+hddL+wgdMHnjdMIDqdMJMqdMK5edMMPedMMUbdMPefdMQdgdMRoWdMTJ
                idMmPndMr0gdMuftdMxwldM5eddNE3ldNUXXdNtpedNuamdNwJYdN3sodOBSndObyidOdModOnfZdOvaidO5PrdPAXfdPAxedPGAfdPK0zdPMTodPUUvdPcNddPhsW
                dP0WldQBFcdQIEedQSxtdQWuadQZYjdQkDidQutjdQ3JodQ7MwdRGmfdRKebdRd7idRd8adRf1ddRg5rdRkikdRnlsdRpQpdRvgcdR1uVdSHPqdSLDjdSQvtdSS7ld
                SmCcdSokhdSvjZdSwzwdS2cedS2zwdS4NmdS4UcdS8ltdTasgdTgOhdThqldTj8jdTn9ZdTq4TdTrVzdT9PcdUDigdUK7hdUNhddURJodUTAgdUUFldUlSUdUo4bdU
                0WgdU2undVJ+cdVNqidVOQcdVQDfdVh+ddVinddVwLgdVwgddV14kdV2PbdV9+XdV+mkdV/sddWFEedWtcGdW5radW75bdW76sdW8IqdXGdfdXI+udXLoddXPSgdXS
                wbdXZMedXkFfdX36bdX38cdYACcdYDnedYgOjdYnXmdYpRgdY0rcdZOFZdZUundZWbedZqjXdZ0NfdZ+3ldaCu/daMBvdaTsXdaZvedahshdarVcdauRudavQZdazN
                Uda8LjdbBqmdbPZidbYevdbY7kdba2idbdfgdbhsYdbifddbk0sdbowjdbuXpdbwSkdb4itdb9LfdcADidcCTjdcHQedcLQcdcMzpdcM/idcNAfdcOQidcRVjdcafg
                dccafdcezwdcqqedcrevdcsEedc3g0ddFpnddJjcddiMnddiqrddmTnddwnhddzgcdd4Oidd7UYdeAuideDgodeJ2kdeQZcdeSIhdeT0qdeV8tdeYagdeYgddeb9id
                ee9fdekLkde1mhde2XjdfHbfdfOyedfZSmdfa/odfduhdff/fdfjvadfjzvdfsHfdftujdfxOrdfxUhdf5Hkdf6cjdgEFjdgGEYdgP9idgXMndgaxhdg23fdg4wddg
                8Vbdg8bqdg9hxdhBYedhJgpdhP5YdhVFddhbggdhktgdhocldhvKjdh5Ajdh6Xfdh7Gadh/igdiKZddiVGgdidOcdihWndil6gditokdi+ZgdjFXedjFojdjJKidjJ
                yedjftkdj/7ddkB4WdkJwidkTFidkTkhdkZBhdkZGidkZUddkeiSdktBedkuSOdk2Pndk3ctdk3pgdk8kbdlJKddldeedlf1qdlmwcdltLkdlyefdmFdXdmOJkdmSk
                YdmTYcdmgxfdmzvidm0sXdm3Pxdm5Dedm77jdm9qddnAcddnD3mdnZXfdnlqcdnqpldnyZfdn0KadoOVedoaBfdoaJidoh7ddolNsdonaodonzldoq7kdouBadowUe
                dow6ddow9ldoylcdo/UfdpJchdpYOedpZChdpc1/dpxfidp0Rsdp34idp7hydqBzfdqeladqrjkdqvQydrETidrLLmdrR5gdrV0ldrXCidrcLadrgnudrwqudr9Lqd
                sAjndsBTgdsDyedsEjgdsR4odsV2jdsjIddsrjpds2/Rds4OhdtRzddtZKYdthObdtsFmdtuyndt14edt2Xkdt/+eduG+eduJweduVqqdugvXdui1hdujXZdulDfdu
                p9ddussidu36kdu4aedvDrYdvT2hdvjqddvoDidvubmdv17Rdv4Kgdv60mdv9zhdwBdfdwD2hdwKgedwiKedwjsjdwn0ZdwoIadwzoddw1kddxByadxKyVdxcfddxd
                JhdxgGsdxtlTdxz5Rdx+DfdyE5idyFOedyGikdyL49dyOYcdyV9fdygMedygzYdyrUadyrwldy00idzKGbdzQImdzRsgdzSBjdzUDZdzXXkdzltrdz22xdz61hd0U7
                hd0Vemd0WMbd0dMhd0gIbd0qCXd0rGkd01j2d09Prd0+9cd1NUsd1Ottd1PDnd1fmjd1hoYd1lCXd1mCld12jld15+od167kd17Mgd1/+ld2Aidd2JDed2U+cd2YYk
                d2ZZdd2ecid2fjqd2oEed2wVnd2xTbd2zYad23Hed29zid3Bkdd3IQpd3NLKd3Q3cd3SYWd3m9md3qfhd3r5ed37Xhd39lgd4ACnd4Cgod4IPad4L/dd4N+ed4PHed
                4R0ld4ZVfd4bAbd4dq4d4oNcd49vkd5G4ud5OZod5lWgd5qokd5+2ld6CKtd6IJgd6XCkd6lRXd6rBud6zihd60Qbd61mid61vmd69+jd7Iagd7UzPd7XOhd7gvkd7
                idQd7v7fd74DWd74Gbd78qgd8Kjld8P+kd8WxZd8aNVd8dP1d8dYid8gwhd8hbed8k1kd8myZd8zKwd83lmd85LYd85bbd851dd8+gmd9AZrd9Bjbd9c7ed9d6id9q
                ojd9sXsd+FGRd+MTpd+ZWnd+ooed++bhd/Dpld/URad/aVjd/a+gd/rOhd/x3dd/5Bhd/7xbeAB+feANRfeAQMneAQ4geAobpeA1gYeA8sheBC4ReBPW2eBU74eBbJ
                aeBlgfeBm1eeBwkgeB6+deCD4neCNFqeCTXfeCY8heC68oeC+uZeDM/ceDOyWeDPiYeDhRreDjLbeDkpneDkzZeDmKeeD1m2eEIBYeEnjeeEqSdeEuSdeE2QXeE3gw
                eFAfeeFHCheFJigeFK9eeFOeeeFP8beFi2teFmTheFwomeFzRmeF0DkeF1adeF3sZeGAtYeGA0leGJffeGKIeeGL4oeGMMjeGNHzeGRQmeGvCkeGv6keGxrgeHCQie
                HI+UeHPijeHYwdeHriZeH4XkeIMIoeIMzheIOBieIR/seIWapeIYfpeIbTkeIbXseIcMreId0feIqNdeIsCaeI9lveJFXjeJF+feJONdeJTgjeJXTpeJeMieJplfeJ
                yhueJyseeKMJdeKNVYeKVHqeKY1geKZejeKdYWeKgNjeKo1jeKsKWeKwEbeLNWqeLgbheLi+meL5RteMLzqeMPyeeMdUgeMy4meM2aneM7neeM8KleNIkaeNtCdeNu
                tdeN2xseN51ZeN/CfeOPBbeOWJeeOcifeOieieOmsdeOopveOtJceOwhceOxMseO2KfeO/0lePAyzePB6kePG0vePM3gePOfUePnIfePrRjePspgeP2IgeP6RseQDG
                meQVkueQxakeQ0MVeRJCjeRJZbeRe7geRfHneRjieeRl5reRnigeRoBoeRozieRu+feRvOfeRx6beRyyteR+EgeR+6PeSQMpeSroneSrqieSwgjeS6ydeS9PqeTNtd
                eTVITeTYdgeTZypeTbyieTd/geTeOneTlPleUGrheUHIfeUKrjeUN0eeUTNneUj8leVUggeVg0veVwXaeWBfeeWLrmeWPBneWTkfeWXfieWiW8eWqhreW4XkeW4lke
                W5ffeXB9eeXNkneXaMheXbASeXjKoeXmkpeXrBbeXzpgeX7ikeX/lgeYMSueYOzkeYVOxeYlJdeYvPfeYwtgeYzOReY3KeeY3RweY5RYeY5yceY8oneY+ZveZPzqeZ
                UweeZac1eZjYseZm1meZsHreZyFkeZyxheZzPbeaeKXeaeXieatLeea0avea7fkebFjmebjaiebzzieb6RaecGweecctsecn0decuAuecu3iec59qec6fledDecedF
                xbedGvkedHIbedQ+eedTCpedbefedbjcedfIredkLgedoCSedrbdedt1aed2zkeeHhfeeNRneeXGueebMdefB3uefQIeefR4oefZMhefo7fefrNfefrPdefvHkefwV
                3efzCoegCRbegGXjegG1eegNUhegY8eegcKdegqfXeguQtegx1aeg10deg4aWehHPgehHQkehHzjehQ/1ehR3cehxVgeh8sheiFzeeiLIqeiUJfeiUXieiiLmeilUv
                einM3ei1/hei6Ulei7thejRXdejU/UejYWqejljVejmgfejuuhej/8cekFcoekVJaekYshekbOaekefcekjNieklfrekpFfekqUmekwYeekw7hek0rdelLSgelUqwe
                lbBheldZlelezcellteelpfmelqxhelu9lel2Tgel/VeemAheemBxhemHeZemRnYemlVdemyzvenGxpenHpienNWnenQbeenhOfennjYenowoenvsren4zeen6Njen
                8HgeoRbjeomVReo2Wkeo4ffepC9eepEPaepHAbepKfoepNahepRLcepYcfepeClepjVgep+BjeqIjjeqPZfeqXoteqeLieqnuheqyCgeq/3aerDXgerGYnerIbkerP
                mierd6nereDnerjGfern+feruFhesBxmesIpyesNgZesQ4jesYRnesdNYesoqpesq3eessBeesxAdesz3Yes3ObetIbhetMaietQ5netSAeeta+jetc/rethBget02
                fet3ucet5QZet8LeeuM2leuUAZeuUemeuYTbeuZKceuZ3oeudeeeug3oeuoQgeupwreu1jweu3Eieu8HjevAUbevB8ievGgdevHZbevMXyevU8kevVieevY1mevcXn
                evc2bevekfevnQpevxAtev0Ckev8EjewFleewLpiewRogewVEbewZBiewblcewmadewthnewxcaexGkfexIzuexMWjexObbexQHdexQIWexRMgexWynexnAcex2FYe
                x5dfex6DmeyGTjeyL+jeyPNmeyTtdeyYseeybHteycsTeydbheyf2feygIjey3khezBRqezCLYezC6aezDEiezIdeezLttezMygezVbuezXqwezcb0ezcudezlwuez
                v/gezyqcez/Lje0LfVe0P+ne0Q8qe0Tjqe0UBie0pace0p/le0xbke01aqe01vTe1B3ce1DZfe1Ngse1Qnxe1ROZe1S2oe1TLoe1anpe1hsYe1jele1nife1o3de1p
                wke1sabe19dde19m0e2Guue2Rhfe2ViVe2mXge2wShe2y8ge29Uce2/ege3Bcle3DPde3KMee3Qeae3YBhe3Y/ge3rIhe34zbe3+cje3+yje4G0oe4Hrfe4Jsbe4Kc
                he4VLfe4a2ae4bBVe4cXke4i4We4kHoe4uAne4v6ge40Nqe48Qbe5Ambe5Bcae5Dlhe5Jspe5MHpe5OCde5OJfe5PKne5Xkre5uLre530pe6Fnle6NDpe6P6ae6bMX
                e6lSle6lwbe6tvke6x/ae60Dge63ETe63lYe64due7B9me7Gvke7M5Ze7OBke7Uqse7kPne7lDge7sfke7t0ie722ee723ee7/Iee8NCoe8P/me8ZTve8pahe8skhe
                8tVhe8w0ve82khe8+/de9KSce9iF4e9pYke9qWge999ee+e0ne+l+ne+xg0e+3Hqe++2Ze/aMbe/07ofAUMhfAV/cfAbYgfAbmlfAltWfAuSrfAvEofAx1ffA1YjfA
                2offBQIhfBQRefBXgcfBdJkfBdijfBjWmfBoWgfB7QifB/MdfCEjhfCE5WfCHYrfCTTifCY1hfChPqfCjhpfCmKofCmrZfCnZgfCuGafCuWefDObefDnBmfDnOkfDr
                VjfDtumfDuzifEDgdfELQnfEOKjfEOQyfEeycfEzvnfE7+RfE9DgfFKLZfFXJzfFY8cfFvdjfFyfofF3KZfF5DyfF94jfGFogfGItwfGURkfGlckfGpCefG0AefG7T
                cfHETkfHFMkfHWpffHbSgfHbYgfHrXzfH03afH2PafH6NlfH86gfH+aZfIcjsfIvIifI2ndfI85jfJA6ffJOj6fJO3tfJU/efJeZbfJg1bfJmtkfJowVfJpsmfJrLf
                fJtJafJubefKEApfKJYffKL8ofKMLafKUgbfKaHtfKwNmfK0aofLJpofLkWffLxFefL0GcfL6XkfL8UmfMBKyfMFdhfMOIefMkKefM5YffM7yafM/6pfNE0kfNFYpf
                NIddfNKpUfNLGcfNUOffNsgafN67+fN69lfN9ejfOGqkfOajZfOermfOkRifOl0QfOq/efO6NofO7pdfPBXffPE2efPGwwfPIpdfPMfWfPP8hfPZFifPnLhfPssufP
                6MofQDXffQF/kfQKYcfQKlnfQSXgfQULifQUlsfQa2bfQjtPfQm/afQntdfQrLlfQsmffQ4IpfQ/ZlfRDahfRE2pfRHaXfRIxmfRMlqfRNkffRTU3fRVsZfRWtifRr
                BvfRv8nfR1UefR7IgfSSaefSbGcfSdIofShlefSxthfTKarfTXYjfTcwhfT/bjfUAtjfUNXjfUYIUfUqmcfU24afVAeffVCEcfVH0pfVV9nfVf1hfVyecfV7XhfWDy
                ufWaZefWefffWhJhfWuDjfWxWafWz1rfW1obfXIqkfXVygfXjEofXlRhfXn0hfXrkhfXx6efX4qlfX+UafYA/jfYJAdfYQ+ufYWBdfYaZkfYfJhfYtG5fYymffZJec
                fZRVffZT2dfZhRhfZnc1fZoNifZsqlfZ0PnfZ8tdfaQ+ifaSBdfaieefanbVfa/qhfa/0ffbEXefbK1Pfbf8kfboJkfboshfbzOufb8UffcY/lfciDifcmZZfcoYef
                cqdYfcy6rfc4HtfdA7/fdGrgfdJqafdN1dfdPwjfdSWlfdWHefdZHkfdawffdcDdfdu6gfdyHafdzycfd1Defd9ipfeF0xfeGDefeOIlfePuafemfffepPkfes/efe
                t9hfeuDdfezF/fe5zbfe9BcffAogffZ1gfffWqffoRcfgXWgfgzNifg2vbfhCgcfhDJdfhG8cfhY2Jfhmk0fhy1jfh8OofiCGdfiJCffiTNnfii7afijabfineifit
                1Tfi16Wfi32nfjMpgfjO0ifjUXZfjUydfjz0ufj9igfkGIefkGdefkNFbfkNwcfkfphfkhsufkqxjflDNlflJEhflKegflP8NflWQTfldTcflpjifludYfl8+mfmFb
                Xfmd+hfmhrgfmnASfmnShfmwUjfm4VXfnC2kfnHvxfngagfnklxfnpkjfnqhnfnvgmfn4CVfoaZkfocAffouLlfo2tifpG1qfpRPZfpXKnfpaIjfpsLifpsYbfp6zj
                fp72efqEVdfqEoffqI/ifqmbefqqTefq1Ysfq66WfrCTbfrD/ufrE1XfrJShfrRGZfrZChfrghwfrmqqfrqodfruGhfruSYfr1VffscScfsqXcftNlkftPvdftT/df
                tYslftaGnftn4gft+1kfuAjjfuCemfuJKqfuPDjfuadhfuajdfudFdfuhfdfuu3kfvRHtfvWLhfvYpafvr3gfvtHhfvtogfvz0lfv37lfv5Ddfv8Iafv+AefwRXYfw
                WJ2fwWY3fwihyfwxQ0fwyMcfw3NmfxA9ffxBbpfxHmlfxJhdfxKXrfxUGlfxaXXfxfErfxguafxjWefx21kfyPhefydBdfyeGbfyiPafyiVcfy9UjfzAJqfzEadfzF
                wlfzaBkfzf9YfznEnfzvCgf0Kdaf0O4df0Qomf0YRdf0cCjf0jNgf0mRtf0oGjf0qpkf0w3kf1Imrf1M7Yf1RWgf1UQwf1oiof2Dvif2Q8jf2Xuif2fcmf2hSaf2na
                if2sfof2u7gf2x/nf2y8rf24UUf243ff25Wcf3YBif3jUef3j5mf3lnef3tacf3vimf30qdf31ijf4Dhlf4Egdf4Zeff4Zzxf4b7bf4wBdf47kWf5Njqf5TZaf5YXm
                f5dmdf5g6of5kvhf5uDnf53pbf55dff6QQif6kRdf6lgkf6uYpf65Lhf7HMlf7Jqhf7cljf7h4tf7iXaf7oixf73Gff7+8of8HOef8Kdrf8Xupf8eaef8qfgf83DVf
                85Ysf9BDif9Dsnf9Koef9Oukf9Wqhf9hjkf9qobf97Kif+Erif+Sfef+hoqf+h9if+sK5f/Ascf/Dsef/KOlf/h8kf/kKbf/rRff/yllf/0Yuf/2XWf/8olf//4ggA
                K1ggAMdegAXXrgAYOggAakpgAdspgAopfgAtAlgAzGegA4gmgA5hbgBA4hgBEPfgBKWmgBP3jgBkYcgBxCrgB15egB63ggCTUpgCVFYgCWBkgCWVKgCWungCYklgCq
                HlgC1AfgC2umgC4DbgC4kjgDDpggDE0hgDKTdgDYCdgDn+igDq7ZgDzBigD3sdgD7tjgEH9fgEdLigEx4hgEzNqgE2GfgE8ImgE9nhgFKt3gFMFngFUzpgFfAdgFrU
                hgFuUcgFwqfgFzBigF5blgGCQkgGLeogGQIhgGSrbgGoYjgGvjngGzBZgG36bgG4NrgG+JpgHHptgHMHjgHOtpgHaaigHfd/gHjWogHnSkgHz7ngH4/hgH5pkgIAhk
                gICoagIYJZgIY2ggIwgdgI3IfgI45ggJCtfgJMncgJNxbgJUIdgJirpgJitbgJrwmgJ7bjgJ/ligKLWXgKMvjgKQZcgKarhgKjHggKsDigKt3kgKx8cgKzgegK8kpg
                K+CbgK/XdgLHTbgLM8ZgLU0bgLVfbgLajcgLrJjgLtEogLtpkgL4/egMDJlgMD1hgMOLfgMRUogMoDigMwhggM6bfgNDAbgNLxggNTiigNXPggNXZegNx7egN8KfgO
                WfsgOjGlgOkpggOnUngO5LbgPC3hgPOUvgPOgfgPSRfgPUM3gPWCZgPXbjgPYoigPgRggPiXhgPjFhgPmgjgPvfggP14cgP78fgQQ0pgQRU6gQShfgQc0jgQi1egQn
                pigQr+bgQwAZgQyQZgRDqagREWWgREnegRHnkgRMYvgRR0ogRx9jgR1JqgR4hpgST5hgSYkjgSeRggSffXgSjFZgSnGhgSoXjgSqHngSsDcgSuAggSwingSyQjgS2L
                egS33ngS8skgTFaggTNHdgTa+jgTmtagTwbigTwoZgT8QggT9HjgT+omgUDWagUQwdgUifjgUpAVgUu7jgU6rjgU9vegVCgdgVGRhgVbycgVhGogVpLogVtCdgVwRn
                gV2ybgV6cPgV9rhgV/1lgWEJsgWGpkgWG/agWHHcgWYSagWfcigWkXfgWvRdgWxFhgW23jgW9nagW+zdgXLRcgXS4ngXbFjgXrgggXuZfgXuragX9TfgYTNggYbZrg
                YgGfgY1EegY2MfgZMFlgZObkgZarwgZbOggZeAVgZn2ogZtOdgaCfhgacbngagxqgamycgbErsgbGuhgbIuagbJ+ggbS0dgbXrjgbZFagbmoygbqVZgbr9lgb+9ogc
                oRYgcpKngc3Xqgc4wZgc6YfgdAAagdHXbgdJIggdWSlgdc1bgdd6jgdg0igdiKugdr5jgdsRmgdscbgdt0dgdxKkgdyhjgd1Lggd6xygd+edgegFtgenLggen4xget
                JugfGOfgfIUpgfP/jgflSegfmCwgfuAfgf05eggLoiggMqWggQRbggsIdggtxdggzfcgg2XXgg4djgg5Qogg8dvghAFcghHlmghKIvghLRgghOJgghQVtghShxghXR
                fghfqrghliXghtTughxvcgiEJsgilcfgiv4lgi0Tfgi7gfgi+xqgjFcegjH6dgjcmbgjw/Zgj/2RgkAYngkIWxgkLzjgkhBdgkoRagk/UiglFfVglOmeglQydglaMg
                glcHigldokglhGfglhJdglmUdglmZfglvGkgl48Zgl7qxgl9Cdgl9JYgl/XhgmEJigmGkrgmPamgmT+jgmXuigmlzmgm58pgnEBWgnKrggnPesgnUGngnXCggntbbg
                nxSjgn2pTgn9+pgoAZkgoDiqgoDzngoERegoJufgoKMfgoRrmgoWykgokQZgoqhegoqkogowMpgoy0Ugo4Wego6VkgpDwegpFSpgpQzjgpRufgpTttgpXuhgpg+jgp
                ipggpxthgp1Ftgp8ShgqLingqTpqgqWfegqXwggqlfigq4Rcgq9CfgrE+cgrNuggrT/ngrY4agryjYgrzelgr6JpgsrOegsy4dgs0edgtLJfgtc5dgtiCxgtnmdgtw
                Qggty9Vgt2QhguKlcguKniguP71guanmguazYguekbgu2Hygu6qpgu9digvFpggvK/lgvOdkgvQzcgvUBmgvdGdgvd+hgvlBjgvlkfgvmpugvnTPgvnUrgvnykgvvl
                jgwNAngwXzogwbwtgwkZugwu2Xgwzqmgw1hpgw9xUgxJ5igxdqlgxkGogxmNggxqrmgxyRcgyJZegyXxcgybclgyfzggymdkgyqErgytzrgy+iggzEAZgzE1jgzGjg
                gzIeagzKNggzL7bgznQeg0Boeg0FYzg0R8eg0awmg0cXfg0kbkg0lPkg0yPZg1D9jg1R1sg1SMbg1UFag1byjg1b+Sg1mKpg1w2fg1zBSg1zsjg10Ygg13Zwg14Olg
                2Lahg2VqDg2WDeg2YSZg2p1Sg2w4Yg2xuig21Smg28Xug3hBbg38iag4DGpg4D0eg4Fajg4MLqg4Szfg4S3og4bZhg438hg445hg5Hneg5Ijjg5MHeg5Pzcg5jOkg5
                wLng5xQlg573ng6Jazg6NObg6OEng6TXmg6Xmcg6ZPbg6jsmg6q5fg6rTmg6w1ng65phg7BE1g7EGfg7EYgg7L7dg7i1gg7nOig7q9jg7yjbg78Prg78Xbg8AUgg8M
                1lg8NBtg8Phpg8QTbg8RQdg8SAng8Uwfg8W3eg8gFmg8t5Yg8zHyg80Lgg83qUg9I/Xg9beqg9whlg94Mhg+BEfg+MsXg+Nmlg+d/hg+gNbg+kaig+wAlg+22hg/Il
                gg/Ivhg/U2hg/V9sg/adig/lneg/lttg/uXsg/yNog/zFlg/08chAHhqhAKKphAL7lhANPchAZ6ghAjzmhA+jahA/adhBm1vhBnWrhB2njhB5gghCG8qhCModhCbOZ
                hComZhCqjbhCrIshCwzehCxF0hC6qQhC8VdhC8frhDIojhDUpYhDg3qhD3RhhD8IWhD+zhhEAUehEBYdhEB+fhEKpghEXZdhEf0ohEoKshEtLmhEuWahEycihE9Lgh
                FChZhFW3nhFpQthFw6ihF0IfhF3LYhF3hihGBVhhGHSghGLGahGMkfhGT/mhGW9ghGfYqhGhwehGnvnhGpCohGqeohGuhnhGxUihGypjhG1zjhHGeehHLXlhHP8khH
                RKdhHRMbhHc4ghHdafhHgIdhHmJjhHmhghHquohHumthH5othH8zkhILYghITLqhIUNjhIYOZhIZPghIaFthIdmZhIgjchIudlhIuxohI28RhJCrbhJJ1khJZlmhJh
                /ahJivjhJlbohJrofhJxojhJ4BfhJ65fhKAEchKFVohKQ4chKRgjhKVAlhKX+ohKZulhKjpZhKlZfhKplkhK6qbhK+0lhLFKthLHHrhLNifhLPcshLdMhhL7cohMBh
                rhMCDhhMFRghMhtnhMlxghMuVohM1rfhM3/vhNdMnhNeOnhNkwXhNpBYhNpykhNxWghOIffhOJjkhOTbnhOUfohOZgnhOnTrhOyRehO7XjhPZcahPaqchPybhhPyqn
                hP3YehQNnfhQYKchQfdkhQhlphQj7qhQp9ghQvGphQwyxhQzUlhQzXihQ4ejhQ6dfhRCMdhREUchRJ3ihRU7ehRXffhRayihReJahRnFshR2QchR84ahR/dmhSCWwh
                SKlghSN/lhSONehSlCmhS04YhTL5phTO9VhTSVdhTcfVhTlmkhTtvkhUCIfhUFAUhUOiUhUSIehUcumhUdAjhUdCehUkughUqCehU0wehVBTmhVkrihVo0ghVzychW
                EQnhWGVrhWHQkhWSslhWURghWVbchWjkihW3ldhW6sjhXBxmhXH9lhXVPZhXWOfhXcaehXd7ohXwMihXxBvhX14ghX1/chX5KdhX9sihYpDqhYuedhYwuqhYyWqhY8
                OehZEYghZFPyhZGtihZcZehZigghZqPghZswjhZvaZhZv8ohZ3GdhZ61YhaE/fhaS8ghaVLehaZjdhaiGfhap5jhbCVphbKdehbQ6qhbT2dhbZAehba1ehbiYfhbmm
                lhb+Pihb/GlhcK8khcQomhcvGfhcycjhc3WYhc+imhc/hehdBfjhdE3fhdN2ghdPbghdRgghdVpfhdcpmhdhclhdqAnhd9jbheC0sheECfheEoaheGOiheLkqheRli
                heRsbheSoqheTGbheUpaheWGhheW8jhee4nhegHvhej6ZherrXhetJZhe5tnhfFCghfJihhfJtfhfSErhfXXchff/dhfxpjhf0Rfhf6rlhf9jhhf/ZlhgDohhgHubh
                gKiphgZ8nhgbbZhghPdhgl8dhgzEahg2rfhg8/ghg9pghhIhchhXgchhk0Yhhk6jhhrQhhh0JZhh2mchh7Schh8Anhh8XuhiG0dhiInbhiJNihicOuhihzjhipsehi
                wCfhiyY6hi/ujhjAwihjRfthjnvlhjuDohj37nhkCCmhkIsmhke2khkoeahkt9ehk4lghk/Qihk/VhhlHabhlcHfhle/ghlgkehl84ahmQPohmvXZhmzFuhnGtahnS
                3ahoDwjhoHNehoTsohoXFfhoq/+hosIfho5Beho6hehpIHthpRzjhpW/phpe7ZhpmRhhpxbchp1nYhp6WohqA9ghqBFbhqNRphqXxhhqallhqbpyhqfkdhqpFohqyp
                dhq+aehrCZphrGpshrRabhrYxahrndchru+qhryyshr9dehsAtihsFlphsNWnhsbmlhspYjhsp/ZhsvwghsxXdhs45ohs/xnhtAnehtA9ghtBxmhtWhXhtdBhhtfLV
                htvfWht2Dhht/TmhuCJehuK+lhuU6fhucXrhucxjhukJghumpjhunplhut7ghuydbhuymkhvB0hhvIBehvQmghvYBVhvaUxhvaVfhvd8dhv5pYhwDvjhwQ0khwlhih
                wrzXhwwvjhwxHbhw9YfhxBNehxYslhxZynhxiwkhxr9PhxuVdhx25khx5Plhx8xehyJVfhyOObhyO8bhyPgchyXichyYsmhyZVkhy6HchzC2dhzFFhhzIjjhzIrehz
                LgWhzPddhzVqghzZqjhzfrghzisohzqwlhzreth0BYuh1Gwmh1Kbeh1Pkih1pklh1rekh1tNmh2J2mh2Xidh2YYdh2iGbh2kpeh2r6ch2xwhh25Pgh3Bfkh3E9ih3H
                0ch3P3Xh3QcTh3Wtah3Z8sh3ccdh3kkjh3llZh3l+dh3ppsh3sNdh4C2uh4Dokh4GVhh4Gkjh4Klkh4OKah4c0lh4mIph424hh46Udh47MUh5Brgh5DUhh5Vkjh5vQ
                hh531bh6Qajh6U8ih6W5qh6c9ch6nzfh6qSch62Nch66Tgh6+rih7CHmh7Cqgh7Hyeh7Mxhh7QGbh7TGuh7sBch7ysfh77bbh8GBth8uagh8zLXh80edh9MBgh9PIj
                h9Rthh9TLmh9Tudh9WKuh9d8fh9faih9i/ch9jcch9tFdh9wHwh90Pdh94ybh+ApXh+Jmeh+N/fh+Sqmh+WiYh+cnbh+uxkh+9zfh+/XOh/Buhh/Mdjh/i5fh/mRhh
                /zIph/0Dkh/23gh/28jiACWaiAcNciAiEfiAkupiAoDniA5EgiBD8ZiBJbniBR0miBtbfiBxBciBxQiiBz2iiB4XpiCHAiiCKptiCO8uiCaNfiC4SliDC3eiD6gjiE
                WaeiEmcoiEocUiE1rdiE3YiiE5ldiE6IeiE9feiFCNhiFT5piFYPhiFhdjiFosTiFo8biFqRaiGBsZiGI6fiGPGeiGQssiGTpqiGW3iiGoIUiGzVqiG8KniG95giG+
                8diG/4ciHDYgiHPdgiHR0giHUgkiHXEWiHXJ0iHYQjiHiwqiHpEniHxuqiH/VeiIMMfiIUdoiIVYeiIYmhiIZFniIf4kiIlEjiIypiiJBRgiJBudiJR1iiJoudiJ54
                eiJ6FhiKHPliKK4siKK8niKM3ciKQ5ZiKV9ZiKYHpiKaLviKf8fiKhyeiKqDhiKuMliK2EbiLh5piLk4riL1OuiL2JhiL47hiMFyoiMPfliMSuhiMXsfiMlaeiMl7j
                iMtaciMxDciM2SSiM3MniNOFiiNTBeiNdVRiNfLfiNwSliN0/jiN23jiN4hsiN+6ciOGPjiOG7eiONxniOWqkiOZ/YiOe2YiOjAdiO4KfiO5DliPCxbiPEeaiPHybi
                PNjkiPP0fiPYfXiPYgiiPfqYiPkYkiPlzeiPptmiPq0siPq7jiPrOTiPu1giP0FciP5mbiP/+siQDQmiQLZoiQbleiQ7upiQ+QTiRGthiRVSfiRYPWiRdlkiRmrgiR
                rJkiRuviiR34kiSpgbiStAWiSveciSwsiiTK4fiTRQkiTT1giTVJniTr6iiTsnziUI5ciUKXhiULFciUO/hiUUfuiUnmhiU19ciVPpfiVS3ciVZmmiVrdniV44giV5
                HdiWDUYiWXQniWdRxiWv0diXF8jiXYldiXcBgiXeQeiXnQeiXnnziXo3miXzteiX5MmiX6+liX9coiYMhbiYRJgiYSKjiYUMciYW/xiYXOfiYhOdiYlVWiYlsfiYn1
                giYrAmiYwPaiYyRliZAKbiZIsliZXiciZfWpiZjIYiZnvdiZpQhiZzIviZ1TsiZ26eiaC/qiaMEeiaOsSiaQJiiaT6ViaUptiaZ8uiab3piaj6jiamrkia7Jkia/6c
                ibDnfibJZpibS7kiba9fiboVhibo3ribyacicLUlicPfkicP9uicfaqiclikicx5jidGJqidQqlidfLUidlLlidp4gieAidieGkaieOLtieT4uieUfjieYPciebjgi
                e1Uqie7AbifHnvifMcdifS3fifXpnifb0eifcQUifk+nifmMgifpjtifyqZif2miif/ehigUdaigdqcigq7higsOeiguSjihJvXihOqxihPZkihUDmihYRYihd0Vih
                eSjihp8bihtfpihz+qih6JdiiTjciiVwbiiaBgiidwdiif/qiikTkijFe5ijlRrij2Voij3Ihij4mrij8qfikZUkikdWgik+6XilCyjilMXfilQkqilaudilj2Zilt
                ililu0himNZgimzRmim85hinL8ninRFfinY/ninjGbinsHcinxCeioTfgioW8bioZT/ioeXsiouLjio7vtipGJkipSkZipXleiphdvipqmoip3/fiqARdiqBuXiqH4
                WiqIujiqQiliqVOfiqdIkiqyExiq48oiq7tgirDbeirEthirJ8iirfMoirh4QirppfirtQfirx+eir30cir67jir8jnisGXmisPtrisS6xisaXdis/3iitAYcitEUa
                itGxsitHWtitKAjitQwhitWkeityViit0Kmit2Swit5GXiuMUfiuM3WiuV/uiubvgiufnoiuikjiuivlius3diu1T8iu1/hiu9biivD6livMNlivU+fivY0givofii
                vsQdivsvoiv0waiv3s0iv9eliwMrYiwN93iwO8oiwRDdiwVlgiwYJriwa2ZiwhLtiwqzdiwsqaiw4juixDPsixd9bixeOjixfygixhldixm2hixoBoixyfhix6Ijix
                7Ynix8UOiyBYviyPvNiyhbciyr+fiys5iiywfhiy4iVizM2gizNBhizUtSizWclizZ0QizbpfiziFZizkNrizl8RiznnbizqlciztRhizxAyiz+sei0G/ci0Ttki0b
                Sii0eGbi0whdi0yRti0zEdi08kii1Psbi1Scdi1vzSi1z7ei10Jni14Zbi1/2ni2GRhi2M8ki2RDZi2f9Ui2jdZi2qImi28Hbi3COqi3Inei3gRPi3yAji3ydni30f
                li33Mri39eUi4OFci4fxYi4nYti4rbmi4wU3i4xdfi4yJai42odi5Ijji5J0oi5LMmi5OWhi5QUki5lJVi5nBfi5wDgi55Zui56Uii6GSdi6hQhi6nsii6zqvi7EJl
                i7KFmi7VBii7kxti7rnbi709ei732hi8AMRi8G8ei8ISgi8OAai8OHgi8X3pi8Ztci8a/ii8o0ci8tkii8uOli81Dei879hi9IRri9OJgi9Ymxi9e7ei9lBmi9uXwi
                9wjji98/si+BOvi+Eqoi+IBYi+Ieui+Jwii+LJfi+lMdi+vBni+4aei+65ji+8Jei/F5bi/Ipoi/Keqi/gcqi/kNhi/ox4i/uJii/v2ki/6vsjAX0ejAd3hjAoB0jA
                vDZjA5fjjA+mtjA/abjBO4hjBRBwjBa7cjBcAfjBukgjBxxhjByAhjB/QsjCLdjjCUFgjCV9ljCbXrjCdfkjCe3gjCjHZjCkApjCqbgjDIznjDJMkjDRihjDWhnjDW
                /hjDkyhjDk7ljDlbijDneejDnsgjDxlUjD2MPjD/wkjENTajEr8ajFBXmjFH7qjFQkfjFZlPjFcXgjFeYljFi2gjF3BdjF+xljGAmgjGEGxjGMqtjGQogjGaIijGed
                fjGjLnjG4akjHB7ljHFXkjHKOmjHQqkjHSdfjHcSkjHeoejHpqhjH0EejH7KmjH+4kjIAJZjIGEhjIQYkjIdVjjIhgdjIjdbjInTZjIn3qjIt7ijIzihjI1AajI4Ad
                jJA0djJC+WjJPsgjJhxmjJrDejJs5ejJ0HkjJ4EojJ6pejKKtejKZodjKc6bjKsOkjK8vSjLLhrjLSdkjLTEgjLc+mjLgrmjLmUgjLtzbjLyAXjMVMgjMYVjjMg7hj
                MiMfjNIpijNTNajNU4djNe1pjNkrkjNovUjNqVijN3rbjN8VljN/AejOB9cjOgrkjOjjgjOqShjO3jfjO7BdjO/lmjPEbdjPOSfjPPshjPR2ijPTjmjPVtojPlMhjP
                ozdjP1hejP+kjjP/9ejQJlmjQKKwjQP5bjQpIhjQp0jjQqIejQsAgjRGVajRUrsjRaTljRiYTjR0QbjR8EejSLSvjSaDxjSlUkjSqmpjSwIkjTD8sjTEDcjTICmjTR
                icjTUoijTYsajTZyYjTaYkjTfEcjToqljTrRbjTsrdjTtbijTuLyjTy9gjT/IhjT/PejUBwVjUPsRjUZvpjUdvejUhgnjUixkjUppfjUxHfjU2uhjVJoljVTqkjVg/
                ojViWgjVlZTjVsabjVw6mjWDgkjWE7XjWQrajW5OmjW6OmjW7MojW9gdjXhkojXkQhjXl3hjXsFmjXv2qjX7NSjYHKljYKrVjYUqijYXSrjYa2pjYpMijY21tjY5dq
                jZAefjZH/fjZRFojZUrhjZVCojZkRbjZlGljZnjnjZwDljZ24bjZ7ssjaBFujaEsmjaGsijaU9qjaX/ejanZvjan+/jauWfjavzYja7+SjbK2sjbQkfjbSYijbdAfj
                bpybjb3bfjb8gdjcdKkjcgyjjcl6cjcprmjcsLujcs1Ujc3yhjc8dgjdagejddFkjdgWejdxJsjdxtejd20WjeFeqjeGPkjeQcfjeTupjeY2fjeZKejeZrdjeehbje
                wfpjexMsje5/eje7epje8mejfBThjfOnjjffycjfiSmjfsjljfudljfzzejgBbfjgLogjgMHYjgSkbjgZKQjgbYfjgpKhjg2Rpjg7Dwjg7ukjhAhpjhMFZjhMfdjhP
                FZjhPTcjhSGtjhbwhjhi2bjhtUajhuYYjhwJdjhy5kjh+s4jiOGmjiOefjiXzgjic5nji0fdji2FYji4wljjHakjjJAnjjSbjjjTBgjjVLgjjatjjjgNZjjkOijjsz
                ejjwxfjj0kjjkS1qjkT6cjkj/mjkkCojkrjljkxofjk0rfjlEPhjlMk8jlRxejlbffjlnQcjlntejlpYejl16gjl5hmjmBpsjmFBnjm1Odjm+kYjnDjgjnPNhjnS0x
                jnagyjnwLgjn2tfjoK3jjoa+ejod+djofwfjozFejo+wgjpCNejpLUtjpMPYjpRMcjpTvajppXdjpsv4jpuicjpy6cjp3wfjqIAjjqKMYjqW2djqbUdjqshXjrCHij
                rNwXjrcZjjrczajrdakjreEOjrs2fjrvegjrwXkjr5fhjr+61jsB0fjsG+gjsSOtjsTiljshmmjskxsjsn/djsz1jjs60djs74mjtJPhjtKhUjtL5gjtsMdjtufhjt
                6XejuCDmjuDHmjuQdhjuSNojuZSfjuc9ojufQTju4Ifju4MpjvDjhjvJuwjvNvmjvS7Wjvkzdjvnuejvsaljvxzgjv6nejv71njwS7ljwT9djwZ3qjwb9kjwsOcjwv
                XVjwwewjwyx3jxGRjjxGzgjxHHpjxaSVjxbLgjxe1qjx7LZjx+YnjyBUmjyalojynNijzIhCjzpc+jzq2ejzsKsjz1zjj0I8rj0MKnj0Srij0V3bj0dhfj0fBjj0ge
                kj0webj0zThj06Nbj1FrXj1Hgej1I+ij1Ljcj1Ltej1S3fj1j1pj1nZqj1qHdj1qRhj1y9ij19tij1+Mkj1+0lj2DQsj2Rjaj2Rkej2Uhoj2Wrfj2Wtpj2pHej2uep
                j2yBoj20t8j26Gfj2+1jj3Hmlj3Iqjj3RRXj3Sjdj3foqj3jlhj3lWoj3rvej3sEij3s1ij389fj4BEWj4GFkj4I9fj4Y/cj4kJbj4sZkj40UYj406ej48mtj5KSnj
                5Vyhj5avZj5e1jj5jrmj5kldj5nkmj5uFmj5/nij6aQZj6exnj6i/kj6lJmj6mehj6r/hj6sTwj61Fjj65nbj7Fclj7LAaj7Yxbj7rpSj7uZhj7vZxj7v5fj7xHgj7
                2Enj8A4jj8HQgj8X6yj8X+mj8kipj8tOnj8vShj80ejj83XSj84uWj9EFbj9ITZj9KPYj9M0Yj9Vmrj9V8hj9dZhj938hj+ACnj+DUcj+Folj+Iwej+ZQ/j+mjbj+0
                vXj+4xcj/DJgj/Eohj/ZBbj/pAcj/4wbkAJRdkAbdYkAihfkAnJjkA4qjkA5LrkA6ZtkBA3fkBF/gkBHnlkBXzhkBY5ikBlhjkBvrikBzCokB2VikCBZfkCBfjkCEl
                fkCM9XkCNSikCYWqkCZ7ekCambkCaxjkCmTUkCqkrkCqpnkDBqmkDJ2hkDJ/akDZ3jkDb3zkD9slkEBbdkEJyakETrhkEWBakEoCskEtsZkEuSnkEvlckE/EwkFEOZ
                kFMlikFSvokFVJdkFclfkFcqhkFk/ikFtMXkFtPgkFu7ckF5AekF6ZbkF/ZbkGmkqkGzGikG4cbkG/6ekHGFfkHGlmkHNRmkHN/lkHPlikHSyekHa0ikHgYnkHnmek
                HyTkkIHJrkIPWnkIV6ekIsJfkIthdkI6bnkI+hqkI/RqkJGAjkJLKakJNOekJPFvkJeyakJjJckJorfkJw6dkKABckKCGakKEwdkKE3kkKI3hkKKvhkKPjokKQdfkK
                T3qkKYtlkKeHlkKnMjkKrjfkKs2ikKvnhkK0udkK84okK9UTkLAmrkLBcekLBekkLCYakLFvjkLJ+fkLO1ikLReikLfXYkLp+kkL19mkL6fYkL9VkkL+4mkMCOlkMJ
                QhkMadgkMjEckMkrdkMk4ekMm5gkMpLXkNCahkNIjdkNOTckNdNhkNo9rkN2/dkN33ikN/vykN/5dkOL0WkOPnWkOTCckOTemkOlPekOnYlkOuCtkO2yakO6IpkO7h
                qkPFXmkPNTdkPOZnkPTBkkPVDskPX9dkPekkkPgcbkPtXikPwgjkP0TekP2jhkP56bkQGBfkQKBSkQM7fkQTcjkQWofkQd5YkQ+yfkREvukRWagkRWhekRc9jkRqRl
                kSB0gkSeeckSf4ikTGJWkTSRjkTVopkTh8akTirkkTp9dkTwVckT8hfkUJ/dkUKEdkUSPgkUZVgkUuudkU3rgkU7R6kVECgkVSVnkVXBikVg2bkVn0gkVxMhkV5Jmk
                V+pmkWDWUkWSRxkWZ7lkWamckWeMikWgQekWh5dkWq0fkW1TikXIpfkXJqRkXKHfkXcDzkXiKbkXm9wkXptekX1qqkYBQckYIOVkYYMlkYYrZkYb/ekY31hkY+kfkY
                +yjkZArWkZc5rkZdJckZtkfkZxvikZ2LhkaHwZkaOndkaZkjkacNkkaxPgkbYFYkbvDckcRvakcWmhkcawnkchTvkcjMnkcu3kkc39kkdIRrkdcEekdk1tkdmblkdo
                Nnkdx1ekeQXakeSPSkelwike0AhkfCkikfZ90kfZ+okfaYhkfn5jkfu+hkf8SskgCEbkgDAmkgItZkgLiakgO8kkgedckgizrkgwoakg1Egkg6iPkg/KakhAwukhBC
                ekhD7wkhQNjkhWLrkhk5ekiOIhkiTPmkiT9SkiVbgkiaywkigimkihRmkijqXkilQekivFeki2jhkjEenkjJCakjRcckjxakkj6/gkkJPfkkNrPkkVBokkgUgkkg/a
                kkjLkkkpJwkkrCvkkrvdkkudgkkvsekk1+gkk5Jnkk7PdklK7nklpsoklrVykl0/gkl/xfkmHeekmolwkm8MdknJ4uknNFgknvAskn3rokoDTjkoQZikoQlkkoUrhk
                ogU0kok3dkovRVkowEekpDSlkpF4fkpIelkpIsjkpUF8kpU7mkpbWukpxifkp1Yekp3Mskp4ZokqF2bkqKNfkqawpkqknjkqr0rkqxrjkq0Edkq2BYkq2Rdkrbtikr
                dhgkrh5ukrq3nkrwHikrxKgkr6OzksE+cksIHnkso+mktRdlktWhhktY9ZktaDikt1O5kt9cckt+TjkuThskuhqeku3Chku9Nfku9iWkvHDjkvKWckvMJskvQBekvS
                Chkvr3gkvtObkv9gYkv+sekwInlkwKnukwi/gkwkaWkwp4dkwyPmkw6dWkw8Zakw9/hkxHRmkxgxmkxqHikxtaekx5EYkx7TikyBAfkyMkYky2tjky5Ieky+UskzET
                bkzFgekzYRpkzijjkzkvjkz6Ikkz/Hrk0M4nk0P8Vk0RMck0Wpbk0niWk0qghk0x7Wk05rfk1AJXk1G2qk1g9gk1o3lk1y5gk133rk2E5fk2N+gk2SHnk2UNck2nyl
                k21Jgk27fpk28qkk3D0mk3KBhk3dpgk3iTVk3rUjk3xIhk30zfk37+ck4Mnfk4Wrtk4W3lk4grfk46Vok49Czk49Dfk4/Ilk5Dplk5Wzgk5cFik5c5hk5hPkk5sihk
                6EOfk6I8qk6Xfhk6gApk6vVnk6vhok67bek7MFlk7UUck7nIgk7rZtk7vkmk75Ylk77fmk79Kok8FLnk8P/ek8b8ck8cwjk8c5Zk8j2jk83qik86Pjk9HLik9S9Wk9
                YOek9vMxk9vdjk96Hck97Ftk+NEek+X1ck+hhmk+h9ek+lkck+ndik+s5jk+uFjk+0Mdk+1kck/Gybk/Vkfk/Wvuk/dp0k/g6qk/qDik/v8lk/zrik/5zflAIollAQ
                CalAUNllAhnelAn+VlA4aelBA6flBBVmlBM3jlBVPilBa5ilBcOhlBdcjlBgqelBluYlBvBdlB2XhlB51VlB8WklCGCYlCMVjlCMWflCRlilCYLclCbKclCo+ilCtP
                clC1rmlC4HllC7mnlDe/jlD0QclD6HjlD7bnlECKflEbZdlErEglEt4nlEyEhlE2b1lFCpSlFG7dlFXCnlFa7SlFlImlFlcilFlyblFrselFxWflGRNdlGWItlGXTp
                lGX2elG6ZrlG8IblHEEelHKcalHOPklHWm3lHXbklHZEVlHZoclHfJrlHffelHgCXlHkVflHldclHliflHpHglHpNdlHqOrlHt6flHvyflHxLflH1iVlIBsalIC6hl
                IDCWlIEWmlIFVflIOuklIPKZlIQMhlIfMalIf2vlIh/glIlJwlIpMclIr+nlIsDQlIwdhlI+sdlI/qelJJMklJMPrlJR6glJVjflJpwklJuislKA9clKGthlKk9glK
                l2flKusclKuyhlKvPllKx4ZlKzKflK4eplK4golK4pflK6PflLDlmlLLY0lLabklLfQqlLgi7lLjailLpoWlLppjlMDLelMFbjlMGVklMG1nlMQahlMRAllMSPklMT
                gflMgitlMiGdlMpSQlMwCilMweflM4CklNBzilNIgjlNYiglNbgXlNn3XlN0+klN46clN+iklOFkwlOfXglOniklOosalOwtglO2oglPEzblPRfslPR2ilPUghlPX9
                glPcQklP1mflP1tqlP2HplQKZklQL9clQd3hlQecjlQh0ZlQlahlQpSnlQsPZlQ2QmlQ+2dlRDoflRMcplRP5glRQ1dlRZfYlRapWlRbiflRl2klRmZrlRoVdlRsIr
                lRtwllRvSglR0CelR0eflR+2mlSRxklSYYqlStNflSwDmlTDoplTR2xlTZzmlThNmlTmpllTn3llT1+dlUA/hlUF/elUNujlUVymlUd5alUedmlUsiflU8c4lU9GZl
                VHXjlVHfnlVUcxlVWdklVccilVj+alVlrrlVm2elVwvclV4RglV59clWU9jlWXLYlWXOllWZ5WlWZ/alWedqlWlSblWqeWlWwaclWytslW25TlW75ulXWXmlXkBelX
                o9nlXtidlX/rolYBKglYPyalY5WglY91llZBJclZCLdlZRnjlZYNnlZdWhlZoTglZp1dlZsYdlZ2gglaI9ilaazolahrslapOilaqlblaqnjlayZRla0+nla30ila/
                /olbExflbSiflbkinlbtTflb0bblb6fwlcACplcKZhlcKhslcUcalcfLclckiilckohlcsuflcubbldEIildIqildLbUldUPUldUfzldYfcldbDhldcrgldkLfldk/
                gldxs7ldzVileD1elePMeleVDgleh4hleizmleoWeleucble0+lle2yple3afle4Hdle+KtlfRiclfdCrlfg9ilfiholflTflfshmlfxwflfzPelf03elf+Folf+wU
                lgDehlgHEilgJnXlgX1blgZEdlgjYglgp6ilg3Ielg68flg78llhC7glhDxmlhTQalhTZklhUBwlhURclhWiilhaSWlhbEklhgbjlh08elh4ciliNpjliW8elibBhl
                ic3VliqEjlir2fli8jZljBTmljF/fljNNhljZ9kljwweljyfgljzUtlj9nelkFfelkGFhlkKgXlkahglkdAXlklTclkndllkvEWllZadlln6Vlltfdll05wlmDMjlm
                LOclmNealmUEelmWeilmaxflmg8olmlnclmm3klmwAulmzzklm5Melm6EdlnDXelnQ/flnUwmlna1flnkhalnrtolnr6olnwiWlnwnxlnxHklnxT3lnx/eln9rcln/
                omloJUgloL1dloNXgloU7eloagklolKglooGeloqeqloqxhloxQblo/FnlpP2glppQglqX3nlqcnalqf5ilqwfblq625lq+iulrL3olrczclrm+3lrrbflrrrylrtT
                elrweglrwtjlr44mlsFDtlsQcllsUmglsVrfls36gls42Yls8zYltFXeltKOiltK4fltMxXltOznltcbPltxFnltzdglt0bYluCpeluHTdluKb7luM+eluQLpluVMh
                luaqYlubkhluiXdluwcklu0nglu2nmlvTQhlvThjlvWRglvYtolvkqflvvemlv/BelwEf0lwHDhlwIItlwKAblwodglwtnmlwu7Zlw0Yclw3ujlw6lllxBYelxClol
                xEQklxRJklxTVmlxThklxYmmlxb5olxhUZlxjablxqmolxwQmlxwidlx0lLlx4walx4/ilyEAwlyE+llyLPZlyZ7zlyfR2lyxQdly3gjlzIWzlzMHklzNHhlzTWdlz
                WwqlzgDVl0GZfl0LAZl0MHvl0QJOl0Xihl0c5hl0dLgl0pygl0yoel09Lel1BQil1B3ml1bnal1g9Zl1qjil15Oal2A7cl2EXbl2Sjrl2fwVl2uEbl2zHgl29Tfl2+
                QZl2/Pkl3Etcl3OQUl3QPQl3WNal3YOhl3cTwl3ivnl3lVml3vFcl3zxgl314ol37ool37pil4A3al4Gjil4Jrcl4Mmil4SORl4TM1l4Ysll4bPgl4gXfl4i8il4jx
                bl4noil4utbl44hdl5D8gl5j3nl51vgl6EPkl6dWel6kQfl60Kil7BJfl7Doil7Lval7Xyjl7cafl7jQXl7sejl7yjZl7zXjl70ail8mjjl8q0fl81qel888Yl8+2k
                l9HBZl9JWhl9cTel90jwl97Afl+CYVl+C+fl+Uqdl+pKsl+5Cil++Uol/JWTl/LFyl/O0gl/Rphl/dDml/exkl/hakl/httl/isdl/rhel/59cl/+jlmAKDgmAS+em
                AcFjmAjvlmAmmimAnzcmA2QdmA2SomBRccmBZZcmBlMbmBzGWmB0HbmB6G2mCMMbmCWi4mCbqYmCcmkmCdPcmCgJbmC26cmDIAbmDJbbmDJpomDQ6hmDXGdmDa0tmD
                irtmDqIemDuNsmDvdjmD8/cmESLemEWUbmEgofmEwyimFF4jmFMYbmFNRemFUIamFUnkmFWvamF/lqmGBokmGE/fmGUIqmGdwjmGm9dmGqUdmGtQmmG5IgmHGhYmHJ
                wZmHKIfmHY4cmHeBamHftbmHgMdmHhqhmHsVfmH0UrmH8UmmH9mcmIANamICsemIEgcmIGOjmIQVYmIRMmmIkSomIsVxmIwEymI+0fmJR4pmJUOlmJWldmJhDgmJoz
                bmJ6mfmJ/EdmKANlmKC7bmKbWomKgadmKmcqmK3itmLBUcmLEyqmLIsgmLJDkmLcTZmLiBkmLmVlmLtscmL/ecmMNxRmMPAamMS/dmMd9ZmMqgfmMrvamMzAlmM1jc
                mM2hrmM+ifmNB7omNNCimNR8amNSYtmNTZgmNXbrmNYsYmNY2hmNcSZmNjCimNqlhmNt6WmN1qgmOAAjmOSgmmOU4hmOYugmObGfmOdzemOebbmOhnmmO48cmO/1bm
                PPKemPYNkmPgrbmPjSmmPnpfmPu1fmP3ohmQCBlmQG6jmQHuimQLqimQOoimQSAemQfRbmQgvcmQz9emQ5MfmRAccmRFQfmRIShmRbhsmRhMimRs5emRyFjmSAxtmS
                H1rmSUBpmSbSumSb0bmScGhmSlesmSvBlmS2yjmTHiYmTLnimTO/gmTV9pmTXmhmTajjmTbC/mTnvsmTpwcmTqGemTrgZmT10dmT6dmmUXxsmUhFbmUkXfmUw8cmUz
                GtmU1cQmU4ujmU8BemU+rlmU/oZmU/vgmVCLbmVD8fmVM6jmVapbmVfFdmVu3hmVvFgmVvnumVzecmV2PgmV8msmWWxYmWxBjmXCMhmXKYbmXPwimXf0fmXgQfmXn8
                jmXyeamX/yomYHXcmYJMemYVIbmYedemYztimY2GlmY23imY7iemZZshmZZzjmZhoVmZqjemZyIcmaBkimaDPpmaJarmaVzpmaYafmaabgmaj6omarRXmas/dmaxQs
                ma3qgma48Zma4+3ma9MfmbAsimbEgrmbG0nmbHCtmbHiembK6UmbNwcmbY7tmbZNrmbb8lmbfXhmbiJgmbirmmbkS/mbl+jmbtzfmbwjnmbwsamb2Qfmb2semb8Qem
                b/nvmcAgbmcCbcmcG30mcj2dmcqAqmcqktmc2xpmc6rjmdHIgmdIZlmdKqomdTdcmdXsnmdl5pmdpJxmeWTQmeYInmeatbmegPcmej/bmes9nme0Gsme6Ubme7Udme
                9lfmfU5cmfWKhmfXZLmfaGfmfnYfmfpfdmfwfdmf0Zemf34amf4kamf/ogmgFuZmgGeZmgfwemglmcmgmHjmgqLomgx5Zmgy5tmg2Qomg3Ommg3a2mhBWlmhCwdmhC
                +dmhHLpmhOqWmhZkimha0mmhcTemhcXhmhgSfmhrDnmh0Kdmh7E1mh96omiImdmiLzgmiSFwmieAjmilRTmiswemiw5imjBnkmjGUgmjLJsmjbVYmji2hmjrQWmjyE
                dmkDiwmkJvfmkYFdmkbWhmk6Ehmk62dmlDoemlG+imlHydmlLammleUfmlm1fmlwXhmmQ8mmmSDrmmUMommUPgmmW7immpRhmm4hZmm5uxmm7idmm/klmnYAhmntdl
                mnuIUmn9rTmn+/nmoS9VmoYnfmoz5fmo23lmo4mdmpAbZmpDipmpMttmpORxmpOyhmpTMlmpVhampWWlmpa6implEymqEbimqQVsmqUWWmqXRgmqX2nmqh1gmqlKdm
                qlN3mqojamqvmXmq1Bgmq1ijmq5wmmrAvdmrZLimrnafmrtKgmrxejmr1chmr8simsDSXmsJrvmsOavmsXDfmsXNemseqlmsf3Xmsr7hmsvChms3cnms+RdmtGdbmt
                KOamtP7jmtVoamtaVdmtiVdmtxVYmt0Rcmt5yimt91ZmuFRnmuF4fmuPBemubxfmuyJgmu0Pfmu/RhmvNNZmvScpmvTZgmvbEnmvfBjmvjPbmvwYimv9MfmwSQPmwT
                xkmwbOhmwnfjmw2tamw5edmxA7fmxNagmxTXjmxUNwmxnUfmxtLdmxvbgmx3YdmyGChmyJcgmyKAcmyLG3myTGnmyUEomyaXhmydgZmyhhgmyknkmymXhmyz3fmy0d
                fmy3mimy5ebmy5ohmzCRcmzC0cmzK5XmzPgfmzPtdmzQVgmzSJamzWuemzevtmzobbmz4Simz8Dbm0MDgm0ackm0hIhm0oajm0xzlm02hpm0+umm1Efem1Rzvm1xZo
                m2HEam2OEfm2Ro1m2XWkm2Xobm2X2fm2f3lm2gqhm2kexm2objm2ymdm21bhm3Ekem3ZXfm3pqdm3p7km35Qfm3/tem4B6tm4DFnm4H6im4LHim4MLdm4Yvem4bIcm
                4d4qm4lchm40xbm404em5A6hm5G1dm5JMhm5JiWm5PHjm5U5cm5j7im5wgim50Ymm56kTm57xfm5/Zam6nFcm6ouhm60zbm62Bum6/Ham6/ZZm7AHjm7EHkm7Udjm7
                Ueqm7U5Xm7aLYm7hQ2m7zvhm78hYm8FNtm8Tjgm8Zrnm8hbem8ifem8n2gm9FVmm9GZcm9LNXm9PRpm9SAhm9Stjm9Xsxm9etam9kUnm9x8im93Knm98Gfm+MUmm+N
                LMm+PPmm+j3km+syZm/aOrm/o7im/rwom/2Mcm/4QYnADArnAD/cnAK2onANlbnAVywnAoQonAsxenA6zgnA7hfnBBRmnBCxrnBGksnBfcYnBiInnB1OhnB4NnnB7W
                gnCJ3onCPmmnCP5cnCRXfnCdnlnCkBqnCsHunC1BfnC8bonC9WdnDBesnDHgmnDMFgnDOAmnDQ0XnDaOgnDb/knDiPjnDjeenDlWpnDlwOnDp5fnDqijnDr5knDyPp
                nD44UnEqqenEtWenFB5bnFFnjnFKFrnFTVhnFlBhnFmtrnFoZvnF4LinF4/wnGElZnGWyinGqzmnG7hknHQRnnHeBknHu1bnH0zenH2tinIBzenICajnIb+ZnIh3in
                IkRlnIrHtnIsHjnIy3jnI0lznI2omnJIbanJImNnJr+pnKBBenKu+tnK5MdnK6oonK/onnLDjjnLJ9inLSzanLVyfnLaPqnLoHfnLpfbnLubgnLwBonL1V2nL5EknL
                68vnMNuknMbpXnMc83nMfUfnMiegnMoNsnMtWjnM+hnnNEKenNIsjnNMienNPscnNeCknNfFdnNiZjnNjbjnNkSenNnOvnNpchnNt/UnNxhhnNy9inOKyknOM8jnOP
                oknOU8enOY0YnOfcdnOhQmnOrvanOt9jnO5jdnPFjfnPTgfnPVCdnPf8inQJStnQSBbnQcGbnQj9anQpCdnQ+tgnRV8bnRbMnnReGmnRmpvnR9winSCNknSNwgnSTZ
                inSaagnS7EXnTG3snTJCenTcAinTs4enT/PfnUPCfnUV1dnUcsinUdUdnUdrenUfTunUhYknUuHcnU75vnVB2cnVCJhnVQJinVTOenVUBunVp2nnV8EknWFSdnWJkb
                nWRUYnWaJTnWqDbnWrEmnXJ4xnXRIhnXSsdnXUJfnXjlRnXxUmnX02hnX/dgnYMipnYUZ9nYUwTnYeBinYk4dnY0ChnY0f7nY/vpnZSDbnZUiknZVXenZcxxnZn9dn
                ZrVZnZycjnZ2IinaO/pnaSlcnaZOnnaZksnafVdnakBjnbCIhnbJPjnbShdnbaAnnbbjanbbmgnbeLonbi8nnbqSnnbqy5nbwHhnb2PmncBabncRaYncbQfncjPYnd
                BmgndCHhndS8hndZ7hndhoendjbbndw4dndzIond6wfneIJkneIjfneNcdneULjnebttnec7gnehchnehqcne3Qbne4OjnfGosnfRSonfXVgnfllmnfn/jnfw2qnf3
                alnf3pnnf8dvngHIZngJAfngOOsngQppngaGengdzvnghefngkqgnguFongzKdnhGemnhOWgnhc2UnheRnnho1mnho8jnh01hnh+6dniE0cniLwWniR8mniiabnii9
                lnijdZniu5gni4abni8qjnjAZanjKsgnjXCenjZbWnjalbnjbbpnj4TYnj54gnj9NYnkCFsnkJjcnkQtZnkXJfnkaddnkj3bnkmYknknufnko6Xnk6pink+dvnlDPl
                nlYHanl2plnl4uonl5xdnl9afnmIDcnmSpZnmbIlnmznQnm6lhnm/Rmnm/dcnnQllnnY7mnnZOjnnaAcnna/gnnhJgnniBgnn4jbnoCncnoElnnoGstnoNhwnoplVn
                osnfnow7gnpEdlnpE5lnpGWgnpPOXnpWxhnpW/dnpncfnptRvnpwmfnpxFdnp0pfnqD9hnqGbonqGrfnqKXZnqMjinqR3onqXvXnqfOWnqpYbnqpzgnq10Ynq82mnr
                JTdnrNSfnrSHmnrY7snrouenrrKcnrrumnr2Dbnr8UonsCponsKkfnsSJfnsSTInskVsnskXtnswJsnswpons1BfntA5antDblntKhgntYYbntbpnntpEnntsOgntu
                IRntzafnt4BUnt7FinuLjgnuQvlnuSGknuSmunuWinnunTonurvmnuuUanuxepnuzDbnu0lanu7gfnvCJlnvRuZnvccxnvgDunvktenvrFlnv5Khnv50jnv7fdnwAx
                ZnwS+anwjlgnwuhknw4Finw99mnxCUinxH5fnxI6bnxJdhnxYJfnxZIknxmSonx61enx+mcnyAegnyC/rnyKVfnyOVnnyRnknySKcnyYohnygMenylGbnytjnnywij
                ny3riny5Gdny8ginzHzinzIIanzOBfnzeybnzheZnziWYnzj9gnzkelnzxJQnz7Mlnz86en0Aoin0Estn0KjOn0K5rn0MJZn0jwfn01EZn1DLvn1Gfin1TRen1g3fn
                1pTen1rEYn1vsrn1ymhn12Jen15Uan19kbn2AQmn2BAgn2Mvln2PEdn2Q1Zn2Q6jn2Rcgn2gXqn2pVen2uOun2zpgn2z7Wn3Emnn3GGvn3Mmtn3Ou6n3VbRn3XBgn3
                avon3g2fn3qudn3sHnn3+x3n3/Hhn4Isln4NWln4Qpgn4Tbgn4eGsn4lTen4l/in4zVhn5ASYn5IUnn5Joon5Lgjn5nnpn5pnXn5qAXn5wKdn5yrgn58YSn59vVn5/
                Mjn6D/in6JOin6UFln6U2mn6/cin7NZZn7OPhn7dBbn7ehVn7tzmn8Bdqn8FLrn8Obin85YYn86Rin9YFmn9a6in9gUqn9hpjn9iumn9mCln9oybn90Jgn91Een+Cd
                jn+H3kn+L9Qn+SPhn+WSin+WTin+mY/n+3xhn/Cugn/DXqn/EvUn/Lkhn/Txln/Yeln/bJdn/dtpn/hHdn/rmbn/7Dgn/7QxoAECloAKgloALznoAPdooATzvoAWBl
                oAn/aoAv7goA4McoA8TioA87doBDfgoBRPYoBldpoBzDYoB2SjoCLGkoCgZloCt5ooCv/goC4OeoDLifoDVyeoDWgWoDfkYoDl8ioDneaoDtUgoDtvwoDvcqoD3lfo
                D9FfoEABeoEBkhoEPoroEbZfoEgKnoEi4doE/qYoFkfkoFxogoF81toF/IcoGDOioGI+roGKWuoGqgcoGtDloGyGdoG8AioG+vqoG/PjoHYZdoHgCdoHlTnoHnInoH
                p/noHthcoHx/joH4JfoH4XcoIGEioIPacoIQjYoITuioIffdoIjsUoIqMdoIrugoIt+woIzBeoI8jaoI/kgoJFOjoJTVdoJXtRoJZ2qoJdvdoJuonoJ3cZoKDgfoKX
                vhoKebgoK6/hoLFCdoLJCboLofeoL18boMBGhoMXVeoMfnloMlyeoMsbaoMwyyoM6h2oNJapoNcncoNj9goNtaioNviloN4vioN8lioOMkloONTeoONploOTlkoOVf
                uoOalroO0XloO4bdoPAitoPH6XoPO4poPPpioPZKgoPnPnoPtIdoPzdloP70toQCshoQblaoQ1ieoRLlXoRUxroRY/loRrBnoRr6coR8YtoSRfnoSr+ioSweSoTEfm
                oTEjhoTJpkoTQijoTdVgoTjtjoTrrloTwOioUGCboUajtoUrWcoUrkZoUv9poU0JkoU0XooU8JjoVBueoVHJyoVLWVoVPcjoVRWeoVW7boVZ4aoVsDjoVwbgoVxWto
                Vx7soV2zeoWsUcoWsdhoWuIjoWyGjoW2RXoW72doXAmYoXAtdoXCZcoXC9goXHGeoXIUcoXKYpoXS8poXTejoXWtnoXXguoXtXqoXtqloXy0loYKCxoYSMfoYitfoY
                2ipoY3cloZAlaoZZDdoZusXoZvLkoZ21doaCIdoaC7ioaMoboaM5goaSsmoahDgoawQZoa/lkobBQgobOUlobQDpobYgcobcelobgaeobjecobokkobwceob4Ahob9
                7gocCnWocFmiocGJiocJUfocKqcocPukocTAeocjbiocjcpocnfoocpjgocudpoc46noc7tjodBQeodERwodPkpodiiqodjabodpdmodtRuod+/vod/PfoeKzjoeN2
                hoeW/woedwgoed0goelVjoelsioewCcoewrboeyVcoe2+poe3Xcoe3ieoe51goe7WdofKqdofLZnofN4xofZ0bofjhfof7clogA4kogDjbognkeogt/jog35cohAOb
                ohMkiohVsfohamlohomgohoxtohpGhohtTbohwdZohzbkoh0mhoiM7boiVBeoiWYgoiXtboigFYoih3Poiyiaoi6UiojEHjojJfnojO/Zojb+mojnAfojs5cojyZoo
                kUNmokc3kokl3fokndjolMOholSlfolqzfoluSeolyNcol62homDHhomIfqomP7homTIaomg9homqRfomzIeom5Teom6fXom7elonE8tonN+bonYDaonbisonfBdon
                qwUont5monutfonvGgon17son3XYon6Cnon79aooRTZoomuqoooiZoo3aboo7ybopH6lopIglopUblopvhZopviqop5Qgop/naoqCojoqIIhoqLTboqLWcoqNVgoqN
                iooqPGboqUKqoqdKioqgMkoqj3coqyceoq3RnorDfZorEhdorGleorQa4orfRRornRhorzuior1ehosCnVosDlgosMHqosS6hosdZeosfoqoshpkosiwfosmsbosqM
                mosr5qosssZost1hoswGlosyEdos2Oeos6efotJmiotKKfotKcootNlhotOcvotW5kotXeXotYUuotYphotdq/otjvkotvkfot19sot4Siot4cfot6Zaot+heouEmv
                ouKFiouMZiouPJpouRMhovPxmovUYfovW6kovm9uovoCUovvVkov+Djov+yfowC5cowDPeowDqjowKmoowTKeowVjdowlOmowl8xowmNZowrHhowzLiowzojoxDmno
                xFnloxJw3oxNgpoxPoboxRIjoxokXoxvLeoxzIeoyCVhoyFKfoyM8foyYLeoycenoyg6goyg/foysIYoysSeoyy1doy+jeozARpozFcgozNpoozS0kozS9dozgQdoz
                20qo0Blno0CBdo0FEfo0F7go0Pljo0VSgo0Vsio0h3so0kGjo0oXeo0r8mo0sSgo01Xdo039go04eoo05S2o061ho1AEpo1BFvo1GRdo1G8lo1Ikio1M3qo1NWgo1Q
                Xqo1Zpgo1dego13ueo2aifo2b3ko2hQpo2r/go2zvfo26OYo2+Vdo3E0go3FOoo3IZho3Q4eo3Tero3T+eo3cxeo3qmyo3yvoo4Igmo4Mtlo4Wyto4kN0o4tr2o4ul
                do4/aco4/uco5L2bo5a1do5d8Yo5eLho5e6fo5ojfo5oreo52Kgo53mio530fo592lo6BP6o6KjXo6dDpo6j+io6knto6lQco6nCfo6rico6wLuo6+apo7IJYo7iEg
                o8Eeno8Sbdo8Xbro8e3mo8jeio8mMho8pKho8q/no8tNpo8uxko8zJTo84pho87yjo9Caho9GXWo9Gmeo9Rddo9YPho9jppo9ldbo9nLeo9thio91dfo93sgo+YTVo
                +e7oo+ibao+oZko+vVxo+yLto+2Yco+32so++ujo/EzWo/FBeo/F1po/K2jo/L4ao/NYPo/hBUo/pUfo/wrko/3fmpAEjgpAIpjpAJ7dpAYsfpApjjpAxHdpAzXepB
                D9cpBPYfpBTolpBWQepBZ8dpBg8YpBlXhpBn3WpBvBepBzGmpB42fpB/1kpCDucpCPkkpCYKjpCe/kpCpmSpC1tlpC6nfpDDIgpDJxhpDU3opDYglpDZAkpDajYpDc
                ckpDnsdpD4kmpD72cpEDQqpEF9ZpEIwbpEUPfpEe0kpEjDbpEn/epEpOUpE5McpE/kPpFCXupFCqdpFOlepFaykpF0bnpF26cpF79npF/BqpGT1epGUuipGWVfpGbz
                qpGv0opG00dpHFbdpHSAepHWgnpHdrgpHmFjpHxIipH03hpH49lpIF7lpIHfmpIgVipIg2fpIpEkpIt5epIwPjpI9bmpJRLmpJY69pJdHcpJlhhpJneKpJy9fpJ0ce
                pJ1CdpJ4zapJ7WppJ7acpJ89fpJ9ogpKMEepKMhhpKf4tpKgqfpKnAbpKpCbpKr2fpK2AZpK3pgpK67opK6+XpK+0jpLBnfpLO6fpLRNfpLxbgpL1skpL5JrpMFVep
                MbwepMgl2pMoKgpMvbkpM23jpM9xfpNBQ0pNVjdpNZjhpNcPapNmDkpNnAZpNyylpNz7fpN8BrpN/KkpOGnlpOHSbpOHorpOPofpOTqdpOXIopObskpOfffpOpAypO
                r+epO2+gpPMfepPkpYpPlwspPxShpQDwjpQZ2qpQbeepQkCnpQqGepQtHppQvEdpRBphpRCFdpRPi/pRXrfpRbIjpRdFhpRpgjpR8UfpR+hdpSM5apSRRipSVogpSh
                LepSuGmpS1ZYpS97opS+QipTMGhpTTWdpTbEepTccepTgNgpThSbpTmigpTntkpToJfpTrPopTstdpTxFZpTzcnpT07cpT5HapUCXxpUIPipUoKkpU1yhpU27ppU4x
                gpU6ohpU7sfpU/SmpVNxgpV1sspWEGgpWO5bpWZxfpWbSkpW7cfpW+dZpXJFipXQ3ppX0tgpYQZhpYidmpYvAmpYwAcpZDKfpZDRdpZEsgpZHbhpZJHtpZKhYpZKkp
                pZRKXpZbHjpZh2kpZ4nkpZ89jpaBikpaCKdpaMicpaYQlpac4hpanudpashbpax7ipa0Qnpa4mupbBnapbC5gpbLKdpbP1qpbRMtpbSlppbcChpbzFqpb01dpb4hdp
                cEElpcRelpcaqcpcivapcqabpcsWepcyekpczmVpc9PdpdIplpdPWcpddpjpdiHmpdy5gpd6Udpd6qlpeDZlpeGlfpeKVapeK0ppeR4epeSAhpeWLopeXZxpeoUhpe
                xJdpe9KcpfAEbpfIfYpfKebpfeTkpfmzspfqHipfy0mpfznfpf7xfpf9hfpgBFbpgGYbpgaeppgcnopgfLipgotfpgrDTpgz6Zpg/OiphE3pphT+ZphWkqphiDbphs
                yephvjlph5JfpiENfpiM4apiZjrpjJKbpjL7dpjMzdpjcElpjdOmpjr3cpjuTppjxKbpj9KdpkCQXpkOqipkcFrpkcpepkgeqpkkykpkl0jpkqbwpk0krpk16cpk9w
                dplBZjplCiiplOtbplTFoplmgcplmwepl3cdpl72fpmAd2pmOkapmU/lpmakqpmeagpmnyopmyOapm1Kipm4kVpm7lRpm9ClpnDVgpnTMipnV+ipnekipnhvtpnnha
                pn0Lzpn2irpn4Hipn6Adpn8pipoAfdpoMQgpoRGrpoamdpofIspogEtpolGfpo0/Zpo+JdppGzjppLugppoWdppt0lpp8Rfpp/jdpqFCcpqHLspqSrbpqYZepqa6jp
                qcKUpqfqdpqh1qpqualpqvsppq7ahpq9cqprAPmprNHnprVImprXmYprZolprj+kprwFkpsJnrpsSrjpsXZQpsZmlpsa+fpsbmVpse6Zpshr1pswxnpszKeps7Djpt
                GebptcefpteVdptgvUptpblptxleptyJaptzplpt8HcpuK4xpuPfkpuVjfpuZqspua5rpub9ZpucPcpul+cpuqXkputOkpuxyYpu7DppvJbkpvMBqpvR2fpvS+rpvh
                jkpvjwhpvoaipvqaepwjFppwq7jpwrCkpw0mkpw39fpxGGkpxH0cpxlZSpx0hkpx46npyAbfpyAutpyEmnpyLMkpyfBdpymL1pysAqpy6Ylpy78cpzUGQpzX8lpzZi
                apzaAepzhUcpzhXepzpHhpzqTTpz1Sopz4Qkpz5Sbpz8ntp0EAkp0Mkup0cGip1Flnp1HOep1L1up1Uonp1W3ap1irkp19esp1/Wgp2DAip2FIZp2YNnp2qZip28wa
                p3DPcp3HJhp3Obrp3U2jp3WPtp3Z8cp3hipp3m0Zp4Cofp4G+kp4NRop4Xrmp4pnvp4qFsp4qulp40dop47sgp481dp49qsp4/uep5GCkp5Iptp5nPrp5njkp6IIdp
                6UEnp6XdZp6cacp6mqjp6vRdp62Zfp6+rip7OPbp7Sxjp7U4tp7qtcp7t5qp78xZp8JTdp8QQdp8Romp8cMlp8e+mp8y1qp8/Anp9JpVp9TDfp9pAmp9torp91Ukp+
                Gssp+Ixfp+KLop+Ybep+bldp+fhgp+mYRp+panp+pobp+p2jp+zVXp+54cp+7kjp/K5ip/Lnip/MYfp/Ozdp/pvip/6QWp/9FZqAKGpqAMwfqANBvqATXXqAc1jqAm
                MaqA4moqA8TxqA9BWqBJWgqBJpjqBO9pqBWViqBaUkqBdVhqBd9lqBkMkqBw2iqB1UjqB6XgqCBZfqCI0hqCTuRqClwmqC2vqqC31kqC5lhqDDZeqDPaoqDXctqDXw
                cqDaQjqDe5lqDphiqDt5gqD0toqD7dWqEAQqqEEwXqEkYeqEmYaqEmnhqEt+cqExMcqEyHhqFAReqFFbeqFFtbqFGFdqFMolqFQ2hqFdffqFdpeqFe+nqFiEsqF4dd
                qGAEfqGCZuqGEEiqGJgpqGSsdqGf7qqGpTbqGpkqqGxKiqG5flqG7EaqG/ehqHCNZqHD8lqHk1fqHlqbqH66aqH/fmqIMpxqIXCgqIXmdqIZQdqIhkbqIlfhqImkWq
                Iz5mqI0VdqI9FbqJLkgqJV+gqJYMiqJtSjqJ3EgqJ90gqJ96oqKCjpqKDyeqKIreqKWbYqKq0dqK04pqK/NiqLAmcqLP9fqLYxkqLeBnqLoPeqLqpVqL1tfqL6ukqL
                7b2qL97rqL+DmqMLueqMMqpqMNHoqMPAfqMU8hqMbScqMdAXqMu8kqMzqYqM0ugqM2KXqNBRbqNMz6qNSraqNTTcqNUwqqNdhXqNhssqNkmZqNpAgqNylfqN3BbqN5
                IsqN+EeqOQpiqOUgdqOiXdqOsNnqOy5VqO2QgqO4gtqO5JtqO7cgqO9SaqPCGXqPVWeqPWpkqPZKbqPZNlqPl22qP4ZeqQAJZqQJJiqQSauqQapdqQgRUqQlosqQrs
                cqQ1JiqRHReqROofqRS7nqRV8dqRWhkqRYJUqRZhkqRyNlqRy2eqSEYeqSXNsqSXlZqSbVaqSlRgqSnBiqSqMfqSw1eqSz4bqS0xiqS5oWqS+/fqTHhfqTRzfqTWEm
                qTWvbqTdoiqTnagqTsGgqUBPfqUCKbqUSnkqUTUdqUYjWqUw7fqUxBkqUx9eqU6siqVLyiqVNqXqVkrWqVlQbqVsKgqV9ldqWBRdqWDHPqWELqqWO8fqWPIjqWP1dq
                We9eqWmygqXFAjqXWhmqXzV0qYCplqYEvjqYN1gqYREYqYkagqYondqYwStqY6SdqZNRhqZPgiqZWcbqZZTaqZbljqZfKuqZsjfqaBDpqaFgSqaWn9qabWcqacIeqa
                eFcqafviqag1fqat0dqawBfqa0Dlqa8lpqbAdhqbBwcqbDGyqbOMvqbPFfqbTMhqba1hqbdmcqbj9jqbmhYqbogYqbqnnqbtaqqb0moqb/KiqcBtsqcTviqccfhqc6
                GhqdFUeqdGEhqdN2eqdRjlqdYNfqdbrhqdn0jqdt3jqd1dkqeJydqeLygqeM7jqePLaqePUmqeZVcqehieqetogqewUbqe/5hqfU7cqfaJgqffDqqfhFcqfkIjqfwE
                dqfxAhqf7lmqgC9aqgDcoqgI3dqgKRhqgLviqgNgrqgOZRqgSOpqgbCVqgk4dqgmkhqgrpkqg1Jpqg5Lkqg6nnqg8aXqg9McqhIQfqhP2kqheCfqhm2kqhtHYqiDpm
                qiL1fqiPUhqiQgcqiQ7YqiaugqibfXqienfqifKfqijxlqi8QaqjHOtqjQEZqjRSjqjowjqjpKeqkCxlqkGOfqkgrfqkwiZqk87hqlEzbqlTsgqledbqlg/dqli+Zq
                ljzpqlwojql0Unql2UYql7khqmDrrqmPThqmT8eqmVOoqmYBfqmcaZqmzjdqm1IfqnFEjqnMebqnd7hqnfcgqnhwhqnnNdqn7Wdqn+pcqoBHYqoSOaqonGoqoqEUqo
                zTaqo6qfqpIa2qpNfZqpWHhqpe9nqpphgqpvfnqpvtyqpxNkqpxeeqpyHsqqDfhqqHLvqqHxfqqPKjqqS7cqqeNdqqxgfqq85qqq+plqrJOhqrPKdqrRLiqrYIZqrc
                tgqrjOdqrlmUqrnWdqrokjqrt3mqrwykqrzJlqr3lsqsCNUqsF8oqsSJSqsfTjqsl7qqspxeqs0ylqs1O+qs1qgqs5yhqs60fqs65Wqs7afqs9Luqs/YaqtKifqtdh
                WqtekYqtqseqtvwequDzqquJxdquM6gquOiWquRFjquc0gqujLmquqlfqu0rdqu6ajqu6ccqvC8cqvGWcqvIVZqvQ6OqvRQlqvVKdqvuQlqweKfqwkGjqwkHgqwq2f
                qwwaUqw1/kqw9+hqxIMlqxNjmqxQmrqxQ5kqxW4pqxjeXqxpJcqxpbXqxybbqx1ffqx/GdqyMMhqyQyRqyf/cqysPuqyzpeqy2Yjqy/heqzF+2qzGxeqzchfqze5bq
                zleeqzt9iqzuQcqz0Tgqz1Qoqz8loqz81rq0JXYq0K7Wq0Wrcq0W8nq0daYq0eSjq0gJjq0l+Uq0pGiq0x1dq07Whq0/Bgq1R2cq1T3cq1XLuq1Xquq1f6oq1qATq1
                2tlq2MGbq2Nudq2rigq2uEiq2v5kq2xkjq23JYq28scq3Eanq3Exiq3uOjq3w9bq4Gbdq4Ngoq4OCcq4lXcq4nUaq4svhq42Yjq49ugq4+GYq5GFfq5O4xq5gReq5k
                ofq5lJbq5nxgq5tDcq506aq56haq6D9fq6Mnqq6lFbq6rhgq6yzmq60iqq7EDnq7WL0q7edrq7h0Zq7pJZq7zKjq70Nqq8CMqq8Nibq8mxhq8rWnq8tmwq8uNjq84N
                hq88Tvq8/PXq9AXuq9CWmq9N8jq9SFeq9c9gq9ecjq9iosq9kcgq9v2cq995hq+APhq+ei0q+m1iq+6mbq+77dq/Jvaq/YNUq/eYfq/i8gq/rrcq/02lq/4odq/6wY
                q/7vjrAGKbrAM1irAPXnrARyhrASxjrAY8grAfpkrAiYhrAl4frArMerA77irA/darBCZarBChprBEgorBa+irBeEhrBqhhrB7qfrCFEfrCNTrrCZKbrCh5frCmHlr
                C7ebrC8xnrDD1brDEvsrDGifrDPhrrDVqYrDsIfrD0corD4thrEW1nrEislrEjUmrEoTjrEyCmrE/pgrFUiorFXxerFeAdrFfAnrFhccrFm/hrFnrVrFtuZrFwtcrG
                BmerGL9jrGNalrGlxjrGnOerGnZfrG1NerG3GrrHAMjrHLkdrHYCjrHYQxrHbhjrHmIirH2/hrH90frIGRkrIRPerIT9hrIaAlrInpxrIrXXrIv5frIzoSrJLHhrJg
                FjrJj9nrJkLlrJo6hrJuKbrJuTirJu2xrJz1hrJ6rwrJ62frKD+nrKEbvrKKhhrKXrjrKclhrKitirKm/orKnVerLFQrrLHq/rLJKhrLKMYrLnYorMDhcrMUxgrMm+
                hrMsZgrM3UirNFmXrNOOdrNbMerNyzprN+ogrN/AerOCOirOHBdrOKWfrOMLgrOR3erOV+crOoRprO1jcrPYihrPk+krPm8nrPuMfrPwperPzkZrP4cgrQDDkrQKIi
                rQL64rQc+brQhyhrQwTlrQ5EprQ/YerRJdfrRPljrRp1orRuH3rRvJQrR28arR8AnrSHIOrSRVirSXwerSuJirS3dnrS+oirTPzZrTX/frTZyjrTaHnrTbLlrTjSZr
                T46lrUEjdrUMSerUPWTrUPrbrUWtbrUdjerUorerUswvrU26trVBMhrVFkurVL1erVU9irVXuqrVdQhrVdcgrVfRirVirWrVkskrVwsorWGDerWUDYrWUXhrWU2frW
                g2lrWowZrWqadrWt/frWuCirW91drXAHerXK4lrXU9jrXmDprXtlnrX5fOrX6pjrX9ejrYEGfrYK1frYP/erYkUhrYoVsrY2MqrZHXZrZIYmrZXNUrZmQgrZuUirZ7
                VgraI8oraJHiraa2Xrabgiran7irarfWrau8frawPjra1egrbJmhrbQUkrbbLlrbf54rbjwgrbsbfrcE6ercGdnrcKeYrcT1ercYDqrcZCorcZqircaGdrc85SrdGG
                VrdjPordkSerdnEkrds7grd7JureJEcreK5qreQXgreXthrecFkrecvirem0jrenuqre6iYrfGKbrfJTUrfKAnrfP/VrfQMgrfQNXrfVehrfhclrfmrhrfmxhrfqpf
                rfqzgrfwzerfx6jrfyBwrf28Vrf3KnrgTltrgZpirgbLdrgsTdrgzsarg53nrhFpdrhGcirhHHUrhP8wrhWFdrhiKgrhkNarhnLirhoRbrhw9frhxQLrh6Hlrh6sgr
                h+rlriPBeriVIWriV4uriWDcribmfrinqqrit7brixdYri8fmrjH8krjMsfrjQGerjkdYrjttjrjxGdrj4YYrkEQcrkLgerkWOirkXIqrkXxmrkddbrklBfrkrnerk
                r2mrkuScrk3vfrlHrprlNZZrlNehrlSYerlSebrli7irljCjrlmjbrlqiwrl3Dorl7pfrmCpfrmOwermXYTrmbbhrmegYrmp6crnMzcrnSufrnZ2irnbngrnc1srnd
                lqrne1YrnjnjrnrTern83qroPMSroQclroQvhrobjarogBirohLfrolfXros/lrowurroyqfro3Kiro92krpCj2rpHklrpOCjrpREsrpUTerpZ5drpk2YrqCtfrqRm
                WrqZ7erqcebrqdflrqpYbrqxhjrqzHgrq8IfrrCFbrrGnXrrHvcrrKlcrrROgrrT8errg5ZrrkKcrrvxkrr0eerr7Lirr+0irsBWhrsTTdrsVEorsczmrs+FdrtFnY
                rtIZlrtJKgrtKPprtMhirtvHZrt9PfruFY1ruKOkruM7fruenfrusIrruswgru5wervZZjrvhZfrvsTyrvtHgrvvNfrv9BfrwEMtrwGyxrwmAgrxD0hrxIQYrxKUkr
                xK7erxeDgrxqqWrxtVfrxzjerx2kkrx4zhrx5fqrx8OdryAvbryJlSryb5cryerhrypthryvferyxEhry4glrzCCarzD+przEiarzlVorzmqdrzvwkrzy8irz0Zkrz
                1serz7yjrz791r0Dper0GWer0Tzgr0VDar0bcdr0b7tr0e2hr0oeWr0ohnr0p/fr0r/jr0zGpr072nr0+Ohr0+lqr1Niir1RQqr1cZmr1nmmr1o0pr1xvkr1zXrr12
                Xfr12ulr19jtr2Afar2KOgr2LRer2aCir2dcor2oUhr2pJjr2vTer2xdgr2yvqr25jor3RHSr3WG6r3WR5r3ZLZr3Zgur3dXer3exnr3g5dr3iDbr3kQar30Tgr4Pn
                fr4X/gr4iBdr4kSnr5GClr5eNkr5qVlr5rXmr5tNnr51zZr53Rmr53eor55hZr6InSr6LPer6hXbr6oPhr6pZxr66Nlr7IZRr7Kiqr7axRr7fKjr7vzVr7wTfr76tn
                r8MMer8VYjr8Zcpr8gjir8j4br857cr87trr8+Wrr9ARcr9N1qr9QuSr9aVcr9gAgr9nghr90dZr+AIdr+BIbr+DMdr+QHlr+Qzfr+Vojr+apkr+bVor+dRdr+fcpr
                +iBcr+iYsr+5Sgr/Irur/T4ur/gAlr/v1zr/yygr/6Okr/8ffr/8yasAPOgsAXpYsAvPesA1ScsA2KnsA8MisA96ksBRvxsBb3isBjfjsB2ZjsCHoosCHv0sCIassC
                QShsCQqzsCRxKsCVbcsCl3csCmNvsCnTdsCpaesCrVdsCuYjsCxfZsCz/ysC4mjsC8DfsDIUjsDIqesDMrWsDX3msDs2isDtwhsDu/hsD7rcsEA6jsEOohsEWFfsEh
                OosEhemsEuansEwgYsFD9osFHhnsFWEesFcGbsFvotsGLZVsGOjjsGREnsGWjisGYhksGY8psGqLfsG24ZsHBMgsHFmfsHGVksHJSisHS7ZsHX0psHawhsHg5esH5H
                lsH7gasIQchsIQnlsIUxzsIY3msIdhesIkKqsIynlsIy8ksI9cVsI+3dsJBdrsJFkhsJHLmsJMxesJYJbsJkSlsJlassJyrdsJzQesJ5tnsKAezsKMMpsKTPusKaaq
                sKvjhsK5efsK8HmsK+JdsK/UjsLBJfsLBKlsLBX8sLF3jsLTwUsLWFcsLZkgsLZ3esLd3isLgVhsLmvjsLngfsLnifsLsXfsL7ySsMGmdsMLresMSwqsMiVfsMoWSs
                MrScsMx2ZsM1BXsM2ucsM+SasM/KmsNW+dsNordsNxjcsN1tssN3UhsOCHXsOE+fsOLUzsOW/jsOuvcsO4crsO7TcsPGFosPGNmsPIyosPJnmsPeUZsPhZysPj3rsP
                kFfsPyZksP67dsQgU0sQuPpsQ1sfsQ6EisRGgXsRMsgsRbupsRb9csRgfcsRvflsRwPmsSAuhsSBAdsSCaPsSVdesSYrmsSeUZsSqGosStHesSt8wsS7KosS/fgsTJ
                xlsTW+isT0lcsT5HfsT8YfsT/1bsUDPosUFBhsUHvfsUMFYsUPGasUQecsURnmsUUoisUZSwsUkkjsUt0nsVLJosVLudsVj0hsVtFmsVyRqsWBD0sWP1bsWQdcsWRC
                asWRjnsWTmisWYAvsWfadsWhdfsWr3bsWslesW1sisW3idsW8absW9bksW/7ZsXMynsXPucsXUqfsXg7tsXnmasX4jasYTKhsYU8usYZ5gsYj5asYnNosYrbcsYtbf
                sY0kisY1MhsY69fsY88osY+zhsZJ6gsZLJmsZnYQsZrJksZuihsZ6rfsaTDisaWgksaYEosaejhsapedsat8gsauKusauLZsavwdsa9fosbAKYsbBXfsbMbisbTAds
                bXCXsbaBxsbcqdsbtmjsby9hsb6AbscGfiscGrZscNfdscQWdscTddscT+wscflnsclImscpjgscqd3sct+hsc0lbsc3lpsdDFesdJTksdQVasdTZTsdfLgsdkHisd
                yQbseFDkseJPtseTIdseUzjseYhdseY3ksekidselQbseqRisevQfsevcfse5vysfFdfsfFfesfPNlsfbMvsfiRrsfnlcsfyyWsf0Oesf5wdsf9Fhsf+qusgHJbsgR
                WhsgRtmsgSxhsgUrhsgfocsgnaZsgv8dshCXqshLjUshL3jshOheshZ/ishbzishs/ZshyFlsh71fsh9xgsh/UesiA/ksiT3esiVlosi0+vsi9ocsi+1XsjDJksjGW
                esjJkdsjNd4sjNnssjl7fsjxrlskEbYskFPoskMrmskOfnskRveskS5xskW6oskaZhskkenskxnfsk1Lgsk13lslEZrslGamslHVpslTZqslaynslb9Xsld3Vslfrc
                slgeZslxYXsmJFdsmROXsmScqsmceksmwKgsmwkbsmw/gsm36hsm+QgsnETesnQqfsnTthsnmqtsnmtusn6clsoA6tsoBAYsoKxfsoOaVsoUbmsoY7hsogtjsoyRms
                ozLhso5whspDbjspJJkspSaaspa2bspffesphHesprRispxPxsp8hfsp+Yfsp+eWsqIEfsqLgcsqMmgsqe3dsqytdsq35Zsq5aisrA2msrI+osrLDmsrOkksrQBosr
                VgnsrtEgsr0+gsr8ejssD3jssIaXssRJYssTWgssaPGsscvassfdOssf6cssi2cssjerssmHWss0oiss2Alss6HostCLbstIdYstdUcsthJastoKbstsXmst10rst+
                snsuFnjsuIHksuJcosuUShsuf8asurhesurxlsutAgsu6UWsu7tisu+/IsvRBWsvX/XswJdqswSsfswUxlswc6hswgQnsw42hsw6Nisw9XmsxWMcsxaTzsxfKvsxxk
                wsx7kdsyc8gsykH/sym4fsy37psy++oszFJfszVJoszd5Zszn2bszrqks0D7us0Eevs0KFis0Lkcs0L0Xs0dPcs0dbas1Dlgs1I6ls1cDqs1cyvs1fTcs1x4Ws1+bg
                s2N6js2YZls2bZts23dhs3GwYs3U7is3XVcs3gJls3s2ks3w7es4HAhs4Wbfs4aibs4qYcs47XXs5Hshs5Khds5Xrks5YDys5d2is5p2gs6BVos6EFjs6IEss6UZgs
                6dkgs6oYes6qjis6wRws6yPis6ydis64gts66Mds7DOds7HYbs7UBos79aws8AZjs8BWes8Lkws8TS2s8Tqcs8dc5s8ngts8+gas9C3ks9FFqs9ZFas9hXhs9wHys9
                26us94Ehs+BRjs+BZis+Ccgs+K7js+bQgs+h+ss+lDhs+9Kgs+9xgs/UNds/YHls/Z3ks/cxds/q5ms/3ahs/+pjtAGLmtAMIftAf3jtAiNmtAwnntAyDstA5FUtBI
                JbtBO7YtBRFotBdIvtBhSktBn8jtBrUttBuYdtBxvjtCAKUtCKl7tCTTftChrttCiagtCnIktDAcatDA9xtDJ4ftDOfhtDQCetDWmgtDcjltDdagtDhKZtDr4ftD9w
                etEElptEHShtEQkdtETWetEaIltEdRotEvcftE0dZtE0ictE6cktFUMotFepdtFjVgtFr3jtGE0etGLsttGMI0tGQTftGcJgtGqIjtGqpttHDqmtHEWjtHJpbtHKNc
                tHTrltHUMdtHWcqtHbNftHhxktHh7ftHi3htHs8gtHt4ctH8VdtH/IktIFubtIfKjtIormtIrZttIuuntIvdftIyKmtI2jftI4jhtJHeVtJVmktJWfitJaoptJlKct
                Jq2gtJuGftJ0sntJ5YetKGhdtKUugtKv8itK5ajtK5/ntLN3etLSkgtLjcrtLmudtLp9ftMIuitMKbgtMKoutMQkjtMVyZtMWietMdTitMeImtMinctMvfgtMyrctM
                5bctNTRttNYTftNZNitNZzptNcGftNcRjtNjjgtNvCdtOAqitOUIltOfUjtOmQgtOrBdtOrbdtO0KgtO1hrtPCpktPCqntPJcptPZBttPjzctPksrtPxlktPylstPz
                7etP4vhtQBDytQEZitQG1itQJZqtQKMgtQSiftQw2ntQ0IctQ8jdtRJYqtRLhbtRMFctRXzdtRZlrtRlQhtR14etSB7ltSGXdtSXvktSfqctSjrytSl+ftTNkltTa3
                ytTjyftTmagtTnWgtTpTjtT47atT+7mtULKktUTfntUYDetUcUltUk9ktUmHltUyOjtU9ymtU+0stVEbhtVINjtVKTktVOfbtVO3ftVPQctVWeltVWtmtVgCitVlUb
                tV76dtWGNZtWPOYtWQHjtWQeUtWWqjtWdbetWd2mtW1YltW/QbtW/rctXFpbtXGw3tXTrbtXayetXmnntXx+XtX4xetX9lntYDRdtYIVetYV0ZtYkpftYmRftYwmft
                ZF+otZH5gtZRyhtZWqqtZm0ltZtLktZuYftZwzltZxObtZ1OftZ3UjtZ+8ytZ/nhtaAxhtaCDhtaFBftaJNdtaPudtai/dtarvmtar+atauOttau1ata3rota5kbtb
                gditboemtbpcbtbqmhtb3uatcBmltcEg/tcUVntch/vtcpMitctGftc8QOtdBRitdDTatdD4ctdSXctdVmhtdXa/tdajntdcadtddKptdfOvtdnCptdo2ktdqjetd1
                +jteA0cteKyvtecCeteciXtegpnteqBjtesggte2ofte5wgte6Tkte66ete7UxtfPvotfXhbtfg/ltfrLgtf0jhtf1Jftf8FttgkXatgqawtgzTYtg1lpthIUVthK+
                jthNtdthXadthesitheyqth3Ujth8wmth+RjtijPjtijmhtiuZqtiv/ftiy2qti5Okti/JftjBGYtjMxktjOnctjn5itjqQktjrtmtjsQntj4vitj7gftkAwdtkC3v
                tkUVhtks9htktgktkwyltkyBdtlA9ZtlCTotlFPZtlKAltlQ/atlULjtle7htliWjtljmctl8NatmSPotmWNatmd5ftmeyvtmhZZtmiBhtmyfttm4Letm43ntm6Jst
                m60htm8ZktntSctnw+dtny/Xtn1+itn+xctoEgktoGwdtoL5jtokrhtom8WtonEdtooOcto0lxto4Tito8RXtpP+ftpa5qtpcmUtpm9ftpwlmtp21jtp8vctqSKwtq
                d2gtqfpgtqnZmtqquetqq+ltqurftqxhitrCcgtrFjdtrF2dtrR/Ttrh8ktrqlmtr1Obtr3tStr79ctr+cvtsTxetsbUgtsjpdtsnJ5tsukots2rottGeittIlottL
                BjttSibttXguttcFitte0rttqdptt7betuUajtuYWeturAhtuzmltvCFstvGzftvNyitvSHdtvT7ktvbaYtvbmktvhmetvmFwtwBQktwSnftwS7ctwYFmtwdjstwjg
                mtwvtetw1Vetw8hdtxFHltxHPhtxI+jtxPehtxS/ltxZEktxcPctx4Oktx5FftyEFdtyHGqtyH2qtyH6ityTAftycTdtyelntylHetyumkty562ty74Xty79dtzqHg
                tz6Aht0Iyht0Jsmt0L4ht0OFit0PxXt0m0et0yuut01Yht05Tnt1BJct1WAht1YKYt1eytt11Sdt18Pbt19Xqt1+Sht2C6dt2IAht2IiUt2LOdt2Q9wt2Uevt2avWt
                2qTht2vdZt27+ft29Yot3Hukt3LVct3NOat3OQlt3cWvt3cxot3dUlt3iQht3u+Zt3xFut35pdt36jet4FV1t4LEpt4OGvt4Obct4O6Yt4TEZt4Ybit4eCmt4qzYt4
                rfft4xrYt4yint4yxgt4zOTt41eht414ht44Sqt5HiUt5OEkt5OUbt5Q9ct5WNYt5Yait5jJft5jgat5kOat52Svt56yYt6HOit6HWat6O1ft6Q7st6gsqt64C/t7b
                bct7rytt75vPt8Azpt8GWat8J4st8PYbt8Wemt8x+et82bft9L4qt9PAft9Tcet9Zl/t9bLst9hkdt9hokt9nKat9uFet90pat92kct+A/jt+Eigt+FNct+Iadt+JE
                ot+Vnkt+biit+b1bt+9Nit/HFdt/IVht/MBht/Peft/aEct/cfWt/ebst/lcdt/oxkt/pNit/uLYt/0ygt/5OWt/61et/7yft/75bt/8glt/9AUuADrfuAJfVuAeRi
                uAjMauAlybuAnXkuAoEfuAqkkuAtivuA1ieuA6jwuBB4huBX9buBarPuBxNeuB2pluCBmeuCOHmuCZ4ouCaNjuCgMmuChVbuCiVeuCp6duC2JuuDDHluDKRhuDS1iu
                DTxluDVtSuDwzvuDxnYuDxoiuD/bouEa+iuEoZjuExruuEyXduE94euFFSguFKBmuFVNmuFieguFkAguFrjruF6ZcuGELruGJRbuGNUkuGOuYuGPsvuGSAcuGSqquG
                aMouGaUcuGtIauGthsuGyGnuGy8euG7/quHIffuHJhluHMu1uHNMcuHScbuHgEfuHu3suIVHmuIYTduIbiiuIckfuIefiuIjWhuImbguInOpuI2UeuI+W5uJCefuJR
                4duJYNduJe+cuJu+fuJ3vfuKAyluKMVmuKQHjuKXFouKl2euKpxkuK1hluK2AauK4ssuK/IbuLI4euLdCwuLiLguMLSeuMOQiuMObguMeOYuMioeuM7scuNRnauNcY
                yuNrJuuNrucuNvktuNxCkuN5WiuN+YguOP0guOb1duO9EfuPCkbuPEVkuPO8huPQPluPglfuP8npuQDdguQJLtuQLrmuQeymuQhgcuQp9ouQqieuRGphuRQcmuRd7e
                uRgnfuRinbuRoJiuRtAruRtNiuRwYjuRwcUuSE0juSJJXuSMafuSSCluS4SguS7XsuS8CcuS/FkuTNyhuTYIhuTYumuTe6guToHtuTpAYuTqmguTs4guT0PhuT6cju
                T7djuT8fmuUaTZuUiCduUk/huUvOcuUxOouU2WiuU5ViuU64euU76muU9EcuVY7cuVZecuVvBeuVwNduV17euV7BYuWUpquWUr7uWVshuWlOduWqdguWwhjuW3jeuW
                90muXD2kuXGqeuXLRtuXQIVuXYx5uXrWcuXuShuX8DeuX+ewuYHiZuYT6ZuYfKhuYgksuYowEuYzfhuYzpnuZAupuZE2duZITduZOvpuZPRfuZQbluZsYUuaADnuaU
                houaU+YuaWhjuaZAauapTkuaxKdubNCfubNu+ubToeubVrhubYbaubnWoubnncub0lXub7seub/6qucHRfucI7gucdJbucdrguciNgucoj8ucrLauc0Fauc2yeuc22
                quc+qnudAGcudFwcudF3pudNTdudSwdudXtjudsOeudssfudu8mud4gRueHuxueTPmueTshueVEeuebReuecKgueeJfuev6nuextmufCahufCyiufP7XufSi/ufWPp
                ufY3ZufbTdufcT4uffUmufqJlufrskufr6cufu1juf4wjuf5rqugDyhugEgaugLjlugjgZuguDiuguvfugwDeugzLdugztxug76lug/YouhDibuhFaXuhIEeuhMLju
                hVcZuhfykuhiXpuhpDkuh3feuh4cduh9Lbuh+9guiGahuiPPuuiTBtuiX9Yuisdkui9Amui/6fujAujujDjYujJnlujpsOuj3weuj9BeukMwZukVUiukpOcuktmiuk
                twhukuhjuk1Jeuk6+UulMaiulbqhulfUgulyEhul9ovumD6humNWqumNqgumuqlum/MhunGEhunKfZunOSeunbDhunkUruno1lunyDpun3teun5zjuoDXZuoFLiuob
                KiuobafuoedZuoyfhuo8Nkuo8hiupQ9iupaGbupnybupq2SupvQkuqDPsuqG4euqHLcuqJouuqNNcuqP6muqQxeuqRpwuqp3muq7Jfuq7xiurEwjurJGourOlpurXQ
                iurYNvureCmurivnurwNourwRyur1meur5Tiur6Ymur82fusE3jusUNauss7hus+XXus/9qutNKbutVxyutWuZutpJeutqieut7fiuuCRluuGwpuuKKiuuQYguuSNh
                uucIduulaRuuqFbuvY5puvhOauvhQjuvjikuvtKnuvzdpuwS5puwVGmuwpWpuwt3suwz6buw1sSuxDobuxLriuxL7duxQDauxSkmuxXthuxgGsuxu3iuxu9eux49bu
                yBJmuyOcfuyPZiuyYejuybqguyoJfuy4EbuzAucuzS9guzd2Yuzomju0A4gu0CVUu0FGgu0GPou0KHiu0OIfu0P3ou0Rceu0Rynu0UKqu0Xzdu0dRhu0dmeu0eSVu0
                sFdu0zbhu02thu07zdu0+4qu1ERmu1RSou1btRu1g1hu1kDgu11Onu2CdYu2LSiu2P3ou2VGlu2Ytku2fRdu2ntfu2uXhu2/9eu3Kdru3Seru3t7ku30vnu36xeu38
                yXu4BBYu4HAhu4Iuku4S9mu4qddu4vZcu42jeu44qeu45Acu45Vgu5BRgu5OUgu5Qbju5Q1gu5UTWu5Wvhu5XCZu5bkqu5p/ku5rjsu5xjgu56veu58Blu59rqu6KT
                iu6Uxgu6eTeu6jgVu6sIku687iu7Telu7UUdu7aRgu7jnhu7mjou7qsfu7yHbu7ySmu70itu79Liu7/zcu8P0lu8kSfu8kWdu86ahu86fgu8/mpu9EEiu9oNju9sAg
                u99tlu991fu9+mbu+IIZu+MUau+Obju+W9gu+bLku+bNgu+e8ru+fQeu+mlju++xlu/AaWu/S+du/Tpdu/UCou/sxqu/utku/ykfu/86ZvAIuhvAIyRvAJxevAOTdv
                AQCvvARcfvAXZdvAXqcvAYGevAYLfvAakdvAgfsvAmyavAuGdvA3egvBI3evBQ1WvBsgWvBs7ivBtzpvB49dvB7XwvCANkvCCYXvCFDvvCRKbvCZHkvCmUuvCoOpvC
                qjqvCs9qvCtVhvDHJZvDQPlvDS4rvDjodvDlhlvDmaevDmoZvD00pvD17gvD31jvD5jkvD70nvEcrkvEkSpvFG3cvFN5dvFR8fvFTwlvFtEcvFuFrvFxoSvF+imvGE
                QhvGNETvGVbovGdjkvGeNmvGrqavGydgvG5PuvG7ZevHKoqvHM+lvHN4mvHStcvHZfdvHuCmvHw5bvH8BvvIZygvIf5fvIivcvIrIovIrqkvI45ivI7WbvI7ykvJFR
                dvJGkhvJSoovJaMhvJdKivJqAZvJrzmvJvRevJ2OdvJ/dXvKfPkvKoJkvKsUpvK0NdvK2PevK2TnvK51tvLESkvLIEgvLT5ovLWvavLcfkvLoNfvLoxYvLqoevLzlb
                vL1IdvL/wdvMFWcvMGkfvM/ocvNSYivNWZivNhCkvNm5dvNoccvNsWavNuThvN1CsvOAzbvOjIhvOlMnvOpzfvO5rhvO85pvPHolvPNAdvPRbtvPX/ivPbkfvPc4ev
                PdtkvPwqivQEprvQWFXvQYokvQdTqvQf5ovQkgbvQtybvQ6OpvQ9tgvRBFZvRELivRG7bvRG+kvRJgdvR4kevR8RevR9QnvSJmlvTB9ivTNOgvTTAnvTTsgvTUHivT
                zeZvT06ivT37jvUE5ivVBNfvVF5XvVKkivVKvkvVN1hvVQpkvVdLnvVfqfvVlwevVqFavV7yXvV+9kvWCnlvWDInvWTnlvWg4jvWyIivW1FfvW19lvW4yfvXFShvXG
                /PvXSXbvXYMavXZgjvYFdmvYVQfvYertvYjXpvYkDnvYvnhvYz/UvY4alvY6GevY6xkvY+1ZvY/IdvZAJevZKUjvZPuuvZS1rvZwNivZwfbvZ1YevZ+UnvaAbhvaDN
                dvaOFmvaRPhvaWBfvaXxuvaYTxvadudvakYjvaxkpvbAirvbMtkvbNDZvbbOrvbexjvbfdlvblievbr2fvbsOkvcEwcvcUxgvcfrgvcuWivc5acvdCeivdEUkvdKGd
                vdP37vduSrvdwyovdy0dvd5qaveAPeveBEgveDOoveK/jveUDZvel1pveqievesyeve3Pjve3ueve//ivfCFmvfEUcvfTofvfVZkvfcbcvfgzxvfmsZvf3hmvgBd2v
                gMQlvgSNkvgjgovgpXpvg05Yvg3WdvhAjkvhEqUvhYHnvhg2ZvhpjfvhyEavh3xjviVOVviXeeviftevii3uvi1Rlvi2/gvjMFgvjOMfvjt3avjxYdvj+AdvkAZ/vk
                DBcvkH/evkQzcvkRYfvkbLrvkctfvkggdvkjnvvktYivkxZbvk9buvlHJfvlUhkvldRnvliImvmOLovmP/evmYpivmkQgvnAcgvnEyUvnFU/vnTwqvnTxrvnaWgvna
                +evncapvndJivnnKivntMmvntxhvn3qfvn7wlvn+skvoSydvoWKcvor/bvouOkvoxAdvoyQkvo6aivpCKdvpIZcvpThavpVzYvpYlpvpY3lvpbUZvphDnvpjxevpp9
                gvp5jivqE7gvqH3evqNodvqQTgvqbgevqiYhvqjKgvqjbavqmwgvrHDfvrKHbvrKLgvrNVavrPOfvraBZvrifcvrofnvrs6evsR1lvsU7gvsZ0jvsdObvsdSevsn8j
                vst5avtLCsvtSS5vtc+mvthJlvto1kvtt8evtv2pvt2Yivt5Yivt6Zfvt8/evt+pjvuFqevuPDpvuPYivuRibvuejhvufjmvufmhvunLgvu62hvvFMfvvHybvvLtiv
                vNXgvvPRlvvWRavvg4XvvqBnvvqRsvvskfvv2Zhvv50Yvv72bvv8tkvwEsZvw1Dpvw3qovxDpRvxG6bvxPIavxVEdvxeotvxothvxqgYvxvtdvx0Bcvx02gvx1FYvx
                7Suvx88TvyHgfvyLRfvyUArvyYilvyj7fvykzcvyp3dvysItvy0Uovy2gevy6aYvy6ppvzDnivzGrgvzPanvzS1dvzWDgvzXeevzhXmvzmFfvznbSvzrMjvzzoPvzz
                vdvz/liv0E9Uv0HRev0Hscv0Ugkv0cUev0uzfv0zrcv006nv07smv09Xpv0+omv1HJfv1WHqv1Xwmv1Zqiv1wZmv14irv16chv2CRev2Fqbv2TIcv2duwv25Hjv3D/
                cv3RZfv3Wfev3Y3nv3ZNjv3f5hv3ijkv3lUev3xZlv3ytZv30Fjv30+jv32knv37Afv37Wqv3/o3v4Gxov4Kkiv4Vegv4gKbv4p6pv4y6jv4/Osv5Bpgv5Crov5DKf
                v5HPkv5LUlv5Otlv5oAfv5qRdv50wdv6BdZv6FYev6Gckv6Gtjv6PAgv6SVZv6W0mv6khSv6sldv6zjhv7Cdgv7JOev7Qahv7Ynav7vBjv7zYgv70Omv8A0kv8Kdmv
                8SUkv8lalv8miWv8pbmv8wojv85Lev9Budv9EKov9E8dv9M5Zv9oKev9r+av9+4gv+BLmv+FYcv+F6ev+Gj3v+Ncdv+Nhtv+Oogv+SNpv+zzXv/G+sv/VDev/Wudv/
                bafv/d6hv/pcmv/7IWv/8Pjv/8lnv/9Uev//wowAAIdwAVokwAXvmwAd/pwAjFdwAmgqwAr/OwBE9vwBFQWwBJagwBO1kwBoJawBtidwBuZuwBxsfwB07fwB58ewB8
                3YwCDXiwCFwXwCUClwCZ6fwCawkwCd1gwCfhdwCl3lwCmL3wCy1iwC7FiwDT5hwDUfgwDWpVwDZkhwDd/nwDh9iwDiyjwDorjwDtFawDydvwD5TYwD6ZjwD/kpwD/1
                bwEFMawEGLtwEHKnwEQznwE0gnwE4PZwE5GjwFUeiwFgYawFg3fwFnAqwFsarwFxIowF3CowGFWswGFuhwGGWgwGHoXwGIxkwGNMlwGXShwGcVhwG0thwG3FdwG9bk
                wHBdpwHLfjwHLviwHqdgwHyHiwH1KewH2sfwH5howIQvdwIi5fwIp8ewIw1iwIyESwI34iwI/SqwJEedwJQchwJSmcwJTydwJUDfwJjzdwJkUiwKAgfwKO0awKSBnw
                KUndwKXDhwKYGewKZkhwKc0qwLAylwLKnhwLN4pwLPUowLUdfwLZOcwLiYlwLnijwMQ7ewMWHbwMZ8kwMaatwMiLgwM0llwNExjwNwAqwNwidwN2PfwN2tiwOKocwO
                O5dwORuXwOctewOkshwOk9ZwOmKlwO5QcwPvxpwPwIkwP1ZhwP1uawQUDdwQpEewQ1rmwQ4OfwQ+jfwRFacwRQhmwRXGowRlkbwRvNjwR5BbwSHOewSMxgwSR8lwSS
                +iwSVLiwSV0uwSaIfwSedswSiWqwS7EhwTEmVwTG0cwTHObwTJLjwTPRlwTZGwwTtYpwT2CjwT5umwUPxhwUgwZwUlKewUn6WwU28hwU3bjwU56owVBeewVFafwVUc
                dwVUrfwVjuowVyYdwV8scwWEyewWLeUwWPWgwWVZhwWWzhwWgnkwWi1lwWxFewW6c5wW/pfwXIxzwXKZjwXOAqwXPIcwXlefwXq3fwXr8gwXzpPwX6IewYCEowYNvk
                wYSPewYYekwYf5cwYosewYrFewYsHdwYs7bwY9WjwZCfowZI5XwZSsawZYLcwZZBlwZhkgwZnfjwZpLcwZq2ewZwxywZ5GewaAhhwaEnVwaMPjwaO7ewaP+twaVQlw
                aZrkwahDowarC1wavIcwa0Ijwa9hdwbMLpwbS0XwbYcjwbbwXwbdkkwbiVYwbrWcwbuNewbvEqwbxLZwcYwfwchUkwch5jwcoGhwcrytwc2Wmwc6IjwdHZewdMmVwd
                OGewdTVfwdbgrwdo5fwdq7hwduYnwdxNMwd0Zcwd7xsweFRkweKmqweOccwefgZweiuiweprjweynkwe+RYwfHjpwfMAhwfM1ewfS8gwfkrYwflTewfn8awfqimwfx
                RWwf4efwgiFcwgtAkwgu3Ywg4+SwhHxkwhT8awhU+twhWHnwhm8ewht/bwhvMfwhyHhwhy0jwh2Glwh3Gewh8CfwiKpiwiRAhwiYwewihTmwir9gwitwXwiuIkwi18
                YwjGNfwjLcbwjP3ewjQtgwjc2jwjfyXwjhpZwjmphwjyZgwj0Enwj78Ywj88hwj+NfwkDkowkHV3wkYBrwkcwnwkd4kwkfdfwkrKvwkySswk1Ifwk6Yjwk7kewlBFM
                wlPNmwlYz2wlbriwlzGYwl26vwmESYwmEYfwmFajwmIDewmKAmwmf9uwmjPhwmqDawmr7fwmtzhwm4Efwm9lkwnlegwntmYwnuDnwnxslwnzHkwoA8hwoTQlwoYamw
                obdjwongewpVghwpXPnwpj5awppbtwprShwpsMwwpsttwp3Bjwp9YrwqAaewqDXkwqNEiwqdIawqdUewqgWewq3+ewq6Viwq96lwq+TvwrAIdwrA8awrKPnwrPktwr
                PuiwrVbnwrgYgwriBgwriqbwrkXfwrtDewr/iiwsGTgwsIVbwsOcUwsUfnwsfJowslInws9kZws+1zwtMElwtbKowtjcZwtoclwtt2pwtxqXwt5NWwuBqZwuCwZwuJ
                fhwudCowugivwui9gwujJawuqHswus2cwuxhfwu+Hkwu/clwvMGgwvPSlwvRglwvZzhwvZ6fwvdtowvg1rwvjVfwvmuewvtG0wv5Wdwv+/dwwIugwwOgnwwPeiwwd1
                0wwhnfwwlWgwwuEoww+gbwxJlrwxKPpwxNgfwxTifwxhYqwxjQkwxs8jwxtqjwxykwwx9tfwyOEcwyQYjwyV0cwyWXjwyXPfwya0ewybfowyf4hwyktlwywMewyznZ
                wy4BuwzETiwzF7vwzNwkwzOobwzPQbwzUorwznUuwzoFfwzvMhw0Opow0Rhfw0Tmdw0gmQw0nBew0zRpw01Fmw0/Wew1AdVw1ONdw1X7dw1prhw1ulpw2LVjw2Pvew
                2fbcw2g8kw2lSnw2n/gw2qBdw2tcmw22sew228Ww25Ikw3Ejgw3Rhbw3jpYw3rijw3zzfw3z3hw4I+iw4KkZw4QXew4TOhw4jGjw4nZcw4tOew5GUdw5HGSw5LPhw5
                bopw5jUgw5l3nw5mNnw5m9rw5s7lw5ykfw56mpw6Htpw6Ilcw6Ltew6/zfw7CGjw7C4Zw7Exvw7HWiw7YKcw7Zmnw7Zpcw7kYgw7nhdw7rjfw7sfcw77rtw8FWWw8H
                e2w8KShw8NGXw8O4fw8QJdw8WWaw9S/rw9Zzvw9nuew9wAiw98vjw+Sznw+gogw+g1aw+pkfw+xSgw++0Zw/Pdvw/QJew/Qmcw/aFsw/aJfw/fncw/ixhw/i4lw/jF
                bw/yZrxAJ+jxAOXfxAOulxAR3cxASUhxAUadxAiFfxAjfexAj30xAkHgxA7UZxBGHsxBQyrxBXXjxBYwcxBbxnxBj4sxBqKTxBt5dxB5WcxCEAfxCLOXxCM5jxCWgb
                xCauoxCd8fxCepexClgfxC6CdxDUWbxDWOgxDZGexDaqgxDgRuxDnbbxDp0lxDwdjxD4GgxD6/vxD85oxEFtcxELDgxESufxES4dxEVNRxEbGexEdDcxEeIbxEkPjx
                EnfdxEyOnxE9ydxFDBoxFFnoxFKkdxFKqhxFMJexFRBfxFc9rxFhwPxFjXgxFomjxFs/lxFtOSxFudfxF0ogxF5hhxF+EhxF+HexGJPYxGLOsxGOnkxGQgexGVzkxG
                h1axGiHhxGiKkxG2tdxG4VmxG4ZhxHFqgxHN5gxHrsfxHvEcxH5adxIEHjxIffaxIgOyxIwlcxIxNYxIxbcxI41dxI5xWxJSxZxJaNixJeknxJlgtxJnbfxJp0gxJz
                bdxJ3InxKO3txKRDlxKdQdxKe7ixKikWxKpPoxKp9vxKt3pxKwTqxK0wkxK2qNxK7SkxLrwfxLtxgxL0MlxL0eixL68qxMC7nxMF7pxML/pxMaObxMbwjxMo/nxMyv
                cxM1IdxM/hjxNDXkxNM2bxNWWfxNaNexNghhxNozpxNsJgxN3KjxOEetxOOXaxORHdxOUQhxOWFkxOXiexO0xcxO5bfxO8crxO+cixPH0gxPOGkxPO0fxPdkWxPj8n
                xPm9lxPtxgxPwyaxP+zqxQGlnxQKOgxQQTtxQSqcxQc2cxQfbexQz3dxREuTxRQMSxRV1fxRW6exRaIoxRc5pxRefbxRohfxRslhxRydaxSM2fxSdzixSiftxSmXkx
                SnDmxSp0bxS1NgxTCVdxTJigxTNacxTuWcxUAxgxUGxmxUKWfxUT7bxUcCbxU66jxU7bgxU8nqxVJcjxVKsUxVO0oxVPlbxVT7hxVbmkxVhfgxV2BlxV3taxV3ugxV
                5LkxV7+ixWIRdxWVKZxWV8cxWXisxWf2kxWs0dxW1YxxW2bgxW8ZgxXGgtxXTpYxXa8rxXoJmxXtohxX6xnxX77dxYAvaxYQOdxYYhdxYaccxYjfgxYoOfxYpyhxYs
                wkxZAbcxZBKpxZBnfxZF8rxZY9fxZeGqxZfWcxZnXnxZucSxZzMkxZzYsxZ6ZjxaDppxaS6exaW0sxabOlxarJwxauTpxav6kxa0LWxa/f2xbCyyxbC9ixbM6lxbit
                jxbnqnxbwGgxb10jxb3ooxb/cgxb/iixcAOfxcK6sxcrgdxdVQexdWHfxdZxexddfexdePfxdjHrxdsBhxd4UaxeIYdxePlfxeVNfxeXA0xeX9fxekfhxektexeo2f
                xevlexevmcxewVaxezGgxfAAjxfanfxfrsyxfv3cxf/mexgNigxhFjgxhVHcxhzEqxh2Ghxh6Idxh/+fxiUTdxiVOixiZCuxiZEgxiuAnxix/sxi/ifxjE5nxjRphx
                jTAmxjtGixjxDexkUcexkr1mxksdZxkwffxlGkfxlNUmxlOOgxlSZhxlXRexlZ0ixlaywxlelcxlfvgxlipmxlpYlxl40Zxl6bhxmF7exmHSoxmKrmxmMWlxmgPexm
                lVixnR4ixnfNexnvffxn0dUxn2utxn7Gkxn9Jcxn/4kxoAgwxoHzfxoI3XxoMdmxoUeixoj5lxokxfxos6cxoyAhxozUhxo+xdxpJNuxpSftxpgnmxpwK3xpxPqxp1
                ndxp3fjxp7wmxqDYgxqD6kxqQJexqcHfxqcmhxqemexqfAgxqs/fxqtBhxqwK4xqw0axq0OVxq9CdxrH3gxrJWnxrQjoxra2nxrcJixrmPkxrnQaxrtVaxsZlcxscg
                lxsqajxstNfxs0tdxs1Ypxs1ogxs+5axtJamxtLExxtT9axtfdvxth7cxtjemxtkEcxtmUkxtpUhxt7DXxuGWoxuXCcxuZ3YxuhQfxupnkxu8HhxvDDmxvHqmxvOPd
                xvRHfxvS5gxvWsrxvZ3jxvuXjxvx5gxwC9dxwLFuxwLNmxwQTgxwfR7xwkvhxwtgkxwu1mxw+ebxxAyixxS9txxgphxxiGlxxlTexxqHoxyEYexyMZexyOdlxySuex
                yW7mxyYHpxyfHdxyl4kxyqHaxyzfWxyztaxzCxaxzC5fxzSopxzY/Xxzkqyxz7Qgxz+J0x0Aaox0G3ax0YNkx0hNbx0l6nx0shwx0sqcx02vYx1Mehx1i7fx1mwWx1
                m2fx1vDix157zx16Rpx2Jthx2Upix2l8cx2pcix3Gokx3LDpx3LLex3TPTx3Xehx3bitx3fsgx3manx3zHfx31bkx35Zax4BMhx4JHQx4LIox4Qcqx4Qnjx4U6lx4j
                7hx4oOWx400vx41Jix42UZx48Zbx5GNmx5TEhx5a5tx5caox5scex57ilx6Uzmx6aFqx6qpax60Wex63Epx7K9rx7Rsdx7VJkx7Vdex7eYfx7q3fx7vPnx7zGXx8Ku
                cx8Uaqx8l2nx8nVex8wrix8yAmx9A6sx9H/Yx9Mkkx9XKlx9bhmx9cqhx9kTjx9nVdx9tsox90Umx+IMdx+JKpx+VNcx+dhgx+s7sx+1Ggx+2Lfx/F4nx/Thqx/iGb
                x/83iyAASZyABxeyAB9kyAQagyAVggyAtGyyBFWVyBSWXyBgUlyBjfiyBkIkyBtRjyB0PpyCMtqyCN6iyCRkkyCXkmyCvI0yC2SgyC5qiyC7HPyDGY0yDIDgyDUOiy
                DUibyDZPbyDa1eyDjYfyD1ovyD2ElyD7agyD+RzyEExnyEFThyEpBhyErqjyE2pfyE8HjyE9kgyFBXbyFCgpyFQnjyFVkjyFjkmyFlgkyForbyF4qnyF40eyGPLWyG
                QoayGmlnyGoPdyGt5jyG3RlyHFmdyHIIayHKd0yHsSjyH2AcyH5fnyIBtdyIKLryIL3nyIVnryIWMWyIeq0yIoRjyIo7hyIspjyI0wfyI8ZcyJAkqyJC3kyJOsmyJQ
                TfyJS0cyJZBUyJd3lyJofuyJozcyJrgdyJz9dyJ+IfyKNIeyKdWbyKmoeyKrEeyKwxhyK5UfyK7MhyLAweyLvrdyLxniyL/FiyMDkfyMMckyMNziyMQMiyMR2lyMS7
                nyMY6cyM8qfyNBFiyNEUhyNG0eyNOgiyNT9QyNVllyNaDiyNj1ryNpVYyN49hyN5WfyN75dyOBSiyOJobyOQijyORsfyORwZyOSroyOdgnyOjIlyOs4lyOtg/yO+ib
                yPbokyPcZcyPgviyPkEYyPmneyPqjZyPt5ayPvEzyPwGfyPzgfyQIDkyQJXdyQQjiyQXJcyQbNkyQmVnyQpSnyQrScyQ4WZyQ7uWyREueyRFeiyRGBbyRU5eyRnxey
                RoX4yRp0dyRr5iyRwpWyR0/ZyR+6fySDGeySHSjySU0XyScSZySheZySuDgyS2rmyS2uoyS8JhyS+OfyTNueyTSzjyTS+qyTr7cyT5dayT82fyUAkdyUEtfyUKtWyU
                LBzyUUGhyUV9dyUaAcyU1ZoyU5QmyU97jyVFNKyVaViyVc0ryViTayVi4jyVjnnyV8fxyV/adyWUvsyWV7pyWb1ZyWf+nyWm4dyW9aeyXFKiyXSwkyXlUgyXoXkyXq
                6WyYH/tyYJityYL/fyYMVkyYUyiyYV3dyYZVeyYm8nyY51ayY6rlyZAfiyZBNdyZGNRyZLBryZN2gyZOtkyZWZiyZoTayZwgqyaIMhyaW1dyaXMeyag/9yar1fyayD
                uya94eya/q4ybEslybEwsybNIZybXMmybXYYybhbVybh5fybjceybo3hybtNdyb0tlyb2l0yb4Sfyb5Beyb5zoyb8CXycEbuycOujyci8hycvNiyc4qXyc5vtyc9te
                ydCylydFQrydMhiydQpcydcQgydpaeydwu1yd6ubyeARnyeDrmyeGpWyeRAWyeT2eyeXCfyelMeyeo8byesjlye/0gyfAAjyfDDlyfNjvyfTnfyfVv2yfXalyfX5cy
                fezjyf7Y/ygNUnyg00tyhaBmyhf2gyhlUjyhsieyhx6Yyh1Djyh66cyiE+gyiGneyiJzhyiMnmyiN9lyiO9fyiTKayiVcayiZteyipsjyisMjyiu8fyi2cZyi3hryj
                AdwyjJCkyjJQeyjPrayjiQeyj0Vkyj0aYyj+PbykJelykKVpykLjkykicWyki/nykndgyknenykulXyk29dyk4MjylLAbylOokylVckylfZiylmgpylnHZylrxqylu
                1XymEFpymHmuymlv/ympVrymqYdymt4aymvufym5zfynALfynHAdynXSiynY8gynfVnynfzlynqLmynsltynuSgyn1Ziyn7ceyoGTfyoOjsypTBRypVCkypbeeypco
                pypkMrypxNgyp5qhyp9UlyqY5cyqj5fyqwboyq1Ibyq3Ibyq7dyyq9Deyq9payrAgbyrCYjyrFPjyrGojyrO1hyrQthyrXZXyroutyrpgjyrsfqyru/syr4+hyr6+h
                yr8LcysADkysN3dysSJbysWbgysf2qysh7byskdgysmmpysrSkystsjysubkysvAfyszrfys+ImytBFnytL9tytXlfytX9cytj2gytnRbyty6gyt6mmyt9ziyuKZZy
                uTyjyuW+oyuXxdyubukyuhYlyuiJgyux8Wyu6Ieyu/8dyvWvbyvaNhyveZoyvwcfywBrhywGBoywG5oywgucywmScywqIayw3tdyxNLeyxRqqyxW8lyxsJiyxzidyx
                26fyyHLxyyHSgyyOzsyycCkyynZjyy7whyy/pryzFwZyzPCayzW8cyzXDkyzfIcyzoOXyztYfyz14ty0S1fy0jyiy0nZiy08jny1LWny1hIty1jCjy1lKoy1qqjy1v
                Qfy1v4py1wMry1/jhy2KR3y2Ozly2UQhy2V+0y2XDjy2a70y2l5qy2uljy22T8y26fpy262ly292ay3DTay3M8dy3S+fy3Zuky3Zzky3hJhy3mrey3suZy3+UZy4EP
                gy4aAey433ay46tfy5Uecy5VNiy5W6Zy5ijdy5mlly54Cky59Wiy6CJZy6Drhy6Edey6IcVy6LUoy6Msky6Ngly6Schy6T9Wy6a4zy6edhy6gviy6obgy61tjy7Hwm
                y7Uspy7Z7hy7dDpy7dJny7lQjy7ooly73wqy8Cgfy8LZiy8WPhy8a/jy8fuly8mXsy8tsey8/Hhy9A1fy9LIly9Zrby9iqfy9kMgy9qFhy9uTry9yVjy906oy92Ncy
                +BDhy+ODey+ULuy+a9gy+b+vy+gxgy+qMcy+szuy+xJcy/Iboy/Q/ay/Yjdy/dpey/frqy/nFgy/pAcy/ricy/r/ey/sLey/t4gy/ujry/uwZy/vyoy/w8ey/0/oy/
                2Xjy/4WhzAC9tzANVzzAQoczASzjzAbHrzAhjfzAlMizApoazAwYrzA0PezA1FfzBJ6ezBMSezBMWuzBVxpzBW+ozBeIgzBeZdzBttgzB6CdzB69vzCCC7zCL+SzCW
                3kzCl3hzCmzYzCvXjzC8VlzDElWzDZQbzDZzizDaElzDhefzDhlpzDx9ezD5QtzD/ZazEEWhzEFdjzERxkzEbbVzEdZezElNczEs7dzEyplzE+tVzFIylzFgbizFiU
                dzFjiszFltlzFujdzF00mzF/QbzF/3ozGHvszGLzizGO7lzGPsdzGQvizGV/jzGWFdzGfqqzGrjUzG2OrzHDBhzHFsZzHHHozHRvizHXGmzHYjyzHaQdzHfLYzHjak
                zHyDdzIKekzIUvhzIVFnzIqThzJOZmzJUsdzJguqzJiUqzJujdzKNolzKqTazKz2czK08uzLJ2pzLV0kzLZ/gzLvSmzLwytzLxYdzL5zlzL9dtzMQfizMWtezMpAcz
                MyKgzMyhnzM5AhzM8XgzNBYZzNCRhzNDRczNHDjzNKmhzNTVgzNitXzNqcRzNq3czNxzhzN0PczODXozOJebzOYDezOgBZzOvymzO1QizO4HjzPCkszPU4hzPfnszP
                gp3zPhpgzPpdlzPqvgzPvWezQDBjzQKHgzQQhtzQTdizQgEzzQ9bkzQ+/mzRABczRDNjzRS4lzRdwbzRy2yzR06nzSENjzSQvjzScxhzSdWlzSmGjzSo4hzStngzSw
                EczSykyzSy+bzS51gzS9CdzTBGnzTD1hzTHCozTRqpzTaFdzTgSgzTjWezTqouzTwvkzT2kfzT5JmzT8WozT9CbzT/ZfzUBglzUFVjzUHwhzURCrzUS8hzUgXlzUh8
                yzUkhhzUsxnzUzLhzVEEozVFCezVPXrzVWegzVbovzVgDkzVlMkzVlnazVtYZzVvtdzV48fzV6IkzV+0RzWHhjzWMXwzWMglzWZpczWg30zWqPhzWytkzXBZnzXDQf
                zXF8xzXNcfzXXNYzXcCqzYENYzYH4nzYLHjzYTSgzYVMfzY3HizZN6rzZPyqzZfcizZrIZzZ2bbzaCNhzaDMqzaGyfzaNfZzaS0ezaTdhzaZPgzaa/czatHszayoSz
                azIfza1YgzbGyqzbewezbyClzb8OazcSGhzcWbtzcXljzciNozckfczcuyTzcwTtzczwkzdCiizdGjfzdLSizddUdzddvdzdhDrzdjMhzdpBozeKtfzego4ze4Afzf
                B6nzfLahzfRhxzfWLtzfaogzfkrmzfmRczf3imzf+oZzgFOizgIgczgMTazgSVuzgh9rzgzSfzg1fuzg5knzhBhdzhBsczhKlkzhTUjzhdmkzhrcozhyDbzh0tezh1
                Cdzh7DeziCGpziFpnziIXmziP6iziZcdzibJiziqeczisBkzi2Eizi5Hfzi9L4zi9SezjIKYzjOAZzjU/jzjV/VzjXDbzjYorzj5Xrzj5tkzkG9izkIqXzkKhdzkeE
                fzktuPzk2mjzk7jbzlJBqzlLdmzlOjZzlaUazlgjfzli+gzlm6hzltAdzlxsrzmCUmzmHtgzmL9gzmO1ozmQIczmkpezmoSxzmplhzm7elzm/ycznD1bznH0nznOMe
                znWMwznYFdznYmmznd+gznfPkznmCgzn3Nmzn/AnzoEfnzoOAazoODqzoRGXzobidzoeaczop9bzoqtizo2Fazo2dmzpRjlzpSiazpsFWzpvNezpy7nzp13mzp4jez
                qFlfzqJMezqMMdzqWXvzqbJuzqddnzqgdezqiEezqisxzquhfzqyZhzq61szq91tzrALezrHFdzrPMozrhwbzrp4ZzrriczsBDfzsQDczsTBlzsbMezscBizsrUfzs
                riezsttizsw+gzs1edzs4Epzs/Nhzs/1eztJ5lztNThztOfeztbLaztkjvztoOuztyDizt+HezuCwfzuDVpzuHUfzuKejzuXHfzucYpzuc2hzulBfzuqwfzuz0qzuz
                1jzu7jnzu+LnzvGQPzvNaXzvZzgzv5xuzv/SezwCtizwC4fzwGsvzwMtczwRenzwcTdzwfSfzwi3Zzwwlmzw2/ezw+7VzxF7fzxIzizxN5azxPrhzxa9gzxl3gzxsA
                bzxwYazx4eszyJ0kzyWIizyWZkzyhgdzy7PwzzF4VzzGPuzzUIczzVNizzX+azzdjgzzmjjzzoAlzzvNqzzxDjzz5foz0IIkz0Kdoz0UDiz0Vagz0osnz0rczz01kb
                z0+hcz1KrVz1c7sz1hcjz1nViz1t4kz18t/z2BUkz2DCoz2PUez2PeSz2PzYz2WDdz2gIwz2gfez2gngz2kxjz2n7gz2qtgz3CzUz3PDtz3U/az3c3mz3uqoz374Zz
                4J3fz4lubz4wXdz40Ozz40lkz42Jhz5Adkz5Bgdz5QSbz5dlbz5dwiz5l4Vz5pzpz5ruYz5+5mz5/wSz6Ajlz6TEcz6TWkz6gygz6g66z6hPoz6lipz6t4cz6w1Xz6
                yNjz6zHkz63Ezz7Efcz7GShz7KTbz7Noqz7Pykz7QAcz7irhz7i7oz7wQgz7zvxz72Zjz8I2hz8cecz8hH+z8xtpz9Glez9wwdz905gz95bjz96RYz98M5z+B6ez+R
                Bfz+bVVz+veaz+xGZz+5fiz+6mSz/D5uz/G0fz/G/fz/Idlz/Uwkz/d4qz/h+az/j+cz/l1fz/nTe0AXid0Ajww0Aj5j0A9Tp0BBVi0BCmd0BIKh0BTia0BW3z0BZH
                u0Bobl0CM/Z0CQuY0CXNn0CYOs0Cw9j0C2pf0C2rd0DL7j0Dcun0DeVk0DnJl0D5Va0EHrY0EMde0EOfk0ETWq0EcFf0Ecpu0El8W0E4oh0FMye0FShi0FYum0Fkzg
                0FmKd0F39e0F5Bj0F8IR0GB+j0GIYR0GKIf0Gece0Gfwq0Grnh0Gynk0G2gZ0G5kt0G8Di0G/uf0HQ5n0Hrmx0HuAl0IA3g0IBSe0IDLv0IGHr0ILwh0IM4o0IR2l0
                Idwj0IrRn0Ivjj0Izcl0JMWh0JyPa0KEdf0KElb0KH6e0KXYk0Ki6n0Ki+10KpZi0K0ob0K7aY0LEFo0LKKk0LMws0LN4y0LSVv0LYOt0LoSm0LrXX0MNWt0MQSf0M
                eKk0Miwi0MjLu0Myxb0MzYe0M23f0M9Dk0M+8m0NJNc0NXyg0NdDX0NtDf0Nyxi0Nzrd0OCjf0OJ5k0OW6Y0Oltd0OnCi0OrFd0O0Ic0O24T0PK8h0PNM20PSrg0PS
                7m0PXff0PtUb0Pu3o0PzNt0P11l0P2Kf0QPAg0QQuk0QR5f0QVeg0QVxs0Qhdn0Qtfn0Qxpd0RJEf0RPjd0RS5X0RUkd0RXNi0RkZb0SI+p0SM3m0SbnW0St+k0TCp
                X0TGak0TQcv0TXLa0TaMl0Tizk0Tk3e0TmUf0T0Qi0T2Kl0T/BW0UHcc0UMGm0UV7v0UWUe0UWdo0Uwsm0U3Ne0U44n0U56g0U7gf0VGzt0VTne0VVHm0VoAm0VsWd
                0Vswg0Vtxj0V48x0V+Th0WS/f0WWEf0Wali0Werh0WhBi0WiPk0WqNY0Ww7e0W2Zb0W5Zd0W6ph0XAmi0XQdd0Xdsq0Xwyk0Xw+c0X+9a0YBkn0YPVZ0YYYj0YZTh0
                YcHj0Yhnp0Yjnm0YkHh0Yldi0Yp6b0Yrai0Y5Gj0Y5li0Y8rd0Y8wV0Y9Zr0Y+qv0ZEzj0Zmpf0Z2LZ0Z71d0Z8wk0aP6b0aWYf0aumg0autg0avEf0a0Ec0a2ud0a
                5Ed0bIut0bOgb0bQyg0baqV0b1Ff0b+5k0cAMe0cJHl0cKua0cQMk0cRGc0cTbj0cXCf0c6By0c+Dk0dAzq0dIpU0dOdl0dR3j0dWUd0dbzb0dccd0dfJr0dk0c0ds
                Yg0d0tZ0d/Cp0eHCi0eQLf0eWGR0ecCn0eiUk0fCyr0fH4n0fRNc0fSof0fkyi0fn8n0fpMb0fyIl0f0+60f2Js0f4kh0f4xn0f5Nm0f63b0gMhf0gNve0gN+o0go/
                r0gx5a0g/ah0g/se0hB1v0hJPc0hPIn0hSha0hXpo0hXvj0hafd0h6ri0iCRf0iK3f0iNkZ0iSJm0iaPf0ipud0iy1k0i+Lh0jCyk0jRek0jW+f0j4GZ0j7hh0kEPf
                0kLPf0kVmf0kaFc0kgJi0kghf0kg5m0kljd0kymj0k9zp0lPPj0lZlg0lcKa0le5k0ltGl0l1sl0l3Nl0mCwh0mELq0mE3h0mG5m0mNQe0mZrc0maI00mbre0mq0n0
                mvg00m1Be0m+tj0nHgm0nhyZ0nlUc0nvfq0n0Yd0n1yg0n6Ge0oOWd0oerj0owHg0oxEv0o1Mj0o/kb0pAne0pCvn0pG3c0pHjj0pJxl0pMVo0pMjj0pMlZ0pRGa0p
                VRj0paFk0pedx0pgei0pk1h0pnf60prtd0qd1c0qrxc0qveU0qxdm0qypa0q1Ik0rAfi0rKSq0rM8p0rNFX0rPsg0rWBe0rXOy0rbEc0reug0rrJc0ruRn0rw5b0r5
                Lf0r9Oa0sTJc0sYho0seEi0sf6e0s8dq0tGto0tIyq0tenz0tnR00tzgn0t8Yc0uE8f0uWK/0uX1g0ubMg0udlf0ugCe0uh7j0uilp0uned0upif0uzio0u2vb0vAY
                l0vOeg0vQUv0vVJn0vqer0vqqd0vtro0vxPe0v/Me0wAan0wEoe0wjFd0wmjn0wnn20wpTZ0wzWc0w9Wm0xYsq0xerY0xg7j0xn4k0x99d0yHU40yTAv0yXNh0ypBm
                0yvoU0yyDl0y58v0y/mj0zA+e0zGFg0zLVe0zNZm0zapp0zfOh0zm8c0z+nl00B4d00Gak00QTh00b3e00cYl00d3h00yMe002IY0027b009Me01MAc01QHg01USc0
                1Wle01dHS01eA401fVf01kyp01lsd01scj01uzZ01xQs02Ddj02sca02yVd02zgz03P7T03Q6O03RVu03cIb03g6h03m4i03r0x030Xm034Df036md04NAm04V2c04
                jJi04wLj046Mg05HNf05Ljg05W8f05Ygr05fHe05ivg05t+g051zd054de057Ah05/lg06IDd06XYf06YRl06Z+n06zpY069ei06+wf07AGl07G0d07Jph07Mdi07T
                /l07VDs07W9a07jAl07mNb07prt07q1h07ufi07vbe08CMd08C+u08EPg08Gof08KzU08Nom08Qdg08SYj08Szh08hil08jLe08pQg08ptd09Czc09Qtl09Snc09S5
                c09Wzq09ZHl09Zlj09cuu09euk09jZb095/q09+Pf0+MSe0+dGm0+pTv0+xti0/DEp0/Pyt0/T3Z0/VDe0/ZCv0/gLx0/jEn0/mcj0/tJy0/2rX0/6ph1AB0c1AF5l
                1AR6f1AaTs1Aaxl1Aefb1Ak9Y1Awsg1A7Db1BEFS1BEGf1BHGd1BK0c1Bt4g1Bwii1B+2b1CBNf1CIqf1CQSa1CWEn1CXtf1CgJn1CkAS1Cyqf1C9JZ1DXAc1Dbhe1
                Dplq1Dsfp1DvEf1D0sj1D5Ll1EDXg1EGRi1EVrk1EZde1Eeml1EnHp1EwCb1EwGp1EyTn1Ezwi1E07j1E6sf1Fgro1FiIZ1FmeZ1FseZ1FvTd1FwwY1F71g1F/qg1G
                BYc1GHad1GRL21Ga2f1Gdnl1G3Td1HGEk1HNyR1HRKp1HXFh1HzXe1Hzge1H2Yh1H4Ob1IBoc1IB3m1ICXa1IRet1IiVk1Ipnf1Itve1I8ee1I9+h1JEXP1JKYn1JL
                lf1JVoh1JnEh1Jxqu1KJZh1KJol1KOSf1KQ3c1KUBf1KW6d1KZIm1Kpic1K4Hn1K+wf1LCKv1LEBe1LEeh1LQTn1LVEm1LYVd1Lmuc1LnDd1Lu6g1L9ek1L+Vq1MBU
                i1MHXj1MI4e1MQKe1Mc3k1MdUq1Mg3f1Mmvo1MwJa1M4/k1M5We1NLdm1NUvY1NWCd1NYqe1NZNc1Nezr1N4+a1N7Ay1OBep1OTXk1OXim1ObqY1Ox0m1O3ga1O4Cc
                1O6Np1O7rj1PBgi1PCYc1Pf+W1PiAn1Pt7e1PyIv1P+sa1QTrk1QXsq1QrvW1Qz8q1RIth1RMys1ROxh1RRUj1RZ1n1Rfke1RwVj1R8Sd1R/vZ1SA7r1SGUi1Ssmw1
                StRe1Sx8j1SzPl1S4uh1TK7e1TV6n1UFBo1UGVx1UUAk1UW6n1UbY21UeLl1Urjk1Uxba1VIZj1VoJc1Vora1VxXm1V7Ye1WI0Z1WX2h1WfBh1WqIt1Wr7j1WzJc1W
                +df1W+2k1XGkt1XJWk1XPji1XSag1XWeY1XZHe1Xcc11Xkob1XwRi1YCMr1YSkd1YUbd1YUth1YVyp1YrEY1YrWj1Yu7d1YxNe1Y4tY1Y5yp1Y53k1Y6Ee1Y/yf1ZF
                Dv1ZO+j1ZPLZ1ZtLg1Ztkj1ZuHb1Zz1f1Z8Je1aBUa1aHOe1aH6e1aRGh1aYsb1aZpb1agLr1ajto1a+tY1bSje1bcc01bcjf1bdVo1b9pj1b9xf1cKTd1cNqc1ccA
                y1crbb1czug1dF2c1dIOy1dnUg1dpPs1dvTY1dwhf1d03i1d1yb1d2lf1eCba1eQvk1eTpl1eZql1ed7h1eg4d1eo1k1fCtY1fPti1fTDd1fdqn1fn1i1ft4e1fu8g
                1gAEd1gJqo1gJ5g1gLam1gZDf1gakn1gisg1grNb1hLvd1hRue1hXYd1hd4f1hviY1hz5h1h82s1iN3Z1ikvj1io0f1ivYr1jAle1jAth1jA2j1jD2g1jMTd1jaRk1
                jqlY1jwbf1jx6f1kFox1kSvh1kdPc1kyAd1k1+a1k2hi1k6kX1lAVg1lEYp1lFpo1lI4f1lLAj1lObl1lkG11lm7h1ltOl1ltUn1lvWj1lwwX1l5Vz1mLIW1mOrl1m
                VVW1mYDi1mZPe1maRc1mnTo1mo0a1mtBm1nFUe1nIHi1nPBi1nVkn1nb9V1noCe1n6od1n8Hg1oGWg1oTge1oXbe1ogOo1ojEt1otKf1pA/d1pBBc1pLKf1pTYi1pX
                bo1pgiw1pu/M1px8N1qMjm1qSxn1qTEd1qXfs1qcPf1qfCe1qief1qt8j1quPl1qyOd1rCPf1rTod1rVmd1rWZb1rXmg1rdpr1rxaa1rzIh1rz6Z1r2Sh1sOCr1sRs
                u1skFd1squa1swQf1tDLm1tHOm1tWMe1taMd1tael1tcxg1tj/f1toaf1tw1d1t18j1t/uW1uAVj1uT3h1uc5e1ufUk1ugHm1uiWs1ujYY1ujsd1uw9Z1u0gq1u1Ro
                1u44j1u5Uh1vB9o1vDak1vECd1vHvk1vYTe1vZUl1vd/j1vfEj1vryk1vwNl1v+UX1wSzn1wgLm1wtMd1xAjh1xBzq1xM2g1xhIq1xtIg1xydi1x+Vf1yJcd1ydYe1
                yj/e1yoZe1yv6f1y3Ch1y4db1y87k1y+re1zIJn1zMJh1zjEl1zqyT1zrdr1z2+s1z8Ei1z8Fe10DOf10SZf10Szf10Z1g10skb10tHu11EQd11Iou11Oaa11Omx11
                VMb11Wld11Xka11aJf11aSi111DZ118Kd12O7f12bZd12cL412zco124em12/pe13Nji13V0f13cDs13d8l13edi13gIf13y5l137JZ14Ezo14GJm14G4h14MQh14T
                4c14l5Z14r6m142Bk14+CW15BSX15D7l15FXh15fGl15pGe15pMt15tPn159ei16DOo16OEj16TFj16dJu16zfn161eq17Dij17LFX17eLc17tjs171Ba176sn18B9
                b18Hlg18dxl18jtk18xOk1856a19FLm19d6q19f1l191Nf194Q919+es1+CRf1+Cld1+DDe1+PNg1+Toj1+cU01+dTk1+drs1+f7n1+f/i1+ijS1+r6e1+tzd1+yEg
                1/Hvm1/Jqa1/Tkk1/ZQd1/aiX1/hYf1/jbe1/m8t1/t0f1/xAe1/xqn1/9Na2AMch2AdVe2AnWi2Aqzq2A21f2BEPt2BIJd2BL0U2BOP32Bgcg2BkXe2Bp8e2CfAZ2
                CzVj2C2fm2C6jk2C/Sq2DRGh2Dd8/2Dfpj2DrL02D+Ji2EWAe2EZvd2Ec2p2Eh1k2EjDi2Epik2Eu8r2Eymd2E3ui2FO7j2FQRi2Fela2Fezm2FxNj2FzUf2F0cX2F
                0+b2F3Vp2GKSw2GOzg2GPph2GUzf2Gkjb2GvQk2HHSg2HOiZ2HO+h2HSTn2HShf2HhNn2HvGd2H9+l2ICcr2Ibdh2IeFf2IpKe2Ipvh2IuTg2IyCj2Iywi2Iy0k2Iz
                0c2I0ta2I9GZ2JCad2JFQR2JHqh2JI9h2JNRg2JPZp2JZUg2JfEi2JnVk2J/6g2KMTp2KQwZ2KdOt2Kyxk2K1td2K6/t2K7Pe2LT2Z2LVJf2Lh4j2MDNe2MKdY2MLa
                d2MOfe2MTHk2MTLV2Ma/y2MgZ92MleS2Mybe2M4cf2M8Xt2M9Tb2NAtj2NAuq2NDkk2NFMd2NJWa2NM+c2NNii2Ncbd2Nkjq2Ntbp2Nt0o2Nt9U2NxLf2ODSd2OQde
                2ORMf2OXhd2Oeqn2OkUd2OpRr2Oxdl2Oy3g2O4nf2O51r2O52k2O83p2PBFd2PCQd2PI2l2PKof2PPgi2PURj2PVXl2PiiX2Pm5p2Pona2Pq+n2PzHl2QT2h2QbHZ2
                QsPd2Qtie2Q3ze2Q+8h2REom2RJld2ROLn2Rdmb2Rm5b2Romd2R9zu2SBak2SDmn2SFto2SKZv2SWTk2SeKn2Syec2TFSd2TIDo2TNVe2TRct2TSbo2TsBf2UDUr2U
                Foj2UHHc2UJka2UKog2UKuS2UOOY2UY2i2UbKl2UbXh2Ud/f2UjTe2Uwif2U1Cw2VCEl2VCbe2VFjn2VMmg2VQrZ2VZdk2VeWX2VtRh2VxSj2V0en2V1Cf2V1D12V1
                1x2V86g2WATj2WJI/2WMEj2WM1X2WSzj2WaIS2WxgV2W5pc2W/uk2XGHj2XNCd2XYml2XgRl2XtAj2XtDh2Xxxe2X4Cm2X7yi2YLAe2YYqb2Ym8p2YqNe2YzFf2ZCo
                c2ZEpU2ZFVg2ZIwa2ZL0h2ZMse2ZNdm2ZN7m2ZPFm2ZRpc2ZXIY2Zido2Zlue2ZqZn2Z53l2aEMd2aRNY2aUMo2aa1f2ad1d2ahSj2ax4d2bEQh2bT8a2bd9b2b5Yi
                2cK8o2cMYs2caeY2cbcm2ceYf2cvUo2c1Eg2c5Cm2dDXv2dH5e2dJjg2dcwe2dm5Y2dx5h2dzDk2d7Bo2eOfS2eQSh2eQYZ2eRAi2eRzf2eV+j2ecuf2ec9c2epLn2
                evlt2ewBZ2ewLm2exnp2fBUX2fDaV2fFwo2fH5t2fRJc2fnDk2fnre2fsan2fuFp2fwDd2f+pb2gAne2gI3p2gMBj2gNvj2gWoh2geVg2gfQa2gk/i2goxf2grAc2g
                5va2g6af2g7ch2hSQf2hW3f2hhPk2hhgk2hjmf2hrOe2h1sg2iDFi2iUNZ2iVIf2iZOf2ieyf2irdn2i1vd2i34X2i4cd2i5Hw2i8Hs2jO7g2jbUj2jf9h2jnVk2jr
                mm2j3ub2j4ga2kVal2kdJf2kdTk2kidc2kr7h2ksJZ2ksad2ksio2k0Gg2k+Te2lIcj2lbFh2ldPc2liRq2ljms2lq9c2lx8g2l1Fr2mDte2mOSd2meWa2mzVX2m2O
                m2m+Og2nCJc2nHbu2nNJo2nNps2nUGn2nh6t2noud2nxJW2nx3g2n39j2n68f2oHQg2oZen2oehQ2o6ch2pKEb2pRvd2pb7v2pv9m2px3a2p1po2p3Ch2p6AY2qBHn
                2qZSl2qmRc2qox42qqmf2qvga2q0be2rW4p2rXef2rl4Y2ryEo2r80f2r/Ai2sAmg2sDlV2sTwb2suKe2s7nT2tPFh2tUQl2tdQh2tfMn2tsZb2t/6b2uKul2uXGv2
                udfe2udve2uiTi2upFb2u7Ic2u+Am2u/Lq2vQrg2vZ1Z2vvId2vwTg2vw8j2v1pq2v53m2v7th2wB8u2wP4k2wSdg2wTSd2wWAa2wcJf2wlmm2wlqf2wrNf2wvYr2w
                vyV2wxdl2w37o2w47q2xAwm2xFGW2xKai2yBXk2yCxf2yDHn2yEhk2yL0x2yUCh2yVxd2ykeh2yyIX2y+Si2zD8k2zKug2zkud2zq+b2z1ff2z+gd20Kji20OQp20S
                3n20S8l20VOg20iuZ20pXj20sgu20vRq20xWb204jZ208cf21Qrl21Rmn21a+t21dVa21dXh21eBo21ogZ21o1a21u6n21wMh21yxl210yk21/sZ22BZo22GGi22Va
                e22a2b22qWr22xbW22zoc23PPc23QMk23hGg23w2d23/Ee24J+b24Shi24Thd24Vye24W/c24c2k24iHj24mVr24+Oa25M9o25N4e25Vkl25yDd257ay26AlX26Eyq
                26FUh26Tj/26WHg26jTc26oPj26rcj263go26/3m27RZr27ezk27h4n27jfi27pJi27vxc27xuj27yLd274ds27/bf28DDa28aIe28cWp28c7o28eek28lTh28v1e2
                85yd29LCi29ecj29ikm29mwj29rQi296Jd2+ODb2+RUq2+Zmm2+Znr2+qdk2+1Je2+3el2+4Im2++2p2/Evn2/GJg2/Knw2/M4X2/fDj2/2Kl2/4Aa2/4Zn2/+vZ3A
                A5Y3ABIQ3AR8b3AZFd3Ad3g3Afyh3AmDh3A2rY3A/Kj3A//q3BGzm3BIeb3BfBd3Brmf3Bxcb3CPyh3CVws3CWwc3CWzi3CyRq3C3ng3DC1U3DHXn3DLkX3DL8e3DV
                ai3DqLl3Dygn3D3re3EAQl3ECZI3EE6n3EGGg3EH+g3EXUg3Ehzd3EvRc3E0ze3E7ih3E79m3FSOe3FVCf3FbGk3FhQe3FhRh3Fjzh3F9RW3GJLb3GhTW3Gnif3G43
                c3G7uj3G/ih3HAwf3HOca3HeJ13HgGp3Hj/d3HoO13Hrnc3HvKd3IQ2e3IRAj3IRCh3Icre3Iebd3Iekf3IgOU3Iy6h3I3hg3I5Mk3I6Pf3JB8b3JPKj3JXSv3JZAi
                3JeQV3JpIj3J51f3J+QZ3KKVi3KLim3KTpc3KaNZ3KgQg3Ksae3Kzdo3K9vr3LBMn3LJCj3LTkk3LXHo3Lcsd3LrEd3Lvyp3LyEx3MSJl3McVj3M2qa3M61l3NGGZ3
                NGbo3NPSm3NRlm3NZji3NaYs3NeCt3Nihi3NmJH3NnQp3Nqgm3NxHd3OEHf3OGjm3ONnZ3OQJn3OVId3OYfi3OfUi3Osxh3O2mi3O6jd3O60p3PG9p3PMmq3PoEd3P
                wHk3PwLc3PxTg3P1XU3P4wn3P5Js3P5sv3P6yk3QGZy3QJdj3QMVd3QQkd3QY6e3Qali3QiYq3Qlcm3QrEr3Qz4d3Q7es3Q/ng3REKT3RhGg3Rixl3R0iZ3R3Ve3R8
                Yr3SKZh3SOfb3SX9g3SyDp3S7Vf3Tnit3TrZf3TsRg3Twlr3Txjm3T0Hp3UAWf3UKfb3URXa3UXlk3UeFj3Uhou3Uy4b3Uy9m3VC6k3VG/l3VLIZ3VLUo3VVW23Vbt
                Z3Vddr3Vhxo3V+5Z3WEwb3WGbg3WJCj3WNJg3WNuk3WOLm3Wa1r3WdYf3Wg9n3W0Sc3XAjm3XCVh3XLKg3XQKi3XYJZ3XbPf3XsIm3YANl3YLug3YPHe3YQqm3YRpf
                3YSEq3YYrW3YgZg3YrHf3Y7Wj3Y/gV3ZCEu3ZEcg3ZFvc3ZYSo3Zngh3Zs2t3aEgu3aMaj3advZ3asuZ3au+j3axDW3a8Of3a8fe3a9yu3bBZq3bGkm3bKgd3bRDZ3
                bXkj3bb4h3bdUq3bmYd3boel3bpFp3brCo3bt1X3bvbh3bwDg3b4fd3b6jZ3cAXu3cDdd3cJ+e3cOOn3cRud3cSTd3cZAf3cfvc3cpTe3cqCe3c1Z53c+9k3dEIf3d
                OIZ3dOZj3dTbo3dc4c3dygZ3eFmz3ePbe3eWsc3eqdg3eruh3essf3et+e3e1Mm3e+6l3fCXd3fMll3fXCz3fX8n3ffOi3ff5h3fmmr3fwCf3fxaX3f+Qm3gCof3gP
                pd3gbdb3gd1i3gfOY3gnvi3gulg3g1Xk3g3Wd3hGjm3hL9n3hT2l3hcpq3hkIf3iCRi3iFPX3iVff3iZic3iaRo3i8Rg3i/Zd3jP+d3jSao3jVyn3jWDi3jWUi3jXO
                f3jdJe3jk/S3jw4f3j5Wx3kDoe3kJQZ3kKRd3kLlk3kUQc3kfzf3kvXh3kwil3lEaa3lEci3lGFn3lGGj3lbmq3livh3lrgf3lwak3lwhd3lzcl3lzeh3l85i3mHds
                3mJoZ3mOwa3mRFj3mlbk3mmRj3moxi3mrbj3msga3mujc3mxSe3mzPY3m51h3m7Yh3nOeh3nPPj3nVNn3nkaj3nrxf3n80g3oR+T3od7V3oeeq3oh3c3om/o3or8a3
                owXl3o2ne3o8HY3pU9g3pYbc3pZhk3pk+j3prYZ3qgRf3qnIf3qtfm3q6Dc3rDNt3rFxg3rVOa3rj4r3roYk3romX3rufl3r1Ha3r1Te3sKMg3sOme3sT9a3soCn3s
                ooh3suPo3suar3tCUl3tJr93tYfl3tb1n3td6i3tgqg3txOh3t6ib3uKli3uRol3ulxf3uoEf3upyc3u0yn3vH4d3vH/d3vSci3vXrY3vbPj3vdoh3vl4c3vvhd3vw
                Wn3v6li3v7Kd3wGga3wSrb3wV3o3wfnk3wpSR3wp9j3wv/f3xHhg3xOcf3xSvi3xSzn3xlSs3x3sa3x7Wf3yHEn3yMyn3yQNr3yVMY3yVo63yZ0h3ybco3yd2v3yoR
                o3ytls3y0Nm3y06Z3zCcj3zGXZ3zKRe3zNPf3zVJk3zXKz3zrvl3zw/z3z3ig30FUX30J6h30Uvg30h9a30mwc30qOe30znc31HGu31Rge31bIX31dUg31nOi31sEY
                312Ey319y431+Qm32GYh32LYs32R4i32gCe32rgd321jj328Ar329kh32/ji33CFa33Hsb33Lvl33S6e33ctm33cyi33eDg33efd330qz335ug34Aoh34Jpe34Wbj3
                4XeY34k0h34rAZ34sym34zUx35W2e35ZVd35fVf35lUj35s2g35x9r35+7q36FNX36OWk36W0e36pEe36sgb365J33669f37tuY37vtT37zGd373No37/Rb38DBf38
                Ick38KGj38Lng38Mjh38SGj38bao38i7s38kol39EZa39K0b39UCi39p/d39tja399Ql3+EMg3+I+g3+Lzr3+N9b3+PAm3+XqX3+rqe3/H2d3/LXm3/MIk3/Srn3/Y
                rg3/hJb3/xEf4AXBX4AYgh4AgAj4AjKr4Ap+j4A27c4A6wf4BBoj4BLip4BORd4BZAX4Beae4BfJs4CAyW4CB5m4CEse4COgl4CSOe4CTYu4Cbld4CuDs4Cy+o4C6F
                a4C+fl4DDoe4DFYc4DI3u4DTUk4DdQm4Dm+o4DqFk4Dwwl4D05d4D2En4D+Dg4EBMf4EITn4ENnp4EN/k4ETfq4EUCe4EV5p4EW3b4EZhh4Ehce4E3vd4FCbk4FGkf
                4FIQh4FKMq4FMTb4Fm2p4FqBf4F1ck4F3VY4GEdj4GGWX4GUQh4GU0z4Gabi4GpMe4GsKf4Gsid4Gs8d4G6br4HKok4HOUg4HWsj4Hbwd4Hc1f4HlH64IYuw4IZSd4
                Ie+l4Imml4InwY4Itxh4I0Rk4I+3a4JIng4JOHc4JO4f4Jcnd4JgKa4Jg8t4JtSi4Ju1e4J1kh4KBYq4KDBg4KHic4KMtd4KQtr4KQ1c4KfVY4Khqc4KjUh4KuJp4K
                02h4LGJf4LVYg4LZlh4La8j4Lb9f4Lcwj4Lspe4L1at4L3Qt4L4qf4L8Rs4L88h4MGRe4MJoc4MKOY4MSbk4McHf4Mgjh4MlAf4NDOt4NPyf4NVZZ4Neqa4Nyje4N/
                zr4N/1i4OFV/4ONte4OTLj4OWws4OYOh4OZy24Ounm4Oval4Ovbp4OyEk4O9if4PWFf4PW/i4PrDc4PvaW4PyOb4P3Fc4QEXd4QGTZ4Qbwj4Qksb4Qlcd4Ql0c4Qxv
                h4QzOf4RBk44REEq4RGTi4RIui4RKYj4RNMh4RRAc4Reil4Ryrg4R94k4SqDe4S3Md4S85b4TMaf4TMkk4TTkn4TpTi4TsMY4TsNf4Tvgh4T4LW4UEyw4UUyg4UXMe
                4UdWe4UmrY4UpMe4UqOx4U/hg4VAkc4VH9f4VOec4VaGi4VeOn4VxOe4VzVX4Vzqf4V2Ji4V22f4V3Mq4V76i4WIgf4WJUY4WSmS4WWuk4WuBt4WzGf4W11m4W79c4
                XKaf4XSoi4XYC64XZ8f4Xc+g4XfLw4XoSf4Xu3k4Xw1s4X1rm4YFIi4YGVg4YQua4Ymbc4YnLd4Ynqs4YwFg4Yw0k4Yx+c4Yz2g4ZI3N4ZJLf4ZMNi4ZQMs4ZSue4Z
                VVf4ZXIc4ZXjd4Z0Bm4Z05e4aEyb4aXMp4abAk4agYh4atXc4aybk4bGvf4bIHs4bJne4bNab4bO9q4bO+j4bRHf4bfSj4bkvf4bmmb4bs2h4b1hk4b3Ha4b5Ad4b5
                Li4b+Xi4cIfn4cJHh4cUZo4cfJj4cfom4cg3n4czse4dF2f4dI4k4dLVa4dZVi4dgFh4djAc4dmPt4dnph4dzjg4eAg04eHBp4eH5Y4eTDr4eTnd4eT0u4ekIx4eo2
                m4e9Xb4e/Ed4fGFV4fNRn4fQoc4fbKg4fwZm4f54j4gFjc4gLKP4gQyf4gRAj4gSYg4gh7e4go+c4guRr4gwLf4gw7b4gzVq4hsmj4h7Za4iRli4iWrj4idaq4iiQl
                4inYn4i2Yg4i8nc4jBbo4jBnc4jHPf4jUcm4jXVi4jZPd4jbVZ4jdej4jnAg4jwhg4j4gY4j/lX4j/ml4kG8o4kHSo4kUS04kaVr4kjxh4km0t4kq6g4k1Kc4k4Ii4
                k9wd4lICf4lKwk4lSKo4lTqm4lTuf4lWfo4labf4lawq4lvTh4l8sV4mBGf4mBsf4mGNh4mJuc4mO5h4mexc4mgec4mzRz4m35x4m90p4nFBf4nQci4nf014npne4n
                4xa4n+lm4oFPt4oPKc4oWBd4oWFi4obSd4obeY4og6e4olle4omnd4on0f4osVg4o0Hf4o0ed4pHBu4pHNn4pMzi4pRme4pZ7f4pbOl4pt4e4qEai4qHnl4qJNd4qT
                Hc4qbwd4qc2d4qeTY4qhkc4quze4q7Wo4q86i4rEOd4rJno4rOde4raMe4rmMs4rmoo4rzab4r8Wa4sLJs4sjpn4suxo4sw+X4s0Fh4s0Wm4s7wh4s+PY4tK3p4tYp
                m4ta0d4tmik4uBLm4uBZa4uCSk4uSBq4uV7b4ugCq4uhZh4ui3e4uwmh4uyBh4vE1u4vZQZ4vaju4vhzk4vq0i4vv0g4v0jf4v4kj4v+Iq4v+Sh4wBwk4wJVo4wQ9j
                4wYyl4wgDa4wiqh4wnuf4w6Yg4w73g4xCYt4xO6j4xQ6d4xXof4xYdw4xm2d4xuwq4yBlc4yudU4yvvm4y0Hi4y86g4zC3u4zD+d4zGNo4zJCv4zS7j4zaaY4zfJd4
                znSn4z17i4z/Qs40M4S40XJf40Zzf40faZ40l8p40uWW40x8v408Tf40+Ge41KBj41Sug41Usc41Vbv41Xki41XzZ41hme41ryc41wcU41wdk41zSe42ISY42Pwd42
                TSj42Uuh42Yga42jHl42lSe42r9f42xWf42yOp422fe427je43Cnf43FOk43Igw43NdW431/f439yb44Jon44NZi44QAe44S+m44hEg44i/i44kjb44p1x4445o445
                Df4479Z449Wt45CSe45nSe45olm45uKf45y7m459tl46Q6y46UMi46hAl46i9a46lMh46uSZ46ygg461Oq47R4q470Ie48PJi48cKd48c8d48fQz48wOd48xGt48zm
                k49Dyp49FNs49TGh49ZSd49gih49lEj49lfc49m014+P+b4+q/g4+ube4+0Kn4/Dpo4/GAl4/Isu4/KRd4/O7k4/Zwy4/lTg4/l8k4/mte4/2gV4/6zk4/7al4/+Pc
                5AA+j5ACrl5ADSr5AEPi5AF4v5AHil5AXij5Ahki5Akog5BAGv5BEdf5BG/k5BIZ15Bsiw5Bvtg5BwAl5CEcf5CFQd5CL8k5CSUh5CUmr5CVvq5CbGZ5Co/d5C2Eb5
                DPK55DZQd5DaAi5Dcru5Dd4p5DpHe5DvAh5EQwp5EVxf5EaPf5EhHi5Else5EwSn5EyEn5FCfl5FKdu5FKlj5FbPe5Fd9j5Fl+r5FmAd5FuJc5F1Ti5F+uX5GC3k5G
                Frf5GL1g5Ga2i5GhZm5Gtte5GuWq5Gx135Gy4g5G0cp5G4+k5HCpq5HEFh5HJNn5HOQu5Hhbj5H2Ia5H5Wk5IOku5IS/g5IWBZ5IYGd5Ihtc5I8Tc5JBGl5JC0h5JT
                Lb5Jdvr5Jnao5Jqpa5JzMk5J3kl5J4Lu5KHwb5KX9r5Kmuo5KoZg5Kuvq5K1sd5K9wn5LTyR5Llba5LwLm5Ly1j5L4zq5MAIg5MCCL5MIja5MMLt5MMXl5MVTm5Mc8
                Z5MgFk5M3yb5M4kc5M4tq5M8te5NGt15NRrh5Nf0d5NiIZ5Nitk5Njhk5Non45NrBo5NtCf5N2Qj5N2Vd5N4Tk5N8Jt5ODOm5ORfe5OV5o5Ofcg5OrVj5O1cs5O28g
                5O6cm5PNTg5PQtj5PU+c5PXgX5PaRm5PlBd5PyZs5PzTf5P6ae5QOFj5QjSV5QoNh5Qpal5Qqri5QxQf5Q0Ld5Q1Pd5Q9Cg5Q/FZ5Q/9l5RKDh5RL0k5RbAv5SPzb5
                Sdwg5Ssst5S6Bj5TD9b5TElw5TT9g5TWNi5TXHi5Tdpd5Teyd5Tf7q5Ts5h5T0ij5T48e5UPdf5UQEd5Uiym5Uyij5Uzmh5U2Un5U4zd5U5Rh5VLYv5VRAh5Vefp5V
                fLu5VqEg5V0eb5WIre5WTof5WZPg5Wood5WsUm5XL5j5XZkj5Xd9q5XyFc5X21d5X38l5X65c5YH9n5YhQ/5Y3Va5ZAro5ZDmf5ZKcf5ZNLm5ZN+X5ZU6g5ZX4a5Ze
                B05Zf8U5ZgIc5ZjEe5Zkzk5ZnCd5Zoce5aClV5aLFe5aSae5aURn5aqha5atxc5a6Oe5bHCc5bLih5bdnx5blkp5bo3q5bysR5b0Di5b2S/5b4Om5b46S5cDXg5cY4
                t5clTo5cqsi5cv9m5dAyh5dL0v5dQij5dYZb5duad5d1Dl5d4Zd5d5uW5d75y5d+7g5eEJi5eUGb5eZch5emDp5euxW5e5Ri5e7si5e8SS5fBfl5fLwX5fL6a5fOZa
                5fPMg5fROb5fRxn5fZ4T5fw/K5f4Ws5f5rb5gB6o5gWSh5gdan5gx8h5gzHi5hB4q5hGBg5hUgb5hgno5hw/j5h2jZ5h9Ih5h/Wj5iJnj5iKE35iZsT5ij2l5iynt5
                i3Jh5i3TV5i4qh5i5zi5jJZf5jT8r5jfyZ5jgRb5jqIp5jsJd5jvEV5j9qn5j/kd5kBxY5kC235kLYe5kRGd5kbpg5klZk5ktad5lBlo5lIhf5lN5k5lYZg5liBd5l
                jbe5lukd5lvBZ5mAnm5mHSh5mLsn5mRae5mUTr5mZTo5nAAf5nKck5nNPb5nPBX5nUCm5naej5nbvx5nb5Z5nelw5nhZq5oBMi5oBbo5oQ3o5oRnb5oXPZ5pQ1b5pR
                gv5pYdc5pokc5pxYh5pxdo5qWEd5qePi5qrke5qvEh5qwwm5q0An5rMeo5rVog5rjfg5r9zn5r/fc5sDKi5sEzk5sG/i5sM6b5sOJl5sa9y5sgGW5sgZc5sj+W5snb
                r5syCR5s95d5tCLm5tNPe5tiDV5tpkS5tree5t1ea5uAOd5uPYn5uTBl5uVmh5ufai5ukkd5umxn5uqvV5u2Gt5u2qf5u85i5u9Io5vBye5vOke5vO5x5vTVf5vWzh
                5vZ+n5vfgu5vosd5vzEm5v0Ee5wAJi5wWws5wa5g5whfa5whyq5wiHl5wq7h5wzUc5xL/V5xPPi5xUXe5xXqe5xZ3f5xvlt5xzfe5x5Ki5yFve5yQiZ5yYGa5yedg5
                ykFm5ymje5yppd5yqii5yrUp5ytdd5yuvt5y9te5zBgh5zDJh5zHcg5zKLc5zPWp5zuVd5zvDe5zz5f5z6Tg5z+Wq50NDp50OOn50Wau50YHi50ZLo50ojl501bh50
                2Cx504Xj50+hc51EZi51Ftk51HtW51IFT51NZj51POe51daZ51esq51mGn51pFn51q+k51tpe516bS52P1f52uQR5201p524Ps53DCa53Ijg53JHj53JSj53cFc53k
                Sh53zUg533DT534Kp54FDv54MTl54O/f54XKj54imo54nw154p1l54xzb54yof5469n547ce55Rju55YAd55ZBb55a1q55tEd5509h56PPd56SZi56Tkj56Tyn56VZ
                e56hMe564Oe566sl57Aym57Nxi57OUY57P4t57Vwf57cHn57hJh57jWg57o+a570Mg570Vg570nm58Fyg58Jsd58cZh58n0g58wOm5844g59J/e59csi59pjW59wof
                5+DZi5+GZq5+H6g5+KBh5+Kgb5+gTe5+91j5/Cdm5/Pzd5/kig5/opl6AJ7d6AMTi6AOxY6AajR6Absg6Acam6Acnk6Anqm6A+Dh6BTwo6BUbV6BVAq6BXed6BYyg6
                Bodd6BqDq6BySd6Caak6CbBu6Cj3y6Crel6CvBg6Cvpe6Cyed6DCVm6DFti6DUxd6DWqV6Dibl6Do5l6D7tr6ENbX6EYSa6EdKm6Eemk6E7Km6E7zm6E/Fi6FC7e6F
                FDi6FZHg6Falk6FxQn6GIqf6GJCh6Gahb6GtMl6Gyyb6G4wV6HCAi6HGtl6HHrp6HJgd6HgKc6Hwfw6H7Yb6IOQo6Ihpc6Ihxj6Iiyk6IvYq6I3to6JAQi6JA4k6JE
                ij6JFnl6JKfc6JZ0h6Jboe6JfTZ6Jiok6JrKf6JwKb6JzCm6KMwf6KQlg6KaE96Kdwl6K4Yl6K+Vb6LBCi6LBbp6LIQb6LQJf6LS4m6Ld1i6L1cn6L22Y6L3Bi6L8q
                c6MJjd6MKxh6MQtg6Mj9m6MtDV6M83i6M+Fe6Nd1h6Nhej6NyIW6N5lt6N5zc6N6Nt6N9iR6N/pg6OAKg6OB4d6OFGg6OJsj6ONVj6OStg6OcPl6Oghe6Ogzg6O3Ab
                6PC2f6PEUe6PHgj6PMeg6PODd6Pb9l6Ptqi6QFwd6QLa/6QPDs6QTmp6Qluh6Qrcf6QsoY6Qx5b6Q1Ko6Q+xj6RDJa6RE+i6RgAd6Rk0i6R4Ev6SaGP6SkAX6SpFc6
                Sp2j6Srlk6StIf6S2To6S51d6S8SW6S8hq6TOF56TOnh6TP5t6TSli6TZfe6TjFg6TjUu6TqJq6Tske6T0re6T16s6T2vj6T6Yk6T8zf6UCU26UXAm6UbKx6Ujck6U
                6jh6VBFe6VFBl6VK+t6Vbkc6Vdig6Vl8j6Vmpp6VoP76VsYi6VvId6VwVn6VyBd6V2Zs6WBok6WERY6WGbg6WObi6Wcje6Wsyh6W2Oo6XA/m6XIak6XOPi6XYQv6Xp
                Yc6Xzej6YSqf6YUTn6YbKh6Yide6Yl2f6Y3Eo6Y6+Z6ZALa6ZCgX6ZV5f6ZWYi6ZeMm6Zlbj6ZuOi6ZwBi6Z3xg6aF5b6aKen6ajAi6ayon6a0Zd6a0rd6a56j6bHF
                n6bI1Z6bNRi6bTSk6bYbe6bewj6bfih6bfsr6bmYu6bpif6byFa6byst6cBFc6cC/y6cK2o6cRrp6cVSY6cVle6c6re6dCZl6dXhn6dh0g6diDd6dkWj6du6e6dxRY
                6eALd6eb4h6edxj6em9a6fGYf6fI0i6fRUm6ffVk6f7Af6gpDb6g1lp6hG6Z6hOVo6hPll6hlKe6hpAl6h4oa6h7Om6h84h6iAiZ6iIYa6iS6X6iWdX6ipYi6irfv6
                iuEk6i16g6jAff6jHJr6jbXe6jgeW6jij06jmxe6joSm6jwFX6j5tl6j+qd6kHAx6kL2l6kPJc6kRiY6kWLh6kWbq6kXei6kdDo6khti6k6hj6lPef6lRNa6la0f6l
                vNl6lxmZ6l4Uf6l7BV6mHVa6mHfd6mMQl6mPke6mRj16meZd6mlQc6mmKf6mm3+6mpvk6m1Ii6m39n6nN6i6nPkf6nvJl6nyrj6nzxe6n58c6oQMf6obNh6oboi6ol
                Do6olFi6owpc6o7Lv6pAXm6pIFf6pSkc6pXYb6pjsf6plQm6pr1o6p7/e6p8Nj6qC9d6qf5j6qpkZ6qt8c6qxCm6q1sk6rC+f6rTyg6rZFc6rizY6rwBX6sD1r6sTZ
                U6sV0n6sj4d6sywk6s2pq6s+fm6tAIc6tGrl6tKrf6tWLa6tZso6tbKa6tgzn6toDo6tyMj6uSgZ6uYto6ua6Q6ujch6uk2P6uqxh6uwnc6u1wg6u7nv6u+ri6vOce
                6vVXh6vYGl6vfFh6vgbi6vhWa6vlrh6vs5g6vtwr6vt2t6vu3f6vxzW6vyWr6v2tm6v5ut6v9tc6wUMw6wfWn6wghg6wjRf6w0Xh6w2vo6xFZf6xJ0e6xOlm6xQ2g6
                xTPj6xX8d6xdob6xfle6xhgi6xlde6xzij6x1Ce6x/pd6yAOj6yFn26yeUk6y2Wa6y22e6zA3e6zihh6zlXn6znId6zzNg60FOo60J3f60ODk60niy60sVq60yLZ60
                4gn605Fn60/w561Bwi61E0Z61Iec61Jim61VEh61ZIh61ZTh61rpu61sCd61vja61x/s614Nf61/jl62Fuh62Zqc62jmf62jyr62kNo620Oi626gW63A4V63q1n63s
                6e63yDg63yty635fh635ym639re64Kgd64O4e64Tok64VHp64Wol64XWj64aHw64cxd64pbp64zYg64+od65AK865Hwb65Nha65Rhd65Uep65are65jzs65scj651p
                d653+d657Lg65+Md65+PU65/4f66CMs66Dkf66G3d66HT066KLp66VCi66YXj66ehy66fYa66iuo66vMg669pf66+pn66/xU67GLh67Y4v67bBf67hai67jyg67qDb
                677Qo68VKS68WlW68Ygl68Z1o68h6j687WX69Nj169ObW69bUo69eha69gio69iAc69k5e6+J+h6+Krm6+LHf6+L/g6+ich6+jOo6+kL16+lMj6+tin6+yTn6+67q6
                +7oR6/DYi6/G7j6/IYc6/NTi6/owZ6/qmk6/rmz6/swh6/3Wj6/8pW7ADOl7ADbd7AEji7ALDs7APQm7AU3s7AdSq7Afin7AgFg7AiQl7Akki7Aorj7Ay1r7Az2a7A
                44d7BDBt7BDyk7BD2c7BRFt7BSzu7Bg1e7Bi4a7BvYh7Bz7c7CAMo7CDFl7CEuj7CGne7CRdl7CrFo7CuOo7Cx4e7CyHc7DLVV7DQPa7DcEf7DeMd7D2tQ7D4Je7D8
                uo7D+ec7EKxk7EOsg7EWJi7EWSa7EdSb7Efps7E2oj7E24d7FAXj7FL/i7FZBf7Fg6n7FxMa7F2ct7F79l7GJDh7GKDq7GMUe7GTyf7GVte7Ga5k7GfRl7Gi4v7Gkk
                l7GpFi7GrAs7G2Sh7G4SR7G7nf7HLnq7HVSq7Hi5n7HjJd7HoBw7Hpdg7Htfd7Hw7i7H/3a7IDtg7IETe7IKSX7IXde7IiZk7IqId7IvUu7Iwti7IxWi7I5Yi7I5ff
                7I64l7JABn7Jabd7JeLi7JnBd7Jqvm7Jybp7J4Ri7J48f7J5427J/2X7KFHh7KaLS7Kevc7Khdh7KmFe7KnTl7Kt5i7K27q7K5Ed7K81h7K/dj7K/5Z7LE4s7LkUf7
                L+4m7MGTe7MJej7MRpr7Mrcg7MwDl7Mw2m7MxGh7M2nj7NI0n7NMGb7NOas7NiFv7Nlbd7Nmgk7Noaq7N8Nc7OARi7OIZk7OJzZ7OPQp7ORUg7OSzV7OWtl7OjfY7O
                kmi7Ol4v7OyRr7O1vm7O8AS7O8sm7O8tj7PISh7Paif7PfKe7Pmtf7PrZW7P4gm7QSPe7QlSf7QqeZ7RCYr7ROBa7RWHn7Rbok7Reop7Rugl7R1oh7R97t7SBds7SN
                uq7SP7g7SP/f7SVUe7TDTj7TN8Z7TOFh7TP4g7TRze7TSrj7Taqg7Tice7TzHe7T2Cm7URPg7US1q7UaMb7UlBZ7Urle7U0/j7U9li7VKde7VOdm7VTyd7VV7b7Vcz
                h7Vibj7VmVb7V6Rw7WG+p7WI2k7WVWm7WkIl7WpeF7Wpyc7W9so7XARm7XChs7XD1o7XWga7XcGf7Xhlc7Xi6k7XjQn7XkGi7Xqso7XreQ7XyXd7YNDe7YTMn7Yfke
                7Yofn7ZIEb7Zd577Zqqe7Zv0X7Zzjp7aNWn7aSLh7aTEk7aTqm7aV0p7akgq7ao1s7axSp7aybV7a3uY7a58e7a9/p7bUqo7bXjf7bqzd7bsTe7bvpf7b41o7b5Hb7
                b6vb7cJFg7cOea7cQie7cUBg7cbge7chPc7cxRg7dVVf7diGn7djgn7dkoa7drDa7d2Ue7eKGk7eP/n7eRCc7eaYt7ef3l7em3g7esZh7etSb7e/0h7fLXj7fNt17f
                OLa7fVhj7fXyi7fYEr7fZkq7gGHV7gK7c7gLSl7gP/d7gQyh7gTtf7gUTe7gX8Y7gqSd7gv9n7gyYj7g2Cl7g7kf7g+hV7hA7Z7hTGg7hg+q7hjrf7hswn7hvrj7h2
                bh7h4ti7h8Cm7iGyn7iLMm7iMGm7iOpl7iT+p7ih0t7inIg7izWd7jEpa7jKmq7jPTW7jQKX7jVGe7jZWu7j1Dm7j1rd7j5sf7kJlr7kMiv7kR6f7kZ3f7kidj7kmZ
                c7k7Vr7lD/j7lf3m7loIh7l1hc7mFGY7mSVp7mW0f7mcCe7meRc7me6v7miOm7m3ql7nHqf7nOSj7nVfl7ncvg7niph7nkEe7n1Pe7n4Vl7n4tx7oEnk7oUfn7oWKi
                7oWQs7oeEW7om6i7osbZ7o+JS7pHPZ7pUkl7pYEl7piqQ7p0be7p2vV7qV+k7qZmb7qdmY7qeEd7qh+i7qj0w7qw2w7q2wb7rDbg7rXkf7rrsf7rvRm7r1Xd7sWIc7
                sYlk7saSc7sb/g7scW27sdU17siwk7spHX7s0Xd7s2su7s3Pd7s9gk7tBpj7tEbf7tGgd7tHFb7tLme7tQbc7tTif7tnGg7tsek7ttoi7t5Wj7t7I67t/vk7uFEa7u
                Ktq7uLTk7uPmm7uSXm7uXtd7udVd7uioY7ujOi7uyUn7uzZi7u6z57u+5d7u/jf7vHbh7vIdl7vJMf7vLjn7vVTn7vb/e7vjHY7vlhZ7vmof7vv5k7v98q7wOsZ7wb
                JW7wh+b7wj8o7wq9y7wxQc7wzXl7w0cf7w6ae7xNrY7xckf7ximk7xuih7xutd7xxvd7x11Z7x30v7yA4j7yF5w7yMeh7yMqd7yPq87yQHs7yQYi7yagt7ydpa7ygU
                l7yjFh7yp4n7yr7j7yvVj7y1jf7y7Ih7y/GY7zGAW7zj0j7zj3W7zoXc7z1wj7z93n70Gec70IRe707Xk70/9e71B/i71I4c71KAZ71MNe71jEb711Ra7114h7136X
                718Jg72COn72E8i72M8072Nuf72XAf72quk721Fd7230W7281b729Us72/sb73HzZ73PZn73Qgn73Qi473Rxf73hNd73qHi73tgZ73uJo73uvj737Rm74Qen74Rzd7
                4dPd74zeg741iX7452g75D0f75ESr75Jol75Txe75V8e75sVd750Vg752pV758Ci75+Vi76Wth76W4g76jOe76jjf76mlb76vfp761Ub763nh77vSf77zLs78CUf78
                NZp78UOe78WKd78dyc78iBu78zDp788lc79BEq79G1e79HUk79Lfc79PSe79TWw79Y7i79ZVa79pai7+EAs7+Hyq7+QVd7+Urg7+dXe7+djp7+jHh7+llf7+tli7+v
                Np7/JuU7/jJj7/jTe7/z+Y8APyk8AR/o8AS2w8Aazc8AeNb8Aghg8Aptd8A1VW8A8ja8BAAa8BAjc8BFpo8BHJo8BX+X8Bcfe8Bf6h8Bkfb8Bkvh8BoGm8BqPf8BuQ
                i8Bzxi8B3Ok8B4Kc8CYWh8CwUi8DCIg8DVGa8DcNl8DtDk8Dwlg8Dw+f8D42o8D6Rh8EBUr8EC0d8EK4f8EMdd8EP5v8ERoa8EV308Eb6l8EfsX8Ehee8EmDo8Ewug
                8ExuP8E2ua8E2+f8E4ys8FDmn8FIad8FNod8FfJ38Ffha8Ffun8FgeV8FoQa8FtUa8FxPo8F2ng8F7Ij8F7yi8GRfj8GWBe8Ghaf8Gj1l8G1tn8G/Ah8HBSc8HH4j8
                HJ/d8HXYm8Hdhd8Hedg8HnMh8HnOd8HnWe8Hn0m8Hpsi8HuJf8Hzte8H7Ki8H/Tv8IBOc8IE8d8IMah8IVXg8Is+R8I5sj8I8Dt8JE7h8JFF38JVCh8JV9c8Jjse8J
                j1x8Jkhg8Jpjf8J5Qb8KKxb8KMvo8KVon8KiRj8KyZb8K+eg8LCmq8LMeg8LOkp8LVxk8Lbsd8Lhtc8LnNl8Lngk8Ls+n8Lx7i8L2vg8MDMe8MFwt8MHdj8MIGg8MM
                Id8MSHc8MeZe8MlFe8Mlsg8MmFL8Mq8g8Mw538M+9d8NIQd8NO4X8NQ9X8NYul8NeQi8NeYg8N0/g8N1Si8OJOe8OLKl8Obkc8OgSd8OhPd8OjEc8Oorg8Owxg8O57
                d8O7qj8PebV8Pmnn8P09h8QHTc8QJEf8QTSX8QcIi8QsYb8REGk8RFhe8RWad8Ra8e8Rc2W8Rtpc8R3Kg8SGxb8SH7j8SZhh8SrDU8SuET8SuRY8Szij8Szwp8S28s
                8TAhb8TA0m8TS2p8TW6e8Teoe8TiLe8Ts9g8TzPe8UGkn8UNQv8UNqj8UiTp8UuHj8U0hj8U1yd8VCSf8VFyU8VMQg8VOQc8VfRd8VoDg8VyPb8V7Bf8WPFh8WQkp8
                WSMk8WULm8WZIo8WyjZ8WzQa8W0Bf8XEBe8XSgg8XVLV8Xgje8Xh3i8Xxxb8X0Tf8X43i8X5Bd8X/eh8YSxd8YWEh8YlzU8Y8wg8ZYOk8Zj8h8ZrRn8ZzAk8Z85b8a
                ENV8aPPW8aXjX8a9gg8bE/d8bG8f8bHnb8bTQx8bffg8bnjd8bnui8b6Af8b72Y8cC3b8cRTX8cm9d8cone8cqfh8cvcc8c+Wb8dH1e8dUYf8ddec8diff8duMd8d8
                BX8eDEi8eEmW8eUHi8eYyN8eeFl8emNn8ezUd8e0ca8e5mf8e6et8e8/p8e9Nl8fCVb8fEGq8fNxf8fWdk8fgEc8ftEg8fuFe8fvAg8f8ga8f/nu8gCAc8gRQl8gtV
                Y8g1+d8hCha8hDQ48hEoh8hLdg8hSJW8hYYf8hwYp8h2gx8iNid8iXla8i48i8jFOc8jHVf8jNLa8jOKf8jfvr8jp9c8jqMf8j8+p8kNkc8kT0c8kf4p8kf+h8k3Ew
                8k8de8lE/c8lURj8lZNo8lbbh8lprx8lv4g8lwLp8l1cg8l7Dj8l8bi8l/pc8mF+d8mP9U8mRjd8mSie8mkNg8mtAh8m1Hb8nAta8nasS8ndCb8nevi8npng8nrxm8
                nwGl8ny6Y8n3Jn8oCHX8oMnT8ocMl8ouZg8ozoT8pJwi8pPPm8phBh8phvZ8plSf8pnLc8pxtf8p+tb8qAmm8qDB08qKbl8qUlx8qZuj8qkGr8qsVh8qzcd8qz/V8q
                2Ek8q/Rf8rAJm8rGhp8rLKd8rN5y8rP9c8rg3f8rjEd8rlcw8rxXr8r2/c8r+Me8r/gk8sCqr8sOxe8sQng8sgum8shr+8sq8t8ssin8suqe8s14o8s4In8tDeZ8tG
                4h8tNtf8tT3p8tYMb8tkVw8tm9b8uIrd8uXZe8uYok8uncj8u+um8vCZd8vIqa8vMOm8vMdj8vVRb8vbFu8viWU8vj/e8vkce8vlhd8vuTh8vy+g8wG+d8wMwv8wT4
                08wYUc8wdJu8wiTn8wmqd8wnRS8wxEb8wyek8w07e8w92e8xNXo8xTGi8xVqi8xYDg8xaPj8xdLf8xuYg8x5of8x6Pf8yBAl8yCAb8yG7Z8yKWg8yVIl8yVgq8yZ2i
                8yg0e8yjFi8yxDv8y5Hg8y5Qe8y/4Z8zDsm8zLbd8zyqf8z6Ig80MOY80Woq80bJo80dIf80dcg801om803ti80/5g81J0e81XVb81Ysh81a4j81ctc81s2s81tme8
                2BEn82Iif82Qbk82TJe82bko82n4l82q7c821Pp824tc82+kl83KPg83Mjq83Rpb83dJh83dOg83f1t83jhl83urW83wWh83xTp835PY839wU84TLk84WSp84abj84
                jbc84rzh84t8e84yaa841Oe85Cyf85E5o85Ijo85YLm85gFS85xtm85yCa859Re86CFd86CZ286QIg86Qae86VQj86bSl86pfq86qyn87IJZ87NCk87sOd87sof87w
                +l8739l874Qn878to879ce88DGi88Rgj88WBe88ZFh88bNn88kle88peo885om885/s89bA089dch89hBb89lof89sTn89ydi891Xl891ya8+E1w8+Tad8+V5e8+Ww
                a8+eqi8+rJd8+25d8+5nn8+6hg8/A0c8/eig8/9Gk9AE1a9ASvg9AYll9Ar4e9AvUn9A2Ak9BOL09BndX9B7pf9CI9c9CNBd9CQ1d9CesX9Cg0j9Chsf9CvpW9Cv7h
                9C0Wl9C8pb9DHhj9DSNl9DZFe9Dctl9DiMg9DpaW9DqOf9Dz1d9ERMm9EYif9EfBm9Egtb9ErSh9Exwm9E4co9FFi/9FLHc9FnP49FpPl9F4Ow9GEsj9GMh19GSHi9
                GSzm9GVpd9GZMu9GcEg9Gfdc9GhWh9Gwnf9GxcY9G0kg9G4cY9HVSe9Hjjq9Hnkf9HpMp9H44a9H5dh9H8Bo9IA+j9IQ+j9IjEi9Ij2W9Ilro9Inft9JFei9JJ7X9J
                KHi9JOBd9JVId9Jilb9JvCa9Jy3j9J36e9J/Zf9J/5a9KNOh9Kays9Kvmg9Kwwg9Kzxq9K4of9K9If9K/Gn9LGhg9LWFf9LvKa9Lvfe9MHIm9MHdk9MQ2o9Mpmg9Mr
                2g9M+Xh9NK5u9NQSe9NXgg9NjWf9NnKZ9NoBo9Nprh9Nyps9Ny9d9N5ps9N9ig9OCNf9OFBl9OmUZ9Oqyk9OvCd9OwCi9O4Xf9PAtZ9PL+i9PXLY9PlVe9PmYn9Pwa
                o9QDxk9QRwk9Qj7e9QoQh9Qs2a9Q1Dd9RI9i9RQ2y9RSBe9RXis9Rhbs9Rndf9RtAd9R0jd9R1VV9R9zX9R+1s9SPE19SoLm9S8Yn9TGwf9TJof9TOfl9TjTY9Tm3g
                9To2e9TwJq9TwRr9TwVZ9T0fs9T6wm9T8fn9T91g9UOzn9USnj9UUBc9Us/n9U6xl9U9Ht9VLfU9VOUk9VVcf9VWEk9VXCs9VeUt9Vi8f9Vj7e9VkEl9Vs7g9Vvwm9
                WBdf9WHyf9WITh9WJff9WXrx9Wcji9WgQk9Wgfj9WiXf9WwLv9XKFu9XOre9XWnj9Xccl9XhMX9XleZ9XqIe9Xy7x9X2vd9X5bg9X5zh9X+5n9YECl9YH1e9YyGi9Y
                3gc9Y5Pk9Y+Jj9ZOPj9ZQik9ZVie9ZYtm9Zcqd9ZeCh9ZhQi9Zid09Zumi9ZxkZ9aEhj9aJ/g9aPte9anfX9aprs9bABo9bVTm9bf9V9bmIo9buXa9b3Lr9b57f9cD
                pn9cJHf9cJQc9cRya9cYRi9ctNp9c8hk9dDlV9dEXa9dJb49dism9djYp9dlri9d1Mm9d54k9eDyj9eb1j9einn9envj9eoqf9e4be9fwjm9fyzh9gArc9gQBw9gll
                S9gmtm9gmzk9gtmh9gyUg9g99W9hMOf9hQYn9hhab9hhob9hp4j9hrRf9hyii9h4zm9iFet9ie2c9isfd9istt9ivao9jFHp9jMbp9jVch9jijh9jjxa9jmHb9jmMe
                9joli9jord9jsZe9j7xa9kOYk9kTbl9kp9l9k8OY9lFOm9lQFe9lQcl9lRFk9lU4f9lkZo9l3ef9l/wl9mXzj9mrOb9nZjd9najw9niJc9nm2X9n5Yh9oD4a9oQoe9
                oSLd9oVgo9oaqf9oy5f9o3Zg9o3cl9o+ac9pG6l9pmVf9pwfj9pxSc9p0Lj9p7mY9qQwf9qWOe9qvTd9q/9j9rFHk9rarg9rkU29rmBe9rnem9rvGg9sANn9sEXe9s
                Ifk9sMz/9sUtf9sXgo9sfZm9sqse9ssTZ9s7Ik9s8me9tEzg9tLdj9tdgd9te7Z9tkNa9txoe9t5ul9uTI39uXij9ufoj9ukyT9ulTg9un9t9ut5m9uvft9uvxg9u4
                Pf9vHqV9vJC59vQEp9vTbi9vUkd9vduh9v2Nn9wE6p9wGRq9wL0f9wP8i9wVuc9wbwf9wi3o9w2tf9w3ta9w94b9xC3h9xD0d9xKdg9xUob9xWLl9xYkm9yGca9yIp
                b9yeGv9yfov9yolz9y47f9y8Bm9y9Z09zGqg9zLYc9zMmk9zZEp9zhbj9zqwh9zsrn9zuIm9z76t90Flo90G7b90daW90gMk90z4k903Sn906nq907Ut909ld90+4f
                91Bjh91I7Z91PLg91kYh92KUf92S2k92wlj92yJa92yRn92zxi93NIi93OCd93SKu93h4e93ide93th094Hxl94a0j94sBl95Daq95N3f95cuh95ike95lld95l3J9
                5l8f95nna95pAY95yBg96Eqt96UVr96Uii96Ukq96U5p96bcl96bfi96vlY96yTL965be96+0f97B+j97IXV97KGe97Vlx97t2n97uOk97xMi97x/g97zMi9713e97
                6Zt978yh979no98OMd98ONc98Wrr98eek98n+s98xvz98zCf98+li98/9g99K/b99bfp994vZ99/rj9+Bdh9+Dvl9+cog9+dkd9+ipm9+9qf9/Gzj9/Krg9/Led9/W
                8d9/gEh9/8Bf9//Xd+AKjg+AMfi+AYVe+Adql+Aqvj+AwOi+BAZf+BBSj+BFIm+BOwn+BT/i+BU+j+Bdxw+BlNY+Blgu+BsWd+B2qz+B9Qc+B+an+B+dd+CAad+CcI
                x+CmLd+CnCd+C3No+C+ga+DM/h+DN0g+DSIb+Dlba+DmWg+Doyt+Do/k+DsJn+D4fl+D5Dq+EHSx+EJ5p+EQLW+ESxj+ErVt+E/iQ+FIv4+FR1f+FZXa+Fchh+Fcqk
                +Feif+Fgbl+FnOc+FsZZ+F/Vd+GBBe+GOFb+Glve+Gokf+G0we+G49X+G8Xp+G8bb+HEMW+HFrt+HPDl+HQ0k+HWxe+Hr0c+Hv0u+Hx5d+HzIn+H0Hi+H47g+IAwi+
                INZi+IUng+IVMb+IXce+IYao+IZuk+IgQe+Ip3j+I5/c+JB5u+JIcd+JMbi+JNjj+JSCc+Jhbr+JkDU+Jpgl+J0Mb+J5Ge+J5Pi+KRRu+KT0Q+KVgi+KZgX+KoKf+K
                pPp+Kqvo+K1cc+K5Mn+LKEr+LMMh+LPlj+LRVt+LTmo+LbSv+Lfmu+Ls+h+LvCi+LwTf+LxCi+L9Sk+MBUl+MCLk+MGXh+MKyj+MLOq+MPhc+Mcgd+Mful+Mhda+Mz
                Sl+M9el+NBLe+NPJi+NWJb+OAih+OFzj+OG8f+OJCe+OKLa+OcEi+OeYe+Oe5q+Okpj+O0Pj+PINe+PK6o+POVe+Phyg+Pi2a+PjHc+Poze+PrYf+PxQf+P4Ll+QA3
                f+QIjc+QI3d+QRsf+QSxg+QYor+Qbm1+QmEc+QsZe+Qsci+Q/0U+RDYY+RJah+RRTo+RSsq+RbTd+Resa+RfZa+Rr2f+R50g+SLEb+SU1h+SU5k+Swcj+SxGd+TB4b
                +TTHd+TVyh+TX6o+Tfck+Trfg+T+Le+T+8r+UG5m+UHIl+ULon+UNbu+UOIj+UWEf+UnhZ+U3Ll+VBpg+VMHr+VPOd+VdQm+VlOi+Vr2k+Vv3l+WAGh+WGno+WSbk+
                WS6b+WVwg+WWnc+WZka+WbSg+WbYZ+WmTe+Wp0e+WsIi+Wyub+W5pd+XCFd+XNIs+XV3Y+XZXc+Xahn+Xb5e+XpNi+X0hn+X1Rj+YDZt+YNXg+YO1j+YQkr+YUPc+Y
                dDh+Ygph+Yjnd+YlAc+YnQl+YtAd+Y9IX+ZAgk+ZCKX+ZS5X+ZTIu+ZWrf+Zcuf+ZpGi+Z1Pr+aEmU+aHjb+adPg+a6Kb+bE3k+bG8e+bM/X+bU2n+bcYj+bhds+bi
                b1+b2zz+b5vd+b/gh+cDwt+cJ+d+cLZf+ckth+coDm+csAx+cxen+c8xd+dIhk+dQHf+dRFc+dkRa+eGCk+eI6a+eRjS+eYqc+eZcl+eZqj+eezV+ef7i+emLk+fAG
                f+fHqf+fMrh+fYjc+fbse+feZc+frjt+fw1v+f0Lf+f4Ad+gWJq+ggGa+glme+glrZ+gtyu+guy2+gwWb+gzeh+g0ri+g2Gj+g6Te+g+bl+hIng+hQFb+hS2m+hTDd
                +hcvv+hfxm+htwr+hyZk+h4wp+h+cd+iEbg+iG6d+iOZe+iS4l+inpv+iuSe+i4ie+jJDp+jNxd+jTbi+jaSg+jiSf+jqEm+kCAh+kI8i+kJmn+kLCe+kOLf+kbhq+
                kfSW+kt3U+kuwb+lCEe+lLSl+lOKh+lWGq+lXia+lqyX+lzhl+l4Gh+l6bh+l9ji+mEDW+mEYZ+mIlY+mLyh+mSU2+mbqq+mwhn+m2+h+nAum+nEog+nFHf+ncyg+n
                g8q+nlSl+nnef+n5Lf+n+Xh+oBxh+oLKj+oLRj+oREh+oRqa+oUcb+omSp+ooVo+opVd+orWg+ovpb+oxti+o4O2+pLic+pLzh+pTFd+pbcl+pltk+ptgo+p3Tc+p3
                g4+p6xh+p+Zg+qGvY+qRde+qTQk+qeie+qlIi+qvfl+qzdi+q4Ec+q41c+q7qc+rDgi+rI7j+rK3d+rPkd+rdQs+rmsg+rs4g+ru+l+rwFf+rxac+rxxo+r4Te+r5w
                j+r6nc+r92g+sBAe+sFGm+sF2m+sJww+sc4z+sokl+spge+spwk+tAQu+tD0c+tF3Q+tKSW+tQqd+tSVd+tVOg+tX8h+taDe+t4fk+t8xh+uM2c+uRkd+uTOe+uded
                +uknh+umwY+uo4e+uzjq+u1jd+u28k+u6Zk+vYOa+vjen+vjse+vkcz+vsfp+vt4d+vyZW+v3Pl+wJGr+wJed+wS1s+waWp+wpUh+wrJd+wrTW+wtOj+xEss+xOzf+
                xe0a+xh1j+xppe+xuZi+x2Ui+x/Yf+yCRa+yD9g+yFgg+ySHd+yUSp+yUke+yVEd+ymej+ysvi+y4sW+y6um+y+YZ+y+/e+zC3k+zDxd+zF5j+zJAY+zO9h+zaYt+z
                hRf+zlqZ+zu9Z+z2Su+0Blg+0Cff+0EhS+0KWm+0OIa+0TNr+0U/i+0XKr+1Dqm+1G+h+1Rcr+1V1f+1cHf+1dEi+1ers+1woj+11Fg+15Zg+2Ink+2I4z+2J7m+2Q
                By+2RVf+2S3w+2ZQf+2jsc+25Rg+26Pa+2/oh+3Dqn+3LTu+3Tkb+3c6h+3oDi+4E0n+4R2f+4Ydf+4bac+4k1e+4npk+4o5d+4zSw+47eg+4+zc+5IFm+5M4a+5N1
                t+5R5l+5V6c+5Wji+5kPi+5uib+513g+56in+6MQh+6wrY+64rv+69KZ+69xo+7cBi+79Yc+7+Tj+8Yfg+8dwq+8gUh+8jzi+8rQv+8t3S+80Dn+86Ml+87Or+88Zq
                +9Wra+9rme+9rnd+9x0e+99qd+99ra++Bxd++KiU++aTi++ozi++rif++0Cj++1Qd++5aa++8Qc+/JUf+/Kgg+/Trb+/UEb+/YSq+/e9R+/p8f+/ste+/uVe+/81i/
                AFzg/AKEb/AVTn/AZu0/Aasc/AbeX/AhgZ/AlMj/AnpY/AoLj/Apha/BCfr/BDrW/BQHc/BR5a/Bf7i/BrDn/BvHl/Bxsx/B1Cj/B5fg/CN+i/CUvc/CfNo/CsMe/C
                y6f/C3Yd/C6Yc/DN9f/Dcre/DdIg/Dnql/Dq7V/Dt0g/D0TW/D04i/D4Ek/D56i/EE4o/EUIm/EWPd/Ehzj/EyBe/E9df/FAjk/FB8f/FHWy/FQqX/FYWg/FmUc/GD
                yo/GJDg/GMAm/GXDs/Gb2g/GeHd/GnFh/Gxdi/Gx2e/G3xe/G7Ol/G+Ca/HEOe/HNCh/HQBc/HbLh/Hd+g/HgAl/Hwlg/Hy3e/H0sq/Irfq/Ivlr/I4xf/I61h/I/u
                X/JJXe/JJud/JKAZ/Jcij/Jdyk/JwXj/J3Es/KI0q/KL2l/KPoe/KUNp/KdlG/Kele/Ktdb/KzZi/LCft/LCuj/LVGf/LYAd/LaXd/LcIy/LiZh/LjVl/Lppl/Ltve
                /MFJh/MSjj/Mc2k/MnKe/MvCq/Mvff/M05b/NAtc/NIld/NLik/NM0a/NXUl/NZdh/Navk/NhZd/Nhzf/Nklp/Nkwv/Nxxb/OAqk/ODek/OdKe/OfSe/Oj/j/Onpg/
                Otjf/OuHf/O+qU/PHki/PJdZ/PLQl/PTdi/PT9i/PVpa/PWyb/PiBg/P0bo/P24l/P8FX/QBij/QDSc/QEpl/QNjm/QPCm/QPNa/QPbh/QXFn/QePe/Qp9i/Q1Yh/Q
                +4d/RGMl/RMPg/RSmV/RfLm/Rhlp/RoPn/RpBm/Rr5f/SB3b/SGYr/SI2d/SPLi/STuj/SVnk/ScZf/Sd5h/StHp/St9w/S4Xh/TA8r/TO+o/TVfe/Te6i/Te7d/Tn
                St/Ts/p/TtCp/TvK3/T6DZ/T6Ib/UJ5u/UhYZ/Uhig/UzLc/U5xl/U6JO/U7Ci/VRZg/VR+q/VXkf/Vbzc/Vh1e/Vs0j/Vv/e/V32c/V9Lg/V/gc/WR6d/WbAh/WcV
                g/Wfbn/Wtss/W35f/XBza/XDDc/XKAf/XKEj/XK1W/XYit/Xffh/Xolh/Xwds/X1Na/X4Ge/X4sj/X7W4/YGEg/YLXm/YSKs/YY4Z/Yfvb/YiRk/Ynye/YpPy/Y4mi
                /Y8xb/Y+Bg/ZDfh/ZJJu/ZPPl/Zwuf/ZzJu/Z3Je/Z6n4/aE3m/aJGi/aLBZ/aN+Z/aOFf/aOGc/aT1e/aaif/aiFZ/avvf/a5dh/a9hX/a+kj/bHml/bJDg/bJbf/
                bTfh/bYff/bYtd/bY0c/be31/bgzn/bhVr/bwqc/b4lp/chpd/ctji/cuIX/cueR/cxnk/c5Cr/dD6y/dJLf/dcoe/d1Ej/eGEj/eTZf/eckm/ejio/ex1h/ezTt/e
                3Kh/fNIe/fUjc/fang/fdfp/fp4f/fwpU/fxKm/gJIf/gMBd/gQKm/gXif/gf4i/giDY/gkGl/gkHr/gk7w/gn7r/gtWm/g0cd/hBpe/hFjq/hTgh/hVff/hWXh/hY
                +h/hfLZ/ht9f/hwYo/h4Ym/h7Ld/iQIu/iYdf/ifOg/ihLh/i0gm/i1Qd/i3Ib/i5mg/i8jo/jCqi/jMRa/jU40/jajn/jlUq/jmMX/jtpt/jxGV/kBdo/kKsj/kWC
                r/klUQ/kpEe/kp2e/kuCS/kuOd/kudb/k7zt/lA6b/lN9Z/lcIp/ldih/llZe/ltGi/ltdo/lu2J/l2ck/l3kg/l9He/mADZ/mBWg/mTGn/mUDj/mU9k/mVNm/mW5f
                /mgDe/mhmp/mipi/mjqj/mojj/mqWY/m4Pe/m8Es/nF/h/nPvx/nb2h/nejn/njpi/nlSi/n0Kb/n8Zh/n8qd/oImn/oVif/oY0h/obJe/ocYm/ocoi/ovaZ/owci/
                ow3h/o02f/o6Zf/pBed/pI1m/pJ7e/pKrf/pLVu/pNCs/pYDg/pcGc/pdon/psho/p5QY/p9ho/qDAu/qDUY/qWhr/qWxz/qars/qd4e/qlhv/qoCY/qpor/qztn/q
                7A//rC6f/rW6s/r2Ao/sJnY/sQ45/sTVg/sV5m/so8e/sqCw/s0bf/s1Te/tQii/tRmk/tZjY/tqOi/tqYe/t9Vg/uJGr/uh0o/upYd/usfZ/u78d/u+Ab/vBsh/vN
                me/vSxo/vgLf/vhHX/vj2i/vm0O/wASf/wESd/wHQl/wP7d/wdUi/woTb/wvbi/wxdg/xAso/xHMl/xReV/xYeg/xZ5b/xkri/xl6Z/xpcd/xp7h/x09X/x10e/x30
                m/yAWm/yE9g/yFOb/yNFq/yNzd/yN90/yS1d/yVyu/ycHf/ylrh/ysh1/yx5g/zCLT/zG9d/zPQk/zZVg/zcqn/zgYk/zn6g/zxjf/0DUe/0JDs/0NDk/0Wgv/0ZQf
                /0ddu/0y5k/09Ee/0/Yj/1EQk/1Fqi/1Lef/1L1g/1tBi/1uXh/1u0i/1vjk/1z6j/11od/14Nm/1/DZ/2BLY/2EUf/2Krk/2Lkc/2Pbd/2nxw/2vRb/2w4h/2+bi/
                3Bvg/3Nxe/3UHh/3lDb/3nCn/5Ndh/5QCj/5bWn/5jXh/5kQi/5uOc/5uYt/5wor/52mn/56bk/58Dd/59Oe/6B3t/6Gjk/6Orr/6asn/6fAm/6n3p/6ovk/6tIk/7
                KHX/7Sxj/7aFb/7c6b/7nc0/75jc/76Gi/76Of/780g/8DZt/8GJh/8L9g/8SYi/8cJh/8gQf/85Cb/9Cjj/9H5c/9Nfk/9R/j/9r4i/9tzc/9vhe/9yo1/91A+/93
                Bg/+Hvk/+VAk/+Yzb/+iCd/+jDj/+qka/+rId/+s3e/+uzU//DRf//U/f//V6g//YXe//eAe//kWh//knt//mSs//mTY//yje
                """)
        let sequences = Wording.sequences(
            from: """
                AAD8gheAAFJXggAAJQhfgAATHXcnAAVkgdeAAWehaoAAX8fxbAAZHnjcAAbNemYAAgUlffAAzCjdiAA3DhecAA3ZigfABCzlemABDkbfjABHApjdABIJZdiABPFicf
                ABPfeggABXdhggABZvkklABbwlmlABh5cbgABkFafjABk/dggABr8ZggAB36bjeAB7gnhbACBUZcmACCgctYACEqkZrACONedeACUjmacACZhsggACZrfgaACaRpeb
                ACakjexACdullfAChUbdfACvxileACx+riXAC3eiffAC6cgdgADFylbgADHwehuADQPhccADSAjcXADSZ3WdADUHrfoADXn/mcADjZfggADvQofaAD5jfehAEL/cgf
                AETYXucAEXyyrwAEYghgjAEe4YgkAEqMlggAEsLwhnAEtUuyVAEzGZepAEzKgffAE5PfYpAE9TWggAFLhodvAFMujahAFMzqejAFNmeggAFSciLnAFmNaggAFopYff
                AFr6fffAFvEkdfAFz7qofAF9rdkfAGBzWggAGF2hjeAGP6dgdAGSyideAGWwggnAGbyigfAGb3fcfAGfXbggAGjqjefAGnudedAGn7ZeeAG30beeAG4YbggAG7Lgcj
                AG73hcdAHQPbggAHQkkYhAHS1jknAHYBpU3AHlLYggAHtfZjgAHxOisXAH0mggeAH1gdggAH4hhkfAH5ZgjfAH5kgZeAIHClepAIH7eewAILrefeAISafdfAIphkjb
                AI3nl3dAI9QifiAI/CfdbAJMghioAJWWphkAJWXdghAJd9ZjbAJd/kdkAJ1SjedAJ5BfbhAJ8BXeiAKAcbdfAKC1SdqAKGBddgAKKidgZAKNpVpVAKOFUmeAKdKddf
                AKjKjhfAKk3dadAKp1NggAKqRiefAKvqqhZAK1TjkkAK4BjiiALKamccALSOgegALXlfggALnheggALppcgdALvagghALxAiggALyedggAL4QnjTAL5a2IhAMBthcg
                AMCRbfgAMGEdoYAMQShkXAMVxZggAMV0egfAMhGafrAMjgafkAMu+jecAM1XnhYAM3PagfANCKfggANF/mbkANGUlivANKojX2ANXZjggAN2nmaeAN9blZlAOCOofU
                AOF1iegAOHzeefAOITfgeAOLxgkiAOLzdjcAON2dkeAOPNeggAOQoaggAOUjhbcAOZnpffAObmjenAOfjighAOmijelAOtYdcgAOvtggfAO12hfjAO66fggAPAIYgg
                APF0iqbAPMaffeAPSggbmAPTZpbXAPUWlofAPZVaheAPaYiYlAPd8cffAPgIgseAPkoZkfAPlXnggAPlbqanAPwTmerAPzScffAQC5gfgAQDyocuAQFkbfpAQMuogZ
                AQN0bgfAQRmlhfAQUL/dcAQXzojdAQY+gjdAQhXcggAQqmlhaAQwWjueAQ5u7bhAQ8yfgkARN3efgARVflehARWugggARYWjbcARb0jZhAReznhSARe+bggARhTlga
                ARiLoeaARjRegmARykfeaAR1SmdiASDKcfgASXcaffASwfdieAS8yvbgAS+ege0AS/0cnaATBRkabATB5qzDATCUjeeATGLeggATLATaZATOdmgdATP8rgpATRisen
                ATUqibfATYZeibATbVgbfATkdlenATqTVfoATwFfggAT1KbggAT1+ammAT6heflAT7ecggAT8CnalAUDDdkeAUDXZhgAUJynfhAUMXtieAUOvWocAUWNgcgAUmWxpd
                AUokbggAUpyjecAUuckffAUvAigXAUw0fggAUyCbggAUzRcfeAU2hmduAU4CegeAU7dgonAU/0kczAVAGfggAVDPjaeAVNhlheAVW4ohfAVcBegmAViieoeAVmqbif
                AVs7qcqAVv/ipdAVxYeggAV+LkddAV/FgdhAV/QnYeAWHZ0oSAWI6gggAWNesZhAWbzdcgAWc7bgfAWlAZggAWtDbggAWtRZZvAWwxtauAW2mhfgAW+MUfgAXAUd/f
                AXbLsWeAXcFdadAXd1ideAXgWgcfAXifgdfAXqZmYoAXqbhfgAX0udfcAX3reewAX6IsZpAX7nkfcAX/OgjgAX/okbaAYJlwZwAYJ0tauAYN/aoeAYTgeggAYUhkkS
                AYb5WfgAYk3iceAYuOiesAYvqjedAYw4ahgAYyOilfAY7IqdbAZBydggAZXbccfAZY0dggAZbRjijAZifXdZAZpUybqAZp2kmdAZqWodpAZ4jrncAaEAjeeAaGagtf
                AaKokifAaThmdeAadZhoeAajThefAamVgfoAap5okdAaz/dggAa0RnffAa4uhiiAbFVhgfAbH+hbdAbNwhWdAbQLdggAbW7dmkAbhSkajAbiufgmAbmOlfkAbpDhfg
                AcA0ffgAcMXmeUAcPakkjAcXvTggAcdnjenAce8gldAcw+ZhdAc3HkedAc97bggAdEaifcAdFVhfbAdLuegdAdQoibsAdVPilfAdWamffAdcNlYeAdi5aafAdn5cgg
                AdzudcbAd8jiegAd9apbrAd+AhcxAeFRheeAeH6levAeJeolgAeNInqZAeRVedoAeTZkfeAeeLjzZAerjljYAer1gbgAe/2hhvAfAlbggAfBxmibAfC6rYXAfJBjgp
                AfLrXafAfOzkdjAfSOjglAflgfggAfp9cggAfuviedAfylbVnAfzakfsAf6NWdfAgFtaggAgRIoZeAgU2sbwAgVrVfuAgVyZgnAgaJXggAgbXdd/Agf+cfiAgmIlTc
                Agm6fWYAgrCiagAgwdeggAg5jXdiAhAqheuAhG3ffgAhRXgegAhSkSrfAhc9kdsAhesickAhocefgAhwZfiaAh1GfjeAh2NcmXAh28plcAh6chkZAh+0VWfAiApnce
                AiBEsiUAiBzmWnAiDtbcfAiEqdggAiFekgdAiH+hgfAiLTheeAiL9kmbAiR1hfjAiTNcggAin6uxHAi4CuZkAi/JgeeAi/3ndYAjH8iftAjLhkgeAjQFdkeAjRVibZ
                AjT3ehcAjbCWjZAjfWdeeAjfrumhAjqMendAj0Y2lcAj3OiifAkFqjegAkGpdhfAkJInhlAkVcmffAkbhghdAkd4gffAkhebggAkiYkfbAkiZeggAkmsZcfAknLlYf
                AkqhcdcAkrlfgbAkrzdceAkxDeggAkyQeZcAk11nbfAk3UYlhAk+WeefAlMnZleAlUrhhWAlZicggAlgfeicAlpUjedAlqIfbbAlvZefcAlwLYggAl2GiclAl4rYgg
                Al6qXjnAmGshidAmI4hhdAmLPcggAmOiagbAmPJaefAmUljfaAmc+eggAmfebggAmn8cggAmseibdAmtr1eqAmwWkwUAm2nWlgAnDArZjAnISkdqAnQGdlgAnZZSgg
                AndnkVuAnpJeggAntYlebAnv/jcfAn4pjdrAn6PccWAoJbuiiAoKabggAoSNcggAoSRseeAoZTYgjAojVgcfAor7jggAo37genAo7ujffApAmgggApFTUggApHkodU
                ApH0eceApQOo3fApVcfggApYHeeaApZxikjApcLqbcApiEgggAplYiudApoCfggAp+wwitAqL4dcgAqMoceeAqMqwszAqPQbgiAqdgYdnAqhkqoYAqucvWoAq9Rjja
                Aq+EhcgArAYojkArAkgmgArEUVpcArKAfggArL+mkaArNktlbArQDchbArQ5iqgArRLmglArR3braArYOdggArcKaggArlhfggArtyhdfAruSiglArwIfgcArwufgZ
                Ar6XtYmAsBwbggAsCBcmaAsC2ffgAsIYtyfAsPlhbfAsZkfggAsaZigbAseIgggAsiS2msAslChgmAsr1lqhAs8jaifAtHohedAtKarYpAtKjeeMAtTe0afAtbNjgX
                AtescfiAthdkdbAthkfSfAth7kigAtqKbefAtvdegeAt7tgehAuFiafdAuGggfgAuJSgdeAuJanbpAuK8ffgAuLnoggAuWUgofAua4qebAud0VffAunefceAutDlbc
                AuthldhAuuUkZgAuuxcfeAu1ontYAu3veggAu4BtcdAu5KelWAu7fjpdAu7qofeAu8FZdfAvDT2cdAvKGfegAvL9offAvQFgdgAvQpleeAvRsdegAvSstjeAvTifcc
                AvTyheeAvWqdggAvgujfpAv3wiedAv85ggeAwBvjyZAwK+gakAwRrXmfAwVifZaAwWUgghAwX3jYrAwfLgggAwgjgeeAwhFbihAwptkddAwrxgggAwuvt8cAw0Aggg
                AxCbchfAxHsodZAxIRefdAxLVickAxRPgggAxV5mbkAxX4YggAxcGaZfAxl6cggAxm5migAxoh/hfAxqegzjAxrDjikAxzhadlAx5NafeAyY6gbdAygEifdAymSvfp
                AymVchfAywacggAy540jPAy9mdggAy90dbdAzFUkheAzKmgkeAzKwjNnAzPagieAzRqkpeAzRtdggAz8NmStAz+qdgfA0BrjggA0NXhheA0Y+jfeA0atcYjA0dVjch
                A0eyeqgA0iBlfmA0meidZA0qLudcA0tynhlA03UefgA09qhckA1CicggA1ECcogA1IOkcVA1KldfgA1LyYfdA1U5gdpA1Y7afZA1ZlliaA1bnSfgA1b6qpcA1cQegg
                A1dBifeA1nPbbqA1rSfbcA1r/lilA1sLrVuA1sicZuA1yKwcjA17BrhWA18FnefA18VidcA19UWteA1/UZexA1/yfwYA2EhkefA2G8keyA2MOagdA2P2kakA2SgZfh
                A2VxsdlA2V+gfgA2XgmudA2cKmT/A2caalaA2fbed6A2snZdZA2vkYggA29FgfQA29cdggA2+kedgA3JsdhgA3NtzTfA3V/gifA3dBffgA3jXlcUA3q/dggA31kgVP
                A33VbggA38SgYdA3+MjavA3+eXlZA4H9fggA4S5VglA4TpfmdA4XDejnA4XEbvaA4YJ/d1A4YNgadA4YxgdnA4chjdbA4hOivdA4vJeadA4wshmfA45lfcuA49Kgkf
                A4/3pqbA5BpqoZA5QJqshA5R8klfA5TUdggA5UkgegA5X+jecA5abYifA5j/gedA5nIheiA5rMcTpA6BShaZA6G6cggA6JCnhkA6NMefdA6TFndpA6THnllA6bPjmm
                A6dFgdeA6vQknfA6wZdggA6wbiieA6zOfggA60JbcgA61uheeA62WjfeA7AMifcA7B8dedA7FIpfcA7FkpqcA7KpdggA7RenqeA7WeodfA7W+pdbA7iXuesA7wSmSj
                A70GhnfA79DudbA8NliakA8QjeadA8WheggA8cChaeA8kQebiA8myfggA8qXcfmA8tJZecA84YiefA85/dffA89GqkdA9I+akdA9L9jdfA9OLYgeA9OveggA9TnoTs
                A9UEgggA9aYhgfA9fulYfA9gDdggA9hYkvWA9iuymTA9l9jgfA9vlgggA9y7hjjA91zffdA99EhbaA9+DhlcA9/GlggA+BaZeeA+SnrWfA+VLdggA+WjicfA+YWifn
                A+c6XicA+fycfjA+jojreA+nUgieA+ocetYA+wn/xlA+xuilbA+4l1O7A+98ghcA++EkweA/EyaogA/ONfidA/WcsgfA/WyhrdA/bEkpfA/czbeeA/eWgffA/hDjgd
                A/wifffA/xRfbWA/yjeggA/6MlheBAMFccfBAOtagVBAV0wwdBAfbfifBAhykfkBAiZcedBAk1peoBAlrXggBAl8cfwBApoggeBAqecggBAsicggBAzddefBA6ubeg
                BA95YhcBBFJcgfBBMbrrdBBjbjefBB0uNcmBB1AWlYBB2Lpf2BB5hnedBB/GcdiBCHPgegBCTpmfcBCXdgggBCZBeggBCaLWiwBCejaceBCewlniBCe9feeBCqWggW
                BCsibjaBCwMmVkBCx5hjeBC0efhWBC6yjfgBDBuodjBDH7YVfBDIddggBDNrancBDntfYnBD5obgaBD+VgrUBD+zgYjBD/ukadBEFbobeBEFybYfBEGLeffBEHLuRd
                BESAnebBEVBlhWBEW4gbdBEoebggBEs3hghBExpgfiBE0hjfgBE9AeggBE9NrXeBE+dlihBFG9llfBFbhfcTBFfUfdfBFl2ffnBFmktYcBFoydggBFpQiaeBF1kdWa
                BF5sfifBF53hekBF9mfggBGKOyweBGNCWefBGQIneeBGd1offBGjghaeBGrjomdBGsvZfgBGv7ilfBG98YYUBG+RdggBG+4pbkBHDAfggBHEkcfgBHHQZU2BHLJcoc
                BHTCdffBHXCcggBHbGzbyBHdcibbBHfiiggBHjMgUSBHlJoYhBHnacbhBHpsjtXBHrCgflBHr2ffoBH6tbffBH+WifeBH/qyjQBH/2efpBICQjqUBIDqhfaBIIRg1a
                BIJDbgeBIbLfuaBIcWqgaBIc3hegBIfPcggBIfzloeBIlAgfoBIuMdaeBI2MmSeBI2QmejBI3ZujdBI4PgdfBI4rbgcBI52rtbBJAtmelBJG6gfiBJHKkc3BJHeVhe
                BJH2tefBJIdcggBJSkdggBJUFlfrBJjLeqdBJlZjfWBJ5GeggBJ5jmdeBJ85/dWBKA5lleBKGAhhcBKIKjfhBKTohdtBKZBfaeBKc5hjiBKhhdghBKjCivYBKjQpfi
                BKjWYqiBKmIeoUBKscfggBKvTe4WBKz3ifdBK4HgikBK40dgeBK4/gdcBLBOhegBLDjcgiBLJBikZBLPobbfBLRyrecBLauuaZBLhbkhZBLiTcxnBLk8cggBLpTcbd
                BLyNvbRBLyUherBL6ypboBL7VjnfBL+ztcaBMBIfdbBMGBfggBMLMeefBMbldfmBMdEbgmBMdolfcBMf1eegBMiXud1BMnHoiqBMwYgffBMyrilfBM4ahleBNAqhng
                BNJidggBNQUtdRBNVqfifBNZOeffBNq/pveBNsxpRZBN6kiefBN+DijgBOKpdieBOV+jifBOXbiWtBObtdggBOe4bUaBOghklgBOkoybZBOmukieBO2cbfeBO2tokn
                BO41dfgBO5eigsBO75jheBO+4dgdBPEwaggBPGlobiBPMTfejBPPbuiYBPXIeeiBPZkihcBPc0egfBPgdcidBPkhTggBPpKodqBPs5kdbBPyZYuSBPyjfgfBP7GYte
                BP+SenbBQPGfleBQPXghfBQTodhdBQnvleqBQqNnffBQrTmggBQt8hpSBQvhicmBQxZkccBQyDcgeBQ1tifeBQ4UffhBQ5QdneBQ7gZxcBQ/ylndBRBMfeiBRD6med
                BRIvkfgBRJOhcrBRckdggBRvFhjbBR02uxhBR6bjqhBR+XnddBSJBkXYBSiBfggBSl3dggBSocigkBSpCWleBStPdkcBSz/YhfBS3qlmZBS//kjbBTBXifrBTCbdgg
                BTC1/vaBTJRqjdBTM2afbBTPqYngBTSNgffBTUSigZBTbqrjgBTcLnkjBTlEffbBTu0hefBTxzffeBT1VlffBT4oglgBUHSjd0BUHhjbfBUOIWggBUPwnmbBURUhfc
                BUTQhgqBUk2gTVBUnnlceBUpAkghBUpQsVYBUx1ZggBUz5aYlBU7deggBVJRijfBVPirXfBVaZOleBVnShmfBVr7kicBV1RhWeBV2gggdBV5qhdfBWFOhfmBWFodrc
                BWFtkfkBWIiehgBWQukfdBWW2jmaBWeSZmgBWgEoeWBWgrrheBWgtlelBWriklPBWzIdffBW6PZreBW+7cggBXCAyjaBXJcifhBXdWafgBXkibuaBX0HdggBX0vbjf
                BX/6kcfBYHTjkbBYIodZfBYKvlfeBYLGkoeBYLefggBYOYheeBYS3igfBYTQgklBYZ5eerBYhSfffBYkfeggBYoBjenBYr8opeBYtlgnfBYxUcfeBYyhaggBY1Wdgg
                BY2KmbcBY44jgZBY8LiwaBZD2ZgkBZProZYBZTt5YtBZUfhbgBZflhefBZkQmejBZm9agdBZpCljYBZrxeggBaGlhWyBaJVeggBaLficjBaN5mXfBaVQlRaBaXSkgg
                BaaFhefBab7eggBafMfqoBaiSsgcBanvkffBau2dfdBav0ajfBaxdlflBa1fWecBa6fcffBa9lUggBa+IrfbBa+ifggBbI8etcBbK5tcZBbT7uggBbc7YcmBbgWkef
                Bbgn0X4BbzOgggBbzzmbeBb1DhbiBb2EcemBb9SncjBcALictBcFLeleBcQpsYpBcT+eggBcU3degBcjEhjnBcmBQfgBcmUhdcBco7eefBcpFcggBcpgeVcBcpycfe
                Bc1TcehBc1/ggfBdDiggfBdD8ZfgBdEMcggBdKfladBdLlYoVBdTLhcfBdUb+glBdUrhbeBdXugciBdggcggBdhcrmbBdhwbbrBdlLideBdzZZYoBeJqqegBeKVfej
                BeOXcggBeQ/huZBeVDjglBeVUmmfBeXYhXSBeiAebgBekGeddBeqQdkeBet+hbbBew/b5qBfEFbcfBfIggggBfhBehgBfn9iifBfvwgbiBfx+jegBfz48UTBf26ope
                Bf70/dTBf+RchdBf+TjfhBgFzgYgBgKDkefBgSsbfcBgVYfggBge5fggBgnFihfBgrDogmBgsmlejBgtFaZfBgxnxO6BhJhlkYBhdKqfcBhdnaqdBheqemfBhwijhe
                Bh1GkgiBh7hgxdBh9vhhfBiI4ggfBiI9gggBiODihdBiSXblaBiTTWggBiZkihfBicqgfiBidHjfeBihhmehBixss/SBi2+l0ZBi5ZfeWBi7TidwBi95uVfBi+aaid
                BjOkdffBjWxpigBjakrjbBjilaarBjxApldBj6EffdBkHNoajBkJtZjdBkKmkcjBkLahdeBkQ6eggBkSHjQhBkTNdgZBkVmefgBkdwiedBkeAgXhBkeiaeeBkmupXv
                BkobkkbBku1focBkxksbpBk4sgeaBk5dcdjBk5tfigBk7qdlsBk/ylggBlEPcggBlFEimfBlGwsZcBlHqkfiBlH4cggBlKpkggBlQ0ZffBlRvkK9BlR+dggBlT0Zgf
                BlYefeeBlZGgZcBlobieeBltWaggBlvG5ncBlyNoffBlysfgpBl0RcggBmBqqkbBmFfmbcBmJhicbBmK4cicBmLxaqLBmSZngaBmW4gejBmXueegBmZ0ecfBmd0Zfd
                BmiekjYBmi9ffgBmsqdegBmuCfkeBm1obggBm4bcmfBm8rfcnBm/yeoeBnADdglBnGdeblBnHliglBnVkbedBnYUdepBnhAhadBnnxfggBnn5krcBnqWUgkBnslnff
                BntpfZoBnuRduqBnv/rdfBn0iokfBn4RhgcBn90wTbBoHjggeBoR/ldtBoYiWggBolmg2bBotphdbBoz2ZgaBpE+moUBpFBeggBpFTZhoBpIrifeBpJmkfgBpKrekf
                BpLT8cmBpQOfXoBpQWkecBpVPgefBpblgbmBpdOkRlBpf7eggBplLmffBpxraggBp2KcchBp+iadZBqBifleBqHeheeBqJYoyaBqMDdqcBqNlocvBqOYogaBqRSqVt
                BqUxeggBqdmhhgBqkrccuBq4NdggBq4PjoaBq49meeBrCfbYWBrOrRltBrTitQ/BrXqgghBroxdggBrtqdffBruhVVeBrwgcggBr0KdggBr1AbufBr8LjfjBr/hdbb
                BsH6jfgBsIJdefBsKzaggBsMQyikBsMub6bBsMxcrfBsNPfggBsVCmbaBsVUlmgBsYVdhgBsbihjgBscHfbaBsn1lfbBsraeggBs6KifdBs7Xnf0BtCDgrfBtK8cng
                BtOlTggBtZFicfBtf6jczBtvQegfBt8QcapBt98XkbBuAlgjhBuGBdggBuKtkfgBuS7cggBuVEyaxBuVbgdeBuaHhefBucjXggBuepenaBummmqcBu7reggBu/deef
                BvBGOicBvDOkeZBvETicgBvL2a1cBvTObggBvdsefgBvkNbgmBvkzfggBvpyfjeBvuhdefBvw9dfnBv1ueZeBv51mafBv7lbggBv+CcggBv+IleeBwDHjgfBwFjzab
                BwG/effBwOQYbgBwd2ncdBweHjffBwjCbfVBwjhqjdBwkgvipBwvlfgeBwwNdXfBwwdbjWBxGB3fUBxLjelkBxSPffhBxVlghkBxYxomaBxdBcjfBxhHijdBxlCcjj
                Bx4WslbBx/ZmbeByDAcaqByE4kZdByHngjdByIldsgByMpfidByODaifByWvgfIByiKibzByjXWggBykQbggBymfffgByoTbggBywvfceByxupeSBy0KilhBzE9gjf
                BzHyqRgBzJ9ggcBzP1aggBzZngakBzcqgggBzgLpceBz68aggB0HYaggB0IE3aeB0LjgdcB0OVcegB0Zx2ebB0dZifeB0dzXggB0sWcggB0ykWggB00rocdB05AZfg
                B06qbggB08VruhB1IRaZeB1LQffdB1NbpcdB1VigfeB1Z7beeB1Z+aggB1gpxglB1g+iafB1sceemB1s1bggB1v5kjeB16qxgaB19ceggB2DGYggB2L9eggB2Sxffg
                B2VihgoB2XGqipB2XLoikB2aCkebB2bDihcB2imiaVB2nogjmB29RjjkB3H3lgfB3QInxeB3TAmbcB3TepgYB3UgmedB3bXaVXB3iCeefB3lbgrXB3pEbcgB3wqsce
                B3yomfdB39aZkdB4FahgqB4H/dfgB4YLhefB4qssfaB45nbggB5BMgehB5GlikfB5HZcfjB5HuYggB5NSeggB5W8fYdB5YMhYmB5bifffB5dRjcdB5h4mseB5mzekg
                B5sNbfcB555hfpB56JdngB57JYegB6CggggB6IklZcB6KSa5ZB6LOlfdB6S5fekB6eMmarB6qhjfoB6rFfefB6sJeggB61UmjfB637dggB66jfejB7MthdjB7QAvap
                B7ZOrkcB7ayciaB7eSfffB7g7gbfB7jjibgB7qZfggB74XeffB8AcnoaB8EjpmgB8FijfaB8HlaggB8LrWggB8N8ZfrB8OlotZB8P2fggB8UAgggB8q4egfB8sqfgg
                B9AzfggB9GHOfgB9GnabcB9IxrheB9OXkopB9PrwbnB9T9geeB9WAcfgB9YAn0VB9bBgifB9eoYvcB9mHdggB9y7qoZB90apfNB94qdggB+AXhfdB+CIdfgB+GVbff
                B+N/fdhB+Um0xXB+VfdfeB+bVbekB+l8fcfB+utgscB+zTogiB++IfggB/CjdggB/ECimcB/FQcceB/LaninB/MicggB/SfkgcB/hoYcgB/h4ggnB/kekpXB/pbglh
                B/tvgjpB/wogffB/ykbjcB/3RhcbCAGcaggCAM3dffCAU4lZiCAcSfggCAd4jbfCAflbimCAidgkfCAk7TggCAqnjdtCAuXYicCAzYebbCAzthgpCA4JYkdCA6vggg
                CBNQjggCBOYjgfCBRI4VcCBYbcjVCBc0eddCCAxcdcCCBStbVCCMlfddCCOAeYcCCQZ/h2CCRMjfgCCRQgqVCCUiWkcCCcijceCCfiefcCChEcZpCCyNehfCDEWffv
                CDHUedfCDXispiCDYSnggCDYYfcbCDcChecCDcifwfCDrTgggCDtFWfgCDu3YggCDvIjfnCDxtmocCD1QhcfCD3UjifCEF+bggCEGQdggCEGWUggCEGolbfCEHcjje
                CEIrqneCELyfgdCEN5iggCEU4ZggCEf2ofcCEhCcggCEmxpreCEoihcfCEqFldkCEvLifgCEzBlXeCE9wcggCE/ldggCFGkjfoCFQlpddCFXypcdCFa3nibCFcdcWe
                CFgTelgCFjerdaCFtXnceCFuApehCFvKZglCF29jYdCF94jedCF//cfdCGBEeggCGG8kcXCGJvrfcCGVrkfaCGZbdedCGxSjaYCG5kscdCG6cjZfCG8WilbCHACheU
                CHE/eocCHOohlcCHXoiimCHyQghfCH6YWdiCIBhfgfCICkkfjCIXEffdCIZoaggCIgudggCIqneggCItrXggCI2eUggCI+KfdoCI+gcmcCJE7kicCJR/hneCJXXZeb
                CJYdcblCJaPefgCJbljchCJdCbggCJhSnfgCJhieggCJlEnrdCJrMcgkCJ03jU3CJ7CfqeCJ76mbgCKEyegfCKF1nZeCKNMdggCKNmbggCKYzefeCKkcgfhCKknifX
                CKxgbciCK1tfggCK3Uu8ZCK/KpboCLKPnknCLOLbsdCLfZgegCLf0inhCL3amagCL+QgkgCL/MkerCMD9hieCMUFheeCMWHhPXCMcEnbdCMnUfggCMp1eejCMuPlkY
                CM5unjfCM84ZeeCM9IlfgCM9vilhCNSWhdjCNTrkivCNbIfiuCNhsfegCNp3JetCN5JhlgCN5ZfffCN85hhpCOMGfjgCOOriekCOXXYZjCObDjjkCOdDadgCOejUfg
                COhCqtbCOh9eegCOicmgeCOljfd0COmSTdbCOnKxfZCOwlkfgCO5odbiCO70hdYCPCOiedCPHNZgiCPQPlggCPQrzcbCPVZbdxCPkBlWfCPmDYjZCP4wcajCP41Vgg
                CP6EgggCP6yluZCQBLafgCQGptgiCQQelfdCQUydglCQWZfenCQZNgggCQbybggCQdmffkCQkGfeZCQwLsVdCQxrZddCQ2KaggCQ/ZfZXCRESbidCROjeejCRQGlbW
                CRaAmkdCRbZjdfCRcefggCRlpjgcCRoRhgaCRptiUdCRqygggCR2HhqdCR/AZhfCSA2ugbCSBpledCSJ4dhlCSLlesgCSOYncoCSP/YqWCSQ6cggCSZMhgfCSdxgdi
                CSfHbggCSiOkfsCSjplleCSywranCS7CndbCS9qdgeCTCzZggCTFQnaZCTK4cghCTK7ffgCTMlmjVCTQAslpCTUsjfhCTbMmncCTgDeggCTl7hZvCTn7dWbCTwlhUe
                CTxCbggCT9leggCUACZggCUGbfggCUIbgggCUM9begCUNbWggCURCeggCUZEdggCUaneggCUojokbCUqPdloCUz4ygfCU6zqobCVKAmefCVK0mdbCVNUjdeCVNjiZs
                CVROffgCVU7cduCVVinXUCVX2WclCVaTedeCVdmnobCViIeggCVkWhdiCVoKhsfCVqAhjgCV4flVdCWDulZeCWHemVpCWacehfCWf5bqfCWgOlbeCWlhhifCWp+cgh
                CWr7XeeCWwOffiCWzBlbZCW6c0ajCXEqaggCXakgVdCXmJndaCXodeggCXsGaecCXz6gcrCX2ptSaCX37cggCX4ugguCYAjbddCYDqitSCYIwegfCYPvVggCYTReXa
                CYTlqZ1CYVdhggCYWMuYqCYW3iZwCYgaeggCYgwdwfCYh8felCYjqbkgCYnaokZCYq5nbcCY0QioiCZGKidkCZHkkchCZJ0dggCZKOlicCZN4pfeCZhfndfCZmqoft
                CZm1mleCZsKefhCZsWnf2CZ4ZjrbCZ9QhkfCZ+ieieCaAmqqbCaDGnYcCaEWebkCaPKrZaCaTaebgCarVkxZCar8XggCa5geoeCbAtegmCbDbdggCbMheleCbYQbhe
                Cbd8oddCbexeneCbyfjjeCb34ifeCcCBjfdCcHVYcWCcX2hreCcZknabCcbDfvcCcdMeViCcgugggCcjrcggCclypYaCcs6aggCcyUlifCc82nccCc+eecdCdACedi
                CdDUeggCdJEjcbCdMLjghCdSzlfbCdbpvhcCdcyhffCdgOpe8CdiWkifCdmMecdCdpIjZfCdt0lisCdyiedeCd6rffgCd7DldlCd/XggbCd/2dggCeCsVhcCeDHxme
                CeOvaheCePMdjmCeYOjlfCebSnPtCec/ikcCeempsYCekNjUfCeoeWmeCesIekfCe9YhdhCfBShYfCfDdgbbCfHdeyaCfIJikdCfPprhbCfQGdmfCfQgZggCfgknme
                CfoIcfeCf5PiffCgGQidfCgIcbafCgI1edfCgMnttJCgUHgrfCgYLcdcCgfogfdCgh/imsCglccgfCgt5drfCgwWnbmCg1EfdgCg6phicChF5cffChXfYggChv/fkd
                Ch5ljefCh8kfggCiG2qecCiQQbngCiWBfggCiWkwjjCiXguezCiZ5giaCibQincCifCiefCigJfccCigjiwiCih+hehCin/jg1Cio1gfgCir7ZXcCiuPaaVCiwHbZe
                Ci2SbggCi4fgggCi5MlZrCi5cshmCi5dehlCi+SfggCjFldnfCjFtjocCjGQefdCjNehbuCjNwtefCjQMefgCjQ1dmgCjXBkliCjZyiYmCjeLaggCjiocjmCjlCfgg
                CjnXhVvCjpuwjeCjqShogCjtDffgCj5EZghCj6zafjCj/hZimCkGogmaCkP+XrcCkSZ2sFCkbcdfhCkcudfdCkiegfcCkk3rjgCkpucfnCk8KmedClESqlUClHHgke
                ClPBVYlClQhozdClUufggClY4bgqClhldggCltpsacCl5sqgfCl9dadfCl90ofhCl+iWeeCmE/eggCmFPmneCmP0ndcCmSWqjeCmd2eggCmjqiebCmmEZggCmsEghn
                Cm1BXafCm1fbldCm19XnfCm2KtnZCnA2jfdCnBigvdCnFkTkfCnJRZrmCnLfhefCnbFSkdCnejgfeCngKhcpCnj1kljCnoZyhlCnpEefpCn8ocbgCoEubpXCoKEZkn
                CoXycgjCocGoalCoeQccvCoj1khbCou7dZfCo00me8Co1RdfeCo4VVwfCo4gZggCo6ZticCo6kdjgCo9RkcjCpBwbggCpCdqitCpUWoYjCpUkwbqCpUvuZkCpWFbex
                CpaCdYlCpcrgdZCpdyilbCpe+efdCpgzmdfCpmqhdfCpsHefoCpx2keeCp0wlZkCp9nUgfCp/yeggCqAxdlhCqA1niXCqBohdhCqCqfggCqJgZggCqJigekCqJktjX
                CqKNtdfCqLUWbbCqT/nkgCqVOfgfCqeqimiCqg/kjfCqljdfcCqq7VfdCqsZddkCqwtiebCq12sreCq5YRggCq6BcgmCq6CXggCrDaWecCrHcdlgCrJTuiiCrg4pgc
                Crh6kuaCrpmdzfCrqScTkCr2AigfCr2dbvbCr5OlpeCsAWmYnCsF3hdkCsVaYhgCsbxivcCslTeggCsmSbehCsxVjdZCs0EdbwCs0GbsgCs2YmggCs32dmXCs/fmY9
                Cs/nmcmCs/wfflCtISUckCtKzebcCtN3eggCtX/vaeCtcZesdCtf2qgXCtsBgffCtvlbggCt5lhhfCt7BjfmCuAAcrbCuA3naeCuI6kfRCuOrcggCuPortZCuQbklc
                CuTqhkaCuXQlrfCudMaigCulycdhCuqwegpCu23kabCu5OfdcCu7GgddCu7fjbnCu++iccCu/8gfiCvCheceCvDikbfCvF2aggCvP7dfeCvZKhveCvhFYZoCvlNefp
                CvnbeffCvonecgCvvTgggCv1uUjfCv47dqfCv48ifaCv5hehWCwCNgosCwEKrzVCwMzqkfCwNygffCwVVgdqCwixifbCwnwgggCwp6fjdCwqrkafCwsddrfCwySWag
                Cw4PlgZCw5VUdfCw/vkhxCxBYbdgCxCQaajCxNtieeCxOOXggCxU2feiCxXsbgfCxbNxUeCxgEk6YCxjYgliCxj2gfkCxlBmmbCxniaqdCxp2YggCx06goWCx6Kcfc
                Cx7MiadCx/zhYcCyA8fpgCyCDbggCyEujfeCyJ5SggCybOoYmCydXbggCyd4dggCye4pZqCye5mc2CyfmjbdCygmnifCyhgghiCyiKfggCyiqirbCymCgfnCynOagg
                Cyn2dfeCyqggggCysmaggCzKUjedCzefkeZCzh4bcgCzjknybCzn3ZlWCzogfhfCzxXapdCzy9WggCz5m1g7Cz6hafjC0DTqZ0C0HaaibC0JHRkfC0MGqgfC0RMmke
                C0TqffeC0Vi3caC0Z0htXC0aPiceC0fcXggC0jJieaC0uDcoXC026kcUC06TfgeC0+HejpC1DHYfgC1IBffhC1LpdggC1W2xdbC1bRhfeC1gFggyC1iYajjC1k1fjX
                C1xSfggC1yWZggC1ykuZ1C12XkffC168hahC176ncaC2AVdggC2AbgffC2AofdfC2JHfggC2L0nebC2Mj1YbC2ZqrueC2Z1oVpC2dUducC2tEdclC2xbkdiC2yJdgf
                C2/vepdC3IKffgC3MSfqhC3MzfggC3XslglC3bPqcZC3d0pbfC3feimWC3fihweC3nplfeC3qkqkWC3tZstbC3vplofC39zZVgC4FSiYoC4INfhkC4J/hgfC4O5xkW
                C4TdhbeC4gEieiC4iwhqcC4nNmjaC4qUjfkC4tuRXeC4wnhcgC4zDgjgC40WiamC5BeZefC5P7UTvC5bcfqoC5jXhgcC5rlkcfC52HigiC56wcrdC6CibgiC6CvVcf
                C6VYfggC6Z9afgC6cwpbrC6g1oUaC6g/vlcC6sfZehC6z5mguC7DQiehC7G+aggC7JnifeC7MQacfC7NSjeXC7NvffeC7RbhmnC7RoecfC7UThdqC7UpffgC7Wddgg
                C7dQhbWC7kpgsdC7msfsbC752gicC8JaofeC8SMyicC8YImkfC8c4obhC8upmaeC84JibkC87ybgcC88ModwC8+YdggC9AtUudC9BgjaiC9G3efdC9KJidiC9MXWgg
                C9VKkfnC9WTmfdC9shrggC92XjYeC931mkiC94unctC9+0XhhC+KZichC+LcbggC+QkbggC+bNbgfC+bSbggC+s2jedC+uiauiC+vMeeVC+xyffgC+4emggC/BRnZp
                C/DTjcvC/JbWggC/MKpfgC/Y0dmeC/bUcefC/eGfdfC/fQfggC/f4fgcC/leffVC/mCocfC/muhebC/qphihC/q9iegC/rcfggC/x6gffC/y2eggC/0VbggC/5Rnfh
                DAC6eNlDAEUpjWDAF5eegDAG+cggDALLcggDAYBd7bDAalklYDAbZhgfDAgldmgDAj5dejDAktkjgDArZdgjDAsmiVaDAzXaniDAzbcfeDA5LbfiDBBHgfeDBbfhkR
                DBpsgemDB1eddfDB2YpjXDB58dggDCGxgmcDCIOeidDCLUdggDCT+gfcDCY0feiDCZ9bcpDCnydggDCqSiXyDCr9gWbDC1RdZVDC4BjfgDC7BhjbDDDmkWpDDJBXgg
                DDLxdggDDR8gcvDDTNpeeDDdSfgfDDlSikZDDmEdggDDp8jeXDDuNiatDDuYkefDDuupmbDDwxfmbDD5hmRwDEIDkWrDEIeaggDEKbifeDENbffgDEfReggDEiYlfh
                DElurdcDEtmisRDE22ffgDE4MtcVDE7OtggDE8SleWDE8caafDE8mfdfDE9NLceDFBfjqdDFDWkmiDFFlefgDFKGegfDFLMTggDFYBgefDFhobfWDFmwcYYDFppagg
                DFqZhibDF4mfsdDF5EhkkDF6VmggDF/gbggDGFHgggDGOglmaDGUbfggDGWQdgiDGZigggDGpuWggDG3tcmjDG4JhdrDG/QefgDG/+mksDHAVhofDHAcskfDHJNkhk
                DHc5/h4DHfqfgdDHgjljaDHmclubDHzCqtZDIFtfgeDIGedggDITDbXmDIXutcbDIfmhepDIjbtddDIqOrleDIt2fggDIwAgeeDI0ifgkDI4ceaaDJAWcknDJCbdek
                DJC0iggDJF8qlgDJJvrbYDJMDmfbDJiNfggDJkIiecDJl4YdfDJqNbiiDJrImefDJ28ehfDKBpcddDKDEfghDKIrleqDKLobgfDKPTdgfDKPkgfeDKSwfffDKfchnb
                DKoKfggDKo0ggfDK1dWggDK+WhefDLJhdggDLLHdggDLNycihDLOkzU3DLQOgqaDLRpdpbDLjbjefDLnmbggDL0HdemDL0aqYhDL0holiDMBOeffDMErdegDMFQggd
                DMO0idmDMZoud2DMrwdaeDMznlaqDM7/bfgDNCLkduDNEgnafDNKnffbDNQhfggDNWzh6dDNluiffDNoYkzcDNtcbcpDN1ddegDN3GllnDN3WfqgDOAZiefDONmfme
                DOUekdfDOWyihfDOYGpbfDOgxjXXDOg5fhfDOlUXhhDOoZiSrDOr4PceDOy/ocpDO/vkpfDPD8gmfDPEIfggDPKbddeDPLypfgDPTnVhgDPeqjifDPn6dfgDP9Acgf
                DQBzeafDQCcgXWDQGGrhgDQIWYatDQPhkfqDQYjYfnDQj9ffbDQwnbffDQxfrXcDRDLZgkDRLootcDRlqeeeDRrjdggDR6HegYDSAMffpDSAffggDSMVsVqDSUplig
                DSVXgcdDSWIhZkDScIwuXDSd6YauDSl/pYfDSvqjggDS63fdeDTE8ieeDTX6obaDTY/pYtDTwJptdDTxQYmeDUD7fgjDUEZdkfDUGelpUDUICjleDUUyhehDUdSedl
                DUe1eggDUg5RdkDUhffggDUmSdTuDUq9iceDUuEgVkDUyhewrDU1AjfkDU4l/bVDU69prxDU+JrheDVCsharDVO0dheDVSVhefDVS2hefDVTWideDVXokZmDVpWdgg
                DVtFfggDV2SfcfDV7ecegDWIIlafDWQOwXdDWgNfdfDWiqdqgDWjCmimDWkobggDWmjgjfDWrJeggDWradmXDWvBpjfDWvqddcDW0KeneDW32ZggDW49aeeDW8Wfgr
                DW+NdggDXVXdctDXYEciZDXZAkVdDXb3mkRDXeEfdfDXfQYdcDXizcdkDXjIhQ8DXomXjiDXo5nggDXpvYgpDXrgfncDXrkhfiDXwtVggDX2ejcZDX5aafgDX8nlbc
                DYACdbfDYEVklSDYIDdggDYJ8ieeDYKBcggDYTXgmRDYUBdhfDYWNfkcDYhNcedDYlafklDYnRheeDYnv6d/DYsoxftDY0EhphDY5slWiDZMXcfmDZOlldeDZO9agg
                DZPsgedDZRUdggDZR7hidDZZtcZYDZgihegDZmFqdtDZw5bggDZxgadiDZ6/hfnDZ8SnZbDaAgdbfDaAtfZkDaC7ybqDaQefggDaXN1avDaYMbdQDacbliaDag/eii
                DajwbcgDasrgggDa5rikcDa7HmgcDa/ypdkDbH3dggDbKxffeDbUfgggDbdcktdDbe5jpdDbmMiegDb0rxVcDb69ohuDcGRmbbDcO7dcfDcT1amdDcUPZZeDcV4rgf
                DcZYcgkDcaEra5Dcg1fhoDck+bdlDcw/aggDczNezcDdAJhdfDdDglkeDdUlgffDdWobgdDdenfggDdhZjhhDdnBmcfDdqEokaDdr1udkDdtklbdDdvHbmfDdw2sge
                Dd0+fjgDeBBcdjDeCAiZeDeKneefDeSwhayDeVTgggDeZ+eggDeaeffeDecihgjDeePmweDepWfggDe2LdgfDe89hefDfK9gecDfO7wc2DfVCkpfDfkeobfDfplpha
                DfrCkpXDfx4gffDf5RaegDf8iiduDf8rfigDgBxeggDgKjbeeDgT0omiDgj7pcWDgrshedDg4UiWmDg6m13cDhF5ZleDhOreggDhO7XjrDhSxsT0DhdRfmfDhl9bgh
                DhmmgbkDhoqaiZDhzihTpDhz1fggDiFhidgDiIFpcrDiOldghDiU2iwaDiXkjghDirTdggDiwwfggDi2lcfdDi23mffDi4IhceDi9qtbdDjBfgikDjOwdflDjQLcgg
                DjR9bagDjgMksdDjhcpbdDjjPnegDjkDgifDjpZckaDjtDhceDj8He2cDj8rd7oDkAUgkmDkH4ugfDkYQcegDkZ9sabDkeArdfDkiyqhhDklPcacDkpEigSDkuglff
                DkxhVggDk1ksgbDk51gegDk+MbUdDk+/hZfDlAx/a3DlF+jSdDlIXfhhDlJ9fjbDlKfhcfDlOodemDlP6hdeDlVkjZsDlWRieuDlZDfsUDlbmnymDlqXfjdDl1Pdgf
                Dl1xeffDl76rtdDmBdhadDmGHfgfDmLbiqgDmPYeggDmSIcnfDmXBeggDmb1nsgDmiOcneDmlMaggDmn4kbhDmocrtfDmrwjVpDmv2hidDmwudggDmxxgojDmydlae
                Dm33akbDm9SoglDm+3rdlDnBUXggDnD1foeDnFPhbgDnLJdggDnyHaieDn1NnKPDn2qopnDn7qoejDn8xcelDoAieggDoMHgjcDoM/eidDoPofafDoSgWdjDoVHrZZ
                DobiefgDojhsdlDozSdggDo6PidpDo/TecbDpF0koXDpHKdheDpLZiceDpsohifDptWdggDpu8lmcDp+zgiqDqAacggDqMWdcfDqQvbdWDqRGcgcDqThgXWDqYYnZh
                Dqa4hZWDqgpgcmDqhp2kiDqlCkejDqmQobeDqofgggDqrIfTdDq2hfcfDq6ojodDq6yrUYDrAqiidDrU5fgcDrX+kbdDrZ/ZSgDrf+odcDrqQjdgDrs+YkdDr1bfeZ
                DsCNncZDsC9lgdDsHLulcDsJverbDsNnhfoDsN2kbhDsPgSggDsebacUDssilmeDstTmefDsyPbfeDsykkodDs6ehkfDs95imZDs9+aigDtA6nbbDtBxmmeDtFrigp
                DtHcaeeDtLzgggDtPKszaDtUxkfpDtU+obmDtXQaefDtZvoehDtchjZeDth0iqdDtiHgffDtomlhYDtsUpnwDtwmfndDtz5ffgDt/RgcgDt/tiahDuMhlfdDuhuihe
                DunGfegDunTjjcDuxBZeeDuyHpZeDuyYlgbDu3mZXdDu58dfgDvJalhdDvQHrdgDvSVkheDvbAYpaDvcUecfDvfNqafDvp6fgXDvwEapfDv0HsobDv5IgihDwG2dgg
                DwPLbeeDwPdYdVDwR3eggDwdFmXZDwguflfDwhMffnDwhUVggDwjnsjqDwn+nf9Dwo0ngdDwv+fefDw0EhmgDw7BfggDw7icfiDw9ahffDw+TilfDxGrfggDxfregg
                DxospefDxpYnchDxymte8Dx5YakdDyIqjjdDyQoggcDyclhfeDyec5brDyglggfDyhFcteDy8FaffDzI9qV3DzNeYehDzOejpbDzRdXgiDza4fggDzcHffgDziVhbZ
                DzjLYdfDznrjXpDztIZdfDzybeemDzzEjepDz1MdbqDz/QbbbD0CrhmcD0LMhgmD0MFgmTD0QKlfhD0T1dbfD0W6eggD0bcgggD0efdggD0kAfggD0pkkedD0+1ice
                D1KeckgD1QAfdsD1SDkdfD1aJmrbD1cDihjD1jjgggD1kZmhbD1l9XXpD1rVlaiD157aggD19CigfD1/dfggD2B9wzcD2IUaVeD2JplcdD2KdeggD2QVZggD2XdejW
                D2aCjmRD2bbhffD2lrSpcD2pPmefD2tZfgmD2wogtaD28GiadD2/ledeD3CXZoeD3FbaggD3HijkeD3PdifgD3TMeagD3WaaggD3XllefD3iVimlD3v/eerD30hscf
                D32LgncD38boZsD4SKidmD4fIgcdD4fSddkD4f6ggaD4gSjjhD4lUUbfD4qilfoD4qtgZwD4tHkfjD4t8bqZD4uRgdqD48QmdoD5TigggD5VOfvcD5XjnjgD5nIlmk
                D5ojjaeD5vQVdfD53fvagD6A7dggD6BTihpD6G4cggD6JnbdiD6KBcamD6Ktq3VD6OMYggD6QbdfmD6TafndD6WqyR1D6XRgbgD6b6eifD6dGnleD6nfhlgD6xnfef
                D62rdbiD627hqcD66/kggD69clfeD6/Vg8gD6/ggccD7AieefD7BGYkhD7UHcdjD7dIfbeD7dchklD7wZgefD73FggfD8JScfeD8VZhhfD8fYehgD8nYitaD8qPXcf
                D80mhbdD82IipTD9WhmieD9c8gieD9jyffcD9ppobZD9vQkedD9ztagcD91UdgiD93LlggD932oV4D97HfdaD+EIegfD+K6gehD+NIZeeD+PiaggD+W9hhkD+gacjg
                D+nk0gOD+pYlZVD+rGrjBD+s3u/bD+t6egZD+xhYefD+3MUefD+3dkjXD+5LcggD+5jlYrD+8PffgD/I5kZcD/PLZfgD/RegggD/UQZmdD/VpkfWD/XmkvdD/c4kaf
                D/d8YuXD/emfjVD/gpeggD/3CiXmEAFifiZEALTgflEALneigEARQkdcEAUxeggEAVyfifEAW7rfoEAY/affEAbWwglEAfqefcEAiAgkeEAnjjmeEBAXmbeEBCrobf
                EBGgnbqEBMQgcoEBeTXffEBzKqkZEBzVdibEB3yhyeECChgccECEHmWfECGfipaECHoleeECJCoXdECUsfgcECVJxqYECVnbgjECakjvZECcVcghECiRfgfECidlcr
                EClyfceECriWgfECvtVcjECwxSggEC/BeZOEDEKiV9EDFPglaEDGBfggEDIFiccEDnujbpEDvNZpcEDvihggEDwcigkED1JgqfED27SlSED5zcggED6KXggEEKandW
                EEWfjceEEXAiehEEXefceEEY5jfsEEiRdffEEpMfeeEEr3oghEEr6dggEEsXeecEEtohjaEE1ZgdgEFD8lcaEFKEnbeEFKdshaEFPtXggEFRLtacEFTbnwbEFkacgg
                EFmfjgpEFu2OggEF2afggEGBabggEGLgdchEGNLodmEGNkdggEGaKjggEGi+ikfEGqIkfdEGsOieqEG3NfbZEG5KaihEHFauedEHGEkgjEHGZWgeEHT/actEHcgggg
                EHgUmdcEHjWkcfEHnvfsfEHzVUfjEH0EggjEH36hqZEH9QeggEIAUYkjEID0lodEIGFiqbEIGdogiEIKrjdmEIN2fefEISKckaEIfWjUiEIjSkhfEIkQkmeEImqdgg
                EIpufegEIqEyczEIqNvN3EIrVchfEIuVeefEIw4jggEI45agcEI7KgehEJRXeceEJZBnheEJdcadbEJeHffeEJfRefwEJkxhsjEJnDgdeEJpmldsEJrleggEJ6Cdgg
                EKFtUggEKISfuhEKIZfgpEKVNj3bEKabZdgEKcZgckEKkZhgXEKoNfggEKqtjclEKyDdejEK3DeidEK8hrdmELWNfggELXtgedELbv4jdELqhcggELrockoELzugZu
                EL10lnlEL2jaggEL3bfhcEL86hW4EMD0PfgEMKUggaEMLzffgEMNOdjiEMObfmeEMPKnmeEMdjglsEMhGYggEMkxcWzEMmUcafEMpclggEMqKikfEMuWwaXEMvfdeg
                EMv6kVkEMx7ffjEM4ljaeENMPfggENNkfebENPaideENR7hamENSCerdENW7cfeENagbogENiXrdfENzsbogEN4jZkcEN6/qjdEN/C2lIEOFxbceEOJVeggEOOMwY0
                EOP5lngEOQTmcfEOQbaefEOShihZEOh5bofEOvemkXEOzHeggEOziegeEO4ChdeEPAGffeEPJRgnrEPTLgifEPcpingEPh/hcdEPkhdfhEPoFiotEPs/nmdEPuuxUo
                EP/ofggEQB2YrbEQFlcggEQLale3EQSZgekEQUprnkEQbYjfeEQiRjlcEQmEagfEQmXIggEQ36q2fEQ9/erZEQ+nhccERBrTZcEREGohiERFYqjdERHAjgfERI0bmw
                ERQjcddERQ+ixbERVhpblERXXVegERa8XggERlpcUjERlttbaERvYggeER9egigESE3bagESFLTqfESFhllbESJmnimESM7bciESQFbffESWMielESlOkgiESnRlgg
                ESpjondESs3odgESyWWbgESzBaggES53gedETDGhrfETEscggETF2lafETQuhwWETQ8ighETRlgbeETbOfggETfNegiETnvllbETnzldnETpThmYETuPgiaETwPVbb
                ET1wVmbET5qumjET+DnffET/0mbeEUANstiEUBVbglEUFdfggEUG5abgEUNohyeEUPebcfEURDdggEUctrZWEUf5rYcEUlYhmfEUuEpcqEUv/hwfEU5ifjpEU+cfjg
                EU/accgEU/nhefEVDPlegEVEqvrmEVH4joeEVImdefEVLEdehEVPRafeEVRoakbEVT8meeEVUAWggEVUUZjmEVYAihfEVactfdEVatoddEVcoaggEV20fhkEWNAcgg
                EWU9YdgEWe5agiEWfnZdgEWoenhrEWzuoedEW2ofggEXBRiffEXKUr3cEXM9fefEXO8gggEXStlceEXTgilcEXX+kmcEXfDcefEXopmsZEXqqgfYEXwWadbEX0cmde
                EX1xkcgEX5QnfgEX6qbgmEYCkbbhEYLNqZpEYOAtcZEYPufYsEYQsXmfEYQ6eggEYT92hzEYXmffeEYYkfcdEYfghieEYvCUdgEY3CiWjEY9NkfhEY+RcggEZDZgnm
                EZPrdfjEZP2eggEZSyiffEZV/hodEZZ6fdcEZcbyrVEZe/lgeEZgFgffEZhPnkpEZlstdlEZvMxueEZ1FhfgEZ5HfcgEaBCpmdEaJlOocEaLAqelEaLgfegEaRImbc
                EaSQfkeEaVngjfEaaFbhfEacQeeeEaeDknaEalYXleEa0kdffEbCmgkgEbLjTggEbMElpeEbMYeffEbNEZffEbWMcggEbhyJuXEbmjcggEbnvigfEbn5edfEbrNvah
                EbwAdggEb7BlhfEb8LkadEcFxkpXEcHnenuEcNeifpEcO3kenEcT5mmhEcdEihnEcd6fggEckenniEcpxcggEdIPbggEdPspoYEdTJcefEdVRdYdEdX7geZEdg+rjk
                Edq/bcXEdx/nhcEdy1fggEd2cgfjEd3NgbbEd7SyL3EeKhcggEeTHgkgEeTudfgEeYOfjdEebYnffEedrgfiEefhgeeEej0idcEel0kTbEemYonqEeq8nf2Eerglhd
                Eetyk/cEe55rzYEfB/ggbEfHnugcEfNUhggEfRfggmEfWljbeEfX2ZqXEfcqZggEfmVcmbEfqChkmEfqJdgtEfwNdijEf0xhhoEf3/icgEf+eZghEgIsogbEgThrhw
                EgYWpsbEgcDcdcEgdIfkeEggwieTEgryUggEgzOhfbEg5lfhdEhFoagfEhSpkeoEhTLfkrEhXZmeiEheAfisEhlxdggEhv/cggEh1yhmeEh8ggfpEh9geffEh+tide
                Eh/alfsEiJbdfgEiQzjlvEiRVffiEiRehofEiShtdbEiTHndcEiW9nfgEiXndggEiZrgpjEij2gggEitUofgEitdfjXEi6GkrgEi9tiffEi9znihEjDxblgEjOEVee
                EjRZpcZEjfumnpEjiWVsVEjihcnbEjwFkfeEjw7qgvEjy3bgmEj+7gecEkBEhedEkClcefEkRxkckEkiOlbmEknaffaEkqggefEktqqffEkvDifkEk4neggEk9nagg
                ElFLgggElHxlnfElNecgqElOstujElRcdggEladoeXElfPdVcElhsrrdElqGhdqElsrhdeEls9gicElwpfgZEly7kTdEl0WcQcEl0peggEmAyuerEmGBfklEmH5mcX
                EmIYgggEmXCcdfEmg2cgiEmlohigEmoxlkaEmrPfggEmsxhefEmu/enPEm6aiceEm/uheqEnFrefgEnH8dfgEnKQjnPEnSadggEneFkFgEnnVdifEnnyelbEnn6Zdd
                EnwQdjgEn0XbJIEn2bma6En5IemfEoHRgcZEodVhckEotNdggEoyxalfEo4bbekEo7fifnEpEskaeEpJeXggEpK0gfgEpQOQghEpXXfdbEpqohgdEpyjTXfEp3Hcvb
                Ep73oesEp76wbeEp9sobgEp/AxWbEqHkakdEqLDtdYEqTgclfEqU4ghcEqWjxdyEqYoafgEqgPcknEqrXucpEq7wYllEq9SnkfErDiogYErEQdggErJUTXeErJ2hdn
                ErKPcggErO0jlfErSlsmfErWgfdcErXyWggErdKfddErjsiffErlj7jREr6g1tREr6irmVEsSgibjEsY6emmEsZHndXEsdQdfgEsh9utrEsjzhgfEsppmqhEsrVnee
                Ess8ereEs2bgegEs/NwwZEtBGfggEtCQfggEtItpkcEtKulZdEtNpfmjEtPPVfiEta3eggEtd/hSmEtoSaffEtqzijuEtswdXrEtvxireEt0BekgEt2UejfEt7kkje
                Et8KZetEt9QYlbEuAuijfEuBOlbgEuNv9rKEuPOWZeEuUTeqgEuVohlfEuX5hhfEuhAgffEui0UheEuotljzEuu8cggEu1AdanEu7RiefEu+GckQEvDBndeEvEadin
                EvFSZjmEvKreblEvP2qa4EvTcXgiEvUUfggEvWRedeEvXfjgnEvZoUggEvc2bhgEvjBmgvEv0KWcgEv8RgggEwIkeceEwNyfrcEwN+qlaEwP5cdfEwQrhZbEwVadle
                EwjskcXEwm1xfcEwuY0f3Ewv9nmiEw2vqlcEw4rgdcExAOfcdExB0ZfgExH+eggExI/diiExOu5ccExQHueeExXDeoZExcyjafExioedeExo8afcExuWxdkEx3Nkjg
                Ex3tZggEx5WnZwEx51dYWEx9FqbnEyAVinlEyBzhbsEyNNZggEyN7cfgEyQxliiEySPTgiEyWygmeEyZPmemEyfnhddEyhEcggEyieSadEyjPjheEykEkfeEyv+dle
                Ey5QibcEy7UechEzBPfugEzBVgddEzJheggEzOXaggEzQUdYdEzYviggEzalngbEzf3YddEzmgfY0Ezp/lYfEzuLYgdEzvNfefEz0edegEz16gfjEz3tdgrEz5klfV
                Ez/6arSE0MNfrgE0MlrgpE0VOlmVE0ZxxldE0hiZhhE0mApqfE0utVglE00dhjgE084ndfE1BkhZcE1LMfggE1QAcggE1SfmodE1aVeffE1cejhdE1inffaE1nShfd
                E1uYjkjE1u/idcE1z6fhgE13zUfgE14gifhE15QendE16ojucE1+poecE2H6befE2YSigmE2eRZggE2lTmpfE2qomodE2sgicfE2tuiefE25xxefE3EJilRE3QndXr
                E3SSfnjE3TQekgE3UxybbE3aEphYE3eTofeE3gLgggE3mIghgE3uJcegE3uagWcE3v6fqjE3yGVggE351aleE360fbdE39AkaeE4G7wdqE4OExWeE4PZOngE4RPfgg
                E4SjlZbE4XUZggE4Z0ipcE4f2jggE4kmgkpE4s8hbsE45VecgE45+iVME46EfggE47qifpE5ChjeoE5DLdbgE5J8nfcE5XgdneE5aKidfE5coijdE5cpfggE5eRjab
                E5lbqbpE5mVdcVE5pPlqcE5rpheaE50xuybE57tgmgE6F1jbaE6OQmeqE6TvapTE6WpoafE6XAecYE6ctiebE6c4gffE6e8tieE6qukdvE6uoddfE65yeggE6/Lhdf
                E7A+fYfE7DbwYdE7HAdggE7MJielE7gDPMuE7mKwfZE7nqbegE7pvdbbE7rbjfiE7roangE7xdgnfE7ydXdfE78t13eE7+ffebE7/UiZfE8CyXefE8IijdfE8J0ggg
                E8OclgkE8QMdY1E8TMeggE8WbXggE8ijmgfE8oApdfE8sZkdsE8uadggE85YaaeE87rXfZE896hgeE9BcmngE9J5heqE9NC1c/E9SlyggE9TzmPyE9VCbggE9Yybif
                E9bE1faE9e8eZcE9iBfhfE9rufWhE9uWcekE9x0XgWE91YpaeE94gajdE97cffgE99zYegE+CyfdeE+EshglE+LHmhbE+NyjhaE+OQjZdE+T2tdkE+U1feeE+j4dmf
                E+mXjgrE+plcggE/D3hgYE/NbafgE/SmlavE/UEeefE/dsrgoE/sdgeeE/wpcggE/zgeggE//fiydFAFMWffFAF4zkbFAKZmcbFAN5bggFAO4ZggFARRUggFAV2Vhf
                FAbmbggFAcYfinFAgPWfhFAjcndeFAkCrdcFAn5cggFArQwbkFAsghgaFAxVidjFAzxcafFBAIbggFBE1edeFBIKYnoFBJyhgjFBNLgoWFBNvvcvFBO1eevFBQCegg
                FBmHjbkFB326ZYFB60jdkFB8qSdiFB86sdeFCB0aqbFCB+fddFCE3dbfFCVxqpZFCcgcegFCuHmYfFCwEqbVFC0qomcFC1xdfgFC5HnebFC6BggfFC+IjpfFDARhnc
                FDBrce6FDDuefuFDK7hdfFDMehukFDRHdZbFDUTjlrFDVoundFDYljXpFDY7hgcFDcvcibFDiRVggFDo6oleFDpAgWkFD4YhYbFD5mhacFEEIjgeFEGvineFEMCqoq
                FEOvkafFEQc/zbFEWUcidFEoYcilFE0dYodFE0fngcFE36cadFFGMjefFFMkmaeFFSledkFFT2gieFFgoglmFFjZcggFFk+WeiFFntjbeFFpqfggFFs0fggFF8Hdgg
                FF9NJWhFF9mcieFGAhybeFGB5pZdFGFGvfoFGN4rmUFGT3cceFGWZhmfFGcBkedFGfVhclFGqjdYhFGuin3fFGyGldcFGyIpbeFGyghcfFG51xWWFG7SgfiFHDveff
                FHEFjkjFHRKfjgFHU3qkYFHU6dieFHWaQY4FHZvgdhFHZwifmFHc9gYfFHeJXscFHoAsefFHpDcggFIBSbhgFICQtbiFIFJcrmFIGOiegFIGarZfFIL4oboFIShgig
                FIhYhwgFIqsZfgFItfaggFIw9jdeFI1AbggFI3bhdmFI4DhfgFJCQrgbFJIdqegFJJqeggFJKjhhaFJWWffgFJfFjgdFJgFfggFJpnidfFJwJfggFJzJjbkFJ2Fkcd
                FJ+EpkWFKKmbZgFKL1chYFKOFhgbFKP9dnSFKQrndiFKTOgfmFKcYzg6FKsQsUtFKwQmZjFK1tjreFK3yWfXFK8UjfsFK+cXiiFLM5tT8FLQMpivFLUEcegFLihfld
                FLyFbefFL5OjdcFMCzdadFMe2ibfFMhfdjdFMmsjibFMtcYdfFMvAgegFM0vokWFM1daggFM7TekbFM+HgggFNAWmggFNDWgggFNJMageFNKTrcrFNXZeggFNYYeud
                FNchbggFNctfgdFNhamffFNpJkfcFNpSeelFNqQtefFNx6jbdFNzrQgXFN1KXggFOAEasdFOFufggFOLAfeeFORZpggFOcsXjcFPbjghlFPikioeFPlXjmgFPpjkcg
                FPuSeeeFPuxmfaFQB/jdfFQHBdmcFQJMefjFQN4cfiFQOwZloFQY4eddFQZDmfvFQha0bhFQh4eggFQkbZfgFQoCfckFQ8QcocFQ9MhjiFQ96rcbFQ/kffgFRCWgdm
                FRCcnacFRE5jeiFRGxkfhFRPOeggFRhCYjZFRqlmedFRrAdxZFRunicZFR06egjFR5YdggFR8edxaFR87YbeFR9ddggFSArjdcFSBmbfjFSCEjtZFSHdihfFSIhklf
                FSJBcddFSXonQhFSkcoclFSrljksFSsPkmfFSsRlafFSsZXghFSsygggFSs5cggFS1uQtdFS33abYFS4BkdjFS+iXfkFTMFZggFTSkdgdFTdccdgFTiCbefFTjApab
                FTjUhheFTjplZfFTj7bxfFTsSmefFTyTdbaFT4fhgpFT90kafFUBBngfFUEXgddFUNZledFUPalfgFUj6lmcFUpYugbFUuDmfoFUyJjffFU1JeiiFU20YggFU/VZce
                FVBH/mVFVI9jdnFVK5hnfFVOmynWFVXPqZ2FVczffnFVc0ogiFVkJifcFVkKeggFV3pegfFWGOjleFWHRlceFWTLctVFWTZfpeFWUmgepFWfDjcuFWh/joeFWiUaff
                FWmYdqiFWmgkZxFW0ffW2FW2EdgfFW4TiXWFXCppZnFXGwejfFXMkifcFXQpjofFXRQefgFXTchljFXXqffYFXZ7bedFXl5fggFXuXqaTFXvSUbfFXwSgjeFX6JjYw
                FX9GeggFX9QblZFYIZfdfFYJrebhFYLchaeFYOmaggFYQOaffFYUTgfeFYgUnhcFYhYZbgFYkWeggFYnaoYbFYqAykbFYrAijeFYv4acgFYzkcggFY4cfcpFY8eomd
                FY9rqhaFY+v3ZbFZC7ijbFZILgaeFZKFdggFZOE/ZfFZPLhfhFZWlkddFZaiwZwFZh6cmdFZm8pefFZoJggbFZ0ddggFZ1HnmUFZ1xYfcFaCpdheFaJIjqcFaKR6YY
                FaPEeggFaR9fedFaSHlsdFaWiydZFaWweggFaXVofpFas2dpgFa62ejZFbGYmVXFbUNWfgFbcocmgFblReYmFbrotU0FbsFcjaFb0yejfFb1Zmb8Fb5qYiQFcCilYe
                FcI7dkXFcLVtpcFcMhaykFcQxgZkFcVvgfyFcWmherFcb/cegFcjlpjeFcnSigfFcvNgigFcvldggFc0MhpeFc1pqfgFc2voidFc4DegZFc/OXUgFdARqicFdI/pbZ
                FdOubmTFdQIhfeFdRPZceFdY4pggFdhzfcoFdqueggFdxFVdZFdxIiffFd1jmjfFd9QigdFeAKndgFeOXaifFeOidScFeQ6jekFeRwfggFeR3jegFeWtdkcFeW6egg
                FedVfZfFeiTfeeFe3y1aoFe6VcggFe80mXeFfAJvowFfl7oeWFfoNgggFfprlneFfwAObeFfxjkfpFf0/jhcFgBZQrsFgCJjaeFgQ1odeFgc6ceTFgd/ifdFgeDcac
                FgjEeggFgkashfFglNnuhFgmCkefFgq+dcfFgyacggFg3PuteFg4HgjgFg+HhebFhA9mgZFhD1kQ0FhMHeggFhQWhhdFhWLfggFhcVhgiFhfSReeFhtZlfgFhx1ffe
                Fh0mlfmFh2IbggFiJmbggFiNncdeFiQogZpFiZbifjFiZmYfqFiwXnftFiy7hseFi8A7VeFjSPieeFjYLle0FjeWbggFjfMRdbFjifhfgFjoXkdbFjwPrezFj1ukhc
                Fj7qdggFj8SmneFkDCmeoFkH+gmfFkNjfkfFkPbmrbFkSedogFkSqeggFkUXcjeFkbx4vcFkdsegiFkd8inaFkmSipbFks+claFkv2egmFkxQqXaFkxSiYgFkyihkf
                Fkz/fsSFk3PnlbFlBXgdfFlMnevdFlSnhecFlXcfggFlYXnbdFlZ4bgfFlbwbdjFlcfndeFlmKqaeFlycabVFmAKjcnFmFujbcFmGbhhnFmQ3naaFmTHfpYFmUXegf
                FmVudggFmaAideFmbghWhFmbteggFmcromaFmgSjheFmizmelFmj7SecFmxAsfgFm0NdeYFm2KgqsFm9bbgbFm+CfXgFm+XieeFnBlcggFnCNpdfFnE9cgdFnNMlbe
                FnQGfggFnTcbggFnmv/bnFnoTZcgFnpveYhFnqqikmFnrvegeFnsuVleFnsweggFnuNbglFnwqnjmFn0EcepFn3AReeFoEIaagFoEOXcXFoGYfgeFoJfkicFoJ8fgg
                FoaZXjdFoapYfgFoosjfdFot7eggFow8gkfFoxxhsdFo20eXiFo4TkjbFo5DnqkFpAFlfdFpDccggFpGSifhFpPTcbgFpaaelcFpafgVdFpdFmjbFpdmleVFphnXYm
                FpoIidqFp2YmbeFp/8rZaFqDbRVgFqJkZghFqJmoRhFqJyjfoFqTurqiFqU/VcZFqnFn8YFqoQgggFqs3ajcFqzdrilFq3WcbfFq79hgfFrMQcggFrQjiceFrRldgg
                FrVzjqeFrnOcmfFrnnZfoFrvGcggFryXgijFsABkfdFsAkgffFsDHbfeFsDb2bpFsF5hfgFsJXjubFsOhlcbFsPlbdfFsSdWadFsT1efnFsarffcFsfzcjgFsjVpfe
                FsmLldrFsnQbgeFsuHYibFsxqhgdFs4zjefFs9ddlLFtAtlodFtQSjWoFtU1obqFtVBgggFtXzlclFtZfcggFtigjefFttmkgjFtttkgbFtvStXcFtwugelFtw1kcl
                FtyVQggFt5GbfeFt5WWZZFugicgfFuhueceFurBgfiFu9HmlUFvAxq1SFvcidggFvgJpqdFvqGkamFvuGgfiFvx7YggFv6CoggFv8tnafFwBUljdFwWOkgfFwaIkwe
                FwdJfggFweHcggFw6GhaiFw8HedgFw+oacgFxCklXaFxD3WefFxEgnudFxKYkeeFxSGfkgFxdLgc0FxmzkeiFxq2eiiFxyrYbnFxzqfZbFx6ddafFyAoe0gFyDGgff
                FyDJcmiFyJugfeFyQ9hfeFyRZWehFyTffcZFycGcggFyetdefFyklhdiFyoifleFypuYggFypzegiFy71gi2Fy/UelfFzAQiaiFzE/rrTFzJMgauFzL9ckeFzNNhel
                FzNjmeqFzNteggFzXPdqfFzYkkkfFzbIheiFzc6dhgFzp5sniFzszleZFzuhnccF0FNWggF0FciVdF0J6kcpF0J90adF0M8mlaF0RynefF0a/XpcF0dqhccF0ledeX
                F0nLZgfF08RaVWF0+HmWZF1FsbggF1LvxdjF1NKiedF1VbeggF1bHikdF1kAXfpF1kxYdfF1wymgjF1x0jwUF115koPF172gddF2MpfYsF2OfepeF2QqmicF2RLeeg
                F2RunhmF2VihcgF2XIffaF2btkegF2j7dggF2rgYZeF2sLmflF2202d2F23sljcF25bjVqF26y12xF28VkVnF2+CpaoF2+KenjF2+rfUUF3OqvXaF3zwglfF31Bhdf
                F362hbeF39LhfcF4ETfggF4E3aggF4KOlhdF4MciggF4XsPggF4fLrccF427gafF5GobggF5MAhlnF5M1kloF5WolVlF5aAZggF5akggfF5kQgffF504ehfF52jjfm
                F52udeiF6AEjgfF6CacggF6DPjieF6HObigF6JvffjF6OxrbzF6SbZggF6XUgewF6mVWkSF6oGrgrF6rNeneF6wLeefF61cgdgF638eX0F658eqgF68VkgeF7HXdTy
                F7IUWpYF7MPnhhF7MWjhfF7NrcggF7P6efcF7SsZceF7UpjfpF7XZchgF7a4otaF7daggaF7jenYeF7lrfhfF7mVlgjF7oidjYF7s5aggF7uOgOfF7vvWbeF7wGfgg
                F7x0eggF7x/cfgF77OebjF8BGSggF8KiffqF8OxagfF8SGffdF8TdpggF8XPdggF8YVfggF8g2igtF8lMejdF8ttiZkF8t1cggF8uBcdaF8uHpfeF82OqecF83/dgi
                F9ATejgF9MDgfaF9MSTgrF9NQjekF9aeXcoF9k5ogeF9l8gndF9mycUwF9nWgjeF9tpejcF9w1imYF9ycddiF964htcF97kgghF9+5accF+FwgbmF+b6fWsF+f+jcj
                F+injnaF+mJuhlF+pKp5XF+rxcgkF+3QZggF/BzmeoF/KAeggF/RCfggF/VnifiF/XjecvF/a0iceF/bGs4ZF/curdgF/jUffkF/mwrbeF/pjgbiF/r3gZeF/xhgZl
                F/yBcgZF/1NX7bF/40bjfF/7MkfrGABcddfGAEvogcGASJjbqGASpdgiGAYqgghGAc2ccfGAipieiGAxvdggGA2JkcaGA62ljsGBEdmfeGBJVcggGBLUhndGBTqnen
                GBZxobdGBcNhggGBcSxb8GBhQZchGBk9kseGBnLgffGBn3hggGBvQkqfGByjqcXGB5yblfGB8BgnfGB9BoggGCA1ibhGCIcfZdGCOAfedGCQohjaGCdgjggGCeYaei
                GCiEgfmGCuppaYGC0tWggGC3TlvcGC5PlbaGC5WcgjGDAcnYcGDHVgfiGDKvgfcGDPEtUcGDQqbggGDRsddhGDUtmVaGDWvjjgGDYTkelGDiqeggGDyFejgGDyiueR
                GEJ4ZqfGELEjfYGEOsYfgGEQUkuUGEUglffGEU8fggGEWYdffGEeciegGEf0qWgGEhDl/UGEiifggGEsXlbfGEv1sdlGEwBpZgGEw4ifqGFRhkiaGFaQXfkGFgjhdi
                GFn2jxXGF9NplmGGBanYtGGGqnpdGGN2sfqGGlglkfGGmZdekGGomglgGGppcghGGyYXggGG5xrbwGHGdZggGHGrgfcGHO8dklGHQ8ibfGHalgggGHiXdggGHjCfee
                GHj/lgeGHpMgaqGH0IlZdGH8zidjGH+6acmGIJQhoeGIKFdggGIT9eggGIV5dgdGIYQtZeGIaBlcfGIcEchaGIcGcWsGIczkfjGIdSffdGIspaggGIuYmfgGIxendk
                GIxutaqGJF7rkfGJHwZgdGJJ+gggGJQ2cbfGJUtlbdGJWcp3iGJWhnnfGJXtcfgGJcbbggGJ24dYWGJ3MaggGKCedggGKGflffGKN4axTGKS+odbGKmIpbeGKtBhci
                GKtqclYGKxRWepGKyQhioGKzbitgGK0JpcdGK5PecbGK7xYleGLAF0bVGLONdfiGLUQdffGLVkoggGLbmnbmGLdHcpgGLk5YggGLv9cgeGLzYhgjGL42ndfGL7+Tff
                GMI0hcfGMNTgfgGMPtecfGMP/siZGMRQeggGMqNYggGMxZZjfGM5t0bxGM61cggGM8yljmGNBkenjGNEmideGNHabgVGNIWXffGNJrieeGNKmeggGNPseedGNP8dla
                GNTFPheGNTNsfmGNYxhlfGNeZlYwGNfPdecGNmAabiGN1TjeeGN3eZggGN5TdhgGN5XdggGN/FianGOEqc/iGOE9dggGOFr/gZGOOpVciGOPAbggGOQOdkcGOQfhcf
                GOSbqoZGOUQwaVGOjXibiGOl1heeGOqjbggGOrTjgfGOtPmecGOxofpdGO0iWggGO+sdifGPBLrecGPErZqeGPHUdggGPITlfqGPJmkfUGPJrhciGPMbifpGPNSfgg
                GPY3nnbGPa7dqdGPf9ltcGPsaffgGPzEbeZGPzGrfXGPz4dggGP2FhfgGP5+dggGQLEK6QGQPrgdqGQZidggGQc7fmfGQdueggGQeolpeGQi8ZXvGQygbllGQ1dagg
                GQ3ZpdoGQ9MpggGRGvmamGRIhegfGRJlegYGRUmbnfGRW5ggdGRc5gggGRl1olZGRuNbggGRv8ibeGRz2ZffGR4RcedGR58ayaGSGZhhkGSMjgpjGSQqmfiGSd4pol
                GSqJeggGSuBbggGSvPfafGSwDmbYGS7qinfGS+inncGTC3SggGTDhokjGTEomjhGTFFjcnGTFKhleGTLSfQrGTOwgejGTRogxZGTigyU4GTupqWsGTwWvlYGT2/fgj
                GT9abcgGUATbhtGUHWelNGUIVhfXGULDcgsGUSwjlmGUYxghiGUaMdggGUc9bqfGUdlfggGUh+iqdGUpfijeGUuZfdeGU9NdefGU9hqZrGU/oJmcGVWYjdqGVbyfke
                GVeleblGVgLcfgGVissncGVj2fkgGVr2cfuGVsVdggGVx7pldGVy+aZnGV0ceftGV2fgkfGV6hrc3GV8OkfdGWA7bfbGWBIjkdGWB3gifGWIughfGWKCggcGWXBhjd
                GWhpubeGWiUhfXGWj/jVbGWn8fggGWsCkdfGWyf8cBGW8LjahGW8RfjfGXAIggeGXCYvrkGXREjdgGXS3cggGXXJhfoGXmMdggGXnFcggGXxTZpeGX2OyqcGX9Xeha
                GYDoikaGYKDYfpGYNvggiGYPieeeGYcugccGYfbqebGYkOgcfGYl+gfjGYuNegeGYwQcggGYxMYjiGYzlRigGY5SpmTGZEudfcGZE2fhcGZG+khdGZPHiflGZSLjcj
                GZUrbfcGZVvdlgGZfXicnGZhXeggGZmUkckGZpQmpVGZqFimfGZsGcjjGZt3ZggGZ4lmngGZ55zYYGaBIglgGaH9ggdGaP1l4XGaS8hfeGaXZcggGaaBgggGacZagg
                GaeuheeGajFhgmGajJYggGaq2etfGas3dggGaxrdggGa0/UgfGa24echGbBDuVyGbG1edmGbI4gdVGbJ9fpcGbUuhneGbkzbdgGbvjehsGbwdffgGb32aaZGb8Ffgg
                Gb8raggGb9AgcqGb9rgdfGcDjdgiGcH/eggGcLNjdeGcLUuigGcMameiGcPdZdeGcP5zbbGcRvcggGcSKhceGcaRdhgGceGnceGcfjgnfGcr5rklGcs2acdGcxxdcn
                GczZfggGc1bhgiGc2keggGc5PcggGc7/YXUGdIMiUeGdKDfelGdR7fggGdSFwcbGdSzZdjGdUKpaeGdb9mcbGdhNfggGdo0bmgGdyL/YiGdztrbrGdz5gidGd0DeXd
                Gd1UcigGd1lidaGd1riiYGd/kkibGeBXhrWGeB4glfGeJzhdfGedMdmVGegSbnjGehAnmdGeptcfaGeqHfggGer2cggGesMcggGeuLjdTGevLiijGexZereGe2+ngg
                Ge4DbdgGfFseghGfQockgGfX6eifGfaSlflGfjLeggGfq0gfcGfucUacGf0QlcyGf6wbcdGgCtiZdGgCuhwZGgGJifcGgNQksgGgUklcnGgYqgggGgs7uZrGgupdRg
                GgypoVcGhEekkZGhKKdgeGhLanOlGhRafcyGhRzdooGhTgpcdGhY7gjgGhc2bggGhmAcegGhm9qZaGh3rbgiGh7wfuZGh9zhhgGh/zekdGiLQfgfGiNgkbeGiWldgb
                GihWaggGix6cggGi+9gbfGjLhjjfGjMobgXGjOMeggGjT9sglGjlzfdmGjoTmfaGj1TtiYGj55oZXGkFkeebGkRBgfgGkRefafGkV9fggGklDbfdGkpURbdGkqkZgg
                GkuakdbGkybaVkGk8dscbGk+bejjGlBneggGlEKjdgGlFDfgdGlMcgcbGlNMcggGlTylfcGloKgefGlvdlddGlxzcleGl0mgfdGl5RjgoGl5/cadGl7eddbGmG2lgw
                GmOnfjYGmQpeggGmb0qWqGmcGmehGmd4jgfGmfEsadGmk8chYGmqMqQfGmrPigdGmrXkckGm6wgpXGnDkbggGnJBiekGnOeldcGnXgffdGnXzuceGneIkoeGnpObxe
                GnqVWebGnyteZzGn2ZnRwGoGveggGoHdbcdGoHetfjGoKyfggGoPvefTGoQngamGoQrohbGoTrjicGoVheggGoVjiedGoeRtagGoeatcbGom8demGoqagfnGorNltb
                Go4VdefGo/lpedGpAtcggGpBoiggGpDooqVGpHqgofGpJxegeGpMAcbfGpNBdfhGpR6qggGp1cfnfGp5HfggGp8xtXdGqDUrjeGqEHdggGqR3pgfGqSbibcGqVnYgg
                Gqb6gflGqfcmdfGqm0ZggGqqffggGqr0eggGqtIdefGq0sulcGq4ScweGrPUgggGrPvcggGrRdcggGrUtncYGrgXlgaGroufWrGrqleikGrxegegGr6cgfgGr6qcgg
                Gr+pVdYGr/tgegGsCppWdGsECnZIGsLmalhGsM5epdGscVfudGsf1kdaGsi+mcZGsl2glcGszKbegGs8IfggGs/jhgdGtDQeffGtKhjbeGtZ7oheGthfhofGtiMcgg
                GtixgeTGtoehdlGtrDhrcGt/HftlGuNPVboGuS3lftGuYXeggGuY/dggGuaQicXGuedlebGuooekeGus1eleGuukoodGu0hkecGu58invGu6rZggGvDdgmjGvGoi3f
                GvG4jhgGvLsjcfGvNuhofGvQrheiGvShmmjGvTIagiGvT9hedGvYlfggGvb1ZfeGvchbggGvelcggGvuFYnSGvywjgkGv+paeiGwDzdggGwIctedGwSlhadGwVauV/
                GwbYjasGwfthZeGwgspdnGwkmaggGwr7/lUGwsofggGw79bieGw9KicfGxBSg0fGxEsefnGxJFbffGxLfidfGxcrlWeGxehfggGxrUaflGxrsgfeGxt8lffGxuTfjg
                GxxPjbkGx244oYGyOIkd9GyP0hieGyTRu/YGyXhZkcGyf+VggGyiWRfgGymYWggGy0clceGzQUfgdGzQacggGzRLVgeGzb7tkcGzi5dggGzkAdbjGzkxcggGzs+des
                GzwUyoaGzykfboGzz9mbiG0BJtfoG0FQeggG0GpjefG0LWefaG0aplceG0bkideG0ckhfiG0eoT1eG0hijheG0kwhzXG0mUegfG0rHZggG0wemaXG007kfdG1B8jWy
                G1LPdegG1OBafhG1PkPlcG1Y5edaG1ZFgdmG1ez/QVG1f3mZoG146XddG1/QghfG1/nrXeG2FfsffG2uwfndG24eifcG25HpiXG27VeftG3A7carG3GwiojG3PCeie
                G3aJwwZG3aUjgeG3iPhhdG3p0dggG3uXggfG38UjjdG3/RYafG4FWhffG4IaeggG4JcZdeG4NAkceG4NehafG4PmukfG4TogbiG4UEiWgG4UShneG4VhgcgG4Z/bcv
                G4pphofG4s3iceG4vIWfkG4vUkjcG42ubfqG433eggG483kfhG5ClddfG5C+dffG5EofggG5E45/bG5IcyybG5OeiedG5XQnmdG5YgabdG5YrojZG5idqkcG5l2boc
                G5oRdfjG5ufYciG5vQireG58sVggG6D7ZgeG6EKdYfG6HNfggG6UrjakG6j2hadG6lhfggG6tycYeG6uKmeaG6zhXceG62ycggG66xeseG66/mfnG69hqiaG69scZg
                G6+YeffG7FCgggG7RDngdG7W/bbfG7XSeggG7Z5cggG7faeggG7gKigXG7h/gggG7mkecdG7paddvG7rvubdG7svleoG7tBTggG7trfaeG7vMgeeG70SjnbG72XlVV
                G73PreZG8HAeggG8JYfneG8K9dfeG8NsddfG8byhhRG8ijjseG8lCoifG8rWgggG8re6geG8xZicfG83wllcG870agfG89NdggG9BZehgG9GHncoG9LIhfdG9Qojef
                G9YTbggG9bhgqcG9lHjbzG9rIbggG9sX1fxG94kbggG9+0fiWG9/xdggG+EAqdZG+E5cggG+J8hpdG+K0of+G+buvSrG+ccffeG+czdchG+hLgffG+iMvigG+kohao
                G+lLfcfG+q7bggG+uHghfG+32kdhG+4SfggG+6DfXfG+7WfgdG/EodkgG/G6ZkbG/RHtkSG/hfdefG/kinbdG/nIZggG/vKhcgG/x9gaqG/85ffmHAKxdhgHASecfm
                HAV5ileHAcwjccHAfdXeqHAmYdggHAtkipeHAz3jdfHA0efggHA5PbeiHA6QsjpHBOMYjiHBRipagHBTZgdhHBVIcggHBYJRffHBjeldaHBknmdgHBk1wggHBmvkfq
                HBn/fhTHB/XfkeHCBzfklHCVTlfaHCcTgfeHChIoenHCjslfmHCsOffhHC0DkggHC07cggHC18WggHC4ZeeeHC/hbggHDGNdggHDGxddcHDItdggHDJcgdgHDSgUdt
                HDSl/efHDURmchHDU/hXdHDX1hWoHDZGfmdHDZwpkcHDlNlgkHDsQcXeHDvUfilHDxfVgfHD0xjdlHD2HgfeHD39efoHD8bWggHEHwpaXHELSrgdHENbfbgHERqlef
                HEgYgffHEhhfghHEtqieeHEvGbggHEvhPbeHE1pckeHE24jgcHE5HdggHFHBeiaHFH9nciHFJKoddHFYiuWYHFdrieeHFd3acgHFeMeggHFhegnbHFt/ZnZHFxwWog
                HGB/ffqHGHMfeaHGHafghHGL4dfeHGN0diiHGPq02cHGe0iieHGfmYggHGk94qXHGnfkpUHGn3qicHGqhhbYHG8vgsfHG+7cflHHDVpUwHHK2fifHHL2pafHHSGegg
                HHWohgqHHh1geiHHllefnHHxLhddHH7AfeeHH8uYegHIBieegHIEPlaoHIc3vlcHIdPfkcHIfBiccHIjioZ/HIo7iefHItlZboHI0emobHI+NdelHJHAfggHJMRhof
                HJPKcfeHJXekfsHJYqhfeHJeXaXhHJh8ehgHJviIggHJ3fjkgHJ9ziehHKIubejHKPFYgfHKfwmqgHK5vYeeHLFjRdgHLJFfgcHLRachgHLR5oXdHLbekojHLgRfid
                HLriikgHLuefggHLvxkucHLx/xedHL2weggHL/iefeHMIdsaXHMX881SHMgjeZeHMi4eggHMk+jifHMqqajdHMugmdeHMvDdggHMvkiggHM0udfiHM1idbgHM2fbdg
                HM4rhZdHNJMcaaHNe8doeHNopcggHNsETejHN59bgsHN8ciXcHN9XsxeHOEmjdzHOGjafiHOVPjmfHOWPfdgHOc/jZdHOmZncqHOrWegnHO66eoYHPDQnQkHPJ3tXe
                HPK6lrgHPSb/caHPUjbfgHPXqfggHPZbfigHPgVlVbHPgySydHPlBoiUHPmKZffHPnveggHPp1agdHPscefmHPwGfaiHPwqefhHPy5kwZHPz3fsgHP06pdZHP2ulWl
                HP9mTggHP+drceHQBJlXdHQBdlacHQEMfocHQKYesfHQLxremHQXxplWHQlVdeeHQtNkbfHQ0SaggHRDfjYmHREVfagHRI8whcHRJRnjdHRKKbffHRNyYabHRREZRa
                HRVhVfeHRYhighHRdhhfdHRexpmYHRh3gkgHRiDeeiHRtcfggHRurtkeHR0iifhHR1bkfhHSBZbggHSFRpgdHSF1cgeHSG1geYHSIPeggHSIvcfuHSM0eedHSRPmZc
                HSRZfmYHSTjeggHSW3odfHSYTfcbHSboSggHSbpbdiHSpVv2WHS2BiefHS2KjdqHTHgkgdHTIlageHTIveibHTJYeToHTJ+ltbHTNSlgfHTOkhbiHTQScggHTTGegg
                HTblsbaHTeUcggHTfRdggHTitieeHTkadePHTupltdHTy+rbnHT5aeggHUFTincHUGdeWnHUKjmcoHUQZdggHUUEeggHUXMkbLHUksiibHUsqgpgHUwBceeHU03bfj
                HU/mggYHVMjdbbHVOMfggHVQkhbfHVS0fggHVU1cdfHVWggeeHVZUZeiHVxxcacHV35hgbHV7OmhfHV/ddggHWFBfggHWYEkQnHWf1gfeHWkYnabHW3wbidHW7caXj
                HW8qeggHW/mr8eHXCalbvHXKhPggHXNsjfYHXONkXZHX3tibvHX5LhfeHYDMekgHYM4fhfHYbFampHYf2WddHYgVefjHYkp2bmHYn9gWeHYr1dfgHY0AcfdHY4ToVT
                HY8VlbuHY8cclgHZEBeghHZESkhYHZITgefHZIcofqHZL5n1NHZSndggHZTYcggHZmZYetHZmdafcHZoTmYiHZyNgkgHZ6jYggHZ9ueggHaA5eigHaHKkgmHaarfpU
                HafobhgHaqtgifHatuljdHbEZVggHbJ9eggHbMQkngHbNbuloHbRcdneHbSGgZiHbWKgggHbk1lajHbquirbHbqzWggHb4IodlHb9AaggHcLfhRoHcQEeYdHcX8Zgg
                HcqIZgfHcrucggHcyTekdHc18eggHc4+bbdHc82jdtHc+RplcHc/yeecHdHefrhHdKnegdHdN6affHdStedhHdTOfO1HdghcdeHdojrbgHdsEifuHduzXgdHdw5iXk
                Hd+mZmcHeAMSggHeQmbfgHeSWdhbHeTfgcpHeYYZggHebToUiHejitkdHeqtdggHeyljbdHfHmoghHfIwkqbHfRchXlHfZucggHfeKiejHfkjnVmHfrGbcjHfs7krv
                Hft4lbdHfu6dggHf5NmffHf8IgdeHgMbddpHgRLlgbHgaHhdfHgk+gffHhDBYggHhQmnccHhfnbfgHhgxfdbHhm0fggHhySggcHh2IbbfHh4MiddHh4ghgfHiAttdo
                HiHkieoHiIJ1kcHiSzmgmHiY1hZfHiZNVZTHig0kc8HitLfggHix/kepHiyZceeHi+HjfeHi/TYggHjM0eggHjNBhflHjbDbriHjgJadkHjnMhngHjnaZifHjp8hbX
                HjvXlbeHjxRghbHjymiVoHj1nfqfHj6dZefHj8+mhaHj9ToekHkFjevfHkL2haeHkcoefgHkhCheaHkmyYggHkrsdeZHky+hefHk+7ipUHlA+wmeHlEIgfgHlI+kqZ
                HlNSjnYHljgdggHltAaggHl/igddHmBljf4HmG2UaxHmMPfeZHmPpghfHmVi2ewHmW7hadHmbShfjHmjJdggHmq6afjHmr4cfgHmvJ/lVHm3AeggHm3TlseHm6TXgi
                HnMmameHnO3hdfHnR6fhdHnU3iemHnZXVmWHniJjYcHnk3eifHnp5pbeHn43cggHn91YigHn+6hggHocQkTgHofutjvHohordgHopucggHosuaggHo0IaggHo04lte
                Ho6+chgHo92YmeHpKObgfHpKWdggHpKddmgHpOzVagHpbNjfgHpe4keaHpgOmedHphlaggHpjkaeiHpn5cifHpvFihmHpwOYggHpytbggHp/OoaeHqCxieeHqDpjgf
                HqQCgecHqVEXggHqXzdegHqfnjfcHqkKjtbHqnKaggHqnSihsHqn/gceHqoIdXtHqpyhhdHqrraZgHqzkidcHq8RhejHq81IefHrCHirfHrIAnddHrKPRefHrMicff
                HrOBfdeHrS0iphHrgJhifHriZpaaHrnmsdZHrvaidhHrwFlZgHr/CehfHsBfgpeHsERhmbHsGrj1VHsHtrWhHsLARfwHsPMgdnHsRndggHsS2XceHsS7cggHsb1xgp
                Hse0gaqHsgObheHslDlgeHstOeefHsuVjffHsu52j1Hs0ip0XHs7XrggHtALiheHtF5dggHtY0gdaHtcneZpHtf4QgcHtimbefHtinaggHtq1jsdHtuldggHtz86Ln
                Ht9qfggHuCLodhHuFmivZHuLLoedHuMbbfgHuREfggHuR9mgsHuc0qZUHueyefeHugJeggHusaWskHuuqzSNHu2IndpHu3BkkcHu9alVhHvAdffdHvL7ljrHvMUfde
                HvMmjdfHvNicfiHvTDcenHvUjnikHvVenccHvVtofcHvbpoldHvkLaodHv3qfXbHv9BiZkHv+FsvSHwFhcceHwOZtfcHwQplpeHwR0qdkHwXCffeHwZChggHwjffgg
                HwqyiffHwt1nffHw0mkfhHw2RfedHw35nanHw+LfWhHxEgfggHxSecbhHxThcggHxU+vfXHxhOtcVHxjUmfaHxkkaggHxoFcdeHxuCjecHyFljddHyRjibeHyRykgg
                HycShadHyhxipaHypafbeHyrGmndHyutbggHywOcgeHywZhliHyzJgkeHy6cahfHy7llfeHzK+aqvHzMURigHzRweeiHzWFhSbHzYvgffHznERggHzu0phXHzx3hga
                Hz04lfdHz8rkWeHz83daeH0MXcgdH0RzaggH0bvkcZH0kJjflH0k9qmgH0lLcgbH0ldeedH0nzfggH0o5qeeH00EaggH1ANfncH1CggggH1GeaggH1KOndjH1Mxagg
                H1NgxYwH1NyzbkH1PChgfH1ZZvdxH1d1hVhH1jjfseH1pzZggH1q2mjfH1sqmdYH1wbdbgH1xuckgH1y1m0cH10ddjdH119nziH12Y1geH14jgdpH19YhYyH2JDwc0
                H2TanYZH2ZpeggH2Z9j2YH2aHmmhH2iybcdH2qHlqmH2yRZfgH21xk9WH26BcbgH27ReggH2+RmdlH3BsujdH3IdafjH3ObkafH3TlldfH3WJ1D/H3XrdjcH3YIkie
                H3auhY6H3d+iigH3f1gpZH3n7nVeH3rEaflH3rnoljH3sBfgfH30UbsgH378cffH38segaH3/WeinH4GCdgiH4GxcggH4IJfggH4NjedjH4a0hbeH4f6kPVH4rZfgg
                H4txicfH4/ihlgH5NyjmlH5VAgigH5WlXlbH5bHlcdH5g9UZeH5mKfaYH5nfsgCH5rndggH5shggdH5z9iffH6OglarH6ThodgH6e8dggH6lmZboH6mZtodH6pdpcl
                H6uAqgkH62saggH64nrjiH7FQbpfH7S5fggH7TbgefH7Y2hefH70LhfgH71OognH74GVmoH755YYgH7+YkddH8AuZggH8I/eggH8KAkafH8O3idcH8RJbZZH8Xqolb
                H8aNabwH8bzbfgH8oidefH8ttYggH8v1ljgH8zOjimH86dcmfH89FvYsH9D4gfcH9HLjefH9TvfjdH9bhcggH9c7cggH9ekWggH9exhfaH9lqdyeH9mPdggH9t3rid
                H9xpXggH90QakcH91YdggH+HfaggH+PlXhfH+twaggH/DShdgH/JMfbgH/OWkfkH/ZVjdpH/cv3lgH/d8dggH/fmeggH/iHbfdH/ivaccH/i0eggH/rZahfH/rafgf
                H/rde0VH/sXeggH/tkmgXH/19eggIAHpfggIAL5eYlIAQVgeiIAQ8ibjIAYMjeYIAYSYggIAdPeahIAj1mknIAj3hoeIAxDohmIA0zZjjIA1xjscIA61ZhfIA65ffr
                IA9SgjfIBFQgcdIBM8gggIBQElnZIBRqhieIBUIcffIBWieceIBiOjTvIBtEcggIBuziXfIBx/icfICLxZuUICaElgeIClJcggIClLigeICqavcdICsUofwIC0Ifgg
                IC7delhIC/RbVgIDDJgjYIDIQmd2IDK2ZggIDOXDeeIDXDgW2IDYcqPQIDeSmucIDennjhIDuFikeIDxMggfID4TcdcID+gpfdIEAtfgiIEEuZecIELrrmbIESKcfg
                IETwVefIEXzcggIEb4ifgIEnTgfeIE0keSvIE6pmfrIFAggaeIFGpZgjIFYyomVIFlFgkfIF4NhoeIF5mmaeIF8SXggIF8wkejIGGO0qbIGG3gceIGaqbggIGdYljf
                IGgfrhgIGrQdggIGuMilbIGyNfeeIG+ngfkIHDjfZfIHHGpdgIHL20gXIHMUepfIHcZtheIHjzPggIHlLcbfIHrhlkdIH9hlffIITwodbIIWXhaWIIavWjgIIi0sTa
                IIo9igpIIrSqqdIJHvZgdIJISaggIJLighhIJN0eggIJaoqkdIJdBbefIJg6dggIJmHibcIJnvnqYIJqYeggIJqfYsUIJtcfggIJ6mfcqIJ/mvmWIJ/pbZdIJ/vZgg
                IKIO1dcIKNPgfhIKSBbfXIKSCXifIKXQtabIKawYggIKbsgfkIKcdiaeIKhbpyfIKlTlXeIKpIyfbIKt1sedIKuE2fXIKxXdggIKycgdkIK5yeggIK+LdegILAqetT
                ILJdcglILNtdseILQRWggILXvkZzILYAefgILYtngaILaAnudILglgggILqWMgdIL71ifeIL+PgeeIMHcZggIMO5fggIMY7lUkIMrGYeXIMweldbIMxVcpnINAzpcm
                INB3gebINEQqrhINFPheeINHOribINHRnfcINJbdjfINKLhfhINSXridINS4cpbINXefngINYHmobINYXhdiINZDu4kINaNgefINgdrYtINj+ojcINvxkPmIN5goqV
                IN5+cWgIOAEeddIOGLfhYIOI9bckIOMijXrIONeo8YIOWZZgeIOaNiaiIObhajgIOcRVgaIOiQgedIOpLcecIOpTiceIOsHsafIOtiiZfIO2YmefIO4XyoaIPBOaei
                IPNykfgIPRFefaIPXRcfeIPcGoXfIPg6jggIPhBcfeIPiNldgIPtHefdIPtLeggIPz6UggIP4RllbIQGOeggIQOydggIQb6hkeIQcwsbsIQfAbfjIQjvdbjIQrYWgj
                IQr5eggIQt4egiIQwOf1ZIQz6zbfIQ0UgggIQ1glfdIQ5SYaqIQ6NfggIQ/rgfeIRGdoheIRKwZiiIRK9cjgIRNQcggIRPBcefIRU0hglIRXegggIRahldgIRcvdoj
                IRvkcfYIR1KmeoIR3MkcfIR3sgeeIR8b3ujISDZcffISGzeeiISNihWoISYaeeZISY9WggISemggeISgAgqfIShHeadISjPhhgIS51kffIS7ijflIS/TnccITEmgcf
                ITLUmfgITV7UggITXHdggITZxaigIThOlfaIToAnbcITowxd6IT0bhfiIT06oadIT5BlcBIUKrgmdIUOhfggIUQbgggIUS5eggIUS/nedIUWajceIUX3eggIUi6fgg
                IUj5ierIUpSfbgIUpbhodIUqoiiaIUv1lhdIUwEfggIU21gYjIVGegcfIVG8fYoIVPqekkIVXvhpbIValncZIVddajeIVnwaypIVyzfggIWAqnVYIWLmbggIWYzdef
                IWcDaggIWoOmkiIWryXflIWukgdjIW/OdcgIXATlefIXCBhgfIXD0dggIXFAjVpIXGFhbfIXHcqdbIXImbggIXMUfecIXOamsgIXP0ehjIXTvdgdIXabegcIXcOggg
                IXdrlgfIXsDtNxIXsmelfIXyaaggIXzOhZbIX/cseeIYDdnikIYHubfcIYIUigjIYLchdfIYNYmieIYRpkecIYWefanIYZheggIYhymZaIYpYooWIYvapccIY2akbd
                IY6jgggIY9QgkgIZBZleWIZC7edzIZE7gafIZGMideIZNW1rMIZQrcggIZWSOfcIZWZbfgIZaBifjIZb/bYrIZcWhldIZhOgfbIZkGfgaIZlrfjPIZpspsaIZzskmn
                IZ5ZcggIaJ7fjdIaWGpogIaYzmjfIaZPhkcIaZQcgeIalvfmfIapdsicIa2YpggIa+IJqgIbAKliWIbFhjkYIbVNfggIbe0rYgIbtTUe/Ib2/gggIb5haeeIcBLVaX
                IcPFhchIcSkhmeIcU1ahdIcbOdggIceYcggIcn7YggIcpgRbhIcyWfggIcy1bafIc6efVXIc9zl1dIc/JheeIdCejrdIdFVgWYIdMfZgeIdP4bggIdSTYcgIdSkffe
                IdTeZkaIdbppfrIdemcehIdingefIdkffXoIdmxrfeIdolidfId4ghhgIeBnhffIeCUcfoIeH41qgIeIcZggIeIsjgmIeJUlleIeLyfkfIeSOokhIernlYXIevvkoi
                Ie9dcldIfBZchcIfD/dggIfItlbdIfJqgncIfJxeggIfPtjpVIfQkfnbIfSAjjdIfSbdggIfV+XYuIfWehZjIfdJldpIfeMfyZIfjzdegIflujhcIfnJbggIfomggh
                IfsgaqTIfsxxxdIfthffjIf8iRffIgEZreoIgFBdlbIgGldehIgQ9eigIgSxgbXIgTwfctIghYQdcIgm7cggIgvvdefIg02eddIg0+fggIhBYcigIhUSdggIhU/dVf
                IhVKejrIhWoWcgIhWqmYlIhXWXggIhZmbgcIhasijcIhdTohiIhdpsZ2IhgqUggIhnRdedIhvlagpIh0SuidIiN0hfYIiT6hqnIigZdggIioxXggIiqsoeeIirnhge
                IiwAlpaIiyJldfIiyWPdtIizEOjiIi3gfggIi+NimeIjACkfhIjGgnjjIjG+dkaIjQjdgbIja8fedIjedhaVIjq4ZUoIjs8roeIjy0dggIjzmZflIj5OfggIj6Gegg
                IkDicngIkHtZfeIkQBhYcIkVwZggIkeeeggIkiRlqJIklDeZoIkteiedIkt2staIkuchftIkwYrkbIk1vxg2Ik1wmevIk3vdjUIk+AldfIlCeucuIlE6gdfIlKrddj
                IlSmlaoIlSxjZbIlUailjIlVfcjoIlXqaffIlX0eedIlcxpckIlldgcwIll6fggIlsphldIluXpWWIl0epdiIl6aeggIl+AgebImCJhegImHphcWImLCepnImPXmdi
                ImQ3nrmImTIgloImTMfhdImYinnkImZbfefImhubggImjFimnImpydfjImvrYggImxxiedImyhgffIm7IgjkIm+ffccInBkvyaInRzmcpInXOtboInbnihZIneJneo
                InfMmdcInmjcnfInm0bgdInnEmpaInpKhgbInp+2hlInp/fggInxCfZaInxYt/VInxkcfgInzshreIn0BigoIn0yifoIn6akncIn/ZwYqIoE9ZfeIoFbYzaIoQZefg
                IoSrbggIoXAaggIoaicggIojoglfIolFfggIonufggIon6jegIovLfggIo1cnfeIo7PgZbIpH9cfcIpNWngpIpQWejeIpV06thIpV2cfmIpnXeZsIp2a/qTIp7Wbgg
                Ip/EcfgIqFOhbeIqG8ifjIqIWjdnIqIohybIqM1kfeIqSjfegIqSmhpdIqStZlaIqaGpaSIqjtbggIqp6faZIqqPUdZIqsgcggIqxqoa0Iqx1fZbIqzsgsfIqz8gel
                Iq6HfbpIq7TmbyIq+zsglIrMYcggIrPAkncIrRKuokIrVihlcIrXCYzaIrXWbggIrbnfggIreutfhIrgEjcfIrhDnuXIrhNcggIrpFcggIrpefggIrq6eggIr/9agg
                IsAwZggIsC9qolIsDZcXvIsJzhbcIsOngnjIsOypggIsSnfeyIsS6ebeIsXOfffIsXZgefIsa0fceIsiBnenIsp4qgcIssUgfdIs7WTmeIs8IpTyItBJgfeItJLedh
                ItUddriItivcdlItm2edjItnVTgfItp8jggItqKeggItrgldeItt4ioXItufhcfIt7nZbeIuCujhXIuMWlcgIuO1YgfIuRSiqKIuS2aggIuYigfgIuZJhrfIuZolld
                IujgffgIupxfggIu0weggIu8LbfSIvGJUdbIvMDpqdIvOPhyaIvoecggIvzOoheIvzrfnjIv0DgfdIv3tiSeIv8BztMIwJ/gffIwTHdbmIwYPhUaIwhCZggIwhShgf
                IwqZbnfIwsLgZgIw5SunjIw5vdeiIw50brfIxJLeYeIxLYfggIxMsSfgIxOCpggIxTamedIxbukeeIxe8ZbgIxovmibIxrjZkfIx6xidwIx8idhgIyLlZggIyPw0Uc
                IyqWbhhIyt1gffIywIbefIyz5kefIy52ageIy7vsggIy+xffgIzAUcggIzEbocWIzFykgoIzKpaegIzQvhdmIzTckefIzakmhbIzdhciiIzhLUffIzn2gegIzrNbgh
                IzsdpdeIzvymefIzy6bggIz4KhpdIz4ifgfI0Bozf5I0ELZghI0F2lcaI0I+fgeI0UtnpcI0VSYggI0VodggI0VzhehI0kJXegI0kdabeI0mXdggI0zTheeI0+rdgg
                I1ELgggI1HLjjeI1R2dcbI1UusVbI1ZbLYdI1ckbflI1fGcbzI1jAiRoI1j2linI1lTlduI1mUelbI18hdffI2FMhchI2IT/WPI2JghgaI2NDfggI2bajieI2cCbgg
                I2kTbobI2ltdqgI2s4gheI2uFfggI2xpYcjI26lfubI3QTogcI3RTpwbI3XnecgI3Y9qTdI3bJgfdI3kYmliI3ttgcgI3uJggfI4BfkcWI4CWlfpI4GEfggI4Hwndg
                I4JUdggI4ZlkjfI4dMiigI4mkddXI4r4mfZI45sskaI482dlgI5B5jkZI5I2ihcI5O/fioI5PzcciI5RaddbI5S9hefI5ddcrdI5gL7fzI54vkgfI549gefI573nza
                I58RgoXI6KteggI6O3meiI6f0jfrI6rZneeI7BhherI7CSqhlI7JNjgeI7JhdgiI7TAaggI7VXibjI7fbfggI7xHslaI74bpcdI75CbheI79mikTI8CVfWkI8Iffmh
                I8NYetWI8SrhedI8TUiZgI8W+bggI8iFajdI8ompccI8pfadeI8q8ckeI83/mY/I87RkehI8++eggI9KVeffI9RqdeqI9S5kjjI9XKnfoI9bXdgdI9ddbgfI9gYfrf
                I90+hccI96scggI9+QaggI9/5jchI+EcXfgI+IcgggI+JIjsdI+KIjggI+LUhikI+L1bcaI+QEicaI+RrVggI+ZGpjqI+esbfgI+m/WnUI+nwagfI+43hagI+6IyeH
                I+6wfghI+/XqdfI+/0jffI/B4hffI/EEchqI/M3ogbI/gvdjdI/h0jXbI/iNdkaI/jDaXkI/nOnh+I/sDggTI/0glZcI/4KhggI/+aeloJAC+YdgJAE0fkhJAQWfie
                JAZVilnJAc/defJAjficfJAk4eggJAmhgdeJAraedlJAsZfggJAtMilcJAwgjceJA1NobuJBBmnRvJBJAeggJBMxqcfJBPcmdcJBStfggJBeruTaJBh3oehJBmeccg
                JByfRifJB1NwimJB2/kufJB9FYpfJB/RqjZJCI+kfeJCL8bggJCMycsbJCOFaggJCOShffJCQLpecJCWwkifJCXQkafJCYMdggJCemh1fJCoqeggJCxtZggJC+6uye
                JDESdgiJDHhmomJDOleggJDOsfggJDUdndfJDclsihJDddcggJDqBedqJDuhgkeJDvkscnJDvrkffJDxvoibJDylcggJD2EghmJD5bgqhJD/KjjfJEDsndtJEEPdgg
                JEMSefgJET2iigJEgAekeJEiKXnbJEqFbggJEwlgZjJE2IhjTJE2ZYdiJFAufgfJFBHgXqJFDsl1gJFFRhbeJFFqbggJFIVjegJFazpeqJFbjYggJFcJinXJFdiXab
                JFlCjhkJF94kdpJGGBgggJGGLbggJGGmmheJGQ6QedJGUNmWlJGX/lqdJGi8pfiJGjPbfhJGpidseJGuAeggJGv1YddJG4WiieJG5ZgjcJG6WuSeJG998T/JG+hegg
                JG+ilihJG/EoTeJHBL6ZXJHDWgegJHEiSfkJHGFjfmJHI1xamJHI2jhoJHK4WfmJHLLedfJHYSimdJHcJoeZJHkFejgJHk6ideJHvDXadJHwFcggJH2Rw3YJH2Tbgg
                JH2+leeJH3QcmZJH4ugcVJH9LuibJIClcedJINogffJIPGkpeJISAWfhJITMfggJIX+YfeJIZQXheJIgXdleJIljgscJIohggfJIsIdnjJIwgtelJIzYlZdJI51hfX
                JJDlfeqJJOKcheJJbfkbcJJffebeJJg9fwbJJljdigJJrnjgmJJ4JgngJJ7vecsJJ8HwTPJKEQffeJKNFnzaJKaa1asJKnaXggJKtEljdJKyIeggJK355LZJK4dhge
                JK7FcffJK84indJK+YckfJLA4mjeJLPQeggJLTXfggJLcgkeeJLnRmdhJLpKcggJLrGgfdJLtrpkcJLuubggJL2fhmgJL4+affJL5zkicJL7JdZsJMFyxaaJMH6agg
                JMM0hddJMU9ffeJMXSfggJMdbZbeJMoIteeJNDBfidJNFIsedJNFvalgJNIWgfmJNQ1phbJNQ3kfeJNdAbegJNkHngoJNlHffeJNq+qfcJNt0cggJNw5hdmJNy8qcc
                JN16lrdJN7FifmJN9XfgeJOHskfiJObaddfJOkshWyJOpjjchJOpuamdJOtcabpJO1LhceJO2burjJO3LpecJO77qfWJO9gZggJPCclchJPCs4oaJPJLiqeJPW2egg
                JPbQcfgJPfoiefJPi5cggJPoEfggJPpBegeJPszencJPxribfJPxvq0WJPylXfgJP0weggJP37fggJP6fhhtJP6gkleJQC3gkfJQDVedgJQFC3fmJQJniicJQLEsZg
                JQRxlbjJQWHVgjJQaT1i1JQahfgfJQdzkfXJQeUgggJQh0YhgJQkHzroJQwmedSJQy3gcfJQ3zeghJRG/eebJRTRWekJRbciffJRcifggJRdGhebJRhBlefJRkTgce
                JRx5oZbJRyUeadJR7+zkcJSD3tocJSVhgdeJSaTepfJSdTpa5JSdoiegJSe4ZdeJSfUaggJSsseanJSxhnltJSytgefJS2rcaaJTI0hglJTKaxdhJTNkjZmJTN+mkb
                JTQ8gggJTTEjbnJTXCjfbJTXfaggJTh7geeJTiFeceJTtNZkcJT1WYbZJT6IlkhJT8zaggJUGPufpJUUhihfJUXwaeeJUbmhhdJUdpeaaJUl3oehJUupcnjJUxWefl
                JU1hglfJU5ObheJU6eeggJVEWnmZJVJHVfgJVJfcjjJVPuafcJVQqecgJVUOnceJVXCkscJVYQbggJVmpfhbJVphhavJV7hgggJV8DoldJV9IjflJWJDfmeJWNXafg
                JWOFmfRJWRFZdjJWSRgWrJWS5qeuJWUuxdeJWaucfhJWcgoqLJWe1fggJWl5fggJWq3cggJWu/igfJW3aekeJW3+kjdJXEbeggJXRceceJXbXcmlJXc7cXkJXejiff
                JXg5faiJXxETYgJYDbreYJYMxbiYJYOGihfJYXSideJYbKVggJYbtmdtJYd9ggfJYe6uoZJYfheggJYhHdgjJYhheggJY4jiefJZH6/eQJZR9dX/JZUkgpbJZYQlha
                JZagZkfJZkagceJZkkbffJZlshbcJZprsocJZp4cggJZ87cggJaGsjdeJaSxfcaJaURsdgJaV8iYfJaW5qgfJaa5bghJabCdffJaiQbSlJa2xiedJa4QhZeJa46nau
                Ja7kodfJbEjZggJbEqfcdJbG8gggJbMCjeeJbMHe4MJbNOeilJbXuhekJbeEpleJbeblhbJbhegeaJbjOXggJboOYbcJbpYsczJb7zhgoJcKknfiJcRaZggJcSbmge
                JcTcfeiJcXAodbJcZgeZhJcrBjXcJcvMhXsJcx/fikJc52djcJc82hhfJdD9mdbJdJ8ZpgJdMwdggJdRwgneJdWPcggJdfJgeeJeB+jckJeGJWggJeH9bggJeMEbgg
                JeZTOfXJeaEXbZJefFcefJenSoepJetshefJetwZfgJewibggJeycidfJe24gfkJe8PktlJe8XXbjJfB0fgrJfB1TfdJfDcjldJfLzeocJfOZcbfJfSGoicJfXwltd
                JffWcghJffehanJfj3ckgJf1pglgJf+tgdgJf/XcfgJgB/ieeJgLLffhJgTQofeJgZ0cefJgbGfZhJgdanXkJgitcggJgjWeggJgs4bggJgu7ncnJgvUieuJg3kcgg
                Jg6OogkJg9pdndJhEIkcYJhGgjcaJhIEgijJhKMQggJhgxeggJhi9bedJhrseffJhwfxaSJh3pagjJh5chqdJh7cfldJh7odfcJh8QhggJiMbkeYJiTeclaJiUxyid
                JiWMpXcJibK4seJineeggJivVdfgJjD1ljfJjIadXfJjMbpfcJjOPidbJjSkjalJjWUcjdJjZMiYlJjgBkdfJjhcckbJjm+VggJjpShZcJjtNkdnJjtcjffJjubbgf
                Jj0CdggJj2ejepJkGRVebJkKgnfdJkLKtbaJkL1pdfJkRRVggJkSxpidJkU+rXjJkVfcnoJkcqjgmJkiAjmZJknmcggJkq8fhiJkuzhleJk6fcccJk8RjedJlFtjam
                JlMHhddJlOqcfgJlXJgdlJlaXmjjJla9jggJlbXnbXJlfQimeJmD0ZfeJmMmjbgJmQs/VbJmRsffbJmZIgffJmdoggfJmgqYggJmh6bejJmiQbggJmsBmgfJmxFaef
                Jm0YZgoJm2WkecJm5hsbfJm+ZmvXJnD+XggJnLHhfkJnMGcheJnOvueiJnQuuefJnRWljgJnclgZfJnj2qgpJnk69gUJnp71dXJnsGmgfJn1vqejJn9bccjJoLrdfj
                JoQhtggJocMefjJooAecjJo8LjilJpBTjifJpDFegiJpHVRsdJppfcljJppxWgfJqCYbfeJqChgxZJqH/fggJqMFdeTJqMKifdJqSgVeeJqT5egdJqY1kVdJqa/bgg
                JqdSiccJqvtmXkJqy506bJq3kifeJq6NkjfJrAjhdjJrBPfedJrERXfmJrRfqggJrcvZggJrd5WerJrqiajlJrwodggJr2JcflJr3TphuJr8zggfJsEIZggJsFzcbk
                JsaUnfcJsdJkfhJseyngiJsgIscoJsmIjQfJsnrkgbJsy8egcJsz/kiiJs8SsccJs/kfafJtM7rb6JtUV3dTJtVhbggJtXCfggJtX4idcJtdnfbmJtsMglfJtsYidg
                JtvfgdfJtw3aafJt1ecggJt8gcgfJuB6cdfJuLLlgfJuL0fggJuZ2aggJuc0mdfJuhgmbgJuoukigJuo1wduJuulhdcJuv2pafJu09jhbJu5zegfJu8ccggJu8dcee
                Ju+veeeJvOmfggJvP4mXbJvWsgggJvZYXcgJviTifdJvj1cggJvsHpvtJvuJefeJvxDkifJwEAWdcJwHXucRJwJjrb5JwJvmaWJwLYbggJwQJhdkJwUZZZbJwoTmhf
                JwzXaggJwzflfoJw5NcgkJw61eggJxMPigeJxMziffJxOvofVJxV9ZcgJxdmcdeJxhvmibJxpllgdJxqQoVyJxrFoocJxxeZZvJxz9kfcJx04cggJx2BgggJx4ckcc
                JyAmsTfJyGhfggJyKdj0bJyKzggZJyOacgfJyQVoZqJyVthfgJyhRqknJyiBtlaJyxtgZbJyySbffJyzXjqeJyzpuZgJy91ierJzCDWggJzGBWmeJzTmbggJzbVbki
                JzeynZgJzfLNggJzkEdhiJzxkehgJzyNeggJz6KemgJ0BWgsqJ0JfdhfJ0KAXggJ0PFkhoJ0RQdTuJ0c5mohJ0fjqdXJ0iykSfJ0nsdggJ0x+oeaJ0y1dmgJ01dffi
                J04CYggJ1DdhbcJ1F1olgJ1WQdWcJ1tuYgsJ1uOqhbJ1vawvcJ13HdcWJ14zbaaJ18KkbcJ1/4hfoJ2AfqcjJ2DMggfJ2PR1ceJ2SXhefJ2TBcbgJ2Y+fioJ2i/ggm
                J2kQgdjJ2k8gdgJ2qsdmmJ2svcesJ2w7ZggJ20TkklJ22tmdbJ232lfgJ247kheJ25dbejJ28EbYfJ3AfifeJ3L4lZvJ3NvdZjJ3PdeedJ3VQheiJ3V3qtbJ3aCigl
                J3bAkesJ3gfea0J3m8eghJ3noXggJ3qabdfJ37MmyYJ39GWU2J3/SXdeJ4FuffdJ4OhaopJ4QWneTJ4Z6effJ4ahhbrJ4gCledJ4gGlZpJ4uyfvcJ42pfcbJ454cgg
                J5GTcggJ5KjmteJ5NjcggJ5QOjWdJ5RNjiUJ5SgdcgJ5TQfggJ5WemkZJ5XGmaeJ5b9mggJ5lbdggJ5oEkgbJ5s1fWeJ50scgeJ53nenbJ6A9dffJ6BueyUJ6Dulqb
                J6H1hhdJ6OcqVqJ6aqgjdJ6eXeihJ6kXdfZJ6mgiajJ6rRofeJ6zNcedJ61FhffJ63NeccJ64YjeeJ65vijfJ66kxczJ69nhXgJ6+HoaaJ6+oigYJ7AwtYcJ7BjXdb
                J7CIkdfJ7C2dggJ7HHaggJ7H3dggJ7PxfggJ7XFhanJ7blYhgJ7cbnflJ7kuheVJ7n/gglJ7rGbkfJ7uXYfbJ7xkaefJ78YhjdJ8AHfdqJ8ExdtdJ8KpfWgJ8ZBYgg
                J8qHxfcJ8yuicZJ8y0eddJ8z1fdcJ87rSjeJ9BKlflJ9BwenWJ9EvfdgJ9I5iegJ9MZuhVJ9NbmhbJ9O8TghJ9ZmblfJ9agVV4J9dLaXaJ9gfwcVJ9jmWggJ9jqnub
                J9ooeZgJ9rmkggJ9smjvdJ9xHyfcJ94kgpjJ950lpYJ+ICdggJ+LkhcfJ+OMZfgJ+WTYggJ+XLfZbJ+claggJ+czgjdJ+epagpJ+fnbgfJ+oLidfJ+uggggJ+10fgg
                J+3WfdlJ+6neggJ+/vPjcJ/OcgggJ/PblfeJ/RFfggJ/k2kjkJ/n7bZYJ/rDkhfJ/xUffuJ/3rddlJ/5nrkhKAF9mfpKANDjgeKATHcedKAUWmcfKAaJbggKAcTljc
                KAjFbggKAsJlpbKAtWhhWKAtfeifKA2WcegKA/JcggKBGehscKBNbeggKBNkeddKBXJmcqKBdffYeKBjAXhfKBlOlkcKBrDflfKBvItkxKBwYcggKBwxmhfKB0PegY
                KB0ykggKB11bgmKB4aqggKB5qfgcKB/BdggKCDDqeeKCDXgseKCH9bggKCKjmdnKCPpXccKCRptggKCValbdKCuEgmgKCu5qggKDArxgaKDDThaeKDIPjdfKDIliog
                KDMamdcKDS7/YpKDbmhjfKDcimgvKDg+keiKDnIcggKDpBgaeKD2LaffKD5hhjfKD8HjfcKD+SbggKEAIYmmKEBydggKESNgblKETSRfcKETYbggKEZxglfKEdYapn
                KEeLkjfKEmTfdpKEmjbeeKErggggKE3XeggKE4jggmKFHVhccKFMGfefKFMXfciKFM0grdKFOQZgbKFSHhceKFVofobKFWedgfKFcGlodKFdmuYQKFhcdggKFyCeNb
                KF6mjwcKGCzpchKGK0heqKGNLdgWKGPNYvdKGYtgfgKGazngaKGbPhpbKGf9hfgKGh1lcfKGh2kffKGw0neeKGzCdjdKHKlfqeKHSbjfoKHSvlfkKHUOgWiKHY9fdh
                KHaHgfgKHeLYafKHeefdgKHiLddfKHo8dggKHtCqzeKHtZmefKHwEdggKHwnhbkKIBUdiYKIDHuxhKIGkgceKIUTlheKIW2dgeKIXSfevKIYzsdcKIhTfldKI1LbZa
                KI4wcggKI5eidzKJDujjZKJIKvteKJVjphfKJZ4ifjKJdYfggKJiddjZKJoxmfeKJqEp2cKJr01WnKJsOfkbKJt00dZKJvLahgKJwFadkKJxpnaeKJyhaieKJ1Ahje
                KJ13cmdKJ/AheeKKCambmKKEGldjKKEp3glKKGvfdfKKIalmfKKieaefKKodYeUKKvPfktKKxy+cfKLC4XdiKLDGgdmKLFghddKLJ5hlbKLLeWggKLL6dggKLM+ise
                KLTVjVmKLV1WfeKLbOkdeKLdRncfKLfLlXwKLlceeiKLohkfgKLsvhkfKL8mighKL97fgmKMX+ZggKMdVdleKMd8ickKMgHcZcKMuWegXKMw/cggKMzRkegKM2Kfeg
                KNLxnccKNMknecKNQKdggKNaOkgZKNaqqaMKNhb2brKN0CaefKN04piXKN2IndaKN62dVsKOTqxgiKOT9ehgKOcVfhnKOjSncjKOmpcgfKOwWgreKOzwjsVKO1kkfp
                KO3ncVUKO4oddjKO6+gddKO8ndkgKO+yhfeKPAnolYKPHQZggKPH8fggKPYucfeKPn+dsXKP2iWdnKQCpcggKQH9WgfKQIpYlhKQMTqefKQOqmYfKQQ0ejfKQaoifb
                KQjDfggKQlTizVKQpGfdpKQsWhgfKQ1T1yXKQ7CaYmKQ+AdeqKRQDbkeKRWkfeeKRXwveeKRYsoghKRbSjXpKRh2gqdKRimhagKRpWdgjKRy5cdmKR43aeeKR+cnad
                KSB2lfgKSC9jaZKSDzlkiKSJiuxSKSMRdhfKSXdjlfKSdRcggKSh/eoZKSi0mciKSmvccYKSsocgiKSstniZKSvfrcgKS1JeehKS+PpggKTDiiiQKTIdfdfKTNacee
                KTPjekeKTfhigcKTfmbWjKTiyqnfKTjTrYgKTm1jtcKTxketfKT1SkkgKT4wigfKT8sWkfKUAkdggKUCzgfbKUN4VggKUPBlbnKUQfeggKURJrZZKURYkabKUTWbod
                KUqEklcKUskfhdKUuqjqeKU4YgggKU5pwZ2KU5uidaKVFlfggKVGbcggKVIdkheKVQaesuKVSPfggKVYEXpkKVZfhbpKVaiinbKVcfahdKVeagggKVe8ZffKVoQfmb
                KVrAeWoKVsZvmcKV6XbdgKV6ngerKV/aUgjKWFpga4KWF4oacKWTaqtcKWVsggkKWbQldbKWhTfnlKWkBmniKWmqggdKWpMcggKWrxegeKWzW1ejKW0lafgKW28gKo
                KW3OhdpKXApbgiKXDugcdKXKefggKXMtcffKXPDWggKXRPbggKXUkkjrKXYMjaoKXbGgggKXb3jfgKXgDqoeKXhJjZdKXoBmZgKXybiglKYCcehcKYKuXfeKYL7ifn
                KYQ9qbfKYRBeggKYZneggKYbfhZeKYktqneKYoXhlgKYpZjzXKYvMaajKY1qjehKY4CxZ3KY4biodKY9tRffKY+IphcKY+m1shKY/bjepKZAybfiKZBfjbgKZBvnUw
                KZCbpndKZG6dedKZJCeggKZJ/meeKZN1pYaKZPFdggKZRFkidKZb+ljRKZgMhgiKZofcglKZq7jegKZuZgakKZxTioXKZ08gfdKZ5dixcKaBchjcKaDEfifKaGlegg
                KaIv+BTKaNljffKaR1kcUKaT3klZKab2dmeKan7ihiKar4fgfKasIketKauPeidKa0HbgxKa0ghrdKbFdlcfKbOUkjZKbSr6YdKbTGhoeKbUuetdKbgokllKbkAdgg
                KbnBbffKbuIjbaKb1b3ZWKb17tX6Kb/SqpWKcBUoteKcB1fggKcH1qWaKcPHgR4KcR7odSKcTqnbcKcWcibeKcbqvarKchxgfrKcobcggKcqUijfKcvZeggKcwwhee
                Kc+/eggKc/tbggKdCzdkeKdHQgggKdRWkseKdSpotbKdWeedfKdWlYgcKdawhegKdbvjkfKdhAbafKdrYehfKdwYhdfKd+4ggeKeCIkicKeCldggKeG5nfbKeKfZgg
                KeRCoZkKeRNhdiKeVzaVgKegAfkZKek0fddKel5hpqKe1VjegKe4zeefKfB4gggKfEabggKfHeqjWKfIveYfKfTsldmKfosVggKfyeqgdKf6ribeKf7DhhsKgB8efj
                KgORbgdKgPDiffKgdWdggKgiFz5WKgmaodbKgm0ncqKgtVXfdKg5xflMKg+LZffKg+lipZKhCWdclKhJ5tnpKhTysckKhUrhlnKhXIdefKhYoPggKhi0hedKhqAefg
                KhqvfljKhrmfXSKiEegggKiKhinnKiLohhdKiL8XggKiO3ellKiPLXeeKiUXYgjKiVQqddKiZzhoeKidxhjfKifamgiKijyfRiKim2iqfKiuLtsZKi5zlfgKjAIahX
                KjFDdefKjF1neYKjGtrZcKjOzibUKjZ8cnqKjdxheqKjeWogZKjpadccKjtXYhgKjzobhiKj2vq4dKj3KYehKj3qulWKj3+pbcKkPUbggKkVoohuKkXEkfpKkaphei
                KkbOgeUKkiJdfjKkrekRrKksvdZdKkzUadfKk15kggKk5YiieKk9emefKlQQchgKlRmXggKlbunYxKld8WggKlfGrboKlkYbduKlkcdggKlrLcgcKl3s0moKl6gefn
                Kl7JZUXKmNPZfgKmPrdggKmUMaegKmcyejeKmdagggKmiDlboKmkLidmKmtLdegKmy+oobKm0PxXaKm1xcggKnHifggKnTAbggKnjUjflKnmibebKntJZdbKnx8jjf
                Kn2mYkfKn+elkcKoXcaggKoXosobKoa6ogfKoewrhfKojygegKolJafsKot2WmaKouVfegKoyIggiKo8eZhhKo9YahlKo9uWggKo/GeyeKpAGWfXKpWbamfKpdXife
                KpfOgigKp12ZVqKqF7gghKqG2abeKqK7gVYKqRIsbWKqWgbheKqWuooZKqatfikKqikZddKqlTcggKqliefhKqnifhfKq4ZjnhKq52klfKq9iZgbKrMdXZcKrMuibg
                KrN+opfKrSvvfyKrXnrsUKrXq2cdKrsAlnaKrteYdlKruCkbiKrzp/ZeKr7SZffKsFiadgKsGwbmgKsIOjwYKsPpoggKsR7ukgKsgshmeKsg9WggKsn7fggKsqZmuX
                KsqmeggKs8yeggKtA3idnKtGXcgfKtK9tUcKtLweggKtMPccZKtREdggKtV2bdjKtYDlZpKtYSjebKtY3ejmKtgsiegKtilffoKtlsvpVKtsCgfeKt6v9aLKt8keZs
                KuA8ggnKuGhgehKuUtbfdKuXIWqgKucpYjfKumnfggKumtpefKuowZmgKusQgcaKu0ddcdKu2/ajcKu4voegKu43gXtKu+RobZKvANflgKvCgeggKvC/gecKvDFefg
                KvKfaYhKvNhfggKvRYkfmKvV6iYmKvYDjgUKva3ffgKvfQldaKvjxdggKvmfbhgKv3wlhrKv8wjeeKwQlWuXKwWcfggKwabjecKwjvoddKwnBqWgKwrjmfdKwr/hgm
                KwsghegKwtWgidKwwRgvgKwx2ejgKw6DRgeKw7vscdKw8kjlmKxLNqdyKxMcodsKxZlidbKxa3fggKxvClipKxzUWfWKx1LofhKx2OYlhKx4hlhqKx8nffeKx9Pdgg
                KyB7helKyG4eggKyVHiebKyfzZfiKyp3kbeKyqQbYfKyzRpYfKy2EpucKy3FubjKy3UfadKy/VfggKzHXkffKzIQjgdKzKRcggKzdVmggKzgVicgKzlLigiK0BBdgg
                K0QwojQK0YAhlfK0ZUpblK0eocggK0kotcfK0sWbkgK02PhsfK02spcdK050iggK06WejiK07V6ibK0/paggK1HJhbYK1H3veqK1JZedfK1J9jigK1NnalXK1TUegc
                K1YmnfbK1b6imeK1h0fkfK1kymgfK1m5effK1sppfcK1z2hXtK12sZggK19CkhfK1+9hfaK2HMW3TK2R4ibgK2aBgdfK2cPcbeK2h1h0MK2k9enmK2vOwobK2vUbgg
                K2xpkhiK24IagXK3B8kgpK3RvnleK3R3WWrK3SaggcK3aeihZK3bgoddK3cQgkeK3j4bafK3mikggK3psileK3tHbffK3xwiefK37/gffK38byfmK4B7dglK4DAlce
                K4GcbfcK4GxuhTK4HMeedK4IrslaK4TnptaK4Z5bffK4aHgleK4hcZngK4mDgegK4o6lefK4yijxfK4zV5pdK400ejcK41olcgK42/gdeK465l0XK495cggK4+cdgg
                K5BddieK5WhhieK5jHhafK5pojinK5qFaqeK5tGZehK5yIYggK50bcggK59XcmgK593kbfK5/cmnbK6BJqWlK6DVVdiK6L7aggK6RIdgfK6ZwicZK6cumcZK6e2cdp
                K6gLfggK6kzqY0K6mqprcK6w9ngeK6xoidbK60uedbK61IkfmK7EvlghK7FRgggK7a7ghgK7bmibeK7ijXffK7nzfggK7ouhfeK7zkbggK73UgegK8CnaggK8ESlcv
                K8GBeigK8I2dfcK8XRfggK8YS+beK8iZjVaK8jlYdeK8jpnreK8mpYggK8oMfeeK8oyracK8pGhegK8sRdkfK8utpmgK8xSgfjK8zDcidK8zQ/BOK83ZcggK86hadg
                K86pifYK875gT1K9CIefbK9E1hWdK9NthkbK9O3mjKK9XtahfK9bPgfkK9dYo2XK9iTlagK9k8eieK9uefbfK9u0idfK9xSpipK9xpfbfK9zjpcZK9z/ebgK98Gfgg
                K+BKhahK+JQiapK+XDfjeK+YVkerK+hSeggK+jbaggK+lbugVK+r8kSkK+u7xfZK+wDjdjK+xNdsNK+zKkdnK+zXbggK+1lnbpK+5OarfK++ddjdK/I/1ZVK/McjR4
                K/N5pndK/SBfgcK/TpaggK/T9eggK/WNamfK/bUcggK/dbggfK/ifcdiK/tkraeK/vuhjpK/1hkeYK/2hncfK/7HdhgK/+8ZfeLAFnbfeLAPaimfLApNonfLAtLdgg
                LA+phecLBE4xgiLBE8fYnLBZWcefLBoymkmLB0AidkLCEEhfkLCE/dffLCFaclgLCIKhtfLCMHeggLCUXffgLCW0nmcLCXDVedLCXfdcmLCdKgffLCeGhYeLCf3eld
                LCiwcegLCjzpdaLCkxgpfLCmwlhfLCoOiceLCpRhfXLCqqXjaLCywitkLC0CVipLC2oeggLC5JkgbLDBihfgLDF+UkVLDNT2X6LDZbnZiLDdVeggLDiSefgLDlEjhz
                LDo7ddjLDs2uW7LDyqeXcLD5fhfgLEADcmfLEEfceqLEGxRigLEHRfefLEe3gggLEe8vcjLEkNhelLEmifggLEnPeiZLEoxgaeLE1tdgbLE6PgecLE9SheiLE99fgg
                LFBfvfnLFXngggLFh/jffLFzKeggLF48YZwLF9EbggLF+jjkfLGOBhfcLGQ/mejLGVulihLGb3fTvLGw7ebiLGxekdfLGyHbggLG16eefLG28dpfLG3ckndLHBDeff
                LHFYkdhLHKigggLHOxfegLHPzegeLHS9roeLHXTvlSLHY8fbaLHZzdjZLHZ2ggjLHbjnubLHcgaggLHc3bcgLHf3ZgeLHlcjccLHrhfffLHv8eggLHxxhccLIN4ejf
                LIUygflLIWuZfhLIbqhofLIcTfggLIdjflnLIgLlbfLIm7hidLIoYcggLI4ipejLJAUjedLJDbniXLJNvnkeLJa8cddLJbQcigLJfkeggLJgAeggLJgtdhgLJqgdgh
                LJ4hWgmLJ/RolZLKBtsesLKIbjntLKOQieeLKPFcifLKS7ietLKYpkpfLKc7aggLKqtbggLK+/lgcLLDAjddLLGddggLLMamqkLLO7ifpLLPgWjfLLWlogYLLbRWgh
                LLh+hegLL2t2ZeLL9WhkfLL+ujfoLMFblbWLMLrpgaLMR+efjLMZ5kXpLMdplgkLMh/dggLMim/B/LMucapYLMylkofLM0pnndLM02gfyLM56ehbLNCNgglLNIunej
                LNKEcffLNK1cwjLNXDhegLNX7dfhLNZNcfgLN7mfheLN/dheZLOA7rmULOBNekeLOQc//JLOVfcggLOX5mSZLOc9cdkLOgqnueLOsdeamLOs8geiLOwzsmVLOz5ggn
                LO0ElfpLO1OgiRLO8GevgLO8SibeLO9BneYLO+oabjLPBiX2XLPJ4gbgLPN0lWcLPOSpegLPTUrfrLPd7bggLPk1YjeLPmdaigLQHNjdyLQJfjdlLQMx8laLQM2agg
                LQOJlbeLQXfojuLQjGgcfLQj+becLQzn3gfLQ4blhWLREajfoLRT/eTeLRehecbLRkNpbXLRpRhgfLRsVZjeLRwIdcdLRzNidfLR0ZhZsLR0/aeeLR3QnbqLR5legg
                LSDfmcqLSFEbivLSG4xUhLSU9gdfLSX5eagLSZYhccLSZyZlgLScaVggLSgHdggLShDkffLSivimhLSmrgdeLStDsesLS1/YjiLS7ilggLTDMlgfLTMFVddLTPoZdg
                LTR+ffhLTSabghLTYSeglLTZEdcfLTeDefrLTkWhgaLTnugfdLTomnenLTreeggLTudpdkLTv6ioeLTwQlkgLTxnnieLTyNfafLTy/ueeLT06YcgLT9tpdeLT+wjge
                LUEuZqgLULIegeLUS2ectLUUzWggLUWMggfLUZUaggLUhpnfeLUi4bggLU4OeieLU7rdfjLU+vmggLU+3jdeLU/EZbfLVCsggfLVN0lghLVRggefLVUynccLVYVdif
                LVhnhdmLVrEmgdLVuOlhdLVwwXggLWFoXgpLWGredhLWPKzhfLWQapkeLWSjYfeLWT1eebLWdsfVfLWhkohoLWiwfceLWjaradLWlXmZdLWqigfpLW0PdggLW51fgg
                LW9rYfaLW+2hbdLXA8acgLXBNeggLXIxfggLXJQhjgLXMe4SWLXNsdggLXSYgjgLXXObihLXcbfgbLXd6fggLXo0affLXqkgfdLXvFaggLXv6mhrLXyyklYLX14gfg
                LX7NtfbLYEJ0keLYHrwtiLYLAihgLYOsldjLYUckccLYV5dggLYdRcfoLYjwfegLYm+gcjLYrAigfLYxtkhfLY3AeggLZD2fccLZKGjidLZLVjbfLZLzYggLZR3TSq
                LZVFqenLZfckcuLZh9cggLZkVybaLZmVjcdLZq0bddLZq+ffgLZtjsYxLZ4ghfdLZ6FSlfLZ9akicLaIlugtLaQsdffLaVY/kKLaW6ngcLaacjgqLag5XWdLai3fgg
                LalHqbeLamwhZdLanXPggLanvqldLanxnUwLatpdlbLaubeldLaw6kbfLa10etPLa7BhoXLbIuqXrLbTwhneLbbRkjYLbgjZaaLbmFZggLbrCgfeLbreaekLbu5Yid
                LbwoekgLb2DpeeLb4QdasLb6OhleLb8kYnfLcATkeeLcCQlebLcLFhdgLcm3gZjLcsybkfLc6cuiSLc80dggLdCBbqSLdE6ngrLdcvgcdLdc9agbLdhehneLdkvcgg
                LdlYlelLdrFiYoLdrajhgLdtneZcLdu4yWrLdwfRggLd1+YqWLd5FcggLd8afhkLeT5mdeLeg2jtdLejC4keLemwgfgLenWZffLerJrduLeyPfcdLezndffLe1LfXv
                Le3SpcqLfAJhfdLfGNiehLfXOgggLfYhjbwLfnJgmfLfo0hdhLfr6fMcLftlkciLfxDsZkLfycljnLf8CigfLf/6kjkLgAIeggLgA7idRLgFQcggLgHumiiLgLOgkl
                LgZ+iWrLgwykiZLgzufggLg0/kjXLg/rlicLhIiaggLhK7nWeLhXteffLhaGvggLhbHilkLhhRnnZLhrFfhfLhsUfggLhuBbggLhvNiedLh0ghdfLh1eagfLh/6ief
                LiBfReeLiH6ifiLiLLhebLiMJgfcLiU4mmfLiVXddhLigmtX4LimdgfiLiwehofLixpgggLi7qZaeLjIdjogLjPzefnLjakVggLjfPecgLjkXgjgLju0devLj7ncZ1
                Lj73WflLj+voXcLkIalksLkMqleoLkUHfpeLkWbsieLkWfgegLkg1gkbLkpBgmgLkpteggLkuTebxLkzroXeLk1djdhLk2HrfgLk2MfggLk5rcndLlDFeddLlFPjb+
                LlFfkfnLlKHiflLlVriieLlZCeggLleBhffLlfSekaLlieYggLlmHfjgLlsqcggLltrkekLlzDfggLl3bcfiLl3jffeLmBqcggLmV1fflLmY9gfeLmikpjmLmjugpe
                LmpEiqZLmrIebeLm0empZLm4QbbgLm+NcmdLnAwfagLnPxnfaLnSbg4aLnfbaXkLngLfdWLnkmgheLnmKXeeLnrddggLnuymecLnyigggLn58qdfLn+t0d9LoCejbh
                LoL+gqdLoXodfwLoZ9rpaLocXbggLodtnmmLog4dfhLoi9yrjLokagghLouj3ZYLo1+hflLo72dgZLo/EnZYLo/veggLpCXfenLpHseggLpShqeeLpZjfqcLpfAefb
                LpiZkWaLpjPcfbLpl2PZyLpqvVggLpxDUggLpxsmhoLpyDmqSLp19mVcLqbGXffLq2BXggLq7opcSLrEphbdLrKrpffLrLmrfiLrNDfgdLreRfggLrikmghLrjC0kW
                LrjjkdeLrkOhokLruMkfeLruddecLrzzgeeLr0yhedLr3KZggLr6cbelLr62hjeLsCoffgLsPkjbfLsRZVngLsS7hdcLsU/phdLsXmefWLspeWdWLss6oseLsuxmqe
                Lsv9kjZLszukfiLs1IxrZLs1blfgLtEYfggLtEbonaLtGrgkdLtZj8/lLtnabghLtn4lkdLtrLhpZLtsRxdZLt6cnefLt8XcggLuCuZffLuGobggLuHOgfvLuHdegX
                LuMeZggLuafofaLudIomeLudbrkeLug0bgeLui0hafLunbYdoLuwfdhiLuxudgiLu35hWdLu+WYggLu/xpicLvItreuLvRBeZpLveecqdLvj+uOsLvnKdfcLvnveei
                LvpZprlLvsulkbLv1MqmbLv4YTSqLv5NeggLwAPoZfLwClhfgLwEAfgjLwGXsbpLwIDdfgLwKdkdmLwOBcggLwW2ejeLwZ0dgeLwpHbggLwujgfuLwwRn0YLw5i1di
                Lw7qlX8Lw+PcetLxHmfcqLxHxoRvLxLErijLxOEiejLxQ0iuoLxUZffjLxYEgggLxfMogtLxhlughLxn1eggLx4EwZpLx/0ngdLyIhozeLyMzfggLyPsqfZLyVYbgg
                LygPssYLymWsnrLypjXZeLysehfjLy1KljiLy46hgeLy5wwjeLy6biZpLzA7idfLzFzYmeLzJYfggLzKMtebLzLthlcLzOZqohLzPtrbcLzS3atjLzWRflhLzXnmdg
                LzcVbggLzicZgcLzmtkamLzs0fkeLzwzRunLz28jZiLz5RgbgL0C0idlL0IoijdL0SDXfgL0SxfdUL0VwkcjL0WmdX1L0ZVqfmL0gHXigL0tBmhfL0vNnfgL06VYgr
                L079pesL0+0uhYL1IehdwL1QWfchL1SQiilL1VldgfL1X9djjL1YtdfdL1Y3ifgL1b4fggL1novXZL1r/ffbL14jjceL19HpskL2GsihfL2NhiimL2PBflcL2PTdgg
                L2YFdggL2ktWeeL2mRlfpL2t4jeZL2z/ilfL20QaggL201jbfL2+MjcjL3DedggL3D2fqdL3GEjazL3GOsifL3KdbffL3LQeghL3NViipL3OlldeL3RnmehL3YFsTj
                L3ndqbbL3qyjVpL3sygbbL32SnufL4Ef/ggL4JjtYgL4J9fgeL4PbhpbL4SCldcL4hkkdeL4ibqheL4i6oTrL4k3UToL4lDhglL4ljgecL4podggL4z6fffL45kgdd
                L4+FhbwL5PnkjTL5QMaqbL5QddhmL5UysUZL5VeebkL5VhykUL5ZDgceL5k9hceL5qkkdbL51IhqXL53EeddL53GkZtL59whkdL6OShfZL6PYljcL6P6WYsL6TUpbX
                L6TlgiTL6VWajeL6ZxdceL6fibggL6fpZggL6lieheL6qWhXwL6r3gggL60jfcVL7FqaggL7TCfigL7VkpeeL7bBpbcL7iNfggL7mNdggL7oEledL7p+fjvL7qqcgg
                L7r0hggL70ifggL76ZimfL79kkndL8D7eggL8UciceL8gxlVmL8pNdggL8tWYggL80ylpUL862cghL9FSgrdL9LtgnfL9OAYgeL9PGzbdL9Q6eefL9XuxkeL9dv4df
                L9ksdnaL9lincmL9pYagfL9q5kejL9ui00WL9wxsyXL9x7kfqL+AsfgeL+DZhcfL+RMdofL+URpVZL+kWdkfL+kZcchL+lfXdeL+s8hfaL+wIcWgL+2YxedL+3Jefg
                L+5MkcfL+6ItdpL+9gfXgL+/xYggL/FmVgfL/IaiedL/JMfZZL/JneggL/KsckYL/N1TggL/PBeVeL/QmkbdL/VfefgL/e5celL/hOejcL/j+kndL/kGuU6L/nteZf
                L/vMseWL/+1eggMAGWTggMAP+1hwMAXKTfeMAmKbfhMAvqdfhMAzEdhgMA1NjbfMA9mubcMBAPmLUMBA+hfdMBCFaggMBHTgchMBJhkfkMBMxkgbMBRNeleMBRslfd
                MBiNeggMB5bpjZMB95heeMCF/VsfMCGjencMCHYzdaMCOOugcMCTQifWMCbVgggMCcMhcdMCeBblfMCpjZfcMCtfnZbMC5/XewMDEBifcMDN/eWgMDPkkmeMDUzngl
                MDVEcdiMDZqYecMDatdlkMDcrmdeMDhBtcxMDqkledMD3lhanMD3ngfhMD4TdneMD58jvfMD+obffMD/+hflMEJPaggMEM1iegMERPeebMEftiWxMEnlRegMEptebY
                MEtgdbgMEuMZggME1nnYgME2dekhMFGElcfMFQRfncMFVAcggMFfciedMF3tkfeMF47fgjMF5+cibMF/xYggMGBrfgdMGHufheMGKTechMGRtkeeMGjRfefMGnnhpb
                MGqAhgfMGqxjceMG4wXbfMHCCWggMHDRgifMHFhkgdMHJgcSpMHLRfbfMHSkgbeMHVHdggMHZkefkMHcagggMHh+bdmMHividdMHjNkdlMHkJrdXMHtcmc3MH7JehW
                MH8IXfgMH9FgkfMIGGgfnMITiibdMIUBekgMIU9egeMIgmZjfMInygefMI2uje2MI35ZdeMJDUpaaMJJXunXMJLzeggMJSDkfiMJXsfdiMJc5jnXMJiJeccMJp+dgg
                MJvkfggMJwqeaeMJxFYggMJ7XoagMKAKhdgMKA5eecMKFEcggMKIdYggMKPiedbMKidkefMKmqtfgMKpXidhMKvopnWMKv8rcfMK20mbfMK4rgfjMLGzloYMLPoopf
                MLQQneeMLTsZejMLWVfgeMLi/hlfMMAlbggMMB5ogfMMDgeheMMJ6vdiMMU2fggMMZOmnXMMaihggMMnQjffMMtNgcbMMtsfggMM3vinvMM8XbpWMM8bgcdMM8+mlU
                MM+1dggMM+4iggMNAFhpfMNGFfbfMNKZtkSMNPxbggMNP/ehdMNYRecvMNYcfggMNe3ledMNmr8gaMNm+cbkMNrTXggMNtYgifMNwCfgfMN05hdgMN6cmpZMN9Igof
                MODBcddMOHkjqaMOqDfdfMOxmcfjMO0GpXkMO/lhjrMO/pocbMPCseggMPEydfhMPFBgcmMPIAebdMPLckfbMPSKhoeMPYumfZMP2GghWMP69UggMP8AkjeMQAcZng
                MQA/rdoMQCWlYyMQKafcdMQYYqdkMQYwhiXMQcqjdeMQmWijhMQ0eoYlMQ66fgjMQ9IZcgMRFzjceMRLRhfnMRSKoZlMRX2iqYMRZtQcdMRdnntZMRqMglfMRrjqbp
                MRx0CgiMR3tgigMR6ZphpMR7BwgqMR94la/MSIJkgnMSUftrdMSWMhdlMSnUf3PMSygZggMS4BhjgMTEhjfbMTJkeflMTMhqjdMTMydggMTXVaggMTcHbggMTe8jYb
                MTfUkgfMTf7eefMTnKXlcMToTkggMT+3gffMT/CdsYMUIHhfeMUOBcpeMURXkafMUekYgnMUe7gugMUsnuggMUtRdYkMUxHqqYMU0YegjMU3mfglMU4umfeMU53cgg
                MU7nbggMVGIfkeMVOccifMVPfgefMVWrdgeMViEkejMVtnmibMV1ksgbMV68gfiMWBIjfbMWHptbfMWakdmrMWeZYggMWi7jwbMWsOhffMWtxkiiMWv5hmXMWv/nZ2
                MWxDeggMWyIhatMWydggSMW4LjmbMXEGjggMXERjkcMXMQcheMXPKkfmMXTXXgeMXVdpeqMXV4hfcMXWdvjaMXXgcrdMXn1eajMXpEeaeMXqFgdqMXyodfeMX47jVm
                MX7kklbMX73XmpMYMHidgMYMLjfeMYWgfglMYfclheMYgU2xaMYvshjcMYyeoacMYzohZiMY3DikbMY8HZggMZBlmngMZThOdfMZbZpVVMZc4hegMZf4fkfMZtgjZZ
                MZvScffMZ8IcgfMaBpjagMaFGgZeMaSn3lcMaZ6odeMadgboeMaiTfjdMaqGhemMarflggMa5HgWwMa7PhqjMbMpuXfMbdoegoMbfMameMbfTieaMbk3khaMbnVdgg
                Mbt6jdmMbxWcbeMb6ZlfcMb6ubdgMb75chbMcCMhedMcD/ligMcGsknkMcMN4mbMcXBgdfMcXQfgiMccAihoMcqrhfkMctLaggMcxgdggMc7QeggMc/mighMdIRrif
                MdM5hdaMdOSkgaMdO9icdMdSDkheMdSYcggMdf7dYfMdn7hfgMdrqhbeMdtvZYsMdxQSgqMd3edhcMeF1jZnMeK+kggMeUVmvdMeUthigMeYDbelMelWfkhMerRkhi
                Me0KikdMe4kiffMe5llbgMfIHkdpMfI7cggMfOPqqaMfO4hdkMfgBhnaMflvgfcMfrzidTMftsiifMftwaggMfwQbghMfzccegMf0YgefMf3ahdhMgG6fnfMgQdeib
                MgQ0taxMgQ9iciMgTcZYfMgeAtxiMgsUccgMguCZgiMg08fdpMg23jffMg3efkfMhC/adgMhUqaggMhWqhcfMha+lYpMhd/aeiMhhCjdfMhisiefMhnqWbaMhoTYee
                MhurVddMh4gdjfMh/TrgdMiFtbjkMiGSgrZMiKXbcdMiLnbegMiRamdkMiSyYidMicjsiZMikNpToMil0gdfMiqSgmYMirjnkaMi8JcpgMjHJkkjMjPjgYeMjSIegg
                Mja7hidMjfZojkMjo9ubeMjsQeigMjuqonbMj5qefdMj7tgofMj8agqfMj/oagdMkEvZggMkE4kWdMkZLZggMkb/lajMkcsmhiMkovfqfMkoxgffMkwFgggMkyYamf
                Mky0gdfMk2QmbkMlBQpYfMlDXggfMlFKhefMlFzpjbMlLbchgMlbUdmeMlpLhcaMlrzbifMlx5leUMl6LbvfMmBWidtMmCxdpeMmI3dgfMmKUfggMmKnhajMmdvdgg
                MmqdfrbMmvzuWkMmyU1bdMm4deafMm+rfggMnL/oadMnUYifeMnX5gVbMnbAmqgMneJhgjMniPZgfMnnFefcMoIyileMoMpilfMoOSblgMoXDgghMoZZsfcMoa8Xfc
                Mob2ojqMogrknbMohxmseMonOeggMo77cfgMo9laggMpBybseMpEUjgeMpHsddwMpLXfggMpRphggMpc6fggMpk1dfdMpmChffMpoZkpiMptimWfMpyRiflMp7magg
                Mp7rmjjMp+7aggMqCxdbdMqHJncsMqJWdggMqkPdggMqlxYkdMq1ndZcMq1vffgMq3AgedMq5WoeeMq51higMq9NkbhMrILftXMrMGgmSMrURefgMrXvffdMrYRfgU
                MrvncgeMr3CcggMr8oezdMsBzlaaMsDFgjfMsFOegoMsJ1lcyMsLvjseMsMlj1bMsPgidhMsR4YeeMsTwhgmMsT7nkbMsW1ajfMsYdjhYMsYhVggMsjXugfMskymdf
                Msk9nejMssrx2cMss4hhbMsubkohMs1gdQfMs2SleeMtEDaggMtTQhggMtdd2buMte1wucMti/gknMtjccfgMtqcbffMtsQfggMtxCccgMtxFijgMt2eZbgMt5Yiia
                Mt7OsgcMuAk3nZMuFdj/SMuRThagMuRyhedMuW5higMuXUaghMuaEfggMulEdggMunymqlMurnoXeMuyKgfcMu0heiQMu1zdbuMu8QlggMu96dftMvCgeggMvViffd
                MvXqileMvYghVeMvciifgMv7khrsMv730ZaMv/CafyMv/9eklMwRzhefMwYQXggMwbldggMwdVheiMwgmeblMwmXYggMwpchgdMwwajjeMwyciefMw5YsggMxGxeef
                MxQ43lcMxRmUggMxSGoa5MxW3mbaMxYEdggMxvFdgnMx4wfffMx5tefdMyMGpedMyRwyPaMyXzfXdMyX0hehMyZzjagMyaimdoMyeddggMyexkghMykVifdMymzeff
                Mys5kmbMy7efikMy8JdgeMy8PgscMy+LldhMzAwiggMzDdncZMzEUfZ/MzFIoeZMzHPXjeMzImocbMzKFaccMzMJpueMzOlcgpMzPvfgpMzrhipfMzvTXggMz36leW
                Mz6tifeMz+0lmcM0ShpllM0TZfggM0WYdggM0WoZaeM0XQifWM0XndggM0hNkaQM0j5jgfM0yifkgM0yvfetM09rchnM1BFbffM1F2fegM1GyaggM1JNgeeM1Kbedf
                M1N1hndM1OtjpeM1YLfgfM1YTjddM1f8YgpM1nNijbM1nZzciM1qgjbhM1rPhYoM1wYgggM18jwYxM1/CeedM2F2ftjM2IEjcgM2MUgegM2R2cdaM2TUpvkM2Tahec
                M2b7fdeM2hfffgM2mTgoqM2tKZgnM2wZzYzM2xEW0fM25yeghM26zsZgM29DqqcM3LZgffM3NilggM3Q/qbVM3RAimdM3TGfpbM3fViuZM3ivgggM3kvaXwM3nYjdf
                M3n6lifM30vggdM31hrYeM359hamM37ZjmnM4AwubbM4T0deeM4kNfugM4vHkcgM4vOckeM4yRhafM5DBmfcM5GFifgM5SGfeeM5WKibdM5aajreM5bEofaM5g4nff
                M5ksdueM5s5lkdM6BPkbiM6FXiggM6FkoflM6IZcggM6J9xkWM6L6WggM6NKiffM6VscfnM6e56dgM6nNnerM6ndadiM6rs3ihM6xQffgM613TglM7AUgebM7BDdgg
                M7UagmnM7WMreeM7W8kYiM7nvjegM7n1hiiM7zX2rYM73WlaYM78yglbM7+RmfpM8BabfhM8GBv/RM8JEYggM8KNhefM8PviggM8Q7klcM8STeggM8kBfhgM8oQglh
                M8sRgfgM8s0dggM8uTdggM8wdqjTM8wniamM85JifeM9A+jdaM9MOdocM9RzgijM9YjbcWM9bTcjbM9eSdgdM9iUfcfM9jZgnjM9lPmebM9n1jVZM9n/k1cM9ubagg
                M91MtbdM98ZfagM99skduM9+ngfrM+AYhkdM+FOcgeM+L0kenM+PpifgM+R/aleM+ZkcsbM+aFiihM+eqdofM+hUaheM+hvcufM+oBiegM+t2oeoM+yUMdeM+8zfgg
                M+9QefaM/JhXfeM/KpgfgM/SalfUM/jPfSdM/nrfjcM/wzcggM/+4afzNAAYsabNAGtfggNAU/fffNAaneggNAbyigeNAfhkgfNApNeggNAtaboeNAxLfdeNAxVoyc
                NAylgeaNA+tScoNA/xklbNBE3bkfNBHrcbfNBI6dfdNBKHiciNBKMgfdNBbDccdNBbudkgNBd/cggNBekgefNBhZfdfNBivpVkNB1nRghNB34maYNB+RqcfNB/Qffe
                NCD6ionNCEHghdNCKKnZZNCR1cggNCU+gZcNCdScZpNCj8jffNCv/YakNC1KYggNC1NXegNDD6fYeNDD9c7dNDEjkWrNDI6befNDRsjhmNDSXcggNDfObWzNDthehe
                NDuEjfdND+SlggNEX9YggNEdWcehNEegZhqNEjVdgeNEjzjdeNEpZWiaNEqciekNExcdglNE3NcgdNE6kvnZNE++nfcNFBYhgfNFLFejfNFQ7digNFTnjieNFbBfga
                NFcNgeQNFerdeeNFiWgeYNFjRlbYNFjwhpcNFobebaNF5PdddNF61lrVNF7UektNF9VgfjNGKIkcfNGPffggNGVZZgfNGeMoqeNGfHdggNGhewdnNGo8ldeNGu7dhz
                NHJ5jboNHPEcleNHh+XfgNHlQeggNHsufggNIRWcgeNIUFjfuNIhuflfNIlXceqNImTddsNI4/cggNI6XkhbNI7ccieNJHZpcgNJKxqXcNJRznebNJUsssgNJfFggg
                NJhxndbNJjzfggNJmMeggNJzAdffNJ8RdadNKDJXggNKHBcYgNKJZcggNKUZfghNKYBeklNKofmlfNKvL32RNKyZjfgNLDAfqiNLDyldmNLEreggNLE9kdZNLJQdfd
                NLM7fbfNLOliqaNLP9iflNLRNWXZNLSxqZsNLWqbffNLXrfbgNLfJeggNLg/ZfkNLlmgZqNLnhjNpNLpkgLcNLrlffrNLuTybdNLvBeZZNL3BoeeNL4RgffNL+HoYZ
                NMCycZeNMLWireNMLygldNMR0fkfNMVIngcNMmigcZNMpDpfcNMpmqmmNMsSieeNMtWYggNNHtjefNNIxgbnNNf8fghNNgCimmNNiPbfgNNiUfgmNNlgpjaNNuPjZu
                NNuZgabNNubYfdNN5fggfNN8LSggNORLajhNORzoglNOS7fjlNOUGqZoNOikfdgNO0kbofNO1ZkeaNO2RietNO3WZciNPAyfnaNPBthgcNPCSqU7NPRybgfNPSocgg
                NPV+ggdNPZscpkNPffcggNPyQljfNPyVneeNP0mYtfNP3TbdfNP8BeggNQNtpqTNQPNgpfNQRrm/VNQZBxocNQdRkddNQeBjecNQgLcZfNQoLmenNQqycdfNQuDboa
                NQxgaegNQy6aggNQ2HmkbNRCgldaNRRMhfeNRXQgbcNRdku2eNRePifaNRfeddcNR+nepeNSAikgfNSBQjhfNSCJekfNSNPfecNSQkiYfNSegeggNSjyeggNSvjwga
                NSz0cggNS2ckefNS3KiflNS5rfeeNS8XqbnNS9whacNS/myagNTBJigbNTE/UfeNTODUbkNTOQolUNTQ2agqNTVumaqNTa2cjgNTh3dadNTmTfggNTnAhhiNTqYZfe
                NTvpaggNUF/fW3NUGUcegNUOXcggNUTflb4NUUDjddNUVHqgSNUVMfggNUW2dggNUdQaggNUhCqecNUmMXS2NU+IefeNVASdggNVEbZggNVIUjfeNVMzkedNVggfVo
                NVjTmieNVmReedNVxkkgiNVxr6ekNV2yoqeNWAogdfNWBifrfNWH3sTeNWIjyZhNWKskccNWK+eogNWMrZdZNWPxfdbNWQhjgfNWU3tckNWYKiUmNWhsfffNWqcsdp
                NWsPaghNWudcflNW6pefkNW7xdbeNXA8fdnNXDDldeNXDEeddNXE4ukSNXHVfggNXL0dggNXOfmafNXSqhYeNXXDXedNXZkgggNXg4tWmNXhJihdNXidgggNXjIhRo
                NXlnYggNXovjX1NX2Uee2NX3DocbNX39hzcNX6iTfXNYAGmYeNYMMcdbNYNPcibNYXIiedNYYiYfeNYZ8ohdNYfKdggNYkLkfsNYrPfbnNYsLdfiNYvcfXfNYvshiP
                NYv0jajNYwsjvfNYw5dggNYxHJejNYxnukXNY1TlplNY7HkggNZGqeggNZK1fggNZPngefNZUVheeNZVCfZfNZm0aggNZpxgccNZvroadNZvvcbeNZ6bfggNaFBcjg
                NaQTgggNaQrfgdNaUSafpNaWrbVeNaeNjdfNalxcfgNamzhefNanXlkZNaoulefNaq9dfhNasrVggNayHmeeNa+UoufNbBGmZjNbDfjarNbIpZoYNbSjmkgNbTcggg
                Nbie1lZNbi5oddNbjcnipNbpMSbfNbqOinfNbyPlcUNb27gZbNb4xhjkNcMu6geNcT/ffhNcUdjhfNcU2khbNcgPaggNcu9bccNc9LeffNdF4th7NdIrosgNdLIech
                NdTqXjfNdYgfacNdY+ZggNddfledNdf5gcjNdlAlTfNdmGhdfNdnTmcfNdpBfjZNdpsgljNdsGsbdNdunmoZNd4YkfYNeEIcgeNePDZibNeS2iddNeYjWdfNep9cgg
                NeyUfkeNezJaefNe3udfgNe4tigaNe5ljVcNe64eggNe/GujpNfGQgeeNfQEiewNfRXbhgNfhWgZhNfkYbfdNfkugffNfmLmieNfyoickNf0neanNf7yuTaNgCiied
                NgFnjgYNgMGhheNgXclWgNggIeggNghbrZZNgjEigdNgjMbggNgteaeeNg11fcgNg81ogbNhDUigfNhHljfdNhH1VmUNhJslY4NhMfUdhNhPgmZfNhVEhndNhXivti
                NhhXmgkNhkMjkfNhudcegNhwrdfgNhxhiedNh2hezfNh7PjWyNiFRggaNiLVcidNiQ9dggNicTibeNiingggNim5cYdNip2whkNi2egdaNi8UYeUNi9VobrNjBgeab
                NjCwgefNjGfscdNjNRpdgNjTmgdpNjXNnqXNjb8hefNjuwRfgNjzzkggNj1yeggNj5zYggNj/2dHnNkALfffNkARXekNkAlhgcNkIZmefNkWQffgNkXAefeNkbRegg
                Nkj/jdnNknlbgdNkpUlemNkvYdjgNk9dffiNlHkjncNlNiieqNlQmicfNldhhXaNleFlkiNleQlZiNlj7ffnNlpAZrbNlw6iffNl6qrkcNl7dmYjNl94HgfNmGtheg
                NmJ8nfeNmKLshYNmLPUafNmLhcqeNmPBnvbNmR6fkeNmR8ghfNmUVWedNmh8dhgNml5aggNmuqZeUNm1qkgZNm3/igeNnK6cnbNnNuggjNnQTYieNnVjnhgNndmiaX
                NnhxlfhNnpGqb/NnpLbfgNntrapfNn6AfmWNn6kwoSNn/QkkhNoIbfggNoMLdggNoX9UmaNodDheiNof0affNoi6ebfNolKZggNoluhhkNooliefNowmheXNowqcbb
                NowwhbZNoxkgeoNozVqeuNo69ncfNo8xvtkNo88llmNpCxeelNpT+hdkNpaUfefNpd8rkXNpmTbggNpnwfamNppFcggNpqoplbNprolqeNpv0rgyNpxyfffNpzBmZg
                NpzPqbZNqADfehNqDWYffNqKKOffNqSLhbfNqU6aacNqZ9hekNqaneezNqeTjbvNqlleggNqmWcggNqmdfggNqomnbcNqvifZyNqwsecnNqxpeggNq0LfUwNq0brsX
                Nq0xhemNq23qggNq4HkbeNq8CaifNrDXZVmNrMkmddNrM1gdfNrQoZhgNrS0cggNrcijUmNrgHhweNrhzlfZNrlvefgNrmmielNroXdnhNrpZghdNruweggNr3lfXj
                Nr7RlhdNsCyhggNsFuXhaNsavieeNshDhefNsrsnYiNswPkfcNszEqcVNs1EhkeNs8kXggNs+TiklNs+XYhYNtErgjeNtGAfUiNtIyjhgNtKzgalNtLWvetNtMmhfg
                NtPqjhdNtQBfffNtYYeggNtakXmjNteKZZcNtm4pb0NtnlmbuNtpCaggNtr7oTxNtvzfggNtwPlkaNtzWhgiNt0bcggNt2LdggNt8trggNt+fbkgNuAiaggNuGisaT
                NuHqbobNuLPiSfNuL7bggNuTGqgZNuadlceNullheZNunvknYNuqKfffNu5dlrVNu61xdhNu9ikcoNu+tiodNvLtfggNvOsehjNvSZSwVNvVEqicNvXZjlfNvgWmfl
                NvjnfoYNvv5doZNv0ptXUNv2EeeeNv4XegcNv45nbbNv5YnfdNv6YhmcNwI0dggNwR2bggNwZLiggNwZhigsNwfmeZkNwgVlnXNwh+cYeNwraneoNwsevcqNwurmyX
                NwvtgieNw2QdccNw8OklfNxAkXjhNxDicggNxFrfdfNxHlbggNxKoZd0NxP6biWNxQIichNxT+gSeNxbfoihNxhoXhcNxmCfhfNxmSbcgNxrOZmeNxxrdifNx5bMUY
                Nx6QbdfNx93lpcNx+/ihfNyH6egeNyI4fffNyNpsbkNyN4fcdNyONeedNyUcUggNyZQhggNyjKbgfNykvgleNynKmeeNyomcggNypohfXNytgTgWNyvwdsRNy05fgf
                Ny+0bggNy/dhfZNzGJqdxNzOpbefNzRchfdNzVqeggNzX0bgfNzuudfiNzv9hocNzwvlejNz1VfjiNz/KcggN0BQgVnN0CDcegN0OyedeN0XCbeeN0XDZofN0fAdgg
                N1EqffjN1LOeggN1NPhecN1TsfggN1bGcfdN1eqgkbN1ixeYsN1mTcggN12UeiiN14HmffN19YlfcN2AtjdfN2BhdggN2JMgglN2PGefoN2QypggN2ZitegN2b4ygl
                N2c3jbfN2fzkdbN2wHjfgN20hcdgN21SZifN21uTgfN26JkZpN3J+oicN3LRfffN3PYcYXN3SpeggN3TKlehN3TipekN3W/mvdN3d8vddN3j2hfgN3tvajPN3uZedb
                N3uhXhfN35LbodN4BVoggN4MyidqN4kisZfN4rWggfN4uRgdeN44khdsN45BagoN47ybeyN4+MfhoN5JNcggN5LnWsTN5NqfseN5OLgVvN5RodgeN5UnhddN5Xxfgg
                N5X6khjN5ddefgN5k8fggN5mSqzeN5pqllfN5qafgqN5t9iigN5vhUceN51FglgN57KggfN6AXobmN6KfirfN6YzjniN6icffcN610eZsN6/rlleN7CAmgdN7JQTfg
                N7MXcenN7M0qmdN7VXeffN7WhsocN7YuhucN7bMkggN7eoaggN7gIucoN7hUnUaN7kaocuN7k1irdN7tSncgN7t6cfdN75mpZwN8MkndmN8MwudpN8RRclfN8RrnYp
                N8TEmfjN8aBojeN8aUifnN8n2ueoN87ypZwN9A5ekeN9DfeggN9HBibiN9PngggN9WAefnN9nHkfgN9vMrecN93qVggN94TrceN94qcggN9+KfgdN+GtidfN+J9rcm
                N+T6bgbN+VdeggN+XLckeN+YhfZaN+i9UeVN+miccfN+nHmflN+rLitfN+ugpjaN+vjdegN+1OprfN/A8pfdN/GpkrZN/aYhgqN/dDfcZN/gYdhgN/idjidN/ijeac
                N/izbggN/n5ed0N/oQXggN/sAeddN/6+cggN/+TdWwN//3hceOABJfggOAFVaggOAPhjsLOAgMhocOAgTgRxOAoFimnOA8lggfOBQXffmOBVVeefOBVdguWOBVrfcf
                OBmenkbOBvgdggOBygmhhOB/OoweOCB2hPkOCJHedcOCJRhbfOCJutjcOCSLbggOCpqTigOC2gdggODDgmaeODFVeggODM6eadODNKYggODYvbhfODhhfggODiqbaZ
                ODlxjigODl4TggODnygqeODrzsanODyVhgoOD+zkZaOEIldfiOEKXlrdOEO4dmcOEYKhffOEcYfggOEijZggOEkGYggOEoJjhfOEtfoZeOEvheggOFLlbggOFOaddf
                OFPKkleOFVdjfsOFYPeggOFZUnabOFpPbggOFwPfffOFw/ideOGLHktfOGLxieeOGNmhawOGTNbhgOGZ3eeTOGieUeROGp2nWcOG7KrmfOG74cghOG75fggOG9Gmgf
                OG+sqflOHFsdggOHGRfgnOHMyaggOHRvnhiOHTgqipOHaNbggOHcFfehOHzBdggOH5SiecOICGpYcOIKSgehOIK7ggiOIP3kkfOISNedhOIWQednOIWegYjOIuuagg
                OIx+eggOI5drXoOI+7kddOJBfaVfOJDWjaaOJJ/WggOJLEobYOJOgkkhOJO5aggOJZVdfgOJaQZhfOJpijekOJpqbhiOJzfhXgOJ9ZaoQOKbfjegOKdrhfZOKeUghd
                OKx3gedOK0VrfdOK9dvcfOK/dmfpOLIjamVOLZlnbeOLlLqqfOLl0effOLmXdggOLrijdqOLrucdfOLuQefgOLusgfiOLzNeggOL2NcggOL9YcmdOMBDdggOMCdjib
                OMCwZghOMQWjihOMWdclfOMXLuYcOMtEcieOM78elaONJrvhcONUzeggONVJjbfONV0enVONXZwabONYMdggONiVTdfONsTeetONxcddfON4ngifON67txaON+ueje
                OOD4hpWOOOdqqdOOQOqoZOOVHeggOOjaharOOl2jefOOvdxpXOOxSgbfOO1baggOO2XkZsOPC2pd5OPDUgfaOPEXgifOPKRcdnOPLhi1fOPQNotWOPRwoYtOPR6agg
                OPV4kffOPercjgOPlKn/XOPmbRggOPmkfceOP3frkdOQBNmdeOQF5ddfOQJzvjYOQLicbfOQQkmggOQw1grZOQyvihfOQ1sfnbOQ6meggOQ7jcffORIWbibORLWndZ
                ORSZideORSsjcnORZJpgkORl8lidORwseffORz3aggOR1DdebOR22hefOR9OffhOSHqdfeOSVhbfhOSaMcggOSdiiebOSgGfpmOS8sgdfOTG8iggOTHanWfOTTgefg
                OTZ7gfeOTj8eemOTsrqdgOT2KkykOT7zlkcOT9ykpZOUNgiabOUTXdggOUVMfggOUYrZrfOUddZcdOUiMf6eOUjcihcOUlqdgfOUyQshfOU/alceOVAjcggOVB4ibY
                OVFLdjbOVKeeedOVN8vbdOVQ8hpeOVT5epxOVanpZbOVcUeWsOVdkaafOVjiefgOVppgofOVtGhfcOVwrOggOV14kgeOV2tdggOV4SghnOV5flcnOWUrdbjOWaUhgf
                OWkjkjdOWlzgliOWnEjcfOWqQeefOWtondjOWuajffOWwopgcOWyElhdOWy5ruXOW0ngefOW5ckgdOW6bqZcOW/ujkfOXLaedjOXT3melOXUBivfOXX7XggOXjeegg
                OXoXfggOX0anoZOX37fffOX4PimfOX/GpcbOYADkZfOYG3offOYJHZggOYK4ijgOYT9efgOYUbgggOYUqhccOYkpjheOYrfibvOY0WelaOY2nfjdOY8RedmOY+Rfii
                OZCbnkcOZK0efhOZLOlhhOZXuWffOZjxJZZOZp/YfeOZspdggOZ3mgggOaHsoV5OaI0hcfOabNkbfOabinZoOacOffdOacTfdeOadCedfOajkeWwOam4begOaoEdgZ
                Oa1/jYsObBUZgfObDRglfObD7gfgObGYjfeObIbibiObJjcffObKZZggObKvhacObMHliiObNkZgaObTofpeObWKfggObZqfpQObbCdggObbWdarObebjgeObhmoya
                ObiTpaeObpltpfObrBfekObtajgpObw9nYrOb3nmckOb6zfkrOcFslaeOcISekaOcMXdffOcVzfgfOcWjckfOci/eTsOclUdheOcpiZhfOctRkcdOc6xoVkOc9hfht
                Oc+LgggOdBIgfcOdJLdggOdJclfeOdOalgiOdTirZjOdYWbdcOdashdeOda3VceOdbaiTmOdcIgldOdeKhggOduVjgeOd9TfciOd+ScleOeMtTmZOePFfggOeZGfXc
                OemsnfhOepxlkmOevekfdOeydgfeOfDyWehOfEdmgmOfFXpnbOfUKlscOfZHfeeOffCgkdOffDpTZOfidregOfj5hcpOftzhcZOfuGhhgOfv4XgdOfwa7eMOf1xmeZ
                Of17cffOf4rmiZOf9RgjeOf/GfggOgJPdggOgLDidhOgSQqqXOgVQcggOgXUhlaOgcVcdfOgf2fggOglqbggOgrJhdeOgrUgWmOgyCjWuOg5/jeqOhGOeeTOhPedgg
                OhbumggOhj6ogdOhrvfggOhs+jXfOhvOkimOh0ninbOh44ejgOh6xbggOiAIhMcOiKYgfgOiPYgfgOiYcfggOiaglgdOijhhfqOipmdeeOip7bgnOirUwW/Oi29Zeb
                Oi5OkfeOi6phdfOi7VdieOi9zgcnOi/TffjOjGXtYQOjLDcawOjL5dWpOjUQdahOjcOdYYOjh2ifgOjz6lchOj1SfdgOj2GafgOj2NiZsOj2hfggOj6wpeWOkBJeeg
                OkB8cigOkH1eggOkMKbggOkV4ihfOkYTnfhOkaZZpgOkcFefgOkcsdggOkdNnigOkfThgnOkkBbggOkoWkecOk4ufkZOlEpdpcOlP6ibeOlQbdggOlWvcisOlZloeh
                OlZ9hjjOlkkherOlt2ahVOluqjbfOlusppmOl2WgfdOmAYtcfOmE2moZOmIWggeOmL4SacOmQlWggOmTuonaOmj/gffOmp+affOmsffjfOmvRejgOmwQjefOm1Kfgg
                Om1vkmfOm8zfggOm9ahaqOm+biseOnCGdgeOnFEfWwOnf4gfeOns1jefOobLzngOogqeggOoildffOokekciOovafnoOo8pegfOpIFhkaOpKulaeOpO6cggOpP5hla
                Ope1mccOpgLgggOpiJWggOpoSbhhOppslefOpr0grdOptnlZiOp3lffiOp4oekoOp58aegOp69ZggOqGSeefOqQ4gggOqTnpXaOqVB5ebOqZYugYOqZ4ffgOqe0ddf
                OqlqodaOq3+dghOq6TfXeOrBLjgeOrJjhceOrTLhdgOrT7ifdOrUVifbOrU9eeeOrZPhggOr0fnWkOr41eldOsCFludOsECfgZOsOBTciOsQU/icOsQ3djeOsVgflO
                OsdzgigOskHgqdOsxWbggOsyPfggOs5teggOtA9rYgOtCqbggOtT3j2OOtULXZQOtVIhZXOtWLjdlOtlGeggOtqNeggOtzLeWkOt9PomYOuJlefhOuPSjwqOuX5idc
                Ouc4mcfOudeeggOuiSitdOujGlfcOulemabOulleelOulmUYSOulunxeOuuEdggOuu9geiOu2FgdqOu6IdjaOvHfiifOvPGgdeOvSSoauOvapjleOvcifffOvkIbct
                OvlaVafOvwkfbfOv4oahgOv7ThefOv8bkgZOwOEdgiOwZtXfeOwa3effOwbHgepOwfjhceOwf5WamOwkVedsOwlNeggOw8thjmOxJupffOxO/k/WOxT7pVeOxXMgkg
                OxZrffgOxcmplcOxdDjeuOxgiqtZOxh6eggOxl5hegOxojghoOxqYcmgOxsxeggOx2OhbXOx+4peZOyArjefOyCkajaOyDtkTeOyD1eggOyIwjgeOyM/gdhOyPgbgg
                OyY7fcfOybkeggOyqdedeOyrJeygOytYfefOy0wvF/Oy4obefOy4+jelOy5aoneOzB4mcaOzJydggOzdujifOzlmaigOzrHcpiOzr1defOzyoXggOzy3rYdOz0Unof
                Oz1tmhkOz6dkZsOz7LggYO0OmtYXO0PlemgO0PtgicO0TLfggO0UiqWoO0UxkbfO0fhcgeO0f1oggO0gZcXlO0sJlekO0vXbezO00OideO1GuimdO1IOdfYO1JQhad
                O1ZTlioO1ZqghpO1czkglO1egidkO1tJgfgO13sguSO2KmojfO2YEgedO2zgsmdO22TiShO29hfsaO2/WZggO3HNgdgO3cEUieO3iijhbO3x9rffO3yKZjhO4EGncZ
                O4G+YeeO4LEbddO4NtcmZO4OMwWUO4lVjpcO4tfgXjO4vflwgO4wDvchO4ykhelO48YUaeO48vkhfO5VxiggO5Y8cffO5ZDjoXO5ctkimO5dRfdfO5e1UggO5f1heb
                O5lUtfgO5rAhWaO5tKkfZO5vDfhdO5yrkfbO514fblO52YgfeO56kdndO6AxdggO6DrbhcO6HmcfeO6MWgWrO6QMoV1O6U/YhdO6hRiefO6opYggO6x3jWZO61mmds
                O65DZigO6+RljdO7OdemYO7PKaggO7RqfggO7TUhhgO7XzblcO7YxfggO7aMfggO7a+gggO7fngefO7j2meoO7m0dggO7rYgkkO72NibfO79NlWhO8KEcffO8Lknbe
                O8M6eggO8QFapfO8SfeggO8VfpegO8yfbgeO81fcffO9AAcggO9E+qVnO9SQeggO9lgffkO9mbgjdO9mgdtZO9qcfggO99tffdO+BxqfeO+KypegO+PlgfeO+RDmad
                O+SWdggO+UBefdO+c/eggO+oGfggO+olbofO+r7leoO+ujiWrO+wMietO+3UsdrO+5JkgaO+6wml1O+9oXggO++AbfgO/AOsocO/HSaacO/KJlgjO/RflgfO/gcbbm
                O/hsmbjO/snfegO/tpkmbO/wagheO/wflWqO/1AcifO/+tlihPALpWeePAXZdmbPAZohYfPAahgcjPAbtuibPAcFxkTPAcpeggPAiTfefPAsMiedPAsReYbPAtxfco
                PAzLmShPA4ijZxPBF9RrfPBVCbffPBaHoffPBdwbjgPBfwYegPBh8peYPBj6ghcPBsVjbUPBuTlxdPB0hfggPB1XibmPB/UYjfPB/8cfiPCCzladPCFQgegPCH2ejf
                PCISmgVPCOEXYtPCU2fggPCbdjffPCgCaefPCoXddfPC1gknfPC6taffPC6vhndPDGxfggPDMpgQVPDQDefgPDUQnhfPDUwaggPDWWcggPDXbZjaPDYmXWlPDaFgZi
                PDgfjhVPDhbjZmPDpWceXPDtWngdPD1BmhfPD5EggiPEHddadPELRpyePEOMdcfPEVyfigPEWRXfYPEiqfegPEizbfmPEl9XggPEm6ipdPEnZgadPEqqmggPEt9GaY
                PEwwehcPE5CcYxPE7i2VQPE76jggPE/lgejPFH0hpaPFMokYePFOGlfZPFSZdcePFSkgdgPFT7hbfPFU2ipgPFZMfofPFcKXggPFegimePFeojidPFlaehfPFuybmf
                PFynbeePF1fhoePF2AbkgPF6WriYPGARgjfPGIRoeePGKCfggPGWidggPGcOofhPGglmhhPGg1iqfPGkMdggPGntadgPGpdIYfPGsocecPGwmjgePG8HffgPG/Ggfl
                PHFdidmPHFwgnePHJ7jddPHS8mcfPHcyeegPHd+nbYPHmTifgPHrIfggPHzkbgfPH1LztZPH2MbhfPH4NifgPIIAoiWPIOrbeqPIQQrftPIUrgggPIeRlfePIgUcgg
                PIiNegcPIoYfpfPIpPfhhPIvYadfPIw6oihPIxXYeePI8dpngPJEcjgePJGNiocPJJIeggPJTPkefPJWflf5PJdhdggPJf3kfhPJhBfcjPJjVdfePJrTYdnPJtVegg
                PJvxfaePJynkcYPJ07WggPJ2XkbfPJ25eggPJ9wQTlPKArbfgPKDX6TsPKMcefmPKYKeegPKl9XjgPLAaolhPLJejgpPLmXihbPLmYneaPLsbhfcPL0pgjhPL+Jjdb
                PMBukHYPMOuacdPMS7YefPMYItgfPMbQWbcPMy3pcqPM2ljcfPM/JhfgPNExheePNHtbghPNJPdSsPNK2SbkPNQ2eggPNVNrhmPNWjianPNg6fggPNwqcffPN2ucce
                PN5gYWiPN5nZhhPN9hjbfPOHZYepPOLVhldPOZadfmPOcAfggPOhKbjcPOj8qkfPOnJkefPOv7bglPO9jehePPGfecYPPUhXggPPU0pfuPPWsoxnPPb7dggPPdNn0V
                PPjQVfdPPvadggPP1CZggPP4BgeePP8dgggPP9GodcPQAPbekPQCUeggPQJkaidPQQncglPQRUdggPQZIhbfPQZagwaPQbYcdfPQxdjfnPQ0GeagPQ2YrbaPQ+Klod
                PQ/MgggPRRXdj/PRXpgbbPRcQdggPRiriedPRjBoaVPRwnggePRybgggPR2+dgePR35qedPR74VfiPSGpkfgPSLPofePSNJkinPSY+ifqPSZ/ikfPSd5jfePSmacdf
                PSonegePSrDeggPSz4XggPS2vkjXPS66hfgPS7tkccPTHbihgPTNodicPTUpieePTVz2qZPTe6tiiPTfhffePTgmigePThsPjYPTngza4PTpSiZbPTttggkPTvUcfg
                PTzckffPT1CfggPT1PgkePT5/jqaPT6EfezPT8/plaPUF0yMWPUNrlbuPUPHqTxPUR7fdhPUTQcaUPUZ7q1VPUbecggPUfJhdfPUhxkgePUmZgefPUpSdZfPUrxhrX
                PUzUiefPU07hdfPU+wkrePU/eifgPVB1defPVN6aggPVQmfcePVSkpqSPVa7jdePVbtfggPVcLeggPVdkdggPVfdjhqPVhOnmaPVneffhPVo8kkdPVukifjPVxInYQ
                PVzGdggPV/V27aPV/lhefPWDerwWPWIZedcPWIznZoPWM0YndPWU/kefPWnehoePWsqpqbPWtqZeuPW3HdYdPW4DigdPW60tbWPW/ptjbPXA0gnyPXEItegPXHfjlf
                PXLTdfgPXeYjfgPXpQinZPX3MYpePX4ufetPYAZgghPYG3qhaPYHudgePYLgjdcPYOefVuPYZjjccPYcAnekPYgsgfhPYiqgedPYmwgedPYrtfocPYsFfdnPYutjib
                PYzobfgPY1RmkePY38dggPZBRfcgPZFfjfgPZM1hfdPZPWmflPZQ1bgdPZXQikcPZYOiedPZvqffaPZy/ckYPZzHjecPZ3ffjgPaBzmVlPaIBiggPaIEklcPaJ7Ygg
                PaKVVfmPabYcggPadqdcgPaubdggPa+SpXYPbA4mjePbGcgddPbLyediPbNkhcYPbapfelPbfxhwXPbg0aflPblUfggPb6qddXPcA0ZggPcNhhggPcQgWggPcZ4jYa
                PcbakfePcgOvdcPcjBYgePcnuddhPcvseggPc0UetdPc3ihZgPc9ehdbPdMCcfUPdRZ05aPdSeiT4PdVsbhgPdfAkkfPdqgbpfPd5UaggPd71bfcPeDMefiPeJAggg
                PeJmYndPeJ9jacPeOLegfPeUQjmiPeflbggPejLZkcPeoGZefPep2qmbPeqDfXdPevCkggPe6hfegPe67aggPe8OZdfPe+UmblPfG5hajPfj3budPflIkhdPfnNlee
                PfnpbcgPftbe0fPf+VhfgPf+3hdVPgLFjeaPgXohcjPgh+zabPgjxbggPgj6fjgPglWgfkPgqpckdPgvMfggPg0pherPg06VcdPg1lhdgPg39hfdPg98ogePhEhYhf
                PhIZaggPhLodfrPhRVjknPhSIjeePhi0qnNPhjTfoUPh10kgdPh2LhXfPh36knqPiDLhggPiE2pYZPiQETfePiUNicfPifJjyiPihpOmcPiivWggPis4nhjPi9gkfM
                PjDQzduPjE1ifgPjJcpogPjQMdjgPjYgeggPjczcggPjejWejPjgZlaePjldimlPjnz2/iPjtqgpYPjvUghgPjz/daiPj09oeqPj3SnchPj4JZchPj6uZgaPkANqmj
                PkFXfjcPkILhxXPkRveiaPkVAdggPkVvifePkXgcggPkgYghgPkiigfiPkpYgtePk1zcggPk4IkejPk5RyksPk9QdrSPlATmlYPlBogcbPlCOfhfPlQ4qoePlY3nhg
                PlaAVgiPlaUfbjPlp7anbPlsjiglPl1JjhiPl4G0iVPl9DedfPl+7nbqPmAgvdoPmJ9mgXPmNibbZPmOGedhPmRzjifPmR9isnPmdakgWPmermeZPmlMbfePmpmbfe
                Pmt+iWdPm1YgfgPm1nfrfPm8skfcPnC2mdePnC8nBfPnIX9tUPnMKnfkPnTqXbhPnXVkdpPndZekmPntdjkePn0oiYcPoDRecePoMxfmcPoNwtjePoR/YggPoX3XYT
                Poa0hecPodmkbePog7cggPohVkbSPorwlhfPot6kndPowlmifPoxPgicPoy+krhPozahefPpHAcggPpQ9fmgPpRTtYdPpbSfggPpg6YgePpl7rcWPpp0bggPpr4ing
                PpsnbgePptObdaPpumhdePpxLipePqCKladPqGvbuePqKzehePqQYhrrPqQydggPqWtmfZPqavikcPqqlrjcPqsNiadPqyCeggPq0rbggPq8SkdqPrG3ncZPrISkgf
                PrKPnkgPrMcbffPrOXmbbPrXdlffPradfjoPrb1bggPrildXfPrlrXggPryCldnPr+oclbPr/2gbnPsHLdggPsMskfoPsc11YRPsgIekgPskOhfbPslllcoPs0wghe
                PtF9hgfPtGGlfcPtGnbggPtKEaWnPtNRZggPtTAnrfPuKZeggPuMGldfPuVCdjgPuVMkecPuVmijbPuaPmduPuaulefPuianaxPu4djldPvAjqdfPvJoddYPvRBmgd
                PvksoXlPvlV2lnPvotmnYPvteVggPvuEgegPvucffgPvupcggPv8taggPv9YnpdPwBSfeoPwKxdfcPwLGnZePwWrdffPwW/k6RPwdwdihPwd3dfiPwneaggPwnlnfh
                PwqwbmfPww7feePwxQvgrPw4RchfPw7iZggPw/Ej1ePxHCegfPxNQkWcPxQiicfPxRwZfsPxVVfggPxXYleePxYTcggPxdRrkbPxlzrjtPxnrhehPxzPbmsPx08fig
                Px14iggPx7sfhsPx9ehWwPyBxcfgPyFVgffPyKqebtPyMvpkdPyNEcggPypSfgdPyrDpZnPys3nkbPyw2kqaPy4ygfePy5kfggPy+9qnqPzFWjfiPzGVglgPzP0lhn
                PzP+TgXPzebfdfPzeyfidPzh0igaPzi1ggkPzs9YggPzymUecPz5+ZefPz++ifmP0LCWggP0aGZffP0b3XXgP0diggjP0exnhdP0qloS0P0u/bfgP0wwWijP013ngg
                P03HdmlP08IjdbP0++jkpP1QmrczP1V3jvcP1ZyXveP1iaoanP1jhjXoP1oIaggP1xFjkfP1ySlcbP13qXfVP141ajaP2FhoRdP2K7gegP2MzhggP2SmgdmP2Somcs
                P2UO0uYP2ejeYqP2imbggP2tsxkOP2wCtpbP20CeqfP23xhghP25HjYaP27cgffP3HhbggP3NSZdiP3RHikdP3STXggP3ZJeggP3Z4ngkP3gOUofP3h3cggP3kgabd
                P3pvldrP3rlYohP3sHdS1P3sPelaP3tCigfP327ddhP34ececP35RdfdP36gijeP3+fkggP4ILUggP4M3dggP4PplsaP4bscggP4eY5jpP4e0fggP4njhihP4oEqgg
                P4t6gejP473nhWP5AUntbP5E4jgeP5FFgfkP5H6hgcP5IBdbfP5ZigggP5hUlaeP5h/dfkP5kwsUcP5posewP5rMfoWP5tNegfP53DmdfP53dk0gP6E4fYhP6GGfim
                P6IilhbP6I+gZfP6i3fkgP6k3nrfP6lidWfP6mYtlbP6wNcffP6whejdP62HfrZP65VdgkP69Qgc2P7DicgfP7PEldfP7Q9sidP7U9rbfP7beeggP7fJcfmP7iYgfg
                P7sIihaP7ubdmfP7+j1tTP7/qcggP8BebffP8DUtfdP8L0aafP8NThnYP8eQbjgP8f+mtdP8grirZP8pgcgfP8wwZdfP80JscWP87KhueP8/cU/UP9J9gUdP9K6heq
                P9TFgWoP9URpliP9eueggP9fCegaP9ihedfP9nzcggP9t1efgP9x8nffP9yUlbfP947rUZP98hgffP9+HdgfP+E9dgnP+IAeggP+JddggP+NJfefP+UFbggP+Vuigg
                P+kypfgP+ozcggP+pklchP+vQffiP+wxjfiP+x2gbaP+x3fNSP+zVz6RP+1XpehP/E1SYbP/W9eggP/hmtccP/ijShkP/k1affP/mBeifP/zKeghP/4IkedP/4Ymjj
                QAOVffeQAVdfqgQAfiqzbQAfjRggQAhfhY/QAh1ffUQApbwllQA2cXggQA3CXOqQA7JlerQBAtegfQBA0aheQBQaigjQBc4rccQBeEfggQBjskpcQBvwnXbQB9rkWm
                QCCYeffQCCwhbgQCDSmcfQCDlYerQCFxnakQCI2qjRQCJxihfQCLyeggQCM+mqgQCZ2kldQCdBkeXQCoqerfQCwzbggQC2HjjeQC2weedQC4xlneQC7hlkdQDDQydo
                QDDWoxdQDETdggQDGJpfhQDS8famQDWxofjQDfKancQDhyefbQDpqujZQDv7dffQDx/bggQDzDYifQD/1cvYQEABgdqQEDQnnZQEK2bpXQELXojVQEQ/fkgQETTlbj
                QEaJglgQEcuffeQEeQcedQEk5gavQEuEeggQEufiggQEwRijbQEzteggQE5BdggQE5hlmdQFAYobfQFAlsWjQFGpfhcQFLFcdgQFbwdofQFe9udeQFlBaggQFsBXgb
                QFyucggQF4hXfaQGABfggQGGxlffQGKekggQGVCdqeQGgTlebQGgogfgQGqWffnQGr0lgkQG+QdggQHACdgtQHRWwkgQHV2geiQHf2ivcQHiUZdlQHkGmggQHnFkaZ
                QHsgYgfQH0vgffQH30dedQH/ajglQIBveggQIGzmcjQIOudfgQIPZpaXQITwjydQIUAmhfQIUpgibQIVNi3rQIXkYgdQIjJZggQIj9gfsQIlEqgdQIvqabfQIwTiec
                QI2YejgQI3+dggQI4bjfcQJE4ffeQJGAoebQJOQgZiQJdkbehQJjYsgeQJncfffQJrv1eZQJszVidQJv8bdfQJv+fleQJ6mgegQJ/ybfdQKD6hffQKZtgffQKmKagg
                QKpPddfQKr4basQKt7ggjQKvPbgmQKwRgUOQKxDhrdQKytlffQK7jqewQK7obgfQLC/jetQLDVqdoQLHkgkdQLT3bZeQLdOhkfQLfWdljQLfendcQLn5iefQLxMqbo
                QL+FmicQL+JgggQL+KtdlQMAUaecQMJ4fbfQMeQhefQMf1degQMn8ifmQMwsljfQM76iahQM/EqfvQNIslZsQNTBlecQNXJ4ZlQNZFsocQNkafgvQNkufX3QNptlfe
                QN1XjdKQN8urdeQN9EuleQOALgodQOQddheQOSqigmQObcgeqQOhfqcoQOiZTfkQOkqfgfQOkzhXhQOphgggQOrQecuQOvChmgQOzxhsdQPFiZffQPSwUidQPUsifa
                QPXabZfQPZ5fcdQPbfWZrQPe9gdfQPyGZhkQP1tcggQP3dyeVQP33gjdQP5mngkQQBeiggQQD/djgQQV5gdhQQW4fkcQQcqlndQQeQRZkQQkhqjaQQlMlpfQQrdgig
                QQsUcffQQupleoQQ4GeegQQ65sbdQQ8LgehQRP2bZnQRYhPecQRZgwcPQRaNbceQRd8gagQRgSfVfQRivdggQRq5gggQRtJecyQRvIdftQRyJpglQRzbdgmQR11fgg
                QR+lfggQSCYeerQSNqiqcQSSPdggQSXsgsbQSePdqfQSfMgbYQSgKgteQSpOdheQSrmiYpQSwieeWQS08mrbQS8VVggQTBbgfeQTIMfggQTSlfYnQTTxfggQTVPecf
                QTnMZneQTn9XdfQTxkqeWQT6sYhgQT7PeubQUDVlWZQUECjlgQUHimfeQUK6ndWQUMWqdhQUSJliZQUU9iodQUW+fsWQUZSnqhQUfQbggQUjFVeiQUj9gjfQUuamgg
                QU9LgghQVJddhgQVaLegfQVc1dqeQVnDjglQVoHhajQVyrbgcQV4BwcmQV9u85XQWFmhhdQWF4oddQWJVacfQWKmhlgQWNJfedQWR8iucQWWrXjgQWW9thbQWbRimd
                QWcMTgfQWd/ejgQWgKgggQWh7dggQWqkbggQW9OhQlQW/lpekQXDPegfQXDVjdbQXDvncjQXSBdggQXgyZggQXmXhbiQX9QmgbQX+UefgQX/ckX0QYEsYfkQYH7agg
                QYNQeYfQYaXhcPQYa4QfcQYbbeggQYgLlfgQYmUhRjQYnqggYQYoyoedQYsAeegQY53SjfQZFPgxcQZINYliQZIxjfbQZMWanfQZiBhjeQZi8jflQZtgdfdQZtkffd
                QZt0hceQZ1reggQZ6odedQZ/gjieQaGPbfoQaNRlcgQaSOjohQacsvnhQadweilQalfcbbQaxqhecQa0pdNuQa4teggQa4wThiQa6HcggQa70dggQa75qeeQa9fwk2
                Qa+XohbQbBriaqQbIyfceQbNugpfQbU7dbvQbV7dghQbfylggQbghfggQbhCfcWQbkWnoYQbzSemcQb26fnfQb6njeTQb8/mnQQb+/eggQb/OggeQcBCliUQcPDjhf
                QcTPeueQca6eWgQcfjVfkQch2dfdQcnChheQcqPpbzQctTdnhQcxNpmeQc0EjccQc7ydggQdAhnesQdCcmalQdJ5delQdNfdgfQdZQbfgQdxvakgQdzSeggQd3PWgg
                Qd6tVifQeAgfgdQeE3qUkQeSNkX3QeXBUggQedPfjfQeh/efgQeigdggQek0ihbQet4hehQezLrinQe7fkkbQfASrxSQfEonclQfOreceQfaVeciQfasiajQfk3dgf
                QflvkgfQfl8ohdQfoIYfQQfpXfggQfwXeggQf5sgdeQf6lgefQgBHjUdQgB+dleQgJ3YggQgNOvfWQgStigfQgZcfbdQgfnotdQghZikfQgiVbtNQgl7fggQguhncY
                QgvrXekQg4Qs/WQhKljbgQhRPeggQhReefqQhXUlZfQhYMgggQhYWuatQhbNdggQhgAicdQhgpiVqQhpHpmfQhsymjbQhynlcfQh92dffQiBbdhYQiCRgggQiLfhgZ
                QiLimcXQiPmihfQiVneaSQigKcggQip5eZgQiufoZeQivggliQi3wdggQi6DoQxQi/AncZQi/kigqQjAvdffQjFusgYQjRIqgdQjULemZQjZKlefQjftbekQjiwefg
                QjpvjXvQjt3ieiQj4aifeQj75kbkQkDqeggQkHUekgQkbzjfiQkhUjkjQkjSdpYQkj8ilaQklAfggQkvpkegQkxqShgQk1YdggQk2RZfoQk4tfkeQlJIueqQlKLhfV
                QlLIaggQlN2idpQlTlacfQlWsfhbQljAqblQlpIhsbQlpOdlYQlzDeggQl81ehgQmEnbblQmFvmpcQmLKsQpQmLSoedQmS+hecQmUPmXrQmX3aVoQmdYgjXQmn7pnd
                Qmp9wgYQmqLdggQmtMkqeQmuThdcQmvbllbQm0jfeZQm1fidcQm5SgggQnBTYfgQnD7YbeQnJfdegQnXVcedQnewoffQnj+jdnQnpopdfQnzKlmeQn1BhggQn2kjgf
                Qn5gZggQoCSfggQoFReWdQoOagfeQoOindfQoT8hiiQoXneggQoamaggQobqqdbQoyxdfVQo1XocXQpBNheeQpHdrgdQpWLfegQpnrdggQpxLeVvQp1rfggQp1tca/
                Qp4ghbfQqAVcVmQqDmiVMQqG0iYlQqSYXggQqU+jeeQqYIYbeQqhQdXfQqmDdbeQqwXdggQqyrkmnQqy2hkfQq0edggQq16jndQrDrmifQrFFeggQrHRilfQrTsggg
                QrUpqarQrYFkcrQrbxdlZQrrLfcsQsDxbdkQsL7ldeQscQiocQsdylkfQshOYlUQsi0ZhgQsqEelgQsrlbggQsyFhgfQszgeecQs30cggQs3+jheQs+YkcWQtF+ejj
                QtKjyncQtNxdggQtcKZamQtcjaggQtpugdfQtrVqTWQtymeggQuEdhgdQuPidggQuSTmdnQuZscggQudeZkgQujdaTtQulWXggQulalggQuwdpheQuyLhWtQu5pZhe
                QvBtucaQvDAaggQvGgaidQvHmgggQvJrgggQvLudffQvNUneZQvU2gVqQvWKrcnQvaVhalQvvReggQv3ydggQv/wfpaQwEQYYcQwHAnUkQwTrbufQwUhemiQwVFsuf
                QwfcbfgQwiCimdQws+sdcQwuTg/xQwvzdilQw1mjdfQw8IbfcQw9wnrgQxE9eigQxhETggQxnrTggQxqZmnZQxyaafcQx0mbhhQx3/eggQx4LeggQx5gbceQx9KtXN
                Qx+UdsdQyDNindQyI4dggQyJTlbaQyZJiX2QyiDcggQykpedjQyqtnxVQytkemkQy14cggQy+KbheQzFWafbQzYbYioQzfmgggQzjzdmfQzpQiddQzqg/gWQzqirVW
                QzsPghjQzxFbjgQz0rcfjQz4TbkdQz4aqerQ0FQfncQ0GYrecQ0HWfegQ0b4qmmQ0jxoO+Q0mEbggQ0pdcggQ0p4hqZQ0rMjbjQ0rYqhaQ059kcgQ064csgQ09lta/
                Q0+TcZfQ0+qTYeQ1GVu1eQ1HaLggQ1IlcbfQ1IteZeQ1K+fgdQ1NdibfQ1TmcggQ1VsbggQ1cRiepQ1hlceeQ1jgodsQ1nHhZhQ1sJeggQ1umdkiQ13mcgoQ19WrXU
                Q19yggfQ2bBiWvQ2b7sgfQ2cwnnfQ2dJaggQ2eRhUeQ2fsgjfQ2gDbhbQ2mveggQ2mzbcgQ2tpbcgQ2zWdffQ20BbjhQ21OfdaQ24IfggQ27XqfbQ28nfggQ2+dree
                Q3LDdggQ3N5jhgQ3RfgggQ3WFegbQ3dWbieQ3oZbggQ3zXZjeQ325cggQ35KkdgQ357gegQ36CelhQ4AxpffQ4BZnhoQ4CrhheQ4FGggnQ4JArfoQ4JyaggQ4Lvagg
                Q4MTmdwQ4YRnldQ4arbggQ4p0WZ0Q4sGaggQ4zNfkfQ41JuihQ41QfggQ41nbggQ41xkdZQ48MoanQ4/fieUQ5CEgeoQ5YadggQ5ZkkheQ5rGhbZQ5wBhdgQ51+Zgg
                Q54uSghQ6AdfbdQ6HshceQ6LBbggQ6UMZggQ6Z8jxYQ6aliksQ6bTejgQ6fxwcnQ6lGkOmQ6pVeggQ6pZdgiQ6rwkhfQ60lggTQ62zcggQ63okYYQ64wgeeQ66t1Wb
                Q67ujljQ6/QeekQ7RJbggQ7SBilfQ7S4XggQ7WNfpdQ7joxnbQ7mzeggQ7rIoioQ7rJjcmQ7rsfggQ7wonwbQ7yvhlmQ71lheeQ73hnegQ74DaefQ7+lfgjQ7+0ejZ
                Q8CDmZeQ8CqmggQ8C0egiQ8KNcggQ8MhgffQ8OxjldQ8VYZggQ8ZZfgdQ8gzYggQ8iuleYQ8m3hlgQ8sD1ZlQ81vfdeQ8/YileQ9FPdehQ9IpjrRQ9L0xbcQ9O1ice
                Q9WKncmQ9e/cTvQ9gihdpQ9iUpepQ9mBjhgQ9tukecQ94WZafQ94ZdlfQ9/5dUnQ+BZeaeQ+IdnUeQ+LCfmgQ+McYeeQ+NRniiQ+PeqbbQ+U5agsQ+WvkfbQ+aygee
                Q+ikZwmQ+olbegQ+pjgagQ+1nXgfQ/G2hmgQ/Z3geWQ/dgfcdQ/ijcggQ/kTWueQ/zbbggQ/3tYhgQ/6t0h1RAIcipdRAMLbrfRANafeeRAb0WjcRAsCZgeRBNPdjg
                RBQVnfaRBSJYejRBarchgRBhBipdRBoIffgRBwumatRBxldgiRB0FkldRB3igclRB7TeffRCI6ilcRCMCkbqRCOCaahRCXUWgeRCrCidlRCrKdfjRCrYterRCsXeeU
                RCswYggRCtGiigRCwxfhfRC8xZXhRDCDileRDCMffeRDDsfggRDEddndRDGZfaaRDJfigfRDU4hihRDWSlfgRDY8cfiRDjNRphRDx/hdgRD1RgggRD3isbpRD5Fkpf
                REBwlmeREB2rbZRELmeggRENzgkdREQXZggREROfggRERfjiiRETnUfeREWzbggREZcsleREnMmiVRErsfpcRFBidfaRFDrbaYRFIUfigRFLRfkfRFYMoclRFf0egg
                RFg1gfbRFiJdRgRFikdggRFj2sdaRFlQsZnRFoxkgyRFreldfRFsFZffRFxrmdiRF3gpdiRF4zfoeRF5rjifRF7feggRGAOqbiRGIbZhgRGIusidRGRpabgRGSYjke
                RGUnegjRGUqxdaRGXjiggRGbggexRGe6mtfRGfIfinRGn3fggRGt5qldRGvKfffRGzbgggRG1bQggRG4gtddRG59eggRHBOkerRHBYcdnRHEgcffRHKQfioRHNihec
                RHN6nYdRHSNdggRHVDd/aRHbxmmaRHcVaXeRHgRigZRHgvahpRHjsnSsRHqwfggRIHWSggRIKWiakRIPRimdRIT5kigRIXRlieRIXngefRIkHmefRIoVrcgRIzqmZ1
                RI1vnckRI7EhigRI+okbcRJEYqjfRJJzdliRJZMagiRJbTcifRJcCwURRJicfmhRJk5jgaRJmNhbrRJnwqqTRJoLZceRJtobboRJzZieiRJ4pkjnRJ8vfmeRJ+wsYn
                RKAjggbRKVBuhfRKVldggRKeoagfRKsHegfRK0LhYhRK5IekhRLB5lYpRLGmkUpRLH6ikZRLob1ggRL0jkaeRL2ce2aRL+vcpbRMHZkpZRMJmemdRMKwgbmRMMlVfm
                RMOgvweRMSl7uhRMbZZffRMndliiRMqmeggRMrcsXrRMyfsd4RMzhhfcRNFikjfRNFuceeRNP+ccgRNYjkgcRNmVWcfRNmhfggRNrnfcmRNvk/XaRN4CjggRN5nfbu
                RN8ElciRN/EfggRN/fhggRN/8ZadROCAodqROMIdfdRONJtdYROUnduaROWidgfROYhhghROq4kjfROxOfggROzOkcfRO0qfggRO2whqYRO+EagcRPAK1ehRPAQlho
                RPA3idfRPD2cgeRPMskheRPPYddbRPXCVmeRPaogdkRPgGqcYRPlclcvRPmVlfgRPqhqjgRPx7cldRP0TsgzRP01gZsRP3ZhffRP3nklhRP4deZfRP9tdehRP/Tlhe
                RQDykdfRQcogggRQlDsgfRQmSscdRQnOfkdRQsZcggRQtBUggRQywabdRQ26ddeRRHGcdYRRL4jegRRSUcfaRRVnddbRRW6gneRRZzdVhRRbjbddRRbrdfYRRfhdgg
                RRn+ibeRRqagffRR35gghRR71egpRR9HrdXRSAVbcqRSCKhefRSQdinhRSSchoeRSVKccgRSVUjkYRSWucggRScZZfeRSdeYeeRSmSkkWRSs2WggRS43kZbRS5gkve
                RS9UfWhRS9iaggRTEGcbfRTF5hjkRTPKecqRTPfdlfRTVJeggRTf3ijkRTidganRTlobggRToUgkeRToxfffRTsMhubRTutcfmRT0qgbfRT4+ojiRT72cjhRUBOSgg
                RUCiZggRUKokofRUQ3ncgRUR4gdgRUTlcfgRUaEhbeRUd/ZZgRUfQehfRUu4afjRU72aggRU8olbmRVCKhubRVLdmecRVcfXggRVmLhkbRVpXcgeRVwqbnbRV5fvfW
                RWHikchRWQ5eceRWQ/fggRWR3lYfRWSSmwbRWZ0fceRWi2eggRWn5ugeRW7veodRXF3ehkRXN2ggaRXYTYZeRXYWcggRXb9eduRXgfiofRXhnrUuRXiohhaRXt0ehe
                RXud3cXRXzfrYgRX1SedfRX38cggRX5ldggRX7CbggRX91YfeRYHOmcjRYK8rfbRYNWjXnRYOqhwfRYRLfmjRYSLsdaRYTkigdRYbhlcgRYiyacdRYvkiXoRYxTcdf
                RZDbiejRZIqtkdRZJCTihRZPhcbxRZVkacfRZZ4YkaRZahjjpRZaqhhdRZaveZyRZfQndbRZq5bfgRZtTqfnRZ1UbkgRZ5laggRaAFcggRaEAfciRaG+cemRaUeXcd
                RaaSUejRagodacRak7aagRaw7hcvRazAZggRa2EldfRa/KlriRbB7iZiRbEIaggRbEjOdhRbFebsgRbIwhefRbhWhhnRblabggRbteZefRbzejfeRb2aigZRcDKkcd
                RcGxUdfRcM5didRcQ7kdhRcV+ndZRci5dkfRcmbeggRcm7utSRcqc5evRcwMYggRc7VtleRdNdoffRdNhikcRdQxTlmRdU0mejRdW0mdfRdpnikdRduQcggRdu5eif
                RdwKngYRd0UfheReCagmZReGbdffReJrXccReLJfggReMidjfRehVuiiReiblcnRenAgggRenvnhfReoWmfdResCehfRetU1bwRe3EidaRe4VhneRe65gghRfC0Xco
                RfGHjfdRfKYeggRfV1bjvRfWJZofRfdyldkRfgzgefRfppiciRfuIdegRf1RfldRf5PuggRgGIeggRgKSbghRgN4cdgRgUFbdnRgoovWdRgqIfggRgqkUfcRgzIdeg
                Rg0/ebcRg25ZidRg4SekfRg45ghjRg7vaggRhOHecfRhV8ffeRhbdfefRhjjafrRhlhkefRhnodefRhqWuSfRhtUu3aRhxjhZbRhzCdngRh1PikZRh5kmepRiAwehd
                RiB3cZyRiH6fmeRiOfagbRiQSehfRiUdiQtRiWOedcRiXAekiRiisdeeRikc0psRisTYggRitkbggRiwlnffRi4sbcURi5WdggRjATkkjRjGChhZRjGNaggRjGqtfa
                RjUhplfRjU7bXiRje2pcaRjmNfggRjpOcgpRjqVhdfRjuqeffRjy+gfXRj25tfeRj8vpZfRj9xfeiRkDqdmgRkEymggRkHagiURkIMbfjRkOpiifRkPQQggRkSgdgg
                RkWkmqeRkaPilaRkgHaffRkizheeRkkYhgxRkowhefRkskVeaRkxKlekRk5SxmdRlGikveRlJ4aifRlNcgadRlN7qjcRlPcWflRlViiaZRlYNcggRlbHjjhRldzkck
                RljqeggRllBbefRlu2cbeRlwzeqgRlxKZcdRlxMoefRl2LvdgRl4Wha1Rl/AkmjRl/BkgeRmBAqjXRmFwdggRmGicefRmICffgRmLFTffRmSdWkZRmXFhefRmiFdff
                Rmj0eSXRmlvbggRmoycggRmpddfdRm5EUggRm6BhcbRm9MkfdRm+jzefRnJ5gffRnS9hglRnbvgimRnj8hjXRnmiZrdRn7BeggRoEGo4ZRoE9glTRoFyfgeRoKMbgg
                RoMKedsRoNCaggRoOulZ0RoPQjdgRoT7dfcRoelZsTRomDhmdRoy/hldRoz7efgRo0RSffRo0ajehRo7+eggRpJlhdjRpWtpgfRpbnkniRpimrcmRpnJjbeRppcdgg
                RpvgfgjRp1SvYmRp2XigcRp4lqjeRp9kWgdRp/DZggRqH3fggRqL5bgfRqMzlWgRqOJbfeRqUNyebRqWivXkRqdbdboRqgwXggRqh3aggRqnYdamRqn+hfLRqo0ggg
                RqtYkeeRqv21RXRq48TnfRq5aajdRq6uhhgRq8FpeeRq8cfggRq+lXgeRq+5dfiRrDYYhgRrL6cefRrOJfgeRrRbhfeRraSbfeRrgZtkrRrkOgfgRro4cggRr2MVif
                Rr2acWbRr3DkcnRr7xeggRsAY0UyRsJKpjYRsKZdeeRsMfmddRsPMhdfRsSA3dZRsSOhdeRsToefYRsajangRshmnebRso4iYlRssQdggRswZfigRsyTvkcRtSMggf
                RtShkbeRtUmvnaRthNiVqRthciZvRtleggfRttxeqcRtx4qeeRt3RhfeRuE1fdgRuHfXtgRuHujccRuLWf0gRuNAdggRuO1dggRuUjgflRuVJbgiRuameggRuatkef
                RubNgjfRuf6cggRumskijRuqkrfrRu19aggRu8IzekRu/CntkRvAEiXuRvBQZebRvHgmngRvTWiegRvY7fggRvdDfggRveBgfXRveMiifRvi1iafRvuTiffRv2cdgg
                Rv77hbfRwK/eggRwRwmmrRwoAggkRwyHfggRw1/ceiRw7n0kXRw9dgiZRxDbUdfRxHofyaRxKUfleRxQTofjRxR2gdjRxSjcdcRxTxgnfRxgqnmfRxjJcifRxnHfln
                Rx4tZggRx/YrcbRyJJpneRyTkeggRyaRgjbRyciXgdRyd/hffRyhDfgcRyt4hfpRyvAjfrRyx7cegRzE8rlcRzF+XcfRzGgeggRzMAbggRzZ4cggRzhlmikRzjscfx
                RzmfqkcRznhkdhRzqrcYgRzv+0YzRzxgcfgRzyGbmfRz8PeggRz9FpkYRz+NhfgR0CxhjgR0FPoyiR0PMsfcR0bSs1WR0dQkdbR0iehfgR0itncoR0sQnseR00ighg
                R05RXecR05ZcidR1CFoVpR1KqigfR1MkiZiR1MzuohR1N8x0lR1RCjeeR1RDdggR1RndgfR1X6ejfR1Z1kweR1aBjfpR1cWaWtR1nHnmcR1nllgdR1oXZdrR1piggg
                R1vfdffR1zsjUgR11FkhQR13YkicR18SffhR2DciifR2EkhecR2FBoeqR2F+nhfR2KrifaR2LuegkR2M5gjgR2QyelWR2SyibgR2T1vhZR2dCmnfR2gdXgkR2hBqwc
                R2liqioR2sldqZR2tLafkR24ycehR3AjrffR3DSlkdR3IdgfcR3KZmfcR3MBjfwR3NleheR3UHjfcR3b+hjeR3m6WgfR3unbggR312cggR34KjfgR34MeefR4Dlnge
                R4FhlzcR4HGgZwR4OfkhfR4RHjifR4TwkTaR4W2bdgR4Y7iZeR4mFsgoR4maigkR4yx42oR44zbYgR5OVaifR5RUcdoR5XzgefR5YChfdR5hsrUlR5j0kgaR5kgafg
                R5r8ZeVR6IVicVR6IqYdgR6I3mc3R6YwjdnR6ZReamR6amhemR62idflR7DTaamR7JHredR7NSgYeR7TYeggR7UWnldR7cQsgfR7hIgdcR7lPiefR7nXZggR7rYtgb
                R7tgcfeR7yGhdcR79SkdfR8B/ZmeR8JikdfR8N2offR8SejgfR8aZgcZR8eFloYR8pWkjeR8tkoWuR8upfgeR8x6bggR80EjYhR83WpPfR8+klmjR9DPefcR9D+jff
                R9FAWjnR9HWcqdR9TZbegR9V6WkdR9rnefjR9stuhhR9vRVUfR93yeZlR96KhedR99/hgqR+BAcggR+PBeefR+YueggR+fKefhR+k/rbdR+lV0fbR+nCdseR+qcrZd
                R+rbffiR+ucmfZR+8h2elR/FpdadR/GjgdfR/PuXfXR/XlgggR/nK/zbR/nRmgcR/qSldrR/sVhkhR/w4feeR/1yoheR/4TdggR/6VifeR/9soYhR/+xfeiSADVfgf
                SAIUjrbSAIxcioSAN/keeSAU0elaSAVCdggSAaViYeSAdDldaSAeZkcgSAlFcggSAzocggSBB+gbGSBGLkfdSBPXwagSBPivb4SBr4fcdSBtIfehSBxRgfjSB7+cgg
                SCJmbggSCOPlheSCRPYffSCR9dfqSCfzrQ9SCs7gghSCtlesSSCuKhcfSCuheehSC0MohdSDEbXggSDPTogZSDSalceSDbcfegSDllYggSDm2ffSSDqPjueSDqmhem
                SDuVBbeSD7oebfSD+bmcmSD/VhdfSEGkljlSENXeedSEXLhaUSEYSgYfSEY2UniSEnacffSEo+oYhSEskgfjSE1vmfgSE3UhjdSFPLYggSFX32eYSFmHfegSFo/efg
                SFwtfefSFyMhgjSF25ofuSF4EeicSF7SgrdSGB2gjeSGOIfgeSGXKibxSGajdreSGctgdfSGgsdlfSGg/cggSGoBangSGpwkqeSGsEhfdSGvxeelSGwSrcqSGxGhgf
                SG1rbfdSG6gfggSG+unffSHEndkjSHJ6hfkSHN1jijSHb7jndSHfJeYfSHkCUggSHo6jqeSHsNrVsSH2AfagSIGWkegSIH0nbfSII+oZdSIMsdZWSIX2eggSIcEpog
                SIdVjfzSIjTvieSIlRifhSImegecSIrNeZpSIs1wZaSIt6gegSIw6lefSIxgggpSI12seeSJDbmkeSJH4XcYSJUsKfgSJVehefSJc5obeSJfsiffSJiSefdSJumdcg
                SJu4eabSJy4nbgSJzwdfeSJ3g0chSJ4poehSJ/CdgVSKDveYnSKEctcpSKJQjleSKcPhmfSKgHaggSKoccegSKqZfcfSKulYggSK0aiYfSK2AcdfSK50zqjSK+bjfd
                SK+3dggSK/QcggSLBlqcpSLGydkeSLTrhufSLY3qZpSLpPcffSLqEeWhSLsefckSLyfkbpSLzS0mbSL0XhclSL43nggSMHvhefSMK8fleSMOcQggSMVGhdgSMrljek
                SMyGYhgSM6PgeiSNBFidcSNDvhffSNJmipeSNKPjtfSNrIhggSNt8kmeSNwkisnSNxUkfcSN7XmdcSN7sXarSN8vgleSOLBiWnSOLLeidSOUdyahSOWMYfbSOWnggf
                SOa5mbaSObRkcfSOlKedkSOmYkeiSOyvkzbSO5hgncSO/eeefSO/meggSO/0YcnSPCQirfSPEyipeSPGNufQSPLImUfSPMgkjaSPWRfdmSPWhjfmSPibifhSPrTggg
                SPtufggSP5iZfeSP6mhnfSQQRWggSQQzhtbSQUokfgSQZBqekSQbPpslSQdnhcfSQfhkXeSQkbnceSQysZecSQ3uxdwSQ4EjfoSQ49cghSQ5JfxWSRBpjgmSRN2ch/
                SRVTlgbSRV+cgdSRXUkaeSRXumfeSRZKdcgSRZPtYcSRdkhfcSReNZlhSRrTffdSRvIagbSR4bqrcSR6shbcSSOAxoTSSOPhkdSSS0ndfSSUBegfSSYNZggSSZBbkg
                SSa8vadSS0JfdfSS0geYhSS7pdfiSS/SaggSTG/fkZSTPlevdSTUeXgZSTdoiQcSTnOnYjSTxgaggST2kmdfST4DWleST5EfieST5JbggST6djgeSUMGjdeSUPbefe
                SURhXfYSUTIgoZSUW3iSfSUaKwVySUfwxWwSUlCjfbSUlrrcSSUl1joeSUm/iglSUnrejZSUrRncfSU3YkdeSU76uncSU/a1ahSVJ/uzeSVLTerWSVSIdbbSVc+bgg
                SVdscegSV0+dqjSV4DmemSV9JfSzSV9zgnXSV/OlXmSWCNZefSWJbbgfSWaonfiSWcfbggSWdQhacSWe1mcuSWnHggfSWnUVggSWpckfdSXEpZcaSXH3cggSXTddZd
                SXWLZgeSXW8ldeSXaEqYeSXc/rdkSXg3neRSXh9ifcSXi8agdSXrVcggSX3orkbSYC1fhfSYDTeifSYJijfgSYQoWhZSYSGXdqSYf4okcSYgskbdSYjcdkcSYkFfgg
                SYk6ndZSY0SWigSY4rjigSY88grgSZZoefiSZolZeXSZoqkdZSZrBkfhSZsYkiVSZ6yjeUSZ8UiojSaD9bghSaInkodSaMcaigSaN3ZhiSaQ+ibdSaVpgZeSaeNeic
                SaifdebSaoAcVySarNgkjSarVifjSasPVmfSayCaneSayRibaSa3LdgdSbPybggSbUjfneSbb4/kaSboEeaoSbq6XkfSbsAwflSbs5ihmSbwaihhSbyMfgiSb01ifb
                Sb1vXggSb3BgoYSb5JsfeSb5vmihSb5+hfgScGihefScGyoaMScLkihgScWVileScctedeSckxQngScyFrbXSc5zXggSc81pdxSdMbvcuSdXodlSSdYakobSdejqej
                SdfVdgpSdkXkemSdlTefgSdl+32dSdovVZWSd4hZjoSeMwSikSeOrpaTSePMaggSeVEjndSegZeieSeoDwmhSe5DlobSfCEjggSfJMdRdSfKlrdsSfWyafrSfb2iXk
                SfdUoejSfr+kdXSfsLipeSfwGcdgSfw7gtZSfy5gaoSf5xjhnSf9SdggSf+7hibSf/BdefSgC4qlUSgIrieeSgLHgfiSgMQdggSgNlkbbSgUBrajSgWPeggSgZBicc
                SggcaggSghjhQlSg0ZcgdSg2zZggSg7ancdSg+1rjZShBtdigShKNgdaShP4fkiShWigefShWxdfkShgvdegShrKfggShrpqbbSh2sdhgSiA/oVeSiJFeflSifYUec
                SijFhqeSimPdbfSipsp6bSiquelgSitJlqfSix+YWlSi0QeeXSi1/hgiSi2ObdfSi3tgadSi6omWbSi9jsdaSjAqtqbSjHnjmcSjMydggSjNeoakSjR+khpSjT6egg
                SjVYkeYSjc8gXfSjezmeeSjoKiYgSjrsfffSjs2VggSjxndeeSjxsdggSjyUgefSj1apecSj2wpjdSj8GkefSj+gjalSj/jdZhSj/9meZSkBJfffSkHJeddSkJmemf
                SkS5UcXSkTmdbgSkZBVgfSkcfdgcSkfGkfcSkfRfggSkigdggSkktfglSkmMjgcSkpZodlSkqcncfSkrshkeSkz7hodSk1rvecSlBNrbtSlB/gZZSlFEddfSlIiajR
                SlJWikcSlJpfggSlK1ghaSlOffggSlRTdesSlXiwbnSlgDpiaSlgtkcfSlhTjgbSlwiWbeSlxledjSl3vglfSl33nefSmKnpbZSmO4sjiSmR1eggSmW1hffSmagfdj
                SmbMkggSmeKfggSmmjbfoSmoLibgSmwwblfSnCzlifSnGjibeSnGltlbSnIWgflSnJ5dqeSnLQgajSnMmhbkSnTtfW/SnT71hdSnWZhfoSndoledSne3gnaSngOYde
                SnmInfdSnnUeggSnuhjuZSnz2ZgdSn3qcYdSn66ducSn7/ngbSoAGeggSoJwegXSoSwkkcSoglqjwSoojYdXSovUdToSow7hbfSoxHnoeSo2HgghSo5yeggSpLOeff
                SpPBfghSpQyZggSpUTgggSpWFahiSpaedifSpfbscdSplAisdSpnliigSponskeSppDcggSpqqffeSptflgtSp+/c3aSqIwWgoSqPGvaaSqREbddSqjkbfeSqmzncc
                SqvcigqSqzPdggSqzXnicSq2foaeSq+3kdaSq/HeggSq/sfelSrTyfhhSrU8gheSrWIffgSrWwzjdSrW5sXdSrW6VdgSrdBRggSrgtffmSrwIbgdSry7bgdSr05edf
                Sr5BaggSsA0cffSsHck6ZSsLVkgcSsMlZdeSsdRheeSsh7lUeSsogjgeSsvkeehSsz3mzVSs0EmwWSs2gngiSs4gqheSs6tgebSs7infsSs9YYggSs95nhYSs+pqct
                StImbdfStOpYhdStXMVeiStaVbffStjYwobStkTqoeStmbeuTStoApnsSttrdbZStv4gfgSt0+hneSt+pjbYSuJ3eggSuSVZggSuXEchfSuX3cfYSuYIhfeSuZ6fde
                SueKiipSugpeUbSuvtoXlSu+7/ZySvCNfggSvDkhhoSvNVbfeSvRYtdoSvTBscZSveOefdSve+WggSvmgUieSvm4qsfSvxPgeuSvxRm6cSv3G/hbSv6bfemSv7qgfe
                Sv82bffSwH1hndSwNVXggSwU8fhfSwVjZefSwZFoclSwb3jabSweMehgSwiPjeeSwqKXeYSwqTeegSwx7cggSw+0iYPSxFdfggSxj8effSxvQnfdSxwUggmSx/Bbgg
                SyCMgggSyRBcfgSyRJjbcSyanipiSyomlcdSy5FfggSy7HffbSy/lrgXSzK/gggSzTZckeSzUgiedSzVNhgfSzVcgfdSzXLeiiSzm2lZdSzoIafpSzrbcggSzrfdgg
                SzrhYmZSzvkeejSz1zgjnSz8afZfS0aKffiS0s/fceS027gfgS05wegdS0+NcggS1KefZiS1PrmfgS1WdfheS1kihdfS1oecmgS1pqvfgS1xSZggS18ogcaS2HGtjP
                S2HTfflS2N0edgS2ZrtedS2b+dXYS2c6jeeS2eYgdhS2fqmgfS2ltifjS2ovfggS2r1XgfS2wYbleS2zphflS22YpeYS23cdfrS28TjgiS3A5iciS3DJcXiS3IXfdf
                S3KYlqmS3SpsVxS3T+lbhS3W/MleS3X3iggS3dxdggS3greggS3ilgWuS3kJbhbS3knYfeS3kyObgS3mdqnaS30MeggS38frmhS4B8mWVS4HhlqcS4IIjffS4VJeee
                S4dMpghS4kreeeS4nXeggS4o0dcdS4yrebwS443hfhS45RncoS461kfbS464famS5FaffkS5GuIcgS5KGbmbS5LLfafS5UIjcfS5iFwmnS5o9ageS5qMfggS5uhdqd
                S596dggS5/fjfmS6EySYaS6FrhWoS6Jibk1S6K/hmdS6M8cggS6hS26cS6oQgggS6x4z4dS6x93/bS6ypjpbS60LUqVS63TfftS65cdgbS7EyqbgS7IJmcXS7Lcjan
                S7TOeffS7TkgpdS7eKea7S7goeggS7htqVeS7pTvcvS7sjaqfS75MkbmS795nvYS8ATrkcS8FaeqfS8LOkoeS8OjggfS8X7QfSS8Y0gnnS8aAv7aS8gmdggS8jFgff
                S8lvYggS80VzbnS9BiqZkS9CMfpdS9NvyXcS9R5qgdS9VaeggS9k2gcaS9oVcggS9uBkceS9x/dggS92IfexS99NeefS+AXhmfS+MwcggS+ODbogS+QahfgS+cAdge
                S+nYeggS+3CkxfS++bgefS/CinhhS/D5ZcfS/WLgbgS/bYefgS/bjiwcS/rXgV2S/urhfiS/05rlcS/11heaS/4ZapcS/6nYgkS/9RcafTAMchldTAXLonaTAgoqcd
                TAhjefgTAwdcdlTAw3egcTAy0kiiTAzEfefTA0ldbeTA3IggWTBI6gcnTBLtdggTBO4eggTBi2ihcTBnniefTBupgctTBu3hnaTB2ScgcTB7fsggTCCNffgTCCQkad
                TCJjgzcTCPscpdTCQ8hYqTCWDdggTCi3khbTClXhdeTCrwYffTCtIoeZTCuXjZvTCvZbdiTCw0fccTC2UbgqTDBG+cYTDJBpgcTDLGbggTDPonejTDRIdifTDRZfdf
                TDUageiTDiIecjTDoAnfeTDqnfcZTDvhcchTDv3oadTD4AjkbTD6avbjTD+uiggTEWleZZTEeadhgTEnYojaTE56rlbTFAspQnTFGJkqoTFGUdbeTFMOYkdTFOohgc
                TFV2bffTFYptlbTFcDhapTFeEinaTFe7iilTFjSjiaTFkEXsZTFmPlahTFm5UggTFq4kdeTGAHZhdTGI4gfgTGP7eceTGa1gefTGecmaqTGljeggTGoagapTGpCagg
                TGshlfdTGuXdigTG0qfffTG7cfciTHG5fkgTHJBXGgTHeuohfTHkeYdbTHkmjljTHr2UggTHzthmgTH0Lp/aTH2AhefTH2MokgTH97fggTH+FjgfTIADrmaTICPeee
                TIKLilWTIYHhsZTImclqbTIn2jehTIp6nYkTIxWehZTI2glgdTI5TjdrTI5vhfeTI57lchTJGikchTJG3dbeTJIjqXfTJStZceTJV9dggTJXmiefTJoqiufTJvPxdb
                TKAzYfcTKCuljXTKC3fggTKGzfffTKIMo1dTKIOhYdTKUzdgiTKZ81acTKb8gggTKctXgfTKf9leeTKicjjhTKknrnXTKl+ckVTK0IRceTK3pgibTK6NibeTK9lhef
                TK92uzZTLAOqcbTLECeerTLJ1mgjTLM4efgTLQaogXTLU7eggTLWMdfgTLftjefTLhSffhTLjVjoeTLjunfnTLsrxaQTLstiseTLwisYXTLwniddTLxlfefTLz+Zgg
                TL/sefgTMAcsvbTMKWapdTMLArY4TMS/ddfTMTAbggTMW1eggTMccm2aTMd+qmbTMhAnncTMhn/7TTMjseidTMkvubeTMmnhoZTMq5jekTMvneggTM2ClWaTNALlef
                TNA9ZggTNEvVggTNGuxwlTNHSqcpTNOHgggTNgQXggTNwklffTN8PgufTN+ORceTOCkgeeTOOzbfgTOSPhZ4TOXQciTTOjvZggTO0heggTO+9jdcTPFJigcTPSmkid
                TPUlUggTPWucffTPWwgjeTPYgfzeTPZ7eVmTPaoeeeTPeUYggTPxJdgeTPyZfidTQOLengTQPJqY1TQPeffgTQQqhZbTQTPeggTQXBdggTQcdfflTQhhgggTQiPklZ
                TQ5iaifTQ9umadTRGzsedTRMmkeXTRUmgXfTRYkdgdTRa0nY4TRc1fggTRd/kV6TRfjggjTRicxeYTRniZggTRsjufgTRs3ikdTRxHdggTRyNmXYTR0TckiTR3hagg
                TR/QlvfTSBQZXiTSMreggTSOKeggTSO3fggTSVHffaTSdJfggTSftYldTSi4fflTSnBffgTSxWhfaTSzlfheTS1SiVvTS6AaggTTAPdggTTVtdekTTV/dkgTTaDgef
                TTv4ghgTT22kmcTT3ieegTUAJqSnTUCUeggTUG61sbTUMFddTTUQ0ndaTUR4djeTUUJfahTUbEfheTUgIZceTUmJmhfTUu3pheTU38fffTVKUmUbTVKbrfZTVUPnkm
                TVWiTegTVYrYgnTVmegixTVpBfZgTVsrkfcTVvy32NTVwTeaeTVwpzjWTVxqbggTV3blWhTV9porXTV/1bhgTWQIbggTWTljeqTWV9XcgTWWQZggTWexhdfTWfahnZ
                TWmhhghTWn1cggTWoJbcgTWxGegeTW5XqagTW8RfggTW93VkcTXDBjjdTXFUoleTXF9hieTXMFkbkTXR0eigTXVDkohTXVYYZcTXZRgYpTXdqumjTXd8fkeTXhqfee
                TXiCjliTXltfmfTXmdiqfTXoAfqnTXqdeddTXr1gllTX3HbkgTYASdaeTYCfefnTYOqfkfTYQqgehTYSYYfhTYT0dddTYWogeeTYbLgjfTYhciiZTYk8fggTYomlef
                TYrMkeZTYvUgrhTYznmpaTY2uoeaTY/4affTZENWfcTZHEsVZTZIbfrWTZMhcqdTZQHhjeTZTihcuTZZTcgdTZb7hWcTZsTdojTZzihfgTZ1bfd0TZ2EeggTZ+Qagh
                TaA2bWgTaIck0kTaPzcgiTaQwu/aTaWrgZjTaYqklbTaaCfcfTaglhdtTaoTpikTaqRrobTav6jbeTa3IXbsTa45mqdTa+sieeTbBDbaeTbDDfeeTbDupdfTbKZdse
                TbTmifkTbdoYccTbfObggTbgikdrTbgucggTbnMfggTbnPdggTbx+hggTby9koZTb22fpmTb7VrYTTcDhVhfTcL/hhdTcMFejdTcSodgmTcemkcdTcpqffgTcqacZt
                TctEhtfTcuUYggTcvyaggTc1WangTc/0ovaTdDft4bTdK2ghgTdQchdeTdR2ggoTdYdjcnTda6fdcTdbm3K4TdfWeceTdr+bwaTdwbdlfTdzngYqTd4kdsgTd80lxZ
                TeBPmmhTeD3eeeTeLaapcTeM8ndmTeanfhcTeizdggTemzkemTencrYgTeoEeggTfGKhm+TfYOglYTfbejqdTfdIkgbTfjbYieTfqhffcTfuAvLdTfvTocrTfv6iag
                Tf5SkUnTgKdpddTgPQjqaTgRdhevTgTIamfTgZhlgVTga1cmeTgmJlYmTgqSggfTgrxSigTgwxjbcTgyXhffTg3omaYTg6+oQzTg9bgehThDQnegThN0XdhThUQhbf
                ThX7nvgThkxeghThtXqPjThxLhZgTiBYgbhTiCVlebTiDzwuVTiKndggTiV3lbdTiXvgggTiYLaliTiqqivcTitgkcfTi1wkV9Ti8xYUcTi8+obeTjCCijeTjIAgaj
                TjKBigeTjWHlgbTjc8gcbTjmfideTjsWjqkTjwdkUfTj3sfffTj9OugZTj9VXggTkFOhfeTkI/hpcTkMSbggTkVYeirTkXynclTkbQugpTkfteggTklqfggTkuCsfc
                TkyiiYjTk3OgdjTlAmXjcTlF9lhbTlOmbihTlQEddeTlTkgpTTlX6pnYTlX7adoTlZDlefTlZ6YkkTlfLrfoTlfSnX7Tlf7mpZTlkifegTlo9iqaTlpRYggTl2tdgg
                Tl4AhsZTl9PqrcTl+SeggTmCQhciTmDEllbTmPOffhTmYMejgTmdwjfdTmd3iueTmhRgnjTmkssa0TmpLZffTmxddyZTm2rvbmTnAmgkcTnAnskdTnDhygdTnGxgbb
                TnRUlblTnWxcggTnjdibgTnk4mbmTnrPfggTn6VcxdTn+PcggToBQZiqToHUdaeToIodffToL3kshToNCemhToTYqffToZKbehToeETedToiikYlTojW0iqTotjobf
                ToyJjdaTozSgfmTo2EfggTo421tBTo5UpdcTo+rjeuTpAkefgTpG5ietTpKYdagTpMNeggTpdThaUTpdvgcbTpfKtbiTps7ojgTpyXaggTp3edggTqAchgeTqG8ggp
                TqQPakgTqS4egoTqUMlluTqZzWdfTqbMicXTqcNdggTqe1hYeTqgUgfeTqhSiqfTqhteggTqk6lieTqnEcggTqpmflcTq2iyTmTq32dggTq9TffeTrCXhcfTrWLjed
                TrXyfggTrdLwubTrd0dggTrk9nsfTrrPfleTrzikfrTrz7ghmTr7dbuWTr7npgcTsBARfdTsHfZfnTsO5ZggTsRKfggTsWhofeTskQeegTsqBcjgTssSdggTsurife
                Ts8ZbggTs9IvddTtGPbkfTtKVjlfTtU2lggTtcDupfTtdHeggTteaYYlTtjHiffTtsieggTt0XdfdTt5uPggTuBogkdTuC7iXdTuJphgpTuSxkafTuaSllcTuaoget
                TudlndkTui2krdTukBvWfTul4gbgTu11fceTvAhcggTvRlfggTvhnbggTvkqfglTvpXeggTvrYviaTvs0ofmTvzUigaTv2akefTv34ZjgTv4tkakTwKagefTwNOidf
                TwX+iffTwgZkcdTwgghgmTwhFZdrTwh2judTwtgijpTw0+ubjTw3HuobTw5kdeeTw6BdggTw8CekgTxEgifbTxNHolaTxPTjjfTxUMZggTxYMoccTxdIegbTxoFfgg
                Tx5HdhbTx5PdggTyCTgXfTyH4dggTyJfhVgTyM9eggTySCUggTyZ9pgrTymoWmiTypcdjfTyt4fcgTyyKTggTy77aigTzCweefTzHBeefTzH2bfiTzQJcefTzQTgge
                TzTCffWTzWxdgeTzoSYggTzrkhfdTzsSdggTzstfdpTzuofggTzy3eVbTz95idgT0CXjfgT0K7ypjT0UCpfgT0qieefT0zTVgfT1BsnggT1MA1L7T1UAhfdT1Vakmf
                T1VfcfcT1bYdlRT1g2egtT1i0ZghT1sulefT1zUkcgT15geeeT16qfggT17jaaiT1/kgffT2FpmbeT2GFmaeT2LvfggT2OsbgjT2SoheiT2XCdegT2ZmfmgT2jVgyf
                T2jrcetT2pjWlfT2q8ffoT2rrdggT2u/qefT2xckbpT2x5ZfdT2zPpgbT28efcoT3BUxaeT3C+iraT3KbgghT3LHfefT3NTgdfT3SWfinT3aMdmfT3dWWggT3iJfsS
                T31HriYT32jjggT33QcegT39RTleT4BhaedT4CCqlfT4DNajkT4HqjljT4PCmmbT4QymegT4WkcfgT4rybggT43dbWeT47VdggT475egfT5BZlhbT5GwffjT5L2gjh
                T5O2+ZgT5apqbdT5hIeegT5o2espT5tIleiT5viqigT5ympefT5zNkvfT52T0yaT6B5nSTT6EUrhxT6K1ofeT6Mh2UaT6NBdggT6UleggT6UosoaT6hTmdsT6ipdff
                T6jzhhiT6pioidT6x7iefT7RzkkbT7R2khcT7W6jgdT7felmeT7go/XaT7hzowbT7jacggT7lTfgfT74EhU1T8CajddT8EudggT8GAnicT8PPWghT8Q7beuT8auUgg
                T8oRbgjT8rJaZeT8u4ggdT83WmefT88HfkkT9CKnggT9ICjiRT9PydieT9QUpdoT9SchhbT9Td9Q/T9UndceT9VseefT9Y7edgT9ZIgggT91IXmeT91wiglT946vjh
                T+EzZieT+OVffdT+OodgqT+UiglfT+cFjgiT+hHkboT+hxlnaT+lUdffT+rIiaYT+4heZiT+87jkfT/B5fcZT/CZggeT/DKYmfT/GNopeT/JLgefT/JNgidT/JRlfd
                T/LqccgT/OTfcfT/YPffbT/aTkjkT/iQfggT/lppwWT/mZgfeT/1mjdwT/5xfcaT/7lhdeT//BRggUACElqbUAC5fggUARgbXjUAXibggUAdTpciUAgekdmUAgfihe
                UAhckSXUAhfredUAjUhbcUAoUWXcUAuVreeUA3/cbeUA4jblqUA8IleWUA/GhdbUBL0vddUBRsfbeUBVgcggUBd2gjsUBjxlflUBlNqckUBoDcdfUBo/pqWUBtebgg
                UBxccbfUBz3jceUB3ggehUB5nngcUB8hktZUB9FjciUCOhjooUCUXgmeUCf9kcwUCnxWpfUCtkd/cUC2HlcgUC3JiZfUDEkmccUDGngeWUDJEoboUDJGgnaUDJbfev
                UDJclefUDLvhkoUDSjagdUDSqYfgUDTIhOoUDZZejfUDZmxczUDfvffgUDiWjreUDvgmgdUD0vdqjUD5vpmeUD6njlXUD6xfifUD9ObbiUECMeegUEFqjkiUEI5SZs
                UEMnhjdUEW0ufiUEsehoeUE1h/F/UE90hekUFLcwaaUFWJfffUFbWddiUFbyadfUFdOXggUFelegdUFuihreUF0MrgnUF1RVggUF3FXelUF68hfkUF7QpadUGBHhbg
                UGGq4jYUGLMfefUGNceghUGSoeceUGaPZkcUGcRlbcUGdJjgdUGhkhepUGlniggUGrXgncUG6Y8hWUG/RcgoUHHZkcdUHJxgggUHTlhYeUHc9ijfUHdthrbUHq+nQW
                UHuchceUHwFicjUHwPrejUHw+lqdUH2OfggUIIBctgUII+ebdUIK/bgeUIMlcggUIOLfogUIR0lblUIWTifhUIbzjegUIeSodcUImraggUIpfgffUIq0bggUI51giU
                UI7JlelUI8FleoUJACoabUJBCiebUJC/bdbUJFfYlgUJI6iafUJJkldaUJOwiffUJYzYgfUJZTngdUJdEchnUJgJgggUJg2ojcUJlubffUJl2fffUJnXjffUJqcgid
                UJrQhejUJ3xUfjUJ+DLfgUKCEpdsUKFdhdeUKMspgqUKQLidmUKQasggUKUmcggUKdsqogUKhKhbeUKqYbggUKtAdggUK4idgcULBkdggULFdjjfULI/urbULZRhfg
                ULclgndULeLbqgULkYgknULnX/sXULtifffULvEbgQUL0HfceUL08cfeUL5tgflUL6GXggUL/iffcUMFblcTUMMcblhUMO4jbiUMP0aggUMSjegfUMpaffhUMy4cgg
                UM1ThdnUM4EmjlUM9fovfUNAxgggUNZxedcUNbzakgUNb1YfiUNgRkffUNhIbegUNsqeggUN5jdfaUN6gmcfUN7FbWoUODkUfbUOK7dcpUONGadgUOdyYXbUOfldfk
                UOnhoZeUOs6ideUOuKZggUO1cldlUO8zhcSUPANcggUPGEidgUPJcckfUPLPcd1UPQIhffUPR+jhfUPVBrexUPXphfYUPZ4mfqUPdjfegUPeaZebUPgmgdtUPgvkfU
                UPn+jdsUPzAcdsUPz1ibdUP9dgffUQPoXbdUQULnZjUQWJRifUQv+dggUQ+uagdUQ+vfeZURBcjefURBxjghURJEdofURN3c0cURQ0rmdURVFonfURW2YfbURZZdgg
                URahhedURfIifiURjIjffURlCjVcURpYffeURqllggURr3pbcURtzedjUR2SgrfUR9nbcjUSDSnfaUSGQZVmUSH5wUfUSQA7WdUSTRgecUSeifggUSe0geYUSe3ome
                USscdggUS1udefUS25bobUS67mfbUTCyjegUTHNqfaUTHYfidUTHvvekUTT/aggUTZRljZUTgWfggUTlVmmZUTtlZggUTuyfckUTwaknbUT8mhfgUT/wflpUUDiegJ
                UUHNteeUUHPr0jUUSjbggUUU5hpfUUV+hjfUUZReggUUlzUnfUUo9hcdUUpolXcUUybjZeUU0ueqiUU5hqfbUU6UnhmUVD2ehjUVd5dggUVgSiggUVz9fggUV3rfge
                UV6+hfdUV8KmdeUV8UghoUV8beYhUV87ZggUV+3difUV/WjidUWD4mdjUWNrgegUWQfaggUWSbodfUWbnibhUWc4effUWlUaggUWowyaqUXAbgggUXQKpleUXUSqca
                UXVvtedUXdggggUXfiYfdUXn+VggUXojqfdUX3TmSrUX8krcfUX+DbtcUYFQf2fUYI8gnaUYJ9pndUYKkeggUYM7TecUYNYmucUYQzpeaUYSPmgfUYUtpZyUYb5kff
                UYdLkjcUYg0hafUYi4heeUYocukeUY0XaesUY4DsdvUY4EeffUZGUnihUZLHaggUZRzledUZYokdqUZqiYleUZt2nYnUZzsmYmUZ2jhdfUZ32ZZWUZ5uyVzUZ7Tjcf
                UaZqrdmUaa8cggUahxkydUakAjcqUasAoffUawdikeUa0EijbUa4amgiUbNumdkUbPXZdnUbRITZoUbRSgggUbYvnwfUbgNYmfUbgaqkfUbiefgfUbs6YZfUbvdpme
                UbwDbmeUb1ZUddUb6DelaUcJCddeUcMaalbUcNOhafUcYUhbgUcZ2ggoUcfgyegUciVgeYUcifbggUcxNlemUcz7hggUc2ejaeUc6IlefUc6czdZUc+baeaUc/8ggc
                UdN0qfeUdTfkjeUdbWgRuUde8dftUdfzgrbUdmLdkgUdo1affUdppndfUdrBfenUduCxbdUdy6efgUd1kjfkUd2orggUd83kbpUeF7cggUeKgnaZUeLZfggUeWcjdf
                UeXgggbUeiuagdUekPihdUeqylSdUevQfcnUe1iimZUe4AjgcUe9EqcqUfRTibiUfS6mggUfhRcegUfi4aggUfi9dcVUf0NkZeUf1ZcfeUf3VVigUf4nljeUf8pgmg
                UgDNgndUgHehauUgKdjcbUgLgVggUgOkfffUgPSeXoUgZvifaUgazcjbUgbnghgUgcAjigUghWddfUgiDeggUgj3dsbUglSqpeUguIgdfUgwViYrUg4BeXpUg6hitf
                Ug9WmflUhDMggpUhELhgjUhUqhodUhZcmbbUhfAgkkUhp+gWfUhvgiggUhwtafdUh4PekfUiLVicfUiMriffUiOZodeUiiKcggUioNdggUip+kdgUirDfcjUi1Kfhe
                Ui2XdSvUi20cggUjGnffeUjLhgggUjOeifgUjQygggUjS5mgkUjVoYnaUjegYggUjnhgkZUjn/gXeUjoPYggUjripdbUjtMcXeUjzKYfdUj03idjUkEEXhaUkWhngc
                UkbGfcfUkdDcjhUke0egeUksciadUk8ThmeUlADgciUlA3aggUlHCgSzUlX34gtUlfPZddUlfkmicUlrqZgfUluFeghUl1AtlXUl2hdffUl4sibmUl8JiYjUl9mfcf
                Ul+bdjiUmCIhYjUmDlikZUmGYmqeUmGyffqUmHcpdbUmPpddiUmP4lecUmQ5neoUmRveggUmT3bggUmdwZggUmd8efjUmeuebkUmnwmeeUmoojfdUmueeggUmwkZeg
                UmxpkjeUmznderUnCClefUnCEffhUnDzZgcUnG9iSaUnHhhbjUnQugdcUnfHoifUnmPcggUnpKifmUnsbmdtUnywigcUn4odpaUn/ogfgUoDtibiUoEFefdUoKsXgi
                UoPAcpeUoRGamcUoT0uphUoWTgeZUoZDaggUomejlaUopthffUot6pYeUpDTeggUpIJlcgUpMOgaoUpNVbfeUpdFafgUpd7othUpemNdfUpycfgpUpzJggfUp8Sjqd
                Up/+XpdUqGWoxYUqUuifgUqZ9kfbUqbFfZgUqedrfgUqmCklfUqn5ogdUqsDkeeUrE/kkcUrMZlcpUrTAfgfUraqbceUrbiXfaUredpbmUrgAitfUrhYgcfUrj5qZb
                UrlWcZgUrpXdQUUr5KcggUr96pslUr9/tjhUr/qjigUsDnffgUsE4ideUsE+TeWUsHasfcUsHjdZdUsOAocVUsOspaqUsaQclhUsd9dggUsildwZUskcaceUsmxmbi
                Us68agfUs/NYidUtOKcgpUtTSrcgUtbfibgUte6ofcUtffffgUth6lWcUtmDpZWUtr7gaeUtr+behUtxiidfUt7keggUuAJdggUuBgWqVUuDwcfZUuFshmWUuICgod
                UuNznikUuSIcggUuWciefUucHihfUuq9aghUusUidaUuuPnrXUu7RgneUu7feggUu9yelbUvDOmkcUvFopeyUvIJmffUvKFnefUvW+ldkUvoAgdnUvsOeebUv3Jjhe
                UwCyhcbUwJLSfbUwRwfhaUwT+pfcUwVEhggUwV6gffUwW5qglUwavfijUwdkickUwk9fggUwu4fggUw5njjfUxCUlrgUxJmcfnUxKpmYaUxNIiehUxVLgkcUxX92ae
                Uxd5YBgUxmRndoUxn6bggUxp7aggUx2hUwTUx5uXZYUx7CecbUyFHdofUyK4kxZUymjgggUyoCa6fUysoeggUyuyccbUyvachcUy59bdZUzB7nYfUzCHSidUzD/qae
                UzKyqfWUzS3hpeUzWCfmdUzY0ldlUzaCr3ZUzbtnbeUzegheeUzfViZeUzjJiefUzjmdflUzt/lfeUz5ZuWTUz6rffjUz7QjavUz7gibqUz/VlnaUz/dggcU0AYihg
                U0AcoufU0GehhpU0JyfbdU0KfggfU0LTfmeU0a5YWgU0e/nfeU0f0gffU0nWlcuU0srzggU0uCifZU0ynaggU00ukSjU03fhgaU09juleU0++djnU1D+ircU1I7dgg
                U1QMYggU1THhffU1VDbjgU1cyZggU1i7edZU1pupbdU1pxcggU1xLvchU116behU18ejgbU1+gqfnU2RXlieU2k1fsfU2lGq0jU2lhpbqU2vEmqgU2ybdefU2ypcfe
                U24ggvaU28SndeU29/jhkU3J9cefU3OShibU3XfrYcU3e9eggU3hItbjU3iHegfU3i/dggU3n0bffU3uIldrU3y5gcnU4BMWggU4BoZefU4MlfggU4NQgkdU4h9njg
                U4judfhU4twphhU40gqZaU403hfbU45JsaeU4/jZfWU5SUhfXU5UUdchU5X9XadU5bnbggU5dbbggU5iXjfhU5oriidU5o9hbfU5vccbdU50ThidU52XlaaU5+8kZy
                U6BLYapU6CjcggU6EiXeiU6G8gdhU6KZpniU6L5dgjU6VhktcU6W0hXTU6hHWegU6q9kffU6tZklgU62niegU63B/acU69oefgU7J2isbU7LKbhkU7Q8adgU7W0icc
                U7XIgmfU7eEqgeU7e2jfwU7g6iraU7m+icoU7nkecaU71rblUU73sonjU75YleeU8BBedaU8EZeggU8VXlbkU8XqigfU8ZXcffU8bxrfXU8dfjdcU8kfZdeU8mfoah
                U8q2kTxU8skeWvU8tTgczU80KeggU84epdeU86ladkU9IketcU9JVYggU9NefbaU9OagmgU9X7XfiU9Z0okbU9Z45dXU9e0eggU9kcpThU9kdgfeU9mmddiU9o9abl
                U9sFignU9vrhbfU97Lub0U+HvfbjU+KEmljU+KkbjgU+PYaggU+YCgegU+adsgjU+brsdhU+cNhdgU+kYedgU+lUfelU+wojewU+1LptXU+62khjU/IYgddU/I2xTd
                U/UrkdhU/dFigaU/dMjeaU/f9efgU/i6VcjU/rhojZU/tQkefU/vSfieU/yjcggU/+UgbgU/+oZfeVACSfgmVAOeXggVAO6aXnVATUjeiVAT7emjVAaXehcVAk6hvh
                VApRklfVAxChebVAyX1bdVA6gigjVA+jfggVA+zffgVBGdbbcVBJWhgeVBQdhdjVBbnWggVBkmkcfVBp/UcgVBqVaggVBtPhjdVBtyitbVBwhsngVB2WgmhVB5WvYv
                VB6vgpaVB98cggVB+oljdVCBJkXbVCCGhZqVCT+lifVChDaggVCqhrmhVCszffaVC7YpmZVDExajqVDJ+XggVDPjcffVDalVdnVDgvmggVDkpeccVDlKcgkVDqOdgg
                VDqZsfeVDqzlYeVD/zibcVD/1eggVEGsZybVEIEv8ZVELLgggVEP3gafVEdQlenVEgShfgVEg7eggVEsiXffVExracfVEx6SZhVE3ueggVFFfgogVFOJZggVFQvhdg
                VFYwhgcVFmheggVF0mcggVGBMaggVGEArYUVGL9iaoVGM1fjlVGRSeucVGTLYggVGZKgteVGdBofiVGf4calVGmEdggVG/rmXcVHMGdgfVHeQjhhVHejgldVHe4iYe
                VHi2acoVHnhbfvVHoXdggVHyd/vcVH5lbVeVH6aeggVH6khecVH+ifggVIAzjfgVIBOcggVIETphXVIRokffVITgcodVIYzkokVIoJrfhVI1ofdnVI8HkffVI+7med
                VJEMbggVJKhbdgVJUaogoVJWIhnZVJ42jfgVJ51drfVJ+AfggVJ+ylpfVKGephgVKGlclfVKRFrcfVKWJeggVKWtgasVKcVbjpVKvbbooVKyqbgfVK0xidfVK60kef
                VLGldfeVLLDeggVLSedgcVLTUozaVLc3gidVLedhfdVLincggVLkiiffVLlDeegVLl4chgVLmfsgeVLuyhhfVLyWmefVLypdggVLzJpdmVL4ueggVL42dafVMG4ggg
                VMHc/YqVMPnYigVMbIkcdVMc7bdnVMh6wicVM4hfclVM63naXVNEzYdeVNOggfmVNOwswZVNO9afcVNV0kidVNXsiYfVNYShmeVNYubhcVNwqXudVN3daggVN91i7N
                VN+9neeVN/0eggVOHPcggVOQukbzVOWOUdbVOb1kbbVOhubhhVOozknlVOpEtfZVOsqaBgVOwOhcXVOxWhffVOx3eYnVOyXagkVPAseggVPDenkeVPHzhdjVPPvbdj
                VPbgbggVPk4mflVPyCyctVP5KkhaVP6jccaVQGpjjeVQJujfcVQK7fYlVQQmbefVQnSpgtVQ6QOngVRCXjcmVRHyeamVRIxwjmVRMKUgrVRNchghVRPiiYfVRRisao
                VRUNdgZVRVyaggVRYkkanVRapofcVRcOjcvVReCobdVRjAeggVRniibnVRqReggVRvIaicVRxMsafVR1BWrcVR7dbigVR+wdYfVR+2gkaVR/KrfeVSDSnbeVSJcXsj
                VSKQfccVSSVegpVSSypZlVSXJke0VSYaofWVSaXlidVSqzhncVSuApmcVSzWfsdVS6XlQyVS7hideVTGugjfVTJoqpmVTcmfggVTdFcggVTeDgoaVTfRakiVTn/hkf
                VT00lcZVT6XgXdVT+lcgfVUENfegVUFjeZlVUL7pYcVUYwkdrVU+edggVVBnUdgVVEyaggVVOjdccVVUZloWVVXCfhaVVgLdnbVVt/ceWVVw2eggVVybYdkVVzCchg
                VV0/bggVWEQcjhVWLdhffVWoyncaVWu4XfgVW0BdggVW6tcgZVXRAeYcVXV7pWUVXY5fggVXcZkqfVXdZlalVXmXlddVXuQfbfVX1QeffVX3UmgdVX9ticdVYCklff
                VYIBcggVYWacfgVYWradmVYYZjggVYgebokVYkVmSWVYzUjUjVY02hepVZBYkafVZFmjfsVZKchjnVZNjh7WVZRRMfgVZdUjqbVZgTrZOVZmxbbrVZwnfgdVZ1rdec
                VZ19dodVZ+/ggWVaDRUggVaISnjgVaIqaggVaUNelgVaYUsgPVajkRgkVakKnfbVaqxYciVawFfjaVaw1VggVayyWkfVazzlggVaz7egeVa1SonoVa5xiafVa7Elew
                VbOkfuhVbW8igfVbf9cbhVbuEhdeVb0KfggVcNJggiVcN3iyYVcOthfhVcPhefeVcShYggVcWCijeVcbzjanVcphkmbVcqRcefVctjdggVcy7g2bVc2bBaZVc+Onne
                VdBjpfiVdG5swmVdM6UafVdQrlckVdYcmdiVdYihdaVdZWigfVdZdXggVdmBcf2Vds1hYiVd3VfYqVd55bioVeB5fggVeLpceaVeRQVeeVedqrfeVed0nadVejohod
                VekMegfVemQZafVeszqmjVetk2awVexFlcxVeyogmgVe1xifmVe6LfgeVfEhxhlVfF+vepVfJ7aggVfK7mgqVfQijggVfQmrfoVfSbiWdVfY2nWhVfjrgZhVfpCggh
                VfzVfhgVf3jdggVgAnyfZVgBFhY1VgKmdggVgN3kacVgQScefVgRxgffVgZocYeVgamliaVgqXeggVgsEleeVgwndZnVgzKhhgVgzaeggVg2zfggVg22eggVg3Tnaa
                Vg42edaVg6lZffVg7hUxXVg86iW2Vg9PkfUVhH3eggVhPMhjdVhROejdVhTxdffVhU+gfeVhW/ZbtVhZ7hcWVhdTvfiVhincggVhr4hljVhwNaggVhxtpgYVh01Xgg
                Vh5FdekVh6tffaVh8+adhViEsgigViHZlceViMPiggViP7midViRvfggViSLeggViT/iekVipFrdcVi17epdVi8FcirVjBUadfVjGfihfVjGhfedVjHyVhhVjOObkg
                VjPekcUVjQFfggVjTzlboVjcviqjVjdXeggVjthkfhVjv3dkeVj1KubvVj26z/XVj5xhfhVj6OgfnVkIKjgfVkKOgWjVkSwqdlVkUcjskVkVtrarVkX1jiZVkaMlgc
                VkddUfbVkeufheVkudbcdVkwagoZVk1yfggVk6JcggVk7iiglVlKOhakVlUEdpdVlj2mbgVlzAVoeVl0LgfgVl3caggVl/DcggVmARdmhVmE3okdVmL0nskVmL6dfi
                VmTLefoVmX1gdfVmbzfggVme8gmcVmg4kcfVmh+fggVmjTbdiVmqqfgfVmv2mjeVmwAeggVm1ncegVm/fcdgVnA7kddVnBDYjaVnRiWggVnWkhtZVnYsjgeVnZVlff
                Vna6elfVnexcefVng1pgnVnp4ZffVnsRYecVnyAhjaVnz+mjeVn2KfggVn76RggVn88RfiVoDhpgeVoGBjphVoGCXggVoGqckfVoJngcBVoLgigkVoLiZgcVok1bYj
                VologoeVo0Rpa3VpCGgegVpDihgeVpK5cjbVpUdcggVpWegfeVpYPntbVpbigsgVpfZqoWVpoNkemVpolYgfVp64mfjVqAgleaVqBwffmVqCBzifVqaHihgVqyNegg
                Vq0UvxbVq8ibfgVrGcdefVrNEngdVrQWrdlVrR0angVrVgjlgVrbEkgbVrbVfkgVrhulffVrsqgcoVryBhmaVr4/zaqVr7qfefVr/AfPVVsDSZffVsFjeafVsTGZfj
                VsUJcjgVsbAfegVseIektVslorhfVsmiiZuVs3HjteVs3RiYgVs+8gdfVtCGdgeVtCPfhfVtDmagYVtEDcneVtELkfgVtdNhlfVtl5hfeVtv6hcoVt00eiXVt9CYnc
                Vt/xjejVuGNfchVuNyhgfVuPDlbnVuXEehfVucofggVudveieVum4sd5VusAaffVusOieeVu+YbeiVvJInhlVvNzkkoVvPAlvfVvQCjmmVvSLlfeVvVaumeVvXqfXo
                VvgSpfbVviCgkfVvjWuZmVvn3cedVvvdfggVvvhZfpVvzQkccVv3UcggVwEafcbVwEijdpVwPIhkkVwRkWggVwS0dggVwTYYggVwfDSlcVwuibhgVwzEbfdVw8Dbef
                Vw8Zmd1Vw9mdggVxDBfidVxE1hggVxFwdlgVxHJeZbVxIhdilVxN1mUoVxUozZcVxUprecVxXgdggVxdDbepVxiOdkcVxntcigVxqxgZeVxxegdgVx1geggVyGdqbf
                VyJcfggVyLHedgVyQNjfsVyS2bggVyT6jejVyVpaggVyfhbggVymBrhXVynukmeVyuCcuaVywSietVyxlvjYVyzmkZaVy26kZtVy3adfgVy8IcggVy9MeffVzHsgqf
                VzPrmmdVzRocegVzR/iggVzSEjfcVze2fefVz1naleVz2NmefV0AbhwdV0K4ifeV0XkeggV0bqecfV0hlbaTV0pXgbfV0pnZlgV0q1cggV0rGgfeV0tphhqV0ukdfg
                V09qfggV0/BcbfV1B5ddeV1OPkfrV1RPajcV1TYnffV1T+lchV1ZKrodV1aGmdqV1bN3dqV1bQklcV1e8bgeV1i1fggV1rkbggV1xETfdV1xUjeWV1zhemfV11Ohcf
                V11qlbcV18plggV188fggV2ANdbnV2EghfYV2M6glWV2Q0iaeV2TSorcV2fYakYV2jYeflV2lHejgV2n6dggV2tNgfgV2tfmdtV2uwmeeV22dWnSV23KjfwV24jpYf
                V28pdggV29vWieV3DUkdeV3ExpceV3IKmffV3MrdoqV3MydkgV3VbgapV3ZqefjV3fLebbV3mnlXbV3nxjaeV3rTiubV31OhfeV31wcdWV4HxeggV4IL8ggV4I7rid
                V4JidfWV4KMcggV4LzdggV4M2eceV4O1gcgV4THdefV4WAbggV4WrkcfV4YKZihV4aihbdV4c+cigV4hpiefV4k/eggV4mXcggV4nDbnbV4tUocbV4ylbjdV4zycgb
                V5DvggcV5EnegcV5EyiWlV5FgkgbV5HBgjfV5J5bfgV5QuWfgV5cGgfnV5nhcgjV5tllflV5vOZegV5wpQdeV5yDfecV53MgghV6GcdblV6VUXggV6fbemfV6i0mof
                V6rLoepV6rolnaV6wJobuV6x+aggV68ggbfV69dqfoV69+ZggV6+VaggV7BdZjlV7CvfggV7DBtgTV7NlffeV7OPZefV7TSoheV7WCdgfV7XOcdoV7bIjsVV7hjife
                V7n5ZdiV7p8dcgV7tVmhjV7trpYaV74hoddV75IsXtV78codXV7/7tUdV8AgeggV8AofjmV8BoQggV8IughcV8M1ZggV8RahdgV8YiijfV8n6jctV8oheggV8z4agg
                V85KhZrV9FkeggV9IndfgV9RWaikV9RrdiuV9X2lejV9hFvcZV9ldXggV9qmjeeV98lsidV+B4cotV+ISoZuV+PYpfpV+SkhbkV+UabefV+YHZfgV+h1cggV+m4efp
                V+nXhfkV+rSjciV+rhcggV+1uereV/AAllXV/SffggV/aNUdgV/azdebV/a6rcdV/pvdZfV/tzgfdV/vTileV/z1aggV/1/cXeV/3ykfkV/54hkiV/8WdggV/+Erap
                V//pgfgWAETXddWAFdgehWAMjnebWAXlZcmWAbQfggWAcIqdgWAiQZfiWAoYfk0WApjcebWAqnYggWAyrheiWAzIkefWA1keYfWA69pidWA9/eggWBAQideWBCvv4c
                WBEM3T6WBK3hcgWBNUnakWBQGnchWBSXkejWBS+eedWBZ2ebZWBc2cggWBooXlbWBz/ubcWCCXgWeWCI5illWCRytgbWCYOcerWCeLnggWCg4cdqWCwwgtjWCyNcch
                WCzheggWC+YQccWDAepjhWDDghffWDEJmetWDE5gZfWDHQejeWDPZqglWDUgefgWDVlfggWDWsbfrWDj3effWDkrhofWDzNcggWD2QUggWD3laggWD5igfdWD6zmqc
                WELZaffWEMFcemWEP8aggWESKqpfWEU4fpbWEWDchlWEXqfgeWEX9effWEZCbggWEklYtlWEsOsdiWEwvjkaWEzxfggWE9JideWFHfjcfWFTjr/YWFWsauiWFc3hhk
                WFdpgedWFlBhgiWFmijefWFsvfggWFw7xfZWF0slceWF1RioZWF5fncXWF/RYfgWGJYfgeWGLjiheWGMDndfWGPwqmXWGRMaofWGedxkdWGhRkqbWGn0qYaWGn9uih
                WGtiaXlWGzWcggWG+IfggWHCsfefWHFBgdnWHFNdggWHL0bnSWHSApkXWHbMycfWHbxfggWHe0dggWHrMkccWHsAkfXWHychelWH2onfiWH21gWbWH3PokgWH5Cleb
                WH6TorcWH7edggWH8DbnfWIDBYgeWIDQvZgWINOdcpWIZakboWIjGrb0WIqwffdWIrzzbfWIv0zlZWIxGhioWIxahcaWI1cfhgWI7effhWI+LnjeWJDCbdhWJKMcle
                WJMUckKWJVykdkWJeJffgWJhocfbWJowehfWJtOlgmWJvnoliWJ0SaagWJ0xegwWJ7MhdfWJ9jdggWKICsZbWKMVeifWKRtXgfWKhAXefWKhjfggWKhwcggWKkGnZk
                WKmtZdZWKo1eggWKuDOggWK3+tceWK9akeXWLAbfYjWLJydggWLO5jedWLT/jelWLeuoqcWLh9kbgWLxbfefWLxvobaWL9EdffWMAAfggWMHZdqcWMRGcggWMSKmhV
                WMV2VgfWMXNYggWMXllYkWMgebtUWMohibnWMuXYhhWM6DZgVWM9GuWdWM9k0YYWNCPgU2WNC+dggWNJYVlgWNONgeeWNR6fekWNTeXgrWNX9fggWNvUcggWN83ctl
                WOACheoWOCghYpWOHZgcdWOKocfpWOMPhcdWOZGkldWOgFnefWOpbjeVWOtNpYxWO9akddWPI9gfgWPJ/nffWPRjafYWPVCoetWPWeiSsWPXMkffWPdQhecWPokquX
                WPp0fjfWPr9bbkWPwgiifWPwlkoeWP3pqgdWP6AaggWP84hocWQAldngWQcvidqWQqYbcfWQuOjubWQz2nelWRA1gddWRA6gesWREKckcWRE7midWRE8eXqWRYtgfk
                WRa6ileWRiMefnWRlGpanWRpYgbnWRvPnaoWRyEpggWR0rakgWR1vhfiWR8nhdeWSC6dnfWSEOcceWSSjcnfWSWNjraWSWudYeWSWvsjiWSeCrkcWSeabdaWSixbgg
                WSl/egiWSmDfggWSrieefWSs50abWStYhabWSyIeggWS6OhycWTIpielWTWYbfdWThFdfeWThWbghWTiRageWTjWfcaWTyBkTaWT6lehgWUHzvdSWUJ2gldWUMsidd
                WUa8iemWUk/UneWUpvfggWUp2gdvWUzCjgaWU5jegjWU7shlcWU7zgmZWVBmkdfWVHxhjgWVKydcgWVX3aegWVkJqfmWVqrhepWVzAkfcWV+0ipQWWBrgbrWWDffkc
                WWKrupYWWdlfwRWWfpjidWWkqijgWWmWbceWWoLUUbWWo2cggWWvodggWWwicggWW2EjpZWW6daggWW8UdggWW9JqaoWXBbiigWXCpjqTWXCscccWXQdnjgWXS8lna
                WXU6drXWXjMhmcWXjohcdWXlQgefWX5uYfgWX6YkcdWX99efkWX+/uVUWYBocggWYJNjhnWYK+hekWYVQacwWYbhjgpWYijZfnWYwkhcfWY0XewaWZBjupmWZDhfde
                WZPpcehWZVfigWWZZLoXdWZdmrjdWZfyrkaWZj2cigWZoiMggWZuuf3bWZwTjggWZ9muerWZ+baggWZ/cqddWaAecggWaBFWetWaEwuZqWaF7dggWaQodggWaSImna
                WaiThflWavqZdbWaw3ggmWa1NefgWa1gdghWa2cianWa9TgefWa/PeggWbAOenfWbNlgggWbPYxcWWbbFsmbWbhFZafWbodldbWbrfadfWbzhfefWb2whhlWb5HoD4
                Wb7fgfgWb8UifZWcCkcggWcDDigbWcFWmlYWcPkeggWcS/jddWcWdemaWciBwabWci1kKcWcmJpjpWcpXffiWcsxXggWcxDcddWczdmZlWc1GbggWc9JgjZWc+9fgg
                WdGKXcdWdG4dfdWdJSfgiWdMpieiWdNNdfbWdRAkbiWdS1fccWdXoimfWdZ+ZnfWdbqgflWdj9cggWdmEbyqWdoLecdWdowqiqWdpiiefWdyGdggWeIjhgcWeOpqac
                WeSMcffWeS5lgrWebLjibWedJfegWefSmdYWepFfggWetFeefWexgZggWeyueggWezKddpWezhegiWe08dgcWfA1cgeWfNGgbaWfRCZhgWfV7kdZWfWgfgnWfpebnr
                WfrydggWfwUeebWfzyZffWf5GrgkWgCjeuZWgOWbdkWgW4gfjWgXaamcWgdTmfgWghYcQrWgmxuflWgnHgrWWgo8hfnWgpfaggWgvoXXkWgycpadWg0qdrhWg5pdgg
                Wg7FqZbWg7rpegWhDsSggWhF1ighWhMLuXqWhPahhgWhRmjfgWhX8ebbWhgXcuQWhv4cafWhwdlfpWhxahgkWhz6hveWh32fpgWh4lkoiWh/sdcgWiAngheWiBXahf
                WiEbdbaWiIBdekWiMQjfoWiPQlkcWiQRoe5WiUYafgWiUmldWWiaInfdWidjUcyWijedffWilDgfeWiwdkfZWix3difWi7ikaeWi9FiddWi+MfggWjTiiWpWjXJlgg
                WjZugd1WjZ9heeWjdDhdgWjdHprdWjg8hgjWjmypWgWjqMdffWjtUmerWjvqdhgWjyRdfcWj9JfggWkIGXcgWkJ2ZhfWkPHoXrWkRziegWkS9loNWkVlbd0WkWqhgk
                WkexbcgWkmxdggWkpGZffWkugeggWk0BgffWk43jhcWk7CKdaWk/XdkhWlCrrmfWlDEiYSWlEyvdsWlHDkdfWlHqgfdWlOTWggWlPEVggWlRMcefWlRufcgWlXtgfe
                WlYAcfeWlgdgkaWlisiefWlmIbefWloGefiWlrZgelWltjcbfWlvIaggWlzfwbdWl266WeWmBocffWmBxcfeWmHQbggWmJYYfoWmLsmxXWmMubdgWmSYsjeWmaWXgg
                WmeLggjWmejfgfWmg7iZdWmg8aikWmi1lgeWmlFfecWmr1tarWmsrsbaWmuoimlWmv9mjnWmzndggWm07figWm+edggWnTgqneWnVvycaWnWYcgbWnXqjndWnXvilf
                WnaWqfcWnbTgjfWndKdfiWnemahgWnrXofeWnsJgdcWnvdoafWn7YlgfWn9RidiWn+ehogWoBrjwfWoF0gceWoGzfngWoHKZieWoMUYdgWoN9egpWoPygieWoclcfg
                WogGYrZWoiHiefWotmmffWo0VVhkWo0itcdWo08weNWo2pckkWo+cfafWpEkjgdWpKydhgWpZGjmfWpZ1hYhWphdhpSWpiLgffWpodjjeWpsuobrWp1thhnWqDrYgg
                WqGaaggWqK9fWfWqVkXgmWqXWZggWqbzfkeWqj2hffWqrKfejWqwHmobWqwicggWq00gefWq5hffbWq/fjgVWrAGeggWrFteggWrQ/kdgWrYThidWrYYqjdWrxNdgg
                WryaijeWr32cffWr4IfefWr94eoYWsDvZbgWsEj0spWsUYrckWshafdfWsqYfkeWstnincWsz5ggfWs3WibkWs5tkcfWs7uNfhWs8ojfcWtLIhbfWtRFSgeWtTDglg
                WtVWdggWtYUirlWtcnfdjWtivegeWtjJbjdWtpIWggWtrTZegWtuqhgsWtvQeggWt3urldWt8ffekWuCkdgsWuC2jfdWuDuidcWuHzhjbWuK7wdeWuR5kldWuR7Tkf
                WuVlbggWuXZg/eWuZWnleWubFaggWueojhcWuhdacdWui6YcjWukuaggWuscfhiWuxQmXcWu0YffkWu52lceWvJufehWvMOeggWvRCqheWvUdmeWWvc9pdfWvfItch
                WvpphfqWvw1wYgWv10ifeWv/NfbeWwKZ4ihWwQGlYpWwQvondWwTsmilWwVXcggWwaHkhaWwn3itfWww+oddWwzDhipWw9PeefWw+BmkdWxGJideWxQNaYaWxSwXVo
                Wxc2decWxg2fajWxg+WecWxhydfeWxiXicfWxmUlbRWxq6fYZWx8xhdjWx/WgddWyGKbfkWyHQcggWyKJengWyN+dfXWyOFfggWyOnfidWyXUfZkWyfQfggWyhUleg
                WypQdkeWytGjftWy1VmdZWy5R//aWzBFfanWzHsgbdWzHulmZWzINUhlWzTPdggWzUitnqWzUzla3WzV4dddWzXzadvWza7hffWzblkikWzpYehgWz15fggWz5refi
                Wz9QlnfWz9TggfW0AJvZ/W0BGmedW0CiYdOW0TNddZW0ZuXnbW0aXlcZW0f9iYhW0hafijW0hmbggW0n/XemW0xYmfZW0yafmfW0zReSVW0z8nblW017cggW02Nodp
                W05DcefW06d1iiW0+keggW1BqbggW1JuhieW1SyZggW1TVjjdW1VChdZW1XOlgeW1XhXZgW1lckdeW1m2ZggW1nygoeW1uMefuW1ucfedW12jdggW13prXcW14abrf
                W18mhofW2IUUggW2JYZddW2M8agiW2QCfggW2W+lggW2YOlbgW2eQeegW2ndwYqW2saaggW2zweejW3CVjdfW3CxidkW3DueffW3n+ZvVW3smjefW3vLcieW3vdgYc
                W35RpcVW365jdnW38NifiW3+CZheW4AhicPW4GXdiZW4JVloYW4KVlfpW4PemY/W4jAchWW4msWkdW4rLdmcW4sqeVYW4ydrqXW43wieeW4+ZlhcW4/OuZeW5B4Wba
                W5F5digW5JXplZW5R2cggW5X1gfeW5hTfbdW5rRpdoW5s5epfW5t1hcfW5yFaggW50adgpW6MWZseW6R/fffW6SCkdqW6XOahfW6YVjegW6jvoYeW6mweffW6xNbgg
                W6znoYkW604cadW613qh1W68TjfiW7O1uzlW7RPhkcW7U6mchW7W1ZebW7cbfenW7iujerW7qqmffW7uUlblW7y5jrgW7z5ZocW72+akgW75hXggW8QDklgW8gLdgg
                W8hygZeW8mxiohW8o1polW8pGnYbW8rLiebW8rbZggW8unjfeW8/OeafW9J6hdlW9QYlmaW9gYiXoW9j1mXrW9nBgedW9nUbgeW9pnfggW9uDmbeW9uzoenW91WWmf
                W92gvkXW92sjefW962pkhW976hfWW98xcdgW9/PdghW+P4degW+ReuhcW+SwbggW+dFhVgW+emlWoW+gefacW+h6fdcW+nw2mdW+osmWgW+ptbgfW+2hYhhW+7Aeff
                W/DQefeW/T/WggW/VEPfjW/Y/kcdW/aRaggW/aXpseW/z2ki3W/05jmXW/3KddkW/8BijiXANznbZXAQmrlZXAXkedgXAYvhhgXAcihggXAfFgfkXAgGsZuXAlXccd
                XAw1dkaXA4AdggXBCuaesXBC7gfgXBEAjbiXBFlicnXBKYfenXBTSccgXBwsofNXBx9XffXB3HeggXCDLggtXCGRigrXCHJlgfXCSfkggXCT4efgXCexsfhXCjBmne
                XCnJRtZXCq5jV7XCtHibqXCtXtkVXCxIXggXC0SYggXC5GbggXDAWeZdXDWTkYeXDXrmYpXDapifiXDazdfgXDdEaggXDmBdqiXDoEjtUXDqVnrbXD2tgbeXD8Amdb
                XEEQnluXEITjokXEOfifeXEdNbgfXEiZebgXEkfbrcXEnQQnXXEomhecXErahsdXEv9bggXE4ucoaXE/9YggXFBzgjfXFJZbggXFKkhkcXFMQffmXFNtrjWXFP0kap
                XFSoWfgXFaCjebXFjAfggXFkReogXFkgsfnXFoxogcXFo2kecXFrDofeXFuDigbXFvQbhgXF8vgfgXGAMcefXGCYcegXGJNjedXGLUp/SXGRXdXdXGThldcXGT0Veg
                XGVAocaXGWmHqfXGjeQggXGjjkkjXGqlnfcXGrLfdoXGvBbdgXHCregkXHEynYeXHFPWggXHJOdgfXHMzjfaXHQQpmmXHWregmXHWviibXHXMbefXHhobefXHizgkf
                XHl1dYaXHm8pjbXHnBfggXHp6joeXHrilgqXHwEfemXH0OmXvXH3glokXIDFeggXIGWapfXIKDkggXIMejeeXISLdieXIXcagWXIYznmsXIoKlgRXIqyjZoXIq4egg
                XIuCdggXIwrdooXI3seggXI6gnheXI/CqggXI/gfggXJTfdfmXJVWkidXJWbcqeXJY9RmkXJlqzYbXJsTaafXJuLdfeXJy2gcpXKDbdggXKKvihZXKQ/itcXKXkggg
                XKlEinYXKlPgceXKmLifhXKoLfkeXKuucggXKyUlevXK2T6YSXK6xaYhXK7RmfVXLBKmYbXLNngeUXLaHioXXLdkhkZXLd9eggXLgQnfdXLlbfkeXLs6aigXLumWfg
                XMCgt5xXMC1tpaXMGTu0VXMGfkgpXMkadkeXMv5obdXM8AkdgXNAJdggXNCmijnXNLVdpeXNMihhhXNtIineXNxmkffXNybukXXN1VcZeXN7qffpXN80YegXN/ZZZa
                XOAMkhbXOCXsnhXOJXktdXOMeprcXOM0fggXOQSiYdXOjyhegXOmUhVrXO6NldfXO74bgiXPE6mwfXPF8pfuXPF+bggXPNGoVnXPWrbhnXPYpekfXPmflggXPo/eub
                XPsgdegXPuXdggXPvUXhlXPzSaffXP4zhbgXQA/maaXQB1ffdXQDejmbXQGDbfsXQIxgWbXQLMfgnXQcmqUWXQgYkLxXQnxietXQzhWrcXQ+zhjgXRGXlbiXRHceff
                XRMnendXRPNlhfXRTyn0VXRd/udaXRgAkgpXRjQbggXRpHzkYXR0pgdfXR+chbnXSBQYggXSFvkeeXSQWdggXSUjmhfXSaZmewXSbBnqkXSoMfemXSqigcUXSymjfh
                XS1DdfcXS4MgifXS/qWflXTLNdfhXTLYZggXTTMshXXTYBddfXTZjfikXTnvrjaXTqZaekXTq1qaeXTrMffoXTrygfgXTywgkcXT7bkhgXT+RfehXT+ShemXUC7dgg
                XUHqjkfXUHzfggXUNLcffXUOPmhaXUWCjgfXUZBdefXUdCoYrXUejmlTXUmmcgiXUuolmaXUyvagfXU8IhguXU+9ifdXVBZhmdXVBvcggXVD7eggXVH0feeXVZslfe
                XVahbggXVfolnXXVk/dggXVnpffgXVrRtbdXVtfqjbXV4tdYiXWGUiXZXWHkXddXWPtbeoXWSWzkdXWZEjcXXWcYnxcXWf1mfdXWmmaegXWsWileXWv4bggXWz9igg
                XW7FjgfXXJwfggXXLFgegXXOggedXXQihcjXXT1axeXXaTdefXXhCdggXXk6lcqXXmnqQXXXmrfghXXnDbggXXpcaggXXqvhdaXXyRkosXX6WnduXX9RaggXYFkcnZ
                XYF8fggXYGehYmXYMFdjgXYZCgggXYgsegdXYtaapfXY3gSggXY7gVacXZDZfjeXZKnZggXZPcjqfXZVJldfXZWHhghXZZihcfXZbYW6ZXZc2VggXZe6ZggXZ8Ragg
                XZ8lcerXaAKkcfXaIQfcfXaU1eZpXaXggggXaYEneYXaZWaqaXaZroddXabSfijXamnWraXaw0hccXazaombXa0ReiWXa9yoijXbAukcXXbEaaggXbIMjewXbM2nrd
                XbOUdegXbSKlqfXbUOeggXba1YggXbb5fggXboLksdXbvKhhfXb0EghnXb5RXhbXcBudffXcFGpYdXcJ+ieeXcMTmdmXcPYyd4XcQ+hacXcR9heZXcSxcncXcecyZY
                Xch2haiXcifWpNXcmwlebXcrdighXc0GeggXc1EWggXc4eoVpXdADlhmXdEykibXdHYhjhXdMfikeXdRBes7XdRXdggXdUbpidXdXjmfUXdb7bidXdi9muaXdmEfef
                Xd1jiecXd8OqXdXeBBffjXeEOcggXeFmggiXeFpegdXeIZfheXeMWoagXeNlaggXeQ1mgbXeUVgkeXeUWfffXeYrhacXeb9jmnXegkekgXeiXigcXes2kcfXevOSck
                XeyzbggXe6UafcXe6rffcXe8kjekXfAvrgsXfA7efbXfCRkggXfNBdffXfNveeaXff6dggXfrPhggXfxcdmfXf6ofcfXf8AgfmXf+kjrgXgGwhmeXgMhkhfXgQyfbf
                XgUWkeUXgXAhrcXggmheeXgpPkbdXg0UdoVXg41fekXhB5iidXhKHmheXhb0ifeXhdOdggXhjHlceXhlzdggXhpHieiXh4DlaeXh4OqheXh8hglgXh/QibhXiEjprc
                XiRTfdkXiYKekfXiZEmdfXiaFWggXid/fggXijukpeXiovoctXioxpcgXir+Z0cXiuBjXhXivJbYeXix/cYdXjCObqbXjFdfggXjRjgggXjhNxbnXjoSfhdXjstYmf
                XjwYedgXjyzcoeXjzZgegXj1bSggXj5jafgXkF5bacXkJPgggXkVYfddXkXhYdgXkgxHggXko1iifXkpCjbmXktTsdfXk47gwXXlA3ZbgXlB+bggXlEqeggXlGblkg
                XlHpcfeXlJ3hebXlMucqiXlR/ZfeXlVZbekXlXTr/RXlXZgZeXleUlpSXlp5djZXlw3iddXl5vnbcXl8BdbeXmHoefgXmW+/Z/XmXzUWqXmbAkhkXmdngicXmpQiha
                XmpsjefXmtQbddXmwUZcnXmy0ichXnD8iXcXnI7jcgXnRwfggXnTWkocXnfadggXnfqjfgXniGcddXnsKcfeXn4jikeXn8leggXn/ohfgXoABjmNXoGptfiXoNTham
                XoQxpeZXoQ3qgpXoWTifoXoZBjmiXocTlcWXof4oweXouMnkpXoxJZcgXoyOhcfXo94dggXpBadggXpGWifgXpPSerjXpQgugpXpRIdaeXpSFrwnXpSrhWaXpYpgob
                XpZnYinXpZugccXpp5bggXprshemXpzjkbnXp2gfjdXp48jeYXp9XeggXqTWgcdXqbOeggXqhBecgXqoaddeXqwKgetXqzzgefXq1HfcgXq5fgmdXrBJkcdXrJikdV
                XrMIeggXrMjXenXrPKmrYXrPVafgXrUomrmXrXogjfXrXuhfeXrZhYcYXrb+dggXri6hdgXrskfdgXrs3gkgXrtbdblXrtffggXrwMqZdXrzHjcWXr0liXxXr4+mWh
                Xr5NUY/XsBddcbXsLXeggXsLvcggXsMLoVdXsMMcigXsMybgpXsPpaoVXsUKbggXsUahffXsW3jdeXsXEnbfXsfcbfdXsf8ppbXsgVjncXsmlmdfXsq2aggXsq7cme
                XsxqjclXsx6begXs1GwjXXs6zibdXs+xmleXtOffgjXtWencoXtj3XlcXtnncggXuArYggXuG9fgjXuMmhffXuY/gieXuhGdfhXuoyWggXupEjllXu6ZiggXu8TkrU
                Xu9YdkZXvGvhfdXvMpfceXvN4cggXvOedgbXvWlbX1XvXHaSwXvYIggZXvcdkccXveZjscXvfHcefXvfesdQXvf+kiZXvoMigfXvyJd2bXv53flfXv/TjrTXwGJthg
                XwIvioaXwLhrgcXwZdeffXwgdbheXwitngeXwj8afgXwqxyYXXwrfoifXw0ggodXw0njlhXw5+OmeXw94eZuXxAGocdXxKCxyeXxOIhbSXxjAgjbXxncdddXxrXkZe
                Xx5+gdTXyM0qdfXyNXnrRXyTphfgXyVHmfeXyZpjhhXyabkdcXynoeefXyoZcegXyozgfgXyx7gidXzG4jmaXzI3fggXzMSgZuXzhKgdjXzuNcggXzvBbgoXzwckic
                XzxTegjXz1rejbXz6nhaeX0BihpmX0IsfggX0IvretX0J7qnaX0KwegbX0TicggX0WLnllX0WzesXX04BnbdX1AygggX1D8fggX1uUfggX1vWiebX1wKdggX1xVlnj
                X12ydchX13WhrbX18rigeX2H8afeX2MhfihX2QpicbX2Tu1seX2WIcjjX2ZfikfX2ZlideX2dSYacX2k/fagX2uqjcbX2zefggX21BhifX24eiggX3XEeggX3rDoig
                X3xxeidX3yEjVsX3+EiejX4F4fkeX4I/peZX4JbcidX4J0YggX4LsiciX4MCngRX4R/dggX4b4hedX4d9ksjX4gfgbdX41wjfkX42MlleX5CNejZX5FLyecX5HFikY
                X5QyiifX5TNjetX5VmdggX5XyqkZX5aNlaoX5avnfjX5eVcggX5gVgbgX5h0mcqX5i6eefX5kAhlgX5oEdedX5o5hddX55EgmiX565egeX6A3ejgX6GrlhqX6Hyeff
                X6JzqbXX6LGcceX6MO5vXX6XYhidX6fVsd7X6g4khRX6jBegaX6jHjjdX6oqfepX6qJibeX6sgqahX6x7hegX69XeggX7IbjgaX7IjfggX7KWYZjX7LzqciX7O5cgg
                X7PkifjX7XFieiX7YabfeX7fJlZdX7ncifrX7xigffX7xjekeX74rdfiX77sZggX7/RnfoX8FmeleX8MAkdgX8OFcegX8O2hjdX8YjneXX8mdZdnX8rWhxYX8tzpaa
                X80neeeX8+Vf/VX9CAfggX9FlccfX9IetdkX9S5uitX9T4sfeX9UEUbjX9f5cfgX9klfmdX9mCgoSX9p5fbeX9rMaofX9yxgggX91SkfeX975gdqX+CXmreX+JWhsj
                X+PShifX+UoijkX+XapleX+YYieeX+jgtdvX+j8leuX+k8bggX+m0reeX+qxdZdX+0cfggX+8GdigX/DYjfgX/FxYdgX/KJ5YiX/O5kkjX/XNiYPX/YoorcX/dClar
                X/jpUjZX/qnofmX/rmdecX/rsoUrX/sOYobX/xyvZhX/6emjZYAAZgmeYAA0fiXYAIQfghYANJdmbYAScihfYAWQyfeYAZjjreYAihaggYAkpdleYAl4fggYAoXagP
                YAqHYggYAsRfggYA2xdifYA9IjbfYBDpjtlYBJKujYYBKPkdeYBKdffaYBOeiczYBTObheYBbRkweYBedf3aYBg+jfiYBi6ejiYBl5fggYBnHbckYBu/ZgoYBvUefj
                YBxGkgiYB1MiZlYB25fheYB3gdXbYB5amieYCBhkfgYCDaejfYCEcgcnYCFi/ZXYCGUkmYYCI4XggYCJicggYCLVefiYCOuYibYCaZhgkYCbahjdYCc0ZfmYCnigeY
                YCowjgWYCwjugpYCwlileYCxZeggYC14gggYC2NZhhYC60bggYC8ukdjYC9IjgfYC/gqiaYDS3fggYDa/hfdYDdtfggYDfNlegYDrznbZYD7VpeyYD8vccrYD9Ldgg
                YD/6iaUYED07ecYEFVnjXYEG1YZdYEH2hhhYEK7kheYEMHdggYEZegffYEcBkgfYEhqjcbYEpJmraYEqOcggYEtiYhZYEvadbfYE0p5clYFB7adgYFCqddiYFIxefg
                YFKcbggYFRmolXYFWwdggYFb8hXcYFeUiifYFfKcggYFhOpbhYFhTdggYFhleggYFh1jheYFj9rdYYFl4jblYFpiupdYFrUjfcYF1zXekYF8yZagYGAciedYGBMjhu
                YGF/ZglYGNVjdYYGV6koeYGbEkccYGewlxbYGfMfdfYGfejoiYGgVdggYGg0ceeYGhYdfkYGh2oigYG5KgdgYG8KipeYHHRdefYHKSeohYHLIcggYHUJgeyYHm5hfh
                YHoHgcgYHumhefYHvVcgdYHwhklcYH7ieeYYH9AldwYICtmceYIDHgjZYIDefggYID5igeYIHaefgYIJtbbqYIPkjdkYIWvdggYIYAhdfYIyCcifYI1tpcfYI8opff
                YJCmadjYJIxfheYJLJuZmYJMjbmKYJOBldbYJQMekcYJTckejYJfceggYJk/YmYYJtYeggYJxQlchYJ1ihbXYJ+KtmgYJ/XoTaYKANldlYKB1ffiYKDTnrUYKIolbo
                YKJYcgfYKOohffYKWreefYKalthgYKb5ldmYKgvhbeYKh5hgfYKpGgglYKrQeqeYKr5qfcYKwNfejYK1chjeYK+PfjiYLAYhdVYLDbXhgYLbPffYYLexdggYLgzcgg
                YLqdffhYLt0htfYLymSZlYL06aefYL1+gsdYL5QmfkYL52cggYMCblfaYMJcgc0YMRzZoeYMTOnbeYMgfVggYMg5eYcYMn3ZggYMrHecpYM2GSacYM2/eggYNDoYdg
                YNJ+aggYNKxdlhYNOVcieYNRVhcqYNj4dggYNkwoefYNxgbekYN0kaeYYN71kaYYOD4WU0YOGwdggYOHCdfiYOMapkZYOX/qfiYOZdggbYObVeteYOcloegYOlpilg
                YOoqbfZYOy4etZYO34ioNYO6tePkYPAIYagYPJRjeeYPV2iffYPXgcwcYPiblefYPn3hgiYPn7fgeYP0UgggYP5lakfYP/XfggYQPomnbYQRZgefYQcegjbYQdm1yj
                YQeFbggYQlofgoYQn7ffgYQqZgofYQqtphpYQrCmP7YQsQlyeYQtDjbeYQ1bdcdYQ3JgggYQ/GicfYRFWefiYRIodggYRLNyhfYRM/wXbYRNTljpYRWcbbiYRcSemf
                YReQYigYRj3odkYRrq1nNYRuXeffYR07hWdYR3PcggYR6VcfiYSBf0rpYSKHhfsYSRlefeYSZSWfkYSi3afgYSm1rlaYSnFireYSnpodZYS4JWV1YTBKdggYTDJhdg
                YTHtYggYTJnjjqYTM0aaOYTWBufgYTa5YgaYTi4fggYTsheqcYT4LbggYT85eggYT/EglhYUDnaggYUD9mTsYUI/gkXYUK4tapYUapbYcYUgFfjfYUjgdggYUpUefY
                YUrIjeqYU3/wTdYU6ggehYVL0kh3YVWrhifYVXydgfYVgCakeYVgFpdmYVhsabjYVnQfihYV0ahadYV1JpggYV1idfeYV2fogkYV9PVegYWGJggZYWI5xdjYWMnssi
                YWNIhUfYWYafrbYWdNldnYWdpfhZYWgEbfbYWjAgjjYWk9ulhYWuwgheYWu08dcYWvAecXYWyZlggYW66jeZYW/whggYXImkbgYXcdjggYXfsfdfYXg4khcYXl5amf
                YXrjKhiYXt5hZeYX3fhZeYX9+fjcYYBNpbjYYKCtboYYMDpYfYYNbTeeYYOXhefYYOjbgfYYPaupcYYQLmzfYYQkeglYYVVfkfYYmjfgeYYq3rfhYY18lkhYY5qdif
                YY7rcipYZCwneeYZI2pepYZTF1dfYZfIpcZYZh1dggYZh7gtdYZi+fdeYZmZlfoYZt9pbdYZu9eggYZvrekiYZ7LhggYZ+7WkdYaAEggfYaLteggYaStYbmYaTLljj
                YaZZgakYaZleqXYablkU2YacZRciYajskabYavtamcYayYneeYa0ShZdYa13aggYa9LdggYa/xnhbYbDygfsYbFHhKvYbGEZggYbJykUaYbLAlbfYbRTVjeYbZAehf
                YbbmcnfYbb2ZajYbjZhddYbnRpecYbqEcfnYbqgghfYbrQWggYbxJdc1Yb0LpkXYb14mfdYb2PihdYb7MfggYb8OinfYb9/VggYcBXfeeYcCtiggYcH+ggaYcIYiec
                YcQnageYcUCegUYcingedYcjidfoYckBwbcYcpahecYcr9dceYc8gmkbYc+vYarYdNaYfsYdVbkqeYdZIgggYdbdbieYdgeqggYdkVdgdYeB2WeeYeJecogYeKPsnY
                YeKWfggYeR0hSnYeSxgp0YeW5uaiYeY8hV0YeZ7mliYecRoe/YejDhndYekKcggYekgbggYerwefmYeuDegeYew3sfbYe1xhbeYe23gkgYe/FhceYfJbmuWYfJzioj
                YfT2kdlYfViZghYfVkaggYfcfkofYfjwafpYfo5hgcYfprgmUYfuTfggYf4KcggYf4RglgYf8cagkYf9ajafYgKmhcgYgU4WpdYglidggYgmIbggYgwTjUjYgxPcgf
                Yg1SchgYg6wghiYg+RfeiYhFdlWfYhMmTggYhNQfenYhRWhpfYhVAeggYhV6rqdYhXZefhYhfkUdaYhhgVgfYhjYjggYhjbhieYhsjfpdYht/YfgYhxrsYqYiCEjei
                YiC3eggYiM6dneYiS1dggYihragiYih5lfgYih+ueeYimYbmlYivLoemYivqrdpYiwAseaYiwemYbYiwybmlYizGnlcYjBAXUrYjCiefoYjGMyaUYjHHnkbYjM+ilY
                YjRsnceYjSdkXbYjSunepYjXTahiYjj+aggYkAosZsYkEvddeYkW+jXpYkYjveYYkcRgdfYkfLgffYkm3jafYkw2nmcYk2veYdYlHnVeaYlQCepbYlnEeggYlrpcgf
                YlwJeggYlziqlbYmB6ZfeYmF7fYnYmH/lgZYmK5cggYmOx0fjYmO1ScbYmPwdmcYme1ZggYmjRsdeYmkDgjgYmxeqjcYmyqhhfYm1vdfeYm24fggYm9BmXcYnKHYgf
                YnOVgffYnTPVilYnZ9peoYnjvcggYnqodagYnrfkcfYntLhmcYntjhfoYnwMicrYn5wcggYn7RfefYn8IghcYoBglefYoFkedfYoGwsjzYoHoldeYoKsoveYoL9cgg
                YoPDeggYoSBlXZYoa3dLkYorWeubYo1NddmYo6MjYfYo9xdggYpDChVvYpJwffnYpO+YggYpR8afeYpXOlTrYpYvfffYpgwTfiYpiohhfYpxtifgYp6rmgdYqFUTgg
                YqIufYnYqJMjicYqM9ixcYqWddigYqYmYqfYqhTpqZYqhkihgYqtQaefYqzbaffYq+5keeYrB7hhkYrGSeahYrJEmqmYrOpmpdYrW6lgaYrYtzrLYrgslfpYrh1pae
                YriXoncYrsBzZbYrvxpgrYrzgigeYr0nfmgYr6vhgfYsACmjVYsD1eemYsF+hocYsS3lhdYsZ+iesYst/j/QYs2teelYtGCggiYtY8cYcYtd8eggYte9jmeYtjsiqc
                Ytl+aehYtoRmdiYttMaggYt9ZqXpYuAfffgYuFQqZaYuFkWufYuRQUjeYuVyrfbYubTjefYudohnXYufWqYrYukwifnYuk7jpiYuxbZdgYuzlldcYu38hkjYu6coed
                Yu8AiWfYvXpnokYvYXfefYvaKpYXYvetfjgYvy8fggYv36bggYv7mfggYwF7cggYwI/mrcYwJojjbYwQRgiuYwh9fkeYwmBeffYw1hggfYw4yobrYxARgncYxIqhWj
                YxOPfceYxS/dYdYxVefggYxcxhkeYxk+nhkYxlFffjYxlnafgYxpwlcrYxx8jdhYxyhcggYx1AkqlYx1h2euYx2CedgYx8hfleYx9XeqdYyCDbggYyJriggYyMLTci
                YyPpXbdYyUEbekYyU3gvdYyYDZe3YydJUdgYygfVpgYyk0blUYyuyfggYyxEcggYy2DXggYy5TcjfYy7jfggYy7skdfYy+IhmbYzEJadeYzIFwkcYzQ8uNjYzYuwhj
                YzZvfffYzaZihhYzjfxYQYznXdggYzy/mYgYz6XuvcYz+2i1cY0X6jmpY0YAficY0ZogegY0g7bffY0wTlefY0xCpveY02KhiaY059vnZY083kbfY1BcSggY1Cafgg
                Y1DieefY1IqjfnY1JChgjY1V/YggY1r/ipYY1t0ffeY1/whS9Y2E7dggY2hHdigY2nWrgrY2p3oggY2syjdaY2tTggYY2z3fggY27EefiY2/drgmY3B/lbfY3ETaqg
                Y3G4eggY3MHbggY3XwigsY3ZyfkeY3lPfffY3lo3RvY3r6igeY3u3geiY30HcggY30YkjfY300mbeY34djieY38NeclY3+OdggY3+jPmfY4CshbdY4JjVffY4K4cgf
                Y4OCfgjY4PYfcqY4e8i/gY4i6WhdY4kVjdhY4pOdggY4qEcggY48bkmiY4/WgddY5F/ieqY5HTbgfY5I7ddgY5TyeicY5UsgZbY5XOffbY5ZAdqTY5bXhhYY5ekmWi
                Y5jvhZaY5piglfY5uJoV4Y5vOtdhY5wrkhmY6DOgpeY6FvggdY6J8mfXY6SDdgXY6djlpeY6g7efmY6w/NgeY6z6gbuY65oqggY6+jkfnY6/ffeeY7M3oklY7PTXef
                Y7U4VglY7VlebbY7ZBgaeY7aadegY7etqa2Y7fhjecY7iQlhZY7keivdY7pLffiY7pweggY7t0khsY70DufjY73tiidY76mdggY8D9dggY8PwkfdY8TJomgY8TPofe
                Y8TepZdY8W7omgY8YOfkfY8hZjelY8oQVfaY8pjomZY85SgXfY89GijfY9D5helY9IhlhdY9ItmenY9JzndYY9NqifnY9SphghY9l7dggY9obbfmY9o1aegY9q5dVg
                Y9r6ccdY9wzkcfY9xxjqrY9y8lajY92wdfpY+FqiqfY+GAdhgY+LgdgiY+O9iZfY+PbehUY+WXipgY+ikohfY+mFedjY+nHo5dY+oTfggY+u4kfmY+yxfefY+1Pcgg
                Y+8njjcY++RhcgY/ArjmqY/JXfggY/UumhiY/W6jfeY/bslueY/cwcgfY/iImfhY/oVeZsY/tIjkZY/u5ploY/x/qceY/03ffdY/2YhffY/5EqfbY/7ZmjiY/+8jfe
                ZAJVedfZAKKwhXZALmhggZAV7QVSZAV/eegZAYgifeZAZ7ekgZAaUjafZAeRiceZAg0wckZAjHbggZAntffgZAs/rcdZAuzkebZAwOsjYZAw2tV2ZA5NpXaZBE+bZg
                ZBGBfggZBL9iYiZBP5VggZBSdkhbZBXDYceZBYvfeiZBbRiifZBnageeZBurideZB4qhhfZCDhlgfZCE2bggZCMqcleZCPschdZCTDmZjZCYYfcdZCZ7fnjZCedfjg
                ZCxkltYZC45YddZC6SpZnZDAVmjaZDQPafeZDQxhhgZDRLfggZDXBRjhZDg1bkeZDjlgXbZDrUlefZDxNhdeZDyHgggZDy5eggZD0JjweZD0lhdfZD4IarsZD96cgg
                ZEG9hdeZEHCbggZEVkibfZEa3nkfZEbepjlZEhBdcdZEvWcggZEyAgfoZE1/ggiZE3ZpaaZFKRhkjZFVIfggZFY5fggZFcufdfZFftmbZZFgsfebZFh+fgrZFi1cgg
                ZFjuWndZFuRfggZGCUjttZGCnehlZGG0relZGH6jd0ZGOfne0ZGQkrgbZGWAdenZGW6ebgZGqXlggZGvkighZG3miajZG+4jbnZHDteenZHGevimZHKjjbjZHOXfef
                ZHOYmleZHQ1eggZHV0UfbZHoxfggZHpnmcVZHrkbefZIAAnRcZICKkffZIEasaOZIGEhYoZIHRjfgZITknceZIVjfceZI0efddZI4jkXlZI5hiheZI8JecfZJAodhg
                ZJFHmefZJI6sjgZJJSfjgZJJojVvZJQVdgeZJQjpeoZJQxfggZJZn4+fZJbnXZeZJbrjekZJdvdctZJhIlYdZJlzjmcZJqEgkfZJqejefZJ0TfihZJ7tddhZJ80dXb
                ZJ/9cggZKWzjggZKYUogcZKm0tbaZKxEbggZKylbVbZK0JvkVZK/AdggZLAeegSZLA7nnfZLCwdggZLGMjjcZLUQqscZLYeujcZLhK0gjZLsVnbhZL6qdffZL60eef
                ZL7bfqfZL73cffZMOygffZMVypkcZMaibSbZMeXjleZMg8teRZMhAeWfZMpjVdeZMqAWjcZMruYggZMsCgYPZMwrfgfZM0luteZM7KibnZNBKfggZNBStfVZNCamde
                ZNHgogdZNKSUfgZNQUefiZNV2fmfZNYLgdfZNpgYgiZNv8fggZNwoikdZNzOgggZN6CiwcZN+2fleZONxWcgZOkKacnZOr4dgoZOtUcggZOz6qdYZO6MXggZPD4Sgg
                ZPIhbffZPJ3bggZPN2dfgZPTOo2eZPU/hbYZPZkteZZPaAfhlZPaEjgfZPjWocsZPjXmU/ZPkvfigZPo+idqZP1vZggZP9gnfjZQAWktfZQAeeggZQC3kbiZQJBobg
                ZQRruceZQcgxdZZQgKegdZQhYecfZQmQagnZQq/iegZQ2nTWfZQ7/gefZRBDhfpZRBygfgZRB8UkfZRGboxZZRHzjldZRI18jZZRQ7fgjZRW6qSbZRbjdjhZRjHbih
                ZRvrcueZRyucggZSCzcbwZSEkgggZSLLhXnZSNudeoZSYOeuhZScdeSrZSiBkldZSqrseeZSu+iccZS07tbtZS6egfcZS6jZffZTA/hthZTF+TkgZTJrvfVZTU8nZe
                ZTYzXggZTmLfhfZTs5hmcZTyjmReZT3JdggZT7QprcZT7nXffZT+FSltZT+aqgbZUApkfcZUFdhXjZUXXrWyZUZEdggZUbsbggZUdmxckZUewnSsZUm1nefZUnNdrd
                ZUs/eWWZUywcblZU5SgggZVDxiihZVUBdndZVVVgfeZVcOefjZVlx1enZVoTeggZVuRTjgZV1CndfZV1gvgiZWD+fspZWFKksfZWmdYclZWrzhgdZWusgceZWvBagg
                ZW6LjpeZW7EhZqZW7zbgeZXJzeggZXxbpcWZX31YggZX4IgWfZX+4pWuZX+8TjkZYDogdaZYLSUavZYU0idgZYXchadZYo7jVdZYqygflZY70bYcZY8aifeZY8yeff
                ZY+4kgsZY/0aggZZeIkpdZZk6resZZqpOgmZZsPcggZZsxdggZZuxibeZZvQcxaZZ3YhieZZ/MlleZaB5nhbZaFWdggZaHHckaZaXiuvbZaenYddZajJknhZaoNidd
                ZarpgmcZa+qsfuZbJiogcZbOqYggZbPHaajZbWxeyPZbWytkeZbaOlenZbgGflcZboovqhZbswYggZbtgniYZb0TfceZb0tehjZcCmgddZcGghbWZcQ9hafZcXuiei
                ZcYXidnZcZvmleZcaegggZcfojkhZcmahkcZcoQkwcZcrAhdYZcwZfdfZcwsjceZczGdbbZc1NyawZc1SWfgZdHmUgiZdLOn/cZdXLlQPZdY6gelZddutkaZdhHing
                ZdhbeXoZd1LhedZd2EijqZeBhgR5ZeDYeaoZeFkTqgZeKhaggZeMHkbbZeMzffgZeONichZebSjioZeedjXeZenikdlZewSodfZe3okafZe+xnnfZe/ahtZZfB/egg
                ZfCaXggZfSWnaZZfW9zcqZfhrnpjZfiwjxeZfnEcggZfoamfeZf2gdkeZf58lefZf8yfgdZgG4jneZgIBaZeZgLSoahZgRnZggZgSxdfgZgW5hpeZgX8/T1ZgZsmdi
                ZgcQcdUZgcRdWaZgcblXfZgjNggaZgnLgieZgsAq1eZgsBdefZg10jkdZg4VfggZhAodggZhFfigdZhLZaggZhLtlnWZhQ9lfcZhSRYnjZhYuiQmZhlcmtdZhp3osf
                ZhusmeeZh4cgjbZh4mdeYZh6nVffZiH3lahZiIvikkZiZrfffZidZdggZiiAnrRZioumgkZiugeffZiyglfgZi2OgdgZi9nretZjEbiedZjFYaggZjLsmefZjMrbna
                ZjPPqfNZjTChgeZjf8tVcZjkdbddZjkrleYZjmTcdcZjmxnefZjn3afhZjrTagiZjrpdeYZjy3eggZj0hWVXZj5PnedZkEHZgfZkOGddgZkU8gcdZkXhgXhZkcSiff
                ZknMffgZknsXYnZkqZhWmZkwagamZk1DfggZk1LeigZlAkmdfZlC2ddfZlHGvmTZlTqlsZZlUclerZlZZfhfZlciq0lZlikghgZlpXjflZluLgefZl6DiodZl7oZYq
                ZmAjpgdZmCImZfZmD2ZggZmIrxd1ZmJWhddZmKSZcgZmR0aleZmTQeggZmTvnfZZmYDucdZmjccffZmlLfggZmpIllrZmqUefsZmxpYZgZm4KgjgZnDwnnaZnJUfZf
                ZnMKdgdZnO3jfZZnXaieeZnbfsagZnd3ohfZnoaggiZn6AojkZoaDgfnZoi2jjfZoi6opcZooHeggZoq9tarZo+/ilgZpAucT8ZpDMrdmZpOtbieZpTZcggZpUQegh
                ZpXkfjiZpe5jleZplXegZZpl4bggZps2digZpwcjdjZp2EpfdZp2eYfgZp3VkX3Zp6nifeZqIcaYjZqJDfndZqU6i5hZqXIpkeZqXikjfZqeXZgaZqxzaYZZq0ffgg
                Zq6PofeZq7tdggZrRshaoZrVpgbjZreVjmbZrh8iljZrkDfkjZruFlYlZruoggfZryQjYfZr0omaeZr9EVqcZr9XhjYZr//eigZsAYdggZsJykelZsNwklfZsSomja
                ZshVejfZsjSjVjZsk9fcfZs0+YffZs2zcggZs7EchXZtCeOggZtPkigpZtRFcghZtRQfjdZtRucggZtZ6xegZtcUXhsZthBpcaZtrMqbrZtwMkndZtyfdmeZtzofgm
                Zt1GdebZuBfhacZuIbcqeZuO5iseZuSUgsZZuSibggZuVQegdZuW4jkhZuW9VZeZudefgfZukvffvZuvYXcfZu7vhevZu/6gifZvCigjYZvIzgscZvLAeggZvNYshd
                ZvOJfdaZvPUlZdZvaqjecZvkrireZvq4gdfZvvnaggZvv9hfhZv4YUWdZv6UgeoZv8sPgeZv+vhdfZv/PjegZwL6nXcZwUAueaZwZSpkfZwbNWcfZwkddghZwpZgtY
                ZwyCZmfZw0PreYZw5ydghZw6oegmZw7lfpfZw+yhmfZxEsiffZxE0eggZxbpjgeZxf5SggZxioaciZxlyiedZxl8gkaZxqHXgiZxy9wnVZyFPigjZyGvgidZyK3agg
                ZyZdidbZyfmegiZyjUfjgZympaueZytQhZeZy2HdoaZy3pcggZy+YnkUZzCmlgiZzDDepiZzHkgzeZzNthmeZzNumgXZzVGledZzV9YggZzfyifXZzgWpXXZzhReal
                ZziGjddZzixdgfZz4bggeZz46iefZz6bkghZ0FWllZZ0GDXggZ0PjOwWZ0dsnlcZ0fkafmZ0oXhggZ0pUcggZ0s0iarZ0s+gffZ0wTdogZ1HlfdeZ1IOcgiZ1KHqff
                Z1KbZggZ1QVegeZ1SolemZ1UsScXZ1VXrieZ1VsdgxZ1XWgggZ1khbggZ1x3oasZ13jpTZZ14ggfmZ16+hsaZ2EGcegZ2SCkgdZ2WRZZaZ2asnK4Z2c+lkgZ2lHgeg
                Z2mpmepZ2rhhgeZ2udhhgZ20pfciZ25ChbgZ27lyrdZ3GkaegZ3KfmdoZ3L8aZiZ3ZrgebZ3arcfcZ3cPdadZ3dZfhdZ3mUeblZ3pQujdZ3sGnboZ3tsYedZ3zmrTw
                Z32EcifZ33pchkZ3+vniaZ4NisiYZ4ZniZeZ4eflmcZ4esjgcZ4xKieeZ48UYggZ498sXtZ5JphncZ5QDdggZ5SWaggZ5aCgrUZ5ekvZpZ5lOgggZ5tukycZ5upclg
                Z6A/fdrZ6D5UfpZ6QsoebZ6WofedZ6YhquUZ6cARgeZ6hUtemZ6i+hdmZ6tAXrcZ6tXaggZ63PmkdZ65XcYgZ7FUeceZ7HcmXaZ7QqkfdZ7ePscwZ7fudcXZ7kyhgg
                Z7qWjcjZ7vmedeZ7xeyeXZ73ojigZ77TcbvZ79ZefsZ8AlahfZ8REjefZ8gTefgZ8hhxnQZ8mEdfYZ8p/amcZ8uTYlZZ85GcdhZ8+WebgZ9GZnbgZ9ImchgZ9QqmYs
                Z9RnddfZ9VlceYZ9eiioZZ9urrerZ9vwohlZ9zZmfgZ+OkjeeZ+TXZgeZ+UoWfgZ+VzgjuZ+WcXacZ+bwTebZ+cjv8ZZ+dlhboZ+vWoSbZ+9feefZ/EDeggZ/WZrmW
                Z/Y8ngVZ/bcjfeZ/cBiidZ/edibgZ/flgkpZ/pSdffZ/rpgbiZ/uGlX1Z/0thfdZ/1+pleZ/3ajdlZ/7OfggaAD+vejaAEGngwaAFkoggaAJQsOeaAJnijTaAU1cek
                aAZ+ffeaAdRhmgaAj1fWraAp2beyaAxadggaAytyZcaA3FkhuaA5SjktaA8JeggaBAXeU9aBAZomkaBLEahfaBSqlffaBS+hzraBU2hffaBjhoexaB1/eedaB6hgeg
                aB+6trZaCM5nZgaCQVdehaCWccggaCY9aggaChDdfiaCjYieTaCknefaaC4yeefaC7lfgfaC8mhdeaDAIiVVaDMOhceaDW5eiuaDrMmZeaDuLuzcaD5aheiaEExeef
                aEFPfYdaEFTcggaEVQifeaEa/iedaEcIifjaEcPdlraEf+fggaEjLMidaElkhhfaErIgggaEy8neZaEzRbffaE84dfiaFCJagdaFCiiegaFCxZggaFDQenbaFP7agg
                aFX4lYtaFYbfggaFZJkneaFhchcdaFpGmcaaFyMeefaFybecfaF/ocggaGBYghhaGF9jfhaGHengnaGQVeYmaGRMoccaGU9rcfaGa8aZkaGcRjfbaGdzklbaGmelZj
                aGq+oieaG2iVggaG3Mj4ZaHNmfWaaHWwkf3aHYHefgaHZwZmlaHcooicaHfBlsWaHlWijcaHnvjmbaHzadggaH0XaghaIEzhhkaIJ8XegaIToldgaIZlaggaIZrNgg
                aIeelfeaIiUbggaIoihe5aIqDjebaIuIeokaI4bdgfaI87kdfaJBgdefaJBogbeaJF4hjqaJMDmggaJaHjbqaJbyvdbaJb3cggaJb8lqLaJeRcegaJk5eMkaJ0lnZZ
                aJ3tggYaJ5JYodaJ5QcffaJ7DobXaJ8VUcfaJ8YoqTaJ9TeiaaKIgdkgaKKNfgfaKLakdgaKR6mmdaKUGbddaKVJedaaKdLnZhaKdjlfaaKecaffaKrgcogaKs+koo
                aKxdjlgaKxghgkaK4nckgaK+KlldaK/ugggaLCBeeeaLIUejcaLI/dhgaLWSj6baLX/ddfaLZ2bWdaLbajYvaLtxgegaLv9kbdaLxgeglaLxlhhbaL1neggaMVDNgg
                aMWKedhaMhrdieaMpb/YwaMrFnbaaMuwqmmaMvwfeeaMyfdagaM1LeazaM6jwdjaNCfthVaNHtmWeaNK3ddaaNLLkdiaNLXbgiaNSeoVfaNSffbXaNXoamdaNYPoff
                aNcpfggaNhXcheaNnb5lcaNofiggaNxtmmeaN4iffeaN5LlaVaOatiiaaOaxeggaOhWeefaOqDuYtaO/xeggaPAhaefaPCTeggaPDpfhjaPKtPhfaPVgeegaPj+Wgg
                aPpObhlaPsTpYfaPuMgeeaPywgggaP6pgYdaP7IZhgaP76cnlaP+8PheaQASoqbaQAVjWbaQJufodaQQCcggaQT/rggaQfvkdbaQh6agfaQoYtjcaQrmgeeaQ2ymkU
                aRAoaggaRLvXehaRPHiffaRP+nggaRScdhiaRYthngaRZTlodaRbZgaiaRewgfgaRh4lahaRiQkpdaRkDZgcaRrHfggaR0GffgaR1pbihaSKzYndaSPYeggaSYLiXh
                aSbyreYaSg9fieaShHadgaSp9feiaSwvihjaSz3egfaS3ZdefaS7LegXaS9cdfgaS/gmefaTABjfUaTChnWaaTFQmdnaTKHhfkaTN1diiaTVqcggaTfFjccaTl1pjZ
                aTnzfgfaTpAkigaTsMdggaTsPskeaTuNheaaTuYPggaT1YmkeaT2ZlkgaT3ZlohaT7ofggaT+tZbgaUDjuzVaUPNj/baUPQXchaURJjcfaUYgahfaUYuahgaUZukqi
                aUsvcmeaUwDfdqaU1Ggn0aU2ihefaVFIhfgaVF6geaaVN4mddaVfKddfaVhofcjaVmhremaVnXmRgaV9kcYvaWFrgcgaWFtjasaWJ4dfgaWQlfggaWTCjkYaWZYfcd
                aWlvfehaWrWjeraWx6ifaaW0fgggaW35eggaW5hPggaXAjblgaXCsitdaXFJdYfaXOykfcaXRkkpeaXcmlXVaXdt1SmaXkOghgaXqNjgfaXrjhicaXr5fggaXuAdZg
                aXyRkhfaX0XbfdaX+0dfWaX/8qacaYGooabaYGugegaYHUfbfaYPHeggaYY2jneaYZCgelaYdPbggaYdjdfgaYpekdYaYqMnhfaYvwpjbaY+5bjlaY/fiYoaZDAikd
                aZDvbhiaZEedggaZHOnuZaZJDphqaZNrlbzaZQirldaZVAhfoaZWTfffaZXrZeaaZd4fefaZeydhgaZe9jcuaZgzegfaZhJjufaZi6eggaZkXeddaZl+eZcaZqCfgg
                aZrWhnRaZr8imkaZsMidqaZ1sjreaZ5XmcbaZ8wkfeaZ+0xefaaAofigaaEEnZhaaL9kieaabQlZiaak/lmdaavjipeaavldb0aa74effaa+3ldaaa/GlY/aa/8jde
                abAUkdeabHUtqcabImpbeabL+kcxabRndggabTFjb7abeAleaabfFocaabqIeetabrLhhjabsapbdab11jfdab9Pkerab+SkocacOvifZacQzecracSplfoacTxohn
                acXoWoqaciokjlacrfXYjactajteacyQVfZac9hhgmadCqfeeadDbUdfadEVgWoadFbuiUadRaiZeadSkradadUWedjadi7oSyadk1leYad8AeclaeEQqeuaeN9fle
                aeQ5tdeaeREx2naeT4pjjaebIogfaedxcegaemCjffaen4oeZaepe0ZtaerDqacaevwfkaaexnjhlae8qflYae93fgmafAgigfafEcieeafObYabafPHgXgafSwkid
                afWofXeafXJcdiafa+Yppafa/tYYafejdgdafntpZkafsqigZafwGXeeaf2Tgghaf/HiggagG2bggagIVWaVagJ1aggagVQeggagk0cggagucdggagwRcjgag1eihY
                ahB+eggahCxfegahLCfidahN0eSWahOKgnbahP/kcdahcMnccahjNg/eaht1ZjgahuKpccahwKhagahwhbggahx2kfeah1ckddah2JgZgah87hheaiBfcjfaiF2bZf
                aiHBh1XaiMxkgdaiSCZafaikIhhgaikhZggaik7ddeailhVggaiohtgdairefggaitIaggaiuEWXbaivwkdtaiwKgenai0sajgai4Xeneai9Xgfeai/mlWoajUIegf
                ajZEgfcajaPljfajbDkzaajoK2ZLajpCafdajsjYfhajwq5nZajzHidcaj1Huddaj2Aidhaj8Vaggaj8mXekaj/rfaaakOrkgYakXOXggakb2rTvakd/hmcakevdjg
                akisnaoakkxggdakuiskgakwfepcakyXqdlak7hyrZak9hifjak/KhZfalAwaedalFZdfbalF7tejalMLftValSMqQkalUgcggalV4jhgalaKuVYaldGqaealfYcjc
                alh6q6OalpVmsXal7WkefamGucftamIupdramOaYggamPKpR4amQCccfammKvleamxiXpfam1+egbam5LggpanBbWgmanBerqganHYmdjanSVighanWNXhdanYifnh
                anYqgjeanbQidganhZXfeaniJcfganljiddanpXnefantIyiYan8cxscaoBJaffaoCfxgbaoD7bfeaoUclYfaokxkdcaoq7yWTaotljfeaouyaggao8BnefapDoiel
                apKhsfhapSIddrapW2eggapaEdidapfhhacapkMWndapq1jadaprfpeoap4yhjfap5Jeghap8neghaqIqigiaqKYafaaqQvlaXaqSChneaqTzcggaqmGgXhaqnKlff
                aqpSdggaqsGikbaqsZiffaqstcffaqzEaqZaq4EcYgaq92jklarDQjlgarFAeuearGroelarQ9acvarcVfgfardhfggard2hfdarjkdggarv1goqar0nheQar52egg
                ar9IlcnasD1kdpasLhkiWasMloggasd+qefaskrhggask6kelasoNdfeasqjgggassUdedasvafgdas9hcdbatFHcfgatNGiheatQUpmcatmAkczatrcegiatzycgl
                at4fheqat+4aggauHbjgkauKfqccauMKnidauQOhjfauTLeggauTVhXcauUBefgaukfefgaukrkbeaur1kdeau0+reeau1JhgfavDZeofavVtdffavqzgigavt9djj
                avvumfvavxmthcawGwZfcawJ5mddawViecbawXOYffawk1WYmawo7hdcawtdvrZawvRcggawx7kWmaw0hWggaw2zpgcaw24dggaxMCmbfaxUTfhgaxVihfgaxlropa
                ayBUXejayBwfggayCvlUtayOZZidayOcakgayUtgokayZkmnlayeMpdcaykkrneaynhiXhayn3ggdayosacbaypHbggayqrcscayuJhheay6dlmgay8SrfoazZPXgg
                azfjdddazf4ZagazjjfggazorffdazpQeggaztYdqdazylpVfazzLehfaz19Zeea0EVqmaa0IVgcna0LaWgga0Pdpmca0Rxnbea0Sbdffa0Xznrca0Znbgga0d6cZg
                a0mVltea0oadgga08ftZha0+smVca1BOmida1EOfgga1EUdrea1Ezgmfa1E1fgga1Gzifga1RRsYda1Skhfda1Ushrfa1WRelea1Wudgga1aOegfa1a1pdia1bNchg
                a1cMmlia1dqYgga1euegga1lBmkXa1uZggga19xjeka2Oebgfa2SQgdea2TghcYa2evdela2foakfa2gRegga2i2acia2nVdgga2sZhtea2wyfkga25Beiea3ASsdk
                a3Jebgga3K9rhga3Sjcdka3Y5igka3aTmiba3wabgga367hoca4CPZgga4K5ggha4Nnkjba4Nufena4OIagga4STddea4UpnQba4V3Ygna4hMglZa4mtedfa5RJZgg
                a5Ttcaea5Vdheda5XVcmga5ilrdia5j3cgga5wqla0a5wzcfea5yMbhba5+eacda5/Rcgga6Siigka6b1ggga6nhfgga6nllefa6n3fgga6vNtJva64Ldbea66cbfj
                a67Aegga69LnqZa7Dvpfea7Efenea7I/kT5a7Ldsgba7bucgfa7fqkdia7q+hYsa7wQhjla7z2oVca70FPgga74hwgga7/Ljgfa8F+iefa8Ghjfda8KGpWya8LUggg
                a8TChZla8bMffga8bVdeca8r1gefa8x7hpUa8y8dZea8zicgba854hgma8+OgYea9AQegda9CkeLha9EFgcfa9IWjnca9LSegga9Z+meba9fodhha9hOjgla9mtmcj
                a9ntdfea9ornnca9qS1ixa9t5loba9vphdfa9ztZffa96higea9+bisda+J3agga+Qiegga+RSuhha+R2Zgia+R4bgga+Wthlca+fcptUa+o4hjua+tjgdga+22Yhi
                a/VjZgga/Z+Unla/bGsmea/dFfgga/i7mbpa/lUobha/rkggga/uvplha/wOfnea/2Fmhna/2xfeha/6ngehbAAspbebAFzfggbAKHfffbAZTjfebAvX0hcbA8shoc
                bA9nemhbA/GPbgbA/IbggbBRIcfebBTwijcbBflklebBgvgdgbBl9oaobBzgdggbB/MhfabB/dUecbCU6l1ebCbWifgbCdGpdebCjmib9bCqNcggbC4ebggbC8Aikf
                bC9+pdfbC+HdggbC/MheebDAhkfkbDCcffobDLezZhbDgIhffbDiCbgbbDoUoaebDqFfkfbDwcghfbD63iefbD9EeggbD/5knfbEDpeelbEELgbfbEGztiebEI3bgg
                bEVHhecbEZ0ggcbEbhbdibEsXggfbEtg1UwbEwdigibE8AkesbE+defjbE+1hqfbFGqkekbFRuvXdbFbLibgbFlEjbgbFykggfbFzYpgmbF1XlmWbF9XdfgbGGKipd
                bGI4ljdbGMjkefbGQhlqcbGTRicTbGVYftebGgHgfgbGgSfbgbGqOdfibGuTkgsbGx2dggbG1TgejbHE6eggbHGindibHG7fggbHKWidfbHgtgffbH1EnPYbH2Obgg
                bIInelbbINXvhXbIQ4XggbITFkddbIUByccbIbqZgfbIjrcdgbImcnjjbIngWedbIr3njdbIsYZggbIvmXefbIxxrzcbI1wnkdbI2WgtabI6flnhbJAEaggbJCCmfj
                bJJPifmbJPCfgebJQ3rijbJYrfkgbJbChfdbJnBbjZbJnSlnbbJpthedbJzheffbJ4S9embJ6IjkabKDcqWjbKM9igibKRApfdbKRwggabKXoqgfbKireO8bKmUrgk
                bKmxpZdbKoNaedbKr9eeZbK67fqfbK69u8abK9plfqbLQjfdubLRFirfbLaaicebLcLlggbLmbjnfbLqDdgkbLroWikbLwSoefbLyYshjbL3BhddbL3HhhZbMS8Xgg
                bMaekhfbMn5gkdbMrmoeobM3FaefbM6FZggbNFKijgbNLEkU9bNNAiefbNTadXkbNZPkcrbNfNgctbNifgicbNkmdggbNm9kedbNnOrcXbNr9ieobNxXhhfbN2kiee
                bOdAfggbOe7fggbOkQo3UbOntffgbOv8gffbO4WjdcbO4+eeebO6GY3dbO9WkTrbPGzirfbPHZfggbPVdkddbPXGdhdbPX2syJbPkOlbZbPnCZcfbPp3eepbPrabgg
                bP7CfgebQB9qkfbQEyfofbQIagjtbQOyeXebQPsRhjbQXMimdbQYtfdgbQY7cdfbQZojehbQgTfcdbQkYdcdbQlSghgbQxpcdjbQ3PaggbQ7SdggbQ/CifcbRXvkfc
                bRZygeebRf0cfgbRufvggbRxceggbRySifebR0hjfebR3YjffbR89mScbR9/fhibSAkclebSBtjfebSB/gfkbSD9dqZbSE9l/SbSGPdlgbSR9iwdbST+hfdbSUAgfg
                bSUInbXbSXvcggbSdYRvobSlBdggbSl6khYbSpMffnbSupeggbS0lmbpbS8JdggbS9aehcbTAPdgibTAufggbTJGnb/bTKNhddbTQfiigbTcphggbTdusgfbTi0dmf
                bTjEbXcbTmTuwmbTtlqqdbTyoiefbT0/dbebT6irfubUBUhfvbUN7gggbUTPnh+bUakpdqbUpwYggbUwulfpbUyYhhnbU1YhigbU8rjZibU95chgbVCOnhdbVGKcgg
                bVNphhkbVWgddebVYcjaxbVnFufVbVtGdrXbV2htcsbV4EsjibV42nrmbWBueggbWDXifgbWDpdadbWFgehfbWINkfqbWOPhdkbWS0hmgbWS8osdbWT6irfbWdqrYc
                bWhRhcebWnCnckbWsJqenbWzjgembW4pggZbW5xWcgbXB3VefbXNPYoebXQvftfbXSteggbXeZiYZbXf+eefbXkQggibXqRWbibXu0nmabXxoffgbX4oripbX+adZk
                bX+jekhbX/5edfbYAJiggbYE+sQobYHKYggbYMwtbgbYP6lqabYaegggbYe7gcfbYgYhdgbYgfdjgbYncdfcbYpoZlgbYp+dggbY8qgZhbZDWbggbZTiddgbZXRjed
                bZYVle1bZZYhdfbZcgggebZlsifnbZn8hhUbZxkheSbZ5MafgbZ57feebaEioiebaGseggbaO4cggbackghgbaoHfggbaq1hembatGcemba19fcdba7GgghbbCxged
                bbK3gkfbbTocbnbbZMWggbbZqqckbbaQkZfbbb4ijbbbephfebbiLfggbbjIcggbbkquncbbzyUggbb2Oaggbb3ThfZbb4cihbbb51eggbb9xnaXbcCBdcUbcDLfff
                bcEhr/ZbcEmdigbcG2jXcbcMYifebcNxoJxbcTaifTbcUcgggbcVekkfbcWjdgobcW5ehibch/kchbcjYdggbcnbbhebcy2llRbc0uea8bc4Gdggbc4Pduebc88vcm
                bdSeaggbdYcvkWbdY0dkcbdY8fefbdZdrxcbdjqkefbdntfggbdsqkfebd5Vt0ebd5hgilbeAXWffbeGtedlbeRQeggbelRmbobemwinfbeuqdffbexUcggbezzgeg
                be4uedfbe7UpaqbfARnejbfKgfggbfLxjffbfMegdebfSAcggbfYVbggbfbBoggbfg8pMZbfhMdggbfsUcfgbfysegkbfyxmf2bf/Bicjbf/YgembgDFpqbbgVDifd
                bgVefdcbgV0begbgYgnsbbgeleapbggsfhbbghEsdfbglzyTrbgorigfbgp+jlcbgsKxecbgxVgbcbgyfejbbg2MbfnbhN7fZfbhO4dggbhVLidWbhiRiegbhjfglb
                bhpAhgjbhrTegobhtUkeybhv4ddcbhwQYfrbh52nddbh/wgXmbiJXfggbiPxdggbiRCokabiUChlVbiYAWfibiehjbgbimKfYmbio1jffbiuiZnSbixybekbiy30YY
                bizyhddbiz7lbebi8ahdnbi8ldicbi+FcggbjCvlecbjC5fjcbjDRfffbjE7njcbjM2lmhbjQ8lhXbjRbamWbjTngjTbjU4idgbjX2RjSbjcXjedbjfilefbjk2Xdw
                bjn6egkbj3HZajbj+5Wgebj/JhfjbkApvfdbkA+moabkLTzTXbkRcpyabkYpeItbkbHtefbkb4hfebkefnehbki1gbqbkoDgidbkp7ajfbktfdggbk5sefjbk6/cbe
                bk9djeebk+cenbblA5ntdblA+pdgblEmfggblFUOrgblLaefgblRRofcbld5jfhblwUfcabl1Ubggbl5wfggbl7udgVbl+ZbggbmHFhfebmHfdgfbmPLkfqbmQwgfy
                bmcjeggbmeSkoebmlxeifbmqVSgobmstlribmtDolbbmuZwbebmvLgfgbm6Bqnebm8qQfgbnEUfclbnGmWffbnJMjkfbnO0eYrbnQkbggbnd71J/bnhKnhobnirfef
                bnrIhfqbn20Yejbn4ufgbbn9Udpgbn+udQoboJDZgdboJZcjmboc4hggbohoegmbolWcggboyGZifbpBxjkfbpIaSaibpWJZggbpe2gfabpf1Zffbpgqgoabpnlgff
                bprmjdabptL/U/bpuudggbpxlzacbp0gYggbp5nYkabp64lWybp8hhkbbp9ChgkbqBvYggbqCJeggbqClolebqHQifcbqH1WggbqN7hdjbqP6hhebqRJfggbqRxbgg
                bqRzxdnbqWvacgbqZNiicbqh3dggbqk5cfhbqnCjegbqnxgghbqr7fggbqyMfafbqychaXbqzTadebq5Begdbq6iPtXbrAudggbrKqZgebrSgdefbrcnrdubrd+bfe
                bre4atcbrg6Zggbrmgkbgbroaj3bbrwvihebr1BOadbr2Lhefbr4Avbsbr4Vgdibr9lihebsJ0jQebsLAeffbsNvsbdbscKhfabsh9eigbsi8eggbskKjlqbsmeYgg
                bsoYkgfbs9WfgmbtBEiggbtDcqgqbtIfeggbtJteifbtNTfggbtR3tiabtWIjeebtqPbefbtrTocfbtrjpedbtzrfijbt13cggbuG+bfhbuIfShkbuNuhgvbuOPuxf
                buSooabbuaZfggbueLgoYbugOcggbuhxmcfbuuZpedbuyTssfbu6sffsbu9mYggbu+rRcdbvDjhsebvHZemebvLVtfkbvQdjdbbvQ4ikdbvZHsqfbvb9jtfbvd2lje
                bvq/fdgbvxETjjbv2jaggbv3sahZbv42hjjbv9agvfbwApvicbwGewWbbwIEchfbwRvoaebwT0kiebwYQhhebwYSldibweacXcbwe0imebwlPcjgbwsRignbww6eej
                bwxudggbwzgaggbw4ynjebw6Fgbjbw8qlbdbw92XggbxBSYSZbxFiSndbxNkeggbxO9kgbbxPyjfbbxUa/pWbxU+ajebxVJqhYbxasjkgbxjdiblbxnImefbxomggg
                bxuqhccbx7Nhdvbx8iejfbyDukjjbyDzlggbyK9YggbyLmqjdbyQHyY2bySLdefbySmggibyTLhjgbyTRdggbyXLkbmbyg0deebyheaggbyygNibbyzBlajby7YPle
                bzExelebzE0nYfbzF5sggbzHEoZabzLugugbzN1fgobzODfmebzUrlhcbzYBqVbbzoEkumbzp6ielbzrnkofbzukcdqb0Ambjgb0DNbeob0Ozieeb0Pxfggb0QMbfs
                b0RFZcab0Xxajgb0Y/wkdb0aPfdfb0chbfbb0ehfkfb0jgYggb0rQxZib03nhZcb089Tggb0+Kseeb0/RVjjb1ETfhfb1Ewkcdb1Hknfjb1K7dggb1Lhkjcb1Njfej
                b1P2ffdb1Ssebjb1Uaaepb1c0raeb1exkfXb1pUbggb1t1dggb1zQfjdb11Nhocb12bkenb1//Xdab2BHkceb2SW0nWb2gOfggb2g3cfeb2jBfdlb2pdhjab2zfVhl
                b22xzmZb23nkdgb3BXhigb3GygfZb3JTfblb3Tiafgb3V7ffLb3bOeggb3hufdeb3kRngfb3k+bYgb3qsbggb3vwkcrb3xLYXeb31Wkmeb4AWdggb4GqWfcb4IOfeh
                b4MEeggb4Wlfggb4flkgeb4gyabfb4h2iecb43gkayb44iWggb5C8dbfb5Pjcggb5Wdieeb5flfgkb5jFgfib5j9Zggb5rTYcdb6Bcdecb6Dzbfdb6LLfd0b6Lieeg
                b6OZgukb6ZVbefb6jihjfb6k9gggb6mnmZcb6wjbijb63npzXb652oolb66kmdcb69aZhfb7cQhdub7eUigab7gkpabb7qlefgb7tdjlcb73/egZb79Gltdb79eeff
                b794ifnb8Fvddjb8Giijfb8VThegb8jZffib8ndlbhb8nhfcsb8shwV/b8yMejgb82Lpcgb8+Cpacb8+1nkkb9DEafcb9HZrXjb9KSdceb9M1bggb9YEfggb9fFgbf
                b9gvYkgb9ipgmeb9mpggmb9nAhggb94Rsmbb97Pbggb+ADReeb+KXiyYb+Lzfdcb+d+dfob+eZgdab+lafgeb+nJrsab+n5sanb+q+mqeb+t8rrgb+xDgeeb+1Ngqa
                b+7Zglfb/BPfolb/GInacb/Hnhiib/M+cfgb/TZiYpb/Vkhfgb/Y6eeib/s4cggb/yUufUb/6BbegcACaZgfcAFPdemcAHxYggcAI9dggcAOArcecAY+iffcAcCdmf
                cAepddjcAp0cflcAp1heUcArGeeacArjjiccAupdbccAvwhddcAxf2cZcAy6eefcA4mtaNcA88ceYcA9ZecgcA+mad7cA/tffvcBBTeggcBD8gggcBIYZbgcBJ6ZWa
                cBM7YkdcBPUjL0cBRCmKZcBdqjegcBepyWYcBiSZggcBi/hghcBlSZrgcBmygg3cBsDZdzcB0JmchcB3FXcfcB9AgdgcCJHmUlcCSYneccCS7wXdcCU+dggcCYJVgg
                cCdRfggcCe7rYccCiEiggcCjVgffcCtgzibcCt+mgccCuHemjcCvgtmicC0lsdecC72YghcC9StabcDOHeeecDOzXggcDSgdgecDUlhaacDg0mdtcDn1SgfcDrmfgc
                cDtLlflcDuEdejcDy5ieecD08cggcD5XjjbcD63cghcD9OcegcEEIZggcEFBcfecELWmlecEOVhfgcEQudghcEU2dggcEVY2Z4cEaFejbcEgwgblcEpHeZacEvdfke
                cE0QVfgcE24heecE+PeggcFBvukqcFEOfefcFRzobWcFSSjflcFa8hggcFc0ldicFpdwfccFsFghecFuJdggcF2EjdpcGCGRglcGD1ukncGFZadgcGNZfggcGW9ujW
                cGkyheucGlHYnicGnlhdgcGpklgYcGscfggcGtWcggcGt5fidcGz3bggcG3kgircG90fggcG92npgcHRJcufcHXRKggcHi+kgYcHnNlhdcHnTmgecHu/rcncHwnmdf
                cHxtgmncHzncfecH5Sg4acIA+ghfcIDQfkjcIEDgeccIK8eggcINAgdfcISCmeicIS9pbZcIZ4aggcIc2gggcIugogZcI5LgggcI5jd/WcI+eeqecJFB2eZcJRlsVY
                cJT0cegcJXsoibcJhaibdcJiAUelcJjKkggcJkK5/ZcJouadacJxVdggcJ5pddhcJ8QdggcKKGaggcKVibcZcKgheghcKk7dkVcKm7heUcKnrZggcKnydfgcKsCmhi
                cKwlleccKw4jbfcK3emfecK9ErjScLLtgfecLNplglcLNscggcLdFbcfcLjYXhdcLsnsedcLzrgghcL17eggcL24hfecL8JWfacMCKfefcMD7gfecMMEZgmcMSPkbh
                cMWNlcucMfGbfhcMl7lcccMn8dbtcMqmneacND5kYZcNLxkYdcNVJhggcNV4hgdcNXcYggcNbmhYocNhoqhbcNuzinecN1mtkScN68jfecODkfggcOEYhedcOI+afg
                cOLRdcgcOOLbhjcOOxsddcOc2lqacOnfnUgcOqsdggcOrrgfecOyXSfgcO6oiefcO7ZouhcO+cifkcO/olfZcPHdjgfcPPhdgfcPTlpjfcPbhblecPpkmdicPzFcff
                cP0XZbecP0xhgecP5WnkacQCZjflcQE9ygncQJMnjccQSAgndcQSeVggcQXTrhfcQZSfggcQjlhdncQzpilZcQ6QeggcRAHXpdcRAgfggcRBissacRdBemfcRlibnb
                cRsPhrdcRxWedfcR3ghdfcR7LeggcSBWghpcSIQeggcSNKekgcSQRkfccSSWiXecSUznetcSWzkbccSZ4hbdcSa3hehcSbuacZcScceggcSnU2vjcSoVgqccSqSigg
                cS3Qke0cS5PhdkcS6FdggcTDijlbcTD4fggcTKtdnbcTK5eggcTMRjbqcTTakelcTXxshZcTbfrTocTeWhddcTh4rddcTi1aggcTmqfblcTp3WfdcTr7lgScTuKpeg
                cTxraggcTz3cggcT6elaecT/wlWecUEuxmdcUG1eekcUPMclecUSlcXccUnWhhgcUrDjVbcU4EegbcU54YggcU/ghffcVIYnggcVRZddjcVRdXegcVWUkalcVanclh
                cVaybggcViqaggcVkkWffcVnixX7cVn/hvecVphjSxcVqEioecVxSrjocV0fhdmcV34ghfcV4idcvcV9oifgcWEohdjcWQsbOLcWV/dggcWbflfecWbnamdcWg4gcd
                cWjiamdcWnhgxacWnrecccWrjeggcWugfdbcWwXkqgcWwscadcWyRhhgcW3gdZgcW81ktdcW97cggcW+YjmicXDpepgcXPTbggcXWQnfgcXeEMggcXlimUdcX1QyXf
                cX6qYcfcX/cafocYFOhhacYRxcggcYRycggcYVjfcacYbwQemcYgBrdccYgZd/YcYtBkifcYtXphjcY3LodicY9wiefcZKbleTcZRQpckcZRykedcZXOeggcZbJmcf
                cZcQnkecZmwmclcZqWcggcZrwjggcZ0IeggcZ3VdqhcZ4UhbicZ5+dggcZ/1odWcaC9mddcaKGfddcabSjggcafIblbcakwgggcamSldecanGiuecanRkcfcaxyifo
                cayNeggca0+dfhcbEglkicbKnheecbK4uagcbM7cP5cbd0egfcbhokcecbiodsecbmXbhdcbq1maycbxjxZdcbzanlccb0/krccb1I1Yzcb6agobcb8nYOiccAddal
                ccJCdaeccQBeZQccWHgdcccafZjoccbVhnecccAXggccgkmgfccgwjeiccjljboccnlgfdccz/Veecc5Lmuccc/bncycdMiVZdcdf0XckcdoehtScd51fggcd6exZX
                cd82fggceAIXggceAxjdcceFjdggceGodlfceWZjbeceWhdffcei1pecceljWdgcelsaggceskeggcezjfngce0nggjce6sesgce7ojrfce8HXthcfPUfgecfmifgg
                cfsLpcocfsSnfpcfsnq6pcfypZemcf2abgfcf8woijcgBVhifcgIsgcqcgJvfadcgLecggcgQcdfecgSGbffcgYijjccgjomgdcgkXlqjcgk9ogccglVhficgxckkb
                cg5slXccg8vhplchAheiZchFqbjnchIcZbdchIldggchRxRemchjNiaechjslbcchlPgodchlkbfcchmykcbcholafgchrJtmdchssfggchylfgychz1gesciArZfj
                ciL4fdfciRBdggciSDgemciT5gZbciUZgjeciUlddyciXzgefcibWhercidCtbccieKapfcinGXpecipobpZcirWZddcit+mZrcivTXemci0udmWci7VpWhcjFlhfj
                cjHWeggcjO5laecjUegfmcjXZfggcjYXhgdcjYpZbgcjfwZedcjiYelfcjsOfggcjsracvcjuCjldcj34cggcj9lkeecj+1hggckMUigfckN7feeckWKaubckfXcde
                cksvWlgckvtWggckzhoaDck1+hkfck/wevYclBujmhclEMiggclSsjYfclbCqdcclj1klOclu4gheclwuRbkcl1Miodcl3qncocl9bmvbcl/fafgcmCMdpgcmTXjav
                cmV4NeocmXufdecmaRmfmcmfBjXecmmjfagcmmphemcmnpfbmcmppkQfcm0Ljiecm0iiimcm3nTgicm97ppqcnAHdgjcnBzeggcnClcuecnLnobqcnOWodccnW1efj
                cnhAcggcnhrcnrcnkUecvcnnhZfgcnoBaffcn6mpexcn/E55icoCufggcoYRgh2cooCfrccotbngncowcUnbcoyheefco/0dghcpEkhmqcpHZbggcpMUsZZcpSLfgg
                cpe7v/mcpe9eZfcpi+ngocpnQjclcpoxdggcpxqhdfcp1OZggcqECmkncqIYYhfcqNj4grcqQNdfecqmnrgpcqqIcggcqqZfggcqvCjffcq38cdgcq8qhkicrAsjlf
                crOKjgacrUIgYecrbElpYcrbqgjfcrcBkjfcrenlllcrevdggcrfojrfcrnvdcbcro2eggcrqMjwccrx1cifcrzadZdcrzceercr07Uegcr6yQfgcr65hefcr/Dfjf
                csB2dbbcsahlhdcsgqbSrcslnqdWcszFgbccs/ffZnctHlhZectKcYfectLmcefctNtdfgctPFwgdctPYvgfctTAfncctTmbWgctXDdfbctcDgfhctfMccgctlxdgg
                ctpnoidctqueggct16dpZct+XZggct/0eggcuD3lcqcuN+ihbcuQxdggcuUrbjecuXRpdwcuZAgedcug2ioecuwPfiecuwZhdlcuwkloecuxficmcu0oZggcu1wlYV
                cu6Hafdcu7SocecvAPegYcvDPhglcvHWjmdcvR+jedcvV5fggcvXXkibcvYadibcvgkZggcvp7qYecv2MYfjcv/7rdmcwIWhefcwJBfmYcwRlaibcwVGWggcwXOjbb
                cwZGeencwicgepcwpVggrcwqgaZccwq7meocwwEjhmcwx/jhacxBPnZicxB2td/cxQSoc0cxTAacqcxT2gdjcxdeaefcxeSfggcxkUlkecxoHprXcxuiUzdcxwQprc
                cxzNijhcx4fWlecx64Vjocx7GeifcyBnhbfcyDqfqdcyGgiaecyPPigjcyQSnoQcycwfmgcyf4kgmcytyjegcyvtxdjcy3nfkocy56mjdczBYdggczFudggczLZkaf
                czObXfmczVAhhgczbmceacznLnggczpTchgczppeficzqmbagcz1Yigfc0Pvbnbc0Qfkicc0S8hbdc0X9Xhfc0g2Zggc0ijmmfc0nlmdqc0rDmfec02Qlefc059kic
                c06FYdcc09Ifnfc1KokOYc1VFYihc1Vobghc1Xfjetc1qpfecc135bggc2D6fnhc2Pgaggc2Qaifpc2aHofjc2iieegc2jBqblc2lakihc2zQdZnc265lddc3EUdgg
                c3F/idoc3Jbdhdc3J/ogdc3NOYgbc3QTgegc3Tzdgfc3Xtielc3Zxsefc3ttkefc3uAgdSc3xzaggc32mqctc37wjdnc4MqiWmc4OSmdWc4QEbggc4UAiagc4Wwggh
                c4iWdffc4kDfggc4padfyc4qGdggc4wSVdZc4+Heghc5DNYifc5MYmfvc5O9feec5Xvwh1c5Zl1lXc5bfcffc5dGZ0Wc5jJydjc5mzmhlc5o8dkjc5sRjnec5xbkcf
                c56Mbcjc6A3Zhec6Ezcngc6JOcjgc6JUqgkc6KroZdc6N8Wkec6T6oYcc6afbggc6f1effc6gbYXXc6lxmZbc6olaokc6orrnac6u1jiXc60AfdVc60Reggc65xhfv
                c68sfggc68/kdpc7Afeacc7Kuiebc7Lnfcec7Sbecjc7kafggc7lrkhdc7nAhfpc7qAkclc7tmiQdc7uDsdkc7ytskec7/8aRdc8Akobcc8EUZifc8Izbfgc8Xgof+
                c8hProbc8iWnhYc8n3cgfc8y1aggc860peqc87aefjc87gtB/c88cmiec9Dxmtec9G1kqdc9O5feic9PPbkgc9RAmcYc9VTifuc9W8mYcc9ctjecc9lrgqec9ltcgg
                c9t2vqTc95wmekc98ihbgc+E0ooWc+HoleUc+Jphgkc+VfkZfc+Xbgkgc+gnnmac+lrmcmc+mBdggc+pTjagc/COdcfc/LIlWoc/XXjmlc/ZPaggc/drbfgc/eUtbc
                c/fJoijc/gschfc/jJdnec/obXanc/tDdegc/xKdggc/1iidrc/2Sjgrc/3Neggc/6Dberc/73eWsdAE8mgddAFQeezdAFkfggdAICfmldAPXgggdAQBidYdAcaqac
                dAdjeggdAi7hegdAmYpmgdApyiffdAq6gdgdAuRfggdA4yjcedBEejbedBE8hgedBF8ijgdBGRfggdBHBnbqdBKYjuddBQKkqddBbC8XydBh8hdgdBjevncdBq2iqf
                dBzlodddB4ZigbdB9TmiTdCEzRiedCGRZladCIpSgjdCKPbggdCLifbedCMNgeedCR6ogfdCUpjhmdCU/ofidCWncdkdCY/gfkdCjXgffdCqyVhfdCr9ohddCtwxsl
                dCwrteedCzniifdC3XTR2dC/MgdddDAJdghdDJ1VVhdDMNkeedDR1pvedDSHkfmdDTyfhZdDWSgbddDanligdDu2fkgdD3CnegdEAvqoddEBAhngdEFhhsNdEFwfgg
                dEHNeggdETSwredETrgmXdEXHtlddEZojmidEarhghdEdk7ncdEeReipdEipZvcdEpwjWkdEr4lfndEzUdoqdE1rpeddFFjidYdFIEfmYdFKOfgfdFMvfkfdFRUqde
                dFTMqjadFe5eggdFooaggdFsGcggdFsUwZddFw3gbedF0qechdF2BeobdF44iqedF6kgggdF6qakgdF6rojndGIEZggdGIUfocdGNnbggdGXGrhcdGhQbbhdGlhdid
                dGmqYggdGwgtfddGxUjbcdG4viYedG+1hdgdG+53sedHH+idbdHKQkiadHREbmfdHTedZhdHdpcggdHjVmdZdHtGeggdHtppfmdH3zhefdH8QpqbdIB9dfddIIRhgq
                dITHfigdIUVdgedIUripddIckfgjdIdDjdddIgnkfddIhqfffdIiAkggdIoaglkdI0jecgdI11becdJesreudJmdfggdJnSekedJofphhdJ+NmbddJ/JvqYdKCeldU
                dKCuaggdKK/bfedKMkheedKZribgdKcMpandKmXnfedKsTamddKtVebfdKvQgdldKxUdZcdK6McggdK61fhfdLL3rdadLN9lcrdLTrXehdLU7omkdLVVZfmdLYnxWx
                dLbQVsjdLcKZbddLfLgcadLp/occdLy8ifgdL0jhccdL1MdTrdL2ZhifdL7eddgdMEEcdgdMLtijgdMVDlqldMXZcggdMjpeafdMldkafdMvJpebdM2nafgdM6Lcgg
                dM6OhdhdM6nfeldNNEhqfdNRwmdddNVwkdpdNWRjicdNWgdffdNYYqeidNY1ddfdNa7acgdNcYhbldNhzhradNiygbgdNoiefjdN2xTfgdN5FhiidOBfjv2dOBimbg
                dOI/cqedOKX2iIdOLAhcSdOQxdledOVwhfodOct/kXdOrheggdPMWYqfdPP7qgkdPiGlahdPlXeggdPzwfdjdP4AecddP7wYiddP/9ddfdQC+4dzdQFgssgdQHybgf
                dQH5sggdQKexvddQMwkkfdQPBemcdQPWmWmdQXbffgdQYLfaZdQYcdbadQodbdddQq/kkmdQ/9YfgdRGWlkbdRHyyfddRJLfggdRJplfadRLLiffdRMgdggdRUJhfm
                dRaibggdRiKaftdRicbggdRk+ocgdRl2cbddRmkYjgdRu2nffdRxZXggdR3wbVddR7HhefdSAFfggdSTJYggdSV5efgdSXWgggdSjTFeddSpstchdStBfffdSuqgee
                dS2VeggdTDPfgddTG2idedTKYegpdTMZkmddTOthfudTSVhcddTWuhoedTeyiggdTh+dggdTm3aeZdTu6eTkdTzAepadT6DXepdUPekdfdUYndggdUcObggdUoknvL
                dUs+odddUvZefedUy1dfhdU/AlkfdVAlljfdVJvcggdVKEkZrdVfSheddVt9lmWdV24kakdV5KdeedWA/cggdWEwhgfdWE4kcxdWJRpdedWJZVgfdWKWilpdWPdfdl
                dWRSaggdWUtlhhdWekeggdWl6leedWs0qildWtEljndWtViggdWukkYjdWvfkefdWxreYjdWyOjlndWzeneddW1BhdjdW3JedfdW8EdgedXDnheedXEUtdgdXQkfgg
                dXSyaggdXU9otkdXYyzVpdXcvqxadXdfkdndXoBrrXdX1nvYhdX5TacgdX+GvnfdX/dsbfdYBPefedYG+debdYJ6lfYdYKjhcpdYMrgfgdYUHmZddYeSgmjdYjddgg
                dYnngggdYs8ikedYu/gmsdY3ClafdZJGpXudZSOnyddZUeegddZWanZmdZantdtdZiRfjddZk5aeedZqFeSedZwbiefdZzimfedZ0JcnidZ0/acidaAZvfgdaCVdge
                daGBhlfdaH3ieodaIGrmhdaRxamadaW2bggdaYbgogdaZkgebdajomieda0FVYXdbEklfbdbGlagadbTmlqcdbUtodZdbX6fgadbYokhedbh9hokdbmBjledbnfjlc
                dbozZggdb2lnhkdb+lXYRdb/BdakdcBaocjdcDzgildcFDmlWdcKrlZddcOPuhddcR+kdhdcYrffcdcaseZtdcbybhcdcl3hg4dcpTfamdcv8qcbdc5Jfmidc+Fefe
                ddAkhcdddEBcffddHSoarddTOefdddTxiWtddaxbgfddfdpdmddg6emxddiTmfjddmnkkdddqJeggddqTbYdddsVhfmddvCegfddy8oaoddzsbfedd0Uedodd6Zfef
                dd9bxgfdeLZOledeLbpsbdeNyZiedePAccldeUgnqkdeZNpdcdebrjaedemLjgfdenxiaede0whfede2Xihfde22iegde4TZafde/Khgfde/cdagdfJfkggdfMeafg
                dfOFahUdfc0kchdfdIdbfdfdOodedfpQfggdfp4n1bdfsFflhdfwhhcgdfwzcggdfzilfcdf2ccgfdf7kkkWdgQxfkddgT+hffdgWvjhYdgc+hdddgm5fYndgnCjdt
                dgrydlddgsannfdgwodlddgyCdggdg1wwggdg2wghcdhI0aocdhQ/gggdhWAcjedhgiedgdhl9befdh9vfnediAPmcldiCbgdldiCfYYediDNYeddiDqgsfdiItegg
                diUUXffdiU1bifdiYEfefdiYpXggdicamfjdii7enWdikYbmfdikjheedioajrddirhihfdisqkfddis0begdi3eeebdi/ZgpZdjAvhjgdjFnbgfdjKLudZdjScdXk
                djSsbggdjaVjdYdjamof+djhohegdjqtxoXdjysgkgdj0xfbwdj4qhdfdj5/vjcdj6UdeWdj7nrcjdj+8avidkF/zpddkJTsfbdkPofcldkR/htcdkaOdggdkaohja
                dkdYiegdkkehrfdkobaggdkwQjeadkzmeSedk08eggdk9UcebdlAneehdlIWhqddlSudfgdlTBfgqdlVYhUedlXBqkddlYUgmcdlcScjfdlhyZigdls2fggdltMfWg
                dltOjeddlx5hrhdlzIne5dl0Ufggdl7Jhjedl7ogggdl97qS1dmEVipedmHHcggdmI2egfdmSreckdmVnggpdmcYjfcdmgVfgsdmtadgjdmxlffgdmy5fefdm0Opeg
                dm7Icdgdm86edfdnE0hggdnM8defdnUqYggdnaNeggdnzomiXdn3KZggdn7egjkdoBVffkdoDunYcdoGvfggdoHwYggdoLrffidoQAhjfdoRSgfmdoYsbggdoY1Uef
                dohDfagdotMggedovBjfedo6YnccdpDhnjedpGKgWcdpLIdggdpOZpgcdpPHbdjdpS9gipdpgghsddpplgyfdpsVigedpt5fdgdpwVfredpzjleedp6CjhfdqB7jbg
                dqFKeggdqGdeggdqGukghdqJjwY/dqSqkaddqWQmoWdqWmYefdqc/p6Tdqhwbhgdqkqhqbdqo7UjgdqvKagfdq1rhhhdq59bcfdrIUeXmdraYajfdrkZcfjdrzNgfQ
                dr9Ikgmdr9fcggdr9zcggdsAGdggdsCvffedsK2mhedsOWldedsSXhhedshVhggdsoUagmdsq3ggudssFeggdsyAifeds28fb1dtAybfcdtSedgfdtUjhhldtlythl
                dtoLgcgdt+KeggduBUhhhduGPawfduS+cgfduTWjelduT3iaeduY4hfvduoFdktduttXggduyHZggdu0Lagldu0dggedu3/tagdu60ddjdu69mlddvAggoadvBQned
                dvDtztldvF6hgXdvGCjdddvHUoqYdvOtkffdvRFWxYdvTbrZddvXvXggdvaPbd0dvqMkfhdvrdtUcdvugaggdv4GZggdv5Pqacdv50pTodv9hcdgdv94bggdwDKegp
                dwK4gffdwaPhdqdwhmqXxdwjJfZYdwjipbjdwkvjfodw0xXggdw4Wbfedw6gkpedxCUfggdxFCacodxFhhiddxGjafgdxNEYkedxQemdfdxRjkcedxdIdjcdxfpcff
                dxj3vsddxnJxixdxuygeddxyRjlddx7NrgUdx8khfvdyDyjRpdyE7gxddyFvrlhdyUnjvZdyWwljndyZakmedya8YggdyeVceidyffYggdylWwcidynBkojdynogaY
                dy3Ceggdy8oYggdy+FbfZdzCjlWbdzIkkbddzKTgqfdzQtifRdzS9fgfdzXikdbdzo+xfrdztMzevdzx9jefdz0begfdz6Mfgidz9+ijfd0AshYfd0Dfasfd0KNdmj
                d0LQn6gd0MEejfd0Qviedd0Vmmgud0q/clfd0tYmWcd0vymrZd0yKhcYd00gbfdd08Wjiad1RRjeed1XakWnd1jPockd1jzifhd1kWjggd1mThemd1nnucWd1onooU
                d1vMmVsd11mjhdd125ddgd1+Ujgbd1/woced2AAdggd2CjTuld2GUkddd2TPrjbd2XOjrad2XoWgfd2g2jdYd2g7sXfd2omWggd2pigfgd27Lffbd285bggd3HvoYn
                d3KFihdd3MElOcd3ameggd3mdiXdd3nshdjd3yAofed3zfocdd30veggd33biggd33ycOid35liofd366pZbd37mieid4Didggd4FFjced4TB/Wzd4ZiYoed4Znapf
                d4bdgfgd4c7edfd4lynbwd4nKuYnd41Voggd5AEYmXd5BGkdod5DmjZbd5Xgegld5hVfZed5rnbfgd5tnUkdd6B6hjgd6Mecajd6PRokbd6Znajdd6nJcZfd6oYgec
                d6xOkYed61IeZfd62dgfwd635fgkd65CVggd66YgQbd7gNZggd7lBrefd772efkd8BHkmSd8MDgbid8PQtesd8U7effd8adegmd8cgfdkd8lDcjcd8lnnfed8tMYsW
                d8uftffd8xbblfd85Gkied85Rprod9Dkgbdd9Iddefd9QDVdZd9SFgcpd9bedggd9kCdggd9pFggpd9qSfdgd9qrkefd9tkbggd+Amfeed+PBblhd+bDuned+mXggg
                d+oThead+xXafbd+7vhfZd/CEqasd/WcZggd/cRgfgd/gMuddd/gdfhfd/l8tced/p0daqd/rtbegd/uPdehd/0mhgpd/1Xedad/5Ogggd/8pigfeAAqdmseAKOagg
                eAO/jhjeAYGSeceAYYyiceAa1dggeAlYrVleAnFecleA9pfkfeA/LmfbeBA1lZaeBWggjaeBZyedbeBbyfggeBd0kfSeBfJgieeBjCaWmeBnShbdeBnrbwgeBrsaaf
                eBzugggeCFdiVaeCUZjjieCVXogleCWtdddeCaqipceCc6gggeCdMqXveChhjgleCiA2dheCj2YggeCkxkmjeCl4ZffeCnPoWYeCv/fggeCzcZegeC+cfcreC/dfao
                eDDHZkeeDQD0fkeDiadggeDmydggeDpqgoeeDsZgbdeD6PdegeD83mgmeD/QlgeeD/5thmeEFrhdfeEdJbggeEeRtapeEtcfcleEwxaggeE36eggeE6mleieE9Fnac
                eFBQfmfeFOsfefeFP8bZeeFSClcleFShfggeFYLbggeFelsepeFfAggieFg/hggeFhujgeeFyVaggeFz3efgeF4dhffeF8adggeGHQbikeGNuqcleGPvQkgeGTapYc
                eGavdggeGghrwfeGiOjhZeGs0eggeGx7gjTeG/HhmeeHLfjdfeHNkZggeHOafxZeHU5ZggeHWmifWeHZHjgfeHfkYffeHlienfeHnWpedeHn8lkfeHp4oeqeH1jplf
                eH2Cc1ReH5t1XmeH5xjibeIAAiRdeIBAncjeIBDjaieIHSgZceIPJoUxeIUqgmbeIcysfheIefedeeIpilXfeIr0ngbeIx7qjJeIyIigieI31mcceI+kqodeJDNhde
                eJDdifeeJD3ebdeJEFdggeJJ1nggeJLTtQpeJanifaeJpTmdeeJqXhcfeJ0mgfkeJ9flageJ/dtnleKCSid9eKFgngaeKGsokfeKKigggeKMqledeKNHkedeKf20ac
                eKjWgefeKkvaggeKlChgjeKs+iggeKxwefkeK2faYxeK5ZfekeLFDefgeLNnfgieLQZeaeeLbIngfeLkljgheLmvtlbeLuugedeL2iTggeL6CfheeL7acZdeMDFYog
                eMEkgfgeMLfhfyeMOMgiceMRUgYjeMVThpfeMbzcfpeMdlifpeMe+mdceMiIffgeMlKkeheMpXadmeMqmlX2eMxBkogeM0Lja0eM6QjfoeM8difeeM9MfofeM9begg
                eM/EffaeM/NjfgeNCRigieNIDetbeNKxWggeNPFhfdeNRTnbceNThbggeNbSeggeNdsgbieNjOdibeNk6ljbeNmprbgeNrSffjeNx8lheeN07fieeN4wmexeN57Zxe
                eOA/ggceOJDcZqeOJjTggeOOvmteeOe2nvZeOhsgggeOl2snXeO07igaeO1yVejePQoobcePRljglePUIcggePfMmbVePfsielePkwgggeP1tgYdeQBSmUbeQDN5de
                eQGOggaeQH2dggeQIJhkmeQgejfleQiNdggeQrBncjeQrKmdeeQx/XmXeQ7IkcceRJRgggeRJlkbeeRUMqdceRXGkibeRbxiffeRbyoZpeRhHcgdeRpTdmeeRpudYg
                eRwXYdgeR3+bggeR+/fcjeSK6bdgeSjlfggeSqteggeS0gegfeS4QkhjeS+/pddeTD5gggeTHJggheTJYeggeTOKZjZeTPDdkfeTYyblfeTbXUggeTmYne/eTpHhlo
                eT0dhgieT49inoeT/IkodeUB+edeeUTxfffeUdOqdheUmccggeUo+gdYeUu4eeneUzqVgfeU4brUmeU4teigeU63oZZeVIBcggeVIThkfeVIkheeeVJPubceVM/kef
                eVOIaggeVQNnbdeVbJtkWeVdZZggeVi+refeVovmdfeVpoegceVuHjgbeVxZVcfeV6JgkfeWTcVggeWUVegfeWUtfggeWVikfneWXVleYeWcNnhgeWh6mcreWnQidf
                eWwDbbaeWxlitfeW04nhbeW1bUedeXDgbdmeXD0qrbeXFXuVyeXHtpsdeXMZdggeXbbsboeXd7jaleXhabffeXl7bgfeXpomhgeXy/bqdeX1rfggeX2geggeYHneff
                eYQBvefeYggefgeYrGoteeYvIefeeYwhasbeY0vkgoeZE4mmfeZM2fgfeZNibudeZRGfgdeZVSeggeZYfqajeZa/ndjeZc4jfeeZeHmcgeZiScefeZjkqfreZj5iZf
                eZkCcfXeZk2yUoeZnTcggeZpkifWeZ2HgdeeZ28gekeaCbaggeaHCagfeaIdjheeaIvTqfeaMrndleaPChgieaRReceeaUCfcfeaUPfwWea0HfZcea0vsZsebLKpca
                ebV0eggebYqomfebgAakgebgFccbeblIhefebnUkhfebtbpbkebzeegceb0ukdUeb9bfkgeb/MYbsecDDcdfecOPXdfecOyjeqecPybggecTEcgfecXWiZeecYmmaZ
                ecb9kefecdThbgecg1eggeckBdeaecoQrgbecrNiueecroeggecs2kmdectijfeeczkhneec4WineedDBeffedFqffgedK4hgfedRFvqTedTwgggedXzlaeedY2dkg
                edaYeggedcScgmedfkrgeedhyhfdedh2hemedkdfggedrwceeedtTdfdedu/bdeedwQagdedwpegged7/jvfeeMHihdeeRZdoeeeYDglaeee+oggeefXgndeefYobp
                eehcldceejJepgeeu9fejeewjprZeeyBeggeeyZdggee27hhgee5Bbggee53agiee7pUiRefAwcogefExbmeefF4obXefPKgffefjIobgeflpbUaefnseggefqjegg
                efsUpcfefuHfkbefvaiqcef0qgcnef1kjd0ef9ljfgef/8WjfegBIeffegDLhdiegNzbggegXOhcgegYbegaegaJfndeggAaggeghRjb+eghtfdeegi3hbcegsNgce
                egtRemWeg+SqZcehDMeXeehLqkgeehPpefaehS3cggeheAaggehe2dggehq9efeehrXpxieh1pfggeh7xicdeiBPZdeeiTHiRueiV0cfdeiomcggeis30eaei3sggf
                ei6jcggei74ajfei+Khflei+7blmejDcVfjejDwlbfejExaffejFBohdejGLbggejKflbfejZnfggejaAfoeejsYeobejsocefejuFrriej4Djibej+ZlseekUwjoe
                ekngkfqekqudggekr4hxZekwQkgfek0reeiek1JpbQek5Nl1eelMUZegelPgeggelTvhlbelVsfggelZheggelb/jgdelkGdcgellLaggeloKiggeluegegelvtdjd
                elwoeggel6OideemC7ejdemKFeffemLiggdemL3gqcemMsgqgemNReikemTnvreemZQdggemaMfldemcBolRemwZdSuem07dggem1hhggem15keiem2wiljenAnkzR
                enFqYcdenMYrfUenMnYggenPIfkfenUfgXcenYWp3fenrdpaxenuFldfenznoZden60dggeoFFdcfeoHhnfbeoQjWnSeoUskoZeoV4cebeoV6RggeoZcelaeolncgg
                eoqf3gXeoq9gRdeow8dggeo9OohpepAsdjkepJYciuepK/gifepLgibYepdsjhaepedlcgepjmhcfepnjldgepn6WggepsQovZepsfldhep5pcfgep6zbggep/RZgg
                eqHrdgdeqKQlpeeqOXmZbeqPLfdgeqUVoedeqiIfggeqkTagZeqlRafgeq4Mpjseq7OgtUeq7qlUYerB/edeerK9mhberO0jgferP0gggeraxjfgerkkqZrernEkcn
                eroqfeherqpjUaesAPYggesAZgbkesAwaajesLqeWgesYPgldesaAfggesjYijaesmWZvgessHmdgeswtlUees94kegetGEZkmetc7fegetihgdcetlEdYbetzwegp
                et5Kdgget7lSZpeuD2eggeuISXggeuLCZgfeuNFfggeuNajtZeuUOmTXeuZEgmceuZ2kbveue8giYeugtnYxeunEfcWeunrdpieuoHegfeuuYkqleuvFgbeeuvYnec
                euxdMfieu1ggefeu6Beffeu8LUkdeu/wgYcevM5eceevWzaggevdjsocevn+dggevqLmtdevyUcefev0wmdpewIkekfewKhjWmewLAiWyewTNohdewWbcggewb6dgg
                ewlDoigewpe/mIewvwjfcewyXldkewzCaifew/EesdexGqfegexHJiseexJ1tauexKdihfexONefgexPVeggexQGobjexZVnd6exkuf3aexmyaagexqebjmexwEfge
                exyLfgkexzjcggex4jWfgex+NgeheyL7weaeyM3beceyOiehkeyRedggeyTKggheyUxoYYeydchffeyllmcfeypVanceyvhhidey0lilaey8ngggey/sjflezBCfhb
                ezCNjedezMUgcfezN7PikezOQjqYezOtkioezbWiepezdzoWaezgDuZjezs8Yggezt0eToezubepkezvDsbWezw0dggezzplqeez0Tkdiez1yhkSez6wcTle0BZbdb
                e0Moegge0Wujqee0XIhhge0aPmfbe0bYolZe0e2iuae0kLVcfe0n3gqge09tjede0+sjjZe0+/iWke1EpYeee1UmbiZe1fTjobe1mZfgge1rLYgge16a5uae1/4cfe
                e2AQZfge2Bznfee2Jkdbke2RCnfde2aZeege2a/7kte2cOcnce2ojllde2o7odae2queghe2sGdX2e2t7dfge20oZfee23/Uice24Fdhge3LPgbfe3NDgvYe3R9V1e
                e3dlcbse3rycgge3twXgge3xEljbe3xsh4ee3x3oade30EYfwe3+Aklee4Uxegge4cjhfde4d4dcje4hzffie4h+ne0e4irefge4qknche4rsNdfe4wAhlje4wetQj
                e41qagge414ncfe446ejne5Mdfgle5UIfdce5Yzghge5cPbide5l4ZoVe5q0pege6BfYeye6CZhdfe6LY/g9e6Nvgfye6cikc1e6j1YRye6uHjdoe6usYYoe6w3fgg
                e62Gdgoe62Mggge63jcgbe66sffge668ldce7ERlage7IXuhce7eaYgge7fOocbe7gpmjbe7g7plYe7mXmrie7m/egge7oQfbZe7ueiace7veldne70Eagge72TomW
                e8GAhgbe8JOkfee8Kcflhe8Swkfhe8eciYae8gjjhqe8iJbWee8t/jlXe8xqgqee8yuegfe86QYbhe87plZpe9J5bYPe9LDegfe9Llocce9Lzfcde9Mopede9Scjbe
                e9ZAkkZe9dtdgge9glcfge9ht5Uye9h8eege9nbacge9vanXee9ycggge94Ujmue+ELbgge+H7cgge+K5ibae+LlgpJe+NDeeme+aHfpZe+dAfgge+otcgge+7pfWh
                e+9ognZe/AEveke/EAfffe/Hsigpe/Okldme/PAfgge/Pocgge/QCotce/Qghjhe/XkdRwe/cXdhje/mghgge/nNsdae/oDchfe/t4fQre/wdcdae/zIYofe/3rggg
                e/57YopfAGLncofAGpRYefAPFbaefAQdhlffAUabeffAqVeggfA4ifggfA9EnfdfBDykbtfBJPTddfBMciggfBRKkcYfBSrdZqfBViXgwfBcNnejfBckZecfBikcbk
                fBmKjagfBxdmdlfByUgacfB1MmgefB4IeggfCCghtbfCGFjcbfCKJkftfCMBkZufCWEmdlfCY+lggfCayefgfCqCmeffCwenddfCxMrjVfC1oaggfDC6RibfDE2cgg
                fDJmhdgfDRwhbnfDR9aggfDSiYfgfDWTcggfDX1oodfDYYeggfDZQlfifDeYYlafDhVcdkfDixajgfDjiffdfDj6fbrfDwzglffDzaldkfD8qjZhfEDjlbffEIOagg
                fEI5jegfEKtXidfEUjgfcfEh8fjffEjobigfEvLbfkfEwp1dkfE0KigvfE0vciYfE2ucgdfE5RficfFQgbggfFRWebefFRngglfFeNmedfFobeggfFxZYggfFy4igg
                fF6OehffF7EknffF7/irdfGFKvedfGFQdfofGKziiffGOHheefGRrqfrfGVBhYcfGXVmwafGbCheifGbWeggfGciincfGoymeefGsAeggfGsgZcefGuhgfffGyIgfn
                fG1upwcfG6zuoafG82kjafG9blggfHW6ibefHh5pmbfHmoZglfHwugYcfHxr3TZfHyfgYffH1hqgqfH5kfcefH6RecZfH9CaXifIItTggfIJZfggfISjifbfIWudmb
                fIanihbfIjPfgjfIkdeggfIzFlarfIz+wimfI5OTggfI5gYbrfI7JpcifJN6WggfJQhffgfJStgZkfJT8hegfJq8hphfJv5keufJzUmmZfJ0OggffJ+sdYlfJ//Tce
                fKFydekfKIgmeqfKI6bfffKTUnudfKTkheZfKUhehafKd4nedfKm7dggfKtGibffKxGkeufKxikZafK3gdgffK9lYggfLBOjccfLD9dggfLV8sdbfLbrlbbfLe7cis
                fLftqddfLkYdhgfLn1heXfLu4ukdfLyKeggfL1iohkfL2MbggfL2Q7gefL4XgggfL6VZlffL65WeefMC1pcffMILcaifMMpuLffMROkdefMRZhnPfMjybggfMrCjbe
                fMuKleafNAiYfgfNAvzewfNI1ilzfNNrn/ZfNYCjhdfNr+hdwfNtBfggfN1TydbfN2ujfffN9BmyafOBpgedfOPjobtfOTYceYfOWaoeqfOZUpepfOxUcfffO3voeh
                fO7UcfefO7+fegfO/JdeffPCregffPPGcfffPjjbggfPonYiRfPq+kndfP5fUXofP/WbggfQPCYfmfQPpffjfQR2jcnfQXGceUfQbGecufQbSoacfQdYdgffQfJdZb
                fQk/YemfQlKkggfQpJapZfQwWufefQxGdggfQyzjccfQ2eeegfQ2ttU0fQ23cfgfRZCdggfRdAcggfRrBdgmfR3ilfsfR5qftdfR6HgkcfSDugfcfSMkWeefSPGffe
                fSQcmgbfSRMmimfSSdpebfSUkZocfSd2efefSiMrgWfSkLdlefSkOpbnfSqdgdnfSwLcggfSzK6U0fS2hfZ2fS3JeclfS6VXfifS9ChdcfS/4dggfTDuzYzfTMatdg
                fTfckklfTsombpfTucdggfTwVjkifTxjhfcfT+elgXfUGjjrzfUl5PeffUqEYWhfUzRul/fU2AfgdfU7GceefU/gpoifVDPhcffVeahejfVgSqvcfVhDhegfV2Vbsg
                fV3CjjffWA5efgfWD/eggfWGbuRVfWOUefgfWXVpdffWZXsgofWkRkdkfWrOoerfW0GjjgfW4odgofW87iiffW+TeggfXEHdigfXK9ifmfXPxakffXUropofXZJdge
                fXqVVfffXq3fggfXxSoeafX5CegffX5KgfefX5qeggfYAzZggfYEzgggfYPnifdfYWpalgfYW3medfYXTnbdfYdClUYfYmtfgffYtobigfY1TiegfY+WdndfZDDglg
                fZNSnjjfZWaeggfZWxggVfZgekcffZlpqWlfZnccegfZpidggfZwzaggfZzD2bdfZ48jdjfaA5ZYUfaQoeggfaXWbggfaXqefgfaakifpfabHijhfavLpaffazegge
                fa2NyhYfa2eeggfa7bdggfbEtXYhfbFTnoffbHZgfVfbOYfcgfbdAdggfbeuxaqfbgUVdefbieZdgfbj4nbsfbk9bfgfblwjisfbmNgeffboqoYmfbxVfggfb11icg
                fb24fggfcApxkbfcRJhkbfcSEYdffcUfidefcW5efgfcX2aggfca3eeefcnrefafcvSdfffcv6eggfcweoeffcwlmdefdBsEjgfdB7fhdfdGKgdhfdHvpcefdPhdgg
                fdUglgdfdbeceffdbrsYcfddhqYTfdebUcafdkay/qfdmaVpgfdnWaegfdnghelfdpfbggfd3Pkemfd3undafeBjcigfeDrRkbfeIPeggfeKorfcfeNBbggfeaWlbf
                fef1eggfez/eddfe+dbggffJtndfffMCiemffPJdcsffiEfgfffkkgplffl2nVfffnxidcffo3ifhffq2bfnffzAYnffgN9eggfgYhihcfgbriaefgctkctfgdPmnZ
                fgdygggfgi1cUZfgvhofffgwAefffgwtmlWfgx/ifufgyAghffg4NZggfhDjPggfhFwhrafhKjdYdfhTuegifhmp/YwfhrJmekfh0edggfh13eggfiEjgggfiMYglc
                fiTKnflfiWVfbrfiXdeedfif1oYifiggjidfilbngofiwDXgffiwEnkkfi0lllUfi26qdffi8ehcefjDbchffjF4huefjJpbggfjPejrdfjdZdghfjeAhhYfjkgdgg
                fjodplTfjqmqYYfjrYpokfj8Aeilfj81ZggfkA+PdgfkD/lhofkHPnZmfkI2nZtfkKakhZfkSVmeffkWBhlgfkXXhXefka3fsffkfeeemfkh7Yggfkibjclfkj5dfc
                fkkciibfkombggfkzidggflAigdfflEYhfeflHtteeflRFjfqflRH4anflWSeggflWZgggflb7efgfledejiflkWcggflngbjgfloPefgfloghXffltEfhbflvKjee
                fl3Dqlnfl7hfeifmL7mgjfmMBhpefmNbyccfmiAtbnfmjJheefmsNqcVfmt4YggfmwIjjdfm19gegfnX1Yenfnd7gfffnfldfdfnn4NatfnrdZggfnumdfqfnxUllQ
                fnzHhVdfn0Biedfn4tdggfoAkjkFfoI7dgsfoJymhhfoMyfggfoVEejcfoVvdcefoYTqZbfohGjhgfohweggfoh1ZcefopkdfffovFaeffoysbigfpMviehfpTvdgg
                fpVyjnffpWPOudfpY9jkifpe5bggfpt/hgafpusaelfp72TqWfqA4dggfqHOktWfqJ6jaafqX4qtcfqYGfddfqbSpmdfqdTegZfqeleggfqpcpaffquAZeffqu4rkb
                fq1Vreffq86YfgfrFAffafrLFQhffrXLfggfraFmggfrrohbefr2Bceefr2JefffsBfeggfsK/j7RfsMKeiefsM1aiffsV9ieefs3xigfftEnjneftFvhgVftF1dgX
                ftLzdbiftMjbfcftOngkfftY2fYcftd5ffgfte5lipftfZlbjftgDYdcftknzevftmRjsfftndcffftxKeffftxfYfeft0Q0hTft12XqgfuLUcdgfuLdnYSfuNK3cd
                fuVSqdffuWnYggfuaojnbfuihjedfunKgjbfuv6kfhfu4rakgfu7Biolfu9rnidfvQR3gcfvW0gjrfvZcciefvdg7Qyfvh1kpkfvwLdgffvzAggffv1rZggfwAJndQ
                fwAcsUWfwRsigffwSwvXdfwf1bhXfwn4engfwpnhdhfw0opemfw2mmkqfxGbjabfxOkrhjfxOtkfefx6TclffyBihcffyIAqfZfyVV5fdfybC1eJfygKindfygjccg
                fymMgeffynCZggfyxffggfy2f2gXfy8vkdcfy/ClyYfy/6jmnfzBWkWtfzEpgwefzKxfrffzUGYggfzUpfggfzW2flefzXkeeYfzXrcjgfzYReZffzf+dV1fzgAbge
                fzjCmhafzlGlY/fznWghffzsBfT3fz0Kmfefz8+dggfz9cYggfz+cgggf0Kqikff0O4Vggf0Pkaggf0SLleef0XLniXf0onxYbf00QjYbf04Xmndf05bqjkf06FdfZ
                f1C1qihf1QIegdf1VWjpmf1iCagff1iUlZef1mroggf1oQkalf1wjOpff1wlqbff1w/TaVf2AXkfYf2DQppef2GsYggf2JtikXf2KLpYkf2LWXfdf2Owmkdf2Xdccg
                f2rhgoZf2tgfgkf2wQhjlf20Ihecf278vZGf3LTgbif3Rfcfff3Xnpctf3X8ccbf3YJnebf3gEmrQf3i5laef3+Endif4Htfdwf4I9jjhf4Jenckf4JjxZZf4J6ikb
                f4L+ggTf4OUUhmf4PJhaaf4U+gpff4Wddjrf4jqnnTf4pFhcef4tSnZdf4t5Yfif4yUoXdf488ibff5Rjpfcf5jkjfff5mjkdhf5pkgfff5qbvTOf5zRifgf50uemf
                f52Rgchf6BVhcef6CrYdef6H6hhQf6K5Tggf6MLniZf6OIojVf6ONmecf6Qeffgf6dvQldf6lRccdf6xBkfff6zsjWbf64admjf66ubeaf679jdTf7CYhfff7Iengd
                f7Jzgetf7J8mhdf7M0gggf7NPkbef7R7hdff7Saizaf7dknfZf7hNhfff7hmgdpf7jnZflf7mCjqcf7mblqdf7oYeeif7qYhbjf7x5jhqf7x7peaf8FGeggf8HOcgg
                f8O7jbpf8bEeggf8c6jbef8ifjmcf8jfnbff8kgdddf8tbwaXf8ujblYf8wnZggf86Jgkff9A3qZbf9T6dndf9UUuTYf9Xyggmf9YEYggf9Y9lcyf9atofaf9q7USj
                f9vbdVcf9vubmef9zLnicf90Uhqcf92Qhenf+Bweeff+EFsbof+Jsbdif+JuaXgf+SPggff+Wexaef+cnjedf+cuqdhf+eavbdf+hkeggf+u3aedf+zXXgbf/Hqagg
                f/PXcbUf/Pvgdsf/Wwfggf/c8nbnf/eoeddf/fsfcif/khigjf/rFhcbgAC4pnWgAJufgggATcfbdgAUYeilgAVrhqTgAXBhgggAYBgjggAaVirdgAj5huWgA3Teec
                gA7HYibgBDPo3dgBDmfgigBKXrgmgBPpgmkgBZwgpfgBbmbgggBgisbdgBn5eamgB5BdgggB7SdeggB70ghlgCKgedigCPwcgegCQXfgggCS8gdegCTFacdgCUPncj
                gCZWfgggCaRgfegCbFdfogCbnkclgCe6dgggCfAk5ZgCf2mabgCoKjcxgCo2xM/gCxChiogC2nptYgC/JnfigDBJfdngDGyhoVgDNufgggDPmkfTgDSYy4YgDVodgd
                gDejijYgDfhfkfgDrMhakgDrpjsZgDtNfeggD4vYbagD8phfggD8rvgfgEIVegggEKOyccgEK7cgggEPFdgigESEohfgESngeqgES0ijlgEXMnmmgEYxcgggEa7yWy
                gEiUgcggEoinaSgErunXfgE1gffbgE5wnuOgFJ3kefgFKwkgdgFLFcgggFXOdjegFgiydcgFiTyjdgFiVdgggFwKfgegFxsYbbgFzPdfugF10cgdgF6tqdlgGAjagg
                gGA8dgggGE3YgggGI+hhhgGapibcgGcbpbfgGcymkYgGekfffgGjJgoggGx/hemgHKtgfggHLQpsXgHPNcfggHWVbfhgHXxcgggHYLegggHZVbbggHaDfgkgHbefgh
                gHqegfigHrvamXgHvTXgggH16jsegH4SsmYgH+rjgggH/ffgegIDbeghgIHzdgggIVOrcxgIgEulbgInMhgggIpudfcgIwsye/gIxdWpagI2TgfegJBKqiYgJFjjee
                gJMqdcfgJWvUZTgJYcleegJZ4jiegJdvifogJuejeegJxrfgggJzkeghgJzygccgJ0HhsbgJ4eqfcgJ68ifZgJ/sdjhgKA0egggKEzlcegKPecgggKVCci5gKc1nee
                gKkOcsegKmwfbmgKp2ZgggKs1effgK5apYbgK7cegggK8jjbfgK/HiSagLXKdgggLa4qidgLcHmdugLinegjgLnHmeigLsdiqdgL82ggfgMECjYfgMUkRgggMWobdg
                gMZ8hdqgM20geigM8oegggM9dgxHgNDKjsUgNMyhcfgNP1ppjgNQ5vYcgNt2acegN0dcgggN0/agggN2begggN27dvVgOHbfdlgOMmnSygOUglofgOcIdsbgOkjilZ
                gOrlisggOsFjeZgPCkgfdgPDmmfogPEugeXgPNlgfggPQ7foegPRTffdgPR+hmmgPXxVmigPaalhdgPevjmXgPucnetgPz7fhggQQObfggQQgtefgQS2fgggQYPnff
                gQYyd0ggQcBcgggQdSldfgQjMdsngQ0qfbXgQ2sioggQ3SlkggQ5PrdlgQ58iWpgRDakeigRE7glhgRGYhjegRHiZgggRIOhjfgRMIfrggRPPggggRQSagfgRXcjfa
                gR0KffagSJmhfdgShnbfggSlRfjagSlXXefgS1phdcgTBJZZdgTDYdedgTKXqaugTQZfgggTmKcYdgTsufgdgT/zdefgUHafgggUKhcpdgUVEfibgUn+fgggUqTixg
                gUs5XmggUyayzigUzcqpjgU1Kx2bgU5DfyfgU92ziZgVF0tamgVIxhW1gVLZlcfgVZKhjdgVpEhYhgVu7wgbgV9IicfgWAOqbqgWBEZdigWCEegggWUihgmgWYveam
                gWZFcojgWZkWYdgWavnkdgWfVdgmgWlvodfgWtRefggWt5uThgW24feegW7sekegXK8gbfgXPVrfSgXQ+VeXgXU8gbcgXewmdsgXfhlfagXhJWZegXtikgigXusgad
                gXvNegggX4qOadgX8QnmXgYLIXfegYO6hefgYSrnjVgYdndqVgYhJdbkgYl9gbbgYmkklegYuimuegY6LbeggY88fgggY/1g2fgZBUqfagZKwjgegZ6rfiegZ+qdlp
                gaAyegfgaBnaedgaJHfhvgaK/tZggaO7VdigaRocgggaaGbgggaeDgfmgag0PgfgamQYgggaqAegggawCieega8ticdgbU+iXggbVWfbdgbVjdgmgbZSceegbaSefg
                gbd5ofagbd9TdYgbuVkexgb6Mhffgb+begggb/fdfggcDedgggcYjjpZgcZxYfcgcfxfgggdDxbgggdPVblcgdUKwuggdYjfgggdaemnbgdbQedggdjpinfgdmqhdh
                gdnmbgggdpdpgngdrcgilgdtQfeggdv4XXigdwtvikgd99fgggeE5ckcgeQLlmfgeS5ZVigeVDZgggeWeocegeZLaeigensfcege+ubglgfAUuncgfH1kXlgfH3hhb
                gfIihfhgfOheoZgfTvigfgfUKpragfcGhoVgfl8XhhgfqccfSgftbWiXgfw0dqggfz9ZggggJSpdtggMKnYSggQ0uZkggY0jeiggZWgemggbApafggfpUggggigfgg
                ggmocajggoNecdggqplffggzfcfggg3zvfcgg6yccgghESdggghHwpoeghPtihcghXZehgghaPhgighfEmfoghfX1cjghrjafggh2otabgh4zivfgiBZffegiB8gfg
                giHpcfggiPZbYlgiRVdifgiVtjkcgitwabbgi4AVahgi83kgggi9ochfgjFiodkgjHklffgjHsdabgjJosocgjK7giggjL9hgjgjMMYdYgjN+itbgjRUieegjXqkgi
                gjXvblegjYvhbfgjanemfgjf3qblgjn0rgegjsWagggjvxkcggj5moaegkAyifbgkD4gfkgkFUubbgkHXcgggkH3efkgkIOadngkLMlZagkPbtlWgkd+swagkhlbgx
                gkiZspcgktxfjggkvSgdegk3HrZqglCPbgfglRTsqiglX9hghglqWZggglt3Vffgl07lelgl2Ajecgl34jfegl4EjZdgmGhagggmHbcYmgmSgZgggmStegggmUkQig
                gmZ8YgggmcvxcqgmhwYangmu6ghagnD1laegnJ9jiXgnRbkclgnTetcegnTyWucgnUXifcgnW6XgggnY9kjjgnlBcdfgnsitpcgnuHdgggn0VVgggn5EjeggoAnigi
                goE4jeygoFXnexgoMDehjgoNetmcgoPVefbgoPnegggoVzjWdgobIagggobMnWdgocifwegoh5bhfgojXlkegokfYeegouqdgggo3Skcego5pkqcgo6Yfgggo/VZdg
                gpAQsbbgpJqVajgpUzbpggpU3fgfgpZLjzYgpdoegggpeTiemgpeWidkgpfXcghgpfnxmXgplcblfgpmjfgggpnnTdcgpxl2iWgp73ibdgp78vnigp+JcghgqPwlfm
                gqdYehggqeGoidgqgIljegqqZhdegqsqfUcgqxzfgggq5Oggggq8Rlergq8ihgdgq9shc8gq+HinegrB+coTgrCJjgbgrCtlpegrDPkoogrHlkXegrUSYmhgrVVjje
                grm11fqgr3pkkbgr5MrdagsATYdigsB1iefgsYxXgggshaUfggsk0himgssy6qags5Rdfegs+Uchegs/Oda3gtAmigegtC9gefgtDDkddgtcSjcfgtdZjecgtjrbdc
                gtk1ZikgtwWfncgtz7mghgt0Ghfggt1Dhbvgt/siocguHjbgfguKFqeeguQyYceguRpkegguVJfjcguVxZphguaHkbwguax3wVguhSdfygutccdzguvdgedguwsZZg
                guzbfuggu1Gxgggu6CXqfgu9efcggvDKZgggvEclpUgvE0RcbgvJOhTpgvJ+lmigvL3hUdgvRmiffgvTmYfbgvd7ksigviJkdcgvoAlengvoghhdgvpjagggvudcgc
                gv0EgikgwULlifgwi9itagwqzlcigwrJdgggwsiklfgwyplZygw39cdagw+iqecgw/tocugxLnegggxMDkJbgxSndeggxWgdilgxXZWffgxaAdfdgxc5mZngxemkeg
                gxwIigfgx1mmZggx5ycYcgx6C0digx8EbocgyFwnfogyWYfYegyXLZeggyhjqXegyj7jmpgylzYeegymlgcggyo4rlpgypceqegysIcgggytMNgfgyunccogyuwgje
                gyvAfcfgy22mdggzCBjgegzC/idfgzFCbbagzQEdgggzRUcgggzTDnehgzUSicbgzWZjdmgzZgYgggzZmlqhgzbvlbigzffYgggzgafeggzs9nnhgzt0dkdgz09gfg
                gz1itV1gz3ceefgz6Vaffgz7Miffgz/6lmYg0BYgfgg0G+sYbg0LEjlfg0Qwagjg0TEdbXg0iajdfg0kCIofg0lidemg0ninWlg0pwjleg0rqfcmg1ASyneg1Axfed
                g1CveaZg1N9fXpg1QLjjbg1TGhkjg1TW7qeg1Tubfcg1ZQagyg1breefg1fyeggg1mBiUag1vxUjng1xZfggg10mfgeg12Caaag15Beeeg18hbZsg2Breggg2Ekleh
                g2GJtgYg2HOgeeg2H4ilcg2Vsdggg2XfXggg2YCgggg2bLikqg2c1kdeg2eVfffg2hk8eNg2lxejcg2uPiogg2vxcfZg2wIsgig20kjYWg2+xopfg3NXbYqg3O2ehg
                g3P7kkpg3TGcggg3TUrZdg35Mhlfg3+jflag4AxUggg4BXwczg4Bafggg4Mfaeeg4RMYggg4S51gYg4WvZlfg4jmpgig4pNgcmg4usgncg418ejig42kiffg5F2Uoa
                g5LDfggg5Slfggg5TVWceg5VNcidg5Vgaggg5adkkkg5cGrnPg5jYfjeg5k6Yqag5lMihbg5s5eeeg56kxfmg6DFggfg6O5fgeg6Rzcfeg6SyiXMg6ZfWggg6eOnbX
                g6pjVgjg6ptgceg6vKVecg6wmveeg6z2hceg67Qhgdg686eugg6+Yiccg7AeYggg7Bigqgg7Eenmfg7F4j1fg7GDoleg7I5dggg7K+mffg7TKVceg7Ytdggg7dqjcd
                g7dzWggg7hBuvjg7n4Xggg7xFjdfg7xvOgmg7zIkvig77Isfcg8CIYgZg8HPbggg8Kodggg8WM3Yig8ZkZggg8fekefg8hqeggg8hsmsig8scgghg8z3eggg80HeVg
                g82Cgjfg87Ggefg87ajdhg87zcmag8+ghgfg9DIpncg9Dkcnlg9UouR1g9f+gmfg9jMtscg9zgaefg94ZWdcg95Qiadg96CjmNg98snSXg9+cgggg9+2iYfg9/abgg
                g+A2aubg+Eydggg+E+ofmg+GUeggg+Kxfggg+Lnhbfg+Nudggg+QEegeg+Qegfig+Swedog+dgogeg+gVhaeg+iQcigg+pWiglg+rGZYcg+sEpccg+wxeefg+6ceSa
                g/H2dcgg/OLlWzg/UVfejg/bXXecg/dQfU/g/jNdggg/jafnbg/kikeeg/mHgezg/mUbegg/mXeggg/qSeggg/rfdddg/wYhdtg/xqqdeg/zXflfg/0ifggg/8PnZZ
                g//LVgghAEDejfhAJRedphAJkieehAJvmodhANFfgghAOk1c/hAUKZgghAZqgfdhAc8hjihBETe5jhBHCefohBTsghihBZbebehBbPegghB2FbidhB6wkwdhB+ejdc
                hCBUdfihCG6fffhCHpdidhCKpdefhCSxrgdhCTHZ4fhCTlcgghCXVfafhCeaYXkhCl9ijehCncmtchCvibgfhCvvjffhC08LgghC9TfbYhDConYlhDC7ggghDKFjhl
                hDO/fcohDRUagghDfgTnihDiJfgfhDpOYjbhDzXbgghD3ljT4hD6pYmZhEAhoeehEBYhdihEEtjdghEWkagphEXjiiXhEYXWqfhEbDjMqhErJmgfhEsMhhehEx3bkf
                hE6engghE7bfighFGmggghFG3cgghFH+ldphFOihefhFVChefhFYJhoXhFYLgjehFb4efihFeDfddhFgEgkUhFimacehFjwifdhFvJibkhF00kknhF3megghF50ftf
                hF7EgfghF9UdeghF+IqehhGBnZeghGCreeihGHCbWuhGSIpgZhGTJeefhGV1mmjhGXQfcnhGX2qclhGZncgghGaWggfhGa9ddghGbfsabhGdkbgehGt/rkchGvQlac
                hG2RkjbhG3SfdfhHLqeidhHMrfZthHP6dfahHS4eddhHXsibghHeXjddhHfPdgghHgdkgfhHiqegghHl+jWohH9XfgghIAvhffhIDMjoZhIDUufkhIEpcgghIQ0kfb
                hIT7cgghIW+fbWhIcmgdchInlRckhIpVhhdhIu4bpchIvtkeZhIxYigahI1fibehI3mpkchI4idgghJFshffhJYfViqhJcXegghJfFXgghJfWhiqhJlVgffhJnAWgg
                hJqBegghJs6ihghJwIhlbhJx7ggkhJ0okiYhJ1PfhrhJ2cegghJ7PifghJ8YcffhKAwgWbhKFYlechKIdeiahKVCjeWhKVfhefhKX8fgghKengrihKiWigfhKuPegg
                hKvfVYghKzyabrhK7JkgWhLBQifehLDMkkihLNDiehhLNzpXthLOZiofhLRCjghhLTexWZhLVefcWhLVudgghLXniXmhLbkfgghLbnhffhLeGdqghLf7zdehLlPqfk
                hLngjfkhLp9jjfhLtKpjdhL2LaffhL+V9cbhMAjpc2hMHaefjhMI2gXhhML9qXdhMOwngahMXodjchMeMokchMe8lqYhMgfwYchMjJjkdhMkEaehhMlpdbmhMt2gWq
                hMxtreYhMyVledhM1WWgghNLzYYkhNOmZgThNPabgghNSOgefhNSXkfxhNS2nuThNV0gefhNdLfjbhNg8icihNx2ggghN3ZmdfhN52XgfhOIwegghOU8befhOYQcgg
                hOfbVifhOinkkchOjaheehOmNaf0hOq3heehOvrfkehOy3ZeahPCUs/ThPNXggghPRslbehPShhfVhPW6ZgghPX/ZgghPZ8gcphPbQjjZhPcqplhhPgqpSQhPhmafj
                hPi3fgghPl6qenhPmRqtfhPrZilghPu6gfchPx7egghP5WegghQABegghQDWegghQFqkoehQO0egkhQkAmgahQmnnkehQnOcgghQnfcgghQszkjahQwzickhQxwlZr
                hQxzggehQ62kaohRD4qrdhRLgQlehRQudoqhRRIbgghRUkiaphRcEjpZhRqbfdehRwzhRbhRxBcgghRxkidehRyEiffhRyJcgghR32cfwhSAWeeehSAvqibhSDzxjf
                hSF6swZhSK4hVehSLglobhScuggdhSegfjghSlBhhZhSmPdgghSmlZmdhSn1jWWhSpuXnghSrOVbghSzAWgghSzumj3hTASeghhTIhoffhTJnZgghTQSimfhTTIbZd
                hTXojdXhTYkpbnhTbSbgghTd9khYhTeMdbhhTewibrhTjshfghTk6hefhTmFiqdhTo3bgghT3JYgghUBPagfhUEyo2bhUJLngghURwoeihUTreafhUbhfZfhUdTfge
                hUmvsbfhUokicihUvosdahUvqngbhUwmZmehU9DodjhU+OgNchU/8lbahVA2mZehVBWg0dhVBqgmuhVIhYfghVLVm5bhVNQcglhVOqxd6hVQ0emhhVRingWhVVTiXk
                hVYAmdqhVZgggghVaJiechVeEerdhVemgnlhVljfdghVpCYgghVripfrhVsRicehVtbfhqhVuaggfhVy8ujdhV3ebUihV4WcgghV8ecUdhV+EilfhWcJdkfhWfZqdZ
                hWhnjUchWlzlkahWoBgdphWqDahXhWv/fghhWwgcgfhWzvkifhW30gfhhW86fgghXBSgdbhXERigghXEighehXKDfiehXZehemhXjeklghXpLjodhXxFkbmhX4AZhg
                hX5hhtbhX5pjedhX8CeeehYBJghbhYHVgfghYJ8gmehYM3ggghYPcicZhYW4hgThYW8lZvhYoudgfhYpEeqYhYqKlmbhY4NYgghY5VekghY8sVrehY9CmsYhY/5jkZ
                hZKXqdlhZQudfghZXerhdhZaqofdhZkLeidhZqEwimhZybaezhZznadthZ0duoYhZ1HdRyhZ4XfbuhZ5alZfhZ8NsznhZ+4mbohaAKbgghaIHcXghaMFdmfhaRbggg
                haTTwhdhabwhgghaiS9dzhan5gffhat9eggha5jimdha7tpdbhbF7dcghbIjgfghbLxnfehbOQufzhbO8ajShbUoogdhbWNefchbehlYohbe8cXfhbogZbihbpUhdw
                hb6Pgprhb88ZWqhcWncgghcYiafehcb4pZjhcdElevhchCfgghciTXjthclZkdehcxGdpihc0RZfdhc2PsvShc8kbgghdERjbuhdLnfgjhdMBesdhdMGVgehdQ/cgg
                hdfueefhdg/edchdjCafehdkEagghdtDcnghdtZiidhd5hildhd50eggheBoeffheJTwBXheLZjgfhePSlojhePsUgeheSvaqeheVveeghecTcgghecbhleheitdjb
                hei1hffhelGkwbheprghfher1leehesDjgehexiegghe59qfehe6SdfghfAodjfhfFUkeehfIb3cehfNjerfhfPYibfhfQZfgghfUBkeohfaihlhhfa2ilghfnfagf
                hfrjhdehfuViflhfuYpzhhf01afkhf46pnQhf6Mcfihf7igddhf+Ueeghf/8ffghgAQlefhgEHkdfhgMgagghgORmd7hgObqiehgQQjZfhgQtwrjhglifedhgmlidg
                hgnkjgahgpRafghhJdjcchhKHhmjhhVAfPfhhafeedhha1iefhhcukeohhe7akghhgCekehhynnchhh38cpthh8QfZYhiBBjfghiCOgoahiD2kZkhiWPjlehiXcXeg
                hiaqifehif4cgghig8nmXhiktiZehivTieehizXbhahi07lhXhi2xehhhi/WggghjJkkgbhjP0gbfhjSMgfWhjWkdgghjY6dfbhjZcegghjgsgddhjhVl0ahjhvXbn
                hjnEtgphjrDglhhjxtibghj9Hmdehj9Lfgghj+xegghkFekgghkPglfqhkTlegghkcjfgghkfDlnZhksuepchkugfghhkuyibehkvVdafhkyorXbhk1qijehlJXgff
                hlYmmafhlsDMgghl2Ggkfhl4nTelhl58Ugghl67qYphl+ZfdjhmDjdefhmTxtdbhmVHrYdhmW+WffhmtfZgjhmuwkaahmxolochm3Adchhm32agghm7LcffhnA8hhf
                hnBBbgghnBqkffhnH5bgghnVMhdbhnXWggghnj4jeghnoIzgdhnp6ggphnrSpnbhnszefahnw6idlhn2Ycgghn6JdgphoFJqbfhoPDqfchoPmihlhoXHifghoXWgja
                hocyfrShodTXiehokNdgghorFnexhoxUrfehoyCocnho0rigdho9Bgdnho+HjczhpL4dbWhprseeihp0kimfhp13ijfhp45pachp60kidhqFRmfphqHsdmfhqHtjed
                hqUQidghqmTeekhqqocgghqzWkgihq41odchrC+cbzhrEVjZdhrFiohdhrN4pnWhrOYiflhrRAhxehrWYdgghravlgfhrm5cfZhrn1jcghrqOndYhrwXxd7hrx3eUz
                hrzHgifhr2Xeiphr5wkenhr+Qnephr/SlbdhsCSddbhsN5pgehsN8fhZhsS7ggghsUSiffhsasagghsbBagghslEbdfhst1Vflhswwihdhs0dcYkhs41bghhs/Fckf
                hs/cYjahtAUrfghtGSrachtLHmaohtONeeghtPHjWehtTHbgghtTmefjhtW4edghthrcgghtpDibfhtq/biUht6Nhffht60jfjhuCKljehuDFjechuJ9ebfhuKAibe
                huNYjfUhuPBtcdhuTpkmdhuU8pechuaiXwWhufKhgkhuyWoWxhu0wueehvEbcgghvM3oiehvQtjVphvUonZohvVykZkhvh8cfkhvjRfechvkEohahvsmjdfhv1ZceY
                hv9Uibdhv+/kefhwA2cilhwH9jdfhwKDZgghwROqinhwU+fdghwhxjlghwtDbgfhw3tcachxEagefhxKTflahxP0egghxRHYffhxVFfgghxW6dkfhxZQeeehxflegj
                hxqagcehxsIdZghxv/2d/hxxhUdZhx+fXdhhyMdhgghyM8pZlhyR/klbhyZlsemhyf0dkghyiCdoehyknkbdhylYkgbhyzHWgghyz6ngshy91gwwhzOvfgghzcTjco
                hzjhmfghzjnjX5hzkzaefhzpwdgjhzqPffdhz1Bnb/hz5Mbgghz9Ydkch0Agfelh0HSjfch0JDnflh0NfahYh0Rskvbh0T8dfVh0arcfth0gfeggh0jGurPh0xEkfc
                h03tscbh094emeh1MIlWch1Pvhffh1TRfhgh1TTmeeh1YSfggh1ahddWh1bShkfh1hgqheh1ilgggh1jldfgh1uMfigh17+dggh19Xdfch2J9eggh2QTmwVh2Sqaej
                h2T7hmgh2UUfggh2UbmYVh2fnloTh2hTdmkh2l6fdfh2mGbhch2zagVeh3BYbgbh3HIniVh3Hklkah3JCeggh3J9Xfeh3Z3iZdh3aWkich3adlcfh3dVWggh3etfgg
                h3kzcggh3pagbfh3qUfdZh301jhfh381glWh4BiWfdh4Jscgih4T8bigh4g9mhih4h8cggh4x8Xggh40siVjh41Dlggh46Bkefh48mbggh49ztVlh5LGZich5Pjbge
                h5Qrigfh5R5Qyjh5Tbbddh5aWeggh5cOifeh5iTybhh5pTWodh5rQkieh5uLsihh5umkfnh5wiienh52Ejffh58Vxkeh58vhoVh5/1kVnh6EOTffh6Vbcegh6aFbeg
                h6ceiafh6fTpegh6gyjrih6mJfgih6sjxhmh6u8ljih6wupZdh63weggh63ziggh7FWfnah7UKcoXh7U8qjjh7j8hfeh7kGuhch7k0irfh7s2cfeh71ft5ah72elid
                h8Evhffh8GIafmh8Iigkch8Jhhkfh8J5kdph8bEefch8dKteah8l7flth8rfofch8yDlfch89mghfh8+Zbdbh8/Phdeh9BBjdgh9FkvTsh9Mtmeuh9PRgeeh9PWegf
                h9VVddbh9Vrcceh9fvgleh9kWdcxh9rEgggh9tfblah95Ribqh98yfedh9+Qcdfh+Hrheeh+P0denh+Qpgmeh+SGlcgh+Vjqmih+nVvedh+tOaggh+uxXggh+4vjdf
                h+5Gjggh+8bkffh++mffeh/FRkgkh/HtXggh/LOtX0h/Lekfmh/Lfgekh/Txbggh/V1aggh/Zmbglh/bKideh/olf0gh/o1pnbh/tMgllh/wCjfih/xzieeh/7HWfj
                iAAfkrTiAGokZeiAWRkcjiAXKjdeiAZdfffiAdvYggiAfQhrYiA/8bggiBA9dggiBBlkfYiBJrifgiBNIiTpiBOMeegiBSpfffiBwPgjeiB3GdggiB3waeiiB7Iegg
                iCELnfmiCGvpfliCI5afgiCRfdsfiCSAmbkiCW6YggiCaRiefiCdXkceiCeTfgfiCmPkfeiCmWgcjiCpugddiCqYhagiCvXddgiCwNdYmiCw0hefiC1idggiC6tfag
                iC8rdjgiC/NkggiDBpcggiDKTXlfiDMCeeeiDSgqdkiDXenufiDZThZfiDiveoZiDkCskYiDtwjW2iDvFYffiDvtteciD4qolfiEClkbfiEDxfmiiEIEjfViEJNgjg
                iELDfjeiERHdkfiESqiemiEWckeliEYFecfiEdlcjciEfJhffiEgqifliEikTggiElZhadiEphidaiEq2cnbiExvehciE2iqZ0iE8zmediFAelZjiFBVZadiFDCnin
                iFKQogXiFLXcggiFNdmKjiFToaggiFWbeemiFc8TdViFfVrtfiFfZekdiFhxbggiFmEfbgiFoDWdbiFpvdfhiFpynmaiFvZfnciF7mod2iF9kcggiGDsdafiGJClfk
                iGM0aggiGfYefiiGuaabeiGygjibiG4ibgliG5xgjgiHEipeziHH6VggiHH8pfmiHYegmfiHZumafiHfjjcdiHvFajgiH1mmfgiH9BdggiH/dtbwiIGIYaeiIH9YOj
                iIKseseiISWjegiIWafeeiIZxXggiIapebfiIbpdZniIbwbggiIcc1UdiIi3PZ1iI0jkghiI2OgibiI8ThnZiI9wegZiI/rzjiiJAmxcUiJEreogiJFOefeiJHyrdj
                iJJeWofiJOGfffiJU8fggiJdYoeqiJfQfadiJlWdhgiJqKfhciJsSmUciJ2nckWiJ7GqheiJ/TeggiJ/VfggiKArilfiKMzVggiKWsgciiKeLncoiKfuXZ9iKseiof
                iKvhhjjiKvijZfiKxpneniK4pjdviK6cfggiK/bcggiLAjdO8iLDskUbiLKckdjiLUCcejiLUPsmjiLVjZggiLXcbfpiLfReggiLipeaiiLjTiheiLpNYkfiL0ijee
                iL6vUfgiMB29qSiMQ+egfiMaPchgiMhLeXwiMk2dqeiMn6lmmiMqwrhaiMsIjfiiMwrVggiMyJeVciM7XljgiNEEjsXiNJ2qldiNKZdggiNWAnkViNarsWYiNkaddk
                iNo7wX2iNpSdggiNubkcwiNxYffliN6hjfjiN9HgfeiN9ghhZiN/LfdhiOEPejciOMOnaXiOTSheriOWuidWiOXcglbiOZlZofiOaXiUoiObTjagiOk1hiniOl3ebk
                iOomjloiOtZrdaiOvBedfiO7WYggiPG2fYgiPIgeadiPKlgifiPNBaqaiPOycjhiPSwUhxiPXJjediPl1ckbiPoCeYsiPoTfggiPogfgjiPrVXaliPs4undiPyAWec
                iPypfifiP5icddiP6pkXiiP9nfggiQBxiggiQGenesiQHVokhiQQTageiQV1cggiQYMlhdiQYdkZdiQcnoggiQi5UgkiQjipafiQn4bgeiQpghidiQurqdeiQ7xgZt
                iQ92bggiRH/obwiRPwpddiRZTidqiRcdhiiiRh3geaiRk0oefiR39gbciR55eefiR+1bggiSKNugZiSWQggdiSWfhrYiSbyboaiSre7YniSrvYggiSucqkeiSzmlfc
                iS2HYlaiS5GlcfiS9X2dbiS+XtfgiTAKeehiTBQgQxiTJpedbiTOPckaiTSpdbfiTVMTdgiTXDcggiTa6kmdiTemSefiTkgtfoiTmxgegiTnVdbdiTvPgegiTw8drf
                iT6SeggiT/WelkiUBNoaoiUBubnfiUJVgfiiUOJmaKiUPjbffiUQFg5XiUTHjejiUT4fboiUZblWhiUbTbhfiUcdekciUdggnZiUpiegjiUxHzhUiUyQpcTiU6Mihd
                iU6NsajiU/NeggiVI1rgpiVMGpWtiVM6SdfiVVEndfiVuAdgpiVvgmdbiV5deVgiWLIfcmiWVGdegiWcecggiWdgYghiW1seemiW2MlieiW7EifgiW79jlfiXF6hjb
                iXNCageiXOlhkaiXsBsypiXvdagkiX11cQriX4mjefiX8ucegiYA6gebiYJsfggiYL/ZggiYQXgffiYRhndiiYULefgiYgsiifiYg3lmciYhbdhdiYjkhXpiYridcc
                iYtG8kTiYurrcgiYwwgeYiYxHddkiY1udggiY6+lmZiY8AefkiZDFNggiZFEnaeiZGudegiZHVkediZW0ZbqiZW+bbfiZaLlcciZbvfcgiZnbigmiZrR0ggiZtUhde
                iZtbbefiZt/fWuiZwXdffiZ01gkeiZ1XgneiZ5QeggiZ+uaidiZ/JaggiaFtdfsiaL4eZiiaPeegfiaQRUnkiaRpidaiaTghcmiaVyiRpiahNuefiakfYfniamjcgg
                iasScgeias9efgiavdVjeiawCgXiiaygioeibG8sd5ibJ3ZkfibMAdggibUVneeibXXZofibaLiYSibiaghcibmvdgZibq+hbqibsWhlsibt+cggiby+hhficAdojf
                icDcoleicGubfficQFfqficQJnjficQuhdcicfjneeichGfoXiclraddicmTneeicszlqXic2UZekic8phjfidAwhgZidBobggidDzoleidJTkceidKMhgfidM5jeg
                idNYiclidOPlelidW5mZxidZ9fggidoBhkbidv3aggidyLhegidysgbgid0TxYdid37bggid8TeilieBNddfieCPgwfieDvrlaieFsiihieG/mkXieIVgmfieOzpje
                ieT7pkZieVFmWpieY+koeieZ8flhienXmifienZmedier7hggie/siaaifCMfggifEYogcifFfjfiifH6cggifdBdfbifgIlveifl3b2bifrYjlbif1ynlfif3QgXr
                if3bpceif3imkfif6lhcbif7TqccigGtmbfigOugdfigO3mkXigPSkdSigPcoffigdlgefigeQYdgigogcggigqikdgigrhfsfig7/jfeihC+jZfihG1cggihMfjlW
                ihSckkfihUfhdlihVOgZgihWlaWdihbvlggihiehieihlBZefihyifdgihzIkejih/4hffiiDjdggiiHphdciiI8dmliiK8jbciiiSgdhiiiodmfiijXdggiioqegg
                iip8peoiiqriVwiisWdggiiw2gxeii0RZdjii0ilXcijNQmerijRmTelijSfmZxijYfjfoijcjYggijd+ljfijeWledijmgeggijpZhgdijzEYedij9kbggikB9jdn
                ikJTfggikKIeafikMNtjdikRldjgikV5ecfikWfpZqikdnheuikzjkmeik1weceilCno9YilDCibgilEpgvfilJSkkfilYjgggilY7Ifcilcxoidild3hfgilhUjhk
                ilpXhfeilpfjfciltEXgjiltlaYkilulfhjimDTZihimM3dgeimNreggimUFjYmimcxlhcimfsneqimjBPiPimmdiQoimnfgchimstigeimt2beXimyngggimzJfgg
                inFyggginPTpgginUtfjeinqJdgginwLVdfinxXjsQin06rYein5jgfqin5nafiin8lascioPxeggioSccfgioUXXffioWreggioYygggioa2hndiobDlifiobhcgg
                iomVbefiouKdfdiovsdfWioxkdNUio15cjaio78Yedio/aogiipBygffipDUtqYipITfldipO8hggipX/ehmipYSgWiipYqXggipcWbXfiprYdjbip6fohbiqILnaq
                iqIfkcjiqLujgjiqM/hgmiqNohfsiqOlibdiqU7kkfiqVCnekiqfmmgfiquOkeciq09tieirCeimhirCncggirEbdgiirEicrfirKefeeirKwfWdirUycmZirbjhfg
                irg7hkbiri7dgairlXpigirmseigir6LdgeisFZgW/isGzvliisHdWfrisHpcmZisH8ZgfisJUeggisPnkedisdHkcWisfhigfisiueggist8gffisvMkdois28cgo
                is3rfggitDomlcitFnfeditkvfkfitm+neiitshYggitsqgfjitugbbditvSmddit20cfkit3xikdit8Ncflit9skdeiuEWmjeiuE5fggiuJFgdfiuTsfggiufStqb
                iusGWgfiu1sesfiu6T3zniu8OuneivKVqbcivW9hdiivh/ileivj5UggivkfiedivoXcifivo9qdjivqzdggivrsemgivs8gbmiv2fhffiv36ldkiv53naiiwEdjje
                iwF3tTiiwLImnZiwQYfagiwQ1YdgiwTcfggiwTtfeoiwXLgidiwYrbggiwbElidiwfQhYsiwhZojfiwhgaggiwnoqjWiwtwgcdiwwSlYdiwyeTqciwzNmeqiw54gVl
                iw+FcggixBTbncixC8kvkixEisedixGDtmiixK2yebixLKesfixYwifgixeWYjgixiyienixmEmdXixntfchixprYgqixuxhffixvKdggiyDWfefiyQPXhdiyQvfcf
                iyhuefgiyiUgeXiyqXeijiyqrhfgiywslidiyxCkgmiyxPhgfiyxzjhmiy2Flduiy3lsT1iy39oniiy4dcfhiy5Adefiy7iueniy+KXceizIxhfqizR2gZgizUsk0b
                izayieTizrbWhkiztiiefiz6qlcfiz+Neddi0AWeffi0EpYggi0aDgfgi0afdeci0dIiiei0d5tmZi0eLocli0jxbcwi0y7gggi00ghhfi04Vtdci096Yggi1Cztel
                i1Jildhi1SWhofi1Utfbsi1bTcggi1bhqgdi1ichefi1mNVegi1sPbggi1wKbefi1zxq/ai12/bggi14IXfai16/cgii17xp8ei18ndefi19teggi2AZoioi2C1hgg
                i2DtVjki2Fsseai2PPkfmi2Pqcggi2cYmgki2mcacdi2rGfkii2uYgggi2ucheni2yknigi3Aznnii3DLlYgi3ECehci3IoYggi3OijrXi3PNfggi3WTfggi3Xxmpe
                i3eRacni3mfjeai3nwpifi3oBmadi30Aadgi31shbei349oiki36kkiei36+ngui3/Rdggi4Csneei4HUYZfi4H5lodi4MApaSi4hBhaii4hsekdi4oshlfi43yfhn
                i45fudYi48mrnVi5BVdcfi5IQschi5Kvqeki5RjYghi5Wiaggi5cofagi5gJZggi5m/ifdi53RcYii57Rwlli58Fpgbi5+Bgeyi6Ciefei6Jccgoi6Onrdti6OrsYe
                i6V0ybYi6cmiUei6njnesi6qMegii6sphgbi6v0dggi6wdegfi6z7iuci60Rqbdi60cgigi60jVggi69PcYei7Ntgffi7OLfcdi7Rqqadi7WpZhdi7d7jehi7eZebc
                i7pGfggi7qXkici7wdoZdi70bhcei72JdYmi74oZoci75Inkti79hqeoi7+Geibi8Epdeei8HJmpTi8LOqbpi8Mpfffi8Ogiegi8PJfmYi8Txafei8iSlghi8tHlkU
                i8uLnYvi8yCrXdi86Refdi9Btfbdi9CcleZi9KSelVi9MKYggi9NQkeNi9QDhfni9XnYfci9X9hpgi9Yluapi9hsgbci9nWhbai9oIoffi9sWqZei9tfkjdi9v8bfe
                i+SIZggi+Svfggi+fCoeai+q5qnfi+vAcebi++uhrmi/I4jeki/OCXwgi/ajmgli/b6cggi/m3ifli/ujbggi/0ddnei/5iegdi/78abejAHBdgejAQMeefjASTXdn
                jAdVlbujAlAnRtjAp4eedjA42knljA6lbmMjA7/fggjA9NhbpjBCDlgdjBCUdYxjBODfcfjBP8hfejBQ/qfrjBYhqebjBZUqeZjBdSfdYjBmdcbgjBnLfadjB7Pjeh
                jB94eokjCA8rfqjCFuTgmjCSoccejCUJffhjCXxjqdjCeekkqjCr0ekkjCtLaggjCyMaggjC3PdggjC7AnphjC8pieejC+7cffjDB5dpfjDHVXggjDIMoffjDJIffg
                jDJZgmcjDPufmcjDaSdggjDcggdgjDjYVhkjDolbfajDrNdcmjDx7cegjD4RjhijD7kljbjEDyfkejEHwbekjEKjnfejEPUgkdjEdiifkjEkcdbyjEl+dgfjE1Ceqd
                jE9QkjcjFEfabfjFI92bojFMLUggjFNQmdRjFQteggjFQ0jecjFU9egkjFU/lecjFX0addjFjHjmejFy6heajF0nfWVjF3kdifjF/DjlgjF/udedjGAFlhfjGDGnfg
                jGDsdlfjGJ4ffojGKvZatjGLQpYnjGMaeffjGXCfufjGYPlYfjGefoiejGr7hfijGtOfjejGylegejG0XhhqjG67iqhjG9SyfrjG/zlodjHGwZeljHHInbdjHJCdgg
                jHJVgbgjHU2ighjHXsnfVjHX5jrejHc4gagjHg7sefjH3CgvdjH8aWpfjIAwgfejIP8ickjIYmzdejIZfjbgjIfF/xSjIptknbjIzOowdjI0IbggjI7xYlvjI87qoW
                jI9bfggjJLCfggjJN4mgdjJZBgcbjJgBengjJoCfdajJrunkcjJvjUggjJyYnVYjJ+DaddjJ/VfeijKD76drjKGFZmNjKRVmhdjKTerggjKbgZcfjKc8egajKeYfef
                jKfltehjKlnVggjKy2iYZjK1RgdgjK8piefjLECcggjLRJcggjLbT0S3jLl/fuajLuDdagjLx5ecgjLy9kafjL3CfggjL9cfegjL+4wfVjMDgchdjMEHemfjME5Ygj
                jMIxrhmjMJkmXgjMQKfggjMV0efgjMd9jndjMijegVjMsKbmajNNaalYjNO8lcWjNScdabjNTskhfjNVgicejNbAdfdjNfGmcVjNpGZfpjN3NgXsjN3cpZwjN4lhci
                jN47bggjOAkpubjOB/ZgijOCHdgijOEgkbgjOFqgjejOHPlifjOIGeggjOJclgfjOJ9fggjOKHjlajOOIclYjOOLgggjOPRhfhjOQ8ahgjOYnciejOiDjbajOpbvnf
                jOy9ikhjOzKjedjOzqakdjO1BTidjO8EefpjO8dkckjO9DdSfjO+/fffjPEddffjPHUWegjPKabggjPN+slbjPWoeggjPZejfmjPe3hbWjPiUeeejPlEUggjPoxifj
                jPsajgfjP6eddejP8HcggjP8JbfgjQA7xdijQBJggfjQBqgggjQD+qtWjQLLLmfjQSTibgjQT4hgXjQdIrhdjQm/fgZjQvFkmdjQ+3nhXjRGQjldjRRBmWljRRkleZ
                jRdseXcjRdxXfmjRepmhdjRi6hWqjRlhdggjRosgffjRykigyjR7mjifjR+0YhajSLWgghjSOOcggjSUtZecjSe/WggjS8XkfYjS/zhjXjTA+YfejTDrdffjTL1agg
                jTReWgnjTX0jjSjTaGfefjTppfeejTq3lfdjTrmgmbjT33guOjT4tYfhjT/GgfgjUAdhgcjUHSdagjUNXhbfjUTlfggjUcgZefjUfGeggjUwvhhejUw+faYjU1EdVc
                jU3rgfgjU5/hcejU7x1iTjVEJgcqjVIUkifjVIkjdejVLCxanjVLzgdhjVOleggjVR9VggjVpflfgjVrzdggjVr2gdfjV5GgdgjWBnigfjWFkXdgjWFtjhgjWU6Ygg
                jWa9cggjWfMlfXjWidmkgjWpCdggjWrhfggjWsUscgjWtodmajWyEdggjWzfhgfjW7LWegjXJbtsTjXLmdggjXOmfggjXQNkSwjXQVhcojXYFbXdjXZzbagjXeQekc
                jXlAjuejXnwbggjXopaffjX1phaijYA5fggjYBqPfujYELifejYP3ibljYXmXZ2jYlBqtVjYocfadjYqSgggjYqnnYtjYwHaZwjY4iXegjY7lggfjY+zfrZjZALibe
                jZBvjuXjZC1igijZFMY4XjZIXhfejZOxdggjZQkjgbjZRATjljZT0yZujZZ6uedjZaWdpejZfsVKUjZgQoeljZncoffjZokidsjZsombojZ0FgjejZ00mbYjZ07jbg
                jZ2DadPjZ2/ilejZ85tZajaKihbhjaQNYggjaRagbfjaReeggjaRiaggjaTpffhjabKlvejahHfiejahxievjanReUijaqNUfdja60ggeja9Vfceja9sQggja+Mckj
                jbCabggjbFOocdjbFVebgjbL8rbljbRllYXjbS5lRujbvacegjb6Tkfnjb+oZggjcAPgdbjcIdgemjcMzlodjcQrrcWjccPkdljcePQbajcg/iYdjckKafmjc5Ifod
                jc9Yahfjc//eYbjdEwbbnjdGtiiXjdG1ltUjdRZ0X/jdYJbcdjdbgkddjdkxjdgjdoRqcmjdrCgeljduOhghjd2Pgggjd5EfZdjd7wmemjeUndkWjeVgghvjeX5glm
                jeY2keejenafsejepkefejeqmdhkjerNfgfjezjqfXje0xhjeje6Nhieje8Leegje+5fggjfHkmgdjfW/iZfjfZidgdjfaUlnfjffOheljfmIjffjfp+ibhjf/YlZ4
                jgDMpbmjgX3dggjgYhkffjgguhafjgkxiifjgmLdfejg0Zibdjg3Bdggjg6sebejg7ejfijhDwfggjhNYcggjhd5lfgjhiFtnajh2Rfskjh3Enhejh5Tscbjh8pdgg
                jh/ahldjh/mbggjiBugfijiLKhgcjiMV2jFjiNXhggjiP4dgjjiiwhdPjilKgiajioEdqejizkcbdji5Pnvbji6EbefjjBddfdjjDQfggjjF3cgijjHFZggjjKGjgg
                jjRTgrajjUwkghjjbiohajjgXiggjjofslljjt1edkjjwqjZpjjxuffgjj1Acbkjj20fqdjj3FiWsjj5Qllcjj5ufgfjkDPUhgjkF2fkejkF+bdfjkHUpnWjkIacgg
                jkKRgggjkZ0nldjkcPlckjkdYdggjky5ofejlCghhgjlGKZggjlLYpYZjlSLbrVjldkgR1jlnTiZfjlpqYfdjl1Vjgfjl4/ighjmDBefejmDzfiajmQ5jfhjmUOdok
                jmVIgaijmeXffojmi5higjmpCbXdjmv/fekjm1/gndjnHcdfejnH/gmXjnIIanbjnKqTgfjnSeeegjnaRnbqjnfGoldjnwoXgljn04affjn+mdcljn/JcggjoEYghZ
                joNzifhjoV7qagjoWwgggjobKcgdjogKefgjonTyeXjoozYWsjosZgfcjo95RacjpDhkdcjpGkfdbjpHYjhkjpJwijfjpXnbggjpc7tbSjphggeljpi4lhSjpkFufj
                jpkYiefjpnDdfojppEpcajptRfmdjpv6ehgjp6xfghjp8Gkfhjp+1imejqBfiesjqEZeggjqFfahbjqTOmfdjqXMfggjqnKdhfjquaWlejqvefegjqwleigjqyZaeg
                jq8Jhbdjq9Vdcfjq9YhefjrD5mcdjrECjiejrIxbfgjrJPjlvjrJ6obWjrPtedfjrUPmbmjra5mejjrbasmgjrdYqdljriZggfjrmZbggjrpSmYvjrqTegdjrukggo
                jr0heedjr0ljjcjr9Nfcejr9kheejsE4nedjsK/imijsLlTlWjsP/afgjsQBjhpjsUulggjsZ5dhojsc1jUejseXYggjsi8dZfjsq6ZggjssTlnfjss0wvfjstosje
                jsxygegjszXhtRjs4idndjtHneggjtKweggjtOmeggjtPjmubjtVAicdjtZLaggjtdmhagjtgJmfTjtlTlpfjtm/le8jtq1ncejt0Ocggjt42cffjt+jjdajt/Bdfd
                jt/5jaljuBQwWVjuGllggjuLsdggjuOqnZdjuSfrdcjuh+eefjui3hgljupVjbeju1Ngxbju24gdfjvIJXgejvQHfggjvSqeggjvcBiihjvxanmdjv83WeXjv+xbjg
                jwAUgfijwD8odrjwGdjfdjwMwZfejwQJaggjwR0dQnjwWkQdejwX6iqdjwbKjgijwbXhlejwmdcggjwndyeljwuFflXjwvMegfjwwCrwVjwwhmfljw1Bhhejw8efga
                jxAIhigjxDaghgjxEVpdcjxEZifmjxEhhdmjxMMjkjjxPBjcdjxWSgpsjxZZehfjxejnZVjxewjgfjxfCdcdjxlxihgjxpRhffjx+PsgTjyAsgtdjyEpigfjyImheb
                jyRreggjykYieZjynEibdjyoDUfejyqOadhjys/ecdjy2xk1bjzI3lebjzMHokajzNLWafjzT1fggjzVmlifjzYjqaejzY61ojjztUjfgjzv+fggj0B4ieej0Comec
                j0Gkgfij0MJodjj0P1bYej0SdZggj0VSkbzj0X0fggj0Zbhlgj0i+ghbj0kdvfbj0p1cagj0qVigbj0sa4ifj0vxZeWj0y9ceej01teggj06Ffggj08Zefdj08miof
                j08qeggj1Ct/P5j1Pfmldj1RWcggj1V1fggj13Mfwfj16Rjdmj16mecfj17xiufj197zdcj1+VxYfj2CVgkbj2Jnbefj2LGkacj2Nslefj2fVdfdj2g5nQPj2tcdcg
                j217icgj25Uomej27kdidj29ofmdj3C8jmaj3Fscgnj3Ivlfjj3MNcXcj3Naicfj3PdUggj3Tzfffj3YSeecj3Y8Ujej3cbXbej3eocggj3pHhbbj3rR7bfj3uYahg
                j372lToj3+knSzj4GPfkfj4J5hXfj4NSxdTj4Wwkbhj4dMhhfj4lsdggj4m/lddj4ofiqaj4o+monj4phtggj4rZksej4uzffej48xlZjj5AenrZj5CVbeuj5M3Tff
                j5S1foUj5Zggeyj5Zwhdkj5a2fggj5fZdrfj5jimudj5kohedj5uwxYfj5y1cggj56mabdj6Pgdgqj6RFignj6SRfvaj6WoThmj6a2gfej6cLcggj6eKgbaj6gxlhf
                j6hJtdfj6hdfvdj6jUlimj6ktYggj6k/Ypej6m8aggj6oagggj6quihcj6txjddj6wLrggj6yclfhj61ycrgj66Vgggj66jYekj7RTjYcj7TAgfgj7WVufaj7eNphh
                j7ihdggj7kzjlhj7mrZfjj7tqYdfj7/ieggj8Etbggj8TDjfkj8WAbggj8Y0ffbj8jEagfj8lFiofj8oufebj8phekfj8xQqvdj83omalj896hjjj9Hfhekj9WIi0Y
                j9hWfggj9mArjcj9n7cggj9tGgRej9ygckmj+CLlXYj+JwSffj+UJpbej+Yqcgfj+kUqrij+o8ixXj+rVUfoj+s1Yfjj+3Ihddj/ABShej/Cccggj/FPlefj/PCjeq
                j/azjofj/kKsdfj/lmegfj/yYeffkAH61F/kAOaelpkAO6jbdkAWvgflkAbyphbkAklgfYkAzueggkA18eggkA52kefkA/JiegkBLSjhVkBWgickkBYCgigkBbShec
                kBdrmdokBd4dYekBhmcgikBoRuekkBpBfdYkBx2/jYkBx5nfYkB+0njbkCCBffgkCDkWgikCHgmZekCJbUbfkCQQhiokCRedggkCVsegqkCYgheokCaBgffkCuRmZd
                kCvBmfjkCyRigikC0egcdkDGPlZdkDPAcflkDYLiZjkDb/gelkDeqmbmkDlxfoakDtJmnXkDwCghdkD/VcfekEApveqkEITgpekELAcfckELShemkEOKsTbkEWzjbq
                kEYvdfbkEfHgjfkEfpl/VkEh3eggkElcmahkEl6lPbkEzNcoZkE1EjggkE1FreYkE7safgkE79lfqkE/bdgekFERmdfkFGUihdkFIRkrdkFLhgbdkFV0cqckFZ7fma
                kFnhigfkFvohfrkF14ofakF6BkjokF6HUbakF8CogfkF9icgdkF+loaZkF+yxWdkGCChobkGcyeggkGidffhkGxRbggkG72sbdkG9VpTnkG9xfgfkHBvgfekHNhrVW
                kHQydgfkHR0logkHZUhdUkHewiZOkHgAYffkHh6ffpkHt4fmgkH0fodckH1pefekH54ZefkH6UmYgkH6mkZGkIBZkeekIBw9ebkIF9hWfkITRegfkIdvfjfkImLoXd
                kIuVecqkIu8dggkIwtacakIyXinfkI3QfffkJESofnkJE8vcdkJIsYV5kJI5eewkJJ9XgikJKYgepkJQbaffkJRqnemkJTabgbkJgThgfkJiwhRskJp8fcdkJw8jgj
                kJzX1fckJzyhjfkJ2fgjbkJ9LVfikKCGfeckKH1njjkKMspuZkKYNgdgkKbhheZkKhqUunkKiBdfpkKiQlcmkKi8ojekKjwkeokKmnqjckKrx/hZkK4TiinkLCsnck
                kLJdoiikLNKkickLUGnhmkLk4mkkkLluaffkLm3gggkLtcffekL4BdfXkL/ocggkMKutimkMK3ekfkMYaeqdkMdhj3akMivWgfkMlklmckMnnqmekMrTgfgkM5ujkh
                kNPlhdfkNUskeekNXlynTkNYWfggkNaBvlokNhUahfkN2cmlekN/akdckOGnYfrkOTvqcekOVlvYakOc/gefkOi8WggkOkFcedkOk8eggkOn1jnekOookfhkO9Qfff
                kPB4fjbkPCMkpokPEXpYckPFAtVpkPISgdYkPONcbtkPPbidekPcRnZgkPhtddgkPk7bggkPmJtdhkPqOojWkPtdrfgkPuDmepkPvuXffkP5qmeikP5xTfgkP8teei
                kQQgbffkQSngndkQTUhdhkQVTehjkQVmifrkQeVaZ1kQqDaggkQzCggbkQ1TVnekQ2uxpVkQ3yhlekQ5JlSskQ52hgekRB9gsWkRJckqckRKKeeckRKdfggkRcXfgl
                kRq1heekRrXhdekRyTjqekR41ZcfkR5ZifskSB+fffkSGReggkSKThiukSK7kjekSOwbghkSR+ybMkSYyifgkSgmdggkSg9hhgkSkXdgjkS20jbZkS3+higkS9tjwk
                kTBjbggkTGAgbgkTIPvdbkTNIkgjkTRggafkTUpimfkTVEhegkThCigekTnxWgokTn+ejgkT6syihkUL0sZbkURxvfhkUR1eggkUV92vTkUc/bhckUeAgefkUg6See
                kUiOdlfkUnOiffkUpSccikUqElZkkUrffggkU6sedfkU7kicekVIEklbkVMJheekVjugfgkVmkahakV75lsgkV8ZfggkV+VgcWkWHkbhgkWJLbhekWW6jbgkWZzehf
                kWd5agskWe5cgdkWiMoadkWiRcgekWlgkcjkWuxacgkWvpcddkWwfinjkWwtmefkWyCifekW65pifkXEJsffkXKkXggkXSXkcekXSanYgkXTgfggkXiGhemkXljcgg
                kXllfggkXnOgXkkXrjoqfkX2cweVkX70bgikX8HckjkX8VaebkYBRo1XkYKPkcokYV2dfgkYcs7bYkYi/6bZkY1HaoekY7OejgkY8OpfikY8sfjjkZOTbhbkZRLjbn
                kZbgaZekZsCjfekZsxeifkZw4mWZkZw8ocrkZ7OeggkaTIgsXkaarbglkagEiagkakWldvkaopgedkaxMTigkbEDfgdkbFGfaZkbJJoickbMcakekbN/ZefkbR1oZo
                kbYFdeekbYgoehkbYs1YmkbZGhjekbkahcgkbmsiXukbtYeffkbtwrbakbt8llXkb8ZkqfkcYHcggkcZqdftkcdCfffkcmSsigkcntfggkcppdggkcrWkrckcs6nbm
                kcvaZigkdBGiamkdCGffgkdEtcggkdFAanfkdLAcggkdRMjefkdWTkdfkdXTdcekdhvqggkdi6idfkd6RgggkePziegkeSZierkeZVdffkedbdifkeo8kllkevJbfb
                ke43bggke8VWfgkfBgdgekfBthcfkfN5gfokfTkiidkfY1ledkfa/cggkfeYh4SkfjBkggkfj1kerkfkgllZkfnbiegkfulhffkfzCibdkf3okibkf8PoX0kgCrnqc
                kgTDjclkgVEpcYkgXCbegkgc6hjdkgdsdbYkgiJblckgiLbggkgk0fXykgqBfpekg0fnmdkg2Dfhckg7omdmkg8xwchkhBzeggkhMcrlakhbQkYhkhn8iX7khouhjm
                khqQlggkhq/bgfkhudihbkhz8sYekh05fggkh2Pfggkh7todikh/jfefkiBYajdkiLtbggkiOPdmfkiPWfggkiUnfghkiZnjcfkif0hcdkirfdfgkiuFfgbki/Xhfe
                kjAVeegkjC3bggkjFqfggkjHteggkjOfnlWkjQ8cgfkjTycgekjUQb2ekjcPaedkjh4mfkkjqQleekjs/gggkjyKhjdkjyesiYkj3Mkdfkj3aelfkj7VbggkkH9giX
                kkSjobakkYSredkkeIgggkkeLjgckkiWdfikkndmgbkkn1jhhkkuRYggkkwWgUokkyBdlfkk0ukdpkk+2ffcklI6kcuklLGejiklNZsXrklTSafeklTibggklVsgmX
                klXqoffklaDveqkliHgggklqamffklvQsRpkl22jhXkmAIafgkmNjbfgkmQImmmkmYdamgkmdiffekmflhfokmgCffgkm07fedkm2Ynadkm3Zbggkm4lepfkm7+hdi
                knAvdggknD9aggknEtacbknEukcxknFfreiknGgdUfknPYYaeknP+WggknQ9qbaknUMfcfknbNhmjkngrlceknhsddgknitfdbknpmkiaknzHhghkn0Bgmvkn48aao
                koB3mcfkoB8WggkoGRgxVkoVEpchkoYnlkekoitlsgkot7heekoyEhZXkozobgeko+upeYkpFJpjXkpNOacnkpSnmfokpTiiYqkpXyfcekpZiadfkpbMcmhkpgdmdl
                kppscggkpymgfgkp8Ddagkp/ZfggkqJZZoekqUJphqkqhLqfkkqjgaggkqkGcjOkqt0rkckqzIpvckq3yfrikq8Afcdkq/bygpkrBAbhnkrEKifikrJGdgdkrOWdgm
                krRChYckrcVhffkrhrkvekrlMgeekruwafbkry/fhhkr2nZlXkr3Jjddkr7Ghsfkr+WiXfksFCohdksGzgdfksUnjZkksY1likksbOjdeksdQegfkskBgigksrFagt
                ksvWefekswyXggktBCkeoktEFjcjktL4ZggktVLefektlDechkttpdXXkt5Qmcgkt6TmdekuDfliekuD6adgkuIDaggkubccedkueHghkkufPjUckusCemgkuuZofa
                ku1Kiscku9CXggku/LYggkvARUjfkvEOcgfkvFEmopkvGzcfWkvKJqVdkvS7ibdkvYUkbfkvYuZitkvY3hffkvbEaegkvhamnbkvl1fgfkvn0gfbkv0joadkv3UYgg
                kv6hcmfkv6qalhkv8JiffkwDbuqakwE7lfekwGKrtbkwMRgZakwRVmdhkwUXdggkwUygjgkwaUtcfkwhSgbekwtSfggkwyLXkgkw6mmemkw7Sddikw8Ljddkw/ZVgg
                kxEn9fVkxHIdXgkxMefeqkxNzijckxSYcggkxYweggkxeB1ejkxg7leckxlFXoikxnBbbgkxzDkjdkyCsefmkyFvenZkyHzmcdkyLkdZhkyMOhXXkyOvjaekyO0lTy
                kyQrlQekySiYlekyhGpiekyjkjfdkylUfggkymqigskynWfdckyuzelbky0zpdkky1pafnky+mekfkzAFdjVkzJeocekzXIahfkzZhdadkzcNlegkzdTfggkzgmrgc
                kzlynbekzl1kdekznsViakzqjgdVkzw+fgdkz3eelgkz7KhWfk0PPhbfk0UYjskk0Zdgfgk0ahkefk0nJnbik0oCftdk0qCdhXk0yVu+Yk04VkhZk1AGgoVk1Dvfdc
                k1I1aggk1OOgfek1Roefgk1Sodggk1ToyzZk1dTYpfk1hPkeek1jyafkk1r0oyck1sIdggk1/gebYk2A/mldk2CkXigk2CvWeYk2OUcggk2VtSggk2la/qTk2nkc2e
                k2ydYggk22Ccggk24kwftk27Scfck3CMdggk3IWcifk3KKpngk3bQreqk3dQkiak3dzbggk3eQjzek3hygfek3kofffk3laopjk3taieek36Jcnek373mhek3/Qheg
                k4AkVfgk4BcojWk4Gmdeek4V7jbVk4cw/Wnk4drklck4hZcpfk4hifcVk4ljocek4o6tiek4uriefk4vSdgfk42djvfk46OnYlk46hbnfk46qngmk5SCfkjk5VRgff
                k5ZdtFek5e2mvdk5gZ0eWk5hGZtck5lFkZhk5oocggk5pDfggk5tXpfYk5vygYlk5wDaggk53Pelck56LkeUk6IHggek6Iotcpk6Keilfk6ZJfofk6aDVggk6jcdcf
                k6xcrcdk6/90sZk7D9oeok7I2hdbk7YJefek7ZNiufk7jlgZYk7pjovZk70Kaggk73Jbedk764jkZk79FeoYk8Aindjk8CVgeek8Szfiak8U/jadk8WMmbik8YNgdf
                k8liuack80tdkgk84iuZjk85veggk86hkcdk8+ajefk9KIboek9Keaggk9Qvfedk9RGpcuk9Wlbffk9XYegfk9Zmicck9n3Wkck9z9idek91oliik95ikZek9+AjkX
                k9/XfcYk+Cjkgkk+FCffek+YAjlbk+d2glgk+hTiaek+kGjakk+n2owqk+w7pgck+3Kfggk+5+irbk/EFtagk/F2t/Tk/Hcbggk/JDoZfk/KoTkfk/QOwfTk/QRZfc
                k/bDnegk/e1qggk/j9heek/lGldok/qFghfk/syhddk/wyqcZk/z6qlYk/2NksVk/4Fdegk/4Yhick/5sXcgk/9o2obk//Piddk//ibcdlAEsbgglAGkmpXlASSdjc
                lAXrglclAbugfflAfBeeflAqvlielAq1hfalAx9zehlA1EfgglA+GlldlA/KlbjlBBGeedlBEIuXYlBFapY5lBHTfcWlBdjjaelBuLieflBumdjglB1yddrlB5rhge
                lCJ3meVlCMcdvVlCX8gdclCb2onQlCdjbfhlCgntm3lCmcbjclCpDgTjlCpvchglC1msnYlC2tggglC5YhujlC/geaklC/legglDUrcgglDXGceplDbrinelDmSfjb
                lDqWbgflDquecflDvvQgelD3YlfflD53fZflD89adflEOIaddlEPpiiflESXgfflEanegglEa+bhglEfsodslEiAgjflEiUcdflEpaXhdlEqLuYflEsQWjelEuymgm
                lEyyiiklE8Ga1clE9qbjclE/yifelE/4idglFCTahglFEYpZclFQqqfelFSKxtdlFWRfihlFgUPfilFgubgglFgyfkelFhGggflFzwifilF0AhrelF2zkjjlF+mvUk
                lF+rYgglGDYoemlGHrlcclGKVScmlGM3glhlGS6dgglGZsnkflGbSkemlGeUcnjlGlukfelGnOefnlGpqnoalGsmkeflG5SUfflG8EnYdlHKrjeblHStgehlHWSeke
                lHYnmeelHsHhimlH8gjdglIFwhgglIPwqgelIRHVbglIV2wpflIZDuidlIaiajelIhIvbelIi/egglImZitflIo9knmlIxmffglI0ifgglI1bqcelI2kabdlJCbgff
                lJGskeelJTsngolJY3lahlJc/leilJi7jcelJk/ifelJqXjgflJ1CigqlJ2SjidlJ2eojdlJ3znfmlJ8qidalJ/LcaZlJ/TcgglKBgkpelKDTbiqlKetrZjlKgGjuf
                lKhQkcZlKhmm1jlKn7cgglK1/hkOlK4ymoalK8NneelK84cg5lLMBlrklLMqkbTlLO8heflLVxcuYlLdraYnlLh9mY/lLjwegglLlUaiflLw1geelLw8dhflL05hdf
                lL+cfiflL/5iehlMAsabglMEupcjlMG8afdlMLhZfilMYOejjlMfpvWslMgUhcglMhUhcjlMmklcelMq9gfelMuWnZelMvjnbflM07onflM2JmgolM63toclM9Hnfm
                lNQcibclNQnusdlNU8XjZlNWmhjwlNcDsbdlNfVliflNnLYkWlNsZbgdlNwTrfblN1OfgglODakielOD82fllOKYhddlOSGidelOTskdelOWcfdglO0TgkglO13lee
                lO5gieflO50egglPBscfflPH1efflPOKcUilPPzmfVlPVzfjelPXkYfclPgPifklPo2egglPpUWgglPxBhlclPzIlcelP1khdclP/TegglQLSjdclQQngghlQRuggg
                lQkKmkqlQn+ojelQtscfglQvWbgglQv/Ri3lQ2TfgglQ3facplQ5qgdelQ77feglREfoiWlRGpgkflRG7dmelRPtddmlRVMiaglRteWUelR14agflR2bqcelSAEkXb
                lSC/ga1lSHzf0blSJiwchlSPGhielSVelkhlSnRagflSqxhrZlSy6YfelTHI/dXlTHuagflTPSddflTVZZgglTiedgglTkTffklTpGlYZlTrXjgdlTtdihelTwM/gW
                lTz4jealT06gWflT4bdgglT7IheclT9yOoglT94kfqlUABgcdlUCnlaqlUGKvaclUIiagglUJeZhYlULXfgglUMlldalUM5ndZlUelggglUyAhlelU5VgnblU7Fogg
                lU92/YalVBFnbZlVGmRgglVI7gbflVMYhhflVNrjeglVUQdgglVUokwalVVCYfklVZpagglVduclflVe4mjblVxXigmlVzifbulV3MienlV6flZdlV69pdflV8tlfe
                lWFecejlWM1uaelWRXiUclWZuggglWgwmUdlWiGjZhlWiluiclWlOpcRlWqhsUwlW2kjnclW4GcfflW/rdgglXGQfuqlXGudlglXG2dcplXIjgUulXNUjcflXSNggg
                lXWBdfflXZArailXgzZdflXjucgglX5sldnlYAogldlYBrgielYD7jmflYHlbidlYIKoeblYJjjfglYQLfeglYUOzgelYe9leSlYfKjgglYiLifflYjlmb/lYqxdYk
                lY1bheklY4dnaelY51edZlY8ZXgglZBHbellZMMfgglZSUtvclZYtdgglZfeZcflZfvhhblZiQelXlZjTUgglZkegndlZuYgixlZ1nkeelaLIncelaN5brelam0fdp
                lan/geglauvghglau/ieela29omela5hkiXla8BnWilbBHegglbDDagalbdujiblbe7ZmdlbqBcgglbybjmclbzxgdnlb5zZgflb7PijXlcBAZgglcBHpTjlcBpeei
                lcIDUkflcKjmymlcLRffxlcOhheelcWmrXflcYkechlcbxYsalcfHjkolcnchdelc2cYgglc8XccfldEIyatldEtSxaldJAzqYldLs5fbldPMcggldWFgggld0feif
                ld0vafild1wXggleDhammleGshgWleOVefaleOpgfeleTXvclleUxfngleXJkleleZRmfdlebnjiblefWmdeleoDcggleoMfggleoSmcllepuiedlergr6Vle65eef
                le/oklglfB6kiclfK+jcdlfMWaWvlfZ3lldlfcxhoelfnBqrmlf2odedlf96scdlf/4fjblgBdnfllgGxdeflgSHihglgrZitblgwIegglgw2iiflgxBefglg2Jdgg
                lg5Dgcdlg7kdoelg7ttfclg+ifqclhKWftclhMphfilhQT4XflhQpmfVlhXgueZlhYwfeglhbsiielhcCkWplhehfZalhiTloflhoaigYlh2qdiclh+GjtbliG6hia
                liJY0beliRMlgdlib8tcplidEjgbli8Shdfli97fggli/jlcdljCJkgmljHheddljHqlclljIQfmhljOlbgfljULtddljb0ifcljmXodclj7Vgehlj9ondalj96gnu
                lj+Dllclj/anrclkGWkdelkHdjfelkJ2ifelkRviedlkTXkfmlkU1RgglkZvenwlkak5RblkathnglkgqfghlkkKegglkpVdfelkvKcculkyRpidlk49dbhlk5ykcf
                lk8Zdgglk9OwflllIxdpfllclecclljtgggllkEdffllqihkfllsCfjdlluWmCblly+kWTll0kondll21Zggll73tZxlmEAZoglmG/gfglmTBifelmUwXfflmZtegf
                lmgLgmelmhykdZlm8Bgeblm8/qbllnG/gaflnK+lbnlnMWf0TlnPtflhlnWWjYblnYnkbelnY7ggglnbXjkZlndlccelnhbhfqlniOdgglnmzdjilnwLnqelnw+ndd
                ln9Zefgln/0cffloFYjcqloRWlddloXHkalloaQZgglogFagslo2sfeqlo5gmcblpA9dgglpHAjfflpHUfemlpHwnhilpIwfXrlpJAdfglpYjogalpfDkcclpj5fWh
                lp6sefdlqHCtjclqJ/hg0lqkbnjflqlgfZclqq/oeflq4igbelq6l1Ynlq+pjdulrF1bmflrKJhgmlrXPrvalrbQmcflrghddalrnL0nYlr76bgglr8wdgllr+Xefi
                lr/Bhfdlr/ScrdlsB+bfglsCRmhdlsIcjdllsNZmbulsYobeilsbvnZalsp+fgglsyyikZls4MdiZls8uXggltCenfpltP6egeltSUdogltXBeggltYBloYltkpeif
                ltpYcndltpuchfltuyfgglt0Wcgelt1Vagglt2Bjfflt42dfelt8ZcdcluEdkpbluHiVcbluIScqgluMxhenluPMcgkluWjjfXluWniefluXtrheluXyoebluYtfjh
                lubMYgglufOohfluhZhedluoLnfsluo7widluqKbgflu1YgVflu3Inbmlu4Hndmlu4+egglu8sdgglvTemfrlvbDrYhlveveghlvm6efglvsgrWtlvwUYgglv0AtqM
                lv26fjdlwIaccblwQ8cYdlwWscoelwYUbfclwYxggglwZefrhlwekccYlwgb3oXlwiOdgglwlohjjlwnqadelw0dfYflxFAbgglxLXagglxL+gielxN1Ugglxagdgg
                lxlhZgglxnbgielxt4mvelxvydgglxxCpkYlx0vj0elx+ZkYzlyBfklblyK/gcWlyMXqWslyQ3jZllyWtbgglybKwkSlybmmoplyfCrVnlyf4hlflygckddlyk4kcd
                lym9vkdlyw6hmclyyTleely1ydccly3Ikpfly7Gfggly9hdfKlzBTlhjlzEVfa3lzL4cfglzMilYulzOocmflzUBkfZlzbYbfolziVchglzj1jfqlzpascdlzqeZWT
                lzs2pkglz1qi4blz1+irolz5Fhdflz8fegclz+1kffl0G7nedl0Rcnvil0SDaiel0Udcggl0YUgpgl0aTVggl0azigal0hDafcl0oenckl0x5gggl007ilel1BIdgg
                l1DBkdVl1Dkibfl1J/Yefl1LMbhfl1QScPMl1Uehdnl1Xpdggl1ZKggfl1cJhggl1eCilfl1mBgdcl1oHdfbl1wLbnfl15Dhgol17Ifezl18fishl2Ekdmgl2Gukbi
                l2GvdXal2Hiekfl2O+tbbl2QHeikl2STeefl2byfffl2dIgggl2kOrcZl2psdfhl24bjZel28rfbll29Gdggl2/6hchl3CQgrdl3LJdfel3Ytekfl3bkdggl3eimsg
                l3hCical3kTdiol3mcyaZl3n5fggl39onicl3/PfgZl4Dujdgl4Odgggl4TSdefl4Vmrakl4c6cfdl4i5efdl4mycggl42ygfgl44Uffel5Jqpgbl5MwYggl5NRZig
                l5OSagnl5ijhhfl5mJjffl5rpfggl5vlhcdl5ybkeYl5zIeggl5zunYnl5+dUecl6Cjoddl6EQaggl6FQeggl6ScXcml6Yuclel6ZMbggl6ZRcggl6bcbfhl6b1ndf
                l6gngZal6jpbefl6l1eggl6w1cggl6yxueal60Fdndl63Ikeel68pfgdl7CLbggl7HVu1sl7UUUZgl7U6pgdl7Ypihel7Ywjcll7Z1amgl7b/kgdl7msrmgl7rEfgf
                l7sgcmYl7tNZhfl7v9aYfl7ymdmal77Acggl77YjVhl8L5dnbl8OScggl8PJldjl8QSvhfl8YPiUyl8eIemZl8snfifl8zUfggl86Naggl9OLfqal9O7hbrl9UUgfg
                l9ZxncZl9fHjcul9t0tZal9vomccl91ibggl92kgffl940nehl+Eyg1Vl+E/fggl+FTtell+GIfggl+RIieel+WGcanl+aZleZl+bTpjRl+bncYcl+dulgjl+d9Zgf
                l+eJegil+fucggl+tSbdkl/Ajdfel/Grlfpl/KTjdfl/Pvgigl/SMYgel/X/lgfl/Yqemfl/ahkicl/bVjfkl/iqcjil/oVjldl/spdggl/vqhadl/2Ffcbl/4XxpV
                l/4hcggl/68cigl/8Ugmil//wXaemAEzYasmAHRgmemAIdciemAJRynamALgefhmAXAnatmAZeUggmAZ7nglmAcifkgmAcxlrbmAhWZefmAl+cggmAo3fjamA03bgg
                mA6QgefmBHoXggmBVWZggmBhjedemBh2gpbmBh6ZgfmBjMhcmmBkSehgmBlqlfUmBq2ciemByNbggmB3M4cYmB5AmdYmB8NnVdmB+/crfmCNKrgdmCRAQfgmCVhbgg
                mCbLekemCbVjeimCdbimTmCdkkemmChwheemCowdggmCr6bggmCxuf1dmC0PjZimC7hddgmC9rgfemC++aggmDDTkkmmDIbeukmDJMWfXmDLxglkmDW/keumDhWoYk
                mDnsrcpmDwRbvhmD3qllcmD4LagdmEANfggmEHRejemEQSgggmEVWhfpmEXxjhbmEdccjfmEdmubcmEmsklgmEn5jffmEznegVmE1KtcpmE11fhemE47hZgmE7qjca
                mFENedfmFE8oeQmFH2WggmFIfgafmFQcrnamFUVeggmFalldgmFhxdggmFnheggmFtBmogmF2+eedmF3ofggmF58mecmF/peicmGSUeggmGUIcffmGcLfedmGhfjlx
                mGisuctmGj5svcmGlicgVmG2akrdmHBpUjnmHBvomjmHLDjbemHQAnZnmHQlnhemHSBcggmHTCkpOmHYwgfnmHZ5gggmHf3kfgmHg0nybmHjQgggmHkXefbmH1abgg
                mIJkdggmIOkZirmId4hmgmIjkcnPmItCZrdmIyblemmI2JdfdmJDZpfrmJDchZrmJEpcqfmJHdaffmJMDgggmJTGkcdmJdWqUbmJpWiaumJuuefhmJ3yjjfmJ8Lflf
                mKDYeZTmKSOedemKeAhdnmKf6ZhgmKijeggmKnLrmdmKwAcdgmK19WidmK6Vm0emK8YdkimLCIecemLDBfdmmLFtYglmLPKjW3mLV5aggmLav2UWmLbomggmLkOjek
                mLqyeZdmLucgggmMDCVfhmMG4hucmMOmcggmMQzqhhmMTpeggmMW6aigmMehbfamMwDeflmM3MddgmM3djogmM5DgbfmNJVjmgmNVRmikmNacjeumNbFhrXmNcwYgf
                mNd5ZpkmNh5dcfmNligggmNmDjXrmNpZifgmNp5mrcmOFjhepmOKVeggmOLpnkPmOPulkcmOW7YigmOZobdtmOecbdemOeqmVrmOg8gecmOlowkdmOnSjXfmOrjgef
                mOzygdfmO3FiXbmO9HbjimO9aPfemPAndtWmPNzrRumPPUdxXmPTFaggmPVUcfhmPfDdggmPgQdfcmPgdnjamPmoocxmPvYkefmP0fToemP28ZetmP6ThcfmP/EwYw
                mQBqcggmQJFgfgmQOBohfmQR6ZgimQTBoffmQY1gffmQZNZffmQqcqkzmRDvfcjmRK9efgmRSvYjjmRWddifmRYxZggmRd3mZemReMkaemRj/bggmRrrfuYmRujkkg
                mR5tSfgmR50gYkmR6/iegmSBGooZmSHqhgamSH9lgfmSIWpbemSJaXyWmSLYfZfmSLjchbmSMo2famSWUlekmSf6lrsmSmlmfomSndpremSnrfoemSoUYdhmSvHifj
                mSvIjdcmS0VllfmS4reggmTFbdiXmTGQccamTGZbfdmTPEhYgmTbXohemTqOkfdmTsLqgomTzghofmT5erL5mT+3pnhmUHmfggmUU9dafmUV8gfjmUa3hfmmUbGedg
                mUwTXhfmVBRebfmVCXgggmVKpYggmVNLgcgmVPJjffmVQecggmVZZjlVmVmGyXdmVm/dfgmVtNgapmVwUfqcmVz2qgSmV2FcefmV3IgeQmV41hlfmWFzqcemWIUcge
                mWJjfsemWMinlbmWgZVfgmWtOgZsmW4DlggmW9eVnXmXEjcgemXHFgngmXQChndmXRpYibmXWkkepmXZFkhZmXciXdfmXgpbhemXhebehmXr8jpbmXsrdggmXumffg
                mXxBadbmXzLhssmX15ejemX7XshfmYDmdjfmYIqcfnmYL2dZkmYMpfdfmYU2hdfmYZbZhymYcDgfemYeahdmmYkBqbfmYzPdggmY0IeggmY8AaffmZFxoggmZMAZem
                mZNuecgmZOvhXimZaVgmfmZpbdggmZrQjYgmZygtnZmZ5cccfmZ+/oXcmaD8mcYmaGRcbemaI1eifmaLPebdmaX5TfimaZ2ZcqmafFidcmajKnfcmalehfgmaoEqQh
                map6jjdma8pkfoma9vjhhma94uecmbGngfdmbLVlgdmbMcmfdmbPnqnimbUNfnfmbdzdjembinfjfmbppnUombtziiembuZkYembvbgggmbwhgfemb6zhfzmb7AfcU
                mb/7ieimcA6fVemcIGxdfmcLZdqcmcMBrXymcQFacgmcUffufmcY9rdamcedimbmcfnVZ0mcksirbmcsIZcnmczbiXjmc50iefmdB5hgfmdKkgdbmdRcdhamdXAfgg
                mdsZhnfmds92bimd0Igeemd3ydjcmd5cidgmeMppXcmeQ8lcfmeWMfbemeW0gejmeY8z2cmeaQheemewfglemfJNYXdmfXysfXmfY7edkmf1xmgUmf7Alyfmf88off
                mf+gWggmgLocmjmgMcmdjmgkWfmdmg7jgfemg+Jfggmg+Rrffmg+2ifgmhFhhaemhHrgggmhIUiegmhKQafomhKneggmhMibfdmhMkeggmhPMaaemhaPfggmhbxefg
                mhigigVmhk/lfdmh81gdemiAkgRnmiB5mfdmiFWfefmiF1mfcmiF+dggmiX7XpfmiZXqUnmicGhfjmidemebmijJgedmilSgnfmirSddimirfieWmi4ddggmi+oleW
                mjMWanZmjU22nWmjVljfimjoNlhdmjvyfggmj5Cdggmj5bdlgmkIUnbbmkQ4aggmkSYhefmkUroscmkZSgddmkvXifYmk6YgfomlB8YggmlGRPgemlO43fgmlVukgb
                mlYZfggmlZsdpfmlblofmmlgMoYomljpgkmmljwnhemlj2qlUmltsekZmmO4aifmmRJeegmmSgdrnmmVCfggmmVWiammmWLirlmmWhoeammdtgbdmmgmjggmmo6fcd
                mmpkfggmm1v/Zbmm5fgcimnJeaggmnJtfgemnOwYZdmnQUdgimnSRrakmnbvfggmnfhgggmnjIidfmnjxxggmnrFpefmnvPjnfmn1Yenbmn3rqgfmn9vdggmoIWnfc
                moKIfggmoKVsllmoORggrmoeZjVtmofldlYmo5lisfmo7ogoempCieggmpJhptcmp15Xefmp7Lofimp9PZgtmp/WgjhmqAWeaamqHHWggmqM8bckmqNZcggmqOwhfd
                mqTXcggmqWyfggmqXPQggmqX5fggmqX7dghmqghjmemq0urcgmq3tknlmq6H0bUmq7QuZmmq7Vbcgmq7Ygfimq7+eggmrQakagmrUCjanmrbjXggmrchncfmreRfgg
                mrjPeefmrj1eiumrpTYeamrtfffmmrxCXggmr0Usalmr6mVggmsNkigcmsRSiacmsTSheamsV2kjbmsg4oiXmspDeldmspjdggmsujcigms1nfedms2XhnamtGdjff
                mtLGagbmtNtofpmtVRebNmtWBneemtcsicemtdeugpmthMgcjmtiXsmcmtk9iZimtxebgamtxueVdmt1fhkfmt3Zchgmt8Ldfemt/3skcmuAngegmuBRYgimuBdpad
                muE9fasmuFfeZfmuGVbqemuMHlxVmuMkkjpmuaLcaamuahfhgmunbhfrmuydgcomu+bdgfmvCnbggmvHbScmmvNGlffmvVXdggmvagjofmvekoaxmvv7fddmv+Ycmc
                mwGcXggmwGnaggmwL0gmfmwMiembmwN6odcmwQgdhfmwVSfrfmwX1ggbmwmleggmwzurgimw3oaYWmw33tkdmw6amdemw7RefimxA8hebmxGkchemxJYvmVmxMJeZh
                mxVv/gemxV4jmfmxYbjcimxZdgWemxaghpbmxbvcSqmxgpgdhmxlRdggmxm3bggmx0xlggmx/AOlimyCpihcmyOBihbmyO1femmyPHZgjmya+aggmyiqiicmylqpkb
                myqKegkmytiahkmyx6jYemyzGnfmmy0udffmy1WtVomy44pVfmy5pgdemy84rilmy88mjnmzCUibgmzDZrimmzNLfdgmzQOcqWmzcPjkfmzkKfggmzrCxXlmzwRbgg
                mzzHMfgmz4bhnamz4/ksVmz5Odfgmz5yhhnmz+Refmm0Bdgbgm0Cucdlm0N9Zggm0O3kffm0cUdffm0j8bdsm0pOdggm0pfhqNm0wQnksm0yHZggm04agdym06lpng
                m1BNgcpm1CBjZmm1CRgkfm1Gxgggm1L1hcgm1QEeggm1QOdgfm1SItpfm1Tpcobm1UQZgfm1VNvsfm1Vadggm1X3fggm1afcahm1cVkodm1fEjcfm1feheXm1nYtZU
                m1uJhYbm1ucffhm1w4effm10Aobum10gXggm10qkUdm11LRddm12vhgim12xYggm13zhffm18kffvm2ASefnm2Agfgim2HKhd0m2N4ndgm2UTocrm2Vbpdkm2Vziat
                m2pKbfgm2vdcZam2v9kkam2/hpfem3EabjNm3QCsimm3Qpmbdm3RMcggm3VKmfhm3bwlgcm3nHrbsm3nndggm3qhgghm3sdUgdm3tIdnam3zkhjRm30pxXXm36oZgg
                m38Akedm4Cmknlm4Njaggm4Pdgeim4TGjkbm4c8pckm4lzcggm4l4mkfm4m8xcpm4t6eggm4xMVhem455dggm45/Zkcm48Abfkm4+Paegm5DYdlgm5FUegkm5H2spc
                m5IJWZdm5JLlffm5KIkicm5Pajedm5b6pdcm5eclekm5gVrdam5htkgkm5xdaggm5ypfnfm54Fjkim6Dnfdlm6nnbehm6rmkjfm61Bechm64+eggm7EDjsgm7JXmVo
                m7YBrfgm7ekdhfm7gudggm7rbZhbm7x0YYgm8DFldjm8FpYcbm8ICeefm8aFcoem8ayikcm8eBZgtm8fkwowm8gxnggm8g7hjfm8iBeggm8iKfggm8jhdfem8nEggg
                m8obZZhm8sjmXhm81cObjm86Vgsfm8+Fhffm8+jxdcm9Igmfcm9Qsjefm9TWeggm9UQgZqm9XEmfgm9czgqhm9fbdggm9myudom9v5ckhm9zOjfdm95PgZfm96MgcP
                m97miegm98rWgem+GSpZgm+N6oocm+T+ipnm+WWcegm+ZSiijm+fejcem+fgneem+ygeggm+/aQggm/Gzmhfm/G8gfhm/JEeggm/MghXam/N7dggm/RzYufm/auffl
                m/bbwVsm/gfdggm/kgehbm/pgfudm/0fcjgm/3fljdnACvhfjnAC9ihenAIIhecnAUobggnAbkgmgnAb9dggnAlwbggnApznbmnA5gYsbnA/rehgnBAoTggnBKYfff
                nBNxWYdnBVrncXnBZWsdinBZdbienBdMZffnBhGehgnBoieflnBztfcqnB1QaeinB2IaggnB4iffgnB6vbggnB8kpdgnB9cmghnCAftVunCHJsd3nCP2fpcnClpbef
                nCm3bggnCsperanCw2lYanCzlvcenDXcfkhnDZ5kZsnDaTflanDiCbienDo1mfanDvhhkYnD173oNnD2xicknD5MdfonEHKijknEH+qhenENeUginEU+gddnEagirY
                nEdbWaUnEkJdfWnEpufefnEs5gfinEtisbbnEv8eggnE3jXfdnE4iXgjnE+SeggnFBFpgdnFJCafknFJhmYOnFTgqtfnFfVfhfnFgrjdanFhGkannFpLpjenFqPhad
                nFriejanFuzfS2nFx8jZdnGH1fggnGILdfgnGNLcdinGNcmfhnGN1mgfnGO7dfgnGP4lbenGQCimfnGaFfggnGbcpgbnGnetcwnGsrgkanGsxidhnGs0mednGuIoef
                nG52hcfnG+EcggnHXQodinHaFrpbnHdpihdnHeXfiXnHginbrnHhcgflnHlVtYZnHtqomgnH1BdggnH2rfdYnH7PjdenH+TnemnIDKeannIDSefenIQDhffnISYYgh
                nId9eggnIjHdfonIkdbggnIrCbffnItDkqanItOjtbnIwymtenIz3jdanI1wpbknI9mWgnnJDaafgnJI9adknJPuiefnJQLijgnJVcaeenJY/YkenJelbfjnJkLgun
                nJk7cggnJoldkgnJo0eoenJrrhgcnJtAjWgnJ0QjcenJ1HjudnJ/JQcdnKFzhdbnKKVZjcnKNEidunKRmpdWnKbghfnnKo4cggnKrQffgnKseaggnKvyfmhnKyT/qf
                nK64fpdnK+3aggnLHAondnLLFaslnLN6aggnLOGjdjnLQ9hbfnLfxZgfnLgmgffnLoJfggnLoWgsfnLobeggnLwqmggnMAhdYYnMN0iefnMUeeqjnMZFVkbnMkugii
                nMq65fXnMsYkhXnMyfbggnM/1zaynNCTXkhnNGzlpenNMJajgnNNpedbnNOwhhlnNQObfcnNRRheenNTlafgnNVVjggnNgsmftnNkghhqnNlTgdinNrlfggnNuEmuW
                nNvRmxbnNynaifnN3DeggnN9ggefnN/hSefnOBufgenOJshfinOJ2pUwnOJ3hddnOR7lvknOSCkgfnOSMrsfnOcPhhinOjOhkenOjdndcnOpwfemnOzMbffnO1Iofd
                nO22maZnO7cdegnO8AdggnO8UihfnO90ieenO/RrXynPD+hwanPEdsbxnPGvioYnPKsjgenPWZidfnPXieggnPXsdggnPkNoZvnPvrhngnPx2kdZnQEedeanQIs0hS
                nQQ8cegnQSykcfnQZAhidnQdPiUynQdpmernQj1jcdnQj4hhhnQoclienQqCmdjnQtllggnQwcjZbnQycdggnQ0bZdxnQ3AUggnQ5MhrjnQ5qXggnRIQgdcnRJGdnd
                nRJQcefnRYadeenRY2YjXnRcpgnYnRdsbfenRkwhZYnRnXbgcnRtofggnRuvYejnRwKfdfnRxkqcdnR00jebnR8xdggnSI0gfanSPZlgsnST1eggnSWciocnSZffgg
                nSabhfZnSa4kafnSbHmhgnShdhdunSiTnecnSl0leenS8WfionS/jqtenTTnmevnTWGWhfnTX0gegnTgDmdZnTiZhdnnTxWYggnTx+sXanT3/bggnT5OnidnT/TWgg
                nUGkkjgnUMwjw0nUQYcgfnUaefggnUereggnUgNhpSnUt9gZdnUwngfonUwucfgnU1xcggnU3hdpfnU/HdggnVIDhffnVPcrfrnVUnYgnnVYYedfnVZefggnVeyfgg
                nVwdalenV7nbifnV89djfnV/udYonWCsYdenWGfaggnWJnjaZnWRxtvbnWSSdfnnWT1skYnWUBbdgnWWgjrYnWh3lZhnWzXifcnW2YXfXnW6WlZcnW8WhdenW/1leb
                nXLdjabnXLndfhnXQufXenXRVobdnXRdillnXSLgjgnXV3efgnXXXfcenXZ9ggknXa4eWNnXbockgnXr6eggnX2ZfngnX6usjWnX7jfffnX/rbggnYKU1wXnYRjlbf
                nYTniUcnYYPnctnYeFiodnYg/bjqnYldqcpnYltgfenYnPdffnY6JcffnY+itbxnZD1effnZEFkdfnZFKiZlnZHtXgfnZIucggnZO/goZnZQvumpnZSdocqnZZgfeg
                nZcfZdinZgUgggnZhvmgbnZksefgnZqhfoUnZwnkqbnZztonanZ5UugdnZ65uoknZ9GVglnaINaggnaTMnbqnaZUcgenabDkbXnadQieenagFjbhna3IziWna3pfgg
                na8UtlUnbEmoyanbGHkfbnbMGeagnbUPZednbbHnphnbd6ksanbyWiernb1vvfgnb3anpZnb4Safcnb6Lklenb6lgffncAJejdncGEakgncM5hinncUWcgfncWDcgn
                ncemUgfnchdoX/nclKheYnct4hZancz6jXpnc39efgnc4KuN9ndJeVwbndKbgpendLJfggndLnmfbndNGogbndXBjqfndZWQggndZlZfcndbPcmjndenbggndg+dgg
                ndkRffdndlLhgundsibdinduqjbendxkckendx1jghnd5Kggbnd60jebnd65kesneFmfggneLHZrcneLUbffneMLqbeneSVgggneVMsgnneWGacfnedRcXgnefecee
                nenyagfneqKlZdnes0gmdnewClxbne2NXggne6xafgnfPIofjnfSpfldnfaoerfnftMYdfnftVgefnftduYznf2ljqcnf2vcefnf5vWmcnf6ZkXinf69jdenf9Ukfn
                nf/AnfkngGlkadngHrqedngIKcewngKwgXcngN2ladngT7qewngUsl6UngVAZgangX0cghnggrdeingkbaffngp23ePngp5dfengrRheyngrwfdlng2mdggng4ohbg
                ng4wjTeng8DeggnhJwboUnhVSgrenhW8gyRnhcxcggnhhslXdnhiskpgnhqTgefnh3Tjgknh8EWcaniCGpgxniCoWfmniEoiffniJ5qmLniLLigfniMshadniM2qdk
                niS6dbeniVnzd2niWGXggnifvhhfnigAVcgnikogeenit9gffni1Hjffni8RkdfnjCQrqknjOfYdfnjaAgggnjeRlbgnjfSgkanjnczadnjpSfggnjrUckanjtkgdh
                njuQfginj0YfwWnj5AmnYnj7Kdndnj8mnZfnj/TahgnkCCjfWnkCm/Q/nkEWcggnkIYrgmnkbOdgfnkbwecenkc4cggnkf3hajnkgAeeenkkpjlanklxZddnkmdhmf
                nk27cegnk7wq8bnlBWhfgnlEvbfgnlMPdfknlNGieenlWoeefnloIkddnlqBfblnlvkqXtnlwZeggnlyaamdnl6Kjnvnl7uXfgnmCpfgenmDDhfdnmIEbggnmLWead
                nmNenvenmN2jafnmOqeggnmXdfdenmdLedjnmo0eggnmvHghgnmwpseZnm2pdggnm39Sbgnm+zgejnm/xhkZnnIAcggnnKcgbgnnKkYnbnnfNondnnkjkbfnnktlVw
                nnnMeggnnp4elZnnqRpffnnrXbdvnoGOfmdnoLbcWmnoQTahgnoXfgndnodRXggno06fgjno/7udnnpAZdZcnpHYzfznpQIgegnpYSYggnpjFghbnplDRhinpzpsab
                nqEogeinqhDgrgnqjRkexnqkHYgjnqkNjdbnqqJYlhnqvWhddnqy2dfinq7IcabnrJSobYnrRfsiknrTbaggnrYahhZnrklxbdnrkyfggnrmfmjdnrvueggnrzslhc
                nr1vhfnnr6Siehnr6phddnsLzloknsU1gkgnsgNelensnNkdfnsvKrccnsxGfmdns02hZins6Agbfns90dggntBIkkdntCZkxlntJTVdentL/sqcntUrZggntUxdio
                ntbSmrfntdxfedntd3iddntgjmXnntimihfntjBmemntjYj1entmZaLwntnHdhfnt2jeggnt3Igggnt3wuXXnt9qqnint+jtfinuEkVgfnuJEqXenuNPiUbnuU9edn
                nuYemTYnuetfdknugQbhgnuh5nhZnuv9zganuwIZggnu2GiZcnu3dPgenu33ludnvB+5ycnvENpZrnvGPedXnvGaffgnvRjdgpnvfvfggnvjochfnvkrifgnvmJufd
                nvxlmqanvzSZginv18pkdnv8dckanv+5ikenwEscggnwRraggnwUTheinwUybggnwVjZgcnwfagednw6QgZlnxDugggnxEElggnxGHiefnxGilhYnxelfZcnxiCoWZ
                nxiYfaXnxlfWefnxoFaoZnxwsmXlnxy25yVnx7UpeenyCPoYZnyEupdxnyFbdggnyFlnemnyHDhfnnyJlicenyOMcggnyR1gbfnyTZZgfnyWykrfnyfZcgcnyjDamd
                nytKkldnyvBjnRny+2mbhnzIwZgmnzM0xlYnzNZfggnzRBendnzRLdccnzTBffnnzWoggdnzW2nbfnzgUdjenzh1ldknzjhdfknzqltefnz12mbXn0DetZjn0I/ger
                n0Thf+ln0swgegn0tpaetn0zu/kHn03vleon1BAWfhn1BMiefn1Gpfggn1IGTkdn1JpfYfn1LPfkcn1cipbqn1dHmZon1h9aggn1kEhWmn1mGmebn1qCgefn1u3eke
                n13Nddgn2KrjpZn2Tefjjn2XRlkfn2dIkfYn2pDbmen2sn0den2wslcdn21Ihdfn22fbdgn26Khken287likn3GBmf3n3INcdhn3NDm/Xn3RCZekn3Saijkn3WXhfj
                n3azdten3cqlbcn3n5dggn3ofvfdn3qCeggn3vfdaen3vgJggn3z6kifn39ckjgn4C9fdXn4F9iggn4Ksafgn4V5oggn4WYbkfn4jnpkdn4nSiein4qVhucn4swrgZ
                n4t/lenn4yImnVn43Tjbhn43udkcn5Cjmden5Igjgfn5OHwegn5Oticun5Ukqdnn5U1ueen5YQc7dn5YUdffn5gweoWn5j5Xdvn5otYggn5rteepn5tehfan5t7egf
                n5wPZggn59Kljhn599efcn5+2hjmn6GalXan6H5aggn6Ipffgn6P0mecn6UApkXn6UDeccn6YSedOn6YViefn6bWdefn6hJfgdn6nFdggn6np2Uon6oJjfdn6oNnfZ
                n6qsjmfn6xBilgn6yPbggn62hcggn63docbn69unbmn7POgfgn7QDhcpn7RBhggn7aXfZfn7e3Wggn7e+eggn7l0dggn75jeggn79vXggn8G3Thcn8HLeifn8HZaef
                n8XnZcqn8iqhfgn8xAhgZn9Ec2pOn9GQhcgn9NVmVun9N7enen9QDZkdn9ROkdmn9iFXmfn9qFdgjn9qShmfn9wUbajn92O5sbn97Kkcpn9/Vcjhn+Cuooen+Ibdmg
                n+Qzmnan+SUiden+Ttigcn+Y3VZbn+eSWggn+iCehgn+khiiYn+nLeegn+ovfhdn+p60hin+sgcggn/ILilhn/RMhgpn/aSoben/hvcgfn/olbagn/p7ddkn/rpbce
                n/sckcgn/yNfggn/zycogoAEVfXSoAWEnjfoAZpfZWoAaVineoAizhZeoAqWNbfoAr0ggfoAwcnYkoA99dgfoBdrodcoBd+nZeoBoOdggoBseZhNoB1v7cgoCCilVd
                oCLtgggoCMLoggoCQBgjhoCUdqXwoCVESefoCWVsYdoCYXlnioCffpdhoCpfYchoCuOddfoCv/ke0oCy2ggdoC2aggnoDCxffgoDL0gffoDSJpddoDUSffgoDWvnZm
                oDj4bgioDydZhdoD0WrfgoD0vnchoD6UgdeoD/5giYoEBiRikoED5qdboEGpnXVoETzdggoEl+fjqoEmgj2RoEoTrkZoErejlkoEuDkZeoExSkgfoExiffkoE19bgl
                oE2befeoFEjdggoFHntggoFRqgkmoFfaheeoFlAfidoFp6eggoFrGjeeoF7JfggoF7VdggoGGLocboGRvlZeoGSzgeeoGTcbpioGVXeVloGX2ieeoGablbdoGb7eje
                oGe1ciaoGhVbddoGjMldeoGmFcogoGmfekcoGpP/dfoGtoblaoGvBhffoGwDmqcoGygedloG1NageoG89bggoG9oe/qoHLHigfoHMMqZZoHSFndjoHUKaggoHgXkbe
                oH0EZakoH7xPhgoH72ldUoH+fnmZoIBVhejoIGqZcfoIKJcajoITrezXoIV6defoIhsmgooIrzfggoItfousoIxouecoIx4vqboIyanfloJFpZgroJImffgoJIwiee
                oJSiilfoJU2afgoJYrjgboJkQfggoJlVjZWoJmYtYdoJmkfggoJ0omghoJ2XhgfoJ6GgfloJ8vgaloJ+ngggoKFngfioKFxmbdoKQ6/YboKRqcifoKcVfggoKc4jcb
                oKdjhgfoKhqfggoKhzieuoKifrc5oK2yclkoK3JnqfoK6sihgoLGDffgoLHthWkoLL2kjboLN6icioLUueggoLXIscioLiofggoLi7nY9oLlrjncoLm6qeboLwbTgg
                oL7QcggoL8QijeoMHsjfjoMIYdisoMQgUeeoMS3eggoMeqbggoMjMhbooMn7aegoMo3imWoM05kbmoM5AbffoNDoiYeoNDtcdfoNGXffcoNKfpieoNPQgfooNQtcae
                oNnagkgoNoktsfoN9tgffoOCTXnioOCvdggoOJ7uchoOQg2baoOVXoekoOWcZgfoOZVcceoOa7cgwoOkXscZoOkliecoOpXbdioO4ffgdoO8OfggoO97qdboPAKlec
                oPFIeggoPIjVggoPO/jehoPa7dgboPfhlkdoPuAkfooPufjZboP3lickoP4NaggoP60dpdoQGwmYfoQOSonmoQOjdggoQSgZhgoQXKUggoQX4nfpoQd+lihoQe3jbd
                oQsQWggoQwscneoQxujffoQybjbqoQ0DaggoQ1iefjoQ4A3YkoQ6PbTloQ7WhfcoQ7daeioRDt1VdoREyZefoRRnpwboRgBgggoRp1efioSBCnfcoScMYffoSdQgdf
                oSowhXwoS9um6eoS/0hhnoTDEdlkoTFlwnWoTGWmiYoTHLxhhoTInfggoTNkdfnoTNmiigoTVvcggoTVwnehoTgDoZcoTt6khpoT2PemroT+CrheoUACuZdoUG9eag
                oUNSlegoUNrWfdoUN0bggoUP/cggoUQMgeqoUfFagfoUnWgRdoUtgdggoUw6gdfoUz2UggoU0iZgdoU22ieooU4aejdoVK7odaoVXudggoVZAfjuoVbzfgeoVdcZfk
                oVeLhgpoVpJgxyoVszaffoVvCneboWF5mnaoWHFdleoWY5eiuoWb9dcaoWqBgefoWwQdggoWx5rfeoWyajffoW6JdfhoXBgmngoXIooggoXKBpdcoXNe0pkoXQChgd
                oXQTakfoXQrebnoXUdeegoXZmofpoXuTodZoXu6icnoXu9cwcoXzOehgoX0uZggoYEFRfdoYEPagXoYMIfggoYMQjgYoYQGadgoYSekvcoYTBihfoYVaWifoYV2cgg
                oYaLifmoYe4nveoYhrlgioYsKqaeoYvVlbeoY4ohgloY5/faooZFhhdZoZKjyfboZRaieeoZU1jlaoZXdkbcoZkJgdcoZlaeecoZmQwqnoZpbperoZqkenZoZx/cml
                oZz8mfpoZ3vhbfoZ6FfdmoaIQhfgoaIUhggoaKOhaUoaSdvhWoaa4iodoad/pgmoar7iffoatCddeoay6beioazVeggoa4Qbggoa46skZoa6Dkhboa7Kqieoa/Tggb
                obEGfggobGlaggobM+jkeobUFsaXobX5kqdobgFhfZobjngZyoboApXcobq2ieeobrLnifobtTfkgobxQeieobxvhdgob6DUrpocAvorcocFcpdfocHoaggocR+hgg
                ocledfnocn7fggocpRiYioctBimcocukjggoc5wofdodFZcefodLVlcdodZcZpaoda2kycoddZvlpodgfgfgodn+bggodssoweodtVjSPodv9dhfoeOAVlfoeSXigg
                oeUVcggoeW7oZvoeXlgidoeZjbggoeeSdigoeg7eggoeljeifoeqRShZoereTaqoevc1cfoexvdfgoe8Fdggoe95kciofEHvxdofESlpcofJUcdjofOtdfgofcIfie
                ofrtegxoftUdggofuFlXlof2Kjgfof66bnfogA2lcfogBRbXrogFyZcfogOpfggoghPeiUogmJlefogo7wdcogsFdfRoguVgkdogzIfgdogzRfggog1pohfohAzhoe
                ohT1hVkohXtqggohYCiXtohZAcggohcLhhfohiDoefohjnnfXohs5hemohtngqXohxtacfoh5Efggoh6Vcggoh+nchjoiAcimcoiCGeggoiOsZfgoiUvjhvoiebcfj
                oifPiVuoihigpcoih/aggoii0fggoilCrQZoirDiWYoirJafgoiwimbroizuXggojDSbZZojYFgggojZsmmeojmfoXmojpSbeeoj8MfoeokJ5eejoka7miwokp7icn
                oksVfneokyDYZwok0leXfok0+dggok8OjedolF1fggolG9ZggolJQdgfolK8baholQoNecolTohoholUNZfeolX6kefolaYaqfolbDnggolinvagoljkibcolqTegg
                olrnjpbolrxWggol8EcgPomIkrpcomJTrhbomNwndwomRVhibomSxo/gomfylVPomgWbggomnKclcomojeebompYhocomqdccgom5Baggom/5eeXonHTaffonIGiig
                onaqfggonmvgfeonpDkYeonyPcdfonzHkXion20Xauon3ZfebooEHelfooGEgdeooMBaggooQzfggooTEheeooVLoSZooeyirdoofUXpeooiKfhcoojsbefoolYmVe
                oopThhhooq4Lggootelqeootmrcvoov+cdRoo89aYwopJldecopKtbicopLHcefopRJlykopWphebopbYeggopchdggophMjdkopideggopjrbfhopoqbggoptjegg
                oputdieoqIUgggoqOUjbjoqRvhfdoqSLwccoqXmjmnoqYCcmfoqjPgbYoqw9bggoq1ecggoq+7kfborAtoiborCIjbforKugggorX+ckgorbUjbgornOidforpEbei
                orrFqhborrOeggortAcggorzNnzcosEQkfgosGQffTosGdgffosTgibaosg0lcgosjjqbcosmAYggosn0hiaosoWbfgosojdefos0fpfcos9JjsaotC5jjgotGErld
                otSzYfxotVDebfotXroeqotcckeuotdohZWotriiieotwGogaot0Gjjaot2Mjhcot4ZiXbouEzoRvouFxfgeouX+dghoueGbYnoueRdjgouhiWeiousylehous5fig
                ouu/felou2Kfdbou23Widou5Ahgeou/RdkgovESSeeovEliWeovPxyhZovQ2raaovYAbggovZZgbeovaPkgmovbacggovlUbjeovmENWkovq5fsWovt+aqfovzHhcf
                ov12egmov+gzjeowH9hmjowW/aeeowfLVRdowkAfgiowlpiefowmEkyaowskcffowwxfaxowx2gfjow1Ijedow35ijgow5Ukxfow+9ieWoxAbXchoxHlXehoxOlkln
                oxVfbjgoxWOdgjoxXrgdcoxfsmjboxjgffdoxp4kifox4Lkgfox5Yhgoox7Qbfdox+1aafox+/dggoyAztdfoyNZesXoyY0lecoygHjfkoyqFdYdoyxKmiioy3vmga
                ozBBjehozCD6yUozGjbegozGodefozJJhhlozKCgmRozMxhelozRWgdcozRXcdgozSPddfozW4gibozW+bjfozZkeggozaabcgozjPfYcozlY1hSoznTggaozsgbdY
                ozwgZggoz1Phadoz16eggo0Apjero0Awwjjo0B7dklo0GiYggo0KTfbno0LxYggo0QIiefo0fZebeo0otfffo0u2bjfo0vujdio0yckTYo01Ugigo01retPo1DD2Bc
                o1Hmbggo1KOreco1K1gaQo1PCkdeo1Uzneeo1lRtYvo1qIavgo1qVeggo1t5iWmo14kodeo16Mefeo2ERigko2Fuqcoo2PBgQdo2UWnbeo2W0fbpo2XjkZco2enkge
                o2eyuyco2fQgfio2iqmdoo2pcpgmo2qTYdZo2qpecpo2uDoxdo2xTbepo26JmYpo3AMiefo3Ivffeo3ZPnhfo3fpobto3jTfggo3kSWebo3ocdfdo3qHjdUo3sobgg
                o3uKqago3yPZpdo30dhdpo31rjeso353effo3+ldlZo4A7mcfo4Fexceo4QVnieo4Q4pmao4Xlwcio4Ytieho4cMadco4fmipUo4miqveo4qxdeeo4rvhfco4sugdZ
                o41Kglbo412cjeo4+Oopfo5Erjefo5Gqgddo5cAjfbo5e4ecfo5oEcYko5p8VVfo5wrgdlo543gggo551odco59Ujggo6Chldno6Syeoco6Ubifco6V9eggo6Welii
                o6Xagnho6YjhZoo6gzSepo6hijmfo6iIlZro6lrgfco6njYmeo6wegkho6w7giXo6xQcYko64pXggo69Yhddo6/4jofo7CPjepo7GYjrdo7Krigio7N4bhgo7URbhf
                o7ZG/ZWo7gXleZo7kifbjo7svohho71+Xkgo77lZago8DTiffo8RTcebo8vSgggo80Fvgmo80OdWpo835gdfo84ateyo88NerWo88xjfeo89Jngfo89+hWoo9C/Xgg
                o9H+agho9Moptgo9PspRpo9QWkhso9aFmggo9c9fggo9d6idko9ioicgo9mmghfo9oGdqfo9sukczo9vRnoco9vhnnYo9wDufdo9zdeggo91VPggo91sgoio935bfg
                o96Miigo+Hhlffo+JOfado+MNhdZo+Mygefo+Nrilgo+Ugfgfo+Wxegfo+argdfo+eycdfo+ghtobo+iItgco+p3icfo+qGhcdo/Aneggo/A5dggo/B7ggeo/FWUfj
                o/GDdfgo/IQiedo/TtYggo/V5ndeo/Whribo/XfZYlo/YdUcYo/aqofeo/bWfgZo/f0fggo/gRaggo/1ddggo/2/ikeo/8Fzpco/9Fkero/9ffggpAD1khhpAGKfgg
                pAJQcggpAOHikZpAVYfggpAV0fggpAWjkfipAWyZggpAsSfgfpAw1dhnpBTbhggpBTdwbcpBZqdYdpBj0fggpBpYhfgpBvJuvdpB12cggpB3gnbopB50hfbpB7xgff
                pCGhkadpCHVhhhpCOAcggpCZumicpCahbffpChDjjipCjSjnWpCt4fffpCwBjaapCxsUggpCyzkdZpC3UgggpC5Cgd5pC5anggpC8NfhgpC9OOfgpDDNhnfpDJhmdf
                pDO3eggpDPfvsjpDQrjT3pDRYkgdpDTujmfpDVUbPnpDpXifypDvmeggpD+LkdfpEG9bhfpEHSfcgpEHdopqpEJNqvdpEMacghpEdogfkpEfvaggpEgSueepEhPcec
                pEsSqhdpEsfosjpE1ImmjpE7SlWcpE9ZjdgpE/fkmdpFEQnefpFHCaggpFNaedjpFTD8PSpFVAWpbpFXTfYkpFXuYitpFetchgpFfYjfgpFnLbggpFoMfgepFtPaee
                pFv3TxapFxRfggpF1DjsZpF18didpF4zgggpF8dtjcpF9/emfpGDwlljpGIqhcfpGQtcgfpGVXhngpGYKuYdpGoQfggpG4QmkppG4kieepG9Dxb0pHCWXpdpHFkZcf
                pHH0dcgpHJyoelpHK3ggfpHTxaefpHlNifZpHwTdodpH21UggpH4dvVnpH9rdfcpIAycggpIPwhW1pIWFefepIW/dfgpIZicvepIsRnbdpIzdmgvpI6p9eapI7XUff
                pI+NjcepJHzebfpJOOXenpJP6XoWpJTpZggpJU7ibepJXIdcepJbZagbpJh4dmnpJk8ddipJlSeggpJm1kbepJqVflZpJu8mcdpJ6kelgpJ67ulapKAddggpKFdhfp
                pKFrpghpKIUYjZpKMjiffpKOdeggpKQsqghpKZBmfhpKkr0WopKvcgjhpK9UfdlpK/eheepLD5ebdpLIWjjfpLOrZegpLQHriXpLQmYbhpLTcZggpLVXhfdpLgNbdg
                pLpLeggpLsAfggpLxrgedpL2VgfkpMC0bjepMERbggpMIl/IXpMJnosepMKocegpMRumfgpMaGkffpMiWpSXpMnafdkpMuZjcfpM1C/XupM1MYdfpM/9pbOpNGTkbc
                pNPBrZWpNRQjNspNa81hlpNgwjsbpNpzogbpNq8RggpNvlijfpODDpnVpODwWcgpOY4dghpObiggdpOgDkmepOmsiippOnLcmepO1CjddpO1JPeepO1zeggpO6cadf
                pPEGeggpPG7kmYpPHjcggpPgdiadpPjoejcpPn5kfipPpaeegpP1dZggpP5SpdhpQA9ddnpQBfi6ipQFlfggpQU7fmdpQXOpctpQdundipQd+ncqpQhvefapQl6gWm
                pQmPhbepQstOdepQt0jeypQ8Lsd3pQ9agcfpQ98kdcpRNjdflpRXAgfcpRZEdZSpRaK9/OpRcTnbbpRdUefgpRfTeffpRhGdggpRjCgggpRy7cdjpR4ZYfgpSKIfsb
                pSc7mfnpSebgjfpSgPirdpShLYkfpSowfggpS+LYggpTEqfocpTLIngipTL/ghjpTk7fggpTn0hefpTskngdpTtWjeopTv8fedpTwSjftpT47aggpT7diffpT84dbe
                pT8/peepT+cfcgpUEcYggpUNtfffpURnifgpUSOifkpUStfmdpUWTbYnpUWkdwTpUYAmYepUZkgetpUePmldpUkbgeepUonhfcpUyWptZpUzsfhmpU9GoadpVDcilb
                pVHOlfrpVXImfepVZP0ccpVh5dmbpVizbcgpVmVdkepVonenfpVpbeiepVwOfggpV4rkaWpV4thiepV9LeggpWEFqkfpWFeofqpWN2gsgpWdAjpfpWd+iidpWeucci
                pWgDtZZpWiOZggpWosgZepWyqdggpXISqecpXTYfbfpXYehZapXbRgoPpXegdfspXf/jMxpXkugjepXqSlibpXskemUpX2bikWpYHG/Z7pYHleggpYIUdndpYSUkmh
                pYULbgepYd5jhfpYn4iggpYuofggpY11ijfpY9/fjfpZBOndfpZBvljfpZDJYlZpZSVkebpZT1qiapZePggipZfwcmfpZq4dfcpZrIdjkpZxfbfbpZ2/idtpaEcegm
                paPXpyfpagmhalpaoRthcparKeigpa1shjrpa87rcVpbTIddhpbYCienpbcDTbqpbdsrL5pbnvobepbqtdZYpb3keccpcA1pbapcPDffypcSpkbdpcYchZfpcdeigf
                pcglaffpcnsudZpctrrYfpcvbqjgpcxNfkfpc2jPZipdGnTcfpdKCgfnpdWAjldpdX3cggpdaWffqpdgDhjgpdlKgggpdnYejrpdqshafpdw7mfepdxPfeepd2pjhp
                peBjlqfpeCgedepeIZlkjpeQUhadpeS3acfpeanhdgpeqDelppesAzNcpe//eefpfAnthfpfBPbfkpfB9ldepfTIgegpfUdZbnpfa1ifgpfdVglfpfjadjfpfl9cki
                pfnpidfpfzyfggpf7smrdpf9AgggpgBcoappgF6XbZpgIyfcspgNWiispgPvfgYpgYPaggpgkE1rfpgoUplRpgpGqgapgpQmeipgsngacpguqibapg5EidYpg5ihhf
                phBhVkdphB/cgiphGfmfiphKGmkephTOlZbphUqvXbphXCUggphYWecgphaynqYphcRdYYphdgoejphiBfeephkXejophnTilrph2joggph2nwWppiD9YehpiUnhlf
                piXefggpieddekpigAXrepihntmbpipBbgepiq7oihpisMiqipiySeggpi2Vjcepi7brYZpi8Lagipi9jleWpi+racmpjA4dqcpjCBfggpjEhefgpjKcgyepjKrcgg
                pjMniVepjNKgggpjNTbggpjRCzcgpjUNqddpjYInodpjaUjnapjuTagipj0Cjecpj8whnapkGufqdpkJvjfppkOaUoapkV2hfmpkbSdmfpkboSffpksjspkpkzJoqd
                pk0nfefpk1qancpk36tbppk4keggpk5Jcegpk96cggpk/UbefplBrgcgplCOtgbplQ8Zggplbibnppldzlfipllsbggplm1ZggpltqahfplvJjVmpl02ghdpl1rdgg
                pl2aicypl3pfggpl5+dbopl68dijpl7/Ydgpl+teubpl/LkY5pmIkWdspmMaZggpmRkmfUpmWSfggpmdDdggpmkuiglpmnJcbrpm5iWggpm53hiXpm9emlbpnG7fgk
                pnH3j9hpnJ7giipnVQkV7pnYJZfipnbAgffpnnvefgpnxCddfpn2hmdapn3udkgpn+xcggpoBvjdppoRhaeepoYSggfpocOieepohKngepohcpVjpotkpcepo/dhce
                ppAXfhfppD5hdeppF+jddppGndbeppTPcfgppUzfdfppV9dfgppWjiegppYElefppbLUkfppbYdoapplTbpeppoyenSppphXggpppjfgcppr5NdRppueegfppv4dkZ
                ppwFllpppxTiddppy6jknpp56ffppp8elVfpp8s/YSpp+GWggpqJThegpqL9aggpqdoecfpqepndepqgWblepqmWibmpqo+gZfpqr3TmgpqwTdegpqxSeggprBdeli
                prEW8gsprNEgieprNLefcprT0gjdprfEYQdprf7lfmprkcnduprl2gfhprqKgihprr2ynbprzyhdapsEJfffpsEvgtgpsPYilbpsUrjfjpsWQniepsbvrddpshpjbh
                psnOiigpsoJfaepsrGYggpsrtfdfpsvZlfeps6vgffps66bggps9TceTptABpeqptP9jkcptRAjXYptV/ldeptaLmjgptadqjoptdMeggptfwjYapth1qlqptkWbgg
                ptqPYegpttYgWfptuGgdeptywlexpt88bmgpuBDhugpuGJYggpuQ8hecpuU5hXcpuV2eefpuXL1dapueZdZvpunojaopu2Skedpu4VdggpvAotdapvHwhfhpvP7Ygg
                pvQYfccpvR0hoZpvUQiffpvUlfggpvYBrappvaKubXpvd0paUpverfffpvl0gggpvo8eghpvuQjgYpvyugjgpv3j1cZpv8YiyZpv8wxatpv9orefpwFobehpwKcbpb
                pwRlZggpwUaejZpwa+laxpwbujfcpwb8abepweZlUqpwjVelfpwqClXypwrWkWcpw1WhaepxFbjdzpxGRlbZpxHSfggpxNcebYpxTJddopxccYggpxlqiggpxlzhhg
                pxpLdhepxp0efdpxqLlicpxwDVgbpx0SWjgpx4nggjpyDLifepyDqhefpyNIWhqpyW6dcjpygzjydpyrMdggpyt5olgpzBEhnfpzGYcgfpzLEqlnpzLrfggpzQhdgf
                pzU+ncgpzcTrccpzdaeggpzhphbdpz3Qoggpz/0eZhp0BZdffp0Dbfggp0Dcfhfp0FOcshp0KalH5p0Pmgdap0RNlhZp0h2mXcp0ixjdep0kXkdlp0oLkeZp0qadhc
                p0yReggp1EIeggp1Efdgep1HPWfjp1Hmaggp1JLjZbp1PPVhop1S6mfdp1aNfgfp1kgipdp1nicewp1r1lfdp1s+gfip1zkhrlp14thfgp19qcdep2B1oZZp2B2gfd
                p2F5pdbp2IIdggp2IlTrdp2S+efXp2Tziifp2atfffp2gPtZwp2kslckp2zgghqp2+Uknbp2/prXnp3BSoZcp3C/chgp3DMcehp3FKVggp3MOoifp3T4gfhp3mOegj
                p3sxfiip3uteggp30Edggp31gcggp34qZghp349ccep36yblcp4BZeddp4DMgdop4L6Zckp4Ptfrfp4QNWfgp4lcndfp42Mhhfp5ICfggp5MVlfdp5Q4cegp5SAghf
                p5WQlddp5iPbggp5itXggp52OUggp5/sgcop6B0mdup6JHngip6KnZdgp6Pblgmp6VJbggp6dDckap6fYkdfp6mOfgep6pfgfep6psnddp6p+befp6vtpldp6xPbgg
                p6x7hZYp61Xchfp61phnep68Ycbkp68elefp69kkXpp7D1dkQp7PXucgp7VobrWp7chgWfp7fnacbp7jRsdbp7mbdbbp71ofdhp78Mlatp7+Giezp8FL3Sqp8Rhrka
                p8XNbdep8ckibdp8c7hdfp8hOedfp8lenefp8lhfghp8oTYfhp8o9nggp9Dvemfp9YHVebp9Z8rxSp9ffXggp9gheobp92JpVbp96hhegp97fkefp+AYqgPp+Klffe
                p+PXiohp+RKmefp+YWeggp+Z4qZjp+iLkidp+jHdggp+mteggp+s1mggp+tFdpZp+zHiedp+3Ikdhp+3RYfcp/Dlecep/EUibkp/Gjgfop/H0aggp/Jccgap/NIedd
                p/muZggp/nMNyip/tqdfgp/wWuiap/w7fhdqAAjgdZqABRdcgqAEjudWqATxzgYqAeVefZqAl1WzfqAwPmagqA3ReglqA7ybggqBbcieiqBd9tkhqBeaogbqBhkegf
                qBmbiceqBn8ZggqBsVgmoqBzUcYuqB0JcYbqB0+iqdqB2lgbbqB39ngZqB+ijdiqCA+hfjqCBXldjqCFrkkkqCR1dfgqCZPfggqCaaoeyqCbdfibqCcYiefqCirmdg
                qCl6ahpqCr/agiqCuLlcoqCzqbggqC1vhbjqC6bmecqC8MnhnqDAlbggqDAnkeeqDB9dfdqDSRjigqDVQffgqDWBfggqDbJohbqDiGkaoqDkBdneqDp+hUfqDqJhhf
                qDrimeeqDr+gffqD2kaeeqD7waggqEFShUmqENIYggqERFgehqER1kegqEhbdYgqEo+bhvqEyFdjcqFCNucxqFDSneeqFFaeggqFTRiheqFaNbelqFoaZedqF1aodf
                qGO6kbjqGQjcgiqGQpaggqGSqdilqGUageeqGVAeggqGYCifrqGafbeeqGbSdggqGc+fgaqGjlenSqGlUkanqGu9fokqG7ycggqG9qfggqG+vXefqHABabaqHEYlne
                qHGPfkfqHLHdggqHONkjcqHUgglfqHX7TggqHaVedlqHf6hqaqHkPlenqHmuihfqHsMufbqH1uhgpqH4sefeqH6qcigqH97qfeqH/fthaqIPSkeqqIQVfcpqIR4efi
                qIUgjecqIYGckgqIdKLwcqInVdfcqIq1YfcqItGhbcqIvAtojqIvIjfkqIvLwXtqIwYieeqIydMggqI1vqefqI5gdViqI62oldqI9dtggqJCnkccqJD5YhfqJJMdgc
                qJKDocoqJP2fffqJShdcbqJaijVaqJaxcfgqJb4fsdqJcUjfkqJfQ5ahqJhEcnZqJidgghqJqtZggqJ4FjmdqJ+ghegqKGafheqKS4edfqKUJkgeqKXEcbcqKbyWfj
                qKd3fggqKfHeggqKyrgdgqK5GfggqK6eoimqK8JjfcqK+tbiqqLCygfnqLTeefhqLU4LhdqLaqedoqLbhZhfqLfMhrcqLleWggqLqLefgqLq5cfnqLyphcfqL2vagg
                qMOBbjbqMTvfggqMVdfe3qMWJpofqMXvjleqMZqhlaqMcDZflqMdI5caqMfFlfeqMj6njcqMmMcggqMm6bfdqMuudfgqMvagkfqMxKZegqMy+iikqM1Cq7YqNKumcd
                qNPvYggqNQGogfqNbfo1ZqNeodggqNk3fggqNpWnnbqNuNSfdqNu/iieqNv7YigqODJXefqOMOlddqOSSnceqOU0ldbqOVRqbpqOfsncdqOmrTecqOwckcjqOw/gjf
                qO0oiXfqO5DdphqO6VjgsqO+khegqPA5fdZqPB+engqPDCfggqPE2cggqPQuZpfqPS8bdgqPVKkafqPVtZvfqPZ8kmeqPc0eggqPehckhqPosxcbqPqJbXbqPq3lfh
                qPs7kXfqQBEbgdqQFekfvqQJUjchqQXOggfqQZteggqQuzTggqQzmghfqQ0UbjgqQ2wdggqQ4po/lqQ6XiccqQ8KNfxqRAGidcqRC+eggqRIckbgqRMHXggqRZoagg
                qRm4gggqSD2UihqSGNfggqSHeVeoqSRjmcmqSVGjZoqSfqmgfqSlFfveqSmomemqS4PgfcqS5WgdeqS74ZbdqS/pfddqTEerlfqTMbeceqTNRkegqTiHUcfqTxadgg
                qT1jgggqT3HgggqT63hieqUChjdZqUEceggqUGV8YzqUGxkufqUNJggeqUQ5imhqURCgggqUazbmeqUfVeggqUq0afgqUtxdneqUxPjedqU2fjecqU3EiYuqU6Dlmc
                qU+Y4ieqVA0pgpqVDPlkUqVM0hepqVTkZWfqVZMdggqVc6irfqVl8aXjqVsZfggqVwreiaqVxNfggqVxoYgrqVyMiefqV8ucadqV9PfegqWFSokVqWJdidgqWQ4rfZ
                qWlqhifqWmhZggqWvfageqWyihc1qWy8aggqWzyldkqW0AxeUqW1RzbWqW32ieiqW5PcggqXLrbgfqXewhpaqXmXnWoqXr7kggqXuSbqgqXzpdggqX0KkdeqYAEnfz
                qYBQclhqYDFojdqYHnhefqYIFhehqYOghXlqYQtcFWqYQxcggqYbKiWmqYbPljaqYjdqabqYkdefnqYmZjmfqYnvQefqY40mdkqY7aeidqZDpVfbqZNmfggqZa1hgg
                qZdslphqZfAphgqZkNfggqZkligdqZnXlZrqZnefggqZrDbghqZw5jafqZ2jBgkqZ6zYgfqZ7/dggqZ+3olkqaJVdhUqaPUkbuqaS8gflqaVGggeqadYhffqamTkgb
                qamxgahqapYgejqav8dggqay5fdmqa7Odjhqa8Faggqa/KpZVqbD3iibqbHbbfgqbKYtgeqbNPfefqbN7jdiqbTcimYqbaDtZeqbb7eepqbgyhevqbk8dcfqbpOhah
                qbsGiXfqbtC8ZRqbxwekZqb5oWggqb6Jjbfqb64afgqb8Hihgqb8Ojgfqb8ecfbqb8qcggqcJPgjbqcJ+fggqcMSddfqcVWebwqcWDeggqcfpjniqcpudktqcwRWoe
                qcxTmWeqc/hqvSqdGoZbbqdITaefqdMEaedqdaAmdgqdbJfggqdcMcjgqdfjidcqdiVpldqdkgvecqdl2gfbqdsLZqfqdsdZXYqd0dafgqeAufggqeGJscYqeO+eTo
                qeTWgcfqeVSmefqeZYegfqeaEjdyqejXkeqqekGbbfqekxhddqe1+cggqe21Xjgqe3Hcfgqe3Sddfqe4kijfqfBSddfqfJ7eefqfKJdjfqfLAsSnqfUlefgqfWsine
                qffwYggqfkowgeqfp/ojWqfvsfgcqfwgaggqfw3Uggqfw9mbbqfyTagfqfznundqf2VcexqgAMefhqgJjUeqqgSpfggqgYefefqgiBdfgqgtaimfqgyuaggqgyvjfd
                qg4higfqhDJkggqhHsrdfqhJXokkqhOHcfgqhPMclgqhPfpccqhQokfWqhSjcWgqhTScbiqhvHvicqh7jkafqh+4jcaqiLPdggqiNAYggqiNeadWqiSgiZeqii9dgg
                qipRmapqi6ebggqi8Epdkqi9Yreeqi+Hdgdqi+ihjfqjC0gegqjG7gecqjOymoaqjXlcggqjeJwauqjxtpvmqj6bTgeqj7SZdeqkCggaeqkCulofqkDidceqkJHelf
                qkKeaggqkOWhfdqkUTbkbqkhXZedqkhpeggqkkhffbqklFtuXqkx7aceqk0Vblkqk1idggqlS8gggqleApbaqlkDpbnqlvkggjqlyxmeaql6ychZqmGYnndqmLysYr
                qmMWiTZqmP8ejfqmSLlYbqmhmsS1qmiMireqmi7efkqmlRnkZqmoChmaqmqBibZqmsSfYcqm2jYifqm7VuZYqnSUtfdqnU/ZhnqnY4wTRqnZ6fciqnb6gdeqneuagi
                qnkSlbdqnvalXfqn8YZmwqn/WfggqoLMdifqoOGfkiqoPHochqoPgbggqoVDljeqoa9iidqobPkTiqoc3hdfqoiIcfrqoinqdbqooPlUeqopYfggqoq2jhXqossoUb
                qo2Kjegqo5Diggqo5pZhfqpEwhcuqpFTXdjqpGnmclqpHzlWxqpIggggqpSdlefqpWTYggqpjaiidqpkafdbqpleaerqpwQfggqpwwffgqp39hdnqp6Ebggqp76bfg
                qp8nqecqp9/ibsqp/ypZ1qqP1ihdqqSuhfgqqTTipdqqVFYggqqcgddiqqgT2egqqhdeoRqqjQiocqqoek/aqqotqgXqqr5sdfqqs2cggqq13Xajqq2xjjZqq5Ejef
                qq6xogZqq/rgdeqrNDgbcqrazZeeqrg+qaUqrjqefgqrkphuZqrlkbldqrqcalhqrsIfejqr23hmhqr50jerqr6swY/qr8Vobeqr9ibgfqsHGhegqsHhtzqqsIIihj
                qsI/eegqsSAfmdqsTqiecqsnbbdeqspGmkhqsykYggqs8ZpjXqs/ZfggqtDIneaqtGMfZhqtH4seYqtTPgmeqtYTeqcqth+kodqtyUkfiqt5Dsicqt8FbcVqt9opcV
                quEyhgjquNnYfequRZcepquaXemfqufZekcquj3hmfquq40ddquxTffgquy2eefqu1elifqu3ogkYqu5laggqu+ZipaqvAthigqvD4oatqvGojdaqvIUeffqvMohpb
                qvPVodpqvThhifqvWGellqvt21gWqvv/kqdqvw4Zkgqvxtiggqvzeuaqqv6GoaUqv64jdkqv87kjfqwB7geeqwCzfgjqwFWghnqwK4cggqwNqhvfqwQMdggqwRAlfe
                qwR3jeuqwTTedXqwaendmqwcsjcnqwdGcggqw0NXggqw7HfbpqxCVhpdqxWpu2kqxdfmbiqxgjeZyqxh4ngeqxiwnecqxwiifuqxy3jekqx/AbggqyQ/lgoqyYsnce
                qyaBhfpqye5XVfqyfGoTyqyfIocsqykCmgeqyp3cggqyqAeggqy2ogdgqy27gjgqzC2hafqzD+ibfqzLogWtqzU2sggqzVDfjgqzVpgiiqzcblefqzcxitbqzdAgfe
                qzgOijUqzjbnpbqzuIiceqz2fchfq0E2elcq0I5gleq0Kwfhdq0Mmdggq0OCbefq0RIaIyq0iZqhfq0mrhhbq0nlgjeq0ouffgq0ujgbnq0wgwcdq03qbggq1WPdgg
                q1Wjfaeq1fvea2q1kxffdq1oaaggq18dicfq1/hdfjq2G+igeq2HFadbq2K+dclq2McgkXq2R0pegq2Vqlhmq2WrzYeq2bHZTnq2lYkgdq2tdokeq2uHegfq22Wfbc
                q23pifaq2+Obasq3Pkijgq3Qspfbq3Vdadmq3bUqnjq3vrjfgq3zmXggq3+/nffq4ENZndq4J7eigq4NBa4aq4NYcggq4W5bkhq4ZWaegq4bUgteq4c5bggq4g+ger
                q4j7dfdq4kQgmfq4n7dggq4s0nfmq4tJcifq4u2hcgq42+jpfq5JFpbdq5OQgggq5RAaffq5RSnmdq5T/ibfq5eneggq5hyxLSq50Amddq5275Z1q6BRfggq6Dmcgg
                q6E+icqq6JfvkZq6J7ggeq6MWbVgq6NFkieq6Q5emiq6U4bggq6ahefqq6mLvccq6m0cigq6oDfggq6oxagcq6qjjjeq6rSladq6y2flcq6zDfejq61hceeq647fgg
                q7DUfggq7Tufcfq7eJeefq7fblnfq7gRbmYq7p7ngwq7sebjgq7zMeggq75Bbggq75Lnacq75toecq8GxrXeq8LIgglq8YFYyQq8bgifgq8fxmqXq8jehhTq8x7iik
                q89Kjrfq9EZfggq9F9kbfq9Xjgwcq9a7gxdq9ticggq9w7dfiq961bggq964fpYq+F9ihdq+Jpbsgq+W6efdq+Xicggq+tOmrfq+4Znfmq+6tlieq+9IkZuq/Btjee
                q/Eqcdeq/KNgtdq/Ntkgcq/Pieggq/QGnSRq/a7jgYq/hGkpcq/kAndhq/lMeggq/ogagdq/tmgggq/5mZggrADvdedrAD6effrAHPfggrAXkYogrAZ+inlrAeGggg
                rAghcjfrAjHldirAr4jglrAxEdifrAxqefgrBKgXjkrBOemfkrBQ+eggrBVzlVkrBXxhddrBZSllfrBgVbggrBosaigrBptgikrBugoperB0b0bcrB1BXffrCHyZgg
                rCYoo0brCdLmsbrCkYaggrCs4gffrCwliberCxGtcprCzofofrC44piirC7OglfrDDUhdhrDMIiierDMLhZfrDRijaerDS2ZggrDdRhgbrDejp3brDh+prirDs2Igg
                rD0yicnrD5xfgkrEDzhfgrEGMbggrEIQfggrEMdkelrEQKfqcrETwocZrEZMbYmrEaNfggrEePcrfrEpbZggrE06ixqrE3xpmqrE4ymWgrFOxecerFO0defrFWjmWr
                rFXTdggrFiPiifrFlGhegrFnbhjerF42ifarF62zhirF8cfjgrF9NhefrGGPYcnrGLjfggrGM9hfbrGPGjgorGRbqndrGWgne/rGZKfhRrGhgdzTrGiieidrGqTagg
                rGv+lfcrHAMeegrHFrkU1rHJmoderHLQefirHSlmterHWnacgrHkxheorHlwqucrHo5bggrHz9adZrH+G5lXrH+doWerIGA0eirIGIWmfrIMHnperITXhferIVac1a
                rJBvplTrJDakZfrJJSeffrJL8sggrJReJglrJaIZnbrJdooahrJq0cggrJx3iZdrJ99aggrJ/ZjlqrKBwagerKENggfrKJTaggrKK0fggrKOhhkfrKR4bhdrKiOrhf
                rKoLbggrKrxkccrKvGfferK2ykmdrK3ZqgfrLMTeVurLM3dhfrLQsmcfrLSqhffrLS66NPrLVRYggrLbtnofrLgzqcqrLhMnxSrLi4adfrLqMlYfrLuCfbYrL2nfgh
                rL31ggjrMKlroarMPpgkdrMe4cecrMjxfcfrMpceaerMtIYggrMtNpaYrMxTalZrMy0hcerM31kZfrNFEhqdrNFTrgbrNIKiggrNIjoggrNKfYggrNMflcZrNQ2hdf
                rNU1afnrNWzlierNdaqbOrNyQkierN0ifmZrOAadbfrONmeggrOOseggrORGfocrOaNnefrOeAngbrOfRdkfrOi+hefrOtiP/XrOuVkXhrOw5iqcrOyZbifrO4ioff
                rO61dgerO8MjgprO9rgffrPJujggrPL2qblrPPetccrPSSgfcrPSVicgrPWEeagrPfddggrPfxrderPyGiYurP0EndjrP2OqgdrP3TdmfrP4kscurQI4gfgrQacpdf
                rQiIrddrQlDgXorQqQgggrQvtjgkrQw2injrQ0nfggrQ2tZhhrQ/4gfUrRC8bjlrRHTqqlrROvdbdrRPAiewrRUJcfbrRWhiZlrRbLcggrRcFegirRopbcdrRqHdgg
                rRunUYcrRv5ifgrR9qqfjrSM2fggrSX7fggrSYOhderSascggrScgbggrSe5ZggrSr3dkfrSwktbjrS5jhjkrS+BieurTGzhderTKJiegrTKeigmrTOokfhrTQnhdm
                rTQyicfrTSDcjbrTZkjmdrTfnqZurTikjjfrTiojajrTp4mderTs7UdfrTv+aegrTzlthZrT3ckZcrUALojfrUPOfggrUQhdffrUTKZsfrUWAZbgrUdGofprUh+t6W
                rU9xeggrVDstvUrVEJjbfrVElgffrVFOkeZrVGucdZrVOEfggrVRU9bvrVcGhbfrVf1SejrVmipberVq2ZmjrVthdchrV8/hggrWGOljarWIljcfrWJwgmgrWS5qdt
                rWW0yggrWs9dggrWt7hdfrWx0qlbrW3OkaorXBYzpcrXCEbYvrXEPcggrXFQcfhrXJmgpWrXiUcfirXwLkjkrXywn/erXy2cjfrX/hfffrYA5fggrYR021arYTOgkg
                rYlHjxOrYsTobTrYsilearYuXchjrY4qfhfrZF8fffrZJ9efgrZKefghrZK3dggrZXWsdirZY6cggrZZ5hdfrZmixgxrZ12ciYrZ+ETrgrZ+zZggrZ/RgggrZ/slbf
                raByaZeraD0dicraOv4ieraTsmZwraU9dkcraVFkggraZ8bcfraaXadgraifQggrakgbZzralohpcranKtXfraobjdjrarxpoXravKZjdrbHFelfrbJBoesrbZ8vec
                rbbTxkfrbhEhggrbxcjdcrb0UjYgrb1e/yVrb1jgjdrb69aggrb9PikdrcAOscwrcG3iggrcLsmkcrcdnbkcrcwijRRrcxcebfrc4Fgborc4Poicrc7Wiferc7nlcf
                rc8jjeprc+9klhrc/5mcbrdOk/+grdRRgggrdRpsejrdewyyPrdlSpa0rdtKdgerdwnllirdwreffrdzRIfhrd5nodlrd+CzfYrd/6jdbregqlgmreiIVgprel0gdf
                reolffgretDcgfre6Bfddre8VcggrfIBbiorfZuXqfrfgzXlYrfkZafgrfqKvdTrf3NdfZrf48cfarf5tXegrf/qjgkrgBswcjrgLgclUrgQPanargQckfergR5ihV
                rgl8jtZrgnAbecrg6aZggrhFdglkrhLNleerhQFfffrhWibggrhWojoerhdRdggrho/hbnrhqfdLyrhrzdggriAq/e3riDYghcriFdjWdriFxlemriMUjiXricEfdf
                ridqVserirsfabri5jedrri8WoalrjH+lfbrjIAfefrjIagimrjJgZggrjLMlexrjRIcmfrjYceggrjcVmffrjdRpbXrjjhvggrjpTZkcrjqFfggrjtMmdnrjwImee
                rj0ObggrkM7hhmrkNWjoarkRmhgfrkRofgfrkUPifprkVNdggrkebjybrknfefgrkwwdggrkw/hlerk0+bmkrk6rjohrk/ZgeXrlAcigdrlBjcfcrlGgiijrlItkil
                rlM5YggrlN7kZqrlPske2rlR3aVrrlVrgggrlavgggrlnOevarlxhcggrl6wjddrmEZbkgrmYJckermfDhmYrmkjfffrmnafggrmqFebhrmzZdYcrnH4ljfrnRjgic
                rnW+ffdrneXiffrnfcefcrnq3kbern3Whlgrn4CguUrn8dfggrn/GgknroCoWicroDZZggroSirddroVjljirohlcggroldhegroqOkZsroz+kegro4KiVlro70gal
                rpAUkihrpPjfffrpWumdfrpXMddhrpeAZfarpkNcggrpoTfggrpqlgcZrpsxbggrp6ziferp/VZlgrqCWeggrqLDsifrqRjldlrqSFdggrqfmmXqrqkJfggrqqhoch
                rqxlYeqrq7Dfggrq+AeZbrq/eqYarrB4efirrKFoiarrRziVerrZNthYrrhLZklrrkifaerro1rcgrrqEZfarr4rhasrr6KcT2rr9naggrsDDjtvrsKugfgrsYTsjf
                rsaNfdersb8gcfrshhhifrsnclpdrsqFbggrsxYeggrs5EYefrs5RZicrtAfhvVrtFCVkcrtIZfggrtMibffrtPFkhertVtXlcrtWlY2frtW1hgcrtXTdfertaecdd
                rtjhWpYrtoofabrts6hfjrt83hrdruC9bdfruJ4hcdruNLkfuruahhcdrulEbggrulJledrulYZU0ruuQnS/ru0MgYnru1TbgirvF3efgrvQ4jkdrvSRZcirvVnbhf
                rvfOYggrvk3dgdrvk8fZmrvqljbgrvvpgffrvzNfewrv4CYggrv5bmlhrv8nbxerv9DolZrwBArtxrwBbafYrwB9bggrwD5feerwbjaffrwcDjierwfbeggrwfyoge
                rwlsbgirworaggrwvogkfrwxRgmerwxhbggrw1RXeqrw1egjerw28ocbrw4kcierw8nemUrxB/xZtrxGDlefrxG4fhhrxJZhavrxMDjverxRleggrxbAwkfrxb5eqi
                rxcDWiRrxdDhmfrxkfjejrxuaffmrx4gnhsrx59mYfrx6MilfryNPvZvryNvifhryYRcWfrycsahpryegefjryn8jceryt3fkgryvIcsaryvZhdjryxgeggryz5cgi
                ry6OpjZry/yeffrzGJdmerzc7lfgrzfLebbrzqhdggrzv5gigrz0Rkbfrz42jbdr0H1skmr0Lyndgr0WZjdfr0YXeggr0fjfYtr0g+jfbr0nbXefr0qkifgr0s9bpe
                r01WfcSr02nkwar03ErlYr0+Leggr1Bzljfr1FAgqer1JkjV/r1XUfbZr1Zzhdsr1hcegkr1htapfr1xIgVor2Lrjjgr2NzbZrr2Vatclr2VhhhXr2Ywhuer2dQgfo
                r2hdjcdr2lyWidr2mMgabr2mvtter25Enhcr3HMhgar3JZceTr3Odffmr3PGYirr3Zxkffr3gciTxr3gfidfr3hBkdfr3nrpccr3sjeggr3wPfggr3w5jffr35KdWe
                r37ooftr4Cggefr4DvfaZr4ImZmYr4Jngbur4MLuiZr4Uvkimr4Wekckr43Ffggr4/9ggfr5CIkccr5FvkmYr5Kjdggr5SAhcir5SOgtlr5hpfggr5jBjnfr5nbmql
                r54Mnfdr5+tdggr6GTcndr6PYZYer6Stegor6V5hfdr6j6Sggr6neeggr6qQvqer6rhVegr6uqlgmr6yYlbdr6ychegr61kcggr66gWgir67ydggr68sXgcr698fgg
                r7C1cdfr7GVeggr7N1Zggr7Q4iefr7U+ickr7ZJetdr7ediddr7f8dher7iVkf6r7qPXcxr7tLidWr7z6iscr70XqVer74nxkfr79cXfgr8Hxfgir8Thleir8Znotf
                r8jreggr8lwiemr8s4gker8w7nfWr9Gbilcr9P9hegr9Wwhdfr9b6lZer9dqlkkr9idtier9yBcder91qdwdr92EZffr92Ggcfr+Ckdmdr+LNWmfr+Lhecfr+X2agg
                r+YPjmdr+bDyrqr+qZXcgr/BRljdr/SYYner/thjfir/v+hggr/+Yhicr/++dZfr/+/dgfsAAFdeksASkWicsAVIgbmsAhEnicsAsEdggsAskx0YsA3UghgsA+Lnlb
                sBHwwejsBIyWyWsBJSadjsBKYQcXsBS1wcwsBcvriXsBeClrfsBnOedhsBomhfdsBp+dggsBrCkdfsBsEobusBtOmigsBvGchesB0BgrVsB09alesB4urygsB5Idgg
                sCLvfZesCPQheisCZNcnhsCesWfrsCfUjvesCiVlkesCjGsW/sCnucggsCqFqdhsC4pgbzsC8u5jZsC/qaafsDBGhffsDDifggsDEEkdgsDhVlfbsD3KeggsD4slec
                sD84cfYsEEbkjasEEzamfsEPeteasEdZejgsEeKaZdsEeUbfdsEgGqfnsEiRrbZsEp3eqZsEz2jggsE8sjjgsFG6rclsFH/XedsFKDdWdsFLtbggsFPSkhesFYpgdf
                sFi6dhcsFj5rrYsFmafeesFtevxUsFvSgijsF1KmeqsF1NSdgsF3InfgsF+/accsGA+ZggsGKhnmfsGNukfdsGPhVdgsGY0cggsGe2eggsGitgggsGjCjffsGpJlbw
                sGwegjhsGzcrdasG1teggsG2hjdfsG/uqkhsHEHUfgsHcDcggsHccbfhsHvjYfgsHydoassHz4aegsH4BibfsH6WddgsICmjcdsICznigsID0kdfsIEadfcsIHdthW
                sINthgjsIUIffWsIY8XsdsIZIbjesIZqmefsIdojZssIeBtessIg2YcpsInDSgWsIqYWggsItuucTsIwwvrdsI0SjjfsI+ogfgsJBceggsJDPhdesJIlXefsJPIdVa
                sJWingbsJWzgggsJYDmZdsJbjsdqsJq+bgosJrzifZsJv5iegsKBJZggsKKogagsKLKglVsKOkjdfsKZCkaYsKfIbchsKg2dkWsKhfQgesKlLJggsKpHcffsKqUpXe
                sKtsagesKv8tklsKxPcajsK3GgggsK5HjhqsK8JbghsK9RogcsK/qbbgsLGXqkasLS4ldfsLgXfggsLmloZisL1wprVsL4zbffsL/YikesL/uhijsMAlbfgsMQAlmc
                sMjKlpesM1o0emsM5lgdmsM7BlqbsM/2lZwsNMqdghsNRJacfsNR2lkisNaznigsNdrjXYsNg4ioesNnPgeksNpploasNqXdggsNqZcdcsNqzkfYsNuQjibsOJkicg
                sOR7bplsOfUocesOyBkgasO1MeggsO8OnggsPLScggsPTEbggsPYQZsgsPrvdgdsPsZdggsPuSflesPveaggsP39ldfsQGRfggsQHkhcgsQMpgghsQTtgjfsQVxZgo
                sQeebnesQfDtjYsQiMdggsQw1hqfsQy5eggsQ1rifpsQ4VkcesQ7YjlesQ8CWkfsQ/kgjasRArlcfsRGOliesRJ5fqfsRLfZggsRNdhejsRPGgggsRPijsfsRTPdgf
                sRWkjehsRXVgZcsRX/hglsRaJeggsRevmeasRo0gpfsRzuxzfsR2gefgsR3RfggsR4Ni1OsSDngedsSHAfhesSIIhafsSIegggsSI1gghsSWsWedsSgipeisSj7fdb
                sSkAdggsSqDddgsSvBhggsS6cgggsS7nkfbsTD+adgsTGUijfsTGfhhesTICcgbsTJbdqvsTP1hffsTV1fggsTjlUgfsTlHkaesTzfiYpsT2jfjdsUFrdadsUJDNod
                sUPXedfsURmbggsUVEgeksUWebggsUdZalvsUfhgggsUiAmkgsUikrfgsUjBgnesUmPhWesUr3ilfsUs2bcfsU9BcigsVG9dclsVbuccesVgNfgnsVzFhggsV4GdYe
                sV9xedksWDhgfksWGxjaesWVVZQasWZSgggsWZ+UggsWdASdfsWh5lmksW1XiegsW53bfbsXGznodsXMEeggsXRPnaesXRdggesXS6uVYsXWKgjlsXXBdcfsXYnZud
                sXa2TgqsXiVhkjsXvA/RjsX2+iggsYAIdvUsYG7gsesYHzeggsYROurasYTkioesYTxkcdsYYahgdsYZNeggsYiomcosYi7jjhsYtwbggsYygefgsY+GpjesZWfild
                sZdZgggsZedgiUsZfFmkcsZmifgfsZr7cpfsZ3gfggsaAZmagsaAeqfbsaAoZnksaAtbgfsaJ1xgbsaYUiafsaZ1ggesaagbejsa0siZjsa01decsa8Vg2esa/Brid
                sbHSiibsbHjnfgsbLQajfsbO6xgbsbWJjgjsbZhofdsbi/efisbq4gbcsbxFpkasbx5ffgsb2VdggscCgdfkscLTkZjschsbeoscl8YigscsIbcfscu5fdescvnbfc
                scwIeggsc8kkggsdImeccsdLLdnesdLfhkXsdRjWdYsdb8kndsdmuVcgsdnKddasds6plbsdvOfglsdv8eggsdwfZghseQIhpaseTFgggseggdfkseh+ceksekDlhc
                setrjcbset4qsVsevMaggse8bcpdse+ApcYse++WifsfP/kefsfZ0fggsfbMvdUsfkcfclsfwAotgsf7Todisf/mhpesgFwmllsgJcncqsgUEjcnsgXPgggsgZFooi
                sgiafhdsgnDmfjsgplfggsgshifesgugkjssgzTZjrsg1Gdggsg2Ighhsg30effsg7plfeshEpwoYshabfkhshbchdishg/dhdshhEglWshh7fggshrVdgishsDlcl
                shzZkaish6JnefsiCOmgvsiIacigsiR2cffsiXvggasixfmbdsjCkZggsjSddXksjTuyggsjbmeggsjqSmfhsjxgmZrskDmcfdskEHkdaskKedgeskLxneXskWeiee
                ska8ghiskg+gicski/jdqskjdbdgskmYZggskmkpefskn3fdoskqvgtYsk10hjgsk/kdcnslWLdgqslckdgesljDdggslv8jfdsl3wZfgsl/2gqasmKmggismR1loc
                smX5XfgsmevgjmsmilTggsmxFgggsmzNfgqsm4Lnbesm6oZcksm9OhigsnDSjefsnGGsNUsnHgfggsnNSaggsnP/wZdsnT+eeesng5bshsnmEYeksnsqjjjsnxHydc
                sn4mcggsoAlhfdsoArghbsoLgYggsoMFdiusoNWhbhsoO6iafsoTPddfsoXQdcgsoYPlggsoZCefgsoZ7ihesoaUfeisokEefhsormdecsov0cXjsowmbodso2DiYd
                so+fhdfspBhihgspJMbggspKVkgbspVKlaespZ1klkspb+quespdhffisphljhfspk7hXospq4aggsprZeggspxKenZsp5iqjfsp9clbnsqAEgifsqAqkhfsqFcefY
                sqPujdcsqX3ngcsqbrkhasqb9dggsqdrkdXsqgKdggsqpcfggsqtQbigsqyrjpcsq3Qkfesq/yslYsrHMYfisrJ4fffsrPdhiWsrQmgghsrZBhfesrZIfggsrhgcle
                srmdkZ6srpBgffsrqSrXasrqliecsrrdfffsr5Wjc2sr8midjssBqccgssOQjafssOohbdssTDYUessUujjfssZTcgrssaEfggssa2nkbssflgeesswcqgvsswuoyf
                ss8fiddstF8iebstGzfggstHzleestIqifkstNCfrdstNEdiZstZ8gwbstiafUustmifffstqYVfbstydnqjst39hcbst5fkqsst6mZeisuIsjcWsuNZleisubadgg
                supkcggsup0UeesuuQgXlsuvIhjnsuzgdccsu4Efgksu8EZcusvB6jgfsvFPpfdsvOGegjsvUEdnfsvUyTggsvbQggbsvgHiefsvgKdgfsvhTrZdsvmFgeesvoujnV
                svptifpsvrXXggsvuhmenswFaeggswK7RjfswMCwN4swQKcnaswhXhfgswiBenlswiMjcmswm9gfhsws3ocoswuJgbcsw01aYXsw15ikdsw2Ajdmsw7RabdsxGqejk
                sxIUkblsxLbXdesxVFgrRsxYtecZsxfGfldsxigWnesxlSYimsxmPhfhsxp/bghsxqlcggsxt3eggsxxwecqsx1zZeesx9cfehsx/aZjdsyHCeggsyJQidasyR9ehb
                sySrdggsyVybfLsybndiwsyb/ZlmsygBajfsy4HmZmsy/YidkszBZgoeszBxyiYszEDeiaszKTiYZszR7rVaszYLegfszgOldbszoDcedszqLYZvszsZikfszv6bd4
                sz8+ocmsz/FokZs0F9hvgs0Q7jgfs0RNlads0Uajycs0V2eecs0Zngbts0Z2fggs0fmifbs0j0cggs0q+hmls09mrZfs1DhZegs1GQaefs1Hnjfes1Ldbefs1Ryegf
                s1TXgees1YrOees1bpYYbs1dCmfes1jMdnks1uycaxs1x8ffes11ghWws2JNkics2N4qefs2Omgils2TSbfes2WyWggs2h1gggs2iokZgs2ixdggs2l2gbgs2pgpda
                s2vJb7fs21Onchs3Aodggs3Grefgs3H7fggs3MZlces3RDThgs3Y0eggs3aThVhs3eQfejs3eTZofs3eYhhes3h6Yfis3xEeggs3xhlifs3yHlfcs36reefs4Hsbfg
                s4aFkies4bLggfs4fUahas4lHrbds4uzeegs4y8zdis40xfggs43olhds5EPifrs5Ebmhfs5H4jgZs5MV0sZs5OGjgfs5RedZhs5UCTfis5ZKcins5i+mcas5pkfff
                s5r8engs55Fsbgs6Bdiggs6CCblfs6k5ijfs67xgngs7Dables7Dvdkgs7Jmcggs7c7dggs7dmfegs74EdZds77IcjZs8AVdggs8Jlafds8PNYggs8Pvccgs8VGjmg
                s8XyhZrs8bSjbcs8fWhYds8jIeggs8jbjexs8lNixQs89Seids9KzsZYs9Rikjds9S+pmes9ebilUs9iHaZhs9lCfffs9o/gggs9rZswns9vUaggs9yffejs985qed
                s+Nzdbqs+Tvbees+lKaffs+u1fggs+8Sgffs/KFifis/KxlmYs/L0eifs/Xffggs/X5ogfs/ZLndos/aAeggs/amwucs/w/eifs/xibffs/x0segs/5qcggs/6gfgg
                s/7CYecs/78aWjs/83Xjks/++iefs//lndgtAACZggtAAXhyQtAA4enbtAB6zggtAZacbktAdYiadtAimceetAnLdfutAztlkptA2ZeggtBFsZigtBHTtretBIqdmf
                tBTFjaUtBWRWggtBkDfidtBm1fjetBqqrbctBuTchetBvH3VTtCIfYgftCJtfdetCOhcggtCTRfggtCUIkYWtCaqTggtCcflfetCcnotctCfGZggtCfVrcetCgyepc
                tCjhfXetCjrrddtCvWcggtCw3hddtC5ZsbotC8NqiWtDJTfggtDR4abetDTNnketDUGejftDZqnggtDlKgfhtDlSifmtDskZYxtDzIleftD63jdntD8vcditD9+ege
                tEC5dgXtEInchftEKDo4itEMlkgQtEUhcggtEXgnfjtEY5acVtEZ0RbftEa/rkYtEgdppctErmZggtE+GrkctFFPdcgtFL3vaatFX+jodtFYbnZetFbNYdftFbpUch
                tFdjcggtFgDdfdtFh7cXYtFzariXtGB4dqatGG4kditGLBgmetGMyuretGTigZktGVTfYktGXGnqmtGh6gdltGjWibftGouddjtGsVmZetGtXrdbtGxMggptGyYghg
                tGzTegftG8zWgetHMJcgctHQHmeftHRqfggtHWbfggtHXggggtHeGgYftHuIcggtH2JndYtH59rZgtIKwnictILkhpftIUOrbjtIVVgcgtIccgbftIf1jeetItphoe
                tIv0gdJtIxEbdgtIxUgkgtIz/bggtJGsfV0tJIFhhetJTAefYtJgWWketJhcSggtJj0XoetJrfUd1tJsSbggtJtaePgtJ1EudYtJ7fedftJ7qfpitKDmhfetKGAjej
                tKH7dhgtKIlieutKLFkZetKL3aggtKQMfggtKVveWatKZOWggtKZljgetKw8cgctK6V0eitK7mhbctK/dgbgtLDyekttLMGjggtLMZhdgtLM/dqctLPpWYxtLQDids
                tLSVfgitLWyfjgtLtdfbptLttdggtL2QeggtL62ljetMAHdggtMJeafgtMQMnkktMSGqqXtMYqhYhtMhGcdgtMjvdgftMkcelftMlvfkmtMsVunutMtbmbetM2henb
                tNAWhZxtNCfeggtNCygeetNFCcdftNG9cggtNHhfagtNKfhejtNNxdketNR8ffYtNWUYjctNWshgstNcacgetNhlckUtNk4obwtNpn6iXtNwuaYjtNyCfgitN/alVe
                tOD7dfctOFfdqgtOKJdggtOM8eYktOUxmlktOXNYiftOYhbedtObQkegtOeRfgetOpwiXWtOrWpebtOuIggftOx4ffctO0uoS1tPCuihetPFVbggtPH6YcjtPJZgel
                tPJdomjtPPYelrtPVNebftPZ3afptPoEecitPqVgcetP2sqWetP4EigdtQYWgadtQiydictQp9oactQ6AemqtQ+iggetREPgjetRFiaYetRKJrdZtRPTTtbtRS3sdh
                tRS9ZfmtRcjllctRrFejdtRr/ggftR7OofftR7ZjnltSHtdegtSIEeadtSJEbggtSJ7V2dtSMtafbtSOkpUVtSR8ueetSUNjhftSW4jjdtSYGcdgtSZIjdqtSdGkbj
                tSkqlcftSqCY1ftSqPvWTtSre2crtSrqdcgtSwhgictS4euhctS9hefjtTA7YdftTBYeectTFaieftTHBkhctTI0gggtTLJjdetToJgfgtTszhggtTw1mT4tT26ggg
                tT/IVfetUM0fpZtUS9gdYtUT33lXtUXaifbtUcRaggtUdifggtUimdfftUpxhfntUqRcggtUunaggtUwkengtU1offftU3YhpbtU8WfegtVRheggtVVebggtVYOhgg
                tVvyzZctWG3WgjtWNPheftWbElaUtWbYsebtWlRbfftWpaddftWsTjtktWxsffgtXNXefftXV2lentXYNlortXYScggtXYbengtXd6XegtXjtghetXj8efftX1Fegg
                tX3lrcntX48hbdtYExefftYGYmbetYJrcmftYQ8aectYR1dkftYeCbgotYfxjgXtYmzdyZtYsAngrtYvCucytYxxhjltYyhWfftY8MjebtY/hZemtZAEffgtZKcgjb
                tZNSfZdtZWqwzXtZdtiqbtZjdieXtZmMfgftZqillbtZrPOodtZw7ciftZzwtebtZ1GffbtZ1TyYQtZ2PcbvtZ9TYibtaH1bnYtaOLhrftaU8gdltacbmgotajxkkg
                tarBWoetatmaggtauEgfbtauOVhfta1rhYzta39eggta6ystYta7zWRctbCafggtbGcbhdtbSHgggtbVXdigtbemgjftbe4hfxtbpvfmdtbvDhiutbx/mljtb6TMVu
                tb7SijYtb9Ifggtb/SfggtcD6gggtcJdWfgtcJpeketcNweeZtcP3neltcUVfdctcU+fsUtcYZieatcsyfggtcwGZdetczfdegtc2vk1etc8Fkgftc8YrkitdCqqbq
                tdDgfcctdFqnebtdLOr5jtdkxildtdsYtbmtdtEpietdwWteytd1kcgitd4boYftd6tXcbtd7nZggteJVgkrteSWefgteYUjlmtefl2ketejGaggteqKhjcteutcfg
                tevPktQteyxgddte5tZggte8Qbggte+NgfotfGDimdtfMQjartfQGggitfVIgkctfaRdggtfjljfptfj7ypatfl2WjetfpfofxtfssjgitfsvckptfuNcggtfufmdY
                tf/2aZktgFQfkdtgJ/aggtgYLcgltgdSebftgkiinjtgksliftgmszbgtgn0nVetgvvifgtgv7dggtgzVilitg0vcfgthGhYigthG4izZthKHmbXthPVdlXthXcggd
                thfGigxthufoawthunfqgth26geeth8gcggtiY+ndetiZ6fcitifbYbetijHindtivcmeftiyTvxfti1CXffti3oflftjAFbeetjN3bggtjRApXvtjhJkdrtjntheW
                tjrFgggtjsxefntjtMeegtj7Qnfgtj+RxYztj/3febtka8nZwtkbWefftkdCXhjtkd4afntkiBpWftkkxgfgtku0nbftlBwo6WtlL/fXRtlPdiXftlRFmbutlWpYgf
                tld7eggtlkTaigtln0bggtlo0dfgtlu0mfatl5ybjdtl9rnsYtmADrketmQ1kggtmUVfggtmWBhmdtmXufedtmYJfgitmgHqbntmmcldmtmuHdretmu+fretnDEld5
                tnG+WnetnK0bggtnMpfggtnezffftnhmkcZtnsNgrbtnt+cggtnzQncktn4JhvdtoA9QggtoB2cfgtoFXeeftoNddiZtoR4gfftoXqeggtoYapb4toiAdggtonFegi
                tontlZqtotDnpdtoulVggtowSwUxto1Rheeto/5agvtpJngeYtpKPgggtpSQlfPtpiKnaytpkzlfetpmPSggtpqPhddtpsHochtps3ifdtpz/ligtp3fdfgtp4Bigg
                tp8fnaitp/EdbotqFChqWtqHCecftqOgdggtqepjjhtqwVeggtqzFbdgtq3lgfftq6cbXftrLUkiitrN+ifftrWOhektrXGcggtrbEsletrgUceftrkFaggtrnk0Wx
                trpVdghtrzbefftr0clgetr1Nhbftr1baggtr64deftsBLikftsFDjpctsFtjeptsXBkpftsYpifdtsZ6fbatscfliftsgYodctsnT6ggtsneefitsrCiegts75bgm
                ttDqdinttIRjmettIwkafttJJgjgttL7gkgttNTdggttW+dZhttZqsfzttbtiemttbwjdkttcQcfcttd2ZffttfNgbSttsBmcXttvbXpVttw6ilettxVgfltt+hSfh
                tt+7njdtuM0fghtuOwokdtuQHfggtuWdvuttuYJfggtuZDktftubFpmbtuc1keYtugPieltui2idftuouvnXtusAaggtuuEcfftuvhdggtu2Enmftu+wgYktvExbaf
                tvMvleetvPIwXbtvP4ghctvUyefotvf4XpdtvmJbggtvnzWahtv2LlcZtv3Rbggtv4hdfdtv51vhgtv+NXsdtwCGmvdtwCNdggtwEbohatwGAfVmtwUfjjetwYHsXe
                twYbfcttwsmYgftwxHfjntw2xfjrtw4UgeZtw5Tgbrtw6uhfrtw8kmbptxHrYogtxV+kgftxW1cbgtxdZefftxdgfgetxgCcggtxm8figtxwFedgtx12fmctx2Oilj
                tx26cggtx8QjgZtx+Keeftx+eagityAzmedtyLsifityNEldftyOllZftyQZfaktyTrglbtyXnsictyd/hditynFcgotywJcffty1Hjdbty4Upngty4dledty4ique
                ty5dlYfty7TmfetzH5eamtzU6hhYtziYdgctztScfftzvHbcdtzvxafgtzxDdmetz4e/Zftz6Fhggtz7daggt0B/cggt0Ejdggt0E8hgit0OZYggt0Saiert0yLfgg
                t05Ngkdt05nKggt1Dhffjt1HHmgpt1Hxfggt1OXqcdt1RIddnt1ULhgmt1Urjflt1X8kact1gOfggt1pkwgXt1sUmcXt1ytmWdt11kefdt2GLleft2PfiaZt2RFbgg
                t2ScVhgt2aSjZWt2cWRpgt2cxmiZt2hwhpht2k2naxt2rtiPqt21Xuggt3DKqcet3Euefgt3Igfhbt3KEshct3O2gXft3f3dpgt3iznedt3lPloft36xmXet4K9njY
                t4PDgeft4Urdggt4Vzegpt4hChfet4qzcfft48rcoft4/4hoft5BJledt5Gohbgt5c9ncit5xYfggt5z+dcft52zfggt54bheet55RWkht6D1geet6Jhghht6Kgrfe
                t6Ljbalt6Rv/aSt6R8ibdt6ZZbfgt6dZpjdt6eUigmt6iKgfet6inXggt6vacggt6xWkamt6/5mqmt7COhoet7C/pcdt7HUcgft7IjqVpt7J0fdct7Lthbat7OproZ
                t7d6jggt7h7ject7lXhYrt7oZjfft7vwaict7wHjegt7ziXggt70hihRt72mdcht77vldet7/qfggt8A0bggt8Evekgt8Jygeet8Ovcnet8RAjfpt8THdggt8UtqTs
                t8WKihWt8Wamobt8Y2wsXt8eqikgt8fUjcdt8ivjbft8nQbfgt8pvZgft8uInfat8v2sdUt81Xgfft83Kpjet89nmXct8/Xijet8/teggt9Cxdfgt9FYfggt9G+hdc
                t9Nrjedt9Pueaet9W9fibt9ZGnXpt9lSmXpt9sThclt9uBqket9vZmoct909jglt97egjbt9/Bljft+FHqqct+M/efbt+Q+dodt+TGigft+ZDfezt+v8ldft+xgegg
                t+x3mwQt+1Tkfft+6wUcbt+/lhgdt/Gzgcft/HSknut/Omdegt/Orifnt/UMkwZt/YYefit/ZEbggt/apeggt/dQvPmt/lmWegt/tDinjt/t1VVqt/+kjRduAG8ele
                uAIKdgguALlcfmuAS4hmfuAculfcuAjPVjguAomkbcuAwwcgguA0HkZcuA2qljXuA36agguA75bbeuA9LdgfuBGKXghuBR2jfhuBVHegguBd7rfiuBiurccuBsacff
                uBtimdguBu2jfnuB9OfdcuCX9uveuCpMdfguCuhZXcuCvdWlguC2/gdcuC9DyQluDCdhefuDHVbhVuDIkibluDOvdgfuDSjiZiuDanhdhuDbxjjuuDrQlgeuDzjqcc
                uD1zcgguD7ijdduD9OVeduD+PjUduD/NvXsuEBMUgguEC7jciuEEaffnuEGJs7HuEGRhiguEKofgguEL3fgguEahYgguEbgtoZuEftWfkuEiadYruEoZdgguEteXdi
                uExmohmuE7EZffuE9VimkuFDKLgguFF4egbuFI6iiduFI8cffuFQBhseuFQXegguFYIefcuFeEegguFnpicjuFwxjcduF9kpfeuF/DodquF/YgfbuF/8cgfuGAPdpb
                uGE+XjeuGJhfumuGL8efcuGUqcgguGcIZgguGkrzXauGrBklluGxxXdfuG5gghfuG6wlpfuHIHhmbuHLybakuHO6gffuHX/anguHf3ggfuHk5hZkuHs/pkauH7Fcfd
                uH/YfafuIC9i2duIEDfgguIEacgguIUUrpUuIVQU0duIWadbguIY3TeguIachbouIeHegguIkNfgduIlisTbuIl5ivcuIq0cgguIyRfbguI2JbgguI6ceoeuJDjcgg
                uJLObqauJLRnceuJPPejZuJRWkccuJSJrkduJUxlcpuJdYieeuJi8TcauJl+egguJq8hfkuJtjdbduJxqfgkuJ3ypdluJ4TxBWuKB1giduKEccgguKFVspfuKHcfgg
                uKLJWghuKL+ffguKM/hsZuKTKcgguKTQuckuKcOgiiuKq1fgguKrPddeuKvU4e0uKxykeWuLQUffguLQVgdguLRMddguLY2ZweuLcimepuLe5cgguLhVknauLpufgg
                uLrwdgguL1zg/euL7+ngguL9fmdbuMUXaffuMZxhtcuMdXcgguMhYhgfuMj9oimuMq/hdbuMxGjcfuMz8pbXuM35ZhmuM4CgWnuNEudsnuNKCqUVuNSDdheuNYDhgj
                uNg5fdfuNh9thmuNpVfgguNqObXbuN6BgfguN7GggluOHAYgguOMoWgguOTlndjuOVpbgauOfUadeuOgFffeuOg1lpZuOnFoksuOs2jdkuOwaegguO8zouUuPBukZk
                uPCzelZuPE6ggguPGEgaguPQsbgguPSzvZyuPTVkbauPZBdfeuPdNagfuPdZjfnuPfaegguPuqynnuPwQlgduP0zdnguP6attsuP8BXkeuQCekYbuQE4bgguQF6tsb
                uQG6oeXuQP/mncuQV1tdiuQZFbgiuQddgebuQeqegguQgJhffuQjBRgguQmzgdruQrHZbcuQxNfchuQxWggguQ+PkdguRHCw1TuRI4jdouROvdqduRPoXeeuRa3cja
                uRbalifuRelcnZuRf1kbduRkcgfWuRmtmieuRnVjeduRtJeYbuR8TdkfuSAcdfluSKpceeuSQgmmguSXsYfguSgWkeeuSkJoYfuSxSigeuS3agefuS3jifhuS6Cgqj
                uS81icnuS+QbhluTD+hcfuTIarbouTO10U8uTS+lhbuTTPpnXuTX9ggfuTa6rkguTeWjkhuTnOtleuTnUdheuTxz1cYuT3GhdhuT30UfguUCTefcuUE/pgguUGIaaj
                uUJHilkuUJlYdjuUSEbgsuUSrdgguUS0oycuUVwZsguUrsfeeuU1RheluVA3qZauVBiafguVQwdgguVSrcuauVh9hefuVkbVgguVnHfhduVsibgfuVvxmjguVx4w5t
                uVzSmpauV0ofgguV8ZXkguV/7gnjuWCtmeduWD7cgguWEolbzuWHxoThuWNSZgguWR/faXuWaImX/uWbQbnguWcFsaguWevlfguWhLuncuWi0ZfguWi2oeeuWjSkcl
                uWnFmjfuWrvlZduWsqegguXA8udguXDudbcuXJ2bghuXNCjbeuXObejguXRIchWuXWNpcZuXaVXpVuXdKkZpuXeIWffuXgifghuXm7cgduXnXkmduXsGnnjuXuhjgg
                uXxTejbuXz9edeuX+rkdfuYDjcvfuYLkegguYNmifeuYP+giguYR5jjguYUDpgduYWXikeuYW6ZfguYcuegduYr/YgeuY2ooRruY4+ZdduY6IcffuY6grbiuY9zSfg
                uZAvitluZUmhkeuZWpnfbuZZifdnuZdXikeuZfAdefuZh6gtZuZlVtefuZmngesuZuiggduZx9ggZuZ0RfoquZ5tkcsuZ6HtgcuZ6LjefuZ7lhoYuaOZkefuaUzecv
                uaV+XhfuaXpndduabitguuacfVgguadkfcfuaeIkapuapDjgeuaxffggua21hveua7fdZfubB/wcjubDKehgubHyiqfubIUVepubJWmekubJ7tXdubViffiubWJrnj
                ubW7gelubYTfefubbbjheubsOfflub3yhleub4GieeucDjheeucEKiccucG1eggucJXcefucfcmphuckIWhguclybffucx1ofMucyuceduc4omlfuc78nfguc7+4km
                udDcdXiudEFfggudR2ndmudjqjedudkWfmgudyXcefudypVenud2zgngud4hfkkud8Vfdtud84kftud9EkaeueCKqfbueDGjfeueE6aggueN3dggueVDhdqueVRmXt
                ueXeaggueXubgguea1WgguezFgjZue3kjfgue4hdggufSKdncufWYoYkufWZjlgufcqdcfufjMsabufxlihfufx/cgguf3SaggugCnldnugCwfggugG9ieiugILdig
                ugLjbggugPwYpfugVVfggugZDmajugpwnjpugqNcmhugtQdkgugyOTggug1Wdggug4rfdbug9AToeuhAXicyuhAtbgguhAvp2duhGYipfuhIfpbbuhOMiYeuhPNbff
                uhZ5gefuhbvlbeuhfEhaiuhhNohfuhh8nfluhi/lrhuhmuxgpuhnkaffuhtmjdxuh07hdiuiJikZiuiKjjjduiLVegguiNyeicuiXzWecuia+geouicUkfYuigghgX
                uigoiRhuipYdfluip1spbuixBngguixNagiui2OXggui3cjkYui9ucdfui/bncaujBNYafujDBeggujH7ulaujNKlZeujPeVgjujRgcfjujVQofaujd6PeoujiVgfb
                ukK1edfukRTdggukRsgokukXeikZukoTdfjukodj/cuktEwmYukwoZfgukx5dfkulIAmceulLVfghulZjegguleElgculgEgfdulioQfkuljeZgbul/yplSumDmkil
                umFRgfmumFkefhumFtfaoumPricrumVsgefumYcfnjumjAoZYumjjhieumlChgmumscfheum2i1itum5egggum66YvcunHEfemunKUySmunTJncbunUWdggunV0dbd
                undRjffuneJrfqunfbgggungHnVaungXjggunncffkunoqgfjunosgggunxnhgYunzQ5UYun21ledun4bxgguoCkihfuoFnvieuoIPYhguoNirdmuoTBeheuoaPjgh
                uosNipguotdehcuowriekuozCnfluo2ihhduo8Rmtbuo/IjXnupLGhegupOOdkfupTAbfgupdpaffupdtaeguqFNqebuqP6ZfpuqTtrViuqZficguqiBhhauqkFgkg
                uqpEcpcuqrLlrauqvSgeauq4Ecgguq51mifuq7qbcjurBzeggurFZNggurFwbdgurUNgfiurUYmfdurhRmblurtpXceuruMeggur0magiusBnfliusC3afdusJrpfk
                usLrlfeusN6XceusfEblcuspGgegusrddqeusrsemdustTkcdusvrmggus+pgggutIffgqutPDhdeutPsdhgutRthgjutV8kffutg1hgZutorsggut15eaYut8Hafa
                ut8OfTluuDnefnuuDtjaXuuKMpfjuuLQeffuuLglbuuuT5gecuuVWgceuuYiodhuufzfgguuvgdgguu5+beguu7KidluvAmRkguvBCgfjuvBWagguvBhgjjuvC8jgo
                uvG7XgguvKdmecuvWHeemuvXncgguvdEiiguvgUlleuvtUflduv4Pafjuv8Oedbuv8XnYeuv/xadduwGAZfguwG1hfvuwLkYpXuwQDgffuwVzamjuwfPeekuwmBZnX
                uwxLfeguwyXmeeuw4Wdgguw4Zoqluw57gfluxBSghfuxGfhheuxGgVgguxHrnehuxJtdffuxMqhjUuxPscgguxQgcfVuxd9jfduxmTghguxoHiifuxtwrecuxunpwZ
                uxwrdWnux3fhfgux97rvmuyAIjkfuyLnkbluyMBqckuyX8dgguybncjduyccffguynIddeuyvmXkeuzHUhsfuzS0Vfiuzc7YiYuziFffouzlLegguzwZYjfuzxZegg
                uzy6egguz3hkefuz5W4auuz76nkeu0C1fggu0dEjddu0i/fggu0mrkmdu0ndxbnu0pYjggu0rGlYku1AAdZcu1Cgpdgu1G3mZfu1L6dgcu1Yemvfu1iGfcfu1o4pat
                u1pEkgWu1rvqggu1wzteeu1xAoelu13/buTu18wibmu2Ciqkbu2LxSddu2Q4ZpDu2WcxcTu2Z8gffu2izRkcu2j7rd7u2kMffeu2qXomku2rAicgu3Hdcggu3IdYdh
                u3NkqYnu3S0mfeu3UMhciu3WunZau3dKfidu3dQoweu3fkmggu3iThZdu3kHnZbu3l7Ykcu3l+pdfu3mQgfpu3mheggu3nVgegu3uYbeeu4GHgfdu4JZdkku4L7Xgg
                u4OQlbhu4kdnfru4t+idru4urXcgu4w2fbfu4x7ebtu41Tfrhu49shXgu5Bd5S/u5FBsfYu5Hitjdu5IYfggu5U+dggu5aJjkcu5kAofmu5lycoTu5oXYbvu5rhbei
                u5sbjobu56imggu56uobau6HzeX/u6LCcbgu6T8grfu6andfiu6eVcnfu6giXggu6k+aggu6lnfggu6p4hdau6yWdrZu7B2cglu7Zngggu7h8Zggu7lQdbbu7l8cnj
                u7nUlbhu7oBeduu7pjfggu7sXcbeu7s/hbpu7usegfu7+rjcfu8L0u/Ou8dchggu8enaYfu8juvlNu8vmfggu80XfmYu80fccmu81ZfbVu842Yehu9Egnfsu9Qphfg
                u9bScggu9dBfggu9eiqddu9h8hhfu9v5ecXu9yagamu9ypledu95D1ndu95pqbru9/Tdgfu+AnYcfu+Etimcu+IcZifu+J2hpdu+J3ekfu+K2Xiqu+Wvedfu+Ymfjf
                u+dgfbYu+swdggu+vqffeu+1ZhbWu+3Zeggu/CEgbfu/CIhfeu/ROiedu/aUdecu/bOTecu/fJ2evu/q2gTru/uCSbnu/uhcjfu/06+bnu/5icghu//OaggvAJxhdd
                vAN3vUfvAQVsbpvATHie7vAsHgfbvAsOfggvAuVUggvAu3dggvA0XdfgvA10oekvA7+akevBehpmivBinscgvBmZYefvBupkcfvBxfdkfvBy1qYpvB3AcdfvB3Hbdf
                vB3gdpdvB5zoXkvCJKnblvCJilqfvCMjcffvCRRgfkvCWigggvCYjladvClMlafvCnCkU/vCyVidhvC0YcghvDBQaafvDCYkmevDF7eggvDNPieqvDSCefpvDSyche
                vDYCcinvDfQi/cvDwQdlZvDwqdZivED+jnfvEFwUggvEKIdbfvEKlfidvEMwdggvEOZhStvESNaggvEUocgfvEV/eggvEWhgghvEZsjenvEgjTggvEhdlfgvEp7bgg
                vErZohlvFA0iZmvFQMfggvFQ1cggvFRfhcfvFZ0kfZvFggkggvFn6WggvFo5aggvFqcfsmvFuOgcbvFzkjifvF3BofpvF6/lgmvF8peggvGArhfdvGJPhfXvGOjdnX
                vGQPlffvGV9glbvGrKpkfvGu2qPqvGyBjdevGySoVovG4wrfivHBPevdvHEvflgvHNlxfgvHUijb3vHY3gfavHZQcgdvHgW3havHioWffvHiwcggvHmZfggvHmukgk
                vHm1daVvHtslifvH2oabbvH6JkejvIKD1c3vILvgggvIWkZggvIjcnjVvIrmbecvIuVkedvIuyeggvIwZhefvIyfgcnvIziie3vI0nfggvJBJqRavJDS3/MvJEPgpi
                vJFVnlovJIChXcvJackfrvJo6ghdvJqLhiYvJxhbhfvJzdfggvJzlcfgvJ6QjkfvJ81eaXvKCIhfhvKDTqhdvKFfncuvKIyZjbvKL2ecfvKONbofvKUCyaUvKYojfd
                vKb6npcvKd9aggvKiwgnfvKjvjaxvKmYidfvKrqlvcvKsMsodvKvUhfevK6tifZvK+1UggvLCllobvLN/XoZvLVine0vLWEhgpvLWqgfjvLetijbvLjjbggvLmeldh
                vLrSfggvLujdgnvLz1fgqvL1ZefevL1rgdYvMAJfafvMEzWQyvMKMdffvMLLbkevMPMfdgvMPlaggvMQeljevMbimbyvMb5kefvMpDphfvMp2oefvMsbjf6vM1cefg
                vM4ueegvM6xcjdvM7GgebvM9pedlvNAyfggvNFpVsgvNb9elgvNcTleqvNcgkamvNgppbUvNk2XsPvNr5ekhvNwRugmvN1rqiXvN66clXvN/JnefvOD0YnOvOJ6gfb
                vOPhjjgvOa/hbfvOcmbggvOf+jocvOjGjbgvOmYaedvOm9mbbvOwaiehvOxCUedvO0VoewvO0liUrvO0wXjgvO4FpYovO91VcfvO+wirpvPIHgdgvPKHigivPVqgee
                vPWzilbvPhrhXqvPqZbmbvPwbjfkvPx6dlhvP1YlemvP1agggvP9FdffvQGjbggvQKbYggvQNahrevQOakVdvQXfgfevQq8fffvQtUaggvQy6QggvQ6jYgjvRAvafi
                vRCRr/IvRE1slcvRKH14PvRKwfsfvROKeffvRP9kfrvRRdkj2vRSNhcfvRXidfevRc3fmivRghbggvSHaefhvSOefxavSWCigevSZeefivSeteTpvSklfggvSopegg
                vSxoeggvSyNgievSyWafjvSzRbggvS6ooXnvS8fkegvS+hszdvS/6bggvTA4kfkvTKgcffvTSxdggvTcVfggvTdIfedvThFhigvTjocigvTyIxdhvTyeflmvTzXloO
                vT0AnadvT2USbgvT7ecoYvUM2cgevUPCaebvUTNresvUcWXfhvUgImZdvUndabivUx4kZfvU+3eggvVEchgivVRJhifvVVpgggvVZ+iicvVmRfcWvVsShfivV1Aadf
                vV39TnjvV6ZgfgvV//idcvWC6WggvWErdggvWM0eggvWUjrgcvWU+huevWdNbnYvWgVmlWvWmqmfsvWoUdd6vW7Crb0vXAMQpdvXH/hgmvXMZiefvXNPgcfvXSbZgg
                vXWmsYtvXbTffevXmqgfhvXscnaavXvPggevX08gemvX1HcflvX3AfievX6TXiWvX8cZmfvX+WneevYEajfevYIEhicvYP7mfbvYXhdflvYX3bffvYenqRgvYi7fja
                vYkmkZfvYknjnevYnVikgvYoLpejvYt8dggvYuUWggvY5nnkZvY9QaggvY9sWcbvZN6ihcvZTtegnvZVpbXbvZdFeecvZk5gfjvZnRZkdvZs4cggvZ/omatvaC1fgg
                vaEseggvaGfubavaJadggvaSneggvaUaldvvacdtZbvapvwdWva0hfggva32eggva54fggvbBOjievbE3fnjvbdiaalvbuikguvbvwgfgvb0IhiWvb6sswbvcB6gfd
                vcTsYfevcUNbnZvcW1ffjvckwbgnvcyHnVnvc0Lfghvc3Omfevc7Ngegvc7WacgvdHEdffvdNGfbfvdPOkfYvdW5wyVvdYZYggvdcTrcZvdjZhbevdm2XggvdnGlqa
                vdnuoncvdpbmdcvdvVjgdvd+GbggveCMicfveHnodZveIpZraveJ8kgdveRtifcveX8NceveYcjfwvejObwbvenweggveujhXVvewWkeiveyLiddvfHEfggvfHRlfg
                vfO2igWvfQuvravfeIeffvgJMskavgPdfggvgPfaedvgSgebjvgS8kdfvgTpdffvgUbcgfvgaTjievgiUftWvgu3YwivgvuiXevg3hpfuvg/odbmvhG1gkfvhX7dff
                vhbXjkevhkVkijvhmecfhvhp7fifvht5hjnvh3WmW4vh6xcodvh9Abggvh+Veglvh/mpggvh/qgggviB7jiiviKFiddviQPcgbviRnfggviSHcggviWydggviclldl
                vilVebdvilvfhlvizcdcfvi0tbfgvjC0qZdvjC2kihvjNLbbbvjRFhrfvjWWcggvja+cggvjcshnevjgLkmavjuvejfvjyYdhgvkL5hqavkMWfgivkPDjgfvkPdeWe
                vkRCYZJvkXrkmUvkXuilpvkY7RoivkdseggvkeIghnvktUbC1vlGFdffvlbPribvlgohaYvlkndggvlmbbggvlp5kfdvlur4blvlyEfggvmFCeggvmGyqacvmJGhbZ
                vmWpfegvmhGjecvmk3cggvmpMlfpvmqfgdavmsLjVhvmwPocpvm3pcjfvm3scncvm4ViZtvm7Cndavm8Fcggvm8Wncevm9Ccmfvm/BcZlvnAimZbvnAw1lmvnB8Njb
                vnJohbdvnKMgfxvnMNeggvnYqhpgvncudffvnnHtcYvnyGkhfvn0pedgvoGdrhkvoI9XdgvoNfagevoRAooavoTFhgkvoVqcggvofCcfZvohMeeuvooQnXpvovGiec
                voyGdggvo14heevpC7nigvpRJnadvpS2wZZvpewhggvpgbfagvpheecevppBdecvprWzcdvps3lcdvpwBZggvp9G1fivp/fglcvqJ+WidvqxubfkvqzBhfevq05poh
                vq26ghfvq5Sktfvq99xeavrDQfffvrHdjcovrPnieZvrQYiffvrdFhedvrfEfdfvrlzegavrprgmgvrx2Zeevr4rgghvr8gWemvr++hegvsC8hffvsDIksVvsEGfbb
                vsISWgdvsJngYfvsN3oigvsR6cghvsUldfdvsXnWggvsiEbggvsnjZggvsoVfjgvswYldevsztsUnvs2Amfhvs3ngjfvtEBrblvtIdZfgvtKcjZmvtNo49evtNzcgi
                vtOKsgdvtUXqqdvtbSkfcvtj9fcgvtobWdmvtpJajivttfTggvt0iknevt7khcevuKQfqbvuLlhibvuO9ebhvuSlajavuVHkafvucNjffvuixheUvuoRdfgvu3Khgc
                vu3Pbggvu3XjjZvu3bjggvu7AyjNvu9XrgavvB1ffjvvC+igdvvE7WggvvJWbOfvvPkbggvvRpRjavvUFejgvvUgajgvvb/ialvvkWrgfvvk9fggvvqCoejvvqjhof
                vvvynpdvvzzgfevwORfggvwUHibgvw16ckevw84gfhvw+b/dcvxSXcgfvxUikgavxY8dggvxZ1gdfvxbdeeevxibcggvxuEjfovxylfggvx33fgevyBjmeovyDyZgg
                vyGIsZqvyHbujUvyKIfafvyM5bhWvyNIgcavyTEsjcvya6lXgvyq1ZggvytthdfvyvhZefvy0Vhffvy4ffbfvy/IadfvzAoVggvzFPWqgvzGBdegvzLeiedvzS8BYg
                vzoCaggvzznnfev0BBbfjv0LzZc0v0S0fggv0UJudov0WOcbpv0WRdnav0Y1cngv0mbZfgv0ntnegv0tbUvjv09+effv1KNrhfv1N+fegv1OognWv1Pkkjfv1RHXng
                v1gMjlev1gYcolv1sBdggv1zAetTv10Adggv12mlfdv18rhqdv1+HYggv2SfvZcv2W3chiv2ZBjeiv2pFje0v2unjldv2/Mkblv2/bgfgv3GTfgcv3Kmfjcv3VKkdg
                v3f7becv3h8ebev3k1eggv3yapngv3zBlcpv32xacev3/oUgWv4CuYggv4UIfebv4cfXggv4jsfffv4zabsav5DKdkdv5EIbgev5Gb1/Vv5Hunbcv5KBdggv5L5kef
                v5PKegcv5Rlhdfv5ZOgggv5eUbVTv5jJrkdv5juYXsv5l7qdmv5p2aWbv5p9ZkYv5tzfggv5u8anVv5zxhocv6Gvdffv6G3oacv6KzWfhv6Rfkefv6Swsgfv6ZJmcb
                v6j9efgv6ndipdv6odYgnv6uvmjZv6u7coZv6vPgtev6yWhfiv693chfv7Diocov7Gzefov7ICvTYv7KVdkfv7OHpkev7Q/bggv7TosmXv7XQdggv7mwh0Vv7qnefb
                v7+8leev8H7eggv8IMcggv8Q+licv8eOcdgv8jBdggv8qpobev8ybhdfv87UiVdv89Ecmfv89kdebv8/Xgfgv9R0ncVv9Urqdcv9jIXigv9kAWagv93Zcggv+F4lck
                v+HGl1bv+Jqhjgv+Q1ieev+StWqYv+XMhegv+fPaogv+kvifgv+lxdggv+qtkqdv+uhiahv+vZgsev+ykgeev+zDmejv+1xkbdv+261krv+55klVv+8pjgfv/BPifj
                v/Bhldcv/Bnfchv/SamWgv/Y4gggv/fkmccv/h3m/Uv/mUhkYv/nTfggv/stgfiv/53ejfv/+wfggwAE8arfwAJ2aocwALpcggwANyf1ewAQ7feqwAbdjfewAbtnmg
                wAf+hbfwAg/oedwAk7jggwAmJoetwAp1eggwAqQuvewBJKkdewBK+qwcwBQvggfwBblVbhwBhtcgewBlpeadwBqLfggwBu5hvdwB0zpcfwCP5tbWwCRVbjUwCV8akg
                wCYmggiwCeckihwCgycggwChIhfewCr9kigwCukfggwC5NkfgwC6QhobwC8WlvewDGOfggwDH1qaxwDK0eggwDLcfggwDPljhgwDWemijwDWgib3wDXhkdswDjypcu
                wDlntkqwDsQjmewD+dfgfwD+vzQ6wEK/dffwEREdmdwEShawfwEdsiggwEgtdkfwEqhqjawEwmmbowExHiadwEyefcowEzZcfawE7eimfwFAYjcdwFLPdggwFNzbgf
                wFP3YggwFRXeggwFWHefkwFfCfffwFhKdpdwFjkhndwFjzfybwFj1ucowFkQfbhwFmqqYbwFoCjefwFpdpakwFr+fRfwGP4cnewGTgegfwGWe4dewGYBdfgwGaSpfq
                wGcbkmbwGfjblfwGm/TfgwGt/jgfwG8LlglwG+yfsfwHBrikdwHDMkcBwHENikmwHGafgTwHHwjrewHK4jffwHM4hkYwHQvgfewHSEm0fwHiIuuewHlZcjhwHqtagg
                wHyhssRwHy4fdgwH0jscpwH00hecwH6LijmwIAdegewICjikewIIYZggwIKhbefwIL0qfswIMQdeewIPfdarwIdMZgfwIeIgcfwIewhnfwIgobfcwIrvfggwIv1lVc
                wIzlkfdwI6roefwI/phfpwI/1fnbwJC0ndfwJFalvYwJJvenfwJOrbggwJQjkgdwJShhgiwJc2jYewJd1XaawJfWkdYwJkQbggwJnOfggwJzuhecwJzvbggwJ4rZel
                wKCbgggwKFqhgbwKF7dfnwKKskiewKTvYgfwKdDjfgwKiRfggwKi/ewgwKwdjlawKwebeiwK3KafkwK3NcggwLEehekwLE1eggwLQxdalwLUxghZwLYbiggwLo/fle
                wL0FifewL1nefewL6uhrewL7nYggwL+ocqbwL+reggwL/sWgtwMBhhffwMGugdgwMLGepawMQUhlqwMVngnbwMboyVfwMhzcghwMligggwMohZmjwMz9kakwM1Rged
                wM5VXfiwM6rdhewM7nqpcwNGDfdgwNJQiegwNNTfbfwNNsgbqwNXzkXswNYbehlwNbzcjgwNl1lffwNoWjdgwNo3nelwNo+pfbwNs1nYqwN4EhbdwN6YjggwOZflcf
                wOaWiucwOfugyewOhdkcmwOiCqffwOpoZiewOvGjdewOxBcqfwO0EjdkwO1bYUjwO7mjgZwO/WnavwPFLxdmwPIEeZgwPIKoeawPIiYe2wPUIpdiwPVnpggwPbbfed
                wPk5hfnwPlqfffwPyKhjmwP7kbggwP+ZjfWwQCBikfwQRxkX5wQYdtbmwQcvdghwQlCleewQsERpcwQs7hggwQt5bZhwQ0dle+wQ5jVcbwQ5xdbcwQ86cggwRUKkfq
                wRckedfwRevuggwRmUYggwRnSfggwRqiigcwRridfgwRr4ggmwSEblfbwSPQgkhwSVblgewSb9eifwSgBZfgwSjjifewSmfftdwSnCjcgwSuoeggwS3wcffwS4rsWk
                wS8wdggwS/GSliwTEogggwTFqYhcwTKvcggwTL9ZnawTPIirbwTQjegiwTSKdggwTaLqYmwTeThOawTitgflwTjvbggwTlvrbdwTrCebcwTuIhRcwTxWicewUMLgid
                wUSShcYwUTISggwUVqegjwUYGhodwUtHbcbwU9shhfwU+KkfuwU/DjqcwU/WefbwVKZdgnwVKeiiLwVLNuecwVPbfgewVPckmgwVkMjgmwVmmhecwVoGdsXwVqUbfe
                wV7LlZewWBrn/TwWDgemewWDrifiwWIKpehwWJKjfgwWNOeelwWTrniJwWflliewWj7oYfwWmGkqYwWnoteewWn5mcgwWu9dfpwWxRmdfwWyYgXtwW3nhefwW+Emjo
                wXFLbgdwXI7kkewXK5dggwXLxfgcwXQXiiZwXTgajfwXYBfUnwXh+qgXwXm+bWfwXodyoawXs4gZfwXyudggwX2FqZawX2MfgmwYFpZggwYG1ihdwYM+hffwYSYdif
                wYVYnfjwYWdoV/wYYC/dgwYcQtfmwYdskggwYsPhgfwYtMrd1wYuGefgwY4NigRwZGTddfwZOEgdfwZQsseiwZXosfowZX7gctwZm3ZggwZonweywZtTfggwaDLmfg
                waKUfggwaKViffwaL6mdrwaNFgbqwaN0pbswaOeeefwaXHVfmwaXMeeZwaXUcggwaXZdegwalLvXzwaoablgwa2Jhgkwa52ebfwa6+ggfwa9ppgYwbCNdZfwbIcegg
                wbLTiqfwbNBfmlwbOHQggwbOumbdwbP+gijwbQ1XWmwbSWaggwbgAdggwbjCjgewbshebowbstckfwbvIhcewb9McggwcAmNmlwcNCXtdwcPWdggwcV4mjZwcmLrkg
                wcoz8hbwcsIgejwcu4eZfwc4xigcwc9qfggwdBQeggwdDMgffwdGwiXfwdUfZhbwdaRgeVwdadhegwdjKjfWwdoIwgxwdrPdggwdttjejwdwwVawwd4clafwd6psYc
                weBwiefweCXcggweI0ofcweJPiegweR5eggweXSklnweZFhZfweZddggwegBkfkwegZmggwejTirfwelfmmmweoAfggwe7qkccwe/VfhcwfB/bblwfCObmYwfCgnbX
                wfSRmfhwfTJYofwfbGhrOwfbXbggwfiamgjwfu7sdfwfwqjZjwfxdbggwf8jffkwgGqtdWwgHlqYmwgIcdhgwgK6uhfwgNTgggwgO+fggwgP/hffwgUsiggwgV9eje
                wgechjfwgpUeeewgs+jfewgzJVbawg2XjlVwg+LchgwhBTmqfwhBbdWqwhC6ldkwhDacegwhNZbfnwhn9fdowhpInXpwh8ttgbwh9ZgkkwiPTmeHwiR2ddgwiXhpij
                wiiKZggwiiMbXfwijEYggwij1llfwikIdfgwikbdghwimpjcfwin8hffwioadgdwi0xlmewi7Qfjrwi8opVfwjBugfjwjGpihdwjPYrvQwjZcjfcwjfIldjwjgFVgf
                wjghamYwjikZlmwjmFgfdwjpqsgfwjqjYggwjtdedZwjw0Vpewj5HkelwkEbffjwkE4eggwkKAjbawkKEingwkOodfgwkRDrdbwkVnPefwklFgorwkl3ifjwkuYbef
                wkvmjYmwkyjoggwky/neZwk7sjagwk72dmmwk+ZnldwlD9cggwlEKeggwlI2eklwlJOikkwlMFdggwlNNpnawlS9wfuwlUlgpkwlU5jnfwltXaelwltdgddwlvHlsg
                wlvhfggwlzJeeewl1Qcdfwl2jrbcwl+madewmGQSi0wmLygggwmTOocgwmV/jcfwmWDhcawmhSefgwmvHfggwmvimiewm02qcdwm34geewm3/mffwnTUnmfwno/hft
                wnqgcffwnw+nVhwnzRhe3wn0Ueodwn4Klkhwn86eohwn+DdfcwoDkhyawoGBbkdwoGHekewoHTdggwoLUjdcwoYQXbawobuWiiwofNXggwojINffwop6ejuwo1Ofgg
                wo1sVdfwo9rfnewo+YcXawpInfggwpKDjnewpRzdcewpT7iWZwpWmcgnwpgRimcwpmVudmwp1qejewp9zpliwp/HlggwqGywrWwqHhmSdwqM2hfiwqVAdfgwqWyemb
                wqb+fmfwqdnhctwqhKmfswqkDnfpwqnUWoZwqsGrvcwquyeggwqu9hffwqyScggwq8eeggwrFKjauwrIjfccwrJHfggwrT2ZggwrT6ofgwrfqifhwrl7kibwrr3ije
                wruExZcwryegklwr7/mgfwr8Kmnawr9XSggwr+hnefwsGb2dUwsMAdggwsSMeggwsSyihcwscdggfwscifgfws1nmfdws13raWws63tHhwtAufggwtBigjpwtCWeff
                wtKOjddwtLmfjpwtN7ddfwtWXZdfwtdyZpcwthjZnSwtitchfwtpXbeawtvVgghwt0Llonwt/OejrwuDoishwuEpdnewuGWkeZwuNqeggwuUNcZ1wueTpwUwufNddn
                wukVyWYwuu9oOXwuxKfdfwu0Rleqwu0Vbggwu1Uoucwu9AYggwvFI4sYwvNphcewvQAchjwva1fbewvdrWhgwvd0enkwvkt/iqwvmqdndwvo6Xjgwvqizvewv0gete
                wv7Fkfbwv81VefwwIblagwwTjjddwwaHaggwwbqkdfwwd44dcwwiFkhfww4kfcgww7ngigwxAYhfgwxEUUhgwxGSlgcwxIAkfdwxJtdeewxPyiegwxQCdggwxkqhT6
                wxpchhfwxzOhbtwx1OhhZwx4wwchwx81YhewyCIgXfwyHygffwyKrgggwyTtjeuwyUNidlwygrhfqwymKcggwyuQd0UwzGSqYnwzOBeZjwzRArXxwzU4mfswzf6hee
                wzg1n9WwzjIkcSwznMngewzuWddgwzyOuZuwz6PleSw0LTladw0LUefTw0L9vgfw0P/qklw0dBUidw0eEkedw0gOciaw0jIXfaw0nrindw0qXnfrw0tXlfZw0tgfgg
                w0vVdggw015gacw04Igadw05+egaw1D7fiaw1Gijeew1PWiegw1Rqoejw1Vhhgmw1Xqpamw1ZzaZfw1a2cOrw1dzqgew1hkickw1mVeegw1vM2diw1x7orSw1yZeee
                w17vnehw2BIhYew2Bbreew2Lkecew2Uvcggw2V9gjgw2XKkdlw2ncloew2s3kwYw26Whfcw2/ejgcw3F9nffw3JBhcYw3M/fhgw3Nqeggw3T0bfiw3XXZghw3YCXgg
                w3YGpdnw3YSrmZw3b4Zbbw3xlgpUw3ydeggw3y+fggw30ebggw3+6fggw4Aqeffw4A4WXfw4GN9Zuw4Jlhfcw4KVcefw4Lvg8fw4Vejkqw4Wocjgw4YEjbgw4YOWhV
                w4l5miew4vUicfw4yRlmdw40Zffcw41Wf1Ww48kjcew4+Bkaew5BSwfcw5FLaggw5HPqdaw5QDkfnw5dzaggw5feOdew5hphcew5j1gedw5kFhncw5nZcigw5p7Vdn
                w5tigbsw51aiqew561hngw58Ygefw59Egsfw6CEdfew6Jicjcw6Jndfdw6Jyjbiw6Z1jjfw6aRbdfw6b2nmZw6dJnfew6d+msUw6eJdggw6lEgcgw6nwfggw6ovdgg
                w6rgekfw6vhgggw6wMVggw61seggw610jecw69clhaw7EWcggw7HRicpw7Jxaggw7MAeggw7TIehdw7UQqyaw7a1hdfw7kzmdyw7mtgegw72Jcmaw72fwZYw78fjed
                w8Hjbkgw8NHggew8SMdglw8eLfYXw8ljeggw8qJiajw8tuqmhw8xZfibw8x2lkiw8y6epcw83sikhw84QgdXw8+1mfow9JXfXew9Jlffew9M8dehw9SxlZsw9Vjigg
                w9adhfdw9dnibpw9niielw9o4rrUw9u3ckgw90Xderw92YYlfw945bggw98Mfesw99keggw+BEifdw+BNmdqw+INfggw+M3dddw+OQidcw+SW7/cw+Xakhkw+YjifZ
                w+dwbgdw+jnjglw+peYggw+qFhegw+rOZcmw+wkechw+35jbew+7UmZmw++Tjfxw/BZokkw/DCdaVw/EXmcew/KHdjiw/Vwbegw/X1nmdw/eBgebw/gEitdw/iUqdf
                w/kfheZw/k7ngWw/l5gfgw/vOg6Vw/0Elejw/6jjejxAGzaffxAJ7bggxANlaigxAnYdgaxAwLlnlxA1didZxA3tkflxA+epqfxA/maggxBClolaxBGvfbixBOfmlf
                xBVNljZxBfpfggxBkNeggxBy13jPxB0kflexCCmeffxCD3ihbxCI0jmnxCJfpvcxCKihdaxCN2f0exCSThggxCTDofixCVy0ugxCbChbexCcdZggxCiAhbkxCi6qOc
                xCpVoYxxCwDhhfxCzkhedxC1GffSxC8+pirxDCrffixDEQqisxDFemoWxDGeVggxDL8lfoxDPBnphxDWWiakxDcEhbjxDiHgjexD1SZnfxD3vnfgxEFIZe3xEQLfgg
                xEVubgfxEWMYlfxEbacZgxEeyoedxEkadjgxEu8bhfxEwndggxEw2kaXxE1VeggxE1jienxE3sjfoxE6NihbxE7EWggxFE7fgZxFFbfhbxFN0ffexFdeofYxFq1pmj
                xFrAdggxFu+geexF4ZhczxF7vdgnxGDAeggxGEKcgexGLuecfxGUogfnxGUyfggxGaJcqexGrIXhfxGxPmfexG4edelxHLkaggxHQzhggxHqWlhexHusudtxHvsdgg
                xH06dfgxH+kneYxIAwphdxIVnpqaxIWTmfixIaFecgxIdPgdZxIrOdggxJFgVggxJPkqcjxJUkfchxJVuacrxJXQ0odxJposoexJ3kjndxJ56dngxKMfrb3xKWboud
                xKW1eefxKj5hghxKlsglfxKnymbcxKpHhfmxKxIkrdxKyovigxK9XkqcxLAvqdlxLFogbkxLF3eerxLKTnedxLS0tZ3xLTOjbkxLWueggxLjqxbexLvviffxLzQlgf
                xL6CkjgxL7+geexL9VleexMA4ZggxMHdpffxMT7hkqxMWMuL3xMZPeenxMaWcggxMf+gggxMixhfgxMnnieexMu9melxMyHihexM4QpqhxM+4icfxNCnfnfxNFmffn
                xNFqgbhxNGGqZjxNT3hcexNVOddfxNaOlePxNjrhffxNklbhixNpKgYpxNrnqkjxNvaehexNxuVjlxN8BlmdxOQolZrxOWVjhaxOdjjiwxOdrgejxOk/gfgxOr0rlV
                xO0uoddxO7gvXmxO8kdnfxPDeegdxPMOXecxPNQjrcxPO+smexPYNUggxPcAiZcxPuhidmxP9ufffxP+1emhxQCafpcxQEmZegxQK/VmexQT6hfaxQVCpXgxQaJafc
                xQeckrdxQehdeexQg5hggxQkMghdxQvGdgYxQv7tZfxQy+dggxQ3qtadxQ32wohxQ8/vctxQ99zibxQ/RnocxREwbiexRTCmbexRVWfcexRXJQggxRhRhfsxRhUgfi
                xRh1fxexRjBidpxRox+dRxR3XjgdxR4YbggxR7qfdixSGcqklxSKJheexSPFfggxSVMxedxSeGfggxSgMjinxSmwgggxSssilbxSzFjgZxS41imcxS9rcifxS941jn
                xTA6dfcxTImdggxTTIilexTYOntaxTgEhmexTllmmcxTtFlejxT4iyiaxT6ojlgxT65lXkxT9zogdxUM9fggxUNdpamxUWylnexUfbhrXxUmYeggxUoWpYbxUogcgg
                xU3RhWsxU4tfggxU7FtebxU9PqhXxVB/xedxVK8ggjxVPObSkxVT9hfaxVUFYegxVa91nWxVdNUkmxVsHemfxVtVeibxVuSk/ZxVzWfflxVzkeggxV+NtYbxWComgd
                xWMtivdxWXJihfxWYjjzfxWZxjWhxWi3i3fxWrlfgjxWywighxW1dtaexW2xkgnxW25efhxW8FfqkxXBbidlxXBefdhxXYPrdoxXcMpgmxXtZmefxXy6pamxX1Dmek
                xX1imfbxX5tcgkxX7ablYxX/rmZnxYFTXggxYF+idoxYGPedcxYHZefgxYPPrgTxYaFjfdxYqnthdxYsKeefxYtQhbdxYtc2hgxY2kxckxY2refjxY+6rf4xZARfig
                xZBhYggxZKWleexZKlWggxZaCafgxZa4YhvxZfVfggxZlXlfexZqCgzexZuahegxZxXkfhxZx8SbbxZyJeerxZ1JofgxZ2CjifxZ/BkefxZ/+claxaAgmacxaXXglf
                xaYDrkkxaZluqexae1ikfxahniYbxa2FdcaxbA9ifixbBSkdfxbCGccrxbELffgxbKLgkfxbPYdggxba5iilxbfgbggxbhHeggxbh9iffxblSifcxbppZggxbq1eke
                xb2hokexb8QoZcxcEsitbxcIled2xcK1seaxcMiwifxcaccggxca2mgqxccRehgxccYeefxcdFiifxcsS2nZxc0YZjfxc53cckxdAGrcgxdBZklfxdIPakbxdKAkdf
                xdNNkdxxdSWaggxdXMilexdZBkekxdZUfgexdfWllVxdlvXggxdvxndcxdxRfbgxeAoqdcxeIMehoxePlqfhxefDhhfxef/YcmxetPVeixe1egdjxe/e+pWxfAQdoV
                xfM5i5ixfM+rcoxfN2mefxfOebggxfPosndxfPwlZexfVeaggxfXjeggxffSkwdxfiweggxflaleqxfnmaggxfydcgcxfyzbffxfz2eZgxf0gYnexf5jee6xf8dehd
                xgGudggxgI9XgcxgXUhWixgbIgbixgfEfggxgkihhxxgmEUZcxg0EWggxg1xYhbxg7Akddxg9CfeZxg/HvnVxhFodggxhM5ZgfxhTvhkdxhUZccgxhWtdfjxhYbiYe
                xhgjfggxhl0hQuxhxLgefxiAcZggxiR7hgfxic2lacxidjZeexieahdfxiftenfxiiYbnSxijUlqXxijWkfdxikGnchxim0oVhxioXfggxisBeeaxiv2hfgxi4MqZs
                xi4Vcggxi7pqjmxjNihefxjTngggxjbVrfdxjbqlgZxjfAUhhxjg+dfexj3WqbqxkCJnhcxkCmdfdxkK0gdnxkNYjfdxkRjchfxkXzsddxkYliggxkfzibfxkjndgg
                xkobZafxktnmhaxku/ecdxk0ejeexk37TjUxk4/jahxlDfghgxlK+hfVxlMC1SVxlMQmefxlQvaggxlRDkflxlbehWaxlcviWxxlxLgZcxl8ehffxl/eeggxmGxeid
                xmVIaggxmXQmbsxmZtgdgxmeEeffxmfddefxmmqaldxmnQfehxmuBbkfxm8Dfggxm8HYzexm/Vnd3xnA0dggxnBlgtfxnCzikhxnPBgggxnTVfddxnbC7jRxnfOZgg
                xnnkfgexnycicbxn2eUggxn3Ujgfxn5Rbddxn8Rdggxn86eeZxn9fTeexn/3fggxoD1gggxoQghdixoRgcggxoSqikfxoWeeefxocVkfUxocWdhfxof3neXxokupib
                xomgmmfxossgfexov0sdgxoycmpaxo2kdvexo7cgfqxo7nfifxo9idbixo+QaasxpA4bggxpJbjfbxpKYkecxpOBbggxpPVldcxpQOZXcxpW8hefxpYRcggxpcKchf
                xpdjZggxphzgggxpoUjmhxpy0ldkxp2Ybggxp5vkgcxp8Ujokxp+wlffxqO+hfdxqRdcggxqYAXggxqZrcgjxqfpcggxqlocfexq3Xkdcxq/WlloxrRYeggxrRdinf
                xrUcddfxrVvhkgxrWXcflxrWl0fUxrZuhkgxrpMzbdxrsKlfgxr6+lekxr8srU3xr9AWdbxr9wifcxr/7VgkxsAdjlWxsEFfjgxsIoVgdxsKnmggxsKoghfxsLCjhg
                xsOEVkixsYEnafxsYZeeyxsaCeggxskuSggxsm9TefxsrwgakxsuFfpaxsu4bfcxsvVdfgxswHlXbxsxpXbjxs35ibdxs7grcXxs7pqZextCJnaqxtHBZdextHuZpd
                xtLblnfxtOJiflxtTbcggxte6iggxtlKhWuxtntiefxtp6fffxtruydUxt08lmixt6ClknxuB5rfnxuIAogdxuIUnfhxuJ1jdexuL6lZ4xuPAnTmxuaqefgxudMkfk
                xud+engxueriefxuomkYgxuqdghexu2uagexvCvfebxvHttaZxvM9fXtxvOSefkxvRomagxvRzfchxvU9kgixvVCsjexvYMldnxvcbidsxviugiZxvm5o9WxvnskoU
                xvzofggxv2oimdxv3nfdcxv6XngexwDGrYfxwDJdfexwF6ifexwThpnexwVrhZaxwYyncaxwZDgcoxwd4jfcxw6Bbggxw7CRcnxw9SfjdxxD0phexxFVefgxxI5fgh
                xxK4ldgxxMfacdxxSBdlwxxZJpekxxhanpcxxh3sZWxxqTnbmxxuddldxxu8spdxxz5bggxx03iXbxx4jmscxyF1YbbxyF/kXhxyHneghxyPgfggxyTGjjexygzffm
                xylUcgdxytocdmxyztfflxy/5eggxy/7ejgxzKyihkxzLRjcexzOtcfmxzQqgggxzSbfraxzZ4wZkxzgCdYmxzn/fggxz5cgfgxz7mkkex0DOlfex0GCqqcx0Odiff
                x0PAeuex0X0Xdgx0gVldmx0j7Sggx0m3infx0n6Vfgx0uDfa3x0y4ecjx01pondx07ezYzx0+3qcex1CbseVx1Dxjfgx1G7nchx1IBiilx1M1jWlx1Nllevx1Tmuef
                x1WgXffx1eMoUWx1esfggx1h2bgfx1jJddfx1nqqjjx1yVggzx1zfXtmx13Xqcqx17Bwnix17/gefx19Mcdfx2B7jlgx2Fucfgx2F4SfQx2SaVhgx2Vbmhjx2bvfgg
                x2eQ7T/x2f5fqgx2gFjdXx2hEgVix2h6Vlcx2otiiex2uwQfex2xulgYx27vhlex2+bgQbx3Adiagx3Cplpdx3L4ighx3Vcuanx3WGhjax3YGjfgx3Yofgmx3dajZg
                x3dyiggx3eFffhx3lMmjgx3qidkfx3rsrcwx3u0pjax3zkd2Yx33Chfcx38iydwx3+Nhtrx3/vqcdx4PQfhfx4W5bkex4aUdhdx4jkqeZx4qlchgx4uvsejx4u2efi
                x41Vfqdx44jlYfx4/bt5Xx5ArhXex5Hnhffx5IHechx5I4mddx5YWbggx5bVgkhx5e9leex5hSZbUx5hUfggx5pgfcgx5svXpix5tlmefx5ttgjex50Gggjx52ffec
                x520bfgx590aflx6Ylvjdx6Y4gZfx6ixgsex6lhdefx6lohaox6vHafbx628jhdx7CGgcfx7CXeodx7Hmhcbx7PGfhgx7SHcS2x7V6dbbx7ZBdgkx8Iuoncx8Llqcq
                x8QXlWvx8RXSggx8exkhfx8fMphax8jrcgax8kc1g3x8xOcfmx808eggx82Jaggx9AiZtSx9BQafpx9UfgXex9Znpccx9bGkdfx9h6gefx9iXkodx9ibfcvx9iggkp
                x9r4ffax9vxaffx93Dfamx955gefx+SIc5Zx+Tdkdfx+bo/YRx+cjjYfx+dFkqax+fVdigx+qzhggx+tCjdxx+zsegox/CledVx/HBifXx/Luedmx/Neagdx/PMmwc
                x/SPifdx/Tfaiex/eQccfx/gnjdex/kchfix/stcuex/wedggx/xtjelx/52efex/77ibex/+1ukWyAJBmrcyARIbgdyAUMcggyAX7iScyAgtZdgyAj1rldyAoLfej
                yAvjdfgyA2omacyA3b1iOyA4dorfyA9yZgayA+NeedyBACdZfyBRy9auyBnBtgUyBqNfhgyB09mgjyB5CqivyB7ZdfeyCFznfgyCLhcf1yCPLkoeyCWRhheyCXUbfe
                yCZ6kXsyCdozkcyCiljgayCl6hjcyCmQnhjyCmqijeyCtpsiayCuvekgyDBqbXfyDFVfjfyDGVimgyDGXhifyDJzdggyDL6fefyDPNYegyDhademyDnWYfeyDnlfbe
                yDoiedfyD3TiiwyD9ciYiyD+JmucyEIDeggyEI7dggyEQVpVeyERnafiyEVrfggyEW+0ZtyEYJhigyEY8hieyEebnicyEiOaggyEl5rleyEqCqbVyEr0ZffyEsneid
                yEuygesyEvIjcayE6CiefyFFvgjfyFGMcgeyFIbegfyFRyrfnyFWutnvyFbfjecyFdnyccyFdoXebyFh5XnqyFiDffeyFi4bmbyFk9mudyFqWhceyF1YcfcyF2Vlfr
                yF42VpTyF8NeggyGJBncTyGJ0gsfyGL1gffyGMuifoyGM8gicyGYfbnfyGZxZgkyGdfeefyGeGWkeyGjOalcyGkChfnyGpDcggyGxOrggyGyNeggyG4SebdyG7/rXf
                yG87YfeyG9LeggyHG1mXsyHIHijayHVgfggyHbWgggyHfqWdgyHj1afeyHpgeb5yHsPVgdyHsbaggyHuNgchyH/0eggyIDEhdgyIRkinwyISzjkcyIUDldgyIVYjff
                yIYDineyIz6cefyI1HfefyJOHXggyJOqjeeyJQXmleyJQedefyJSziddyJW3hdeyJe6eggyJipffiyJkDgoeyJngienyJuvlciyJzMfgdyJ1FfggyJ4VaajyJ8qkcf
                yKQOeahyKQ/egfyKSTcggyKVckgcyKbEbdqyKm3beeyKoloZgyKqMcggyKtRbcbyKtmmbpyKuJlggyKvdfaiyK1svlayLEiv3fyLQ7imfyLdqYggyLfHfpeyLoOmhf
                yLsoofbyLy5eggyL8yjZfyL/jeaqyL/pQhfyMC4ddbyME2gfhyMGJjbjyMITohtyMUClfcyMUfZggyMWEpfgyMZHlfcyMeOfheyMf/fjgyMm+hfgyMq8rjayM43shf
                yM/IsLWyM/spYmyNI50hayNLinadyNMgeedyNSAoycyNS1hefyNV+hjhyNa7fhbyNdajqbyNpQmflyNy+dhdyNzzme1yN05TdgyN4HpftyN6hbggyODMfggyOecTgg
                yOk1fibyOyTdngyOzdYciyO3+hrZyO8uQggyPAFZevyPBMjlfyPBZlZfyPIjXlfyPUrafhyPWfpffyPb3leRyPfOdfdyPfqswQyPh3hgUyPjCdPgyPllkfeyPoifeg
                yPyWicfyP7MhgeyQEzdkeyQHgcggyQS9cgeyQaujeeyQrYaggyQvzlffyQ0eadhyQ28acgyRBAcfdyRG9incyRJ6akdyRKSffjyRPWqXbyRWFcefyRbXakXyRkNhff
                yRmBfbiyR0vbgfyR6HcggyR8/fdgySE7kicySQ4fggySRnfffySS1embySbbWggySbzbd5ySxypigyTE4fmWyTGFdagyTIHigcyTQbijfyTkAbefyTkVhdfyTwOYgg
                yTwkgybyT0/oekyT6uhjhyUVHmhfyUWkdbdyUYQrkWyUYVfggyUZScdcyUaBbggyUbgimdyUeUdkgyUrHpihyUrjPabyUv3eggyUxBpyiyUy1efgyVAttegyVBplbe
                yVHlcggyVH8ijayVI9jenyVRVghkyVXReggyVaVbefyVddekcyVh+QdcyVoJgbfyVuPkZpyVw/ifeyV1Mum1yV35qjkyV+HficyWImaVsyWLHfggyWNNgbdyWWncgg
                yWZRlZvyWh6aggyWiamgbyWn9qjcyWpmcZeyW6xijeyW8MbgcyW+EdghyXCEfhgyXHfgehyXTLmfXyXVGubqyXY2bucyXZZZieyXaMdggyXhXldeyXh3ykayXnYiik
                yX5TYYjyX/5gneyYGowlSyYKIjaeyYN7aVcyYPLaihyYPj1kXyYRzjfgyYXvkdkyYZNlhfyYbBflfyYcLnYUyYz3cggyY1cpfayY9rkfqyZATnexyZArfggyZRfkdh
                yZVWfebyZjyfauyZmAncjyZzNgeeyZ0jegiyZ2gaX1yZ4ohgcyZ7+iioyZ87gelyaECdggyaH0hlfyaMRjgmyaXleZcyaXubcuyacgWXnyaeakggyaeel0Myah+sd1
                yarIaggyasAkaiyat6pdjyawaddjyawseggya5EeggybCOobYybGWhfmybJMjqqybPLgfZybPXmeeybStbggybaDgfiybbMrYmybeTekdyblmYggybmrmZtybyHdfn
                ybyYphYyb2DkgeycBRkljycDnljcycHKfYeycSvbggycbidefycnSvafyctXdeyyc1Dahiyc2Rfjgyc4sheeydBkXggydF+jfnydK4fggydROdbdydSgeccydXsaaf
                ydYTfggydegWbZydhqkUnydlAqnbydnEnelydrsgeYydswilfydvWfggydwEcggyeDebjlyeERVaVyeIQhffyeKqiffyeSPgeoyeWqohfyeYImddyeZIjkgyeaTdgg
                ye0TjeayfACmYgyfDoWdfyfD4lfeyfOTfegyfStdoeyfT2eggyfoJiaYyfpjeggyfqThdeyfxglXiyf5adeaygOeeffygWUqpcygaTddUygqtgffyg3XglbyhBtikX
                yhMDcggyhNYgcqyhQ/glbyhcFfelyhhHifcyhlvgamyhyKZgfyh0xgiUyh1Ztfmyh4ffggyiAVepTyiB1fffyiKft6TyiNJglfyiOqbkfyibZqgXyit6eifyiwypki
                yjFjaggyjQgjigyjTzeggyjZWkkbyjfQjasyjlWeggyjn7pneyjtJeggyjxPW/eyjx2lgeyj16knfyj+EonjykBXfggykK/ejfykOepapykOynZkykSvqcfykXJZgg
                ykc/Zfeykknsggykodjefyk5dhcpyk9NpfnylEpfddylNQfjgylOmggfylPxhhrylRchYhylV6pkbylaEefgylaekevylb7lanylfMgggyllFfecyl6qadfyl9grXb
                ymAldggymKdlokymLLYfdymNqgeeymQPifgymcIckeymilXggymkEgffym5nXheym8qcZjym+qfmeynDogffynH4OggynP5ZgjynTqga/ynVOdggynagfXfynbmmff
                ynfXepdynp8pgmynypdggyn05kgvyn3Fcggyn6SbeeyoBKcfgyoDkffgyoTXefbyoU5fdTyod+edgyotSaggyothUggyovjhffyoxyjidyo9Ojepyo9rifZypApkff
                ypB1bggypB+eefypKwibxypPRdggypeRhpjypf9ifdypjAffeypksegeypm0fggypscihYyp27gfeyp3/aggyp63vWeyp+mkkayqDZefhyqGJsiiyqIfperyqJfjgt
                yqLOiegyqROmcYyqRuefiyqSZMggyqV5hfgyqWRaggyqWXVifyqXweggyqbMbggyqc8wI2yqiubfgyqiwkevyq+WXggyq+eredyrFIRfayrGmlcqyrMGflfyrUDkko
                yrUxjfhyreQhlryrhFdriyrkSeggyrq/kqdyruRflvyr6ypeeyr7LgfgysOImidysTOelfyscacggysdeZfbysdwegkyssXicjysskgggystdthWysxGOghys7Aeeg
                ys9Chkbys9VbbeytARbefytC4nkgytFgninytROeggytT8WcYytVxjfmytWRrfryth9fdfytoMklbytv1omcytzSgnfyt7Fqpdyt+gnnfyt+9mbuyuJuieyyuP6fff
                yuY29dYyusvziZyuvyedgyu46dgdyu5NrdayvCFmxSyvFAYggyvMNcggyvPSnZcyvSwhqbyvainliyva4bicyvdShggyvn+jUiyvsgXghyvuhVggyvz1nucyv3teoa
                yv6GcggywCFoPtywFYnjfywP6eggywT0jghywVOcYYywXFiekywZVifcywdyQggywlifegyw0bgkqyw8dtZbyw8oiidyxCjXgjyxI/fggyxPKmlZyxR9eadyxSbWgg
                yxbbskayxcotaeyxiJoaiyxihqhZyxt+dlpyxuphlfyx/XqoqyyJiddcyyQBjkYyykDppXyyqQcedyyuShffyy5Tkefyy6Xiddyy99ioeyzBvzaxyzGUelgyzIoedg
                yzVlbffyzc9ebnyzekfdeyzfAmfoyz2MmeWy0ESjddy0GYingy0Mhbgfy0T3paey0ZAaggy0aKfggy0eZ0nny0i4Xggy0lAmddy0wbZggy04vhdXy0+Dlfky0+rhlg
                y1I/rary1Jejegy1Owlbpy1O+ifcy1RFcefy1XPTegy1Ztneey1f5klfy1ktiqZy1lLcogy1oecggy1xAkeqy1zcidey104hkdy143bhgy1/Icuey2CUeggy2Elkoc
                y2IrZaZy2JVogdy2N6rmYy2Vzkhky2YXkley2akcbgy2hkcfay2jEeggy2lEcggy2lQfrfy22idggy26dTggy3CtmXey3M3gbPy3R0mofy3Xrjehy3Xvrhey3aNjes
                y3cJighy3cgfggy3djnhfy3fpamdy3ptjkYy32ifdcy35Xhgfy3548suy4DEkcuy4EBfggy4ICmddy4MGkhdy4oJagey4s4njdy4vGeggy4v9aiey43ckSiy5ABere
                y5B5lhdy5EVldjy5E/beey5Ghmlgy5PpZfiy5UXlffy5i/lley5lmgghy5qbYggy5vVfkay5z1gffy53bhefy546ledy56GZggy6C+Zify6GjhyPy6Qihemy6VLVgg
                y6WjYjdy6eWiedy6tDenfy6xXfkfy6yFWgcy61Cgdey66Qdggy7QidhWy7UIjZhy7V2fhgy7enWggy7h0bR4y7h5sVxy7kcYvky7nIkjfy7sqkdcy7tOgjgy7tVhfY
                y7wXnpYy7y2kaey7zCbggy72njody79Vfncy79Wicdy8Bcpgpy8MUifby8PjZggy8P0lbqy8P3Zedy8TWLdby8WGgggy8cXeggy8iTgeZy8jZbfTy8mEiegy8u0fgg
                y81pdlgy84ofggy87rfkly9IoVdXy9Qheggy9TjawVy9VvZjny9Wwnday9X2ggcy9dGfjXy9hxhgiy9h9begy9l6mWiy9mqcfgy9vPlpey9xMmbby+C8eWky+ayYgg
                y+jMjiby+l5dggy+onaggy+rJwdey+u8jgfy+1Laggy+3owVey+66fahy+/fbjgy/ACgdgy/EOnify/FWjdjy/IFidsy/Q8kgey/RPbeiy/d4fdfy/hLeRey/oWZhg
                y/2wgicy/2/dffy/3Weggy/5KifhzAAanxYzAC2nWqzALzmqlzARYqpazAV3degzAapZggzAg2dggzAtHfggzAyImqfzA0nwchzBCUdfgzBFyftlzBIeihdzBMyiff
                zBTrjcvzBVzhdezBh8WdezBkwpdozBxTWgczBzLjggzB7wfqWzB9JacyzB9ufgizCD5indzCIVqfczCiJcfmzCqPibuzC1fcggzC11kfvzC2reefzC/NkXozDIQdgc
                zDLIdYfzDM7oXlzDNicggzDhn2ZUzDochuezDryifgzDtzkYdzDxydggzD1nfifzD7HdbdzD+9hbfzEIcnrdzEY3jgdzEeddnezEnvlfZzEn3bggzEoukwfzEy0jka
                zE1cbggzE5HrglzE/OfhezFBsYggzFFnfgezFLliUgzFPReggzFYBjepzFbdodazFfoYaezFhDgfwzFkPhdqzFn2kehzFoWXwazFtxpNgzF0FdgezF3NrvkzF3wica
                zGBveggzGNnhYozGPUfgezGQaefizGV7fauzGabghhzGeFjddzGgMZgfzGkxeggzGloheezGl8egezGmBaggzGxxkbyzG6SfdlzG7AmcdzHNoafizHa0keezHcNddf
                zHfWbfbzHjOkfnzHk7calzH14chgzIDVqZxzIEPhdfzIMCialzITvbggzIdZjdhzIgRhfczIiUdggzIjPpoezImcVoezIxmPegzI54cggzI7hZgTzI9apdozJHbz8W
                zJXNWggzJaNiggzJePZbczJi+ibhzJrFdegzJuGicezJ2WeedzKCGOggzKNtjeuzKUtcffzKbegcUzKhClRrzKnHcZjzKrGdigzKugdggzK0LjfbzK+5SbezK/nerZ
                zLOPgfYzLOpeggzLRjgqfzLRuljlzLbal/RzLcsaffzLegaffzLi/itfzLozgffzLpghjfzLr3pcnzLuZdggzL32ggfzMB2mzczMB6dcfzMKogfgzMNppSyzMPGgbr
                zMPKqlXzMQZYekzMSifsLzMXokXfzMe5kbizMe9ffdzMgRjdmzMkPhedzMmEjefzMwLkhezM11irfzM5AdtZzNEQhsYzNJwTggzNNOhcnzNQUYjhzNVpcfgzNYaXgf
                zNcUibXzNeposjzNesfggzNj3loczNkhffYzNrXhgdzNxSfhZzN47cfnzN/WcggzOFkfaszOICadkzOI2sdfzOI4cedzOPMcemzORkiggzOR+zlYzOUxkhbzOf9eVr
                zOlCefdzOozcqezOqThggzOyTqkczOy/agizO0hhiezO1pggbzO8Zlg1zO/nmtfzO/4bfgzPFUeggzPJkXggzPUdiYizPV0pbUzPjAhjfzPn9nshzPubgeYzPxXcgg
                zPzeghgzP0ERjgzP2kjhczP+yPggzQORgglzQRmafgzQUDcggzQaWcfgzQdYjmczQhIZfgzQlhjmfzQpjRgizQwbgfgzQ0QnadzQ3jjbkzQ6NhhfzQ6WfjfzRA3fnd
                zRBdhdpzRERaefzRG3dhezRN1fhazRUmghfzRWdeggzRXOijdzRYWcgfzRhqkfmzRoEbggzRq8hbdzRtocegzRyAeedzR0SZggzR3EkhYzSCCbajzSHDhfezShodgg
                zSjegtbzSoNhfezSvhkbfzSvidghzS1ifadzS5+eggzS6QcggzS85fkizTCsjeezTDQfggzTNhrsgzTYRigZzTcokafzTdPsb1zTgtdgbzTnApbnzTxXcorzTxsoai
                zT0MeffzT7HneYzUB6eSfzUDYieozUH0oTdzUJyjdezUN3kggzUehcgjzVHUXkhzVRPoY/zVRyjmezVdttllzVhCkldzVk8ZfczWChjehzWH2aggzWLSZbfzWUHnXq
                zWYtgeezWhYWkczWljdggzW1kjjdzW25beizXVBeggzXYLnfgzXZaigSzXa4djjzXdFYgfzXhLZggzXhNeggzXjebbkzXmQuekzXuvwchzX8BkcmzX9DildzYJ5yUd
                zYNOrUczYQDbgozYcfgflzYkBbjbzYk3dgfzYmMneczYpkkeazYq3kljzYwFkdhzYxj0dfzY4rfoTzY8KbggzZPxjblzZTGbgdzZUPiebzZfomZozZfximfzZiY2d1
                zZj5ybjzZlWmjWzZpYmYfzZp7RghzZw5nYhzZ1aUggzZ/eaefzaB/gtezaDjgffzaO6aggzaTddggzajHmZfzal6waSzatPkpPzaudmfnza0Phliza4XWgeza/wdhg
                zbD+mdezbPyfggzbX3ifczbcbcggzbhYmWczbiFaZrzblGjgpzbubfggzbvekfgzb00haozb7hagfzb/+eUczcKwcfvzcQ7cdazcZXfffzcbEblczcihXglzckcqZZ
                zcmgeohzcpkcdqzcsLmbpzcwydfgzc8clXZzc9VfkizdElcbtzdFsidezdLzhehzdTJvcrzdTXiefzdVFmclzdkB1hnzdkWVpfzdkieggzdsIicfzdvalOZzd6TmY3
                zd9tqZdzeKNhgqzeLPmhazeM2YefzeTLfggzefAfb1zehhmnczerNgfozewFcggzexHXVtzexteddzezjcfgze0Vijeze1qhttzfBJkcdzfChffhzfEysNTzfGDnbP
                zfGckeczfIlcajzfP+ggZzfSWbbfzfT9xbazfZVqUhzfb+melzfrreggzfznhggzf1amgezf9Jtqfzf98chgzgGsfggzgH6fYbzgNzfZizgi0bggzguFcdmzgyigff
                zgzvcWdzg54Zggzg77gegzhAkdggzhGqfbuzhImrqXzhSHoiXzhUuqamzhWFidczhbma2dzheBonfzhjGqbuzhwrceczh0Fhgpzh1Sgfizh7peegzh9Deefzh9xdgg
                ziBjifeziFEfciziG1fUdziSEcfbziTZiXcziTdbggziTpkleziUOnXmziXSfdeziY1fdiziZoaggzifpgggzifyTSqzinrxrbzin+gddziqAeggziuLundziwcdom
                ziwxlcPzix/xdcziyQqzYzi1mfggzi3laoezi3tciezi9TjaczjDimfezjE8kYlzjFY6/hzjKwiedzjMRhefzjOkedazjRPedfzjVfeggzjWxgbezjdhYigzjiWnhd
                zjk1ecfzjlcdfXzjtxdfhzj2OiZmzj+Fhbdzj+qghfzkBlmjgzkDiaffzkEvfpdzkIHeggzkRFrsbzkR5bggzkV8oddzkZ6cggzkeeeZfzkiZxfezko0hZszkrBvoZ
                zks/lbdzkuLejczk9UilfzlEWgXfzlKpbggzlQzbbezloWjhezlq8eggzl2PefgzmF0ckezmSpeggzmYkeddzmY1hffzmiNqaezmiVpgXzmjcplizmm7cmfzmwpZgg
                zm2zhgfzm3gYgdzm9kgffzm+0iaazm/hiayznBxpmeznHtlcfznLhpdkznMIlmdznM0eqfznRhcggznUhcfgzncJdbgzniWYggznj5helznvLbthznvMdxXzn0Spah
                zn1Vohfzn/WfezzoFKfggzoUCcdkzoYYhmXzobChakzodAYkkzokRfggzosJmohzo0NocXzo8glYfzpCwjXYzpH1exPzpLfcefzpLyhmfzpRVdggzpRljofzpWYekf
                zpXZgsbzpYblfUzpjfffezpjysgczpoNqayzpqJXnfzpwbgfczpyGfUyzp13oapzqAFfI/zqCnag7zqDDhZczqI0WfhzqL5bfjzqNIpdfzqQDukuzqQNilfzqTKXff
                zqXYidazqYqrZczqa9ldmzqbogdgzqkzgdgzqk/rhbzqwsefgzrIKcbgzrI2leezrMooddzrQfqYZzrYvmhdzrdZejezreszaazrifidjzrjomddzrnDkfmzrrZegg
                zrxSiZazryRhfmzrzVgfczsDBiZezsL6bcZzsPnfZkzsTQhdfzsY3eggzsbAhdfzsd6ocqzsfrZfgzsi1bggzspsgfezsxkcknzsy2fggzs1rdggzs39qisztD6Xoe
                ztN7jieztapfggzthGgicztoJeoaztqmnerzts6hlbztuviogzt+RolezuAJeflzuJ0qcezudQkcbzueWhmdzuiReoVzusWsfZzu3howbzu9brhczvBedtXzvIceig
                zvM1XhczvSbYggzvTTggazvU9digzvWKjbXzvcBdkgzvjSgjbzvnufYizv29XghzwGMindzwVnejfzwXQVgfzweAehfzweWoZazwlpmZfzwnYneZzwobefnzwsifgj
                zwtBcggzw28abtzw4huddzxJMeggzxLRqRzzxLTSggzxTBsaWzxmRdggzxuCjebzxwbeiazx2/fmdzx70dggzx9PlcezyEHkZuzyHipeZzyMLlvrzyMeaggzyVYaad
                zyc9geezydqlfjzykKelJzyoCjddzyxvdenzy5Rmeuzy8Mpfhzy+LjoUzzDHfggzzF3oddzzWolgazzXymbhzzYIggfzzc7Zggzziqjbqzzyhennzz7aiW6zz7jfjg
                z0AAsoaz0JEMX0z0WYeddz0ZUangz0hzdggz0jJTjVz0t4jeez0u7Xadz1A/dhYz1Um/RPz1Xjgdfz1siNkwz1zWWZhz15Smggz15zhggz17Njfcz1/7kX4z2D+ppd
                z2ZRiicz2Z2dlez2b2esZz2dHhawz2hqeggz2mGhmiz2o0aggz2pVidcz2rRrdez2u1Qggz23Whffz242Yofz243irfz3Bxjelz3Mcgggz3Q7elgz3R5gqVz3Yjfjc
                z3k1fZqz30+eraz4CvifZz4KAkZez4KUcggz4Lqfgez4WfXdfz4Xydhgz4Z6nsWz4d6omfz4ephbfz4fQmftz4h9jpfz4lcZhbz4xctedz419jdlz44Eafmz44jnZk
                z46egofz47DteZz496cggz5ADdggz5Smlgnz5VDhegz5WKdfcz5k5mhcz5n5udfz542fkWz55bgaYz6Efmiaz6E2hggz6K8sgSz6LnpoYz6NEeggz6NGtqMz6NPtlf
                z6ULfggz6W7mfdz6bwbkgz6cLZcez6cPfggz6eMhffz6hKdfgz620fafz63TwWbz6+dxyaz7AYhcaz7Gdpefz7QDcegz7YpYbez7bCliUz7eKahoz7s2wdYz71Nbhg
                z74ylcgz8AJfggz8Dacggz8KHlchz8Q7sZaz8RgnYoz8Zzesez8ldthTz8rycYiz8xtbggz82uPgez84uehfz89Ybfdz9LOpkez9LqjZfz9b+gbtz9gybggz9mDOfd
                z9n9fggz9tbibjz92ojbaz92+jSXz93xudmz980ffez986gefz+E0bnYz+HIelfz+Ndd1jz+Qaegdz+S0klaz+UGgYlz+XaznXz+Xmoacz+sApbjz+s9tbpz+txvnY
                z+yQXfcz+42gYez/Gbkabz/ITZepz/O3mflz/QiiZaz/j1bXnz/nBgkqz/zqqfdz/3vihgz/6nZggz//Gegg0ABymdd0ALPucV0AL9Yfg0ANEfgg0AOCick0APrcgg
                0ARUdgg0AV1dgg0AZcdab0Ajw/pY0AnNbgg0Aqtghf0ArNpbr0AxSlce0AyWZmb0A0htSb0A5Gjgg0A8Hghi0A/TkmZ0BJLfgh0BRCigf0BXnZea0BYRgdg0Bl1dgg
                0Bqqdmf0B5Kwae0B5phfd0B97Ygg0B/Ipdu0CDyhbf0CK1nga0CWwfgg0CZ5hgf0Caxdne0Cdf1Wg0ChZfgg0CkGlnd0Cnxesb0Cv1gfn0CzJpbh0C2kusd0C222Qa
                0C5Oief0C+JUgg0C/Gkdg0DAvjed0DHWmdZ0DISege0DLZggg0DMOnsb0DO6adf0DPMkpq0DUlheZ0Dsocfh0Ds1qqc0DtomvV0D4uhbc0ECgid00EHrofe0EJ5Zge
                0EbOfjf0EbTldk0Eskbfg0E0Fifi0E5Ojfi0E7kisq0FCGufp0FDfgXd0FJjYgn0FJmkdd0FQRkdY0FRKfgg0FRNlge0FRjjgm0FZEdgg0Fdtibf0FhRnfg0FiSfgg
                0FpIifa0FqRZgg0F1Gdie0F3tegg0F9DYZg0GHModj0GOVYjg0GSEfgg0Gavcgg0GiB0lR0Gjebgi0Gp2bef0Gscnek0Gtfjie0G3alZi0G8zrgp0HAquua0HDLjes
                0HMOiVc0HU+hY90HZ4gfm0Hfydfe0HyPfij0H52lna0H+4jhe0IC4pdl0IETfgg0INgfgg0IVY6gg0IW8Vgg0IYAgfd0Iapfgg0Ia0fmc0Ib3hue0Idaedg0Iikhfh
                0Iirvic0IunvjY0Iu5fee0IxDeka0Izdgff0JERmdu0JGoRfd0JLlaXi0JUCncY0JUPgnf0JWbfbh0JXin1U0Jg9lem0Jt/eie0J0Nhcl0J2jvfd0J4elZt0J8cfee
                0KHKika0KIWgej0KIifge0KPVhci0KQIgpe0KgiLkg0Khhsdk0Khsmoi0KmGdle0KovmZo0Kqmegh0Ktkmve0K6jfcn0K9ffjf0K/7fgg0LDJagg0LETakg0LVCagg
                0LVFncc0LXgggp0LmOsfq0LqGmdh0LrPmak0Lt+hZZ0L9Ojfl0MSZcXf0MtLhqY0M0Ddgg0M22VhZ0M9ooff0NDzgje0NFBbgg0NTydSa0NZHebg0Nawfdc0NgYjef
                0NhMtTk0NjEdWc0Nprhgm0N1Xfhg0N1rega0N5bWdb0N/wgfe0OJasho0ON1kgg0ObTsdZ0Ocolle0Ohjegg0Oh1nvY0OiKdbd0OmheZc0Onlidc0OqJemg0Ouwcgm
                0OwsZmf0O6Hbdf0PCyige0PKNfio0PMSfcb0PPGkdd0PTQide0PVfhff0PYcyat0PiIjil0PnWscq0PtWcgg0PwPvbW0P2ekef0P7LYgg0P8zfrW0QAtiYn0QI1dej
                0QNlYhb0QO9nZe0QWkmbc0QZ1mde0QkbmgO0QoJlcn0Qwmrbe0QxPkhf0Q6elgg0Q9ekmb0RIgbaW0RI5mac0RKEegg0RXrdgg0Rakndf0RfLjne0Rlthsk0RmtdZg
                0RnDYgf0RqQgsa0Rse1dd0Rv+lde0R9Zgfg0SBFqcw0SDDkcg0SKgnbc0SLDofY0SRTegg0STUjdX0STmhff0SgAegg0SgN8ZZ0SmUjjb0SnovvR0Ssldkh0SupnYo
                0S3Zkfe0S6Rjef0TNfmkk0TOvffg0TVvqja0Tdifgq0Temggg0Tilfek0Ti0ehj0TopXcd0Tp5qUs0Tviagg0Txrffg0T8Nmeg0UA0ceg0UDlWff0UIgoih0UQAdrf
                0UT+jcd0UbD2bZ0Ubeagg0UkDegg0UsuZgh0UwUcgg0U1jZbe0U4Beyd0U76Yfr0U9Aoei0U96afc0VANbjf0VB7fgg0VMQxXa0VOeggg0VRZmUr0VTEhmf0VY7ggg
                0VbRobe0VfPdgg0Vjdegg0Vpj1Se0VxAfcZ0V7Megg0V+Njmf0V/Khpd0WB7hei0WFtcgg0WF0nXg0WHGlhe0WIQhgg0WKLViX0WLfjge0WM/qfe0Wkjccf0Wv1egh
                0WxJeed0WxgmUc0WxjcgZ0Wzyhda0XFzgdk0XGJkdd0XJMefe0XOdcbu0XPYjYz0XcMhgg0Xe6gig0XjSpfM0XlpZgg0Xmrudo0XzzifY0X1Nodg0X4Plnf0X5Sidp
                0X6kacc0X/Wkfh0YDJzvZ0YE2pdr0YKzgeg0YZtpZU0Yfidbf0Ygzigj0Yhvcgg0YmqtVd0Yxtoew0Y1Igse0Y31nea0Y5xiel0Y9Madk0ZBVwbd0ZD2j4k0ZSTdgg
                0ZYyibk0Zh/gke0Zitlfe0Zkwhbb0Zk4Yah0ZyGmef0Z1sttl0Z8mggg0Z9Wlcs0aCNdfc0aFRcff0aIA4dZ0aZJire0ahmcra0av+qig0a55dkc0a6Ncfl0bKGxbY
                0bPGcgg0bQ6kvX0bdafgf0bd3hfe0bechVs0bjicde0bnutee0bnywgg0brAncf0bv6jgf0bzxagg0b7sijd0cCUcnc0cOjfnf0cQZegg0cRtidn0cnTkah0coYhwd
                0cykcfe0cy5lLY0c2Bhew0c3ragg0c36iee0dB+bsg0dCrhdf0dGBikf0dL7ggg0dNpcgg0dVNqfe0dhHgYj0dmIcdg0dqhvgp0dsrded0dzIWep0d6STfg0d9hmW0
                0eBxkhd0eLOfgj0eRVhcv0eS3edf0eU1xgg0eWnagi0ejtVgm0elbiZy0elnkkf0emScgj0eydsWg0ezYhij0e8Uskk0e9plfd0fBrUgf0fCZdVq0fHJkod0fJFplh
                0fQ/cff0fYJmZY0fkZagg0fkccff0flZmae0fuQfdg0f3ofgg0f5dfje0f9HdcY0gCocLj0gFDghf0gH2ggg0gLhahg0gMthrc0gWIics0gXgbgg0gZLagg0ghbbkf
                0gluZdf0gnsgeZ0grQYgg0gtpfff0guVeXc0gvujZi0g8sddf0hGJihe0hWzZjc0hYYfoZ0heQceg0hmghfr0h17ufe0h61chf0iILggf0iNAynW0iULhig0iaJfeb
                0ibBgdf0iu7cmf0i0SdWb0i1upfd0jMpbgg0jRyeef0jYgnfx0ja3Xge0jf3Zff0jiXjXl0jk9ifg0j2Iegg0j8VYgg0j/0egg0kArdgg0kD5Zgs0kF+ieg0kGpfgg
                0kIIiec0kKWjgg0kLAfgg0kReeef0kbBZgg0kbEcbg0kbcggf0kdHgiq0knvhil0ktpljf0kujwmc0k0Kppj0lAjlld0lBCjjk0lC3spa0lKrtdk0lMKh6g0lWSfff
                0ljZdgc0llrife0lmgtgR0lmkdfh0lp4fbc0lqnjbd0l0Nbne0l5vefg0mDiqkr0mjngnX0mqtYgg0mtTcbf0nEXldz0nKaYfV0nTQfjY0nUbgce0nWVfZu0na/bbc
                0nb9egq0nepggf0niNfgg0nkmVgi0nw9hic0n9wegg0oOtdfg0oTrmig0oYkZZd0oZDqja0oa7smc0od0aff0oeptng0onmcRY0oubZje0o42jak0pDUphl0pT8mep
                0pU+egg0pYJrch0pYVegg0pksagg0pmykXm0poEikd0pp9egg0pz3icb0qFGgeg0qI5lfe0qJranJ0qRTfdm0qSsofh0qWHmkc0qb5Xnc0qsJcgg0quCgef0qxBddf
                0rB6hie0rJDbbg0rJXhsd0rNXeco0rWfegg0rc2Zgg0rdsiWt0rtniff0r4wmde0sE1igg0sFgmra0sK8kjm0sLvYgg0sMSags0sZFndg0skIlbb0sllfkf0svRiex
                0svjggh0s6Ovhg0s+xcdc0tAEgme0tEfqce0tGBcgn0tICcgg0tUoWff0tbTepm0thekbz0tt7ggm0tv4hes0t88cTs0uPSZgg0uXIbgg0ujAlih0uufWqd0uzwlck
                0u0/cgg0u2hfgg0u9Hjlb0u/Eibj0vOafZg0vXhvcc0vZ9biW0veerxZ0ve0cgg0vi+kjU0vy5dgg0vzkYkf0wAUggZ0wBgbqa0wBnbgg0wCUeYf0wFelWf0wGUaIg
                0wKrhea0wXLhcl0waBfYh0waOkee0wiViim0wt7hfg0wvyhca0wxrtha0w6Mrci0xEcbeV0xFJjaf0xJfiXb0xSTedg0xYXlge0xgYfhc0xublel0x3gffc0yB3ofg
                0yH/rZs0yJ9ggg0yKfecg0yLGhcf0yNBnyc0yN4gcf0yW0ife0yeTdXe0yetfgg0ypzggg0ywkhhb0yw+lbb0y1gZef0y47dgg0y6pyeW0y+Vneo0y+ueff0zAdZYe
                0zFFriu0zI7jwh0zJkhcv0zRtmce0za8jle0zcuZdz0zexmyc0zicfjZ0zi6fkZ0zytlgo0zzjbef0z2ydkd0z54nfo00A1cgg00Fwfed00Gngbc00Hudjj00N8dfg
                00QTegg00YmoYe00ZfnSU00fRife00feajb00i1ggg00jomYk00mIjef00wmlff001mauf007Zjed007xqde009xdrV00+3ieh00+5dgg01E3jdc01HUfgg01I+fTz
                01Tgpcb01cDdfr01fsddb01hVvWZ01iIiqf01oZagg01pOZgg01v4Ygg010Bkec012aiYf013Fnhk016ijdf016/nif01+Hnaf02DykSf02Luldb02Mijjo02Yckef
                02dqdje02ekcgg02iYocd02mUdXr02pIVrf02qBiee02rVhce02szumb02uQmff02vSZbd02+FiXg02/adqg03Dffgg03O1nfn03RLudd03Xecgk03Xlcnf03aIegg
                03pmj/Z03spihn03swoee03zLfZg04J3pbf04KcWgg04RXese04R2zpV04Y1jdf04i7qcr04sstcv04t6Vge04vVUgg040wkhZ0442cfg046Thef05BfYff05LHkef
                05SHhgk05Vidgg05WIkid05aKpdk05gTeep05pjdnV05qftuc05uPXZe05wMdgg053Duee054TnYX06ANrqd06Kdiae06Ozkrf06Qwgfj06Utnjr06glfeg06tpkqc
                06zcffj064WmrR067Xefg07Ardeh07Vvjhp07WBeee07Yvpgp07Y8idd07ZUhgg07bifgg07bwhgf077rgig079Gcjf08H1mee08J6hjd08N9hfg08Vcdae08l4fdf
                08p9fgg08q4wqe08wAgfa08wrnYy088ZjZs09GVegg09GYhgh09H7phz09cUicj09fJeeg09iRcYm09nLnaf0+HDgk60+WXrXe0+Xkcgg0+e1iof0+wLchl0/JHjLc
                0/Wyddf0/Yfcgg0/gHmeg0/mbfdq0/qBijg0/spfgg0/tinfj0/tncgg0/upcgg0/wynTy0/2iYaj0/8ldbg0/+7egg1AD0tkZ1AF1olk1AUoobn1AW8Wef1AXUpvZ
                1AY5iZd1AbFbgf1AeGise1Atxoee1BFokld1BP4kYf1Baodgg1Biedcg1BoHdgg1BvuZgd1B0iabf1B2Qmdk1B2Y4WW1B8niYn1CE4hhb1CWBjdk1CWFdfj1CWGicf
                1CW/egg1CbRecs1Cd0iap1Cd5hea1Ceicgg1CfAoci1CfTljd1CgAUjf1Cluhkf1CrGYgg1CwUidm1CyblgL1C0sgde1C34obk1C7Digd1C7zk0c1C8uYdf1DAXeed
                1DBbhdf1DSblgo1DTzgsa1DY7ejg1Dbcmba1DhYgfj1D31bgg1D46ioQ1D5ygkj1D/Lmfi1D/Shje1EFIacc1EFOild1EOEffj1EQfhhh1EUIred1EUjnef1Earfhc
                1Eovefc1EpPegg1E1ijnc1E2cucd1E/Aqfe1FCfoqh1FG2fgg1FVKndV1FWlceg1FX+Ufg1FiHfck1F1Hdgg1F1ifna1F42fgg1F8Npgn1F/2lfg1GCrgfl1GRnnbd
                1GaPqTw1Ga3bkd1GcDffl1GcacfW1GezrWY1GhmocZ1Ghzqqc1GkGfag1GyQYjf1G97fnb1HBddgg1HCQfmh1HEGiZr1HFmTrb1HKecqW1HKhegg1HMfWgg1Hajcfj
                1HfX/Z91HgXhfb1Hg0sde1HiXech1Hizgee1Hkblff1Hm0XgZ1HnWflf1HuMfcf1Hw9omw1H3Jbif1H6megg1H8gifg1H98fgg1H+qXgg1H+tkZg1IA5igi1IDuhqQ
                1IFNdgg1IHjegg1IK7ehi1IPVgak1ISXZaj1ITVrdZ1IYPuNc1IYSfqi1IlgaUq1Isooho1IyUmjW1Izachf1I0AYfk1I0ijeg1JPmWlf1JTagef1JU8fxf1JVvfjg
                1JXIbgh1JY+edn1JaYgef1JfjqsZ1JhEgea1Jh9lsg1J0vkhY1J2fmeb1J4MfYc1J4ufgg1KFulgh1KNzhSf1KTAkoi1KYFcat1Ki9kwR1KnIvYY1KqHigf1KyXobj
                1K04ddb1K0+oze1K+mgkj1LA+ffd1LDhuVq1LD/fff1LLSegg1LNZfgq1LOgoqX1LQeudt1LV+gif1LWonib1LYChee1LY/ipe1LZ1dbh1LlVbie1LmSidq1LyJdgn
                1L+Vcgg1MG4Wdf1MHVhif1MPNahZ1MP8fgg1MdgZdg1Mmtlap1MnThXY1Mpscgh1MspPfb1MtQfed1MuScVd1Mw3Vmq1M3jTef1M53dgg1M6/Vbf1M7kdlb1NLUdif
                1NPSwhe1NSCZhe1NdOcgg1NiQgYm1Niiuba1Niycgg1NrBhep1Ntbned1OJIkgc1OVkagV1OWHmgg1OaTtfo1Ocrbef1Ooyhfj1Oq2hke1OxPkbh1O2vkxZ1O9udnk
                1PCnged1PIvinn1PJIZgg1PJzdgg1PMJbgg1PRDjec1Pe/u6V1PtSjfh1PxQhcj1PzRgkg1P0Dhgd1P6cjdf1QFUmea1QHikcc1QIrgXm1QVnfid1Qfvibi1QgTkgf
                1QtJdqc1Q0xdgg1Q19moe1Q3Imse1RMcjci1RQuZgg1RRZeec1RUeLii1RV9cgd1Rn2Vgg1RvafXk1RyiqZ21R0jegg1R1Shdg1R7Hjgg1SEhfLr1SNKbpd1SkZegg
                1Syggfg1S3udel1S5Vkkc1TGdbgi1THhe821TObagg1TQDkeX1Tc9eiZ1Tdmagg1Tg9kod1TqSxlm1TtOeas1TxNger1TxQbgg1TyUibm1T08lcc1T6Yrfc1T6cYfr
                1T/RXgg1UJAcgg1UMqide1UN3ege1UQrdff1Uiaeff1UlZgch1UoYecl1Uy1jif1U3keeq1U/iORb1VIEefe1VIwjda1VJtigg1VM+eed1VVBabm1VWJWgg1VXCkkp
                1VcLhkd1Vepeeg1Vf4bgc1VhTrja1Vihfgf1VmXuii1VvHecf1VzGmgd1V2Hnem1V8GiZW1V+Mhgl1WAFefb1WBubgg1WDkiea1WQKfbo1WRseeb1WU5deg1WV/neW
                1WYrlda1WfvYol1Wphdgg1WwickY1WyZcgg1W5knee1W8iocd1XFWhei1XLDqje1XNBnbX1XOtihc1XSBieg1XYoqib1Xexjgi1XgVcUs1Xgjbgf1Xg4rbb1XkHdgm
                1XlBdgg1Xn+Vgg1XsRfaz1X3yfgg1X6spcd1X8Maeg1X8feec1X8rffi1X/ynla1YOobgf1YVBhfb1YZochZ1YhnioZ1Yiyrwf1YlBhig1Yo0jfe1Ypudgg1Ys/nee
                1YuIffg1Yxhggf1Y0xhfn1ZBsegf1ZD5n4Y1ZOFfXr1ZWs8NZ1ZZHcgr1Zi8neV1Zj9gbV1Zquibk1Zv0geb1Z1qldd1Z/Dcfe1aDxchd1aGmjea1ansrnT1apojpe
                1asrnde1avWbgj1ay6rcn1a7HLcf1bBfgbv1bBmiff1bDugib1bInbpe1bSMhcf1bUfagg1bbRWgg1bbmcgg1bhEcef1bsabhg1bya1lX1b9ifgg1cI9lna1cJjhzd
                1caoed01ccLnXL1cf4ube1csXsjn1csrsi31cs0lfe1cu8pgH1c+Ojgi1dDqkan1dFEqie1dHLVfg1dL0cgg1dPgbkg1dR7kai1dSdfgg1dbDjbs1dckdof1ddgemd
                1dghjdo1dgwdgg1dhLlfn1diwdeg1dj1efj1doMhdb1duZfgf1dySuba1d78ddi1eEHYdl1eI1lgg1eLDmhm1eY6cgg1emsfcj1eougWh1ettZgg1exOffw1extjhg
                1e2Yqcc1fBvrWc1fCWpgg1fG6jfe1fRgTgg1feneih1f6Emge1f9phkg1f93dbe1gExdnb1gIigld1gKf0je1gLKlXo1gP7jgi1gUphdf1ga5lce1gl/kfr1gp2lfj
                1gyTfgg1gy+lge1hCmkee1hGhrcf1hQjagm1hXBcgc1heNagg1hqkioq1hrx6cp1htidef1h5TYoe1iEBgfg1iFwZfg1iHtjeq1iIbsf/1iMOdig1iQtufZ1iTHcja
                1iUugui1iXBmak1iXzuyS1iYnkfk1iZgZfm1iafide1igCXgg1imIjue1inUgee1jQOcgg1jRxjdu1jTFXdv1jTeece1jWHwka1jW8ccf1jcuaOo1jgmbgg1jlfmgl
                1jnzddf1jn5ghg1jr2hfd1ju9fgg1j/+ge01kGXmcb1kXNlid1kXQZgh1kZ2hdf1krpegg1kvmegg1kxicme1kyrcgh1kzQcgg1kzlrct1k0ginU1lLuaee1lPPgeg
                1lR/fhg1lXCVjg1lZbggg1lZwhdd1lbihSi1lejfef1lhpccV1ljbnmc1ljlhnc1lmOdek1luTrYc1lvtfee1mAe5wY1mHVigk1mICfiZ1mMtbkf1mTtmje1mUmuUv
                1mYKkaz1mZeddf1mZ+nde1mcqeff1mf8Yjk1msXhna1nCQagg1nC8egb1nGLfsM1nIWqff1nNsggg1nShleu1nSznqc1nZcdpg1nalkff1nfajca1nz+egg1oAkbhg
                1oBDnel1oBSlcc1oEKReg1oElkne1oQOjff1oQRZee1oQcegg1oSvgec1oTXfee1ofQjma1ohSklc1oilnne1oknler1okuZjc1omKkem1ou9dgg1o/0Xlx1pXifgg
                1pcFkef1pehjij1pgQdhh1phSofp1piBcgg1pmSagg1pnpZeh1prMdgg1p2tgbf1p5Vdgg1qPseZr1qQAigi1qXDddd1qcfmff1qc4dgg1qj3qWU1qpSQgg1qpTRgg
                1qtQnfW1qvIwiS1rGWm2Y1rb+iXc1rzBgcf1r1tchX1r8/cbe1sVDlgj1sWGhec1sXvgff1savcdf1sjAhjb1smByfc1sv4loZ1tAveoQ1tGKhnZ1tO5mhK1tcbegp
                1tzbfgg1t2Yfgg1t6Dmaf1uKbZmu1uRzdgd1udXcef1ueHkgc1uekiZf1ufbhec1uoxhfl1upXhee1uuMZje1u0Busa1u7HYgg1u9fjkd1vDUmle1vDsegg1vGbqhd
                1vM/dgg1vPoYfh1vRJfaZ1vUZffg1vU2eia1vY1bgg1vc3Xgg1vpGmeo1vrkfee1vtFjdn1vuu0VZ1v02lgc1v3oeih1v8Zkbd1v/jabZ1wBIego1wBhikc1wEmdjf
                1wQZegg1wfffgg1winfyZ1wlSree1wm6gdg1wnnegg1wtBdgf1wxHied1w0clgb1w1/bgg1w54hgf1w+/hag1xEAUid1xEgb7d1xPMjbd1xS/che1xTjYgg1xWbgqh
                1xXNcgg1xe8hbk1xf2lbp1xifYed1xikied1xuwiff1x7Wmgi1x8eera1yBUdhf1yLQcco1yR9gfg1yZChP41ybsrhk1yb/ncu1ypMleq1yqTpTt1yvYcfg1y6grph
                1y/Zaao1zARagf1zF3jlV1zGilcc1zLHnce1zWWWgg1zmCXgg1zwgdgg1zyQqkt1zzwjce1z7Ihqd1z+1ihp10CHXes10FHj5a10FplUu10Hdpgg10KMfee10PVics
                10PalYk10cvbgi10eqvby10fpknf10jLodj10lxdeb10n9dgg10o1fgg10pnoaf101jhgf103qdfg1048agg106wUqe107bdgg11Dfegg11EYgeh11Ylgdd11dvjab
                11gVoie11whggZ11y2gfw11zXmii117bWgg11+Zftb12Gwhef12Ifjid12V36qS12YCegg12cIhds12djngg12hcmqa12lGXgg12svpia12vZ/kT121Dgjc125Zfgg
                13AAg0U13Egffh13Ggefh13HDWkY13KGpkf13Q7rYZ13Svjbp13Thajk13Zeegg13Z3ggg13gVdgg13hDjnc13kPbel13k2ofm13lQfge13sHhZl13x0pSv130wu3b
                131Ijkr136nore137jmcy13+vidd14FLgfh14FriXp14F/shh14GTgsg14M6ncq14Nugcq14VPkff14XlRfg14gsrkZ14kWbff14lEbgg14snfgq141qkea144jphe
                146Sehg147XfkZ14/Mjdb15IkmfY15Irfgg15UXxba15WKfgg15hSqea15kJedj15rOw2R15ricgg15tGyed15uPggg152Sjgj156Sqmc15+Aejf16AWpff16THfgf
                16W5fgg16acmde16jLXef16ruifq16wWchg168zqbc16/efge17J5eff17VvkaT17uTmSi171Nigl1793Sjg17+0guh18H6kgp18Prpaf18pOdkg180Abbp1829Zav
                184ehih185CkeY19GLgee19I4gde19PVglc19Uhohj19W/tef19ZZpve19a1cfb19c4gkg19jvodf19oLagg19xQZhe19xydfm1913hke197xmdl19/Fhpg1+AMphE
                1+LUmqe1+Ojfgg1+aQhle1+ovbjg1+trhgp1+wXVgg1/D7Vgg1/LCfjc1/TLYej1/evaik1/fVcgg1/kKeff1/yleif1/3Gbgf2ACQikf2AGVggg2AHJeah2AH3lde
                2AL1fgg2AQJjdd2AR7imd2AY/llj2AZNcfe2AZ/jda2AkFggg2AtKeig2Atuise2At/klc2A3gocn2A9tjZp2BCewma2BG4eff2BPSogh2BSkiee2BbDdXm2BdFmed
                2Bdihld2BjBbjd2BnrZgg2Bokdfg2B0GmZb2B6wlck2CENdgi2CFHwkZ2CHmyne2CJhhdg2CKvbei2CKx5h12CPJimd2CSyhff2CV0eea2CV1Ude2CWzdde2CdBuRw
                2ClFggc2Crmkej2CzHils2C0PhXm2C7xiko2DJZmbZ2DJiibw2DKSgdo2DPBfed2DWIZof2DZclgl2DaohUl2Dggdgf2DiZfxe2Dp4bbk2DwSide2DwVbfb2DzAggg
                2D4sYge2D5sZhd2D5xiec2D6Aagd2ED7fgg2EP0bgg2EZpkff2EcHggg2EgdoXd2EiNUdg2E2Hybb2E3vtvV2E5Ncgg2E6vknf2E7Kcgc2FAZiXo2FFlefl2FFrz3b
                2FIGqco2FRofdy2FVPnZd2FZYqdr2FhRdqr2FjszlL2Fnofgg2FnwYjl2Fo4Xfg2FzbwV02F1kncd2F4FdhY2F/fjdf2GGopeo2GUviff2Ghxotf2Gjpgeg2Gnfcgh
                2Gpqfgg2GtKhei2G0nffe2G1bfaf2G1jhbb2G42hR32G93fgg2G+kiad2G+5agg2HBhegg2Hb0fgg2Heaggg2HesYgg2Hy9kgf2H21ieh2H50bql2H7ygco2H70ilg
                2H+okeu2IEO1dY2IL5iff2ISWdgg2IT7pdb2Io0ifh2IpRjmf2Ipldfe2Irnmff2I6Tlbd2I7GjXo2I9khfm2I/safa2JF5gfd2JH7Tgl2JWcgfg2JehhbY2Jl7jkh
                2Jnuhfg2JtEcjd2JtGcgg2JxHfgg2Jxchdh2JzRdfg2J0tldb2KEDbcf2KI2pcj2KWIZgg2Kaplea2KhRcld2KjOeZc2Kkpdbw2Krlmbe2KtaWgg2K00mZt2LBDeed
                2LG6ide2LJlfgg2LRgXgg2LVvmpe2LYgYd32Ldtdff2Llzcgg2Lq8fdm2Lrwbfg2Lxsagg2LzAhfc2L4QhjV2L5yegg2L8Elnm2L9ejXZ2MA6kfb2MGYbhg2MJMnbl
                2MQWVgg2Mc8ZsY2Md6heg2Mhvhfe2Mh5pUh2MoXgcf2Mo+fdg2MpOYce2Mv+lmZ2MzLi8c2MzqjnY2M29Xff2M4Hdgg2NEgdfg2NJvmhc2NPuqed2NQImap2Ne5hcf
                2Nl3orX2NpmifZ2Nvogeg2NxOqUq2OB+ggg2OGkwqd2OL8jld2Oiiugf2Ossacc2OxKegg2PAGlva2PIcXff2PLHfgg2PTOnfi2Phnfbf2PiCnbi2Ppcjel2PqMjpc
                2Pzulqw2P1Gede2P3/Qff2QGPabM2QJUhne2QMPfgg2QRCfeg2QV7cgg2Qhvbgg2QlLxcV2Qt4egg2Q1Pedf2Q1fngg2Q3Nicj2Q/Btfo2RAvdlf2RCflOz2RLNdgg
                2RTynek2RWqieq2RYtpoh2Rbucgg2RhSgYg2Rm1jkj2RqSfc12R6rffd2R8Nehf2SBmhlf2SCi0ie2SJdird2SLAqfe2SLYdgg2SNxlex2SRvage2STBdgg2Scykfi
                2Sdxgen2SjMpwW2Sv5hfn2S2vZdf2TCnrab2THncie2TSChkg2Tg7cgg2Tl8mcd2TpPlhg2TxGkco2TzRpYZ2UEZdgg2UJQjjO2UJkbff2UN5ZpW2UfbjI12UhHhef
                2UmifZ32UqMket2Ur7hld2Uyvejd2U0ohnZ2U1hVgg2U1nhpb2U8Cnen2U+AXgg2VFFgfg2VU9agg2VZPr0Z2Vb+hff2VgRhil2Vgsqky2VrYadg2V65gkb2V77Vfg
                2WB+egg2WDPqYc2WDficc2WG9fgg2WL1ffg2WMkmiU2WWrggg2WZeVgg2WaWjfb2Wdyedk2WfWgcg2Wfmukc2WhnZgg2WnDWgb2WnGZgg2WnToga2WwHedq2W7Mdgg
                2W8dgka2XAZiyd2XDWrqY2XJJond2XMLedp2XMNkkb2XT9Wkq2XVNdgg2XW7ifY2XcGgjg2XeT4hZ2XjSlmp2Xlpllb2Xsimad2YCbZgk2YJ3ihd2YNRfng2YXgkgb
                2Ygoflm2Yhicgg2Ylkkep2YmFnfc2Y5lpkn2ZF3jcn2ZHzjcc2ZIDgae2ZI3egg2ZJVfbf2ZPikbg2ZWiulW2Zagkfp2Zc5iXm2ZfTgff2Zl4djg2ZtyjVe2Zz+mkO
                2Z7EUkb2aPihrT2aYWdcp2aaycgg2agdmod2ajWjdm2ajnkcn2apGceg2aqagfm2as9cdn2a7Fdff2bKGfgg2bMDoem2bMceng2bQhkga2bQjYfg2bkNkjf2bnMegg
                2b2KhiX2b7zdmb2cCVfee2cE2fif2cFebgg2cMollV2cOnbfe2cWzdgg2cZugpc2cbZfgg2cgBZcf2chJZha2ctzcgg2cuFfgi2cudZfg2cwxeoW2cyeobc2c0Picf
                2c26pdg2dEpifi2dG4ihf2dRcjpf2dVeagg2dnFhoZ2dpFegg2dyIbhf2dyZZgg2dy0sta2d4SYgg2d9Bjed2eE1jsd2eFkoie2eGmgg02eKd2jj2eLzdgg2eMSncn
                2eMqnfe2eN7agg2ePHdkg2egikle2ejsbgg2eqKYgd2esKbfj2es1fff2etRfgg2eyAmee2e5sgfj2fJjfeg2fKIgoe2fKMZpd2fMurvs2fTqhwc2fU3qdf2fqdeis
                2fwbdbi2gAQfhe2gDzepg2gECUfg2gFhdoe2gHjorc2gTujgb2gUyjco2gdxpbZ2g/ldgg2hGzZge2hT+hed2hoQifo2hzodgg2h1nhdd2h1wilk2h2lidg2h+9uno
                2iBHmfd2iB/hff2iEygfc2iGsNgl2iM2lpd2ibMfbe2ie0cad2ir2rcf2i4khhf2i58ffg2jGGWgg2jL6beg2jNEhVf2jO1nlc2jTnfWf2jUEZcm2jUTgfh2jjASil
                2jlFjif2juodbo2j4eZfo2j95kcf2kDGfoT2kEnegg2kGwhdg2kKkhak2kcYdgg2kcoVig2klposY2koKeff2ksHfmY2k2Gxav2lALegj2lBlihZ2lDYhhY2lLygUq
                2lMmqjd2lVlcgb2lW/odr2lbdkfo2lkieme2lmXhek2lmbdeh2lpIfZs2lp6mgg2lrPYhi2lvicZe2lwinrc2l1anjg2l2+hfe2l3Aeeg2l9Sagg2mWgdgg2mbjfff
                2mh3vgp2mncmfe2mwmhdl2mzOniW2m8fXWc2nFggfh2nJVagg2nKHlfr2nQFjYf2nSZmfj2na1eee2nuYffd2nzDsmg2nz1agg2n/8faf2oNvjfu2oUpifi2oY7hgg
                2obZgjf2ogGild2oopooq2or2wjT2pCGgmi2pDHbhf2pFDdeg2pHVoee2pMgzoW2pSSold2pjTgdk2pjpgex2pjqjOw2pn0mld2pthvpc2pwLeef2p1Cdae2p2hmni
                2p8YqZj2qESird2qM7hfg2qSTegg2qTNbgg2qWMjse2qakdef2qyShfg2qywdgg2q4xTgg2q7Gexb2q8Vfff2q89fgg2q/Iien2rByjge2rDMggg2rJuagg2rM+mnZ
                2rOMtcl2rRKjZu2rS2kcc2rYjneh2rgochg2rjlagb2rjtthd2rokfee2rpHhYy2rsRfgg2rwRi1b2sBmheo2sDQdfg2sDdugl2sEXakf2sN6gdj2sXBbgg2scNfkc
                2sccedm2sgTnUd2swqr0T2s2fVYf2s+0lig2tGihck2tYqgjg2teUhij2th5egg2tq6hqc2trAevW2t3Bcgg2t35di02t9uncY2t+Hhgg2uF2kgg2uGYUgg2uKzftc
                2uNJcgg2uPlgel2uaFjbf2ucCgdg2ugEnQk2ugpsum2uhlggg2ulihfk2umLqao2uoDYZV2utMeic2uu8egg2uxngeg2u1ucme2vIfffr2vIibbf2vLqhYd2vOkdgg
                2vOzjki2vPfgvd2vU9fef2vatrfd2va5dgZ2vhgiih2vo/tnj2vqJcgi2vtEqgg2vySZhe2vzNVgg2v06Zeg2v1Hide2v6Hjgq2v9hoif2wD7igg2wN2dje2wQwirg
                2wSafgg2wWyumV2wZgXgg2wgtgme2whReed2wh7ivZ2wt5fgg2wwhkda2w1Nffn2w2nifg2w45rR42xCGfVg2xOxdkZ2xSWdig2xUDxeR2xUOjdf2xYcsnd2xd3keh
                2xksfgg2xo7hjc2xpxbgg2xssXgg2xsvjce2xtPlbi2x3tfWy2x4MZcS2x6Hgmf2yA8Ygg2yC9lhc2yDvigg2yEFgfh2yIlnde2yOTego2yXlihe2ycAbeg2ycxdgg
                2yegkma2yn4fgg2yqEWgg2zMXnll2zOwegg2zgMkhm2zhXnne2zkTigc2zmKhcg2zrUWfi2zztodc2z05eae2z4Fsld2z5Iqfr2z7SaZk20IOcgg20I9gej20OFsez
                20Usfef20YA/gg20fbooa20g2evf20hceij20kzbgg201khci202mlba203gold207Vced208Cbnk20+1tPk21AGeli21ErWgc21Haied21N9Vgl21OXcgg21XxXgg
                21Zobnc21iZYgg21igifi21qudgg21vBcgg21ykdif212bgcZ215JlhX22A9rnZ22BBaje22Cregd22I9keg22Jpgfd22Ooiem22Uix4a22VTgec22WMeeb22YBfhg
                22bGdaf22bXpZb22fRkce22j9edf22mofgg22qjpTy22xmZSo22yViff220megg22/Nted23Ffbsg23F9fml23GNgfg23KUfee23SBSDr23SGqdi23YJkrd23dUdgg
                23gmcgg23iefgg23pZmgg23tghcg23uBZcY23xMegg23zdfgv233abgg234ecgg24Nhfal24bHWfl24d4hmb24ocjcg24s8hdg24tGrca24vXfdd241Nget246skZd
                25KYliX25T9hff25WRbgg25ZZcgg25dRngd25elohp25lJagg25ndoid25pDhgd25wxidm2565nfu2576kge25/xaxm26D8agg26QzblY26THeZc26aikbe26awbfo
                26qQhbf26ueffe26ufgkg26xVlse26xgbif2601kgg262dmXd263vgrZ264Hkfg27G5Yjo27IIeke27OIXig27RXjfd27Sumff27XsjWz27aejdo27eogfe27hnfnf
                27jQffn27lNuZU27lfdgg27n1fgg27zsrfX27/gggl28AShik28Camfv28FMjsd28MmWkf28Ojgnd28Ylegg28byjfh28g5gfg28hhryQ28m7efi28s/hfb28wMimb
                28waoY229CFfgg29HUjee29PXIgg29ppXgg29yaSef290hsod299mkec2+Ikabi2+Jjjfg2+Lisbd2+QvlWd2+REegg2+Ucffh2+V/ffk2+XBajf2+dMadd2+rUedp
                2+uveed2+46ilf2+6tbkg2+/RpZm2/BKfgg2/Hjrej2/I6fgg2/Oofgg2/RZpwY2/U0jfa2/W1aad2/b5bqf2/p9ccd2/v2bgg2/06meh2/3Rcfg3ABPegg3AD5mdk
                3AEmgff3AGnmR03AJjjdf3Ai0gff3Ajuegn3An7chr3As/fff3At9iem3Ayrndu3Azikbf3A4QYgg3A5Mchj3A+gfgg3BAKmYa3BMPjbn3BMUbub3BXKhff3BY+fmg
                3BZUids3BiVbmb3Bj6UYe3BuJjey3Bw1kbZ3B4QUed3CP5gnf3CQyZdf3CTfmcg3CTxbff3Cjgcgi3Crlcgg3C2wkad3C52emf3DJpagg3DKwgec3DVVdop3DXbdfd
                3DeFlua3DsGigg3Dv+wek3D4ma2i3D66geW3D+2ike3EDxrfe3ERyfdd3EYGkgg3Ea9gff3EjAwni3Eo6kem3EsSqoL3E8Dggg3E8Yfgf3E9Xhjf3FB5ehf3FNTeal
                3FPkkmf3FRdbgg3FTwnhd3FUlicc3FY5fZd3FbQjfg3Fl6egg3FqYldd3Fqr/lk3Fujhpd3Fv3bad3FyJrbb3F3Yfgi3F4Tjeh3F46qfy3F8jfgg3GA0gci3GaKahg
                3Ga0lpO3GlRkra3GlvYgg3Gvgegg3G+vhkc3HAEhhh3HAUmgg3HBKdef3HM4oSp3HO1jhh3HT+dWr3HiAbee3HmkZad3Hoarfe3INskVh3IOeecn3ITPfjg3IZxfff
                3IbZnTd3IiRjef3IpVaof3IrJigg3Irvfdh3IsNogZ3Isvghd3I05fgg3JFwYgg3JH/cfk3JJSnep3JNWne03JN+ggc3JhhnWd3Jm342e3Ju/fgg3JyNwge3J2Tmml
                3J6bdgg3J+9dgf3KBGcee3KB0gye3KFYake3KLSegg3KLfgge3KW+Zgg3Kadfhg3KbVjgj3KcDudb3KcQdld3Krbkrh3KuxhfY3Kwlhbf3LA6ffi3LJTVbe3LN4bgc
                3LR0jcf3LZokca3Laecgg3Lt3agg3LxZZhj3L0Jnah3L5Ydgg3L+oegg3L+8emd3L/Feog3MKQRcg3MM1egg3MQeohf3McTflp3MnXgkd3Mn9dfe3Mxkeef3NFRccs
                3NGlYle3NINhfc3NMPjio3NNBfka3NQBnde3NQreYq3NYJuse3NiRhrg3Nkjsay3Nm1afg3NuGobR3NyKfgg3N1mfgg3N2/kah3OGyYgg3OPecal3OhPkeg3OirlUT
                3OxCgWm3Oxye0e3OzJxXh3O/EWgg3PTSbjn3PV5egg3PZhmmf3PbUilf3PnBhlb3Pq/Zqa3Pto/S/3PxoZaa3P3Qnhb3P42egk3P8pkhb3P+1ief3P/Ucfg3QDAgYf
                3QD4kgn3QJGdoe3QNomds3QPEdg03QY6kja3Qcdtao3Qfshnc3QilaVb3Q4Ligg3Q58kef3Q7Cmiu3RKAiaf3RMtbgg3Rc0djg3Rj4cdj3RlChkk3RlLmql3RmqaWe
                3RrFagg3RtDfgg3Rtifgg3Rtpedg3RtqjYf3Rt0qac3Rxzild3R0Bgff3R8QVdf3R95wdc3R/xoZs3SJffgg3SQAdcz3SR6ieg3SSXbgg3STmgdm3SYYper3SaYmeg
                3SgWjgh3SltZVw3Spvdsc3SrrimZ3StOegg3St2dgg3SxEbkY3S8Aggg3S9hefg3THkidd3TH4hfj3TKKjas3TU5gle3TX0lme3TYMhif3Tbgirc3ThJbgn3TlotiX
                3To+fkO3T0Qfgg3T7nhig3T/oZgg3UFxkel3UHCrWX3UgVqid3Ug8jgr3UjXfbd3Uk7Yee3Uoapbo3Ursdbt3Usafgg3U8jZ4g3U/angW3VAjlee3VBSghe3VBsfng
                3VEYdqf3VHPidw3VJukbd3VV6eeo3VgUkie3Vhcoed3V2sZgd3V90jh13WE0iZf3WF6ocY3WH+faR3WP+lZe3WTGeng3WaNWgg3WcGegg3Wdhoet3Wd/oib3W1YqIg
                3W2Fdgf3W/Kjef3XB4f0h3XGZegg3XHIbbe3XOccgg3XQudde3XfPhgg3XkhXgg3Xsnkia3XvV0tb3Xxjfgg3X7eLgg3X9FYsd3X9zake3YGEcgg3YPGe2Y3YQJfgh
                3YQRnYj3YXedgg3Ybeicc3Ye1zoc3Ye/nvc3YrYrbb3Yrzodk3YyafZk3Y3kigi3Y3nZge3Y33ggg3Y4nXef3ZLgYgg3ZSSuc13ZTZbhc3ZXoXde3ZZ+ngj3Zbscee
                3ZdRijf3ZhSegg3Zhkkgg3ZiSWms3ZiYjce3ZkLpco3Zl+gch3ZmLkfc3ZsQcfg3Z7Xgag3Z9T2bZ3Z/CqZV3aDXgmf3aLCokb3aUYvod3aVbhgY3adSfkf3aiQbjn
                3akBhkk3aoWkeJ3arTZgg3a2Ygkd3bDtfwh3bE/tfl3bJMnua3bK6Vgg3bOggcb3bQukjc3bTTegg3biOjPq3bjohll3by1mjf3b08Tfd3b3begg3b6Tgkg3b84hig
                3b86bmV3cjtiYj3cnmefm3cn1mZZ3coyiuc3crVdff3cwrksd3c12kfo3dBPfcc3dO4jYX3dP4dgg3dS9rfU3dTGdgg3dX7ha03dkVeee3dmmokh3drXwjU3dtgkde
                3d13dgg3d5GYig3eAMfgf3eEtiKW3ePdgge3eWDdde3eWPjcd3eyJheh3fAkdhb3fCDsjX3fDIije3fJDs2k3fJijbg3fKoifo3fX3fzo3fZOmqf3faEegf3fdFbgg
                3fi2egg3flvgjn3fwcecf3gO4jgb3gRpjjo3gVtlnr3gWpigg3gbSdmd3gd6egg3geIdgg3gfJhfc3ggHagg3gglhef3gjPlhe3glVlbU3gnGjhh3gqDRld3guQkaf
                3g2ndke3g6Gcct3g9Mfff3g9ahXc3hRssqi3hUthge3hcTmff3hejsiY3herkfe3hpyxjd3hqRhcj3hqkfij3hsKzXZ3huLmcr3hw2W2X3h0XlkZ3h0cdfg3h21dfY
                3h3Zcff3h6qdtb3h7rovG3h+isnc3iACdkX3iAiegg3iMVofZ3iPIlad3iRMfal3ieyegg3ifecgg3igegdX3it3dab3iw4due3ixufge3i4dggg3i8bfgi3i9Vefe
                3i+gZgg3i+uije3jC6fbd3jEsgei3jG7Yxn3jNdlfe3jNulfa3jUMfjb3jbyfcg3jcHjjc3jgneeg3jx5Zif3j16nVa3j7Ddgg3kEvigh3kHFdhm3kHWcgg3kMukzY
                3kN2tmd3kONicw3kOjcef3kUNjii3kaSgde3kfblV23kh9nae3kjwbgg3kkRdgg3knhWgg3ks3Vgg3ktifhd3kvFqUn3k/ojdf3lIemei3lQLdef3laooff3lf2ncf
                3lmCflo3lrdegg3l3Wbgl3l4sfge3mCvhfn3mGRbgg3mJYetd3mKmzub3mOBsVe3mZMWbi3mbpcgg3mdrcbg3moysdf3mqclUc3mveeke3myLodd3m3WXge3nCli3f
                3nPTeeg3nUtbgg3nVojei3nWYdgg3nfxbff3ngGlgo3ntrWgg3n8Jgbt3oCPcre3oERpck3oErnZ13oFuedY3oOtgbq3oPFkZe3oXGher3ogtaff3og94ib3ohSpiY
                3oqSgqf3oqfvfb3owYjdd3owqdgg3o6BcZs3o7Gdgg3pQbkgg3pXlwpa3pa8cfd3pf7jST3pkInme3pk0m/T3p1rubc3p6ZldZ3p7pggg3qABkjm3qA7eng3qBNxnc
                3qBTcej3qLXbgg3qPFgfg3qZFYgg3qfXffe3qgSifk3q0HhfZ3rB6hfW3rEzegg3rR2dYi3rS0ggg3rdfgee3ri0fcg3rqMngd3r1Xibf3r2vhge3sJ5khe3sURc1g
                3sWUrou3sb3YuR3shVjoa3slkdfb3sq2cgg3suTjge3s9Gegg3s9pedh3tP5lmf3tQFkZU3teChZg3teUefk3teWoja3trUfbf3t0Mpza3t9pYgg3uEcrVZ3uK70gg
                3usjbef3utTg6V3uvaria3u59tjQ3vAAfgg3vBpagl3vJbtdk3vPLhme3vYxbgg3vg2ekf3vg4cqc3vi1jZc3vr6fR/3vujmhd3vwDfbc3vx3kof3vy1nlc3v3jljf
                3v4nikZ3wASkcb3wBUmgf3wDYitX3wN4fgg3wPvfgg3wRjcgg3wVmfcl3wXRggh3wcAafh3wccll03wgwdid3wk7rid3wluhhl3woAibv3wsRnZd3wtNghh3wu9ger
                3xEaZgg3xFDhej3xF4Zed3xJ0fff3xNqYfg3xSIefc3xTVfgg3xVGfid3xZFgef3xZ6hfh3xcaogh3xf+cad3xlUteY3xuktVZ3x1XhZe3x6lfff3yJNkef3yLHdfg
                3yR/kcj3ySijfm3ySsegg3ybxmZd3ylNgid3yl2ief3yvkilf3yxfq2k3yzeinY3y2Mhde3y4degg3y8hlhZ3zAUdgg3zFsjef3zHHcff3zLDhfk3zMWmce3zZlcgg
                3zbjWfp3zg6agf3zrSiem3z5xgeq30Ikgce30Khfof30Mkegi30Pdmde30Q4Xcv30XHtXj30hzegg30v4mdr30ztggg31Dhdgg31FKgZW31JoZcd31PEagg31SOmjb
                31Wvfgg31bUjde31lvuQq31yfece32A/cke32Daggg32Jokii32K5gef32bBnib32bSjie32ckdfp32jHfhc32t8eij321NXgf32+mkeY33B+jed33IDshx33LUfff
                33PkxwY33Pregg33RexsZ33UwveZ33V8dbi33X8agg33bWbfl33eAkcj33i9dee33quade33q9Vfg33tRhdj336abfv34Nlcgb34Zhhbt34ghcnf34jBhee34m8kge
                35F4eif35Hbged35Kul2Y35RKgen35fHkjc35fkcgg35flffe35jhkda35mJbbh35nRqXi35t8hgg352Vhgf355Uqok36BOYgg36IAfWn36L6lfU36a/ueg36drdem
                36k0bep36vzZfb36wXdce36w1agg3601ehf366LSkm37EOnvf37FUegg37KXkma37PVhdP37QTfee37Qohof37ZRhnW372ebgg37+Tcgg37+Vjnc38Cjjfe38Mo9qi
                38XCtsc38X2lUq38Y1Ugl38ZIhef38ehfih38j8ddg38p8pdz38qEkbg38sFfgg38updgg38v0mcb382Ckdj388Cckf39AGjdd39A6jel39B1ihZ39Cxdgg39JJkdd
                39JTkfm39Jtegg39Jyjfc39LTpld39UOtgi39Wejhi39iKjgi39nzjfe39ohkhW39sjedn39tWnVb39xWcgm39yLcbf39yqqda39zkges396jvjb3+Cnieh3+Iffeo
                3+UTfgg3+Vpjdd3+YEebf3+j/jde3+q7mbk3+vsWgf3+1/egg3/Jtfks3/ZCtZq3/lBkrR3/xIgeh3/5ethe3/9zrUj4AAlltb4AD6ggg4AVcdgg4AWScgg4AbCVcn
                4AcTcgg4AfTdcn4Ahpfeg4AiHegg4Akdaaf4AkrmJf4AqOjbk4AwXghf4A0zbYm4A1Xagg4A76jjf4BAwgcg4BBXegg4BEukZg4BTFnZa4BXBhed4Bjeleg4Bkdhcp
                4Bufifc4BxUogh4Bybfkg4B1clfd4B4Xdfh4B6Kmkd4CDqgfg4CREkgg4CXtfgg4CcTbfe4ClVqee4CqJdgg4CvImdV4CxBroY4C4pdfg4DCOcee4DObhZd4DY0Wff
                4DaylS/4DbAjtZ4DdXfgg4D0bXfg4D14ggg4D2rYdf4D5Jkbm4D6pege4D9Tegg4D99dcM4D+IYge4EGAjlf4EGOrSd4EXKldc4EgCjef4En7kZh4Erdkbl4Eyccgg
                4E4diha4E5kvbh4E6XjiY4E+3dnl4FCLegg4FGWefg4FJlghX4FOWShf4FX9kYg4FYOfaW4FYclVo4FYhdgg4Ffxdig4Ff/Zha4Fggbed4Fg3dgg4FmZedg4FqFmji
                4Fq5Zec4Ftaieg4Ftrced4Fyxpdf4F0Xekf4F1Ziem4F9arXc4GEfZig4GI8kXR4GRKegg4GTuYgg4Gflbmg4Ggnegg4Ghiffc4Gk8ogc4GnHkes4GoQj9X4Gwwhbi
                4Gy8aja4G/zgef4HMSkae4HNZeeg4HPufie4Hhukjn4Hhxffd4HvwlbW4H4Xkef4H832yW4IBwegf4INQiet4INrfcg4IX/izK4IYLkle4Iabb6X4Iozjpe4I6lgnf
                4I7Ehzc4JNUegg4JQFnlg4JSefgg4JTXefe4Jf3ofd4Jj6hfm4Jnyfgg4Jthbgg4J0Ofgg4J2zhea4J4nTgg4J63ikk4J8Pfgg4KH9heo4KJrgee4KNBgge4KNtZla
                4KVVbbp4KWPUkb4KcdhZg4KgHasc4Kjqdgg4Kwagee4Kznjgk4K1ieed4K4Yegg4K4goge4K4magg4K5/ggg4K9xfjd4LRJacg4LR1fbd4LYZncX4LY/kdf4Le/pfk
                4LfDdgg4LkRgcf4Lrtupv4LtRehe4LvVoef4Lwjegg4LyghZg4L0Ehjd4L0wegg4L3HbrV4L6Afke4MDWdgg4MEQegg4MGuhff4MJkhlf4MNsRuc4MUmhcv4MVOgfc
                4MdOZgg4MiZidq4MldZgk4MpmgZ34MrMhje4MrZfdf4M2Pbgf4M+Fgfl4NJzjWy4NMMide4NOcheg4NU7ofe4NdLgbZ4Ne9gkf4NhLWen4NwNohf4NxmovZ4N0Rjas
                4OEyegg4OGRXgi4OKmfqY4OLnfnd4OQpifg4ORDjfc4OZIbdd4Ogpjnm4OhMhfe4OjZfgg4Ol/dfd4OtGieg4O1Qjif4O1Rcgg4O4bjei4O4uogg4O7GWgg4O9Axfb
                4O9Roao4O/Mrlc4PQTmig4PQdjcc4PQrpjf4PVWdgg4PZ7gfr4PdChdi4PgEebl4Phjmbr4PnJlhf4Pushfc4PvQdcf4P+Hria4QKWcgg4QP3oih4QQFegg4QVAbrV
                4QdWhed4QfTfeq4QhPjeg4Qjsihf4Q6+agg4RCjodf4RE+cbm4RSZskZ4RUwmZe4RVpbgg4Rj5eY14Rm2xbW4RnPYdg4RtGeVo4RySxdS4R2dggh4R/Oifh4SUhkwj
                4Se6gqf4Sgupfe4Sqhffg4S6AgcY4S9Xldh4TFOged4TGggdh4TJ/kZc4TPQcfh4TTTegg4TYUidf4TcDvgf4TdtZfk4Tf6gfi4Th3jgb4TqLZdi4Tt+qZd4T4IUgl
                4T9tuhh4UDhfbf4ULAlge4UNdcff4UO0ifc4URScef4UTekhe4UW+kuW4UaGgeZ4Ua+dgg4UcnZpZ4UiRlgg4UlEjxh4UoYuin4Up8lea4U1sgfi4U2Yrla4U3Oief
                4U79ddg4U9+zf74VDdncm4VMydeh4VN4brY4VTLVjh4VTvagg4VUMbfg4VZafaf4VbLagg4Vfsaee4VgNmcf4VtGgbb4VvAegg4VwMgii4V2shge4V31ifc4WEswaz
                4WIIngf4WKFlnX4WL4Uaa4WPnnfd4WXpagl4Wfjodp4WkXgec4WqRcee4Wqccif4W3vrfg4W7zZgj4W8OhbT4XD4cia4XUbXfn4Xb9hed4Xkagrc4Xmxqed4XnHefd
                4Xuupke4Xwkgfh4X2lhiY4X6Tged4X6rgoc4X7Qlkb4X9hcZl4YFMgib4YJuegg4YSndga4YS5ebc4YTCggg4YXedgg4YZztrX4YbHdgn4Yjeilg4Ykdmfh4YmxXfi
                4YrElfk4Yuaeeg4Y0Wcdb4Y4Fbgg4Y+cgme4ZFKiei4ZIsced4ZJRrde4ZNrefZ4Za0wcq4ZhQufy4Zi7dgg4Zj+eeX4Zpxdee4Zwlfhf4Zxkhke4Z6YwfY4Z/2kcl
                4Z/6jep4aH8iff4aO6adb4aTfjWl4aeSWfg4aeqgdb4agbhhd4ai+bgr4ajqbig4ajvdgk4anTfgh4bLptua4bUuidg4bWcini4bh3cgg4bm2cde4br5UTa4b1qcgg
                4b6Fdgg4b9ndgg4cASged4cAsfgf4cCZmbd4cG1cjd4cXktOm4cZTihg4cZ0zTo4cashhb4cu5lff4c0zefg4c2uagg4c7ruTa4c8tZcf4c9Qhbg4dMogZr4dMxdfj
                4dNfefc4dPcdgg4dQigle4dQmcfc4dQugre4daBZle4daydgg4dfucgi4dgwreY4dlxWjb4dotfgg4dozdhe4dsNikc4duEhcf4d1lhel4d2ocgg4d5Vwgg4d7Ijgf
                4eFCfgi4eH1egg4eK6fgg4eLXTfg4eP+lch4eSdiee4eTujbn4eYLWZc4eZLide4ecIeyQ4edkfgl4eiMwdq4e3dYgh4fAQsVa4fBFmnS4fDvfee4fFeffg4fGOfpc
                4fKMglj4fS0mnZ4fXHYpi4faUefq4fb3cgg4fmzYgg4ftmjjf4fvAcXc4fweegg4f/5kQd4gAkZgg4gC+nhe4gF4dkZ4gKFkgg4gbrafi4ghPfgg4gjfeme4gyLngf
                4g3sRgg4g6aWgg4g68Wgp4hVqaZb4hZb0ab4hsMnVt4hsulnj4hx9dek4h5Puah4h/Iafg4iD6yhb4iFsed74iKIbeY4iMvbef4iXAaae4iZLffc4ihNdbZ4ip1QUj
                4jAZkhb4jCglhd4jC2nqc4jDSkb14jEsfke4jK0lag4jREifg4jRumgO4jYhnkf4jZLVeY4jZUnve4jZ4dgf4jdaYgg4jnedhj4jwndgg4jxFkdj4j8Vfjj4kI3aeg
                4kKaeff4kMUgiW4kNdgcd4kR03Qc4kVlncn4kYKhee4km1iod4kwomdk4k09gog4k1vegg4k63Yda4k7Hncg4k9Apse4lDlgdf4lHqcgg4lQLkdj4lRnnfc4lVtXgg
                4lV0lff4ldQagg4lhnfhg4lrKkhu4lz+dgg4l0Goed4l5Jdih4mD5qkf4mEymWx4mKijjd4mT8jkb4majcce4mfgkvo4mgR4gX4mjFodx4mrcilf4mzsmgm4m0rlnf
                4m70otd4nAQked4nE0qbd4nJhjvf4nV3egg4ndMmje4ndlpdf4nyRdXa4n4hlvb4n58cgm4n6Vobd4oE8iee4oHAZde4oHVlal4oMWbhg4oNQhhg4oUzgka4oVEpgh
                4ockogi4ooEhoc4opafjc4opoimg4osnSlf4otCiiR4o0Zbff4o1Jfsc4o/2gph4pApWgg4pCidfe4pDdfrV4pE2dgg4pF+Zve4pG8jmX4pH+iha4pSligg4pbwevd
                4pfChkZ4pgtece4phQkkc4pjebgg4pmOhch4pqabnb4pzI+ce4p1Sfed4p2Ljhh4p9wgdg4p9zhdb4p+Xkag4p+3Zcl4qAEeke4qJDpde4qLAbgg4qLWief4qNnhoc
                4qPvjXn4qTzeek4qcZbfe4qhtZgg4qnAlec4qoAnca4qrPggg4qsJZci4q8kmze4q+T6bZ4rG/ncc4rIzbpg4rOXvkV4rW6ddg4rX/kbi4riRegg4ri3igg4rrtfgg
                4ru0fgi4ryykeZ4r+oehf4r/tfgf4r/+gff4sAilji4sIufce4sJClgn4sQBXhc4sSTheZ4saHpbZ4scFfgh4sd1ric4sesfgg4sfGagg4sl5oec4so/deh4sqVgfg
                4sszzke4svIfgg4sv+fje4sxEfgg4s4Xcrd4tEkcSe4tMGddg4tOZfgf4tQRegg4tfTqgl4tl5kdf4tmMdgg4tr7Wgg4tu8Vng4tyxgoe4t/fcfh4uHWfaf4uMzhse
                4uPCMgg4ub4Rai4ucWrhf4ueTjfh4ui0nao4ujzgfi4umGfeg4uu0dfg4uwTjec4u7cfuZ4vDWejg4vGFqkq4vG8fcf4vILfnf4vPregf4vQqWlg4vnvqfc4voQjWs
                4vrwcgl4v+Lefp4wBhide4wHBlbe4wHvsjf4wUEegg4wX6jih4wnPvab4wsaica4wvvcZi4wzAbgg4xHTiSx4xHZfjf4xN2bgg4xQDnXv4xTjoXx4xgglea4xj9ggf
                4xzQZef4x5Pdgg4x67YUx4x9YhZg4x9vYpc4yIHgdh4yPxyVS4yVWfjd4ygdkne4ylMsak4yqnaud4ywwewi4y2TYUp4y6aZef4y9Ednh4zCbwfu4zI5eid4zJTdZg
                4zLgqsY4zRKmud4zjUbgg4zqXcgg4zwZank4zxoTgg4zy4hbg4z2mZgg4z9Ycgg4z90nbb40T4edn40eZgid40mvpif40qWhld40tedbc406kbef407kkai40+Rdgg
                41AghXf41Crota41S4keg41aQfce41frRgd41ljrlp41pSfjf41vJpoa41w3cgi41zsbYd410wlod415Megf41+Ljfg41/Mjdm42C6hfe42V/miu42i6nZl42oKhff
                42ppb2g42rEhfT42rooxZ42tYrja42ySbge420TpZs429Jcgg43Dcchj43Tbnlb43VXcgg43Wrjd643aNbgg43ba0ef43cWflf43fVbgg43nyqej43pFnUo431Vjfe
                432apwk4392cgg44EBZgZ44HRgdg44H8jgd44Jlfgg44Lrfgg44YmfgI44dEolk44kRcgg44kgdke44wekdl442FVgg443mgff45BShsc45GXlxl45JAZhp45LGbjl
                45STvex45T1fgg45lAmgf45owfgg45phrje45tBejf45zkgfe450Vcgg450pdfd452Ffgg459Iagq46CTakc46DtXlk46FClkc46Gjbnb46Jqloc46MPqje46OGhsq
                46SPmce46S0cfe46Wtgcm46mEhge46qcpYd461Mgpi461XgVh466bgee468Ubkf47KXegg47LlZfe47Mmkde47Xzggl47excWg47kVeik47mUxgj47uZbrf47vjieg
                47xwffp48CRqYl48Edkdf48GRiXp48G3egg48PHdgg48QRfde48R9fgj48W9heh48b7itf48mWjbV48o1ebg48xtbXd480umeX48+xrZf49Bxhdm49DSdcg49V6mee
                49X7pka49Y9iee49Zcdgg49aehbb49ijehg49vmcdi49yJjcc490Ohbr490zhTa497aWek4+Dapmd4+H8jel4+I2eoc4+Ngife4+Xdfgh4+b+lrb4+hdiei4+lWfgg
                4+poghe4+rTgif4+7ojdZ4+/Ijgf4/Cpxdg4/FVUul4/INbgg4/Lqmjl4/Mpeeq4/TAvdk4/Uahmc4/ZFpji4/ebine4/fLZfi4/gNegg4/rAdgf4/udamh4/x0Zbo
                4/13ktc4/2Ykcf4/9Jdgg4/+TxwZ5AFkIcg5AJbffZ5AJnQeW5ASQqih5AUfhig5AkNogd5Akngqb5Ayilfb5A0qjgh5A51fgg5BCNayg5BFTjfs5BGEiZZ5BN+jhk
                5BR4bgg5BZ7jZj5Bbzjje5BeCeXb5BeWwdd5BfNgne5Bh3gef5Bozegg5Btikgc5ByXigj5CABdgg5CLdilf5CWSftf5CXdlUf5Cjkeeh5C1Adne5C5eqfh5C5ocff
                5C9negb5DBnghm5DCkrgJ5DHCcie5DHgmem5DMqgfo5DOVbgg5DSLhib5DUsagg5DUxhVV5DUyofe5DY/cgg5Dascfc5DbYlha5DcW1mq5DjuXgf5Dq5djd5Dy6rit
                5Dzelgg5ECNggg5ES6qhb5EVZdek5Eegfxf5EoQmTf5ErCjmb5EwDeif5E7padi5E98Zmg5FeSkek5FfKkjo5Ffdgkg5FgZbhZ5Fk1fcf5FmSgeb5FsxfhS5GACYfg
                5GEIdgg5GaQbdz5Gaesch5GdKpob5GoYhgf5GtTZgf5G0SYod5G1Agfi5G3AaXk5G941gz5HCmjef5HGfZZc5HIecgg5HNsagg5Hfghcd5Hmefgg5Hs+cX25H2Vgef
                5H7ifgg5H/8mqa5IBJeek5IDtqmd5ILVied5ITWdgg5IYQbfg5IYVpdf5Ibyjgg5IdHdgg5Inrhfg5IsFfcf5Iurcgg5I6Apbb5JJXefg5JLtlgg5JMueel5JNOmZd
                5JNwcdg5JTTTYh5JVjXin5JjGfhh5Jz2gfg5KAsZgg5KCHdeb5KFGggg5KQvcji5KWMdgg5Ka4efl5Kceooh5KguYfg5KnYilg5KnllbX5Kn7qgi5KtKme85Ktvpqa
                5Kv3icf5K3Goad5K4Taim5LBpnfY5LBvcgg5LFPsmQ5LLJkne5LM6jid5LSGanh5Le9heV5LhJegg5Li8lqe5L64ggb5L+LYmn5L//cgr5MBdghd5MF3hge5MMInab
                5MYOcff5Mp8Zfg5M1Vefi5M5glet5M+oaZe5NANfki5NIy7gd5NKulee5NMnffg5NbZqdk5NcBafg5NdKagg5NdSXgg5NnQafg5NswZgg5NyYq5c5Nyaffe5N5GXgj
                5OAwfgg5OB3fge5ODRmgg5OMIegg5OXqcgg5OZEgsZ5OoPfik5OzFhdh5O1maig5O6+gmd5O7Xwte5O8Kukg5PDBegg5PSXlfi5PUmcgl5PZ4Xaz5Panhub5PjdhZl
                5PkMhZh5P6Kq0a5P/0eds5QAGfYu5QBikhZ5QIqbgg5QPLQkZ5QQDgir5Qpiscm5QqKkmc5Q3gbgg5Q4+Xgg5Q6bagg5Q7oWfe5RMifff5RMwdgh5ROnnap5RXObff
                5RmQcoX5Rnbaee5Rsmfkf5RtJegf5RyBsae5SA1jtb5SDrggg5SL8idb5SUDkff5SYXpcb5Sfdheq5Sglh4W5Skrfgg5Sqlgge5SrLeff5Sywfjd5S1nghp5S9Ibfg
                5S+lleq5THBejg5TIHtae5TPPmko5TXCUif5TdHdgf5TiVohc5TlQlej5ToFadg5Twvvcc5Tzphjg5T4rm2X5T5Uqb45UBffdf5UHLnZd5ULojpe5UUijcZ5UZjfcp
                5UfBejq5UhJSeh5UmLeff5Uodfhd5Uo+jff5Urdodu5U4uimj5U5Jfgg5U63lkc5U+tjfq5VCzZgg5VNfhgT5VR6cea5VVNebd5VXHZff5VXpbgg5Vlqggd5Vrpkfk
                5VsVkjh5Vswnbi5VtdboX5V4wdZa5V+Dmda5WQkdmf5WUZcob5WXEbbe5WaWggf5WaqiYo5WddusU5Werckg5WkMbae5WnKcia5Wqbkdd5Wtc/dX5Wwfhde5WxHdfp
                5WyoZgg5W53rkq5XDGXeg5XNVgfe5XNhpYc5XOYfcc5XTthfi5XVIspb5Xaebfi5Xa6fig5XiZidk5XlOhee5XmGcgg5Xp1mZl5X/8prY5YBOtXf5YDlkhc5YSkqka
                5YYIfgg5YgLgde5YmJyiZ5Yqvdgg5Yt8jma5YuLmdf5Yvhtoh5Y4jecm5Y7Krpg5ZAidfg5ZBgmea5ZESldi5ZNrigp5ZYkeja5Zc7fid5ZhKjjh5Zncdob5ZwEhee
                5Zx7Ygg5aGEjcY5aMlggc5aPomcc5aQfhcZ5aYIejc5amHgeo5aogeeg5aqdm4a5arfcgg5bDZhgj5bGEfgg5bJlggg5bTojef5bUPddg5bVcfvg5bYIpif5bjAbfi
                5bj4Xbs5bmDghf5btvgjc5byjdgg5b+Xise5b+lZcg5cFeufq5cGMnik5cJLjdo5cJ4bgg5cRFkhd5cWEVyf5cXYffg5cXiggg5ciKagf5cvxegg5c4Pkdu5c50cdg
                5c6Ragg5c8zbeg5dEVVlf5dE1gfe5dH5beh5dJruji5dM/ebb5dWJhfd5debobd5djmnkY5dlfegg5dpCZef5dq8ldc5dvFduW5dvqoaZ5dxGgcn5dyMmgr5d4Widf
                5d5Megf5d6FWda5d8Vole5d9Eldf5eJ7koU5ePXfog5ePzegg5eScjeW5eZkcgh5eeZprd5eiljjk5e3Nxem5e4gqpo5fA4kjo5fMlqhW5fO8qZa5fPmjfg5fRskdh
                5fXHZgg5fXjjqe5fapial5fbudgg5fcwbld5fecbgj5fftegg5fkdofn5fuCdeg5fvmbff5f5Xhle5f+4mYf5f+9kXq5gF8ced5gJoegg5gZriek5gnytYY5gz1hef
                5g0Shoe5g3fkdd5g66fgf5g8Decm5hBObhi5hFVipe5hIokbu5hI+lif5hLXpf25hNkegg5hQumaV5hRHYdj5hSGgfd5hTRgac5hcigef5hqsnrZ5hsEjiZ5hvgegf
                5hy6cgg5h2Mgib5h9Ridg5h9kmng5iFJqZW5iOlrbb5iPEjdo5iTEYlf5iighih5inTheg5i3eeeg5i5Pehf5i6mhwd5i9YgpY5jDUbhe5jI2egg5jNedgi5jW4fgg
                5jXdhmd5jn0mO85joNmaX5jsjUdc5js0hhf5jtbgrf5kBogfx5kCVdef5kF2icd5kJoiie5kSqcgg5kTLgmm5kTmnpZ5kY2kVq5kZNdec5kaCfmf5kckgeg5kdHpan
                5kdpffd5kkKccl5krfoeb5kx0gdf5kzakei5k1Oegg5k180hT5k2QlhW5lA1ThY5lD5gde5lEFdgg5lVGeef5lYVkxb5lZofZw5lZvjee5liiyke5ljta0g5llAaev
                5loqbfa5lpXlcn5lqicOi5lr6kez5lwkdek5l7ZZcd5mAdgXf5mFfgsY5mKCjfg5mLocgg5mQahgj5mRRafh5mYrkjc5m1efng5m++dfg5m/Zbgb5nCsdfl5nEjedn
                5nHGgge5nSXmfi5nVvdgg5njocgg5nvSnbp5n3oTgk5oBCbgg5oPDkYc5oS/ete5oVReee5oXhoee5oaBbgg5ocAdbo5ocNgje5oc7lYt5ohQege5ol2hfg5ooFpfW
                5oqfgfa5osPzxb5oxT/ZV5oxogpg5o15lfg5o2Schj5o6Ikno5o+bYgg5o/Lfgg5pHZs5W5pLTnef5pMDYeb5pMJXmc5pM5fgg5pRBchf5pTcc/W5pV6fcc5pXDnfg
                5pYzkUi5pdVpje5pz9hed5p8inid5p8kefZ5p80jgg5p86hcZ5p9Gjei5p9jfnl5p/CbZg5qBIiSo5qVneof5qWotmZ5qfbljd5qj6gfg5qqQhdo5quAdgg5qufoUU
                5q4WZhd5q45xcv5q7cgfg5q8eekg5rNdokh5rRugpd5rXjUba5rXltnd5rdMVyZ5rd4iia5rqdccp5rwVdgg5r2+lcc5r55hZZ5r75eig5r8hdfi5sFJkbq5sHDlfm
                5sMwdgg5sT0igd5sT2dff5serckf5sh6kaf5skxegg5snwtgh5tGegoe5tNjZiT5tRQZfe5tTQYfj5tW8hgf5tYmeZg5tcsjhf5t1Ljib5t6Vjbe5uK2kah5uLWahg
                5uMOwpN5uMVbgg5uftbct5uzOrnc5u7icgg5vBMdgo5vGFpef5vOWZgg5vVpheg5veLnXq5vgFiZx5vgglad5viihgd5vj0Xof5vnxghi5vo8efh5vrtZXe5vvhgYu
                5vw+iff5v72cYg5v9Qdgg5v/bhcg5wBcfpX5wCrYgg5wKEaqf5wKvcgg5wL5mkb5wVEeje5wZibYk5wkmiuV5wqddgg5wwfZjg5ww5jfe5w03gfd5w4Rddd5xEpiXr
                5xE4cgg5xE9bvi5xG4olu5xJ3Uif5xQQQXr5xXlihh5xeedgg5xnhioe5xqZmkb5xxwefe5xyMqdc5x6qihf5x8Juha5x8vwVd5x+qcee5yHbegs5yLGsdj5yNLlmX
                5yTZfgf5yeNeZl5ykzfgg5ynFtYd5yr9njZ5ytbgTf5y2Agdc5y2QlZj5y2zzgv5y3Yfgg5zAxoel5zZtpiY5zZ2hfg5zcUncd5zjBmWW5zlJXgg5zqChgg5zrbhfe
                5zsahlb5z+Qegg50C5aod50EEler50EHj0c50HMWfn50Hzcgg50IIXgg50Rtefi50TQcff50e7nct50fbplf50rwefe50xygfd503ZWfY504uidw508qOff509cdgg
                50/cmYu51Flede51HKeef51Khlbi51MrpT451V5Kgi51k8egg51rTiZt51tGkUe51vAajb512affg516Hdfe52AKlfd52AVZud52Szbgg52XHmng52ZCtad52jKijd
                52kCfgg523Vcgg53DggZf53GUrfg53KVegg53MWick53Oclep53RRgdh53Ztkig53nRp5W53pMfZc533rbme536u6Bd5396beZ54F+bgg54Q/ffi54hvZik54qcegg
                54srhmX54txiUd5441gga546iegg54+sZgg55APfgg55F/xwe55I3cgg55O9esZ55TGpXV55XOgba55XzYgg55aomfc55eoWdg55fdikc55u2nhb5502edk551PeYt
                554ykdX56Itk2R56OOgle56RDfjd56dZdgg56doljf56ggfgi56hupnb56qAifa56wQpY05651egg57BuZof57hJfbf57hQuap57l0ndZ57pxhvc570JnYl5770afm
                58E2Zic58FCodd58F7hqf58Uos/a58iRcex58iZgff58qYidf58zHkdi58z6fkj588Jeee59A5gcm59MMdcg59ObOgg59Olldc59QEehi59bphdq59dLZgg59f8daf
                59hecgg59kKbcf59qQghb591Dipb593yehY5959egg599yfdi5+AZdgi5+CRceg5+C9efn5+DDqSr5+Gmlec5+NYQff5+Oddef5+jMegg5+kcllk5+kzifi5+ldlhk
                5+n6xXn5+pSoci5+xKekd5+xlbgg5+4Nifk5+5Vjfq5+9Leie5+9bcgg5/Drucw5/GDree5/Jmfgg5/L/pwl5/Nkqdc5/Vvfgg5/Ycdbf5/ibhfg5/srjdd5/tVkSh
                5/0Zkdg6AFpdig6AhFhbe6Ahufgl6A0diff6A2uqac6A9Gohd6A+Oqgg6A+wdgg6BLpofh6BPSobf6BQ3kpc6BTKekf6BYuebh6BhKhcc6BiXbgg6Bsdhgi6BuGfee
                6Buhkde6B0Iic06B6ZhTy6CE8fed6CFaece6CFzdif6CMJgpe6COeUgg6CQ6mWo6CWjkfb6CbkcZd6CnFYeh6Cscygf6Cywijb6C2gwkh6C6ZeZi6DA8aSg6DDg5UZ
                6DF9dgg6DIpgel6DJ7hgf6DMiefg6DNwYhf6DOLldi6DTYedi6DqmYda6DsMmmZ6DvHihZ6DwPege6Dxhgle6EBkned6ECaugg6EIdfeZ6ES7waa6EW+jes6EZ6oed
                6EdWgWm6EiVeZf6Eioefi6EmRkef6Er2Wgg6EwlebZ6FEZnU06FMLmXe6FVjZse6Febfgg6FpZmUk6FxWkce6Fx0kcj6Fzmhec6F1sela6GNOqsd6GTpfgg6Gatkjd
                6GbxmWe6GopbfW6Gpinhw6Gsfbeg6GxKdgg6G3Cfhg6HBCgpr6HDMSkj6HPdhbe6HSkmjn6HWUqed6HZerfb6Hbllge6Hnxbng6HwKcZl6H0Nlgq6H5Tuda6H7Jdkg
                6H7hhcd6H8Ondh6IInZff6IRTmfc6IXgfmY6IgFidc6IoQXod6IooVef6I1FkfW6I2adbe6I5eqdr6I6NqdX6I8rdgg6JD8aV26JFQjde6JF9hYe6JLAkfq6JPDdcb
                6JW0jgg6JZskhf6JgGpah6Jldlgn6Jn+nao6Jshjdh6J22Wfg6KA9pew6KBirxd6KJmZcf6KKdkhw6KQFeee6Kcshnd6KkBcgg6KyVfgg6K3iigt6K3ujih6K5Bsla
                6K5Whfd6K9Csnb6LCVevd6LCbhuf6LEMNgg6LFWdgg6LNIegg6LSEqvb6LSthem6LY3egg6LfCmjg6Lt3qoY6Lxshwa6L/bfcu6MT1egg6MgJjga6MhxpXr6Mohdei
                6MpTjfm6M38rjt6NAqedg6NSkogf6NapjWw6Nkrddk6Nmadnk6NpNagg6NuBghg6Nyzggg6N66eeb6OENhpc6OFCede6OMBhbd6OPvlfl6OThlnf6Oa7Ynq6OndWgg
                6Opcuff6O1Mjee6O6Rfcf6PAgcfs6PAkcgg6PF2mYf6PNijjf6PXlphq6Pc+qgd6Pf4jlf6Pikegg6PpWhdu6P2dhff6P22Ygg6QCjVcg6QDshfl6QQJZfb6QTshci
                6Qdwkcg6QoQhef6Qs8rae6QzagZh6Q15dgn6Q3Xlif6Q98hhk6ROSjgg6RVWjnf6RaGdgg6Rbkhef6Ruxldc6RvBcgg6Rxmcig6R3Sckf6R/Xegg6SBtned6SHUggk
                6SNEfke6SNXfgg6SQ/hmg6SRUhce6STeddg6Sc3dbo6SdVWgg6Sigdif6SxkLgg6SyFegg6S0uafh6S2Flds6S2Hbrf6S54did6S8MVeg6S/Yodd6TADiZp6TGQVfl
                6TKSjle6TWCees6Tclfgg6TiKuqz6TnKfVb6T0/gWr6T7obdf6T8IyX/6T8P8cT6T9hgeh6T+Qegg6T+xgeY6UCIgfe6UTobfc6UWSfgg6UYLlif6UcAxig6UkBeng
                6Ul+fgg6UnufZj6UpoYgg6UqDdiq6UsYmgi6Utmn3c6UwJegg6Uy+ift6Uzmbgf6U6Gggg6U6Kjec6U7Yijf6U9Dahg6VCgncg6VDOffn6VYkhYf6VZGiej6Vumlfk
                6VwVcgg6Vz3Xgg6V3Hhfk6V5jrpc6V+xegg6WCWfR/6WEgbdg6WK/geg6WQ7fdg6WRzcge6WeFgeh6Wjscgg6WrLcgg6W8/bff6XH1bif6XJhfee6XLRra26XMbfgg
                6XODsba6XS6ZXg6XZCcgg6Xavfge6Xb8htc6Xhlrkc6XiibnW6XnLubc6XrltrY6XsAbgg6XsBamg6XxTkhm6Xybcff6X3BvnZ6X3jlff6X5kokd6X6JbfZ6YDHfgg
                6YI7egg6YLrbgg6YNDfgg6YPdfgg6YRUeYl6YTrqjd6YTvbkh6YVQogg6YaIbd46Yfpcgg6Yi7qbl6Yp8efk6Yxbhff6Yxdgef6Y0vwwe6Y7+h4e6Y9SYgk6Y/1hZx
                6ZHwZff6Zakrjm6Zbeclr6Zgkta46Zlpdgg6Zm1hYh6ZnDpek6Zozkjq6Z4Xcke6Z+zsdd6aGyhig6aKzfdh6aY/jey6abZcoc6acPajj6ahpycf6akHkkb6arJojd
                6aucZea6ax4sdx6ay2eef6azHifg6a8fmVa6a9+ndb6bE5dgg6bG0fbd6bRWedi6bY9der6bmOocf6buxcaa6bvSjhi6bvlunY6bytclf6b3ugfd6b44bei6b92jif
                6b+5dgg6cAwmbk6cEjhid6cFJfdc6cKVcgg6cLjkwf6cXnddj6cYCgfd6caOtgg6cbhkdk6cgvhgc6crIvgg6cr8net6cwrbgg6c4Viiq6c4mdhg6c89bfe6dBFxaX
                6dEMfja6dEzUgg6dQ7je06dZbagg6dbIfYu6dcdffe6dimiff6dkGene6dm4vUZ6eDciff6eKObgg6eOtXXp6eRxonb6eTefef6eTvjcv6eVclXl6eYqkjr6eY8iXi
                6ebzhdf6ec4dcl6efOggf6eiVnle6emFdle6en+fjp6e5dgeg6e7ukcf6e/obdd6fF7egd6fRrpfb6fTPjWc6fTalZj6fWSagg6fwWkdc6f19kgg6f+Ijef6f+5rZr
                6gM5lfd6gXfeng6gYEfnX6gZPcff6gZVnan6gbLkef6gjhfeg6glSiec6gloofa6gm5cgg6gyslbk6g1WZfe6g2XpWh6g42naY6hGimon6hMJebe6hR+rXt6hSucgg
                6hXzgme6hZEsfo6hiSrgc6hkDZgg6hn0Wgg6hq2dZl6hq3gda6hsWvX06hvSikc6h12irb6h2GdVg6h22Uge6h5veff6iBsjge6iEThcZ6iYvscc6iZYkRu6icKaeo
                6igRieg6ijCefg6incjfk6i0Rhcg6i4Gjfj6jAjiec6jA8eeq6jSnjla6jbSmeh6jdilab6jf9npb6jlggfk6jqIabp6jqeegU6junZfg6jvdUlc6j1Qbgg6j30mbm
                6j/JWgg6kDwplm6kMVndf6kQCigg6kRexuZ6kaTmlY6kacjeg6kcEqfm6kfLggg6kphbgc6kxqlnf6k1Rfec6k18egg6k5Ubio6lAsgpc6lBoiif6lJchZk6lKtbgg
                6lPJbgg6ld6kXd6ljnbqd6ljvdgg6lkWies6lpMefg6lq8djZ6lyAhgg6l6soZg6l9qhew6mG9jbf6mHaige6mJojbn6mJ7ldj6mPrrie6mQbifs6mSohdg6mUlaaj
                6mUykef6mdLgam6mdfqlc6mjpegg6mv9ddb6m7kbfZ6nBChes6nBzjWj6nKPSfd6nO4hwc6nXifjf6nkclof6n5Qcgg6oGSefe6oIlmol6oYtjif6oY5VfW6oa1obZ
                6ocbfgf6ogCbec6ol1cVa6oqpbad6ou/aZc6oybdgg6oz1Zfc6o8fecv6pSXeff6pUNYem6pZGhgg6pblked6pcNfgg6pnEefl6pnVrfg6pnhcce6pp4egg6prPZcf
                6ptmgad6pyrdff6pzQgah6p36l7f6p7Dgeg6p7JjcY6p9Ndfi6qCNide6qC6fdf6qFzsSb6qGDgiX6qJJne06qUBVgq6qWVfgg6qXOkkj6qX6ghd6qaojib6qcfeqe
                6qcxfZh6qeRXgg6qkZTXi6qnQruQ6qrHZgg6qyJrZv6q1Xiig6rBRjef6rercgg6rlZpah6rlrmvf6rv3oVe6rxCegg6r3sagg6r5hyev6sMwhdc6sOUmrh6sR6VsW
                6sTBmby6sTYffk6sTskfg6sZVtca6scEbgg6soVeeg6sx8hcl6szFlgf6s3Chdg6s9tmpc6tBMZde6tCSmle6tDLfed6tFfhhd6tLGsrZ6tLKuhv6tMmVfm6tQfZef
                6tRzgcc6tUXeee6tVzife6tWEYgg6tb4kqa6tdKhfq6tiQbgg6toJadc6tq/jas6ts4kcX6tthUgg6ttwned6tt2fgg6t9Fhda6uPGmns6uQQvqd6uRKWec6uYvfkc
                6uhtqpZ6ui8ocg6ukzXgg6ulbdkg6us7gfh6uzHfef6u+Ukfm6vFnhhg6vOclei6vOrifd6vVLjdi6vguefi6vgzjpZ6vuRkoe6v1Xmdb6wBIXig6wBVcqW6wBxWef
                6wSddff6wTBaef6wWQ1ud6wWSkip6wnlefm6wwVgjk6w8ihok6w+Akdf6w/+phT6xCJoad6xK+eff6xWjhgg6xZHikb6xjVfXr6xmYegg6xrLYkb6yLofgg6yLyrae
                6ySsktf6yfpldj6yl4off6yrPhif6yuAkji6ywunlc6yyfgeg6yy2bjc6zBFdff6zKMdnf6zP0kbd6zYDYhe6zasgdb6zcKdda6zobYgf6zrwiei60AXihj60ELdoY
                60L1jee60Yabfg60Y+scd60bbYfZ60oudkb60oyvjc600RZgg60+8hfc61KJfgg61LUgaf61Mgfgg61WCbel61Wmfcg61bPudp61ibtfm6138gdf618Nhce61/2ifp
                62AWnef62EHggg62ENhef62cegdf62iVimc62rQffZ62rcdgg62z/jZc620EibR6237sjZ63Okcnc63ZEiff63iOefi63s8jqa63vufmf636liki64Anfdd64C8ggg
                64DQoaw64D8ice64O3jWl64P0ofn64RUegg64Sdcgg64Y6dgg64gHHgh64h2ipd64nrmff64uPVgg64w4lgk64xYdfh642tief648yhUj65Dwdgg65Joked65Lmdgg
                65QtYgg65VYegg65Ynvze65gjmqe65jYile65mMkgd65mUead65qnegg65suggg65yhgdV653kfcg656eegg6584agr659Ffdd659zndb66C4fgg66Hmpxc66K7jSb
                66LTrgk66N4dff66Vmnej66XZdqf66l4oYZ66nOWgg66qefmc66rEo1g663Mdkd663Zrfe67CYlel67Dlmdk67D1hfg67NLgei67P8ggg67W6mab67Zzeue67dmSgg
                67gLqY567gobgg67lWgch67omYZe671ftqc671vZfh676gdgg68BOeXl68Bsswe68CDkeV68JcoXj68QUZgg68TZSgg68Xwfgg68iTUgg68iyqsW68mSgee68w1jly
                68zirlo6812mde687t04e6871Xeg68+Khce68/Jegg69B+clc69QWPxc69S5voq69TOlif69Ytlbf69fxdgg69hPrVc69qEagg69qRNWY69uUdgn690Gged691KkVf
                6938+eb698vdgg6+OHdgg6+SUfnf6+kRjgf6+nabdd6+r1kfn6+wRhZe6+y2fcg6+3fukn6+4Qebe6+7yqfj6/GSj5Y6/GZbfg6/LBhYi6/UPjbl6/ZWeeq6/jnegg
                6/uamgm6/v8ibd6/70Yff7ADm0cR7AE9dgg7AFUcgs7AK9kfi7ALakof7AZwjue7AjovnY7AmjfrZ7An1lcc7AowgWc7Ap7hgY7A0iZfh7BFhlde7BXGlef7BbDjee
                7BbUZgg7BcQsS/7Bc4SXe7Bjehdm7Bqycgn7BwYfgg7BzumZe7B8Mdap7B9bYgg7CBqmgf7CXXrcq7Cfybgg7Cglcgg7Ch3dhc7Cj4kfe7Cl7gee7CzSrbj7C67fgd
                7DHvwoc7DLUeeh7DOxnco7DPxYQt7DUagdq7DVKbfe7DXdgii7DYxfgg7DaFjlb7DlxlZb7DprpwZ7Dp6Ypg7DvdqfW7D0vnne7D/Jdbf7EBXVhV7EFefdg7ETjjaf
                7EV8cgg7EYeafd7EZPvce7Ebbagg7Efvcgg7EkpTwf7EuAcgi7E3Incy7E5qldf7E7amjf7FEndgg7FOPllj7FRalUd7FXDjfd7Fb1acg7FweZef7GERlgo7GEcSjk
                7GV9Ugg7Gfuljq7Gkffsf7GmN8Ym7GwIdgg7G1kcce7G/Yjef7HBFXkc7HI0obX7HKwbgg7HNLqja7HVYkYc7HX5dfe7HYqZet7Hdskef7HmCifc7H6sign7IE0gpg
                7IOQjkf7ISQfef7ITRdff7IYkgfc7IZBtff7Itnfgg7Iy+kgf7I0Fiaf7I9Uffb7I90Hap7JGlcgg7JSfdke7JUUZgh7JkyVgg7JnBegg7Jnegaf7Jt5mfk7J2Vgcs
                7J6klfv7KHtfkc7KI5jfa7KQlaff7KRnYaa7KdOnme7KfCWza7Klrluc7KnRdfg7Kovinh7Kr9dej7Kufmbm7K6urlY7K6vofZ7LFoffp7LMXfgg7LOhdgg7LR1Yee
                7LfKiZf7LhC0sZ7Ligfgg7Lzhva/7L27rnz7L3+VVo7L/zgeg7MAehdr7MH7f3d7MS9eTe7MT5egg7MURdgg7MY3dgg7MbWnec7Mmgded7Ms0vim7Ms6htg7Mwjdff
                7M5Zogh7M74hZn7NHHjct7NJHzhb7NJVoYy7NN+ffg7NZyWke7NaHfef7Ndjiic7Nf2sYg7NuNpqX7Nz8pea7N1Hfga7N2ugZe7N6Eqkf7N67ifn7OE2jdq7OIledf
                7OQosic7OU/fef7OYMbWo7Od+Vmg7OhToYb7OquZfg7Os/hdu7O8uhhg7O98jdj7PNXgcf7PRITfc7PSofle7Pbycek7PckRgg7Pdfegc7Pi2lfh7Pm5cfd7PnyZjd
                7P7cogg7P9fong7P+6Ygg7QERegg7QIWZnc7QOwRgg7QPWPgg7QVDegg7QnwYbc7Qo5dek7Qp3nfd7QuZdfn7QxlZgg7Q2KYgd7RE0nre7RKkbjb7RRLgce7RShhnd
                7RX8fde7RZ7cae7Rcogea7RdWVgg7RfCohd7Rg+dqe7Rnhghg7RoTceb7Ropsbi7RpIqqe7R33kd17R8blfd7R+AYcc7R+Wogb7SERagg7SL0egd7SOQjob7SSLjpb
                7SSvkbd7SVMtdZ7Spzerl7S03fcg7TDRcii7TFOegl7TFYgdh7TKfogo7TMcege7TM9dfg7TOQagm7TQ8jZe7TSOhla7TWqrrc7TZwnff7Tg1qVj7TkumfY7Ty3cgg
                7T7BipZ7T7nhhc7T7oYfa7T9Jegg7UCjrib7UIKgdn7UI8qlU7UJDagg7UKziig7ULTdgg7UMtt0W7UNKcck7UNZiqb7Ubucgg7Ufcfck7UiI2Nh7Uo0ede7UpSkoZ
                7Uy5Zee7U0ltbY7U7khZx7U9rWZb7U+Hkig7VCFagg7VCwWdr7VIJuig7VM0jfU7VN7ebd7VPRjae7VRYhet7VT8ifh7VbLjob7Vd2vae7VoFlfk7Vo03Wp7VueZel
                7VzRgfd7V0mcjf7V/Isda7WGuegg7WaJlfw7WdTfgg7WqFief7WuXYff7WuuoeX7Wx2Xgg7W2/hed7XA2hfd7XCpbgd7XMBffg7XS3Tff7XYqffe7XfAcdc7XgckdY
                7XkYifg7Xsbled7XxSekh7Xxviif7X4vvsR7YEEjem7YJ7eef7YKqWli7YdMqpV7YhKdVg7YyEsdd7Y4fiin7Y8xnfj7ZCMqci7ZVPgfi7ZXIjfj7ZXqnfi7ZeXegg
                7Zo+hhf7Zs/aje7Ztobhb7Zurogd7Zz/mck7Z/enbc7aEBdpk7aE4dlU7aGyksb7aLZkie7aWnich7aqaljf7asdlei7ay2hgh7a51gfb7a6xpod7a9FjlY7bABfkg
                7bBgnbe7bGEgUn7bHdsvf7bIQwwa7bSvhfk7bTalmb7bVmgfc7bnChWy7bnahuh7bwffal7b63oRf7b/Siaf7b/kcgg7cJhfgg7cJ/eff7cNuicj7cOGiad7cPYUid
                7cUysiZ7cnfigf7cvIXgf7c2oifd7c9hgYn7dBFjif7dBXbgg7dB6cgg7dHNpgc7dIGpcf7dOpuev7dOzcgg7dTZkse7dT1ahe7dT7wmT7dZHegg7dcTfgg7djmgUa
                7dxFehc7d9Gegh7d9/egg7d+Ylds7eNLhfl7eTOgje7ebigze7ejVjqk7ekjdfg7exVgof7e4Pgfk7e7Ibgg7e78gfg7e8CneX7e+ofgg7fCdgeZ7fMwbgg7fSQegg
                7fVXgir7feWZef7ff8gnc7fjAYag7fm/Zff7foalgm7fyhhrd7fzrdee7f3yhfm7gAjdgg7gJbfee7gL3def7gZmegd7gj5nmf7gkrgea7gztdfv7hAGghe7hBBjfe
                7hIEmcb7hJwfgm7hX8gem7hZKftf7hcBcdi7hhmbgg7hkEnfU7hmzwqb7hpyagg7hytkjd7h4Aegg7h8tgfk7iBJieu7iFJiZZ7iNRnef7iOuoZe7iTKhar7iTMhfj
                7iXmqed7ioahec7ivKbce7ivrkcf7i1hqWe7i4ksde7jDpgej7jFrifl7jKBcge7jNfiee7jP7gdd7jP+kmY7jWjhde7jX1asY7jdUcyc7jnOnfW7jt6fcd7jw8ldc
                7j2Hkfl7j4dbeg7j9tfek7kBShjm7kDgpsd7kDkPgg7kUbegd7kaHgfa7kaJdeg7ko6gif7kpjcZc7ktShdd7kz+icv7k3hhdr7k7Emae7k8Acgg7k9oibk7k/tdnc
                7lACske7lDy5hY7lHYbpX7lPyffd7ldNkeb7lgtqdm7lkjdre7l7ndgY7l+rgfe7l+/ice7mArmSe7mH6fdl7mLrhjg7mMRkjU7mPGlhk7mSVsdi7mZgegg7maUjjb
                7mikcgg7mrOfgg7msigfi7ms9egg7mtCekY7mv0Ygg7mxRcgg7myBbeg7m4Bkdc7m4Wqig7m7zdgg7m9wgfg7nA2ida7nDkWgg7nMLbld7nTrdgg7nVHVcg7nbObeg
                7ncUifW7nc9Wgg7niJwf/7nnGbgg7ntPagg7n7ZZqe7n9bqne7n/qigt7oDYdge7oD5she7oILkXk7oPqkrk7oRWdaX7oSmkeb7oT/hgg7oU1ngf7oU5keb7oVPkfX
                7oeBfcf7oeRhcf7ohWnfp7ohvldb7opGdbb7o7Wfff7o7tgfg7pALief7pEkgta7pKYdgg7pK9oZh7pLcUfg7pS9bfg7plKjfe7pmLamf7pq/ghm7pwPtkU7p89Zjf
                7qB3lqq7qEPegg7qJUxue7qOSogd7qTBgdY7qZtWeh7qaubef7qbaefd7qghagg7ql0fgg7qmNrid7qm6fgg7quIggg7qx1ukb7qx3pdj7rTMVda7rZheYp7rZ4elg
                7rbYgdh7ri5jdm7rkSlve7rmQedf7rtbOpb7r0vcgg7r4wlYb7r6beXq7r68jvZ7sGvaff7sJCfgg7sY+idf7sZzfgg7sf5lkb7sg7egi7sj6bTo7slzidf7snsbkf
                7sqrcUd7su8jhc7s5edgg7s+U2ac7tLLhoY7tWvbea7tavagg7thEjVc7tlwlhf7tpDfej7ts1Yjb7twndea7t2gqwe7t83ggg7t8/kal7t+2ild7uIzhse7uLlpaw
                7uMkTdl7uNCcgg7uVqbnj7uZPgff7uaWqyc7ujRcgg7ukrbgo7uoNZcc7uszggg7u/eocd7u/igff7vGtkfZ7vHJgan7vK6agg7vNMrsf7vQ6SZf7vpgfif7vqXnrf
                7vtJbef7vtbfjf7v2rfgg7v30fjc7v5cgkd7v77loZ7v9Gggi7v/PfZg7wBakde7wF7hcf7wJojfh7wJ25ua7wRpfgc7wV9ebe7wenfol7wipefi7wtpebh7wuUifg
                7wxKggf7w3mjge7w6gbai7w61gff7xFBgba7xMn2U/7xO2deg7xP7cgg7xTqfcb7xUWgee7xVYeie7xglqde7xiemnf7xjAZen7xwUhhf7xxOemg7x4uggY7x5abat
                7yBGcib7yCwzXv7yGsmhe7yIhmgV7yMPhjh7yMczao7yO7dgg7yWeedc7yqzPrf7yu/onX7ywdgZo7yxtmfd7yyUkle7yzQtsf7y0dfdi7y1AioX7y5Pgke7zCJfdX
                7zMmduc7zXArfe7zc3Zce7zlMfgg7zmTYkf7zyt//S7z2aZgg7z5pcdl7z9Yetc70Awbgg70Ctfdg70EMfff70Tr/Wn70fKooe70gieko70kJZfg70luesk70pbihM
                70pqfdd70wUeaq703PckI7053gZc70/obeb71Anedf71MYjjf71Qvakg71Yiegg71Yqggh71ZSsYc71kcjcf71tnnal715thif7154eff71/jdgg72I6eih72PJhff
                72Qqefe72R0jWn72hRjVq72nlyjY72p2huj72xchds728xkgb73Iddgg73Lcegf73Nmoci73Nrscp73Q+jbd73R9Vrb73drhcd73hwsWe73kZehd73mzigm73tAZep
                7311agg734Vume736Njhh74C4irh74GAqbX74Hq0dm74ILXhp74aPrpW74lKkgp74oLelg7496igg75F4iak75GDnbb75JRcgg75TUmeu75YGmdf75ofYgp75qnifk
                75q7rel75renjV75xRdkb75zmdsf753t0gU75//dfg76BFfaj76Psddg76kFegg76s3egh76wAffe76yIehe76zfdff762QsWk763aeeg76+bgfl77GbxYf77G/Wee
                77QEjcf77Qidqg77VKicl77gHp1d77hFkhr77rbbff773txbe78Fchhi78JlsWy78NDdgg78Xzgff78gmegf78mcmgb78oIagg78uhpke78wqzgg78zZegc782wbgg
                787Pdgo79A8oWk79Hzkdb79Jjegg79Mxpdf79TyYab79W4qaX79Zafid79dBggb79dvcgg79f1jee79i6jgg79rQkad7+CGmuc7+Grdkk7+KPcgg7+LMqcd7+VMfWl
                7+V8efe7+XDkhZ7+XZvcp7+nPfOf7+wjkgf7+1xblf7+35ikh7+39ngf7+5Xbkg7/Cyhef7/Fmfef7/MTsZc7/NTwgS7/PlZgg7/QbdYe7/dPlgg7/f3phm7/4Vinc
                8ABimVo8AEsYgg8AForfc8AMTgfb8ANHgfl8AQddgg8ARfchm8ATWgff8AVjogg8AdRfgg8AjAdef8Apekfu8BAjibe8BC4ifd8BJjifc8BSYkgf8BZgbld8Bancff
                8Beofgg8Bm1hVs8Boqndu8Bp2ggg8Bs0ecf8Budml48Bvhdvd8Bv6kYg8B2xgff8B7ijee8B8vgke8B+UccV8CEzgnd8CLIbff8CNtkia8Cbemic8CkEngd8ClWefj
                8Cnbdgf8CxXbnh8DDWaYX8DFvnbc8DGngdg8DLVbef8DM/kyT8DOqmec8DOzogf8DXqhgg8DaHefe8DdDdgg8Dd8edo8Desnjg8Dfjcgm8DkxoqY8DqQeTg8D4Oiif
                8EA1khg8EGykfi8EKIflV8EOncdm8ESrqoY8ETdcrb8EjJ2gg8EtVohf8Ez85sa8E0beff8E2Dofi8E2/jga8FEwjed8FMTgde8FPjdge8FT0mcZ8FVcnsc8FZdehg
                8FaqrZj8FcDbjc8FlNdgg8Flupta8FqTiah8Fybkfb8FzDglg8F6ugcf8GDmu0d8GG6ylb8GKrddi8GQUeeZ8GXFfgh8GdOchj8GgMmX68Gj+eph8GtgbbU8G0xoya
                8G2Glsc8HhfvmY8Hjugef8H4DnUN8IH6gZm8IIVegg8IMYkZt8IOYehm8IRzrvm8IWdjfd8IYVhug8IcAakw8Ie5Wff8Il6oYc8InOYgg8I0igeg8I6hvcg8I7Peff
                8I/smef8JRex3d8JWRsb48JYxzZv8JaEl3g8JbXekp8JiAbef8Jicdgg8JvPbgf8JxAwdd8J6kqfm8J69Vsk8J8Pggg8KBkifj8KEragg8KIOigg8KNiscw8KRblgu
                8KUMcfb8KYQmdr8KYWmZj8Kd9Xcm8KeMidi8Km2mqk8Knocqa8Knsihq8Ko0kla8KpApbe8Kq9fjf8Kt0geg8Kzwdfe8LBvcgg8LJjcgg8LLvtbc8LMacre8LRlold
                8LU1bgg8LX5egd8LbSkmc8Lb2Wgg8LiAfib8LnKsVe8Lqafgg8LspgSf8LtBWcq8L1Qsli8L7cegf8L/Ykko8ME3Xgg8MJEVed8MVKaee8Ma+ode8MnMggg8MshXgg
                8Myuhcd8M2+yei8M51hdg8M+bdeg8NJxlZf8Nb8kfe8NhJjci8NmqmYf8NpQlkf8OJwffg8OJ8egg8OKBqYs8OMBkfg8OMPZek8OUsgff8Oa/egg8OeYYgg8OgOcgg
                8Ok4pfh8Owhdcl8O1Iqce8PAykdh8PA6jlc8PChmdf8PGeagg8PKcjgg8PT8ffg8PWtjpd8Pfuofh8PnEong8Pqpjof8PsZcgg8PtKbff8PvHakX8PvJcbe8P1rgfj
                8P3yYgg8P75jfh8QAcoeo8QAtgeg8QEiffe8QGFVgg8QLPheg8QTbled8QWzbgg8QbKdkh8Qfyjfc8QkKjcj8Qxdfti8QyGZge8Qykjce8Qy+klf8QzYefl8Q5LeWe
                8Q6RlZd8Q9fVgg8Q+qmof8RA6jaq8RCZofd8RGZift8RPrpdY8RkLgdX8Rndhex8Rpjvge8RqLlef8Ruqjce8RwEcgg8R1Qgeh8R2lbdj8R75X0c8Savlld8SjNfgg
                8S4Xthj8TEplZc8TFzhif8TGHbgl8TSBgcg8TVkllj8Td8dhp8Tf3Zff8Th2Vff8TsTcfd8TuGgee8Tv4eVX8TxIgoX8T4YlhU8UGeZgg8UHUldd8UJojfd8UOXegg
                8UQtdfe8Uswfcg8UzLfgg8Uz0gfg8U3siYZ8VGqlff8VJLSke8VL/qbe8VN1fgg8VUn0Vh8Ve+dch8VflZgg8Vjsnih8VlkZff8Vv2Ywg8Vzyefm8V3sZZf8V5Yfdc
                8V57w5X8V6vbgg8V+zhga8WI/ead8WJcuSa8WJmXel8WbEhad8Whkldc8WlLbgg8Wn5iae8Wojicl8WrksZa8Wszfbz8WzolXi8XF/efe8XR+jik8XSIegg8XTCjgX
                8XUfgfg8Xanmce8Xhrpek8Xi0gdg8XjYWiY8XpFefn8Xxnokf8X2hkcf8X2tram8X5Lpci8X/dhdb8YR1YYc8YWfiid8YYKedh8YgvfZq8Y6Ihre8Y7Ojnb8Y74Tgg
                8ZFedsh8ZFkegg8ZHuhjf8ZL+joe8ZTwbhg8ZUEgcq8ZbGgfg8ZkYRif8ZnlYff8ZvEnbf8ZwZagg8Zw1fgg8Z0qncc8Z+zuZp8aB/ddl8aIcdbm8aPxYfY8abOkcg
                8acVVgg8adzhgo8agMehc8ambrgf8aqsdfm8arRnpe8atEkdv8bAJace8bBaeyc8bJUckn8bMMenc8bPsejg8bUeYgg8bcFidk8bgxegg8bhRggg8blPliv8bo3bgg
                8bqttck8bwmmoZ8bzKYef8bzemcc8b0Ajic8cBpcds8cLQXbf8cQ3jig8ccxfqc8cehchj8ciHfgg8crIjlg8crvfYt8cwJYfh8dJQpjd8dN6kyL8dQyefc8dS4jlf
                8dTgiee8dUacgg8dVUdgg8dXsWgX8dgheef8dqYagg8drOrda8dv5ckg8dyahfd8d8UZhc8eF1jfa8eK6ctd8eLvhei8ePTefU8eg4jjh8eihhvb8ezciZe8e2Tggg
                8e3adgg8e6qngg8e7BijY8fB9egg8fCmdih8fFV1ae8fNQfsW8fZtmbg8fr6fgf8fsdiif8fufgre8fxqfgg8f4JnmW8f40fob8f/Afgg8gS6egg8ggGegg8gjgbeg
                8goRerf8gxeffY8gyAdgg8gyKghn8hE+bgg8hFkfgg8hGQZnf8hO4ief8hTtXgh8hU4flV8hXTagg8hX5dde8hdCaff8hggXgg8hg+cff8hl5bem8hoHorc8huCZgg
                8hwlcgg8hyBekg8hyQgdc8hylkhi8h3ccgh8iAHhYt8iBIfgg8iDchrd8iESnrY8iIdceg8iJufgg8iQAlZb8iT9efg8iY8m/c8iZ2kce8ihbieW8iwAegg8i6obge
                8i+jfaf8jVDhjg8jVSfje8jZRbgg8jZffdl8jcdxqX8jeippW8jfurmd8jf3qep8jgsdgg8jprlfd8jz1bta8j5EXfe8j6Qice8j8kdgg8kBMjmf8kLAhYd8kMsjgW
                8kNWUke8kROkcl8kXabfg8kbjkpf8kl/dkb8kwjldk8k1oggg8k/Kssj8lMhbgg8lT1ihc8lT7ikg8lWBnfj8lZ2hub8ldMoeQ8lh1mes8llCgap8llVibm8mPYsae
                8mRmfgg8mTlebl8mUZifi8mVgYfj8mVpjce8mdsifq8mhKhfs8mnlidg8mvSday8m1igvd8m6Rrfb8m7Vedc8m/Wagg8nEmdqg8nHaofg8nXChjj8nZZmgg8nd7egg
                8njkegg8nrddkf8nr0fgg8nv7scf8nyEmYY8n7zefi8oFpekg8oLNfne8oSdgbf8oWtkpe8oljggg8orLjie8osyjmV8ouAcgg8ow2Ygg8pFsghf8pGyalf8pIchdl
                8pJ3mfc8pKXnee8pQ3cfp8pn6mqc8p1Qcgg8p4Au0P8p5Hjhh8qEPjjp8qKLYdh8qWDfwc8qXVjde8qX4clZ8qgPWoW8qt8fre8q+ihcZ8rBkjew8rFRhgf8rFWPnZ
                8rOIgnf8rRgdff8rW8aae8rXNdoh8reInre8rfgggk8rmknme8rtKXgg8rzid2W8r44gdq8r9Pjmc8sH2egj8sT8Zed8seykeb8slUZhf8sppxuW8sqecgj8ss+ige
                8szmlZn8s0gbgk8s6SUsm8s+DfVa8tEWdme8tGKggf8tIQtid8tSTcgg8tW7ffp8td0ehe8teyjgq8tudXfh8t2MeZi8t6eief8t8phWl8uByobU8uQ3qYe8uVOhpe
                8uVqejg8uXwh4Y8uZWggg8ubDZWb8umrgdg8unSlbe8unplte8utCimi8uv3kcd8u3RoTm8u7lpdd8u9Zild8vEiqcl8vID1nd8vNmfej8vUioV08vUyxeU8vamgml
                8vyQaeg8v0MVgg8v2Risb8v3+rle8v4Gbgg8v6KiZc8wCxijd8wIBfge8wIulqU8wYPble8wZQZes8waiUfe8wjBhbd8wmFqfl8ww1oue8w0/gcd8w1/ffq8w6lhca
                8w/Foei8xAeagg8xAzhpd8xIFfed8xYbdfg8xZTdgg8xcPiap8xcuacg8xdNplv8xfyecX8xjhgdi8xmYiec8xopggg8xw4pbj8x4xhde8x+Vmcb8x+0fgg8x/Xdgg
                8yCxhfZ8yHPgdf8yImhfd8yShrob8ySxike8yX5lbz8yixUdg8yruodd8y7Ldcd8y83lYz8zAWgdf8zApXgg8zEXjde8zJ0ljd8zWLq6o8zjlcdg8zkbagg8zoOegb
                8zoqbgg8zpAZgg8zqyodt8zuSjcs8zvtpYt8z3GncY8z4oVcf80BXgif80Kogff80Nlegg80Qljje80RNikm80Rjjec80TQfie80VHisd80VSfdc80Vnsbd80pXggh
                80sprnb80ymfgg80zOggg8020hdf807qcme81Hinfc81Kkiqc81QHeei81Tthpe81vDncf814Swg582DtfWU82Ijggg82N+r0d82TCehr82WKkde82W4bgg82c0rhp
                82gnehf82k0ghh82o2orf82snhja82wubgg82/Yjgi83A2cfe83ETkkg83FAiad83I9agg83Kbgaz83RZrjf83mApVd83mwakg83rLyXU83sQtee83tNgwa83z2fff
                833gden836eokh84SVfgg84ZYgch84bMVMo84buege84dhfgg84jHsbh84rZgjb84ryfig84snmec84wgcpe840Sefg84+znYg84/Zikd85AJrif85FAlbh85F+dgg
                85LajcY85OUedd85RWhfq85eOjfe85lbfgg85oQXfg85rcdgg85tCiff85tDfgg85xxfgg853Hgmf853+fgl859uhdd86LLxsd86OVala86Y6abj86fXVgg86gdhTo
                86j1Qmb86mnadg86n/hmb86ocjec869Jfff8691hgV86/Gbfr87BTaZk87Vkfkc87bsh6d87nykVb87oPfad87qoegj879jgef87+Kdfu87+Lnbe87+Pogg87/opeo
                88Aycgg88ELfgg88G5fgg88Incgh88Jbdfg88KcXci88LtaXf88MEkeg88Ujech88soVgg88yZbgg886/jgp89ESfcj89EnecY89HGl0X89LkZfg89L4dif89QSacg
                89SRcgg89auifc89a2hgt89fSjeW89g2esd89jciad89mjfgf89nkfej89xildd890CqBf899obeg8+Fwaei8+Jikcj8+N0fgX8+V4ibq8+WWmhb8+hvykc8+nqbfc
                8+olngu8+vOorL8+vyeeg8+xWOae8+xvegg8+ynfgg8+3ylfe8/KubdY8/SQriY8/S5dse8/bYYgf8/j7lje8/kufgf8/lsoXU8/meuzV8/nIccg8/odagg8/tfedf
                8/xrdgg8/zHXgg8/0Dmgm8/0Vjic8/3olfe8/9qTio9ADQbXs9AEUVgg9AH2lef9ARytdr9AVRjfi9AYzsci9Ab0dgh9Ac8qYe9Ag/Wff9AiDZff9Ai4hae9AlItmg
                9AtFWgg9Awxldb9AxSpWx9Ayzcgg9AzygZe9A0zZgg9A1xbfh9A2Uhgg9A2ukez9BC2fpd9BGgkoZ9BNkrjY9BV4hed9BWPgde9Bk3edf9BpOnkc9BwNohY9Bxmiek
                9B2jejf9B4dgcf9B5Rhdf9CDkdgg9CDuecg9CN0rff9COzcjg9CPvgnk9CXuXgg9Ce0bY39Chthdf9Ckkdhg9Ck/jXf9Cmbirb9CoGefg9C1nbmb9C7Ieam9C8McXp
                9DIIxdh9DJajpc9DKAbee9DMyegg9DSoagg9DTJqnj9DU4egg9DpFckg9DsZeme9Dx3cZ79D7sbbj9EAgfef9EWiscg9Ee0ggl9EfCigS9EhBeZm9EpwmXn9Epxbgg
                9E7coWn9E+6d2X9FAGcgg9FAdfff9FG3ilW9FHZqWh9FVLekh9FfYWgm9Fuydgg9FvXdef9F3pcgg9F7gope9GBnnme9GCIktd9GJMocf9GMpefo9GQqiff9GQ7Teh
                9GWfjpc9Gficgg9GhZlfl9GlUjkY9Gmoigb9GsZofn9GtNgeg9Gtkfef9Gtrdfk9GvFlfY9Gwtgf19Gxldig9GxuTXl9Gy9kVY9GzosK19G0ZiVg9G6ccgg9G/Afgg
                9HKXnkf9HLigRn9HOWndf9HO/mjg9HP/cae9HoHiUn9HoifUh9Hwgghg9Hzwcgp9H19dgg9H7Zfij9IBWegg9INXlof9ITvjmf9IbPlfe9Ighadf9IhCiig9Iw1hpb
                9I1/ckf9I80cgg9JJ7mdc9JK1iag9JQpbpa9JSkPgg9JU+bgg9JYSegg9JZlkcg9JdCZZc9JeRcgg9JlXehf9J8OiWW9KBCfgg9KHNdZa9KJ3jRc9KOMicm9Kf0emf
                9Kglect9Kgpimh9KkcZfj9KrRegg9KuPbgg9Kwriif9K3Ugff9K+Defq9LAofft9LCZhln9LDJgV89LGRdgg9LHRhal9LJzifX9LcVjcc9LnMikc9LntZgg9LsBuaW
                9Lslkkf9LxXigi9MPFiif9Mb3kfv9Mx5amg9M2NYeg9M5laed9M8vcgg9M/xUac9NC4kqe9NeVYkf9Nh2hbu9Nr2cab9Nz5hnf9N5Ldji9N87ZdZ9OQpcgb9OeTpmf
                9OrLdff9O3YgiU9O4Olbf9O9/fgg9PHdkon9PIpgde9PN0/Hk9PRHhfm9PTmkgj9PXnbeg9PYJuge9PZAYgp9PdRjeg9Piuikh9Ppsgff9Px7cgg9Pywcif9P0Kmae
                9P2Kdgg9P9jhpa9QDSide9QLmnbr9QObdXf9QS4bkd9QXMoed9QktpTq9QnImYc9Qn2Xpi9Qpqygp9Qr9iwd9QtMiZk9Q5Gmfe9Q/lagg9RDbYby9REGbbr9RJ9kfn
                9RM7hlm9RXtima9RX/bpg9Ra7BYc9Ro+vbX9Rvupen9Rw2mYZ9SIrcfc9SJJffk9SMmeci9SWAect9SXDimh9SXkmnZ9ScFmjg9Slaifl9SnYifd9Sp5fce9Suuffc
                9SxNegg9SyNiba9S6/meg9S8nqsZ9S/WXeg9TCRkfQ9TC8qlc9TFjYhg9TPacgc9TQrhhe9Teegof9Tfyjdg9TmjZcc9TpChmc9T5Ndii9T8sjoX9T+keig9T/Edde
                9T/dWgg9UAFllZ9UEhegg9UIWnff9UMLfff9UMTncf9UNsfoc9UY2Wgg9UdAilh9Ul2hgj9UoVeZp9UpXeqr9UsQfgg9U0ksbr9U2R/TP9U5gkcz9U+Tdlg9VE5egg
                9VLjbid9VN7joX9VWydfd9Vgmgff9Vi5Zef9Vjeegg9Vq2hmf9Vr7jfk9V65ibe9WDibgg9WFfVgg9WTBmco9WUmjdn9WWJjsT9WgXkZe9WlVkem9WwHohe9WyNhdR
                9W1seef9W4ihgg9W76fgg9W8Qrng9W/Mdfg9W/8kcj9XDtgde9XI/gai9XNCdoc9XStqfy9XWyggl9XZHobd9XZnmde9XhNrbb9XpFabt9X0RXef9X7/egp9YEGikg
                9YFemfo9YGMegg9YRrhfZ9YYBnxe9Ycziff9Yi1jng9Y6EZgg9Y/Grwb9ZLvsii9ZNpjdf9Zeofef9Zevhdf9Zn8dgg9Zvpbgg9Z9Vebf9aAjlve9aBTcgg9aVbkkf
                9aYuoeg9amvken9a6rnne9bDGfZp9bFAebd9bZ8mcf9bbeegf9bcddgg9beCjoY9bqmdgg9bq7agf9b0Biei9b0Fsda9b7JfWe9cAQYbn9cFtzYm9cHbchk9cNGjmf
                9cQUdff9cSiXds9cWbfYe9cXTgjl9cbLhgf9cjlnai9cqYZgg9cvZXgg9cwJagg9cz2dgg9c/6xZW9dAwRsf9dB2aeY9dduYbg9de3llb9dpofgb9du0rrX9dwGdgg
                9dyQeff9d8palV9d+zcke9eCcjlf9eWTkYZ9ecYmbe9em6aee9e6frlg9e6hqne9e8YZeg9e8zlff9fFOecY9fN9YyX9fUNfgg9fX3kgf9faJjhf9fbacfe9fmuegg
                9fnSbin9fwvffd9f0ddgg9f6uidh9gBUkff9gDBbgm9gHKj7V9gIygrj9gJVegg9gL/hZc9gOBbdh9gU6ihk9gd+efp9gsVrdc9gsqgfe9gxLjsa9gyvjhe9g2upkd
                9g4Tfgf9hBirae9hHijkf9hW9age9hlVrge9hvhdgf9hyKnno9hzNVex9h1lldu9h5Ahja9iF+jch9iHVYgg9iIcnhm9iIyjdc9iQivYV9iRhdbX9iVGcff9ibqjbj
                9iecpdh9iikehi9ilHcVe9im2dgg9iqapWs9iqnegg9iz3sYa9i6Sqcc9jBCkkg9jB3egg9jCpffl9jG2uie9jKzZfg9jL7pZb9jNgszf9jPhyWy9jXBgjf9jcRgge
                9jiSrdf9jxCklf9jyjkZW9j3DolQ9j5dmfg9j8iagT9j+vdgg9kBkbgg9kFVfgg9kNajwS9kbdggg9kcrcgg9kf/Qgg9kgKcgf9kqpjeo9kw1icd9kxTgje9k1abod
                9k35koe9k7Eepc9lFPofj9lNfcgg9lNyjgh9lPnYig9ljBkfd9lmPchf9lnzkkf9lzQjci9l4bYbj9ma1Ygg9mfIagg9mkr8ee9mtMagg9myTter9myfbZX9m4uidy
                9m5ghfe9m6/eZi9nKHhem9nKmrna9nMBcbv9nU8gbZ9nYOgcf9nYlqcd9nbVqef9nfKokd9niEqio9nk0rce9nmstgg9nr6kyf9nwvdpf9n2Pggg9n4acgg9n7Sdgg
                9n92dgg9oA8ced9oFDgaf9oJtoca9oNcoeo9oU+tYe9oW6med9obEkcc9odOdYj9odpvfY9ogMfgg9ojQegg9ox6qhY9o35geh9o6Oigh9o7Cgbd9pHhgek9pOKcle
                9pOSVdO9pTNZed9pdt1f+9pmSZbc9pmsfad9ptzfef9pvwgha9pwHegj9pzSrad9p8vneg9p98f/g9qAPfgf9qAiqid9qKpjcc9qigffg9qn4gka9qtWagg9qy1faf
                9qzIVek9qz2hef9q0TiWk9q3ceZU9rFMUgg9rLZcce9rXViUV9rYqpYd9rgXcke9rgjhgg9rkDWgg9rlqlmk9rpIoet9rv7qVr9r0Lhie9r+Kpdp9r/05ji9sMJgqd
                9sMOhgg9sNGggg9sQGfXS9sWDl0d9smZuZf9soP6oe9srPo4V9syGplY9s38fcf9s/zgxd9td4lhh9tgVidc9tj41el9tmDLfr9tqHdgg9ttPoaf9tuLefe9twRYgg
                9t76Zfg9uHdddZ9uLtclc9uORdra9uO5hce9uZVwJ/9uevihe9ufHlkW9urSlmn9uzdiod9u7Fsic9vAhkjd9vBYdid9vDbgZd9vHLjqd9vN0ikb9vPQYgg9vVNfbl
                9vbrtdo9vddmde9vqeegf9vsSecg9vvWcgg9vxuhYo9vzVhmf9vzbeva9vz3mfi9v7Qfgg9wELmbd9wGxhbc9wIzcad9wJFjgd9wN0fef9wZfcgg9wcNhYY9wdqLjg
                9we8drX9wfUbgg9wkgfec9wyudgf9xCQnjb9xLPZgg9xYMfdk9xcpcbu9xjHied9xvtggj9xx1oik9x6Cbka9x8Vief9x98kof9x/Ejxn9yApoci9yAymYf9yBiodn
                9yD8pqd9yIcbgg9yQggfk9yVzjaX9yWfief9yXmnXn9yY9afg9ya3dfg9yfnqge9ynEVgg9ypAidf9yuS3bk9yvBkqd9ywalue9yyiZio9y0qegg9zEUhjm9zH/ejg
                9zIqihd9zhArod9zhglbc9zlFVgg9zlIocn9zptlia9zsXqex90B47/N90CXegg90DFucX90N1eSe90QXkfg90S4fgf90YCtgb90iDcff90iYoZt90mefhb90rqmWr
                90sFmif902rqcn9092qZd91B8pgt91DFbei91Dvggg91J3jbe91RjoZd91WUcne91YGhZf91qimel91qpdhg912ofgg917EikZ9181goq918+edd92DJmf392DTkhe
                92GWmjZ92I6cYf92JFhld92NOjce92RIdgg92RwgbY92bhfgg92kDijb92oxrYg92vYheu925Zna3928aegg928xfge92/Npce93AUnsb93Dsgce93HX0zZ93Hkgef
                93Jrhil93L5viY93PUbgg93cGdYm93e8dgg93qFbgm93wpsbX930oZfd932bfue9382egh938/dgg94Ads/S94Byibd94Jzh7e94M2bfj94NZjeq94XLlYi94Z7cif
                94cWglf94filfn94f1kXr94hEgRp94jRVVc94n/agg94uTdgg94xdnfk940Hsab9426iek94+wycV94/8YYe95Pqbef95RTfgg95cMggg95f8oXt95hDoXb95p5fff
                95qumvU95rJjhe95xXele95xsnja95zGcsV953Pfhe957mmid95+Vkej95+imgi96Cxjbl96Gufgj96LFvha96Laigg96NPxUL96VThdg96Z2gce96aYnbi96b5fig
                96mvkge96pgrVv96pssxd96u5nbv96yujte96/aghg97BRcgg97EzbpZ97GsiWu97OMWlg97X9hrf975jZao977SwaS977bcjf979odoa97+/jfd97/Rdgg98Aefgg
                98Hdegg98MUeee98Wmime98YMhgb98dregg98hYsYk98oplid98tRWgg98tVdkY98ufrgg98zyfee980ucfd984yhfj99Dicaf99FJifd99H3bey99PKkcf99T5vhk
                99WhlP/99XWgfo99cPffN99nkkdc99sCjgi99ybnib990zelf9914fdj992Iegg992Ycgg994iiZm9+Alipe9+I9eff9+SQ7dn9+aScgg9+dqlhi9+s4nqm9+udqdn
                9+yhcff9+3KhvY9+65beg9++Jafd9/EdoYp9/Eocgg9/N3ohf9/PR2mb9/Ydnjf9/a2dgg9/b9dfZ9/tWlhg9/x1fge9/zPofs9/5Tdgg9/9B1Xb+ACnjed+AF+hfe
                +AHofgj+AJYegc+AK+jfc+AW0lee+AYSdff+AcAnfX+Ad+mee+AhLajg+AkOmgf+Aogimd+ArSqjd+AsSdgh+Ayjttb+Azjned+A4lagg+A/yje6+BA+eYf+BGqhsR
                +BQUlhg+BU+jgl+BWAfgg+Bhsief+Bjuegf+Bo1ake+Bqhrgc+Butbgf+BvZZbg+B2HnZf+B2Ucgg+CCxpsb+CSznbp+CXql7i+CYSsnb+CZ1kle+Cf/goZ+CgDqfg
                +CrGefg+Ctppbn+Cukeaq+Cxmegg+C2inqc+C6WYlf+DGEdgg+DJfUfg+DOChaX+DSrhed+DTFeiV+DWIdgg+DY0chl+DZwdgg+Dgvkfp+Dqejci+Dz4gef+D0Heeg
                +D1WVeh+D7afef+D9Nfpk+D/Cjde+EACxft+EHNdtk+EKzegg+EWIcpf+EXRswb+EZHidg+EhoukX+Eq6ieS+E89hce+E9pkdg+FGcfdf+FHilde+FN6iff+FgJcpc
                +Fknegg+Fl7jee+FsCmbi+FudqcX+F0dbgf+F1mYgg+F4kegg+F8Yegg+F8xhgg+GJxhfc+GM8dvc+GOVide+GOlltd+GQJgbe+GRbhef+GSZfhe+GUfnba+GVvlfd
                +GWUcgg+GWddcb+GZcWgd+Gb5egg+Gezcdc+Girdhg+GkJYgk+Gl2pah+Gpyjsc+Gwhgff+GxMcgg+G26hic+G4vfee+G63dbh+G/llng+HKUdic+HLYYbg+HRNqab
                +HRraXc+HW6jof+Hcxkje+Hhjice+HmfWgg+Hzlipe+H78egf+H8LXhd+H9itgj+H+thff+IELgfg+IKxjof+IRodef+ITIfgg+Igwfdo+Ihxagg+Ikpcgg+ImEjfc
                +ItqhYZ+It7dgf+Iwdggi+Iwwmib+I5kffe+JCefdt+JJQigf+JLqYXg+Jlb1je+Jq8egi+JtAegg+J0Hkfe+J3edjf+J3uofe+J4ccna+J+mteS+KEcYeg+KIYdgg
                +KL+mfm+KQ7jie+Ka0mef+KbQggg+Kg0xkq+KjITgg+KmBdef+KthUgg+K2xjar+K4zode+K9CUYZ+LC9fgg+LGudfg+LYG0bT+LbLgcf+Lbxkrc+Lpnjfg+LtQrol
                +L0ORbb+L44hkf+L5pcfm+L67dgg+MN33lo+MV4gfd+MXLfgc+MbYcgg+Mddihc+MmCgfg+MpTZbf+Mpmhga+MqbhgZ+Mvafgg+M7pfgg+NDiflg+NFGefg+NPvbgg
                +NpPXef+ODNhkf+OLGjbc+OM/hye+OOTmbn+OOjhhf+OPkv/m+ORbegb+OpVUcf+Opqkrb+O3JhaZ+O6Rhhl+O/pegk+PFIcgp+PF4ldX+PMgWgg+PPGgag+PPQgqg
                +Pigmhe+Plkkfl+Pm+fgg+PzZlZp+P1Birg+P4qjff+QUAegg+QUClfe+Qgitcd+Qn7rfN+QtTaiZ+QyRege+Q2/dcf+Q7vugc+Q/Sjoh+RHkibh+RIK/c/+RKJdff
                +RMLiek+RRQhvr+RUVegg+Rgatbh+RgvUgg+Rqlegc+RtPfgg+Rtncbi+R4ofpa+R5Uihg+SAUkgg+SFh+Xh+SNEWma+SScrVe+SUIckg+SiDdgg+SlUeck+SnOdfS
                +TIEjcZ+TL3egg+TPKafg+TZNYfb+Tgpndc+ThJhvh+ThhhcY+Tnbcgg+TpCdgg+Tt6rat+TwAjek+Tx9oja+Tz9mkl+T2tnkZ+UCfdfg+UGTegg+UHXhgh+UJ5hbc
                +UMHcgg+UkJidp+UsESgg+UwIdcg+U9kZeg+VAdllb+VE5sqj+VFffrd+VIXemf+VYcdgg+Vhvkkb+VkpZtc+Vl7ceT+Vvzkdf+Vx9ikn+V3Dfgg+V3oeig+V35fgg
                +V6/lew+WENmyh+WF9mtc+WLiyla+WL2fgg+WfQWtW+Whihfg+WpBTeb+Wsmjde+Wsvlgc+Wwabgg+WxRndP+W0hegg+XA4iLY+XD8lee+XXIgef+Xdzieb+XegTig
                +Xphdhg+XsXjee+Xz9idr+X2vlse+X4offg+YBfjge+YH6khf+YKnjid+YQ9qrW+YSpnii+YTudgg+Yf/pcZ+Yh1gdg+Yisfgg+YlVhfg+Yz2ljg+Y0Qmec+Y4Lmff
                +Y5Tgfl+Y+6nbb+ZKhmef+ZMWeog+ZQXdgg+ZWyqdk+Zd5rgi+ZsLbgg+Z5pgbd+Z/9dkc+aDteXq+aKbfgg+aL4ffk+aP+laa+aebYeg+asPjgn+asqell+at7jXe
                +awNtdd+bCPegg+bHjxjf+bHymat+bIBZgd+bI1bef+bLKXZd+bOCmZd+bPQgkW+bPWkfg+bYrcjc+bbJoye+bxWgUy+cBsZcZ+cCHsuV+cIffef+cOYgtd+cPNdfd
                +cUacga+cZsegg+cbSddg+cc+jje+ce4drf+cifcfe+crvnna+csgZVe+ctHfYn+cvzegg+cv5djh+c5efeb+c9EZgg+dKXgcf+dOLsdl+dZPqeY+daKimd+de+pZr
                +diAfgg+dnYgfg+duNfgg+d0xegc+d3faab+d5ashX+eQaRfd+eW5llm+ed/Uef+ejLbkZ+ejMcgg+esxcgg+e3Wfoa+e3ropf+fCrffn+fHbdgg+fJwjdh+fYDdlf
                +ffxgef+fgFfgg+fgeffg+fsBsvf+f0Wdgg+f1xtYf+f41ici+f/KQeg+gE0ldh+gKsXjc+gNNdgg+gN7na3+gUKmgl+gVyzdj+gXRnfX+gaORjg+gbSdgg+gbedgg
                +gcInse+gfYdff+ghNieh+ghTqfh+gxqgfe+g30odb+g8lgbf+hBYdgb+hBpnha+hB+fff+hZXifj+hlbgjl+hqefhf+hxRjfg+hxWdgg+h1RZge+h5/ckx+h6aijc
                +iAjmYa+iB9hfg+iCWXgg+iCtffh+iDAQgg+iIGcdg+iKFYZk+iKpmne+iMXckg+iNBido+iWGX2X+ibVjaa+ioFhuc+iopime+ipuugg+iuRmsa+iuwgbn+ivqaof
                +ixShmm+i0+4Zf+i4wqW0+i7Ufke+i84icn+jP4mhb+jZKfog+jiGkff+jkTohi+jlcmxZ+jt4dgg+jxoRgg+j8Ccfc+kBOtde+kB5Zgg+kB+ifc+kE1fgg+kIAkee
                +kMTwmg+kN0egg+kObceh+kVhpfp+kXylbX+kYPigg+kcadZv+kc2hed+kc5ffg+kdVkfi+klXfgg+kn0nVo+kt5fgf+k19dgg+k3UVdf+k7JheZ+k/9kZw+lE0bya
                +lTjgfd+lUApkj+lXTlgg+lbodji+limVdg+lmSbgg+loenZk+lp+ggg+ltLYgg+lu3ken+lwViib+l35hce+l6RydX+mB5bgg+mJPiXZ+mPbilm+mS+iff+mWPjde
                +mXDoda+mexdgh+mf1lde+mlzpXc+mm6aci+mobgkg+mtxfgg+m3Inep+m3ljhc+m3+hfk+m92hff+nDCvYZ+nGsncj+nLejga+nOZhkg+nbfeih+ne/Ucd+nhspej
                +njGekb+nnwfec+nrUlif+nw2ogg+nyLlab+n1yhhf+n8Phfg+n+cjgg+oI0dZb+oO9lya+oPNoae+oSIfff+oSvail+oZXhws+ob/Zic+ogdhcj+okkjdb+okydaj
                +oovXfr+ovXjeq+o5Qkhc+pCwing+pJDgff+pKkj42+pMYdgg+pO7cff+pZ5kcd+pdbjbd+peiiie+piqgYg+purode+pzwpdf+pz11YY+p32ede+p5fYfu+p/Ndgg
                +qBfhTU+qG6hdh+qM4nje+qPNepd+qPauXZ+qa8egg+qcAkec+qgntcW+qq2Shb+qrXqdc+q4fbfe+q6Aefh+q7Lnub+q/1jgd+rB0egg+rRTcgg+rdmcge+rfymeg
                +rpoZkh+rqEggg+rxRffg+r4jihe+sFQgdg+sMweig+sS6sbd+sW9fah+sX7bfi+scygem+sq2ueg+srrfhd+swvnbe+s1Bnld+s2uefc+s4slrc+tB8egf+tHqcbf
                +tUX0mX+tVOdgg+tWqkdt+tXKWhe+tYhcgg+tj1ond+txTfgg+t2/iMr+t38gdi+t9Zdff+uEOZje+uMnlcq+uW5lil+uq9qen+utCebk+uvnief+u0Wfdg+u8vfif
                +u+firX+u+ohed+vDgPrc+vEFkgn+vE3ihf+vUkqcg+vXGqdk+vX0nmZ+vmSndi+vnBbak+vtscks+vwdhhf+vw5oeh+v1Gljc+v1Jshf+v1ftc8+v+OdkU+wDjjiY
                +wEBqdd+wHBTgg+wYwlsd+wkSfgk+wrndgf+wrufdq+wu/ihX+w2Qldp+w3gghj+w6Fftd+xA5qN/+xMYjdp+xQ+cgg+xUObfe+xXydgg+xdGegg+xeHdff+xfLafg
                +xkQwen+xqDlee+xqcoio+xuOghd+xwutgg+x6ZfbT+x9mrmd+yBvfff+yILqae+yUPkqd+yUdejj+yX5agg+yb4sgb+yi1hfc+ysepfx+ysqxbf+ys4cgg+ytQele
                +yzOcgg+zEqifj+zJvagy+zO7cke+zPjgff+zVQigj+zWHbgg+zWuVgg+zZfvhl+zZ0rcZ+zcsfgg+zcwffh+zemfba+zpRjgf+zuyysk+zwmoel+z08pbo+z2ZYee
                +z4HWWg+z9pfZs+0DFdZZ+0LBgYs+0LFgY3+0NUsoX+0RQQjc+0S/ieu+0Ubhdc+0dIhjg+0e2fmc+0kWZgf+0x8ggd+0y4fgg+0zxjrb+045eue+05pgfg+071Wfe
                +1HDcfj+1Wwtef+1XGqbj+1dwjgg+1stncc+14Jkkf+17Nedg+17Xcgg+17iagg+1/Mooa+2Bymgf+2GHifg+2VsZdR+2Ykkeo+2ceacg+2i4geg+2wpmem+21LqVV
                +3Npipb+3Q/jgg+3RNggd+3Xpffg+3Y4bfg+3ceffg+3jClii+3k2ifg+3uppnl+3xjhzb+3zPWjn+38oYmY+3+7ghY+3/nheb+4Iialf+4Nabgf+4OonXx+4Q+hfg
                +4T/hae+4Ujhna+4iMXgg+4jFfng+4y8ees+4zWcgg+42Qoeb+45Ajjh+5EelgV+5F1Zbk+5GJccX+5LN6Tb+5L6uoT+5M6vdb+5NIgeb+5SYfef+5TiiqX+5Wfded
                +5XDgnj+5fgdZi+5gjffg+5jMclb+5nWYbg+5pRZbo+5uUggg+59yece+594beR+6A4fgg+6Jvehh+6MQjgT+6QQimg+6Rnejf+6Saigf+6S4cid+6USbXw+6WSipa
                +6Z97T/+6bVjfh+6i4bgg+6kAhRo+6wtggg+66Abgg+68qgge+7A1rec+7Bd0dc+7C4pV1+7Fodgg+7K4hlf+7Rikme+7Salhd+7bEVgf+7eHdYp+7nmdaa+7pzmcZ
                +7tOjlp+734egg+79QktZ+8GRgec+8QRlnl+8XFieh+8hTjiZ+8tgvPW+8t6mjd+8w0Zkb+88Bhnd+88tdeg+9DTirg+9DjgYY+9Fijg3+9Iglkk+9Kfd4B+9PxXdc
                +9S/ghi+9Wsfnf+9Xthdf+9Y9ita+9ZOgef+9hundg+9pfcfg+9qDfgg+9rJjkg+9r8egg+93ofhf+96gpdv++J8qlZ++MKsan++W4bgg++bdfdh++tDnea+++Ueel
                +/AXagg+/BbWgg+/FgqYb+/LwtUs+/T5bff+/U+hgi+/XGikc+/Yyhhg+/bwmjl+/cyXgX+/e5jct+/lqqcd+/nQcdc+/ngOjf+/q7dil+/tYidk+/udrcm+/yyhdg
                +/1lRgg+//wjjc/ACVifi/AJuibd/AL0ihn/AUZWeg/Aa4Vgg/Afxbgg/Af1bmr/Amehif/Azb0Sr/A29bgj/A6fcZf/A7xbYe/A8aifg/BAPeoV/BQEfei/BpTggf
                /B9mfgg/B/jXgg/CEbggc/CVGift/CWqedr/CiOfef/Cj5ncc/CoHocm/Cpwwa8/Cp+agg/CqDfgg/Czsndj/Czwmbn/DD9ggg/DI6Zgg/DLjggn/DR5lap/DUUlef
                /DVjbrf/DiIbgg/Dmsegg/Dvmstg/Dwlcgg/D1jegg/EOSbgg/EUDfgg/EaPhbb/Eaohhg/EkQfqf/Er2jsZ/Ezbige/FBigfo/FJnggb/FX6Zgg/FfPgfb/Ffgegg
                /Ffridc/Fq9jme/FsTYbd/F1lagf/F5JnXh/F6Beff/F6Kbqf/F9sucj/GFlfee/GHQfgZ/GIfffg/GPwYgg/GSVman/GTAkgc/GUsbgj/GZsffg/Gjqhfm/Gkpioa
                /Gx4gXn/G0kdmf/G5Tgmf/G8Mhcf/HB4dcg/HCQqco/HD/kvc/HK7emf/HUUpef/HYiYgg/Hneecd/HpWlfn/HsMlga/Hy1gdf/H1Fagg/H6eoXm/IKdjnf/IOpcde
                /IRTedk/IZ/hfh/Ic0Xeg/Ig0ohf/Ikvkdb/IpAffo/Ixahfv/IycpY0/I0Mele/I5Adbp/I6ntce/JA+Yfg/JHReng/JI/lga/JQ3ffg/JbIhqf/Jcagai/Jcupdf
                /JeQUph/Jf0lce/Jk0mff/Jptjgg/JsSaef/Jw5les/Jx1cge/J04egg/J19iek/J4xche/J40rYY/J7Libc/J97Vcg/KC3kep/KfBdgg/Kkvbcv/KtFiee/K8uogh
                /K+kYdf/LR6hYb/LSXihc/LSbdhf/LTPeff/LT+qgd/LadYcc/Lg1Yde/Likcdf/LlRdgb/LswZif/LuYagg/Lwcbch/L1rkfo/L4Zgme/MFUcbg/MLuncc/MMQjwk
                /MN/fgg/MPEagg/MVahjk/MXlfea/MbVmlc/MeLfle/Mftieg/MnVgQc/Mzxehj/M0jWgg/NC4ejg/NPLrWh/NW+egg/NZidgg/NbbZgg/Nb0jef/NpbpYf/NthuZn
                /NxOdkf/N2JYdc/N2Xggg/N2rgje/N4Tcgg/N6yfbc/N/Dfgg/OC+wrj/OHkopw/OIWlgj/OXhgfg/OvMagg/Ox0ZXl/OzFgff/O0Uhce/O8Bhfl/O8Klod/O83Sgg
                /PE7kii/PHSqdk/PNmYgg/PQAhbh/PQVodm/PV9ogb/Pizjde/PnM15V/Pz+ggg/P1dkge/P4Zbfd/P/6Zff/QJKfgg/QM/cgg/QSdZav/QXBegf/QaEbfd/Qwbdgg
                /Q+ofgg/Q/pcgg/RIfdgg/RLmmpe/RUHfoZ/RXSngg/Rdcegg/Rifqda/RvPfpb/R0yUgg/R1+hde/R5O3ac/R7Ofbi/R9Ooik/R/mdfe/SArlkZ/SBJahe/SQ0fja
                /SUTfZg/SY/sZg/SgQcgg/SlTcgg/SnVmcQ/Soiggn/SrAWce/SxEghl/S1Qgfd/S/tdgg/TCZeag/TDpken/TKvikh/TW5fhf/TbWdjd/TiGfff/TrMdgg/Tssglf
                /TuReme/TzKiVe/UAuejf/UAv/qP/UYGegg/Unqddc/UzfYgd/U3Kffk/U8LXfo/VGzeXd/VMkfrf/VW0lfc/Vccdgf/Vp3pSY/VsVfai/Vxkiie/VyIdet/V2Numi
                /V8Cbgf/WCkmgg/WFFgln/WFHlic/WJupg5/WU3hmd/WYUdcg/Wefgfi/Wmeiee/Wp4ptb/WyVmbd/XF/Zdf/XGvjgd/XO4ibe/XS/egg/XZ4hek/Xbyieq/XoUinf
                /XpNrmZ/XpQccj/Xpveuc/X11obZ/X6Slcx/X7Zkid/X+fWee/YC9kfh/YGfcsk/YTLakj/YWjdbc/Yocbgd/YsxkZd/YuZjQ1/Yv7Ufg/Y08kfd/Y1zifa/Y5Ckgf
                /Y6Ekfs/Y9ckma/Y+3fgg/ZD3ido/ZKpYgf/ZLDmje/ZN7/BT/ZbgXgg/Zqimbi/Zqtejg/Zux/p7/ZvWdbc/Z14kaZ/Z2ccgg/Z6Kbef/Z6utic/Z7Sdab/Z/Idgg
                /aArVre/aCKgrZ/aEPerg/aOVnYe/aTQtsb/aU9gen/aWyddc/aXAhwg/aXcadl/aj6dgg/at4Zbj/a0EYdd/a3Cqes/a72gbh/bCVsbc/bHAekg/bNbZgg/bR2igX
                /bXXffj/ba0icf/bdwbgg/becelW/boajse/bwNhcg/b2cfdg/b/eggg/cGAfib/cHngZf/cL/khX/cSgefg/cVCegk/cajedg/ceUhge/cnuifi/cpabgf/cskbgg
                /czocdi/c/thqf/dCZWff/dHOfje/dMcfed/dTyaff/dYRqYo/dYekdd/dcYihf/deabgg/dlblhQ/dxzbgg/d39Xbl/d7hgW+/eHjegg/eLljgb/eUEXgg/eXCznY
                /eZ/glg/eh0lgg/epFkrl/e2Rkaf/e5IZik/e9Vgfg/e/yeld/fEtoef/fLYdcf/fOomif/fPWdgg/fRoxhZ/flljff/fp3gad/frIjff/gNjild/gTmjVq/gc1gdf
                /ggJcgi/grcegg/gt6igc/g1skqd/g6Uqmc/g6hlft/hBUgch/hB4loT/hDKojm/hD8fgg/hHZjtb/hKLhdg/hK5jhr/hYujmf/haenbe/hhcUjb/hkjjma/hozgbe
                /h5kgXg/iGanuf/iIsbeg/iNNYib/iNPjWc/iPocff/iSRggg/iUouW//igStob/ijLfoe/imVhrX/impnfe/i9uicj/jA2fgg/jH0oYm/jInpjc/jPjjmd/jRifgd
                /jSebgg/jYdggg/jZTSsa/jb6lil/jcLrxb/jfynff/jgtgeo/ji/fgg/jo3bje/jpyjgg/jszpje/j32qro/j6Cclf/j6Kbmd/j8pjfg/j9imcd/kG9ide/kPcdgg
                /kQZmrW/kQ9ejk/kRvhcf/kVdfdh/kW3fjY/kXrUgg/kaqlQW/kjnifg/kjtejg/kk8ulm/kwsYeh/kxoneo/k1djfh/k4Rnai/k51ffg/k/iffg/lJ4jnb/lk5bgg
                /llBgdg/lvVioe/lxn0hm/lyxZdh/l6Qjee/mE4geo/mLRfgg/mQsrri/mcFcek/metefX/mvSrUW/myqbgs/m4Dfff/m6QjfZ/m69ler/m9sngl/nABitf/nEzieh
                /nE6gef/nH1jZX/nM5ckg/nPxdfg/nTocdf/nXpikc/njBbgg/nkondk/nrcKap/ntzegg/nzpgbh/n4qqYa/n73dgg/n/Bfgg/n/XYgg/oI5iue/oLAYfe/oQ4pgW
                /oR3nbh/oTWsae/oVEhsZ/oYFdgg/oaRnlk/oengfd/onYjef/ouLjgS/ovqpgg/o2Wdec/o4zYgg/o+FQng/pFykdT/pHWqay/pJ/jTi/pUrgwX/pYJwfd/pcrhbg
                /pmdgdc/poWsgb/p66cff/p+1gqc/qF1yU+/qLyfff/qSnkcd/qXajra/qYudfg/qdFdke/qjNyck/qkyYgg/qprfgg/qvNbif/qwMhlL/qxZiid/q5cmdf/q+jbZm
                /rC4gff/rYWdfh/rb4meg/recvZc/rl0dlg/ruNfar/ryiegg/r7vobe/r+vZce/sDSfZf/sEqxge/sF7jcj/sIdfdf/sIpifi/sW1gjf/saanef/sfnqjZ/skblgf
                /smXgUm/sxYffh/sz3deg/s1Ajwk/s2Zgeg/s69jfT/s+Jehh/tA1jla/tDdefj/tEpmjg/tHPycu/tNjcfg/tRmbdf/tSbleb/tXYibi/tZBkgg/taVgdd/tdimje
                /toHegg/tpzjet/tq1iff/trk8Yw/t38mte/t9JoZZ/uBkYfe/uDIjbf/uEocgg/uFmcef/uGCYtV/uLyuec/uP5flY/uW5fke/uZ1dgg/uqOfcu/uxEmdd/u4yp2j
                /u5Kosf/u9ngeg/u+OZgh/vBkfef/vFtdbz/vSOfgw/vccher/vjejpd/vlGegg/voafff/vwTkmf/v2nWpZ/wB9nlm/wCfs1U/wEdoVb/wGPnjd/wgCfcc/wpthmd
                /wuptmj/wvhlff/wyCmhd/wz7big/w2Yhe3/w8Dqkl/w+DtiY/xB3Vge/xG2dmg/xMTeff/xcaoXn/xvYekg/x3uWfe/x5pkgb/x69kae/x8thev/yAWfjg/yFWfV0
                /yFvhjf/yJYebf/yPiiae/yTdbjf/yYPoid/yeGpvf/yn+gff/ytEfgg/zFabgg/zFpiea/zOEcgg/zWrvbl/zayjhe/zlxdff/zodh/J/zo1jeg/zzWjrf/zz6bgg
                /z2Gegl/z4gpmY/z5+Ugi/z+Wghp/0A2haf/0Lzcbl/0aMTgc/0ayhei/0hYpee/0q9hef/02mffj/06Jdge/07piYf/0+/qiZ/1Atfgg/1Ryhle/1SQbbh/1ZKepX
                /1bSncf/1l0fgg/1mDcgg/1odgfe/1vuagg/1w2jgg/11Nszg/19Ugfg/2KUWid/2XSPVY/2bkiaZ/2f6eZf/2gWiTk/2hfabf/2zjgat/29Sika/3Bjggg/3IhPgg
                /3Wscgg/3XBnXw/3Z4Tog/3d0Sgg/3mnibd/3rVqcu/3rgndd/369hfZ/37Gigc/38HpZj/38offm/3+Vegg/3/Jdde/4BXjfg/4Cuffi/4Jnjfs/4Keknf/4MKeii
                /4N3nbd/4QPpg0/4Rxjcs/4cRlYe/4fwdgg/4kwole/4tXlea/4v9Zgg/449Xdo/455bUg/5JLedg/5M/Wca/5PLWdk/5PRcjd/5bJxam/5i7ffe/5keTgg/5niYgl
                /54khbi/564met/566fgg/6ANeYU/6SVegg/6bDreq/6biijj/6e91XK/6fkhje/6g5pbb/6hzjef/6idkhf/6jBjii/6kYegg/6m7lbd/6m/Zgg/6uaWqY/6vncgj
                /65FJdd/7Btcih/7SAhbf/7Ubddk/7UrkRn/7Vfioh/7ZFVff/7ZIZea/7grgff/7mnfgg/7pIffg/7pxkae/7rjmpf/7x8gsd/71AXte/73+ebi/8DWggg/8E8Yfl
                /8Lacgg/8Riilf/8Uvnec/8chUkg/8dHhak/8eLhfe/8qLlld/8u4fdf/8yNljf/8y9kdf/81+gcu/86Jphh/88Opbk/8+4Yfg/9ABeng/9CIiM//9MASfg/9Spfol
                /9i6hge/9pxyYe/9r7bhr/9r9Wgj/9xgjdf/91bcmf/94Bhle/95Ceff/99rlfj/+Flocd/+Khhgh/+TQgic/+Uqdjf/+gWcfg/+pLmaw/+uebce/+xgedg/+zqfkg
                //F7Sgc//GOlW///QsWcr//X6nhp//bUbvZ//bjoTf//ifRfq//nOfgi//oLjac//qgkhn//uArfo//uGegg//vFhod//zCgam//89kfS
                """)
        guard let glance, let sequences else { return nil }
        return Wording(
            glance: Wording.Glance(
                scale: Wording.Scale(prior: -8.1116, step: 0.369151), least: -4.8, sequences: glance),
            trade: Wording.Scale(prior: -8.4774, step: 0.2839), request: Wording.Scale(prior: -3.2827, step: 0.169754),
            lookup: Wording.Scale(prior: -2.7795, step: 0.135362), sequences: sequences)
    }

    private static func rule_qq_number() -> Rule {
        var rule = Rule(
            id: "qq-number", entity: .qq, description: "QQ number beside a word for it",
            trigger: Rule.Trigger(), pattern: "(?<![a-z])(?:q ?q|扣扣|企鹅|球球|叩叩|蔻蔻|寇寇|抠抠|丘丘|秋秋|🐧|(?<=加)扣|(?<=[加,.、 \\n])[扣口](?=:? ?[1-9][0-9]{6})|(?<=加)q|q(?=[号:])|q(?= ?[1-9][0-9]{6}))(?:号码?|[账帐]号|联系|咨询|客服|邮箱|[:=是为加~\\-,.|/\\n\"'\\]】)\\t]| ){0,4}[\\[(【\"']?(?<value>[1-9][0-9]{4,10}|[1-9](?:[ .\\-*_·][0-9]){4,10})(?![0-9])(?![ .\\-*_·][0-9](?![0-9]))(?!万|w|条|元|块|群)", confidence: 0.75)
        rule.trigger.digits = nil
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
        rule.trigger.keywords = lines("成品号\n小号\n账号\n密码\n白号\n[0-9a-z]---[-0-9a-z]")
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
            words: lines("addr\napplicants\nasia\nbalance\nbilling\nbrazil\nbuyers\ncenter\ncha\nchu\ncitizens\ncod\ncoinbase\ncountry\ncpf\ndating\ndepositors\ndiagnosis\ndob\ndox\ngov\nhkid\nhmu\nholder\niban\ninsider\ninsta\njia\nlatam\nlazada\nlumma\nmbi\nmobile\nmortgage\nmsisdn\nokx\nparents\npax\npayday\npnr\npreferred\nredline\nrelatives\nresell\nresort\nscrape\nselfie\nserious\nsfz\nsgk\nshopping\nshou\nshuju\nsjh\nsnap\nsorted\nspain\nstudents\ntax\ntel\nthai\nuhq\nvbv\nvietnam\nworkplace\nyhk\nzheng\n一万条\n一千\n一单\n一块五\n一建\n一百块\n一类卡\n一线\n万五\n万以\n万份\n万单\n万户\n万的\n万跑\n三四\n三块\n三大\n三家长\n三成\n三样\n三毛\n三甲\n三网\n三高\n上市公司\n上广\n下几\n下卡\n下房\n下所有\n下款\n下车辆\n不二\n不准不收钱\n不到不\n不单\n不拆\n不是问\n不白\n不议\n不讲\n不还\n不问\n不零\n专升本\n专车\n世纪佳缘\n业主\n业法\n业老\n业院\n东河\n两三\n两家\n两毛\n个体户\n个名字\n个城\n个户\n个盘\n个省\n个税\n个给\n个行\n中介客户\n中小学生\n中考\n中通\n丰巢\n主姓\n主播\n主数\n主电\n主表\n乘客\n乘机人\n九价\n九毛\n九百\n买家\n买房\n买断\n买车客户\n事业单位\n二卖\n二建\n二手房\n二手料\n二手车\n二百\n二类卡\n二胎妈妈\n二要\n云仓\n互联网公司\n五五\n五十一次\n五十万\n五千\n五星酒店\n五百\n交友\n交房\n交易所\n交易软件\n交的\n交过\n产后\n产妇\n产期\n产检\n产科\n京东物流\n京东白条\n人全\n人出\n人卖\n人口普查\n人名下\n人名单\n人在哪\n人社\n人群\n人肉\n人能\n人脸\n人送\n亻言\n今年的\n他现\n他趣\n他身\n付一半\n付费会员\n付费用户\n代理合作\n代理商\n代账\n以先\n价目\n价高\n任意定制\n份證\n伊对\n优质客户\n会员用户\n会所\n会销\n位名\n低保\n住哪\n住址\n住宿记录\n住户\n住登\n住院\n体制内\n体检\n余额\n作业帮\n你卖\n你开\n你懂\n你打\n你报\n你要的\n供应商\n供货\n保健\n保单\n保户\n保险公司\n保险客户\n信托\n信用卡客户\n信用咔\n信贷\n信通\n借呗\n借条\n借款\n借贷\n债务\n值过\n值额\n做不\n做二\n做代\n做保\n做吗\n做墓\n做婚\n做装\n做贷\n做高\n健品\n健康码\n储户\n储蓄卡\n儿科\n兄弟们\n充值会员\n充值用户\n充提\n充过\n先付\n先到\n先得\n先拿\n先放\n先款\n先测\n先给\n先说\n先验\n入住人\n入住客人\n入境\n入学\n入手机\n入金\n全家\n全库\n全户\n全拿\n全新卡\n全有\n全站\n全行业\n全量\n八折\n八毛\n公务员\n公民\n公积金\n公考\n公职人员\n六合\n六年\n六成\n六毛\n养老\n内信\n内部案情\n内部的\n内鬼\n册用\n军人\n冻结原因\n冻结查询\n净值\n准妈妈\n减肥\n几千\n几号\n出一份\n出三\n出借人\n出入\n出图\n出境游客户\n出手\n出生登记\n出生证\n出结果\n出身\n出车\n出过\n分好\n分开\n分成合作\n分数\n分省\n分證\n刚从\n刚出\n创业者\n初三\n别墅\n别家\n到不收\n到付款\n到先\n到期的\n券商\n前夫\n前妻\n前科\n前程无忧\n剩下的\n剩女\n加油卡\n加盟商\n加盟客户\n加钱\n务优化\n动机\n助贷\n劫持\n包月\n化妆\n化疗\n北上\n北美\n医保\n医师\n医患\n医护\n医美\n医院的\n十多个\n十岁\n十来\n千个\n千以\n千份\n千六\n千户\n千条\n千来\n半年流水\n华东\n华住\n单位电话\n单号\n单客\n单查\n单身\n单项\n卖一\n卖三\n卖地\n卖车\n卖过\n博主\n博彩\n卡主\n卡人\n卡冻原因\n卡反\n卡口\n卡号\n卡料\n卡流水\n卡逾\n历学\n去哪儿\n县城\n参保\n友可\n反手\n反查\n反面\n发件\n取件\n取保\n取证\n受害者\n受种者\n受骗人\n受骗客户\n口价\n口供\n口子\n口腔\n另加\n只出\n只卖\n只接\n可以合作\n可以来\n可先\n可出\n可定制\n可指\n可按\n可查\n可筛\n台导\n台灣\n台直\n号一\n号也\n号出\n号包\n号反\n号我\n号手\n号查\n号段\n号能\n司法冻结\n司用\n吃多\n各位老板\n各省\n各行\n合作分成\n合作愉快\n合作私\n合做\n合计\n同事导\n同住\n同程\n同行人\n名下公司\n名下所\n名下资产\n名下车\n名号\n名單\n名地址\n名字和\n名学\n名手\n名片\n名电\n名证\n名身\n后台的\n后登\n向客\n含身\n员库\n员手\n员表\n员资料\n周更\n和电话\n和老\n品名\n品类\n品老\n哔哩哔哩\n哥们\n哪个区\n哪个小\n哪位大\n售楼处\n唯品会\n商城\n商家\n商户\n商的\n四万\n四大\n四毛\n四要\n团购\n团长\n团队长\n圆通\n在住\n在哪个\n在线教育\n在职员工\n在逃\n地级\n块一\n块二\n培训机构\n基数\n基民\n基站\n境记\n墓地\n壮阳\n复购\n外华\n外卖\n外汇客户\n外贸老板\n多家\n多少钱\n多户\n夜总会\n大众点评\n大厂\n大头\n大户\n大行\n大额\n天内\n天只\n天数\n天新\n天猫\n天给你\n失信人\n失联\n头照\n奢侈品\n女会员\n女性用户\n女电\n女粉\n女老板\n女装\n奶粉\n好友\n好说\n妆品\n妇幼\n妇科\n妈妈群体\n妈电\n姓名\n婚介\n婚史\n婚姻\n婚恋\n婚登\n婴儿\n婴幼儿\n婴类\n子中\n子女\n孕妇\n孕妈\n孕婴\n孕检\n存款\n学习通\n学历\n学号\n学员\n学籍\n学而思\n安全码\n官司\n定库\n定手\n定网\n宝妈\n宝马\n实名\n实姓\n实时\n实身\n客单\n客户表\n客手\n客资\n家属\n家庭地址\n家户\n家政\n家福\n家装\n家长号码\n家长的\n容院\n宽带用户\n宾馆入住\n寄件\n富婆\n富豪\n对公\n对手\n寻内部\n导一\n导出的\n寿险\n小区\n小升初\n小程序\n小红书\n少儿\n少吃\n少要\n就出\n就诊\n尾款\n尿病\n居住证\n居多\n属电\n岁以上\n工作单位\n工厂老板\n己打\n已筛\n巴西\n币圈\n币安\n币民\n带出\n带地\n带姓\n带密\n带手\n带收\n带照\n带电话\n带车\n带额度\n常住人口\n常旅客\n干警\n平台的\n年客\n年那\n幼儿园家长\n广深\n广电\n库机\n应届\n应聘者\n底单\n底档\n店主\n店会员\n店入\n座机\n庭住\n庭成\n建二\n建档\n建模\n开价\n开户\n开房\n弄到\n当天的\n当日\n当月\n录取名单\n彩民\n彩票\n征信\n待产妈妈\n得上\n得物\n微交易\n微信\n微博\n微商\n微提\n微盘\n德邦\n心脑血管\n快三\n快到期\n快手\n快递单\n快递柜\n快递查询\n性别\n总裁班\n恋网\n患者\n想合作的\n想换\n想知\n意向\n慢病\n懂的\n懂行\n成不\n成交\n成套\n成考\n我做\n我出\n我报价\n我给你\n我这边\n我都有\n截取\n截流\n戶籍\n户主\n户口\n户型\n户登\n户籍\n房业\n房东\n房主\n房产\n房号\n房客\n房贷\n手上\n手不\n手拍\n手持\n手机卡\n手机号\n手机用户\n手机的\n手機\n手里有\n手里的\n打赏\n打通\n找人\n找代理\n找内部\n找我拿\n把他\n抓取\n抓紧\n投保\n投资人\n投顾\n抖店\n抖音\n护士\n护照\n报个\n报单\n报名的\n报考\n抵押\n拆迁户\n拒收客户\n拒的\n招下级\n招中介\n招代理\n招分销\n招合作\n招商客户\n招总代\n招渠道\n招聘网\n拦截\n拼多多\n拿一\n拿大\n拿的\n拿走\n持仓\n持卡\n持续更新\n挂号\n按城\n按天\n按月\n按条\n按省\n探探\n接单\n接定制\n接种\n接通\n描件\n提车日期\n搞到\n攒的\n支付宝\n支付密码\n收件\n收公\n收同\n收四件\n收网\n收货\n收车\n放款\n政务\n教培\n散户\n数字货币\n整包\n整库\n整形\n整站\n斗鱼\n料主\n料单\n料有\n新交\n新房\n新手妈妈\n新注\n新生\n新盘\n新能源\n新鲜出炉\n旅游客户\n日更\n早教\n时出\n时抓\n时推\n时时彩\n时长\n明细\n昨天的\n昨日\n是网上\n是问题\n昵称\n智联\n曹操出行\n最近一\n會員\n月一\n月内\n月到期\n月嫂\n月更\n月结\n月给\n有人要\n有他\n有做\n有名字\n有姓\n有手机\n有效期\n有渠\n有能\n有谁\n朋友圈\n服务密码\n期供\n期合\n期名\n期客\n期收\n期日\n期民\n期要\n期货\n未入\n未成\n本人在\n本市\n本科\n机主\n机地\n机定\n机票\n条不\n条给\n条起\n条龙\n来找\n来拿\n来聊\n板可\n板手\n极兔\n架号\n某东\n某人\n某团\n某地\n某多多\n某宝\n某市\n某省\n某连\n某饿\n查一个\n查一次\n查三\n查不到退\n查个人\n查他\n查全\n查到\n查名\n查微\n查手\n查收\n查机\n查某\n查真\n查车\n栋房\n校友\n校园\n校班\n校的\n核酸\n格你\n格好\n案场\n案底\n桑拿\n检中\n检验报告\n棋牌\n植发\n植牙\n業主\n楼栋\n楼盘\n概年\n榜一大哥\n欠债\n欠款\n次那\n欧易\n欧美\n款人\n款客\n款料\n款额\n正反\n残疾\n残联\n殡葬\n母婴\n每份\n毕业生\n毛一条\n毛五\n民宿\n求职\n汉庭\n江浙\n没成\n法人\n注册会员\n注册资本\n洗过\n活跃用户\n派件\n流产\n流出\n流水单\n流量用户\n浙沪\n淘宝\n淘系\n清单\n渗透\n渠道的\n温泉酒店\n港澳\n滴我\n滴滴\n澳洲\n火币\n炒币\n炒股\n烫手\n热乎\n照号\n熟人\n爬取\n爬的\n父母电话\n牌查\n牙科\n物业\n物流地址\n犯罪记录\n状腺\n独居\n猎头\n猎聘\n猎魔\n献血者\n猿辅导\n玉石\n玩家\n现住\n现金贷\n珍爱网\n珠宝\n班号\n班级\n球盘\n理财\n生名\n生家\n生日\n用得\n甲状\n申通\n电信\n电商\n电子版\n电报\n电话卡\n电话号码\n男会员\n男性\n男科\n男粉\n留学\n留手\n留着\n留过\n疫苗\n疾人\n病人\n病例\n病历\n病种\n癌症\n登录密码\n登记信息\n白嫖\n白户\n白酒\n白金\n白领\n百一\n百世\n百合网\n百多个\n百家乐\n百条\n百来\n百起\n的业\n的也有\n的买\n的优先\n的兄\n的同行\n的懂\n的找我\n的报价\n的拿\n的最好\n的来谈\n的渠\n的滴\n的老人\n的都行\n皮肤科\n监护人\n盘业\n盘口\n盘子\n直出\n直播\n直连\n相亲\n省份\n省市区\n看他\n看价格\n真名\n眼科\n知乎\n短信\n研究生\n社交\n社保\n社工\n离异\n私募\n私行\n种植\n种牙\n科室\n科目\n秒出\n秒发\n秒回\n租客\n租房平台\n积分落户\n移动用户\n移民\n税务\n穿透\n站会\n站内\n竞价\n竞品\n第一手\n筛活\n筛过\n签收\n签证客户\n简历\n箱密\n籍地\n籍照\n精准\n精神科\n糊弄\n糖友\n糖尿\n系方\n紀錄\n红娘会员\n约会软件\n约车\n级市\n纳税人\n线城\n经营范围\n经销商\n结果先看\n给一\n给三\n给两\n给个\n给五\n给到\n给名\n给我一\n给我就\n给身份\n给钱\n统里的\n续保\n综合盘\n缴存\n缴费\n网址\n网实\n网店\n网机\n网校\n网红\n网约\n网课\n网购\n网贷\n网逃\n网都\n置业\n美团\n美妆\n美容\n群友\n群员\n群成员\n老公电话\n老客户\n老年\n老库\n老板们\n老规\n老赖\n老院\n考公\n考生\n考研\n聊天记录\n聊聊\n职务\n职带\n联系人\n联系电话\n联通\n股权\n股民\n股票客户\n肿瘤\n背后的\n能导\n能弄\n能拉\n能拿\n能搞\n能查\n能跑\n能进\n能配\n自拍\n自考\n航旅纵横\n航班\n艾滋\n花名\n花呗\n茶叶\n药名\n药品\n药师\n药店\n药房\n药的\n菜鸟\n菠菜\n营业部\n萬筆\n落榜\n董事长\n董监高\n董秘\n藏品\n虎牙\n虚拟币\n號碼\n蝙蝠\n行内\n行客户\n行踪\n行驶证\n街道\n补全\n被保人\n被执行人\n被拒客户\n被骗\n装修客户\n装机\n裤子\n要全\n要哪\n要当\n要的话\n要真\n要素\n要近\n规矩\n视手\n视购\n診所\n记录的\n记表\n讲价\n访客\n证件\n证券客户\n证券软件\n证正\n诊断\n诊记\n试驾\n诚意\n话住\n话单\n话和\n话地\n话我\n话费\n询过\n详单\n详细地址\n误差\n说个\n谁住\n谁做\n谁手\n谁能\n谈合作\n豪宅\n豪车\n贝壳\n货到\n货地\n货拉拉\n购房\n购药\n购车\n贴吧\n贵宾\n贵金属\n贷款申请人\n贷款的\n贷款软件\n贷申\n贷的\n贷超\n费记\n费金\n资金盘会员\n资金量\n赌客\n赌徒\n走量\n起步\n起飞\n越南\n越好\n足浴\n跟谁\n路子\n身份证\n身分\n車主\n車牌\n车主\n车司\n车商客户\n车型\n车架\n车档\n车牌\n车票\n车管\n车贷\n车险\n轨迹\n转转\n辅食\n输入手\n边做\n过万\n过人\n过的都\n过钱\n运单\n运营商\n近一年\n近三\n近两\n近半\n近视\n还你\n这有\n违法记录\n连锁\n退件客户\n退役\n退改\n退款\n选民\n递地\n通率\n通行\n通讯录三个\n通讯簿\n通话\n逾期\n道一\n道名\n道贩\n那几\n那批\n邮币卡\n邮政\n邮箱\n部人\n都吃\n都带\n都标\n都能出\n都能看\n配偶\n配资\n酒店客人\n酒店记录\n酒水\n酒的\n采购\n里程会员\n金主\n金卡\n金缴\n钱一条\n钱不是\n银行卡\n银行流水\n链家\n锁酒\n长名\n长手\n长期的\n长电\n长联\n门牌\n门诊\n问有\n问来\n问过\n闲鱼\n间下\n际学\n陌陌\n院校\n院里朋友\n险到\n险的\n隔夜\n雇主\n電話\n非诚勿扰\n面议\n鞋服\n音号\n韵达\n顺丰\n预产\n预留电话\n领英\n额存\n飞猪\n餐饮老板\n饿了么\n马来\n驾校\n驾照\n驾驶证\n驿站\n骑手\n高三\n高净\n高校\n高炮\n高端\n高管\n高考\n高血\n高质\n高铁\n黄金积存"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .byWording,
            category: nil, data: [])
    }
}
