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
        Scoring(prior: 2.75, weights: ["act-with-contact": 0.15, "asking": 0.9, "assurance": 0.15, "buy": 0.15, "contact": 0.15, "contact-word": 0.15, "decoration": 0.67, "dump": 1.3, "freshness": 0.15, "goods": 0.15, "job": 0.9, "lookup": 0.22, "menu": 0.53, "neighbour": 0.9, "news": 0.9, "own-loss": 0.9, "pitch": 0.15, "price": 0.15, "price-ladder": 0.97, "price-per-record": 0.15, "price-word": 0.74, "priced-volume": 0.17, "prose": 1.05, "question": 0.56, "quotation": 1.62, "recruit": 0.9, "sample": 0.56, "sample-word": 0.16, "security": 0.97, "sell": 0.15, "shop": 0.9, "source-claim": 0.57, "study": 1.07, "subject": 0.63, "terse": 0.15, "title": 0.15, "volume": 0.15, "warning": 0.9, "wording": 0.69])
    }

    static func wording() -> Wording? {
            let trade = Wording.Table(
                prior: -8.9065, step: 0.119841,
                letters: """
                    alXgfdeffbggfofhfeflifivoeofgefjfefpeggvgaff1kfccgdomdhgVfgfgefgfgafffihmdfgjgfiifggjffggfdfiefflelhgfgfedffcefdjfmhjfcdkgjjffja
                    gigakffahngffdiegfrepeggjfbkefcggfggindafejgfjmfjg2giggfcbWhfgdYcWfffewffrgbgaggUgebfbfdgffghhjhgjfhhf/gafefggeYhfjfvgffgwcggkff
                    fdhegfjffadgeebifefSidfcfZhggbegjlpggffkgfgXZfZipgdWifgdaxfgfeelmggfffgnlbgoxhddffdgTdkfagxrcfdffXsdLfefvcfcevffagseWner8ggefnba
                    ffffjiifediqfggzgjfiffUfggfgaeffgejlrgtghHffieggfffbgkeddgffdfiflakZghcffagXqfgbeejffffoffegefffefigefchgcgeighegXfedhgflf6effol
                    fcogffecefcufffjfdgfedcngfgffZkdfefwggiffghhdeffgnghggggfnriggffbmlgfgfglffgfegpb1cedbbggZhnfbcefgmlagfbefdofdfodfgfigiufggbngff
                    fggjhailfg/fgcXedfefmgfgmggfjfffbggrfiefgdfjfffdndggdVgfefffepjZeejYjgggfgfdfefggggecggffdgffcfgldpfumhbgdfcgaeffffkwheffYffiffg
                    nffhfcimfggYbeghhgdffnjmZdffcffeffglXgkeddfffggkgfgmffgcmegnmehffgsbegbndfjfgjdfocifefejeailgelefcfdqWbfarcechgdifUdfhl0fiambgWh
                    wdfegeglfvgnfgglggfgkfilewpjsgNefgifffvfhfghdfhbfgmgdakfaZWgffodffkdaTfbgegiceegehWfrdfegfenfigpeegeefccaogMedggfffffcVhaffgeZ5g
                    XmejffccfafgcfjlgkfglqclfrjhfgfefhgjcYrfgglgeecgghcglefckjfdjefdehpffdfldffkebfdiVqlcfggfebeifeeadegafgfgofdfffbffqffkggeqbfeggf
                    fbcZgffedsfdfbgevgegbggfyncfkfefgbfcddegfcfgffpbdfhgfdekXcheZgfgmgfcghehffbgfieZaiglpfcfegfhigkgfknfgjggfkfefgfjfyqjcefffgfifbge
                    fhddffggfoZggdfdgffjggshbYUfefeZgeefaigg/ffcgcfffdgechggcgdfefgZfnhcgligdgfXfffknbgffddkbkfidffggdgengfmcceZfgggfgig2eigfonIffge
                    qgbfnffeehgcpihd3kmfgkegggfgfgphpcgqefgfoffjdekZgdeljfefbefmgggiiunbfgekgjdugibefdofohbddlefaaggffdgWThelfbfdfgegggfdgfhgmjdgieg
                    gmkaecfbibregZYdffdcewcfqdfhdgkgpfgfdaeYfmWffffgkfenjrgfmgekififbfefgfhkhjfgggehgegfgksfehbfmfQfffgdZbfbetpffddffhhjgfffldkfffic
                    kfiedafrgbggffffgagfmlqfggcgegggbjegfpkeffhjdllmfgYffeelZgiefggffgklfcgfefffgXcjefggsigigXfffifedgflidekeZcffwfgofwfbi1dffjflbdi
                    sgggcqbegbegffffefinoekfff4heelcomgfdgfxfbgggdoffmlffgWefgcfjfekgcffffglhgpjcfkZgecdfifgfejcrdeelWfedfffekfgffqYgfbffgddabdgefmf
                    fggdefkggcSffgZkghbgipffenjfhfgmggfjffedfdeYbeogfffeiegZgWeffemeggcnfcefhjnfggaghffgfegdfellfmgbq6rYkVbfbfjfgofhcbbhoaffgffohgll
                    heicfYpgmhgpigZegcewkfhigfgfYghdfcfejcbghfgeeYeedccemfUgggefbffdfkgnrhfffbfeffgffffhidWficeecgdenjeegggfhgdnfgbgpflfkhffdluffhcj
                    fgfgflmnfpXfdfjebieflnkfergfgmdgkhggihXnfihigmjggfcjglffiojqdmandfkgedffeggffgfNjgjfsidjeggjvgfebggegfgc/fgfWfbc9hZeekkXgXjfgfqa
                    gdgpgWfehhcgfilibfggcdgagoegfinkfffgfgflgdgbgccehfwffggicgoffffdkafhggefmXZmhfjfeffffffXeYofgidcdbhfeefghgidemefecgjeemfYfcdkfdf
                    gjefgmdgevpfgdhggdcibgfg1ccdgfdffhgihglefgdkdpgfgfggfgelcffifceojgfffkjfmfgofchlfgffffgejkedggggfaehseglfdjfgffiffelgckfeiffggfh
                    hgflfidgWvgcffneffffVcXXifwbfbedegfegghfggggvfogmhfffgVgffeggagfgeellfgfegglebflacfeiffggff1eehgegfageflcXgipefgdfeqbqcgZedhfkgf
                    maqgdgWVefanfdpjfhfeiYb1jeacefdgffqbeggjegefgfgkmZgffdffgfcfZiZgfohgdglfgeggeuffseiigffghecfdimofitfegfhgfcjfcefjehdjglfifeggflg
                    ffXjbppgfgeghefebhafdeflfbZZhgfhkjffsfjqkfjZhZfffdgglefgniezccgafffggmgeehcdmaifsgdfaeqhcfkggffdfefeffgSgcfffgcggmfefdgdfgfhh3oZ
                    kfckeigmufamleknjcefWZgUgfgcgfjffffekefhfhhcYgffeebffffpfgzcfgeffgggffggekhgfgffffnfgghtffdfbgfdkcgdgeffffbifhqiragbegefeggecdfk
                    fdngXdffglceii4lgghggfcfggiffccfcgghmefgnndhfgefffdgfewWffTfffgeechdggfYengnfmeefiugejfeffafffbygfigdffbefegef/fjfefgjdhfgffhfif
                    jfeigfmferdgfgkagfeigfNwhlfgfagggftifeaSkwgtefdogfdYiegigmagfqefifgiceiarfaifefkgfignnfgapghgkeeefefngegbeifejbidmaffnfiebogedgj
                    ggjefbfegdegfefeggggoiibfhgYkfcegmevgffgfpfehfejdepafYggdfgfhffjgkfeifgifkfgdpngeiieobehfdfvdnuegdfcacgffdpfegggfSfefecffjggggje
                    gefjifjWffffgkceafbevfYgifoibfnjdgffffgfnfqggjifhmiqfffheffggceodgodfyfqnlgffbjegjgagkfgghfvkfcgvbqfqgerfgbgfkaeohhrcekRhqjfZjff
                    abgfb/hghYffgdsaReafefgjofgnfrfzoglXfU/fgffgkifgffemggeiffifffkcfhcffcfflscja1glfgtggbdfepbZffoehfnfffrkf1defhffeegfiekklefghkfj
                    keffgfbggejmkbgerimehhieigeefYlXreagjZcffefeggafhkurkYfgfblhf4fdihfigffUhZfggeffjbdfjjfpgnefgfbgghfiffcfingcXfgeawSkYnfclhnheffh
                    ggWgqgffjeaflfeddmefmfghaeifhgffghgZfjklgfgjngklfggehdrfbfcdQhgfleffifpgefjebqfvfcggimegehigjmfffdefpfmaUhfpfkgdfgTgggffmb0ffckb
                    ffeff/vefZfmfcljeageedgeggflXdpfffivjfggdqeieVhdgkmmeffgfgkgcfifdfmgegDgZbrZhkfggffkegmffedgfifiefcfwfcgdgybZefgeqgffgffefiffsjn
                    jdgghfegegfdggYgqgfekjjiefgffggdffflgdegVcYfgggffgggokffghfkegaffedgfgkgfgffgggdgegZfefeffedidgXfifiethwfffifgYgffjhnfffffgkkcLf
                    fggfeYedhmeffZgeefVjjefcgdgkgfwfffehfcfgffgxfeWiegbggffgifhfafghoiei1gfeffnefhfzghlfcqXfZffjffcfhgffbifgfg2jggefffTbcfedgvffffgg
                    ffYcedgjygffygeXgibmggfflekgffiffdfbddcefeggeeoheefifgrgfdkfhdafcfehhfelRXgfjghdehjgaghmgezghgfofscjfZqigfegTffhffekdfbgfefenfei
                    fgcehtgnfgegNcgffbcglcglfcffgqjg1gfcdgeafZqgdfggfffohhggeZiddgjhnjkfgfgofgfcXcefgefxcflfnjggfeglgfffYcffXfwbogfm4hegfgfeshglgjbf
                    gdcfgffmfaehfcfjggfgZgggfgemoYgffGrefliffqiogifhgfUgggggffZiggjgagfhgbffef2frhsWXgabfdjgfffjjdeZdlglkZffofciffeffhkZfgeefgUkhcfb
                    fgffffcjgdhdpoenedggfgfiRgjfdfbgWfbgjfggdguffgeicigepeafeffiffxemgXekdhclfjffWbhdfudlfhkdZmycgfggeggfefifiejkgggfflhlffgf1gflggg
                    meifggflfocggfcfjfgfffngfjgkqfiifzfbfgfteefffedegugfggfjcffZajwgfggflfggeinofefd2ggluffelggaffeifhgYgekffrfafcf8iSjfigddngfbfeqg
                    glnZegfggfhfTeefgdlgfayfmgcgefsrfmdfffgfjgffidffgfgffgcfhgjnkggfggffgqfegffejfjWegkglcm/dodlfhebgiegpfffgieegfigfffefgefoImgYeyk
                    fXYkZgrfcfdfWglffgbfdfgeeegfgggbdjdgbbgfnngfoYgdZgiggffgcjfgbfchbfngegfgbgnkedfgfgdefigefgXeccfgffXfZjgfcglgmiggghgifcfgbjgffhfk
                    geghflffjddhebfefobgjfgekYffgfheiggfljidlhsafafggggfgrXfffplfgjgcfejdceffmfdhfcYngVjjgogfygge+ffhhkjgekfjeoikgbfgffbikfffffiffgh
                    ffgdffifUolhYfigedeqffgdedgfeeoegelfeffdlnkggnffuohffgggfggkgffffZcegghacghafkggcgkggeWfdfgfgmcghmWeffkfgdeggnffffggituofegdfehg
                    fgfyffeebgfbgfghcegfjlgafgghfchfinfiufcggXeqgefjgbffgdrgefgghmjgffeagftadmhtrfermfgfjfglepdcggrfffdfeieYoggbhdgggiheff+mffdbfdff
                    jkfgdfndgxeheiffguflfebcgfeXigfffihoqffgfhghhfhmifrmaXfbfggddjogfiklificfffpscnegfhelfnjffgbdfefZffghpeoejPdfedfXhZfhdbfhfgicgdf
                    fgUgjlnulegfdffcfwekfYdhgefddnjfbffgbggdadgejcqnmegdggffVfhgdbgYffzmhgiabfgfggbeivbeWgfeffegcfgegffghTcfggfffhgejggkghdffvgfgjgd
                    lfekjggofeggfnjg7g6bcghmggeqfipgejgfafrifddihhdogfgchiaffgjgeg7gfvlfeggkkilhXghffhcfjgcbflhnbfgggedhgkngdffggofgboeffgdvfikjf4vb
                    gfaehelgjegfkfnYeegnfieffcphcgkfkpjflfebargfffgfjljnfafldfffhggdgegjgjdgcefgfagfeihefghbegfafifefehebeufebgphqgfUcxfkgfrmkdgdhoh
                    dkfagfggfmbdggoilfgimeffjiffgdeZYlkzgmefgfbgeffmldfTgffcfggggbegflfemeefgflgfgdfMgfejfZfpefligcfegdfhgXffeeffeffffggfeoddkadsfef
                    gffgdijffeeeecgcefUffmiZghfffkfgZeffigfkehffgffncdgfyfujflbebggcZaefgffgftfjkghhegfdfgfiffcgggtfgtflfgfigfldigagflefdfhdfgOffffa
                    dfZfgXcbjdgfiVfafjdWgfffffeffikfkbXfdjtifeghgfifh2gjYtealgfhgm5jhkdfggjfofdggqaffgNefvdfWhpwggodogrffkfnfbkgcegfngggfcemhbfcfmff
                    bgkZsadpffghWfgdeadcfggifcdefbahgagfffinfeZffZZqffngamdfgefeggcXcajeWifkhXhckefefcnfclhgfgbbaegefeitdghhjcWVgfbcgdjmeffcfZifjggn
                    jlggcfkTejfgejbjjyfgefgcggjkejfldfcXdfggXeqgefgffgokjbfegeefeifefqgbftceeffeahpfgffZdhdghfdffgefdfifgpfjfhgggmfxgfdfybbfgefhfgei
                    fdojdggebfgcrdpgdfgncdaagdgbifgmf7edcg1bgepedegegefgggnffgbnieffffkjenjbkdelfffgegcfgggfcfcfgefflgfggfidffggYdZcfjlfflgfhmgfXkfg
                    bffdmfhdihfieefkgefgfkgeYejfcgVfgghfkggggffjfhgjfccehfdqgfcgfaffXffjZkfjxhgmgnngXgTgggZfaeggfbcfah0dcheigjfgefignedhfghhifedxWjh
                    WfihgfipfwgrggjhgoggcfcfkfneexffdufgfeggpmbhgdefggfbegbZkfdgfdccfgjggdkzdgkggffjadfgiifgggeaffbhaWffgffegfgflhUffjgfhfZbmbqiffkf
                    dfgdrhXseedng5ggkbgjghffdgggeffgf1hcbiefffggmfikXnfkfadgeZgXgfffdgjcngofgffefdglfjeTfggefgicYmgXfgfekXhcfgffgdfhfjeYff/gbqjejXfe
                    ddqegffklgffgaggfffqygfgffdcfehOdhglkgfghffggfddjffhc/ffflkgfghfaigdgfgfcgglkkgcegfgZdgfggXfegfgdndfilhgXggdfbmfgfffgreYffgfjXfw
                    dmgdglobYgdgkgfdggfjdrkfffg6feefgdZ0gggimegonfecodqagigffffgfdhfUmffwejfjgegimchhdgggkgehkgggfgfffmsgfgUhfejZtisfgafdfcdgdigfgdd
                    kffggdg/cefkifgdocbgemlk0fgfbfddgfkdeaefhfhegfcjjhgfggpegeifgjenbgqfgehXffjk5fcgfgdlaffbgffeffkfbihjfdhfbelfpfpjfdhfge9figfggqff
                    hgjfjgdfbeefgfghUfgfhifefZggjfgffigfjfhfggkfifehcfifigfiffdjfffdjeaceoaadcrchcgifgfgfgxdffnKgefegzfifhelfidjjgsuadanfdffghfffZfg
                    ffefcofihfidedd1ggadgfjfengefgepcgfsdfgipedgfedjcjfZkdffigblegfjedefiefgfrkaecikdaaiejgfggqffgbfegfjeeebedagfgfnYqmieekggddcijeZ
                    chzefefhgfffXfggfgcdhgZghrbqiggfgjqeffhicuapfeWlfccldeflrggbmfoegghgedfecPffTcaeggfuecfgejeUfefgeeffbggeeggkajYgfdhefhffaobiefYc
                    ffgheefigfeffgffahafSggeiXgfdjffceegeggdmcfefmwgfhcfscedhXNdgeegjcdggafh7defWetfbjhdUdfjxggfgWfdhbgcmggggffcfdaffYlffmggegefakpd
                    eZggefpfcfefglgieffgteekfghgggfyffgiggffbigfgegeiajdgcfhgcggyeclffgfRfgbigegfnffce/gakgigbfhfffgpffdcglefglgcggefUgtYg5gjffjgfZn
                    feiffgjfkecihfffogfolefgeffgkjefUedWoggnfiffffefgfgxaffcgndgfhhdgbfkgmiffifZgffiffafnfgdfgeeheffjZgfUdrfagggcedlkkjafefgfgcghfig
                    fffliffyhhqhfdwfpffgffeebfeffpgfnplrggfldgsifnfgojjhfgTdhftfnfjdfecfggfgefcicfoelfihlaceffWgjZgefedefdjdiehvcegddrcaedegggejffbT
                    hefgejcfgfefffffrlgdfgehdhdggfgejtfikggofgigfglujiefgjpdfhYggkfgcfhinfgggpffgegfkifcegcgnmlamdgfjkffradedbffeiegdeVfdffgffjVhZeg
                    cggfdfffegjifbhggflfbk9qgbfgdcYZgdjVgbjfeafnfdhfefbgkg//ZkqdgifmgdpdgfkgfgfgfigffbgfsikfgfgZehfhlhggkbTffggeZgygfZfqkjgfiicgfggf
                    lghdeggnfhfggfifZoebfgfcfleffcffjenkeffbpcfekfhZflggfgedpfjrffeeqkafdalekdcgfeeecdfoYdkgfgifefYffkfjfgffegjedagelwdanggetggcWhgh
                    ggjbgfdZeggrgfkkhfgjlfgfffgfdfgngfcffg0ffmeeejggfeafgcfggodcfjofrggggdgffffrgfebYfgidmfddefjgfeffYnffgffffkmpgggfijgZomgZelfjrkg
                    gdcdWWfgdgkffeflgfjeggofdbfhafZleeafxfhgfhggqfTYfgfdfZjfgYhicclfiggkdfkofjeuhgfffbfkdjffhfbkpgfhgff0jgffgSffdUfnYfXjfgcfhmcYgnfm
                    fZgfgfdgggfgfflfYmgyghekk/fhjeeffeffafafkhffjfgjfigffgafigngsgffbgiildfeefctYbeTkifqZZffjdiffocgegfchendegdfgfiffc5jjWjffc8kgdlf
                    ngacsgjbeffdgpgfehefYgZgfffdgfgagdbegfgehgTggggffeifgaffgec0nagfgldqgafcuaedgofgoWnkefjgfetfghefftgfajffejfffhffjZghlfgfbgcgddKg
                    fgkfffgffpffgggxgbrgffZgbfghf6egggkefffebubeagndfdhhffdbgfqhfghmcggfgeffayffghekmgcnhqgpffnebepdgYgffkTgghfgieied0+iaSgdgeggbZef
                    ffgekgfXgggdjeghpaZebrffhgfmbfffkdieegfYcgjgdhfihghdcgchgffekhfbejgcjufiggakthcjbgofZffogkgvckZgeejgffWefeogfgZahbecdfiwffcfdmgf
                    eejfwffehgfggXbgcfgpkgfsnfcfefnfmffqebfbtXtgfffghgfgbgfdgfgfeb8dfnbfoffmfkknkdfaYhfhUedhggekgefgeffdffggdfaZgbzcgfdoglgfjhfkhSgg
                    khfgmfgdafgQmfkggpbfeiimgeqkdhffkVddjerheemncfZfdghggdddggbgdhhffYflaefibaejfg0geehfqkhffgidflgdldfgjlfhnggfehggdgagdh8fefgfgegg
                    dcffgffrmfggenqcfggWgngfniefeZehbadld6gmggfehkeifgffjiiiagffggikg1fgddhnggmnlbifgcefehelfhjugfegipeangjeiefdhorfbgfgkegcgZgffdfe
                    egcffeoklckmgfhfighadjgablUfsduUggfUfgflfjfgfhgexrfekbmftfckgchdsfVfheVfdnffggikffggjijeffdihfgqfefefgcbeidjgffjfibtfkfmefkdgggq
                    hfecdfcnffgegfgffdfbhmhfgefpfxhgeegffde/efggakmgffefhdgdggfeglcekogbegcdyfbggfggfffdXabfffgggmkdghqigclsjkffgjdgrfgffkfgeffafjgY
                    fffibaffmbgbdfcbnbflfhfgbcfhfkgbgefkfrgfchjfdgggefgekafenfiheVgeiqfhfg6fddgifrfinldcfeYofcfgggsicWrfagddecgkpgggggfqngjgtmlkehgf
                    gfffqhsfjqghhfhbffjfdemfffffghrfmfffggkcQagiefgffpfdcfedfbggoefgfcffefojecglfhgghsegghgjeefggjkffhkffgfdfYfdggfcceaflfgdgfiialff
                    ggffffefigcngdghkfefagfgekfKafeggcgffffgdeheigvhifdggffZfflgfgfgcijffdsfbMfbfgvfiffgefgiffgeyhgqegZYfhfkvofdgihggqdgfggggffgWlff
                    ggfegcageflbfkbeggffefidfgghfgnchcffigjgfkWeefbfXigdid/afgxcccfbffW2dfdhbgffVgfkjbfof2glefnftegjmfhlefefflJgrepV8fjgghcdfiecbgVk
                    hffogffdgfdidcfigptjpfhgfm9iefbgfgnfgaagefYfZnolffffgiikfxifTfggccygfjZfhdYffgfglffefgfgyghglZnhfdUdgjjffgbfbgfofgWelgeflgchrpfa
                    fgfffgghgkedWgbfjgfgfgfegehf/gggfgWhcmdiffcggfjepgfagbkecigdfjdegaflegmiogmZghfotjlbgofzbgifhfhihfhcXcftezggfiffmgfgfggfnfifjemf
                    jfphldgqlbgofdhffdfkefljhnggggegkcfWsdhfaxfkpffffffgYfjffpfpegggevfchgggecgggfgdfdefdecefcfecYddweZnhYedfhffiPcfXckgfibdagbgfeeX
                    eef/ggffgflglfgdmffggaZfgeggvgjbdgfgeakfffffjdfrhUfdtcpodfeklffaZ0kghgwgUbgfjgfnmfdkffgZefjiegffgdjifkffhcffVdgcgZfgqfhgejgjffkk
                    gflfbgkaegqgYsjfgfffdpfddjgtfyjfffgfkqceajfbefffhijaggkbeegcjrefggeiggfheueffggSefvgjfffeggiHffcTcgfa5emWgaankjpihgcfebgeefgeagg
                    ceiffffhdfgbjfinegZgmffebfkkmfYegiqjdgfgfdafgdcirgcfffeZelgaRmfacdfofkoifjVeggghfklhjcepgcgchgfafdagmbkZdgffffclfaffhreldfrfPgeg
                    dfdfemeshodnebhgeggeZgjgeeffffgovhlfgakiadgdeigeedkgbggpikgfSfgbggfkibgffhecughgg5ficffNfiffffliffifgceieefcmgfknejfkhffxjgscgad
                    fffafcgeffeijggdfgVfgdheegiZfgdgfhggggdjlXegcgeddsegbfZeuhheeebhddfjffhieffckkdfjfhidgead1qfeliggffjfjfguffgfedfhlgffggcffedRrdT
                    ffehogdbWengfeffZgiggcYjffgjdfegfefnfZbicgjhjJgZainggghUfcfeegpfksfgfdfflnafcfeifbhgfgfidgjcghffbVgffbegjfggfdfrfcfhggdfefgheeef
                    dhlgdffdlfhgh7feeZjfgsfggcgfkeledmgeffmfgfefmk0glOgfighffdhgojfffkmnjfcldehffggfaqx0gdfdfqfdbdgfhfhfgemncfgfpfhgpebgigffgdfjffty
                    hdmjfgfdqQgffgjkefgnggffIflbhghdfffifgedgscfkYefhgegfefagfueidfYfhcffqffijiefssUcchfkjgeggbbhhfb1Vfjgffoggfcdgfhbkcfeggfoekfffgf
                    hZfefqgdZcmfffdgcqbggahfhfejmegggjdgfZlbmchkgkkfileffffdaeidjfffklf4kf/eieogffhfigegbegfffhfcfftfhigdgfnefZZgkfigduefgfffigbfdgk
                    efekfhgeecdnjfbfffdlgfcanfgjibfeflxZwngcfcegceZeeffbhkdcfgcedndfgfghfffWffbigldezhehdfYfjogfjggfrWdfefiidggfcfUZgedggkfkhgkefebf
                    feffffZdblqhgggbygdigfcddfnkejgjgfftosWgfgjbfblffShcakifgcffhgvfbnfggncqiegbmsYccnlggdjfadigkaibkgefffiogelhffgfZajggeggdfWdegkf
                    fhffbeffblgehYhjfhgeeYfkrikkgggejehgbgddfffcglfigjmjfRfffgefudnffffYmYgagldghegfYggnVYxigdedcfgcoxgofgfdgfrefcZ5ggYeuzecfffXfceg
                    ffneegmcqhfiiffgcfhmggfifefofdhjgkfgdmiafmgechdhfigffdfgffbfYgegcjef0ZiieffggaofeghcgefffXmZmfcPfhagfgXgfPcffgefcfddvUgegfsdkpUf
                    befbYwmffgggdzfggdhdddggkfifggrmafdfgldfgafefiehmiedfeacdbgcfpgfgggfogecUdfhigfjkfmgaUgfcafiag/fagnlZfftgkcghgfndcdffffbekbdkbjl
                    hgdcgbffcgejofdkmffcggffYfkfgfXmglgfgfXggofcfcfeogdnfkmdgfalfggdcfcglggiefYfbgfhmef9eazgfggfeiggffXdggjdWhgacddhagegfffefbdfgtjh
                    jfifekegfbgggiifgjcfgkfIbfefkfggfflfZVfZggffggddkcgeZfdXjebgnffqfifgypehfeffrcfccggsfgeginegfgducgfVokfgfffobflegTfgZdegff0ogebm
                    gfjrfXfafhdqfcebfdYhefcbgfeffegdgfgfnffgfhUfdgmdgcffhgbf1jidggefgfidfdenediYebjiffgddpbggXgfgfffggjegfagfgfeYlgfwfieigfiVmfkdcfg
                    fedgddgmpreggfiogZggfkcb9afgefeedeYjgwfZknBcgpgfdecgfbXdfgfgejflde2bdjfgZpngaocehgfdghahdpffdgephmffcdfgfffhdgdfbfchfhjgdgVffmgf
                    ehfZofbulbgdfggefjhpfecfcdcffgfeebmefnbhffdeWfmgZkozffggkdhcff0ogffuZedbmgbfhobffkdfhiedegehdegfdefagfXgegfjfffheggcfffeeiqgicgg
                    begadfegVmecgfehafeeffbegfhbgisleegeegeffgfeUffkfbdeegngfhfgdXgoaLffgfiaejggfdigfbeeffeffZfcSelhfnqfgfp/bgeqbggghbdefsYghffejfef
                    ldXfffgrhhfdjnjgefgufngfgftdmdgebeffpoSbjgggfggZwbdfcgjtcnfgbhekggfeglafgfZghfvdkgjpbagflilgrnkhfgmlgfmfZhef6ghefefceffeeiggjjgg
                    reeinmffgiflgfmqjfdfkhcjcipgfZqiffgbfeeqdnffYXfjdftmdffgdbkfeQrliiieifjffojgbleefvffgkfizeamibpgfnfkigpigfffjfdXfkgfgffebfghgrcZ
                    id5dlZeggajjfdggfedgfg8iftggfgkgcdnde1ffgagshVfhcfgffdVfgfaffgfdgffecgedcdfogbcgb3jffeeoifflkephfageeggZijggfefffffemedffjWgdmff
                    grddgfjfkfihgjibuknfgffgbfgemffgyjecofgpggpgrgfighbgiffgfiffbfgfffbggehfWdTphrXfseZcggdhffbffffufdfhejemfdfgfgZglgdhrifefhomhfdi
                    hgfnecffggehkblZffgXdkZcaqfgfgmdZdefkegfefffiigyfagfmZjjjlfdhfiffdfdhggfdfgbffdfefambiqfkfopggekgeghfgn/humgjcffffeihfleffffgfka
                    ghecrgihcegfihfggafdfhndYibffujfeffidffeuggfdgfofZdffggjggfefffjfgfggfgfgldgkhejggfZfgfgbfdgfffgffgggfgnnfifefQcgfyfglphffZehlef
                    fepbheggdggnhkeefgflkfiffddefcftffgfgddimaihdfgfg1egfZgffhdeggfffgbcfegZfgYgfkbohgqgffXgcbnenegdfhfgdefydgfgfgeegeggeffgXfkfgsje
                    XegrkgfcgifgggffofdepagkfegfgcffgfgffcbVcaigcefeefeqkjcZbmbdcjrfscWfgfYXbffeeggeffdkggYgcgfeghegnhgffhfdiegm0fqefgcgghgZgfehifff
                    rghf5fgcffefgggfgZledgfejgcgjfdlgjmfatfkemfljhgjghgfffflfgmuqffghjgZgcfegiffefbhmgdldgdnffffsfffgffdfiheYfgqimffefehfcfgogaYsgof
                    hgkgfhifigefgfjpaecpeiTekeinffjgffgfghabgiogesqffgqfefkcaQgfqfjYbfTcgjofZgedjdijofegqdgflkefjldfkegeegimiggeeeclgfe1gfefgflcfXfe
                    mggfgfonhdfgbfggqgbakeffkeofggkiffWebdgfegfTjfgefffgjjogefelgefeelhehdgeesieocfgjcqfgfrfjfdggffhgdofjkkhwXjggUkhhfjddgefYegtfehe
                    fgcaerbknaZkfZgbfqaffagfhgkfffgfhffgdckjgefdfmofffggkhWXellgeflfhZffdcgofccicZigmjmacegnfhaegdeTdfYi2f0hehXldfjTggdjaletfferXfif
                    fgfkffggqmfepfdcdXhdcXefprkepghhhffgfZZdeUggeUdjhdVeegmffhgejgggfefcbgaccglfZqfg3kegefpgebegfigdfekcngfZefffnhjzbbacffrefjsdddfb
                    fgefqdfZgfhdfffgtfbfifdgYhfgaagffj9ffgedhfbggjcglfscfdfc0bjgfofdcfjXcfekmfefqcehhfgdcgjafgrefecgklghdcgZufbdffkfcfcmnfbggfbhgfle
                    effddjfeXldcfffhgi9fkeodfcfdgfggfnffggffeleehgdwfeklgdiffmffdefhgZfcdfgefhggecfblebeQffkfgfYfgigkfgdgihgfdflghjfmefcdjgkflb/diif
                    fggefgmjghjiXgdgZjgnflfkgfjffheggBeqfffgffhiegYgfnhggifcXglFn9jggfwggfkfheeghrefcfguhegfmipgegfgfetifjgqefggffevefibeblejlggogfb
                    eoffgccfYfbWrgrfdfiXffufZfjfeoYnfgegefTfcgufagaTgkgfdfagefWggnedjffejmklegnbjeffiflfbfdkZjclbffgflqjhbVjffdebcpjhifRffcfffehncgf
                    VkldengffjUWduggYfjggeifgb7gemfWgfnfegfkgbjgfbddgYgceedkhofbflldjgggwfcdgdyiefgogifhfggdfgdkdbrfoeefdfgkjjgcbzgfegjYhgivecgcgWfi
                    efggfZphhgabffeflbfcWcjdffgTilgegfYegffggcflfeffffgdiffmaagp2Wfefdfffegegffcfickcdibggefdfefggefhgffgfjfdhycghfkegnlgfwgfggfgbaf
                    fgnfffffdfgfgncndgZeefoip/wkbdcghjnfgfffcgfkfdi/fZivbfmceefsf+lfflefdhfeegfojpddhfdkYmZpfkggij3cjbhegepgeigggflgfghnragbiuhfkfhp
                    gfrbqhhdugeflegfgfldergneaigdthlihffgfegszcafa4medgWbmflffgcXgccgeenfefgfffqagfbkbmgffdihegffdeddgNg9fgfefffcggfpegfXfjbgfbgefgg
                    ffgefggffgeadYdeggfffkaejbifilegraXqggbfejteefegbeexjddfqYsbccfgfmedYffgigfefbffrggficggfffpkffelfegegegdffc4fgfZjfjfghfgugelphc
                    hkkfedfiZiebfgfdwgcgfgbZfoetfffckgefekfdfhngkfdmgffdjeftefgfjibjekgfkffdglgiZiigaggpgqfffffpjpbYkdhfkdgfleycffffMgfenehfpgfcffcf
                    dlfgfffnf5hgfj2fZfZicjMgekffggfffpgtfagftceZglcqeTgerhhefkacfbgifdeggjfgfeoidjhidYheeeelnggfp7fwgbldfilefofqwgep4ftkhgihckcgghji
                    ffgf2gekyfgfgeYeegfjUbigfeffujdfgegeoWgQfgfwfZhenkfghegafQhfffjegffflfflffcfigmkfefqeSgelffogigfmdefmlegaggeeg5ffhcdlhhfablfmfbh
                    jpjmgigZggeigf2bffdcnhfsfeekgpfbfcefeZcfjfffdfkfjdghghYfgbYadfggdfdilgbiglpgdmgfgnkkfdefmZagffggfdgcfeadgkffbfffgegloffdegeldfgX
                    dddffqcchfefifebdiijfheggfakehfbkfZgoffkQgibhdfabpbgedgifffeqfgfggglfhcgdgfggdfgqffafffZhffabfagfegkggj9gfepfZfghfhdffhedhrffdof
                    Ufgffofgah9folgfhdYWfZfffkgffbfrcmefnfgeaenfSfc+fZge/afhakpgfifftdegfamgieecfgeeggcejekfghfekdidbgchrggxjjgkUgfgmdfedfedfdigkflf
                    ghsofcfthwdgXggggfkeog0eefrg/fffngnbfcfiliifnfeeUfgefbgfgjffegg4fxZYaefjfgefjVpcfeedgfeeffffffeifgUhefffhcafelgflddffleafgofdggk
                    yadfmgfbdgkfghkgkghblaxegjfggifffjoffkghfgcmjfggnggeifpXfgmfpfgjkgfdgchgdjffcgjcggZfgegfdffdqfbffWgeafggffcmekcfgffdfepggYgkedff
                    qffVggffvZegcfhgfgfjebgfadgaggfdoagiaffhafbededffmiffgagdfgdlfnlflgffhejfbgggiqfpdfdsflcecddedepdWhfgfflgffcfnhVvfeedhpfbgfeYfed
                    fffggffkeflggfhfffffhgfkbfleogdjfkkgokffgeiffcpfgdhu/bfgZhfagcsgjeRfgffvfipamnicjqeghfomqagefhddgjhndlhfZfefpfgefcoedekbffggeYfg
                    efgjeeufgjeYdgZgffdghdfjYjffqffsgVnigjfdfYefgihZnefggiWrfTffkefnglwegfgdgfriegdeaeggdgddcfkggmdasgggeqegklfglgafjeffYimfegsdjgig
                    idgbgpmTphdfgehbkdgfgffffejgfffulZggfffijlfefmfefealfefqfbg6mgoqdfe0fcggfdffhiefffffigYefgcVggfe2Wsmejcejffhfffcfgpfflgnjgeejgei
                    gmkefedeiqjgffgdgdccfgegcgfbgiedfccVdffekfgdedWhdgdgfgffeficeiefgigfhfdffhbzjceggfooieZfecfMdglfffaflgogojueggfffgfgikbefgbhieek
                    cgffcggnggklghjgYxckZfgfefdijrlefmggbfeedfefgjfgcgffehinkfiiweiamehgfgefogfgqfdtfdgggfifgdffebhdbfdfgffjcsffrbgTfjfcxYoeiffbcgjl
                    lmffflnihnggeggeam/gffgcgfeggcegrffSdgffffgokbgfillkccfrfjjgegfmeeanddegfkfgfgoYdeefgqhgdgkdgZlegdrgjgffufjefkffffggfkcjfhfjhgbg
                    eclaagfigdgggOZpfmgfYcbffcmefpcgcjfYVhghejdgciffZgbgfggdfgeepfhg/drfgefgx1gejfmfbggledgjcflfcgfneglltgkfYffgebffggfjjdcefifhfVeq
                    qhegbgS5nfkijpcgfffmkmifkbdZhhfXfgfijTieaVcfebufaeWdfffhlndjgusfdgphlhfw4gfhdgfjfffiefegamfgtffbefejggcflfffdgegehgXgggjearfgzjw
                    egiojgffffdgkiefcgfafjnffjegYgffYfeZgfhgffcfgXciliffgffgjfZnddhfjgcgfgedfcfgtfigYuljjdcdfhddfhgdekfgjofqhfhgeYgwejhfiifcfmejffff
                    ajufefieaheidrfihlbwfhffhaeljfWhffaibfcfegisfgkygjfmcecggijffgYYgeegffhcgzgeigfcfadfgcZgfTlhffncfhffefckffdilobgmZcgefjUgfgUgfjg
                    fdcfurmgfpgsjiYgeegfelefgfgpfflg2xhfgifggfkgjjffgfjgYccfgbhhjegfeghlicdgdgeedgdefffgZdofhzqgc2odhbfjggZedeXeedgfgefgagSwrhfleddg
                    fhffkigjfgigffhoYgneefekedffgnalgfcfbhgZfhffhdjkmyifdYgdfjegffejlfbdffgdmZffeiffggaf/mgZfhefigYocfjgbdkcefqfgfdeegfggdfeggdkgcfn
                    YdYkpdegfdimaiggffggrkgeeoggigeifgktkfeggVfgeeehfgdfffgeghcffmgcgdehffbfgjbeXgdmidcUfeeegnYefcggefekgfgggdcaggffgfmfgqedtfYgbacj
                    gnIefkigcghrfffilnmghdrefgdmgihefhgjgYpfexciafggcZhbXfgfjbjfkbegjifgfgmffjegfgfegfaqhffefYficgfgefkgblsgcgfmgffjjheghgfdgdhffffi
                    fbfimccggbfdffgflddofgggeehhbhfbdjcZeffchcefgheckfef2ffhdffhbfadahdlefbfbgfafceeXbfkbeVgeiffhgffkginfierffffgegfhaRemkdffdpegekg
                    gqqifeijwjwejjafSffegfkZagiehcghgqgedfgieeeffefldikgfakgghqjclhfegafu8gfiizgfgjgejiffbifmgXlZqjgh/jfckfiedqigafkibglgcgdfkedhZee
                    gdfjfjfsfigehggfffefffZdfRfidcfgjfflekf5fbmihffmnfhkpfgflofgggeXffffgfibpkggffplhbfjfgfefmgffffedkdkfjmhfZeiggl/Xulkiciljhbcffff
                    WemecfjhfkfffdZfiffiedggdeifmehZhkhjfggiegjgagagfgwgfkbfjjaejeffgalgdcfbffefffcrkfoffefdaghggdfe/mggrgfulcggdifggbffdelheekmehfc
                    gnefglgmhigbdlegkgeekdgkfgxfadmggffg/jgggggfgfhlggfogeldfgamffgggsgepggcfhSmekYeegeffgfddisidfdfhc/fifflgjYegfsgffdlfjfadgqggheg
                    cmgghfZagggkhfghbfnagkgghmgXgelfcgebfUhhffcfcgbfefiZeffgkhgggZdffdgffdggcagffLfiffjbeqfietbo6ffggbgfdofbglhefffwcgzfeqfeYVfkpefk
                    kgehcgfefdikcigefdWfgdjbdnghglgokffifggegggsdfgfgkbXeVed2dSfffhfffffcgcgegUefmlggfgjggimchggelgkffqfgdfeffegeZoehfufjbg/hhfgfSdl
                    ffhfagebgXjeffhgkhtfngggpphfXfjehffgjghffecfjigfgjehzffhggndeheefqejgcejfocfiiegVleggJdghfdfdbgegffjffflfffeSpf6UfgefeggfdiTgeff
                    rfffggkgeYgfe6gVlfgcifgwgenegfbhfggljweifXZpffdgcafhmfeggfgffkiacfoicfefdgbgfgpgZfuffgoilffdmdcsedgiffgjggfXsghf6Zgfioi4egefrfgh
                    ocddjeekhffggkbbfhoggamfnveedhen/fZZcsjhgfffffgfjggfshhsdtfh/gefgjdbfgignffgigiYbefeegfieeeijefigfgnfcijijYuafbcggeggklcZgfgfgge
                    hegfcYddfnaglfghfffcfecifgZbgegghedlfjUf/agdkcgcpnkfbmemff2mkeligYWdgYfffffgZfggfhfgnkglfhgljffbgdjfggfkbfdmgbmggfggigQXghbeftcf
                    fgoijfoihgef2gffgkjdneffdccngeegelmfgfifgogggeXgWZleeeifgjbbd/jggghdgfjfdfufffopefgfhbkahffggfgle8edfpdfmheifgdvfjjgckfjffefgace
                    fgegkegggcffbfedgngifZfggiggcqfyigdcjbfggnafdfifmdceflydofggglfffffdZWggofgfIebcfffegZfhgkgfldZdljuksjejgffkdegemjbfdge/fjfmifff
                    fegfancfgffmfeJfflkffpdlgjffefgghdgfffniaeglhhnafcfaeWoffgdfgflmenggfgegdfhgglcerWemgfffefqggkeghbfiffcgggjhmylddoggiio/afnb4fcf
                    hfgolf+fwXgbgggdehXieeWpfgagddggYimifjfgffffdfjgfupiYkffcieffeflficehggfkgfYiffgdfhfcfffgfjefgfabfgcweggggpgfgbdfeflifkejgfajief
                    fkggqggffgefbffgkqgfgfoedfafneebfggjgnfhcfociYecfjggggegcfgkbdeehfggfpfgei0mfhffUfifgfZkfitmfjZfgVggfhzhcmhvfhvfccvgifffZbegmelb
                    gefgfkhhgifffgffggnfdfadfdfebdgfhYdeggffmffgcighgompfubmffejfdeeffmygdfgfogfcdZfigfegchggffmdelfgfgvtiifTffcdfhfrcedqfjffkYlciff
                    fggjdkeefegigggnYalgfheiqghenfYrgddaflemVgffeffag/ggfbffdglmfkghXfefmdgggrng7gidffdhhdiggdogvngefdnafffhZfdflaqdkefecfpgcnaaiefg
                    gUgffce/nbijfofbyehghfclgffcggflefjkjcffgefjffgdugjbfgffkpbhggmfffgiVgflmalgfiacfddQiegegdfadggfgedfffUfhffgkgXsgfgYYgfflfbeflVg
                    oikcgfZeYedenhfdfaiidhffdelsffufdmuffeggjlffggcfhgqfegiyflfkgeffgcgeZgadkrfbdlffgaZfjgjgmfekgcfkfXegeofejgfbfgfjreodkfcfhfhefggf
                    ghdifcegeeegdhhgSgefgfcffgemfleggbhfkhggdgiZfbfZfcfnjgkokifkdfgefegcfffkhlcofYegqfeffflfgfgffofhfafdgngdgbleffhcefegfefZdeuhffgi
                    frpfeeqdekagvgiffffbfdgghllglbWfgneccgjfeffifidfZgohoehkbgfgafdgffdsgfjeXhRiflgmfggfgfegfdefejmbdcWbff6gWfgYgrfffdcehegYgbfehjZb
                    fffjfefgcgfYchegfnglkffZiffcdpdfnfgfedidWfZarefijfgfXgfgggplhfffchrheeXnliZifggpefcrbbflXchhfgfeYkbfgffgVnjkfijeggkbfefffeafgqfP
                    dcifZdfdgXfidgegdjfgMogfhSZeffiZWe8fehfgmfiqdfc0egjfefffggfkogbfhgfYjfnecelieZwYgbolcggfeglgxfeffbmeeaghSfgffffhfXclfkggeWiajfod
                    Tgfbgifeilgfhpfnggc+afghsefbgfffcggiefehgmgafggfeeaiefggfftghtfehfegfggdgflgicjdXmhgfggglhjgef3jfeiZjfbVgfcf8dgXbbkbeeedquffgiZg
                    gfgsVhflfggefffescofgffvegagffgfqccefjgbggffggffgffftjfggfihetYegulfpdhgfgfffXfgxngafffe0gdfffgtdcgffeflefefia/cdfogggitecZkhZkf
                    ifjgiddkfgfcZecphkgbgbgfddgcfgfjfcfhyaehegxfbgeXffpgddffinegfggdffgfffeffigbdwfeddXdfefgfgljbdofebeggggehdegfrgggfffhebjggdfeigf
                    eecBfdcfflegdefffffjehbftdjbfgffgcfifcTTddcdcfcfcpegefedgcgfgmgilmgbmegmlefmffdWsXffgfalgrcnkpffgmegbqdglcfgdgigfudtffggrdclfjdm
                    mfdgetffcfjabcpbmdeleierdZiejcmehhgfagkgfhe5gZgeicgfkhfghRlXgkggYngrfecgggrifcffjpgegYggpimdghegfecdXfgfffdgjfjdigYghfoccfcbegab
                    fPrkebdeePffgcebfmglmkkffdddgfafgsffjfhdggjfjgfffaaedfhmgkgjfgefkmcdffgeafgfffegbghglff0ehjggerfefgffehgeffbgepffeguYeffhgegfgid
                    cjgjefWhfefhfUeifegfieejhlbdg0fOcfegeffkggkkhfgefbYadcVrhjgfgffedYfejfeergeijfffegZgfffdelmfgkfffgfgfegggeajfggdffdgigjXilfffkgf
                    flggfcffedaqfngdfjgkiffeeZkdgguggmfhdffegbfedmfffegfofeha4oyyfcngfjeigfigZgegfejcdflhdgdcYgZrihegfffggcfkfZhaoffWfffiZfgfehfziee
                    dgXavdhif1reoeegfeffdZojnfgnrdegifjefdhXgfgfagfgjxdzfqffegofefgekcpghfogmgpifgeWfggfjeffiduygcYgggngpgfekkgffefeghfhfedeejfffgfg
                    jqnffefgdflfhfhfggafkgfhgfafbYgflfefcgamkcchkgbegfggqjgnXggfiffvofidddcdafdfkffeqb/ocdeuVgrgdchneekgWfXfifZfgggtggfadchgmfgeiifd
                    Zapklgfddogfagffebmffacgfcejbgighffmggefbcfmeqafbg3oagfffdSgbigfgofffgd00ffdkseghefjfkqecfgdfgffoghfe2ekdcdffdeggicghhegffgadhff
                    gggggfegd/jefbfggohpjffhlfjgefgffViaeqfglfhafgfocdUedgRfcfddbfghfhhbmfffmnlyeffcfefehgfgigfghgiqeflgYgjfqfcgdshefmifdadidegbmedi
                    gfgfbhgNfeiffgafgggffetfegiggflafpfffqglffVtl1klgednff/fpggipeegpffgcggcdhfhifjgmdeggYVgeZfgfggdnkffgfefbgbddecYeffkkffeeglelcgj
                    gfgjfggcdgfgibqaeeUffliegebfdifZeffdftefedgfdffYficfkgcchsghzdifghacdgkefjjefjfihcfghfifefjjgbegigicmfdZjfjfgfdgfgfkZgqknfgfejeb
                    ffffffegefXghtfffpfigffffggfvefggegnYl7cdggafedffbrkgkefnhgheggffffnrbgffgeogflpthjdfcefoekfgfklVhigflficfdgafbfYkhfpdqffkfgddfg
                    nghgfjgWfYfadfgkffceffnlkhefiffgi9fXgffdggcrckdehdgdbghZgfsfgmcfdmeefjgdghffdgfhggcffhefjfsighgcbgegeggWdgfhgfefmgeWfe5fodfdghmg
                    heijZbfbmffgfckfffefofdfcgfgffpfdfleffoXgcfXebgfeqlmbfnfcfgkfieeZfXfgokfefghigjfeedfdfeg+cgiefehfdhfgggdilfgWffghhXgkpuggggfeggf
                    fifhfgjgcgjfegcdfqegfjegjbncmgfbfffgYfgtdgfmgxfdYfegiZegkgbcfideYfffffrplfiffdgfbifofgfwbekfgjdefffgjcflrfgggiiffpfWfeegfgnffjfZ
                    lelfbcjkefo3kfojgfeaggfgfbkhhfgxcfchfjmfffifpgfgcpffffgzefldgffejZZfghhdnjfjpgneYffYgfieidgcZe1lgfgffhmfefcvgbhh3nggfeffYfffdlfg
                    eeceVgfZemgaagffgcgfffegifjajggYhchffgfjgfiehglwhdpkfhagkkgtrgmhgljfbifffffcndegfefjjcfbbdfhncjefXffjiepemfgZYaffjegfcfgZgefogge
                    aXlfjgjegfifjgianqcdfRcgefchdcreijcgmcggahffhpfobfafmbgfidfjgfehedwXiffqodfhggdeuhed/hvfgcmlffegjhgqgfdghggkkggektjgdffgjfldboei
                    h0f/YfcefegjhZjYfggbfgejgfihnYjffgdlefdefZeigfeofegfeXgbjffkWchjegXfefbaijccoekfYfgecsfgjgfdafffhfffdehZgggmghdcfmffabnfnffgnffe
                    iggffnghgghhggffgifggikUfegedhevugffdloffkgffehgmdfmfifffflebbdffeugmbeffffepSffgdfd4ffgjfhfmefXkikgbcghekxfgfgNVYgggchkefZogbge
                    fbfgmafeoffnglhddfgfdrhhfgifdogegjgbjrfgcfglfafpjffpsXffceKejhcjgpeodigiffegegkcgfaejefgfigqfkgbfffffbdoedgodfflcemgefekerfofefp
                    gehhnenfnfZjfgdeffofiofeigggdfeeXeeegegfmfSlbmgfldpgefmdffhcgdnchefhggbgefdWfZgrhhfkffkWff2felfgjnlffgmkecfeefjlfcfpVfcXfifggffd
                    fgefffglgdh8lpfgehdkefsggZfdZffjctgffgdeffcggggigqeggfgcfedfegfgjqZfggffjcbobbifigdnkegjhgf3gfgcehcdeffgdekcefkmkeggfvgegffbfdff
                    ijghgfedggfhegegjfjebh2fgijfie/ojgaigjBgbajnYkffVgibqefgfilkg/kXhjjdgcigbnvffoeibleffegfgkmddceffegicfigdfgdfYfifgdfieuhgdggckde
                    feafaflfgfeffggwogfWcvegfXffgdiXjggmfbfgefgiggcefhfgedeheZegfggfifdgefhgZfeZjcchfteheggfgffggeeueiidffrgdffglgfffdbegbdefebffhej
                    efdkheagfbidlffeotygkggffgfhdgkXfigffgfgmfZgfffXgfgikcQeghgafcggfqggqdfeffgggfpcffirhgefggffkfqjqfgglfgfgaleffefgghdfbgllddmdifg
                    iffbgcffbffcfhwglWffkadgciwngeefggjkggffgdfXkkffkffUggjfgYbtilffgekvfgiikhgdefYffffjgfgghfkfkicewfgicedeedgfedghbddbhggdgjhefgff
                    lfohfgWfhfedegmefogfYffffdnfwqcmggkgleegrffhfgqfpfflhbbepffgefcflgXco1ihmskgclfqggfefahUVdgggueegocpfYUfeafcfjkefZfgegXmeffifgfm
                    foleggihggfq4gZedgg5gfeffggfljggejbhfskbffffcgygmfgceqcglfgfakfdibcfefgfgfgedggeZghkfVdaZhsmfjplegwiehqgcYfegcofguehemlginXkffef
                    jgcjdfghdgffmgpcfebfefgfdfdseiHXgnUeogegegggjYhqbhjifeklffgfffmgjcsfgfmfgfsgfihhedffffifhgedhgOfegfkkXgfvifdffffgicffjefg2ebgiYd
                    ffmofadffohhZgiegdsfjugggdlcqggWhcedffjiihXbhcglgfmigcgeffcfiufeffkffffmffehffffYpeZgcbaghfjff5fraddcgXcugfiifmaffifgcglZghfdpfq
                    enbggakofdkfg8dffeebeggmeZgqffijebfffgfhZgWigfjgfgefggfbjfoglfnVfckbfdenYgfdigkceggejffggfbqcewygfgffufmgfelchghlggemfgihmfcfkjn
                    dZofffoflcidkffiifpgbhffleghdffchhgdgfggjqiggcfdfkeeeoffdfjdlfcfcceZdgegfngghgf9fkfefffedfdedfhfdefehsfnfcsdYbWgffZiffhiggddffeb
                    ffgdjgfXpidScgRfagnWfjf2fienfjkfeofZY/gcfogdfftfjhgdcicjggejfn4offnahfefYfdecgZfdgbgekheZdlgdfmlmffoefeflfggefmfagZfiidgfgegheek
                    czgjebfbfgfeggfgnffffibfZvfWjhUegofefZigafbTgegfokfgkieggYfghjkeZelgfjfgzafcgijekfgZhfetpdffdpdgKfjadfhebfkWcfgfhgjfdffegjeggigq
                    ffcfenffsfdlmegkfjbgeaggflegkehfdggegfqeifffighfcdZcggkgdgmdiifffeeefmffgneoggekdfhffnfflgkfgodfdffgnhkefgfgfggfsgidfFegeigjncml
                    kgdpfgffdfiffekierfgcifffWhgpgkfdjggdmdnhlffgjdYkfhgmagdcffggfvcffnfdjefgbggcjxkfZkfkgfekfmfbehdgcifgbdeiefYhihffbfedeeksggVYQee
                    fkfafftgteidYZefUhwggmifVZegdggflfggfdffgfefgeffbffgffmgflffYZidcjgWgjiijfgggefffkgcfgdfqfqffhbehfgmgdef5gcbcgggecfffWmfgefcpfcd
                    effffdldgg1cmggfdbfifagkffggfgkeejglfmniZdcfbcgffifgZiggffdfdfefdfgjfgfeggfdgWfdkkgegchfgfsohffgamgYigecgfgdddhgdfegqkiiiggggjdg
                    bfdggllfffgfaqedrlafffbgjedffdgfghkffgfjgcfeffefcfigxhfehdocecjgafknfghgbeifmhfcfeefgmgfeebdsceffqfnjfichpgsedggeaffcpgieffcffhf
                    ffgfmgfffhfgggfinfedNghggfffdgofockeflgXgff1ftfdefifgeflrfhfhfgfficmffegfg4ffaggifQnsdmhhmatfdgengfgfddgehcflgdgfufgfeffmgfeeecf
                    fmmgigfefpgffbctgnjefhpdkfofegafcgjbggffdkfefWcdrfeofcfbdfgqggfZdefmggggef/hffffejfdggf1gggareggrgffgljfgfYhiefegcUfmejfcacffggt
                    fjpucfdecfgoaknfnlhpgfmfdfdajfifffffjhgfebfgncgsfgfhdgvcdgtenVcdhfh+kg/hgffhcgWffg/gXyfefeZrafefgfpbkgfVlicflgehfcfdefbfgfmgi/jd
                    eefrcfggdffonnggdcdfeggdgbYggcgifegjoifkedffdfgUdgZggeihrdfkfXfjafaggfeudfpgnfnibdcjfnggdfdfgegbcfefhgolhfdgfgmkegalfggilgpdffje
                    fYfhcffdffanmgggfXgefffgjcabofc1hffYgbgfggucegdebijfgggfgflcfkefeeifgUgfqgcfefiggffnlfgehfffgajcefggfdmhfgieghhihamhezigViggjgvf
                    geefgXotgoddfggjrffjfsbfjgfgfgafeggglfifnffgeVcqfffgpnhluegemUkjdfgelfifffgsahgxfbfgmiigmiYdghdcglhlffgfpfffedeeogfkfifej+fhdidh
                    egingpqgsfYffpfefgfkfekfgfggUgggagheqfghjZjbebmegjejhefgfcbhcegidkehdgijqfgtfajTffqefemapregeggfgfgZSdafggenfaggfhjadwhZffmfefgf
                    ffYfkffefgffZmfXfiikglbdhVdffY2gfjfdebfbffhaehXfZlggkrfefkffffflfYdkffgijffeagggigbckdegggihifgfikkmcgjgjffffhbcegffbjmeefXmvmkm
                    egneelhlkdcgfdkeggpkegfefejffgfdfidkgfgfgfgfjggfiVjequlkrhfdcflftTYfgheefehiguiefebngzfeefggcedoagflbpbbgogkfpProiogfehdhiokafhf
                    ffZZgffbgedgffgelfefbblggcmeidcfifdefcffcggaggtgZaZfefldfgfgldekhkfpoffYfcgcgifgfbfhfepefpjbigmfhvlfeccehgffjgefdgafUd/egegheffg
                    gafrTftgfpeflgcggetfdgeffjffgVbbefdYffdhsadbWdfeggergfgfvlfkcehokYlfdfig2efgaefdggqgZefaefffjgfffvgeUungdfefcegfgfigkfgmcjffidhY
                    ukeqdeafefZZgodffghfgdrdvehfbgkgmljcdgmlcegw1mehgdbfipgdfdfgqbeogggfbgbfgafigRgekhfiqjggdleefkghgjfgfZihfddffgfgfgfdefldlfYjkebd
                    bdfgfffggbfgieffffghfdYffqgyfgfeffbfslkZgffgghffhfZqlYwfqdfjsegggfgchfZfgdfgmxfnjlkgeggfffhThhkefjgdhnflhfiVjgflgafiffegkegebmgi
                    kdeeggfpghffgaelhfjrhgegffffeeafffggykleogafbefgffkccwefjffrkzgfngcgieffbddgagffecpfgfbiseggeeXkjfgfjcgfcidffedgfZgyggOfffggofZn
                    gfggcjgfcVbmnlfdjff04idheezgfmrcfglgfftcmffcggirrefdggrbgZhewipefaZWlgfeggcgchdffgccekjfjeegZmfifffiYehrebgtgfibffevgggggpgeXdgc
                    ffdffnffggffgfbffjagbfpgfcSffgfffdfXfilTsggfjhgQegcfgtgfhlfjfffffgWfeYgjgejgaaaegTf3gfdgfjfffgngZfgddgcjnnefYgqbaeetafmeedhXgjeb
                    g3ffgefehfdcegZfjgfdfesleeddegdtkgaeggbhdgZoeafeggfefhgZffggadfhbjbieibfmffhgfghlgcigVfefgsgffrYbUsjheegfgfffejdegohgfefcimfgfmg
                    fcreghnfefjffelXjfffZaddcfbgimggagfnlfgfgmgfffdZefegdgbmmgdgggcifgedfb3fZfUfbgiigdhgfffdgfdfgkbffhbggpffiffhjgwhgmdhebfgolheffga
                    fgoRehhegrgaglgkffggiefmglcgdYegfkeZgfefrifggZhifeakgfZavheeebiegkgig0mglhigbggghfegfefffgediYbfejggeeggfqefjXlgjlffmdfflfWdffeg
                    hohfggfZhhcffqfXigchegjiogtfjgdffeehlggejcffRepiiefgdhffhfgfbfhUfieiVfhZbjefgfaWgffffnbgaggcffgagkeYvffgffUfoeiicdhegiYjflgfaffa
                    bgffjdjafScffgeeWkogmh/lfcftftdffXcmfhgfbkfegkiXfykmogggXht/aeftcfeZkdfegffbneggfefacegdffefgfg0nggkhfejdbdbgf3debfeffgZfjagfZOf
                    afYffggfkffhdffffkgnWeeoffglfffdefefgdfffeacogjfYfffffegaoeekdjciiifckgfgkgoXgqgdjegiigfegkggefggffff3gfeggfcfffjggRfcgkebgeiigl
                    ieIjfagggyjgfjpkfbgegffaafjneeVfmgebfgqcfffpgdgagfdbfdnfffbZfffffgXojpcwfiiagfpjbfffetmlfggglhfefjffhcgffnfffdZfieegdjmhfZeghfea
                    fehefgffafofgffgifkedfedicfhkmfblbeexrfhjZjgfg/dfeeeRpefebfffhhlmghhgfgeghgffmjdffeXZcdfqfbcfgfefgfgZiofdmgifjaobdfffjfkffgf8fcf
                    edefgggefbgfffgfknegbffafeffigfbffdjfliffrfeghhjfcfgfgfmkZjgbgXdggfhihmlggggjgofgkdffaldfcfZfffeffghggcwgfjgfgflgmgkfeglygmhgfgg
                    fhghmgafjfcgiseffdffehsfffgigflfgbfhgfefflbfhUgdakoeffggeggdqwxhkZegjfkfWieoffchfdgTggkgjfgdkfffgo/gdcfmeffgfgdOdwfbifXfgfjfeelf
                    mmfieifmvfie/kfcgtzeggfffgfkeeofXfbdfgrggWfgefgpfcffkeafdigibggxfefggfatfcfZeefdffsafglgfjqgoffaeecchmfgeiybfdfcfggfjcccfegjjfdh
                    egfigfaibfckdZfffgbffegeeghehckcidfgdfggcgdcdeumfdnagoegjgfkffefbhgTefgafkifYgslggdOifhffeffgWkdddjYfgfgogcxafgfsfkfdZVpfZbfggml
                    sgegjdcigcgdkgerjnfbffjfbhfffffgfffgdfftffegpfkffgkomofgeagfhvuejfgdggVignfYfrejfefdgkiiffjfttjagfgffigmfig5fcfagigefXfygfUhgifj
                    ffgkfglhdegfeighmfenbfclfjfff/jfiqckfhjfhanjsfjfdhhiffggiefgscikfc7lfcgfifgfghffffckfkgjdobdffdgfhefXqgffhhhZdfgjdgfwgijbfffjffg
                    kkfgbbdbigggfqsibglfdehYfffjifgsgai9fidsgghjgoffhagfebofefgdeZdhgbffgbejlgfoerscgjmgggfifgdgjfffbfg0jilgcbcefglfffdgchehphffgdff
                    efdfgfifdgdlZechk/fghggehgkoigggfjfgZgfgkffnSffefggffjbfYfhgfecdggajekdgkdagcgfmalqehfgeggfafgegoddghfehfrdbjmecebhdbvogigYfgfaf
                    febzfjgenhedfcfdgglgfgnfgfdZglffff1YfgfdffbgifgXhggoilcfffoaZflbefjgigfgggcafeiekgebgfbgfldgmofffefilgmlcffgfteffmfgtgkeZdkcrigh
                    fgiaojXiglfghgfmq4hlfhZdYfefhZZdegfghdozfkggfbfdeedtffggeiniegdgkdqgfYfgfbfgcggfhgjdfacdcnjddkchfqedgegaiggefgfnbIcjcghmfiffdfgg
                    ffkikgbiadeMhhsfngegcerfngRgffgejffswregbcnbrfkdgegegga/emqffcgf9eYgfbmbflrxfcgfdjgbgekeclfqilnyfcdWmegfeiZhfffffkfgffgfnbftefZf
                    gmpfeggggfkgfgfbikmiOfcsaffoguifefLl1mhfleXYfpdcglfifagfkfifcfblhfdfifbdgngipegncgffcjhnYfkdfgefngggmgYfamueffgngdggffkbbhfgdfZc
                    fgvjgegleggeggiohegdVeahfjiffefgfffffbfjhtcjggffkecgrj+eengfgfgfxjehfbeeimeegfhdfbdgnhefefbedifgihueegfggfefgYmgcljgffegejfghicd
                    fgcfdgfgfdfejfejwhfggehllgfgpedkVhgqdaffYfYfffbifggmYbegfjZfgaonfafeccg+ffgdhcifefbfrqdgfffddecneggmefefffpcgqkebgffwZfWgrfffeef
                    fligklmfeefgff2kqbgjjfbfgf2dgfdffdfgflefgahTffggieflffggdefkujheggffffffgagegedfgfgfgegfcsghkgufhgflfggfffegfcgdifttfjfgokrgdqff
                    7gffhibfPjgggfhfggkwhhWhfhmalcachghhdjfdhhnmggfccfdjdedgfdafcgffgtoefZfiggfegbfgbkfkgficeecicpfk1ffecgfgebghiefYfejhdbcfhigYghef
                    uiwicdffjcgfgtfgidfdiagibofkgfglfljmeggWfilggbfgQhgqffffdhffjeoefgjZfffegffdkaofkaZfelcdYdgfgef0kgnZbf0fggdpfgegfffffdVpdgfZnffb
                    angyfdfgfclgfcifffgdeiticffdgqbeeVcjfnenkegiefkerfdfcbekeffkdfeZghgggfgffXjedaffjfggfcigfehggffgeggdffgfjfgftgihhgggojdZujgfjgef
                    fcoqfdcrecbcdogahjgmfggfjfbgbfbeigbhcrpbmofgYhfdifYieggbjjchegqffgebffgcegjfffYffefffjgqfgwffhhfcggfamesUifflfbhfgZfucTghfgcdcff
                    gofgdgbfffgf6cffecffaffegfgjnfdejffwXfpegiagnbhguefggifdffeiffbegffgxfkjfsigrmhgefhffgfeciqffZiikicZniejffpggecfdfnfcgioegcdggfj
                    YfdqffffiggfefdeefeifffgffjemgfflfiprgffVfffWecobfggdblkXigffejprlbchngTfmgogagffgjneQqfcehdeifffggXleemggggigfgZfjjodegcfZghgfg
                    QbifffegffhddabdffkhlciebflabgfkiifcafbjrffZfdgfffeilggefifggjgffgfljlYceggiZgidnkgeflgfjfffofdffoZfibjf/kjmgghpfgdgfjgiflgeebgf
                    fdgrfgXhfncgolohgemgoceebffgfifqijffhffgbZsnZfkiaeehbfgffbgffiefcfdhffpeffffk9qeTlagbmlg/fXggbcUeffbebgukfhcfhcflefgfX5ffbdjjgqg
                    fcobbeZghgglfnghhdfrfgtoffdfcmegcXgaYfffgffefcccflgfjafffdleghYgfgffifcenfnfggkgfWZfdgifjfieUfcgfeegfkrffgjffm7fecggfeefegbfaiYh
                    ejgifmffgdhfigfkrldfhreajfkedjhdexgtdfifggflfckgeeenjdgbffifTkgagocyfdjgZlhfjafhmcliZgbZmerffgmfeggfhYgkadmBiffhfVkcihgbeeiffgfk
                    dhdaeaflfkggfdmgsfZdXVbegffXejabgeoihggroRefecgVhcfgegkhegjgffgcgfcfgfjehcg5gieiebgffjgfiqjfrdWgbgbeedfbfhYhfbfdbfsndifjefYewfif
                    mffehffggfddffglgfgfqgncfffYffkcngidaejfgdhliggolg1iape6WhkegeeghgkejjfZffLiXfffefejcqdgfkbfgffgqfdjdffnezgjeffkeigofYngodfgflfg
                    dtgYgmbbcfhdeifgcjqmegifxiffclggkgeifffgflcgcfefifffcdifkgfgefgfdghgfzgfghdeefjagfoedfhYgkfgg3degdeZgghfhehffffffgfqfedgdfrhicgf
                    gcdfghdgfgfiefhfkgffejfgggagfjflfsegafUidffgpgbghhfkjfoeekhfggecefgemfpcvfegefffhfcRefYfYajbhffglfgizggcfhefmgkffVgjf4kegclfeeec
                    idehfjWlgfffggkhcbfgWfobgfgkfegbdddffeffgjfiffhifdffzkdBggfdfkeZggghkf9gfcekexcolfpffgendldejghfflvfdggghfejffgefpajgfZkgigkfdgf
                    offekZfpemfdgjkfSgffffefdfakfcfhhgffffeigbgfjudmjfebhgcgcdbedfgpbobgjghihaggdncfoeebffhYmmfcpgdgQf0ckfeghbffimjfkfjfmggfcbpfdbxg
                    bphgeggRfgfheegdxffdeoefngffffdfgefakfcfgVcegccdfkjefbfheegcieeubgfGfgffsgfgjfcggfgee0fggcfscfffgffffWhafbfjeYdefaikgfjffghgdbdZ
                    qeffbgciglshbfifRfffb0gdfgdghfsgfdpfYgobgfoigqkggZglffmfgfkwfpefkgffdbgZegffqgfhfbfgpefjkghfefejkhfnfffdjcgfchefgvfbgZdgfgvgfndf
                    dggl7gggeefngijflgfefegchZrfpgdjaefffwglffgfYffgddjgXcggfmfgeggfgmfcjfegjkgbeeafnesdhghfhgggigapggcfgfZpgfnmfffdgegglfgffffTjigp
                    efngfgbcgfbecWkebphgeggrXfjfffggegfcdfgfvSfdffcdfgifkbgcfhififidegbjccbnggZifgpfhifkffhslffhelekgfhhfWdefkjQkokkffagegaldgebgogg
                    hfcgfggfglefhgdgfggefZgfggeffafgcghggcgwgfhafi2egeffgmghghdebagfuflfkbciggfqfmeosgegfenifhgpdggggngcgsTfeedgfddfeffglleffdgilfff
                    jfecjghccfgdgefegebfgffncfhgimccwaeffccqfded1XqglkpfgTffneqdfegehegwXcfZfgjghjfmnfgfeljdndnfcvramehagffjlXofjf2fjmlfegegiigzfbeY
                    ijYgffiephfghhefgfegeffftfZhsTdhgfgfajfbfnfgejffghifcfncjeegfgligdkgamloggfhffmhdnaefjcfkfblhmfgglofmmefggkhlhdfngdhfgfeflbYgcxd
                    jbffafjfYffjfdkidfcfedmefYbetfmljemcjfXgbpfiofpgmahfedeggehgrfffdgjidcflgSddogfdeiqgWkckfrfNbgggfhgcfedgjggpfgfl/getfbtffffggllX
                    feecffgebaghmfjigdfjlflhdgeegeherhkgiaeflffffgkggegglhgclcxjenfhdbihfiagfgggegggflfdffivfefahfhfcdedffqjXelfefggkgfggecdjYfgcgaf
                    gfbsdogfeeggglglfnffeffgnefajgegfgukbhgffhfaffkfbgbdfdfgeVgffedkdegfgkXdmfaihoNfgggdfggfggffk+Znilg9ekfghfidgpfhlfigehwfYglggafg
                    jgalfdfghjhdixdhfbcngfggfemgffZmkqgkgjffgjZrffcgddedfffferfffgceeffgmfpnfukff2gdfgfiffgSeeftha8efZfdbqeifffgefacibepghfiegffsngg
                    fecdlkgngdjhffbfgfgtehibhafietflegfgjfXikfifcljng/igcffegkfhkkffhefgcffhffigffceqjgfZfgglfmpbagecfcromfdgZffngbeZoZfSffegfkfdhmc
                    fTfffifffhalicfdehihdefighffddbeggfgmcddqfjfcbhbfggkfegccfjkfgbffr5ebffgggfcfgffgcgfcfgklsgdddffff6egffgfes/dggdhfgsgbgpgfigkffd
                    ckggZfgegieghgfafehaindhefqfliebdggfgf4gffggfsgdfffZegbfbmfafgbegXbehfhjfmpfgifpgffggekghgffegjkhjkgfggekdgageb1gifdglfggifcefoe
                    fflffneblkeefgkfkafYWegfcgfalvVfZddfgjaYgggffcioaieffpggdgfefgfZigcdfffgjgecgfgYgfmgjgifclcvafgfefgjjjffcgf2geegfegcefflaSgfdgfd
                    fggfkedeoffdYggmfkmfgfZelggeadgfpfegfgfgiSdkegegjfffgekecegvsmfXfedihhgjfecfdfkegpkghhflfeogfdfaQgdgfjZngZgejfmfcffdgimsalghfife
                    onfeegifogjffgfecmgibegfffjefvggfguffiefeZgngffdfYffcXkrlfiggedeZfggfgfbpikfflgZfklfecffcke0dfanffiwcdfnggWgekeRUf2igjrcTheeqeeZ
                    beZhdifNjheifeffgfcftiggfhgiboffdbcddYhfijgfdbldpdeiaaggmg7fgfgrgfgeoiffYgkibfciifptdhe4fehfgfiffwagzogfsfhfete9cgpbleffaffveffK
                    gtjnfhfbehccdfhfgbgfkgffVdepdegfebfPbfkilfeggffggmfgehdfcoYfbffjlfcfpofggifgkfNgVefkggfbedsjridfggekfXefldedgffciggdjgeeffeqtdfo
                    kleffjfqfmgfbracfeggdfgfgkggkagesgfWdhfbgfkhfgfggfggefeYgeeggegXcgZgfffhegfgdcaekogfjdogpfffpdflfgjffefggfjgdbgicfeec8fjgfRfeuml
                    fudfgikgffZgmfblllcefgffglgeffaehgffYceiferfggfdifgekgcngYgggfggegeesfeieggeedjogfcgffgffffefiffbefkhgWdffflgfZcedfdkdeffdVSgfdf
                    fjlffqikfefgfjhgeggffhfoeedbfscgkbojcffffjfgkgggfZhjfgd/afbhfgelffYmhogsffifeiefeqhkYfcflfsfdf3jcfggeffjffilggpjgheifjhffteikegf
                    dcfhogfggtfgfhnegehdefgfhffgcZeffiofPongfnegggejgffnXgfgjfdfligedfggfZffaffjfpjdfjfRlegZghXarqghfffqfdgfacfdphgffeeZbfggvijftYef
                    fezfffgogfgcffgjmjghwfgdcg0ffhffegghjfffcncgIjsfffggeaefgflceggfegfcgfgqigkgbfmeekfgffnfgefdhfifegfacfeffsjffefZfeaggigebflfdfcf
                    oejjggflnraohcgggsgpfgjkggcdbhghgnfffdfkdkghggdKdgfcgdfkcfgedmfffnffgdfchffhkNfZ1rfdfghVegfffagjmhkgfgfffgdXlbgegibcgqhggeeiVjfq
                    fffldsgcggeYfgdfdgdWfcfqoeffkffWYhhfdfnaeggjegjek+fnkeiaigfkgqdgoanfgffmgigdZgaalfhpiedfhmmeffVeegelfseqeefhihfkgfdkgffgfxdcgdgf
                    oeihogfgVdgiahfidefejUggfiqgncfjgbnYggfkjefchcgfgagmfghgfghgkiZbgnlseefhhfgggffWfecmfhfcgafrticoefepfbglifgfgklgih2cfkfdbgeeuiff
                    gg2figeffagemeffgjcfhlefggfXZgdbfefgffdgfffgggogggghwfigixhYgefdjid3hjgbghfofjgfbjeawffgleegfmZflfgeXfbjojefdodTgegjiZfgdfkYgYjZ
                    gboggfbhfddbbfcbWsmfidgYikeffgblcnebgUjgfkfhzgiefekgdfkmgffdebfffffgfggdfejfgigfdgiffghfjhlceeiefgfcbfefcbgffgfakpdclggfgpkeZgfm
                    dQffkdiodgrgfdffmeafrgggeemfgfffdiufgffegeehebfffbgbjfffghfgfXmgjgglggjfUfbfZlgfagflmhgfegjgRZwxfZSipefjspffgdsffkdfwhdeeidgbgfw
                    LhcgjjaYgfjggcfgfojlefgirbjdfegglfcedfgdflffffbdmfjgeetfefgjjarfeejffohbggeWafffceftkbfffgagmYefggblghfdfcfbnccggejbVfeiiggffgfa
                    agsdedigkcnbiffggfdfelefgdghmffefndhfggnfcclmmfhehOZffZihjecXfeoZgcfpgfdbWjaegehfggcf7gcmgh1gffeficbgffffZbbdkYffmenggdgUdffffZf
                    gqffgdeeeeeeYfnfbffihjcesYgffzdfhffmcmpfdgfkgffeegcggkx/feegfdbfbgfmfmeefffiffjcnkbcffbddggiggfkdfhfffhegodebgehdfgggfgfkggiffwi
                    fmaefmfcfcfjfffdfkfelfgcrvcfglfhfglqfaeohfncfnadgqgcVggdfc+phfffgfgffVfbfgcdmbkfggbkghoafnfgfcfczgeYXfifjfcegdgcghfhhZkdgmddWifl
                    gdgougfffggnfYhZeiedpfgndhggahiVhfgggzhehibigfhbegmhcgfcefffhgakdfggYZffcgfgYgdghegfbdfggffbgfdddpciqc+gggflgdp0gifVmfkecjlffhgf
                    gYefgghegefgfdgojcnffYmfgfgfggofejffkejcggbfekiffugVgcgdejdZggxjedglefYdgdicfikfhefgfghZcndgfffcfadcj1jrafecfefiagdgqcgXgifffgqe
                    Rgbgfgtfgjhdfendgjfhlbfeefcgfbdjfgghgfjffgicdib0gbdffZdebfkfeggeewfffjffggncfgcqffjYofdmfgfvfcgggiQQfffgbhfffgdmkbffefehflegbfqh
                    pfcUeXeXPgiVdreeagefegagcqegffguffgefjdeedeietgggegbrfccljgggffhgdhggjecfQgacggYojYeicfhZhdfieffijfggflfithYfifffZggfYbddfccfgfm
                    gTkgZgfofegffeSgefgefckdoeffjffZdVhhfZergcmopghecfgcmagh/ifhegfffg6lelfefggdiefgfagfeffjhnfffff/feegdcfmghgZagifbejfdcfmgiflggfb
                    fcgnfffeflismbfhogicgqdhefmilfgfnfdlcTgccedjiTeejxffbffkdfWfdefggeijdmfjkfffheghgfndfhetZgjbgiagfeyfgfdfhefifggffigffgokgfahkcfg
                    fggknifghggcfffdgkqtgjeecndfhfmugfgtgefmegkebcfcgefXifXZZUfjefhfdfeflffeffffgefckeggcfeifjcijffm/ehfugefbgkdjfggdalcmgegffugfnff
                    efafeggpjffmffgg0cf/fdhffgthhf0hgcgkgfkTgggcbeeffahehiffewieefecbdkffgeffcldfgfgVfcffsg/ifgafggfdgkgggihaRfiffgofffgfcjcedxgglei
                    ggfocegnccejgfdefkglgfcYofgacffegggcddffedgfdqjfhhfbgjhgfegkgpggegighktfgffiegmefhjlgcgllafgjgggfekeffaVfdngldiiZfrddgffffdgffig
                    cQffgbipiffeifgfXcfedLfmbegnfjefnglhgedfglpVfgengmYgcgegccjfddgjfeggclenfdfWggfkYggcffhmgYlgggfYfejYsgrffjgffgggKggfbfgifhiafXgg
                    dTdKrojnfgyegwidmfgajfgfhggfnggfkhefff2jhbfgkgefqemXgfgeieekkVefhbigjkgleoecegcugkgZgcgjidbgotggklceYf3eeZXfdXjcfeQegdffgefidZeY
                    egfggfmfgfdffglwbfdhjZkedYgjmhffedebefjgefenaeg1meoacfgfeiehevdhg11hgfcfUbggfefgfdgffhffxhcxfifguVmeflfgegggfnfURffcYffgggfgjZfh
                    jjfplgTciiiegfShgkipmihdjgifff4cejffgjgffmhggljfffgkgXgedglfggrhdgnjberfhOffgff6dffmffikhedZ2defVhfdfchgdfeUbffhenfYhfffggguZaff
                    tfgbgfogffgdfdcedfgffceeffjf/ndhZegeglfgj7fecfgfgfghffgjgffefgnjgVhdaaagffffhffggmjbgZgfZfbdcjgyVjfffdfajgf/eTqgbkgvaracffnngelo
                    icgbgYfffgdfcgghfmedbfhfYhnggd5gfhbgfgTofgflkedaahgfecfeffgifZdfnaegkhgfffkflijeceggfgffbgeffefgggbgbfgegdifiXgdefaggfahkgelndfc
                    gggffgdlsgfdjfhggckfVeedkihcgXdfefg3glffmffnffgdlgbggfkgfrZhggeifefnifYidhfgeefckficbZfgZafgafffbUheflffegafdgfdffglffezdggfaggj
                    eegnfgYhjfffejfrpaiafcfgeffcfkjffiemfenknhdgdewkgggjaffgffgyjfgeuffiggefdahefcfffobflfgfuhcfljiZflfiefigfgefegbhdklgfceadaedfaef
                    igfgggclbfgqgiffddgggbgffkjgTfiodXgefcehgijf1hggfflbgkefpebffgfZgYkjiwfnffpnbfghtfgbcjegffejfgiddb0fogadeUqhcffgagdlffganfgdghff
                    egfgeWdfdhfgfskfaeegffcfgfifmdcddffgfmhphfficegedjkkfhfakgmYgdjgmfgifedffdffggplgvfaffneffgfgdenggjfeqfffpfglfbegrefhudgfidefSfa
                    egtefhkfkfiddfafYekgjjjfggfdgfdffokigWfpjfgmmgjgnffqgaZffftfffdr/ageglfhbfdiZgcgeefYfgefhghnkhegegdgfltUjsdZtdfdzffghfgdcejXfluf
                    bYgogffgfZgdegigffgdfffcifxmffffgfgdZdffjfgooeifagcaifgigjgmff1bjfdfgfcfieebffjfoncnYfbffmgjddkfeggVihgbnehagegdefbmmrffecafidbc
                    ef/fglmfgffgZcefslgfciffdggfefgfjVffnhUnedgfXbhepffeddfeghefhRmfglwlgcgggaffktffefgegmigffbogffifealgcjfbgafVciqgvdaffjjfhcegffn
                    lgdgbofdZeiddfdSebbgebggefjufffdgfeehidgfgfYZcdffeffjahdggglfgcledgbffjgeZhcghge0ffffgfvfegeffjeeifgffhe3gjggmgoffhpffggffcfeggf
                    ioSefqcijgbfbbfgggfhigqctbkdfgeVfnffefdijneaigefeiachdimkicebafgdomfdiegeWffXeeZlgffffeegqghifgakjcebpggffjsgdhgcgjigkgfgeeoedgf
                    fhffnfapfmcgjffYekkffeflfgzdfYkhggfiftfsZefkhifdUhYdffflXeggngfjfZfhjYgggcmgifgfgkcgflmhfedggfkrfrpgjgmreqcfehedffdggfgdkoWgegdn
                    fgfgYgfXleegsgemYgiXgXgejhefgrjglmdggeafffrYaUhggeldgghnqncZbbhgfgdmiYvcfefrfgkfffgffgfegdgfgcieffcsdbgfggbgrbgjfgiggtgdieiggKgi
                    nijdfggjmfbljpgogglgfgigoffegffcelfggpjhXfgfc0fgcogfeigffffgddgZfZZjggdaUeglfffjqc5chegedfggfoufehffhxfgkfgafgHyygdejg3ffeegfegf
                    ffgfZfkPgfffmlgbvjZecadfeffchnjgenQgfefefgegigZdgfcivgdffegfgeecXimeccgfedinfgfalZbfigefgagsfdjYf0hhggxffhWfgjgdYfdggifflbefdefj
                    gRggdcfjfgZfffsfoeghfgpcfgffhud3bffdgnfbffjcgelWjgfdfxagf1gpzpbgfkjgXdeZXgfbhjjefgfgfgbefjfwdgfbffeffcffgidagfggkfiflfdljagfgdgf
                    gggffj0fdfgfZjcnkecXffjdfcchVgdghfffgff2gYe/fesagbgZfeeafekZgcfekjjfbffggZfHgdhffgggjfjhcofgldgdgfggfffSnfhZhhdvaecgjfgfekfeggeg
                    eggfdfVgfmVcekfgffgfngh1ffYfgfeoeigeffghgemgkcfrgsecpfldldffglfggfhjagemeffqfgffeffiefffggXlekcgjfgbevifXfiXhfldffsigZehffafgnhd
                    gffffogoffdceWfafedeYbdedmffcggcffeeg3biUcfgdchhnodbtfvbaefZjgfdjgfgfffZxfgeffbdcfdefegkigignfnfeQeffgfgojfdfcegbljhmYcdZguhlggd
                    fflfgffbefghfgeYgekfgYgkskxfiggffljftfqfifigfbgvdfghkfdZgnfgkZgfggkfpeeZffdidTlwaeiemfingfbecgffahmff0iffemflfcfe/tafejjatgfidgg
                    df4jdgefefdfofgffg2YeifegfefdfmggXfffggchlhffefdbjogfcgfcfgmfgogdggffhafffqdhefgYYffeXfeeeTefjegeehgZfqrfbVfeegoggleerglgggegeef
                    eidW/kggnljgffjefefgfhggZjgcfdcfRgffeYkfTgegbfZcegfmfgefhgbgnggaedflfdlghZf/hdfYafrlhfgbgffbhmfTfldXdgcccemffdrfifihfonmjgmf20ga
                    ifYegdjXeegfefffxgghgdfffjYgguefgfffsvfetfffgdofgpgeiffffffhcgafdfeebfngsfaff2fcgfgmbgneffngffffnffiffggftgeYfgWdm/ffijgsgkbejng
                    clfjfdgdmcccjhgkqfm8jkf7fkegmfgdbadgdrlngZiaemdfcddggfefdkfbdkffffdfecgegelfkeffffbgfddaiffdYfnehndhfjfcgoggfmgfsgrfcehlhicgfggg
                    gdiiehguU/jufghfZfgcflhfffpffflebggpgviffgkYhefefffg1iggafdfgfbfdhffffifeghfgfmffgrbjkggfgghmTgfXfddddgphgglcpgfokgfgdpgdggffVfg
                    lpfdfeffeaehgfgffggzfggecfefcfeZeggflgfmZkgfffkfehYfwehefefleffgigeegangYobnUffbggefljkqhfdffghcekkffemffcfYggfdfgffggefa+fccl/d
                    ckbffefetXffgfggffgtggfkbgelmlZmkebelqcamfefhafgXjdjehgZefdhgkeYfnmfgfeliffdgflkfgfgefWffYbeffeeciggbhgiefwckfgZhffe/gahfdeffdgp
                    gcafogjgeldcYfgdefgfkyuregdgfejSgfgfffgnghkfax5ffenfokgbdfillzfgffffeTgeiekcceeelwjbgfffjbgddfgfeZcmffegfjbgfiirdVfnfggffggbeffb
                    gglgpfgcqgefYgfgffgffffefgjefgghgmgdegidgmgghftbgkfffjffalghhdgfikSezfdjmnhegkgffjffbdqlfppgdnWjrcpnfabgdefgefgqfhdgijrfefeeddbd
                    ffefifdfggikhxYZgefiefmfehfeefljdkgdcgQfjfghlfaggjgebVgWYLiegcfesfjffjiZgelfnmfgagfhggVigfjbfhgfgeglXedfjffgfceenafgfkbaffgceidg
                    lnfig+jifgggjfigffffglaenhnjeeicfgfefifeildjbfcqbggbegehjgdefefeehkXfffhegofggsbggdUffibfffmgeffffffaxgfeiogbggWejegfefffcghfbkf
                    ddfancekfomlffgffedhghwgdmebjfShlgbfaeffijfkkelgbfedhbhdXsesigfffigfhbbihgffmggggegdkfefefdWiggff0ffgicggjfieefbfhdffggdgkffgcfc
                    gqVfffbagqhgPffehffaghenffjgefedfsqfffjfedcgeffcggfjcegfkgsfddesgegdcigfgodfgdedekcpgffhmlfofgfegfgZZeegZidjfkhmfgffflggefhihfei
                    iggeqghdfffflfffgeefjfcwgfgfea5genggfg6gdfkedlYeffdijfoemfhffggljfffffefciekgffhfhjgfegkugufheffgggccmegmnaffjfffihffehjfnlffkdZ
                    hfYfefgfrffgmjckffdfbehcgdgbfflfffgGdgdfghjfffpjggefgfgefcgfgeawgjffefffgfgcjefejTfwgfbegfktgp7dcagdgbggeeegnfhcefbwXigegsofafff
                    efffimfgflkgcfeklfucdfgbejjfhgfcfbffefVngesrfbgfdcndikfldfnededhegdegWgefjifgfSgjecefehgafbgvfaegcaffffnffjgkhf0gefffghmgaaggfgf
                    bgeggfdfcfgfghZmYfbjfffbgdpepfifgff3adfggfrgfjffudffgfdmmfxcfcpTfeghglbieekfiekfffheghfkdjehhkggkffofeqfggiYdafefeengfcgUfnle0eZ
                    kggfpfmffgdefZicfhffagiffffmkgojgbfd/qdggffddegblceffd9hglgdde/gfcegfmggbekfbgmmeclefcfefgfuhcflEYgfghggdaimffgffgggjffffgfkfhff
                    gcdfeggoagffkkPffPhdefiggeqgfgmffeaeofWgifeegffhbVie1ubxfcgfkdfefnmdccegfcmfZTfefgeWgkkkffWcggfgccgdhigefehghfpgegdfndfYgrsbncge
                    ecVgwfTfcUgglffjftfmofkjgffdgTjsgdfffgggffYgeggcfqdfvheYYkydjifeffggbeegggdefdhbekiklyhbhjcgWffigggfjflmfgcTdiefegfYfffghefjgfvi
                    seegUfjinfmffuhgnfWgmgfwedgggffkfjfffffhgfffjgcffckigacmgfkgxffgTqWgfcgZfccfgfgfhfbfgefggebmmggeuffagiehghcnfeckguddaWgfkgff0jgf
                    bkhdlfagiffgbkfejgkcdeccrcjkeffgfeggf/fcofeZfedggbebffgZifZgbkfgpgngffceXaalghgfifkldefdgfffWbfjefhfdfmafcgegbbufihidhhddegcggej
                    ehjkligjfcgffmfjdgfcggffcpdkeflngltgfeg3cfffjjeffiffjfdvjgYegffooffmfvfedbengafghsgffgeefmjffglfggffjtdfmeffhgfgdggfgXYfgdgxggef
                    liffgedbiekfgefeefgkigfigZgogZZfgefffdjfggdgggi/bffmgidguhfffckhdgdgafhflgadlenvfWg/eeggfeufbfjffZeecezXmhoegecfohfdf0Tficgjfgfl
                    gfegfbfoffldWgjfigffgicgjgfdjgfmkfjjfdchfefjgkgcYdghegjfgkfdjfcfkeoffgddgfcfkogcglmffcebfafkffdffddfieVgefWffdbfcdggfjgfnggggbfb
                    ggadaqggfgfggoeggcpggfegajkfgcggegqejdfchfgligbgZbgidhfZfbfggiezbdjbglfdffe5kfbggcfggdXfhZgbfotfikdfgkTekgdfdlfffZmflfffefedjece
                    cZdhfgdlqecfdpngpegfjldhegffeeghfgjddfcfffdfffgyghtceYjfdgcfacgVee/gfefegY8gyffkfnYfgefqglcmlkffefggffffggeeffdfcfdeegegffgng2de
                    ZfbjggegdaeggdfggZaeogdcfeffccZfogfiffgadZjfggpgcvmfhftfEjfrnmgcffbhYgfgagfffffghfohYjigfgdWgffgfefigmedge2ffgmfchxfggpjYegafreg
                    gghggldgkffcjfkefdfccafgagfffgkieellfcfogeggsfnaffgggfimtegacfgfgefiffjenggqjZfrfddgaVdgfdgidfRfigififkidfgiffVfjgkbaZgfdffbtejb
                    fdfgfhhffjhfgenigfXifhegcjaZcfkgefgfseZggfefijfhffggkfgfeerfggfmofiffaglfd0jhffgguftfhf/efdeXfbjhedkfqYefceYfZfdffgfnjhjgefhggkd
                    fcffghgfehYejcgfgfeegeivife/fldgfdcgchdiffdekhefckfefggjggfiboemgnZgffgfcbbbgfgXbggcgfibkffdggfbiegZueghggdgffeffhgfifZfjpgeeleX
                    cofcTfwgeffgqgfffff3WrVtcgdfhjfffZgliqggbedgfgffeeamfefefSdaffofghgfdgfYZojegggpalbfdfjfgTffdfffeenbgfflWhghaYafchegccfvjgnfebgf
                    fpijfglfidjffhfdfgogklfilXekglfghfdfgpfmnpfuhffgSigieedgfnodgrfffcfcffUiiSdnfgjfrjghgdjfglgoclfkfeggggfirjggggbfrilghffkfefhcdZe
                    gf3ffjgfcgYhceefbce0ffjbeWffaYpgcikffgWhpgrfgeaagfkfffwjqfigqgfkhttcbdeegcnegfegfdehfeoogegjibqddfigfcbfjddgehdncaigejmeeffeebed
                    sfggfbmfgedeahehjgphfegfdffXbdfcej4dgfehnffggdcfbjkgjYgepfiZkhjhhhbfhefeggvjfggefgegeimk8ffoffcghgdigkcef0iXTfgrgfgeZedufgeefgig
                    fgdahaiffrZffoifgffggehgfghfggfmdhjghdTfoigfcdgggffgfknfeeagcnihhfifffeffxfffbffgf1ffegfphefueffb/fghkeewcffmfcfgmjiggffkYffZfde
                    hnkgjgdagfcfgmLimngffefhnqrfdmZffufnhnlafjaofXffcgfgdefgeiefjggffdfbgglfigflogggteffhXflfdftfdegifmcegjdjcffgfdfmfkj2fefggiokfaf
                    gjfgheZbabsWZeflegfgbijdkjegIegifrhWfdekfgbhZnlVcffdkdbfjfetfgeheicegfffdgcegfffkdlfhggcZzcbgocfnngZdeggYfedbjgfgqhheedgfdfgofVy
                    hgkegeegganfggffufgefpggfbrdaidgcgkqegmfffffXhc7fefjlf2qsfjfeeYfgfgekfbXgffefelfsfffdg0eai5mhffemYgfbgaffbgfeigggigefgViifglfnfe
                    pflftiZghgedhfefeflffUfofefefegffhfffefjgjZdgfmhaftfYgxewgkfffggggughgfgelcijglfebgnehgffjgigpgbiicbbkkXffXgjifYejhffgedjtnofdkg
                    ijfhuaffXUgcgggfekcRffgffgffgffgmhrcfjggegggnfjkgfffZkefefkfYhfffgiggfrlifghdhlfgXjfgregXlefZgYobfhfkddfgfgcfhgkfcfefVneefheplfe
                    fgefeejxempfVgfaffidgagebmeqiggYfffefcfhfneffbgefffemfig1ffdefiffVgvffcgeiffgfXeffhkgifglfvpefdfglbeefejhVefcgrmcgZfifoffiffbffi
                    hfghegfafmefgbfcfgfpZgjigfff1foliiYugYelfkhlhcffdjfgkchfamYgedfgejgXeefidbfdlfddfffmgifgcedblffhgaeikfgflfffggnbfffgim/igohciffh
                    fcfqdinffgjdenfffmfffhkfbgfgjkgf/ihefeefkfgeefefYgYPW0flfbefeggfgedkfdg7gdgghgeWgfgggoXbThfegdffNfinecffegjgfghndeghZbfgegdlghfg
                    ogkflfeafgmfgggebXgfojenfgefdgetgfgjdZnfjbdZffvdgefSeejVgVgenfdfflggfeffgeedfgXghgffgfffffk0adffmflVgggfndogifhpfg/fgfaflceefhec
                    gffcXejefpkkgfbfjef9fdfghfeeehggljffgVdbkfqhfgiiheedggfldxgZgkdbadodgfegbhfffgeggcfbjefefgkfZdgffjjdghedfohgaenngfffghefdgbgffci
                    ffggeedjhdgeblfgflbxgvfjVggdc/keegfeg/ffcggfYfffepffgigfZefkbgkcgffgSgfZfgefiglfmlefgfeehgfhigfofdgeegeogcdffbbdhfgggiggdgdrefcf
                    idffcfqegffgmgsfUfiodeZfjfffgffgggfffsffehdffZyfhgfttfkefgjkbfgf+dfqfeZgghgkfffcnlffhfoehgfeffikfZgRaYkgghlpfmgffgkfgbefeffietfe
                    ahjgXefchegefgdd2ffgffceefegdefbghdggeeng2fghgjedgffikfgcghbgfggcfffgfegbfllkcWeUjfaggggejghgbgfdfgefefdffkgUdfgeffhaefwbfgigeke
                    gbggfhdgfXgfggjflegffgdgiffdYfjjhgfefkcehcgffgfjflggnfjgXldgjegjimkZgbighfujfmgcdeegdgigckgjgfgfgefgfXkdafgkYcGdgigjakgegicfighq
                    mjkalffffbZdgmfggbigfVodnUggfgqdWfegghgifdiffdigfqd3efldnffgkedlxgfcgfheefgjbdnfageekecdgXfhjgggeadhdifgfggjfimgmkhNgfgelfcfgbid
                    fqedkgvhgfygggNfqgqagkbgfgQfebogebcbf5jfehpechgdkfifhhevgfefadgfeibgggbfflbeamqgTffhhgfaofgfiffftffhadbheYfg0edfggfdgdfefcikgYad
                    iglfgfbkgjeeqjfdjagifffbbdfffgbmXiqoXdqlaeigfcVjfdcjlYdhfefgggcefchregqgeeffgfdclggfdigeffifgnafefffhoffcfgefZgefYnegeQfjfeffdge
                    jffjgfllmgjcrhefYgfhqfgedigdifkfdeffefdgZoefbhfMidgefdfehmXggfifeffgecdfhgg2ffidghhggfeegcgfffiffgggfeyfdqfgTfghgfgfjefhbgfg/gcf
                    gedghffggmfffgXghfjgafegghcgfkefghkjkgggficfkfiYefqd0iecifglikehffeffRepgddhccrhedeodhfcdZgdflegpcjedlggqfefgcieffcjfgffpejfcffg
                    effffhifgffedgeqggfcbmZhkflgfleffjclhfhfeffegpgfbqZfmeddokljhehdaimfeekaijbfgfkgdfecgrqgcZgggffgYeZffaff/ffdiXfghgeYgYfheiggfcfg
                    afefodlghaofggfdgcfheZgedcgglglroghhffgegfgggggggfdeflfeggfladfhcfdfbjcfhkffidlidgfhgoidgkekfnggRkhgYvfqqjWfrfifgfhgfffpffUfqsfg
                    dcfffdrflkhmngXggfgfdfhjgfdgXfdngblffdzigedgfdffgfffecpggjdgrbnghfhfgkYfgWggfffccekgfifgffmfhidffehifhglhhgdifgggehfbbfegegmffUf
                    kkggefclShclhfffipffegcdgffngfg/gfaZehiggfeerfeddfdfggcfgkZd3fcgtccmeejfjYfgffgwhkhgofdghifhlgcbegjfegg/fuhZfffmkfkegfgeggfffeek
                    caceffYdfjejafhp1fjfffn2fjfdegdgdeeZfe/bdnjeigfcZedffkffjfgggkfgjebielbedlklsffgvefbfffhiepdrgjgXdagedZggdfbjtefdbhgcZfjecpifmfg
                    effgcebhghfgfgfdgfgelieflfdpgfffgffffhagoffggoXfgZScwagjgejgfgfffZalignfhdtfSfcYehfifbfdgjZfgYnimedffgmfdZgfgargmflxffgighgcffhj
                    ghcfhlggZZafeggffafhhgpedfhiefgfcgihfggtegggrffghfggkegfjhgfkhcrkjjcjgfmffchfgefkbgiedgjffhfgjfhegegffbygfcgceffigfhfefXecggbjff
                    cfgggcbjyfdUghfhogakgeflmhgfffosfTelffqebhheffhffajnffdfekgkfffgfifvffeddfapggZtfefmgfbYgaezgaffgefbffphfgfceeXgfhgfgb1fekejVifm
                    dfffeefhfiifeYeomlffecgggffdzedffegfhf0ggfZZgdgercgfddligi/gfmgkffgfgegbfeofggfgfffYffejfggf4fggkgaeefofmgeZigWgiffiegYfakegegfd
                    fgcdfikkkfVga2hladddfsagdfejgfefuVgfgflffebqffahlcia7gdcfgfgmhfigajgfbZeThggexfbXggaslXibffgcfggggglcgegffbfmfeingcgfgcgjhmekaff
                    jfdeikpfefqffZfyfgpgfflQfieiVdkmbjffnfegnifglgagbgfggffklggifrieffgbgefefefffigcshgfjbueggfhkfeafepngifalfdggfefdgffgemZgdfegfoe
                    gfgahgeebdfldffffmjeujgeegcbgetdfegbfefifffakmgffkgffdgTbgggYfYbWjggfiffjgYfeffcaffRfhetfXcdflgfcfdfbsgdgggffchfigfgjpbeebfjYelg
                    jZgecgkyhelfcfglggfZfmbgfgffghfpcfebghjghfkfdfffgcgcnfeofdbgggrgfpggdpgmjecqgeegadelgjofgfddtfgffejbfhfoidjfeieedZgemffqhhgfbgcg
                    lhfaWfhocfodbkkfffgdYbfegkfefgshZcbSfkecfpfefbWqeggifffeeggakieffc/fwefnrgfeclefeelagQYrigfdeWglhjfejghejkgcfZeodffefxfcccgapgff
                    eknfffEefiaiffiagfefgffffgbgpbggfejgokfYgggfogggbgbeigWfjgfgrcfcfZgfcaggrdeggfedggfgacfnjffefieUkfdfcgggfihcjegdiyffiofgjqiehffb
                    feUYdfmexffdcggjkgjgfgiggfkhigefiimgfgfflggoffeedkggfeg/ZfjeljkeZfjdlUgfegddggdpidaqgUefefjnhhgglefZjlfedddeg0xccfgZhmfbkengfZgg
                    iQcrdbeanffZhgeeefgWeggefilldhfakgmyhlcfcfcbgdgegZfggafveefdiggLckcdgifeggZjoceffpgefgfaegfgdYdmgjgciggkhceeffegdiecfgkiifgidfgb
                    kigfdfycgdcfgeUfhkggiggleiiaZnafoiffddefpdplfSsegecffggfekgfhlhokgfgfgqnlbfhZglefeZidgfhfjfdeXlijWffvrfgvdgbjifcdkfgfddghghjfefd
                    bcfphcghfkeggffefceabfgjffgjfefghndfdffjXflfeXfggflfWbffYggegfffgihfnllf+gcfejggYhfffddaggfgfhafgfnfeafgffdgoggefMgkgZkbebifb/fc
                    gfffawffcliebfjfgfaYgggfdgdggkcghSfifgggffWcdef/fhcpkfffZihifilpggifclkWcfegjcdgdo/hfdgiffhbtiefhfirgkffifgdfagfggffcgefefeggfWt
                    dWdffbfeegkijmfmgghefffgigggfieoqenpegceiffghgggmfifgjfgdlgcffgfdjehgflfhgfefgfZfgficeggeifbgeofhgZffffcligfgbfeffgvgfggbpefjfhf
                    eglgvffhgdedfgfcsfdiirlfgckkYfgfcggcfhggrffpevpZgjfkjgfhifgkedjhhafgjgcjnnbkpgmhfiYkdfdfffefghYhfdiicbbrfUcbfeJZfsbffcgfWdahgfph
                    gjfffascginfhmfdVfnmhfoYeeknfghfgefdnZhdqfpffatifcjfffdjmgdkfaggeegfmfeigflheffiafrrgdgefeXgafifgPjfcpefegsf/bgfdfdhifgffhffffec
                    fggjeiffffhdhfglffgcffififdcgamgeffucfgcfUeXqe1klahgjygfidfgggfggnfrWserdfbgcffhcgfgfgkgRfdeffgffffobfjodcegifgrMcerfflgkdfhdgZg
                    fe/lbffolffgfggbbihuefgjfofjhgfogdfffebhmfmbcbpefdgjgfSffflidphfjgqfnfcdfdegfirggbomhdhgfffhngWgfgaZrffegfoefcrpjpgJfgfghflffmfd
                    gjegeceifcggmeumcgggfngffeqafffjZfungngfjlbcfgdfgfzmfegakebdfefghjgfffdggfVggYdehfgafeffkcZkgdgckefgeVmhicapghgefVegffeffqgfhfXg
                    gggfffgfgfffhkgfufWcghegfggpjheghgebfgdfggfdgfijrcdeefofeflcjWpfh4gdfddsYff2cjdnZg1gfmebZgfgggclgfcfgijdgfedffgYfYfgglfkfjfefdai
                    ehfUgbafkgfdcgehfiecykffZrgifgtdngbbfairfdfXgggkefsUijagffeffoefigjfffdmbYelhhkflmdhfpffgohcgfekecbfgigiefgmcgjccfehxdmifmmfgofd
                    pfmbviZfnfhggcoggafgfdYkfelfaZfgapjhefcegcdfffcfggfjejpeYeffggjkgmoemRjgiTgfgvedjgoigdhqjgfehjhfgkfgfZggfgZdjglfjgffkjfaffehfhgg
                    fcgkgrfhcfZqnjkdflcheegeffgfhbgfngffdeobfeffoigfeegjddgkhgflMggffgfgfgemggfafrffekddfgUcjjakhfkfcefbjdjffqfghgfgofchiiefhmherire
                    deffhffefgfeffgsndfddjfgkcfgdggdffqjlfnfahgmnffgXgiygdifggjildfff1gimoggi/jfkfegdfcgfejgjyefTgkfdgdemgbcjfYelfqdfgbnkmgcegglgdnf
                    ncifUegm2vfYalepgereghehieYdcgfgfogZgdffkcfghfhdeghjkdlchjhgdfgeffaydnlfgsffhjhikdgpggffqggaejncfic2fihafnffZfferbGeffefldfUfffb
                    dvdggefagvgfae/cgdgfgqggghigdffgRggdeifieg/hdggjgjfnggffggfcpggfecfffbefifgfmeYglffigffggjdXbcngfdggd/ddfffggpdffggZnaleglaljjgf
                    fTbcgggnhrqhfhfetdgkbgahggVfbgjgeWfhgfhfddgffeYfSefggopYgfhffeegfffmfaemgearglcnffWggfihecglgdcfddbjigkmdfgpfffdfkgggcrlfWcrfghg
                    grfddellffhcekfdejvcdXvliljgkfhebfjggXfgcnZgcdgeggepffdjehdfipffeqcifftfffpfkagbfkefqeegbfgjkecmegfgggfgifffgggfgflgfnfffufkhhdf
                    ljbfZetbfhnfgfnhwvegngffoefglkdgfgbfekcff/ffiZmthdgceegihfckiejfdfidgfgfuffhgefefbgfaffdefcgfjnfdfeggffffgcegbfffggsffobdahdg0fe
                    gcfcfeffkghfjchWsgfgfYorddgegifgbfejhdbgefsfigfjgfajffefgeeggfebgffgdffgfecegfeiwgffgfffffegffkifgehfggffdhggdgliegfggfiifggffjf
                    ggdYejiligfgegffkghfgdfdfdehegfgldfiggZXsifYgVjggkfghgPaefifgdjhgegklgfrgcfeffafffffegffcfodfffhrcdfffgilkmbYefknegffigffdhcelgn
                    gcggfgfbfihpgcumfeygfbjfgechffebffcfgfgfkye/gfffdffffcghaffgfmXigghfkbrdeggThfuhfphgemgfedkueffggefggffhgfcgfldgjeffcggffgfdeieg
                    deehgfhghgyfefffmlcjdfbflhfgeeofnsYjgffiebfffgkgrmfkffemjblhdfzgkeefjfVfqcjdcUYa3nZegemeaddijjemffffhfbxfgfjiiTggefjahfBfgbfafkf
                    hfgjgjimfgefggddqghgfdfbdufffigfgggehhfafgfcgirfjgeijffffcgfKffgceggggkffhcfffjgWkcfffejfifggYimfgffbegfgfbgkefgcfcdlfbgfgXfdugj
                    hgfiMejfgagbefnhgfjgfeqhggizjefefkfbfilgfgcaffffajgllkegddgZlgfheYjfggehpgtvffhdfgggjhoffggiqcfoehdggohgefhxekjfhfefjgjfjaffkffe
                    fgggzelkegffpriokgffofelhefXefgglgeZgmcbfebgjfegohf3gfnekgegoefaejkgijafffifVeffhlghafblffhifkggfgff/tffggchfiffffdgeefghffghfae
                    dgigrffgffgfpoelhqkbggffjcfkffZdjffdkafijdffefYiffegdgkfWfgglgffngefffedffgefgrglnrgeeaehgdekgjfTclgfg7ihkYiddfeghcjggcfgggh0edf
                    cffffffgdYUfjfekrgghqdfgpie/glhffmefgjgZceegfffgleffgfhiggccidlggfffifoffhcfjfZfifeehfgfcgheffddhgigffaehjcUhkgrfffYZjgffgdedkfe
                    gfhjggedaekchfjlelhkfgnbgefkeeddhgedBfdgjfjgfjdgcihgXgffvbefgmgYfffgfhffeeUfdffqghfogjdefnffeefgeeffefoceggYfefeeegfdcffjgfhdhdk
                    fedfmlgedifubjfacfgXjdfecgeksjfgcefokcedoogjgeahcggfgfdfeffhefghpegcdgfejgihgfjdfgnfefcgirhfgkMkfegeffbffegeYaddmfgcfefggffggzff
                    dffectcsffgffhdiffhmeegsehfmgfmcgcbdckffbfjggefjnfefgfgecmfdgfgifgfkgiSjlcfxlffgpggReelegifdfjfkYgfdfefffefeiffcffffffZffgjdogYj
                    dfffoljqfhfffggfgfglgfhbalfjifgemjfflfkgfgcfjgfjfffjefgfnfgpkWmkefrbkVepegfafffihfakggflfdiirjcdfbmfrdgfhgjcXqfcgoogejmgcffgvcei
                    jgrljmfhYghXefgfjgffgfhljffppNgfgfgqehgfghgfdflbbYefZgnYedgaffmkfobeYfffgggmgfecelffghajggeffegfjmigfcgggfmgegffpgZedsflheWfoegj
                    esekgfgigfgfcgBfnkfcfffkchXfjffkefegekidffdeWfdefkhgeacgfefgdomfrg8eafffcZgdZfgWgfffefeYeTxfhfeedcdphffbcgljXdg7fffjegfmgdfgSede
                    bkpcXgdUggfkmfggdfjeffgfelefggeggjffsffdf0fYgejffdjefoceefrqfghfheggkglfhfgehhfbffddefgefjgddbfcjfcfffZddfhkdjbhgcedfdvffifigifd
                    frkgcgedgejffegeegfffcaogfgfffgcgfjdhgdesbddgpobgfkfjlmeYgiggfhfgdkigedhwjfndbffflfefddjffbgrffZggdckjgggfjfgeedVgjferfllfYWrgfW
                    edffugeggfcbbkeaefgggdffpeefhbffsgfggfghfghZfhgjhhhggihddfeecfjeefffbhgfjdgugfbfgecfggnglhiffgflgkeijefgffeecfiUdfffbnegphgcegfh
                    jfigggfgd+hidefgfSdcmZbfgfgejfhkgnkkggeTggfdglffgfdlfffgmafffeifjggegffffbfedldrgeiagejhfhgfofigYgfgrffecXegefgfhfdbdjggfgfkjwff
                    ffXkgfcfgjifffgmfgneffaeifffaeafnemffae2ofafghgegeffhfiggeikqgbdgfhffcgjnjefgdfedgdhfeagdgweiwiffZgafbfffffehbgdbfgdnerdglb1edfe
                    focigYfThifnZgsfoedffdf/fggggzeegbgcfedjpjfgggfoegegdmguggfegaff0cfgdfefgfhfgfffgcdffgffcffiigcclgjfobedfpapgggggigcgfggiqfdufdd
                    chfifhbcegilkglefefgfghgcmxfgfsfbfofgbnkTjZffsgngffbedgmXffggjWelffefldfefgfgjcfnedigfeeedegjj6egf1dfgdfgfgffggjiejffbaefxdgcgee
                    gVfgfgdecegfmigfdcgujqlbrfdegjfeerhfZfgegrchfceogghXbcgegegdYejecefffhfffddcbgggkfZdbsabgfdkffanggmqofcffghbegjtcdcgedlsfbjdegeZ
                    gffehfmjbfeiXfqgkffeggfvgkgd/ieclmdggfgbielhgfsghfdkffcefeqfgfflffgebfaefffigaigfgffdieZhkfigbfgbdgeocfpffimgVfggfbqgchggdfqffff
                    gsofjfffhefeigejfhjfegdXffg1degfdodcffgeevfdfmbepifgogZiggghiYgffgikffmgfcgcjdfefgjgafefgfmgigebloZg2kffbelgehaifffjnffbgfYkgfjf
                    ggfgnl0f/f4kgeegfidgghgeflgfe8hfdlgjgfgfeflfjegfb/hezbgtefgfjgecghdejfmfcgkdfakggnffdZfjiignegdZbkffkggefXgfegdnajghfgfmifgZfddg
                    fffnbfflanfcofalgegcfiYchckfcgdfffZffnfljkfecnaffedoicfffgncfefffthbphjoiffkjbdfmgfffdnlkgepgcfehhggfgggffagVgnfhfffgcfcexgfghk/
                    kghbgfhcfgsZYodcbffggggpdgfjdffgffgfaeZXeghffgefefffgggtdgjdgffcfgg8dfihYkggiceUggdelfggdfeffbh0bngigjgsdfgcSflagfgffbdgffefhZfh
                    fcgjggfbghthgugvafghgflsgfefihhlffiXfgcffedgiliegcfggfkgeheatvgilcfqgqokdgffggffuigxnYeffaaifffdfehnknefceifcWdgffwmbbiXleggkebn
                    gfgfgffhYggfffjfdxcdgYafgldgfmgffifsgcgejlfbQcohfeglefkiegfjqVeogggWeegjiuggffkdpeildgnachfgnlfcfglafeggcgffjfoccgogdjafffgeheee
                    fifcdfdgiffnfdfffpddglfhbffepu+dhdefwffWffkcegfefeffgfnhmfgbfmeegYnegfgdlgfegfgmgefgmdhgbfgYfeddfkgfeaZjgeggtfbklijkZblcogfffilf
                    dbeljadjffafgkgfcgfdfgfigffedlefhbneigffejoiheggcjelumchfnfgfcghffcgbgggenTdYdgcdcenfgfgfgfffigugbgeehdokfggeggigceffjceiXjkgcgq
                    fdfmcngffaffefeamfdjggjfdbmffgfjefjacgYfdifroegffgdgfigiqffiSqidfffefbcffgeefgiajinifggjffifjqeiQegfgffkgdhlfffeefmffegndffetgcq
                    fjigfggff/cdigeerZYggfgjdedekjfmfdfiheeh/4eddgjfffgckeggoeZbjagidiZfeiffdfbcckffffhdmffffagfdgdjgiWnegfZfdeglgfgegfeno1cqdffjknY
                    gxffcffhefgfphaekfgesZggslffcbiifdhfdgfclfbUqidefigggdfaffdgedjZXepfpiibfX5WdgnWfgmejfggilgfkhfvfdYefftffgjeefieefiggimdfdgngfnr
                    fbfddgfkaffegcjgpbggddefadffehfffkegffddffWfafgqfoeXhfefercfebcmffgZqfefiggfmlgenffrfUfageku/fdfbeglfZoccelegUdfbgjfdlffgfofegZe
                    fTfwfgffgdreglefdgjpeYbivcdfdggffgfbgcfefgfiZgThmdfdeleifghegegkdegagfddhflgbffhpcgfhf6ffgYlffZsdagllfffrngfgdffkfeb4cgkTpggfffg
                    gdfnfrigagfadgfgdVaaffWfdiegeidefffhgmgerfdgadbfeefanegleffbYegifdfinfhgggffhpgiffdjcbbgsadgggffhcqfegbkffdigjjgcgegfefjegfdfelg
                    mgfnegdfggRfgdifgkfffpffggffefghfgigcdfgsieffmglaefdgfdcdcgflffgiagcZegchjfggigghffnffedefdfexlw4ggcgfffgerimkeeffgghgfbtffugfjf
                    gjfgfffffpnegfegcegegfifedgghffgfcksdfdfeffiVfhfqfaddhihfdfnfflnfdlmctfgcefddeevedmbjfifffggefdefggheimeieegcegofiafUgghYffgdalS
                    gshgfjjghhgfkgigfffuetahgYibihfekfgcfhfidgieifkjgcfffggTkfgZelkgiecbgigbzipfjehYfpfkgfhggdfVfcemgcWfggclfgifbfffrhqfcSkgecgfjeaf
                    lffjrfgnZcffhgffgiffetdgeeggebgfebVZlhffjholhglkbfgagcfifefhqejfjXifffgciLaeahgfkdgdgafgeadLxghgggnfefedgdcfffgrffZceegYfgffgfgb
                    bfkggfaghdfgffggkeigfmflqlj0dffgpcbdeggggkffgodfgifcfWoghfffbeheihcnfhgeeWfhdcfffdngkfVZZffgfffffcjghdghggffbfefgdegfclfftgfecof
                    lfcehkafeYdcbekggcffffktfgnlfifdsilgbggfehigddlheggfeeggnhedggegcfggfgcggffnfgfnfgegefhohk1feflgZffgfoffaggfffggffffhffgiZgffggd
                    lXdfehTZeSfgXriffedegqhmhcglcgilfeeWdfgdYdffdZggkgfgfqffmfehgfelabffgeSefefgfdfgfecfofZffzjffejgibbfdayfiegggfffcgmegpggYnbkgggc
                    Ygffeghijg/eifuocghfmgegdTeng0fegmfcvgfcgeedebfegefofcmakgfhngflt4hVderdfcjfmXceYokffohdpijpdfflYjfirgegffgdbefgkfhngSfhhcgksief
                    oXgdbjZglfefeeledcfggcfegfjfxefegeebgffsfggmTgfeolhdeggeghfkfoggbilfYlfgldhgmgfoaydcfe2hfffgdgccdecfreddfitcggjidpeiQfigdffrhVkh
                    igdffYkjPbxbgZhoffofggXfZhjfccefaZesafnegfdgekftlopfgfgesfjffghkjfffmlffjoclffSgeXnffegqefrgefkkgWVefggkfZgecnwdggiffnXgefkagfdg
                    gbmgfeebfgffuaiemdhf/bfecgfgohfgvkhgggfiffccrhhkgxdfeiodegffkcfiVcXggegeeeffgfyeiohgdjagfdfcnfxfgoffbgecffigfgeggfdfhggfgggbfgfh
                    efjcfgfsdfbignjfggnjcfflkdgdpiglgfffenkfggccbgfgVgcqgccfgfwcffjfldffcheiajgwchfhgcgkeefjfdfgjgfhfgXecmdeeamggbqlgfdcpeitmgXj1upf
                    ferkllchfffug3dnfglcgnmggfoeffbfbggkfgmegedegeligfjfjgllkdYucbgeghbcfdeggfgefrheTtxeYceffcZgqtYdfnecgchgqffedfkelfciflhghlYfcqfo
                    fkgigdgffglbdeggdecjeejffkfgcigedZiTgglofcedfeflffYjgfjfgggggjdaeidegffgfgpkfkffcjflgfebfgZle1fgdfefcgdfffgbeeflkgkVpfaYhegiffep
                    ndsfffplafmkgegfgrickjgaefZgjafffdffceqgfffsjMdfgizfZfgfcgdcffgmhffhfpfdxhkihgkjfefYgaihagefkmldmagccggkgfmefffjcjjdfgtifjefgfdh
                    fgdefdehfZgkeffeggegcekggfpnfeheYahefeqbXgflk0foefdaZdfgcgdfkgijkZjwkgwUgfekeggljpfgielfgZgfffffboigflXmggggfffgrfmf/gbueefenfrp
                    efbWifeo2dXfegdkgn/cffvgogefgfcfffffegegdflfjgggkjncmfggZfjiefikZhfcgfqfmagggfbafefcbnepXYduffldhbeffcnndfejcmggggfjpffeggfxrfac
                    fgoggpdggbfdjefeegbjfgfgXdfgcpjldghgifgcmdbiccdfdfgbfbcffjbpfglfcceecbffYfjkfgfgekfcefgbkXcegnhghefgfkhefgffdige7vWfifocfjaffgsl
                    fggdflgfeghghegfdgfgfhfdzfg/forfpgffffqfcgkfcefvRfg0ecfcghfgdsffdfgYdgfnggfdgfpskpUgipfgiqgdZlgheebehcjSXmffhYgfegofeffcdbYlegde
                    fhfhfghdngghdeknnagfekwgffegqiffqWmVgYiglbgXYkfbfegduffegZfgecggfhvgiiogfdehfdlhifefdffkgkhfffggglbflfkteijhfZgmfggdqfageahffkge
                    ggffbfgfbeftffmgffkffffgfcfcfekihmfgfggeggfdjgZfffjofdlffregfehdhjUgXgdgfmrjcfnhffhjffigggXpfkfecfdfSkfYhkfdbggfeaggff+kcfgffpgm
                    fffhiggjkwjegXagUkjfejcfgfgfzbfgfdkafciedeffgfuejgffdZdjjgfgfcigegmgffgffgjffoffjhidiSikgdheedafeffgmgffgfcgZgdfkffpjZff0lgkqffi
                    obhjiffZjgfegdglf1gfmbefsfjgmfjegedlggfl/kgqfcefdecfkffmgffahpfZgbVgdeftgcdgfneblrrekgjZffeifffabgecfadghdkgfbffefahhggxfgeZihgg
                    hefffjlfgYfdfkcgfoffchkffgheZfffhfgkjfgfhZrublfghdgidgjcfffdgfQfdgffffUggcfghffcfgpfgfdmYoefihdgogefefrefggefgidifioflsafffaikfb
                    ggscgegfjfjagigejejnYgdfeeWefbfcehegebffbfecgggcdecfffgYffeffkf7fgifdeffgedewqUgllffgefjgkZdhffcfleegfgegfdimftfYmlghognmjgfxgec
                    fggfcgigVdnmcmbqfhf7ffeggniVffkffffhffgefffeaghlglNjcighlgnfgggjjjbdffeSfYffffeffffhjdkeefffefsgfgeejgfhfepogbfeegfgefefiffifffo
                    cicbfeelhdffffkgfbgfbeggebfkfffhggmgfiffdmaeedigggpfkgheggacgkcfgfsggghfefdefgenRefgflljgdfehzfffknbjfgcYlphffagghcWiieffgffceVf
                    gjcfjel0gdfkqmlaufhfgfgfnfkgfehifVfhfmffWrfmfgfhfefklW1fsofagfgkftmfVfglff0fjehfedfhsggmfffwegfhffgftqkdzefbsefgfkgleXggkg0agffa
                    afegfjladfSoaffpdpgeheWmifcOdgekZfgfneufksmefjgfgffeicgjdTiecffkefZkgjdckigcirgmecgggfogclcafweffjjerjggffgikfkefgnldjZefmTdfkjg
                    egggbhggefqefghfjjffjdlkeeffffadjgefodidfgfdehefflideggffjogdfhjdafgfgcflfggUgXmfgegajoYifheflfdagehmgeffkldnggnagmgkWhXfcfegfef
                    pfffdftdeafeTf0UfgffZZgifegeeglgfumkfecfeedgghekecfggpgleiiefalFgoffmdehffffegoeggZefdfglicggfefpjgkhfgcigfbkcdqiggfbgfdpgflfbff
                    chfoghVfhbffjefiZbgggfnfgUhcdfqpfgefgflcgfdfgegffjcecffduumkmfjulgfifggcgegefgafjnigrlYedjfgYefdkfgafdge/cqffledcrgcfdrferkgdega
                    gfdpnxfWfflfdejnkhdtffegbZbhnkfnmqgfggffgh/frfrfjdiggeffefiffgeffcggddefkddjggefYhffgjhgwfgpggZgmkffflhfefgdghXndfcfjefpgefffcee
                    hfgfggefedfbhgrgpmjhgdigfgfbegfe1edhkngfkhUicfdfegmfpffZmgfffYlgfhggfgfegYejfPdfudegfciZnammkgggggfogfgeefkWgdinhgfjjfqefffUfkfg
                    UppgfbcZfgkfgfdfkglffgmehmdgfqgdkiefdgfffldehdhZeofghhafghmdeggiilghflpdjgZeddijgeVfvcegkhgifciglfffgfggierebbpednhjfWefbgeifgqk
                    iggpjbcggfhkgZffpegwjcgYfgvjgebWhgddhgUffffffggaeicigUiudffjkUhgigZfddnkfigfeZggfkdgjfkmcgfggndfpghflbifigggfXkfgfdifhchffjiggeh
                    ehfdddafgedefdfffdiofffchiggdeohceLinffbdfifefiegfqZfehggfcfQgigfggdmcfgjffgrefhjekaeffakggfkxgaeiglhnmgghfeo4eidYcfxbbcggfeg1ge
                    gnjefgjlndfffbdgghggWbfgfSfffZelglgelgfdgkhfgbggefhcfVghfgfgjZvgflmdalcagdlkfggfhfsjifhffgemhjgYgebfffedicfgmgbefzfgglfhffoiafef
                    gfffgeioeekfedeefgcfgefffh3ekgifkjciickhfxfWigggffwgfskfegthibifgcfhibeiPfZafjhfgohYfgefkfagudfinfdgWiggkgfbgxkfbfnfddinacefhog0
                    znigfceZgcfefefpalfmjegZagbgcgggeggehffglmceiWckefeaggXhkdhgafgfbkfbZefkgfYiggefdgfgrffelcdjebgslfepgjVafceiqbfflfgffggfgkVjieag
                    fdgkeqXuffggedggefkngofdZgfdisfkapfgggkffedbgfkggdchdedgefjgZfcgadgfvffgficaff/bfgbfbhcfjkgmbhcfecfegfggeifficgngggffgheklfZcffe
                    fZfgbeYefgfgfgfYdfijXdoffgjgogcfZokjfkfeclrhckfagifiiafgeif5abeqfggfahdhpoaZfhgggjvfffjdfffgfcgcZfpmmglgfkamfgflhefefgbhflkfcvdk
                    grcgfieefegigsghgfgdaXilggfgdepefggehihgfcgkmbfafgofkgfefeffehlgofefggfffbffegdafiabdhcgddgeegmdkgvdkcZfdfffichefgicffhocbdffe0a
                    gffegdagffkiZkchehZgfcegeaefmfVeegncgdgfjaffogifcfqcgfnfZjiohzd7gf/feeghffpgghWglffgeebgfglegffidgagXRfjbfletgekdtdhlggfheiefagf
                    gemUfWfidfcfheWYfegfqfdacndffgggcfgcgbffe0ffjfgljfegdgiidihfamZggmfofegffgeffhfmeifggkdmaliffZgedfneeejgggegihdjgfYfddccdbggbfqs
                    ZeqVcuggeidimdffebegdfTegjggfehggekffgojeVag/fgegmhofWffqgfidfflilfkfgicbeefblfcgkfreZsYecigfeptlUgfShfedcefegofgffvkffeafjfgcgf
                    aqifekdjdfffmgffsfeffhcgdhifih0ghglgmghhhcfmfgnefifgedabegffdchflfxgjcfeefdaegfjhflhcjfcfg2gffgfffegmcknfggXfzfdfeaeffgiWghgqjgf
                    edigiggfffggedfifggfcefgfgefkZferlgmefgngcdggcggi/gekeffdgboYagdekgfdg1hdfgffedffhlggegfggdfgejiffzggcngdpgggvfedeegZfgeg7cifief
                    kmghdffgcfegbeffhdcggfefafmVcmcpcfeZgdcegexlhjfeMcYfZfhgffcgfmfgifWgYegidqlBfgnlgkgfdeXmffigdee0figfefffdsjjofrjfqffkffrfgffgdfr
                    fmfjfhgjpZjgfifgfegVffgeffofbhrcbedelgmnWfmdofmclckbalpgefgefcgagjfhfldflffegefelffYeffffWhhfiggegikmfUpffgvfjfffrgfgfkgckXcchei
                    jggficffgftffdeezaafafgafffggfkfYffggfjsbgfYfdlegfgdefefRgeigjggdfffgbgdgffgkbidfffgkgfgkfevfdgfjegfgggbglekhfgeogmehfdfriWefgd4
                    VYohhhkfefgvjfhgfeffafgkchedjkhgghefcfdfffffdfelfiZgceldfhfigggibbodhgrjgghegrfgfehQfdddgVnfggfjnokkegigkgnYfhdixRjdgjfgffskfcgc
                    ZgeghfhXfWfhkebbefbyigmagcgflfgjbflffggfgfhfgdekfehcgfgeidefqnifjdddhfSfofUguhWeifnlfickgjhdgdgndYejgbfgefamcbhkfxfoecgfpgcgffgc
                    hgieggefeffZqfggbfgfghigogdefwfjefcSbgfgfpiehhkgjiZfcqfoejnfdejdhpdgfXmfufhihbijjfcfefgfkfldeagffpcefcgaceggidgfgggfgggpdcfffgfg
                    hfiadefffhdfdfgjafg7gbfcchgfulfhfefbhkfbogejefmffgkcf7eWdgcggfgcgenfgfhfeieggldggdydeghjgffgdkfgdemhefmfggdggdhkfefgffffifjffghk
                    gff3gafgfggferffnfeerZddjbXffnaYwdthffqekfidggfgkfcojgfegfogcegdhgfoeffasfYffgegXjifefflogcgihdfdfggnarjfhbfehigjgffmpfigcffgflf
                    licffclgefgogbfgSggdfsflfifejicjgcefifdgdebzkodfgfflgfhrehfelefcZYe1fdohgf1gYxwXg0bbfjeghfbdfgggglfgffhffWulqdfaYgfcgbdiksfffgje
                    fkcdhegdfZcnfegfnXebjfecqgjfficggfofecfeegfdfbflVfafrfgfhfdedZfdmffmbaffakfYfWeqhgnfffjhjfgggggofeffffffZelfdfeaffdjWqZjggfgfggf
                    gfgfgfgpohhfccfgfocfdffdjldbgefmfetggdgcfggdkfgflfeYffmgdjfjUfgpgVfhekmfbcgjfgfegejhfrmggifafedebfsgbfahfjhamffVibjhgnegfgfdfeSg
                    eeegfgg3egufcfhfgqgbgifgtge5fdkfeqWckegffefikskfgfieefgjgiffgqiVmjfrjjbeefohjieiggfcfafXfgiffftedhghfficogafgfgfbYcVgggfcgXgeffc
                    befsemfffgZehgggBgfdefqZeggcffgfefffrhX1rggdebdfggffgeifhffffgfgefeifffgigefghapgv2eliggfcpoghfYdfgmbgdkYggfftdiqfgogfbbgbfcfpuf
                    ffitfgqrlkdvjghndgeggafg6ffgaTgcffgggdfjgbgoeaefnZorfgflechgmlffffgegefkaageekfbhgffkidfldbdggdrjdeZdgpefjffgfqgefjfgfgmffafgfeU
                    fetXfeeggekgeeh1gfffgefjWlgjxjeoegfggdhfdcgdfmdcfgXffffhcafeefiehr/etgdpgrodfifgffhofqfzSefgeogffgfggohffgifedfjeffjffjghhdbfbgf
                    ggfgWpengjfufagedfhfXmdfYZffgffajjeZfhgfggfgfVggeggklggefiuhmifldpedfZffebclerZgnffUbfdgfgfdefkjgdfjffefffklZfjffdjZgfdeeWfpvuif
                    fjfggdifffYghhgefjkhdgeegfkfhfgjgffgjigfhegjghdhgYfSdmgkfi2gfghccbgi3vcciejffakffefeeqemffrlgiVefjdndggfeenghfZfkffoggmefbfjfgSd
                    eefeeiffmemqgfgjffifVaacgUmgvfibeffgngujgdekdgghmgejghcfftholgYggvfgdedfhWegfkdmhdqgfgdkkjgldogrbefhkRfdffUTfkefbeetfbdgegQfieep
                    gefZeaWhbfdgtfkognjfolffgdcoZZggegicbfigfggeZeghdogZgffnegUafdchgfwdbgffgffdjhfeffaUfcfedfqeggZl7TffffbcfnfgWfeggfcjggfgggtdfedg
                    eygaggYbfikdXYfgnfbahjfchggXg5kfjfdefgeedfcfgfghgggfgdeafdqdfmehhlegfifdbcfffffgmacZdbiefdlfgbsdjdnUhfgwefdjsffefqggtkfdnbaggjdd
                    eefgfdg5gZfggkgffdbghfggoffmfxeggghfgcYZggbed1ncafffegeUdfmfegcgKceldfefpYgggsfgbbfefkgufjddcefWcehkfdgfggeggf/hficepgvffkkkegff
                    ZggjgmfjfehZeeZoefgaidkeoegjbmgfejgjggfdfxgidffefgZfgcdbfjgiggkefgqaggdggiccVjghcgiedenfegffkYZeggmRgifgfkYdhnnaglifpebeckeiefuc
                    XZkdefgheffgmgfgffefgggiffYhcfkegqdSkehicggjbqffogbfcdgfoehgdcefggXfffgkjmgegdfhfecbbdtenfgggnhlccuWmodgggkdggfdejYcghufgejeegfl
                    dgVgldffelI1lffZffdggmmfffigecbhfogfggfffeffgkeiffkeagcdekbekgf+ZfjggggfrfgdqgffghgjefedgidfSfnSigfcegfhabfmgmcfeffgfiaeda1idrce
                    affgfeheepcfliijgcehrrdrgffhffjtggifgifmheeffjVffnihfigfegefhepfdkcfgngehcodeZfgg4diggpiicfiggceaefegbjffdcngfehjgjfcdkiefpggTbc
                    ndjlnfdhfggeffgfdcggljgdfgjgbfhebgfgrgdbWggjdcgdgghdanfjmbtdddjYehflemgdcffookffdefggfgeeggfpZffhgtfjfecffcUgdgjffkfffhdjggfQYgb
                    ffifcfdlgbfelgefc3ccdjkeetdgfgfvyffkodfjdgdiegffffejhrghfhffffebhdggfeffdeaegfclgmkggeihfgghXgjjcgjedffffggifijkifmeeiejjgefbfff
                    gggfgijffehffffkehciceghqfvdifgsicmgujnfffWxahfdVgUdf0deckhVdngjegdgfogfifefghefgifhbgZoednggffmggdgfkfgeffffgfekggdjigkgefgdgfY
                    fchmgjigegaagfldffbddgpfcmfvfneZffgrmgdleehhiffqgfbqeegdflfcegfchpxfefficleffgagfcg5pdfegnddmfgfbgXbjgghfgezxWeffafdffeiXhhfefgv
                    figkimfegn2fffedfgfffkZicffgrgcbaffffmckefgfbfNogxjdflfgksbduhhcbcfcdfffYqecfiofdms0fdgdcfefoffffgffsefjgffgsgfkcdgggibgfdfgmlfq
                    igffffeyfwafgffdglWfgggfffgfgfbhjcfbYkgedmdgjiUgYcZgfrcfjgdfeTengggfihdfhgpbcihffmffefdfgegeffgdgfejfklgmhncgcgXhhbcfijgkfbXhmfd
                    dYdefhffcfUiggdtgegeegjghffgogfekfkffphigjgchVgaefdpgccffgfipnfkgcaeggghffgggededdfojegighffijeTkdflmebdjzjgighibrifgmgcfhegdcef
                    hecfjgmdfjhfgegfgreprffcgehedeffhggmecivofmgfddqfkigfgefgkfmg5fkjXfiicfbfgkfeodqfhfYgebhefhfggakhf2uhedcefdqclgcsgefagVfgmdfffpg
                    ofgccfqgefgfgYfgmfabffkffiffffmdcefPfggqffngcgRfgmhglcfeglfnddffs1ewQfdcngfigffoWgfgccfigloffigfffpfslfeggiedefddebsfgffafgnfelf
                    efgdcafegfwmeibfenggpfgjfrfgeloafffcebmzhenkhebXghekgWcsbfdiekgheeeeWgdmjchfecjZfQfffkcfgZedgjcfghfffggfgekggijfYfvhcfdfpeiZhirU
                    fdfafgfkeZoiaaeflghgftfifeffgdefcgmegdZgfkcjgflglggggfffecgfbggtefjggrfffffoWckfeof1dgahkfrfffmldffaiglpgighrfbjffUgpfgdeegfddff
                    fcelhbemjfgbfdgegfneogfYiffgndmcligjagksbTdgjungkfhiffUffdhgfffgugdcgflgfcffggSkghoemplWftfZdfdpfhafcffehbfdffqlgdggffhpcfggpgfj
                    jbff4gggdhfdgfeffZffpfceZfdkhfffgPgglegfefcfswdfgRqefgfgfgdcfomgggaWKhghdogjhgkggdhleegefafffZckmgegfdghbejfgMkeecfXefgdgffdmeaf
                    dbgcfmhfgg/kaaggffcftfgedkbdeemegkdhkeYgihjghbgfnnffngfangiBbjcggeldfgnfcgfegcpglfkihgjTgugghgbfkfXaigfefafHeegfefxdtgdYffjelkgh
                    igffcgrgdbpjgheiblbqkTecgfimfgZgffcydbgffeeSgiiggegfadgZfeifhedebhgddbcteffgefffflfffmXfffflfgffhgfgifm5fhgvTgifbUdfejdhchgfeggk
                    bihglggddfdihplmglecfXefheffegfmhdalgjidfaggYdgrjogqfgfffkcffddfhh3jeimqmhggggcofffegnffcbfffgdffcohfffhghfcfgagghdagmkjfkfdlfdg
                    jfggdffghfbghgaeffnfgfefgfwgjejmfjggfgoifgpgfggXglffajjqfgdrdgbdfmUfgffVfdgpgegcgpfblfahzlfeZifhegfffldhffkfagcftgffjjidpcgoifgd
                    jjciejdffgfoaghcffiudcicfiel2fgcgfeffiXejgidgjfcgngg7gjtffqegfkfdfdXghkZadmdshggafkfbggfegpgfgegdgfdidffekhdZffggfpfbdjfcmeeggYf
                    gjmoggogdifdfdeflbffqdfgfefdXfrbfgejegfgidfgfcgkifgfkfpZffhgijrffZojeZligcfcgfifgffdffhrffbVfgfggZisghffeYefhYcdgcsgiwfhfgXaipfg
                    eigffjghgglgfeffYjggfggffffguYbeggmeefmhdedmjfjfbfefliwfcgfdbfmgbfjUgZehfkgggfbYcgifejaVbcfjjiqjggjffceYdileglfggkfegffmwgqfecfh
                    geggYdggogdgecgffhYefnffffeekfngvgdcfdggfzddlhfjg/ffedfjfgelfh1gkhZcegf/jVfafjfkfgfeflhfhffgfffekfg7fgfbefffmXbfgfidlgfxgaffgeed
                    gflfgftffcghafeghebfmgcfidcfjfgfcgZefbgVigifdifgbbfghehfskfidfggXfgfoUffeenfgfdeffdqVifjfgfmmgefdgcdchiZfj/pifiegfgffgfnfgefpmmc
                    egfgeigdkffegfekffkggdfekcgffkyZfifeggniZgfgbfqfffdcfeffefdfllofefgdegfgkjmfggdcggdffgfgjgfeffraefeogXfcdn4mfffgebgl5qXddgchkegc
                    fghgWeffhfrgfZafihhefkgihgifgfdgffso6dcVnfdsffiafpkgdfhggqffqogffagfhvgfRfWggdckbggfcc4pbglldgfeifffefgafbffoedgfgffgeflldgfbpie
                    fXkcdfgnaffgefdfdubfffccfffgcfjfeaYlfffdfgfhaghiefeiggufckfcemfedbghiecdkdgnrgefeocddfeeeNfgkjfdgkjdkdgfcebkefgfddeeSneggjkeagff
                    ajedcbiggmaefikgfffmmfiZfhdcffjgehvfpigefgkehodfffgbmhgdlWiUfggfjfaljcfngfgbjefedfcffhffhefgffggddfpqfffcfecebcdgggkffjanhkjfehf
                    egfcffbfhghfffwfffcUfeffemcfhfdehlebZfffjffbgjgjfgfgef1WgfZicdgXgalhfkehefioegefdejkjUpglilgaighXgViffjdfhggmfcyffZZbeffaecjgqde
                    egeffffrfeebefeofebfdeffgklggdgejfmjfaaegfgfpuhlfeghfaeggbgfffdggiefmffdofkfqgfbibkgjff0khegkgufwZkdYdflgjgchfedVggfggljgxlffhOf
                    gifffgffefdggdfegsffegpgYccnfjfgfcmhgifYbegfYenfhfggeVfakfffgjfiflkigggfdpfgbgfbgffkteefecfdgeaghfjeiceiefhgkSefhgkggfaefXffbefg
                    cmgfegdbgfh2fgngaelfggfjehfkhggZdgeemefheagdefefkegeggfffegffggRd/dcggjcklgghgzfkgfefdlegcfZafhkgfdjjgffgfeffifdfjpgfjfddYkfpiwf
                    hfggjgigcgfkfhSgYadbfglggfergidffkdlkfemfggefgeXfigedgdidffZfngolacZgkcweegglg1fafamfrfgfeffoaiklfgefigWhgmchfdbgYnkjggl5hggugeR
                    gggeegafkffggfffgdgdfglccfbacafggfigoefigfZXfghfdfddhafgbigfdmpaTpffofdgkhldfegkndgbfefdfbceffgffgffgegegfjefcclbjnbfdgedfelfdgf
                    beiqenfgegfdifkf0ggelgefffggggifXdgdZgffeef6geimjgfkfqtZffcggfdcdfqfgsegdZfgZpggXedgegiifeemdfcgffgneffdfp3fjqjfgdghgbfbgfdfaeqk
                    fghfqejgexgaghfffgfVmmfdeebggfglbf/hYfhlagcfejdfegcgelfZfdSegseTfggjle0feqqogeglffrgghfgdYfgefefgfefcifefdsmbhffffg+efNlijfffdfg
                    fnfffffgfemeefbigdffbfgngafahYfgbjeffcffelhcfcefgfbfgfecgcfpZ3cjgfdnqcefgicSfcfhggXffZdgjhdfgejch/mkdgdgqggjeegdggiggchgfe+fgcgf
                    gecfegfkcgnfgehikftfdgbeffamdjnefggaglngekfdgfeilffhfiXitgfhgffeedfXXbggaffbfZejfgfbehffggghqhYbdfhecfkgeebfmbdgdgXXhggdgSbgpdng
                    geXgabgqfgfofgkcZmfljsgefhedmgedeefgmgffmggYjjfZedaguhkkfdfkfjfgdrdfafnmghfmeggfkbffgfYm1cSgUzejff/dffmggfeeofffklbibfhgidjcsijj
                    cWeghcfgmjgeatfZegctflfdkifnfgkfegfgfXfhfZfXekbhgfaaftffcgXekfdgdhgkbeidgohcgffkffflgfegbhidjsfmtgddqodgjkhzeeeedfegUXgfcghfkgfb
                    ffZpfWjhghflgpggchgae5fffcohhgieffcrffjigeeakffgagafoliffgldegefgfgdYfegcfZffgecgegffjfgefbjgfffcjhgfiffgcagfjvggqiddffggiggfjfd
                    offlfffgfamhdfYyjefegfcfbfjh9fkgdcfifeefggeTdfglNmagfddffgkffffqhfigZeggefeckefgigaekehmYgfdhfffgemdfsffYmfjfaffdlfcefcbfefffhmX
                    angdfnMfgffdgfkgelfmjfTfghgisbgdtrchdfeefgfhffjfggebedffdeXqcfejfdfjgeffZfnkpffejfedjiebjfkmfgcegfesgdfgfbfdjcgXYggZfnfgelegfk/f
                    gffffjjgfgbZgfidhfiffUoZefggw7cgdffefjqoifigegbogglgfbfigkfedfghglgfcegsfdfggklvokhgkfgfngankkdchvfeafidgmdfcflbgfffcZgmmftggffd
                    cfdccfdemveioxfffgdsggfigfefefdnlhffgflgdlgfgYggghgeggibhigikXafkffxiffWpfbfqeggcgglebfltgfgfmjffihfgfchfbfcecfffekgdiecfZcffgfg
                    hflffggjmgffhegfdfgfXgfggkjdrggifgogeffmgegboeckmelfbkjdiZsfkgfjffgffffgftfgghceZfffbgdhgebwSmgigqdfrfhnqffmvtdXeieffbfefldfgeff
                    fgjgfgedfqeghZtggfhcffgehgfihhenZkfefejfgkghffeegedfefcnfcfggYhrecafdgffrYbhhjfiffWudffefghefkfdYmefgfofdfffigjgfghhfdnhgfglgeeg
                    hfeggefgfbggXkgdffdXggkrj3gfgfgffWfhekfgehgecXnofeifgffoafff/gfYnxggcbewgffdaffYfccfhjegegfZhffVffffgeedRZhgahfdgl1fgfdffkcjgbel
                    gedYgvgdrfffWf1fkffgblmficPjetgmWaggfdffXfcYnfYjffgceofdfffcfeffgefgkgifgfffeecnege8sgkgRZfdhgZffagfieYflb6sjfffeffXgedfkqagbfed
                    fhgfeebelkgafxgfffYidkqdZfddgscfZkeffeifgjfjgXdfdiefdjYjdaghjjeTrfgdiegadhbnkjfdfedsagbjfmgegmbjfuekpfgWgklhggelhehheffeflngbbfe
                    bWdYhfgbggmclhbfYfgffggffgcfZegffjtefcZggffnfgnggfggojbhggcfptffofcfgfgYeefXfdhgjfcdkjglfgggfjgfbdleeffZifcfffffccmfgefgfeeXcfje
                    cdfffifggpefgjjcgffliggggciwffufZXcfeegfcbefgfgfeckfjefVgfggfgacf3ffZerfkbfkhggZcefWfhfgjfhgehbnegfXkfiffkcggfpifdZfegfgfgfcfghX
                    gcgZjgbggcgdgYdgYgffeffgfedfqggfggcfkhshgZqfgjgfZfkpikZggbdgfgfaihag0ihfeffjgdtgfsffffhbkfjgfbgdLgicfmgffefgfmhehfgehfdcghfigf0m
                    eoTepdedfgfqjhdbelrdatiffeifjgffZgZffkejbfgfgfwdegddfqmffgfifWejfgenehgfgff4kggffbzinxgcmhbdeggjgcfbgfafypelgeggfgkfmZfkfjghphkV
                    bgkuhgdffggjZeefghcfbljgagfbeggegfgqggbcffhefgembgUffffdjYjgfjcgkfTkgggcahgfgkffgfffi1agfhngggeggndpfkeabggX3hYgbhdjffkthjgeijff
                    nfSbdfdggeYnogejffkbgefZdgerjifgpjoefgclgZcfdXffnYgdjfeiitngZgeeQigctfffffehglWjiggffYhhhcdejg/eggcgflgcgZZokgbalgfydgafmfgedbid
                    ebkfgffcdefgggggmjfjffhgfSbacfgkXaffcsbebgWfbjmfffZfefS0b/ffUtcfiaglfffddgfQgqehabifdeYcbpgfgfohdffpgefdXggeelofhfgfeeefkeegdgff
                    ebffhffffglfffefdgdfekfijjlgggfkfgffegghahifhbgfiqfdfgmgifbgYfmfgggedgggfgfefgfnffcejbZadfjeefmagtayjeigffgSigfjlghkeggefjokcfZg
                    hffttZffbgjbjfmcegfkrdZclfmiffcegf9leehfggjcfghgigpfgcggddflhgfjfgfeVjfgfktgffcgfdjbifffffdekfegfafgSfgchgjfgahffevekhfjfkjeegig
                    elffpZfqhqgsfjfgfgeyfbemigocfaggmhWflgokljghfffepfqeXZchWlojeghfYcimcZfbgg/iebhggeff2fVnfcfgidgfdggfefnffkfgmenghdfgZffgbdgegfjZ
                    idffaeiffbddldefdegeeqlfffgdflfbhlcffngfegjiggosfcgfffffcgisjokeffiddifeedggekeeggfelfekgefeeffjgebgfegkgefrmdBggffggfnfchklfffR
                    fheeeigifekagfijfeZeecYfefldfmafmfgbndcefbdahfciggdkdffhgcfYgebgggdfggfeljnhfeifigihgigZgZdgefgggfghuffThdffgffgeegpfZeZffknggkf
                    hlgkggfgeEffafgfefgggclcffdkggxbnefegeghgagjgikgkgcbdhflhfgckngkegldfdlfgfeefgfkffefemjhedgbgkfrohepjkigdhfcgfffcgfkiggjbpfffkeg
                    iooffegpfkgoigbeccffgPa0fgfigedkbcjfghfembfgffhfcfklgdffeeeugkgqrgggeekffgfaflfgggdfdmkgfhjfhgffihlkfegqbdgkeqfgffleggajWdXge2dc
                    fcqfeimgicdefpfhicfigjbtjffeggijfaekfgdpfgkfhffjgi6egjfahmiefmgjofifddgfYnfefgdgvefeffffffqgXghafeYhfgfchgdfegk4dfdfffalngggeegi
                    gkbgcdfnfjgVffqddkjfagfzefkhffufgkregfhsgkfbgfffggdfgjfbZnZfedggdpefafafddcggefdYobjajdg/efbgfdhpfcohf/cgbbdfbgdjegnjgegWdedggcg
                    fwoeclggdfXgnggbgkgaflffjgfiefliebphgeehkfdjZfhdcmggffddefgnfeggcacffljgeihciefggcghlgbfbZfeifflgffblfjlfdffjgeqgdfWfffgd4fVgq0f
                    jdfcfbiff0egffggjjfgjffgvXecjedgnibffeflegefkgfcggeaZzfWggggvjgjffgoVbdggfcf9dgVeahecrfkafhhfcZcfjdcflgfgkieffygdmkffeffagf4elbi
                    faggmegicfffgjhgfhdsfjgffffhdffgfhffhmefftTeZcfdkgffehbgdfgjfefKgjpefolggcgegjVf1gjegefdhbmfgegfeieer/cfrfigmdegfmehefhfffbfffdh
                    seifdbcZYjfYlffcUgdefhfYesgfffebegeigfefgfeffffgilgqkffkfihgfegbjigkgfgfffb1gvffeagZYiZbdf3XgffeeufgjfbekeZedeguigelgdgjigbgpidh
                    jjXdgfg/fdfffdeigWfgjffifhmfmfdhllfffabfcigffgceehggZefgdgdfaeZeggdfggifkcgokdgbixfZffgfaeemgfdhnfdfblfv5bgigfefenfiggogfcgffglx
                    fZUffknfggjgdnXfedfggufyZezfgfcdXdfgifijfgfofYgXgefhffegiagghgkfHnfefhfeflgbfdfWiecffgnfaegcgffpgkfQgfZde7eheffgggfeiXaehhdcdigg
                    nigibRdlgdehbbgfhhgehfcfgdhJdehefkgdg0gf1adpjfgiifhbcfnffeieejfffghffjfklfpgjdfefaabfcgfflUfbfajgfYeogaggdgpcgmggfffkdffefdghd1c
                    ggkggffZogVchhifmfsoggfbgdebfnfekhskhhfjonemfjZkfdfX1xfdghggegeeghncfgefbfZffgfogscggcphehXggfkggoekfWffWgSpfklfdfefdikggehfecee
                    ubn5eeiglcedgcgffebeggnghdflfffbjfegflfdfejpfeogfmjtggfbgkggVgfgbofkfocgefgicclffkeefdeffdgncfbbjgpfgXfjPgcdUfggdfkigdefgdicTedf
                    ngfXfhfgjdVgfglfginiolffafbfjgfghggWfebkghmfkeffgcfffeclcfffgiqofegefdkflkdhpedsgbllfgldkdkffeadktffngfffhdgfffcgwffdfZfgjhmfgfa
                    fdvglffdgYgdeefghflgjjghgehdshTebdknilddccfbgfgdgmgfgggggdnhYefcefjfZoffclfeefiifdcehagkYPffffdpfffhfffiiigeOketqgekgcggegejfkgf
                    teuemigdvffffhfbgfafefefWdiihfedgffggefgfchehkngdggjfbgfgeoejfhnghadefghggfffhbZggglfXgcffefdfeefejdfffmbgagedcfcfffggefffjgfkfl
                    ahfgdgfffgefidtefidbjggfbfcfgffdecfmrfhggfhhgfjfgjoZcfejfkfdgfgliffjVgflfegfgUhgbkdjeeYeigffegUgccdeodftjgdXgdggivbgfefkmtbhigfg
                    knfoflfngdfpjgfkcdehfbhffjfgffgkgfffifyffegdfffgffabhndftbefghfcgffcggegcffffgdgfXZhghgQbzfgesg2iig4bxfijitfeeigdshfggfjhbgficge
                    gcfebggceecnfjgffefeelgpfgjfejffdfeYgmdfhgefghdlhqgfnbfzfigeeigggggcgcfbkfhjfdgpkehfhgeegfhhbggfdmhffaTemgjgbcsegbffdhfddbdeuqgf
                    ffffdfdgggqgkiekehiocelgalffcgqfgfgigfSWfgifgglikhjgRfffgggcddegfffjpcmfofhfhYgbgadiizgdfggfrjeffmhfgfdhhfhdYojgdgihifdkfdfeggfX
                    gfyghdgfgggdggflgcfgdgfeghnfjfdedidfcpqffrfaftnxgrifffjffgcfemgiefgqgblkaddfgimfgdekggfffffffhgcfkfgfgPfffifyeZffbiZfgbZ5gfgablg
                    ffffffpfmh/fefhfhQfihkfgjXtbecid+feffdffbgSgeofTcfmfmRfihogdigfgkgdlceffafjZogfrhfiflccfihknfgdfajfgfVfffnYgdahdggeoeeffdegKdfga
                    dfafqffgcabmgfggghfej6ggYgofeksgXcggfdfchiflfnZgjiggebbkcZgfgfgqecgfifgYedgaifedmegfZjfgkgoafjpgjfcgfifdmgghhumocgbcgobfifggfggk
                    gfkghhflfctgffgfdgfqdfcgpiedfgdjgggfkdeigdggcfmjbdfgdefVcgghilffdgghgdgefibfVbwgbhffcegfjlfcfdej/YdnfhdifbWhfeg9gffgtnfcelddffha
                    pdfgegfmdffnnjgTjgffmfggfdfgVcdeYgaegfcfiahflfkk0bjXgegWgffdifiwqgijffrafkgefbdlgggaeflemfdfjfffffhffggfgiZftabfcbcgfhgPwmejekdg
                    gkgefgiegfdVggolfX3jhcffTeenftfjslgifggfidfifhgcoYfgeiiiedggechgffcffdfggeaxZfdmhgfghfheffegmgcgfgfekfffgfffgZflbfaehYggefcutcff
                    geeefijafbfrdghpjqbagglfffbeffgfbwdhqheqmefwfpbfhfdggkfhghiWffficfggebhhf6gtfepbbimgfgheggjgdjeggegefedfegifnilgdgggebfdfc1lcbpf
                    gfffgikgdmkbejhqffgfgfgaQmgfboefdhifidgff/deYZdfjkUgmhggfeagbhgfgaofefgffedjfficgjfcdgfdghfhfeffgfcfhfddgXlffgpglcfefdekZfggffdg
                    fabhdwldffgojkeNpcfggffffYcgnffecZedoefYeewdXfkqgefpfnidgeefpgfffffhagfglmehfedeYggfefZieeclgYefYWegofgejfeZkcfdfodygkkggfggh1gv
                    1lhefkfaUfdVkcedggcfrffYgdfffeZffppajgfghcXfeYgfmygYwihabkafgm3nkgffgmjffja1jjeefrgfffglfrfgegesnffegseieafhggfieiafbjfcpsdfhxgn
                    xjgcdgffgllhggniaifegfgegPagfjedfghffgfjefkifgYfceffmffiggYfggfmggemgnitfgcgcfoghglofefjuffdecggfigfigffibcbgfffOuYfafbngrdffgbf
                    mgedfgfdhegfopfbgYofOgugfwlejfdgfgggjhgkfgffdtmffffeefrffgffaenigdlaeeybgTcfjdedffflkdeff7gfZbfelnbfbfeghfdnxfigggjegmdkkegqUibY
                    hkedfggdRggZgffgfeigZcfgkgfSdcfiefwgggencoexgcgngfebggekfggbgggfefffhafgfWblmwjggcbfsfmjnfgefnrbbfggfhpfgfzeghgfcccgeggfsgfahfgt
                    fgfkhfdpugiibfegfecjphfm5hlfYdlffeqffhfgjglgrizfeahhffgcmngfaX0gbqegijdnZfeffcYcwjfkkfffgffccjcfgagXggfcTfffficggjg6egjegcfdegfm
                    gfekgbff1Wegfgh/flfffhfkcblgggfehgkkggaflfggdffdiedhdgffkbfgegfecnhoaggjieffigfgjfffgggggbqUeijcgffjgjeggeljfrmgfnhonfegzgfefgif
                    eddufYfgbhgfegfhigffefchfYofhonefdeceSdndfggeOffeWglifgnfbeewffigflgccmafgnegiefaViXdvqcfefhfXfifZfgfejifgaghecmidfbvfgngbgfmdfl
                    ilXwfYffhjgjgfkfeffbggjtfgbfkdfghdhfjkqfhifgaej/ldeffgcggbemfeggmggidggedcfiekXfYefgfehlejgifiepeecdnffoeZgggdZebgfhefdokexgdffn
                    cfYefgdfgffdfqgegggfbfdfdcnnggfcflXqlggffcecgfffffqheejfffegghZffkfbomffifcbfafddifzhqgQjfbefggfhffkdWfahgjefgkfegqoZcgkfkeghqff
                    ffldgekcgfmkWafgbfeggcgdgXjWjkgivekgfgddfdZhffffegqfffgefffhglmefgdffgceYZeffkfffhglckfflfiffhmcegecgffgegffafbidrag6fpiffgkrfgd
                    gfdfbgefbsvakfegdjmfgad2cbfaelVgefZheeeeefkfjidvfdcefffegc/ZjbafcdngciifYffgfmfofemfgoclfedfgfgtnebwcffgekwfffffggcmhdcfbfjyfgge
                    gbjmdrdggfffelaffjffdZnhfnggeedgcfbegcjaeiqlcffXdkhdcfefffgjoffdYfkgefZflfcoZhggeeebcfgfeffnphakibgedVgdgfeliZeegfzgh0jfkltfhddf
                    hhZfnllfczgggggecffZfgfffgnfgrfdmdgZffggmlfhkgfihffmeeje9flgegfgYcgcgnkgjfigeffegggXgigghfgkegdkpghdkggegngnYmgkbXgffehgijfmifdZ
                    fgddoamYemfdhefagteujeffdbghjlggdihdffcjffodf0ehlefhjgYffgfdkZfgdfkfgeggggahfbgdfegggfheeljVYcjgjfdefgegfgfvncchfgfkbYojKRebggae
                    fnzgqbjfc/mifteZfffggfqfqg5bdcfgfdgffffglhfffgbkgndfpghYegfcgfdmhamemfeufgcijejfOfefjjgegeibfgfhfbfgjffbfdggfgegsagfrfcffefgffij
                    gbfefWegfffghkffffgeofWlidgegpbdejfffgeifggbfZefffffneclghgecgfrfkbogffigzglcaZjoebllghe2fggkffggagffgXgferfdefflilffendcjfgjeTX
                    fd6jififkwecghVcnfnfacfkagZfggofgggXesfnffhfkafffdgflpbffcghfZfjgkbfeamlZngddkiydffffbYafcgfefjbffdggddedYfkfhgfjfffsgf/dffddalc
                    fkfpebgejdgfggegfleZXefbmetfggjfifgbgfiggfgeffgdffVbXhhefgocfkffhgkmnffmbmcjWffgffZtgeggbfeudkgcfffffirdefiehvgfigdgcihfgflea/pg
                    jjkgkicgZgffdofefjZXniifgflfeqedhagfjVgaWdfcghffgdeckdahcfdeefr3ggfXffafdgeffgfgefcgfffqggifZggbdefiffftfgggnjfehffgdgfiggifehgf
                    sfhf0gledtkeufgdrkgafefagpgfcZegUfgeidlafgbVfhfcdfcgmfcfce4mfefffdifaijkdfgbghedgdifiejfoegpfckfffbaogkgfhggcg6eafgegidTdYr9gfjf
                    nUfbjchfffsgbeegdeifeggkgfidmffgiggeZdnffbiggffeefgVngfhrkgfwgbffceybfkjfpmffbZflfgZfrffjhghegYxfgfeggggdecfeZbgfkeffjglggbgdeif
                    weegekfggeifffZeedqgffrnj4flhagecfegfYkfqfkceedfcccecdledpgfibggeekfhgggfcgffffhYghjfgffcdgsicggacdefg1diacgflYkceoffdgaedbefcea
                    gvdbgfhkjphXgfflfsggYgckffggkgfmqWf0cfgeggdZgeffonflgcfdfdehagafgkfefgcnfkgfiVgeUfbgefaegeebsledffeggfffkafggfhcfhdkfehggiffrkgg
                    jZaleegfXgfcgaggbcjffxnjfYgafeeiggfkmgeffgffdlgkeflggmmbbYagofngdf0fUgegfffffglglelc0jgdhicdxffkgg/jfcfihljffggmiddmiffeefqdfbye
                    ifjcfeli6egfoZbbcYZgffnffghlfcf4fhgbffnmshdgpeafgjgfegjebfcfgvfWepfhiYgefffmffggfvffkbgdfffgheefeegfde/chegghc7gbebrgefmgfjjfkfe
                    fecfmfifcfffdfflfffggfmSfggcggkeebghfglkfgffgeeolgeffleflefWgefkiapibggcdjghioefeZofffdbgpfgfosfqdffZfiffhelfrddgqgVfZhqecggaffk
                    hgedffeggtgdZghiYfdgdeuihmqiUffhgbqjdebpmfhmgggjueffgrfdfgefgfdedfchfghefgdrdaifidkxmdhZcgcdfYfgfgagpfekelfmfeegeikfgfobbfgffkpe
                    gfggaljjfkfhmlgcjhlfhdtk/djffZggafgfgfgmffckegfk2dggheigjifbpYfdighgpffkgdghbhxnrfvfjdjaxdfffcggffhfgjfplhgffgfdZgjggfjkggfhpdng
                    laimNjnggiffygfagYfpffemflafdffgcggfgbjfkhcfgfggjfdWZgfffffpfgWffegdhbhwr4gfigcchqfhaegfffmdnffdngdWgrfgeekhcfnffcggdgbmfggqgfgg
                    feemenfejhnbd0ffcccZbbekveffecfhifjnjgdhffhoggUceggfeggfgfkggdqgfggfeefbkgchedfhfmgfbefgcrUfekqfefgkgfecggbjfhegedgfhjdedbegegnf
                    fjge/gnfggffcmdffeefgffegfgffgfffhddffgeuchdfgdgffYgffildffdghgirfegdfgbgfeggffdljgcggdgccegfgkkeefefcmfkbskcfeVfhfefohcfhkfgdZj
                    hhhglcgbebgckffeeifVhgcefibfgnafYogcagmihfTjadlcgeXfkfneigggnkifknfdgfk+fbgTcdlbffeffjephgegglfgkdhfqsdgafsfgyfffebgfYflpgocfffi
                    dfWffgagggffeff2vdbcac3eegumjnedeefefffjddghfggqbfgifibffWfkiRregfbfgfgggcghbgbee7ggrhcoggdftifbifefgeahefTgaffgfgeghfPffSebcfcf
                    nffcffgrfffcdehgegfdfffiijgkfefgefPh+bafvgdfeeVfefefcggWefgWgeggmaZeceogegibfefgfeglffafgffegf0geQgcmlfhafjjkbgZfZfgkffgfgbgpdWg
                    vlgdgYmgghealfffg4gfekgeyjfqeftfipigdoiZaechgjfbfgcgWhedfgffkggggmbfpdedeokggfkfmgheghifkfdedmfjfkighffoedekgfefdjgfgfghbfegeogp
                    ffdeeejggafgfdchnlhffgikhieiffjedpdci/fgikffZbjfdffefgggeficjgmbfrfjefesbeeflgYggoegeejjfZfeeggffojpffgejuggmddffeigfffindefi1fj
                    hfkkffffdglhcmmcggclhdgffeeefgcffgfleegfdgefeXsfffjfced5Zyoighegjffff/fggegfhjfuhapegcgghgfgerghWgfgwcffgeoYbgfgfug3ldcgfg/reZgf
                    ffcdlgcofZfQdglcggigmghZffhfggaffffTbfegrebhhffoaZfZbfcfegakafdgpZbpmfshefffgag5begegggffffcffbecrgfefegfpgQnmgkkffgZe/mgdgVfggf
                    VdfggffpWhdjgeigfffghfgh/gffpcdfZcggdifgfdhgfggdlWffhladgflffgdguffmfpgZffmfbfgfdogbifdefe/pgfgfqfCgfyjkFgiglfgmhffgufhfhgccffef
                    ehbfefpeqkhffcgdgccfnhgghgqdgpgpdffYglhmYbbj7ofgZfeoqehYeffgggglftcekxgbmfcffhdegeegeedfmmifungjffXffddP8tpbdfildcZffgefkieedghm
                    fgefgfffafgibgkegfdeklgfgjejagxfwpfdffheffffnfbubfgWeafmfefiffdfegllmgiggffbnghlYfgcfekekgfjcegefWkefjfgfgme0ijfjcZagkgedcegfgej
                    jfjkchfYfofheefkogegfegfigfffdegefhggnifcfifcffddgYejggfm/fgifffffgkedlzgdfagfcfejdgflzoldefggghcfefkifgfmlimhcfgfhffedopfilbkce
                    fchfgglhmgWlYffffVegflffcffYffhfheggegPffjgaffdeegfmfengdgfoejegatefmdgfgfgjghfZfikgldffdgbfjdjeghcigTglbefahcfcgrdbeeggcmgfggff
                    jeeeWdjpfmjlhdgiggmkhfhWreegigpffdffqddjfifdufffjdedfefgfgfglohffhYffgefgffRbcupgfmfgfledgfgqdfVffegffZfaggfjkfagffcdfcfRdXfgejl
                    glrdldbfffbkgdjfeYhfyjfflggeggifeefeffgffadgiggfqgwerfffoxffgggmef/ffmgfffggfvfeffaxgUccYtfaTMgeuefUegffikfdqfggeifd8fcebgakgigs
                    ZfgohggmehjlghekgfffejfflifjfhhgfhfbefcecfgkeepYegYhccffigZojgfiffgfffgffjfdfgfgeiimgfkgeYffclijctfjeghZiugfcfgkggfoccdjZfcpafee
                    ejn2fgghgjghflgeefnfffhghgffVegjedfold/rfi/fegggdgffgfgfYbfkffefhifeifcbgtgflfhceVdbeiggfgfexbfbYfedgjvfgdigaggtkgdffggffgfljfcl
                    ghtsgfffkehegghffghcgfcffefidekggfkcfjgigslfbgghrfffdbefjegcggbfggjofpdfpjfdgjhwfgqfehffbihegZgidanefggiagcdegdreeffmeffffihgYdk
                    bhfgggfgefhfvfbfkfffscpgffgffgfhfcffhcfnpjcjfgmgfiijeglgZTbffgfegffgofffgmgXfqgefeebgfdecfcfdlfhgbffZfkgfbcgkckVcefgkdfobFgg2gfo
                    NRgffihggebfWgiedeffeggffn0ckhgdffmfibgdqggfeggfffhdgjaffceaofdgfaVivfgejigofdfjgdgfdmhgpglfjgWkqexfhfmkndfgjgggggjffffWeggffgff
                    fgcdggkgegggbgkeqmdfdfegyegffugddqabkdjedfdehldicfbemgiftfsfpfVngiibgddgliggjrfugewfsjkedeflbjfgeggglgffkVoghfchffYkgfPfefgegged
                    jgdiQfghfedgdddfcfgfdeaigjhggpeZgfffXegigdfdfcekegtlgfffjggeffffZcfYcdqddfZdZdflfefffgdfgjYgedbhaeqlagftgcgfpefghceedefghghWfgjg
                    sggclgfegwaejgfgdefmfecgglgfhegebXgfgnmmjgghftgjbYUffdhgfbflg/fghaggaegfflgneegeflgnfbjgngfZhagffqVmrfoefhfffeagjkgdfgggjiefonji
                    ajdlgpgWffebkgghhglacbefgeefffrVZgheegjlYduckifadedcnhegigidgjagfdfficgieggffMgecgkeguedftggjiegcicdVgkegilgdaacgfhgcgjiebceffef
                    gffghh1fYdfigdhgWckmldlcyjffmbafgdedfjrfbkjghfgggfeflfeegfiffnffjmglegecgYhefgfZgehfgafeckegUqbeffgYgbff0gffbjggcfemdegfdcgfgjfe
                    jbVgatcgfffYfgrjiusemgegneggfefbfdhgXgcfefegjdfatfifcnbfifffkfafegrhufffheccmguhggggfegbgffmgegdjdYffifbggffffgndnncffiefebbetcf
                    fkkojsffpcufofngdggegeqgjffgghcffihgghlgjfYchggighiebfogffgcdkzkfdfgYYfgfogrjkkegfhnffffiffkfZefpfZegZdf+ggfltaefgffehXfgfiffmjf
                    edeggfifkxdfkcfgfehepjmeee1fgfggegjqfgdZfefffgeffofkgfbfcjchTgfZffngeggdrdfeopebkffgkfgffgbffjgfhgfigffqggkgboffk1fgfdgZgffabrfe
                    dffvkhlffeflofgjgvifggftgfcgjiufdmugPodkedaiggfinefffgejgkdifqdWXgcgf+fXmgeeXfgclcheecfYcgmfhdriaf/mwggffhiebgggZfjfegehgleZngfg
                    fgfemfmvfbiifeyffjgWdccfgoafgffefauefffhdjvhmehmdgffffgfpiggigifkYZgcefflndjgdfefffkffeXef2gkeggfag/dggglchfggemafefgffvgefefjbi
                    iffjbfgdhhedmffhceggZdmfdeeghgqeglkeefXdffjifofffgfeVfaghfeddbgjkfgomgglgpeejlffgrfffhggafgffffefiyffffgfiigqfefgabYdeffggflgfgm
                    kfffdfZhiogdyddegggfhbfefsgZafgfffWdfgfgggfgmlfikafOdgcffkg8fgfnbfcggdifgmidgqugmecgrggdgigcdXdoiXffkdfkefgqcfbgcgZggehebfocehfV
                    bgmcidegffccosljoWogfgkfkbeknfZgjggojgggdhfkggnfefffefghdnjfgcdlighdesggffrffdggedfgegbefegikofdmcfinbXgefjfhgfggc/tdgqpixffcgfi
                    ZegTfhhfafgfefedhgfbfedffdaciXggreglgpbef6bbfgcfUggikfbffejeggffcgdgdecgufmgfongialifcgpeTdfndicdWegijgfVeQvfgeffafbdffe/qglcujf
                    fgfffbggZfeZmeedfffneiffnojVkffgeefcWjXigf8YgahedfefeeffhffflfegfeUggdaiefiefefggm0fcjbVfneeggdfffjjffhfggffhfhgfcbikfdcghggnfig
                    fdffeefgeagffdfgYfcgffegglffchdjgffgihZffgjTWedfggkdeeibfgkfifebbgfggUfgdoffrafhghWeffeeegfhfi+hrkbcrskfgfefgcfffUggbeghcVfffhff
                    eegiefcqffgfewgffdigfbdYgfgeggbfokfgggfgfkffilgegeffghgdqdfZggfiYgqegefgdcffnchfglfgfcjgcfgefnSggfffghfgZZgildhieagefwcfmjhjgSlg
                    gffgngkkpkjfgYgh5meeficgfaXcdfxmffgffhffggeidlffckfbgl1gfgeeXkfxhgfccfefegffhsgcfgjggdfgdgfggjfxeqanfgfffkVjf4imfgfdgdefjdg/kkkk
                    mfdkhiggpgfhffgeghfbdfibfafmdcfkffgggfghghfigdoYdjfffefgdubgbuhndggfdogfdbfibgbffdegfcgggfgfgffpofbfidWUgffdfg2ffheagakigvaWfYef
                    ffZmcjdopcffgdthgeefbhfgfRfeffffgfffmgbkgfmeegbdffggfkghgjgYgffsfZgfngcgjjfcgggcbffiffjgdcedggegdfbfcffeyjcZdfiggTiofinfgfffefgf
                    hgfpfggmbahkexhfdgfgjjcfggfbeegffiolejhefcjeegklfefpfailfgfhefdfdaffjieccgblcdifyggWe1mimeffgafgggvlmdekbgffdcZdhgbfZegWhfflflYf
                    ffacgYgrgffggfsffgggejgkffhXkffgfffffjbopliflgqeangecbaegeqcfeebficldulkrdgqZhqceefegqYhoiffgjgieffdbedigkfydkZfeggemcedfffhgihg
                    gigfcfldfaeegceficcffmbgcffbYZfgZgdftfgffbfgSggfgnglggeefgdheffcdfeggjfemfefcggsffofebmgffgfgf1hgaWgmgcclZfpgjodeglffgWf/ffamfga
                    gcgdojflbfgfhfgbWgebfefdgfrngfefVdgfgffe0ceZkjgfaffggkdgieffggjfdehgphfqdgnkggffffqfgggYhfmeefUXidfhjghfRYigiiggohebvgffifhghmgf
                    UggehffbfXgfjkeffkggWhiffemdflfZfeiXnogdgrddfffffYfmglfVghkgkffifgfjbccgffpdeggafofdgcfggvfguc/dglsfReecuseg9ffgunedffZtfZgggkbd
                    ldbfcfkfufnflgeffjffWgdnghfgabdhuggsfjheffgfodfddfdpnrfhfkbgfmgZnegcjffokhlXcffigwggdZbgjUfX2effgggegahmifblbebmgetefggfcffccghe
                    fcffghgYgjdddeegZeogfcvigfggfrffgffbgffhfgiehfgfhefgnffeYgfqlfjcfdfeeSfWjfmfgggfZfWigfebkeegggglgehfffegjgeffghgghfZeeejOgfemgej
                    ggggZggffaglfnhefgfgeggbemfgffffWnchngk1ftdffjfeQgbobpgjelacbggfdekeXefgoZffjobffgaefguYgggjfelfigfaedkjdgceagpnjfaZdiifejggggeh
                    cffggxfgifjfgfeaemifddvggfffagifglgfgkggikikudfgebVgffigfgimhfgiefccpjgnkguegdffkgfldZdfgijmggffigedggfvgefgcbgfeqfgffmcegeiccle
                    cfjcggfgb/hfglsgggfwffgegegfdhfZ2gkkZhmesfifqikffaefgddpmcaieffdffgreUdeZffgfgfZffmgkggrlfedbfgjafmfZmfggffgcqgfp1XpqiaocgfffYfk
                    fifmfpeiihhiXiefuimeff/ddjdjefdfgcXggeffiggffefedgglefhfg0efhhgghueiangfefligfffrgZegfgYciZfgfhclhmefhdjfg1hfgfeffcgfshffffkgnhf
                    fWefknlZgfggfffgglfgcWffccsRfgcaeqgpfdwfeffWgffghgceceyfddTgfZmmtefgijeggggudghiefdjgUmefggegfmggipggVilfgggfgbemkeefgcfdgameUmk
                    sjiffmfdinffmgefZgigfggdkgegngnfgncbfgfffggUkfdeffggfakecfeYfkgflYgfVZgfeffbffffhgZefpflgfeftffebeeflfffjqbeggjdfiqffgffefgchfeg
                    fhgeqdgfjbodufgffjggniggfgaggfgXhZdkgfigYgklmkfkdkeddfgvgmfbqfjdfggfgacdiehfffbgXneefbcfdgcifgZgbdfeNgefVrgffgodjdebmfeegjgffgaf
                    fkedggggkkgafdgfggXggeeffgagbgfoffgeZgigfefeafZ/ffcpfefYhffknZcgfggenegpfdgfgkgeikhfgfYdffpffollifgejfiiiggigffhekXZflkcekgdbfgZ
                    efhZosbaceoqdjtodgjfggihgggffgebzZfgkgiflngfygfshdcefjfggsfZgkfafbgfgfcfkeicfqfedgfbcfffghggflfbdkfgkPehgWgjQggZgonkffdcgfefiakk
                    ighfgiggefgiZnghegbcfdeifPfffmnUgfifegffnfebgfWukhfffnffXjffdflhacfghpgffaffkfhkMfghijjdfmgbchfTfgkogfeXbdcXajhmhkfgglqgfbfflafn
                    pkpmZflfgedbgbgggeffgzgofcljfffgcjgfeb1fegfgfgchhfrffgefffdgdgdkggafgggjhfglijffffefgiffScffcdedcZclxlcZfflriofffdahcgf9uiBdjgnb
                    gofggqffefgft0aZfdffbffjgioafgfciefcffegfcigfdggcfffjffifbglfgffefqclhZfiegfffjbfenjfgffdgffkhfgjeegkgfpgcgfXgefhgjegffdfie2kffe
                    bkhecdgfffgfgfeff2efgeficdfcffflbfogegakaifnhfhcggfgiffmelgeZyffbcehfaqiehgafgnOfddfbrjdfWbjgfbfiigZefeVfblmeffheefkgbafgelegfmf
                    lddfYfsecgfhgffgfmfdggVeldgefZfhiibeefmfighfRflgchffggefgjdfkdfsekqPaonegeWffflfiX5edfgfliedhegjflgffftf9fgmgYphfjkffjdgd4fbfxZd
                    hbffffhieWfSgfpffffgjfridUfgefjpdcknfkfgfcfdihkhecledcZpgfgdegdeebXjdfhgdjikbofdfhfffeehgfYpgf0gkgffojfbfceggegddjgfgjcknieggfag
                    fffffggfgcblfgfggcekffgfieZhZffigijfVlfpiegfffiddfgfkeiigffhehegfglbdgdXadgbrefpdpagcbihgdeghgkfeejiiecggfepgfblgdZhgfgfggUinhdg
                    ifjgfmfbgzfgmggZdhdh/ggcngnaYffbffeffcfhjhjlfffeongftfcghfgedWeggffegZiecjfgfhmfdZfgffYfgdffcfcfcfghgfgdheVgheggg0egfdfdf0wgfffh
                    fidgffYe6hkdifgjfffggfgpefhfffffefffcgccgfgapfdeoTfagiefecggffgijQfgcffYhiffjfgfdgfgkZeehfjqeffjfcggfaXiaeefepgggaeigcygcfmlkefw
                    gfsvifjsgeffgfbgfckfcfefeeUdgemhkfWfjfsrahffXnfgepefXgfhkijfijXjlgffgpnfchkgclefbsglgghgehfjfecf6gdZfoefgggecgiffglhdgXgfmfgfgfg
                    ifhjmghZgrgfgebgghfgfifgapdcf3k/ffWXkfffhhgmghekdmffeggehbefgfijdrfieVjeliljflfpgYlgfjdggngggjnlejgqcfelffffnafjgfekffWfdfgmkneg
                    3afkcdXdg6ehdadflfekcfgggficenfcgdcffYgrggelgncejcftgTaffjmhbhfddnfgggjfdendfeffegffjgfnlefWdfkggnejgfcggfgiXfgcgkhffoigggwdeejf
                    rfgddbkggjgbigffihfhgeggugegflUcgfgfjfdglfgf2eff1jdgfgpfjZgnjcfhqhfghekdkfffnfoddggedgjggchugfigTgeoeeafgghgeei1bifgaeShgdgfffbg
                    Vehsgkafifg3beggfhfcegffflngjfgkcifdggicgaeggchcgeffbggfnbfleZfjpfhedffgcfcneffZjeechgkkxtfwtfdguSkqtfgiiffhffffeVhefighfaegmdhf
                    qfgZgfmevbhbfefkffeifgieoffh2WgfggefgbgvidffppflfXibfmfggjlfmfjffphdhdYcfdgebfffggmccgdggfelYugegglddjefgflfcfgafhfelfcfghedfkhf
                    gehfgjfgbgnnZfmfhdZdhnbgjnifffgdfjggfgfbgfefgetfffhgelddgfdhkceifffffbffgpcfgfakggfmgedglggfghYrmcfdcelqYfwUihmifgfqggcffgfdffee
                    cdfffgZgddkgfcfacjgfggcfTgeggeidmfgjiembefdgkkfdgmfffgdllfggfjigsiegfdfhejhnenZkfegjkjfgbeYeffgcghfff0sfggdbiqacgfgfiohfgfjngnkf
                    ifiegffgcfifYihgfgdmopfeecgfakegcgiigokfgheggbligggfckefkfkgdjeedmgfgfhfflgffbggffflfgegvgmqeeefafahejgcggcgigfgbldh/ggbhfdfVgfp
                    ygdffgegdfjgbcjhpimdbdfgyf2gxYgjgfYgdeeefhgghdagdeguglffhmdeigfdfmeafhYfjfgiicodgeffcg6fugwkXfrtfmfgffjugdfeg0o9ghfpkfefffffjgdj
                    iegfgfsbgkdegkgWjvlg+mfcejdgdggggciffdkgfcUkkvffigcffgggvgddgeneoirefgggflhcngxcggceigjZlfgfipvigjffmckcoedldffiggghfhfbgfkfffgT
                    ckjfdagffkgffgfg8egegfkdacfhjefgbfjejfbfgfdhhcffeehhffegYfefefidgjnbfhgjhffYgfefgfeefeggYefgjifkggefcgffYdfogsffefgqddebgnaacfgb
                    mdqffgefgllcfcihfglfZbemdfhdblfeigfgdfmpgUggfgdmacgfffZddffafjfqffffdg2ddmfjbfdffkielfkffekfhhffflgXelTagkqfgahecfgZtgcffphggndg
                    glfjjfekfgogdgfajjhcgeggzcefmgfgfUffggdggdfffXecfeefhaegjbffkegfdZYrfgZgffggfggeczgfjbfhhtadmpiZfffhegiegffcffdVeakfcgfgajkfdfog
                    bddfwihefZfgmlffagmfYcgYfeffeglbgfggthejpmpkfhffhhegfgffcffffnffelhffagffggZffdWnffgkgglfeffidzggxjfedjbvggggnffffifgejTYhgfmgve
                    gjfrledfehfgfdgggfghffegjfefaeff6fVemiednegiehkfgclfggpggbfkkfbojglYgfgdeffenffnhgfcifggqifgkdogfldkogeffgehdgikdZkefggTdfnefgga
                    fwlgfffjZfnffmehXggffhhgffdgfsfgcfjgZgcfdlldgdTddhgeffdjshgjegYfnifcjmhggfhfifbcdffgljflbheacegmgfcfmfaqlUfXffeghfmfdgeeeeenegUi
                    aglgoffgagfjapmfcfffceknfghbgcjkekggdeffhhngcddgkfbgfiiYfiokfffdfeoepefdgggmfbefoggfbZfRebjdniegdfeghhfgfjjlpffbbhmffdfpefjffVfk
                    gkgngcrjkbgeliedeglWeelefebQdlcakfffYgffgpdshdchefdicicgdfgqejafffbhfc/fpofggdfegigjXeggVngggoegffflhhigfqffisfiogemfdpajbkstfje
                    abglbdggffcZgwgbnfnafehdcfadcllfsagmiaqcfgffYegefebifhfeffgXffoigieRbWrdefeQefYgflebkafmfefqhfjghcpfgqfgggnZfgfcfgfifjfgckcefcif
                    hZcrafckfkkftdeoeedZhfcggcfffffbmklcgefVfgqgfggfhdwkjfZfZefefdfj/mkfcmetgzkfdefifagfegfegifgeWgfgefbgfgpdcdfgjgfifagdggfiggZelff
                    gfmWveYgdfmXgfgghgeihgffffkeigfefdffcbfjacfeebeclhffffSfVhdggcfffffcdgZdYeifgmldfifZfZgkfffjncffggeihWffcghdfdftgfegbefkfgdgqkfc
                    fffefccZftgetqXpgdXghideggfeffifqfehffsfkfgdbegmmfdc0ZfhjddZdggvbbugffgeefklfffffelkfkddohfggQfjdaignhjhqfpYexffgyeefiggffSnZdgf
                    ddghIfffWdifgddhdfcegfkkqefefffeWifoigfffeccfeghqffPhcgfcfgfgeeeVgfdeifgggehneellffjfefggfgfpdgjgnTgkiogfggcbdfdgehfejoeddffefdk
                    fnfcebggfegcfpcefgfegdjegjgfofffjfdbfffdebggfmfefZXZfofczdgbgcfurfdqxfffltfcfockjfdgeijufgaelffqffdgfrfthgZnhefkgfdglbjuflfffehQ
                    ugscffegfegfgfdgeggdfffijjffhceiflafdffffhofbdfYgfgaibffmdkfkgbeZpdrifegfjfgogfgfetfefhfgefeefZfefpglgcfrhgffhag2filfdSflgffhfff
                    gdijggjmfrZggfinamfjftffkgvdjfegiUhhiggggrbedkaedfoghfgfefldggeeibgggdhYjuiffgifocgfbdefpfhahfdggnjiqgfagegeiaeefgibmfgiebfdpdfm
                    fgfiffbgfbfhdffgtcifffgqhqXmfegbgofleZhtgggregbffjeiZfggtZfXffanfgeafctphifkfgplqhgfhddiqfakgpdfajhkgegiefdfffffabaffjgregfdkcHe
                    cuekdfoeddebeacfcgicfmfdeeigg6ffiggjafnligbfifnmffedahegffcefbgfhfcdiMhfhgfeTmgfdgffmfefdegeXefigffYekehlnifofXngmfgimffjhfggngc
                    gfghhbfgdfgngbigfVwggUmfejgbdkgffkfeefjnefhiigesficegrcegbffhfieggjdgefefedfggzedfieakfgfejffgfegdfhfyfghcdacdbgfb1gehjbggeimfgh
                    X9glYnXlgffgf1gkkkfdedghggfhhffgfgqgaghYfegagccelgjggkfd2ggfgfidefjljgkhfiebgcegdckfegfkebfeifflfifegfgffgendfggkfcffjfffgffbeef
                    afdfffcfcggsggfddzqghfXBfjfcpnYfgafbjffchflfegmfbgfctgfglfqecdfgfgrflbifffncfgeganZfe/jgoggdckfVpgggigfzggiegcffffgchfWhfapefgci
                    ffkhegekftfjhffiXfeieffpjfegjfeiffggddfggfgekUggiefZfukfhqbhdffbafffZifgdmehgfgkeguqffhefiehfkepggfdfggdihkdffcffffffjigjbffXgmg
                    fgmfkdfggafeidfeghklkggggghhinYgkdfghggkefhaffYeffeigfbigfqepifhigefbedgfglbehaefgfeffcgqfeegecqqfecfjgggjgikfgfWfgZlfwflfckgbff
                    efXjfffjhekcflfgeUpefdgcgcZjkfgbejefbcffseiddfahflffgaedflhfigbcdnf6ddgcjgfjkggflgefhfeenkchfgefZgkffihhgmfefcjgigcffiecbWfghcff
                    efgifgeggkgghb4djggkgfddjhf2/cikZkxefgceWskheqelfaffggfaggfgclclWreifngWXgogRiegcgfilfflcfjjhcghfeegfrgfeggffohjffdqhdfehbfZfVni
                    ffgghfffaedbffalbmfgegigfggkiefggknchagedgdffgs4iffefbeXengoqigfflcfbmbiigkmhokmknpOjegfffenpZeffdlgfagghxcglbbffVfgefnfigfigfie
                    egmgghgcRbgfjhfhdfwahenggpfgiffaffQfSgfiffaetipfighfgjhgfgfoblffggZefeYdfginfqggfffgeaeqglSgbmZgfdfblgfneggiiggeffhgappVffsfWbfe
                    ihxlfgfWgehgMgefXefbfpdigcZ0hggbkeffdjihbgggfkaffahgecbfgggl1gtmigmnehdfehadcgfZlhffefgfYpggZefcghhfegfgXdfggeggfefcdZkggbjdfcdf
                    fffQfdtbofciZgmdjecggmbhZpfiegpTfffdgrfbfgkffffefgdufkdhocglRfgigicgfhkmfdWjfeeZebpYgcsfmgvdoefgffchfffgsgdlfejhjfwlggifkfhtvYfg
                    hefxefgolkfegggfegdfggfgdcoffegfgffgflggeeegffkfggfhhfijmcggfggmiaYhffedcdYedqmcf9sfffbfficeghgcggenffchfeMdifefgkcederfgelfgfgp
                    gffgmdfgjegegejgdffglXbckggSfgfcgchgjglphgiggegnmgcggXagendlknfcjffegXibf1gfZffghgbaeffffpguekdggggqnfcjlZfgffvfddgekfdddgfggeff
                    hyegoJmffgrifgffhdefcoZnmgktgfgfcfffhfmglcofYgfgjddklWdfhdfdqfuffggejbhffcffgeigRfjZifgcijpkdfofgfkhZediiZfgjnhffffeXkdbeggllehf
                    ffahdggehffgejggegfbfggenfXWhehilkfdnfgo5egcgheklggbgbg5gglXfcfffggdfg/fffmgnijgedfivYhgigeffiffegdcYVfjgrfXcghgggggikfeffhZegjf
                    fceblkgflgfugfiffYegpgfefgggkdffgehnfZlfnffifaifgehedgdjepfdcffbffnghfbhbffgdUerfgdjfgeafefiklfgcfeph/YghggZefdgfgggodfkmrsiljgh
                    fefgdgfejfihgehjldhe/rdgelfhfcfdgffjgfjlgmYgWejjfhfZgdgoknffagjghdsmidkfWffbei6bgqXchndgfefgocfgpfjiisfffgfeefmjedfgbdecfeehgifa
                    ffdhhZfdpgklXfeeeiglfkgfehgegehfffcffdnhfkgeddjfjaeaePflfdgXffgaiifZfgfcfeggfftfcafgegZfqfcRgfffffegmfltffkhfefflffgbggeffgrjfdp
                    qmegffdjkffgftfemgkeccihhfcfggjehdflffQeienildfcggcfnffcgfkggjbgggfehfbZoigUacdjeeebpgfgifsfhdfffgbgfgfficddgdhPnfhfgnj/fffsdhmf
                    e0cdfgZggefilkcsegdfgffegffmefjkegpfcghilgfZgXehhggrfcgecacdS5hbjdgmfggfghgdbflffbfflfwaggfjXcgdk9eUhngffsWhbfedqcel5XgtZhcaf8de
                    eafifhMffdfdbddiffYcjfgfgfdiljpdffflthgdffflgfvfgmbeanfZghgfekffcjggefgigfgggfdlgcfffogUZmgggdglejngngkeffgydggaglgcfcqZgcfeg3ae
                    hcdfcjfqgddbdgWfehQeffgfebffYgfgjmkfffbggfkoWhffhhffvifgegefgecdiffidkbfhgfkhfefwcgffedflcSfedfhgekgkfqWkggffkfgmmkbigVidbqefeen
                    ocjgifgfjlfr4XgWfffVZhljefmfixbcnckhfefbfdepcxgkYgffgffwtbQgpegcfgeggfeabhmfgdkgggclgfffkzgfhgaflagefdZffofgfmfoefegofffcgvnrefg
                    fwgjigsfefdfgbgggfZgefegbfnfcqcfp4YcbgdenfefhfgggfvefumffgggegffZf1gjgeglXcggebhggbfaahgegclfqiWfcmzfgfWqfeZlogfiefrbcfbhgegpifg
                    gfffeZbfdjg/ficggneggrfpefcUoffidfexmgbgdfdggfkffdehgkfbWekffXtfmZphfdffdgVhicgtgckbegohjnefdbgiegmffhefgdgkffjffigpfggggVhefgfn
                    qfeegcfgpZgnffighegffggfdetiUbcgadmhefhadgfg/bhgfbffgeqqgjknfngifenhngieehfokeiddafcdffcjfffc4eeklfdfegjZegXchfefgjdfffgferjcakf
                    ffXdhhcegsredTfffesfmfflmfjfigfegfcjliamfggTfZhgegelclgdlhvfeqggegfffZgpfgYgeffenghdggfgggcqlfggemfgbmgeddgeffofvpghsjgfegogggj2
                    fihgfegfffcifaidgigduigjeVffggWidfdhfgffXcffzedkbcffafmcliengfgWefnufglefckehfeldejfcggmVmccqffhggcjjfeogemtgggYagjefefZgdfddfgd
                    gaffefmggffggiicgifgghffeldfiblqdhfYpnhfmfcZZvfdggbfglllhgfXfeagdfffcfdheehggeegifffffkfffdfajfhffhcklfgfjiegffbghfnheilfiggglfk
                    dnlgeeZggZfmgfafgegefrhffkdfgiffgfkW2fffgvfdffefbfgZbiZpfhdghgdfgqjdcffafgfflfcaffffchgghffgerqihZeZqifdjafgeggifjfrbggfnfefacgg
                    gfflfudfcuggjffilfgfrepelggfcifghfdhghkogggcfhghlRfhgffffpcbhgdfheggggflgfcfkifeggifglffqcplegiefjkffggmggboqfkxfrfffgfdffcfgjZe
                    flhcfieqhjiffggffXmcfdfooolfXggdggceffsffdegfjbaff9feghgeidZffvfihfgYdfdiffmfcfgfjgeggmglkgcficgegjekgfgYggffgYhgdif/ffgegikZeeb
                    dfldZieoggkgefjgfedcekddfefdffagifghdZcgdgfge2ecefbgfilkgbfiZblsrggemkfZfagdfffjhdgfcfeeedefogeZfilgggggffegfkgigcfpleffiedgifhX
                    vkccgafgqd3efffmfcedefaZdbgjfgadcdiefmig0bhggfgbZbklhcfgffggfdfhejeZgbegfbegpelenWgfiffrffedfffffqjegnfeckfWZffddddgeRedjgfbfpgf
                    ggfhddgfkfftadegjfedgefheYchhchegf9ehdjjgZfofihfgfgfecwpaekgevfifflfgfjxihggdhffgfVfmifffjafcgeca1bcugfffgddeeedkqxWjheffefYgndf
                    dfhnWlbdfhfdfggfffkffjjdg3gifgnYZThgeigfffnhmfeedioZfnfgkbggfgkfkggYfefBjggfZfiedkgfYghzfffaetfghge5kggxedfjevfggohehfnfeVgfgfgf
                    cgff8dgkjffgigggggkfbgdfcmcibbcnmNgalfdiegnggedigfgfffeeeiecginbpfkcggegbmfffljhlubbkheffenfkfZgdggadMfcmfrfjgbgegdfegkYsgkggflb
                    ZihdfgffgfgogiqqujSdffWVofifdkbfXcbfeggegcfgifougjmdofmfgggYdmfefkemhdnYggigZckfkcfcjbgbqgligfegebffgfeffgpbgnbfjgggdghjmfggqffm
                    ghheheekfffefhfpfcxfcYZijdnlYfndgVff3fahtbojgdnfhffifffedelgmefgcgnpegfgedf3gfdbgbngggbggSeggfiUMdfgfehXnfngefgefjflb1nmfgfckkfe
                    feqiZWfghYZnkPeVZdfpfgfdpfcnmkfeifXffbeQpfqgexgjecfgvegggfegffYikgffeegidhgegnhiefegeZhgffgfffffflffdbfrfipdnkZkbkefdjgJkipnefon
                    efpbdgdjXfgeZfeeffdfckfggefeggefmffgfcgffrcghgfefefdjeficgeeecwggZeggea07illcggnngoiggfodeehbgjgIllamcfkrffXmgdlggiftdllndffffgj
                    XgggegfafgVcfgdcfgfbafffgUggZkigfifafnffgfggbihgdfeofafighfdlfgfhgjgfffilgdYaXfeUhaeggffjfqdjeejsffpdgdtflekWNgflffZgfkkndggfifk
                    flemffknfgfgfhgifbnjifokgeefXfgcdcfflc/eedegggglggfdZfcfnYrfnefhddghfgodggigmffjecigaeegfgalgbfhidecscnffdffjfifffqeZbfoeofuikga
                    gdiicffgffabfgaffcfmgfffgefdeffkfiYgZfefmgfegcbfdfggffbkegeecjcfdeeggdgbggcfegogrbgehgUjfbggehnmZcgggegfffggcfesaiffhholfgijgfff
                    feibeffdffaggifhhUffgfggffcrffgfkogflgffgaiggodgmegjgjbgggfjdglfjXggdggfkqgceimgfYcfhcjghhijdihffctgfcfmkYicbopcgbcibemdfhhUigfc
                    gdfbffgggggdePbggfnhdcgefjjfboddfgeiidgifgfgfgfdZogffXdxjfkZgfgghfgnifgdefhgSgffgfYdglbedkeffzaifvffjfvefckgWgofg8fofdfgYjfpflyg
                    bifjfffUmcehflehgkkfscfgpegebfifpjfgfXiffc1dVgcfigggegcf8mdhgnufeefexeigeetgcgoffcgfegfZgdfefggggecgpkfggcgWgPibfidokggfdggggihc
                    eesbggehbfZbeicnghfgfdbgacggsrdepffeYggfeegcigXffqgkpdohefffpejlbgWkhgwffZhbffifdzfaUefafeicgoifnghgeggfhgllicemgkjkbdfiffcdfckd
                    ggffgZmgfeffgipgfqlgeef8etcmdfeffgefgdfadYgefdhhifbifeYakfioxccaqffpfceYdffggfnjdkrddpfjlefeffhgZefdbhhghifdffkhgggbskigk9irhedh
                    cliXdoejffcghfdhlfengeXbcfffoffZgigdfecbgghfVemffkgffemfgffbXfefffZjforckiedccfngU1fgk/eiggdgbohgabvfdYghjb/gaefchffdnfgrfr/eeig
                    dfhdiffggfhebigfUfoaffjgdbfffedffgggggfcagZfddhigjfehcgffYphjcenbgfggbfejgcbibicfdgfgejfgfegmfefdbvhkcfhgnlndecgipfffgdkeefbfgfk
                    fhgfgideegcfkgffrhggfggegfcfgjgggeefiecfffnauhbkfdfijiehffefbonhfhfadjZfgghjfjajvWflfagfZglfYifhkfvlfhhfgfbffqagefgiggfTfplsgdfl
                    ecfaffgggefnhUigooxjoggfgcfga/febfgfrdcbdkgdffefcbdfigfcfhfniffYlagceeZmgfdUiheggotffcagWhfgfeftdMaffrcfdfnghdfgkhfhoigglejgdgfm
                    ejffmlglfjnfggbffffgihghbgbnfVZkfdxjUgehfgXYdfelYfkffXXcghgoffegbkexdjigmpfgfhfjfecfdjigyjghffdxefeeQgZdkifdgebgaafgfdifgeeffoff
                    hfjgegibfekecfblfflhfrZegZteckfghf/mmklcbfqe9RfwrkxfaeggdehfgjafgcffffigdfngfiZeicecgflhglehjkneggYfkcedbffmdgcg0gjgegfpffhcejde
                    gfggffjffeineYdfqfeefogfgfnefokchzmbYZgfugdfjhffffmfZehhnadedqeegfinefbbgfYjjgggfefcjabfdgegffepfekgkkfffffdggfgfnffehdgfdhcjfqf
                    hkbffgfkfhgpggfflfjcmdbekoegsfffpfqgrfzpfffcckfcigef/gZghgilgefojlefbfemjfgShfgdgfcgggjfUpekfgfhVfefhohfgegdVgeafflfclfwdjgadhoh
                    mjdiefcedigffedfefjffchgfgkodfedfgSgegfegfobflfifffiffZghdkoegzfefbgfYffcldgcfgffhglmhiqjmffkheeifdegj+bglggeiffffgfhfglfefelfdi
                    gdggffgrtfgfZigfZgfirZcdjdkffmhgffcfdgkflelgghggdfXgcgfhhgVnglfhpfkedhffxfgnaadgefgggZfjcffefgceghpffefdxmjgfcffYjfffeedgg2gicif
                    fgZugcfggetciefforrgigcfeeejffdgdcdc7gdojngfffrjifcbggdffgffjjmhgfdfkbghhptefdkdgqefdZgeifikfqfhfgeXffifghgfeffjkggikjedfiYZZbfg
                    dffmdjgefZcjfXggkdVggefg3exiggjbdcfkefcbdfghmccmfZeggggfhgfagfdneeffiaVdfkcckfpfifgSgbsfkgidejdgggpvoZfiggeunnfgvBdjgfbfkrjgYvbh
                    ifchfhfbydfyghbktdjgbvcdSgfdffefifgrgkfefgffcemdcdmijhlibZodmggdfcfhfcefpfgkmifglilfgznfdhaffhggdfsggeffZarotgdghacfhgggihZcefmg
                    7agfdddcgnajmiggdgelgkfffSfegXYfgshdegfgidvhffgeofacblgWagdeiZfgphgegmfZgZeeksgffZmecgfxggfeifekigagfefgfTfmegffceXfjfgfffdfnffg
                    fejfabhfgogffgfhgfddffgfbfiigfeafiQffifkdefggbigefgjmdegfbdfqfngffyfegcgfgjedafgkgmdqgffggmqkfgfgfZellgdjgg5tglffllfgiifljfTggfa
                    jkhj2ohfggegdewigfrmffkgfXegkghffOphvggmofehmdlfgfgjqhiedkffgpdgfrffhYhlbffbkebfj8gcqfwgfgekfffgWfafidbeggffamidfeefhdfgfegYaffg
                    fjiegcagfjicogaZafdkbcchdegecgjfgnfgfacfrgjgogfgkXghdthXcffhYdgWbpgdfXfYgchigcefcfgpmedfgdZjddgeXfXodgfYXgifffggpgnffgZXcfeffdfu
                    gkhggflggffce0jiefidfegqmedvfjbdfhVfeiffcfnplgUhg/fhkgfgmfdebifdtiehyqnjgghf6gglafcihfqggedffrgcffcffhicbZZdehfZdgkgkhgjcfokgffe
                    lfgglgjgfYkgeegfhgpgghfggbfeXmfefmehgafdcifeegjgdafYfnfdwgfYrffeZagfigffhhfcgedefbsvVffefffhefZmdfnhtgbffedlfgbaffcggfZegekgBegi
                    fgfkdflfbhehdffgkjggggdafedgpgliifefifgbfjgfdgpahigfgpcjXifggobYggbwkWgegVcfgefffggefggiSedgngjffZfffdghfcdgvgcg7ffacffggifhifuf
                    gbgdtkieeggfgffgTRghdfdfffkfVpfqfggfYfeagdqggbffdfbfgbucfcfdggpMliifdggha1hgfdgefhgeaejcgffeffjjgfhlfhjihfddzhgffygOgawgpngfgcfg
                    fohPecgaieglgggaffefqkgghkeeWffggffffgefjgijZfffggffgpfifdlZmehgmdgcboXckgfcgglfimihckgfiffgingdegfdffdfgcgnhgioffffogUegdmbggcd
                    gejdnYgfegkXcgZgfgemfngOfipkfffglhgxcpdfZfgfdgdeigfggfigfjjfmfefefgfgdghjtifammjcficgggsYcjgZiZfejidbggesdcmedlglfekgfdefhgmldcg
                    jggkmahhfgVjeeffeffkhklcoldVfgffmfgWdugfbhfhfgzggeofhfpffsgPeggkjhkgNfgmffneafYgghejejfYgneffVdlggdXgheYgfsfifeffhfgfegfcqfgfgjd
                    fceeddWfaddfhcffaZfnffcelefffoeenhjfduejbgadhefgeekmhfgmfcgggkffgddgegedjhfeefcmehgnbnngfdJmgkffgnhmkgmhhffgifcejfhifgfhmegbgffj
                    ghfiVgfeggcjfgffYffemgebgknZfghgejhfilhsficglebffhgw6ahffffgdffniejfcggfcUfioYggfheeiagfgceeqhZcggqffrggmfgehifogfcffqefgfmjirie
                    ifgceZcefdgiefgdfhelhgfig/fegeXefffvrfogceoNfOggidpkhdbghfghmgjcqojfiacqdgogffdhefscgcogZfgfdgfdeccfdffYfjggafYgafVqdgjejfgggfia
                    iegjeefgnfdlgbonffdbgbeffgfXegfdmufhffafffffmfffgffggdkiffgigfofggeYggfaefeffffngkggffgepmgedfcfeigmmfgfnfgseZjcidfgcZgaYdpdjblg
                    bmbfteggcljfrihehgggeenifhefZgfgfhmlfigfcjfggfgirfjedghftfgmfdehmaggambldhf1YgghibiedfbggjfflggZiggeggnpegfgfgdcofeesg1mfXhdeegi
                    hkgetflgfggcffhqghfdeefefjkgfZfcjgggfYfmcffcdcffgkzcffkVkfgeijafegTgfbhbefieefgfffeYgfghhffiesffefffffjecggfmcggfcfghWfpgfmdhkeg
                    fngiorkmffgieakflkqggefogfdfmphgngfdc3glgfbbqefrffffjkjfkdggeelggfkbWggXhgffjiggfgigoPXigebdkddljfZdeEefhZggfedfeffxgmXgggglggef
                    cgfggflggffffmceazfnfaggdegZgfhlfghgjceettgZgggefggeaXfoefZfcdfgbgxff2fvfggfmecfgfffinggfmhffhj7iedgffegjfggfednkeghffjcpdkfgogf
                    glgffjehlgYfkggjeogcffgXgffcgcngcgihffglcnefgjfffjfgffggngghbgddgegdapflgflghinff6cffdgfhefgfvdeegeXdcfgqgefgleflYfkxghZmWifefgg
                    lgfgfgeggfgicjgljbiffrcdggefqdTgcfXdekgefdkafgl5ggfgfffpdleTgfgqfipgYffgjdgffgfgeggghkfufmfo+ggZjebcegZvlbfqmfadgfkYkfdjefqgfejn
                    fefgdfefhcffldegbhgfgkgfyfjhgcirffgiginebglggggfbkaebfibcedfgfgfggffgfkZoggZffffwchjffggeYfddgXfdeWgkhifZegikaeflffVblfcgdiffcfq
                    geWdffdqshfeZfcgfgggddmkeeefbhfegmffecd/hecgfbbgcpfpchgkgggfkgfjnqfffccgcfmkkfffqetnaffgcgfgvWdwemjfggfabkhfcfffejgxdfgrffcngpef
                    ffWlqgrffegdjfgff2emfdge4qpffeXffcgfWofbiadflhbfifijgpaeiahfhcffcfkfifeglkedgigj2ZenifPf/mgpepcjfafdfmpjfsgjgmdmffjjgiflfegfgfek
                    hlfklulkfhggfhpfbgfdfdifhgffgbYofgkgkffWjejcfYgqakehecbgiffwafaghffbgffGbfgfb/ftgfwfaYgekfgdRgfgdeqigUfdnmeefgcfbfffhggmlRflffen
                    fbe/kfjdegufdegjlfea/fYgdWebffghgnbhepiZogdndcdbmcmcagfidagfidgjlcfcfglgkmnghpgcasefbaecgfgmclggebjbqlegfYkkihfcdeifptdgbjpdYfge
                    gdcdmpbcfdggfgieenafhsfbjfihebbfbdha/gcedcUffiggeffgdgjflRggcfgeffgiemfhgdhegrhijdholeeffckh/feffg2fgokggzefffiYnfffajjccffbfggf
                    fgbidgfefgggfgfegfldfdeeeRe/gxfYXgafgcgafgwoxfhggfdkggosoeefggfgefZfffefghlfdgfohffcfnYebdefffcoVggfcfffggffflgfbfgngfddfheinkZt
                    gljqeeffffegnhfcffTiafkdggjMjnrcfgddffdacdfdeglfjrefppefgfnrgjwgndegfcegedfegffiungffYfgefejgffdjhdgcfyjgecggfffggjmbgggpffffhfd
                    fffjfhefdYfcZhZZigfjdkgkgkgcfpgfjfggfiVgkgffljgfmbcbXgffghgegmfikfhffflpmffkd+fZadeggmgfifdgffijjgffggdYkzedhfgggkcfeffgkfmegivf
                    gefgkgoufgfedhfgej+jfkfmhqebjefPWlgffYgfnhlgeffbUgigfibeigfeebeggifdgifomhfffkcacjgeigZcfgnffggfdqZthffkegXfofdfjfrgbfrrdicSfgdi
                    sjffiZdpfbjeggffeabjkguhgigegdrbbgficedogffgefalegffgleffgffZgmjhgeedgZjgda1cUugfefgfegfajgfgghkgfffimmbhfdedubfgafffiagifjffgef
                    eeibkclYageffffgddmefbeffdgwfjgdfeiaeifffgfffcgipdVbegffjcffqkgqjlgfnddogj+fmWuecgggdejnfgefkfffgfheefdfdbegcenxfifgcgggghljfgVV
                    TgffOfbXfkfgdffffzghgfdfhdaeffXkeeiffgekfffgbfkgdgfgefnhuhflfdediffhefljiegZffjffrfomfffiefdhefccgcffgfgggdgfdegmhfcZggffmjebggg
                    eYiggfjifffemOfgifcffejehYhhnphgfXgbnvglgffgbfeeebfggfXmedZjfcr9mUdegggkYgRgheadfdgcemvgyfikfigegffffhhfcefegfdggfgeegvajefhXpeg
                    jffgfggetgfgfgbRgjegoifffeefhfgevgfcZfifggaXfafhgggfgfZdeffbfXfhglcerfddgffgffejglgYciffgcgiffecffjfffgfgbifgffZgfofgflgUeljlecs
                    bggcgndgfihfeXegfcggfTefgbfdbbfgdbmigfgkffaghkfgdjffhgecgafegXdggYgugghffeTheflfdehdjiaffhdncYfktjgjffggltWdfcfmdkgheffdfeWnbgdg
                    emhtgYggfffffphhggggmcgbnfaVdfgjengfghgffYffbgglsffcgVihrdhnffdfgfafdfghlfYeiXfegfhffffggbfVflgefdgfflfjgdedgdmrfgiigfWjggfgggXg
                    ffjeeapohfcfidjggvgheToksfffffogiffggfdfhfemfofgfgafhhnsfdigagffZjmifkiofdaifgggocbhgegigfphqoikfexmgefpcfgfffbacgjgfcjefgfifgff
                    fjgZbQnTffmeafVgehigafgemfgfZfqfgefgZimffXcfigjbdfbeefmfYgefifmWeghcgZdffakgnbgfbYkfghdZkbblecfTigkidZfcgeffefcflfgdfflZegfgkiij
                    fhfgugegggfgg/geejofgfeefhflhgcekgggWgfqggendagfqdh8fgggfWgifggcgffmjcbdzffgdeigjffgflffgmtifnefpeffgcfgedjfjfgfjfgfedcfefigegfd
                    gkiffigffefecXhggfefggmcgcwffffgfdjdffwggigggmegPobgffffckvfdcfkhededXjcfggtdhbiffegZgcfehhgffjdgoatdgagefgshghcWkffighffZegfchg
                    qfckfrcblfcffbjffejdbdixidaieielefgaggffecafeffVgiafdiaeffcdfffgfffXhYebgfpjYgbjfgfkhg2gdfftfkddggfereffbPfWgrgZgffgaclmeekjgYde
                    fgbjlegefgfcglgdnieg7kfffnXfXfdfghdfVfnqdqigffdgagfdgfgoefhirhgfchgggxeffkgegmjggghhb6fdjognvhgghggegfjfflggXfgjgeqehfegefgffgdq
                    ksffbghf/hjegfdffffjqfgfgdgefggefebigheifmighfgfegghffgzYfkZfjfYfxgefroedepdffdkdjggVbfgmggefgegfffYflffckggfffpaunpfgfifforgegd
                    cpbkimkffZ9fegkffgffgfgmeghkjganfkkgffZffdfbggfdfYgfdfufxffgagmfgdgzggtfggggYWdhafqebfhgggYjecfmlgefduhYfdemejejfcdScegegfgnchrt
                    fejeggjgeffffgfaeZffikbefcbhmggfYhgfnfjkfdfedeodbkgngeceifngggggmfgTmcpfgegfoffffYgbfgfZfmfcfggtihcghfufgggedjgjijggegehegfckmjf
                    flcpdveeafflfnlhhufggfgfgSVefgdjvgfTcgzihogofeffcohfeefbfiljgefleffjgpfjcggegjigcgctapfgkemgXihefrgfiqfcgkofYfgdgggqZhpdkjfigfaf
                    igigsgfedgYfggceffghcfjfprefqg9ff8ffmUf0egbfcmg8gfgd3jlfhdgfneflffmhgeffXgikggVfpgff1effgbgldpgffgbwfWchcffffffgpbqlZhcZggigeihf
                    gOkkcgieffdg3hcj1geeQdgfzYlnhfgiffgfffhXcYhhflfghfyffUfdmidecfsrfefedVcjgudfmgefffjfXgpcffmjgibgfeuZhhfgmkfghifRefnXYgiQcfehtgen
                    cgfbggXldfggmjhghfgfagcghSflhfbdfmggceZdgdcfgikfUcgwgflgpbXhahaekefjdfeefealccgdkgfohhggffcbnkgfdlfZgccfdoffilgegggfgcgifjmljmem
                    akeqijbsfgefgffsogfhmcfcaljfggfdeihfejqglZhjfkjcgebfffiegjfZgehneZifgpgdiZfdcfcbefgcfggfffoOegdggoegRfgfffigghWfkgffgfgegdefgfdY
                    gfaifggafgkdffmerfkfpfdcmejgehggYjgdgfgqjidgjdgdfrffehehlngePkfgdfffffeffliZjgkfbddgdffn1hgfloaggfgffkdsifiqd0fgexaefdfgegfffdoo
                    grufgfibfeeZffefgngogcZficgfVgelfkefhefffeflgijgmfgfnZhrhfepegbefggcbsjhdgZegnegffmSgegkegkhcgbggkbeglgffggggidfeRfggirimgfeghgg
                    fhflnnqcegggZggognggejTfffcYeghdfhfmgegcfeesfbemfmfffhgbfkfcgjelbdXhgrefkifkfeegdfgddgooeevgpffggggefgolbgfjfpjcelgdhggVeggfefnj
                    eglfqfifdajffefojgjggzgfdggfffYZehikgl4jmhffYiekgfggfgfgZfrefgijggmiefgfQfefdqfffffgebfdijdfdengggdXkdjffqfgcogwgeUhefee4afcljih
                    ffgeghkfnzbajhfufffhkgoeggifrfgjgdffomgeffcfcfcffl5gfeordagadifaogfiekfbghfcfngbkkgeipfcmbefZfffgffeXgmbfgfhfefffgageegfdffZdegm
                    flcffdggvfggfgggmhghgfhZgffTgmkfgij/dffgeir0kgfleffcnmggaggggcieacbgfrbfjgggYmgegdXfefdfbdffpehfgtmfegkgfeigkfkfdijcdfgffemfkgeg
                    Kffegdfdfgf4gVhefcfggfedffdkeefffghkfZgggYfdilmhefgfxbgffggegnggffbjfmqkf0gfgcgggWgiepifgdWjgfeedefggccfpgefrkdbfgeshfdYadkiiceh
                    fekXfgdghggZmhaghfafbbhmgfldhbdgfdhofgghZfgggffbhnfdflcdeeegekfddeenmffkVgngfdbfagffgffjfhidcecgdfifehjhifegreggaagZnceWnnpg/Wde
                    gfgfrefjjpgedbwgfefmefmffgmnhffffdjbdgmhgkffgfxdhcge1dgffmfdYbfhikgfgXggfhdfYdfkggeegmggelgbgojfYgfmebggggfehfbkgfmeagggjjgedTfh
                    YffgflnekgdfgefgefihbjjggfkdiffbiegUfhf/vrfcfeajhbtgjdfbffcejddfrgnfdafcegfffkigbfeVkeifhjfggcffgggdjddfbbffcfgdigfhcggehffehiig
                    fcefeUhfibraggeegfgqfWeebfZghcagcfeggfdifdlffgZfeifggllgggfhegefgZkdjggfcgcfghWfhhrkggkgoigfonggekjegdfgfnffffgceoglfgdhieiffefY
                    YgfdeggfjcefidfefedfejudfdccZtjrcfaZkggggdfnddbaeggPflgcgfbfUdjdfgcaifoddcdfjgbicnmfpigcefqeeggfedkYhebffgdhcgfgfffcpjffgsggcfgi
                    fgfgqcZelggbgjrefecgfgefakifgcfnahffeifgxgfjfefZdfguigYakkgtfifffZheggekfffgfffgbspflefdgghehddzffgfbgkjddgefffmgbcgffgegebocfgf
                    qffeZhnfjfihgfVggogfffgbffddlsgfWbfffdZesfofffbgbgkegfkdgdegeblemcfeggnfcggkqgjkigfgsefgjeeXbfgefjwdefffbosfffmdehgehgfggehhfgZj
                    khgghggdnkggeembXggegifZfdffegfkhfiefebjgnffgcdfhlgaeflhdljYffgfefffhpihsehmiokgceemcdZgcicfejafdhfeYffd3fenfjgeglbfcgfffKggkfdg
                    fecfihjdZgzgedgnfeemdgVpbghageffeffgcfgfekfggZtkcffegfadejPdggf8mf3fegebfgiffrefjbgcfdffdhspfhgelpgcgggffchgfijmriggbkfdfeskcfhp
                    fgcolfffefcgdmgcfpfnYefffygfefggffneffgfgidggeOgfplfgiffdZfggfgjgegfeffgTfffefaycgjgefejomiegpnjffhhgbffciefdfobggfWeggffikfgiha
                    cfgZfjfgffcdeqgfgcpkjggffdoffffhfiffdenibefqlgflddfgfdgfffkgjhagfgfef2eXgfddghfnfgffgdcefcgagafjffgwffagZedfgffeYiffekeeifegfeeh
                    fkeYlgibceeggffoafdefghfmktsfggcYafgfggkfaigYYhfmfddefffdfffrigfhdgggfgeuffgpdigjldgdeduffufjigffljeygaejficgdfgecagdfhgebgiefcf
                    ilffcamhhmejbbfguffZcfdbZcfrgfgfbnfjbfffgddugfvgcgdkceiffqgeLbffeglinefg3ggdfakmgfwcgcfgfYd/kg7cgeghgSefffeiiffWfffffhffgdf/gkdb
                    aggZbffhgfegeYbjffffbdqjgfhkbQgfmildffkfgmifffcfnjfgefkfcfehgdffflibgYgeeebfmlgpYfcjmfjhggnhcWgdifefdZgqfejeeefgfflelgaghfgennns
                    agighjbnbffhfgdedjbehefbeefhffdpfohfffgkgefcufefkpibneYdodhffofegfdgaffosZfhgafggXbfddfoYfffgeblfgfegebfPgVcfffjfggoffcbgfakffgc
                    tegaeYgmllgkchsddljLfhfghphnifkZfekYgge/dfeg1edZlkfhilm6lddggjnijjfefmpkgmngbfjcffaig/fYegilhbggeVffggcefgjYfiffgedkriufdneefgee
                    fefgeedkdfeigeXbuep9uebeehggfjWgqfhcSggkefZZlfdgfgggjdqoigbehgfldfjdgdggcehderfkjdpggriffWfdcflfwfeeiffflggeZgfgdpfggfifgffigege
                    gbVgvgffggeejfffjfihgffggfcefflkfgeehfggZ1kegeblfelfgiffgfefgffdfhgkbdflfficPgcRfd7fflmjccbfecddgfgcfchedkkffffgejeieffggfffflak
                    fifdfgZefgeWyfxiXlfggmhgfgecfggnbhdlgdMgkmefZhhfigjbelgemjefejmgUhjajja9fciVedefcTargkgeffngheffnginfhdfebffZcemhbqdZgfflgidfggf
                    axofffefghfefgf3/ggdkaeninffqfbfimsgemgegftcdoffofkgaffptffpcgcWZegbjdffefeigejgjqogUcglibfdnhfgifgafbcsefdfygfgebekefgfgffgdfgh
                    demffgbegmeefyfigbiggdficpgccagdfmd8bkokgfffqiggghpiffemhfffaZfifehggigfhmfdfahiehnffgogfefu0fwgfgkefagixteeedgffnjgbebfiegcfilb
                    kphgcbtffealgngfjpffghmgklffejgsdgmfgcglfgffmdXfnV9geZTqgcahhhgftfjfeieoiYceffshkffihYeafcaaOfegecfidkgVjkggihfggghZfqeghtigdZfb
                    bYgVeghdgggibfffggddffrgfegcfkWfXehgfWZfggftekfltejgbglfggfWsfdgdfnge4gcfffcffimfedfggecfflgcggabcgiVheggificYdafgcgfgfiZfffrkZT
                    fgfaffkffgghfffigfkgcggugnfifgje0ggfihccgajohhgcdggefhgafdgffnficggfhqgfZfgmlmegneffcthfgcegqjfjffjdskfgggefzkZdggifedfjefaffffg
                    eolfeeeofjgYk/jefcfffpiecfXeYigieWjgffffmefhel/ffgfdfflggbregodghgclfcfgdgfffcigdnqgkffgegjlfmffgiffgispbmegfemgd1fgfeibgjafgfhf
                    XfdfffiioYdafdl9hajffgceledgfigffochYcgpgdfbgikgffmYgefkgifcgifefkgmehlqgefgaZlgcfefYnjfYdlfqgeoffffafgffpggifgmcgYfjfbfgjfligdf
                    gcfgacqdekfgggefiifgbfhffedYfidiYfjfmfemetfojegherghtfafggibXhdfbdgbdiiggiyfgefekeffghcemlcfeVfeemgcgfigcfgfgiaWgfggggjjeghzgjif
                    oghiUafdfcljdejegnffwgeYjebsbcfdRaVdkgofkgjgeffffZfdbfcggjbelgf1bmhtcjgggdcgeebefcglfhfZfZijXgffgghldffkhXlgqggffjaefTngfgbbffbj
                    fmjgefedifggfgfYfpdcgXeqyeZadegibfeffdkfggffdgebfgqigkjkggfghfXjdaigffefdfogdecbeehdffcggfhfffoffcgihfefehbgjdgsgfpgffffeggikggf
                    efibTfjeijgfregegffbiifbcgiomdfgicfbecohdffeXgoijgXafgfffjgfffec0kgfaiZhfgcfggjcegcefdgfffdmZSddggigtdfifgfsefpfdfecheifgjhgdfkg
                    fdeeecefceihffgffYgicnagfhgZfmjffffdbfqgnoesgghhgtmgffccrfffgpfXefgdinkngibfigfehgfgfillTdfiiggkdaYhfsedgfZfWffkjdngxdmfffdefged
                    ghii4gfafffgefxffbfffgfogfgcZkdZfdgfefffefffepffaiffvghhddugfgcbgcgccgedfffmefbkfgdekeggqehgjdhfnrbfhngdgftife2ffXc4dffduYeebrig
                    dfheefcgdpf/drZhlbfgefgqcofqgeZfgeYhbfeffacfflhddhhfefggffelgghfknhfdghggebffdpffkgsgkffjgjfgecjefkfhffVffghhfdfgftgffkgqfgfgagg
                    c6sfffmigbsfifgMeggfcbffeafehiggecfohfbghggekefijafrfbfdcgfgggfbffgfYgfpdeegkfffdkrgffgfgcfgmfee3gcdgmfgqbekfiZggendugfieYegfggf
                    figggfffeeiffdxaftgcefggfgdfwicoegffdZcgifblgcfiqhfagbemcbffgffrelfegaimpfgggo4fYjbfhgafgkffe+udefgeegdgldgfgkfgbx0fffjfeefbggge
                    fbfgZdgdgdchffgfefofcfffjfgZfhpMgcXffogjqhghldgfvfddeTiegcfgefgidWbfgjgffadfflffgfhdmgembfeegkfngfdgdigdhfkfggfvffgfgdgitcfcfirg
                    vvgcfgebjgXctekffcfgphhffhggoelfXgoggpgfukhfcgdefOijcgkfbfgfehegfighlgiffecgclkkhgchbgfjiggejkZkYgrfcfemggpcffffggZmfdfedjmYiffd
                    fMYjgfeaoub3gejgeghygfffffebfisjcgeeleYofeubfeffgffgiflhfedtZgifdfeefeefengeegfgggq7gitdfffgcgehgmffecllfpidldgetemfWhfgfhaUgeci
                    flefifohgfkgffggmXikgjgiigfagkgcegdkggngggefkdaedglaggggfhbhfggghzXhebfhghflggielxcffogeelnbeggeQohfldgegjbdgbgkfYffUgeeifgffhef
                    Zffjgfffeakdffg6efgdcfcgTrxnvngqggfggfZgieffeidfigggcekefglcegcximgdgkfhcgfgfugecgfbfeXfheifciiPgggbeafcekfgdfd0lgdgfgbfhufgsffp
                    eckfffYhkffyiifffffgmhcgggfnfffgatfcZfheafduggfgfVXkkfZggajfffjffifgkfgfhfbbgmbghhjbjcfkaflhknghknfkYbggmckkfcgffffZfVmfkgggfegk
                    cgfsbpeffbgfggeghhfhZlfegbbfebmfhligleffghglgjffqkggqfefhdgm/YffedgfdllgOgefiafggkfhircefVagQengecffzWfigkgrdmgcfffbdklfgdbfqiVr
                    tkffefefeQhfWideggifjemffqffghbcggujfhbghihdsUigirffcfjfefenvhiafgdeffdfleogexfefgeffjckmkeeWgheaffgYghofffffngghnfkisfgeffcggjm
                    dffefffeggfhhflfKfmXyfdebfffVfqigmcfafeZffffibdkfgfagbngglgmffghjfUeggegrgpfgoghegfnmghgfaglfpgt2lkfoffgZihhfYgfglggbfbfffgpemge
                    eoggigefgdbffagvfVegggfagcggvffncfakenjgglfnffifffgadafqglobfedfgfjfeddggvflgcdjggWigoZgsffhlggffgiffffkifdffbbgggdgflisjdaccggg
                    fdfgeigajsbdfigoeeglZffilffBafhfjZfNffghffggmdZpfgjggfffdfqegffhffdghcffdehefdbkhfffgffdccgggkgdffigiiiffjecfjgnffcgriehhgfgcgff
                    kgifnichfk/ZjffjgegegngcekffhfnffefofeahcdffsgZfkfZggfggifegheUegeenfgfhYjgoffdlnffffffgeggehfkocbfZgqegeeadeeZffggelgegchflgehd
                    ehgkgkggfmiffefejbedffcegdgkyfafkgffthffpfifmfffeokffpfffgfiefgjfffdfiffjhbeiifceafgftacfffegfglkfghecgecfgeheglffefgfhqffgbkX/i
                    mjfffggdieegfZofVgfgZmgbnflkfmffmdpcUgfZjlfhgpcffeceeroragjg/fghxgdgWfgegbXggigfUkamgZfbUjfegfaphefdbkgeVedefffggdgqgggndegcjfgi
                    ggfefdkhffftggwffqgfffffedfefcXffddfgbtfgbffffpRgffefhjjkkifesfhkefgeichgVfficdfggfgdcheigfmteiigpZflcieggijfjefffXbuflfggrggfgi
                    ifbrgimegffZifwbfnefgegegfgfgmggfhffgfffngffjefVYggbflggfdfihfgffgsnfjwbmmffgkffbeZgggfVfflciffffbbubfgddgigJggfndeagfffgeahgmdh
                    gVfegfggfhgfggZgejhafhtggpggtcefigggfgffhjjdgofggfgafdkghgfjgjgffckfflgegdkedggggdfebfcffxgcfrljdeegZjZfheofedffiZgflggeffgscZef
                    eamfehgg/fgldfgggijfghgfgfhdgkffdvjgfcbdgbffpTghcroYeVcoZfkffgghgcff/qgefkcgeefifegfrfafhZgmlpggkfffgjiljfqfifgfegcofebiqdjfhfbf
                    fdkggefiigkggmfde0gepfggbfndefjgggpeoomSkqegbfnejfqgeyfgc+fgiffegfffdqgevffRkeaffflijgfimijfofnfjcefgkefdefgkhdheafehggfkebgfiff
                    fhffegicgjifhefokwffgfgfhkdcfggfnedndgeffcgyfefggffgfgffmfefdffng5gtqffffgghfegfqfdpfdegbslgfgeecglfegwfdfg4Rgffifmbcgbdmfffcghf
                    flgefgfbdbelnughdgffbfniZfdgigfrgZbifgggdcedpefffffhfffgmfgthgfeVhhfkeggnbblkffikdblkwagjmfggffZgfjofZdYgcffgdagfghkfgfdgecfeggd
                    geagkiUfheahcggegfodaegdgZlfffkXgfOeefkfqifgepfjgagdffefZoYcigfeefddfdWfj2dmcZgneeeggfgffpPgguibYafeefreegfdwegggfffhgifefwfgfdf
                    eqgfeoggffeeodhgeobkffjefhgjffdfhZkg/cmjhfhfYhTdRegcxckmgcifVzgegfgefmhgdhfjYjjionfgljdkfffeheffctZdgfughegekkcgcikfffebXfgwgfil
                    rgndfffmjkgqceafkZgfbfeiffcfdfgmbegfkgdi8hehdgfffXrktffdsicygfgckaeilfgbllbgghdYedfgfdrfg/jglfffflfYgfggg0kgdgeefslehgjpclf0fffg
                    Yh/eeqgffZffkdfgfghZfnWjejgfffciiffggffdcxfggegeceaXgggfkhff2moglfjmgfbgeWfggiaffffegfggfjgeghddmd0gafeggcgdfiNggjdbgYsfXjcrgfdd
                    kfffepcegecffWfgmgkfgfhfbha/ofaapgffmegpfqlfskfgldkffgeehgfgfffguggeegmakojglpijgjdkadegpfgfRdWfngffbatffeggUgbfqfgfaffgggliqgef
                    tgefsddgffffgdfVofehffdZietiffitdffdgXegYegjcohofjeXukgfewfnoffhmffghqfmgebfldfgdgfsbgdddfgefjfeffemgffhXgdkOigdeiaWwlXbfgflgrjf
                    dfpheoeugcjegbhcggcogfVmgbcgvgefdfjefidgfjfdgpYffkfmedeknfjhegTefgkgnkgfdggieaefbjjjfbUigfgej5efgkaqkfgYSgfffffglfgcgddffffigeXf
                    XaggUfgeucjhgfggfgjcgicfafhgffniffiafnfhgfefllffkYjgfldUffmfffgfeeelkgjgicfkdfabdheihfrvtijegecghggigg5gixfphbccpjibjljegffnZmkf
                    YffggsgfekhibiifgfajdehcifgjhjjsgkaggghegdfemffjceejgfgcjfelfQgfffkjdeecfgbkfkfiqbjgffbrezf0gfihfdfffgqggjfgdksgQefoUghsgeZbRfff
                    gfcfgZenjehvlfrkgfgkefhgafdOhgggbgfsfgldcfgjZcjmpgbfgcgkpgfebfpclfkffigcgpofgdefcffffflkffffflcficnsgaigegeghibfgeglScfefegdgfbd
                    gehYeiglgjflifrgjfgfdbfUfegigb1xbbhjfjfeggfgfdgfeggXqgffffUlgfbddjohocfsfgfgeeffdffgggfhjdhblggvoexdfjfgnfxafegukesfkglhaeplfjfg
                    cjfgkdkfifgeicggdihtnnjhblfgggecfkcgyedbecogjfpkhdldcefeffZpmojYffcefffhggcalnfffbmfegffglbffgcflfffgdsejllofejcffgegfgcfkcdfafd
                    f/bgagfftfgefifgfedieXrlgf/eihgrkffYgffgffsagnbcZrdfisfchgfdefclpfabfeffhfmigfmfffmgffffeeergcfefgfgegggkfjbfagZghglggmffghffnhf
                    XfffXhffg5chaeenfegeigkfcfahgeffgmggfZpagegljffggeggffXc3gedejhhfyjilbufggcflgffdfc1gfZgfggfhggfmifbcfeffffYibjfgfgfffhdjdabgfSi
                    fqbfefdgygXcoefdprlggchmjggeghefdfbxmkcefhggefhLxZwfaSghfpeegffgYrVffcfcldggefgfscdffejeooflhsfZgkdfjaiijgfeekidfglcbccgeigfgfhf
                    gfgerggffXfbfZdfddfbfflecbgbfgffVifggfggfddfegdfmfhiggfeffgijfgcXgfcfffgfeeedfgaffeagjdgefkXqeeefeffhgfegghglhgjYgpmmgcfefefegdf
                    fffnfohgfkefgoggggghgcfolegkfehnfoYgcdfagfuirffkjlhffkgeeggdgfeXhsecngkeggbfigfdZgbcjdfggigmiglgofffciggghfifieSbgegoYegfoipefcl
                    fbugffgfjfflfhmbfdggglfmifggfggdfhg1tfffhexgfhffefjVqgjgwVggfdgebfbigmdZifdcgfcdljgndfffffheffggfiffchgwgfgoeggfghgffifbibegdfef
                    fhfgVhbgfbsiqgfekfhgfkydffcmfdfSggefcgcvgadfb9aoOgdffdmdh2fuffagfghfeUafehjfjflYRffegbffgYegcegfelecdheigklghjYXcgfafocgffdfffem
                    cfkfpdgpWegdvbfkffghgfmapkemfkdgeagneifsgVfdbgemejhcwefhdejfallfphggcfggffjgfffiWfbegggdfTXfgggggtimggdZjofgcgbcfikqhffkfiefeing
                    eegYojogngjgafZmpdejYflcgseaiYggfdkheg4hehffZgmbtfffffedfgfgdgfggqfegdffgtfdgfkbfggjeffffggwifaeffflfhfgcvdjfeefVgXgkffYgcggfaUf
                    hffifefcflgaeffckgdeggeedjjfrffgfegfggifzpcfpdebffftUffhgWffffefigdfofgifkfggdfefdofgcfhZ7fdfemgffdlfffgufig4fh1afghlekffjgVffke
                    elXcnkggfhjfffehefRdooZfkfkngefgXfhgimjifghegfhgbgeZcegfhZgqcqghjfehgcdcgfierbfiamcfYikcefiedwefgYcacblefgfhbrgjeggiaegffffggXcg
                    hzfZhbfcggfegfgfefNifefggghjlYlgfifgifdcgmgdZNwfgnfcwwfdgeffgedegfiecffebgiYefffejsgfhheffedfdfji5cfjfkUfdegdkgfochfd0jfeZenYfkm
                    cdfdeifdZfafggagXfhdjcjefdfdffdfifgggofveUYfafffhgfjufdrdjeedqnncUffofdefileefeggafkfdgeagojfffgfziggfgffgfgfcghlgfgmegceehgkcff
                    bhzffgeegtnWigkgpfllYdffeefvfdbfgfjgkddjffgefjeccfmffdeeiffffhfgfdfmfpggffgjnbgagfigcjlbljfggofggljbehifcgegmfegfiieefegfZlffgad
                    qfggfgffMgbaLknegffikdzUffjfffWgtfffggdfzemmflgadfhhZejggggjfleegmfvbgfddWfdeefkfjdcjcfjgfegaYjffojefggghtabfgcfnjfaffdgejeieigs
                    ffgfffgfijyf4gelgegafgeefgfmthfffbfjfjeefggdMahfchfifdflfocfflgtdffefgfmdjZfdfeeZzcgggcgjgdfg1TffgfefhigbkggdefibdfZmdfdfacgfsbg
                    ggfcfdgeeffgfgeekBgggbbfnferfgeajgdfjfgffgffdofbgelhehhfgebkgffgfpcfegfffffjhfflefbnfggfhfjgWeggygfdZkffgdgggdlwfoggalfXghnQfgfg
                    ffgdfghfeufabfeffgaghgegjeehedmeffiffggbeffg0hffgheeeflggnmcgfgkgcldofnjjficggkffbvgpdffmglefgfegjbeggfmfufejdffjffrddZixfnejiff
                    ffgebiemffecadgdffbgnfggmbimXegfqfekbgdfpelgdgdghgefxfdfjffeggfgkgjfdeiilffphfggefgdigedsffZiiqfbhecdgyghffQfgffenfggegreefgmSgi
                    cfbffegcZfnoglfplfegglWlbikgc/eagVfddkfchfhebogidffpgfdgfedhfgdkge2peggXfpffegflifmgxfhaebynfkZbdfdecmmpgbeffdmbqgddehbbhfefcggu
                    igffTjdafbfhffkoggjfkgsrdffcegifjdjfdgsfawgfnbcggefZehpfgjhVldfZfZffYggfggzihZgfupehcpgfedffffgkhbfgcdehaffYfeffnebgkghchdgeaege
                    YcegfaXlfgdcdnafhjkeaylXffefglfkfg/geaddYfc/gSbcfegieeigedhggdakhffjhfebgeffdegfffkngefkghZkggffggjfhpecegpggfgfbfceegYgfgfffgfn
                    fgfedcfoYfcqjdjffggichenbkYkfcfiffgfdglgbghfdifhgvfffphdhveffedgffihtjmfgekZgpdcWcjbgghgnogfcjtgncigqgaghefbelgfhcggoffpfbffefkc
                    gngZdgifgffffwgjgafgmeVZgdeeejaffffggd3fffplefeehedUgfkZiXjfffgfaiefefoefffdbgdgghghfgk8fkgfgheoegfhfafgfdjfimcjfcfffggfcyllfeZb
                    fefiWtdedccffaffeYggWkgkrifffcflpgcfegfbfdghfiffhfmgg/ffejddgkeffgdluyeffhpecmelfm2aiffgfgggkfgiktniejeeqabggfbbfefbbblffdedtbkl
                    jgeYckhgffnfjlgmfgflejfrhgggeffegagegjfVfgjefeefjfcghhefepchgfggcYidffekhmffRgbffchlffffgeffneZgekkcejxggkggffXffefhgdefZmfvagfT
                    ggrefcbdpvggjgfffffflfggejeghhdggecpgfffffhfdgffghefmYghgffgufgfdfhlafYhggZXbhlgeieWgpZflffeglgfggfidffieefffifdfeffgTfgeggoalVf
                    dfcgTgjgicggelhfrfgbgbjdgdgegeggXfejegfkgdfbeZkkfhbggggbagbgfgffgZjfggjggffggggfZg1nllyeleffghifgZWfguencegeghgfwfdZdfnfeegffgfe
                    fcgjffmdmhfffflbeofagciigoghfekZyemfhdebeokffednhgbXdbtfjpgcihgggeghgdghfkfgeliedlkgfgggggggfhdlgggfYfgiffyisfZhfefakoefdakggegW
                    qgjggffdugdtagduffZffffofggfgniefggdggdgkfgmgleggsdefdceghgifWdpgeqdZggghfdidhedfcjofd5gkffeffffXgggfXgifeafmafggjlefgffeflfagge
                    dpgfpmfdffefhfeffmaflegfkjqggefeffhqeaifggjejrieVdgggfjbhcgaggggffmfmffgcejfjdegqggegkglcZhqfkffajgdfdffVoggefddgndghgeafebghhag
                    igkgffbdfefgunifogcdgsgjgfffdmhpqhgfeoffggfhcWYggdeceobghffZgeifgggffealljeWefZeecfafjeglfdfffeesdhfffgrngejfZgVefedmdegeslngkeg
                    jbflefumigfbefwueigeg2dgdfeflfldZdhgfXgogdkhfmilwhfgafgigllfjoejfffffdthfceegkgjflhfeofjdammjgffehgdffinddffddfhfghiYegcyfjafubl
                    ffkmecfghffdgjdZgfagfifp5ihgiehggglegggfgefkqxkdkihefhfwnfetfZffdjhkfdgqgiffgedkfgffbgXogpiebffegcegffghfffegfdkelXggfeejflfc7fd
                    affTbdhdggjfgfgfgfngmfrYefgffhXfgfffgdfdtgtgcgdgffpdhdmhggkgnllmaigfbcgjiffgciglhdkgeffdnhhgfftfhkpnafgdeffkiUhgelddmfmeeecgbWgf
                    ffpakffbkfughegfaWfffjgfegfZgpejadeffeagfihhbejfgndgieffgjjejhlbkfgukXeffugffZfgisgjefigegfdgedf1gd0emnimbcdfeebfkfgmffacigdfgek
                    vfkfgelabegoccfgefekgfvlifgggZflfpffdgfdinjhcilfgZg7ffemfcdhdiffgfgefeglfjfifghTfdivjffiiegffkffgbmg/mdmfgjehffeYgdegflimfbgfibg
                    fggfdeifbffgfdgffcgffofgfgffbehflbjgfpedggfdwbigfeggggddbgdgfdkggnseigffggepZcTdqpefegfffigffdmgZqkgfflflfffgffZffffgjffeecfgceZ
                    gbheeiffdffofYggdfvefggfpfohcdhf6fbjfZvcYffdemeffejijgjmggggeemdkcofccfYfggacafjefffabggfcnfgcjdUgfghhicgffggfkdfmggfhfffefbcfdh
                    ibfbagfffbfjqffifgegfefggnnfkhfgdffjf/pekegfVefjgcdfgfkffeggffggfjfgf2geWybzaZgsejXghfgffkaagffogdhbffeWfcmeffgghZcflgdhgbeeggke
                    eglejcfoXflggghmfeggfhgYmegggggfgiiffyfggggibgffgafegdfffehgffefXjcoikggmfeghgozehjZeYidjgkgmhjjfgflfbfifjlsfsggghbifdhfgfggifbf
                    hrjmdgfgibjfjRdfgfidfgifngezhgcbffebkfoefffpdgffggfgefffgfdccbgggfxfcfhXdeggd2fgjVmekbeffdZfZfeggpclbcfchgkffgigin2cegdhUdgetgen
                    fdgZdeffffigkffigffkgifgbbdffddbnnfaWffhWfdgflghthgfjfiafmfgffdfiYfnYcgqUYamdecgeggbikmqjhhefdfghffge6igfcfjeQdfnfifegeckpfZfidb
                    bYfhegijkelYfibgifafdfehggddhfgefrpiefgfollaeegbaYffdchodilYleecbkgcmgfeegcffeggfwjjsigkcedjfgfYlmljfgefnOmgfcohgfdbgfgfaffiegbg
                    fglfdcgXffhfgdWkXmfj2dbforfldfaggfginucfWgddfgrgfjkfoffghcVkjcdffggysffhmfgfegfkhfYbeefehgaglNfddgmifgedgnkigffudhgfhigYgg0egjif
                    hefffgjdgfiWgasegqmggggfpgggedjkfgXejfcfafgldadbelgdihfefeheghsffflfgfspgfdsfdcXfcfcfWgggfelef/fkfgjcgecxfmkdekdffpjemdffihfffgi
                    gfheggdgfzofeffegvoluecfegbdokRjkfhgYbeYXeegggookgckgagcfjgcdffesgafeqeeqdfgeggjfoggefdfgedcgfgpWchajhfhffgdfejlcoedklofggnfflid
                    hgf62YefjfbiefdefgfgceffgaadfkffxgfdfeafffeiffdghfbechpfpgggefddfgegfflhbchflkgggfofkhfffefgjmffalgfjfgfTbffggddfgbfgecoigccffge
                    jgfvgffkffkfdflfffybfgffhdffpyfZdcmgegijylfegffdid6gggegeilgahafXffcflfhlggggflcfggekffnoiefhfiejecglfgchjfgbdgfgfhYxeefeffZggdj
                    fjnoTabfjgfefbfsZZbeVffffffgpgghfffkdvfldgfgfgldR4lcdjfhiXfghgfefddgdjgfgdgfdffgfgfdffdgefoZde1gijkfhfprfggeeecgZegfdvioenahgfdg
                    jgkgfcfthcgbeafgmbgfigeffhgfggcgufltfijgdagffcfZlhbgffgjedgbbjcdehgwizdYgdeffXdajfgbeffeYpgpfffvchdfgggfgfeknefgnbfifcgefggenhgf
                    ifeeffgeggffVhffheghicfghffggfafjlcekhglfiffifhgmemgngfgaiZukine6ddjlcigfddfgifgggcegefgggeffledffdghfhbfgegegfgfcdab5gdigfngfhe
                    gfggaegefgefefdprfepZiZggZdffgagfhmfd4fnjgfffgibbkflhilgfogfbduiPlfhkfeggfddgefgdgfggXfgfgugfcgjfffjgggfgffefghnghfgcatfjlgfldng
                    ffalhQjfigfdgjghcfgjggegfgcgefcfvegfkgfdqgnefZgbpfbieescjgf8vgeYfmfgfohfwjgddfhgZffdbgafdcgfhmkhfffgjfmhlzdkfolXrfggfjgfgfdbfdjr
                    bgefgsZggfkibfgehfgfcfdefeggemgmamgffmsbfidecfsgdgfejfgfgffgeffZgfgffbhkgbgifgfighglgXgZihgghLgXVgiegfebzcmisfifhggfeecefgngghek
                    ihbezkuffchdfhjrZkrpngfjgpefijfnfysiffggiqghdTsxrffcydmcfg0ggdjdggecpbggleffffgndgfmkfjgmfmgfpgkgadfjdbeg2dfrgfggkeeggajgggegeSn
                    glcfzffogelffdfkdfhZeefdfgfffZeeffgffhmjeggefafepfddfddfdgfenkgbcfhbmgcfcvigfekedbgffcgkdbffeggdofcgfifchfdhccfeghfdgangflicegaw
                    finwgdjffahlfeffkdffvegaxoggufieefeffVgemgeafgfffeYkeflfbhgmc1iifcdgffoXfagefjglcmmahhffcjgggfgfecfeefggjefjhXeffggejgeijcchrdhj
                    jgicgehbdwdWgbWfgignegggfhjkhkfffjffZefcjfglffeffgfngiifabgkfifbgffgfohpgflfffqffgjgecgeeefegfgminpgffgagjjifpTeghjfesemeffdgehe
                    glkjqfdhiifgfcggggqfnddgggggfdffgefgeifjfpqfiVhdqeggffZffiwiffQgeqjhfgfhggefjgfheffjgddYnfdgikgfdcfgcgigeecdeYYfkdfifigZcfgggZoe
                    cgffggnhgegggffhjgjfigdafahciggsgeecpecedaghddYfodrfcfggdbfhXgfjgdegfWfga2imggddaTgcmUcffehgiehdceeggfgmffdgYflhcegghmeegdfefkfg
                    gnggifijfdjasgdsfefgfqglVggfbgfeffVrfefuifgfibjaejefZogzelgdoefgbdlhmfeVgggdfbbgmepegefeufeffgfpgffhfjffZbfgefeeZchggfgdfsZmhfff
                    fnfffideddffgfZjgemgedkefgfhddcgbdhZqfvicrYggjgffjeQfejcfhmf1jfcicgfffffdeelbflcdfgavgdfnffffjifffgfjgfffgkigdbjjefftffcdgfmgfff
                    gffafcffegehcedihchefkhfkgzggdfffegcjfgfhkeajbbgmetwggeeafkfddkbUgehegefufggoZeffejiebfkfdYefdhfgfefpqfZbwgglefgadhZegfWiegfoffW
                    eeffhmggldhgfcefefgbgfeffZffdfjghfgrrgfgtcgegScjfmglfdfdfngegkfeffegffgbmgefeblfhfgieigkeheffdeffffffpegedfZhjbqegfWffWdfgegtgff
                    fggfffjfmkjtfgfgfkehfZcSffgfflZfegcggcfagdfgfflg2dfWofpfcefkbcgfgzfgZhedgfcdlffffoVggfglfgejfffdWikgffghhaeabmfffmifenkgidfgglke
                    hdfelggbXifaahgfokegbZjggbkefgngfdqffdfjflekYfffgchcffcffdffgfgefZgcgjhffgfffZdgaeegffeefggagbilhqeffmhfahhnogfdfogigijtgeifeemo
                    aphfgjikfk1XgnffgdfkgegfmgcdgSesiiffhkffgfYffVggfgffufYlegbgffffkgujgfdefgbfgeghfhggcnffqdebfcYffhlgffejhcfadefffgdWfihffbVfhggf
                    kzgkhcgffcdndlhfif5hfnefddpiggbSUgagfdfuehfdjfdbglhgfffjfdeegbhfbwfsifgifdgglhddnmgfcfgYlqeQgsbfjgjgff3gfhfZ1edeZsjdggfglggdgegg
                    gmUlfcohbfffdagfgglfjkjasfggbYe+uglffdggfhfheZgfehgdkoagf2blfdefYfeffdageffhmfueeggufgkiikgQnfqcxqggllZfjggngifgidifYieggqgelgtf
                    hZfZllbgcfflfhffaZmpdgjbha/mgbehdhfffffjgipbigiryfgggbeWggfdfhdggegdmihfohkfhklfdfegfgkemiffoggjhffufpggufcdqigghcfnghZecfgVdsec
                    gcfzhdmgffcfghglhefYfhhfegcfeXighfmlaWfggSffcgjeflgggfffcfgeehfeijklggfjgdfhgffnffjWakfhdgnhWegdifyhffgmeefWgikfffYgffgffffggbfd
                    efkgffffgbfWgiednekjgfcgdfcdgYxfYcggQfgee4fficcffhffkadffcudfjeafeffggfXghdgcYgfegecffffhsehffdkifigehfglfgedbgef/Wfgbggkggefkgf
                    egfpfeZfffdgcjgeegfgehbihgYgbffihcgcgkffgglffNkdcnjggecggfdfdeqfecpglcghlfdeiWgheqaejUdffcidgfgffdlZeegglhfkfceqfghefwmfQfdlkgeZ
                    afkejfffg3ffcigggffcedcRwjfifcaYfhdggesjfcfiefegffehfffxfepfgbffcgengfhgflglctfffVlffmflfftgfeegeffhfhnfigffahggffbgffcfjebfjfgf
                    ceffeefrgeffdBdggilggpbgknfeggiefgggfjfbdffifhdjZgeggcfengicdjfcgdfiegffeffegifeeYf1gfaagf0edfefgdffmghfgggfhgffffgpygkgigfgefoi
                    njgYdfjfhfnfebgvggbfffhfkgpbSdfdofqggXghgejfhbgd5gfegfgfdpchlgbhbffgjffggvajVfggfmdheooffjmoggcfedXhfgdgfeidbgefdfgfefefidfdlfhj
                    gedkcnfefbefcjkggZhicjhffelogfgfbfefWgcgckdmYhhkffgfefhkimgzgonkfnggslfofggndeeXdbefdfuaggifelgggggfghkfhfhfqgflhfbfehSeg4Vfbcnh
                    pefrffjdlhgffjgfgeefgZoffhZfggdhZehZXfgpfgfgfeggfsdn2dnhclhoff6gfegfgoZveidfffYdgZekbgifmafgddkbiegmfegdfghgpfgikciiffcffgfgohnf
                    fpffbfwfggffbewgwgfefcfgfgfffchemffcffn0agffpeniPdffdfodsjffrgtf1hcfhpfcgncYnmefZgggfgeggjfigjgehfcfbYdccclofgfclhgZgglmfbgfffff
                    ffafffkmebgfggghbggfgmffZdffgfgefdfdefgedkfffllgegebmfpffeifgfgfjbe3efhgdkopgfbgmfgfgggbcddgegifgjggfeffgefefmghnaSmehgadcegegmg
                    fffggdfadchdegeffggfbgccdhifegffmoffgkflgrvffjbflkfgjfYkqeefckigffgehiffifvffflgfgfifaifggfeffdgqfcbgigfcpfgffgdhffgifeb2ffifnft
                    fgeggiegffdipfgddemmfg1legffUkgbidafjeffdbfZjfgfhiakedZggsgfecffghgbegffgfj4ggfjginfhaghgffepmnfgYggihfgbfkjbjqffobfgYomfgffjggU
                    fieaefafhfeueiegeeYffdnufmfgSegsbqgYbpiaffYeXfamcgeffcfege2flagffcgkfqfdcgYafgfYggufsfeajlfgbgfhZZfhcilfebfgfegdkfhWffbcggibfgfg
                    fgRffdjggfiefghdfgefgegiefbimkkYWmfgeef5ebggXnigeigfWffqgggigdgefbffgffdgbgefWzfkegffgafbhgffdgifjfggmeffdglffnejZeefgikafffffgd
                    fgbfffedgdgkcgefjecffgbfcffkgfbffdnfkhqffpigfhVeffigeigjrfchfgffdgfeafbqffjeffgepeYdgkcfgdgfikgkbbfpfgigeabgffemWfegghfYdikmffdg
                    sgbffg/fgmgffhzTjgdmigeefZefiheefeifffhagpegi1dffceg/pjggjfgfbclfdfggfgdoeapbfgfggffefifefceglcjjgbmfghdfiffbmegxsgcbnhfcjfgffbh
                    lfqjeeUXpmfffcXemfedfgZfgvgghfgfdhefegSfdqfsdfmcqYdgefjZcvcflfgfedfjfeeiikfgffe2zmgcjgcegcfgicdflofmggffedgfgghfkhbhmfecifgefejf
                    f0hmtRgcfgfedgdfnfveXggfejccfdmfnkfffbefgnifjghfeglgge1fefjhfZffWfibdagpgfjfdfh/ddnfediggackcmhlizfffffiYegfcrigYf1hggflgedgfgvf
                    egcjgffeqffiefkcofegvgfbfgefldjrlecfcggofbegffkffffhiggnffjfgdefgfcYfkeeffegfgmoghfdnme1gfegvhggaffffefgrfgegooffffgVnfblhfp/dff
                    gZfciggdggjihfiSfgiggeecfgijefben1gejcgZgfeeefffgcffgffegffameueejfsfxgfefrYffhmfgaeagujbdgxebflYneegrkfXgfhdfkkflffdfdefggdfbbe
                    bffjcfligaefegWjfdYVmlegdgfafZegWghVegffceifffgfgffXeaffflhgggifkffefgxnfqfihfgfedagedfgf3grggfesgnffgfdffjUldgfOnrlegfdffnifggg
                    qffdegdenfegghngZbfffVhjZkgqdfdbikifgffffgfcedfgcdgffbggbkefffygffajfcghefjgggdfkYahmfclffwfpaffhkghgfffgecfgedffupegebf1fZlkepe
                    ldggefbgdgmghgedfjdffffeheZgeggffigffnfgfdddefghgtlhifgcdbffgffffogdiggghggfgfgfgbfghgifVhffcgYdgfegfggfjSgfhfbggZfbihbmhgfjgffX
                    ckffgicTdffedffafgdheicfffgcaigfgffffckfgggheslfbdgmsfffeesgefYggjbfnfgehfeggifhcihgelicTfghYeigifhtifgjgfgffbWjfmgfefggfchdjhti
                    gZglesffkYgTmkhdgnffWPeafihgagfghjfeegggnheffcffmjdjfRfbgffbkdiffcjumjggifgfchcfddgokgfdffecpXjaSfglcgfffgcgefnifeefefgafjbogfgf
                    hgcf0gXiaflefggsmfgfgiYlgrgghgfadekgfehknggdgjeldkgiafgffgffd/nYhjfgggeffffecskggfvfkfjqehffgetcfidfjfaikdfkfgafljZgnefeeinpdffd
                    mfijNgffztfZcmVvgfiecdffbfhuijRffgffbkbgSefa/gXffrfgleffgajYgoafoffgndchgffdfhfkVbfmfeSgfYgrffiggegfcYffkffbfkejeg5edeigeegfdfaf
                    gggVndfsfkhfgajdeffe0ZgfegdgggefZdfndfmfgggogc3gfcjfdafggkgibjfefffigb3SkgfhjZophUggjggdhnfllYiZbfgiedgfegpgfgddkffklfkejjibh2lf
                    cfhfkmeffsgjfeYgiiggeebceghckiffggifafbgeheZdgfefgidfffffgfljeZfnfgmffrfciagkomgdggfkdfgfhffceffjhjeeibffmgffgg1Yiaggidpdefafffk
                    cbeefffgheghegdfgmgihidbefeghghgbjfefgnafgccgmmnffhnjijiXfayceeifkgbigfkfkihdfffbegggbfgfggfghZikdfnfdggNljfiZfcdeafkmggsiejSgef
                    dmddehjgcrfhslgf0hfZfmfffjgjdffgjfedi1fZeYsdicidigmefhgSagfqjemfgfdgfggfgfkffcffbgnfjefgffhhffhgfigkofhcXcffgfrjgfehflgecfddfjgc
                    cgfjglbaibebZghguZfWfjpgeggfeZdafdegfjjcbbfgdikeghujffifgangcgffhTgpZggifndiegfWdapffgnfclfghedemdmffecfefoggffbgkghcgifhfggSefa
                    ZfogZfpgigcleWdfdfffgdfdgeVfckjgefdffikfe7ifofaZckZfhgcffegengmifmfefeffbUhffgdbidfakmYiggbfgffbcnbffgfjgegggdeafgXfgedieghfffcf
                    feegefggkbhgjfbfffghXfeTglZfdffvhgfdojfcgcfggfamdghebglige2fYfcmgegjnjefggggmegbifdggbVpffdjdcjhdfhZiefpdZfjqffm4egfjbkeifaffeaf
                    ddeomgffafefhfdjgcgffegxdegcmfwcjfggcgfakfaekfiehhbatecqlcffkYdfffnggfeoeiZfeffkffgtgrihfjggfdfjg6ijgg3glffgKgkfegf3shfhgglffefh
                    fmgbhfglgfReffffYpXanecfedcffeedrmfqggfjeffcgdfhYgfgkajmeafefgj4jgfjsffgfggefeflggfefwgedcXfffggcfffbgfgfhjfghhgljfbgfdfWfglkkjv
                    efffffXddeffYlollgvgofgmggbfefefgffdjgqlehegjcegikikehdhTgageZ9g2faehxofgdcfgbhdffflfhfgfgmfggggeFehZfffliecoxkVfkflfglgiZghsfeY
                    ifcljgiideffggWelf0fgccfdaigfffhfegcfffZfffpZffQfrgjjfefffigfemchfhicggfffkofifjfZcleahhfiohgfgedggfffgcfmdgfgtfgglgfgpbhfggljcg
                    bggoXgmnedhTfgffgpmicbqgmcsgehgfbfmedehfciigggaflgmdfjpYfXbgfgiagfdfhfgvdfkfgggffgjikifekdfefnjheffgcbleyqfmffgYgXfffbphjfkfnggg
                    egfjedefdffcfbdjeuoldffrklfggoilfbffcdeYcfggfbggfjfdgmZfkougjmeggjaqnfpfgfkdnjScjgffeffghYgZefgfkfkfgwffjgfefkfebgfUZldcgffffgef
                    fffgfiedemfgfgkpfihfjfVgrfflefffefhbjceiffhegifggdccefXiifjhicfcfegiefgeajeducfXhqbdbjfzffahufgfafgTffdfffkgNeg7fgbgfidlfkdffgff
                    hakfdjufdffkjfnfkjcfVfjiefggefmbhSfZhdegorqefc6ffltfmfefeefXffYhdflefecfgfggfgfdggcgdjggfflffiecepfecnffalWehfpefpgffXecmagehlgg
                    cffffegfgyfggfkeUfmflgfgieuqgvdlrgkgbgejmfdqefkgfaZScjgYkgfgdfflfohhcggddbrfdehfeZepggefkkgQf2epfekkgofYfxddxfjfmfeffehdgkrhclpp
                    eXge4gdecffhgffmfaffhfidgachgfitbmafjZtlljgefgebfbffRffVhfkffevYbfdjfkofdpfkffgnecgainesebeedngqhoefffWfdgggjieacfejggggcjflflio
                    cjjddfosnphfVagecgff2ffdfZgdgfgjffjejgeaegmicjfffffg0Zgggdfligigffffgfkeddlfjgcgfffmekejmbpfhledfeiffgfcgfkadeplafncfehafgfcfnff
                    gefafuZgkbgsegfggefacffgffdbogmTefagdXieeeebgfkqcebgdgfbjTfgikffafdcefgieeiefbfdflxkfnlgYgjjfffgikfdjigkhcgfgfdcglafnhfefZeedsge
                    gqgckcgofflicofnegegeYfgfgghedfmfifffffdfeofjgiffjgclgffcfghfgkgggeUgnchkbekcWdh/fejgphgefgffmdmlfujggflf1oeeycedggkfsmhfgghcegc
                    fgfgfggbfegcgfcdihfgifhgsgaffgafghgblfcfddhfhgWaghgaohagfgegccffefYegieYqggffghbfoffgpfgfieceeZeffffgkgZjgiglggfcJgfflffcjgeflpf
                    dhgaffhyhflfmgbgggeefdeogcgnvrgifgadWgdsdenfsfcoe0fkfefafgfckfguifdggfgffdlalfkfdcXXkakXddfgggfftfghhfekggfdffogigndegggregfmgon
                    gffeicgbkgdhjfjfmffchggeifgofeewjlffebgkegvggoffgfecgrfjgfWwfjedbgpgbnnfgflhfggfhfkgeufhegekghfWkfaqhgokYgOfefuefeccfffjemihemlg
                    hmigflmhfafdsefieggcfdlggfedffkgifZfffifpeqffgfjfafiijiggchfnYcddWWmffgfghfgdldgeefdfsXggnggenehxedddgSggUggejmffbfhdZdmfUdtesgq
                    cqogaffhgdbeeclvtfcsfgnkdjggppbdegafcfifQffilfwbWmeemdgfgggiefgeYgfcgegdggedftfenxflmfsdkibfsgWgmgdgfiWkeeYfffffffegmhgiXofjgijf
                    lfjefgffgdfogfhiqegeWfftfdleefpihggf4efdfigikfekgg0fYggagogcYfffhjceebhsgghjdbgbdckqbgkkbgddcjleqfffgfefgfolkgfgoegbgnffffnffjgf
                    ffifggigfgfgepknshfnjclgffgfigghhgglogfefhfdofggUhbcieeffhljlnZghfddsffkuftohcdnffiukqgegffbifggtefgffghj8gffggnedhXfefjftgdengW
                    Yfcfeeeggfafidfgecghgffhgfighliffbcvdekbhfg3emefftaOffjjefeYfgggfogdcihkZgfkgfeeggokdffhagfnlfcgdcgbdfcbfegheifflffeegffgbggkgff
                    ZfhffcfggcfggffjgfilgefffgefgdffbgefieffgfgfeffbjacghgflgvfgffZcfbrafgigskkgfyfedpbfZeg38fgkkiagZldffdbdg2gggfcjgshfbkZfgfeZmgee
                    gggfl0qefgggfhifqgggdffidgcgffbghgddfffcfegfckfegfffmdfgfficYfefhbgadfrkjfdehrXgjefpfgdbgfpfgfcmgfkeedhifjedsglhegdgfegpefeggggd
                    affkxhghicgdgjiiffhfWsghffgclgffgggdanegjfgffeo2eegfefelffggfeenXffglfecgfedkddjgeegkphjjiffkZlffnffWdlkgizffdfdgffcgfhglqmjgZgf
                    bfaWdghgfgefffecofbfepfdfglfffcfifgffihid0ldfg+igfdhdefffgglhpgbifedngffififefhqfXeZggbegcfilTirffgfhdgcmfIfgfgeQfgkYegieleeegeg
                    febpgcfibphfgagfondcffjggchgekeffmfrsbffffQpfjlflfofeilvfdfgegmfQghbgiegfhfgafgffefeZfdbcdfbcfaapfkhfffefbfgeeqgffddffemgggahea2
                    gigaYfifadfjfggdhljobfsgdfdggnggekgfagcfgggfglbcfggffittfgkemafdfjggffnecjbfgffglffhgintbfgfgcbfejfXhgaggyhfdgmhgtalgffdlvefkdlg
                    gkYjucffffjjhgceggdfghkffebjfgfdffiZggdfnggkefeggfqllfdffchfkjedbfepdrfZfggfndkhceoX7gk5jfgaiemlgfkfjffedffcfjlgfZgffSkmejdgfWec
                    bVYdlffgkffslifdgccggehgmhvffkkufgggkgldfflThkkjddighfmgfjgmffjegdjgiqdlgffkepnfifdffibfhkkcgipglbmfdVgggthppfgpVflhlgfeefejiiff
                    dffmgUffeghgmSamZflfmdfgeYjldnfgjUedfdbbjffTfedfffagfpPbfWoafadgfZegejfifqgeeffgfkaZepaaYfmggfgkbffgfzgfgggufaagZfdgdiygffffvoef
                    fdgfkffegiqeebefhlggefffjgZqggkdfgbpgkdonhYceggfdgegfgfcghZgffmfghgdfgfhtffslHhfffeefgZeflcdeffffjmWefflefffjcdfnbfofnhaffTj2ffd
                    oggdfcgbggdkeebafmqcegdhkcfbafagfnelfheedffehglgehsfdXgfefgafefdf9elmkYffbhakfejcgXqknZfgtdffaWmghgfenligonfcfbgffhikfidffgsna/f
                    rgigfjffZfeieUfffcfggbifcfgifggZfcguXgg/olehaefeccefgfWjjgfftnhgfdibtfgffmfgagggudaglfwdnhqfcffcjpfjfWfggifeehgrgffffikbfgrjefgY
                    dfdkggYfthefgdZdgfgfalfbjbeifkffbfgfjlcmfflfgunecffdfggpdbeqYaXfofdhnhmfedggfghifofOgghecmgghggaeeflajbfegffgfefcejggogffdmgfffa
                    ndfgfdibeogfdjehegcgfdfgekfffaffafflfdgdgmefgcZghdjhrcfeggfgehhfhhfoeigoffgelafwadgfggagggskfPgfenglffffXce+htfignffedffgdjffiff
                    gebgVbggggggbilfeggfeefkegeifYgkVgmedhffebfin/fjafcdfcgfffeqZebfaehUegolfmfgccgefeffdgfgecaflhfbckggcdcgggdYleecfecgdeefefcgfigg
                    cefftggefbghfgffhfffffgeegkdfbibgdsbfbegffedgefdfffgdffgXffVenzhkgyegfggafdgfgffyijmdfjgnfibffebaqedgfffegfnZhfgefkbfmeefdcfbfee
                    kfftZegenefdfgbybiefgcfkglfjvfbfleYdjfgffjcfe2igddekfjfigfefrdfnlbff/gfkeeZekfflgefakcgejefZffmmfUmfdhftdgegfckfegkmeocokjfebfYY
                    efgfiiihgmffhdpegdfaecXgfiZiefcggfhkjdfgqggggdngffggiifhgfgdlffficffkbfffemhedfbehgglgdfifjecffglfffcfiudgZcfaffegfldfkfglqgfYfk
                    eblfZhekfeYipggsfaufhadfgffVfgfflceeeffenegfhefgfjigbc/mniceegghffgigfgZgridfeeWkcfjfgfggjfjhggkeejeefjYgefflnilbgjfefiOfwcegqog
                    gfefffhigldjfffghfj3ffcfefzZgneeigfdhgmjggffWhgfffcfhjvc0fgifkeancamfefjglggefggilfoeXmgfHeadfffmgjdZbffnVfqeSgfbgefggfpfbiighil
                    cYghmnfaf3cedffghdfifcgdZmiwocgieecmefggkZggXcggffegdefebfiUeYfdikgggggglcffgqhffegghggcxffNfepfffffUnRhfmffl/effgeijfgbc4lgcfff
                    fdxffgfgZddWYfabeffggffdggcglddudjgnfpsbhedemdbefkuffghdfbdhYrgegdgikmgmgfflYfebVggbfcfegeeegeegfeegdefaevfgfbffgjfffgffefgfyogd
                    debWejikfkYfhxjWggefj/gdfWfkfgfgffejfgngffekWcfdYjfggb+daXacgfbfllfjfmfgfifjfTfcgUgffgfgsggkggVjbdfggjjuffdfgggkgfjdrcdfgggfgefg
                    hffgkfgfffgffgeTZfaeggehg/jffjgYbejhaudmbghfefmfffehggfrdZffjfcfigfh9egesghTfUdfsffamicikWjgdffffeffrllfvmfffjfffZhsftdfdlflieff
                    ZfefbfgfgdggefeaZnbifekgfffnggggfhfgggfgigfgfaffgcbraggchgijjcffdbipgofggmgggdfbfghggigffgmfpfihdZbgpoeefffrfemefrhgfmlcgghiogbg
                    fggcbffbdgqefdnZgehhehgYfngpggggi/fdilgejgedWfeefeQjjbmgffffebffeeiesfgebepifelgjfcgfgedfTfdcaQkfjfgcfdgfiSffkfjgbegijeyahZagbfh
                    fcpleejfbhgZjxkqgqggemgddXmdigcfgbfggfdachicefohemghdZtgdfffiefdhhedgbbjfTfgeefenggffZfZgff4gefgfhgdgdqjjkffflgelfffaggbggrlgfea
                    YggbjaNfWggc9ZZkafhfgmjgfeLgfcmiglcfpefjegdefgfedgdiffhfgggdfhcmYjfffefceqrmdcehgffgjgfdcgcnXhdaljgciemeegkjfbfeefetggcdfggffnfg
                    jfggcfhlgqfbggjfhgfdefgffgfdfghbgfejfmdpjbiggejtlfigglgggdqffedgfgfflffgjncgkWigfgbdmdfelogkgohgYegffgblWgghnfbfgvccjfgghnfbgfhd
                    feffgTfgmfejgjkfffccemefelfhfggeqcfjeekdeehemfggfggffgjfggggdflnisjcggfhjfhjgsfklebffmnfb4TgdggfgffhgellgqlbfetieUdfdjfggfefugff
                    bffgifkhfcZglgrkZdfgbefgfglggddfmf8vfqpgbeedfhgfflbhfkngffefedfbffyeffeckgfeefjpfdefffgegZgRffnfffiUffeffgnaggefjjfofbefgc1ffkdd
                    egipggfefjbhmjnggfgfmgehfcaaqigffgmfgigfffYfgevehfgmefigghgfekipffffghZfflhlfnYjfnhfiigaYfhYagbfkfpfqbffhfpffchiffPigvfghegddggf
                    iZefffgcf3WgefggffsflmfnacfgfgbThekjfb0efnffiefdWfgfqffmdfcfolighfffZfdffhilacgmfdffcoakgfdnggffcofkfdf/oJhdfejdnpghfgifgffhhgqe
                    lffggWgfelSgiexmieWfffgfYteffgicofcgahfdbggfZffZfdefhggegfcfgYoggvieVhggfdhheeeffgffpghjffienfapfvfYZgggmgegegnZhccheneheegfbafn
                    jiiglgxZccegjneqefffgfkgUghcwadfgYtcgnifZgffcrffnceggfiflfejdegfikfkgigdafmdgcbflbdffbbimgbkfbScgkfffjfeiggfhffhgffZfkaffqaffiiu
                    legffeafdfgcecbZhXchbWfeffecnfbmigdujPfgk0ejjgtfgfedlgggkUfghnfgggmfffjdagffghcfeglfewgeggdfeiffmlgdjflfgeq0fgmfeffhZffbec8fgege
                    gcmkdZfcvfctfeeefcgZfiZXfgrcgcfheqoekfXihmcfkgckebgffffgegfibigggdrffmgjffhffinjhzfhffdgZemfgfggffcfglkkigYXWffhjcacdBokfegZrgwi
                    YefjecfdjgfgkfffgcsfebegfgofifmeeggfhfceZgkkdjgffbgggegggqYqrqogefgikiqgfYffpffggfdL/efflfhgffgqgbdfngfnngjgfbggcchgegkhejeXfgYg
                    fffegbgkflgfehgmeffbfnccdqfdhegdhfefgfgefcgfefgfeffeebfzofhZgfeggffficfdkngfdgfggggjkvfefigfhigghgdancdmdfabdieXbpwqgfpflfcffdcg
                    kiefMlfgfgf9eeibfffgfffpgfbggediefVdfmfqfgcgcfffeighhflbddtXfcffgefgfhfefsjmfiffefegagldgegcmffftdgeigfffcZlefefnfnhfhbdibffjgag
                    iekZfeefglidgegfldgfgggvspflWufeiijfgagybgpfjffgrathcgefrfcfefglfefgggogeggfyWjgjfeefhggnggegepjnmefjfgffegg/gcgjmogXfjZgmafheY/
                    mtafefffftfmdkfmiff7cfiiljhfifcjhfmfgdfhfgkcfagbffiieffhfihcgrf2bglfMgqfdgffgfjcfegmfgfaggeZhcmfhgfgdflmhfgfeaXefgjffgcrgZg4nfmf
                    gffiggkoYigfgfggdiSmfgfggffjegegexfhfxhgZfgjZY4ufjfioggefkdjidfblfffkfgdddjhpdheioZffgfgffechgigdriggpifggyfoebfdgffgamgkffhceki
                    gmegedfeffdfecWffjpfbidmenfffgihfjfdegfepdfeffmgfYffmqcffgodofbffffZfefdikdhjggfferffwfffgeaggb1gidggfffhffZemggcaeigglVdffhghgg
                    kieWfdnffegfwjfduhzejbfeffgdfdfefajgofkdffdkafjg0gigcfdfffphkefefdXfddehgfZfqjmmisgghddffgecrghcgfdbaefcagghgffheghggchikkdhakfg
                    ofiobXhgfcfffdfgeeeZcdgifffgggdftfjcfdgfnhggffgbiegTjffgechghmfdjfbdknhefbfgtbZggaaihrdpeefdgkfdbgmofdgfe/NegfbfgeiljdVfdg0fekho
                    nggvuWfjfXubekuflmdfdfdjfifffZjeifefqcfgdfffZggcgWfigpibhlffegcbghffgoglggcXhdfeglgigmedvfclcdfgjfgqfZh2VcUgVgdfffhfiehggYZhSggf
                    vaekhdfdgfggdghfbXgjfhfidjfbfelgcmkikfffkfsfdcefgjcfgf/kffbbghigpgdofidifctegadgeedYdgifgZfnngejjdixhmbelggcgdffflecfhehpggfeffg
                    bgdgbieflffkgidcdfhnhZefgegfgffifjfbgfeqggjegmgcgecfgfdfmcghcdpgegaffhffdfaZfkpntkfuebffefrefeghtfedflfgehefffhgYgignbfhkefgdiff
                    eagfimfebieckfpf0fdlbhfgggeeefoffdbffffbdifggfgefqkgnfqTehkgggngfabbiegjffffffjfveikigfpfffQigggggggdfvggdgguegcgXfdeaufffdefbgg
                    ggzVgdcgkffoehgghflbgTflgfgmglfqgfmfffffgjvlfgfbecffjeggnbgjnglefifXgfhggjgffkeejhfggfmf/fcffgefeenaegfamddsfvugfiggfnrhhimmgghh
                    gZmtefekwgfg8basfegmdfggifekcjgpZYfgggfgeRfifjfoejgffhpnffhQggYgafgjcZerfjeeWsheffkgfZcf6lmgfZfdhjfggfflmctegefffcUgobhfccf0fdif
                    Yfehfmemgnxeehgebfeegijcbskfg/gffcgcWnfnkhefejbigdggcedfggcfXgggfdfbgjfbfgffeelhfdgfhefcachgghgeagfaenZhlhdfffijkbgeeprfamggoagk
                    fciepctdhffmfigaihffeffgafefbggrdgggfgidQffgfiufgdcXmffgffgdffhZjgfXekfggfggmfbeigigsgelffbgjdghfymfiffgfifhgeefgglgagefeggcgggZ
                    gfccfefafgghebfhffnjgZTelbbxkebffahejfgfZWefgfhfwbohgffedlgfhgmfbeegjgfffflkZicgrodcffgfrgfaffbfbhfhgdfffffidrkgxZebfgrfgeedgfhe
                    dgfkWgfgfdfgWecfgfdmdchffefggfjgZhciYafingfgqefjTgbfggmgeqchgfegfkgfjYhfgfkeggiggkfjfifaodffdcqfefgkbgjgf2dUdffifgdkfigfndfgfiji
                    eefggjjegifdehfffhgkkfgggfffdZfhbgqgqehgffofgjmffoailmwdllrfddff+dkfxncefddffbgfgfffkmfgghlQfdffeeefffBeflgggf6gfbaffffggegeeWjf
                    gigffkedaeefYbfoggmdffgcgjfgfffpenbYbhgmggkfXYvgVgdegYhbgceifgffffdiiZggYfffbcfgeedegfgfiiegYghfgpkfbglgfgifgz/eUkdkfgoTfgWfgwfr
                    fimeSfefbehoeccYYffdghikYfehgfjgiqebqebWhsfhefofgekddfhgffgabkdfgfhitfepZfdXekcggfZkefffkZgvjfkgtmeg0ecfkhjgiefdhgfiggfgZddadeed
                    gnfgggtlcfffeggnrpefhgfeeeegfkcafdifffljoifwffffffdgffxedhhahfggiegdgiffjliaZlfffacWdggeffjedhgfekagelbjugpigfgZdefffWGgfgakkgfg
                    gkeffffgbpcigceioemfaedfgpgdbhfldrmfejgXfYeeeekgffmgfhjefgkfihgffejgjchedgfgasdgmVfBffpgdjfcgfbcgefkffdfdfcglbfdfggfgfneaiZfgdgc
                    agjffdeeicegXfphffbeipgeclffgegfcfggvfeggfhggcjhnghffgiaehvkefbfbgWUfffifggbfffgdgnmgliggifguffflctffhbgkoebjgXghgffiggadgrffdgf
                    hjfcejgfnhfgdfqegrffvdfoahptvtgfffdeeffZqoefafriffggjdhggcggdfcgfemjxffljgfhglgmf1cjhggpcdVkmggclflggbhfUlfffgdfeeeafgcafqBfcfsb
                    lffhcjZeyzfWjfcld1ehggaffddkffgfaedNnleqjhfffhfglfdqilgfgmhdpgffbbhfoaffpfffhhfflfdfgfhffrjgdgfffbidgffgffiflgugbtfygjhiYfgkwjho
                    figeeffggdff0feggedgffmcfffgffbfeVgfdiQWlhefiijdfdggegmibeefclgfffggnhgfgdbjjyfefjehZnaggghihfdfcmgZhrcfpjacffghffirgcggrdgifogc
                    hfhcdYceygfffjbgubdlfjblcuhieghjflfhoUgfUigdfcffddjgijfgfffggegdliegefgsofhgggfmfohffhcgggggoflhgyXyfgfehmgffltgfefffffgggkgffhh
                    ifghfeihfdfgfXggfZeeefbgigfdklmgjgeecgffffdeeeefgfghgpdgmffdfgdfjfgeflbmfgcjihfccgdhmjgfbjgxcbefhfffysehfockfgldglfVkjefYifhfjqb
                    kfffneiifkfaghmYkfhZgXeidlfjredwdejmefleilffefohjgmigggegfZvleafgfgcqfefhfbhjbfclhfifbgvgffe3ifgdZfjfffpmgfcgZhgfff1tfhmgfckgjfg
                    jggdjccjmg/hb/fbfee+aeffegdffygtZfggcfekfkffefgknegffffbhfdgufgrfxZfgcifdgrgpjblgfPnffbfhfeffchffxghfcfnleolffdxglmfgfhffiffkfeh
                    klfggkmfpacgbfdejlnUcoefadjhefjdghgWdfngpgfognfhfddffhfZWkkecdfkegahdfjehfdigegfffgaYfgkwggfefgmghygkeiceffgpYinfhjfcffffjobfggg
                    ffeefgfgeffbjeeeceflgXjfemfgdglgndfamcgbaffYiXgegghpffvfjdeihefgofhvgfddhgfdVpefglggoggbqrclgfigfsgegbcbfghggnggcbffmjggdlkeffif
                    ggffejdgfgfeffgeaejuaedgffhk7gkfjbfgfgdegfsbffdYSicfsfhlfhbihggficdufZfgjghkiedkdgodgfTifgmfdehfedffSgfkgkrggnfjffewlfiWgeXhceft
                    fggdggfelxnefegkgllgn1gdffkgfggfefggeacjffxggfgcekfYfddjbfglfebdoeffesdfefgffhcXgkflgeegkffcfhte2ffgdhgXVdWjrnndrfghefnaegehggfi
                    gfpgfffgofifffieiZdfffjfahgdcgeffffhgfpgdgfgdjiffffXZgfRifggZieghgdffkehfoSefeifdgbUggffmekZlkejfgdjjfcgngdlZgfggdipjZnkugfmhhgc
                    ceagsiggifggbbnegfehggefzggggbkffgfeeebfingogffmjifcfffif1gshmifWdfhfhhsfg/adicibffhgdjcgdbUfgYeggnfgbgegcfgghokf0bflegfmiYjl5he
                    dfklffZmeeeffjifghxzfenfhbiiggqfedhbfbegggiqfggfheTuacffgi/ebhTglffuflfSfgYemetledhfeenfmjfffeidgcebfjfddk/fefgffcfgmfujbceeggof
                    gefhmjgfgifiafjmgfgejgfffggfflWebflfekfbgfhd0XdhcghvfigegffmYfgghogfRfesenikgfimfgoghehsfmjcfegmfgkbffadfqjefgffiZgefgcfgdhfffk0
                    bfaffecgjkhjgffgcfjgiecdiccYcgdgdfggbffkfghkafYhscgdfgffflbegeghgmfaghmfgfefffgflfgZdbebZddffgeggfifcgmVYfbfegeffgflgdfWeiffgfgj
                    cfdidkfhcgeflgiafefciegfefkgfhfjZiiflfjhfmffdffogggffaicfgedfghgffefjfcvfcgbfgmlfggggSffffffgffffhlgYhffhgfggesggVffgfgqgjjfgjhb
                    jjrijeannhfcffgff1fgfffeflfgkhfffffcldngffmegffleegahbbgmYkbXgifcfgk/bfjblhffefjfggZffnghfiefeddfasYjffkhbfklkfgfeagdcugffkibarj
                    dfffdffjfhfeixefhXfgefgglfpggaZfffgdgfggxg7ffgncggsgffYfeeeYfhgfcfgbkfdWcUfokehhfXdglfefeecsgadfngckcsgchdbfdlgggogsgtfegSemjfnf
                    pkfiegbdpqffgmfkfffehjjifffhbfgfmZfffTyggfdfdmhcgfbfkffffjvhggcgflqfdercgiilhgiggldmffhedfqhdffeggZfTkglgjXgcegg/fijffhegYfikca3
                    ZgfffjabfmgakcduPpfgefYgfdehgcnfgdfleabbegfgboibfieehefmemffigfffgcdaeifedbigaiccfefxfgpffgilgreegcOffhPfzlSdglfdggshg+efZddejgp
                    ilmgdgbghgcdfkfqfVfgfkglfefffeicgooigcfeolfgldmmXffgbfgienfgfegfgggfddfjeefegujjfofgagfblojgflfgbfgfeggagffdjWflekmiftecgefghebf
                    hakfgfWXgfbZgmlfagoffnfieggZfedfcggfeigYfbagieejjeffjenegafcfgggggidkgecliheeehfefitefdjggglggemfkgihcncjhfffUihcffggwhghfkiefah
                    effcfhehfffhfmnhemigiggbgcffelahfdgejfjghfccUgfgggdnecmgghfbjgggdebgkZfkmlgfWpjnkfjfkfffhfdgegdgkfieggeehgggffWffiegffigiggZf/Yg
                    lderoedigduubggggfVykn9elgfkffgihgggeqirpgfjfggeflgegfggheeelekfkiefeggfhgsiffdXehcYiibfmbkfhlhfffkYffffigffeajoiffedg/fjfngjefl
                    gjfiggbagodgehgfgffhftffdeeXfgqbgfdafflghmjgdfkekflfgfegifrffjmrgfcldpprffffgmdfhgjggffgZdh5efegqffemqgkgfgfggefgfecdggffgdphlhj
                    cmlbqcgehhgcfgefhgfagfhgbpgmhhnfbkeifgjdffjfffgfpharbegwYndeffeefgfefnZqiqffff2fgceghdYgefofef/gffkXfcvemeffjgfcfffe5mdgfZgdfego
                    fkfcfeZjifdfbggflgghdifff/ZekaZfaffmfdfaffahgfgymtgyiddfhYgbfqdljffgfogfffffcbfflegggdfdfffkcldbfcrggbZccieibebeefffenoygfpjaggg
                    dcgjfgefggggfkgugggYagdfefklafTfjfgfeelfcggpfgfeefnfgVgedffgrglhdhjllfgfZdjnlcfedejjjbdmlffdicpTiyqoficYrceafdchigjgfffgkfedgbgg
                    ldgclyZkZgMjfgfkgYcgfewnfnfjixhkenfcetfgfgiQbdffghfifgUeggaccgpggdekfXl/cdgffiVfYggfgeffebkfgjnjbjagfjfgafecoiymfa8egffbgkkrgbco
                    cgfefjpkgiqfaY1iZhuhfffffggggggcofftgecefbZffZWfmgZggfokgfgKgfhfbTffggebggfYhffegdmfdgegggkggceggfkeglgdweflggfimchgufbagfaefqjf
                    YfZefefhqblgqffefjdsgffggedfjgffXggf/ejfcgvgghgggffiggffeegpuffgfageigdmngfjgfhocZWgehebfdeaefnfgiegRaefekaiggefZmcifbuggffafedk
                    ghggkcfgefgfofenfhlgjfeeadgpfggcfeWlfffhVgofiededdegdaffZbffbhmYfgWajeeidtaegodhifUgcvbgeffhgXibffmgglcfdcfYmYfghogtfggiYegahdug
                    ngjdkgefkfjaggfcdfmgffihgfgZfjipgcTfiZgZgYbgkfigirfgahlfgjchgaggfgovffefglgkhfrjdgggieeYgff4lecdgcfffffcfgeeekceZjfkgekdfggdgmgg
                    lrgfffdohgbggmfdggfbgefgigldffegfgfgfgggfgceflhmoUfhebeffgcZhfiffkngfgibfggeebjfeffgfgidhlgefwWifffYfhecdehffifdhdfgnffgkefZcfff
                    crgfgecgidcggfeffelcfgledijhjmdhaejmggfggkfXcfngbfnneTjfgdghficildgcZegmfiffngddfiffgfqlffgggceflhefgffkxgiffceecebdfgkndehfkjYj
                    bcmdeaeceglfnggefkcdffgfefffbVpdbffhfbnlgjgemekaickftfg4efff2fjlenfgfjjfgfnieeeficcegdtfgeeZjfgmclcYfYZdeddafgfegYecgcdqfZlegfkd
                    fhfeffjgkfggggirfhaybggggggfbhefjfflfeggdhcggZogfdttefgugfgfejomaefnifhgdegkfgfghfcelffgfeaggkejfXqgiceffmfbZg5wheifdsfiekffZbeg
                    ffffgfnffobeZXffbgfYZg5ghgbXftnfgneifabffXffdgfafaqfffedegnfrffffj5aadcZgfieofigieffmacgmtoiggclecfkgtmgggkfZemgXYiUfemZiYebeeef
                    ggfjegsdhmgefadbjhffsefkglggrfggncffbjfhgngffhdtegbfjfjafbffmUhbfegnieiefgigjmcfejdfdffoffmfheeedeggadegcaekeeafffddZffgomohdedf
                    fhgffgdnejfYhbefiZhgZfgfgeggYglogpfrbhdeegchejhacgcUhfgffgfjfdbdfpfq1fgfihiffhdfffhedggfgfgglgdejggfcmfifkfqfbefgdiZbsyfdVcgpefe
                    efigifgdrnchpkgnfcgkegffcgregahfgcX1fuifeYdgflgfggpinhggefZgggfaffeefgcogaeiefggegeceacSbfdfdgeiflggiibdglfUgddxfgsigfZffickgglc
                    cicefaemgmlgefkfoffgfeedejqgmhfTifp0gfefqgccbffjeZfrfgpbkhfleegmfficfftfbepfgdefshfhmeffffcffgnfkVff5ggg0fehfejdefgeeggfiZfZeghi
                    gjfha0ffhogamfefdsngjdpohfgQvfhbifoufdfajkbdffdfekfighaigrcffqgjfbfZkfafjygheggkkeffbaihemcfdeYgfldqgnhegffeigfjfcgfeugrbgilfdic
                    gdjfehggggjfgdifgbeegKdfhghffaffxZwkgefefggefghedggfYecjfggfdedkfgdfffimefcijfXggljhfjhfffaffnnidgaffghZUgdniffhdgdclkeggfgegdcg
                    ffffff/secifofffqafggggpsgdfcYgfleaggfhdehdgjfebgfugcffclgcjagkejZfgdgfYefigdhlbeglcXfddiefecggeekfffbvggfbgWfgpffgeffgkfpsIgfbg
                    dbZggfjfqflfhkfffgefffnkififdfggeekfegjeddfmhfgfdigbgfgejegffaggacfjfgafgZeZebdgf/ncbYfcbibngdcckafefgfjffgVYhffcjacjcffbfhogffg
                    kgfwemgfbcfgdfXgbegjgigfrqffoffkgffffffgic0gdogfggfdflgZgkkngbcegfSeffdxggfoeefffokligggfgffefggc4mfjgkffhqjlghfffggefdrfffghmdk
                    fmgfgffdhfqegshfggddglbfgdgfghggfcddhffjfngraanheekhmlfgsgxafddgokfglegfhhdjgrfgcgffdtghhfedfpjfgktsgfacggfofggZygfbdfasggagfeck
                    ldYdfbgmfVfgahefifgfgjRnglgYkffjfgdcffgffffbigjfhfehdggfgfgujgffffhhfgYfffoqbeffkgfgapcXflgiginekgiidcegYbfnfjfhdvhfkcifYWlejgjd
                    garhheffdgeegicghZhuhgiffbfdmbfgftfefeYYgnvkeefrVofegWfhgvbfggwfbgifbffkdgfgiwkkknggfakchfcfdgagfdgfZdgeejhgmegfseefhfegeffgefZX
                    jiVggfggkgfggf0dgfifefcgfjgjeefgbjigfefigffgmfbdeffafiUrgegggfgngfjcXlgegdfejeogflffgggtifbiZghhfidofbjjhfxfgeifeggmgeccfseggagg
                    dfgckegegfidnimmdgtpiddiffgfffdgWfplqgdgffdgefdgfhurmnhglfejgdefgfheceiejfdbmZdrndtcXdefehfpfggjfcgXbeegbfbefnkgodhlffgffgepggme
                    scfgfbfdeghgggbfbgekdhzhgbgobgfigepfflplggfZafkeedghfhhgfgjggbggdasXg09hjhfgsYfgdfghffngYfdfUgecggegieoggfffmxjffygfflggcfefdlgX
                    fgffgdgflddnfbcfflfffjYefbgfffsfgcXjggeggjfzskkdidljdfnggekbcczdmkhkgfyl/feegeUmZgggdfgcbkgfgfheffeigifggbffSdgbgngfcZfdfaferdff
                    ffmbgggfehgggcpfjggtefhYgcflmgqijfhZffgggbhcjVfdffdgigeffpkeWlegghffeadfdiaffWgfffmgfojeccedfeenkfgcfghhodfggeliagqgfZcgfmffgfpY
                    fcsgfbffffsfigVafdfeZgbgffgfgfg0gbgfff1Tfjgffgocdjigcgkcfdddfcdgdfjiegwfefggbcefeegoakfgf3ffefdaedggabdaZgffcecfedgfebjeeffudfhm
                    fffndfhbgcficgcgcfhRjfgbgaggefhefjfdehgfTech4gdffjggkfgd/fdddgkffQhfUcffYZfhghjiifgddZcegjffUmfdZinggtffegfdieeafjjfegdlfggfhgbg
                    fgtmcffdfgeffjigdggfggfghgfjfffogcfgfbldBfgffggagfgZefgpbefhZbfkfkgsipfuiffcWcfggogydcgcfldfclhkggefghcjffragfiphhggjkgnkdelggaV
                    ZggggbmfZfdszghfZghggegghfVedsfmgdfgggnjffdblfcfqifofWfehfghcwbgncdffgdkghfeigfgheYfdZefgfhitffgdacjhSinkooidfgieglgbcggneggjkfW
                    jkchbhhedgfagbffgfZnegegqgucrfefckhfqheuggfXefifobdadlfahvfgemgggjcgejcfgmcffgegfgfffffngVffdexagggfkcgefdloWdnfggdepfhkigqkVgel
                    fsedcjffgenafggrdmakfabgeegggdgfelffZffebeedfguXgbvqdajefgegifl5ggLihgigbeggfgYfefh/gYgfhijfbvhfRf6cflmhfffffYcfYnfYSiXzgf3bfake
                    iijgfeljfgeefddggfgctghjcgpckeekZfikdfohfadfifgfkggfXcgoefiBgfhkggcchfameeffieffbigfcdblffgfegcfeVcafvggZfbfifgggfciXgmhsiYhffnf
                    feeodfgkjf/fltecffadcegfYeejggrfiehilffdefdfgffefgegmikfghfggoeoffhfjkelfejfgferflftifgfpafdkkkpfkaejldvwehbdfxjeYffegfgXnfnjfgf
                    ggbfgngfdadfdeeefglgfigjcYgcecgmddmihhffdgfdffnqfyjkfjfygdekgigdhfnglfeZkffaiidgqgdhfafffgfkfjfggkbabfefgbfhcgfffaesffekofhcXffg
                    mhfdgkgddbhlfgdhcfka/fefeYffgbfgfffaneYiggigfligcekagjegefgjfffgoffqxhamgglcffgaeepgegVgSglfgkggggafjfgeagfepifipfrfjhkegggqfehr
                    ffpmbfgeigjfjffgcfgbnfegkejhfggZiXgfgmdahgfeauefdegpfffgd3feeffgjlgmegg1gfgfemggfegoiefggflfhZggfemgbdYdciljjfgagdfggmgicgwgfmff
                    fffbYfeingifflbffjlbixgcfgcggfRdffgedif2FeRgefZfkgdfdcgcffkehidfsdgegtfjggglenefffggegfhcfeffkTccefgteeffecffvgbgefl6cfeeejfffpf
                    sgekhibmgffffnmggggdfvZomefgfegfgfecggfbfemfcdgdegffgaceigfgdqffSdfkcghgdgcUgagfjYdgedfgjdkhcfggfXfgeeblfgehbkfflejfaggyhfcgcbfg
                    fjZbefgdUfxfgVbfgfXgxgkkefdYedgl0eigdgkfgfmfegihkgjcfgix0fffgrfejgfjcffdfiggdfajffgcdjefVkilfgggYfZfrbbfqoeefcfthfjcacfggfcideff
                    jfficgeheflfgggYffftffffafdtfWcjgffgmelidgffugfgeggfefffgghcamgaZfeggefgdgjjpfafhcfhkhdifggheggieeifghefgfUcgfstlgefgqggfZoqdehd
                    dkgkeefgZdkZffjtmfgcgbZcfg7ehgeqdhgfqdhmgcdfgfegggfgffmkifdiefsaffkdfffegguhlgeBaVgplecavglfg5ledhictffXfegffgnefVxj0gfffgmfgefd
                    ggieiirjfgfhmfgefddlfiffqgfhhfgmfffpcggefgeboffffgmsdfefdnagkigfZfglbceqffeLafehbedghiXgsggehggdXjtkcafffwYdgYcefvmgffbXcfjggcff
                    gepjgfgggecaofffhbdxgg9SiepeafecWbghgghdffh/vfggfcbgjfagjeihbZffodgjefega3ledflf/hgffegcghfifnfehdkdxZgefgeZghapfigggehcfdrejfqf
                    fedfigcfgagnig0bZemjclcjfeiog3fgffmdgdgffdgfgjTiaffYgpgrekkgffYoffebggfogfeejggkegegggfgfeegngfjgfkgfgfifcfggfgfbYiXgefggolhggbg
                    icfffkfgipfiepgfggnfgbjgffleafgjcegfwggoeckfmffgglfegkgffcfbgehoffffhdgf9efffiZgnhegijgiemmtdgwrkkhkghdYdnngcZgg1fdghfagggefhscg
                    fkfffbjffbdYhhahfXddmbTegdegddnhcgfmzfggabfjgdfffgfdgdheffdjffen7bffjfgfjdggefajbegfegfhgffffefzggfYjesjcidZYfhffdeheqfdigfffkla
                    efffghehfff/foVeeqfffkeidxegemlficgsgrffkghfhcefhmdgaYfggeggdggfabfhqfgeifevdfZgghgfWfbgbggfjlgeghhifmggffggwedaYgbdffgffrjifgjg
                    cfibvf/jfgfhffilffecZimnfbgaibcdfpfgeffBgdfVdheheZfggkffbofsieiigfdegfigfifglggfgigshgedbagjhilfgefifcgggfWiglWZcdcfckhjhngcQidb
                    iejkbgilggkhffsfnzfckkhdhggcegfgfeffemigdeYfhfhgjfYffeefbeg8jffgfjeigflggYfjclhmdhfffdhaemcYcnWgdtffgefVZeffslacehafeffofdqfcggb
                    gedgcdgcjegfgkbjhdefkfobgffgfjefjifehclfkfenffedZfpfjbgfofffeZddgfcddmfggifkdhe3YqegefiicgfnfYfdmaffgeXheie4bjbdfffhridgPieZggfg
                    efgggZgeegfhgeggfebfkgefaYfddgfiegZgifhjfgflleijfddfkZndefaofgfknkeafgtgfffdfeYigfcgfekhgdgejTaXbifadfglggdddgkldcodvaganfYgjggf
                    dgeegfokhgphgamfgfkfdfgehjgfcn+futbfgbesffeoffggffvfjfnfbefbgfbe4ghhifeXhgmeeefefffhg0gdoddfWegeggffgdgcdiifXfVgeifgfggggXfdhffg
                    gfYagcffpbgdlgsuhfhegeietkgfffdfbfZkdlchgaiftgguhtifffchfgQgbbcegibgggeffdWofYgcfbeSleffcggdeghdaf1bbnigfffeggggfdbgacTffigigliU
                    RfZclfngfhffbgffgfgmfsdfbYgbfffacekefgggeggbnfhegqtneffwcgsfeggtggffgffegflfggmldeceffggfdiffdbkfggffemiYfgdfgifdgghafjifffjehhg
                    gaffeggejmgqegZfIYgfffgkjjedfmpegcafkfffflfefjnfdd2ggfNggefefkffnfdfgfgXdpfgjfycYgfckccggfia8pfbhoebgojggkgfZdffcfdogfgjYacfddep
                    efkfakfcpopucggcgvfcfdfumpcedgffgZegDfhfgnlkYg0knfrfddbjffejiffecchkhgfidgjgffgmhdjsZireefffZfegibZfdembihggkffdeggdfgecmffetbmg
                    ffhfkikggefrgelkgfcffebgffdffvfdlghgklsqgXfefklqehjgeeggZdfgfgffeefgffdgfd1YgghbfegegkfhccioeflgfgZbggcgffhTmhgffgthpgidOgbwffkf
                    OefgomfhkfheegjeflgepfWmggbcZghjgfhjgfgYcfgefXjgfffgffcdhfcggregdhfoiggchfffhhphfkfhgefffffffkcgeebaemkbrfhjleebYdegffkjfngbfgco
                    huffmfkffgqffeeggdgihbVeeYegdfdeegagigceedafhfefincfgRggmffxifgffjegegrWla/pefeedgfgfhfcmfgYefhebfXjeffeffgefffhdfbgrfopektgnefe
                    iZanfggggfdfkXdfgcoXepkfigindgfdefghfafecbff/egfdkhjdhflkdefffggfjbdggffgefegefecfdgfhedfiegkcfffhgfwfcgkggUdfnefgbmahgZdeejijgg
                    fgehgdhfcffkgjgofeefftwji2ffXYfjdlfmcfgrtbmeffeqa6gjfgcglfofgfkbbadbffffcgggafqebeegfggpfreffhmfdgfgfgfggfeegj5igiillfgYffgfjfgf
                    ggffflfgfggfTfakgfgfecfXgjxgfoefggffetxfiVffdffmXdhjiefegegTkccgedcgftjzjcejfcffbdeggjWefeegejfeek0gffegfrgbpfgghafffeffBbglqkeh
                    ghddejWfefgtlkhmgadjbrdZbcRasffjcgfejgfgfeirfrgifgfgheecffgimfrjgVhgbkfjgfffgegeZgfjofcbfdgkgnfiZiffcoWkffgkgfQfbjfZhtgTiRggdgff
                    ffefffcffbitdffdfggedefkmfefiqjmfjhfggwcdVgcinhfdkegffgfgggcniffcngfgfimeccgXgggeghbfbgghgghlgbfdggggqfgghfaNabfkqchdaeiddfdacpg
                    igecggfdyfefgjfbehgwocWfccefffgg5gmYenfcfmfgfdgfiffegZgegfffifgqsglddgecgVigiffggpjgglefdcjfffgdthfWcfffkcfgfbgfefgv5xVkffgfieok
                    fcgfkihgebifffhgdgjgdfffWfWifgghlflZffgUegblegfggmgfggfffYcfdefggbafggmhevkcgeggZgabfcfhkZgfffZoffaYffgayffafffgiifkfjfificfzfid
                    mfcddgY0ddfYggZnfdnlmgrnqggdficfgafgffffgkfsdjWeqafifpfrXejgehdfaqatfenfXffgfgfgYeffeeefeqfoanZfbfggfXmgeefgnegfghtffefcifcfSjgc
                    gdgfklhfkfcYeldffldckefgamgdfebgeffTmcefcebfqigffemhjfYhncfZVffffefprhYofffke5fggfiefgoiffggfggggkjffdggfgdclmUgVfeeelkfafofbdhi
                    dggnfglffudhescokffgewgfcgcheglfgigc3fgfgfgbfefhffkjfqlelgdRpffbuIfjixfffbfebffgphgYfggfimgbldfffagrjggofZfbjfhkfiggagefgffVemhg
                    effehgucffckghhfbifgcfjiggYifegaffeqmgZdffdflfhjcgdecZeieeigoeebmfhfgvfeggbeiegfergnffffggffegeffeZcajmfeegegegifkfafflgfggffffe
                    fghfWhdfji/oncifgdgtfkfcflgifcgegefhbegfgtPcgjqeecffflgffYVZibgihflfgjglebfgvdfgfeggenfgfcbfgffZkefdgigejfgffeffsfhfegfgmhdfdgco
                    miYfgfrffjglgf2efdfeohffgghfeefggfbgffgiqafffegfgiiddWffgghghjlgieUdnmhfkosYqgggfgjhsbqajgkgaggnfbnbjfdfeffmipmofgifeffgiegef/Zb
                    chlfhccfgfkgqcfgfgZfnejfggfhnYgffglffedhffeggOhggfihfhaggfgdhbgpfifgfeffddddiefdmfifggesdfelfgsefegbffqfgYXaeifgenggfflfqpgffdgg
                    glgdfdhodgihZwfgficffljgfdZgefeeffgggXgdcgmxfkeffibljrfgigeffdggfefjfefufclcmfofkfgcflhodeZbfhbYbggkifdgfbkpffgfjbfttgdfjfcffffg
                    jRjfgijafcjiekhfdffmhfcneubgSgZdffkkqfgplgemjglgggjfgjdefgdeftbedclggffXfyeffgdffjhgfmlglgkmfghdeqtleaffcdfdffijgcgffescfigezffd
                    bdlgmffgYgjfhZhlfggfefuhgeigfVeeflffZfbjfZlbgejllfhkeqgfafg9dgffdgkffafpkfdfiggfgaafndcfffjgni0eefZflefommgdgffdhdfefnmggcffkpgl
                    eZeldkpcffnrmogfgfncefedhfffluhoffhgffdXamegfdgfehdcqgffbkbfncifhgfgffgsfhgpfkliglatoocgfYafffacfgeogggdqihgggddifYgefvfjffgfffc
                    fffgfcafgmifhemtfdgfgefgfjkjdfregfigggoggggplghgifgdkkrgegfhhfgghQegggWgfeedhgfjgpmkfkideefgfoXkhcmfefcZgenfddfyfbgfXfkfjjffdRes
                    ggegnkRehgwjgibffgkfdfVftegjgcggfg/fbgeifcbrfddklufhbgfgelgpgfgcYgefjghvjbggffbdgefggaeffZbgefgdciifbgePfiffflgelfgcafZbebdfohiZ
                    ffefggfhggfmifcfhlflfnvdmgfSfcefhleffhfgfdegelgfgfgiifghcggejZggiYcfQggfffgbgfkfgkhoeggrckfffgjhdoXfggbVgjgkfffgghffhfenpghfffgf
                    fnggeifgflccjhgggmbXkbgecftlgofffebffegfZfegffZgmghmxegXfjcffldfifuffaifhXggedhcfklofmiieZeeflfffgfpXfgfggZgijguffebfcjgfgeffrje
                    gfeffdkapkeaggigkjdgSbohgqgggfidjfefjjgfleTjegngfdfldjfjfflkfjfnecVeZgfgfbffegdcggMffgcblerdffphfgffkfgfffgjndwekdeejf0ffihmgikf
                    ffbgfffeffgeeXgeggefgeigYwfkegffggerfedccffZfngffjfYfnfekfheehggipfegffiffkffgffkflggobgdYXgkhjXfsegffgcfdmdfggkehighffegfdfcfWg
                    gmddffhjgsfcggfcffofdfgeffgafceagfsfdfktdgcghffayZggdfpgggggjecjfbiaggfgfkjfcfblgemWnigfifgRgagjbggfgNlfnffbefefppgoefteffefBfdi
                    ldagfgggfgfXgnggafghfjfg6gbcfjggesYffdgcgefeQefcdefpigffXqffffffjgfchfhcekfftbbfqffbjggjegbeffefcfhhSqjecffhegdekurVearjbjfhhXTe
                    fjdgXecivofkgmgjfsfikbdqefddgngfofgcffdbfgggdhkdfjbjnffgeegckgggfgkdjhjlgbggjlghfcqfyicfmgigZcfufggdZgdWhgXjffgefgefkfegffihfggg
                    gefifd/khelZgffagfhgnfrjggceeieafirggnZgfhhejgfimmfejflfiofWegibggfeldfjkffedfxffrdZgfiqbfsfafgedegogkmqfifocrgfffkgfhf0fgfefiiS
                    dfbfhegoWafefifsmZreegh/hfgjfghefeffffatkfjfdYagffppffgfefgfffefgfkeffkifgdccqedoXkgeaghjffdpfWcglhefhgfhggfkgfdgfgfegZfffhlghfj
                    hjoegfj2ffcghZiL0olh+hffadbfmdggfgdlOV8pjfYenmgkZhdeYffnffidhendggdigfifhmbffffgdgfdklgfglgofghfg3iegjZrfgeekdoufffehgffffcebggp
                    fXdghddfofgqofijalkpgfZg3frcdfddfffZjfcbkkgfgcigfggiimfgeYfdmcggfggacggcddgfhmhgeghfjadffdlgfkifefRbhbffffefffmdfjgfifcgjflfifel
                    djhffeffgieflihffgngpXpdggfgafnefflcofggfgdafdgcTkffcgfecfehfhfgfigdYlfirkbegdjdgfg0gffjcegfgfdfjbeefef6egeegdbegkidchgecefcfeSt
                    bgfjehapbggfggfjfgeWahhgmheggjfjgewgYdgffebfffodgmefbfOYfeesZweiefbffhdfghgoiglkbeddfigaUhkpfefgjcapgjggldzidggeelfujgffhgfkbejg
                    gefXjfjfefoemgfggfgepmhkfsZXdfrfdbfffaffeeebfepfgffgpefffeeeegjaegeifjfiZqfbcfdacfgcjexifcbfZgeevgggejfffhjadVehgfUgjhbdjgghfeeg
                    gkgffdgefgfggehfffkfffndkZeZkZglgaffeggcj/YgdffffgjcfegjgmeflgdWiigleifZejijfjfWimfcgeffgfgWhexgdef7hjggfnfdjmJrtfrjlghlfgfffffg
                    b0gfhdfigefgbddcegffgeVjVifigfgqdhengcafhffRkiiglcfffdeffgmggfXgfffrbxZffZcmXg/gcbfbeelggfggfgVfilfffffldfngvxfe0fqrfajfhefdjfkZ
                    fbfgbfffgRgygenflogeWifgkgfbdflekkhhggdgfgsggecpcdgfieffgffkanafYTdbhcefhlhmfvejdYgfeggWfbeghiggefbbXdnlofeffdgfrfggifdfQfffdfhd
                    wffmigefecifpalgkkfgfgddgnpfbgffkifgodcedgeqdcfkgbffg/jfbfipoqfXjixfiiYregkffteifgfrffflffmlffcfgffgggqkgggkgseheofggqkfgohbcece
                    gefghfgffngeYfkfhedbdggggbggfckljfgefkgdfgZgXdebdpegebcgffggfjfmflgcgfgfpfhggcgeigcfVffkfgefmdfZirefibffmkefpfildkfglgdgfdf5hffg
                    feefikgiggfegifjidgfjjeggifgigemefgfgifahefbgefftZhZbfibohdflcdWeggaeifamf8blpapgfgmlffmagteXefffiffdbdjcffgighefZegfZhdfhgYffff
                    fefgffkpdfklfgRfffffWemfgelefgecdgmifhhkihjogfgjffalgiefgUgnffeccfgfhgfidfsfgfWghdfhcgehfYiXYhdkegcclbifcfffoffZfzldaghfjjghfgfg
                    ibfeddcefhfbihheebggfmTfgWfhlbljfagfijnegjueeVhcfgffieifsa2gcfcdfYgggebiidgkefghgfcfYgeggffekheqgjekdgebYjfeggldfhggnkwehjkpfiqg
                    fmcegabcgggghifdfglheincghbgygggjgfnfgbfsglbcefdefjfmhggigoffddfeieffaiiegiicdfkfhefmf1gfdegfhZjggeggefgfffkbdfgidceffgeffkfsfgg
                    gfdfWgfangonglcZggidgefffjfdgdgmjeiZfdafcbffufc6gkgdgohfffgspgfgdiffWafflhhijyffggkhgbegekjbOffmggefcweefpmefigdkidffeqfThfdemfh
                    gnhhddfdxebmffgedhdedrfgfifnfffffgdffccgcddeWjnhgdfjddfigegflkgglfgfka/hgdpcmeXeZfgcmifgjeZffijggjgkoecfkWgfecfdfqefggfkcflflf/e
                    VdfcipgjfadmfdfceZhgdWhigfafdfgcgkfgfgfffcckffdffeebbggggjefhggdfpegenadgYgegegfdeliyeibmffZRZffigfgjSfefiiefZeggfdldgkfighbejfe
                    gdgchfmffaknikhiubgfmZffggZlgcfjifaggjfbkfcgffOffgifdcffemdfgihfgggfgggdhWma1icYggfbdkgljdgffkehggakdegYgegWdjeZiriclZfeeiffWfba
                    fflcsphdfrfnibfebTgffgefaekXffmgcjffdlnndgefeagmeglefqbgfdogdifgglcffUdifgicZdifggufeggidgwdfkpfechmfgfhfgfefcfeggbgfhfgfhf2gfds
                    ffggafkffffZmglgiggjiXfgghZghjccgikegacYYendZelZYggeffungfgqii1fpfZfgfffjffffvdhgbddefduwffegedfhcgehOhjefdeiffcffdfjgjggficgfag
                    dffergfibcdudkbefNigfjfeffefffocftcggjgiTZcffsjghehfgkgcgagflqlfognjeigbcfxgffmfkngdhefde3bkgghfeegdfflgljekgZegYgfcfeffffnfcjqf
                    fjgjbfedfmfqeggdeffgwUfggeghgffnfgfdgggggeggfggffzgqffjfffifdfgggkhfngegljffepccfgimgjfdfffangggehhfghhoefgjffmphgmfgeifenekefha
                    fgYiel3idfclcgffgbdglffikjgndgegdhffnfagdfrfqffkgfcZffefqiekgdggbegfeYfiZiVZigdgbkhkeeegfaehjdfmgfebgjghbhelegefgdeggfggefgefggm
                    efocfplgfeefgfffdbpaffyheebgdbgfkogojuggaShffccejgbfiedgegdfRftggnefkgeghbfggfgcbfchfggkfgfahhkhYefielfTfaffgkedcefccfehfdjenhkk
                    maeekfclfWgijgfejkXddnglfghefffffhZi/hjcffbffgddiffgbfigggWefkaggclcgmfdcgpflfZjefdflgpkoZsggedeccgffkhelamfcflgfekcgdfdgdTmhfeq
                    aifghdgfqhfeejmVtbfigfgdXfemnigfgfffdbfgYfekfbffgcikfngfgkafPdfjebeodffjgggghdgjecgggghfgffvggeWjfnfiggfffYgfqfadgjblZfgfffeYhaZ
                    fbgahlhchihggjfaffgfWggfqbfbffdffdefgcpZiedhd/kgiTshkgcffgigfWenfcdf4fegebdgefcgegbffeibdylchdlgegefjgdfgibgkdkibffmddemnfageffg
                    bwhirmjjgggoggfcdifheflfgYffefffbpdajjfjcffffigeflfgsgggfpdjeUdlffYkghgkedaggffaegujhfbhhfderjgcifofeffZdekleejlgfgcfeamfflaMgmc
                    fbfefgcfThfkgilgfofbffjfkdfjdogtdcYhhfeffekigfbkbdclfexgemfffPbZeieffaffffggclgegXfgilffYZfffeffiufdgfdfcfgfemjegjfeefcfqlfZgefi
                    fjlfefxecfggffXifodfgbtgiflggkoggcfectgsgkoweedhjeheefbfabnYiXfbkdfddedgftfcccxfeYfgfcfliggUffpfbkfnfggfddbgcgZfgegggfffegffegef
                    efffdbeeekgfciglgUcgggdcgfffgrbmfegfdigffobhgefekgedgfgggfeefZ3gaqeffdcbdcXffffffcfcildZfeffhXzjkwdeffcfkieidhbcbgdffnkfgffgeaeg
                    fgjgVcfggfbhvegWfflgggsgfiddfffjfggfh0hjdfflhmhfdgddkhgfbjobfgghfffRpbecuaicjefjfggefmgefdfodgflgahffelefvlhjkWfafpgcdfgfgigneeb
                    blgoqgggYYgbfregdlqfgcggeZZfffffefffaffgffefbgcfjbZcegheafkggfgjVfkegflsgf1gkdlgffdhkgYggefedcdekcgfejlgggegggkdfgffpkjnfdqffaqe
                    UYfnkXihggcfkfcgfefgYhZgsehnpfiffdlggdnggmbecfffZgizgbdefeeffVeXjbVgfobocfgmgvgfggfhpnXfcffzmZzZfecfgfggeiffddpilhbimegfemfffegb
                    gqfcfhgjfggfogdjjaehZfdjjjajeoggffeifgekfggecqimjpgicfkavbheidfmacgcfignfkgffUmfkcedugXggfgdiffhZfigggfikfrgfgfehfiflffjfifefgfs
                    gghbkdgefggfffhneXclefdfgedeZclgqfeLbfffXfgsorffficjakiqpfjldgegfjfgfgcfjjcfnkgfWeeYfgiemfefmhufWlkfshggfZbdemfgkggffguifjYdgfbc
                    gvffgmfggkfgcbeefnfffwgfgfdf4nffZhsdfgeggXegdpfnXfddfehbgrjfeffffhkdioijfggfcgid5eggsmfcgilgbbgfdefeggfebbfmfghegigdxgqffgfnegcg
                    bgcfhfcigfghmddeffgqgideggfgngghewhgfkdfecfkddffffhglkgggdggggrfnfffvggfgffZqhdfjeifaffheeegimggfmpkfkigZgbiiadZhkfofldfTmQlYfhl
                    ffgbghfedgeflfeggdfgelfjebgnditegggahffllxcZfmeffdgggdferflhhfffcegfkfqmgfkpehfqUeffedafZfgkZgfhfkgfgggflfpfffdgeaigoefOffeekQfc
                    gbfcqfggcdflfffgPbfggffgVftngfkfcpXgaedmfefgdrllgaaheTbjfWfnfchnlhg3feiaffcfjggfppeabgjychfffefdifffjgkgffgffgmfkgffmdfgghjzcnef
                    eYeggifgfgqagceoekfdeegcdUheifngkjgWfmdjgSffmfgfffkfj6YhlfzeMkghflcquggghgXxngbXggggffhgfmefdkggkbefhggbgnuiefWffbfcfdqYjfdfggmF
                    ccYfffocffffahbdscghedfYcZgYgeffgoaflZfeeqgeggmecgbgeglfiabmfefgZgggedhgfiYhgfkffXeLfffeqfoohhfffgglbghxg0jjdlhggdfekfffiddfffcV
                    gucdWafkffihggcfjYggwfbdgr/fffafbelheWffhkcmlgghnfmhjgfcfiWflkZfdXhfiekgfbfgbbfbkirgafeefgffgligafXjfcgfffgacZlggggcUfhggfeggWqd
                    fghffYmffZcffifffWmlfgdtfeggfefjfYgiedifhsdrgbhgffnhefgfhfpYfygfhgfcgfijggdebpnfchzsgmpgedcnfaffafggcnhfsgjafiecTqfefdgmfcdgZdfg
                    fgkegfgdXgfhgdYfkfgbffefgfeXgfbgnfgkeeffggdfjigeffrjggZfkfjffudbhmffgnpgdaacdggobefheigZfkefogcgfsggadfmn2kiieefgfffkvfefjeefjgd
                    fgfdegfqnffeVdeYskaffgfecmbfghdegjafceaehcilgdlfhmfdgehfgffjggefgdgfdfgkgeVeeeXfgcUehfdegcerfcffgfghfkcclegffkfffcfgenthggjfkfhg
                    fdbihlgiffmffeaedgfegUfggefedgrqUcjbfejfmiiffjdlfgfgdgegegfaegkbefgtkcidbnffffaligieeeiekggcfgfchffcdfYiccgmjxilffnffhffgeogZgge
                    ejjgckreoeggiffobjfmpfnsgfgfggdegfgkfffgffffkgdgfffScffhfnigfgfkdffgefggggdjfgdgggXohefgffqgdhfgfieeaffgrgkiXfdibdgndfhgacdfrcgm
                    dgkfagfdaekhfgoegebffggfgjffggfwfnfgggdgghfbdgTnpgfdffkeIif4fedfeclgeaffgfliegfdegfkjiciWfhcgeZdifkfgoWggggcdXffkgeefgglgihgefgf
                    mcjcXggeilejlggliffdlfcflfjflghfmgnfgfgbfjlgZfhqigegkihfdgfnejYoedbfgZkfde1fZckftfYfdfgnffgoganigXfhgc1frqegfgcffefgfjmebi0qfdlm
                    cefddcfdgfcoggfemrhgahffgfjZkfdggff/lfeffefndgcageVgiifhrlfhebhafjffeYigffgiggggliffoggpfgTegggfffdkfgecgfggfcgfmafeZgdcdemffgfk
                    fecgffffgeiidffefekgffbeighfXgbfkfdffjYgdjYfeegdkgeejfTkgfffgfeghbfecglilZgicffdkgv/shgjhfgfUgggfgjgZfhgwfeWfhefcQifghgeeftQghje
                    efsfufYggegcfdjfcibfXiegbfhbhggbrgcklghjeclfWjiffWgchggldfefeffbkfngfagiggZghgfgpkWmhfgrfffgfffmmflfeggidjhgeftfgghqfUefhglfdfdd
                    filce0ZifggfgpheiwgggVfeiebgfgjgektifkkdfegmgggegefgdfggifefgeeejgfgiedjfedfdicdumfbffeoffcfoggdhemfkfdfhngfefZdhfggkfgfeobeufff
                    ffgwgfmifjtpoerdgsffghhhefgdjehgXfkffgekfieffeffefgohgkdgffffgfegeegfflfjbihifghfZkgbbgffffffffmegffhifdffcbegmbdpingQgbfjfilfff
                    eefegdfgqdkffffgefcfgXgffgfgcbfecfhfgZdodefgfiffffeUft6gefkgfkcgeffikffflfgfggeckeegfgUfgfgdhficphbffripcobjfeeegifgitffgdilfihg
                    fjehffggknegiggheffejffieubngffmYfmgbiQhcegghgfkogdfYljfddifgpcffgdehed/gjffeggoXfdffffWffdiefiZchekpfffdggjgeeXgfcsfgmigddYYfjn
                    nhdgfehbfhnqeefff7cfkeifnjgffeZfohlfdffcddefmkXjg6fmggaefgVga0gaemfhfdifffdaggdekhgjnffkblhkifggfgbfgngdbghkfjYdfhhghfeZeVgdnadm
                    dibffWdYjbfrkgfffclfggffYifUofg7ffgfciwgekfgieffgdfggfefgfgeeegffffhepeWighfpfgfgggTgZggih5genkffhsgfjnncgkgdghci2egOddfgYj+igfd
                    ffbhgshffeefgekk4cgjqdgjjlgggjeebiibcgbgfhcfdebkZkfagbffZghdfcloenfhfejfaeldiggeiebcfg3dgfbdfifgbgefgdtikggfdffefpYgfZeefekfdgdi
                    VYfmefYegfeeffejjghbfdgmghjegkfgfmgfgkgjkfhefemgqejgffjnfnhifcgfogmfhhbdngcccfhffedn3gcmgilffYfffgzgfffhrfeXeloegfekekflgmmfffdd
                    ffffffoekffgmhifcffechcfgdfggfafgfffdfedbifbhdgfefjYffcaafidfgkihhicZiifikkeecfffgdWgieefegfgfenhfkdffjjihfffgignbffdgggcdYcgegg
                    ZfghgggfWhfbgegfeflggbjegffbdjfegfflwkgsderfegemncbggggkglmhhfihZmfffe/fgbqgfgoghgfeekmgnkfefebgYfhfykffggciZfffeefkedgegefgihmf
                    ecgcgnbddkmredfdlgefgbfcmfggofhdggchabgevjgcfecfdggdfZflopefdkofdhiofqghfoidem6dfbihfgepYgggffUfgyhffccdfvLghgffbehlfjdfedgcgecu
                    uheigaffmfyfhgfkhgcsfiZwdefhgdeffzegnfgggbgZfeigjhefgffgfgWfepfgfZlgfnjehfjfegioffg4fZgffhjenkghqegggfeekgllemgfedigieUgiogrmgeZ
                    gkkhYegffTfkcbcidfcblhhebnfdmpdf/ggfesddefflZhfndejffggoebgnfofYedhgggfnehjecfcjggecdZofkhffdgdhfggfffebbgYZfpegggeghjgegmgfwacY
                    gUjgfgffgckdgeeeflSiffdbfugfggagifbdfcelfggfeXXghhjdfggognfWegYegYefufeaiikgcffgghYfjnrlhfkgpfhfbtgceffgjheggemkgdfgyiffeegfgfca
                    clgjhcffeghhkhZnffefffwfffdffhbk9ffdmXedegigffegfbYgdcghfdfdiglhcXgbglgldYgfeedfhfifdcfjhfkfnXmfgcgffffidgfefg/dfeiefgifcfffVsdi
                    hfeejigfbegedgfhmfojeefXgfXkgfahftcefyndgbfeigjfdfsetgsjecieedjffffethklfZdeeUkYdfmbgghffefgjkfgg0jdqSgggdiggfgfgghhfiggfgcgpgfe
                    bgfgiffugfiffWeiacbfgfkigfbfegfghXdfwgeggmcgWffrngfWgelcfkfgfdefeeigfefhfgZggfffghgfgebfgfpXffegeZfpegmefefgiffgkbgh2fbfgfbfjafd
                    jecbolgegefdkifXesdfeffedhfeeZefmgclgbeoeieffijehblogcZeedafkeehufgidepdifkocntffgfegfgcokgvmbbeafeYPtkXeieifddeggldfggickcbYgfe
                    qegfefffflffqkfvgmUfeamgfgcejXlhffg0bkeegecYfjicgcglmfgfhbffecmhhghfgndgmggifbeffcfegnmigfffgrhfdgZfgkngffggghgaglfefpcgcffcfgdg
                    ffiZdhhfYfaetgcfggffedZfegigfffbjfhfYffggggefldggfbnffgfffggcffgfhbnegiggeeVcgZgffffgfglbfgjaggfrihchpdifffcfhfgbgifjggegcgYigfg
                    fffggkggjkhmgeggbfdfgXkeiedgfgfcgYgfsnpffffjgfgbsgffgffggdesnegbmffnpWfffeeiheckfnhqfkcZfefjfffcbdmVfeXgbefkjeecegNfedfeiXfv9giq
                    ggffgVjgigffbZfefeajgeleigeffkgYepjeggVfdfffYfghakgfgYgfeWg1eajgdhrmgbucgfjhcfkffkkghglXfglrfiWceYfghffsYgehggftihfheWfUigoXflff
                    fgcfefgjdgcdfdiejghjnfggffbdgqlgojjefdfgfggefydfQggnfqdefgcfmgfkcfcefeekkgnckdgbaffbegfgfffeffgoegeefXcfffffgeggdcgfdfifchaefafg
                    vcedggfffhhffnfigkgemcjfasekgjggmfgggm1gmghfgfflgrgafigfwfkdgfynabdfgagaggfgcagWfndgfhhdejSbcdVcfkffVmfgkkfefkofgfnehekidegfgtdg
                    kigZgsiejfefXhffgadgfjfgjgZfffkgfegfffgpkpffgggjebjtqWfagfenfflfjfgNefghfeknjcgndibVgffOjhjeffZfaggWffgchfjfggfilbfgfggfafmwodjg
                    kpgflgecfjebrYaPdePagcdWfffgedbgfgldffgffejvggfjedmefggdffegfifdkgdadcgihifmfgdfcggfg4fdeggfegfdgWamafjUfdgYegqfgeffrjmlecZfsnlf
                    gfdZaeslpdnefugoefReirfmkocokmoedfffffdtkjbfWffggXggeifekfgjgfffXXgaqdugggfpcslggifafgiegffgpieqfaghfgfgkfekciefeUgjZnbkebfjfZig
                    gfefifeggfffekegfggbdbfgjgbggrigggcffkgfvfcbfifTfefdfvffbdfecffccfeZfcihdfgfeffchXfdfggmceffgefcYgjegoejlfgefigfcegcafnffBefkfgm
                    ggXanfgjdbgjfgaZxggefgfcfffYjgfiifklgefZgmbgecsilehmecaYghghgbgjhgefgfecufk/cedgfXfggefilglgcqgrejqdgZdpdfqifaeQffeefffgodjegnfc
                    fgffgmfgkfggfhrfgffffgkchgfgecdmedgZfhZZeffgfewggggfdddefffdfuhkfgcgmlgbgogffddiabuVffgfroffddgmhffifffbffekwgggcdgajfnghjblhffc
                    gefgfYggkVhfieY3mffgqlojkbig/dbfqgefhfkZfefjdhiZaeegfgffffgffncfjffSfdjehfilxefefmgghlaffzgeeeeYcgehg/hgffjeifgegefeohegogfefffg
                    gdhmfgggggffgffggpefgrdeYgfkidfbifjhhhemeggmiedgffdXubfjffmcgbfgdgfgdeqgfogfbaeibfllfekfhfffibfhfegggfiqdnoddgeemfgbixfifegkgaem
                    fdjgahfbggjhdegeefffffgdebgfdbhrgXfhhfggeigfjfggihfvdfjfyfcgeffjffhedrfgreggggeegd/SeYcthwgfgffgjfZleeigffclepggfgofffjbjZdffvgf
                    acfehfhokhZifglfeehegZfbog/ifdffd/fmffz3eefdgeigiibcjdghfgggkiggeffgdhicejfogf4fafdfftleeegcfjddfgfgfjkgrkggdfefffeobjbdffphfpfa
                    didflhfmfgggfflcfffkgagffccckkggafggfofZpjfgffffffZjeggcZfgkbfjqffffmdgdgmweigegggffgmgpdbhjwfhlgnmfiegWgOggZifqfgfYgcgmemgejfge
                    iggeVleilgfefefgeffgffbffofvfffmggiaffggkcfocfgfQjiiflc/kqjiee1fkhgfifkjasfhfglgmjikfgcfeekgfeceadvmegagabeufidagcdffeUbgfmg+bgg
                    iflhfZhikfggefefffofeorftfgfffndklngbhgpgfcjiajufrfgWfdfggsfgVgcgmdnga1Zfheffafag5dhcnfacejknjfffaefOgcbkhdfqffdbfcgfgef9gfghci5
                    dffgefUblggffefihkbqfgiifWd8ffgZflgggfdflegfffei7depgcfigagYffeegfZdcjgYbfZYffxhfThgeefdgfgfdghjdheggfdgmgdfigmeeklfcgddggfodfdf
                    eyibpWbffkijgfUffkffiajhffefjfgfqjhfffefdriaehngdZfcmhddddbZlffgfffiffgfkdlel/gffdlrigefigffdlfXjkgfblfhffgfgegYexekgfitelflekhf
                    egfgnhgcfjhffiWYfeWcqgghaffuhfghbbggfefWdfeZfcgifeegfflfgfbjgdgcfagmgggggffgfftfffkfldefgjfBgfdfffelfcigagfbgkkgfggfcafgdgeggcgk
                    fgxijoeXfegigdffiggdkgmefcghcfegfeiecbdfggfyZdlgfghgjggggfegcffmffbggdZgnfbgegeckpegRfcfgefobfiZndhggeldohgcgehgkseue+gfcjefjfhf
                    bgdhfeehcueeghbgfScgegjggfbjneagffgggfhfeegedbgYdhej2gfecgkgdcbgfgQlff8WlgeeegmhifgechkjnfflfkffefnhfZeffffgahbfXffXgeidecggfggZ
                    ifggeghgfefgfggZfffgdfjdYlgeofaofhhgedgnflpfgbegLfgjjgflfmbfkfgfgff3dZgediggpbfgdgWfffqmffaodebkZffw8gbgfogdgphffkjfgggffpmdbhao
                    fgffffiegaMZfzegffZfXgfgbkmgbdkgigbkfegjmiedifhgihgdgfgdgej/gegeUplhgdrgfgcafielfgfceffaeWggcgffggfgkfelgfgefgkjejbdefggYQfsgcje
                    ggkhgffdfjeggfhegglfedPgfggefgdflggggfgljV7kqggfmffificfh+hdbrYjqfelffqmefVfdfggfgYihffggZfhfofojfg3l2kglgfdmgifgTedfffdefeedfgp
                    fffgffffbafegqfjegeaefegmofggdesWiggmkilmxgeefffefffdggaqfffgfdikcgeic1dfiaehjffafkeahfmfgmffegmtffkeecfjffobflqhigZYdfihgigjggf
                    clfjgfacfaidfWjXfghgglfffggfjfeefeffthgjgfefYhrtffSftbnncfffgggdfcgfegZgZfwgfewafg8bfkoZfcifdbfgheghgfocfgiffedcTfbYafg3gdcmgfhk
                    gfkigagfagf/ffffmgookffmbeggmgdflfgfefajfgkeudfirfescefgdfifofgekggbetffggafgbkfhfcaffkcgffffehhddgchkwpfifgjvugfgkcgeehffgcfggg
                    gjbgdbVfflgd3ogfegfhhkfcefefggicfcZdagfffggfffhfffgdcfgfgmcjfedWfnjrUa6fejdZgggwfagfdfgfggbgvafbfhhfSjfZghmgmgugfgfggigcgujgjedk
                    fgkokfgtfgeZlfhfkXYtadffeieflfgeVefhZhOgufghekhXlviigbfgfgkjddndfggUfegggfggefkWffmflfYfegSgkjfeefmebeueffgffgffgWckfeeklofYffgf
                    UeYgehhfcdeeggkdtefeepnfjgfddhgesfaiffdjZfyicaffjffzengokgbfomcfdijgcVgigcgfihdffdffghegpffffekgelhjfeigfefceceeeffhgejebaggdimf
                    lqgcfXlhgqgaafehccheiggfffafeWfbgeffffhchsekmhbfefhigZffffdffhkdkffafcdfcegfobdfhmvdkefcffVedgffgegfedkleckhdpefhggefjgfbfgrcXcf
                    niafedgfeeggfidebfefcmifgfcjffffTgeffiifffgffQfngacfgiegYlceuggtffergUfafgmljfggkjggfgfaZlqdgbfglggfdkZjdfkoukWmjoihgegefjffpggg
                    fflhcjpgggkeijkfefecfffZfZfgY/hccgfffhffdefeedfghgfdTvhfggepfWfgheeboffdhdfhgffeigggefmegggsofeffmffegkpgffidwefcfjgigfegjchdfgf
                    fdgcgkfgnfbflfdafffvggZfgggdgbggtTgeflgtjgjggwfhXfdedljfjfdfejigcegegpfffgfqdffdbfcfjbgaeefdedgVgffglbfkeffgcffrZlgfifWUdgkpgrbf
                    bjcjfmXfgebkggfffggflbffefgcgfkckghgIgfgegYgffZesfwfjdRjghgfiZcbefgfgnegfegghfwjlfejeffgcgddgajgMZhdhhhdgggpsifeeffhlfh3ighfffjf
                    f4fvignfghqemhkdgfdXgffkkLigcmdfgjgkgfjffgudgofmcfadgfhdee2dfgdsgjkgfedggefffbchfefaffgegfeechefekfgeeggafdfgafaellgdeehglgfigec
                    fffW/gggbfqefhggdigcfnfmffgdflhhgihifjgiffgfZjfefgceYdhfefcfglkfofooamjbgebfeegf8m/dYbfodWffiggctfafghlggcmfedfflfgflifYtoffgetj
                    1dgfefffbkggefflcffdcofghjZggfkefffbflgifeffYmdhhhfdfgffhjhekflidiffZhegfeZcfefffmPTeeggcvkhZbfgfgfhgjdchffaewkgefrfbgqjfefekfah
                    kiZfdjioaYfdjggRfffhgfeflafoffggfkllopgaefeafdgfgfnefdieegfWgfnmbbfthcfYccaofefbegqggge4fRghbgffgfheabgkicgUftgggegfZefTopbcljfi
                    chfiaeyigXfgclgegchfffgefYgfeedliXenecgegegifZfgleeogpcfmggjcgtfgopizfffhdfjfgcjogdffeRhgggegkgdldfhmgefhgigegefgfewrfgiggdfefge
                    adgfegedhekfejnghgfffffeejag0efgfgcffefgeignfgdadoncfeh2gggbedhgfehfggqf/kibkbgfdacegindfcigkehiafscldeiggefTpnfgffegfdecifrfegd
                    cfffcfgfffbggjhfaffagdqZffehfccefdbfYgfbdgjgqgfkfjigdgfbgbfffcfefqffffcgefdfihgYedVh/effhucfegdjefughZfbiamfffgZgffZoalpqfefdglg
                    dgbcfgcfg1dgfcgigkfafdcffeffkfggfffeffgfeekhgagfegdcfjaigeefbkdqoff4mZfltqhhgffbcjdbnfpqimgbfkegbbeggfhggeggdgefkbfdgVqcgffgepeg
                    efegplhkhfccingZgWrfjffgijjtkjcfqeffdfddgijZkamegnfsfdfhfxifpeggdkjlfgkmgffkgfhcffgqedgnZgYenbdgfjgflqgcfgewblgffgegegnlcjgiffeZ
                    XXejefeefgejeffZgdgfkeigfgjigffjfe1jffgiffghhddffenffggzgfggVaefghamYjeefgfifffchgfgigXiflfbhjgfmcfcghbhfgfiamcgfecbfgfefgffYgZb
                    doffUfbsaZfdnafghfaffkbZllfffggWfgqggkffZggjifbmuXkfgjgkgregaoefihfbglffeeoffcdeefkZogilfjffkdigfqfdffajffcffcfffwbjfoh1efmbfbff
                    fgVWffgtfrphel1gYcajgggefffggfephlPeggflggcelghgfkpWefffhjgndfdghSgdgggeeekliXljvfgpgVkfigfhfggpefdckeeeufbfecffReehgfhfffgbfhia
                    fgafjpZgfcgfgfgfg0jffggfeefpgfdflehfekdflfgfefodfeaggBegfcpibbjmefkfcfmhffVgkegnlkgbgcfeigcfafefglTaWofngefynffggfcdfffhhiggVqmf
                    egjoYfdjgifjgfeefee/ihUdjcggcfleefoegefucjdeffelggi1fgZgskhtgigfmgjjdfffXffffcgmkhfjgZreiggzfekfuVfefcffellfWggfgduiitngsdegggdc
                    ecfgefgcZkfgbgfkfsmtcfefofjgfieZdfxffWfffWkfjkbldfdefmgfefggpujkhfftfgdfdrgijfpfeecfddfgeYlffapfkfee1WeNefehffmdifkdYodddjdgegeh
                    cgyfbolcetkbfgi/edfffrffncoafghRkfpcffdfckffZ6gygkedpfrfZgifdefefffifqfjfggfdegidffgfgecSsVigffggllgfjhfffgffgfggfajdSWWgrgfnnjb
                    gagehiihmhnffefcckkfbe9gdgfbgXkedhiihdefjpffoeakpfpckfdhdPdfcfgignffmcfeTfneSffffbdffcQifeficjbgXdqgffggfggggfZeejnkglfkfeerffkk
                    dfmgggifaggipfgfefngdfsghgjgddefbgqgffidgfhqiggngqkfeifngggefgmtggmfgdfferffZffffrcfykfedefenegkgdfedfffwgdYlifgdfjgbeggfdfgeefg
                    ffffdgeeiceefjffgdifdffciekgfgeWgfgfghjghgfcklgggglXgfmghffgdgfcgffdmkddfsxficgwpmfsifbkienlfgbjfgtfhegffafggdbedfifkjefckrfdfig
                    fnfghnebgcfgfgd1dogefgfefeeg5fffbhhaffWpegYYfpffdgZfpdVgfdgbfrbefefgffeWgffhggfeefefmfgfgXjddgffffsghlfUhebcgmffgggececghgVnfXnc
                    dgcdldsfenfjedjjeirgdZmfZmfkYUgfgmbRqgggfgfgfgjfpfhhfgiffgggfeffyleirffggggwefeeccggfegqkfemYllfsefefgfdieffhfifgcfsbgceufhlifsg
                    jegdfhqkdctf3gggfjcfgnezjgfgdhfbiegdffVlledTgepgidggnifffYesgdffhgfgfefmgfiffiffffgcdaffjheffoghchfgibdgfceYgegeflcfmcfceccgjegZ
                    kfffcflgdkbddejggmfZfelghlnggdfheganfg2gagjfggfffgfggavjqlgeeebdhjefehkdegchgefffgbekddgdgfmlfd/iobkeWdgkkbhgecfigebabWaffghcgfd
                    ggffgfggciffughiggfgfeyfUkfeggadbhgdlfghfgegplemgigolggeglgfiegoYfcffXhffmfebiffgfbgdgqbdfffhdfigg/ggdfidfgpeddfpjfhihefffkhgfeg
                    hneehegjdjgffnbqieUeafifmjidXfffckfkfffaroekgYggetghijafpeggfmgllg2geffhcgfepXffmfajakfgegeefcvfpflfcqflebhgefmmmeaiggjbfglgfdfg
                    dmffegeffgfdggpjgffffddkdfhgjjhdnfjeg/gZgcidlffgvffggefeb0OcUflgggce4fYgfffhiXggfgeeg+aeffbefnggffcegpgdgghbghicetVfeodfiageagnf
                    fifabgif1ggffehkfbciefcjvjlflnlfgdeojmfghjlgi/dbiegffeefgegfebgffpfngggfgfhbgfgfgffgiafkiffhgfghkfedigggfjfgffgidgyfeedgfejegfju
                    edcgfmgefZheebcfeaZdfeefaoeefmikZftfjhbggkdeoggqebdfgceeiebftchfcfgf5igjnjeckglejfimickfmfhgdXedffoiejgffifWffgmlknggffitffoggZZ
                    cwkhfdfefjejffbffdgnVlZfgcfjgRgogwskfig4bYejlgjWmZhdggfffbcffdgffeffciofjearPffddggfbfgfhibbggdlfeifefbfWdgcjfnfgZcYebnsipeggfbg
                    fiftgfidsdgjcfghkermfhehjfefdnghkemfecUngWgoffabhkffdedYfffggggfeffbHifZeafcienoeehejfdkngbffgfejhgkfgfmfedfjkgUjgkiffgfcefemgge
                    hgfeiciYfhufifgjdkfgoggYdsvgegeffggcjgefYfkjleggikfnfghfyiWcdd2gfff4ekfedfgWfXidenhgffgZafdffggfkneagk/ifgaffifedgejefefigihnfgg
                    chgefbecjfgildfgcgfefogpelggfggffgeaeagcffgddelsffffekfegfZdfdgckemghfetefmfmalggfepfcfZffancmeXcjfsbmegrfdenvifikgfbifhe9fgeefc
                    gddNfffhjffYdgghfWhbgkgggXhftccefeel1flffkbgfYfddffsWqffjgkfZbaheagabbbfoniekehghYehfwlhgyejWffgnff0fnjcgoneddafefdZZcgedleqggfg
                    hhddfaghfffjhWveeigeegegsdfgftfvjfagtdeifgfdZfcgfdgcgbhjedgpfgefkhfglgfidejoefXjffgmhdbgjigfglkggehf7Z5YgfggfefcehfgXhjWhZhcgkei
                    nfflhfkgbjjfefgffcddfgfbdfjfffeliffgndnedcgkgfjkgcjgfpfXbmfflekffnffsYgnuffgvfggZgrWaOfbjfhfbgYbfeggfjfdWdgwgfdrefeffhdgffbffpef
                    gkhhWfotphqfzfbfjgYdeadfgimfegefffcfgogffkiefakigffWjdgfghffWegofgbehlZYghahefesgfgcgfvggbffjlfffgleeckgrYefsdglefdbfn0gijoXgffe
                    t0kefghkmejfZfffghfgcfghafggggUefhgeaeidfcmgfeeedgugZbifefwfeiJgbomYfcffegafeefebgeeegnfffrjflgceffffOgggZiiigZfgeYefgbgfffgfwff
                    ffmg/efffgefYmggfVgiYUdSegfgfgfirbZYfikrcsghjkfgckggdgfeilgieefifafeeeaffflnkrdgfeohfgaglgdfhlfbffffhhhaqgddmefUdvgffvclglffjdef
                    bffffsfdagfgjflffhcfnagyfbfbfcbebdgdfgcfdrfjgimlbefddYgfhegjglfffiYlheigfkgfbdofldkggvffgitbxdeemlggffsaXqdgfiheddeghaiiafldekkk
                    ogugnifegfdcffgfieokmciefdifgfffffggigifZfiWtghgkgnaefggfffbYgcfcdflfffffegefpgfgeefgfagffYdlkebkefuglgfzdghkgkfefsefedfdcgefffl
                    geggffhfccalnfgiffidfjebbiefkfg0fXfbffWbbbhggggifdjgfedggidfYjdfhBffOgfelcjffbgecgfjgjvlcdebniqjfggbgefehlholKfhggfgdfegebfjcegh
                    fVegffhkmcfediefablhYfchoeUkhfefdffolgiefblgeiebfhfffigphegdZijfgnegfgfglbYfiffgggfcfjgnfgnYffegxpdgfofheYdgejpegggffxZbfefzfqYj
                    fhfkhffjhkfZfefgiegdfbocfddeffafnhidfaghlfeopfjfanfiolfghsfgieryeXefZghdgdmhdTcZimfdhfjgedfabgeXauegfldhfdVfgdekgbfZlgZetpfnYdfl
                    cnhbfdcafgeciddfefhmngf+ieobgfgk/fffggYff4nhrgfjefjfkpfkbZfdgZsegkehegmpfggafjcggnegefferffglbjgecjgipehffngmbggodiffdhhbZZfgfge
                    ifogjyebZdpgfbjgvrfhikbgggfheffljhbhjldckffnuifaXiefdchcdgVheehfSfdgOfbafkfdeffgfigbZfgfemgfefgdWeb0gfgfdffdjYbfegefdhfgSomeZddh
                    gdgdiefgfd2gfegmfebaxiqcffoggffeewgfmgihfoffkfhZfgffeffaieffigngfffbffjegfghifbipeldiglffUegcffgiZgdpZddffgeeffffdeeggh1eggdflic
                    qchicgdmffggghYUmdefijhb1eefizefnemgofedghiefbfcdpgjYkepfggfgehjdfsdeohegegicfhfhgaaidgafdlgacZafbfcfifjggYmfffge7dumkYecvedffag
                    jZfgggffeggffUXgggahdfgefhfbfngeggfffefaittfgefbiebfffgnpbgbj1dgdmdogegamfgggofggfadcjgfiZk6crigeecohdgjcffeoblcgbmfkqfXgffbfadg
                    ggZfgneegfggcfgfggfieefqfgufaigfbdirggfZngdbgi3lggdgfocfhefgfeXadfhobjggepgnihffglpffifgfdaegfdg0gSffgfieggfgWSbfeeegbfoiahhfgf1
                    fhfdfgdfdffggjfejfnhggkfggXYffggYfofeghgddfhggmccfj6fdfgfjfhehghlffsqZkgfgemcifefeeffgdbefchmafmfaf8ggfggmfgfiifcbfcnfdfefhoZfgc
                    gekecilmebgdgkkfeeYogfgg5fegshnefffedgejffjjhgmgfffmegenjlfbefefeefeeegiofighfmdjkggpggeemflfhflgfofXkdkifeafdgodjnbfrggfddeffdX
                    fgggeflieffjhficfffhfihWfYgUdnffpffbcZgrdflffeagffgWff3ifgefkqcpIgffdbfb1ggffgVjffggdqndlgggdhgffoggfTcffgduegddllhqcgfgfnaqifdf
                    aegffekfblptZftg3gXcnegbidckafngdfdgfkkggbgfhffgUjXfoXdffbdeedefgrjggffgedgfhfgbgghgccbecYipfgjeffjefeeWffffbgXidXmfffgndkdekahg
                    hfgcMffiogepgfcjhkfondlfhgeggflfmdhecZkejffkqmfcefgefdgffbgYgddlgXfgggjdficobfejggleg1geiiidmkegcdehgfUfeffgeiffefbgfpgjjengdfgg
                    ZcqglgbggffgeggicgfgeeggggcddfifkfefgiffXgghfgdneecdffeogefefegfbfjdeffgffegmcjakpgkddfejkggfwbjasfgffedfflfgfbfeghecgddOgX9ffdg
                    qfcdeegfefgeeYiijgefefnggjhdelfldekhgfYfsedhgdjfgkkfgkggbggXYggloqfTgfNgfkngifYfefffeZffgmfffemffffgbgkgffgjkffeeQggchbfgffuZgdX
                    2fegfbfglffmgflrfbgpgfpmtfZggffafjffgaljegjjfdkfiqafnbghggefckgjffrinYcgggfejfddZffgjfmsegVZfghfngffejmiffggodgfggoYifvgdgegcnjg
                    kffqoeiqfeYgmgfdrfnVudfbYfgxcogfatgcfiYfncgggaccbggfgXhfgegfcVhmfefe4eggkfgefeiggggfcfghnfgfjfgpfggfcfeaheficffdikfdeefedffddfff
                    delfrYgfgccaefeggegckcbffibgflkjfb2NnfwoTrfgggpefrfdgtedigdkghcgtgffeggorYfgtfeffkdifrcgfgffcfggddfifdnfdbgfxeejhdcZgocgmccgifgf
                    dhpeYkjqfcfggggxfflgjheeffdgcdfeefaWcfgegsgZcgeamhfeifjbgfihdfffiacegfggffkegkeggdyefffhfbfffhffgahegfcgejkaffdiVrdbi/fgfgffdgfk
                    ggiZYdgjdckZnckfhdgffgiffnWesfblfgfiqdggggYfrWedgffbg/cdfgahfdgfccfgafflfggcfdunbkdgjfigfffYjbapfibfffgnfbdgdbffZXedgnffndmkcfeh
                    ihgerfeugcgiggidldgdcfgZvegcmeegohgfeiiecngedfdffhkgdeddefdfgfegdghYbzZoeebgbgdmbgbdfgcddjfdhekgYiegfigefbfdnYfrgqfgYdpgdmgfhfhf
                    hggCehff4gemfZlhdgcgbfesjflfgfffjjfeejfgcftffgecdffcgghhtajcfmmgefxegefdfgfgdflkfdfefXfeleaadkgXglregfxhbjclfhegggflhffehgnyfwgf
                    gdjfZiflcebfdggqkf5jlfffnfiegffffgbedlefgfgkkfcffofegfefgglWxfagkdggggieefffffefghjmfmejpeefnffimkgkfdffcigfgffZdgfugeieggRfnggd
                    fegffdglhfylgdrhZgfhfjcggigjafjgdhgldmfffhglfhSdhdYfhkgfgeolfhffgffjbffZffdgidfffeferdgifeggghfegggfkgcvffeagjfjgdfehojdffefjsgg
                    VjXddfffmcjbffgfggbffghujzfmeechecnafejccehfgeiggefcdgigXdjqdbdenhfcffffalfff+oiijgjcmgWekgTbadieffn1dbhfgkiifegkfgbimfuffgggggf
                    gZfdfdihffhgfnh3fffiabXejecsjeffckfXfkicchifVgggofgifjcfgfmdVgefgZggfieffegfchbeefZblfhgfgYrfecdghWedffdfygfhqhggggffhgggodhffef
                    hdcdjdfgfcimflgffffgfgmfjibggggifbzffhcagfgceflfgZgfkfYdffcgegcfekdgfgVhfgcfgdfpffddbefkhgfdigfffggfgiggfgiggehfgibggKfwffgffjkc
                    gdWoggfbjjbifgffdZwnZffonggacebffgcejfekfhfwgegggfnl4fglehlehfkekejfcfgkfffemffknfeiffbgbgehfpkffWdgehfezgnhggadjcWffgdfefhggfgz
                    dfggdhiVifggfgfhdfggdelgfggrcjgfedfggcggddgffgkfhYeggfmidydgeicfYjfcgeffdZffaggldaghokogcjhfdlgfgegfdhfdfffmeWkhffhdggefkZfgggXf
                    gfgbgfdkhojfifdeifgdkkeirogcfsfZogggfgeiddpfgqrkpeZgjYkdgfbgTfeffgfgceegdcfgeqofafigfWagdgghagfgfzfmgbdfgZsjfiViaZoejecggfZfgYfk
                    fbffffcdfefffdklbgghnmfggaikgefiehjmdfgnggggefhfffYfdqamhfgZbhagdofcqcgdgebehifmeZhgefffigffopjeifbhsdkfkfiegi1fghlggkfkcigfhflo
                    fgfYggbdgaaiiifjeefdhefejheffNfhcawgftygfhffZfafgfhgigkfdhgnejWczvgfjg/gnbgffcggfgggjlfffeghfeeiqggfcdhiadffffddfggeegdrfggnffgg
                    eeghwefjghefgdigeghcifgcdgj0gggctfbfffqfggfsjUcfgfgfZffctdbfsgfgkdibgfgnegoggZieehjegfafdfXgdgffdfXjdjhkefgcfffcmmfdXdXdhefdktje
                    iffleefbeggfdffjfdfflfehefglgafkyggffgfjfnefmjdcgdfYfXdafdejhfdkfngsYeqffeggvdggeRcfefdgefiehfbdficfgfffggWksgfgqgjffdlkfcfgcgff
                    ffedgfifeffgff2glfQgfgffeibgndidgkcfdgfggegfebikhbogZeb2hdefYdefegfbccYggcfhdbagmXiedggifgffahhfufpkqbcfg0dvelMgdgjgnfcfenhagegg
                    feeldggZyocfgfjifi3gdpbglXgcgifffidFagfnjfpdfibgngggfdcffbffecefijueefdiprkdfhfggfgffefmXgeefgggfbgfgffZeZfffiehhhdgZlgfgfdgfkhi
                    mgnjeeufgeffefeceffakqkNpgkgiacfgkbffeefd7uffdfgffhfydgZfkfgeefeihfPfdlghcljgmfdggdgaonYcegdcdjlfffbgffjffggggdffgfdhefhffffflff
                    fqfcggiehfkpjfffdeegxWaaiegehdhlgkfZefhYibcfglgpfhfhfigfff/eroggfflffcmgcmgfmelfXfffgfddgnmgfgjfgfiggefajekgcefgfdfdsfaeefvghend
                    gkpejZbUfsghefgkZigefggaffkficVnufgfikgfhgZhddfgzmgdgffecZffhZfifngXegZchgddhjfhgWhhgefefffquhgjmfhcgZXfigegedgjefeehqlicfViogef
                    emfohmfeidhhjbgnglfggeYqfeVfefeifjfffgkhkmbfdfdfbgfgckgZehfunggghfRfifjeggUcgpqflffZnfgejflehgcangegfjifhjfdebsmfffgkfgjefddcfcg
                    fjefykucgffg/elYfXuglkodjgZfhawjeghfmhfYgeokfrfhgdafffgheggebfgeafpehufmebejgee1fdkhpggdhffaofefifdgflpccibhbgdggeggdfbgr4fffgqi
                    ggdffgdfoedgbpil2eSefiggdkfggesfcengbec2mfelgqfichlcgegfhfclfghgkgogkfejfggfeecffeffftnfgfafahfggplgafeggflgcfmegkehhggfegffgief
                    Xgcgfegeffgiffhdjgdsfjcfgf5jkfTjciZnnffflfjfjfmednfZgfgffbhfhufhffooefhkfo/bffgfffffeevfhwgkkifafgegiedhglmfafbfqfmmeYffXeeadlcw
                    4jecfhZgdfYegfgXffegcffgedeeffcfhghqffgfekqifgkfegfhgegfggTygfccggmebjfggigiofpYfbkcjffgeffejffffkfcffdngggkZnfgibfifjffgffdlfdd
                    eedggjmggkbedfehdihjgfkdgdfdfafieffkhZdejRfgggZgefhefafmgsfemYdfhfgedvmeeilffhtXhnjfiefescgcegffgfgljefbgncZgffggefffnfccegfflhh
                    jebgg/ZljgzafffefjqmqbehkjjnfgfffedifVfolXfffcfeggffgtfb4gjmckepqgfffdmfdffifbecahdgeffffnfgbgeeekgggdhicjdcdgZfbfcegefpfdpgeZef
                    gngfeffgfgffbkgeihfjcfgWeeffcgcfflbkek5ehghgffgefgcfodffgfffcfdfvechdmghjfhfgfjfhaYlgfehjtfddgnfcfdffpTfeiffcdicfgbbefgzfygeVcfe
                    geggrhggbkeefdffgegcd/drdoffenZebehgffncVfeWfgZggbddjjafgibjgekffejdesllhffgeefZsgedjkedejfdegfifganicgfcnmgeefggodngeMhgYdghfTg
                    f1ffVfdefgqkhggYbzgfffgVggjmmjffhcZgiZgigfsegjfWffgnfiggegffmfhgfbeaeffdlgXgZgkgmgfbZsfdkdhgfegbdgeedhfrffknf0fddfm1fffggegegggl
                    gsSofglZpdghidgdeflXfleccjffmffmhjapcldfbdefgfokfefdZgZofhhfbfefghgfgdtjgflcgfeecWnyfjoggfgfgqkZffe5yfZgfg8gZlfqfdghgffhgegligfk
                    eegYegfgXkk0ggffhgceiXgqghhfZ2bZfcfdUigedcgceofdbancfjmefZgffhgegffgfffkhfXffkfegg1jeiffffggefffdffeffsgfgffgifhpqfeeifejdegfffe
                    jggmgfifffZecgoicfXfZfgekfhbiggfihfeggyfjfggYhfhfgggYdfjgffalgfQdgfefggdfffbXdffnefodfkffigfeftYfegihgmehofegpgkehYgefYrjlreeggl
                    ffghhoefeYkcffcfpgkdsggnggffecgffYedegefgjgfZegcffgfe1ggofoggpfdeabfghfjhhlfZhdpciggfhWjceefgmfiepeffdfdiggfcfffffmfhfreBfjffgho
                    pegbfRiihkdgfdffgbffdcrdgfgjfgbfghYdgfidggtfkYccfffgZcffgjdeZjmijpfghgXgfdlefjbmideefgfdfgceeesffogXihggffeYgauhffceembfgaufjguZ
                    fg1afeefgfjgffjeXmgefhlfglebggibcZfVrXfYfjgjffeaeahhfgfgfgecjfpqhohlgdbdqWefhbfcegeelfff2medZgmgjSfhgfeggciebflxukehpouTfgffdiYf
                    jgfnyhbgffifbggfnffXfeYefglldkidegdfdfhzfnafZfeXjfegfZhjgkecfufuggfdfgefhhagmlfgglfhgfghZfgedefgecffegfgggZd6le1gctgffidj4bffgee
                    thkRgghccegjegfco1egadkegY1VgdfclxWecggfegghffegZfnlgfkeqeecggnakr1fbfleeeeggjeggifsYfgqhffgfnkffffmcndYegefdZgfegfgefgjkgjgfgff
                    pffmggiifVfgibhfihdcgggififYhfffaidfgejgggbfafjgktfnfifhbfkefgeffjgdfifhefYegfhegcjhdZfehcgeeeqijgfofgfjfZqgffhgefguklsfYfhereef
                    feekffXdldcgdbdMgfbfefgfadfgbabfggdeoafkcgYffgZfhkgcdpfgffvfgdqXdfbifeeeefXfkfegfffcfheegdefZgfdfinu/Zijgkvvfgogfceggmggemffgdhf
                    giigjecggfgikgfidxfffffgldftegcffXfdegfedfgegbdeafgfpTfgiekgfgefqYegheknfphgegkaglegfnfjigggffjYfeufgeqfpfjWm3fgZgrgdfefmbcfcdjg
                    gfgfjbgcddfigffffkfehkffeecgiSggVdglcggfgfiffggnffeaggeZfgmfgegecmcjjcfefegeggfeaengfqbclcfFfjekkflffVggnbaejkefmhfemgfkfe5efged
                    afevafcfjfdd1fgbmSfggdcfifigebfgajefigdgdfcgiZbgfmefjjdffffhfcgdigYgfcbggkdffffjggXehgkggffefffZffofcgffaifgedfbelgkegegphcfbffg
                    fefefljgnegbefegoagfoggmncgeghoqlkXgfhbqdgiagfgfuopcfgWddfcefddfclegefajgfmvbfgfdffeYfjfdgfeffhegefefgfjfgefcYffffcbffvcfYgtwgig
                    ddfedgffflekidgq/agkbaZjfbffaffjffgghfgjfffckfggjbgiggffnfffnlheffgfcaYghbjlfiffglofgWgxeefgdfagefrefffegtfgggfgmenafjbgmZkgbgfg
                    bghpeicgggmdDjVgdfgbiegcfhfdgcTezgmfjfbafffegfgpgheXrfcfpdgiffaglbhfefgfhcfldfilfgigcgfhgZeefgqihffhfgggfpfogeigiZedgefifZjoehee
                    bbhgigfhhffmgfnffinfgnfeZgjfudfhggfeifkkwdfgZewfieggfeagfgeffgfgjlf9ekZgfkcfefffdckfgkmZtghfffeeedgkf/ffkesffhReieifbehcfgnabfev
                    fffrffignfZgghfsjenkfcgggkcdsjffnieiffffckmglZhfcfffZfeihtgdgffehegfdipfgom6efzgegbinfjfdogegfegfbgfdYgbkgfffhhgfmenffgfeibfpbXn
                    gfgdjhfkflhjchZcgcfggmcUeXldeedifggjbfgfgjffcqYfghgefffeZfmgrgjacgeceUmpeogifgfwQhfep6khenigdfngrufffgecjOwihfjefedgffffkegefgdf
                    ffegbbjhggfhecfphpfgfdepbgfghggcgIengaRfieegggsbgaefffggagfy/pfjfZgffedegZedffggnbjegiegfglfkgfdbodjifgfgajdjoYfddefdfdpnmfpcfgf
                    dkgfibgihhegggifmlffiegegggfgheffifgdknffdfadgfgenfdffgkfiegifghdfenfdfefefcggljukfgmkbobfebfcdeZbigWcfggbfgeffhgm/lhdgkkweefgfh
                    ggigjVogljmpgfmfgfcZgfgffjvhfggcfgffdjihcfvffgqfdifoiepffmriiXkfgfgggfdfbtghredfYbbfidfnfgfhgchjXffggfhejcfeeeffbdffflbtmfSfddln
                    bfrcbgffqdffcpbnfkeficmficZg/hfhgefjZkgebjggkffgkflhdtnefdXfegefgfaggmincpecgifj4egeffehmeeed7gjhkTgdgcffffnogfggdgfgdlffdfufgen
                    ibRgh4fffTflfefVjfffgfooXdgjfgfhul/getfffgdjgVcZgvfefiefflkgfjjWfmefflcgvjlehfgef4sqedifgYbfgfhdgfuehafmgfglfcfgpggigfeffedgglog
                    idhZdgZdffffggtnhgbihmflibhbfdgcfedhfdiffjgfUfflmbgrfgegeerebfeofgjg8jgbfelcgchfhefgfhfgjvwhjdfccufgfgfghnfggggkeidjtmgejlgeUmYe
                    Zfcgb/hnfeffffgftgegepWejcfYkffwcfZfgegggmdfgldffgcZqgifihg/fmfghgbgZgeffffagfefVghfZkajggjffgffkffgdqqpffgheyffbdtgfghgea1aghff
                    aegffdekeekbbazdffgfhctmfhjXfebiajffUfgjhegfecbgfkdcglclbjffegflYdcdbjfgeYsnijhWjcdefeffwnlagffffgdedffddjifgff/icdhfdffkgejgwqg
                    ejcehoffuZffmbgyhelgfeifdekggfadfggcdfgfdfwZgXfeqegeebgfeohffadgnvWufeqefnccbfggfgigeggfeifcdzagjgiefbjhqgfkfrggggcgfkgfgneffgec
                    eekefgfedeMkffigcjdfcifZgfgrjffhiicpfkfgddfjdmfcdbacfgggggfejecYgfbjfghgfgQgYjfgkXfdfmfefrggfmegegcdjfefetZjflgflXmdfaafmegXfkak
                    mfagfmfedfeefhffgffwdjceffhegbfiehcfmZffxfgcekeigkfdggcplgfZfgdieffdan3mkgialolekdfgSihfgfgleggkgcefoljfdjlffkedggdfffelfsegfffi
                    dfdgclcghbiofUdgcmceYcgfngcffegkjgfk4effeifggcfagcffbofgfgmbjgjggkcg3eddabgfsnfecftfbXfcxdlkelmgggqgcSlgcfUddedcel4fogdfbffjdgcg
                    gifcgeffgickahdgegfkjffgggagerdffffUfbZZgcdfgebgfcffftcqlkefgKfhhZgkebargdf5ifgdknffbfcffafggggfdfgfifgegfeybofecejgegifgWbsfsff
                    cfgfcggghdgnihudodeigffdhfnjkedegglfeZefkcggpdjgtgeffe/fkhgjffgRgldggggdcebvgdZmfgofe5iffffegflfghapXXggZidgcgfgfddVfXqbgescgifg
                    dhfbejg4idnmffjqnfiaehtijedaelflg/tdagaeafjqnjkdggfggcff1gglffhfmghcZofiagiierfhclfebjYfkhfqYZgfhefebfhfdjXlefjgfcbehigeacfgfcfg
                    fgffcegbdZifblkfffgegfffffgfcffcdgfbeYifgcefdfmfgjdg7pgfmfdkgfjiwdehkkghkfefqflXeagiWfoaffbkffRkggkiksnegffefhgZfgecggfgbdpfffdf
                    defvjgWugfbgcandibm2hbffdlffgufgglf5gajefhtnflreafpafingglccUqfjffqefgaofcgfgegmpV/fafonhfhhmgvecffigfupehxngifqggfdffgggfdhjgff
                    igbf7fdibgeargjochhbhZhggfbfdfcffsbfgfbeltfefafihffiZgllegfcncfYkggbffffffflgeefffmjgfggdfVgZbffgfaifeifhfgffclakqchekhkggfhgjhi
                    Zfggeggkfbfgidffefmhkhbpfgxgahgfgpffcffngfegffpibefd4fkkgXScxkififregekldahehgefkWgglfgddgfekffmblfiZfgggfYffgleffgnffghguggfhkm
                    gqfhbfefgbffZgoheffhfqceedgfmienjgegcefgifbdflWfdecblegjqdgcohffgnteWvafgwgfbgdflfnllfjYcgfedfggfbhapbLffrihjgnfedbfjdjampdnlfgd
                    efd6gfbfgmisdsehfjhhdggfgggefgohgefaffjXggfnwgfyfgbggfbhsfjdigffgdnfjgifgdeggWgfeflfgfffZfflgggkcfgffkgfhocXfieiffmffdggfglnefkm
                    ggmXgkgYgfgzgYhfebdfgZlggcefgjfggfhefgkfjggljjwjaXWngngdcdgofffVhegiiegbgacdfgXefedhmfYfUffgflgffgifYckhfZhejbggaecijmepgfgggffb
                    dkfegfhfaiShfhZffgpfhlggifcffffhigfjoefjgfggdeflffffbfffqqfdffffhgafZfggipdjgifcdfogefhfefgfffdrTfgZifflYoeedfZggdgggkfegfqigdgg
                    ZgahfgBdggkeaabfhidfbgahjfogdghfhfXbfffdicgfzZf2dgqgkfegkdgggfdjkhkoigdaffngbgklbffcffgyggfgaZcedmfgegfffiffaVjgfegegjfgecffgffg
                    fggfbefggeffZklulmiipfnjjnemgggXehiegjdfmf/nenfgfjggjbhjnaofZ/gWfhlegeffjddfmggeegefgvaghfsgllijdekgldfpdegghkgkdfgeffiojaicf6ee
                    gfjffgbdZfbgfefhmhlggggfhjbglqflabafgffegfuechfcfegidYijgfejgdffgdhgdaWcegkrqkcjsfgcgffeafbZeLgffffgte0fgeiebihefklffjggffffhbbi
                    offfglUfigsegkgjgfchee0gfaekngggaeofsdbfdeggdgghfkfibeZefgfebjepnfeolZeghfdgfcignfjieofmgfkegeYoVfeecrfgfVgfegffnlZigcffegcfgfcg
                    joffiefgfklkb0effubfgbifjgeffnkigighndfmfvfeedgathgeflfffgoXgbobkegfff/dgghgfkgfgggbgegfdffXiguofZkiifpfkggfigcdgfgkccchngdofffd
                    ggdhxefgffaihbernfn6fikofggghgjgggZgnfgVfgffmcgmfeffYSiUjdeelgfXfvngfhfrqjiZgseagmceefengkfagUfhghfhfjmitnffcgbeggqekchmglffifdr
                    flfghggjfgfegoiggjfhgchgogefiphddjlfcfcgggggfTgcge/fbfioflifgefchjgjggfehmpihxpgfnchfeTidefecietcffgfgfcfddocg1fggfffdncpgeflfgb
                    dWDcgbgqYggfbeffhdeqffseklgegdfkfeigcgldafcbeggfolcmctgebigjgyhg0hgfbrllflhegcgmgjjfmgkgegdfbggkefaghjjefifcffdrfidgexffdgggffgc
                    kffgcOfnfgfYcgxenggoffgeegfjZldiggXfdgoggafgaffgjfgfegfdgfddgcsdcghfgdjsedfdgsebekllegfedgo1ffalgfWftZdfffgrenffgdodfYfddhcfjfdi
                    fedg0frefggegjZferfgucXfgdjefdnggmfklsfggggdfiehdlggejdfgci9fipfd4hfmjffhedafgfYfXdbfddfxidifameflkdfcfhgpgfffekaiZeqlfdfiigkckf
                    msfhnehfdfgjeefkecggeggfggffgdkcgvflafRdofrieggZguffhfcagdgfffflffgegfjjggfejgdmTgfWybTjhccgbiifejfZcffbdXfekjehffZmadeeffhgffsf
                    girgjffglfcfleedggmYgifaffjffeffYccfdfhgegeegfebffceffggggdgoplfaWfafrggpfWjegpafcadgldfgfgqkgwdVejmlejcffeYfggeffhefcffldjggelg
                    flcdfejggkfbg2fcfgggbiffZgfcdgfjffxlggfhhfehgfdgfmeih0bkgggefffhaeednffg/VeffgfoggafjfdgWmfegdehgcfgjbjgjgfdkhmfeffffhYZcbpfgYxg
                    aezfggfgfVlajdfeylgmfiefcgfmnflieakigeejdgdghhhhiiejffjgtfjZffZmfeeefdbfgjgafkdakgifailrfigccbejnfaemfghdfgfbsefgjbifejeeedggggs
                    ggfefhfafaeYufigameuekfgfgkfegghdnjelfhfeffesnffmiajffifogfhfkhfeihfsgferegmelggpfgcmfbmfhp/efgfjfifekgeegfmffgnefffgbjhdgbfpeff
                    fWgdifggfyiafgn2fgggfUkefebfifogifmqggghiqflicgndgcdebjgheYhffgfZgdhfgggfcdgiddhchcgfqcjfefffgeggeee0fhhxede2eegggtigmYoegjYfbfh
                    glfdefllhgdigTffehefidfghfUekhcggYkfkeeggqffdmehnfdipXgoebjghedbjgdgfghfgeffnfgfeedkgaggzefefwgffdZfamisgdgVehffVegiiejffrcfgWdf
                    fggfkfiegZfffcoffggghxbfiggf5kaifgfgfkcffdftghkdgegcicjefjfiigbfmigbeiefndfffefgVblhlshamfffffgbffggYiffRgqcngefszfhWf2gigiefggf
                    bfwkfdfiggdlgcZdfbkgfbbgjvihfwacaefhblZejhhfcdbgkhgffbqgfdbeXfmehjgcifffdegmaffhWkcejfaeuctfgggefjgggfffakfflfjbfelkeffebemfgfbm
                    dffbfmogggfpdfdcfi6cfomghXfaZfgfchgffekmgnafofkbqfjhlgggmfghfehcftfYddeaffjgggZefgfgkfdialefgesbejafffVffffecfhgfgkdggvfidggfffe
                    fmfgfgfjgagfhgggkeeeXgnkhiggblggUfklhnkcifrceedigfuffedgflqggbgfierfzbfhffeehkeafiZekjgafd1fffsfcggddepffekhfwgfieqhffgjgjegfgff
                    cdgdhgZasl/klfnfgcfolcgdjeekffgigfjgfofefnhdggYdffebjjgegkegffadeceefjx2affYcefegacbedfjfgfbgfcqfwefefhcjwhfgfiffflesegdfvfeggbe
                    ZfikffibajgesYkffmafhgekg1dogefflfdeedghnfeeafQadagegYcoggfmgfmffpiechfvdghffgSfegffgfefXhegomgdzmfYfefd7fihifgdfffgjefmafgged4g
                    feZhjkfdifxgfghnegfegomZffgofeggmgiggacfghihfpmgfdhajdhhifhlmdgeThni2dfgdnhhfhjgYdxhaigexgfkggifgeieelpgdzepgYhfggheefgdTfujejje
                    ghiffiggqehjaffjgbjgjdeeYcqsencfcVbgghgfcgxigZefjkgffiaYkfdpghgdffcbedefgeffhfejekmcfdejYfghgffgxffpZecffgfaafogffefflhfhgcffggg
                    jZfmaifZfdfhffcfpefdjgofffjgZeqfeffashhfdgfdgegsfcqfkedfyiffggXdfjioieafogfdggchhfbgkfgffrfhhf7ffjbggfg3hbpfdfeeffekpggfggfdhoqf
                    jcgggnfbghbfffjgfmfggZidagfeifffpggfgdlqdfgkgadfndeedfefiddocgjfhegfvYdfrffbeckffkiplffegphfaagwfdfeeffbgbffegfegjehflgembfixtfa
                    hhfcggefcfdggghpffoafgfefgeeggfgagbfgfedfcfgefngmYflkefgefdeeQnfjqfacnfidfgefckfcapjggifgXdUafhggifggffjVdggegZtfgmiPcfldOfcgfpf
                    ccfffggsbfcZbjefgddggxkfgmhnofajifwegfbdgfbgd/kfjfgqdjfefZfdibbgffesZfeiggffgfgdeefgfwfdglYhg/jXfVfhegdem0hvcecoaefeegcelfggjgfg
                    fqefXjeffxgZaefgffqfdZfgdeeiggfdWnffehffggkffgebliggjgdf1teomehggRwefecnfghgeidgggfgfclfkcnfecidgglgffckkgcfofetoxdflfhcgbiejflf
                    tlgifcfjfdfgehfficfifbekgXbbakefdbhgffgdjgffcgojgflflhiigfcegtdognfggfieffgggnehgdfffgfZh0Zfegefelgchgkgljdefrafffdgofgiefdofdgg
                    glbggamlgifpbfjeefdfffgwxbffofcffZkeqjeubiffffqgfggicgffmWfgdecfogffefnffefmgcifdgafkqfWzhemgnhjgffiadgddpefpUignZfnffZfZfkqodgo
                    hggegegifdffgeejhfbfhdYeggldfdgfeadccfkefgYjfddhjffgpfphaffigfdggggfnnjdkafdcfmggdhdcjc6igecggfdkfcdegfgfgggbefbbefgod/ffgihcXTf
                    lfefacifihgjgffffqbbXZffgeYgfSdgkgcnefgfgbefdd/ieigfgeokgffefnkdcgefghdagmfhufhggdhcfUaideffjgZgjYmffifjahgfWmhffhiffpcdgkhmtftd
                    iffogefelffegffggdfbbkgffgddqdffgefjjkhdjgkgffffgaagg/jgYbfhfWnmfgfeVSlxeffeefggfygffffgfvniikfggcfW/mqdegkffhkcfgdlfffjffifefef
                    gkiqffiejVfefffgXfVoebfWdggfjfgfjefWjfekjfflfahVoggZfvdwXdgeehgfdZggfcfeshgfeYfghfZgigfegledfeoeghfeagghbdgigffZkfqdgujifhfggofb
                    vlgfoffvhdfhNffgicgg7fgnffXgfgffilkkfgfffxhdgfeefgidcgffgfbffefcfglggpffkhfjkdfeffgfgadoibfggfgdfenXcffgijgag1aaeffecfUsbqcdxfff
                    dfgncdffjcfdafmaegfdfgjeeeqiccmfgffjgffiedfdrabecfjffesqlebpgghgfmehfj1tendehavfjZgfbjelgiebjfbbcafudgbihgcfUjffpdcggedfYooegcjg
                    ffYfggWekffefchcaZalegfaMfdrgofddZdipmdcYdaZXohgXgglgfklamfjmfdkgffgffcfghfgcccsgffjbegaibjqhfjfgqeievggacZegfeedoeiugjkgfffggdh
                    ddlfgb0cgfufegdfjgdggfpkfggffoefaUcffffhegqlfdggfgj3hdgfrYdfccbglfiecregqjdjXgbgnafbjfgdmadfgqhhfgeexnjffZgkigfegegdegglhgfebfof
                    f6dggfddflXfdfWflggjfbd5alhcfighjcafggfYgjfgQggingihfllrhYfkeegggil+glbdfgegefffdhehphfiffhgdicegbagggffWgefffefgekmffhgYgkgieff
                    fhdhe7cgmifafnkgogcffrgddlgfidja1dufrkqfehaeTkfgfggfsfbcdcaVfggjigbYceaefgfggfeclffedgZeqdfmggejmgfgffehhfdffjgbVWfffgelfecggpef
                    hfeegfgenhffgcimgcxhdcjgedgg/fgfhijjfgeecfggjjffgihqefdefffcegehuegofegfTigfkfdffexexehgfgVZifffTjfqeVffcdhffffgeXggfflfecgmfemg
                    feffe0lcffgegeghekfgbgkmsbfjakivgdfgfmeffhfafdefiglhgfiggdfopfcgjfgafgtnegeghfefjffgfaeesfemmfWlfcdodrgfghgfegffitfdffsgghfjzceh
                    Wigdbffbfe1eg3eermceZfgghggfmtmgXfdffjggfegeeegjgfbbfghgffjgfkgefdffefgfodofdkgfahefffdgkpZfueofdfe1jfhjbhikfheesggfekgnfejegrfg
                    YgfffmfggspkjfjgfdfgffgwfdifVkyckffgadaejffbffegdgggZgdnsbagegmcudeffnYgkeeefgfhddfZghjsfgfwdefdffrfhdgfeZfffamgdfgffgegghgeegfe
                    erhdbfdgffffeffgfgbfedggfjskzffkjjogigeghigkjipkfbagbfdegddffegmfjefjohifgbgpibafgffdgjfgakfgffokgg/ffeffgsgcgfffghcfljefifhZhgg
                    ekaXVgxffbifeefdgelggmidoWafbjijilflgghfeffpclghafgffffgfakTeghbrfUgeihfmfmigfffgebcegflegefefdhefgvoggaaffgkfgffaffpgfgfbkcgggn
                    gk4fgfhbkgffffbeegdffveeelegffffifigkfgfhhfghgebXfoogdigzlegofgggeqheffhhceggecfqkgZeZgftgffTjfnjgddcfZdffijgfZfgfelwidbcflmkgsa
                    fgfdbmgdfjkclfgfwpffXedgiihciiffkffefgfoefgcdfgcfffdeggffffifjmgfibgfelfifhiffjgfffmfggffffereXfbgegfgglfghepgfbfmgfXfffihdfogba
                    gfegogffgZdkdfgbfhigoggeubbghigjdfeifRgdojieoggfgfgjfeeedihefefqjegibcfgeffdff/fcedZgoggmlfedeZjgebZfMgjhfgXkkkeghiglgfedrfglegh
                    gccefffffpigfahefefbofndfgfslegffgffridfkgheagfjqfgedefeffffgfiebfgqcjlhmffhevlgggeWeefeUfgfagfdfgdbceifpffZjekdgffbhfjhfehmogff
                    fffagkZgjggiefflmffnfigegWpffddqfeiefg7gfifgfgkbfZbffggwbfggkdbfhfqfmnbgfjlbgfnmgeZfmpedbWjkbfffgcUhfdaegdgmfcmkfhhcfgfffgfebgcZ
                    bfgfjflfgalekdhfnnhdhegfefbddnffgiffXdffagdbgeagjg0bcaihcjmcgggogfgicgffffgechXglfmfgeffidgjfefjbfhfcgeffkggojneffggfheighgdghmc
                    dogefbYiidjkeegmVfnsegfkhfflfhggfefhghfefefkfgfrnfoidfiffllfffegfhnhluegrhenffhdjgphfjebgffebdebanYgfdffdffgfUfgffelmgeefebffkgg
                    fqfgekehgfeehnsmYffk/cfafdjjdetjfmXeghgegifidgddffggeffdlffsZemfcmdffleZfiigecfggVggfdofuigdfdhcggffcogfbgpffecfgffgffcfffikVggf
                    fggdgfoihggkfegkdfhcggmfgfgf7ghifgfigdujeffmgfgffgcdoghfegcffffjlkfgZpbdcedfogYggrfggiecgnsbcfefgegdngkbfgMfffiflgLgflhevgeahgfd
                    ZfhcbifZgepfcdfcffdamVmffhabggebhcgjaofifdgefffdgfglfkgYygffdpicfnfIgfigcggVfifdgdutafffghabegegrflbpgbegfjgfgigbemjfXehkYfegemk
                    gemgefehfgrgYfzdgbmgsyYeluo/fgdepfejfffgeffgvgckbmidjggffgmkfhkgYeUcichgeefbighguXchVrfgjuggfmcfcfhbieneedfkpgqgimfdcmlfgfjggffb
                    eYfffhfobffdcfaiifeldfggfffefdecXkjelglcZfgfwnfegfgdfYifsdjggnsgfdlddefagaZfeeighkhcfdgfkdfgegffeaqfefftfhjbohihhdgeigffgefddedf
                    djggbfgjgjbfeefhscffenfffaggXeggfdgfffxfffgZkdrjfgcffRffgemzgffhkfflgfgggZhfefgfegrgefbffdfidkgfogelcfelgagsfdhegfdfgfsYcmehfggw
                    fwgfqwfcfgdfofgimeeZcefhlfefeafgenggwcmfngcfgbdgfgfcfogefXdjgjfggyqjbnfffebgdff4dffegjfgdgegffhffhgeggffhfjfShlgfffjfjcjgdfjibfe
                    ZmfggcefgfdfgdffbdfkhgfahilZfggbffffrfedihfYfeiVfekgocgjedkndfcffgfZiefSfgfggefgnefefdflidbfle/dedfgodeeeaffcodffjadjlgfqdhfeedf
                    fj/fdfgtJegfcefkdbfZjjlffjggfddmcmgglgffnefpbfgfa/mtffjfekfhgjefgfgjggcfyfgnggffglfedehfgffigsboeggheifbfcfngZZgehhddfcjfmieYdeg
                    gfflhkfgfeeihfae2ffiZoggfebdfXfkdengSmYdcbgdbreefcpYoff5egfmfg1ghchgghegefeqdefpdkfdejcefgddgogfqcggkfghiaeeqmgkcifgfflhgegZffel
                    vgfelhffj3lifffhgffskffg2ilmgggfghXkmbgififqglf+ifgZeffgaffgjecighfegfpebgegfgefecfgfffcjgcbffeYhggiggdeagggffdkcgRbkvggggfig0fk
                    bfzfjbefgdffdbdekrQpfbecdghgdfjbghfgffeeghShSfeefglgfofgfydbffxlkfliflicfcdfelggdgfifekvfedfcfgffgbjafdlfffffgifgdffdhdhggkfiefj
                    ifQlhfgfggeQfgffafcfifedefghYgMfvhifignmfigggoZhafeafedgefgXfcgegffmclgffgffoaflfbgeYkfeeeffgcfoafffgfgfbfhffembXgcjeiaeleemkegg
                    feigbgfkggffgfnYgggefgfgffecmgrfgcjhfepjgfkmcnXfgfcggdefladffa4ihjoftfdRagfjdcmffRhffWoff0igefjgheedfkgfefgfmhmffgdgmefjdjegdfij
                    hfjffffckjbdjffckTfgfehnnggcfgffZglffgoigfegfedhfhfiioZheeicRffccedeofowaXfkfgehf5fgjgfkgfqgefhfkfeebfcdkffeibffgnffeghpjtfkgbgc
                    gngkgdfegfkeiffmlYkhkeYdevffgefdagtfdagjfsinfakffgafefggegpbfUgiYeijgigceggfggdjfl/mlRgb3ffrggghfY1fhZfnfidmiZfhfidefYefkgldkmff
                    ekddbnjcfgffcggfgggdfaYffgZfdiffeegffejfblVhakbegggaaffffZegggggifWhfbgklgffZgiegabfYfgffeebelfzfibfgiqzfh/YgcgdafcgglhgccfggXfe
                    dccuigfaZgc3ghdkkgbfojgae/fefmldgffgggmehk3ggjfdhhfaghpdfhgklhegenfejgefegffffjZfjcfggkfefggcgefqjfrfgbg6Zdeedgciehfmgnebjglhkfe
                    mgixcUggfchigggcfoasdbhgddageibtihdrggmdefdhggfggememfdmjfggggmtgfesvvfffgifejgffgkfefzfgfflgfefYfYegjlcedmafekcfgfgmigfggffekhf
                    fUgegihgkgffnfejoegfcegfkffggjYfiffdXogffelcffmfeffhgejggwdffkcffZcfbfjfdgffYgg/afgbfoZfvgfefiffdeddffgfmffffefffgheZfoSfXeeefft
                    fkjgZqRfkhdfdfjZiZsfigffgbgdkggfnggflncXeggfggl8YufdgegfegVfdfgtkggdggfffdcfffehbjmfhbefZejjfgfgffadfkgffcgfffefogcjgagWepiclfgf
                    UdgfnffgYdwefkenefgegldggkbfaggbkhhfkjh+gdfbffdieg5fgdefcgffiWefYgWdWgnrafgiiehpnhjhaXcjYffjfbfffoRXgdjmefigeefgcjggjjdjWbkfdnff
                    ege9fWfigfggdkifgiifcfhe9nljfighYffeWghjjfmegfffibefjedfogffdieZekZffmdgkhokikggfgfjfgldgdcgfwleglhfcXgcmgeTmfYggoifgislffeeifcg
                    kcigedhYemgfgkkZgdeggeffffefefecgYfggbdefhigXfighifgnbfegZpfffmcegomYmegfejfbdffhieggfeZ/neifaillflefdifjdbkgisgofngbqfYfhfffjep
                    0igcgdfgfffbegffnecmgcpeekgdjmdhhgfdafffbhegmggfcfcYgfsoedicfoZfcmgcsjfgffafcifgf4gSdfgbeYfhemesaggflkpcmffgfgigfldgZhg3gZfkegfd
                    fildgffieZuiegfjfighdig2iejigfiYgehfiff/mfjiTelhlgmoefifefgZnffffdfgVghwwgfigfgdjgggbdfgqnehmmcYgcnldfffiffgciedldffhWbfghhecfhf
                    nfomYjcgspggejPafggffedighYhffcgffkfnifgfjecfx/ffkjglegdfbgdgrfogjbegfmffbefgflgfebmicjfjhgegfifYhnYfjnfgegoWdghcgkddieffgSckgid
                    feZygftjbgfbnhghId6dgdfdWdcgfflfXipfhjeggglfgagegffgpffg4keeafcfgelTZgfaegkefpfdfblgfdhfvmffbfkefdgZkdbdfffsfTfhYjbfbZeethgcfger
                    fXebli+fhdgfefjefkdfgkcfgbffmfbhfglYdrfajegoeciigdfedeifeffffgeYGlidbjfefebepgdffgkegccigevtffgZfolcfkbfggoffffekgggfegfflefdgVk
                    gff/elgm7eeeWcWXgfgdffmfhXybbgpdehfbhddbogfjngigfdgedhaefgefffwbegggadghhtgigyggegVfffodbgefcjfdffqfdgffhdgfdfl/ddfgdyedhdffbiqf
                    gffdjefeegggoYindeqjfmgggldfddinffflfZggfwggfYefngihfdhgfdYggqYigliagagffogcegceffqlZkhmqPuefkfgbffggdkmfgbcZcffgfbfcffjeXedgmgk
                    hiegcoajpffehqkjdhgckadfaediveggefgfekggeWggujgjbwbfgeggcjUmbkggfbfZmdgkpqekfggfifgcfufieeggfbfnfafffdkftkgjgcbfmbffaYhnfcZiafhf
                    rmgkZihedffgggindggdgfegeigaelefhgjfegghcffpdeffgdUkfjgfgdceffoXpgigWgufkfcfh/gffffngffeffgyfehbffefggXefkgjcegVajffndfgbVVeifgf
                    ffiNbgnggvofccgheiggg4ffcihoZggfggeiggmghiggdgedogkfffdffhgjhdhmgZgrggegsffefrkeugiffbffgbegfgXohefdchcufgfegggddgfdlkehmcfwglef
                    f1fhgbdegjfjgffffXeeneeglYkcfccgifdghhZfgcffghggiegageffrngfVffggYYifeiffbgWsdelghfgdmbffeaffefigcddteff3Zffmgbjffjgbrpigmfmefgk
                    iiagmgpfgjffffgkggddgfffYYegffffkcebctdcYvigefkfgedfnfmqfmfbffcefeZvbZckgeafkeqgcgfifgdbggtje0gfkheee2efUlhefgf/Yhdefoffifefhggf
                    ffogfeopglfnefheadecogaccefdgbXUYgofiffhTfdfbXaggeVggmfrcfggfffgdeggaeftfcjdsffbgfpivffeqoaXfXffeelemmdfhgbaimfgfgghnfj8hbffcegf
                    fgifgfjpgfeggfifvVgmhYfaffgcfqfefgffVsckggghegdogibgggefYejhgelfhpdffcfdebhliffffbagvihfiedkffgffXbgefghgbgngffggxllgfccdjcmcfgs
                    nfcgmfehbfgefYkdghZfjffflachaffgcefeffgaigewecffffYbcggbficaggfegZgegZgimdbefhffgfhhYagfedghgffhggbglfifeggfgpfkekefgfcgjqZglgdf
                    gggffetuYfgfgegfmgflgefhfeirjejafflkhffkfmhk/fgpbgddgggnafcoUbjYfgcfkfcffdiZfhggbfggfibftffgagqgofneoiefgpacgogfgaesgfcdoUegfgfZ
                    ffbfefpikooujfgljdg5gdejd1adkfbehigeebeZeggfgfbggmlfggYebflcbffzffrzdhrgfffXffifgegYgfgdefmfoliffgfhfmggihgiffedffijifrfbefefffg
                    fffgjdffYcfhgkgaefiYifjbgjgfgjdogsgeefeoglgfUfZjccgfffeecghgidfejdgilkecvgeggfnofheebgffkYjgkgdngfieiffflbabgfgfmahfkihceagcceff
                    gmkaigfgffggZfZfigmohlnaffjdgpfgfkjlzjc5fideZfggeedfjfehffggskrfieffeYggfcbdcfihjhgaglcgdcdbmigecffgqfeihgxcfZeblfafgaffeggeghfm
                    kfgfrftcfgSfgerdpckgkbfcdghffiekhztijgkggXqbrbhwnkgfigclqigggjffgqtvefkefhaffgemigeffuggjfcjggcYdMfqgfsfggdhegVgffceikghfgofubgi
                    bgfggenggkpnjfidgeffofgfgfgnhfeggZgfgctjafcOgggZfofmlckfhfdhe/fgefbkfohfhmffhkjfsgghffetfegflgfgfcfmfcgegcZkgfnfggsfkfffcffffbda
                    ehfgegjgffgeaegfffafjffgffgfggffgfgffkaeieuhgdflfndqegejWpqeagefphgfgghmgehfffXgfeffefgigedfftfgf/kdcflglerffffigjdZognfhgikfgag
                    qkfdffggdcggdfofhfgkefgXiegfbaYesVgegVeZjfntfolhfedgZdtfjfZeefgbokbfeghgeffffkmbfjmggfgffffcedfkpfgmfefmhleffgTfggYfffkhgfgfeeff
                    efejkfmfddfaYcvdgceegdkfhgggqlfUrkfddifogffffUcgvjfgefeggalnffgfggefggfbfZecYgkaeghgjfWbcefYdfegYfffofffjggegrbdheWbgXifbkfkgoeg
                    gh/gfgjaffYmogflYeebgchgfbelgdff1dfdhikedgnfhfjgdaccghecRfiZehgdfjhfofhkaggkc/ngdhf2tjteiwfdgeeidtfokbnqoldbhgehfbffklfvffmgface
                    gfedY2ggfxYgfgffifdefgfheegffndgbXjyfffgfffgetethbfgglmcgeYhfhfhgfkfexfagevfeciojgjjgdcfigfeigbndhbfhgrefffdgfgddkfgfdfugefooiff
                    ggflTaggiegoxmUtjgjfaeeffogfmbfhfggfedeoegmkcffefeffecfliicffjfdQWmfhgedbihflpdgfgegdghjmfaffefefeffgeejffoffidjgfhgpdfoYgcffbdf
                    ngehfjefgfgfd3gafefidicgeffcdfgefmfffdoebdfdifdggio5eyUkgkgfZpkgfaXegfdhdfgdlgegkfggiYgfefffjVRbeqbcekfhggcrfhefpefffghggfffjffl
                    gggUgfjfggfdickmffekfgiigkhefbhevhgffbcdjldgefch4ggfegeflfanhnfedbakgbereXdgfcfifafgiggedbhgfgdjefeefmcgefiihhcbcfakgcdeggejqalg
                    hfgfqdmgklegltfdefffdhfjacefXdffgmeffkfffffgmZxffefofhmfoefcgdeefgpeekfafifpejgdggiggiYehfrYddgggjfmbwbkjfsfdffmneeqfObffgadfghk
                    gqgefmbgqlcgfnffogffbcceeXgslohgscglfcjrfgcYkfekghjffgvgdefbggjkfZcghgjgfagggfhcYghgfeebfedafzfegehefglefbggeggefhrhbejikgpdgfgo
                    iegqeegdkemigebgficldgegagloegfgfvavfUsehqgdeifgZeffdebgnfdecjdebmgicahjfjfgfgpfcgeycbggdfftegcefleqi3kmfjgmdhigfgfcfecigYgfhkeg
                    fgdligahgiffgddlkkjedgfepkggflffgieffffngjbbfchfdfhdehbesgejdcgedicqecybgfbfetjcfgfgbedgckffcfegfffiggggcYggggkegdnhfigffffoaeeg
                    fsgiffibgkgfXegqgfhffef/fXgd4bdidfdfgbfffdXfgYgmgnhemdfdmZdpyeggflfjifjgRlgqdWj0eobeZeoqfaggfdfgfiifggdegffffbhd3Zefkffeibbcefhb
                    fldUfefesfdgeiefeegffffdgdghamdfhfnecrfZgicegfhnefcgsfdgffefffcfpgpglafckrgafebedfihhiiffffjgemfYiefffkdfsee8feme8cdfgcbefiedggc
                    gldefig0gigffkaRefqhhgedidffNeftcdmqecflqgebgmfeejifjzgdffdXfigcgZgfgefgifefmfiffgfgfcbfebbgffakcgfhTfcmiffcfffg/hggfmffhjkdjcgn
                    gfgfgffeedgWgfdambchgefsdggfbfZji/ckfdfffffedffkfheffhWcdcfimfgecfeg1mtjfejcgiecjjhfffihfjdggVliggffcefkdabdjnftecedgffehgcgghjl
                    ilggfahefiefclfbhggglggggfbdeggggecikdrPiZgfgesfchjmdgkcdfkfghggjfhmmfmvgggfdfgghggfd/ffafgefaeefgfggfflkYddgcgbdglfZifjefeghggg
                    fkhgfgenhbgYgflffhffgeggnfljflIhgffajefggefffabeieoggeffegdgfbefffcfheffebfhfgfwdglfeffiggehdZefkZmfhfnldmfeigjhggeduhiofnitdgcq
                    jjgdplffffgeegfzhkdednficfbblfbgbfbfffhehfkljfeghffggifdfpegfcpffggfeeigggijffZsjfjcfgffcfmgdnffhqfirlhgfh/gggfjudfkhjdeggfjgtjf
                    elfffgejgjgdfchfmZfifggdfmffefcfjggadfemfamfenijddiegjfleemZagcfgY0fgmamleifefnidXdcfZdacffffgfgggggdfrgjnfitoecUwfhWgdovgmfcfgV
                    RcielgcegdfgfnkXlfshfgikfhmfdediggYknaekgiefXffZfagvdvgffggjmmbhefsgfdgfccgZffefgfeffffegfefYfdqgYfdegdgnfbiffegfehfenfjafbegffY
                    ffgdfdkfgfdfgefeaglVfmgfdegZfYeitefgfgufYd0YgefjgieigccVhfdgdejigfpgjchprofkpifjagfirqecfTfegffRdgfgeed4eegkfgallgjgaehbkfgfenYg
                    hdgcceeWdigjggglhffggffffggfiffZfkfvggjlfghaifldnfeggffffffggcgijfghi0pfgYjfhfcxfs2fgfgffclfafXdefglfdfjkfidZTgffbgoeeadfehgdgfb
                    rfcdedgkgfaggddfgfqdgfOfmcehdoggZglfujkjfelcebpgebdacgnkcfiehieagkgYfgggdgdcffeqekocafcffhdfffjfgglbZaaffojgbgmpfgdviffffffpgqfv
                    kecthffdeddcffkeelfhdmfYhfikfrffgfdgkdfYXafeeefdcgadXcegileffgfegigcfogfeghgigfgbfgaZgreqcaefbggedgffefgegpfkcrfrgfZnrphgff0kdgg
                    b/hggfcgefadafdeff1fgcrjYdfegnf2effogYgfRdqggffflggigkdgbjhdgrdcflagTqfffgpfhfehecffgehfigpngdvgfkdftelfkffffhmfigfgffccfebkiggf
                    eefqlggecgijnfZffffWenfcgdfXgcfghbffgfihdcggmcdgegYbPffgjoeffffjffffnfebggXhmrofcfeebafjgecflfgUfdgPmfggcfgaejffiffdqggkYeekgkle
                    dgmfXdflejhglfifVff0ghhfbhynibeiieedggfgYhdbeyfgffeXdUigpehgdfgffffggfdfYdhfgk1hmfffeejagegcfggfffffhgfjebfuflggcbgcgfb5Xgdedqpg
                    cmdgggffefdfjrhfhnZgghgdgffffiwlgeigffhdehqefiegfkcffkj2dlmeffgjhgftmgjfgeekcdffdRgffeffiggkfgffWfmeigflUkijfffjhgfejefofpfegfff
                    cfkfhfgkmgonlgghofcfgdgieffafgmfggfgfffSeelogchaegXgeefekhiggfgmolfhghXidgfongfZnYhdegmcagYgngcrhQdffdodfglagogkbngfgffchgfgefcb
                    fZedzggffYgggcdZkoafffhffVfgffggbdkbabfhffgnqfiWogTeffigigegggeZgggfYiefdgkdfaejgogdeemgbdffffeeeegffmcfgbcedookgflogcfhdfiahdjd
                    dgfbeefdggefefgfbidrdWhjfiYdccbcfh3jfidbfqffgiXegbfccighgfghdggiejgegheWgVgeeZegzmdggffjfgeffjciadfkifjgfmfgehhfdggfffgrplofgffd
                    fhfggdihcfgmhgififffefgjfXfebZfffegkgdseifefejbfrff7ffdffjgbngffogbVehfrfhdvdefkfdefZ9tmfgdffggfXgfZmgffjcegqngffglgilbfcdfcgdff
                    nliWiZlgnaggllggllehgbgifgffplffidkggegggvefejifkmefecmfldbgabffbbdgjvefmmjfggfggffgZchfejZhefgfngfhfoiYgbfgegfqfYfljhgkewihgcfc
                    fffgjdfhflcgdeghgjgjyfcbgghdbdfcfiwgfkjgZfjggfgggcbgfeilxkhdXfYdfffmffghlp6kgpdeb/mjljhgdVmegffgiglffengeecfbfkewbgejoZizilfchek
                    0ggjffTjgggegepfggdfgfffefhTfcWfgkifZeggmivrjkefSffhifaeeegftrffiffffgfgfff3tgdfhgeeZcaedeggfihmffgcgZpffgqfdffthfpcehggfedWbcgc
                    bgkfgZgfeednvhigggpfefgegdZdjffifvgqTfghadfgfgfffffiffjiifffngf5ngZgUdfsfgfffadfgdfgfgiediffffrifeifmgbbgdghigfkfffibhevchqfenwd
                    phfggegmdmfieVfifZfggfdckjgfffgffffffffhifffgfbcifjebjlsffflfsciegighjgfWaleaxgedgfggcggrdgbdifngdfgfvefffhftdfeggjfkhifdbecfdfg
                    fnlbfkWgbfblgegnkdfdaefiflfegWfnpmfggfgfcZegfgiff/dfeemffefigdfefikmgUgagffgfbkcfgfmgfdgfmefffrbfWdgeYgffgggfeg5ftbdjYegeffohgff
                    efh/ffjYggjfkctffeiehbegfegmfegeffcqchldgfhighfgadegufeffdffgfenefiWgfcdgbgimfgjieeggfsgfidifiifeeiegqmgfeefrefeg0ffgedfddjffefj
                    hihefaddmdifbfdgfeahmkdhffdyfZfdhdfgtfbgYheffgehffkfkffiZgpgsfeldfeeflemhfgggZeZgfoijbXeffclnfgWffkbeffggfffmfgbgjjofgf0fwfemfVf
                    dfefgffigifggnidgk0eohegVhkffecbbfogigdfflgoefgdmbgfecehnkegmmgffkmnldcZcefefdgjcfefbffnedXnfpfjfVfdogbjfhflodYnifafgdiffXjfgell
                    gfYhjukjhfggdRfgfgfegfadfngkgggiigfXbfmigYhifrfzibbfgigngiffgpehjgfSfkffdjffcfehggfZflhgdggfkeicfeftldffjiffeejbffddlckflflsebff
                    hgpgecgeffafdghgfgkmbfglgffffqgegZfcqgefbbfgmfffgavdffjgeehejfVfffgoofojgaiffifffejhpgffgeggfmUgkgfddgoihgffkhjcgUaYesgfjdgffYfo
                    egfqffgfdyggkfcfemjiSdfgefefVfflcdlflfvhfflgdYffisfeygfifgjgjmffdekgfdfffjTcXjoigZdgbfgggcdggeioghfmcefnleffcZfVgghgfmimkeeYwfUn
                    fjdorXfancffdiidpefhffgSclebYVbkekciggghaZfgfhhfZfdedqgfeggPfghbqiefggmbgcgcgffffeghlefbffofddqgphjfgfhggeiiRnfXhnigqdfgfggfbffe
                    ehggaegfmZgglfecfjgdadfffmfggoghcbfrdhkkgdfggggffgdefgYvmggY4gdhfgefiikfebrdfmgeWfffblfagffhXgfgaffmgffgmeqgfijtnefeqmfhYfgqddgr
                    fcfbfkilgffggYgXdmfgncfdgffllfafhgeebghfiwfkjeageagecgcPgfkhKodffeU1fdfjingffdecggdfgsbggefYjpffeliffiZgkcffefglfegpceZbeghfeeff
                    dXfhfkXfjcggkcfbnbegfklofieffhvdbf+gSfcefhekignffefohghergggdcbfTheffgogqbefe0geecikmffffegeffeugifZfc4kflfrihffmeigjffefafgfaff
                    fieffcfWfiizegdigajfjexkcfcxffYgfkgjgnggfee/agWfghgkgemeiegggicflgicfffedgebffffgjebgjejhgokfgmfagVjfkfmefgbgfggegezffbhgggeielf
                    ZkecfgfcegfggbmfXcdicfgflmgffieghdfengggfegfgh4niifegfjfcholgkaeagggghmffnfcfkfgchjhkghgfffegfgmUQfgeYfYZdfff5fmehghmhia/fffffgg
                    gzskffWmgffffgfkfbgegbgZfjUeefffgrgfggfcmgdkjfgkfe1gfeegfegigfgkkefbfpabpggbfVeWgdcfWekgWgfflgfhtffeijaeffiegilhfeWgfffhcZgtegef
                    lejghfbebgcaibfrdggxddrffgifefgefghjegmgmeefambjdilcjiegsdfJfmffmeefffgbflpgcdffkigge3mjeeekgdflfefifeefefggfejfeefifffgbpdffdgg
                    iggdogelgffffffgggjimmggffgcgegfffkdkepffdgdnfgcgxpffffgdkcjcidfpeufcigfoelNjfngufjbgkfsgfgdggfXghkdfgnfggkbfglfgfomlljWUfhkkmee
                    ehUwgdbgjebmofpfcfifijjffgafhdijbgefffhbgidjjfbdfdgggfkggbYfffhfwggfgdjffffhciffjhfgfxggddZgffgcqggfdugbfombdojcfeZfYkmnedgggbYY
                    bgXeffkgfgfmgoffeeeffaffXdfkavgfkcjdifdefdcdbdogpfgagekhYblfgggfd1lYcgfenhfZfffhgefeUfkcfjfqcgbxgbXnWdfhcglfgZgcdmsgfmilfbibogff
                    dchgbiofebakggfcdfgongffmffZcgfgYekgkg8ffmfofbzadbgqcfeggfeggfoifdfjefiiuNgfhbidhgtffecdhffdighbbgfgfhalffcfegfgmfukgfofgggdfqfi
                    fghgfffkhfjffecggggcgffcqraggfiwbagdfigeeeifbhefgefkflnfffijigjefgemafeefffgoifmgjfigflangeffgdokfffjhkfdmcikgfghffglhkPgggebfec
                    flbfmfdiahgfcbnpeonffkffggWffncgghlkfiegigpefefefkfffpdgdgqgfgwZWgffmddefbedgfiiWmdZfgeeeh2gddegobfeeegcfdfgfjegefgggefbffmdpgjg
                    geaZffgfgefVbhipjgfefffafrfjffPjcfxfgoUgfffdgeedrkyfgfWfedfegegghggfkigefkggffefjfgcUgmfbfgZlfecbedggkegjifkfYjggfjgexjkhfffjihe
                    ibdgrfjgfhhhogaangarhhfgiiikgZfjXkggggsngykcbfkgdghgffhgfgggYgfgdZfkeeeneggYtfgdhlZfjijffgfgflggefffhgdgfdtgfdgffmngagbbegjegehk
                    gecfhfbebiffobpjlnxYekdeXdfTlfaggkfffdfedgfgflcefe/frqgehcgfgefhsda1gVggbehgnnejffgTfefnZfffdfoffcmmWfge0fgfcuihfXnggfddfbchfd1g
                    fjbgfefViiffgyggfakffaejcYiginmfbdfghbmbeigfedgnfjgJckgdfdjmfkdgfaggfZgfjffhfecgZgfbhdfUfbgefgiadkgfhgmldjafgfhhibgbcfgfffieexng
                    iffefgTffggflccfogifdgfbffegeemffheWbhLfZifgmoigffcffdffeeYijVfeWlfgngiZfggfgbffYffeefefjfffkgfegggafgenepgdd8galffgcgZfgbcccmhf
                    fkggdmfljfjgejffgafejgfefeffphXdngmbfiffgZjkfnffgfVfggge1adfjhflbkeakfghiddYYggedijbfcdiggfdjfngef1odhnmkfbakgdglgmidfemWfflrfgf
                    akfkegnkifdepncgeofgngfnbVeechndgifgepYgZegggggdfddgufgfdfgtbifgfggehfhgfgfhhZgmpegbeYggifcbcgaienhVgggfUggdkbgffudgkffhgeVfgbfl
                    fdelfjfafjffocggmggZecfgfeqkgX/fumpfgnggSegfffczeebfefjYqlhegdfsZegeicgk5iqecmeicZdcff/fgefcmmogjifevgfffdhjjfgeglkfffffsfgdfgTf
                    gfffefjfffZrcpfgfgekkgfhfefoldgigPeagfahmgjgfcZfwjcjdflgofhfefUegfdhcdhgxkikgfgfkgggbkdimgegcieghbgagdpfigggxffggggffdfeelqfgoee
                    ffqfcggfnmfmeogfgffgfiehgfcdhfmbcffgfgdbbgglfefjkdbjfdYeffevffhfggfillgZggeggigffmelfddfVgdfeibhifcnnegdfhcgghfgefgkflfgfnwffnjf
                    fZfgejhdYjjeecgjdfofgfbgngbgfnlfhfhdgfeffjcfklkfgefcbiigffgeejbVgfgbevdcelefejjfcfbcfkfcfgfdfhgggefgjgfbcbeghiomgfbfjfihggWefigk
                    1fftiegjfmegcceiggfffgnieffgkhfagfagffcgfpfekfeglgeekgdhkfehkgZniZgofhagfbfpgcr7fgkgdftffafoaidgdggeekdf7sbhdeeggfgeffpg/Wqnmega
                    ffgYffcdfhegfffhffghfgbdgofkmVfgggVgedob8dgofUbgngkkicdfclgegYfefghcfsYffigddffffggwfgkfghfdnfiYbffdfmdfggfhfgiffYiffcgoggffffff
                    gifdswdggleaphcleghmfkggffbfeffgbceigaffhdfmgjmgliedefigdggqhbffdfloegibbeboeTsskgfeedfhelffqfigjfgsfflffmhfbpgtgecflokffffffidf
                    jbffkffffegcgfgfcfcfggqfadefffgglfYjegddckgfeefZeffgzfegfffhgeijkfhheefefgdgafgbfgggfegfZqgghxcWfufffefjlfhffpjhtffeckffffbfeifd
                    gfgf4gcfgbefhgekbefebbdvfefffikfYeggcndffogedffkeiWenfsfhglfjhfjfcioNioegfgggocXeggxecgffhelgggdgiubg5gfeffffofepbfddbfcvfjpb9ai
                    dlffiemdifhfyYfffgfeXdYhggvefefgfVgpffgseghjdgedfihiXbigikixgafgrdfjcdpgfeekghgegilkehfaZfidhfgaffglgfifnfloefggdbnhgmfcejfgglgd
                    dfecb3XfeyfdfegghcfhfVfddifggeeffncfdfkhfferfkgiyeihdggkfmggjgZghgggfdajfgenljZgffkdjklffefegggPdayggajcggiqefgjYegfgflhddeicYYj
                    hiZgfjabndfexfgggZcbbchfgYhfdagdggdfgf2effhfgdfgkgjafffbldfngfcoegYeicefhikggffddedggmggfimgj1doffgPZatgdfgffghbgbegcWfgcigdhfhi
                    bgfgfggdvkfcgcghfckZgbinlgddnfmfbfhmgjjfgfffgjgdafecZigeYecefZcekojddRgfaggjjyckXefhcgfeffgfaUeeegibbfgdifdmcheffgkfcgdicgkjjcff
                    gfmcfkgYgfdffgfgnffifgYdgg5ZijfgedhimhbgjjegfeffkhjfjmmgaigglgjfffnfdflcdXfregfgmffdigmahfffkffdeoefXRfljjbggfdeobjgfXfbifllhefg
                    kkukdfggcpg1fggjffdfghfglimd4XeajZlukggfhfhfl8hdakefZfeffeemtZffggfgmefbfYggffougbefdfcfqghghfjmZfedgdincfffjugfsrpggfdgnfcffgrf
                    fdfhgfgfofgkfjgfgkdjffkhggffffkgmgfffegdheefhfXfeiqZdgmtgfcegffgffecfgcsjfeYhffgihfeffgcgnfffffogecfeffoffdfZfgeeYf3fhiggfgaecdf
                    /gqieoqedhffhffgficheffqreVcdfehaciehftfdVcfkelgfbggZbdffisckgmtgg7eabbZgefcqfheajkei6efneZfgieliXfgbfjjbffUghdrorgiZjddljefgggf
                    jfgpfffglfefkni1gbhPgkkigagpZaflcfaficdcianafadhdfedafgedbbhffjeeeegabglffiafembffsdflmfnggihgffcgfgiggcfghekliiffdfjffhsqfeefch
                    gggfzejfgffjdgegfggkjgeheffbjbgceYcfjgmfegogfuigffoegfiffgfegqffheigYndecgfedeefffhrhZlfejkgefhgfeapfdcmcfgfrghdlkoYffnegYegfife
                    dfgbvmbjfffbfcedgfiegfgggmXfegqceWqggbtgTj0efefkgrbeiyifjalgzhglXigfbfggZneebegdfhgaabekf8fkf6kgtng4Wfhdpgejdfdgvfcdfvefifgggddf
                    efgffefLhkBffeWdnfZpj0gffbpfgqfehhWfkggXepgfgfkiejbufUegfffgfhdfegbkeeqZZfcgfgfchefgfefglleicfffgfkgfXfgfbgfkgfgdefbfpodfiflefce
                    dnfamkfgegcdgggmkjcjfUqfkwghkgfgefftfffjggefkvgrkjjdkgtjbdeZbegichOgfcueiUl0fiefffsmghgqafXfelgeebiZgngfiZfksgefhVhgggegtngXXfgW
                    dfMihjeceefNegggcggfgfYxfgfasgbpjfekgigf+iggfgbghmfjfdflegfcffcglejfZegfoghjbfgfkfgiadefeffejVcibfTigjjifeggocfpefggfgfhifadVkel
                    vmffZjfgifffknfeffgggZhcchgjgf1uhfgfgogkegmeefcpgjeeeegoadjgefnfhgfffgaceihffgdjtnfdfgfjhgaQgofemgkgcxegffgfhlgffgfgiffbVijgbfgx
                    floffgefgfmlgjdfggfffcakaeiefeffeegmfyohcffdggdgghpkUmUgdncggfgkgbengfefchefagegfgfgefgZnemjkhhZigffkbfdiebeedgacgoggTgfcegcggot
                    gecgcdfgefehedgepgffhcdmgiifngffgfhenieegeggeegfhffeecfudlgfeejbff8pficXfkfedkcfrmVfgpgfuffehfflgeeenfgofecejcglegffekgaefbfffgf
                    cffnoujffkiifffdoedeggUXfbtYjeggbhggkgfdfcaffffgdggdfadflfegfijefofgjfehjfiektggfqffcfggnfdNggZgggfjmjilgeedfhgcfgzXfhgdgfggkgeg
                    fbZjfoffgefgflfiffffgfgabgggffajbiZiZfgdhfkiicfgfggfaagefgfTfffgnfgeefekeirZdhboeffagbfpefhffeefffffghffoffclgdefYjhfrfejffefgef
                    fpdglZedeffbefffgflhedflfghYfluekggafcpgkffggefdcifXeggakceffdgogflofbifjgtggZfjgfggbfefdygegfqjgegfkmdfgguhcgffkfgfZfgffjbgmfze
                    fbnefeebfdbfhgfdbeggl1fcgngfgegkgfffYfbWgeggfdffghefecahbkfbgpgffdfqggfgggcihcggejhYgmdgmiggfffnffagjegfgbfgffhYlbihfeghfedhofeg
                    aggejfgcemfdgefggWkfffhffffdheffdghffdefjmcgfflfYghgggifdfflfgfggfhgkmgicugffdcafgaghghgVpfZfknmjlqkogbffifeifehggidpfhsfcfdfffa
                    fhbcdcghehmegwjgngeggjTffeddfefghffgfigqfkiqvggfgedfhgedefifffggbffe4fffgVgffgdciggZffgjgeegaffhhmXefeljddbfedpogfVudfkgZfhajeig
                    cgNfglfeemfcebmffgffdygrgfaoegfffffifZmhfehamgdffdfjhilggVifbflaaZfbihfenfefgieniWgggYhffQgnfhgqffjkgfgYeigcjghfdYdfggejffgefref
                    fgqhgQfZebefYgbfbffbeVimkkapf/efggdjXejgedPkdfgmcfifghfiYggedggdgjXchdifefgggfYdYfggfjcgnuddfgxgkgfe2fiimkdhmeefhgfefeoimgfYgefe
                    efTfehgfcefffffgtLffljcfgefkgddgkcfddjiegfBffgdycfgcgfgvtffjgcfdffgdrdhedefbpghmgeggeZgfgenfffiZihgjehghgoddffgecoffgfkihfXfcgif
                    eftggcukenldfgYfgechfdflffgfefipflelbepfejWbmfffgfegswfreccohgnsjgkofffqfifhdfghgZhfgddffffmqdffhggfdikbfcadsgebffhgjfZggZghfifZ
                    efffgeffkffWeefcdf0hgfgfieg2ednhlifdhghgfbhQfehlhdbTfffgggvgjfaacelfeadfehgfikmggdfffeZfYffaUffefgYmkbonbodfzbidggqgegeghVfeiefg
                    ogdfZkgffjghffgefdbeffgdjnbqejfnnhhfegmefkfgf/fkigfkf0ghlgdffefmfrXpfWgZfggifdQfgkfffgfbfgfgfRfdfUegjgglhgfcffgnedegjpbffheidkge
                    qpbagflfghggfgWefgflhdgfckZnegpeegffgggggdbUggcghhfzgakmikcddfmecljnecgfcgjeefffdXdflhefflWdgfdjbmedfifffiffZgfflfifdvhpefgkefeg
                    gegofglhfgpcehfkddfefZfkbnfghfblggflbigdgigoShdfbcWifffdacnsXdmffrhUgohiilimfdfTdgcgiogjfeRfglgfbfhfgfPmfhfvejk1fagrlghtggggggfb
                    lifacnenggmfgfjhhYgnigoegggnlirojbfofkgfkcbcgfgfhfeelXfZmlgdfemegjffcsdh1gebgnbfcglfgehfflefnZgflg7gbfbgTikggegqZkgcbdgwigeggkgc
                    kvcddnfZcfghnZohkffddfffffebbidjfmgfjdgffgggdfWeffgffceffigYcghmpffgfrfkjfgfUlZhdfechgegfejfefggglkdeefffcghffhodfaglgggdccigcij
                    uvfYbgfgafgngbfffgefmacnpbggggffefhrfffezcfpofcggXfwf4dkgeefghddfgfmgfZYfekidhfjkfhfffgheegrdigeqffcgogcgfgdeffkhf3heggqgfxf/gbg
                    ggbcfafffhgkcgfhgdgmfggjffeffcfgfpeeeidhfYkZjeejjcefocagoZgqfbhktgdqcidZcjfffcfbbofjgfcfefeghjgzjfcgMffeedglfhkgnggkfdhgdcffgdof
                    FbmZYgffgfltdecgdekhfaghegjeecffffffghvgffgggheVfgfggfVggbffabXffdmZgggbagegdZZfgnjcrfefdffqggfegddrfapfmfrfgmfggmbfefhfejfcqfff
                    ffgmifgbwijffgfcdhp9felffeegffffejogfgfedggggfhfggshfhlfggedfgggffjffflfdeehdkfffgckZnkdgijcgfdgnnhgeebkhffcdOXgfggihgffgffgdleb
                    adfffWcTfeclfffmafanicheenTeccYeZfgdUg6fjfplehcgfgagffhfgmcgfggggggbfPfefffjdwfgfgjfiffzgfrbggejggabfhafggfcUfpfgigfghgngefcffeW
                    kigVfefifabffgfoWrngiggWgfmdgjfeTkeafeaYgkhgljbdcbgjbgxddZwahggjfefefjqbfegmgcfWfffdggcjhlhfgffhfcjgjfedgcteXpffcaflmjfbccZdodef
                    fpfkYjfebfnjfdngegdggfgfhffffeqfglZZgYpfkgkPfgfgggfifhfhgklcgkgcgffkieshdntffigfbiskgftgfvgBeiYpfgdfgjgebdagfihgggghggfgldm/bfci
                    bafgkhdflxffgmeghflfjiglkgivbghZdTgejqfgffZigffeZgegfmcjgfdkXefigfgdfeYaeZdffwhtvcjazfgffhkfYkjgehfefffrhVdfffgffgbfmfbkfkmffgbe
                    gbbofcoefhefvgfgdibdfkYeblfjggqYgfwbfgnkehggekfbgcgmgcaadffigegcbgiflggxfheffhgfgfgdffegxgYdgifcdofgggdhoeYhgiokhefqgndoeggfffgd
                    kgkfgdfffgjmonfgjgfffdefffephggfkbfhgffefgigeeeelnf/fefddedldfcfhffekeedfeclefffgyffffdjdfeepgcjffmfgohtffbabffhfecjcefvqfdfVjgg
                    ffleexcgfgekfgeedjffgdefXeffjeffgZgfgeifgdffffgfffkgggcgcfeVnfjgddggekmjdgltcehoZgfffzeYqeggkijfqeggaakffhhfhkejgkqhYfMfgfjefaak
                    ffeeigfaggoeehmffegfvbfalVpifffihfehgxcbfgggfdfgfVkfbdefefrmtdffbefiffhgmcgdjddfefdgfcgggegffdfnvhfcggffacfbhfagefdzffjkfdkffdfd
                    difgifggmcldZffgaedggfcgaugdjfegfdaggggffffghiqggPmgfYfkeggmeexkgkfdfYgkfrdeffgflpgiofefbdfdnfggggligggdegfkffflffdedeggefbffFef
                    fhflgkofegfffYnfddYcbfgggcffjffgfhshfggZghngfZgifkggedcfffgoggffhqfeagf1gjljajfsffhdfieX2efegglfffhfgma/owrfhfblYobebbgbdfgiggfe
                    gehfcffhYffdefglfeggfgfffXZffhgfhegfgZrhfgkgegggfgggdbfk0gfdqgglgcdfkfcdffgbffPfffbiYfehegffmgefkged3ggmffgOdbceffgcelceeagggheg
                    efffdWgmtkfSigefffghevgfnfefeeecgipfflgjYfiffgcfghgefecegfdfeccfgffeeffqffgXfZfYfePghdccffbgfaigffdaaffeofcifeigflphpdgjSjdffogp
                    fipfefgfjbegfjdbggehzhdgdfgfibgggfNggpdhsfrZgegffcfgcbfgfffifeeegiaeffrgeZkrgfqneffedXflfdkfhhebeefksmhfjcffgfRfjfggdbkggncfegfk
                    hefffclfgbfghZkfghadefhgijggkfjgfkfenjifafddgkifbeafcpgbfihfsoceYcmhbdfbg0fgrelfkihmglggfgmUffemgfgikcffdWfZffffhSsfbfufbgfgedff
                    gmbgkeefigfWccbgfkbfhgbhZgedkngggbeHgofgfffdkfefgdZoeifigefgVdiPmgffhddjggfgfgbmggcggldeffojfdjcgdvggeffeehhggYhegbgqdfvehepfqgf
                    hfifrjhfigsafgffgkjfcnYehcgbbggfwggpqeffdevgenfggggecjedaajhfgZefhfejsnfcgejgiqfegggfgbhfggfepfguhfokgfffhcgieefdydfgfadfefftehf
                    fofghhodUcjifeffedgedcegfohnefhfYfncffhfbgyfaofglbkejfgbeghfdffofdcggkhkgZfJc1ghfigjikdlhghfcfhjlgffgiqdggYfbZdifdgefcdgjgkgf/ig
                    cjahfffgfldddfegggfhhangogcwdhskggfcgfigafffdgjlhfdffiegdbgflfdVgggfeiffngmeccfeegffYfsqkhffgfeljffkefhf15i/fdkadceWqfqhfglgnegl
                    ipgehfhlMggffgggslifZffeggYggfccdffifgffgffffkfdndfafXfcgfbffnjdfcfaafbfd1ggieffbYeoahfdjffewgfgcffegkghggefgfflffffZgefjgfgeeee
                    ufgfegghfZpfmeelfljclfhdbffggegegfklecdfijsekeffagjgfedjabgoxffXh7fgrgghtffwgcjdggUWefgddeiffgeidffgZdfffeiegggdfsffffcgcefZifbc
                    flkgdeeeofoYfdffffgkfdjgfdaqdmjhfZp/edlRafhngggfnceeeejfliaglgWgcfieSfflsegeXggggffeddgd9fjgafgfsifjcffdfdacecdcbmffdegfigcbfdgf
                    fgfgfnYldggdeigesfgfp/ggdhjgcfngogffhffifhgiflZgicfeigfdffnkeZgZggafpgfeffgeufffhfmgIlfhhfgffdhndgfagfe3gmgggncbgfjicipefdftgcia
                    bediggjugfgggwgekdjflcndeTgelfbfgcefnfpfnggYflecedgZffaffkghgqyleabgbggcbgeYgejdkfgffrgecfgtfffjZfeefkffgfgcekYggfhbZoimegeckuag
                    fegdfgfffgiffgodfifdfmmggvlfefhggnoISfeecfgaggfeegiefmfgignrggffffgdZirffpjregohgigchZmfgghdwalmdghgadfejfqdfMfgdhXffhjgfggfil5e
                    mfbdggeefdffZggkemfafuoffffgfhxfuddfsjZgelefZehbfffdjffZlfjZgfeggluffddfifffkmjeffcfdsfpdgcggjgggffeibggfngGqfjrgggfdaheFgceffyb
                    lffedhdhfsfneikgihefdrehghfffefgmgefigWkkdpmYghffffYeffgieggnsmfggiged/ffnXaZjigikefewfsieigcgdecgamddgffemefffihiffgrfacgfcgffm
                    fjfbicafZbdggqgeaggyWipggfgZfaffhgteoRgffgfZfofghqfjdfffldofgdvgfgemkkhfbjfeigfmgdfdavflegfflnfgmeffgifjjwfemkfffjfgkhlrgegefege
                    efaefucdfnffbjegefffgfogohdeifgfefgffWredgdhhjngfchcggjffjjcdobafgfegflfggibdgfefeyedgfggfgfgagdggcaffWgpfgfXkrcfBeflfaeelYgffff
                    fffffifhfeeegUcgXgbdgfffeeffmhfgdbelfgfffhfgefgfgdgcdfkfgigfXfmgiffgffhgcmcfgfmfffcfggfgllegkhgefdYwtefekgebifphfecfjekllfqsgZmf
                    fffgghkfdgeffefffgdgcddffgfkgfZggeegbifijeffehegmfeeifgpdgmffjeghWhgfejfehgffieiifgekwfggliffggVYffcffkfffdffgiefgmfefqflhflgghe
                    ggdodrjdfenggnedjfi8hcbifYiegtfbfeb3fyaffoXfffdfdcldgggcfhfocffbheogeefffCgcaWdgfdlfdgfigdfjfhjdejgcdhsegchffgjdfpofkdZj2fZjXjnf
                    YhsfffmggggjfniingfcffrghfLgfifvkgfcemfbxeSfgfgfiewelfgkdghfffhfggsggdfijdlcmif/eian7hcgcfzfhflkqffffidfggqfjelffegfftfefildwfhg
                    gfffffheglbfff3efgetebofdffgfbpfef3fggdgkaafgflfgfjfgfffYffkaiggbcgfggfjedfgififYhlghffgiedzhpfgehfgefgcffUeUZfmVziofkebcfgffbhg
                    fffdcjeddgfocfgmgMregylghmcd4rdggfkgegbfefWcagf1bcgghaccWgedaglgpjgfgf2jgqkgfgcfprMefccffgfetWaXmqjiegfkedgggejhgjgdffiffhfgfpff
                    giefediepegegfmgcfgeXiguggZfwjihnflefgfefihegngfZegfogfjfegocggfaliVhfemabfcmfgfdfpeigfe2dedkpcggeogdksfnijdfgeiiffcfnbfejgffpgc
                    gfxfcefmcgdfkjcgifTfgcmfjbfgegeghchlfmfdfegdzhefgcgekgggfrffarj6fnfjffgfhihkdefffflgfffflbqjglfesfhenbeeigfmgdfffkdfedberWd7dfWe
                    gfaebldVfavfgfZfgffagiencvXjgdkggohfigefeecfghgfnlbfojfeeffdbiaiflgggiegubiqfddgjfUfUkggfgbkfgdcigcxfbefYfmcfZsYsef6jfggfdgljgfb
                    gdfggffieebpgege/ifgeehbbgjeeecgelfZdffdfgkdegckjfycgefaeikabfagdfcbgggcgdhgfoeimacgedggTemedejcdfgffagdbYehafggfegffgcggbarfffg
                    gieZgldfffcgfkafgdrnfgmfeggfeUeegbagffofehezfghcgdgnifocg/ejfgfkfgkfdfcegfgfceigkjggZeeagffgdfgZgigf/nejffffifeflgrYflhgigefhfff
                    jljmjfggefrlgjgfheeghtkecibegffaggegefigoilegdefccRffmh5emtriifiddgggieffgoaftffbgfvgggfkZjgfhlfbfcephgffggmfffucffdgeghgniafdkh
                    VfbngdfgfmYmhf/ghfeUegieffgfffjehbXgicgfgfhfWdcqigfgYtsfefffgbfhfemYdiYcgbfnfZbfnfekbhggmfnghflfidpngneggfghfgefffVeZfglgfieffff
                    eofghfXifieggggggfgffcfufgffbgofhjffffdegogifhgkdhglgruffeifbfkgjllgegdelofjefmghkngfcugfggde5ffffifYfagndYfgdfcfYffffcvffggjhdf
                    gcloedffgfffcfZfannfbpfgggcqpffifglgfhRfefbgfeftfpggae/gqddqfefjgjihf1ffWgafggZjfgfhgfgffbZi2ZeghdgMfffcfWggggdbgfkdgZogfmfocgff
                    edddgehYffadhfaegeieffg0gffdfbdifffmheforhbrfgjffmcfegihgjgcckafjddghaggqgffbgbckdblgieimgfdigfeYpffghfmfliaaegegfefYZffZglfkfgj
                    rowcgfdmgfejekffffcgpfgfSeVflsefdggffde4fgfgpefaekhfeffaefaijfdfffgekpdidgPgfigoeiZadfdfvkgcYvffkieZfgfjkyfhxcgefhccZfflifgRnfei
                    efffidgSfiddeXgglegbfhgegedfdichgXgfgfjgfhecgeqefnYkgmffefffgfn0pgifrlffcSfnkiodggbfkggjd/gtgkfcgigfViacgkhefghagZfgWffggflfgxfg
                    ggusgldY0fif5jcgf0fdcfffc0ghgfgfgjgainiXdkfkdmcbifijddftsedUffXgggegZkcgdfjhffjfirfggcffngdfvfgxejShggbccfffjgvggegglfgfbZhggfgd
                    gioggfdkfZgdffmghcZqhodfhifgkbnfcfneorkgfhjgffghcffffiepgefZleffffodfedghegkeYhucfdgffhfbgggeeeGpffkkfffmgmjfxifbegcfmgiwfggifga
                    eijiXWemfeffgfegffguTdcfdefdegeoiegkmdffccmgidfgffefdiegeffgmdieidhffgfibffgfihfhgygfingefhpfgfgfgdfYlgfgfgjeidfxekihfgrffgknfeg
                    feedhgacdeqbehfgcfeexfgetfuafQfUgfanegfamggffqfgn+krgdefgffimgdfgihffjefgfdffZogdfbgjccghgnecedgomfgfeechdhchffgcdegZkgffhUregfg
                    cffcgfggfggffj5dfgcffgfggaeedecZnggfnfZfebgdebfgYflggfikggWnWgjghcodtffufkhgYefgebikrcbfgpfsfagjdfeneufgegbffifhc0elggfehifnkgej
                    mXjfefeekgffgfefZfglfegchhhpphffhggkfolffggehffgmfdgffYigihhefd7gfjfXffjgegajggfjfcfffdpeMfhjeeffhgfcijjfetjkgfciepfXgffceddifdZ
                    ghegggbghdjffaefgfgefmeefgVffggcfYfmegroaaffkdqfeefffgfbfbfoffZffdgjgicffagdefgskrvggafcfgfhWmffgjccdflfcfdefgdfgffmefieefesgfnl
                    gXpffgbffglqagelfnflkfcgfjmdjlgefgiimlcfcegifjfldgggfcfgmnliZjfjoYhjjedfiedem4flZagjfokfoidegqnjifgeelfkgkffgegieraZghggefjfffei
                    bcfgececfgdhpomogfqfjgfigddgnlhjdgffefefbmfhfgghicfogcZgjleXfdejiffgggfgfffdggffqifhrgYafnefkffgzfZflfkeggcfpcegougfgefjffggfjeq
                    fffegqdeffgdcjgXcafafefhfdbmfgggdgffdfgfdlgcgfeffgiedjefjfeeqebfehlfgeglfehlZfgiehpbpgdghrkldsdfmgmabgjffelghqchfgfcefcgnrfgfggf
                    fgdwfgfcfnghfgdfffkWagfjffXndaffjYgehdgffjghifWhfjgkmefggicegfggmgmbfefUrjRgigffflglcegwiigbeegdbdfgqegfcsfgeWgfjfgbifcicicgepfg
                    nmfpigXggeeehfnegebiwffgefcdfdegXvffZgkfWgffZjkgvfdeeelicfeffhgffdfXgnffoffejwf6mfgffggbcgebgafcgchfmYefglefggkgggfpipnngemcbefg
                    nhfocfggfgdfjZemfgfgffadgqjmgifbcerdfgfdidYcglftglemWkbiffmfdafgeajfgdfefifgehggfbnefgfddffXfmdhgfgefffkf4jecffgmbjfgkevdlegjXgn
                    ffckvhffffsgxfdghjffqignijimfegtffhcgcifgelnfgcfffYgndjfZjfbltfegefahfidfhlflbffglfdggdefkfgbgggfgggggdfdeiegZdfjrfgevjfp9gcZeif
                    ahhfZdfffYfgfZfegfgfefgehfaeedgemfeggqfjdjeejffeefdflfcheegcgefVffd/efgffgcfgdfdgfkcfgfeffkffgelghfesWygfif5dkgYekagdgggfignfgel
                    priZfggjefffmgtfggpfgYgffofwpggegfxmZoefggfoegvfcgggfongdgfffkdgffdifgggagggkidggifeRcafSnbffVegfdhgffflegecdhghfeffgbffffgggfdk
                    fkvfffhikbkffheeifejfaggffgfgYdnfbgff/maerggvffeegggnfcffgfuefn/ofTYXkdeXfnhafbYeadjfdgjuldfohpWfggfffglggmhfZfxdZdgoehUegapfNgh
                    gHghlkogfdfffeggfgdVfffgefYlgcgelniZwbgikqgifcbigfhdkdgfeggfcftffnggkgZgoYgfZifgfflfbbgfdfjefdvffafXffffeggkggcgcabRigekhgfchgmg
                    befbdphsffSfgfhXggeiidkegjffffaelqaccefggelgdmhm10xfcfgpaffnghfhefkdffghffpjlhgfdldfejpelefiiiefffmhehljfggjcjfcheYgfcgifgfYbfgq
                    ficcfclcj/gfeghgfkdefgecgdWkhjgbffgfhcZfeehjbjpfjrkfsgfbfsfjgkqcgqgfehfhbigeejgbYcgfgffYgfigsggahffffefi0gfaalffhkfieedioffgSeed
                    uiQbfdffi6fegceYbfbZgffglcgfhffgfglgfdggiclheYegggjfcfjehhfeCqgfafecgffffcgfgffscffcfbgfgieYffdfeggllqfsjgaemgfffyimfgglriefgjif
                    fdggqekeazegZcekiilkpgkjpgjgfskkfefgigbZfXfZfegogfgadfgmdfgbfefhgckgYigefcfecgekgeXgtcjVgi/degfgifgfbfggeglfmbfejgijghleUogbckgs
                    efedSkgifykbgsfhgfXZgeelffeqfedggeihgggfggmggffiffcifiggggfekkfiffefpeffpedgggikgggjdabkdcmfffdhkffgcZegcieifgffdbVaNefemffdmfjf
                    ogfmgcjfgcjfdfcgvegWgfghlgcgfedsfjsYfdffcgecifkgvlfhdccgpgnedaesgfdenggmgsXcfmligofkcefeffgcgknfifmfdfmhgrgfleeak1fgdjglfgeefhei
                    dghgzfSgdeeefgbeeegfhioggfdglfgafnteombgefegmfgifgeagffffggfhfgrdfjhledf2gkfgdfffgfffdlbgfjlejgggjdggogecgfcfgdekfklrdfameceZjQe
                    dhkYhjffergfcmXfeafifobdfehffhdgfffhdgfhfgcffpidemeofffehgcccgcfiegffehVfcfgggjgehifggfkfggidefgfwdgfgefiffgkgfkfcbsffffceiggbed
                    efjhgdgsgVfjmenYpjibdhngdgdfghlfhdgncegUbfhffgfeefKfccugffgckffggfgifigegeffmfceafbjmriegbdbffgjfeihrcga8gggbikfgfkXfbdkjffbggac
                    rffgmffgkfgfejdfkgqfcnhfcfgfwmgZfchYfkikgecesdgjffdZjgeggidfejfdjmdfgcdtfdfylceagyffkefhecfddgfegfdidbgYZqjgehfjhmqibgoggZkvgkfh
                    faidejeaggfbmflgdfgffidfgVhqZelfffkfefmgefieZgdfeigfeffcsfefgcfhgggnYdgkgifjifgc/Yefeafjjskmigfggjggfffd1gfacefmfgagjdegffheboae
                    gfhfnagrejfedegfcehfbkhebcpegfgegaagsgzfXggfWeagfhffffpcef1aldgejfepZhemfdgegfbghggkftefehffiYgcvfdagTffghdfcfggfeehogffcfkfgd3f
                    ggmfefmmigefiggd3fdffglgfchcfbgmeffegkklbhgglnffjdgffqftfdffjgedUfdefahaXfjdeaggfjhfdhkgduelfhgfalecffhgfergXffXZhedgmcgfefeflgg
                    mRbgifgmubheafebfZheifcfZedtegefgVggfdfabddfecffeefhofleffgabfghfbeiggdgfifNeheffemfgfdhdWfejgdaOYjffgghfjgjpZZgZdcfhggfgfZfegbe
                    fdhfknfcfhggafgdgjfbifgdffcgfggiYjdfgkfgfeoeffftfgebfmYcfggvfgeffdgjoddithfPcffaefjffglmfggefghffsggdffgkjfifkgdhbfiijghfffkjxcg
                    fgfghfFflhcgbbheedfgfdfba/1dibdfiekfZgfffgdfhgffgcefggefgkfflgbYeefflggfffdUefdebgfbggefofdifgffjfXfulmgfmifcdfdkfgfodgehfrdiekj
                    ZffgXklbdfhcjiggfghfecegkcYcqjmifnbvaegdx8dbhgdfiighmffgfcjffkfgfghfbmfkWggfdfgedfphgflfmkflfgggejeegfifeggkngggbbfglPXfhehgggeh
                    ffggbddjilfcmcfjkhfifVgegavidfffcgelk/efftnggghffgXecffffofdgffdffhgfigeffkcdgdfrfbfdfeffilfhefghneffirgfdoZggfggfdeYhgffcfgfgfZ
                    fkgdlcfs1eXfZnfcggggfzefecfeglVhgegdffghgdVegejdfggmgljgfdgcgiifghffnbpgfggdlcflepfgZZefdauhkffbfgfgfWhgffhbco5hfefmaWfg/fgigYfg
                    mudjgiXggXdffkjffffekgkdhcVfWguacfejfgftYffkgghgghbghjfqgiqjpkmmeffffeqfcekilfgfgmmdjgjcZilfccemefelcglkeffffggeffgffZwkfggdZmjf
                    tftffgg/Udhignifmghkkkggfhdolggzff0jgdfeclgfgfgefgfghijghfdnegehgffgo6obXofefgkgnXgWfggcfcifigefifgffgiilkeefgwgafkaiiacheeffgfn
                    pfTfvfbbffwgplfffejeeeggffdfbfOjcgqXvlifefffqpivffeegYggidjbgfffhpbghdkgkfghgglehWjZdfWfifdfvefPgkfnejggXgfffge1efgffgegdngffgej
                    gddffgfelgfbfhgdfgffmeafdbedd3gggpmfUfifedaghlgijUlvffjeddg4fgngfggfgxkfffdgJgefhfdfjegtebegiff1eibeoefjbmXggfhcXmkfjffghmgZkgnb
                    gfehfgYgegfihggaffgzggyelfihefajaelgkeogfeggrfbgZffZfgggeeffcicZeYfdefbkfhWmlnffngfpgfffefffmgffggligifffgmghjgtgibehffffgjemieg
                    gggggcqdjghedYfceeifgffeghdaigegchfgjfgjfXffffmbgdcfrpdegZadffeehfgffdijfWfhgohicdfhfeidgieegffXgwkfggpffgiefhaficfcfgfjpVfgfhWs
                    qYjgfigk1fgWoqbifhubggZckgkfXgfhgcffgekgdhTfefehdyghmjghihftgcPbgojgaegffdffqgffgcgbafgcoggufelgjlffdefpff8mSenjiegdafgfgepffefd
                    pfdgfgdffpeFbcregbbfkofglfYfgcpfgfcmggWffmfofcffgffffflffef0gldlpfddbffofjhchjgegkghdkfdaXgZadnkwdfgshggggicXhbokgafWringemfhgiZ
                    iggfdefffggfjeYjegffXYZgfgodaeggffggzjgeeefYbfiffqjlZeczefXffycxfegdXgfffkffagflbddcgggffeZpfhgffgnYifehjlfgsgiXgfacfffcdiWZecqd
                    gbcffflggjegfgilffgohegbdebahfcXdfefgggkcgsjffegfejcfdabfdlffblesdghiffgfhgffefexgefffdfZVfffglgge/hbdgkfgegdXhgcgehfqiojtddfsga
                    cxifpgffagfd/fndog+efehefhbacffmgcdgfshhfffieefbfkbhggdmXgfmoffkggpahgagqgcegdefhggffgnfiXmmddwffbbfgf2gifdjeehliffgnfZjfeafkbge
                    bafeaYccfgigfdfctfgfetiefhfbhXeffgZfekffegggfeggVgfjnggmlfefdgXahenofgjocdfgWindgeeecgffdgbgfdhkeffggfffekvbggdfhigffbYffegffgrf
                    fhnfgfgfpbpfefefegbedlecfigehWgqffkYikftdmffmgqeffefigggb+jiiifcfifgukkfgffgfjjffkbjggfeugjifcYbaugfgfmrgYgjgcgQ/lrfcgeffgffsYfh
                    icggccfghgfkgfgcfcdffkjhffgfigfsgfflgadfgefdfgmeghagebbgbgfegffgiffheggklfgfbcjgbdfgdfeigchgffgYejfYfflfjcbfjoeodmhebhdca4emggcd
                    apdfddaifffgfkjZqdfljdgfedffgbpgfZmgXfjefekbkfeZfdgficZefbpfgfgepagdaffeacfrgfgeifjfdcgdufmghfffogWgdXgfffjmWggdeeajihTdggfglffd
                    njggdfkng8icfjPgfebeggcggfmghfjdfnhfZfiffdhihfkfepggicfeefilkeffcuggnfWkeggjdgemjfffjaVgfffigfYZgeNnfjfXffeYffggffgeifegfceWfdeg
                    effdhefegggkbgegdefdcggffffdffbfjoZfakfghfhiggeffggfhmejfefjgfcgcfggjgdhcbfiFhcfkgfejejfhfcggmeifhfeeigfechcbdgegffdfrhhkffdjdfg
                    ghgngglgbgjgpZcjdrgkgfT+gfkghjfbfjgifffdhsnjfffffefgmgffeZaagfghpdogjgcedfbfpgbgXfdegfigeffbiffidlfgbfefeehedwmggffhdegccgefkich
                    hhffffkfgeflfefdibgfffdg/dnbfggtokfcetcflfffpfbhgckheegghlgfhfeffhfbfigfgfe/lfnjWgZeVeggghfkhfgfhfcmeeeiygk5eeffbffgflhffgafesgg
                    eenfhflhefgfefeZfhntgaenijbfxfgffobekediegijylgkfrYcgeffghYgiqckecZgvfefcebfifWckgfhgebehWfg4gofgbeghfhefgabggedddfdgfXjfchdbdan
                    digfeigcaeggSfebdffiihefcfebggligeffhgngdeffwfkfafZheVlegibjfffjfdfhgbdhgqkfhjfggYefgffgkddffceguiggpgbkbcmfhgkfYkgggmhedqfceqfa
                    hkeajftfhfgfnfhdhbnggiZcifodhgVfdfhfefifagfbkgbgnigfbfdDgefwifdjmiafZfenffggegggfgfgPkefgbdfZkkfelfsfgfuZafghfedckfUecbgnqhnafek
                    iWnhczkhfgmgwffghgggkfgcZeyWhglgflqfdgggQfefbgicfaafffdggbffeijkgehhneffeermkkefdxhpfqgefkgdfgcgvfdjpcgsfedgZagdffdfbcffffcejefY
                    gfgokfhZfTfUimgkfgnagdbbicccpffmghgkeWaffgdfjhfkgYWgeildcenfgfjgfffguhnefbgfeqbagglidfggeeihdfccjkeiieagcctfddeflfblMiWggcffkggf
                    gbfhigWffegfggefkgffcdgfkcgfXgtiffpgtbZgefrdtefifXfjXegjkdgdgngfblgfgaflligYijgfifegjfLebdhbltefghafdfggheeaVgfloZeqjXgffffekfkf
                    gWdefgcegefegiegfibfjffifgfagjeeZfcgbTflhqdf3dajwgggajhgpfelrjgidfjdghbffgfgdgdeYgfbffqgeifgkflgefegdgimfegfegWcgogkffggjjWfelQj
                    fgigmfgnfeffhfeanugfYfeflggaddeqhgfnfgeYffgdffg9fgfbugYeeffefkmmgcbgdfegYffkggceggdgcVvijgfekghdaefgifggfojagffgocbjffffbgehfUfh
                    cffonggfjkfifbgfglfeddodTivhfdvedenggffddfnggfghcgZfljnfhggiagffeegfefgdlfgfacdlkhoeohfdTrffxnbdffghefdfnglfcpfbfoggddffcfgcadef
                    jbhhmgffzfrgefgtenfffgfejfgfgvkfltkfldfmfgfbffflf/eggkcfgiffafffgeihnggfdfeffbfgfgffbsqehe1ffglgebgfcffffkfffealgfZffgebjYcffTfh
                    jbfgfYfjgopdfpiendZZYfowgrYmfdgivfqffffgfgefsggkjegjdfeffcgrgkgdjhfhgggffmZjdjcfefkffgcffdjegjiddjbjfkdZgfWdqegfiigfydcbcmWgsfgf
                    fcfjgXjffgfcjkgehg1ogffiZggffpfygZefffgmffsffhWffghdfgfbedebcflgfghZgkifhkcggkgkgfamefchQgerwfebhjfeefmffdXdgdemfhegdgecncghftgh
                    gZfejvoeseibfedbfgdghhfgcgjbfdmggcRoefddjeffefgiXfdbfWdgeichjsffneomgifgfdofdfifcqdfgegmfnfgPdgcqfcfbidYgdfg5gfnlhggefflWYhhgggI
                    fdifYgjlhhfiYhqgemcdfeedcdffggbshUdbgzggeepg/hifbfdbtgdebviejffgjechggcnfmfdkXekfdkfgYfeffeekbhgqeffinbfffSffdkfgeclggfweipjigfe
                    feegbflgfTjedmkffadfafcfjfejhedflggddgredffZZfekfqlaaqboxfgfkfmdiffgYfgggcZdfmcbsoghdfdgmefffffaeiegeggegggfdfffdfipgll1ggbfmgaf
                    gneagdjggfffhloXfelfgfighskffgecgwgcfZjYffggZgffycftfffnfgffhfifidkyiffgfglkqrbgghfaeekgfihkgfcsfcjXfffeegfhfhffffebddedlfqobffj
                    gdjfPgdffebfipfbfifgaffdophfchlfpggebbrcfkfgkXgekfgfdgngdbnkggik0eggYgxmecgaiggemoxehZjhklffcpabeudgdcmfgnefjdjmfedfefdeV3gfqgec
                    bfrfdeffogfgiedefdffilffdcfgfgcmhcgggiffchohlhafgcfhfegqgdfgVechafnebdfnfgcmgedgffcgjgmdefggejifbmdjggmdYefegpbpdgdcdegdghggfmgf
                    gdfefgbfZfdiYdikegceflefgdgljligegggggfcfgeigfcighihhem28ffgfcbhqfgfnfcgoffecegffebkikfffwpgfefonbhcfjinczfceggmfhgfeXgfhfgdkgmw
                    jsffvagfgchegfdgmgddflfuffn1fkggftldefagcfhoffLfgfeegaeedajfgfefTifegkgcggidhffmicfdjfZ7fdffixefidggcnXhXegmgbbffg3imhSckgebgefg
                    eedofedgfTgegfffeffcdffkgdlfsefefhfgegfggeeedggfegcgeelchgeVfffgVfgnjpreffeifbedhfkfffuvXeegllVfffjdigckekfgfgifgggfgagwfofeygge
                    ehfdghimqfcffmgplkheoggfgbgffegbdgicfbggegfecghpfhpflbfnjfcgbgjfffecieeVsffgdwhggacgsbfcjgefgmclfgkfffdaffecgmfdYejcgfaeigagehfd
                    kZdggeffhieefdidd5gff/gggdgeffieegfflcgbogYnefeZYgmcfhggecrfggfhfgjfgdeififgjaffghdkgffejegggbfiafghffffffcegeemgekfdekhgfgdiggg
                    exgefflfuegbglbPeeSrfVifcfffecngggsmghfglffigjggeffefgjefmfdjhggeekbkdfggebXcgfmeVfZgghcadWgcfkfdjbYlfgtifWedcfmgcemqkhogfgLeadi
                    gfg+fdecgrgdYfhgfgfWiggfjfbfggvjfmsgfffffhfofabfefhfegfgbgeefdmgWfgggfgggaadnidgdgsdbhiffgejfXadfXePfgmgbifckYffjgieggRfeIdzggge
                    cffedfikfdffiafceggrubvhgmfgfekeUfgfejlhcgdfefhogfhgfKgggffbfgfdlajffiygedgggofgqhffRLcdjfYcgagdigifagegfgfhViftfkdfibghffmfgago
                    fglhcofgfdhfgdgffgegZffphhogsmageemjfocdffgolfffgfhgfmgjiklmffcgigfmglfffl/rZgifediqkihvhffaekgfY7cffgUfegdXkffiYeefefgdfhggfjgg
                    geggfgegnchffbvdfhgkdgfqgbfnigqkmhYggVfmifffgiqejfeffagfqjdfkfiadllogdhfgeugeehguffffaggfhiffgfgfdhignggegcfgdf4gcnaXldgfrrgeanb
                    dbjgfYlghicgghfghgfgceaggcZjhgfkUfffftegfgfmehgeefjefeiYefffZggiZod3lhfeecgqegZmigdebgdfkZfkgnjedfedh/fddfbeflfgefdgfhfggffdggje
                    cefbfiaffgijdnfbhbffmhagfjlYfmgfggfcefhgjhfZjffmfffgifegdlkggffigfggidcjfedgfjmghdcedtfiflfgaheYgcgaffabffkeiefkjbhfdcabggoagzgb
                    ifegffshffbhggghfegZkgjffcsggegdefhgeggfeggpmhgieegfehkfdngjifgmfffkgfOxfefZbgegghemeghyfaicejfWcfgfdfhjnemgccgfgffhgfdfggfmfofe
                    elgfegfgfiegggnkf5hfiYifeflghggfggidgfgqgffjZciglgddeNmdogfcjffkhggfcffgfggifidgfghfgfgdiTZfemQffxheZhfZegytfgfffefgkdgfcffivcgf
                    ageedgfheYd7gfggeffwccgffgfggflfYggUakefYfghfehfXefgfnbfknghgXhnoffpcfXfffwfdhgefebgcmefegbgfcfffffeagrffnfnlfgocfwgnffgYfSdhfdb
                    ebfdfjegcgffgffckgf5dfbmfffeeofWfilbf0mjfgjfhgfnfjtecfggcekepfqfenfpYcfep7cgPdfsdfglahgemeecffeojbokkgiggjfgiedngtkggdfedXfffifg
                    fgfihpfggdfagjdhZmempfggggffdfUladegekegkgghcfaftjgfdgefgfXddeggeggtfogfkfggdfegfggijffgnjfmeghfbogfgffbffnfkicgfkZhdfffhmgfefgd
                    fofffggffilegfgpfdcicgfZgcgfrergfddfgfagfeheffWtUfeofffggfdkhgbefggfigfopgefciifpigmgfVduXxxgrj6VcPeieceg1feefkefgjhealgspffphof
                    efjetefdqeefffggaccdgfbTfgpogfrdfdflfaffcdakgXdifffgfmrgdgggfoffkiliffdjnfkedeibfehZdpgffrfffffhiukmjbffwggfkbgfgYfgfgXffggdOenx
                    dggfelgnikgdhlgggfgefflffqh/ZffpdgfgwleffffbdfufffffjhggeggkejggifggpkjngfelmfugafdPggfhgfkagnkjXX3fgfjWggigeffeqglcfmfXfnebMfig
                    ffmhqXdgkggffbgefgfefcgkffefdfefgZfffgjaexdefgoGedfgfZfffkfgqfheeqShjfThrfiiReajgcihZfgieehjffWfffkfihfTekdfgnhgagebicgefflfmfgb
                    fbgjfefbgmdzgfmbhffmcghrgfgZdhfdgvcefhpZgZfeiffx/ZfffziieeXgZZWffdegdjfffefdhfaccgmefgYffdgecfidfVlefikdfgnsgUfefflgdhfggbefgfil
                    ehadlekhkfgfaogZegedggfifjcfddeeYhffeeffhJmagefmggdXffjgegffffhejflgelfjfhtikfefdafcgffjicnefZjlfnbnfqiegfkZggglgeikdfgdhadjkeng
                    edhecXgogflqZgfgffheoggoeffcegeffjfe7iflghWdejmgcZmlefcifgfiffgifjYffkYesaggfjgfdgfggfjffffelcfdfgfdouVfgffffhfggYfmhehjgfgsjhRf
                    7ffjnfheggfmiggnggfefueWehqaigcgffleoeeighggafcggdfgkfdf1acfgeffbgkfZpfffjkZbhfbgdegghjcjfmfgfnqeZffggfffgefgffkgihdfeifwegfceYa
                    gelfyqgigbggfePiZglufVflfpgpfkbaieqjglebggffgigfgfjeXkggdcc0efhhigf4fdtfhdfggbchYgfefgddeffgfbetfggfkZebdeggl/nhbgggafacegkfhfog
                    ddlqglfggfecjgqifZfcvdggnrffgffggfbfkmjbhlgfffRffehVpjXeefjgggfejgffWgedgclgefeffXeewgfggedjflfehegdfhnbifehgffpfdeifkifdvguigde
                    dfgodicffYgmrgffYgogZggfggeeffdgrfjcogmchfhjggdgZYebgdglqfbegfjgfgeimfdfeWhgffgrildfgicffgpiffgtofihfncfffffgfimgneddgfnkmifTflf
                    herfihfffglofgcffqffflggnmccdgfelhgeeckhhhkkZgilfgfeefnlXkfrsghfgjjgkhefYendggbkieadkgfcdfggffggegoggVgefZmifgfrfddaV1ce2eeffref
                    fgfdggWfhdeomhicjcffhjggcmefeNYfeclgdgclggfihXeejgdglfrYndgfkhjejZaiefqmgkfVgeefqXffffedefcdggdhifgfgnfgggdfidefodgeguYlgeirSfgd
                    fjofgiflmggfkkhfefgfggszdgeXlefpfgeiggccsmcfhgeghbddgedaimgagbfdcnkekdeifpgYfbfegfgXfgecgfggeeghfpeeghqkhjffjfkecbdmkigde6hjefef
                    fdrggfdfbecfgfmdglfkigfaZkefegfmejbkfggffffeggfafsgfkZfgcfefefegdgdfdg5bfaffikfeehecdgbmenhqbjfggffbfddkaheYajllecdffgfgdgeTVhef
                    lkgdgfdgigcepkVeblfdcjffflcfnffkcbRfffefghgcdleeeeVcgfWVYfgWlevfgfdgegjckbgmhfefdgcfffgehfefecfffff4nfefgggsihffjngffnnffgjefafc
                    fgkgYgigkiiedchifkghgfcefehcfgpggffkcqjghefgdeecbjgkfwvxdickgfbegeflfpeffgpafcZfefjcqdfdeeZcghigffdffmccjgmjgeefucgmekfaebmiefdf
                    mgegefhbkdglfgegtgcffijgmlZhdgfdegmalenfwgaiejdfefdffgfddfdbfecfegrgfof+fdgfdffffkgf0cmgcbefifeqnihfgwfigmoffffkgej0fffkdtgh1ldl
                    eeaghogdgegegebhjegfbdfljvecj/dwrfjXcfekfjq+aqgefhiWmjpfgVfdodbfXZdffuhfgbflfesZfff4vkfb/fqfmefgXivgfXdugffdioafggfbfghghkgcjoje
                    afegffgjgffggh/hlefgkfifkggngfbmcshfdgffqhgfegfefhfffbgffsfodggceggfbrvehiffffepfnbglofcifggZeafeefahlwejifcfgfffefugeredfgeSigm
                    ggggeghffgghUgerygffcVddlfefrfgjdbfdfnXzenlefYefesYdeqiggfffdbghfkggfhfgfgggpgefi1ebffojWkbjalffufmekWeggifmZefihcfplfgeegVgfghg
                    gdhgfenihhhhyoemgdilfdgefgeYdeefggidgejbffgbojfeogZuqfnggcffnlfffmbgeyZkakjeehjcibg/lgffehfgflcgeffehfqaqkfacdZ/fgaWfefffijomfne
                    qViclkeeggkdgbfXefffgfgedgepnecidPjbfgfkfgfmeigcia6gckfhikegdffbfnfugqflbergfgjfngewggmkgpgjfgfdgkfhfYfhgehgjefbfgggffkgfgkgjUee
                    mddbjvegggfgdggfggXgenZfkaUldfgfjgfgecegffkpiydgffefbgoldfinieeagfffefedfWcYgcfemcccZbfggfgdglgggncddglffmdjVffjifed9kfffdgfgagf
                    duggmehgjffregfffdtfqggmhcfnmenfggaPefceZ+yfgfegefdcffeggZafxginbgdfhfotqegfjgcegffgagcjdafkggfgfegfegbfegjdfgegghddZZjfgfgjqefg
                    fcTffjfgcggggnfgffeddjfehhkehecgfzfqj/ceZhfkgldbnfgcffYggcPjgmffadnegfiegbdjbfbcfclfgkkgjaYfjefZhgfgojjdlTfhgfgijhpogkkiklfkgUeg
                    gcgcggckqffffbcffXhegddgcfbguffXdilgghieafdfebfgjggfZgfffdfdeiffqffogffhfefefcehfjeabpdgfZgfyeeehfegfdfgggicgfffbfogfegafchgeyfg
                    fdgeldifmgsacfaHffgeddgkfdehjfkghmeblggffffgdWfef2cfUVkhffhefcbgffhhfjjfhfUjhfdgfhfcoifhedceafdgcff3icYfihgkfgePgjgai6cfbffdgewh
                    offcgegfedomvd0eghffedefegdiXddbpfffjgffuggfgfffjegmlgSff5fg6xchgfkfgjlljjgefqffbegrfjfTcffgdnepffcgmfefewgfXgYYh4iomdlgfgffZfgf
                    ffflmfbclegYlZfdhhgggfbffebTgjkebjYfgedhfeSgqffggdbchhfktdfdffl1dfgfdgZaeudfgijfag/nyfheeghcklhffridfffbginfgeiakfggeeeffgjffdfg
                    kfogffffkffgfga3gfefejlgdkdibelgefgfghXfhffehafhdplfdghcXegZffgflhgfjfdngggagdgglffgfgfhfgkcdfagdfccefgfcbgfiwd2gfqeUWoeiiZdexef
                    hyedhbfdhfdegjcgffifffgffTfffgjfffmfagffZgdjfUgkffglYffthgfffglVhfefgglgffgfgfefneffffZfbehpgkfjmgcjffggsmfpjegyeifjkedfcfffffiy
                    ueebfflffcufcdeefgfhiprgoifggfffnfgelffcfhrgeeggbfejagffffgooijiXcgefggdgZfdYhddggffUffldggfgcdegefcsieWj7hfgfefkgffgfdgfffmfgfe
                    fhfdfe3jjjcfghffbggilfmifgaedaigfigdfreehZkkggZefgggfffefeqfffgiTeeffZfdfgeifefffgftfffqebeggtgdyfrTfXffggcgojgggefgfgcfmdZjgejc
                    ZgghqZfegigfefgfelhlfjZfdfgfdfhgcifjgkhXfergmgkZdeffgfijfifffrfgnfakeffgffhTgcgffrogggggegfhgecgkXfjdgeZrgknecfekjgiofgfhehffcjg
                    ffecffgfgemhirfnfefefffgkffifgfZogf/jffgffghffggeemccgeZhhfpdgegjfeafcgca2fjfffgmfggZcfTfnmgfffficfebdegleggfhcdfedefgfgdfjgjgfg
                    gffYgegcfgiegfcXgfmfhfifglefjehehcfb3igfigigcnjmcfkfgiekinfggjfgTagdihjXfleenpgnifdgfjfoefZjgbgeepfgdfgblrfffggdwffkXgefkgdgievn
                    edejgggehsliZRgfufhsXdbehcfhffmfofqkggffcgbfhjdefnoffefeiibcfhfofrggfggfeefefnkXcofiemjTaggfifhgbgedeghdneedkegfgdchffegsjjnhrdb
                    ggjggcgddfefgfpbggfjjpWifpfhlleheghkmdfgemnfffmfjZeeffjfadghfbcfefvgddfgfiffgefceahZfgcgfdjfigefaceljffufgefegkffkfgeeedfrmdfdgg
                    cfffeZgggbXxffgfgpgfkjfefafdWfeafkhRfegdcfjdgkfuhgdffhYihehhbeOlcdZhgfifnebmifdbglpgoegjflfilbfenjfgZfnhghggbmhlindfubfxidbfWeqf
                    egmebffpdieggYgggfiddZmeclnofZeekfsdfdmhfbgeUgjeefZYfifcggfvogkeqifehfdlqfgghegnemf/gcffamefgneeagedeggliffsgifrmgedfkfjiffXedgf
                    kgaad6gfgkkbgibglvfthfdfYpegnfgfgefiffdhgbgefjefioaglgfefdffceVcjgZUifafepehggejggeaejfdkflebhWgfjjkgckggibgfgfkidgnehnfkflfejff
                    djfgjfaoggfagfefcdefgahgccfeUffdJfgZsfffZgfgjaXcffffgffbVefjhgfsffXnhef0gegYdYfgkdcieefggffbgfeffffeffkpffghYgbfjgbibcffefcgfseg
                    hffjjfgdeihlfhfikfcjhcffzgWfggifemifhjegjbfgUeggdfqpmdehgqff9ffmgeccZffeghgnefeYigfifcbkffVWg1fcf0ffmggihpgfpnsgmgfqfdfUfdefcfWf
                    dfaqglgigfbefqgfhalgggjdjegjj7pjefidgdfghhfcffdgZfffggrifpffkffceleucgWdjfh7fdegjehfgbgeffifcfeifab0iffeefgfffZegfbggjfdcgfhf/de
                    gigehfbggfelgcfohdjgdflcphfggpa/geckeeffkfifgfspzqbff+dfggpjgdjohdrbfeOgffjjmjfgdfeaggefjesdfYgfdiefgfffgbeebZegVigcjpafhggfefgk
                    ihfggpfffhgYtfZkffgggfgZkghefmjgiqeffe3dofgfhdifgffggcZfjefegfgpigfgfgcfefiadfgigigVeggdbbgiffffgeahhoiffggegfflfifvgckfidfefmhg
                    gjcihjflgfWfedjfeeffckfgfdcbgktdiffecfefbbgsdcimffrWeiffdgceehxgWggggeggcflngdffndplijffffgjfffcjhffkngfbeXcdfkekegfhcVhedfeefff
                    gffqgYenXeggbiegffgemcggcee/feUbfchVgZUrkfkXZcfeeeghdgiYmYmfegVemgigebeYbfoaelcggdeqf/fvgghllfgfmgffYefefhehhgeglffzngdblebffffk
                    ggibefiendgxgfdgeogfWgfhhgaigmibfhihggafleenjegflggifcZffggdfcgmggefbafmffeefjjgfdjgpgffggefgnfggdfffgUmgcfcgcfheefgcgdbfigjwfng
                    igfgihfkcdgffhfffjglfnSefffgcfcfhfkhdfjegZfgfofdfgfjeqkUkZgecgoefgZebjhffsYjggeiffedeggkaeggi4cgifehgefhifblikgfgfgolfbggfdrgade
                    hgmhfecfgiXegiZpcfZffcjdfgehejfigdhfjkrYjfeegjffigesicbggdbefffeggdffdffhgljeeiopemnhgfgWgfhehejmgei1Wgfggefgfgdfggfgbeoggedeffg
                    fddfZhfcSgggOfaWfggggcdhfbegfifghjblgbffdpjgfkmedmfdggfbfegfbfggggadfgdfcmegghkfbfqZjhe3hsg4feidggffifffcghgfZffgcdgbkfjiecgdegg
                    eeaahXffgmfgbgpfkfehgtgcfkfdadknffZfephdpf0ffadffgdfgfffgsfaWufihdakfffcfbfffjfgddilledjffmcgcgefffffwgfZYikffnfijecdfrggfgYffbf
                    XffUkfgRfegmicffgffhfYaaekfLfdfededfhecgjdcgefsgggefffxfVdfnhffehhficyigkeTfkiafdfecfceYbtcefggpghgcdgfv4agrledkcgefgldlgfxgfgfg
                    igfidggfnfUfgidgggfdbiffffsjkgbeerfffggffhocdceddhffhfkcffrfs5vfgeffdgbofgSffedinccSkgnfenebgeefcegglacmrfdbmggqfefnegdgffVeeudf
                    hVZxegepeeneicdedgcddimfgffgOeqhmfkgZfigfPfgfggYffbhWiZmgfogei/effeffjggdgfggucgijhfefeefbleegfPehgaffebdjgYxfgZlchkfdhfmffhfcfi
                    ljZZcfhigehfidgWejfffkgnhikcbeefggjbbfifgffWgfdpgfefefkfgfgghfgvhccjnffjccbTebgfgnflefgefbehfmfedigggggZfgjdgigfjbecfmffdmfeekdg
                    gfnffgfhmfgmcmggfffgffYeecjcgfrfndfeafbgfZfffhffcdVeajnlcfkeffgfinlfOfhnubbndegkfeeggjfkekdggeVegdeecagfhgfcffgfdffgkffiebifjffr
                    fgegekdgeWmgfbeoiffg3ffffgdnfgbhfhggfggigjgfghefiggghidfWdiaffbfYeofefggaeffifdfKbfdnenfbieglrfefejfrgSfhgpejbejddfhgeefdgmfofea
                    dffdlgXTeejffopzlhjZooigqgNkZhffencfdfbfbgffeogbeZffifhYfcggbgknhfcfnfgicmggeewejhlecfefffdkhgcgW0afheedflmuggxgfgfgbggfffgQbkid
                    bgjHYhjj9minfafifYejfifckhjgggfbgfgfrgef0cekfgigfgffeeffffWbfggbezfdgkgfmcgofief2aiqrfgeggjffeklmjeffomcffffgnjegbc5bggcsfgkaeff
                    ggngkfggkfffmbeexfffqlevcgfgjffbgcgeoffchfifffjggbegggggccgfkgfdegfgdohgfbWfnejgi1fkfmgfefZfeh5igfcbgedRzghcekghvfeugfefffcggbfm
                    fnjbgftffinfggieffggflfjgdifUffcZkZggggffgfgdfteegfqmtfZidnggfffnffqgeeoeSjgfpggqgfegfanhifngiUfggiekgghajifhemggfhfrgffhgfejeje
                    eWkecffgng6fhgrahfgemduffedmefnghqheedgkgnekdejddfcndhgefdeaiaddkfbigogfffggigifbpfgigghghfefffecgfmkgdgggZfeggdguaemfhgaaXdkfZh
                    TamfnjfbfffZefkdWejfefgfdmcffgeYgfhkgVRfgkfogtmgcjcerxgegggffdcgiiaf0keffZgbZffgffetuffijgctgfggdffffffkdfkebeeaWkgffhgfggglgckp
                    mffgfcddgpffduffgjjljgsimddofejafgffgaghdfpigbgfgfbgfffVmfbggfWffbfcgfbfcbfldjefkdqgdcgfphdZfmegfgiwggikhetoepffddfgjfjtfhbfeYfg
                    gggeahgkhggfZflegfhqcdkcffsabdZtbefXdegffegefflqfggcgg8gjcgfhgfafUgefflggggifYwkgf1fhfdpdZdggkiihgghfemggYgiaejpcfffggggegcedici
                    gcf7khaifgcfhgbZdehwlgiecdkeffmiglmjfcfflcdfddegefffgffdejjqYgcafffmeffffhfgodigfbgeffffhdffffsgfqejffagdfgjfgfVZfXeffYcjegfdTeg
                    fgfhgceoUfZfghfhmfgXcjmpedcfghfhgjrgbcfggbdjjfgidegfef0giepbfffigdhgfbYbfckdffcfffgfefgYffdcfX/efgecX4ffdffegfiinfkeTglpeiigbeae
                    dcbffgngfflgcfeengdZehgfgfdfecigcciZgfUfgddgfseheggjfgjffkckefffggcbgveejfpecfjpcfdgepkufpeofsixfgbfafdpfVfgnffmbfefffhfecefgffe
                    fifgcfjgeqbcgbsefcfffggfffgdffefdkeendbgbgkflcliffecedcfg/eeqpngzgcchblefffsgplgggbhfUgggeiifgj4gbfeggfeeagVggbihkhgfnffgbegfoRd
                    bqcpggdobngrfifbegflbfjubijgkbafYemfffcfkfejeeegfghiflffgfggXcUjefbgdgekffffgffdhygbcfifggcgwbeggjkdfbefpffclrgbdgcfegfgffgnbfcR
                    fhhiugcgwegeggfgfffgedkgeffgjfffepffZcbsUZeXgfffffufiedggfagggfdkWhjclgm2efiifdmiggfjeffpglagcffeXecfrpfakggfegfcelhfjf4ggghfgYe
                    fffgyffbhfefgffkcaflgkjfnndgfebqZfghmZcfcmcpReghobVgbehgulajdfcgefdgcfafmqggfjdifg/qfgeZtdaYfcffggfgfWhflcechggknfgcTeffkegcggei
                    hfefffefifggyffgedfefffffY1fqefffpfcglcaeffkm+bhefatkicieffdiefffhf/oTfpXcfcqoasejedfhofmdfgaddbfffereehceffugggffgffefJgrphdigg
                    gheeflaekjdnfdhriildhjggffcglflhggdnfifmggiggmefffdgqfbffpidneflgggrgiflfgkgbfffepjffgfgefeghgqufgejgfbgyiYgkfefegffchgpffUkcecf
                    ireifzfcbjegncrfcgfrgehefffffdcgefqffbeggbegggTZfgZydpfkfigdcgccdhbfgjX5ghkffffgfggffefeegbgoeRfcgkeffejef+gtglfffdfbdgfeqfgfhdZ
                    fgOkbeafdtfYfcgefxdcehdgdfnoggejfhfiufjYgqxXnfcggfSZdXglfegelffgPifhdlffXegtfdXjffgjhcjgfdXgighgfgegfagffcfkifhfeegflsmkffuelehe
                    edfefbenigfffdZjfgvflfhfgcxfamfdgffiffflgbffeWebhgagegiifdgdWqfafiffffagYagxcgekgcifefdfpkbhffffcfdgemcdfbgffffWeaghjjbgfYZfjfig
                    kzgdkebgRhikgnfeho6fqqffedjfXfbhfkefgefbfcqffgnfldnifgeSfbfWdghgchgygedfjfgdffdgeegifbcfcafgffhgqleZffmffdfmnfgegdefb4ffghnfffih
                    gljlffifmgfcbdjgjegdhgegfffmfdgZbgiodiiWZgcffgpfifvdekgfefgfkemkgfflZegZgkgbgedffqcgedfffgefpegegjhgiVlehdhggffjhfkfghpfffnZgogf
                    fdfZggqqeZcgrgmffehieggeggggWfeeeeYkgefieepgdlfdVegemcgZdfekfgfghfgeggefjdjhgh0gfeffdfgcscdffadhffheqsgfgbgagcffffdj/iekeNhfbfdk
                    /hdghgffgddoecvdffffggajkfdgefegigdgibQffduagaffrbgfWbifndeahZvgfdghfggegfskgefkgkZifofighgfbgogdfggdfgejifiafeeieufifjfeffjThfg
                    dafeqafftgfgfffgdeXgggffeg2enfgkmfghkZdlcgqYageqfcgbgfghdhfafemfhgffffecfffffYfSjgfdffofhgndagdkgegXafggiffogfnjgZegjgeT4hbgmife
                    gcfnecpbegmfbbfdf4mjXilqfffefgddfhehgfahgfkqifhfhjfkgdjfbfepcgmlriblbfgecefkfffegVjffkeYgfgfeWforkagoggunhgqcgffffhgdlbffdfiigbd
                    fgdikgdegdYfligffhdcciggYfmfgfnclcffdgfkgjfofndxmkgjefekgcfcngycfdecofkKfjgicneTggfgccWccgdeutifemmgbWdcigfhgffddffZYfgeobjeffhe
                    fgldglegikgqgifffgfglcjbafkhkgenXgfegqgggggggyhhageejhlZgf/ZgghhYSfYandfeflfffpgdfeffgbgckfehgfnkfmjgfgfgfYlffZffigmfafmfjfaefge
                    gjiggdZiei5h/fmjgeigfgfibc4ZhgdbedggbggfgcgfncggeggnfmlhgoktnfcifhtfgielggcfefqkfcYfgoejfllYffkfefcbffcdfdlgjgfjefileaofegiIdigg
                    feddcYfWiegdohfidmagfgffsfggffiffhhegdidfggehfgigegfjhfnfdeofgffeWfffgfekggaZfagidgfegWajjgfomfejiwgZkkfcYffbggZgbicggffgahkjmef
                    vwagfeepsfgffZd0vlsqqfxeegegjVtgfkfknffggeffmfVgfdifafcfegdfffffZfmjefbffkggffggfgfgbhfffeegeggfjfcdgffZefggffYefjfYegrmfgheedff
                    lpdmfgadghfcjkgkifgmblcbblhffffceVfUgkefggkffeiagagbdgkfjihfpdaffigfvefwejvffadfhgabfeghhegdnffnkfggfdfhedoZsfhfdfeeefgggsgfggee
                    imhgfkje2geWmhggiiffheeeffaigeffkXlfffgogebbhebaffdfggffiefhzgoffgabfichfgsbgdfhfiemjfdggkhggdoordhgligmaZflkfgfjiojfggcfzegfemg
                    fgfbcpkgftffgcbfefgrcffieijhdefeighdheffxfffgfefcxfVidhdggcYeZffoffffeifblgfnfkeffelfhqhmmcifggjf/efgghehfbhpgfiYgWagfmfddehgfff
                    gcfYfbfgnfbeflneickhgfygjdceffgqgfglefhefYjfffsqegxggljdfefnggggcbefbdnjcgfgggggfdehffameZfkelkkichfgRgvckabff/gcefdZfgfcfmghdfe
                    celcgffhfgjefffgqbggjgeffnmfqffehmgfggeXgghkcfmi1daggfefglgffcjjfehbfnjXefddibffakffqfgfeggggzkkghneffoifffdbqheggvkumfgkfedghfn
                    ghifbgkfmcjkfdmefeaneagceeffrggjeoifnidggeefdqffhjofcZfpfkgdgnfefdcebdggkdbffbfXckeUgfol/fggfqjegffoffhcgdmfeifeedjfggfbdgikgfbh
                    sigfggfhSfgefeeglYgTglffffficehuoicidliggglefbbfeelgcuencdihggifbfffgiofdYfofbegfbbgdkkfkgmcnjhacfgugedfgfogekgcgcfggfcgaWfj0fZY
                    lIggZgWxeejehjgYffmfkgfeefffcfffWfdhcXggggfffedfgifffgeozebfagfffkfgfjcikgehgdgfflqihgfhiaeZfg/rghfgdfkgffifcfregedlgZfdegfggglT
                    hcigZbkeheiiffdkfbggfgffdkfmbkfhg/fuYiZhUediggpZfnmfgfggavgebhfdffReffgddYceTgfefSggoebfbkgsdfec4sfekgegjhfegZwgfffqhfftccyfeqce
                    fmcgfeffhlfpdfgfgmgeeefffnYfcffxgkZbfghjkfggelfffimgdioccekgffgfcgfffffgigfdfgeefgffdmbcfbfflifreiggfgfkeegfgafghhcfjrdgfggefgga
                    igmbfegorgeUjefckggjgfsjmgzaefklffefkfiXdfstgplgjgfnhnqfhlfafhfdsVffjdfgfdfffobfeXjjgcffgohhceecfgefglfhhggleqbgjfogdgggrlafgjff
                    dgmflffnjfgkd0gfffgbgeggdheehcraffggfaafegfboiffWcfldcfgfljfcgegffgXZfiYlgefgdgk/mffdhbmkegglesVfaVefffggfsgjeceggfeijoaZghfbgdb
                    felfnzfgctjffgicfieZeclrfrgjgefWfgffalfkgggbcYabjf1lhfYfgfggZgYjfgeWffegfjaffeciigjpgggoggfeNecUfbrfdhfddfgekfhlefqneegfffkiefll
                    jjsZggfkdXfvflbgfsfgldgfdgfrhgfgdffhohfgggfbfgUfhkdekofdxjgoWMefffeafffffftdiggfbceeffofgbcfhvfkfgkjgaaeqyafejdfgpcggggchfffaWf2
                    jgfedfffepgffgaeffgffggfgflgflmgfffkd8egedfcUfgjffZemgdbiSegddgbleingfjfebkbfiffffdggfokeamgggfecfffffgeffddgggbgeYjfhfgxjdfaggc
                    ddgcffhgvfgbcefmbmhffcgddffefgjffXffgdkmgXgggfffdhfnifabfrhgidfhggfhfhggkfggmg/fphkgohdhfbtdfegb/fdffgffm0fcfhipbfifiRvkfpjhfhfe
                    fhdefhgofklfjeofqYdggYdbcjfgffjcrchfbfiefkfiTbdsfggfhbgbffgicgdmgfmgclwiZgmfrlgjgVdgghfpegmbeYeffffgffcplffffeceiefmgggchgicffff
                    dfgfififgbhegfgcdfdbfgchbdffbjfnijl/jofofffebgkgf0Zfe4ffcefgfedfgfdfghhfdegffecffffdfjgWsihfgafoggikgbifffgpbYfgfnmfdejggjcegfdg
                    dffsgeqcfgegYgkflkfbgZiqgjgflg1gfifedndZffgfhnfffgecffhhfaqdvfjfecggcngkgfiffgmeigjffgbngchieefffmfhffgffgfhegbdddgetikgjeZfegba
                    aggkffogpfeenfefnggfgfffeffigeXfhgffdfgffjgejfgfhaefgfhffffefodhfhgfZiejkgfccegueZnjejeeffbffefeghYfhgggpgkffegkfnddgegZlggeffef
                    ciffgggkfgiefefidcggfngkfffe0gjlifofjdgfdffemdedqefndVfgffgugnpnufWgiifcflekckfjgciggg4efgggfnfggfgfeeaibfcfgggiffdldgbfdfeffqgc
                    qfhcgfggeddifffhchmeffbfdmhafnhmfigbhdiXgflndkfgfffdbeghgggcggmnfimeogxbmfegdfggbjffffgfdgfpfgecgfgfffffeenhfefgfhfebfnhbffngfcj
                    gjogkefffgbiYfgffgngvkhfffffgYzbutfhhgkdWQeifwklffVjjcgnknpflggffiefiggiehjdegobfgfgkcilfWgienbhfgbegcstffhZgddfgifgfgXglrfgdigf
                    eiffiseugfgsgpggZcdeifcgdgjcUgcUcfgfefgZgfefgfZfupeubgeggfgiUfhhfgguffggugngfgiiffeegegbggcjfflfgfegWafifgbfmglflebf/cejefgdhigd
                    gffegfffgZekrgkkbib/pffge/cfgighZigfplgfxidgfpfkjhpggWferfhgYXgifmfeajfffbpegdeflbgqkcfgjgfgffcffbigedZjPffuiafmb1sYgchlgamqgfgt
                    QjfegckoZfgagefjgdgmfeZvlgkSkfdfhefekeifgeieYcncggfffghweogaXefggheZgfggfemhiffgXkkkofeWgfedaefafhefbggfZigqpffdeJoifbfhgfdhoeef
                    ffcXffffghgWijffcfUjkdmnegjkkehdfffdffffkukfZgfcgfceggehffdfffnesfglfg0lgSfggf/gffcffhdghfbgjdgif2defmndefUjg/hfgdcgdefek/gpfgee
                    effgvoeegrggkffgbgefedgfjfhgY4gdiebaffUelkfYkifggofljgega3jifeldkhfiuxfaeefnfghkjcgfocffiafec/dgfeeegffcfgcfjgjgkkl4fffffifdghfd
                    ffgfZebgefgffdWfZofneidfijafffgYenjegegb9ffrjgfgfjeffdfcgddhfhcfegfhfkfffgifSffgnjgzfYekffifiefeajgdfaigfjldjhcRoffkefqfgfTdxfge
                    hlbbaZffVvZigifeddfhfefkfelfefpfejlgmfgefciegflmdeetfgfjlefhwhftongforefedhggjkfekgeffddeffffgZgffggfkXdgefgfhrcbffegemagjfTfbod
                    qYgfcffVjhbagefjffgaglgfhfbdgfgfZffYffkgjfgWgkcggdbgingghffmgtgfpgfeVfoddfjggifgghfgkfbegfflbjegegddjfhuekfgcpkfhhegjghftbpeigrf
                    dgnfggggcghfgeffbhgffdgeefcgefgfZddgluldfefegftfeggfgfmgfkgddghhbbegeffeffhfgfddggcLgdeYgegsfefefedffajfgbngfffeseghffgbleqgiWmd
                    ffaZggfjfcmfgfefqgggjcfffgdegofhesgsfXfheegfiggffggffmenjelcXfggfhhgffdfedfLdhggbfffddggfkgegYifeWfggjgggekfagejeigffffrfjtglfff
                    eecfebfffffgZhfdffiibbifflgxegcgfeTpEgelWdggjhdljjm3fehcmgeflggffiXegeggfafhihffgbgffbgfgekdhifTkfhgdfefZggYg/ijeghfgmidajdaibid
                    ediecgaghgedfoggge9fdcdfigpgedfhfffgjhfjfdeffgbfdYmgefWpeffgfjgffoXgXkenggfijgf0iggggZhcredfhefegcfccgjfcgZdffoffflfegYfapekcY0u
                    bgfgfXgdwhfefefgfeojoegqhjjihzfgfcgdmiefhfeggdwggZXggggaffijicgglemfccccYfdbivfkcgngcegdinfjhggmgdYffbdhdfreWceldgieZcdfficdfegZ
                    gichgfgebjUhfgfxfgffcjmdkfmf3odogajffdgfgdjgbgieefeffhgfghfrhgdjfggeffgqdfjWhpddigpgbfjeVffefWffkgjggfjYfgghgffefgaggfgdgdkyisgg
                    rleSfffbjfgkgchffidfbejedfrfgZagfafugghoglYgikfgelZgfgffegfogighhjfgbghohfgudggoffffegfgdfgYcfkjgfigofafffgrgafffgngkWfQgflafcfk
                    fmfgfoamlnhVgeefcmfefcfgiifgfggfsnfhfgfcheffgffegbeifdgdukifhfgegengjggffffmffoffkesgeggXmdlteabigdgeifdnZpfffgTfmY3fffffffffZfg
                    alfhecghgdigffffjl/ffffXggbfdgddlueigepejifhjbffhhlf0hfgfkfQgaggcffednahZmkgZfgfeffdggfgc/cgkphWmgefgeriffkifehfffcffdhglgaZcYir
                    ffigedXgbglgqgbbfjPagfxicafkhkffjkfWeldgqugegzsgcgifgfifegYsfdeibhodegeggkfhfmifekfkegsdfgcqnpgSggZiZlbfghfgZlfffeffdk84dXggggjh
                    ikebhfffgqfffgggcgWfffadhfYftldeff0ghggedfjnkgfchafinfieaeYfpffgfhjdglfdleeeefgufdhjffekgrwegfhggrfYfdZgsbhghhUjkaifffgffgedffgf
                    lfdkgffdeeggbcgmkeffgdlngfXhpgfeeofffffflhgggbegj1bftfgfpdgdeheelfhhbfigffgWpfjhefngfgbgXgfkflYnsjkglggfdcelfigjgLbfcXigfgefcmgf
                    hihebfcgfefrelchlejfdgfdegbfbleZffgfZegfdkxffkigefmggkbgfcdigmcfpfgdoffjggggdgmffofffkemffffajdYfgf8XgmgfrgefXafffefjfffiddfZhgn
                    fdaefgtlfdfkfPxnafjtbeebdghafdfgefggofegoiffcgqffggc4fffkgfedggfdg2gfgfhRipghcqefhfhiSVfqdfcdmfhchVediggqgnfhfceWdfgdfikcbdgejfY
                    fgfTYgfge5gjgwugjefdggfgUnfdfgim1ZWchegiekffleikmlfgdnfddfgggf7ifdgmeffZegreedmggcffefffaYfnagpfhcgehiedeeVfheigffaffm/hgZdg/fce
                    ehfoafofeefbnohfwkhUsgXxcXhmpgefagxfmgejlgddgiuggfmWpckfdjf0gfdfgmc/fegXfvcffjejdehmfZejfecidffclifjmfbibzdeggefffgftgdfhdfWaccf
                    fbyfff3mgcmgtfhmklggghXcfdXcfdfgeggqeffgZeafYiffgdfeeZ2mbfghgnfdggtffgefmd9ngffdgggigrhgafefggnljdeXeechfggfflghglgdehfgegegkfef
                    gheZgfcfrfggkffobhgfdiffd/fkfcgcfefagldcffeSwggiibehlmgjeudgfgbgcffugffecflfgagebgfcgfefffffbfkffggfeamfheekshWfefcVgbhdjeggpjda
                    ffdnffdffdkgffffXffledqyeee0cgffglfkefeddpfjtaojjjffThgfgdebfdbdd1ibTqfZipgcfZibepgcfSddfgeiidgmfgkkfgfXfhfdmfefffetkflgfkgfhYic
                    ffgIdgffffdf3dfdgggidpdj8bgekcfgebffbdfaggmhggbgeehfcedyhfcoggwpbdjWncegdftffhegffjmgifefhWejgfgffejfgffffghheofdiggegggXgfqgfjg
                    fggfcdpffhkffgWjgdffffhwgidigdifxgfoeddmjYffYjtehdcefffgffsXcegeXugsfcfojfeggjegffghWflgbkegfhfefefeiofefWddYhhkdfffggogZgjgVcof
                    lefgkhfg/hfcgfgfgecfefgXbfgfdgbZfdfhaggedgbfosjfbfebXkbfachdhareegdcggkgfVekffbfffffekfeedefgfcfheggggdfbjicgfgfeZZffofeldgfjgfa
                    mfggefgmdgfmngffZanedVeahledkfiffggedgigfYgaihjegfjgkfggpemjbfdghgXkeilbcgfkjtihffhgfkfmfeefffaZeoebgfggffgjegZedeijfeZgfdZahgfd
                    ggffgfffgueggffogeqienhjbeeVaifhfevfefhfjfffkfjffgdfgfnfgjjfgcfhggigdlffgkfdgfefiffdzffjfthvhfellgmkebffbnilglVgWcfgggiRfgZfmznj
                    bfthdeidfcqfegfWggfhgeebfghbhZfdfedfYogdggggggeghdveZffgeujfgpghggaiegekhcgflWdgjgemsfgagfifZegvpmiclhgcedffggedffffliffirffdife
                    qfngfgkVggkhhbfsdgcgkeidfdgkZfgWlhgjfgffefeggfgfjd0ufffagWhgfhgefjedgWfgehgbnfkfgqfglaggNfegvkfifffTicfffefkmhecVZiZerjjgfnmfhaf
                    fofglfkefkffWhddggdfepgfahghfffekefkfcfaaofUffZbgUdggeggjghghfelgYgckeglcfggjfafltgegffgshfdjfdfdfeffXgfnhfggZfjegghVfgYkgggeifq
                    fffmjpfegmfffgpcgfegfnggegmehfikfgjdcgmfevegiffsgfghgcfedcffegaegjdridfichdVkfgdfg0fpgeeggdiogeghgkggkgegfjRZedfgbmgbggeffgeffpa
                    ffcfifhjWkefeigeq0gfZdueeedbfffeghjlefZwfajnkggeaebjifgfYbfgddmfdagdgZfgdeelcqfgjoflffocgwaagejgefifffgbhkeeflkfuifilgnfhfegjftf
                    fnhfdadfhufykhejfrdff+ceeRfefhefcgffiftiafchffglhpfehjjfcbegffjhhbffgfefrgoYYfgbfgbffhcdfdcggidfeefwfZjffsdifbigffceffeXgmfglfdg
                    fhgffbhefeknelRmefdangg0fgjdeffejfgnfgfgfehfgdbqcfbfffgfcgumegefcWfjeemdfkkZadfghebghggffabjlYkfgfZjch/giafffhglfgbfbcfgibeegaba
                    nekbrieahffdemgedfcnfiifhfgfgedgaafeefhfgfbgfeYefheffgdcggkggfjfljgkgfifufggceeeffigdojSRdfifggfgcegfffljgifginfhffhdffdgfgbefgd
                    khffgegglgfenfefdiZoafdgeYfgerfgjggdfhfhbiggfgggefdmdgpffefffefdfgf2ikeffigddZfVgfZueaflfsdffgfhixioidgVfcgnefqgLjfdgfdcaebgfcpf
                    ejsghamgfhfghfflmfffjfefffffnYkhcfg2hVipgrhjefifgeeZefbdpfOhaejcjfhfg6cjfcggZgfngggbggfgetfggffdpegdgefpcbkfffmoesflbelfgecjdZZg
                    ZghdefgjfejighhegfkcqdgjfkedihdfofgfeebffgdgZsiedgafcjcffieghhdSdjnffffjfeaggcfajpegehfddkogqyUdlfklffecVpehhgbagiddfhfglefimgml
                    ieffqnhZggcekgimciamakeeggeepigfmghfhffmgmfWgcibdgfffefeqelgfffhikg4gfgolglgcbgnfeddfgggfeheflfggefimgghkfgnfwfzgldbgdgfgelefYge
                    gedgoYegrihq5hghmecfgdgYlnefbpgjffpZShgjffbiccdhlhedflbgfhgcjbffibeecgfbeggikfffgefjggggffbglhXhnlggkefbeZgffofggejffjggegfefZjf
                    gigfgiffgeejefsgfseeksdkfjfhigfffpekkafjemffeegaegimebkafdgdadhiddcffigpdgdjfcgfffcdfxclfgblhfdUgffpfefiecgnfjgfjNkfkegddZdgdheg
                    gejeffihi3ffhgbhhkffhckgfffdmhgfZeZjihdffglZfdhfiYeglggkfgegeegVfedeggllexflgjfofgifc/giehbhfffegkea/kgkglfejelidjdfgfkWfm6lhfeg
                    gmggbgbhibedjbhdfffdkfeggfffadTegfhefnfidmgrrXnafkfcgeggfZcfkffclfgfkifjgfrqjgfmggdkffkVgggmffcefgrpkYagheefipfgVnfsfggrhhyfgffe
                    ffgfdejgheffggemfffgffdffYhkogfgdegfdddjfvfdgtefdgfifheglifxigleehiYhgaeesdgogegfeifefeUiejVgifefafckjmbfggnkgslcdkYjjegggcg0cgf
                    dlqfmhhtgffiegfhfdgjglggknffqkegdfgfjXiffefvfewfccifegohifgefvuhegjwzZcgfffgffUieedgchfagieifhechgejeffgfgfklfsihxfefhkefrietgbg
                    gYggejfaitflkfgdiqegZdfrdggZrrbfzgToafffbfeZcbdZeefgddccnggddgggakcgffhlfUgdff6ghofcefgjfdhrfqkffadbflgjfnffUfgmffZfckffdfhllihd
                    dbdfgsdcbflajjfgggdihjqcffkbfbghlgfmhgb/jeffemfggXfcggYgfgc2giggdZmdgfeeffdgehffabafgfRieggbfeefdUjcfbkeffgglftffccgffZmggfkhifj
                    dcfcecggfffggjgbUgZfgjggfZffecjchrdmijeeggfcTicxfegqg4dgeffgqgVeegfafffbdclugfiifhkqf/gcfjifmifkecjecmdgfffjcmgngkfrafifgeheglgf
                    bffbfegehceggmzfggfhffffafegdgfebeiejhsejfffbfgvdfufefeecgffglgjggfkflddfggsfkrbgZgffggogffljYoobfibdokXepgfgtefgshfjbeeghfbpgcd
                    fggdbYifekegglflfgdjfcqgsafggghedcegnisfffefdmggfkifffRmdfbfjgkcdcjffddpoacdZhffgffgcjdjkkggrfedxfdfcffg6gfefghfdicggfgfffgf6dgf
                    edggfggeffbekefigfefgddwemngggifgcZqjfeacgegggcglgggggddffbbchfgfjjjifjjfefcjjcggfebghjYigfiogggffdodgebifeffcdifffgemgjggTeefle
                    mfgdggiguggedfegfeffghgeffgZhhehehkggmffbefeflggrcfcfduhgffdgngjeghekifZdfgffcgfffqfeggffibargjggifjgffdgmhfgronipwfefmfdbicfxfc
                    ggegkgndeggiehkdfcZeggmfsbgeZefefcefxfeihqdgYeffgfcggwgcfcVegfjfgdgfeeidpfgebifgdeceffqoefgbgigbgldeZnbfZggfgggdfggkbffgcfegdedg
                    ffckqeggdaflmfdfehgjdlggggghtVidfifdffddbgfeecemgfgdfeVfeeddfofgjfefgggflfdighnafukffffkdlFffffdqfkfgaggffegeefVjfffrgfggfdgkgfe
                    kXfc0dfffcdfkfeiceefieffjgaggYfZgrfediddfemuednpfcdfggdkdiagtgffejfqfffeZcfohfijg4aieddifffbdZhcgrpgfcibffYggblhjenhefhghiechffh
                    cgcdjfgjhfffgfatffaZccfckmgcZgrgia/dmkjfg2lWgffcXfcipfhfggehgkgfgjOfiifhijXggmfhbiZiggefmgfejfokjfZfqggfoThcgifgngfkfggZicfdfieg
                    iYddWjfrgqefcfngfsilmcghfffffbafqdgegjdrUcffffgefgdafTpeffhfcbgnfdihfYfffahaceedYrfehJJffffhgefl6fgldfecmdgfifffgYdffo6jhbjfahiZ
                    gffhedffphfigrrgbfqfgfifgYfllgeifffevlcvgdgbcfgfgginglgbefXggrffeggdfgdfghjfffffdpbedfgvggmecgggflfggdfgkfifiSgfrefffdl0fjggfrhf
                    clpppmgfahfseYfgemjXdgefafZhllgfnfkgifgcge0sgfclergecfjffdcgffh/oeimdjgefehdZbfyZnchfgfdjdgZaefemhgfenmmgfZcmYifdfeovgffvfffffkf
                    digdfmegY/hfg3hdfblgpfefcdhmffgpmifgfgciWf7fcghffkfgggfegfaZhfnhbihgtfijbghcgl5jergeggfddenfffjkfgggkmgfgfdeegfg5gflbYlfkldgfegk
                    fegfkdgdhmrfgdfjffgfggjsffgfqdncdfbejfgffmucffbfpcgefffzcfcffgffnbYfpUgdcggeldjfdff/gfefYgeZfchggafY7geegejggmfgjbdpbWfvlkmffdff
                    ogtdcggffffvfUdfkffggXaifnhfaeitUzbdrfgdf0fmecgugffffsgkknegefggfkpgffjggggfphbmg7gfXYghwgdiiffffjacffffhdfbfiRctfmffdfYjcggnhdh
                    ff3dccZffkffeg/ffaeZfffgffffsjfgefagcmogjjegYggffffkgdghgaggfieiffdfdhbpbedmceodffgbiflkfdfeieerfffeffffbbglhcgdgpjXjgnelgebiegf
                    fbfcfffglggiYaghjchfbSgfpiygnXfmffrfggrgZhlbgjfdgfggggcgebfdfffZsfgieffgdfceegffffifglejfqfegbfgfgjfkafUdcfgcNjgfhqgc3gacUgcgeel
                    gfgghnuahtggpbfejfqffXaZefbfffjffwebgfdgYefogfzefgqffggffgffjjcgkglfMfflffeeggffgfhceffgmskkfffelcfYgcfleekadfebZfgjldgbkpggfggk
                    fcfgfffeYhfZgaffgfcefefefmffUXgdfjcofgdffgfguhgfgg9gjefifbffjadlg0gdfkoffiffgjffdgegicigbfenkggZlhghidmdffgdgggjgfgffgfjfqhkcgpi
                    edgjfifegfefgodfleggffgldfjeZPWXojfgggkcnabkfghmjfglYffigffgiffigfngWwfgZfdmaclZgXecfmYfhfegfZXfhfefbebggjedfffgegfagfaifegcffce
                    cegadggfgqhkfQlfbgnoZgfjiffffefjqmgalgwdcdfegWVglemdlgchgmfzxfgfegklmgrdicogffXfgjgfXhdaYegjVjggfgp7fheXgfesrekeggggjeiYfoffghfe
                    eifadeegggfgcgfgehfgghncgkggffcgffYegYfieZgegfp4kggrfeeejfajmffmgqnmgmggfcdcnaflufggggeojgfgcggdXfgfZfqiigdgzcfmjggccfggjciffbfc
                    nkofggeoegcgegdgcbffsfkciefjgilgfcfffdigpgfdegaUghgffgXngbggffegglbgffgfg/fRgghpcfeffYdfeigggffdihkhfgaelffgffWXffcrgjgyidfffehf
                    fleineflfeahccgdeZgafiidccSgkfZclggrhfgYfafsZgfefcfeeffcicnlffbggicnnhidfgffgslefiefegichifffegZdXgfgfgjbcfkrlghkbhfiVgoelhfffel
                    ieggiifosfffefgfhfggbegggdegimcfgkbjfgegYekghfofYffacjcffeOrfsfonfZXgffifffefeafjfffoggfclhgefffcfgegefepghufbofnggqmidnhaetdlgf
                    ffffjgpnjfpfgfhgggggcgfxjngofdffcihjffffnfgdefegbgiddauigbiifbfgfikkgcncgZfidfdfpeffffkfXiZlkfeqjfggfdWguwre4fejfcdeiffmffmefggt
                    fejgdhfbfdnedgglejjfiefdfkfmff4fgffggfadagggqccbhfsfekjggfgdgbgfjifmegidbf6hZczefueetgfffkgfgeghfekffffffjcgfhepgfjegihbjZfYfgee
                    imfaffjfoegijdglifcefdSfoffPgVfidgfhidaffbfgghjgeffderedhjfgyggeeYkcfkefghdrXefkogfgefWbcfbxeeXeyffifkeignffgbfub2egxfgfgjbfYmkf
                    igffggbagbdefokegfqdfgefefgbfdfgngggfgd+coglgfofgpfghenqfffUfgffbeefgaeijignhffggdgfYkbiflnebjgXgzffdgYjfmbfhegqhfdbhfZkgegiflmg
                    egimffjkiirfgdNfgcfhdefcgfimdfmpefffffjjihgudiocddehhgggYfccegfjgbjmiedgpfggghfezgfferefYfmkffd3fYgguncYmddgfgfifgdrfYfvfgcdfgcg
                    qfDgdhbgfigghcfgfhgcgffdffffifdgeapbfkejjdfgfeeffgffgkggfvaedkehkgkfdlecmmhfffafdfamoefgefhbbeegfgfcdgogfefifmsggkkffgXegfhgcelm
                    feneedjgfgfffkgdgkfeffkdiggegdgphfYufgjXgVgfhgkfdg9ffffehhVvgjfmlfagggaZmfhemggjgYgrjffcajdbgfghbdZbffedgginffffie6pfifleWgfegfc
                    ifgeggcgfgoffbde0lZdfejYclbdfhlgmfgbapfgegidftfkvfhfifXqfgcgffgggkZgaenRajcefkehgceffafgeufafhggijcfjgklbgfgdhfgbfbihcedgpwbldqj
                    fdbyfgekecffeejffgibjafafldfddgcphcgetrgkgfgfdgffegmgcfgilzgffflcffyafccfsegfbemighgfdegfbfgcedgXnoehfoiggcjgvigelkffiidYhgfebiV
                    gifgg2fcefgfemffdhigfhZjjbggfkgbgfSigfgefefWdgfdihtkmfgffdfehujbgfieXgWffffegffjeVhffpifrfrgffdjgeegdrkgiffffZfngmcgffegfgeceehk
                    ibihddifgeZpegeickfYhegdbVffffedfbZedfgghafemahgeefekbldhfccgfemfgbdUfgfffcsjiejfofUggjfggffjhjkgifeffb0dgbfhefggkfedgpZogjZqgge
                    gnfcbhqfdggfteffbfgUhffgggiggqQddnejfgfWegVji/gfdifgfielegdfYfbegefffffVyhfgbckllfgfgjghgifggmddfofhffagfgffgieeflilafhcgygfacgl
                    fagfhkffgdfgfddbggfwigfefefhffbkdfgeddfvfrhnlggfnegffgfgnahewolfe/fogtfffefkficfkZeebfflfWfedbdeefgbfafbcZjfkffimggbfggmdfgggkgf
                    cgff5fjffgedffhhqffqffgfjqciifelaffeffffggefginfZhffb+ejacfjbdddpWgggddfpfgVgdfolvggefdfaefefeeelmnfgeZgehfhjjkfYggZnYgebhjfYfgf
                    """)
            let request = Wording.Table(
                prior: -2.9143, step: 0.147697,
                letters: """
                    fjvUcujbpTkdifeTuegmoUivaolfe1kjjihZsYkhXYZfdjqsZhqkggkefncaYXsYofhqqZbTjndYdZSZcplmdmhlgfrchXcohiWLljfidnVmlcfuefYQeebW/cZXTile
                    jjhswZtjddiebaqigXaejaTfoabgYlev6gZldWVaXdmnTVklfnZaidaegVZXVni3Udfotcisrha1bmegfUYhpficgVgobebgWrZbiaZeehnhidTcemfZjYcoVWokZVng
                    dhjZggyhfexchgfYjlYdkjaeqcUrYbgc9ukjagiakjaavckbk1qZjeZcWbmxafZZgpijllhhchvckaml9lWdgjhagbjmTeckl4ZZYamvfNnWclejZdilffjXckmcVXYf
                    W8hgdgighcnSgXdfWVZulaYghXkgjThlUidgrk2dlZsw1hkcmdVyrcnlcVuagefmSvZbbkdpbxqeYecgfoRdjqZgboYe/jbdcoaZeffjXokkYXpbfegcrtbeZYOZffti
                    ktwnshbccfafmjbaaiaufadcfmjSfbolZhZXSXrfaogkuckmeZcbYYavXmjgohdoddfjanjgbjmwVjYmegehlkflYgnZXggZhoqZbSljfgiiimdrdeajlZxjicgtZehk
                    bhjymbYmWiSfeclUdfcZtdbnigKdkhpooffjWglgVodeoebdmoacYfhTXhludodxTZjdlZeYiSbkaYsigvYXQkadiqfYeddkZYanqlYhgalZehg0kjcc/uSzflTlgbth
                    YgWfbtgmUnbyZqda0XfffdcUYkdenagkgqgmpwjvabdcdp5qtpWiacokUehjkcWcYergeYimdkjaaxJZrfacfwipwefenaqicXnffdZtzjehZikctKefVdWbacVVhjZf
                    jlbkXQUejZcaSacnlchOgoYbnVlgiiYnliiioiSnZqfjYkezZgTZZdZYdseVhgnitlnfckrbhWhheibrblWclmjfmVrmNaigVamhWdchoepXdqQYfZgnlcbhWamsldjp
                    qbakm0qjjdrofpYUigihjeoXbsjdtiniXknfbsWggjpUdSfdVdciUbojmWcVfhbbZarhjqpwXTviilhhXkkcSWlejkiiXetjYZamrggTjUjnahhiZeqpXfaibjmgrcjk
                    rZpcjgmWfZhidcdYjuTgkZiajjdbncniRocbudhVedjgcaifOajrjQbZffhZTZXWfZcTSkibmgnonpldkXXjpmcdhljUdkbdk4gofagskhhqgbkrMncbicrrelsnekae
                    fTWdXffdbQnXldaparepzdYlkkitkkfakzjqdgYijcdqlgghvajihXllnblTRcXpnZQkjsamcVacf1VmnjcmlfhtXUeYZelqligjfYgkcaVSYlXcjWbawkkietaUisij
                    Tqq1ynwOZlckVRmhahlYkrXlaeiQYQUYeklgkXdZbfmlmfegmlpycoeenagqYev9iVmnmcgqlYbakbWhckYXfiWZblibfoktoZphhbbWeXZgYjocdgWlYqaWcxua0nZe
                    f/YmkjfgkgYbYYnZbcZYZlghgcneYbYhkfoYgfhlmWaanaYdwlfmdhgWYhgaedfdfjtahfipZZdXTgsXfalotoe+VYxZncueZclTfkfhVadgbe4aVfgnqYkgofk/ebjV
                    tgudWoQkiYRZbZucYxarhhhTaZqmxdlY2iXdZlWcmckkxmdgaeglXhjisZRcYjYkWmmPjcWgUfToYgjcYarlmegaYoSmhkeqgaUfgjgjUkdfagdaXybVbbdxZXlaSdgj
                    idigaikflmlSfhUfdfckSmoicasbxfVjkZqegcOmcolnfXTVhzekkTahbmgZwrgchcLihccdYfstkvYdinhgiWXghdlcsfdea1dckgdkfcbZdqcijYghifXaZgbcbkee
                    ibjhkkkQhjfkhZhuaaYdXVhisaRllrgpfdopcnrenXfjfeohcaglceklpdsv6UQcMcevioafainXckbacflTmjShZXdSFSeWabxZXkelppYarYjmjbZbjWVjigdwjjhf
                    kYbceUdXXncUvfQcfYbanlXXTXrXZksgfhfTxjfhnbSgcedZhUlcpaXbmXeigbcShda2fjocakZXfO0ZghejhfYcUmcjmSmbVvlTcdTvqejkdYefljncphmZdqXmlosp
                    kZfbamkaVWed3XdmismfobkdaWbcdmcfkucknhPxlxcYraWcnbqbbhjcghUfdodfneWdZbtgeffdlbgbcji1gleUiadfcXldYcSZhcnfdWqcocZbhRaZifafltmcoZce
                    rblf3jerWgdiaZhcegbdhQbghZhnYaXfYkcYavkeVlciiamfliak0eXSYadgbagibjrUhuYlhqbfqt5bZflpciZmYdjbmYfnYnRddahVifdcdVmceZktjhbVoollyuej
                    bofetgfZMdgZcjgXbhobaiohlendikZiriXlgeymQamsiubfefdhecjeZaefbUjeiYgqecjqWgZUmgXchlgZrdXgwaWhcXgoebjlaYTVqkkdecmVibQdliaXthZijWpj
                    WSqhmqgqqSlffWhhcdhcljUwhgjYW+lrUdjomojpeYweqUnhtigSolaiQfWtXfdqaofmvjiRdvbSefXlkalbOgkk0ynqdblscchXealbUehcXXbdgUjgWWapmamdbkhn
                    pzTlThWYcXpricdYikftdYebWiZmihagVig0hVZVcXiWebfodXbjXbkwufVXZVlZakXcYdehcompfqcyaovaignZeorZY0cbkgXmbZYXtVffXkTdVkZWgiccmsZWmmee
                    geXlVjjhYmkebUhtnZzZlRhehfiYbjhpflhlmkbVehaxheixqavwebiefZhZbrbfccrtsqfhegWktjefcbgb0pebWkrlenYkYhZfYsqbXkahjllSnQgcrcsVijejlcg7
                    ifedWrggnPgeegmZdSS/SganWeTleZXipftcUYdgngkehsXtodtbgnhrWmyXfZccrmUehnjhWRXfXfjheljdfpWkaenVkpbhdpWaVdhjnaVdqqRZYalbYcceipndZmgk
                    bdrhSWfOxjmbmcssf1fmhdYefgSiahaikjchhcZklgnkeksXYmuodlhnchcUbfXnZmdsjavWdopfgckggcmXfvjdfcUfamYgueeaSlfnaadZdbcjdkgrbhbpoYkgodil
                    ppHSbgdVcgixfeXbcWibmtghhsnaadgnramcgYienUcVUhidf6peitZYZbgqRXkemchmfZVVSmftixpjMpjXfkYnhdvRtYWgXgaeYeUcTaXXTigcmeWqmblmhjfdXrlr
                    dZXpacficjbffTjanZlimgkdnWjfccRdkYlmVbofqhafVjXleUtUqWeZrfsdugkfybdiXcedgladfccecdqshirlgcjkjSUXgHjiW1mkhpZsffeZkgnighcajiZqgisq
                    lkVgTkSgiijgYdjkTakeWaqpeiccbrkpZmaUkZlvQrigXhdacseapfjjgamWSVoalmQYlhejeehciXenaanilWadtjlohoejZbffp7mhWaZYgeabndpUbVoggjhuhYia
                    iyUYlXUkehOkiawugikeUcjujthrZgjcicVjnZWed3etqijiXbThefndnjYvbhaYfZYfcXvcbuXXhqgafopdxfYahWmncXfnZmb/dicokdlgiichckfhXjiZapcfWfYf
                    lQdggSfckckkadbihmobocgmdhZmkihjdoaVbhbbcbbcbYfecbifgbfJgzhdajPlalcZqUggigeWYdeVVeSeZnohkbimhjflCdMbledaubchmRhgbaXpiYmmjTafkakc
                    cUhbVeuhifsggkhlfVazeffrhfqZfojjiZUsgnspZiZblcipjiTihagaccYabdqTywiprZcpkuSnrXiWcfkrjedSpZXmYqdejjhhcghjscbgYZSuemcoSjbycsZVjbhc
                    dcZlbYwaXnccXcigOgima8fdhhelvRuZcblelbmabYpZVffZjafVjUkldczjfXldXhWm3jlmGfbfVfRiidZtjbQjiZem1UvcbhZSakpacihXYrfhZZjrornZmeafcbhZ
                    cfjXawbdgfihXgUgYaodmbhZbXod3VgtQffbokblggdcboOiWaYobXqbeiPkYdPadgZifaRcqQjdRfYYgbgnbNgokfbZlfjagWfjgiTkepdejcpf2mpjftifhrobbZha
                    ZYWpbfZfQpjcxffSl/ZochTXbgWhbXoYZjbfajc4ZkbbfUeiYXaxbmbhifmklYdlqjmNhYeqdkjZgaXmdRhkbnmkgldYiW0ddbecaeYkrsnixdcgXdcsfhsZqkadapks
                    fgrYyZccUaesShejrYjziUdhxQZcxsZhrXiZYhpZhqgkYejcfgllqXce/nWTZuaVWgjlcegYvZZuoonkrYrceudnmZjdcViicVcUhWbactZsjafloarchjedcjgfRXbt
                    LaoSWdYnjblhVkagrrTVoYptmYp7gcmiegdYbnncZfhcididcYjZihjaUpWhVyfdeZpcrZtXWhWjedwekbWsZjxkvri/ZorkgiWkaiXgehcdaeddpWrcawhehXhZibkf
                    ZdilwkbXZfXXLeemdqgZehpibZbkbfebedlmoXhfZflnlYrVldkgkhlkdZghiYimewfeacvbfmhdXelj1VkhbbdtpZfshcygqYjhfZljTiamebggdeaSZkjaYWcbZhpf
                    ZoWaVqupjarZYlZdxafmQjwWpdeoUcevYethrWcYWeffjdjqlglVmaijdrbehewlbldcegibyhkiqVfhkbhdqYXkZiTkjnYXUfeffNeisajemtkdkdldfgcXZxcjhXbh
                    ibUbjYhhVdubbeZlZqcebflchlkuchYbocafgfsNadbGjeikoZRmifhhdUdjmYieddgvnYejYYwpcghnXlobdayecbrblVZhTgpkWZZgjUcxRccPjYVmTZe8vmqbvXjd
                    kqaVrYcfjlqlfyajefaZgnibgchZcdXffgpixmhbXnYktioltXXcdiXmfhoYgoa/gXjUengagZVodfgkZeVYWgfYclboflcuoadhpapqsbaokWYkcgeUYefdbVdRjiPW
                    cpqpbjclanmckXYeWnGcgbgeepnbokkeglhdleWrmiRcfbVgjmdapcYjobkhkdhebXPoaVaafqlTjfgfibfbadpbbbVcfgmncoacnphfnaaagdeUlclqecXZZeefjXcy
                    jvgauodZelilWikZmXUZoYkRdgXhifWpafph0XVfbzeijedifZZhwoopiljcapmoqqaclRfedYlmcYQqYrceYgXogcWh6MihbkawmmrmjqwajlcjnmraTTsxhtenmdVX
                    jfdhfXaleXkZlfgsUcelnWZlenfeXrdhcemabbRijdlmkocbbbeWlUfTeomXoWhXakwZZochc4keeppiYXjceirhbclaslhmsXSpijenhQfmhXedYipVpZdkeZdeYZid
                    mtZYlfletjZhjYXlrcnetkdnkeWwjfqgXqkYVmrcjxflgabhgbYtZgVhfrdjmUVYhZvjbfmXhjgmTffXnYg/ScaeejYUbjacnfZZlpeXlaVeYignckVUbhpkaamYqhci
                    soaclWjnlvbbTlofvqRnvbcYlXadgasfPVVmcbTieledumgZbYiYhegkdYdfegk2Zbl5VohlZevbwfbjbpcaUShcgfkbaVUfshluR0WcgaeUviieYaudlVkcgcjdjhfk
                    jaYcgdwVqh/beaooWwmakipdifwgzoklbbSfZUfhWVYbcZdegUtnUwWepslYZlbcnSfaYhiZoeimreZUavhufkTkmPafaYXXVflYZPefZgiiieWUgdfjZYbjnrvVykef
                    WlRntbtZhkujjejaZgkahYXl3ZemfefaXeqpdalaimrihcklZliefldsbbikah9jXjdZeqvUbacYlodiSlbkkefesYdZWljcedfgYjhtYTfVwcjjwVtYpYcebbXhfgda
                    gegZtdtVifWhapfskVXopjeejXYlbwkbpieddfkYoafkelmZwcnYevuojij/ddmfjgxTaoeddcjjpkjYZXepgrkgkfrYhfZZadmlnbonkgXdeiblhioveZYjcWmcaXje
                    jfifiexggYlgdadShgmfYpmdjbXybZirhaacZcSXgZkhcXRYugfXiTpfehkYbkjbiXiRekpbjTsYkcXQXmaaibmheerVdhjXgphoZsflgmTvjoeUaZSjsikRbqoimjyl
                    wrhZddcgpWeYghdahhdmdXijfYbXnkhhlvrcflXhZhgblqjcadfZehhdhYZXcgfdUfaaZhgaggepn7iapkaidtXixWcjOcijbXifYwwtgnZdjhXsndkZgjtshZeeiTim
                    fYfldUhceirgmXddahelfhjoWkynabfcoqaaijhbhfdmdjpfSkfn7gkcXcjbfmdhgoTllibccdi1mgcmbaonndlZqwomoiijoVpbdemzoklterchmgvhebfljjZdkbng
                    cdwZXcYhpVjdqasabdgdnWbiUYhjwgjbcQagxlWbdlYkYbZngbQiclZvYjhmsUafbemYccmeosbbhiaaedoggecahffqnVXgdZVdTerbZgksabgZvcahndtieitjWcQm
                    rZfsXhhlhfpcmchvaYlbWbvYqZgcbafZiYgmbbasbigqmmnVQZbuukgigmZkdsdZlbqfeZemarnlYYcom0gZatebeYhgkeiZelfbVibahrh0ihbbeVUeYbTYkibpNkpf
                    ijhj2fcnpktlgekkbTiQYedrhiZSmVhmZnYikbaamdjnbYnekeYUjogkeWmPdpacbWaudhemcjdqYb1daWfXadegkueiZxjeXmwhWfihgZokgbcZedZfsoyaiWbWiiYq
                    kchVsgbhPYjYYf1xsfkglkWjibXWfWeeZbafdemufbbXmgtgjSujVTfspjgdcrjxdjfgksZgoPiTafddcsrdhXXKgnkTaYhqkZUqYWeqcTWbmjiZgcdoafijkdXfdjmV
                    gcmpVZohnYhinjhVfUwddgKeoWdjWcpYlkxfYYesdgVfpk2QpmajmmZeYnZdhYjidfZUbnykmgiehdfaYrVWbcadenRUjhebahfiTfhfcmlnklqYhm+ecnjkhcbdbfjl
                    ZYXerofpekkZefjlsfdWinuVhgdubngZZXanouadomuVbmYjfufSbeuVYZriSYlZWglVeaZbakcbfdVUsgfbkYbbfXWVbkeQZbnidineedXVdjeZgaloqfpU0bcaeqok
                    dTijycYhmeyocjfggbgoofeohvUkeuqXjUhdWohXbcbeiebboRkYmptXYgdmffhgwigaieiUWhbVhwYjXkrgUsardaoPZfYbpbbcmoyctjbnUjgcp/hegZOigoZnSmgZ
                    fkJXajTjlRoonoWolhnbgXedlglWijhjSYVVghrgydXlagblapjRcWpZsmefcuojydJuZrhmZqfWhoWccnWameazhlpdiufcVXZfZadioondwdgcleehgXxgZjqjf4sY
                    ncfehoZbgbcdYkhcSfjrxnbkndwZjjhbenciemZdXVcccndYhideicgghdocaZawSkiXscmfhlfaXfTkZeecdclZkdnnWdeVcZZejadtmgcejUjZijieclWYsc5ldZio
                    hjraWkqdahboghsgieaDlbWiXmmaWXTjknamfljalavhXgYlXpambtjhiVlbgbciiZgtgZhkkmnfmWqhnacmjdbkmpbidrZlofnibUmfkXdihfjYgitciSaefcf5Vbhk
                    VdbklklXehkhbeadacgPkkjekfpflnmXcYdfiZjfklnlgXVxvbebrffVfyhjgpevcjlcqRTcgZadilWUbmSiffjXanlbuhcbfeeYfpkfXhs0Sbggcjclggufn4ikrcpv
                    nppcbVbqcTZYTWbabguVkPfmYceaWhaaXdgamaoYpjYhRdofUVckvrikebbUfkiVewiYgcZhlUWsicglnWdldQbkYmblXdlaiUldkZfXNfmuXWXphffkZwflUZjp6dhm
                    fYbibgedblVbqfmihWdiffZZZgaqcbaZaZebpuQhvkaddwjqddXjjbmZfdubsfkofVmqoZfjefkYvckqdUltgldWtnccbcigleeemfZTfkrpbgZgOpfWZaipfcZVlptb
                    lhmjgVaXNdduVVdXgmZhdcataeXtnfhZadoXaeWehdjlqfimfZVcVslllYXndbtVenfZZWhXnYScmqieabdrcWhilWihfYwcdfliXoedhYmyccZfdcYiaqWujOeVkuWb
                    aMkarnechjcVqcwmcobbRmVkhmgjihhddmlficigosYbgfkaXjhTbgihYokhbekWiaXZjiboiiefVoVmedUleahldbeVagokikkcahcVsVSjqfhlYenpliVhceeinn4d
                    jirvkdXezggcarprYcjYhrbacghhaldjaQhYefgghfesZivcYcjlhobWnelcZ/lujjmWPfZmaijqbZXikdejgbYgtiVcZ/fiZZalfhjYbcdWghYmjUaQXW/gWfqhseea
                    ctrmbekfbXqcYYkncjnneYrbhceWnebZZdWujkdXscicigXhocUYibdZbZmZVRhcwZaori1ekdclubihjUhdhabcdmpbYjRfehYcsfYadjkYeeeacnYvqcoZ0gmZduWV
                    bkgdWdxhelnYghbcbrrdbTeXanYjhhfbUzmRheYnhqneZgbOdejmefffogXciVXfqcnTllaYfgjjg6loclZbWgnddopYTquhpbnkdifThfhZkXhhhkcVccWYjnVihecp
                    cccpogWmahijfofegZuajhhaagerqjYhhqbjhYsbiqfmersZgZfnldccmbuMjcndgceXimftjnlfilXWZied/lfihZprdcaacljgerhfndifvddainTcfaerdmYpaidc
                    gWctjodwbigScgyepdZmdgVRhdthsdlkZTejcbapXbveflYwehabloWecWpUdqhjllXivwgmUXgiYXiYsafmqZtqfXvcttsbZaejgggeYpgmZilqnXlVnnicnegmkcdg
                    ffmeWidZrgYnidqkm3VcmkOdbagmOcughgWdagcsdihUZTimidliUkhfcXndgbSUwiliUmYYglUuktinmetjYZcnbfdjZlelketffdlaUrzhdfhUegadZ2cRdilsjhYc
                    WqkepWbdifb3Wnndnoi2Wdlgeoke/sZXhnfgapXhhViiLnbRcjclTrlskedjYWe6jceSiUpcXbmohabfvcWgnlbXfhiXbdqWebwXZebivVgbiedXRchdVfjakdfTkpXg
                    agojeea5yejficVfeTqZcbbabjoeflgaXpgjbiebXopSiYceT0ahjeVdZnXbbXYabboutgW0iXjoYaXhqrhnrfdVhjZdZajXlkbgZQmbihffebrhWeRdZcpZhcnfncva
                    fmrfebfdpggeibofZXYXddZgqrVdoYbWicqZmgnhameUgsObZgbZfakmdikkyiVYedbdXWfsamgVV1blTRajZbhTglcddqgegutcdoYYqUWdgehUfsdUbldfhamYqmhY
                    dsgbccmjhlknX0nZrfZggXdcstixaqguhaSdmqnheeSPZgfaZakVfp4focfecihlhmiceSkdnWWagSjfjfhZSadgsbZUVZfhdodXfafyJo0qoaVXmaeZeeXcmQleZlnV
                    ifekPdbfoXbYcigbfbgZelVfcltgqcgnZ0gqmhbh2ieTihbZh2ptaSYWjfclahbVcZddmtXklogVhSifhWnciWlcjSghqhbacbeVTdYdllidhXrccUjbUZYeqoZrlqdg
                    mcvfWXnikYdfchWcbbfglYtTcmafilXWldramujsjUivMfbknnYjqgdenbdvciqapYZhe0ighXnsbfiZdebekgaelilWeoWeXTjgXTlxUfkhdjcbfccYXpuflcljeleY
                    eeefmfZmtmVmloqXgYVbSgjdipYbdWbiuZmpkXUkofgYekfPneaZWjpbQjlgRhj2maQbicZofZocbciqSrmZacZbtYrxgnaWichjUleWigbYjerhfieicYndneYYjaug
                    opN0fkZrkcfjXbVqSWrxtpRojTcecc2mgOdaVsnboaTYcaoc1iteaargPYfYliXbbkjeibicakcwnWhUsemYhfVgmijcsPhhjbldmjcdubWjldbireVVdeaiwrnmhshd
                    tYWZYkxofntrQkblatYcfmdeidkZifgprZjhguihSfYldkXbVZjqXYrvkNmcpgfhYUiippejXfkkZZZjhWuidfoehieXkokcpZacda9ehhuZTVlfmuaco3YbribYafrV
                    gohXbefmjcbZeXmkXbkaWnadfblkdbggd0mUhZdvohjUkfYuXwejYXfSXaOngqkifosmZfSbarniuXpdhbndofhaibccVZrhbUpZXpdnrddbdgkWjhXVZVlghrbaaXfV
                    jemnqijlcjofjbbisScigYcZaUcljbqggjcefkYggadWWXajlmbamZhqqbljdojZwdZcamdXieeXYfYjqcgfiVfYSWsZhaYhudgbdaiaRfsgrXobVmYtadUbUZhWftdb
                    eiifhqqgdgXbWadehbhYUmchrWgichZtejhxUjioXikcuacaeXfWdrcWZjtcnmPkadrkWijTjoedkcXStmwa7bfnVcre0cgqYXejgdZtYTeiYfgrolVjYYqdjdrWotec
                    ddhQftagVXgehmhd7gbbVvdhbfnTad/ZchoennbXiZqeUZofpZUWYle1cbcjolYiZZqeschafbrZVrdbRkbWankehmchroZfdbklkeVndhodnlcxZUlmeZmTpWWfXxac
                    eXrYchdlmjanhbcgcermWifilkikS9hYpsYTqtanifqcdkgtchYkagfbfdddgcifgkeXmlnjhaYohncheedcUkVWmgiukVXdzkanefefgrogmZYekVgspldZVcleXX7W
                    ObmgaelamjbdbZjjUaanmhglcfoagZdddoeZZrcjkscY3yblZretucsfoZZkhciYrWmZUoebY1hUogYriaggfWlnetdZavdbdaoY3hclTdbejmYvjg1WkYgdeUcSpYgk
                    ahhmcYeibmUrlfdomhihaYfW2hetcbaVcYxsaXasmVedhqlhjZcnjcZdobaqhRfnXiXhzhcirselYSkfcpenqeldfnonYjmWhVfdfefRfbkheRknWiqhktffqghffkcY
                    rXnndecdXbRoodhfUgbfdZlcoNjgUmjuekj3hfnrqcmefpgfnenehdWbyigZvZltonRfjnYTigelsXeZYbdkpmUdYlfipqpXemlswRfiodaa/drZjVfqUccOokcgbpka
                    chididharVcWjgcmzlYoYcYYUoioddgsZjbfgwfelwomcRwrfgmgitdXklghjqlfdjaehXpWqfWlgkjhmdWdd/aephgxmWnhucgVUYqZPdfnYgkamuareikdfsbfijZj
                    ZlckXmdeXhdbpWWUbbdW3jkhphdffSddaijmUfejihbxmiolYlmkUUbgliaZZWgXddglgiXmObfVhaoZgbZXhiTgkbfTZcnbtnebldffvcZga0rvWepcdniVeeddYfan
                    ggjndjzsZfncdcXiYVXaliSXedboaoceYmdbjpbigcYZTcntyqjZQejfgkmjekbhgrkpqZjXgncowYeidhdflkXJgbogcdbbbgbvebcWjlehoednYXnZdgeqqQjageYg
                    XliacTYYyUfanddybijeicnrWXcahelZXfkmcbpeWahgcXjdYatrtubfXahmicdietgnbggUbjeYkmpya8lYwfXXiYaQkkvurbjdiNegXgenlXrhqViXpjnjYuuapkld
                    YokXhgeWVjXgngnaclZbfflNhcXjYgfdYYujjr0aubhdncqddmUkeiiYeasee7oXeimadciVikpTbdjgWhXYjZkrfrcnZikrijcememjjkdlnebYigdbmbinqnhfmedf
                    ZYfvXfyknembmfgmZgdogkdViiiMmakZdigdilWufaeakVoxckUrZZcbetarubXRtcVYgbwqWYlpgahabdlnfYQxicZlTXeoc4bnbbbk/fdnjgpegZtcfurfqadkfTan
                    kvjZhmptXefmmsksgcXagTkkwhmoTsneVkksZcbniidcjiaethlaaOihabklhkccdhuZeXdkokWbXXagcSbjgleYecgiWrjkgYZgjbvOdXbcijkjahhllmYsejkkercm
                    0Yageftgbgqkoiofqfqj1uZiikcfbWhTq4nietdmgnhhqcVcqxZWeaWXiddcThcahihTikpscVSfkSNemdVfYdYWYlepohnmSfheaclsaVYfiabQcksdo2cj3yZYrgpg
                    bhkqYgYuZWbloUjXraXb/ehpegWtmladgllYqveeaabYVoVdXWYXagliciYfhkdcYZcijjZgdaichraYcaabgLgQaZrYrifhhae0gdhigZXhYtXWsofxcgxleTbuMwjo
                    dYmphfbtdjaedP0TiYqwWefcemlWmcnmlYjaYbrtakneqSolvTaqedgiqe/YdgdcdZhrVaiOhgcfZdbcbnabZlgZlkgrWtrtYXZmovdeeigWhdlbjcgXmszlnkiadakc
                    fhYWedNcZeilimcpfldZfn1lfTfUZbZdhaZbwrXWgeengTpbWdsjcXguqigpZQncqcafWmehjgdfjjdYdRapgydPfkiiZmjfmzefqZkrahYmYofhjgZXVgU3ehmfgoap
                    beamblXvfdrmYimkmeacbehiancmnabdscYjaelniijjlmgplijhcgYkkhpsmYjdoTfVZaiWlyffgVZXVknVebVcRfkpgsjXXtiVesuimSifijhfXjgbVWjdefYanqge
                    ckpkifipjXhgtecUkVWjUgffkdcbog2ZodlZrijlcabiUfjaZnfqYsXhhhokciUdXbhVjnWbmgdeZdWWkcOgYYlcdmckfSjZmofrimjYNnmeaWdYijgqbafYRieVbbec
                    jcjaYYqciseaodkaZViPeeqcmdnYniZckmauefdeuSZhfcmXUhXcvXlkb1gSoimrYjZ/dkbhbdcdmjeXafWfjZtgkmhdXdjuiaZjUmZTokjikYefhZaTQjiYYvZcfnpp
                    eclWjYpioiZlfbSqenqdWeenamuTdZldkfsXfeabqqanhcfgqjkXkjenoYZpddYdwijgQekgjXcjpjkkdjeRyggglbkXwfvrikZanfTwsZjSfcqVTekWbhXaqejiYcka
                    cVpaeZZfmZjdpWfqpeggVfsdVYmbaaZlXacXbiYinqhaqXartfgiaVklYnheXZddqRdodqacfjojbVggdfgjoWobggiknnecsgbbijYbaabkXlelWgYZnmZgjYWgUUif
                    fLmcugahgmyfngdnoYXaeajZ/ogUeZnTiebTqhSvXfggfdZXqfhXpejgekQiggVejagfnbgpZfjaplkhnhYcmWofhVcleXmZkgNfkfdilabmXXcYlcXrtdXaZ6kYcocX
                    amwekkrkbg0VkhfcnaftcdmsmmekcTfddYqqefYb0rvibefwbbiadXXfsgicUfefmmuyyffiuolalSmfVZemUcWmjumfhZaWflgujard4WbecZe6XwZpZhZm3hVeieni
                    XmfyflVXkRc1odYVaXseZZZddhjevcheVhmlqXchmkmesYZTf0xkgXboeWikdbhllRddbccciqUZUebqnjXicjrlgjZfmlZSqdpXjrtxbfffZXaemggZcmvenjZeXohW
                    fSYeedicurabTaojwojZbjZhikjgUXcgWeiXidfgnhmcO1hkghUeicXmaZigcTfbShTWflgcgZbZgtfqhhclihYZqadkrjlcdjcmggedVZhbncgfdgZdbeabYmaTXiac
                    hbwXdbbkhrbUabkedsdafYtidlmecUlqcbdhbslpZoZabgYedfZeamkckmijbmpXvXlqqvknfxfWfakVjeisnYtcWa/YObgfkgYieeUdrtybkcdjnnllcmTicifhshkh
                    ixZaYftdhVibfYZqfbcagejUmlokgegzgdlcVmiesnXbqeXudhaisgbgffbiglhfZgYagcZdcgcwllkWRcgmxhwXqjhctcecdmZvfXcoPdUbOblgdxigtkhbmedRb3Vi
                    mfYdVyahfaYeynVfggbbcpZhiZ8naa4eglpbUirgfdfdadmbgpWYYcjhiphmkao9pyvqhfmudXbZixWeqjmbkcl3ZkbaddlakgjgdZYfchebdYdZdZYcoxysqZgZYrnY
                    jhaTjdhjauegoeicjpcYSVhmTpnYQaeouoblXjcfokoccjfihmebjhaZcjdbapVcllm0zgqfWgeN0fboigVTYtkZZccWceWgnYaibkZXWedUbTacYgizLeckhpmYpaeY
                    dmganYYflzmYgdYjehithpnmdbqbmkhfarfcjiosjkbgiWZzovhfXeRdkfdekdbijXsYVkgknYienalRjfZZfhhRjanmvdhZwsZcsmfSaombWfbbjregeeafXhZ0cmbX
                    ebjfgahddWgXQhdcbegeYbaiwXgblhbZoedQmieqommeoeddhXhakkkXlcdabkhVjkjZfeZyee/rdTcfThkcmebWfYYainbidYWbofeomtf0UpYWgpXbUfkohdYleqip
                    blggejakfaeZfaafZjX3exhVWmpdfk3cfpphbifZbblfjblhkevklYkax/uealXaVhfZrgabectp+ZkWexbhYZWnegjgeZRdUVkbZjYkgVjZ4aekmdvrZaiZZdfRosii
                    ZZZglceaeZSjmiraTbjbccdlZX3ho/lbibddtmcYjwYgepvQedncdaifkjnWngfkgeuWYZhagXRYaclzjcYhdchfYdbgkroddlgjOosYYTmseiagacfeZibXXjRbjiji
                    SWadbZofWicjmbdpVTagenbpaYlcfbkZigbbiaXedmfeicXhjcVfahXmZhdZcscZolXofhmdjcelXqbafgclrelXnYlrUfcgjveoisejaSngfljWicWUlYXaefUeirUa
                    UpaZgglVafXcjsbqeVWaWTmhebkaejYZaYWpamh0fUhXcyelZjQjbjZirqscfrYsfjhkdgfigZucYytqdcaZgbgUgncheXqdQgaaeeKeQVibjcnlOlaXhUNgZpbhpheT
                    cggXUoXiObZoZbhkXfrlaaZZwZpjXlabomZybmUXjeumbZacflfndLWkrlWemmccZWYbhmiadZbkfW5YrgUnZkanXrlbekYadbpiejoTgsggZjpcflhaeZeagogmacVZ
                    flnZZYjidgoneVYgcwdmtogjcdgiTlechZXdvmjUmfpVgbjcrgZnpYUcbiljicjemmghmkhnXhlaPffqe2bhlaix1jlkXoiqmijaekXanloVZbWhreiXOsbRklhbaUSX
                    ifdbsbXes8ggfYdmbXpiqkejoXtoxdqckqapebigfvRoXgbljikigehVcvdneeeWgckfihWkpblagngfWeriffornbbhdofVmV0ionfxdobdeTVrmRXhLvTegflkjift
                    ogluZdZgbgagjdTmeanimncI7YbfhlgkqctSTwXecbkTgPYUzZfiYbbgbgTZpUUbgYfgpafdafW1UlmkfgjdfafZkafaekg1baPckfWbggzbSYYYjai/hYaiajjipcji
                    bqwkhifhescaikjkl2ofZdeWSqmdmrjoiUXdgvdhanffmknmibjh8i1rer/lbjhdekmtYZeglXenbchZbcemgmYbdtYibejbedahcTqamhicilhhWkbbsym1WmaZhsba
                    TYqVbkYaong0cmdlajdqmmTWbfhiohXeYzdnaftioiYzVbUkalfljiYXhYjVcdXpmddaidfPVgdqeWiVpnZcVjVkbfVpghXbeYnYcjUcffeYavchdgxYXjdomXehvYll
                    hhdgUcdgsdfecik4yjajYpZdhglagVhnygZYmeeghZeViSrbVnoagXgScZcgaadajvjmdhhksVoZqahvdemcpZtoVhelcjZodibbvWekWmZpdgdZpbQkhpkUdcppakVy
                    asacqgjfhjkdfWaSmsZoXdYdubonisZfdjeekofPznb2S1fWaedgkjprchpbkdcQaWZupvonhijkXYcaizcmhUblvnnmfWjkmccZemfZhm5hisVccdtbemhVtcdjgbad
                    kihnalgZhkYdUclgglhlZcjefijgeloccfXeUZkjgbcmgcUUhmoWwmumcVXosVndWlqrp1fkhUmkailf2imqYbbucboZfXbblheVZdncXvvUeinkoikUTlNjkrlUqfin
                    """)
            let lookup = Wording.Table(
                prior: -2.4178, step: 0.127677,
                letters: """
                    YQarfebqchedsrsmVgXmgkwSpfXmWPxaaMjlQYaotrXbchYQnbaZVlwmVVZSZYkolcggcppOmblVcofjogaacdeaUfiWbphTbZxcUebewrnYjqaZkZhjnXRbXUXuedSc
                    iUhTarUeempllXdjZglYidtceYmdXShb2bPiXnzqjbdWajbYYbZmnXYbe2kZjmfZeUrqcYkjWciZrkimslkkkqiadoZhcllmmgelefWYabUfuabQihllgmhaaZce5mdh
                    cbdomVbmWtWiZWWimbreZTglZoabogbdSdbtbfpjfZkmdkRnjXcolidtcpjcYTtlpcgUWYgfqfbzWcgeXbmXcbZgg/vNZYkcUWXnbpXXkwnZcYXnhVThchT2dlcbXmyu
                    WfhkganrjeTsmjccbtcmgkjkZkbdYncgdZZpmaabXmVrmifkrVdmfgZddbWkbeWYdWvvnnylziacpivllhkftgNcgccXSmsniafbgkpjgUilktfieblYbdepbi/3XVec
                    UZnoYfqtmlegjlpmlhfffglksekilOehvYitbhjgdkUkhdYhlivjedfehmmfajfiomiRngqfegfcrptarjjYgbjcjmodpccdubc3f/aYXhcdffWejknkffcZxZdaiacZ
                    ZcdpflYgbdWXbnUcbfQeUudigfyqcXfXdccidaZafbncYettobgjhdZnmfjglSic/zlcWvdfcclgttfagcmbZazhccriiZbqWXnYZeabczmSXeZVbZZnmXoZwkcadXWS
                    ig1rvbVYVcjXUahhfgmoWZxgfabgmghbhnRUddgLVawfcabe5auZdhcaghkbXefdZibhnbfgldUcajbtXczhaatbcjbneeiXaoVjlhZyXZfnkWpnaxefbbbMdUdinmkb
                    dpjdn1fbgTaeRopXXlLogbbeilXble9qiXiUkcigiWhehiqXnlijlogmYbbflThfajdokwglu/VZcbiToWnhYdfcbejaae9axlYTdhZeZfljabvRhefhhVgsZkcjigvj
                    WcmigdOXhpgj1fiiqvUkljc1dbbiZXVmegVanZvmhreYZyhpWYdtzhZxcoflWhbljbfocWbfkVgUXUnatYVboffjZlVignkgiUffofcbgkZgjgmcgqfemnblefcTiadn
                    SdkpollcndZdoheloeglejplcOujasmbvjjXZebsVhdSeiamaZdfihpgWNeYdOewuvlkiYirYndpfhbxaYXbibkclYbudabpawcjWkqcgYgVbpcdddmdefWTkgfljigb
                    fmUZfhfea5hVhbarfaepYdeimcdfbjhcedXbhdokZeobdidaibkfbsqbfaevhVkULemnYYnccdhlk1aZjZuvb0nrificcfaeZjVabsfPYfffZsagXrfhkiZjdhXQiXZY
                    jddZdVWfuaZmmmfYZdbolXebffWid7nlfbTklWZcTaelecffpddeXeclZkacqbaZnaVjhiYdbfeScZefSa1eXacjqvchTgcdcWWYhmnklmldmhnjecmewcnjoeiZfVdi
                    aWbkigTjfxdcbcfdauadfnimlm0rlnkkinfcdfUdZmbTYi9icphdmlkbfYfmaUYkcbZnmjfaelpdflgonyimSlfdycaxdlcconghhithjefb/aRoxrkfVgfaeTaTedvx
                    iVdq5dlYbjxyXlVdjbYWcbiahdihacebapumfVYZvabddehlfgjiXVfdaajfycuYigfzakgohb3bqhfYXdVhZaXluddaogjXdqbhdqdYVdcbUgZfkiZpdZqQibXckbhg
                    jmZfijhXiahDXWorYgriqeZWvhQqtndgeclbaecbechZhWanhbkbiOWcmefwfYhbglodvbZqbiaVVahdaejiWrgeckngabmdfWYslhmUhWenrfdieSYhWmceadkfbjec
                    bkfoVYdpXnoasZcbkmdieleegsjWqdZZwmnXXdYkckvlkmZfnngbalWcefbedvbghjbSgWfcdZacgddaZoa8Xbbcgtq/lwsaeclhikllabicxocfqOlkd0cdVjVcfpYi
                    YaefbmvbmcdcXeqcZrmsfVhxpZKclhfXgRlfchdfctvqUsitmpZghcpmbfgnWeldkrfTegfeOeiu3bTQd6eclUuYnoiYX/d3jUZgcezWkpcUpidZhuWXZbggidlbZgZm
                    dhdaYaZaedgdafcXlYqcfbdvadqkggTlkhiTXa5YqqieW2kmhbefXqb3gaoqgXYjhaejfeWhkViligjgZjYXVicqZWelTbXfklqqanogcdRnZgHvn2dXebekfbjfccci
                    bbjkdecZgctbbckcujpnecfiibfIqfackV8hZbdcbhecdjmbbseegkfpi2gcicfbgYbyWbeXccobWZYldlZbdYmkbUZojTgiucVbqtfgigjlgemrZfThYUlkdfYjlhvc
                    dembZoZecbinkicffbgcicebccqjSiYemi2allafrhefcUqlrkmhnTXmeebfkgfbhlZafjdgcjgtTXfXgZvaabjlhbkbeppZmeaVkrbjcfgZjmt4fidjUaoefcpaZec4
                    jpbcbnbfZmSfaecdncigQkVSxjtdjdSeirvaohWfmeedgfWchfawbgkTmYiWsorhiZlVThVZUSkXXfbYaiftkchpYYiqmYNZiXgelclfagYdcbheeuYonnzWeiqbphcZ
                    gd/atjpbgxYZhvf7fZetmehsdeylytYUdaudnj0nbZXgbffYecsejcdmpfQdbmkZZk+kkdhjhbcZbmectbgbgcZsdpdispjcgdabfmfVdlqdUSVidYghXalahXhdeoci
                    hVgYoRchplXgVPjakgXZeialfTZ1fifhdpcnhoTgyecslXefdbXZjgdXWZdfbYXWjubZcbavdZnZdgjfhdencUqmZaUheXlfmgpeqoeYZhYYghZljfcZfhZiddceJidU
                    cigZlamfqQXifpibbiewdjTdtrqfghknvkVdiUXeXmdhcWkdajnZZZdijwYjKkpecnYgcfkcfjxlokdheijglfbrjYXZlbbier3msareXlsfNdgcWamlWnYlijZVfkVd
                    gbYrjYfiYYbVTiadjUSmkynbeZehSfZdagQenhYeWdjrpVdpcgXnYxpkkUepkjTlcheYcchregebcgjjjmjaefjYagZoefiXnirfmWqTqpbeiqvebqYbcOgbceaUffYr
                    aWuxgjUmYRhgcdhvVbjgrhnksbptqfksvrZchdhVZxeydaUtjehecZhlgbjkeocapncXbynZbWbchibkU5dajkWnfeXxgsWchZxcjjankgqortbbdZcZdMZPdiefkclh
                    ZegeyyrfjkjkcWedf7YdqmajjbeuczggSaId6mYoboacrddbdqYiaZmbabuadjecdaukjXaYcqpqhkqde1ZkbbQgfSkbgeZod/nhkeeVnljXgjjiikafTaeajYcfochh
                    ccejdj3WkQYxaeddaZgfedYYxioejZnW0scfefgaogYibpmljfjUckYbdZUl1sebgaxcbokkbhajmigSobWTZiifVjjWnnjv1zhclbVbkbnhfbasWggcZemcYhkdbjc2
                    gfwaXugkeb8fZZdirbdYmcfUZeoVngjofareeUMbpcaUhmdZiXfZlkQlcnnadifdnrdXViXjgrldsbckg0hqngjlclcicojeecnPlodkYfaalnVgbTagZQnogTfeVdch
                    hrgdscoXsXbxZgsgaSedjlZVoSjmYtZotdfbdMUkifyahqbffjRZbiiMbSfYlnhjbgieUaYqeZoYbkkhilaYhgliYXYutqfe/gdinsildd/ehiahkjkacpaYb2dihpus
                    d0eanoUoiaovjchksUadfllUe3dnjUckcqclkmZofadjYfdfbdkXesojkhmiuiYocTaebscmVXdkeicVhejfe0r9lcrdWLfodmiYUhcZchfskXhioZejjjePqbYuxmfd
                    hhhZdhVefXlchifkyeichcZoTWcpaucdihYaiitpbcUnYiWifyedNekjokeUekpdaUphiogRVlkbfa4cWUVXfohduXZicffrefZTnhgqegUjZtjnpuvgojlmgkYniFZV
                    bnYuZfMveddnmnfgcZgmggq3SbjcUfdccrYeeiXobfYiri9pepYbjbhjt2tkdYYeXhceclhpbYhclqcdliMaiYeZcegvazabdjaXdejhUU1RchZiRacYhVrYSXZhvYkn
                    XqmcfYlc7jdiTdaxcOdZzqrkgXjZt1cqbdffjTZbjcqiosiigZaZfjbakodxiahVlTgiOpucfXianbgbccgkecWmiejqlhgdaqlZkwXndXbohmWkldnfjjlfaZiXyYii
                    bdTZZSiecoabrllaluhfflXee4dgPbbbcrWkfihWflqSmigcdkigfzgUXlkZdaecmdglZmZhZYXffdi1bieq7fdodlnocZdjeZdXijxaldcfdoiTdZpkkZhdiWenyjed
                    atinZhgjhlhejdbhffpocZZmZfiZpWadfdiWeYhfVZUllifcierXhUajsofhXiaZcfnedZLtdfoicfWnZbkimZbbigWRclqmhqfXdZrbifdppdPVZvmmXUnmVagwchgj
                    XnUbRgklbcomaaUhaVhbRjgfXpdXrjnbndXdfaXnhXXcfhZcdeXdfsofolftcgpXilhpdifZodeVirTjZpppeYYabrfXcbbefMlbgUrlofhcoZfbpkrrfkieebbcYkfm
                    doetssXWXhkXYegdfofqUjpfUYkVddOKmqoTpgkZyYiobpZmbctXigYnbkwWgldldWlfdjahdfpYlZcje0dfaflyiWgtbildafleYoqfkeZjlddidXeqeahejTXyeljU
                    tmYZefbTYjhhgedcwelaOcgetTZZZhnXWkeRljR/mlX+ooqjlmohkfYdhdbyhamaihnTjlqUfgeddfWcPscpjhJbZ3fSfZlWxkhXkqi0gZrckfk0lcoeSYcVbeKUicdi
                    kgakahXcSehjaZijevjgaehxcboZfemjiiieqdXXWe7dlfleabbYYdaNcGfkdXbTpeaXcdUhdsWnieXachdcVmibmakbsgXaczrmlfkKhdmSsbbdZgfk3hfZmqgtaZbf
                    sgXrWUcjgnXdgYgemeIrYfXmZXYmZVXhqcbigc0ekdhggbngjefecWgfRgfvgscZfuclYj0fZbVkVaf/sdUfiqf8n1itmnoTegllchQoawqnagXsojnnckkjsckhd6rU
                    imSeSgxclfmSgjpmWd2tVZXtcbrelm9fgjefWgcYhjaXlvdmm9bjhTTnboairouhjXSjjiZldhihdvzZmojhgbjjlZjfa/lfYffigbYffdUklcpXTrVqnqfOtjbcacqb
                    mbWeOYadZlfcceZVmtedaYlcjYrftglpikmlgjPbXVZbVnjfnjZbjrfkmdachhYZUdbkfYcm3Ylj3febiPakaiZkkhrgXYYWdfaddhyYZieVfYeatooZVphbXaaorhbg
                    eeliirigRpbckbjURvfdehobYehhpoapfnVulclbaeiYfldnXbfifYZbXn1jTahmbbatdaZgdsmWcWoodbXTWdfejeYimgqhYgimjZcichgglVZfcbklmZYlnbiqkhWj
                    cpjWiqXVqadblZZjcXiWdvhhlqonfpYeiaPYmhYdrZijafYggzWwlmYirfdbaorefsiOdglinqXxckbcfVWio4kvncWZbkfrbdeUtUthko3hXcZalhajbnZzdjhVfepf
                    gtWcnkljceSffbIeqehkeljicjYajmjf1jjlZZeZZwQdkjY1jpdswWwTZedYnPdlfturclejcdoZeilpvVeciryfkagZocZibfknsesgjfabhgz1mkorhzbWfcTgPfbe
                    ibeiZidlcbWUibfe1gzXjcmbpldSjaoSmoxevgfkehdTdnmohbWo2YYphgqWwjYhiTffkYWr5egeS0YcdkhhegXplohxjcmXhecekXYccwhkefXNWiYdVtbVeblgSrcq
                    imfXZnbwaggmZZiYYQgcNdcYdqiXpgikfdccZdiWgkdZoghiTPjXlieSebeaejjfftXpefyqeddjqXhVlsbVejgtaVcfbpefkZXhVigZiSgekgfojfuWfZfvjlkUqfck
                    lhqdXrcbiakrqj0jhfWlkdefZhibjuZTbYhhrXsgcdeXuptsTeZkjXeairtbkgbbcjWheZicngYsZjbfjohVddZpTbYupdbPjZaUafbfWWlciXaRshSdYmnhXiOZcgbc
                    WcYcijekZW5yakurTkejb3hbvcn2chjZbafjbllfedUgmdbwjjgcYkbjRgiUkariuflpdmuddgcevbchbVtbnZYZVmajraWWZpeqoZXjcmibMondTdgpfUccezhneVde
                    gnaiXqeiYhcqcdifnkpigh5fojvofdi2lifigietYearaavcVZjUUZWcrbjhXeZTaVonaix0eqebaYgbmnpcdXeZhZVdZstfZgeocnjZkibQbeaeedWleahZbZfTXjdb
                    vZYpajecYNblYjsjccggjPYcewrdWYqkZeTbannoekeZifqvorsjlheejjobegihaqdkeUXdaXalkdPpmcZdckcognkgaprFkg/esfcSVVZebcXWwgegbffdwcaf7qtf
                    aaWhYSlffTjfjrdjqkiZioirckYv0jzsafkioakZedfhgaZctLafjgxkpdjcUaQlXPdhjayZo3ledhfgaoglhfqjmbfncmicgitTYafjlmmWpmfXdfpZldTfepbYkeUt
                    mdbmadkggsWQXjcmkXoeggiSWYcJiffTeYgeaVdeaZVokkUbXbeiYYdbhdsuigVbgmjibgWmrbyklmQyrbqrdcOikplkzkUngZadplSiZZWXZkXcYhnkgkdZfavmgfla
                    ohX/ZehmqejklZXYdamneihlUfaWgYScriwmZtXZmkVbnfqYdSWdk0edVheekiolggchwdUcm1n/dijajqciuPidVWmsmfOcaijikijZkcknVYhfWqacglbdftxeiaqr
                    gcTcidRkc9bgjVawefbanXWapfnmvtlxdhQhcgkNgehleZknZyfhWfkdhemXbibfWdihnfbPcZnorftjkkkhjeYgcSXUeljchhaupRjZkebWadfibhNecaebijpngpee
                    qsceZmmjfibebWdUYm1hYcnlWdjellpudltcldjegSQcggljkVfdjebZbnZjgZdciYXcdRkdVfkhakmekaeWWjfkgcfqtgtciUnrSXeghiupndimpgceoqSv0Ybdddcb
                    ehadeetlohciicbfYlaXZgciiapYkYZbigqZ2hiYdddwmiXlfcqfcNndahceeQMfTjjalaef4ZpmXvkgYaUeTXdfqeX2dcockuzUlejmcdYailbeVaYqYgqgjidYifPg
                    mZpbnVeiZeYZkfucRreqeihjerSZwTVengYoOdbUhfbbYqcacjiY2ZiagidesWcgUVjWfUbcghdVukkhednchbXRcjbyfVwgo+OtfpkipWZXl/jggVdcXtdnhPXgefTp
                    fgZQcrbYoXpZmhnurlalZZkjPiXeagkbVhfoSbbfdmgZjXfhjcggjdqaZZYjlYWinoZmTYxdeXgnajbdeefig6vtlMaanncbsgdaZbsZoUkYsianZmXjoVbsafSnfXre
                    XYZcndWrWhZlYhVelbjYln0gvVfildnfmfrspibobxYiWktcncYZeYahjlgidnbnjjoWUthZbddchnZdbceagbvXflnVaajThUefmbcufsZghakfkjdkijZpgdcWjuZZ
                    hngeegechgkWbaZufybiddXjaebcXfmekrhaksbZXlajjdgYZmVihZmWnZdhcf1mbmbYWzmcrchfebc0dlqZbhmWbpbdYnhnYnnocZeZpcgL1mWdlZibeXVmfaWgcgcd
                    ZgfghTWeinrelgYnaZbQdidaZggYfdauqpggnekghXoYnwdafaqdccaqvghmrdkmfSjfYobbeqIikrchcccYebic6lkqwiioY0hrokgeXaifdYSYhvgSmlhiplfYkpen
                    sjcXbhZaebgaoedNgdbLPTYjgekcechdfmbfgKlqcfkRnacaxbdjckdnpZZetZfUaqQXjdbnylhjS0kVcdhZwbmbVmmgkrXddeaqhcZficjaffgh4gUmahmmVinrgcSX
                    blejY3mjahagkRjulahcRvbcTecfifYogkbjjimgYbaWdqedXdhmhhdknXWcorikZweYPnejYoqfkkeiZmPjlWlnYaafeiZigohdgTikjjZednnkmjUu0gdxhNodedtp
                    adckZgylirZdabsbns3UoW/gXlQYZeLbYbXncad3bZdigtUYtXdocbbcdnYigZY3gasdbfYkXgbeYetXiadipjmfioehbbkYhrkefeflcikhdfUXjYaeJaihkfchcdck
                    WljekjinXioefkejjSdqlaibXkcoofrdgkcbgcgloopbsXmnhfgdYeZfmkjbbYlhZwZmuhdehZdYlhbjdsZigjpoZjobkSk9WZdhjgXXhrefnpmXfmlegpXgVjUihfkh
                    icSfVecZtfeenshgiickmfQpcgZojddjbeNUaZuuYdefdenlfacdibgfgYTkopiabpmsocPccqkgXXgeebekjgdffSdpXWnkdddbWZcfrXdaleekuhfyeicldiUhfZgs
                    xhccpWiZXgXuffWohgqcfXokZkgslbcsonhZtlrblgdbcaokscglbwQUUhZafcfmeWsuuliobiahZYfUrfmT0gcfaYZtpgUchgl0XecjgfahgdZpagubkcphaSjhTmcv
                    knYdjaegefWhifYZjbcxafsDh0hdXjlRkjngrehdgWUYbZirdfeUeinoeYdUegmidmfjhcefleYkbigfvjbhRcgl9khVbdbjuwbcXVbbheodcckikPqjkbXcUezdgWla
                    fkiXeRcUdXfkfaN1ViedkMgohcZXaiixdfjiioccjftdpYkgipcadtmasdPqmidlVdeadePchgVnVphodZbcXheXOaVpTdSflkiyesieoVXdkzyNY0jojekfXaYdjial
                    aWoboSpjhijfnaYdmTfkiRYbYZiawbmrajeTbXkloWfNdjgboicczjmpYgklbgvZkchixYghUe/fZXbPlXvQvkYXdmZnheeZmkZklmZXXeXibgZmaTdwlUv3gWncjggp
                    wSkleZsrcVXZycanuwRTefYeipehNYhYhibaeWQdkSafWhlTqkRmcUlaTekT2igSbhldenddbacXlhgcZjysXhvXdgjoidehqefiNgfeZ2osQa2IahnplVbbgofVXiRW
                    kjXkZggWUimVZ6soholkgqmbaWYbfXjexRnYuWYeaguqaqdqtjSuXZfhZwahqiXdgkhmbjVYRhiWWfuQZdfcobrohbTlkdcnYVegbhbclkoeigegjcihgYWooerhddbl
                    WbLcbtjwjiharyiljbrofVaoaWkVdllgdXcabdjakedrdiWsfgphmkOhhniedgcdman0c1aSmhcccZcdgzbckYckJkiUiecdoiklZedhUTqlZfkXlmyuaecd3fcqpcdh
                    gedZojgdfXaijgbnYZgZqbdacdogflfYnfqXcbamTYoUjkncufgbrZUjWsejfddsdfafbfpjfv7cmvblhpngeWd0dedscZjaoSkbcXiZmcasZbtkfiXkdgsidnekuYoa
                    cpoqglhgYvokbVYVadbaQZhkejJjkUkdkPZibeoiVdZcmagqecnWfiVorqqsqh5+bnindgkXfniYmOodh4gjYvbifsjmbbnYkZfmvZeZhollddZkXkrkeapbeconcrdV
                    gkQecgbjfeanbbkpffuebbblkm0edntfpoYbzcladade3cnfehYYPPgiZdfpeggvlrWfcdhdkpjpXfdfcltTZklcdeWdngSgij2db4vemkfhhZZgjVfnubNnpicgwfiu
                    dbfdWkkkWc4YqchigcpdcrpmtWXjiljZPdwbdwicahdeuWmhdXdpXXaiijanwfkXcsijokeYUhWhshhfUdczhhrfYpcNdWVeZiXuikilYZbgktdadUf2bXfeYckahpRr
                    gckdWjgUjeZdjfXX/dZhhTbadpiclhjdhpjkkdRqpdjWjhTvYrZaseian/nlZPmpccccZddZykkdchdregUmfcpgsYcjYlefbdZohoZbXligikzkega5qhrehfvcdgbe
                    cfjkYbhhZVeg/cbYpZjhiYajamhTVlbfVmYbrkp8omwfbhsnZTpl0gXeVJabbdpafdVejmge1inXbdbgiqfiVgejkloTabgmUdijNodVjeXjfWdVYhpjWUkmbgdgecvo
                    gfakenhWlscaomepxg0aeapgTpXaXbTylRghfZVehmninhjljStmdabsYlfmjTjofQdicu3addYeWcVVSWgqffagZngidhmhmjijsW2ReYgofahfhcUZiybaiYhbsfne
                    cqjdchXbcmVhZsVWh3ZfflwUbrlrtfShqZfdogzLllVp5YonkjpoZPmcieiYZdacVhimjYbccdXegeacYaidfejSqfg/cgdccdztblcdjdUdiqZfXbhZaUcggcqgiVee
                    YWlVugdjXmegdxnighdnrZoytycbhggYkWcejnZVinrcehiaVfjieamgyXgWbjpbbsuZbfgidgeeaqbfNkdgRZtbgdXiVqjfjifgIfXrafYZrhjXmpfZgfieWdWSYZgh
                    ygYfjowgoVdeaSnjSbnZdZegcdZjnmVljaYjbrfleOihtnXfilYnTipajaiXlmbidkeea0gijwavcZhjbtZesllvXcegSludsYfoahfdZpckgdicsthdjdpoVdRrrYZb
                    hfoocekqcibhbZqelddokkhhfYeaaZrWYhmokVfYagWsfcfWgaZkdbVcd0kf3degXpffacegbmhjnfpdxqgb/bqmncYhRm0ZeXaVXogYdhifchafhclYTXZjpfgYlddZ
                    oomqbYydmbphUdlvqeggrhhdehisfspkehamhYladUYYaZgktSjingYcfZffipjnihqavdiqjTubVpdTWhbkmigVadklnemgXoddyrpYhnhrPbqipfZrgcljefdeddaa
                    igcfWgigjhlZbiZVkWhcfcnkdScbwodRcbUqehahepaXTlYVariieYgaStdYebXQugeXcaZjSeZgyuMolgdlYeeccTbpjRfUnhnamxYjocboZnmdbfdjhaYdcafehVg5
                    ekcYgbtkhoxqffdasZjgsddpe5ediYYfebSVdZeaalftXkgfflbgZfkkbnidgdcrhaidrXsrXikgdifflRbeYhjniijbmhbnZcVVWjceYfqYUYPmfhlorYcRfVdbjegq
                    njdjZXWkYzccoajabdvrrZoq4TbRgHgOdXhbnahhWUYlniWlpgTZaWVaYXXqkcaXhdVseeWhbQnRfgjmoWVjkbfihacegtdhbjVscgas7aYhhjamcaeghZfXrt4Yhgrk
                    JapfZVwjdbcaqbayZWYshdheoYYjfag5jekgXlndagcoacqlvfcmzcvcgmcdigjzcchdZjbaojfYnsUadVgrdUoecXaqgjeYciefjfcnZhxhYTUmZjqyVpYxotUdsXXi
                    cgjddqaVnbWnaaipdpiPhZnqViwomhgrrcgeYfdRVgjajfbUXckUbcYYbafrgdaffWdZYgdcWfpiVcoalgnZcfi2cXaogbnWaikdnenXZWhYcjkfejdkriuVOrdooejg
                    bjdgalZaaybYkofblibcekXYmkoncnfchcmWpsccmnifUaqZnbZkgYmthroblqgZiSyhVcdjjWQ5jeXYdgigcoZgmslhcjkibicvbkVYfiggbfaZbpalpsfYdjjnsZok
                    XacfceXnmreVdcenofolejcpZjclgplbgXbfbZgYdhgalgad2dYiindilqkdneZdXjeehbYhwehPToihpaY8gdWcnrbeZvkvvefogqZfagjXcZhifosYlkrWibpZcafe
                    cdTklrifcjdekSSbgmVbZudhXjb1cscXodeYfTnaiphndhWacafWbkZk9ZgiVhnoYSXwSYXXknlXgbckztrYghtYaZaZcfdfcYmRsecikYcgfhtYXcnaffdjZapXR/Ri
                    ZetjfdTbTcyfXkjYlhZapomcPiZclflcseWTtjfYPZclUkgYeiilghdglaeirvaiNUddlp8WbeZeecclnodigovicgdjfhTnXccXfrcYioyaidbchShalUmbXiclihoW
                    ZTjioYYqbkcpWiccVioiTgghfcmjXoedaVYjiYcUndXYibilWkrgvbbqSaijgYdpjhthiYXfpiaazrlmedadinfcmeqnipgffsrdwotbamiwXikqjagapYebcCkiVfhj
                    gjmSjqpUcmnkgdeooYxbcfjYmv2moapaViZlEOgbhhfllXYigjcgdcmbfUYaghZermYgmnibriWdoehhgZzmdxV6dcXgWVlmPvbasdrigniXmfufWUodjXdVfjfXjwgS
                    dbsWaamVZWzdirdrwZcYyTmmercbcvgdmhovWiSggmakdgidZhacicZZSjfcYfZhnWVXstb+XXkotrUmooSYWcTlgbcXeaaWXdbhaTtlnbdyllckgjjnZVZQcgUftfrn
                    goWfsmXicc3vRVze0fjizZdQXZVaSjsVYdabXjmdekeWlkaclhRjSseYUUeV8dSdafcxfcgharkhfdsesrugcdVzgTamgrZXljfnXkZbnVqkpZjdeifmfglapbbemVkf
                    niZqVkkgfgXcwlTlkZrghZdTbfmfWufndYkZabiWcfZfogjUYfsgdbdeSbbok0mdZZdetqwdfcfeVge2hhirjersshYogjcgocUWwlZqnemebokchkigehmkpwUjkaef
                    aTTeedgqaikWylV7YkjdrgkteXWtUiUeXeahWtYpbghpgjqZbeZnqZmafeeqYXlZfrfwciduTnVhtpvkaqmlsjmdjZjelRjcYipgigbsjden0pqclbjUdYacoXfhniea
                    Y1YxcnSabqZjRaZ3vkoocZTnbdfgzqfcbYvinQaiiYUitxjdzfqlTiZXfeX0YqjclYkYcbehldaefacYvgtbgcUnUjifYfifgVfhhbcgbnakgcgbffsuliejldYhqecY
                    jibZkZeofshrlphasZkgplkYliXabkdeYWSayWkoZQalXogbccoUmlTmhikoVegthdlidqmedotdUhZoZUWaTsjfchjbbfdmfgkmdhZgahgldXZznrlakbveWcdfjkSg
                    lioclhWpvcfekqPacNlbknfemnZcfZragbYihkofngegirXbjacazocaalXYagbVdmbaecPckdpbtSUgfhmQpWkdkXhedbamaivjgWilTehdqZWcmlcadgbmjYapqajd
                    buefhldzijbYdgqbWtsbigcpZXdikijq8dfrkhzJmmabepp2jbgpxoYpfgXZhaVlieQdqZaligbhfhmaWjVae2dWebkdVXmeVl/gceWdaX/eY/ijVuiigjcnhZkdbln5
                    dmjnsYgdmfTZaWjXkaffacmfbZcgehYXoWsekhnsofZhjYhagddwnjpegZVoWm6ZcffncfUhhTfufYem2hbbqaiogkZjqdWkVZkifbWgUjmcZdeUhVdYPcncVboYVmki
                    icsUmqfqY3aejanbfddiijilYbuZdfnaifZibbjfrjanvlZlnQegiddYZiaabnYoo2c2cinqegkibTqabbgYgWZkdbqgwUgiYceuibeYlpbmoef2keajgaMlYQabhbZo
                    aztVmihXZaqpmlVldMjgkXYbdUSWrZZockgyhuXkYbaxeIpgkhhfdYmgmnejariisaqllnddZZnqZWPebZbZibkgdigheejcdahjcgilaZWceckVkhnkedZoondjcdfl
                    eYRgXaickaZViniujemgcgbp2XTmYioegdocahaiindjeioeahstckuYMfUeimemfcUcUYxpdglqhlhplaZnTmfabjUkYeemrkdWjdlVafYoTaWhmYhZZlgUqejXbnki
                    aZkjhhYqnojlkbWSnbc0cdjnildpicZgaeikkgVlchncdUpWfdapebhlnfejmkYrciobZcjeiadXcaey+QfohdWhlrfopfjakbsYbpimjikg1mXjeglcSfkZTcl8XSXg
                    ZjYjsWpZhqrjiahpiomUZimibWdXlrefhjYkdfYmjWeZdpgZTfmlYdwUeWeiYafQlcoXjchYlkdoQdqojpaccVXVrghirdQgYabgZonobneaioUhegXghkmhejlYakYr
                    icynTliWneTdhbWpeeYfncVbblwkXVmodbhagtnzkQcXftfilaxlfboehwbgXfffRfaXcnemYeofdlaeqngXjWptpimubiggeqnfbepOchezTltoWjhX/nhbbUafg/se
                    fbnhenoYYP8igmkZYkiojpXdWbibehWZqWhcmjaXaYchjjvZfYraohogdcn2eXbadbSpodXXxXelbemldaTpblh3iYWbadnTiTaZW0g3YaimtifqkYuiarhiebjZoZzX
                    hWVjhpjcybdjjobbphbxoceiclaktmVcafXeijjjlVmmdZlgXYVkgjjYgfhljfXbZbkiXa5idlfjgdkjdiSfpffkcdVshuhbfcjbnWifbZadTeXtodbqZXafZgkbdiYX
                    bhYhkYpjebTWidueibaYkkZk2bcgZoPbpfjghdZevciqd0YvooUdXdRVcRbffbgmojXpefemZgaYUh4bWZibfgkgjcncdjrZ/wgdpMYljigmiWjRinZ6rZYioopUbqmc
                    nfmblZpacdSXoZWalrmXklmpgkdufKfjlbmfZedUulsdhWgezjembmavcZTmcocZfbWcYq5oshgicYkXTYnZscihorckZifpogficbfVnuXRorwhnelcvboZuvjjlepd
                    thqpivdXphQjbjXnghpZYc4YqcfkYhUqjndfdfuemcnchXbZXbsejjpcnZmsdnZhcfbcVehfch1mjcidjeUcblTlbnenjjddYVrhjYcdlgjZksdxfYkdZfdeiZvTfVZe
                    bhavhixzfrleUdjVezzsok1heaepbbghaldgjbYWgkbolbbqddYhhbmeaXdVfetXlmluZruaeecetZub4iQkbcqWajilvfVfhphdUoVg/kjTepfMxhbZpijXkXyhebXh
                    dYgvfddhkShcmoWVZvgmerpZddfViksrgfzYqbgihujlfpRcgehXbXqdlwocbifsekaYadrcekdeeQThVrmjhsmoWhegcfdmZpgqlZgmtfzTauneZnglqhefeXmVhgua
                    icgcywcdjReerkrvhfZcaScshcIccZhskidmXeimWemibdjghiejqjceecdlhriibfimhefqkifdvectiSVoVbhZRhclkkTcmbklbicgYlefdqlnaebiriY1XcqZaYYf
                    YXncRkfbYUdYbVsZfkZrYbofZaYgjxcijVZRmrgikbVcbzmhbfdcngdjhmohlZjhcgZnjxedUmepbLcthuZuXhnIirkWlanhX1iaWSjeicmgaY+ejyZjthmeVmbbbkZh
                    UqcWplnXTdbefdnWheXrcceJTegabklcekbhfcvXWTegZsYjgviuVmmdZnpbhnhjghcmbafdvZ5ZxgjZbXldaepkfdcXkdnmdY6hPj3kjjYdQYjlTZPahfdSUaaceilg
                    fXbuighoqdihdbigfTkixvicjfclQfnYYZnYZufZjcmUlaYqunnlTYUniXTcqccieUjfjpZPeckfYWifkXmpUeidthphcWccfTlZltXkgfMfbaYYgiegTfbQfnrbkXkk
                    ZSWJ1nlblTgUpciiUYYYcf3ZThydVlixjUajmfoYaqdcRsZXieYhlfiozhPfiqgfXuairkkq/iRWiwSWjVrhwY0bphmpajpnjoa0hhxmcZgghmibghfdqiedvXolhjeV
                    fjf2mrVcahljgeXTcYqkTXsgTYZiqxVrMhdfVcMQdRbl2/aecYfqnmtiXwXbhifbbdXdicmgZZebRbjelfLwaVebchfZumhdhakkffhpicZpfZmfbdnhedlqcgehheTX
                    iQjZjqcenkYd1wZeWgggdXkhjftoZafdScnonZneZYUg5cZmqklalmjZhnUWeiqWzaaTgfiXdkaesblnZgcaffheiinklhVfmfgeWdmjdrefkercddalWaiihaqahohs
                    mjcdybZaefocuhggkshZijlpdhkjdZgRfjiZxQikpchff2l0iXYpcfbYqrvaiqgYVniknSdcfcbknoUTWmaUfivkjlmpukbdbmgmajcglaTiXekiYYWfrduabLYbZpqa
                    """)
        guard let trade, let request, let lookup else { return nil }
        return Wording(trade: trade, request: request, lookup: lookup)
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
            needsGoods: true, wakes: true,
            category: nil, data: [])
    }

    private static func signal_sell_plain() -> SignalTerm {
        SignalTerm(
            id: "sell-plain", signal: .sell, weight: 1.6,
            words: lines("出售\n售卖\n甩卖\n手里有\n手上有\n手头有\n我这有\n我这边有\n我有一批\n手里压了\n手里攒了\n有一批\n现有一批\n还有一批\n刚到一批\n新到一批\n新到货\n刚到货\n有渠道拿到\n供料\n有料\n低价处理\n打包处理\n处理一批\n打包带走\n源头供应\n一手源头\n源头直供\n源头直出\n稳定供应\n长期供应\n长期供货\n稳定供货\n长期稳定\n日产稳定\n常年稳定\n可稳定提供\n稳定提供\n大量提供\n批量提供\n长期提供\n专业提供\n低价提供\n一手提供\n可提供一手\n可接定制\n按需定制\n量身定制数据\n我能导\n能导\n可以导\n可导出\n能导出\n导出来的\n导了一份\n带出来\n拷了一份\n拷出来\n弄到一份\n搞到一份\n拿到一份\n刚拿到\n刚弄到\n刚搞到\n老板直出\n一手直出\n直出\n渠道直出\n后台直出\n内部直出\n有量\n走量\n放量\n量足\n量大可谈\n对外出\n现出\n急出\n可出\n只出\n全出\n批出\n售出\n转手一批\n都有货\n每天可以出\n每天能出\n每天出\n可导\n刚到手\n代理价出\n批量供\n日出\n能拉到\n可以拉\n可拉取\n能提取\n可提取\n内部可导"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, wakes: true,
            category: nil, data: [])
    }

    private static func signal_sell_common() -> SignalTerm {
        SignalTerm(
            id: "sell-common", signal: .sell, weight: 1.2,
            words: lines("出手\n转让\n批发\n供货\n供应\n有货\n现货\n出货\n变现\n代售\n寄售\n出让\n甩货\n清仓\n兜售\n承接\n我有\n提供各\n提供全\n提供大量\n提供一手\n提供最新\n提供精准\n提供实时\n提供各类\n提供各种\n提供各行业\n提供全国\n对外提供\n专供\n主做\n主营\n主打\n长期做\n专做\n都有\n全都有\n要啥有啥\n应有尽有\n各种都有\n谁要\n谁需要\n转手\n拿走\n全拿走\n拿去\n带走\n给到\n按条卖\n按学校卖\n卖两家\n卖三家\n没卖\n剩一家\n还剩\n开价\n报价\n有偿提供\n可分卖\n流出\n外流\n出手一批\n接单\n供应各\n长期出售\n低价出售\n低价转让\n打包\n打包出售\n大量供应\n长期有\n常年有\n专业提供\n一手货源\n现货供应\n脱一手\n出几套"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, wakes: false,
            category: nil, data: [])
    }

    private static func signal_sell_delivery() -> SignalTerm {
        SignalTerm(
            id: "sell-delivery", signal: .pitch, weight: 1.8,
            words: lines("自动发货\n拍下自动发货\n拍下发货\n网盘发货\n拍下秒发\n付款秒发\nmega下载\nmega自助下载\n私拍\n专拍\n售出不退\n概不退换\n售后不退\n只卖一次\n只卖一家\n只出一家\n只出一次\n独家出售\n不二卖\n不二次出售\n一手独家\n没放过别处\n未公开过\n从未公开\n首次出售\n首次公开出售\n只卖两家\n只卖三家\n全部带走\n整站带走\n打包拿走\n价高者得\n先到先得一手\n包库\n欢迎包库\n全包价\n只接长期\n零散的别来\n砍价的不回\n砍价勿扰\n非诚勿扰一手\n老板直接滴"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: nil, data: [])
    }

    private static func signal_sell_bare() -> SignalTerm {
        SignalTerm(
            id: "sell-bare", signal: .sell, weight: 1.4,
            words: lines("出\n售\n卖\n供\n放\n甩"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, wakes: false,
            category: nil, data: [])
    }

    private static func signal_sell_english() -> SignalTerm {
        SignalTerm(
            id: "sell-english", signal: .sell, weight: 1.8,
            words: lines("selling\nfor sale\nwts\ns>\non sale\nup for sale\nup for grabs\nfresh stock\nrestocked\nbuy from me\nvouched\noffloading\nprivate sale\none time sale\none copy only\nsold once\nsell once\nsell to one\nselling one\nsold per\ngot fresh\nsitting on\ntaking offers\nmake me an offer\nmake an offer\nwho wants\nfirst come first served\nbulk deal\nautobuy\nshop opened\nserious offers\naccepting offers\nbids open\nstarting bid\ndumped yesterday\nfreshly dumped\nfreshly pulled\nsellin\ns3lling\ns3ll1ng\ns3ll\nseling\none buyer only\nopen to offers\npm offers\nvendiendo\nfor the right price\nhot sale\nmonthly subscription\nnew leak\nmin order\nbulk price\nnew leak"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, wakes: false,
            category: nil, data: [])
    }

    private static func signal_buy_telling() -> SignalTerm {
        SignalTerm(
            id: "buy-telling", signal: .buy, weight: 1.9,
            words: lines("求购\n高价收\n长期收\n大量收\n诚收\n收料\n收数据\n求数据\n收名单\n收资料\n求名单\n买数据\n收一手\n收实时\n求一手\n寻一手\n寻料\n求料\n寻数据\n找数据\n找料\n常年收\n现金收\n急收\n专收\n现收\n直收\n收购数据\n量大收\n重金收\n重金求\n高价求\n收各类\n收一批\n求一批\n买一批\n要一批\n需要一批\n需求一批\n采购一批\n找一批\n求精准\n收精准\n诚心收\n长期要\n长期需求\n长期采购\n大量要\n大量采购\n回购\nqiugou\n有货来谈\n谁有渠道\n想买一份\n按条付费\n价格你定\n能测的来\n钱好说\n有的老板联系\n有渠道的老板\n收实时\n收各种料\n收卡\n收公户\n收四件套\n收对公\n收银行卡\n收手机卡u盾"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, wakes: true,
            category: nil, data: [])
    }

    private static func signal_buy_plain() -> SignalTerm {
        SignalTerm(
            id: "buy-plain", signal: .buy, weight: 1.8,
            words: lines("哪位大佬有\n哪位有\n哪位老板有\n谁手里有\n谁手上有\n谁那有\n谁那里有\n谁家有\n谁有\n谁能拿到\n谁能弄到\n谁能搞到\n谁能导\n谁能提供\n谁可以提供\n能弄到的\n能搞到的\n能拿到的\n能导的\n能出的\n有能出\n大佬有\n有没有出\n有没有人出\n有没有卖\n有没有人有\n有没有人卖\n有没有大佬\n有没有老板有\n有没有做\n收购\n求收\n回收\n求一份\n买一份\n求几份\n哪里有卖\n哪里能买\n哪里可以买\n想买\n想收\n想拿\n想找\n要买\n有出的吗\n有卖的吗\n有出的\n有卖的\n收各种\n采购\n包收\n全收\n带价来\n带价私\n带货来谈\n带库来谈\n有货的来\n有货私\n有货联系\n有货的联系\n有货的私\n有货的滴\n有的私\n有的私聊\n有的联系\n有的来\n有的滴\n有的敲\n有的加\n有的找我\n有资源的来\n有资源的联系\n有资源私\n有渠道的来\n有渠道的私\n有渠道的联系\n一手来\n源头来\n长期需要\n大量需要\n诚心要\n有多少要多少\n有多少收多少\n找源头\n找货源\n求源头\n求货源\n找一手供货商\n一手供货商\n找渠道\n按条算钱\n按条给\n按省结算\n日结\n有偿求\n重金\n花钱买\n出钱买\n出高价\n我给\n价格好说\n价格你开\n价你开\n不要二道贩子\n二道勿扰\n猎头用\n求购\n有偿求\n有偿收\n现结\n有渠道吗\n有渠道的老板\n急要\n需要大量\n需求大量\n每天要\n日需\n要货\n找货\n拿货\n我要买\n诚心求\n诚心求购\n当面交易\n长期合作收\n按个结算\n有的老板联系\n有的老板滴滴\n预算充足\n求大佬出\n求老板出\n找能出\n找能提供\n找能弄\n能提供的联系\n预算够"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, wakes: false,
            category: nil, data: [])
    }

    private static func signal_buy_bare() -> SignalTerm {
        SignalTerm(
            id: "buy-bare", signal: .buy, weight: 1.5,
            words: lines("收\n买\n寻\n求\n找\n要"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, wakes: false,
            category: nil, data: [])
    }

    private static func signal_buy_english() -> SignalTerm {
        SignalTerm(
            id: "buy-english", signal: .buy, weight: 2.1,
            words: lines("who is selling\nwho sells\nwho's selling\nwtb\nlooking to buy\nwant to buy\nwanna buy\ntrying to buy\nb>\nbuying\nneed fresh\nwho got\nanyone selling\nanyone got\nanyone has\nanyone have\npaying for\npay good\npay well\npaying per\nhmu if you have\ndm if you have\npm if you have\npm me if you have\nsend me samples\nwant fresh"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, wakes: false,
            category: nil, data: [])
    }

    private static func signal_sell_english_common() -> SignalTerm {
        SignalTerm(
            id: "sell-english-common", signal: .sell, weight: 0.9,
            words: lines("i have\ni got\nwe have\noffering\noffers\nproviding\npulled\navailable now\nsold by\nin stock\non request\ncan pull\nbuy now\nsell\nwe sell\ni sell\nper line\nper record\nper lead\nstill have\nseller has\nletting go\nprice firm\nblitz\nrestock\nrestocked\none hand\nrefund policy\ntaking offer"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, wakes: false,
            category: nil, data: [])
    }

    private static func signal_buy_english_common() -> SignalTerm {
        SignalTerm(
            id: "buy-english-common", signal: .buy, weight: 1.0,
            words: lines("need\nwanted\ni need\nneed some\nneed a\nneed bulk\nlooking for\nwho can\nwho has\nwho have\nin need of\npurchase\npurchasing\npaying\nbudget\nwill pay\nin search of\ni pay\nsend offers\nsend samples\nlf \niso:"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, wakes: false,
            category: nil, data: [])
    }

    private static func signal_recruit() -> SignalTerm {
        SignalTerm(
            id: "recruit", signal: .recruit, weight: 0.9,
            words: lines("合作分成\n分成合作\n五五分\n招代理\n诚招代理\n招渠道\n招分销\n招合作\n招下级\n招总代\n招中介\n找代理\n代理合作\n寻内部\n找内部\n内部人员合作\n内部人合作\n内部人士\n长期合作\nresellers wanted\nlooking for resellers\nlooking for insiders"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, wakes: false,
            category: nil, data: [])
    }

    private static func signal_verbs_in_other_words() -> SignalTerm {
        SignalTerm(
            id: "verbs-in-other-words", signal: .neutral, weight: 0.0,
            words: lines("买了\n买到\n买的\n买过\n买回\n出版者\n出版社\n出差\n出国\n出票\n出院\n出租\n出门\n出去\n出来\n出现\n出发\n出口\n出生\n出行\n出台\n出版\n出道\n出场\n出轨\n出错\n出示\n出具\n出席\n出海\n出血\n出汗\n出力\n出路\n出名\n出色\n出众\n出于\n出厂\n出境\n出身\n出入\n出击\n出局\n出线\n出炉\n出演\n出土\n出事\n出游\n出镜\n出品\n出题\n出息\n出嫁\n出家\n出任\n出资\n出警\n出庭\n出诊\n出警\n出圈\n出戏\n出彩\n演出\n突出\n支出\n提出\n付出\n输出\n退出\n推出\n发出\n拿出\n做出\n作出\n指出\n走出\n看出\n展出\n播出\n杰出\n导出\n超出\n得出\n找出\n查出\n露出\n列出\n说出\n写出\n流出\n派出\n派出所\n外出\n复出\n溢出\n淘汰出\n挤出\n爆出\n传出\n分出\n划出\n转出\n搬出\n辈出\n百出\n特出\n算出\n打出\n交出\n逃出\n弹出\n调出\n选出\n脱出\n呼出\n跳出\n抛出\n排出\n取出\n借出\n出钱\n出价\n出手机\n出账\n出单\n出团\n出餐\n收到\n收件\n收件人\n收货\n收货地址\n收货人\n收获\n收入\n收费\n收集\n收藏\n收回\n收听\n收看\n收拾\n收益\n收录\n收缩\n收盘\n收敛\n收官\n收视\n收取\n收款\n收工\n收银\n收据\n收音\n收尾\n收支\n收复\n收养\n收养\n收割\n收钱\n收快递\n收短信\n收验证码\n收发\n收下\n收好\n收住\n收割机\n签收\n吸收\n接收\n回收站\n税收\n没收\n丰收\n验收\n招收\n代收货款\n要求\n要是\n要不\n要么\n要命\n要紧\n需要\n重要\n主要\n只要\n不要\n想要\n必要\n还要\n就要\n都要\n快要\n将要\n要点\n要素\n首要\n概要\n纪要\n摘要\n求助\n求职\n求婚\n求救\n求证\n求学\n求生\n求解\n求和\n追求\n请求\n需求\n寻求\n恳求\n力求\n全球\n寻找\n寻常\n寻人\n搜寻\n买单\n买票\n买菜\n买房\n买车\n买东西\n买家\n买卖\n购买\n卖家\n卖萌\n卖点\n卖场\n卖力\n出卖\n外卖\n小卖部\n专卖店\n拍卖\n叫卖\n义卖\n卖房\n售后\n售票\n售价\n售罄\n预售\n销售额\n零售\n提供\n供应链\n供暖\n供电\n供水\n供给\n供奉\n供不应求\n放心\n放假\n放学\n放弃\n放松\n放下\n放大\n放开\n放射\n放映\n放置\n放入\n放在\n放到\n放款\n放过\n放屁\n放飞\n开放\n解放\n播放\n释放\n投放\n存放\n发放\n绽放\n排放\n放电\n解放军\n手里有点\n出手相助\n出手大方\n现货黄金\n卖给\n卖了\n卖掉\n卖得\n卖的\n卖鱼\n卖菜\n卖饭\n卖衣服\n卖完\n收拾\n收益\n收敛\n收手\n收心\n收场\n收留\n收购价\n收件箱\n收纳\n收腰\n收紧\n收起\n收信\n收成\n收容\n收服\n收缴\n收审\n收押\n收监\n收网\n收摊\n收藏夹\n收视率\n收入囊\n秋收\n征收\n查收\n回收率\n出面\n出动\n出站\n出头\n出勤\n出锅\n出售前\n出芽\n出轨率\n出水\n出气\n出风头\n出招\n出征\n出战\n出师\n出使\n出仓\n出舱\n出院后\n出差错\n出丑\n出手就\n出手速度\n出世\n出没\n出其\n出奇\n出让金\n出谋\n出卖\n出租车\n出行\n出殡\n出逃\n出走\n出阵\n出伏\n出关\n出警\n出租屋\n出镜率\n出类\n出息\n进出\n日出\n冲出\n走出去\n闯出\n显出\n流露出\n产出\n认出\n伸出\n露出\n冒出\n涌出\n升出\n评出\n想出\n喊出\n唱出\n跑出\n考出\n嫁出\n长出\n生出\n引出\n逼出\n培养出\n呈现出\n表现出\n放射\n放学\n放疗\n放行\n放羊\n放空\n放手\n放肆\n放纵\n放生\n放缓\n放宽\n放出\n下放\n流放\n安放\n奔放\n怒放\n摆放\n寄放\n堆放\n提供商\n求婚\n求饶\n求和\n求求\n求你\n求放过\n求带\n求助\n求推荐\n求安慰\n求抱抱\n求解答\n求问\n求救\n求爱\n征求\n供应商\n供职\n供养\n提供\n口供\n招供\n供认\n供货商\n出图\n出全勤\n收听众\n收官战\n卖点在\n要的\n要是\n要么\n要说\n要知道\n要看\n要去\n要来\n要吃\n要做\n要有\n找到\n找工作\n找对象\n找人\n找不到\n找个\n找回\n找我\n买个\n买点\n买过\n买不起\n买得起\n买啥\n买什么\n供大家\n供参考\n仅供\n供选择\n找了\n找出\n找不\n找着\n找遍\n找寻\n找零\n找事\n找茬\n找麻烦\n找时间\n要搞\n要么\n要上\n要下\n要回\n要过\n要等\n要给\n要让\n要把\n要被\n收卡路里\n吸收卡\n买的是\n买给\n买来\n买入\n买卖"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_news() -> SignalTerm {
        SignalTerm(
            id: "news", signal: .news, weight: -1.9,
            words: lines("侵吞\n公款\n结伙\n职务之便\n贪污\n受贿\n警方\n民警\n破获\n抓获\n查获\n涉案\n判处\n有期徒刑\n判决\n一审\n二审\n被告人\n被告\n嫌疑人\n犯罪嫌疑人\n记者\n据悉\n据报道\n报道称\n落网\n检察院\n检察机关\n法院\n公诉\n提起公诉\n刑事拘留\n刑拘\n批捕\n逮捕\n被抓\n被捕\n获刑\n罚金\n侦破\n侦查\n网警\n专案组\n团伙\n非法获利\n获利\n案件\n通报\n央视\n近日\n日前\n犯罪团伙\n侵犯公民个人信息罪\n侵犯公民个人信息\n黑产\n灰产\n立案\n庭审\n嫌犯\n主犯\n供述\n警情通报\n取保候审\n起诉书\n司法解释\n曝光\n宣判\narrested\npolice\nfbi\neuropol\nsentenced\nprosecutors\nconvicted\nindicted\ncharged\naccording to\nreported\nresearchers\nsecurity researchers\ncourt\nlaw enforcement\nseized\nthreat actor\nthreat actors\ninvestigators\njournalist\nbreachforums admin\npleaded\njustice department\ncybersecurity firm\nanalysts\ndisclosed\nconfirmed the breach\nspokesperson\nnews:\ncve\n看新闻\n新闻里\n新闻说\n新闻报道\n判了\n被判\n判刑\n获悉\n依法\n公安机关\n公安部\n网信办\n工信部\n最高法\n最高检\n司法\n典型案例\n入罪\n入刑\n行政处罚\n罚款\n约谈\n责令\n整改\n通告\n专项行动\n净网行动\n净网\n嫌疑\n涉嫌\n犯罪分子\n不法分子\n犯罪团伙\n非法出售\n非法获取\n非法买卖\n非法提供\n非法收集\n非法采集\n非法交易\n非法倒卖\n倒卖\n贩卖\n转卖\n转手倒卖\n私自\n窃取\n盗取\n偷拍\n卖给\n被卖\n卖了\n暗网\n黑市\n灰色产业\n产业链\n黑灰产\n内鬼泄\n事件\n案发\n报道\n采访\n暗访\n调查发现\n举报人\n受害人\n被害人\n嫌疑人\n民警提示\n有媒体\n网友爆料\n上诉\n终审\n罪名\n拘留\n缓刑\n赃款\n缴获\n收缴\n捣毁\n打掉\n抓了\n抓到\njailed\nprison\nguilty\nlawsuit\nclass action\ndata breach\nbreaches\nbreach notification\nexposed\nvictims\nstolen data\nreportedly\nwas listed\nwere listed\nlisted for\nhackers claim\nclaims to have\nhackers\nhacker\nis selling\nare selling\nwas selling\nwere selling\nbeen selling\nsold on\nbeing sold\nwas sold\nwere sold\nput up for sale\ndark web\ndarknet market\nunderground forum\nthreat intel\nkrebs\nthe company said\ntold reporters\nlawmakers\nsenator\nregulators\nregulator\nfined\nsettlement\ntestified\ninvestigation\nauthorities\nofficials\nallegedly\nalleged\nsuspected\nsuspects\naccused\nstealing\ncustomers affected\npeople affected\naffected\ncompromised\nransomware\nhacking group\nnotified\npolice said"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_news_outlet() -> SignalTerm {
        SignalTerm(
            id: "news-outlet", signal: .news, weight: -5.5,
            words: lines("澎湃新闻\n新华社\n新华网\n央视新闻\n央视网\n人民网\n人民日报\n中新网\n中国新闻网\n新京报\n南方都市报\n南都\n法治日报\n法制日报\n检察日报\n人民法院报\n红星新闻\n封面新闻\n极目新闻\n九派新闻\n上游新闻\n潇湘晨报\n扬子晚报\n羊城晚报\n北京青年报\n北青报\n财新网\n界面新闻\n第一财经\n每日经济新闻\n21世纪经济报道\n经济观察报\n大河报\n华商报\n齐鲁晚报\n钱江晚报\n都市快报\n楚天都市报\n光明网\n光明日报\n环球时报\n环球网\n红网\n本报讯\n本报记者\n通讯员\n记者获悉\n记者从\nbleepingcomputer\nkrebsonsecurity\nthe hacker news\nassociated press"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_warning() -> SignalTerm {
        SignalTerm(
            id: "warning", signal: .warning, weight: -1.8,
            words: lines("提醒\n谨防\n请勿\n切勿\n严禁\n举报\n警惕\n防范\n反诈\n防诈骗\n谨慎\n小心\n骗局\n骗术\n套路\n不要泄露\n不要相信\n不要轻信\n勿信\n保护个人信息\n保护好\n泄露\n泄漏\n诈骗\n违法\n犯法\n犯罪行为\n违反\n法律责任\n个人信息保护法\n网络安全法\n刑法\n刑事责任\n合规\n隐私政策\n违规\n禁止\n封号\n踩缝纫机\n进去了\n牢饭\n缝纫机\n判几年\n会坐牢\n算犯罪\nbeware\nwarning\nscam alert\nbe careful\navoid\nillegal\nreport this\ngdpr\ncompliance\nprivacy policy\ndo not share\nphishing awareness\nnever share\n骗子\n骗人\n骗钱\n被骗\n上当\n别上当\n别信\n别被\n拉黑\n避雷\n曝光\n踢\n直接踢\n踢出\n群规\n群公告\n公告\n本群\n群内禁止\n管理员\n请大家\n请各位\n大家注意\n注意了\n大家小心\n不得\n不准\n不许\n不要\n别再\n拒绝\n严打\n严厉\n杜绝\n远离\n抵制\n防止\n避免\n避免被\n保护隐私\n隐私保护\n反诈中心\n反诈app\n国家反诈\n保护自己\n不能卖\n不卖\n不出售\n不会出售\n不得出售\n不收集\n不会收集\n不会向\n未经同意\n未经授权\n不得向\n敲诈\n勒索\n诈骗团伙\n知法犯法\n坐牢\n吃牢饭\n判刑警告\n刑拘\n是犯法的\n是违法的\n属于违法\n涉嫌违法\n隐私权\n使用条款\n服务条款\n用户协议\n个人信息保护\n数据安全法\nreminder\nscammer\nscammers\nscam\nscams\npermanent ban\nbanned\nban\nrules\nrule 1\nnot allowed\nprohibited\nforbidden\ndo not\ndon't\nnever\nblock them\nreport and block\nstay safe\nwe do not sell\ndo not sell\ndon't sell\ndoes not sell\nwill not sell\nnever sell\nnot sell\nwe may share\npersonal information we\nprivacy notice\nyour personal\nyour data\nyour information\nopt out\nconsent\nccpa\nhipaa\nterms of service\nphishing email"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_asking() -> SignalTerm {
        SignalTerm(
            id: "asking", signal: .asking, weight: -1.2,
            words: lines("怎么投诉\n怎么举报\n是不是被卖\n被卖了\n被泄露\n信息泄露\n泄露了\n为什么会\n为什么老是\n骚扰电话\n怎么知道我\n怎么办\n怎么会有我\n从哪来的\n哪来的我\n谁泄露\n是什么意思\n什么意思\n求科普\n请问\n有人知道\n有谁知道\n怎么防\n如何防\n怎么删除\n怎么注销\n怎么维权\n起诉\n报警\nhow do i\nwhat is\nwhy does\nis it legal\ncan someone explain\nanyone know why\nwas leaked\ngot leaked\nbeen pwned\nhaveibeenpwned\n谁卖的\n是谁卖\n到底谁\n谁卖了\n怎么有我\n怎么补救\n怎么处理\n怎么查\n怎么回事\n为啥\n为什么\n是不是\n会不会\n能不能\n可不可以\n该怎么\n怎样\n如何\n真的吗\n可信吗\n靠谱吗\n合法吗\n违法吗\n安全吗\n有没有用\n什么情况\n听说\n据说\n有人说\n好奇\n求助\n各位大神\n大神\n小白\n想问\n问一下\n咨询一下\n有人遇到\n遇到过\n有谁用过\n有人用过\nhow to\nwhat are\nwhat does\nwhy do\nis this\nis there a way\nshould i\ndoes anyone know\nanyone else\nwondering\nquestion about\ncurious\nexplain\neli5\nmy bank\nhow did\nhow do\nhow can\nhow come"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_shop() -> SignalTerm {
        SignalTerm(
            id: "shop", signal: .shop, weight: -1.9,
            words: lines("翻译功能\n功能好用\n很好用\n包邮\n七天无理由\n尺码\n面料\n纯棉\n床单\n被套\n充电线\n快充\n手机壳\n流量套餐\n流量卡\n大流量\n宽带套餐\n全新未拆\n未拆封\n自用\n九成新\n八成新\n99新\n95新\n闲置\n成色\n电池健康\n同城自提\n自提\n顺丰包邮\n到付\n现摘\n产地直发\n口味\n好吃\n新鲜水果\n罐\n奶粉\n纸尿裤\n面霜\n口红\n正品\n专柜\n代购\n显卡\n键盘\n耳机\n硬盘\n内存条\n鞋\n衣服\n包包\n化妆品\n门票\n演唱会\n租房\n出租\n整租\n合租\n押一付三\n房源\n两室一厅\n南北通透\n精装\n拎包入住\n学区房\nused once\nshipping included\nfree shipping\nbrand new\nlaptop\niphone\nbike\nfurniture\ntickets\napartment\nfor rent\nusb\ncable\n纯棉\n床上用品\n家纺\n四件套床\n装备\n源码\n软件源码\n小程序源码\n公众号\n公众号转让\n店铺转让\n旺铺\n门面\n转让费\n二手手机\n旧手机\n坏手机\n手机回收\n笔记本电脑\n电脑\n相机\n手办\n卡牌\n球星卡\n邮票\n茅台\n烟酒\n鱼竿\n猫粮\n狗粮\n宠物\n猫咪\n小狗\n布料\n匹起批\n面料\n样布\n服装\n童装\n女装批发\n尾货\n库存尾货\n打印机\n热敏纸\n标签纸\n面单纸\n快递袋\n纸箱\n胶带\n快递费\n首重\n续重\n发快递\n寄快递\n快递代发\n一件代发\n拼车\n搬家\n保洁\n家政\n月嫂招\n装修公司报价\n刷墙\n水电\n真题\n网课资料\n笔记\n教材\n课本\n教辅\n电子书\npdf\nepub\n壁纸\n音乐\n电影资源\n影视资源\n会员账号\n影视会员\n视频会员\n视频素材\nppt模板\n模板\n素材\n字体\n电子发票\n发票\n代开发票\n公司注册\n代理记账\n商标\n注册公司\n执照\n营业执照代办\n域名\n服务器\n云主机\n主机\nvps\n宽带\n流量包\n话费充值\n油卡\n购物卡\n京东e卡\n礼品卡\n优惠券\n红包\n抽奖\n团购群\n秒杀\n特产\n水果\n海鲜\n大米\n土鸡蛋\n蜂蜜\n茶具\n香烟\n减肥茶\n面膜\n保健品批发\n二手房出售\n房子出售\n车位\n车库出售\n商铺\n挂牌\n首付\ngift card\ngift cards\nshoes\nsneakers\njersey\nps5\nconsole\ncamera\ngraphics card\ngpu\nused car\nobo\nlocal pickup\npick up only\nsize m\nmint condition\nvintage\nmerch\nebook\ncourse\nvinyl\nrecord player\nrecords mint\npm for list\nlp\n当面交易手机\n录音笔\n行车记录仪\n公里\n磨毛\n1.8m床\n1.5m床\n床\n急售\n产权\n平米\n看房\n车况\n过户\n书籍\n旧书\n二手书"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_job() -> SignalTerm {
        SignalTerm(
            id: "job", signal: .job, weight: -1.7,
            words: lines("招聘\n月薪\n底薪\n五险一金\n包吃住\n双休\n岗位\n任职要求\n岗位职责\n应聘\n投简历\n投递简历\n面试\n实习生\n招人\n时薪\n工作地点\n薪资\n全职\n兼职招\n猎头\n招工\n急招\nhiring\njob opening\nsalary\nfull time\nfull-time\nremote position\nsend your cv\napply now\ninternship\nrecruiter\n兼职\n做兼职\n宝妈兼职\n学生兼职\n手机打字\n打字员\n录入员\n数据录入\n数据标注员\n标注员\n录单\n日结工资\n包食宿\n底薪加提成\n提成\n入职\n社保公积金\n缴纳社保\n五险\n周末双休\n简历发\n简历投\n内推\n校招\n秋招\n社招\n岗位要求\n工作内容\n工作时间\n上班时间\n招募\n招司机\n招客服\n招销售\n招主播\n诚聘\n高薪\n海外招聘\n包机票\n工资\n时间自由\n在家\n在家可做\n一单一结\njoin our team\nwork from home\nyears of experience\njob seekers apply\nresume to\nwe are recruiting\npaid per record\nannotate\ndata entry\nlabel medical\nlabeling\nlabelling\nannotation\nwe need people\n做题\n代写\nengineer\ndeveloper\nyour resume\nyour cv\n工程师\n实习"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_errands() -> SignalTerm {
        SignalTerm(
            id: "errands", signal: .job, weight: -1.2,
            words: lines("护士站\n家属在\n点名\n开会\n例会\n值日\n家长会\n班主任\n报销\n接龙\n收齐\n交上来\n汇总一下\n汇总给\n填一下\n提交\n上报\n审批\n加班\n领导\n会议\n值班表\n排班\n请假\n考勤\n护士长\n甲方\n开课\n核对一下\n群公告\n收到请回复\n收到回复\n下班前\n月底前\n发群里\n发班级群\n发工作群\n交给我\n打印出来\n盖章\n签字\n表格模板\ntimesheet\nby friday\nstaff meeting\nhomework"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_study() -> SignalTerm {
        SignalTerm(
            id: "study", signal: .study, weight: -1.3,
            words: lines("论文\n毕设\n毕业设计\n数据集\n课程\n作业\n实验\n考研\n备考\n网课\n教程\n开题\n答辩\n导师\n课题\n问卷\n样本量\n机器学习\n深度学习\n算法\nkaggle\n开源\ngithub\n代码\n字段类型\nmysql\nsql语句\n索引\n主键\n建表\nredis\nmongodb\n后端\n前端\n报错\nbug\napi文档\n部署\n服务器迁移\n备份\n导入导出\n测试环境\ndataset\nresearch\nthesis\nhomework\nmachine learning\ntutorial\nopen source\nschema\nquery optimization\npostgres\nstack trace\nmigration\nctf\nunit test\n教材\n考研资料\n期末\n复习\n真题\n老师说\n同学们\n作业帮忙\n问卷星\n填问卷\n被试\n样本分析\n回归分析\nspss\nstata\nmatlab\npython\njava\npandas\n爬虫\n爬虫代码\n爬虫教程\n编程\n程序员\n数据库表\n字段名\n查询语句\n调试\n架构\n缓存\n并发\n分库\n分库分表\n表结构\n接口文档\n日志系统\n数据仓库\n数仓\n报表系统\n数据分析师\n训练集\n大模型\n语料\n语料库\n统计局\n年鉴\n公开数据\n竞赛\n比赛\n实训\n论文数据\nopen data\ntraining data\nbenchmark\nalgorithm\nsdk docs\ndatabase design\nsql query\nselect *\ndeveloper\ndevelopers\nprogramming\nstudy\nstudents will\nlecture\nsemester\nexam\nbug\nbugs\npatch\ncommit\nchangelog\nsegfault\npointer\nbuffer\ncompiler\ndebugging\ndebug\nstruct\nmalloc\nregression\nrefactor\ndeprecated\nparameter\nvariable\nsyntax\nlinux\nkernel\nunix\nupstream\nmemory leak\nmemory leaks\nresource leak\nleak fix\nhexdump\ncore dump\ncore dumps\nstack dump\nmemory dump\ndatabase dump file\nmysqldump\npg_dump\nrepository\nmodule\nmodules"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_own_loss() -> SignalTerm {
        SignalTerm(
            id: "own-loss", signal: .ownLoss, weight: -1.6,
            words: lines("leaked my\nmy phone number\n我的信息\n我的身份证\n我的手机号\n我的资料\n我身份证\n身份证丢了\n银行卡丢了\n丢失\n遗失\n捡到\n失主\n挂失\n补办\n寻物\n我被骗\n我的号被盗\n被盗了\n被人冒用\n我妈\n我爸\n我家\n我奶奶\n我孩子\n我老婆\n我老公\nmy data was\nmy ssn\nmy account was\nmy info\nlost my\nstole my\nmy identity\n我的老密码\n我的密码\n我的名字\n我的卡\n我的账号\n我的电话\n我的隐私\n我的个人信息\n我个人信息\n我自己的\n我们家\n我朋友\n我同事\n我舅\n我姐\n我弟\n我哥\n我爷爷\n我姥\n我女朋友\n我男朋友\n我前男友\n我儿子\n我女儿\n给我打电话\n打我电话\n天天打电话\n打爆了\n骚扰\n推销\n盗刷\n冒用\n冒名\n身份证掉了\n丢了\n掉了\n寻人启事\n拾到\n归还\n认领\ngot hacked\ni was hacked\nmy card\nmy password\nmy phone\nmy email\nstolen from me\nidentity theft\nfreeze my credit\ncredit freeze"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_security() -> SignalTerm {
        SignalTerm(
            id: "security", signal: .security, weight: -1.7,
            words: lines("数据安全产品\n数据防泄漏\n防泄漏\ndlp\n等保\n等保测评\n安全服务\n安全厂商\n安全方案\n解决方案\n脱敏\n数据加密\n加密软件\n漏洞\n应急响应\n安全公告\n威胁情报\n白帽\n众测\n企业服务\nsaas\n合法合规\n防火墙\n堡垒机\n态势感知\n数据治理\npatch\nvulnerability\nadvisory\nbug bounty\npentest\npenetration testing\nsoc\nsiem\nincident response\ninfosec\nthreat intelligence\ndata protection\n数据合规\n合规咨询\n隐私计算\n零信任\n攻防演练\n护网\n红队\n蓝队\n安全培训\n安全意识\n安全产品\n安全运营\n风险评估\n渗透测试服务\n白皮书\n防护\n守护\n助力企业\n免费试用\n提供商\n服务商\n客户案例\n数据资产\n数据中台\n数据要素\n数据交易所\n合规授权\n授权数据\n用户授权\n数据脱敏\n存证\ncrm\ncrm系统\n客户管理系统\n会员管理系统\nerp\n管理系统\n收银系统\n24/7 monitoring\nmanaged security\nfirewall\nencryption\nencrypted\nsecurity awareness\ndark web monitoring\nbreach monitoring\nmonitoring service\nidentity protection\ncompliance solution\nwebinar\nwhitepaper\nour platform\nrequest a demo\nfree trial\nbook a demo\nb2b saas\n核验api\n三网一键登录\n一键登录\n号码认证\n实名核验接口\n企业资质\n商务合作\n对公打款\n正规授权\n官方授权\n免费查询\n天眼查\n企查查\n学信网\n启信宝\n官方渠道\n一证通查\n加密导出\n导出功能\n试用"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_neighbour_laundering() -> SignalTerm {
        SignalTerm(
            id: "neighbour-laundering", signal: .neighbour, weight: -2.6,
            words: lines("车队\n跑分\n接料\n卡接回\n接回u\n回u\n收u\n出u\n换u\n兑u\n洗钱\n水房\n上分\n下分\n码商\n码接\n固码\n扫码通道\n代收代付\n支付通道\n四方\n混料\n一道料\n二道料\n纯料\n黑料\n资金盘\n卡农\n卡商\n车主跑\n取现\n承兑\n担保群\n白资\n黑资\n进算\n拖算\n接资金\n刷流水\n走流水\n代付\n跑货\n纯料\n黑料资金\n料子资金\n收款码\n码子\n码队\n卡队\n车费\n出车费\n卡主进场\n进场\n进卡\n出卡费\n日流水\n现金车\n刷脸卡\n承接资金\n资金料\n话费料\n话费慢充\n慢充\n快充话费\n油卡料\n电费料\n卡接\n卡接回\n收米\n出米\n兑换u\n换汇\n换钱\n换u\n出u\n收u\nu商\n搬砖\n搬u\notc\n币商\n担保交易群\n实体面交\n现金面交\n银商\n上下分\n代收\n回款\n结算t0\nt0结\nt1结\nt+0\n一道\n二道\n洗米\n挂机\n挂机跑\n码子跑\n抢单\n接单平台\n垫资\n拆分\n截胡\n料主对接资金\n通道费\n费率\n费率低\n支付接口\n聚合支付\n三方支付\n四方支付\n原生\n免签\n扫码跑分\n抖音跑\n白资料\n大额资金\n百[0-9]点"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_neighbour_tasks() -> SignalTerm {
        SignalTerm(
            id: "neighbour-tasks", signal: .neighbour, weight: -2.2,
            words: lines("拉群\n拉手\n地推\n拉人头\n建群\n进群任务\n点赞任务\n做任务\n刷单\n返佣\n日赚\n手工活\n拉新\n助力\n砍一刀\n试玩\n充场\n群推\n炸群\n群主任务\n拉人\n拉人进群\n拉微信群\n拉qq群\n出群\n进群\n群发广告\n代拉\n建群\n拉群业务\n代聊\n聊手\n键盘手\n推手\n推广员\n代理商招募\n招商加盟\n加盟\n地推团队\n拉新奖励\n做单\n放单\n刷单员\n垫付\n关注点赞\n点赞\n关注公众号\n扫码注册\n扫码进群\n刷脸\n刷脸注册\n人脸兼职\n实名认证兼职\n解封微信\n辅助\n微信辅助\n保号\n网赚\n网赚项目\n躺赚\n日入\n月入\n项目合作\n副业"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_neighbour_accounts() -> SignalTerm {
        SignalTerm(
            id: "neighbour-accounts", signal: .neighbour, weight: -2.4,
            words: lines("租号\n号商\n出租微信\n租微信\n租qq\n租支付宝\n微信号出租\n卖号\n老号\n白号\n直登号\n协议号\n耐用号\n解封\n辅助注册\n养号\n游戏账号\n游戏号\n上号\n代练\n陪玩\n皮肤\n段位\n王者荣耀\n原神\n英雄联盟\n和平精英\nsteam\nnetflix\nspotify\n会员充值\n接码\n接码平台\n收码\n实卡接码\n代收验证码\n虚拟号\n注册机\ngaming account\ngame account\nfortnite\nvalorant\nroblox\n收微信号\n收qq号\n出微信号\n出qq号\n卖微信号\n卖qq号\n微信老号\nqq老号\n租微信号\n收号\n出号\n满月号\n满月\n半年号\n实名微信\n实名支付宝\n支付宝出租\n抖音号\n快手号\n小红书号\n抖音老号\n千粉号\n小号\n大号\n老号批发\n号子\n注册号\n通讯号\ntg号\n飞机号\n飞机老号\n电报号批发\n纸飞机号\nws号\nws协议\nwhatsapp号\n协议\n直登\n谷歌号\n苹果id\n美区id\n谷歌voice\ngv号\ngmail号\noutlook号\n邮箱号批发\n推特号\nfb号\nfacebook号\nins号\nins账号\nchatgpt账号\ngpt账号\nplus会员\n游戏道具\n金币\n代充\n首充号\n折扣充值\n电话卡\n手机卡批发\n注册卡\n流量卡\n物联卡\n物联网卡\n手机黑卡\n免实名\n无需实名\n实名卡代办\n虚拟卡\n虚拟信用卡\nesim\n注册微信\n语音卡\n170卡\n靓号\n尾号\n卡商出卡\n接码平台\n接验证码\n验证码平台\n自动收码\n收验证码\n代注册\n过滑块\n设备id\n改机\n云手机\n群控\naged accounts\naged gmail\npva accounts\ntwitter accounts\ndiscord accounts\ntelegram accounts\ninstagram account\nnetflix accounts\nspotify accounts\nsteam account\nvalorant account\nsim cards\nsim card\nesim\nsms verification\nreceive sms\notp\n2fa bypass\nfivem\nminecraft"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_neighbour_traffic() -> SignalTerm {
        SignalTerm(
            id: "neighbour-traffic", signal: .neighbour, weight: -2.0,
            words: lines("引流\n广告位\n涨粉\n刷粉\n买粉\n互粉\n真人粉\n频道粉\n僵尸粉\n群发软件\n短信群发\n群发器\n群发助手\n代发\n代发广告\n推广渠道\n投放渠道\n刷赞\n刷量\n竞价\n霸屏\n关键词排名\n自然流\nseo\nsmm panel\nfollowers\nbulk sms\nsms sender\nsocial media marketing\ndigital marketing\n真人粉丝\n精准粉丝\n活粉\n百粉\n千粉\n万粉\n粉丝\n加粉\n出粉量\n进粉\n日进\n粉丝群\n公众号粉丝\n公众号\n刊例\n投放\n投流\n千川\n广点通\n信息流\n信息流广告\n朋友圈广告\n开户投放\n广告开户\n广告代投\n代投\n竞价推广\nseo优化\n排名优化\n霸屏推广\n群发短信\n短信平台\n短信通道\n短信接口\n验证码短信\n营销短信\n106短信\n国际短信\n1069\n语音群呼\n群呼系统\n外呼系统\n外呼线路\n电销系统\n电销机器人\n电销卡\n白名单电销卡\n线路\n回拨线路\n语音线路\nvoip\n呼叫中心\n群发\n代群发\nws群发\ntg群发\ntg群组\n邮件群发\nedm\n私信群发\n加人软件\n拉人软件\n采集软件\n采集器\n营销软件\n云控\n爆粉\n爆粉软件\n群成员提取软件\n引流软件\n引流脚本\n脚本\n软件\n系统搭建\n搭建\n盘口搭建\n包网\n源码出售\n开发定制\napp开发\n网站建设\n小程序开发\nper sms\nsms gateway\nsms route\nsms campaign\nemail marketing\nmailing service\nsmtp\nsmtps\nbulk email\nemail sender\ntraffic\nviews\nlikes\nguest post\nbacklinks\nweb traffic\nad accounts\nfacebook ads\n转让小程序\n小程序转让\n日活\n账号转让\n公众号出售\n矩阵号\n代运营\n一粉\n每粉\n元一粉\n进群结算\n实时进群\n进群算\n按粉结算\n粉结算"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_neighbour_gambling() -> SignalTerm {
        SignalTerm(
            id: "neighbour-gambling", signal: .neighbour, weight: -1.9,
            words: lines("注册送\n首充\n返水\n提款秒到\n充值返\n彩金\n百家乐开户\n上岸\n回血\n稳赚\n带单\n包赔\n下注\n投注\n赔率\n大额无忧\n官方直营\n棋牌游戏下载\n充值优惠\n爆奖\n注册就送\n注册即送\n首存\n首存送\n存送\n充值送\n充多少送多少\n返利\n返点\n洗码\n流水返\n彩金\n体验金\n开奖\n开奖结果\n计划群\n导师带\n带你\n回本\n包赢\n必中\n精准计划\n六码\n特码\n一码\n杀码\n走势\n出款快\n出款秒到\n提款\n提现秒到\n大额出款\n信誉平台\n官网注册\n平台开户\n招代理高返\n真人视讯\n视讯\n老虎机\n捕鱼\n德州\n棋牌app\n足球推介\n推单\n专家推单\n比分\n赔率高\n下单返\ncasino bonus\nfree spins\ndeposit bonus\nbetting tips\nsign up bonus\nodds\njackpot"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_neighbour_loans() -> SignalTerm {
        SignalTerm(
            id: "neighbour-loans", signal: .neighbour, weight: -2.0,
            words: lines("贷款办理\n无抵押\n秒批\n秒到账\n下款快\n黑户可做\n不看征信\n利息低\n放款快\n额度\n信用贷\n办卡提额\n提额\n代还\n套现\n花呗套现\n办理信用卡\n低息\n征信修复\n办证\n代办证件\nvpn\n机场节点\n翻墙\n办理贷款\n贷款中介\n有房有车\n车抵\n房抵\n抵押贷款\n企业贷\n税贷\n公积金贷款\n社保贷\n芝麻分\n芝麻分贷\n应急\n借钱\n周转\n资金周转\n无视黑白\n无视征信\n黑白户\n黑白户都\n包下款\n下款\n当天下款\n秒下\n强开\n强开技术\n口子\n口子群\n新口子\n撸口子\n撸贷\n网贷口子\n额度高\n最高可贷\n可贷\n年化\n月息\n分期\n办卡\n代办信用卡\n养卡\n刷卡机\npos机办理\n办理pos\n杠杆\n实盘\n配资平台\n炒股配资\n入金\n出金\n荐股\n牛股\n涨停\n股票群\n喊单\n带你炒股\n老师带\n佣金\n开户佣金\n万一免五\n征信修复\n修复征信\n逾期协商\n停息挂账\n债务重组\n法务咨询\n代开\n刻章\n毕业证\n学历证\n驾照代办\n代考\n替考\n证件制作\n做证\n假证\npersonal loan offer\nloan offer\ninterest rate\nquick loan\napply for a loan\ntrading signals\nforex signals\ncrypto signals\npump group\ninvestment plan\nguaranteed profit\nroi\nmining"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_joke() -> SignalTerm {
        SignalTerm(
            id: "joke", signal: .asking, weight: -2.0,
            words: lines("哈哈\n哈哈哈\n笑死\n开玩笑\n段子\n单身狗\n自己造的\n编的\n笑哭\n狗头\ndoge\n手动狗头\n懂的都懂哈\nlol jk\njust kidding\nkidding\nlmao\nimagine\nmeme"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_own() -> SignalTerm {
        SignalTerm(
            id: "own", signal: .ownLoss, weight: -0.7,
            words: lines("我的\n我妈妈\n我自己\n自己的\nmy own\nmy name\nmine"),
            unless: SignalTerm.Surroundings(before: [], after: lines("微信\nv\n飞机\ntg\n电报\n主页\n频道\n群\n店\nq\n渠道\n源头\n联系\ntelegram")),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_statistics() -> SignalTerm {
        SignalTerm(
            id: "statistics", signal: .news, weight: -0.8,
            words: lines("达到\n突破\n超过\n增长\n同比\n环比\n累计\n位居\n占比\n预计\n据统计\n数据显示\n人均\n人次\n亿元\n增加\n减少\n下降\n上升\n总数\n总额\n名列\n居首\n荣获\n第一名\n今年以来\n去年同期\n有关部门\n市委\n市政府\n省委\n我国\n我市\n同志\n工作会议\n召开\n总书记\n改革\npercent\nper cent\nincrease\ndecrease\nannual\nrevenue\n公示\n招标\n中标\n投标\n村委会\n居委会\n街道办\n财务那边\n扶贫\n异议\n预算200万元\n选区\n选举\n议席\n投票\n指数\n名选民\n化肥\n卷烟\n香菇\n乡镇\n县委\n局长\n部长\n厅长\n主任\n书记\n干部\n群众\n新增用户\n新增会员\n数据不错\n数据还行\n数据很好\n数据下滑"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_goods_trade_slang() -> SignalTerm {
        SignalTerm(
            id: "goods-trade-slang", signal: .goods, weight: 2.3,
            words: lines("裸料\n内料\n轨道料\n料子\n手拨料\n电销料\n精筛料\n精准料\n精料\n劫持料\n渗透料\n鱼料\n周料\n隔夜料\n实时料\n一手料\n二手料\n老料\n新料\n海外料\n币料\nbj料\nai料\n抓取料\ndpi料\nsdk料\n全格式料\n社工料\ntg料\n带密料\n会员料\n充值料\n成交料\n退件料\n改签料\n面单料\n色料\n配资料子\n信贷料\n购买料\n消费料\n空降料\n粉料\n底料数据\n裤子数据\n脱裤数据\n料源\n数据料\n名单料\n带名料\n带地址料\n资料料\n日料子\n法人料\n老板料\n数字币料\n境外料\n国内料\nliaozi\n兜底料\n底料源\ncod料\n签收料\n老板料\n医疗料\n丰胸料\n酒料\n加盟料\n招商料\n培训料\n考证料\n招聘料\n兼职料\n美金料\n欧美料\n日本料\n台湾料\n香港料\n东南亚料\n印度料\n海外手机料\n包活料\n筛活料\n实名料\n空号料\n料粉"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: nil, data: [.phoneNumber])
    }

    private static func signal_goods_databases() -> SignalTerm {
        SignalTerm(
            id: "goods-databases", signal: .goods, weight: 2.2,
            words: lines("社工库\n综合库\n拖库数据\n脱库数据\n公民个人信息\n隐私数据\n实名信息\n实名数据\n手机号数据\n号码数据\n电话数据\n通讯录数据\n一手数据\n精准数据\n实时数据\n隔夜数据\n名单数据\n全站数据\n整站数据\n整库\n整站打包\n后台数据\n明文密码\n账密\n账号密码数据\n企业名录\n老板名录\n老板电话\n法人电话\n法人手机\n法人数据\n运营商大数据\n渗透数据\n劫持数据\n裸数据\n精准粉\n一手粉\n色粉\n兼职粉\n成交粉\n精聊粉\n电销数据\n手拨数据\n缴存人员信息\n登记信息表\n进件表\n收寄件信息\n收寄信息\n会员库\n用户库\n客户库\n法人库\n客户表\n全行业数据\n各行业数据\n各类数据\n本地库\n老库\n新库\n裸号\n全国号码\n一手名单\n精准名单\n数据商\ngongmin xinxi\nyezhu shuju\ngumin shuju\n手机号数据包\n装机地址\n电话资料\n企业名单\n老板通讯录\n员工通讯录\n内部通讯录\n意向客户\n精准客源\n客户电话\n客户手机号\n客户微信\n会员电话\n会员手机号\n用户手机号\n用户电话\n学生名单资料\n法人库\n企业库\n老板库\n号码库"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: nil, data: [])
    }

    private static func signal_goods_databases_plain() -> SignalTerm {
        SignalTerm(
            id: "goods-databases-plain", signal: .goods, weight: 1.9,
            words: lines("个人信息\n用户数据\n客户数据\n会员数据\n会员信息\n用户信息\n客户信息\n客户资料\n客户名单\n用户资料\n用户名单\n会员名单\n会员资料\n花名册\n号码资源\n电话资源\n客源数据\n意向客户名单\n电话名单"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: nil, data: [])
    }

    private static func signal_goods_identity_kits() -> SignalTerm {
        SignalTerm(
            id: "goods-identity-kits", signal: .goods, weight: 2.4,
            words: lines("二要素\n三要素\n四要素\n五要素\n三件套\n四件套\n三件齐\n四件齐\n身份证正反\n身份证正反面\n身份证 正反\n身份正反\n手持身份证\n手持照\n手持正反\n正反手持\n正反面手持\n裸持身份证\nsfz正反\nsfz照片\nsfz手持\n手持sfz\nsfz\n身份证照片\n身份证扫描件\n身份证件照\n身份证复印件\n身份证图片\n身份证加手持\n身份证+手持\n身份证正反面加手持\n银行卡套\n银行卡全套\n对公户\n公户\n企业对公\n八件套\n六件套\n五件套\n人脸视频\n过脸视频\n人脸照\n认证视频\n眨眼视频\n点头视频\n活体视频\n过人脸\n可过人脸\n动态视频\n护照扫描\n护照照片\n驾照照片\n实名资料\n实名全套\nkyc\nkyc docs\nkyc pack\nkyc data\npassport scan\npassport scans\nid scans\nid scan\ndl scans\ndl scan\nselfie with id\nid + selfie\npassport + selfie\npassport selfie\ndrivers license scans\nfront and back\nfront/back\nutility bill packs\ndl front back\nssn cards\nidentity packs\nid packs\n卡 u盾 手机卡\n卡u盾手机卡\n收卡收u盾\n银行卡四件\n身份证照\nid front back\ndl front\nfront back\nselfie + ssn\nkyc selfies\nkyc documents\nid selfie\nkyc accounts docs\npassport photos\naadhaar\npan card\ncpf\ncpf records\nnric\nsocial security numbers\n微信实名资料\n支付宝实名资料\n实名微信支付宝资料\n微信支付宝资料"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .government, data: [.residentID])
    }

    private static func signal_goods_bank_kits() -> SignalTerm {
        SignalTerm(
            id: "goods-bank-kits", signal: .goods, weight: 2.2,
            words: lines("银行卡四件套\n银行卡三件套\nyhk\n卡带u盾\n卡带资料\n带资料的卡\n对公账户\n公户四件套\n公户八件套\n卡料\n轨道信息\n内外料\ncvv料\nu盾 卡\n卡盾\n卡盾证\nu盾卡证\n银行卡带u盾\n卡 u盾\n实名银行卡\n实名手机卡\n持卡人资料\n卡主资料\n大头卡料\n信用卡四大件\n带u盾\n卡带盾\n带盾\nu盾全套\nu盾 卡 证\n盾卡证\n卡+u盾\n卡加u盾\n一整套卡"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .banking, data: [.bankCard])
    }

    private static func signal_goods_cards() -> SignalTerm {
        SignalTerm(
            id: "goods-cards", signal: .goods, weight: 1.2,
            words: lines("一类卡\n二类卡\n储蓄卡\n全新卡\n实名卡\n银行卡"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: lines("全套\n四件套\n带u盾\n带盾\nu盾\n+u盾\n三件套\n套\n带资料\n带密\n 四件套\n四件")),
            needsGoods: false, wakes: false,
            category: .banking, data: [])
    }

    private static func signal_goods_waybills() -> SignalTerm {
        SignalTerm(
            id: "goods-waybills", signal: .goods, weight: 2.3,
            words: lines("面单\n快递面单\n手拍面单\n文本面单\n实时面单\n当天面单\n母婴面单\n手拍文本\n手拍\n快递单号数据\n电子面单\n收件人信息\n寄件人信息\n收货信息\n运单数据\n快递信息\n快递数据\n物流信息表\n物流数据\nmiandan"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .logistics, data: [.phoneNumber, .person, .address])
    }

    private static func signal_goods_lodging() -> SignalTerm {
        SignalTerm(
            id: "goods-lodging", signal: .goods, weight: 2.2,
            words: lines("开房记录\n开房数据\n酒店记录\n住宿记录\n酒店数据\n入住记录\n入住数据\n房客数据\n入住名单\ncheck-in data\nfangke"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .hotel, data: [.person, .residentID, .phoneNumber])
    }

    private static func signal_goods_english() -> SignalTerm {
        SignalTerm(
            id: "goods-english", signal: .goods, weight: 2.3,
            words: lines("fullz\nful1z\nfulls\ncombolist\ncombolists\ncombo list\nmail:pass\nmail pass\nuser:pass\nemail:pass\nemail:hash\nurl:log:pass\nurl:login:pass\nstealer logs\nstealer log\nfresh logs\nprivate logs\nredline logs\nlumma logs\nraccoon logs\nvidar logs\ncloud of logs\nbank logs\nlogs cloud\nssn\nssns\nssn dob\nssn+dob\ndob ssn\nssn/dob\ncvv\ncvvs\ncvv2\ncc dumps\ndumps with pin\ntrack 1\ntrack 2\ntrack1\ntrack2\nnon vbv\nnon-vbv\nnonvbv\ndead fullz\ncrypto leads\nforex leads\npayday leads\ncasino leads\nmedicare leads\ninsurance leads\ngambling leads\nloan leads\nmortgage leads\ncustomer database\ncustomers database\nuser database\nusers database\ncustomer db\nuser db\nusers db\nclient database\npatient records\npatient database\nvoter database\nvoter registry\nemployee database\nfull database\nfull db\nleaked database\nleaked db\ndb dump\ndatabase dump\nsql dump\nsqli dumps\ndata dump\npii\ncitizen database\ncitizens database\nsubscriber database\nemail list\nemail lists\nphone list\nphone lists\nconsumer database\nconsumer profiles\ndoxbin\ncc base\ncc fullz\nbackground report\ncredit reports\npassport database\nhotel guest database\nguest records\nbank accounts database\nplaintext passwords\nplain text passwords\nsession cookies\nhq combo\nuhq combo\nvalid combo\nfresh combo\nemail combo\nb2b leads\nfresh dumps\nleads list\nfresh leads\nssn database\nuser base\ncustomer base dump\nclient base"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .other, data: [])
    }

    private static func signal_goods_english_plain() -> SignalTerm {
        SignalTerm(
            id: "goods-english-plain", signal: .goods, weight: 1.5,
            words: lines("combo\nmedical records\ndata leak\npersonal data\npersonal info\ncitizen data\nsubscriber data\nconsumer data\ncustomer data\ncustomer info\nuser data\nbin list\nstudent records\naccount credentials\nstolen accounts\ncustomer list\nclient list\ncustomers list\nbuyers list\ncontact list\ncustomers table\nusers table\nemployee records\ncombos\nmmn"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .other, data: [])
    }

    private static func signal_goods_phone_lists() -> SignalTerm {
        SignalTerm(
            id: "goods-phone-lists", signal: .goods, weight: 2.0,
            words: lines("手机号名单\n手机号码库\n号码包\n手机号包\n电话号码库\n活跃号码\n精准号码\n空号检测数据\n通话记录\n短信记录\n聊天记录数据\n定位数据\n手机号带姓名\n带姓名电话\n带电话姓名\n带姓名身份证\n验证码接收记录\n访问记录\n号码归属"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .telecom, data: [.phoneNumber])
    }

    private static func signal_goods_kits_tight() -> SignalTerm {
        SignalTerm(
            id: "goods-kits-tight", signal: .goods, weight: 1.6,
            words: lines("姓名电话\n姓名手机号\n姓名身份证\n姓名加电话\n姓名+电话\n姓名+手机\n姓名+身份证\n电话+姓名\n手机+姓名\n姓名手机身份证\n姓名电话地址\n姓名身份证手机\n姓名身份证电话\n姓名手机地址"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: nil, data: [.phoneNumber, .person])
    }

    private static func signal_noun_data() -> SignalTerm {
        SignalTerm(
            id: "noun-data", signal: .dataNoun, weight: 2.0,
            words: lines("数据\n资料\n名单\n名录\n名册\n数据库\n底单\n登记表\n报名表\n通讯录\n底册\n信息表\nshuju\nshujuku\nmingdan\nziliao\ndatabase\ndatabases\nleads\nrecords\ndump\ndumps\nleak\nlogs\ndataset dump\n报名库\n订单库\n登记库\n用户库\n名单库\n号码库\n申请表\n缴费表\n体检表\n采集表"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: nil, data: [])
    }

    private static func signal_noun_data_short() -> SignalTerm {
        SignalTerm(
            id: "noun-data-short", signal: .dataNoun, weight: 2.0,
            words: lines("信息\n库\n料\n粉\ndata\ndb\ndbs\n裤子"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_noun_weak() -> SignalTerm {
        SignalTerm(
            id: "noun-weak", signal: .dataNoun, weight: 1.4,
            words: lines("报表\n档案\n记录\n详单\n明细\n通讯簿\n资源\n清单\n表\n底档\n客户表\n卡料\nlist\nlists\nleaks\naccounts\nrows\nlines\nentries\nprofiles\ninfo\ndetails\nbase\nregistry\nbreach\nscans\n流水单\n电子版\nexcel\n名片\n料单\n登记\n登记信息\n花名\n录取名单\n号码\n联系电话\n关系"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_fields_chinese() -> SignalTerm {
        SignalTerm(
            id: "fields-chinese", signal: .field, weight: 0.1,
            words: lines("姓名\n名字\n手机\n手机号\n手机号码\n电话\n电话号码\n联系方式\n联系电话\n座机\n身份证\n身份证号\n证件\n证件号\n住址\n地址\n家庭住址\n家庭地址\n详细地址\n收货地址\n省市区\n照片\n图片\n邮箱\n密码\n卡号\n银行卡号\n单位\n工作单位\n单位名称\n单位电话\n缴费基数\n车牌\n车架号\n车型\n提车日期\n生日\n出生日期\n性别\n年龄\n学号\n班级\n年级\n分数\n预留手机\n余额\n微信号\nqq号\n开户行\n诊断\n病历\n药名\n保单号\n护照号\n房号\n楼栋\n楼栋号\n户型\n面积\n消费记录\n订单号\n金额\n资产\n资金量\n收入\n学历\n昵称\n有效期\n安全码\n家长电话\n父母电话\n老公电话\n紧急联系人\n通讯录三个\n经营范围\n注册资本\nsfz\nsjh\nxingming\ndianhua\nshouji\n诊断结果\n检验报告\n指标\n积分\n预算\n带密\n登录密码\n支付密码\n监护人\n装机地址\n科目\n收件地址\n商品名\n微信\n病种\n家属电话\n预产期\n手机+姓名\n持卡\n联系人\n微信号码\n开户名\n带额度\n家长号码\n报考岗位\n号码\n工作单位\n现住址"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_fields_english() -> SignalTerm {
        SignalTerm(
            id: "fields-english", signal: .field, weight: 0.1,
            words: lines("name\nnames\nfull name\nfull names\nfirst name\nemail\nemails\ne-mail\nphone\nphones\nphone number\nphone numbers\naddress\naddresses\ndob\ndobs\ndate of birth\nbirthdate\nssn\nssns\npassword\npasswords\npassport\npassports\nzip\nip\nips\nip address\ndl\ndrivers license\nmbi\nnational id\nid number\nhash\nhashes\nmd5\nbcrypt\nsha1\nsalted sha1\nphoto\nphotos\ngender\ncredit score\norder history\norders\norder value\nincome\ndeposits\nbalance\nbalances\nemployer\nmmn\ngps\ncell\nethnicity\nloan amount\ndiagnosis\nmail\nmobile\npan\naadhaar\nnpi\nphysical address\nlocation\nfull info\ninsurance\nsex\ncard number\nexp\ncvv\natm pin\npin\nid\nids\nphone no\nwhatsapp\nrelatives"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_nouns_in_other_words() -> SignalTerm {
        SignalTerm(
            id: "nouns-in-other-words", signal: .neutral, weight: 0.0,
            words: lines("面单产\n面单位\n面单元\n方面单\n书面单\n饮料\n材料\n资料费\n料理\n料想\n料到\n不料\n预料\n意料\n照料\n原料\n塑料\n布料\n面料\n燃料\n香料\n调料\n佐料\n爆料\n史料\n肥料\n废料\n染料\n涂料\n颜料\n笑料\n猛料\n用料\n配料\n食料\n饲料\n酱料\n作料\n养料\n毛料\n衣料\n大料\n小料\n加料\n辅料\n底料\n木料\n石料\n药料\n涂料\n物料\n真材实料\n单一材料\n润滑料\n馅料\n腌料\n磨料\n料酒\n料峭\n料定\n料事\n料包\n学习资料\n复习资料\n考试资料\n备考资料\n考研资料\n参考资料\n教学资料\n网盘资料\n申请资料\n报名资料\n真题资料\n课程资料\n培训资料\n历史资料\n文献资料\n资料片\n资料库下载\n数据线\n数据结构\n数据分析\n数据集\n数据科学\n大数据专业\n数据标注\n数据处理\n数据安全\n数据中心\n数据恢复\n数据传输\n数据挖掘\n数据流量\n元数据\n销售数据\n财务数据\n运动数据\n数据备份\n数据统计\n数据显示\n测试数据\n统计数据\n实验数据\n比赛数据\n数据化\n数据类型\n数据源连接\n数据迁移\n数据模型\n数据表明\n数据可视化\n数据增长\n数据驱动\n信息技术\n信息工程\n信息学\n信息系统\n信息化\n信息安全\n信息量\n信息流\n信息差\n信息时代\n信息技术\n信息产业\n信息中心\n招聘信息\n天气信息\n航班信息显示\n粉丝\n粉色\n粉底\n粉末\n粉红\n粉条\n米粉\n面粉\n花粉\n粉嫩\n粉饼\n散粉\n蜜粉\n粉笔\n酸辣粉\n螺蛳粉\n蛋白粉\n藕粉\n洗衣粉\n痱子粉\n爽身粉\n淀粉\n辣椒粉\n胡椒粉\n粉刺\n路人粉\n黑粉\n脑残粉\n真爱粉\n活粉\n涨粉\n粉碎\n咖喱粉\n仓库\n车库\n水库\n库存\n库房\n题库\n曲库\n图库\n词库\n素材库\n代码库\n类库\n函数库\n库克\n国库\n酷库\n库里\n宝库\n金库\n知识库\n书库\n入库\n出库\n冰库\n冷库\n军火库\n库尔\n库布\n数据库软件\n数据库工程师\n数据库管理\n数据库设计\n数据库连接\n数据库表\n表示\n表现\n表达\n表演\n表面\n表情\n表白\n表扬\n代表\n手表\n发表\n外表\n课程表\n时间表\n一表\n列表\n图表\n仪表\n表弟\n表妹\n表哥\n表姐\n表态\n表格\n表决\n表彰\n表明\n钟表\n电表\n水表\n表述\n表单\n表率\n师表\n腕表\n表盘\n报表系统\n记录片\n纪录\n记录仪\n世界记录\n打破记录\n病毒库\n牛仔裤子\n短裤子\n条裤子\n裤子尺码\n穿裤子\n这裤子\n这条裤子\n买裤子\n裤子好看\n裤子太\n洗裤子\n新裤子\n裤子上\n脱裤子\n提裤子\n裤子都\n英语资料\n考研英语资料\n数学资料\n语文资料\n押题资料\n学习资料包\n裤子清仓\n运动裤子\n棉裤子"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_neutral_kits() -> SignalTerm {
        SignalTerm(
            id: "neutral-kits", signal: .neutral, weight: 0.0,
            words: lines("床上四件套\n四件套床\n床品四件套\n纯棉四件套\n全棉四件套\n磨毛四件套\n被套四件套\n婚庆四件套\n四件套被\n床单四件套\n水洗棉四件套\n真丝四件套\n夏季四件套\n冬季四件套\n贡缎四件套\n家纺四件套\n宿舍四件套\n三件套床\n西装三件套\n运动三件套\n三件套西装\n护肤三件套\n洗漱三件套\n沙发三件套\n四件套沙发\n四件套装备\n件套装备\n水乳三件套\n三件套水乳\n泳衣三件套\n餐具四件套\n高尔夫三件套\n刀具三件套"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_people_in_other_words() -> SignalTerm {
        SignalTerm(
            id: "people-in-other-words", signal: .neutral, weight: 0.0,
            words: lines("公交司机\n老司机\n老人家\n老人与海\n老人机\n妈妈群\n老师傅\n老师好\n老师们好\n会员日\n会员费\n会员卡\n会员中心\n开会员\n充会员\n会员充值\n用户体验\n用户协议\n用户界面\n用户名\n客户端\n客户经理\n客户服务\n大客户部\n家长会\n家长群\n家长里短\n学生会\n学生证\n学生党\n新生活\n研究生院\n教师节\n教师资格\n教师编\n法人代表\n独立法人\n投资人说\n玩家们\n打电话\n给我电话\n接电话\n电话响\n挂电话\n电话里\n回电话\n通电话\n电话卡\n手机壳\n手机膜\n玩手机\n手机屏\n看手机\n手机没电\n手机店\n手机支架\n买手机\n换手机\n手机贴膜\n手机游戏\n查岗电话\n骚扰电话\n电话费\n地址栏\n网络地址\n内存地址\nip地址\n照片墙\n拍照片\n密码锁\n摩斯密码\n单位换算\n面积公式\n事业单位考试\n高考数学\n高考英语\n高考作文"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_lookup_service() -> SignalTerm {
        SignalTerm(
            id: "lookup-service", signal: .lookup, weight: 2.4,
            words: lines("社工库\n社工库机器人\n社工机器人\n社工查询\n免费试查\n免费先试一次\n试查\n查车主\n查号主\n查住址\n查电话机主\n车牌查\n车牌查车主\n车牌出车主\n手机号查\n手机查名\n身份证查\n查车档\n查通话\n查通话记录\n查婚史\n查婚姻\n查名下房产\n查名下\n查老公\n查老婆\n只需手机号\n只要手机号\n只需对方号码\n只需姓名\n只要姓名\n提供手机号\n提供手机号即可\n提供姓名\n提供qq号\n输入车牌\n输入手机号\n查档\n察档\n猹档\n茶档\n查当\n代查\n代察\n代猹\n查人\n猹人\n察人\n查询个人信息\n人肉\n人肉搜索\n接人肉\n各种人肉\n开盒\n开盒接单\n开户籍\nsgk\n社工库查询\n查户籍\n查户口\n查开房\n查机主\n查定位\n查轨迹\n查流水\n查手机号机主\n查征信\n查档案服务\n查资料服务\n个人信息查询\n信息查询服务\n查身份证\n查银行卡\n查微信号\n查全家\n查个户\n查四大件\n各种查询\n全套查询\n各类查询\n猎魔\n猎魔搜索\n报单秒出\n报单\n查询接单\n接查询\n查档接单\n寻人定位\n手机定位查人\n手机定位找人\n定位找人\n婚外情调查取证\n清欠找人\n找债务人\n查债务人\n帮你查\n帮查\n帮你找出来\n可查任意\n能查任意\n可查全国\n全国可查\n均可查\n都能查\n都可以查\n都可查\n都能调\n能查对方\n可查对方\n查得到\n查对方\n查号\n能查的\n秒查\n一键查\n反查服务\n查绑定\n即可查\n微信号查手机号\nq绑\n微绑\n微博绑\n抖音绑\n查档案底\n查案底\n查快递\n查外卖\n查房产\n查资产\n查学历学籍\n学历学籍查询\n网图找人\n网图也能找到\n照片找人\n人脸找人\n人脸搜索\n查两年内\n查近一年\n恢复并导出任意\n任意微信聊天记录\n对方聊天记录\npeople lookup\nperson lookup\nssn lookup\ndob lookup\nssn lookups\nbackground check service\ndoxing service\ndoxxing service\ndox service\ndox anyone\ni can dox\ncan dox\nphone lookup\nphone lookups\nplate lookup\nplate lookups\ndl lookup\naddress lookup\nfind anyone\nfind anyones\nfind anybody\nlookup bot\nlookup service\nlookup services\nosint lookup\nosint service\nany us person\nreport pulls\ncredit report pulls\nnumber to name\nreverse lookup service\ninsider lookup\ndoxes\nfull dox\nchadang\ncharen\nkaihe\n就能出\n能出地址\n能出身份\n出地址\n出户籍\n查身份\n查手机\n查地址\n查财产\n查老赖\n查电话\n查信息\n查个人\n查他人\n查隐私\n查聊天记录\n查同住\n查快递收货\n查外卖地址\n查收货地址\n全部能查\n查询微信\n车牌号查\n微信号查\nqq查\n抖音号查\n快手号查\n微信查\n邮箱查\n姓名查\n名字查\n照片查人\n人脸查\n查姓名\n查名字\n查航班\n查高铁\n查行程\n查行踪\n查工作单位\n查社保\n查公积金\n查婚姻状况\n查婚姻登记\n查学历真假\n出轨取证\n开房记录查询\n上网记录代查\n代查轨迹\n征信代查\n代查征信\n全国个户\n全家户籍\n机器人查询\nfind owner\nowner by plate\nplate number any state\nreverse phone\nfull identity\nper query\nlookups\nssn/dob lookups\ndob lookups\nskip tracing\nskip trace\ndox\nget anyones\nanyones address\nany phone number\n找出本人\n告诉你本人\n能找到本人\n机器人自助\n给号码就行\n给个手机号就\n给手机号就\n给身份证就\n常去哪住哪\n给线索就行\n住过哪些宾馆\npeople search\nper search\nphone records and location\npull anyone\npull anyones\n反查手机\n反查手机号\n反查实名\n反查姓名\n反查身份\n快手号反查\n抖音号反查\nqq号反查\n微信号反查\n查前任\n查现住址\n查开户人\n银行卡号查\n工作单位全部出\n只要有身份证号\n只要身份证\n有身份证号就\n出图快\n户口底册\n三网话单\n半年话单\n机器人查"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .government, data: [])
    }

    private static func signal_lookup_service_plain() -> SignalTerm {
        SignalTerm(
            id: "lookup-service-plain", signal: .lookup, weight: 1.2,
            words: lines("反查\n社工\n查询\n可查\n能查\n查到\n秒出\n秒回\n出结果\n查到再给钱\n查到付款\n出结果付款\n结果先看\n不准不收钱\n不准退款\n查不到退\n不成不收费\nosint\n查一次\n单查\n五十一次\nper lookup\nresults first\n查"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, wakes: false,
            category: .government, data: [])
    }

    private static func signal_lookup_each() -> SignalTerm {
        SignalTerm(
            id: "lookup-each", signal: .lookup, weight: 0.9,
            words: lines("一份\n一单"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_lookup_household() -> SignalTerm {
        SignalTerm(
            id: "lookup-household", signal: .lookup, weight: 1.2,
            words: lines("个户\n全户\n全家户籍\n同户\n同户人\n户口底档\n身份证大头\n大头照\n十六头\n户籍照\n全户籍\n全家福照\n大头\n户籍大头\n户籍信息\n户籍查询\n全家信息\n户籍底卡\n常口\n二代证照片"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .government, data: [.residentID, .person, .address])
    }

    private static func signal_lookup_household_plain() -> SignalTerm {
        SignalTerm(
            id: "lookup-household-plain", signal: .lookup, weight: 1.0,
            words: lines("户籍\n全家福\n常住人口\n户口\n全家\n底档"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .government, data: [.residentID, .person, .address])
    }

    private static func signal_lookup_civil() -> SignalTerm {
        SignalTerm(
            id: "lookup-civil", signal: .lookup, weight: 0.9,
            words: lines("民政\n婚姻\n婚史\n子女\n前夫\n前妻\n案底\n犯罪\n在逃\n网逃\n前科\n取保\n学籍\n学历\n社保\n公积金\n出入境\n内部案情\n口供\n护照信息\n毕业院校\n犯罪记录\n违法记录\n户主\n股权\n诉讼\n住院病历\n就诊记录\n疫苗接种"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .government, data: [])
    }

    private static func signal_lookup_subscriber() -> SignalTerm {
        SignalTerm(
            id: "lookup-subscriber", signal: .lookup, weight: 1.3,
            words: lines("三网机主\n三网名下\n名下号\n手机反查\n微反\n抖反\nq反\n手机反\n抖音反\n抖音反手机\n微信反手机\n卡反\n银行卡反\n支付宝反\n快手反\n微信反\nqq反\n邮箱反\n支付宝机主\n微信机主\n手机号反查\n大关联\n半码\n半码补全\n同名排查\n手机补齐\n补齐\n反档\n打码补齐\n通话详单\n通话清单\n话单\n二手机主\n机主秒出\n机主+证件\n号查人\n机主信息查询\n开卡地\n同名查"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .telecom, data: [.phoneNumber, .person])
    }

    private static func signal_lookup_subscriber_plain() -> SignalTerm {
        SignalTerm(
            id: "lookup-subscriber-plain", signal: .lookup, weight: 1.2,
            words: lines("机主\n机主信息\n同名\n预留\n预留电话\n预留手机\n预留手机号\n开户预留"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .telecom, data: [.phoneNumber, .person])
    }

    private static func signal_lookup_assets() -> SignalTerm {
        SignalTerm(
            id: "lookup-assets", signal: .lookup, weight: 1.0,
            words: lines("名下资产\n名下车\n名下房\n名下卡\n名下银行卡\n名下车房\n名下车辆\n名下房产\n流水\n银行流水\n司法冻结\n卡冻原因\n冻结原因\n冻结查询\n征信\n余额\n开户行\n银行卡流水\n卡流水\n半年流水\n资产\n名下公司\n微信流水\n支付宝流水"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .banking, data: [.bankCard])
    }

    private static func signal_lookup_named_assets() -> SignalTerm {
        SignalTerm(
            id: "lookup-named-assets", signal: .lookup, weight: 1.1,
            words: lines("名下资产\n名下车\n名下房\n名下卡\n名下银行卡\n名下车房\n名下车辆\n名下房产\n名下公司\n名下手机号\n民政婚姻\n婚姻民政\n前夫前妻\n出结果付款\n卡冻原因\n银行卡流水查询\n微信流水\n支付宝流水\n查到再给钱\n不准不收钱\n查不到退\n不成不收费"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .banking, data: [.bankCard])
    }

    private static func signal_lookup_tracks() -> SignalTerm {
        SignalTerm(
            id: "lookup-tracks", signal: .lookup, weight: 1.1,
            words: lines("人员轨迹\n身份轨迹\n身份使用轨迹\n出行轨迹\n三网定位\n手机定位\n精准定位\n实时定位\n车辆轨迹\n行程轨迹\n航班轨迹\n飞机高铁轨迹\n基站定位\n号码定位\n活动轨迹查询\n轨迹查询\n常去哪\n高铁飞机轨迹\n网吧上网记录\n上网记录\n实时基站"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .transportation, data: [])
    }

    private static func signal_lookup_tracks_plain() -> SignalTerm {
        SignalTerm(
            id: "lookup-tracks-plain", signal: .lookup, weight: 1.0,
            words: lines("轨迹\n定位\n行踪\n行程\n火车轨迹"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .transportation, data: [])
    }

    private static func signal_lookup_lodging() -> SignalTerm {
        SignalTerm(
            id: "lookup-lodging", signal: .lookup, weight: 1.2,
            words: lines("开房记录查询\n同住\n开房同住\n同住人\n酒店入住记录\n近一年住过\n住过哪些宾馆\n住过哪些酒店\n宾馆记录"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .hotel, data: [])
    }

    private static func signal_lookup_lodging_plain() -> SignalTerm {
        SignalTerm(
            id: "lookup-lodging-plain", signal: .lookup, weight: 1.1,
            words: lines("开房\n开房记录\n同行\n同行人\n住宿记录\n酒店记录\n酒店入住\n宾馆入住"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .hotel, data: [])
    }

    private static func signal_lookup_parcels() -> SignalTerm {
        SignalTerm(
            id: "lookup-parcels", signal: .lookup, weight: 1.0,
            words: lines("快递地址\n外卖地址\n收货地址\n快递查询\n外卖收货\n网购地址\n好友提取\n微提\n人脸\n车主\n车档\n驾驶证\n预留手机\n疫苗\n物流地址\n现用手机号"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .logistics, data: [])
    }

    private static func signal_lookup_in_other_words() -> SignalTerm {
        SignalTerm(
            id: "lookup-in-other-words", signal: .neutral, weight: 0.0,
            words: lines("检查档\n调查档案\n检查档位\n调查人员\n检查人员\n侦查人员\n审查人员\n调查人\n审查人\n检查人\n排查人\n巡查人\n普查人\n手机主\n手机主屏\n手机主板\n手机主题\n飞机主\n相机主\n司机主\n社工证\n社工考试\n社工师\n初级社工\n中级社工\n高级社工\n社工站\n学校社工\n社工服务\n社工机构\n医务社工\n社工专业\n禁毒社工\n社工委\n户口本\n迁户口\n落户\n上户口\n户籍制度\n户籍改革\n户籍科\n户籍窗口\n户籍大厅\n户籍民警\n户籍人口\n户籍地\n户籍所在地\n全家人\n全家桶\n全家便利店\n全家都\n我们全家\n全家去\n全家一起\n祝全家\n全家福餐\n流水线\n流水账\n行云流水\n高山流水\n流水席\n小桥流水\n轨迹球\n运动轨迹\n函数轨迹\n人生轨迹\n运行轨迹\n轨迹方程\n定位球\n定位精准\n市场定位\n品牌定位\n定位系统\n定位器\n自身定位\n产品定位\n角色定位\n职业定位\n定位于\n抽查\n检查\n调查\n审查\n普查\n排查\n搜查\n侦查\n查看\n查找\n查阅\n查验\n查收\n查获\n查处\n查封\n查明\n查办\n巡查\n督查\n纪检监察\n查理\n查重\n查房\n查账\n查分\n查成绩\n查岗\n查漏\n查询系统\n查询入口\n成绩查询\n查询方式\n查询余额\n人脸识别门禁\n余额不足\n余额宝\n账户余额\n同行业\n同行评\n各位同行\n一路同行\n携手同行\n与你同行\n同行者\n学历提升\n学历教育\n高学历\n低学历\n学历要求\n社保卡\n社保局\n交社保\n有社保\n社保公积金\n缴社保\n公积金中心\n公积金贷款\n交公积金\n犯罪嫌疑\n犯罪分子\n打击犯罪\n网络犯罪\n违法犯罪\n婚姻生活\n婚姻法\n婚姻家庭\n美满婚姻\n婚姻登记\n婚姻观\n子女教育\n独生子女\n儿童疫苗\n打疫苗\n新冠疫苗\n接种疫苗\n一份工作\n一份心\n一份礼\n一份子\n一份爱\n一单元\n当面交易\n档案馆查档\n查档要\n查流水贷款\n要查流水\n同名转账\n同名账户\n同名卡\n同名小说"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_freshness() -> SignalTerm {
        SignalTerm(
            id: "freshness", signal: .freshness, weight: 0.9,
            words: lines("精准\n二手料\n实时\n当天\n昨日\n刚出\n第一手\n热乎\n热乎的\n新鲜出炉\n烫手\n持续更新\n24年\n25年\n26年\n高质\n已筛\n筛活\n实名\nshishi\nyishou\njingzhun\nfresh\nfr3sh\nnever leaked\nnever posted\nnot posted anywhere\nunpublished\nunreleased\nunsold\nfirst hand\nfirsthand\nhq\nuhq\ndaily update\nupdated daily\ndaily updates\nrealtime\nreal time\nscraped 2025\nb4se today"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_freshness_rare() -> SignalTerm {
        SignalTerm(
            id: "freshness-rare", signal: .freshness, weight: 0.9,
            words: lines("一手\n隔夜\n隔日\n周内\n月内\n刚脱\n刚拖\n新脱\n首发\n未使用过\n没打过\n未打过\n没用过的\n日更\n每日更新\n每天更新\n天天更新\n每周更新\n包更新\n小时级更新\n秒级回传\n次日回传\n注册即出\n每天新增\n天天新增\n日产\n周更\n当日单\n隔日单\n鲜料\n充提过\n充值过\n成交过\n三天内\n当天现货\n昨日料\n延迟五分钟\n延时10分钟\n日结数据"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: nil, data: [])
    }

    private static func signal_freshness_weak() -> SignalTerm {
        SignalTerm(
            id: "freshness-weak", signal: .assurance, weight: 0.4,
            words: lines("当日\n历史\n最新\n新鲜\n独家\n全新\n近三个月\n近半年\n内部\n原始\n全字段\n全量\n齐全\n去重后\n带姓名\n带电话\n带身份证\n带地址\n带住址\n带照片\n含姓名\n含身份证\n含电话\n含手机\n带手机\n有照片\n2024\n2025\n2026\n2024\n2025\n2026\nlatest\nrecent\nexclusive\nprivate\ntoday\nunique\ndeduped\ncleaned\nincludes\nincl\nincluding\nusa only\neu only\ntargeted"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_source_claim() -> SignalTerm {
        SignalTerm(
            id: "source-claim", signal: .sourceClaim, weight: 1.5,
            words: lines("dpi\nsdk\n短信劫持\n验证码劫持\n渗透组\n渗透数据\n脱库\n脱裤\n拖库\n洗库\n撞库\n碰库\n刚脱的库\n拿库\n拿站\n脱站\n内部渠道\n内部人员\n运营商抓取\n运营商渠道\n运营商劫持\n三网截流\n截流\n三网同步\n三网实时\n三网通吃\n电信抓包\n移动dpi\n联通sdk\n任意app\n任意网站\n任意站\n指定app\n指定网站\n指定网址\n指定url\n指定链接\n指定贷款app\n短信通道抓取\n后台导出\n后台提取\n后台直出\n内部导出\n库里直接导出\n系统导出\n后台权限\n前台系统直连\n网址抓\n网站抓取\napp抓取\n按网址\n按app\n访客抓取\n网站访客\n400抓取\n基站拿号\n从基站\n短信截流\n手机号抓取\n400电话建模\n基站建模\n运营商建模\n不脱不收\n带出来一份\n银行柜台\nexfiltrated\nfrom breach\nsql injection\nsqli\nstealer\ninfostealer\nmy guy inside\ninsider access\ninside the carrier"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: nil, data: [])
    }

    private static func signal_source_claim_plain() -> SignalTerm {
        SignalTerm(
            id: "source-claim-plain", signal: .sourceClaim, weight: 1.0,
            words: lines("劫持\n渗透\n内鬼\n可指定\n抓取\n爬取\n截取\n穿透\n导出\n直连\n院里朋友\n同事导\n后台\ninsider\nhacked\nbreached\nscraped\nphishing\nleaked\nstolen\nbreach\npulled"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_source_in_other_words() -> SignalTerm {
        SignalTerm(
            id: "source-in-other-words", signal: .neutral, weight: 0.0,
            words: lines("鼠标dpi\ndpi鼠标\ndpi调\n高dpi\n调dpi\n打印dpi\n300dpi\n600dpi\n1600dpi\n3200dpi\ndpi settings\nhigh dpi\ndpi scaling\ndpiaware\nandroid sdk\nios sdk\njava sdk\nsdk文档\nsdk接入\nsdk版本\nsdk开发\nsdk下载\nsdk集成\n集成sdk\n接入sdk\nthe sdk\nsdk for\nsdk version\nsdk.\naws sdk\nsdk tools\n劫持事件\n劫持飞机\n劫持人质\n劫持者\n劫持案\n被劫持\ndns劫持\n渗透测试\n渗透率\n渗透压\n渗透膜\n反渗透\n渗透到\n渗透着\n渗透进\n抓取网页\n网页抓取\n抓取机会\n抓取工具\n抓取力\n穿透力\n导出功能\n导出按钮\n直连航班"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_assurance() -> SignalTerm {
        SignalTerm(
            id: "assurance", signal: .assurance, weight: 1.0,
            words: lines("担保\n走担保\n可担保\n支持担保\n验货\n可验\n可测\n先测后款\n先测后付\n先测\n测试包\n免费测\n支持测试\n支持抽检\n支持先打\n包测\n试料\n测料\n包售后\n包真实\n保真\n假一赔\n质量保证\n匹配率\n命中率\n接通率\n接通七成\n准确率\n准确率98\n去重\n包换\n空号赔\n空号包赔\n空号包换\n死号包赔\n支持验证\n先验货\n上押\n直押\n公群交易\n先款公群\n中介担保\n走中介\n支持中间人\n支持中介\n可开票担保\n骗子勿扰\n口嗨勿扰\n嘴炮勿扰\n白嫖勿扰\n诚信合作\n长期合作\n实力老板\n认准\n唯一\n不准不要钱\n不准包退\nescrow\nmm accepted\nmiddleman\nmm ok\nmm\nguaranteed\nguarantee\nverified\nvalid\nvalid rate\nv4lid\nvalidity\nlegit\nno scam\nno time wasters\nno timewasters\nserious buyers\nserious buyers only\nvouches\ntrusted\nrefund\nreplacement\nguarantor\nhigh hit\nhit rate"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_pitch() -> SignalTerm {
        SignalTerm(
            id: "pitch", signal: .pitch, weight: 1.1,
            words: lines("需要的来\n需要的联系\n需要的私\n需要的滴滴\n需要滴滴\n需要私\n需要的加\n需要的老板\n要的私\n要的来\n要的加\n要的扣\n要的滴\n要的联系\n要的说话\n要就私\n要的留联系方式\n想要的带价\n想要的私\n有要的\n有需要的\n有需要的老板\n有需求的老板\n懂得来\n懂的来\n懂得滴滴\n懂的滴滴\n懂的私\n懂行的来\n老板来\n老板滴滴\n老板私\n欢迎老板\n欢迎各大\n各大盘口\n实力老板来\n免测勿扰\n不测勿扰\n不试勿扰\n同行勿扰\n同行感兴趣\n做这块的私\n做这行的\n的老板可以合作\n的老板来拿\n的来拿\n朋友可以来聊聊\n感兴趣的可以聊\n想做哪个行业\n要的抓紧\n老师抓紧\n量大从优\n量大优惠\n批量从优\n多拿多优惠\n要多便宜\n全拿再少\n欢迎包库\n打包带走\n要几条给几条\n一条起\n一套起\n一手资源\n一手渠道\n渠道稳定\n老客户优先\n长期稳定\n实力供应商\n支持测试\n先测后款\n带着价\n带价格私信\n价格看诚意\n开价吧\n价格合适就给\n按月谈\n别问哪来的\n别问公司名\n交个朋友\n电销专用\n改签专用\n赔付专用\n精聊专用\n精聊用\n电话销售用\n适合电销\n适合催收\n适合法务\n适合做会所\n打电话专用\n引流专用数据\ndm for price\ndm for sample\npm for price\npm for sample\nsample available\nsamples available\nsample free\nfree sample\ndm to buy\npm to buy\nescrow ok\nescrow only\nescrow accepted\nmm accepted\nvia escrow\nbtc only\nxmr only\ncrypto only\nxmr or btc\nbtc/xmr\nxmr/btc\ncontact through forum pm\ntox in profile\ntg in bio\nlink in bio\n要的老板\n要的滴\n需要的老板私\n老板飞机联系\n支持抽测\n接受抽测\n支持测试100条\n三天内\n接单中\n要的老板联系\n有意者加\n有意者联系\n有意者私\n有意加\n价格好谈\n价格你定\n价格美丽\n拿货价\n起拿\n起批\n实时推送\n推送api\n一手源头\n数据源头\n大数据获客\n建模获客\n访客手机号\n访客抓取\n按关键词抓取\n小程序访客\nper lead\nper record\nper line\nfull info\nfullinfo\none buyer only\nautoshop\npm offers\nhigh balance\nserious buyer\nserious buyers\nsample on request\nsamples on request\nprivate lines\nunsorted\nwill pay good\nwill pay well\nanyone got\nwho wants em\nbulk deal\nneed kyc\nhave btc\nmin order\nstock 500\noptin\nnew leak\nnot posted anywhere"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: nil, data: [])
    }

    private static func signal_pitch_weak() -> SignalTerm {
        SignalTerm(
            id: "pitch-weak", signal: .pitch, weight: 0.5,
            words: lines("秒出\n秒发\n价高\n不还价\n看价格\n合作愉快\n诚意来\n非诚勿扰\n老板们\n兄弟们\n各位老板\n金主\n料主\n接单\n接定制\n承接定制\n可定制\n任意定制\n想合作的\n可以合作\n谈合作\n合作私\n同行"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_sample_word() -> SignalTerm {
        SignalTerm(
            id: "sample-word", signal: .sampleWord, weight: 0.8,
            words: lines("样本\n样例\n样品\n送样\n看样\n样图\n看图\n截图验证\n可看样\n提供样本\n免费样本\n先看货\n附样本\n字段\n格式为\n测50\n测十条\nsample\nsamples\nproof\nproofs\nproof available\nfields\ndata includes\nformat:"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_price_word() -> SignalTerm {
        SignalTerm(
            id: "price-word", signal: .priceWord, weight: 0.7,
            words: lines("面议\n价格面议\n私聊报价\n价格私聊\n价格私\n私聊价格\n价格可谈\n价格好商量\n价格美丽\n私我报价\n白菜价\n低价\n便宜\n价低\n价优\n质优价优\n价格从优\n包月\n批发价\n打包价\n多要优惠\n价格实惠\n按量计费\n按条计费\n按条结算\n按库结算\n结算u\nu结\n费用看行\nprice negotiable\nnegotiable\nmake offer\noffers\nbulk discount\ncheap\nprice by size\nprice per\ndirt cheap\nbest price\ngood price"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_contact_word() -> SignalTerm {
        SignalTerm(
            id: "contact-word", signal: .contactWord, weight: 0.8,
            words: lines("私聊\n私我\n私信\n私\n私我拿\n联系我\n联系\n加我\n滴滴我\n滴我\nddd\ndd我\n飞机\n飞鸡\n灰机\n纸飞机\n电报\n电報\n小飞机\n薇\n薇信\n威信\n葳信\n徽信\n卫星\nv信\nvx\n加v\n微❤\u{fe0f}\n扣扣\n蝙蝠\n土豆\npotato\nbatchat\n看主页\n主页联系\n看签名\n看简介\n站内信\n站内信我\n进群\n进频道\n频道\n暗号\n有意\n有意者\n欢迎咨询\n咨询\n对接\n来聊\n敲我\n戳我\n找我\n联系方式见\n扣1\n私发\n滴滴\ndm\ndms\ndm me\npm\npm me\nhit me up\nhmu\nhit me\ncontact me\ncontact\nmessage me\ninbox me\ninbox\ntg\ntelegram\nsession\ntox\njabber\nwickr\nicq\ndiscord\nadd me\nxmpp\nkeybase\nreply here"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_contact_in_other_words() -> SignalTerm {
        SignalTerm(
            id: "contact-in-other-words", signal: .neutral, weight: 0.0,
            words: lines("坐飞机\n飞机票\n飞机晚点\n飞机延误\n飞机场\n飞机餐\n飞机杯\n打飞机\n开飞机\n飞机模型\n下飞机\n上飞机\n飞机上\n大飞机\n飞机起飞\n飞机降落\n飞机失事\n飞机落地\n赶飞机\n蔷薇\n卫星云图\n卫星电视\n卫星发射\n人造卫星\n卫星导航\n气象卫星\n通信卫星\n卫星城\n土豆丝\n土豆片\n炒土豆\n土豆泥\n烤土豆\n卖土豆\n土豆粉\n土豆条\n电报局\n回复率\ntraffic signal\nsignal processing\nsession timeout\nsession id\n滴滴打车\n滴滴出行\n打滴滴\n叫滴滴\n私人\n私立\n私下\n私自\n私家\n自私\n隐私\n走私\n私有\n私服\n私房\n私企\n公私\n私密\n私募\n私教\n私营\n私奔\n私生\n家私\n私心\n联系人\n联系实际\n联系在一起\n密切联系\n联系起来"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: nil, data: [])
    }

    private static func signal_quantity_bare() -> SignalTerm {
        SignalTerm(
            id: "quantity-bare", signal: .quantity, weight: 0.0,
            words: lines("[0-9]w"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: nil, data: [])
    }

    private static func signal_quantity_units() -> SignalTerm {
        SignalTerm(
            id: "quantity-units", signal: .quantity, weight: 0.0,
            words: lines("[0-9]w条\n[0-9]万条\n[0-9]亿条\n[0-9]k条\n[0-9]w组\n[0-9]万组\n[0-9]w份\n[0-9]万份\n万条\n亿条\n万组\n元/条\n块/条\n毛/条\nu/条\n元一条\n块一条\n毛一条\n角一条\nu一条\n元每条\n[0-9]/条\n块五一条\n块二一条\n[0-9]一条\n毛[0-9]一条\n0.[0-9]u\n分钱一条\n[0-9]毛\nk rows\nk lines\nk users\nk records\nm users\nm rows\nm lines\nm records\nmillion customers\nmillion users\nmillion rows\nmillion records\n[0-9]m rows\n[0-9]m lines\n[0-9]m users\n[0-9]m records\n[0-9]k rows\n[0-9]k lines\n[0-9]k users\n[0-9]k records\nsold per thousand\n[0-9]w会员\n[0-9]w用户\n[0-9]w客户\n[0-9]万会员\n[0-9]万用户\n[0-9]万客户\n[0-9]万考生\n[0-9]万学员\n[0-9]万业主\n[0-9]万车主\n[0-9]万股民\n万家长\n万学生\n万买家\n万车主\n万业主\n万股民\n万患者\n[0-9]k customers\n[0-9]m customers\n[0-9]k buyers\n[0-9]m buyers\n[0-9]k patients\n[0-9]m patients\n[0-9]k citizens\n[0-9]m citizens\n[0-9]m subscribers\n[0-9]k leads\n[0-9]m emails\n[0-9]k seniors\n[0-9]k crypto\n[0-9]k uk\n[0-9]k us\n[0-9]k usa\n[0-9]m usa\n[0-9]k mobiles\n[0-9]亿 \n亿条\n毛五一条\n毛二一条\n元一个\n块钱一条\n块钱一个\n元一套\n块一套\n百一套\n元一次\n块一次\n块一个\n[0-9]u/条\n[0-9]u一条\n几万条\n几十万条\n几百万条\n几千条\n上万条\n万骑手\n几千套\n几百套\n[0-9]元一条\n[0-9]块一条"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: nil, data: [])
    }

    private static func signal_waking_english() -> SignalTerm {
        SignalTerm(
            id: "waking-english", signal: .quantity, weight: 0.0,
            words: lines("wts\nwtb\nselling\nlooking to buy\nlooking to purchase\nwho sells\nanyone selling\nfor sale\nsitting on\nbuying any\nbuying fresh\na row\nper row\nper record\nper line\nper lead\na lead\nper k\nper set\n[0-9]k us\n[0-9]k uk\n[0-9]u\nusdt\nxmr\nmonero\nbtc\nbitcoin\nescrow\ndob\nssn\nmbi\niban\ncvv\nbins\npnr\nvin\nkyc\ncsv\njsonl\nfull name\nlast4\ndepositors\npolicyholders\ncardholders\ncard holders\naccount holders\nhomeowners\nclaimants\nvoters\ncitizens\napplicants\nsubscribers\npensioners\npatients\npupils\nnever contacted\nnever sold\nno resell\nnot resold\ninsider\ninsiders\nbank teller\ntellers\nworks at\nemployed at\npanel access\nportal access\ncredit header\nsim swap\nsms forward\nedr\nhlr\ngsm\ncpni\ncall detail\ncall records\nlicense scans\nlicense photos\nselfie\nulp\ncombos\nplaintext\ndehashed\ncracked\nbreached\nexfil\nlookup\nlookups\ndox\ndoxing\ndoxxing\nwhereabouts\nskip trace\nfind someone\nhis address\nher address\nhome address\nhome addresses\nnew address\nowner name\nnumber owner\nregistered owner\nrun a plate\nrun a name\nname and address\nname + address\nname+address\nname addr\nname phone\nname + phone\nphone numbers\nphone number\nwith phone\nw/ phone\nwith phones\nwith mobile\nw/ email\nemail + phone\nemail and phone\nmail and pass\nuser pass\nwith dob\nw dob\nfresh leads\ninvestor leads\ncrypto leads\nleads\nlatam\nshopify\nshopee\ncoinbase\nledger\ntrezor\nmetamask\nmedicare\ncash waiting\nmoney ready\nprice pls\nmin order\nsample on request\nsample first\nsend sample\nsamples first\ndm for\npm me price\nblitz\ntrc20\ncrm export\ncustomer export\ndatabase\nbreach\nrecords with"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: nil, data: [])
    }

    private static func signal_subject_transportation() -> SignalTerm {
        SignalTerm(
            id: "subject-transportation", signal: .subject, weight: 0.2,
            words: lines("12306\n铁路\n火车票\n车票\n航空\n机票\n航班\n高铁\n专车\n网约车\n打车\n滴滴\n滴滴打车\n神州专车\n车辆\n购车\n试驾\n车险\n车管所\n车管\n车架号\n4s店\n4s\n驾驶证\n驾照\n行驶证\n新能源\n新能源车\n二手车\n豪车\n车牌\n加油卡\netc\netc卡\n携程\n去哪儿\n航旅纵横\n同程\n飞猪\n货拉拉\n曹操出行\n驾校\n停车场\n租车\nairline\nairlines\nflight\nflights\nrailway\nuber\nlyft\ntaxi\ncar dealer\ncar dealership\nvehicle\nvehicles\ndmv\nvin"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .transportation, data: [])
    }

    private static func signal_people_transportation() -> SignalTerm {
        SignalTerm(
            id: "people-transportation", signal: .people, weight: 0.2,
            words: lines("车主\n司机\n乘客\n旅客\n乘机人\n常旅客\n新能源车主\n豪车车主\n二手车车主\n奔驰车主\n宝马车主\n特斯拉车主\n网约车司机\n货车司机\n卡车司机\n滴滴司机\n外卖骑手\n购车客户\n试驾客户\n驾校学员\n里程会员\n买车客户\netc车主\n车商客户\n续保客户\npassenger\npassengers\ncar owners\nvehicle owners\ndrivers\ntravelers\ntravellers\nfrequent flyers\n旅游下单客户\n机票客户\n出行客户"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .transportation, data: [])
    }

    private static func signal_subject_logistics() -> SignalTerm {
        SignalTerm(
            id: "subject-logistics", signal: .subject, weight: 0.2,
            words: lines("快递\n物流\n运单\n单号\n快递单\n寄件\n收件\n收货\n收货地址\n顺丰\n圆通\n中通\n申通\n韵达\n京东物流\nems\n邮政\n极兔\n菜鸟\n菜鸟驿站\n驿站\n德邦\n百世\n丰巢\n取件\n派件\n快递柜\n发件\n货到付款\ncourier\nparcel\nparcels\nshipping\nshipment\nshipments\ndelivery\nlogistics\nwaybill\nwaybills\nfedex\ndhl\nups\nusps"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .logistics, data: [])
    }

    private static func signal_people_logistics() -> SignalTerm {
        SignalTerm(
            id: "people-logistics", signal: .people, weight: 0.2,
            words: lines("收件人\n寄件人\n收货人\n发件人\n收寄件人\n收件客户\n寄件客户\n退件客户\n拒收客户\nrecipients\nsenders\n取件人"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .logistics, data: [])
    }

    private static func signal_subject_medical() -> SignalTerm {
        SignalTerm(
            id: "subject-medical", signal: .subject, weight: 0.2,
            words: lines("医院\n病历\n病例\n母婴\n母婴店\n孕婴\n孕婴店\n孕检\n产检\n产科\n儿科\n月子中心\n月嫂\n妇幼\n疫苗\n疫苗接种\n接种\n九价\n体检\n体检中心\n医美\n整形\n植发\n药房\n药店\n药品\n购药\n保健品\n壮阳\n减肥\n减肥药\n糖尿病\n高血压\n男科\n妇科\n肿瘤\n癌症\n化疗\n近视手术\n眼科\n口腔\n种牙\n牙科\n皮肤科\n心脑血管\n就诊\n门诊\n住院\n核酸\n健康码\n医保\n挂号\n出生证\n出生登记\n流产\n奶粉\n辅食\n早教\n预产期\n精神科\n艾滋\nhiv\nhospital\nhospitals\nmedical\nmedicare\nmedicaid\nhealthcare\nclinic\nclinics\npharmacy\nhealth\nprescription\nprescriptions\ndental\ncovid\nvaccination\nvaccine\nehr\ninsulin"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .medical, data: [])
    }

    private static func signal_people_medical() -> SignalTerm {
        SignalTerm(
            id: "people-medical", signal: .people, weight: 0.2,
            words: lines("患者\n病人\n医患\n孕妇\n孕妈\n宝妈\n宝宝妈妈\n产妇\n产后妈妈\n准妈妈\n待产妈妈\n二胎妈妈\n新手妈妈\n妈妈群体\n新生儿\n婴儿\n婴幼儿\n婴幼儿家长\n患者家属\n家属\n医生\n医师\n护士\n医护\n医护人员\n药师\n就诊人\n受种者\n老年人\n中老年\n中老年人\n老人\n老年客户\n老年保健品客户\n糖友\n献血者\n体检人\n医美客户\n整形客户\n保健品客户\n减肥客户\n男科患者\n妇科患者\npatient\npatients\ndoctors\nnurses\nseniors\nnew mothers\nexpecting mothers\n老年\n中老年客户\n建档孕妇\n住院患者\n老年人群\n慢病患者\n糖尿病患者\n高血压患者\n肿瘤患者\n癌症患者\n家属\n肿瘤科化疗"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .medical, data: [])
    }

    private static func signal_subject_social() -> SignalTerm {
        SignalTerm(
            id: "subject-social", signal: .subject, weight: 0.2,
            words: lines("qq群\n微信\n微信群\n朋友圈\n微博\n陌陌\n探探\nsoul\n抖音\n快手\n小红书\nfacebook\nfb\nlinkedin\n领英\nwhatsapp\nws\nline\ntelegram\ninstagram\ntwitter\n交友\n相亲\n婚恋\n婚介\n婚恋网\n世纪佳缘\n珍爱网\n百合网\n他趣\n伊对\n社交\n直播\n直播间\n打赏\n聊天\n聊天记录\n虎牙\n斗鱼\nb站\n哔哩哔哩\n知乎\n贴吧\ndiscord\ntinder\ndating\ndating site\ndating app\nsnapchat\ntiktok\nsocial media\nsocial app\nforum\nonlyfans\nvk\n约会软件\n交友软件\n同城交友\nkakao\nzalo\nviber"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .social, data: [])
    }

    private static func signal_people_social() -> SignalTerm {
        SignalTerm(
            id: "people-social", signal: .people, weight: 0.2,
            words: lines("好友\n主播\n网红\n博主\n单身\n单身会员\n单身男女\n女会员\n男会员\n交友会员\n相亲会员\n相亲男女\n婚恋会员\n群成员\n群友\n群员\n打赏大哥\n榜一大哥\n红娘会员\n剩女\n离异\n男粉\n女粉\n日本女粉\nsingles\ngroup members\nsubscribers\nfollowers"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .social, data: [])
    }

    private static func signal_subject_banking() -> SignalTerm {
        SignalTerm(
            id: "subject-banking", signal: .subject, weight: 0.2,
            words: lines("银行\n银行卡\n信用卡\n信用咔\n储蓄卡\n金卡\n白金卡\n贵宾\n大额\n存款\n流水\n网贷\nwd\n贷款\n借款\n借贷\n贷超\n高炮\n现金贷\n校园贷\n助贷\n下款\n放款\n借条\n逾期\n征信\n公积金\n公积金贷\npos机\npos\ngm\n证券\n券商\n炒股\n股票\n投顾\n期货\n配资\n外汇\n微盘\n微交易\np2p\n理财\n基金\n保险\n寿险\n投保\n保单\n续保\n车贷\n房贷\n抵押贷\n币圈\n虚拟币\n数字货币\n交易所\n欧易\n币安\n火币\n支付宝\n花呗\n借呗\n京东白条\n开户\n对公\n信托\n私募\n私行\n黄金积存\n贵金属\n邮币卡\n收藏品\nbank\nbanks\nbanking\ncredit card\ncredit cards\ncredit union\ncc\nloan\nloans\npayday\nforex\ncrypto\ncoinbase\nbinance\nkraken\nmetamask\nledger\npaypal\ncashapp\nvenmo\nzelle\ninsurance\nmortgage\ndebit\nchase\nwells fargo\nciti\ncapital one\nbarclays\nhsbc\nfintech\nbroker\ntrading platform\n炒股软件\n炒股app\n交易软件\n贷款软件\n贷款app\n证券软件\n理财app"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .banking, data: [])
    }

    private static func signal_people_banking() -> SignalTerm {
        SignalTerm(
            id: "people-banking", signal: .people, weight: 0.2,
            words: lines("股民\n储户\n持卡人\n卡主\n投资人\n投资者\n基民\n散户\n期民\n贷款人\n借款人\n白户\n信用卡白户\n征信白户\n逾期客户\n逾期用户\n贷款客户\n网贷客户\n网贷用户\n借款客户\n放款客户\n被拒客户\n下款客户\n配资客户\n理财客户\n信用卡客户\n私行客户\n贵宾客户\n大额客户\n大额储户\n存款大户\n存款客户\n高净值客户\n高净值\n高净值人群\n保险客户\n车险客户\n寿险客户\n投保人\n被保人\n开户股民\n币民\n炒币\n炒币客户\n币圈用户\n币圈大佬\n期货客户\n证券客户\n外汇客户\n开户客户\n资金盘会员\n公积金缴存人\n缴存人\n受害者\n被骗\n被骗客户\ninvestor\ninvestors\ncrypto investors\ncrypto users\ncardholders\ncard holders\nborrowers\nloan applicants\npolicyholders\ndepositors\ntraders\n贷款申请人\n企业主贷款\n账单逾期用户\n银行储户\n持仓股民\n大户\n受骗人\n被骗人\n受骗客户\n刷单受骗人\n贷款申请人\n配资客户\n股票客户\n股票配资客户\n出借人"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .banking, data: [])
    }

    private static func signal_subject_gambling() -> SignalTerm {
        SignalTerm(
            id: "subject-gambling", signal: .subject, weight: 0.2,
            words: lines("博彩\n菠菜\nbocai\nbc\n棋牌\nqp\n彩票\ncp\n六合\n六合彩\n6h\nlh\n体育\nty\n电子\ndz\n足球盘\n球盘\npk10\n综合盘\n盘口\n盘子\n百家乐\n时时彩\n快三\n加拿大28\n充提\ncasino\ncasinos\nbetting\ngambling\npoker\nsportsbook\nonline casino"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .gambling, data: [])
    }

    private static func signal_people_gambling() -> SignalTerm {
        SignalTerm(
            id: "people-gambling", signal: .people, weight: 0.2,
            words: lines("彩民\n赌客\n赌徒\n充值会员\n菠菜会员\n棋牌会员\n棋牌玩家\n菠菜玩家\n博彩会员\n博彩玩家\n充值玩家\n充值用户\n菠菜站访客\nvip会员\ncasino players\ngamblers\nbettors\nvip players\nplayers"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .gambling, data: [])
    }

    private static func signal_subject_education() -> SignalTerm {
        SignalTerm(
            id: "subject-education", signal: .subject, weight: 0.2,
            words: lines("学籍\n高三\n高考\n中考\n应届\n简历\n求职\n招聘网\n招聘网站\n前程无忧\n51job\n智联\nboss直聘\n58同城\n猎聘\n一建\n二建\n考研\nmba\n总裁班\n幼儿园\n小学\n初中\n高中\n高校\n大学\n校园\n国际学校\n培训机构\n网校\n网课\n网课平台\n在线教育\n教育\n自考\n成考\n专升本\n考公\n公考\n作业帮\n猿辅导\n学习通\n学而思\n小升初\n留学\n校友\nuniversity\nuniversities\ncollege\ncolleges\nschool\nschools\nalumni\nresume\nresumes\ncv\neducation\nedu\ntutoring site\ne-learning"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .education, data: [])
    }

    private static func signal_people_education() -> SignalTerm {
        SignalTerm(
            id: "people-education", signal: .people, weight: 0.2,
            words: lines("学生\n考生\n家长\n学生家长\n中小学生家长\n中小学生\n小学生家长\n初中生家长\n高三家长\n高三学生\n高考生\n高考考生\n中考生\n大学生\n毕业生\n应届生\n应届毕业生\n新生\n学员\n教师\n老师\n求职者\n求职人员\n应聘者\n留学生\n研究生\n考研学生\n小升初家长\n幼儿园家长\n国际学校家长\n培训学员\n退费学员\n网课学员\n校友会员\nstudent\nstudents\nteachers\nparents\napplicants\njob seekers\ngraduates"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .education, data: [])
    }

    private static func signal_subject_property() -> SignalTerm {
        SignalTerm(
            id: "subject-property", signal: .subject, weight: 0.2,
            words: lines("小区\n楼盘\n新盘\n购房\n买房\n房产\n物业\n置业\n新房\n二手房\n装修\n家装\n别墅\n豪宅\n交房\n租房平台\n链家\n贝壳\n售楼处\n案场\n花园\nreal estate\nrealtor\nproperty\nzillow"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .property, data: [])
    }

    private static func signal_people_property() -> SignalTerm {
        SignalTerm(
            id: "people-property", signal: .people, weight: 0.2,
            words: lines("业主\n小区业主\n楼盘业主\n豪宅业主\n别墅业主\n新盘业主\n交房业主\n房主\n房东\n租客\n住户\n购房者\n购房客户\n看房客户\n看房客\n到访客户\n来访客户\n装修客户\n家装客户\n拆迁户\nhomeowner\nhomeowners\ntenants\nlandlords\nrenters\nproperty owners"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .property, data: [])
    }

    private static func signal_subject_government() -> SignalTerm {
        SignalTerm(
            id: "subject-government", signal: .subject, weight: 0.2,
            words: lines("户籍\n身份\n身份证\n人口\n人口普查\n户口\n公安\n社保\n积分落户\n民政\n婚姻\n护照\n出入境\n事业单位\n税务\n个税\n人社\n退役\n低保\n残联\n法院\n工商\n政务\n健康码\n居住证\n港澳通行证\ngovernment\ngov\npassport\npassports\nid card\nid cards\ncensus\nvoter\npolice\nmilitary\ndmv\ntax\nirs\nnational id"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .government, data: [])
    }

    private static func signal_people_government() -> SignalTerm {
        SignalTerm(
            id: "people-government", signal: .people, weight: 0.2,
            words: lines("公民\n党员\n官员\n公务员\n居民\n村民\n选民\n退伍军人\n退役军人\n低保户\n残疾人\n残疾人低保户\n参保人\n社保参保人\n社保缴纳人\n纳税人\n常住人口\n军人\n现役军人\n干警\n公职人员\n体制内\n失信人\n公民信息人\ncitizen\ncitizens\nvoters\ntaxpayers\nresidents\nveterans\ngovernment employees\nofficers"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .government, data: [])
    }

    private static func signal_subject_telecom() -> SignalTerm {
        SignalTerm(
            id: "subject-telecom", signal: .subject, weight: 0.2,
            words: lines("三网\n手机\n电话卡\n移动\n联通\n电信\n广电\n运营商\n宽带\n话费\n服务密码\n手机卡\n通话\n短信\n号段\n基站\n流量用户\n访客\n网站访客\n访问过\napp\ntelecom\nmobile\nmobiles\ncarrier\nverizon\nt-mobile\ntmobile\nvodafone\nsprint\nsms\nvpn"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .telecom, data: [])
    }

    private static func signal_people_telecom() -> SignalTerm {
        SignalTerm(
            id: "people-telecom", signal: .people, weight: 0.2,
            words: lines("机主\n手机用户\n宽带用户\n移动用户\n联通用户\n电信用户\n话费大户\n靓号机主\n访客号码\nsubscriber\nsubscribers\nphone owners"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .telecom, data: [])
    }

    private static func signal_subject_ecommerce() -> SignalTerm {
        SignalTerm(
            id: "subject-ecommerce", signal: .subject, weight: 0.2,
            words: lines("淘宝\n京东\njd\n拼多多\npdd\n天猫\n网购\n订单\n电商\n跨境电商\n电视购物\n购物\n商城\n网店\n唯品会\n闲鱼\n得物\n外卖\n美团\n饿了么\n抖店\n抖音小店\n直播带货\n微商\n奢侈品\n茶叶\n白酒\n酒水\n鞋服\n女装\n团购\n退款\n售后\n某宝\n某东\n某团\n某饿\n某多多\ntaobao\nshopify\nshopping\necommerce\ne-commerce\namazon\nebay\nshop\nwebshop\nweb shop\nonline shop\nonline store\nstore\nretail\nwalmart\nwoocommerce\nmagento\nwordpress\ngrocery delivery\nfood delivery\nmarketplace\n记账app\n外贸\n退货\n小程序\n点评\n大众点评\n58\n转转\nshopping app\ntelemarketing\nonline shopping"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .ecommerce, data: [])
    }

    private static func signal_people_ecommerce() -> SignalTerm {
        SignalTerm(
            id: "people-ecommerce", signal: .people, weight: 0.2,
            words: lines("买家\n网购买家\n网店买家\n淘宝买家\n天猫买家\n京东买家\n拼多多买家\n网购客户\n网购用户\n消费者\n电视购物客户\n电视购物老年客户\n下单客户\n成交客户\n退款客户\n奢侈品客户\n白酒客户\n茶叶客户\n微商代理\n团长\n店主\n商家\n网店店主\nbuyers\nshoppers\namazon sellers\nshopify buyers\nsellers\n微商代理商\n会销客户"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .ecommerce, data: [])
    }

    private static func signal_subject_hotel() -> SignalTerm {
        SignalTerm(
            id: "subject-hotel", signal: .subject, weight: 0.2,
            words: lines("酒店\n开房\n住宿\n入住\n华住\n如家\n汉庭\n锦江\n民宿\n旅馆\n宾馆\n温泉酒店\n五星酒店\n会所\n足浴\nktv\n夜总会\n桑拿\nhotel\nhotels\nbooking\nresort\nmarriott\nhilton\nairbnb"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .hotel, data: [])
    }

    private static func signal_people_hotel() -> SignalTerm {
        SignalTerm(
            id: "people-hotel", signal: .people, weight: 0.2,
            words: lines("住客\n房客\n入住人\n入住客人\n酒店客人\n酒店会员\n会所会员\n会所客户\n足浴会员\nguest\nguests"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .hotel, data: [])
    }

    private static func signal_subject_people() -> SignalTerm {
        SignalTerm(
            id: "subject-people", signal: .subject, weight: 0.2,
            words: lines("企业\n公司\n实名\n全国\n各省\n全行业\n各行业\n行业\n后台\n整站\n全站\n官网\n保险公司\n猎头\n同行\n大厂\n互联网公司\n上市公司\nb2b\nb2c\ncorporate\nworldwide\nusa\nus\nuk\neu\ncanada\naustralia\ngermany\ngerman\nfrench\nfrance\nindia\nbrazil\nlatam\nwebsite\nsite\nadult site\ngaming\ngaming forum\nfitness app\ngame\nsteam"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .other, data: [])
    }

    private static func signal_people_general() -> SignalTerm {
        SignalTerm(
            id: "people-general", signal: .people, weight: 0.2,
            words: lines("客户\n老客户\n精准客户\n优质客户\n意向客户\n用户\n注册用户\n活跃用户\n付费用户\napp用户\n会员\n付费会员\nvip\n老板\n企业老板\n女老板\n法人\n企业法人\n公司法人\n注册法人\n新注册法人\n企业主\n董事长\n董监高\n高管\n企业高管\n董秘\n负责人\n个体户\n创业者\n经销商\n代理商\n加盟商\n员工\n职工\n在职员工\n女性\n男性\n女性用户\n富豪\n富婆\n白领\n单身女性\n华人\n海外华人\n游戏玩家\n传奇玩家\n手游玩家\n玩家\ncustomer\ncustomers\nclient\nclients\nusers\npeople\nperson\nemployee\nemployees\nstaff\npersonnel\nmembers\nmember\nconsumer\nconsumers\nb2c consumer\nceo\nceos\nexecutives\nbusiness owners\nindividuals\nvictims\ncontacts\n商户\n商户老板\n外贸老板\n工厂老板\n餐饮老板\n意向加盟商\n加盟客户\n招商客户\n团队长\n供应商\n采购\n采购负责人\nhr\n财务\n会计\n意向学员\n社群成员\n中介客户\nowners\nbuyer\nseller\naccounts holders\napplicants\ndonors\nattendees\n骑手\n外卖骑手\n餐饮老板\n美容院老板\n工厂老板\n团购客户\n失信人\n被执行人\n会员用户\n注册会员\n志愿者\n捐款人\n旅游客户\n出境游客户\n签证客户\n移民客户\n招商客户"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: false,
            category: .other, data: [])
    }

    private static func signal_variant_data_noun_1() -> SignalTerm {
        SignalTerm(
            id: "variant-data-noun-1", signal: .dataNoun, weight: 2.0,
            words: lines("shu据\n数ju\nzi料\n资liao\nziliao\nzi liao\nming单\n名dan\nmingdan\nming dan\nxin息\n信xi\nming录\n名lu\nminglu\nming lu\nliao子\n料zi\nliaozi\nliao zi\nshu据库\n数ju库\n数据ku\nshujuku"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: nil, data: [])
    }

    private static func signal_variant_field_2() -> SignalTerm {
        SignalTerm(
            id: "variant-field-2", signal: .field, weight: 0.1,
            words: lines("shen份证\n身fen证\n身份zheng\nshenfenzheng\nshou机号\n手ji号\n手机hao\nshoujihao\nxing名\n姓ming\nxingming\nxing ming\ndian话\n电hua\ndianhua\ndian hua\ndi址\n地zhi\nyin行卡\n银hang卡\n银行ka\nyinhangka"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: nil, data: [])
    }

    private static func signal_variant_goods_3() -> SignalTerm {
        SignalTerm(
            id: "variant-goods-3", signal: .goods, weight: 2.4,
            words: lines("si件套\n四jian套\n四件tao\nsijiantao\nsan件套\n三jian套\n三件tao\nsanjiantao\nsi要素\n四yao素\n四要su\nsiyaosu\nsan要素\n三yao素\n三要su\nsanyaosu\ngong户\n公hu\ngonghu\ngong hu\nshou持\n手chi\nshouchi\nshou chi\nzheng反\n正fan\nzhengfan\nzheng fan"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .government, data: [])
    }

    private static func signal_variant_goods_4() -> SignalTerm {
        SignalTerm(
            id: "variant-goods-4", signal: .goods, weight: 2.3,
            words: lines("mian单\n面dan\nmiandan\nmian dan"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .logistics, data: [])
    }

    private static func signal_variant_people_5() -> SignalTerm {
        SignalTerm(
            id: "variant-people-5", signal: .people, weight: 0.2,
            words: lines("che主\n车zhu\nchezhu\nche zhu"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .transportation, data: [])
    }

    private static func signal_variant_people_6() -> SignalTerm {
        SignalTerm(
            id: "variant-people-6", signal: .people, weight: 0.2,
            words: lines("ye主\n业zhu"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .property, data: [])
    }

    private static func signal_variant_people_7() -> SignalTerm {
        SignalTerm(
            id: "variant-people-7", signal: .people, weight: 0.2,
            words: lines("gu民\n股min"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .banking, data: [])
    }

    private static func signal_variant_people_8() -> SignalTerm {
        SignalTerm(
            id: "variant-people-8", signal: .people, weight: 0.2,
            words: lines("bao妈\n宝ma\nhuan者\n患zhe\nhuanzhe\nhuan zhe\nyun妇\n孕fu"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .medical, data: [])
    }

    private static func signal_variant_people_9() -> SignalTerm {
        SignalTerm(
            id: "variant-people-9", signal: .people, weight: 0.2,
            words: lines("xue生\n学sheng\nxuesheng\nxue sheng\njia长\n家zhang\njiazhang\njia zhang\nkao生\n考sheng\nkaosheng\nkao sheng"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .education, data: [])
    }

    private static func signal_variant_people_10() -> SignalTerm {
        SignalTerm(
            id: "variant-people-10", signal: .people, weight: 0.2,
            words: lines("cai民\n彩min\ncaimin\ncai min\nhui员\n会yuan\nhuiyuan\nhui yuan"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .gambling, data: [])
    }

    private static func signal_variant_subject_11() -> SignalTerm {
        SignalTerm(
            id: "variant-subject-11", signal: .subject, weight: 0.2,
            words: lines("bo彩\n博cai\nbo菜\n菠cai\nqi牌\n棋pai\ncai票\n彩piao\ncaipiao\ncai piao"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .gambling, data: [])
    }

    private static func signal_variant_subject_12() -> SignalTerm {
        SignalTerm(
            id: "variant-subject-12", signal: .subject, weight: 0.2,
            words: lines("wang贷\n网dai\nwangdai\nwang dai\ndai款\n贷kuan\ndaikuan\ndai kuan\nxin用卡\n信yong卡\n信用ka\nxinyongka\nyin行卡\n银hang卡\n银行ka\nyinhangka\nzheng券\n证quan\nzhengquan\nzheng quan"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .banking, data: [])
    }

    private static func signal_variant_subject_13() -> SignalTerm {
        SignalTerm(
            id: "variant-subject-13", signal: .subject, weight: 0.2,
            words: lines("shen份证\n身fen证\n身份zheng\nshenfenzheng\nhu籍\n户ji"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .government, data: [])
    }

    private static func signal_variant_subject_14() -> SignalTerm {
        SignalTerm(
            id: "variant-subject-14", signal: .subject, weight: 0.2,
            words: lines("kuai递\n快di\nkuaidi\nkuai di"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .logistics, data: [])
    }

    private static func signal_variant_lookup_15() -> SignalTerm {
        SignalTerm(
            id: "variant-lookup-15", signal: .lookup, weight: 1.2,
            words: lines("hu籍\n户ji\ncha档\n查dang\nchadang\ncha dang\nkai盒\n开he\nshe工库\n社gong库\n社工ku\nshegongku\ncha人\n查ren\ncharen\ncha ren"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .government, data: [])
    }

    private static func signal_variant_lookup_16() -> SignalTerm {
        SignalTerm(
            id: "variant-lookup-16", signal: .lookup, weight: 1.2,
            words: lines("ji主\n机zhu\nding位\n定wei"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .telecom, data: [])
    }

    private static func signal_variant_lookup_17() -> SignalTerm {
        SignalTerm(
            id: "variant-lookup-17", signal: .lookup, weight: 1.2,
            words: lines("kai房\n开fang\nkaifang\nkai fang"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .hotel, data: [])
    }

    private static func signal_variant_lookup_18() -> SignalTerm {
        SignalTerm(
            id: "variant-lookup-18", signal: .lookup, weight: 1.1,
            words: lines("gui迹\n轨ji"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: .transportation, data: [])
    }

    private static func signal_variant_sell_19() -> SignalTerm {
        SignalTerm(
            id: "variant-sell-19", signal: .sell, weight: 1.8,
            words: lines("chu售\n出shou\nchushou\nchu shou\nxian货\n现huo\nxianhuo\nxian huo\ndi价出\n低jia出\n低价chu\ndijiachu\nchang期出\n长qi出\n长期chu\nchangqichu"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, wakes: true,
            category: nil, data: [])
    }

    private static func signal_variant_buy_20() -> SignalTerm {
        SignalTerm(
            id: "variant-buy-20", signal: .buy, weight: 1.9,
            words: lines("qiu购\n求gou\nqiugou\nqiu gou\ngao价收\n高jia收\n高价shou\ngaojiashou\nchang期收\n长qi收\n长期shou\nchangqishou"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, wakes: true,
            category: nil, data: [])
    }

    private static func signal_variant_freshness_21() -> SignalTerm {
        SignalTerm(
            id: "variant-freshness-21", signal: .freshness, weight: 0.9,
            words: lines("yi手\n一shou\nyishou\nyi shou\nshi时\n实shi\nshishi\nshi shi\njing准\n精zhun\njingzhun\njing zhun\nge夜\n隔ye"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: nil, data: [])
    }

    private static func signal_leet_sell() -> SignalTerm {
        SignalTerm(
            id: "leet-sell", signal: .sell, weight: 1.8,
            words: lines("5elling\ns3lling\n53lling\nsell1ng\n5ell1ng\ns3ll1ng\n53ll1ng\n5eller\ns3ller\n53ller\nsell3r\n5ell3r\ns3ll3r\n53ll3r"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: true, wakes: true,
            category: nil, data: [])
    }

    private static func signal_leet_goods() -> SignalTerm {
        SignalTerm(
            id: "leet-goods", signal: .goods, weight: 2.2,
            words: lines("c0mbolist\ncomb0list\nc0mb0list\ncombol1st\nc0mbol1st\ncomb0l1st\nc0mb0l1st\ncomboli5t\nc0mboli5t\ncomb0li5t\nc0mb0li5t\ncombol15t\nc0mbol15t\ncomb0l15t\nc0mb0l15t"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: nil, data: [])
    }

    private static func signal_leet_data_noun() -> SignalTerm {
        SignalTerm(
            id: "leet-data-noun", signal: .dataNoun, weight: 2.0,
            words: lines("d4tabase\ndat4base\nd4t4base\ndatab4se\nd4tab4se\ndat4b4se\nd4t4b4se\ndataba5e\nd4taba5e\ndat4ba5e\nd4t4ba5e\ndatab45e\nd4tab45e\ndat4b45e\nd4t4b45e\ndatabas3\nd4tabas3\ndat4bas3\nd4t4bas3\ndatab4s3\nd4tab4s3\ndat4b4s3\nd4t4b4s3\ndataba53\nd4taba53\ndat4ba53\nd4t4ba53\ndatab453\nd4tab453\ndat4b453\nd4t4b453\nl3ads\nle4ds\nl34ds\nlead5\nl3ad5\nle4d5\nl34d5\nr3cords\nrec0rds\nr3c0rds\nrecord5\nr3cord5\nrec0rd5\nr3c0rd5\nd4ta\ndat4\nd4t4\nb4se\nba5e\nb45e\nbas3\nb4s3\nba53\nb453"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: nil, data: [])
    }

    private static func signal_leet_freshness() -> SignalTerm {
        SignalTerm(
            id: "leet-freshness", signal: .freshness, weight: 0.9,
            words: lines("fr3sh\nfre5h\nfr35h\npr1vate\npriv4te\npr1v4te\nprivat3\npr1vat3\npriv4t3\npr1v4t3"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: nil, data: [])
    }

    private static func signal_leet_assurance() -> SignalTerm {
        SignalTerm(
            id: "leet-assurance", signal: .assurance, weight: 1.0,
            words: lines("v4lid\nval1d\nv4l1d\n3scrow\ne5crow\n35crow\nescr0w\n3scr0w\ne5cr0w\n35cr0w\nl3git\nleg1t\nl3g1t"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: nil, data: [])
    }

    private static func signal_waking_sequences() -> SignalTerm {
        SignalTerm(
            id: "waking-sequences", signal: .quantity, weight: 0.0,
            words: lines("一万条\n一千二\n一千五\n一百块\n万五\n万以\n万份\n三个月内\n三块\n三天内\n三甲\n上广\n下几张\n下单客户\n下卡\n不准不收钱\n不准退款\n不单卖\n不成不收费\n不是问\n不还价\n专升本\n世纪佳缘\n业老\n两千个\n两毛\n个小区\n个户\n个税\n中介客户\n中老年人\n中考生\n丰巢\n主姓\n主电\n么价\n九千\n买车客户\n二建\n二手料\n二手车车主\n二类卡\n二胎妈妈\n二要\n互联网公司\n五五分\n五十一次\n交友\n交房\n交易软件\n交过\n产后妈妈\n产妇\n产期\n产检\n产科\n京东买家\n京东物流\n京东白条\n人卖\n人在哪\n他现\n他趣\n付费会员\n付费用户\n代账\n任意定制\n企业主贷款\n企业法人\n伊对\n优质客户\n会员用户\n会所会员\n会所客户\n会销客户\n位大佬\n位群\n低保\n住哪\n住址\n住宿记录\n住院患者\n住院病历\n体制内\n体检人\n作业帮\n佳喂\n保健品客户\n保单\n保参\n保户\n保险客户\n信托\n信用卡客户\n信用咔\n信转账\n借呗\n借条\n借款人\n债务人\n值会员\n值过\n做债\n做吗\n做墓\n做装\n健康码\n储户\n储蓄卡\n催收\n充值用户\n充提\n先款\n入住人\n入金\n全家户\n全户\n全新卡\n全站\n全量\n八折\n八毛\n公司做\n公司法人\n公民信息人\n公考\n公职人员\n六合彩\n内部人合作\n内部人员合作\n内部人士\n内部案情\n册用户\n冻结原因\n冻结查询\n减肥客户\n减肥药\n出借人\n出入境\n出境游客户\n出手机\n出生日期\n出生登记\n出生证\n出结果付款\n出行客户\n出身份\n分成合作\n分省\n创业者\n别墅业主\n到期的\n到访客户\n到门牌\n前夫\n前妻\n前科\n前程无忧\n剩女\n加油卡\n加盟商\n加盟客户\n劫持\n化疗\n北上\n区的业\n医患\n医美客户\n十来个\n千套\n华住\n单位名\n单位电话\n单查\n单身会员\n单身女性\n单身男女\n卖一\n卖三\n卖地\n卖车\n博主\n博彩会员\n卡中心\n卡冻原因\n卡反\n卡口\n卡料\n卡流水\n卡车司机\n卡逾\n历学\n去哪儿\n参保\n友软\n反手\n反查\n取件人\n受种者\n受骗人\n受骗客户\n口价\n口供\n口腔\n只出\n只有名\n可以合作\n可出\n可定制\n可测\n台权\n号出\n号反\n号手\n号查\n司法冻结\n各位老板\n合作分成\n合作愉快\n合作私\n同事导\n同住人\n同行人\n名下公司\n名下几\n名下资产\n名下车\n名下银行卡\n名册\n名号\n名手\n名证\n名身\n后台直\n向客户\n含身\n员信\n员库\n员手机\n和老家\n品名\n品老\n哔哩哔哩\n哪位大\n哪位有\n唯品会\n商户\n四块\n四大行\n回传\n团购客户\n团队长\n国际学校\n在线教育\n在职员工\n在逃\n址全\n块一条\n培训学员\n培训机构\n基民\n基站\n壮阳\n外卖收货\n外汇客户\n外贸老板\n多少要\n大众点评\n大额客户\n天新\n天猫\n失信人\n失联\n奔驰车主\n奢侈品\n女会员\n女性用户\n女老板\n女装\n好友提取\n妇幼\n妇科\n妈妈群体\n婚介\n婚史\n婚恋\n婚登\n婴幼儿家长\n婴类\n子中心\n孕妇\n孕妈\n孕婴\n孕检\n字和老\n存款大户\n学习通\n学号\n学生家\n学而思\n安全码\n定手机\n定网\n宝宝妈妈\n宝马\n实名卡\n实姓\n实身\n客手\n家庭地址\n家装客户\n家长号码\n宽带用户\n宾馆入住\n寄件人\n寄件客户\n富婆\n对得上\n寻内部\n寿险\n小升初\n少要多\n就诊\n尾款\n属电\n工厂老板\n已筛\n币圈\n币安\n币民\n带出来\n带地\n带学\n带密\n带手\n带收\n带照\n带电话\n带病\n带车\n带额度\n帮查\n常住人口\n常旅客\n年大学\n年客\n幼儿园家长\n应届\n应聘者\n底单\n底档\n庭成员\n开户名\n开户客户\n开户股民\n开户行\n开户预留\n弄到\n录取名单\n彩民\n待产妈妈\n得物\n微交易\n微信号码\n微信流水\n微信转\n微商\n微提\n微盘\n德邦\n心脑血管\n快到期\n快递地址\n快递柜\n快递查询\n总裁班\n恋网\n患者家属\n想合作的\n想知道他\n意向学员\n意向客\n慢病患者\n懂行\n成交客户\n成交的\n成考\n我是做\n我这边\n截取\n户未\n房主\n房贷\n手上有\n手拍\n手机号码\n手机用户\n手機\n打赏\n找代理\n找内部\n找我拿\n找能\n投保\n投资人\n投顾\n抖店\n抖音小店\n护照信息\n报个\n报名的\n报手\n报考岗位\n拒收客户\n拒的\n招下级\n招中介\n招分销\n招合作\n招商客户\n招总代\n招渠道\n招聘网\n拼多\n持仓股民\n持卡\n持续更新\n按条\n捐款人\n据商\n探探\n接各\n接定制\n描件\n提车日期\n攒的\n支付宝流水\n支付密码\n收件地\n收件客户\n收公\n收对\n收货人\n收过\n教培\n散户\n数字货币\n整形客户\n整站\n斗鱼\n料主\n料单\n新交\n新号\n新手妈妈\n新注\n新盘\n新能源\n新鲜出炉\n旅游客户\n日本女粉\n日要\n时推\n时时彩\n智联\n曹操出行\n會員\n月子\n月给\n有人要\n有名字\n有姓\n有没有能\n有渠\n有身份\n服务密码\n期供\n期合作\n期名\n期客\n期民\n期要\n期货客户\n未成交\n机主信息\n机地址\n机票客户\n条算\n条给\n来聊\n来访客户\n板可以\n板手机\n极兔\n某东\n某多多\n某宝\n某省\n某饿\n查三\n查不到退\n查个人\n查到付款\n查到再给钱\n查实名\n查微\n查手\n查真\n查车\n校友\n校园贷\n校班\n核酸\n格你\n格好说\n格表\n案场\n检验报告\n棋牌会员\n植发\n業主\n楼主\n楼栋号\n楼盘业主\n榜一大哥\n欧易\n款客\n正反面\n残联\n每天三\n每天更\n毕业院校\n民实\n求某\n求查\n求职人员\n江浙\n法人手\n注册会员\n注册法人\n注册资本\n活跃用户\n派件\n流产\n流出来的\n流水单\n流量用户\n浙沪\n海外华人\n淘宝买家\n渠道的\n温泉酒店\n滴滴司机\n滴滴打车\n火币\n火车轨迹\n炒币\n炒股软件\n热乎\n照号\n爬取\n父母电话\n牌查\n牙科\n物流地址\n特斯拉车主\n犯罪记录\n猎聘\n猎魔\n猿辅导\n玉石\n玩家\n现住\n现在住\n现役军人\n现用手机号\n现金贷\n珍爱网\n珠宝\n球盘\n理财客户\n生名\n生家长\n用卡中\n申通\n电信用户\n男会员\n男科\n留手机\n病种\n癌症患者\n登录密码\n登记信息\n白嫖\n白户\n白酒客户\n白金\n百世\n百合网\n百条\n百来\n的学员\n的找我\n的料\n的来谈\n皮肤科\n监护人\n直播带货\n相亲会员\n相亲男女\n省市区\n看价格\n看房客\n真名\n眼科\n知乎\n确到\n社保缴纳人\n社群成员\n神州专车\n票站\n离异\n私募\n私行\n私訊\n种牙\n科室\n租客\n租房平台\n积分落户\n移动用户\n移民客户\n穿透\n站会\n第一手\n筛活\n签证客户\n箱密\n籍照\n精准客户\n精神科\n糖友\n糖尿病患者\n红娘会员\n约会软件\n约车司\n级家\n线城\n经营范围\n绑定手\n结果先看\n结过\n给五\n给到\n给手\n统里的\n续保客户\n综合盘\n缴存\n网定\n网实\n网店\n网机\n网校\n网站访客\n网红\n网约\n网课学员\n网课平台\n网购买家\n网购地址\n网购客户\n网购用户\n网贷客户\n网贷用户\n网逃\n网银\n置业\n美妆\n美容院老板\n群友\n群员\n老公电话\n老年人群\n老年大\n老库\n老板可\n老板手\n老规\n考公\n考研学生\n考研机\n聊聊\n职带\n联通用户\n股权\n股票客户\n肿瘤患者\n能弄\n能拍\n自拍\n自考\n航旅纵横\n花名\n茶叶客户\n药名\n药师\n药房\n菠菜会员\n菠菜站访客\n董监高\n董秘\n藏品\n虎牙\n虚拟币\n血压\n行内部\n行证\n被保人\n被拒客户\n被骗人\n被骗客户\n装修客户\n装机地\n要一批\n要哪\n要当天\n要车\n视购\n记表\n访客号码\n访登\n访问过\n证券客户\n证券软件\n证正\n证电\n诊断结果\n诊记\n试驾客户\n诚意来\n诚招代理\n诚收\n话住\n话单\n话地\n话清\n话费大户\n详细地址\n谁手\n谁能查\n谈合作\n豪宅\n豪车\n贝壳\n账公\n货拉拉\n货车司机\n购房客户\n购房者\n购药\n购车\n贴吧\n贵宾客户\n贵金属\n贷款人\n贷款申请人\n贷款软件\n贷申\n贷的\n贷超\n费基\n费记\n费金\n资金盘会员\n资金量\n赌客\n赌徒\n走公\n足浴\n跟谁\n車主\n車牌\n车商客户\n车型\n车架\n车档\n车贷\n车险客户\n辅食\n边做\n过万\n过人脸\n过的都\n过钱\n近三个\n近视手术\n违法记录\n退件客户\n退役\n退费学员\n递收\n通率\n通讯录三个\n逾期用户\n道名\n道贩\n那批\n邮币卡\n部朋\n都能出\n配资客户\n酒店会员\n酒店记录\n采购负责人\n里程会员\n重金\n金主\n金客\n金缴\n銀行\n钱跑\n链家\n长名\n长期合\n长电\n院里朋友\n靓号机主\n鞋服\n音号\n韵达\n预产\n预留手\n预留电话\n领英\n额存\n飞猪\n餐饮老板\n饿了么\n驾校学员\n骂我\n骑手\n高三学生\n高净值\n高炮\n高管\n高考生\n高考考生\n高者\n高血\n黄金积存"),
            unless: SignalTerm.Surroundings(before: [], after: []),
            only: SignalTerm.Surroundings(before: [], after: []),
            needsGoods: false, wakes: true,
            category: nil, data: [])
    }
}
