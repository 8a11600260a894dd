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
        Scoring(prior: 0.43, weights: ["act-with-contact": 0.15, "asking": 0.7, "assurance": 0.15, "buy": 0.15, "contact": 0.15, "contact-word": 0.15, "decoration": 0.43, "dump": 1.18, "freshness": 0.15, "goods": 0.15, "job": 0.7, "lookup": 0.16, "menu": 0.68, "neighbour": 0.7, "news": 0.7, "own-loss": 0.7, "pitch": 0.15, "price": 0.15, "price-ladder": 1.03, "price-per-record": 0.15, "price-word": 0.55, "priced-volume": 0.29, "prose": 0.2, "question": 0.42, "quotation": 1.4, "recruit": 0.92, "sample": 0.21, "sample-word": 0.24, "security": 0.7, "sell": 0.15, "shop": 0.7, "source-claim": 0.47, "study": 0.7, "subject": 0.58, "terse": 0.15, "title": 0.18, "volume": 0.15, "warning": 0.7, "wording": 0.63])
    }

    static func wording() -> Wording? {
        let glance = Wording.Glance.sequences(
            from: """
                AAEheAAE0nAAGqeAAGzcAAHyZAAK4oAAWCYAAf4ZAAgqiAAj0dAA25eABA0hABJagABVsZABrIfABrRZABtAXACArfACA/qACBKmACGPhACGTbACMpbACSKnACciZA
                Cs1qACtYiACyZqAC2rjADCcmADYZkADkhaAD12dAEAyVAEGtgAEWlbAEg3gAEmsrAExGhAExVcAEzgVAFCLvAFD+kAFKKRAFPQgAFP8iAFQ8iAFW0bAFaajAFbAgAF
                j7fAFq8cAFsHhAFu9pAF6MWAF/QqAGK6fAGLKvAGORsAGRulAGgrgAGofaAGo7mAG6lcAHMndAHRocAHfPgAHiFuAHkafAHmJ3AHxdgAICihAIEAbAIIsfAIOZXAIS
                xxAIeJiAIpWgAIqpsAI8MhAI/2cAJFNZAJFPiAJGJfAJcEZAJg9eAJyEuAJylYAJ5rkAJ65jAJ7smAJ9tmAKLVeAKPTeAKQqrAKZlnAKqgiAKxshAK5aYAK6QqAK/j
                gALDIjALSbtALbNiALbO5ALixjALlYXAL8oeAMAXYAMDWeAMJccAMMNkAMTHeAMUymAMXKdAMdLVAMeEVAMxppAMx4eAM3geAM9kVANWeoANZTuANg1eANyKnAN5ff
                AOHJcAOSBoAOXzgAObKZAOhDiAOtATAOtKlAOvoiAO6IkAO6vnAPESlAPFCnAPci3APfaoAPfhjAQAlmAQKPaAQNQaAQYXaAQreZAQ5cRAQ9DdARD7vARMQfARYqfA
                RcZtARcvcARuPZAR/XeASENnASHqYASJptASNybASQleASUQiASYxfASd9fASspdASxaeAS3WYAS3XbAS7nhATEEbATFueATIXgATO0fATPFfATVZfATZhiATcngAT
                f1pAToPdAT2XkAUKXeAUY7kAUetvAUg2tAUosRAUuAbAU1lgAU8ijAU/VXAVBUfAVPXfAVVbpAVgIgAVgYmAVg8SAVl+iAVoAbAVoKiAVo3lAVqGYAV3TnAWhwrAWq
                DbAWsQhAWx+eAW08bAW4t5AW/HWAXHygAXQPdAXWKlAXcUuAXqgfAXvGcAX20pAX3TjAYAHmAYJWmAYPVeAYPweAYXMZAYfwlAYgdgAYpvXAYsqrAY1VVAY7DeAY9L
                ZAZDIeAZOnhAZPqfAZVnhAZX1pAZa5eAZnsbAZwbVAZw+eAZyhSAZ6BnAaA/mAaZyfAab5eAaereAagKSAa5EgAbAqkAbEofAbK0fAbMZpAbPklAbWdiAbc8dAbkHp
                AbkbnAbzziAb4vXAcDJaAcIYhAcPbgAcQ3gAcYPbAcqcdAcszbAc0sqAc48pAc6OmAc88hAdCniAdHtqAdNFeAdV2hAdkIfAd1yaAeLh7AeYuYAebLaAecymAenSmA
                endoAexveAe3bnAe6nfAfIxdAfMncAfVthAfXbgAfkKsAfwvZAfzlVAf+sxAgJckAgmRfAgqYhAg6FdAhHXfAhKQoAhNPhAhQJdAhdccAhddcAhvSaAh5wjAiCrkAi
                NDkAiOYeAiSJeAiqymAi2WkAi3/bAjUVxAjZbqAjc8cAjc+cAjf8kAjgCYAjmfkAjscdAjtsdAjzfeAj0RgAkHplAkPGhAkWrmAkY3gAkogkAko8jAkrajAkvoYAkx
                dlAkyAeAk09rAk50kAk/fgAk/toAk/8XAlDzqAlYccAle/gAlsCgAl9MrAl/zmAmChiAmFfVAmZhbAmb2fAmsknAmt0iAm7LbAm+LxAm/EcAnF4bAnOIiAnOJbAnWp
                eAnW2jAnY4qAniyeAnvRhAn4OeAn4PaAn55cAn7SbAn+FrAoIbgAoMxdAoRthAoZdeAoaeaAob4iAo3jXAo4KmAo6+hApDMcApQHbApRsfApYAjApY22ApsWnAp5De
                AqBzmAqDEcAqJxhAqgzVAqlowAqvNnAqyLnAq75gArBdhArGSdArLPpArNpnArQtoArWkjArh7cArsojAsAOZAsNRhAsOptAsVBlAsXMeAsbBkAsf4gAsiefAsnaiA
                s8yhAs/adAtCwmAtDxgAtFgaAtJvZAtLknAtUQdAtn3cAttIeAtzXiAt4emAt/thAuFqpAuG6cAuHLgAuLivAuQ7jAuTudAuV4VAue8pAui2nAujIrAupsiAuy8bAu
                55pAu7wiAu9ncAvAhgAvCmcAvDZYAvGpnAvJraAvWmgAvkCgAvtcmAv7tgAv7ygAwQIdAwrCbAwsQZAwx8dAxHjlAxIAXAxS1fAxWXcAxYJhAx0bfAx3PeAx3ttAyJ
                BnAySsfAyUZfAyVnrAylPdAy21kAzBYiAzGTeAzJ/kAzLvwAzOugAzTeoAzaefAzh9nAzokeAz8NbA0GYkA0hZnA0iBmA0qUoA06svA0+waA1GuiA1JtmA1YsgA1gr
                uA1jvfA1q3qA1tncA1uMcA10DbA104fA15qiA2GsjA2KXkA2cHeA2nugA2y+jA2+ljA3CokA3NruA3PriA3UHlA3WdjA3jWkA3nGnA37AcA4EHiA4GefA4JWkA4OCj
                A4QNsA4aq9A4g5hA4kWiA4mHiA4z9mA5JLtA5S9wA5sYpA5t0fA5vIXA5zrgA53ZaA6SVeA6VYZA6bKcA6fYlA6n5dA6rcdA651hA66mvA7RuXA7cuiA7n8eA7sQjA
                722cA76QgA8A0fA8OYeA8QkgA8RAbA8XHeA8n5qA8zNQA88bpA8/caA9E2fA9WeiA9tFZA91IcA+EUmA+HFfA+OudA+pViA+uKcA+vYiA+11dA/JenA/LWcA/MkeA/
                MmlA/OIpA/SUgA/qOYA/rqdA/wxiA/1OYBAPCdBAp1pBA1xpBA+KlBA+ZeBA/IiBBLegBBNIiBBV6hBByMUBCGJmBCRmfBCwNrBCyVVBC3oiBC5OgBC53ZBC9ziBC+
                AZBDGD5BDMOuBDcSdBDf8jBDhVgBDnvYBDt8hBDyHkBD0FqBD6YZBEMWfBEVMoBEYFgBEbtnBEjtaBEkfhBElItBEoEgBEpipBEs8iBEw0fBEyqeBE5vnBFWvhBFiV
                lBFmmcBFtohBF5FlBGP1MBGYWmBGdOrBGg7jBGj4bBGnInBGoXfBGuZaBG9scBG/ElBHRnpBHeSqBHj9hBHlTnBHq+pBHy3lBH+noBIJcZBIN1ZBIQmaBIiCfBIqKs
                BI2RdBI8fsBI/lhBJBqdBJJCVBJJ4ZBJL9nBJOvrBJXKhBJdNkBJ0xmBJ22iBJ6jrBJ7fgBJ9nmBKBLqBKFdbBKMEcBKO7wBKfqiBK0DhBK4LaBLJqoBLND4BLQifB
                LUIfBLa2hBLiHvBLkxfBLqWjBL41hBMIEfBMJ7sBMOvOBMU4fBMVFPBMdy/BMiUUBMpihBMsJcBMy3jBMz2fBM5feBM9rmBNQWiBNZYeBNcYpBNd6kBNflnBNmGjBN
                tMcBOIJeBOKAbBOV4vBOahhBOtDfBPEShBPJEsBPSphBPTuqBPwckBP1B/BP1HZBP3idBP33fBQaEqBQaNcBQgsjBQpKiBQtCfBQyKhBQ+pfBRDH4BRLijBRQXfBRZ
                whBRg7gBRrvwBRtVdBR4vlBR6LeBSItsBSWgmBSZDiBSbXoBSzEdBTImpBTU/mBTj5kBUiReBUitqBUi/bBUmQjBUyndBVI+jBVSGuBVVt2BVWHlBVXfbBVgqmBVkw
                cBVlueBVuxkBVw/fBV4EaBV6XaBV/IwBWHJoBWYTdBWYrfBWZCjBWcYrBWkDbBWkHwBWkldBWnihBWpykBWu0iBW2WeBW9cfBXAFiBXd0mBXiMjBXywhBX0egBX1UZ
                BX4UvBYApdBYDLdBYHtsBYe4ZBYip0BYrhgBYtibBYzqmBY57mBY/HfBZAklBZC4bBZFGaBZF+bBZMChBZSYZBZZjoBZcgwBZfXqBZoQjBZvXpBZ0ErBaCjjBaereB
                atFfBa0IeBa+ubBbAmnBbEccBbF+aBbKBkBbSDnBbeBaBbmUeBbximBbzZuBbz4bBb0NjBb54hBcHRfBcMbaBcUCvBcVCpBcsKfBcuehBcxinBc5slBdCFjBdKgmBd
                OghBdRYiBdcyOBdlaiBdnBgBd4/jBd9GmBd/vgBeAzsBeOBbBeSSiBeWNfBeZNaBeq5fBe3LRBe7CdBe/GeBfDThBfJKbBfUXaBfZTeBfrEjBfvnUBf7JnBgIylBgK
                bqBgLXfBgdsiBggWmBggiaBghoaBguMhBg0RiBg33iBhCtfBhMHiBhNVgBhW6eBhokjBhpdgBh5SeBh5hlBh6dnBiPVaBiULiBii8cBikxaBirapBi3mhBjDAlBjQn
                bBjTqYBjUdpBjWUrBjXfkBjk1kBjlxjBjtrpBjxCbBj2KeBj6DqBkMfXBkR1dBkUcnBkvSfBkxGeBk2XfBk3ReBk5FbBk7PmBk8XjBk9BwBk+UeBk/+gBlKNeBlMDp
                BlNbcBlNedBldbvBlkBgBlqMhBltZoBlydgBl1SnBl/9kBmFdbBmIhSBmJJnBmeDiBmfOaBmn7aBmoX0BmxVgBmxseBnCnaBnGwcBnG5pBnQ3hBnUifBngluBnixuB
                nxQlBn37kBoEndBoHFYBoMDrBobCsBogsoBom0nBorIiBowVhBo41lBo8yjBo9peBpIDaBpYknBpZ+fBphicBppccBptOgBpxmdBp1wiBp11eBp2EkBp7EtBp7tkBp
                +oZBqDCdBqGuXBqa+hBqhrfBqu6eBqxMuBrAneBrEgbBrSegBrWOlBrZdoBrcgqBrkVnBr4FfBr41rBr7sfBsDqWBsW1gBsdhdBshOjBsj+mBsn4gBsoUsBs2IlBs3
                27Bs6DmBtDfeBtD5aBte6rBthviBtnphBtqbXBt6BgBuLHiBuM7rBuM+nBuZagBuklbBukpZBuuMcBuuPcBuyMeBvJPdBvKgoBvOAdBvSCeBvWwbBvZmrBvqYdBvrw
                fBvs9tBwBFeBwRXjBwgjeBwiXiBw3tZBw4OaBw8hjBxBzfBxFzcBxd/aBxscjByGapByW7bBylKcBypAjByp+VBysZcBy1BkBy6SkBy6meBy+BhBzGouBzIvfBzOLl
                BzUPeBzWSeBzXHVBzXnlBzZdkBzZvfBzl9nBzoQlBzpwvBzyreBzzWmBz4+eBz+UoB0IZgB0PqaB0UQjB0UpZB0ZjoB0dYiB0rxlB0zSrB07SkB071eB1JZiB1TAlB
                1ZDhB1eBjB1kqdB1pxhB1rljB1t3tB10BeB11ogB13LjB17JoB189WB1/bYB2KGlB2XlnB2ekeB2hxvB2qerB2tx/B3AoYB3E3WB3FMbB3JljB3NinB3QJnB3YVcB3
                YkgB3eEmB3f6bB31qcB37QeB3+9iB4JgqB4L+cB4cSeB4fEaB4fWdB4kkdB4oWiB4r2fB4tTfB40bsB49HgB49oYB5BGdB5KokB5SsgB5XFnB5hDhB6ESiB6X3gB6e
                XZB6fAnB6fBoB6kVqB602tB64IjB7CEgB7K3oB7PMXB7TTgB7WelB7XqWB7Z7mB7mElB7oqhB70RkB73OiB74xcB795tB7+RgB7/wlB8MChB8OhfB8WbfB8q8iB8vC
                dB8y9pB82FlB84VjB85rhB9KSnB9oheB9uqgB9z8oB90ZdB966pB995aB+AdZB+QffB+Uq5B+XmeB+bTiB+gybB+iFlB+jKhB+jLfB+j4QB+obrB+rZmB+tDoB+9He
                B+9pfB/GdWB/LuaB/PJiB/SFeB/arsB/bVmB/hWgB/lChB/lNiB/2fuB/5hfB/7WhCAL9jCAMpdCARvlCASFbCAUstCAbyiCAdEbCAdbeCApogCA5fdCBEcfCBE0YC
                BFDZCBHVaCBK0dCBOagCBQjmCBXQmCBavgCBrXiCBxnrCB2aiCB2ogCCALoCCAYZCCC4lCCIxfCCJwbCCP0tCCVjsCCWFkCCa9cCCgEfCCkwgCCoSmCCqIlCC93uCC
                /ejCDI4hCDMvkCDQsjCDdCnCDdwqCDy1iCEIRdCENgiCEZYjCEb6mCEgXUCEi5hCEpUmCE2MlCFCKgCFCPeCFERmCFFjkCFdsaCFivlCFzzpCF0nhCF64WCF+plCF/
                uZCGChdCGEDWCGFGZCGJclCGPcrCGQHeCGpvbCGsWhCGyFlCGzQnCGzniCHAcqCHJ2vCHYGkCHdhkCHr3cCH/HbCIAjiCIDMiCIJ9iCIPnsCIupaCIvWfCI31aCI6w
                kCJBWoCJNxVCJP4jCJQmiCJSbiCJY0iCJaORCJaheCJjDcCJkNeCJt2rCKGAcCKGiiCKexnCKn0kCKqyjCKyG1CK7tkCK+OdCLAcXCLDeuCLS8gCLTqqCLkrdCLnnd
                CLrwhCLtDdCL2HdCL3PnCL3uoCMBocCMGMUCMLNsCMdKhCMgAfCMkIhCM3feCNUpaCNZ5dCNaBfCNdMBCNelcCNvLmCNyMrCN11cCN+GhCOJsjCOeYqCOhKqCOhLXC
                OjSdCOmWXCOn+lCOyBgCO13fCPHASCPbGeCPk1hCPq9kCPtSlCPuErCPzTsCP3inCP4mdCP+UhCQGxnCQTyfCQjxmCQp1bCQyFfCQ0/cCQ1GeCRG1mCRMCuCRUfjCR
                c7aCReBhCRjfuCRmfUCRqEgCRtShCRxofCSBGaCSKjmCSOsjCScIgCSqirCSuSfCSxDcCSz1eCS6jtCTDokCTEleCTSXrCTYQ4CTlilCTqJzCTrofCTz/nCUSeeCU7
                2gCVV3hCVlNaCVmkrCVxHnCVxvtCV9uTCWA6xCWQGiCWSRoCWjQhCWqEoCWqQsCWrH3CWvUTCWy8gCW/NaCXEBbCXMUeCXQQgCXXBhCXZJjCXcKnCXobhCXomjCXrx
                nCX84aCX+1WCYC2lCYNJgCYU7eCYVceCYV0kCYWRuCYa8eCYctpCYhwjCYopeCYpvoCYvGVCY8oeCY+/ZCZKHlCZP0eCZP9mCZZwhCZjHhCZjSfCZxLbCZxZbCZ4oY
                CaR0kCaZQxCaeqXCaioiCamjoCaq6gCa1XuCa3oiCbDjjCbH4cCbImjCbIurCbOCfCba/cCbkIbCbk0qCbp5cCbxWlCb005CcFAZCcGfgCcL+cCcQRcCcQZpCcU6uC
                cVN4CcVTfCcfalCcyDeCc66cCdBbfCdQkiCdgkgCdm7ZCdubiCdxQiCdyVnCd/viCeFwlCeLOeCeL7lCecTuCegzfCej7nCelFzCelunCeowdCepttCe3wdCfOxiCf
                bpgCf4ZeCf41cCf/rhCgF4hCgMNpCgSTmCgWVmCgfveCggNkCggtkCglOXCg1YlCg4LoCg+XfChHkeChUveChzPgCiCdgCiEdjCiF1iCiIXnCiM/dCiTygCifKcCiy
                srCi7mjCi7uqCi9LeCjK0iCjWQRCjWjiCjfkiCji2tCjkDcCjnSjCjqxVCjxemCj4piCj8ufCkKOgCkN0zCkQelCkYriCkhQjCkqejCk2giCk7NrClAEcClLToClMs
                hClndhCluplClygbCmGteCmGziCmRKrCmUG2Cmd9YCmjHfCmlX8CmwGZCmxMiCm3ciCm36iCm62eCnDWcCnIhiCnLleCnO3bCnO5mCn2haCoVcfCoW+jColMbCo5Xe
                Co8AhCpDRcCpHJxCpKt1CpRfgCpRpkCpcGiCpkSfCpngeCpptsCpqlsCpv7kCpwtjCpz2aCp2TnCp35mCp8rkCqP9dCqZilCqaTbCqoosCqs5bCq2jfCrEvdCrHgrC
                rM3oCrVlgCrdEdCrm8fCrqYZCr1TtCr53fCsEXfCsRZnCsl7iCsmmiCsqfYCsxrlCsyzcCs3HqCs6wYCs6xaCtTqgCtikeCtvNlCtz2jCt17rCuB6bCuXpeCufymCu
                oifCuuhnCuvMoCuvwqCu3JmCvIUeCvI+fCvTIdCvU1oCvVTnCvf+aCvxOdCv/NgCwBazCwB8iCwCneCwFfcCwHzaCwZRjCwnEiCw+7jCxUfXCxVhhCxW6UCxqglCxq
                sfCx4OlCycTfCygXaCyhJVCyv8gCywtpCy0QYCy1TjCy6jxCy6ygCzG8fCzH1ZCzJ/nCzMNdCzP3nCzYUgCzhBoCzoifCz3QfCz5pgCz8riCz9/hC0ARbC0AgdC0D2
                vC0MMoC0UWtC0UajC0V6jC0XGtC0jWiC0vgiC0wRlC01ujC033bC08SjC0/AdC1lgbC1rihC1vpgC1xZfC178yC18UZC194dC1+aiC2L+gC2MhdC2QfdC2S2nC2YOi
                C2ibmC2i6qC2z5eC23oRC241oC25ZiC26sgC3MpmC3MtlC3NMiC3SifC3TugC3a2lC3iwpC3kxbC3mFiC33JcC4JNiC4V1dC4fleC4gQfC4jamC4xNaC464YC5CfqC
                5EChC5KVZC5MIOC5Os2C5SsZC5ZDgC5dXVC5k2eC5lirC5veYC5vheC50kVC539hC59ehC6F9iC6G6lC6QjbC6ZQZC6fUfC6qQfC68XcC7F6bC7GdgC7KfkC7LmXC7
                MHfC7gScC7gZfC7pVkC8FukC8IYiC8OHtC8cZkC8fTdC8gnuC8j0hC8t5eC8uVjC8xgXC893kC9AJUC9JAVC9LOgC9M5qC9RveC9R0fC9R2lC9TdnC9UtoC9eriC9s
                8hC9wvgC90XkC909fC95siC976fC9/WiC+HNiC+PDRC+Z2bC+qxkC+r0mC+xWmC+xwlC/OhvC/PMhC/USgC/kQeC/kytC/m5rC/nAeC/yXgC/5PaC/5smC//1cDACR
                kDAVhgDAm6mDA+yfDBBiiDBDJeDBERxDBFheDBJPdDBZilDBclwDBg1hDBiyiDBjJZDBskmDBtdeDB1DbDB2ubDB3AXDB+cdDCDDpDCD8tDCT+aDCU0WDCdqyDCdxS
                DCf+jDCi3lDCmhkDCrAnDCrrjDC7jZDDCfeDDIliDDJQdDDZxpDDeKeDDqPbDDzVfDD5flDEH1VDEMibDEQnfDEXGfDEZ3eDEcDYDEdFqDEmjaDEnksDEq5kDEv5xD
                E34bDFGZjDFI+dDFOXWDFRMeDFTldDFXBkDFbsmDFhrkDFiiYDFrkjDGJPgDGJ7cDGRNlDGWyfDGX8mDGagvDGxacDHC9xDHDtgDHYUYDHga1DHlvcDHsghDHuWfDH
                vQjDH2OgDH3qQDH8EmDH+VZDH+qoDICCZDINghDIVJYDIVOlDIXrgDIranDItuXDIy4dDI1jaDI3kfDJBLrDJCnbDJFvnDJUSzDJYupDJZ4hDJaqbDJczkDJvrpDJv
                0aDJ0ngDJ2LeDJ5VcDJ6dmDKAKXDKXcnDKarfDKmarDKrubDKvtlDLUn5DLdjgDL7NdDL+FeDMFxXDMOxvDMVieDMb5bDMkYODMkojDMpJtDMqseDMrreDMyGqDM8s
                gDM9hdDNP14DNVNlDNheaDNjgnDNl+ZDNmMmDNnDZDNtyqDNvqhDN6CfDN6keDOBrZDOHUgDONdhDON5fDOPBjDORPtDOV1lDOaLhDOgwnDOhEfDOiNbDOpSmDO8Ma
                DPL5dDPNZhDPXEdDPY2nDPj8bDPpCdDP/taDQFCjDQFMaDQNDfDQTL0DQVddDQbAeDQdtdDQ2jaDQ28cDQ4lYDRIpdDRTptDRWkgDRoCdDRvPeDR3AdDR6pkDR+HeD
                SC9dDSEzuDSGjiDSIDfDSQvmDShqiDSiMrDSjQUDSrbaDSrhqDS51aDS+MmDTFueDTKgfDTLEiDUD3WDUE9aDUKZmDUT0fDUXnuDUZqpDUfVYDUqtmDUr4aDUwbtDU
                69rDU+aYDU/UdDVNehDVOfcDVUDqDVXkgDVhZiDVm9iDVo2aDV02fDV1cfDV3jdDWIapDWQpiDWRFcDWZS0DWbEuDWdNmDWfUZDWfknDWflhDWqRWDWrkmDW18fDW7
                DtDW78dDXCDvDXaGdDXdxmDXf9eDXwJrDXxvfDXzDvDX4emDX6ZlDX9tcDYCClDYClkDYDJfDYVcYDYYLcDYetbDYq3WDY22jDZD0eDZLatDZQE4DZTVpDZYBdDZfH
                fDZf4gDZv4nDZxCnDZzlfDZz0YDaDnZDaFPpDaKpfDaMhmDaR+qDaWJfDaeufDan4hDatpZDa2crDbBylDbF5aDba4qDbgViDbjClDbp8eDbsVdDbyuiDb3UlDb7dd
                DcS1gDcT9ZDcU1gDcbffDcclpDcdVkDcpRmDcwRaDcxluDc0OiDc41mDdZbtDdwFoDd0ffDeCsfDeeocDemadDepgoDer7hDe1ohDe1stDfImhDfO/nDfPcbDfQFhD
                fTNiDfbnfDfehdDfkagDf4UfDf5JnDf9fdDgR3gDgYzkDgzDlDhBWaDhDpeDhLNkDhNxdDhS6zDhcngDheeiDhm5dDh47cDh6ptDiHgeDiKNcDiQnjDijnjDilwkDi
                xdfDiyofDi2djDi3SgDjAMaDjBZnDjBbjDjHowDjTLeDjU8kDjWqiDjb3dDjiReDjjHpDjjSmDjrCZDjtNRDjwwiDjzujDj9mmDj94mDkOPuDkekkDkiOjDkpapDkv
                piDk1geDk4wcDk6woDlDviDlPZbDlX0mDlakXDlkuhDllOZDlmHnDlsbfDltnfDl+eeDmA8jDmYzjDmhvrDmmCeDnSgdDnSsZDnqllDnsLbDn3MsDn6BkDn9qlDoBz
                iDoP+gDoXrhDohZlDomnsDo/snDpIMpDpIUyDpQFsDpZRdDpZqmDpcCgDpfudDpjjeDpyjnDpy/eDqKnmDqNHoDqXieDqckVDqdijDqgMnDqlDlDqn+fDq0ehDq1Qf
                Dq6EaDq8OYDrC9eDrGklDrHXiDrMhfDrORcDrQHSDrRZtDrSz2Dra5fDrbHoDrmWiDrukbDrwGUDr/8VDsBHaDsGneDsLSnDsZ/rDscznDse/fDsiPhDsk/gDsl5PD
                svWiDs21pDtP0ZDtnnUDtpSyDtuQhDt1FVDt3rbDt6yeDuM8gDuUAgDugLkDujFkDuozcDuzQmDu3muDu48fDu6SeDvUGkDveqgDvfmhDvlXhDvmQjDvuecDvvhVDv
                47aDv8/oDv9zlDwT/fDwVOoDwp5hDwxidDw73jDw/hnDxFZoDxQDgDxS+jDxV3pDxW7eDxmKlDx2FhDx90gDx/jfDyB3eDyIUcDyR9oDyUKcDyabmDyhqoDymVjDyu
                IlDyzZnDzE7vDzK/iDzPUhDzQSgDzcEcDzeTtDzhJeDzk8gDztEfDzt/hDzuhZDzw1cDzyjpDzzvcDz9rfD0AwiD0BHfD0KzZD0VEfD0n7lD0tdfD015eD05EaD08C
                aD1FngD1FwjD1JLjD1LtmD1NVaD1WnhD1W+aD1hgeD1hjuD16wkD19mhD1+MaD2OfhD2XrlD2kvpD2oVkD2pskD20qiD22OdD3IwfD3IyoD3N6hD3X1zD3dyeD3fbe
                D3jXjD3q0gD3rqhD3yElD3y2tD34PeD36wcD38OdD4SOpD4UZdD4XrzD4X/dD4vGgD43aiD5COSD5RdeD5YitD5aVcD5s/bD527dD53usD6BCgD6DkfD6PBlD6TZcD
                6iDgD6lkhD6tWdD6vAgD60cfD60mrD62FcD7KRkD7TwhD7cPfD7ft3D7mZkD7qeiD7rBnD763mD78tqD79BlD8ZhcD8a7kD8gemD8pOhD8tRoD86ycD9CVcD9GoeD9
                L4XD9XfUD9eBbD9kndD9pTmD9uFfD+vWaD/IcnD/UFdD/d+YD/jGmD/mfoD/oEcD/wziD/14kD/9ZlEADTYEAKndEAUEgEAZSgEAaenEAamdEAcUhEAd7jEAhMcEAp
                ncEAqfrEA05mEBPDZEBQmiEBSDmEBWecEB3vnECENqECHldECLvfECNClECeekECmZcEC3ygEC5/cEC/1dEDS9xEDbWgEDb0eEDtEtEDzOVEELseEEUIkEEaKdEEec
                bEEidsEEj/lEEkPvEEkwjEElvwEE6jaEE/ugEFHKjEFWoiEFaedEFlqgEFnCmEFvcdEF18kEF4pbEF65fEGDcfEGZwdEGfQYEGhwlEGugnEG4ngEG8foEG+cmEHEfx
                EHKcMEHMNjEHexfEHgOjEHhQkEHkKWEHmCeEH42hEICKvEIGmqEIahfEIedbEIq3qEIs1kEIuXfEI3xpEJEbjEJM7jEJNrhEJOOlEJX2gEJsugEJyCvEJ7IfEJ8hjE
                J+5gEKR4rEKWHgEKqjmEKyjUEK0EfEK9odELBtbELF1iELHOrELJHdELRafELUhbELZLpELaXeELhgnELhnjELl7gELqcZELq/eELu3dEL0JXEMHrmEMPFeEMjQtEM
                mptEMwOZEM6djENDjgENFqgENI1gENKndENQWnENSagENUIhENVRcENYWgENcCdENkChENmtYEN7JhEOFhsEONMhEOT3eEOfpmEOh3gEOh7dEOs8lEO6PmEO6ffEO7
                ggEO9sSEPIvfEPUfkEPareEPlsiEPqcvEQKCgEQKSeEQUYcEQWLbEQY5mEQdsYEQkRhEQlWaEQnKgEQssgEQ4AWEQ9ZdERF6YERJMeERYAYERg2kERkvYERnYbERqk
                eER2VeER6RpESDXnESIqiESJtUESP6dESUmdESkbtESm1cESwLeESxTlES37lES4ybES5rgES/TmETAlTETB4oETGuiETLyiETWegETXPeETX+fETb/eETiolETvTU
                ETwAdET1lfET3OiET8NoEUARjEUSfkEUWRfEUfMfEUuwjEU1slEU2VhEVAqgEVF8QEVG+YEVMgVEVUYdEVXGlEVmEgEVoFcEVopgEVsRdEV16eEV3OhEV42dEWH3sE
                WJFgEWLrVEWmsfEWoTrEWrsiEWvPgEWwPcEWxk1EW3riEW5KVEW9xjEXAsnEXBzhEXVvdEXZLhEXc/aEXlnnEYBkcEYIUfEYI1nEYSIpEY4fmEZAbeEZGNdEZH4fEZ
                JEeEZKMpEZMheEZb9gEZeLaEZfWgEZ0wfEZ/AYEaBmhEaDZdEaRBaEaSZiEaf3lEag2hEaxOgEbCycEbO+eEbVMaEbVxeEbdBlEbefVEbf7cEbk5eEbobmEb8fhEb+
                CfEcHflEcIjeEcR8fEcW5YEcZyiEcuMYEdAIaEdDSjEdR2XEdUxgEdVGjEdZ+dEdiUjEdpxkEdsBjEdvwwEd2BjEd20eEd3bjEd4kfEeDcfEeXPvEec6nEefBnEexV
                bEfDUsEfi4aEfqeSEf0JhEf2kXEf6rhEgMfhEgSOlEgUHjEgZ1eEgfSVEgrtiEgx2gEg4fuEhV1mEhZmuEhexfEhpDdEhqigEhq90EhsbfEhtxeEhuVvEhwPjEh0oo
                Eh7+zEh8VlEh8fqEiFFfEiIppEiKXbEiObfEiTOdEipaiEiuzhEi7QmEi8VfEjBAlEjGIfEjIUhEjNpsEjN2dEjTAlEjoaaEjpPfEj1RkEj5ZdEkCecEkEXeEkG7pE
                kJ6cEkTIbEkZmdEkdDeEkdUlEki4fEkjqtEkpCvEk75eElHrfElPIeElWOpElpnaEl/DgEl/rfEmGicEmG2ZEmJBpEmbJiEme3WEmwPXEm0KiEm64iEnOLaEn0ejEn
                0kmEoA1lEoFCfEoMJiEoSjcEoWXjEoqJdEox1ZEo4XkEo5efEpHDfEpJAdEpKYeEpPrhEpVtdEpebjEpg4iEpiWcEpuueEpv/mEp7BbEp+vuEqIJcEqIUnEqKOkEqP
                ejEqQAkEqX7jEqYneEqZCfEqx7hErEl4ErPWjEra0eErgPVEsUFlEsZscEsajhEslMjEsoSiEswJpEs7ZaEtBKcEtGxaEtI3cEtTCmEtYinEtb0iEtdTfEt+HjEuM8
                fEukmsEu2FfEu/PbEvIGgEvKbeEvK2gEvREoEvW9ZEvpPfEvqYbEv6fmEv8GiEwFlbEwUHgEwnbbEwyBgEw9lXEw+ZlEw/MwExMojExYOdExjQpExsdjExxflExzna
                Ex4YmEx68ZEx8LsEyCUVEyEMdEyQlhEyiniEyjB1EytCdEytqaEyt3bEy2QkEzA7hEzEWnEzRvoEzTHiEzcFlEzj3mEzk8gEzwIVEzxBwEz0VfEz2inE0ZMfE0gviE
                0p4hE00mYE05xdE0/jYE1EAoE1LosE1ZnfE1oDsE1rmbE10XmE2AHjE2B5iE2JtfE2KLgE2fGxE2lMmE2x7oE2zldE22vhE28nyE3KShE3Y7kE3b6lE3kCiE34wwE3
                5UkE38ujE3/PYE4AwmE4MWkE4MaeE4MmgE4MsrE4OGjE4V9iE4YdcE4fWdE4zNjE41FhE5LNrE5PDrE5bJbE5ipnE5mEXE5mmeE5qWeE5r0aE6AfXE6HFzE6HRUE6H
                6lE6NGjE6NihE6N+pE6QHXE6pfcE6tolE6upfE67ddE6/SsE7IrjE7LYdE7NkmE7eQbE7imkE7rMdE77NuE8IhaE8NgZE8TcnE8fpfE8nxeE8s8sE87MUE88fhE9El
                jE9ZUhE9gadE9vScE9yCbE91buE9+NdE9/+fE+fopE+jlfE+qUeE+wbuE+zckE+5e+E+9unE++EfE/FgtE/F8YE/Kh/E/N0mE/P+hE/b3cE/jqfE/mLXE/mthE/qKb
                FACpYFATRvFAawdFAgB/FAh3gFAo0eFAqBbFArEcFBNWjFBPhkFBRWhFBUJlFBWtWFBcZcFBfFeFBpjbFBsBiFBxWcFBy3gFBzdoFB5JdFB6MiFB+NhFCBhdFCcLpF
                ChkhFC1CnFC4IdFDOlkFDXPdFDj7gFEHcbFEM0wFEQ3dFEUHdFEZHcFEgJgFEp4hFEqaeFEyMdFE/EkFFFmeFFY+qFFhmZFFuWqFF8/hFGNFeFGY8iFGtrqFGzmgFG
                +iiFHBdfFHCspFHNQiFHZEeFHZTfFHdHhFHdamFHhjXFHisfFHtHaFH1LiFH22YFH+FjFH+9cFH/UlFILnjFIOEjFIaPeFIkDRFIn4qFIrVlFI0gaFI18sFI1/aFI+
                9jFJGQeFJJfZFJLReFJkcoFJoIiFJv6iFJw1eFJ6HYFJ7lnFJ9AeFKP7fFKTRjFKjebFKl8cFKoigFK0NfFK0chFK3ooFLX3nFLjMhFLpckFLv/dFLw2iFL9LoFMA/
                hFMEIZFMVlqFMgZyFMyefFM4LbFM4dbFM5NlFNAk4FNDbjFNKveFNLYnFNPTmFNPnfFNRsnFNUHgFOACpFODtjFOPYdFOSAdFOSXlFOWvjFOf5fFOjGeFOj/gFOlEg
                FOoBpFOpPhFOqRmFO7t0FPAnaFPJcdFPSpbFPWqjFPYnoFPhJlFPpvkFPuIoFQJafFQJ8ZFQTYwFQUwYFQVpbFQb0qFQjucFQyRRFQ2dcFRKIgFRPCiFRWioFRaiZF
                RigkFRs+eFR0tkFSQNaFSW3nFSeMaFSeddFSh8aFSlSXFS85oFTOpjFTQ4fFTXzdFTjUgFTlgkFTyKYFT5XkFT/XSFULJcFUNDaFUR1kFUVrhFUdSpFUf/kFUlZjFU
                nuYFU0kjFVBKxFVPJhFVV9hFVc3jFVkBgFVsFfFVtyeFWBIiFWjC1FWorlFWtSkFWtqiFWvojFWxHpFW30zFW9UhFXI1kFXL2lFXNqbFXTCkFXT4cFXV0kFXn2eFYE
                6jFYHvhFYNxfFYO6fFYTkdFYV9bFYWlgFYXNsFYZ1fFYrUfFYymgFYzggFY3ZnFZCbjFZEfmFZJpWFZNbhFZR2gFZTNbFZVlaFZfXeFZkEbFZ3HcFaA8iFaFofFaFv
                aFaGHgFaOanFaP6pFaZqsFapyfFatVaFa1XoFbFIgFbTSvFbbEaFbf5mFbhkmFbigeFbnFdFbr6UFbyncFb/XZFcDV/FcNShFcP7iFcU2UFcVJbFcm1gFcvThFc0in
                Fc0mhFc6zYFdGUeFdIefFdO0eFdyWsFd3NkFd8DnFd93ZFeAgjFeDuNFeEscFeNViFeT1lFeWVdFe1sfFfJPgFfRq/FfRtZFfXTZFfaMSFfc+dFfdjVFffGgFfwwiF
                f4eeFf/5kFgHijFgJmbFgKigFgNOeFgSKbFgiYaFgnnoFguMkFg+uiFhJrdFhSDpFhdrZFh1/hFh4zsFh6FfFiMHnFifcwFiqHgFixidFi8DhFi9ChFjGJjFjfMcFj
                q5fFjrmqFj16mFj7PmFj/WeFkEImFkFTcFkH6lFkN1qFkVjoFkZ4dFkdcoFkgGeFkg4dFkjSrFkj0cFkpDcFk5FfFk9nkFlUgqFlkKlFmLOiFmMBdFmWXmFmXchFmd
                kfFmhEoFmjOlFmrpeFms1qFm3ogFm7VXFm77fFm9reFnCanFnSBbFnb1fFn3GpFn4fbFn69wFn7DgFoA3oFoEglFoLNfFokUdFok9aFos8fFoxxgFo/TaFpIunFpOo
                iFpVeuFpjFgFppalFpwYdFpzSlFqIvhFqNwcFqO5aFqR6jFqWjwFqZNaFqcTvFqjWTFqnpfFqtzgFrGTiFrQojFrRSiFrofgFrp6jFr18kFr4mjFsEihFsHDmFsHkg
                FsMPMFsOakFsUCfFsXcdFsX9fFsa4lFsdMgFsovWFsp1pFsrZgFs1pgFtBbcFtGLfFtJtpFtO2oFtPMfFtXtZFthoTFtiwnFtpZXFtpcuFtvAiFty1rFt8jaFt+HdF
                t+nmFuGweFuSHtFuWmjFuX0gFutieFu+VmFvCgfFvEj3FvJwpFvLFwFvVRfFvYyeFvcyhFve9gFvgfyFvhyhFvjQmFvqoZFvuUXFwK3eFwXikFwcfZFweuhFwiafFw
                l6ZFwnNiFwp8gFw4YcFw5PqFxDPYFxLjfFxMITFxiCmFxo+WFxukpFxu6aFxyGeFx0teFx1bdFx4anFx9mQFyFVeFyOfuFyS6mFyc+cFy6qYFy/1bFzGwlFzG/eFzK
                NgFzKncFzPogFzQioFzQ8qFzU6hFzZoqFzZ+VFzawqFzh3nFzwBeFzyaaFzz9vFz4FhFz44nF0CxgF0G6eF0ImbF0I8gF0TYPF0Z5kF0jmhF0uLoF0yVlF03HoF03M
                iF042dF052GF084fF094iF1MGfF1j+ZF1scfF1yPTF2FmiF2OhjF2PMaF2UYkF2c1oF2hWeF2lTYF2yvuF23gvF3J6kF3KYhF3iDkF3mjWF3rPfF3xm0F318eF4ANc
                F4DnkF4HDyF4S9eF4fZTF4lPqF4r5fF43KiF5DucF5FKmF5LcjF5ZKOF5bLbF5c0dF5ddqF6aubF622gF65peF66wYF67CjF7MrkF7ONfF7aDnF7dgjF7eOeF7h4fF
                7q4nF7rDdF7wvxF71LgF8UFgF8UugF8WdgF8dVgF8gqdF8s1iF8uhvF9AWYF9R4kF9SZcF9ZeeF9hDfF9wVlF9y7oF91cjF+C4fF+UhfF+VfqF+cpdF+xgoF+6ufF/
                A2hF/NunF/V3hF/aZdF/efcF/hsfF/oEjF/pPqF/3GTF/6pdGAX6ZGAeeUGAe/aGAhKZGAy/pGA0WpGA3+YGBASbGBDavGBWOmGBuNfGB8UgGB/UcGCA8dGCD/fGCP
                WgGCQmZGCdaaGCgyRGClpgGCovjGCubmGC2deGC/2UGDBOeGDBcnGDOFSGDPrSGDUUdGDfqfGDjNjGDkSaGDqofGD8XkGD+skGEFFoGEGQbGEKLgGELO5GESGyGESM
                SGES/jGEXafGEcmpGEiOiGElEdGEsAeGE07hGE1LwGE5XXGFBUhGFTxkGFgIrGFiR0GFlJZGFzpfGF2amGF6oaGGAxiGGY0gGGZ2pGGh1gGGm7dGGt2gGGvYgGG7Oi
                GG82kGHLYjGHO/ZGHTVpGHYwiGHkvhGHsbbGH17iGH3SrGH9peGIIdcGIPmzGIQJdGIyliGI3scGI6abGJIVhGJIxgGJI5hGJMnlGJQgfGJR3fGJUmhGJhahGJojdG
                JzUTGJ6ceGJ+FaGKA7iGKBFjGKJihGKJ4bGKi4nGKpeiGKwupGKy4aGK72aGK7/aGK82wGLDjdGLJIpGLM/XGLZ3iGLfeZGL21iGMAEgGME4dGMLRvGMQSbGMRSeGM
                TndGMmojGMnJfGMuthGMzJqGM0wlGM3FkGM4hkGNCmRGNH9gGNJQdGNKwiGNM8iGNQSaGNU2gGNeygGNm4uGNy0oGN2IeGN6aZGOKpeGOPngGOYBeGObFcGOrzaGOw
                bWGOzJjGO2sXGO5roGO7ZjGO7poGPPhnGPU5YGPV1fGPXMjGPoVnGPoxiGPtUzGPuceGP6jmGP/xnGQMljGQPNeGQYxUGQa+bGQceUGQcjfGQclaGQlpeGQmImGQrB
                mGQtmcGQ0teGRMDfGRSWqGRTscGRUpkGRXBfGRaCfGRjLkGRnEpGRo3fGRqDeGR5bhGR5laGR8VgGR/7SGSA8oGSFJbGSKEsGSLqlGSRAvGSVixGSZ8bGSeyiGS7Lc
                GTDIaGTMBnGTThnGTWjjGTa0nGTd7dGTlsUGTqRbGTqesGUBemGUHLbGUK2mGUdtpGUlDzGUmwaGUm5eGUnzcGU5bsGVABnGVUNmGVcVeGVe0dGVzyoGV5zmGWBffG
                WDFzGWI2mGWLkaGWSPeGWUCdGWVphGWgfWGW7CpGW9QbGXA0cGXQRlGXSHgGXrrgGX2RSGYAAlGYEeSGYPzkGYa/dGYc4gGYc+ZGYoC4GYoVaGYtLzGY9HpGZSmgGZ
                W7dGZuuqGZw1aGZzErGaCZgGaGCrGaWkfGaYndGafHZGaf4dGaoWjGap8fGazmgGa2bYGa4TeGa49iGa6srGa+hZGa+8cGbBEeGbOxbGbRchGbW4kGbXwcGbaibGbb
                RRGbkmiGbnCjGb25iGcR7cGcV3eGcdrjGc6kbGc+zeGc/wUGdP8sGdatpGdhafGdiisGdxRjGd32iGd5kfGd/znGeAokGeGpfGeO0eGeQBuGeQfdGeR0lGeTUNGeW7
                pGea6eGefVXGefdjGe2GlGe6AtGe8AkGe8LmGfHSiGfPFlGfcmeGfdseGfgVdGflikGfsyiGf6YPGf7GsGgFqXGgHzfGgL3jGgPU9GgQDoGgjqhGgkVZGgkzoGgova
                GgtFgGg86lGg+yeGhPMgGhlKWGhoccGhqUjGhq1YGhrkiGh2aiGh8TrGh9SnGiCjnGiFSaGiVjlGiVopGiaNnGinsmGiqfcGisodGis9gGiw3RGi75cGi+RaGi+6gG
                jC0lGje2oGjfdmGjflZGjqHnGjrHaGkY5jGkZKcGkaEfGkg1iGkhYoGkx8hGk9PlGlQagGlRBkGla2fGlkdrGlklZGllWvGlvAiGl2xZGl6DdGmJaeGmUdkGmW1RGm
                W5aGmZMnGmfT3GmgkbGm3uiGm9GrGm+UiGm/woGnCRgGnJfbGnJpcGnUrjGnjwUGnsXbGnxXgGn4qiGn5v7Gn+KoGn+odGn+vmGoDooGoJhlGoVueGoVxeGoXDrGoX
                PeGoYJgGob1iGojkfGokBkGomFhGopZkGo3ROGpAYbGpJBdGpKqbGpMvgGpg9jGpqKpGp00gGp6OeGp60sGqf4iGqhjsGqjBqGqnxpGqo7lGqsGfGqx+gGq70iGq9Q
                fGrBidGrFITGrI7cGrOjdGrPgnGroqgGru3lGrxKkGr63pGsFudGsHWcGsHakGsJWmGsJrUGsUqcGsVpfGsWIcGsZUeGscVkGskYgGslfZGs8PYGtAscGtBewGtMMf
                GtOsiGtQ6rGtQ/bGtUVbGtUoaGtWgiGtZrcGtdimGthtfGtpQkGt0BeGt9KhGuDXXGuEIlGumviGunwkGuwmsGu7MnGvAqeGvCfeGvJUhGvNqdGvPXiGvRO/GvZgwG
                vbBvGvesfGvrznGvy7hGwGzhGwPkiGwjVeGwmbpGwnKpGwpubGwq8tGw0jdGw8enGw/9dGxARXGxAVYGxB7RGxRVrGxbJqGxewZGxgVeGxg9gGxxMeGx97hGybZpGy
                boaGybvwGyl7iGytgwGyuHeGzDeUGzKFdGzKqfGzNEXGzPDgGzXMgGzczgGzfDbGzmkcGzp+5GzqWRGzwC0Gz6ybG0NCnG0NoaG0WA1G0cBgG0eRtG0oLvG1GegG1I
                ViG1UnjG1dLmG1kUfG1stbG1ypcG19ScG1/LoG2DRfG2KWfG2QMiG2SWjG2ZzbG2dc8G23ZiG243hG3IKnG3I/eG3LlXG3OPbG3jifG3oAtG3oOaG319dG4HddG4Jh
                aG4UJhG4YLdG4YghG4Y5jG4aYsG4bAkG4kCZG4otsG4wslG5BZqG5DFkG5P4fG5S+fG5ZDZG5lwoG5pf/G50PjG507mG53jiG59DaG59TpG5+zwG6CnlG6HnrG6KOk
                G6XHaG6ongG6swcG6u7aG6xkoG7BCqG7FigG7W1WG7X8mG7YXYG7cvnG7emdG7gekG7l2mG7pheG7qKqG7shcG74KbG76HYG8J2hG8LCgG8PgiG8PsiG8TEbG8WBjG
                8ZNXG8mTfG8rR/G8seiG8u+qG80ZbG839pG84WTG85RdG9AaeG9DvbG9MnaG9cUhG9ePcG9mEdG9oqjG9tLeG9vlaG9wltG9xYdG92XZG99SdG+EqfG+GqqG+jFdG+
                mGcG+rIqG+rrwG+tPeG+usgG+7OjG/AHcG/BdkG/DymG/IEkG/M8eG/NGnG/RFeG/UkjG/ZXhG/akmG/bRnG/sOkG/uVrG/2trG/6nkHABrmHAD5cHAEmaHANteHAR
                2pHAUBjHAjUkHAlerHAu0cHBE4iHBNAsHBSNsHBW/nHBeDoHBeIhHBhjbHBlHlHBqibHBuTmHBxUeHCAdgHCC+hHCFkkHCKriHCOO4HCQhkHCTdhHCXQpHCbKkHCgM
                jHCoVdHCvsvHDBDmHDBdiHDNzmHDVLSHDVv5HDXYpHDYbjHDaRiHDljdHDrNqHDwyaHD5ejHEDYhHEIBvHEJyXHEJ+tHEOOmHEX2kHEhHXHEqY4HEsjZHExigHEx7e
                HE2MmHE3xnHFDuiHFFldHFKGiHFQBhHFREhHFTRsHFWxhHFaleHFmSgHFposHF+NiHF+cpHGL6jHGN2fHGTpnHGVydHGdceHGdexHGqzhHGuVlHGy8ZHHCSpHHErZH
                HF+rHHO/kHHatkHHcPsHHfbzHHkIbHHlRzHHudxHIDBdHIH/WHIMjjHIVgbHIZcdHIbvfHIdmiHIf5dHIlheHIwPkHIxXfHIzFjHI1rsHI46dHJISjHJXVYHJXiUHJ
                YCnHJZcdHJZxZHJdJyHJojgHJtpjHJypjHJzznHKFb8HKF8jHKL/gHKOgfHKqYfHKtzkHKu+xHKwtmHK/bfHLAriHLRZiHLWWgHLZyjHLcHiHLn9lHLtAgHMCsUHMH
                CmHMmZeHMnteHMoBhHMqxcHMwNfHM03gHM7KiHM8/YHNKypHNNlcHNX+kHNgHdHNrzdHNtcgHN1cfHN4ZiHOSGwHOTwjHOZBjHOx4mHOyfZHO4aYHPDUfHPEahHPJo
                cHPe+gHPhshHPkXoHPoFmHP7DkHP7aeHQQ4gHQXVmHQdWfHQjwfHQ0obHQ79eHRDrfHRQFjHRYshHRr3uHRr6yHRsjeHR1jjHR2bZHSEkjHSKxbHSmFkHSrIeHS0ig
                HS64gHS9AiHS+NdHTB5qHTLinHTVmeHTeahHTgolHTiMiHTnPzHTxYoHTxvzHT4aeHT+nfHUAjoHUBWwHUHHkHUK3hHUTloHUUkbHUa04HUbhXHUcHcHUdudHUisbH
                UrFrHUr0tHUzmnHU3SeHU4XfHU8ObHVQBdHVW4uHVaqXHVbP/HVb5iHVfXfHVgDmHVqanHVyhdHV0TlHWKfqHWMR6HWe0fHWl8aHWotZHWpMhHWv0mHWx4fHW2+tHW
                +AgHXV6uHXW7cHXZspHXoEsHXp/eHXspmHXxsaHXyReHX5QlHX7ZcHX8ngHYDooHYESZHYEnfHYQpbHYUWZHYXGgHYZzgHYnPcHYnadHYrEkHY4FfHY9BvHY95lHY+
                fkHZBJxHZFZSHZJydHZPMcHZPPhHZRUbHZTCfHZYijHZaGbHZmQkHZuKgHZvfcHZxvfHZzQdHaH9vHaJChHaQofHaWeYHabnaHajGoHan9cHas7tHbCehHbRhhHbUU
                /HbXRlHbYJYHbYUcHbe/rHbtljHbxeaHcFGiHcJQhHcK8cHcQPdHcaXaHcd9gHcfHYHch5bHckbgHcwegHc75fHdFokHdGVqHdLQgHdLgkHdcwfHdtAkHd/6aHeGMe
                HeKPeHeSveHebPiHeeAoHei2aHerMuHeuccHe0RfHe3JbHe7aiHfGThHfIjgHfjCiHfrHaHfsZeHfyGfHfzgnHf3KyHf+xdHgHxcHgKjdHgM3dHgP7eHgXauHgXgiH
                giLqHgqJfHgrebHguCmHgy5bHg1OeHg6FlHg7qmHhB/mHhGIhHhMBgHhYuhHhbIxHhdomHhfteHhjtlHhlbiHhtUcHhy6lHiIaWHiLfcHiOAlHiP6lHiVIYHiaqfHi
                b2aHicAfHiiycHijsfHilpqHioRjHi1toHi76eHjEuoHjYDnHjhSeHjiujHjknoHjlFjHjmXfHjsXkHj10cHj5OqHj+2jHkgMgHkhDhHkjWfHkxAnHk/MZHlHicHlR
                3gHlbObHlgdoHliDiHlrivHltWbHmR7pHmbXXHmghwHmljiHmoVdHmsfoHm1yiHm4WnHnFObHnIcrHnKzZHnOUfHnXSlHncsfHni1iHnjtZHnt2mHoFebHoT6OHolD
                dHonzkHopTiHozhiHo1EfHo5AjHpQjqHph1WHpoFgHp54pHqFRmHqP9ZHqVvhHqnsgHqrHZHqratHqsweHqtqfHqwqnHqzJUHq3NsHq3bpHq5cgHrG4fHrMYbHrVcg
                HrV4mHre2XHrqqeHrvnaHr3JiHsHGfHsqbiHsqtcHsrxjHsyRiHtMucHtRhbHtXMhHtf6fHtgNmHt2omHt8rgHuCJkHuDGdHuMUdHul5uHun9gHuwfhHu8ZrHu/RlH
                vNjhHvN4jHvPakHvjueHvmKdHvnwfHvn5tHvvWvHvwHiHvyZhHv4TqHv7rgHv8LlHv9UnHwEVdHwE5rHwJziHweJhHwnOjHxKrdHxVJbHxfefHxjLnHxkBaHxlQkHx
                s+tHxu9hHydPiHyeIcHyspfHyt7mHyxfeHy0UWHy12tHy2FbHy7xiHy9jbHzFMmHzJOiHzMGiHzMknHzRWcHzXGkHzbAlHzfnbHzjLdHzpehHzxgfHzxwcHz0akHz6
                ldH0NBdH0OEaH0QXiH0ZDlH0nUeH0rmeH0uYhH0vBlH0yBhH03olH1ERvH1IAmH1JMrH1KeXH1N1iH1k4fH1tDpH1uMkH137oH1/KlH2ABrH2AkiH2FNsH2FjdH2J8
                eH2P4rH2TdrH2T+wH2itgH2kJeH2nBcH2oslH2p5gH2ytfH213kH28KnH299ZH2+saH3DMkH3JQbH3VVcH3h+hH3k5jH3oihH3wGfH3yyiH31fmH4C8vH4FAnH4GTT
                H4P/gH4YrmH4bvfH4fwcH4xcoH4zffH46uiH4+WjH5AkhH5SikH5fAnH5fOjH5p8sH565YH6UOcH6YojH6bslH6ckfH6kwgH6p+bH6sShH6u2oH6wTjH62HhH6/xsH
                7AfcH7GniH7R3hH7VLrH7hntH7i2iH7niXH7v0hH7xglH7xwgH70ZbH720iH73QfH8BbuH8D0eH8K7ZH8LveH8MUgH8OFdH8PrgH8QngH8SDjH8iCdH8l7cH8v3jH8
                4RhH848gH87kjH9M5lH9QyjH9e8qH9lviH9mfdH9nctH9sRcH9ygdH91NRH97kgH+HXiH+KAdH+KoxH+P2oH+X7ZH+aOpH+dyZH+nmiH+ogfH+xpjH+2MoH+3cgH+9
                q8H+/tZH/B+jH/HxeH/OqoH/W6wH/gEQH/kUdH/u5eH/4OvH/4wlIAKEfIAQ8kIAUiiIAV3hIAjtwIAyUjIA4fXIA/GcIBQOeIBRhYIBUkbIBWthIBazvIBhqyIBl4
                gIBtTnIB1vgIB4pdIB9PWIB/BZICAChICMakICPReICorbICs5nIDgXfIDpucIDx9iID34dID7khID/FxIEJTeIEMPmIEPieIEPmkIEhvqIEyzYIEzTnIE9plIFNAb
                IFOneIFPVcIFTQpIFVPkIFWokIFXVrIFZYfIFZ2cIFgCrIFhdfIFp5gIFp+fIGBSnIGGAhIGHrgIGM7lIGNElIGP8kIGSNhIGU/dIGc3bIGprhIGwpgIGwqiIGwufI
                G3DoIG6NdIHChcIHFLyIHGHlIHMtjIHkOjIHtMiIH1oZIH2ztIH8DkIH8YoIIAlfIICKjIIICgIIMFhIIU5fIIk2sIIlyfIIl9gIIwNmIIwjgII6PeII+dcIJQMlIJ
                SFzIJSykIJUifIJU3bIJZXdIJbRgIJefcIJjwTIJkZnIJwxWIJzSWIKTMrIKVHmIKhWiIKmukIKnjZIKsbaIKykhIK2GhIK3VsILFYwILLYcILMSfILPJjILccfILc
                doILi6eILuFdIL3tgIMO1cIMXHdIM7mwINHmgINLAaINSejINUisINutaIN7kgIN9MlIOHLlIObLmIOcnmIOd9hIOi3aIOlwiIO3FgIO3amIO7twIPBDiIPIDbIPIR
                aIPJajIPRVkIPZidIPaQrIPjPeIPnSfIPs4bIP5ReIP9jeIQQLeIQQRlIQR+iIQSpkIQaPfIQbDxIQbKcIQkzfIQzgqIQ46fIQ6AaIQ+6jIRBDUIRFOeIRGPpIRY7m
                IRZqrIRb7gIR+DiIR/+eISAujISN8gISVyhISZFfISa7nISdFnISi/bISsJcIS5kYITCHhITIDSITKQuITR0kITb6jITsLhIUBCYIUCabIUNxeIUPahIUTArIUgldI
                Uh1cIUlaoIU/AoIVMbfIVWveIVeFpIVmFlIVs9eIV6DiIWDkcIWMHdIWZzgIWd/gIWg8ZIWxzhIWyTjIW43nIXErmIXJHfIXNRgIXSvbIXt8iIX0WeIYFElIYpOhIY
                2MlIY9/gIZD7tIZG8lIZIEgIZPfeIZbCiIZcyfIZdykIZfndIZlRgIZm9qIZn2gIZw5iIZ5ZaIaIxfIaWibIaoccIapvfIatyfIax87Ia/dXIbAhsIbCgeIbDkbIbD
                wbIbeAeIbvSfIb03VIb5quIcHfmIcNgmIcaOmIcsOpIdEVdIdGsmIdOCkIdSifIdT6hIdVChIdbLZIdeBrIduufIdvhcId9dnIeH8pIeKTtIeLNpIePWqIeWUdIeZc
                lIeaIoIeh8bIenHnIetdqIe22wIfQxaIfRUjIfehiIfmKcIfxgrIfyFUIfy6fIgMkeIgRvhIgW2hIgtIeIg0JdIg2ZlIhG2pIhHrsIheRjIhkIbIhmffIhrOoIhr64
                IhwfpIhxNeIhx8ZIh6lTIikblIinycIirkmIisUeIis6nIi5neIjJheIjJsmIjUHhIjZxiIjekiIje4RIjfjcIjl5iIjyDjIj0rlIj1ujIj+meIkBzhIkKdcIkWPeI
                kdeiIkeZWIklKfIkmlZIkroiIk7LeIlFjbIlJ0bIlNxxIlQFjIlU9fIlaXjIloTpIlsKgIl89dImKSpImNYbImWeeImcfqImghgImswfIm1TlIm6AVIm+DeInAcjIn
                G0jInJSWInNscInQHbInUAqInb2lIniJZInk3dInoCtInpHwIntMiIntNiInzUYIoHehIoIs4IoRANIoV8oIoZumIocgdIodveIovHjIo4YeIpCZsIpM+VIpUsbIpy
                nZIqAIhIqDfgIqRRdIqd4YIqfRjIqlfZIqmyaIqsegIqt8sIqw0mIqxChIrdncIrhkoIrtmcIrttnIrxldIr4qcIsIApIsOPlIsReeIsjXwIsj4hIszvYItHxhItLc
                fItRCmItXelItZGjItc6mItdkkItg7kItiZsItnMnItnQfItoajItpheIttCrIuCqcIuMQpIudxhIunqfIuogrIuvfkIu5xfIvKvlIvi80IvsIdIvzZgIv3kfIv37n
                Iv+hZIv+rfIwEMjIwMluIwUelIwbxlIwdMhIweSeIwgumIwiShIwlvoIwxFkIw7QeIw7xfIw8LVIxHKbIxIDeIxJiaIxOmiIxPNnIxTBoIxf8fIxlzcIxobqIxpBaI
                xzRrIx5JaIx6/jIx/VsIyD5bIyJobIyJx5IyLJpIyOUbIyRPvIyYioIyldlIyw5kIyznkIy0MlIy19dIy+5YIzEQbIzL4fIzM0wIzUKfIzUvmIzXAdIzfCiIzgOfIz
                kHeIzowjIztYpIzxemIzz5pIz3ZmI0KjgI0LxeI0RzgI0YOkI0idiI0spgI0uPoI1JU1I1JkaI1J6qI1LleI1VSeI1ajrI1claI12EZI177ZI2I09I2NZiI2evdI2h
                VnI2idgI20phI24UiI28+qI3EafI3NVpI3PZpI3ROgI3avlI3bvpI3pyiI3tqdI3v4qI302aI3/jaI4KmmI4NLgI4ZGnI4lfmI4l7eI44PYI5EwZI5M5cI5NPfI5UI
                hI5VWyI5uC1I6BJfI6ECjI6EjrI6FCnI6H3hI6M0gI6YreI6gzhI6ozXI6y/fI65+bI687qI6/ZgI7CAhI7TNYI7a8oI7i/mI73fiI7+whI8JWuI8POcI8WygI8oQf
                I86weI9LYdI9hYpI9rzfI9uJiI95ydI+AQdI+IOjI+ZhhI+dKgI+epiI+gpjI+uXrI+y/cI+9bdI/F7eI/PMkI/XeSI/dSnI/pLiI/vPUI/1JaI/46cJAG3nJAInrJ
                AMfaJAmrdJAwmvJA4wcJA85gJBFAtJBIugJBKGmJBNehJBOUkJBRVfJBXVdJB1EdJCD/qJCH0kJCJwhJCKQlJCNhdJCQdrJCXtnJCYUgJCuIsJCu7WJC0ohJC9lvJD
                T+cJDjsdJDkhoJEEwpJEeXhJEoecJErvVJE2vhJE6QYJE+shJFG1fJFZIbJFZzXJFcpkJFe3jJFiwMJFoGkJFogaJFohpJGBzoJGCXgJGI3hJGTBhJGgrbJGjWqJGp
                skJGrPVJGzWpJGzulJG9iYJG/EmJHDBgJHMnmJHNKdJHVexJHg4cJHyNvJH0jaJH6xgJH9UgJIDNtJIHjcJIMjsJIR5eJIV9xJIg7pJIhOdJIv+eJI+5sJJDp2JJH2
                rJJS3fJJVzjJJZ5gJJhNhJJilfJJjkhJJlZkJJn4cJJ0dbJKMt0JKM4cJKUQlJKbygJKcPrJKkmmJKlYfJKoQoJKsFdJKxfhJK5YfJK5rWJK9DaJLG4bJLG/hJLWah
                JLc8gJLhefJLlsnJLsNUJMB8dJMIVeJMLfnJMO+fJMT4oJMVgjJMYNjJMsWkJMtmjJM+biJNF7nJNGstJNIXlJNLZnJNUSiJNVpvJNWRTJNZ6eJNafiJNiAfJNrOiJ
                N8tsJODqfJONxgJOVEnJOdIbJOgIcJOkAmJOsmdJO9NrJO9tSJPDafJPKkmJPP2aJPcCeJPhreJPiqnJQAnoJQI2jJQSRiJQZ5kJQzKWJQ5bcJQ5obJQ8BRJREBiJR
                IydJRK7XJROXuJRQPjJRUslJRXDgJRgKdJRj9rJRs/rJR0aZJR5HbJSFPbJSF2aJSN6RJSPTeJSTEgJSUUZJSVbcJScMgJSgVdJSgXzJSlncJSrLqJSzDlJTBmmJTD
                nXJTNP6JTQ0uJTTmdJThXcJTkVuJTrNXJT3AaJUHQzJULQmJUOXsJUTplJUZNlJUhelJUnXcJUuY/JUvzfJU6vQJU7sfJVEOmJVGboJVTbiJVUtjJVVsiJVXrlJVkt
                wJVukgJV44iJWAmeJWM/bJWN4mJWavWJWbVfJWc5iJWrqVJWvImJXB8+JXPulJXfSqJXhjdJXtHmJXy7dJX0ZeJX5zcJX7clJYAyrJYBfaJYdNjJYpacJYyLjJY4Td
                JZAnjJZF0TJZRLuJZYhdJZif7JZybiJZ7UXJaANxJaB7qJaDepJaUNhJaVLZJacXdJakDbJbGMcJbG/ZJbLlhJbTRiJbT8mJbVhhJbasgJbftrJblwmJbnkZJbxWdJ
                b16iJb4/uJb5EdJcCOfJcCeiJcJHeJcMMdJcSNnJceCiJclYdJczDfJc9ciJdA2XJdBFgJdCpmJdLuqJdSJbJdZTkJdcFgJdiAfJdk4jJd2MbJd4xaJd8p7JeKBgJe
                STfJeTWcJeZtiJecBbJemwbJezNfJe4sfJe5U0Je/ebJfAxbJfIyiJfLoeJfPFeJfX9bJfaUpJfaiXJfaphJfcfoJfgchJfnQmJgJIcJgRZVJgasnJgd8cJgf6uJgl
                mqJgp2kJgsFhJgxacJgy7gJg0GdJg4dXJg5WiJg6keJg7DlJhAUeJhCzmJhEveJhFHdJhGLsJhMtfJhYYcJhYdkJhkTiJh4MeJiADmJiFxbJiH7pJiVrRJic4hJihr
                dJinahJiniYJirOdJirqkJi19bJi2xzJjGEUJjHAdJjOxlJjXteJjnkcJjpikJjw1XJjxWdJjxt9Jj2geJj58xJj8jzJj9bhJkMiyJkOgfJkSHqJkWofJkj7dJk1yk
                JlPxjJlW+jJla74JlfGiJloRdJlsjcJlvCdJlvbUJl0rUJl3mSJmJ7cJmSVcJmYzxJmeY0JmmlvJmptjJnGFjJnNOjJnRAoJnTNWJnVNVJneFmJns6jJnvtiJn8wxJ
                n/hgJoQvdJoVYoJofubJomYhJonzbJouglJovoiJo2QeJo8TZJpAcbJpOvUJpWLfJpnMiJpn+cJpw6xJp7GeJqCMaJqIkhJqKFUJqKN/JqQZgJqcqgJqgcgJqmJrJq
                wqhJqzYfJq5ReJrHPoJrjvlJsBQdJsVLcJsY4jJsd/pJsr6eJssijJszycJsz5tJs0kkJs2CiJs36gJs/+iJtBBhJtPFhJtQOdJta3pJtckhJtwXTJt8ghJuKCgJuo
                GiJuoegJvJqtJvTFdJvYliJvc3fJvhMkJviflJvs0dJv8DiJwAjiJwCjnJwSskJwUrhJwVLlJwdReJwnTjJwwjZJwzkqJw/6nJxFLiJxGeiJxa9dJxd9oJxs3kJxxp
                cJx3ygJyaniJybviJyilsJyu9bJy2MqJy3+lJzEZbJzKNaJzSWUJzT6eJzcsaJze6rJzoQvJzttiJz6tqJz+inJ0AWeJ0AllJ0DzPJ0HAhJ0LpdJ0NChJ0U3kJ0dCd
                J1GztJ1YniJ1eGXJ1hTeJ1mVnJ1tveJ1yguJ11MlJ13hbJ2EFmJ2EGTJ2IUgJ2RhgJ2xL1J2xvhJ3CAqJ3M3kJ3YWeJ3pDqJ3pSkJ3q0nJ4CVlJ4EciJ4FqtJ4HvdJ
                4RulJ4gspJ4iXfJ4ibYJ4lWkJ4mceJ4smdJ4s/gJ4vktJ40mpJ5LGhJ5TYlJ5ZQdJ5Z+cJ5gLfJ5iEWJ5q6fJ52ghJ53MhJ54iaJ6CphJ6DHrJ6I/mJ6MmlJ6WxkJ6
                ZbwJ6bZaJ6nzpJ6xukJ6zHgJ65EeJ7A/wJ7IZnJ7JcxJ7MrqJ7YnjJ7l/qJ7mK0J7uShJ73adJ8EprJ8NbeJ8URiJ8jlmJ8lLdJ8rWeJ8vcqJ87KpJ9WWbJ9iDxJ9l
                1xJ9nycJ9ygjJ+CSiJ+CpaJ+DYrJ+JKfJ+JzkJ+KceJ+M9nJ+WyfJ+W/iJ+Y3iJ+ZqfJ+g+oJ+oXeJ+zqjJ+0nkJ/CXdJ/YbcJ/aviJ/ipkJ/iymJ/pRbJ/yFWJ/zr
                gJ/4ihKABokKAKJdKAKjhKAN3zKAT7jKAepMKAj0eKAknaKAzCeKBBThKBIbeKBI4mKBJFjKBODsKBSUYKBSacKBWRfKBfinKBfjkKBixdKBmXZKBwvoKB8BmKB8Oh
                KCBTgKCCxkKCOHfKCRDkKCWJbKCbviKCjmcKCp9aKCvd0KC+JaKDMwmKDO6TKDTvkKDWUaKDXyfKDc8/KDqkjKDwieKDx5mKDyqeKEYYdKEZsjKEfidKE/CfKFVYmK
                FV/pKFjvgKFkanKFwsiKFyhiKFzxWKF2tgKF4ybKGKolKGfEdKGgmlKGhrhKGtzlKGwVcKG6QqKG8/qKG/8aKHL0hKHQSlKHQunKHUagKHU9iKHVBoKHi1YKHpScKH
                zpmKHz2kKH0UhKIaefKIjmlKIv8fKIwPhKIyOhKI1JnKI2mkKJBckKJFJiKJI7pKJPQkKJPjoKJSMhKJb0kKJchqKJwdjKJ94qKKEofKKS8kKKWHfKKY+oKKnYsKKp
                tnKKq7jKKyNuKK4GoKK+wYKLApgKLNEiKLaVYKLmFhKLuciKLv1NKL0AbKMBGkKMFacKMXjkKMYFzKMp1nKMvZyKMvniKMwPeKM0bwKM2RVKM2rvKNDcZKNLCsKNRC
                hKNUNdKNcFbKNe1vKNfmgKNqlkKNztyKOSPSKO7ZjKPQAfKPZLhKPevwKPjxuKP51bKP+reKQPnZKQfRfKQkucKQnHhKQybdKQ3geKRD6lKRGudKRHPjKRL+mKROKg
                KRUbhKRgRjKRntaKRpRiKRuGkKSC1/KSHYbKSJZpKSUTjKSdMfKSeDaKSe4fKSjYqKS3yaKS8hoKS8/hKTA9kKTG2sKTIdeKTNoqKTiDcKTkodKTtzYKT59cKUEYpK
                UQEnKUSEeKUTxbKUW2gKUgOrKUiKnKUpCkKUtWWKUy/rKU1amKU6BgKVHKeKVI0bKVNFmKVS6bKVdllKVd+hKVhquKVrMbKV/UdKWDWgKWGmlKWXodKWg/cKWxWgKW
                7xfKW+mgKXChjKXLzqKXZtjKXfvbKXrnVKX1DlKX1EeKX5/eKX/JpKYC0mKYDnuKYEmaKYTffKYUCaKY0GdKY22lKY5JoKY6cjKZE2fKZQDiKZbTbKZdakKZfSrKZm
                BkKZmcmKZtuZKZ6AdKZ7AaKaIfiKaKonKaLWhKaMeZKaNBiKaZPiKadYgKafikKagYkKa/HfKbCMeKbMwcKbNGfKbOUjKbRohKbX5nKbndUKb1MeKb6PfKcM6mKcX3
                iKcYpqKccaqKciPkKclqeKcx/fKc1uiKc/ebKdDmgKdH8eKdJneKdXtkKdX5qKdcbnKdf/kKdlyfKdqZqKdwUeKdx5TKd3PmKd81oKeZRZKeb0jKehvlKenRhKenys
                Ke11lKe2SeKfEGjKfF9dKfJAYKfMkaKfwrmKf3PcKf3UoKf7FjKgQhfKgXCfKgXrgKgh4kKglEhKgrslKgsNcKgwEcKgwGfKg5glKg/2nKhKtnKhjsqKhkkzKhnkgK
                hofeKhqBiKhrxnKhxoeKhzYwKiE/lKiLbhKiQr/KiXpWKiZFfKicLfKijSxKipDlKisThKivLhKiwEcKi04kKi1dqKi/PeKjBxjKjJJiKjW4iKjhfZKjiMpKjlwcKj
                mjeKjwNdKj7QiKkE5fKkJypKkNuhKkOUXKkZ5gKkasqKklgeKlBbbKlDxwKlITaKlSPaKlTHeKlZfeKliAfKlqITKlrVWKlzMbKlzWjKl3SsKl4wkKl6rdKmLEdKmM
                GeKmUZsKmXCgKmXhlKmfElKmhhtKmwxiKmyAaKmyoqKmysdKm7vgKnTlkKniSqKnoWlKoDAiKoDQTKoHQZKoP4lKob5jKoiFdKolRmKoqAxKovOwKozSoKo3DhKo3h
                nKo5VaKo68iKpaPiKpdIgKpkdZKppygKpx9mKpyIhKpzziKp3FjKp90ZKp+RiKqAykKqFbhKqKIfKqKgkKqZQkKqnaoKrDGjKrH0fKrPIiKrUvaKrXjbKraPdKreYg
                Kr5xnKr64vKr7ogKr8YdKr9CdKr95gKsDuiKsGHhKsK8oKsRZgKsR2jKsa4rKsfHgKso9bKsuyjKs4UiKs6HoKs7glKtHzuKtPtbKtPvdKtW1mKtYToKtd7eKtoEiK
                to5hKtsubKtt3gKtvMjKtzKhKt75hKt9FgKuFFmKuY+oKud0gKufjgKul3hKuxPiKuzAfKu0UjKu7SVKvD6hKvJ4rKvQkcKvbDjKvbJhKvmtXKvpfhKvuGfKv5XhKv
                63lKv+VeKv+daKwArpKwGVsKwGzdKwLUeKwPMtKwSgkKwXmeKwZ8kKwhwZKwrWdKw85kKw/8dKxDxXKxQebKxWDfKxvwiKxyrlKx1KuKx2CvKx6GdKx+ZfKyBzxKyC
                bfKyMDlKyOzdKyTMgKygbYKyvOrKy1PhKy2FgKy3pbKy9tsKzN8eKzRJbKzX1eKzYLgKzdPhKztFYKz6ltKz7PgK0IvrK0LldK0M2fK0NAlK0OAcK0RxqK0YhtK0iO
                pK0l5xK0njlK0t3tK0+IiK0/WsK1A8WK1MZaK1OuVK1PZdK1h1iK153WK19jXK2OOrK2ShiK2WHfK2W7mK2rNkK2svsK2v4fK29QfK3AEfK3GBpK3MUnK3c0gK3kOj
                K3p4dK3yxuK31zoK4BsbK4ESaK4NWeK4X6fK4oMYK4pSYK4r5oK4ufdK47wfK5EMhK5HwkK5H3pK5KChK5L9eK5oacK5xDaK5/TfK6DfeK6Q9vK6UzeK6VKTK6ZUdK
                6Z2rK6aRfK6b/hK62tiK64s7K7BriK7CIaK7LpmK7RxVK7TobK7UjUK7VUZK7ktfK7lZ0K7r1oK8L7mK8PNfK8YXGK85bdK9GhcK9HWeK9OAcK9dxwK9jrZK9sihK9
                5DjK97PfK+BijK+DYlK+UohK+bHkK+bfgK+hN0K+1blK/CqgK/DMrK/NMmK/OecK/O+gK/kodK/qdeK/uvaK/3BaK/7ZcK/9PjK//ymLAHymLAH1hLAPZjLAREkLAS
                mbLAWMdLAbzlLAdfhLAdmhLAxWkLAyYpLBTzlLBUOiLBYUaLBZUULBnWlLBtxjLBt9mLB6spLB7IdLCALiLCU4dLCWjeLCiioLCjRaLCk+hLCvSfLCwgnLCxgiLDFe
                dLDIQlLDOijLDXQnLDrleLD+zgLEIBfLEJEkLEJvkLEY0lLElZeLEmAmLEqwkLEs8aLE8c4LE+OiLE+6eLFCqkLFRzgLFXdjLFaMmLFncbLFrd/LFvNhLFvOeLFy5s
                LF8EeLF+icLGH8gLGLibLGMLlLGgFkLGuIeLGxz/LGydfLGz+bLG8xgLG/wlLHWknLHkLcLHk3iLHwVjLHyVqLHy3cLH7BcLH/rbLIAidLIHruLIj/mLIqAkLIsbeL
                I2ScLI3LaLI3jqLJBfnLJIjhLJP3sLJmodLJ1lhLJ/EfLKIzeLKOjdLKTXYLKasgLKiNeLKm2bLKzAgLK6FaLK7lqLK9ngLLA7YLLCQsLLJbeLLMneLLTPeLLVEeLL
                WHcLLWskLLZebLLpWULLsjnLMEUmLMFnhLMSv0LMnDnLMp0VLMsLULM0vkLM2jkLM49oLM5SsLNFoeLNJLgLNSEdLNTCbLNYLmLNjLfLN1imLN7OiLN7ViLOBgeLOG
                mjLOL3kLOMPiLOPOtLOS7sLOXNkLOX5hLObZdLOk8cLOoqULOyyjLO2TcLO3IcLPAOhLPBPeLPCQcLPEkdLPYHTLPoQnLQBKiLQEQjLQK0zLQOJZLQikdLQoJeLQuE
                eLQ29hLQ6hfLQ8asLRBnmLRYXxLRZ2mLRcjbLRtSeLRuItLRvmfLR44cLR6xfLR7GjLR/CXLSW4jLSqHeLSqSuLS1pgLS3HgLS6MdLTBImLTPxsLTdsgLTgTlLTh2i
                LTsGmLTtnmLT4ftLUIaeLUN7eLUYEoLUaLoLUvycLU7kdLU98eLU+NmLU+gcLU/IdLVAifLVNurLVT0mLVezmLVpyeLV2feLWDNdLWDRlLWOipLWSedLWWZiLWXUWL
                WdXnLWmfVLWmjVLWpw1LWsiZLW17kLW8xcLXP2pLXjkgLXmmmLXmtaLXyeYLXz+hLX6rpLX7MlLX8TYLX8njLYFQgLYNVeLYPCbLYSDfLYS9ZLYzCbLYzgnLY+RfLY
                /iULZBBjLZE1cLZGpjLZKarLZq0fLZscmLZvQlLZ7TjLaDMpLaFXdLaH+iLaSkdLa0TnLa6egLa6iSLbH3nLbbvgLbdLdLbhPtLbikfLbvKZLbwRRLcBtoLcFrkLcj
                qdLco6mLc8SjLc+ngLc/BqLdD3YLdE0mLdJWcLdQIiLdSynLdS6fLdnjzLdu3hLdwEmLdzttLd7qjLd/YhLeCfgLeGhgLeLhjLeO0aLeQjrLeXTfLectYLedygLemK
                kLerhZLetJbLe2ZcLe+SqLfDebLfGVjLfg9jLfmyaLfwihLf8ieLhOadLhSRtLhV9cLhaEpLhvodLhxUgLh5ZgLiDElLiNgxLiPcfLiP9mLiR8dLiWjsLifNaLimXZ
                LimyiLisQhLitzgLiu8eLiyAoLi0VgLjPGkLjUMeLjYQgLjjMfLjkqiLjmUlLjvIhLjwxZLj1lbLkdTaLkiRuLkuPeLk+TnLlInZLlWLkLlW1aLlf8YLliijLlj8wL
                lohhLlvLsLlzpVLl3vdLl5/gLl9QgLmKeiLmX1kLmaQxLmjryLms+mLmzHeLnKPaLnOrdLnVsmLneauLnpVdLntsgLnxzmLoAgdLoBOeLoDxSLoUWeLoaSeLodjuLo
                ixnLomThLos5jLos/eLothoLowNaLoxecLo4EqLpMDkLpRuiLpTwrLpUNgLpYffLpaErLpmssLppilLppljLpr0eLpy9gLp8QtLp/KkLqBAgLqCJqLqGFcLqIggLqW
                hfLqwObLq+HgLrDo3LrI8pLrKRkLrLwXLrMKdLrPvXLrSvgLrqSsLrqToLrtSzLr6PXLr/nqLsR5cLsTreLsWJbLshWaLsp+dLstmjLs3YbLtC/rLtd9kLtv9gLt1O
                oLt1knLt2frLuAqfLuSCoLubIgLubuqLueWhLuh1nLumTuLunpgLu7gmLvPqiLvT/nLvZjgLvpmlLv05eLv14pLwDToLwJkXLwOYeLwP/iLwWdiLwvabLww9cLwyaf
                Lxr6aLxtRWLxv9hLx/GdLyDxZLyKTkLyKYgLySYeLyXXpLyZWfLyZ7TLyeHeLygAuLyiSjLymXfLytOcLy7bkLy/MdLzCSfLzaRdLzlJhLzlqYLz9CpL0AWXL0E8VL
                0OMiL0SOiL0TdaL0T+gL0UNkL0YifL0dXbL08XfL1DIeL1OVdL1PalL1gNgL1hbcL1jNlL1o1aL1qZWL1vohL1xXaL17liL19BZL1+OqL2CpaL2R0gL2VTiL2aadL2
                dadL2m0lL2thbL2ysfL22KfL27lwL2/XkL3FdnL3FlgL3K8nL3MymL3QQhL3VSfL3ZVkL3ctoL3cxfL3hSrL3q0hL3uZcL3vAdL34BjL4DkrL4KxlL4NcfL4P5mL4S
                qfL4UAdL4WSpL4fcgL4htpL4oDZL4vvZL4v8XL45ejL5I4wL5JqfL5NVfL5QQYL5QddL5UydL5a0fL5baWL5d8xL5vOhL59PgL6MqiL6Y7pL6Z4jL6pZrL6qZiL61e
                rL64MjL666cL683bL6/7cL7LimL7L3PL7OzvL7YonL7nzkL7pAnL7pu0L75ucL78ZhL79WlL8MKfL8VmfL8YhjL8dFjL8thaL8zKfL9JYdL9LlfL9h1cL9p0kL9xIa
                L9z9iL91fbL999aL+FPTL+FxfL+v/jL/IdZL/JvoL/KdaL/K4dL/WvlL/aLbL/bCvL/leiL/sSfL/s0aL/u/qL/0g0L/9nwMAKDhMAMftMAPQkMAQ1bMAVWcMAXVaM
                AX7hMAaIwMAj61MAka4MAvMgMBAYhMBRQ/MBYeXMBcblMBpgZMBsDmMB0teMB1VgMB3DhMCI2iMCI8eMCKFYMCLKfMCZlfMCaGqMCeMmMCkMfMCwpcMC5afMC+8YMD
                E0UMDRXcMDXnaMDd3dMDkSqMDmZlMDnEeMDuyeMDxbdMD07eMD/ujMEDMlMERimMEU4oMEWilMEceZMEy4aME6UeME+abMFAVfMFGp1MFScaMFTcwMFXZoMFc+eMFy
                5fMFz7nMF2PfMF5XfMGEnlMGOtcMGPvdMGX7bMGeefMGyNmMG7SaMG+WfMHDnWMHQcfMHWukMHX9gMHcaeMHeOlMHyEbMHzKjMHzVeMH7LkMIFhdMIMOcMIMebMIV5
                aMInMxMIpHdMIqBkMJESYMJIzeMJX6VMJcCbMJeHeMJy5pMKPUhMKPfhMKXmeMKYzZMKppeMKq8eMKunpMK44bMLDrnMLPWkMLPXnMLQnkMLVUuMLVXdMLXBwMLb2f
                MLdBeMLnsjMLqXcMLsyfML75kML/jhMMDlgMMH9XMMNywMMXLgMMeCdMM07gMM7VyMNINnMNd3aMNhbcMNotxMNvffMN1lpMN6wTMOSSjMOX/mMOoIjMOr0eMO3EeM
                O/ngMPATpMPXb1MPbjnMPg7VMPiSbMPuQsMPxxrMP1OdMP78aMP+lbMQAjqMQF/tMQJJ7MRBsjMRXXcMRcReMRdBdMRlOXMRnmmMSLscMSUAhMSkGeMSw8jMTPdkMT
                P7WMTVagMTtchMT0qeMT+UmMUWNnMUYwfMUbSWMUeNaMUlviMUpHhMUqUbMUxYpMVOidMVP9bMVQ5ZMVYVrMVccdMVszeMV+SjMWRvbMWbflMWcZcMWzgdMXWwXMXg
                1dMXoHqMX3JgMX3ukMX71rMX+3gMYDbrMYFObMYL0WMYOGkMYQ+tMYUajMYZdZMYgTkMYmXmMY78mMY8wfMY9KcMZMMxMZOHbMZPhWMZeJgMZguiMZjujMZ3MeMZ7s
                fMaVvqMaeLXMaixWMar/fMat7cMavfiMaxcZMa79yMa9GhMa9stMbJ6XMbPwcMbRKkMbWCdMbswZMbxWdMbyYfMcN5VMcSBqMcTFfMcZEjMcc8eMcehhMcgPMMciph
                Mck0kMcmqkMc2pgMdTSgMdbuiMdpzcMdqppMd2beMeAtgMehIeMenKdMepGgMe9/gMfBDWMfEL2MfczfMfkMqMfzKsMf4AnMf4CkMf+gqMf+sYMgJZmMgNAhMgNHgM
                gZYgMgu1eMg0AkMg3UjMg5BlMg7AXMhILWMhOTcMhhAmMhjXjMhuhvMhwdmMh08aMh9onMiQXVMiTijMidFnMincfMiuLbMiunkMiySgMjJejMjKvnMjLRZMjTylMj
                aOXMjf2aMjovbMju/gMkDKaMkH6fMkmCUMk0/lMk3ycMk6AqMk94WMlD/lMlH5WMlIxnMlPdYMlZKfMlaOcMlpidMl1skMl58zMl7agMmIdbMmSyZMmp/pMmuFnMnC
                ipMnHokMnK5eMnQSgMnUQeMnXQeMnaJjMnb6ZMnhjcMnrWcMn1sdMn3MeMoDSeMoMsrMoZaeMoclVMomHeMomMhMosggMovmiMoxNeMozxnMo3LkMo75fMpACnMpiV
                zMpqNfMp/ViMqQCbMqbUcMqkAiMqshjMqtpfMq3dcMq/4iMrKhqMrVigMrY0kMreenMrffgMrtstMsJVvMsMZkMsWusMsajgMsbglMsj4SMs0enMtGjhMtPmqMtTRf
                MtXnnMtdrjMthtcMttBpMt0XhMt0skMt1ZgMt6xhMt8w0Mt9bfMuAhfMuCVFMuCXYMuGefMuGvkMuJajMuLBeMuvijMu8kdMu/+dMvL1eMvMnrMvQgwMvVSdMvVVdM
                vYdnMvjKgMvpGhMv4zrMwElNMwRpZMwSmiMwnonMwwDlMwxJcMwxjaMw7BaMxH4oMxIdhMxJBsMxPWnMxtYjMx6PdMx/frMyQTgMyWNjMyhYgMyoZTMyqlfMyutqMy
                14hMy3mdMzKprMzPOlMzQOkMzQ1aMzVJgMzh9PMzm3aMz6+hM0FnaM0KylM0RulM069mM0/NXM1D+kM1IRaM1ISnM1U/kM1WVoM1cbmM1ixmM1i1hM1lLZM1lOoM17
                kjM1+lmM2HFiM2SZiM2bsZM2gMjM2g9rM2infM2j35M2nDlM2o/eM2vSiM3XlgM3YVhM32VeM325jM33wXM4BFtM4IMcM4O0XM4opgM4ovkM5bseM5eKXM5uJhM57T
                XM6CZaM6EVTM6E1fM6FfkM6NteM6OtpM6RneM6YFmM6ceSM6h2iM6qNmM6q/dM69UbM7IEtM7RgmM7brgM7c0kM7lHdM7mXfM7oUhM7rbfM7sT3M74MbM75GsM75gl
                M776eM8M4fM8QKeM8hTkM8relM8sZwM9BThM9DtjM9T3XM9XcdM9qRpM9wbZM93VsM99WmM9+2fM+LJeM+MuoM+T7eM+WVmM+a+dM+bgrM+hdgM+iHmM+lMfM+mCnM
                +tscM+w+eM+2AcM+2ueM/J1jM/R1mM/U8bM/VHUM/V9fM/YEhM/cyoM/xmeM/74dM/9WuNAXPuNAeYiNAerfNAhcqNAyMUNBEGXNBOSlNBQpZNBT1lNBXKdNBbiiNB
                gsfNBnOoNBoqYNBqBqNBrlkNB7JjNB9ggNB/HgNB/vmNCPUjNCb/cNCld0NCqEjNDB3kNDE3dNDM6dNDPaoNDSpcNDW+ZNDofdNDpGoNDz1eND5llND93mNEBntNEP
                ldNEfuoNEh/kNE2PmNE7jmNFGWeNFHNcNFPGZNFRUnNFWGKNFdZkNFvPhNFvqdNF21lNGEpXNGMReNGO1mNGUAuNGcwmNGjGVNGtqiNGzLlNG1zeNG/XeNHJzXNHKZ
                gNHLCjNHLtYNHN9bNHXvgNHheUNHjzdNHlNoNHtybNH9YjNH/sjNIL5fNIWdaNIXikNIv0qNIzzjNI+PiNI+tnNJJEsNJJPlNJO4dNJeBcNJeMjNJhnoNJlUbNJnlk
                NJ5hhNKOkjNKa9lNKs4eNLEJoNLIfkNLL7fNLMO1NLMRuNLVcYNLVjjNLbRYNLihsNL2ArNL3sXNL4KuNL7dhNMTl2NMVZfNMX/rNMaEnNM0+nNM7SmNM85fNNE8mN
                NOPgNNR0kNNTXuNNZygNNaFcNNcriNN+xhNN/NbNOW3eNOo6pNOqdrNOzCsNO76eNO+doNPASjNPCPiNPE/mNPPfiNPQ/kNPc6nNPe0VNPfCWNPgopNPg/jNPjbiNP
                mOzNPngnNPyGhNPzhrNP/lkNQFdlNQWd6NQXgoNQgYaNQnLoNQt1oNQ1/lNQ8WmNRBpUNRQ9bNRT6ZNRYYgNRhwhNRnfmNRpPgNRxwaNRyFeNR2bxNR7HgNR7OTNSC
                BeNSKiiNSKljNSMYuNSTF2NSZWaNScJdNSc2cNSlTZNS0GlNS0tiNTBTZNTHCcNTHuiNTN3bNTcZaNTlTcNT3LrNT/GfNUDdgNUEBfNUO4kNUYfqNUZcdNUkUgNUos
                aNUtVnNU0stNU61dNVEfcNVKbeNVSDjNVYrVNVZjpNVi/eNVsWjNV4V3NWGBuNWJQdNWKohNWc+eNWgAfNWlViNWoNYNWyUaNW7FdNXKupNXddeNXipzNXlRmNXwdd
                NYcfbNYc0hNYgGiNYmheNYtOVNYvakNYyWeNY+BeNZRHoNZS6pNZj8nNZyafNZzajNZ3ofNaAHrNaCIiNaFNcNaPUfNaVewNapzeNar0XNatspNavwcNay7hNa2JZN
                a30nNa9KsNa/FYNbWkkNblGaNboVlNbqgeNbxkdNcKrpNcK7oNccXYNcvUeNcvabNczhWNc14eNdDZiNdRPgNdb9aNddtcNdoCqNdtFoNdtJZNdv5fNd/Y7NeDtpNe
                K3mNedhcNedvjNehoeNejpfNepwjNe5TfNfHDYNfYQbNfZXoNfaJTNfgAbNflsmNfpenNfqJlNfzQlNfzdcNf2tcNf3JiNf7EfNgD+kNgRJdNgXehNgd8eNgkXkNgk
                2kNgnzlNgqFiNgyYdNg3IlNhEBdNhUtZNhVPpNhcukNheauNhhMeNhkGbNhljgNhm6rNhsnjNh/3bNiBIoNiEMoNiShcNiUPjNibeiNidLbNifvtNinqcNizQfNi0f
                jNjFIgNjKMcNjMNpNjaWbNjiJqNjlthNjpjkNjvmxNj4KgNj6eiNkKmhNkVDgNkjhpNkpJaNkqrlNkxGdNk8qfNk92kNlHQmNlKQdNlRKVNlX9sNlaMhNlnCoNl04p
                Nl8TgNmMIgNmdNYNmgNiNmjxfNnG5gNnJjgNnRggNnaZhNnbcjNncGgNngShNnnKvNnxkXNnx/eNn73hNn+qeNoJgeNoQSpNoRCgNoWwhNobSzNohacNow5hNo5TlN
                pENmNpFjbNpFksNpKZgNpLxsNpT2nNpejeNpe8oNplJfNpmsQNpqWfNpvVkNp98iNqDteNqEglNqNPiNqwPbNq5/fNrCTYNrFFiNrO2kNrYChNrqqmNrsVoNr11hNr
                +GiNsCNmNsEiuNsFEkNsOmuNsTafNsWAfNsXFYNsYSaNsa/dNsfJtNskHlNs6qrNs7/aNs8WeNtB4bNtRGeNtS0xNtTbrNtU1fNtgGfNthEbNtixqNtv+cNt4okNt7
                EoNuBPYNuKSpNuK2eNuOYhNuYRjNuZvfNuazoNumiZNuyRgNu9YvNvCMkNvExdNvLGXNvUDiNvU+WNvYQTNvkQkNvm8dNvrMwNvxibNv2/eNv5qiNwBT7NwFleNwHw
                nNwkbjNw5PnNw77iNw9reNxMynNxXdnNxYobNxYwqNxjEbNxn3YNxqnoNx81gNyO+mNyP9aNyQPiNyZ8cNycJcNykTeNyrsoNywZZNzc6lNz/aoN0AztN0B5mN0ENg
                N0J5eN0QjfN0SMvN0ZgpN0bVlN0cIdN0c0dN0lOhN0pN1N0qThN006eN05YvN09hcN0+2dN0/5dN1F7fN1HMhN1KBhN1SCUN1WNiN1jciN1mgeN1qCiN1uebN1zvmN
                18NdN2H/fN2JnpN2NxoN2SYgN2YGgN2cTiN2lMhN2vwgN243oN261mN27ffN3DksN3DqeN3GpnN3NDkN3XRSN3iVXN3rogN3sLVN3tzdN31CeN4cleN4ojlN4r5rN4
                0vjN4+efN5C7fN5FtdN5H+hN5JumN5KccN5KidN5SKhN5aXjN5jHaN5pljN5y4fN6YreN6hNmN6vXbN64blN6/0iN7AcjN7CxjN7KKYN7dLXN7dyeN7grhN7lncN7m
                1lN7utpN79KbN792yN794fN8BCdN8EplN8HJgN8YXvN8hGlN8jCbN81fkN82zeN9ICXN9JvxN9PGfN9VDjN9jETN9qDoN9qvbN9tIgN9ujfN9u/fN94cqN+Kp1N+QQ
                gN+TkmN+U6kN+eilN+hXeN+qjfN+rvgN+t1hN+wPrN+zXlN+0PiN+3liN+8DrN/IMsN/RSfN/SkaN/eliN/kCdN/rtkN/vneN/xIvOAC5pOAFyZOARwhOAZXdOAuof
                OA8qrOBGJNOBLVrOBM6oOBO6sOBQscOBUncOBfeeOBhokOBoFhOB0XgOB4ywOCJzhOCNGhOCOPgOCWoeOCZ5gOCcufOCqJgOCuBaOC1ViOC7zpODD4YODMPvODYGiO
                DdiZODnBdODwRjOD0xfOD9AhOEGgjOEO4eOEZ1rOEgAgOEkmaOE8msOFGEdOFUijOFbziOFpBdOFpKlOFqurOF1hdOF2LvOGAPbOGCiUOGEPpOGEZdOGEj2OGF2hOG
                ccfOGjXlOGqPhOGqZgOG24eOG/uqOHMajOHYZmOHekoOHfddOHggtOHixhOHoDeOHsFcOH6VnOH8qdOINpcOIU5UOIkPnOIppsOIwqXOI2xcOJDieOJLVdOJNioOJV
                KbOJW4cOJg5aOKOCfOKQdvOKRrZOKShtOKt7bOKvHfOKy+bOK9XYOK/RcOLDGZOLGXbOLfPsOLf5mOLmTaOLmWiOLv/pOL1ioOL5xVOMM2qOMU8hOMbhkOMlYdOMmc
                oOMp0mOMx5iOND+gONLDfONLZeONOgdONTQfONV4pONZCrONbfxONkQoONqvfOOLxkOOOLoOORTgOOVJZOOkbmOOlwcOOmtoOOpZeOOu8rOO2MZOO3WbOO4ZfOO74Y
                OO9fnOPILeOPOwoOPO/eOPPUmOPbGXOPcmeOPhTZOQPGlOQQ6aOQTmbOQV/eOQa+pOQqWgOQ0QmORFMTORT4eORVhtORY1mORgLhORiqiORkkmOR/YfOSAOjOSA3ZO
                SBapOSKriOSbHZOSeyeOSmFjOSxFlOS2BgOS22hOS7HpOS+8iOTNgTOTNroOTYOfOTeVpOT88cOUATmOUIViOULcjOUdAsOUhYnOUijhOUlOpOUlhYOUonbOU4ejOV
                AJjOVI+ZOVjb0OVsheOV3vgOV+seOWA0gOW2deOXL4mOXPQuOXQksOXSSgOXShgOXbFdOXhNfOXxVpOX0XfOYJWqOYMOeOYNc/OYVThOYZalOYctYOYmigOYtJkOYt
                5dOZCTsOZIWrOZL4bOZylSOZ/kiOaUonOagRfOatPdOawRZOa00pOa18hOa2wgObBydObDkhObOdmObTMeObUAnObfSfObgddOb4rcOb7LXOb8/oOb+ufOb/NVOcCG
                dOcSAcOca2kOcpQYOcsYbOc4xkOdFglOdsRjOds0fOdt8pOdxPfOeMTfOeQ0hOeQ1eOerhgOesIyOetVhOetheOe+zlOfA+fOfN/fOfaNfOfhueOfkteOfl2gOgDrg
                OgE0sOgRGbOgRtWOgUDXOgcKmOgfI1OghegOgluaOgnucOg3XfOg9ieOg97YOg/GfOg/hgOhJHaOhLDqOhL8sOhO5jOhXbdOhdhbOhd6qOh/qbOiHidOinzdOin7gO
                ivMhOi7LsOi7tcOjCymOjSnoOjUImOjdeaOju+kOjvgdOj29fOj3GbOkACiOkBfnOkHNgOkL9aOkR2gOkhWnOkkbcOkmteOknWgOk0deOk89mOlF2dOlNYgOlZoTOl
                jGgOlq/hOl2QbOl6NeOl9xYOmDWeOmJ4rOmKqiOmfCjOmh3iOmoshOmqrqOmsanOmuqsOnItjOnI8oOnNJpOnOUgOnYeUOnbAmOnxhhOny+jOoELfOoKmqOoOgdOoi
                XbOosOeOoxOcOo4HiOpN1uOpU+ROpW1eOpbbeOpeHqOpiQeOpjHkOpkcXOpscgOpwKeOqHjjOqP2hOqaIpOquzdOqvVgOqyjiOqztmOrU7QOrVYeOrXioOra3kOrdt
                eOreaxOr2vcOr4NeOsK/eOse6eOsx4fOs2UZOs+3eOtLjpOtbwsOtj0kOt1xhOt3CkOt7CjOt9ilOt+abOuCZYOuJKvOuuseOuvecOu4rtOu95aOvBwdOvCxXOvD7l
                OvJKfOvTZfOvYKfOvclkOve9qOviqkOv/zeOwB/eOwJIgOwP6jOwQyWOwXFlOwcYfOw4SdOw9JgOw/koOxBCgOxZnfOxcxnOxd3ZOxeYaOxgZdOxlIhOxlkaOx3kuO
                x6NrOyRNbOyjhmOynqeOyp5gOy61dOzaEaOzavfOzbLYOzejbOziyhO0C1iO0FGlO0GPYO0ILfO0TUhO0rfvO0r3fO0vWbO0vZaO03+fO07KzO0+idO0+/YO1EhlO1
                NamO1hbjO1qIeO1yVdO2IdgO2LUjO2Q8rO2WweO2bFnO2dBaO2dUcO2iHuO2jVjO2ovfO2yHZO3CCkO3FUXO3KHeO3KcsO3XgjO3cGjO3fD0O3fYhO3nypO3oWjO3s
                YaO3vDoO332YO3/RaO4Y1qO4flnO4jXdO4lcSO4meXO4vghO40OlO5Dn0O5U3pO5YtiO5Y5pO5atyO5e+oO5oAtO5u7kO51GbO6GBcO6LRjO6MCkO6RtqO6XtfO6aq
                dO6gfgO6hVZO6t5eO62XbO66zhO69xwO7D1iO7EJUO7LRcO7MnmO7bqeO7cfnO7kNlO7mMfO78OmO8UDkO8UeXO8jeeO8t+nO8uyVO8vqZO8yUyO84ZiO849fO85gp
                O9EAtO9GvfO9YchO9d2hO9kyhO9lOcO9namO9omuO9zieO91nhO95KYO9+vZO9/AYO+A/bO+BYoO+DlgO+FxjO+PfhO+YFfO+jWgO+twZO+1cpO+7YlO/AxlO/CHYO
                /LNmO/nigO/nygO/vPbO/z+qPAAxXPAUIhPAZnjPAfTjPAoKlPAvhjPA2uePA9LiPBByaPBjfkPBjphPBo8cPBp0hPB54iPCH5iPCPVcPClZePCwrhPC9RmPC+udPD
                L3aPDU5iPDWQgPDhPvPDyJWPEHOcPEIdoPELYZPEYF4PEZ9mPEbzePEmWePE0TmPE0thPE8PiPE80iPFBGfPFO7mPFRkfPFYojPFZegPFesYPFmXlPFuLePFu0lPF0
                JjPF5mePGCOfPGCrbPGE+kPGIOmPGJ/jPGNyVPGQQpPGRWuPGcicPGeOoPGeppPGmGgPGq6WPG01iPG1vhPG3vjPG7RfPG9VXPHE4fPHMrhPHS7dPHWikPHapmPHdM
                bPHpvcPHqDcPH6DSPIEEkPINEdPIPSkPIXHkPIX/ePIceaPIdbSPIeXXPIsnfPIxkePI0QfPJTTbPJX5jPJfPsPJlq5PJlrgPJrWSPJtzkPJ6GePKEo/PKLiZPKYkg
                PKcnqPKjYTPK0FoPK/3hPLVAcPLhJZPLvapPLx+fPL2ygPL8qePMH8rPMUZfPMV8ePMjtpPMzsnPNCIgPNJYjPNM8oPNNsfPNejhPNswoPNzSePN32bPN/2kPOFgbP
                OMrePOQTjPOdlvPOgHkPOhXrPOszWPOvRoPPFIePPH2gPPLKfPPOn0PPO2vPPYClPPYVuPPpfiPP31kPQN/dPQPTuPQQKgPQb/rPQxsdPQzfdPQ0wmPQ7/gPQ9qcPQ
                /odPRAOiPRBZqPRD+ePREbaPRVedPRYZhPRj7dPR2niPR/qfPSIHePSfUjPSlOrPSn/ePSqliPSsEjPS8rjPTDeePTNpjPTUnePTValPTja2PTkKiPTk9aPTw7ZPUC
                7kPUEDpPULdcPURzdPUlSpPUo5fPUuBiPUx1aPVF9rPVNEqPVOYaPVWbgPVfr8PViRePVmSePVsncPVu0jPVv0hPV1gjPV8CdPV/LuPWL9uPWQBYPWUsfPWWj0PWlM
                4PW01fPW9FwPXE7tPXKhnPXVVSPXWRfPXe3cPXhTaPXkPgPXqbdPX2tmPX3ThPX6RjPYLrXPYfOnPYmWfPYtOaPY5ajPY/nSPY/8gPZCpnPZHbuPZMUiPZPGiPZTgf
                PZdmdPZt1iPZ0YhPZ3PcPZ76oPaBCiPaJBdPaPVmPaQvfPaWahPaZRZPaczkPaeuePag/ePalZhPaqBvPav6ePa06YPa19ZPa4uiPa8CfPbBNiPbOa0PbRsYPbWkmP
                bcHjPbcxePbtehPbuNiPbv3gPby/nPbzukPcIBXPcLQePcOmhPcO4mPcz/hPdEwmPdGhhPdPphPdRYwPdUEePdcOqPdeThPdfPmPdiFePdkauPdxlhPdywPPd8HXPe
                DmiPeVuxPecGwPfEVSPfS/mPfXpdPfZmbPfwNiPf7gjPf737PgEpsPgHxePgOjcPgS8ePgdBhPgrZePg3OhPg7IfPg85hPhJEiPhJclPhOXkPhUDhPhbNnPhehiPhi
                LhPhl4hPhoJXPhpdePh01vPh04hPh+EpPh/y2PiGOePiKMfPiOglPiRgiPiWvmPiqehPjYwgPjaFjPjc7gPjiLePjyVdPj0ckPj9pkPkB5kPkKcfPkVFePkXGdPkZe
                lPkjMiPklIxPkm2iPkz2XPk8QaPlFFhPlKLXPlL5mPlNkfPlVYdPlbRlPlcftPlcgiPleNhPlggnPlp7kPlvImPlwRiPl2BaPl86YPmDypPmGFiPmKJoPmPwaPmRWi
                PmSLbPmfQaPmw2gPmx6gPm5NjPnGpuPnM9bPnYGoPnYJnPnachPnlihPnmUfPn1VYPn+xdPoGTcPoJ0kPoN4tPoSVWPoZcbPondlPotSuPo4BePpBFePpGVdPpVufP
                pW8QPpq7nPprjrPpxBdPp0IgPqJHjPqUlxPqZx9PqcylPqosePq0UtPrFlgPrJqhPrK4rPrOWbPrqCmPrw5iPr6PzPsG5lPsTPnPsXEjPsrIYPs8mdPtC2nPtMFjPt
                gBkPtjouPuCwePuJCdPuQQnPuRAmPuWsaPuYBlPud0hPugHoPus5bPut9fPu4adPu/mmPvBrjPvGIsPvGehPvJ6oPvYEsPvhgaPvnftPvxiePvy9aPv6mfPwIFhPwT
                eePwYikPwnCXPwqlqPw5rhPw5+kPxEjmPxE9tPxPHkPxXwePxwSfPxwzhPx88iPyFarPyHciPyHshPyUGpPyamiPyfxUPygylPyuGkPyuqXPzBGkPzGZMPzGngPzTe
                nPzThYPzXgdPzYS/PzedgPzl1NPz28ZP0VgeP0Z2hP0ageP0hlSP0m1mP0sgiP0tAiP0txjP1L9iP1MFqP1OZeP1PRfP1W8gP1XckP1kEfP1mPnP1xQbP1zpsP19pX
                P2HSnP2Q0mP2V0lP2X2tP2YlVP2h2kP2pyaP2rDyP22ugP23bWP3NGhP3RzRP3a/bP3d5dP3m+uP3vrpP3xskP36fpP4F3kP4G1dP4Q2jP4kPaP41UTP44tkP49/pP
                5DQjP5GvjP5HKkP5OpcP5c6jP5eOfP5i3yP5nkfP5uhjP6RFdP6qXmP63VeP63zpP7JOcP7MEgP7MgdP7QArP7URfP7bcgP7hSmP7pkeP7p9wP78ifP7/VcP8BIfP8
                CH7P8E6iP8GUsP8IOoP8IzjP8S/kP8TzbP8bbfP8hMdP8hfYP8mweP8pekP8t7cP8yBfP85AqP86csP9LFeP9S7aP9UyfP9j7eP9s+cP91vlP995bP9+ajP+B4cP+F
                WaP+FgaP+OMwP+WcgP+bgeP+fKqP+ijyP+l/eP+nueP+pkfP+uVgP+xH+P+2hkP/EedP/PutP/TpYP/UEcP/X8jP/aLcP/ksjP/2gkP/2/hP/8rjP//7iQAFQgQAGt
                pQAP5jQAVEbQAXdcQAidqQAivYQAmEpQAx7cQA3OdQBD6fQBEVfQBh6gQBtdXQB3EhQCAJfQCIVsQCiFWQCiHiQCoOnQCosmQC5MdQDc3ZQDdZSQDzCmQD0qgQD8af
                QECtZQEDerQEDwlQEKzeQEPDdQEPUvQEU9dQEYyjQEekEQEhdWQEo/rQEuChQEukYQE0IoQE9egQFAzhQFBZeQFDFjQFDWaQFEXbQFHRlQFoQgQF1EhQF2/xQF85dQ
                GLejQGf1pQGkgQQG0hhQG5IfQHFHeQHFYfQHFvcQHIouQHUaaQHoSgQHrDsQH4wdQH4/gQIFceQIH1ZQISTnQIfPdQIqNbQIzMyQI0DeQI0rkQI7kcQI+waQJFfjQJ
                IDUQJYlfQJaMfQJrQeQJwCkQKDQiQKEGgQKFbjQKFinQKGLlQKL5qQKMUeQKZ1bQKm8hQKwHeQK/xfQLQYbQLRVfQLjjiQLlKiQLo0pQLqNjQLr+nQLwhaQLxjbQL5
                2fQL9DXQL9bfQMGleQMaSjQMdHdQMwSnQNIUnQNQOfQNcBjQNhBvQNpceQNqciQNqrjQNq5eQN28cQN9TZQODlvQONWiQOR2iQOVAkQOdojQOfkfQOj1hQOlZpQOyI
                gQO8zfQO/FsQO/LoQPKRiQPOFcQPV1gQPWSdQPaTiQPbUgQPmJjQPsadQP64iQQQQhQQdBmQQrB/QQrdiQQyyfQQ3UcQQ6QbQRTthQRcb0QRctgQRh+pQRkdsQRnAZ
                QRuomQRwFcQR3U0QSGhnQSKFdQSX2iQSicmQStJeQSyhgQTA4tQTHDgQTLNlQTL5eQTTRlQTeWfQTmuuQTtISQTt7uQT3WeQT6MoQT8lkQUANeQUIGsQUI1fQUI8VQ
                UV1gQUW9oQUXjhQUYliQUdIeQUhaYQUsDsQUsddQU4SpQU4/jQVLhfQVf3uQVla5QVmsqQVpmtQVyanQV8HhQWDnhQWI5nQWcDbQWhXtQWtVpQWxnmQWzXsQXA2gQX
                CAjQXMdaQXPMqQXXifQXlzWQXsxZQXwboQX37nQYCRjQYKjlQYR1fQYZ6hQYd7bQYelWQYiFYQYlVfQY2MfQZQeqQZV0sQZp5qQZw+tQZ6LqQaQDgQaj+wQasffQaw
                igQa6WeQa9HeQbDcUQbHEcQbTPjQbYhxQbdPuQbgJZQbj1mQboZmQbpMhQbsXwQb9mfQcAebQcHjmQcJRtQcLnYQcYedQcY2lQcj9eQckmlQcnZYQcuLiQc0rsQc7D
                UQc9IcQdIodQdZ+YQdkFgQdkVpQdlpaQdtGjQdtjhQeEXfQeI8iQeKEfQeRRfQeeHVQe2ZZQfCqmQfEVeQfG3cQfSfeQfV+gQfsmYQgAMkQgA0WQgGlcQgiYqQgmqg
                Qg13gQg7FyQg9mWQhBXfQhLcoQhMeXQhRLiQhYyeQhhmkQiAAiQiGqjQiKkhQiWMpQiYheQiefxQir/eQiwXfQiwkYQi/njQjIubQjWRdQjlfbQj1UkQj4MbQj6nbQ
                kHWgQkHfeQkMjcQkNSeQkPKfQkRqgQkT3gQkV0qQkdZlQkhjlQklovQkvMlQk3JxQk69yQlEUwQlIBjQlNwbQldoeQld4iQlkvnQlsZgQlsjdQltrbQly+qQl07sQm
                joRQmplsQm0hrQm82oQnApeQnDCcQnH5kQnmYrQns9eQnxUnQnzBeQn0IlQoABiQoB6iQoOijQoW7gQoxsfQpAliQpGOYQpUuTQpY52QpbDeQpdpiQpiqgQpjIpQpo
                SpQp2zcQqo1iQrAPyQrJHYQrQTfQrZUhQreLmQr6vfQr84dQsAPjQsDkdQsF7fQsMQfQsYRlQsZfgQslplQswpiQs0yfQtFDmQtHMsQtHniQtImeQtRafQtWjoQtYR
                gQtbCgQtcsrQtkrkQttPeQtuhgQtuvbQt0LgQuCXhQuIZrQuT64QunQoQupQhQuvYdQu88qQvDcgQvHPbQvJ3jQvOfsQvOmkQvTgkQvWmiQvXhgQva0iQvciaQvrld
                Qvs/uQv09iQv7whQv/gcQwJjjQwK1qQwNedQwrNlQwrzwQwt7mQwxseQwzeTQxPVhQxVcaQxgEcQxswaQxuVXQx/7oQyCyiQyLteQyQZgQyS3fQybPgQyoVsQyvuZQ
                y7VaQy8uVQy9OkQzCueQzJLnQzRfZQzUlqQzU4rQzhckQz0SeQz4rdQ0FCiQ0FqmQ0RXeQ0WfjQ0XSnQ0ZJoQ0uNkQ016kQ05QkQ0/pqQ1BiuQ1R5sQ1kYcQ1wcaQ1
                43gQ1+KhQ1/OyQ2ANgQ2NYfQ2fIdQ2gLZQ2gvgQ2gwiQ2jfmQ2mflQ2pCoQ2pHrQ2qflQ2xRdQ21kdQ3F4jQ3IngQ3LBfQ3LMkQ3TVoQ3dRqQ3jccQ3kNfQ3u9eQ3w
                3vQ3xBdQ3yDgQ30umQ38/gQ4dPgQ4f1dQ4gNeQ4gRhQ4oalQ4vUqQ41MoQ5EcfQ5I9sQ5K3jQ5NkcQ5R6eQ5WZfQ5XiWQ5diUQ5ijeQ5iwkQ5kSrQ5kZrQ5yWbQ6CW
                cQ6EBfQ6ERZQ6F7iQ6HvZQ6IEhQ6MJnQ6Y3dQ6Z6kQ6rBlQ6u6XQ6+MlQ6+vrQ6+9vQ7MPVQ7UWqQ7ZieQ7aIgQ7juiQ7k/fQ7mccQ7pMkQ7pzgQ7sRvQ7uPhQ76Gf
                Q7/hgQ8DIgQ8PHmQ8WUjQ8XxpQ8ZtiQ8bbjQ8nMgQ83AkQ835YQ8+pgQ9s3gQ92rjQ94xcQ+AWsQ+CreQ+E4eQ+KwdQ+OCjQ+PjhQ+WIlQ+bYlQ+gpgQ+w/nQ/E+mQ
                /UnpQ/YYuQ/bAdQ/cciQ/gWdQ/nkfQ/p6eQ/2CYQ/7ybRADqaRAIsXRAJliRANgxRAahYRAatYRAb4pRAdRsRAh/gRApeSRAyzgRA2mYRBHEgRBULlRBUkdRBqWfRB
                uyeRBzGkRB1CWRB3nhRB4rcRB/AXRCHLjRCNGeRCTRhRCUS4RCYIdRCauYRCa3kRCgchRCmehRCnafRCqQeRCu8gRCxieRC1MlRC7ehRC/LfRC//gRDA7rRDCLcRDO
                UaRDT03RDV/dRDW0jRDi1bRDrqdRDt1dREJ4sREMdlREs7vREwWdREyafRE9IoRFEeqRFFNhRFTCeRFTPbRFXUeRFejhRFgmiRFiBpRFmDjRFn4hRFyllRGB6lRGGu
                xRGHxTRGJYoRGPgmRGSYcRGlssRGvOmRG0doRHJCiRHdibRHemgRHoAjRHsVVRHskeRHtuoRHx+fRHyvpRHz1mRH8ZdRH+YgRIHJdRINqYRIOymRIRCgRISteRItOg
                RIxNeRIyBfRI36URI7TmRJINjRJLMbRJR5kRJTVmRJUPaRJdrtRJfVfRJgMaRJkLTRJkzYRJnTkRJrriRJ1feRJ3ebRJ3ufRJ38WRKC9dRKHp/RKMwrRKTwVRKgNfR
                K56gRLMEgRLPybRLWMcRLiujRMAQcRMASgRME1hRMJIuRMKfiRMMvfRMOIhRMPEaRMZQfRMcKlRMeRbRMjFiRMu7gRMzJgRM1fmRM8LTRNFEZRNSzjRNaUuRNbTWRN
                iGcRNiTeRNuTgRNujiRN5weRN92TROBRfROBumROMPoRONCdROTYmROZ9uROxOqROxflRO3AhRPYwmRPh9nRPsthRPvhnRP+FbRQD6fRQLFsRQPVnRQQEgRQUUVRQk
                kSRQpBYRQzOoRQz0dRQ0NyRQ9/dRRAfeRRCBfRRIyWRRPZbRRU1/RRobqRRuTlRR6njRSA0dRSE8fRSQyhRSRBbRSUZURSs1fRS0/pRS5NfRS9WeRS/2gRTEBVRTHy
                dRTS53RTZlfRTc0fRTp5fRTq+fRTvzjRT2VjRUIteRUKFmRUQZdRUd8fRUer1RUi9lRUr1cRUsdkRU1mWRU8QtRU9CfRU/zhRVIKgRVJSmRVJyYRVK6jRVe8lRVgkb
                RVl8dRVnBjRV1+eRV4XgRV+M2RWXEgRW08oRW+hZRXJ6vRXUJfRXVUjRXVrkRXmreRXn/fRXujgRX7WnRX8CnRX+NeRX+0lRYCanRYIXmRYOMhRYR+kRYV6dRYb3nR
                YkmfRYlfoRYo+YRYz6lRZSBiRZZQhRZZddRZg5oRZqglRZr2uRZ3KYRZ9fgRZ+FHRaIZrRaLzlRaMyeRaRefRaVvaRakApRamfnRaqngRawTkRa5NfRbMOcRbOSnRb
                bbjRbeqaRbfqQRbgdhRbnAgRbp5bRbrogRbxWbRb07dRcBfhRcDfmRcW7lRcZKkRckufRcw1hRczRfRdQ2fRdcXeRdiRhRdmqeRdo5fRdw6YRd06aReQbpRelwbRem
                3mRe0kdRe25dRfHCmRfaMeRfcveRfeGTRfoAsRfxgXRf5YgRf6eXRf+zWRgQEXRgU6wRgYJyRgZbeRgbR3RgdzmRgg9ZRgnHkRgvWbRgwEnRgw14RgyreRg+KgRg/Z
                cRhDekRhGwaRhh8dRhlijRhltkRh9PfRiQfhRiSnvRiocYRipVXRjEleRjITTRjJxfRjTsdRjjAcRjpxxRj/ohRkgHhRkvQWRk3mcRk71hRlGCeRlM9fRlbStRlcYc
                RldHmRlnlvRlwOqRlyKlRl8DuRl8LhRmGImRmJxfRmNOfRmO4bRmflgRmfyiRmiymRmjFTRmnRXRmpoeRnBDmRnCmgRnF1gRnNAkRnSmhRnaZcRndHsRnn4jRntvaR
                nzniRoJ7iRoh6cRpGEoRpGJgRpJXeRpRQaRpWyoRpohaRpvmiRp+UbRqBrhRqNChRqZAcRqbcjRqcHdRqhoiRqtcqRqvgrRqwptRrG1jRrWukRre0sRriRbRrnslRr
                1jnRr7fmRsFIlRsF4oRsRQgRsS3YRsWJhRsXKfRshMeRsj0hRsl+aRsp5lRsr3gRsuUsRsxBbRs9QdRtNLWRtNjeRtQrZRtVjgRtbcrRtcW9RtrqjRtvysRtv0jRtx
                4dRt4BjRt+zkRuMHgRuPDfRuVVjRudpRRud6dRuo3eRuy0iRu00mRu1EeRvFUfRvSklRvWpbRvbbcRvjZqRvk0iRvnQfRvrIfRvyFaRv7BnRv/TfRwYIjRwgHvRwn2
                gRwoKPRwp6hRw2bcRw6CdRxFZbRxKBcRxN8fRxQwZRxZdeRxdFhRxdSbRxhbfRxscgRyG8YRyOBlRyhUjRyhZkRyoxORyqyiRyrHiRy/HgRzFSmRzKIdRzRRbRzRtr
                Rzd1jRzeLdRzfGoRzipjRzlAoRzrrQRz1+vRz9MiR0AUjR0DFaR0UNfR0XyiR0YAfR0eKgR0m4cR0pZkR0zQdR1LuqR1SPdR1X6dR1aBfR1pZlR11FQR2C42R2EefR
                2H8kR2MBjR2MyaR2sBeR2vDnR20+eR26NtR27RbR3GCzR3HEjR3PnYR3WIjR3WzaR3ZLoR3ZOfR3cPsR3dHlR3d+kR3molR3uQhR3ufoR30BgR33hgR354iR38kdR4
                IImR4RMgR4aLbR4kLeR4lGmR46POR49hQR5dQWR5f2ZR5m5mR5o/dR5txhR5uAgR5vOmR50QjR59KjR594hR5+hkR6C1UR6JMvR6KZbR6jdlR6oypR6recR601mR66
                KiR67hoR7JFfR7PNnR7UhjR7UoeR7ZvgR7wBcR74VkR76ddR7/HjR8ASdR8CdkR8DvlR8KD1R8M1oR8RphR8c5pR8fIaR8moZR8vieR80liR89FcR8+9gR8/vhR9Rb
                iR9TR5R9UtlR9VceR9WchR9YkgR9bCeR9hWjR9kOcR9nQmR9sgmR9vYXR+LDUR+R4eR+dtjR+fEhR+fklR+h1uR+jakR+kqmR+o8oR+5PbR/I9hR/JqjR/Q0lR/Sxq
                R/ZgXR/hfbR/8CeR//pdSADjhSAIkdSALJhSAXJlSAdrYSAl5qSAqviSAtReSAw6rSA1QeSBFqtSBMreSBRPjSBXpmSBnMhSByQkSBzFjSB3inSB6OdSB8ScSB8vhS
                CL5hSCNtkSCZoiSCfmeSCgBfSCnVdSCpBnSCrdoSCvHdSCxCkSC0gfSC2XtSDHPuSDKGcSDKLvSDVycSDXS8SDdHbSDdqjSDoueSDpehSDvMTSDwIpSDxJaSD31dSE
                AxeSED5nSEFocSEH0eSEKYeSERdfSESgsSEVurSEchcSEzOaSE7jcSFSPiSFTHhSFXffSFfKgSF4SqSF/ZlSGCigSGC4ZSGXKdSGXxgSGbMOSGmLwSGyGfSGyQpSGz
                BxSG5ZjSG+/bSG/HoSHDvjSHGplSHNYfSHUifSHZnqSHmPrSHvmhSH+CaSIEMZSIOirSIS9kSITZlSIZetSIhnhSIhz/SIh9vSI3fjSJAk2SJHskSJOTvSJT+lSJZB
                ZSJdwdSJpInSJx5gSJytdSJ65iSJ8aZSKCdoSKFvcSKF8vSKUUeSKZfZSKhDaSKhtjSKo3hSKptnSKtDdSKuStSK2TmSLQAgSLmfsSL68nSL+9bSMGRjSMR5dSMT6c
                SMbfnSMdgtSMgGmSMnfhSMppmSMzagSM3/lSM+ZeSNGebSNIRjSNLyiSNOARSNStPSNffgSNllrSODMeSOEVhSOQIYSOQ/pSOdToSOfteSOzDgSO6zfSO76lSO8FeS
                PB2aSPHbmSPL3iSPZdZSPZkySPaTxSPl4aSP5JhSP+vrSQDxpSQT0jSQVpkSQWITSQYWfSQnkVSQvxtSQ3DbSQ/nvSRHFrSRKgeSRO5oSRlSpSRmflSRoOlSR5PfSR
                7+iSR8lkSR9chSSCffSSJioSSWBiSSePbSSnVWSSqohSSuyjSSvqjSSwUdSS75eSTBYlSTqFpST7MdST7WcST7hjSUAJZSURXhSUrzgSUtziSUwuhSU1KjSU80dSVH
                8tSVJjcSVUhgSVU1oSVc5sSVqZnSWEMfSWOWzSWOmiSWQObSWVfgSWaTWSWe5cSWh61SWiPaSWuNjSW8giSXJPdSXSEeSXTkrSXo/fSYD9cSYEaoSYQjrSYTUlSYXJ
                eSYksmSYy9gSY0cYSY+ggSZE3vSZIriSZKyqSZMwiSZaooSZoFdSZqrnSZuLmSZw0fSZzMpSZ6IfSZ6LdSZ91kSaCyhSaHSfSaHdgSaKdlSaR4gSaVoySaZGaSaZk4
                Sa3CeSa7I1SbANoSbTduSbhteSbqfnSb9dgSb+dlScE8lScGeZScJTlScMUiScR2nSchtiSciMbScj4gSckMkScljlSco7ZScq1bSctWrScxrgSc8MgSdNZsSdQNiS
                dY2qSddSYSdeKXSdfHhSdtYmSdvmiSeHHoSeKHjSessdSex1eSfAgcSfHvbSfJNtSfVClSfcYrSfnh6Sfw1oSfzxkSf/4eSgLlaSgSgjSgdygSgxQfSg3sGSg5HiSg
                8yWShAadShAlhShDJcShFXdShNQcShRGUShVCeShhqZShpccSh1LWSh8ZWSiA0sSiBAeSiBmmSiCprSiIJWSiOrhSiV9mSiZNgSidylSikufSisflSi2EWSi/gUSjE
                tZSjIZhSjLOcSjV+XSjWZkSjYeZSjohaSjuidSjy3iSkH3bSkRgoSkVPhSkXJiSkkzgSk4rkSlDgfSlG4lSlSEXSlXOgSlxYbSl0MiSl6ltSmRzySmaJlSmj2eSmmA
                jSmmafSm3WgSnH3lSnURnSnv7nSnxAgSn0YgSn+7cSoDtaSoRfhSoVEiSoWVbSoX5gSoYElSobxhSooPmSoyFcSo+NjSpCjbSpE7jSpIygSpQskSpXVpSpbhhSpboh
                SpqNoSptbhSp8UcSp9SbSp+OpSqDPdSqG/iSqIYaSqKycSqO9hSqVEwSqWboSqqjjSq0KoSq2rgSq6RrSrE6bSrE8pSrHEtSrILfSrRWfSrRlKSrdFnSr4ZaSr9+cS
                sDsfSsQ1nSsT5mSscBmSscucSsiKcSs4unSs7lYSs7/aSs8MfStPKnStQVnStbWbStq5nStq7hStwggSt2sbSuIDaSuP+VSuVMjSuVluSuWIjSugoUSunEbSunJdSu
                3jnSu9RfSvC+cSvDZhSvEJcSvE1dSvM6iSvR8hSvUYeSvW5XSvdkdSveAdSvjekSvpVZSvsqeSvxjcSv+6dSwClaSwq4pSwrPqSwzcnSw1brSw2IiSw21nSxCpgSxI
                rYSxS2dSxWGiSxwijSx3CcSx4YgSx7ycSx8RiSyEwmSyQQmSyRLdSyX4dSye+gSykLbSzBhfSzJvlSzQncSzSQlSz3JeS0IpdS0KKqS0PZpS0hVkS0loiS0qAhS0r3
                hS1H3bS1PTjS1PYuS1SndS1fsaS1iKoS1qbeS1t5hS14+kS15lhS18NcS2E5aS2JFfS2K8aS2TLhS2cShS2eGaS21LtS22wdS3BCiS3MqjS3NBgS3OoqS3RIlS3Skn
                S3TuwS3WExS3auhS3cccS3gGfS3upnS33ViS38gjS4QAmS4sjoS403iS5EhvS5EqYS5MQoS5OcYS5QlxS5RAwS5RwbS5U3lS5fldS5rZiS59qbS6ATeS6JZnS6OCwS
                6PAbS6PoiS6XChS6cYnS6gnkS6o5fS6qqeS7N6iS7d1rS7ymcS7z+dS726iS8RFfS8SIoS8dhcS9H4fS9IFaS9KNlS9TreS9V4gS9odkS9sVlS92IiS94lSS9+KiS+
                KvdS+gNmS+nKxS+qJiS+tsyS+0ZeS+26gS/EtsS/K9TS/btZS/iYcS/opiS/uihS/2OgS/5lhS/5tiTAMfaTASkdTAUwtTAVhrTAnImTBFAgTBFrlTBHfkTBS7lTBT
                mtTBU3yTBVKvTBVLcTBfLmTB6WqTB85jTCHvnTCQklTCSNbTCm4kTCoccTCvrgTCwNqTC8TfTC8dfTC8kmTC+CYTDYRfTDoMpTDrMkTDrZiTDvzdTD/4WTEIfgTEJI
                0TELhgTENHtTEOOcTEdXrTEnHZTEuzfTEyAiTE0TpTE5MdTFKRdTFMAjTFOjeTFPWhTFVamTFYwSTFaVYTFesnTF2XdTF/vOTGQNeTGXgfTGcSnTGm8cTGwJmTG11c
                TG5TlTG+KmTHB+WTHJtkTHQ1bTHTCgTHbWdTHi5iTH5peTIEHrTIFCdTIGUoTIKahTILajTIMWgTIN/kTITzeTIVEvTIV3kTIdi3TIeoiTI7bYTJRjbTJZroTJnRgT
                Jn/hTJqhiTJwBaTJ1ukTKF1iTKHEeTKbSXTKqvmTKvejTKv3eTK2pdTK5QXTK8KnTK+klTLZ8aTLcsUTLdJhTLj6kTLoSlTLyXjTMBedTML0gTMNXiTMRGdTMTUeTM
                idnTMrAhTMsmlTNV5cTNWHhTNwsfTOKugTOLalTOiLsTOoedTO1jjTO2GcTPFOjTPUjhTPa+mTPjCsTPygtTQFNkTQIojTQJklTQKGYTQLVeTQOCgTQdbcTQdsZTQe
                PaTQgEoTQhrkTQv8iTRSmdTRTDbTRTvmTRVasTRY1cTRa/cTRdMrTRd/dTRhCeTRh5eTRn8bTRqRnTRudtTSK+iTSLskTSRfqTSXBjTSXGdTSe7kTSgf7TSi6rTSsk
                mTS7UcTS+MbTTFqdTTF9fTTSkfTTdneTTtYbTUfxgTUrGjTUrieTUv2dTUxKfTU/hiTVBQjTVIzXTVKdXTVKqkTVRYcTVWBjTVaUfTVcblTVhbdTVpYmTVs2jTV3Af
                TWB7jTWB9bTWDlgTWEOjTWK1oTWWfkTWa4nTWecpTWhGdTWk+wTWtIXTWxwiTW0VnTW5DgTXBzpTXC9mTXF1lTXPdfTXUsgTXXefTXnw3TXrNvTXvXgTX05jTX9lXT
                YEWeTYyOlTY8teTZEzfTZE4iTZWmlTZitdTZjkbTZmUmTZrYgTaJEgTaRGfTaRbzTaYNmTagUbTak9XTasplTawPTTa5txTa9LhTbBnrTbCDjTbG4nTbLrsTbOarTb
                QIjTbTPgTbaTjTbhXdTbh0eTb1lcTb5GkTb8UeTb85xTcBilTcDQkTcG9gTcJ/hTcPdiTcXefTcafZTcuijTcyZlTdAXsTdDnrTdI2hTdMNkTdN9eTdRfjTdeaaTdh
                fnTdo1cTduwlTdxXcTeNivTeTUfTeY/wTenwcTepznTesspTetrjTeyVjTe3BpTe+3fTfCriTfVPnTfXcmTf+cpTf/0oTgDrgTgEdhTgGZgTgK8eTgRpaTgUwiTgdA
                cTggHqTghNgTgoXcTgr/gTgx7bTg4YiThIOeThJLfThKCeThXKbThqcoTh3QdTiGQbTiHlgTiOjjTiUxaTiXidTiltiTi2ljTi2/fTjLBqTjLEfTjNBgTjXSSTjahj
                TjeSfTjzcpTj6rkTj/kgTkK+aTkUmoTkYxfTkbZdTkd6dTkg/iTkjWqTkleVTkn3lTkwsbTk2JfTlODiTlTXnTlV9VTlZRtTlZ3lTllLpTlltgTlm7uTlqSSTlwYbT
                mArkTmHrxTmMGaTmSmdTmSqnTmUqZTmVPjTmWshTmXhcTmc7hTmfwmTmsgeTmwDhTmzDmTm5ClTm8HjTnF2iTnHNjTnNpkTnRdiTnTDgTnX+gTnaX0Tna3vTnfUhTn
                jVXTnjvjTnmqSTnvGbToLTxToLYdTodZrTohosTou+VTo33fTo5egTo7izTpBJdTpBmhTpD1aTpJkXTpNAfTpWJzTpdqpTqFykTqVzZTqi5STqrKdTqsHkTqugrTq0
                JdTq3UfTq/njTrmHlTrslrTrtUgTr4BlTr8kpTsn6dTszIuTszijTs2FcTs4onTs8+jTtHZbTtPCjTtPMoTtTmnTtUHkTtrfkTtt8xTuCmaTuEGaTuTXtTucbqTukC
                aTurcfTuwBfTu0HpTu8klTvGQjTvRccTvYn0TvY8cTvdIzTviMgTvl3jTvmqeTvvWaTv4RjTv+9mTwOCfTwPeMTwQqbTwQzXTwRVkTwSydTwazgTwd3lTwf3fTwn2g
                TwpulTwp+gTwsTgTwwitTwzuqTw1okTw4cxTw8qmTxAUhTxB1hTxK3ZTxMyeTxTqtTxYReTxsKkTxsSjTxsndTxuOgTx1JaTyD2vTyJifTyPrfTyRZkTyUcbTynCbT
                y6SqTzExVTzGMdTzMofTzThhTza8kTzgj4TzoBnTzqspTzsvhTzySvT0GMYT0GSbT0HRnT0N0jT0O6YT0T9fT0U6jT0ZXnT0gR1T0mcTT0uptT00tiT06ZgT1FTkT1
                PkuT1X0pT1lfcT1oyoT1zZmT11vST12+UT15UoT19MlT2CrjT2N+fT2TQ7T2YZmT2ZZjT2c3eT2dLiT2phjT2pubT208lT3BMgT3EMkT3NEwT3TroT3kpjT381tT4B
                LfT4NciT4W8qT4ZWqT4ZtdT4imeT4jXfT4//mT5CQeT5X6hT5cZZT5lFRT5mmaT59kfT5+vbT6H3hT6fRcT6i4sT6jDeT6jKqT6sckT60JuT68fnT7CpyT7ROdT7Tj
                bT7YSjT7YbcT7YvdT7ihlT7s33T7s7ZT7v2HT7/UgT8HZoT8OrYT8YCbT8YYjT8eMjT8imVT9AtbT9ErhT9X6dT9delT9nlRT9p4gT9t1oT93bfT97vhT+CBgT+Rrt
                T+S3sT+T/pT+UemT+aylT+uqpT+wkoT+w7iT+4EdT+/IdT/CcoT/EncT/PTqT/TZdT/TmfT/ZxgT/ffeT/gocT/hyuT/mpdT/pWeT/zxiT/0aoT/4pcT/+FgT/+YcT
                /+vlUAAKaUAJJUUAKheUAMufUAOKcUAXjgUAb4dUAfNYUAks2UAmGbUAruaUA0IfUA3VjUBMAsUBnegUBqTeUB04iUCGGaUCO4eUCQtqUCdagUCdffUC26jUC29ZUC
                /HiUC/unUDBvPUDIGmUDVwhUDhtmUDkBmUDrkdUDsZ8UDt2mUDxEiUD31hUEJ5eUEQXiUEb+jUEcXoUEeMdUEgkfUEkbgUEnMmUEpogUEqa2UE1GYUE24fUE8EfUFD
                ojUFJ2pUFKMpUFNfkUFXkfUFg9bUFkEsUFtpdUFuUgUFvmlUFwxpUF/abUGCBqUGKBpUGKcYUGKqbUGRGcUGSNfUGSwXUGT+cUGYiiUGbHkUGsJtUHBhZUHBskUHPv
                mUHYBRUHkYfUHp0cUHtHpUH7DxUICgfUIDJfUIEGhUIIIhUIJeoUIKXVUIMQgUIU8gUIZ6sUI5/eUJYojUJecaUJi6gUJs4jUJtyjUJ89fUKAqeUKBwlUKCBkUKD1m
                UKGKdUKKwdUKM1MUKUckUKfgTUKfxmUKo7kUKtIhUKyUbUKz3mUK3qtULLPqULPAcULV5mULlxiULqDvULuXWULvOkULyJqUL2jcUL6/eUL+DcUL/UnUMTvgUMUIhU
                MYfdUMimcUMnZkUMz/hUM3fbUM4efUNSzgUNZUjUNeVaUNhrpUNiDoUNlLgUNp6pUNqgbUNwcjUNxXZUN7efUOFUrUOLonUONBkUONDeUOOsfUOUseUOVlvUOgbgUO
                nKhUOu4kUO2MiUO3gYUO6lcUPHsmUPM7hUPOFiUPQ2cUPT6qUPVyjUPXPgUPjDUUPp+fUPtXeUPuChUP56gUQGsWUQmZeUQnvnUQqIVUQqljUQ1MtUQ10sURANWURC
                ToURGVgURH0fURJOcURQDnURW4fURYClURi8rURprXURsceURurZUR0jYUR33pUSLRcUShSjUSp2eUSwkfUSxMaUS2FmUTBAeUTBgzUTVRgUTfPfUThBnUTjkjUTlB
                kUT0NrUT4ElUUDTgUUEbmUUQSgUUU0TUUWQaUUkGfUUmgbUUpToUU6tiUU/HaUVEEjUVGIrUVWnoUVW5fUVabiUVcHhUVhAgUVtKnUVuguUVvNpUWJxgUWSajUWVTo
                UWZMaUWcViUWgPjUWsjsUWtqhUW0znUW23cUW+ukUXADVUXAGaUXDtkUXN0cUXSCkUXfbrUXfutUXmPdUXxomUXz6uUX4PdUX7OtUYDSZUYISbUYNRWUYdgcUYirbU
                YlOfUYmBiUY9sXUZGQmUZJVxUZKeqUZP6fUZRdlUZUKdUZYpdUZcZeUZc1aUZndoUZqrbUZrneUaGPmUaHFbUaLvgUaTZfUaaLrUal3cUaqmmUa0SqUa43jUa92iUb
                IobUbKxgUbjC0UblGdUboZdUb18oUb2qeUb4YqUb6igUb9TpUcPKcUcPpyUcRPdUcTnmUcUdsUcZodUcbKjUcbkeUcwulUcxGdUc3GmUdFrZUdG9dUdMkcUdTLdUdc
                /jUdieqUdjscUdkHhUdnbaUdo/uUdqBdUd1YtUd2lfUd+kdUeGNfUeG/lUeN4gUeP/kUeRUiUeWpiUedS7Ueg8fUep8fUesHhUewNfUezRoUe5hbUe6stUe+8cUfIT
                bUfLPeUfMYkUfQkjUfsjhUf38iUf96mUgBxiUgDmdUgDvnUgFFkUgFzqUgLEnUgQ3hUgRXiUgVziUgYkgUgf/dUgqRsUguTbUg+mkUhFOkUhRshUhTNlUhUDhUha5j
                UhfskUhgOmUhm5hUhxGjUh3NOUh4ekUh+wrUh/sgUiA+jUiA/jUiFTjUibmoUibupUizihUiz9hUi9eZUi9imUjBlfUjLdhUjNdcUjOqXUjRkiUjRzdUjUaeUjcBqU
                jl5iUjwOhUjyWfUj0hhUj3elUkGbrUkOImUkR4eUkbzoUkb/ZUkiNhUkj8nUkmzkUkqApUkq7lUky9rUk4UgUlCweUlEikUlJ0hUlNYpUlSjaUleygUlhTcUloc3Ul
                61eUmD/oUmMjiUmMrgUmOXgUmQw9UmS5gUmlsvUmn0kUmtWvUmu2cUm56bUm9MoUm9jgUnQOhUnYZhUnm3YUn9UhUoAimUoBhdUoFabUoH3fUoVyYUohdfUoqQiUor
                7iUouiWUowapUo1IiUpGOZUpMRfUpN/jUpOjjUpSSaUpUfZUpYhtUpgjnUpkJbUpoQvUptobUp1LUUp44pUp8tjUqCaZUqMYcUqf0fUq00eUrF2gUrHujUrYOeUreD
                XUsXggUsg5nUsiakUsk3iUsmWoUsvknUswVqUs9NhUtVPTUtWIiUtW1dUtikeUtlNhUt2xgUt5AeUt5BcUt5LfUt8TcUuFedUuSxiUuYlcUuevvUuqSgUurEpUutDf
                UuzCSUu0FcUu0qZUu03dUvDalUvFTfUvK3cUvhEXUvqyvUvwpgUv76jUwBebUwFHeUwNdjUwQccUwQ4kUwboYUwb/iUwjZbUwoJ6Uwv1kUw66bUw/KjUxHR4UxTofU
                xhIbUxlGrUxneiUx4qYUx6/gUx9MgUyExWUyW8gUyZrgUybygUyk2lUyw1kUyz9dUy7ZhUy7isUzE3nUzHblUzH+mUzLdtUzLriUzQifUzXFtUzZGxUzigiUzq6UUz
                v+hU0H9aU0MfrU0NBaU0NokU0Y4gU0dseU0fGhU0xngU04CkU081mU1AbVU1maeU1tXbU13ZYU2A1aU2HomU2JGjU2JTRU2OjjU2ZFYU2pigU2sMjU26WcU2+QbU2/
                7iU3HSrU3KffU3jehU3nwfU3oUrU32PeU34UgU346gU4JzlU4MGsU4NSmU4ZhoU4lEqU4nviU43+eU5CmhU5FVfU5LngU5P4iU5bRgU5laaU5wdkU52BgU59acU6FK
                jU6FXfU6GZhU6HhqU6PSeU6ZCiU6jgdU6ufwU6uioU60nlU7GrjU7JXcU7O9XU7VmqU7aDeU7jAkU7k4cU7otpU7qxcU73YhU779qU8AKhU8BMkU8XrhU8X9vU8Yga
                U8f1gU8jIgU8kHdU8sacU8sknU8wfrU8xdYU81yeU9MlbU9PydU9YCdU9mCdU99a/U+zmgU+2IfU+61iU/GmrU/OamU/OsjU/SBbU/ccgU/gvYU/pQeU/8/kU//PZV
                AAYfVAEkdVAF+iVANIpVAOcfVAb9zVAgIbVApjfVAsMmVA4tkVA+rnVBAbaVBKCiVBKVfVBNtQVBOhZVBPFqVBQ6sVBRsXVBYldVBd6lVBjjrVBoslVBz1gVB3+mVB
                7IeVCBsiVCB7kVCEYkVCInkVCJSfVCJveVCLffVCRqcVCS5oVCUVfVCWacVCqTjVCybZVC13bVC65rVDECgVDK3jVDV4bVDV7WVDWpaVDlJeVDlNSVDtusVDvrjVEC
                8jVEH7VVENCuVEl3mVEm5cVErTaVEzPlVE+NfVFW7iVFv3gVFyiqVF0rfVF19gVF6hhVF7gmVGEUhVGLKjVGXGgVGt1mVG2waVG/SlVHMamVHPHeVHSKdVHVPdVHbx
                tVHdwcVHhvpVHjsiVHtmjVHvZhVH8XnVIGKhVIL8kVIOklVIW1iVIY6dVIZDgVIc7aVIc86VIhAYVIjoiVI42cVJGr2VJNTdVJTGeVJUHqVJaMjVJrvmVJ+GiVKBhb
                VKK3jVKLqcVKMioVKVtnVKbqiVKqjiVK23eVK4onVK76bVK8AmVLEMdVLFZYVLQpxVLW3kVLXgYVLb0kVLfBkVLrAbVL/YsVMKB1VML/cVMOKeVMRQvVMSpkVMTjiV
                MaUdVMdlgVMmalVMqcoVMuafVMvNjVM9JdVM/WYVNHguVNIpgVNO6cVNXVeVNjQ+VNmcgVN1blVOGIkVOL1jVOYAYVOYcfVOhHlVOi2lVOjngVOlugVOuHjVOy+aVP
                QNeVPTvbVPZysVPfuSVPiAbVPqJfVPuteVP2BcVP3hhVP7tdVP8rcVQA0iVQDzbVQI6dVQKUbVQO0eVQVWiVQgFeVQjgYVQk2eVQyfcVQ/ucVREJiVRHViVRPPdVRa
                MqVRhBYVRhVgVRhXlVRqLlVRsqkVR0mZVSKVrVSR3gVSZWdVSoXcVSsvdVS++oVS/hoVTALnVTDxZVTENgVTGu2VTG7hVTTLjVTUjZVTkdgVTnjeVT2ebVT2/cVT8X
                oVUBYlVUF3fVUGwlVUHVfVUPRfVUQBqVUS6UVUcpdVUmAhVU1//VU7DeVU/SkVVMedVVQ0mVVRrwVVXZbVVtbhVVyLhVV0YbVV1nhVV5pfVWDxvVWLupVWTuWVWWmf
                VWcZaVWceYVWfPwVWhidVWk5qVWli8VWtwtVW2SbVW4chVW9wkVXDDsVXD0vVXIzlVXPdeVXYqlVXa8nVXfzmVXl6oVXutiVXu1kVXu9qVX4SbVX7IgVYHfdVYNGiV
                YW6uVYZLoVYakhVYqtlVYsTNVYzDdVYz3eVY1KfVY1XmVY5heVY7YdVZI6eVZLzfVZOElVZdRfVZnQrVZxneVZyPeVZ5ofVaN+cVaSupVaVZlVao7rVaq0sVazGhVa
                z8oVa16fVa8DdVbHwdVbP+tVbQtiVbYadVblMuVbnXeVbpljVbsscVbtzbVcDyNVcN0cVcUxaVclcoVc6jfVc6slVdC4zVdI8eVdStoVdWsiVdaR/VdkVrVdyTiVdz
                yqVd0TdVeF2dVeRzMVeT0cVee4YVeohmVeonVVe03cVe4knVfAkhVfJgbVfMgoVfRXdVfYibVfbwoVfcScVfdWgVfnXhVfpAsVfsLcVfztZVf3ViVf6+fVgZWcVguD
                iVgw0iVg53fVhARgVhemfVhnTYVhn/mVh6feVh9pcViBlWViQbfVif6jVinvcVixItVjGObVjRaaVjVBoVjWqYVjxObVjyboVjzGcVj2OdVkGxeVkPjkVkWreVkZFd
                VkbqeVkb+jVkdXkVkgvdVkh6cVkozUVkqjeVkvYpVk09jVlBuqVlGUlVlRkdVlY3mVldvdVldxnVlovoVlqgZVlrElVltbiVl6GdVl6z3Vl9vhVmDs3VmZ3cVmaejV
                mgkgVmrFcVmvXiVmxmvVnLbbVnpDbVn1FfVn2EbVoApgVoGHzVoLLiVoLjkVoRyfVo23eVo3HqVo8scVpF/YVpJXcVpJ1fVpS3gVpS5jVpeBfVpnUkVpsVcVp8tkVp
                9ZfVp/hqVp/7YVqDblVqORgVqPpmVqP3gVqbqmVqgokVqiHkVqsXdVqzKgVq2kiVq3ahVq8ebVrASWVrM4iVrVkeVriTdVr+lcVsEplVsLhbVsOYtVsQ+iVswYlVs3
                RdVtMJdVtYYWVteagVt1aZVt7NdVue2dVukMqVuxwiVu8naVvLgeVvMAbVvWibVvXpeVvhufVvwubVv5ghVwDpgVwYDqVwa4iVwfdoVwgsjVwhVfVwhyTVwj5gVwl0
                oVwoQiVwyohVw1nnVw4KeVw5mbVw5noVxOtaVxTGeVxcxgVxeuuVxkPeVyLYhVyPkfVyWueVyZYhVyZyRVycelVyuYgVyuklVywjhVy5bhVzBxkVzCOaVzG1jVzHsh
                VzPTnVzQ0hVzRFZVzXGhVzoOfVzsnhVzuXbVz4ciV0E2eV0FmvV0LoUV0NOpV0O1hV0YFhV0aUnV0adgV0lHjV09BnV0/ccV1HdjV1ONuV1VRXV1ZTzV1aYjV1klfV
                1lrbV1rUcV12guV17VhV2EGcV2HZxV2StkV2hRiV2xUiV2x+sV23ciV27NmV3BWnV3JvlV3PTfV3ZCZV3hnbV3kmoV3k1uV3o0eV3sfYV3zjiV34ZlV4JoeV4QhlV4
                Q6eV4b2fV44GdV4+okV5UZlV5mbhV5xpmV5x9qV6N+oV6OGdV6RynV6UJgV6hteV6kviV63mcV7EGfV7IpdV7KyYV7K2pV7NnfV7V9eV7XdbV7YneV7Y1YV7ZS5V7j
                9jV7wgcV7zjbV72WgV78RYV8AaqV8LjhV8LtUV8XvoV8fekV8ivnV8jTgV8o9dV82vaV87AoV87SqV9Du0V9ETVV9X9kV9haUV92XfV940ZV99tgV99ujV+JqtV+R7
                gV+TDaV+eihV+rglV+ukpV+0weV/DGkV/DMjV/GIgV/S7fV/groV/nUYV/qkhV/swfV/tSjV/t5cV/69fWAH4rWAQqoWAiViWAusdWA8LuWBDpgWBJxyWBOIgWBUZl
                WBU8eWBsGeWBvSnWBvhXWB3+VWB4vjWCFQmWCPuZWCP4WWCRnqWCb2RWCe7fWCkycWCy3qWC1gaWDPHYWDTRhWDX6mWDrafWD5ViWD9DhWEJiYWEOPiWEXehWEdboW
                EmjdWE86kWFA1mWFFsdWFR0lWFh9UWFlifWFpafWFvTgWFxvhWFzAkWF2NbWF2ldWF6qhWGGGgWGG+eWGH0eWGTLhWGbBiWGcwjWGjQgWGn3eWGqKiWG2MhWG5TXWG
                9sfWHU/aWHVPmWHWbgWHXNsWHXmgWHYGiWHhnhWHjS2WHlgpWHnVfWHrfZWHu/fWHxbuWH7BdWH7NoWIH7cWINAdWIqSOWIz7mWI5ymWI8LoWJG5fWJLabWJXlqWJy
                jcWJ9qeWKGgfWKIAhWKNBdWKPIkWKQzjWKS7ZWKsHfWKzbaWK4blWK5nlWK7PfWLGJlWLI4aWLMSbWLZ2lWLjUhWLkvfWLmocWLpfcWMMEeWMRVeWMSNeWMjegWMlc
                pWMmUdWMqpaWM9aZWNK7jWNMeoWNVffWNibbWNlEcWNtOeWN1EbWN6NjWN8TvWOUxfWOb4nWOl+nWO5efWPAAoWPAQbWPByVWPI0eWPN+fWPmJlWPvafWPvhsWQLAo
                WQNfcWQbnoWQcShWQeUpWQkzdWQtXfWQuCjWQuRgWQ4bcWRFAhWRGscWRIleWRMbeWRSCvWRWJkWRZVqWRhHiWRwAfWR0GmWR2YgWR3zjWR8hmWSAjwWSBqaWSEMdW
                SJGiWSNmqWSOBjWSSYjWSisrWSlJhWSwTfWSx+nWS12eWS33fWS44lWS5faWS7rqWTDmmWTVYfWTcOlWTdteWTuZlWTythWT6hhWT+FoWUPqeWUi7aWUoBtWUpjfWU
                xzgWVCedWVL5bWVMTpWVNJjWVRRVWVT4lWVnbqWVoydWVo1cWVxPcWVzCeWVzMjWV+bcWWDJeWWLfnWWPNfWWSbsWWWreWWZmhWWgukWWhOdWW0UoWW+avWXAFbWXL
                ybWXTuiWXXurWXanZWXjFlWXjSkWXjWcWXp3pWXvqXWX3ucWX99aWX+MkWYCPkWYQ70WYgVlWYikkWYx/aWZF6vWZIEsWZWRgWZbnfWZcxiWZjLmWZqmcWaDCZWaGU
                iWaPEcWaa1XWabXvWaf7cWagVfWag9dWamOgWarnhWbBPfWbGEeWbPVeWbdMeWbmsfWboQcWbsTUWbvabWbwcrWbxtfWb6HdWcKLeWcaXjWcczlWchdgWcj1gWcn3b
                Wco9WWctmfWcyBtWc5jWWdDddWdONeWdPitWdRBsWdV/aWdavuWdcdoWdgSlWdkkdWeEtYWeE1uWeMtgWeWxfWesBkWezyeWe6pfWe8xgWe+vcWfK/fWfVqpWffnmW
                flNcWfy1qWfzrvWgGLgWgM3tWgORqWgOvkWgShkWgaYpWgl8iWgmSwWgm1ZWgoBZWgt3oWg4kmWhDAJWhDxhWhqohWhsllWh1EjWh2nqWiE2aWiMZlWiNbeWi4bZWi
                96lWi+9qWjBsfWjCKtWjE1tWjG9hWjJqgWjTE6WjaJhWjeBZWjqtfWjr5XWkKdlWkRpfWkUJsWkYxjWkZhaWklcjWkl7tWkmTeWkmcaWkv+vWk0tiWk9gdWlH1VWlR
                cfWlfChWlh5eWljDgWlj7dWllcfWll8kWlmPcWlwbXWl8JjWmA+hWmJDXWmPgkWmRkeWmdJtWmgTiWmj1fWmk9pWmxJmWm1+uWm3xVWnMtjWnQbkWnbDSWndQqWnnA
                aWnqBhWn41oWn+AhWoBBnWoIdfWoOKmWoV2bWoWPlWofPfWorUcWo03eWo6dpWpMArWpknaWpmgfWpqeeWqEEsWqEMdWqFATWqO0gWqV8hWqXIPWqaBoWqkscWqlgb
                WquYYWrAKgWrCndWrHndWrMCgWrUoZWrYeiWrgUjWrlmvWrxPdWr1pdWr7SlWr+vhWsG8XWsRMYWsRzbWsWwgWsX2fWsa9aWshOoWspIiWsstaWstDiWsxmtWsyEaW
                szrbWs2XeWtHcgWtHumWtKJpWtQ4VWtRoYWtWIcWtaXkWtacmWtiNiWtikdWt/YlWuFwlWuLHoWuOesWubJeWud3kWuhcsWumBrWupKjWu5KkWveOmWvf+jWvmmjWv
                pHqWv7JeWwCObWwM48WwTfkWwWTkWwWYgWwcxpWwe1fWwnmQWwphfWwrDoWwtGyWw01jWw3hjWxAVfWxEYhWxUOhWxWiXWxajxWxo4aWxpoZWxw+UWyGEcWyIodWyK
                fZWyPibWyWtgWyYXeWydReWyuHnWzACcWzB7bWzDMiWzF8hWzJmrWzPstWzRdmWzTbnWzUEgWzYxiWzY2bWzeudWzmAbWztWcWz+CgW0WNlW0bddW0eMnW0h7iW0pl
                iW07OgW0/wbW1DMrW1LKsW1MXbW1UHiW1WYrW1ZleW1q0fW1urfW16gfW1/1dW2AyeW2B6rW2C4dW2GIwW2MGfW2YleW2fraW2grjW2kSqW2ulgW24ZfW26tmW3GGi
                W3JAWW3JjXW3JpmW3OXiW3caiW3dzxW3iBhW3sRiW3uybW3yVfW39PkW3+1YW3/0mW4DCgW4J6eW4XN/W4YydW4jQiW4rqZW4vHZW43LuW5EDhW5PhfW5VqeW5WvwW
                5YZgW5dhhW54ApW55egW6DFhW6EGjW6F+kW6G+TW6PmTW6V2bW6XheW6Z/xW61ViW63/YW7c5kW7dyfW7khlW7tksW7vehW7x8oW73fiW785YW78+oW8CVdW8H6dW8
                H7WW8P+XW8TtgW8UweW8XurW8bCpW8iykW8j0hW8mPYW8mqnW8qsfW85DsW9CurW9DFYW9JTkW9MFjW9XNcW9d1tW9fS/W9jNdW9wxgW95YnW+E0eW+NtcW+OkjW+c
                0kW+c7dW+oGlW+ymfW+5GlW+8maW/HdpW/H7fW/MJbW/MoeW/PalW/fVcW/lvUW/1khW/41nXAPolXAjYfXAklgXAxphXA3VhXBAuZXBDl0XBGDnXBL4iXBSmkXBUR
                XXBoDfXBrfhXBrkgXB38jXB/8dXCBTdXCFGfXCXdqXCvriXCzmeXDGPdXDO2bXDQ4eXDXubXDZ0kXDbZnXDcxaXDiqoXDkMqXDmXnXDvfmXEEjZXEOrkXEb2hXEb7k
                XEtucXEvAiXEzGtXE38eXFNZcXFO0WXFWxwXFbSjXFe8dXFkelXFrUgXF4TaXF7oeXGBqgXGMAcXGSsoXGUCdXGU/oXGZCjXGvGuXHemXXHgTdXHihPXHlspXHuIaX
                H8xtXIBhfXIDEkXIGyfXIP6WXITEmXIg9lXIhDZXIkgiXJM/kXJUpZXJdheXJ19YXJ5fcXJ9GgXKNmiXKOoXXKXkgXK2+jXK3aiXK+RZXLCgfXLWDXXLaRfXLg/MXL
                kpfXLywjXL6GaXL6wkXL7+kXMA4qXMF5/XMKsiXMLtdXMODnXMObhXMfuaXM2ZlXNIYfXNIwoXNoHUXN5gyXOANaXOC4jXOWOlXOdCrXOlrjXOpodXOtjgXO0ehXO+
                hqXPAYiXPFMkXPUKgXPZjfXPauoXPeyeXPkSbXPlBdXP3TwXP4SXXP57gXP6hdXP8+bXQBggXQCPVXQKprXQY1iXQpJoXQ2EoXREslXRHglXRNijXRaPeXRr7eXRuk
                eXR10nXR2CdXSEmwXSI/bXSP2lXSSziXSbHnXSdIeXSeMdXSlIoXSm9kXSytgXS2OhXS4VoXTHCaXTKRbXTTNdXToFfXTpXkXTqlsXT+ayXUBOdXUDooXUEzhXUMhh
                XUUWsXUjUaXVFSkXVIxaXVMWmXVQkcXVUnoXVlheXVoGgXV7cnXWHUqXWMooXWW3XXWbhdXWitvXWmWkXWooiXWsIZXWxurXW04kXW1JpXW5edXXGctXXKboXXMpjX
                XX1iXXcSrXXdZaXXf/iXXk53XXpuiXX8NlXYSTnXYTRdXYWedXYjlhXYlXhXYoTbXYsCsXYuApXYv8ZXY40dXZENjXZEulXZHslXZISVXZIcgXZNRiXZOohXZPqiXZ
                VTUXZYojXZbBkXZl4VXZmuoXZq0hXZtJgXZt6aXZvNdXZwbnXZxxtXZ6akXZ6ohXZ7YdXaIMZXaIkkXaTtrXaXcfXaX9jXafirXasXaXbIqgXbMAmXbNlbXbcZiXbs
                9cXcYYeXcYccXcaykXccybXceqjXcfQeXclIUXclLGXcsXfXcxqdXcywkXc3ZgXc3afXc+KmXdHTeXdViaXdZOfXdgCfXdl4mXdmIVXdzSqXd4IhXd/cdXeAkwXeDb
                pXeEQfXeImgXeOOxXeOUyXeRFfXeXohXejMtXesvpXeuedXezEfXfAKdXfGklXfewoXffLmXfqlcXfyRTXf1OqXf17rXf5tgXf9fmXgAanXgdleXgjakXhJXoXhX/e
                Xhd0YXhekbXhhrmXhjmkXhwHsXh5pjXiQvmXiXFfXibMeXijjqXisNbXi1cbXjO3rXjYXZXjZ/hXjeKfXjy2gXjzbdXj3iZXj31SXkEanXkW2nXkiDkXkinZXkqzZX
                krFmXkz+sXk3EfXk45jXk8jgXk8qfXlIotXlNJYXlSMaXlcaeXlvpSXl59gXl8NlXmXphXmY1UXmdBfXmlbqXmnsdXmxocXm5jjXm52pXnENTXnGcdXnHuiXndngXn
                qNhXnqfbXnrgnXnvIcXnv6bXnxVdXn1yfXn5zeXoDieXoEVfXoLHaXoMTlXoSwdXoYfwXobHiXojQZXonCWXoondXovEfXo0ObXo+NgXpFAgXpNGtXpUrZXpgpnXpt
                seXqO4dXqQaeXqdljXqeSXXqfznXqlFbXq8VYXq+ChXq/KpXrFvoXrG/iXrKQbXrKfdXrcgbXrdNdXrhlgXri7cXrm6gXrtgdXrt5cXr5DfXr+zdXsMoYXsT9jXsdW
                gXsiqgXslHjXsoSbXstlTXsyfoXs8afXtM6UXtNgsXtZJeXte8tXt6UdXt9/hXt+egXuJ6gXuUenXuU0iXui8fXurBdXurHfXut+dXuuhWXuujnXuwlhXu2TmXu37f
                Xu6uZXvO2pXvO7jXvfOeXvfYmXvnrgXv/GaXwCacXwDSoXwEJpXwICmXwJ1qXwZdgXwdMcXxD0dXxIHdXxTuPXxd3lXxewZXxf9pXxirhXxj/pXxkalXxr4gXxzzdX
                x+nZXyCQfXyEjsXyLWjXyWEXXybf1XyfJbXypcuXzKPdXzVflXzgJiXzj/mXzoPiXzpUhXzqnbXz2KhXz4NaXz+vgX0CDqX0G5dX0L/lX0M+sX0RncX0dFmX0eCeX0
                ibsX0zXcX02TkX0//vX1QmpX1aikX1g5iX1sohX1t5sX1u6mX13diX2MPfX21RgX23GfX26oaX3AEjX3GmbX3J0oX3KGfX3LakX36FoX36RXX38CjX4DbmX4EeoX4F
                fiX4OknX4RsgX4dlqX4g4hX4oShX4rDkX5PRjX5X0ZX5cEgX5qFjX52hfX6BwoX6PjiX6WkbX6YZrX6sXhX63BlX7TwnX7aoiX7cpgX7iUgX7q7lX73ZiX76JTX7/B
                fX8BFkX8IDlX8LdeX8UriX8U9kX8XFcX8XqdX8iXlX8oieX8t1aX85KjX9LXqX9NX3X9UqtX9j5ZX9nt0X9wQhX97OmX+CVjX+MWjX+d1mX+1zYX+2PiX/Ap4X/IZa
                X/Y8lX/aMdX/zWdX/1QuX/6hWYAMPdYAc2eYAomjYAvVgYAxFdYAxXlYAzfXYA19YYA5TgYBGZiYBM0eYBQYaYBTceYBZoeYBfbkYBwMPYCAmoYCEHXYCVffYCZAbY
                CennYCf5gYChZcYCjAhYCj4dYCm8kYCrxeYDbOnYDhvhYDi2jYDm+dYDokfYDwKbYD3yoYENjhYEURfYEZCgYEp9ZYEu7cYE5VmYFCfbYFM9jYFR+dYFUpcYFV/rYF
                ZQcYFareYFl4pYF1xfYF8uiYGIufYGYZpYGr5fYGvthYG3vfYHKkfYHLDZYHPKiYHlGcYHmWTYHssXYHvljYIFCwYIKmoYINlYYIOCfYIVybYIW1tYIp1YYIsgtYI8
                PXYJSZdYJXtlYJXxkYJcseYJg4dYJo+gYKFdjYKHHeYKH3fYKKZfYKNRhYKOhiYKRQeYKtvlYKxn6YK3viYK+GlYLXkjYLcCoYLtYcYLu+fYLx4fYLyLoYL3LbYL49
                iYL5SfYMHwnYMI2qYMWOeYMg5aYMxouYMy+gYM31cYNBLoYNDLiYNHffYNLmbYNLsgYNM3jYNUQjYNcLbYNwDgYN65XYN9BeYN+9dYOAqeYOEFrYONvcYObWVYOitc
                YOjxfYOmTfYPBOfYPHcdYPJ1jYPXVdYPaEeYPgbwYPixlYPmggYPvfeYP0BiYQBHfYQGWeYQVBZYQYPhYQZqeYQaA+YQbWWYQciaYQgfWYQgzgYQn9gYQtpbYQzpcY
                Q0hfYRFhcYRKscYRMnXYROQfYRRQfYRdXyYR0tkYSQTgYSXViYS1YZYS8HcYTABjYTCGkYTElzYTJ3lYTJ/dYTOfeYTWUqYTeWfYTjOeYTxCaYT4uVYUGNkYUQelYU
                XufYUxIhYU2jbYU6qeYU8yQYVCLfYVHSdYVUUgYVrKlYVvyjYWEUbYWX1aYWiElYW32eYW6ckYW/fpYXMQZYXSfgYXfTeYXldeYXnCdYXtVbYXwtgYX0FdYX2ioYYG
                8hYYHDeYYNPiYYeSfYYnBjYYtjtYZJoyYZLthYZTKhYZYGkYZbQlYZePlYZeTcYZeUgYZiLfYZr9mYZyMvYZ+yfYaFQnYaI9lYaKefYaK29YaLqoYaVdiYacqlYahj
                lYak2gYapjdYavjgYa4VrYa+SfYa+foYbAMgYblAjYbtslYbzWYYb01eYb+bZYcI1lYcNhgYckpiYcnaqYcolgYctyaYdFnZYdMefYdM4XYdRIvYdTtjYdWYpYdW7k
                Yde1bYdgTfYdxgtYeeYqYehmlYe1lgYe4I5Ye46gYfaYlYfkojYfpagYftvfYf6t6Yf+ebYgBtoYgOthYgSuZYgdxkYgoTrYgpXfYgx0eYg75bYhHUfYhWWdYholcY
                h7M1YiJyiYiM+eYiVAcYiWsiYiYhfYir+jYisrdYivwbYiwArYiwjfYizWpYi2akYi5frYi9XrYi/v0YjHufYjJGkYjNrkYjQ9dYjWZfYjZabYjcteYj6IhYj8ofYk
                D5fYkEJhYkUsmYksDlYk7NbYk79aYk+GYYlA2sYlHbkYlL5bYlYVeYla+hYldMnYleHpYli/gYl7yfYmFjbYmRIgYmUPaYmVJqYmW7xYmYvkYmcgXYmeBbYmmPmYmm
                3dYmsmcYm1kmYm2EoYm2ydYm4ygYm45vYnFxeYnHMjYnYvhYnZWrYnkOsYnpyfYnuRqYoDI0YoTdkYoTnpYoWPqYofvfYofzjYomQeYo8ClYo9bfYo96iYpGdbYpJC
                hYpMkqYpbxpYplSjYpmCqYptenYqIgbYqNOjYqN8oYqPIoYqPRhYqlEdYqmHeYqyLbYqzqgYq0LaYrBIlYrCUcYrD+bYrELeYrNJZYrdwnYrhckYrxbgYr0XsYr1/c
                Yr3GPYsgnhYskjeYssEaYs+6dYtHeuYtOJdYtY8gYt6mcYt97hYuCMZYuFTnYuYwaYukJgYumcgYusxdYutbcYuytZYu39dYu8IfYvIUmYvMTZYvaDgYvkufYvufeY
                vvDVYv2EpYv6dXYv/paYwALnYwLUpYwM4eYwRikYwTdtYwchkYwl7kYww8gYwzacYwzvkYw45fYw7+dYw+BrYxjUbYxqGjYx7WeYx8lnYyEfiYyTOiYyt0iYyt3gYy
                /KvYzJ4iYzK1iYzOyfYzWqfYzZPiYzbMiYzcYsYzf0YY0EgkY0OswY0ZnYY0e+gY0otkY0pvvY0q7rY0zqtY00jiY0+OvY1LxfY1PHfY1TbnY1YrnY1ZobY1iabY1u
                toY1w3jY1xcYY1yWhY11fvY14BoY178eY19nbY1+9nY2FweY2IwdY2LpfY2ihjY2wPWY2xwfY2zQgY3EcmY3HAdY3M2WY3YajY3eTdY3evlY3fWuY3hegY3mniY3mz
                eY3pqkY3qwaY33IaY376eY3+jbY4C6cY4IJdY4KxXY4ctcY4kbpY4m6iY4qHhY4qupY4q1eY4rfYY4swbY44aeY46ezY5MAXY5VbdY5YAbY5ZvmY5arfY5qLlY52ji
                Y559hY6CvUY6F0mY60fYY619YY64xkY7Fd1Y7JtnY7KVXY7MWXY7YruY7aPkY7cNgY7mIhY7oZvY7wnfY72emY72xfY8O1eY8ZJmY8lygY8nacY8sE4Y8x8mY80pjY
                84heY88fiY8/mbY9AYdY9CRZY9HlcY9KybY9NceY9ScWY9qEsY9tOmY98dpY+DskY+QffY+SbgY+W9hY+ysaY+2+oY+5EeY+5quY+/UlY/FojY/OObY/djdY/hghY/
                l+fY/zwUZADPtZAFOdZAXr1ZAY7ZZAZneZAiPnZAjWgZApUgZAxQhZAxvpZA4smZBArcZBHXiZBKWgZBPkgZBkmcZBlTjZBsllZCI8kZCTWjZCdUpZCx8fZDDdUZDG
                FoZDOYkZDQUcZDSChZDU5lZDffhZDg0iZDmidZD7BlZD/NQZEXliZEaDdZEmtgZEyRlZFCgeZFG3bZFHieZFwXkZF5imZGE3jZGOnpZGPibZGXgVZGYlUZGe4jZGfQ
                iZGz9ZZG7sfZG8ouZHBrdZHKugZHNodZHP4lZHQhpZHRJoZHXAdZHcviZHgbfZHhjaZHvHkZH11iZIJvhZISYoZIU4wZIYYhZIYneZIjTLZIpGaZIwMvZI7AlZJAFm
                ZJBCcZJNNWZJOEhZJO4eZJTibZJU4rZJX3cZJaugZJg2gZJqIoZKHujZKICjZKJohZKQeZZKdNcZK2SoZK28mZLLehZLNpgZLOuVZLyRhZL5zbZMIicZMPGhZMWEhZ
                Me6VZMh7gZMh+eZMshcZMxOrZMxsyZM2TgZM8paZNKBOZNOpUZNV40ZNXEjZNYcfZNZolZNhKeZNsueZNyTZZN4IqZN4JnZN8yfZN9tbZOBxfZOE7kZOTBjZOhjgZO
                xlkZPY+aZPePkZPuPmZPuVkZP3KfZQRJiZQX1jZQhtTZQsMfZQ1+iZQ6nhZQ93aZRIInZRWrgZRXNoZRYGZZRp6oZR8zpZSCcbZSI6nZSSHzZSfUhZSriiZS1yeZS9
                2dZTRQhZTWNSZTm7aZTqAjZTrJfZTx1oZT2DhZT2wiZT30lZT5XdZUI6gZUgelZUiZfZUi7dZUkjeZUmQkZUqQeZUz9nZU3qhZU4KiZU7dgZVIOkZVMcnZVOIhZVO/
                1ZVootZVvYaZV5PeZV9QjZWDrcZWEHZZWHUgZWemlZWhdsZWi9gZWjJjZWjcmZWnfeZWp5hZWvLiZWwcmZW6xhZW+QbZXCchZXOEcZXQ31ZXScZZXUTfZXX2sZXpPf
                ZXsiqZX7NoZX7mjZX89oZX96gZX+deZYNSfZYQUwZYj1nZYmxnZYtMkZYtijZYvJwZY1AgZZIEiZZOHuZZPQjZZR9bZZenlZZjzeZZkr3ZZnZgZZnbfZZrRgZZs1qZ
                ZxaoZZy3lZZ3gUZZ9fdZaFfkZaGMmZaHIfZaXtfZaayoZacPuZa43lZa9ZfZbKajZbRngZbURhZbg0rZbrJdZbz2lZcGHlZcP5cZccYpZcc3cZcz+oZc14fZc4GiZc
                4cfZc+tdZdJymZdK+eZdPqcZdYwmZdgvlZdnsiZd0jfZd6uvZd+skZeBPeZeQoeZeWkeZeluWZen/fZewIdZewMvZezYrZfTbeZfeWgZfivnZfj3gZfnUmZfpRWZf1
                HnZf1QtZf3SpZgUwMZgW/sZgh6fZglogZgndlZgoIgZgqCgZguQYZguscZg7CgZg+MjZhAegZhBioZhS2pZhTpsZhcriZhhDYZh3hjZh4EgZh6ZwZh/M1ZiHFdZiMD
                bZiW5nZiW9mZiXEeZiewnZivSkZiw6eZi15jZi6ofZjVNvZjkikZjpFjZjw2jZj7PdZkOXgZkdKiZkwtlZk2bmZk3AgZlF9fZli7UZlvGhZlw1fZlxMjZl3OiZmT6e
                ZmbtfZmk1aZmwRqZm0wnZm1iVZm3esZm3lsZnL9pZnXkiZnbQfZnyZgZn1rbZn+bpZoHHfZoQagZoTHfZoaHVZof7qZonTvZopplZoqXgZozIxZpDmeZpVdSZpi7hZ
                prbdZp4FVZp5uqZp9nvZp9uiZqB+oZqJSiZqKkiZqODcZqQzaZqcubZqpIfZq5vnZq9xXZrB/dZrRbfZrckkZrnmgZrn9mZrrRfZrrslZryjgZr4abZsATdZsJ5cZs
                OXbZsO4hZsQPqZsc9ZZspQeZsrzgZssWdZswJmZs0PlZs3IhZtD/sZtFVkZtG5XZtHofZtH4pZtIIZZtL9dZtNKxZtYXhZtd4bZtjleZto+dZttPqZtxziZuFQbZuI
                GiZuOypZuQ4fZuWueZubOhZucRjZufMjZugohZvTCiZvTUfZvVSlZvqVaZvtugZvyWfZvyvgZv2ykZv5EjZv/vnZwF2iZwcYcZwdMsZwqvlZxHaaZxOKVZxTOqZxXT
                iZxjwhZxphkZxpjfZx6NcZyJpZZyLylZyL9gZyTFlZyUNeZyawlZybPrZycxfZyskeZyuBkZy4AfZzArjZzGAbZzH+/ZzP5hZzTRpZzU0eZzV1dZzfIaZzhfbZzkBk
                ZzlXhZznthZzwUgZzwWgZz54VZ0LAfZ0ONbZ0eIfZ0inbZ0kWaZ0rHsZ0yR/Z07WkZ0/HuZ1QYXZ1XGeZ1vyZZ11heZ19CUZ2DdYZ2EWqZ2FxrZ2cKjZ2gfpZ2sXiZ
                20WkZ3NWaZ3PstZ3SLWZ3fDqZ3tpeZ303YZ38WuZ3+IZZ3+ZxZ3+ooZ3+8XZ4AIfZ4MkxZ4M2ZZ4P5eZ4XZiZ4behZ4kfZZ4qfgZ4rUiZ4sheZ4tFgZ4+xkZ5VadZ5
                YPdZ5aUiZ5iAfZ5lfdZ5/zqZ6AHjZ6DDhZ6VjZZ6f8cZ6qYpZ6tacZ617dZ63ucZ6+vbZ7A8hZ7LQyZ7WwfZ7XpjZ7jPaZ76bnZ8AOhZ8A1sZ8KxlZ8OoeZ8Q0vZ8T
                sgZ8cvlZ8dUbZ8d6cZ8negZ8slfZ83ViZ86ZtZ9DkhZ9E4oZ9KBhZ9RxVZ9TPvZ9knfZ9kskZ9n0rZ9q9qZ9rWtZ9sHkZ96KcZ96PeZ96vfZ968kZ97nYZ+BjfZ+Fh
                iZ+GjkZ+PYaZ+SWgZ+W2hZ+dGYZ+dKXZ+gNpZ+iolZ+k1iZ+yXkZ+43hZ+48lZ+5NZZ+62nZ+7PZZ/DcnZ/MOnZ/PJcZ/PngZ/kFYZ/m4lZ/s0jZ/tXkZ/yGjZ/7ej
                Z/8WkaAMiraAMtnaAQAlaATIsaAdBhaAehdaAeyeaAgUfaAwjfaA46YaBABjaBCZcaBX2gaBbVjaBvWqaBvdaaBydbaB6KdaB6cbaB6qbaCDVZaCEInaCGucaCThca
                CaaqaCeQfaCglraCmSfaDAXmaDFFfaDJVZaDJgaaDNm3aDVziaDWtgaDbieaDgllaDoFjaDq+vaD4QjaD7sqaEAehaEHYcaEJgfaEPQ/aEbdcaEsdpaEu4ZaFNieaF
                R3kaFjvhaFkOhaF1wsaF4HwaF5ZlaGAPiaGJGbaGKMfaGcfgaGc6faGeXLaGgWfaGifdaGtEpaGx6xaHIFbaHM6faHNmmaHjrnaHxriaH1RdaH9foaIAwfaICudaID
                ogaIEglaIMXiaIedgaIg7qaIqbeaIqnVaIrokaItUdaI3XaaI6coaI9IeaJATdaJT1kaJZQcaJbynaJgTaaJtefaJ0BoaJ4x6aJ7BeaJ9weaKFfeaKOrSaKRvXaKqO
                ZaKu1iaK8cTaK/ZgaLJtiaLT1baLaLqaLkgfaLqziaL0qaaL11maL3rjaMNviaMoGiaMptgaMy2raM27UaM3xdaNELfaNGEjaNI7naNKXfaNKtXaNOSiaNYsaaNgdi
                aNqBnaNr3naN0ycaN+5caOAVoaOB/caODUgaOQjbaOaiXaObefaOmbZaOpnfaPCQoaPFDraPLivaPMedaPNNcaPSvfaPglbaPphLaPvfgaPw0faP4mvaP7yhaQBQba
                QCQqaQLuoaQb1baQhDaaQnowaQ5skaQ6JdaRQCfaRUqeaRXjmaRr9daRt5baRv+maSGGfaSMpoaSUjmaSumiaSxlraTDhlaTN0iaTaZlaT0ueaT6beaT84faT9UlaU
                DsbaUMHmaUNefaUZngaUlYbaUmvVaUqmbaVENgaVHFeaVM/haVQHaaVYrjaVdZjaVmoeaV1QZaV2oeaV95baV+HjaWCkXaWFcXaWOofaWuyhaWv8jaW6rfaW8odaXT
                heaXhZfaXj0VaXpfnaXtceaX4RjaYCjeaYGInaYPH3aYTwZaYWQfaYg7gaYiilaYs5iaYwWsaYz4iaY/RYaZD3faZeKcaZvsaaZ3DdaZ3NlaZ6F6aZ+PgaZ/cfaaHO
                caaHPhaaNuoaaROZaaa9daagAcaajkaaasyiaawdqaa0ueabCTsabFgqabGhgabMQfabPhdabTugabV2fabcTbabkfoabk5jabpNcabwU5abxxhabzArab1tfab6Dg
                acCFeacI1eacI3YaccDgachKjacjy0acnSjacrAjacwRYac4Egac6DUac90oadDApadK2gadrehaeRGeaebllaeillaeqFfae++lafBGjafI0cafPbkafR0mafSzZa
                flkhaftKfafuPjaf5iaagG/lagK0qagK9dagXKiagi0TagjJbahCvgahMBsahPXSahVJgahYWWahbUjahcefahghZahho6ahoQfahobfahwUnahwchahwviahxHiah
                y4gah3acaiBClaiF3hajBjfajCEiajKlkajLdeajValajWcgaja2dajgqhajikxajjofaj87pakE4fakFxhakWTcaki3kaklJdak8+bak//halACdalAhfalUCkalY
                WfalaYnala2nalcWmallLXalrYqalv+yalxOkalx+dal3/hamO1lamV4pam2Vpam2jfam26dam7JganVtoanZNoangSkanh2fankSfanmEvanwOean9xnaoEXwaoLS
                UaoSaZaoUeiaocC/aoeHpaooGeaovvjapHMgapPKaapVN/apb8mapejjapekdaphscapu4aaqJhdaqO4kaqSj0aqSyqaqS/raqbacaqf6faqufdaq6/marJukarL7k
                arSDearaftarhxmarkIbar43dar6Ekar/AYasBFaasBgdasBtfasQVjasg+casskcasuAjaszigas38eas6GjatVWfatYUoatpBvat8ejauD3jauLScauLjiauYSia
                uePeauyBdavEnlavFHeavGgeavLmYavUpnavVXcavWp0avamyavfVxavkemavoPtav0qVawMScawV+eawkviawyEraw1IZaw8mkaw8uaaw9Iiaw/+maxF+paxU9gax
                cuoaxk0kax5lnayPdbayP8kayW6fayXqlayfNaaygurayjKlayj2hayyyhay2Fhay4igay7VgazAATazIKgazSAZazV4jazWndazZBbazcJkazv2fazz4na0EYaa0E
                kya0G8ca0Lxea0WJra0fOca0gTca0nxna0vNVa09saa1Jdoa1Weva1gqja1nMla1ooga14Kna18Tga2DPea2Hfha2Hifa2QLea2TEea2tvga2+6ea3Ewsa3Tqja3bo
                ja3jVca3upka3vbba36Tca38Iga4E5ga4lGka41afa5AZea5Elca5Iuga5OCca5Ucja5Vpaa5pBca5pzda5qGba5vJga5vWma529fa53xqa55Mna5//ra6CUqa6dAl
                a6lQda6m7ea6scka6xCja60/ha697ca7CZna7MbZa7azga7ehYa7pAfa7uWba74zqa8Ejxa8Eska8Jzga8ktia82sea8/+ga9D5aa9OUma9Slia9XApa9YRta9p1ra
                9vcda9zVea95wga+Bioa+HcUa+RDba+aQha+dsha+exfa+gSda+mIba+vSia+wHta+xvma+3hia++wha++xla/ENia/Npda/Orna/Rwja/Wcaa/W8Ra/XWfa/Xnea/
                cLha/c5ea/0nhbABurbAEimbAEkjbAY9fbAaXmbAgOPbAgtabAh6sbAtzubAv2rbBICbbBSOabBSefbBdAcbBflYbBjIjbBjpcbBx5jbB4LmbB7MqbCZNqbCiMqbC3
                QvbDDGcbDEZfbDHfibDcncbDoeqbDrAgbDrGobDtxsbD2igbD4OtbD7rmbEDChbERsYbETSdbEU+dbEassbEiJmbEsrdbEv1ZbE8DfbFEzgbFFMbbFSFjbFX4hbFbu
                hbFoz2bFtuebFu/dbF2uZbF/DhbGScZbGdLnbGferbGiYrbGiigbGmlnbGxFgbG0ZfbHQJlbHW0gbHeAzbHgMebHuJnbIEcfbISngbIcFgbIgNobIh5obIpZrbIwFo
                bIxdsbIzHrbIzyebI3i5bI4XabI5oebJCHebJGPlbJPWgbJPcobJYDdbJl2lbJnxabJvtobJ62fbKGMibKRYdbKUPnbKdHgbKddbbKeDebKi7kbKrCubKrVhbKtSnb
                KzFkbLJUkbLgaebLgxfbLtPXbL5qdbL8XcbMGccbMJAkbMM1gbMUtebMWpmbNACobNBFdbNDffbNLzebNRzgbNUgkbNj0ZbNrEZbN1YfbOAcabOb5ubOeudbOfTmbO
                ihfbOoalbOyNebO17dbPEipbPjevbPqNgbPyrgbP2xjbP7ZebQBRlbQDNZbQSBdbQT8fbQcOgbQyybbRI1ibRRYmbRRfjbRRlebRVnibRmHcbRu0abRzDhbR5/vbR7
                VvbR8FcbR85jbR+8bbSP7fbSRngbSTjhbSXxcbSZKgbScltbSkHQbSztjbTC4ibTLZ5bTRtdbTYeibTtNfbTvnlbTwEabTykhbUKLabUP7abUYJdbUuylbUyDbbU1e
                obU3CkbU44hbVEvfbVTUqbVkzgbV0ZkbV1VgbV70ebWE3kbWWfbbWfNwbWh4lbWlwbbWpVfbWx3SbW7AebXAUWbXB9tbXJEdbXVLebXiRkbX0cgbX6FgbX6ehbX8xd
                bYDEebYhXgbYjSXbY+DgbZBSgbZEPibZPMhbZXbbbZXeNbZlBqbZlwqbZoWcbZp5jbZx0WbaBnsbaVoSbaWYfbaXEZbacHjbaf3fba8Ymba8+gba97dbbHAlbbJ0nb
                bQVgbbWlWbbX/ZbbZ3lbba0UbbbHobbcLbbbhDgbbiOibbjmibbm9bbcFKebcNzXbcOplbcTyhbcr91bcy0fbc4ntbc+KcbdECXbdTfzbdYTibduabbdwBbbeGoibe
                NFubeNWibeZNXbebScbedegbefrqbeh8dbek2fberihbe6Ofbe7fmbfBncbfD/dbfGhjbfIzcbfOoXbfQzebfSzdbfXnfbfcojbfdKWbfrRhbfrWsbfuuubfzXhbf2
                9dbf5libf/GibgNQzbgOJkbgOcjbgPxdbgRJhbgwDnbgykebgzmgbg2Y3bg24gbg9CjbhAVqbhKDgbhLnkbhQZibhWldbhd2lbhjdbbhodrbh4gdbh5UhbiDApbiE9
                ibiPLcbifynbin/hbiq6ibisBgbisqgbiyDhbiyilbi4wwbi7GfbjIadbjSudbjT/dbjUUgbjU8mbjh1rbjjxsbjpFnbjtBobjtktbkC2XbkEmobkJzZbkNtxbkPHg
                bkYDcbkYggbkaBdbkdmjbkjNlbks3cbky9kbk1IZbk1YgblFJnblFjfblcOfblhCpbljnSblp7hblyagblz/hbl5vnbl/1hbmBHibmJIhbmM7hbmR4ubmS2jbmVvkb
                mZ0ibmmfdbmmgebmnYebnAXcbnUCebnUzfbnW6jbnjXrbnpgpbnqOebn75pbn/dvboJ2fboMBdboNt/boPdbbodoabojaPbo5vcbpBHZbpBKlbpBqdbpFNgbpGXfbp
                WuhbpgCkbpkNobptNtbpxFebqGjLbqOZxbqQlcbqY+dbqhAfbqlccbqv7Ebq96gbrPvubrXrebrZ0hbrfzsbrh2kbrkQgbrrabbr1iubr5hfbr/yfbsLydbsO4Wbss
                Zdbssmmbs1gobs4+ibtAxsbtDXibtEzgbtJffbtJ0hbtLAobtmxdbtrmmbtwDebtxzjbt6SWbuAUobuCXobuDalbuIxkbuJtcbui7dbui9hbuqUnburE4bu/YhbvIC
                2bvI4gbvMXsbvVVZbvZKkbvZRgbvaFibvk6obvlelbvsckbvuLebvxmvbvxvcbv1MfbwD1ZbwEipbwFdfbwPQRbwPjlbwSRWbwV5kbwbpZbwoPpbww/hbw0Aebw3Ob
                bxL4fbxiSfbxlkZbxw9sbxxlgbxy3dbx1Jlbx+4sbx/WbbyGhcbyJItbyWGgbyXx5bya+abyb5hbyhYebyqywbyurZbyyOlbzGWlbzGhubzT8gbzWzZbzctjbzhQhb
                zhabbz2ohb0CChb0aJdb0nPgb0uLeb08Sfb0/Frb1Bwkb1Guvb1JWZb1MTqb1U5sb1W2tb1g8jb11XZb14xib17Gib2K9ab2S+pb2aFab2exlb2iYeb2xzUb23Fwb2
                40cb3Mylb3Pqcb3Q3nb3gXhb3kcfb3qmgb3xeWb3z9ob4BCcb4MJgb4Y/ub4jddb4l5jb4qFab4tLmb4v1Yb4wKnb5Eshb5Fwnb5J3bb5RI0b5UYsb5kNXb5mOYb5s
                0db5vshb5zUfb6H4ib6KXib6SGeb6VBgb6aprb6dReb6jYZb6qPpb61Gqb633jb635Zb66Dib669nb7CQrb7Hiab7I3ab7KIkb7OZqb7Qceb7S6lb7UMxb7UThb7VV
                Wb7ZBkb7Zvmb7Z3bb7fjmb7jmib7wsgb7zKfb78uhb8Ilcb8OZfb8qoYb80+qb81Ylb9DRab9Kdhb9Wevb9bacb9yCeb90pSb965Wb+HPmb+OKfb+TKib+Vehb+mXd
                b+t5pb+wdYb+y/cb+1oob/HHgb/Y8gb/c2gb/g7db/pYeb/vTgb/wdUb/9dlcAFfhcAPCZcARgkcAT+TcAUCdcAUzgcAfshcA1pccA39hcA4OWcBD0YcBHp2cBXPfc
                BiYlcBjSkcBojgcBsklcBssicB2vgcB3hncB8aecB8kdcCDUncCFNpcCQNycCVHdcCjGUcCymUcC0VjcC6mecC7CjcDFrkcDLwgcDSzvcDZqhcDcmccEH7RcEKTecE
                MGacEX7pcEndgcE1fgcFT0acFXTmcFX8bcFY/UcFcL0cFcZkcFsLqcGGHecGI9bcGKXfcGO5hcGuptcGvXacGwcfcG7phcG7tdcG+cfcG/hjcHA8ncHGOfcHKIbcHX
                nbcHbDlcHfPkcHoPYcHsYjcHy3hcH32UcH4QecH7HdcH8LecH/mncIGAncIGHdcIUogcIV+acIgAhcI0QpcI2ZfcJNdqcJaOhcJkshcJtAscKBngcKNWmcKUUpcKaP
                icKdmgcKi0ccLA6jcLJkjcLMjhcLRPlcLV3ZcLXrScLiwacLuMhcLuykcL2PocL3vkcL7wlcMEOncMJ5lcMNMmcMPUhcMgQjcMl9fcMyAkcMyqbcMzoscM1nfcM16i
                cNAVhcNEfdcNGmgcNJlfcNLLfcNPtecNiricNiyfcNj0gcNnaocNulicNywlcN/GlcOAuccOIJccOPqicOVRfcOb6gcOcnZcOf1fcOqQQcOsFlcOzYXcO+hacPAukc
                POYbcPW3ncPd2vcPi9ocPljecPqPhcPy+icP2TkcQJUocQPNkcQR9ucQZIecQbigcQlPbcQrrycQ2ukcQ4UccQ5ckcQ+afcRVwkcRWzgcRe/gcRgqgcRxskcRzXfcR
                3TicSFqYcSOrfcSPLfcSSTccSXAacSfexcS0UccS5HecS5udcS/cdcTPIpcT7WfcUPDZcUPKccUSGocUS1lcUg7fcUhYYcUhz0cUqlccUvSbcVEmgcVF/gcVQ6ZcVo
                ChcVp6ccV0khcV6nacWEsrcWUgecWa5vcWjKbcWw2acW3fecW3wfcW8IlcXBLjcXBWfcXEsdcXKOecXPfecXQYlcXSzacXWVqcXavfcXf5dcXpevcXq5jcXt1jcXw5
                lcX5PfcX7zicX8xfcX92ecYGNgcYIgXcYMxbcYOblcYUlacYYpZcYb3jcYepdcYoHgcYojXcYpqkcYsvlcYuSecY5uucZAQbcZHekcZNUccZT4ecZdWjcZnilcZpHi
                cZupncaCkhcaCpjcadMfcad2hcaqZfcaq8dcazuRcbBM4cbR0VcbUficbcJqcbmUicbmhacbnobcbtzmcbvYXcb1gbcb7PaccIDrcccrqcc0gjcc40acc6oocc9vUc
                dA3ecdHX/cdTl5cdY2jcdZCecdZNqcdc6ccdqceceAalceC6eceE2XceGPiceOXnceYpcceglYcepNdce0scce2hece6Cgce70xcfAjTcfFHYcfNWVcfOnbcfOqrcf
                XLhcfcMhcfmhfcfqgfcfsnecfuZgcfvOecf7bfcgERZcgHhtcgHmkcgOGfcgg3ccgh3ncgjNgcgv+ncgzS2cg+Imcg/mfcheMcchvOfchylfch2Unch/xfciA6gciF
                ygciJnjciUSgciW1qciXcrcictfciseqci2Efci9ZdcjCPkcjQascjd8hcjgXncjl+ccj2Gecj3decj+/nckBwxckEygckGXeckn0ickvsick3Occk6wiclIumclJu
                bclKzkclN9kclSFgclTLiclb2fclh5hclwBfcl1iacmHJWcmJWjcmU1hcmfsacmkWrcmmhgcmynzcm2bkcm8uecm9nccnDHgcnMFdcnUSacnehhcng1fcnooecn13p
                coK/jcoXedcoYYkcof7fcon0jcouKgcox7ccoyCecpHAgcpQzacpUAccp0nccp6LicqFDecqIFjcqPIocqfBocqqpfcqukecq2fkcrBSocrCZjcrDsgcrS8hcrWDgc
                rbxccrfcacrpopcrr7icrx3Zcr0hecr1ufcr53fcsFhgcsFoUcsNwQcsOThcsYTlcseagcslEZcsmihcsmp1csqIpcsrYicsungcs2Tkcs2yhcs5sectT9ecte8Uct
                t1mct4Eict4chcuNFbcuOwecuWojcuZFccucrbcufFhcuxuecu03icu36dcu9focvG2ccvV4icvXukcvditcvgofcvspfcvzPgcvzwdcvz1bcv79mcv8oocwDftcwF
                uecwF7fcwH1bcwWSkcwclkcwj1gcwloecxCyocxC/icxEprcxUcrcxYpicx0nfcx2Mqcx7mlcx/KhcyCZhcyMjScyuhZczK2jczWteczXbaczX7gczY2hczZstczlT
                dcznZZczwlkczyqqczzzccz1bfcz1/kcz7ymc0DYgc0Ethc0Q8Ic0W7ic0Y9bc0fJic0i/uc0t0sc0uh1c0vfmc01Wec0+ihc1EJhc1Sxtc1aUhc1fAfc1kyhc1nuh
                c1qkfc1uubc12dic1+Fdc2Eofc2H+gc2Jlbc2Zwnc2ixqc2jIlc2mXfc20phc29bec3FRfc3F3xc3JGkc3Othc3TLPc3Zufc3cCsc3kxbc3rNfc3whcc305fc31jgc
                33Ubc37ngc4Asbc4Bdmc4OKhc4Oqmc4PPic4Wffc4omtc4sskc46xZc49+Wc5Bzfc5F9dc5LPic5NYnc5Oefc5O4oc5Puhc5RcSc5S/dc5VEtc5gJpc5oZnc5yIec5
                0Wlc52Jgc5+WVc6HAnc6Hidc6PAac6bddc6gZhc6hjkc6oGWc6qEfc63Nsc7JLfc7SLzc7XBYc7fzsc7oflc7v1lc7yKrc75phc79ghc7/Jnc8RFgc8U2hc8Zghc8Z
                zqc8bYic8iBcc8j7jc8likc8njgc8oNoc824fc9Pyhc9QUsc9dEec9dqbc9hRlc9hWlc9iNgc91Vdc91iic+Jkec+TUZc+ZGxc+bekc+bjac+dwkc+eqoc+puhc+uc
                hc+xzTc+yddc+ysfc+2Bqc+3Dbc+6ecc/Iygc/I2sc/LIac/VHac/jUcc/5Voc/+LhdAMAcdAPUedAP9mdAT6jdAU0cdAijodA6LsdBGwYdBQ4qdBTUsdBotbdBszj
                dCCpodCGZrdCXzcdCchudCcildCq2cdCrrpdCx6fdCydbdC1BfdC7jndDD2mdDEmldDFXcdDFsrdDPCadDUgxdDf5hdDr+ldDtR2dDxrbdDzLhdD1/gdD75ldECVed
                EIzYdER+jdEdDcdElzgdE5mqdE6nodFAOjdFEXsdFO0hdFO6gdFTBqdFY0hdFjbKdFk8sdFlHkdFm6edFphedF3AYdF4ucdF7YhdGDrqdGFSndGFfgdGKufdGQkadG
                SRmdGWTmdGmOydGtuhdG3fidG7agdG8jhdHQIadHb5cdHfggdHihldH8ZkdH9bedH/2ddIGtsdIJ+adIV6idIeXjdIfkddIjttdIkmddIscndIysgdI1ysdJJbldJT
                lcdJVzedJcZhdJfEpdJkyodJujbdJxSrdJ16ndJ2radJ37edJ4ohdKIFgdKUUzdKxwfdK0endK+NadLbqadLc8gdLkfmdLoMvdL9JidL9WjdL+hedL+wfdMHnjdMID
                rdMJModMK5edMMPddMMUbdMPegdMQdfdMRoXdMTJhdMmPmdMr0fdMufsdMxwkdM5eddNE3jdNUXYdNtpedNuakdNwJZdN3spdOBSldObyjdOdMndOnfZdOrpddOvai
                dO5PndPAXedPAxedPGAgdPK0ydPMTodPUUsdPcNddPhsVdP0WmdQBFcdQIEedQSxtdQWucdQZYjdQkDidQutjdQ3JodQ7MvdRGmfdRHuhdRKebdRd7hdRd8cdRf1fd
                Rg5qdRkimdRnlqdRpQndRvgZdR1uVdR2ShdSHPqdSLDhdSQvtdSS7kdSdZUdSmCedSokfdSvjZdSwzxdS2cddS2zudS4NmdS4UddS8ltdTAnfdTasgdTgOjdThqidT
                j8jdTn9YdTq4VdTrVwdT9PcdUDiidUH7hdUK7hdUNhedURJodUTAgdUUFjdUZ8fdUlSSdUo4cdU0WedU2uodVJ+ddVNqidVOQddVQDfdVZhldVh+ddVinddVwLhdVw
                gcdV14kdV2PadV9+WdV+mldV/sddWBIhdWDPfdWFEddWtcGdW5rYdW75bdW76ndW8IydXGdfdXI+tdXLobdXPSgdXSwcdXZMedXkFddX36bdX38adYACadYDnfdYgO
                jdYnXsdYpRgdY0rcdZOFYdZUundZWbfdZqjXdZ0NgdZ+3ldaCu/daMBwdaTsXdaZvedahshdarVedauRudavQbdazNUda8LhdbBqndbPZjdbYeudbY7kdba2gdbdfg
                dbhsYdbifddbk0sdbowjdbuXpdbwSldb4itdb9LcdcADjdcCTjdcHQfdcLQedcMzpdcM/jdcNAfdcOQkdcRVjdcafgdccaddceztdcpshdcqqedcrexdcsEedc3gyd
                dFpmddJjcddiModdiqsddmToddrnhddwnlddzgddd4Oidd7UYdeAuideDgndeFUgdeJ2kdeQZddeSIgdeSgedeT0qdeV8ndeYagdeYgedeb9fdedBgdee9hdekLkde
                1mhde2XmdfHbfdfOycdfUf0dfZSndfa/ldfduhdff/fdfjvYdfjztdfsHedftuhdfxOqdfxUgdf5Hldf6cidgEFhdgGEZdgP9jdgXMndgXwhdgaxgdg23gdg4wcdg8
                Vbdg8bodg9hzdhBYddhJgqdhP5adhVFddhbgidhktfdhochdhvKjdh5Ajdh6Xedh7Gbdh/igdiKZddiVGhdidOcdihWmdil6gditokdi+ZfdjFXgdjFojdjJKidjJy
                edjftkdj/7ddkB4WdkHscdkJwhdkTFhdkTkhdkZBgdkZGidkZUddkeiUdkjcYdktBedkuSQdk2Pndk3cudk3pgdk8kadlJKedldefdlf1odlmwddltLidlyefdmFdX
                dmOJhdmSkYdmTYddmgxedmzvjdm0sXdm3Pwdm5Dfdm77kdm9qadnAcddnD3mdnZXfdnlqcdnqpldnyZfdn0KadoOVedoaBfdoaJhdoh7cdolNudonaodonzldoq7id
                ouBbdowUddow6ddow9mdoyludo/UfdpJchdpYOedpZCidpc1/dpxfkdp0Rsdp34hdp7hxdqBzgdqeladqrjodqvQydrETjdrLLkdrR5fdrV0mdrXCidrcLbdrgnudr
                wqvdr9LqdsAjqdsBTgdsDyfdsEjgdsMMhdsR4kdsV2ldsjIddsrjnds2/Ods4Ohds6ykdtRzadtZKZdthObdtkgbdtsFmdtuymdt14edt2Xidt/+hduG+eduJwfduV
                qodugvXdui1hdujXYdulDfdup9edussndu36kdu4aedvDrWdvT2jdvjqddvoDkdvubndv17Tdv4Kgdv60odv9zhdwBdedwD2hdwKgedwiKedwjskdwn0ZdwoIadwzo
                ddw1kddxByddxKyVdxcfddxdJjdxgGsdxtlTdxz5Udx+DfdyE5idyFOedyGikdyL4/dyOYddyV9hdygMedygzTdyrUadyrwqdy00jdy8yidzKGcdzQImdzRsgdzSBl
                dzUDbdzXXidzltudz22wdz61hd0Bspd0U7id0Veld0WMbd0dMgd0gIZd0qCVd0rGkd01j2d09Prd0+9dd1NUtd1Otud1PDod1fmld1hoad1lCXd1mCkd1ubjd12jjd
                15+pd167nd17Mid1/+ld2Aicd2JDfd2U+bd2YYjd2ZZcd2eckd2fjsd2oEfd2wVnd2xTcd2zYad23Hed29zid3Bked3IQpd3NLLd3Q3cd3SYWd3m9md3qfed3r5dd3
                xzhd37Xhd39lgd4ACkd4Cgnd4IPZd4L/dd4N+ed4PHed4R0ld4ZVed4bAad4dq5d4oNdd49vkd5G4qd5OZpd5U8fd5lWgd5qold5+2ld6CKwd6IJgd6XCjd6lRad6p
                Kfd6rBud6zihd60Qbd61mfd61vkd69+id7Iagd7UzQd7XOhd7gvmd7idSd7v7dd74DWd74GYd78qfd8Kjld8P+kd8Wxad8aNWd8dP1d8dYid8gwid8hbed8k1ld8my
                Zd8zKtd83lpd85LYd85bbd851ed8+gnd9AZpd9Bjdd9c7ed9d6id9f+Rd9qold9sXrd+FGTd+MTpd+ZWmd+ooed+1Yid++bhd/Beed/Dpld/URad/aVid/a+gd/rOg
                d/x3cd/5Bhd/7xbeAB+geANReeAQMneAQ4feAobpeA1gVeA8sheBC4OeBPW1eBU72eBbJaeBlgeeBm1eeBwkheB6+deCD4meCNFqeCTXeeCY8heC68neC+uZeDM/de
                DOyXeDPiXeDhPleDhRkeDjLbeDkppeDkzZeDmKeeD0RdeD1m1eEIBaeEnjfeEqSfeEuSceEuVeeE2QYeE3gxeFAfdeFHCieFJigeFK9ieFOedeFP8YeFi2seFmTdeF
                woleFzRmeF0DpeF1adeF3sZeGAtZeGA0keGJfeeGKIgeGL4neGMMneGNHzeGRQneGYPfeGvCjeGv6jeGxrgeHCQheHI+UeHPimeHYwdeHmvieHribeH4XleIMIoeIM
                zheIOBheIR/seIWareIYfleIbTkeIbXreIcMoeId0feIqNfeIsCbeI9lteJFXjeJF+geJONeeJTgieJXTpeJeMheJplfeJyhteJysceKMJdeKNVbeKVHpeKY1ieKZe
                keKdYXeKgNjeKo1ieKsKXeKwEceLNWqeLbwjeLgbheLi+meL5RpeMLzpeMPyeeMdUfeMssceMy4ieM2akeM7neeM8KkeNHmUeNIkaeNbTheNtCfeNutceN2xpeN51b
                eN/CfeOPBZeOWGfeOWJeeOcigeOiefeOmsdeOopueOtJdeOwhdeOxMpeO2KfeO/0kePAyzePB6kePG0wePM3gePOfVePgZsePnIeePrRkePspgeP2IheP6RseQBNge
                QDGpeQVkseQxakeQ0MUeRJCjeRJZceRe7feRfHneRjifeRl5seRnigeRoBneRozieRu+ceRvOeeRx6beRyyseR+EgeR+6PeSQMqeSroneSrqkeSwgjeS6yeeS9PqeT
                G9oeTNtfeTVIVeTYdgeTZyqeTbyfeTd/geTeOmeTlPleUGrgeUHIdeUKrieUM2heUN0eeUTNmeUj8leVGTeeVUgheVg0yeVsuyeVwXbeWBfeeWLrneWPBneWTkfeWX
                fgeWiW8eWqhteW0EZeW4XleW4lkeW5ffeXB9feXLXgeXNkneXURkeXaMheXbAPeXjKneXmkoeXoTgeXrBceXzpgeX7ileX/lieYMSueYOzjeYVOweYlJdeYvPfeYwt
                feYzOSeY3KceY3RueY5RYeY5yeeY8omeY+ZveZPzneZUweeZacxeZjYteZm1meZsHteZyFieZyxjeZzPceaeKYeaeXkeatLfea0awea7fkebFjmebjahebzzieb6RY
                ecGwfecUfgecctvecn0cecuAtecu3hec59pec6fledDeaedFxbedGvjedHIcedQ+fedTCpedbefedbjcedfItedkLiedoCUedrbcedt1Zed2zmeeHhfeeNRpeeXGve
                ebMeefB3tefD8cefQIfefR4lefZMhefo7ZefrNfefrPdefvHkefwV1efzCqegCRaegGXiegG1eegNUjegSflegY8eegcKdegqfXeguQsegx1beg10deg4aWehHPgeh
                HQjehHzhehQ/0ehR3behxVgeh8sieiFzfeiLIqeiUJgeiUXieid/beiiLoeilUweinM3ei1/hei6Ukei7tfejRXdejU/RejYWpejljXejmgkejuuhej/8cekDZhekF
                clekVJaekYshekbObekeffekjNjeklfqekpFeekqUkekwYeekw7iek0rfelLSgelP2RelUqxelYrcelbBheldZlelezdelltfelpfnelqxhelr0jelu9kel2Tgel/V
                eemAhdemBxiemHeZemRnXemlVdemyzvenGxpenHpgenNWhenQbeenhOfennjaenowoenvsten4zden6Nlen8HfeoF1beoRbkeoeqQeomVPeo2Wleo4ffepC9eepEPa
                epHAdepKfqepNahepO1iepRLcepYceepeCjepjVfep8Qgep+BjeqIjleqPZfeqXoueqeLieqnugeqyCdeq/3aerDXferGYoerIblerPmaerd6mereDoerjGfern+ee
                ruFhesBxmesIpxesNgZesQ4mesYRpesdNYesoqresq3fessBcesxAdesz3Xes3OWetIbhetMahetQ5letSAeeta+jetc/sethBeet02fet3udet5Qqet8LheuM2keu
                UAaeuUeleuYTbeuY+geuZKfeuZ3oeudefeug3keuoQieupwseuxgneu1jxeu3Eieu8HjevAUaevB8jevGgfevHZbevMXvevU8levVidevWccevY1jevcXnevc2beve
                kievnQmevxAsev0Ckev8EjewFleewLpjewMtgewRoiewVEbewZBkewZ8gewbldewmacewthnewxcaew3OeexGkhexIzuexMWiexObcexQHdexQIXexRMgexWyoexnA
                cex2FYex5deex6DneyGTjeyL+keyPNneyTtdeyYseeyY1geybHteycsReydbieyf2feygIiey3kgezBRpezCLYezC6aezDEhezIdjezLttezMyfezVbvezXqvezcb1
                ezcudezlwuezv/fezyqcez/Lke0LfUe0Pqke0P+le0Q8se0Tjse0UBie0VLme0gDXe0pabe0p/me0xbke01aoe01vSe1B3ce1DZfe1Ngse1Qnwe1ROVe1SAje1S2qe
                1TLne1anoe1hsae1jele1nife1o3ce1pwke1sabe19dde19m1e2Guue2Rhee2ViVe2cBUe2gYle2mXee2wShe2y8ee29Ude2/ege3Bcne3DPbe3KMee3Qeae3YBme3
                Y/fe3rIfe34zce3+cje3+yje4G0me4Hree4Jsce4Kcge4VLge4a2Ze4bBVe4cXme4i4Ye4kHoe4uAne4v6he40Npe48Qbe5Amde5Bcae5Dlhe5Jspe5MHpe5OCce5O
                Jge5PKie5Xkre5uLoe530qe6Fnle6NDqe6P6be6bMXe6lSke6lwce6tvoe6x/ae60Dde63EXe63lXe64dte7B9ne7Gvke7M5ae7OBje7Uqre7bzce7b7de7kPne7lD
                ge7sfke7t0ke722fe723ee7/Ige8NCqe8P/te8ZTye8pahe8skhe8tVge8w0ve82kje8+/de9KSbe9iFxe9pYke9qWje999fe+e0me+l+ne+xg0e+2Bje+3Hpe++2Z
                e/P/ce/aMae/07qfAMNjfAUMhfAV/efAbYifAbmlfAltUfAuSpfAvEmfAx1efA1YkfA2oefBQIifBQRefBXgafBdJkfBdihfBjWnfBoWgfB7QhfB/MefCEjefCE5Xf
                CHYrfCTTmfCY1hfChPqfCjhqfCmKnfCmrafCnZhfCuGbfCuWffDObefDnBnfDnOlfDrVkfDtuofDuzhfD0MgfEDgcfELQmfEOKjfEOQyfEeyafEzvlfE7+RfE9DgfF
                KLafFXJyfFY8dfFvdmfFyfgfF3KZfF5DwfF94jfGFogfGItxfGURkfGlcifGpCcfGrwefG0AefG7TcfHETjfHFMmfHWpZfHbSgfHbYjfHrXwfH03afH2PafH6NjfH8
                6ffH+aZfIcjsfIhUffIvIifI2nefI85kfJA6ffJOj7fJO3vfJU/gfJeZafJg1bfJlfhfJmtlfJowUfJpsnfJrLefJtJafJubdfKEApfKJYcfKL8pfKMLafKUgcfKaH
                ufKwNnfK0ahfLJpofLkWefLxFefL0GbfL6XkfL8UnfMBKxfMFdkfMOIffMkKffM5YffM7ybfM/6ofNE0jfNFYofNIddfNKpTfNLGcfNUOffNsgafN679fN69lfN9ek
                fOGqhfOajYfOerofOkRkfOl0RfOq/dfO4OSfO6NofO7pbfPBXffPE2efPGwwfPIpefPMfWfPP8jfPZFjfPnLifPssvfP6MofQDXffQF/jfQKYcfQKlnfQSXgfQULjf
                QUlsfQa2ZfQjtPfQm/YfQntdfQrLkfQsmgfQ4IofQ/ZkfRDagfRE2qfRHAdfRHaWfRIxnfRMlqfRNkgfRTU3fRVsZfRWtgfRrBxfRv8nfR1UefR7IgfSSaefSbGcfS
                dInfShlcfSkmbfSweffSxthfTKapfTXYlfTcwgfTomgfT/bjfUAtjfUNXjfUYITfUqmcfU24ZfVAeefVCEbfVH0ofVV9qfVf1hfVwRffVyeafV7XgfWDyqfWaZffWe
                fefWhJgfWuDifWxWYfWz1rfW1obfW8SgfXIqjfXVyffXjEofXlRjfXn0hfXrkefXx6ffX4qmfX+UZfYA/ifYJAcfYQ+vfYWBdfYaZjfYfJifYtG6fYymffZJebfZRT
                kfZRVhfZT2dfZhRgfZnc0fZoNhfZsqmfZ0PmfZ5GnfZ8tdfaQ+hfaSBdfaieefanbVfap3efa0Oqfa/qhfa/0ffbEXdfbK1Ofbf8mfboJifbosgfbzOvfb8UdfcY/l
                fciDifcmZbfcoYefcqdafcy6qfczwbfc4Hqfc8UjfdA7/fdGrffdJqYfdN1dfdPwhfdSWjfdWHdfdZHjfdawffdcDdfdu6cfdyHafdzycfd1Dffd9itfeF0wfeGDff
                eOIlfePubfemfgfepPhfes/efet9hfeuDdfezF/fe5zbfe9BbffAoeffVTcffZ1gfffWnffoRdfgXWhfgY9kfgzNjfg2vafhCgdfhDJdfhG8dfhY2Gfhmk1fhy1lfh
                8OofiCGffiJChfiTNnfii7afijabfineifit1Wfi16Vfi32mfi6mgfjMpgfjO0hfjUXbfjUyffjz0tfj9iffkGIgfkGddfkNFZfkNwcfkW1ofkfpgfkhsufkqxjfkz
                elflDNmflJEiflKegflP8QflWQTfldTbflpjifludZfl8+nfmFbZfmd+ffmhrgfmnAUfmnSifmwUjfm4VXfnC2kfnHvxfngagfnklxfnpkjfnqhofnvgnfn4CafoaZ
                kfocAffouLkfo2tjfpG1qfpKVlfpRPYfpXKlfpaIjfpsLhfpsYcfp6zjfp72efqEVbfqEoffqI/kfqmbdfqqTefq1Ytfq66XfrCTcfrD/sfrE1XfrJSifrRGZfrZCg
                frghvfrmqpfrqobfruGhfruSXfrwCWfr1VffscSdfsqXbftNlkftPvdftT/dftYsmftaGnftn4gft+1kfuAjkfuCemfuJKqfuPDjfuadgfuajefudFgfuhfdfuo7gf
                uu3kfvRHtfvWLhfvYpdfvr3efvtHhfvtohfvz0nfv3Znfv37kfv5Defv8Icfv+AdfwRXafwTKcfwWJ1fwWY3fwihvfwxQzfwyMdfw3Nnfw3pgfxA9ffxBbmfxHmmfx
                JhbfxKXrfxUGmfxaXVfxfEufxguafxjWdfxvMbfx21kfx/7mfyLZffyPhffydBdfyeGbfyiPYfyiVefy9UkfzAJofzEadfzFwmfzaBjfzf9bfznEmfzvCff0Kdaf0O
                4df0Qolf0YRcf0cCif0jNgf0mRtf0oGjf0qpkf0w3lf1Imqf1M7Yf1RWgf1UQvf1oitf2Dvjf2Q8hf2Xuif2fclf2hSbf2naif2sfof2u7ef2x/qf2y8qf24UVf243
                df25Wdf3YBlf3jUff3j5if3lnlf3tacf3vikf30qdf31ikf4Dhkf4Egdf4Zeff4Zzxf4b7df4wBdf47kWf5Njpf5TZaf5YXmf5dmdf5g6pf5kvgf5uDnf53pcf55df
                f6QQhf6kRcf6lgnf6uYmf65Lif7HMnf7Jqhf7clif7h4uf7iXaf7oiyf73Gff7+8pf8HOff8Kdyf8Xuqf8eaff8qfgf83DWf85Ysf8+Mff9BDhf9Dslf9Kodf9Oujf
                9Wqhf9hjkf9qobf97Kjf+Erjf+Sfhf+homf+h9if+sK3f/Ascf/Dsff/KOmf/h8lf/kKaf/rRgf/yllf/0Ysf/2XWf/8ohf//4hgAK1jgAMdegAXXrgAYOggAakjgA
                dspgAopfgAtAmgAzGfgA4gmgA5hbgBA4ggBEPcgBKWogBP3igBkYegBxCsgB15egB63lgCTUogCVFagCWBjgCWVMgCWuogCYkkgCqHkgC1AfgC2ungC4DagC4kjgDD
                phgDE0igDKThgDYCdgDg7egDn+hgDq7agDtrdgDw/fgDzBigD3sdgD7thgEH9fgEdLigEx4igEzNngE2GfgE38jgE8IogE9nhgFKt5gFMFmgFUzqgFfAegFrUhgFuU
                agFwqfgFzBjgF5bkgGCQjgGLelgGQIigGSrcgGoYigGvjpgGzBagG36bgG4NqgG+JsgHHptgHMHjgHOtkgHaaigHfd/gHi1dgHjWngHnSkgHz7pgH4/hgH5pjgIAhl
                gICoYgIYJYgIY2ggIwgdgI3IfgI45ggJCtfgJMncgJNxagJUIdgJirqgJitcgJrwngJ7bigJ/ligKLWYgKMvkgKQZdgKarhgKjHggKsDigKt3lgKx8cgKzgdgK8kog
                K+CdgK/XegLHTbgLM8agLU0cgLVfagLajbgLdcfgLrJjgLtEogLtpkgL4/cgMDJkgMD1hgMOLggMRUmgMoDhgMwhhgM6LfgM6bggNDAcgNLxggNTikgNXPggNXZfgN
                x7dgN8KfgOWftgOjGmgOkpggOnUmgO5LbgPC3kgPOUtgPOgfgPRikgPSRkgPUM2gPWCZgPXbigPYojgPgRhgPiXfgPjFhgPmgigPvfggP14bgP78egQQ0pgQRU8gQS
                hfgQc0jgQi1egQnpigQr+bgQwAZgQyQagRDqZgREWWgREnegRHnjgRMYugRR0pgRx9igR1JrgR4hogST5igSYkmgSeRggSffYgSjFbgSnGjgSoXlgSqHjgSsDdgSuA
                ggSwingSyQjgS2LegS33lgS8smgTFaggTNHdgTa+kgTmtZgTwbigTwoagTwpZgT8QegT9HhgT+olgUDWbgUQwdgUifggUpAUgUu7igU6rggU9vfgVCgdgVGRggVbyc
                gVhGogVpLpgVtCcgVwRngV2ycgV6cPgV9rhgV/1lgWEJrgWGpkgWG/agWHHdgWYSagWfchgWkXfgWvRcgWxFhgW23jgW9ncgW+zegXDmogXLRdgXS4kgXbFlgXrggg
                XsnfgXuZfgXurXgX9TfgYQ8kgYTNggYaiegYbZpgYgGcgY1EfgY2MegZMFigZObjgZamkgZarvgZbOggZeAVgZn2qgZtOdgaCfigacbmgagxtgamycgbErugbGuigb
                IuZgbJ+igbS0egbXrkgbZFZgbg9lgbmo2gbqVYgbr9lgb+9qgcXbcgchejgck2dgcoRZgcpKmgc3Xpgc4wYgc6YfgdAAbgdHXagdJIhgdWSkgdc1bgdd6kgdg0ggdi
                Kxgdr5kgdsRmgdscYgdt0dgdxKkgdyhigd1Lggd6xzgd+edgeMkhgegFtgenLfgen4tgetJvgfGOegfIUpgfP/jgflShgfmCvgfuAjgf05dggLohggMqUggQRcggsI
                eggtxdggzfcgg2XZgg4digg5Qngg8dxghAFdghHllghKIvghLRgghOJfghQVughShvghXRfghfqrghliVghrwXghtTtghxvcgiBehgiEJrgilcfgiv4mgi0Tggi7gf
                gi+xogjFcegjH6dgjcmcgjw/Xgj/2TgkAYngkIWzgkLzjgkhBcgkoRagk/UhglFfWglOmeglQycglaMgglcHigldokglhGgglhJdglmUcglmZgglvGkgl48Zgl7qfg
                l9Cbgl9JZgl/XhgmEJigmGkqgmJvbgmPamgmT+fgmXuigmamcgmlzlgm4Vdgm58pgnEBZgnKregnPepgnUGmgnXCbgntbbgnxSign2pRgn9+ogoAZkgoDirgoDzlgo
                ERegoJuggoKMggoRrigoWylgokQagoqhfgoqkpgowMugoy0Ugo4Wego6VmgpDwegpFSogpQzigpRuegpTtqgpXuggpg+fgpipfgpxtggpzudgp1Frgp8SjgqLimgqT
                pqgqWfegqXwggqlfhgqn5egq4Rdgq9CegrE+bgrJJcgrNuggrT/sgrY4agryjZgrzeggr6JpgskuXgsrOegsy4dgs0ecgtLJfgtU2ggtc5egtiCugtnmcgtwQggty9
                Xgt2QeguKldguKnhguOZgguP70guannguazaguekagu2Hxgu6qpgu9dhgvFphgvK/kgvOdkgvQzcgvTIjgvUBlgvdGdgvd+hgvlBkgvlkfgvmpugvnTQgvnUrgvnyi
                gvvljgwNAngwXzogwbwrgwkZrgwu2Vgwzqkgw1hogw1iOgw9xVgxJ5igxdqpgxkGogxmNhgxqrmgxyRcgyJZegyXxcgyX5cgybcmgyfzggymdkgyqEqgytzpgy+igg
                zEAagzE1dgzGjhgzIecgzKNggzL7cgznQfgzwJgg0Bofg0FY1g0R8eg0awmg0bggg0cXfg0kbkg0lPjg0lShg0yPag1D9lg1R1sg1SMdg1UFbg1bymg1b+Sg1mKog1
                mQmg1w2gg1zBTg1zshg10Ygg13Zwg14Omg2Lagg2VqBg2WDdg2YSag2p1Sg2w4Wg2xuig21Smg28Xug3hBbg38iZg4DGpg4D0eg4Faig4MLpg4Szhg4S3og4bZhg43
                8hg445fg5Hndg5Ijig5MHdg5Pzfg5jOjg5wLog5xQlg573lg6Jayg6NObg6OEkg6TXmg6Xmdg6ZPdg6jsmg6q5gg6rTlg6w1mg65pfg7BE0g7EGeg7EYgg7L7bg7i1
                gg7nOig7q9ig7yjag78Ptg78Xag8AUkg8GJlg8M1jg8NBvg8Phng8QTbg8RQeg8SAmg8SGmg8Uwfg8W3gg8gFlg8nbfg8t5Yg8zHyg80Lfg83qVg9I/Xg9bepg9whl
                g9yHdg94Mhg+BEeg+Glfg+MsYg+Nmmg+d/ig+gNbg+kahg+wAog+22gg+7jVg/Ildg/Ivhg/U2gg/V9rg/adhg/lndg/ltug/mBfg/uXsg/yNog/zFkg/08ZhAHhqh
                AKKrhAL7phANPdhAZ6ehAjzmhA+jahA/adhBm1whBnWqhB2nihB5gghCG8shCModhCbOahComXhCqjfhCrIrhCwzhhCxFzhC6qPhC8VchC8fqhDIokhDUpYhDg3rhD
                3RihD8IWhD+zihEAUehEBYchEB+ghEKpghEXZehEf0ohEoKthEtLlhEuWahEycihE9LfhFChahFW3lhFeOehFpQrhFw6ihF0IehF3LYhF3hkhGBVghGHSghGLGahGM
                kehGOLlhGT/mhGW9hhGfYohGhwXhGnvnhGpCohGqemhGuhmhGxUhhGypghG1zkhHGedhHLXohHP8jhHRKehHRMchHc4ihHdafhHgIdhHmJlhHmhghHquohHumqhH5o
                thH8zkhILYghITLphIUNkhIYOahIZPghIaFuhIdmahIgjahIudmhIuxqhI28QhI3lehJCrdhJJ1khJLYfhJZljhJh/ahJivmhJlbohJrofhJxojhJ4BfhJ65fhKAEd
                hKFVohKQ4dhKRgkhKVAjhKX+phKZulhKjpbhKlZfhKplihK6qchK+0jhLFKuhLHHphLNifhLPcshLdMihL7cnhMBhrhMCDjhMFRghMhtnhMlxhhMuVohM1rfhM3/vh
                NdMohNeOmhNkwWhNpBYhNpylhNxWdhN3nohOIfdhOJjlhONhihOTbnhOUfohOZgmhOnTrhOyRehO7XihPRihhPZcahPaqbhPybghPyqohP3YdhQNnfhQYKchQfdkhQ
                hlohQj7phQp9ehQvGohQwyyhQzUkhQzXhhQ4ejhQ6dghRCMbhREUchRJ3khRU7ehRXffhRaykhReJchRnFohR2QdhR84ZhR/dmhSCWwhSKlfhSN/hhSONehSd9phSl
                CjhS04ahTL5ohTO9WhTSVchTcfXhTlmlhTpLjhTtvkhUCIehUFAThUOiShUSIfhUcukhUdAihUdCchUkughUqCdhU0wdhVBTihVWrdhVkrjhVo0ghVwvdhVzybhWEQ
                lhWGVrhWHQlhWSskhWURfhWVbbhWjkhhW3lchW6sihXBxmhXH9mhXVPahXWOdhXcaehXd7ohXwMjhXxBxhX14hhX1/dhX5KehX9sjhYpDqhYuedhYwurhYyWrhY8Oe
                hZEYbhZFPyhZGtihZcZehZigehZqPfhZswihZvabhZv8ohZzWchZ3GdhZ61YhaE/fhaS8ghaVLfhaZjchaiGfhap5ihbCVqhbKdehbQ6phbT2ghbZAehba1ghbdbbh
                biYfhbmmkhbrXghb+Phhb/GkhcK8lhcQonhcvGfhcycjhc3WYhc+ikhc/hdhdBfihdE3fhdN2fhdPblhdRghhdR2khdVpfhdcplhdhckhdqAnhd9jbheC0uheECfhe
                EoaheGOjheLkoheRliheRsbheSopheTGaheUpbheWGhheW8jhee4phegHwhej6ZherrXhetJahe5tohfFCghfJiihfJtehfSEqhfXXchfX7fhff/ehfxpjhf0Rfhf6
                rlhf9jehf/ZlhgDohhgHubhgKiohgZ8ohgbbahghPehgl8dhgp3ihgrfbhgzEahg2rehg8/fhg9pghhIhchhXgehhdYghhk0Yhhk6jhhrQkhh0JZhh2mdhh7SZhh8A
                khh8XthiG0chiInahiJNihicOthie0ehihzkhipsdhiwCfhiyY4hi/ujhjAwjhjRfvhjnvmhjuDlhj37nhkCCmhkIsnhke2lhkf+qhkoeahkt9ihk4lhhk/Qmhk/Vh
                hlHachlcHfhle/fhlgkehl84bhmQPqhmvXZhmzFthm99fhnGtbhnS3ahoDwihoHNfhoPUohoTsmhoXFfhoq/9hosIgho5Bgho6hehpIHuhpRzkhpW/phpe7XhpmRih
                pu+jhpxbchp1nYhp6WohqA9fhqBFbhqNRrhqXxhhqaljhqbpyhqfkehqpFmhqypehqzQshq+aehrCZqhrGpshrRaahrYxbhrnddhru+qhryyrhr9dehsAtfhsFlphs
                NWmhsQebhsbmihspYihsp/bhsvwhhsxXdhs2Bghs45phs/xnhtAndhtA9ehtBxohtKwohtWhWhtdBfhtfLUhtvfWht2Dhht/TnhuCJfhuK+lhuU6ghucXnhucxjhuk
                Jihumphhunpkhut7ehuydbhuymkhvB0hhvIBdhvQmhhvYBWhvaUxhvaVghvd8chv5pZhwDvjhwQ0khwRlghwlhjhwrzWhwwvfhwxHdhw9YehxBNfhxYslhxZymhxiw
                jhxr9NhxuVchx25rhx5Pnhx8xfhyJVfhyOObhyO8WhyPgdhyXichyYslhyZVnhy6HdhzC2chzFFihzIjihzIrehzLgXhzPddhzVqghzZqihzfrfhzisohzqwkhzret
                h0BYwh0dTfh1Gwrh1Kbfh1Pkjh1Vpfh1pkkh1rekh1tNnh2J2kh2XTVh2Xifh2YYdh2iGbh2kpeh2r6gh2xwgh25Pgh3Bfkh3E9kh3H0fh3P3Zh3QcUh3Wtbh3Z8sh
                3ccfh3iGvh3kkkh3llah3l+dh3pprh3sNdh4C2sh4Dojh4GVgh4Gkih4Klmh4OKah4c0jh4mImh424ih46Ueh47MUh5Brhh5DUhh5Vkhh5gyjh5vQhh531ch6Qaih6
                U8kh6W5qh6c9ch6nzhh6qSbh62Nbh66Nfh66Thh6+rjh7CHmh7Cqhh7Hyeh7Mxgh7QGch7TGoh7jQfh7k4fh7sBfh7ysfh77bah8GBsh8uagh8zLXh80ech9MBfh9P
                Ijh9Rtjh9TLlh9Tufh9WKth9d8eh9fajh9i/ch9jcbh9tFeh9wHuh9z4sh90Pch94ych972dh+ApXh+Jmdh+N/eh+Sqnh+Wiah+cnbh+uxjh+9zgh+/XQh/Bugh/Md
                hh/i5gh/mRih/zIsh/0Dnh/23ih/28jiACWaiAcNciAiEgiAkupiAoDpiA5EZiBD8ZiBJbmiBR0kiBtbjiBxBciBxQiiBz2iiB4XqiCHAiiCKpviCO8tiCaNgiC4Sk
                iDC3eiDNZfiD6gkiEWafiEmcoiEocTiEtSiiE1reiE3YjiE5lfiE6IeiE9fbiFCNeiFT5niFYPgiFhdjiFosUiFo8aiFqRZiF1MniGBsbiGI6diGPGfiGQssiGTppi
                GW3jiGoIViGzVriG8KniG95fiG+8fiG/4diHDYgiHPdhiHR0hiHUgliHXEUiHXJyiHYQjiHiwriHpEoiHxuniH/VdiIB7diIMMeiIUdriIVYfiIYmgiIZFriIf4kiI
                lEliIypiiJBRhiJBueiJR1iiJoudiJ54fiJ6FgiKHPliKK4riKK8miKM3ciKPshiKQ5WiKV9aiKYHpiKaLviKf8iiKhyeiKqDhiKuMkiK2EbiLHDjiLh5oiLk4riL1
                OriL2JfiL47giMBtciMFyniMPfliMSuhiMUTaiMXseiMladiMl7liMtaciMxDciM2SViM3MmiNOFiiNTBeiNdVSiNfLfiNhnfiNtHniNwSniN0/jiN23iiN4hriN+6
                eiOGPjiOG7ciONxoiOWqjiOZ/UiOe2ZiOjAdiO4KiiO5DkiPCxaiPEeaiPHybiPNjjiPP0fiPYfXiPYgjiPfqYiPkYgiPlzhiPmNfiPpQaiPptniPq0piPq7kiPrOS
                iPu1giP0FfiP5mbiP/+riQDQriQLZniQblfiQ7uoiQ+QUiRGtfiRIagiRVSfiRYPViRdljiRmrgiRrJmiRuvgiR34miSpgeiSqEgiStATiSveciSwshiTJPfiTK4ei
                TRQkiTT1giTVJkiTr6hiTsnwiUI5diUKXhiULFbiUO/iiUUftiUnmhiU19ciVPpfiVS3ciVZmmiVrdliV44giV5HciWDUYiWXQniWdRwiWv0aiXF8hiXYlgiXcBgiX
                eQdiXnQfiXnn4iXo3niXzteiX5MoiX6+niX9cpiYMhbiYRJfiYSKkiYUMdiYW/wiYXOeiYhOciYlVUiYlsfiYn1hiYrAkiYwPaiYyRjiZAKaiZAofiZIsmiZXieiZf
                WriZjIXiZnvciZpQfiZzIuiZ1TqiZ26eiaC/riaMEdiaOsUiaQJgiaT6ViaUpqiaZ8uiab3qiaj6liamrnia7Jjia/6cibDnfibJZpibS7niba9hiboVhibo3sibyS
                cibyabicLUnicNuoicPflicP9vicfaqiclikicx5jic7WfidGJridQqlidfLTidlLlidp4hieAieieGkbieOLsieT4tieUfjieYPciebjgiermlie1Urie7AdifHnv
                ifMccifS3fifXpoifb0difcQVifk+mifmMfifpjsifyqZif2miif/ehigUdaigdqeigq7gigsOdiguSiihJvYihOqwihPZjihUDlihYRXihd0XiheSlihp8cihtfoi
                hz+tih6JciiTjbiiVwbiiaBeiidweiif/niikTmijFe6ijlRrij2Vnij29gij3Igij4moij8qcikFvYikZUkikdWhik+6VilCyjilE8ZilMXdilQkpilaueilj2Yil
                tinilu0himNZgimzRnim85ginL8ninRFfinY/oinjGcinsHbinxCfioTfhioW8aioZT/ioeXqiouLiio7vuipGJlipSkaipXleiphdtipqmnip3/giqARbiqBuXiqH
                4WiqIuiiqQimiqVOiiqdIpiqjFhiqyEviq1Ygiq48niq7tfirDbeirEthirJ8jirXRgirfMpirh4RirppgirtQgirx+fir30cir67iir8jlisGXnisPtrisS6zisaX
                disg3fis/3jitAYaitEUbitGxsitHWtitKAjitQwiitWkfityVjit0Kmit2Svit5GZit7yjiuMUfiuM3ViuV/uiubvhiufnniuikjiuivkius3diu1T8iu1/iiu9bg
                ivD6livMNlivU+fivY0givofhivsQdivsvniv0waiv3s0iv9egiwMrYiwN9yiwO8riwRDciwVlfiwYJriwa2aiwhLsiwqzeiwsqaiw4jsixDPsixd9bixeOhixfygi
                xhldixm2hixoBnixobqixyfgix6Iiix7Yoix8UPiyBYwiyPvNiyhbbiyr+eiys5kiytMkiywfhiy4iVizM2hizNBjizUtTizWclizZ0RizbpeiziFZizkNqizl8Qiz
                nncizqlciztRgizxAwiz+sei0G/di0Ttli0bSli0eGci0whei0yRui0zEei08khi1Psdi1Scei1vzSi1z7di10Joi14Zci1/2mi2GRfi2M8ji2RDai2f9Ti2jdai2q
                Ioi28Hai3COqi3Indi3gRUi3yAji3ydmi30fhi33Mpi39eUi4OFei4fxXi4nYti4rbni4wU1i4xdfi4yJai42odi5Ijki5J0oi5LMoi5OWii5QUki5lJWi5nBci5wD
                ei55Zvi56Uji6GSdi6hQhi6nsgi6zqti7EJli7KFki7VBji7kxsi7rnbi709di732hi8AMUi8G8ei8ISii8OAZi8OHii8X3oi8Ztei8a/ji8o0ci8tkhi8uOgi81De
                i879gi9IRqi9OJgi9Ymyi9e7fi9lBmi9uX0i9wjhi98/ti+BOti+CcZi+Eqri+IBci+Ieti+Jwhi+LJfi+lMdi+vBpi+4aei+65ii+8Jei/F5bi/HSei/Ipoi/Keqi
                /gcqi/jFYi/kNgi/ox3i/uJii/v2li/6vtjAPJtjAX0fjAd3ijAoBzjAvDbjA5fijA+mtjA/abjBO4hjBRBwjBa7bjBcAfjBukhjBxxgjByAgjB/QqjCLdijCUFfjC
                V9ljCYwdjCbXrjCdfkjCe3djCjHZjCkApjCqbhjDIzmjDJMkjDRigjDWhnjDW/hjDZmfjDkyjjDk7jjDlbhjDneejDnsfjDxlWjDx/fjD2MOjD/wkjENTajEr8bjFB
                XljFH7sjFQkfjFZlQjFcXgjFeYljFhHZjFi2fjFsMZjF3BdjF+xljGAmejGEGxjGMqsjGQofjGTSgjGaIhjGedhjGjLnjG4amjHB7gjHFXkjHKOmjHQqkjHSdfjHcS
                ijHeofjHpqhjH0EfjH7KmjH+4kjIAJZjIGEijIQYljIdVkjIhgdjIjdbjInTajIn3qjIt7kjIziijI1AbjI4AejJA0ejJC+WjJHqqjJPsfjJhxmjJrDdjJs5ejJ0Hl
                jJ4EpjJ6pejKKtejKZoejKc6djKsOjjK8vUjLLhsjLRPgjLSdkjLTEgjLc+ljLgrnjLkAZjLmUgjLtzajLyAYjMVMfjMYVkjMg7jjMiMfjM5mejNIpkjNTNYjNU4cj
                Ne1qjNkrkjNovWjNqVhjN3rcjN8VfjN/AejOB9bjOgrkjOjjgjOqSgjO3jfjO5agjO7BejO/lnjPEbdjPOSfjPPsgjPR2ijPTjmjPVtnjPlMcjPozdjPp1djP1hejP
                +kjjP/9ejQJlljQKKujQP5ajQg6fjQpIijQp0jjQqIejQsAgjRGVZjRUrsjRaTmjRiYTjR0QejR8EejSLSvjSaDvjSlUkjSqmqjSwIkjTD8tjTEDcjTICnjTRicjTU
                oijTYsajTZyZjTaYkjTfEhjToqljTrRajTsrcjTtbijTuL0jTy9jjT/IgjT/PgjUBwVjUPsOjUZvpjUdvejUhgmjUixjjUppfjUxHfjU2uhjVJoljVTqkjVg/njViW
                fjVlZUjVsadjVw6mjWDgkjWE7bjWQrYjW5OljW6OnjW7MojW9gbjXhkmjXkQhjXl3hjXsFljXv2rjX7NQjYHKjjYKrWjYUqjjYXSqjYaRkjYa2qjYpMgjY21tjY5dp
                jZAefjZH/ejZRFnjZUrhjZVCpjZkRcjZlGljZnjmjZwDkjZ0+kjZ24djZ7srjaBFzjaEskjaGsijaU9rjaX/ejanZujan+/jauWdjavzYja7+TjbK2qjbQkfjbSYhj
                bdAdjbpybjb3bejb8gdjcdKjjcgyhjcl6cjcprnjcsLsjcs1Qjc3yijc8dgjdagdjddFkjdgWfjdxJrjdxtajd20UjeFepjeGPijeQchjeTuojeY2gjeZKfjeZrgje
                ehcjeiDhjewfrjexMrje5/eje7eoje8mejfBTejfOnljffybjfiSkjfsjkjfudjjfzzejgBbfjgLodjgMHZjgSkhjgZKUjgbYfjgpKkjg2Rojg7Dyjg7ukjhAhojhM
                FYjhMfejhPFajhPTdjhSGtjhbwgjhi2cjhtUajhuYYjhwJejhy5njh1vhjh+s6jiOGmjiOefjiXzgjic5pjivcgji0feji2FYji4wljjHajjjJAojjSbjjjTBgjjVL
                fjjatkjjgNZjjkOhjjszdjjwxgjj0kjjkEgejkS1sjkT6cjkj/mjkkCojkrjljkxofjk0rejlAkejlEPfjlMk9jlRxdjlbffjlnQdjlntdjlpYfjl16gjl5hljmBps
                jmFBhjm1Objm+kYjnDjhjnPNjjnS00jnag0jnwLgjn2tejoK3jjoa+ejod+djofwgjozFdjo+whjpCNejpLUqjpMPYjpRMbjpTvbjppXejpsv2jpuicjpy6gjp3wfj
                qIAkjqKMYjqW2djqbUfjqshXjrCHjjrNwYjrcZkjrczbjrdajjreEOjrs2fjrvedjrwXjjr5fgjr+64jsB0fjsG+gjsSOrjsTiljsY9ejshmjjskxrjsn/cjsz1jjs
                60cjs74kjtIqgjtJPgjtKhVjtL5gjtsMejtufhjt6XijuCDnjuDHnjuQdijuSNojuZSdjuc9ojufQUjuiShjujbaju4Ifju4MqjvDjgjvJuzjvNvkjvS7Yjvkzdjvn
                uejvsaijvxzejv6nejv71mjwS7mjwT9fjwZ3qjwb9jjwsObjwvXVjwwevjwyx0jxGRijxGzhjxHHpjxL5cjxaSWjxbLgjxe1ojx7LSjx+YkjyBUmjyalojyishjynN
                hjzIhBjzfmfjzpc9jzq2fjzsKrjz1zlj0I8uj0MKqj0Srjj0V3cj0dhgj0fBjj0gelj0weaj0zTgj06Ncj1FrWj1HZjj1Hgej1I+jj1Ljdj1Ltej1S3ej1b8nj1eae
                j1j1nj1nZrj1qHdj1qRhj1y9ij19tij1+Mkj1+0kj2DQtj2Rjaj2Rkej2Uhoj2Wrgj2Wtqj2a6ej2pHdj2ueoj2yBoj20t9j26Gfj2+1lj3Hmkj3Iqjj3RRYj3Sjdj
                3bvfj3fonj3jljj3lWmj3l1Xj3rvfj3sEij3s1jj389fj4BEXj4GFkj4I9Zj4OLfj4Y/fj4kJbj4sZkj40UYj406dj48msj5Hifj5KSmj5Vyhj5avYj5e1ij5jrlj5
                kldj5nklj5uFnj5/nhj6Rnhj6aQYj6expj6i/jj6lJnj6mebj6r/ij6sTwj6y1lj61Fkj65nbj7Fcmj7LAbj7Yxbj7rpSj7uZej7vZwj7v5hj7xHhj72Emj8A4jj8H
                Qfj8X6wj8X+lj8kinj8tOmj8vSfj80ekj83XTj84uWj9EFZj9ITYj9KPWj9M0Zj9Vmqj9V8fj9dZij938gj+ACoj+DUdj+Fomj+Iwfj+ZQ/j+mjbj+0vYj+4xcj+8T
                cj/DJgj/Eohj/ZBbj/pAdj/2zoj/4wcj/9IikAJRckAbdZkAihfkAnJkkA4qhkA5LtkA6ZskBA3fkBF/fkBHnnkBPvhkBXzhkBY5gkBlhjkBvrikBzCpkB2VjkCBZe
                kCBfmkCElfkCM9WkCNSikCYWpkCZ7ekCambkCaxkkCmTTkCqkokCqpokC4HikDBqpkDJ2gkDJ/ckDKZekDZ3gkDb3xkD9slkEBbckEJyakETrikEWBbkEZcXkEoCrk
                EtsYkEuSkkEvlekE5VjkE/EukFEOakFMlikFSvokFVJekFclfkFcqikFk/ikFtMWkFtPikFu7ckF5AekF6ZckF/ZXkGmkokGyrgkGzGjkG4cakG/6dkHGFekHGlnkH
                NRnkHN/kkHPlhkHSyekHa0tkHgYokHnmZkHyTkkIHJrkIPWnkIV6dkIsJfkIthekI6bmkI+hnkI/RskJGAjkJLKZkJNOekJOackJOnfkJPFrkJeyhkJjJdkJmObkJo
                rfkJw6ckKABckKCGYkKEwekKE3kkKI3gkKKvikKPjrkKQdfkKT3okKYtkkKeHjkKnMjkKrjgkKs2ikKvnmkK0uekK84pkK9UTkLAmqkLBcfkLBelkLCYakLFvjkLJ+
                fkLO1jkLReikLfXWkLp+lkL19nkL6fZkL9VlkL+4nkMCOokMJQikMNrkkMadhkMa1ekMjEfkMkrfkMk4gkMm5gkMpLXkNCaikNIjekNOTckNdNhkNo9pkN2/dkN33k
                kN/v0kN/5ckOB8bkOL0VkOPnXkOTCakOTenkOlPfkOnYmkOuCukO2ydkO6IrkO7hqkPFXokPNTdkPOZmkPTBmkPVDqkPX9ekPekjkPgcakPtXkkPwgikP0TekP2jhk
                P56bkQGBfkQKBWkQM7gkQTcikQWogkQd5ZkQ+yekREvtkRWafkRWhekRc9kkRjeqkRqRlkSB0ekSeeakSf4hkTGJRkTSRjkTVookTh8ZkTirlkTp9dkTwVckT8hekU
                J/ekUKEdkUSPgkUZVfkUuufkUxkckU3rikU7R4kVECgkVSVnkVXBhkVfdYkVg2bkVn0ikVrsjkVtWnkVw9pkVxMfkV5JmkV+plkWDWSkWSRykWZ7lkWamdkWeMhkWg
                QfkWh5ekWq0fkW1ThkXIpgkXJqQkXKHfkXRWakXcD0kXiKbkXm9xkXptfkX1qrkYBQbkYIOWkYYMkkYYrZkYb/fkY31hkY+kekY+ykkZArWkZc5pkZdJbkZtkfkZxv
                ikZ2LhkaHwZkaOndkaZklkacNkkaxPgkbYFbkbvDckcRvZkcWmikcawjkchTskcjMnkcu3ikc39kkdIRskdcEekdk1ukdmblkdoNnkdx1ekeQXdkeSPYkebkekelwi
                ke0AikfCkikfZ9zkfZ+nkfaYhkfn5ikfu+ikfx6bkf8Srkf8nfkgCEckgDAnkgItakgLiZkgO8lkgeddkgizrkgwoakg1Efkg6iRkg/KbkhAwrkhBCekhD7vkhQNhk
                hWLrkhXMjkhk5gkiOIkkiTPnkiT9SkiVbgkiayukigilkihRnkijqXkilQfkivFfkivLjki2jjkjEenkjJCakjRcckjUhmkjxakkj6/hkkJPfkkNrMkkVBpkkgUgkk
                g/bkkjLkkkpJvkkrCukkrvckkudgkku2dkkvsfkk1+gkk5Jokk7PeklK7mklpsqklrVxklrzhkl0/hkl/xfkmHedkmolwkm8MdknJ4sknNFfknvArkn3rnkoDTmkoQ
                ZgkoQlkkoUrikogU1kok3dkovRUkowEdkpDSlkpF4gkpIelkpIshkpUF8kpU7qkpbWskpxVhkpxigkp1Ydkp3Mskp4ZhkqF2bkqKNfkqXaakqawqkqknikqr0skqxr
                jkq0Edkq2BXkq2Rbkrbthkrdhikrh5tkrq3lkrwHgkrxKgkr6OxksE+cksIHmkso+mktRdkktWhhktY9aktaDlktkfukt1O2kt9cckt+TikuThukuhqfku3Chku9Nf
                ku9iYkvHDkkvKWbkvMJrkvQBdkvSChkvr3fkvtOakv9gYkv+sckwInnkwKntkwNCikwi/hkwkaVkwp4dkwtHgkwyPmkw6dWkw8Zbkw9/ikxHRmkxgxnkxqHikxtagk
                x5EXkx7ThkyBAhkyMkXky2tiky5Ihky+Ogky+UskzETckzFgdkzYRqkziSbkzijjkzkvlkz6Ilkz/Hsk0M4nk0P8Sk0RMck0Wpbk0niXk0qghk0x7Xk05rgk1AJVk1
                G2pk1g9dk1o3ok1y5gk133rk19Zlk2E5gk2N+fk2SHlk2UNbk2nylk21Jhk27fok28qjk3D0kk3KBhk3dpgk3iTVk3rUik3xIgk30zfk376gk37+ck4Mnfk4Q7jk4W
                rxk4W3mk4grfk46Vqk49Czk49Dgk4/Imk5Dplk5Wzgk5cFhk5c5gk5hPjk5sihk6CXjk6EOek6I8qk6Xfhk6gApk6vVok6vhnk62yak67bek7MFsk7UUZk7nIgk7rZ
                sk7vkkk75Ymk77flk79Kok8FLmk8P/ek8b8dk8cwlk8c5Zk8j2jk83qhk86Pkk9HLik9S9Wk9YOek9vMzk9vdkk96Hbk97Fuk+LVnk+NEek+X1bk+hhmk+h9ek+lkc
                k+ndik+s5ik+uFjk+0Mdk+1kdk/Gybk/Vkfk/Wvvk/dp0k/g6pk/qDmk/v8ek/zrjk/5zelAIollAQCdlAUNmlAVullAWjjlAhnflAn+VlAu9hlA4aelBA6hlBBVml
                BM3jlBVPglBa5glBcOglBdcjlBgqblBlualBvBelB2XhlB51VlB8WjlCGCYlCMVjlCMWglCRlilCYLdlCbKclCo+hlCtPclC1rmlC4HklC7mqlC7/flDe/klD0QdlD
                6HklD7bmlECKflEX3ZlEbZelEc0mlErEflEt4nlEyEhlE2b4lFCpSlFG7alFXCmlFa7TlFlIklFlcklFlyelFrselFxWglGCyjlGRNelGWItlGXTplGX2elG6ZolG8
                IblHEEelHKcclHOPmlHWm6lHXbklHZETlHZodlHfJolHffalHgCYlHkVklHldZlHlielHpHglHpNelHqOrlHt6flHvyflHxLelH1iWlIBsalIC6ilIDCalIEWmlIFV
                glIOujlIPAklIPKZlIQMflIaXjlIfMalIf2ulIh/glIlJvlIpMdlIr+llIsDUlIwdilI+sdlI/qelJJMjlJMPslJR6glJVjflJpwmlJuislKA9clKGtflKk9hlKl2f
                lKusclKuyilKvPllKx4ZlKzKflK4eplK4gvlK4pflK6PflLDlllLLYzlLabllLfQplLgi6lLjailLl9dlLpoVlLppklLwgmlMDLelMFbjlMGVmlMG1nlMQahlMRAnl
                MSPklMTgelMgitlMiGflMpSQlMwCjlMweflM4CjlNBzilNIghlNYiglNbgZlNn3XlN0+llN46clN+ijlOFkylOfXglOnijlOosalOwtglO2oilPBvelPEzalPQVflP
                RfslPR2hlPUgglPX9glPcQglP1melP1trlP2HnlQKZklQL9clQd3hlQecklQh0blQlahlQpSolQsPZlQ2QplQ+2dlRDoflRMcqlRP5hlRQ1dlRSQZlRZfXlRapZlRb
                iflRl2klRmZslRoVelRsIulRtwllRvSglR0CdlR0eglR+2nlSRxhlSYYplSaGmlSgRhlStNglSwDolTDoplTR2slTZzllThNklTmpllTn3klT1+dlUA/ilUF/elUNu
                klUVyllUd5blUedllUsiglU8c4lU9GZlVHXllVHfnlVUcvlVWdjlVcchlVj+blVlrrlVm2glVwvclV4RglV59dlWU9ilWXLYlWXOllWZ5XlWZ/alWedqlWlSblWqeV
                lWwaelWytplW25TlW75wlXWXmlXkBflXo9plXtidlX/rmlYBKolYPyblY5WilY91llZBJblZCLdlZN+glZRnklZYNolZdWilZoTglZp1elZsYclZ2gglaI9glaazol
                afbelahrslapOjlaqlUlaqnmlayZRla0+nla30hla//rlbExflbSiflbY/elbkiplbtTelb0bclb6fvlcAColcKZhlcKhrlcUcclcfLblckiilckohlcsuflcubald
                EIhldIqoldLbSldUPUldUfyldYfbldbDgldcrgldkLgldk/gldxs3ldzVhldzdlleD1elePMfleVDfleh4gleizlleoWeleucble0+lle2yqle3aele4Hfle+KslfK
                gjlfRiclfdCplfg9hlfihnlflTflfshllfxwglfzPdlf03elf7Fblf+Folf+wTlgDeglgHEhlgJnYlgX1clgZEelgjYflgp6ilg3Ielg68elg78mlhC7hlhDxqlhKS
                WlhTQblhTZilhUBvlhURclhWijlhaSWlhbEklhgbklh08flh4ciliNpjliW8eliXIqlibBjlic3ZliqEhlir2fli8jaljBTmljF/fljNNcljZ9jljjmdljwweljyfg
                ljzUrlj9ndlkFfglkGFhlkKgYlkahilkdAalklTblkndnlkvEYllZaelln6Ulltffll05ylmDMilmLOblmNeblmUEelmWeilmaxelmg8olmlnclmm3jlmwAqlmzzjl
                m5Melm6EelnDXflnQ/glnUwllna1clnkhalnrtplnr6nlnt8klnwiWlnwnvlnxHjlnxT0lnx/eln9rdln/onloJUgloL1bloNXiloOEWloU7eloagjlolKglooGdlo
                qeploqxeloxQclo/FqlpP2hlppQglp3AelqX3olqcnblqf5ilqwfblqy7ilq625lq+iulrL3nlrczflrm+1lrrbflrrrzlrtTelrweglrwtklr44klsFDwlsQcklsU
                mhlsVrfls36ils42Yls8zaltFXcltFdfltKOiltK4fltMxWltOznltcbWltxFnltzdglt0bYlt76eluCpdluHTdluKb5luM+fluQLoluVMiluaqYlubkgluhReluiX
                glusCiluwcklu0nflu2nklvTQjlvThhlvWRflvYtolvkqilvveolv/BelwEfxlwHDilwIIwlwKAalwodhlwtnmlwu7Zlw0Ydlw3uklw6lmlxBYdlxClmlxEQllxRJi
                lxTVklxThhlxYmmlxb5olxhUalxjaalxqmnlxwQjlxwidlx0lKlx4wZlx4/hlyEAxlyEYelyE+llyLPZlyZ7ylyfR2lyhUflyoDnlyxQdly3gllzIW0lzMHjlzNHhl
                zTWclzWwqlzdoelzgDUlzuecl0GZfl0LAZl0MHul0QJPl0Xifl0c5hl0dLhl0pygl0yofl09Ldl1BQjl1B3ml1bnYl1g9al1qjil15Oal16dgl2A7bl2EFml2EXcl2
                Sjql2fwVl2uEcl2zHgl29Tfl2+Qcl2/Pkl3A8fl3Etcl3OQUl3QPSl3WNZl3WVgl3YOil3cTyl3ivnl3lVml3vFcl3zxil314nl37oll37pgl4A3al4Gjkl4Jrcl4M
                mil4SOSl4TM3l4Ysll4bPil4gXgl4i8il4jxal4nokl4utal44hel5D8gl5j3ml51vhl6EPll6dWdl6kQfl60Kil7BJfl7Dojl7Lval7Xyjl7cafl7jQXl7sejl7yj
                al7zXhl70afl8Dhdl8mjjl8q0al81qdl888Xl8+2il9HBZl9JWhl9cTdl90jvl97Agl+CYWl+C+fl+Uqcl+pKrl+5Cil++Upl/JWSl/LFzl/O0fl/Rpil/dDml/exj
                l/hakl/htsl/isel/rhfl/59cl/+jmmAAhemAKDfmAS+emAcFimAdygmAjvmmAmmhmAnzbmA2QdmA2SomBRcbmBZZcmBlMdmBzGVmB0HcmB6G2mCMMamCWi3mCbqam
                CcmnmCdPcmCgJdmC26cmDIAamDJbdmDJpnmDQ6hmDXGemDa0smDirqmDqIemDuNsmDvdimD8/dmESLdmEWUcmEgogmEwyhmFF4jmFMYemFNRdmFUIamFUnmmFWvamF
                pobmF/lomGBolmGE/fmGUIqmGdwjmGm9fmGqUemGtQlmG5IfmG8cpmHGhYmHJwcmHKIemHY4bmHeBamHftbmHgMfmHhqfmHsVemH0UsmH8UnmH9memIANZmICsemIE
                gcmIGOnmIQVWmIRMmmIkSpmIsVwmIwExmI+0emJDzZmJR4nmJUOkmJWldmJhDhmJozcmJ6mgmJ/EemKANkmKC7cmKbWnmKgadmKmcomK3iumLBUemLEyqmLIsfmLJD
                kmLcTbmLiBkmLmVmmLtscmL/ecmMNxUmMPAdmMS/emMd9amMkvgmMqgfmMrvcmMzAlmM1jbmM2hpmM+igmNB7omNNChmNR8amNSYtmNTZhmNVUemNXbsmNYsXmNY2h
                mNcSZmNjCimNqljmNt6YmN1qhmOAAmmOSglmOU4fmOYuhmObGcmOdzemOebbmOhnnmO48emO/1cmPPKcmPYNlmPgrbmPjSnmPnpgmPu1gmP3ZomP3ohmQCBkmQG6hm
                QHuhmQLqimQOojmQSAgmQfRcmQgvcmQz9emQ5MfmRAccmRFQfmRIShmRbhtmRhMimRs5fmRyFimSAxrmSH1qmSUBpmSbStmSb0bmScGgmSleqmSvBmmS2yjmTHiZmT
                LnlmTO/gmTV9nmTXmhmTajjmTbC/mTnvtmTpwcmTqGfmTrgZmTyTcmT10hmT6domUVncmUXxqmUhFbmUkXfmUw8imUzGsmU1cRmU4uimU8BemU+rkmU/oamU/vgmVC
                LdmVD8fmVM6imVapXmVfFemVu3hmVvFjmVvnumVzebmV2PgmV8mumWWxYmWxBkmXCMgmXKYdmXPwhmXf0amXgQgmXn8lmXyeamX9ukmX/ypmYHXcmYJMdmYVIamYed
                fmYztjmY2GkmY23kmY7idmZZsfmZZzjmZhoTmZqjemZyIdmaBSimaBkjmaDPqmaJapmaVzrmaYagmaabfmaj6omarRXmas/dmavsVmaxQsma3qima48ama4+2ma9Me
                mbAsimbEgpmbG0ombHClmbHidmbK6WmbNwcmbY7rmbZNrmbb8nmbfXimbiJgmbirmmbjEbmbkS/mbl+jmbtzfmbwjkmbwsbmb2Qgmb2semb8Qemb/numcAgYmcCbcm
                cG3zmcPudmcdzimcj2bmcqAnmcqktmc2xpmc6rkmdHIgmdIZjmdKqpmdTdcmdXskmdl5pmdpJymeWTSmeYIqmeZpgmeatbmegPdmej/ames9nme0Gtme6Ubme7Ucme
                9lemfU5cmfWKhmfXZLmfaGemfnYfmfpfcmfwfbmf0Zfmf34cmf4kbmf/ogmgFuamgGeZmgfwdmglmdmgmHjmgqLpmgxsemgx5Zmgy5tmg2Qqmg3Olmg3a1mhBWlmhC
                wdmhC+dmhHLpmhOqVmhZkimha0lmhcTgmhcXhmhgSfmhrDlmh0Kemh7Ezmh96omiImbmiLzemiSFwmieAlmilRTmiswdmiw5fmjBnlmjGUemjLJumjbVXmji2hmjrQ
                XmjyEYmj0WdmkDi0mkJvgmkYFVmkbWimkermmk6Efmk62dmlDoemlG+hmlHydmlLammlMXpmleUgmlm1fmlwXhmmQ8ommSDsmmUMommUPfmmW7hmmpRimm4hYmm5uw
                mm7iemm/komnYAjmntdjmnuIWmn9rSmn+/omoS9VmoYnfmoz5hmo23mmo4mdmpAbcmpDiompMtwmpORvmpOyhmpTMkmpVhampWWimpY/empa6implExmqEbimqQVom
                qUWXmqXRhmqX2mmqh1gmqlKfmqlN2mqojbmqvmZmq1Bimq1igmq5wlmrAvcmrZLhmrnafmrtKhmrxejmr1cgmr8simsDSYmsJrumsOaumsXDfmsXNemseqnmsf3Xms
                r7hmsvChms3cmms+RamtGdbmtKOcmtP7jmtVocmtaVdmtiVdmtm/dmtttgmtxVZmt0Rdmt5yjmt91ZmuFRnmuF4gmuPBgmubxgmuyJgmu0Pfmu/RhmvNNZmvScpmvT
                ZjmvbEomvfBjmvjPbmvwYjmv9MemwSQQmwTxlmwbOimwnfhmw2tamw5edmxA7lmxNagmxTXgmxUNpmxnUfmxoFfmxtLdmxvbfmx3YcmyGChmyGtUmyJcgmyKAbmyLG
                zmyTGmmyUEnmyaXimydgYmyhhimyknjmymXhmyz3fmy0demy3mimy5eemy5oimzCRdmzC0dmzK5WmzPgfmzPtdmzQVgmzSJamzTswmzWuemzevsmzobdmz4Sjmz8Da
                m0MDgm0ackm0hIhm0oakm0xzlm02hpm0+umm1Efem1Rzwm1xZpm2HEam2OEgm2Ocbm2Ro1m2XWlm2Xobm2X2fm2f3mm2gqgm2kevm2objm2ymdm21bim3Ekem3ZXfm
                3jyZm3pqdm3p7km35Qgm3/tfm4B6sm4DFnm4H6im4LHim4MLhm4Yvdm4Zewm4bIcm4d4qm4lcim40xcm404fm5A6im5G1cm5JMhm5JiXm5PHkm5U5cm5j7jm5wggm5
                0Yom56kTm57xfm5/ZZm6nFbm6ouim60zbm62Bqm6/HZm6/ZZm7AHim7EHjm7Udim7Uepm7U5Wm7aLXm7hQ2m7zvfm78hZm8FNom8TAfm8Tjfm8Zrom8hbdm8ifdm8n
                2fm9FVnm9GZam9LNYm9PRqm9SAgm9Stjm9Xsym9etam9kUmm9x8hm93Kom98Gam+MUkm+NLKm+PPlm+j3km+syZm+wbgm/aOsm/o7im/rwom/2Mcm/4QWnADAqnAD/
                cnAK2rnANlanAVyvnAoQmnAsxfnA6zgnA7hfnBBRnnBCxrnBGktnBfcWnBiImnB1OgnB4NlnB7WgnCJ3onCPmlnCP5dnCRXgnCdnjnCkBpnCrubnCsHvnC1BfnC8bm
                nC9WanDBeunDHgmnDMFnnDOAmnDQ0XnDaOgnDb/jnDiPlnDjeenDlWrnDlwQnDp5fnDqijnDr5knDyPonD44VnEqqfnEtWenFB5bnFFnjnFKFqnFTVgnFjdYnFlBfn
                FmtsnFoZynF4LknF4/snGElZnGWyinGqznnG7hhnHQRknHYibnHeBinHu1bnH0zdnH2thnIBzdnICajnIb+anIh3mnIkRknIrHunIsHjnIy3jnI0l1nI2onnJIbbnJ
                ImOnJebSnJr+nnKBBdnKu+snK5MenK6oqnK/onnLDjjnLJ9inLSzanLVyenLaPpnLoHenLpfenLubgnLwBpnL1V0nL5EjnL68wnMNuknMbpXnMc83nMfUgnMiehnMo
                NtnMtWknM+hjnNEKgnNIsjnNMienNPsdnNeClnNfFdnNiZinNjbjnNkSenNnOxnNpcgnNt/VnNxhhnNy9hnOKyknOM8jnOPoinOU8enOYgnnOY0YnOfcdnOhQlnOrv
                ZnOt9jnO5jenPFjfnPTgbnPVCenPf8jnQFjfnQJSqnQSBbnQWQfnQcGYnQj9ZnQpCenQsXfnQ+tgnRV8anRbMonReGmnRmpwnR8wdnR9winSCNinSNwgnSTZjnSaaf
                nS7EWnTG3snTJCdnTcAinTs4enT/PenUPCenUV1dnUcsjnUdUenUdrgnUfTvnUhYknUuHcnU75snVB2cnVCJgnVQJinVTOcnVUBtnVp2nnV8EknWFScnWJkbnWKGgn
                WRUcnWaJOnWqDbnWrEhnXJ4xnXRIhnXSsdnXUJfnXjlRnXxUnnX02gnX/dcnYMiqnYUZ8nYUwVnYeBhnYk4enY0CinY0f5nY/vqnZSDdnZUifnZVXenZcxunZn9cnZ
                pdenZrVanZycinZ2IhnaO/pnaSlcnaZOnnaZkunafVdnakBinbCIinbIHjnbJPjnbShcnbaAonbbjZnbbmgnbeLonbi8qnbqSnnbqy2nbwHenb2PkncBaancRaYncb
                QencjPYndBmhndCHgndS8indZ7hndhofndjbbndw4cndzIlnd6wfneIJjneIjgneNceneULlnebtsnec7hnehcinehqane3Qdne4OinfGoqnfRSnnfXVfnfllmnfn/
                hnfw2qnf3agnf3ponf8dvngHIdngJAfngOOsngQpqngaGengdzunghefngkqgnguFqngzKXnhGegnhOWinhc2TnheRmnho1nnho8inhszpnh01inh+6fniE0cniLwX
                niR8lniiabnii9mnijdaniqyfniu5gni4abni8qlnjAZYnjKsfnjXCenjZbXnjalcnjbbmnj4TZnj54hnj9NWnkCFsnkJjdnkPQjnkQtYnkXJfnkadcnkj3ZnkmYln
                knufnko6Xnk6pink9hfnk+dvnlDPlnlUYtnlYHbnl2pknl4upnl5xdnl9agnmIDcnmJgXnmPScnmSpenmbIlnmznRnm5Kdnm6lhnm/Rlnm/dZnnQllnnWRknnY7onn
                ZOjnnaAdnna/fnnhJdnniBgnnwBYnn4jbnoCncnoElonoGsunoNhynoplVnosnfnow7gnpEdlnpE5nnpGWjnpPOYnpWxinpW/dnpncdnptRqnpwmfnpxFenp0phnqD
                9inqGbonqGrfnqKXYnqMjgnqR3vnqXvWnqfOWnqpYanqpzgnq10Vnq82mnrJTenrKHcnrNSXnrSHmnrY7qnrouenrrKcnrrulnr2Dbnr8UrnsCpnnsKkfnsSJhnsST
                LnskVtnskXqnswJunswppns1BfntA5bntDbkntKhgntYYdntbpqntpEhntsOgntuIbntzafnt4BSnt7FgnuLjhnuQvlnuSGjnuSmtnuWionunTmnurvlnuuUcnuxep
                nuzDcnu0lcnu7ggnvCJmnvRuXnvXcqnvccwnvgDunvktenvrFlnv5Kjnv50knv7fenwAxanwS+anwjlgnwuhmnw4Finw99knxCUjnxH5enxI6bnxJdhnxYJdnxZIln
                xmSmnxqAenx61cnx+mbnyAegnyC/rnyKVfnyOVmnyPffnyRnknySKcnyYoknygMenylGdnytjlnywiiny3rjny5GYny8gjnzHzjnzIIbnzOBfnzTDsnzeydnzhebnz
                iWXnzj9gnzkeknzxJPnz7Mlnz86fn0Aojn0Estn0KjRn0K5qn0MJcn0jwen0vymn01Ean0+ben1DLun1Gffn1TRdn1g3in1pTen1rEan1vssn1ymgn12Jen15Ubn19
                kbn2AQln2BAYn2CGpn2Mvln2PEdn2Q1Zn2Q6gn2Rchn2gXpn2pVfn2uOvn2zpen2z7Xn3Emmn3GGrn3Mmtn3Ou4n3VbPn3XBhn3avon3g2fn3quen3sHon3+x4n3/H
                fn4Ismn4NWjn4Qpfn4Tbgn4eGsn4jOhn4lTcn4l/jn4nCln4pVgn4zVgn5ASZn5IUmn5Jopn5Lgjn5bjZn5nnpn5pnYn5qAen5wKcn5yrgn58YSn59vVn5/Mjn6D/i
                n6JOln6UFkn6U2kn6/chn7NZan7OPhn7dBbn7ehVn7tzmn7+xtn8Bdpn8FLrn8Obin85YZn86Rin9YFnn9a6jn9gUon9hpgn9iuln9mCln9oybn90Jhn91Efn+Cdjn
                +H3gn+L9Pn+SPin+WSin+WThn+mY+n+3xhn/Cufn/DXln/EvSn/Lkjn/Txkn/Yemn/bJen/dton/hHdn/rmcn/7Dgn/7QxoAEChoAKgkoALznoAPdmoATzyoAWBloA
                n/YoAv7hoA4McoA8TfoA87doBDffoBRPZoBldooBv6noBzDXoB2SjoCLGloCgZmoCt5noCv/foC4OeoDLifoDVyfoDWgXoDbzhoDfkZoDl8koDneaoDtUjoDtvuoDv
                cmoD3lgoD9FfoEABhoEBkioEPosoEbZeoEgKnoEi4eoE/qaoFkfloFxogoF81qoF/IcoGDOgoGI+roGKWuoGqgdoGtDloGuYdoGyGdoG8AioG+vqoG/PioHYZboHgC
                doHlTqoHnInoHp/joHthcoHx/hoH4JfoH4XcoIGEioIPadoIQjWoITuioIffhoIjsSoIqMdoIrugoIt+voIzBgoI8jZoI/kgoJFOfoJTVdoJXtQoJZ2poJdvhoJuol
                oJ3cYoKDgfoKXvjoKebgoK6/hoLFCdoLJCboLofeoL18boMBGhoMXVeoMfnloMlyfoMsbaoMwyyoM6hzoNJaooNcnfoNj9hoNtaioNvikoN4vhoN8lkoOMkkoONTgo
                ONpkoOTlloOVfuoOalqoOn8aoO0XmoO4bcoPAitoPBTvoPH6XoPO4qoPPphoPZKgoPnPooPtIdoPzdnoP70toQCsgoQGOfoQblcoQ1idoRLlZoRUxpoRY/ioRrBooR
                r6coR8YsoSRfmoSr+ioSt6foSv+foSweToS/FgoTEfkoTEjhoTJpmoTLocoTQiioTdVgoTjtioTrrkoTwOhoUGCboUajqoUrWcoUrkYoUv9ooU0JioU0XooU8JjoVB
                udoVHJvoVLWVoVPcioVRWgoVW7YoVZ4YoVsDioVwbeoVxWtoVx7soV2zeoWpCjoWsUcoWsdioWuIjoWyGioW2RYoW72eoXAmZoXAteoXCZdoXC9goXHGeoXIUfoXKY
                roXS8moXTejoXWtnoXXgtoXtXroXtqmoXy0koYKCwoYSMgoYitfoYm4boY2ipoY3cioZAlboZZDhoZusYoZvLkoZ21eoaCIdoaC7ioaKojoaMoboaM5goaSsjoahDh
                oawQZoa2oboa/lkobBQfobOUmobQDnobYgeobcenobgafobjedobokkobwceob4Aiob97gocCnWocFmiocGJjocJUfocKqcocPulocTAfocjbjocjcsocnfpocpjgo
                cudnoc46moc7tjodBQeodERuodPkoodiipodjaaodpdnodtRtodwJjod+/uod/PfoeKzhoeN2hoeWSjoeW/zoedwgoed0goelVioelskoewCcoewraoeyVboe2+soe
                3Xdoe3ifoe51hoe7WdofKqdofLZoofN4wofZ0bofjhjofrsWof7ckogA4kogDjaognkdogt/jog35cohAObohMkhohVsgohamkohomfohoxnohpGhohtTXohwdcohz
                Vkohzbioh0mioiM7coiVBdoiWYkoiXtZoigFXoih3Qoiyiboi6UiojEHhojJfnojO/cojb+mojnAfojs5kojyZookUNlokc3lokl3fokndholMOiolSlfolqzfoluS
                folyNdol62gomDHfomIfoomP7iomTIaomg9iomqRhomzIfom5Teom6fVom7elonE8ronN+conYDaonbironfBdonjBkonqwXont5lonutfonvGion17son3Xfon6Cp
                on79booRTaoomusoooiZoo3aboo7yYopH6lopIgmopUbmopvhZopvipop5Qfop/nVoqCokoqIIgoqLTcoqLWaoqNVhoqNiloqPGcoqUKqoqdKhoqdljoqgMmoqj3co
                qycdoq3RnorDfaorEhdorGleorQa4orfRQornRjorsVcorzuhor1ehosCnVosDlgosMHsosS6hosdZeosfososhplosiwfosmsaosqMoosr5qosssaost1goswGlos
                yEeos2Oeos6efotJmiotKKfotKcootMmlotNlhotOcwotW5iotXeXotYUtotYphotdq/otjviotuMgotvkfot19rot4Siot4cfot6Zaot+heouEmtouKFhouMZgouP
                JqouRMfovPxlovUYfovW6kovm9wovoCWovo+bovvVjov+Dkov+yjowC5dowDPfowDqiowKmnowTKcowVjeowd4uowlOlowl8zowmNaowrHgowzLhowzojoxDmooxFn
                loxJw1oxNgpoxPoaoxRIjoxfgloxokXoxvLeoxzIfoyCVhoyFKdoyM8goyYLfoycIRoyceooyg6goyg/foysIXoysSfoyy1doy+jdozARoozFchozMFgozNpoozS0i
                ozS9dozgQdoz20qo0Blno0CBdo0FEfo0F7fo0Plho0VSgo0Vsgo0h3to0kGjo0nndo0oXao0r8no0sSgo01XZo039fo04eno05S0o061ho1AEoo1BFyo1GReo1G8lo
                1Ikho1M3po1NWgo1QXpo1Zpho1deko13ueo2aifo2b3lo2hQno2r/go2zveo26OXo2+Vco3E0eo3FOmo3IZgo3Q4ao3Teqo3T+do3cxeo3qmyo3yvoo4Igmo4Mtlo4
                O2go4Wyro4kNzo4tr1o4ulfo4/ado4/uco5L2co5a1do5d8Yo5eLho5e6eo5nijo5ojfo5orho52Kgo53mio530go592jo6BP/o6KjXo6dDoo6j+ko6knso6lQdo6n
                Cgo6ribo6wLuo6+aoo7CQZo7IJbo7iEgo8Eeno8Sbdo8Xbro8e3no8jeho8mMho8pKho8q/mo8tNpo8uxmo8zJTo84pjo87yjo9Cajo9GTio9GXXo9Gmeo9Mfco9Rd
                co9YPgo9jpqo9ldbo9nLfo9thio91dfo93sko+Gcdo+YTYo+e7no+ibbo+mLio+oZko+vVwo+yLso+2Yco+32ro++ujo+/5lo/EzXo/FBdo/F1po/K2jo/L4ao/NYQ
                o/PMxo/dbWo/hBUo/pUgo/wrko/3fqpAEjfpAIpkpAJ7apAYsfpApjjpAxHepAzXdpBD9cpBPYgpBTolpBWQfpBZ8dpBagepBg8WpBlXhpBn3UpBvBdpBzGmpB42fp
                B/rXpB/1kpCDucpCPkipCYKkpCe/jpCfybpCpmSpC1tlpC6nepDDIhpDJxhpDU3ppDYgmpDZAnpDajYpDccipDnsepD0LZpD4kjpD72cpEDQppEF9XpEIwcpEUPepE
                e0kpEjDbpEjmcpEn/epEpOSpErAepE5McpE/kOpFARkpFCXvpFCqdpFOlepFaykpF0bopF26dpF79mpF/BqpGT1fpGUuepGWVepGbznpGv0mpG00dpHFbcpHSAcpHW
                gmpHdrXpHmFjpHmegpHxIkpH03gpH49mpIF7kpIHfkpIgVhpIg2fpIpEjpIt5epIwPjpI9bkpJRLnpJY68pJdHapJlhhpJneJpJy9fpJ0cgpJ1CdpJ4zapJ7WppJ7a
                cpJ89dpJ9ofpKMEepKMhepKf4wpKgqfpKnAcpKpCbpKr2fpK2AapK3pfpK67mpK6+WpK+0hpLBnfpLO6fpLRNfpLY+fpLxbgpL1sjpL5JrpMFVfpMbwhpMgl2pMjLZ
                pMoKgpMvbvpM23jpM9xepNBQ0pNVjfpNZjhpNcPdpNmDlpNnAYpNyympNz7fpN8BqpN/KjpOGnkpOHSZpOHoppOPofpOTqcpOXIopObsjpOfffpOpA1pOr+epO2+fp
                PMfepPkpZpPlwtpPxSipQDwkpQZ2rpQbeepQkCqpQqGfpQtHqpQvEdpRBphpRCFapRJRapRPi/pRXahpRXrfpRbIhpRdFhpRmNkpRpgkpR8UfpR+hcpSKRepSM5bpS
                RRjpSVogpShLepSuGmpS1ZTpS97opS+QjpTMGhpTTWdpTbEepTccdpTgNhpThSWpTmigpTntjpToJepTrPnpTstdpTxFapTzclpT07dpT5HZpUCXupUIPjpUoKkpU1
                yhpU27opU4xhpU6ogpU7sfpU/SlpVNxgpV1sspWEGfpWO5epWZxhpWbSkpW7chpW+dYpXJFipXQ3ppX0tfpYQZgpYRkgpYidmpYvAlpYwAepZDKfpZDRdpZEsipZHb
                hpZJHupZKhZpZKkqpZRKWpZbHjpZh2kpZ4njpZ89ipaBikpaCKdpaMicpaYQlpac4hpanudpashbpax7ipa0Qnpa4mtpa+skpbBnbpbC5gpbLKdpbP1ppbRDjpbRMr
                pbSlppbcCfpbzFqpb01dpb4hdpcEEipcRelpcU7hpcaqcpcivapcqadpcsWfpcyejpczmWpc39bpc9PepdIplpdKQgpdPWepddpkpdiHlpdy5hpd6Ucpd6qnpeDZmp
                eGlcpeKVbpeK0tpeR4cpeSAfpeWLopeXZxpeoUgpeuYepexJdpe9KdpfAEcpfIfZpfIrbpfKebpfeTkpfmzppfqHkpfy0npfznepf7xepf9hipgBFbpgGYkpgaespg
                cnppgfLipgotfpgrDTpgz6apg/OkphE3ophT+ZphWkqphiDaphlAlphsydphvjkph5JfpiENfpiM4apiZjtpjJKcpjL7epjMzbpjcEmpjdOopjr3cpjuTspjxKcpj9
                KbpkCQbpkOqipkcFtpkcpepkgeppkkykpkl0jpkqbwpk0kupk16cpk9wdplBZjplCihplOtbplTFnplmgdplmwepl3ckpl72fpmAd4pmKampmOkdpmU/lpmakrpmea
                gpmnykpmyOZpm1Kipm4kUpm7lOpm9CnpnDVhpnTMjpnV+hpnekipnhvupnnhbpn0Lypn2itpn4Hipn6Adpn7qgpn8pjpoAfepoMQgpoRGupoamcpofIqpogEvpolGe
                poyQepo0/Ypo2Bgpo+JdppGzjppLufppoWdppt0lppyuXpp8Rfpp/jdpqFCepqHLspqSrcpqYZepqa6kpqcKSpqfqfpqh1rpquakpqvsopq7akpq9cqprAPmprNHpp
                rVImprXmaprZonprj+kprwFkpsJnqpsSrjpsXZQpsZmkpsa+gpsbmVpse6apshr6pspLjpswxmpszKeps7DiptGebptceepteVbptgvTptpblptxlfptyJYptzplpt
                8HdpuK4ypuPfkpuVjdpuZqnpua5npub9bpucPcpul+epuqXjputOkpuxyapu4wZpu7DopvJbipvMBrpvR2fpvS+rpvhjkpvjwipvoajpvqafpwjFppwq7hpwrCmpw0
                Gfpw0mkpw39fpxGGlpxH0bpxlZRpx0hjpx46lpyAbfpyAutpyEmnpyLMjpyUZgpyfBepymLypysAqpy6Ylpy78cpzUGRpzX8kpzZiZpzaAdpzhUUpzhXepzpHipzqT
                Tpz1Sppz4Qlpz5Sapz8nsp0EAkp0Mktp0cGip1Flmp1HOdp1L1sp1Uonp1W3bp1irkp19etp1/Wfp2DAjp2FIZp2YNnp2qZgp28wXp3DPdp3HJgp3Obsp3TEdp3U2j
                p3WPup3Z8bp3hiop3m0Zp4Cohp4G+lp4NRmp4Xrmp4pnup4qFsp4quip40dqp47shp481dp49qrp4/ufp5GCkp5Iptp5nPpp5njjp6IIdp6UEop6Xdcp6cadp6mqip
                6vRep62Zgp6+rhp7OPcp7Sxkp7U4tp7qtcp7refp7t5qp70ucp78xZp8JTcp8QQbp8Ronp8cMlp8e+hp8y1qp8/Amp9JpVp9TDfp9pAlp9toqp91Ulp+Gstp+Ixip+
                KLop+Ybep+blep+fhgp+mYQp+panp+pobp+p2np+zVWp+5pYp+54ap+7kkp/K5lp/LSZp/Lnjp/MYfp/Ozdp/pvip/6QWp/9FZqAKGoqAMwfqANBvqATXZqAc1kqAm
                MZqA4mnqA8TyqA9BWqBJWgqBJpkqBO9xqBPbkqBWViqBYKgqBaUjqBdVjqBd9kqBkMiqBw2jqB1UiqB6XfqCBZfqCG9hqCI0gqCTuTqClwmqC2voqC31pqC5lgqC8e
                hqDDZfqDPapqDVedqDXctqDXwYqDaQiqDe5nqDphkqDt5hqD0tnqD7dXqEAQuqEEwdqEkYeqEmYbqEmnhqEt+dqExMeqEyHjqFARfqFFbdqFFtbqFGFeqFMolqFQ2h
                qFc9WqFdffqFdpdqFe+nqFiEpqFyUfqF4dcqGAEgqGCZsqGEEhqGJgqqGSscqGf7pqGpTbqGpkrqGxKhqG5fjqG7EaqG/eiqHCNaqHD8kqHk1eqHlqcqH66aqH/fmq
                IFrfqIMpyqIXCdqIXmdqIZQeqIhkdqIlfiqImkXqIyigqIz5mqI0VeqI9FYqJLkeqJV+hqJYMhqJtSjqJ3EhqJ90eqJ96pqKCjoqKDyeqKIreqKTpaqKWbYqKq0dqK
                04nqK/NiqLAmfqLP9fqLYbgqLYxkqLeBnqLoPeqLqpXqL1tgqL6ulqL7b4qL97qqL+DoqMLufqMMMhqMMqoqMNHoqMPAfqMU8iqMbSZqMdAXqMu8iqMzqYqM0ugqM2
                CcqM2KXqNBRcqNMz6qNSrbqNTTcqNUwoqNdhYqNhssqNkmcqNpAfqNylfqN3BTqN5IqqN+EgqOQpkqOUgeqOiXeqOsNoqOy5XqO2QgqO4guqO5JsqO7cgqO9SbqPCG
                WqPVWeqPWpjqPZKcqPZNkqPl24qP4ZfqQAJZqQJJjqQSarqQapeqQgRVqQlorqQrsbqQ1JjqRHReqROofqRS7kqRV8cqRWhkqRYJTqRZhjqRyNjqRy2eqSEYfqSXNs
                qSXlXqSbVaqSlRgqSnBjqSqMhqSw1dqSz4dqS0xhqS5oVqS+/gqTHhfqTRzeqTWElqTWvcqTdokqTnahqTsGhqUBPeqUCKaqUSnlqUTUgqUYjXqUw7dqUxBkqUx9eq
                U6siqVLygqVNqXqVdTcqVkrWqVlQcqVsKgqV9leqWBRdqWDHPqWELqqWO8eqWPImqWP1dqWe9eqWmygqXFAjqXWhmqXzV0qYCpmqYEvkqYN1gqYREaqYkaeqYondqY
                wSrqY6SdqZNRiqZPgkqZWcbqZZTaqZbloqZfKvqZsjhqaBDpqaFgSqaWn4qabWbqacIeqaeFdqafviqag1eqat0eqawBeqa0Dkqa8lqqbAdgqbBwdqbDGvqbDMdqbO
                MvqbPFcqbTMkqba1kqbdmdqbj9oqbmhYqbogYqbqnmqbtapqb0mpqb/KiqcBtkqcTvjqccfeqc6GhqdFUgqdGEhqdN2dqdRjlqdYNfqdbrhqdn0jqdt3lqdxifqd1d
                kqeJyeqeLyfqeM7jqePLYqePUnqeZVcqehifqetofqewUcqe/5kqfDbgqfU7cqfVvdqfaJgqffDoqfhFcqfkIkqfwEdqfxAhqf7lnqgC9cqgDckqgI3bqgKRhqgLvh
                qgNgrqgOZSqgSOpqgbCVqgk4cqgmkgqgrplqg1Jpqg5Ljqg6nrqg8aYqg9MaqhIQgqhP2mqheCfqhm2nqhtHZqiDplqiL1fqiPUhqiQgdqiQ7YqiaugqibfXqieneq
                ifKeqijxmqi8QaqjHOtqjQEaqjRSjqjowkqjpKdqjuPmqkCxiqkGOeqkgrgqkwiYqk87lqlEzbqlTsnqledbqlg/dqli+aqljzoqlwolql0Unql2UXql7khqmDrqqm
                PTiqmT8fqmVOmqmYBfqmZNeqmcaXqmzjeqm1IfqnFEkqnMebqnd7hqnfcgqnhwiqnnNbqn0Gdqn7Wcqn+pcqoBHYqoSOfqonGoqoqEWqot/gqozTaqo6qfqpIa4qpN
                fZqpVAfqpWHhqpe9nqpphgqpvfmqpvtzqpxNkqpxeeqpyHrqqDfhqqHLrqqHxcqqPKjqqS7cqqeNdqqxghqq85qqq+plqrHLeqrJOhqrMkxqrPKaqrRLkqrYIXqrct
                gqrjOeqrlmUqrnWdqrokhqrt3mqrwykqrzJkqr3lsqsCNUqsF8oqsSJTqsfTkqsl7pqspxgqs0ykqs1O/qs1qeqs5yjqs60eqs65Wqs7aeqs9Lwqs/YaqtKifqtdhW
                qtekZqtqseqtvwequDzpquJxdquM6hquOiXquRFiquZMjquc0equjLlquqlhqu0rdqu5tequ6ajqu6ccqvC8dqvGWdqvIVZqvQ6LqvRQjqvVKbqvuQkqweKfqwkGkq
                wkHhqwq2gqwwaSqw1/kqw9+fqxIMlqxNjqqxQmsqxQ5lqxW4pqxdKoqxjeYqxpJcqxpbXqxybbqx1ffqx/GdqyMMiqyQyQqyRtaqyf/cqysPsqyzpfqy2Ygqy/hfqz
                F+zqzGxfqzchfqze5cqzledqzt9jqzuQeqz0Tiqz1Qoqz8lmqz81pq0JXZq0K7Uq0Wrdq0W8mq0daZq0eSjq0gJgq0l+Wq0pGjq0x1dq07Wiq0/Bgq1R2cq1T3cq1X
                Ltq1Xquq1f6oq1qAUq12tkq2MGcq2Nudq2Qciq2rieq2uEgq2v5oq2xkkq23Jaq28sdq3Eaoq3Exjq3uOiq3w9aq4Gbeq4Ngnq4OCcq4lXcq4nUZq4svhq42Ygq49u
                hq4+GZq5GFdq5O4zq5gReq5koeq5lJaq5nxiq5tDdq506Zq56hbq5+msq6D9iq6Mnoq6QkZq6lFcq6rhhq6xsiq6yznq60irq7A0dq7EDoq7Fafq7MOmq7WL0q7edp
                q7h0Yq7pJaq7zKjq70Npq8CMsq8GWfq8Niaq8mxhq8rWnq8tmuq8uNeq84Nnq88Tuq8/PYq9AXuq9CWnq9N8dq9SFeq9c9gq9eciq9iosq9kcgq9v2dq995iq+APhq
                +eiwq+m1hq+6mfq+77eq/Jvcq/YNYq/eYgq/i8hq/rrcq/02mq/4odq/6wWq/7vkq/9qdrABierAGKerAM1jrAPXmrARyirASxirAY8hrAfpkrAiYfrAl4frArMdrA
                77irA/darBCZbrBChsrBEgqrBHjUrBa+lrBbFgrBeEirBqhirB4OerB7qgrCFEfrCNTsrCZKcrCh5hrCmHmrCrlmrCw6krC7ecrC8xmrDD1arDEvsrDGihrDPhorDV
                qYrDjPfrDsIerD0cmrD4tgrD4ucrD94erEW1nrEisjrEjUjrEoThrEyCnrE/pgrFIzYrFUiorFXxerFeAerFfAsrFhcbrFm/irFnrVrFtuYrFwtarGBmfrGL9jrGNa
                lrGlxlrGnOfrGnZerG1NerG3GrrHAMlrHLkcrHYCjrHYQyrHYojrHbhkrHmIjrH2/grH90frIGRmrIRPerIT9grIaAkrInpyrIrXWrIv5frIzoOrI1sfrJLHirJgFj
                rJj9nrJkLkrJo6irJuKarJuThrJu2yrJx7erJz1hrJ6ryrJ62frKD+mrKEbprKKhhrKMQhrKXrirKZyirKclgrKitirKm/nrKnVkrLFQprLHq/rLJKhrLKMarLnYpr
                LzQYrMDhdrMUxfrMm+irMsZirM3UhrNAjqrNFmWrNOOerNbMdrNyzprN+oirN/AerOCOjrOHBdrOKWfrOMLhrOR3frOV+crOoRnrO1jbrPYihrPk+jrPm8nrPuMfrP
                wperPzkZrP4cgrQDDkrQKIgrQL65rQc+drQhyhrQwTkrQ16frQ5EtrQ/YerRJderRPlhrRp1nrRuH3rRvJPrR28crR8AqrSHIQrSRVirSXfjrSXwfrSuJhrS3dnrS4
                RgrS+oerTPzarTX/frTZyjrTaHorTbLlrTjSZrT46krUEjarUMSerUPWTrUPrbrUWtbrUdjdrUordrUswzrU26qrVBMhrVFktrVKPgrVL1frVU9grVXuqrVdQirVdc
                grVfRhrVirWrVksrrVwsorVyaZrWGDerWUDTrWUXfrWU2frWg2lrWowarWqadrWt/grWuCirW91drXAHfrXK4mrXU9jrXmDqrXtllrX5fOrX6pdrX9ekrYEGfrYK1f
                rYP/brYZPfrYkUhrYoVsrY2MqrZHXarZHcVrZIYmrZXNUrZmQhrZuUhrZ7VfraI8jraJHkraa2arabggrafDjran7irarfXrau8frawPnra1eera1sgrbJmhrbQUhr
                baKhrbbLmrbf53rbjwgrbsbdrcE6drcGdnrcI4jrcKearcT1crcYDrrcZCorcZqkrcaGbrc85SrdGGUrdidirdjPprdkSerdnEhrds7grd7Jvrd+LUreJEdreK5pre
                QXWreXthrecFkrecvhrec9brem0krenumre6iWrfGKbrfJTVrfKAorfP/XrfQMgrfQNXrfVehrfhcmrfmrirfmxhrfqpfrfqzirfwzdrfx6jrfyByrf28Trf3KorgT
                ltrgZpirgaanrgbLdrgsTergzsbrg53orhFperhGcmrhHHUrhP8xrhVflrhWFcrhiKgrhkNZrhnLjrhoRbrhrSXrhw9hrhxQNrh6Hkrh6sfrh+rlriPBdriVIWriV4
                triWDgribmerinqqrioqjrit7crixdYri8flrjD/ZrjH8orjMserjOvbrjQGerjkdZrjnVirjttjrjxGdrj4YWrkEQerkLgerkWOhrkXIqrkXxlrkddcrklBfrkrnd
                rkr2lrkuScrk3vgrk+nirlHrnrlNZXrlNefrlSYfrlSecrlZOerlc0krli7hrljChrlmjbrlqixrl3Dprl7pfrmCpcrmOldrmOwcrmXYUrmbbhrmegXrmp6drnMzdr
                nSugrnZ2hrnbnfrnc1xrndlqrne1XrnjnjrnrTdrn83proPMVroQcmroQvgrobjbrogBkrohLhrolfYros/lrowuqroyVeroyqgro3Kkro92jrpCjwrpHkkrpOCkrp
                REtrpUTdrpZ5brpk2XrqCtfrqRmVrqZ7grqceZrqdflrqpYarqxhjrqzHhrq8IhrrCFdrrGnYrrHvcrrKldrrROfrrT8errg5YrrkKbrrvxmrr0edrr7Ljrr+0hrsB
                WhrsTTersVEprsczmrs+FertFnYrtIZmrtJKertKPprtMhirtvHZrt9PeruECmruFY2ruKOkruM7eruYYfruenfrusIqruswgru5wervZZkrvhZervsTxrvtHfrvvN
                grv9BfrwEMsrwGyvrwmAhrxD0irxIQZrxKUlrxK7drxeDfrxqqXrxtVfrxzjerx2kkrx4zfrx5fprx8OdryAvbryJlTryb5dryerhryptiryvffryxEfry4gkrzCCZ
                rzD+przEiZrzlVprzmqcrzvwkrzy8irz0Zlrz1serz7yhrz790rz9xfr0Dpfr0GWer0Tzgr0VDbr0bcZr0b7sr0e2hr0oeVr0ohjr0p/fr0r/kr0zGrr072lr0+Ohr
                0+lsr1HHhr1Nihr1RQpr1cZjr1mLhr1nmlr1o0qr1xNkr1xvkr1zXqr12Xgr12ukr16zdr19jtr2AfZr2KOgr2LRdr2aClr2dcmr2oUir2pJkr2vTdr2xdgr2yvqr2
                5jor3RHSr3WG7r3WR3r3ZLbr3Zgvr3dXdr3exnr3g5dr3iDVr3kQZr30Thr4Pnfr4X/dr4iBdr4kSlr480er5GCjr5QUbr5eNjr5qVjr5rXlr5tNnr51zar53Rjr53
                epr55har6InTr6LPdr6hXdr6oPfr6pZyr66Nkr7IZQr7Kiqr7axRr7fKjr7vzRr7wTfr76tnr8MMer8VYjr8Zcpr8gjir8j4br80Shr857dr87tpr8+Wqr9ARer9N1
                pr9QuSr9aVdr9gAgr9ngjr90dar+AIcr+BIcr+DMar+QHlr+Qzgr+Voir+apnr+bVor+dRcr+fcor+iBbr+iYrr+5Sfr/Irvr/T4or/gAkr/v10r/yygr/6Olr/8fe
                r/8yasAPOfsAXpXsApjesAvPgsA1ScsA2KnsA8MhsA96lsBRvvsBa+isBb3jsBjfisB2ZksCHoosCHvzsCIarsCQShsCQqwsCRxJsCVbcsCl3bsCmNusCnTdsCpaes
                CrVdsCuYjsCxfYsCz/0sC4mksC8DgsDHUesDIUisDIqesDMrYsDX3ksDrSYsDs2isDtwisDu/jsD7rbsEA6hsEOoesEWFksEhOnsEhemsEuamsEwgYsFD9psFHhnsF
                WEesFbAisFcGasFvorsGLZWsGOjjsGREnsGWjhsGYhjsGY8psGqLesG24bsHBMgsHFmfsHGVksHJSksHS7WsHX0nsHawfsHg5esHtemsH5HlsH7gasIQcfsIQnksIU
                x1sIYPesIY3lsIdhesIkKqsIynksIy8ksI9cVsI+3dsJBdqsJFkisJHLjsJMxfsJYJasJkSnsJlatsJyrdsJzQesJ5tmsKAe1sKMMtsKTPtsKaansKvjhsK5efsK8H
                msK+JdsK/UhsLBJfsLBKlsLBX9sLF3osLTwWsLWFdsLWbksLZkjsLZ3fsLd3ksLgVhsLmvlsLngfsLnifsLsXfsL7yOsMGmcsMLrdsMSwpsMiVfsMoWRsMrSdsMx2b
                sM1BWsM2ucsM+SbsM/KnsNW+dsNordsNxjdsNyrgsN1tqsN3UisOCHYsOE+hsOLU0sOW/jsOuvcsO4crsO7TesPGFosPGNlsPIynsPJnnsPeUZsPhZwsPj3ssPkFfs
                PyZisP67dsQgU0sQuPpsQ1sfsQ6EhsRGgesRMsesRbupsRb9csRgfdsRvfjsRwPmsSAuhsSBAdsSCaSsSVdesSYrosSeUbsSqGpsStHdsSt8vsS1wbsS7KrsS/fgsT
                JxnsTW+isTyEdsT0lcsT5HesT8YfsT/1XsUDPqsUFBhsUHvfsUMFXsUPGcsUQecsURnlsUUofsUZSusUkkjsUt0nsVLJnsVLudsVj0jsVtFpsVyRosWBD1sWP1asWQ
                ddsWRCbsWRjnsWTmhsWYAxsWfaesWhdfsWr3csWslesW1sjsW3iesW8aasW9bisW/7ZsXMyosXPucsXUqfsXg7vsXnmasX4jZsYE3hsYTKisYU8tsYZqdsYZ5hsYj5
                asYnNosYrbdsYtbfsY0khsY1MisY69asY88rsY+zgsZJ6hsZLJjsZnYSsZrJjsZuigsZ6rgsaTDjsaWgjsaYEisaejesapedsat8hsauKvsauLasavwgsa9fmsbAKZ
                sbBXfsbMbisbTAdsbXCasbaBtsbcqbsbtmksby9isb6AZscGfkscGrZscNfdscQWescTdascT+wscflmsclInscpjgscqd2sct+gsc0lcsc3losdDFesdJTksdQVZs
                dTZUsdfLhsdkHhsdyQaseFDnseJPtseTIeseUzkseYhdseY3ksekibselQcseqRksevQfsevcese5vzsfFdhsfFffsfPNlsfbMvsfiRvsfnlcsfyyWsf0Oesf5wdsf
                9Fjsf+qwsgHJasgRWgsgRtmsgSxisgUrhsgfojsgkdssgnaasgv8dshAfjshCXnshGRishLjWshL3kshOheshZ/ishbzhshs/ashyFjsh71esh9xhsh/UfsiA/jsiT
                3esiVlnsidKesi0+usi9odsi+1YsjDJksjGWfsjJkesjNd3sjNnssjl7fsjxroskEbaskFPnskMrkskOfkskRveskS5yskW6nskaZhskkeqskxnesk1Lfsk13jslEZ
                sslGamslHVpslTZrslaynslb9Zsld3VslfrbslgeZslxYXsmJFdsmROXsmScpsmcejsmwKhsmwkbsmw/gsm36gsm+QesnETdsnQqfsnTthsnmqssnmttsn6clsoA6s
                soBAZsoKxgsoOaTsoUbmsoY7isogtksoyRlsozLgso5wgspDbhspJJispSaaspa2espffdsphHfsprRispxPwsp0Wfsp8hgsp+Yfsp+eWsqIEfsqLgbsqMmisqe3ds
                qytdsq35Ysq5ahsrA2nsrI+psrLDmsrOknsrQBrsrVgnsrtEhsr0+esr7Zesr8eissD3gssIaWssRJXssTWgssaPCsscvassfdPssf6cssi2dssjesssmHWss0ojss
                2Akss6HostCLbstIdYstaLdstdUdsthJbstoKbstsXmst10nst3Ihst9Mfst+smsuFnlsuIHksuJcnsuUShsuf8bsuoomsurhesurxksutAisu6UWsu7tisu+/KsvR
                BUsvX/WswJdqswSseswUxjswc6gswgQksw42isw6Ngsw9XnsxWMfsxaT3sxfKusxxkvsx7kdsyc8fsykH/sym4gsy37osy++nszFJfszVJnszd5aszn2cszrqms0D7
                ts0Eevs0KFjs0Lkds0L0Ys0dPbs0dbbs1Dlhs1I6ls1cDqs1cyws1fTZs1x4Xs1+bgs2N6fs2YZms2bZss23dgs3GwYs3U7hs3XVbs3gJms3s2ls3w7Ys4HAhs4Wba
                s4aias4n1ds4qYds4wKos47XWs5Hshs5Khes5Xrls5YDts5d2hs5p2gs6BVns6EFjs6IEvs6UZgs6dShs6dkfs6oYes6qjis6wRus6yPgs6ydis64grs66Mds7DOes
                7Ddds7HYbs7UBos79aws8AZjs8BWfs8Lkss8TS2s8Tqds8dc2s8ngts8+gbs9C3ks9FFps9ZFas9hXis9wHxs926ts94Ehs+BRjs+BZks+Ccgs+K7ks+bQgs+h+qs+
                lDhs+tXYs+vZjs+9Kgs+9xhs/UNds/YHms/Z3js/cxds/q5ms/3ajs/+pitAGLjtAMIetAf3htAiNntArbYtAwnntAyDstA4rftA5FWtBIJetBO7ZtBRFntBdIwtBh
                SjtBn8jtBrUstBuYdtBxvjtCAKVtCKl7tCTTetChrrtCiahtCnIjtC4qYtDAcatDA9wtDJ4etDOfjtDQCetDWmgtDcjmtDdagtDhKZtDr4gtD9wctEElotEHSitEQk
                dtETWetEaImtEdRptEvcetE0dctE0ibtE6citFUMntFepetFjVgtFr3jtF03atGAJXtGE0etGLsttGMI2tGQTdtGcJftGqIhtGqpqtHDqktHEWktHJpctHKNctHTrj
                tHUMdtHWcqtHbNftHeWdtHhxktHh7gtHi3htHsHetHs8gtHt4ctH8VgtH/IjtIFuctIfKltIormtIrZutIuuntIvdgtIyKotI2jftI4jjtJHeUtJVmmtJWfitJaopt
                JlKetJq2ftJuGgtJ0sqtJ5YftKGhbtKUuftKv8jtK5altK5/ptLN3etLSkhtLjcttLmudtLp9ftMIugtMKbgtMKoutMQkgtMVyYtMWietMdTitMeIntMindtMvfhtM
                yrbtM5bctNTRttNYTetNZNjtNZzptNcGftNcRhtNjjftNvCdtOAqitOUIltOfUktOmQhtOpfdtOrBftOrbftO0KftO1hrtPCpltPCqntPJcitPZBrtPjzdtPksptPx
                lntPylrtPz7etP4vjtQBDytQEZjtQG1itQJZqtQKMctQSiftQw2ptQ0IctQ0fftQ8jdtRELitRJYrtRLhatRMFctRXzftRZlqtRlQgtR14etSB7itSGXctSXvktSfq
                dtSjrytSl+htTNkmtTa3vtTjyftTmaftTnWgtTpTjtTuKYtTzActT47atT+7mtULKktUTfntUYDetUcUjtUdKmtUk9jtUmHltUyOjtU9ymtU+0stVEbXtVINltVKTj
                tVOfdtVO3ftVPQctVWeltVWtmtVgCjtVlUctV76dtWGNZtWPOWtWQHitWQeVtWWqjtWazutWdbftWd2mtW1YktW/QbtW/rdtXFpXtXGw5tXTrctXayftXmnltXx+Yt
                X4xetX9lmtYDRftYIVftYV0atYkpgtYmRgtYwmftZF+otZH5itZRyitZWqrtZm0jtZtLltZuYftZwzmtZxObtZ1OetZ3UktZ+80tZ/nhtaAxgtaCDgtaFBgtaJNeta
                Pudtai/dtarvotar+atauOutau1btavufta3rota5kbtbgditboeltbpcctbqmftb3uctcBmltcEg7tcUVntch/stcpMitctGftc8QOtdBRktdDTZtdD4ctdSXctdV
                mhtdXa8tdajotdcaftddKotdfOvtdnCqtdo2gtdqjgtd1+jteA0bteKyvtecChteciWtegpmteqBktesggte2ofte5whte6Tjte66ete7UytfPvntfXhbtfg/ktfrL
                itf0jitf1Jftf8FrtgGWQtgkXYtgqawtgzTYtg1lnthDnathIUWthKAethK+hthNtethXactheshtheyqth3Uith7Lgth8wmth+RhtijPktijmhtiuZntiv/btiy2p
                ti5Okti/JftjALftjBGatjMxltjOnctjn5itjqQktjrtltjsQntj4vjtj7gctj8zgtkAwftkC3wtkUVhtks9ktktgitkwyltkyBdtlA9ZtlCTotlFPZtlKAktlQ/at
                lULktle7htliWitljmbtltkhtl8NdtmSPotmWNXtmd5gtmeyutmhZatmiBbtmyfptm4Ldtm43mtm6Jxtm60gtm8Zktm9tZtns1gtntSbtnw+dtny/Ytn1+jtn+xbto
                EgjtoGwctoL5itokbetokrgtokuktom8XtonEetooOeto0lvto4Tjto8RYtpP+ftpa5ptpcmVtpm9ftpnJWtpvMXtpwlotp21jtp8vatqSKstqd2ftqfpitqjSitqk
                0ZtqnZktqquftqq+ktqurbtqxhitrCcgtrFjctrF2dtrR/Ttrh8itrqlitr1Oatr3tWtr79btr+cttsTxftsbUftsjpbtsnJ3tsukots2rmttGehttIlqttLBjttSi
                cttXguttcFhtte0pttqdptt7bdtuUaituYWfturAhtuzmltvCFrtvGzitvNyitvSHdtvT7ltvbaZtvbmktvhmetvmFstwBQetwSngtwS7btwYFntwdjptwjgmtwvtd
                tw1Vctw8hdtxA/VtxFHjtxHPitxI+ltxPeitxS/ltxZEktxcPbtx4Omtx5Fmtx8hltyEFctyHGptyH2qtyH6etyTAftycTgtyelmtylHetyumjtyzBfty560ty74Xt
                y79etzqHgtz6Aft0Iykt0Jsnt0L4gt0OFht0PxWt0m0ft0yuut01Ygt05Tot1BJbt1WAjt1YKWt1eyut1g6at11Sct18Pbt19Xpt1+Sht2C6et2IAit2IiRt2LOgt2
                Q9rt2Uewt2VUjt2avVt2qTgt2vdZt27+dt29Ykt3Hugt3LVct3NOat3OQqt3cWvt3cxpt3dUlt3h5it3iQkt3u+Zt3xFvt35pdt36jft4FVzt4LEot4OGst4Obbt4O
                6Yt4TEbt4Ybgt4eCkt4qzZt4rfft4xrZt4yipt4yxit4zOUt41eht414kt44Snt5HiVt5OEjt5OUat5Q9ct5WNYt5Yajt5jJZt5jgat5kOYt52Syt56yYt6HOit6HW
                Yt6O1ft6Q7st6VSdt6gsqt6tfgt64C/t7bbbt7rytt75vRt8Azpt8GWbt8J4st8PYat8Went8x+ct82bft85vWt9L4tt9PAft9Tcet9Zl/t9bLrt9hkft9hogt9nKb
                t9uFet90pbt92kct967bt+A/jt+Eift+FNdt+Iadt+JEpt+Vnkt+bijt+b1bt+9Nht/HFct/IVit/MBft/Peet/aEct/cfWt/ebrt/lcft/oxkt/pNft/uLdt/0yht
                /5OXt/61ft/7yht/75at/8gmt/9ASuADrfuAJfVuAeRkuAjMYuAlybuAnXluAoEfuAqkfuAtiwuA1ifuA6jwuBB4huBX9buBZvcuBarRuBxNguB2pluCBmeuCOHnuC
                Z4nuCaNkuCgMjuChVauCiVfuCp6ZuC2JuuDDHmuDKRjuDS1iuDTxpuDVtSuDwzvuDxnYuDxojuD/bpuEa+juEimZuEoZiuExrxuEyXduE94cuFFSguFKBmuFVNmuFi
                eguFkAguFrjsuF6ZUuGELruGIncuGJRcuGNUjuGOuYuGPspuGSAbuGSqpuGaMquGaUbuGtIbuGthsuGyGmuGy8euG7/puHIffuHJhmuHMu0uHNMcuHScbuHgEeuHu3
                tuIVHluIYTcuIbiiuIckduIefiuIjWguImbguInOouInrluI2UeuI+W4uJCefuJR4duJYNeuJe+cuJu+fuJ3vfuKAymuKMVnuKQHmuKXFnuKl2euKmrkuKpxjuK1hm
                uK2AZuK4sruK/IauLI4buLdCyuLiLbuMLSeuMOQiuMObfuMeOXuMioeuModeuM7seuNEoZuNRnZuNcYyuNjpfuNrJuuNrubuNvksuNxCkuN5WiuN+YguOP0fuOb1eu
                O9EfuPCkbuPEVkuPO8huPQPluPglguP8nouQDdfuQJLquQLrmuQeyquQhgduQp9nuQqieuRGpiuRQcnuRd7euRgnfuRincuRoJiuRtApuRtNiuRwYjuRwcRuR1FbuS
                E0iuSJJZuSMafuSSCkuSbTcuS4ShuS7XruS8CYuS/FkuTNyguTYIhuTYunuTe6guTnziuToHruTpAYuTqmguTsYouTs4fuT0PjuT6ciuT7djuT8fnuUE3euUZ6juUa
                TXuUiCfuUk/guUvOduUxOnuU2WjuU5ViuU64euU76muU9EduVY7duVZecuVvBeuVwNeuV17euV7BauWUpquWUr7uWVshuWlOduWqdguWwhjuW3jduW90muXD2juXGq
                euXLRquXQISuXYx0uXrWcuXuShuX8DfuX+ewuYHiauYT6duYfKiuYgkruYowEuYzfhuYzpkuZAuquZE2duZITduZOvpuZPRguZQbluZsYUuaADluaUhmuaU+WuaWhj
                uaZAauapTluaxKdubNCfubNu9ubToeubVriubYbZubnWqubnndub0lXub7scub/6qucHReucI7gucdJZucdrguciNfucoj6ucrLbuc0Fauc2yduc22uuc+qnudAGbu
                dFwcudF3qudNTeudSweudXtjudsOeudssfudu8mud4gRueHuyueTPnueTshueVEduebRguecKgueeJfueqjhuev6luextpufCahufCyhufP7XufSi9ufWPoufY3Yuf
                bTeufcT5uffUlufqJnufrsjufr6cufu1iuf4wjuf5rrugDyhugEgbugLjkugiBfugjgYuguDjuguvfugwDfugzLcugztwug76kug/YmuhDicuhFaXuhIEeuhMLiuhV
                cZuhfyhuhiXquhmOhuhpDluh3fcuh4ceuh5/fuh9Lcuh+9guiGahuiPPruiTBsuiX9Yuisdiui9Alui/6gujAujujDjXujJnoujXufujpsQujzMluj3wfuj9BdukK9
                qukMwZukO1dukQFgukVUkukpOcuktmhuktwiukuhkuk1Jeuk6+TulMakulbqgulfUiulyEgul9orumD6humNWpumNqdumuqkum/MgunGEiunKfaunOSdunVoeunbDg
                unkUruno1iunyDqun3tfun5ziuoDXZuoFLiuoUQguobKhuobaguoedauoyfhuo8Nkuo8hiupQ9iupaGbupnybupq2YupvQkuqDPpuqG4cuqHLauqJouuqNNduqP6ku
                qQxfuqRptuqp3nuq7Jguq7xhurEwiurJGnurOlmurXQiurYNtureCzurivlurwNnurwR0ur1mdur5Tgur6Ylur82gusE3jusUNbuss7hus+XZus/9rutNKcutSZiut
                VxuutWuZutpJeutqieut7fiuuCRkuuGwnuuKKiuuQYguuSNhuucIcuulaNuuqFauvY5nuvfOnuvhObuvhQjuvjikuvtKmuvzdquv5ZZuv9ChuwNsluwS5puwVGkuwp
                Wquwt3tuwz6cuw1sVuxDoauxLrhuxL7duxQDauxSkluxXtguxgGpuxu3iuxu9dux49cuyBJkuyOcguyPZiuyYeluybqguyoJhuy4EbuzAucuzS9huzd2Yuzomku0A4
                gu0CVSu0FGiu0GPou0KHiu0OIgu0P3ru0Rcdu0Rymu0UKqu0Xzeu0dRgu0dmeu0eSWu0sFdu0zbiu02thu07zdu0+4qu1ERnu1RSmu1btOu1g1hu1kDgu11Onu2CdZ
                u2LSgu2P3ou2VGmu2Ythu2fRcu2ntfu2uXhu2+fgu2/9eu3Kduu3Seru3t7eu30vnu36xeu38yYu4BBau4HAhu4Iuku4S9nu4qddu4vZcu40tiu42jeu44qeu45Abu
                45Vgu5BRgu5OUhu5Qbku5Q1hu5UTWu5Wvhu5XCau5bkou5p/ku5qRgu5rjqu5xjgu56veu58Blu59rqu6KTiu6Uxfu6eTeu6jgVu6sIlu687hu7Teku7UUeu7aRgu7
                jniu7mjnu7qseu7yHbu7ySlu70isu79Lju7/zcu8P0ku8ZUeu8kSeu8kWeu8pvgu86aiu86fhu8/mqu9EEhu9oNlu9sAfu99tlu991fu9+mcu+IIau+MUau+Obiu+W
                9fu+bLlu+bNgu+e8su+fQgu+mleu++xku/AaRu/S+eu/Tpdu/UCnu/dhhu/sxpu/utku/ykgu/86avAIuhvAIySvAJxdvAOTfvAQCvvARcgvAXZdvAXqdvAYGevAYL
                fvAakdvAgfsvAmyavAq5evAuGdvA3ehvBI3evBQ1YvBsgXvBs7ivBtzqvB49dvB7XuvCANkvCCYYvCFDwvCI1qvCRKbvCZHkvCmUvvCoOpvCqjqvCs9qvCtVhvDHJY
                vDQPmvDS4rvDjodvDlhlvDmaevDmoavD00pvD17hvD31lvD5jkvD70mvEcrjvEkSpvFG3cvFN5cvFR8fvFTwlvFtEbvFuFpvFxoUvF+ikvGEHqvGEQivGNESvGQFhv
                GVbpvGdjnvGeNmvGrqavGydgvG5PvvG7ZdvG/idvHKosvHM+kvHN4mvHStdvHZfcvHuClvHvPavHw5bvH8BvvIZyjvIf5gvIivcvIrIpvIrqkvI45kvI7WcvI7ylvJ
                FRdvJGkivJSoovJaMfvJdKhvJqAYvJrzmvJvRfvJ2OevJ/dTvKfPlvKoJkvKsUnvK0NfvK2PfvK2TnvK51tvLESjvLIEivLT5mvLWvZvLcflvLoNgvLoxWvLqoevLz
                lavL1IdvL/wbvMFWcvMGkfvMTRivM/ocvNSYjvNWZivNhCjvNm5evNoccvNsWbvNuTevN1CpvOAzcvOjIevOlMovOpzfvO5rkvO85mvPHojvPNAevPRbuvPX/ivPbk
                ivPc4evPdtevPwqjvQEprvQIChvQWFYvQYokvQdTpvQf5ovQkgavQtycvQ6OqvQ9tgvRBFZvRELjvRG7cvRG+/vRJgdvRYddvR4kdvR8RevR9QkvSJmjvTB9ivTNOg
                vTTAqvTTshvTUHivTk6avTzeZvT06ivT37ivUE5ivUzGpvVBNevVF5XvVKkjvVKvivVN1ivVQplvVdLnvVdWkvVfqfvVlwcvVqFavV7yYvV+9lvWCnkvWDImvWTnpv
                Wg4jvWyIhvW1FfvW19lvW4ydvXFSivXG/RvXSXdvXYMYvXZglvX1GTvX3xmvYFdovYVQfvYersvYjXqvYkDmvYvnjvYz/XvY4amvY6GfvY6xkvY9gmvY+1YvY/IevZ
                AJfvZKUkvZPuuvZS1tvZwNhvZwfcvZ1YdvZ6iavZ+UlvaAbhvaDNdvaOFmvaRPgvaWBevaXxsvaYTtvadudvakYivaxknvbAirvbMtkvbNDUvbbOtvbexkvbfHdvbf
                dkvblidvbr2hvbsOjvcEwdvcUxfvcfrdvcgUovcuWivc5aXvdCejvdEUmvdKGdvdP36vduSqvdwynvdy0evd5qaveAPdveBEgveDOpveK/kveUDYvel1pveqidvesb
                ivesycve3Pjve3ucve/pjve//jvfCFmvfEUevfOMdvfTohvfVZkvfcbcvfgz0vfmsavf3hkvf87dvgBd2vgMQlvgSNjvgjgovgpXqvgqZfvg05Yvg3WcvhAjkvhEqT
                vhYHmvhf9fvhg2avhpjfvhxVdvhyEZvh3xjviVOWviXeeviftfvii3svi1Rlvi2/fvjCtfvjMFevjOMfvjt3WvjxYdvj+AevkAZ/vkDBdvkH/evkQzbvkRYhvkbLtv
                kctevkggdvkjnwvktYhvkxZbvk9bvvlHJfvlUhivlWdgvldRmvliImvmOLpvmP/dvmYpivmkQgvnAchvnEyTvnFU/vnIbTvnTwrvnTxrvnW1ivnaWgvna+dvncaqvn
                dJivnnKjvntMnvntxhvn3qfvn7whvn+sovoKFevoSyevoWKcvor/avouOlvoxAdvoyQkvo6agvpCKcvpIZcvpThbvpVzYvpYlpvpY3kvpbUbvphDmvpjxdvpp9evp5
                jjvqE7hvqH3evqNEavqNocvqQTfvqQ9avqbgfvqiYgvqjKgvqjbbvqmwgvrHDevrKHavrKLfvrNVbvrPOgvraBZvrc3evrifcvrofnvrs6evsR1lvsU7gvsZ0ivscB
                ivsdObvsdSdvsn8dvst5avtLCtvtSS1vtc+mvthJkvto1mvtt8avtv2qvtyIbvt2Ykvt5Yivt6Zfvt8/cvt+pjvuFqevuPDpvuPYivuRicvuejhvufjkvufmgvunLg
                vu62gvvFMevvF/fvvHybvvI+bvvLtjvvNXivvPRmvvWRdvvg4TvvqBpvvqRsvvskfvv2Zhvv50Yvv72bvv8tkvwEsYvw1Dovw3qpvxDpSvxG6bvxPIavxVEevxeorv
                xotgvxqgYvxvtdvx0Bdvx02fvx1Favx7Stvx88UvyHgfvyLRfvyUApvyYimvycNdvyj7dvykzbvyp3dvysItvy0Uovy2gfvy6aWvy6povzDngvzGrgvzLSkvzPanvz
                S1evzWDivzXefvzhXmvzmFfvznbSvzrMivzzoPvzzvdvz/ljv0E9Xv0HRfv0Hsev0Ugkv0cUfv0uzfv0zrbv006pv07smv09Xqv0+omv1HJev1WHqv1Xwpv1Zqhv1w
                Zjv14ipv16chv2CRdv2Fqdv2TIdv2duwv2nrfv25Hhv3D/cv3RZgv3Wfev3Y3pv3ZNfv3f5iv3ijiv3lUfv3xZlv3ytZv30Fjv30+jv32knv33dgv33rav37Aev37W
                qv3/o2v4Gxov4Kkjv4Vegv4gKXv4p6qv4y6iv4/Otv5Bphv5Crpv5DKfv5HPjv5LUiv5Otlv5oAdv5qRdv50wev6Bdav6Epcv6FYev6Gchv6Gtjv6PAgv6SVav6W0o
                v6khSv6slev6zjjv7Cdfv7JOev7Qaev7YnZv7vBiv7zYgv70Opv8A0ov8Kdmv8SUkv8lakv8miVv8pbmv8woiv85Lfv9Budv9EKnv9E8bv9M5bv9kEkv9oKdv9r+Zv
                9+4jv+BLlv+FYdv+F6ev+Gj4v+NEhv+Ncdv+Nhvv+Oogv+SNsv+vIfv+zhbv+zzYv/G+rv/VDdv/Wudv/bahv/d6gv/pckv/xVfv/0Ofv/7IWv/8Pkv/8lkv/9Ufv/
                /wnwAAIewAVokwAXvmwAd/pwAjFdwAmgswAr/PwBE9xwBFQXwBJajwBO1kwBoJcwBticwBuZuwBxsfwB07fwB58fwB83XwCDXgwCFwawCUClwCZ6fwCawgwCd1hwCf
                hdwCl3jwCmL3wCy1iwC7FiwDT5hwDUfgwDWpVwDZkhwDd/lwDh9jwDiymwDoriwDtFawDydwwD5TYwD6ZjwD/kqwD/1bwEFMawEGLuwEHKowEQznwE0gnwE4PbwE5G
                kwFUelwFUffwFgYbwFg3ewFnArwFsarwFxIpwF3CqwGFWswGFuiwGGWgwGHoXwGIxjwGNMlwGXSgwGcVhwG0thwG3FdwG9bkwHBdpwHLfjwHLvkwHqdgwHyHiwH1Kc
                wH2sewH5hpwIQvcwIg7fwIi5fwIp8cwIw1iwIyEUwI34gwI/SqwJEeawJQchwJSmfwJTydwJUDfwJjzdwJkUjwKAgfwKO0awKSBnwKUnewKXDgwKYGewKZkkwKc0pw
                LAymwLKnjwLN4qwLPUpwLUdfwLZOcwLiYlwLnijwMQ7ewMRWvwMWHcwMZ8lwMaatwMiLgwM0lnwNExkwNSSgwNfnnwNwAqwNwicwN2PfwN2tjwOKobwOO5cwORuUwO
                ctdwOkshwOk9awOmKlwO5QewPvxnwPwImwP1ZiwP1ucwQDDYwQUDdwQpEgwQ1rnwQ4OgwQ+jfwRFadwRQhkwRXGowRlkbwRvNkwR5BbwSHOcwSMxgwSR8kwSS+jwSV
                LhwSV0wwSaIewSeduwSiWowS5OcwS7EfwTEmVwTG0bwTHOcwTJLiwTJihwTPRlwTU3jwTZGtwTtYowT2ChwT5ukwUPxiwUc1kwUgwawUlKewUn6WwU28gwU3biwU56
                pwVBedwVFafwVUcdwVUrewVjuowVyYdwV8sbwWEyewWLeTwWPWiwWVZhwWWziwWgnpwWi1jwWxFfwW6c5wW/pfwXIx0wXKZkwXOAswXPIcwXleewXq3fwXr8gwXzpQ
                wX6IfwYCEpwYNvlwYSPfwYYejwYf5cwYosewYrFcwYsHewYs7bwY9WjwZCfnwZI5XwZSsawZYLawZZBlwZhXgwZhkYwZnfkwZpLcwZq2ewZuxdwZwx1wZ5GfwaAhiw
                aEnSwaMPhwaO7fwaP+uwaVQmwaZriwahDnwarC2wavIdwa0Iiwa9hdwbMLqwbNyewbS0XwbYcmwbbwXwbdkmwbiVXwbrWdwbuNfwbvEpwbxLZwcYwfwchUnwch5iwc
                oGjwcryswc2Wlwc6IjwdHZbwdMmUwdOGfwdTVfwdbgrwdo5fwdq7gwduYqwdxNPwd0Zdwd7xrweFRkweKmpweOcdwefgZweiulweprkweynjwe+RZwfHjqwfMAfwfM
                1ewfS8gwfkrawflTcwfn8awfqimwfxRUwf4edwgiFcwgtAmwgu3bwg37qwg4+TwhHxlwhT8ZwhU+rwhWHnwhm8jwht/bwhvMfwhyHgwhy0jwh2Gkwh3Gdwh8CdwiHf
                kwiKpjwiRAgwiYwfwiZDpwihTpwir9hwitwXwiuIjwi18XwjGNfwjLccwjP3ewjQtgwjc2lwjfyYwjhpYwjmphwjyZhwj0Enwj78Xwj88fwj+NdwkDklwkHV2wkYBr
                wkcwpwkd4lwkfdfwkrKvwkySrwk1Icwk6Yiwk7kfwlBFOwlPNmwlYz1wlbriwlzGXwl26wwmESZwmEYewmFalwmIDewmKAowmf9twmjPhwmqDbwmr7fwmtzfwmvViw
                m4Egwm9llwnlegwntmZwnuDjwnxskwnzHiwn23ewoA8gwoTQlwoYanwobdmwongewpVghwpXPmwpj5dwppbswprSiwpsMwwpstwwp3Bkwp9YpwqAagwqDXkwqNEhwq
                dIZwqdUdwqgWewq3+fwq6Vgwq96kwq+TuwrAIfwrA8awrKPlwrPkrwrPuhwrVblwrgYiwriBgwriqawrkXgwrtDewr/ijwsGTfwsIVcwsOcVwsUfowsfJpwslIows2
                Xjws9kaws+10wtMEkwtbKowtjcYwtockwtt2qwtxqZwt5NXwt61Zwt8QpwuBqYwuCwawuJfhwudCowugixwui9gwujJawuqHuwus2bwuxhfwu+Hkwu/cmwvMGgwvPS
                iwvRgkwvZzgwvZ6gwvdtpwvg1rwvjVdwvmuewvtG2wv5Wfwv+/dwwIugwwOgowwPeiwwd1xwwhngwwlWgwwuEqww+gbwxJlswxKPkwxNgewxTigwxZnhwxhYrwxjQm
                wxs8jwxtqiwxyicwxykwwx9tgwyOEdwyQYjwyV0ewyWXlwyXPfwya0ewybfmwyf4gwyktlwywMewyznZwy4BvwzEThwzF7ywzNwkwzOobwzPQRwzRgfwzUoqwznUuw
                zoFdwzvMgw0Opnw0Rhfw0Tmdw0gmRw0nBfw0zRnw01Flw0/Wfw1AdXw1ONdw1RPow1X7cw1prhw1ulmw2LVhw2Pvfw2fbcw2g8mw2lSkw2n/gw2qBdw2tcnw22sew2
                28Xw25Ikw3Ejgw3Rhbw3jpZw3rikw3zzew3z3hw32Yfw4I+jw4KkZw4QXgw4TOhw4jGiw4nZcw4tOdw4v9gw48Ihw5GUew5HGSw5LPgw5boow5jUhw5l3nw5mNpw5m
                9tw5s7mw5ykfw56mpw6Htow6Ildw6Ltdw6XFsw6/zew7CGkw7C4Zw7Exsw7HWhw7YKdw7Zmnw7Zpdw7kYgw7nhcw7rjfw7sLgw7sfdw77rxw8FWZw8He3w8KShw8NG
                Xw8O4gw8QJdw8WWaw9S/rw9Zzww9nudw9wAjw98vjw+Sznw+gogw+g1bw+pkfw+qadw+xSgw++0aw/Pdvw/QJew/Qmbw/aFtw/aJfw/fndw/ixgw/i4kw/jFbw/yZs
                xAFTfxAJ+kxAOXfxAOulxAR3cxASUhxAUadxAiFfxAjfdxAj32xAkHhxA7UZxBGHrxBQyrxBXXkxBYwcxBbxoxBj4rxBqKRxBt5exB5WdxCEAfxCLOXxCM5jxCWgbx
                CauqxCd8fxCepexClggxCqolxC6CgxDUWbxDWOgxDZGgxDaqfxDgRuxDnbbxDp0hxDwdjxD4GexD6/vxD85nxEFtkxEG9hxELDhxESuexES4dxEVNRxEbGdxEdDdxE
                eIbxEkPixEnfcxEyOmxE9ycxFDBoxFFnoxFKkdxFKqhxFMJfxFRBgxFc9rxFhwQxFjXgxFomixFs/lxFtOQxFudexF0oixF2rkxF5hhxF+EhxF+HexGJPZxGLOqxGO
                nlxGQgexGVzkxGh1ZxGiHhxGiKlxG2texG4VoxG4ZgxHFRfxHFqgxHN5hxHrsfxHvEcxH5agxIEHjxIffZxIgOyxIwlexIwrexIxNYxIxbdxI41dxI5xWxJSxaxJaN
                ixJeklxJlgrxJnbfxJp0fxJqsfxJzbdxJ3IoxKO3uxKRDkxKdQdxKe7ixKikUxKpPoxKp9uxKt3pxKwTpxK0wkxK2qKxK7SixLrwfxLtxgxL0MmxL0eixL68pxMC7n
                xMF7pxML/qxMaOaxMbwixMo/qxMyvbxM1IdxM/hhxNDXmxNM2cxNWWexNaNcxNghhxNjNexNozoxNsJixN3KjxOEetxOOXZxORHexOUQhxOWFlxOXiexO0xbxO5bfx
                O8cuxO+chxPH0gxPOGjxPO0fxPdkYxPfzfxPj8nxPm9oxPtxfxPwybxP+zpxQGlqxQKOhxQQTsxQSqcxQc2exQfbcxQz3fxREuUxRQMRxRV1gxRW6dxRaIsxRc5qxR
                efbxRohexRslexRydfxSM2gxSdzjxSifrxSlQaxSmXkxSnDlxSp0exS1NgxTCVcxTJiexTNabxTU8exTZLdxTuWcxUAxfxUGxlxUKWgxUT7bxUcCZxU66jxU7bgxU8
                noxVJcjxVKsSxVO0sxVPlaxVT7ixVbmjxVhffxV2BlxV3taxV3ufxV5LlxV7+ixWIRexWPVnxWVKaxWV8cxWXirxWf2kxWs0dxW1YyxW2bfxW8ZgxW8ikxXGgwxXTp
                XxXa8rxXjZmxXoJpxXtogxXvcjxX6xnxX77dxYAvbxYQOfxYYhexYaccxYjfhxYoOexYpyfxYswkxYvuyxZAbbxZBKmxZBnfxZF8rxZXyfxZY9fxZeGrxZfWcxZnXl
                xZucVxZzMjxZzYwxZ6ZhxZ9KpxaDpoxaS6exaW0rxabOnxam5fxarJzxauTqxav6kxa0LWxa/f2xbCyyxbC9ixbM6lxbeAgxbitjxbmrhxbnqpxbwGfxb10jxb3opx
                b/chxb/ijxcAOexcK6qxcQeexcrgexczogxdVQYxdWHexdZxdxddfdxdePfxdjHtxdsBkxd4UbxeIYdxePldxeVNdxeXA0xeX9fxekffxektfxeo2fxevldxevmcxe
                wVbxezGfxfAAjxfanfxfrsxxfv3dxf/mexgNihxhFjhxhVHdxhzEnxh2Ggxh6Icxh+Hkxh/+gxiUTexiVOixiZCxxiZEgxiiTnxiuAlxix/rxi/igxi/5fxjE5mxjR
                pjxjTAkxjtGixjxDdxkUcexkr1oxksdZxkwfexky7fxlGkgxlNUlxlOOdxlSZfxlXRexlZ0hxlaywxlbjdxlelcxlfvfxliplxlpYlxl40Zxl6bkxmF7dxmHSoxmKr
                nxmMWmxmfblxmgPfxmlVixnR4nxnfNdxnvffxnybfxn0dVxn2utxn7Gexn9Jdxn/4lxoAgwxoHzfxoI3YxoMdlxoUeixoj5mxokxfxos6dxoyAhxozUhxo+xdxpJNt
                xpSfsxpgnmxpwK5xpxPqxp1nfxp3fjxp7wlxqDYhxqD6hxqJkixqQJexqcHexqcmgxqemdxqfAgxqs/fxqtBhxqwK3xqw0Zxq0OUxq9CexrH3ixrJWoxrQjlxra2mx
                rcJixrgvkxrmPjxrnQaxrtVbxsZlbxscglxsqakxstNgxs0tfxs1Yoxs1ogxs+5axtJalxtLEuxtT9axtfdtxth7cxtjeoxtkEcxtmUkxtpUhxt7DXxuGWnxuWj7xu
                XCbxuZ3YxuhQfxupnjxu8HixvDDlxvHqmxvOPdxvRHdxvS5ixvWsrxvZ3kxvdQgxvuXixvx5gxwC9dxwLFuxwLNmxwQTexwfR6xwkvixwtgjxwu1oxw+ecxxAyjxxS
                9sxxgphxxiGkxxlTexxqHqxyEYexyMZexyOdqxySubxyW7lxyYHrxyfHdxyl4lxyqHYxyzfUxyztaxzCxZxzC5fxzSoqxzY/Xxzkqyxz5whxz7Qfxz+Jzx0Aaox0G3
                bx0YNlx0hNbx0l6mx0shvx0sqcx0vZfx02vZx1Meix1i7fx1mwVx1m2fx1vDix1571x16Rmx2Jtjx2Upix2l8cx2pcjx3Gomx3LDnx3LLfx3TPSx3Xehx3biux3fsg
                x3manx3zHex31bhx35Zbx4BMhx4JHPx4LImx4Qcqx4Qnhx4U6mx4j7ix4oOYx400rx41Jhx42UYx48Zcx5GNlx5TEhx5a5tx5caqx5jefx5scex57inx6Uzjx6aFrx
                6qpbx60Wex63Eqx7Kpfx7K9sx7Pwhx7Rsbx7VJjx7Vdbx7eYdx7q3ex7vPox7zGZx8Kucx8Uaqx8l2nx8nVdx8wrjx8yAmx9A6sx9H/Yx9Mklx9XKnx9bhox9cqgx9
                kTkx9nVdx9tsqx90Umx+IMex+JKqx+VNcx+dhfx+s7px+1Ghx+2Lbx/F4nx/Thqx/iGax/83iyAASZyABxfyAB9kyAQafyAVggyAtGzyA19cyBFWSyBSWYyBgUnyBj
                fjyBkIkyBtRkyB0PoyCMtqyCN6gyCRkjyCXkmyCtxeyCvI0yC2SfyC5qkyC7HTyDGY2yDIDfyDNceyDUOhyDUibyDZPdyDa1fyDjYeyD1ouyD2EmyD7ahyD+RxyEEx
                hyEFTgyEhLbyEhqfyEpBfyErqjyE2peyE8HhyE9kgyFBXayFCgpyFQnkyFVkjyFjkmyFlgkyForbyFrtdyF4qmyF40fyGPLYyGQobyGZMVyGmlnyGoPdyGt5lyG3Rk
                yHFmeyHIIayHKd0yHsSjyH2AbyH5f7yIBtfyIKLqyIL3pyIVnsyIV2hyIWMYyIeq1yIoRjyIo7iyIsplyI0wgyI8ZhyJAkpyJC3lyJOspyJQThyJS0cyJZBTyJd3ly
                JofvyJozbyJrgdyJz9cyJ+IcyKNIeyKdWbyKmogyKrEfyKwxiyK5UfyK7MhyLAweyLUaeyLvreyLxnhyL/FiyMDkfyMMckyMNzkyMQMiyMR2lyMS7nyMY6eyM8qfyN
                BFgyNEUfyNG0eyNOgiyNT9KyNVlnyNaDiyNj1syNpVZyN49iyN5WfyN75dyOBSkyOJoayOQikyORsgyORwZyOSroyOdgnyOd5ayOjInyOs4kyOtg/yOu6eyO+ibyPb
                olyPcZXyPgviyPkEZyPmngyPqjZyPt5byPvE0yPwGiyPzggyQIDnyQJXdyQQjiyQXJbyQbNoyQmVkyQpSmyQrScyQ4WayQ7uTyREueyRFeiyRGBbyRHUnyRU5eyRnx
                cyRoX8yRp0eyRr5hyRwpVyR0/YyR6zbyR+6dySDGgySHSkySU0YyScSZySheXySuDeyS2rmyS2unyS8JiyS+OfyTNudyTSzkyTS+syTr7cyT5dYyT82byUAkeyUEUk
                yUEtgyUKtVyULB0yUUGjyUV9eyUaAcyU1ZnyU5QlyU97kyVFNMyVaViyVc0qyViTayVi4jyVjnpyV8ftyV/aeyWUvtyWV7pyWb1ZyWf+qyWm4cyW9afyXFKiyXSwly
                XlUhyXoXlyXq6WyYH/tyYJivyYL/fyYMVkyYUykyYV3YyYZVeyYm8myY51ayY6rjyZAfkyZBNcyZGNPyZLBqyZN2gyZOtiyZWZhyZoTbyZwgpyZ65cyaIMiyaW1dya
                XMfyadAbyagYiyag/+yar1eyayDuya94eya/q5ybEskybEwtybNIYybXMlybXYbybhbZybh5gybjciybo3jybtNeyb0tlyb2l0yb4Sfyb5Beyb5zoyb8CXycEbtycN
                ndycOufyceOgyci8hycpqgycvNhyc4qWyc5vuyc9tfydCymydFQrydMhjydQpcydcQhydpadydwuzyd6udyeARmyeDrkyeGpUyeRAXyeT2dyeXCfyelMdyeo8Zyesj
                nye1qaye/0hyfAAkyfDDiyfNjuyfTnfyfU7fyfVv2yfXalyfX5dyfezjyf7Y/ygNUnyg00uyhaBgyhf2gyhlUiyhsieyhx6Zyh1Djyh66dyiE+gyiGnfyiJzhyiMnl
                yiN9lyiO9gyiTKbyiVcbyiZteyipsjyisMkyiu8fyi2cYyi3htyjAdwyjJClyjJQeyjPrayjiQeyj0Vkyj0aYyj+PcykJekykKVpykLjkykPzeykfgoykicUyki/ly
                kndhyknenykulayk29eyk4MhylLAbylOokylVcjylaKbylfZiylmgoylnHZylrxrylu1XymEFqymHmtymlv/ympVrymqYfymt4bymvufym5zfynALgynHAdynIspyn
                XSjynY8eynfVoynfzmynqLlynsluynuSgyn1Zgyn7ceyoGTfyoOjrypTBSypVChypbeeypcoqypkMpypxNgyp5qhyp9UkyqY5ayqj5dyqwbnyq1Iayq3Ibyq7dxyq9
                Deyq9pZyrAgcyrCYjyrFPjyrGogyrO1jyrQtiyrXZWyroutyrpgiyrsfryru/tyr4+hyr6+fyr8LmysADeysN3aysSJcysWbgysaifysf2qysh7byskdfysmOiysmm
                qysrSkystsjysubkysvAfyszrfys+IkytBFqytL9uytOkkytXlfytX9dytj2hytnRcyty6gyt6mmyt9ziyuKZZyuTyjyuW+nyuXxdyubujyuhYmyuiJgyux8Wyu5Xi
                yu6Ifyu/8dyvWvbyvaNhyveZoyvwcfywBriywGBoywG5mywTJjywgucywjvfywmSgywqIZyw3teyxNLdyxRqpyxW8myxsJgyxzidyx26eyyHLxyyHSgyyKDjyyOzry
                ycCjyynZkyy7wfyy/ppyzFwayzPCayzW8cyzXDlyzfIdyzoEgyzoOYyztYfyz14sy0S1gy0jyjy0nZiy08jny1LWjy1hIsy1jCjy1lKmy1qqjy1vQfy1v4qy1wMqy1
                /jey2KR2y2Ozmy2UQhy2V+0y2XDjy2a7xy2l5qy2ulky22T6y26fqy262ky292ay3DTdy3M8dy3S+fy3Zuky3Zzjy3hJhy3mrey3suYy30nXy3+UYy4EPhy4aAdy43
                3Yy46tfy5Uedy5VNhy5W6ay5ijdy5mlmy54Cjy59Wby6CJZy6Drhy6Eddy6IcWy6LUny6Msky6Ngmy6Schy6T9Wy6a40y6b/ry6edhy6gvjy6obfy61tky68hdy7Hw
                ly7QSry7ROdy7Usoy7Z7ay7dDpy7dJny7lQiy7oony73wpy8Cgey8LZiy8WPgy8a/ly8fupy8mXsy8tscy8/Hhy9A1fy9LIjy9ZrZy9iqfy9kMgy9qFhy9uTxy9yVi
                y906ny92Ndy+BDgy+ODfy+ULsy+a9gy+b+uy+gxgy+qMcy+szwy+xJcy/Ibpy/Q/cy/Yjdy/dpfy/frqy/nFgy/otky/pAcy/riby/r/ey/sLey/t4fy/ujqy/uwZy
                /vypy/w8fy/0/ny/2Xgy/4WhzAC9szANVzzAQoczASzkzAbHszAhjfzAlMizApobzAwYrzA0PezA1FezBJ6ezBMSezBMWvzBVxtzBW+ozBeIhzBeZdzBttfzB6CdzB
                69uzCCC8zCL+TzCW3hzCl3hzCmzXzCvXjzC8VkzDElUzDZQazDZzizDaElzDhefzDhlozDx9azD4XazD5QvzD/ZbzEEWhzEFdlzERxjzEbbUzEdZdzElNazEs7ezEy
                pjzE+tXzFIymzFgbizFiUezFjirzFltkzFujczF00mzF/QbzF/3jzGHvrzGLzizGO7ozGPsdzGQvkzGV/kzGWFdzGfqrzGn1kzGrjczG2OqzHDBhzHFsZzHHHozHRv
                gzHXGkzHYjxzHaQfzHfLYzHjakzHyDezIKejzIUvizIVFqzIqTjzI9RnzJOZjzJUsgzJguozJiUvzJozfzJujczKNokzKqTZzKz2ZzK08vzLJ2nzLV0nzLZ/gzLvSl
                zLwyrzLxYdzL5znzL9drzMQfizMWtdzMpAdzMyKdzMyhmzM5AizM8XfzNBYYzNCRfzNDRczNHDkzNKmhzNTVjzNYgrzNitazNqcOzNq3czNxzgzN0PdzODXmzOJecz
                OYDezOgBazOvylzO1QhzO4HizPCkrzPIfkzPK6fzPU4hzPfnszPgp3zPhphzPpdmzPqvgzPvWdzQAEqzQDBjzQKHgzQQhtzQTdjzQgE1zQ9bjzQ+/nzRABezRDNjzR
                S4mzRdwczRy2yzR06pzSDkpzSENjzSQvizScxizSdWkzSmGgzSo4hzStngzSwEdzSykxzSy+bzS51hzS9CczTBGszTD1hzTHCqzTRqozTaFdzTgSgzTjWezTqouzTw
                vizT2kgzT5JmzT8WozT9CbzT/ZgzUBgezUFVizUHwhzURCrzUS8hzUgXlzUh8zzUkhhzUsxpzUzLhzVEEpzVFCdzVPXqzVWehzVboszVgDlzVlMkzVlnZzVtYazVvt
                czV48gzV6IjzV+0QzWHhjzWMXvzWMgozWZpdzWg3xzWqPizWytjzXBZnzXDQizXF81zXNcezXXNYzXcCrzXvrczYENZzYH4izYLHizYTSgzYVMhzY3HjzY8rbzZN6n
                zZPyqzZb5ozZfcizZrIazZ2bbzaCNgzaDMqzaGyazaNfZzaS0ezaTdezaZPgzaa/czatHrzayoUzazIiza1YezbGyqzbewezbyCkzb8OazcSGfzcWbtzcXlizciNoz
                ckfczcuyUzcwTszczwjzdCihzdGjezdLSkzddUezddvezdhDrzdjMgzdpBozeKtfzego3ze4AfzfB6nzfLagzfRhzzfWLtzfaohzfkrlzfmRczf3ihzf+oczgEtezg
                FOizgIgbzgMTazgSVszgh9rzgjTfzgzSdzg1fuzg5knzhBhdzhBsdzhKllzhTUizhdmkzhrcozhyDbzh0tfzh1Cdzh7Ddzh7KbziCGoziFpoziIXlziP6hziZcbzib
                JizibXbziqeczisBmzisxpzi2Eizi5Hfzi9L4zi9SezjAXdzjIKZzjOAbzjU/jzjV/OzjXDdzjYoszj5Xszj5tizkG9gzkIqZzkKhezkeEfzktuRzk2mhzk7jdzlJB
                ozlLdmzlOjZzlaUazlgjezli+dzlm6hzltAczlwldzlxsqzmCUlzmHthzmL9hzmO1mzmQIdzmkpfzmoSxzmplizm7emzm/ycznBYfznD1bznH0lznOMfznWMuznYFe
                znYmmznd+gznfPkznhXgznmChzn3Nkzn/AnzoEfnzoOAZzoODpzoRGZzobidzoeaczop9bzoqtizo2FZzo2dozpRjkzpSiezpsFWzpvNgzpy7mzp13pzp4jfzqFlfz
                qJMczqMMbzqWXyzqbJuzqddlzqgddzqiEbzqisxzquhizqyZhzq61szq91rzrALdzrHFczrPMnzrhwczrp4azrrRezrriczsBDfzsQDdzsTBkzsbMfzscBjzsrUdzs
                riezstthzsw+kzs1eczs4Eozs/Ngzs/1eztJ5nztNTgztOfeztbLbztkjvztoOvztyDizt+HdzuCwezuDVpzuHUezuKejzuXHfzucYozuc2hzueykzulBezuqwfzuz
                0qzuz1jzu3cjzu7jnzu+LmzvGQQzvNaezvZzhzv5xtzv/SezwCtkzwC4fzwGstzwMtczwRelzwcTgzwfSezwi3Zzwwlrzw2/dzw+7WzxEVfzxF7fzxIzjzxN5ezxPr
                gzxa9gzxl3fzxsAbzxwYazx4erzyJ0jzyWIhzyWZjzyhgbzy7PvzzF4TzzGPszzUIbzzVNhzzX+azzdjfzzmjjzzoAjzzvNpzzxDkzz5fnz0IIlz0Kdmz0UDhz0Vaj
                z0osmz0qelz0rcyz01kcz0+haz1KrVz1ZIgz1c7uz1hciz1nVhz1t4mz18t/z2BUlz2DCqz2PUfz2PeRz2PzZz2WDez2aDcz2gIxz2gfdz2gnez2kxjz2n7dz2qthz
                3CzVz3PDtz3U/bz3c3iz3uqpz374bz4J3fz4jmfz4lubz4wXcz4wtrz40O2z40lkz42Jgz5Adkz5Bgcz5QSdz5dlcz5dwhz5l4Vz5oMfz5pzoz5rubz5+5mz5/wTz6
                Ajlz6MfSz6TEcz6TWnz6gygz6g65z6hPqz6lipz6t4cz6w1Wz6yNjz6zHlz63Eyz7Efcz7GSiz7KTaz7Notz7Pyjz7QAcz7gfdz7iriz7i7oz7wQgz7zvyz72Zjz8I
                2gz8cedz8hH/z8oWjz8xtpz9Glez9wwdz905fz95bez96RYz98M8z+B6dz+RBgz+VCfz+bVVz+veZz+xGZz+5fhz+6mTz/D5rz/G0ez/G/fz/Idlz/Uwlz/d4pz/h+
                az/j+cz/l1fz/nTe0AXid0Ajwq0Aj5j0A9To0BBVi0BCmd0BIKh0BTiZ0BW3z0BZHw0Bobk0BrGf0CM/Z0CQuY0CXNn0CYOv0ClVd0Cw9j0C2pf0C2rd0DL7i0Dcun
                0DeVk0DnJm0D4Kp0D5VZ0D9of0EHrY0EMde0EOfj0ETWq0EcFd0Ecpp0El8W0E4oh0E+ih0FMyf0FShi0FYun0Fkzf0FmKd0F39e0F5Bi0F8IT0GB+g0GIYR0GKIe0
                Gecd0Gfwp0Grnh0Gynk0G2gY0G5kq0G8Dk0G/uf0HQ5n0HcIk0Hrmy0HuAl0IA3h0IBSg0IDLt0IDdr0IGHr0ILwe0IM4m0IR2l0Idwk0Ig5i0IrRo0Ivjk0Izck0I
                2do0JMWh0JR7g0JyPc0KEdf0KEld0KH6f0KXYl0Ki6m0Ki+20KpZi0K0oZ0K7aY0LEFq0LKKm0LMwt0LN4v0LSVv0LYOs0Ll7Y0LoSj0LrXX0MNWu0MQSd0MeKk0Mi
                wi0MjLv0MqIe0Myxc0MzYe0M23f0M9Dj0M+8m0NJNd0NXyh0NdDY0NlBe0NtDf0Nyxh0Nzre0OCjf0OJ5m0OW6X0OjVh0Oltc0OnCh0OrFd0O0Ic0O24V0O/2X0PK8
                g0PNM10PSrg0PS7m0PXfg0PtUa0Pu3n0PzNu0P11m0P2Kf0QBmh0QPAi0QQul0QR5e0QVei0QVxr0Qhdn0Qtfp0Qxpe0RJEf0RPje0RS5Y0RUkd0RXNg0RkZb0SI+p
                0SM3l0SRbe0SbnW0St+j0TCpW0TGak0TQcp0TXLZ0TaMm0Tizk0Tk3g0TmUd0T0Qi0T2Kj0T/BX0UHcc0UMGm0UV7w0UWUf0UWdp0Uipf0Uwsm0U3Nc0U44q0U56g0
                U7gf0VGzv0VTnf0VVHl0VoAk0VsWX0Vswg0Vtxi0V48w0V+Ti0WS/g0WWEf0Wali0Weri0WhBh0WiPj0WqNW0Ww7f0W2Zc0W3dh0W5Zb0W6pi0W/bZ0XAmh0XQdd0X
                T5Z0Xdsu0Xwyj0Xw+d0X+9b0YBko0YPVa0YYYg0YZTg0YcHk0Yhnr0Yjnm0YkHg0Yldi0Yp6b0Yrak0Y5Gn0Y5lm0Y5+e0Y8re0Y8wV0Y9Zq0Y+qw0ZEzj0Zl5b0Zm
                pg0Z2LY0Z71c0Z8wl0aP6Z0aWYi0aumg0auth0avEf0axic0a0Ed0a2ue0a5Ed0bIur0bOgb0bQyf0baqZ0b1Fg0b+5l0cAMf0cJHl0cKua0cQMm0cRGa0cTbj0cXC
                g0c6Bx0c+Dk0dAzq0dIpS0dOdl0dR3j0dWUd0dbzg0dcce0dfJs0dk0c0dsYh0d0tZ0d/Co0eHCh0eQLh0eWGS0ecCo0eiUk0e4Hk0fCyq0fH4o0fRNc0fSof0fkyi
                0fn8n0fpMb0fyIm0f0+80f2Js0f4kk0f4xn0f5Ni0f63b0gMhd0gNvd0gN+n0go/s0gx5e0g/ah0g/se0hB1v0hJPb0hPIo0hShb0hXpp0hXvj0hafc0h6rj0iCRf0
                iK3f0iNkZ0iSJl0iaPf0ipue0iy1j0i+Lg0jCyk0jRek0jW+f0j4Ga0j7hh0kEPc0kLPf0kVmg0kaFa0kgJi0kghf0kg5m0kljd0kymj0k9zo0lLga0lPPl0lZlg0l
                cKa0le5k0ljCf0ltGm0l1sl0l3Nk0mCwk0mELp0mE3i0mG5m0mNQe0mZrc0maI10mbre0mq0e0mvgw0m1Be0m+th0nHgl0nSoo0nhyc0nlUZ0nvfp0n0Yd0n1yf0n6
                Ge0oOWe0oerl0owHj0oxEw0o1Mj0o/kb0pAnb0pCvn0pG3d0pHji0pJxl0pMVo0pMji0pMlY0pRGa0pVRi0paFj0pedx0pget0pk1i0pnf50prtb0qd1b0qrxc0qve
                U0qxdn0qypa0q1Il0q4Sf0rAfk0rKSo0rM8o0rNFW0rPsf0rWBe0rXOy0rbEf0reuh0rrJc0ruRk0rw5b0r5Lf0r9OZ0sTJc0sYhp0seEk0sf6d0s8ds0tGto0tIyp
                0tenz0tnR00tzgo0t8Yd0uE8f0uWK/0uX1i0ubMh0udlf0ugCf0uh7j0uiln0uneY0upig0uzio0u2vc0vAYl0vEBg0vOeg0vQUv0vVJp0vqet0vqqd0vtrn0vxPf0
                v/Me0wAan0wEof0wGwa0wKuu0wjFd0wmjn0wnn50wpTU0wzWc0w9Wm0xYsn0xerY0xg7i0xn4k0xrHs0x99f0x+Hg0yHU60yTAs0yXNi0ypBk0yvoV0yyDn0y58u0y
                /mg0zA+d0zGFg0zLVf0zNZk0zapo0zfOi0zm8a0z+nl00B4f00Gak00QTi00b3d00cYl00d3j00yMd002IZ0027a009Me01D9e01MAd01QHh01USe01Wlf01dHT01e
                A301fVf01kyq01lsd01sci01uza01xQs02Ddj02UHh02g2T02sca02yVe02zgy03P7T03Q6O03RVq03cIc03g6i03m4i03r0w030Xt034DX036md04NAm04V2h04jJ
                i04wLh046Mg05HNf05Ljg05W8f05Ygs05fHe05ivg05t+g051zb054de057Ai05/lg06IDg06XYf06YRl06Z+p06zpZ069ej06+wg07AGk07G0e07Jpg07Mdh07T/k
                07VDs07W9a07jAj07mNf07prq07q1g07ufg07vbe08CMe08C+r08EPh08Goe08KzU08Nom08Qdg08SYj08Szh08hik08jLf08pQi08ptf09Czc09Qtl09Snc09S5c0
                9Wzr09ZHl09Zll09cuw09eum09jZb095/r09+Pf0+MSd0+UgX0+dGm0+nNh0+pTv0+xth0+9rZ0/DEo0/Pyu0/T3a0/VDe0/ZCu0/gLy0/jEo0/mci0/mod0/tJy0/
                2rV0/6ph1AB0e1AF5k1AR6e1AaTr1Aaxl1Aefc1Ak9Z1Awsa1A7Dc1BEFT1BEGf1BHGe1BK0d1BUFg1Bt4g1Bwij1B+2c1CBNf1CIqf1CQSY1CWEo1CXtf1CgJm1Ck
                AU1Cyqg1C9JZ1DXAg1Dbhe1Dplp1Dsfp1DvEg1D0si1D5Lm1EDXh1EGRj1EOUe1EVrj1EZdg1Eemm1EnHu1EwCa1EwGp1EyTm1Ezwi1E07i1E6sf1Fgrp1FiIa1Fme
                X1Fseb1FvTd1FwwZ1F71g1F/qg1GBYd1GHae1GRL21Ga2d1Gdnl1G3Td1HGEl1HNyR1HRKs1HVue1HXFh1HtXe1HzXg1Hzge1H2Yi1H4Oa1IBoc1IB3m1ICXb1IRer
                1IiVi1Ipng1Itvd1I8ee1I9+i1JEXU1JKYq1JLle1JVog1JnEg1Jxqs1KJZi1KJol1KOSh1KQ3c1KUBg1KW6e1KZIl1Kpic1K4Hn1K+wf1LCKv1LEBd1LEeh1LQTl1
                LVEm1LYVc1Lmua1LnDd1Lu6f1L9em1L+Vq1MBUj1MHXj1MI4c1MQKd1Mc3k1MdUr1Mg3f1Mmvo1MwJY1M4/l1M5We1ND3r1NLdn1NUvY1NWCf1NYqe1NZNe1Nezr1N
                ryj1N4+b1N7Ax1OBes1OTXi1OXim1Obqa1Ox0k1O3gb1O4Cd1O6Nq1O7rj1PBgk1PCYa1PEPU1Pf+X1PiAn1Psrb1Pt7d1PyIz1P+sb1QTrk1QXsq1QrvW1Qz8r1Q1
                Uc1RIti1RMys1ROxg1RRUi1RZ1m1Rfke1RwVj1R8Sd1R/va1SA7s1SGUi1Ssmv1StRf1Sx8k1SzPl1S4ug1TK7e1TV6n1UFBp1UGVy1UUAj1UW6n1UbY11UeLj1Urj
                h1Uxbb1VIZj1VoJc1Vora1VxXl1V7Yf1WI0Z1WX2h1WfBi1WqIs1Wr7j1WzJb1W8ii1W+df1W+2k1XGkt1XJWo1XPji1XSaf1XWeZ1XZHf1Xcc11XkoZ1XwRi1YByq
                1YCMr1YE9V1YSke1YUbd1YUtg1YVyn1YrEZ1YrWh1Yu7d1Ywob1YxNe1Y4tX1Y5yp1Y53m1Y6Ee1Y/yf1ZFDv1ZNOg1ZO+k1ZPLZ1ZtLf1Ztkl1ZuHb1Zz1f1Z8Je1
                aBUb1aHOf1aH6f1aRGe1aYsb1aZpa1agLq1ajtq1a6qd1a+tZ1bSjd1bccx1bcjh1bdVr1b9pj1b9xe1cKTd1cNqc1ccAs1crba1czui1dF2m1dIOx1ddob1dnUe1d
                pPt1dvTX1dwhg1d03i1d1yc1d2le1eCbZ1eQvj1eTpn1eUPe1eZql1ed7h1eg4f1eo1l1fCtZ1fPth1fTDe1fdqo1fn1i1ft4f1fu8f1gAEd1gJqo1gJ5g1gLam1gZ
                Dg1gakn1gisg1grNc1hKij1hLvd1hRuf1hWzZ1hXYX1hd4g1hviX1hz5j1h82q1h/Ug1iN3Z1ikvh1io0g1ivYo1jAlg1jAti1jA2h1jD2e1jMTd1jaRi1jqlW1jwb
                e1jx6h1kFov1kPzp1kSvh1kdPb1kyAe1k1+Y1k2hh1k6kZ1lAVg1lEYq1lFpp1lI4f1lLAj1lObl1lkG11lm7f1ltOl1ltUo1lvWi1lwwY1l5Vx1mLIX1mOrk1mVVY
                1mYDm1mZPh1maRb1mnTl1mo0a1mtBo1nFUd1nIHi1nPBe1nVko1nb9U1noCZ1n6oe1n8Hg1oGWf1oTgf1oXbe1ogOp1ojEt1otKf1pA/d1pBBc1pLKe1pTYi1pXbm1
                pgiw1pu/M1px8Q1qMjk1qSxl1qTEe1qXfr1qcPf1qfCf1qief1qm/h1qt8j1quPj1qyOi1rCPe1rTod1rVmd1rWZa1rXmh1rdpp1rfAa1rqJc1rxab1rzIg1rz6Y1r
                2Sj1sOCr1sRsu1skFd1squc1swQf1tDLl1tHOm1tWMe1taMa1taem1tcxg1tj/e1toah1tw1d1t18i1t/uX1uAVj1uT3g1uc5f1ufUh1ugHm1uiWt1ujYY1ujsd1uw
                9X1u0gq1u1Rn1u44j1u5Uh1vB9o1vDal1vECe1vHvl1vYTf1vZUk1vd/h1vfEj1vryk1vwNk1v+UV1wSzm1wgLk1wtMb1xAjg1xBzq1xM2g1xhIr1xtIh1xydi1x7R
                e1x+Vg1yJcd1yKCm1ydYe1yj/f1yoZc1yvag1yv6c1y3Ch1y4db1y87j1y+rb1zIJn1zMJi1zjEk1zpEY1zqyR1zrdr1z2+v1z8Eh1z8Fd10DOf10Osh10SZg10Szg
                10VQe10Z1g10skb10tHt10vPe11EQd11Iou11Oad11Omy11VMZ11Wlc11XkZ11aJh11aSf111Db118Kd12O7f12bZd12cL512zcn124en12/pi13Njj13V0e13cDr1
                3d8k13edi13gIh13y5p137JZ14Ezn14GJm14G4i14MQh14T4c14l5a14r6l142Bk14+CS15BSV15D7n15FXg15fGl15pGg15pMt15tPn159eh16DOn16OEk16TFj16
                dJv16zfn161es17Dij17LFY17eLb17tjt171Bc176sm18B9c18Hle18dxm18jti18xOl1856a19FLm19d6o19epe19f1n19iyd191Ne194Q719+er1+Arf1+CRf1+C
                lc1+DDf1+PNf1+Tok1+cU01+dTn1+drr1+f7m1+f/i1+ijQ1+r6e1+tze1+yEg1/Hvk1/JqX1/Tkm1/ZQd1/aiV1/hYh1/jbe1/m8r1/t0e1/xAd1/xqk1/9Nb2AMc
                h2AdVe2AnWk2Aqzr2AsJf2A21i2BEPs2BIJc2BL0V2BOP32Bgcg2BkXf2Bp8e2CfAY2CuQd2CzVf2C2fm2C6jk2C/Sr2DRGi2Dd8+2Dfpj2Do7d2DrL22DsRi2D+Jk
                2EKjc2EWAf2EZvg2Ec2p2Eh1k2EjDh2Epij2Eu8r2Eymd2E3ui2FHbf2FO7i2FQRh2FX7W2Felb2Fezm2FxNl2FzUf2F0cY2F0+b2F3Vs2GKSx2GOzf2GPpi2GUze2
                Gkjb2GvQn2HHSg2HOiY2HO+h2HSTm2HShe2HhNo2HvGf2H9+j2ICcq2IJ2l2Ibdh2IeFg2IpKc2Ipvh2IuTg2IyCk2Iywh2Iy0i2Iz0d2I0ta2I9Ga2JCad2JFQR2J
                Hqf2JI9i2JNRk2JPZm2JZUg2JfEi2JnVk2J/6g2KMTm2KQwY2KdOt2Kyxj2K1tf2K6/t2K7Pe2LT2Y2LVJf2Lh4j2Ln0n2MDNe2MKda2MLad2MOfg2MTHj2MTLW2Ma
                /x2MgZ+2MleQ2Mybb2M4cf2M8Xu2M9Tc2NAtj2NAup2NDkj2NFMc2NJWX2NM+d2NNii2Ncbe2Nkjq2Ntbq2Nt0n2Nt9U2NwWj2NxLe2ODSe2OQdf2ORMg2OXhd2Oeq
                n2OkUd2OpRt2Oxdl2Oy3g2O4ng2O51r2O52l2O83n2PBFb2PCQd2PI2n2PKod2PPgh2PURj2PVXl2PiiW2Pm5r2Pona2Pq+n2PzHk2QT2i2QbHX2QsPc2Qtig2Q3ze
                2Q+8i2RA8i2REoo2RJlf2ROLl2Rdmc2Rm5c2Rome2R9zu2SBaj2SDmn2SFtn2SKZw2SWTk2SeKg2Syed2TC4n2TFSc2TIDm2TNVg2TQml2TRct2TSbo2TrPt2TsBf2
                UDUq2UFoh2UHHd2UJka2UKoh2UKuT2UOOX2UY2i2UbKj2UbXh2Ud/g2UjTe2Uwif2U1Cz2VCEk2VCbe2VFjn2VMmg2VQra2VZdj2VeWY2VtRh2VxSi2V0en2V1Ci2V
                1D12V11x2V86k2WATi2WJI/2WMEi2WM1Y2WSzi2WaIS2WxgU2W5pe2W/uk2XGHk2XNCc2XO+g2XYmr2XgRk2XlOY2XtAk2XtDi2Xxxe2X4Cl2X7yk2YLAf2YYqc2Ym
                8p2YqNf2YzFg2ZCoa2ZEpU2ZFVg2ZIwa2ZL0h2ZMsd2ZNdl2ZN7l2ZPFl2ZRpc2ZXIY2Zido2Zlue2ZqZq2Z53i2aEMd2aQcg2aRNZ2aUMp2aa1e2ad1d2ahSj2ax4
                d2bEQh2bT8Z2bd9b2b5Yg2cK8o2cMYs2caeX2cbcm2ceYg2cvUp2c1Eg2c5Cn2dB4Z2dDXr2dH5f2dJjf2dcwe2dm5Z2dx5h2dzDl2d7Bo2eOfQ2eQSk2eQYY2eRAj
                2eRzf2eV+k2ecuf2ec9c2epLm2evls2ewBY2ewLl2exno2e78f2fBUW2fDaV2fFwo2fH5v2fRJc2fnDm2fnrf2fsan2fuFp2fwDd2f+pc2gAnf2gI3o2gMBh2gNvj2
                gWoi2geVh2gfQa2gk/i2goxe2grAc2g5vX2g6af2g7cg2hSQf2hW3g2hhPk2hhgm2hjmd2hrOb2h1sh2iDFj2iUNa2iVIg2iZOf2idci2ieyf2irdo2i1vc2i34Z2i
                4cd2i5Ht2i8Hs2jO7f2jbUk2jf9g2jnVk2jrmm2j3ub2j4gY2kBYj2kVaj2kdJh2kdTl2kidc2kr7f2ksJb2ksae2ksiq2k0Gh2k+Te2lIch2lbFh2ldPb2liRr2lj
                mu2lpSm2lq9c2lx8j2l1Fq2mDtd2mOSd2meWb2mzVW2m2Om2m+Og2nCJf2nHbt2nNJq2nNps2nUGo2nh6r2nood2nouc2nxJX2nx3l2n39i2n68f2oHQg2oZem2oeh
                P2oymd2o6cg2pKEZ2pRvd2pb7v2pfxf2pv9n2px3Z2p1po2p3Ch2p6AX2qBHm2qZSi2qmRe2qox22qqmg2qvga2q0bf2q7cb2rEWl2rW4q2rXeg2rl4Y2ryEn2r80f
                2r/Ai2sAmi2sDlS2sNSt2sTwb2suKd2s7nU2tPFh2tUQm2tdQg2tfMn2tiDg2tsZf2t/6Z2uKuk2uXGv2udff2udvf2uiTl2upFc2u7Ic2u+Ao2u/Lr2vQrg2vZ1Z2
                vvId2vwTc2vw8j2v1pm2v53n2v7tj2wB8w2wP4k2wSdc2wTSd2wWAb2wcJf2wlmn2wlqg2wrNh2wvYr2wvyW2wxdk2w37n2w47o2xAwm2xFGX2xKai2yBXj2yCxf2y
                DHn2yEhi2yL0x2yUCh2yVxb2ykeg2yyIZ2y+Sh2zD8i2zKug2zkud2zq+c2z1ff2z2Kn2z+ge20Kjj20OQq20S3r20S8k20VOg20iub20pXj20sgu20vRs20xWb204
                jY208cg21Qrk21Rmn21a+r21dVa21dXg21eBj21jKf21ogY21o1Z21u6n21wMi21yxm210yk21/sZ22BZm22GGh22Vad22a2b22qWq22w1l22xbX22zoc23DSo23PP
                d23QMi23hGh23r/c23w2c23/Ec24J+b24Shi24The24Vyd24W/b24c2k24iHj24mVr24+Ob25M9m25N4e25Vkl25Ymj25yDc254/b257ax26AlX26Eyt26FUf26Tj/
                26WHg26jTd26oPj26rcj263gq26/3m27RZr27XDg27ezj27h4o27jfi27pJj27vxd27xuk27yLe274ds27/bf28DDa28FCm28aIg28cWp28c7n28eei28fzd28lTh2
                8v1g285ye29LCg29ecj29iko29mwj29rQi296Je2+ODc2+RUq2+Zmk2+Znp2+qdj2+1Jg2+3ej2+4Im2++2l2/BDg2/Evo2/GJi2/Kn02/M4Z2/fDg2/2Ki2/4Ab2/
                4Zn2/+va3AA5Z3ABIV3AR8b3AZFg3Ad3e3Afyi3AmDh3A2rY3A/Kk3A//s3BGzp3BIeb3BfBc3BoMf3Brmi3Bxcb3CPyh3CVws3CWwc3CWzj3Cwbb3CyRo3C3ng3DC
                1V3DHXp3DLkY3DL8e3DVaj3DqLk3Dygn3D3rd3EAQk3ECZH3EE6n3EGGg3EH+g3EXUg3Ehze3EvRc3E0zh3E7if3E79q3FSOe3FVCg3FbGk3FhQe3FhRh3Fjzh3F9R
                X3GJLj3GhTV3Gnif3G43c3G7ul3G/ih3HAwf3HOca3HeJ03HgGw3Hj/d3HmUf3HoO03Hrnc3HvKc3IQ2g3IRAl3IRCg3Ia6k3Icre3Iebd3Iekf3IgOT3Iy6i3I3hg
                3I5Mk3I6PZ3JB8d3JPKj3JXSt3JZAi3JeQU3JpIi3J51d3J+QY3KKVh3KLin3KTpb3KaNZ3KgQg3Ksab3Kzdp3K9vs3LBMl3LJCl3LTkl3LXHo3Lcsd3LrEd3Lvyq3
                LyEx3MSJn3McVj3MvEh3M2qa3M61h3NGGZ3NGbn3NPSm3NQ5k3NRlk3NZjh3NaYr3NeCs3Nihj3NmJG3NnQo3Nqgl3NxHf3N0qh3OEHe3OGjn3ONnY3OQJk3OVIe3O
                Yfi3OfUi3Osxg3O2mh3O6jd3O60p3PG9q3PMmp3PoEd3PqxV3PwHm3PwLd3PxTf3P1XW3P4wr3P5Ju3P5sz3P6yk3QGZ03QJdj3QMVb3QQkd3QY6d3Qalg3QiYo3Ql
                co3Qowa3QrEs3Qz4e3Q2zY3Q7er3Q/ng3REKX3RhGc3Rixl3R0ia3R3Vd3R8Ys3SKZh3SOfb3SX9f3SyDo3S61f3S7Vg3Tniv3TrZf3TsRf3Twlq3Txjj3T0Ho3UAW
                e3UKfa3URXa3UXlj3UeFj3Uhov3Uy4c3Uy9k3VC6k3VG/k3VLIb3VLUn3VVW23VbtY3Vdds3Vhxp3V+5a3WEwc3WGbg3WJCj3WNJg3WNuj3WOLm3Wa1p3WbEh3WdYe
                3Wg9o3W0Sd3XAjl3XCVh3XLKg3XQKi3XYJa3XbPf3XsIn3YANj3YLuf3YPHe3YQqj3YRpe3YSEr3YYrX3YgZf3YjHc3YrHf3Y7Wk3Y/gX3ZCEu3ZEch3ZFvm3ZYSp3
                ZZoY3Zngj3Zs2t3aEgt3aMaj3advZ3asuZ3au+i3axDW3a8Of3a8fg3a9yt3bBZp3bGkm3bKge3bRDa3bXkj3bb4g3bdUr3bmYe3boel3bpFp3brCm3bt1X3bvbh3b
                wDg3b4fd3b6jZ3cAXu3cDde3cJ+f3cOOm3cRuc3cSTg3cZAe3cfvd3cpTc3cqCe3c1Z43c4Vc3c+9l3dEIg3dOIc3dOZd3dTbn3dc4d3dygb3eFmz3ePbe3eWsb3eq
                dg3eruh3essf3et+e3e1Mn3e+6j3fCXd3fMln3fXCz3fX8n3ffOf3ff5g3fmmr3fovo3fwCd3fxaX3f+Qm3gCoh3gPpd3gbdd3gd1i3gfOa3gnvj3gulg3g1Xk3g3W
                e3hGjn3hL9m3hT2l3hcpo3hj8o3hkIf3h5Jl3iCRj3iFPY3iVff3iZia3iaRo3i8Rf3i/Ze3jP+d3jSam3jVyn3jWDi3jWUk3jXOf3jdJc3jk/U3jw4e3j5Wv3j9eV
                3kDod3kJQa3kKRd3kKWi3kLlk3kUQa3kfze3kvXi3kwin3k0wf3lEaZ3lEcj3lGFn3lGGk3lbmp3livh3lrgf3lwam3lwhc3lyTd3lzci3lzef3l85i3mHdt3mJoY3
                mOwb3mRFh3mfEf3mlbf3mmRj3moxi3mrbk3msga3mujd3mxSd3mzPZ3m51h3m7Yi3nMeR3nOef3nPPl3nVNp3nkaj3nn6P3nrxf3n80f3oR+U3od7V3oeeq3oh3c3o
                m/o3or8c3owXk3o2ng3o8HX3pU9g3pYbd3pZhj3pZqe3pk+l3prYW3qgRg3qnIg3qtfn3q6Da3rDNt3rFxg3rVOb3rj4q3roYl3romW3rufl3r1Ha3r1Te3sKMh3sO
                md3sT9b3soCp3soog3suPp3suar3tCUk3tJr+3tJze3tYfk3tb1n3td6i3tgqf3txOh3t6ic3uKli3uRom3uZxf3ulxe3uoEf3upyb3u0ym3vH4d3vH/d3vSci3vXr
                Y3vbPj3vdoi3vl4c3vvhe3vwWq3v6li3v7Ke3wGgb3wH9d3wPae3wSrb3wV3n3wfnk3wpSU3wp9l3wsqe3wv/e3xHhg3xOce3xSvd3xSzn3xlSs3x3sc3x7Wf3yHEn
                3yMym3yQNm3yVMW3yVo33yZ0h3ybcp3yd2x3yoRr3ytlt3y0No3y06Y3zCcj3zCyl3zGXZ3zKRb3zNPf3zVJj3zXK03zrvh3zw/13z3ig30FUX30J6i30Uvg30h9a3
                0mwb30qOf30znc31HGu31Rgb31Xgg31bIV31dUh31nOi31sEX312Et319y331+Ql32GYg32LYv32R4h32gCc32rgd321jk328Aq329ki32/ji33CFa33Hsd33Lvj33
                S6d33ctl33cyi33eDg33efd33zXi330qy335ug34Aog34Jpf34Wbi34XeZ34k0e34rAV34syk34zUx35Glg35W2b35ZVe35eBg35fVf35lUj35s2e35x9q35+7k36F
                NW36OWk36W0f36pEd36sga365J23669g37tuX37vtV37zGe373Nn37/Rb38DBe38Icm38KGi38Lng38Mjg38SGh38bam38i7s38koj39EZZ39K0b39UCh39p/e39tj
                c398nj399Qu3+EMf3+I+e3+Lzr3+N9b3+PAn3+XqX3+rqf3/H2d3/LXn3/MIk3/Srm3/Yrg3/a3b3/hJb3/xEf4AR3g4AXBb4AYgg4AgAk4AjKr4Ap+j4A27b4A6wg
                4BBol4BLir4BORd4BZAY4Beae4BfJs4CAyX4CB5n4CEsf4COgk4CSOe4CTYs4Cbld4CuDq4Cy+t4C6Fa4C+fl4DDoZ4DFYd4DI3v4DTUl4DdQn4Dm+o4DqFj4Dwwl4
                D05d4D2Eo4D+Dg4EBMf4EITn4ENno4EN/n4ETfo4EUCe4EV5p4EW3b4EZhi4Ehcf4E3vd4FCbl4FGkg4FIQg4FKMr4FMTb4Fm2n4FqBe4F1ck4F3Va4GEdb4GGWX4G
                UQh4GU0z4GWNa4Gabk4GpMe4GsKd4Gsie4Gs8e4GyCd4G3Ua4G4Yh4G6br4HKoi4HOUh4HWsk4Hbwf4Hc1e4Hhae4HlH64Hnbj4IYux4IZSd4Ie+k4Immm4InwX4It
                xi4I0Rj4I+3a4JIBd4JIng4JOHb4JO4f4Jcnd4JgKY4Jg8t4JtSi4Ju1e4J1kg4J75S4KBYp4KDBh4KHiY4KMtc4KQtr4KQ1c4KfVY4Khqd4KjUj4KuJo4K02j4LGJ
                e4LVYg4LZlg4La8j4Lb9f4Lcwj4LrHe4Lspc4L1ar4L3Qu4L4qe4L8Rt4L88h4MGRe4MJod4MKOa4MSbj4McHf4Mgjh4MlAg4NDOt4NPyg4NVZa4Neqa4NktV4Nyjf
                4N5cc4N/zs4N/1l4OFV+4ONtf4OTLj4OWwr4OYOg4OZy34Ounm4Oval4Ovbs4OyEj4O9ig4PKUj4PWFf4PW/j4PrDa4PvaX4PyOY4P3Fe4QEXd4QGTa4Qbwl4Qksb4
                Qlcd4Ql0e4Qxvc4QzOf4RBk44REEq4RGTh4RIuj4RKYf4RNMh4RRAd4Reij4Ryri4R94k4SqDe4S3Md4S85b4TMaf4TMkj4TRZb4TTkn4TpTj4TsMa4TsNh4Tvgh4T
                4LX4UEyu4UUye4UXMd4UdWe4Umra4UpMg4UqOv4U/hh4VAkc4VH9g4VOed4VaGj4VeOm4VxOc4VzVi4Vzqg4V2Ji4V22e4V3Mt4V76g4WIgb4WJUY4WSmT4WWuj4Wu
                Bs4WzGh4W11m4W79h4XKag4XOff4XSoh4XYC54XZ8e4Xc+g4XfLw4XoSg4Xu3k4Xw1v4X1rm4YFIj4YGVg4YQua4Ymbd4YnLd4Ynqs4YwFe4Yw0l4Yx+f4Yz2g4ZI3
                P4ZJLg4ZMNi4ZQMr4ZSud4ZVVg4ZXId4ZXje4Z0Bm4Z05f4aEyZ4aQCf4aXMm4abAk4agYg4atXc4aybk4bGvg4bIHp4bJnf4bNac4bO9o4bO+l4bRHe4bfSj4bkva
                4bmme4bs2i4b1hj4b3Ha4b5Ae4b5Li4b+Xh4cIfk4cJHi4cUZm4cfJh4cfok4cg3m4czse4dF2g4dI4l4dLVZ4dZVg4dgFg4djAc4dmPr4dnpg4dzjg4eAgw4eHBo4
                eH5X4eTDq4eTnc4eT0u4ekIx4eo2k4e9Xb4e/Ed4fGFR4fNRm4fQoc4fbKf4fwZm4f54j4f9Os4gFjc4gLKL4gQyd4gRAl4gSYg4gh7c4go+d4guRt4gwLf4gw7b4g
                zVr4hsmj4h7Zb4iRlg4iWrj4idaq4iiQl4inYn4i2Yg4i8nd4jBbj4jBnd4jHPg4jUck4jXVj4jZPe4jbVa4jdej4jnAf4jwhg4j4gQ4j/lY4j/ml4kFZX4kG8l4kH
                So4kQKf4kUS14kaVq4kjxg4km0t4kq6i4k1Kb4k4Ii4k9we4lICg4lKwo4lSKo4lTAd4lTql4lTuf4lWfm4labg4lawq4ljYe4lvTi4l8sW4mBGg4mBsg4mGNh4mJu
                c4mMcd4mO5h4mexe4mged4mzRy4m35w4m90q4nFBg4nQci4nf004nk3g4npnf4n4xZ4n+ll4oFPv4oPKd4oTqY4oWBd4oWFj4obSd4obeY4og6e4olle4omng4on0f
                4osVg4o0Hf4o0ef4pHBt4pHNp4pMze4pRmg4pZ7f4pbOm4pt4e4qEaj4qHnl4qJNd4qTHd4qbwd4qc2d4qeTX4qhkc4quzd4q7Wn4q86m4rEOc4rJno4rOde4raMe4
                rmMq4rmom4rzaa4r8WS4sLJq4sjpn4suxo4sw+X4s0Fi4s0Wm4s7wh4s+PX4tK3p4tYpl4ta0d4tmii4uBLl4uBZb4uCSi4uSBq4uV7a4ugCr4uhZg4ui3e4uwmi4u
                yBi4vE1u4vZQb4vajv4vhzj4vq0h4vv0f4v0je4v4ki4v+Iq4v+Sg4wBwl4wJVq4wQ9j4wYyn4wgDZ4wiqh4wnuf4w4je4w6Yf4w73g4xCYj4xO6j4xQ6e4xXoh4xY
                dy4xm2e4xuwo4yBlb4yudT4yvvo4y0Hi4y4xe4y86h4zC3u4zD+d4zGNg4zJCw4zS7k4zaaY4zfJc4znSn4zzff4z17i4z/Qu40M4T40XJf40Zzg40faY40l8n40uW
                V40x8t408Tg40+Gf41KBi41Sum41Usd41Vbv41XHd41Xkh41XzZ41hme41ryY41wcT41wdj41zSe42ISY42Pwd42TSj42Uuh42YgY42jHh42lSc42r9h42xWf42yOq
                422ff427je43Cne43FOl43Igw43Mio43NdT43wFe431/g434ty439ya44Jol44NZh44QAf44S+n44hEb44i/k44kjb44p1w4445p445Df4479Z449Ws45CSe45nSe4
                5oll45uKW45y7n459tk46BBe46Q6z46UMi46hAm46i9b46lMi46uSb46ygg461Ot47LLb47R4p470Ie48PJh48cKc48c8e48fQy48wOd48xGq48zmi49Dyo49FNt49
                TGh49ZSd49gih49lEk49lfc49m024+P+b4+dZU4+qRd4+q/f4+ubd4+0Ko4/Dpo4/GAl4/Ist4/KRR4/O7m4/Zwy4/lTg4/l8m4/mtd4/2gW4/6zm4/7al4/+Pb5AA
                +k5ACrk5ADSr5AEPi5AF4u5AHil5AXii5AbVg5Ahkh5Akof5BAGv5BEdd5BG/m5BIZw5Bihd5Bsiw5Bvtg5BwAl5CEcf5CFQd5CL8k5CSUf5CUmt5CVvr5CbGZ5Co/
                e5C2Eb5C4wc5DPK65DZQg5DaAh5Dcrt5Dd4q5DpHf5DvAh5EEJY5EQwo5EVxf5EaPe5EhHh5Elsf5EnDd5EwSo5EyEp5FCfm5FKdt5FKlj5FbPe5Fd9h5Fl+r5FmAd
                5FuJd5F1Tj5F+uX5GC3k5GFrf5GL1e5Ga2i5GhZl5Gttf5GuWq5Gx125Gy4g5G0cp5G4+k5HCpq5HEFf5HJNp5HOQv5Hhbj5H2Ia5H5Wk5IOkr5IS/h5IWBb5IYGd5
                Ihtd5I8Td5JBGl5JC0d5JTLa5Jdvn5Jnan5Jqpa5JzMj5J3kh5J4Lt5J+md5KHwb5KX9r5Kmun5KoZg5Kuvr5K1sd5K9wo5LTyR5Llbb5LwLn5Ly1h5L4zr5MAIh5M
                CCO5MFMX5MIjc5MMLs5MMXh5MVTl5Mc8Y5MgFk5M3yb5M4kc5M4tp5M8te5NGt15NRri5Nf0c5NiIZ5Nitk5Njhj5Non55NrBp5NtCf5N2Cg5N2Qi5N2Vd5N4Tn5N8
                Jr5ODOi5ORff5OV5o5Ofcg5OrVi5O1cv5O28g5O6co5PNTg5PQti5PU+c5PXgZ5PaRp5PlBd5PyZs5PzTe5P6af5QC/f5QOFj5QjSW5QoNX5Qpak5Qqrh5QxQf5Q0L
                d5Q1Pc5Q9Cg5Q/Fa5Q/9m5RKDi5RL0m5RbAu5SPzc5Sdwh5Sssw5S6Bu5TD9b5TElv5TT9g5TWNj5TXHh5Tdpa5Teyc5Tf7o5Ts5h5T0il5T48d5UPdf5UQEd5Uiym
                5Uyij5Uzmg5U2Un5U4ze5U5Rh5VLYv5VRAh5Vefq5VfLv5VqEf5V0eb5WIrf5WTog5WZPe5Wooe5WsUm5W//e5XL5i5XZkh5Xd9q5XyFa5X21c5X38k5X65a5YH9n5
                YVWo5YhQ/5Y3Va5ZArp5ZDmf5ZKcg5ZNLm5ZN+U5ZSIg5ZU6f5ZX4b5ZeB05Zf8U5ZgIa5ZjEf5Zkzi5ZnCc5Zoce5aClU5aLFe5aSae5aURn5aqhb5arDe5atxa5a
                6Oe5bHCd5bLih5bdnp5bkcu5blkm5bo3q5bysQ5b0Dm5b2S/5b4Ol5b46S5cDXf5cY4t5clTq5cqsj5cv9m5dAyf5dL0v5dQii5dYZc5dezk5duad5d1Dk5d4Ze5d5
                uV5d75x5d+7g5eEJm5eUGc5eZch5emDp5euxW5e5Rj5e7sg5e8SQ5fBfm5fGfb5fLwX5fL6a5fOZb5fPMg5fROb5fRxn5fZ4Q5fite5fw/M5f4Wm5f5rc5gB6p5gWS
                f5gdam5gktd5gx8h5gzHi5hB4q5hGBe5hUgc5hgno5hw/i5h2ja5h9Ig5h/Wk5iJnk5iKE35iZsR5ifre5ij2m5iynp5i3Jh5i3TV5i4qk5i5zh5jJZf5jLtm5jT8r
                5jfyZ5jgRZ5jqIr5jsJf5jvET5j9qp5j/kd5kBxY5kC215kLYf5kRGd5kbpf5klZk5ktad5lBlo5lIhg5lN5k5lYZg5liBe5ljbe5lpyQ5lukb5lvBa5mAnh5mHSi5
                mLsn5mRab5mUTr5mZTn5nAAg5nKck5nNPb5nPBY5nUCm5naej5nbvy5nb5d5nelv5nhZo5n21i5oBMj5oBbo5oQ3n5oRnc5oXPZ5pQ1b5pRgv5pYde5pokd5pxYg5p
                xdq5qWEe5qePj5qrkc5qvEi5qwwn5q0Ao5rMer5rP1f5rVog5rjff5r9zm5r/fd5sDKj5sEzl5sG/i5sM6c5sOJl5sa9w5sgGY5sgZd5sj+V5snbr5syCR5s95e5s/
                Bp5tCLo5tNPf5tiDW5tpkT5tref5t1ea5uAOe5uPYo5uTBp5uVmg5ufaj5ujMl5ukke5umxm5uqvW5u2Gw5u2qf5u85i5u9Ip5vBye5vOke5vO5x5vTVf5vWzg5vZ+
                j5vfgx5vosb5vzEn5v0Ef5wAJi5wWwt5wa5f5whfb5whyo5wiHn5wq7e5wzUc5xBZh5xL/T5xPPh5xUXe5xXqd5xZ3g5xaCi5xvlp5xzfe5x5Kh5yFve5yQia5yYGa
                5yedg5ykFk5ymje5yppd5yqij5yrUp5ytde5yuvu5y0Ph5y9td5zBge5zDJg5zHcg5zKLc5zPWp5zuVc5zvDf5zz5e5z6Te5z+Wm50NDn50OOl50Was50YHf50ZLp5
                0ojl501bi502Cx504Xh50+hc51EZj51Fti51HtX51IFR51NZl51POf51TKb51daZ51eso51mGn51pFq51q+l51tpg51zoh516bU52P1g52uQQ5201r524Pt53DCa53
                Ijg53JHi53JSk53cFc53kSi53zUe533DQ534Ko54FDt54MTm54O/f54XKj54imn54nw154p1k54xzb54yof5469p547cc55Jjb55Rjt55YAe55ZBb55a1p55tEf550
                9g56PPd56SZj56Tkj56Tyn56VZe56hMf564Oe566sm57Ayn57Nxi57OUY57P4t57Vwe57cHo57hJf57jWh57j7h57o+c570Mg570Vg570nl58Fyf58Jsd58cZg58n0
                h58wOm5844g59J/d59csg59pjW59woh5+DZi5+EAg5+GZq5+H6f5+KBi5+Kgb5+gTd5+91j5/Cdm5/Pzf5/kig5/mji5/opj6AJ7d6AMTi6AOxW6AajQ6Absi6Acak
                6Acnj6Anql6AoTe6A+Dh6BTwn6BUbT6BVAp6BXed6BYyg6Bode6BqDp6BySd6Caah6CbBv6Cj3x6Crek6CvBg6Cvpd6Cyee6DCVn6DFti6DUxe6DWqY6Dibm6Do5n6
                D7ts6ENbX6EYSa6EdKm6Eemj6E7Km6E7zm6E/Fk6FC7f6FFDk6FZHg6Falj6FxQn6GIqe6GJCg6Gahb6GtMm6Gyya6G4wT6HCAf6HGtk6HHro6HJgc6HgKd6Hwfy6H
                7Yd6IOQo6Ihpd6Ihxh6Iiyg6IvYq6I3tn6JAQh6JA4k6JEii6JFnj6JKfc6JZ0h6Jbof6JfTb6Jiok6JrKf6JwKb6JzCn6KMwf6KQlg6KaE76Kdwm6KsMe6K4Ym6K+
                Ve6LBCi6LBbp6LIQa6LP2j6LQJf6LS4n6Ld1g6L1cm6L22Y6L3Bj6L8qe6MJjc6MKxi6MQtf6Mj9m6MtDV6M83i6M+Fd6Nd1k6Nhei6NyIW6N5lu6N5zc6N6Nt6N9i
                R6N/pg6OAKj6OB4f6OFGg6OJsh6ONVj6OStf6OcPm6Oghh6Ogzh6O3Ac6PC2f6PEUd6PHgj6PMeg6PODd6PX9k6Pb9l6Ptqh6QFwd6QLa/6QPDt6QTmq6Qlui6Qrcf
                6QsoY6Qx5X6Q1Ko6Q+xi6RDJZ6RE+j6RfVe6RgAb6Rk0i6R4Et6SaGQ6Sbsc6SkAZ6Sl9Y6SpFe6Sp2j6Srlk6StIf6S2Tn6S51a6S8SW6S8hq6TOF46TOni6TP5t6
                TSli6TXYt6TZfe6TjFg6TjUs6TqJp6Tskd6T0rd6T16n6T2vi6T6Yk6T8ze6UCU16UXAn6UbK26Ujcj6U6ji6VBFb6VFBm6VK+v6Vbkc6Vdif6Vl8i6Vmpp6VoP76V
                sYj6VvIc6VwVn6VyBd6V2Zp6WBol6WERU6WGbh6WObh6Wcjc6Wsyh6Wv1l6W2Oo6XA/n6XIal6XOPi6XYQt6XpYe6Xzej6YSqe6YUTn6YbKh6Yidf6Yl2f6Y3Ep6Y6
                +Z6ZALb6ZCgY6ZV5f6ZWYi6ZeMn6Zlbi6ZuOf6ZwBh6Z3xh6aF5b6aKem6ajAi6ayon6a0Zd6a0rc6a56l6bHFr6bI1X6bNRi6bTSm6bYbg6bewi6bfif6bfsp6bmY
                s6bpie6byFb6byss6cBFc6cC/06cK2m6cRrr6cVSZ6cVlg6c6rg6dCZl6dXhm6dh0f6diDb6dkWj6du6e6dxRX6eALf6eLyd6eb4i6edxh6em9Z6fGYf6fI0i6fRUi
                6ffVj6f7Af6gmRn6gpDa6g1lo6hG6b6hOVo6hPll6hlKe6hpAj6h4oa6h7Om6h84k6iAic6iIYa6iS6Y6iWdX6ipYn6irft6iuEj6i16g6jAfe6jHJr6jbXg6jgeU6
                jijz6jmxf6joSn6jwFb6j4eh6j5tj6j+qd6kHAy6kL2j6kPJc6kRiW6kWLi6kWbs6kXeh6kdDo6khti6k6hj6lPef6lRNb6la0f6le+f6lvNk6lxmX6l4Uf6l7BU6m
                HVb6mHfe6mMQl6mPDi6mPke6mRj06meOc6meZe6mlQc6mmKf6mm396mpvf6m1Ig6m39m6nN6i6nPkf6nvJn6nyri6nzxe6n58b6oQMg6obNd6oboi6olDr6olFk6ow
                pc6o7Lq6pAXm6pIFf6pIMb6pSkd6pXYb6pjsh6plQn6pr1m6p7/f6p8Nj6qC9f6qaOd6qf5k6qpkc6qt8e6qxCm6q1si6rC+f6rTyg6rZFb6riza6rwBW6sD1n6sTZ
                S6sV0m6sj4e6sywj6s2pp6s+fu6tAIc6tGrj6tKrf6tWLa6tZsq6tbKa6tgzm6toDm6tyMj6uSga6uYtn6ua6P6ujch6uk2Q6upwg6uqxj6uwnb6u1wf6u7nv6u+ri
                6vOce6vVXh6vYGn6vfFh6vgbi6vhWb6vlri6vs5h6vtwp6vt2x6vu3f6vxzX6vyWr6v2tk6v5ut6v9tc6wUMu6wfWn6wghf6wjRf6w0Xf6w15e6w2vm6xFZg6xJ0e6
                xOlm6xQ2f6xTPp6xX8d6xaJe6xdoc6xfld6xhgi6xldg6xxAh6xzii6x1Ce6x/pf6yAOj6yFnz6yeUk6y2Wb6y22e6zA3e6zihi6zlXo6znId6zzNf60FOo60J3f60
                ODi60niz60ojh60sVo60yLb604gm605Fl60/w761Bwj61E0Z61Ieb61Jih61VEg61ZIi61ZTh61fmb61rpu61sCc61vjZ61x/s614Nf61/ji61/xb62Fuk62Zqd62j
                md62jyv62kNr620Oh626gX63A4Y63q1s63s6e63yDi63ytx635ff635yk639rc64Kgd64O4d64Toj64VHn64Wol64XWi64aHt64cxd64pbo64zYg64+oc65AK565Hw
                c65Nhc65Rhd65Uer65arf65jzu65sck651pe653+d657Lg65+Mc65+PW65/4f66CMr66Dke66G3d66HTz66KLo66VCi66YXh66dqc66ehx66fYb66iup66vMf669pd
                66+pp66/xV67GLh67Y4v67bBf67haj67jyh67qDb677Qo68VKR68WlW68Ygl68Z1o68h6j687WY69Njz69ObU69bUp69eha69gJm69gio69iAd69k5g6+J+h6+Krn6
                +LHf6+L/g6+ick6+jOn6+kL26+lMi6+tin6+yTl6+67r6+7oS6/DYj6/G7i6/IYb6/NTi6/owY6/qmj6/rmz6/swg6/3Wi6/8pW7ADOk7ADbf7AEji7ALDs7AMFf7A
                PQm7AU3w7AdSn7Afin7AgFf7AiQl7Akkf7Aorj7Ay1s7Az2a7A44e7BDBt7BDys7BD2c7BRFr7BSzs7BU3U7Bg1d7Bi4U7BvYg7Bz7d7CAMn7CDFm7CEuk7CGne7CR
                dl7CrFq7CuOo7Cx4f7CyHd7DLVT7DQPb7DcEe7DeMc7D2tQ7D4Jc7D8up7D+ed7EKxj7EOsf7EWJi7EWSa7EdSb7Efpr7E2ol7E24b7FAXj7FL/g7FZBg7Fcig7Fg6
                m7FxMb7F2cr7F79l7GJDj7GKDp7GMUd7GTyf7GVtg7Ga5i7GfRj7Gi4q7Gkkm7GmWd7GpFi7GrAq7G2Sg7G4SS7G7ne7G7/d7HLno7HVSq7Hi5n7HjJd7HoBw7Hpdf
                7Htfe7Hw7h7H/3Z7IDtg7IETd7IKSY7IXdd7IiZi7IqIe7IvUv7Iwti7IxWg7I5Yi7I5fe7I64l7JABn7Jabd7JeLk7JnBd7Jqvk7Jybp7J4Rn7J48i7J5417J/2Y7
                KFHh7KN6f7KaLS7Kevb7Khdg7KmFh7KnTl7Kt5i7K27n7K5Ec7K81h7K/di7K/5a7LE4s7LkUd7L+4k7MGTf7MJek7MOhf7MRpq7Mrch7MwDl7Mw2l7MxGi7M2ni7N
                I0m7NMGb7NOar7NiFv7Nlbd7Nmgh7Noao7N8Nd7OARi7OIZk7OJzX7OPQp7ORUf7OSzW7OWtk7OjfY7Okmi7Ol4u7OyRs7O1vp7O35g7O8AS7O8sk7O8tj7PISi7Pa
                if7PfKf7Pmtf7PrZY7P4gk7QSPf7QlSf7QqeZ7Q44b7RCYp7RIQe7ROBa7RWHm7Rboj7Reon7Rugl7R1og7R97r7SBds7SNur7SP7g7SP/e7SVUd7TDTl7TN8Y7TOF
                i7TP4h7TRze7TSrj7Taqg7TeDv7Thcq7Tich7TzHe7T2Cm7URPd7US1q7UaMa7UlBX7Urle7U0/i7U9lj7VKde7VOdj7VTyd7VV7b7Vczh7Vibj7VmVb7V6Rx7WG+o
                7WI2j7WQuj7WUnW7WVWn7WkIl7WpeG7Wpyc7WsQf7W9sq7XARl7XCht7XD1p7XWga7XcGd7Xhld7Xi6k7XjQn7XkGk7Xqsm7XreQ7XyXe7YCGj7YNDg7YTMi7Yfkc7
                Yofl7ZIEb7Zd567Zqqd7Zv0Y7Zzjr7aNWm7aSLg7aTEk7aTqj7aV0o7akgp7ao1m7axSp7aybV7a3ua7a58e7a9/p7bUqp7bXjg7bf1k7bqzc7bsTd7bvpg7b41m7b
                5Hb7b6vb7cJFh7cOea7cQic7cUBg7cbge7chPc7cxRf7dVVg7diGq7djgm7dkob7drDa7d2Ue7d92S7eKGn7eP/m7eRCc7eaYu7ef3k7em3h7esZh7etSb7e/0h7fB
                Hf7fLXn7fNt07fOLc7fVhk7fXyh7fYEk7fZkr7gGHW7gK7c7gLSl7gP/d7gQyf7gTtf7gUTh7gX8Z7gqSd7gv9n7gyYj7g2Cl7g7ko7g+hW7hA7a7hTGg7hg+t7hjr
                f7hswn7hvrm7h2bf7h4tg7h8Cm7iGyn7iLMl7iMGn7iOpl7iT+q7ihJb7ih0u7inIe7izWd7jEpY7jKmp7jPTX7jQKZ7jVGe7jZWv7j1Dj7j1re7j5sf7kJlp7kMiu
                7kR6g7kZ3i7kidl7kmZe7k7Vr7lD/j7lf3n7loIh7l1hc7mAnr7mFGb7mSVm7mW0f7mcCf7meRb7me6q7miOl7m3qk7nHqd7nOSj7nVfl7ncvh7niph7nkEg7n1Pf7
                n4Vl7n4tv7oEnk7oUfl7oWKi7oWQm7oeEW7om6g7osbZ7o+JW7pHPa7pUkl7pYEm7piqN7p0IV7p0bf7p2vU7qV+l7qZmb7qdmY7qeEe7qh+i7qj0w7qw2u7q2wf7r
                Dbf7rXkf7rrsf7rvRj7r1Xe7r7lh7sN2s7sWIf7sYlk7saSb7sb/f7scW07sdU07siwi7spHY7s0Xd7s2su7s3Pd7s9gm7tBph7tEbf7tGgd7tHFc7tLmf7tQbc7tT
                ig7tnGg7tsem7ttoi7t5Wi7t7I47t/vj7uFEa7uKts7uLTj7uPmo7uSXm7uXtc7udVf7uiob7ujOi7uyUm7uzZh7u6z47u+5c7u/jg7vHbi7vIdh7vJMf7vLjo7vVT
                l7vb/a7vjHR7vlha7vmog7vv5j7v98p7wOsY7wXBc7wbJW7wh+a7wj8o7wq9x7wxQc7wzXk7w0cf7w6ad7xNrX7xckf7ximk7xuig7xute7xxvc7x11a7x30v7yA4j
                7yF5t7yMej7yMqd7yPq67yQHr7yQYi7yagr7ydpg7ygUl7yjFj7yp4n7yr7j7yvVl7y1jf7y7Ih7y/GZ7zGAX7zj0m7zj3Y7zoXb7z1wh7z93l70Ged70IRf70a7i7
                07Xj70/9d71B/j71I4b71KAY71MNg71cMY71jEb711Rb7114g7136W718Jg72COo72E8i72M8z72Nug72XAg72qul721Fd7230Y7281a729Ut72/sZ73HzZ73PZn73
                Qgn73Qi273Rxf73hNd73qHj73tgZ73uJp73uvj737Rm74Qer74Rzd74dPc74uMj74zeg741iW7452f75D0b75ESq75Jom75Txe75V8e75sVe750Vf752pV758Ci75+
                Vi76Wth76W4g76jOf76jjf76mla76vfp761Ub763nh77vSf77zLq78CUf78NZo78UOe78WKd78dye78iBt78zDk788lb79BEq79G1e79HUk79LfZ79PSf79TWu79Y7
                j79ZVa79paj7+EAr7+Gaq7+Hyr7+QVc7+Urh7+dXg7+djj7+jHh7+llg7+tlj7+vNq7/JuV7/jJk7/jTe7/z+Y7/+ye8AEre8APyk8AR/o8AS2w8Aazd8AeNb8Aghi
                8Aptb8A1VW8A8ja8BAAY8BAjb8BFpl8BHJn8BX+W8Bcfe8Bf6j8Bkfc8Bkvh8BoGn8BqPg8BuQf8Bzxh8B3Oj8B4Kc8CYWg8CwUh8DCIg8DVGb8DcNl8DtDj8Dwlg8
                Dw+e8D42m8D6Rh8EBUq8EC0e8EK4f8EMdd8EP5u8ERob8EV3x8Eb6k8EfsY8Eheg8EmDo8Ewuf8ExuO8E2ua8E2+f8E4ys8FDml8FIae8FNoc8FfJ38FfhY8Ffus8F
                geY8FoQb8FtUa8FxPm8F2ng8F7Ii8F7yi8GRfi8GVtg8GWBc8Ghag8Gj1m8G1tl8G/Ah8HBSc8HH4j8HJ/c8HXYn8Hdhf8Hedf8HnMh8HnOc8HnWe8Hn0o8Hpsj8Hu
                Jd8Hztf8H7Kk8H/Tt8IBOe8IE8d8IMah8IVXg8IWrU8IqvZ8Is+S8I5sj8I8Dt8JE7g8JFF28JVCg8JV9d8JhGe8Jjsf8Jj1x8Jkhg8Jpjf8Js/c8J5Qc8KKxf8KMv
                n8KVon8KiRi8KjYe8KyZb8K+eg8LCmr8LMef8LOkp8LVxj8Lbse8Lhtc8LnNk8Lngm8Ls+p8LuOh8Lx7h8L2vg8MDMf8MFwq8MHdj8MIGf8MMIf8MSHc8MeZd8MhMb
                8MlFc8Mlsh8MmFR8Mq8i8Mw538M+9d8NIQc8NO4S8NQ9Y8NYum8NeQf8NeYg8N0/f8N1Si8OJOa8OLKl8Obka8OgSd8OhPd8OjEc8Oorg8OrQf8Owxe8O57d8O7qi8
                O9TX8PIre8PebX8Pmnm8P09j8QHTc8QJEg8QTSY8QcIj8Qc9c8QsYZ8REGj8RFhf8RWae8Ra8e8Rc2W8Rtpc8R3Ki8SGxb8SH7i8SNed8SZhg8SrDU8SuET8SuRa8S
                zij8Szwn8S28s8TAhc8TA0l8TS2n8TW6d8Teof8TiLe8Ts9h8TzPd8UDIm8UGkn8UNQv8UNqd8UiTp8UuHi8U0hj8U1yd8VCSg8VFyV8VMQi8VOQc8VfRe8VhBX8Vo
                Dh8VyPa8V7Bi8WPFh8WQks8WSMk8WULo8WZIn8WyjZ8WzQa8W0Bd8XEBe8XSgg8XVLU8Xgje8Xh3k8Xxxa8X0Tf8X43i8X5Be8X/ek8YSxd8YWEi8YlzU8Y8we8ZYO
                j8Zj8h8ZrRo8ZzAi8Z4Ug8Z85d8aENS8aPPW8aXjX8az8f8a9gh8bE/f8bG8e8bHnc8bTQy8bffg8bnjd8bnuh8b6Ae8b72Y8cC3c8cRTX8cbjf8cm9d8cone8cqfg
                8cvcc8c3Qj8c+Wa8dH1f8dUYf8ddeZ8difg8duMf8duif8d8BV8eDEi8eEmV8eUHh8eYyQ8eeFl8emNn8ezUc8e0cZ8e5me8e6ev8e8/q8e9No8fCVa8fEGq8fNxf8
                fWJg8fWdj8fgEZ8ftEh8fuFd8fvAl8f8gc8f/nw8gCAd8gRQn8gtVb8g1+c8hChb8hDQy8hEom8hLdg8hSJW8hYYg8hwYq8h2gx8iNid8iOeh8iXlX8i48d8jFOb8j
                HVf8jNLb8jOKh8jfvu8jo/g8jp9d8jqMf8j8+o8kNkb8kT0b8kf4p8kf+e8krdn8k3Ew8k8de8lE/e8lHKe8lURj8lZNp8lbbi8lpru8lv4g8lwLp8lyfe8l1cg8l7
                Di8l8be8l/pc8mDkd8mF+e8mP9T8mRje8mSif8miav8mkNg8mtAg8m1Hc8nAta8nasR8ndCb8nevh8npng8nrxm8nwGk8ny6Z8n1zb8n3Jn8oCHZ8oMnU8ocMl8ouZ
                g8ozoU8pJwd8pPPn8phBh8phva8plSe8pnLc8pxtf8p+tc8qAmo8qDBv8qKbe8qUly8qZuk8qbIf8qkGr8qsVg8qzcd8qz/X8q2El8q/Rh8rAJk8rGhp8rLKd8rN5x
                8rP9b8rg3g8rjEd8rlcy8rxXq8r2/a8r+Me8r/gl8sCqq8sOxe8sQnf8sgun8shr08sq8u8ssim8suqf8s14l8s4Im8tDeY8tG4i8tNte8tT3o8tYMb8tkVw8tm9c8
                uIrc8uXZg8uYoj8uncj8uqzb8u+ul8vCZe8vIqb8vMOm8vMdi8vVRY8vbFs8viWU8vj/e8vkcf8vlhe8vuTc8vy+f8wG+d8wMwu8wT4y8wYUa8wdJv8wiTn8wmqd8w
                nRS8wxEd8wyej8w07c8w92f8xNXo8xTGh8xVqi8xYDd8xaPl8xdLc8xuYg8x4nn8x5og8x6Pf8yBAl8yCAd8yG7X8yKWf8yVIk8yVgq8yZ2i8yg0c8yjFi8yxDn8y2
                gQ8y5Hg8y5Qf8y/4e8zDsm8zLbe8zZ8f8zyqe8z6If80MOY80Wos80bJt80dIf80dcg801ok803ti80/5g81J0e81XVb81Ysg81a4j81ctb81s2r81tmb817gf82BE
                o82Iif82Qbk82TJe82bkp82n4l82q7e821Po824tb82+kn83KPh83Mjt83Rpb83dJi83dOj83f1u83jhk83urX83wWi83xTo835Pa839wW84TLj84WSn84abi84jbc
                84rzh84t8f84yaZ841Oe84+xi85Cyf85E5p85Ijn85YLm85gFS85xtm85yCa859Rd86CFe86CZ286QIf86Qae86VQi86bSm86pfp86qyo87IJY87NCg87Xwc87ZGd8
                7djg87sOc87sof87w+m8739m874Qm878to879ce88DGk88Rgk88WBe88ZFh88bNn88kli88pel885ok885/r89bAz89dch89hBc89lof89sTk89ydi891Xm891ya8+
                E1x8+Tab8+VUk8+V5f8+Wwb8+eqi8+rJg8+25e8+5nn8+6hh8/A0d8/eig8/7Ji8/9Gk9AE1Y9ASve9AYlm9Ar4d9AvUn9A2Ak9BOL19BkEh9BndY9B7pf9CI9c9CN
                Bc9CQ1d9CesX9Cg0h9Chse9CvpT9Cv7j9C0Wn9C8pa9DHhn9DSNo9DZFe9Dctk9DfDY9DiMg9DpaX9DqOf9Dxex9Dz1f9ERMm9EYid9EfBn9Egtb9ErSi9Exwl9E4c
                o9FFi/9FLHc9FnP59FpPk9F4Ow9GEsj9GMh19GSHi9GSzl9GVpd9GZMs9GcEb9Gfdf9GhWh9Gwnf9GxcZ9G0kg9G4cX9HVSd9Hjjp9Hnkf9HpMn9H44a9H5dg9H8Bp
                9IA+k9IQ+k9IjEi9Ij2X9Ilrr9Infq9JFej9JJ7Z9JKHj9JOBb9JVIe9Jilb9JvCb9Jy3k9J36e9J/Zg9J/5a9KNOi9Kayq9Kvmg9Kwwg9Kzxq9K1me9K4oe9K9Id9
                K/Gm9LGhh9LWFh9LvKa9Lvfe9L2Bf9MHIk9MHdj9MQ2q9Mpmg9Mr2f9M+Xg9NK5u9NQSf9NXgf9NjWe9NnKb9NoBo9Npri9Nypt9Ny9d9N5pq9N9ie9OCNg9OFBp9O
                mUa9Oqyk9OvCd9OwCj9O4Xf9PAtZ9PL+h9PXLY9PlVe9PmYn9Pwan9QDxl9QFoq9QRwj9Qj7f9QoQi9Qs2b9Q1De9RI9i9RQ2w9RSBf9RXis9Rhbr9Rndf9RtAe9R0
                jd9R1VV9R9zZ9R+1r9SPEz9SoLn9SwWb9S8Yn9TGwf9TJod9TOfm9TjTX9Tm3g9To2f9TwJr9TwRq9TwVY9T0fp9T4he9T6wm9T8fs9T91f9UOzn9USnj9UUBc9Us/
                n9U6xl9U9Ht9U/+f9VLfQ9VOUj9VVce9VWEl9VXCr9VeUq9Vi8g9Vj7e9VkEm9Vs7g9Vvwn9WBdf9WHyf9WITh9WJff9WXrv9Wcjh9WgQl9Wgfl9WiXf9WwLu9XKFw
                9XOre9XWnj9Xccl9XdFc9XhMX9XleX9XqIe9Xy7w9X2va9X5be9X5zg9X+5n9YECk9YH1c9YyGi9Y3gc9Y5Pm9Y+Jj9ZOPk9ZQik9ZVie9ZYtm9Zcqe9ZeCf9ZhQj9
                Zidy9Zpvd9Zumi9Zxka9aCOe9aEhh9aJ/g9aPta9anfX9aprr9avUk9bABm9bVTo9bf9T9bmIo9buXb9b3Lt9b57e9cDpn9cJHh9cJQc9cRyb9cYRh9ctNp9c8hl9d
                DlV9dEXb9dJb39dQ6d9dism9djYp9dlrg9d1Mk9d54k9eDyk9eb1g9einm9envi9eoqf9e4be9fwjl9fyzh9gArb9gDNi9gQBt9gllR9gmtm9gmzl9gtmg9gyUg9g9
                9V9hMOf9hQYq9hhab9hhoc9hp4j9hrRg9hyii9h4zo9iFer9ie2c9isfe9istt9ivan9jFHm9jMbq9jVch9jijg9jjxb9jmHb9jmMh9joli9jore9jsZh9j7xc9kDj
                i9kOYk9kTbl9kp9k9k8OZ9lFOl9lQFe9lQcm9lRFj9lU4d9lkZn9l3eg9l/wl9mGCh9mXzk9mi3i9mrOb9m4NZ9nZjc9najw9niJd9nm2W9n5Yh9oD4b9oQof9oSLd
                9oVgo9oaqe9oy5d9o3Zh9o3ck9o+ac9pG6n9pJKl9pJxd9pmVe9pwfk9pxSa9p0Lj9p7mZ9qQwg9qWOd9qWbk9qvTd9q/9h9rFHj9rYJh9rari9rkU09rmBe9rneo9
                rvGh9sANo9sEXf9sIfk9sMz/9sUtf9sXgp9sfZl9sqsd9ssTb9s7Ij9s8md9tEzf9tLdj9tdgc9te7Z9tkNZ9txoe9t5ul9uTI29uXij9ufom9ukyQ9ulTd9un9u9u
                t5k9uvft9uvxf9u4Pc9u9mb9vHqX9vJCz9vQEp9vTbk9vUkd9vduh9v2Np9wE6o9wGRq9wL0f9wP8k9wVub9wbwe9wi3m9w2td9w3tZ9w94Z9xC3h9xD0e9xKdf9xU
                ob9xWLl9xYkm9yGca9yIpd9yeGu9yfov9yol19y47f9y8Bn9y9Z09zGqg9zLYd9zMmn9zZEr9zhbj9zpnr9zqwi9zsro9zuIm9z76p90Flo90G7b90daV90gMj90z4
                j903Sn906no907Ur909lf90+4h91Bjf91I7Y91PLg91jPf91kYg92KUg92S2l92fEe92wll92yJZ92yRn92zxj93NIj93OCY93SKr93h4f93ide93qoj93thy94Hxl
                94a0j94sBk95Dao95GYf95N3e95cug95ikd95llf95l3I95l8h95nna95pAX95yBi96Eqq96SnT96UVu96Uih96Ukq96U5q96bcm96bfh96vlY96yTM965be96+0e9
                7B+i97IXU97KGe97Vlx97owh97t2m97uOm97xMi97x/g97zMi9713e976Zs978yg979np98OMk98ONd98Wrq98eek98n+p98xvw98zCd98+li98/9g99K/c99bfs99
                4vY99/ri9+Bdh9+Dvn9+T9d9+cof9+dkd9+ipn9+paq9+31f9+9qe9/Gzj9/Krf9/Lee9/W8c9/gEh9/4Nf9/8Bf9//Xd+AJ4n+AKjf+AMfi+AYVe+Adql+Aqvj+Aw
                Oj+BAZf+BBSh+BFIo+BOwm+BT/h+BU+k+Bdxx+BlNX+Blgv+BsWc+B2q0+B9Qc+B+am+B+dd+CAad+CcIw+CmLb+CnCd+C3Np+C+ga+DM/i+DN0f+DSIb+Dlbb+DmW
                g+Doyt+Do/k+DsJl+D4fk+D5Dq+EHSz+EJ5o+EQLX+ESxk+ErVs+E/iR+FFTg+FIv1+FR1e+FZXc+Fchi+Fcqj+Feig+Fgbk+Fmke+FnOb+FsZa+F8Go+F/Vd+GBBb
                +GOFb+Glve+Gokg+G0we+G49X+G8Xp+G8bb+HEMZ+HFru+HPDl+HQ0i+HWxf+Hr0c+Hv0w+HxAY+Hx5c+HzIo+H0Hi+H47c+IAwj+INZh+IUig+IUng+IVMc+IXce+
                IYao+IZul+IgQf+Ip3i+I5/c+JB5u+JIcd+JMbh+JNjj+JSCc+Jhbp+JkDW+Jpgl+J0Mc+J5Gc+J5Ph+KJtb+KRRt+KT0P+KVgi+KZgX+KoKf+KpPr+Kqvl+K1ca+K
                5Mo+LKEs+LMMh+LPlj+LRVs+LTmp+LbSy+Lfmt+Ls+g+LvCh+LwTb+LxCh+L9Sj+MBUi+MCLm+MGXe+MKEf+MKyi+MLOr+MPhd+Mcgd+Md2R+Mfui+Mhda+MzSi+M9
                el+NBLe+NPJi+NWJa+OAih+OFzn+OG8f+OJCf+OKLZ+OcEi+OeYd+Oe5o+Okpi+O0Pf+PINf+PK6n+POVe+Phyi+Pi2Y+PjHd+Poze+PrYe+PxQg+P4Ll+QA3g+QIj
                c+QI3d+QRsd+QSxh+QYor+Qbm1+QmEd+QsZf+Qsch+Q/0U+RDYY+RJah+RRTn+RSsi+RbTd+ResZ+RfZa+Rr2f+R50h+SLEc+SU1h+SU5k+SlZf+Swcj+SxGe+TB4c
                +TTHd+TVyg+TX6o+Tfcm+Trfg+T+Le+T+8q+UG5p+UHIl+ULon+UNbv+UOIg+UWEi+Unha+U3Lj+VBpe+VIEl+VMHs+VNXZ+VPOb+VdQn+VlOi+Vr2l+Vv3m+V4+g+
                WAGi+WGnn+WSbj+WS6c+WVwf+WWnc+WZkb+WbSh+WbYY+WmTf+Wp0g+WsIh+Wyub+W5pc+XCFc+XNIs+XV3Z+XZXd+Xahm+Xb5f+Xjqh+XpNh+X0hn+X1Rk+X6Fi+Y
                Cfe+YDZv+YNXg+YO1i+YQkr+YUPd+YdDj+Ygpg+Yjnd+YlAf+YnQm+YtAe+Y3sc+Y9Ia+ZAgk+ZBfi+ZCKX+ZS5Y+ZTIo+ZWrf+Zcud+ZgFg+ZpGj+Z1Pr+aEmU+aH
                jb+adPg+a6Kb+bE3i+bG8d+bM/X+bU2n+bcYj+beZU+bhdr+bib1+b2zy+b5vc+b/gg+cDwq+cIJT+cJ+c+cLZb+cktg+coDk+csAw+cxeq+c8xe+dIhj+dQHg+dRF
                c+dkRa+eGCj+eI6b+eRjU+eYqb+eZcj+eZqi+eezV+ef7j+emLj+evIi+fAGf+fHqf+fMrh+fYjZ+fbLf+fbsd+feZa+frju+fw1u+f0Le+f4Ac+gWJq+ggGb+glmd
                +glrb+gtyt+guy0+gwWc+gzei+g0rh+g2Gk+g5An+g6Te+g+bm+hIne+hQFc+hS2n+hTDd+hcvw+hfwh+hfxn+htwr+hyZj+h4wp+h+cc+iEbg+iG6d+iOZe+iS4l+
                inpt+iuSe+i4ie+jJDl+jNxb+jTbj+jaSh+jiSg+jqEl+kCAg+kI8h+kJmq+kLCd+kOLf+kbho+kfSX+kt3V+kuwa+lCEg+lLSl+lOKi+lWGp+lXia+lqyY+lzhk+l
                4Gh+l6bg+l9jf+mEDX+mEYY+mIlb+mLyh+mSU0+mXBf+mbqr+mwho+m2+i+nAun+nEod+nFHh+ncyf+ng8q+nlSl+nnef+n5Lf+n+Xi+oBxh+oLKj+oLRj+oREh+oR
                qc+oUca+omSo+ooVo+opVd+orWf+ovpb+oxth+o4O1+pLid+pLzh+pTFc+pbcm+pltl+ptgn+p3Tb+p3g4+p6xj+p+Zg+qGvV+qRde+qTQj+qeif+qlIi+qvfk+qzd
                i+q4Ec+q41b+q7qe+rDgi+rI7j+rK3f+rPka+rdQt+rmsj+rs4f+ru+l+rwFf+rxac+rxxs+r4Te+r5wi+r6nb+r92k+sBAd+sFGn+sF2m+sJwx+sc4t+sokk+spgi
                +spwk+tAQv+tD0a+tF3P+tKSW+tQqd+tSVe+tVOg+tX8g+taDf+tvbf+twMe+t4fj+t8xh+uM2f+uRkk+uTOe+udef+uknj+umwX+uo4e+uvfe+uzjs+u1jd+u28m+
                u6Zk+vPbn+vYOa+vjen+vjse+vkc0+vsfo+vt4d+vx9j+vyZW+v3Pj+wJGq+wJee+wS1k+waWm+wpUg+wrJc+wrTW+wtOi+xEst+xOzf+xe0b+xh1j+xppe+xuZj+x
                2Ui+x/Ye+yCRa+yD9g+yFgg+ySHd+yUSq+yUkh+yVEf+ymei+ysvh+y4sX+y6un+y+YY+y+/d+zC3j+zDxd+zF5j+zJAY+zJ5c+zO9g+zVYb+zaYu+zhRi+zlqa+zu
                9Z+z2St+0Ahc+0Blk+0Cfg+0EhS+0KWk+0OIa+0TNq+0U/j+0XKq+02R4+1Dqo+1G+h+1Rcp+1V1e+1cHf+1dEi+1ert+1woj+11Fd+15Zi+2Inl+2I4y+2J7m+2QB
                s+2RVd+2S3w+2ZQf+2jsd+25Rf+26Pb+2/og+3Dqn+3LTu+3Tka+3c6h+3oDm+3rkf+4E0s+4R2f+4Ydf+4bac+4k1d+4npm+4o5d+4zSz+47eh+48Ih+4+zd+5IFn
                +5M4b+5N1t+5R5m+5V6d+5Wjj+5kPi+5uic+513h+56ip+6MQh+6wrY+64rv+69KY+69xo+7cBi+79Yc+7+Tk+8Yff+8dwo+8gUc+8jzk+8rQy+8t3S+80Dn+86Ml+
                87Oo+88Zi+9FQd+9Wrb+9rmd+9rne+9x0e+99qd+99rc++Bxd++KiS++aTj++ozh++rig++zce++0Ck++1Qc++5aa++8Qd++8ug+/JUf+/Kgh+/Tra+/UEc+/YSo+/
                e9R+/p8f+/ste+/uVd+/81g/AFzg/AKEc/AVTq/AZuz/AasX/AbeX/Ahga/AlMh/Anpa/AoLk/Apha/BCfp/BDrV/BQHc/BR5Z/Bf7k/BrDo/BvHk/Bxsu/B1Cm/B5
                fe/CN+i/CUvd/CfNr/CsMd/Cy6g/C3Yd/C6Yc/DN9f/Dcre/DdIg/Dnqm/Dq7V/Dt0g/D0TW/D04i/D4Ce/D4Ek/D56i/EE4o/EUIl/EWPd/Ehzj/EyBe/E9df/FAj
                j/FB8f/FHWx/FQqY/FYWf/Felh/FmUd/GDyq/GJDf/GMAl/GXDs/Gb2g/GeHc/Gk4i/GnFi/GvQf/Gxdd/Gx2f/G0Ed/G3xe/G7Ol/G+Ca/HEOd/HNCg/HQBZ/HbLh
                /Hd+g/HfYc/HgAj/Hwle/Hy3e/H0so/H17S/Irfq/Itse/Ivlo/I4xf/I61k/I/uY/JJXe/JJud/JKAY/JNiZ/Jcik/Jdyk/JwXi/J3Er/KI0o/KL2h/KPof/KUNo/
                KdlF/Kele/Krzi/Ktdc/KzZi/LCfr/LCuk/LVGe/LVne/LW5j/LYAd/LaXZ/LcIz/LiZi/LjVm/Lppm/Ltve/MFJj/MSjh/Mc2l/MnKf/MvCo/Mvfi/M05b/NAtb/N
                Ile/NLil/NM0b/NXUm/NZdg/Navh/NhZd/Nhzf/Nklp/Nkwr/Nuye/Nxxb/OAql/ODei/OdKe/OfSe/Oj/i/Onpf/Otjf/OuHf/O+qU/PHkj/PJda/PLQl/PTdj/PT
                9i/PVpY/PWya/PiBg/P0bn/P24m/P8FW/QBih/QDSc/QEpm/QNjm/QPCl/QPNd/QPbg/QXFm/QePe/Qp9i/Q1Yh/Q+4d/RGMl/RMPe/RSmU/RfLk/Rhlo/RoPo/RpB
                l/Rr5f/RxBb/SB3c/SGYp/SI2c/SPLh/STuj/SVnk/ScZf/Sd5f/StHq/St9w/S4Xi/TA8s/TO+q/TVfe/Te6m/Te7d/TnSx/Ts/p/TtCp/TvK3/T6Dc/T6Ic/UJ5s
                /USNg/UhYX/Uhii/UpMf/Urpa/UzLc/U5xk/U6JR/U7Ch/VRZh/VR+q/VXJi/VXkg/Vbzc/Vh1e/Vs0i/Vv/d/V32c/V9Lg/V/gc/WR6e/WbAg/WcVg/Wfbm/Wtss/
                W35f/XBzZ/XDDb/XKAf/XKEj/XK1X/XYis/Xffh/Xolh/Xwds/X1Nb/X4Gd/X4sj/X7W6/YGEg/YH8e/YLXn/YSKo/YY4Z/Yfvc/YiRj/Ynye/YpPu/Y4mi/Y8xd/Y
                +Bi/ZDfd/ZJJs/ZPPk/Zwuc/ZzJv/Z3Je/Z6n4/aE3i/aJGj/aLBZ/aN+Z/aOFf/aOGc/aT1d/aaie/aiFZ/avvf/a5de/a9hY/a+kg/bHmp/bJDf/bJbg/bTfh/bY
                ff/bYtf/bY0a/be3w/bgzn/bhVo/bwqb/b4lo/chpb/ctjj/cuIY/cueT/cuve/cxni/c5Cr/dD60/dJLf/dcod/d0sb/d1Ej/eGEi/eTZf/eckl/ejiq/ex1h/ezT
                t/e3Kh/fNIZ/fP/r/fUjd/fang/fdfs/fp4e/fwpW/fxKl/gJIe/gMBd/gQKo/gXif/gf4j/giDY/gkGm/gkHs/gk7v/gn7p/gtWl/g0cd/hBpe/hFjr/hTgh/hVfg
                /hWXi/hY+i/hfLe/ht9f/hwYp/h4Ym/h7Lb/iQIt/iYdf/ifOg/ihLh/i0gn/i1Qc/i3Ib/i5mj/i8jo/jCqj/jMRa/jU41/jajn/jlUp/jmMW/jtps/jxGX/kBdm/
                kKsj/kWCo/klUQ/kpEe/kp2e/kuCT/kuOh/kudc/k6pm/k7zt/lA6c/lN9b/lcIp/ldih/llZe/ltGg/ltdo/lu2H/l1Gg/l2cm/l3kg/l9Hh/mADa/mBWh/mTGm/m
                UDj/mU9j/mVNm/mW5f/mgDe/mhmp/mipi/mjqj/mojj/mqWY/m4Pe/m8Et/nF/d/nPvw/nb2h/nejo/njph/nlSf/n0Kc/n8Zk/n8qb/oImm/oVif/oY0g/obJf/oc
                Ym/ocoi/ovab/owci/ow3g/o02f/o6Zh/pBec/pI1m/pJ7e/pKrf/pLVw/pNCs/pYDg/pcGZ/pdoo/pshk/p5QY/p9hl/qDAn/qDUY/qWhu/qWxv/qarp/qd4e/qlh
                t/qoCY/qpoq/qztk/q7A//rC6i/rMsf/rW6s/r2Ap/sJnZ/sQ45/sTVd/sV5o/so8a/sqCw/s0bd/s1Te/tQih/tRmh/tZjY/tqOi/tqYf/t9Vg/uJGp/uh0p/upYb
                /usfZ/u78e/u+Ab/vBsk/vG4f/vNmf/vSxn/vgLf/vhHY/vj2i/vm0O/wASh/wESc/wHQk/wP7c/wdUi/woTa/wvbj/wxdg/xAsn/xHMl/xReU/xYeg/xZ5e/xkrl/
                xl6Y/xpce/xp7h/x09W/x10d/x30o/yAWl/yE9i/yFOa/yNFq/yNzd/yN91/yS1d/yVyt/ycHf/ylrg/ysh0/yx5g/zCLR/zG9c/zPQk/zZVf/zcqm/zgYl/zn6g/z
                xjf/0DUf/0JDr/0NDj/0NYh/0Wgv/0ZQe/0ddv/0y5k/04bf/09Ed/0/Yj/1EQl/1Fqi/1Leg/1L1g/1tBj/1uXg/1u0i/1vjj/1z6i/11oe/14Nm/1/DY/2BLZ/2E
                Uf/2Krl/2Lkc/2Pbd/2nxv/2vRc/2w4i/2+bj/3Bvf/3Nxb/3UHh/3lDc/3nCn/5Ndh/5QCi/5bWn/5jXf/5kQi/5uOd/5uYt/5wot/52mo/56bh/58Dd/59Oe/6B3
                u/6Gji/6I7k/6Orr/6asm/6fAY/6n3o/6ovi/6qgh/6tIk/7KHZ/7Sxi/7aFa/7c6a/7nct/75jc/76Gi/76Of/780g/8DZr/8GJb/8L9f/8SYk/8cJh/8gQe/85Ca
                /9Cjk/9H5c/9Nfk/9R/i/9r4i/9tzd/9vhf/9yoy/91A//93Bg/+Eni/+Hvl/+VAi/+Yzc/+iCe/+jDq/+qkb/+rId/+s3e/+uzV//DRh//U/c//V6f//YXe//aZd/
                /eAe//kWi//knv//mSs//mTY//yje
                """)
        let sequences = Wording.sequences(
            from: """
                AAD8gfdAAFJWggAAJQhfgAATHXdkAAVkgceAAWejbmAAX8excAAZHlgcAAbNfnXAAgUmeeAAzCifhAA3DhccAA3ZhggAA6AneTABCzmemABDkdgjABHAokcABIJZdg
                ABPFhcfABPfeggABXdifgABZvlkdABbwljgABh5dcgABkFbfkABk/eggABr8ZhfAB36XjfAB7gnieACBUYblACCgatZACEqkbqACONeeeACUjnbeACZhqggACZrfgb
                ACaRndcACakkeuACduklgAChUaaoACvxjnfACx+plaAC3ekdfAC6cgegAC+UhggADFyldeADHwfguADQPhfZADSAibXADSZybeADUHqjmADXn/mbADjZeggADvQpfb
                ADv6dggAD5jeehAEL/bgfAETYYqcAEXyyqyAEYghgkAEe4ZfjAEk3mbdAEqMmfgAEsLwjkAEtUu0VAEzGWcnAEzKhefAE5PgXuAE9TVggAFLhqctAFMukbfAFMzobo
                AFNmeggAFScfJmAFmNaggAFopYeeAFr6geeAFvEkcfAFz7omfAF8hdggAF9rekfAGBzVggAGF2ggeAGJ9afgAGP6deaAGSyieeAGWwheqAGbyeefAGb3fcgAGfXbgg
                AGjqiefAGnueffAGn7YeeAG30ZdfAG4YbggAG7LhdjAG73hceAHQPbggAHQklYgAHS1nllAHYBoV4AHlLaggAHtfZjgAHxOhtYAH0mgffAH1geggAH4hhjfAH5Zjia
                AH5kiXdAIHClcuAIH7dezAILreggAISafcfAIhsrfgAIphjmdAI3nl5dAI9QiehAI/CedbAJMgihlAJWWpfjAJWXdfhAJd9ZkaAJd/kcgAJ1SkedAJ41hcfAJ5Bfah
                AJ8BWfgAKAccegAKC1TdqAKGBedgAKKideYAKNpUnVAKOFVmdAKdKddfAKjKghfAKk3caeAKp1MggAKqRiefAKvqqiZAK1TkekAK4BkjkALKanbdALSOhehALXlfgg
                ALewdfjALnhfggALppegdALvagfhALxAkgfALyedggAL4QliSAL5a2KiAMBtidgAMCRcffAMGEbrYAMK+fkdAMQShjXAMVxZggAMV0hffAMhGceqAMjgZfjAMu+hfb
                AMvTffiAM1XofaAM3PZggANCKfggANF/lcfANGUoiqANKojY0ANXZjggANp6cfgAN2nmZeAN9bkZlAOCOneTAOF1icgAOHzgfgAOITffdAOLxhlhAOLzehfAON2cld
                AOPNdffAOQoaggAOUjhcdAOZnqghAObmkgeAOfjifhAOmikdmAOtYdcgAOvtiffAO12jflAO66fggAPAIXhfAPF0iocAPMaggfAPQ7jfdAPSghblAPTZpaaAPUWjld
                APZVahfAPaYhWkAPd8dffAPgIeqfAPkoYkfAPlXoggAPlbrbmAPvEgigAPwTlflAPzSefeAQC5gfqAQDyodsAQFkbggAQMuogbAQN0bgfAQRmnhdAQUL/ebAQXzrgf
                AQY+gmdAQhXdggAQqmliZAQwWjseAQ5u/akAQ8yfhhARN3fegARVflddARWugggARYWjccARb0iXfAReznjSARe+cggARhTlgbARiLpcXARjRcglARykdeYAR1Snal
                ASDKbegASPzfggASXcYfgAScadggASwffgfAS8ytbkAS+efczAS/0cnaATBRkYbATB5o2EATCUjfeATGLeggATLASdcATOdmffATP8rgnATRitekATUqiZfATYZekb
                ATbVhbeATkdldmATqTXgoATwFijfAT1KcggAT1+YikAT6hfekAT7ebggAT8CnaiAUDDelfAUDXbhgAUJyoggAUMXujfAUOvYpiAUWNebfAUXJqggAUmWyncAUokcgg
                AUpyhbdAUucjefAUvAhiZAUw0fggAUyCbggAUzRceeAU2hmdvAU4CdfeAU7dfmpAU/0mdxAVAGeggAVDPlafAVNhmebAVW4pieAVcBefnAViiemeAVmqcjfAVs7sYo
                AVv/lqeAVxYfggAV2DdidAV+LkccAV/FgckAV/QnYhAWHZzpRAWI6fggAWNeuafAWbzdcgAWc7bhcAWeAdggAWlAZggAWtDbggAWtRYXwAWwxsYxAW2mgggAW8vhek
                AW+MTegAXAUd/gAXbLuUfAXcFcccAXd1jdfAXgWfcfAXifgdfAXqZmYpAXqbgegAX0uaocAX3rdevAX4YdffAX6IrapAX7niedAX/OghgAX/olaYAYJlvZwAYJ0sYx
                AYN/cpfAYTgcffAYUhkmPAYb5WefAYk3iabAYuOhdyAYvqhdeAYw4aggAYyOlocAY7IpdbAZBycggAZXbgdfAZY0dggAZbRhlhAZifXjYAZpUrclAZp2kjdAZqWodq
                AZsvfefAZ4jqneAaEAkdfAaGafqjAaKokhfAaThmdeAadZhndAajTgfgAamVeerAap5okdAaz/eggAa0RnffAa4ugihAbFVhffAbH+gadAbNwjYdAbQLdggAbW7dnj
                AbhShdjAbiuggkAbl+ihfAbmOmiiAbnoedeAbpDfggAcA0gfgAcMXmbVAcPaknkAcXvRggAcdnmemAce8elaAcw+WhcAc0JkZtAc3HkcbAc97cggAdEahfdAdFVifb
                AdLueidAdQohctAdVPildAdWakffAdcNlZfAdi5ZjfAdn5bggAdzudddAd8jidgAd9amcuAd+AdexAeEriefAeFRifgAeH6ofsAeJeomgAeNIoqaAeRVeeoAeTZkfe
                AeeLh0WAerjjiYAer1fZhAe/2ikvAfAlbggAfBxmhaAfB1kldAfC6qZYAfJBifnAfLrWbeAfOzickAfSOjhnAflgffgAfp9cggAfuvjcbAfylbVmAfzamftAf6NXfe
                AgFtZggAgRIoaeAgU2ratAgVrWfuAgVyagoAgaJYggAgbXee/Agf+bedAgmIgSdAgm6eUaAgrClafAgwdeggAg5jTdiAhAqhfrAhG3gfgAhRXdegAhSkWueAhc9lfs
                AhesgckAhoceggAhwZenaAh1GfhfAh2NdlXAh28nldAh6chkYAh+0SXgAiApnceAiBErfVAiBzmWoAiDtdbfAiEqbggAiFeiedAiH+igfAiLThefAiL9lmZAiR1ifi
                AiTNbggAijBfggAin6wyLAi4CtYmAi/JhbfAi/3odYAjH8ifuAjLhlidAjQFcjeAjRVhbbAjT3egbAjbCXiaAjfWeceAjfrwkeAjqMeleAjsVlXeAj0Y2lbAj3Ohhf
                AkFqiffAkGpehfAkJImelAkT6/ceAkVcmceAkbhfhbAkd4gffAkhecggAkiYjeeAkiZeggAkmsZeeAknLjYfAkqhcfdAkrlgfdAkrzdedAks9ajgAkxDeggAkyQbYc
                Ak11ncdAk3UWmgAk+WedcAlMnZleAlUrhhXAlZibggAlgfdjdAlpUjeeAlqIgbeAlvZdfdAlwLXggAl2GhbkAl4rWggAl6qYkkAmGsjhbAmI4hhdAmLPcggAmOibed
                AmPJafgAmUljeaAmc+dggAmfebugAmn8eggAmsejgfAmtr1fnAmwWozVAm2nVkeAnDAsYiAnISjdqAnQGdjgAnZZRggAndnjTuAniQeegAnpJfggAntYidaAnv/jcf
                An4pjdzAn6PcbYAoJbufjAoKabggAoSNdggAoSRtecAoZTagkAojVhajAor7iggAo37hemAo7ujegApAmgggApFTWggApHkodUApH0ejbApQOp9fApVcfggApYHdge
                ApZxjnkApcLtebApiEfggAplYhthApoCeggAp+wxfpAqL4VcfAqMocdeAqMqysyAqPQdhiAqdgZcmAqhkrnZAqkvlerAqucxQqAq9RigdAq+EgdeArAYpjmArAkhmf
                ArEUapdArKAfggArL+mkbArNksmcArQDcgbArQ5irhArRLmgiArR3eqbArYOcggArcKZggArgYbfgArlhfffArtyiefAruSifkArwIggcArwuggaAr6XtajAsBwdgg
                AsCBfnYAsC2eggAsIYwvfAsPlibfAsZkgggAsaZicaAseIgggAsiS4lrAslCegnAsr1nqhAs8jYgeAtHoheeAtKasXoAtKjfeNAtTe3ZgAtbNjgXAtescfjAthdldc
                AthkeQfAth7khgAtqKbefAtvdfgeAt7tgejAuFibfeAuGgefgAuJSfffAuJanZpAuK8fggAuLnrggAuWUiveAua4rfcAud0WfgAunefdgAutDpaaAuthlcgAuuUnaf
                AuuxZfcAu1oltYAu3veggAu4BxdiAu5KYmWAu7fkqaAu7qnffAu8FXceAvDT1bfAvKGgneAvL9nffAvQFgfgAvQpkdeAvRseegAvSssjfAvTiicdAvTyhgfAvWqcgg
                AvgulgnAv3wicfAv85cgeAwBvjxXAwHWifnAwK+fZhAwRrXmfAwVieabAwWUgemAwX3iZpAwZXeggAwfLfggAwgjieeAwhFahqAwptlddAwrxfggAwuvu5dAw0Aggg
                Aw9ceifAw/XodrAxCbdheAxHsocbAxIRefdAxLVhdkAxRPgggAxV5nZlAxX4aggAxcGYXfAxl6dggAxm5nfhAxoh/mdAxqee1hAxrDjiiAxzhaflAx5NdgeAyY6gae
                AydMijeAygEkfdAymSwenAymVZifAywabggAy540jQAy5/hngAy9mdggAy90dbdAzFUjgeAzKmgkeAzKwjNmAzPaiidAzPmbggAzRqlreAzRtdggAz8NlUrAz+qdfe
                A0BrjggA0GPggoA0NXjifA0Y+keeA0aicjeA0atcZjA0dVjdgA0eyesfA0iBlekA0meldYA0qLsbaA0tynigA03UefgA09qhbhA1CicggA1ECbpgA1IOldUA1Kldff
                A1LyajcA1QveggA1U5hepA1Y7ZgYA1ZlkidA1bnYeeA1b6spdA1cQeggA1dBiheA1nPZZmA1rSecbA1r/lilA1sLqWrA1siaXxA1yKwbjA17BrgVA18FmgfA18Vjeb
                A19UXucA1/UWdyA1/yfyaA2EhmeeA2G8jbtA2MOafdA2P2kZiA2SgaghA2VxsdkA2V+gggA2XgmveA2cKoS/A2caZlbA2fbfe9A2snZeZA2vkZggA29FgfRA29cdgg
                A2+kedgA3JscigA3Nt0UiA3V/hkgA3dBfggA3jXkaSA3q/dggA31keUPA33VdggA38SgWeA3+MlZtA3+eWkWA4BGvmdA4H9fggA4S5TjiA4TphgdA4XDehnA4XEbtc
                A4YJ/eyA4YNibdA4YxgemA4chhccA4hOivfA4vJfbdA4wshmgA45ldbrA49KfffA4/3qqbA5BpqpYA5QJqqgA5R8lnfA5TUdggA5UkgegA5X+iecA5abXieA5j/iee
                A5nIiejA5rMdTpA6BSgZaA6G6cggA6JCohiA6NMdffA6TFocwA6THopmA6bPkklA6dFhdfA6vQmnfA6wZdggA6wbiifA6zOfggA60JbchA61uicdA62WiffA7AMjgc
                A7B8edeA7FIoicA7FkpqcA7KpdggA7RenolA7WenefA7W+pdaA7iXwdsA7nSgdeA7wSnTfA70GhnfA79DteaA8AifigA8NlhZjA8QjfadA8WheggA8cCiacA8kQfbl
                A8mloncA8myfggA8nZfpdA8qXbgmA8tJYfbA84YjbfA85/ddfA89GskcA9I+akaA9L9jbeA9OLbjeA9OvdggA9TnnTqA9UEgggA9aYjegA9fulYfA9gDeggA9hYmtW
                A9iu2kUA9l9fcdA9uCeggA9vlgfgA9y7hjjA91zffeA99EhcaA9+DfocA9/GjcgA+BaZbeA+My7eZA+SnuVfA+VLeggA+WjgdfA+YWjfoA+YgdggA+c6ZfhA+fybfi
                A+jokoeA+nUghfA+ocguZA+wn/ylA+xuhkbA+07hcgA+4l1P5A+98kfeA++ElweA/EycngA/ONdidA/WcsgeA/WyeodA/bElpgA/czceeA/eWgffA/hDjfcA/o9egj
                A/wikfbA/xRgcXA/yjeggA/6MmkeBAMFddfBAOtbkVBAV0wzcBAfbfigBAhyifkBAiZceeBAk1pdoBAlrXggBAl8cfyBApoafeBAqedggBAsicggBAzddefBA6ubeg
                BA95WgbBBFJcgfBBMbrrdBBjbkcfBBmUeggBBuZhefBB0uOdlBB1AXkZBB2Lqd4BB5hpfdBB/GZdiBCHPfegBCTpofdBCXdgggBCZBdggBCaLYjxBCejYbgBCewojm
                BCe9ffeBCqWhfXBCsialbBCwMlVhBCx5iifBC0egjXBC6ykegBDBundhBDH7YWgBDIdeggBDNrZqZBDntfZnBDxbhdfBD5obgaBD+VfoSBD+zhXjBD/ukaeBEFbocf
                BEFycYfBEGLeeeBEHLvQfBESAnebBEUOffoBEVBkfYBEW4gcdBEoeZggBEs3hfgBExpefiBE0hjeeBE9AeggBE9NrWcBE+dmiiBFG9mncBFbhgbSBFfUfdgBFl2fej
                BFmkvXfBFoydggBFpQkafBF1kfXYBF5sfjfBF53gfjBF9mfggBGKOxxeBGNCVhgBGQInfeBGd1nefBGjghbeBGrjmmbBGsvYgfBGv7kjfBG98YYVBG+RdggBG+4nck
                BHDAfggBHEkdfgBHHQbU2BHLJcmdBHTCegfBHXCbggBHbGxZyBHdcjcbBHfikddBHjMeTUBHlJqXiBHnacaiBHpsitYBHrCgfmBHr2ffpBH6taggBH+WkefBH/qziR
                BH/2egqBICQlrXBIDqkfgBIIRgzbBIJDbgfBIbLgvbBIcWqebBIc3idiBIfPcggBIfznneBIlAgdqBIp3dggBIuMeadBI2MmXgBI2QkehBI3ZtldBI4PhadBI4rZgb
                BI52qtdBJAtmdlBJG6hgeBJHKjd7BJHeVhdBJH2uegBJIdbggBJSkdggBJUFlhrBJjLfrbBJlZidXBJ5GfggBJ5jjcdBJ85/cYBKA5llfBKGAehaBKIKhghBKToicv
                BKZBebcBKc5flnBKhhdgiBKjCjrXBKjQtdhBKjWYuhBKmIfqTBKsceggBKvTg6LBKz3hfeBK4HhiiBK40efeBK4/fdeBLBOidgBLDjcggBLJBhpZBLPoacgBLRysdd
                BLauqZbBLhbkuXBLiTXxnBLk8cggBLpTdbeBLyNwbRBLyUhfrBL6yoanBL7VlneBL+ztddBMBIffcBMGBfggBMLMedgBMbldflBMdEZglBMdonfcBMf1efgBMiXudx
                BMnHlguBMwYggfBMyrikfBM4ainfBNAYgjgBNAqgjgBNJidggBNQUuaSBNVqfigBNZOffdBNq/lvdBNsxrXVBN6kkffBN+DhjhBOKpcofBOV+jhhBOXbiWrBObtegg
                BOe4aUaBOghsmgBOkouZcBOmujgeBOu4cggBO2ccgfBO2tpgnBO41dfgBO5ekgmBO75jheBO+4bgdBPEwaggBPGlmbjBPHnaggBPMTfdmBPPbwgaBPXIgfiBPZkjid
                BPc0fgfBPgddjcBPkhRggBPpKkczBPs5jcZBPvYeggBPyZXvSBPyjfgfBP7GWteBP+SeqbBQPGhheBQPXfgfBQTodhdBQnvlgmBQqNnfgBQrTmggBQt8gnWBQvhjek
                BQxZkhaBQyDdgeBQ1thfgBQ2TkeiBQ4UflgBQ5QdnfBQ7gayZBQ/ykmiBRBMgfhBRD6keeBRIvkgfBRJOkbqBRckdggBRvFhmaBR02wyhBR6bmmlBR+XmecBSCTfgV
                BSJBjWbBSiBfggBSl3dggBSochgjBSpCToeBSsfffgBStPfkbBSxukcfBSz/XggBS3qmiZBS//jjcBTBXlfqBTCbdggBTC1/xZBTJRsgeBTM2cgbBTPqYmfBTSNief
                BTUSkwZBTbqpieBTcLnmjBTlEffbBTu0gffBTxzeggBT1VlfgBT4ofkgBUGKejgBUHSlf1BUHhiccBUOIVggBUPwnmbBURUhedBUTQhinBUk2fUVBUnnlaeBUpAkkf
                BUpQtWcBUx1YggBUz5YVkBU7deggBVCCkefBVJRkigBVPivWfBVaZPlfBVadhogBVnShhfBVr7kicBV1RiXcBV2ghddBV5qhafBV8SfgeBWFOggmBWFoetcBWFtlgk
                BWIieggBWQukedBWW2kjdBWeSYngBWgEleVBWgrrhdBWgtmfkBWriloQBWyegddBWzIdgfBW6PemcBW+7dggBXCAzhZBXJciigBXdWZggBXhxfggBXkiZvaBX0Heed
                BX0vbjfBX/6kdgBYHToncBYIobXfBYKvlgaBYLGkpcBYLefggBYOYjcdBYS3hhfBYTQglhBYZ5efhBYfxgbgBYhSedeBYkffggBYoBjenBYr8pqeBYtljnfBYxUccd
                BYyhZggBY1WeggBY2KmbcBY44kfZBY8LjwZBZD2YiiBZPrpXZBZTt4ZqBZUfiagBZflhefBZkQkdkBZm9agfBZpCkjaBZrxeggBaGlfXyBaJVdggBaLfiafBaN5qXf
                BaVQlVZBaXSjggBaaFhefBab7eggBafMfrkBaiSriaBanvkefBau2egcBav0ZlfBaxdmflBa1fVdbBa6fcffBa9lWggBa+IrhcBa+ifggBbI8ewdBbK5tbaBbT7ugg
                Bbc7WchBbgWadfBbgn2W4BbzOhggBbzznceBb1DiUqBb2EafmBb6jfgiBb9SpdgBcALhdsBcFLdjdBcQpsWoBcT+eggBcUvfggBcU3gcbBcjEilmBcmBQfhBcmUhfe
                Bco7fdeBcpFbggBcpgeVdBcpydffBc1TbfiBc1/fggBdDigfgBdD8aggBdEMeggBdKflbeBdLlYnXBdTLibeBdUb8ilBdUridfBdXueehBdggcggBdhcrofBdhwbau
                BdlLihcBdzZZYpBd3vudfBeJqpegBeKVcfiBeOXbggBeQ/fuYBeVDjgkBeVUmnfBeXYgWUBeiAdbgBekGfcdBeqQdldBet+gaaBew/c4pBfEFbcgBfIggggBfhBeif
                Bfn9lieBfvwgbiBfx+iefBfz4+TTBf26poeBf70+dVBf+RdidBf+TdggBgD6gdfBgFzgXgBgKDldeBgSsbfdBgVYeggBge5fggBgnFiikBgrDqfjBgsWiffBgsmlei
                BgtFdagBgxnzR1BhJhlhYBhdKofcBhdnbrdBheqeleBhwijicBh1GlfhBh7hjwkBh9vhheBiI4heeBiI9gggBiODiheBiSXcmbBiTTUgfBiZkijfBicqgfkBidHifg
                BihhngfBiq6ZggBixss/TBi2+l0XBi5ZedUBi7TjcvBi95pWfBi+aYjeBjOkcffBjWxpigBjakqlZBjildWtBjpjgfgBjxApleBj6EffeBkHNobjBkJtYkbBkKmjch
                BkLahcfBkQ6dggBkSHhQgBkTNddUBkVmdefBkdwieeBkeAhYkBkeicefBkmuoY2BkobklbBku1fqcBkxktbnBk4sffaBk5dbcmBk5tgjfBk7qekqBk/ylggBlEPcgg
                BlFEijeBlGwsXcBlHqlffBlH4cfnBlKpjggBlQ0ZdeBlRvjL1BlR+eggBlT0agfBlYegddBlYjfggBlZGgYdBlobkeeBltWaggBlvG2ocBlyNqdfBlysgfpBl0Rcgg
                Bl86ifjBmBqqlcBmFfjcdBmJhjecBmK4ckbBmLxYrOBmSZpgaBmW4fffBmXudegBmZ0edfBmd0ZfeBmiejlXBmi9fggBmsqecfBmuCfkdBm1obggBm4bdlfBm8rfdl
                Bm/yfreBnADdgkBnGdfalBnHligjBnVkccdBnYUdesBncndggBnhAhadBniljd0BnnxfggBnn5kpbBnqWVgkBnsllgfBntpfZlBnuRfznBnv/udfBny4mftBn0ioih
                Bn4RggcBn900TZBoHjhgeBoR/kfnBoUGhekBoYiXggBohOlaTBolmezdBotpgcbBoz2ZecBo1JjecBpE+noXBpFBfggBpFTdgqBpIrifgBpJmhefBpKrgkgBpLT9eo
                BpQOhapBpQWkgbBpVPgdgBpblgbmBpdOkRkBpf7fggBplLnedBpsKZgeBpxrbggBp2KcdfBp+ibbYBqBigncBqHegfeBqJYqxaBqMDdtcBqNlocuBqOYofbBqRSpWs
                BqUxdggBqdmhggBqkrdctBq4NeggBq4PimYBq49nddBrCfbZYBrOrTkrBrTivP/BrXqehiBroxdggBrpUgggBrtqcgfBruhUVeBrwgdggBr0KeggBr1ActdBr8Ljfh
                Br/hcabBsH6jdeBsIJddgBsKzbggBsMQwhiBsMuZ6dBsMxdsfBsNPfggBsVCjaZBsVUkngBsYVdgfBsbibigBscHgccBsn1lfcBsraeggBs6KiddBs7XlfzBtCDetg
                BtK8cnfBtNNjfgBtOlVggBtZFidfBtf6ncwBtvQdggBt8QefpBt98YkcBuAlhkhBuGBdggBuKtkfgBuS7cggBuVEzayBuVbgeeBuaHieeBucjXggBuepdoZBummltd
                Bu7rfggBu/deceBvBGPfcBvDOkebBvETiciBvL2azcBvTObggBvdsfffBvjFeefBvkNbglBvkzeggBvpyfpeBvuhcdgBvw9hfnBv1uehfBv51ibfBv7lbggBv+Cdgg
                Bv+IleeBwDHjggBwFjzaaBwG/ejlBwOQabfBwZJmjgBwd2oddBweHjgfBwjCceWBwjhqjeBwkgwkqBwvlfgeBwwNcXhBwwdbkXBxGB3dVBxKSdgeBxLjekkBxSPgeh
                BxVlgjhBxYxokYBxdBcifBxhHjjdBxlCdinBxpCibhBx4WwnbBx/ZlZdByDAdasByE4lZeByHnfjeByIlbkhByMpggcByODZggByWvjeIByiKhX4ByjXVggBykQbgg
                BymfffgByoTbggBywvfdfByxuobUBy0KhmfBzE9hgfBzHyrSgBzJ9ghdBzP1aggBzZngbmBzcqgggBzgLodhBz68bggB0HYbggB0IE3agB0LjfecB0OVbeiB0Zx5fb
                B0dZjeeB0dzXggB0sWhggB0ykWggB00rncbB05AZfgB06qcggB08VqriB1IRYYeB1LQdgeB1NbqdeB1ViffgB1Z7deeB1Z+aggB1gpwkkB1g+jafB1sccemB1s1bgg
                B1v5kifB16qxhbB19cdggB2DGYggB2L9egfB2SxfggB2VidfpB2XGrjnB2XLngiB2YWefmB2aCkfbB2bDigdB2imiXWB2nofimB29RijkB3H3jgeB3QInwfB3TAlac
                B3TenfZB3UglddB3bXaXbB3iCfffB3lbhtXB3pEccgB3wqtbdB3yomcbB39adkeB4FagguB4H/dfqB4YLhffB4qsrecB45nbggB5BMhejB5GljlgB5HZcfjB5HuZgg
                B5NMpfhB5NSbggB5W8hZdB5YMlanB5bieegB5dRkdfB5h4lxcB5mzejgB5oSdfcB5sNagcB555ifoB56JeohB57JYdgB6CggggB6IkkZeB6KSa5aB6LOkfeB6R1kms
                B6S5fbiB6dqkfqB6eMmaqB6qhlfnB6q6eggB6rFfffB6sJeggB61UmjgB637cggB66jeejB7MtgfjB7QAtcpB7TXnegB7ZOsphB7ayeidB7eSfeeB7g7hcfB7jjiaf
                B7qZeggB74XfffB8AcppZB8EjokgB8FijchB8HlbggB8LrUggB8N8aesB8OlpsaB8PcdggB8P2gggB8UAgggB8q4dgfB8sqfggB9AzfggB9GHPfgB9GncaeB9Ixpdf
                B9OXilpB9PrxcmB9T9gefB9WAfehB9YAo1UB9bBhkgB9eoZxbB9mHdggB9v+afaB9y7ombB90apgOB94qdggB+AXhfeB+CIddgB+GVaffB+N/fdiB+UmzyXB+Vfdge
                B+bVadtB+eLfcfB+l8kbfB+uthpdB+zTmgiB++IfggB/CjeggB/EChmcB/FQcdfB/LamilB/MicggB/SflfcB/hoYdgB/h4gftB/kemqYB/pbglkB/tvfipB/wogfe
                B/ykckdB/3RgbcB/9DfggCABndggCAGcXggCALHbgkCAM3eheCAU4lbhCAcSfggCAd4jdeCAeelbcCAflcmkCAidfjfCAk7SggCAqnkeuCAuXVibCAzYdbaCAzthfs
                CA4JZldCA6vgggCBNQiggCBOYjelCBRI5UbCBYbdhWCBc0fdbCB/GgggCCAxcddCCBStcVCCMlfedCCOAeacCCQZ/f1CCRMjdeCCRQgqXCCUiWnhCCcikceCCfiffb
                CCgDeggCCg9hceCChEcbnCCyNcobCDEWggxCDHUeegCDXiuolCDYSmggCDYYfaaCDcCgcfCDcigweCDc2iegCDrTgggCDtFWggCDu3YggCDvIogoCDxtkihCD1Qgdg
                CD3UmseCEF+dggCEGQeggCEGWXggCEGolagCEHcijeCEIrqldCELygfeCEN5iggCEU4YggCEf2nheCEhCdggCEmxrseCEoihafCEqFldkCEvLifeCEzBkXdCE8Lgig
                CE9wbggCE/leggCFGkhfmCFQlrhcCFXyodeCFa3njbCFcdbUeCFgTelgCFjesbbCFtXpcfCFuAqkhCFvKYglCF29jXcCF94ifdCF//dfeCGBEfggCGG8lbVCGJvtff
                CGVrjcaCGZbeffCGxSmaaCG5kucfCG6cjXgCG8WimbCHAChfYCHE/eqdCHOohkcCHXogilCHpSaggCHyQhggCH6YVdiCIBhegdCICkjfiCIMIeggCIPLeggCIXEfec
                CIZoZggCIgudggCIk5aggCIqneggCItrWggCI2eabeCI68gggCI+KeerCI+gepdCJE7kibCJR/jleCJXXZccCJYdcYlCJaPefgCJblhdfCJdCbggCJhSkfgCJhiegg
                CJlEmlkCJrMdhhCJyqjggCJ03kT0CJ7ChreCJ76hbgCKEyegfCKF1kZcCKNMdggCKNmbggCKYzefeCKY1eggCKkcffhCKknhfaCKxgbbiCK1tfggCK3Ux9aCK/Kpbo
                CLKPnlmCLOLdrdCLfZiegCLf0gmhCL3ajaeCL+QfjgCL/MleqCMD9ikdCMUFgfeCMWHgOYCMcEpfdCMnUeggCMp1dfiCMuPljWCM5uqheCM84aeeCM9IlfgCM9vfmi
                CNSWjclCNTrkitCNXycggCNbIffuCNhsfefCNp3JdxCN5JgmfCN5ZgffCN85hiqCOMGejfCOOrgdhCOXXYZkCObDhjnCOdDZdgCOejSggCOhCnqaCOh9fegCOicnff
                COljhfwCOmSTdbCOnKxgUCOwlkffCO5oeggCO70hcZCPCOhfeCPHNZfiCPODXggCPQPpggCPQrzbaCPUkedgCPVZaetCPkBiWgCPmDajdCP4wdaiCP41UfgCP6Eggg
                CP6ymxaCQBLZegCQBQgggCQGptegCQQemdiCQUydfmCQWZfelCQZNgggCQbydggCQdmfesCQkGfeaCQwLoUdCQxrZccCQ2KbggCQ/ZfaYCRESbpcCRHMpggCROjdfi
                CRQGlZYCRaAfkfCRbZjdfCRcefggCRlpmfbCRoRhfbCRptiVeCRqygggCRyXdggCR2HhneCR/AagdCSA2tgcCSBplfeCSJ4dhkCSLlhskCSOYkbmCSP/XqWCSQ6bgg
                CSZMgjdCSdxeehCSfHaggCSiOkfrCSjplkeCSxAeggCSywsblCS7CmbcCS9qdfeCTCzZggCTEBfggCTFQqaaCTK4bfhCTK7ffgCTMlphYCTQAulnCTUskghCTbMnoa
                CTgDcggCTl7iZtCTnpidgCTn7dVbCTwlhWdCTxCbffCT9leggCUACZggCUGbfggCUIbgggCUM9cegCUNbUggCURCeggCUSjeggCUT/TagCUZEcggCUaneggCUojqla
                CUqPdolCUsUhfgCUz4xefCU6zqqbCVKAodgCVK0jeaCVNUjdfCVNjjasCVROfggCVU7derCVVioZVCVX2WZkCVaTddeCVdmlqdCViIeggCVkWhdiCVoKiufCVqAhlf
                CV4fjUeCWDunbfCWHenWmCWUVXggCWaccgfCWf5bqgCWgOmYdCWlhhffCWp+cghCWr7WefCWwOfggCWzBoaYCW6czZjCXEqYggCXakiWdCXf9eggCXmJmdbCXodegg
                CXsGbecCXz6hcwCX2ptQaCX37cggCX4uiexCYAjabdCYDqiuTCYIweggCYPvWggCYTReXaCYTlpb2CYVdgggCYWMwYtCYWfaggCYW3jayCYgaeggCYgwbtgCYh8fel
                CYjqajgCYnarmXCYq5qabCY0QinhCY0daggCZGKjckCZHkkbnCZJ0eggCZKOmkdCZN4redCZhfkdfCZmqmetCZm1llcCZsKcfiCZsWmezCZ4ZjraCZ9QhlfCZ+ahdp
                CZ+ifgeCaAmqkbCaDGlWiCaEWdZhCaPKrZbCaTahbgCarVg3ZCar8ZggCa5gbqgCbAtegnCbDbdggCbMhakgCbYQafeCbd8mcfCbexenfCbj8khgCbyfkieCb34fdc
                CcCBkgdCcHVZmYCcX2bsdCcZknaeCcbDgycCcdMeUjCcgugggCcjrcdqCclypYbCcs6aggCcyUkhfCc82nddCc+edafCdACddgCdDUeggCdJEmccCdMLjgfCdSzmgc
                CdbpugdCdcyihgCdgOqe9CdiWlhfCdmMeceCdpIjYgCdt0mkrCdyieeeCd6rffgCd7DkbjCd/XggcCd/2dggCeCsWhaCeDH0jlCeOvZhcCePMchmCeYOjkfCebSoRv
                Cec/hjcCeemprZCekNjTfCeoeXjeCesIejgCexPbggCe9YidiCfBShZfCfDddXbCfHddxbCfIJgkaCfPpufdCfQGcjfCfQgZggCfXmbkfCfgkoneCfoIcfeCf5Piee
                CgGQddeCgIcecgCgI1ecfCgMnrsKCgUHgnfCgYLbekCgfogfeCgh/gnpCglcbffCgt5ducCgwWoclCg1EgegCg6pghcChF5cggChXfXggChjxbegChv/ejcCh5ljfg
                Ch8kfggCiG2rddCiQQbpfCiWBdggCiWkxiiCiXguczCiZ5gibCibQhmbCifCgddCigJfeaCigjfwiCih+hemCin/kh2Cio1hffCir7aabCiuPZZXCiwHcYbCi2SYgf
                Ci4fgggCi5MlapCi5ctfnCi5dehlCi+SgggCjFldgqCjFtjsaCjGQaedCjNeZatCjNwsdfCjQMfegCjQ1cmqCjXBkjkCjZyibjCjeLaggCjioajnCjlCfggCjnXgUw
                CjpuxjfCjqShngCjtDgegCj5EZghCj6zafjCj/hadoCkGofkWCkP+XnfCkSZ2tGCkbcdghCkcudccCkieiedCkk3rjhCkpucfnCk6JgggCk8KpedClESplVClHHgke
                ClPBVYmClQhn1dClTjoydClUugfgClY4besClhldggCltpsabCl5sqgfCl9dacfCl90qfgCl+iVefCmC6gdgCmE/cggCmFPnpeCmP0mbeCmSWrleCmd2eggCmjqifY
                CmmEZggCmsEihpCm1BUafCm1fYjdCm19XnZCm2KtmZCnA2jddCnBigvdCnFkXkfCnJRWtpCnLfjcfCnbFRleCnejhdeCngKjbqCnj1kkiCnoZzhkCnpEeamCn8odcg
                Cn/VeggCoCbgdoCoEubrXCoKEZmkCoXybgjCocGoarCoeQcbvCoj1kjbCou7cZfCo00nc/Co1RddeCo4VVvfCo4gYggCo6ZphcCo6kdjgCo9RjdjCpBwcggCpCdqku
                CpUWoZkCpUkwbqCpUvuXnCpWFbd0CpaCeWnCpcrgdZCpdyjjcCpe+egeCpgzlegCpmqhefCpsHeflCpx2lidCp0wmbgCp9nThfCp/ydggCqAxekhCqA1khYCqBoihg
                CqCqeggCqJgZgfCqJijfkCqJkviXCqKNudkCqLUZabCqT/nmeCqVOdfeCqeqklmCqg/khfCqljebjCqq7WfdCqsZadlCqwticcCq12rndCq5YSggCq6BcglCq6CZgg
                CrDaWddCrHcYlgCrJTvhiCrg4rdcCrh6kubCrpmdyfCrqSeTkCr2AjgdCr2dbubCr5OlqeCsAWoZpCsF3idjCsVaYhgCsbxgwbCslTfggCsmSTeiCsp/dfgCsxVhfc
                Cs0EeayCs0GbrgCs2YnheCs32ejZCs/foX/Cs/nmdlCs/whfmCtISUcnCtKzcddCtN3fggCtX/radCtcZiueCtf2rfYCtsBfffCtvlcggCt5ljkfCt7BjdmCuAAdqb
                CuA3mbfCuI6lgRCuOrdggCuPootZCuQbkleCuTqfqdCuXQmufCudMXhgCulycehCuqwhelCu23kadCu5OedcCu7GgffCu7fiaiCu++ghbCu/8heiCvChedeCvDijcf
                CvF2bggCvP7cgfCvZKdpgCvhFZYnCvlNefpCvnbefgCvonfchCvvTlggCv1uVqeCv47dqfCv48kgZCv5hffWCv9DpwdCwCNgoqCwEKo3UCwMzqkfCwM2flfCwNygfg
                CwVVfdpCwVuilgCwixhfaCwnwgggCwp6cheCwqrkafCwsdcqfCwySWagCw4PldYCw5VUdfCw/vhg1CxBYbdgCxCQcYlCxNtjecCxOOWggCxU2fehCxXscffCxbNwUd
                CxgEl8XCxjYhjhCxj2fgkCxlBjmcCxniclfCxp2aggCx06fnXCx6KdgcCx7MjacCx/zgYdCyA8eogCyCDbggCyEujgfCyJ5WggCyY3cggCybOpakCycjgggCydXcgg
                Cyd4cggCye4ranCye5mbxCyfmkadCygmmkdCyhgghjCyiKfggCyiqkncCymCifqCynObggCyn2ceeCyqggggCysmbggCzKUhdeCzefidaCzh4ccgCzjklygCzn3WkW
                CzogfhfCzxXZoeCzy9WggCz5m3k5Cz6hcfjC0DTqYzC0HacibC0JHQlfC0MGrgeC0RMlkgC0TqfffC0Vi2VeC0Z0hwWC0aPkdfC0fcZggC0jJleaC0uDcmWC026mbU
                C06TcfeC0+HejqC1DHYegC1IBfghC1IflhgC1LpdggC1W2xccC1aweogC1bRhfdC1gFffxC1iYZiiC1k1fnYC1xSfggC1yWaggC1yksZ5C12XjffC168icgC176pca
                C2AVdggC2AbgegC2AoedfC2JHeggC2L0nebC2Mj2YaC2ZqrufC2Z1lUmC2dUdvdC2tEecoC2xbjdiC2yJfieC2/vfodC3IKfggC3MSemiC3MzfggC3XsmilC3bPqbZ
                C3d0nceC3fehiXC3fiitiC3nplffC3qkpoZC3tZrsdC3uHlfiC3vpknfC39zdadC4FSjYoC4INehnC4J/lgeC4O5vkYC4TdhdeC4gEieiC4iwircC4nNkjbC4qUgfj
                C4tuPWeC4wnicgC4zDgjgC4z9TqfC40WidpC5BeYfgC5P7SSvC5aXfegC5bcgomC5jXifcC5rlkcfC52HiiiC56wbqeC6CicghC6CvYbfC6VYfggC6Z9aggC6cwuYx
                C6g1nRaC6g/sldC6sfagiC6z5ngtC7DQeefC7G+aggC7JngffC7MQbdgC7NSleYC7NvffeC7RbhmlC7RoechC7UThdmC7UpefgC7WddggC7dQhcYC7kpgtdC7msfvb
                C752dgdC8JaqgdC8SMxgeC8YIjjgC8c4nbgC8upkaeC84JhckC87bgggC87yajZC88MncuC8+YdggC9AtXqdC9BghZiC9GheggC9G3dffC9IyrbcC9KJhdhC9MXWgg
                C9VKkbkC9WTlbeC9shoggC92XlZdC931njkC94upaxC9+0XhgC+KZideC+LcbffC+QkaggC+bNZgeC+bSaggC+s2kebC+uiZthC+vMceYC+xygefC+4eoggC/BRqao
                C/DTjbwC/JbXggC/MKpfhC/Y0fndC/bUdegC/eGjefC/fQeggC/f4fgcC/legfWC/mCndfC/muifYC/qpkkfC/q9iegC/rcfggC/x6gfgC/y2cggC/0VaggC/5Roek
                DAC6dMlDAEUpjXDAF5fegDAG+dggDALLdggDAYBe8cDAaljmYDAbZieeDAgldlgDAj5cekDAktljfDArZdgjDAsmkVaDAzXYmfDAzbceeDA5LbeiDBBHffdDBbfhkS
                DBpsgemDB1eefeDB2YlfaDB58bggDCGxfocDCIOfleDCLUdggDCT+cfbDCY0feiDCZ9acmDCnydggDCqSjVzDCr9hUbDC1RdVVDC4BjhfDC7BgjbDDDmkXvDDJBWgg
                DDLxdggDDR8gbvDDTNnefDDdSgffDDlSimZDDmEdggDDpJkgeDDp8lfYDDuNlbrDDuYidfDDuuoncDDwxfncDD5hnTvDEIDkWsDEIeaggDEKbjdeDENbgfgDEfRegg
                DEiYnfhDElurbeDEtmiqSDE22fggDE4MrcTDE7OrggDE8SleWDE8cZjfDE8mgdfDE9NMceDFBfjpeDFDWkmiDFFleffDFKGdhgDFLMTggDFYBfegDFhobdXDFmwdYX
                DFppagfDFqZhibDF4mgqeDF5EgnjDF6VmggDF/gaggDGFHeggDGOgjnZDGUbfggDGWQdgjDGZifggDGpuXggDG3tenhDG4JhcpDG7sfcgDG/QcfgDG/+nlqDHAVhqf
                DHActjcDHJNjhhDHc5/h6DHfqfgeDHgjlgbDHkrhfgDHmcmtbDHzCqsbDH0XgffDIFtfcfDIGecfgDITDcXmDIXuvcdDIfmhgnDIjbtdcDIqOsmhDIt2fggDIwAhfe
                DIyvehgDI0iefkDI4cebaDJAWfloDJCbdfjDJC0lggDJF8lleDJJvudYDJMDnfcDJiNfggDJkIhbcDJl4YefDJqNblgDJrImeeDJ28eggDKBpddeDKDEfenDKIrlfp
                DKLobpfDKPTegfDKPkfgfDKSwfieDKfcipZDKoKfggDKo0gffDK1dXggDK+WhdeDK/cfggDLJheggDLLHdggDLNybkhDLOkyT1DLQOepaDLRpbqdDLYEfcnDLczgjf
                DLjbjedDLnmbggDLuwfggDL0HdemDL0aqUhDL0hpijDMBOigfDMErccfDMFQgheDMO0eclDMZSZggDMZowfxDMrweXfDMznkcrDM7/afgDM/CmdeDNCLkdsDNEglbf
                DNKnfedDNQheggDNWzg0hDNluifeDNoYk3bDNtcbdhDN1ddfgDN3GklkDN3WgtfDN4ShveDOAZiefDONmfkdDORqfggDOUehpfDOWyjikDOYGnbfDOgxkXXDOg5egf
                DOlUWheDOoZiTtDOr4SceDOy/oekDO/vmqgDPD8hmjDPEIfggDPKbeceDPLypegDPTnUnfDPeqjhhDPn6dggDP3CfhgDP9AbgeDQBzfXfDQCceYXDQGGrigDQH2eff
                DQIWXaqDQPhnerDQYjXfoDQj9ffbDQwnaefDQxftYdDQ2wSggDRDLZgnDRLoovaDRlqgceDRrjdggDR6HdgZDSAMghnDSAffggDSLEfggDSMVsUpDSUplghDSVXhcc
                DSWIjZlDScIxsYDSd6XawDSl/pbfDSvqjggDS63hdiDTE8ggeDTGXYdpDTW4eggDTX6pcbDTY/oZnDTwJpvbDTxQZmeDT4jfggDUD7efjDUEZdjfDUGemnWDUICikf
                DUQkeggDUUygeiDUdSedjDUe1dggDUg5QcpDUhfeggDUmSdUsDUq9iceDUuEhTkDUyhdxrDU1AjgkDU4l/eWDU69pj3DU+JqfeDVCshbsDVO0fieDVSVifgDVS2hde
                DVTWjdeDVXoickDVpWeggDVtFgggDV2SgaeDV7ebefDWIIpaeDWQOwZfDWgNeefDWiqgpfDWjCmhlDWkobggDWmjgkfDWrJfggDWraemZDWvBpigDWvqbecDW0Kemd
                DW32YggDW49cdeDW8WfeuDW+NdggDXVXddtDXYEcibDXZAmVaDXb3jlSDXeEfefDXfQbbXDXizcdmDXjIhP6DXomYhkDXo5qffDXpvZgrDXrggneDXrkhfiDXwtVgg
                DX2ejdbDX5abggDX8nmcdDYACeaeDYEVjmRDYIDdggDYJ8jdeDYKBeggDYTXdoUDYUBdgcDYWNemeDYhNaeeDYlafljDYnRgeeDYnv8a/DYsoyeuDY0EhpgDY5slXg
                DZMXdfjDZOlkddDZO9aggDZPsgceDZRUeggDZR7hldDZZtbabDZgiifgDZmFrdrDZnlreqDZtyoggDZw5YggDZxgWbgDZ3CgggDZ6/hgtDZ8SpVcDaAgdbeDaAtgbk
                DaC7yctDaQefgfDaXN0ZuDaYMceRDacbkgbDag/fkhDajwcbgDasrfggDa5rkkcDa7HlceDa/yodkDbAKoffDbH3eggDbKxegaDbUffggDbdcjxdDbe5hpeDbmMjee
                Db0ryVaDb69oewDcGRmcaDcO7YceDcT1bqdDcUPYXeDcV4rgeDcZYcglDcaErY6Dcg1fioDck+cdiDcw/aggDczNereDdAJfegDdDgmifDdTJebbDdUlgeeDdWocge
                DdenfggDdhPggcDdhZlgiDdnBpceDdqEojbDdr1tdlDdtkkcbDdvHbnfDdw2qfeDd0+fjgDeBBccvDeCAmqeDeKnfeeDeSwgawDeVTgedDeZ+eggDeaegfdDecihgj
                DeePmseDepWfggDe2LdgfDe89jcgDfK9ffeDfO7ya5DfVCimgDfkephfDfplogcDfrConbDfx4gffDf5RYefDf8iicrDf8rfjgDgBxfggDgKjbeeDgT0ongDgj7pXb
                DgrsjedDg4UhUlDg6mz3aDhF5bmeDhOrdggDhO7ZirDhSxsS1DhdRfngDhl9aenDhmmfalDhoqaiXDhziiUqDhz1gggDiFhibfDiIFtioDiOleggDiU2hwZDiXkifh
                DirTcegDiwwfggDi2lcfeDi23mffDi4IhefDi9qubeDjBfgglDjOwbfjDjQLcggDjR9bZgDjZ9dggDjgMmwdDjhcnbcDjjPoefDjkDfhgDjpZaiZDjtDgdhDj8He0d
                Dj8rd8mDkAUfjlDkH4vhgDkYQdegDkZ9sabDkeArdeDkiyqghDklPXYeDkpEifTDkugkfgDkxhWggDky9shdDk1kufaDk51fcgDk+MZSdDk+/hYfDlAx/X4DlF+jSc
                DlIXfgfDlJ9elbDlKfhdgDlL5ieeDlOobfjDlP6fehDlVkkasDlWRjdtDlZDgpVDlZniUpDlbmn5lDlqXiidDl1PaeeDl1xeggDl76qubDmBdiadDmGHfggDmLbisf
                DmPYeggDmSIdofDmXBeggDmb1nthDmiOcnfDmlMaggDmnXcggDmn4lchDmocougDmq8ibfDmrwiUqDmv2jieDmwudggDmxxfqkDmydiaeDm33dhbDm9SqdoDm+3scj
                DnBUbggDnD1bikDnFPhdgDnLJdggDnyHWieDn1NlKPDn2qqloDn7qnfiDn8xcfmDoAieggDoMHgndDoM/dhcDoPogahDoSgXdjDoVHrYaDobifggDojhublDorHfgg
                DozScggDo6PhioDo/GdcfDo/TYbcDpF0loYDpHKbkdDpLZhceDpkGfegDpsohifDptWeggDpu8micDp+zhgqDqAadggDqMWebfDqQvceWDqRGcjaDqThfcWDqYYmXf
                Dqa4haWDqgpgbmDqhp0klDqlCkdiDqmQnegDqofgggDqqhdggDqrIZTeDq2hfdfDq6oiobDq6yrVaDrAqiieDrU5ehZDrX+hkfDrZ/bSeDrf+ofdDrqQjchDrs+Wid
                DrvYaecDr1bedaDsCNldYDsC9rpgDsHLrmdDsJvjvbDsNnffqDsN2jbfDsPgUggDsebZeWDssimlfDstTlefDstohggDsyPbffDsykjodDs6eijfDs95iqbDs9+bgf
                DtA6naZDtBxmkeDtFrhfpDtHcbbdDtLzgggDtPKs0ZDtUxkfuDtU+nalDtXQadfDtZvofjDtchjcdDthTaegDth0iocDtiHffgDtomigXDtsUmlxDtwmeifDtz5feg
                Dt0UgggDt/RfcgDt/tibiDuAIhmfDuMhkgfDuhukifDunGcejDunTjjbDuxBZgfDuyHqYeDuyYgfcDu3mZUfDu58bffDvJaihdDvQHqcgDvSViheDvbAYmbDvcUecf
                DvfNqZfDvp6fgXDvwEYscDvzYiggDv0HsncDv5IfhiDwG2dggDwPLafeDwPdYeTDwR3eggDwdFkWXDwguelfDwhMgenDwhUWggDwjnthsDwn+mf9Dwo0necDwv+fef
                Dw0EhngDw7BfggDw7icgiDw9aggfDw+TilgDxGrfggDxfreggDxosodfDxpYobjDxymte7Dx5YcjdDyIqjmcDyQohgcDyb8fsdDyclifgDyeczatDyglhffDyhFbuc
                Dy8FZggDzI9qW2DzNeYehDzOefncDzRdYgiDzY0dggDza4fggDzcHeggDziVjZbDzjLbefDznrkYpDztIZegDzybcflDzzEkdoDz1MdbnDz/QaXgD0BabggD0Crfoc
                D0LMgfjD0MFglTD0QKmefD0T1ebfD0W6eggD0bcdggD0efdggD0kAfggD0pkhedD05/gggD06ZkefD0+1ibeD1KecjgD1QAgfsD1SDhefD1aJmobD1cDjsgD1jjfgg
                D1kZnibD1l9XYnD1rVmZhD157aggD19CihgD1/dfggD2AShfVD2B9wydD2IUXVeD2JpkceD2KdeffD2QVZggD2XdgiYD2aCjnPD2bbjffD2lrTogD2pPmdfD2tZefn
                D2woitbD28GihdD2/lfdeD3CXaoeD3FbaggD3HikjbD3PdjfgD3TMeajD3WabggD3XllffD3iVjmiD3v/hfpD3zXgneD30hpbfD32LemcD38boarD4SKjclD4fIgbd
                D4fScakD4f6ggcD4gShkeD4jdqf/D4lUUaeD4qineqD4qtibyD4tHjekD4t8aqaD4uRhdqD48QodlD5TifffD5VOezcD5XjpkhD5nImbxD5ojiacD5vQTdgD53fvac
                D6A7dggD6BTkgqD6G4bggD6JncglD6KBecnD6Ktl4VD6OMYggD6QbehpD6TafmdD6WqzR0D6XRfbhD6b6bifD6dGogeD6nfijgD6xnefgD62rgbjD627hpbD664egg
                D66/hggD69clgfD6/Vj5fD6/gfdcD7AieegD7BGYihD7BqfggD7UHceiD7dIfceD7dcijpD7l9aggD7wZfegD73FegfD73cdggD77pdifD8JScffD8VZgifD8fYbgf
                D8nYjvZD8qPVcbD80micdD82IiuTD9WhmfcD9c8hieD9jyfedD9ppnbaD9vQnlbD9ztafcD91UeldD93LidfD932mU4D97HgdZD+EIegfD+K6gejD+NIYefD+Pibgg
                D+W9iufD+gabjgD+nk1gOD+pYlZYD+rGshBD+s3w/bD+t6eiYD+xhXffD+3MSfgD+3dliXD+5LcggD+5jlZrD+8PfggD/I5kZcD/PLbegD/RefggD/UQWkdD/VpkfX
                D/Xml1aD/c4jZdD/d8ZwYD/emenVD/gpfggD/3CiZmEAFifiZEALTgfnEALneigEARQjecEAUxeggEAVygifEAW7reuEAY/bggEAbWvkkEAfqeddEAiAgkfEAnjjje
                EBAXncfEBCrpZhEBGglamEBMQgdjEBeTYffEBzKpkZEBzVdjbEB3yhzeEB4kkfgECCheddECEHqVfECGfhqaECHohedECJCpWeECUsggcECVJyqUECVKrYmECVnafm
                ECakjtaECcVcghECiRegfECidkasEClyfbgECriVhdECvtWcjECwxSggEC/BcZPEDEKiV8EDFPgmYEDGBeggEDIFiebEDnukcsEDvNWpcEDvilggEDwcjfiED1Jfqf
                ED27NnUED5zhggED6KZggEEKancXEEWfideEEXAidnEEXefefEEY5jgwEEiRcfgEEpMfeeEEr3pehEEr6dggEEsXdedEEtogibEE1ZhcfEFD8lbcEFKEpceEFKdsjZ
                EFPtYffEFRLradEFTbmucEFkacggEFmflgoEFu2RggEF2aeggEGBabggEGLgddgEGNLpbmEGNkdggEGaKkifEGi+joeEGqIkfcEGsOgeqEG3NgcaEG5KWhgEHFauee
                EHGEkheEHGZWfgEHT/ZcqEHZLiggEHcgfggEHe1weeEHgUobcEHjWlbfEHnvdpfEHzVUggEH0EhgjEH36hpYEH9QfggEIAUZtiEID0kleEIGFiscEIGdoejEIKrggg
                EIN2gfgEIOssefEISKdlbEIfWjVhEIjSkhfEIkQlmeEImqdggEIpufegEIqExczEIqNvJ1EIrVchdEIuVfffEIw4kggEI45ZfbEI7KgdhEJRXZaeEJZBohfEJdccee
                EJeHgffEJfReexEJkxhuiEJnDiceEJpmkawEJrleggEJ6CeggEKFtVggEKIScvjEKIZegoEKVNg1aEKabZdgEKcZiciEKkZihXEKoNfggEKqtjdjEKyDchlEK3Deie
                EK5TldfEK8htelELAdfggELWNeggELXthdeELbv6ggELqhaggELrochqELzuhWrEL10nmkEL2jaggEL3bgkaEL86iW6EMD0OfgEMKUghbEMLzgggEMNOdckEMObfmf
                EMPKmneEMdjhlsEMhGZggEMkxbVrEMmUbcgEMpcmggEMqKhkgEMuWxZXEMvfcefEMv6lViEMx7fggEM4lkbfENMPfggENNkfhbENPaiefENR7lbjENSCerdENW7ege
                ENagcngENiXqbfENzsZqgEN4jZncEN6/pifEN/C3mHEOFxgcaEOJVdggEOOMxayEOP5knhEOQTmcfEOQbbdfEOShhjZEOh5bpfEOveljaEOzHeggEOziafeEO4Chcd
                EPAGfffEPHcngjEPJRijzEPTLhkgEPcpineEPh/ibdEPkheggEPoFbnrEPs/oldEPuuxUnEP+UiggEP/oeggEQB2YtcEQFlcggEQLapkyEQSZfejEQUpspjEQbYied
                EQiRjkdEQmEZheEQmXJggEQ36u1fEQ9/fsZEQ+nhebERBrSgbEREGpheERFYrldERHAeccERI0clxERQjabdERQ+hxcERVhqckERXXWefERa8XggERlpdUjERlttbb
                ERvYggcER9eghfESE3gagESFLQqiESFhlkbESJmmmkESM7bbgESQFWfgESWMielESdHgffESlOkghESnRlggESpjqndESs3pZfESyWUdgESzBZggES53fdeETDGirf
                ETEsZggETF2hZcETQueuXETQ8iemETRlgcdETbOfggETfNefkETnvlkbETnzlelETpTglXETuPglbETwPVbbET1wU0aET5qvmhET+DmefET/0kYdEUANnskEUBVbgm
                EUFdfggEUGkeggEUG5abgEUNogzeEUPebcfEURDeggEUctqXXEUf5tZeEUlYglgEUuEqawEUv/iteEU5ieipEU+cejgEU/adcgEU/nhefEVDPmefEVEquvhEVH4kpf
                EVImdffEVLEbdhEVPRadcEVRSfccEVRoajgEVT8oefEVUAXggEVUUbmoEVYAiheEVacthdEVatnbdEVcoaggEVimgggEV20fgqEWNAcggEWNzYggEWU9XcfEWe5afj
                EWfnYcfEWoemfqEWzupdeEW2oeggEW4/ichEXBRjdfEXFDgggEXKUq1dEXM9ffbEXO8fggEXStmefEXTghkcEXX+mobEXfDdefEXopnoaEXqqfgaEXwWbdaEX0cmef
                EX1xjdfEX5QpgfEX5ifggEX6qdihEYCkbcpEYLNrYoEYOAnYaEYPugdoEYQsYjcEYQ6bggEYT9yh4EYXmdgfEYYkjccEYfghjfEYvCSegEY3CjXiEY9NmejEY+Rbgg
                EZDZklnEZPrYejEZP2eggEZSyiegEZUQlgfEZV/fodEZZ6gdcEZcbytUEZe/kffEZgFhffEZhPmkpEZj1jeeEZlswgjEZvMzycEZ1FhggEZ5HfcdEaBCpncEaJlOmd
                EaLAqenEaLghfhEaRInbdEaSQckcEaVbjffEaVnfigEaaFbggEaawpcfEacQfffEaeDjoYEalYXkeEa0keefEbCmfjgEbLjWggEbMElkfEbMYfefEbNEVgfEbVFgff
                EbWMdggEbhyMtZEbmjcggEbnvigfEbn5ebgEbrNwZiEbwAeeeEb7BlieEb8LmYbEcFxjoYEcHneowEcNeihiEcO3jdnEcT5mmgEcdEjilEcd6fggEckelohEcpxdgg
                EdDTgigEdIPcggEdPsooYEdTJdefEdVRdZeEdX7fdbEdg+sjjEdigsfdEdkKldeEdq/cdaEdx/mhcEdy1fggEd2cheiEd3NgbbEd7SzK3EeJQifdEeKhZggEeTHgkf
                EeTudffEeYOfkdEebYoefEedrgekEefhgdfEej0iddEel0nUbEemYomqEeq8od4EerglfdEetyn/cEe55tzaEfB/hgcEfHnumZEfNUhggEfRfefnEfUUdggEfWlgaf
                EfX2ZpYEfcqZggEfdQfggEfmVcpgEfqCijnEfqJdg0EfwNbgmEfwheggEf0xfgoEf3/hdgEf+eZghEgIsnjaEgThthyEgYWtpYEgcDcdZEgdIfkdEggwieTEgh8mfo
                EgpkfggEgryUggEgzOdfbEg5lfhdEhFobgeEhP7iglEhSpkejEhTLflpEhXZnffEheAfivEhlxdggEhv/dggEh1ygndEh5zh0eEh8ghgjEh9geffEh+tkeeEh/alfr
                EiJbZfgEiQzikwEiRVefiEiRehudEiShsdbEiTHlecEiW9mdfEiXneggEiZrgojEij2fggEitUoffEitdfgVEiv4WggEi6GjvhEi9tlefEi9zoieEjDxclgEjOEVfe
                EjRZqdbEjfujlqEjiWTvVEjihbmbEjwFkffEjw7sdtEjy3aeiEj+7geaEkBEheeEkClddfEkRxjblEkZycggEkiOmblEknaffYEkqggefEktqnefEkvDhfnEk4negg
                Ek9naggElDDddgElFLfggElHxkngElNecgpElOswqhElRceggEladohXElfPfXdElhsrrdEliafggElqGhcpElsrhdeEls9fhcElwpbeaEly7kSeEl0WdPdEl0pcgg
                EmANeggEmAyqepEmGBXklEmH5ldYEmIYjggEmXCdeeEmg2dghEmlohgfEmoxmjbEmrPfggEmsxfffEmu/enSEm6ahceEm/uefpEnFreegEnH8fekEnKQlnQEnSadgg
                EneFlEfEnnVdhgEnnydmcEnn6XcdEnwQalgEn0XaGLEn2blZ6En5IcjfEoHRgcZEodVfekEotNdfhEoyxaleEoy1bjfEo4bcfhEo7fhflEo9/kdfEpAweghEpEslZd
                EpJeWggEpK0hefEpQOQghEpXXgfcEpqoghdEpyjQZdEp3HeydEp73nbuEp76xcfEp9snYgEp946juEp/AwYaEqHkaicEqLDucYEqTgdkfEqU4gidEqWj2dyEqYoafg
                EqgPcjmEqoUdggEqrXvdmEq7wZlmEq9SmkeErDiofYErEQcggErJUTVfErJ2idqErKPcggErO0ijfErSltofErWgfccErXyVggEra7hofErdKeedErjsieeErlj7kQ
                Er6g1tQEr6itmVEsSgibjEsY6bomEsZHreYEsdQeffEsh9pqtEsjzhifEsppjrfEsrVnceEss8fqdEs2beegEs/NvxZEtBGfggEtCQeggEtItrphEtKulZeEtNpiph
                EtPPVfgEta3eggEtd/gRpEtoSaggEtqzjnqEtswdYtEtvxiqfEt0BekfEt2UfifEt7klrdEt8KYcpEt9QXlaEuAuijfEuBOkbgEuMFfggEuNv/pNEuPOWbfEuStjef
                EuUTepgEuVojggEuX5igfEuhAgefEui0XjfEuotlixEuu8cggEu1AbbnEu7RgegEu+GblREvDBoheEvEacknEvFSZjgEvKrebhEvP2rbxEvTcXghEvUUeggEvWRefe
                EvXfffmEvZoUggEvc2bhgEvjBnfwEv0KXafEv4afggEv8RgggEwIkgegEwNygtbEwN+qlbEwP5dceEwQrfabEwVadldEwjslcYEwm1wdcEwuYzd5Ewv9njjEw2vrhd
                Ew4rhedExAOgYcExB0YffExH+eggExI/flgExOu7dbExQHweeExRVhfiExXDenZExcyjafExiohebExo8agbExuWubjEx2+fggEx3NkihEx3tZggEx5WkTtEx51dVW
                Ex9FrcmEyAViljEyBzjZsEyNNaggEyN7bggEyQxnkhEySPcfjEyWyfjdEyZPmejEyfnjjdEyhEdeoEyieTabEyjPjgdEykEjeeEynrbggEyv+bjeEy5QjbeEy7Ueef
                EzBPergEzBVffdEzJheggEzOXZggEzQUdYdEzYviggEzalnfcEzf3YfeEzmgfZ1Ezp/lXeEzuLaicEzvNiffEz0edfgEz16gfiEz3tdeuEz5kleYEz/6asSE0MNfqf
                E0MltgnE0VOlmWE0ZxzkcE0hiahhE0mAmqfE0utUgkE00dgjfE084ndfE09EWggE1BkXZdE1LMfggE1QAaggE1SflodE1aVefdE1cejffE1inggbE1nShedE1uYfmh
                E1u/idbE1z6ekfE13zTggE14gjghE15QfndE16oiwZE1+pmcbE2H6afgE2PfXggE2YSjfkE2eRZggE2lTlsdE2qopzdE2sgiceE2tukgfE25xxdgE3EJhkPE3QndYt
                E3SSdojE3TQeigE3Ux2daE3aEphXE3eTneeE3gLgggE3mIgjfE3uJbdgE3uagYcE3v6frkE3yGSggE351akfE360faeE39AlZdE4G7xcsE4OExXeE4PZRogE4RPfgg
                E4SjlYaE4XUYffE4Z0hnbE4f2jggE4kmhklE4s8idoE45VfbgE45+iVLE46EfggE47qifoE5ChkdpE5DLdbgE5J8mgdE5XgeleE5aKgdfE5b2bggE5coghdE5cpfgg
                E5eRjcbE5lbrdnE5mVeeSE5pPmoeE5rpgfcE50xvwcE57tgpgE6F1iZbE6J3nlgE6OQmfnE6TvaoTE6WpncgE6XAecYE6ctddcE6c4cffE6e8uleE6qujftE6uofbf
                E65yeggE6/LedgE7A+fYfE7DbwZdE7HAcggE7MJietE7gDPMvE7mK0bYE7nqbefE7pvdabE7rbjfnE7roclgE7xdfncE7ydXegE78t45dE7+fgcaE7/UjXfE8CyXdf
                E8IijefE8J0eegE8OcnglE8QMbZuE8TMdggE8WbXggE8ijkgfE8oApefE8sZjepE8uadggE85YYZfE87rWcZE896fgeE9BcikhE9J5jdwE9NCze/E9SlyggE9TzlOz
                E9VCcgfE9YyYjfE9bE0eaE9e8dUdE9hXkcfE9iBghfE9rufXgE9uWcbkE9x0XfVE91YqafE94gZkdE97cefgE98xgggE99zYfeE+B3odhE+CydeeE+EsngiE+HCXgg
                E+LHjgcE+NyifcE+OQlYfE+T2tdiE+U1egeE+j4dnfE+mXjkqE+plbggE/D3hgYE/NbaefE/SmnZtE/UEedlE/UTlqeE/dsrfnE/sdgefE/wpcggE/zgfggE/7Vhcg
                E//fhvcFAFMWfgFAF4ykcFAKZmbcFAN5bggFAO4ZggFARRUggFAV2YhfFAbmbggFAcYfinFAgPVegFAjcoefFAkCocaFAn5cggFArQuckFAsgggaFAxVifhFAzxdbg
                FBAIbggFBE1eefFBFWodvFBIKZmoFBJylhkFBNLhmWFBNvtbuFBO1dgpFBQCeggFBmHjZkFB28keeFB326WYFB60kckFB8qQchFB86sceFCB0apaFCB+dfdFCE3caf
                FCVxvoaFCcgbfgFCuHmYfFCwEraWFC0qjnZFC1xchhFC5HmedFC6BigeFC+IjkhFDARivbFDBrdc+FDDuefsFDK7gdfFDMegukFDRHbYaFDTsgliFDUTjktFDVovnd
                FDYifgmFDYlkYpFDY7hgdFDcvfjbFDiRXggFDo6pidFDpAiUnFD4YhZcFD5mhZcFEEIjffFEGvkkeFEJSdegFEMConpFEOvkafFEQc/0cFEWUbjeFEegbggFEnHdgg
                FEoYdinFE0dYneFE0fmhdFE36cZdFFGMkefFFMkkbgFFSlddmFFT2fkdFFgohjoFFjZcggFFk+WeiFFntjbcFFpqfggFFs0eggFF8HeggFF9NKXfFF9megeFGAh2bd
                FGB5obdFGFGufpFGN4smUFGT3bcfFGWZglgFGcBifeFGfVidjFGkrXcgFGqjcYeFGuim5eFGyGncdFGyIobdFGyghbeFG51zWVFG7SjelFHDveffFHEFiqiFHRKgkf
                FHRRggcFHU3pjYFHU6ajfFHWaQV5FHZvgbfFHZwifoFHc9fZhFHeJVwbFHoArefFHpDdggFHxpirgFIBSbhgFICQvdkFIFJctlFIGOhfgFIGasYeFIL4qcoFIQ5dgg
                FIShgifFIhYhxeFIqQgddFIqsWegFIs5clgFItFZggFItfaggFIw9jceFI1AcggFI3bhenFI4DhdgFJCQtfcFJIdpdhFJJqfggFJKjjgaFJKodffFJWWfffFJfFigd
                FJgFeggFJpnhdeFJwJfggFJzJjbjFJ2FjddFJ+EpoZFKKmeZkFKL1egXFKOFjgbFKP9coTFKQrodgFKTOgflFKcY1g6FKsQtapFKwQmZiFK1tjqeFK3yVgZFK8Ujeq
                FK+camhFLMBegfFLM5xV5FLQMqgsFLUEbfhFLihfldFLyFbfgFL5OinbFMCzZbdFMe2icfFMhfekdFMmsllcFMtcXfgFMvAecgFM0vnoZFM1dZggFM7TeiZFM+Hggg
                FNAWkggFNDWhfgFNInfkjFNJMZheFNKTqZrFNXZfggFNYYdsfFNchcggFNctdffFNhalcdFNpJkfcFNpSieaFNqQrbgFNx6jddFNzrQdYFN1KZggFOAEariFOFufff
                FOLAhddFORZnggFOcsUjeFOhrcetFOnAVfgFOoZaggFPbjgjiFPikipfFPlXjnhFPpjgdgFPuSeefFPuxnhZFQB/jcfFQHBcmbFQJMefkFQN4efiFQOwXkoFQY4fed
                FQZDogxFQhaybfFQh4dggFQkbUfgFQoCediFQ2zeggFQ8QdncFQ9MgjhFQ96sbbFQ/kgfgFRCWgdmFRCcmaeFRE5hjgFRGxjghFRPOfggFRhCXhZFRqlncdFRrAcvb
                FRunhcaFR06fghFR5YdggFR8edvaFR87YaeFR9ddggFSAribeFSBmbfiFSCEjsXFSHdihfFSIhklfFSJBcedFSXopRjFSfeeggFSkcncqFSrljhsFSsPkldFSsRkbf
                FSsZWfhFSsygggFSs5egfFS1uJugFS33aZWFS4BkdhFS+iXgkFTMFZggFTSkdhdFTdcbcgFTiCbfgFTjAqYYFTjUhggFTjpiWfFTj7eufFTsSqbcFTyTaeZFT4fhij
                FT90jZdFUBBpifFUEXhbcFUNZlfgFUPakegFUaFfggFUfehfgFUj6nndFUpYueaFUuDkfuFUyJkefFU1JdemFU20YggFU/VZceFVBH+lTFVBojggFVI9kerFVK5fnf
                FVOm1mYFVXPqYxFVczffmFVc0oeiFVkJegcFVkKdggFV3pghhFWGOgmfFWHRkZeFWNDbggFWTLctWFWTZgwdFWUmgenFWfDkbtFWh/hmeFWiUagfFWmYeoiFWmgkZo
                FW0fgW7FW2EcgfFW4TiVVFXCppZmFXGwejfFXMkifbFXQplpfFXRQfefFXTcimjFXXqgeYFXZ7deeFXl5fggFXtbeefFXuXoZWFXvScheFXwSgigFX6JjYxFX9Gegg
                FX9QbpYFYIZfdbFYJrdbhFYLchZdFYOmZggFYQObegFYUThffFYgUjgdFYhYZagFYkWfggFYnapbZFYqAwkeFYrAjjfFYv4ZbgFYzkcggFY3ZjddFY4cebjFY8eqme
                FY9rphZFY+v4ZcFZC7hicFZILgbfFZKFcggFZOE/XeFZPLhfhFZWlmbdFZaiwZuFZh6cmdFZi/ZbgFZm8pdfFZoJanaFZ0ddggFZ1HjlSFZ1beegFZ1xXfdFaCpche
                FaJIjrbFaKR6YaFaPEdfgFaR9feeFaSHmtcFaWiyfZFaWweggFaXVlfoFas2dtfFa62ejYFbGYlTYFbUNWfgFbcobngFblRdZlFbrotTzFbsFeibFb0yfldFb1Zjc4
                Fb5qYkSFcCimgbFcI7cmZFcLVtqcFcMhZykFcQxhYlFcVvif4FcWmhfrFcb/ecgFcjlrhfFcnSigfFcq8psfFcvNhgfFcvlcggFc0MgoeFc1pqfgFc2vpkdFc4DffZ
                Fc5nfggFc/OYSeFdARkifFdI/qaZFdOublUFdQIjfeFdRPYdfFdY4pggFdhzhdpFdqufggFdxFVcaFdxIiegFd1jnkfFd9QggeFeAKmcgFeOXbffFeOiePdFeQ6kfj
                FeRwgggFeR3jggFeWtdkcFeW6eggFedVdZfFeiTfceFe3y3atFe6VbggFe80mXdFfAJti4FfbAbggFfl7ofWFfoNgggFfprkncFfwAPadFfxjkfpFf0/igbFgBZOqo
                FgCJjceFgQ1qecFgc6ccRFgd/jgbFgeDZbcFgjEeggFgkaqjfFglNnzcFgmCmgfFgq+ddfFgyadggFg3PusdFg4HgkgFg9YmggFg+HhebFhA9ngXFhD1mMxFhMHegg
                FhQWhhbFhWLgggFhcVjegFhfSUcdFhtZifgFhx1fggFh0mmfrFh2IcggFiJmdggFiNncdeFiQofZqFiZbffiFiZmXfpFiwXngqFiy7hrdFi8A9VfFjSPlfeFjYLlfy
                FjeWaggFjfMQgaFjifidfFjoXkebFjwPpdwFj1ujgdFj4zfcfFj7qeggFj8SnlfFkDCodqFkD7gggFkH+gmfFkNjahgFkPbmtbFkSecogFkSqdggFkUXckeFkbx1uc
                FkdsegkFkd8hoZFkmSjrbFks+ckcFkv2ghkFkxQrUbFkxSgZgFkyiikfFkz/fsSFk3PomeFlBXgefFlMnevfFlSnhddFlXceggFlYXpbdFlZ4cgfFlbwceoFlcfmef
                FlmKsZeFlycZaXFmAKjcqFmFugbcFmGbfhnFmJRjidFmQ3kacFmTHcpXFmUXfgeFmVudggFmaAiegFmbghWiFmbteggFmcrqmZFmgSjieFmizmdlFmj7SbdFmxAsfh
                Fm0NdeZFm2KgnvFm9bYhaFm+CgYfFm+XjgfFnBldggFnCNpbfFnE9febFnNMlcfFnQGfggFnTccggFnctYggFnmv/blFnoTbcfFnpvfXgFnqqhkoFnrvghfFnsuUld
                FnswdggFnuNbgmFnwqmklFn0EhdqFn3ARgdFoCidtgFoEIcafFoEOXdYFoGYfgfFoJfjicFoJ8cggFoaZWedFoapXfgFoosigfFot7fggFow8gjeFoxxkscFo20fZd
                Fo4TlhaFo5DpqiFpAFnddFpDccggFpGSjehFpPTdZfFpaafmaFpafeWeFpdFliaFpdmkeUFphnXYlFpoIhbtFp1ZfuaFp2YnbeFp/8sZbFqDbQTeFqEncggFqJkagh
                FqJmpQfFqJykfqFqTuprhFqU/WaaFqnFm7ZFqoQgggFqs3ajcFqzdrimFq3WdbfFq79hfdFrEudogFrMQZggFrQjiefFrRldggFrSXbepFrVzjqaFrnOcmgFrnnafp
                FrvGcggFryXgijFrynfggFsABkgeFsAklggFsDHcfeFsDb3arFsF5hfgFsJXjubFsOhkccFsPlbdeFsSdWYeFsT1eemFsargfcFsfzhjfFsjVtgfFsmLkdoFsnQege
                FspviefFsuHYhcFsxqeecFs4zjegFs9ddoNFtAtpneFtQSiVmFtU1ncoFtVBfggFtXzkcoFtZfbggFtigjeeFttmlfjFtttmhbFtvSqYcFtwuhfoFtw1obpFtyVQff
                Ft5GagfFt5WUZZFugicgeFuhubegFunzgffFurBgfiFutMiggFu7/bggFu9HnjWFvAxp3UFvcidggFvgJrtfFvqGjXjFvuGidiFvx7aggFv3KeggFv6CmggFv8tidf
                FwBUklcFwWOjggFwaIkueFwdJfggFweHcggFw6GjZhFw8HgcgFw+obcgFxCkoXZFxD3YfgFxEgmxbFxKYlebFxSGcjgFxdLhc3FxmzlejFxq2fhgFxyrXajFxzqfad
                Fx6decfFyAod3gFyDGgggFyDJcdvFyJufggFyQ9hfeFyRZWdhFyTfgcYFycGcggFyetdefFyklhejFyoifmdFypuYggFypzggiFytTjimFy71gi2Fy/UfkfFzAQibk
                FzE/roTFzJMhbqFzL9cjeFzNNjfkFzNjmeoFzNtbggFzXPdofFzYkjigFzbIiejFzc6djeFzdZZggFzp5smhFzszmfaFzuhiidF0FNVggF0FcjWeF0J6kdnF0J90Za
                F0M8miZF0RymefF0a/XreF0dqhccF0leggZF0nLZgfF0t8pyfF08RYSWF0+HlXYF1FslgdF1LvwehF1NKjfcF1VbdggF1bHikdF1kAYeoF1kxXdgF1wynegF1x0nzV
                F115jnQF172gcdF2MpgdoF2OfcreF2QqlkdF2RLdcfF2RunioF2VihdgF2XIffaF2btkhgF2j7cggF2rgbafF2sLpflF220zd2F23sljaF25bkVxF26y24xF28VmVo
                F2+CpZqF2+KenkF2+rYVWF3OqtZZF3zwglgF31BiefF362gbkF39LgfeF4ETfggF4E3bggF4KOledF4MciggF4M5jjfF4XsQggF4fLqeaF427gbeF45yWgfF5Gocdg
                F5MAimlF5M1lmnF5OIqobF5WolSlF5aAaggF5akghfF5kQggdF504dgeF52jhghF52udejF6AEigfF6CadggF6DPkifF6HOaigF6JvffiF6MWbggF6OxrayF6Sbcgg
                F6XUgfwF6mVXjUF6oGqeqF6rNbqeF6wLdgeF60yfggF61chcdF638cXyF658epgF68VhggF7HXeSxF7IUWnZF7MPngfF7MWndfF7NrdggF7P6egcF7SsabdF7Upjgm
                F7XZcogF7a4nrbF7dahgaF7jeqRrF7lrghfF7mVjgjF7oiehYF7s5bggF7uOiMfF7vvUafF7wGgggF7x0eggF7x/aedF77OechF8BGTggF8KiferF8OxZfgF8SGffe
                F8TdmggF8XPcggF8YVfggF8g2ietF8lMcqdF8tthYmF8t1cggF8uBdedF8uHqgfF82OpedF83/cfiF9ATeigF9MDhhaF9MSSgrF9NQjehF9aeWaoF9k5oheF9l8hoe
                F9mycWtF9nWgjeF9tpdkdF9w1jnYF9ycefhF964izZF97kigeF9+5bccF+FwgbqF+b6gYvF+f+kfiF+ingnbF+mJthnF+pKq3aF+rxefhF+3QZggF/BzlcoF/FBlgg
                F/KAfggF/RCfggF/VniekF/XjeaxF/a0jbfF/bGr6YF/culeeF/jUffmF/mwrdfF/pjiedF/r3hZeF/xhhajF/yBdgaF/1Nd/YF/40ZieF/7MifpGABcddfGAEvnfe
                GASJibrGASpdfjGAYqggiGAc2bcgGAipiclGAxvbggGA2JkcbGA62lmnGBEdkefGBHafggGBJVeggGBLUkndGBTqpemGBZxpccGBcNdnfGBcSxa7GBhQadjGBk9kre
                GBnLeggGBn3jghGBvQmoeGByjrZYGB5yYvdGB8BileGB9BpgfGCA1hbfGCIcgYdGCOAedcGCQohkaGCdgjggGCeYaekGCiEiflGCupqbXGC0tYggGC3TeudGC5PkaZ
                GC5WcgjGDAclYeGDHVidiGDKvgfcGDPEsVbGDQqaggGDRsdchGDUtoWaGDWvehkGDYTldkGDeThefGDiqeggGDyFdigGDyiufRGEJ4ZqfGELEieZGEOsYggGEQUltV
                GEUgofcGEU8gfgGEWYdddGEXGhirGEecifgGEf0qUhGEhDl/UGEiifggGEsXlafGEv1selGEwBpYgGEw4lfzGFRhimZGFaQVgjGFgjhdhGFn2iuYGF9NnaqGGBanWr
                GGGqmpcGGN2teqGGlglhgGGmZefjGGomflgGGppcejGGyYYggGG5xsZyGHGdZggGHGrgeeGHO8djnGHQ8iceGHalgjfGHiXeggGHjCfeeGHj/kicGHpMgaqGH0IkZd
                GH8zheiGH+6admGIJQfofGIKFcggGIM2kkeGISUggVGIT9dggGIV5egdGIYQqbfGIaBkbeGIcEdgdGIcGcYtGIczkeiGIdSgfeGIspbggGIuYmdfGIxeldbGIxuqZp
                GJF7pkfGJHwXheGJJ+gggGJQ2dcgGJUtnceGJWcr4jGJWhongGJXteggGJcbbggGJ24caVGJ3MbggGKCeeggGKGfmddGKN4buVGKS+oecGKXHmcfGKbZgggGKmIpae
                GKtBgcgGKtqciZGKxRUemGKyQijrGKzbirhGK0JobdGK5PecaGK7xYjfGLAFzcXGLONefiGLUQceeGLVkoggGLbmnbmGLdHcpgGLk5ZggGLv9cgeGLzYfenGL42med
                GL7+VffGMEVdWfGMI0iceGMNTecfGMPtedfGMP/tjZGMRQdggGMqNXggGMxZajfGM5tzbwGM61dggGM8ynenGNBkemkGNEmjdfGNHabfVGNIWWefGNJrjeeGNKmegg
                GNPsdecGNP8dkaGNSkfggGNTFOedGNTNsfkGNYxghgGNeZiboGNfPcdcGNmAbahGN1ThddGN3eXggGN5TdggGN5XdggGN/FibmGOEqe/hGOE9eggGOFr/gXGOOpYci
                GOPAbggGOPJcefGOQOekdGOQficfGOSbquZGOUQvaZGOjXhbhGOl1ieeGOqjbggGOrTjffGOtPnfdGOxogocGO0iWggGO+sdjeGPBLsddGPErajfGPHUfggGPITkfq
                GPJmkfWGPJrhliGPMbhgpGPNSghgGPY3npYGPa7creGPf9msbGPsafggGPzEbfbGPzGsiUGPz4dggGP1GgecGP1YbkbGP2FjegGP5+dggGQFohgWGQLEM2SGQPrfdq
                GQZidggGQc7fmgGQdufffGQeolkfGQi8ZYrGQygfomGQ1dXgfGQ3ZpdoGQ9MqggGRGvmXlGRIhdgfGRI7gfkGRJlgjYGRUmcneGRW5ggfGRc5fggGRl1mjaGRuNcgg
                GRv8jbfGRz2adfGR4ReedGR58axbGSGZihjGSMjiolGSQqlcjGScmgggGSd4qrlGSqJeggGSuBaggGSvPeYfGSwDlZWGS7qineGS+inrbGTC3RggGTDhpijGTEomji
                GTFFjcnGTFKhmeGTLSfNqGTOwgeeGTRoevZGTigyT3GTuprWsGTwWvlaGT2/fghGT9aadhGUATbknGUHWclNGUIVgfYGULDcftGUSwmloGUYxhgiGUaMdggGUc9cve
                GUdleggGUh+hpdGUpfgjeGUuZgcbGUxwdggGU9NcffGU9hraoGU/oLobGVWYjdrGVbyfjeGVelfbkGVgLgdeGVisqkbGVj2gkgGVr2depGVsVdggGVx7pleGVyTkfg
                GVy+caqGV0cffuGV2fgigGV6hqd4GV8OjecGWA7becGWBIijeGWB3ekfGWIuhjfGWKChdbGWXBhicGWhpvbcGWiUjgXGWj/gWbGWn8fggGWsChdfGWw2gleGWyf8dC
                GW3ofggGW8LhZhGW8RgoeGXAIggfGXCYvrlGXREngcGXS3cggGXXJhfvGXmMdggGXnFbfgGXxTZqdGX2OxpdGX9XahdGYDokiYGYKDVesGYNvgggGYPidffGYQklpd
                GYcugdcGYfbsebGYkOgafGYl+hfiGYuNeicGYwQbggGYxMWhkGYzlRigGY5SpnTGZEucedGZE2fgcGZG+lfdGZPHjgiGZSLfbmGZUrbfcGZVvdkfGZfXjYnGZhXegg
                GZmUjdiGZpQloWGZqFimgGZsGcgiGZt3XggGZ4lmpgGZ55wYVGZ9SfggGaBIhlfGaH9hfeGaP1k3cGaS8hffGaXZdggGaaBeggGacZbggGaeuhfeGajFgfnGajJXgg
                Gaq2gvfGas3cggGaxrdggGa0/RgfGa24ecjGbBDsUwGbF8leqGbG1eelGbI4gcUGbJ9fobGbUuioeGbkzbcgGbvjfhvGbwdfdfGb32dbZGb8FfggGb8raggGb9Ajao
                Gb9rgegGcDjcgjGcH/degGcLNjdeGcLUvlhGcMalfiGcPdaceGcP5zZbGcRvcggGcSKiedGcaRcigGceGlbeGcfjhigGcr5timGcs2YYeGcxxfZpGczZffgGc1bhfj
                Gc2kfggGc5PeggGc7/ZYWGdIMiUgGdKDgfkGdR7fggGdSFycbGdSzZdlGdUKlXeGdb9mbbGdhNfejGdo0blfGdyL/XiGdztocqGdz5gjcGd0DfWfGd1UaigGd1licb
                Gd1rikZGd/kjhbGeBXisWGeB4gkfGeJzjcfGedMemTGegSdnkGehAmlYGeptdfbGeqHfggGer2WggGesMcggGeuLjdUGevLlinGexZendGe2+lggGe4DbdgGfFsegi
                GfQofaoGfX6egfGfaSlfkGfjLdggGfq0hhbGfucUbaGf0Qnb1Gf6wabeGf8thefGgCthadGgCufyYGgGJgedGgNQjtgGgUklfoGgYqfggGgs7vZsGgupcSfGgyppUa
                GhEekkaGhKKdffGhLakMmGhRaecyGhRzdopGhTgoadGhY7gigGhc2beeGhmAbfhGhm9rXaGh3ragiGh7wfxaGh9zhggGh/zeodGiLQegeGiNgibeGiWlegcGihWagg
                Gix6cggGi+9hceGjLhigfGjMoiebGjOMeggGjT9pjjGjlzibmGjnPbggGjoTlebGj1TtiaGj55pcWGkFkeecGkRBhefGkRefafGkV9eggGklDcfdGkpUObaGkqkYgg
                GkualhdGkybaUkGk8dscaGk+bdjkGlBnfggGlEKjefGlFDffdGlJGregGlLpaddGlMcgYdGlNMcigGlTynfdGloKgegGlvdldeGlxzcoeGlz9qtcGl0mgecGl5Rjgn
                Gl5/bZdGl7eedbGmG2mfvGmOngjaGmQpfggGmb0rVmGmcGidhGmd4kgfGmfEsadGmibbgfGmk8bgXGmqMqPfGmrPifdGmrXkciGm6wfrXGnDkaggGnJBhclGnOekec
                GnXgcedGnXzudeGneIkseGnpObyeGnqVXbbGnytiY2Gn2ZnRnGoGvfggGoHddedGoHesekGoKyeggGoPvfnUGoQnfZoGoQrngcGoTrkhcGoVhfggGoVjiefGoeRuZf
                GoearbaGom8jdqGoqagfkGorNorcGo4VddgGo/lnfdGpAtYggGpBolggGpDoqsUGpHqfnfGpJxegeGpLPkggGpMAabfGpNBeffGpR6pggGpxRmggGp1cepfGp5Hegg
                Gp6AgeeGp8xuVdGp/ojfrGqDUsldGqEHcggGqR3ogfGqSbhaaGqVnaggGqb6gejGqfcnaeGqm0ZggGqqfeggGqr0cggGqtIdefGq0swkdGq4ScwcGrPUfggGrPvcgg
                GrRddggGrUtoaYGrgXlkaGrhjeggGroueYnGrqleekGrxefegGr6cgffGr6qaggGr+pWdaGr/tgfgGsCppXeGsECnZHGsLmakhGsM5dodGscVfxdGsf1ldYGsi+ncb
                Gsl2hmeGssOjgfGszKaffGs8IggfGs/jhhcGtDQegfGtKhjcfGtZ7oigGthfgnfGtiMdggGtixbfVGtoehblGtrDftbGt/HfroGuNPWblGuS3ievGuYXeggGuY/cgg
                GuaQjaYGuedmeaGuooeigGus1dneGuukqneGu0hkecGu5fjYgGu58cnqGu6rZggGvDdgkhGvGoj9fGvG4lhgGvKFdjfGvLsjhgGvNujofGvQrhbgGvShklkGvTIZgi
                GvT9gfeGvYlfggGvageggGvb1YgfGvchZggGveldggGvuFYmUGvywidjGv+pbfgGwDzcggGwIctfcGwSlibcGwVasW+GwWuaggGwbYkaqGwfthZfGwgsncpGwkmZgg
                Gwr7/oUGwsoeggGw79bhfGw9KjafGxBSg0fGxEsfglGxJFefgGxLfhegGxcrnYeGxehfggGxmHdggGxrUbfkGxrsgffGxt8legGxuTfhgGxxPjciGx243qUGyOIke9
                GyP0kfeGyTRu/XGyXhYlcGyf+UggGyiWRfgGymYXggGy0cldbGzQUggdGzQafggGzRLWgeGzb7vkaGzi5dggGzkAdbnGzkxdggGzs+fduGzwUwlbGzykgdkGzz9mdi
                G0BJslmG0FQdggG0GpkdfG0LWcfaG0apkbgG0bkhdeG0ckhfhG0eoU1eG0himgfG0kwfxUG0mUfefG0rHZggG0wenbZG007kfdG04peggG1B8jWwG1CgfgeG1LPecf
                G1OBafgG1PkOndG1Y5eeaG1ZFgdjG1ez/OVG1f3nZmG1pybgaG146WcdG1/QgfgG1/nqXhG2FfvefG2uwhjeG2w1pnfG24eifcG25HohZG27VeftG3A7aZqG3Gwinj
                G3PCeigG3aJwxYG3aUlfeG3iPgidG3p0dggG3uXgfdG38UkhdG3/RZbgG4FWigfG4IaeggG4JcYbeG4NAjceG4NejafG4PmsjdG4TohahG4UEiXfG4USjleG4Vhghe
                G4Z/acuG4pphveG4s3idgG4vIXghG4vUlidG42ubhrG433eggG483lfhG5ClgceG5C+dggG5EofggG5E44/bG5Ic15ZG5OejedG5XQoldG5YgacbG5YrmjaG5idskc
                G5l2ckcG5oRceiG5uHgegG5ufWciG5vQiteG54DgggG58sVfgG6D7ZfeG6EKdZgG6HNfggG6KDeggG6UriZjG6j2hacG6lhegfG6tyaXfG6uKleZG6zhZcfG62ybgg
                G66xhpeG66/ngkG69hrvbG69sdYeG6+YgefG7FCgggG7RDnfdG7W/bZdG7XSfggG7Z5aggG7faeggG7gKifWG7h/gggG7mkcddG7padc0G7rvqbcG7svleoG7tBTgg
                G7trfZfG7vMefgG70SmnaG72XiUXG73PufaG8HAeggG8JYgrfG8K9fffG8NsecfG8XbhcgG8byghRG8ijjvfG8lCpheG8rWgggG8re7hdG8xZjceG83wondG870bgf
                G89NcggG9BZfghG9GHncmG9LIiddG9QojefG9YTbggG9bhhqeG9lHlbyG9rIcggG9sX2g1G94kbggG9+0egWG9/xdggG+EApdYG+E5cggG+GYhafG+J6cggG+J8hpf
                G+K0oe/G+Y5heeG+buvRpG+ccfeeG+czddiG+hLeefG+iMrhgG+koianG+lLfcgG+q7cgeG+uHhjfG+32ghfG+4SfggG+6DeYgG+7WefdG/EodlfG/G6cidG/RHskU
                G/hfdefG/kipbfG/nIZggG/vKibiG/x9gbpG/7pcffG/85genHAKxdhgHASedflHAV5hifHAcwmafHAfdagjHAmYdggHAtkireHAz3jcgHA0egfgHA5PaehHA6Qtiq
                HBOMZjgHBRioYhHBTZgdgHBVIdggHBYJQffHBjekpZHBknkbjHBk1vggHBmvkfrHBn/fiSHB/XgkeHCBzeljHCVTlfaHCcTgfeHChIofmHCjslelHCsOefcHC0Dkgg
                HC07cggHC18YffHC4ZeeeHC/haggHDGNdggHDGxedaHDItbggHDJcgegHDSgVZvHDSl/cgHDURmahHDU/hVdHDX1jWpHDZGgmcHDZwridHDlNnglHDsQeWeHDvUgik
                HDxfWgfHD0xidlHD2HhffHD39efjHD4XiefHD8bVggHEHwrdZHELStdcHENbgZgHERqkefHEgYhfgHEhheggHEtqiZbHEvGcggHEvhQbdHE1pbldHE24jgbHE5Hdgg
                HE8qefgHFHBeibHFH9mbiHFJKnadHFS0UggHFWbtfrHFYitWWHFdriffHFd3acgHFeMeggHFhegnaHFt/ZmaHFxwVngHGB/gewHGHMffbHGHafghHGL4dgeHGN0fih
                HGPq34eHGe0gifHGfmXggHGk90qYHGnflpUHGn3shcHGqhbcYHG8vjthHG+7dflHHDVoUxHHK2fheHHL2rYeHHSGeggHHWogfrHHh1hdiHHllefnHHxLhleHHypefg
                HH7AfddHH8uZfgHIBieffHIEPkbnHIc3sldHIdPejbHIfBiddHIjinY/HIo7hefHItlZblHI0ekodHI+NeekHJHAfggHJMRiqfHJPKcgeHJXekftHJYqheeHJeXaXi
                HJh8digHJviLggHJ3fjlgHJ9ziehHKIuaekHKPFXgdHKQCldqHKfwmrgHK5vZfeHLFjRdhHLJFfgcHLRacehHLR5qVcHLbelolHLgRfjdHLrihkgHLuefggHLvxitc
                HLx/xfdHL2weggHL/iefeHMIdreYHMX8/3WHMgjfZeHMi4eigHMk+jhfHMqqZhdHMugkeeHMvDeggHMvklggHM0uddiHM1icbgHM2fbegHM4rhYeHNJMccaHNTdghg
                HNe8dmfHNopcggHNsESeiHN2mkddHN59chkHN8chYcHN9XnueHOEmkczHOGjZffHOVPilfHOWPfegHOc/jZfHOmZrarHOrWefmHO66emaHPDQmRmHPJ3uXfHPK6mve
                HPSb/dbHPUjafgHPXqfggHPZbfkfHPgVlUbHPgySyeHPlBqfXHPmKYjeHPnvbggHPp1YgfHPsceenHPwGfagHPwqdfhHPy5iyYHPz3crgHP06rdaHP2umakHP6rTgg
                HP7TmefHP7WdggHP9mSggHP+dtchHQBJjYcHQBdmZbHQEMhpbHQKYdrfHQLxpfkHQXxqlYHQlVddeHQtNlbeHQ0SbggHRDfhZnHREVfbfHRI8wicHRJRpieHRKKbeg
                HRNymXZHRREXRbHRVhRfgHRYhhghHRdheddHRexqmWHRh3flgHRiDdeiHRtcfggHRurukfHR0ihfkHR1bkfiHSBZdggHSFRoehHSF1cedHSG1idaHSIPeggHSIvcfs
                HSM0febHSRPmYaHSRZgmZHSTjeggHSW3ldfHSYTgZbHSZygtlHSboTggHSbpcegHSc7fggHSpVxxfHS2BhefHS2KhdpHTHgkgdHTIlZgfHTIvfiaHTJYeToHTJ+luc
                HTNSjhgHTOkhcfHTQScggHTTGdggHTblsccHTeUcggHTfRdfgHTitjffHTkaeeSHTupkpeHTy+qcpHT5aeggHUFTiobHUGdcZjHUKjkbmHUQZeggHUUEeggHUXMldM
                HUksjibHUsqgxfHUwBdeeHU03agiHU/mggZHVMjdbaHVOMfggHVQkgZhHVS0fggHVU1ccfHVWggeeHVZUaehHVxxcZbHV35hgbHV7OkgeHV/ddggHWFBfggHWYEiNn
                HWf1gffHWkYobZHW3wbjdHW7cdXkHW8qeggHW/mr/cHXCakbsHXKhQggHXNsleYHXONlWbHXs1rggHX3thcyHX5LhggHYDMfjgHYM4ggfHYbFbnoHYfreggHYf2Yed
                HYgVdegHYkp4WpHYn9gXgHYr1efgHY0AbfcHY4ToXRHY8VlbtHY8cbkgHZEBeggHZESjhaHZITgefHZIcmesHZL5n1LHZSndggHZTYcggHZmZbctHZmdegdHZoTmZf
                HZyNgifHZ6jZggHZ9ueggHZ/dmdpHaA5figHaHKkhhHaL5iqgHaargmWHafoZggHaqtkgfHatulieHbEZSggHbJ9gggHbMQmmgHbNbuinHbRcdlaHbSGgZhHbWKfgg
                Hbk1pYjHbquincHbqzXggHb4InejHb9AcggHcLfhRmHcNUmffHcQEdZfHcX8YggHcevgggHcqIYgfHcruaggHcyTclcHc18eggHc4+ceeHc82jdvHc+RqmcHc/yfbd
                HdHefpiHdKnfgdHdN6aefHdStddfHdTOeMzHdghZcdHdojrchHdsEjisHduzYhcHdw5iZjHd+mYncHeAMRggHeQmdegHeSWdgeHeTfebpHeYYaggHebTnUiHejiujc
                HeqtcggHeylifaHfBteggHfHmogkHfIwkscHfRciYkHfZucggHfeKifjHfkjoUmHfrGbfhHfs7lrxHft4mgbHfu6cfgHf5NoheHf8IhldHgMbhkkHgRLlfbHgaHief
                Hgk+jdeHhDBZggHhQmobcHhSWgjfHhamRggHhfnbffHhgxfecHhm0eggHhnomgbHhyShdbHhzYfggHh2IbaeHh4MideHh4ghgfHiAtrdsHiHkgflHiIJ3mdHiSzmil
                HiY1gZfHiZNWXSHig0nf3HitLfggHix/jfpHiyZdeeHi+HggeHi/TaggHjM0dggHjNBlekHjbDbrhHjgJbdkHjnMhlfHjnabhgHjp8haYHjvXkafHjxRgfbHjymiWm
                Hj1nfofHj6dafgHj8+rkfHj9TofhHkFjgwfHkL2feeHkcocfgHkhChfcHkmyZggHkrsddbHky+hefHk+7jpVHlA+vodHlEIfmgHlI+lnZHlNSjmYHljgeggHltAZrf
                Hl/ifccHmAqemgHmBlje5HmG2RdwHmMPhdaHmPpgigHmVi4eyHmW7ibeHmbShfkHmjJcggHmq6ZggHmr4dggHmvJ/jWHm3AfggHm3TnpfHm6TXgiHnMmbodHnO3gcf
                HnR6fgeHnU3hdjHnZXXmYHniJiYcHnk3eieHnp5qYfHn43bgfHn91ZihHn+6gggHoHRXggHocQmRiHofuslwHohosefHopudggHosubggHo0IcggHo04ksdHo6+blf
                Ho92dliHpGyefeHpKOdggHpKWeggHpKddmqHpOzWagHpbNjffHpe4kebHpgOneeHphlYggHpjkYeiHpn5cieHpvFiipHpwOWggHpytcggHp/OqaeHqCxjeeHqDpife
                HqQCgecHqU5cggHqVEYggHqXzhgcHqfniedHqkKjqbHqnKahcHqnSjhoHqn/gafHqoIeXxHqpyhieHqrrabgHqzkkccHq8RkfiHq81MefHrCHjqeHrIAndeHrKPTef
                HrMicgfHrOBfeeHrS0jogHrgJghgHriZpdaHrnmscaHrvaidhHrwFncfHr/CfhfHsBfepgHsERhlbHsGrk1VHsHtrXgHsLAUfyHsPMgemHsRnefgHsS2XddHsS7cgg
                Hsb1xdoHse0kYpHsgObffHslDkgfHsmdedoHstOeffHsuVjffHsu5whvHs0ip2YHs7XpggHtALjldHtF5dggHtY0gdbHtcneRvHtf4NecHtimcfgHtinYggHtq1jtd
                HtulfggHtz80MpHt9qgggHuCLnbiHuFmivaHuLLoddHuMbaegHuREfggHuR9lhtHuc0meTHueygheHugJeggHusaXsjHuuqwaRHu2IndpHu3BmjcHu9amThHvAdffe
                HvL7mjrHvMUfedHvMmjdfHvNiZfhHvTDWcmHvUjrhkHvVeobdHvVtpicHvXWapeHvbpojhHvcOcggHvkLZreHvw2cggHv3qfXaHv9BhYmHv+FouUHwFhddeHwOZuhe
                HwQplkeHwR0qelHwXCffeHwZChghHwjffggHwqyiegHwt1offHw0mlfgHw2RgdeHw35mZlHw+LgWhHxEgeggHxSebcgHxThbggHxU+vgYHxhOsdVHxjUngdHxkkZgg
                HxoFcdeHxuCiedHyFlldeHyRjjaeHyRylggHycSkbdHyhxkndHypafceHyrGkmcHyutdggHywOcgfHywZhniHyzJdleHy6cThgHy7llieHzK+cntHzMUQigHzRwgei
                HzWFhRbHzYvgffHznERghHzpJnghHzu0ogXHzx3hhaHz04ldeHz8rjXfHz83dceH0MXdheH0RzbggH0bvmaYH0kJhfkH0k9qmfH0lLcgcH0ldfdeH0nzfffH0o5rcd
                H0uiOqfH00EZggH1ANelaH1CggfgH1GeZggH1KOldhH1MxbggH1NgxWxH1Ny0bjH1PChgfH1ZZvevH1d1gUlH1jjhqcH1pIgffH1pzaggH1q2ngeH1sqmdXH1wbebg
                H1xuejfH1y1m3aH10ddieH119n1hH12Y1gdH14jgduH19YgYyH2CzcdgH2JDvc3H2TaoaXH2ZpfggH2Z9l2XH2aHmnhH2iycbeH2qHkslH2yRaegH21xn9YH26Bmif
                H27ReggH2+RmcnH3BsukfH3HWfggH3IdZejH3ObnbeH3TlkffH3WJ0E/H3XrejcH3YIjheH3auhY3H3d+jhfH3f1irbH3n7nWdH3rEbfkH3rnqlgH3sBfgeH30Ubsd
                H378efgH38shgcH3/WejnH4GCegjH4GxbggH4IJfggH4NjedhH4a0jYcH4f6nPVH4rZfggH4txhdeH46loffH4/ihjgH5NymlkH5VAfifH5WlYmbH5bHlccH5g9VZd
                H5hSeggH5mKgbXH5nfqiDH5rndggH5shgfdH5z9hffH6OgnbpH6ThnegH6UJgZnH6W6ZdgH6e8dggH6lmaboH6mZtqcH6pdqdmH6uArfjH62sbggH64nrjhH7FQcqe
                H7S5fggH7TbfffH7Y2gefH7mEaggH70LifgH71OphnH74GVmmH755WcfH7+YlddH8AuZhgH8I/dggH8KAnbeH8O3jddH8RJZXZH8XqojbH8aNaauH8bzbfgH8oieec
                H8ttWggH8v1ltfH8wIkfdH8zOjfoH81sdggH86dcnfH89FwWpH9D4ggdH9HLkeeH9TvhhYH9a5mcgH9bhcggH9c7aggH9ekXffH9exgfbH9lqdyeH9mPdggH9t3qfc
                H9xpXggH90QalcH91YeggH+FikdgH+HfZggH+PlXieH+twWgfH/DSjkeH/JMecgH/OWkemH/ZMdggH/ZVhepH/cv3mfH/d8ddrH/fmeggH/iHdfeH/ivbddH/i0egg
                H/rZchgH/ragfgH/rdf3VH/sXdggH/tkmeYH/19degIAHpfggIAL5eXnIAQVfeiIAQ8jcjIAYMidbIAYSXggIAdPecfIAj1kinIAj3gmfIAxDqhmIA0zZgjIA1xjme
                IA61ZhdIA65getIA9ShkfIBFQhedIBM8gffIBQEknXIBRqgkeIBUIdfgIBWiedeIBiOjSuIBtEeggIBuzjYfIBx/jdfICLxcsVICaEifcIClJcggIClLifeICoQjXu
                ICqasbcICsUofxIC0IfggIC7demfIC/RcUiIDDJhjZIDIQnhxIDK2aggIDOXEefIDXDhW7IDYcsPSIDeSnvdIDenojgIDuFihfIDxMfgeID4TdedID+goddIEAtghi
                IEEuagbIELrtqbIESKaedIETwVdfIEXzdggIEZqeegIEb4gegIEnTjddIE0kfSpIE6pmewIFAghbeIFGpZgjIFNgmcdIFYypkWIFlFgjfIF4NipeIF5mjZbIF8SWgg
                IF8wjWlIGGOyodIGG3jefIGaqaggIGdYlneIGgfrigIGrQcggIGuMhkbIGyNffdIG+niemIHDjgZfIHHGpffIHL2zgXIHMUemgIHcZthdIHjzQggIHlLccgIHrhmld
                IH9hmefIITwoceIIWXkaWIIavVigIIi0tTaIIo9hfpIIrSpqdIJHvZfdIJIScggIJLigigIJN0dggIJaosjcIJdBgefIJg6dggIJmHibdIJnvoraIJqYfggIJqfXuT
                IJtcfggIJ6eedeIJ6mednIJ/mvnWIJ/pZZfIJ/vZggIKIO0baIKNPgdhIKSBcdaIKSCVhgIKXQuacIKawZgfIKbsgfiIKcdgadIKhbpzdIKlTkWfIKpI2gbIKt1sed
                IKuE4eaIKxXdggIKycgehIK5yeggIK+LeegILAqfuTILJdagkILNtdtfILPdjhlILQRWggILXvlayILYAecfILYtnfaILaAnveILglgggILqWOgcILwCefgIL71ife
                IL+PgfeIMHcZfgIMO5fggIMY7iSoIMrGZeXIMwemdZIMxVcpnINAzpclINB3gecINEQppgINFPhcdINHOshbINHRnfcINJbcjgINKLkehINSXrhfINS4cqbINXefng
                INYHlobINYXidiINZDv5iINaNgffINgdpXvINj+oicINvxlQlIN5grsUIN5+dXfIOAEeeeIOGLciXIOI9dciIOMilYsIONeq9aIOWZYggIOaNichIObhahfIOcRWfb
                IOiQffeIOpLcdbIOpTjcfIOsHndeIOtijagIO2YmffIO4XzmbIPBOZchIPNyhfjIPRFegbIPSakbXIPXRcffIPcGmWhIPg6hhgIPhBbfeIPiNkcfIPtHdfeIPtLcgg
                IPz6VggIP4RkmcIQGOeggIQOyeggIQb6ijfIQcwsarIQfAbghIQjvdZmIQrYZjhIQr5eggIQt4fgjIQwOh2ZIQz6wbeIQ0UgggIQ1gmgeIQ5SYaqIQ6NgfgIQ/refg
                IRGdohfIRKwYjgIRK9cifIRNQdggIRPBcegIRU0gglIRXegggIRahjbfIRcvepmIRvkceaIR1KmenIR3MlceIR3sggfIR8b1siISDZcekISGzdeiISNiiVnISSqfad
                ISYadebISY9WggISemgidISgAgofIShHcWcISjPiggIS51kfgIS7ikfhIS/TmddITEmfbfITLUmegITV7UggITXHdggITZxbjgIThOkceIToAnZbITowxd3IT0bgfh
                IT06obfIT5BldBIUKrhieIUOheggIUQbfggIUS5eggIUS/oddIUWakafIUXShfZIUX3fggIUi6fggIUj5iesIUpSicgIUpbjoeIUqoifbIUv1mfdIUwEgggIU21fai
                IVGeicfIVG8gZnIVPqelkIVXvgqbIValncaIVdcdggIVddanaIVnwb0oIVyzfggIWAqnTbIWLmaggIWYzddoIWcDbggIWoOilhIWryVflIWukfcjIW/ObbmIXATlef
                IXCBgffIXD0dffIXFAjTpIXGFfcfIXHcscbIXImdggIXMUgcbIXOamrgIXP0eijIXTvdcdIXWDhZfIXabegcIXcOfggIXdrjhgIXsDsNxIXsmekeIXyaaggIXzOgad
                IX/cvgeIYCtfggIYDdnhjIYHuafbIYIUigkIYLcgbgIYNYmfcIYRpiedIYWegcmIYZhdggIYhymaaIYpYpqZIYvapebIY2alZhIY6jgggIY9QhkgIZBZmcWIZC7kev
                IZE7fZeIZGMlefIZNW2rMIZQrcggIZRYcmZIZWSNhdIZWZafgIZaBlflIZb/aYqIZcWfieIZhOifbIZkGgeaIZlreiRIZpsotbIZzsjmmIZ5ZdggIaJ7ggdIaWGomh
                IaYznifIaZPgmdIaZQckeIalvfhkIapdujcIa2YmggIa+IImfIbAKfmWIbFhlgaIbRfldeIbVNfggIbVmkcgIbe0tXhIbtTYf/Ibt3fggIb2/gggIb5hZeeIb/Pagg
                IcBLSXXIcPFkajIcSkgngIcU1agdIcbOefgIceYdggIcn7UggIcpOfggIcpgSdhIcwZbggIcyWfflIcy1cadIc6eeTXIc9zm0dIc/JiffIdCejudIdFVeQaIdMfYge
                IdP4bggIdSTZdgIdSkffeIdTeajcIdbpqeuIdemddhIdinfceIdkfcUpIdmxqefIdoljdgId4giggIeBngggIeCUddtIeH43rcIeIcZggIeIsjgmIeJUnkeIeLyfjf
                IeSOmmhIej1dfeIernmUYIevvknkIe9dcmdIfBZcheIfD/efgIfItkbdIfJqgrbIfJxeggIfPthqWIfQkcnbIfSAlhcIfSbdggIfV+ZYuIfWegbdIfdJlipIfeMh4X
                IfenonfIfjzdefIflujjdIfnJcggIfomhfgIfsgarTIfsxvxdIfthfgjIf8iQffIgEZshhIgFBekbIgGlfegIgQ9ejgIgSxeZaIgTwgbqIghYPZfIgm7ZggIgvvddf
                Ig02dddIg0+fggIhBYbigIhUSZggIhU/bTfIhVKcivIhWoZdgIhWqoZsIhXWYggIhZmbhaIhascjdIhdTplhIhdprZzIhgqbbeIhnRdccIhvlcgrIh0SumdIiN0hga
                IiT6hpnIigZdggIiiFhddIioxUggIiqsqedIirngkcIiwAdpbIiyJlZfIiyWMdrIizEMjiIi3gfggIi53jefIi+NjlfIjACkffIjGgnjiIjG+bkbIjQjddbIja8fea
                IjediaWIjq4ZTrIjs8qifIjy0dggIjzmaflIj5OfggIj6GcggIj7QkeeIkDibpfIkHtXgfIkQBiWeIkVwZggIkeedggIkiRmrKIklDhcpIktehfeIkt2tvZIkucjfv
                IkwYsjcIk1vwg0Ik1whfoIk3vblUIk+AkdfIlCewcsIlE6hbdIlKrcehIlSmmZoIlSxgYcIlUajniIlVfcjmIlXqYffIlX0efeIlcxocjIlldfa0Ill6fggIlsphld
                IluXtbVIl0epcgIl6aeggIl+AheaImCJhegImHphbYImLCepmImPXldmImPyafgImQ3mtmImTIgkpImTMfieImYipohImZbgefImhuaggImjFjomImpydflImvrYgg
                ImxxifeImyhgggIm7IhhiIm+fedaInBkvwaInRznekInXOtZlInbnihZIneJmcoInfMnbZInkBnebInmjcneInm0cgcInnEklcInpKjfcInp+0jmInp/idgInxCfZa
                InxYs/VInxkagfInzsgreIn0BjgpIn0ykeuIn6ammcIn/ZxYtIoE9ZffIoFbYtcIoQZffgIoSrcggIoXAaggIoaibggIojoileIolFfggIonufggIon6kfgIovLfgg
                Io1coheIo7PhbcIpH9ehcIpNWnfuIpQWejdIpV06vhIpV2cemIpnXfYqIprgcggIp2a/pVIp7WcggIp/EdfgIqFOiddIqG8jfiIqIWjcnIqIofxbIqM1lgfIqSjfeg
                IqSmhpfIqStZmaIqaGoaTIqjtbggIqp6gaZIqqPUhYIqsgeffIqxqobwIqx1fadIqzshsfIqz8gdkIq6HfbmIq7TmdrIq+zrhlIrMYbggIrPAomdIrRKuokIrVigoc
                IrXCYzaIrXWbggIrbnfggIreuvciIrgEiceIrhDnwXIrhNbggIrpFbggIrpeeggIrq6dggIr/9aggIsAwZggIsC9prmIsDZdWuIsHuZggIsJzhYcIsOnhpkIsOypgg
                IsSngeuIsS6ecfIsXOgffIsXZhdfIsa0eddIsiBneoIsp4sfcIssUffeIs7WUjfIs8IoRyItBJcffItBtdfgItJLddgItUdephItivceiItm2efjItnVOgfItp8fgg
                ItqKfgfItrglbeItt4jqYItufjbfIt7nZbhIuCujhXIuMWndhIuO1XffIuRSifeIuS2ZggIuYigfgIuZJhrfIuZooneIujgfggIupxfggIu0weggIu8LbfSIvGJSfa
                IvMDoqdIvOPhvbIvoecfgIvzOqeeIvzreoiIv0DhffIv3tjTgIv8BzuOIwJ/feeIwTHdclIwTgdggIwYPiVaIwhCXggIwhShfeIwqZbnfIwsLfafIw5SuniIw5vdfi
                Iw50ZvfIxJLhYdIxLYfggIxMsUggIxOCrggIxTakdcIxbukfdIxe8ZbfIxhylbmIxovmhdIxrjZjgIx6xieuIx8idgfIyG2dggIyLlYggIyPw2TcIyqWcgcIyt1hce
                IywIZefIyz5mefIy52affIy7vsbfIy+xeefIzAUcggIzEboaZIzFyjcwIzKpachIzQvhcoIzTckdfIzaklgcIzdhbliIzhLUgeIzn2fegIzrNZggIzsdpbeIzvymee
                Izy6cggIz4KhoeIz4ighgI0Bo0f1I0ELYghI0F2mbaI0I+dgfI0QcWojI0UtkodI0VSYggI0VoeggI0VzgcjI0kJXfgI0kdbafI0mXdggI0zTgefI06NgffI0+rcgg
                I1ELgggI1HLjleI1R2ebcI1UuuWbI1ZbNeaI1ckbgjI1fGbayI1jAiNkI1j2njmI1lThdrI1mUekbI18heffI2FMfdgI2IT/UOI2JgiebI2NDeggI2bakieI2cCbff
                I2kTbobI2ltergI2s4gjeI2uFfggI2xpWahI26lixaI3QTphcI3RTpubI3XnhcfI3Y9mTeI3bJhedI3d7ffgI3kYjrfI3tticeI3uJggfI4BflhVI4CWlfpI4EPYfg
                I4GEfggI4HwmefI4JUcggI4ZljicI4dMhgjI4mkibXI4rIdggI4r4oeYI45ssjbI482dkgI5B5jkbI5I2igbI5O/ehpI5PzbciI5RaiccI5S9hfgI5ddcsdI5gL+gx
                I54vheeI549eceI573h1cI58RfmZI6Ecjd/I6KteggI6O3kciI6f0odqI6rZnddI7BhhfnI7CSqfqI7JNjgfI7JhdghI7TAaggI7VXlcjI7V9imzI7fbfggI7h8dgg
                I7xHrjaI74bmceI75CbgbI79mjjVI8CVhXmI8IffglI8MekflI8NYdwUI8SriccI8TUiZgI8W+ZghI8iFZkdI8omoccI8pfZdeI8q8cjeI83/jX8I87RjfjI8++fgg
                I9KVeffI9RqcdrI9S5pgmI9XKoenI9bXdgcI9ddcgfI9gYcrfI90+hddI96sfggI9+QZggI9/5ecfI+EcYfgI+IcgggI+JIjreI+KIdggI+LUjhlI+L1bdbI+QEicY
                I+RrUggI+ZGqnoI+esbfgI+m/UlUI+nwageI+43iafI+6IsfJI+6wfenI+/XrefI+/0kffI/B4igfI/DpbggI/EEeifI/M3ohcI/gvcjfI/h0kWaI/iNejaI/jDbZk
                I/nOne+I/sDigUI/0gjYcI/4KhdgI/+aglmJAC+ZagJAE0fkgJAJ8nojJAQWhfgJAZVimlJAc/ccgJAjfldgJAk4eggJAmhgcaJAraedlJAsZfggJAtMikdJAwgkcc
                JA1NpYyJBBmmRwJBJAeggJBMxsXeJBPclbcJBStfggJBervaaJBh3kfgJBl+kdaJBmeacfJBrgeetJByfSifJB1NuhpJB2/lhxJB9FYrfJB/RphZJCCvehfJCI+jfe
                JCL8bggJCMydrbJCOFbggJCOSidfJCQLoddJCWwlhfJCXQkadJCYMdggJCemgzfJCivefgJCoqelfJCxtZggJC+6w1bJDESdgiJDHhkpnJDOleggJDOsfggJDUdndf
                JDclsjhJDddbggJDqBfenJDuhgkeJDvkqcmJDvrnekJDxvnjdJDylcggJD2EhhlJD5bfrhJD/KligJEDsocwJEEPeggJEMSeggJET2jjhJEgAfigJEiKXodJEqFagg
                JEwlfYjJE2IjhVJE2ZZegJFAufggJFBHhXrJFDsl1fJFFRhbgJFFqaggJFIVieeJFaznesJFbjYggJFcJknXJFcWienJFdiYYZJFlCjfkJF94kdrJGGBgggJGGLbgg
                JGGmmleJGI1mWsJGQ6PheJGUNjYiJGX/lmeJGi8pgeJGjPcelJGnzbggJGpifmfJGuAeggJGv1VbcJG4WihdJG5ZitaJG6WuTfJG99+R/JG+heggJG+ilhgJG/EmUf
                JHBL5aYJHDWfegJHEiRfmJHGFjghJHI10ZmJHI2kgnJHK4VfjJHLLfdgJHYShneJHcJoeZJHkFfjfJHk6hdeJHvDVadJHwFbggJH2Rx7WJH2TcggJH2+keeJH3QfhZ
                JH4ugbUJH9LujbJICldedJINogelJIO1cggJIPGkpeJISAWfhJITMfggJIX+XffJIZQVreJIgXeleJIljisdJIohggfJIsIbqkJIwgwdnJIzYmaeJI51igWJJDlegq
                JJOKcgeJJbfmadJJccpreJJffeYbJJg9iucJJljdkeJJrnigmJJ4JgogJJ7vebsJJ8HwRQJKB5laeJKEQegaJKHFifeJKKSlecJKNFp0aJKaa2ZuJKnaXggJKtElie
                JKyIdggJK354MbJK4dhggJK7FagfJK84ildJK+YbjfJLA4pleJLPQeggJLTXeggJLcglffJLdKedgJLnRmeiJLpKcggJLrGhgeJLtrqncJLuubggJL2fhlgJL4+agg
                JL5zlicJL7JfZuJMFyxZZJMH6aggJMM0gbeJMU9gdjJMXSfggJMdbabcJMoItefJNDBgieJNFItedJNFvbpdJNIWgfmJNQ1qhbJNQ3jgfJNdAbegJNkHmgnJNlHfgf
                JNq+pfbJNt0dggJNv1figJNw5icjJNy8qebJN16ludJN7FjejJN9XfgeJN/JbghJOHslhfJOMvhnfJObafeeJOksfXyJOpjhciJOpuaoeJOtcbbnJO1LhceJO2borj
                JO3LodcJO77pfVJO9gaggJO9koYeJPCckehJPCs3qaJPGGfggJPJLjrdJPW2eggJPbQcggJPfoidcJPi5dggJPoEeggJPpBdgeJPszgmdJPxriZdJPxvqzXJPylWgf
                JP0wdggJP37gggJP6fhhtJP6gmkiJQC3dheJQDVeefJQFC2flJQJnihbJQLEsabJQMMdggJQRxkZhJQWHWgkJQaT2kxJQahcgfJQdzlfWJQeUgggJQh0XhgJQkH0qm
                JQwmeeQJQy3eceJQ3zffhJRG/hccJRTRVdiJRbcggfJRcidggJRdGkdbJRhBkefJRkTfcdJRx5oVcJRyUdaeJR7+xjfJSD3wpcJSVhiceJSaTfrfJSdTrY0JSdoieh
                JSe4bdeJSfUaggJSssfamJSxhnorJSytgefJS2HncfJS2rcaaJTI0hglJTKaxdgJTNkjYmJTN+mjgJTQ8gggJTTEhalJTXCggZJTXfaggJTh7hefJTiFgafJTi5egg
                JTtNZrcJT1WYbaJT6IljeJT8zbggJUGPtesJUUhghfJUXkgggJUXwaeeJUbmhicJUdpfbbJUl3odhJUupcjmJUxWeghJU1hflfJU5ObhfJU6effgJVEWmoYJVJHWgg
                JVJfdhiJVPuZedJVQqdcfJVUOoceJVXCipeJVYQbggJVmpflZJVphjayJV7hgggJV8DomeJV9IkfnJWJDglfJWNXZfgJWOFmeTJWRFZciJWSRiXoJWS5rduJWUuwee
                JWaucfiJWcgppLJWe1fggJWl5fggJWozdggJWq3eggJWu/igfJW3aemfJW3+lifJW4pjggJXEbeggJXRcgceJXbXdnjJXc7fZhJXejkefJXg5gZjJXmbdfgJXxETZb
                JYDbthWJYMxbhaJYOGjikJYXSihcJYbKUggJYbtmctJYd9fgeJYe6voYJYfhdggJYhHdfjJYhhdggJY4jifgJZH6/fRJZR9dV/JZUkgrbJZWpeggJZYQkiaJZagYig
                JZkagdeJZkkbefJZlshacJZprtocJZp4cggJZ87cggJaGskceJaSxfbbJaURteeJaV8iYeJaW5regJaa5dgkJabCeggJaiQbSkJanMipfJa2xhgcJa4QgYgJa46lZu
                Ja7klfeJbEjaggJbEqedfJbG8fgfJbMCjedJbMHa1OJbNOfjmJbXuhdoJbeEoifJbebmfcJbhehaaJbjOZggJboOWbcJbpYqetJb7zfgmJcKkofhJcRaZggJcSbmhd
                JcTcedfJcU3affJcXAmjaJcZgdXfJcrBiYcJcvMgWqJcx/fjgJc52dicJc82hhfJdAPjggJdD9ldcJdJ8bogJdMwdggJdRwgnfJdWPdggJdfJefgJd3dcggJeB+jdk
                JeGJVggJeH9bggJeL4hifJeMEbghJeZTThaJeaEVYaJefFdffJenSodoJetsicfJetwYfeJewiaggJeycjcfJezIWggJe24gelJe8PkslJe8XWejJfB0ghpJfB1Uec
                JfDcjncJfLzerbJfOZccfJfSGnhdJfXwlveJffWcggJffegamJfj3dkgJf1phlgJf+tfchJf/XcegJgB/kcdJgLLfehJgTQpedJgZ0cfgJgbGlahJgdanXkJgitbgg
                JgjWfggJgs4bggJgu7nemJgvUheqJg3kaggJg6OogoJg9peocJhEIkbXJhGggcbJhIEhhiJhKMOggJhgxeggJhi9dfdJhrsefgJhwfxZSJh3pYgnJh5cesdJh7cdmd
                Jh7oefcJh8QgggJiMbjdYJiTeclbJiUxvgdJiWMqYcJibK3tfJineeggJivVdggJjD1mjcJjIahXeJjMbmfdJjOPkcbJjSkjanJjWUdgdJjZMiZlJjgBjddJjhcclc
                Jjm+WggJjpSeceJjtNjelJjtckgfJjubcgeJj0CaggJj2ejctJkGRUeaJkKgoedJkLKqaaJkL1offJkRRUggJkSxqjeJkU+mYhJkVfdpmJkcqkhiJkiAhkZJknmegg
                Jkq8ifgJkuzhnfJk6fbebJk8RkfdJlFtkakJlMHhcdJlOqfegJlS+ZggJlXJmhkJlaXlihJla9iggJlbXqbZJlfQjmfJmD0YeeJmMmeagJmQs/VdJmRsegcJmZIWfg
                JmdofgfJmgqYggJmh6cehJmiQbggJmsBmefJmxFZefJmz7cggJm0YZgmJm2WkccJm5hncfJm+ZnuaJnD+XggJnLHhgiJnMGahdJnOvtfiJnQuvfeJnRWnleJnclhZf
                Jnj2tjeJnkafggJnk68hUJnp70bWJnsGnifJn1vqdhJn9bhfiJoLrdfiJoQhrggJoWBkgfJocMfflJooAfdmJo8LjhlJpBTmieJpDFehiJpHVTlgJppfZliJppxWgf
                JqCCfggJqCYcifJqChgyaJqH/fggJqMFdhTJqMKiedJqSgVfdJqT5egdJqY1mXeJqa/bggJqdSjdeJqvtmTlJqy5z6dJq3khffJq6NjkfJrAjjclJrBPgdeJrERTfl
                JrRflggJrcvZggJrd5bglJrqiammJrwobggJr2JYfjJr3TqhtJr8zdfeJsEIYggJsFzcajJsaUmegJsdJkgdJseyngiJsgIocnJsmIiPfJsnrkgaJsy8efcJsz/imk
                Js8SsYdJs/kgbfJtM7rb3JtUV4eVJtVhbggJtXCgggJtX4idcJtdndclJtibeggJtsMgkfJtsYijgJtvffefJtw3aaeJt1edggJt8ggefJuB6cdgJuLLlfhJuL0fgg
                JuZ2YggJuc0mgfJuhglagJuoukhgJuo1werJuulgcbJuv2pafJu09igaJu5zhgfJu6xlgbJu8cdggJu8dbddJu+vffeJvOmfggJvP4jZcJvWsfggJvZYWeeJviTgfe
                Jvj1dggJvrhmgjJvsHp0sJvsQidoJvuJdfeJvxDjifJwEAXedJwHXvjRJwJjoZ4JwJvoaXJwLYbggJwMykfqJwQJhdkJwUZaZcJwoTlgfJwzXakfJwzfmfkJw5NZep
                Jw61eggJxMPigfJxMzhbfJxOvofVJxV9ZbfJxdmaedJxhvnmXJxpllgeJxqQoUxJxrFqpdJxxeYavJxz9kfcJx04bggJx2BgggJx4ckZeJyAmsSfJyDHfgfJyGhegg
                JyKdk2aJyKzfeZJyOaaggJyQVobrJyVtieeJyYAdedJyhRshoJyiBtmbJyxtgWcJyySbfgJyzXjscJyzpqZfJy91ienJzCDWggJzGBWpbJzTmZggJzbVamiJzeynag
                JzfLMggJzkEchlJzxkehgJzyNdggJz6KflfJ0BWeplJ0JfeggJ0KAUggJ0PFlgoJ0RQcWsJ0c5npfJ0fjqdXJ0iyjRfJ0nscggJ0qcfleJ0x+meZJ0y1epfJ01dfef
                J04CZggJ1DdfcbJ1F1pjhJ1WQdYcJ1tuYisJ1uOpkbJ1vawycJ13HcbYJ14zcaaJ18KkaiJ1/4igoJ2AfpciJ2DMggfJ2PR2cfJ2SXgefJ2TBaafJ2Y+gkkJ2gtidf
                J2i/hfkJ2kQidhJ2k8dcgJ2qsdplJ2svefgJ2w7YggJ20TljkJ22tjeaJ232lgfJ247jgdJ25dcbjJ28EcVfJ3AfhfcJ3L4jZtJ3NveYjJ3PdffdJ3VQiehJ3V3rqb
                J3aCifoJ3bAmcsJ3d4lffJ3gffa3J3m8gfhJ3noaggJ3qafcgJ37MmwWJ39GWT3J3/SVccJ4FufddJ4OhZqqJ4QWqdTJ4Z6ffeJ4ahcYqJ4gCledJ4gGoYwJ4uyesf
                J42peddJ454cghJ5GTcggJ5H3ikfJ5KjmreJ5NjcggJ5QOjWeJ5RNjmaJ5SgcdgJ5TQfggJ5WemoXJ5XGnadJ5b9qggJ5lbcggJ5oEjgaJ5s1fWhJ50scggJ53ngna
                J6A9dfeJ6BugvWJ6DulscJ6H1igdJ6OctSqJ6aqgkdJ6eXeldJ6kXcgYJ6mgiamJ6rRoffJ6zNcedJ61FgffJ63NdccJ64YiefJ65vijfJ66kycvJ69niXoJ6+HpZc
                J6+oihXJ7AwpVeJ7BjXebJ7CItcfJ7C2dggJ7HHaggJ7H3eggJ7PxfggJ7XFhckJ7blYhgJ7cblfkJ7kugfXJ7n/ggoJ7rGagdJ7uXXgcJ7xkaefJ78YjlaJ8AHfko
                J8ExdrfJ8KphZiJ8ZBZggJ8qHwdcJ8yugcaJ8y0dddJ8z1cbcJ87rRoeJ88JmmeJ9BKmekJ9BwfnVJ9EvgdgJ9I5ijhJ9MZthUJ9NblhaJ9O8VenJ9ZmbqbJ9agWUx
                J9dLaXXJ9gftcUJ9jmWggJ9jqmvbJ9ooeaeJ9rmnjjJ9smjueJ9xHwfcJ94kgplJ950jlYJ+ICeggJ+LkjdfJ+MVfdeJ+OMZfgJ+WTZggJ+XLfadJ+clcggJ+czflb
                J+epYgmJ+fncgfJ+oLibcJ+uggggJ+utaYbJ+xyfggJ+10fggJ+3WfelJ+6nfggJ+/vPiaJ/OcgggJ/PblfeJ/RFfggJ/k2jjpJ/n7cZZJ/rDjegJ/xUefqJ/3refk
                J/5nrjgKAF9lesKANDnhfKATHcfeKAUWmdeKAaJaggKAcTlhcKAjFcggKAsJkodKAs7omjKAtWgfWKAtfdigKA2WdcgKA/JcggKBGeguYKBNbeggKBNkeecKBXJmeo
                KBdfgZfKBjAYggKBlOkjcKBrDfleKBvItivKBwYcggKBwxlggKB0PegXKB0yjggKB11agkKB4apggKB5qggcKB/BdggKCDDoeeKCDXkseKCH9cggKCKjmekKCPpWbc
                KCRpsggKCTklfkKCValbcKCuEglgKCu5pggKDArxhYKDDThYfKDIPjdfKDIlkndKDMamebKDS7+WqKDbmdleKDcimcqKDcsgffKDg+jdhKDnIcggKDpBiafKD2Lagg
                KD5hgjgKD8HicfKD+SaggKEAIamnKEBydggKEHFldfKESNfacKETSXiaKETYbggKEZxjllKEdYbqoKEeLlkfKEmTdftKEmjcdeKErgfggKE3XfggKE4jhfkKFHVhdd
                KFMGfefKFMXgdiKFM0kucKFOQWgbKFSHcceKFVofobKFWedffKFcGljbKFdmuWPKFhccggKFyCfKcKF6mkxdKGCzpZkKGK0hhmKGNLegWKGPNXwdKGYthffKGazogZ
                KGbPitZKGf9iffKGh1lbfKGh2lgfKGw0kcfKGzCekeKGz5iqdKHKlgneKHSbjemKHSvkgiKHUOhWhKHY9fbhKHaHgedKHcVhgnKHeLUbeKHeefdgKHiLdcdKHo8dfg
                KHtCrxeKHtZlefKHwEdggKHwngYjKIBUficKIDHtygKIGkgdfKIUTkheKIW2defKIXShflKIYztddKIhThflKI1LcYbKI4wcggKI5eiezKJDujiYKJIKytcKJNWjmg
                KJVjpgfKJZ4hgmKJdYfggKJidchZKJoxlfeKJqEq1bKJr02WhKJsOfmbKJt01caKJvLbhgKJwFcckKJxpnagKJyhbjdKJ1AimdKJ13dleKJ/AicfKKCalZkKKEGlgj
                KKEp7fmKKGvfegKKIamlgKKiecedKKodQdUKKvPfiwKKxy7ZeKLC4WdiKLDGgdiKLFgiicKLJ5jhbKLLeWggKLL6dggKLM+hsfKLTVjVkKLV1VeeKLbOldeKLdRodf
                KLfLmXxKLlceeiKLohjfgKLsvhjgKL8mgggKL97gfmKMX+bggKMdVdoeKMd8gcjKMgHdYbKMuWegWKMw/cggKMzRldhKM2KedgKM8hgfgKNLxnbZKNMknedKNQKcgg
                KNaOjfXKNaqpaKKNhb5crKN0CaeeKN04piXKN2IndaKN62eUuKOTqxhhKOT9dhgKOcVefnKOjSndhKOmpdgfKOwWgrfKOzwkrWKO1kjfnKO3ndUTKO4ofdfKO6+gce
                KO8ndkgKO+yhfeKPAnomXKPHQZggKPH8fggKPYubffKPnkvldKPn+frYKP2iXenKQCpbggKQH9XgfKQIpblhKQMToefKQOqmZfKQQ0dhgKQaojfbKQjDfggKQlTgzW
                KQpGeboKQsWghgKQ1T0xWKQ7CZamKQ+AefvKRFHffgKRQDaneKRWkfdfKRXwvgfKRYsogkKRbSkYpKRh2grcKRimidfKRpWdfiKRy5benKR43adeKR+cnbeKSB2kgg
                KSC9hcZKSDzlkhKSJixwUKSMRfhfKSXdinfKSdRdeeKSh/fqXKSi0pcYKSmvblXKSsocgiKSstlmaKSvfqbfKS1JddgKS+PpggKTDihiRKTIdfcgKTNacfdKTPjglf
                KTfhlfdKTfmaUiKTiyrngKTjTsbfKTm1hvaKTxketgKT1SlliKT4whffKT8sWjgKUAkdggKUCzhkaKUN4WggKUPBmclKUQffggKURJrZZKURYoYgKUTWbqbKUqEkld
                KUskffeKUuqioeKU4YigfKU5pwc3KU5uhcaKU65rdHKVFlfggKVGbVggKVIdljdKVQabutKVSPeggKVYEWnjKVZfjdoKVaiinbKVcfafdKVeafggKVe8cffKVoQfhb
                KVrAgVnKVsZvhcKV6XccfKV6ngfrKV/aUgjKWFpgaxKWF4lbeKWTaptcKWVsggiKWbQlcaKWhTeqkKWkBiokKWmqggcKWpMcggKWrxfgeKWzW1diKW0lagfKW28jLm
                KW3OgfmKXApdfhKXDuhcdKXKedggKXMtbgfKXPDXggKXRPcggKXUkhksKXYMkalKXbGgggKXb3jefKXgDpifKXhJlYfKXoBlgiKXybiflKYCcdhdKYKuZedKYL7jgm
                KYQ9rbfKYRBeggKYZneggKYbfiafKYcAbigKYktroeKYoXjkfKYpZi4UKYvMbYlKY1qkehKY4Cva2KY4bhmdKY9tSigKY+IpgcKY+m1tfKY/bkdoKZAycfiKZBfjag
                KZBvnVrKZCbpqcKZG6dedKZJCdggKZJ/mddKZN1pWZKZPFdggKZRFjhcKZb+mjPKZfqYfgKZgMhfjKZofdhlKZq7jegKZuZgahKZxTjpVKZ08fffKZ5dhxdKaBcgic
                KaDEghgKaGleggKaIv9BTKaNllefKaR1kbTKaT3oqZKab2ekeKan7ifhKar4fgfKasIjdoKauPdieKa0HbfvKa0ghqeKbFdnbfKbOUlkaKbSr5ZeKbTGhqeKbUuewd
                KbgojgmKbkAdfgKbnBaegKbuIjZaKb1b1ZYKb17vV7Kb/SqoWKcBUowfKcB1fggKcH1sWbKcPHfRtKcR7ncTKcTqrcfKcWcideKcbqubsKchxgeoKcobdggKcqUiie
                KcvZgifKcwwjfeKc+/efgKc/tbigKdCzdldKdHQgggKdRWjzdKdSplraKdWeebdKdWlaecKdYNeggKdawiegKdbvireKdhAbafKdrYeggKdwYidfKd+4gffKeCIllc
                KeCldggKeG5ngcKeKfaggKeRCqZmKeRNhahKeVzbYgKegAgjZKek0fdcKel5hroKe1VjegKe4zfefKfB4gggKfEabggKfHeqkVKfIvdXfKfTsnemKfosVggKfyepeb
                Kf5ziegKf6ribfKf7DhhtKgB8ffiKgORbddKgPDiegKgW6gggKgdWdggKgiF13WKgmaqccKgm0rarKgtVWedKg5xenOKg+LafgKg+ljpXKhCWeboKhJ5sorKhTrdgc
                KhTyrcjKhUrhkmKhXIaegKhYoQggKhiXlcfKhi0heaKhqAgflKhqvemnKhrmfXSKiEegggKiKhjomKiLohhdKiL8XggKiO3gjsKiPLXefKiUXZhkKiVQradKiZzape
                KidxijeKifamgiKijyeRgKim2isfKiuLtsbKi5znglKjAIbgYKjFDedfKjF1qfZKjGtsYcKjOzibTKjZ8doqKjdxiepKjeWmgXKjpIXgfKjpaeddKjtXXhgKjzoYii
                Kj2vq3dKj3KYchKj3qukWKj3+rbaKkPUaggKkVoohtKkXElfqKkapiehKkbOhfUKkiJegkKkreiOvKksvbaeKkzUcdcKk15jggKk5YikfKk9eldeKlQQbigKlRmXgg
                KlbunXxKld8WggKlfGqboKlkYcbsKlkcdggKlrLdfbKl3s0lpKl6gdgoKl7JZUXKl7tefgKmGqsidKmNPafgKmPrdggKmUMadgKmcydjdKmdafggKmiDlbpKmkLjcm
                KmmfeegKmtLddfKmy+nncKm0PzVcKm1xcggKnHieggKnTAZggKnjUjfkKnmibfaKntJdccKnx8ijgKn2mXggKn+elldKoXcbggKoXoslcKoa6ngfKoewqjfKojygff
                KolJagpKot2UkaKouVefgKoyIgfiKo8ebhhKo9YaikKo9uWggKo/GeyfKpAGTgXKpWbYlcKpdXiffKpfOgjgKp12ZZsKqF7gghKqG2bafKqK7fXXKqRIsdYKqWgbhg
                KqWuloaKqatfljKqikZieKqlTcggKqlidfhKqniggeKq4ZimhKq52lmfKq9iZgbKrMdXZbKrMuhbjKrN+npfKrSvuf1KrXnrrWKrXq3deKrfLgffKrsAllbKrteZfk
                KruCmakKrzp/WbKr7SYffKsFiYcfKsGwZniKsIOjwZKsPpmggKsR7sjgKsgshkfKsg9WffKsn7ffgKsqZoqYKsqmeggKs8yeggKtA3idjKtGXdleKtK9sVbKtLwcgg
                KtMPZmYKtREdggKtV2ZegKtYDjbqKtYSjdbKtY3gikKtgsiegKtilehlKtlswoVKtsChedKt6v+cLKt8kdZuKuA8herKuGhgeiKuUtbdeKuXIWrfKucpZjgKugrfef
                KumnfggKumtqeeKuowbmgKusQiaaKu0dcbcKu2/arbKu4vmcfKu43fWqKu7NcibKu+RnacKvANdlgKvCgdggKvC/ieeKvDFcfhKvKfYbfKvNhfggKvRYldlKvV6idl
                KvYDjgWKva3fgfKvfQkdZKvjxeggKvmfahgKv3wnhoKv8wjegKwNmcggKwQlWwZKwWcfggKwabifeKwhifseKwiEfggKwjvoccKwnBpWeKwrjodeKwr/gfjKwsggdi
                KwtWhjcKwwRfvfKwx2ehfKw6DQfeKw7vvcbKw8kkmsKxLNqdvKxMcoesKxZlkecKxa3fggKxvCmioKxzUWfVKx1LnfgKx2OYlmKx4hjgpKx8nfgeKx9PdggKyB7hdk
                KyG4dggKyVHjdbKyfzYfsKyp3naeKyqQbXgKyzRoXhKy2EqybKy3FwafKy3UgbcKy/VfggKzHXkffKzIQkgcKzKRdggKzdVfggKzgVjagKzlLjfjK0BBcggK0QwliS
                K0YAkkfK0ZUnalK0eocggK0kovbhK0lgcggK0sWbkgK02PhweK02sqdeK050hggK06WfhhK07V5hbK0/pbggK1C8oYeK1HJbcYK1H3veuK1JZgefK1J9khgK1NnZmV
                K1TUdfbK1YmmgbK1b6hndK1h0bigK1kykgfK1m5cjfK1spqddK1z2fXrK12sXggK19CkgfK1+9ggcK2HMW1RK2R4iafK2aBfefK2cPZecK2h1j2IK2k9cnoK2qqegg
                K2uDcggK2vOyqcK2vUbggK2xpkggK24IagaK3B8mgnK3RvonbK3R3WVtK3SahfdK3aejeZK3bgpcbK3cQgjeK3j4dafK3mikifK3psinfK3tHbffK3xwifgK37/gfe
                K38bxfnK4B7cgkK4DAkceK4GcbebK4GxugRK4HMiecK4IrrlbK4TnouZK4Z5cggK4aHhldK4hcYlgK4mDhfgK4o6ldeK4yiktdK4zV6rgK400apcK41oligK42/fce
                K465k2XK495dgfK4+cdggK5BddidK5WhhjeK5f2ldeK5jHhaeK5poljpK5qFapeK5tGZdfK5yIVggK50bbggK59XcjhK593lcfK5/cpqcK6BJmXjK6DVUcoK6L7bgg
                K6RIdfdK6ZwhcZK6cuncbK6e2finK6gLfggK6kzoaxK6mqpqbK6w9qlcK6xokcbK60ueecK61IkfnK7EvkihK7FRXggK7a7ggeK7bmjcfK7c4faeK7ijYggK7nzfgg
                K7ouhhfK7zkbggK73UeefK8CnaggK8ESkcyK8GBdjgK8I2ffdK8XRfggK8YS/beK8iZiabK8jlXceK8jporfK8mpYggK8oMeedK8oyrabK8pGhfgK8sReifK8utqog
                K8xSgfhK8zDdidK8zQ/BOK83ZcggK86hadgK86pilXK875gTzK9CIffcK9E1fVdK9NthjcK9OtihfK9O3ljJK9XtZhfK9bPgfjK9dYp2YK9iTmafK9k8glcK9uegag
                K9u0ibcK9xSphuK9xpfbkK9zjpbaK9z/cboK98GgggK+BKibhK+JQibnK+XDeeeK+YVkfnK+hSfggK+jbZgfK+lbpfXK+r8kRlK+u7vfZK+wDldmK+xNdsNK+zKkco
                K+zXcifK+1llbpK+5OatfK++ddjaK/I/zYUK/MckS3K/N5moZK/SBegdK/TpbggK/T9dggK/WNdlfK/bUcggK/cWp1dK/dbfggK/hhfocK/ifcemK/tkqYfK/vuhis
                K/1hidaK/2hpffK/7HZhgK/+8ZfeLAFnbeeLAPajmfLApNoncLAtLdfgLA+pfhbLBE4xegLBE8fZnLBI4leaLBZWcdfLBoymkkLB0AjblLCEEhfkLCE/dffLCFacmg
                LCIKfteLCMHfffLCOcUggLCUXffgLCW0nleLCXDWedLCXfdclLCdKgffLCeGgYcLCf3fjcLChTeggLCiwdfgLCjznbYLCkxhreLCmwlfcLCoOhefLCpRhgYLCqqXvd
                LCywhtjLC0CXjsLC2odggLC5JjmZLDBigfhLDF+VlWLDNT1X4LDZbnZfLDdVdggLDiSeegLDlEgi0LDo7dhkLDs2vU0LDvbgggLDyqfWfLD5fhffLEADdlfLEEfcer
                LEGxRhgLEHRhdfLEHWffbLEe3fefLEe8wbnLEhJegpLEkNhfjLEmifggLEnPfjbLEoxebeLE1tefbLE15vYaLE6PgddLE9ShegLE99eggLFBftemLFOWfgeLFQQjim
                LFXngggLFh/kjeLFqomgrLFzKeggLF48ZYxLF9EbggLF+jjkfLGOBffcLGQ/kdlLGVuljiLGb3gS2LGw7cYpLGxeldgLGyHaggLG16efeLG28dneLG3ckmiLHA9jZZ
                LHBDgfgLHFYkbiLHKifggLHOxfehLHPzegeLHS9psdLHXTynTLHY8haZLHZMgjcLHZzciZLHZ2fgjLHbjltaLHcgZggLHc3ccgLHf3bfdLHgngggLHlcjdcLHrhgfe
                LHv8dffLHxxhbbLH3PfhgLIN4fieLIUygflLIWuZfgLIbqgmgLIcTdefLIdjelpLIgLjdgLIm7ijcLIoYcggLI4ioijLJAUkgdLJDbooYLJKHkndLJNvoleLJa8cce
                LJbQYigLJfkeggLJgAeggLJgtdggLJqgdghLJ4hXglLJ/RmjaLKBttdyLKHiUggLKIbkmuLKOQkffLKPFbifLKS7jdrLKYpkufLKc7aggLKqtbggLK0BffgLK+/kfb
                LLDAjeeLLGddggLLG8YgeLLMalsjLLO7ifqLLPgXieLLWlqfXLLbRWghLLh+fegLL2tzYbLL9WikgLL+uiekLMDthdkLMFbjaWLMLrpdZLMR+bjiLMZ5nZoLMdplfi
                LMh/eggLMim/B/LMucZsaLMylimfLM0pmmfLM02hfvLM56fhaLNCNggiLNIunhlLNKEbeeLNK1cxgLNXDgefLNX7dcjLNZNgdeLNalifgLN7mgheLN/dgeaLOA7rrV
                LOBNfkeLOIxfmcLOQc//ILOVfbggLOX5nQbLOc9bcmLOgqmyeLOsdeanLOs8gejLOwzxhVLOz5gerLO0ElfoLO1OgjSLO8GdvhLO8ShccLO9BmdXLO+oaaiLPBiY3V
                LPJ4gdgLPN0jWeLPOSodgLPTUpeqLPd7bggLPk1YffLPmdchfLQGRhngLQHNidzLQJfhekLQMx6laLQM2ZggLQOJkbfLQXfpitLQjGfdfLQj+acdLQnSlfeLQzn4hf
                LQ4bjjfLREalfmLROKjX0LRT/cReLRehfccLRf/hgjLRkNoYXLRpRhgfLRsVYjeLRwIecdLRzNidgLR0ZiYuLR0/afgLR3QmcnLR5ldegLSDfmdmLSFEZnwLSG4vVi
                LSU9gegLSX5eagLSZYjbcLSZyamgLSa3epfLScaVggLSgHcggLShDkffLSivjoeLSmrgeeLStDsdyLS1/XhhLS7imggLTDMjehLTMFUddLTPoYcfLTR+eefLTSabgg
                LTYSegoLTZEfcfLTeDiftLTkWhfaLTnuhgeLTommekLTreeggLTudqdkLTv6indLTwQkigLTxnnieLTyNebeLTy/veeLT06VcgLT9tqdeLT+wigeLUEuZqgLULIeee
                LUS2faqLUUzWggLUWMfhfLUZUaggLUhpmdeLUi4bggLUtibndLU4OejeLU7refhLU+vkggLU+3kddLU/EbafLVCshggLVN0lgeLVRgggfLVUymccLVYVdggLVhnhdl
                LVrEpgeLVuOnieLVwwXggLWFoXgoLWGrffhLWPK1kfLWQaqqcLWSjYgfLWT1dfcLWdsfUfLWhknfoLWiwgdfLWjaraeLWlXmYfLWqidfpLWyCoeeLW0PdggLW51fgg
                LW9rZfaLW+2badLXA8bbgLXBNfggLXIxfggLXIzgbfLXJQhjgLXMe5RXLXMxjgdLXNscggLXSYejfLXXObjgLXcbfgbLXd6eggLXo0affLXqkgedLXvFZggLXv6mfs
                LXyylwXLX14ffgLX7NvfcLYEJzlZLYHrythLYIreggLYLAgheLYOsjbiLYUcifcLYV5dggLYdRcggLYjwgegLYm+gegLYrAgfgLYxtlhfLY3AeggLZD2fccLZKGihc
                LZLVjcgLZLzYggLZR3SRpLZVFpfmLZcfhgfLZfclb0LZh9cggLZkV0daLZmVjdfLZq0feeLZq+fggLZtjtZyLZ4gfebLZ6FTlfLZ9amfbLaIlsirLaQseffLaVY/lL
                LaW6ogdLaacklqLabFbepLag5VWeLai3fggLalHocfLamwjadLanXPggLanvridLanxnVrLatpekbLaubfkdLaw6fbgLa10etQLa7BiqXLbIunbpLbSnbmZLbTwgkd
                LbbRkjXLbgjZbaLbmFYggLbrChfeLbrecghLbu5UldLbwoekgLb2DpgfLb4QdYuLb6OhifLb8kaogLcATkefLcCQmcaLcLFhbgLcm3eYkLcsybjgLc6cvkTLc80cgg
                LdCBbrSLdE6ngpLdcvkadLdc9XfbLdhehnfLdkvcggLdlYhfmLdrFiYoLdrajhfLdtneXcLdu4zXpLdwfNggLd1+YpWLd5FbggLd8afgqLeDxegfLeT5mdfLeeehfg
                Leg2kueLejC6lbLemwgggLenWVffLerJufoLeyPedeLeznegfLe1LdWuLe3SpapLfAJggcLfGNhfgLfW2ifaLfXOgggLfYhjauLfiOfggLfnJfmgLfo0hchLfr6gJd
                LftllbjLfxDtYlLfycphmLf8CkffLf/6jlhLgAIeggLgA7hdRLgFQbggLgHupijLgLOglhLgZ+hUtLgwykiaLgzufggLg0/kiZLg/rjhcLhIiZggLhK7lYcLhXtefe
                LhaGsggLhbHhjkLhhRklZLhrFfhfLhsUeggLhuBcggLhvNgfdLh0gfeeLh1edfeLh/6ieeLiBfTcdLiH6ifhLiLLigaLiMJgfcLiU4llfLiVXbffLigmvU3Limdhdi
                LiwefoeLixpgggLi7qZaeLjIdhlgLjPzefqLjakYggLjfPeefLjkXgkfLjngqWjLju0eflLjyvkieLj7ndY1Lj73ZeqLj+vpXcLkIamkwLkMqleoLkUHfreLkWbsid
                LkWfhfgLkg1hibLkpBglgLkptfggLkuTfazLkzrmacLk1dlegLk2HqggLk2MfggLk5rdodLlDFgdeLlFPjY/LlFfkfkLlKHjflLlVrhkeLlZCeggLleBiffLlfSfla
                LlieWggLlmHdigLlqgcggLlqidfeLlsqcggLltrjdkLlzDfggLl3bbfsLl3jgfdLmBqdggLmV1gflLmY9gfeLmiknkiLmjugpdLmpEiqZLmrIbaeLm0emoYLm4Qdag
                Lm+NcmeLnAwgagLnPxsfcLnSbi1XLnfbaUiLngLfdXLnkmhhdLnmKWcdLnrddggLnuylcdLnyigggLn58pdfLn+tzd8LoCeiciLoL+fneLoXodfyLoZ9sobLocXbgg
                LodtolkLog4edhLoi9yokLokagenLouj3cZLo1+hfnLo72ehZLo/EoZZLo/veggLpCXfdlLpHsfggLpShreeLpZjfqcLpfAegZLpiZjVcLpjPbdcLpl2TY1LpqvVgg
                LpxDVggLpxskgmLpyDnpULp19nUZLqbGXefLq2BSggLq7opcULrB0lkhLrEpicdLrKrqffLrLmrhhLrNDiebLreRfggLrikohiLrjC1lWLrjjkeeLrkOiqhLruMnec
                LrudcicLrzzgfeLr0yhdeLr3KYggLr6cackLr62hibLsCojffLsPklbgLsRZWlgLsS7dddLsU/reeLsWWtdeLsXmcdWLspeXeXLss6oudLsuxoseLsv9kjaLszukfi
                Ls1IyzXLs1bkfgLtEYefgLtEbqqaLtGrhmZLtZj8+mLtnacggLtn4midLtrLfpZLtsRycaLt6csfcLt8XcggLuCuZefLuGoaggLuHOhfyLuHdeiZLuMeRggLuafmeb
                LudImmeLudbtjfLug0cifLui0hafLunbYenLuwfcgjLuxudeiLu35hScLu+WaggLu/xqicLvItohtLvRBeRvLveeblnLvj+vNvLvnKggdLvnvgdgLvpZpskLvsumlb
                Lv1MrnbLv4YSRpLv5NdggLwAPpYgLwClhchLwEAegjLwGXsbnLwIDefgLwKdjdmLwOBeggLwW2dgfLwZ0egeLwczcigLwpHbggLwujigpLwvaeggLwwRmzZLw5i1eh
                Lw7qmY6Lw+PbfoLxHmffmLxHxoPxLxLEqgkLxOEjejLxQ0hunLxUZffhLxYEfggLxZfjlcLxdVggfLxfMnfvLxhlxjfLxn1dggLx4EuZqLx/0necLyIhovdLyMzggg
                LyPspcbLyVYbggLygPtuYLyhKqfvLymWroqLypjXZfLyseihjLy1KlmiLy46hgfLy5wtgcLy6biYxLzA7icfLzFzYleLzJYfggLzKMvgaLzLtglcLzOZppeLzPtqbf
                LzS3bsfLzWRekjLzXnldfLzcVcggLzicbfcLzmtkalLzrbedgLzs0dgeLzwzQunLz28lXeLz5RjXfL0C0gdkL0IojkdL0SDXfgL0SxfeVL0VwlbhL0WmfawL0ZVojl
                L0gHYjgL0qoZkfL0rcqffL0tBkhhL0vNnfgL06VahqL079qeuL0+0uicL1IegcuL1QWgbhL1SQjipL1VlegeL1X9ZjiL1YtcedL1Y3jffL1b4fggL1nouaZL1r/gid
                L1yxbbeL10bllgL14jpbhL19CdggL19HfthL2GsmheL2NhjfnL2PBfodL2PTedgL2YFcggL2ktWfdL2mRoglL2t4idaL2z/kkeL20QaggL201oajL2+MkejL3Decgg
                L3D2eodL3GEjbwL3GOuhgL3KdcefL3LQdghL3NVjiuL3OlocdL3RnmgfL3YFsTlL3lMZefL3ndqccL3qyiUqL3sygcdL32SnsgL4Ef/ggL4JjtWgL4J9fggL4Pbime
                L4SCkceL4hkjceL4ibpfeL4i6nQqL4k3UUnL4lDhglL4ljgfcL4podggL4z6fgfL45khfeL4+FicyL5PnklPL5QMbpaL5QdehiL5UysUZL5VecdjL5VhwlVL5ZDgde
                L5k9ibgL5qkicdL51IhpXL53EgbcL53GiYsL59wfidL6OShfaL6PYljbL6P6YYsL6TUpeZL6TlfiSL6VWcjeL6ZxebeL6fibggL6fpaggL6lidddL6qWgYzL6r3egg
                L60jhcXL7FqcggL7TCfffL7VkoefL7bBpadL7iNeigL7iRldeL7mNdggL7oElceL7p+egvL7qqbggL7r0gffL70ifggL76ZhlfL79kkoeL8D7fggL8MeeggL8Ucjef
                L8gxlUiL8kDXggL8pNdggL8tWZghL80ympUL862dggL9FSgpdL9LtgmfL9OAYfeL9PGzacL9Q6eefL9XuyjhL9dvzdfL9ksdnaL9linbnL9pYZgeL9q5ldpL9ui00U
                L9wxt3XL9x7lerL+AsfeeL+DZkbfL+RMfoeL+URrVaL+kWbjgL+kZcagL+lfYceL+s8bgbL+wIdXfL+2YwfcL+3JdfgL+5MjdeL+6IrbqL+9gfWgL+/xbggL/FmVgg
                L/IahfeL/JMeZcL/JneggL/KsclYL/N1SggL/PBeUgL/QmjaeL/VfcfgL/e5cglL/hOfidL/j+glfL/kGuS4L/ntebfL/vMucUL/+1fggMAGWTifMAP+yhuMAXKUef
                MAmKdfiMAvqdfgMAzEdgfMA1NibfMA9mubcMBAPnMTMBA+ggfMBCFYggMBHTgcgMBJhjcjMBMxkgaMBRNdodMBRskfeMBiNeggMBvdfdeMB5btfZMB95ieeMCF/Vrf
                MCGjdmdMCHYwcaMCOOtfbMCTQidYMCbVggfMCcMfcaMCeBakeMCpjbgeMCtfmZdMC5/XgsMDEBiecMDN/eVfMDPkilfMDUzogiMDVEdefMDZqXdcMDatcnkMDcrmde
                MDhBtdtMDqkmegMD3lgciMD3nefiMD4TdlfMD58jxfMD+oaefMD/+hfmMEHzYggMEJPcggMEM1jegMERPebaMEftiWvMEnlSfgMEptchZMEtgdagMEuMaggME1nmYa
                ME2ddldMFGEmcdMFQRhmdMFVAdggMFfcifeMF3tifdMF47fghMF5+cicMF/xZggMGBrggeMGHufieMGKTedhMGRtkedMGjRgegMGnnimeMGqAgbeMGqxkZeMG4wXbg
                MHCCVggMHDRfhfMHFhiedMHJgbRpMHLRccfMHSkbbfMHVHdggMHZkefiMHcagggMHh+iZiMHivjcdMHjNjdlMHkJtgXMHtcmd9MH7JegVMH8IXggMH9FeeeMIGGhem
                MIMPcggMITiiZZMIUBekgMIU9egeMId1bggMIgmbjfMInyedfMI2ujdzMI35ZfeMJDUobYMJJXspWMJLzeggMJSDjfgMJXsfdkMJc5loWMJiJgdcMJp+eggMJvkfgg
                MJwqecfMJxFZggMJ1PiffMJ7XpZiMJ9QhffMKAKhdfMKA5iceMKFEcggMKIdcfkMKPidcbMKidlefMKmqqfgMKpXidhMKvopoXMKv8tcfMK20mcdMK4rgejMLGzmqX
                MLPoooaMLQQmfdMLTsWeiMLWVeeeMLi/hkeMMAlcggMMB5nhgMMDgdieMMJ6vdiMMU2fggMMZOokfMMaihggMMnQkdfMMtNhfcMMtsgggMM3vimuMM8XcqWMM8bgdd
                MM8+kkVMM+1aggMM+4iggMNAFfogMNGFebdMNKZtkUMNPxdggMNP/dhdMNYRefnMNYcgggMNe3neeMNhnemgMNmr/nbMNm+cbpMNrTXggMNtYgifMNwCggfMN05gdf
                MN6cnnZMN9IjmfMODBbehMOHkhsYMOqDgaeMOxmcekMO0GpajMO/lijtMO/pndcMPCseggMPEydggMPFBgdlMPIAeadMPLckfbMPSKijfMPYumeaMP2GfkXMP69Rgf
                MP8AhjeMQAcZqfMQA/rdlMQCWoayMQKadadMQYYqelMQYwhjVMQcqideMQkvcggMQmWjhgMQ0eoZlMQ66egjMQ9IabmMRFzjcfMRLRhfmMRSKmXkMRX2iqYMRZtQbc
                MRdnpjiMRqMgmgMRrjtcoMRx0GggMR3tfjgMR6ZphrMR7BwhoMR9qhecMR94lX/MSIJlgxMSUfuoeMSWMjpsMSnLYZdMSnUe3QMSygaggMS4BikgMTEhjdbMTJkefi
                MTMhqidMTMycggMTXVaggMTcHaggMTe8iYbMTfUkgfMTf7efgMTnKWidMToTgggMT+3ffgMT/CcvYMUIHhddMUOBdseMURXkadMUekXgnMUe7hugMUsnwggMUtRfWj
                MUxHrpZMU0YegiMU3mggmMU4umggMU53bfgMU7naggMVGIdhdMVOccleMVPfhfeMVWreefMViElenMVtnkhbMV1kqlbMV68gghMWBIkdcMWHpubfMWakeosMWeZYgg
                MWi7ipcMWsOhfeMWtxjkiMWv5hoYMWv/nZzMWxDeggMWyIiatMWydjgTMW4LjlbMXEGlggMXERkidMXMQdidMXPKkemMXTXZgeMXVdsdwMXV4hfdMXWdtjaMXXgcsd
                MXn1ebjMXpEfbcMXqFgfkMXyodgfMX47kUnMX7kkmcMX73YnpMYMHicfMYMLkdeMYWgfgjMYfclgbMYgU20YMYvshjdMYyepadMYzoiZjMY3DhmZMY8HaggMZBllmh
                MZThNefMZbZpWWMZc4gdfMZf4eifMZtggYZMZvScgfMZ8IcgfMaBpiagMaFGgbeMaSn3lbMaZ6oceMadgavcMaiTfjbMaqGhflMarfnggMa3bhfcMa5HfXvMa7Pjri
                MbMpuXdMbdoegpMbfMZofMbfTjebMbk3iiZMbnVdggMbt6jeiMbxBdggMbxWbddMb6ZkhaMb6ucegMb75cgcMcCMjfcMcD/mhfMcGsjphMcKneggMcMN7mbMcXBgdm
                McXQegiMccAiinMci9fgmMcqrifmMctLbggMcxgeggMc7QeggMc/mihcMdIRrheMdM5gcZMdOSkdaMdO9lacMdP2ffdMdSDjaTMdSYdggMdf7dZfMdn7hffMdrqjcf
                MdtvZXtMdxQTgpMd3ecgcMeDKZggMeF1mYkMeK+lggMeUVoudMeUtiigMeYDcfjMelWfofMerRlgiMe0KikfMe4kiegMe5lldfMfFAbggMfIHkdnMfI7cggMfOPpoY
                MfO4hdjMfgBimaMfhYiefMflvhhbMfrzhcTMftsghcMftwbggMfwQbenMfzceefMf0YhegMf3agehMgG6enfMgQdehcMgQ0uayMgQ9kdhMgTcZYgMgbwSggMgeAt1g
                MgsUdcgMguCYgiMg08fbrMg23iffMg3eeqeMhC/cdfMhDblf1MhUqaggMhWqicfMha+gYoMhd/YgiMhhCjeeMhisjfgMhnqWbZMhoTXedMhurVceMh4gcgfMh/Tqhc
                MiFtZwhMiGSfmeMiGmkgoMiKXbdcMiLncefMiRamciMiSyZgdMicjthYMikNrTnMil0gefMiqSgwZMirjojdMi8JbohMjHJkliMjPjhZeMjSIeggMja7ggfMjfZojk
                Mjo9zbeMjsQeigMjuqolbMj5qefbMj7telgMj8agofMj/oZidMkEvaggMkE4iWdMkZLYggMkb/kZjMkcsohiMkovfqeMkoxgggMkwFfggMkyYalgMky0degMk2QmZj
                MlBQoZhMlDXkffMlFKheeMlFzqjcMlLbcjeMlbUdmeMlpLheYMlrzbjfMlx5leVMl6LbufMmBWiczMmCxdseMmI3dgfMmKUfggMmKnjZkMmdvbggMmqdbncMmvzrWi
                MmyU0YcMm4ddbfMm+rfggMnL/oYbMnUYigaMnX5fWdMnbAnofMneJheiMniPaeeMnnFegdMoIyhkfMoMphjfMoOSbkgMoXDgghMoZZsfcMoa8SfcMob2qiuMogrkob
                MohxlreMonOeggMo77effMo9lbggMpBybteMpEUkfeMpHseewMpLXfggMpQ7YggMpRpiffMpc6fggMpk1cfcMpmCiffMpoZiqfMptinVfMpuvlcoMpyRifmMp7magg
                Mp7rjjhMp+7ZggMqCxdbeMqHJpdsMqJWeggMqkPeggMqlxZjeMq1ncacMq1vffgMq3AjecMq5WnddMq51ffgMq9NkahMrILgnXMrMGalTMrURefgMrXvfgdMrYRegU
                MrvncgfMr3CcggMr4xwfrMr8oeycMsBzmacMsDFgifMsFOefmMsJ1ldtMsLviofMsMli1ZMsPggdhMsR4ZdfMsTwhfmMsT7njbMsW1bjfMsYdihWMsYhXggMsjXvgf
                MskymeeMsk9lcmMssrw0eMss4hhcMsubjlhMs1gcMeMs2SmfeMtEDbggMtTQggfMtcSdggMtdd2ZtMte1wtfMti/jgmMtjcbefMtqccffMtsQfggMtxCacfMtxFhig
                Mt2eZbfMt5YjhaMt7OtibMuAk2qaMuFdl/TMuRThcfMuRyhfdMuW5gnhMuXUaghMuaEgggMulEcggMunylshMurnnaeMuyKfgeMu0hgjSMu1zecuMu8QkggMu96dgo
                MvCgdggMvVifbeMvXqjodMvYgcVgMvcigegMvvFfhgMv7kjrqMv73xbYMv/CZfxMv/9dljMwRziefMwV/UggMwYQXggMwblfggMwdVhdiMwgmcbkMwmXYggMwpcijd
                MwtKcfgMwwaiheMwychffMw5YsggMxGxXaeMxQ43lbMxRmWggMxSGoc+MxW3qbbMxYEcggMxmSeggMxvFdgnMx4wdegMx5JcggMx5tefeMyMGngeMyRwzMbMyXzfXd
                MyX0kegMyZzkbeMyaiodnMyedcggMyexjdiMykVifeMymzeefMys5ilaMywzeggMy7eeikMy8JdgeMy8PhrcMy+LkcgMzAwhggMzDdmeZMzEUea/MzFIpbaMzHPXkf
                MzImndcMzKFZdcMzMJmvcMzOlcgpMzPvfgoMzrhiqeMzvTXggMzxBdggMz36jdYMz6tjfdMz+0kmcM0ShpjmM0TZfggM0WYeggM0WoZbeM0XQijVM0XndggM0hNmYR
                M0j5igeM0yifkgM0yvedvM09rffnM1BFbheM1F2ffgM1GyaggM1JNgffM1KbfeeM1N1endM1OtkpgM1YLfgfM1YThcbM1bshbfM1f8YfsM1nNimbM1nZ1bhM1qgmcg
                M1rPiaqM1wYgggM18jwW0M1/CfffM2F2etkM2IEjcfM2MUfdgM2R2bdbM2TUswlM2TaiecM2b7eceM2hffhgM2mTfomM2tKZhoM2wZyauM2xEYugM25yeggM26zsZj
                M29DrnbM3LZhffM3NilggM3Q/paXM3RAjncM3TGfncM3fViuaM3ivgggM3kvaYrM3nYiceM3n6mffM3yRcggM30vgfeM31htWeM359gcnM37ZjjnM4AwvbcM4B+gff
                M4T0ddfM4kNgvhM4vHnchM4vOdkgM4yRhZfM5DBnebM5GFhegM5SGebcM5WKjdaM5aajneM5bEofaM5g4okdM5ksfrdM5s5nfeM6BPkcgM6FXiggM6FkrflM6IZcgg
                M6J9ylWM6L6WqfM6NKiffM6VsbfrM6e54dhM6hchfdM6nNndoM6ndadgM6rs5jgM6tqeeeM6xQfggM613WgjM7AUhmdM7BDbggM7BGipfM7SZfejM7UagkmM7Utfee
                M7WMrddM7W8mYfM7nviegM7n1fkhM7zX2vaM73WlYWM78yhjcM7+RogpM8BacfhM8GBv9QM8JEbggM8KNiegM8PvjggM8Q7mkcM8STeggM8kBgggM8oQglkM8sRhef
                M8s0eggM8uTdggM8wdqiVM8wniZqM81cjdpM85JhffM9A+jcaM9MObpeM9RzgglM9YjbaWM9bTckeM9eSdgeM9iUfbfM9jZhnmM9lPhcbM9n1lXaM9n/l6cM9ubagg
                M91MtccM98ZfYgM99smakM9+nfhqM+AYhmeM+FOcgeM+L0kcoM+PpjefM+R/ZmeM+ZkcqbM+aFhflM+eqdnfM+hUbefM+hvcuiM+oBidgM+t2seoM+yUNeeM+0fiet
                M+8zfggM+9QefaM/JhWgfM/KpfegM/K3fggM/SakgWM/jPgQgM/nrfkdM/wzcggM/2yrheM/+4ZevNAAYuZfNAGtfggNAU/feeNAanfggNAbygheNAfhjhfNApNbgg
                NAsOgfgNAtabndNAxLdddNAxVqroNAylfdZNA9LgffNA+tRcoNA/xlmcNBE3cheNBHrdcfNBI6cfcNBKHcbhNBKMfegNBbDbddNBbudkfNBd/cggNBekffgNBhZfae
                NBivpViNBoygrfNB1nQggNB34naYNB+RqcfNB/QggfNCD6jmjNCEHggdNCKKmYYNCR1cgfNCU+fadNCdSeapNCj8khfNCv/VbiNC1KYggNC1NZckNDDfdfeNDD6hXm
                NDD9c7eNDEjkWrNDI6eefNDRshhsNDSXcggNDfObWwNDtheieNDuEjgcND+SldgNEX9aggNEdWddgNEegbdtNEgXagjNEjVdeeNEjzideNEpZWlZNEqcidlNExcdgk
                NE3NdgdNE6kwnVNE++nfcNFBYgfeNFLFgegNFQ7cigNFTCindNFTnokeNFbBfgaNFcNfeTNFerdeeNFiWfeaNFjRkcYNFjwhpcNFobgcbNF5PecbNF61mqXNF7Udks
                NF9VgggNGKIiceNGPffggNGUDsggNGVZXgeNGeLcggNGeMprfNGfHdggNGhevfmNGo8lcdNGu7fj1NHJ5jbnNHPEbleNHh+XggNHlQeggNHsufggNIRWdgeNIUFjgv
                NIhueleNIlXchjNImTdbqNI4/bggNI6XkibNI7cckeNJHZpbfNJJ4WggNJKxrYdNJRznedNJUssvfNJfFfggNJhxpcgNJijeegNJjzfggNJmMeggNJzAeefNJ8RdZd
                NKDJWgfNKHBdXgNKJZdggNKUZfghNKYBdljNKofnlfNKvL1yONKyZjfgNLDAfniNLDynclNLEreggNLE9kdbNLJQdjcNLM7fbfNLOlkqWNLP9igkNLRNXXXNLSxrZp
                NLWqbggNLXrecgNLfJfggNLg/afkNLlmffnNLnhkMnNLpkhQdNLrldhhNLuTxbcNLvBfYaNL3BmdgNL3ecggNL4RifeNL+HpWZNMCybcfNMLWiteNMLydkeNMR0cjf
                NMVInfcNMmigfYNMpDpiaNMpmtrkNMsSjofNMtWZggNNHtkfgNNIxjaqNNNEoegNNf8fghNNgCimmNNiPdghNNiUffoNNlgqjZNNuPjapNNuZgbaNNubahfNN5fggd
                NN8LUggNORLbiiNORzogmNOS7hklNOUGrWmNOVIaekNOikhdgNO0kcnfNO1ZjedNO2RiesNO3WZfhNPAyepaNPBthebNPCSrT/NPRybgfNPSocggNPV+fgbNPZscol
                NPffbigNPyQkigNPyVnefNP0mXpeNP3TaefNP8BeggNQNtprSNQPNgpeNQRrk/TNQZBuncNQdRledNQeBlcdNQgLaZfNQl+fggNQoLpclNQqyadeNQuDboaNQxgZff
                NQy6YggNQ2HmlaNRCgldcNRMwgffNRPsgfjNRRMhfbNRXQdmcNRb2dggNRdku2eNRePifbNRfebedNRz0WgeNR+ndpeNSAilgfNSBQkjfNSCJekfNSNPeecNSQkiXd
                NSegeggNSjycggNSvjwgcNSz0dggNS2chffNS3KmejNS5rffdNS8XrbtNS9whbdNS/mzbfNTBJhgbNTE/VffNTODXblNTOQmmUNTQ2ZgjNTVulZoNTa2cjgNTh3fYd
                NTmTfggNTnAihiNTqYaehNTvpbggNUF/fT0NUGUdefNUOXdggNUTfkd2NUUDjddNUVHriUNUVMfggNUW2dggNUdQZhfNUhCoefNUmMWV3NU+IdkbNVASdggNVEbYgg
                NVIUkfeNVMzjddNVTwjhgNVggcUoNVjTlheNVmRfeeNVxkkghNVxr6enNV2yoteNWAogdfNWBifrfNWH3tThNWIjyZhNWKsneeNWK+emgNWMrXebNWOaeggNWPxica
                NWQhjggNWU3udkNWYKjVoNWhseefNWqcrdoNWsPRfiNWudcghNW6pehlNW7xdcdNXA8fdsNXDDkbcNXDEeecNXE4wjRNXHVfggNXL0eggNXOfoZfNXSqhYfNXXDXdd
                NXZkgggNXeZhfeNXg4uWiNXhJhgdNXidgggNXjIhRmNXlnYggNXn1wcbNXovbW2NX2Uhc0NX3DocdNX39i1cNX6iUgXNYAGnWeNYMMcaaNYNPdjbNYXIjfeNYYiYic
                NYZ8ogdNYfKdggNYkLlesNYrPgclNYsLcfhNYvcfXgNYvsiePNYv0ganNYwsjxfNYw5dggNYxHGfjNYxnvmWNY1TjqkNY7HigiNZGqeggNZK1fggNZPngefNZUVhee
                NZVCgZfNZm0aggNZpxhdbNZvroZcNZvvdceNZ6bgggNaFBdjgNaQThggNaQrfgeNaUSZfpNaWrdUeNaeNhdhNalxcegNamzgdfNanXmkZNaoukefNaq9deiNasrUeg
                NayHmcdNa+UpxcNa/7keeNbBGlXkNbDfjYtNbIpYoYNbSjmifNbTcgggNbbGefnNbie3jYNbi5mdfNbjcnkqNbpMThdNbqOkngNbraegfNbyPmfUNb0xYfgNb27fad
                Nb4xhhlNcMu6hdNcT/hggNcUdkffNcU2ilaNcgPcmZNcs1WggNcu9bddNc9LgffNdF4ui7NdIrmniNdLIddfNdTqWjgNdYgbXcNdY+ZggNddfneeNdf5hZhNdglfeg
                NdlAmUcNdmGidfNdnTnZfNdpBfkZNdpsglgNdsGoZeNdunlmYNd4YlfbNd4ngggNeDvcggNeEIcgeNePDZhbNeS2jcbNeYjWcfNep9dggNeyUdifNezJbdfNe3udfg
                Ne4tjfaNe5lkWcNe64eggNe/GvjkNfGQfffNfQEieuNfQtXgkNfRXYhgNfRZhkdNfhWiZfNfkYccdNfkugeeNfmLmfcNfyoidkNf0ndamNf7yuaaNgCijfdNgFnjeZ
                NgMGhhfNgXclWeNggIfggNghbpZZNgjEjgdNgjMceeNgteZeeNg11fceNg81khcNhDUgdfNhHljgdNhH1UnUNhJskX5NhMfVchNhPgmafNhVEhndNhXitskNhhXohi
                NhkMjkgNhudafgNhwrcffNhxhggbNh2hfwgNh6FglfNh7PjexNiFRggaNiLVdidNiQ9dggNicTicfNiinfggNim5cYgNip2xfkNi2efcaNi3eodiNi8UXeUNi9Vpar
                NjBgaYbNjCwhffNjGfsbbNjNRobcNjQxmjeNjTmhepNjXNnrWNjb8kffNjuwQfgNjzzmggNj1yeggNj5zZggNj/2dHlNkALfggNkARXdhNkAligdNkBkppeNkIZndf
                NkWQeegNkXAffeNkbReggNkj/jZkNknlcgeNkpUlemNkvYahgNk9defiNlHkjjeNlNiidrNlQmjceNldhgYcNleFljhNleQlakNlj7fenNlk8dggNlpAYvbNlw6jef
                Nl6qpoeNl7doXjNl94FffNmGtifgNmJ8nfeNmKLuZeNmLPUceNmLhctfNmPBlvbNmR6fmdNmR8gnfNmUVXedNmh8dgfNml5bggNmuqXeUNm1qlfbNm3TbdfNm3/jge
                NnK6coaNnNuehjNnQTXieNnVjoegNndmiaZNnhxlfhNnpGpZ/NnpLbggNntrbmeNn6AflYNn6kynUNn/QkjhNoCBgggNoIbeggNoMLdggNoX9UmcNodDheiNofLhek
                Nof0affNoi6gaeNolKZggNoluiiiNoolhefNoqfbggNowmhhWNowqcabNowwhbaNoxkfdmNozVievNo69omeNo8xvskNo88iknNpCxefrNpT+jfjNpaUfffNpd8tiU
                NpmTbggNpnweajNppFbggNpqoplZNprolsdNpv0rfxNpxyfggNpzBpYfNpzPpcaNqADffiNqDWcieNqKKTjfNqSLeYgNqU6aZeNqZ9heiNqanfdxNqeTlcvNqlldgg
                NqmWdggNqmdfggNqomncfNqvigZxNqwsfbmNqxpZggNq0LeQvNq0bpqaNq0xheoNq23lggNq4HladNq8CZjeNrDXaUrNrMkmedNrM1gdfNrQoXggNrS0bggNrcijVo
                NrgHhudNrhzldaNrlvffgNrmmjeoNroXdnjNrpZgheNruwdggNr3leYiNr7RlfdNsAnXggNsCyhggNsFuYiaNsWEeggNsavleeNshDhgfNsmAfglNsrsnZjNswPjdb
                NszEqbVNs1ElkdNs8kVggNs+TinmNs+XYeXNtErgkdNtGAfWiNtIyjjhNtKzfbjNtLWvdqNtMmgfgNtPqjicNtQBfffNtYYeggNtakYklNteKZZdNtm4sayNtnlldr
                NtpCZggNtr7kTxNtvzeggNtwPknbNtzWiggNt0bcggNt2LdggNt8tpggNt+fZjfNuAibggNuGiocSNuHqdpcNuLPiSgNuL7cggNuQteigNuTGrgaNuadlbeNullhdZ
                NunvlpZNuqKeffNu5dmqXNu5pcggNu61xdiNu9iicnNu+thqeNvLtegfNvOsejfNvSZS3TNvVEpjbNvXZjkfNvgWmeiNvjnfnZNvv5dsZNv0pxXVNv2EffdNv4Xedd
                Nv45mZbNv5YpedNv6YeqdNwI0eggNwR2bffNwZLlggNwZhjfrNwfmdbgNwf7WkgNwgVmmWNwh+dZcNwramcoNwserbnNwurovYNwvthjeNw2QdagNw8OklfNxAkXjj
                NxDicggNxFrfefNxHlcggNxKoaexNxP6djVNxQIjchNxT+gSeNxbfnhfNxhoZebNxmCfhgNxmSacgNxrOZleNxxrdigNx5bJVXNx6QbegNx93lpcNx+/jggNyH6cfe
                NyI4hffNyNpscjNyN0fggNyN4eceNyONecfNyTLjggNyUcVggNyZQYifNyjKffgNykvgkfNynKqcdNyomdggNypoigWNytgViXNyvwcuRNy05ffgNy+0cggNy/djdZ
                NzGJpZwNzOpbeeNzRcggbNzVqdggNzX0cgfNzuucfgNzv9hodNzwvlcjNz1VcjgNz/KbggN0BQhViN0CDcegN0JGfcbN0OyadaN0XCcedN0XDXmeN0fAbffN1Eqffi
                N1EriejN1LOfggN1NPhfcN1TsgggN1bGYdeN1eqglcN1ixebqN1mTcggN12UekhN14HiffN19YmiZN2AtiefN2BhdggN2JMggkN2PGferN2QynggN2ZitdeN2b4xil
                N2c3kZeN2fzkZbN2wHjfhN20hccgN21SafdN21uSeeN26JiWpN3J+ihdN3LRfffN3PYcYYN3SpdggN3TKlehN3TipfiN3W/mpkN3d8tceN3j2gggN3tvbjNN3uZdda
                N3uhYhgN35LcnfN4BVqggN4MyhesN4kisZeN4rWggfN4uRhefN44kgfqN45BbgnN47ybdwN4+MfhpN5JNbggN5LnUtVN5NqfjfN5OLfWvN5RodgdN5UngcaN5Xxegg
                N5X6lijN5ddceeN5k8fggN5mSqufN5pqlkgN5qafgjN5t9kjfN5vhSdfN51FgjiN57KfgfN6AXnakN6KfhufN6YziliN6icgdbN610fZsN632gmeN6/rkjfN7Bwagk
                N7CApgeN7JQUffN7MXcelN7M0qlcN7VXdffN7WhtrbN7YuhvdN7bMmggN7eoaggN7gIxarN7hUnUZN7kaoenN7k1ptdN7tSmbhN7t6bfeN71LqggN75mqVwN8Mkncm
                N8MwveoN8RRekeN8RroYnN8TEnfjN8aBoleN8aUieoN8n2uepN87ylZxN9A5emdN9DfeggN9HBjaiN9PngggN9WAdfmN9nHmfgN9vMpddN93qVggN94TpbfN94qbgg
                N9+KgdgN+GtibdN+J9rdmN+T6bgbN+VdgghN+XLaldN+YhhYbN+i9UfXN+mibdeN+nHmfjN+rLlsfN+ugqgdN+vjcefN+1OorgN/A8pfdN/GplrbN/aYhgqN/dDfaZ
                N/gYeigN/idijeN/ijfacN/izbggN/n5ff1N/oQWggN/sAhdeN/1EiuUN/6+dggN/+TaXvN//3hceOABJfggOAFVZggOAPhjtLOAgMiocOAgTgQuOAoFglnOA8lggg
                OBQXfflOBVVeffOBVdh0YOBVrgdfOBmenjdOBvgdggOBygoggOB/OoygOCB2hPjOCEPgYgOCJHeecOCJRibfOCJuvjbOCSLbffOCpqTigOC2gdggODDgnYfODFVdfi
                ODM6ebdODNKWggODYvcheODhhfggODiqacaODlxjjfODl4SggODnygqfODrzsZnODyVgfkOD+zibbOEIlefiOEKXmmeOEO4dqdOEYKiehOEcYfggOEijZggOEkGXgg
                OEoJkifOEtfmZeOEvheggOFLlbggOFOaedfOFPKjoeOFRQedfOFVdjdsOFYPeggOFZUnaeOFpPbggOFwPfegOFw/jcfOF6oleeOGLHlofOGLxnfdOGNmjbrOGTNZif
                OGZ3efSOGieTgOOGp2mVdOG7KrneOG74ZgiOG75fggOG9GlgfOG+sqfnOHFsdggOHFvngjOHGRgfkOHMycggOHRvmghOHTgrjnOHaNcggOHcFfdhOHiEcffOHzBegg
                OH5ShdaOICGqbbOIKSgcjOIK7gghOIP3jkfOISNeceOIWQgenOIWegYkOIh3dggOIuuaggOIx+dggOI5dtVnOI+7lceOJBfYUeOJDWkZaOJJ/UggOJLErbYOJOglgi
                OJO5aggOJZVdgfOJaQZhfOJpijfjOJpqdghOJzfaYhOJ9ZanPOKbfjeeOKdrgeaOKeUZedOKx3ffeOK0VrddOK9dsYeOK/dmdoOLIjbmXOLZlnafOLlLrodOLl0dfg
                OLmXcggOLrdfggOLriieoOLruaedOLuQffgOLushfjOLzNfggOL2NdggOL9YgleOMBDeggOMCdhjYOMCwZggOMQWgjeOMWdadfOMXLsZcOMtEcjcOMwSlffOM78cla
                ONJrugdONUzdggONVJjafONV0flVONXZwacONYMcggONiVTdfONsTedrONu/bggONxcddfON4nhhfON67tyZON+ueqeOOD4kuWOOOdstdOOQOqnYOOVHeggOOjahYs
                OOl2iffOOvdypWOOxSgdgOOy/igcOO1bbggOO2XiauOPC2pc8OPDUjeaOPEXhhgOPKRfcoOPLhf2cOPQNouUOPRScXfOPRwsWtOPR6bggOPV4jgfOPercifOPlKn/W
                OPmbTggOPmkddeOP3fuhbOQBNkffOQF5ebfOQJzyiZOQLieZdOQQkmggOQayffpOQw1ftbOQyvmdfOQ1sglcOQ6meggOQ7jhfgORIWbkaORLWncYORLsgegORSZide
                ORSsianORZJpfmORl8lgkORwsdgeORz3ZggOR1DdhbOR22hgfOR9OgfhOSHqccbOSVhbghOSaMcggOSdiiecOSgGfnnOSmOocfOS8sgdfOTG8iggOTHamZeOTTgfgg
                OTZ7hfdOTj8edmOTsrnbgOT2KhzkOT7zojdOT9ympaOUNgjacOUTXeggOUVMfggOUYrbwgOUddbccOUiMc2XOUjcikbOUlqdefOUyQuheOU/akegOVAjfggOVBZbdh
                OVB4jaYOVFLeibOVKeggdOVN8wcdOVQ8hneOVT5hqyOVUaxbcOVanrZdOVcUhWkOVdkZagOVjidfgOVppgpfOVtGggcOVwrLggOVwzhegOV14lgfOV2tdggOV4Sfhm
                OV5flcnOWUrdZmOWaUggfOWeethdOWkjkkeOWlzgolOWnEkdfOWqQefgOWtomdjOWuaiffOWwoogdOWw5ibfOWyEmfdOWyHmgdOWy5qtYOW0nifeOW5cjfdOW6brac
                OW/ujigOXLaeejOXT3nekOXUBixfOXX7YggOXjefggOXoXfggOX0appXOX37cefOX4PilfOX/GqcbOYADlYgOYG3oedOYJHYggOYK4hjhOYT9effOYUbfggOYUqicd
                OYkpggfOYrfibsOY0WelbOY2nfjeOY8RdekOY+RfijOZCbnhbOZK0cfhOZLOlghOZXuYfgOZjxKYYOZp/agfOZspdggOZ3mgggOaHsoR6OaI0idgOabNlbeOabipZq
                OacOYfcOacTecfOadCdegOajkeUwOam4bfgOaoEcfZOa1/iXpObBUZffObDRhlfObD7dfgObGYiheObIbjYhObJjcffObKZcgmObKvhZbObMHpkiObNkYfZObTofif
                ObWKfggObZqfpRObbCdggObbWdbtObebkggObhmpxbObiTsbgObplqpjObrBgekObtaigqObw9naoOb3nnbjOb6zVjmOcFskZgOcISfmaOcMXdefOcVzgggOcWjdmf
                OccbifxOci/gTtOclUdedOcpiWggOctRjeeOc6xqXmOc9hfisOc+LfggOdBIhhbOdJLeggOdJclfcOdOajghOdTiqfkOdWbhcfOdYOhmdOdYWWcgOdasideOda3Vce
                OdbajVkOdbnisfOdcIhkeOdeKffgOduVkggOd9TfanOd+SXlfOeMtSmXOePFehgOeZGfbiOemsnfgOepxmllOevejfeOeydggeOfDyXdhOfEdmflOfFXpncOfUKlme
                OfZHfffOffChicOffDmTdOfidqegOfj5gepOftzgcZOfuGghgOfv4WfcOfwa7cMOf1xlibOf17bgfOf4rojZOf9RhldOf/GfggOgJPeggOgLDidhOgSQprWOgVQcgg
                OgXUhlaOgcVcdfOgf2cfgOglqaggOgrJhdfOgrUgWmOgs9fgeOgyCkYuOg5/jelOhBlkidOhGOdcTOhPeeggOhbujggOhj6ogdOhrvgggOhs+hXeOhvOlgnOh0njlX
                Oh44digOh6xafgOiAIiLcOiKYgfgOiPYfggOiYcfggOiagqreOijhhesOipmbedOip7afmOirUzW/Oi29ZeaOi5OjgfOi6phfdOi7VbjeOi9zhlnOi/TfelOjGXtZR
                OjGpgggOjLDcctOjL5eWpOjUQdZfOjcObXZOjcRigeOjh2lfgOjz6mcgOj1SgdgOj2GadeOj2NhX0Oj2hfggOj6wpdYOkBJfceOkB8chgOkH1eggOkMKaggOkV4ign
                OkYTwfqOkaZZqfOkcFffgOkcseggOkdNnjgOkfThfpOkkBcggOkoWjfdOk4uekaOlEpepdOlP6jfeOlQbcggOlWvempOlZlndiOlZ9iiiOlgEcggOlkkicyOlt2bfV
                OluqgbeOlusrpoOl2WhfbOl5chggOmAYrbiOmE2lpYOmIWgfeOmL4QacOmQlWggOmTuqnbOmj/gffOmo4lifOmp+afgOmsfgmfOmvReigOmwQdefOm1KfggOm1vjmf
                Om8zfggOm9aharOm+bjreOnCGdffOnFEhXxOnaOjfgOnf4hcgOniZaanOns1ijdOobLzrfOogqeggOoileffOokejehOovaemoOo8pegfOpIFijbOpKumbfOpOEdgg
                OpO6bggOpP5imaOpe1ncdOpgLgggOpiJXggOpoSbhjOppsmdgOpr0fqeOptnmZiOp3lfefOp4odkoOp58ZegOp69ZggOqGSdggOqQ4hggOqTnobcOqVB7caOqZYwgY
                OqZ4gggOqe0defOqlqpceOq3+eggOq6ThXeOq/CjfgOrBLkggOrJjhbfOrTLiefOrT7khbOrUVggbOrU9geeOrZPhggOr0fmVjOr41dleOsCFjtbOsECeiaOsEdgff
                OsOBQbfOsQU/hdOsQ3eheOsVgftOOsdzfffOskHgtdOsxWcggOsyPfggOs5teggOtA9tXhOtCqcggOtMCdggOtT3lwWOtULZZSOtVIiYVOtWLidjOtlGfggOtqNdgg
                OtzLeTjOt9PpmZOuJlffgOuPSiypOuVGfggOuX5jabOuc4mbfOudefggOuiSjneOujGnieOulenaeOullcfkOulmRVTOulujxdOuuEdggOuu9heiOu2FfdqOu6Icja
                OvHfhigOvPGgefOvSSoXyOvapimeOvcifgfOvkIddsOvlaXcgOvwkfYfOv4oahgOv7ThdfOv8bleaOwA+fefOwOEcghOwZtXffOwa3defOwbHhfnOwfjjbeOwf5Wbl
                OwkVfdsOwlNeggOw8tbhnOxGYblgOxJumefOxO/h/WOxT7nWfOxXMfkgOxZrgfgOxcmokdOxdDkewOxfPmhcOxgiqqYOxh6eggOxl5iegOxojhhoOxqYcngOxsvhff
                OxsxdggOx2OeZaOx+4oeYOyAriefOyCkbiYOyDtkUfOyD1eggOyIwgeeOyM/gdhOyPgbggOyY7fdfOybkfggOyqdbddOyrJf1fOytYieeOy0wxG4Oy4ocdfOy4+jeo
                Oy5anneOzB4mdZOzJydggOzdujigOzlmZigOzrHdpfOzr1ddfOzyoXggOzy3pWdOz0UlqgOz1tlfmOz6dkasOz7LiiWO0GocggO0OmsYXO0PlflcO0PtgicO0TLfgg
                O0UirUqO0UxjbfO0fhcgeO0f1mggO0gZaWlO0sJkeiO0vXccqO00OideO1GuimdO1IOdgYO1JQhaeO1ZTndoO1ZqdgqO1czlfpO1eghajO1tJgggO13sgvSO2Kmpjg
                O2YEhddO2zguleO22TgTgO29hgvZO2/WZggO3HNffhO3NseggO3cERcdO3iilgcO3kqcggO3m6llfO3x9rcfO3yKajgO4EGoaaO4G+XefO4LEbceO4NtdkaO4OMvWT
                O4lVjmdO4tfgWhO4vfmvfO4wDvchO4ykidoO48YUZdO48vmffO5VxifhO5Y8cfgO5ZDYmWO5ctlfrO5dReddO5e1TggO5f1hdbO5lUsfhO5rAhWZO5tKlfYO5vDfhd
                O5yricfO514gXkO52YhfeO56kemdO6AxdggO6DrbehO6HmcfeO6MWgXqO6QMoW2O6U/WjeO6hRhccO6opYggO6x3mVcO61mpdrO65DZjgO6+RlmdO7OddlZO7PKagg
                O7RqgggO7TUihgO7XzbleO7YxfggO7aMfggO7a+gggO7fngefO7j2obvO7m0dggO7rYgjiO72NjcfO79NjXjO8KEdccO8LkmcdO8M6fggO8QFWnfO8SfeggO8Vfqdf
                O8yfcggO81ffffO85ajfqO9AAZggO9E+qWnO9SQeggO9V7kkhO9lgfejO9mbgjeO9megdmO9mgdrYO9m3gggO9qceffO99oedgO99teeeO+BxqddO+KyodjO+Plhfe
                O+RDlYdO+SWdggO+UBffeO+c/fggO+oGfggO+olaoeO+r7kenO+ujgVsO+wMjduO+3UrdpO+5JiebO+6wlh2O+9oYggO++AafgO/AOrpcO/HSZacO/KJldhO/Rfpgf
                O/gceblO/hsnakO/sngegO/tplnbO/waghfO/wfmXnO/1AhjfO/+tkhgPALpYffPAXZeldPAZohYgPAahfajPAbtwiWPAcF1hUPAcpeggPAiTeefPAqSdfiPAsMied
                PAsReYbPAstZffPAtxfblPAzLmSgPA4ikayPBF9VuePBVCcggPBaHrecPBdwcmgPBfwZcgPBgOhfcPBh8pdYPBj6fgbPBsVkaTPBuTkwaPB0hfggPB1XdcmPB2Xnbg
                PB/UWndPB/8cfiPCCznZdPCFQbeePCH2fhgPCISpiXPCOESZtPCU2eggPCbdjgfPCgCdefPCoXfcfPC1gjmfPC6tbegPC6vhpdPDGxfggPDMpgQVPDQDefgPDUQoif
                PDUwaggPDWWbggPDXbahdPDXxeggPDYmXVmPDaFfZgPDgfjiUPDhbkYmPDpWceWPDtWneePD1BkhfPD5EfigPEHdeZdPELRozePEOMebgPETTrmjPEVyfhgPEWRXea
                PEiqfegPEizcfpPEl9XggPEm6iqdPEnZhbdPEqqlfdPEt9FZYPEwwfgePE5CWYvPE7i1XPPE76kggPE/lhehPFH0htaPFMolWdPFOGmgZPFRlWggPFSZeeePFSkgcf
                PFT7hZgPFU2ipfPFZMdngPFcKckfPFegioePFeolicPFlacgfPFuyamfPFynacePF1fhofPF2AajgPF6WqhYPGARghfPGIRmefPGKCfggPGWidggPGcOoefPGglnii
                PGg1bjgPGkMcggPGntdcgPGpdIXePGsocecPGwmiedPG5+eggPG8HfegPG/GgfkPHEtbggPHFdjfiPHFwglfPHJ7jdePHS8pbePHcydfgPHd+naaPHmTiggPHrIfgg
                PHukncSPHzkbggPH1LzuXPH2MaifPH4NhggPIIAqhYPIOrZdsPIQQseuPIUrfggPIeRkeePIgUbggPIiNaddPIoYfofPIpPfghPIvYaegPIw6okdPIxXYffPI8dqog
                PJEcjidPJGNipdPJJIeggPJTPnfePJWfif1PJdhcggPJf3nfbPJhBedhPJjVeffPJrTYflPJtVfggPJvxfZgPJynicYPJ07WggPJ2XjcePJ25eggPJ9wPVlPKArbfg
                PKDX4QqPKMcierPKYKfdgPKl9XhgPK59eghPLAaqkkPLJelfoPLmXijZPLmYofZPLsbhgaPL0pgifPL+JdkePMBuhGYPMMcbffPMOuafePMS7befPMYItgePMbQbbc
                PMy3oemPM2ljccPM/JhegPNExieePNHtcggPNJPgSpPNK2UakPNQ2eggPNVNpeoPNWjfYpPNg6gggPNwqcfgPN2ucbcPN5gaahPN5nahhPN9hiccPOHZVerPOLVgld
                POZafbcPOcAfggPOhKaldPOj8qkfPOnJkeePOv7aemPO0mXlePO9jchfPPGfeeWPPUhWggPPU0rgwPPWsk2nPPb7eggPPdNovWPPjQWgePPvadfhPP1CZggPP4Bfee
                PP8dgggPP9GoddPQAPafjPQCUdggPQJkajcPQQnYikPQRUdggPQZIgbfPQZahvaPQbYddgPQxdjfqPQ0GdbgPQ2YrbbPQ+KmnePQ/MfggPRRXej/PRXpgbdPRcQegg
                PRfwiggPRirifcPRjBnWUPRwnggcPRybfifPR2+dgfPR35qcePR74VfiPSGpkffPSLPpfdPSNJliqPSXubbhPSY+jgpPSZ/ilePSd5mffPSmaddePSonegfPSrDegg
                PSz4YggPS2vkoUPS66gggPS7tkcbPTHbiggPTNodfdPTUpiefPTVz0oXPTXjeggPTe6tfjPTfhfjdPTgmifdPThsNmZPTngyY5PTpShbcPTttgduPTvUcfgPTzcjff
                PT1CfggPT1PgkePT5/jqbPT6EeftPT8/njbPUF0wOXPUNrkioPUPHqUyPUR7hegPUTQcbUPUZ7p4UPUbebggPUfJgdePUhxjgfPUmZhfePUpSfagPUrxhqYPUzUied
                PU07gefPU5xlcfPU+wjqdPU/ejfgPVB1bggPVL7hngPVN6bggPVQmddfPVSkqqSPVY+mffPVa7jefPVbtgggPVcLfggPVdkcggPVfdjgpPVhOnlcPVneeggPVo8kkb
                PVukifiPVxIoYRPVzGeggPV1ShggPV/V88bPV/lgffPWDes0VPWIZeddPWIzjYpPWM0XqePWU/leePWneijfPWsqqtdPWtqZeuPW0ifggPW3HdYdPW4DjhfPW60uZV
                PW/puiZPXA0gnyPXEIuegPXHfikfPXLTdfgPXdyeokPXeYifgPXjMmdjPXpQdjZPX3MXsePX4uge0PYAZgghPYG3qhZPYHufhcPYLgifbPYOehVwPYZjkbcPYcAogo
                PYgsgegPYiqhedPYmwilbPYrthgtPYsFecrPYuthhaPYzodfgPY1RnqePY38eggPZBRfcdPZFfhefPZGuiefPZM1hffPZPWkglPZQ1agePZXQijdPZYOieePZvqffY
                PZy/chaPZzHjfdPZ3fgjfPZ8WfggPaBznWkPaIBhggPaIEllcPaJ7WggPaKVXgmPabYbggPadqddgPaubdggPa+SoXXPbA4mkfPbGcgeePbLyfbmPbNkjbaPbapfgl
                PbfxivXPbg0YfnPblUfggPb6qefXPcA0YggPcLhaegPcNhkggPcQgXggPcZ4kXbPcbaifePcfpgfgPcgOvYcPcjBYefPcnuddgPcvsfggPcwYfggPc0UdrgPc3igYf
                Pc4LXggPc9ehgaPdMCddUPdRZ17cPdSejW4PdVsbhgPdfAihfPdqgbrdPd5UaggPd71bebPeDMffiPeJAfggPeJmYlePeJ9iabPeOLdgfPeRveggPeUQjjjPeflcgg
                PejLZrcPeoGVdaPep2qmaPeqDhXdPevCpggPe6hgegPe67cggPe8OZdgPe+UjbmPfG5haiPfHamfePfPbgggPfj3aucPflImgbPfnNiecPfnpccgPftbfzfPf+Vifh
                Pf+3hcWPgLFkcbPgMCdggPgXogcmPgh+xbbPgjxcggPgj6fjgPglWfgkPgqpckdPgvMfggPg0pgdrPg06VcePg1lgdgPg39jedPg98pgePhEhXhgPhIZaggPhLoeer
                PhRVjklPhSIjfdPhfTjgiPhi0rsLPhjTdoVPh10liePh2LhYfPh36lnoPiDLdggPiEnceePiE2nXaPiQETfePiUNicfPifJizgPihpRjdPiivWggPis4ljePi9gkgN
                PjDQydqPjE1kggPjJcsjiPjQMdkgPjYgeggPjczZggPjejTgiPjgZjcePjlddmoPjnz29mPjtqhmYPjvUfggPjz/fZjPj09sdzPj3SoZkPj4JZcgPj6uZgaPkANolk
                PkFXfjcPkILhuYPkRvejaPkVAdggPkVvjfdPkXgejfPkgYghgPkiiffiPkpYgsfPkpohZfPk1zcggPk4InejPk5RyiuPk9QdsTPlATjmXPlBojbbPlCOgffPlQ4prf
                PlY3lkfPlaAXfjPlaUgajPlp7brbPlsjjgiPl1JjgiPl4G0gUPl9DeegPl+7mcoPmAguemPmJ9nfYPmNibaZPmOGeehPmRzigfPmR9etlPmdakeWPmerkeZPmlMbef
                PmpmbdgPmt+gWdPm1YgfgPm1ngrfPm8skedPnC2ndgPnC8nBfPnIX+tVPnMKmgiPnMRjfmPnTqXahPnXVkcnPndZeloPnr1gffPntdkkePn0oiYcPoDReaePoMxfpb
                PoNwslePoR/XggPoX3XZTPoa0iedPodmkdgPog7cggPohVjaUPorwlihPot6loePowllkdPoxPhjcPoy+ksjPozagdfPpHAcggPpQ9gngPpRTrXdPpbSfggPpg6Zge
                Ppl7rXbPpp0bggPpr4llhPpsnagfPptOadaPpumidcPpxLgmePqCKkYcPqGvdvfPqKzdifPqQYiqtPqQycggPqWtkdaPqavhjcPqqlumcPqsNjZdPqyCeggPq0rdgg
                Pq8ShdpPrG3odaPrISkgfPrKPojfPrMccgfPrOXnZbPrXdmegPradflkPrb1aggPrilhWePrlrUggPryClcmPr+obnbPr/2fcmPsHLdggPsMslfqPsc12XRPsgIglg
                PskOjeaPsllncpPs0wgffPtF9hgfPtGGnibPtGnagdPtKEZYlPtNRYggPtTAmtgPuKZfggPuMGmcfPuVCcjgPuVMpcdPuVmjmbPuaPnfqPuaulffPuiapavPurCbeg
                PuxCfggPu4dinePvAjpdfPvJoddZPvRBlgePvkspYlPvlV2jkPvotnoYPvteYggPvuEhefPvucdfgPvupdggPv8taggPv9YmrdPwBSdfpPwKxedbPwLGeZdPwWreef
                PwW/k4NPwdwegiPwd3dfiPwnebfgPwnlkfgPwqwZjfPww7fgfPwxQuhnPw4KRffPw4RchfPw7iZggPw/Ej0fPxHCdggPxNQkVcPxQijZgPxRwZelPxVVeggPxV8egg
                PxXYkadPxYTcggPxdRplbPxlzsjrPxnricgPxzPantPx08figPx14ifgPx7seipPx9egXxPyBxdfgPyFVhddPyIycggPyKqeXwPyMvoqdPyNEcggPykeiefPypSeed
                PyrDpZmPys3niaPyw2jpaPy4ygfePy5DgglPy5kgggPy+9qnqPzFWkcjPzGVhkfPzP0lhsPzP+UgZPzebgdePzeygiaPzh0kiaPzi1fgjPzs9YggPzymTfdPz5+Weg
                Pz++igjP0LCXggP0aGZgfP0b3WWhP0difgjP0exoeeP0qlqQ4P0u/bfgP0wwWgmP013ldcP03HckpP08IjbcP0++kjnP1Qmrb0P1V3iwcP1ZyVwfP1dBhggP1iapcl
                P1jhjXnP1oIaggP1xFkkgP1ySlcbP13qZfVP141ahgP2FhoQfP2K7fdeP2MzhggP2SmfalP2SolcmP2UO2uaP2ejdXsP2imcugP2tsvhMP2wCvqcP20CcteP23xhgl
                P25HiXdP27cfeeP3HhbggP3NScfjP3RHjjdP3STWggP3ZJdggP3Z4oihP3gOTnfP3h3eggP3kgXaeP3pvierP3rlUmfP3sHcS0P3sPbmaP3tClgfP3xecfgP327ceg
                P34edfdP35RdffP36gheeP38ueggP3+fjggP4ILTggP4M3dggP4PplwaP4bscggP4eY6iqP4e0eggP4frtdgP4njdgiP4oEodgP4t6geiP473ngYP5AUksaP5E4jfe
                P5FFgelP5H6hddP5IBcVhP5ZigggP5hUkYfP5h/egjP5kwrVbP5potd1P5rMflXP5sAeggP5tNfgeP51kgdoP53DmdgP53djugP6E4dbhP6GGfhmP6IilgcP6I+eYf
                P6i3hlgP6k3mtgP6lidgfP6mYtmZP6wNdefP6whfjcP62HdqaP65VdgkP69Qgc3P7DicggP7PEpbeP7Q9sicP7U9tddP7beegfP7fJdfmP7iYdfgP7lVehgP7sIgfb
                P7ubbmfP75IbggP7+j12SP7/qcggP8BecfgP8DUxhdP8L0WcgP8NTgpYP8eQalfP8f+lqfP8grjrYP8pgcgeP8wwYdfP80JqcWP87KhtfP8/cQ/TP9J9iTeP9K6hdr
                P9TFgWsP9URomhP9eufggP9fCcfdP9iheeeP9nzcggP9t1degP9x8nfhP9yUlbfP947rUYP98hgffP9+HemeP+E9dgnP+IAeggP+JdcggP+NJeegP+UFcggP+Vuigg
                P+kypfjP+ozcggP+pkmdhP+vQffkP+wxkfeP+x2gccP+x3fLRP+zVz7TP+1XpdhP/ChkseP/E1TXaP/WLeggP/W9eggP/hmvbaP/ijSijP/k1bdeP/mBdigP/zKghf
                P/4IleeP/4YmhiQAOVfeeQAVdfpfQAfipzcQAfjRhgQAhfgX/QAh1ffWQApbtkmQAtgOggQAyyjfpQA2cPggQA3CXOmQA7JkdrQBAtfggQBA0cgbQBQajgjQBc4odd
                QBeEfggQBjsjqbQBvwrWZQB9rjXnQCCYdfgQCCwhefQCDSodfQCDlafpQCFxmZlQCI2nmRQCJxgkeQCLyfggQCM+nqlQCZ2kldQCdBkfYQCePcggQCoqfsgQCwzcgg
                QC2HlheQC2weefQC4xgndQC7hmhcQDDQxauQDDWotdQDETcggQDGJpegQDS8eZoQDWxofgQDfKXpdQDhydfcQDpquhZQDrKfigQDv7ceeQDx/bggQDzDVhfQD/1czX
                QEABiclQEDQklZQEK2blYQELXojWQEQ/gkgQETTlblQEaJgkfQEcudefQEeQafeQEk5gYvQEuEfggQEufhggQEwRlicQEzteggQE5BeggQE5hnldQFAYqbfQFAltVf
                QFGpgjcQFLFcegQFbwdngQFe9xdfQFlBdggQFsBYdYQFyubggQF4hZgaQF4xhfiQGABgggQGFynffQGGxkgfQGKekffQGPgmldQGVCcrdQGgTmedQGgogggQGqWggg
                QGr0lfiQG+QcggQHACegrQHRWxkfQHV2heiQHb+dgdQHf2hucQHiUZdjQHkGkggQHnFkZZQHsgefhQH0vhffQH30dedQH/aiglQIBvcggQIGzndjQIOuddkQIPZqYX
                QITwizeQIUAljdQIUpfkcQIVNj6sQIXkYheQIjJaggQIj9ggrQIlEpfdQIvqccfQIwTiecQI2YehgQI3+cggQI4bkebQJE4fecQJGApedQJOQgZjQJdkceiQJjYnfe
                QJncggeQJrv0fYQJszWhdQJv8fefQJv+ekeQJ6mgegQJ/yZfeQKD6hgfQKLuabgQKZtWffQKmKZggQKpPfdfQKr4cZsQKt7gfiQKvPffmQKv2lesQKwReUOQKxDhud
                QKytjheQK7jqc2QK7obggQLC/kctQLDVpfmQLHkflcQLSeg3eQLT3cbeQLdOinfQLfWejjQLfenfeQLn5hffQLxMrboQL+FjkbQL+JgggQL+KtelQMAUaedQMJ4gae
                QMeQhfgQMf1ddgQMn8gdjQMwsmieQM76jZgQM/EtgwQNDocodQNIsnbrQNTBkcbQNW6ideQNXJ5bjQNZFtrbQNkadgzQNkufX2QNptmedQNzzdggQN1XjcLQN8urfg
                QN9EtjcQOALhpfQOQdckdQOSqifoQObcghiQOhfsckQOiZUfiQOkqfgfQOkzhXjQOphfffQOrQedqQOvCiofQOzxhrdQPFiVgfQPSwTlaQPUsggcQPXacZfQPZ5gZc
                QPbfXXtQPe9fdgQPyGZliQP1tcggQP28UfgQP3dzbVQP33fheQP5mohmQQBelggQQD/YfhQQEPflgQQV5fchQQW4flcQQcqlobQQeQTWcQQkhujaQQlMjnfQQrdhke
                QQsUdeeQQupjboQQ4GdegQQ65sdeQQ8LhehQRP2bYnQRYhUidQRZg3YNQRaNZcdQRd8fafQRgSgVfQRivdggQRpngeeQRq5ggeQRtJeayQRvIbesQRyJngoQRzbdgn
                QR11fggQR+lfggQSCYegjQSNqjqbQSSPfggQSXseoaQSePcqeQSfMhbXQSgKfreQSlajffQSpOdhdQSrmiXpQSwicdYQS08nsbQS8VWggQTBbfffQTIMfggQTSleYn
                QTTxiggQTVPfcfQTnMYocQTn9YdfQTxkrdVQT6sYhgQT7PdvbQUDVjWZQUECllfQUHilfdQUK6ndXQUMWpdfQUSJphZQUU9kqeQUW+f2XQUZSorhQUfQaggQUjFWei
                QUj9gkeQUualghQU28ehgQU9LgghQVJddgfQVaLgegQVc1cpdQVnDkglQVoHhbmQVyrbfbQV4BvdlQV9u+6VQWFmihdQWF4qcdQWJVZafQWKmhlgQWNJefeQWR8iub
                QWWrXigQWW9ugbQWbRindQWcMUgfQWd/ehgQWgKgggQWh7eggQWqkbggQW9OjTlQW/lodjQXDPdfeQXDVmbbQXDvmajQXSBdggQXgyZggQXmXlafQX6YeggQX9Qlhb
                QX+UcfgQX/cjbzQYEsWgjQYH7cggQYNQeZfQYaXidQQYa4OedQYbbfggQYgLnfgQYmUeQkQYnqghXQYoyrddQYsAfefQY53UjfQZFPi1cQZINUnmQZIxkibQZMWapf
                QZiBhjdQZi8kfkQZnBeggQZtgefdQZtkgfeQZt0icfQZ1rfggQZ6okdaQZ/gkgeQaGPbfmQaKEfnbQaNRkckQaSOjpgQacsxlgQadwfflQalfdbcQaxqiedQa0pdNs
                Qa4tefgQa4wUgiQa6HcggQa70bggQa75rgXQa9fvmyQa+XqhaQbBrkZtQbIyfbcQbNuboeQbU7ccsQbV7dghQbfyjggQbghfggQbhCdfWQbkNnefQbkWnoWQbzSdob
                Qb26flfQb6nldTQb8/knRQb+/cggQb/OchfQcBCkhVQcPDifgQcQBfbrQcTPfveQca6cWgQcfjVgkQch2bfeQcnCghfQcqPpZ2QctTcmjQcxNrjcQc0EjbbQc7ycgg
                QdAhlfrQdCcmaiQdJ5eetQdNfdffQdZQbfgQdxvakgQdzSfggQd3PVggQd6tUseQeAgfhbQeE3sUjQePMgdgQeSNkY4QeXBUggQebegiaQedPcjgQeh/ffgQeigfgg
                Qek0jgbQet4hehQezLrpoQe7fnlcQfASrxUQfEonekQfOrebeQfaVcbgQfasiclQfk3fffQflvkffQfl8njdQfoIZgTQfpXdggQfwXeggQf5seadQf6lgefQgBHlTe
                QgB+dseQgJ3YggQgKcgefQgNOwfXQgSthggQgZchbfQgfnnteQghZmlfQgiVZtNQgl7fggQguhndXQgvrZepQg0/bfdQg4Qo/WQhKleZgQhRPfggQhRecfnQhXUmag
                QhYMfggQhYWrasQhbNfggQhgAhdfQhgphVoQhpHplfQhsylpaQhynlceQh92cgfQiBbdgZQiCRfggQiLfhhaQiLilYXQiPmhhfQiVneaRQigCbrfQigKcggQip5cZg
                QiufnacQivgfogQi3weggQi6DpRxQi/AnbZQi/khfoQjAveggQjFuraUQjRIqieQjULflZQjZKlcfQjftcckQjiwefgQjpvmYvQjt3hdlQj3oeifQj4aiffQj75lef
                QkDqeggQkHUfkgQkJgfZeQkbzhggQkhUimhQkjShpaQkj8jlbQklAfkfQkvpkfgQkxqPigQk1YeggQk2RafoQk4tflfQlJIueqQlKLieWQlLIaggQlN2idqQlTlZcg
                QlWsghZQljAqbjQlpIhscQlpOclXQlzDfggQl81eifQmEncalQmFvmrcQmLKsQwQmLSoecQmS+gecQmUPlalQmX3XTpQmdYhhXQmdtfggQmn7updQmp9vhVQmqLdgg
                QmtMltcQmuTfecQmvblkbQm0jggbQm1finbQm3hkdgQm5SfggQnBTYfgQnD7ZabQnJfdegQnXVcbeQnewlefQnj+katQnpoocgQnzKllcQn1BhfnQn2klhfQn5gZgg
                QoCSfggQoFRfWeQoOafhfQoOipcfQoT8iiiQoXnfggQoYriedQoamXggQobqpdcQoq5gveQowghafQoyxdfXQo1XqdbQpBNhfeQpHdrgdQpWLffgQpnrdggQpxLdXu
                Qp1rffgQp1tca/Qp4gicgQqAVaXmQqDmiVLQqG0hYkQqSYWggQqU+jcdQqYIYaeQqhQdXfQqmDeYeQqwXeggQqyrkmlQqy2gjfQq0edggQq16hkcQrDrphfQrFFfgf
                QrHRhleQrSMbfsQrTshifQrUpqbrQrYFleoQrbxfkaQrrLdbsQsDxadhQsKwhegQsL7peeQsZuiecQscQildQsdykmfQsgKRggQshOYnWQsi0ZhfQsqEejgQsrlddf
                QsyFgggQszgeddQs30bffQs3+kgcQs+YkbVQtF+ghlQtKj0ncQtNxeggQtcKaalQtcjahgQtpuhjeQtrVpRVQtymeggQuEdheeQuPifggQuSTlemQuZseggQudeZkg
                QuedmgfQujdbVsQulWWggQulakggQuwdofeQuyLgWuQu5pZheQvBtsfcQvDAcggQvGgajcQvHgcegQvHmgggQvJrgggQvLuWfgQvNUocYQvU2gVnQvWKsdoQvaVhXj
                QvfSbffQvvReggQv3ydggQv/wdqZQwEQZXcQwHAmViQwTravfQwUhflpQwVFu4dQwfcbfeQwhpamfQwiCimdQws+oddQwuTf/vQwvzeimQw1mjeeQw8IcdcQw9wmqf
                QxE9dhjQxJNeggQxVujgkQxhETggQxnrVggQxqZonaQxyabecQx0maciQx3/fggQx4LdggQx5gaceQx9KuZMQx+UlteQyDNhmeQyI4dggQyJTmbZQyZJlX0QyiDcgg
                QykpffgQyqtlzUQytkdllQy14eggQy+KdhiQzFWajWQzYbZgpQzfmgggQzjzdkeQzpQacdQzqg/gWQzqitVZQzsPgofQzxFbhhQz0rcfhQz4TbjdQz4asfrQ0FQhmd
                Q0GYsddQ0HWeegQ0b4qmlQ0jxqQ6Q0mEcffQ0pdbggQ0p4hnZQ0rMfbiQ0rYqgZQ059kcgQ064cmfQ09lvb/Q0+TdafQ0+qTXkQ1GVq2eQ1HaKggQ1IlQZgQ1Iteae
                Q1K+gffQ1NdibgQ1TmdggQ1VsbggQ1cRgfmQ1hlifgQ1jgqetQ1nHkZgQ1sJeggQ1umcleQ13mdfmQ19WtWWQ19yjgfQ2HPddfQ2bBiauQ2b7thfQ2cwonfQ2dJagg
                Q2eRiVfQ2fsgjfQ2gDbhcQ2mveggQ2mzdbhQ2tpadhQ2zWefgQ20BcmfQ21OebaQ24IeggQ27XpecQ28ndggQ2+dreeQ3LDcggQ3N5jigQ3RfgggQ3WFehbQ3dWVif
                Q3oZaggQ3zXZleQ325cggQ35KkchQ357fegQ36CfmhQ4AxqgfQ4BZnfoQ4CrhjeQ4FGigmQ4JArgjQ4JyaggQ4LvbggQ4MTlfwQ4YRnndQ4arcfgQ4p0WbwQ4sGagg
                Q4zNfkfQ41JuhiQ41QfggQ41nZggQ41xleaQ48MoYoQ4/fidVQ5CEgfqQ5YacggQ5ZkjgfQ5rGidYQ5suqpfQ5wBgegQ51+YggQ54uVghQ6AdfddQ6HshdhQ6LBbgg
                Q6UMZggQ6VwfgdQ6Z8m0cQ6alfkmQ6bTejgQ6fxsboQ6lGkPmQ6pVfggQ6pZcgiQ6rwlgfQ60lfhTQ62zcggQ63okXYQ64wkeeQ66t0ZdQ67ujlkQ6/QgekQ7Ozfgg
                Q7RJaggQ7SBimfQ7S4XggQ7WNgqcQ7joindQ7mzdggQ7qhdfiQ7rIogqQ7rJjclQ7rsfggQ7wopubQ7yvhmlQ71lhefQ73hmfgQ74DcffQ7+lhemQ7+0ikZQ8CDlad
                Q8CqkggQ8C0fofQ8KNcggQ8MhgdgQ8OxjjeQ8VYYggQ8ZZghcQ8gzYggQ8iuleWQ8lAjheQ8m3jkfQ8sD0akQ81vecdQ8/YhefQ9FPcfhQ9IpiqRQ9L0xbcQ9O1gce
                Q9WKpamQ9e/cSsQ9gigdmQ9iUpdoQ9mBighQ9tuhedQ94WZafQ94ZejeQ9/5bUmQ9/6effQ+BZfceQ+HDZggQ+IdjXfQ+LChmgQ+McYddQ+NRojhQ+PeoZdQ+U5Zis
                Q+WvjgaQ+ayeedQ+f/ggfQ+ikZtjQ+olcfgQ+pjgZfQ+1nYggQ/EHmeeQ/G2hlgQ/Z3heXQ/dgfddQ/ijdggQ/kTUueQ/zbcggQ/2GYggQ/3tZkeQ/6t4e2RAIcine
                RAMLZrfRANageeRAb0ZgcRAsCZefRBNPemfRBQVofcRBSJZejRBVxqffRBarcigRBhBgndRBoIffgRBwunevRBxlcfiRB0FmmbRB3igcqRB7TefgRCI6ihdRCMClbr
                RCOCYZjRCXUXffRCrChekRCrKdgkRCrYudqRCsXfgWRCswafgRCtGjhfRCwxeffRC8xXUhRDCDhlfRDCMfffRDDseggRDEdbndRDGZeZZRDJfiggRDU4gihRDWSmff
                RDY8cfiRDjNPogRDx/idlRD1RgggRD3itbmRD5FjqeREBwlmfREB2pcZRELmfggRENzhkeREQXaggREROeggRERflhhRETnWfeREWzaggREZcpjeREnMniWRErshge
                RFBiegbRFDrbZYRFIUijfRFLRejfRFYMqdkRFf0eggRFg1hfcRFiJdRgRFikeggRFj2ufaRFlQtamRFoxjgxRFrelefRFsFaegRFxrldgRF3gpakRF4zeoeRF5rkme
                RF7feggRGAOrbiRGIbZhgRGIuqmeRGOYfggRGRpYbgRGSYhheRGUnegjRGUqxcaRGXjkfgRGbgjdwRGe6ntfRGfIckhRGn3dggRGt5uleRGvKeffRGzbhghRG1bQgg
                RG4gtdeRG59fggRG/AafgRHBOjfnRHBYbdpRHDfeggRHEgdgeRHKQgkkRHNihecRHN6rZdRHSNdggRHVDd/YRHbxlnaRHcVYXfRHgRjlWRHgvZgpRHjsnRtRHqwfgg
                RIHWUggRIKWkcjRIPRhmeRIT5ngfRIXRkscRIXnkegRIkHneeRIoVsfdRIzqnbxRI1vpakRI7EkjgRI9dYggRI+omabRJEYqifRJJzdiiRJZMbggRJbTaifRJcCxWV
                RJicfnjRJk5jebRJmNgcrRJnwrpURJoLZcfRJtocYmRJzZidlRJ4pkjnRJ8vfkfRJ+wsWlRKAjggbRKDmpefRKL5aegRKVBtggRKVlcggRKeoYgfRKsHeggRK0LiZi
                RK5IemgRK82bggRLB5gYoRLGmkVpRLH6hjZRLob1ggRL0jkadRL2cd5ZRL+vdrcRMHZlnaRMJmfmeRMKpiqdRMKwebkRMMlZflRMOgu1fRMSl8tgRMbZZffRMndmii
                RMqmfggRMrcsXoRMyfrd3RMzhjhcRM3tfggRNFikigRNFuacdRNP+dcgRNYjlgdRNdPkfeRNmVXceRNmhfggRNrnfdlRNvk/WaRN4CiggRN5nicrRN8EkbmRN/Efgg
                RN/fgggRN/8aceROCAodrROMIdfeRONJvcaROUnevaROWicjeROYhifgROmLeffROq4fifROxOfggROzOlceRO0qfggRO2wiqYRO+EbfcRPAKvgeRPAQkinRPA3ieg
                RPD2bfeRPMsjfdRPPYddcRPXCUucRPaohelRPgGpcYRPlclctRPmVjfgRPpAfggRPqhohfRPx7cmbRP0TtgxRP01eXtRP3ZhdeRP3nklgRP4dfZfRP9tcehRP/Tlhd
                RQDyldeRQcohggRQlDsgfRQmSsecRQnObpdRQsZcggRQtBTggRQywcZeRQ26ddfRRHGabZRRL4hdgRRSUagaRRVngdbRRW6gmfRRZzdVjRRbjbdZRRbreeZRRfhegg
                RRn+hbfRRqamefRR35hggRR71dfpRR9HtgWRSAVcdqRSCKhfgRSQdjneRSSchmfRSVKdcgRSVUfmZRSWucggRScZYfdRSdeZfeRSmSkjVRSrKcfgRSs2VggRS43mXd
                RS5gl1dRS9UfWeRS9ibggRTEGcbgRTF5iijRTPKddpRTPffmgRTVJeggRTf3kmhRTidcbjRTlobggRToUfheRToxffeRTsMhtbRTutbgmRT0qgcfRT4+pjjRT72bhl
                RUBOTgbRUCibghRUKojofRUQ3mdfRUR4gdgRUTlXggRUWaefdRUaEhYgRUd/ZZgRUfQehgRUu4cfmRU72bggRU8okblRVCKhwbRVLdledRVcfXggRViojleRVmLijb
                RVpXehbRVwqbncRV5fwfXRWHijchRWQ5dcfRWQ/fggRWR3lYfRWSSmxaRWZ0dedRWi2fggRWn5vheRW7vindRXF3fjjRXN2ggZRXYTYZdRXYWbggRXb9fWvRXgfinf
                RXhntTuRXiogfYRXt0egeRXud3aTRXzfqYeRX1SfefRX38cggRX5lcggRX7CcggRX91ZedRYElgeeRYHOmbiRYK8sebRYNWjXmRYOqjweRYRLiphRYSLscaRYTkfgd
                RYbhmbeRYiyadcRYvkiWnRYxTccfRZDbifjRZIqombRZJCTghRZPhbayRZVkZbgRZZ4ZkbRZahlnsRZaqhhdRZavcayRZfQndaRZq5cdgRZtTofmRZ1UZmfRZ5lZgg
                RaAFcggRaEAfehRaG+cdlRaUeYddRaaSVeiRagocccRak7aajRaw7ictRazAZggRa2ElZfRa/KmogRbB7jYfRbEIaggRbEjPdiRbFeesgRbIwhefRbhWijlRblacgg
                RbteYfgRbzejgeRb2ajfZRcDKldeRcGxVeeRcMAfggRcM5ekdRcQ7lfiRcV+ndaRciBhgoRci5djfRckUfggRcmbegfRcm7ttTRcqc6bxRcwMWggRc7VsjfRdNdoff
                RdNhiidRdQxUllRdU0obqRdW0ndfRdpnhkeRduQdggRdu5ehgRdwKoiaRd0UghfReCagjaReGbeefReJrVdcReLJfggReMigldRehVvclReibjdmRenAgggRenvmjf
                ReoWjgbResCeigRetU2auRe3EieaRe4VhoeRe65gghRfC0YcmRfGHigdRfKYhggRfV1akvRfWJZneRfXZhifRfdymekRfgzgefRfjbeggRfppkchRfuIeegRf1Rfld
                Rf5PsggRgAIkggRgCOeggRgGIeggRgKSeegRgN4bcfRgUFbeoRgooxXcRgqIdggRgqkThdRgzIdegRg0/eadRg25bhdRg4SdleRg45ghlRg7vbggRhOHfdeRhV8dfe
                RhbdhceRhjjcfrRhlhlefRhnoeefRhqWuUgRhtUr5YRhxjiZcRhzCamgRh1PhjZRh5kmfnRiAwfgfRiB3dZxRiH6ekeRiOfZibRiQSefgRiUdhPvRiWOddcRiXAele
                RiisedeRikc1qqRisTZggRitkbggRiwllffRi4sadTRi5WcggRjATkiiRjGCigYRjGNbggRjGqudaRjUhplfRjU7bWhRje2qbZRjmNfggRjpObgnRjqVkjeRjuqdgg
                Rjy+efWRj25uceRj8vpYeRj9xdejRkDqcjgRkEymggRkHafhVRkIMehjRkOpjifRkPQRggRkSgdggRkWknpfRkaPkhcRkgHafgRkizhfeRkkYhfvRkowhYdRkskXfa
                RkxKkfjRk5SvmfRlGilueRlJ4cjdRlNcgafRlN7qjaRlO9ergRlPcWgmRlVijbZRlYNaggRlbHjijRldzkXcRljqeggRllBdffRlmdeggRlu2dcfRlwzdseRlxKZfe
                RlxMpeeRl2LtdgRl4WhZ7Rl/AkljRl/BkggRmBAolXRmFwdggRmGidffRmIChfgRmLFPggRmSdckYRmXFiffRmiFeefRmj0fSYRmlvbsgRmoybffRmpajedRmpdcfc
                Rm5ETggRm6BhbbRm73fdgRm9MkidRm+jtekRnJ5gfeRnS9hgmRnbvgilRnj8hkVRnmicqeRn7BdggRn8BlgeRoEGp4YRoE9elTRoFyfieRoKMbggRoMKebqRoNCagg
                RoOujZ1RoPQjddRoT7efbRoelZsTRomDhldRoy/ikdRoz7ffgRo0RSggRo0akehRo7+eggRpJlgciRpWtoieRpbnkmiRpimqbiRpnJkdfRppcefgRpvgefjRp1SuXl
                Rp2XhgcRp4lkkcRp9kVgcRp/DYggRqH3fggRqL5ZffRqMzmWgRqOJcgfRqUNweaRqWiwWiRqdbdblRqgwZggRqh3aggRqnYZboRqn+hdLRqo0gggRqtYkefRqv20RX
                Rq48TmfRq5aajfRq6ugggRq8FpfeRq8cfggRq+lWgeRq+5dfiRrCcludRrDYWhgRrL6bffRrOJcgeRrRbhffRraSWheRrgZvlqRrkOffgRro4dggRr2MWifRr2adWc
                Rr3DkcnRr7UgggRr7xdggRsAY0WzRsJKlkYRsKZfggRsMfleeRsNJpWxRsPMgcfRsSA6eZRsSOhdfRsToegXRsajalgRshmneeRso4lakRssQfggRswZfjgRsyTuld
                RtSMihfRtShibdRtUmupbRthNjXkRthciatRtlegffRttxdrbRtx4seeRt3RiggRuE1fchRuHfXqgRuHujfeRuLWgygRuNAbggRuO1dggRuUjgfmRuVJcgiRuamegg
                RuatlfgRubNfgeRuf6cggRumskkgRuqksetRu19aggRu8IygnRu/CoujRvAEiYtRvBQZfbRvEXgflRvHgmogRvTWiefRvY7fggRvdDeggRveBhgYRveMiifRvi1hbf
                RvuThffRv2cdggRv77hdfRwK/ddrRwRwnlsRwoAgfrRwvXkggRwyHiggRw1/eciRw7nyiWRw9dgibRxDbWgeRxHogvbRxKUfgdRxQTpfgRxQuhdfRxR2fehRxSjbdd
                RxTxgmfRxgqnjfRxjJcifRxnHemlRx4tYggRx/YlccRyJJqrdRyTkeggRyaRflcRyciWgdRyd/fffRyhDggcRyt4efnRyvAkfqRyx7eefRzE8tkbRzF+ZcfRzGgegg
                RzMAbfgRzZ4dggRzhlfijRzjsafwRzmfprcRznhkchRzqrcYfRzv+1T2RzxgcggRzyGejfRz8PeffRz9FmhZRz9jcggRz+NffgR0CxljgR0FPpuhR0PMuedR0bSs1X
                R0dQmcdR0ieiffR0itkbmR0sQordR00igsgR05RWbdR05ZchbR08jgggR1CFmVvR1KqhggR1MkkYkR1MzuqgR1N8wxkR1RCkdeR1RDdggR1RnegeR1X6ejeR1Z1qyf
                R1aBjgnR1cWZXpR1nHmmcR1nlleeR1npifgR1oXVcoR1pigggR1vfeffR1zsjVgR11FlgSR13YkibR18SgggR2DcjifR2EkidcR2FBifqR2F+olhR2KrieaR2Lueik
                R2M5gigR2QyYmWR2SyiafR2T1thYR2dChnjR2gdYejR2hBnxcR2lithmR2sldsXR2tLZfkR24yeeiR3AjrffR3DSnjhR3IdffaR3KZlfdR3MBidtR3NlgheR3UHkib
                R3b+hkdR3m6RgfR3uncggR312bggR34KhffR34MeceR37QjedR4DlpfbR4FhlwcR4HGiayR4OfkgfR4RHhigR4TwnRbR4W2ZcfR4Y7iZdR4mFrdpR4mahgiR4yx33o
                R44zcYfR5OVaifR5RUfdnR5XzhgfR5YCjedR5hsrTjR5j0kfaR5kgZdVR5r8ZcVR6DyhkgR6IVjcUR6IqYeeR6I3pc5R6YwkdnR6ZReboR6amhfjR62idfmR7DTZYn
                R7JHueeR7NSgYeR7TYeggR7UWkjgR7cQsgeR7hIgedR7lPhdeR7nXZggR7rYuhdR7tggheR7yGgddR79SibeR8B/ckeR8JijdeR8N2pegR8SejifR8aZgacR8eFnqX
                R8pWlieR8tkrXuR8upggeR8x6cfgR80EmYkR83WpQfR8+kmpdR9DPbecR9D+ijdR9FAQjmR9HWYvdR9OWdggR9TZbegR9V6VmdR9rnbjiR9stvgiR9vRVVfR93yhYp
                R96KiefR99/hfqR+BAcggR+PBfefR+V2fghR+YuegfR+bMffeR+fKdfhR+k/oZeR+lV4faR+nCcqfR+qcsYdR+rbffhR+ucmfZR+8hxbjR/FpdadR/GjgegR/PuXeZ
                R/XlfggR/nK/0cR/nRpeeR/qSmcpR/sVjkiR/w4hefR/1yogfR/4TeggR/6VhfeR/9soZiR/+xedqSADVffgSAIUkncSAIxaioSAN/jdeSAU0dmaSAVCYggSAaVjYe
                SAdDsedSAeZkfeSAlFcggSAuVfggSAzocggSA+tirRSBB+haJSBGLhhaSBPXwbiSBPiud8SBr4fceSBtIefiSBxRfflSB7+bggSCJmchgSCOPthfSCRPZefSCR9dep
                SCfztP/SCmkeggSCs7gfiSCtlftTSCuKicgSCuhedhSC0ModeSDEbXggSDPTrgaSDSalacSDbcfegSDeGhfkSDllYggSDm2fiTSDqPjxcSDqmidmSDuVBcfSD7odaf
                SD+bnblSD/VidfSEGkihkSEGrUggSENXfdeSEXLhXXSEYShZfSEY2SlhSEnabgfSEo+mYiSEskgfgSE1vlggSE3UfjdSFFGiqgSFPLWfgSFX32cYSFmHffgSFo/kfg
                SFwtffdSFyMhfiSF25oetSF4EegdSF7SgrbSGB2eieSGOIfgfSGXKicsSGajeqgSGctfdeSGgsdmfSGg/dggSGoBalgSGpwklgSGsEhedSGvxedkSGwStbuSGw3egg
                SGxGhffSG1rbfeSG6gfggSG+ulefSHEnejjSHJ6hhjSHN1khhSHZGdzZSHb7kleSHfJYZeSHkCVggSHo6jqaSHsNrUqSH2AfagSIGWidgSIH0nafSII+pYdSIMscYX
                SIX2fggSIcEqoeSIdVldzSIjTvidSIlRiegSImehfcSIrNeRvSIs1uYbSIt6hegSIw6leeSIxgiiqSI12tcfSJDbnlcSJH4YbXSJUsLifSJVejffSJc5oaeSJfshee
                SJiSdgfSJumfbfSJu4dacSJy4laeSJzwdedSJ3g1fhSJ4podgSJ8KjghSJ/CefWSKDveYnSKEctcpSKJQjldSKcPimfSKgHbggSKocdegSKqZfceSKulYggSK0aiYd
                SK2AZcfSK50zonSK+bjdeSK+3dggSK/QdggSLBlshoSLGydldSLTrhreSLY3pWpSLpPcefSLqEfWiSLsefcmSLyfkbnSLzSvmaSL0XhcmSL43nfgSMHvkdeSMK8gld
                SMOcPggSMVGhcgSMrljflSMyGYhgSM6PgejSNBFgedSNDvjggSNJmhreSNKPjtfSNYYgffSNrIgheSNt8mreSNwkkqmSNxUkebSN53gffSN7XmedSN7sTZqSN8vfnd
                SOLBiWoSOLLeieSOUdxZhSOWMZfaSOWnfgfSOa5mcaSObRkdgSOiUclgSOi/fggSOlKeciSOmYkejSOyvlxcSO5hgmcSO/edffSO/mdggSO/0ZcnSPCQiufSPEymob
                SPGNveRSPLInSeSPMgjkZSPWRgdnSPWhkfhSPibhfhSPrTgggSPtugggSP5iYgeSP6mfnfSQQRWggSQQzhwaSQUogfgSQZBodlSQbPrpjSQdnhcfSQfhkWfSQkblcd
                SQyscfTSQ3u0e1SQ4EifmSQ49bfmSQ5JgyXSRBpjgmSREVeggSRN2dg/SRVTlkbSRV+cgdSRXUhbeSRXunfeSRZKdcfSRZPuacSRdkhecSReNWlhSRrTeeeSRvIbgb
                SR4brqbSR6shbcSSOAxrUSSOPlieSSS0madSSUBdffSSYNZggSSZBYjgSSa8xdcSS0JgcfSS0gfXhSS7pedjSS/ScggSTG/gibSTPleucSTUeXiaSTdolPcSTnOlYl
                STxgXggST2kmgfST3mcigST4DWkfST5EfidST5JbfgST6dgheSUJ8kffSULHgggSUMGkejSUPbdggSURhXjZSUTIineSUW3iQeSUaKuXvSUfwwYvSUlCkfcSUlrraT
                SUl1kocSUm/hhkSUnrfiaSUrRpddSU1KsdeSU3YkcdSU76upbSU/azaiSVJ/w0cSVLTesXSVSIebbSVc+bggSVdsdefSV0+dskSV3RdjfSV4DnfkSV9JhQ0SV9zhoW
                SV/OrYlSWCNZbdSWJbbgfSWaoncjSWcfbggSWdQgcVSWe1mcrSWnHgggSWnUVggSWpcjfdSXEpZcbSXH3cggSXTdbbeSXWLZgeSXW8jcfSXaEsgbSXc/pciSXg3mdR
                SXh9hfeSXi8bjeSXrVdggSX1mgffSX3orlcSYC1fhfSYDTbidSYJikggSYQoXfZSYSGXbnSYf4qmcSYgsladSYjcdkcSYkFfggSYk6odaSY0SUgfSY4rjigSY88gqh
                SZZodfhSZolZeYSZoqkcYSZrBkehSZsYkiWSZ6ylhVSZ8UipmSaD9cghSaInkieSaMcXhgSaN3gjdSaQ+ibdSaVpiYaSaeNekdSaifdeaSaoAcSzSarNgljSarVifm
                SasPUlfSayCamfSayRibeSa3LdfmSbCwdggSbPycggSbUjfoeSbb4/hYSboEdZqSbq6WidSbsAxenSbs5jhlSbwahhhSbyMfgiSb01iebSb1vVggSb3BhqXSb4sfyV
                Sb5JrbpSb5vkkfSb5+iggScGigefScGypiOScLkibgScWVinfScctgefSckxSlgScradekScyFvcUSc5zXggSc81ocwSdMbtbtSdXockPSdYakohSdaFeegSdejrei
                SdfVdfpSdkXkelSdlTgggSdl+3zdSdovWgTSd4hYipSeMwUglSeOrmWTSePMaggSeVEkmaSegZdgeSeoDwlhSe5DoudSfCEmggSfJMdRcSfKlrdsSfWyYeqSfYWcgg
                Sfb2kYmSfdUpdlSfr+hdXSfsLiqdSfwGbcgSfw7ixZSfy5YZuSf5xkgpSf9SdggSf+7gjaSf/BedgSgC4plVSgETeggSgIrfedSgLHgghSgMQeggSgNllccSgUBqcj
                SgWPfggSgZBjcdSggcbggSghjhSgSgmeRfgSg0ZbidSg2zYggSg7apdeSg+1nhbShBtdkeShItjfkShKNfdbShP4foiShWigefShWxdekShgveegShppcggShrKgff
                ShrpqZbShwtXggSh2seigSiA/mVeSiD5ngfSiJFefoSifYTcdSijFgseSimPebgSipsn9cSiqudmgSitJkpeSix+VXjSi0QefYSi1/hgiSi2ObdfSi3tiadSi5qpgg
                Si6opZcSi9jwadSjAqupcSjHnihdSjMydfgSjNerajSjR+lgqSjT6YggSjVYlfWSjc8hYgSjezmdgSjoKhYfSjrsegfSjs2VggSjxndeeSjxsczgSjyUideSj1aodd
                Sj2wqlfSj8GhffSj+gkalSj/jeYhSj/9kfbSkBJfffSkHJeedSkJmfmfSkS5VaZSkTmebgSkZBXgdSkcfcfcSkfGigcSkfRcggSkigbggSkkteglSkmMhfcSkpZpgj
                SkqcnZfSkrshndSkz7fmcSk1rxcbSlBNoavSlB/gYZSlFEeefSlIiZiQSlJWgmdSlJpgggSlK1ggZSlOffggSlRTdeqSlXiycmSlgDokbSlgtlbfSlhTiibSlwiWae
                SlxldejSl3vhlfSl33nbgSmKnnbaSmO4rjhSmR1eggSmW1hggSmagfdgSmbMiggSmeKfggSmmjbfmSmoLkaeSmwwcmfSm+8kbgSnCzlifSnGjhcfSnGltndSnIWgfk
                SnJ5erdSnLQfahSnMmhdkSnTtgV/SnT70hcSnWZhfvSndokfcSne3claSngOXcfSnmImedSnnUbggSnuhmvYSnz2afdSn3qYYdSn66bvdSn7/niaSoAGfggSoJwgkX
                SoSwkjcSoTOi1dSoglrgwSoojYeXSovUdRlSow7laeSoxHnnfSo2HgggSo5yeggSpLOfggSpL2bggSpPBfggSpQybggSpUTfggSpWFZgiSpaeekfSpfbrZfSplAise
                SpnljfgSponthcSppDcggSpqqfgfSptflfvSpxJdffSp+/a4bSqIwWgnSqPGvdaSqREbffSqjkdhaSqmzncaSqncfpfSqvcigrSqv7bghSqzPcggSqzXphdSq2flae
                Sq9XfggSq+3kdbSq/HeggSq/sfdjSrGnefgSrTydhlSrU8hhdSrWIfegSrWw0idSrW5rZeSrW6VegSrdBPggSrgtdelSrwIbgeSry7ZfdSr05fcfSr5BYggSsA0bfe
                SsHcl/YSsLVjfeSsMlYdfSsdRhccSsh7kUfSsogjgeSsvkefgSsz3m0VSs0EmuXSs2gofkSs4gqidSs6thebSs7iqesSs9YXggSs95jiYSs+ptaxStImcdfStMUgds
                StOpTgdStXMWeiStaVbffStjYwscStkTrqeStmbevQStoArnpSttrdZaStv4gggSt0+hqdSt+pjcXSuC3dggSuJ3eggSuSVYggSuXEegeSuX3ceaSuYIjdfSuZ6hff
                SueKihnSugpfTcSuvtnWlSu+7/W1SvCNfggSvDkhgnSvNVbhcSvRYsdsSvTBrdaSveOggeSve+UggSvmgVkcSvm4tqhSvxPheuSvxRk7bSv3G/gaSv6bffnSv7qgge
                Sv82ZffSwH1ijeSwNVYggSwU8eigSwVjaeeSwZFjciSwb3kbbSweMdhfSwiPgefSwqKVgYSwqTdfgSwx7aggSw+0jWOSxFdfggSxj8dffSxvQkgfSxwUfglSx/Bagg
                SyCMgggSyRBbefSyRJjccSyaniniSyomlbdSy5FfggSy7HegdSy/lqfaSzK/gggSzTZcieSzUgfeeSzVNjgdSzVcgfcSzXLdogSzm2lXeSzoIZfkSzrbdggSzrfdgg
                SzrhZmZSzvkcegSz1zhhlSz8afZfS0aKeenS0s/fhcS027gfgS05weedS0+NbggS1ClbggS1KeeYlS1PrjfiS1WdeheS1kihcfS1oedmhS1pqyfgS1xSZggS15Qfen
                S18ohebS2F/gffS2HGsmRS2HTgjlS2N0defS2ZrvfeS2b+hZbS2c6gceS2eYgdhS2fqogeS2ltkfjS2ovfggS2pFgddS2r1ZfdS2wYbifS2zphfnS22YpcVS23ccfr
                S28TighS3A5hdfS3DJeYkS3IXfdgS3KYnplS3SpsWuS3T+mZgS3W/KoeS3X3iggS3dxdggS3grgggS3ilgXvS3kJbicS3knYfgS3kyQbeS3mdpkZS30McggS38fqmi
                S4B8mWXS4HhjqcS4IIkeeS4VJeeeS4dMoegS4krfdeS4nXdggS4o0bfeS4uMffgS4yreaxS443ifiS45RkbmS461kfcS464eblS5FafflS5GuJcgS5KGbqZS5LLgaf
                S5UIibfS5iFzjpS5o9cgfS5qMfggS5uhcrdS596dggS5/fjimS6EyPVaS6FriVnS6JiakyS6K/glhS6M8cggS6hS03ZS6oQfggS6x4w1eS6x94/cS6ypiobS60LUoW
                S63TcctS65ccgZS7EypahS7IJlcXS7LclbnS7TOedfS7TkiqdS7eKdW/S7godggS7htpVfS7pTucsS7sjcseS7yOahgS75MkcmS795juZS8ATskdS8FaeqeS8Jknde
                S8LOkpcS8OjfgfS8X7NgOS8Y0hqmS8aAt4ZS8cYaggS8gmbggS8jFgfgS8lvYfgS8sKjeiS80VydqS9BitYkS9CMfmfS9NvzWcS9R5rgcS9VaeggS9kSfggS9k2hbY
                S9oVcggS9uBjbdS9x/dggS92IgdxS99NefgS+AXenbS+MweggS+ODbogS+QahegS+cAefeS+nYijfS+3ClveS++biecS/CingfS/D5ZdfS/WLgdgS/bYfggS/bjjpd
                S/rXhXzS/urfegS/05rhdS/11heXS/4ZZndS/6nXfjS/9RdagTAMchndTAXLooZTAgomdeTAhjeegTAwdfblTAw3egcTAy0ijgTAzEggfTA0ldcfTA3IggWTBI6fdk
                TBLtdggTBO4fggTBi2jjYTBnniffTBupgcpTBu3gmaTB2ScfdTB7ftggTCCNfggTCCQlbfTCJje0bTCPscpdTCQ8iXnTCWDdggTCi3ihaTClXgbeTCrwZgfTCtIogY
                TCuXjZtTCvZYchTCw0geeTC2UbhnTDBG/dZTDJBohbTDLGZggTDPolfiTDRIgedTDRZeefTDUaifhTDcZhfnTDiIdcjTDoAmceTDqnkcYTDvhdcfTDv3oYbTD4Aikb
                TD6aubjTD+ulggTEWlcZZTEeadggTEnYokcTE56rndTE6IjfgTFAspPmTFGJllpTFGUbbfTFMOWidTFOodfcTFV2begTFYpuncTFcDgZpTFeEhiYTFe7iilTFjSjiY
                TFkETtXTFmPjZgTFm5XggTFq4kccTGAHbheTGI4gfgTGP7fafTGa1fcfTGecqZqTGljeggTGoafcpTGpCbggTGshncdTGuXcigTG0qacfTG7cfanTG9zhYhTHG5ekg
                THJBVJeTHeuogeTHhcflfTHkecbdTHkmjlhTHr2TggTHzthlgTH0Lq/aTH2AgefTH2MolhTH97fggTH+FlgeTIADsoZTICPffeTIDHjddTIKLilYTISVeXfTIYHhsW
                TImclrZTIn2kdfTIp6oXlTIxWegaTI2gmgcTI5TkdoTI5vhfeTI57lbgTJGihdeTJG3badTJIjqZeTJStbceTJV9eggTJXmhffTJoqksfTJuLdbdTJvPxdXTKAzZdb
                TKCumgfTKC3fggTKGzgefTKIMo4dTKIOhWeTKUzeggTKZ8xcdTKb8gggTKctYggTKf9mfeTKicijgTKknrmWTKl+cjXTK0IRcgTK3pgjbTK6NicdTK9lhgfTK92t3Y
                TLAOoebTLECgfoTLFNZggTLJ1lgjTLM4feeTLQaqeWTLU7dggTLWMeggTLfthceTLhSefhTLjVjleTLjulfnTLsrtbOTLstisfTLwirYXTLwnhedTLxlgffTLz+ahg
                TL/sefgTMAcrxcTMKWbpeTMLArX3TMS/bdfTMTAdffTMW1dggTMccm2aTMd+pobTMhAojbTMhn/5QTMjsegdTMkvubeTMmnhtaTMq5kfjTMvneggTM2CmWbTNALmie
                TNA9ZffTNEvUggTNGuzxkTNHSqdsTNOHdggTNgQVggTNwkkffTN8PgufTN+OSdcTOCkgfeTODbkfeTOOzbfgTOSPjW7TOXQciWTOjvYggTO0hdggTO+9jdcTPFJjfc
                TPSmlicTPUlVggTPWuefeTPWwhkcTPYgf0cTPZ7gXnTPaogddTPeUYggTPxJdgeTPyZeidTP15effTQOLhlgTQPJpX5TQPefggTQQqfabTQTPfggTQXBcggTQcdhil
                TQhhgggTQiPnjaTQ5iajfTQ9umbeTRGztfeTRMmjeZTRUmhWfTRYkdgeTRa0pZ4TRc1fggTRd/kUzTRfjffjTRicxeYTRniXggTRsjwdfTRs3igfTRxHeggTRyNnXY
                TR0TcjhTR3haggTR/QktfTSBQZZgTSMrdggTSOKeggTSO3fggTSVHffYTSVIpggTSX6ZggTSdJfggTSftZjfTSi4fdnTSnBfggTSxWbgbTSzlekdTS1SgXwTS6Aagg
                TS9ahffTTAPeggTTVtfeiTTV/djgTTaDiffTTv4fhgTT22kmdTT3iefeTUAJpSmTUCUdggTUG61vZTUMFdbXTUQ0mebTUR4eifTUUJhamTUbEegeTUgIbdfTUmJogf
                TUu3phdTU38effTVKUfTaTVKbrjaTVUPnhlTVWiUcgTVYrXgnTVmegktTVpBfZgTVsrkfeTVvy20NTVwTeaeTVwpxjVTVxqchgTV3bmUnTV9pmqXTV/1ZhgTWQIbgg
                TWTlhbrTWV9VfgTWWQaggTWexjefTWfahnaTWmhjfhTWn1dggTWoJcdfTWxGdffTW5XrafTW8RgggTW93YlcTXDBjjdTXFUnkcTXF9hkeTXGBfggTXMFkZlTXR0ehg
                TXVDkpgTXVYWZbTXZRgZrTXdqvmhTXd8fkfTXhqddcTXiCklkTXltgrhTXmdiugTXoAgorTXqddddTXr1gnhTX3HckgTYASdaeTYCfeflTYOqdigTYQqfehTYSYZeg
                TYT0decTYWogefTYbLfikTYhcjiZTYk8fggTYommegTYrMjqbTYvUgrhTYznnraTY2uodaTY/4bggTZENVhZTZHEvUbTZIbeqUTZMheqdTZQHjieTZTifb0TZZTdhe
                TZb7iYcTZsTepiTZzigfgTZ1bdfsTZ2EffgTZ+QZggTaA2cWeTaIcj0kTaPzbfiTaQws/YTaWrhYkTaYqjmcTaaCfcgTaglieyTaoTnjjTaqRrmbTav6jbdTa3IYbu
                Ta45kpeTa+sjfeTbBDaafTbDDgeeTbDurcgTbKZeqdTbTmifjTbdoWceTbecdggTbfOaggTbgimdsTbgucggTbnIdggTbnMfggTbnPdggTbx+hggTby9kgkTb22gpi
                Tb7VqVSTcDhUggTcL/iheTcMFelcTcSoefnTceihgfTcemjdbTcpqefhTcqadatTctEjsfTcuUWggTcvycggTc1WclgTc/0praTdDfs2cTdK2gkeTdQciffTdRVdej
                TdR2ggrTdYdianTda6ljbTdbm3J7TdfWfcfTdr+cyaTdwbflfTdznfZtTd4kdrgTd7fgegTd80jvZTeBPopiTeD3eggTeLadqbTeM8kbiTeanfgdTeizcggTemzmel
                TencpYgTeoEeggTfGKhi/TfT3ffeTfYOekXTfbelofTfdIlhcTfjbYieTfqhafcTfuAuKdTfvTpcrTfv6jbgTf1f0bYTf5SjVnTgKdpccTgPQjwaTgRdhepTgTIamf
                TgZhngXTga1YlfTgmJlYlTgqSggeTgrxTjgTgwxibeTgyXiffTg3onaYTg6+oO0Tg9bffgThDQnegThN0XehThQHcggThUQfbeThX7qxdThkxbggThtDnalThtXrNg
                ThxLhYhTiBYfdgTiCVidaTiDzvtWTiKneggTiV3kceTiXvfggTiYLbogTijFdkgTilIdfjTiqqiubTitgjmeTi1wkV8Ti8xbUeTi8+pYdTjCCjjeTjIAhckTjKBife
                TjWHnfeTjc8fdbTjmfidfTjsWlshTjwdiTfTj3sffgTj9OthbTj9VWggTkFOhfeTkI/hodTkMScggTkOafmgTkVYdhsTkXymclTkbQtdsTkftfggTklqeggTkuCrdd
                TkyifbjTk3OffhTk6IdeeTlAmYkcTlF9kibTlOmZihTlQEebeTlTkfqVTlX6ouYTlX7belTlZDlggTlZ6YmiTlfLsihTlfSnW6Tlf7knZTlkiedgTlo9jraTlpRYgg
                Tl2taggTl4AhrZTl9PnqbTl+SeggTmCQgdjTmDEllbTmPOebiTmYMekfTmdwlgfTmd3iueTmhRdgjTmkspcyTmpLYeeTmxddyZTm2rxarTnAmhlcTnAntjcTnDh3ga
                TnGxgacTnRUmekTnWxdggTnjdibgTnk4mcmTnrPaggTn6VcucTn+PbggToBQYjqToHUabeToIodefToL3lvjToNCenhToTYrefToZKbfgToeEWfeToiiiZkTojW1io
                TotjpZfToyJjddTozSgenTo2EgggTo4lbggTo4230BTo5UodbTo+rjetTpAkeffTpG5ierTpKYfafTpMNeggTpdTjeWTpdvgcYTpfKuahTps7qifTpyXbggTp3eegg
                TqAcihcTqG8dgnTqQPbkgTqS4fhlTqUMljuTqZzWaeTqbMicYTqcNeggTqe1gYcTqgUbffTqhSjsfTqhtfggTqk6ljfTqnEbggTqpmfkeTq2izWlTq32cggTq9Tffe
                TrCXhafTrWLldcTrXyfggTrdLyvdTrd0eggTrktgggTrk9kueTrrPejfTrzikdqTrz7hhlTr7dauXTr7npdeTsBAUgeTsHfcfmTsO5ZggTsRKfggTsWhrffTskQedf
                TsqBfjiTssSdggTst4geiTsuriffTs8ZbggTs9ItceTtGPckgTtKVlpeTtU2kggTtcDtqeTtdHeggTteaWakTtjHhggTto8gfgTtsieggTt0XjecTt5uQggTt9xnkd
                TuBohjeTuC7hVdTuJphfnTuSxkZeTuaSlmcTuaogexTudlnelTui2hrdTujsjffTukBwWfTul4fcgTu11hceTvAhcggTvChjpgTvRlfggTvhnbggTvhpntfTvkqYgk
                TvpXfggTvrYsgaTvs0pfnTvzUieaTv2akfgTv34ZkgTv4tmZpTwKagfeTwNOicfTwX+mgeTwZ0seuTwdFodeTwgZkdcTwggjfmTwhFZdqTwh2lueTwtgjftTw0+vaj
                Tw3HupbTw5kbdfTw6BcggTw8CfigTxEglfaTxNHnmeTxPTjjgTxUMaggTxYModcTxdIjdeTxoFgggTx5HdhcTx5PdggTyCTfWgTyH4XggTyJffTfTyM9dggTySCUgg
                TyZ9pfqTymoWphTypcdigTyt4fdgTyyKUggTy77ZgfTzCweefTzHBefeTzH2afhTzQJabfTzQTghfTzTCfdXTzWxcgeTzoSZggTzrkhgdTzsSffmTzstddtTzuofgg
                Tzy3eWbTz95icfT0CXiejT0K7uqlT0UCsdfT0qigffT0zTUggT1BsoggT1MA3L/T1UAgedT1ValoeT1VfcfcT1bYdlTT1g2dhsT1i0aghT1sumeeT1zUicfT15geee
                T16qfggT17jadjT1/khggT2DdZbeT2FpmaeT2GFmdfT2LvfggT2OscgjT2SoheiT2XCfchT2ZmflgT2jVhzeT2jrffsT2pjWjfT2q8egmT2rrcggT2u/pcgT2xcjdm
                T2x5aeeT2zPpeZT28ehdpT3BUuafT3C+kpaT3KbhggT3LHefgT3NTgegT3SWfinT3YXjgiT3aMdmgT3dWWggT3iJhtUT31HtjWT32jkggT33QdcfT36ufffT39RTme
                T4BhaeeT4CCqmfT4DNcglT4HqjlhT4PCmlaT4QynegT4WkcfgT4rydfgT43dbVeT47VeggT475ggfT5BZlhcT5GwgfkT5L2gjhT5O2/alT5appceT5hIffgT5o2hpk
                T5tIjdiT5vishgT5ympdfT5zNlyfT52T30ZT6B5rcRT6EUqg1T6HmqggT6K1redT6Mh4RbT6NBdggT6UleggT6UoqobT6hTmepT6ipdgfT6jzeekT6pioibT6x7ied
                T7RznlcT7R2hhdT7W6ihfT7femlfT7go/WaT7hznvfT7jadggT7lThigT74EjW0T74cfkgT8CajcdT8EucghT8GAnibT8PPYggT8Q7cf2T8auVfgT8oRbgjT8rJedf
                T8u4ggdT83WqbgT88HdiiT9CKoggT9ICjhST9KndYfT9PycifT9QUtenT9ScghbT9Td+P/T9UncZgT9VsffgT9Y7eegT9ZIgggT9ZWgffT91IVifT91wihkT946vhj
                T+EzaheT+OVegeT+OodgvT+UiglfT+cFjghT+hHjclT+hxhnbT+lUcggT+rIhYYT+4heYgT+87cleT/B5fbYT/CZhgfT/DKamfT/GNmoeT/JLicgT/JNghcT/JRkfe
                T/LqcdfT/OTfcgT/YPffbT/aTlkmT/gcgffT/iQcggT/lpryWT/mZgchT/1mjfwT/5xfbbT/7ledeT//BPggUACElscUAC5fggUARgaYiUAXicggUAdTociUAgehdo
                UAgfjhgUAhckTYUAhfredUAjUfYcUAoUVYbUAuVtefUA3/aafUA4jbmlUA8IkcXUA/GkdaUBL0tceUBRsfbeUBVgbggUBd2gjtUBjxlehUBlNtflUBoDeefUBo/qqW
                UBtebggUBuXwctUBxccceUBz3iceUB3gighUB5nnhdUB8hluZUB9FjdlUCOhingUCUXhmfUCf9jcyUCnxVkfUCtkd/cUC2HmafUC3JhZfUDEknecUDGngeXUDJEqcq
                UDJGineUDJbeeuUDJckefUDLvhlpUDOJfdgUDSjYgeUDSqYfgUDTIfPsUDZZghfUDZmycvUDaYfggUDffcggUDfvgfgUDiWjucUDvgmecUD0vdseUD5vomfUD6nkjW
                UD6xfhfUD9ObciUECMddhUEFqiliUEI5UarUEMnhjdUEW0uegUEsegmeUE1h/H/UE90gdkUFLcvbaUFWJhfgUFbWddkUFbycdgUFdOaggUFeldgcUFuigtcUF0Msfn
                UF1RYggUF3FWelUF68gfhUF7QqZcUGBHhbgUGGq9kYUGLMeeeUGNcdggUGSoedeUGaPancUGcRibcUGdJmfeUGhkhenUGlnlggUGrXgmfUG6Y8hYUG/RcgoUHHZlce
                UHJxgefUHM9lffUHTlhYeUHc9iigUHdthraUHq+oQXUHuchdfUHwFibkUHwPsfkUHw+ksdUH2OfggUIIBbuiUII+eacUIK/agfUIMGeggUIMlcggUIOLfnfUIR0icl
                UIWTiehUIbziefUIeSqcjUImrbggUIpfigfUIq0cggUI51fhVUI7JmdmUI8FmdpUJACpcZUJBCjecUJC/becUJFfXkfUJI6maeUJJkmbbUJOwidfUJYzZgfUJZTleg
                UJdEdhmUJgJgggUJg2skbUJluaggUJl2effUJnXhefUJqcdjdUJrQhelUJ3xVehUJ+DKfgUKCEpbuUKFdhceUKMsqgpUKQLjdiUKQarggUKUmcggUKdsqniUKhKhdd
                UKkaeegUKqYcggUKtAcfgUK4idfcULBkdfgULFdjhfULI/urcULZRhefULclhmaULeLargULh+eggULkYfjgULnX/rXULtiffgULvEceTUL0HgdfUL08cfeUL5thdk
                UL6GZggUL/iffcUMFbjbVUMMcblhUMO4ebiUMP0aggUMSjfflUMpagelUMsrldvUMy4bfgUM1ThdrUM4EmijUM9fosgUNAxgggUNZxcecUNbzalkUNb1ZdgUNgRief
                UNhIcfgUNsqfggUNxdfggUN5jdfaUN6gncfUN7FbVrUODkTfcUOK7bboUONGZefUOboiZeUOdyZXcUOfldgkUOnhsafUOs6igfUOuKYggUO1ckcpUO8zicTUPANcgg
                UPGEiddUPJccpdUPLPdb0UPQIiffUPR+ieeUPVBtevUPXphgaUPZ4ifpUPdjfceUPeaZebUPgmfcuUPgvhgUUPn+jdoUPzAccrUPz1gaeUP9dgdfUQPoUbdUQULlZi
                UQWJQhfUQnpaffUQoHsuYUQv+dggUQ+uafdUQ+vhdaURBcjefURBxkghURJEenfURN3b4eURQ0rmeURVFpnfURW2WibURZZcggURahifeURfIiciURjIjffURlCjWc
                URpYdfeURqllggURr3qfcURtzdboUR2SgpfUR9nbalUSDSldaUSGQVSiUSH5wVeUSQA6ScUSTRjccUSeifggUSe0hdbUSe3pkeUSscdffUS1ucegUS25ZjcUS67leb
                UTCyjfgUTHNsccUTHYgjdUTHvvcjUTT/bggUTZRikaUTgWeggUTlVlnaUTtlZggUTuygejUTwalnbUT8mgffUT/wflnUUDidfJUUHNtbfUUHPpxjUUSjaggUUU5ipe
                UUV+ihgUUZRfggUUlzVmgUUo9hcdUUpomXcUUybhXfUU0udrgUU5hrnaUU6UmilUVD2fgjUVZ4hfbUVd5cggUVgShfgUVjBedoUVz9fggUV3riegUV6+jedUV8Klne
                UV8UgioUV8beYfUV87UggUV+3dhgUV/WjieUWD4mdjUWNriegUWQfaggUWSbodgUWbnkchUWc4fffUWlUbggUWowyYsUWvViffUXAbgggUXQKslfUXUSqbZUXVvtfc
                UXaPjggUXdgdggUXfiYhdUXn+VggUXojqfcUX3TpSqUX8ksdeUX+DcrcUYFQg5dUYI8hmZUYJ9qmcUYKkcggUYMcdcbUYM7VedUYNYnvaUYQzqdbUYSPofeUYUtmZw
                UYb5jeeUYdLjkdUYg0hZeUYi4heeUYocvifUY0XadsUY4DrfvUY4EejlUZGUohgUZJUXggUZLHcggUZRzmeeUZYokbqUZqiWoeUZt2mWmUZzsoYnUZ2jgdgUZ32YZU
                UZ5uyYvUZ7TiceUaZqrghUaa8aggUahxlycUakAkdsUasApefUawdimhUa0EiiaUa4amgiUbNuldlUbPXXanUbRIVblUbRSgfeUbYvnwcUbgNXjfUbgaqheUbieeem
                Ubs6cSiUbvdsmdUbwDbjfUb1ZWccUb6DdmaUcGNcggUcJCedfUcMaajaUcNOhbfUcYUibfUcZ2icnUcfgzdiUciVhgYUcifbggUcxNlfmUcz7iggUc2ejadUc6Ikce
                Uc6c0aZUc+badgUc/8hgcUdN0rhaUdTfkmeUdbWhTrUde8dgoUdfzgrbUdmLdlgUdo1bffUdppkefUdrBhbuUduCxadUdy6ibeUd1kielUd2orfhUd83lcsUeDeegg
                UeF7cifUeKgqYaUeLZfggUeWcadeUeXghgaUeiuahdUekPnjbUeqsaggUeqylSfUevQedoUeyQeggUe1iikaUe4AjheUe9EpcpUfRTfdfUfS6kggUfhRaeeUfi4agg
                Ufi9dcWUf0NgafUf1ZcgeUf3VSjfUf4nkifUf8phpfUgDNgncUgHehbsUgKdkbdUgLgWggUgOkeeeUgPSfWmUgZvihaUgazcjdUgbnggeUgcAjjfUghWeccUghtjea
                UgiDeggUgj3dsdUglSrpeUguIgcfUgwViYqUg4BfWqUg6hiufUg9WkglUhDMdgnUhELggiUhUqfodUhZcnacUhfAgtlUhp+eVeUhsffggUhvghggUhwtYfdUh4Pelg
                UiLVhbeUiMrgheUiOZqddUiiKdggUioNdggUip+mgfUirDfdiUitBaggUi1KiieUi2XbRxUi20cggUjAHlecUjGnffeUjLhgggUjOejegUjQyfggUjS5ldrUjVoYob
                UjegXggUjnhfjZUjn/gWdUjoPWgfUjriqdZUjtMeWdUjzKVedUj03hdkUkEEYiaUkWhnecUkbGfcgUkdDdkhUke0fffUkk2ifjUksciafUk8ThieUlADhckUlA3agg
                UlHCgRyUlH8fggUlX34gsUlfPVdcUlfkihdUlrqZdgUluFemgUl1AqoZUl2hdefUl4sjcmUl8JkYnUl9mebeUl+bglhUmCIjXjUmDlhjZUmGYjrdUmGyffmUmHcnfb
                UmPpdfiUmP4tdoUmQ5jgpUmRveggUmT3aggUmUVhgiUmdwXggUmd8degUmeufcjUmnwmcdUmooigdUmuedfiUmwkbffUmxpjldUmznefoUnCCleeUnCEgggUnDzYhc
                UnG9iSaUnHheakUnMjbggUnQuhddUnbHgggUnfHohgUnmPbggUnpKjfnUnsbldqUnywlfcUn23ldgUn4oembUn/AdggUn/ofggUoDtibhUoEFeeeUoHNcggUoKsXgj
                UoPAaseUoRGckdUoT0uqgUoWTgfZUoZDaggUoeCeggUomejlcUoptifgUot6oXdUpA0ekgUpDTeggUpIJleeUpMOgZqUpNVaffUpdFafgUpd7lsdUpemPfgUpycdgj
                UpzJggfUp8SlneUp/+ZpdUqGWqwYUqRrfggUqUujffUqZ9lebUqbFfagUqedvfdUqmClmgUqn5ogeUqsDkefUrE/jlcUrMZmboUrTAgefUraqcceUrbiYgaUredmbo
                UrgAfrfUrhYgafUrj5rZbUrlWdYgUrpXcOVUr5KcggUr96qtiUr9/tllUr/qkhfUsDnfefUsE4ddbUsE+SbXUsHaqfdUsHjdZdUsIniefUsOAqfXUsOsrcrUsaQcgh
                Usd9ZggUsilfscUskcbefUsmxmcfUs68ZgfUs91hrgUs/NYhdUtOKdgmUtTSsdaUtbficfUte6qebUtffgffUth6kVbUtmDqXbUtr7hZfUtr+eggUtxikbeUt7kegg
                UuAJdggUuBgWrVUuDwbdaUuFsioXUuIChneUuIOidfUuNzlliUuSIdefUuWcjgdUucHidfUuq9ZghUusUhdbUuuPooTUu06fheUu7RgmdUu7feggUu9yelcUvDOhnb
                UvFopd2UvIJnefUvKFqceUvW+kbkUvoAgemUvsOebbUv3JigeUwCygcbUwJLRfbUwRwejZUwT+ogdUwVEgggUwV6gggUwW5qqjUwavfhiUwdkhciUwk9fggUwu4fgg
                Uw5nkifUxCUmrgUxJmefmUxKpeYaUxNIhehUxVLhkYUxX93abUxd5VDfUxmRodoUxn6aggUxp7aggUx2hWvVUx5uXZaUx7CeccUyFHdreUyK4kxZUymjeggUyoCY2f
                UysocgeUyuydcbUyvacgdUy59afaUzB7obfUzCHSjeUzD/safUzKypfXUzS3hqfUzWChgdUzY0mclUzaCo1aUzbtmaeUzeggeeUzfVgaeUzjJhffUzjmZfqUzt/mVn
                Uz5ZtVWUz6rffiUz7QkZrUz7gjboUz/VhnbUz/diffU0AYiggU0AcoseU0GehgqU0JyfaeU0KfggeU0LTfmeU0a5YWgU0e/medU0f0gefU0nWicyU0sryggU0uCifb
                U0ynZggU00ukTeU03fdhaU09jtndU0++ejoU1D+gtbU1I7dggU1QMZZgU1THgeeU1VDclgU1cyaggU1iwfggU1i7edYU1purbdU1pxdggU1xLwcfU116bfhU18ejha
                U1+gpenU2RXmlcU2k1jyfU2lGr2jU2lhjcoU2vEmtfU2ybcceU2ypbgfU24ghyXU28SldfU29/hhkU3J9befU3OSfjaU3XfrXcU3e9dggU3hIsbjU3iHdfgU3i/dgg
                U3n0cgeU3uIldnU3y5gelU4BMXggU4BoZbdU4MleggU4NQiheU4QGgigU4h9nhfU4juejhU4pteeeU4twqihU40gsYaU403lgdU45JuadU4/jadWU5SUigWU5UUbdh
                U5X9XadU5bnbggU5dbbggU5iXigfU5orkeeU5o9gcfU5vcdbdU50TigdU52XlabU5+8kayU6BLZapU6CjZggU6EiWfgU6G8hdiU6KZpnjU6L5efiU6VhiscU6W0hZV
                U6hHWfgU6q9hffU6tZklgU62njegU63B/bdU69odfgU7LKajkU7Q8adfU7W0idcU7XIhhgU7eErgfU7e2iewU7g6iuaU7m+iZqU7nkebbU7pUiSnU71rakVU73splk
                U75YnffU8BBeeaU8EZeffU8VXlbkU8XqjhfU8ZXcgfU8bxsfYU8dfiedU8kfacbU8mfoZjU8q2lUwU8skeWvU8tTgd1U80KeggU84ereeU86labjU9IkgseU9JVYgg
                U9LrdggU9NeeabU9OaglgU9X7YfiU9Z0phaU9Z44dVU9e0eggU9kcrShU9kdffeU9mmcdlU9o9aajU9sFkcrU9vrhafU97LsczU+HvhbjU+KElljU+KkbigU+PYagg
                U+YCiegU+adrgiU+brueoU+cNicgU+kYedgU+lUgeiU+wojd1U+1LpqWU+62lijU/IYhdcU/I2xSdU/UrlcjU/dFhgaU/dMieXU/f9efgU/i6VciU/rhphWU/tQlff
                U/vSdfdU/yjcggU/4PekgU/+UgbgU/+oYgdVACSgghVAE5mdjVAOeYggVAO6ZYkVATUjdkVAT7eliVAaXdgcVAg3bcjVAk6iuhVApRjkeVAxCibdVAyX0bcVA1Udne
                VA6gkflVA+jfggVA+zeegVBGdZcdVBJWhffVBQdgekVBbnXggVBkmoddVBp/VdgVBqVbggVBtPhheVBtyjuaVBwhroiVB2WhmhVB5WtXyVB6vfobVB98cggVB+okie
                VCBJlYaVCCGfYqVCT+ljfVChDaggVCqhuljVCszffYVC7YprYVDExbjsVDJ+YhfVDPjbfgVDalYdkVDgvlghVDkpfbdVDlKcgjVDqOdggVDqZqfeVDqzmXdVDtfjgf
                VD+YhfdVD/zjedVD/1eggVEGsZxaVEIEu6aVELLgfgVEP3hZfVEdQpdqVEgSkffVEg7fggVEsiTfgVExracfVEx6UbhVE3ueggVFFfgnfVFOJaggVFQvhbeVFYwgfc
                VFmhdggVF0mcggVGBMcggVGEAnXVVGL9iZqVGM1fimVGRSdvdVGTLYfgVGZKfqfVGdBocjVGf4dclVGmEdggVG/rjWcVHENddfVHMGfefVHeQjihVHejildVHe4jXd
                VHi2cboVHnhceyVHoXdggVHyd/vZVH5lcUfVH6afggVH6kicdVH+ifggVIAzifgVIBOcggVIETpfWVIRojdfVITgdoeVIYzkojVIoJrfmVI1ofeoVI8HlefVI+7mde
                VJEMbggVJGwlggVJKhcdgVJUapenVJWIilaVJpXgggVJ42kggVJ51cpfVJ+AfggVJ+ympeVKGepfiVKGlcxeVKRFsafVKWJfggVKWtiboVKcVajnVKvbcqrVKv3Zgg
                VKyqZfeVK0xhcfVK60kdeVLGldfdVLLDeggVLSedecVLTUowaVLc3ghdVLedggeVLinbggVLkijffVLlDfeeVLl4ahgVLmfrfdVLuyhifVLyWlekVLypdggVLzJqcr
                VL4uhffVL42dafVMG4hggVMHc/XqVMPnZhgVMbIkbZVMc7adnVMh6wnaVMxYgffVM4hfcmVM63laXVNEzYcfVNInfggVNOgdepVNOwsxXVNO9agdVNV0lheVNXsiYd
                VNYSgmdVNYubkbVNwqY0dVN3dZggVN91j9OVN+9odfVN/0eggVOHPcggVOQuka1VOWORfbVOb1lZZVOhuahgVOozjmnVOpEtfYVOsqXDfVOwOhcXVOxWgfgVOx3gWo
                VOyXZgiVPAseggVPDeojbVPHzfdiVPPvbcmVPbgaggVPk4ofjVPyCvenVP5KjiZVP6jbeZVQGplheVQJuiibVQK7fZlVQOIbggVQQmYfgVQnSnfsVQ6QRogVRCXkal
                VRHyeanVRIxvhpVRMKXfpVRNcgggVRPiiYdVRRisboVRUNegXVRVyYggVRYkjZnVRapodZVRcOjcwVReCpbbVRjAdggVRnihbnVRqReggVRvIZnbVRxMrWjVR1Barc
                VR7daggVR+GgndVR+wdYgVR+2gjcVR/KrfeVSDSnbfVSJcYqiVSKQkcdVSSVefoVSSymZlVSXJleuVSYaoeWVSaXmieVSbmfXuVSqzhohVSuApndVSzWhsdVS6XmOw
                VS7hkcfVTGugjeVTJoqrhVTcmfggVTdFbggVTeDgnYVTfRbliVTn/fifVT00kcaVT6XeWeVT+ldgfVUENgdfVUFjeZpVUL7pYbVUYwjbuVUbGcggVU+efggVVBnWfe
                VVEyaggVVOjfbcVVUZmnWVVXCegZVVbofggVVgLcleVVt/ccVVVw2eggVVybccrVVzCdigVV0/bggVWEQbjhVWLdhffVWoyodbVWu4XfgVW0BeggVW6tcjaVXRAaWc
                VXV7pUVVXY5gggVXcZjoeVXdZmblVXmXldeVXuQfbdVX1QdfeVX3UmhdVX9tibfVYCkkeeVYIBcggVYWabnfVYWrbdmVYYZiggVYgeaolVYkVpTWVYzUkVlVY02hep
                VZBYkZgVZFmjgwVZKOggjVZKcljmVZNjk/WVZRRLegVZdUkpbVZdegggVZgTqbPVZmxcUxVZwnhidVZ1reedVZ19doeVZ2Bp7lVZ+/ggWVaDRUggVaISokgVaIqagg
                VaUNemgVaYUrgOVajkRekVakKnfbVaqxXciVawFfhYVaw1XggVayyUjfVazzlggVaz7effVa1SqlpVa5xhagVa7ElfuVbOkf0gVbSGbggVbW8hheVbf9bbmVbuEiec
                Vb0KfggVcNJgfiVcN3k1ZVcOthfhVcPhdfeVcShZggVcWCgffVcbzjYnVcphlmZVcqRccgVctjdggVcy7h2bVc2bBZbVc+OoldVdBjociVdG5sxmVdM6VZfVdQrlci
                VdYcmdmVdYihcbVdZWjffVdZdXggVdegkheVdmBcf6Vds1iWhVd3VfXpVd55dlpVeB5fggVeI1YggVeLpcecVeRQVggVedqsefVed0nYdVejohreVekMdgfVemQabf
                VeszqmjVetktavVexFjawVeyoglgVe1xggkVe6LegfVfEhyfpVfF+wfmVfJ7bggVfK7lgnVfQikjdVfQmqcnVfSbjVgVfY2oThVfjrhZjVfpCfghVfvSefgVfzVdhg
                Vf3jdggVgAnzfaVgBFhY1VgKmdggVgN3lZcVgQScdeVgRxgeeVgZocYdVgamlhaVgqXfggVgsEjfeVgsjeggVgwndYmVgzKhgdVgzaeggVg2zeggVg22eggVg3TnZa
                Vg42deZVg5jfggVg6lafeVg7hVuYVg86jYvVg9PjgWVhH3dggVhPMgkeVhQ2ghkVhROemcVhTxdeeVhU+ggeVhW/ZmtVhXcefoVhZ7laTVhdTudpVhinbggVhr4hmm
                VhwNbggVhxtnhaVh01XggVh5FdfkVh6tffYVh8+bcgViEshjfViHZleaViMPgggViP7oicViRvfggViSLeggViT/igmVipFsdbVi17cpcVi8FchtVjBUZdgVjGfkjf
                VjGhgfcVjHyLigVjOObkgVjPelbVVjQFeggVjTzmapVjcviqjVjdXdggVjd3fggVjthjheVjvqfaeVjv3dkdVj1KvZvVj26x/WVj5xhfjVj6OhflVkIKhecVkKOfXk
                VkSwqenVkUcjpiVkVtrbsVkX1jkbVkaMlfeVkddWgbVkeugheVkudYddVkwafnaVk1yeggVk6JeggVk7ihglVk9ijfkVlKOhbmVlUEemeVlj2mcgVlzAVofVl0Lhff
                Vl3caggVl/DcggVmARdljVmE3okdVmL0ntkVmL6dfiVmTLfeqVmX1iZeVmbzfggVme8hlbVmg4jbeVmh+fggVmjTcegVmqqeggVmv2mkfVmwAeggVm1nafgVm3pdgg
                Vm/fddmVnA7jeeVnBDYhaVnRiZggVnWkhuZVnYskgdVnZVpeeVna6ejgVnexaeiVng1qfoVnl8mbgVnp4YffVnsRYfbVnyAhkaVnz+mieVn2KeggVn76TggVn88UVw
                VoDhmeeVoGBimfVoGCWggVoGqYnfVoJndcBVoLghhiVoLiZfdVoa0ffgVok1bZjVologoeVo0RrX2VpCGhefVpDidgcVpK5ZidVpUddggVpWegfeVpYPltdVpZVhbm
                VpbihrgVpfZtpYVpoNlfkVpolWggVpziflfVp64mgjVqAglebVqBwfggVqCB0icVqDBnibVqHBrffVqaHihgVqwddggVqyNeggVq0UvzZVq8icgfVrGcdfgVrNEoee
                VrQWrenVrR0algVrVgjlfVrbEkfaVrbVgmgVrhukffVrsqgdmVryBhlbVr4/zbqVr7qdeeVr/AgPXVsDSaffVsFjhZfVsTGZdiVsUJckgVsbAeefVseIdksVslothe
                VsmiiapVs3HjseVs3RiXgVs+8gdmVtCGbfeVtCPfhgVtDmaeYVtEDcnfVtELkffVtdNhmgVtl5hfdVtoTdggVtv6hblVt00fiWVt9CWkdVt/xjejVuGNccgVuNyhej
                VuPDmZnVuXEffeVucodggVudvbgfVum4re5VusAeffVusOifeVu+YbehVvJInjnVvNzhkoVvPAmyfVvQCjolVvSLmeeVvVatmfVvXqfVqVvgSqidVviCejeVvjWyan
                Vvn3bfdVvvdfggVvvhYfvVvzQkceVv3UcggVwEafcbVwEijdnVwPIhijVwRkUggVwS0eggVwTYXggVwfDVkdVwuibggVwzEafcVw8DVdfVw8Zqa3Vw9mdggVxDBeic
                VxE1gggVxFwdjgVxHJeZbVxHLfgeVxIhcilVxN1nUoVxUoxgcVxUpqddVxXgeggVxdDbepVxiOelaVxntaigVxqxihfVxxehfgVx1gehfVyGdsbeVyJceggVyLHWdg
                VyQNjgwVyS2bggVyT6kUuVyVpYggVyfhaggVymBsgXVynulleVyuCczaVywSjdtVyxlwlWVyzmlZbVy0njjnVy26laqVy3affgVy8IcggVy9MfffVzHsfqfVzPrnlc
                VzRobcfVzR/hfgVzSEkebVze2fffVz1nYodVz2NmdfV0AbhxdV0K4hfeV0PGcggV0XkfggV0bqecfV0hlcaTV0pXfbdV0pnakdV0q1dggV0rGhddV0tpgirV0ukdeg
                V09qeggV0/BdcfV1B5dbbV1I2gggV1OPmghV1RPZkdV1TYodfV1T+lefV1ZKqofV1aGmdoV1bN+bsV1bQkldV1e8ageV1i1fggV1rkcggV1xETfcV1xUjdYV1zhfkf
                V11OfegV11qjbdV15CTbfV18pkggV188fggV2ANbZqV2EghcbV2LPheSV2M6ilWV2Q0hZdV2TSnieV2YegefV2fYYhaV2jYeflV2lDeggV2lHehgV2n6dggV2tNjgh
                V2tfmgoV2uwmcdV2vUfrgV21VfffV22dXmRV23KiewV24jlYeV28peggV29vXheV3DUkeeV3ExkkeV3IKmfgV3MrhsjV3MydkgV3VbearV3ZqdfjV3fLeZbV3mnlYd
                V3nxlbeV3rTgucV31OiffV31wdfVV4HxcggV4IL8ggV4I7qidV4JidgWV4KMcggV4LzdggV4M2dceV4O1fdfV4THedgV4WAcffV4WrkdeV4YKaihV4aihbeV4c+cod
                V4hpiegV4k/dggV4mXcggV4nDbmbV4nPfggV4tUncbV4yldieV4zycdbV5DvfhcV5EnfgcV5EyjWmV5FgkgaV5HBfgeV5J5aefV5QuYfgV5cGgfmV5nhcgkV5tlkfl
                V5vOaegV5wpPdfV5yDfebV53MfhhV6GcdchV6VUZggV6fbelgV6i0lnfV6rLndoV6romkYV6wJpctV6x+bggV6zAfggV68ghdgV69drfoV69+aggV6+VaggV7Bdajl
                V7CvgfgV7DBtfUV7NlgfgV7OPZffV7TSogfV7WCgifV7XOdbpV7bIjuVV7hjhefV7n5ZdgV7p8ddgV7tVmhmV7trrYbV74hoddV75IsWxV78cmhWV7/7vSfV8Agfgg
                V8AoellV8BoRggV8IueheV8M1ZggV8RagddV8YiilhV8n6jbtV8oheggV8z4aggV85KiZuV9FkfggV9IndfgV9RWZhlV9Rrch0V9X2lfjV9hFucZV9ldXggV9qmkde
                V98lyfeV+B4cmrV+ISnYzV+PYofoV+SkhZnV+UaccgV+YHZfeV+aRfggV+h1cggV+m4efpV+nXhfjV+rSichV+rhcggV+1uerfV/AAjmYV/SffggV/aNVcgV/azfeb
                V/a6qaaV/l4fggV/pvdbeV/tzgecV/vTjodV/z1dggV/1/eWdV/3yjgiV/54hlhV/8WeggV/+EvZoV//pgfgWAETZddWAFdgUtWAMjlkaWAOYicfWAQNhhgWASjcgg
                WAXlYZlWAbQfggWAcIpddWAiQZfiWAoYem0WApjbfdWAqnYggWAyrhdhWAzIjeeWA1keXfWA69oidWA9/dggWBAQhccWBCvw1cWBEM5P/WBK3jbeWBNUmakWBQGobj
                WBSXjfjWBS+gecWBZ2fcZWBc2bggWBooXlaWBz/uZcWCCXdVfWCI5hkjWCRythdWCYOddsWCeLoecWCg4aeqWCwwgqjWCyNbbcWCzheggWC+YRcfWDAeqjgWDDghef
                WDEJnnmWDE5gZdWDHQfidWDPZqqjWDUgefgWDVleggWDWsagrWDj3fffWDkrgofWDzNcggWD2QTggWD3laggWD5igfdWD6zmpdWELZbdeWEMFdejWEP8afgWESKtnj
                WEU4bpbWEWDZglWEXqdffWEX9eeeWEZCbggWEklZriWEsOsdiWEsfgggWEwvjfbWEzxgggWE9JjdfWFHfjcfWFTjq/YWFWsbujWFc3hfkWFdphfeWFlBhhiWFmikff
                WFsvfggWFw7webWF0sofdWF1RioYWF5fpdWWF/RXfgWGJYeeeWGLjiifWGMDmYmWGPwqmXWGRMaofWGedykdWGhRitcWGn0rYcWGn9wjfWGtiXWqWGzWdggWG+Iegg
                WHCsefgWHFBgemWHFNdggWHL0dnTWHSArmVWHbMwcfWHbxfggWHe0dggWHrMjbcWHsAmgXWHychcpWH2oodiWH21hUbWH3PnifWH5CmedWH6TorbWH7eeggWH8Damd
                WIDBageWIDQtXgWINOfcqWIZakcnWIjGrc3WIqwdfdWIrz0agWIv00lZWIxGhjrWIxafdcWI1cfhgWI7edffWI9lncbWI+LnieWJDCYckWJKMbjfWJMUdkMWJVykbo
                WJeJefgWJhocicWJowfhfWJtNcdfWJtOlgmWJvnlmgWJ0SaajWJ0xgf1WJ7MiegWJ9jdggWKHOegfWKICwZaWKMVehfWKRtWgfWKhAadfWKhjffhWKhwbggWKkGnZj
                WKmtaeZWKo1eggWKuDNggWK3+vcgWK9ajeZWK98eggWLAbfYkWLJydggWLO5jedWLT/iejWLeuqqcWLh9kciWLwFdggWLxbhefWLxvpbcWL9EddfWMAAfggWMHZdse
                WMRGcggWMSKlgWWMV2XgeWMXNYggWMXlmXkWMd6hjgWMgecvUWMohhalWMuXYggWM6DZgSWM9GwWbWM9k0aWWNCPfW2WNC+dggWNJYUiiWNONgfeWNR6gfkWNTeafv
                WNX9fggWNvUbggWN81lggWN83dugWOACfdoWOCgiXoWOHZhbeWOKoddrWOMPjbeWOZGjmeWOgFogfWOpbheVWOtNoVyWO9akbcWPI9bffWPJ/ogdWPRjbgZWPVCogr
                WPWejQtWPXMkeeWPdQgebWPokpvWWPp0hmfWPr9cblWPwgjfdWPwllofWP3pmgeWP6AbggWP84hybWQAldlgWQcvienWQjddefWQqYadgWQq4eggWQuOevbWQz2nei
                WRA1gcdWRA6feiWREKclcWRE7mhcWRE8dWmWRYtigiWRa6kodWRiMdfyWRlGnclWRpYhXlWRp/bggWRvPlapWRyEsggWR0rbkfWR1vifiWR8nicdWSC6fofWSEOdcd
                WSSjdnfWSWNiubWSWueXfWSWvrkiWSeCqkeWSeabebWSixaggWSl/dgjWSmDfggWSrihfgWSs5zbbWStYiZaWSyIfggWS6OZfgWTIpgdkWTWYbfgWTgEcggWThFdge
                WThWcgjWTiRafeWTjWegZWTyBjTZWT6ldhfWUHzueUWUJ2flcWUMsiefWUa8hekWUk/UneWUpvfggWUp2gduWUzCigaWU5jegiWU7sgncWU7zikaWVBmifeWVHxcih
                WVKyecgWVWufggWVX3begWVkJqdlWVqribnWVzAmfbWV+0hpQWWBrgZoWWDffjcWWKrvqWWWKvgggWWdlguRWWfpjkcWWkqljfWWkrpbcWWl2cggWWmWbegWWoLUWc
                WWo2cggWWvodggWWwiaggWW2EjraWW8UdggWW9JqboWXBbgjgWXCpgrSWXCscdcWXQdohfWXS8knaWXU6dvYWXjMhmcWXjohcdWXlQgefWX5uYggWX6YjcdWX99dei
                WX+/vVVWYBoaggWYJNieoWYK+hdkWYVQcbvWYbhifnWYcSbggWYijYfnWYwkhdeWY0XfyZWZBjsmlWZDheffWZPpdfjWZVfhfWWZZLpXdWZdmtifWZfyrkbWZj2ghg
                WZndifkWZoiNggWZuicggWZuufzkWZwTiggWZ9mqepWZ+baggWZ/cpafWaAebggWaBFXdvWaEwvZoWaF7cggWaQobggWaSInmcWaiThfmWavqZdcWaw3ggiWa0Eema
                Wa1NffgWa1gfghWa2cjanWa56fggWa6gfggWa9TefgWa/PeggWbAOenfWbNlgggWbPYzaZWbWPvdfWbapdlcWbbFtkdWbhFYagWbodlebWbrfbcfWbzhfegWb2wfhl
                Wb5HoB2Wb7fggfWb8UgfaWcCkbggWcDDhgbWcFWnmbWcPkeggWcS/iddWcWdejaWciByZZWci1kJbWcmJodxWcpXffiWcsxZggWcxDZddWczdlamWc1GbggWc6wcgg
                Wc9JgjZWc+9fggWdGKVccWdG4cfeWdJSghhWdMpieiWdNNcfaWdRAjdjWdS1fbbWdXohlgWdZ+amfWdbqfgnWdj9cfgWdmEb1qWdoLfddWdowqjpWdpihefWdyGegg
                WeIjigcWeOprbdWeSMdgfWeS5lgoWebLjpcWedJfegWefSldXWepFgggWetFeefWexgYggWeyudggWezKcdoWezhfgjWe08efbWfA1bfeWfNGiZdWfRCaheWfV7jda
                WfWgggmWfhPcggWfoAhfZWfpecntWfrydggWfwUfdbWfzyZceWf5GqhmWf5zbggWgCjevZWgOWbdiWgW4hfhWgXaaneWgZShefWgdTmfgWghYdRqWgmxqdhWgnHgsX
                Wgo8hdkWgpfbggWgvoYZkWgycsadWg0qeshWg5pdggWg7FoYcWg7rodgWhDsOggWhF1ighWhMLvXrWhPahggWhPcmimWhRmifgWhX8fbbWhgXcwOWht3hsgWhv4dcf
                WhwdlflWhxahgiWhz6fudWh32eqfWh4lingWh4+WggWh/sdbhWiAngfdWiBXahdWiEbdcbWiIBdfjWiMQkemWiPQlldWiQRme5WiUYcfgWiUmnbWWiaInddWidjUfw
                WijedffWilDhffWiuahfeWiwdkfSWix3difWi7iiYcWi9FjbcWi+MfggWjTiiWlWjXJlggWjZuggyWjZ9hgfWjdDgbgWjdHordWjg8gfiWjkNbggWjmymVeWjqMdgf
                WjtUodvWjvqeggWjyRbgdWj9JhghWj+IkctWkIGUcgWkJ2XhfWkPHnZpWkRzfheWkS9jlKWkVladzWkWqhgiWkYqfggWkexadhWkmxdggWkpGYfeWkugdggWk0Bggg
                Wk43igeWk7CLZcWk/XckgWlCrqofWlDEjYbWlEyydvWlHDkeeWlHqfibWlOTTggWlPEVggWlRMbegWlRuhcgWlXtgfeWlYAcfeWlgdgfbWlisheeWlmIaefWloGefh
                WlrZgdpWltjcbgWlvIZggWlvfgfeWlzfubcWl269UYWmBodggWmBxafeWmHQbggWmJYZgmWmLskvYWmMubcfWmSYsifWmaWZggWmeLggiWmejeieWmg7kbdWmg8Zhl
                Wmi1pfgWmlFfebWmr1tbsWmsrtbbWmuoimiWmv9lljWmznaggWm07dfgWm+edggWnTgqqdWnVvvYcWnWYfgeWnXqildWnXvimfWnaWpfdWnbThkfWndKcfhWnembhg
                WnrXnfdWnsJfdbWnvdlaeWn7YmhfWn9RjdhWn+ehnhWoBriseWoF0fdgWoGzdlgWoHKZhfWoMUadgWoN9efoWoPyggeWoSEgigWoclcfgWogGYsbWoiHhggWotmmff
                Wo0VYfmWo0itbcWo08wfOWo2pbkpWo+cgbeWpEkiffWpKydoeWpZGknfWpZ1bYgWphdgpSWpiLgggWpodijeWpsundoWp1tfhoWqDraggWqGaYggWqK9fWgWqOShhd
                WqVkXgmWqXWZggWqaMZggWqbzgmeWqj2hffWqrKffiWqwHjodWqwiaggWq00hefWq15ccgWq5heeZWq/fkgVWrAGffgWrEgeogWrFteggWrQ/lggWrYThgeWrYYqhf
                WrxNcggWryahhfWr32fffWr4IeegWr94doYWsDvYbgWsEjysqWsUYkboWshabdgWsqYemdWstnjohWsz5fgdWs3WjaiWs5tkbfWs7uOfhWs8ojeaWtLIhbfWtRFOgc
                WtTDikgWtVWdggWtYUgujWtcnfbkWtivfgdWtjJXidWtpIWggWtrTbdgWtuqjipWtvQdggWt3urpcWt8ffekWuCkcftWuC2hfdWuDujeeWuHzgicWuK7vieWuR5jnd
                WuR7TlgWuVlYggWuXZh/eWuXbZfgWuZWoldWubFbggWueojhdWuhdaceWui6WbiWukubggWuo9YfgWuscdiiWuxQoWZWu0YfgjWu52mdfWu/1cggWvJugeiWvMOdgg
                WvRCpheWvUdjeYWvc9pcfWvfIschWvpphfqWvwKSggWvw1wZiWv10kefWv/NgbeWwKZ6ifWwQGgYoWwQvombWwTskhnWwVXbggWwaHlgbWwn3hpgWww+oeeWwzDhgp
                Ww9PeegWw+BjmfWxGJhbbWxQNYYZWxSwYTpWxc2ckaWxdCjejWxg2eahWxg+WcdWxhydeeWxiXjadWxmUnaUWxq6eYaWx8xhfhWx/WgefWyGKcemWyHQcggWyKJeqf
                WyN+eeYWyOFfggWyOnfidWyXUgZgWyfQeggWyhUjdgWypQekeWytGmfrWy1VnfaWy5R/+dWzBFgZkWzHsdZcWzHulpZWzINUjjWzInhfeWzMcSggWzTPdggWzUiumr
                WzUzmbzWzV4dcaWzXzcewWza7hZfWzblkfoWzpYdigWz15fggWz5reeiWz9QloeWz9TgefWz96hjcW0AJvX/W0A3ffWW0BGjdeW0CiZfRW0TNhkaW0ZuXnbW0aXlca
                W0ducUfW0f9iWiW0hafijW0hmcggW0n/ZfjW0xYmfaW0yaflfW0zRgRWW0z8qWlW017bggW02NqdoW05DceeW06d0lmW0+kcggW1BqaggW1JuhgfW1SyZggW1TVgje
                W1VCeeZW1XOjgfW1XhXZgW1lcjeeW1m2XggW1nyhrfW1tLobcW1uMedsW1ucZfeW12jeggW13ppXbW14acsfW18mhpeW2IUVggW2JYZfcW2M8afjW2QCfggW2W+pgg
                W2YOmbiW2eQfefW2ndxYtW2sabggW2zwfdkW3CVjcfW3CxiclW3DudggW3n+XtZW3r6aggW3smkefW3vLQhfW3vdgibW35RrdWW365kekW38NiekW3+CZieW4AhidO
                W4GXdibW4JVnnXW4KVlepW4PenV/W4jAdhYW4msVleW4rLYobW4sqcUYW4ydupYW43wheeW4+ZkjcW4/OsbeW5B4XbaW5F5dhgW5JXoiYW5R2cggW5X1egfW5hTfdd
                W5rRsbtW5s5fpgW5t1hcfW5yFaggW50aeipW6MWXqfW6R/fggW6SCmfnW6XObggW6YVjfgW6jvoYhW6mweggW6xNcggW6znlZkW604dcdW613qi1W68TjeiW7RPhre
                W7U6pWpW7W1agaW7cbggmW7iukbsW7qqqffW7uUmalW7y5jvdW7z5aocW72+blfW75hXggW8QDkkfW8dbimnW8gLdggW8hygYgW8mxhrgW8o1rqiW8pGlXZW8rLdld
                W8rbaggW8unkfdW8/OeZfW9J6hekW9QYkoZW9gYiVoW9j1qarW9nBffeW9nUbfeW9pnfggW9uDlZdW9uzoemW91WVnfW92gsjYW92slfgW962pleW976hhXW98xedg
                W9/PdgiW+P4dceW+ReuhdW+SweggW+dFgXfW+emlWoW+gefbcW+h6fcbW+nw6oeW+oslViW+ptcgfW+2hXjjW+7AcedW/DQfefW/T/YggW/VEOhgW/Y/kdeW/aRagg
                W/aXqwbW/z2nh2W/05jnXW/3KddjW/8BilhXANznbZXAQmqjbXAXkedfXAYvhjfXAciggfXAfFhgkXAgGsZnXAizgdgXAlXccdXAw1fjZXA4AcggXBCubfqXBC7iff
                XBEAgcfXBFljanXBKYhejXBTSdcgXBtIedfXBwspgQXBx9WggXB3HfggXCDLhgvXCGRigqXCHJoffXCSfhegXCT4efgXCexreeXCjBloeXCnJQsaXCq5kW5XCtHhbn
                XCtXsjVXCxIXggXC0SZggXC5GaggXDAWbXdXDC/ggiXDNrcggXDWTkYeXDXrmWrXDapjeiXDazdfgXDdEbggXDmBbrjXDoEjvUXDqVnrZXD2thagXD8AmbaXEEQphv
                XEITkokXEOfkcdXEdNbffXEiZfbeXEkfbudXEnQPlYXEomgdcXErahqeXEv9bggXE4ucoZXE/9UggXFBzfgeXFJZbggXFKkhlcXFMQffnXFNtriWXFP0kaoXFSoUeg
                XFaCkZcXFjAfggXFkRbmgXFkgrfoXFoxohdXFo2jedXFrDnfdXFuDigbXFvQahgXF8vgfeXGAMddbXGCYcdgXGJNiddXGLUp/UXGRXaXeXGThnfbXGT0VdgXGVAmcb
                XGWmGrgXGjeQggXGjjkiiXGk+eggXGqlodaXGrLfboXGvBcdfXHCreijXHEyoYfXHFPWggXHJOcgfXHMzjeaXHQQqmlXHWrfeiXHWvifbXHXMcfgXHgQcggXHhocee
                XHizhijXHl0gigXHl1cXZXHm8qjcXHnBfggXHp6jmfXHrikfrXHwEkgkXH0OlXxXH19kdnXH3gjmkXIDFeggXIGWczfXIKDoggXIMekffXISLdkeXIXcZgXXIYzllt
                XIoKkfRXIqyjZmXIq4fggXIuCeggXIwrepmXI3seggXI6gmfeXI/CrggXI/gfggXJTffgkXJVWkjdXJWbctfXJY9TjmXJlq0ZcXJsTbagXJuLdgfXJy2gdkXKDbdgg
                XKKvieZXKQ/hwaXKXkgggXKlEipZXKlPfceXKmLhghXKoLfmdXKuucggXKyUfelXK2T6VRXK6xbXhXK7RnjVXLBKkYbXLIZeggXLNngeWXLaHinZXLdkhkYXLd9dgg
                XLgQoeeXLlPbggXLlbfigXLs6bhgXLumVfgXMCgt5xXMC1wobXMGTszVXMGfgfnXMkacmeXMv5pbdXM8AogcXNAJdggXNCmijqXNLVcndXNMighgXNtIindXNxmmff
                XNybvmWXN1VcZdXN7qgfrXN80XegXN/ZaaaXOAMjfeXOCXpoiXOJXkweXOMeptbXOM0fggXOPiifgXOQSjZfXOjygegXOmUgVpXOsLWggXO6NmcdXO74cgiXPE6nwg
                XPF8qdoXPF+cggXPNGoUnXPWrcgmXPYpfjfXPmfkggXPo/ewcXPsggegXPuXeggXPvUYjkXPzSbggXP4NkneXP4zhcfXQA/nacXQB1gfeXQDejmbXQGDcfsXQIxhUb
                XQLMfgnXQZbcgiXQcmuUYXQgYnM1XQnxietXQzhWpcXQ+zhjgXRGXibiXRHceefXRMnjleXRPNmhfXRTyovWXRXYeggXRd/scbXRgAkgoXRjQbggXRpH3lYXR0phef
                XR+ceaoXSBQYggXSFvedeXSQWdffXSUjodeXSaZmewXSbBppkXSoMfdqXSqigcVXSymjfgXS1DcfcXS4MjkfXS/qYfhXTLNeggXTLYZggXTTMsiWXTYBedfXTZjffm
                XTZ2fgfXTnvvdiXTqZadlXTq1safXTrMefoXTryhegXTywejeXT4AkefXT7bkhfXT+RgdgXT+SgciXUC7eggXUHqjkfXUHzfggXUNLhfgXUOPlgZXUWCjgdXUZBefg
                XUdCpZpXUejokUXUmmdifXUuojnZXUyvbgfXU8IfetXU+9ieeXVBZfleXVBvdggXVD7eggXVH0fddXVZslceXVahbggXVfonnYXVhKfejXVk/dggXVnpeegXVrRtbc
                XVtfpiZXV4tdZgXWGUjYaXWHkXedXWPtaaqXWSW0jcXWZEldYXWcYowcXWf1kdcXWmmZefXWsWfjfXWv4bggXWz9gggXW7FjffXXJwfggXXLFhgfXXOggdeXXQijZn
                XXT1b2fXXaTdddXXhCcfgXXk6jdjXXmnoMcXXmrfggXXnDbggXXpcYggXXqvgebXXyRiluXX6WjdrXX9ReggXYFkalaXYF8fggXYGehdlXYMFekgXYWrkkeXYZCggg
                XYgseheXYtabofXY3gRggXY7gVjdXZDZdjeXZKnXggXZPcjpfXZVJmbfXZWHhfhXZZihcgXZbYU3XXZc2YggXZe6ZefXZ8RaggXZ8ldgjXaAKkdgXaIQfdgXaU1eZp
                XaXggggXaYEofaXaZWdtaXaZrmfeXaZ6fraXabSfijXamnWtbXamvYfgXaw0heeXazaonaXa0RdiWXa9yohjXbAuncWXbEabggXbIMjdxXbM2nscXbOUdegXbSKksg
                XbUOeggXba1XggXbb5eggXboLhteXbvKhfeXb0EceqXb5RXfbXcBueffXcFGoYfXcJ+hfeXcMTlfgXcPYye5XcQ+hacXcR9heaXcSxclcXcecyYVXch2jZhXcifWpQ
                XcmwkecXcrdjgiXc0GeggXc1EWggXc4enUqXdADlfmXdEykhaXdHYipgXdMfikdXdQoiteXdRBco9XdRXeggXdUUgggXdUbskbXdXjohUXdb7aidXdi9jtbXdmEgfg
                Xd1jhfeXd8OqYdXeBBgdlXeEOdggXeFmgihXeFpeeeXeIZfjgXeMWnZgXeNlaggXeQ1ljbXeUVikdXeUWfffXeYrhacXeb9hnnXegkejgXeiXjhdXeqViffXes2ldf
                XeuRSggXevOTdkXeyzbggXe6UZfcXe6rffdXe8kiekXfAvsjrXfA7feaXfCRiggXfNBgffXfNvdgeXff6dggXfrPmggXfxcenfXf6ocdfXf8AgfmXf+ki4fXgGwjje
                XgMhkhgXgQydbgXgUWmeUXgXAgncXggmideXgiLOggXgpPjacXg0UcuUXg41fdrXhB5iidXhKHmgfXhb0jefXhdOafgXhjHkdeXhlzdggXhpHkffXhznkjfXh4Dkbe
                Xh4OjndXh8hgjgXh/QiagXiEjqsdXiRTebjXiYKdlfXiZEmeeXiaFXggXid/fggXijulpeXioIoffXiovoXtXioxoagXir+a2aXiuBjVgXivJdYfXix/cXcXjCObra
                XjFdfggXjRjgggXjhNzcmXjoSfjcXjstcvfXjwYedfXjyzcofXjzZfdgXj1bPggXj4geeeXj5jZdVXj6BfggXkF5bcdXkJPgggXkVYeddXkXhZcfXkgxKggXko1hig
                XkpCjanXktTtbeXk47gxaXlA3bcfXlB+aggXlEqeggXlGbljiXlHpcgfXlJ3gccXlMuaopXlR/ZefXlVZbekXlXTs/TXlXZgYgXleUkoQXlp5dkaXlw3iccXl3Ngde
                Xl5vpacXl8BeefXmEgaofXmHofegXmW+/d/XmXzQToXmbAofoXmdnhkdXmpQjfcXmpsiffXmtQbdZXmwUacmXmy0idiXnD8jWdXnI7mdhXnRwfggXnTWnjdXnfadgg
                XnfqiggXniGcedXnsKcfeXn4jikeXn8ldggXn/ogqfXoABilLXoGpxdhXoNTfbmXoQxofZXoQ3nepXoWTjfqXoZBingXocTidYXof4p1cXouMhjoXoxJbcgXoyOgbf
                Xo94cggXpBadggXpGWidfXpPSdqkXpQgvcpXpRIcZdXpSFstmXpSrhXaXpYphlaXpZnYjrXpZufcdXpp5aggXprshdoXpzjlcmXp2gfjbXp48jeaXp9XbggXqTWhce
                XqbOfggXqhBfaeXqoaeceXqwKhdqXqzzgeeXq1HgcfXq5fdleXrBJmcdXrJikbXXrMIeggXrMjZdrXrPKmqaXrPVbdRXrUonrpXrXogjeXrXuigfXrZhYbZXrb+dgg
                Xri6gcjXrskdfgXrs3ikgXrtbeblXrtffggXrwMrYcXrzHlgVXr0lhXqXr4+mVgXr5NUX/XsBdaacXsLXdggXsLvcggXsMLqXcXsMMdifXsMyagmXsPpboTXsUKbgg
                XsUahefXsW3igeXsXElbeXsfcaedXsf8rrbXsgVjohXsi8jddXsmlldfXsq2bggXsq7cpeXsxqkdkXsx6begXs1GzhWXs6zkYeXs+xjkeXtOffgiXtWeocmXtj3Wkd
                XtnnXggXuAraggXuGfigkXuG9fghXuMmggfXuY/jggXuhGedjXuoyXggXupEjljXu6ZhggXu8TlqPXu9YdjbXvGvgeeXvMpgegXvN4cggXvOededXvWlbX2XvXHbRz
                XvYIfhaXvcdmdfXveZitcXvfHfejXvfesdOXvf+kiaXvoMifdXvyJdzkXv53hjfXv/TdsUXwGJthiXwIvjnbXwLhtfcXwO0dggXwZdfggXwgdcieXwitnfeXwj8bmf
                XwqxyZYXwrfrhdXw0ghmcXw0nkkjXw5+OnfXw94dYwXxAGpddXxKCvzeXxOIicTXxhdqXwXxjAfecXxnccdcXxrXjbfXx5+fdTXyM0qcgXyNXoqSXyTpidgXyVHpge
                XyZpjghXyabmfdXynofefXyoZdefXyozifgXyx7gkbXzG4kkYXzIpVcfXzI3fggXzMSeWvXzhKibnXzuNcggXzvBcgmXzwcmgdXzxTegjXz1rekbXz6ngZfX0Bihos
                X0IseggX0IvqepX0J7qrZX0KwefdX0TidgfX0WLnkmX0WzftfX04BmbdX1AyfggX1D8fggX1uUfggX1vWidbX1v0fcjX1wKdggX1xVkpjX12yecgX13WfpbX18rkge
                X2H8cfdX2MhfgjX2QpndbX2Tu1sdX2WIcmjX2ZfilgX2ZlhcfX2dSXZcX2k/ddeX2uqmccX2zefggX21BgjfX24eifgX3CTVggX3XEfffX3rDoigX3ubgggX3xxeie
                X3yEjWsX3+EgdiX4F4hjfX4I/ofXX4JbcjdX4J0ZggX4LsfbiX4MCodTX4R/cggX4b4hecX4d9mtjX4gfcXdX41wiekX42MijeX5CNeiZX5FL0deX5HFkhaX5Qyihf
                X5TNhgqX5VmcggX5XysgbX5aNjYoX5avlfiX5eVcggX5gVfbgX5h0mdnX5i6edfX5kAjnfX5oEdefX5o5heeX55EhnmX565ffeX6A3ZjgX6GrjguX6HyeffX6JzodY
                X6LGZcfX6MO8wWX6XYfifX6fVse9X6g4kfRX6jBcfdX6jHlhcX6oqfcqX6qJgbfX6sgqeZX6x7iegX69XfggX7BtireX7IbigbX7IjfggX7KWVYkX7LzrbfX7O5bgg
                X7PkhffX7XFkdgX7YabeeX7fJkZbX7nckfqX7xifedX7xjdkfX74rgeiX77sagfX7/RofnX8FmehfX8MAkoeX8OFfegX8O2jhdX8YjndYX8mdZdnX8rWlyZX8sHncf
                X8tzoaaX80neeeX89tfggX8+Vg/UX9CAfggX9FlZcfX9IerdjX9S5xjpX9T4tfdX9UEUajX9f5cggX9klekdX9mCgmRX9p5ibfX9rMbogX9yxgggX91SjgfX975icp
                X+CXlteX+JWhsdX+M5TegX+PShifX+R5ocdX+UofhjX+XapleX+YYkogX+jgtdtX+j8kfqX+k8aggX+m0qefX+qxdYdX+0ceggX+8GghhX/DYmfgX/FxXegX/KJ4Zh
                X/O5knkX/RygmeX/XNiZSX/YoorbX/dCkcuX/jpTkXX/qnpflX/rmcedX/rsnUtX/sOYpbX/xyxagX/yVjlgX/6ejjZYAAZapfYAA0ehZYAIQfghYANJcmcYASchjc
                YAWQzedYAZjjrfYAihbggYAkpdofYAl4gggYAoXagOYAqHYggYAsRfggYA2xcjfYA9IjcgYBDpkulYBJKwnaYBKPkeeYBKdegaYBOeicvYBTOcgfYBbRiufYBede5a
                YBg+kfgYBi6cjgYBl5dggYBnHZcqYBsOijfYBu/agnYBvUefhYBxGkghYB1MiXjYB25egeYB3geYbYB5amifYCBhkffYCDafjfYCEchlnYCFi/ZXYCGUkmZYCI4Wgg
                YCJidggYCLVfehYCOuYhcYCaZggoYCbajffYCc0adoYCnigcZYCowkgXYCwjvgnYCwliieYCxZeggYC14gggYC2NaigYC60aggYC8ulfhYC9IhffYC/gqhZYDRmefd
                YDS3gggYDa/heaYDdtfghYDfNkdfYDrzqbbYD7VpexYD8vcdoYD9LdggYD/6hZUYED08mcYEFVpgfYEG1aZeYEH2hihYEK7jfdYEMHdggYEZehdfYEcBjgfYEhqlZa
                YEidqZkYEpJmuaYEqObggYEtiYibYEvadcgYE0p4elYFB7adgYFCqdefYFIxfggYFKcaggYFRmnmYYFWwdggYFb8hVbYFeUjkeYFfKcggYFhOwbiYFhTeggYFhlegg
                YFh1igeYFj9qdYYFl4idkYFmQaPqYFpiuqdYFrUiebYF1zXehYF8yZZgYGAcjeaYGBMlipYGF/XgjYGNVjcZYGV6lqfYGbElZeYGewlvbYGfMfdeYGfejnkYGgVcgg
                YGg0cffYGhYdfjYGh2oigYG5KfdeYG8KhreYHHRdfgYHKSdmhYHLIdggYHUJggyYHm5hehYHoHgbfYHumhefYHvVcghYHwhjkdYH7ifeaYH9AlcwYICtmcfYIDHgjb
                YIDefggYID5iffYIHadfgYIJtabrYIPkjekYIWvefgYIYAhgeYIyCehgYI1tpbfYI8oofeYJCmZfgYJIxgieYJLJvZlYJMjccbYJOBodbYJQMekeYJTclenYJZddif
                YJfcfggYJk/amXYJtYfggYJxQldhYJ1ileVYJ+KsofYJ/XnTaYKANldpYKB1fgjYKDTlvUYKHMlpdYKIolXrYKJYbggYKOoiffYKUugcdYKWreffYKaluhgYKb5lfi
                YKgvgbeYKh5hfdYKpGfglYKrQerdYKr5qfbYKwNdggYK1ciieYK+PfhiYLAYhcWYLDbWghYLbPgeYYLexdggYLgzcggYLqdfghYLt0jsfYLymQajYL06aejYL1+gud
                YL5QlflYL52cggYL/DOfeYMCbkfZYMJcgb5YMRzZpeYMTOsbeYMgfPggYMg5bYbYMn3ZggYMrHecpYM2GTcbYM2/eggYM9hfggYNDoZegYNJ+bggYNKxdleYNOVgkf
                YNRVhbmYNj4cggYNkwpcfYNxgifoYN0kehVYN71kaYYOD4XUxYOGwcfgYOHCcejYOMapjZYOQ5feeYOWhfggYOX/rfeYOZdjgbYObVfueYOclmcfYOkpzddYOlpjmg
                YOoqagYYOqdjWgYOy4drYYO34jmOYO6teOjYPAIYYgYPJRgdgYPV2heeYPXgcxaYPibmdgYPn3ggiYPn7fgeYP0UgedYP5laleYP/XfggYQPonlcYQRZhefYQceeja
                YQdm2xnYQeFbggYQlofhnYQn7iegYQqZiofYQqtqfrYQrCnQ+YQsQqzbYQtDjbcYQ1bdceYQ3JgggYQ/GhbdYRFWdfiYRIodggYRLNxggYRM/wXfYRNTnkrYRWcWbg
                YRcSenfYReQZlfYRj3obkYRrq1nPYRuXfggYR07iccYR3PcggYR6VZbmYSA+gggYSBf2qrYSKHgfpYSRlcefYSTvcgdYSZSWfkYSh8jlfYSi3bSxYSm1rlbYSnFloe
                YSnpodaYS4JYU2YTBKfggYTDJhfgYTHtZhgYTJnjkqYTM0baNYTWBwfgYTa5YgaYTi4fggYTshfqcYT4LaggYT85eggYT/EgjhYUDnZggYUD9mSuYUI/fjaYUK4xZo
                YUapbYdYUgFfjfYUjgdggYUpUegZYUrIkevYU3/vVcYU6gffgYVL0le3YVWrdifYVXybggYVgCaieYVgFqclYVhsaakYVnQfihYV0aiYcYV1JqggYV1idggYV2fmdr
                YV9PWegYWGJffZYWI5wehYWMntsiYWNIhSfYWYafsbYWdNkbsYWdpdebYWgEagcYWjAfjiYWk9tofYWuwggdYWu07baYWvAebYYWyZjggYW66jcbYW/wjggYXImkbg
                YXcdjggYXfsfdeYXg4hhdYXl5akfYXrjLigYXt5hYeYX3fgYeYX9+fkdYYBNpalYYKCtcnYYMDqWfYYNbRcfYYOXdfgYYOjagfYYPavqcYYQLozfYYQkfgkYYVVbof
                YYmjgfeYYq3sggYY18kkiYY5qdigYY7rfemYZCwkcfYZI2pdoYZTFxbfYZbCfggYZbyodoYZfIqcZYZh1dggYZh7jwdYZi+fdeYZmZlgoYZt9pdeYZu9eggYZvrejk
                YZ7LiggYZ+7UjeYaAEfggYaLteggYaStablYaTLnkgYaZZhakYaZlemYYablkX0YacZQcjYajsmYcYavtbldYayVeggYayYmfeYa0ShafYa13ZggYa9LdffYa/xrgb
                YbDyecuYbFHkK0YbGEZggYbJyjTaYbLAlbeYbRTXkdYbZAeifYbbmdnfYbb2bbiYbjZheeYbnRoeWYbqEcfvYbqgkgpYbrQWggYbxJdezYb0LqkfYb14mffYb2Piie
                Yb7MfggYb8OjnfYb9/UggYcBXfddYcCtiggYcHTedgYcH+gfaYcIYiecYcQnYgdYcUCefSYcUihdgYcingeaYcjibfkYckBzadYcpagcfYcr9ddeYc8gjldYc+vYZm
                YdNaXfpYdVbn6fYdZIgggYdbdbjfYdgelggYdkVcgeYdpzYgeYeB2XedYeJecpgYeKPrlXYeKWeggYeNLkcfYeR0gRqYeSxip1YeW5yakYeXHgggYeY8kYxYeZ7mil
                YecRod/YejDijeYekKcggYekgbggYerwfeoYeuDcigYew3sdcYe1xhaeYe23fkgYe7AhggYe/FgcdYfIReggYfJbkuWYfJzipmYfT2jakYfViZghYfVkaggYfcflnf
                YfjwZfkYfo5dfcYfprgmVYfuTfggYf2/gggYf4KeggYf4RhmgYf8cYgmYf9ajXeYgKmgZgYgU4UrdYglidggYgmIbggYgwTjTjYgxPdgfYg1SdhgYg6wehhYg+Reeh
                YhFdmWfYhMmPggYhNQffhYhRWgpgYhVAeggYhV6qleYhXZffhYhfkWfaYhhgUgfYhjYhggYhjbhheYhsjgodYht/afgYhxrrbqYiCEidiYiC3eifYiM6clfYiS1egg
                YihrbfhYih5kefYih+xceYimYbklYivLqekYivqrekYiwArcbYiwenabYiwycmjYizGojbYjBAVWnYjCifemYjGMwXTYjHHmibYjM+jlWYjRsmbfYjSdkYbYjSumdn
                YjXTcfhYjj+YggYj22gggYkAosZsYkEvdefYkW+hWoYkYjwdYYkcRgdfYkfLgeeYkm3lbfYkw2nmcYk2veZfYlHnXeaYlQCerbYlnEeggYlrpbgfYlwJeggYlziomc
                YmB6bdfYmF7eakYmH/mgXYmK5bggYmOxygjYmO1UcaYmPwhmdYmVKgggYme1ZggYmjRvbgYmkDfioYmxepjcYmyqhifYm1vegeYm24fggYm9BmXdYnKHZgeYnKVieg
                YnOVeegYnTPXjlYnWhoieYnZ9qdnYnjvdggYnqoaZjYnrfkffYntLimdYntjgfmYnwMgeuYn5wbggYn7RedfYn8IklcYoBgkkdYoFkebfYoGwrj0YoHokbcYoKsozc
                YoL9ZggYoPDeggYoSBkXYYoTlgggYoa3dOlYorWdyaYo1NdbiYo6MiZgYo9xeggYpDChVrYpJwfgkYpO+YggYpR8ZgfYpXOlXrYpYveffYpgwSgjYpiohifYpxtjfg
                Yp6rmicYqFUSggYqIufZnYqJMkibYqM9j0aYqWddhgYqYmYveYqhTqrYYqhkijdYqtQafgYqzbbefYq+5kdeYrB7hhiYrGSgZkYrJEnolYrOpksbYrW6ifaYrYtzrM
                YrgslrkYrh1oZeYriXpmgYrsB1ZbYrvxqgpYrzgjgeYr0nenfYr6vggeYsACnkVYsD1ffmYsF+hodYsS3lieYsZ+ifqYst/l/QYs2tefjYs7WgbeYtGCfkgYtY8dXc
                Ytd8eggYte9joeYtjskqeYtl+ZdgYtoRqbkYttMaggYt9ZuXrYuAfeggYuFQrbYYuFkXyeYuRQSifYuVyrebYubTjegYudohjYYufWqXrYukwhfmYuk7kqjYuxbZeg
                YuzlmdcYu38gljYu6cpgbYu8AjVfYvK5fjgYvXpnqlYvYXfffYvaKiXWYvetgkfYvsbhfdYvy8fggYv36bggYv7meggYwF7dggYwI/ntbYwJojfdYwQRfgxYwh9fke
                YwmBgffYw1hggdYw4yocnYxARembYxIqgXkYxOPfceYxS/cZfYxVegggYxcxjjfYxk+qiiYxlFffkYxlnaffYxpwjbsYxx8jdhYxyhcggYx1AknnYx1h2duYx2Cddf
                Yx8heleYx9XepeYyCDdggYyJrlggYyMLUbjYyPpWZdYyUEcekYyU3hvcYyYDXe+YydJVegYygfVpgYyk0alTYyuyfggYyxEcggYy2DaggYy5TcjiYy7jgggYy7slcf
                Yy+IinaYy+3keeYzEJZcfYzIFwldYzQ8vNkYzV9WfgYzYuxfiYzZvfecYzaZhifYzjfwaQYznXdggYzvIeggYzy/lZgYz6XvpeYz+2hzdY0X6ilmY0YAkhbY0Zohcg
                Y0g7bffY0wToefY0xCpwfY02KigaY059voYY083jdeY1BcSggY1CafggY1DieefY1IqkfkY1JChfjY1V/ZggY1r/hpYY1tEcfdY1t0eeeY1/wrU4Y2E7cggY2hHejf
                Y2nWsgsY2p3mggY2syicZY2tTghXY2z3fggY27EdghY2/dnmkY3B/mdgY3ETardY3G4fggY3MHbggY3XwigwY3ZyfjeY3lPgffY3lo2SvY3r6hggY3u3gedY30Hbgg
                Y30YjifY300maeY34dlkeY38NdZnY3+OeieY3+jPkgY4CsgbdY4JjUfgY4K4gefY4OCgfkY4PYfemY4e8i/gY4i6XhdY4kVjdhY4pOdggY4qEbggY48bgmYY4/Wgcd
                Y5F/ifoY5HTbggY5I7ddgY5O7eggY5TyfhXY5UshacY5XOfeaY5ZAdrTY5bXghZY5ekmWgY5jviabY5pihmeY5uJpWyY5vOredY5wrlikY6DOipiY6FvgffY6J8ncY
                Y6SDdjXY6djkqdY6g7gfpY6w/PgeY6z6gZuY65opggY6+jjfmY6/ffffY7M3pliY7PTYegY7U4YdlY7VlcedY7ZBebfY7aaefgY7etodzY7fhifcY7iQlfZY7kejvd
                Y7pLcgiY7pweggY7t0khrY70DufhY73tijdY76megfY8D9dggY8PwigdY8TJmohY8TPkffY8TepZdY8W7pogY8YOgkeY8ftecfY8hZkflY8oQWgaY8pjlmbY85SgWg
                Y89GikfY9D5hgnY9IhjedY9ItpclY9JzpdYY9NqfdmY9OWhffY9SphghY9l7dggY9obefrY9o1afgY9q5eWeY9r6ccdY9tbeYSY9wzkdfY9xxjntY9y8malY92wegt
                Y+FqisgY+GAdigY+LgdghY+O9iZfY+PbehTY+WXhngY+ikngfY+mFgfhY+nHo8cY+oTfggY+u4khlY+yxgWvY+1PcggY+5BkffY+8nijeY++RgcfY/ArkloY/JXfgg
                Y/KGfefY/UuohiY/W6ieeY/bsmveY/cwbgeY/iIlcfY/oVedoY/tIkiYY/u5onmY/x/qbfY/03fffY/1gcggY/2YhfgY/5EqhaY/7ZpijY/+8kedZAJVecfZAKKwhX
                ZALmhggZAV7OXTZAV/ddgZAYggffZAZ7ekgZAaUmaeZAeRldfZAg0wciZAjHcggZAntffgZAs/uadZAuzmgbZAwOviVZAw2sTzZA5NqUZZBE+aahZBGBgggZBL9hai
                ZBP5WggZBSdlibZBXDYcfZBYvefhZBbRkifZBnaeeeZBurhddZB4qghfZCDhlefZCE2bggZCMqXlfZCPscidZCTDmbgZCYYfccZCZ7foiZCedekhZCr8qfpZCxkmsX
                ZC45ZcdZC6SoYjZDAVkhbZDQPdffZDQxjhdZDRLe5eZDXBPkgZDg1ckeZDjlhVbZDrUlffZDxNhdeZDyHiggZDy5dggZD0JkwfZD0lhbgZD4IZqrZD96eggZEG9gcd
                ZEHCaggZEVkibgZEXPjacZEa3mkfZEbeqikZEdLmeeZEhBdbfZEvWdggZEyAgfnZE1/gfqZE3ZraZZFKRhjiZFVIfggZFY5eggZFcugdgZFfthdZZFgsefbZFh+eeq
                ZFi1bggZFjuXqeZFuHfggZFuRfggZGCUksxZGCncgnZGG0telZGH6iduZGOfpe1ZGQkrecZGWAcfhZGW6fcgZGqXnggZGvkhfhZG3mhakZG+4halZHDtdenZHGexgg
                ZHKjkagZHOXifgZHOYklfZHQ1eggZHV0VfcZHoxfggZHpnlbTZHrkbegZIAAnSdZICKkfgZIEDideZIEauaSZIGEnZkZIHRffgZITkkegZIVjebfZIfXeggZI0efcd
                ZI4jlWeZI5hkgcZI8JeceZJAocggZJFHodgZJI6oheZJJSgkfZJJoiVrZJQVefeZJQjqfnZJQxgggZJZn3/gZJbnXZeZJbrjflZJdvgcvZJhIjYcZJlzjmeZJqEejf
                ZJqejfgZJ0TgihZJ7tfchZJ80bZbZJ/PlagZJ/9cggZKU1gggZKWzgggZKYUnfeZKm0tbbZKxEbggZKylcVcZK0JwjUZK/AdggZLAeegTZLA7nnfZLCwdggZLGMjjb
                ZLUQpsdZLYesicZLd4nepZLhKzgjZLsVpZfZL6qdddZL60cdfZL7bfxfZL73dffZMOyhefZMVyoldZMaiaSbZMeXikfZMg8tfQZMhAbVfZMpjXfeZMqAVieZMruZgg
                ZMsCiVRZMwrgffZM0lvsdZM7KhclZNBKfggZNBSrfWZNCamceZNHgpedZNKSUegZNQUeeiZNV2fjfZNYLhcfZNpgYggZNv8fggZNwojmcZNzOfggZN6CiudZN+2fkf
                ZONxWdfZOkKZcnZOr4dewZOtUdggZOz6rcXZO6MXggZPD4VfgZPIhafgZPJ3bggZPN2dfgZPTOn1fZPU/hcbZPZkveWZPaAginZPaElfbZPjWmcrZPjXlS/ZPkvdhg
                ZPo+hfkZP1vZggZP9gofjZQAWntfZQAeeggZQC3lbiZQJBoZgZQRrvceZQUbdnfZQcgxdZZQgKggeZQhYfcfZQmQZgmZQq/gefZQzTbggZQ2nVWgZQ7/gldZRBDjgo
                ZRByhggZRB8VnfZRGbozYZRHzjjdZRI19iZZRQ7fghZRW6pVcZRbjejgZRjHcghZRvrbyeZRyudggZSA6pbfZSCzdbuZSEkgggZSLLlYnZSNudfoZSYOeufZScdeSr
                ZSiBijdZSi2hjgZSqrrfdZSu+iacZS07scrZS6egeeZS6jZggZTA/ipiZTF+TmeZTJrvcTZTOkijYZTU8nXeZTYzXggZTmLeggZTs5ilbZTyjnQdZT0ucggZT3Jdgg
                ZT3keggZT7QszaZT7nXgfZT+FTkrZT+aqibZUApkfdZUFdiXiZUXXqWsZUZEeggZUbscggZUdmychZUewoQpZUm1nedZUnNdpeZUs/dZYZUywddlZU5SeggZVDxihj
                ZVUBhxeZVVVhfeZVcOgdlZVlx1glZVoTdggZVuRUigZV1CnefZV1gugjZWD+fumZWFKktfZWK4cdeZWLKlXkZWmdYdlZWrzfgdZWusiceZWvBaggZW6LjpgZW7EhWn
                ZW7zbfdZXJzeggZXxbofXZXz/cgfZX31ZggZX4IgTdZX+4qWtZX+8UikZYDogcZZYLSXYwZYU0icfZYXciccZYeygggZYjjeggZYo7jWeZYqygfkZYvUbcgZY70cZe
                ZY8aieeZY8yeefZY+4mesZY/0aggZZeIlndZZk6tdyZZqpOelZZsPcggZZsxdggZZuxlieZZvQewYZZ3YhieZZ/MijeZaB5mfaZaFWcggZaHHclaZaMyiefZaXiwza
                ZaenYdfZajJjnhZaoNhdcZarpfncZa+qtewZbJiofcZbOqYggZbPHbalZbWxeyQZbWysreZbaOncnZbgGgjdZbhOfggZbooxsfZbswbggZbtgogTZb0TgdeZb0tfgk
                ZcAtgccZcCmcZcZcGgibWZcQ9iafZcXukeiZcYXhbnZcZvjkfZcaefggZcfoikhZcmahibZcoQmwcZcrAcbcZcwZjddZcwshdeZczGcbbZc1NyYyZc1SWghZdHmVdo
                ZdLOm/cZdXLjQPZdY6hgiZdduvlYZdhHjqeZdhbdXmZd1LhdcZd1rfggZd2EiipZeBhdQ0ZeBkdggZeDYdZqZeFkUqfZeKhaggZeMHlbaZeMzffgZeONidiZebSkjm
                ZeedlaeZenikckZewSoefZezFpgfZe3okdfZe+xnldZe/ahpXZfB/fffZfCaWggZfSWnYZZfW9ybpZfhrlqdZfiwi0dZfnEcggZfoamgeZf2gdjdZf58lbeZf8yffe
                ZgG4hndZgIBaYgZgLSoWhZgRnZggZgSxdfgZgW5hreZgX8/UuZgZskciZgcQbhRZgcReWbZgcbqXgZgjNfhbZgnLglfZgrCelcZgsAn0fZgsBedfZg10jqdZg4Vgfg
                ZhAoefgZhFfigeZhLZaggZhLtfoVZhQ63fgZhQ9lcdZhSRYnhZhYuhQoZhlcmudZhp3mseZhusoddZh4cgjZZh4mcdaZh6nUggZiH3lZgZiIvjjiZiZrgfeZidZdgg
                ZiiAlraZioulgjZiugeggZiygmffZi2OfegZi9nxgpZjEbjedZjFYaggZjLsmffZjMrdnYZjPPqgMZjTCgefZjf8vaeZjkdfddZjkrleWZjmTcbdZjmxodfZjn3Yfj
                ZjrTRgiZjrpegWZjy3dfiZj0hWUYZj5PpcdZkEHaffZkOGdegZkU8kbdZkXhfWhZkcShfdZknMfggZknsXXnZkqZgXiZkwagclZk1DfggZk1LfjgZlAkmdfZlC2edf
                ZlHGxlUZlTqmraZlUcmduZlZZfhgZlciqwiZlikgifZlpXjgiZluLfegZl6DhqbZl7oaYwZmAjoddZmCImafZmD2YggZmIrvc1ZmJWhceZmKSYcfZmR0bofZmTQcgg
                ZmTvneeZmYDtadZmjceeeZmlLdffZmpIlmqZmqUfesZmxpVYgZm4KgkfZnDwomaZnJUdZfZnMKdgeZnO3jeaZnXagedZnbfsZdZnd3mgfZnoaggjZnuqfggZn6Aomj
                ZoaDgfnZoi2kjgZoi6mqdZooHeggZoq9tbsZo78gggZo+/jmgZpAudS9ZpDMqfmZpOtajeZpTZcggZpUQfghZpUakdfZpXkemhZpe5ilcZplXhjZZpl4cggZps2dqe
                ZpwciciZp2ElieZp2eYffZp3VkY4Zp6njdeZqIcZXkZqJDfndZqU6i5hZqXIpkeZqXimhgZqeXYhaZqxzfYbZq0fgggZq6PpfeZq7teggZrRsiZsZrVphbjZreVlmb
                Zrh8ilhZrkDWoiZruFjWmZruogffZrwzfggZryQiXnZr0omZbZr9EXpeZr9XhkaZr//ejgZsAYbggZsJylerZsNwklfZsSomiXZshVdhgZsjSkUiZsk9gbfZs0+Xee
                Zs2zdggZs7EdgXZtCePggZtGqnggZtPkhfpZtRFcenZtRQfkdZtRudggZtZ6ufgZtcUWgsZthBodcZtjRgqgZtrMqapZtwMkoeZtyfdkeZtzofgmZt1GefeZuBfhad
                ZuIbeqeZuO5ksfZuPZkdZZuSUfsZZuSiaggZuVQdgcZuW4jfhZuW9UZcZudedgfZujchefZukvgfuZulxcggZuvYWcfZu7vkduZu/6gjfZvCihjYZvIzhtaZvLAegg
                ZvNYrgdZvOJecZZvPUkYdZvaqmcdZvkriteZvq4gcdZvvnbggZvv9idpZv4YWWcZv6UgcmZv8sQhdZv+cbZfZv+vhdfZv/PkegZwL6qXbZwSNaggZwUAteaZwZSqne
                ZwbNYefZwkdegfZwpZitXZwyCYmgZw0PsfZZw5ydghZw6odglZw7lfoiZw+ygofZxEsigfZxE0eggZxbpgedZxf5SggZxioabkZxlyjdcZxl8ghbZxqHWfkZxy9xnV
                ZyFPhgkZyGvigeZyK3ZggZyZdiacZyfmegjZyjUcigZympXrfZytQjbeZy2HdnbZy3pdggZy5DdggZy+YnjUZzCmlghZzDDgngZzHkgzeZzNtgmdZzNumdWZzVGkdd
                ZzV9ZggZzfyhiYZzgWtXXZzhRfakZziGkddZzixdggZz4bgggZz46hefZz6bjghZ0FWlhaZ0GDXggZ0PjNxYZ0dsnheZ0fkbflZ0oXgggZ0pUcggZ0s0jZqZ0s+hff
                Z0wTcogZ0xDonlZ1HljddZ1IOcgiZ1KHnefZ1KbYggZ1QVdgeZ1SolfmZ1UsWdYZ1VXqidZ1Vsdi0Z1XWgggZ1khaggZ1x3qaqZ13jpQXZ14ghfoZ16+hsaZ2EGccg
                Z2SClhdZ2WRXZbZ2asmI2Z2c+lmeZ2lHifgZ2mpmenZ2rhhedZ2udigfZ20pfcjZ25CicfZ27lxrbZ3GkXegZ3KfodoZ3L8aahZ3ZrgifZ3arbfdZ3cPeZfZ3dZegg
                Z3mUebhZ3pQujeZ3rxZggZ3sGnanZ3tsXdbZ3zmrSuZ32EbhfZ33pcfnZ3+vphbZ4I+tbaZ4NirgZZ4ZniWfZ4efmicZ4eskgcZ4xKjeeZ48UXggZ498rWtZ5Jpgmc
                Z5QDeggZ5SWYedZ5aCgoSZ5ektZqZ5lOgggZ5tuozbZ5upbjgZ6A/edoZ6D5VenZ6QsnfdZ6WofceZ6XzekeZ6YhlpUZ6cAOgeZ6hUsdmZ6i+hdlZ6tAXnfZ6tXbgg
                Z63PmkeZ65XcYfZ7FUdceZ7HcpXYZ7QqofeZ7ePtetZ7esfgeZ7fufaYZ7kylggZ7qWjbiZ7vmZdeZ7xeveXZ701pgaZ73okjfZ77TaavZ79ZfdwZ8AlXfdZ8REiff
                Z8gTeegZ8hhxlOZ8mEdfZZ8p/braZ8uTXmaZ85GhdhZ8+WaZiZ9GZmafZ9ImbggZ9QqnZqZ9RnfdgZ9TdnggZ9VleeaZ9XKhggZ9eigrYZ9oXiegZ9urqfpZ9vwnll
                Z9zZpfgZ+OkieeZ+TXYggZ+UoZfgZ+VzeguZ+WcYecZ+bwTfbZ+cjv/ZZ+dlecoZ+vWoRbZ+9ffeeZ+/HhfdZ/EDeggZ/WZskWZ/Y8pgVZ/bcjffZ/cBiieZ/edjbd
                Z/flgklZ/pSeffZ/rpgcjZ/uGlZyZ/0tgedZ/1+njeZ/3ahekZ/7OfggaAD+wejaAEGogwaAFkqggaAJQtOdaAJnhiVaAU1befaAZ+ffeaAdRimgaAj1eYnaAp2bc0
                aAxacggaAytxZbaA3FjgraA5SmiraA8JeggaBAXfQ5aBAZqnlaBLEchgaBQYekeaBSqleeaBS+itqaBU2kgeaBjhldwaB1/fedaB6hiehaB+6ssZaCM5nagaCQVeef
                aCWcbggaCY9aggaChDbfiaCiUjfiaCjYgdXaCkndfaaC4ydefaC7lfgfaC8mjdeaDAIiVZaDMOjafaDW5hc3aDrMnYeaDuLvucaD5aidlaEExeegaEFPfWdaEFTZgg
                aEVQhfcaEa/ieeaEcIigkaEcPhgpaEf+gggaEjLMkdaElkhfgaErIgggaEy8odZaEzRbgfaE84gfhaFCJcgeaFCijegaFCxaggaFDQdocaFP7bggaFX4jauaFYbidg
                aFZJkmaaFhchdeaFpGmaZaFyMeffaFybdcfaF/odggaGBYgigaGF9kfhaGHepfkaGQVfWmaGRMoccaGU9rcgaGa8YalaGcRjecaGdzjjcaGmelYdaGq+phiaG2iWgg
                aG3Mi+XaHHFeggaHLpffgaHNmgWYaHWwmd5aHYHeggaHZwcmjaHconhdaHfBkqUaHlWiibaHnvjlbaHxWfggaHzachgaH0XbheaIEziufaIJ8ZbhaITokdfaIZlagg
                aIZrJggaIeekefaIiUbggaIoihc4aIqDjddaIuIetjaI4bcggaI87kgfaJBgbdhaJBoeddaJF4hhraJMDlggaJaHlcuaJbyvdcaJb3dggaJb8mpLaJeRbdgaJk5dNk
                aJ0loYXaJ3tffYaJ5JarcaJ5QcggaJ7DnbZaJ8VUagaJ8YorTaJ9TghbaKIgdjgaKLakgfaKR6lldaKUGccbaKVJfbbaKcafchaKdLnbgaKdjlfaaKecbggaKrgcog
                aKs+ltmaKxdijgaKxgiikaK4ncigaK+KmlcaK/ugggaLCBecaaLIUekdaLI/dhgaLWSk6aaLX/eefaLZ2bXgaLbaiYwaLtxgegaLv9kbbaLxgeglaLxlgiaaL1nfgg
                aL2RjneaL8FcghaL9vaggaMVDRglaMWKfdgaMhrcieaMpb/ayaMrFocaaMuwqomaMvwfceaMyfbciaM1LeZxaM6jybhaM74eggaNCfujUaNHtlWcaNIFkhWaNK3cda
                aNLLkciaNLXbfiaNSeoReaNSfecXaNWmiigaNXoaldaNYPpffaNcpfggaNhXZfeaNnb7reaNofgggaNxtmnfaN4ifeeaN5LlZYaOComheaOatijaaOaxeggaOhWeeg
                aOqDwWsaO/xeggaPAhZffaPCTeggaPDpfgiaPKtOgfaPVgdefaPj+UggaPpOcjkaPsTpYdaPuMfffaPywbggaP6pgZdaP7IbhgaP76dqjaP+8NhfaQASotaaQAVjWd
                aQJufodaQOYgjeaQQCbggaQT/rggaQfvkebaQh6dfeaQoYspbaQrmhedaQ2yplWaRAoaffaRLvVeiaRPHjefaRP+nggaRScednaRYthogaRZTo2daRbZgZhaRewgff
                aRh4lahaRiQiqcaRkDZedaRrHeggaR0GffgaR1paofaSKzZoeaSPYfggaSYLiYjaSbyteXaSg9ekcaShHadgaSi+egfaSmNhfgaSp9efiaSwvkjlaSz3dgfaS3Zcdf
                aS7LbqZaS9cdggaS/gleeaTABihTaTB4YfhaTChmVbaTFQlemaTKHhfmaTN1dhhaTPPgguaTVqaggaTfFjdcaTl1okZaTnzfedaTpAljfaTsMdfgaTsPsjdaTuNjgZ
                aTuYNggaT1YlkeaT2ZkkgaT3ZloiaT7ofggaT+tZagaUDju0VaUPNj/caUPQYaiaURJihcaUVkjejaUYgYegaUYuahgaUZuntdaUsvbneaUwDhemaU1GgnxaU2ifee
                aVFIifgaVF6hdcaVLWcggaVN4meeaVfKfcfaVhofciaVmhtekaVnXkQfaV9kcYuaWFrhdgaWFtjZmaWJ4effaWQlfggaWTCimYaWZYgceaWedjgcaWgLeffaWlvhhh
                aWrWkeraWxdcceaWx6ifaaW0fgggaW35cggaW5hOggaW75dggaXAjblfaXCsgtbaXFJeXeaXOyffdaXRkkpfaXcmnYVaXdtySnaXkOfhgaXqNjgfaXrjhjdaXr5egg
                aXuAeXgaXyRjkcaX0XbfbaX9feggaX+0cgWaX/8pecaYGosbbaYGugcfaYHUecfaYN1eefaYPHdggaYPvgdgaYY2lkfaYZChcoaYdPbggaYdjcdfaYpekebaYqMlgf
                aYvwolbaY+5bhkaY/fiZuaY/kvgbaZDAkmdaZDvcijaZEedggaZHOouZaZJDphoaZNrla1aZQisneaZVAiloaZWTdffaZXrYdcaZd4fffaZeyaggaZe9jepaZgzegf
                aZhJjrgaZi6eggaZkXeedaZl+fedaZqChggaZrWhlUaZr8inkaZsMhcraZ1slodaZ5XpfaaZ8wkfdaZ+0wfdaaAofigaaEEnbeaaL9pjgaabQlZhaagPYggaak/kme
                aavjfoeaavlda0aa74efgaa+3odaaa/GkX/aa/8iceabAUkddabHUuocabImoaeabL+lcqabRneggabTFgb4abZ/ageabeAkeaabfFscZabqIeepabrLhjiabsapcc
                abzHlhgab11hddab9Pleoab+SkpaacEVgggacOvifXacQvhgkacQzfapacSpjiqacTcjdkacTxoglacXoYorachHiaeaciokliacrfbYiactajsfacyQUdaac9hhfl
                adCqgdeadDbUchadEVjXmadFbqiSadRajadadSksbeadUWdfeadi7oQ0adk1lbXad8AdcgaeEQngoaeN9dleaeO5dggaeQ5vefaeREv3laeT4prgaebInfeaedxfeg
                aemCiffaen4mfaaepezYvaerDsbcaevwglZaexnihkae8qfnXae93egkafAgjefafEcjeeafObVbYafPHfXgafSwkidafWogZeafXJdefafa+Zjnafa/tYZafejcge
                afntqbjafsqhgbafwGXeeaf2Tgghaf5ophdaf/HhggagG2aggagIVWZVagJ1YggagVQeggagk0bgfaguccggagwRYkgag1eiiaahB+fggahCxeegahLCbjfahN0dQW
                ahOKdmcahO9hadahP/jedahcMpdeahjNg/eaht1VlfahuKpdcahwKlagahwhZggahx2mdfah1ckedah2JgZgah87jgdaiBfdkfaiF2bZeaiHBf1XaiMxkgdaiSCaYf
                aikIihgaikhaggaik7edeailhVggaiohrecairefggaitIZggaiuEVXeaivwjduaiwKgenai0sajgai4Xenfai9Xeffai/mkWoajUIdffajZEggdajaPlkgajbDkya
                ajoKxYLajpCbfdajsjZgfajwq5qZajzHibcaj1HxZcaj2Ahehaj8Vbggaj8mYeiaj/rfbbakOrlfYakXOUggakb2pTtakd/focakevekgakislboakkxgfcakuiuhh
                akwfdubakyXpelak7hxsbak9hjfhak/KhZfalAwaecalFZfgbalF7pgialMLfsYalSMrOhalUgcggalV4jgfalaKsWaaldGqbealfYajaalh6r7NallDhbealpVouY
                al7WlchamGudfqamIuqeoamL8fggamOaYggamPKqR5amQCcceammKuleamqyeggamxiWngam1+egbam5LffnanBbVgnanBeorganHYjeianSVjghanWNVgaanYifmh
                anYqijdanbQicgandzagfanhZYfeaniJcefanljhdcanpXlcfantIvhWan8cvrdaoBJaefaoCfwgcaoD7cfgaoUclafaokxjbcaoq7xVUaotliefaouyaggao8Bnfg
                apDoielapKhqfjapSIdduapW2dfeapW3sYmapaEdidapfhibcapkMWreapq1kbfaprfpdoap4yejfap5Jdghap8nemgaqIqdiiaqKYagaaqQvlaYaqSCgpfaqTzcgg
                aqmGfWhaqnKlffaqpScggaqsGjjcaqsZiefaqstdggaqzEYoZaq4EcYfaq92ljiaq+CseqarDQijfarFAdvearFgbggarGrneiarQ9bdsarcVfgfardhgegard2gfd
                arjkdggarv1eomar0ngeRar52eggar9IlblasCwoxbasD1pdnasLhrmTasMloggasd+rffase+mYeasitffeaskrhggask6lflasoNgffasqjgggassUdfdasvahid
                as9hbdbatFHeXkatNGjhdatQUpjcatmAmdxatrcegjatzycgkat4fhfoat+4aggauHblglauKfkbdauMKpieauQOigdauTLeggauTVjYcauUBeffauaDdggaufHafg
                aukfefgaukrjbeaur1hdeau0+sdeau1JgffavDZelfavS/iffavVtdffavqzihgavt9ahkavvuogxavxmsfeawGwddcawJ5hddawVicedawXOYffawk1WYnawo7hdd
                awtdwqZawvRbggawx7kXnaw0hWggaw2zofdaw24dggaw49WggaxMCqdfaxUTfhfaxVihegaxlrovaax7fcefayBUWfjayBwfggayCvlTuayOZYleayOcYkfayUtgnk
                ayZklokayeMpcdaykktjeaynhiWkayn3dgdayosadcaypHbggayqrcpbayuJgieay6dlmjay8SsdnazZPYggazfjedeazf4bZgazjjfggazorgfeazpQeggaztYbqd
                azylpVeazzLeggaz19afea0EVqnba0IVfZoa0LaWgga0Pdloca0Rxocea0Sbeifa0Xzmoda0Zncgga0d6dZga0mVlwfa0oabgga08fraia0+skUda1BOnhda1EOfgg
                a1EUdpea1Ezglha1E1fgga1GRehga1Gzhgga1RRrXda1Skhfea1Usiqha1WRamfa1Wuegga1aOegga1a1pdga1bNchga1cMoqga1dqXgga1euegga1lBljaa1uZggg
                a15Dflga19xlfja2Oebffa2SQgdea2TgidZa2evcfpa2fobjga2gRfgga2i2acha2nVcgga2sZgtda2s8imfa2wyekga25Bejda3ASsega3Jeagga3K9tkga3Sjddj
                a3Y5hfna3aTmiba3waZgga367ipca4CPZgga4K5hfha4Nnjlba4Nuffma4OIagga4STfcfa4UpnOba4V3Yhla4hMhpVa4mtfeea4+Ucfga4/ohida5FTfgga5RJagg
                a5Tteafa5Vdheca5XVblga5ilrdga5j3cgga5wqlaxa5wzYeea5yMbhca5+eZbda5/Rcgga6Siggja6b1ggga6nhfgga6nlleea6n3ggga6vNrMsa64Lccfa66cbfi
                a67Acgga69LknZa6+Fdgga7Dvtdda7Efeoda7I/iT8a7Ldqeba7buegga7fqjdma7q+gYya7wQbgla7z2pTea70FTgea74hwgga76sbgga7/Ljhga8F+hefa8Ghifd
                a8KGnWsa8LUggga8TClana8bMfgga8bVefba8rhgcfa8r1hfea8x7ioTa8y8YYga8ziegca854lhka8+OgZfa9AQhffa9CkeOha9EFfbfa9IWjnca9LSegga9Z+lda
                a9fodiha9hOjgla9jQegga9mtmbqa9ntcffa9oromca9qS1iwa9t5kmca9vphcfa9zdpcZa9ztcffa96hhgfa9+bitda+J3cgga+Qiegga+RSvgia+R2cgia+R4dff
                a+Wtbkea+fcrrWa+o4inqa+tjgcfa+22Uiia/VjYgga/Z+Toka/bGpnea/dFfgga/i7mZpa/lUqbfa/rkfgga/uvolga/wOfmea/2Fkhma/2xffja/6ngegbAAsnae
                bAFzgggbAKHeffbASNbggbAZThedbAvX0febA8sgodbA9nenhbA/GQggbA/IbfgbBRIbedbBTwlkabBfllpfbBgvgdgbBl9obobBzgeggbB/MifbbB/dWidbCU6n4b
                bCbWjffbCdGpdebCjmld9bCqNdggbCuFaggbC4eaggbC8AhkgbC9+neebC+HdggbC/MfeebDAhjgibDCcgfobDLeyafbDgIkfebDiCbecbDjngdgbDoUudgbDqFflf
                bDwcffgbDw2wcZbD63kefbD9EdggbD/5lmfbEDpdenbEELhcfbEGzthebEI3bggbEVHidbbEZ0gedbEbhbbibEsXfgfbEtg1RzbEwdgejbE8AmdubE+deejbE+1kpf
                bFGqlelbFRuvZfbFbLibgbFlElcebFykjgfbFzYpflbF1XllXbF9XefebGGKipdbGI4ljfbGMjggebGQhjqcbGTRnaPbGVYfudbGfDtgvbGgHhggbGgSeafbGqOdfh
                bGuTlfubGx2dggbG1TgcjbHE6dggbHGindkbHG7fggbHKWjcfbHgtgffbHiWkffbH1EoPYbH2OcggbIInelcbINXrhabIQ4TggbITFlddbIUBybcbIbqWgfbIjrddf
                bImcnjibIngXfcbIr3oiebIsYaggbIvmXfgbIxxsyebI1wskcbI2WgpcbI6flmebJAEbggbJCCkejbJJPiembJPCffibJQ3phjbJYrgjgbJbCidcbJnBekabJnSlnd
                bJptibdbJrvgggbJzhdfebJ4S/csbJ6IklbbKDcnVebKM9jembKRApffbKRwddZbKXoqdibKireP3bKmUrhjbKmxqVdbKoNaeebKr9dcabK67frfbK69w7bbK9pkfo
                bLQjgcsbLRFhnfbLVJcggbLaaifebLcLrggbLmbknfbLqDbflbLroWipbLwSpcfbLyYsnjbL3BhdebL3HheZbMS8YggbMaejjfbMn5fjebMrmndnbM3FZffbM6FZgg
                bNFKjjgbNLEjT8bNNAikdbNTacUjbNZPkcsbNfNgbvbNifghcbNkmcggbNm9jedbNnOqbXbNr9hdobNwLgffbNxXhifbN2kidebN8dShfbOdAfggbOe7fggbOkQo5Y
                bOntZfgbOv8gffbO4WhhcbO4+fcebO6GZ4cbO9WpSzbPGzkwgbPHZcfgbPVdjdebPXGdgfbPX2uzIbPkOmcbbPnCZbgbPnydfgbPp3icnbPraYggbP7ChffbQB9pkf
                bQEyfofbQIahksbQOycVcbQPsVkjbQXMhnebQYtffgbQY7cdebQZoifgbQgTebebQkYgdhbQlSfhfbQxpddnbQ3PcggbQ7SdggbQ/ChfdbRXvkgcbRZygffbRf0dgg
                bRkcffgbRufsggbRwdSggbRxceggbRyShfebR0hjecbR3YkfgbR89mTcbR9/dhlbSAkdkfbSBtifdbSB/iembSD9dnabSE9l/SbSGPfkgbSR9hrebST+hgdbSUAhff
                bSUIpcUbSXvdggbSdYRsobSlBdggbSl6jggbSpMgfobSupfggbS0lkbmbS8JdggbS9afjcbS/VYgfbTAPdgjbTAudggbTJGof+bTKNhecbTQfjhdbTcpgffbTdupff
                bTi0emfbTjEbWcbTmTsslbTtlqqdbTyohefbT0/dcdbT6iretbUBUkevbUN7gggbUTPne+bUakrdsbUpwZggbUwunfqbUyYhejbU1YgigbU8rjWgbU95aidbVCOnhf
                bVGKcggbVNpkhjbVWgcedbVYciYybVnFucUbVtGetWbV0lkgfbV2hubrbV4EtmhbV42nnmbWBudggbWDXgffbWDpbgebWFgegfbWINmerbWOPgejbWS0ikfbWS8pud
                bWT6kqebWdqpZebWhRhefbWnCnbjbWsJreobWzjfdmbW4phfYbW5xWbhbXB3VefbXNPWpebXQvdtebXStfggbXeZhZabXf+efgbXkQgfmbXqRYbpbXu0mmYbXxoffg
                bX4orhobX+aeajbX+jekebX/5edfbYAJiggbYE+tOobYHKTggbYMwtcgbYP6lpZbYaegfgbYe7gcfbYgYhdfbYgfejgbYncbibbYpoaigbYp+eggbY8qhZjbZDWbgg
                bZJGcggbZM/degbZTidegbZXRhdebZYVnb7bZZYhbcbZcggfebZlshflbZn8iiWbZxkkbRbZ5MadebZ57fegbaEiofebaGseggbaO4bggbackhigbaoHfggbaq1ien
                batGdemba19gedba7GgggbbCxgefbbK3fkebbTocclbbZMVggbbZqqdjbbaQlZebbb4hicbbepifgbbiLdggbbjIcgfbbkqrnbbbzyUggbb2Ocggbb3Thgabb4cigc
                bb51fggbb9xnZWbcCBadTbcDLfffbcEhs/cbcEmdjgbcG2jWdbcMYhfcbcNxqHrbcTajfUbcUcgggbcVelkcbcWjdgmbcW5ffibch/lbhbcjYdggbcnbafebcy2imP
                bc0uha8bc4Gcggbc4Pbsebc88tbibdSeaggbdYcrkWbdY0ekcbdY8fffbdZdt2Zbdjqmffbdntfggbdsqiffbd5Vvzebd5hghpbeAXVefbeGtZambeRQeggbeV2qcn
                belRmcnbemwhlfbeuqdeebexUdggbezzhefbe4udefbe7UpYnbfARochbfKgfggbfLxldcbfMefchbfSAdggbfYVcggbfbBjggbfg8kLZbfhMcggbfsUchgbfysdfj
                bfyxngzbf/Bjbkbf/YgekbgCkfggbgDFtvbbgVDiddbgVedcbbgV0bfgbgYgotcbgeldZmbgfZkcfbggshhabghEsdebgjFgggbglz0Srbgorkffbgp+khcbgsKyda
                bgxVfcabgyfegabg2MafpbhN7gbdbhO4cggbhVLhdWbhiRjegbhjfgjZbhpAkfpbhrTgenbhtUkczbhv4efYbhwQZfrbh52nfebh/wgXlbiJXfggbiPxcggbiRCnhc
                biUChmUbiYAWelbiehiagbimKfZmbio1lgfbirkmibbiuiZmUbixybelbiy32XYbizyhddbiz7qmdbi8ahcqbi8lcjebi+FdggbjCvkecbjC5fjcbjDRhffbjE7lid
                bjM2mmdbjQ8opVbjRbciXbjTnhiUbjU4icgbjX2QjTbjcXjeebjfildebjk2Xfubjn6fhnbj3HaZgbj+5Ugfbj/JgfhbkApufebkA+lnbbkELaghbkLTyRYbkRcpwY
                bkYpdJsbkbHsefbkb4hfebkefoejbki1eeobkjLgggbkoDjocbkp7bhfbktfcfgbk5sfflbk6/ebdbk9dmfebk+cgodblA5otdblA+pbeblEmeggblFUNsgblLaefh
                blRRmedbld5jggble7eggblwUgdcbl1Uaggbl5wfggbl7uceXbl+ZcggbmHFocdbmHfdifbmPLkfrbmQwfgwbmcjfggbmeSjtdbmlxahhbmqVTfpbmstkrjbmtDnmc
                bmuZradbmvLfifbm6Brqdbm8qPfgbnEUfanbnGmXffbnJMijebnO0fXqbnQkbggbnd71J/bnhKogpbnirffgbnrIifobn20Xdjbn4uehcbn9Uergbn+udPnboJDZfd
                boJZcjmboWGZggboc4hggbohodelbolWcggboweifdboyGZifbpBxhlebpIaSakbpWJcggbpe2gfbbpf1befbpgqhoabpnlegebprmibZbptL/U/bpuucehbpxl0be
                bp0gZggbp5nYjcbp64gWwbp8hgmbbp9ChglbqBvaggbqCJfggbqClmmebqHQhfdbqH1YggbqN7eckbqP6iiebqRJfggbqRxcggbqRzxgnbqWvacgbqZNijcbqh3cgg
                bqk5bfgbqnCiegbqnxgghbqr7fggbqyMeadbqycicYbqzTbefbq5Begfbq6iMrXbq7jdifbrAudggbrKqZgfbrSgeffbrY6bgibrcnrerbrd+dfdbre4aqibrg6Ugg
                brmglcdbroak2bbrwFedebrwvigdbr1BPaabr2Lhffbr4Aycrbr4Vgdgbr9lihebsJ0jMebsLAffgbsNvtbbbscKhecbsh9eggbsi8eggbskKkkobsmeWggbsoYjge
                bs9WfglbtBEiggbtDcsgpbtIfeggbtJtfkfbtNTfggbtR3thabtWIjdebtqPbegbtrTjdfbtrjpfebtzregibt13dggbuG+bghbuIfUhmbuKefgfbuNugfwbuOPvxd
                buSoreabuaZeggbueLhqXbugOdggbuhxlbebumMcggbuuZpddbuyTqugbu6sfdsbu9mZggbu+rUcebvDjgrdbvHZenebvLVwdnbvQdiidbvQ4hjdbvZHuofbvb9kye
                bvd2mjfbvq/fddbvrSafibvxESkjbv2jbggbv3sZhbbv42gilbv9agxgbwApwidbwGewYbbwIEchfbwRvocfbwT0lgebwYQifebwYSlefbweacYdbwe0hkebwlPeig
                bwsRhgpbww6felbwxudggbwzgbggbw4ynidbw6Fhagbw8qmbdbw92YggbxBSZYYbxFiQpebxNkdggbxO9ljabxPyjdbbxUa/sSbxU+agfbxVJqhXbxasjkgbxjdkbk
                bxj1iacbxnIpbgbxomgggbxuqkaibx7Niesbx8idmdbyDukjhbyDzmdcbyK9YggbyLmokbbyNNfggbyQHuYvbySLeegbySmgeubyTLhkgbyTRdggbyXLibnbybXcbj
                byg0bdfbyhebggbyygNgcbyzBkZjby7YQlfbzExenebzE0obfbzF5rggbzHEocabzJohfsbzLufwgbzN1fgmbzODeocbzUrlidbzYBqVXbzoElvibzp6jepbzrnjkf
                bzruqilbzukcdob0Amakgb0DNdcqb0Oziffb0Pxfggb0QMdfqb0RFacab0R2hcgb0Xxbkgb0Y/widb0aPfdgb0chbgcb0ehgjfb0jgYffb0lifldb0rQxZgb03nklb
                b089Sggb0+Kqefb0/RXikb1C/flfb1D/ffcb1ETfkgb1Ewjdeb1Hkldnb1K7dggb1Lhkicb1Njfeib1P2ffcb1Ssebib1UaZepb1c0tdfb1exjfYb1pUaggb1p6egg
                b1t1defb1zQgjdb11Ngpab12bidrb15Ifggb1//Vdab2BHldeb2SW1qWb2Ykfgeb2ZPhaib2gOffgb2g3efhb2jBhelb2pdejZb2zfUgib22x2nUb23nkdfb3BXhii
                b3GygfZb3JTgXkb3Tiafgb3V7ffLb3bOeggb3huhdib3kRlggb3k+dWfb3qsbggb3vwmapb3xLYWdb31Wkneb4AWdggb4GqRfcb4ILfpgb4IOhdib4MEeggb4Wlfgg
                b4flkgeb4gybafb4h2iddb43gkbyb44iVggb5C8eZfb5Lwkggb5Pjcggb5Wdhefb5flggkb5jFffhb5j9aggb5rTXegb56jfggb6Bceffb6Dzdfdb6LLhfwb6Licfg
                b6OZgujb6ZVbegb6jifhfb6k9jggb6mnmYdb6n2lgmb6wjYijb63npyZb652oqlb66kmdYb69aYhfb7cQhesb7eUifbb7gkqaXb7qlddfb7tdilcb70Xeggb73/efZ
                b79Gktfb79eifdb794jfmb8Fvfehb8Gifjfb8Spjgdb8VTgefb8jZfehb8ndlbgb8nhebpb8shxU9b8yMdkfb82Lodjb8+Cpabb8+1nlkb9DEafcb9HZoYib9KSecf
                b9M1Zggb9YEfggb9fFgceb9gvcjgb9ipfyeb9mphgmb9nAiggb9xhiieb94Rsobb97Pbggb+ADSleb+FDeggb+KXiyXb+Lzgccb+d+eflb+eZhecb+laeeeb+nJrtZ
                b+n5tcrb+q+mrfb+t8rseb+xDgffb+1Ngsbb+7Zgofb/BPkojb/GIpcdb/Hneijb/M+befb/TZjXqb/Vkifgb/Y6geib/s4dggb/yUufWb/zWgigb/6BbfgcACaagf
                cAFPjdqcAHxZggcAI9dggcAOAqcdcAY+hgfcAcCdlfcAepceicAp0YfjcAp1ieVcArGheZcArjiiecAupdaccAvwecfcAxf2dXcAy6effcA4msaOcA7SkegcA88bcZ
                cA9ZgcgcA+mac0cA/tgeucBBTfggcBD8gggcBIYabhcBJ6XWacBM7XlgcBPUkK4cBRCiKZcBdqjfgcBepwXYcBiSZggcBi/hfhcBlSawecBmygi3cBsDZfvcB0Jmah
                cB3FZcfcB9AbdecCJHnTkcCSYneccCS7wYccCU+dggcCYJVggcCdRfggcCe7sWccCiEhgfcCjVhghcCtgvkccCt+mkccCuHdjjcCvgtkjcC0locfcC72XghcC9Svac
                cDEbcrecDOHddecDOzXggcDSgegecDUlhaccDg0mfpcDn1TeecDrmefccDrpfggcDtLkfocDuEeejcDy5hefcD08bggcD5XhfccD63bfmcD9OdfgcEEIXggcEFBced
                cELWnjfcEOVgeicEQueggcEU2cggcEVY2Y2cEaFekbcEgwhalcEpHdYacEvdgmfcE0QVfgcE24hcfcE+PcggcFBvtlncFEOfdfcFRzqYUcFSSjfmcFa8gggcFc0lef
                cFpdvdccFsFfhecFuJcggcF2EjfkcGCGQihcGD1tmpcGFZbdgcGNZgggcGW9vhYcGkyiescGlHWlfcGnlhafcGpkmfYcGpqdffcGscfggcGtWafgcGt5gfccGz3bde
                cG3khhqcG90eggcG92krhcHRJetfcHXRLggcHi+jfZcHnNmhecHnTkgccHu/sdocHwnncgcHxthmlcHzncgecH5Sf3bcIA+ghfcIDQgkkcIEDgcacIK8eggcINAfeg
                cISCjekcIS9qYZcIZ4bggcIc2gggcIugohXcI5LfggcI5jg/VcI6FfggcI+eepfcJFB0dXcJRlxTXcJT0cegcJXsqhccJhajbecJiAWcjcJjKlggcJkK5/bcJoubcb
                cJxVaggcJ5pbefcJ8QeggcKKGaggcKViabccKghcefcKk7dkUcKm7hgVcKnrZgfcKnycficKsCohicKwlkcecKw4lafcK3elffcK9EqnRcLLthfecLNpkfkcLNsZgg
                cLdFbdgcLjYYhccLsnqedcLzrcghcL17bggcL24hefcL8JUgdcMCKgdecMD7ehecMMEaelcMSPkahcMWNlbtcMfGcehcMl7ldbcMn8ebscMqmpdZcMxFjbncND5kZa
                cNGbbggcNLxkXccNNTYggcNVJhggcNV4ggecNXcXfgcNbmiYpcNb8dggcNhoqfbcNuzmnecN1mskUcN68jfecODkgggcOEYheccOI+ZfgcOLRdcgcOOLXiicOOxudd
                cOcilgfcOc2knZcOnfoShcOqsdggcOrrgffcOyXReecO2AfggcO6ojffcO7ZnqjcO+cheocO/okfacPHdjgfcPPhdfgcPTlqlfcPbhcffcPpknaicPzFZggcP0Xabf
                cP0xieecP5WnkecQCZiflcQE9xflcQJMokecQKngffcQQZfggcQSAhmecQSeVggcQXTsgfcQZSfggcQcWkjdcQjlhdrcQzpihbcQ6QfggcQ9hbmscRAHZnecRAgfgg
                cRBisqbcRR+fggcRdBelgcRlibmbcRsPkodcRxWedfcR3ghegcR7LdggcSBWfilcSIQeggcSNKekgcSQRmeccSSWiVecSUznducSWzlbccSZ4gdecSa3gdjcSbuacb
                cScceggcSnU10gcSn7cmecSoVfrZcSqSjfgcS3Qgc0cS5PeedcS6FbggcTDilkbcTD4fggcTKtemccTK5dggcTMRjcncTTaidlcTXxxeZcTbfrSkcTeWiidcTh4rde
                cTi1ZggcTkueggcTmqfdkcToccgecTp3UeecTr7lfVcTuKqdhcTxrbggcTz3dggcT6ephccT/wmVdcUEuuiecUG1beicUM0gggcUPMaodcUSliZdcUTtkdpcUnWijh
                cUrDjWdcU4EbgdcU54bggcU/gggfcVIYkggcVRZcdicVRdYegcVWUoamcVandkgcVaybggcViqYggcVkkVeecVnixW9cVn/iwecVphiR2cVqEiojcVwPfggcVxSqkk
                cV0fgdpcV34gnfcV4ibdvcV9ogfgcWEojficWQsaLKcWV/dfgcWbflfecWbnbjecWg4gaecWjialdcWnhcwXcWnrfbccWrjeggcWuggcbcWwXjqgcWwsdadcWyRhef
                cW3geZfcW81ksecW97dggcW+YjpfcXDpfogcXPTbggcXWQndfcXeELggcXlijRecX1QyXfcX6qYcgcX/caglcYFOhibcYRxcggcYRycggcYVjfbbcYbwPeocYgBpcd
                cYgZc/YcYtBkhfcYtXqfjcY3LnbfcY9wjegcZKbleUcZRQtelcZRylhdcZXOgggcZbJlcfcZcQolecZmwlcqcZqWcggcZrwhggcZ0IeggcZ3VcogcZ4UhbhcZ5+cgg
                cZ/1nbVcaC9ncdcaKGeddcabSiifcafIdmccakwfggcamSkddcanGjuecanRlafcaxyifmcayNdggca0+dficbD1gpgcbEgknhcbJqgggcbKngfecbKvgggcbK4uac
                cbM7cL9cbd0egfcbhojcecbiocsecbmXbiccbq1nZxcbxjxbdcbzanldcb0/lsdcb1I1T2cb6agobcb8nXPjccAddZlccJCdZdccQBdbRccWHeedccafZhoccbVhof
                cccAXggccgkmhfccgwjfjccjliapccnlffdccz/Wgdcc5Lntecc/bodrcdMiVZdcdf0bbmcdhkmpdcdoejtUcd51fggcd6evZVcd82fggceAIXggceAxkcbceFjdgg
                ceGodlgceWZiZeceWheggcei1oddceljViecelsaggceskdggcezjfqfce0nggice6serfce7okogce8HYshcfPUgfhcfYkhsgcfZrmbqcfditqacfmifggcfsLpcn
                cfsSnfpcfsnr5ncfypbfkcf2aZffcf8woijcgBVhigcgIseemcgJvfaecgLedggcgQceeecgSGbffcgYijjbcgjomlbcgkXloicgk9ohdcglViehcgxcllbcg5slVc
                cg8veomchAhbhachFqbjqchIcbadchIlbggchRxRemchYekoechjNfkgchjsodbchlPgodchlkbebchmylaccholcfgchrJrldchssfggchylfftchz1hfqciArZfi
                ciIKdggciL4fbgciRBeggciSDienciT5faeciUZhkdciUledtciXzgfgcibWjfpcidCqbdcieKapfcinGYuecipobqacirWaeecit+lbtcivTXdnci0uclWci7VqSh
                cjFlhfjcjHWfggcjO5laecjUehfmcjXZfggcjYXjlccjYpXdgcjfwZfdcjiYemecjsOeggcjsraaxcjuCkkdcj34dfgcj9ljegcj+1fggckMUiieckN7geeckWKZub
                ckfXcdfcksvXjgckvtUggcky2ifXckzhoaCck1+kpeck/dZggck/wcuZclBumliclEMiggclSsjWfclbCocZclj1kmMclu4gieclwuSckcl1Mindcl3qkhkcl9bnsb
                cl/fbfgcmCMeogcmCtgfpcmTXlZtcmV4OeocmXuheecmaRkescmfBlUfcmmjfZicmmphelcmnpgakcmpUkhecmppkRgcm0Ljedcm0igikcm3nReicm97rmrcnAHdfh
                cnBzdggcnClesecnLnpbocnOWqcbcnW1efjcna9oefcnhAbggcnhrdjzcnkUefvcnnhYfgcnoBaggcn2Cfggcn6modycn/E75jcoCufggcoYRgf2cooCgqacotbnim
                cowcTnccoyheegco/0dghcpAegggcpEkfnpcpHZbggcpMUsWZcpSLfggcpe7u+kcpe9eXhcpi+ofncpnQddicpoxdggcpxqifgcp1OaggcqECnmjcqIYZjfcqNj4ho
                cqQNdgecqmnrfocqqIcggcqqZfggcqvCjefcqvxkfccq38Xcgcq8qgjicrAsikfcrOKifbcrUIcYecrbElpbcrbqgkfcrcBkifcrenolmcrevcggcrfokqecrnvecb
                cro2dggcrqMgxecrx1djfcrzacdacrzcddqcr07Xfgcr6yQfgcr65iggcr/DfjgcsB2cabcsXOgggcsahlhdcsgqdSqcslnpdZcszFhadcs/fhZnctHlgYectKcWfe
                ctLmcfgctNtefgctPFyfdctPYwiictTAhmdctTmbVgctXDgecctcDfehctfMechctlxeggctmzifgctpnplectqueggct16Zpbct+XYggct/0dggcuD3ldpcuN+jha
                cuQxeggcuUrZjecuXRpdvcuZAgdccug2inecuwPghccuwZhclcuwklndcuxfgdlcu0oaggcu1wlYXcu6Hbgdcu7SobecvAPfeacvDPggmcvHWlmecvR+jfecvV5fgg
                cvXXjhbcvYadhbcvgkYggcvl4fkfcvp7oYecv2MYggcv/7scpcwIWiefcwJBfiXcwRlZhccwVGUggcwXOjcecwZGdcocwicgdrcwpVggqcwqgbYdcwq7odmcwtCjff
                cwwEjhmcwwraggcwx/jiZcxBPqWgcxB2sd/cxQSpc1cxTAZbtcxT2ifgcxdeZfecxeSfggcxkUjiicxoHnmWcxuiTzecxwQroccxzNhkfcx4fYhkcx47hascx64Vlp
                cx7Afgdcx7Gejfcx+vXggcyBngcgcyDqXqecyGggbccyPPhglcyQSmkXcycwglgcyf4keucytyjdgcyvt0bkcy3ngkncy56lifcy5+eggczBYdggczFufggczLZkZg
                czObYfmczVAighczbmbdccznLmggczpTajfczppefhczqmbXhcz1Yjhfc0Pvbncc0Qfjlbc0S8gbec0X9Xkec0g2aggc0ijlndc0nlmenc0rDlefc02Qkefc059lkc
                c06FZccc09Ifofc1KogNYc1VFcklc1Vobggc1Xfifqc1cnhgec1e7ifbc1i8mjcc1qphgbc135bggc2D6ekhc2Pgbggc2Qahgoc2aHkfic2iiffgc2jBoeic2lajjh
                c2zQdaqc265ledc3EUcggc3F/kolc3Jbegcc3J/ogdc3NOXfbc3QTgegc3Tzcgfc3Xtkdkc3Zxsedc3ttleec3uAgaUc3xzaggc32mqemc37wiglc4MqhUlc4OSrdV
                c4QEdggc4UAjbfc4Wwgggc4iWdggc4kDeggc4paefxc4qGeggc4wSXbZc4+Hdghc5DNVgkc5Imbggc5MYmfrc5O9ecec5Xvvj0c5Zl5kXc5bfdegc5dGY2Xc5jJvcj
                c5mzmjnc5o8diic5sRkoec5xbkbfc56Mbajc6A3Xgdc6Ezamfc6JOdigc6JUqflc6Krnaec6N8Wiec6T6oadc6afbggc6f1effc6gbYVWc6lxlZbc6oldnjc6orrob
                c6u1kfXc60AddVc60Reefc65xigxc68sdggc68/kasc7Afhebc7Gaibfc7Hqfggc7Kuifcc7Lnhbec7Sbgdgc7kafggc7lrlhdc7nAhgqc7qAlaoc7tmjPec7uDsdj
                c7ytsjdc7/8cSec8Aknccc8EUZhec8Izbfgc8Xgoe/c8hPsldc8iWmhYc8n3cfgc8y1bggc860netc87affic87gqB/c88clhgc9Dxoudc9G1lqec9O5fehc9PPbkg
                c9RAmcac9VThfwc9W8nZdc9ctkdcc9lrhrgc9ltdggc9t2wqTc95wmfhc98ihbgc9+5dggc+E0psXc+HoleTc+Jpihlc+Vflbec+Xbfkgc+bnbggc+gnlscc+lrldl
                c+mBcggc+pTlagc+36fggc/COdefc/LIkWoc/XXjmlc/ZPaggc/drffgc/eUtbdc/fJohjc/gscifc/jJcndc/obXZpc/tDcdec/xKdggc/1iicsc/2Sikqc/3Nfgg
                c/6Dcfuc/73hWkdAE8mgddAFQdgudAFkfggdAICflkdAPXfggdAQBhcZdAcapYbdAdjfggdAi7hfgdAjxmfbdAmYqnedApyjffdAq6fcfdAuRfggdA4yldedBEeibf
                dBE8hfedBF8gjgdBGRgfgdBHBmcndBKYjredBP6cfgdBQKhnedBbC7YydBh8hdfdBjeuoZdBq2jpgdBrIeftdBzlocedB4ZhiadB9TlhUdCEzRhedCGRZnZdCIpRgj
                dCKPbggdCLigbfdCMNgdfdCR6pfgdCUpjindCU/ofldCWnbdidCY/hfldCjXheedCqyWjedCr9ofedCtwzsndCwrueedCznjhfdC3XUO1dC5djaddC/MgeddDAJcgh
                dDJ1VTgdDMNiffdDR1qvedDSHldndDTyfhZdDWSededDanmjgdDu2fkgdD3CnegdEAvrnddEBAhkfdEFhhpQdEFweggdEHNeggdETSvoedETrhlXdEXHtiedEZojkk
                dEarjfgdEdk3oZdEeRgetdEipaocdEpwjVpdEr4lindEzUdqodE1roefdFFjlbedFIEfkZdFKOhdfdFMvcjfdFRUsefdFTMqlZdFe5eggdFooZggdFsGbggdFsUxad
                dFw3gaedF0qecjdF2BdpbdF44imddF6kfggdF6qajgdF6rmkodGIEZggdGIUenbdGI/klcdGNncggdGXGticdGhQechdGlhdicdGmqZggdGwgrbfdGxUjdddG4vjZe
                dG+1jegdG+52tfdHH+lcZdHKQkfbdHREdmfdHTeeZidHdpcfgdHjVpdZdHtGeggdHtppdldH3zhefdH8QprZdIB9dfedIIRigldITHfmfdIUVegedIUrhpddIckffk
                dIdDleedIdmffjdIgnjfddIhqdgfdIiAkggdIoagkjdI0jfaedI11becdJdSeggdJesqerdJmdfggdJnSekedJofphgdJzhjefdJ+NlcbdJ/JvoZdKCeqhUdKCuZgg
                dKK/bgedKMkhcddKZriafdKcMobndKmXkggdKpPfeedKsTakedKtVdbedKvQheldKxUeZfdK6McggdK61ghfdLGRaggdLL3pcZdLN9nbsdLTrUfgdLU7npidLVVado
                dLYnuTxdLbQVtddLcKYdcdLfLgcbdLp/pcddLy8icfdL0jkcddL1MfRrdL2ZgfedL7eddgdMEEcdgdMLthmjdMVDknkdMV4qggdMWqgffdMXZcggdMjpfcfdMldjZb
                dMvJpebdM2nafgdM6LdggdM6OhegdM6ngfgdNNEhngdNRwldddNVwkdkdNWRigcdNWgdgfdNYYmehdNY1ecfdNa7abgdNcYibkdNhzhrbdNiygbfdNoiegjdN2xUfg
                dN5FhhidOBfey1dOBimafdOI/akgdOKX2jHdOLAgaSdOP1jeedOQxdmedOVwhfjdOct+iXdOrhfggdPMWbtedPP7qjkdPiGkWidPlXeggdPzdbggdPzwhcldP4Aedd
                dP7wZeddP/9dffdQC+3kydQFgsvfdQHybifdQH5pggdQKeyzcdQMwmnddQPBejddQPWlWjdQXbgegdQYLeZZdQYccZedQodaccdQq/kkndQ/9VfgdRGWmmbdRHuegg
                dRHyweadRJLeggdRJpmebdRLLiefdRMgdggdRUJkdldRaicggdRcEocfdRhQSdedRiKZhtdRicbggdRk+pchdRl2ccedRmkUigdRu2nggdRxZXggdR3wbVcdR7Hhee
                dSAFfggdSTJYggdSV5efgdSXWfggdSjTGfddSpsubjdStBgdfdSuqgeddS2VdggdTDPhgddTG2hccdTKYefndTMZjkddTOthfrdTSVhbedTWuhoedTeykggdTh+cgg
                dTlrdmedTm3acbdTu6eTldTzAgqZdT6DYemdUPejefdUYndggdUcOcggdUmlXWfdUokovKdUs+meddUvZcfddUy1cdkdU3VcggdU/AlkedVAlmjgdVJvcggdVKElYu
                dVfSifedVt9muYdV24jXmdV5KcfedWA/cggdWEwiffdWE4kdudWJRodedWJZTgedWKWhnndWPdddkdWRSaggdWUtkfhdWekeggdWl6lffdWs0migdWtEkhmdWtVggg
                dWukmZkdWvficfdWxreYjdWyOiiqdWzemfedW1BjcidW3JededW6lfggdW8EcgfdXDniefdXEUvcfdXE2lcYdXKmYggdXQkfffdXSyZggdXU9mmodXYyzUmdXcvqyZ
                dXdfmdldXoBsqXdX1nuZgdX5TacgdX8NgefdX+GvnedX/dncfdYBPdfedYG+feddYJ6meYdYKjjckdYMrffgdYUHnZddYeSknmdYjdcggdYnnfgfdYs8ijedYu/dkt
                dY3CjbedZJGnZodZSOnwfdZUedgfdZWanYldZansdndZiRfjddZk5XfedZqFdSfdZwbiffdZzincfdZ0JdngdZ0/abddaAZxggdaCVcjedaGBiledaH3jcpdaIGrkk
                daRxcmadaW2cggdaYbhsgdaZkddcdajongfda0FVZYda8mnffda9cfaedbEklebdbGlafadbTmlnbdbUtmgbdbX6ffcdbYonkddbh9komdbmBgiedbnflkhdbozbgg
                db2lmcmdb+lXXTdb/BeZkdcBaqdodcDafggdcDzhijdcFDnpWdcKrobddcOPsjcdcR+jefdcYrfeddcaseZudcbyajddcl3gh7dcpTeZodcv8odbdc5Jglgdc+Fega
                ddAkgddddEBdffddGajdoddHSmZqddTOdedddTxjVwddaxaggddcfkfcddfdrelddg6dlxddiTkgiddmnjkdddqJeggddqTbZcddsVkdlddtSmofddvCfggddy8nbq
                ddzscfedd0Uedndd6Zfdedd9bxffdeLZPlfdeLbpvZdeNyahedePAadkdeSXYfgdeUgothdeZNpdedebriaedemLlgfdenxinfdeq5hpgde0wicZde2Xghfde22fef
                de4Tacgde/Khgfde/ceagdfJfmggdfMeZfadfOFZgTdfc0kakdfdIcaedfdOpfedfpQfggdfp4lycdfsFflidfwhibidfwzbgfdfzineedf2cdgedf7kjhWdgQxgje
                dgT+ifedgWvjhXdgc+gdcdgm5fZndgnCkfodgrydkddgsaloedgwodmfdgyCcggdg1wvggdg2wdhddhI0YnbdhQ/fggdhWAahfdhYpkpgdhgiecgdhl9bfgdh9vfnd
                diAPdemdiCbgdldiCfYYgdiDKgegdiDNcefdiDqjqfdiIteggdiUUYfgdiU1bgfdiYEgefdiYpYggdicamchdii7enWdikYclfdikjhfgdioahoddirhiigdisqkgf
                dis0afgdiwaeggdi3eefbdi/ZeqbdjAvhkfdjFncffdjKLtdYdjSccWldjSsaggdjaVmbedjamof9djhogdfdjqt0lVdjysgkgdj0xfaxdj4qhbhdj5/zjedj6UbcX
                dj7nqcidj+8ZugdkF/1kldkJTwfadkMEkfedkPodcndkR/hscdkaOcggdkaojiYdkdYjegdkkehpgdkobaggdkuBgggdkwQjfddkzmdafdk08eggdk9UdfbdlAnfdg
                dlIWgredlSudffdlTBffqdlVYjUedlXBqlfdlXOaggdlYUgkddlcSekhdlhyZjidls2fggdltMfWidltOjdddlx5irgdlzInf3dl0Ugggdl7Jelddl7ogggdl97rTz
                dmEVjmedmHHdggdmI2ffgdmSrfegdmVnffpdmcYkeddmgVffudmtajghdmxlfggdmy5ddfdm0Okefdm7Iaegdm86gdednE0hfjdnM8gdddnRikjfdnUqYggdnaNdgg
                dnzomfZdn3Kaggdn7eijidoBVhohdoDulYfdoGvfggdoHwYggdoLrfefdoQAijfdoRSjmidoYsaggdoY1IdfdohDeZfdotMgfddovBlfddo6YleedpDhmdcdpGKjYe
                dpLIdggdpOZrdcdpPHbcidpS9jemdpggmybdpplhyedpsVjhcdpt5heedpwVhqedpzjlgddp6Cjffdp7qigbdqB7iafdqFKdggdqGddggdqGulfldqJjxY/dqSqkae
                dqWQlqXdqWmYfgdqc/p3XdqhwbhgdqkqizZdqo7SjfdqsxdnbdqvKZiedq1rigkdq59fcZdrIUeXmdraYZifdrkZbfkdrzNhcUdr9Ilgldr9fdggdr9zbggdsAGegg
                dsCvffgdsK2ofedsOWlffdsSXihfdshVgggdsoUZgidsq3ghtdssFeggdsyAhfeds28fc2ds99dggdtAybfedtSedggdtUjfildtlythkdtoLgcfdt+KeggduBUkgh
                duGPavfduS+cgeduTWlflduT3iafduY4ifuduoFdltduttYggduyHZggdu0LYgldu0dffhdu3/sYidu4Wdgfdu60ddidu69mmbdvAggnZdvBQoeedvDtyqldvF6hfW
                dvGCjaddvHUopYdvOtiffdvRFWwXdvTbucfdvXvWggdvZgbifdvaPff1dvpeihgdvqMjghdvrdsVbdvtxfbfdvugbggdv4GZggdv5PoZedv50sRodv9hdcfdv94bgg
                dwDKefodwK4feedwaPgcrdwhmrXvdwjJfZWdwjiqakdwkvjindwwQtfZdw0xWggdw4Wcjedw6gmpedxCUfgedxFCcbodxFhigYdxGjeggdxNEckfdxQeoggdxRjkbd
                dxdIdkcdxfpcefdxj3yvfdxnJzkudxuygfcdxyRimedx7NqhTdx8kheudyDyiQudyE7g0edyFvrmjdyTZogedyUnhwZdyWwnipdyZalledya8WggdyeVYfhdyffYgg
                dylWwbfdynBjqidynofZZdy3Cfggdy8oZggdy+FdgadzCjkXadzIkmbbdzKTjqfdzQtkhOdzS9eggdzXijccdzo+xfpdztM0dtdzx9ieidz0bdggdz6Mfghdz9+jle
                d0AsiZed0DfXqed0KNclkd0LQo0fd0MEdied0Qvhgcd0Vmniud0q/Zgid0tYkbcd0vyknbd0yKeaXd00gbfdd08Wjhad1RRegdd1XagXjd1fBiejd1jPpeid1jzkfg
                d1kWgggd1mTiend1nnvdWd1onooWd1vMlVtd11mjhdd125degd1+Uhhcd1/wocfd2AAcggd2CjUukd2GUjfed2TPpkad2XOjiWd2XoWggd2g2ifYd2g7vYfd2omWgg
                d2pigfgd27Lffbd28Naggd285cggd3HvoXnd3KFjhdd3MEkPed3ameggd3mdjVdd3nshggd3yAofed3zfpddd30veggd33blggd33ydOhd35ljked366rZdd37mkak
                d4Dicggd4FFjbcd4O1qend4TB/S6d4ZiWndd4Znbted4bdgfgd4c7fdfd4lypcud4nKuZod41Vpggd5AEWmWd5BGncmd5DmkZbd5Xgdfkd5hVhYfd5rncced5tnUje
                d6B6hkfd6Medakd6PRplcd6ZnZkdd6nJbbfd6oYgfdd6qDUggd6xOlZfd61Iebed62dffwd635efkd65CUggd66YgRdd7flbggd7gNZggd7lAhbdd7lBqhfd7zSfgg
                d772dejd8BHmoRd8MDfbhd8PQqfnd8U7efgd8adggld8cgecnd8lDcjfd8lnmfdd8tMZtTd8ufseed8xbckfd85Gkhed85Rowhd9DkgXed9Iddefd9QDVcad9SFado
                d9beeedd9kCdggd9pFifud9pojffd9qSdaed9qrkeed9tkbggd+Amfgfd+PBenhd+bDxqZd+mXgggd+oTgfad+tUfggd+xXafkd+7vhfXd/CEpaqd/Wcaggd/cRdff
                d/gMtefd/gdfhfd/l8sdfd/p0dbsd/rtcdgd/uPeehd/0mgfnd/1Xgcbd/5Ofggd/8pjgceAAqckteAKObogeAOrffgeAO/jgmeAYGReceAYYziceAa1dggeAlYsTn
                eAnFfdgeA9pgmeeA/LlfaeBA1lYZeBIyhkceBWggkbeBZydebeBbyfggeBd0kfTeBfJkkfeBjCaToeBnSgcceBnrc0feBrsZbgeBzugggeB77ljfeCFdiXdeCUZkhg
                eCVXogmeCWtdfbeCaqinbeCc6gggeCdMqXteCe9dggeChhkemeCiA3egeCj2XfgeCkxklgeCl4ZgfeCnPrUaeCv/gggeCzcXffeC+cgbreC/dgcmeDDHameeDQD2hl
                eDiadggeDmydggeDpqfnfeDsZfedeD6PeegeD83mgieD/QifceD/5tmieEFrgcfeEdJbggeEeRtaneEtcfbleEwxZggeE36cggeE6mkiieE9FoYbeFBQhmgeFOsfff
                eFP8eaeeFSCndjeFSheggeFYLcggeFeltdpeFfAggheFg/hggeFhukfeeFiYxTbeFyVaggeFz3efgeF4dhfgeF8acggeGHQbhpeGNuoageGPvOkgeGTaqXdeGavbgg
                eGghrsfeGiOkiaeGs0eggeGx7hlVeG/HgjeeHLfkefeHNkaggeHOagzYeHU5aggeHWmidYeHZHigfeHfkdffeHlifogeHnWqdeeHn8lldeHp4peveH1jokfeH2Cc1T
                eH5t2XjeH5xieceIAAiRdeIBAocneIBDiakeIHSgaceIPJnUseIUqcnbeIWageceIcyveieIefeefeIpimWdeIr0qgceIx7pkJeIyIjfieI31mbceI+krmeeJDNhdf
                eJDdiefeJD3fbdeJEFcggeJJ1mheeJLTuPneJankhaeJpTmdeeJqXgafeJ0mggfeJ9fkageJ/dunheKCSjd+eKFgqkaeKGsqkfeKKifggeKMqkefeKNHmkceKf20cd
                eKjWgfgeKkvaggeKlChfjeKs+kggeKxwefmeK0ehfaeK2fcYyeK2kYgieK5ZfeeeK7MXcgeLFDeffeLIthbbeLNneeheLQZfddeLbImgfeLkljgfeLmvumaeLuugfe
                eL2iTggeL6CfgeeL7abZfeMDFZreeMEkffgeMLfhgzeMOMgifeMRUhYkeMUiggdeMVThqdeMbzcgoeMdlhfleMe+nedeMiIffgeMlKjfjeMmJcggeMpXccneMqmlY3
                eMxBkqZeM0Lja3eM6QkcpeM8djfeeM9MfogeM9bfggeM/EedaeM/NjfgeNCRigleNIDfsdeNKxWggeNPFgfdeNRToddeNThcgfeNbScggeNdshcgeNjOeiceNk6mic
                eNmpscheNrSggkeNx8leeeN07hgeeN4wmfueN57ZyieOA/gfceOJDeameOJjWggeOOviueeORheqdeOe2nvYeOhsgggeOl2unWeO07igbeO1yXhjePQonbbePRllik
                ePUIcggePfMibWePfsidkePkweggeP1tjXdeQBSncbeQDN7beeQGOfhbeQH2dggeQIJifmeQZ5XhgeQgejfleQiNcggeQmmZggeQrBndkeQrKnedeQx/YnbeQ7Ilic
                eREpUggeRJRfggeRJlkaheRUMpddeRXGlhbeRbxiffeRbynaneRhHbjbeRpTehdeRpucXgeRwXVeeeR3+bggeR+/galeSK6bcgeSjlfggeSqteggeS0ghffeS4Qljh
                eS+/rdceTD5hggeTHJcggeTJYfggeTOKahYeTPDakfeTYychgeTbXWggeTmYnZ/eTpHemneT0dhgieT49jmneT/IknbeUBAifgeUB+gddeUTxfeeeUdOpbieUmccgg
                eUo+gbYeUu4fekeUzqXgfeU4bsUpeU4teifeU63oaaeVIBcefeVIThkfeVIkidfeVJPubceVM/kfgeVOIZggeVQNlcfeVbJtkXeVdZYfgeVi+reeeVovnceeVpoagc
                eVuHdhdeVxZVbfeV6JgkfeV9GdggeWTcTggeWUVfggeWUtgggeWVinfmeWXVlbXeWcNnlgeWh6kkteWnQiefeWwDebceWxljveeW04pfbeW1bRddeXDgYdleXD0pqb
                eXFXuVxeXHtqrceXMZdggeXbbtboeXd7icjeXhabffeXl7ZgeeXpongieXy/UheeX1rfggeX2gdfgeYHnggfeYQBtfdeYVmifdeYggdfgeYrGowfeYvIffeeYwhbsb
                eY0vkgoeY4EhbeeZE4nqeeZM2fgfeZNiavceZRGffdeZVSeggeZYfrYkeZa/mdieZc4hfeeZeHmdjeZiSbefeZjkqeqeZj5hZeeZkCcdaeZk2zVleZnTaggeZpkigX
                eZ2HgedeZ28ibkeZ5rkdpeaCbZggeaHCbfgeaIdljeeaIvSqeeaMrkdkeaPChgieaRRfdfeaUCdcfeaUPeyYea0HhYcea0vrbsebLKtZaebV0eggebYqmoeebgAZjg
                ebgFZabeblIjdfebnUmgfebtbqdhebzedhceb0ulcPeb9bgkgeb/MXbuecDDedfecOPXdeecOyicwecPybggecTEcgfecXWiZdecYmnbaecaCgggecb9megecdThcg
                ecg1eggeckBdgcecoQpfdecrNjugecroeggecs2ekdectikedeczkbnhec4WjocedDBdfdedFqcfgedK4nededRFyoUedTwefhedXzlYfedY2ilfedaYeggedcScfm
                edfkqgeedhygdeedh2gfjedkdfggedrwdebedtTeddedu/befedwQbgdedwpegged7/jxfeeMHgjeeeRZgseeeYDhmbeee+nggeefXfmeeefYnateehcjdceejJdpf
                eeu9ddheewjr3aeeyBggieeyZeggee27hfgee5Bbggee53fgiee7pUgRefAwbngefExbmfefF4nfXefPKhgfeffDnggefjIpakeflpdTcefnsfggefqjfggefsUodf
                efuHglZefvaipcef0qhlnef1kiduef9liggef/8VjgegBIdggegDLhciegNzbggegXOeafegYbfhaegaJdoeeggAaggeghRjY/eghtedgegi3hccegsNgbeegtRinW
                eg+SsYaehDMeVfehDkfggehLqmgdehPpffeehS3cggeheAaggehe2cggehq9eeeehrXp0geh1peggeh7xidceiBPceeeiTHlSseiV0cedeiomcggeis30iZei3shgg
                ei6jdggei74bjfei+Khekei+7ekmejDcUggejDwmadejExbfeejFBpebejGLbggejKfmcfejZnfggejaAeqdejsYemaejsocegejuFkpiejvJhfeej4Dggdej+Zltd
                ekUwjnfekngogtekqudggekr4juZekwQjgfek0rffiek1JlcNek5Nj3celMUaegelPgeggelTvilaelVseggelZhbggelb/igdelkGdbgellLaggeloKjggeluehee
                elvtdmcelwofggel6OldeemC7hjeemKFbfiemLighdemL3hodemMsfpgemNRegkemTnvsfemUsfggemZQeggemaMflcemcBplRemwZeRxem07dggem1hhggem15jcf
                em2whlienAnnxRenFqbbcenMYufXenMnbggenPIgkeenRCdggenUfhVbenYWp9fenrdqavenuFjcfenznrefen60cggeoFFebfeoHhonaeoQjSoTeoUsnmbeoV4fef
                eoV6SggeoZcgmaeolndggeoqf3gZeoq9iPdeow8dggeo9OjhnepAigggepAsejiepJYdfzepK/ggeepLghbaepdslhaepedmdgepjmgdfepnjkcgepn6XggepsQnwb
                epsfpdfep5pfggep6zbggep/RZggeqHrdgdeqKQkqfeqOXmUaeqPLfegeqUVncdeqWDYggeqiIgggeqkTbeZeqlRbfgeq1Ggkdeq4Moireq7OhvTeq7qmTaerB/efd
                erK9nfcerO0mfeerP0gggeraxjfferhdgigerkkraoernEkdreroqebgerqphWbesAPXggesAZfbgesAwbbjesLqeWgesYPfgdesaAfggesjYmicesmWbvgessHpef
                eswtnTfes94ifgetGEbknetc7gfhetihhedetlEcYaetzwdhmet5Kagget7lTYseuD2eggeuISUggeuLCYgfeuNFfggeuNajsXeuUOmUVeuZEfjfeuZ2iZweue8ggY
                eugtnX5eukXgggeunEgaZeunrgngeuoHegfeuuYjqleuvFhdceuvYobbeuwCbggeuxdMfieu1ggffeu6Bfffeu8LVjdeu/wfWaevM5ecdevN0eggevP0lgievUclgh
                evWzaggevdjtrbevn+cggevqLmveevyUcfgev0wlfnewIkdhfewKhhXjewLAiZyewTNofdewWbdggewb6dggewlDrhgewpe/lJewvwjfcewyXldmewzCZmeew/Eerf
                exGqffgexHJkreexJ1sYxexKdigcexONefgexPVeggexQGpckexSYebgexZVnd6exkue5aexmybagexqebhoexwEYgeexyLgfoexzjeggex4jYfgex+NgjieyL7xbb
                eyM3chdeyOiekkeyRecggeyTKhefeyUxpWWeydcgeeeyllmcfeypVdoheyvhhgeey0linZey8ngggey/slgmezBChgbezCNkdeezMUeceezN7TioezOQloYezOtnip
                ezbWjfoezdznVbezgDqaiezs8Yggezt0eToezubdriezvDrbVezw0eggezzplolez0Tnenez1yjkSez6wdUle0BZbgae0Mofgge0Wujsee0XIhjhe0Yxilbe0aPleb
                e0bYmjae0e2itbe0kLWZfe0n3gpge09tidde0+sliYe0+/hYie1EpVffe1UmajYe1fTiqae1mZfgge1rLYgge16a5wbe1/4beee2AQXfge2Bzleee2JkiZje2RCned
                e2aZefge2a/9kse2cOdoae2ojmkde2o7qcZe2quegie2sGeX3e2t7cefe20oXfee23/Tcfe24Ffhge3LPgcge3NDftXe3O4kgde3R9Z2ee3dlaate3q5ggle3rydgg
                e3twXgge3xEkiae3xsk4fe3x3njee30EWfwe3+Aijee4Uxfgge4cjjfee4d4ccre4hzgehe4h+lfxe4irdfge4qknbje4rfigoe4rsPfge4wAhjee4wesQge41qZgg
                e414lbge446dime5Mdegke5UIfece5Yzhhge5cPbiee5l4ZpVe5q0pege6BfYfze6CZicfe6Dphdoe6LY/g/e6Nvgf1e6cijc2e6j1YQxe6uHhbpe6usZYne6w3cfg
                e62Gfewe62Mggge63jagae66sfege668jdee7ERmafe7IXshde7TQfgge7eaYgge7fOnaae7gpoice7g7pmXe7mXmvie7m/fgge7oQheZe7uegbee7velele70EZgg
                e72TolZe8B0lhge8GAhgbe8JOkeee8Kcfmge8Swkehe8ecjZae8gjjhje8iJZVee8t/hkZe8xqhvee8yubgge86QXbge87plaqe9J5aWPe9LDegfe9LlraXe9Lzebd
                e9Moqdde9Sckdee9ZAkkae9dtdgge9glcfge9ht5U0e9h8efge9nbcahe9vanYee9ycgeee94Ukkpe96Qhfee+ELdgge+H7dgge+K5gYae+LlhnJe+NDddse+aHgpa
                e+dAfgge+otYgge+7pjaje+9ofghe/AEvfke/EAfgfe/Hshfpe/Okiele/PAggge/Podgge/QCntbe/Qgijge/XkbRwe/cXcike/mgngge/nNscae/oDaife/t4fQp
                e/wdddae/yrgfge/zIZmge/3rfgge/57YrofAGLnenfAGpPcffAPFcYefAQdhnffAUabfefAqVfggfArGefcfAzBXggfA4ifggfA9EncefBDymatfBJPRddfBMchgg
                fBRKkcZfBSrZZrfBViXfxfBcNoepfBckXecfBikbXofBmKkaffBxdlbjfByUibbfB1MliefB4IeggfCCgepefCGFjYdfCKJlctfCMBkZrfCWEnelfCY+nggfCaygfg
                fCqCmdbfCweqcdfCxMqjUfC1obggfC/1ahffDC6SgcfDE2cggfDJmhfhfDRwkblfDR9YggfDSiWfgfDWTdggfDX1noefDYYfggfDZQlgifDeYYkafDhVcckfDixcjg
                fDjighcfDj6edofDwzgkgfDzamcjfD8qlajfEDjldYfEIObggfEI5hgffEKtYgdfEUjfecfEh8fgefEjoehgfEtIijgfEvLbgkfEwp2cjfE0KifvfE0vdiafE2udgc
                fE5RcfdfFQgaggfFRWecdfFRngdofFbaoddfFeNlfZfFobeggfFxZXggfFy4gggfF6OcgdfF7EnpefF7/ipefGFKwdefGFQcggfGKziiffGOHieefGRrqgofGVBeYb
                fGXVjucfGbCiehfGbWdggfGciilbfGoylggfGsAefffGsgZbffGuhheffGyIgflfG1uludfG6zunZfG82jkbfG9bohffHW6icffHh5nnafHmoZgmfHwuhZdfHxr3Ta
                fHyfgXdfH1hqfsfH5kfdgfH6RffZfH9CYWgfIItTggfIJZdggfIQkycofISjggdfIWudnffIanghbfIjPffifIkddggfIzFlZufIz+xbqfI5OSggfI5gXarfI7Jodc
                fJN6VggfJQhfeffJStgZkfJT8gggfJq8htefJv5lexfJzUklWfJ0OfggfJ+seYmfJ//WcdfKFyaekfKIgoepfKI6bfffKTUnrefKTkhdbfKUhdjYfKd4lccfKm7fgg
                fKtGebffKxGlewfKxileafK3gdiffK9lYggfLBOmaafLD9dggfLV8qaafLYimddfLbrkdbfLe7blufLftpfdfLkYdggfLlEeggfLl1ZggfLn1hiWfLu4skcfLyKfgg
                fL1ioflfL2MaggfL2Q7hefL4XgggfL6VZlefL65WfdfMC1pagfMILcZjfMMpuLgfMROmdffMRZioQfMVoeggfMjybggfMrCicffMuKphbfNAiYggfNAvycxfNFqbgg
                fNI1jnxfNNro/VfNYCbhcfNr+gcufNtBffgfN1TxedfN2uifffN9BkybfOBpdbdfOPjoZrfOTYZeZfOWamhhfOZUpdofOxUceffO3vregfO38fggfO7UbedfO7+efg
                fO/JdegfPCreggfPPGafefPjjbggfPonYhQfPq+lkefP5fUVpfP/WbggfQPCXgjfQPpgekfQR2jcqfQXGecUfQbGddqfQbSncbfQdYdgffQfJhfafQk/ZflfQlKmgg
                fQpJboafQwWvadfQxGdggfQyziacfQ2eeeffQ2ttTzfQ23dfffREyWggfRZCeggfRdAcggfRrBdglfR1egggfR3ikgtfR5qgscfR6HgjdfSDuhgdfSMkWeefSPGhfe
                fSQcliZfSRMpfkfSSdodcfSUkaocfSd2edefSiMsfVfSkLclefSkOqbmfSqdgemfSwLdggfSzK8T0fS2hfayfS3JgckfS6VafhfS9CgdcfS/4fggfTDu0T2fTMasdg
                fTUmeggfTfclimfTq8isgfTsonbnfTuceggfTwVlmifTxjiecfT+eliZfUGjil5fUl5QegfUpLldefUqEWTifUzRun+fU2AffdfU7GdeffU/gpikfVDPgcdfVeahfh
                fVgStwcfVhDjfgfV2VbsefV3CkjefWA5eggfWD/dghfWGbsSVfWOUdegfWQheggfWXVodffWZXvfqfWkRjdjfWrOqcnfW0GjkgfW4odgnfW87hkffW+TfggfXEHcmf
                fXK9gflfXPxbnffXUrpnqfXZJefefXbieggfXqVWfffXq3eggfXxSpdafX5CegffX5KgfafX5qdggfYAzafgfYEzgggfYPniddfYWpclgfYW3ledfYXTnecfYdCnYa
                fYmtfgdfYtoaggfY1TifgfY+WeocfZDDflgfZNSqlkfZWafggfZWxggUfZgekcffZlpnVkfZncdegfZpidggfZwzdfgfZzD2YdfZ48heifaA5YYVfaQofggfaXWbgg
                faXqcfffaakjdufabHilefavLrYefazeegffa2N0iZfa2eeggfa7bcggfbEtYXhfbFTmodfbHZgfYfbOYffgfbdAdggfbeuxbqfbgUUeefbieZeefbj4obtfbk9dfg
                fblwjkyfbmNgfgfboqqYmfbxVfggfb11gdffb24eggfcApylcfcRJglbfcSEYeffcUfldbfcW5efgfcX2aggfca3fdifcnrffbfcvSddefcv6fggfcwepcefcwlldf
                fc79egefdBsFjgfdB7jfdfdGKfbhfdHvpccfdPheggfdUgmddfdbeZfffdbruZdfddhqYWfdebVcbfdkaz/pfdmaUpgfdnWbegfdngheofdpfbggfd3Pmelfd3umca
                feBjakgfeDrQhafeIPeggfeKoredfeNBchgfeaWldffef1fggfesnhbbfewohegfez/eeefe+dbggffJtkdeffMCiemffPJeeqffiEfgfffkkhokffl2mSeffnxjdd
                ffo3kflffq2berffzAZlffgN9cggfgYhhgdfgbriXefgctldsfgdPorZfgdygggfgi1gWYfgvhnfffgwAdeefgwtnlWfgx/ggqfgyAigffg4NZggfg9MSggfhDjNgg
                fhFwhobfhKjeZefhTuefifhmp/ayfhrJmfkfh0edggfh13dggfiEjgggfiMYgkZfiTKmelfiWVdcufiXdffdfif1nYgfiggkhefilbmgrfiuncggfiwDZfffiwEnlh
                fi0lmmVfi26pcdfi7Ydggfi8ejcefjDbdjffjF4iwdfjJpchgfjPejtbfjdZeghfjeAghYfjkgdjffjodpnUfjqmoXZfjrYsnnfj8Afflfj81YggfkA+NfgfkD/ljr
                fkHPqXpfkI2nYufkKajiZfkPMi7ffkSVefhfkWBhkefkXXiXffka3gtbfkfeeesfkh7Zggfkibkbmfkj5egcfkkchXkfkombggfkzicggfk+OeggflAigdfflD7ffg
                flEYiffflHtueeflRFjepflRH3ahflWSfggflWZgggflb7eegfledcjgflkWcggflkcicfflngajhfloPefffloghYffltEehbflvKfeffl3Dpmlfl7hhfifmL7ncl
                fmMBhpefmNbybcfmVAVggfmiAsbofmjJheefmsNsbXfmt4ZggfmwIhgefm19hegfnP7bggfnX1Zemfnd7geffnfldfdfnn4UbyfnrdYggfnumefsfnxUlkQfnzHfWd
                fn0Bjedfn4tdggfoAkjnFfoI7cftfoJymjifoKSjgdfoMyfggfoVEekdfoVvdcefoYTracfoY/begfohGgihfohweggfoh1YdefopkdfefovFaeefoysaggfpI1gff
                fpMvkehfpTvdggfpVygoffpWPKsefpY9djkfpaXeggfpauYggfpe5Xggfpt/igYfpusanjfp72UnWfqA4cggfqHOivYfqJ6jZcfqX4qudfqYGfbcfqbSqmefqdTegZ
                fqeleggfqlRdfffqpctZefquAZfgfqu4qkcfq1Vrfefq86XeefrFAffcfrLFTdffrXLfggfraFiggfrroggcfr2Bbdafr2JbfffsBffggfsEdgcffsK/g+SfsMKhle
                fsM1bjffsV9hddfs3xhfgftEnkndftFvieXftF1eeYftLzdZjftMjbebftOngjfftVWmefftY2gXdftd5eegfte5mioftfZnakftgDXfdftkn0dtftmRfnfftndfff
                ftxKdeeftxfXfeft0QzgUft12YsgfuLUbdgfuLdnXQfuNK3befuVSpdffuWnYggfuaoipcfugvfggfuihhedfunKgicfuv6jfifu4rcqefu7Bipkfu9rmhcfvQR6ed
                fvW0fgufvZcbicfvdg8Pxfvh1jpkfvwLdggfvzAggffv1rZggfwAJmdOfwAcsWXfwRskfffwSwwZffwf1bnWfwn4fmgfwpnicffw0oqepfw2mnlnfw7IhkffxA0qff
                fxGbimcfxOkudlfxOtkfdfx6TcjgfyBifbgfyIApedfyVV8fdfybC3cLfygKindfygjdcgfymMgegfynCZggfyxffggfy2f2jXfy8vmeZfy/Clwafy/6kmmfzBWoUt
                fzEpgxefzFbfggfzKxfoefzUGYggfzUpgggfzW2gjefzXkegVfzXrchgfzYRfZgfzf+cU4fzgAbgefzjCmhbfzlGmX/fznWhgffzsBhU3fz0Kneefz8+dggfz9cYgg
                fz+cgggf0Kqjlff0O4Vggf0Pkaggf0SLneef0XLmjVf0onvZbf00QjYdf04Xmlcf05brijf06FeeYf1C1oigf1QIdgdf1Rxreqf1VWgklf1iCcfef1iUmbef1mrogg
                f1oQlcjf1wjKoff1wloaff1w/TWWf2AXifZf2DQpoef2GsYggf2Jnjlef2Jthjaf2KLtZkf2LWYfcf2Owogdf2P4eggf2Xdccff2rhcpbf2tghgif2wQikqf20Ihfc
                f278xXEf3LTgbif3Rfbfff3Xnpbwf3X8dcbf3YJlfbf3gElrRf3i5iYff3+Eodif4Htfcxf4I9kigf4Jenfmf4JjxZYf4J6gjbf4L+igUf4OUYqjf4PJgbaf4U+fqf
                f4Wdchsf4jqnnSf4pFidff4tSmadf4t5Uehf4yUqVdf488hdff5Rjmfdf5jkifff5mjjchf5pkheff5qbvUQf5zRifff50udlff52Rgcif6BVhagf6CrZdef6H6igS
                f6K5Uggf6MLoiYf6OIshWf6ONmgdf6Qeefff6dvTgef6lRbcdf6xBkeef6zshVef64aZnif66ubcaf679ifVf7CYgfff7Ienlbf7Jzdfrf7J8pgdf7M0gggf7NPjfd
                f7R7hdff7SaizZf7dkohZf7hNhfgf7hmhepf7jnafjf7mCjrZf7mbmnef7oYifgf7qYgcjf7x5lhtf7x7oecf8FGeggf8HObggf8O7jcpf8bEfggf8c6hZef8ifjmc
                f8jfmZff8kgbbdf8tbweVf8ujZmWf8wnZggf86Jgkff9A3padf9Kpdggf9T6fncf9UUsWYf9Xyggnf9YEYggf9Y9kdxf9Zmgfof9atpfcf9q7TRjf9vbfTbf9vubmf
                f9zLnidf90Uhqaf92Qgfmf+Bwafff+CEg1df+EFsbnf+Jsfbif+JuaVhf+SPggff+WeyZef+cnlhbf+curdgf+eavcef+hkeggf+u3Zfef+zXVgbf/HqZggf/PXbeW
                f/Pvebsf/Wwgggf/c8nbof/eoedcf/fsedjf/khifif/rFiefgAC4poXgAGmpgggAJufgggATcebfgAUYeikgAVrhqTgAXBigggAYBfiggAaVhpdgAj5huWgAuJfef
                gA3TfdcgA7HYgdgBDPn3cgBDmfghgBKXshkgBPpglkgBZwflggBbmbgggBgitbbgBn5eZogB5BegggB7ScefgB70ffsgCKgedjgCPwbgegCQXfgggCS8hcagCTFbdc
                gCUPocngCZWggggCaRhgdgCbFdgogCbnlclgCe6dgggCfAm+agCf2lZbgCoKjcxgCo20N5gCxChgqgC2nptZgC/JqgigDBJgcigDGyhoWgDNufgggDPmgeSgDSYy3Z
                gDVodgegDejjfYgDfhflegDrMichgDrpkpZgDtNgeggD4vRZcgD8pegggD8rugfgEIVegggEJJbgggEKOzccgEK7cgggEPFdgigERDefngESEngfgESngfogES0iig
                gEXMnmlgEYxegggEa7rWugEiUfcggEoimbSgErunYigEuXggggE1gfecgE5wnuPgFJ3kefgFKwmgegFLFdgggFOahdigFXOejdgFgixebgFiT1hcgFiVdgggFr2bZf
                gFwKfgegFxsYccgFzPcftgF10dhegF6tpelgGAjXgggGA8dgggGE3ZgggGI+ighgGapiacgGcbqbfgGcynlagGekgdcgGjJhnfgGx/edngG+CbgggHD5egggHKtdgg
                gHLQotWgHPNcgggHWVaghgHXxcgggHYLegggHZVadfgHaDgfsgHbeYghgHqeggfgHrvZpXgHvTWgggH16jregH4SqnYgH+rkfhgH/fffhgIDbfihgIHzdgggIVOsbv
                gIgEvkbgInMhgggIpuefbgIwsya/gIxdZjagI2ThffgI+KegggJBKrjXgJFjhhdgJMqedegJWvUYVgJYckdegJZ4ledgJdvigpgJuejeegJxrggggJzkeghgJzyfde
                gJ0HfrdgJ4eqfbgJ68ifbgJ/sejggKA0dgggKEzmcegKPecgggKVCdg5gKc1ncegKkOcqegKmwgamgKp2agggKs1fidgKygcgggK5amYcgK7cdgggK8jjcfgK/HjRb
                gLXKdgggLa4pidgLcHnfqgLinfgjgLnHjekgLsdhpdgL82geagMECkZggMUkRgfgMWoadggMZ8gdmgMf0ckfgM2GfgggM20gdngM8odgggM9dhuJgNDKjuRgNMyfff
                gNP1oolgNQ5wXcgNt2cdfgN0ddgggN0/ahfgN2bdgggN27cyWgOHbfdggOMmoTxgOUgmmggOcIcrbgOkjggZgOrlhrkgOsFkfZgOvVfsegPCkhgegPDmmhqgPEOjfj
                gPEugdXgPNlgfggPQ7fkfgPRTffdgPR+ikkgPTZafggPXxUmggPaajedgPevklZgPucmergPz7ejfgQQObfggQQgueegQS2fgggQYPnfegQYyd3ggQcBbgggQdSldf
                gQjMcsngQ0qfZYgQ2sipggQ3SljggQ5PmdmgQ58iYqgRA/cfkgRCGegggRDaigkgRE7ejggRGYjiegRHibgggRIOhifgRMIfrfgRQSafegRWXfmegRXZjjegRXciib
                gRXkmqggR0KfdZgSJmjfcgShnceegSlRjkagSlXXdfgS1pfdcgTBJYbegTDYcedgTKXrZzgTQZegggTmKZdcgTsuhhcgT/zeeggUHafgggUKhdpcgUVEhgdgUn+fgg
                gUqThyggUs5ZkggUyay1hgUzcslhgU1Kw2agU5DevegU92zmWgVF0vZkgVIxkXygVLZlcegVRdegggVZKghegVpEhZigVu7wfbgV9IldggWAOpcpgWBEZdggWCEdgg
                gWUighmgWYveangWZFcmkgWZkSZagWavkhegWfVefngWlvpdfgWtRfgggWt5sSfgWxAelggW24fddgW7sdhkgXK8fafgXPVseUgXQ+VeYgXU8hZcgXdlfcggXewods
                gXfhmhbgXhJYbegXtijemgXushZdgXvNfgggX4qNbggX8QjoYgYHdggggYLIXfegYO6gdegYSrnkVgYdncoWgYhJWbkgYl9cddgYmkgiegYuimrfgY6LYfggY88fgg
                gY/1f5fgZBUogagZKwjbegZXwmgggZ6rfjegZ+qekkgaAyegfgaBnSeegaJHfhsgaK9fgggaK/uaggaO7VdhgaRocgggaaGcgggaeDggmgag0OfggamQcedganNbff
                gaqAfgggawCjfega8tiabgbU+iYggbVWibegbVjdgngbZScfdgbZVgccgbaSiffgbd5ofagbd9UcbgbuVleugb6Migggb+begggb/fffggcDeegggcYjjpXgcZxZdb
                gcfxfgfgdDxdgggdPVdkcgdUKwuhgdYjfgggdaemmagdbQddggdjpnmfgdmqldhgdnmbgggdpdsgogdrcghngdtQgeggdv4ZXigdwtvijgd70Zgggd99fgggeE5dnc
                geQLjlggeS5ZVjgeVDagggeWepbegeZLaekgenshcege86Vggge+uaelgfAUsmbgfH1jWlgfH3jhcgfIihdggfOhgnegfTvjeegfUKosbgfcGhmUgfl8bhigfqcbfS
                gftbVkXgfw0dqggfz9ZggggJSoeoggMKmVVggQ0tYmggY0jfiggZWgejggbArYeggfpWggggigfffggmodZhggoNeddggqpmceggzfcgggg3zseagg6yabgghEScgg
                ghHwppdghLvgfeghPtmfbghXZfhgghaPhghghfElfmghfXzcgghrjafggh2ouaagh4zhvfgiBZghfgiB8ggggiHpafggiPZbbkgiRVfifgiVtjjbgitwbdcgiwofgg
                gi4AWaigi83kgggi9ocgfgjFimeigjHkkfggjHsfbagjJorkegjK7egggjL9hgigjMMbbZgjMZegggjN+epegjRUkdfgjXqjfjgjXvbkegjYvibggjanekggjf3oag
                gjn0ridgjqnfgggjsWagggjvxkcggj5moZhgkAyifbgkD4ggkgkFUsZbgkHXbgggkH3efkgkIOcdmgkLMjYbgkPbtmWgkd+twbgkhldfxgkmyvQngktxghggkvSfde
                gk3HpYuglCPYcgglC+hhfglRTuqjglX9hhgglqWZggglt3Wffgl07ndmgl2Aigdgl34iedgl4EmaegmGhbgggmHbbYmgmSgYgggmStfgggmUkPjggmZ8Xgggmcvvbq
                gmhwXamgmu6ggZgnD1iafgnJ9ljYgnRblfhgnTeucdgnTyXvdgnUXgfcgnW6YdegnY9kklgnlBcahgnsiqtbgnuHceggn0VUgggn5EjfggoAnjhjgoE4jcxgoFXkez
                goK6dndgoMDghkgoNetpegoPVefbgoPnegggoVzjVdgobIcgggobMnVegociewfgoh5ahggojXmkegokfZdegouqegggo3Slcego5piqcgo6Yfgggo/VadggpAQrca
                gpJqVYjgpUzbqhgpU3ggfgpZLk0XgpdodgggpeTifjgpeWjeigpfXcghgpfnwnYgplcbkfgpmjfgggpnnRbcgpxl2iWgp6Ldgggp73ibegp78wmhgp+JbiigqPwkgl
                gqdYbkfgqeGomcgqgImldgqqZidegqsqgTcgqxzfgggq5Oegggq8Rmeogq8iigcgq9sgd1gq+HioegrB+bpRgrCJjhcgrCtmnfgrDPmoqgrHljWegrUSXnggrVVkjf
                grm11imgr3pkmbgr5MrcagsATXckgsB1iedgsYxXgggshaUfggsk0gilgssy6rbgs5Rcdegs+Ubiegs/OdW0gtAmihdgtC9fffgtDDkccgtcSledgtdZnddgtjrabe
                gtk1athgtwWhkcgtz7mfhgt0Ggqfgt1Dkcqgt/skncguHjbffguKFodgguQyZcfguRpkegguVJgicguVxcogguWOkieguaHlYwguax4wVguhSdgwgutcbcwguvdgcc
                guwsaggguzbgxggu1Gzjfgu6CXqigu9eecggvDKYgggvEckrTgvE0QdagvJOkUogvJ+pmigvL3hRegvRmmgegvTmZffgvcEhdqgvd7krkgviJlfdgvkWggggvoAmem
                gvoghhdgvpjZgggvuddgcgv0EfilgwULjjfgwe1odfgwi9jtagwqzmbggwrJbgggwsijkegwyRhKggwypkaygw39dfagw+ipdcgw/tqdngxLnegggxMDdLegxSncef
                gxWgdhlgxXZVfegxaAggegxc5kZngxemjckgxwIifggx1moaegx5yZXdgx6Cyeigx8EcodgyFwmdpgyWYfZegyXLaefgyhjpVbgyj7jlpgylzZfegymlicfgyo4smo
                gypceqegysIcgggytMPfggyunbbmgyuwgifgyvAedggy22nefgy5AfilgzCBifegzC/idegzFCbabgzQEegggzRUcgggzTDndfgzUShdbgzWZmdkgzXemfbgzZgZhg
                gzZmipigzbvmdhgzffYgggzgagehgzo+ggggzs9nligzt0elcgzx4enfgz09gdfgz1isW2gz3cfdegz6Vaffgz7Miffgz/6klZg0BYgfhg0G+rWcg0LEikfg0Qwagj
                g0TEdaYg0iaicfg0kCJofg0lifekg0ninXlg0pwjlfg0rqgcmg1ASzjig1Axgedg1CvdaZg1Mahfgg1N9fYpg1QLjkcg1TGgjjg1TW3pcg1Tucfcg1ZQXgxg1brfde
                g1fydggg1mBiVbg1vxUljg1xZeggg10mfgeg12CacZg15Beddg18fkekg18hbYvg2Brfggg2Ekkdhg2GJueZg2HOfgbg2H4ilag2Vscggg2Vyaggg2XfXggg2YCfgg
                g2bLhlqg2c1jbfg2eVfggg2hk9hPg2lxfieg2tSXggg2uPhjgg2vxcdag2wIrggg20kiXXg267nggg2+xsohg3NXcapg3O2ehgg3P7hkpg3TGbggg3TUsWeg35Mhke
                g3+jfmag4AxUggg4BXxcvg4Bafggg4MfZcfg4RMWggg4S53gXg4WvZkgg4jmpfjg4pNgdkg4useqdg4vCecfg418eikg42kifeg5F2UnWg5LDeggg5Sleggg5TVWef
                g5VNdkYg5VgZggg5adkkog5cGrqKg5jYgldg5k6VoZg5lMihcg5s5eeeg56kygmg6DFhgfg6O5egeg6Rzaedg6SyjXMg6ZfWggg6eOpaXg6pjVghg6pthceg6vKUdd
                g6wmvefg6z2hdfg67Qhgeg686awhg6+Ygeeg7AeYggg7Bigpgg7Czhfgg7Eeomeg7F4h0eg7GDpnfg7I5dggg7K+qekg7TKYadg7Ytcggg7dqkccg7dzWggg7hBtxh
                g7n4Yggg7xFkegg7xvUglg7zImohg72xeggg77Isedg8CIVgZg8HPbggg8Kodggg8WM5Uhg8ZkZggg8fepedg8hqeggg8hsmshg8schgeg8z3dggg80HdVhg82Cgie
                g87Ggfgg87akeig87zckag8+ghifg9DItocg9Dkbnmg9UoxQ0g9f+gmjg9jMstcg9zgaddg94ZVeeg95Qiaeg96CjoOg98soPZg9+cgggg9+2jZfg9/acdfg+A2avb
                g+D4Yggg+Eydfgg+E+ofkg+GUfggg+Kxeggg+Lngagg+Nueggg+QEgffg+Qegfig+Swdaqg+dgpicg+gVgbcg+iQcjgg+isdggg+pWiglg+rGYXcg+sEoddg+wxeeg
                g+6cfWbg/H2gcgg/OLnXwg/UVcfgg/bXYcdg/dQeU+g/jNdggg/jaembg/kikefg/mHffzg/mUbdgg/mXfggg/pCfggg/qSeggg/rfeedg/wAghgg/wYjeyg/xqpcd
                g/zXejgg/0ifggg/8PnbZg//LVgghAEDajehAJReenhAJkjeehAJvknchANFfgghAOk1e9hAUKXgghAYPfghhAZqggehAc8igjhA7ajg0hBETf3jhBHCeerhBTshij
                hBZbbaehBbPegghB2FciehB6wlvfhB+ejcchCBUefihCG6hffhCHpefehCKpdeehCSxnedhCTHZ4fhCTlcgghCXVfbfhCa7gmdhCb2fgghCeaYafhCl9ggehCncmwc
                hCvibgfhCvvjffhC08LgghC9TgZahDCosXlhDC7ggghDKFiikhDO/dbqhDRUbgghDctcoehDfgUohhDhqcmfhDiJfgfhDpOWhahDzXdgghD3liT0hD6pYlahEAhnef
                hEBYfcfhEEticfhEWkXfrhEXjigYhEYXXudhEbDiKshErJlgfhEsMhiehEx3blghE6emgghE7bgjghFGmfgghFG3cgghFH+qdlhFOigfghFVCheghFYJilXhFYLeie
                hFb4efghFeDecehFgEgiXhFimdeehFjwhedhFlEigfhFpHemehFvJjbihF00jplhF3megghF50fsfhF7EffghF9UcffhF+IudmhGBnZefhGCDfgshGCrfbihGHCcVu
                hGSIlgZhGTJdfghGV1mmjhGXQfdnhGX2qakhGZndgghGaWfhfhGa9dbfhGbfrZbhGdkcgehGt/rjehGvQiZdhG2RngbhG3SedehHLqeiehHMrdWqhHP6dfbhHS4ecd
                hHXshcghHeXhedhHfPcgghHgdlgfhHiqegghHl+jXnhH9XfgghIAvgffhIDMmkYhIDUsdkhIEpcgghIQ0nfahIT7egghIW+ebWhIcmgdchInlSclhIpVihdhIu4bke
                hIvtjdahIxYigahI1fnZdhI3mqrdhI4idgghJFshefhJYfTiqhJcXdgghJeHjhdhJfFWgghJfWhfnhJlVggfhJnAZgghJqBfgghJs6ghfhJwIghchJx7henhJ0okjb
                hJ1PfhuhJ2chdphJ7PjeehJ8YenfhKAwhUbhKFYldXhKG0dgghKIdflehKVCidVhKVfhefhKX8fgghKengpihKiWhgghKuPegghKvfWWghKzyXYwhK7JmcXhLBQfej
                hLDMkhihLNDjeghLNzpXvhLOZinfhLRCjfhhLTewXZhLVegdWhLVuZgghLXngZjhLbkfgghLbnigghLeGdsehLf7zffhLlPsflhLngkhjhLp9jifhLtKojdhL2Lede
                hL+V7cahMAjsdvhMHafemhMI2jXihML9qUchMOwmfZhMXocidhMeMoldhMe8krchMgfvdbhMjJkldhMkEadghMlpdamhMt2hWmhMxtseZhMyVmddhM1WWgghNLzXam
                hNOmZgThNPabgghNSOicghNSXjevhNS2nvShNV0gffhNdLiichNg8hcihNx2ggghN3ZfdfhN52YfehN+sZghhOIwegghOU8cfghOYQdgghOfbWidhOinkjbhOjaidf
                hOmNZgxhOq3hfehOvrgnehOy3ZcZhPCUs/VhPNXggghPRsnYahPShgfThPW6YgghPX/YgghPZ8feohPbQjiYhPcqokbhPgqoSRhPhmbfjhPi3fgghPl6renhPmRnue
                hPrZikfhPu6ghbhPx7egghP5WfgghQABegghQDWe5ehQFqllehQO0eghhQaPmgkhQkAnfbhQmnoqdhQnOdgghQnfdgghQszlgbhQwzjUshQxwkaohQxzffehQzsghk
                hQ1XhdehQ62nclhRD4qrdhRLgTkfhRQudiwhRRIagghRUklanhRcEjpZhRqbhdihRwziRZhRxBdgghRxkkcfhRyEiefhRyJegghR32cfyhSAWeffhSAvpgchSDzxkj
                hSF6svchSK4jWghSLgllbhScuhgehSeggjfhSlBheZhSmPdgghSmlZpehSn1iWWhSpuaqehSrOTahhSzAZgghSzumj1hTASefhhTIhnfehTJnagghTQSjmghTTIdWe
                hTXojdUhTYkqcmhTbSbgghTd9lkZhTeMecghTewidmhTjshgghTk6feehTmFhpdhTo3agghT3JXgghUBPagghUEyn3chUJLngghURwndphUTrfadhUbhfZfhUdTdee
                hUmvsadhUokhcihUvoqcZhUvqohdhUwmamfhU9DoclhU+OdNbhU/8lcahVA2nZehVBWhvehVBqimphVIhYfghVLVn2bhVNQcgkhVOqwd5hVQ0hmhhVRinfWhVVTiWn
                hVYAkfjhVZgfgghVaJhrbhVeEdqfhVemjmohVfeegghVljechhVpCYgghVrinfrhVsRdbchVtbffqhVuaggdhVy8qidhV3ebZhhV4WbgghV8edUehV+EimfhWcJekb
                hWfZqeYhWhnkTfhWlzmlYhWoBhephWqDcfWhWv/fhghWwgbgfhWzvlgfhW30ggghW86fgghXBSfcbhXERggghXEiggdhXKDhjehXZeidkhXjekkehXpLkpdhXxFlam
                hX4AbhghX5hitbhX5pkpehX8CfadhX80eefhYBJifdhYHVgfghYJ8hiehYM3ggghYPcgcahYW4khThYW8jZthYoudgfhYpEesZhYqKljchY4NVgghY5VejghY8sUqf
                hY9CmrYhY/5oiahZH+hgchZKXqcmhZQudfghZXethdhZaqocdhZkLdiehZqExbqhZybZkthZznadshZ0dupVhZ1HeSyhZ4XedwhZ5ajXfhZ8Ns0nhZ+4mUvhaAKbgg
                haIHbVhhaMFfmfhaRbcgghaTTwgehabwggghaiS9dzhan5fdfhat9fggha5jjkgha7tqbchbF7eaghbIjgfghbLxfehhbOQvfzhbO8aiThbUoogfhbWNfcbhbehmWn
                hbe8aYfhbmZmgrhbogcchhbpUfdwhb6Pgpphb88WYohcUdjefhcWncgghcYibgghcb4tYbhcdEkhrhchCegghciTWjrhclZmddhcxGgnghc0RZgdhc2PsuThc8kcgg
                hdERicuhdLnfgjhdMBdqehdMGUeehdQ/egghdfufffhdg/efehdjCagfhdkEbgghdtDdlghdtZijdhd5hgldhd50ggghd/PacgheBogfgheJTuBYheLZjgfhePSlqk
                hePsTgfheSvaqdheVvdefhecTfgghecbhnbheitdjdhei1fffhelGluYheprfgfher1ldehesDifehexieffhe59rfehe6Sdgghe9tbffhfAoekdhfFUlfehfIb3cf
                hfNjeqfhfPYibghfQZfgghfUBkfkhfaihlghfa2ijohfnfahghfrjgdehfuVjgihfuYryfhf01ffohf46rlShf6Mcfihf7iedchf+Udeghf/8ggjhgAQlcfhgEHjde
                hgIifgghgMgZughgORme9hgObogehgQQkZfhgQtqrjhgVBggghgligddhgmljdghgnkigbhgpRaeehhJdjcbhhKHhqhhhVAfMehhafejdhha1hdghhculephhe7ajg
                hhgCgkehhjWagghhynpdghh38dpshh8QfaZhiBBigghiCOgnchiD2mYghiWPiidhiXcYfghiaqifghif4dgghig8nhYhiktgYdhivTjeehizXchbhi07ljYhi2xdgi
                hi/WegghjJkhebhjP0gcfhjSMffVhjWkdgghjY6efbhjZcegghjgsfefhjhVlzahjhvUbohjlwfZfhjnEyiphjrDhilhjxtidghj9Hqcehj9Legghj+xegghkFekee
                hkPglfrhkTlegghkcjfgghkfDnnahksueoehkugggghkuyjZjhkvVdaghkyoqXbhk0/hjehk1qiifhk9seZfhk+FdgghlJXgdehlYmmXfhlsDQgghl2Ggjghl4nSfi
                hl58Vgghl67sXmhl+ZfdjhmDjceehmMsnedhmTxsdbhmVHnWchmW+XffhmcykffhmtfchkhmuwkbZhmxommahm3Acfdhm32bgghm7LdfchnA8hhehnBBWgghnBqjff
                hnH5cgghnVMhdahnXWfgghnj4ieghnoIycdhnp6ffphnrSqnbhnszefchnw6ickhn2Ybgghn6JdfphoFJpdghoNUllihoPDoedhoPmigihoXHhfghoXWgibhocyfsT
                hodTXhfhog2ldahokNdgghorFnduhoxUrfdhoyCnbnho0rkgeho9Bfdpho+HkZvhpL4dbWhppRhwdhprsefihp0kjnehp13hifhp45qbchp60jgehqCnadghqFRofo
                hqHsdnehqHtjeehqUQhdfhqmTeemhqqoZgghqzWkfhhq41oddhrC+ZbvhrEVkafhrFipidhrN4ruWhrOYieohrRAgwchrWYdgghravleghrm5dfbhrn1hcghro+jTy
                hrqOmdXhrwXue3hrx3fS4hrzHgighr2Xgethr5wmcmhr+Qneqhr/SlcehsCSdpchsN5phehsN8heahsS7lfghsUSidehsasZgghsbBagghslEcedhst1Ufkhswwhhd
                hs0deZlhs41cghhs/Fakghs/cVjahtAUsffhtGStbehtLHpZnhtONfeghtPHiVehtTHagghtTmffhhtW4fddhthrdgghtpDhbfhtq/ZkUht6Nheeht60kehhuCKkif
                huDFjfchuJ9ebghuKAgafhuNYifThuPBvcchuTpknfhuU8qebhuaiXvVhufKhfjhuyWoVuhu0w2fghu/PbfghvEbbgghvM3ohehvQtjTrhvUopZqhvVylZohvgvcfe
                hvh8eflhvjRgfdhvkEqfahvsmigdhvvXgefhv1ZceZhv9UlZZhv+/kfghwA2dhkhwH9jdfhwKDZgghwROqhlhwU+gbfhwhxllfhwlzggghwtDagghw3taachxEagfe
                hxKTeibhxP0dfghxRHYffhxTEjaghxVFfgghxW6ejfhxZQeefhxflegihxqajcchxsIcYhhxv/ze/hxxhUcXhx2Ddgghx+fXdnhyMdgfnhyM8qYrhyR/lmZhyZltem
                hyf0dlehyiCbsehyknmbchylYkgahyu/WkchyzHWgghyz6ngshy91dwyhzOvfgghzcTibphzjhnffhzjngX6hzkzafghzpwefihzqPfedhz1Bmd+hz5Mbgghz9Ydme
                h0Ageejh0HSiibh0JDnelh0NfZlZh0Rskpeh0T8beVh0UtljYh0arbfsh0gfbggh0jGvqSh0xEjfdh03trbch094dlfh1MIlYch1Pvjeeh1TRehgh1TTleeh1YSfgg
                h1ahfdah1bSikfh1hgqidh1ilgggh1jlcegh1uMfjgh17+eggh19Xefbh2J9bggh2QTmyWh2Sqcdjh2T7hlgh2UUfggh2UbmZUh2fnfxVh2hTdkmh2l6hdeh2mGagf
                h2wCcoeh2wncggh2zagYeh3BYcgbh3HImkWh3Hkljbh3JCfggh3J9Xfeh3Z3faeh3aWkibh3adldgh3dVVggh3etfggh3kzdggh3paecgh3qUcdZh301jhfh36hfgg
                h381ilWh4Biaffh4Jscgih4T8bhih4g9nhih4h8cggh4urlggh4x8Yggh40siUhh41Djfgh46Bkifh48mbggh49ztUjh5LGYjdh5Pjdgeh5Qrhgfh5R5Qxih5Tbfdd
                h5aWcggh5cOifeh5iTzdjh5pTWnfh5rQmheh5uLshih5umgeoh5wijekh52Ejggh58Vwidh58vinWh5/1mVoh6EOTggh6Vbcegh6aFccfh6ceiaeh6fTqcih6gyjqj
                h6mJffih6sjwglh6u8mghh6wuradh63weggh63zhggh66Dkdeh7FWhlah7UKdmVh7U8pkih7j8hgfh7kGuabh7k0iudh7s2cggh71fu9Wh72emifh8Evhggh8GIaim
                h8Iiijeh8Jhhnfh8J5jdmh8bEegeh8dKtebh8l7fpoh8rfrebh8yDjdbh89mghfh8+Zaech8/Pkdeh9BBidfh9FkuTqh9Mtmevh9PRgbdh9PWcefh9RBegfh9VVbcb
                h9Vrcceh9fvflfh9kWeczh9rEfggh9tfbhfh935cneh95RjZth98yffdh9+Qdegh+Hrhefh+P0ccph+Qpmqdh+SGkagh+Vjolih+nVufdh+qWefgh+tOaggh+uxWgg
                h+4vlcch+5Ggggh+8bkefh++mffeh/FRihih/HtXggh/LOtbwh/Lelfnh/Lfgehh/Txaggh/V1aggh/Zmcglh/bKheeh/olf0gh/o1poah/tMglmh/wCjfih/xzkdb
                h/7HWfiiAAfjqSiAGokYdiAWRkbkiAXKjdeiAZdfdfiAdvXggiAfQhpZiA/8bggiBA9eggiBBliiXiBJrjffiBNIiSniBOMfefiBSpgffiBsadggiBwPhjdiB3Gdgg
                iB3lgggiB3wafliB7IeggiCELmfmiCGvnfliCI5aeeiCRfcugiCSAlbiiCW6YggiCaRieeiCdXkcdiCeTfgfiCmPkefiCmWieiiCpIcggiCpugdeiCqYiZfiCvXdeg
                iCwNdWjiCwhZggiCw0hdfiC1idggiC6tgZgiC8rdjgiC/NjggiDA1gggiDBpdggiDKTXleiDMCefeiDSgqekiDXetseiDZThafiDivgpWiDkCusXiDtwjc1iDvFacf
                iDvtsfeiD4qqldiEClkcgiEDxgjjiEIEhfWiEJNhjfiELDekdiERHejeiESqhfliEWcjeiiEYFebiiEdlfkeiEfJhffiEgqieqiEikUggiElZiYgiEphhdbiEq2bnc
                iExvdfdiE2ipYwiE8zndeiE83rmeiFAelYjiFBVYaciFDCmejiFKQohXiFLXZggiFNdfJliFToYggiFWbfekiFc8UdRiFfVrreiFfZdkeiFhxbggiFmEgbgiFoDZca
                iFpvcggiFpynmaiFvZhmdiF7mod1iF9kcggiGBHWeniGDscagiGJClgliGM0aggiGfYegiiGuabbciGygjhciG4iaemiG5xfigiHAHfefiHEiod1iHH6XggiHH8odo
                iHTnfggiHYegigiHZukcfiHfjibdiHvFbjgiH1mmggiH9BdggiH/duawiIGIWcdiIH9YOkiIKsitdiISWfceiIWafeeiIZxXggiIapdbfiIbpfYkiIbwbggiIcczVd
                iIi3OY2iI0jlhgiI2OfjbiI8TjnaiI9weeZiI/r0ijiJAmybSiJErergiJFOcfhiJHypbiiJJeWqfiJOGeggiJREiqkiJU8fggiJdYpfpiJfQeYdiJgnfZaiJlWfhg
                iJqKhhciJsSlVbiJ2nfjViJ7GsheiJ+kfkfiJ/TfggiJ/VgggiKArhkeiKFMZgeiKMzUggiKWsidiiKeLnfmiKfuZY9iKsehoeiKvhkjliKvilcfiKxpnejiK4pjfn
                iK6ceggiK/beggiLAjcN+iLDskVciLKcldliLUCdfgiLUPsokiLVjaggiLXcbfpiLfRdggiLipcZjiLjThgeiLpNZkfiL0ikeeiL6vZfiiL7mgggiMB28vRiMQ+egf
                iMVGkmdiMaPchgiMhLdaviMk2fqdiMlVdfeiMn6lnmiMqwshYiMsIjkmiMwrWggiMyJaTeiM7XmihiM/IeehiNEElrYiNJ2pkdiNKZfggiNWAnjWiNarsYWiNelYgg
                iNkaddjiNo7yZ3iNpSchfiNubmbuiNxYgeoiN6hjghiN9HcgeiN9ghgbiN/LffgiOEPekciOMOmbYiOTShdpiOWuecXiOXcgjbiOZlewdiOaXiVpiObTiafiOk1fhm
                iOl3eaniOomhnqiOtZqdZiOvBecgiO7WVggiPG2eWfiPIgeZciPKlflfiPNBaqbiPOybhliPSwUfuiPXJkddiPl1ekbiPoCgXqiPoTfggiPoghemiPrVXZjiPs4tob
                iPyATfdiPypbhgiP5icdciP6pjXiiP9nfggiQBxhfgiQGeneqiQHVnkhiQQTcgfiQV1bggiQYMmjdiQYdlYeiQcnoggiQi5UfjiQjiqbfiQn4egfiQpglhdiQursdf
                iQ7xeZviQ92ahfiRH/qauiRPwqggiRZThcriRcdhghiRftjchiRh3fdZiRk0lbeiRvkgggiR39fcaiR55feeiR+1aggiSKNybZiSWQhfdiSWfhrYiSbyboaiSre9Xk
                iSrvYggiSucsmeiSzmlgdiS2HZnaiS5GlceiS9X4dciS+XrieiTAKfdgiTBQfPuiTJpddbiTOPbjaiTSpdbgiTVMVdfiTXDcggiTa6kobiTdsgggiTemEdfiTkgteq
                iTmxeefiTnVedeiTvPfcgiTw8creiT6SfggiT/WhojiUBNnXqiUBubkgiUC6fggiUJHeggiUJVffiiUOJlcMiUPjcgfiUQFf6XiUTHjdiiUT4gcniUZblWiiUbTWgg
                iUcdfieiUdghlbiUpidihiUxHziUiUyQpcTiU2JhnbiU6MhidiU6NwbkiU/NgggiVEqYggiVI1qhuiVMGpWqiVM6TdgiVVEldeiViOoaciVuAggoiVvgldciV5ddVh
                iV+hjggiWLIgbliWVGeegiWX4gggiWcebggiWdgZghiW1sffjiW2MmhfiW7EkgfiW79jkfiXF6hjZiXNCbgeiXOlghdiXgAjdoiXkYggiiXsBr0niXvdZgiiX11dRq
                iX4mheeiX8ucdgiYA6geciYJsfggiYL/aggiYQXhfgiYRhndhiYULeefiYgsjhgiYg3llciYhbcediYjkiYpiYrifcciYtG8jSiYurpdfiYwwfeYiYxHddjiY1ucgg
                iY6+klciY8AffiiZDFOggiZFEnbfiZGudegiZHVkddiZW0agjiZW+eaciZaLkbbiZbvfcgiZnbhgjiZrRzggiZtUheeiZtbbfgiZt/eZtiZwXeefiZ01ekgiZ1Xflf
                iZ5QdggiZ+ubjciZ/JedgiaFtddsiaL4fZhiaPedgeiaQRSpkiaRphbYiaTghcqiaVyiOviag9WggiahNuddiakfbgmiamjcffiaqAhwsiasSdfiias9gefiavdUlc
                iawCgXiiaygijfibG8re5ibJ3XkeibMAdggibUVqfeibXXY1fibaLiWTibiaffcibkbdggibmvceaibq+hcpibsWhjwibt+cggiby+hbeicAdnigicDcnmeicGucff
                icJXfggicQFgqgicQJojficQuhdmicfjnicichGgpaiclrbeeicmToddicszntWic2Uafjic8pijgidAwhfaidBobggidDzomfidJTlbcidJ9lcfidKMhffidM5kef
                idNYhfgidOPgflidW5nUxidZ9eggidcCZmZidoBgjbidv3ZggidyLhefidysfbfid0T0Zdid37cggid8TejjieBNddeieCPcsfieDvxyZieFshilieG/ljaieIVhlf
                ieOzojeieT7pjZieVFkUpieY+kldieZ8fkjienXmhgienZmfeier7jggie/sjZaifCMfggifEYnfeifFfjegifH6ZggifTffggifW+hefifdBagdifgImveifl3b4Y
                ifrYiibif1yonfif3QiYyif3bkceif3ilhgif6libdif7TneeigGtpafigOugdfigO3ljaigPSoeUigPcpedigS3eggigdlgefigeQYdfigogbggigqildgigrhhvf
                ig7/hfdihC+gZfihG1dggihMfinXihScokfihUfgdlihVOgZdihWlbWeihZBYigihbvkcgihieiifihlBZddihyibdgihzIkgjih/4hgeiiDjcggiiE0eggiiHpgdZ
                iiI8ckpiiK8labiiiSiciiiiofmeiijXfggiioqeggiip8rdviiqrkVyiisWdggiiw2eveii0Rbchii0ilXdijNQnfoijRmSfiijSflXsijYfjgjijcjXggijd+kke
                ijeWlddijmgeggijpZggcijzEZeeij9kbggikB9hdiikJTfggikKIfaeikMNsidikRldigikV5fcfikWflZnikdngfsikzjlndik1weedilCnq7YilDCggfilEpgxg
                ilHxkpgilJSiodilYjfggilY7Gfcilcxpedild3ifgilhUjfjilpXhfeilpflfeilrRSggiltEVgjiltleZiilulghhimDTajgimEYhpeimM3bgeimNrefmimUFiZn
                imcxhgdimfsmesimjBPhTimmdkRlimnfgchimstifeimt2egZimyngggimzJfggim7JlceinFyggginGPffhinPTmgginUtehdinqJcgginwLRdeinxXkodin06pYi
                in5jfgnin5nbfiin8lXrdioBRZgiioJPdlfioPxeggioSceggioUXZfgioWreggioYygggioa2imbiobDjhfiobhbggiomVdfgiouKdgfiovsedVioxkdRUio15dga
                io78acdio/anjhipByhffipDUtnYipITgjfipO8hggipX/fhmipYSiVhipYqXggipcWaXfiprYdibip6fnefiqILlVriqIfocjiqLukekiqM/ifjiqNoiepiqOljdc
                iqRrsmeiqU7jmdiqVCmgiiqW/eggiqfmmggiquOoediq09theirCelijirCncggirEbfeiirEidpgirKededirKweXairUyclairbjhffirg7hjbiri7efcirlXpgf
                irmsfgfir6LencisFZgX/isGzwkhisHdWetisHpbnZisH8ZddisJUeggisPnjfcisdHkbVisfhigfisiufggist8bddisvMldkis28aeois3rfggitDonnbitFnhee
                itkvfjfitm+mfkitshZggitsqjhgitugeahitvSnecit20demit3xjldit8Ndfjit8Vgcgit9siceiuEWnhfiuE5eggiuJFgdeiuTsgggiufSrtaiupSZggiusGWgf
                iu1sdtfiu6Tu2niu8OvleivKVpZfivW9ibmivh/jmfivj5VggivkficbivoXchfivo9pegivqzcggivrselgivs8dbmiv2fifeiv36lejiv53mZhiwEdbgeiwF3uSi
                iwLIklaiwLkmhhiwQYgZgiwQ1ZeeiwTcfggiwTtfetiwXLgidiwYrZggiwbElgciwfQhZsiwhZpifiwhgcggiwlJgefiwnorjYiwtwfbciwwSjYciwyeSpaiwzNneq
                iw5Tpkhiw54gWjiw+FdggixBTcpfixC8jviixEiscdixGDtkjixK2xeaixLKdtfixYwgegixbKgffixeWWifixiyhXuixmEneYixnthZiixprXhpixuxhfeixvKegg
                iyDWcdfiyOXfggiyQPXieiyQvfdfiyhuffeiyiUgaZiyqXYiiiyqrhdeiywsngciyxCmfriyxPhffiyxzilliy2Fkcsiy3lsU0iy3zjddiy39ppjiy4ddfgiy5Adeg
                iy7iuejiy+KXbfizIxhesizR2gZfizUsmwcizayheSizrbTikiztihefizxiefgiz01fbfiz6qlbfiz+Neeei0AWfffi0EpZggi0aDffgi0afcedi0dIfhei0d5sjc
                i0eLjcii0jxbdui0y7gggi00gihfi04Vudci096Yggi1Czrdoi1Jilegi1SWhqci1Uteapi1bTcggi1bhphci1icgefi1mNTdfi1sPcggi1wKbegi1zxm/ai12/bgg
                i14IVibi16/eeli17xp9bi18ndeei19tdggi2AZnimi2C1gfoi2DtWjli2EYgfRi2Fsvfbi2PPmcmi2Pqcggi2cYlgji2mcabdi2rGgjji2uYgggi2ucifli2yknle
                i3Azllhi3DLkWgi3ECdgci3IoYggi3OiksVi3PNfggi3WTidgi3Xxlpei3eRbapi3mfieai3nwondi3oBoZdi30AZcgi31shYii349qhji36kijdi36+mgti3/Rcgg
                i4Csqffi4HUZYfi4H5klei4MAngTi4hBhbji4hsdgfi4oshlei43yfgji45fwcbi48mrkUi5BVdcgi5IQndli5Kvpdki5RjXggi5Wiaggi5cogbfi5gJYggi5m/Zef
                i53RcYfi57Rzkni58Fpgci5+Bhfyi6Cidfei6Jccepi6Onrbwi6OrpZdi6V0zaZi6cmhUdi6c7Yggi6njocui6qMefni6spgfai6v0dggi6wdeffi6z7iubi60Rucd
                i60ciigi60jUfgi69PdXei7KWdggi7Kiiefi7Ntfcgi7OLfddi7Rquadi7WpYgdi7d7ldgi7eZgYdi7pGfggi7qXlkci7wdqadi70bdegi72JdYli74oYnci75Ipjr
                i781ifgi79htemi792egbi7+Gejci8Epecei8HJmySi8LOrami8Mpgefi8Ogicgi8PJeibi8TxWfei8iSlghi8tHklWi8uLnYwi8yCoYei86Refci9Btfcfi9CcneZ
                i9KSfmTi9MKWggi9NQkcRi9QDidni9XnZdbi9X9fqfi9YlsZmi9hshbdi9mYihfi9nWhcbi9oIveki9sWoZZi9tfmkbi9v8bfei+SIaggi+Svfggi+fCpgZi+i5jce
                i+q5qofi+vAceai++ukrmi/I4jfli/OCWxgi/ajmgii/b6fggi/m3hfni/ujcggi/0dfmei/5igfdi/78aaejAHBegfjAQMedgjASTYemjAdVlbtjAlAlPtjAp4ffe
                jA42mkljA6lcmKjA7/eggjA9NfbmjBCDodajBCUdXxjBODfbgjBP8hfejBQ/qewjBYhrfcjBZUofajBdSeZZjBmdcbfjBnLgaejB7PicojB94fpjjCA8seqjCFuUgk
                jCSoccejCUJfggjCXxjnejCeemimjCr0fgijCtLbggjCyMaggjC3PeggjC7AnmijC8pidejC+7cfejDB5cqejDHVYggjDIMoedjDJIedgjDJZhmdjDPufobjDaSdgg
                jDcghdfjDjYbikjDolbdajDp9hkfjDrNebljDxzekgjDx7edgjD4RlhhjD7kjibjEDyfjcjEHwcggjEKjmedjEPUhhejEdiggjjEkcccujEl+bggjE1CiocjE9Qkhc
                jFEfZbgjFI93aqjFMLSggjFNQmcRjFQtdggjFQ0jddjFU9eejjFU/meajFX0YbdjFjHimfjFy6lfajF0ngVYjF3keiejF/DjihjF/ucfejF/9jkZjGAFkhgjGDGngg
                jGDsdlejGJ4efqjGKvabujGLQpVkjGMaYhfjGXCevcjGYPlVcjGefniejGr7ggjjGtOgifjGylcgdjG0XgirjG67ipgjG9SverjG/zmvajHGwacsjHHInacjHJCegg
                jHJVhcgjHU2jghjHXsobUjHX5jtejHc4hXcjHg7sdfjH3CgucjH8aUofjIAwhgfjIP8jdkjIYmzdejIZfjagjIfF83TjIptjmcjIzOqucjI0IcggjI6DgggjI7xbju
                jI87rrVjI9bfggjJLCfggjJN4mgcjJZBhccjJgBenejJi+gggjJoCfdbjJruqibjJvjTggjJyYmWXjJ+DadcjJ/VhekjKBgojbjKD76esjKGFXnPjKRVnffjKTergg
                jKbgadgjKc8dgZjKeYefbjKfltfejKj5QggjKlnUggjKwHcgijKy2hYbjK1RgdgjK8phegjLECcggjLRJcgfjLbT0R2jLl/fsbjLuDcbgjLx5dbgjLy9kafjL3Cfgg
                jL9cfdgjL+4tfVjMDgcjfjMEHfvdjME5XgijMIxqgjjMJkmVgjMQKeggjMV0fggjMd9khejMijeeUjMsKcjVjNNaclbjNNpfgfjNO8kbVjNScdbbjNTskiejNVgicf
                jNbAefejNfGkbbjNpGZdojN3NiZvjN3cnXxjN4lhZjjN47cggjOAkqsZjOB/aghjOCHdghjOEgjbgjOFqfjajOHPkhfjOIGdggjOJclgfjOJ9egfjOKHklajOOIbhZ
                jOOLgggjOPRgfhjOQ8agfjOYnahejOiDjdbjOpbvnejOy9imgjOzKjedjOzqbmejO1BUicjO5KeggjO8EeenjO8dkdbjO9DdRgjO+/ggfjPEdegejPHUYfgjPKaagg
                jPN+tmZjPWocggjPZejfpjPe3gcWjPiUcfgjPlEWggjPoxifmjPsakeejP6efcfjP8HcggjP8JeggjP93eefjQA7zdkjQBJfggjQBqgggjQD+puVjQLLKogjQSThbh
                jQT4ihXjQdIrhdjQm/feZjQorkggjQvFklcjQ+3kiXjRGQhkfjRRBmUijRRkmfYjRdshYdjRdxYeljRepnhcjRi6hVrjRlhifgjRosgfgjRykijsjR7mjjejR+0akZ
                jSLWhfgjSOOaggjSUtXedjSe/WggjS8XofZjS/zjhYjTA+ZgfjTDreffjTL1bggjTReXfljTX0iiUjTaGjfgjTppfdbjTq3kfdjTrmcnbjT33gvPjT4tYfgjT/Ghfg
                jUAdifcjUHSdagjUNXgbfjUTleggjUXYiWnjUcgZbdjUfGeggjUwvildjUw+fXbjU1EeUbjU3riggjU5/hbdjU7x2hUjVEJgapjVIUjiejVIkkefjVLCyaljVLzgbf
                jVOlfggjVR9VggjVpflegjVrzeggjVr2gefjV5GhekjWBnhfgjWFkVcgjWFthgfjWU6UggjWa9dggjWfMngVjWidkjgjWpCdggjWrhfggjWsUtfdjWtockajWyEdgg
                jWzfhgfjW7LXdgjW9zpdbjXJbsqUjXLmdggjXOmfggjXQNlRyjXQVjcqjXYFbVejXZzZaejXeQekcjXlAjufjXnwcggjXopaegjX1pjZhjYA5fggjYBqQetjYELjee
                jYP3iasjYXmYb1jYdRefgjYlBrtVjYocgbdjYqSgggjYqnoYsjYwHZZ0jY4iXefjY7lfgfjY+zhsajZALjccjZBvktXjZC1YfhjZFMa5WjZIXhgfjZOxcggjZQkhjd
                jZRATkjjZT0yZojZZ6sbejZaWemfjZfsYNVjZgQoemjZncpffjZokjeijZsomapjZ0FgpejZ00nbYjZ07eagjZ2DadSjZ2/iiejZ85rYajaKiicgjaQNZggjaRaadf
                jaRedggjaRibggjaTpeggjabKktejahHfjdjahxhdvjanRfcdjaqNTfeja60ggeja9Vhbeja9sRggja+MZkkjbCacggjbFOpddjbFVeafjbL8tdkjbRlkYWjbS5jQt
                jbvacegjb6Tkfkjb+obggjcAPcdcjcDrkufjcIdgfojcMzlmejcQrrbXjccPlekjcePRcbjcg/sYdjckKbfojc5Ienejc9YZhgjc//fXajdEwgZqjdGtjgZjdG1muS
                jdRZsW8jdYJdbdjdbgjeejdkxjfgjdoRrbmjdrCfdljduOhhijd2Pgggjd5EfXcjd5Heggjd7wkekjeUndiZjeVghgxjeX5jlejeY2nfdjenafpfjepkdffjeqmchl
                jerNekfjevhhXpjezjofYje0xiieje2Ulffje6Nhkcje8Lffgje+5fggjfHklebjfW/iZfjfZiefdjfaUkmfjffOhffjfmIiffjfp+kWpjf00Vgdjf/YmbxjgDMoZr
                jgG5jZfjgNkkfgjgX3cggjgYhkeejggujbfjgkxkhfjgmLedfjg0Zibdjg3Bdggjg6sdbfjg7ekfijhDwgggjhNYcggjhd5kfgjhiFuoXjh2Rfsjjh3Emhejh5Tkbc
                jh8pdggjh/amjnjh/mbggjiBugedjiLKhgcjiMV1jFjiNXhggjiOkgkcjiP4eghjiiwecQjilKggbjioEerfjizkdadji5Posbji6EdcfjjBddjejjDQfggjjF3dgj
                jjHFaggjjKGhggjjRTgqZjjUwlfhjjbinibjjgXiggjjoftlfjjt1eehjjvXZggjjwqiZpjjxugggjj1Acbpjj20dtcjj3FhYqjj5Qnncjj5ufgfjkDPUhgjkF2fke
                jkF+bdhjkHUpoXjkIabggjkKRgggjkZFJfhjkZ0mkfjkcPkcijkdYaggjky5ofejlCghggjlGKZggjlLYqUbjlSLctTjldkhR0jlnThYdjlpqXfejl1Vjgfjl4/hfk
                jl71iggjmDBeedjmDzfhbjmQ5iegjmUOdmqjmVIgZhjmeXffpjmi5higjmpCcXejmv/fekjm1Qeggjm1/isbjnHcdedjnH/hlXjnIIZmdjnKqTggjnSeedgjnaRmcn
                jnfGpjfjnwoUgkjn04bffjn+mecmjn/JbggjoEYgmZjoNzhehjoV7ndfjoWwgggjobKcgejogKfggjonTvdYjoozXWsjosZgfbjo5Waggjo95RicjpDhjebjpGkccZ
                jpHYhigjpJwhjfjpXnbggjpc7tYSjphghdpjpi4lkRjpkFrepjpkYhfgjpnDcgvjppEpaajptRhgdjpv6fggjp5whgfjp6xeghjp8Gheijp+1fkfjqBfhfpjqEZegg
                jqFfZgcjqTOngejqXMcggjqnKeifjquaWlejqvegdgjqwlfhfjqyZadgjq8Jghdjq9Vdcfjq9YbgfjrD5pbejrECjidjrIxaefjrJPgknjrJ6ocYjrPtfbfjrUPlbn
                jra5tZnjrbatnhjrdYseljriZfgejrmZcggjrn4oZejrpSmXxjrqTefejrukgikjr0hfebjr0ljlcjr9Necfjr9kfeejsE4oddjsK/imgjsLlRjWjsM+fggjsP/bfg
                jsQBjgojsUumggjsZ5ehmjsc1jXejseXYggjsi8ebejsq6bggjssTmmejss0wxhjstovidjsxyhegjszXixUjs2ygigjs4icmejtHngggjtKwdggjtLEfggjtOmegg
                jtPjmsbjtVAhZejtZLbggjtdmhagjtgJojTjtlTkmfjtm/jf/jtq1kccjt0Obggjt42eegjt+jkfZjt/Bdedjt/5icjjuBQxXWjuGlkggjuLseghjuOqoVcjuRYfeg
                juSfpcdjuU1mgdjugOwcZjuh+bdfjui3igljupVkddju1Nhwcju24fdfjvIJXgfjvQHeggjvSqcggjvcBiifjvxamnejv83UeYjv+xcjgjwAUgfijwD8nctjwGdifd
                jwMwafejwQJZjejwR0fQnjwWkRdfjwX6hpdjwbKjghjwbXckfjwmdcggjwndyfhjwtjceWjwuFgiVjwvMdiejwwCtxYjwwhlgljw1Bghejw8efebjxAIjfkjxALggg
                jxDagjgjxEVpecjxEZifkjxEhhdljxFNcggjxMMljmjxPBjdfjxWSfnujxZZdhgjxeZdggjxejnZWjxewkgfjxfCedfjxlxjhijxpRggfjx2Jdggjx+PtgSjyAslte
                jyEpjgfjyImfdbjyRrdggjyjQdggjykYieajynEibdjyoDVefjyqOZhhjys/fddjy2xl3cjzI3meYjzMHkjajzNLUZfjzOFbfgjzT1fggjzVmjjejzYjqZejzY64mi
                jztUjegjzv+fggj0B4kbej0Condaj0Gkfefj0MJnekj0P1bYhj0Sdbggj0VSia1j0X0eggj0Zbhkgj0i+ghbj0kdwbcj0p1bbej0qVkebj0sa4fej0vxZfYj0y9cee
                j01teggj06Ffggj08Zfeej08mjqfj08qfggj1Ct+Ozj1Pfnmbj1RWcggj1V1fggj13Mdvej16Rkdnj16mfcfj17xivcj1971daj1+VwYfj2CVglbj2JnZeej2LGkba
                j2Nsefhj2fVefdj2g5pTPj2oSjfhj2tccefj217hbdj25Upjcj27kekej29ofkcj3C8jnZj3Fscewj3Ivmfhj3MNdXdj3Naicgj3PdVggj3R4dffj3Tzfgfj3UZigg
                j3YSgecj3Y8Uldj3cbZbdj3eocffj3pHgabj3rR8Zhj3uYbhgj372nUoj3+klQyj4Cqffdj4GPfkfj4J5gXej4LGifej4NSvdTj4Wwkahj4dMhgdj4lsdggj4m/kdh
                j4ofjraj4o+lomj4phsggj4rZjrfj4uzffdj48xncij5Aemraj5CVcf2j5M3Wfgj5S1emUj5Zgfcxj5Zwicoj5a2fggj5fZfofj5jinubj5kohdcj5uwyYfj5y1bgg
                j56mYaej6Pgbepj6RFihnj6SRfucj6WoVglj6a2hfej6cLdgfj6eKgcZj6gxkifj6hJudkj6hdgscj6jUnhkj6ktYggj6k/aotj6m8Yggj6oahggj6qujidj6txidf
                j6wLoggj6ycnfhj61yeqfj66Vgggj66jYdkj7RThXbj7TAhehj7WVvgbj7eNqgej7iheggj7kzkghj7mrYcij7tqVdej7/ieggj8Etcggj8TDkeqj8WAbggj8Y0eee
                j8jEafgj8lFlpdj8oueeaj8phekfj8xQpsgj83onZpj896ignj9Hfgflj9WIjxYj9hWlfkj9mAqjcj9n7bggj9tGfQej9vEjggj9ygcomj+CLkXWj+JwZfbj+Qfgbf
                j+UJsXfj+YqVefj+kUushj+o8kwXj+rVScoj+s1Wfkj+3Igdej/ABSefj/Ccbggj/FPlggj/PCkdwj/aziofj/kKrgdj/lmfffj/yYdgfkAH64C/kAOaennkAO6iZc
                kAWvgghkAbyqfckAklifakAzudggkA18eggkA3HkankA3YugkkA52mdfkA/JhdekBLSjcVkBV2eggkBWglcmkBYCgigkBbShddkBdrpcokBd4eXfkBhmefikBoRvfk
                kBpBfdZkBx2/jYkBx5oeYkB+0mhckCCBffgkCDkXfikCHgnYekCJbVbbkCQQhhlkCRedggkCVsegpkCYgfdqkCYneggkCaBjmfkCuRmZdkCvBlflkCyRigikC0eide
                kDGPmYekDPAbfkkDYLjYjkDb/fdlkDeqmalkDlxgoakDtJlnakDwCgfekD1RgfgkD/VcfekEApveukEITitfkELAcfdkELShfmkEOKsSckEWzkbpkEYvdeckEfHhjg
                kEfpj/TkEh3eggkEjcfggkElclalkEl6lObkEzNcrYkE1EiggkE1FrdZkE7sXdnkE79lfnkE/befekFERkcfkFEzeggkFGUkgfkFIRlrdkFLhiadkFV0ZrckFZ7foc
                kFnhigfkFvoighkF14qeZkF6BkinkF6HUdckF8CphfkF9iegekF+llbakF+yyYckGCChnbkGcydggkGidfggkGxRbggkG72tbfkG9VrSkkG9xfggkHBvhggkHNhrVW
                kHQycgfkHR0kpgkHUvbggkHZUidVkHewiYPkHgAXggkHh6ignkHlpdffkHnrieckHt4cngkH0foeckH1pdefkH54WefkH6UjXgkH6mjZHkIBZkeekIBw9hZkIF9jVg
                kIJ4gfckITRdffkIXWaafkIdvfhgkIileggkImLrWckIuVdbpkIu8dggkIwtcaZkIxjYggkIyXjnfkI3QfgfkJESnfkkJE8vbdkJIsZV2kJI5dfvkJJ9XgikJKYffp
                kJQbbffkJQkeggkJRqmgkkJTajegkJgThdekJgxggckJiwhRskJp8fedkJw8jgikJzXwfbkJzyhiekJ2fghckJ9LXfikKCGfdckKH1mkhkKMsowYkKYNgdgkKbhiea
                kKc2fghkKhqUrlkKiBceokKiQkbskKi8qiekKjwkfqkKmnqidkKrx/iakK4TkimkLCsnfmkLJdqihkLNKkibkLUGifmkLk4lufkLlubggkLm3gggkLnapYekLtceff
                kL4BddXkL/ocggkMKuubqkMK3fjekMYaerekMdhi6ZkMivXgekMlklkckMnnpnfkMrThfgkM5ujihkNPldedkNUsleekNXl0kSkNYWeggkNaBvlpkNhUZhgkN2cllc
                kN/adedkOGnYgpkOTvnYfkOVltYbkOc/hfekOi8WggkOkFdedkOk8cggkOn1kndkOookggkOptZZfkO9QdldkPB4fkbkPCMkpnkPEXpYbkPFAuVnkPISgdXkPONdb0
                kPPbhdekPP1eggkPcRoYdkPhteefkPk7bggkPmJtegkPqOpiakPtdpefkPuDnenkPvuXffkP5qmcjkP5xSfgkP8tcfikQQgWffkQSnelYkQTUidikQVTcgjkQVmhdt
                kQeVbYykQqDYggkQzCffckQ1TWoekQ2uxnWkQ3yhkekQ5JkTtkQ52hggkRB9grckRFMpgkkRJclockRKKefckRKdgggkRcXfhjkRq1hfdkRrXhefkRyTjqakR41Zdf
                kR5ZhepkSB+bffkSGReggkSKTfhtkSK7kidkSOwcgjkSR+ydMkSYyjfgkSgmdggkSg9iggkSkXdgikS20jcZkS3+gigkS9tksmkTBjaggkTGAgcfkTIPqbbkTJ2khg
                kTNIkhikTRgfafkTUpklfkTVEjhgkThCifekTnxXflkTn+cigkT6sywikUL0sYfkURxwdekUR1eggkUV94wSkUc/bgckUeAgefkUg6ReekUiOdmfkUkMeggkUnOjee
                kUpSedhkUqEmZmkUrfeggkUxGfggkU6sgcgkU7kihfkVDjeggkVIEmlZkVMJhdekVjugfgkVmkbjZkV75mrikV8ZfggkV+VfeWkWBTmfjkWBadggkWHMoZykWHkcje
                kWJLbgdkWW6iZgkWZzehekWd5ZgtkWe5cgdkWiMqXbkWiRcffkWlgkbikWuxYdgkWvpbdekWwfjolkWwtlefkWyCifekW65niekXEJtegkXKkXggkXSXlcckXSanZg
                kXTgfggkXiGhelkXljbggkXllhndkXnOgbhkXrjmsgkX2cueVkX70afikX8HblnkX8VZedkYBRr2ZkYKPkdgkYV2dggkYcs+bZkYi/4bXkY1HanfkY7OfkgkY8Oleh
                kY8sfjfkZOTaickZRLhalkZbgaafkZsCmddkZsxfhfkZw4nXakZw8mdpkZ7OdggkaOddggkaTIguYkaaraemkagEjbfkakWkdskaopgeakaxMVifkbEDfigkbFGgaZ
                kbJJmickbMccifkbN/adfkbR1pXpkbYFbdfkbYgoehkbYs1YkkbZGhkgkbkaibikbmsiVrkbtYigfkbtwrbbkbt8lnVkb8ZkqgkcYHdggkcZqdfskcdCfffkcmSojb
                kcntfggkcppdggkcrWjqckcs6oclkcvaZigkdBGibnkdCGffgkdEtaggkdFAanfkdLAbggkdRMlefkdWThdfkdXTaXakdhvpggkdi6jdfkd6RgggkePzjegkeSZier
                keZVdfgkedbhifkeo8kljkevJbgbke43bggke8VXfgkfBgdfekfBticekfN5jbskfTkiidkfY1ndekfa/cfgkfeYi8RkfjBiggkfj1keokfkgokZkfnbgefkfulhff
                kfydfdgkfzCjdckf3omhckf8PpXwkgCrmtbkgTDiaikgVEpcXkgXCbegkgc6gmdkgdsbXhkgiJbkbkgiLbggkgk0hX6kgqBfsbkg0fmldkg2Dejckg2bkeekg7opcl
                kg8xwcikhBzefjkhMcsjckhUDfgpkhW4WkgkhajgggkhbQkXhkhn8iW+khougimkhqQlggkhq/bggkhudghbkhz8vZdkh05fggkh2Pfggkh22cddkh7tmfikh/jfff
                kiBYblckiE5fegkiGVgmgkiLtdggkiOPdmfkiPWfggkiUnbgikiZnibekif0hcckirfdegkiuFhhZki/XhffkjAVeefkjC3aggkjFqgggkjHtdggkjOfnlWkjQ8cgf
                kjTycfikjUQc1fkjcPZfdkjh4nfkkjqQmffkjq7klgkjs/ggfkjyKijdkjyeshZkj3Mjefkj3aelfkj7Vbggkj+QcfgkkH9hjXkkSjpbckkYStdckkeIgggkkeLjgc
                kkiWeghkkndlidkkn1iflkkuRYggkkwWeTlkkyBckekk0uddnkk+2gebklI6jcpklLGfiiklNZrZoklTSaedklTibggklVshlXklXqpgfklaDveukliHcggklqandf
                klvQtQpkl22pfYkmAIbfgkmNjbfgkmQInklkmYdaoekmdiegakmflegnkmgCeegkm07fedkm2YnZekm3Zbggkm4ldofkm7+hefknAvdggknBrdXfknD9ZggknEtabc
                knEujcqknFfqciknGgdTfknPYTZdknP+WggknQ9lYZknUMgegknbNemkkngrlcfknhsedgknitfZdknpmogbknvjgfjknzHhgekn0Bekvkn48aclkoB3pcekoB8Ugg
                koGRhsUkoVEocikoYnlmekoitnxekot7jcdkoyEgbYkozoefeko7tekeko+uqeYkpFJohYkpNOblnkpSnofnkpTijWwkpXyfcfkpZihejkpbJcggkpbMbmckpgdmcl
                kppsYggkpymhfgkp8Ddbgkp/ZfggkqJZcrdkqUJphokqZGfggkqhLqflkqjgbggkqkGdiPkqt0tkdkqzIq1dkq3yfxfkq8Afcekq/bygnkrBAbgmkrEKidjkrJGcgf
                krOWdfnkrRCgYbkrcVheekrhrjufkrlMgefkruwYcakry/fekkr2nWiZkr3Jiddkr7Ggpfkr+WiWfksFCmgdksGzeaeksUnjZlksY1lijksbOjceksdQegfkskBgif
                ksrFdftksvWhdfkswyaggktBCpelktEFgehktL4XggktVLgfcktlDdefkttJjgikttpfXXkt5Qpdfkt6TmeekuDfmgdkuD6cegkuEHdhgkuIDbggkuaAggfkubcdfc
                kueHggikufPiSdkusCflgkuuZpfbku1Kmtbku7Ncctku9CYggku/LXggkvARZgdkvEOcggkvFEmpokvGzdiWkvKJqVbkvS7ibdkvYUmbhkvYuYhqkvY3iffkvbEbcf
                kvhanmbkvl1fgdkvn0fgekv0jqbdkv3UYggkv6hapekv6qajlkv8JkeekwDburbkwE7kffkwGKpqakwMRgZbkwRVmchkwUXdfgkwUyemfkwaUwdekwhSgbfkwtSfgg
                kww+fggkwyLUlmkw6mlejkw7Sfehkw8Ljcdkw/ZVggkxEn/fUkxHIdWmkxMRffgkxMefeokxNzjidkxSYbggkxYwegekxeB2fikxg7tdokxlFWpkkxnBacfkxzDkjd
                kx3iYggkyCsehgkyFveqakyHzmaekyLkeajkyMOiXYkyOvjadkyO0kRykyQrkQdkySiYjfkyhGohekyjkkgekylUfggkymqifrkynWddbkyq4UmgkyuzelckyvEggg
                ky0zpciky1pZflky+mejfkzAFceWkzJepdekzXIeifkzZhZbdkzcNmdlkzdTfggkzgmrickzlynbckzl1lcdkznsUickzn/gigkzqjgdUkzw+fgfkz3ehkgkz7KfWg
                k0Cieggk0PPhZdk0UYjrhk0Zdgddk0ahjegk0nJndjk0oCesbk0qCdgXk0yVu8Zk04VjhYk1AGgnWk1Dvfcck1I1aogk1OOgfek1Roefgk1Sodggk1Tecggk1To01W
                k1dTYpek1dfcggk1hPkdek1hvdagk1jybenk1r0qrok1sIdggk1/gdZWk2A/mkfk2CkXihk2CvYeVk2Dgfggk2OUdggk2VtQggk2Xfcggk2la/pTk2nkc1fk2ydagg
                k22Cdggk24kudtk27Scebk3CMdggk3IWcggk3KKpkhk3bQrfpk3dQkkhk3dzcggk3eQjzfk3hygfdk3kofffk3lamqek3taifdk3xebggk36Jclfk373lldk3/Qhfe
                k4AkVegk4BcohXk4Gmdffk4V7hbWk4cw/Tok4drjmck4hZcqfk4hihgUk4ljnbak4o6shfk4urkdek4vSdggk42dixfk46Onfkk46hdmfk46qmemk5SCgkkk5VRhgf
                k5ZdrDfk5e2mvdk5gZzeWk5hGYtdk5lFlbek5oocggk5pDeggk5tXmgXk5vygagk5wDaggk53Pclck56LkfWk6IHfgek6Ioucsk6Keimek6ZJfuek6aDWggk6jcccf
                k6qUjXok6xcomfk6/92tZk7D9pepk7I2jdck7YJeffk7ZNguek7jlfXak7pjpwZk70Kaggk73Jcddk764nlYk79FfqXk8Aindmk8CVgeek8Szejbk8U/kcdk8WMnbh
                k8YNeffk8livZdk80telek84iwZgk85vdggk86hmcdk8+ahcek9KIbrdk9KeZggk9Qveddk9RGoavk9Rfncck9Wleefk9XYegfk9Zmjcdk9Zundek9n3Vkck9z9ide
                k91oligk95ikcdk9+AhkXk9/XcmXk+Cjkdlk+FCfffk+Oveggk+YAokbk+d2jjhk+hTiack+kGiajk+n2pymk+w7qfdk+1Amcek+3Kfggk+5+iuck/EFtXgk/F2t7U
                k/Hcbggk/JDkYfk/KoTjfk/QOxeTk/QRZgck/bDkefk/e1pggk/j9ieek/lGleok/qFdkfk/syhlek/wyrbZk/z6njbk/2NksWk/4Feegk/4Yhidk/5sZcfk/9o5sb
                k//Pjddk//ibdblAEsbgglAGkonWlASSckdlAXrgiclAbuggflAfBaeflAqvkielAq1icblAx91cllA1EfgglA+GmmblA/KkZhlBBGefdlBEIuaVlBFaoY9lBHTdbY
                lBdjlbflBuLifelBumdkglB1ycewlB5rjfflCJ3odTlCMcdvTlCX8hdelCb2onQlCdjcellCgnrjzlCmKdgglCmcbjelCpDfUjlCpvdhglC1mqnYlC2tggglC5Yitk
                lC/geXnlC/ldgglDUragglDXGafolDbriiflDmSekdlDqWbgglDqucbelDvvSgelD3YkfflD53fYelD89bdflEOIZfflEPpijglESXggflEaneedlEa+blflEfsrdt
                lEiAhkflEiUZfglEpaXielEqLrYglEsQXlelEuykfllEyyiillE7YddflE8Ga4flE9qdiclE/yhfglE/4hcflFCTchglFEYraflFQqrfelFSKwpelFWRfgilFgUPgi
                lFgubgglFgyfkelFhGheelFzwheflF0AgvdlF2zkkllF+mvRjlF+rXgglGDYnemlGGMdgglGHrmdflGKVRbmlGM3fkjlGS6cgglGZsmjflGbSjcnlGeUbuilGlulge
                lGnOefmlGpqnsalGsmldflG5SRfflG8EpXclG+8fgglHKrmealHStgfglHWSekelHYnnfelHsHfgklH8gleflIFwffklIPwpfclIRHVcflIV2vsglIXcocflIZDuhd
                lIaiZiglIhItcelIi/dgglImZjtglIo9lnnlIxmfgglI0ifgglI1bqealI2kXaelJCbggglJGsjeelJTslhrlJY3laflJc/mdilJi7jcelJk/jdflJqXkfflJ1Ckfp
                lJ2SjielJ2epldlJ3zmejlJ8qhdblJ/LbaalJ/TcgglKBgkoelKDTagqlKetqfklKgGkvflKhQjdblKhmm0hlKn7cgglK1/gjSlK4JegglK4ylnclK8NneclK84ce8
                lLMBlphlLMqlaXlLO8icflLVxauXlLdrYZklLh9lW/lLjwegglLlUbjflLw1hfflLw8fgflL05lbelL+cfjdlL/5jejlMAsbadlMEuqbnlMG8afelMLhafjlMYOeil
                lMfpuUxlMgUhcglMhUgZolMmkjddlMqXggglMq9fedlMuWmbdlMvjndflM07onflM2JmgrlM63rndlM9HnfnlNQcjeblNQnttdlNU8XhalNWmhjvlNcDwbdlNfVlgf
                lNh4VjglNnLYjXlNsZbfelNwTtcalN1OfgglODaliflOD83emlOKYhdflOSGihclOTsfeflOWceeglO0TfkglO13hedlO5gieelO50ffglPBsceflPH1eeflPOKcVf
                lPPzkhVlPVzdhdlPXkZdblPgPhfklPo2egglPpUVgglPxBhkalPzIibflP1kiddlP7jffolP/TegglQLSledlQQnggklQRufgglQkKmjjlQn+niflQtscrglQvWcgg
                lQv/Tl3lQ2TffflQ3fXcmlQ5RgZdlQ5qgeclQ77gdflREfojalRGpelelRG7andlRPtddmlRVMjbglRteYWflR14agflR2bpbdlSAEjZZlSC/fZ2lSHzgzclSJiwbj
                lSPGijdlSVelmglSnRZgflSqxgrblSy6afflS/becglTHI/dXlTHuZfglTPSeddlTVZZgglTiedgglTkTggilTkWjcelTpGmdZlTrXjfdlTtdheilTwM/fXlTwdcgg
                lTz4jfalT06hWflT4bdgglT7IieclT9yOoglT94keqlUABhcclUCnlZslUGKyiZlUIiYgglUJeahYlULXfgglUMlodblUM5mealUelfgglUyAkjelU5VdnblU7Fngg
                lU92/ZblVBFmbYlVGmSgglVI7bbelVMYjeflVNrkfglVUQegglVUolxblVVCVgjlVZpagglVducnelVe4nhclVxXifklVziibulV3MhbplV51gjglV6fkYdlV69pef
                lV8tnfelWFebgilWM1vZdlWRXhSdlWZugfglWgwmTclWiGjYhlWiluiclWlOqbSlWqhrVtlW2kknclW4GdcglW/rdgglXGQgqslXGufkglXG2daplXIjgTtlXNUhcg
                lXSNfgglXWBddflXZApaglXgzZdelXjucgglX5sleklYAohldlYBrghelYD7hnflYHlcielYIKodalYJjlfglYQLfeglYUOzhelYe9jeSlYfKlgglYiLdfflYjlmd+
                lYqxgXjlY1bgfjlY4doaflY51gdZlY8ZVgglZBHafjlZMMefglZSUtxblZYtbgglZfeacglZfvhfblZiQhkalZjTQgglZkeesdlZuN1cblZuYgktlZ1njfelaLInef
                laN5brflafqffglam0dYplan/feglauvihglau/hdela29nldla5hkfYla7Oilcla8BnXglbBHdgglbDDafalbRxbgglbdueiblbexindlbe7YnclbqBcgglbybjqc
                lbzxedmlb5zYgflb7PjkalcBAagglcBHpTjlcBpeeilcIDUkflcKjmymlcLRld1lcOhgeelcWmvWflcYkfeelcbxXtYlcfHikilcncjeglc2cYgglc8Xcdflc+Zcgg
                ldEIxZrldEtSvaldJAypYldLs4dgldPMdggldWFfggldWujedld0fchgld0vaekld1wWggld32gkfleDhajmleGsgfUleOVefbleOpggeleTXvekleUxgogleXJikf
                leZRmaclebnigblefWodfleoDcggleoMfggleoSndjlepuifdlergs6Vle63ndhle65defle/ojkilfB6jiclfK+jcdlfMWaYrlfZ3llclfcxhnelfnBpsmlf2oeff
                lf96tddlf/4fkclgBdnfllgGxeeflgSHggglgbVWdglgrZepelgwIegglgw2higlgxBeeglg2Jegglg5Dgbclg7kbmelg7ttdblg+ifoelhB5ZXilhKWgsclhMpgfi
                lhQT3WhlhQplfVlhXgwdYlhYwefglhbsiielhcCkXvlhehfXZlhiQccflhiTlnflhoagfYlh2qepdlh+GjpbliG6hmbliJY0agliRMkhdliUOvfilib8sdnlidEjib
                li8Sfdgli97fggli/jlceljCJlemljHhfteljHqlcoljIQfmfljOlbgdljULtfcljb0gfcljmXmeclj7Vhghlj7Ydgglj9oneblj96goulj+Dllclj/aosclkGWkme
                lkHdheelkJ2ifelkRvlcclkTXkfmlkU1RgglkZvdptlkak6RdlkatgpflkgqfghlkkKdfglkkahgglkpVcfelksqafglkvKbctlkyRqidlk49dbglk5ymbelk8Zdgg
                lk9OxenllIxdnellZvmgallclccclljtfggllkEeffllqijkellsCgielluWmBclly+kVVllzNjiill0konell21Yggll73sazlmBHggglmEAYpglmG/gfglmI0bgg
                lmK+cfflmTBifelmUwXeelmZtcgglmgLioflmg3egglmhyldblm8Bidblm8/qaplnG/gbelnK+mbklnMWf0TlnPtfkglnWWkZalnYnkbdlnY7ggglnbXjkYlndlbee
                lnhbheslniOchflnmzdiflnwLlqelnw+neeln9Zfggln/0bfeloFYkcqloRWiddloXHlcnloaQYggloeyYgglogFZgtlo2sgeqlo5gmedlpA9dgglpHAkfflpHUdeo
                lpHwnihlpIwfYtlpJAdfglpYjngZlpfDkaclpj5fVjlp6sdgdlqHCspblqJ/dhzlqkbmqelqlgeaclqq/oeflq4igbflq6l3Wllq+pibulrF1ZodlrKJigklrXPuvY
                lrbQmcelrghcealrnLzlXlr76agglr8wdgllr+Xcfhlr/Bheelr/ScsdlsB+dgglsCRlcelsIcjbslsNZnbrlsYocfhlsbvnZYlsp+egglsyyilZls4MeiYls4Xdgg
                ls8uWggltCekdoltP6egeltSUdogltXBfggltYBnpYltkpdhfltpYckcltpubkgltuyfggltxmaiglt0Wckelt1Vbgglt2Bjfglt42cdflt8ZdebluEadggluEdlqb
                luHiUccluISdseluMxhfpluPMbgjluWjkdWluWnhefluXtrleluXymcaluYtgjglubMVgglufOnggluhZhhcluoLoftluo7vicluqKbgglu1YgVglu3Inbklu4Hhcl
                lu4+dgglu8sdgglvTeleqlvbDrXglvbNbeflvevcghlvhIsiclvm6efglvsgsVqlvwUYgglv0AutNlv2PUgglv26fhdlwIabeclwQ8eZelwWsdnflwYUbeblwYxggg
                lwZegshlwekbcXlwgb4qYlwiOdgglwlohjflwnqcedlwqSegglw0dfcelxFAcgglxLXagglxL+gfflxN1TgglxagdgglxlhZgglxnbggdlxt4mpelxvydgglxxCrkZ
                lx0viyelx+ZkXylyBfjjclyK/efWlyMXrWslyQ3jVjlyWtcgglybKxkUlybmnpqlyfCrTtlyf4gpelygckfdlyk4icflym9vidlyrufgglyw6hkclyyTkiely1yhed
                ly3Ilmfly7Gfggly9hbfMlzBTlgflzEVfaylzLUfgglzL4YfglzMioYwlzOocnelzUBjfalzbYbfllziVcgflzj1ngllzpasdblzqeXXTlzs2pkhlz1qg8dlz1+loo
                lz5Fifglz8fegclz+1jdfl0F5vefl0G7leel0Peiefl0Rchvgl0SDZhdl0Uddggl0YUgogl0aTUggl0azhgcl0hDZfcl0oenfml0x5lggl007hkel1BIdggl1DBmfY
                l1Dkibfl1J/Zccl1LMZhgl1QSdRMl1Uehfml1Xpdggl1ZKheel1cJhfgl1eCimel1mBkecl1oHeecl1wLanfl15Dhgll17Ieftl18fiudl2Ekcmgl2Gukbgl2GveWd
                l2Hiejel2JLeghl2O+pbcl2QHgjll2STdeel2byfeel2dIgggl2kOthYl2psdfgl24bkXdl28reZkl29Gdggl2/6ibhl3CQhpdl3LJdgel3Ytehgl3bkeggl3einth
                l3hCjccl3kTehol3mcyZal3n5fggl39ondcl3/PffZl4Cbidel4Dujdgl4Odgggl4TSdefl4VmsXll4c6cfel4i5eedl4mycggl42yhfgl44Uefel5Jqnfbl5Mwagg
                l5NRXigl5OSZgll5dLbggl5ijhhfl5mJmffl5rpfggl5vliael5ybjeZl5zIfggl5zunall5+dVddl6Cjrddl6EQbffl6FQdggl6ScWbql6Yublcl6ZMcggl6ZRdgg
                l6bcbiel6b1ladl6gngYbl6jpccel6l1eggl6w1dggl6yxteal60Feodl63Ikcfl68pggfl7CLbggl7HVq4ol7UUUZfl7U6pfel7Ypigdl7Ywkdkl7Z1aoel7b/lad
                l7msrngl7rEfjdl7sgcjYl7tNZmel7v9ZZgl7ymelbl77Adggl77YmUhl8L5jkel8OSdggl8PJndjl8QSuggl8YPjUzl8eIejal8snejfl8zUfggl86Ndggl9A3egg
                l9OLhmcl9O7iaul9Rybfgl9UUbefl9ZxmeZl9fHhdtl9t0raal9vonecl9zjhedl91ibggl92kffgl940mdjl98TgTgl+Eyg0Xl+E/fggl+FTsfkl+GIeefl+RIidd
                l+WGbbnl+aZmdal+bTllTl+bnZXdl+b/hffl+duobsl+d9Zgfl+eJcgil+fucggl+tSadml/Ajegel/Grlfpl/KTldil/Pvgjgl/SMVgel/X/kfgl/Yqepdl/ahjic
                l/bViekl/iqfjhl/oVlkbl/spcggl/vqgecl/0Gdggl/2Ffaal/4XxoVl/4hbggl/68bgdl/8Ugmfl//wWcemAEzWZrmAHRgoemAIddjemAJRypdmALgffgmAXAnat
                mAZeTgfmAZ7pijmAcihigmAcxivamAhWYggmAl+cggmAo3hmZmA03dfgmA6QhefmBHoVggmBVWbggmBWmeggmBXMhbfmBhjfeemBh2hxamBh6agfmBjMhekmBkSfhg
                mBlqjgWmBq2cldmByNdggmB3M2cZmB5AlbbmB8NhTdmB+/dtgmCNKtdcmCRAPfgmCVhZggmCa9fgdmCbLeigmCbVkegmCdbikUmCdkmflmChwiddmCowdggmCr6Ygg
                mCxue3dmCyEdggmC0PjWgmC7hdegmC9rgfgmC++bggmDDThjlmDIbepnmDJMUgXmDLxgkjmDW/ldvmDhWmZkmDnsrbnmDwRXwdmD3qmldmD4LbgdmEANfggmEHReib
                mEQSgjgmEVWhglmEXxjhbmEY8fgfmEdcaigmEdmubcmEmsiigmEn5hffmEzncfXmE1KsblmE11fgemE47hZfmE7qldamFENddfmFE8ncVmFH2WggmFIfhbfmFQcolc
                mFUVfggmFWXdggmFalieemFhxaggmFnheggmFotlelmFtBkpfmF2+eeemF3oeggmF58jdemF/pgicmGSUdggmGUIdffmGcLffemGhfikxmGistcqmGj5qwamGlidgV
                mG2ajtemHBpSkmmHBvonjmHLDmZbmHOYjnfmHQAoXnmHQlnhemHSBbggmHTCknPmHWwdgimHYwggumHZ5gggmHf3kgemHg0n0fmHjQgghmHkXeecmH1aaggmIH0egg
                mIJkeggmIOkajqmId4emfmIjkdoRmItCYqdmIybiejmI2JdgdmI38ffgmJDZpgomJDchZrmJEpamfmJHdademJMDgggmJTGiZcmJdWtUamJpWiarmJuudeimJ3yjic
                mJ8LgjfmKDYeWSmKSOecemKeAiekmKf6YhgmKijfggmKnLrmemKwAbegmK19VjdmK6Vi0emK8YemgmLCIecgmLDBfepmLFtZgomLPKkR7mLV5ZggmLav2SWmLboogg
                mLkOjfjmLqydZdmLucfggmMDCVfimMDshgfmMG4hvdmMOmdggmMQzqmgmMTpeggmMW6bhgmMehbfYmMwDdejmM3MddgmM3dhpcmM5DdefmNJVhogmNVRmekmNacheq
                mNbFhsYmNcwXgfmNd5ZnkmNh5dcfmNlifggmNmDjWqmNpZjefmNp5oramN/HaggmOFjhdmmOKVdggmOLpllRmOPumtcmOW7aigmOZobetmOecZcfmOeqnUumOg8gfc
                mOlowjemOnSlYfmOrjhefmOzyhegmO3FjXcmO9HbejmO9aMfdmPAneqXmPNzrTvmPPUdyUmPTFaggmPVUbflmPfDeggmPgQffdmPgdnibmPmoobvmPn2gpdmPtmXgg
                mPvYlegmPxOfggmP0fTmemP28aftmP6TkbfmP/EwXxmQBqcggmQJFhffmQOBogemQR6ceTmQTBngfmQY1ffdmQZNZgfmQqcqgwmRDcWgemRDvfasmRJGZggmRK9dfg
                mRSvZohmRWddigmRYxYggmRd3mYemReMjbdmRj/bggmRrrgqYmRujmjgmRwWeggmR5tQfgmR50fZlmR6/gefmSBGoodmSHqkfamSH9iffmSIWsbemSJaXzVmSLYfZf
                mSLjchbmSMo3famSWUldlmSbqcfemSf6lqqmSmlpjqmSndpqemSnrgnfmSoUWehmSvHigimSvIkecmS0VklgmS4reggmTFbdhYmTGQdcXmTGZbfdmTPEjVgmTbXtge
                mTqOkedmTsLrgnmTzgglhmT5esK7mT+3rlhmUHmfggmUU9eafmUV8fggmUa3gghmUbGcdgmUwTXgimVBRebfmVCXgffmVKpYggmVNLicemVPJlefmVQeegemVZZjlW
                mVmGzXdmVm/dggmVstiocmVtNdaomVwUgodmVz2riUmV2FaefmV3IfeTmV41hifmWFzpbfmWIUZgfmWJjctcmWMinncmWgZVfgmWtOgasmW4DjggmW9eUlYmXDTffc
                mXEjdgfmXHFglgmXQCfndmXRpYhcmXWkjbmmXZFigYmXciYegmXgpbgfmXheaegmXr8kmemXsHgcgmXsrdggmXumffZmXxBZdbmXzLhrrmX15djdmX7XuldmYDmdig
                mYIqbfmmYL2bZkmYMpgefmYU2hcfmYZbYiymYcDggemYeagdpmYkBrcfmYzPfggmY0IdggmY8AbggmZFxnggmZMAYeomZNufaemZOvhXimZaVflfmZpbeggmZrQlYf
                mZygsnZmZ5cecgmZ+/mWcmaD8mcZmaGRdbdmaI1difmaLPfadmaX5SgemaZ2XdnmafFjfdmajKqcbmaleiedmaoEqOfmap6khdmaspgrbma1airema8plepma9viif
                ma94tdcmbGnifdmbLVmgdmbMcmgembPnqmmmbUNZlfmbdzemembindjembppmTqmbtzihdmbuZkZdmbvbgggmbwhgfemb6zic5mb7AgbWmb/7kegmcA6eUemcDfiqf
                mcIGxcemcLZdwbmcMBsZzmcQFbegmcUfevemcYWZggmcY9pcZmcedikcmcfnSW2mcksincmcsIadnmczbkXnmc50hdemdB5hfemdKkhdcmdRcehbmdXAfggmdsZhne
                mds92ahmd0Ibdfmd3ydjbmd5cieemeMpqUcmeQ8mcfmeWMedfmeW0feimeY8x5cmeaQgdemewfeifmfJNXYdmfXyrfZmfY7ddkmf1xkkTmf7Akzemf88pfemf+gVgg
                mgLocglmgMcmejmgkWdnfmg7jhffmg+Jfggmg+Rpgfmg+2edgmhFhjbemhHrhghmhIUhegmhKQcgomhKnafjmhMiafdmhMkfggmhPMcZfmhaPfggmhbxeggmhigieW
                mhk/qecmh1wdeimh81egemiAkeXkmiBPjWfmiB5medmiFWffgmiF1ngcmiF+dggmiX7athmiZXpUnmicGhgfmidepbbmijJcffmilSimfmirSbdhmirfjfXmi4dcgg
                mi+olcXmjMWZoZmjU26mYmjVlkcjmjoNmgdmjvyfggmj5Cdgcmj5bdmgmkCFjkcmkIUpabmkQ4bggmkSYiefmkUrnrdmkZSgcdmkvXffamk6YcdomlB8XggmlGRQgf
                mlO42fhmlVukhcmlYZfgfmlZsZpfmlblmdomlgMnYkmljpfilmljwlifmlj2ksWmltsfmYmmO4bjfmmRJcfimmSgaqqmmVCfggmmVWibnmmWLitjmmWhsecmmdtfZZ
                mmgmgggmmo6hecmmpkgggmmzpjdgmm1v/Zamm5fgdhmnJeYggmnJtfghmnOwXafmnQUdjimnSRtZlmnbvfggmnfhgggmnjIidfmnjxxggmnmodggmnmugggmnrFldf
                mnvPjmfmn1Yemdmn3roegmn9vdggmoIWjhemoKIfggmoKVrkkmoORgfrmoeZmVsmofldlXmo5lgpfmo7ogoempCieggmpJhstcmpbknjrmp15Ydjmp7Lpfimp9PZhu
                mp/WhjgmqAWeZbmqHHWggmqM8bdlmqNZbggmqOwffdmqTXcggmqWygggmqXPQggmqX5fggmqX7dggmqghlmfmqv7goXmq0urdfmq3tkokmq6H1cVmq7QtZmmq7Vbbf
                mq7Yffimq7+fggmrNXigcmrQaiZfmrUCjYnmrbjUggmrchpbgmreRfggmrjPdffmrj1hc3mrpTbZimrtfffjmrxCYggmr0UrYlmr6mVggmsNkefcmsRSiZcmsTSjca
                msV2kkamsg4ooYmspDdldmspjdggmsujchgms1nffems2XgkcmtGdkfgmtLGZgamtNtofomtVRfaNmtWBqfemtcsgcfmtdepfsmthMgblmtiXulemtk9hZpmtxecfb
                mtxudVdmt1fflemt3Zajfmt8Leffmt/3skdmuAngdfmuBRZekmuBdnZdmuE9haqmuFfaafmuGVcpemuMHlyUmuMkmenmuaLbbamuahghgmunbggsmuregldmuydghn
                mu8Yfggmu+bdfgmvCncggmvHbPckmvNGkedmvVXcggmvagkpfmvekoavmvv7gcdmv+YaobmwGcXggmwGnZggmwL0gnemwMiekcmwN6oebmwQgeggmwVSfsemwX1ffg
                mwmlfggmwzurfdmw3ocYWmw33ujcmw6ancfmw7RefimxA8ghbmxGkcgfmxJYwlVmxMJgahmxVv+femxV4jjfmxYbkdimxZdgXdmxaggkcmxbvaTnmxgpfdfmxlRegg
                mxm3bggmxu3aggmx0xlggmx/ANnimyCpjhdmyOBihcmyO1ffkmyPHZfimya+bggmyiqhhhmylqpndmyqKdemmytiahkmyx6jZdmyzGoflmy0udfgmy1WtTtmy44qUc
                my5pfcfmy84pilmy88mipmzCUicfmzDZsfjmzFsehgmzNLebfmzQObtWmzcPikfmzkKeggmzrCyVimzwRaggmzzHNdgmz4bhkYmz4/jtUmz5OZfgmz5yigmmz5+hne
                mz+Refjm0Bdgcgm0Cubdim0Eunmcm0N9Zggm0O3jdfm0cUcffm0j8ddrm0pOdggm0pfftOm0wQolmm0yHVggm04ahfum06lrlgm07Eeggm1BNhcnm1CBkajm1CRfjg
                m1Gxgggm1L1hcgm1QEfggm1QOcffm1SIupem1Tpcpbm1UQZffm1VNwuem1Vadggm1X3eggm1afaadm1cVindm1fEhcem1fehcXm1nYtXVm1uJjYbm1uchdim1w4eff
                m10Aqbum10gXggm10qiTdm11LRhem12vjdhm12xYggm13zefgm18kffum2ASfgom2Agefim2HKigzm2N4offm2UTobnm2Vbpcgm2Vzkgum2pKbggm2vdcaam2v9jna
                m2/hrfhm3EaahOm3QCrmnm3Qpmcem3RMbggm3VKmffm3Ycefgm3bwkfbm3kNfrem3nHpcrm3nnd5em3qhgfhm3sdShcm3tIdrZm3zkhiTm30pwZZm36oZggm38Amef
                m4Cmkokm4Kddggm4Njaggm4Pdgbhm4TGhidm4c8mdim4lzbggm4l4kidm4m8zZom4t6fggm4xMVhdm455cggm45/Wkbm48Abfjm4+Padgm5DYdkgm5FUdemm5H2qub
                m5IJXhdm5JLjmjm5KIkibm5Pakcem5b6rdcm5eclgmm5gVrcam5htlfim5xdZggm5ypepfm52/fggm54Fmglm6Dngdjm6Hzmcim6nnbffm6rmjhgm61Bfbjm64+cgg
                m7EDkngm7JXmWpm7J0iddm7VRbcgm7YBqdfm7cbivfm7ekfhfm7gueggm7rbalam7x0YYem8DFmegm8FpZabm8ICfffm8aFcqem8aykjdm8eBceum8fkxjvm8gxlgg
                m8g7hifm8iBdggm8iKeggm8jhdedm8nEgffm8obYagm8sjkXgm81cNakm86Vmrfm8+Figfm8+jxccm9Ignfcm9Qsjffm9TWcggm9UQgZpm9XEmggm9czgqgm9fbdgg
                m9myvdnm9v5cijm9zOifdm95PgZgm96MebQm97mjegm98rXgcm+GSqYfm+N6qpdm+T+jnnm+WWcfgm+ZSjhjm+fekdem+fgpeem+ygeggm+/aPhgm/Gzohgm/G8fdi
                m/JEefgm/MggYcm/N7dggm/RzYtfm/aufhjm/bbvRtm/gfeggm/kgfgcm/pLwZfm/pgfwcm/sUdggm/0fcifm/3flidnACvgfknAC9hgenAIIhednASmjfgnAUocgg
                nAbkglgnAb9eggnAfgiffnAlweggnApzlYvnA5gYmbnA/rdhgnBAoUggnBKYffenBNxTZenBVrpdWnBZWsdgnBZdakdnBdMafgnBhGeggnBoidghnByKbggnBztfdm
                nB1QbehnB2IaggnB4icegnB6vcggnB8kpggnB9cnfhnCAfqVsnCHJsfznCP2dndnCc4eggnClpgcenCm3bfgnCspgsanCw2lYXnCzlvcdnDXchkhnDZ5kasnDaTema
                nDiCchenDo1nfanDt7oodnDvhghanDyXceenD177pPnD2xaajnD5MefnnEHKijknEH+pkfnENeUginEU+fcenEagipanEdbWZSnEkJdeYnEpugffnEs5idinEtiqab
                nEv8dggnExpWefnE3jWednE4iZgjnE+SdggnFBFphcnFJCcfknFJhmYPnFNAhdenFTgqrenFfVhggnFgrjdanFhGkannFpLojfnFqPiYcnFridgZnFuzeT1nFx8jad
                nGH1fggnGILefgnGNLcemnGNcmdknGN1mfenGO7cfgnGP4kcfnGQCjkenGaFdfknGbcohanGneuetnGsrgkZnGsxicmnGs0ldcnGuIodenG52gcgnG+EbggnG+Mhkf
                nHXQpdgnHaFrqbnHdpgkZnHeXehZnHgioannHhcifmnHjDdggnHlVudYnHtqmohnH1BcggnH2rfeYnH7PhcenH+TocmnIDKealnIDScfgnIMfWggnIQDhdfnISYZgh
                nId9eggnIjHejmnIkdaggnIm2gffnIrCdeenItDmoanItOjubnIwymsfnIz3heanI1wkbinI9mXflnJDaaggnJI9ZcjnJPujdfnJQLihgnJVccffnJY/ZkenJelbji
                nJkLhwjnJk7cggnJolekfnJo0eqdnJrSeghnJrrggcnJtAjWinJ0QldcnJ1HjrenJ/JQcdnKFzgdanKKVXlbnKNEhernKRmofZnKVvcienKbgidknKo4dggnKrQfdg
                nKseZggnKvyflgnKyT/0hnK64gnenK+3cggnLGGgefnLHAqndnLJ6pegnLLFasnnLN6ZgfnLOGheinLQ9ibfnLfxZgfnLgmfffnLoJfggnLoWhpenLobcggnLr6hbf
                nLwqoggnMAhcYYnMN0igfnMUefrknMZFUiZnMkughhnMq66eWnMsYkmWnMyfcggnM/1vbznNCTXldnNGzkofnNMJYignNNpecYnNOwdhnnNQObfcnNRRhdenNTlXgg
                nNVViggnNgsmfsnNkghirnNlTihdnNpYbggnNrlfggnNuElvTnNvRoybnNynZjdnN3DdggnN9ggegnN/hUcfnOBuefgnOJsjfmnOJ2oUxnOJ3heenOR7kvinOSCkdf
                nOSMrwdnOcPggpnOjOijenOjdocbnOpwfggnOzMbgfnO1InecnO22mcanO7ceegnO8AdfgnO8UjhfnO90hfdnO/RuXznPD+izXnPEdlZynPGvioYnPKsifenPWZjeg
                nPXgggunPXieggnPXsdfgnPkNpZtnPvrhlgnPx2ndanP3gWggnQEecgbnQIs3hUnQQ8dcfnQSymbfnQZAhfdnQdPjUxnQdpqfqnQj1idbnQj4ildnQocnienQqCoej
                nQtlkggnQwciYanQycdggnQ0bZdvnQ3ATggnQ5MhrjnQ5lmfonQ5qXggnRIQgbcnRJGeocnRJQZffnRYaeeenRY2WiXnRaYZggnRcpgnanRdsafenRiiTggnRkwfYX
                nRnXYgcnRtofggnRuvXfinRwKfegnRxkpbenR00ocenR8xcggnSI0hfZnSPZlgsnST1eggnSWchobnSZfeggnSabjganSa4kbenSbHpjfnShdhfpnSiTqfcnSl0lie
                nS8WeitnS/jrrenTELkZknTTneelnTWGWhfnTX0hefnTgDjeXnTiZhdjnTxWXggnTxxhXgnTx+rVanT3/dggnT5OohenT/TVggnUGkkkenUMwiv1nUQYcfjnUaefgg
                nUereggnUgNhrUnUt9gYenUwniginUwudfgnU1xcggnU3hbodnU/HdggnVIDifgnVPcrgonVUnYllnVYYdfgnVZefggnVeyfggnVwdaldnV7nbifnV89ekdnV/ueZp
                nWCsYfcnWGfbggnWJnkaanWRxvvbnWSSafonWTYdggnWT1tnZnWUBbfgnWWglsTnWh3mYenWzXifcnW2YbgTnW6WmbbnW8WgdenW/1lednXLdkcYnXLndejnXQuhYe
                nXRVnbcnXRdimlnXSLgkfnXV3fegnXWFfggnXXXfdgnXZ9ffknXa4fXOnXboekfnXr6eggnX2ZfqfnX6urlVnX7jfgfnX/rcggnYKU0yYnYRjmWhnYTnjUcnYYPmdr
                nYeFhoenYg/eksnYldraqnYltgffnYnPdgfnY6JeffnY+irbtnZD1aefnZEFlefnZFKiYknZHtXgfnZIucggnZO/gpanZQvummnZSdndnnZZgeeenZcfZdgnZgUggg
                nZhvnhcnZksefgnZqhemUnZwnjsZnZztkoZnZ5UugenZ65vsknZ9GXglnaINaggnaTMqcunaZUdgenabDkcWnabUeggnadQjfenagFjchna3IziWna3pgggna8UtmU
                nbEmnvbnbGHjgcnbMGeagnbUPXdbnbbHmoinbd6ltWnbyWifnnb1vuffnb3anoZnb4Scfcnb6Lkkenb6lhffncAJehcncGEdjgncJlcggncM5ghnncUWeggncWDcgg
                ncemSgfnchdoX/nclKeeanct4ibancz6hYonc39fegnc4KtO9nc7GdhgndJeW0cndKbgsendLJfggndLnnidndNGngcndXBjudndZWQggndZlbfdndbPcmhndenbgg
                ndg+cggndkRgfcndlLhgtndsibdinduqkYendxkciendx1igind5Kgfcnd60ldZnd65kfpneFmgggneJHggfneLHWqdneLUYgfneMLqdfneSVgggneVMrhnneWGcdf
                nedRdWmnefecdfnenydgbneqKlZdnes0glcnevVefinewCmtZneyGcdfne2NYggne6xcggnfPIocjnfSpfjdnfaoetfnftMZcfnftVfegnftdvZynf2lkqbnf2vZff
                nf5vXobnf6ZlXjnf69jbcnf9Ujeonf/AnctngGlkZdngHrqecngIKedsngKwfYcngN2laengT7rfyngUsn4YngVAbhYngX0aghnggrcfjngkbUgfngp22dTngp5efe
                ngrRjdzngrwielng2mdggng4oiafng4wjTcng8DfggnhJwamSnhVSirenhW8gxUnhcxchgnhhsmXenhisjqgnhqTgegnh3Tgilnh8EXbbniCGqf0niCoWflniEoiff
                niJ5rnLniLLiieniMsiacniM1epfniM2qciniS6bbfniVnzd1niWGWggnifviienigAScfnikoeefnit9hfgni1Hhfgni8Rlefni9RodfnjCQqphnjL2bgenjOfYce
                njaAgggnjeRocjnjfSghanjncyYdnjpSfggnjrUcmbnjtkhchnjuQgeinj0YgxWnj5AmkZnj7Kcoenj8mmZfnj/TahgnkCCjeXnkCm/P/nkEWYggnkIYshknkbOdfd
                nkbwccdnkc4cggnkf3iainkgAedenkkpjjinklxaddnkmdfmfnk27degnk7wr/cnlBWhfgnlEvYffnlMPddknlNGhefnlWogfdnloIidfnlqBfajnlvkpbonlwZegg
                nlyaXkdnl6Kgnqnl7uXfgnmCpffgnmDDhfenmIEcggnmLWfcdnmNemtdnmN2jZfnmOqdggnmXddddnmdLhcjnmfKcfhnmo0fggnmvHfggnmwptganm2pbggnm39Scg
                nm56gjgnm+zdfgnm/xhlannIAcggnnKcibdnnKkYocnnfNqndnnkjlbennktqS0nnnMeggnnp4fnbnnqRpgfnnrXbewnnyIdggnoGOgldnoLbdWlnoQTbffnoXfgmf
                nodRUggno06fghno/7udnnpAZdYbnpHYwdynpQIhefnpQ0hngnpYSYggnpjFggcnplDTgbnpzptXZnqEogdinqhDhtenqjRke0nqkHagjnqkNkeanqqJVmmnqvWhcd
                nqy2dfinq7IcabnrJSobYnrRfsijnrTbbggnrYahmZnrklvZdnrkyfggnrmflfdnrvueggnrzskednr1vhfmnr1+dggnr6Sjejnr6pjbdnsLzkpinsU1fkgnsgNbif
                nsnNjdensvKuddnsxGerbns02oagns6Afcfns90dggntBIhkdntCZkvjntGfwfrntJTWegntL/uzZntUrXggntUxdijntbSjqfntdxgdcntd3jefntgjnWnntimjhe
                ntjBoenntjYk5fntmZbNuntnHeggnt2jflgnt3Ifggnt3wvXYnt9qsqjnt+jvfhnuEkTgfnuJEqWenuNPiVcnuU9edsnuYelTWnuetfblnugQbifnuh5oiYnuv9xib
                nuwIaggnu2GjXdnu3dMgenu33koenvB+4zanvENpZrnvGPfdWnvGaefgnvRjdglnvfvfednvjobgfnvkrjfgnvmJteenvxlmpbnvzSaghnv18qnenv8dejanv+5hmf
                nwEsdggnwRraggnwUThdlnwUybggnwVjYkcnwfagcdnw6QealnxDugggnxEEkfgnxGHjdfnxGinhYnxelhbZnxiCnUYnxiYgaXnxlfWdfnxoFananxwslXnnxy27zX
                nx7UsdenyCPkabnyEcfghnyEunfmnyFbcggnyFlnelnyHDdflnyJljafnyOMcggnyR1ecfnyTZXgfnyWyjrenyfZbebnyjDalenytKlqbnyvBjmSny+2neknzIwYfl
                nzM00kZnzNZgggnzRBeocnzRLdcdnzTBfemnzWogeenzW2mafnzgUelenzh1jcjnzjhdfknzqltednz12maYn0DeqZkn0I/edxn0The8ln0eabfhn0swgfgn0tpceq
                n0zu/qHn03vkfln1BAUgdn1BMgffn1Gpfggn1IGYkdn1JpfZfn1LPfmcn1cinbpn1dHpZnn1h9cggn1kEhXln1mGlecn1qCgegn1u3eken13Ndegn2Krkman2Tehjk
                n2XRkgdn2dIldXn2pDZpcn2sn0cfn2wskbfn21Iidfn22fbdgn26Kghen287lhjn3GBje5n3INbdin3NDm/Wn3RCZdln3Sajijn3WXgehn3azetfn3cqpaan3mlhsd
                n3n5cfgn3ofufen3qCeifn3vffadn3vgJggn3z6ijfn39clnen4C9deZn4F9jggn4Ksbeen4V5oggn4WYcjfn4jnoqdn4nSkfhn4qVhvdn4swrfWn4t/meon4yIlnS
                n43TnZin43ucqdn5Cjlbcn5Igkhen5OHxdfn5Otmeqn5Ukscln5U1uddn5YQc7en5YUggfn5gwelXn5j5Xcvn5otYggn5rtedon5teidZn5t7fggn5wPYggn53Oegg
                n59Klkfn599eden5+2iimn6FiWggn6GakYcn6H5cggn6Iphefn6P0lgdn6UAqmVn6UDdedn6YSedOn6YVkdfn6bWdfgn6hJggen6nFbggn6np2Vjn6oJifdn6oNpfc
                n6qsknfn6xBiohn6yPbggn62hdggn63dndcn69uocjn7POgggn7QDhYon7RBhggn7aXfann7e3Xggn7e+effn7l0dggn75jfggn79vZggn8G3Vicn8HLehfn8HZadf
                n8REaggn8XnWdnn8iqhagn8okeggn8xAhgZn9Ec1nOn9GQfbkn9NVlTxn9N7fmfn9QDakcn9ROmdkn9iFYlfn9qFcghn9qShkfn9wUdagn92O6yan97Klcnn9/Vaij
                n+Cupofn+Ibemen+QznmZn+SUiden+Ttjfcn+Y3UbYn+eSWggn+iCdggn+khiiXn+nLffZn+ovgfdn+p6zgjn+sgdggn/ILilin/RMhgon/aSndfn/hvefin/olbag
                n/p7eejn/rpbcfn/scjdgn/yNgggn/zyepfoAEVfXSoAWEnqfoAZpddaoAaVijfoAizgYgoAqWOchoAr0gggoAwcmVloA99dhgoBdrldeoBd+pafoBoOeggoBseXgN
                oB1v6cgoCBkckcoCCimVcoCKmeggoCLtgggoCMLpggoCQBhjgoCUdrXwoCVEVefoCWVrXdoCYXmnhoCffpfcoCpfYbhoCuOdcgoCv/kdxoCy2ghdoC2ahhnoDCxffg
                oDL0gfeoDSJubfoDUSfegoDWvoZmoDciidfoDj4cfioDydbhcoD0WrggoD0vmchoD6UhdfoD/5hiaoEBiRimoED5ncboEGpmXXoETzaggoEl+akooEmgj3RoEoTskZ
                oErelnfoEuDlZdoExSkgeoExigfjoE19bgkoE2bdefoFEjeggoFHnsggoFRqhiooFfahdeoFlAeldoFp6cggoFrGjggoF1DcggoF7JfggoF7VeggoGGLpdboGRvnbf
                oGSzffcoGTcZqhoGVXeWkoGX2ieeoGablbfoGb7djcoGe1dhaoGhVcceoGjMmegoGmFcngoGmffkcoGpP/cfoGtobkcoGvBeffoGwDmqboGygecloG1NcgeoG89Zgg
                oG9od/roHJYfegoHLHhggoHMMraaoHSFoehoHUKaggoHgXibdoH0EZZjoH7xPhgoH72mfUoH+fomaoIBVgemoIGqacgoIKJdajoITrfxYoIV6cffoIhsmfjoIrzffg
                oItfnvtoIxotdeoIx4usdoIyaodloJFpahqoJImfefoJIwkddoJOVfggoJSihicoJU2afeoJYrcfcoJiFZgjoJkQfggoJlVjYYoJmYwXdoJmkfggoJzwcggoJ0olgh
                oJ2XkXloJ6GgeloJ8viWmoJ+nhfgoKFnefmoKFxmbboKQ6/YcoKRqchfoKcVjlcoKc4hffoKdjhgfoKhqeggoKhzicsoKifrc1oK2ycmjoK3JqoeoK6shigoLGDggg
                oLHAeggoLHtiVjoLL2kicoLN6hcjoLP/aegoLUueggoLXIscloLiofggoLi7nY/oLlrjjeoLm6recoLwbSggoL7QcggoL8QgjeoMHsjgioMIYcgpoMQgVefoMS3egg
                oMeqcggoMjMhcnoMn7YeeoMo3iqSoM05iakoM5AcffoNDojZeoNDtcdfoNGXfeboNKfoheoNPQgfvoNQteadoNnafkgoNokqueoNuvbfgoNyJRggoN9tjedoOCTUli
                oOCvcggoOE8fggoOJ7vchoOLifggoOQg2acoOVXofhoOWcZgfoOZVadfoOa7bftoOkXrcZoOklhdcoOpXbfloO4ffgdoO8OeggoO97ocboPAKlgdoPFIeggoPIjVgg
                oPO/jehoPa7dfdoPfhjjdoPuAlfpoPuflcaoP3lgcjoP4NaggoP60doeoQGwoZgoQOSonkoQOjeggoQRUhdqoQSgYggoQXKUggoQX4lfooQd+oghoQe3jbeoQsQXgg
                oQwsfoeoQxuhffoQybnaooQ0DYhgoQ1iefioQ4A3ZjoQ6PZTjoQ7WhecoQ7dacioRDt0TdoREyZcfoRRnnvboRgBgggoRp1ciioSBCmgdoSbfXggoScMYggoSdQhbe
                oSowiYwoSu0ifeoS8NgggoS9um6foS/0mgqoTDEcjnoTFlwpYoTGWnjaoTHLxhgoTInfggoTNkdetoTNmikfoTVvcggoTVwndhoTgDnWboTt6kgqoT2PelqoT+Cqgd
                oUACwaeoUG9cagoUNSmcgoUNrWfcoUN0dggoUP/bggoUQMgepoUfFbfeoUnWeScoUtgdggoUw6gdgoUz2TgfoU0ibhdoU22jfooU4acjcoVK7ocaoVXudggoVZAfj0
                oVaDajgoVbzfgfoVdcafnoVeLdgnoVfhjdeoVpJgx2oVszZggoVvCoccoVv5wheoWF5knaoWHFdndoWY5dhtoWb9eafoWqBgifoWwQeggoWx5qefoWyahcfoW6Jdek
                oXBglngoXIomggoXKBpecoXNe1mpoXQCggeoXQTXleoXQrfcnoXUdfefoXZmnfyoXuTpfXoXu6jbooXu9cxaoXzOeggoX0uaggoYEFUgfoYEPbgVoYMIfggoYMQjjX
                oYQGacgoYSejvboYTBihgoYVaWgfoYV2fggoYaLhgkoYe4itfoYhrmegoYh5YggoYsKrccoYumjggoYvVlbeoY4oggkoY5/fZqoZFhhcZoZKjxfdoZRaidioZU1lkd
                oZXdladoZkJgeboZlafcboZmQxoloZpbpdqoZqkglaoZx/cmloZz8ogooZ3vjdfoZ6FgenoaAKdggoaIQhfgoaIUhggoaKOiaVoaSdvgYoaa4hneoad/qimoar7ife
                oatCeeeoay6afhoazVbggoa4Qbggoa46tmaoa6DkjZoa7Krhdoa/TggbobEGfggobGlaggobM+hjfobUFrZYobX5jvbobgFjgaobjndZzoboAoWcobq2kefobrLrhf
                obtTgifobxQekeobxvgegob6DUrmob8edgfocAvrpeocFcrceocHobggocR+hggoclecfnocn7fggocpRhZhoctBhkdocukmggoc5wpmdodFZdtfodLVlceodT7hdk
                odZcYndoda2ZfgoddZwkmodgfgfgodn+cggodsspvoodtVjUPodv9dheodwigggod2zbggoeOAWleoeSXjffoeSbggjoeUVdggoeW7pZtoeXlgjaoeZjcggoeeSefe
                oeg7eggoeljdigoeqRSiaoereUbsoevc3beoexvcfgoe8Fcggoe95kbjofEHvteofESlqbofJUccjofOthcgofcIfhfofrtfjxoftUeggofuFlWnof2Kjffof66bnf
                ogA2lbfogBRaWqogFyYaeogOpfggogP3dfgoghPdjUogmJmdhogo7udaogsFciToguVcqfogzIfgdogzRfggog1pqigohAzhngohT1iVkohXtoffohYChZoohZAYgg
                ohcLhggohiDnefohjnkhYohs5ifkohtndpXohxtadeoh5Efggoh6Vcggoh+ncemoiAcikcoiCGcggoiOsafgoiUvlisoiUzkkeoiebcfjoifPhWuoihigrcoih/agg
                oii0hhgoilCqNboirDiXaoirJaggoiwilbtoizuVggojDSaaZojYFgggojZsjlfojdWjiiojmfpYlojpSaheoj8MfpeokJ5ieookOXdggoka7liuokp7jdloksVfoe
                okvpjgpokyDaYyok0lfWfok0+aggok8OkddolF1gggolG9aggolJQdffolK8bcholQoLaholTognlolUNXfeolX6pdholaYZmeolbDoggolinuacoljkjbdolqTejf
                olrnjrbolrxVggol8EcgOomIkspcomJTsebomNwpdxomNxdggomRVejaomSxn/fomfymUPomgWbggomnKcleomojeeeompYhodomqdcafom5Baggom/5efYonHTbee
                onIGhhgonaqfggonmvgggonpDmXeonu4gggonyPcefonzHjYhon20Xcpon3ZfceooEHemfooGEedeooMBaggooQzeggooTEhdfooVLnSbooeyjpeoofUWnfooiKghc
                oojsbegoolYlWdoopTeffooq4Jggootekndootmrcroov+cfRoo89aYwopJlcfeopKtahbopLHcdeopLacfaopRJl0iopWpgeaopbYeggopcheggophMhcjopidegg
                opjrZfgopoqbggoptjdggoputdifoqIUdggoqOUjZloqRvifdoqSLvcboqXmhkooqYCcmgoqjPfaYoqu7hfdoqw9cggoq1ebggoq+7oedorAtoiZorCIjbcorKugeg
                orX+dkforbUmcfornOieforoWgngorpEcfhorrFqhborrOfggortAdhgorzNnudosEQjegosGQgfWosGdggfosMaklgosTgiXcosg0mafosjjrdbosmAXggosn0ffe
                osoWcggosojceeos0fnfaos9JisaotC5jjgotGEsgeotSzZgwotVDcbgotXrpeootcclewotdoeZXotrihieotwGqhZot0GhmXot2Mihdot4ZhWcot7DeggouEzmRw
                ouFxffeouX+eggoueGbYnoueRckgouhiWdgousylehous5fhgouu/fdjou2Kedcou23Vjdou5Aifeou/RckgovESSdeovElgWeovPxzgaovQ2rXYovYAaggovZZidf
                ovaPkepovbacggovlUZqeovmEQXgovq5frcovt+ZseovzHfdgov12ffnov+gykbowH9glhowW/clfowfLUReowkAgghowlpgegowmElybowskdfgowwxgZxowx2hfi
                ow1Ikfeow35jhgow5Uizeow+9geWoxAbVdfoxDDfggoxHlWcgoxOljltoxVfbigoxWOdfkoxXrgdeoxfsikcoxjgefeoxp4ihgox4Lngfox5Ydfpox7Qcfcox+1aaf
                ox+/cifoyAzudkoyNZhsXoyY0kcboygHkgjoyqFcXeoyxKomfoy3vleboy9CfhgozBBleoozCD9zWozGjcdfozGoeefozJJhjnozKCglUozMxkdYozP1aggozRWheb
                ozRXcdgozSPbfhozW4hhaozW+bhfozZkeggozaabdgozjPgYfozkgWggozlY2jRoznTggboznlfggozsgacZozwgafdoz1PgZeoz16eggoz5Ejleo0Apkeoo0Awtme
                o0B7dlko0GiXggo0KThZqo0LxYggo0QIhdeo0fZfbfo0otfego0rnodgo0u2dmfo0vuleho0ycjTYo01Uhhgo01retQo1DD4Bdo1Hmbggo1KOrddo1K1gaRo1PCkff
                o1Uzmceo1lRqXuo1qIZwfo1qVeggo1t5hUlo1zBfggo14kobeo16Mgheo2ERieko2Fuscko2PBfSdo2UWnZbo2W0fcpo2XjnZdo2enkgfo2eyuxdo2fQhfgo2iqmeo
                o2pcqelo2qTWebo2qpdcno2uDr0eo2xTZepo26JkXoo3AMiego3Ivhlbo3ZPpbgo3fpnbro3jTgggo3kSVfao3ocdeeo3o7fggo3qHieVo3socggo3uKqaho3yPZqd
                o30dhioo31rleso353eheo3+lfkao4A7mdfo4Fewefo4QVoifo4Q4nkbo4Xlveho4Ytffeo4cMcedo4fmhqWo4miosjo4qxefgo4rvhedo4suhfXo41Kkqao412aie
                o4+Onpfo5Erjffo5Gqheco5Xthlfo5cAlfco5e4gceo5oEZXjo5p8VTgo5wrgfho543gfno551ocbo59Uiggo6Chleko6Syfqfo6Ubhhbo6V9iggo6Weijho6Xaijh
                o6YjiZmo6gzSfoo6hihleo6iIpXqo6lrhhbo6njZmeo6wefiko6w7fjYo6xQfXpo64pZggo69Yfdco6/4kofo7CPjeoo7GYipho7Krkfno7N4dggo7URbheo7ZG/ZX
                o7gXleYo7kifZmo7svpjgo7w6flgo71+Zfko77lZago8DThgeo8RTdeao8vSgggo80Fwglo80OeWpo80Takfo835gdfo84avewo88NerYo88xhffo89Jeefo89+iVn
                o9C/Wggo9H+cggo9Mostgo9PspTno9QWigro9aFlggo9c9eggo9d6jdlo9iQdgfo9iogdfo9mmgggo9oGdofo9sukb0o9vRqnco9vhnqZo9wDufdo9zdeggo91VQgg
                o91shoho935afgo96Mkgfo+Hhkefo+JOfbco+MNgeZo+Myhcfo+Nrikfo+Ugggfo+Wxdgfo+argdfo+eyddfo+ghslco+iIvkZo+p3jbfo+qGgbco/Anfggo/A5igg
                o/B7ggfo/FWTfho/GDdggo/IQhfco/S1mggo/TtYggo/V5ncco/WhpgXo/XfYYlo/YdTdXo/aqpfdo/bWfgXo/f0fggo/gRbggo/yqigio/1dcgho/2/kneo/8Fznc
                o/9Flcto/9fgggpAD1ifepAGKfggpAJQcggpAOHjhYpAS6ohgpAVYeggpAV0fggpAWjkegpAWyZggpAsSegepAw1eglpBJofcbpBOSobcpBTbfggpBTdxbapBZqgXd
                pBj0fggpBpYiefpBvJtwcpB12cggpB3gmbnpB50hebpB7xgffpCGhlZdpCHVhjgpCOAaggpCZulhcpCahbgepChDihipCjSjnWpCt4gffpCwBlgbpCxsUggpCyzldX
                pC3UgggpC5Cgc1pC5ajggpC8NfhfpC9OPefpDDNfmfpDJhndfpDO3dggpDPfusgpDQriS1pDRYlefpDRubdgpDTuijfpDVUZRgpDpXlevpDvmehfpD+LkegpEG9bif
                pEHShegpEHdnropEJNpsgpEMabhgpEdolelpEfvZggpEgSvefpEhPcecpEiRbggpEsSpgdpEsflripE1IrkhpE7SkWbpE9ZkegpE/fjmepFEQnfgpFHCaggpFNaeek
                pFTD/OWpFVAUqapFWjbggpFXTeYipFXuXfspFetcigpFfYlfgpFnLcggpFoMfgepFtPWfcpFv3SvapFxReggpF1DkobpF18fhdpF4zgggpF8driapF8kcngpF9/fng
                pGDwmjgpGIqecfpGQtcigpGVXiogpGYKtYdpGoQfggpGqKegfpG4QmlppG4kjfepG9Dvb0pHCWcoepHFkZcfpHH0ecgpHJyodlpHK3giepHTxceepHlNgcZpHwTdnd
                pH21SggpH4duWnpH9rcebpIAybfgpIPwhWzpIWFefepIW/efgpIXDfejpIZiZpfpIpJeegpIrTfefpIsRnbcpIzdngvpI6p9dZpI7XUffpI+NjbepJHzedgpJOOaet
                pJP6YhkpJTpaggpJU7jdepJXIebepJbZZgapJh4bnmpJk8ecjpJlSgggpJm1jccpJqVfmZpJr6meypJu8mbbpJ1FuggpJ6kcjgpJ67xjXpKAddggpKFdifppKFrrge
                pKG1eggpKIUYjbpKMjgffpKOddggpKQsnghpKZBmffpKkr0XnpKvcgjgpK9UfcjpK/eheepLD5cacpLFvmffpLIWjifpLOrdckpLQHqiXpLQmYaipLTcaggpLVXifd
                pLgNbcgpLpLbggpLsAfggpLxridepL2VgfipMC0bjepMERZggpMIl/JapMJnosepMKobdhpMRungfpMaGaffpMiWqRZpMnagcjpMuZhZepM1C/WspM1MYefpM/9ncP
                pNGTjcdpNPBsYVpNRQiKzpNa81gmpNgwhscpNhNhWnpNpzqibpNq8TggpNvliigpODDqnWpODwXcgpORcggfpOY4dghpObiihepOgDnlgpOmshhnpOnLcmfpO1Clcc
                pO1JNefpO1zdggpO6cdefpPEGfggpPG7kkZpPHckekpPHjaggpPLHbggpPgdkYbpPjodiZpPn5kfjpPpagefpP1dYfgpP5SqdhpQA9dcppQBfj4gpQFlgggpQU7fhg
                pQXOrctpQduodlpQd+qarpQhvegcpQl6hXkpQmPhafpQstPfepQt0kfupQ8LrdzpQ9agcepQ98mdbpRNjdekpRXAfedpRZEaZSpRaK+/NpRcTlcapRdUcfgpRfTefe
                pRhGdggpRjCgggpRy7edipR4ZZfgpSKIepbpSc7kfmpSebikgpSgPjpbpShLYkfpSowffgpS+LXgfpTEqdncpTLIjghpTL/igfpTUagyfpTdhfiepTk7fggpTn0idf
                pTskmgbpTtWjgnpTv8fddpTwSjfupT2zghfpT47aggpT7djdepT84fbdpT8/nefpT+cfagpUEcXggpUNthffpURniffpUSOiehpUStfmdpUUBlfkpUWTdZnpUWkdxU
                pUYAmXepUZkferpUePojepUkbidepUongfdpUyWssbpUzSdgepUzseigpU9GpZepVDcjqcpVHOpdrpVQceggpVXImgepVZP0cdpVh5ildpVizecgpVmVekdpVoneng
                pVpbchepVwOfggpV4roaXpV4tihfpV9LeggpWEFrigpWFeodrpWN2ipgpWdAgodpWd+iqcpWeucdjpWgDtabpWiOaggpWlPfffpWosgZfpWyqdggpXISqedpXTYigd
                pXYehWbpXbReoPpXegdfrpXf/lKzpXkukdupXqSpgapXskeiXpX2bhlXpYHG/c6pYHlfggpYIUeocpYPLXggpYSUmogpYULbgepYd5ifgpYn4lggpYuojffpYy4afg
                pY11iigpY9/ehgpZBOmadpZBvhifpZDJYiZpZSVmecpZT1qicpZePhghpZfwbjfpZq4eebpZrIdikpZxfbicpZ2/lgrpaEcffnpaLUdggpaPXozfpagmhalpaoRwdb
                parKejgpa1sjhrpa87pdWpbTIedipbYChempbcDVbppbdssK7pbnvnbepbqtcaZpb3kebcpcA1qccpcPDeerpcSpkbepcYcdYfpcdeggepcglbeepcnstdYpctrrWh
                pcvbrhfpcxNemgpc2jPcgpdGnUdgpdKCfeppdWAlqcpdX3dggpdaWfflpdgDijgpdlKgdgpdnYfjrpdqshZdpdw7mfepdxPkcfpd2pjgopeBjlpfpeCgecepeIZkmi
                peQUhafpeS3WcgpeangbjpeqDglspesA0Pcpe//fefpfAnskfpfBPgjlpfB9jmdpfOaddfpfRsfggpfTIgfgpfUdbblpfa1hfcpfdVglfpfjadifpfl9clepfnpgeg
                pfzyfggpf7slsdpf9AghepgBcqaspgF6XcYpgIyfcxpgNWihupgPvfgYpgYPcegpgkE3qepgoUolRpgpGofapgpQjekpgsngaepguqibapg5EjcZpg5ihggphBhWkc
                phB/cghphGfmehphKGmqdphTOkZZphUqyXbphXCTggphYWedgphayppYphcRgYaphdgqilphiBhddphkXekkphnTjiqph2jnghph2nwVopiD9ZehpiUnhjfpiXeegg
                pieddeipigAYsepihnrjbpipBcggpiq7ogepisMhuipiySfggpi2Vjaepi7bsYapi8Lcifpi9jlcXpi+rcdlpjA4cobpjCBeggpjEhdegpjKchxepjKrdggpjMnhVd
                pjNKgggpjNTbggpjRCybepjUNpfdpjYIomdpjaHeggpjaUkncpjuTafjpj0Cjedpj8wlmapkGuimcpkJvjdppkOaSlapkV2iflpkbSdmfpkboTfgpksjrrkpkzJqpe
                pk0nfbdpk1qbmdpk36sZppk4kfggpk5JZegpk96cggpk/UbfgplBrhdgplCOthdplQ8aggplWQgeeplbibnnpldznfgpllsbggplm1YggpltqZhdplvJiTlpl02hie
                pl1raggpl2agdupl3pfggpl5+dblpl68djipl7/Yefpl+tftbpl/LlZ3pmIkVcypmMaZggpmRkpcVpmWSfggpmdDcggpmkuhglpmnJbZppm5iVggpm53ljVpm9emkc
                pm+8ffppnG7efkpnH3j7ipnJ7hgjpnVQkT9pnYJYeepnaCoggpnbAgfgpnnvefgpnxCddepn2hodbpn3uclgpn+xbggpoBvicppoRhUfepoYSigfpocOifgpohKqgf
                pohcqUkpotkpccpo/dgceppAXfnfppD5gbeppF+heeppGnZaeppTPcfgppUzfdgppV9XfgppWjiegppYElgfppbLTpeppbYdnapplTaseppoyfoSppphZggpppjfec
                ppr5NgRppueeffppv4dkZppwFmhpppxTiddppy6jknpp56ffppp8enVipp8s/aSpp+GYggpqJThegpqL9dggpqdoebfpqepnbepqgWbhjpqmWgajpqo+ibepqr3Tmf
                pqwTefgpqxSeggprBdgngprEW4fqprNEhieprNLedaprT0gkdprfEZSdprf7lglprkcncvprl2gghprqKhjhprr2ymaprwMnXeprzyjebpsEJgffpsEvhsepsPYjkb
                psUrifipsWQohepsbvmeepshpjahpsnOijfpsoJfZfpsrGYggpsrtfdfpsvZlfeps6vfeeps66cggps9TccRptABqepptP9jjdptRAjWYptV/kdeptaLmhfptadrip
                ptdMeggptfwjYcpth1qnnptkWaggptqPYdgpttYhWfptuGgeeptywjZ1pt88algpuBDjpgpuGJXggpuQ8ebdpuU5iUapuV2ebepuXLycZpueZcavpunojclpu2Smed
                pu4VeggpvAotibpvHwgfgpvP7SggpvQYhdbpvR0gpapvUQjffpvUlfggpvYBscupvaKtaXpvd0pbWpverfffpvlQcggpvl0gggpvo8dghpvuQneXpvyufhgpv3j1cZ
                pv8YhzZpv8wxUupv9oqeepwFobegpwKccrgpwRlXggpwUabhbpwUvfggpwa+paypwbukfcpwb8XbfpweZkUspwjVdjgpwqClYwpwrWjjcpw1WhZdpxFbhcwpxGRmab
                pxGhadgpxHSeggpxKqahgpxNcebZpxTJddlpxccWggpxlqhgfpxlzgffpxpLdjbpxp0fwdpxqLkhdpxwDTfcpx0SXjgpx4nfeppyDLjeepyDqeYcpyLtbddpyNIWgq
                pyW6ddgpygzjubpyrMdggpyt5okepzBEhnepzGYaggpzLEqjjpzLrfggpzQhegfpzU+mbepzcTsccpzdaeggpzhphcdpz3Qjggpz/0dXlp0BZgefp0Dbfggp0Dcfnf
                p0FOctgp0KanH3p0Pmgdap0RNkiZp0h2nXap0irVggp0ixjeep0kXkegp0oLjfZp0qacfep0yReggp09Ziggp1EIefgp1Efegep1HPVgip1Hmbggp1JLkZap1PPVks
                p1S6gfdp1aNjgfp1igacgp1kghpdp1nidfvp1r1ledp1s+gekp1zkiqlp14thffp19qcegp2B1oXYp2B2hffp2F5pbbp2IIdggp2IlRqcp2S+gdZp2Tzhjep2atfee
                p2gPvatp2kskblp2zggxkp2+Ujmcp2/pqXmp3BSncep3C/bhgp3DMdefp3FKVggp3MOphfp3T4fcep3mOegip3pbgggp3sxgiip3utfggp30Ecggp31gdggp34qYgh
                p349ecfp36ydkcp4BZeddp4DMhfop4L6Ycip4Ptdrfp4QNUegp4lcncfp42Mmbep4+Uicmp5ICfggp5MVkfdp5Q4icfp5SAghfp5WQmdep5Zkiggp5iPZggp5itVgg
                p52OWggp5/sgdmp6B0laxp6JHnjhp6KnZegp6Pblfop6VJYggp6dDejap6fYmdfp6mOeggp6pfhdfp6pspdbp6p+cfgp6vtqnep6xPcggp6x7hYap61Xbifp61pimf
                p63rpldp68Ycbjp68emfgp69kjXkp7D1diPp7PXwbep7VobrYp7chiWfp7fnZebp7jRvddp7mbebdp71ofbgp78MlZtp78Ofggp7+Gebxp8E3lflp8FL3Tqp8Rhrla
                p8XNbeep8ckiaep8c7gefp8hOdcgp8lepeep8lheghp8oTYfkp8o9mggp9Dvfkfp9OLhghp9YHWcbp9Z8rxUp9ffbfcp9ghfpZp9r2rgfp92JqVbp96hifgp97flef
                p+AYqhRp+Klgdep+PXiphp+RKnfep+YWeggp+Z4sagp+iLkgdp+jHcggp+mteggp+s1pggp+tFdpZp+zHieep+3Ikdhp+3RWfdp+43kflp/Dlfegp/EUjbkp/Gjedm
                p/H0aggp/JcbfZp/NIbdep/muZhgp/nMMvgp/tqafgp/wWukcp/w7fgdqAAjhdZqABRdcgqAEjsdXqATx0hXqAeVcnYqAl1a0fqAwPmZeqA3RfgnqA7ycggqBbcidp
                qBd9sklqBeakhcqBhkeffqBmbhdcqBn8YggqBsVfmoqBzUdYqqB0JcbbqB0+hreqB2lgbbqB39neZqB+ilenqCA+jfhqCBXkeiqCFrlmgqCR1degqCZPfggqCaapfw
                qCbdggZqCcYjfeqCirlcfqCl6ZgpqCr/bggqCuLjcoqCzqZggqC1veZjqC6bmedqC8MnhqqDAlbggqDAnkefqDB9dffqDSRjigqDVQeggqDWBdggqDbJpgcqDiGkbo
                qDkBcqcqDp+hWgqDqJhikqDrimefqDr+ffeqD2kafeqD7wbggqEFSiTnqENIYggqERFffhqER1lffqEhbdZZqEo+bjsqEyFeldqFCNtb2qFDSocfqFFadggqFTRhhe
                qFaNYfmqFoaZfeqFojgbtqF1apcdqGO6laiqGQjbfhqGQpZggqGSqdhmqGUagccqGVAfggqGYCjewqGafbfbqGbSdggqGc+gecqGjldyQqGlUkZmqGu9gpjqG7ybgg
                qG9qfggqG+vYeeqHABYcZqHDieocqHEYkkdqHGPbigqHLHdggqHONjicqHUggmfqHX7UggqHaVdclqHf6hqbqHkPmfnqHmuigfqHsMwhcqH1ugfnqH4sfgfqH6qdhb
                qH97rccqH/fshaqIPSlfqqIQVfeoqIR4ffiqIUgmeaqIYGcjhqIdKMtdqInVedeqIq1YecqItGgccqIvAvqlqIvIiejqIvLxYpqIwYidiqIydLggqI1vqeeqI5gaTl
                qI62pjfqI9drggqJCnjbcqJD5ZfgqJJMegdqJKDocoqJP2ehgqJShebdqJWdhiiqJaimVaqJaxcfgqJb4gteqJcUjfkqJfQ5ZfqJhEanXqJidgghqJqtZggqJ4Fhmd
                qJ+ghefqKGagWnqKS4fcfqKUJkfeqKXEeceqKbyVfjqKd3fggqKfHfggqKyrgdgqK5GeggqK6eohlqK8JlidqK+tagqqLCyielqLTeeghqLU4MgeqLaqeboqLbhZhf
                qLfMgncqLleYggqLqLffgqLq5cfnqLypfceqL2KiggqL2vZggqMOBbncqMTvfggqMVdfe1qMWJqmgqMXvkkeqMZqjjbqMcDafkqMdI+cbqMfFifZqMj6nlcqMmMdgg
                qMm6bedqMuuafgqMvagmeqMxKbdgqMy+ihjqM1Cr5YqNKumcdqNPvYggqNQGmgfqNbfo0XqNeodggqNk3fhgqNpWoncqNuNWfeqNu/jgeqNv7ahgqODJXegqOMOlde
                qOSSkccqOU0mceqOVRpbmqOfspcfqOmrFdeqOwckemqOw/hkfqO0oiWfqO5DcrfqO6VhfrqO+khefqPA5gbZqPB+epdqPDCgggqPE2cggqPQuapeqPS8cdgqPVKkad
                qPVtZxfqPZ8lkdqPc0eggqPehcjgqPosvaZqPqJbXaqPq3lfhqPs7jWeqQBEcgcqQFelgxqQJUjehqQXOggfqQZtdggqQuzTggqQzmfdeqQ0UakiqQ2weggqQ4pn/o
                qQ6XiedqQ8KNezqRAGidcqRC+fggqRIcjagqRMHXggqRZoaffqRm4gggqSBbiZfqSD2UphqSGNgggqSHeSepqSRjidmqSVGkZqqSfqkhgqSlFeveqSlrjZfqSmomem
                qS4PifcqS5WideqS74abbqS/peecqTEeqlfqTMbdccqTNRpefqTiHVcfqTxadggqT1jgggqT3HgggqT63gffqUChjdaqUEceggqUGV8YtqUGxiwgqUNJggeqUQ5hlg
                qURCgggqUazcieqUfVeggqUq0adeqUtxdnfqUxPhkcqU2fhecqU3EmU2qU6DlmaqU+Y3keqVA0pfpqVDPkmVqVM0geoqVROhdZqVTkaWgqVZMeggqVc6hnfqVl8aVm
                qVrJkedqVsZfggqVwreibqVxNfagqVxoWetqVyMiefqV8udadqV9PeegqWFSnmUqWJdiddqWQ4qebqWlqikeqWmhaggqWvfbgfqWyihd0qWy8YggqWzyldoqW0AweT
                qW1R5bYqW32iegqW5PbggqXJjeglqXLrageqXewgjbqXmXoVnqXr7kggqXuSbsiqXzpeggqX0KiedqYAEnf0qYBQWliqYDFiicqYHnhffqYIFhffqYOgiYkqYQtcGX
                qYQxeggqYbKhUlqYbPliaqYjdoYcqYkdefnqYmZdigqYnvRgfqY40pcmqY7aeieqZDpUfaqZNmfggqZa1gggqZdskphqZfAqhfqZkNfggqZklmdcqZnXlZqqZneegg
                qZrDZggqZw5jZeqZ2jBdjqZ6zXfgqZ7/dggqZ+3mmkqaJVejVqaPUlcsqaS8gemqaVGfpeqadYgfgqamTigbqamxfbhqapYfeiqav8dggqay5ffjqa7Ocjiqa8Fbgg
                qa/KsZWqbD3ihcqbHbceiqbKYwgeqbLhmcfqbNPefgqbN7fclqbTcgmYqbaDucfqbb7fftqbgyhcwqbk8gdgqbpOkZgqbsGiXfqbtC7aRqbxwdkZqb5oWggqb6Jiag
                qb64afdqb8Hijhqb8Nfggqb8Ojgfqb8eceaqb8qcggqcJPiuaqcJ+fggqcMScefqcVWdbuqcWDeggqcfpkmbqciwXnfqcpufjuqcwRakcqcxTmWcqc/hprTqdGoYZc
                qdITZfgqdMEagfqdaAndfqdbJfggqdcMdjgqdfjiedqdiVojdqdkgtbbqdl2gedqdsLbohqdsdaWZqd0dWggqd9nhefqeAufggqeGJraXqeO+eToqeTWgdfqeVSlee
                qeZYegfqeaEid0qejXkbrqekGcZfqekxfebqe1+cggqe21Wlfqe2/fbeqe3Haggqe3Scdgqe4kijfqfBSbbdqfJ7gefqfKJdigqfLAuRoqfQ7ffnqfUlgqeqfWsirc
                qffwYggqfkotgeqfp/mjVqfvsegbqfwgaggqfw3Qggqfw9nbcqfyTagfqfzntobqf2VddzqgAMeghqgJjSbqqgSpjggqgVdfhgqgYefggqgiBdfgqgtafmeqgyubgg
                qgyvjfdqg4hjhfqhDJkggqhHsqdcqhJXtlyqhOHgekqhPMckgqhPfqcdqhQolfXqhSjbXgqhTSYbkqhvHyieqh7jkbfqh+4jecqh/rkrdqiLPdggqiNAYggqiNIegg
                qiNeZgTqiSgiZdqii9eggqipRnZpqi6ebggqi8Eqckqi9Bgjfqi9Yseeqi+Hcgdqi+ihkfqjC0gifqjG7hfdqjOylpZqjXlbggqjeJwcsqjxtowjqj6bUggqj7Sadb
                qkCggbfqkCunmeqkDiebeqkJHdkfqkKedggqkOWjjdqkUTblbqkWWqYrqkWkcggqkhXYefqkhpeggqkkhffdqkkmgfgqklFsvWqkpHlfgqkx7Zcfqk0VYphqk1idgg
                qlS8gggqleAqdZqlkDocnqlvkhfjqlyxmcgql6ybebqmGYoidqmLyrXuqmMWjTZqmP8edfqmSLlYaqmhmoRzqmiMisfqmi7fgiqmlRoiYqmoChlaqmqBiaaqmsSiae
                qm2jZhgqm7VrZWqnSUsfdqnU/ailqnY4xQUqnZ6hbhqnb6geeqneubgjqnkSlacqnvalWeqn8YZkxqn/WdggqoLMcgeqoOGfoiqoPHockqoPgbggqoVDjigqoa9iid
                qobPkRjqoc3edeqoiIbfqqoinqfdqooPkVgqopYfbgqoq2kgXqossoUaqo2Kjeeqo5Djggqo5pbggqpEwhcsqpFTUcnqpGnjbiqpHzmXsqpIgbggqpSdmffqpWTXgg
                qpjajheqpkaebaqpleberqpwQfggqpwwcfgqp39icnqp6Ecggqp76bfgqp8npedqp9/hctqp/yrbxqqP1kgcqqSuhffqqTTirdqqVFXggqqcgadiqqgT1cdqqhdfoR
                qqjQhndqqoeo/YqqotsfXqqrBdggqqr5sdeqqs2cggqq13aahqq2xlgZqq5Ejegqq6xnfaqq/rhdeqrG9gefqrNDfcaqrSbafhqrazZffqrg+qZVqrjqcegqrkphua
                qrlkcmdqrqcbkhqrsIedjqr23imhqr50kbsqr6swX/qr8Vnbdqr9iZffqsHGgggqsHhu2oqsIIgjnqsI/fdfqsSAfpdqsTqkecqsnbadeqspGlngqsykWggqs8ZqnY
                qs/ZfggqtDIndeqtGMfdfqtH4rdZqtTPgkfqtXUbggqtYTfrcqth+lkfqtyUjfiqt5Drjiqt8FceXqt9orcUquEyhghquGgneequNnZfequRZcfmquaXgmfqufZflc
                quj3gnequq41acquxTgfgquy2degqu1ekhfqu3ohjXqu5laggqu+ZitaqvAtghgqvD4oZrqvGojebqvIUegfqvMoitZqvPVodnqvThihfqvWGemmqvt21fXqvv/lrd
                qvw4UjhqvxtiggqvzeuZtqv6GnZVqv64iggqv87kjgqwB7gfgqwCzfghqwFWhhmqwK4dggqwNqjufqwQMdggqwRAkefqwR3jetqwTTdbXqwaeofkqwcsidpqwdGcgg
                qwzRmffqw0NYeeqw7HhbpqxCVhrdqxWpvzjqxdfnYiqxgjfYyqxh4sigqxiwoccqxwiievqxy3jfjqx/AdggqyQ/kfnqyYsnceqyaBjgoqye5YUeqyfGnRzqyfIndm
                qyiAofeqykCqfdqyp3bggqyqAeggqy2ogcfqy27gjgqzC2iZeqzD+ibfqzLoiWsqzU2tggqzVDgkgqzVphigqzcbkefqzcxjwdqzdAgdfqzgOkjVqzjbqrdqzuIjbg
                qz2fchfq0A3fggq0E2andq0I5jjeq0Kwiicq0Mmcggq0OCaefq0RIZHuq0iZpieq0mrggeq0nlijdq0ougfgq0ujjcoq0wgvccq03qbggq1WPdggq1WjfXeq1Ximfg
                q1cseggq1fvdcyq1kxfeeq1oaZggq18dhcfq1/hgelq2G+kgfq2HFbdbq2K+fdkq2McitVq2R0qdfq2Vqmhkq2Wr0Xaq2bHbTqq2lYggeq2tdokdq2uHfgeq22WdbY
                q23pjfaq2+Oacrq3Pkmjfq3Qspecq3VdWdmq3bUoliq3vrhffq3zmWggq3+/nggq4ENZneq4J7digq4NBc0bq4NYdggq4W5aleq4ZWaffq4bUgsfq4c5cggq4g+gfx
                q4j7cfeq4kQgkfq4n7cggq4qZdggq4s0mdlq4tJeffq4u2gcfq42+gogq5CPdggq5JFobdq5OQfggq5RAaggq5RSmmbq5T/idgq5eneggq5fxfggq5hyvKRq50Aldd
                q5274Ywq6BRfggq6Dmdggq6E+iboq6JfznZq6J7gfeq6MWaWgq6NFikfq6Q5engq6SAgfpq6U4bggq6VJgggq6ahfgpq6mLvacq6m0cmfq6oDfggq6oxcfdq6qjlkd
                q6rSlbdq6y2gjcq6zDgfkq61hcfeq647fggq7DUfggq7Tuddfq7eJffdq7fbkpfq7gRbmWq7p7oeuq7seYjfq7zMdgfq75Baggq75LnaYq75tpddq8GxrXdq8LIgdj
                q8Nggjfq8Uyekfq8YFXxQq8bghjhq8fxmpXq8jekiTq8x7ikiq89Kinfq9EZfggq9F9lcfq9Rrgggq9Xjiubq9a7gwdq9ticggq9w7eemq94Tcggq961aggq964fvX
                q+F9jgcq+Jpbrgq+W6gfeq+Xidggq+tOnrfq+4Zmelq+6tmifq+9Ilbtq/Btifeq/Eqccfq/KNiudq/Ntkgcq/Pieggq/QGkSQq/a7kkZq/hGlrbq/kAnegq/lMegg
                q/ogaefq/tmfggq/5mYggrADvdfcrAD6eefrAHPfggrAXkapgrAZ+iljrAeGgggrAghbnerAjHlbfrAmqggdrAr4hfmrAxEekgrAxqfekrBKgVikrBOeofkrBQ+dgf
                rBVzkXmrBXxjferBYvZggrBZSllerBgVbggrBosZggrBptdhjrBugpoerB0b1dbrB1BWffrCHyZggrCYom3arCdLjjZrCdUeggrCkYZggrCs4fffrCwlhcerCxGucs
                rCzofofrC44oiirC7OglgrDAHfidrDChharrDDUidirDMIhjfrDMLfZhrDRijaerDS2bggrDbKhkgrDdRifarDejr4drDh+trjrDs2GggrD0yicqrD5xffkrD/YY1e
                rEC0hggrEDzhggrEGMcggrEIQfggrEMdjenrEPZlsfrEQKfpbrETwnbYrEZMbXmrEaNfggrEePdsfrEpbaggrE06hyprE2XhdfrE3xskqrE4ylVirFOxdderFO0cof
                rFWjnUyrFXTcggrFiPgierFlGifgrFnbfhfrF42jearF62zgfrF8cgjfrF9NgderGGAncbrGGPXcmrGLjffgrGM9dfbrGPGggorGRbpodrGWgnd+rGZKfhRrGhgd0S
                rGiidhdrGqTbggrGv+kferG3jkglrG/ycferHAMefgrHFrkV4rHJmqbfrHLQffgrHSltrcrHWnbcerHkxhenrHlwptbrHo5bggrHz9WfZrH+G4lXrH+dnYerIGAweh
                rIGIUlgrIMHopfrIQ+hifrITXiedrIVac3ZrJBvpnQrJDakXfrJJSbefrJL8jggrJReLglrJaIZnarJdombfrJq0dggrJx3kYcrJ99aggrJ/ZmkorKAVjedrKBwade
                rKENggfrKJTaggrKK0eggrKOhfkgrKR4dgerKaemfkrKiOsgfrKoLbggrKrxjdcrKvGfffrK2yjmdrK3ZngfrK/JfkerLMTdWurLM3dgfrLQsmdfrLSqhgfrLS68ON
                rLVRWgfrLbtmqerLgzpcprLhMpxRrLi4ZdfrLqMnZerLuCgZarL2nfgirL31hihrMKlrnarMPpgifrMe4dedrMe+fggrMjxdbfrMpcecfrMtIXggrMtNrcZrMxTcld
                rMy0jderM31kXfrNFEhocrNFTqgdrNIKhggrNIjlggrNKfXggrNMfkcarNQ2gbgrNU1aemrNWzlherNdaoYPrNfTeffrNyQiierN0ifmbrOAaeberOJOdlfrOJsefg
                rONmcggrOOseggrORGfqbrOaNoegrOeAoearOfRcicrOi+gefrOtiQ/ZrOuVkUnrOw5incrOyZbhfrO4iodcrO61becrO8MifnrO9rgfgrPJuigfrPL2qbjrPPetcc
                rPSSgfdrPSVidgrPS1aggrPWEeagrPfddggrPfxrcerPyGhYurP0EndgrP2OrkcrP3TfmerP4ktctrQI4gefrQacpdfrQiIoferQlDgYnrQqQfggrQvtkglrQw2glk
                rQ0nfggrQ2tZhjrQ/4geUrRC8ahprRHTqnkrROveadrRPAievrRUJcfbrRWhiYkrRbLcggrRcFfghrRm0ifirRopacerRqHcggrRunVYcrRv5lfgrR9qpfhrSM2fgg
                rSX7fggrSYOfefrSahWekrSasdggrScgbggrSe5YggrSr3ejfrSwkwYjrS5jhilrS+BidvrTGzgferTKJgegrTKejfmrTOolfirTQnhdprTQyiegrTSDcibrTZkkla
                rTfbZggrTfnqaqrTikjifrTiolclrTp4medrTs7UdfrTv+affrTzltkWrT3ckabrUALnjerUPOfggrUQhfffrUTKZqgrUWAbcgrUcQeggrUdGmetrUh+u5WrU9xfgg
                rVDsuyUrVEJkZcrVElghgrVFOlebrVGucZYrVOEfggrVRU7aurVcGhdfrVf1SeirVmiqafrVq2YljrVthebhrV8/hggrWGOlkarWIlkberWJwflgrWS5rdsrWW01gg
                rWs9dggrWt7hdfrWx0omcrW3OmbnrXBYwrerXCEbWvrXEPdggrXFQcfgrXJmgoWrXiUcfirXwLkjkrXywk/erXy2aggrX/hgefrYA5fggrYR0y1ZrYTOekfrYlHjxO
                rYsTncSrYsikdcrYuXahirY4qegdrZF8fdfrZJ9fegrZKefggrZK3ZggrZQ5ldgrZXWsckrZY6dggrZZ5gderZmiueurZ12dkZrZ+EVrgrZ+zZggrZ/RfffrZ/smae
                raByaZfraD0figraOv3icraTsmZsraU9dkcraVFdggraZ8bZdraaXacgraifSggrakgeXzraloipbranKuWfraobgdkrarxppZravKVkcrbHFdmcrbJBngnrbZ8vfe
                rbbTukerbhEjggrbxciberbzqgUsrb0UiYfrb1e/uUrb1jgicrb69bggrb9PfhdrcAOtetrcG3jggrcLsrekrcdnakdrcwilPTrcxcecgrc4FhZqrc4Pqjdrc7Wige
                rc7nlcZrc8jjctrc+9klirc/5kZardOk//hrdRRgggrdRpuejrdewyxRrdlSpbwrdtKeddrdwnmikrdwrgefrdzRKfgrd5npcjrd+CylYrd/6jicregqkforeiIUgo
                rel0gegreolfehretDcgfreyAdhgre6Bgdere8VcggrfIBbikrfZuXsfrfgzVjZrfkZcfgrfqKubarfyCglirf3NdfZrf48bfZrf5tZfgrf/qlgjrgBswbjrgKeegg
                rgLgcjTrgQPanbrgQclffrgR5jkXrgl8iuYrgnAcgdrgnQjgfrg6aaggrhFdgmmrhLNkderhOrhcfrhQFeffrhWibggrhWokmerhdRdggrho/gZnrhqfdQrrhrzdgg
                riAq/f/riDYfheriFdjWfriFxidsriMUljYricEgeeridqWsfrirsecbri5jhbsri8WtUmrjH+jhcrjIAeegrjIahinrjJgZggrjLMkfurjRIalfrjYceggrjcVnef
                rjdRvkWrjjhtggrjpTZgbrjqFdggrjtMlasrjwInddrj0OadgrkM7ihkrkNWkoYrkRmgffrkRofferkUPifprkVNdggrkebjxarkjCrmerknfeggrkwweggrkw/jle
                rk0+bkhrk6rjrhrk/ZhfYrlAcjhdrlBjeecrlGgghkrlItmkirlM5WggrlN7gbsrlPsjdyrlR3cUrrlVrdggrlavfggrlnOctZrlxhdggrl6wkddrmEZbjgrmYJdjf
                rmfDilYrmkjfggrmnafggrmqFfZormzZcadrnH4rkqrnRjghdrnW+gferneXhfernenbffrnfccfcrnq3kcfrn3Whkfrn4CiuTrn8dfggrn/GhjnroCoVjbroDZZgg
                roSiobaroVjmigrohldffrolddefroqOlYuroz+lfgro4KiVoro70jZnrpAUjihrpPjefgrpQdhNgrpWulderpXMdchrpeAcrarpkNeegrpoTgggrpqlfeZrpsxagg
                rp6zjferp/VakdrqCWfggrqLDrhjrqRjldlrqSFdggrqfmkYprqkJeggrqqhnckrqxlaborq7Deggrq+Addbrq/etVXrrB4efirrKFpibrrRzaSdrrZNucZrrhLZjt
                rrkifYerro1vcfrrqEZfarr4riZurr6KcTvrr9nbggrsDDjsvrsKufggrsYTsjersaNicersb8gafrshhhifrsnclsdrsqFaffrsxYeggrs5Eccers5RXjbrtAfiwW
                rtFCSkcrtFlbfkrtIZeghrtMibggrtPFkifrtVtXhdrtWlZ1frtW1djartXTegertaedddrtjhXnZrtooZcerts6hfirt83hqdruC9cigruJ4hceruNLlgmruahgcd
                rulEdggrulJmcfrulYZSxruuQnR/ru0MeYrru1Tbfnru7ygggrvF3eggrvQ4kldrvSRabhrvVndkgrvfOYggrvk3dgdrvk8fYorvqlicgrvvpgffrvzNge2rv4CYgg
                rv4wbggrv5bklirv8ndwcrv9DrlZrwBArtvrwBbaeYrwB9cggrwD5feerwbjafgrwcDiggrwe8kkerwfbfggrwfyoherwlsaghrworbggrwvogkfrwxRgmfrwxhbgg
                rw1RWeprw1efifrw28obbrw4kdjerw8nckUrxB/wYvrxGDlffrxG4ihirxJZiZtrxMDiverxRleggrxbAvlfrxb5emorxcDVfTrxdDglerxkfjejrxtPdhfrxuagej
                rx4gngqrx59lafrx6MhkeryNPvXwryNvjfhryQ7hderyYRdYgrycsZhqryegefiryn8jdfryt3fjfryvIVsZryvZgejryxgdggryz5cehry6Oojary/ygffrzGJdpb
                rzc7lghrzfLfZbrzqhcggrzv5gjgrz0Rlaerz42lacrz5ugmar0H1skkr0Lylefr0WZiefr0YXeggr0fjeWrr0g+kgZr0nbXffr0qkicjr0s9bser0yPfggr01WfbQ
                r02nlyar03EqlYr0+Leggr1Bzkmfr1FAiter1JkiU/r1XUcbar1Zzgdpr1hceejr1htbpfr1xIfUlr2Lrjker2NzaXtr2Vauckr2VhikWr2Ywhsfr2dQhcmr2hdhcd
                r2lyUier2mMiZbr2mvusdr25Enicr3HMehfr3JZbcRr3Odfhlr3PGZjrr3Zxkeer3gcjUwr3gfider3hBkbfr3nrpeer3sjdggr3wPfggr3w5iger35KdTfr37ondx
                r4Cgdeer4Dvhbbr4ImajYr4Jndctr4MLsfZr4Uvjhir4Welbkr4gnlggr43Ffggr4/9gffr5CIlcbr5FvlnYr5Kjcggr5Pycggr5SAicir5SOgror5hpgggr5jBnof
                r5nbknir54Mmddr5+tdggr6GTdocr6PYZZer6Stdgnr6V5hfer6j6Sggr6neeggr6qQurer6rhVegr6uqmfrr6yYlder6yciefr61kdggr63Ngggr66gXgfr67ydgg
                r68sXder698fggr7C1edgr7GVdggr7N1Zggr7Q4hefr7U+hdkr7ZJeuer7edibdr7f8dher7iVkk2r7qPVexr7tLiaVr7z6jsbr70XrScr74nxker79cXfhr8B3fig
                r8Hxfgjr8Thlehr8WCeggr8Znptfr8jrdggr8lwjdmr8s4gkdr8w7mfVr9Gbnjbr9P9iddr9Wwhdkr9b6lafr9dqkljr9iduhir9yBceer91qdvcr92EZgfr92Gfcf
                r+Ckfmcr+LNUjfr+Lhhafr+X2agfr+YPhkdr+bDzrir+qZYcgr/BRljcr/Mtbfgr/PTfefr/SYZjcr/thjcjr/v+jffr/+Yfkar/++eber/+/dffsAAFdfksASkXge
                sAVIgalsAhEojcsAsEeggsAskxxasA3UfjfsA+LmmasBHwwfisBIycyasBJSZdjsBKYRdWsBS1xassBcvqiXsBeCoresBnOfchsBomfkcsBp+dggsBrCldesBsEpaz
                sBtOmiisBvGceesB0BetVsB09blesB4usrgsB5IeggsCEdmfjsCLveafsCPQkdisCZNdnisCesWgrsCfUjufsCiVlifsCjGmW/sCnucggsCqFrcisC4pfbxsC8u9ka
                sC/qbaesDBGigfsDDifggsDEEjbgsDRQaghsDhVndbsDxZfggsD3KfggsD4smeasD84cgZsEEbmkbsEEzXmfsEPeudbsEdZehgsEeKZYdsEeUdecsEgGqejsEiRrfZ
                sEp3enVsEz2kefsE8sklgsFCxmfgsFG6reksFH/aldsFKDdWcsFLtcggsFPSjfdsFYphdfsFi6ZgdsFj5rpYsFmahddsFtevzUsFvSgijsF1KmfpsF1NUchsF3Ilfg
                sF+/bddsGA+ZggsGKhplfsGNukfesGPhUdgsGY0bggsGe2dggsGithggsGjCsnfsGpJtZ3sGwehlgsGzcrcasG1tfggsG2hldfsG/uskisHEHWfgsHad/iUsHcDcgg
                sHcccfjsHlDoamsHvjXfgsHydsZxsHz4affsH4BhbfsH6WbegsICmhbcsICzogfsID0icfsIEaefcsIHdugVsIMzhcdsINthegsIUIgeWsIY8XwfsIZIdjfsIZqmfg
                sIdokaqsIeBtdrsIg2YensInDQhYsIqYWggsItuwaTsIwwsmfsI0ShjfsI+ogfgsJBcfggsJDPieesJIlYffsJPIdVcsJWimfcsJWzeggsJYDmYdsJbjtcnsJeuagg
                sJq+bhksJrzmeasJv5ichsKBJZggsKKoiafsKLKfpWsKOkjdfsKVelbfsKZCjZasKfIbdjsKg2enVsKhfMgfsKlLJggsKpHcegsKqUqXhsKtsZfesKv8ukksKxPcdj
                sK3GhfgsK5HkhpsK8JcfhsK9RpgcsK/qbcgsLGXqlasLS4ocesLgXeggsLmloZhsL1woqesL4zbffsL/YilesL/uijgsMAlafgsMQAlndsMjKlkfsM1oycmsM5lhbj
                sM7BltasM/2mX0sNMqYfhsNRJZdgsNR2mihsNazljfsNdrjWYsNg4ingsNnPhfhsNppinhsNqXcggsNqZbeksNqzlfbsNuQiidsOJkiadsOR7boksOfUmccsOyBkhb
                sO1MeggsO8OqggsPLScefsPTEbggsPYQbzhsPrvcgesPsZdggsPuSendsPveaedsP39mcesQGRfggsQHkhdgsQMpgggsQNEbggsQQSmgdsQTtfggsQVxZfqsQeebmg
                sQfDshZsQiMeggsQw1iqfsQy5eggsQ1riglsQ4VkbdsQ7YkmgsQ8CXjgsQ/kgmZsRArldfsRGOmgdsRJ5epgsRLfaggsRNdiejsRPGf5esRPikqesRTPdfgsRWkifg
                sRXVhacsRX/hemsRaJeggsRevndbsRo0gqgsRzuv3fsR2gefgsR3RdggsR4Ni1QsSDnhddsSHAffdsSIIiaesSIegggsSI1ggksSKVheksSWsUdgsSgipeosSj7feb
                sSkAeggsSqDdfgsSvBjggsS6cfggsS7nkfbsTD+adgsTGUjndsTGfghesTICagasTJbeptsTP1hfesTV1eggsTjlVfgsTlHlagsTtwblesTzfjXqsT2jhhcsUB0ggk
                sUFrcYcsUJDOodsUPXcbfsURmbggsUVEhejsUWecggsUdZajwsUdvmdjsUfhgggsUiAmhdsUiNfaesUikrfgsUjBdmfsUmPhXgsUr3ikfsUs2ZcgsU9BcjgsVG9fdl
                sVbudbdsVgNggksVzFgggsV4GeWesV9xedksWDhffjsWGxkYbsWVVZPasWZSgeesWZ+VggsWdASeesWh5mofsW1XifdsW53bgasXGzmodsXMEeggsXRPoYfsXRdhff
                sXS6vWcsXWKgjmsXXBgcgsXYnatesXa2TgpsXiVihlsXvA/PksX2+gggsYAIcxTsYG7gtesYHzefgsYROvpasYTkipfsYTxkdfsYYahncsYZNfggsYioldpsYi7jdh
                sYtwcfgsYygefgsY+GmkfsZWfiiesZdZgggsZedgeWsZfFmncsZmifgfsZr7bgfsZ2sbggsZ3ggggsaAZmZfsaAerfcsaAoYpjsaAtbggsaJ1wgcsaYUjadsaZ1ggg
                saagafisa0sgXksa01dcdsa2qfffsa8Vg4fsa/BphdsbHSjicsbHjofgsbLQbnfsbO6qeasbWJjfmsbZhneesbi/dfisbq4hcdsbxFqlZsbx5dfgsb2VeggscCgdem
                scLTkXischsecxscl8ZjfscsIcddscu5jbcscvnbfdscwIeggsc8kjggsdImeddsdLLemdsdLfijYsdORfggsdRjUeYsdb8indsdmKncfsdmuWcgsdnKddbsds6ooY
                sdvOegmsdv8fggsdwfcggseQIipbseTFgggseggdZjseh+cdlsekDlicsetrmecset4onWsevMYggse8bcpcse+AqaYse++YhfsfP/jffsfZ0fggsfbMwbUsfkceZn
                sfsYdbesfwAovisf7Tkdjsf/meqfsgFwljnsgJcnemsgUEibrsgXPgggsgZFqohsgiafidsgnDmfjsgplfggsgshhffsgugjlrsgzTairsg1Gdggsg1Zkfmsg2Ihhj
                sg30fcgsg5yifgsg7pnfeshEpxnZshabgkhshbcgdgshekbggshgicggshg/dedshhEilWshh7fggshrVeghshsDldoshzZlcesh6JnefsiCOnfwsiIabhfsiR2bgf
                siXvegasixfnbesjCkYggsjSdeWjsjTusggsjbmefgsjqSlehsjxgoYnskDmbfdskEHieZskKeefeskLxlfXskVOlfdskWekeeska8ghhskg+jfbski/kdrskjdbee
                skmYXggskmknfgskn3ffiskqvfvZsk10ihgsk/keboslWLdgmslckcfesljDcggslv8pgesl3wZfesl/2gsbsmKmgehsmR1kldsmX5WddsmevjllsmilUggsmxFggg
                smzNfgjsm4Lncesm6oZdmsm9OihgsnDSidfsnGGtMXsnHYaeesnHgeggsnNSaggsnP/wadsnT+feesng5cuhsnmEZejsnsqkjisnxHyccsn4mcggsoAliifsoArigb
                soLgZggsoMFejtsoNWhYhsoO6iZesoTPcdgsoXQcamsoYPiggsoZCefgsoZ7jjesoaUedhsokEeehsormdddsov0dWjsowmbndso2DhXbso+fiefspBhjgespJMcgg
                spKVkfaspVKhbfspZ1jjkspb+quespdhgfisphlhggspk7bYqspq4aggsprZeggspvaVggspxKfkasp5irifsp9cmbvsqAEflfsqAqlefsqFcefXsqPulecsqX3lgc
                sqbrkgasqb9ZggsqdrjfZsqgKdggsqpcaggsqp7ddgsqtQZjgsqyrk2csq3Qkfdsq/yxqbsrHMZfksrJ4gegsrPdhhXsrQmgghsrZBihdsrZIfggsrhgcmesrmdjb5
                srpBhfgsrqSqWbsrqlkfdsrrdfgfsr5Wjgzsr8mgegssBqcdfssOQibfssOoicdssTDaTissUuhkfssZTderssaEggfssa2nncssflfffsswcrgtsswup0dss8fjcd
                stF8iaZstGzfggstHzledstIqigjstNCfpdstNEdfastZ8judstiaeRvstmifgestqYVfastydntist39hadst5flnnst6mflhsuIskaWsuNZigjsubaeggsupkdgg
                sup0VfdsuuQhYisuvIhlnsuzgfdcsu4Eegisu8EYctsvB6hffsvFPpedsvOGfgisvUEdkgsvUyUggsvbQggcsvgHfddsvgKeeesvhTqZesvmFgefsvoujmUsvptjeo
                svrXXggsvuhncoswFadfeswK7RjfswMCzP2swNNffgswQKcrZswhXhefswiBemnswiMhZmswm9gfjsws3oblswuJfbesw01aXWsw15ikfsw2Aidlsw7RabdsxGqfcq
                sxIUmblsxLbXbesxVFgrRsxYtfdZsxfGgldsxigWndsxlSZimsxmPhejsxp/cghsxqlcggsxt3fggsxxwcbpsx1zZegsx9cfegsx/aZkdsyHCeggsyJQidasyR9dfb
                sySrdggsyVyXfNsybnbhvsyb/YllsygBajfsy4HnZmsy/YjdlszBZgmfszBxxhXszEDdkbszKTlXZszR7rWaszS2iogszYLffgszgOncYszoDdedszqLXYuszsZjjf
                szv6ce1sz8+oapsz/FpiYs0F9itgs0Q7jffs0RNkbfs0Uakxcs0V2edcs0Zngass0Z2fggs0fmkeas0j0dggs0q+ioks09mqZfs1Dhafhs1GQbefs1Hnjjes1Ldbfg
                s1Rycggs1TXgffs1YrMfds1bpXRbs1dCpfes1jMdlms1uycavs1x8hfes11ggVys2JNhics2N4reds2Omijms2TSbfes2WyZggs2h1eggs2iokZfs2ixdees2l2gbg
                s2pgohbs2vJc7gs2xwfigs21Oocfs3Aocggs3Dvkdfs3Grdees3H7fggs3MZkdes3RDUggs3TPhfds3Y0dggs3aThVgs3eQecks3eTZoes3eYigfs3h6Zfjs3xEegg
                s3xhkhfs3yHifds36rhdgs4Hsbggs4aFlges4bLhnes4fUaeZs4lHoces4uzffhs4y8ydhs40xfggs43omjcs5EPhfss5Eboggs5H4jgXs5MV2tZs5OGkffs5RecZh
                s5SGhees5UCSgjs5ZKbhrs5i+lcbs5pkfegs5r8dnes55Fqahs6Bdhggs6CCcoes6C5dggs6k5kjes67xgngs7Dadles7Dveles7Jmcggs7c7cggs7dmeegs73Hife
                s74EeZds77IdiZs8AVdggs8JlZccs8Klffgs8PNZggs8Pvbcgs8VGjnfs8XyiZus8YBeggs8bSkbcs8fWfZds8jIeggs8jbjfus8lNhvPs89Sehds9KztjZs9Riklc
                s9S+mmfs9Tjgchs9ebjnUs9iHaaes9lCfffs9o/fggs9rZtvos9vUZggs9yfhdls985qdds+NzeZus+TvYees+W4hnhs+lKaefs+u1eggs+67llcs+8Shdfs/KFjfi
                s/KxmpZs/L0digs/Xffggs/X5ohfs/ZLmels/aAeggs/amvvcs/w/ehgs/xibffs/x0sdfs/5qcggs/6gfggs/7CXfcs/78bais/83Zkls/++hefs//llehtAACZgg
                tAAXg1PtAA4eobtAB6yggtAZafaptAdYjbetAimddetAnLeeqtAztkkqtA2ZfggtBFsajgtBHTttetBIqdlftBTFjaVtBWRWggtBkDeietBm1fjdtBqqpcctBuTege
                tBvH4WTtCIfXggtCJtedftCOhcggtCTRfggtCUIgZYtCaqSggtCcfmfftCcnqsbtCfGZggtCfVrcctCgydodtCjhgTctCjrpfftCvWdggtCw3hdetC5ZraptC8NlnY
                tDJTfeftDR4abetDTNqiXtDUGeiftDZqnggtDlKgcktDlSigktDskZYytDzImeetD63jcntD8vcditD9+egetEC5dgXtEIndjftEKDo6ktEMljgPtEUhdggtEXgmci
                tEY5ZbWtEZ0RdftEa/rjYtEfyhWntEgdnvbtErmWggtE+GshctFFPddftFL3wbatFX+jketFYboYetFbNUdetFbpTbetFdjbggtFgDefctFh7cVWtFzarjVtF/ahgg
                tGB4arZtGG4jeitGLBhnetGMyusdtGTihYltGVTeYktGXGosntGh6geltGjWfZetGoucejtGsVnYetGtXocbtGxMffptGyYhggtGzTggftG8zXggtHMJcgdtHQHnge
                tHRqfggtHWbfggtHXgfgftHeGgWftHuIbggtH2JndWtH59pZitIKwkgctILklqetIUOrcltIVVkdftIZ8aggtIcchbgtIf1ieetItpnpetIv0fbJtIxEadgtIxUgkg
                tIz/dggtJGsgX0tJIFifctJTAeeZtJVFgggtJXPeggtJeifgTtJgWWlftJhcRggtJj0WnetJrfSfxtJsSafgtJtaeNgtJ1EwcbtJ7fdcftJ7qfphtKDYgtWtKDmhhf
                tKGAjfktKH7bfgtKIljdttKLFkbctKL3bggtKQMfggtKVveXZtKZOVggtKZlkfetKw8cfctK6VzidtK7miactK/dhbgtLDydiutLMGiggtLMZfejtLM/ZrctLPpXXw
                tLQDieptLSVfgitLWyfjltLtdhbptLttdggtL2QeggtL62kldtMAHcfgtMJeafgtMQMllitMSGrnetMYMleltMYqiZhtMhGedftMjvegftMkcemftMlvglltMsVtns
                tMtbmYdtM2hflatNAWhYutNCffggtNCyhedtNFCdeetNG9biftNHheXftNKfhejtNNxdkdtNR8geYtNWUZkdtNWsigmtNcabgftNeDcggtNhlblTtNk4nbstNpn7gW
                tNwudYjtNyCgfitN/akWetOD7hfctOFfeoftOKJeggtOM8ZZitOUxmlhtOXNYhftOYhadetObQkjhtOeRhfftOpwiWYtOrWodftOuIggftOx4gfdtO0umQ9tPCugqe
                tPFVaggtPH6XdjtPJZhektPJdomjtPPYejwtPVNfbftPZ3afktPoEeditPqVgddtP2sqXetP4EigdtQCqZggtQYWiZatQiyeictQp9pbetQ6AcnptQ+ifgetREPgie
                tRFiaZgtRKJsdZtRPTSrctRS3tcmtRS9XeltRcjlmdtRrFeletRr/jgftR7OmeftR7ZilltSHtdfgtSIEdadtSJEbggtSJ7U3dtSMtcgctSOknVWtSR8vectSUNjff
                tSW4lhctSYGceetSZIieotSdGlbhtSkqlcetSqCY3etSqPsYTtSre3cptSrqddftSwhhjdtS4evgctS9hffjtTA7WbetTBYfedtTCabggtTFaifetTHBjectTI0ggg
                tTLJjbetTiRgmdtToJgfgtTp4ifetTszgggtTw1lSztT26gggtT/ISeftUM0gpatUS9gbYtUT33matUXajfatUcRbggtUdieggtUimdfftUpxdfltUqRcggtUunZgg
                tUwkemftU1oggftU3YgsdtU8WecgtVRhfggtVVeaggtVYOfggtVvy0ZctWG3XgjtWNPhfftWZ/hcdtWbEjbTtWbYseatWlRcdftWpaddftWsTitktWxsfegtXJhfgg
                tXNXgfftXUGovatXV2nektXYNmpotXYSdggtXYbemgtXd6cdgtXjtggetXj8efftXzmfgftX1FdggtX3lqaptX48icdtYExeggtYGYmbdtYJrcletYQ8aZctYR1cle
                tYeCbhktYfxjgWtYmzdyZtYsAigrtYvCxbztYxxiiltYyhXgftY4vgggtY8MlcetY/hYemtZAEfeitZKciiatZNSfZetZUdVggtZWqwxZtZWtflgtZdtioctZjdidX
                tZmMffgtZqilkbtZrPNobtZw7cjetZzwsdZtZ1GhdatZ1TuYRtZ2PccvtZ9TYhctaDDaegtaH1bpZtaOLhpgtaU8gdotacbmdmtajxlkgtarBUpetatmYggtauEgfb
                tauOVgfta05gfgta1riY1ta39ehfta6yzsWta7zYTctbCafggtbGcbjdtbSHgggtbVXdjgtbemgjgtbe4he0tbl3fggtbpvgldtbvDhjttbx/mojtb6TLXrtb7Shic
                tb9Ifggtb/SfggtcD6fggtcJdWgftcJpfigtcNwdebtcP3geitcUVgcctcU+htUtcYZieXtcsyeggtcwGadftczfZcitc2vl4ftc8Figftc8YtjjtdCqpcptdDgecc
                tdFqnedtdLOr5ktdM8hfetdkxjhgtdsYtcltdtEshdtdwWtd2td1kcgitd4bqWftd6tZaYtd7nYggteJVhmuteSWefgteYUjlgtefl2detejGaggteqKjkbteutbff
                tevPjzQteyxfcdte5taffte8Qbggte+NgcmtfGDimdtfMQjYttfQGhfitfVIgidtfaReggtfjlhgqtfj70pZtfl2WidtfpfofwtfsskggtfsvcjrtfuNhghtfufodW
                tf/2dahtgFQeietgJ/aggtgYLdfqtgdSadetgkikoltgksjgftgmszeftgn0vVdtgvvifgtgv7eggtgzViogtg0vcggthGhYjgthG4k0YthKHlbWthOUYdgthPValW
                thXcfgfthfGiftthufqY3thuneofth26gfgth8gcggtiY+ndftiZ6gdjtifbbbftijHkpbtivcleftiyTzwhti1CYehti3oeletjAFbeftjN3cggtjRApZvtjhJkep
                tjnthbWtjrFgggtjsxfeotjtMfeetj7Qoggtj+RyT2tj/3efdtkUIhggtka8nbvtkbWefetkdCYhltkd4afntkiBpXftkkxfggtku0obftlBwm5WtlCzfdotlL/fXS
                tlPdiWftlRFldrtlWpYhftld7dggtlkTZjftln0dggtlo0eggtlu0lectl5ycjetl9rosWtmADnpdtmG5eggtmQ1mggtmUVfggtmWBilctmXuefetmYJggktmgHpbp
                tmmcleqtmuHcretmu+gretnDEnc5tnG+ZletnK0bggtnMpeggtnezffgtnhmldZtnsNgrbtnt+cggtnzQochtn4JhyatoA9SggtoB2cfgtoFXfegtoNdckbtoP7ceY
                toR4ffftoXqfggtoYaqb1toiAeggtonFehjtontmZntopJtZitotDnuctoulXggtowSxUyto1Riedto/5aistpJnffYtpKPgfetpSQefRtpiKobptpkzlebtpmPTgg
                tpqPieetpsHldgtps3hkatpz/mghtp3fddgtp4Bgggtp8fobhtp/EdbltqFChpYtqHCecgtqOgdggtqepjijtqwVgggtqzFbdgtq3lfeftq6ccXgtrLUmihtrN+gfe
                trWOhdotrXGbggtrbErjctrgUcfftrkFUggtrmlgggtrnk0W0trpVcigtrzbefftr0cnfetr1Ngcftr1baggtr64ddftsBLjmctsFDhqctsFtgdjtsI8eggtsPlnVc
                tsXBloetsYpiietsZ6eiatscfjhftsgYoddtsnT7ggtsneffitsrCidgts75bgjttDqeipttIRkmettIwgYfttJJgggttL7gjgttNTegfttTzh8fttUrXghttW+eaf
                ttZqte1ttbtieqttbwjejttcQacdttd2VffttfNgZTttsBjaZttvbZqVttw6jnettxVgggtt+hPdett+7oictuM0ggituOwqletuQHfggtuRMaggtuWdvtltuYJggg
                tuZDhuetubFonctuc1lhWtugPhgktuh9tdptui2hdftuouvnXtusAWfgtuuEbfetuvhdggtu2Emkftu+wiXmtvExaYetvKcmdbtvMvlietvPIzXbtvP4hhctvUyfer
                tvf4ZpdtvmJffgtvnzWagtv2LmcYtv3Rcggtv4hefetv51vmftv+NYsdtwCGmwftwCNeggtwEbmgYtwGAgWptwUfjjetwYHuWetwYbfcttwsmZggtwxHfkotw2xfiq
                tw33phgtw4UgeYtw5Thcktw6uiestw8kmbntxHrYogtxT0jhgtxV+ifgtxW1eaftxdZefetxdgfgftxgCeggtxm8ehgtxwFfditx12fndtx2Oikjtx26dggtx8Qkga
                tx+Kkedtx+eZghtyAzoedtyLsjghtyL5bggtyNEmcftyOlkZftyQZjastyTrgnZtyXnribtyd/hbitynFgfxtywJffgty1Hicbty4Uongty4dlcety4istety5dlYf
                ty7TmgetzH5fZmtzU6hgYtziYcedtztSXfetzvHbddtzvxafgtzxDdjftz4e/Yhtz6Figgtz7dbggt0B/cggt0DLaggt0Ejeggt0E8igjt0OGaeft0OZZggt0Sajhp
                t0Z6dggt0yLfggt05Ngjdt05nMggt1Dhdeft1HHgfrt1Hxfggt1OXreat1RIbcnt1ULhhlt1Urkfkt1X8mebt1gOfggt1pkwfXt1sUldVt1ytmWet11kdfdt2GLjff
                t2PfggYt2RFbggt2ScXkft2Wuefnt2aShdYt2cWTngt2cxlhZt2hweoht2k2nayt2rthOqt21Xsggt3DKsadt3Euffgt3Igfgbt3KEpfct3O2hXet3Tydggt3f3eog
                t3izmgct3lPmlht36xmYdt4K9qkbt4PDfeft4Urdggt4Vzcgnt4hCkekt4qzcegt44ahWnt48rbndt486kegt4/4hnft5BJlcet5Gohcit5c9nbit5xYfggt5z+bad
                t52zffit54becdt55RWkft6D1ffet6Jhgdmt6Kgqeft6Ljbckt6Rv+aRt6R8jdct6ZZYfgt6dZqjbt6eUjfmt6iKgfft6inYfft6vacggt6xWhYmt64Oeggt6/5nqn
                t7COfmft7C/pgct7HUcfet7IjsVrt7J0eebt7Knfggt7Ltgaat7OpqnYt7d6iggt7h7kddt7lXhYst7oZiggt7vwZkdt7wHkegt7yeefgt7ziWggt70hjhUt72mcdh
                t77vjdft7/qeggt8A0bggt8Evengt8Jygcct8Ovbndt8RAkent8THcggt8UtrSyt8WKgiUt8Walnct8Y2ywVt8eqikft8fUkdft8ivicet8nQfeft8pvYgft8uImgc
                t8v2seUt81Xhfft83Kpget89nnVZt8/Xjjft8/tfggt9Cxbfgt9FYfggt9G+jdet9Nrndct9Pufaft9W9hhet9ZGoYot9lSmWot9sTgdkt9uBsmet9vZmmbt909kgl
                t97ehlct9/Bkhit+FHnrbt+LGbggt+M/efYt+Q+doet+TGkgft+ZDeftt+eAZeft+v8ldbt+xgeggt+x3mvSt+1Tkeft+6wUcct+/lhjdt/Aicggt/Gzgeet/HSlmu
                t/Omfcht/Orgfmt/Pzfgft/UMlwZt/YYeggt/ZEcggt/apeggt/dQrPmt/lmUdet/tDkmft/t1VVpt/u5hfgt/+kjRduAG8eleuAIKdgguALldfluAS4hnfuAculea
                uAjPVjguAomhaeuAwwcgguA0HkYcuA2qmkWuA36ZgguA75baeuA9LcgfuBGKVfiuBR2kffuBVHdgguBd7oejuBiuudduBsacefuBtiodfuBu2lhouB9OeebuCX9sxe
                uCpMdefuCuhYXauCvdXkguC2/hecuC9D1PmuC91dgguDCdifguDHVajVuDIkjejuDNAdgcuDOvfieuDSjjakuDangehuDbxhiuuDrQmffuDzjnbduD1zcgguD7ijfb
                uD9OXfduD+PjTduD/NxXvuEBMVgguEC7jciuEEahfvuEGJq6HuEGRhkeuEKoegguEL3fgguEM7egguEahagguEbgvqZuEftXgkuEiahaouEoZdgguEteYehuExmoio
                uE7EYgeuE9VlkeuFDKMgguFF4dgauFI6hieuFI8defuFQBgrfuFQXegguFYIegcuFeEegguFnphaluFwxiaeuF9kpiduF/DpcpuF/YkfZuF/8chfuGAPaoZuGE+Xhf
                uGJhfuiuGL8efcuGUqdgguGcIZgguGkrwXXuGrBjnjuGxxUdfuG5gfeguG6wmoduHIHhlbuHLybaguHO6hffuHTgfgguHX/clguHf3gffuHk5kaluHs/pjauH7Fcfe
                uH/YfZeuIC9f2auIEDfgguIEaZgguIUUrpVuIVQU0euIWajYduIY3SdguIacfcpuIeHdgguIkNgfduIlitQZuIl5huduIq0dfguIumbgguIyRfaguI2JcgguI6cdnd
                uJDjdgfuJLOdqZuJLRncduJPPfmZuJRWidduJSJrkduJUxmciuJdYjefuJi8UbauJl+egguJq8hfmuJtjdaduJxqfequJ3yodluJ4TzBVuKB1fhduKEcdgguKFVupf
                uKHcfgguKHuhRruKLJXfguKL+feguKM/euYuKTKcgguKTQreduKcOgkguKeVfgguKq1fghuKrPcfeuKvU4dwuKxyjdYuLQUegguLQVgdguLRMdcfuLVeiffuLY2atf
                uLciletuLe5cgguLhVlpbuLpubgguLrwdfeuL0EhfguL1zh/fuL7+mgguL9fmbauMUXafguMZxgveuMdXagguMhYgffuMj9qknuMpeggguMq/gcbuMxGkcguMz8qaY
                uM35YqnuM4CfXmuNEucsnuNKCuVUuNSDdgfuNYDhfiuNg5fdfuNh9vdluNpVfgguNqOaYcuN6BgeguN7GggouOHAYgguOMoWgguOTlodkuOVpYiZuOfUcbfuOgFfgf
                uOg1jtauOnFokquOs2ifjuOwafgguO8znuYuPBulZjuPCzfnbuPE6fgguPGEgafuPQsbgguPSzwbvuPTVkbauPZBdfeuPblcgguPdNagguPdZgeouPfadgguPuqyom
                uPwQlieuP0zdlguP6atsruP8BXkeuQCekZauQE4bgguQF6wsduQG6ohXuQP/mkduQV1uciuQZFafmuQddhebuQeqegguQgJheduQjBSgguQmzgdquQrHZhduQxNgWp
                uQxWfgguQ+PogcuRHCu2SuRI4gdkuROvcrduRPoWefuRa3blbuRbaokmuRelcnauRf1hbduRkcgdWuRmtngfuRnVjdcuRtJdfcuR8TdhguSAccfmuSKpcefuSQgmog
                uSXsXfguSgWodeuSkJnafuSxSigguS3afgeuS3jifguS6CemjuS81ibnuS+QbkhuTD+hcguTIarbjuTO1yR9uTS+kiauTTPplZuTX9hgfuTa6rjjuTeWiihuTnOrje
                uTnUdgfuTxzzcYuT3GfbhuT30VeguUCTefduUE/ngguUGIachuUJHimhuUJlYfguUSEchkuUSrdgguUS0qrouUVwZseuUn1bkguUrsfdduU1RifluVA3pYauVBiafg
                uVQwcgguVSrdwbuVh9idfuVkbWgguVnHfhcuVsibgfuVvxmiiuVx4v7suVzSmrauV0ofgguV8ZXkguV/7egjuWCtmeduWD7cgguWEola1uWHxoYeuWNSagguWR/daY
                uWaImZ/uWbQamfuWcFsZduWevmefuWhLtpcuWi0aeguWi2pehuWjSjckuWnFmjguWrvkYduWsqdgguXA8udkuXDufcfuXJ2bghuXNCjafuXObekeuXRIelXuXWNodc
                uXaVVtWuXdKqYruXeIWgguXgifgguXm7dgbuXnXklfuXsGmmiuXuhigguXxTeiduXz9dcbuX+rlehuYDjXzeuYLkfgguYNmadeuYP+gjguYR5ikguYUDphbuYWXgme
                uYW6ZdhuYcuehcuYr/YiauY2oqQpuY4+YeeuY6IbfguY6grbkuY9zSfguZAvjoouZO+hjeuZUmhjeuZWppebuZZifcnuZdXhkeuZfAedfuZh6erZuZlVrffuZmnhet
                uZtKffhuZuiggbuZx9ggZuZ0ReqouZ5tmbsuZ6HwfcuZ6LkeeuZ7linZuaOZkfguaUzdbtuaV+agduaXpndhuabiuisuacfXgguadkhdfuaeIlbnuapDmmeuaxffgg
                ua21hweua7feZeubB/wbjubDKfifubHyhofubIUXemubJWnelubJ7sWcubVifehubWJsmjubW7hdkubYTedfubbbjgdube+gggubsOegnub3yflfub4GeefucDjfbd
                ucEKjcfucG1eggucJXacfucXitlducc6eggucfckoguckIWgfuclyZhducoogZjucx1ngMucyuefduc4onkfuc78qjfuc7+4lkuc/3fggudDcWXludEFfggudR2lbi
                udjqkeeudkWemfudyXdffudypSenud2zgogud4heijud8Vebwud84kfsud9EkYfueCKrnaueDGjfeueE6ZggueN3fggueVDkcsueVRmXvueXecggueXucgguea1Ugg
                uexEdgguezFgjZue3kofgue4hcggufSKdncufWYmZkufWZiigufcqhcdufjMtcZufqbbggufxliieufx/cgguf3SZggugCnnapugCwgggugG9iekugILcifugLjZgg
                ugPwZqeugQXeggugVVeggugZDkZjugpwnqnugqNdofugtQflfugyOVggug1Wcggug4racaug9ASmfuhAXia0uhAtYgguhAvqzguhGYhpfuhIfpcYuhOMhZduhPNcdf
                uhZ5gffuhbvladuhfElbjuhhNsfguhh8nfluhi/lqguhmuycpuhneYkYuhnkdeeuhtmjdxuh07idiuiJiiZjuiKjhicuiLVegguiNyhbruiXzWfbuiY+egguia+ibn
                uicUkgZuiggihXuigkciiuigoiTguipYcdjuip1tleuixBlgguixNafjui2OXggui3cjjYui9ucdfui/bndbujBNZbfujDBfggujH7ukXujNKlafujPeXhiujRgcgk
                ujVQpeduja/cggujd6PfnujiVghbujpOnfgukK1fdfukRTeggukRshwkukXehjZukblaggukoTZejukodj/cuktEsoZukwobggukx5ebjulIAkieulLVffhulZjegg
                uleEkfculgEgfeulioPdtuljeYebulyJeggul/ypkSumDmkikumFRhfmumFkffgumFtfZoumPrgfrumS6eggumVsgfgumYceohumjAoYXumjjfhcumlChhnumscghe
                um2i1guum5egggum66atdunHEffnunKUzQnunTJldcunUWdggunV0dadundRigfuneJsequnfbggkungHoWaungXjggunicgbnunncfgkunoqgeiunosgggunxnjiW
                unzQ4WWun21mfeun4bxgguoCkijeuoFntleuoIPYhguoKDegguoNitfkuoTBgjfuoaPighuosNjrguotdegeuowridluozCnfluo2cmesuo2igheuo8Rlsauo/Iick
                upLGhfgupOOdkeupTAfefupdpdggupdtaffuqFNtdauqGpfgguqP6YfpuqTtqSjuqZfhciuqiBihauqkFgkguqpEcnduqrLlpZuqvSgfauq4Eegguq4Yggfuq51mhf
                uq7qabiurBzefgurFZMgfurFwYefurUNidiurUYnfdurgJbggurhRoZlurtpYdfuruMeggur0mZghusBngkhusC3afdusJrofkusLrmfeusN6XbfusfEcjcuspGgef
                usrdZqeusrshodustTlbcusvrmggus+phfgutIffgjutJ6aggutPDiedutPscifutQKwcZutRtifjutV8mffutg1gfZutorpggut15bbXut8Hbecut8OgTkuuDnegu
                uuDtiYTuuKMoenuuLQfffuuLglatuuQJXhguuT5hgduuVWhbeuuYipeiuufzfgguuvgegguu5+Weguu7KicouvAmRkguvBChfiuvBWZgguvBhhhjuvC8iepuvG7Zgg
                uvKdlfeuvWHcbkuvXncgguvdEjifuvgUmleuvtUfjeuv4Pbfjuv8Oedcuv8XnZcuv/xadduwGAYgguwGikjfuwG1giwuwLkXoYuwQDgffuwVzZpfuwfPffkuwmBapX
                uwt2eoZuwxLffguwyXlgduw4Wdgguw4Zpnkuw57ffmuxBSghhuxGffiduxGgXgguxHrpdguxJtdffuxMqilUuxPsdgguxQgefYuxd9jfeuxmTfjeuxoHiihuxtwqff
                uxunqwbuxwrcUqux3fhefux97qvmuyAIlheuyLnkbmuyMBqbjuyX8dgguybnbicuycceeguynIdfguyn8ddfuyvmWjfuyzLgfguy3tjefuzHUiufuzS0Ueiuzc7UhZ
                uziFfgmuzlLegguzwZUhfuzxZegguzy6dgguz3hldfuz5W1Zuuz76mkfu0C1fggu0dEiedu0i/fjfu0mrklcu0ndycmu0pYiggu0rGmXku1AAcZcu1Cglcgu1G3maf
                u1L6dhcu1Yeo3eu1iGedfu1o4rZuu1pEkeWu1rvoggu1wztdbu1xAnbmu13/cvTu18wicmu2Ciphau2DLhreu2LxUldu2Q4coGu2WcwdVu2Z8ffgu2izUhdu2j7re9
                u2kMgffu2qXqoju2rAjcgu3Hddggu3Idacgu3NkpZmu3S0nfeu3UMhdhu3Wumaau3dKfjdu3dQp1cu3fkngeu3iTjZcu3kHlZau3l7Zncu3l+pdfu3mQigou3mhfgg
                u3nVgfgu3uYbdeu4GHfgeu4JZdklu4L7Xggu4OQlbgu4kdoequ4t+jdzu4urYcgu4w2fbfu4x7faru41Tlviu49sgYgu5Bd4Q/u5FBtfau5Hirhgu5IYcggu5U+egf
                u5aJkigu5kAkeiu5lycsSu5oXYbsu5rhaihu5sblpau56ilggu56usabu6HzeV/u6LCdefu6T8hsfu6aneeiu6eVclgu6giXggu6k+Zggu6lneggu6p4gaau6yWdrb
                u7B2dglu7L3bggu7Zngggu7h8aggu7lQcacu7l8Zoiu7nUjZhu7oBfcwu7pjgggu7sXcbgu7s/cbpu7usegfu7+ridfu8L0u/Ou8bSsZeu8dcjggu8enbZfu8juwlN
                u8vmgggu80Xfjcu80fbdlu81Zfacu842Wemu9Egnfru9K6Xgku9Qpifgu9bScggu9dBfggu9eiqbcu9h8jggu9v5ebYu9yagZnu9ypoccu95D3ncu95ppcpu9/Tcfg
                u+AnZcgu+Etjnbu+Icaieu+J2hpeu+J3dleu+K2Zmiu+Wvgegu+Ymgmfu+dgfcZu+sweggu+vqhefu+1ZhbXu+3Zfggu/CEgbgu/CIifeu/ROiedu/aUddbu/bOVic
                u/fJ4fuu/q2hUpu/uCVcku/uhajfu/06+blu/5idggu//ObggvAJxiefvAN3wVevAQVsZpvATHib9vAVmghfvAsHgeevAsOfggvAuVUggvAu3eggvA0XdfgvA10ofh
                vA7+bkfvBehrmkvBinqdfvBmZWcfvBupmcfvBxfejfvBy1qWrvB3AZcfvB3HccgvB3gesbvB5zoXkvCJKpbkvCJikpfvCMjcfgvCRRfgkvCWifggvCYjkWdvClMlae
                vCnCmS/vCyViehvC0YdggvDBQcafvDCYoqdvDF7fggvDNPhfovDSCefovDSycggvDYCejmvDfQj/cvDwQfnYvDwqgWjvED+iohvEFwWggvEKIecfvEKlfhcvEMwdgg
                vEOZfUuvESNbggvEUocgfvEV/fggvEWhgghvEZskemvEgjPggvEhdlefvEp7bggvErZohnvFA0hZnvFQMfggvFQ1cggvFRfgcfvFZSffgvFZ0kfZvFggiggvFn6Vgg
                vFo5bggvFqcbrnvFuOgcbvFzkhievF3BofovF6/jgpvF8pfggvGAPgffvGArgecvGJPffYvGOjcpWvGQPmegvGV9gjcvGd8gggvGrKpkevGu2pSovGyBkdevGySoWq
                vG4wsfhvHBPewdvHEvfnevHNlxfhvHUijd0vHY3fbZvHZQeedvHgW4gbvHioZffvHiwcggvHmZeggvHmuihkvHm1glUvHtsmjevH0WefgvH2ocaevH6JkfjvIKDyez
                vILvgggvIWkZggvIjcnkVvInEfggvIrmbhcvIuVifevIuyeggvIwZhcevIyfdcrvIzikb1vI0nfggvJBJoQZvJDS3/LvJEPgqjvJFVslpvJICjWcvJacmghvJo6gge
                vJqLjhWvJxhbhgvJzdfggvJzlddevJ6QhifvJ81eaUvKCIhfhvKDTohbvKFfnavvKIyZgbvKL2fcfvKONemfvKUCwXTvKYoefdvKbnZlevKb6lubvKd9ZggvKiwgkg
                vKjvjYzvKmYnZfvKrqiuavKsMvlevKvUheevK6thfXvK+1TggvLClknavLN/WnavLVipe1vLWEgfnvLWqhfivLbDefdvLetqtkvLjjaggvLmelcjvLrSfggvLujdgm
                vLz1egpvL1ZeffvL1rgecvMAJhaevMEzWTvvMKMdfgvMLLdlevMPMedgvMPlaggvMQemievMbilZxvMb5mfgvMpDqfivMp2qeevMsbjk2vM1cdggvM4udffvM6xclf
                vM7GeebvM9pZelvNATcggvNAyfggvNCPdghvNFpWtgvNb9fmgvNcTmewvNcgiZkvNgpqbVvNk2WsQvNr5dmgvNwRvglvN1rnjXvN66cmYvN/JoeevOD0YoPvOJ6kfZ
                vOPhjigvOa/kbfvOcmfggvOf+jqdvOjGkafvOmYXccvOm9nadvOwaiegvOxCUedvOyvdvevO0VpezvO0lmSpvO0wWigvO4FpZmvO91UdfvO+whruvPIHgegvPKHjhf
                vPVqgefvPWzijcvPhrgYmvPqZbldvPwbfeqvPx6fkhvP1YkdmvP1afffvP9FcgfvQGjbggvQKbZggvQNagvdvQOamVdvQXffffvQq8eggvQtUbggvQy6RggvQ50rmb
                vQ6jYgjvRAvaekvRCRp/IvRE1yfkvRKHx3QvRKwfrkvROKdfevRP9lghvRRdki+vRSNiZevRXideevRc3fmjvRghdggvRtYmhevRyXlggvSHaffhvSOegubvSWChff
                vSZeefivSetbTovSklfggvSnvdgcvSopeggvSxodggvSyNghevSyWafhvSzRagfvS6omWnvS8fiffvS+huvevS/6aggvTA4keivTKgbfgvTSxdggvTcVfggvTdIefe
                vThFjlfvTjoaigvTyIycivTyefmnvTzXmmQvT0AmbcvT2UTcgvT7edqZvUM2cgcvUPCZecvUTNsdyvUcWUhevUgIkYdvUndachvUv2obfvUxAlgfvUx4kXfvU+3egg
                vVEcggivVRJgjfvVVpgggvVZ+khcvVmRebXvVsSffivV1AcefvV39NqivV6ZcggvV//jecvWC6WggvWErdggvWM0fggvWUjqicvWU+gwevWdNbpZvWgVmlYvWmqmfr
                vWoUea7vW5RekgvW7Crc3vXAMQndvXH/himvXMZiedvXNPgbfvXSbZggvXWmuXuvXbTgfdvXmqgfivXscmZbvXvPhggvX08gekvX1HZfjvX3AglbvX6TWiYvX8cakf
                vX+WkcfvYEajffvYIEiievYP7mgbvYXhdgjvYX3dggvYensSdvYg4lfhvYi7fhZvYkmnZfvYknjogvYnVkkfvYoLpekvYt8eggvYuUXggvY5nnnZvY9QdggvY9sXbe
                vZL1ikavZN6hfbvZTtegkvZVpcWdvZdFffcvZk5hfgvZnRWjevZs4cggvZ/omarvaC1fggvaEseggvaGftZavaJabggvaScdggvaSndghvaUalervaVAnfbvacdtad
                vapvwdWva0hfggva32fggva54gggvbBOhhevbE3cojvbdiYYjvbhkhffvbrvhekvbuikfsvbvwgggvb0IhiZvb0zkggvb6stvcvcB6ffdvcTsafevcUNcoZvcW1hel
                vcgdhggvckwYgnvcyHnVmvc0Lfghvc3Olgevc7Ngdhvc7WbdgvdHEdfivdNGhaevdPOlgavdW5tvWvdYZZggvdcTqcZvdjZfdevdm2YggvdnGppavdnuqkdvdpbmed
                vdvVidfvd3ycefvd+GbggveCMhcfveHnohXveIpZuXveJ8leeveOQeggveRtigaveX8NZdveYciewvejOaxcvejnmoevenweggveujfYVvewWkdgveyLeedvfHEfgg
                vfHRnefvfO2hfWvfQuxoZvfeIfggvgJMwhavgPdfggvgPfbffvgSgcbkvgS8jdevgTpedevgUbcgfvgaTlodvgiUftWvgu3VwgvgvuhWbvg3hrgwvg/oebnvhG1flf
                vhX7efgvhbXikevhkVjjivhmecfhvhp7figvht5hklvh3WmV5vh5hcggvh6xbmcvh9Abggvh+Vdgkvh/mpggvh/qfggviB7iihviEtcggviKFjdeviQPbkbviRnfgg
                viSHcggviWycggviclmclvilVgcevilvggkviqraggvizcddfvi0tafgvjC0qaevjC2jgjvjNLadbvjRFiufvjWWcggvja+cggvjcshqdvjgLjlavjuvghfvjyYcge
                vkL5ioZvkMWffgvkPDdgevkPdiVdvkRCZYJvkXrmpUvkXuinnvkY7WoivkdsdggvkeIggnvktUaBzvlGFcfdvlbPsgdvlgogYXvljuRfgvlkneggvlmbbggvlp5ked
                vlur6divlyEfggvmFCeggvmGytbbvmJGeXavmWpfegvmhGjdcvmk3ZggvmpMjflvmqfhdbvmsLiVevmwPqcnvm3pdggvm3scnavm4ViZqvm7Crgavm8Fbggvm8Wkcc
                vm9Cblfvm/BcYpvnAimacvnAw2jlvnB8NicvnJokdavnKMgewvnMNeggvnYqhrgvncucefvnnHubZvnyGkjevn0pecfvoGdriivoI9XcgvoNfbgevoRApmZvoTFifj
                voVqcggvofCdeZvohMhcuvooQkYsvovGhfbvoyGdggvo14hfevpC7njgvpRJnZjvpS2uYZvpewiggvpgbgZgvpheecfvppBddcvprWwadvps3mdcvpwBaggvp9G1gi
                vp+Thggvp/fgkdvqEWaggvqJ+VlavqxubfivqzBhffvq05rsgvq26hgfvq5Sfpfvq99ybbvq++ZfkvrDQdffvrHdidlvrPnieYvrQYidkvrdFiddvrfEegevrlzffa
                vrprhkevrx2Zemvr4rhfhvr8gWdlvr++ghdvsBLbggvsC8gefvsDIksWvsEGfcbvsISVgfvsJngbgvsN3ogfvsR6cghvsUlcfcvsXnXggvsiEZggvsnjZggvsoVghg
                vswYjdfvsztqTkvs2Amghvs3ngigvtEBsdjvtIdafgvtKckYmvtNo4/evtNzcghvtOKsefvtUXqpevtbSjhcvtj9fcfvtobWdovtpJbjivttfRggvtzGlfgvt0ikhf
                vt7kgfcvuKQgravuLliibvuO9cbgvuSlZiYvuVHlafvucNidevuixhgSvuoRdggvu3Khgcvu3Paggvu3XjiYvu3bkefvu7AzmNvu9XueavvB1fgkvvC+ghcvvE7Vgg
                vvJWbNdvvOrlhfvvPkcggvvRpTibvvUFekgvvUgalgvvWwnwdvvb/gbovvkWqffvvk9eggvvqCodfvvqjjofvvvynscvvzzffbvv+fWggvwORehgvwUHibgvwcZhZg
                vw16cndvw84gghvw+b/ddvxFXjanvxSXfgfvxUikfavxY8fggvxZ1edgvxbdedevxibdggvxuEkfvvxylcggvx33gfgvyBjkfpvyDyZggvyGItanvyHbwjVvyKIfbf
                vyM5bgXvyNIcfavyTEsjdvya6kWhvyq1ZggvysNmjcvyttgcfvyvhZegvy0Vhfevy4feZfvy/IbdfvzAoVggvzFPWpgvzGBeegvzLeiddvzS8BZgvzoCbggvzznlge
                v0BBaflv0LzZc1v0S0fggv0UJtbmv0WOcapv0WRdncv0Y1clgv0mbYffv0ntnciv0tbTwhv05nbggv09+effv1KNshgv1N+gefv1OogpXv1Pkmhgv1RHXlgv1Wuegg
                v1gMkkfv1gYbpkv1sBeggv1zAdtSv10Acggv12mnfcv18rhmbv1+HYggv2Sfuccv2W3dflv2ZBkdhv2cHfhgv2oRjggv2pFjd2v2unjjev2zIeggv2+mbgev2/Mjco
                v2/bgffv3GTfibv3Kmhjcv3VKkcfv3f7cfdv3h8fcev3k1eggv3yaqlgv3zBlciv32xYcev3/oRkXv4CuYggv4I2iefv4UIfdbv4cfXggv4jsgffv4zaapbv5DKdgc
                v5EIbgev5Gbz/Wv5Huocdv5KBcggv5L5lefv5PKegdv5Rliefv5ZOgggv5eUbZSv5jJtlbv5juWarv5l7rbjv5p2ZVhv5p9YkYv5tzfggv5u8ZmTv5zxisbv6Gvdff
                v6G3occv6Jpkeev6KzYfjv6Rfiefv6Swqgfv6ZJkaZv6j9medv6ndeqcv6odYgmv6uvomav6u7coYv6vPhqgv6yWighv693agev7Diocov7Gzdesv7ICtUYv7KVcnf
                v7OHpkev7Q/aggv7TosoYv7XQeggv7mwg1Uv7qnffcv7rnpfbv7+8mcev8H7dggv8IMbggv8Q+ljbv8eObegv8jBeggv8qpoYdv8ybhdfv8z1kmev87UjRhv89Ecne
                v89kcdbv8/Xgefv9R0nfUv9Uroebv9jIYigv9kAXagv93Zcggv9/hgkfv+F4lciv+HGmwav+Jqijgv+Q1ifdv+StWnXv+XMfefv+fPbngv+kvieiv+lxdggv+qtkqd
                v+uhjZgv+vZhtev+ykgffv+zDlejv+1xkcdv+265isv+55joTv+8pkifv/BPgfjv/BhpeYv/Bnfcgv/SalViv/Y4gfgv/fkmeev/h3m/Wv/mUhlav/nTbggv/stgfk
                v/53epev/+wfggwAE8WtewAJ2apcwALpcggwANyf4fwAQ7edqwAbdkffwAbtnmgwAf+hagwAg/pedwAk7kggwAmJogrwAp1dggwAqQv3ewBJKjgfwBK+rtewBQvgff
                wBblUZgwBhtbhfwBlpfadwBqLgggwBu5gudwB0zldgwCJdfetwCP5tbUwCRValWwCV8cigwCYmfghwCeckfgwCgycggwChIgddwCr9iigwCukfggwC5NlggwC6QerX
                wC8WlufwDGOeggwDH1qaywDK0eggwDLcfgfwDPlkhgwDWeliiwDWgia8wDXhjetwDX4kclwDjyoavwDlntjjwDsQnqdwD8KfmgwD+dgedwD+v1O6wEK/gekwEREdnd
                wEShcwfwEdslggwEgtehfwEqhqjawEwmlbnwExHhcfwEyehdpwEzZdecwE7ehnfwFAYhcdwFLPcggwFNzdffwFPqpggwFP3XggwFRXeggwFSYfggwFWHeekwFfCdff
                wFhKcoewFjkijewFjzgzawFj1vZmwFkQdZgwFmqrZbwFoCjeewFomYggwFpdmakwFr+jQewFtIWggwGP4clfwGTgegfwGWe4dgwGYBefgwGaSqeqwGcbknZwGfjekf
                wGm/TfgwGt/hhfwG8LlfpwG+yeuewHBrjmdwHDMkdBwHENjjnwHF/ifgwHGafeSwHHwlqdwHK4gefwHM4hlawHQvggewHSEjycwHiItuewHlZbijwHqtZggwHyhrsR
                wHy4gehwH0jtdpwH00idbwH6LijkwIAdfgewICjimewIIYaggwIKhdfgwIL0rgnwIMQcgewIPfdbxwIdMZjfwIeIgdgwIewjmfwIgoaecwIrvgggwIv1lTcwIzlifd
                wI6roeewI/pgfnwI/1fkbwJC0nefwJFakxZwJJvfoewJOrbggwJQjifdwJShigiwJc2jXewJd1XbcwJfWjdawJkQaggwJnOfggwJzuhfbwJzvaggwJ4mifewJ4rXds
                wKCbgggwKFqhhbwKF7bfmwKKsjgfwKTvXffwKWrUggwKdDjfgwKiRfggwKi/eyfwKwdjnawKweddkwK3KZfkwK3NcggwLEeheiwLE1eggwLQxdZlwLUxchZwLYbjgf
                wLo/fmcwL0FhfewL1nfggwL6ufugwL7nagfwL+oesbwL+rfggwL/sVguwMBhifgwMGudcdwMJrleowMLGfnZwMQUinpwMUmgbfwMVngobwMbozVgwMhzcenwMliggg
                wMohamjwMz9halwM1ReeewM5VXfiwM6refdwM7nolcwNGDgefwNJQicgwNNTfbdwNNshcnwNXzmWrwNYbfhlwNbzbhgwNl1kffwNoWicgwNo3mdlwNo+pfcwNs1lbl
                wN4EgadwN6YiggwN6zgggwOZflcewOaWjtdwOfuhzcwOhdjcqwOiCoffwOpoYiiwOvGledwOxBbpcwO0EkdlwO1bZSiwO7mkhawO/WobvwPFLyepwPIEgakwPIKqbZ
                wPIibezwPTHlnewPUIpdgwPVnrggwPbbggdwPe5ggdwPk5dflwPlqdgfwPyKgimwP7kcggwP+ZjfYwQCBjoewQRxmY6wQYdsakwQcvdenwQlClfewQsESsbwQs7hgg
                wQt5bZhwQ0dmc/wQ4RYegwQ5jVedwQ5xbddwQ86dggwRUKkfowRckfefwRevueiwRmUXggwRnSfggwRqimfcwRridfgwRr4gglwSEblfbwSPQgnhwSVbjdawSb9dke
                wSgBZefwSjjjgfwSmfjsewSnCjefwSuoeggwS2+bggwS3wefgwS4rqXhwS8wdggwS/GTkiwTEogggwTFqZifwTKvdggwTL9YhdwTPIiqZwTQjfhiwTSKdggwTaLsXk
                wTeThRcwTgxligwTitefkwTjvaggwTlvscdwTrCdbcwTuIhObwTxWjcewTyJeggwUMLhhdwUSSidZwUTIWggwUVqffiwUYGjpbwUtHbhcwU9sjefwU+KlftwU/Dkqb
                wU/WfedwVKZeemwVKejhLwVLNthcwVPbffewVPcllgwVRijcgwVVYfddwVkMhgmwVmmgfbwVoGeqYwVqUbfgwV7LlbcwWBrn/UwWDgimewWDrieiwWIKpffwWJKjef
                wWNOfdlwWTrnjIwWflmidwWj7oWfwWmGjrYwWnoueewWn5mdfwWu9egpwWxRnbgwWyYfZowW1yifewW3ngdfwW+EnkswXFLafdwXI7ljdwXK5dggwXLxfgdwXQXjlZ
                wXTgdjgwXYBgWmwXh+riUwXm+bVfwXodwlbwXs4gagwXyudggwX2FrZewX2MfgkwYFpUggwYG1hiewYM+hfdwYSYcifwYVYnfiwYWdnV/wYYC/egwYcQvgjwYdskgg
                wYsPhfdwYtMrc0wYuGcefwY4NjgTwZGTeZowZMfSggwZOEgcfwZQssejwZXorgnwZX7gbvwZm3ZggwZonvd2wZreeggwZtTfggwaDLldewaKUfggwaKVifiwaL6leq
                waNFhZvwaN0pcqwaOeegewaXHWfmwaXMcdYwaXUcggwaXZeegwalLvXywaoacjgwa2Jggjwa52hbfwa6+ggfwa9pphXwbCNcXgwbIcbiewbLTiofwbNBfnqwbOHNfh
                wbOumcewbP+igiwbQ1YVkwbSWaggwbgAdggwbjCiggwbshdbnwbstcgfwbvIhdewb9MdggwcAmOmmwcC4jggwcNCZqdwcPWdggwcV4nkZwcZ0gggwcaBnddwcabiff
                wcmLsigwcoz8gawcsIgfZwcu4fYewcwsgggwc4xjfcwc9qfggwdBQdggwdDMgfgwdGwiXgwdUfagZwdaRbfTwdadidiwdjKkfXwdoIxfuwdqCfggwdrPdggwdttjkm
                wdwsfefwdwwTauwd4ckacwd6puYdweBwjefweCXZggweI0picweJPjfhweR5dggweXShkpweZFfecweZdfggwebQbggwegBlfkwegZoggwejThsfwelflmnweoAegg
                we0Phhewe7qjXdwe/VfgbwfB/TckwfCOeuZwfCgnbWwfSRnehwfTJanfwfbGhrPwfbXbggwffpidkwfiangiwfu7qcewfwqhZiwfxdaggwf8jfjiwgGqsfXwgHlrYl
                wgIcdhgwgK6tggwgNTgggwgOhfoewgO+fggwgP/fffwgUsjggwgV9eefwgecfgfwgm6jgiwgpUeedwgs+jfewgzJVaawg2XjlVwg+LbggwhBTovfwhBbcWmwhC6nfj
                whDadfgwhKKjfiwhNZagmwhWAcggwhh7Wggwhn9gcowhpIlXqwh8ttfbwh9ZhinwiPTmgGwiR2ddgwiXhomfwigShffwiiKZggwiiMbWfwijEYggwij1mkfwikIdfg
                wikbhffwimpoZfwin8idewioaeedwi0xmkdwi3DXgZwi7Qflrwi8opUhwjBugggwjGpjiewjPYotRwjU0bggwjZcffewjfIkhfwjgFVgfwjghalZwjikYkmwjmFgfc
                wjpquhewjqjXggwjtdhdZwjw0Yuewj5HldkwkEbfghwkE4eggwkKAhadwkKEjliwkOoaefwkRDreYwkVnRgfwklFinqwkl3hfmwkuYcegwkvmjamwkyjpggwky/nea
                wk7sjaiwk72fhmwk+ZllewlD9cgfwlEKdggwlI2fmhwlJOhliwlMFdggwlNNoqZwlS9wfywlUlhmmwlU5jscwltXcdkwltdgeewlvHmoiwlvheggwlzJdeewl1Qdff
                wl2jqeawl+madewmEsgagwmGQRi0wmLygigwmTOodjwmV/meewmWDidZwmhSefgwmvHeggwmvinidwm02ocgwm34idewm3/lggwnENhZiwnIccegwnTUmmgwnlVffp
                wno/ffrwnqgcffwnw+mVgwnzRhf3wn0Ufndwn4Kmjhwn86evhwn+DggdwoDkhwewoGBclewoGHekewoHTdggwoLUkdcwoYQUZYwobuUiiwofNWggwojIOfgwop6fht
                wo1Ofggwo1sSfgwo6Megfwo9rekfwo+YdXbwpIngggwpKDmocwpRzfcdwpT7iWYwpWmdgnwpgRjlbwpjZgffwpk+sggwpmVtdlwp1qejgwp9zriiwp/HlgewqGywoV
                wqHhmUfwqM2ffiwqVAdegwqWydkbwqb+emgwqdnhevwqhKmfrwqkDkgowqnUUnawqqQeffwqsGqwewquyfggwqu9gefwqySdffwq8eeggwrFKkYwwrIjgdcwrJHfgg
                wrT2YggwrT6mdfwrfqjhgwrl7ngbwrr3kjewruE0Vcwryeglhwr7/mdewr8Kmlbwr9XSggwr+hodewsGb2fVwsMAcggwsSMeggwsSyhfbwscdggfwscifhgws1nmee
                ws13oaXws63tFjwtAueggwtBifipwtCWffgwtKOkdewtLmgkmwtN7degwtWXacgwtdyYsZwthjZmUwtitegfwtpXSeYwtvVgghwt0Llomwt7Xneewt/OfjrwuDohud
                wuEpdnfwuGWjfZwuNqeggwuUNca3wueTrwSwufNeenwukVwXYwuu9qMYwuxKhdfwu0Rjdkwu0Vcggwu1Upvcwu9AYggwu/kcegwvFI5rawvNpgcfwvQAXghwvX1jgf
                wva1gaawvdrTkewvd0eokwvf9pfkwvkt/hzwvmqeocwvo6Xjgwvqizvgwv0gevfwv7Fjfawv81TfgwwIbjaiwwTjiecwwaHZggwwbqjcgwwd42eewwiFjffww4kfcg
                ww7ngigwxAYhfewxEUUhgwxGSkfbwxIAjfcwxJtcedwxPyielwxQCbggwxkqjQ/wxpchhgwxzOfcpwx1OhfZwx4wxciwx81XgewyCIfXgwyHygefwyKrgggwyTtkct
                wyUNidlwygrherwymKeggwyuQe0VwzGSqWmwzOBcbjwzRAqX0wzU4mgowzf6jegwzg1q8YwzjIjcUwzkqmgfwznMoghwzuWdcfwzyOtatwz6PjeSw0LTlVew0LUceT
                w0L9vfew0P/pkkw0dBWpaw0eEjedw0gOcibw0jIYgaw0nrkpbw0qXnguw0tXicZw0tgfggw0vVcggw015gaew04Ifadw05+fgcw1D7ejaw1Gijffw1PWiefw1Rqnfi
                w1Vhhfjw1Xqnejw1ZzbYfw1a2cNrw1dzqfdw1hkjciw1mVeegw1vM1dgw1x7pvSw1yZdeew17vnfhw2BIhXfw2Bbpffw2Lkddfw2Uvdggw2V9glfw2XKkdmw2ncloe
                w2s3jwZw26Wgddw2/ejgcw3F9offw3JBieZw3M/fhgw3Nqfggw3T0bfiw3XXaehw3YCWggw3YGqdlw3YSrnaw3b4ZZcw3xlhlVw3ydeggw3y+fggw30eYggw3+6ggg
                w4Aqddkw4A4WUhw4GN+eqw4Jlgecw4KVcfew4Lvg9dw4Vejkqw4Wodifw4YEjbhw4YOVhUw4l5niew4uIYggw4vUidbw4yRhmew40Zffdw41Wf1Vw48kjaew4+Bhae
                w5BSxgdw5FLYggw5HPsecw5QDmfow5dJcedw5dzcggw5feKefw5hpgcew5j1gfew5kFjnbw5nZchgw5p7Tanw5tihbmw51aisdw561gllw58Yhefw59Ehsfw6CEegf
                w6Jidlcw6Jnegcw6Jyjbew6Z1ikfw6aRadgw6b2mlZw6dJmfdw6d+luSw6eJeggw6lEhcfw6nweggw6ovdggw6rgejgw6vhfggw6wMUggw61seggw610jgbw69cmeZ
                w7EWaehw7Glfggw7HRjjpw7JxZggw7MAfggw7QCfggw7TIegdw7UQnwbw7a1jdfw7kzmc2w7mtfegw72JepZw72fxaWw78fkfew8Hjbkgw8NHegew8SMdglw8eLfZZ
                w8ljeggw8qJichw8tuqmiw8xZjimw8x2kimw8y6epcw83shlfw84QgeWw8+1menw8/lfggw9I3kd0w9JXeabw9Jlffew9M8dehw9Sxkasw9Vjhgfw9adhecw9dndXo
                w9niielw9nypdgw9o4pqZw9u3emgw90Xefhw92YVmgw945aggw96Yfggw98Medyw99keggw+BEhddw+BNmenw+INfggw+M3cbdw+OQibcw+SW77fw+Xakgjw+Yjjfb
                w+dwbfdw+jnjhlw+peZggw+qFlefw+rOaclw+wkfbgw+35lbew+7UnTuw++Tleyw/BZokjw/DCdbYw/EXkdew/KHbljw/Vwafgw/X1ooew/eBheaw/gEjrew/iUqdm
                w/kfgeaw/k7ngVw/l5hffw/vOi5Ww/0Elgiw/6jifjxAGzZggxAJ7bggxANlaggxAnYegbxAwLlplxA1dldYxA3tkgkxA+eosfxA/mbggxBClmmcxBGvebfxBOfllf
                xBVNkkaxBfpgggxBkNeggxBy13lQxB0kfjexCCmffgxCD3ihbxCI0knkxCJfqtcxCKiidZxCN2gzexCSTgggxCTDqdhxCVy2wfxCbChafxCcdZggxCiAgckxCi6nOa
                xCpVpWxxCwDhifxCzkhfcxC1GddTxC20dggxC8+oiqxDCreenxDEQphqxDFenoXxDGeVgdxDL8memxDPBmoixDWWiblxDcEeZjxDiHgkdxD1SaqgxD3vocgxEFIXe+
                xEQLgffxEVubfexEWMblfxEbadafxEeyqecxEkacigxEu8ahfxEwncggxEw2kaZxE1VeggxE1jjenxE3sjfkxE6NihcxE7EXggxFE7ggaxFFbfhcxFN0hfexFdeodY
                xFpifggxFq1onkxFrAdggxFu+ggfxF4Zia2xF7vfemxGDAdggxGEKbfexGLucdexGQ3gggxGUogfkxGUyefgxGaJXsfxGrIWgfxGxPneexG4eeclxHLkaggxHQzjhg
                xHqWfgexHusrfrxHvschgxH06bffxH+kneTxIAwugdxIVnpnZxIWTljixIaFddgxIdPdeYxIrOdggxJFgXggxJPkpcixJRrbogxJUkfZkxJVuacoxJXQ3pcxJpotqh
                xJ3kjqdxJ56dqexKMfsb1xKWbrtgxKW1fefxKj5hghxKlshmZxKnylcexKpHhhkxKsbbggxKxIjqcxKyoxikxK9XjkbxLAvqenxLFogbjxLF3depxLKTnffxLS0tY3
                xLTOlbhxLWufggxLjqxcdxLuFfffxLvviegxLxNfgfxLzQjhgxL6ClkhxL7+gadxL9VifcxMA4aggxMHdndfxMT7gjlxMWMrM1xMZPefqxMaWdggxMf+gggxMixhgg
                xMnnkeexMu9nelxMyHkjexM4QpphxM+4hbfxNCnepfxNFmefnxNFqfYhxNGGqalxNT3hcexNVOdbfxNaOkeQxNjrhffxNklbhgxNpKfYlxNrnrkhxNsWdggxNvafhf
                xNxuSlkxN8BnldxOQolbqxOWVkgaxOdjkfwxOdrfeixOk/gggxOr0slUxO0umdfxO7gwVlxO8kenfxPDedfcxPMOYecxPNQjrcxPO+spexPYNUggxPcAiYcxPfhjgg
                xPuhgbsxP9ufggxP+1einxQCagncxQEmaegxQK/TigxQT6hfbxQVCnWhxQaJYdbxQeckscxQeheffxQg5gggxQkMggdxQuyfggxQvGdgaxQv7tafxQy+eggxQzGYgg
                xQ3qvYdxQ32vpfxQ8/sgqxQ99zgZxQ/RoqbxREwZjfxRTClZdxRVWdcgxRXJQggxRhRhftxRhUccgxRh1f5bxRjBidqxRox/bPxR3XhgexR4YaggxR7qflixSGcrhk
                xSKJhefxSPFgggxSVMwfcxSeGgggxSgMjhnxSmwgggxSssincxSzFigaxS41imexS9rbifxS94xinxTA6egexTImdggxTTIjlexTYOnqZxTgEhkfxTllmobxTtFnfe
                xT4iwibxT6ojifxT65mVjxT9zngexUM9eggxUNdrblxUWylpZxUdbhekxUfbiqZxUmYeggxUoWoZbxUogcggxU3RjYzxU4tfggxU7FseaxU9PrfaxVB/xcdxVK8ggh
                xVPOcSixVT9hgaxVUFaefxVa95mYxVdNXmoxVsHdnfxVtVgjbxVuSl/axVzWffmxVzkeggxV+NyZexWCongdxWMtjwdxWXJhiexWYjhsgxWZxiVjxWi3j9fxWrlffp
                xWywjfhxW1dtaixW2xkgnxW25degxW8FgpfxXBbhekxXBefbgxXT6dffxXYPqelxXcMpflxXtZmgfxXy6oZlxX1DnenxX1ilfZxX5tbhhxX7aclZxX/rmXnxYFTUgg
                xYF+icqxYGPeccxYHZfggxYPPsfTxYaFjgdxYqnsgexYsKedgxYtQicdxYtc5eixY2kychxY2rcfjxY+6rdzxZARfjgxZBhYggxZJKhThxZKWkdexZKlXggxZaCYff
                xZa4bg1xZfVgggxZlXmfexZqCexexZuajeexZxXkdkxZx8RccxZyJddsxZ1JpggxZ2CkhgxZ6gUggxZ/BkdfxZ/+bkbxaAgnZcxaXXgmexaYDrkixaZlrscxae1jme
                xahnhWbxa2FgbZxbA9idkxbBSkdfxbCGcdoxbELfggxbKLhmexbPYeggxba5jkjxbfgYggxbhHdggxbh9hefxblIffixblShpdxbppZggxbq1ejexb2holcxb8QmXc
                xcEshvZxcIlce1xcK1sebxcMixfexcacdggxca2lgqxcbtfhgxccRfhgxccYeffxcdFjigxcsS1qaxc0YZhcxc44Yikxc53dcixdAGpdfxdBZjnexdIPakbxdKAkdg
                xdNNngzxdNgdggxdSWaggxdXMhlfxdZBjehxdZUhddxdfWlkWxdlvXggxdvxodcxdxRfbgxeAorcaxeIMfioxePlpfkxeYehngxefDhigxef/XanxetPUfgxe1egfg
                xe/e+qUxfAQeoWxfM5h5jxfM+obmxfN2kefxfOecggxfPoqpbxfPwlbexfVeaggxfXjdggxffSlwcxfiweggxflalesxfnmbggxfydcgcxfyzcggxfz2fbfxf0garc
                xf5jge1xf8deiexgGudggxgI9ZgdxgQ/esaxgXUjWdxgbIfakxgfEgggxgkifixxgmETZexg0EXggxg1xYhcxg7Ajeexg9CfgZxg/HumXxhFocghxhM5WffxhTvhie
                xhUZccgxhWtefhxhYbjYexhgjfggxhl0hQvxhtehdcxhxLdffxiAcaggxiR7igfxic2lahxidjVdkxieahcfxiftfhgxiiYbmTxijUloXxijWmgbxikGnchxim0sUg
                xioXfffxisBedbxiv2hffxi4MrZpxi4Vbggxi7prilxjNihegxjTngggxjUwfggxjakfgfxjbVpgcxjbqkgZxjfAVghxjg+bffxj3Wtaqxj6/mdexkCJmddxkCmehd
                xkK0hbpxkNYhfdxkRjcifxkXzreexkYlhggxkfzibgxkjndggxkobYYexktngdbxku/eddxk0eidcxk37TkVxk4/hZhxlDfgjfxlK+gfTxlMC1USxlMQodgxlQvZgg
                xlRDkenxlbejUaxlcvjZuxlxLggcxl8eigfxl/ecggxmGxbicxmVIaggxmXQkawxmZtgcgxmeEefexmfdecgxmmqbmdxmnQedixmuBdjlxm8Ddggxm8HY0dxm/Vmfu
                xnA0dggxnBlgscxnCzjjhxnIkilexnPBeggxnTVfccxnbC7kQxnfOZggxniuipdxnnkegfxnyciabxn2eUggxn3Ukddxn5Raeexn8Rdggxn86ecZxn9fUfexn/3fgg
                xoD1fggxoQgdbpxoRgcggxoSqjkfxoWedefxocVkfWxocWfhgxof3khZxokupfcxomgnmhxossgfexov0rcexoycmmZxo2kgxexo7cgfrxo7nfifxo9idbixo+QZYt
                xpA4bggxpI5dfhxpJbjdbxpKYjfdxpNgdghxpOBVggxpPVledxpQOZXexpW8iffxpYRbffxpcKdidxpdjZggxphzgggxpoUikhxpy0kdexp2Ydggxp5vlfbxp8Ukmk
                xp+wlffxqO+gedxqO/hdgxqRdcggxqYAWggxqZrdgixqfpcggxqloeffxq3Xmecxq/WkmpxrIHVggxrRYeggxrRdilfxrUcaedxrVvhlgxrWXbflxrWlzdWxrZuglf
                xrpMyadxrsKlfgxrx8fggxr6+jfmxr8spW2xr9AUdcxr9wiecxr/7VghxsAdjnVxsEFfgfxsIoVfexsKnmggxsKoghgxsLCkhixsOEUkoxsYEoYcxsYZefzxsaCegg
                xskuTggxsm9XejxsrwgblxsuFgqZxsu4cgbxsvVefhxswHlXdxsxpZajxs35jcexs7gqbXxs7pvYfxtCJmbyxtHBbbfxtHuZqdxtLbklgxtOJkgixtTbcggxte6igd
                xtlKjXuxtntjfgxtp6fffxtruvYWxt08koixt6CjimxuB5uhnxuIAqkcxuIUnfixuJ1kddxuL6mY5xuPAoRmxuaqdefxudMkfkxud+dodxuergffxuomjWixuqdgge
                xurjSfgxuv6gffxu2ubffxu71TggxvCvkeaxvHtvXbxvM9gbqxvOSegkxvRolYgxvRzgdhxvU9helxvVCtiexvYMlfmxvcbiepxviuhgcxvm5o9UxvnshoWxvzofgg
                xv2oimfxv3nfddxv6XnfdxwDGrahxwDJdgexwF6ifexwThqpcxwVriabxwWyfggxwYyndbxwZDgclxwd4jfdxw6Bbggxw7CRerxw9SfiexxD0rhexxFVefgxxI5fgg
                xxK4jdgxxMfcdcxxSBcnzxxZJqfixxhampcxxh3ocWxxigkafxxqToclxxuddjexxu8qqdxxz5bggxx03iabxx4jlufxyF1WZZxyF/kXixyHnemgxyO+hXcxyPgfgg
                xyTGkidxye8fggxygzefkxylUZgdxytoddlxywJehgxyztefhxy2Nhcexy/5eggxy/7figxzAegggxzKyfhhxzLRjcfxzOtbflxzQqgggxzSbgpaxzZ4xYkxzgCfYo
                xzn/fggxz5cefgxz7mlkfx0DOkgex0GCrocx0Odjdex0PAetcx0X0Wdgx0gVndmx0j7Qggx0m3kngx0n6Tfgx0uDfayx0y4fadx01poldx07eyaux0+3pbcx1CbweT
                x1Dxjdgx1G7objx1IBjipx1M1mXlx1Nlmdtx1Tmuefx1WgVggx1eMmUXx1esfggx1h2cgfx1jJddfx1nqpkix1yVkgwx1zfWqlx10eggex13Xqapx17Bwkhx17/hff
                x19Madex2B7jogx2Fucfgx2F4SgQx2Nalaix2SaVigx2Vbofkx2bvfggx2eQ6T/x2f5esex2gFgcYx2hEdWgx2h6Wpax2othgfx2uwQgfx2xuleZx27vgmex2+bgRc
                x3Adoagx3Cplsdx3KUiXhx3L4ighx3Vcucrx3WGhkbx3YGjfgx3Yofgkx3dalYfx3dykhex3eFddhx3lMlldx3qiflfx3rsrdsx3stVggx3u0ohcx3zkZ1Yx33Chfc
                x38iwdux3+Nh2sx3/vpadx4PQfjgx4W5clex4aUegfx4iIcggx4jkofax4qlbggx4uvrhix4u2eeix41Vfqdx44jkZgx4/bq5Yx5ArjZex5BAiedx5Hngfgx5IHfbj
                x5I4meax5YWbggx5bVfklx5e9kdex5hSZdWx5hUgggx5pgecgx5svWpkx5tlkcfx5ttgkex50Ggfix52fefZx520cfgx590Zflx6Yluhcx6Y4gYex6ixfufx6lheef
                x6logalx6vHbdcx628jhex7CGecgx7CXeqdx7Hmjacx7PGfhgx7SHaT3x7V6dbbx7ZBdenx7ssgbex8Iuomdx8Llpcpx8QXmXsx8RXSggx8exlhfx8fMqeZx8jrZea
                x8kc1g3x8xOeglx808fggx82Jbggx9AiYsRx9BQZdox9UfhWfx9Znsbdx9bGkdfx9h6fffx9iXm0bx9ibfaxx9iggklx9r4gfbx9vxffex93DeZlx955icex+SId6Z
                x+Tdjdfx+bo/XRx+cjiYfx+dFmsVx+fVdgmx+qzgggx+tCjdxx+zsefnx/ClfdXx/HBifXx/Luedgx/Nebgex/PMowcx/SPieex/Tfahex/eQcdfx/gnkeex/kchfj
                x/stctax/weeffx/xtlejx/52fgex/77jbfx/+1rlUyAEFcggyAJBmtbyARIageyAUMdffyAX7iSdyAgtaegyAj1rqcyAoLffiyAvjcfgyA2omadyA3b0eQyA4dnrg
                yA9yYfdyA+NeecyBACcafyBRy/bsyBSgiegyBnBujVyBqNfgeyB09qjiyB5CpiryB7ZdeeyCFzofgyCLhae3yCPLhodyCWRhieyCXUcffyCZ6kYqyCdowgdyCilkfb
                yCl6jjcyCmQnhmyCmqikeyCtpuhZyCuvfgiyC60pjgyDBqfYgyDFVfhgyDGVhpfyDGXhgeyDJzcggyDL6fdfyDPNaefyDXyieiyDhaadnyDnWZedyDnlfaeyDoiebe
                yD1HqZbyD3TjfvyD9cjZhyD+JmvdyEIDeggyEI7eggyEQVoVdyERnZiiyEVreggyEW+zYvyEYJkhjyEY8ijdyEebnidyEiOYggyEl5pkfyEqCsYayEr0YffyEsndgf
                yEuyfdsyEvIgbbyE6CjefyFFvhifyFGMcgfyFIbdifyFRyrgnyFWusovyFbfkccyFdnxcayFdoYecyFh5WmqyFiDfgfyFi4aldyFk9lveyFqWibdyF1YeeeyF2Vmfp
                yF42TpTyF8NdggyGJBldSyGJ0fugyGL1gfgyGMukeuyGM8ghdyGYfargyGYhZlfyGZxZglyGdfeffyGeGYkfyGjOblcyGkChfmyGmXidmyGpDcggyGxOrfhyGyNfgg
                yG4SfbdyG7/sXgyG87ZedyG9LfggyHG1lWqyHIHiiayHVgfggyHbWgggyHfqWdgyHj1ageyHpgdbxyHsPUgeyHsbYggyHuNcbgyHz0pggyH/0eggyIDEgfgyIRkjqx
                yISzjldyIUDldfyIVYiffyIYDgqeyIz6fffyI1HedfyJOHYggyJOqjcfyJQXnldyJQeddfyJSzkdgyJW3gdeyJe6eggyJipffiyJkDfqeyJnghfhyJordggyJuvmch
                yJzMggeyJ1FfggyJ4VbahyJ8qjbfyKQOeXjyKQ/eeeyKSTcggyKVckgcyKbEcdryKm3bejyKoloYeyKqMdggyKtRbZbyKtmmcmyKuJnggyKvdbZjyK1svoayLEit5f
                yLNovYzyLQ7ikfyLWlkmeyLdqXggyLfHinfyLoOmhfyLqVhnhyLsooccyLy5fggyL8yjXhyL/jeZryL/pIhgyMC4edcyME2gfhyMGJkaiyMITohryMUClfcyMUfZgg
                yMWEofiyMZHkfeyMbxffdyMeOfieyMf/fjgyMm+jegyMq8uhZyM43pigyM/IsKVyM/snXlyNI51gbyNJEYckyNLimadyNMgefdyNSAqroyNS1gdfyNV+hgkyNa7dic
                yNdakocyNg3hhdyNpQqfkyNy+dheyNzzmfzyN05UefyN4HnfvyN6hcggyOCkigcyODMfggyOecUggyOk1edcyOyTcngyOzdXdjyO3+jtYyO8uOlfyPAFcioyPBMinf
                yPBZoYfyPIjWjgyPUrYfjyPWfqfgyPb3kfTyPfOdjeyPfqsyQyPh3ggWyPjCdQgyPlllfcyPoifefyPyWpafyPzbhkcyP7MfidyQEzdkdyQHgdggyQS9cgfyQaukee
                yQrYaggyQvziggyQ0eXdfyQ28acgyRBAdfbyRG9ilbyRJ6adcyRKSffkyRPWoZbyRWFcffyRbXbkYyRkNkeeyRmBecgyR0vaefyR3lfbmyR6HdggyR8/fcgySEcgfj
                ySE7jjfySQ4fggySRnffgySS1cldySbbWggySbzac+ySmTeggySxykigyTBWQfgyTE4gnXyTGFdagyTIHifdyTQbilfyTjMkieyTkAcfgyTkVhddyTqtnfpyTwOYgg
                yTwkhvcyT0/pfiyT6ugkkyUVHogfyUWkdceyUYQpjVyUYVfggyUZSccdyUaBZggyUbgimdyUeUdjgyUrHnigyUrjRWZyUv3dggyUxBnyiyUy1fggyVAtvdfyVBpkYc
                yVHlcggyVH8iiayVI9hfmyVRVgkkyVXReggyVaVdffyVddekcyVh+TkdyVoJhcfyVuPjZsyVw/jffyV1MxltyV35ohlyV+HdhcyWImeTuyWLHcggyWNNecdyWWYfnb
                yWWncggyWZRiZtyWgypfmyWh6ZggyWianfeyWn9tjayWpmdYfyW6xihfyW8McgcyW+EcggyXCEejfyXHffejyXJ+ig0yXTLnfUyXVGwgryXY2bsdyXZZajcyXaMcgg
                yXhXkddyXh3zkcyXnYdfjyX5TbbnyX6IPffyX/5goeyYGoynTyYKIiaeyYLXhfpyYN7XVfyYPLWhgyYPj2iZyYRzieiyYXvlboyYZNjifyYbBgleyYcLmZVyYtPcgg
                yYz3cggyY1cqjayY9rkgqyZAToesyZAreggyZRfjdhyZVWdfcyZjyiatyZmApdgyZzNffeyZ0jefnyZ2gbawyZ4oifeyZ7+jhqyZ87gfkyaECcggyaH0gkfyaLfhig
                yaMRjgmyaOOfggyaXleYdyaXubctyacgVVmyaeakclyaeel4Myah+wa1yarIaggyasAiYiyat6odeyawadejyawseggyaw+Zdgya4Hgggya5EeggybCOpbZybGWhgm
                ybJMmqsybPLffYybPXqcdybStbggybaDgfkybbMqYnybeTeqdyblmZggybmrlasybyHdfmybyYphXyb2DmfeycBRkjjycDnjjeycHKeZfycHebggycSvbggycbieef
                ycnSvaeyctXefzyc1DYhkyc2Rfiqyc4sjefydBkWggydF+kgiydK4fggydROfbdydSgebcydXsabfydYTfggydegYdYydhqlWmydlAsocydnEmelydrshdZydswikg
                ydvWfggydwEcggyeDecgiyeERaZTyeIQgfeyeKqjedyeSPiemyeWqodfyeYIledyeZIihfyeaTdggye0TieayfAClYfyfDoUefyfD4iffyfOTedgyfStamfyfT2cgg
                yfhIgZdyfoJjZYyfpjfggyfqTiebyfxglXiyf4eeggyf5addcygOeedfygWUspdygaTdaTygqtgfgyg3XgmcyhBtglZyhLwmceyhMDcggyhNYgapyhQ/hmbyhcFddl
                yhhHjhfyhlvgZnyhyKaekyh0xfhVyh1Ztflyh4Mhogyh4feggyh7LfeiyiAVdrPyiB1fgfyiKfv9VyiNJgmeyiOqbfcyibZqfayit6dffyiwyoniyjFjaggyjQgjig
                yjTzdggyjZWkjbyjfQfdnyjjYbggyjlWcfgyjn7oncyjsZhXeyjtJfggyjxPT/eyjx2mefyj16koeyj+EoooykBXfggykE0legykK/ehgykOenZtykOyoZlykSvqbk
                ykXJbggykc/Zffykknuggykoddefykwceggyk5dheoyk9NpfoylEpgddylNQfkgylOmgggylPxhfpylRchZgylV6pjbylaEffeylaemdsylb7lafylfMgggyllFfeY
                ylwIYggyl6qaffyl9gsZbymAleggymCdggeymKdlojymLLYfeymNqhegymQPieeymcIcjfymilYggymkEhffym5nVhfym8qdajym+qgleynDojefynH4MggynP5Zfi
                ynS4agfynTqfY/ynVOdggynaghWfynbmoffynfXeqeynp8pflynypdggyn05lfwyn3Fcggyn6Saddyn/IcggyoBKcfgyoDkfggyoTXfedyoU5fdSyoVvYggyoXrmff
                yod+fdhyoh8XggyotScggyothUggyovjiggyoxyjfcyo9Ojeryo9ridYyo/xyfbypApdffypB1cggypB+fdgypIPkofypKwkavypPRdggypeRhqhypf9hceypjAffe
                ypksdgeypm0eggypscjeYyp27gidyp3/bggyp63wUdyp+mklbyqDZeggyqGJmjlyqIfkeryqJfjfsyqLOfeeyqROkjayqRucfiyqSZLggyqV5hggyqWRZggyqWXVjd
                yqXwdggyqbMcggyqc8uI1yqiubggyqiwkdtyq+WVggyq+eqeeyrFIRfbyrGmndmyrMGgmgyrUDllmyrUxifhyreQglqyrhFYniyrkSdggyrq/jqeyruRglyyr6yocf
                yr7LghfysOIoicysTOfjfyscaaggysdeafbysdwigiyssXfcmysskgggystdtgVysxGOekys7Addgys9Chhays9VabeytARddbytC4mlgytDcbggytFgojqytROegg
                ytRwbggytT8YcWytVxkfkytWRrgoyth9fdgytiybggytoMmpbytv1olcytzSfpeyt7FrqZyt+gqncyt+9ldryuJuge0yuP6gggyuY29cYyusv1jYyuvygegyu1kfgh
                yu46efdyu5NrcayvCFnxUyvFAYggyvMNbggyvPSoXcyvSwhocyvaiiqeyva4ajbyvdSiehyvn+iVkyvsgVgjyvuhZggyvz1mucyv3tZlayv6GcggywCFpRvywFYmle
                ywP6gggywT0lggywVOdWYywXFhelywZViecywdySggywlififyw0bgkoyw8dtZcyw8ogicyxCjXgkyxHGefgyxI/fggyxPKmjbyxR9fbdyxSbXggyxbbsjbyxcmggg
                yxcosZdyxiJkZjyxihrdbyxt+blnyxuphngyx/XqoryyJidddyyQBjjWyykDnlayyqQcgdyyuSgefyy5Tldeyy6Xieeyy99irfyzBvzXyyzGUdjiyzIofegyzVlZef
                yzc9fbmyzekgdeyzfAoeqyz2Feifyz2Mneay0ESldey0GYhnfy0LFeggy0Mhchfy0T3pady0ZAcggy0aKgggy0eZzomy0i4Xggy0lAocby0qMfgiy0wbYggy04vjgZ
                y0+Dkfky0+rgjgy1I/rbsy1Jeieky1Owkbmy1O+ifby1RFbefy1XPVfgy1Ztlfey1f5kkfy1ktitZy1lLaogy1oebggy1xAkbry1zcjeey104gjdy143bify1/Iese
                y2CUZggy2Elopay2IrabYy2JVngey2N6soYy2Vzlgly2YXjkey2akdbfy2hkbeZy2jEeggy2lEbggy2lQdrfy22idggy26dPfgy3CtlXfy3M3gbPy3R0loey3TVfgg
                y3Xrjdgy3Xvtify3aNjfly3cJiegy3cgfggy3djpify3fefggy3fpaldy3ptilby32ifecy35Xhigy3548qqy4DElb0y4EBeggy4ICnbdy4MGliey4YHopny4oJbdc
                y4s4llcy4vGfggy4v9Yhgy43ckSiy5ABcqfy5B5kidy5EVkdjy5E/aefy5Ghjkiy5Lzgjcy5Ppabjy5UXkefy5i/lgfy5lmgghy5qbYggy5vVekcy5z1fgfy53bffe
                y546leey56GZggy6C+ajey6GjizQy6Qiifky6VLXify6WjZidy6eWiedy6tDelgy6xXdlfy6yFUiay61Cddey66Qeggy7QidgVy7UIiahy7V2fggy7enYggy7h0fR0
                y7h5rVwy7kcYwjy7nIikfy7sqlecy7tOiqgy7tVhgYy7wXmnXy7y2hafy7zCbggy72nioby79Vency79Widcy8Bcpfpy8MUgfcy8PjYggy8P0hdry8P3Zddy8TWKec
                y8WGgggy8cXeggy8iTgeay8jZaeUy8lPjhoy8mEhefy8u0fggy81pcogy84ofggy87rfliy9IoVgXy9Qhfggy9TjbvXy9VvZmky9WwmaYy9X2ggcy9dGfiYy9hxigi
                y9h9bddy9l6lWgy9mqbegy9vPmrdy9xMmaby93InZdy99ehffy+C8dVny+LgZgfy+Mxeggy+RCdkfy+ayXggy+fOmWey+jMgjYy+l5cfgy+onbggy+rJydby+u8lgf
                y+1Laggy+3owSly+66fcey+8Wnjby+/fYigy/ACecgy/EOohfy/FWidjy/IFidry/Q8jgey/RPcdiy/d4gefy/hLgPdy/oWZggy/2wfjcy/2/efgy/3Wdggy/5Kifh
                zAAaowYzAC2oUqzALzmqizARYqobzAV3dfgzAZ6hfgzAapXggzAg2eggzAtHfggzAyImqezA0nvbhzBCUddgzBFyfrozBIejhdzBMyiggzBTrjbwzBVzidhzBh8Qde
                zBkwndmzBxTVgdzBzLjfhzB7wgnXzB9JZeyzB9uegizCD5ilezCIVpedzCiJdfjzCqPjdpzC1fcggzC11keszC2rdefzC/NdUnzDIQdgczDLIbXczDM7mYmzDNidgg
                zDfaYggzDhn3bRzDocgwdzDryhegzDtzkYbzDxycggzDzehdgzD1nfifzD7HdaczD8vgkgzD+9jcfzEIcmsbzEY3iffzEedelezEnvndXzEn3cggzEoumvfzEy0ilb
                zE1ccggzE5HphkzE/OfgfzFBsYfhzFFnfhezFLliTbzFPReggzFYBkdozFbdncZzFfoTZezFhDeftzFkPieqzFn2jehzFoWYzXzFtxpOhzF0FcgezF3NpykzF3wfcZ
                zGBvfggzGNnhbjzGPUejezGQaefizGV7fZxzGabehhzGeFjedzGgMYeezGkxdggzGlohfgzGl8dgfzGmBaggzGxZjgnzGxxmdtzG6SecmzG7AjbezHNoZfizHa0jfe
                zHcNdcezHfWceczHjOhelzHk7ZalzH14bhgzIC1fZjzIDVqZwzIEPjdezIMCjamzIRUirezITvbggzIdZjdkzIgRhfbzIiUcggzIjPoogzImcXpfzIxmQegzI54bff
                zI7hbeWzI9apdozJHb28XzJXNVggzJaNiggzJePYbbzJi+lagzJrFddczJuGhcezJ2WfgezKCGOggzKNtjetzKUtefgzKbefeVzKccjlezKhClSqzKnHbXjzKrGdjf
                zKugeggzK0LjgczK6EhlezK+5TcfzK/ndnfzLGAihlzLOPgdYzLOpeggzLRjhqezLRukjmzLbal/QzLcsZfgzLegYefzLi/hpgzLozgefzLpghgfzLr3ndmzLuZcgg
                zL32hffzMB2mudzMB6edgzMKogggzMNpoQ0zMPGhcpzMPKqkTzMQZWfkzMSietLzMXokYfzMe5jblzMe9ffdzMgRjbmzMkPhddzMmEhffzMwLigezM11hufzM5AdrY
                zNBQfehzNEQhrYzNJwSfgzNNOhdmzNQUYhgzNVpcfgzNYaXsgzNcUhaZzNeporizNeseggzNj3mldzNkhffYzNrXegczNxSfiZzN47cfnzN/WcggzOAghrazOFkfat
                zOICaejzOI2rcdzOI4ZeezOPMcdlzORklhgzOR+zmXzOUxkjZzOf9iWrzOlCefdzOozcsczOqTiggzOyTrmdzOy/bgjzO0hgifzO1pgfgzO8ZngyzO95dggzO/nntf
                zO/4afgzPFUeggzPJkVfgzPUdjYizPV0pbXzPjAhgfzPn9opgzPubhebzPxXcggzPzehhgzP0ELjgzP2kihbzP+yNggzQORggkzQRmXffzQUDcggzQaWcggzQdYipc
                zQhIbffzQlhingzQpjPgizQwbhfgzQ0QmagzQ3jjZkzQ6NfffzQ6WfhgzRA3fpezRBdhdqzRDxgggzRERadfzRG3ehfzRN1bfczRUmgggzRWdfggzRXOjkdzRYWbgg
                zRhqkemzRoEbggzRq8ibczRtocegzRyAdfezR0SZggzR3EkkZzSCCZbhzSCYeggzSHDgfdzShodggzSjeftczSoNihfzSvhlbezSvidggzS1idYezS5+dggzS6Qbgg
                zS85gkjzTCsjefzTDQfggzTNhrvfzTYRheazTcoladzTdPrY0zTgtdfbzTnAoYizTuwhetzTxXfrozTxspZhzT0MfffzT7HqfZzUB6dRfzUDYhfnzUH0qTezUJyide
                zUN3jffzUehcgjzVHUYkkzVRPpZ/zVRyjoezVdttlizVhCmmdzVk8YhbzVltk0ezWChjclzWH2bggzWLSWcfzWLYeggzWUHnUqzWYthegzWhYUkizWljcggzW1kked
                zW25eejzXVBcggzXYLofgzXZaggTzXa4eijzXdFbfezXhLYggzXhNdggzXjeaakzXmQufkzXuvwcfzX8BlbozX9DkldzYJ5yVezYNOrVbzYQDZkpzYcfhejzYkBcjc
                zYk3eggzYmMrcbzYpkjdbzYq3klhzYwFmcizYxj1bfzY4rdoUzY8KbggzZPxjalzZTGbgezZUPifdzZfopZnzZfxipgzZiY6e1zZj50afzZlWmiXzZnwegdzZpYmWg
                zZp7QghzZw5pYnzZ0ChcfzZ1aUffzZ/eafezaB/htezaDjeefzaO6ZggzaTddggzajHnafzal6zaTzatPloNzaudnflza0Phogza4XWgeza/weghzbD+mbfzbPyehf
                zbX3hcdzbcbbggzbhYlgdzbiFZXtzblGjhnzbubeggzbvejfgzb00hahzb7hbgfzb/+eSczcKwcevzcQ7bcZzcZXfefzcbEcjczcihVglzckcsZbzcmgetgzcpkdfg
                zcq7fcfzcsLqaqzcwydggzc8cneczc9VfoizdElcbqzdFsidezdLzgdgzdTJxdpzdTXjfgzdVFldkzdkB1inzdkWUofzdkieggzdmKhjezdsIjZezdtBtgbzdvanNX
                zd6TlY3zd9tqaezeKNgfszeLPljazeM2UffzeTLfggzecfiegzefAfb3zehhnoazerNffqzewFcggzexHWUrzexteedzezjcggze0Vilcze1qhtszfBJlbezfChfgg
                zfEyrMUzfGDnbQzfGchgdzfIlddhzfP+flZzfSWabfzfT9wdazfZVpUgzfarghszfb+ndizfkzfhezfrrdggzfznhggzf1amfczf9Jruezf98aiizgGamhezgGsfgg
                zgH6gXZzgNzfYjzgi0aggzguFeekzgyifffzgzvbWdzg54Yggzg77efgzg/JfggzhAkdggzhGqgbuzhImqrWzhSHpiYzhTgdggzhUurO4zhWFjdbzhbmc6ezheBnnf
                zhh7ZggzhjGocozht9ggkzhwrbdczh0Fhfuzh1Sheizh7peegzh9Dfcezh9xdggziBjiffziFEhkhziG1eUeziSEcfbziTZjZaziTdcggziTpkleziUOpXkziXSfdf
                ziY1gbhziZoaggzifpgggzifySRpzinrxrczin+fdeziqAfggziuLwndziwcdnlziwxkeQzix/uadziyQtyazi1mefgzi3lZnczi3tdhfzi9TkadzjDinfezjE8mZl
                zjFY2/kzjKwifczjMRkegzjOkecbzjRPedfzjVffggzjWxgbezjdhXjgzjiWlhezjk1eddzjlcbhXzjoGcggzjtxegizj2Ojalzj+Fhbbzj+qggfzkBllkgzkDiafg
                zkEvgoczkIHeggzkRFsvbzkR5cggzkV8sedzkZ6cggzkeegZfzkiZyfezko0hYtzkrBsqazks/jcczkuLdldzk9UjlfzlEWgWgzlI0bgezlKpcggzlQzbaezloWife
                zlq8eggzl2PeegzmF0biezmSpdggzmYkfffzmY1iffzmiNqYizmiVqfYzmjcomhzmm7cmgzmwpZggzm2zhigzm3gXgdzm9ane0zm9kheezm+0iYYzm/hiZyznBxqmf
                znHtndfznLhpciznMImmeznM0apeznRhbggznUhcfgzncJbbgzniWXgfznj5gdkznpTfggznvLbxjznvMeuWzn0SoYizn1Vphezn/WfetzoFKfggzoUCcdjzoYYhlX
                zobChZmzodAZmmzokRfggzosJmohzo0NreWzo8gmZgzpCwjWYzpH1ewQzpLfdegzpLyhnmzpRVcggzpRljnczpWYesdzpXZgpbzpYVaggzpYbmfTzpjfeefzpjyrhi
                zpoNrcrzpqJXlezpwbgfdzpyGfRwzp13papzqAFfH/zqCnZf6zqDDhbezqI0WfhzqL5agizqNIrgfzqQDwiuzqQNjmfzqTKagfzqXYhdbzqYqrbbzqa9lflzqbogci
                zqkzgelzqk/ribzqwsefgzrIKccgzrI2leezrMoqegzrOmXggzrQfsZZzrYvmiczraOhgezraxcfczrdZcgfzresvXczrifjchzrjoncdzrnDifnzrrZeggzrxSiab
                zryRiflzrzVgfdzsDBjaezsL6baYzsPnfZizsTQhcfzsY3fggzsbAgcgzsd6nemzsfrafkzsi1bggzspsgfezsxkcjmzsy2fggzs1rcggzs39rcuztD6WneztN7kif
                ztapfggzthGekbztoJfobztqmnerzts6hmbztuviohzt+RnkezuAJffjzuJ0rdezudQlbbzueWgidzuiReoUzusWugZzuxIcdZzu3ho0czu9bpkczvBedwWzvIcdnh
                zvM1WhczvSbZggzvTTggbzvU9fggzvWKiaUzvcBepfzvjSgjazvnueWgzv29ZggzwGMinczwVnejfzwXQUggzweAfhdzweWpaZzwlpnafzwnYodZzwobefyzwsifgh
                zwslnikzwtBcggzw28acvzw4hvcfzxJMeggzxLRtRyzxLTTggzxTBrYWzxmRdggzxuCifbzxwbeibzx2/hlezx70dggzx9PjZfzyEHnZyzyHipcbzyMLmwpzyMeagg
                zyVYabbzybDfggzyc9feezydqlfizykKejJzyoCkeezyxvdenzy5Rmetzy8Mqffzy+LjnUzzDHfggzzF3tfezzOQghgzzWolfbzzXymbgzzYIgggzzc7Zhgzziqkbp
                zzyhdtkzz7ajV6zz7jgjgz0AArmZz0JEMX2z0WYedcz0ZUbmgz0hzeggz0jJSnTz0t4kccz0u7XZZz02dgggz03Bfggz1A/ehYz1Um/NNz1Xjfdfz1h/gebz1siQlu
                z1ybaggz1zWYaiz15Slggz15zhkfz17Nkfcz1/7jZ4z2D+qnez2Ncgndz2ZRhidz2Z2elez2b2dubz2dHfbzz2hqeggz2mGgnfz2o0Zggz2pVicbz2rRrffz2u1Ogg
                z23Whfez242Zofz243hnfz3Bxiemz3Mcgggz3Q7ekgz3R5fsUz3Yjfkdz3k1easz30+eqaz4CvkfZz4KAgafz4KUcggz4Lqikdz4WfWbdz4Xydhgz4Z6nqaz4d6olf
                z4epgkez4fQnfsz4h9hlgz4lcZhbz4xctgbz419kekz44EWepz44jnZlz46egqfz47Dveaz496dggz5ADeggz5Smmiqz5VDiegz5WKegez5k5lidz5m8eggz5n5vbb
                z542fmXz55bfZZz6EfjjZz6E2hggz6K8rhVz6Lnpmaz6NEeggz6NGrtNz6NPrmfz6ULdggz6W7mddz6bwajgz6cLcdez6cPfggz6eMiffz6hKdfgz620fbfz63TxVd
                z6+dwxbz7AYhbbz7Gdqffz7QDbclz7YpWafz7bCnkWz7eKbhnz7s2xhZz71Ndfiz73vfggz74yndhz8AJfggz8Dabggz8Hvdggz8KHlbfz8Q7tZZz8RgnXnz8Zzbjf
                z8ldtjUz8rycZiz8xtcggz82uPgfz84ueggz89Ycgdz9LOplcz9LqgWdz9b+hawz9gyZggz9mDOfcz9n9fggz9tbhcjz92oigbz92+jTZz93xtbiz980gdfz986ffg
                z+E0bpZz+HIelfz+Ndczkz+Qadnbz+S0kjZz+UGfZhz+UHfggz+XazmZz+XmmZaz+mEgggz+sAqbkz+s9sZpz+txtmWz+yQWecz+42kZez/Gbkabz/ITXfnz/O3mdk
                z/QihYZz/j1SZqz/nBhkqz/zqseez/3vigfz/6naggz//Gegg0ABymdg0ALPsfS0AL9Yfe0ANEfgg0AOCjeo0APrcgg0ARUdgg0AV1dgg0AZcZac0Ajw/nY0AnNcgg
                0ApYjde0Aqthff0ArNrck0AxSjcd0AyWYlb0A0htTa0A5Gggg0A8Hggj0A/Tknc0BJLegh0BM0fge0BRCigg0BXnZcZ0BYRicg0Bl1egg0Bqqeog0Bs9fgg0B5KwYd
                0B5pgfe0B97Zgg0B/Iscp0CDyhaf0CK1mga0CQ7jce0CWwggg0CZ5ief0Caxeqe0Cdf2Vf0ChZegg0CkGkod0Cnxdte0Cv1heh0CzJpaj0C2kouc0C221SY0C5Ohef
                0C+JVgg0C/Gicg0DAvgee0DHWnba0DISbge0DLZfgg0DMOmqc0DO6cdf0DPMlmo0DUlgea0Dlcqfj0Dsocfh0Ds1mrd0DtonuZ0D4ujZc0ECgjcz0EHroff0EJ5Xff
                0EbOfjf0EbTlbk0Eskbff0E0Fjfi0E5Ojeh0E7keqp0FCGufo0FDffYc0FJjYgm0FJmkea0FQRkdZ0FRKfgg0FRNlgf0FRjigm0FZEdgg0FdtkZc0FhRmfg0FiSfgg
                0FpIhdb0FqRagg0F1Gbie0F3tegg0F9DYZg0GHMrci0GOVYig0GSEfgg0Gavcgg0GiB1mR0Gjebfi0Gp2cfg0Gsclbk0Gtfhjf0G3ajZh0G8zthn0HAquwZ0HDLlfq
                0HMOiVc0HU+fZ80HZ4ifm0Hfyfge0HyPgjg0H52mob0H+4ieg0IC4kel0IETfgg0INgagg0IVY7gg0IW8Vgg0IYAgee0Iapfgg0Ia0gkb0Ib3lsd0Idaedg0Iikhgh
                0Iirzeb0Iodfgg0Ipugfg0IunueZ0Iu5gde0IxDfha0Izdhgf0JERmas0JGoSeb0JLlaWi0JUCndY0JUPile0JWbeci0JXij3R0Jg9lej0Jt/ege0J0Nhcm0J2jwfc
                0J4ekYu0J8cgee0KHKhhd0KIWgfi0KIidee0KPVhZj0KQIfpe0KgiLre0Khhrdp0Khslog0KmGfre0KovoZq0Kqmdgg0Ktkozd0K6jeek0K9fgkf0K/7ffg0LDJbgg
                0LETble0LVCagg0LVFkcd0LXgigq0LmOteq0LqGlci0LrPmck0Lt+iZa0L9Okfk0MSZdag0MtLhqY0M0Ddgg0M22Vld0M9ooff0NDzild0NFBdgg0NTyeWb0NXqggd
                0NZHebf0Naweed0NgYjef0NhMuXi0NjEeVd0Nprgfn0N1Xgig0N1rcfd0N5bVfc0N/whfe0OJarhr0ON1mgf0ObTrea0Ocojke0Ohjegg0Oh1nxX0OiKgbc0OmheZd
                0Onlnda0OqJemg0Orbkfd0Ouwbes0Owsbnc0O5Kfjg0O6Hbdf0PCyigf0PKNehp0PMSfdc0PPGkdd0PTQjdd0PVfhff0PYcuZv0PiIiij0PnWrem0PtWcgg0PwPvaW
                0P2elee0P7Lafg0P8zfuU0QAtiXt0QCalfk0QI1cdl0QNlYha0QO9oZe0QPrkpg0QWkndf0QZ1lbc0QkblhP0QoJldl0Qwmrcd0QxPlhf0Q6elgg0Q9ehkd0RIgdgg
                0RI5ndd0RKEegg0RXrcff0Raknbe0RfLkkf0Rltjsm0RmtaZg0RnDYgf0RqQhqb0Rse2dd0Rv+jcd0R9Zfgg0SBFqdw0SDDmcg0SKgodd0SLDpdY0SRTegg0STUkeX
                0STmjef0SgAegg0SgN6Yb0SmUgkb0SnoxvT0Ssldkj0SupoXo0S3Zljc0S6Rhdf0TNfklk0TOvgfg0TVvuja0TW/qen0Tdigfs0Temggg0Tilhgj0Ti0dsg0TopYbd
                0Tp5pUw0TviXgf0Txrggg0T8Nmeg0UA0bdg0UDlXfe0UIgpjd0UQAesf0UT+ied0UbD2cX0UbeZgg0UkDggg0UsuYfi0UwUcgg0U1jZbe0U4Be0d0U76Zfs0U9Aqcg
                0U96ifa0VANYje0VB7ggg0VMQvYd0VOehgg0VRZnSs0VTEhoe0VY7fgg0VbRpbe0VfPdgg0Vjdfgg0Vpj1Qe0VxAfcZ0V7Megg0V+Nkoe0V/Kcoc0WB7idi0WFtcgg
                0WF0nYf0WHGkge0WIQhgg0WKLVgX0WLfkgf0WM/qff0WUIXff0Waglgg0Wkjcbf0Wv1ffh0WxJbee0WxgjSd0Wxjdhc0WzyidZ0XFzhdk0XGJldd0XJMeed0XOdcbt
                0XPYkT20XcMggh0Xe6fif0XjSqiN0XlpYgg0Xmruao0XoBXcg0XzzhdW0X1Nldd0X4Pmjk0X5Siip0X6kZbc0X/Wjhe0YDJ0wY0YE2qeu0YKzgag0YQqk5e0YZtpdS
                0Yfidbg0Ygzigj0Yhvdgg0YmqrWd0Ywuhpe0Yxtpet0Y1Ig0d0Y31oda0Y5xjjh0Y9Maam0ZBVxZe0ZD2h5l0ZSTegh0ZYyiZk0Zh/gje0Zitldd0Zkwfbb0Zk4aai
                0ZyGmdf0Z1stul0Z8mggg0Z9Wlcs0aCNdfc0aFRdff0aIA2ka0aSMcgg0aZJjpf0ab1adg0ahmcxW0av+shg0a55ckd0a6Ncfm0bKGxaX0bPGdgg0bQ6ktV0bdaife
                0bd3efd0becjWn0bjibee0bnusff0bnytgg0brAmbf0bv6lfi0bzxbgg0b7sjkd0cCUcma0cOjglg0cQZdgg0cRtjeh0cnTlbf0coYhre0cykcfg0cy5mNY0c13mcf
                0c2Bifj0c3ragg0c36kef0dB+bse0dCrgef0dGBiig0dL7ggg0dNpcgg0dVNmdd0dhHgYk0dmIZdg0doQgff0dqhvgn0dsrdfg0dzIXcn0d6SVfg0d9hmXy0eBxkpa
                0eLOegj0eRVhcw0eS3fde0eU1vgg0eWnZfj0ejtWgn0elbiY10elnmkf0emSdgh0eydsXe0ezYhii0e8Uolk0e9pkfe0fBrQgg0fCZdVm0fHJkme0fJFqgq0fQ/cef
                0fYJqXa0fkZagg0fkcbfe0flZlZf0fuQfbg0fy4ggg0f3ofgg0f5dhhe0f9HddZ0gCobKg0gFDgie0gH2ggg0gLhaif0gMtesc0gWIids0gXgYjg0gZLagg0ghbcmf
                0gluZef0gnsgfZ0grQYgg0gtpeeg0guVeVe0gvulXe0g7Mlfa0g8scde0hGJgdd0hTQcVq0hWzYld0hYYhqa0heQeff0hmgifo0h17tee0h6tkff0h61dif0iILfgf
                0iNAynU0iULhhk0iaJfec0ibBchf0iu7djf0i0SeUZ0i1umbe0jMpZgg0jRyfef0jYgnfy0ja3Wge0jf3aff0jiXgVk0jk9fgg0j2Iefg0j8VZgg0j/0dgg0kArdgg
                0kD5Zft0kF+hff0kGpfgg0kIIgec0kKWjgf0kLAegg0kQmcee0kReeeg0kbBXgg0kbEdcf0kbcfgd0kdHejp0knvhhi0ktpkig0kujwmb0k0Koqk0lAjlkd0lBCfim
                0lC3sob0lKrsdh0lMKg7d0lWSggf0ljZegc0llriga0lmgpgR0lmkcfh0lp4edb0lqnkbd0l0Nbhf0l5vefg0mDirlq0mf5iff0mjngnY0mqtZgg0mtTdaf0nEXmb2
                0nKaaeV0nPEdgg0nTQejX0nUbgcd0nWVfZw0na/cac0nb9egp0nephgg0niNegg0nkmWgi0nldiff0nw9hia0n9wfgg0oOtdgg0oTrjgg0oYkaad0oZDqjT0oa7rle
                0od0aee0oeptnj0onmcPY0oubZif0o42jal0pBHjkf0pDUqgk0pT8mgo0pU+fgg0pYJnbi0pYVfgg0pksbgg0pmylVn0poEike0pp9egg0pz3kaa0qFGefg0qI5kfi
                0qJrZmM0qRTfdl0qSsoef0qWHoqb0qb5Yoc0qh3Lfk0qmEjdg0qsJcgg0quChbf0qxBeie0rB6ijc0rJDaag0rJXhud0rNXeco0rUrfrg0rWfegg0rc2Ygg0rdsjVw
                0rtnhgg0r4wqcf0sE1igg0sFgnwY0sK8iji0sLvZgg0sMSbgr0sZFncf0skIkbd0skkceg0sllfmf0svRhfq0svjggh0s6Owgh0s+xbcd0tAEfmf0tEfkbd0tEwdgg
                0tGBbgm0tICcgg0tUoWgf0tbTeqk0theka10tjIllf0tt7fgl0tv4edt0t88bVt0t+Pbgg0uPSZgg0uXIagg0ujAlge0uufYoc0uzwlci0u0/agg0u2hfgg0u9Hkmb
                0u/Eibo0u/Jgje0vOadYf0vXhvbb0vZ9bhX0veetya0ve0dgg0vi+mlT0vy5egg0vzkYhg0wAUgeY0wBgcqZ0wBnagg0wCUeXf0wFenVg0wGUaKg0wKrgeb0wXLgcm
                0waBgWh0waOmed0wiVihq0wt7ggh0wvygba0wxrtha0w6Mqal0xEccdV0xFJibc0xFLcgg0xJfgVZ0xSTffg0xYXlgf0xgYfhc0xublel0x3gedc0yB3pff0yH/rU1
                0yJ9agg0yKfbbf0yLGhcf0yNBoyc0yN4gde0yW0kfd0yeTaWe0yetcgg0ypzggg0ywkhib0yw+mca0y1DXgg0y1gZdf0y47dgg0y6pxfU0y+Vobr0y+ueef0zAdYVa
                0zFFthu0zI7cwi0zJkhax0zRtlcl0zTogbf0zU7gff0za8hlf0zcuZfv0zexlwc0zicfnX0zi6flX0zytkgq0zzjcfg0z2yeld0z54nco00A1cgg00Fweed00Gngae
                00Hueki00N8egg00QTegg00Ympgb00ZfmRR00fRidd00feXkc00i1ggg00joldk00mIiee00wmlff001mavd007Zjdc007xqcd009xcrW00+3iei00+5egg01E3ifd
                01HUfff01I+fXz01Tgrdb01aQjei01acSbd01cDegq01fsdda01hVwUZ01iIire01oZYgg01pOZgg01v4Ygg010Bleh012adbf013Fmhn016ikee016/lkd01+HlYc
                02DylQg02Lujhc02Mikjp02QWfgg02Yckfg02dqeld02ekbgg02iYpbd02mUbXt02pIYsf02qBiff02rVhcf02szunb02uQqek02vSaad02+FjVg02/acse03Dfcgg
                03O1nfr03RLudd03Xecge03Xlbke03aIegg03pml7a03spiho03swnee03zLfaf03+Jfgg04J3pbe04KcXgg04RXftd04R20oX04Y1ieg04i7qbo04ssuat04t6Ugd
                04vVVgg040wkeZ043Fomc0442deg046Tggf05BfXgg05LHjeg05SHgem05Vidgg05WIkie05aKmci05gTebp05pjdmW05qfsud05uPXYf05wMcfg053Dudd054TmWX
                06ANsqf06Kdhbe06Ozjqf06Qwffh06Utoht06glfdg06tpkuc06zcffi064WnrR067Xegg07Arcfh07Vvjgo07WBfff07Yvqfp07Y8ihe07ZUhgg07biegg07bwgfd
                077rgjg079Gbig08H1mbd08J6jid08N9ieg08Vcdbc08kvfjg08l4fcf08p9fgg08q4ung08wAheZ08wroY0088ZiZt09GVdgg09GYhfh09H7nhy09cUjch09fJfef
                09iRdZk09nLlZf0+HDif10+WXpVd0+Xkcgg0+e1iog0+pAffi0+wLcfm0/JHkNd0/Wyfcf0/Yfcgg0/gHmee0/mbgdo0/qBiig0/spfgg0/tilem0/tncgg0/updgg
                0/wynRv0/2iXbi0/8lecg0/+7dgg1AD0riZ1AF1mgl1AUolel1AW8beg1AXUpvY1AY5fcf1AbFcgg1Abqggg1AeGhrd1AlOjpc1Al2idf1Atxqed1BFokkf1BP4lZf
                1Baodgg1Bieddg1BoHegg1Bozjgg1BvuZge1Bxkggg1B0iZbe1B2Qmdl1B2Y1WW1B8niam1CE4iib1CGZfgg1CWBjbr1CWFdfk1CWGkdg1CW/cgg1CbReas1Cd0iZq
                1Cd5eee1Ceicgg1CfAlbi1CfTmif1CgAUkf1Cluhke1CrGZgg1CwUjeh1CybofN1C0sffe1C34nbm1C7Difj1C7zl2c1C8uYdg1DAXdfe1DBbgcd1DRtjgg1DSbkfn
                1DTzewZ1DY7ehg1DbcnfZ1DhYeeh1D31Zgg1D46knR1D5yZjh1D/Lnei1D/Skkd1EFIacd1EFOgnc1EOEfej1EQfgig1EUIqed1EUjnfg1Earffe1EmZYjc1Eovfeb
                1EpPdgg1E1ikpc1E2cvbe1E/Aqff1FCfoph1FG2fgg1FVKoeW1FWlcfg1FX+Vgg1FiHfbk1F1Hagg1F1igob1F42cgg1F8Nqfr1F/2ljh1GCrgfk1GRnoad1GaPrSu
                1Ga3cle1GcDdfn1GcaafW1GezsWY1Ghmpfa1Ghzprb1GkGeZf1GkPfge1GyQYif1G97fkc1HBdcgg1HCQfay1HEGgWv1HFmTqb1HKednZ1HKhfgg1HMfUgg1Hajdfj
                1HfX+a/1HgXfea1Hg0tcd1HiXddi1Hizhce1Hkblde1Hm0XdZ1HnWdlf1HuMfcg1Hw9mjt1H2kief1H2qhee1H3Jahf1H6mfgg1H8gjfg1H98fgg1H+qVgg1H+tkZf
                1IA5igi1IDuhpQ1IFNegg1IHjegg1IK7dig1IPVibk1ISXYZk1ITVrdY1IYPvKc1IYSfqh1IlgbVm1Isonfo1IyUmjY1Izacgg1I0AYfm1I0ijeh1JFDpcp1JPmZne
                1JTaief1JU8gwf1JVvfjg1JXIbgh1JY+hdk1JaYgef1Jfjtra1JhEfdZ1Jh9msi1J0vkhZ1J2fmbb1J4MbXd1J4ufgg1KFukfi1KNzgTf1KTAltg1KYFeZr1Ki9htQ
                1KnItZY1KnQhdr1KqHhfc1KrSgdg1KyXqbk1K04ddY1K0+s0h1K+mhik1LA+dfc1LDhvVp1LD/fff1LLSegg1LNZdgp1LOgnlX1LQevds1LV+fhg1LWoohc1LYChgf
                1LY/hre1LZ1eci1LlVbhe1LmSgcp1LyJdgm1L+Vdgg1MG4Xfg1MHVhgd1MPNaha1MP8fgg1MdgXeg1Mmtjas1MnTjZY1Mpscgi1MspOfb1MtQgfc1MuSeSc1Mw3Vmq
                1M3jVee1M53cgg1M6/Ubf1M7kcmc1NLUdjf1NPSvhe1NSCajf1NdOdgg1NiQkeo1Niiucb1Niycgg1NrBign1Ntbief1N77ggg1OFifgg1OJImfc1OVkafU1OWHnfg
                1OaTufj1Ocrbee1OdAggg1Ooyhdt1Oq2hie1OxPkck1O2vkxb1O9udlm1PCnfed1PIvjom1PJIYgg1PJzdgg1PMJcgg1PRDifc1Pe/u6W1PtSidi1PxQhck1PzRfkg
                1P0Dmhd1P6ckdf1QFUlea1QHijdc1QIrfXn1QVnfjd1Qfvhdi1QgTkgg1QtJbpc1Q0xWgg1Q19lod1Q3Ilre1RMcjck1RQuVmf1RRZfed1RUeLhi1RV9cgf1Rn2Wgg
                1Rvagbh1RyiqYx1R0jdgg1R1Sgef1R7Higg1SEheMp1SJPbbe1SNKbsd1SPoXef1SkZegg1Syghff1S3udcl1S5Vgnb1TGdbgh1THhe701TObagg1TQDneW1Tc9Zfa
                1Tdmagg1Tg9ipd1TqSuto1TtOfYq1TxNgep1TxQbgg1TyUhcl1T08jbc1T6YqeZ1T6cZfr1T83egg1T/RZgg1UJAXgg1UMqiee1UN3ifc1UQreef1Uiadff1UlZgdg
                1UoYfbl1Uy1lig1U3keet1U/iOPc1VDwbeU1VIEfgg1VIwlda1VJthdg1VM+jej1VVBZan1VWJPgg1VXCkkk1VcLhje1Vepeef1Vf4ckb1Vg2beg1VhTrjZ1Vihege
                1VmXtjh1VvHfcf1VzGrpg1V2Hnel1V8GhZX1V+Mjfv1WAFdfZ1WBubgg1WDkgec1WQKgbm1WRsbce1WU5deg1WV/mfW1WYrmib1Wfvapj1Wphegg1WwidkZ1WyZcgg
                1W5kpfe1W8iteb1XFWgej1XLDpqe1XNBpcX1XOtigb1XSBZch1XYonhb1Xexifn1XgVVSr1Xgjagf1Xg4sZb1XkHcgl1XlBdgg1Xn+Wgg1XsRfeu1X3yfdq1X6spbc
                1X8MYef1X8ffeY1X8rffi1X/yfbc1YOoZgf1YVBhfb1YZobia1YhnimW1Yiyrsf1YlBikg1Yo0ige1Ypudgg1Ys/oee1YuIffg1Yxhhle1Y0xffm1Y7rege1ZBsefg
                1ZD5l5Y1ZOFgbr1ZO5Xgg1ZWs5Ob1ZZHdiq1Zcnfgh1Zi8leW1Zj9hZU1ZquiZk1ZvPhke1Zv0kgc1Z1qkbf1Z/Dcgf1aDxcic1aGmmda1acDvmm1ansrrT1apojlf
                1asrnff1avWcgk1ay6sdo1azThge1a7HLff1bBflcq1bBmigf1bDufhc1bIndqe1bSMhdf1bUfbgg1bbRWgg1bbmcgg1bhEcgf1bsabgg1byazlY1bzAfdf1b9iggg
                1cI9kpa1cJjg1d1caocb11ccLoZM1cf4uje1csXtkm1csrsf41cs0lfe1cu8nfH1c+Okgg1dDqian1dFEojd1dHLVgg1dL0cgg1dPgbjg1dR7lce1dSdegg1dbDiav
                1dckcme1ddgehe1dghkaq1dgwdgg1dhLgfq1diwXdg1dj1cfj1doMheZ1duZegf1dySubb1d78dfi1eEHaek1eI1ngg1eLDkfk1eY6cgg1emsech1eouiUl1ettZgg
                1exOdfy1extkgh1e2Yqic1fBvrWc1fCWmfg1fG6ief1fRgRgg1feZegg1fenjhi1f6Emfe1f9pgkg1f93ece1gExenb1gIigje1gJBieo1gKftke1gLKnWn1gP7igi
                1gUphcf1ga5lbd1gl/mgh1gp2jem1gyTggg1gy+lgc1hCmjef1hGhuce1hQjafl1hXBcjc1hZRqld1heNZgg1hqkhnp1hrx8ho1htigdd1hxYbgg1h5TWnd1h7Ahgg
                1iEBggg1iFwYeg1iHthes1iIbrf/1iMOdgg1iQtteY1iTHcid1iUuhqj1iXBnai1iXzuzU1iYnkdm1iZgZfj1iafidd1igCXgg1imIjtc1inUgjd1i/alef1jQOcgg
                1jRCkmf1jRxkkm1jTFXcv1jTegdf1jWHvla1jW8cbg1jcuXNp1jgmbgg1jlflfk1jnzedg1jn5hig1jr2jfc1jsunYh1ju9egg1j/+hey1kGXldd1kXNkhe1kXQbgg
                1kZ2hbf1kjZdgg1krpegg1kvmdgg1kxibme1kyrcgh1kzQcfg1kzlra01k0gioV1lLucde1lPPhef1lR/fhg1lXCWhg1lZbggg1lZwgee1lbigSi1lejeef1lhpcYY
                1ljbmne1ljlgmb1lmOedl1lmsfgg1luTnXb1lvtffe1mAe6qX1mHVihl1mICfjY1mMtcoh1mTtmhe1mUmsUr1mYKle01mZegdf1mZ+mbf1mcqedf1mf8Vik1mkXfgg
                1msXhpZ1nCQbgg1nC8bga1nGLetN1nIWqef1nNsggg1nShmes1nSzmtb1nZcenf1nalkee1nfajfb1nz+fgg1oAkbhg1oBDmdl1oBSkcc1oEKReg1oElljf1oQOife
                1oQRZfe1oQcegg1oSvhfb1oTXeee1ofQjlZ1ohSlnb1oiloxe1oknkfm1okuZkd1omKkfj1ou9egg1o/0Xly1pN8ncf1pXifgg1pcFjef1pehjji1pgQdig1phSnfo
                1piBegg1pmScgg1pnpabk1prMegg1p2tfcg1p5Vegg1qPsdXt1qQAgfj1qXDded1qcfmef1qc4cgg1qj3rXU1qpJegg1qpSTgg1qpTSgg1qtQqgW1qvIwhT1rGWn2X
                1rO/kmf1rRhffd1rb+jae1rzBgbg1r1tchZ1r8/caf1sVDmfj1sWGgcf1sXvgff1savcef1sjAhkb1smBueb1sv4moY1tAvelP1tGKgoX1tO5mgI1tcbggm1tzbfgg
                1t2Yfgg1t6Dmaf1uKbYms1uRzcge1udXcdf1ueHlhe1uekgZg1ufbidb1uoxffl1upXgee1uuMZde1u0Bysa1u7HYgg1u9fgnf1vDUlje1vDsfgg1vGbsge1vM/dgg
                1vPoXfi1vRJgWY1vUZcgg1vU2fle1vY1Zgg1vc3Wgg1vpGkfp1vrkhed1vtFlem1vuu1Tc1v02kgd1v3oekh1v8Zlbf1v/jbaZ1wBIdgp1wBhikd1wEmdjg1wQZegg
                1wfffgg1winfzY1wlSqee1wm6gcf1wnnegg1wtBfie1wxHjed1w0cnfe1w1/cgg1w54gff1w+/gbg1xEATla1xEgb7e1xOyigg1xPMice1xS/cih1xTjYgg1xWbgqg
                1xXNcgg1xbcegg1xemhhf1xe8ham1xf2kbm1xgLfgg1xifYjd1xikidc1xuwiff1x6bbgg1x7Vegg1x7Wngh1x8eeoa1yBUdhg1yLQcdj1yR9fgg1yZCiO11ybsrgn
                1yb/ncq1ypMlbr1yqTsTn1yvYcfg1y6grnj1y/ZZao1zARaeg1zF3jmT1zGikcc1zLHmdd1zWWWgg1zmCVgg1zu/jhm1zwgdgg1zyQolt1zzwjde1z7Ihne1z+1kgq
                10CHWcp10FHj8Z10FpjUu10Hdmgg10KMkcf10LFgXp10PVkcv10PalXj10cvadi10equax10fplle10jLnek10lxfeb10n9egg10o1fgg10pnqaf101jggf103qcdg
                1048agg106wUoe107begg11Dfdgg11EYgei11Nzdpb11Ylgaf11dvjYZ11gVlgd11whfhZ11y2ggx11zXljj117bYfg11+Zfva12Gwgef12Ifkjc12V39tS12YCfgg
                12cIhet12djqgg12f6jdg12hcmxY12lGZgg12svpja12vZ+mS121Dfob125Zggg13AAh2U13Egehe13Ggfeh13HDWyY13KGsld13Q7qVZ13Svkbn13Thajl13Y2hmf
                13Zefgg13Z3ggg13gVdff13hDjje13kPbem13k2peo13lQffg13sHgWn13x0qQt130wu1c131Ihmr136nkqf137jndr13+vjcd14FLdgg14FrgZn14F/rei14GTftg
                14M6nbs14Nugdp14VPlff14XlRff14gsrkZ14kWbef14lEbgg14snfgj141qleb144jnhe146Sehg147XfjZ14/Mkad15IknjX15Irfgg15UXuZb15WKfgg15hSqda
                15kJecm15rOw5Q15ricgg15tGyfe15uPggg152Sjgi156Slpb15+Afhg16AWqcf16THdff16W5fgg16acmcf16jLYdf16rujds16wWdkf168zpac16/efge17J5gee
                17VvkaU17uTmSi171Nigj1793Rih17+0g0g18A/cgg18H6jfp18PrnZe18Sgjag18pObkg180Abas1829ZZt184edgg185CigZ19GLgee19I4hcf19PVgld19Uhpij
                19WhYgg19W/uef19ZZpwf19a1cea19cNdgg19c4gkg19jvqie19oLZgg19xQafe19xydfj1913iie197xlbj19/Fhog1+AMrhG1+LUmrf1+Ojfgg1+aQgje1+mVegg
                1+ovahg1+trggp1+wXWgg1/D7Vgg1/LCfkd1/TLWef1/dkZgg1/evahm1/fVceg1/kKgff1/looxd1/ylegf1/3GZff2ACQhjf2AGVgff2AHJgah2AH3jee2AL1fgg
                2AQJjce2AR7imd2AY/mli2AZNdfd2AZ/jeY2AkFggg2AlIggg2AtKfjg2Atuhsd2At/glc2A3gqcl2A9tjZo2BCesnb2BG4fgg2BPSngh2BSkhff2BbDcYl2BdFldf
                2Bdiikd2BjBbhd2BnrYgg2Bn7bgg2Bokdgg2B0GnYb2B6wicj2CENeeh2CFHxjZ2CHmyme2CJhjcg2CKvbeh2CKx5iz2CPJhmc2CSyhee2CV0edY2CV1Udf2CWzdde
                2CdBtSv2ClFgfe2Crmjem2CzHklt2C0Peai2C7xfip2DJZmcb2DJigcu2DKShen2DPBgea2DWIZoe2DZclfn2DaohUf2Dggdgg2DiZfvf2DmJdgg2Dp4bgl2DwSiid
                2DwVbiX2DzAfgg2D4sYgd2D5sZgd2D5xied2D6AZie2ED7fgg2EP0Zgg2EZpjff2EcHfgg2EgdpVe2EiNRfi2E2Hwbb2E3vvsY2E5Ncgg2E6vjnd2E7Kdic2FAZhVo
                2FFleep2FFrx1d2FIGsck2FRofdz2FVPnbf2FZJhdg2FZYobr2FhReqq2FjszkM2Fnodgg2Fnwbhk2Fo4Vfg2FzbxVy2F1kice2F4FeiX2F/fice2GGopdo2GUvhfg
                2Ghxovh2Gjpfdg2Gnfbgh2Gpqfgg2GtKgcj2G0nffe2G1bdbf2G1jidd2G42cQ72G93fgg2G+khad2G+5Zgg2HBhcgg2Hb0egg2Heaggg2HesXgg2HhFije2Hy9kgf
                2H21jeg2H50bsj2H7yhcp2H70gnf2H+okew2IEO0aa2IL5egf2ISWeke2IT7odb2Io0hcq2IpRilf2Iplbde2Irnldd2I6Tlbd2I7GjYo2I9kheu2I9yigk2I/sbiY
                2JF5hgc2JH7Wgj2JWcgef2JehkcW2Jl7iih2Jnughf2JtEcke2JtGcgg2JxHegg2Jxcidg2JzRbeg2J0tlde2KEDbdf2KI2qSw2KWIagg2Kapmcb2KdHegh2KhRcle
                2KjOeZc2Kkpcay2Krlmae2KtaVgg2K00jas2LBDgce2LG6icd2LJlfgg2LRgYgg2LVvlpe2LYgYe32Ldtcgg2Llzcgg2Lq8gei2Lrwbgg2Lxsagg2LzAhed2L4QfkX
                2L5yegg2L8Enfl2L9ejaX2MA6kfb2MGYZcj2MJMoak2MQWUgg2Mc8bqZ2Md6ieg2Mhvgfc2Mh5nUh2MoXgcg2Mo+gdg2MpOWae2Mv+jnZ2MzLk7b2MzqjnZ2M29Wfe
                2M4Hdgg2NEgcfg2NJvlgd2NPurch2NQImao2NTQdgf2Ne5hae2Nl3qsX2Npmifb2Nvoeeg2NxOoUq2N83kda2OB+fgg2OGkxrd2OL8jmb2Oiivhg2Ossaea2OxKdgg
                2PAGmvb2PIcWfg2PLHfgg2PTOnfi2PUliff2PhngYf2PiCoci2Ppciem2PqMqqd2Pzumm02P1Ggee2P3/Qff2QGPZZI2QJUfme2QMPfgg2QRCgeg2QV7cgg2Qhvbgg
                2QlLxaW2Qt4dgg2Q1Pgeg2Q1fogg2Q3Ngal2Q/Bshl2RAveje2RCflNz2RLNfgg2RTynek2RWqiem2RYtpph2Rbubgg2RhShYh2Rm1jij2RqSgcv2R6refd2R8Nfgf
                2SBmelf2SCi1ij2SJdjpe2SLApfd2SLYdgg2SNxigr2SRvbhf2STBegg2Scylff2Sdxccn2SjMqyY2Sv5ifm2SwDkge2S2vZcf2TCnscZ2THnchf2TSCgkf2Tg7egg
                2Tl8lac2TpPmee2TxGjcn2TzRoYb2UEZdgg2UJQjiP2UJkddo2UN5ZqW2UYLmie2UfbhJv2UhHgef2UmigY12UqMjeq2Ur7eme2Uyveje2U0ojna2U1hUgg2U1nhnb
                2U8Cnem2U+AYgg2VFFgff2VU9agg2VZPn0Y2Vb+gge2VgRiik2Vgspjw2Vlkidc2VrYaeg2V65hlb2V77Weg2WB+egg2WDPqac2WDfjcb2WG9fgg2WL1fef2WMkljV
                2WWrggg2WZeVgg2WaWifc2Wdyecj2WfWebg2Wfmyma2WhnXgg2WnDWfc2WnGafg2WnTmeb2WwHeeo2W7Mfgg2W8dgjb2XAZi5d2XDWtpZ2XJJold2XMLddt2XMNkib
                2XT9Xlo2XVNdgg2XW7kgY2XcGghg2XeT5gY2XjSllp2Xlpllc2XsimZe2YCbZfl2YJ3ihd2YNRgog2YXgkgb2Ygoejp2Yhidgg2Ylkjeq2YmFgfb2Y5lmil2ZF3jcl
                2ZHzkce2ZIDgbe2ZI3egg2ZJVece2ZPilbg2ZWivkV2Zagkfl2Zc5iYn2ZfTgef2Zl4ejg2ZtylTf2Zz+lkO2Z7ETjZ2aPigrT2aYWfcq2aaydgg2agdmrc2ajWkdi
                2ajnmcs2apGbcf2aqaggm2as9cas2a7Fedf2bKGfgg2bMDpck2bMcemg2bQhocb2bQjYfg2bjBYgg2bkNlid2bmmfgg2bnMegg2bnregg2bsuked2b2KjgY2b7zdkb
                2cCVffe2cE2fif2cFeagg2cModiY2cM7fgg2cOnaff2cWzfgg2cZugrc2cbZfgg2cgBcZd2chJbia2ctzbgg2cuFegj2cudZgg2cwxfoZ2cyetcf2c0Pibc2c26peh
                2dEpigh2dG4ihf2dRcgog2dVeahg2dnFhqa2dpFfgg2dyIbhf2dyZbgg2dy0uqb2d4SXgg2d9Biec2eCjXfg2eE1ltd2eFkogd2eGmhgx2eKd2kf2eLzcgg2eMSocl
                2eMqndd2eN7Zgg2ePHejg2egiikf2ejsZgg2eqKYge2esKafi2es1fee2etRggg2eyAmde2e5sggj2e7pegg2e8UZea2fHFfgc2fJjceg2fKIfqe2fKMapc2fMutwq
                2fTqjvc2fU3qce2fqdehr2fwbcah2gAQgfd2gDzepg2gECVfg2gFhgtf2gHjosd2gTuiga2gUyjdp2gdxqfZ2g6Qegg2g/ldgg2hGzZge2hT+hde2hoQkgm2hzobgg
                2h1njdd2h1wgkf2h2lhdg2h7Mgig2h+9too2iBHkdd2iB/hee2iEyhdc2iGsMgk2iM2llc2ibMhbj2ibnmgf2ie0dbe2ir2scf2i4khif2i58agg2jAPegg2jGGWgg
                2jL6bgf2jNEhVf2jO1okd2jTnfXg2jUEadm2jUTheh2jZQpfc2jjASgl2jlFhhg2juodbl2jvefgg2j4eZem2j72Ugh2j95kdf2kDGeiU2kEnegg2kGwjbe2kKkjaj
                2kcYegg2kcoVjg2klpprZ2koKZfg2ksHgnY2k2GxZv2lALfgj2lBljfa2lDYheY2lLyfUo2lMmohe2lVlcgc2lW/oen2lbdlem2lkiepf2lmXhej2lmbddh2lpIhYu
                2lp6ngg2lrPZgh2lvifXd2lwiksa2l1aoig2l2+hfe2l3AYeg2l9Sbgg2mWgegg2mbjege2me9fqe2mh3xgn2mncldc2mwmgdl2mzOqrX2m8fZWe2nFgfeh2nJVagg
                2nKHlfk2nKvhav2nQFjZg2nSZnfj2na1fce2netfdg2nuYggd2nzDrkh2nz1bgg2n/8gZf2oNvheq2oUpifi2oY7ggg2obZglf2ogGikd2oopnpp2or2wkV2oz1fgg
                2pCGflg2pDHbff2pFDdfg2pHVnef2pMgyoW2pSSnmd2pjThdi2pjpger2pjqjPz2pn0nnd2pthtqc2pwLdef2p0lgff2p1Cebe2p2honi2p8Ypfk2qESire2qM7hfh
                2qSTegg2qTNbgg2qWMiof2qakfee2qySkgg2qywcgg2q4xUgg2q7Gfnd2q8Vhdg2q89fgg2q/Ijlj2rBykge2rDMhgg2rJuZgg2rM+mnW2rOMtek2rRKiZv2rS2jcc
                2rYjoej2rgodif2rjlZga2rjtrhd2rokgef2rpHhWy2rsRfgg2rwRg1b2sBmifp2sDQdff2sDdtel2sEXale2sN6gef2sRWgde2sXBbgg2scNgke2sccdcn2sgTnSe
                2stPjpa2swqryR2s2fUbg2s+0lgg2tGihbk2tYqgig2teUjgi2th5fgg2tq6isY2trAfxb2txqbgg2t3Bcgg2t35dj02t9uoda2t+Higg2uF2lgg2uGYVgg2uKzfqd
                2uNJcgg2uPlefl2uaFkad2ucChcg2ugEmRm2ugpusk2uhlggf2ulihkj2umLqbo2uoDXbU2utMemc2uu8egg2uxnffg2u1uchf2vIfhfq2vIiabf2vLqiZe2vOkdgg
                2vOzmif2vPffvf2vU9efg2vatpgd2va5egZ2vhghgh2vkrXgg2vo/upi2vqJcgi2vtEqfh2vySZgd2vzNVgg2v06hfg2v1Hjdg2v6Hkfo2v9hphf2wD7hgg2wN2ehe
                2wQwhqf2wSafgg2wWysmV2wZgYgg2wgtgld2whRdcc2wh7jyW2wt5fgg2wwhkda2w1Nffn2w2nhfh2w45qN22xCGfUh2xOxdia2xSWdig2xUDvdQ2xUOkbf2xYcsoc
                2xd3gfe2xksfgg2xo7hjb2xpxcgg2xssZjg2xsvjde2xtPmcg2x3tfXv2x4MacS2x6Hhle2yA8agg2yC9leb2yDvigg2yEFige2yIlpdd2yLdXgg2yOTdgo2yXlijd
                2ycAage2ycxcgg2yegklb2yn4ggf2yqEXgg2y7lZgg2zMXmlk2zOwdgg2zdbgcb2zgMljn2zhXnpe2zkTlfd2zmKiad2zrUVfi2zztoec2z05fYc2z4Frjc2z5Iths
                2z7SaWm20IOcgg20I9jfj20OFrhr20OIogg20QVXgZ20Usgef20YA/gg20fbqnc20g2ewg20hcehj20kzcgg201khci202mkZa203gppd207Vbcc208Cblk20+1tQk
                21AGekj21Eragc21Hahfe21N9Ugk21OXdgg21XxXgg21Zocpc21iZYgg21igicj21qudgg21vBdgg21ykhif212bhbb215JnhX22A9qma22BBaid22Crfge22I9leg
                22Jpigd22Oojfh22Uiw7c22VTgfc22WMecb22YBfif22bGcbf22bXndZ22fRlee22j9hef22mocgg22m2lfk22qjpTx22xmaTq22yVief220megg22/Ntgb23Ffbse
                23F9dog23GNgeh23KUjdd23SBTFs23SGqei23YJlpe23dIiec23dUegg23gmdgg23iecgg23pZmgg23tghag23uBZbZ23xMfgg23zdegt233abgg234ecfg24Nhean
                24bHVfl24d4ina24ocjdf24s8idg24tGuaZ24vXeee241Nhfv246slUh25KYlnX25T9hff25WRcgg25ZZcgg25dRnec25elihn25lJagg25ndnhe25pDjfd25wxidl
                2565nfz2576lfe25/xY2g26D8cgg26QzYjX26THfYZ26aikae26awaep26qQaaf26uefee26uffme26xVntd26xgbjf2601jgg262dnXe263vhsZ264Hkgf27G5Xhp
                27IIhke27OIWig27RXjid27Sulde27XsjVw27aejeo27eoffe27hngne27jQffk27lNvZS27lfdgg27n1cgg27w+hhf27zsrgY27/ggig28ASgjj28Caoew28FMjpe
                28MmWkf28Ojhld28Ylegg28bymfl28fffgg28g5gdg28hht1S28lYsfr28m7hgh28s/ifc28wMgmb28wapW128zRkgg29CFggg29HUkde29PXIgg29ppXgg29yaTeg
                290hprc299mjed2+IkZci2+Jjide2+Liwaf2+QvlUe2+REegg2+Uceeg2+V/ffk2+XBakf2+dMaed2+rUeen2+uvdgd2+46imf2+6tdjg2+/RoYn2/BKfgg2/Hjrfg
                2/I6cgg2/LNdfe2/Oofgg2/RZqqb2/U0kiZ2/W1dbe2/b5ate2/p9Wce2/v2bgg2/06meh2/3RYef3ABPdgg3AD5ocm3AEmgde3AGnmS43AJjkde3Ai0dgf3Ajuegj
                3An7dfu3As/ffe3At9icj3Ayrmdq3AzikYf3A4QYhg3A5Mcil3A+gfgg3BAKlYb3BMPhal3BMUcsa3BXKigf3BY+flg3BZUict3BiVbkc3Bj6RYe3Bpgagg3Bsyagg
                3BuJkcz3Bw1maZ3B4QSfd3CP5hof3CQyXef3CTfncf3CTxZdf3CcBegg3Ce1gig3Cjgbgh3Crlcgg3C2wkZd3C52dne3DJpYgg3DKwgeb3DVVcqr3DXbcfd3DeFlta
                3DsGkgg3Dv+vck3D4mb4e3D66hfa3D+2plf3EDxqde3ERyfcc3EYGmgg3Ea9gfe3EjAvni3Eo6kfo3EsSqpL3E8Dggg3E8Yeff3E9Xhjf3FB5ehf3FLVWfg3FNTdWh
                3FPklmg3FRdggg3FTwolb3FUlkac3FY5fZb3FbQjeg3Fl6egg3FqYmad3Fqr/mi3Fr8hfe3Fujhpd3Fv3aZc3FyJteZ3F3Yegh3F4Tjdi3F46rfz3F8jggg3GA0faf
                3GaKbff3Ga0lpN3GlRmpb3GlvXgg3Gvgfgg3G+vhkc3HAEheq3HAUsgg3HBKecf3HCdscr3HM4nPp3HO1jih3HT+fWs3HiAafe3HmkWZd3Hoarde3HtBnhe3H5dgig
                3INskWg3IOeebr3ITPfkg3IZxfgg3IbZoVe3IiRhie3IpVaof3IrJhgg3Irvgre3IsNqgV3Isvggb3I05fgg3JFwZgg3JH/bip3JJSnen3JNWofx3JN+ffc3JSDcdg
                3Je0jod3JhhnWc3Jm303c3Jsfdfg3Ju/fgg3JyNvka3J2Tmmm3J6bcgg3J8Qagg3J+9dgf3KBGdfe3KB0kxe3KFYdfd3KLSeff3KLfgge3KW+agg3Kadffg3KbVmgi
                3KcDtda3KcQdgi3Krbiqh3KuxidX3KwlhZe3LA6bfi3LJTUZf3LN4Zcd3LR0lZe3LZojaa3Laecgg3Lt3agg3LxZcgi3L0JmYg3L5Ydgg3L5hgme3L+oegg3L+8dne
                3L/Femg3MKQOcg3MM1fgg3MQeqde3McTgkp3MnXglc3Mn9eeb3Mxkeff3NFRcep3NGlZke3NINhfd3NMPckk3NNBekb3NQBmfg3NQraXq3NYJure3NZxgiq3NiRcsg
                3NkjuZx3Nm1bch3NuGpaT3NyKfgg3N1megg3N2/iaj3N8Lcgg3OGyYfg3OPecbj3OhPjck3OirjTR3OxCfWm3Oxyd0i3OzJxYj3O/EVgg3PTSbin3PV5egg3PZhnnf
                3PbUhkf3PnBklc3Pq/Zmd3Pto/T/3PxoabZ3P3Qnhc3P42bfk3P8pjhY3P+1jee3P/Ucgg3QDAhYg3QD4mfm3QJGdmf3QNolep3QPEdez3QY6jjb3Qcdtaw3Qfsivb
                3QilcUc3Qo4egg3Q4Lgff3Q58jee3Q7Cnhs3RBMfee3RI/fbj3RKAeaf3RMtcgg3Rc0cig3Rj4cfh3RlCgkj3RlLjsi3RmqZVe3RrFZgg3RtDfgg3Rtifgg3Rtpceg
                3RtqjXf3Rt0rZc3Rxzjld3R0Bgeg3R32iif3R8QRde3R95yda3R/xpaq3SJffgg3SQAddx3SR6heh3SSXbgg3STmcck3SYYner3SaYneh3SgWjfg3SltaWw3Spvbpe
                3Srrimb3StOfgg3St2egg3SxEbmW3S8Aggg3S9heeg3THkhdd3TH4ffk3TKKlZq3TU5hqc3TX0mmf3TYMhga3Tbgitb3ThJehm3TlotoW3To+fkP3T0Qfff3T7ngkg
                3T/oYgg3UFxmdk3UHCrWX3UgVoid3Ug8jgq3UjXfZe3Uk7Ydd3Uoamaj3Ursdbt3Usaffq3U8jZ3g3U/apgY3VAjlgc3VBSfdf3VBselg3VEYdqf3VHPieu3VJujbc
                3VV6eew3VgUjjf3Vhckee3Vprjfe3V2sZfd3V90jg23WE0jYh3WF6odY3WH+gZQ3WP+mXe3WTGepd3WaNWgg3WcGegg3Wdhpet3Wd/tja3W1YrIf3W2Fdgf3W4/ncc
                3W/Klef3XB4gxn3XGZefg3XHIacf3XOccgg3XQudcf3XU9Xgg3XfPhfj3XkhXgg3Xsnlgc3XvVzuZ3Xxjfgg3X7eOgg3X9FYsd3X9zble3YGEcgg3YPGc6Y3YQJfgh
                3YQRnWj3YXeegg3Ybeiad3Ye1zod3Ye/m0c3YrYqcc3Yrzidm3YyafYk3Y3kkgg3Y3nbfe3Y33fgg3Y4nYee3ZBCfhg3ZH4mcg3ZLgZgg3ZSSwc33ZTZcfc3ZXoWde
                3ZZ+ofp3Zbshda3ZdRiie3ZhSegg3Zhkkgg3ZiSZjs3ZiYkce3ZkLqck3Zl+jga3ZmLieb3ZsQcgg3Z3Ecgg3Z7Xfag3Z9T2cX3Z/CrZX3aDXhpf3aLCnka3aUYxoe
                3aVbifZ3aVdSgg3adSfnf3aiQehm3aj+Zgg3akBhjk3aoWkgJ3arTYfg3a2Yhgd3bDtevj3bE/ten3bJMpwZ3bK6Xgg3bOgecb3bQumhd3bTTegg3biOiOq3bjogln
                3by1kie3b08Vgf3b3begg3b6Tfjh3b84jjg3b86bmX3ci3fgg3cjthXj3cnmaei3cn1ibc3coyiub3crVcgg3cwrmqi3c12kek3dBPfbb3dO4jYY3dP4egg3dS9sgV
                3dTGegg3dX7dZ13dkVdfe3dmmokh3drX0jW3dtgief3d13egg3d30e4f3d5GYgg3eAMfff3eEtfGX3ePdige3eWDdde3eWPibd3efSfgg3eyJfch3fAkdic3fCDriX
                3fDIhhf3fJDs0j3fJimcf3fKohfk3fX3e0o3fZOkuf3faEggf3fdFbgg3fi2egg3flvfjn3fwcfah3gO4jea3gRpilo3gVtkkt3gWpigg3gbSfle3gd6egg3geIbgg
                3gfJiec3ggHagg3gglgee3giNjfs3gjPmhe3glVmYS3gnGjih3gqDVle3guQkbf3g2ndih3g6Gaen3g9Mfee3g9aiWZ3hJYggg3hRsswj3hUthff3hcTlff3hejrhY
                3herlge3hpyzgb3hqRibh3hqkghh3hsKwXV3huLmcn3hw2W3Y3h0Xkla3h0cdfg3h21deZ3h3Zbfg3h6qdwb3h7rnuH3h+isnc3iACcjX3iAiegg3iEpfgg3iMVleZ
                3iPIlZd3iRMfZl3ieyfgg3ifecgg3igefgX3it3bgb3iw4dtd3ixufgf3i4dfgg3i8bfgj3i8kfek3i9Vfff3i+gZgg3i+uhhd3i/Igfi3jC6ecd3jEsifj3jG7Zzm
                3jNdkee3jNumga3jUMeha3jbyebf3jcHigc3jgndef3jx5akg3j16mWa3j7DXgg3kEvjgh3kHFcij3kHWegg3kMukxb3kN2via3kONhcy3kOjbef3kUNkjk3kaSgcf
                3kfbnXy3kh9nae3kjwcgg3kkRcgg3knhXgg3ks3Wgg3ktigfd3kvFqQn3k/ojae3lIemej3lQLdee3laoogf3lf2mcf3lmChkm3lrdegg3l3Wbdk3l4sffg3l7Gdgg
                3mCvifs3mGRagg3mJYere3mKm5vc3mOBuXb3mZMTci3mbpdgg3mdrccd3moyrdf3mqclbY3msVfgg3mveemd3myLpfg3m3WYge3nClj9f3nPTffg3nUtagg3nVojfh
                3nWYdgg3nfxYef3ngGkgp3ntrRgg3n8Jgcq3oCPerf3oERqdj3oEroZ83oFuccY3oOtgap3oPFkcd3oXGjfs3ogtbgg3og95ib3ohSxgc3oqShse3oqfveb3owYkdd
                3owqcgg3o6BcXr3o7Gdgg3pQbngg3pXlzmb3pa8dfe3pf7lZW3pkImme3pk0l/Q3p1rsae3p6ZloZ3p7pggg3qABijn3qA7eng3qBNvna3qBTddi3qLXbgg3qPFefg
                3qZFXgg3qfXfff3qgSidj3qzmgge3q0Hifa3rB6deY3rEzdgg3rR2bYi3rS0igg3rdfgfe3ri0fcg3rqMmgd3ry8bgg3r1Xhaf3r2viee3sJ5lhg3sURdtg3sWUqov
                3sb3ZuU3shVkkc3slkcdb3sq2Zgg3suTkga3s9Gegg3s9pegg3s/Xdeg3tP5kmf3tQFiaU3teChbf3teUeeh3teWnkb3trUdbg3t0Mpya3t9pYgg3uEcrYX3uF8qgg
                3uHZdgg3uK7ygg3uOWjbb3usjbff3utTi5W3uvaqhY3u59rmQ3vAAfgg3vBpXgo3vJboel3vPLgmf3vYxdgg3vg2djg3vg4cqc3vi1kZd3vr6eR/3vujihe3vwDgcc
                3vx3lof3vy1nlc3v1Jkim3v3jkjg3v4nhnd3wASkYc3wBUkae3wDYjpY3wN4fgg3wPvfgg3wRjdgg3wVmgbn3wXRhdt3wcAafg3wcclkw3wgwafa3wk7ric3wluhjn
                3woAibs3wsRlje3wtNghq3wu9ggj3w14egg3xEaZgg3xFDmeh3xF4aee3xJ0fge3xNqYfg3xSIefb3xTVfgg3xVGfma3xZFggf3xZ6igg3xcaogh3xf+dgb3xlUtca
                3xukuSZ3x1XhZd3x6lkdc3yFuggh3yJNjeg3yLHgfg3yQvcgg3yR/idk3ySikfh3ySsegg3ybxnYd3ylNgjc3yl2ieg3yvkilf3yxfp1m3yzeilZ3y2Mide3y4ddgg
                3y8hjfZ3zAUegg3zFsjdi3zHHdff3zLDjdj3zMWlcf3zRIegg3zZlbgg3zbjbjt3zg6agg3zrSlZz3z5xheo30Ikibf30Khdpg30Mkeeh30Pdmbe30Q4Xcw30XHsWj
                30hzfgg30v4ldt30ztggg31Dhdgg31FKgXW31JoZbd31PEbgg31SOlpa31Wvfgg31bUjme31lvtSo31yfgeg32A/cjf32Daggg32Jonfj32K5feg32bBoja32bSksc
                32ckhek32jHlle32t8aii321NXfc32+migZ33B+jfe33GRggg33IDsjx33LUgff33PkvtY33Pregg33Re1tZ33UwwdY33V8dZi33X8cgg33bWbek33eAkdk33i9efe
                33qucab33q9Ueg33tRjcl33uEice336aaft34Igbfs34Nldfb34Zhibs34ghcpf34jBhfd34m8jge35F4ehf35Hbhfe35Kuk2Z35RKeek35fHklZ35fkdgg35flfff
                35jhmbc35mJbci35nRqYg35t8hef352Vhfn355Urrk36BOXgg36Ehhid36IAdVp36L6neV36a/vfe36dreej36k0cft36vzZfa36wXded36w1agg3601cif361Chlg
                366LTin37EOntf37FUegg37KXkna37PVhcQ37QTgef37Qohni37ZRisX372edgg37+Tcgg37+Vmlb38Cjidc38Mo9xl38XCstc38X2kUo38Y1Sfj38ZIhde38ehgmh
                38j8dbg38p8kgn38qEjdg38sFegg38updgg38v0mba382Ckdm388Cdje39AGicc39A6ffl39B1jgb39Cxcgg39JJkcc39JTphl39Jtegg39Jyifd39LTqmd39UOueg
                39Wekgl39iKjgi39nzlgf39ohkfY39sjdck39tWoVb39xWYfr39yLbcf39yqqba39zkfgr396jwjd3+Cnidh3+Ifedo3+UTfgg3+Vpjcd3+YEeZd3+j/jdc3+q7pZh
                3+vsXgg3+1/cfg3/Jtglt3/ZCpTt3/lBjqT3/xIfej3/5euhd3/9zpTj4AAlorc4AD6ggg4AVccgg4AWSdgg4AbCWbk4AcTbfg4AfTccn4Ahphef4AiHegg4Akdbae
                4AkrmMf4AqOjck4AwXghg4A0zbVl4A1Xagg4A76kjf4BAwfdf4BBXfgg4BEukZf4BTFnYa4BXBhdc4Bi/egg4Bjened4Bkdfdj4Bufhfd4BxUlig4Bybgkg4B1ckfe
                4B4Xdfh4B6Kljd4CDqegg4CREmgf4CXtfgg4CcTbfe4ClVrdf4CqJegf4CvImcW4CxBvnX4C4pefg4DCOcfe4DObqXd4DT6Xgg4DY0Vff4DY2ccd4DayjR/4DbAjqY
                4DdXfgg4D0bSgg4D14fgg4D2radg4D5Jkcm4D6pdee4D9Tegg4D99ZfN4D+IXfe4EGAgoe4EGOoTd4EXKmcb4EgCkef4En7lbe4Erdjdk4EycZgg4E4digd4E5kwae
                4E6XkhZ4E+3dml4FCLfgg4FGWegg4FJlikX4FOWSif4FX9kXg4FYOfZW4FYcmWl4FYhdgg4FaGgfg4Ffxdjg4Ff/ala4Fggaee4Fg3dgg4FmZecl4FqFrff4Fq5Ycc
                4Ftagef4Ftrbfd4Fyxnbd4F0Xejg4F1Zmdl4F9atZd4GEfaif4GI8iZV4GRKegg4GTuZhg4GflZmg4Ggndgg4Ghikdb4Gk8oge4GnHmes4GoQk9W4Gwwicj4Gy8aid
                4G/zffg4HMSkYf4HNZbff4HPufif4Hhunjq4Hhxffc4HvwjbU4Hv7ief4H4Xnef4H832xU4IBwdhf4INQhdv4INrfcg4IX/evM4IYLlle4Iabb7V4Iozire4I6ldlf
                4I7Ei0e4JNUgfd4JQFnoh4JSefgg4JTXdgf4Jf3jdc4Jj6hcl4Jnyffg4Jthagg4J0Ofgg4J2zeee4J4nSgg4J63jlk4J8Pegg4KH9geo4KJrdef4KLuegg4KNBfhf
                4KNtcle4KVVaco4KWPUib4KcdiYg4KgHbtb4Kjqdgg4Kwaide4Kznhhj4K1igdd4K4Yegg4K4gnhf4K4magg4K5/ggg4K9xhrc4LRJacg4LR1fae4LYZnaY4LY/mdf
                4Le/pnk4LfDdgg4LkRgcg4Lrtupx4LtRfgg4LvVpee4Lvlfgg4LwMbXg4Lwjdgg4LyggYo4L0Ehjc4L0wegg4L2+ffc4L3HdtT4L6Afjf4MDWdgg4MEQfgg4MGuhgg
                4MJkilf4MKOlgj4MNsRvd4MUmha14MVOgec4MdOZgg4MiZhcr4MldZfm4Mpmhay4MrMhhe4MrZfcf4M2Pagg4M8ajee4M+Fgej4NJzjVw4NMMgdf4NMOgmf4NOckfg
                4NU7nee4NdLiZa4Ne9jkf4NhLWcl4NwNpde4Nxmnwb4N0RjZv4OEydgg4OGRYgi4OKmgqY4OLngnc4OL9cgg4OQpheg4ORDidb4OZIbed4Ogpknn4OhMkcd4OjZefg
                4Ol/cec4OtGhef4O1Qghf4O1Ragg4O4bidl4O4ungg4O7GWgg4O9AwiY4O9RnZt4O/Mrja4PQTmie4PQdjdc4PQrohf4PVWegg4PZ7hhq4PdChdh4PgEebj4Phjkbo
                4PnJkhg4Pushgc4PvQdcl4P+HqhY4QKWdgg4QP3pfg4QQFfgg4QVAdtT4QdWife4QfTfes4QhPedg4Qjshhe4Q6+agg4Q/Fgig4RCjpie4RE+abm4RSZtma4RUwnYe
                4RVpcgg4RWbgcc4Rj5dYx4Rm2wca4RnPYdf4RtGeVn4RySweR4R2djfj4R/Ojgh4SUhlxh4Se6gqf4Sguqjc4Sqhgeg4S6AgdZ4S9Xlch4TFOgfe4TGggdh4TJ/kaZ
                4TPQcfd4TTTfgg4TYUhef4TcDwgf4Tdtahk4Tf6gdi4Th3kod4TqLZdi4Tt+pac4T4IUgg4T9tvgi4UDhhcf4ULAmge4UNdcfg4UO0ikd4URSdeg4UTekie4UW+muW
                4UaGgeY4Ua+cgg4UcnarZ4UiRjej4UlEgti4UoYvhs4Up8mcZ4U1shei4U2Ysjc4U3Ojfd4U79dde4U9+ye+4VDdncl4VMydef4VN4cpX4VTLUfg4VTvagg4VUMbfg
                4VZaeZe4VbLagg4Vfsbee4VgNmdf4VtGgbd4VvAegg4VwMihh4V2shfe4V31hfc4V+vjmd4WEsuat4WIIsmc4WKFlqW4WL4Uba4WPnkgc4WXpbgk4Wfjoep4WkXiee
                4WqRdef4Wqcbig4W3vrgg4W7zbgj4W8OhbS4XD4efY4XUbYfm4Xb9hde4Xkaerc4Xmxrec4XnHhcf4Xuupjf4Xwkidl4X2lhgZ4X6Tgde4X6rgmb4X7Qjmb4X9hcZl
                4YFMgfb4YJuegh4YSncfZ4YS5ead4YTCgfg4YXeegg4YZztqX4YbHegn4Yjeike4Ykdogi4YmxWfi4YrElfi4Yuaeeg4YxGghg4Y0Wcaa4Y4Fcgg4Y+chld4ZFKidi
                4ZIscde4ZJRrdf4ZNrfeX4Za0vbl4ZhQvfz4Zi7dgg4Zj+efY4Zpxfde4Zwlgff4Zxkimf4Z6YxeY4Z/2kbj4Z/6kdo4aH8gfg4aO6Zfc4aTfcWl4aVjbrc4aeSXgg
                4aeqgba4agbjhe4ai+bgq4ajqbig4ajvcem4anTfgi4bFSdif4bLpttc4bMFggh4bUuhcg4bWcjli4bh3cgg4bmLdgg4bm2cce4br5Ubd4b1qcgg4b6Fdgg4b9ndlf
                4cASgdc4cAsfff4cCZlcd4cG1dhe4cLqfgg4cXkmOm4cZTjhg4cZ0yTm4casiia4cq5jeY4cu5gfe4c0zegf4c2uYgg4c7pfjg4c7rqTb4c8tadf4c9QgZg4dMojZs
                4dMxegg4dNfegc4dPcegg4dQihnf4dQmcgc4dQugud4daBZle4daycgg4dfucgh4dgwtdZ4dlxYjb4dotfgg4dozdgd4dsNikd4duEicf4d1lhff4d2oegg4d5Vweg
                4d7Iigf4eFCfgi4eH1egg4eK6fgg4eLXReh4eP+lch4eSdife4eTujav4eYLWXi4eZLief4ecIgyX4edkfik4eiMyXs4extelf4e3dagh4fAQtTZ4fBFmoS4fDvgee
                4fFefgg4fGOerc4fKMgnj4fS0ona4fXHYoh4faUbdt4fb3bgg4fmzXgg4ftmlod4fvAZZd4fweegg4f6Ufgg4f/5jPe4gAkYgg4gC+ohe4gF4dkZ4gKFmgg4gbrcfh
                4ghPggg4gjfflf4gyLnfg4g3igjf4g3sRgg4g6aWgg4g68Wgo4hVqZYb4hXHbgg4hZb1ah4hsMnVs4hsujni4hx9dfo4hz0idc4h5PvZg4h/IZeg4iD6yha4iFsfc2
                4iKIceW4iMvbfg4iXAbYg4iZLfhb4ihNfba4ip1PUi4i3Smff4jAZkib4jCghhd4jC2ntd4jDSkY24jEsfld4jK0lZf4jREiej4jRulhP4jYhnke4jZLVfZ4jZUpve
                4jZ4dfg4jdaYgg4jneeji4jtyWfg4jwndgg4jxFkei4j8Vfji4kI3aeg4kKaeff4kMUhic4kNdgcd4kR00Qd4kVlodi4kYKhfg4km1ioe4kwopcm4k09gnh4k1vcff
                4k63Yda4k7Hndj4k9Apxe4lDlgcf4lHqbgg4lQLldj4lRnmfc4lVtXgg4lV0mdd4ldQbgg4lhnffe4lrKkis4lz+egg4l0Gved4l5Jdgg4mD5llf4mEyoVy4mKikhe
                4mT8jsd4mZIfef4majbdf4mfgowq4mgR3ha4mjFncw4mrcjmf4mzskgm4m0rmnf4m70pvd4nAQlfe4nE0rbg4nJhjxf4nV3dgg4ndMmhe4ndlmbd4nyRcVd4n4hmsb
                4n58bfk4n6Vrcf4oE8gde4oHAZee4oHVlan4oMWchg4oNQgdf4oUzgjb4oVEnjg4ockoeg4ooEioc4opabkd4opogoi4osnTlf4otCgfU4o0ZXff4o1Jgpc4o/2gph
                4pApUgg4pCiced4pDdfrX4pE2fgg4pF+auc4pG8lmY4pH+ilb4pSligg4pbwewa4pfCimZ4pgtfbe4phQkob4pjebgg4pmOgcg4pqabnc4pzI/cf4p1Sffb4p2Ljfh
                4p9wgdg4p9zhed4p+Xlai4p+3dbl4qAEghf4qJDrag4qLAagg4qLWgdf4qNngpd4qPviWl4qTziek4qYuhee4qcZbfk4qhtYgg4qm6cgg4qnAjfe4qoAlcb4qrPgfg
                4qsJabi4q1olnd4q8klye4q+T5bZ4rG/ndc4rIzeog4rOXvmU4rW6deg4rXbcgg4rX/kdh4riRfgg4ri3igg4rrtegg4ru0fgi4ryyjfZ4r+ohke4r/teie4r/+mei
                4sAilki4sIuhZe4sJCmer4sQBYeb4sSTgea4sUtfgg4saHqaa4scFfgh4sd1tlc4sesegg4sfGbif4sl5oda4so/deg4sqVifg4sszzle4svIfgg4sv+fie4sxEegg
                4s4Xcsd4tEkdSd4tMGcdh4tOZfhf4tQRegg4tfTqeo4tl5lbb4tmMcgg4tr7Xgg4tu8Xlg4tyxhof4t/fdfh4uHWgaf4uMzgzc4uPCOgg4ub4Pag4ucWshg4ueTlfg
                4ui0obl4ujzhfj4umGghe4uu0egg4uwTied4u7cdrZ4vDWehg4vGFsio4vG8fdg4vILemf4vPrdfd4vQqXkg4vnvqfb4voQiWs4vrwYik4v+Lecm4wBhjcd4wHBkae
                4wHvrlf4wToiZe4wUEegg4wX6ijf4wnAcgg4wnPufb4wsagda4wvvdYj4wzAZig4xHThRu4xHZfkd4xN2agg4xQDoZv4xTjqXw4xggpea4xj9fhf4xzQafg4x5Pegg
                4x67YTy4x9Yiae4x9vXre4yD2ceg4yIHgch4yPxxVT4yVWfid4ygdlpe4ylMrao4yqnauc4ywwdxh4y2TYUp4y6acef4y9Ednh4zCbxfy4zI5eed4zJTeZf4zLgnvZ
                4zRKnub4zjUbgg4zqXbgg4zwZamg4zxoVgg4zy4hcf4z2mZgg4z9Ydgg4z90mdb40T4gen40eZgjc40mvpje40qWgke40tehtc406kbeg407khag40+Rdgg41AghXe
                41CrquZ41S4keg41Vxfgg41aQfdf41frRge41ljslo41pSfjf41vJspc41w3bgi41zsbYd410wlme415Mgfe41+Ljfg41/Midj42C6hgd42Mdigh42V/nhs42i6oYl
                42oKgfg42ppZ0i42rEffU42rolwZ42tYsjZ42yScgg420TpZp429Jdgg43Dcahi43TbilZ43VXbgg43Wrjc643aNcgg43ba2gg43cWgkg43fVbgf43nyrei43pFkSr
                431Vjed432apym435nggg4392bgg44EBZfa44HRicg44H8jdc44Jlfgg44Lrfgg44YmffJ44dEoml44kRcgg44kgdkd44welek442FVgg443mggf45BShrb45GXlxk
                45JAZik45LGbim45STtfu45T1egg45lAmfe45lDlff45owfgg45phqgd45tBfjf45zkhfe450Vcgg450peee452Ffgg459Iagp46CTbid46Dtakp46FCkhe46Gjbmb
                46Jqmoc46MPpjd46OGipp46SPmbe46S0dff46WthYm46mEhge46qcnZe461Mjll461XfSj466bgef468Uahg47KXfgg47Llcgg47Mmkec47Xzhgl47excXg47kVdin
                47mUzgk47uZdoe47vjhfg47xwdhl48CRoUs48Edmcf48GRhWo48G3egg48PHdgi48QRgdc48R9fij48W9heg48b7ive48mWidX48o1fag48xtbYb480umdY48+xuXk
                49Bxhdl49DSdbg49V6jcf49X7kka49Y9jef49Zcagg49aehbb49ijdhg49vmdef49yJicd490Oidq490zgUb497aWej4+Daskb4+H8kdl4+I2bnd4+Nghfd4+Xdfgh
                4+b+msb4+hdifh4+lWfgg4+pogfd4+rThgf4+7okdb4+/Iofc4/Cpwcf4/FVUuk4/INagg4/Lqljl4/Mpedo4/TAxbj4/Uaimd4/ZFpkj4/ebile4/fLYgj4/gNegg
                4/rAbgg4/udanh4/x0abo4/13jsc4/2Ylbf4/9Jdgg4/+TxxY5AFkKcg5AJbhga5AJnQeW5ASQneg5AUfmhf5AkNogf5Aknhqd5Ayikdc5A0qjgh5A51egg5BCNazi
                5BFTifu5BGEjba5BN+hhk5BR4bgg5BZ7iYk5Bbzkqc5BeCdXe5BeWvac5BfNglf5Bh3iec5Bozeif5Btijgc5ByXigk5CABegg5CLdimf5CWSgtf5CXdmUf5Cjkedi
                5C1Adnf5C5eqef5C5offf5C9ndfc5DBngek5DCkpdJ5DHCdie5DHgncq5DMqggo5DOVcgg5DSLggc5DUsZgg5DUxiWX5DUyngd5DY/bgg5Dasdgc5DbYkia5DcW8nq
                5DjuXgg5Dq5ehc5Dy6nit5Dzeigg5ECNffg5ES6rha5EVZedl5Eegfwf5EoQlUh5ErCmnb5EwDdig5E7nmfd5E7pbej5E98Zoe5FCZjlg5FEYjpe5FeSldr5FfKkin
                5Ffdhjf5FgZbfZ5Fk1fbd5FmSeec5FsWlff5FsxfhT5GACWfg5GEIdgg5GaQbbw5Gaetbh5GdKoob5GoYhgf5GtTYgf5G0SYsd5G1Aggi5G3AaZl5G942g25HCmjeg
                5HGfXZi5HIebef5HKHegg5HNsagg5Hfggdd5Hmefgg5Hs+bO95H2Vgef5H7ifgg5H/8lpc5IBJidZ5IDtqme5ILVidd5ITWdgg5IYQbfg5IYVsdf5Ibyifg5IdHdgg
                5Inrhfg5IsFgce5Iurfgg5I6AocZ5JJXejf5JLtogg5JMudbk5JNOkcf5JNwceg5JTTSXj5JVjYjl5JjGhgf5Jz2ggg5KAsYgg5KCHfeb5KFGggg5KQvcwh5KWMdgg
                5Ka4cei5Kcemrg5KguZfg5KnYikf5KnlgZX5Kn7peg5KtKmd15KtvqqY5Kv3jbd5K3Goaf5K4TXim5LBplfZ5LBvcgg5LFPwkQ5LLJple5LM6jie5LSGamh5Le9fgW
                5LhJegg5Li8lpf5L64cjc5L+LYjm5L//cgt5MBdgjd5MF3ged5MMInae5MYOcff5Mp8Yef5M1Vfni5M5gpdt5M9Zhhg5M+obcd5NANfle5NIy8mZ5NKugef5NMnffg
                5NbZqej5NcBbfg5NdKagg5NdSYgg5NnQbff5NswYgg5NyYo6a5Nyafgf5N5GWgi5OAwfgg5OB3fge5ODRjgg5OMIegg5OXqcgg5OZEgrZ5OoPggk5Ooqmgf5OzFgfg
                5O1magg5O6+jld5O7Xypd5O8Kung5PDBeff5PSXkfi5PUmcgj5PZ4WZz5Pangvb5PjdiZm5PkMgYh5P6Kpxa5P/0feo5QAGebr5QBilfc5QIqcgg5QPLNic5QQDhhq
                5Qpirci5QqKknd5Q3gbgg5Q4+Ygg5Q6bZgg5Q7oWbc5RMieff5RMwdgi5ROnobn5RXOcbf5RmQdpZ5RnbXff5Rsmfhg5RtJcee5RyBrae5SA1jqb5SDrggg5SL8ifc
                5SUDjff5SYUegg5SYXpbX5Sfdhdr5Sgli3Y5Skrggg5Sqlhhf5SrLfbc5Sywehe5S1nhhv5S9Ibfg5S+llet5TAYjrf5THBgje5TIHtVj5TPPmln5TXCTge5TdHdge
                5TiVmfc5TlQleo5ToFbag5Twvucc5Tzphjf5T4rq7Y5T5UnY35UBffee5UHLoYb5ULonqe5UUiiaX5UZjhcp5UfBegu5UhJVeh5UmLfff5Uodghd5Uo+hfg5Urdnfp
                5U4uimi5U5Jfgg5U63kkd5U+tjfq5VCzYgg5VHWild5VNfhhS5VR6bfZ5VVNeac5VXHWgg5VXpagg5VbCcgk5Vlqfge5Vrpkdm5VsVkmg5Vswmaj5VtdbpZ5VuZegg
                5V4wdYZ5V+Dkeb5WQkcke5WUZcsa5WXEcbi5WaWhig5Waqhaq5WddytS5Werbkg5WkMeaf5WnKciY5Wqbkfd5Wtc9dX5Wwfjde5Ww3nmc5WxHcer5WyoYgg5W53qio
                5XDGTch5XNVggf5XNhpZd5XOYfZd5XTtifk5XVItqb5Xaecfi5Xa6fjg5XiZick5XlOdee5XmGdgg5Xp1mXj5X/8ntZ5YBOvYe5YDlkga5YJSbrf5YOUdeg5YSkqla
                5YYIegg5YgLgdg5YmJvlZ5Yqvdgg5Yt8kkc5YuLndf5Yvhtsi5Y4jebn5Y7Ktqd5ZAideg5ZBgpkZ5ZESnag5ZNrgfn5ZYkeib5Zc7ige5ZgLgfp5ZhKgeh5Zncdmc
                5ZwEkec5Zx7Zgg5Z0yjdf5aGDcgg5aGEkcZ5aMlghd5aPomcd5aQfmba5aYIekd5ai1gcg5amHfdm5aogfef5aqdn0c5arfcgg5bDZiii5bGEfgg5bJlggg5bTokfe
                5bUPadg5bVcfug5bYIngf5bjAdfi5bj4Xbs5bmDiff5btvhib5byjcgg5b5Vecd5b+Xire5b+lbcf5cFevfs5cGMmij5cJLkep5cJ4bgg5cRFlfd5cWEXsg5cXYffg
                5cXiegg5ciKdff5cvxfgg5c4Pkdq5c50ddg5c6Rbgg5c8zceg5dEVWle5dE1ied5dH5bef5dJrvmh5dM/bbc5dWJhfd5debmbb5djmqmc5dlfefg5dpCZff5dq8mdf
                5dvFe0V5dvqmZW5dxGfan5dyMpgs5d4Whef5d5Mdgf5d6FXea5d8Vnme5d9Ejcg5eJ7knU5ePXflg5ePzfgg5eSckdX5eZkcgh5eeZuuf5eilijk5e3Nwgl5e4gson
                5fA4kkm5fMlqiW5fO8sZb5fPmjeg5fRslel5fXHZgg5fXjhtd5faphZk5fbudgg5fcwble5fecfhj5fftfgg5fkdoeq5fuCbfg5fvmcgg5f5Xhje5f+4oZg5f+9mZm
                5gF8dfe5gJoegg5gZrjdl5gnyvYa5gz1kef5g0Seme5g3fkde5g66ggf5g8Ddcn5hBOebl5hFVhlf5hIojdq5hI+khf5hLXqd45hNkdgg5hQumZX5hRHVdj5hSGefd
                5hTRcde5hcigef5hqslsb5hsEjja5hvgdee5hy6cgg5h2Mflb5h9Rjef5h9klng5h+Lgff5h+Xbgg5iFJpbW5iOlqba5iPEjbo5iTEYnf5ihBkfY5iigili5inTgdd
                5i3edfg5i5Pgfe5i6mkyd5i9YhqZ5i/Sgfe5jDUcfd5jI2ggg5jNedgh5jW4fgg5jXdjme5jn0mP35joNraX5jsjTXb5js0gjf5jtbgnf5kBoges5kCVddg5kF2kbd
                5kJoihc5kSqcgg5kTLgjh5kTmnrZ5kY2kVm5kZNeed5kaCfoe5kckhef5kdHoZl5kdpfed5kkKecq5kp2cgg5krfoeb5ksAhkc5kx0hbf5kzaffg5k1Ocgg5k180jU
                5k2QlfY5lA1SfX5lD5ide5lEFegg5lIJjgi5lM/hje5lVGddf5lYVlyb5lZogZs5lZvide5liiyjf5ljtcyb5llAbeu5loqcea5lpXobm5lqidOh5lr6lew5lwkdfo
                5l7Zadh5mAdhVf5mFfdrY5mKCjee5mLodgg5mQaigj5mRRaei5mYrkhc5mmBdgf5mzJhje5m1eeng5m++cef5m/Zbfc5nCsdfo5nEjbcn5nHGege5nSXkfh5nVvcgg
                5njocgg5nmudgg5nvSoZp5nx0ock5n3oUgi5oBCZgg5oPDkXc5oS/drc5oVRdfe5oXhqee5oaBbgg5ocAebo5ocNghd5oc7kYr5ohQege5ol2lfg5ooFriW5oqfgeZ
                5osPxvc5oxT/ZX5oxojpg5o15kjh5o2Sbsg5o6Ijnm5o+bYgg5o/Lfgg5pHZq5W5pLTmff5pMDSbd5pMJWle5pM5fgg5pRBchg5pTcd9Y5pV6fdb5pXDnff5pYzmSg
                5pdVqkf5pz9kde5p15cab5p7Uhce5p8injc5p8kdcZ5p80kgg5p86hca5p9Gjdj5p9jekm5p/Ccdg5qBIiUo5qVneng5qWosja5qfbnld5qj6hfe5qqQgdo5quAdgg
                5qufpUV5q4Wahe5q45zdv5q7cjef5q8efjg5rNdnkh5rRugpd5rXjTbb5rXlrod5rdMTxY5rd4hlZ5rqdbcn5rwOcfd5rwVdgg5r2+lcb5r55hjZ5r75egg5r8heel
                5sFJman5sHDmer5sMwbgg5sT0hfc5sT2cfd5serclf5sh6lae5skxegg5smgdig5snwuhh5syV8dZ5tGegmf5tNjagS5tRQYee5tTQXfm5tW8hef5tYmhaf5tcskfe
                5t1Lidc5t6Vhcf5uK2jah5uLWahg5uMOwqN5uMVbgg5uftbdz5uzOppb5u7icgg5vBMegn5vGFoef5vOWafg5vVpgcg5veLmVt5vgFhZv5vggjaf5viiige5vj0Xpf
                5vnxfsg5vo8dgh5vrtaXg5vvhgYv5vw+hff5v72eXf5v9Qegg5v/bjcf5wBcfrY5wCrYgg5wKEasf5wKvcgg5wL5mkb5wVEcje5wZiaYh5wkmkqW5wqddgg5wwfbjg
                5ww5kee5w03gdd5w4Rffe5xEpjWs5xE4dgg5xE9Zwg5xG4pks5xJ3Ukk5xLefgg5xQQSYr5xXlgii5xeeegg5xnhine5xqZmna5xxwcfe5xyMqec5x6qiie5x8JvgZ
                5x8vtVe5x+qbgd5yHbdhq5yLGqef5yNLmmW5yTZfff5yeNcXj5ykzfgg5ynFrYf5yr9mha5ytbeUe5y2Agdd5y2QlYj5y2zzey5y3Yegg5y3hfgg5y6rmck5zAxodn
                5zZtxgc5zZ2ifg5zcUoad5zjBnaX5zlJWgg5zqCggg5zrbgde5zsahmc5zv9dgg5z+Qegg50C5ajg50EEodn50EHkxd50HMVfp50Hzfgg50IIRgg50Rtdfg50TQfff
                50e7mbq50fbnkh50rwdfe50xygfe503ZWfX504uieu508qNej509cegg50/cpXz51FleZd51HKfee51Khmaj51MrqS451V5Lfj51k8egg51rTgZo51tGjUe51vAZia
                512agff516Hege52AKlfc52AVZvb52Szbgg52XHlke52ZCrji52jKjhd52kCegg523Vcgg53DgcZe53GUsff53KVfgg53MWiii53Oclcu53RRgbf53YKlfg53Ztkkh
                53nRs6Y53pMeYb533rbof536u4Be5396aeY54F+bgg54Q/fcj54hvYik54qcbgg54srhnY54txjTd5441ghb546iegg54+sYgg55APegg55F/xwf55I3dgg55O9erZ
                55TGoXW55XOcba55XzXgg55aomfb55eoSdg55fdigd55u2ngb5502ecn551PmZ0554yjeW56Itj3R56OOgkf56RDfjd56dZcgg56domhf56gghgi56huppd56kihad
                56p7ihc56qAggc56wQoYy5651fgf57BuXof57Llied57dCine57hJhbe57hQxYn57l0kdX57nCggg57pxk0b570Jnfk5770Zfl58E2Zia58FCocc58F7grf58Uop/a
                58iRcew58iZhfg58llkjd58qYhbe58zHlZi58z6gkk588Jdgg59A5gdl59MMebf59ObPgg59Olmcb59QEdhi59bpicp59dLagg59f8dZf59hebgg59kKccg59qQfic
                591Dhpb593yfjY5959egg599yfdh5+AZegh5+CRcef5+C9efy5+DDrSr5+Gmneb5+NYPff5+Odcfg5+jMegg5+kclmi5+kzhgh5+ldmgk5+n6wYl5+pSpbg5+xKcje
                5+xlXgg5+4Nhek5+5Vifq5+9Lfod5+9bdgg5/Drwdw5/GDrce5/Jmfgg5/L/rsj5/Nkpeb5/Vvfgg5/Ycdag5/ibffh5/srjec5/tVkSh5/0Zlcg6AFpdjh6AhFidd
                6AhuYgk6Ap5gah6A0dffc6A2urbd6A9Gnge6A+Oqgg6A+wegg6BLppek6BPSnbf6BQ3kpc6BTKehg6BYufai6BhKhbc6BiXZgg6Bsdjgh6BuGkff6Buhlbe6B0Ijfz
                6B6ZcS46CE8edb6CFafcf6CFzdhf6CMJfre6COeWgg6CQ6nVn6CWcbgg6CWjjgc6CbkcYd6CnFYdj6Cscygf6Cywhpa6C2gwhh6C6Zeai6DA8aRf6DDg5Wa6DF9dgg
                6DIpdfl6DJ7gjd6DMifgb6DNwYhg6DOLlef6DPgfgg6DTYfdi6Dqmada6DsMnma6DvHjgZ6DwPdgc6DwmZjg6Dxhfpd6EBkqed6ECargg6EIdhfZ6ES7xab6EVkggg
                6EW+lfq6EZ6qec6EdWgUn6EiVebf6Eioddi6EmRldf6Er2Xgg6EwlebX6FEZnXy6FMLoXe6FSRagg6FVjbrf6Febfgg6FpZmUj6FxWlce6Fx0ocj6Fzmgec6F1sekb
                6GNOqsd6GTpfgg6Gatlic6GbxmXc6GopceW6Gpines6Gsfbdg6GxKdgg6G3Cfhg6HBCfsp6HDMSmj6HPdjdd6HSknim6HWUoee6HZerfa6Hblmee6Hnxblg6HwKcZl
                6H0Nkgn6H4Ccme6H5Tvca6H7Jcjg6H7hgcd6H8Ooef6IInZfg6IRTlfd6IXghif6IgFhcf6IoQWpc6IooYfg6I1FhfX6I2Begg6I2afce6I5epdp6I6NtgX6I8rdgg
                6JD8cW16JFQkee6JF9iXe6JLAlen6JPDedd6JW0mgg6JZsjhe6JgGpai6Jldkfm6Jn+qan6Jshjdi6J22Xgg6KA9sb56KBiqtd6KJmacg6KKdijt6KQFffg6Kcseod
                6KkBbgg6Kludgg6KyVegg6K3iias6K3ukhl6K5Brlb6K5Wgfd6K9Ctnb6LCVdwf6LCbiye6LEMNgg6LFWdgg6LNIfgg6LSEqyc6LSthej6LY3egg6LfCnhf6Lt3rqY
                6LvmZgg6Lxsgve6L/bdcr6MT1egg6MgJjda6MhxoWr6Mohbff6MpTkfk6M38sjr6M/dZfe6NAqcdg6NSkoff6NaphVy6Nkrdel6Nmacmm6NpNagg6NuBfmd6Nyzfgg
                6N66iea6OENgpd6OE7Xfe6OFCefd6OMBhdf6OPvjfm6OThkmf6Oa7Ynq6OndWgi6Opcvdf6OsQegg6O1Midf6O6Ricd6PAgcfs6PAkagg6PF2mZf6PNimod6PXlqhr
                6Pc+skc6Pf4kpe6Pikfgg6PpWhfu6P2digf6P22Zgg6QCjXcg6QDspfk6QMQfgg6QQJbeZ6QTsfbg6Qdwnbg6QoQigg6Qs8rZe6Qzagah6Q15dgn6Q3Xmif6Q98ihi
                6ROSigg6RVWknf6RaGdgg6Rbkibf6Ruxmcd6RvBcgg6Rxmbgg6R3Sdki6R/Xegg6SBtpde6SHUggk6SNEfje6SNXegg6SQ/jle6SRUgbf6STeccf6SaUfgg6Sc3dbl
                6SdVUgg6Sigeig6SxkKgg6SyFegg6S0uaeh6S2Fncs6S2Hcsf6S54cie6S8MTeg6S/Ypdc6TADiar6TGQUgf6TKSjoe6TWCeen6Tclggg6TiKvmz6Tm5dfg6TnKfWd
                6T0/gYo6T7obdf6T8IyZ/6T8P7cS6T9hfff6T+Qfgg6T+xjda6UCIgfe6UToafd6UUBaif6UWSfgg6UYLjid6UcAzff6UkBdnf6Ul+fgg6UnUmgc6UnueXk6UpoYgg
                6UqDdhw6UsYmgh6Utmo2c6UwJegg6Uy+hgr6Uzmcfg6U6Gggg6U6Kjgd6U7Ymid6U9Dbfg6VCgndj6VDOgfo6VJmbgg6VYkfVh6VZGdej6Vk4ujh6Vumlgi6VwVcgg
                6Vz3Xfg6V3Hhek6V5jrnb6V+xdff6WCWgQ/6WEgcdh6WK/feg6WQ7efg6WRzcge6WeFgef6Wjsdgg6WrLdgg6W6Qegg6W8/cgg6XH1cjf6XJFkad6XJhffd6XLRsa0
                6XMbegg6XODpbf6XS6XUj6XZCbgg6Xavegg6Xb8iwW6Xhlrie6XiibnW6XnLubc6XrlvsY6XsAagg6XsBanf6XxTlgk6Xybbfg6X3BumZ6X3jlfg6X4Idgg6X5koke
                6X6Jbda6YDHggg6YI7fgg6YLrcgg6YNDegg6YPdfgg6YRUfZj6YTrokd6YTvbij6YVQngg6YZcbgg6YaIce16Yfpcgg6Yi7oZj6Yp8ffi6Yxbhff6Yxdgff6Y0vvwf
                6Y7+j0f6Y9SWem6Y/1gW26ZHwbcd6ZPFggg6ZXsdkg6Zaksis6Zbeclx6ZgkwZ06Zlpbgg6Zm1iZh6ZnDodl6Zoziio6Z4Xcnd6Z+zqed6aGyhgj6aKzfce6aY/ie1
                6abZYob6acPaji6ahpxfc6akHlja6aqjhqf6arJpid6aucWfb6ax4qdz6ay2ehh6azHhcg6a8foWa6a9+oba6bE5egg6bG0fdd6bRWedj6bY9efo6bmOncf6buxbba
                6bvSjim6bvlpna6bytdif6b3uhfe6b44cfg6b92hld6b+5fkf6cAwkbl6cEjglc6cFJgeb6cKVdgg6cLjjsf6cXnaci6cYChge6caOrgg6cbhkej6cgvghd6crIwgg
                6cr8ngr6cwrcgg6c4Viko6c4mdhg6c89cge6dBFxaW6dEMeoa6dEzSgg6dQ7jd26dZbagg6dbIeWv6dcdbed6dimhff6dkGene6dm4vYa6eDcidf6eKObgg6eOtWWr
                6eRxolZ6eTefee6eTvjbw6eVckWl6eYqllr6eY8iXi6ebzjde6ec4dpj6efOggf6eiVnme6emFehf6en+dgs6e5dhdc6e7ujef6e/ocdd6fFEfgg6fF7dgc6fRrnga
                6fTPhSc6fTakag6fWSagf6fXObkf6fwWjdc6f19jgg6f3Lesg6f+Ihbd6f+5tbm6gM5lfc6gXfgqf6gYEgmX6gZPefg6gZVnbo6gbLkfg6gjhffg6glSnjd6glonfa
                6gm5cgg6gysjdk6g1WYfe6g2XnWf6g42oZZ6hGinon6hMJecf6hR+nXs6hSucgg6hXzgmd6hZErds6hiStfc6hkDYgg6hn0Vgg6hq2fYm6hq3gfc6hsWvW46hvSikd
                6h12isb6h2GdVg6h22Tge6h5vfgf6iBskhe6iETjbb6iYvtfc6iZYjQt6icKaeq6igRjdf6ijCfgg6incgek6i0Ribi6i4Gkgj6jAjjec6jA8deq6jSnile6jbSkeg
                6jdimbb6jf9psc6jlggfj6jqIabq6jqeggU6junZfg6jvdQkb6j1Qdgg6j30nal6j/JWgg6kDwnmk6kMVlde6kMgidm6kM9dgg6kQCigg6kRexwY6kaTnhY6kacieg
                6kcEpdl6kfLggg6kphdgb6kxqlme6k1Rfdm6k18egg6k5Ubfo6lAsfqb6lBogfe6lJcgYi6lKtbgg6lPJcgg6ld6jXe6ljnbne6ljvdgg6lkWkfq6lpMfeg6lq8ggg
                6lyAegg6l6srZh6l9qifr6mG9kZf6mHajfe6mJojcl6mJ7ndl6mPrpgg6mQbhds6mSoidf6mUlbal6mUymgf6mdLhdp6mdfqmc6mjpcff6mv9ddb6m7kaiW6nBChfo
                6nBzjVk6nKPUgf6nO4fyb6nXicjg6nkcmog6nxLigg6n5Qagg6oGSegf6oIlmrm6oYtikf6oY5UfX6oa1pbW6ocbgkd6ogCcdd6ol1aUa6oqpcbd6ou/abd6oybdgg
                6oz1Zge6o8fecx6pSXdff6pUNYcm6pZGefh6pblmfe6pcNggg6peglhg6pnEffk6pnVsdg6pnhdcd6ppOidm6pp4dgg6prPZbe6ptmhce6pyrgid6pzQhZm6p36n/d
                6p7Dgef6p7Jobc6p9Ndfi6qCNhcf6qC6fdf6qFztTc6qGDhjZ6qJJlfx6qUBUgk6qWVdgg6qXOjkj6qX6hfd6qaojjb6qcferd6qcxgXh6qeRWgg6qfjred6qkZTYf
                6qnQqsQ6qrHZgg6qyJuZr6q1Xiig6q68gff6rBRlgf6rerdgg6rlZlZh6rlrjtg6rv3nWe6rxCfgg6r3sZgg6r5hzet6sMwicd6sOUoug6sR6UuV6sTBmdr6sTYgfj
                6sTsofg6sZVtdd6scEbgg6soVefg6sx8hkm6szFjgf6s3Cidg6s9tood6tBMYcd6tCSnme6tDLgef6tFfhid6tLGuva6tLKviw6tMmXfm6tQfZef6tRzgdb6tUXgfg
                6tVzhfe6tWEXgg6tb4kqa6tdKjet6tiQYgg6toJZba6tq/kaq6ts4kcW6tthUgg6ttwodd6tt2fgg6t9Fhcb6uPGklt6uQQvrd6uRKVdb6uYvfnc6uhtpnZ6ui8odj
                6ukzXgg6ulbZjg6us7Yfi6uzHfgg6u+Ukfk6vFnihg6vONmff6vOcnfi6vOrhfe6vVLjdj6vgEfhf6vguffi6vgzjpX6vuRkmj6vzoegg6v1Xkbf6wBIbhe6wBVdnZ
                6wBxXff6wSdefg6wTBbfg6wWQ3re6wWSlgm6wnlefl6wwVgkl6wx2egg6w8igqk6w+Akde6w/+pkS6xCJnad6xK+eff6xWjhgg6xZHgma6xjVfYt6xmYfgg6xrLXjd
                6x/igig6yLofgg6yLyqbf6ySshue6yTxWgg6yZkZeg6yfpldj6yl4ogf6yrPhkg6yuAkhi6ywumld6yyfhef6yy2bic6zAhgqW6zBFcfd6zKMcrf6zP0jbe6zYDYfd
                6zasgec6zcKdda6zobbgf6zrwkdg60AXdkp60ELcle60L1kee60Yabgg60Y+ucd60bbVda60gFcgg60ougjc60oywqe600Rahd60+8gfc61KJfgg61LUhYe61Mgfgg
                61WCYen61Wmebg61bPudq61ibvgj6138gbf618Nfcf61/2ibm62AWoee62B7jjb62EHggg62ENgfg62cegcf62iVhmb62rQfea62rcdgg62z/kad620EjeS6237sga
                63Okcod63PMggg63ZEiff63iOedj63s8kwa63vucof636linh64Anfee64C8fgg64DQqcx64D8jbg64O3hVn64P0rfk64RUegg64Sdbcf64Y6agg64gHEjf64h2ird
                64nrned64uPUgg64w4lfi64xYjjm642tjef648yhVl65Dwegg65Jojdc65LOkec65Lmcgg65Qiedi65QtXgg65VYegg65Ynq4e65gjjtc65jYhjd65mMkgd65mUdad
                65qnbgg65sufgg65yhgbW653kgdf656eegg6584bho659Ffdc659zlde65+2hnb66C4fgg66Hmq3c66K7jRb66LTqfl66N4dff66Vmlcm66XZeqf66l4nXa66nOXgg
                66qegod66rEoyf663Mahc663Zsee67CYmfi67Dlock67D1gdf67NLheh67P8ggg67W6mZb67Zzeuf67dmSgg67gIgdg67gLpa267gocgg67lWfdd67omWYe67ynfgg
                671fswc671vYgh676gcgg68BOcWl68Bsrwf68CDjdV68JcpVr68QUcgg68TZQgg68Xwggg68fRgfg68iTSgg68ipSgg68iyrvW68mSfef68w1in168zinko6812ldd
                687ty6e6871Yke68+Khcd68/Jfgg69B+bjd69QWQyc69S5wmr69TOlfe69Ytlcf69fxdgg69hPsVa69qEagg69qROUZ69tEZgg69uUdgm69wdggg690Ggef691KiWd
                6938+bd698vdgg6+OHdgg6+SUelg6+kRjfg6+nabef6+r1lfp6+wRibf6+y2gbf6+3fqio6+4Qfce6+7yodk6/GSk7X6/GZbgg6/ISseq6/LBibd6/UPibh6/ZWdeq
                6/fQcgg6/jnegg6/tYgfg6/uameu6/v8kdf6/70Yfg7ADmybP7AE9dgg7AFUcft7AK9kdl7ALajne7AZwluf7AjovmW7AmjgpY7An1kab7AowfTa7Ap7jiW7A0iaff
                7A4mceg7BFhnid7BXGmdh7BbDjee7BbUagg7BcQsS/7Bc4SVf7Bjehel7Bn/egb7Bqybil7BwYggg7Bzulad7B8Mcam7B9bYgg7CBqkgf7CXXrep7Cfybgg7Cglcgg
                7Ch3dic7Cj4mfe7Cl7gce7CwHdgg7CzSsak7C16nae7C67dgc7DHvxpf7DLUker7DOxnbo7DPxXRr7DUafdq7DVKbee7DXdgik7DYxfgg7DaFjkb7Dlxlad7DprnxX
                7Dp6Xqf7DvdqfV7D0vnle7D/Jcae7EBXThU7EFeeei7ETjidf7EV8cgg7EYebff7EZPvad7EbbZgg7Efvegg7EkpUte7EuAcfi7E3Iodr7E5qjcg7E7amif7FEndgg
                7FOPkmj7FRalVc7FXDjfe7Fb1Zgf7FweYef7GERlgo7GEcSio7GV9Vgg7Gfukip7Gkfiqe7GmN7Xm7GwIefg7Gw/dff7G1kgbf7G/Ylff7HBFXlc7HI0ncY7HKwbgg
                7HNLqkX7HVYkZd7HX5cfe7HYqUes7Hdsnfe7HmCied7H6sjgr7IE0grg7IOQjjf7ISQffg7ITRcff7IYkhfc7IZBsff7Itnfgg7Iy+lhf7I0FjZf7I9Uhgc7I90Iao
                7JGlcgf7JJbRgg7JSfdjd7JUUagh7JkyVgg7JnBegg7Jnegcg7Jt5kfj7J2Vgdm7J58fig7J6klfs7KHtekb7KI5ofd7KQlbgg7KRnYZZ7KdOpjc7KfCVzd7Klrltb
                7KnRdfg7Kovjmh7Kr9cXg7Kufmcn7K6uqlY7K6vmfZ7LFoghn7LMXfgg7LOhdgf7LR1Zef7LfKhZf7LhC2tZ7Ligfgg7Lzhwe/7L27roy7L3+VWm7L/zjef7MAeibq
                7MH7f5d7MS9eTb7MT5fgg7MURcgg7MY3cgg7MbWncc7Mmgdef7Ms0wbq7Ms6grg7Mwjglf7M0ugga7M5Zogh7M74iao7NHHjes7NJHxhb7NJVoYn7NN+dgg7NZyVke
                7NaHffg7Ndjiie7Nf2tXh7Ng+hed7Ni6cgg7NuNqrV7Nz8ndb7N1Hefc7N2ugYg7N6Eqif7N67jfo7OE2jdr7OIlfdf7OQorib7OU/fdf7OYMbWp7Od+Umi7OhTnZb
                7OquYff7Os/hes7O8uijh7O98kch7PNXhdf7PRILfb7PSoekf7Pbybek7PckSgg7Pdfegb7Pi2mfj7Pm5bgc7Pnybje7P7crgg7P9fqog7P+6Xgg7QERegg7QIWZnd
                7QOwRgg7QPWOgg7QVDegg7QnwYbe7Qo5edl7Qp3lec7QuZefn7QxlZfg7Q2KXge7RE0oqe7RKkbjd7RRLhbe7RShiuf7RX8edg7RZ7aae7RcogrZ7RdWVgg7RfCofe
                7Rg+ese7Rnhdgg7RoTedc7RopqZi7RpIqod7R33jbw7R8bofe7R+Aabe7R+Wofc7SERbgg7SL0eee7SOQioa7SSLikb7SSvjac7SVMsab7Spzcuk7S03fcg7TDRdhg
                7TFOdfl7TFYecf7TKfoet7TMcege7TM9cfg7TOQZhj7TQ8kae7TSOhkb7TWqvtb7TZwoff7Tg1ocj7Tkulgb7Ty3cgg7T7BhnZ7T7nhhe7T7oYfa7T9Jegg7UCjrma
                7UIKhem7UI8plV7UJDagg7UKzhig7ULTcgg7UMtv5X7UNKcgh7UNZiqc7Ubucgg7UfceZk7UiI2Nf7Uo0fdd7UpSknY7Uy5afe7U0lwcZ7U7klZt7U9rWZc7U+Hkjf
                7VCFYgg7VCwWep7VIJthh7VM0jeU7VN7bae7VPRiae7VRYgdr7VT8ifh7VbLjnc7Vd2ubf7VoFifk7Vo02Wr7VueZgi7VzRgfc7V0mcif7V/Isca7WGuegf7WHLfeg
                7WaJmgw7WdTdgg7WqFifg7WuXYff7WuupdX7Wx2Ugg7W2/ged7XA2ged7XCpcge7XMBfeg7XRcgfg7XS3Vgf7XYqgfd7XfAbee7XgckfY7XkYhff7Xpkdgg7Xsbmdg
                7XxSfmg7Xxvkkf7X4vvuQ7YDoagg7YEEkdl7YJ7gef7YKqVih7YPfhhf7YdMrpU7YhKcVh7YyEtde7Y4fkin7Y8xlem7ZCMrbf7ZVPhfi7ZXIjfh7ZXqnol7ZeXegg
                7Ziedgg7Zo+hif7Zq1dgp7Zs/Vpe7Ztobic7Zurnge7Zz/obj7Z/eocd7aEBeqm7aE4glT7aGykqc7aLZjff7aRyXfg7aWnibh7aqamje7asdmfg7ay2bfj7a51hfc
                7a6xqqc7a9FkoY7bABgkg7bBgncf7bGEiTo7bHdrxe7bIQxsb7bSvfem7bTagoc7bVmija7bnCgXx7bnag0g7bwfdbg7b63qOf7b/SjZf7b/kegg7cJhfgg7cJ/kfc
                7cNuifl7cOGjac7cPYWpa7cUythY7cnfhfg7cvIWch7c2ohfd7c9hhZf7dAgZgg7dBFhhg7dBXbgg7dB6cgg7dHNrfc7dIGodf7dOpucx7dOzcgg7dTZioc7dT1ame
                7dT7vkX7dZHfgg7dcTfgg7di/bgg7djmgXa7dxFdgb7d9Gegg7d9/cge7d+Yldp7eNLfer7eNSegg7eTOhif7ebigzf7ejVjok7ekjdfg7exVgme7e4Piem7e7Iagg
                7e78gfg7e8CncX7e+odgg7fCdgfZ7fMwcgg7fSQdgg7fVXhhq7feWbef7ff8fob7fjAWcg7fm/bff7foameu7fyhhre7fzrdfd7f3yhfo7gAjdgg7gJbefe7gL3eec
                7gZmdge7gj5onf7gkrffa7gztbfu7hAGfhe7hBBlfd7hIEmbb7hJwffl7hX8gel7hZKewf7hcBcag7hhmbff7hkEnfW7hmzxkd7hpyYgg7hytjjc7h4Aegg7h4Yifw
                7h8thfj7iBJiet7iFJkZY7iNRpeg7iOuoZe7iTKibr7iTMhdh7iXmqed7ioajag7ivKbce7ivrjbf7i1hrYd7i4khde7jDpfei7jFrifk7jKBdge7jNfiff7jP7hef
                7jP+mmX7jWjiee7jX1Zsc7jdUdzc7jnOngW7jt6fde7jw8mdb7j2High7j4dadg7j9tefj7kBShkm7kDgntc7kDkRgg7kUbeid7kaHggb7kaJech7ke4njg7ko6fgh
                7kpjdWd7ktShde7kz+hdk7k3hhcp7k7Epae7k8Abgg7k9oial7k/temd7lACuke7lDy4gX7lHYcrX7lPygde7ldNkgc7lgtqdl7lkjerf7lybdgg7l7ndeZ7l+rfdo
                7l+/jcd7mArnTe7mH6ecj7mLrgjf7mMRjhW7mPGkgn7mSVtYi7mZgdgg7maUllb7mikcgg7mrOfgg7msigfm7ms9ggg7mtCelZ7mv0Zgg7mxRcgg7myBbfg7m4Bkcc
                7m4Wpig7m7zdgg7m9wggg7nA2ica7nDkUgg7nMLble7nTregg7nVHXcg7nbOZef7ncUifX7nc9Vgg7niJvf/7nnGZgg7ntPage7n7ZYtf7n9bolg7n/qjiu7oDYbgf
                7oD5shd7oILkXm7oPqdri7oRWebW7oSmlca7oT/hgg7oU1nfd7oU5leb7oVPjeY7oeBebf7oeRhcf7ohWmfo7ohvleb7opGega7o7Wfgg7o7tffZ7pALief7pEkgvb
                7pKYdgg7pK9oYh7pLcTfg7pS9cfg7pefchg7pfMgnc7plKief7pmLanf7pq/fhn7pwOlae7pwPujX7p89Zjg7qB3mnp7qEPdgg7qJUxuf7qOSnhc7qTBieY7qZtVcg
                7qaucef7qbaefd7qghagg7ql0egg7qmNqid7qm6egg7quIggg7qx1ukc7qx3peh7rTMVda7rZhgYk7rZ4ejg7rbYheh7ri5jcl7rkSlte7rmQeef7rn0iif7rtbStY
                7r0vcgg7r4wmYZ7r6bgSp7r68kvZ7sGvcge7sJCfgg7sY+idf7sZzegg7sf5mla7sg7egj7sj6bUo7slzhde7snsdkg7sqrcWd7su8hee7s5ecgg7s+U4Yd7tLLgoW
                7tWvbga7tavbgg7thEmVc7tjhqaf7tlwjgf7tpDfbh7ts1Yka7twndgb7t2gpyg7t83fgg7t8/lcn7t+2kkd7uIzkuc7uLloZs7uMkVel7uNCdgg7uOeegg7uPTdgg
                7uSEfgg7uVqbnk7uZPffg7uaWqya7ujRcgg7ukrZkp7uoNdeb7uszifg7u/elcd7u/ihff7vGtkha7vHJgbj7vK6Ygg7vNMrqe7vQ6WZi7vpgdgd7vqXmtg7vtJbff
                7vtbfge7v2rfgg7v30gib7v5cgld7v77jma7v9Gggh7v/PfYg7wBakee7wF7fbg7wJolfg7wJ25wb7wRphhe7wV9gaf7wengpl7wipdfg7wtpeaf7wuUifg7wxKiig
                7w3mkfe7w6gbbk7w61jgg7xFBgaa7xMn3V/7xO2bed7xP7cgg7xTqhdb7xUWgef7xVYdlf7xglsdd7xienmf7xjAYem7xwUhif7xxOdmg7x1Fler7x4Yhob7x4uhhZ
                7x5abZu7x9Drgg7yBGbic7yCwzXt7yGsmhi7yIhghV7yMPgih7yMc1do7yO7dgg7yWefed7yqzPue7yu/qkf7ywdfam7yxtmbe7yyUjoe7yzQvue7y0dhcn7y1AimW
                7y5Phje7zCJeZZ7zMmbsc7zXAqdc7zc3Xcc7zejjmf7zftide7zlMfgg7zmTXkf7zyt//Q7z2aYgg7z5pceg7z9Yhrb70Awbgg70Ctfcf70EMfgf70KBfgg70Tr/To
                70fKmne70giekn70kJcgg70lubsm70l9ggd70pbhiI70pqedf70wUfZo703PdkL7053dad70/obeZ71Ancif71MYjdp71Qvajg71Yiegg71Yqggh71ZSuVd71eLigf
                71kchdf71tnoZl715thhf7154cgf71+3afh71/jdgg72I6fgg72PJgfg72Qqfcf72R0kWl72hRlWs72nlzvY72p2jsj72rligg72xchet728xngb73Iddgg73Lcegf
                73Nmpch73Nrrbl73Q+kad73R9Ytc73driib73hwuYe73kZeic73mzigl73tAXep7311agg734Vtle736NlYo74C4irg74GArbX74Hqzdm74ILZlm74aPttX74lKlgn
                74oLdlf7496jgg75F4hZi75GDmbc75JRcgg75TUndu75YGlcf75ofZgp75qnifl75q7pcj75renkV75xRfld75zmdqe753tygV755ohfg75//deg76BFgej76Psdeg
                76j0Ugg76kFegg76s3fgh76wAdef76yIdff76zfdee762QtWh762Ykdh763affZ76+bfek77GbwYf77G/Wdd77Hztfa77QEice77Qieqf77VKgfi77gHnzc77hFkkn
                77rbbeg773txcd776lfgg778ZYcu78Dtlgg78Fcfij78JlrWz78NDdgg78RBhfe78Xzffg78gmeff78mcmhb78oIbgg78uhpjb78wqygg78zZdgd782wbgg787Pfew
                79A8kTn79Hzjdd79I4lme79Jjdgg79Mxofe79TyZab79W4rZX79Zaeif79dBgfg79dvbgg79f1jef79i6igg79rQmhe7+CGnte7+Gralm7+KPbgg7+LMmde7+VMgWj
                7+V8ife7+XDoeb7+XZsbp7+nPfSg7+wjjgf7+1xdng7+35imh7+39ngf7+5Xalg7/Cyfff7/Fmfef7/MTrXa7/NTwfR7/OObgj7/PlYgg7/QbdYf7/dPngg7/f3qkm
                7/streq7/4Vglc8ABinVq8AEsXgg8AFovld8AMTged8ANHefk8AQdffg8ARfegj8ATWecf8AVjmgg8AdRfgg8AjAdef8Apekfx8A7Dggg8BAjkae8BC4Yec8BJjjfd
                8BQIdgg8BSYjgf8BZgame8Bandef8Beoggg8Bm1gXs8Boqnes8Bp2ggg8Bs0dcf8Budkk28Bvheuc8Bv6lZf8B2xkbe8B7ikee8B8vjkd8B+UdcU8CEzg1d8CLIbgg
                8CNthja8Cbengc8CkElhf8ClWegh8Cnbdgf8CxXcog8DDWbaX8DFvocd8DGnidg8DLVacc8DM/lpU8DOqlec8DOznfg8DXqkgg8DaHegf8DdDdgg8DdMifa8Dd8edo
                8Desnkg8Dfjbfl8DkxoqZ8DqQdSf8DzMidd8D4Ojki8EA1mfg8EGyjgf8EKIanY8EOnbdi8ESrtoY8ETdZin8EjJ1gg8EtVpff8Ez83ya8E0bffg8E2Docj8E2/hib
                8FEwjdc8FMTZdf8FPjcgb8FT0mbZ8FVcnsb8FZdehg8FaqsZh8FcDajc8FlNegg8Flupsa8FqTicg8Fybleb8FzDflg8F6uhbf8GDmw3g8GG62wc8GKrbdh8GQUefZ
                8GXFffh8GdOcgi8GgMmX58Gj+fog8GtgbbS8G0xnwY8G2Gkod8HNMeqd8HhfwoW8Hjugff8HlshZg8H4DoTO8IH6dYj8IIVcgg8IMYmZt8IOYffm8IRzqvm8IWdigf
                8IYVive8IcAZkw8Ie5Rff8Il6qWc8InOWgg8Ixsjdc8I0igdg8I1JYgg8I6huef8I7Pfgf8I/smff8JRUYgg8JRew3c8JWRrb28JYxyYu8JaEi3f8JbXfmp8JiAbff
                8Jicdgg8JvPbge8JxAwdg8J6kpdl8J69Utk8J8Pggg8KBkhhk8KEragg8KIOlgg8KNitet8KRbkgo8KUMadY8KYQldv8KYWlYj8Kd9Vdk8KeMkej8Km2mpn8Knocra
                8Knsjmo8Ko0kma8KpAocf8Kq9fjf8Kt0fff8Kvnfgg8Kzwdgf8LBvcgg8LJjagg8LLvsbb8LMacoe8LRlqlf8LU1agg8LX5dgd8LbSkpb8Lb2Ygg8LiAdhX8LnKrZj
                8Lqafgg8LspgSg8LtBXbr8L0pcgg8L1Qtke8L7cfgg8L/Yklp8ME3Ugg8MFcZgg8MJEUdd8MVKafe8Ma+nce8MnMggg8MshXgg8Myufdb8M2+wef8M51hcg8M+becg
                8NJxlYf8Nb8ifd8NhJecg8NmqpYg8NpQlld8OJwefg8OJ8egg8OKBoYt8OMBnfg8OMPbfd8OUsgff8Oa/fgg8OeYYgg8OgObgg8Ok4oej8Owhcdk8O1Ipde8O5ccef
                8PAykej8PA6jhe8PChmee8PGeagg8PKcigg8PT8efi8PWthxZ8Pfupfg8PnEomh8Pqpnpf8PsZbgg8PtKXce8PvHWiY8PvJcaf8P1rgek8P3yYgg8P75cem8QAcpen
                8QAtfef8QEifee8QGFXgg8QLPfeg8QTbmde8QWzagg8QbKcmf8Qfyige8QkKkbh8Qxdhqi8QyGZef8Qykjcf8Qy+mmd8QzYhfe8Q5LfUe8Q6RlYd8Q9fXgg8Q+qmmf
                8RA6iYq8RCZmfc8RGZhgr8RPrpeV8RkLheX8Rndifr8Rpjvlb8RqLieg8Ruqibf8RwEbgg8R1Qgei8R2lack8R75Z2a8Savhme8SjNegg8S4Xugj8TEplad8TFzhif
                8TGHcgl8TSBfag8TVkmin8Td8diq8Tf3Zde8Th2Wgf8TsTbfc8TuGgee8Tv4fTX8TxIfmY8T4YmhT8UGeZgg8UHUlcd8UJojif8UOXegg8UQtdgf8Upnnik8Uswgcf
                8UzLegg8Uz0ffg8U3sgeX8VGqohi8VJLSif8VL/qZc8VN1fgg8VUn4Rt8Ve+edh8Vflagg8Vjsnif8VlkZef8Vv2Yxg8Vzyegk8V3sZZf8V34fgg8V5Yfea8V57x6X
                8V6vcgg8V+zhhZ8WI/ebd8WJcvUa8WJmZem8WVxggg8WbEfXe8Whkmcd8WlLcgg8Wn5kYf8Wojjpj8WrktZc8Wszfdy8WzokXg8XF/cef8XR+khj8XSIdgg8XTCjeY
                8XUfggg8Xanmbd8Xd1jof8Xhrqfi8Xi0fci8XjYTjZ8XpFfgh8Xxnowg8X2hgae8X2tqbm8X5LsZj8X/dhcZ8YR1YZc8YWffid8YYKehf8YgvfYq8Y6Ietf8Y7Ojmc
                8Y74Ugg8ZFecuh8ZFkdgg8ZHuhjf8ZL+hne8ZTwaig8ZUEgap8ZbGfeg8ZkYSif8ZnlZfe8ZpVbgf8ZvEmbf8ZwZZgg8Zw1fgg8Z0qnec8Z+zuXq8aB/cgi8aIcbZl
                8aPxXgZ8abOldf8acVWgg8adzhgk8agMfjc8ambqej8aqsegk8arRnoe8atEgcz8bAJdcg8bBadvd8bJUcjo8bMMfqf8bPsekg8bUeZgg8bcFian8bgxegg8bhRhgg
                8blPoiq8bo3cgg8bqtuck8bwmnnb8bzKafg8bzeldc8b0Aiic8b/Segg8cBpcfu8cLQZbh8cPPggg8cQ3jkf8ccxfsd8cehdhj8ciHfgg8crIjjg8crveWr8cwJXfi
                8dJQnkc8dN6lzK8dQyffa8dS4mqf8dTgjff8dUacgg8dVUdgg8dXsVhY8dghfff8dqYbgg8drOrcY8dv5ckg8dyahed8d8UYfe8eF1jfb8eK6Ztd8eLvhei8ePTheV
                8eg4khh8eihhvb8ex7fgg8ezciZe8e2Tegg8e3adgg8e6qmgg8e7BgiZ8fB9cgg8fCmXdg8fFV5Zh8fNQfsX8fZtlbg8fr6egf8fsdhif8fufhpc8fxqfgg8f4JpjX
                8f40ekc8f5Bqgg8f/Aegg8gS6dgg8ggGegg8gjgbbf8goRfwg8gocgff8gxeffY8gyAcgg8gyKceq8hE+cgg8hFkfgg8hGQZoe8hO4kff8hTtYgi8hU4elV8hXTbgg
                8hX5ebe8hdCbgg8hggYgg8hg+cef8hl5bdn8hoHorb8huCagg8hwlbgg8hyBekg8hyQfdd8hyllhi8h3cegh8iAHhZn8iBIfgg8iDchud8iESnsa8iIdcfg8iJufgg
                8iQAkZd8iTXihp8iT9feg8iY8m/X8iZ2kde8ihbhdY8iwAdgg8i6obge8i+jhcf8jVDhjg8jVShie8jZRbgg8jZffbm8jaYdgg8jcdwoY8jeiqsU8jfurme8jf3pfo
                8jgsdgg8jprkdc8jz1btb8j5EXff8j6QiZd8j8kdgg8kBMhle8kLAiYc8kMskgX8kNWXqe8kROhYm8kXaZfg8kbjimg8kl/djZ8kwjlde8k1oghh8k/Ktsi8lMhbgg
                8lT1jjd8lT7ikg8lWBmei8lZ2gvb8ldModR8lh1jfq8llCgYn8llVjck8mPYrZe8mRmfgg8mTlfaj8mUZidh8mVgXgi8mVpjcd8mdsggp8mhKhfn8mnlidg8mvSdZw
                8m1igye8m6Rpga8m7Vefb8m/Wbgg8nEmdqg8nHaojf8nXCihl8nZZnff8nd7egg8njkdgg8nm1hgc8nrddkg8nr0fgg8nv7rff8nyEkWY8n7zdgh8oFpdjg8oLNeoe
                8oSdgbf8oWtksd8oljggg8orLjif8osyinT8ouAcgg8ow2Xgg8o6bXeg8pFsgjd8pGyYmg8pIchck8pJ3mfd8pKXqeg8pQ3dfp8pn6mtb8p1Qegg8p4As4P8p5Hjgh
                8qEPjjo8qKLZdg8qWDhqb8qXVkcd8qX4cka8qgPTnV8qt8fud8q+igba8rBkiew8rFRheg8rFWPoX8rNhjef8rOIglf8rRgcef8rW8aaf8rXNdqf8reIoyc8rfgggh
                8rmkmtd8rtKZgg8rzie2X8r44hcp8r9Pinc8sH2egh8sT8ced8seykeb8sjiimd8slUaih8sppyuY8sqedgi8ss+khe8szmnZn8s0gfgj8s6SSrm8s+DgVb8tA2cgg
                8tEWfnd8tGKfid8tIQuhd8tSTcgg8tW7eer8td0eif8teykfo8tudWfg8t2McVi8t6eifd8t8pgXk8uByoZT8uQ3rae8uVOhpf8uVqdii8uXwh6Y8uZWggg8ubDZWZ
                8ulHefm8umrhee8unSlbd8unpnud8utChli8uv3ldf8u3RpTo8u5Zdgg8u7lpdc8u9Zild8vEiqbk8vIDzke8vNmfel8vUioVq8vUyweT8vamdmo8vyQXeg8v0MUgg
                8v2Rgqc8v3Xiff8v3+qmb8v4Gbgg8v6Khad8wCxile8wIBfgf8wIulrW8wYPcle8wZQXer8waiWee8wjBhbe8wmFqcl8ww1kvd8w0/fce8w1/dfm8w6ljdd8w/Fqek
                8xAeagg8xAzhpc8xGpgge8xIFffe8xYbefg8xZTegg8xcPfao8xcubdf8xdNomu8xfyedU8xjhgbi8xjiudp8xmYife8xopegg8xw4rbk8x4xide8x+Vmbc8x+0fgg
                8x/Xdgg8yCxheb8yHPgdf8yImhfd8yShqna8ySxghe8yX5la18yixVdf8yruqdT8y7Leba8y83mWy8zAWglg8zApYgg8zEXZcf8zJ0nje8zWLq5p8zjlceh8zkbZgg
                8zoOfcb8zoqbgg8zpAZgg8zqyods8zuSjcs8zvtpY18z3GoaY8z4oUee80BXiie80Kogff80Nlegg80Qliig80RNell80Rjjdd80TQghe80VHire80VSeec80Vnsbe
                80Xkgeg80pXhfh80sXWgg80spqob80ymfgg80zOgfg8020jei807qene81Hipfc81Kkjqd81QHcei81Ttfpg81vDpbe812uigf814Sxe282DtdVV82Gxdgf82Ijfgg
                82N+pxe82TCeiu82WKlbg82W4dgg82c0sfr82gnfhf82k0fkj82o2oqh82snihb82wubgg829Jcgg82/Yjgh83A2cfe83ETjmf83FAjaf83I9bgg83Kbgby83RZskf
                83mAsYd83mwaif83rLyVU83sQsde83tNh1Z83z2ggf833gcem836enmi84Fklce84SVegg84V7dgg84ZYgbg84bMUKo84buege84dhggg84jHtci84rZhlc84ryfjg
                84snidc84wgcpg840Scff84+znYe84/WpWr84/Zikf85AJqhg85A2gke85FAlai85F+dgg85LakcY85OUgce85RWger85Zofgg85eOifc85lbfgg85oQWfh85rcdgg
                85tCggf85tDgge85xxfgg853Hglf853+ffm859uhdb86LLwqc86OValb86Y6aai86fXXgg86gdiTs86j1Qka86mnbdf86n/hmc86ocifb869Jffg8691hfU86/Gagr
                87BTaZl87Vkgkc87bsg5d87nyjWZ87oPfYe87qoegh879jfeg87+Kees87+Loac87+Pjgg87/oofn88Aycgg88ELfgg88G5fgg88Inbeh88Jbceg88KcYdm88LtbVi
                88MEjeg88Ujdcg88lDdgg88soVgg88yZcgg886/jgp89ESfij89EneeW89HGk1W89LkZgg89L4bgf89QSacg89SRdgg89auihd89a2her89fSidW89g2fuc89jchcd
                89mjfff89nkfej89xildd890CmBg899obfg8+Fwaek8+JilZl8+N0fiZ8+V4faq8+WWngb8+Wbfgg8+hvykc8+nqbed8+olmiu8+rFfbg8+vOorK8+vyffg8+xWPYf
                8+xvdgg8+ynlgh8+3ykfc8/KuZca8/SQqhY8/S5dqe8/bYYfg8/j7lkf8/kuffg8/lsnWU8/met0V8/nIcdg8/odZgg8/tfdch8/xrdgg8/zHVgg8/0Dmfl8/0Vjib
                8/3oldd8/9qWin9ADQbXt9AEUWgg9AH2nef9ARyscq9AVRlfk9AYztbi9Ab0dgg9Ac8qXe9Ag/Yfg9AiDWgg9Ai4gbf9AlIskh9AtFWgg9Awxkda9AxSqWz9Ayzegg
                9AzydZf9A0zbgg9A1xbfg9A2Uigh9A2ulew9BC2gpd9BGgjoZ9BNksjZ9BP8fdd9BV4hee9BWPhca9Bk3fcf9BpOmlc9Bs7kYh9BwNpgY9Bxmjee9B2jfig9B4Ughf
                9B4dfdf9B5Rgdf9CDkbgg9CDuedg9CN0qff9COzcjg9CPvhpj9CXuZgg9Ce0aZ19Cfzgnf9Chthdf9Ckkdhg9Ck/lXf9Cmbjsa9CoGegg9C1nalf9C7Ieak9C8McWq
                9DIIzbg9DJakoe9DKAade9DMydgg9DSoagg9DTJrok9DU4efj9DpFcig9DsZdof9Dx3aY69D7sbch9EAggef9EWitaf9Ee0hfl9EfCifT9EhBcXm9EpwmYn9Epxcgg
                9Ezvegh9E7cnam9E+6d1e9FAGcgg9FAdfff9FG3jjX9FHZpWg9FLcmoh9FVLfki9FfYShl9Fuyefg9FvXdeg9F3pbfg9F7gnle9GBnokd9GCIire9GJMncf9GMpffn
                9GQNgfi9GQqgeg9GQ7Rck9GWfkoe9Gfidgg9GhZkem9GlUhgZ9Gmohfb9GsZmfm9GtNgeg9Gtkggf9Gtrdfi9GvFkgY9Gwtgfx9Gxlcmf9GxuSYj9Gy9kTW9GzowL4
                9G0ZiUf9G6cbgg9G/Afgg9HKXokf9HLieXk9HOWnee9HO/mig9HP/cZe9HoHhRo9HoifWh9Hwggif9Hzwdfo9H19dgg9H7Zghi9IBWegg9INXlqc9ITvkoe9IbPkfe
                9Ighggb9IhCgjg9Ipbgef9Iw1grb9I1/agg9I80cgg9JJ7led9JK1ibg9JQpfoY9JSkRgg9JU+egg9JYSdgg9JZllcf9JdCZYf9JeRdgg9JlXeji9J71gjg9J8OjWY
                9KBCfgg9KHNdaa9KJ3mSf9KOMgZm9Kf0doe9Kglfdp9Kgpjmh9KkcYfi9KrRegg9KuPcgg9Kwrlhf9K3Uhef9K+Ddgl9LAofeq9LCZknm9LDJgT79LGRcgg9LHRjYj
                9LJzigY9LcVjbb9LnMhka9Lntagg9LsBscZ9Lslkoe9LxXhfk9MPFhig9Mb3kis9Mx5bmg9M2NWdg9M5ldfe9M8vdgg9M9Bedc9M/xTac9NC4kpf9NeVZkf9Nh2iZw
                9Nr2cab9Nz5hod9N5Leig9N87aeZ9OISgof9OQpfge9OeTsne9OrLdef9O3YfhV9O4Onaf9O9/ggg9PHdlpn9PIpgdd9PN0/Hl9PRHhfm9PTmlel9PWVfgg9PXnafc
                9PYJtfe9PZAZgp9PdRjeg9Piuiji9Ppshdf9PsAfgm9Px7cgg9Pywdjg9P0KmZk9P2Kdgg9P9jhsZ9QDShde9QLmmbv9QObbYf9QS4ckb9QXMpfb9Qc+fcg9QktrUp
                9QnIlYe9Qn2Wph9Qpqxfl9Qr9iwd9QtMmZk9Q5Gldc9Q/lcig9RDbbb19REGccu9RJ9ldn9RM7imk9RXtfja9RX/cpg9Ra7BYc9Ro+udY9Rvupfo9Rw2pXa9SC3ggg
                9SIrfdf9SJJffi9SJ/jme9SMmfdi9SWAfbs9SXDinh9SXknna9SYhcgg9ScFnhf9Slakgi9SmzZVZ9SnYigd9Sp5hef9Suueeb9SxNegg9SyNgad9S6lkja9S6/mdf
                9S8nrpZ9S/WWfg9TCRleR9TC8qkc9TFjYhg9TPaceb9TQrhje9Teegpg9Tfyjdg9TmjYeb9TpChnc9T5Ndij9T8sjpV9T+kfjg9T/Eece9T/dWgg9UAFloZ9UEhegg
                9UIWmfe9UMLfgg9UMTmdb9UNsipd9UY2Vgg9UdAimk9UlSnel9Ul2hgj9UoVeRv9UpXeot9UsQfgg9U0ktcr9U2R/TM9U5gldt9U+Tcjg9VE5egg9VLjajd9VN7jmW
                9VWycfe9Vgmggf9Vi5Zgg9Vjeegg9Vq2hnf9Vr7jeq9V65jbe9WDibgg9WFfWgg9WTBkcn9WUmigg9WWJjuV9WgXlYf9WlVldl9WwHnfe9WyNieT9W1sbff9W4ihgg
                9W76fgg9W8Qrmf9W/Mdgf9W/8kck9XDtide9XI/gYk9XNCdmd9XStsfz9XWygfj9XZHpcf9XZnlbc9XhNsab9XpFYex9X0RZee9X7/dgo9YCkdeg9YEGhjg9YFekfn
                9YGMfgg9YRrhfZ9YYBn0f9Yczjff9Yi1lqg9Y6EZgg9Y/GpuY9ZFscgg9ZLvsih9ZNphef9ZaVffg9Zeohdf9Zevlbd9Zn8dgg9ZvpYgg9Z9Vfce9aAjmue9aBTdgg
                9aDjgZd9aSOiRg9aVbmie9aYumcf9amvhel9a6rmme9a+Adeg9bCvegg9bDGdZl9bFAdad9bWsegg9bYTdqg9bZ8mbe9bbeeef9bcdegg9beCmpZ9bqmcgg9bq7kfg
                9b0Bhdg9b0Frca9b7JbXe9cAQXbm9cFt0bj9cHbbhj9cKDdee9cNGhnf9cQUegg9cSiXfl9cWbgYe9cWdfgg9cXTfhk9cbLhff9cjlobj9cqYZgg9cvZYgg9cwJahf
                9cz2egg9c/6uaW9dAwQrf9dB2bdZ9dduYal9de3khX9dpoefa9du0srW9dwGegg9dyQegg9d8paiZ9d+zcjf9eCckif9eWTlaW9ecYmcf9em6add9eq+deg9e6fqle
                9e6hpmf9e8Yaeg9e8zmef9fFOecZ9fGSfog9fN9Y1Y9fUNegg9fX3jgf9faJifg9fbadgf9fmufgg9fnSajo9fwvffc9f0dcgg9f6uidh9gBUjgf9gDBcgl9gHKj/T
                9gIyhpo9gJVegg9gL/hac9gOBaef9gU6hfm9gd+ffk9gnldgg9gsVsdb9gsqfge9gxLita9gyvkfd9g2ukhd9g4Tfgf9hBitbe9hHiijf9hW9amd9hlVqde9hvhdfg
                9hyKnko9hzNVeu9h1llcv9h5Aigb9iD/eZj9iF+lch9iHVYgg9iIclel9iIyjdd9iQiuZV9iRhdaY9iVGcgf9ibegge9ibqlZl9iecqdh9iikcih9ilHcWd9im2dgg
                9iqasVp9iqndgg9iz3tUZ9i6Snee9jBCklg9jB3dgg9jCpgeo9jG2vjf9jKzaff9jL7ndc9jNgqwe9jPh1V39jXBgjf9jcRjfe9jiSrdf9jxClne9jyjiYV9j3DpjR
                9j5dnff9j8iZdT9j+vdgg9kBkbgg9kFVfgg9kNajxT9kbdfgg9kcrffj9kf/Qgg9kgKffg9kmGgnd9kqpjdp9kw1hde9kxTfff9k1acoe9k35lre9k7Edod9lFPpgh
                9lNfdgg9lNyifh9lPnZjg9lbmfge9ljBgfd9lmPchf9lnzkle9lzQieh9l4bXbj9ma1Ygg9mfIcgg9mkr/cc9mtMagg9myTsfp9myfcYY9m4ujc09m5gifg9m6/eYk
                9nKHgig9nKmtkc9nMBbdm9nU8eab9nYOfde9nYlpbe9nbVpdf9nfKolb9niEojr9nk0rce9nmstgg9nr6k1f9nv7vjb9nwvclg9n0Xefe9n2Pfgg9n4adgg9n7Sdgg
                9n92dhf9oA8dfe9oEhWgg9oFDgYe9oJtpeb9oNcpem9oU+tZb9oW6lfc9obEldf9odOdZi9odpuiW9ogMfgg9ojQegg9ox6qfa9o35geh9o6Ohgf9o7Chad9pHhhfj
                9pOKclf9pOSVfT9pO6gff9pTNYbc9pdt1d/9pmSZac9pmsgZa9ptzedf9pvwgga9pwHdfm9pzSsZc9p8vnjh9p98f/d9qAPgff9qAirid9qKpljd9qiggef9qn4gmb
                9qtWbgg9qy1hYl9qzIQdi9qz2hfg9q0ThXl9q3cebS9rFMSgg9rLZcbf9rXVeTX9rYqoXd9rgXcje9rgjggg9rkDUgg9rlqmbx9rpIpgr9ruIegp9rv7qVs9r0Lfhe
                9r+Kpeo9r/06ig9sMJhqc9sMOhfg9sNGggg9sQGfXS9sWDk7c9smZwYe9soP4re9srPp5U9syGqkY9s38gae9s43cgg9s/zjxd9td4kii9tgVeed9tj40ei9tmDLiq
                9tp2ebd9tqHegg9ttPmYc9tuLeff9twRZgg9t76Zeg9uHdebb9uLtbka9uORcsY9uO5ebb9uZVvJ/9uevjhe9ufHkjV9urSnol9uzdhpd9u7Fska9vAhjfc9vBYekf
                9vDbhZd9vHLjnf9vN0ljc9vPQYgg9vVNfdo9vbrsds9vddmdc9vfFofd9vqeegf9vsScch9vvWdgf9vxuhbo9vzVhje9vzbevb9vz3ndp9v7Qfgg9wELlbe9wGxhdc
                9wIzdad9wJFhec9wN0hef9wZfbgg9wcNiVa9wdqLjg9we8dqX9wfUagg9wkgfdd9wyucgg9xCQmjb9xLPZgg9xYMffh9xcpccs9xjHife9xvtfgj9xx1pkj9x6Cbic
                9x8Vief9x98lnf9x/Ejzl9yApqcj9yAynZf9yBincp9yD8rnb9yIcagg9yQgggk9yVzkbX9yWfief9yXmnYn9yY9bfg9ya3ccg9yfnmee9ynEXgg9ypAhcf9yuS4ai
                9yvBlqe9ywakwd9yyiXlp9y0qegg9zEUgim9zH/eke9zIqege9zfKkfe9zhAqof9zhglcd9zlFWgg9zlIocp9zptlia9zrribd9zsXocz90B44/K90CXegg90DFwcb
                90N1gOd90QXiff90S4egf90YBdeg90YCshb90iDbfg90iYncw90meghb90rqqUt90sFlme902rrcl9092rYc91B8ofv91C0kec91DFbfi91Dvggg91GYagg91J3nZe
                91RjpYc91WUboe91YGhZf91qinen91qpdhg91sYnlf912ofgg917EimZ9181fpo918+gee92DJke592DTige92GWkkZ92I6bYf92JFeke92NOjbf92RIegg92Rwgbb
                92W7egg92bhfgg92kDkic92oxrYf92vYiho925Znb2928afgg928xfge92/Noae93AUmta93Dsece93HX0yY93Hkhfg93Jrghm93L5vkZ93PUdgg93cGcVm93dTegg
                93e8dgg93qFbfm93wpqaY930obee932bgxd9382egi938/cgg94Ads/T94Byjdc94Jza6e94M2eei94NZhes94Tfegg94XLlah94XPegg94Z7ehg94cWgrf94filfr
                94f1mXs94hEgVq94jRUVd94n/bgg94uTcgg94xdnfj940Hrab9426kfj94+wycW94/8YYf95Pqcdf95RTfgg95cMggg95f8oXv95hDpWc95p5fff95qumsW95rJjgf
                95xXelf95xsmjc95zGcuV953Pjhf957mlhc95+Vjdj95+imgi96Cxicm96EFbgg96Gufgh96LFvfb96Laigg96NPxWL96VTgdg96Z2gbf96aYndl96b5dhg96k6emd
                96mvlgd96pgrVw96psqwc96u5fbv96yugwd96/agjf97BRcgg97EzbqX97GsgXv97OMXlg97X9hse975jaZl977SxZQ977bcjg979ocnc97+/jfe97/Rdgg98Aefgg
                98Hdegg98MUeff98Wmjle98YMgcb98drdfi98hYrVj98oplhc98tRUgg98tVemW98ufrgf98zyfde980ucec984yieh99DicZe99FJife99H3bdw99PKhce99T5vmk
                99WhlP199XAgei99XWffm99cPfeM99nkked99sCkgg99ybplb990zelf9914fcj992Icgg992Yegg994imYn9+Alhng9+I9fff9+SQ9kn9+aScgg9+dqkhg9+o5ggg
                9+s4orl9+udtfj9+yheff9+3Kh6W9+65beg9++JYef9/EdrXu9/Eocgg9/N3oge9/PR1la9/Ydokf9/a2ggg9/b9cfa9/tWkgg9/x1ege9/zPmfr9/5Tdgg9/9ByWb
                +ACnjdd+AF+idf+AHofgh+AJYehb+AK+ieb+AW0mff+AYSeff+Aabggg+AcAndX+Ad+nfd+AhLYhf+AkOlgf+Aoghne+ArSmhd+AsSdgg+Ayjrtc+Azjocb+A4lcgo
                +A/ykf4+BA+dXf+BGqhrQ+BQUlig+BU+kgk+BWAfgg+Bhshee+Bjudff+Bo1Ykd+Bqhrgc+ButZfd+BvZZZh+B2Hofg+B2Ucgg+CCxotb+CSzncf+CXqm8g+CYStmc
                +CZ1llf+Cf/coa+CgDugh+CrGffg+Ctprbo+Cukdfp+Cxmegg+C2inpd+C4Oheg+C6WYlf+DGEdgg+DJfUhg+DOCibY+DSrhfe+DTFdhW+DWIegg+DY0cgk+DZwdgg
                +Dgvjgp+Dqejci+Dz4gef+D0Heeg+D1WYfh+D7ahdf+D9Ndrl+D/Cjde+EACzeu+EHNdum+EKzfgg+EWIcqe+EXRtvc+EZHjbg+EhovmW+Eq6geS+E89hcf+E9pkdf
                +FGcfcg+FHihcd+FN6hef+FgJcnd+Fkndgg+Fl7iee+FmLRcv+FsCmcg+FudseV+F0dbgf+F1mXgg+F4kfgg+F8Ydgg+F8xhig+GJxgeb+GM8evc+GOVjid+GOlkpe
                +GQJhbg+GRbgfg+GSZfff+GUfnZb+GVvleb+GWUegg+GWdfdd+GZcUhd+Gb5fgg+Gezdgb+Girfgg+GkJahi+Gl2qag+Gpcloa+Gpyjtb+Gwhgef+GxMcgg+G26ihb
                +G4vbfe+G63Scg+G/lmpe+HKUcje+HLYXcf+HNVhfg+HRNqYb+HRrZac+HW6lpf+HZGcgg+Hcxmhf+Hhjhcd+HmfXgg+Hzlipc+H78dgf+H8LYid+H9ixgi+H+tgee
                +IELffg+IKxjoe+IRodcf+ITIfgg+Igwfcn+IhxZgg+Ikpdgg+ImEied+ItqiZa+It7cfg+Iwdgdi+Iwwnid+I5kgfd+JCegeo+JJQjhf+JLqXbf+JZMXgg+Jlb2ge
                +Jnahgg+Jq8egi+JtAeef+J0Hjff+J3edme+J3uofe+J4ccpb+J+mteU+KEcZde+KIYdgg+KL+mfi+KQ7jle+Ka0lef+KbQfgg+Kg0zpp+KjITgg+KmBcef+KthSgg
                +K2xlZo+K4zqdf+K9CVbZ+LC9fgg+LGudgg+LYG0bU+LbLhef+Lbxlnc+Lpnjgg+LtQqqh+L0ORbb+L44gkj+L5pbgr+L67cgg+MN31mm+MV4hgf+MXLXib+MbYcgg
                +Mddjgb+MmChZg+MpTYcf+Mpmhfa+Mqbggb+Mvafgg+M7pfgg+NDidlg+NFGgcf+NPvbgg+NpPXdf+ODNgjf+OLGkbc+OM/hxf+OOTnco+OOjfif+OPks/n+ORbega
                +OUnSeg+OpVSaf+Opqisb+O3JgZZ+O6Rhjn+O/pegh+PFIegp+PF4meX+PMgXgg+PPGgag+PPQfsg+Pigmgf+Plkffq+Pm+fgg+PzZkZs+P1Bhqf+P4qjdg+QUAfgg
                +QUClfc+Qgitad+Qn7qgM+QtTdiZ+QyRege+Q2/fdf+Q7vved+Q/Sloj+RHkici+RIK/b/+RKJcef+RMLhfm+RRQjun+RUVfgg+Rgarch+RgvUgg+Rqldgc+RtPfgg
                +Rtnbbm+R4ogqZ+R5Ukhg+SAUlgg+SFh/Wf+SNEXkZ+SScsXd+SUIdjg+SiDefg+SlUfcm+SnOcfT+TIEgaZ+TL3egg+TPKafe+TZNYfd+Tgpodd+ThJhtf+ThhidZ
                +Tnbcgg+TpCdgg+Tt6tdu+TwAjfj+Tx9sdi+Tz9ljj+T2tnnZ+UCfdfg+UGTegg+UHPggg+UHXhfj+UJ5fbd+UMHcgg+UkJhfm+UsETgg+UwIdcg+U0Oghf+U9kaeg
                +VAdlkb+VE5qrj+VFfgtc+VIXejg+VYccgg+Vhvklb+VkpYoe+Vl7cdT+Vvzjdd+Vx9hlm+V3Degg+V3oajg+V35dgg+V6/jfu+WENl0j+WF9mve+WLiwma+WL2fgg
                +WMXbag+WfQXsU+Whigfg+WpBQec+Wsmkdf+Wsvkge+Wwabgg+WxRqaO+W0hegg+XA4hOY+XD8lee+XXIhff+Xdzheb+XegUif+Xphdhg+XsXjfg+Xz9idm+X2vltd
                +X4oefg+YBfjgd+YH6jhc+YKnkfe+YQ9rsW+YSpphk+YTucgg+Yf/qbZ+Yh1fdf+Yisegg+YlVjeg+Yz2klf+Y0Qneb+Y4Lmef+Y5Tggh+Y+6mZd+ZKhmgf+ZMWdog
                +ZQXdgg+ZWyqck+Zd0gfe+Zd5qfi+ZsLbgg+Z5pgce+Z/9dic+aDtfYo+aKbfgg+aL4fen+aP+kZd+aebWdg+arddhg+asPleo+asqdkl+at7mYe+awNubd+bCPdgg
                +bGIggg+bHjxmf+bHyoaz+bIBbgc+bI1bgf+bLKWZe+bOClYc+bPQflU+bPWkff+bYrZjc+bbJoyf+bblbgg+bxWgUv+cBsYeb+cCHtsZ+cIffff+cOYivd+cPNdfc
                +cUadfa+cZscgg+caxfgg+cbSdeg+cc+ikf+ce4crf+cifcff+crvlle+csgZOd+ctHfZn+cvzdgg+cv5dih+c5ejce+c8NWgg+c9EZgg+dKXgdf+dOLtel+dZPrga
                +daKjnc+de+rYn+diAfgg+dnYggg+duNfgg+d0xgib+d3fYid+d5asiZ+eQaRfg+eUVbgg+eW5lkm+ed/Wee+ejLama+ejMdgg+esxcgg+e3Wfsa+e3rlme+fCrgen
                +fHbcgg+fJwjeh+fYDbjg+fbbjim+ffxhff+fgFfdh+fgeiff+fsBswh+f0Wdgg+f1xtXh+f41ich+f/KRgf+gE0lei+gKsYkc+gNNcgg+gN7pd2+gUKmgi+gVy1ch
                +gXRnfY+gaOUhg+gbSdgg+gbedgg+gcImsf+gfYddd+ghNeef+ghTrgi+gxqefe+g30oec+g8lhbg+hBYehc+hBpphY+hB+fff+hZXefj+hlbgim+hqefhf+hxRhff
                +hxWdgg+h1Ragg+h5/chx+h6aihb+iAjvaZ+iB9gef+iCWXgg+iCtffh+iDARgg+iIGbeg+iKFUZk+iKplle+iMXdqe+iNBicm+iWGY3V+ibVicc+ioFitc+iophmd
                +ipuvgg+iuRkoc+iuwfbn+ivqXte+iwajbf+ixShok+i0+3Xc+i4wqXx+i7Ufke+i84hdm+jP4jhb+jZKeng+jiGkbf+jkTpgi+jlcm0a+jt4cfg+jxoSgg+j2oggg
                +j8Cdeb+kBOvdc+kB5Ygg+kB+iec+kE1egg+kIAkcd+kMTvmf+kN0egg+kObceh+kVhofo+kXymbU+kYPigg+kcaeZw+kc2hgd+kc5gfg+kdVjfg+klXfgg+kn0pYo
                +kt5fgf+k19dfg+k3USfg+k7JheZ+k/9lX0+lE0cza+lTjgff+lUAjhj+lXTngg+lbodjd+limYcf+lmSagg+loenah+lp+fgg+ltLZgg+lu3kgl+lwVidc+l35gdf
                +l6RxeV+l6Vkoe+mB5bgg+mJPjYX+mPbjjp+mSCYgg+mS+gfg+mWPjee+mXDmcb+mexegg+mf1jde+mlzrXb+mm6cah+mobgig+mtxegg+m3Ireo+m3ljjd+m3+hfj
                +m92jff+nDCvXc+nFYqcf+nGsncn+nLejfa+nOZgkg+nbfehi+ne/Ubd+nhsshn+njGblg+nnwegf+nrUkhf+nw2nfg+nyLiYb+n1yjgf+n8Pgff+n+cjgf+oI0bZY
                +oO9kud+oPNnbc+oSIifg+oSvYjh+oZXiwr+ob/dkb+ogdhbm+oisbfg+okkida+okydah+oovYfs+ovXjds+o5Qkhc+pCwhnf+pJDgfg+pKkj52+pMYfgh+pO7cff
                +pZ5fae+pZ+jgf+pdbjbc+peihff+piqgXg+purphe+pzwoee+pz10XZ+p32edg+p5fYew+p/Negg+qBfiVU+qGCgdd+qG6hdf+qM4nie+qPNerd+qPasYa+qa8dgg
                +qcApfc+qgnsbV+qq2Sgc+qrXrfc+q4feef+q6Adfg+q7Loub+q/1kge+rB0egg+rRTbgg+rdmege+rfymff+rpoZjh+rqEggg+rxRcfg+r4jjef+sFQhef+sMwgig
                +sS6sbb+sW9fbf+sX7cfi+scyffk+sq2vfe+srrkhe+swvnaf+s1Bnme+s2udfc+s4slpd+tBZjko+tB8egg+tHqcbg+tUXzmX+tVOegg+tWqjdq+tXKVhd+tYhcgg
                +tj1old+txTfgg+t2/jKt+t38gdg+t9Zcff+uEOaie+uMnmZy+uW5mjj+uq9pfn+utChZm+uvnjdf+u0Wfbg+u8vfid+u+fgnb+u+oife+vDgQwd+vEFmoo+vE3hhe
                +vUkpdf+vXGrck+vX0pmb+vmSncg+vnBZaj+vtsckt+vwdhgf+vw5odg+v1Glnh+v1Jrjf+v1fva9+v+OdkV+wDjkfg+wEBnee+wHBUle+wYwmtc+whpdgg+wkSrfr
                +wrndgg+wruffj+wu/kgZ+wxidae+w2Qojo+w3gffj+w6Feud+xA5rN/+xF8dgg+xMYjco+xQ+agg+xUObff+xWxkmf+xXydgg+xdGdgg+xeHcgg+xfLZfg+xkQwek
                +xqDgac+xqcrim+xuOfid+xwurgg+x0fbgg+x6ZecU+x9mrme+yBvfgg+yILsbe+yUPkrd+yUdeji+yX5agg+yb4tgc+yi1hfc+yseofw+ysqweg+ys4cgg+ytQeld
                +yzOcgg+zEqhgk+zJvegs+zO7Yhc+zPjhdk+zVQhfo+zWHagg+zWuUgg+zZfwhm+zZ0scY+zcsfgg+zcwffh+zemgaa+zpRkff+zuyxpl+zwmodn+z08oar+z2ZYff
                +z4HVWg+z9phZs+0DFgYY+0LBfXu+0LFfZ4+0NUpoX+0RQPmb+0S/ift+0Ubhdc+0dIhig+0e2fmd+0kWZgf+0x8hid+0y4dgg+0zxjrY+045fqe+05pgfh+071Yfe
                +1HDbfi+1Wwuee+1XGpbj+1dwigg+1stoaY+14Jnjg+17Nfeg+17Xdgg+17ibgg+1/MpsZ+2Bymfe+2GHifh+2VsZdR+2Yklep+2ceabg+2i4fdg+2wpodo+21LpVV
                +3Npfnc+3Q/igg+3RNgff+3Xpfgg+3Y4bff+3ceffg+3jCnkh+3k2ieg+3upotl+3u5dgg+3xjg2b+3zPWli+38oaoZ+3+7iiX+3/njdb+4Iibjd+4Naafg+4OonVy
                +4Q+geg+4T/jaf+4Ujkla+4iMWgg+4jFfng+4y8dgg+4zWdgg+42Qocb+45Ajle+5Bqdgg+5EeleX+5F1Ydi+5GJbcW+5LN8Vd+5L6vrT+5M6xcb+5NIheZ+5RKhgf
                +5SYgfg+5TigqY+5Wfchd+5XDhpk+5fgech+5gjegg+5jMbnc+5lMRgg+5nWZaf+5pRabo+5uUfgg+59yedd+594adR+6A4fgg+6Jvdgg+6MQkfR+6QQimg+6Rnfig
                +6Saiff+6S4did+6USbVx+6WShqa+6Z97S/+6bVigg+6i4bgg+6kAhRm+6wthgg+66Aagg+68qgge+7A1rgb+7Bd1cc+7C4mS++7Focgg+7K4ggg+7Rilnd+7Samgd
                +7bEWgf+7eHcZr+7nmZWa+7pzmca+7tOinn+734egg+79QlrY+8GRfdd+8QRkmi+8XFjdh+8hTjea+8tguPV+8t6mhd+8w0Wjb+88Bgoe+88tcfg+9DTkrg+9DjgZY
                +9Fimgw+9Igllm+9Kfd4B+9PxVce+9S/fgh+9Wsgnf+9Xthef+9Y9jrc+9ZOgde+9humdh+9pfdfg+9qDfgg+9q+Tfe+9rJjji+9r8fgg+93oeff+96gpdz++J8pne
                ++MKsan++W4agg++bdgdh++tDoeb+++Udfk+/AXagg+/BbZgg+/FgqYc+/LwtVp+/T5cke+/U+heh+/XGhjb+/Yyhig+/bwnjn+/cyVhZ+/e5jbn+/lqrbc+/nQcea
                +/ngOif+/q7din+/tYfdk+/udrdn+/yyheg+/1lUfg+//wkie/ACVkfh/AJuiZe/ALEhif/AL0gdp/AUZWch/Aa4Sgg/Afxcgg/Af1blt/Amehje/Azb1Tu/A29Ygj
                /A6faaf/A7xaZf/A8ajff/BAPfoW/BQEedh/BpTfgf/B9mfgg/B/jXgg/CEbjgc/CVGifu/CWqifm/CYwegf/CiOafe/Cj5ncc/CoHodn/Cpwwb8/Cp+Zgg/CqDfgg
                /Czsoeh/Czwlan/DD9ggg/DI6Zgg/DLjgjn/DR5kao/DUUlef/DVjbqf/DiIbgg/Dmsdgg/Dvmtqh/Dwlbgg/D1jfgg/EOScgg/EUDggf/EaPgda/Eaoihg/EkQesg
                /Er2jsZ/Ezbiie/FBiffq/FFfngg/FJnfeY/FX6Ygg/FfPddd/Ffgegg/Ffridb/Fq9lle/FsTYbe/F1lajf/F5JnXg/F6Becj/F6Kcve/F9svdf/GFlcgd/GHQffZ
                /GIfffg/GPwXgg/GSVmam/GTAkgc/GUsdgj/GZsffg/Gjqhfo/Gkpfpa/Gx4hXn/G0kekg/G5Tlmj/G8Mhaf/HB4bcg/HCQrck/HD/ktd/HK7fkf/HUUsee/HYiWgg
                /Hneddd/HpWmdn/HsMlfb/Hy1ide/HzXigg/H1FZgg/H6emYj/IKdlme/IOpbfg/IRTedm/IYxuff/IZ/hfh/Ic0Xeg/Ig0ngf/Ikvmcc/IpAfgp/Ixajev/IycoYy
                /I0Mdne/I5AcZp/I6nuad/JA+Xeg/JHRgng/JI/khY/JQ3ffg/JbIgqf/JcagYh/Jcupce/JeQVqf/Jf0lcf/Jk0mff/Jptkgg/JsSdfg/Jw5jfq/Jx1cke/J04egg
                /J19hdm/J4xagf/J40oYZ/J7Libd/J97Wcg/KC3ler/KXXtcq/KfBdgg/Kkvccu/KtFhff/K8uogk/K+kYdg/LR6hWZ/LSXjjc/LSbchf/LTPeef/LT+sif/LadZcc
                /Lg1Yeg/Likddg/LlRcgb/LswYgg/LuYbgg/Lwcbcg/L1rkfk/L4Zgoc/MFUbcg/MLuocd/MMQjvj/MN/fgg/MPEagg/MVaiij/MXledX/MbVnlb/MeLgje/Mfthej
                /MnVhQe/Mzxejk/M0jSgg/NC4cig/NPLrYj/NUVgdf/NW+dgg/NZidgg/Nbbbgg/Nb0jee/NhJnqc/NpbpYd/NqAnnf/NthsZk/NxOdkf/Nzziff/N2JScd/N2Xggg
                /N2rgkd/N4Tcgg/N6yedc/N/Dfgg/OC+xof/OHkpqu/OIWlhj/OXhgfg/OvMbgg/Ox0ZYw/OzFief/O0Uefg/O8Bhdn/O8Kjnd/O83Ugg/PE7ihh/PHSrck/PNmWgg
                /PQAgai/PQVlar/PV9phc/Pizhde/PnMz9X/Pz+fgg/P1dlhe/P4Zaee/P/6add/QJKegg/QM/cgg/QSdXau/QXBbgf/QaEcbe/Qwbdgg/Q+ofgg/Q/pcgg/RIfcgg
                /RLmkne/RUHhne/RXSoff/Rdchgg/Rifqdb/RvPfqb/R0yUgg/R1+ede/R5O0Zd/R7OdZi/R9Ooij/R/mdff/SArnka/SBJcff/SQ0fjd/SUTeXg/SY/sYh/SgQcgg
                /SlTdfg/SnVndS/Soigfm/SrAWce/SxEfhh/S1Qgfe/S/tdgg/TCZfbe/TDpheq/TKviji/TW5fhd/TbWcjc/TiGefg/TrMfgg/Tr1kee/Tssgmf/TuRekd/TzKiWe
                /UAuekb/UAv/qR/UYGegg/Unqccc/UzfYfc/U3Kfgk/U8LWes/VGzeXe/VMkjuf/VWliig/VW0kfe/Vccegf/Vp3nRW/VsVfbh/Vxkiif/VyIcgq/V2Ntli/V8Cdgg
                /WCkmgg/WFFgim/WFHnkd/WJupg3/WU3hpd/WYUcbm/Wefffh/Wmehff/Wp4rqd/WyVmbb/XF/Zef/XGvkha/XO4ice/XS/egg/XZ4hek/Xbyihq/XdXcgg/XoUimf
                /XpNqpZ/XpQdch/Xpvguc/X11mZY/X6Skbv/X7Zmjd/X+fWfd/YC9mfh/YGfduk/YTLdli/YWjfad/Yoccge/YsxlZe/YuZjP1/Yv7Vfg/Y08jfe/Y1zjfb/Y3Dggk
                /Y5Cjhf/Y6Ekdv/Y9cmoZ/Y+3fff/ZD3ifo/ZKpYff/ZLDljf/ZN7/BT/ZPsdgg/ZbgYgg/Zc8hdc/Zqikbh/Zqtdig/Zux/q6/ZvWcbZ/Z14fYb/Z2ccgg/Z6Kcce
                /Z6uugZ/Z7Sdbb/Z/Idgg/aArYsc/aCKgqa/aEPfpg/aOVnYe/aTQsnj/aU9gbl/aWydac/aXAgsg/aXcZam/aj6egg/at4ZZj/a0EZdd/a3Crdv/a72idh/bCVrbc
                /bHAfjg/bNbYgg/bR2kfY/bXXggk/ba0jbf/bdwbgg/becalW/boaire/bwNicf/b2HJef/b2cfcg/b/eggg/cGAfma/cHnfaf/cL/khZ/cSgegg/cVCdem/cajecf
                /ceUggf/cnuihk/cpaffg/cskbgg/czodef/c/tjog/dCZWgf/dHOfje/dHhagg/dMcdfc/dTybff/dYRqUq/dYeibd/dcYhhf/deacgg/dlblhQ/dxzZgg/d39Xck
                /d7hiY6/eHjegg/eLljhd/eUEXgg/eXC0mZ/eZ/gjg/efyegg/eh0igg/epFkvp/e2RmZj/e5IZhq/e9Vgeg/e/yfob/fEtoef/fLYgef/fOomfe/fPWegg/fRowgb
                /fllied/fp3gae/frIjef/fr0ggh/gNjikc/gTmkUp/gc1eae/ggJdgi/goPlmf/grcfgg/gt6igb/g1skrd/g6Upjd/g6hmct/hBUfch/hB4koT/hC9gfc/hDKlhm
                /hD8fgg/hHZkqb/hKLicg/hK5igt/hYuhmf/haeocf/hfSmge/hhcXkd/hkjjlZ/hozhdg/hzrXug/h5kgYk/iGalxf/iIscef/iNNYhc/iNPgVb/iPocff/iSRggg
                /iUosV//igS0fp/ijLeof/imViuX/impnfd/ipqYoe/itUngn/i9uhdl/jA2egg/jH0rYn/jInphb/jPjjme/jRifgc/jSeagg/jYdggg/jZTRra/jb6lih/jcLpxc
                /jfyngg/jgtgdt/ji/egg/jo3bjc/jpykgg/jszkkc/j32upj/j6Cbke/j6Kbpd/j8pkfg/j9inbd/kG9gcc/kPcdgg/kQZlqV/kQ9dkh/kRvhaf/kT7gfe/kVdecf
                /kW3gmY/kXrWgg/kaqnQX/kjnjff/kjtfkh/kk8vjl/kwsXdh/kxomfp/k1dkfh/k4Rnch/k51fgg/k/iggg/lJ4ipc/lk5bgg/llBgef/lvVihf/lxnyej/lyxZcg
                /l6Qide/mE4eel/mLRfgg/mQspqg/mcFcfo/metehZ/mvSwUV/mx9igd/myqagk/m4Dgff/m6QkfY/m69mfr/m9sofn/nABhpg/nEzefh/nE6gef/nH1hWW/nM5bjg
                /nPxdhj/nTobfg/nXpijc/ndzZsf/njBbgg/nkomel/nrcLao/ntzegg/nzpgcg/n4qpWZ/n73dgg/n/Bfgg/n/XXgg/oI5jjv/oLAXfe/oQ4rgT/oR3ncj/oTWsac
                /oVEivY/oYFceg/oaRojk/oenhfd/onYjgf/ouLkfR/ovqngg/o2Wddb/o4zagg/o+FQpe/pFykdS/pHWoep/pJ/jTi/pUrhln/pYJ2ed/pcrabg/pmdgeb/poWufa
                /p66bgg/p+1fsc/qF1yV6/qLyfef/qSnjdd/qXajsc/qYuceg/qdFegm/qddegg/qjNxdi/qkyXgg/qpregg/qvNbhg/qwMhjN/qxZigd/q5cndf/q+jbZk/rC4hfg
                /rUBscr/rYWegg/rb4njh/recvXc/rl0dkg/ruNfbr/ryidgg/r7vocf/r9gRfg/r+vbbf/sDSfZf/sEqygf/sF7iZn/sIdfcf/sIpgfd/sPebgg/sW1hhf/saanef
                /sfnthZ/skblgf/smXgRm/sxYgeg/sz3ffg/s1Ajvj/s2Zjeg/s69jfV/s+Jcig/tA1lmb/tDddem/tEpjig/tHPzWw/tNjcgg/tRmbcg/tSbldb/tXYiZl/tZBhgg
                /taVgee/tdimrZ/toHegg/tpzkd1/tq1kdg/trk9X0/t38lud/t9JpaY/uBkZed/uDIgbe/uEocgg/uFJjgg/uFmcde/uGCYrW/uLyvfd/uP5fpW/uW5fle/uZ1cgg
                /uqOeb0/uxEnbe/uyVegg/u1Qdgg/u4yq6h/u5Knpf/u9nheg/u+OXgg/vBkegg/vB3pf0/vFtca0/vSOfhq/vccgfr/vjejoc/vlGegg/voaeff/vrDbgg/vwTkjg
                /v2nYrZ/wB9llo/wCfr2U/wEdpVb/wGPojc/wgCecb/wpthmc/wupunk/wvhkfg/wyClfc/wz7cgg/w2Yhf3/w8Dqjj/w+DshY/xB3Tef/xG2dmq/xMTfgg/xcaoXm
                /xeNgck/xvYcjg/x3uRff/x5pkhb/x69nXd/x8thcw/yAWgjg/yFWgWz/yFvgke/yJYfbe/yPiiXe/yTdcjf/yYPnid/yeGpsg/ykrfgg/yn+fee/ytEfgg/y8ffdn
                /zFaagg/zFphdd/zOEdgg/zWrvbj/zayjff/zlxfff/zodg/I/zo1kdg/zzWisf/zz6bgg/z2Gfgr/z4grkZ/z5+Sgh/z+Wigq/0A2hZe/0Lzcal/0aMOic/0ayifi
                /0hYphe/0q9hde/02mffh/06Jcfe/07piXf/0+/qiZ/1Atggg/1Lwdgg/1Ryhle/1SQcch/1ZKdnZ/1bSoZf/1l0egg/1mDdgg/1odgfe/1vuagg/1w2jgg/11Ns0i
                /19Ugeg/2KUXhd/2XSNUW/2bkfaY/2f6fYe/2gWiSm/2hfbZd/2vkSgg/2zjgYw/29Siib/3Bjdgg/3IhOgg/3Wsegg/3XBnZv/3Z4Ure/3d0Rgg/3mnibc/3rVrgp
                /3rgnde/369gfY/37Glfd/38HqZh/38ogen/3+Vegg/3/Jdce/4BXlgg/4Cugem/4Jniet/4Kejnf/4MKehh/4N3nYe/4QPocy/4Rxkct/4cRjbe/4fwcgg/4kwnme
                /4tXmfd/4v9Zgf/449Wdl/455aUg/5JLedf/5M/Wca/5PLVdi/5PRfkd/5bJxan/5i7gfe/5keTgk/5niYij/54khag/564mfs/566ffg/6ANdbW/6SVegg/6bDteq
                /6biikh/6dzjjf/6e91ZJ/6fkgkf/6g5oab/6hzkef/6idkie/6jBkjk/6kYdgg/6m7kZc/6m/Zgg/6uaWnX/6vndgi/65FKcd/7Btbij/7GMcgg/7SAhcg/7Ubceg
                /7UrmSo/7Vfjll/7ZFUfg/7ZIZfb/7grgef/7mnffg/7pIhfg/7pxkbe/7rjnng/7x8jre/71AXug/73+dbi/8DWegg/8E8jgh/8Lacgg/8Rihje/8Uvmdc/8chVkf
                /8dHjak/8eLhfd/8qLmkd/8u4gcg/8u6jXf/8yNkhf/8y9ice/81+fdw/86Jsji/88Onbm/8+4cgg/9ABeqf/9CIiP//9MASfg/9Spfrm/9i6gid/9lHjcs/9px0Yf
                /9r7dhr/9r9Vfk/9xgide/91bcmg/94Biqc/95Cfff/99rkfj/+Flndf/+Khfgh/+TQeic/+Uqdif/+XSind/+dtggg/+gWbfg/+pLmbt/+sUrfe/+t9ofr/+ueece
                /+xgYeg/+zqhqe//F7Sgd//GOlV///QsXcp//X6men//bUcsa//bjmUf//ifTep//nOcgh//oLkab//qgkem//uAqfn//uGegg//vFhnc//zCidp//89ncQ
                """)
        guard let glance, let sequences else { return nil }
        return Wording(
            glance: Wording.Glance(
                scale: Wording.Scale(prior: -8.8742, step: 0.426854), least: -5.38, sequences: glance),
            trade: Wording.Scale(prior: -9.2117, step: 0.320038), request: Wording.Scale(prior: -3.7326, step: 0.193991),
            lookup: Wording.Scale(prior: -3.1208, step: 0.161506), sequences: sequences)
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
            words: lines("addr\napplicants\nasia\nbalance\nbilling\nbrazil\nbuyers\ncenter\ncha\nchu\ncitizens\ncod\ncoinbase\ncountry\ncpf\ndating\ndepositors\ndiagnosis\ndob\ndox\ngov\nhkid\nhmu\nholders\niban\ninsider\ninsta\njia\nlatam\nlazada\nlumma\nmba\nmbi\nmortgage\nmsisdn\nokx\npax\npayday\nplayers\npnr\npreferred\nredline\nrelatives\nresell\nresort\nscrape\nselfie\nserious\nsfz\nsgk\nshopping\nshou\nshuju\nsjh\nsnap\nsorted\nspain\nstudents\ntel\nthai\nuhq\nusername\nvbv\nvietnam\nworkplace\nyhk\nzheng\n一万条\n一千\n一单\n一块钱\n一建\n一百块\n一类卡\n一线\n七千\n万五\n万以\n万单\n万户\n万的\n万跑\n三四\n三大\n三天内\n三家长\n三成\n三样\n三甲\n三网\n三高\n上市公司\n上广\n下几\n下卡\n下房\n下所有\n下款\n下车辆\n不二\n不准不收钱\n不到不\n不单\n不拆\n不是问\n不白\n不议\n不讲\n不还\n不问\n不零\n专升本\n专车\n世纪佳缘\n业主\n业法\n业老\n业院\n东河\n两三\n两家\n个体户\n个名字\n个城\n个户\n个盘\n个省\n个税\n个给\n个行\n中介客户\n中小学生\n中考\n中通\n丰巢\n主名\n主姓\n主播\n主数\n主电\n主表\n乘客\n乘机人\n九价\n九毛\n九百\n买家\n买房\n买断\n买车客户\n事业单位\n二卖\n二建\n二手房\n二手料\n二手车\n二百\n二类卡\n二胎妈妈\n二要\n云仓\n互联网公司\n五五\n五十一次\n五十万\n五星酒店\n五百\n交友\n交房\n交易所\n交易软件\n交的\n交过\n产后\n产妇\n产期\n产检\n产科\n京东物流\n京东白条\n人全\n人出\n人口普查\n人名下\n人名单\n人在哪\n人社\n人群\n人肉\n人能\n人脸\n人送\n亻言\n今年的\n他现\n他趣\n他身\n付一半\n付费会员\n付费用户\n代理合作\n代理商\n以先\n以查\n以聊\n价来\n价目\n价高\n任意定制\n份證\n伊对\n优质客户\n会员用户\n会员表\n会所\n会销\n位名\n低保\n住哪\n住址\n住宿记录\n住户\n住院\n体制内\n体检\n余额\n佛山\n作业帮\n你卖\n你开\n你懂\n你打\n你报\n你要的\n供应商\n供货\n保人\n保健\n保单\n保参\n保户\n保险公司\n保险客户\n信托\n信用卡客户\n信用咔\n信贷\n信通道\n倒闭\n借呗\n借条\n借款\n借贷\n债务\n值过\n值额\n做不\n做二\n做代\n做保\n做吗\n做墓\n做婚\n做装\n做高\n健品\n健康码\n储户\n储蓄卡\n儿科\n兄弟们\n充值会员\n充值用户\n充提\n充过\n先付\n先到\n先得\n先拿\n先款\n先给\n先说\n先验\n入住人\n入住客人\n入境\n入学\n入手机\n入金\n全家\n全库\n全户\n全拿\n全新卡\n全有\n全站\n全行业\n全要\n全量\n八折\n八毛\n公务员\n公寓\n公民\n公积金\n公考\n公职人员\n六合\n六年\n六毛\n内信\n内部案情\n内部的\n内鬼\n册手\n册用\n军人\n冻结原因\n冻结查询\n净值\n准妈妈\n减肥\n几千\n几号\n出一份\n出三\n出借人\n出入\n出境游客户\n出手\n出生日期\n出生登记\n出生证\n出结果\n出行客户\n出身\n出车\n出过\n分好\n分开\n分成合作\n分数\n分省\n分證\n分钱一\n刚出\n创业者\n初三\n别墅\n别家\n到不收\n到付款\n到先\n到期的\n券商\n前列\n前夫\n前妻\n前科\n前程无忧\n剩下的\n剩女\n加油卡\n加盟商\n加盟客户\n加钱\n动机\n助贷\n劫持\n包月\n化妆\n化疗\n北上\n北美\n医保\n医师\n医患\n医护\n医美\n十多个\n十岁\n十来\n千个\n千以\n千份\n千六\n千户\n千条\n千来\n半年流水\n华住\n单位电话\n单号\n单客户\n单查\n单身\n单项\n卖一\n卖三\n卖地\n卖过\n博主\n博彩\n卡主\n卡人\n卡冻原因\n卡反\n卡口\n卡号\n卡料\n卡流水\n卡车司机\n卡逾\n历学\n去哪儿\n县城\n参保\n友可\n双眼\n反手\n反查\n反面\n发件\n取件\n取保\n受害者\n受种者\n受骗人\n受骗客户\n口价\n口供\n口子\n口腔\n另加\n只出\n只卖\n可以合作\n可以来\n可先\n可出\n可定制\n可指\n可按\n可查\n可筛\n台导\n台幣\n台灣\n台直\n号也\n号包\n号反\n号我\n号手\n号查\n号段\n号能\n司法冻结\n司用\n吃多\n各位老板\n各省\n各行\n合作分成\n合作愉快\n合作的\n合作私\n合做\n合计\n同事导\n同住\n同程\n同行人\n名下公司\n名下所\n名下资产\n名下车\n名冊\n名号\n名單\n名地\n名字和\n名学\n名手\n名片\n名电话\n名证\n名身\n后台的\n后登\n向客\n含身\n员库\n员手\n周更\n和电话\n和老\n品名\n品类\n品老\n哔哩哔哩\n哥们\n哪个区\n哪个小\n哪位大\n售楼处\n唯品会\n商城\n商家\n商户\n四万\n四大\n四毛\n四要\n团购\n团长\n团队长\n圆通\n在住\n在哪个\n在线教育\n在职员工\n在逃\n地级\n块一\n块二\n培训机构\n基数\n基民\n基站\n境记\n壮阳\n复购\n外华\n外卖\n外汇客户\n外贸老板\n多家\n多户\n夜总会\n大众点评\n大厂\n大头\n大户\n大行\n大额\n天只\n天数\n天新\n天猫\n天给你\n失信人\n失联\n头照\n奢侈品\n女会员\n女性用户\n女电\n女的\n女粉\n女老板\n女装\n奶粉\n好友\n好说\n妆品\n妇幼\n妇科\n妈妈群体\n妈电\n姓名\n婚介\n婚史\n婚姻\n婚恋\n婚登\n婴儿\n婴幼儿\n婴类\n子中\n子女\n孕妇\n孕妈\n孕婴\n孕检\n存款\n学习通\n学历\n学号\n学员\n学籍\n学而思\n安全码\n官司\n定库\n定手\n定网\n宝妈\n宝账\n宝马\n实名\n实姓\n实时\n实身\n客单\n客户表\n客手\n客资\n家属\n家庭地址\n家户\n家政\n家福\n家装\n家长号码\n家长的\n容院\n宽带用户\n宾馆入住\n寄件\n富婆\n富豪\n对公\n对手\n寻内部\n导一\n导出的\n寿险\n小区\n小升初\n小程序\n小红书\n少儿\n少吃\n少要\n就出\n就诊\n尾款\n尿病\n居住证\n居多\n属电\n岁以上\n工作单位\n工厂老板\n己打\n已筛\n巴西\n币圈\n币安\n币民\n带出\n带地\n带姓\n带家\n带密\n带手\n带收\n带照\n带电话\n带车\n带额度\n常住人口\n常旅客\n干警\n平台的\n年客\n幼儿园家长\n广深\n广电\n库机\n应届\n应聘者\n底档\n店主\n店入\n座机\n庭成\n建二\n建档\n建模\n开户\n开房\n弄到\n当天的\n当日\n当月\n录取名单\n彩民\n彩票\n征信\n待产妈妈\n得上\n得物\n微交易\n微信\n微博\n微商\n微提\n微盘\n徵信\n德邦\n心脑血管\n快三\n快到\n快手\n快递单\n快递柜\n快递查询\n性别\n总裁班\n恋网\n患者\n想换\n想知\n意向\n慢病\n懂的\n懂行\n成不\n成交\n成套\n成考\n我做\n我出\n我报价\n我是做\n我给你\n我这边\n我都有\n截取\n戶名\n戶籍\n户主\n户口\n户型\n户登\n户籍\n房业\n房东\n房主\n房产\n房号\n房客\n房小\n房贷\n手上\n手不\n手拍\n手持\n手机卡\n手机号\n手机用户\n手机的\n手機\n手里有\n手里的\n打赏\n打通\n找代理\n找内部\n找我拿\n把他\n抓取\n抓紧\n投保\n投资人\n投顾\n抖店\n抖音\n护士\n护照\n报个\n报单\n报名的\n报考\n抵押\n拆迁户\n拒收客户\n拒的\n招下级\n招中介\n招代理\n招分销\n招合作\n招商客户\n招总代\n招渠道\n拼多多\n拿一\n拿大\n拿的\n拿走\n持仓\n持卡\n持续更新\n挂号\n按城\n按月\n按条\n按省\n探探\n接单\n接定制\n接种\n接通\n描件\n提车日期\n搞到\n攒的\n支付宝\n支付密码\n收件\n收公\n收同\n收四件\n收对\n收网\n收货\n收车\n收过\n改签\n放款\n政务\n教培\n散户\n数字货币\n整包\n整库\n整形\n整站\n斗鱼\n料主\n料单\n料有\n新交\n新办\n新房\n新手妈妈\n新注\n新生\n新盘\n新能源\n新鲜出炉\n旅游客户\n日更\n早教\n时出\n时抓\n时推\n时时彩\n时长\n明细\n昨天的\n昨日\n是网上\n是问题\n昵称\n智联\n曹操出行\n最近一\n會員\n月一\n月内\n月到期\n月嫂\n月更\n月给\n有人要\n有他\n有做\n有名字\n有姓\n有手机\n有效期\n有渠\n有能\n有谁\n有银\n朋友圈\n服务密码\n期供\n期合\n期名\n期客\n期收\n期日\n期民\n期要\n期货\n未入\n未成\n本人在\n本市\n本科\n机主\n机号出\n机地\n机定\n机票\n条不\n条给\n来拿\n来聊\n板可\n板手\n极兔\n架号\n某东\n某人\n某团\n某多多\n某宝\n某市\n某省\n某连\n某饿\n查一个\n查一次\n查三\n查不到退\n查他\n查全\n查到\n查名\n查微\n查手\n查收\n查机\n查某\n查真\n查車\n查车\n标了\n栋房\n校友\n校园\n校班\n校的\n核酸\n格你\n格好\n案场\n案底\n桑拿\n检中\n检验报告\n棋牌\n植发\n植牙\n業主\n楼栋\n楼盘\n概年\n榜一大哥\n欠债\n欠款\n次那\n欧易\n欧美\n款人\n款客\n款料\n款用\n款额\n正反\n残疾\n残联\n母婴\n每天能\n毕业生\n毛一条\n毛五\n民宿\n求查\n求职\n汉庭\n江浙\n没成\n法人\n注册会员\n注册资本\n洗过\n活跃用户\n派件\n流产\n流出\n流水单\n流量用户\n浙沪\n淘宝\n淘系\n清单\n渗透\n渠道的\n温泉酒店\n港澳\n滴我\n滴滴\n澳洲\n火币\n炒币\n炒股\n烫手\n热乎\n照号\n熟人\n爬取\n爬的\n父母电话\n牌查\n牌车\n牙科\n物业\n物流地址\n犯罪记录\n状腺\n独居\n猎头\n猎聘\n猎魔\n献血者\n猿辅导\n玉石\n玩家\n现住\n现金贷\n珍爱网\n珠宝\n班级\n球盘\n理财\n生名\n生家\n用户手\n甲状\n申通\n电信\n电商\n电子版\n电报\n电话卡\n电话号码\n男会员\n男性\n男科\n男粉\n留学\n留手\n留着\n留过\n疫苗\n疾人\n病人\n病例\n病历\n病种\n癌症\n登录密码\n登记信息\n白嫖\n白户\n白酒\n白金\n白领\n百一\n百世\n百五\n百合网\n百家乐\n百条\n百来\n百起\n的业\n的也有\n的买\n的优先\n的兄\n的同行\n的库\n的懂\n的找我\n的抓\n的报价\n的拿\n的最好\n的来谈\n的渠\n的滴\n的老人\n的都行\n皮肤科\n监护人\n盘口\n盘子\n直出\n直播\n直连\n相亲\n省份\n省市区\n看他\n看价格\n真名\n眼科\n知乎\n短信\n研究生\n社交\n社保\n社工\n票站\n离异\n私人手\n私募\n私行\n种植\n种牙\n科室\n科目\n秒出\n秒发\n秒回\n租客\n租房平台\n积分落户\n移动用户\n移民\n税务\n穿透\n站会\n站内\n竞价\n竞品\n第一手\n筛活\n筛过\n签证客户\n简历\n箱密\n籍地\n籍照\n精准\n精神科\n糖友\n糖尿\n系方\n紀錄\n红娘会员\n约会软件\n约车\n级市\n纳税人\n线城\n经营范围\n经销商\n结果先看\n给三\n给两\n给个\n给五\n给到\n给名\n给我一\n给我就\n给手\n给身份\n给钱\n统里的\n续保\n综合盘\n缴存\n缴费\n网址\n网实\n网店\n网机\n网校\n网红\n网约\n网课\n网购\n网贷\n网逃\n网都\n置业\n美团\n美妆\n美容\n群友\n群员\n群成员\n老公电话\n老客户\n老年\n老库\n老板们\n老规\n老赖\n老院\n考公\n考生\n考研\n聊天记录\n聊聊\n职务\n职带\n联系人\n联系电话\n联通\n聘网\n股权\n股民\n股票客户\n肿瘤\n背后的\n能导\n能弄\n能抓\n能拉\n能拿\n能搞\n能查\n能跑\n能进\n能配\n自拍\n自考\n航旅纵横\n航班\n艾滋\n花名\n花呗\n茶叶\n药名\n药品\n药师\n药店\n药房\n药的\n菜鸟\n菠菜\n营业部\n萬筆\n落榜\n董事长\n董监高\n董秘\n薪资\n藏品\n虎牙\n虚拟币\n號碼\n蝙蝠\n行内\n行踪\n行驶证\n街道\n补全\n被执行人\n被拒客户\n被骗\n装修客户\n装机\n裤子\n要全\n要哪\n要当\n要的话\n要真\n要素\n要车\n要近\n规矩\n视手\n视购\n診所\n记录的\n讲价\n访客\n访登\n证件\n证券客户\n证券软件\n证正\n诊断\n诊记\n试驾\n诚意\n话住\n话单\n话和\n话地\n话我\n话费\n询过\n详单\n详细地址\n误差\n说个\n谁住\n谁做\n谁手\n谁能\n谈合作\n豪宅\n豪车\n贝壳\n货到\n货地\n货拉拉\n货车司\n购房\n购药\n购车\n贴吧\n贵宾\n贵金属\n贷款申请人\n贷款软件\n贷申\n贷的\n贷超\n费基\n费记\n费金\n资金盘会员\n资金量\n赌客\n赌徒\n走量\n起步\n起飞\n越好\n足浴\n跟谁\n路子\n身份证\n身分\n車主\n車牌\n车主\n车商客户\n车型\n车架\n车档\n车牌\n车票\n车管\n车贷\n车险\n轨迹\n转转\n辅食\n输入手\n边做\n过人\n过保\n过的都\n过钱\n运单\n运营商\n近一年\n近三\n近两\n近半\n近视\n还价\n还你\n这有\n违法记录\n连锁\n退件客户\n退役\n退改\n退款\n选民\n递地\n通率\n通行\n通讯录三个\n通讯簿\n通话\n逾期\n道一\n道名\n道贩\n那几\n那批\n邮币卡\n邮政\n邮箱\n部人\n都吃\n都带\n都标\n都给\n都能出\n都能看\n配偶\n配资\n酒店会员\n酒店客人\n酒店记录\n酒水\n酒的\n采购\n里程会员\n金主\n金卡\n金缴\n钱一条\n钱不是\n银行卡\n银行流水\n链家\n锁酒\n长名\n长手\n长期的\n长电\n长联\n门牌\n门诊\n问有\n问来\n问过\n闲鱼\n间下\n际学\n陌陌\n院校\n院里朋友\n险到\n险的\n隔夜\n隔天\n雇主\n電話\n非诚勿扰\n面议\n鞋服\n音号\n韵达\n顺丰\n预产\n预留电话\n领英\n额存\n飛機\n飞猪\n餐饮老板\n饿了么\n马来\n驾校\n驾照\n驾驶证\n驿站\n骑手\n高三\n高净\n高校\n高炮\n高端\n高管\n高考\n高血\n高质\n高铁\n黄金积存"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, waking: .byWording,
            category: nil, data: [])
    }
}
